"""Draw a table of numbers as bars, columns or shaded cells, in forms that Office has as well."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from tourlib.charts.fitting import Fitted, fit, width
from tourlib.charts.house import GREY_INK, GRID, HEAT, PAPER, ink_on
from tourlib.charts.style import LABEL, LEGEND, SMALL, Chart, points, tell
from tourlib.labels import percent, quantity

#: Share of its room that a bar takes; maximum size in points of a row, and of a column.
_BAR, _ROW, _COLUMN = 0.74, 64.0, 150.0
#: Maximum share of the page's width for names, and for notes after the bars.
_NAMES, _NOTES = 0.3, 0.55
#: Notes longer than this are not bold.
_LONG = 20
_LEAST, _LEAST_NAME = 8.0, 7.0


@dataclass(frozen=True, eq=False)
class Grid:
    """A finding's numbers as one would enter them in Office: categories × series.

    Attributes:
        values: one row per category (its words are the index), one column per series; missing if
            there is nothing to show.
        number: number format in Excel's notation (``0``, ``0.0``, ``0%``).
        colours: ``#RRGGBB`` of each series.
        texts: the text in the cells of a table, if it is not the number itself.
        notes: a note for each category, shown after its bar.
        stacked: whether the series are parts of a whole and stacked; otherwise they are side by side.
    """

    values: pd.DataFrame
    number: str = "0"
    colours: tuple[str, ...] = ()
    texts: pd.DataFrame | None = None
    notes: tuple[str, ...] = ()
    stacked: bool = True

    def written(self, value: float) -> str:
        """Return a number as written in sentences and labels; empty if it is missing."""
        if pd.isna(value):
            return ""
        return percent(value) if self.number.endswith("%") else quantity(value, 2)

    @property
    def cells(self) -> pd.DataFrame:
        """The texts of the cells: ``texts``, or the numbers as written."""
        return self.values.map(self.written) if self.texts is None else self.texts


def words_grid(texts: pd.DataFrame) -> Grid:
    """Return a grid of words without numbers."""
    return Grid(texts.map(lambda _text: math.nan), texts=texts)


def draw_grid(grid: Grid, axes: Axes, kind: str) -> None:
    """Draw a ``bar``, ``column`` or ``heat`` chart."""
    if kind == "heat":
        _heat(grid, axes)
        return
    names, upright = list(map(str, grid.values.index)), kind == "column"
    make_room(axes, names, legend=len(grid.values.columns) > 1, upright=upright)
    (_columns if upright else _bars)(axes, grid, names)
    if len(grid.values.columns) > 1:
        draw_legend(axes)
    (axes.yaxis if upright else axes.xaxis).set_visible(False)
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=upright, color=GREY_INK)
    axes.tick_params(length=0)


def make_room(
    axes: Axes, names: list[str], *, legend: bool, upright: bool = False, tallest: float = _ROW
) -> None:
    """On a page of our own, leave room beside the axes for the names of rows (or columns)."""
    chart = axes.figure
    if not isinstance(chart, Chart) or chart.own is not axes:
        return
    body = chart.body
    top = body.y1 - (LEGEND if legend else 4.0)
    if upright:
        right = min(body.x1, body.x0 + len(names) * _COLUMN)
        lines = max(name.count("\n") for name in names) + 1
        box = (body.x0, body.y0 + 20.0 * lines, right, top)
    else:
        room = min(max(width(name, LABEL) for name in names) + 14, body.width * _NAMES)
        box = (body.x0 + room, max(body.y0, top - len(names) * tallest), body.x1, top)
    chart.place(axes, Bbox.from_extents(*box))


def _bars(axes: Axes, grid: Grid, names: list[str]) -> None:
    rows, series = len(names), len(grid.values.columns)
    wide, high = points(axes)
    sizes = (max(_LEAST, min(LABEL, high / rows * 0.77)), _LEAST)
    room = (wide * _NOTES, high / rows * 0.95)
    notes = [fit(note, room, sizes, bold=True) for note in grid.notes]
    longest = max((width(note.text, note.size, bold=True) for note in notes), default=0.0)
    filled = grid.values.fillna(0.0)
    lengths = filled.sum(axis=1) if grid.stacked else filled.max(axis=1)
    unit = (wide - longest - 14) / max(float(lengths.max()), 1e-9)
    axes.set(xlim=(0, wide / unit), ylim=(rows - 0.5, -0.5))
    thick = _BAR if grid.stacked else _BAR / series
    left = pd.Series(0.0, index=filled.index)
    for number, (name, colour) in enumerate(zip(filled.columns, grid.colours, strict=True)):
        shift = 0.0 if grid.stacked else thick * (number + 0.5) - _BAR / 2
        bars = axes.barh(
            np.arange(rows) + shift, filled[name], thick, left, color=colour,
            label=str(name), edgecolor="white", linewidth=1.2,
        )  # fmt: skip
        inner = [(float(length) * unit - 4, high / rows * thick) for length in filled[name]]
        _inside(axes, bars, grid, inner, colour)
        left = left + filled[name] if grid.stacked else left
    if notes:
        look = "normal" if max(map(len, grid.notes)) > _LONG else "bold"
        _resize(axes.bar_label(bars, [one.text for one in notes], padding=6, weight=look), notes)
    name_rows(axes, names)


def name_rows(axes: Axes, names: list[str]) -> None:
    """Write the categories beside their rows, as large as they fit; on our own page they end where
    the axes begin."""
    wide, high = points(axes)
    line = high / len(names)
    page = wide / axes.get_position().width
    room = max(axes.get_position().x0 * page - 44, page * 0.15)
    fitted = [fit(name, (room, line * 0.95), (LABEL, _LEAST)) for name in names]
    axes.set_yticks(range(len(names)), [one.text for one in fitted])
    _resize(axes.get_yticklabels(), fitted)
    axes.tick_params(length=0)


def _resize(texts: Iterable[Text], fitted: Iterable[Fitted]) -> None:
    for text, one in zip(texts, fitted, strict=True):
        text.set_fontsize(one.size)


def _columns(axes: Axes, grid: Grid, names: list[str]) -> None:
    places = list(range(len(names)))
    wide, high = points(axes)
    column = wide / len(names)
    most = max(float(grid.values.sum(axis=1).max()), 1e-9) * 1.02
    axes.set(xlim=(-0.5, len(names) - 0.5), ylim=(0, most))
    bottom = pd.Series(0.0, index=grid.values.index)
    for name, colour in zip(grid.values.columns, grid.colours, strict=True):
        lengths = grid.values[name].fillna(0.0)
        bars = axes.bar(places, lengths, _BAR, bottom, color=colour, label=str(name))
        room = [(column * _BAR - 4, float(length) * high / most - 2) for length in lengths]
        _inside(axes, bars, grid, room, colour)
        bottom = bottom + lengths
    longest = max(width(name, _LEAST_NAME) for name in names) + 4
    every = max(1, math.ceil(longest / column))
    size = max(_LEAST_NAME, min(SMALL, _LEAST_NAME * (column * every - 4) / longest))
    axes.set_xticks(places[::every], names[::every], size=size)


def _inside(
    axes: Axes, bars: BarContainer, grid: Grid, room: list[tuple[float, float]], colour: str
) -> None:
    """Write the number of each bar inside it, with the series' name if a row has several and both fit."""
    labels = []
    upright = bars.orientation == "vertical"
    divided = grid.stacked & (grid.values.fillna(0.0) != 0).sum(axis=1).gt(1) & (not upright)
    for row, (bar, place) in enumerate(zip(bars, room, strict=True)):
        value = bar.get_height() if upright else bar.get_width()
        number = grid.written(value)
        texts = (f"{bars.get_label()} {number}", number) if divided.iloc[row] else (number,)
        if value:
            tell(bar, grid.values.index[row], bars.get_label(), number)
        fits = [t for t in texts if fit(t, place, (SMALL, SMALL), max_lines=1).whole]
        labels.append(fits[0] if value and fits else "")
    axes.bar_label(bars, labels, label_type="center", size=SMALL, color=ink_on(colour))


def draw_legend(axes: Axes, handles: Sequence[Artist] | None = None) -> None:
    """Draw a row of colour keys above the axes: in smaller type if there are many, else in two
    rows, with names cut that are still too long."""
    found = axes.get_legend_handles_labels()[0] if handles is None else handles
    names = [str(one.get_label()) for one in found]
    whole = points(axes)[0]
    need = sum(width(name, SMALL) + 3.0 * SMALL for name in names)
    size = max(_LEAST, min(SMALL, SMALL * whole / max(need, 1.0)))
    lines = 1 if need * _LEAST / SMALL <= whole else 2
    columns = -(-len(found) // lines)
    if need * _LEAST / SMALL > lines * whole * 0.9:
        room = (whole / columns - 3.5 * size, 2 * size)
        names = [fit(name, room, (size, _LEAST), max_lines=1).text for name in names]
    axes.legend(
        handles=found, labels=names, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=columns, frameon=False,
        fontsize=size, borderpad=0.2, borderaxespad=0.2, handlelength=1.0, columnspacing=1.4,
    )  # fmt: skip


def heat_colour(value: float, most: float) -> str:
    """Return the shade of a cell; the paper's if it has no number."""
    if pd.isna(value):
        return PAPER
    return HEAT[min(int(value / most * len(HEAT)), len(HEAT) - 1)]


def _heat(grid: Grid, axes: Axes) -> None:
    """Draw one row per category and one column per series."""
    names = list(map(str, grid.values.index))
    make_room(axes, names, legend=True)
    rows, columns = grid.values.shape
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    wide, high = points(axes)
    room = (wide / columns - 6, high / rows - 2)
    most, told = float(grid.values.max().max()), grid.cells
    for place, (name, values) in enumerate(grid.values.items()):
        said = list(map(str, told[name]))
        colours = [heat_colour(value, most) for value in values.astype(float)]
        cells = axes.barh(range(rows), 1.0, 1.0, place - 0.5, color=colours, edgecolor=GRID)
        fitted = [fit(text, room, (SMALL, _LEAST_NAME)) for text in said]
        texts = axes.bar_label(cells, [one.text for one in fitted], label_type="center")
        for row, text in enumerate(texts):
            text.set(fontsize=fitted[row].size, color=ink_on(colours[row]))
            tell(cells[row], names[row], name, said[row])
    heads = [fit(str(name), (room[0], 24.0), (LABEL, _LEAST_NAME)) for name in grid.values.columns]
    axes.xaxis.tick_top()
    axes.set_xticks(range(columns), [head.text for head in heads], weight="bold")
    _resize(axes.get_xticklabels(), heads)
    name_rows(axes, names)
    axes.spines[:].set_visible(False)
