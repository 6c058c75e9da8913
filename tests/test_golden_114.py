"""The real report of 114, read from each of its four forms, against its reviewed tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import tourlib
from compare import differences, explain, meta_differences

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "114"
FORMS = {
    "txt": ROOT / "data" / "reports" / "114" / "report.txt",
    "pdf": ROOT / "tests" / "reports" / "114" / "report.pdf",
    "docx": ROOT / "tests" / "reports" / "114" / "report.docx",
    "odt": ROOT / "tests" / "reports" / "114" / "report.odt",
}
TABLES = sorted(path.stem for path in GOLDEN.glob("*.csv"))


@cache
def report_of(form: str) -> tourlib.Report:
    return tourlib.load(FORMS[form])


def test_golden_tables_are_there() -> None:
    assert {"participants", "sessions", "themes", "sections", "visits", "recommendations"} <= {
        *TABLES
    }


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMS)
def test_table_is_as_reviewed(form: str, table: str) -> None:
    said = differences(report_of(form), table, GOLDEN / f"{table}.csv", places=form == "txt")
    assert not said, explain(said)


@pytest.mark.parametrize("form", FORMS)
def test_cover_is_as_reviewed(form: str) -> None:
    said = meta_differences(report_of(form).meta, GOLDEN / "meta.json")
    assert not said, explain(said)
