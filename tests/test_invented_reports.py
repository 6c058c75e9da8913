"""Five invented reports of other years and conventions, in every form, against their tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import tourlib
from compare import differences, explain, meta_differences

REPORTS = Path(__file__).parent / "reports"
NAMES = (
    "110-australia",
    "111-singapore",
    "112-japan-korea",
    "113-netherlands-denmark",
    "115-canada",
)
TABLES = (
    "participants",
    "sessions",
    "themes",
    "sections",
    "visits",
    "recommendations",
    "photos",
    "toc",
)
FORMS = [
    (name, form)
    for name in NAMES
    for form in ("txt", "saved.txt", "docx", "odt", "pdf")
    if (name, form)
    not in {("113-netherlands-denmark", f) for f in ("saved.txt", "docx", "odt", "pdf")}
]


@cache
def report_of(name: str, form: str) -> tourlib.Report:
    return tourlib.load(REPORTS / name / f"report.{form}")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_table_is_as_expected(name: str, form: str, table: str) -> None:
    path = REPORTS / name / "expected" / f"{table}.csv"
    said = differences(report_of(name, form), table, path, places=form == "txt")
    assert not said, explain(said)


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_cover_is_as_expected(name: str, form: str) -> None:
    meta = report_of(name, form).meta
    said = meta_differences(meta, REPORTS / name / "expected" / "meta.json")
    assert not said, explain(said)
    assert meta.source_name == f"report.{form}"
