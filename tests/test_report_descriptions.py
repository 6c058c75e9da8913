"""The committed invented reports are what their descriptions make, and the descriptions do not
contradict themselves."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from reports.expected import write_expected
from reports.form_text import write_text
from reports.layout import blocks, timed
from reports.make_reports import HERE, TYPED, reports
from reports.model import Report, plain

REPORTS = {report.name: report for report in reports()}


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    return REPORTS[request.param]


def test_committed_files_come_from_the_description(report: Report, tmp_path: Path) -> None:
    write_expected(report, tmp_path)
    write_text(report, blocks(report), tmp_path / "report.txt")
    for made in tmp_path.iterdir():
        committed = HERE / report.name / ("." if made.stem == "report" else "expected") / made.name
        assert committed.read_bytes() == made.read_bytes(), f"run make_reports: {committed}"


@pytest.mark.parametrize("name", TYPED)
def test_committed_tables_of_typed_reports_come_from_the_description(
    name: str, tmp_path: Path
) -> None:
    report = import_module(f"reports.content.{name}").build({})
    report.write_expected(tmp_path)
    (tmp_path / "toc.csv").unlink()  # pages are those of the PDF
    for made in tmp_path.iterdir():
        committed = HERE / report.name / "expected" / made.name
        assert committed.read_bytes() == made.read_bytes(), f"run make_reports: {committed}"


def test_every_form_is_committed_and_marked_as_invented(report: Report) -> None:
    for form in report.forms:
        assert (HERE / report.name / f"report.{form}").stat().st_size > 0
    assert any("虛構測試資料" in text for _, text in report.cover)


def test_what_is_expected_is_printed(report: Report) -> None:
    path = HERE / report.name / "report.txt"
    printed = "".join(plain(path.read_text(encoding=report.style.encoding)).split())

    def missing(*values: str) -> list[str]:
        return [value for value in values if "".join(plain(value).split()) not in printed]

    people = [value for person in report.people for value in (person.agency, person.name)]
    entries = [
        v for e in timed(report.entries) for v in (e.title, e.title_en, e.place, *e.speakers)
    ]
    assert missing(*people, *entries, *report.themes) == []
    assert missing(report.meta["organiser"], report.meta["reporters"], report.meta["title"]) == []
    assert missing(*report.meta["destination"]) == []


def test_printed_weekdays_fit_their_dates(report: Report) -> None:
    weekdays = dict(zip("一二三四五六日", range(7), strict=True))
    weekdays |= {"Wed": 2, "Thu": 3, "Fri": 4}
    told = [(entry.date, entry.label) for entry in report.entries]
    told += [(photo.date, photo.label) for photo in report.photos]
    checked = 0
    for day, label in told:
        for name, number in weekdays.items():
            if f"({name})" in plain(label) or f" {name}." in plain(label):
                assert date.fromisoformat(day).weekday() == number, label
                checked += 1
    assert checked or not report.entries or report.raw_timetable
