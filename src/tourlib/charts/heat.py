"""A table of numbers whose cells are the darker the higher their number."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.bars import Grid, name_rows, page_axes
from tourlib.charts.fitting import fit
from tourlib.charts.page import Page, finished, points
from tourlib.charts.palette import GRID, HEAT, PAPER, ink_on
from tourlib.charts.style import LABEL, SMALL, Chart, tell

_LEAST = 7.0


def heat_colour(value: float, most: float) -> str:
    """The shade of a cell; that of paper where there is no number."""
    if pd.isna(value):
        return PAPER
    return HEAT[min(int(value / most * len(HEAT)), len(HEAT) - 1)] if most > 0 else HEAT[0]


def draw_heat(grid: Grid, page: Page) -> Chart | Axes:
    """A row a category, a column a series; the words of the cells are ``grid.texts``."""
    assert grid.texts is not None
    names = list(map(str, grid.values.index))
    chart, axes = page_axes(page, names, legend=True)
    rows, columns = grid.values.shape
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    wide, high = points(axes)
    room = (wide / columns - 6, high / rows - 2)
    most = float(grid.values.max().max())
    for place, (name, values) in enumerate(grid.values.items()):
        said = list(map(str, grid.texts[name]))
        colours = [heat_colour(value, most) for value in values.astype(float)]
        cells = axes.barh(range(rows), 1.0, 1.0, place - 0.5, color=colours, edgecolor=GRID)
        fitted = [fit(text, room, (SMALL, _LEAST)) for text in said]
        texts = axes.bar_label(cells, [one.text for one in fitted], label_type="center")
        for row, text in enumerate(texts):
            text.set(fontsize=fitted[row].size, color=ink_on(colours[row]))
            tell(cells[row], names[row], name, said[row])
    heads = [fit(str(name), (room[0], 24.0), (LABEL, _LEAST)) for name in grid.values.columns]
    axes.xaxis.tick_top()
    axes.set_xticks(range(columns), [head.text for head in heads], weight="bold")
    for tick, head in zip(axes.get_xticklabels(), heads, strict=True):
        tick.set_fontsize(head.size)
    name_rows(axes, names)
    axes.spines[:].set_visible(False)
    return finished(chart, axes)
