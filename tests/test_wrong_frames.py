"""What is no frame of a chart gives an error that says what is wanted; and what a user sees of tourlib."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import chart_cases as cases
import tourlib
from reports_under_test import report_114
from tourlib import agencies, check, cohorts, keywords, schedule, schema, themes
from tourlib.errors import ReportError

SUBJECTS = (agencies, check, cohorts, keywords, schedule, themes)
PLOTS = [
    (subject, name) for subject in SUBJECTS for name in dir(subject) if name.startswith("plot_")
]


def measured(subject: ModuleType, name: str) -> pd.DataFrame:
    """The frame that a plot function wants, of 114."""
    measure: Any = getattr(subject, {"plot_weeks": "week"}.get(name, name.removeprefix("plot_")))
    of_cohorts = name in ("plot_compare", "plot_recurrence")
    found: pd.DataFrame = measure(report_114().tables() if of_cohorts else report_114())
    return found


def test_every_subject_has_its_charts() -> None:
    assert len(PLOTS) >= 18
    assert {subject for subject, _name in PLOTS} == {*SUBJECTS}


@pytest.mark.parametrize(
    ("subject", "name"), PLOTS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_frame_that_is_none_of_its_own_is_refused(subject: ModuleType, name: str) -> None:
    plot = getattr(subject, name)
    for frame in (report_114().photos, pd.DataFrame(), pd.DataFrame({"x": [1]})):
        with pytest.raises(ReportError) as error:
            plot(frame)
        assert f"{subject.__name__.removeprefix('tourlib.')}." in str(error.value)
        assert "frame = " in str(error.value)
        assert error.value.reason


@pytest.mark.parametrize(
    ("subject", "name"), PLOTS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_frame_filtered_by_what_is_not_in_it_is_refused(subject: ModuleType, name: str) -> None:
    frame = measured(subject, name)
    if len(frame) == 0:
        pytest.skip("the report has none")
    with pytest.raises(ReportError, match="篩選"):
        getattr(subject, name)(frame[frame.index < 0])


def test_a_misspelt_theme_says_so() -> None:
    hours = themes.hours(report_114())
    with pytest.raises(ReportError, match=r"themes\.hours\(report\)"):
        themes.plot_hours(hours[hours["theme_title"] == "領導"])


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(ReportError, match="zh"):
        themes.plot_hours(themes.hours(report_114()), lang="fr")


@pytest.mark.parametrize(
    ("subject", "name"), PLOTS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_misspelt_argument_is_said_of_the_function_that_was_called(
    subject: ModuleType, name: str
) -> None:
    with pytest.raises(TypeError, match=rf"^{name}\(\) got an unexpected.*'titel'"):
        getattr(subject, name)(measured(subject, name), titel="各主題時數")


@pytest.mark.parametrize("row", [300, -300])
def test_a_row_that_is_not_there_is_said_with_how_many_there_are(row: int) -> None:
    for ask in (report_114().show, report_114().source_of):
        with pytest.raises(IndexError, match=rf"no row {row}: 共 29 列，由 0 起算"):
            ask("sessions", row)


def test_completion_shows_what_a_user_needs() -> None:
    assert set(dir(tourlib)) == {*tourlib.__all__, "__version__"}
    for name in tourlib.__all__:
        assert getattr(tourlib, name).__doc__
    assert tourlib.themes is themes


def test_a_caller_s_axes_are_used_where_there_is_nothing_to_show() -> None:
    figure, ax = plt.subplots()
    frame = cases.footed(schedule.measure_days(schema.empty("sessions")))
    assert schedule.plot_days(frame, ax=ax) is ax
    assert "程式沒有讀到課程表" in "".join(
        [ax.get_title(), *(text.get_text() for text in ax.texts)]
    )
    assert schedule.plot_week(schedule.week(report_114()), ax=figure.add_subplot()).get_title()
    plt.close(figure)
