"""Where each line begins and ends: from one share to another, with what lies between as small marks."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.bars import draw_legend, name_rows, page_axes
from tourlib.charts.page import Page, finished, points
from tourlib.charts.palette import GREY_INK, PAPER
from tourlib.charts.style import SMALL, Chart, tell
from tourlib.labels import percent

_LINE, _BIG, _LITTLE = 3.0, 11.0, 6.0
#: Room for a number beside the line, in points.
_NUMBER = 46.0
#: The marks of what lies between, and how far from the line, each on its own side, so that none hides
#: another.
_BETWEEN = (("v", -0.17), ("^", 0.17))


def draw_dumbbells(shares: pd.DataFrame, colours: list[str], page: Page) -> Chart | Axes:
    """A row a category; the first column is the hollow end, the last the full one.

    Args:
        shares: 0 to 1, a row a category, a column a measure; missing where there is none.
        colours: of the rows.
        page: the words around it, and where to draw.
    """
    chart, axes = page_axes(page, [str(name) for name in shares.index], legend=True)
    first, last = shares.columns[0], shares.columns[-1]
    most = max(float(shares.max().max()), 0.01)
    side = _NUMBER * most / (points(axes)[0] - 2 * _NUMBER)
    axes.set_xlim(-side, most + side)
    axes.set_ylim(len(shares) - 0.5, -0.5)
    for place, ((name, row), colour) in enumerate(zip(shares.iterrows(), colours, strict=True)):
        ends = row[[first, last]].dropna()
        axes.plot(ends, [place] * len(ends), color=colour, linewidth=_LINE, zorder=1)
        for column, (mark, off) in zip(shares.columns[1:-1], _BETWEEN, strict=False):
            [drawn] = axes.plot(
                row[column], place + off, mark, color=GREY_INK, markersize=_LITTLE, zorder=2
            )
            tell(drawn, name, column, percent(row[column]))
        for column, face in ((first, PAPER), (last, colour)):
            [drawn] = axes.plot(row[column], place, "o", color=colour, mfc=face, mew=2.2,
                                markersize=_BIG, zorder=3)  # fmt: skip
            tell(drawn, name, column, percent(row[column]))
        _numbers(axes, ends, place)
    _legend(axes, list(map(str, shares.columns)))
    name_rows(axes, [str(name) for name in shares.index])
    axes.xaxis.set_visible(False)
    axes.spines[["left", "top", "right", "bottom"]].set_visible(False)
    return finished(chart, axes)


def _numbers(axes: Axes, ends: pd.Series, place: int) -> None:
    """The shares on the outer sides of the two marks; one number where they are the same."""
    values = [float(value) for value in ends]
    if len(values) == 2 and values[0] == values[1]:
        values = values[:1]
    for value in values:
        right = value == max(values)
        axes.annotate(
            percent(value), (value, place), xytext=(10 if right else -10, 0), size=SMALL,
            textcoords="offset points", ha="left" if right else "right", va="center", weight="bold",
        )  # fmt: skip


def _legend(axes: Axes, names: list[str]) -> None:
    ink = GREY_INK
    little = [(mark, ink, _LITTLE) for mark, _off in _BETWEEN[: max(len(names) - 2, 0)]]
    looks = [("o", PAPER, _BIG), *little, ("o", ink, _BIG)][-len(names) :]
    for name, (mark, face, size) in zip(names, looks, strict=True):
        axes.plot([], [], mark, color=ink, mfc=face, markersize=size, label=name)
    draw_legend(axes)
