"""Which agencies and local governments have people, and which have none: one tile each."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, write, write_in
from tourlib.charts.fitting import width
from tourlib.charts.page import Page, finished, open_canvas
from tourlib.charts.palette import GREY_INK, GRID, PAPER, branch_colour, ink_on
from tourlib.charts.style import LABEL, SMALL, Chart
from tourlib.directory import name_in
from tourlib.labels import label, word

#: Room for the heading of a group of tiles, and between two tiles.
_HEADING, _GAP = 24.0, 5.0
#: The least room for a line of tiles; on a page narrower than this it may be less, for fewer columns.
_HIGH, _NARROW, _LOW = 36.0, 450.0, 27.0


def draw_tiles(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """Central organisations with people (coloured) and without (white), one tile each.

    Args:
        frame: one row an organisation, in the order to show: ``branch``, ``parent``,
            ``people`` (0 where it sent nobody).
        page: the words around it, and where to draw.
        lang: ``"zh"`` or ``"en"``.
    """
    chart, axes, wide, high = open_canvas(page)
    groups = list(frame.groupby(frame["branch"].fillna("unknown"), sort=False))
    columns, bands = _bands(groups, wide, high)
    deepest = [-(-max(len(group) for _, _, group in band) // columns) for band in bands]
    tile = min((high - len(bands) * _HEADING) / sum(deepest) - _GAP, 60.0)
    room = (wide - _GAP * (columns - 1)) / columns
    y = high
    for band, lines in zip(bands, deepest, strict=True):
        for start, branch, group in band:
            name = word("branch", branch, lang)
            present = f"{name}  {int((group['people'] > 0).sum())} / {len(group)}"
            x, long = start * (room + _GAP), min(len(group), columns) * (room + _GAP) - _GAP
            write(axes, present, (x, y - 19, long, 19), (LABEL, 8.0), bold=True)
            for number, (parent, people) in enumerate(
                zip(group["parent"], group["people"], strict=True)
            ):
                line, column = divmod(number, columns)
                at = (x + column * (room + _GAP), y - _HEADING - line * (tile + _GAP) - tile + 2)
                _tile(axes, name_in(parent, lang), people, (*at, room, tile), branch_colour(branch))
        y -= _HEADING + lines * (tile + _GAP)
    return finished(chart, axes)


Band = list[tuple[int, str, pd.DataFrame]]


def _bands(
    groups: list[tuple[str, pd.DataFrame]], wide: float, high: float
) -> tuple[int, list[Band]]:
    """Groups of tiles set in bands, small ones beside each other, in the fewest columns that fit.

    Returns:
        How many columns, and the bands: of each group its first column, name and rows.
    """
    narrow = wide < _NARROW
    for columns in range(4 if narrow else 6, 15):
        bands: list[Band] = []
        used = columns
        lines = 0
        for name, group in groups:
            if used + len(group) > columns:
                bands.append([])
                used = 0
                lines += -(-len(group) // columns)
            bands[-1].append((used, name, group))
            used += len(group)
        if lines * (_LOW if narrow else _HIGH) + len(bands) * _HEADING <= high:
            break
    return columns, bands


def _tile(
    axes: Axes, name: str, people: int, at: tuple[float, float, float, float], colour: str
) -> None:
    """A tile: coloured with its number, or white with a thin edge."""
    x, y, wide, high = at
    if people == 0:
        write_in(
            axes, name, at, PAPER, (SMALL, 7.0),
            ink=GREY_INK, align="center", edgecolor="#BDBDBD", linewidth=0.8, told=f"{name} 0",
        )  # fmt: skip
        return
    box(axes, at, colour, told=f"{name} {people}")
    ink = ink_on(colour)
    number = width(str(people), LABEL, bold=True) + 2
    write(axes, name, (x + PAD, y, wide - number - 3 * PAD - 3, high), (SMALL, 7.0), ink=ink)
    count = (x + wide - number - PAD, y, number, high)
    write(axes, str(people), count, (LABEL, SMALL), ink=ink, bold=True)


def draw_map(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """Taiwan's local governments as tiles placed as on the map.

    Args:
        frame: one row a local government: ``name``, ``region``, ``row`` and ``col`` (from 0,
            north-west first), ``people`` (0 where it sent nobody).
        page, lang: as in :func:`draw_tiles`.
    """
    chart, axes, wide, high = open_canvas(page)
    lines, columns = frame["row"] - frame["row"].min(), frame["col"] - frame["col"].min()
    gap, many = 4.0, (int(lines.max()) + 1, int(columns.max()) + 1)
    tall = (high - gap * (many[0] - 1)) / many[0]
    long = min((wide * 0.68 - gap * (many[1] - 1)) / many[1], tall * 2.6)
    colour = branch_colour("地方")
    for name, people, line, column in zip(
        frame["name"], frame["people"], lines, columns, strict=True
    ):
        at = (column * (long + gap), high - (line + 1) * (tall + gap) + gap, long, tall)
        _tile(axes, name_in(name, lang), people, at, colour)
    left = many[1] * (long + gap) + 30
    regions = frame.groupby("region", sort=False)["people"]
    step = min(high / max(len(regions), 1), 46.0)
    y = high - (high - step * len(regions)) / 2
    for region, people in regions:
        y -= step
        present, total = int((people > 0).sum()), len(people)
        name = word("region", region, lang)
        text = label("map.region", lang, region=name, present=present, total=total)
        place = (left, y + step * 0.4, wide - left, step * 0.6)
        write(axes, text, place, (LABEL, 9.0), bold=present > 0)
        bar = min(wide - left, 170.0)
        box(axes, (left, y + step * 0.22, bar, 6), GRID)
        box(axes, (left, y + step * 0.22, bar * present / total, 6), colour)
    return finished(chart, axes)
