"""Reviews: what is offered, what a decision writes, that nothing else in the file changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from tourlib import explore
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.review.choices import Choice, choices, lines_of, open_findings
from tourlib.review.decide import decide, undo, with_decision
from tourlib.review.terminal import review_in_terminal

ROOT = Path(__file__).parents[1]
COHORT = """# 校訂檔的說明

[[correction]]   # 第一項
line = 266
printed = "曇花一線"
intended = "曇花一現"
why = "成語"

# 主題之前的說明
[theme]
5 = "領導與協作"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cohort file of a project with the 114 report."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "reports" / "114", folder / "reports" / "114")
    (folder / "cohorts").mkdir()
    (folder / "cohorts" / "114.toml").write_text(COHORT, encoding="utf-8")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder / "cohorts" / "114.toml"


def finding(report: tourlib.Report, code: str, line: int) -> int:
    """The open finding of a code that is about a line."""
    table = report.findings
    return next(
        row
        for row in open_findings(report)
        if table.at[row, "code"] == code and line in table.at[row, "lines"]
    )


def offered(report: tourlib.Report, row: int | None, table: str, word: str = "") -> Choice:
    return next(c for c in choices(report, row) if c.table == table and word in c.label)


def test_a_correction_a_cell_and_a_word_are_written_and_the_rest_of_the_file_stays(
    file: Path,
) -> None:
    report = tourlib.load(114)
    row = finding(report, "misreading", 809)
    report = decide(report, offered(report, row, "correction", "永續"), "")
    [title] = report.sections.loc[report.sections["line"] == 809, "title"]
    assert title == "綠色能源轉型與永續發展"
    row = finding(report, "time-missing", 1104)
    mend = offered(report, row, "session")
    assert (mend.cells["date"], mend.cells["end"]) == ("2025-08-26", "")
    report = decide(report, mend, "依內文", "start", "12:00")
    assert "time-missing" not in set(report.findings["code"])
    report = decide(report, mend, "依內文", "end", "13:20")
    [lunch] = report.sessions[report.sessions["line"] == 1104].to_dict("records")
    assert (lunch["end"], lunch["minutes"]) == (pd.Timestamp("2025-08-26 13:20"), 80)
    report = decide(report, offered(report, None, "words"), "專有名詞", "add", "資料治理指南")
    report = decide(
        report, offered(report, None, "english"), "官方譯名",
        "中文 = English", "能源轉型 = Energy transition",
    )  # fmt: skip
    assert "資料治理指南" in set(report.terms["term"])
    said = file.read_text(encoding="utf-8")
    for line in COHORT.splitlines():
        assert line in said.splitlines()
    fresh = tourlib.load(114)
    for name, table in report.tables().items():
        pd.testing.assert_frame_equal(table, fresh.tables()[name])
    assert fresh.settled.english == {"能源轉型": "Energy transition"}
    assert file.with_name("114.toml~").exists()
    assert "專有名詞" in said
    assert 'why = "依內文"' in said


def test_undo_goes_back_one_decision_at_a_time(file: Path) -> None:
    report = tourlib.load(114)
    texts = [file.read_text(encoding="utf-8")]
    for _ in range(2):
        row = open_findings(report)[0]
        report = decide(report, offered(report, row, "keep"), "看過")
        texts.append(file.read_text(encoding="utf-8"))
    assert len(set(texts)) == 3
    for text in reversed(texts[:-1]):
        report = undo(report)
        assert file.read_text(encoding="utf-8") == text
    with pytest.raises(ReportError, match="nothing to undo"):
        undo(report)


def test_undo_takes_back_what_was_decided_before_the_report_was_opened(file: Path) -> None:
    report = tourlib.load(114)
    texts = [COHORT]
    for _ in range(2):
        report = decide(report, offered(report, open_findings(report)[0], "keep"), "看過")
        texts.append(file.read_text(encoding="utf-8"))
    again = undo(tourlib.load(114))
    assert file.read_text(encoding="utf-8") == texts[1]
    decide(again, offered(again, None, "words"), "", "stop", "本次")
    for text in (texts[1], COHORT):
        undone = undo(tourlib.load(114))
        assert file.read_text(encoding="utf-8") == text
    assert undone.settled == tourlib.load(114).settled
    with pytest.raises(ReportError, match="nothing to undo"):
        undo(tourlib.load(114))


def test_what_was_written_by_hand_is_not_undone(file: Path) -> None:
    report = tourlib.load(114)
    report = decide(report, offered(report, open_findings(report)[0], "keep"), "看過")
    mine = file.read_text(encoding="utf-8") + "\n[meta]\nheadcount = 29\n"
    file.write_text(mine, encoding="utf-8")
    with pytest.raises(ReportError, match="changed otherwise"):
        undo(tourlib.load(114))
    assert file.read_text(encoding="utf-8") == mine
    report = decide(tourlib.load(114), offered(report, None, "words"), "", "stop", "本次")
    assert undo(report).meta.headcount == 29
    assert file.read_text(encoding="utf-8") == mine
    with pytest.raises(ReportError, match="changed otherwise"):
        undo(report)
    file.with_name("114.toml.history~").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="nothing to undo"):
        undo(report)


def test_a_row_that_no_finding_names_is_settled_by_its_line(file: Path) -> None:
    """Line 23 of 114 is a row of the roster; in line 1104 a lunch begins; line 911 is an item."""
    report = tourlib.load(114)
    [person, agency, misprint, *words] = choices(report, "23")
    assert (person.table, agency.table, misprint.table) == ("participant", "agency", "correction")
    assert [each.table for each in words] == [each.table for each in choices(report, None)]
    assert choices(report, "participants 23")[0] == choices(report, "人員23")[0] == person
    [session] = [each for each in choices(report, "session 1104") if each.table == "session"]
    assert session.cells["end"] == ""
    assert "topic" in {each.table for each in choices(report, "建議 911")}
    assert str(lines_of(report, "23")) == f"   23  {report.source.lines[22].text.strip()}"
    report = decide(report, person, "依名冊", "unit", "秘書處")
    assert report.participants.loc[report.participants["line"] == 23, "unit"].tolist() == ["秘書處"]
    for typed, said in (
        ("sessions 23", "no row of sessions"), ("99999", "no such line"), ("0", "no such line"),
        ("themes 23", "this is no line"), ("", "this is no line"),
    ):  # fmt: skip
        with pytest.raises(ReportError, match=said):
            choices(report, typed)


def test_a_decision_that_does_not_fit_leaves_the_file(file: Path) -> None:
    report = tourlib.load(114)
    row = finding(report, "time-missing", 1104)
    mend = offered(report, row, "session")
    wrong = [("end", "noon"), ("kind", "lunch"), ("theme", "9"), ("date", "8/26")]
    for column, value in wrong:
        with pytest.raises(ReportError):
            decide(report, mend, "", column, value)
    with pytest.raises(ReportError, match="沒有用到"):
        decide(report, offered(report, None, "words"), "", "add", "沒有人寫過的詞")
    with pytest.raises(ReportError, match="write it so"):
        decide(report, offered(report, None, "english"), "", "中文 = English", "能源轉型")
    assert file.read_text(encoding="utf-8") == COHORT
    assert not file.with_name("114.toml~").exists()


def test_a_second_cell_of_a_row_goes_into_its_entry(file: Path) -> None:
    mend = Choice("", "session", ({"line": 7, "printed": "甲"},), {"title": "甲", "end": ""})
    text = with_decision(COHORT, mend, "一", "title", "乙")
    again = Choice("", "session", ({"line": 7, "printed": "乙"},), {"title": "乙", "end": ""})
    text = with_decision(text, again, "二", "end", "17:30")
    assert text.count("[[session]]") == 1
    assert 'printed = "甲"' in text
    assert "end = 17:30:00" in text
    other = Choice("", "session", ({"line": 7, "printed": "丙"},), {"end": ""})
    assert with_decision(text, other, "三", "end", "18:00").count("[[session]]") == 2


def test_people_agencies_topics_and_the_cover_are_offered_where_a_finding_names_them(
    file: Path,
) -> None:
    report = tourlib.load(114)
    tables = {
        choice.table: choice for row in open_findings(report) for choice in choices(report, row)
    }
    assert {"correction", "keep", "participant", "session", "visit", "recommendation", "topic",
            "meta", "words", "synonyms", "english"} <= set(tables)  # fmt: skip
    assert {"agency", "unit", "title", "name", "rank"} <= set(tables["participant"].cells)
    assert {"headcount", "start", "end"} <= set(tables["meta"].cells)
    report = decide(report, tables["meta"], "依名冊", "headcount", "30")
    report = decide(report, tables["topic"], "依內容", "theme", "2")
    [[number, topic]] = report.settled.topics.items()
    items = report.recommendations
    assert items.loc[items["topic"] == number, "theme"].unique().tolist() == [2]
    assert report.meta.headcount == 30
    assert topic.why == "依內容"


def test_the_terminal_asks_the_same_questions(file: Path) -> None:
    report = tourlib.load(114)
    rows = open_findings(report)
    at = rows.index(finding(report, "misreading", 809))
    typed = iter(
        [*[""] * at, "1", "依第 809 行下文", "99", "u", "1", "", "w", "2", "AI = 人工智慧", "", "q"]
    )
    said: list[str] = []
    settled = review_in_terminal(report, lambda _prompt: next(typed), said.append)
    assert settled.settled.words.synonyms == {"AI": "人工智慧"}
    assert "永續" in file.read_text(encoding="utf-8")
    assert "依第 809 行下文" not in file.read_text(encoding="utf-8")  # that decision was undone
    assert any("【水績】" in text for text in said)
    assert next(typed, None) is None


def test_the_terminal_goes_to_a_line_and_undoes_after_reopening(file: Path) -> None:
    typed = iter(["l 99999", "l sessions 1104", "1", "end", "13:20", "依內文", "q"])
    said: list[str] = []
    settled = review_in_terminal(tourlib.load(114), lambda _prompt: next(typed), said.append)
    assert any("no such line" in text for text in said)
    assert str(settled.sessions.set_index("line").at[1104, "end"]) == "2025-08-26 13:20:00"
    typed = iter(["u", "q"])
    review_in_terminal(tourlib.load(114), lambda _prompt: next(typed), said.append)
    assert file.read_text(encoding="utf-8") == COHORT


def test_a_file_on_its_own_has_nowhere_to_write() -> None:
    report = tourlib.load(ROOT / "tests" / "reports" / "112-japan-korea" / "report.txt")
    with pytest.raises(ReportError, match="a file on its own has no cohort file"):
        decide(report, offered(report, None, "words"), "", "stop", "本次")


def test_fields_write_and_the_report_holds_the_new_tables(file: Path) -> None:
    notebook = pytest.importorskip("tourlib.review.notebook")
    report = tourlib.load(114)
    fields = notebook.ReviewFields(report)
    fields.which.value = str(open_findings(report).index(finding(report, "misreading", 809)) + 1)
    assert "<mark>水績</mark>" in fields.finding.value
    assert "採用「水績」" in fields.choice.placeholder
    fields._write()
    [title] = report.sections.loc[report.sections["line"] == 809, "title"]
    assert title == "綠色能源轉型與永續發展"
    assert "永續" in file.read_text(encoding="utf-8")
    [undo] = [button for button in fields.children[-2].children if "undo" in button.description]
    undo.click()
    assert file.read_text(encoding="utf-8") == COHORT
    undo.click()
    assert "nothing to undo" in fields.said.value
    fields.line.value = "sessions 1104"
    assert ">1104<" in fields.finding.value
    assert "改課程表" in fields.choice.placeholder
    fields.cell.value = "end"
    fields.value.value = "13:20"
    fields._write()
    assert str(report.sessions.set_index("line").at[1104, "end"]) == "2025-08-26 13:20:00"
    fields.line.value = "sessions 3"
    assert "no row of sessions" in fields.said.value
    assert fields.line.value == "sessions 1104"
    fields.line.value = ""
    assert "warning" in fields.which.placeholder or "error" in fields.which.placeholder
    assert ">1104<" not in fields.finding.value


def test_words_are_looked_up_with_and_without_fields() -> None:
    report = tourlib.load(114)
    live = explore.words(report, "資料主權", top=3, topics=[8])
    assert "【資料主權】" in repr(live)
    bundle = live._repr_mimebundle_()
    assert "<mark>資料主權</mark>" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert repr(live).count("\n8 ") == 1
    fields = explore._fields(report, "資料主權", 3, [])
    asked, found, many, chosen, told = fields.children
    asked.value = "離岸風電"
    assert "<mark>離岸風電</mark>" in found.value
    assert "<details><summary>" in found.value
    chosen.value = "4、8"
    assert told.value.count("<tr>") == 2
    before = told.value
    many.value = 1
    assert len(told.value) < len(before)
