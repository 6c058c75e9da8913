"""Cohorts side by side, and a year that lacks whole parts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.text import Text

import chart_cases as cases
import tourlib
from reports_under_test import report_of
from tourlib import agencies, cohorts, schedule, schema, themes
from tourlib.add import add_report
from tourlib.cohort import DATA_VARIABLE, find_report, list_cohorts
from tourlib.cohorts import compare
from tourlib.errors import ReportError
from tourlib.schedule import measure_days

ROOT = Path(__file__).parents[1]
REPORTS = Path(__file__).parent / "reports"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "reports" / "114", folder / "reports" / "114")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def test_stacked_tables_hold_every_row_of_every_cohort(data: Path) -> None:
    for name in ("110-australia", "112-japan-korea"):
        add_report(REPORTS / name / "report.odt")
    assert list_cohorts() == [110, 112, 114]
    tables = tourlib.load_all()
    loaded = [tourlib.load(cohort).tables() for cohort in list_cohorts()]
    for name, frame in tables.items():
        single = [one[name] for one in loaded]
        assert len(frame) == sum(map(len, single))
        assert frame.dtypes.to_dict() == single[-1].dtypes.to_dict(), name
    compared = compare(tables)
    assert compared["people"].tolist() == [4, 12, 28]  # as in the other charts: without staff
    assert compared["contact_hours"].isna().tolist() == [True, False, False]
    assert compared["contact_hours"].dropna().tolist() == [14.5, 34.0]
    assert "4 → 28" in cohorts.say_compare(compared)
    chart = cohorts.plot_compare(compared)
    drawn = [text.get_text() for text in chart.findobj(Text)]
    assert drawn.count("無資料") == 1
    assert "0" not in drawn


def test_one_cohort_waits_for_a_second(data: Path) -> None:
    compared = compare(tourlib.load_all())
    assert len(compared) == 1
    assert "114" in cohorts.say_compare(compared)
    assert cohorts.plot_compare(compared).finding == cohorts.say_compare(compared)


def test_report_without_roster_says_nothing_about_who_did_not_come() -> None:
    participants = schema.empty("participants")
    assert agencies.ministries(report_of(participants)).empty
    assert agencies.counties(report_of(participants)).empty
    assert agencies.people(report_of(participants)).empty


def test_report_without_timetable_and_themes_gives_sentences() -> None:
    report = tourlib.load(REPORTS / "110-australia" / "report.txt")
    density = measure_days(report.sessions)
    hours = cases.measure_hours(report.sessions, report.themes)
    coverage = cases.measure_coverage(
        report.themes, report.sessions, report.sections, report.recommendations
    )
    said = [
        schedule.say_days(density),
        schedule.say_week(cases.lay_out_days(report.sessions, report.themes)),
        themes.say_hours(hours),
        themes.say_coverage(coverage),
    ]
    assert all("沒有" in sentence for sentence in said)
    for chart in (
        schedule.plot_days(cases.footed(density)),
        themes.plot_hours(cases.footed(hours)),
        themes.plot_coverage(cases.footed(coverage)),
    ):
        assert chart.finding


@pytest.mark.parametrize("source", [99, "99", "missing", "data"])
def test_what_is_not_there_is_an_error_that_says_what_to_do(
    source: int | str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    with pytest.raises(ReportError) as raised:
        find_report(source)
    assert raised.value.hint
