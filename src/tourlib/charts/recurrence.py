"""Which agencies come back: parents by cohorts, a tile where they sent somebody."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.agency_sentences import sentence_recurrence
from tourlib.charts.canvas import box, canvas, keys, write
from tourlib.charts.fitting import width
from tourlib.charts.palette import GREY_INK, GRID, branch_colour, palette
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.directory import name_in
from tourlib.labels import label, word

#: Rows of one panel while they can still be read, panels side by side, cohorts shown.
MAX_ROWS, PANELS, MAX_COHORTS = 20, 2, 10
_GUTTER, _ROW, _HEAD = 36.0, 26.0, 22.0
Row = dict[str, Any]


@styled
def plot_recurrence(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """A row a parent, a column a cohort; with one cohort, a page that says what it waits for.

    Args:
        frame: of :func:`tourlib.measures.representation.recurrence`.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_recurrence(frame, lang)
    if len(frame) == 0 or (frame["status"] == "only").all():
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("recurrence.shown", lang), foot)
    wide, high = canvas(chart, axes)
    present = [name for name in palette("branch") if (frame["branch"] == name).any()]
    high = keys(axes, [(word("branch", n, lang), branch_colour(n)) for n in present], high, wide)
    years = sorted({int(year) for held in frame["cohorts"] for year in held})[-MAX_COHORTS:]
    # As the title tells them: who came again, who is new, who stayed away.
    order = ("returning", "new", "absent")
    rows = sorted(frame.to_dict("records"), key=lambda row: order.index(row["status"]))
    shown = rows[: MAX_ROWS * PANELS]
    panels = 1 if len(shown) <= MAX_ROWS // 2 else PANELS
    deep = -(-len(shown) // panels)
    rest = len(rows) - len(shown)
    line = min((high - _HEAD - (18 if rest else 0)) / deep, _ROW)
    room = min((wide - _GUTTER * (panels - 1)) / panels, 460.0)
    for number in range(panels):
        part = shown[number * deep : (number + 1) * deep]
        _panel(axes, part, years, (number * (room + _GUTTER), high, room, line), lang)
    if rest:
        text = label("recurrence.rest", lang, n=rest)
        write(axes, text, (0, high - _HEAD - deep * line - 18, wide, 18), ink=GREY_INK)
    return finish(chart)


def _panel(
    axes: Axes,
    rows: list[Row],
    years: list[int],
    at: tuple[float, float, float, float],
    lang: str,
) -> None:
    """Names at the left, a tile for each cohort, at the right whether new or absent."""
    x, top, room, line = at
    names, status = room * 0.42, 62.0
    cell = min((room - names - status) / len(years), 60.0)
    # Years stand apart: where tiles are narrow every second has its name, the last always.
    every = math.ceil((width(str(years[-1]), 9.0, bold=True) + 4) / cell)
    for column, year in enumerate(years):
        if (len(years) - 1 - column) % every == 0:
            head = (x + names + (column + 0.5 - every / 2) * cell, top - _HEAD, cell * every, _HEAD)
            write(axes, str(year), head, (SMALL, 7.0), align="center", bold=True)
    for number, row in enumerate(rows):
        y = top - _HEAD - (number + 1) * line
        write(
            axes, name_in(row["parent"], lang), (x, y, names - 8, line), (LABEL, 8.0), align="right"
        )
        for column, year in enumerate(years):
            colour = branch_colour(row["branch"]) if year in row["cohorts"] else GRID
            left = x + names + column * cell
            box(axes, (left + 1.5, y + 2, cell - 3, line - 4), colour)
        told = label(f"recurrence.{row['status']}", lang)
        place = (x + names + len(years) * cell + 6, y, status - 6, line)
        write(axes, told, place, (SMALL, 8.0), ink=GREY_INK)
