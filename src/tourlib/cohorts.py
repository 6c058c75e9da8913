"""Cohorts side by side: who came, hours, themes and recommendations over the years.

>>> import tourlib
>>> from tourlib import cohorts
>>> frame = cohorts.compare(tourlib.load_all())     # doctest: +SKIP
>>> chart = cohorts.plot_compare(frame)             # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.transforms import Bbox

from tourlib.charts.foot import cohorts_line
from tourlib.charts.palette import ACCENT, GREY_INK
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, quantity
from tourlib.measures.frames import typed_frame
from tourlib.measures.representation import ROLES, counted_people
from tourlib.phrases import of_journey
from tourlib.question import expect
from tourlib.schedule import measure_days

#: What is compared, in the order of the panels.
MEASURES = ("people", "agencies", "contact_hours", "items")
#: The latest cohorts are shown, so many.
MAX_COHORTS = 12

_COLUMNS = {
    "cohort": "Int64",
    "people": "Int64",
    "agencies": "Int64",
    "days": "Int64",
    "contact_hours": "Float64",
    "domestic_hours": "Float64",
    "themes": "Int64",
    "topics": "Int64",
    "items": "Int64",
    "rows": "object",
}


def compare(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a cohort: ``people`` and ``agencies`` (different parents), without staff as in
    :mod:`tourlib.measures.representation`, ``days`` of the journey with entries in the timetable,
    ``contact_hours`` of it and ``domestic_hours`` of courses at home beside it, ``themes``,
    ``topics`` and ``items`` of the recommendations (those that say something: no headings); ``rows`` (table →
    labels of the rows that were counted). What a report does not tell is missing, not nought:
    people without a roster, hours of a timetable without times.

    Args:
        tables: what :func:`tourlib.load_all` returns.
    """
    cohorts = sorted(
        {int(c) for frame in tables.values() for c in frame["cohort"].dropna().unique()}
    )
    return typed_frame([_cohort(cohort, tables) for cohort in cohorts], _COLUMNS)


def _cohort(cohort: int, tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    own = {name: frame[(frame["cohort"] == cohort).fillna(False)] for name, frame in tables.items()}
    density = measure_days(own["sessions"].reset_index(drop=True))
    journey = of_journey(density)
    own["recommendations"] = advice = _with_text(own["recommendations"])
    own["participants"] = counted_people(own["participants"], ROLES)
    hours = float(journey["contact_minutes"].sum()) / 60
    domestic = float(density["contact_minutes"].sum()) / 60 - hours
    timed = density["window_minutes"].notna().any()
    return {
        "cohort": cohort,
        "people": len(own["participants"]) or None,
        "agencies": own["participants"]["parent"].nunique() or None,
        "days": journey["date"].nunique() or None,
        "contact_hours": hours if timed else None,
        "domestic_hours": domestic if timed else None,
        "themes": len(own["themes"]),
        "topics": advice["topic"].nunique(),
        "items": len(advice),
        "rows": {
            name: list(own[name].index)
            for name in ("participants", "sessions", "themes", "recommendations")
        },
    }


def _with_text(recommendations: pd.DataFrame) -> pd.DataFrame:
    """The items that say something; headings alone recommend nothing."""
    return recommendations[recommendations["chars"].fillna(0) > 0]


def say_compare(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How people, hours and recommendations changed from the first cohort to the last.

    Args:
        frame: of :func:`compare`.
    """
    if frame.empty:
        return label("cohorts.empty", lang)
    first, last = int(frame["cohort"].iloc[0]), int(frame["cohort"].iloc[-1])
    if len(frame) == 1:
        return label("cohorts.one", lang, cohort=first)
    changes = {
        "people": _change(frame, "people", lang),
        "hours": _change(frame, "contact_hours", lang),
        "items": _change(frame, "items", lang),
    }
    return label("cohorts.finding", lang, first=first, last=last, **changes)


def _change(frame: pd.DataFrame, column: str, lang: str) -> str:
    """The first and the last value that there are; of which cohort, where it is not the frame's."""
    known = frame[frame[column].notna()]
    if len(known) == 0:
        return label("coverage.no_data", lang)
    told = []
    for place in (0, -1):
        value, cohort = quantity(float(known[column].iloc[place])), known["cohort"].iloc[place]
        elsewhere = cohort != frame["cohort"].iloc[place]
        told.append(
            label("cohorts.of", lang, value=value, cohort=int(cohort)) if elsewhere else value
        )
    return told[0] if len(known) == 1 else " → ".join(told)


@styled
def plot_compare(
    frame: pd.DataFrame,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    size: tuple[float, float] | None = None,
    lang: str = "zh",
) -> Chart:
    """One panel a measure, one column a cohort; with one cohort, a page that says what it waits for.

    Args:
        frame: of :func:`compare`.
        title: instead of the finding.
        subtitle: instead of what is shown.
        size: width and height of the page in inches.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        ReportError: another frame.
    """
    frame = frame.assign() if len(frame) else frame
    frame.attrs.setdefault("foot", {})
    expect(frame, {"cohort", *MEASURES}, "cohorts.compare(tourlib.load_all())")
    title = title or say_compare(frame, lang)
    foot = cohorts_line(frame["cohort"], lang)
    if len(frame) < 2:
        return empty_chart(title, foot, size)
    chart, first = new_chart(title, subtitle or label("cohorts.shown", lang), foot, size)
    first.remove()
    shown = frame.tail(MAX_COHORTS)
    wide, high = chart.body.width / 2, chart.body.height / 2
    for place, measure in enumerate(MEASURES):
        left = chart.body.x0 + place % 2 * wide
        low = chart.body.y1 - (place // 2 + 1) * high
        axes = chart.add_axes((0, 0, 1, 1))
        chart.place(axes, Bbox.from_extents(left, low + 24, left + wide - 36, low + high - 34))
        known = shown[measure].astype("Float64")
        bars = axes.bar(range(len(shown)), known.fillna(0.0).astype(float), 0.72, color=ACCENT)
        none = label("coverage.no_data", lang)
        texts = [none if pd.isna(value) else quantity(float(value)) for value in known]
        axes.bar_label(bars, texts, padding=2, size=SMALL)
        axes.set_title(label(f"cohorts.{measure}", lang), loc="left", size=LABEL, weight="bold",
                       pad=14)  # fmt: skip
        axes.set_xticks(range(len(shown)), [str(int(c)) for c in shown["cohort"]], size=SMALL)
        axes.set_xlim(-0.5, max(len(shown), 5) - 0.5)
        axes.yaxis.set_visible(False)
        axes.spines["bottom"].set_color(GREY_INK)
    return finish(chart)
