"""The cohort file: what it changes, and that nothing in it is ignored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from tourlib.errors import ReportError
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report
from tourlib.settled.entries import ENTRIES, Settled, allowed, columns
from tourlib.settled.read import new_file, read_settled
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


def test_a_new_file_settles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "115.toml"
    file.write_text(new_file(115, "報告.pdf"), encoding="utf-8")
    assert read_settled(file) == Settled(file=str(file))


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
    words = topic_keywords(report.recommendations, report.sections, report.lexicon)
    used = {topic: set(group["term"]) for topic, group in words.groupby("topic")}
    assert "文化" not in used[1]
    assert {"人工智慧", "資料治理指南"} <= used[4]
    assert "AI" not in used[4]
    plain = settle(tmp_path, "")
    known = replace(plain.lexicon, synonyms={})
    before = topic_keywords(plain.recommendations, plain.sections, known)
    count = [
        f.loc[(f["topic"] == 1) & (f["term"] == "協作"), "count"].sum() for f in (words, before)
    ]
    assert count[0] > count[1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[correction]]\nline = 809\nprinted = "沒有這些字"\nintended = "x"', "has no such text"),
        ('[[correction]]\nline = 99999\nprinted = "a"\nintended = "b"', "no such line"),
        ('[[correction]]\nline = 0\nprinted = "a"\nintended = "b"', "no such line"),
        (
            '[[correction]]\nline = "809"\nprinted = "a"\nintended = "b"',
            "line 須為整數 must be a whole number",
        ),
        ('[[correction]]\nline = 809\nprinted = ""\nintended = "b"', "printed 是空的 is empty"),
        ('[[correction]]\nline = 809\nprinted = "a"', "intended 缺少 is missing"),
        (
            '[[correction]]\nline = 809\nprinted = "a"\nintended = "b"\nnote = "c"',
            "note 是不認得的欄位 is an unknown key",
        ),
        ('[correction]\nline = 809\nprinted = "a"\nintended = "b"', "[[correction]]"),
        ('[[agency]]\nprinted = "沒有的機關"\nlevel = "central"', "roster has no such agency"),
        ('[[session]]\nline = 3\nkind = "meal"', "no row of sessions begins"),
        ('[[session]]\nline = 1104\nprinted = "早餐"', "was read as 「午餐"),
        ('[[session]]\nline = 1104\ntitle = "簡報"', "add printed"),
        ("[[session]]\nline = 1104\ntheme = 9", "no theme 9"),
        ('[[session]]\nline = 1104\nkind = "lunch"', "must be one of: 'course', 'visit'"),
        ('[[visit]]\nline = 3\nplace = "某處"', "no row of visits begins"),
        ('[[visit]]\nline = 299\nspeakers = "王小明"', "speakers 須為清單 must be a list"),
        ("[[recommendation]]\nline = 3\ntheme = 1", "no row of recommendations begins"),
        ('[[recommendation]]\nline = 911\nhorizon = "soon"', "must be one of: 'immediate'"),
        ("[meta]\nline = 99999\nheadcount = 30", "no such line"),
        ('[meta]\nheadcount = "30"', "headcount 須為整數"),
        ("[topic]\n1 = { theme = 2, line = 3 }", "no item of it begins in this line"),
        ('[[keep]]\ncode = "overlap"\nline = 3', "why 缺少 is missing"),
        ('[english]\n"能源轉型" = 3', "must be text"),
        ('[[session]]\nline = 1104\ndate = "2025-08-26"', "date 須為日期 must be a date"),
        ('[theme]\nfirst = "a"', "first 須為編號 must be a number"),
        ('[topic]\n1 = "a"', "[topic] 1 = 5"),
        ("[topic]\n9 = 1", "no such topic"),
        ("[topic]\n1 = 6", "no theme 6"),
        ("[wrods]\nadd = []", "wrods 是不認得的表 is an unknown table"),
        ("[words]\nadd = [1]", "must be text"),
        ('[words]\nadd = "數位孿生"', "add 須為清單 must be a list"),
        ('[words]\nstop = [""]', "stop 是空的 is empty"),
        ('[words]\nadd = ["離線權"]\nforbid = ["離線權"]', "both added and forbidden"),
        ('[words]\nadd = ["沒有人寫過的詞"]', "報告沒有用到「沒有人寫過的詞」"),
        ('[words]\nsynonyms = ["合作", "協作"]', "synonyms 須為對照 must be pairs"),
        ('[words]\nsynonyms = { "合作" = 3 }', "must be text"),
        ('[words.synonyms]\n"合作" = "協作"\n"協作" = "合作"', "itself counted as"),
        ("not toml", "not valid TOML"),
        (f"x = {'9' * 5000}", "not valid TOML"),
        (f"x = {'[' * 5000}", "not valid TOML"),
        ("x = 1\nx = 2", "not valid TOML"),
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


def test_every_table_is_settled_and_says_so(tmp_path: Path) -> None:
    """Line 13 of 114 gives the period; in line 1104 a lunch begins."""
    plain = settle(tmp_path, "")
    item = plain.recommendations.iloc[0]
    visit = plain.visits.iloc[0]
    report = settle(
        tmp_path,
        "[meta]\nheadcount = 30\nline = 13\nend = 2025-08-30\n"
        '[[recommendation]]\nline = {}\nlead_agency = "人事總處"\nhorizon = "long_term"\n'
        '[[visit]]\nline = {}\nprinted = "{}"\nplace = "某處"\nspeakers = ["王小明", "陳大華"]\n'
        "start = 09:10:00\n"
        '[[session]]\nline = 1104\ntitle = "午餐會談"\nspeakers = []\nplace = ""\nwhy = "依內文"\n'.format(
            item["line"], visit["line"], visit["title"]
        ),
    )
    assert (report.meta.headcount, report.meta.end) == (30, date(2025, 8, 30))
    first = report.recommendations.iloc[0]
    assert (first["lead_agency"], first["horizon"]) == ("人事總處", "long_term")
    assert first["topic_title"] == item["topic_title"]
    told = report.visits.iloc[0]
    assert (told["place"], told["speakers"]) == ("某處", ["王小明", "陳大華"])
    assert told["start"].strftime("%H:%M") == "09:10"
    [lunch] = report.sessions[report.sessions["line"] == 1104].to_dict("records")
    assert lunch["title"] == "午餐會談"
    said = report.findings[report.findings["code"] == "settled"]
    assert sorted(said["table"]) == ["recommendations", "sessions", "visits"]
    assert said["message"].str.contains("依內文").sum() == 1


def test_another_title_altogether_wants_what_is_printed(tmp_path: Path) -> None:
    """In line 1104 of 114 a lunch begins: who calls it otherwise has perhaps another line in mind."""
    [lunch] = settle(tmp_path, "").sessions.query("line == 1104")["title"]
    entry = f'[[session]]\nline = 1104\nprinted = "{lunch}"\ntitle = "座談會"\n'
    report = settle(tmp_path, entry)
    assert report.sessions.query("line == 1104")["title"].tolist() == ["座談會"]


def test_values_that_an_entry_takes_are_those_that_are_listed(tmp_path: Path) -> None:
    listed = {
        (table, name): allowed(table, name)
        for table in ENTRIES
        for name in columns(table)
        if allowed(table, name)
    }
    assert set(listed) == {
        ("participant", "role"), ("participant", "rank"), ("session", "kind"), ("session", "part"),
        ("recommendation", "horizon"), ("agency", "level"),
    }  # fmt: skip
    lines = {"session": "line = 1104", "recommendation": "line = 911",
             "participant": 'line = 23\nprinted = "陳慶安"\nwhy = "依名冊"', "agency": 'printed = "審計部"'}  # fmt: skip
    for (table, name), values in listed.items():
        for value in values:
            settle(tmp_path, f'[[{table}]]\n{lines[table]}\n{name} = "{value}"\n')
    assert {"單位主管", "副首長"} <= set(listed["participant", "rank"])


def test_a_finding_that_is_kept_is_for_information_and_proposes_nothing(tmp_path: Path) -> None:
    plain = settle(tmp_path, "")
    assert 809 in {c.line for c in plain.suggestions}
    report = settle(
        tmp_path,
        '[[keep]]\ncode = "misreading"\nline = 809\nprinted = "水績"\nwhy = "原文如此"\n'
        '[[keep]]\ncode = "overlap"\nline = 3\nwhy = "不存在的提醒"\n',
    )
    assert 809 not in {c.line for c in report.suggestions}
    found = report.findings[report.findings["message"].str.contains("看過，照印：原文如此")]
    assert found["severity"].tolist() == ["info"]
    assert found["lines"].tolist()[0].count(809) == 1
    assert (report.findings["code"] == "keep-unneeded").sum() == 1
