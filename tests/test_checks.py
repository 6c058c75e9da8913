"""What the checks find in the real report and in invented ones, against a careful reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import tourlib
from tourlib.readers import read
from tourlib.report import build_report

REPORTS = Path(__file__).parent / "reports"
REAL = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
#: Invented reports that are printed without errors; 113 has those of extraction.
CLEAN = ("110-australia", "111-singapore", "112-japan-korea", "115-canada")
FORMS = ("txt", "docx", "odt", "pdf")
#: What the clean reports rightly bring: parts that they lack.
LEGITIMATE = {"part-missing"}


@cache
def real() -> tourlib.Report:
    return tourlib.load(114)


def places(report: tourlib.Report, code: str) -> set[tuple[int, ...]]:
    rows = report.findings[report.findings["code"] == code]
    return {tuple(lines) for lines in rows["lines"]}


def changed(tmp_path: Path, *edits: tuple[str, str]) -> tourlib.Report:
    """The report of 114 with pieces of its text replaced, each of which must be there."""
    text = REAL.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return build_report(read(path), cohort=114)


def test_cover_against_text() -> None:
    report = real()
    assert places(report, "period-mismatch") == {(13, 52), (13, 136)}
    assert places(report, "days-mismatch") == {(13, 136)}
    assert places(report, "headcount-mismatch") == {(136,)}
    assert not places(report, "destination-mismatch") | places(report, "organiser-mismatch")


def test_another_destination_organiser_and_report_date(tmp_path: Path) -> None:
    report = changed(
        tmp_path,
        ("派赴國家: 比利時", "派赴國家: 冰島"),
        ("主辦機關:公務人員保障暨培訓委員會", "主辦機關:國立故宮博物院"),
        ("報告日期:中華民國114年9月30日", "報告日期:中華民國114年8月20日"),
    )
    assert places(report, "destination-mismatch") == {(11,)}
    assert places(report, "organiser-mismatch") == {(5,)}
    assert places(report, "report-date-early") == {(15,)}


def test_contents_against_headings() -> None:
    report = real()
    assert places(report, "toc-mismatch") == {
        (81, 174), (84, 209), (103, 761), (105, 770), (124, 1047)
    }  # fmt: skip
    assert places(report, "toc-page") == {(97,), (100,)}
    assert not places(report, "toc-missing") | places(report, "toc-unlisted")


def test_contents_that_miss_a_heading_or_list_one_too_many(tmp_path: Path) -> None:
    report = changed(
        tmp_path,
        ("\t二、職場友善21\n", ""),
        ("伍\t結語\t. 68\n", "伍\t結語\t. 68\n陸\t謝辭\t. 69\n"),
    )
    assert places(report, "toc-unlisted") == {(417,)}
    assert places(report, "toc-missing") == {(123,)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CLEAN)
def test_no_false_alarms_on_clean_reports(name: str, form: str) -> None:
    findings = tourlib.load(REPORTS / name / f"report.{form}").findings
    said = findings[
        findings["severity"].isin(["warning", "error"]) & ~findings["code"].isin(LEGITIMATE)
    ]
    assert said.empty, said[["code", "message"]].to_string()
