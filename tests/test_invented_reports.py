"""Invented reports of other years and conventions, in every form, against their tables."""

from __future__ import annotations

import pytest

from compare import differences, explain, meta_differences
from reports_under_test import REPORTS, invented

NAMES = sorted(path.parent.name for path in REPORTS.glob("*/expected"))
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
#: A line of this form ends between Chinese and Latin: whether with a space, it does not show; or
#: every number has spaces around it.
WRAPPED = {
    ("109-denmark-sweden", "txt"),
    ("113-japan-class", "txt"),
    ("105-usa", "pdf"),
    ("107-france-switzerland", "pdf"),
    ("113-australia-newzealand", "pdf"),
}
#: A text box and footnotes stand where they are printed, not where they are anchored.
PLACED = {("105-singapore", "pdf"), ("112-japan-personnel", "pdf"), ("116-usa-canada", "pdf")}
FORMS = [
    (name, path.name.removeprefix("report."))
    for name in NAMES
    for path in sorted((REPORTS / name).glob("report.*"))
]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_table_is_as_expected(name: str, form: str, table: str) -> None:
    path = REPORTS / name / "expected" / f"{table}.csv"
    if (name, form) in PLACED and table == "sections":
        pytest.skip("footnotes and text boxes have other places in a PDF")
    wrapped = (name, form) in WRAPPED
    said = differences(invented(name, form), table, path, places=form == "txt", wrapped=wrapped)
    assert not said, explain(said)


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_cover_is_as_expected(name: str, form: str) -> None:
    meta = invented(name, form).meta
    said = meta_differences(
        meta, REPORTS / name / "expected" / "meta.json", wrapped=(name, form) in WRAPPED
    )
    assert not said, explain(said)
    assert meta.source_name == f"report.{form}"
