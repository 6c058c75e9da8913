"""Cohorts side by side: people, agencies, hours and recommendations over the years."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import box, canvas, write
from tourlib.charts.palette import ACCENT, GREY_INK
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, quantity
from tourlib.sentences import sentence_cohorts

#: What is compared, in the order of the panels.
MEASURES = ("people", "agencies", "contact_hours", "items")
#: The latest cohorts are shown, so many.
MAX_COHORTS = 12


@styled
def plot_cohorts(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """One panel a measure, one column a cohort; with one cohort, a page that says what it waits for.

    Args:
        frame: of :func:`tourlib.measures.comparison.compare_cohorts`.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_cohorts(frame, lang)
    if len(frame) < 2:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("cohorts.shown", lang), foot)
    wide, high = canvas(chart, axes)
    shown = frame.tail(MAX_COHORTS)
    room = (wide / 2, high / 2)
    for place, measure in enumerate(MEASURES):
        corner = (place % 2 * room[0], high - (place // 2 + 1) * room[1])
        _panel(axes, shown, measure, corner, (room[0] - 36, room[1] - 18), lang)
    return finish(chart)


def _panel(
    axes: Axes,
    frame: pd.DataFrame,
    measure: str,
    corner: tuple[float, float],
    room: tuple[float, float],
    lang: str,
) -> None:
    left, bottom = corner
    wide, high = room
    write(
        axes,
        label(f"cohorts.{measure}", lang),
        (left, bottom + high - 24, wide, 24),
        (LABEL, SMALL),
        bold=True,
    )
    values = [None if pd.isna(value) else float(value) for value in frame[measure]]
    step = min(wide / len(values), 96.0)
    scale = (high - 24 - 22 - 24) / max(*(value or 0.0 for value in values), 1.0)
    axes.plot([left, left + step * len(values)], [bottom + 22] * 2, color=GREY_INK, linewidth=0.8)
    for place, (cohort, value) in enumerate(zip(frame["cohort"], values, strict=True)):
        x = left + place * step
        write(axes, str(int(cohort)), (x, bottom, step, 20), (SMALL, 8.0), align="center")
        if value is None:
            none = (x, bottom + 24, step, 20)
            words = label("coverage.no_data", lang)
            write(axes, words, none, (SMALL, 7.0), align="center", ink=GREY_INK, max_lines=1)
            continue
        box(axes, (x + step * 0.14, bottom + 22, step * 0.72, value * scale), ACCENT)
        at = (x, bottom + 24 + value * scale, step, 20)
        write(axes, quantity(value), at, (LABEL, 8.0), align="center")
