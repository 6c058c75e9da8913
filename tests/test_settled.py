"""The cohort file: what it changes, and that nothing in it is ignored."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from tourlib.errors import ReportError
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report
from tourlib.settled import read_settled, template
from tourlib.words.keywords import topic_keywords

REPORT = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"


@cache
def source() -> Source:
    texts = REPORT.read_text(encoding="utf-8").split("\n")
    return Source("report.txt", "text", tuple(Line(n, text) for n, text in enumerate(texts, 1)))


def settle(folder: Path, text: str) -> Report:
    file = folder / "114.toml"
    file.write_text(text, encoding="utf-8")
    return build_report(source(), cohort=114, settled=read_settled(file))


def test_template_settles_nothing_and_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "115.toml"
    file.write_text(template(115, "報告.pdf"), encoding="utf-8")
    settled = read_settled(file)
    assert (settled.corrections, dict(settled.themes), settled.agencies) == ((), {}, ())


def test_template_is_valid_with_every_entry_uncommented(tmp_path: Path) -> None:
    lines = template(115, "報告.pdf").split("\n")
    used = [line.removeprefix("# ") for line in lines if line.startswith("# [") or " = " in line]
    file = tmp_path / "115.toml"
    file.write_text("\n".join(used), encoding="utf-8")
    settled = read_settled(file)
    assert settled.corrections[0].intended == "貳"
    assert settled.sessions[0]["date"] == date(2025, 8, 22)


def test_correction_changes_the_tables_but_not_the_source(tmp_path: Path) -> None:
    report = settle(
        tmp_path,
        '[[correction]]\nline = 809\nprinted = "水績發展"\nintended = "永續發展"\nwhy = "誤讀"\n',
    )
    [row] = report.sections[report.sections["line"] == 809].index
    assert report.sections.at[row, "title"] == "綠色能源轉型與永續發展"
    assert "水績發展" in report.source.lines[808].text
    assert "水績發展" in report.lines.at[808, "text"]
    [finding] = report.findings[report.findings["code"] == "corrected"].to_dict("records")
    assert finding["lines"] == [809]
    assert "水績發展" in finding["message"]


def test_session_and_theme_and_agency_as_settled(tmp_path: Path) -> None:
    report = settle(
        tmp_path,
        '[theme]\n5 = "領導與協作"\n'
        '[[agency]]\nprinted = "審計部"\ntier = "其他"\n'
        "[[session]]\nline = 1104\nstart = 12:00:00\nend = 13:20:00\n",
    )
    assert report.themes["title"].iloc[-1] == "領導與協作"
    assert report.participants.loc[report.participants["agency"] == "審計部", "tier"].tolist() == [
        "其他"
    ]
    [lunch] = report.sessions[report.sessions["line"] == 1104].to_dict("records")
    assert (lunch["start"], lunch["minutes"]) == (datetime(2025, 8, 26, 12), 80)


def test_the_theme_of_a_topic_as_settled(tmp_path: Path) -> None:
    report = settle(tmp_path, "[topic]\n6 = 2\n")
    items = report.recommendations[report.recommendations["topic"] == 6]
    assert items["theme"].unique().tolist() == [2]
    assert items["theme_source"].unique().tolist() == ["settled"]
    others = report.recommendations[report.recommendations["topic"] == 7]
    assert others["theme_source"].unique().tolist() == ["likeness"]


def test_words_as_settled_reach_the_keywords(tmp_path: Path) -> None:
    report = settle(
        tmp_path,
        '[words]\nadd = ["資料治理指南"]\nforbid = ["外部壓力"]\nstop = ["文化"]\n'
        'synonyms = { "合作" = "協作", "AI" = "人工智慧" }\n',
    )
    assert "資料治理指南" in set(report.terms["term"])
    assert "外部壓力" not in set(report.terms["term"])
    assert report.synonyms["合作"] == "協作"
    # The report's gloss would count 人工智慧 as AI, the more used form: the analyst goes before.
    assert report.synonyms["AI"] == "人工智慧"
    assert "人工智慧" not in report.synonyms
    words = topic_keywords(
        report.recommendations, report.terms, report.sections,
        stop=report.stop, synonyms=report.synonyms,
    )  # fmt: skip
    used = {topic: set(group["term"]) for topic, group in words.groupby("topic")}
    assert "文化" not in used[1]
    assert {"人工智慧", "資料治理指南"} <= used[4]
    assert "AI" not in used[4]
    plain = settle(tmp_path, "")
    before = topic_keywords(plain.recommendations, plain.terms, plain.sections, stop=plain.stop)
    count = [
        f.loc[(f["topic"] == 1) & (f["term"] == "協作"), "count"].sum() for f in (words, before)
    ]
    assert count[0] > count[1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[correction]]\nline = 809\nprinted = "沒有這些字"\nintended = "x"', "does not read"),
        ('[[correction]]\nline = 99999\nprinted = "a"\nintended = "b"', "no such line"),
        ('[[correction]]\nline = 0\nprinted = "a"\nintended = "b"', "no such line"),
        ('[[correction]]\nline = "809"\nprinted = "a"\nintended = "b"', "line is missing or not"),
        ('[[correction]]\nline = 809\nprinted = ""\nintended = "b"', "printed is empty"),
        ('[[correction]]\nline = 809\nprinted = "a"', "intended is missing"),
        (
            '[[correction]]\nline = 809\nprinted = "a"\nintended = "b"\nnote = "c"',
            "unknown key note",
        ),
        ('[correction]\nline = 809\nprinted = "a"\nintended = "b"', "[[correction]]"),
        ('[[agency]]\nprinted = "沒有的機關"\nlevel = "central"', "roster has no such agency"),
        ('[[session]]\nline = 3\nkind = "meal"', "no timetable entry"),
        ('[[session]]\nline = 1104\ndate = "2025-08-26"', "date is missing or not"),
        ('[theme]\nfirst = "a"', "themes must be written"),
        ('[topic]\n1 = "a"', "topics must be written"),
        ("[topic]\n9 = 1", "no such topic"),
        ("[topic]\n1 = 6", "no theme 6"),
        ("[wrods]\nadd = []", "unknown key wrods"),
        ("[words]\nadd = [1]", "must be a list of words"),
        ('[words]\nadd = "數位孿生"', "must be a list of words"),
        ('[words]\nstop = [""]', "must be a list of words"),
        ('[words]\nadd = ["離線權"]\nforbid = ["離線權"]', "both added and forbidden"),
        ('[words]\nadd = ["沒有人寫過的詞"]', "does not use 「沒有人寫過的詞」"),
        ('[words]\nsynonyms = ["合作", "協作"]', "synonyms must be written"),
        ('[words]\nsynonyms = { "合作" = 3 }', "synonyms must be written"),
        ('[words.synonyms]\n"合作" = "協作"\n"協作" = "合作"', "itself counted as"),
        ("not toml", "no valid TOML"),
        (f"x = {'9' * 5000}", "no valid TOML"),
        (f"x = {'[' * 5000}", "no valid TOML"),
        ("x = 1\nx = 2", "no valid TOML"),
    ],
)
def test_entry_that_does_not_fit_is_an_error(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ReportError, match=r"114\.toml") as raised:
        settle(tmp_path, text)
    assert reason in str(raised.value)


def test_a_person_is_settled(tmp_path: Path) -> None:
    report = settle(
        tmp_path,
        '[[participant]]\nline = 23\nprinted = "陳慶安"\nagency = "臺北市政府"\nunit = "秘書處"\n'
        'rank = "副首長"\nwhy = "依名冊"\n'
        '[[participant]]\nline = 36\nprinted = "莊國良"\ntitle = "副組長"\nwhy = "依名冊"\n',
    )
    people = report.participants.set_index("name")
    columns = ["agency", "unit", "title", "tier", "parent", "rank"]
    assert people.loc["陳慶安", columns].tolist() == [
        "臺北市政府", "秘書處", "副秘書長", "縣市政府", "臺北市政府", "副首長",
    ]  # fmt: skip
    assert people.loc["莊國良", ["title", "rank"]].tolist() == ["副組長", "單位副主管"]


@pytest.mark.parametrize(
    "entry",
    [
        'line = 23\nprinted = "某人"\nrank = "首長"\nwhy = "依名冊"',
        'line = 24\nprinted = "陳慶安"\nrank = "首長"\nwhy = "依名冊"',
        'line = 23\nprinted = "陳慶安"\nrank = "長官"\nwhy = "依名冊"',
        'line = 23\nprinted = "陳慶安"\nrank = "首長"',
        'line = 23\nprinted = "陳慶安"\nrank = ""\nwhy = "依名冊"',
        'line = 23\nprinted = "陳慶安"\nheight = "高"\nwhy = "依名冊"',
    ],
)
def test_a_person_settled_wrongly_is_an_error(tmp_path: Path, entry: str) -> None:
    with pytest.raises(ReportError):
        settle(tmp_path, f"[[participant]]\n{entry}\n")
