"""Which agencies and local governments have people, and which have none: one tile each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, open_canvas, write
from tourlib.charts.fitting import fit, width
from tourlib.charts.house import GREY_INK, GRID, PAPER, branch_colour, ink_on
from tourlib.charts.style import LABEL, SMALL
from tourlib.directory.bodies import name_in
from tourlib.labels import label, word

#: Height of a group's heading, and gap between two tiles.
_HEADING, _GAP = 24.0, 5.0
#: Minimum height of a row of tiles; page width below which it is lower, to need fewer columns.
_HIGH, _NARROW, _LOW = 36.0, 450.0, 27.0
#: Minimum and maximum number of columns, and smallest font size of a name.
_FEWEST, _MOST, _LEAST = 4, 14, 7.0


@dataclass(frozen=True)
class _Layout:
    """Tiles in this many columns: bands of groups (first column, name and rows of each), the rows
    of each band, width and height of a tile, the font size at which all names fit, and whether the
    rows are high enough."""

    columns: int
    bands: list[list[tuple[int, str, pd.DataFrame]]]
    lines: list[int]
    tile: tuple[float, float]
    size: float
    roomy: bool


def draw_tiles(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw central organisations with people (coloured) and without (white), one tile each.

    Args:
        frame: one row per organisation, in drawing order: ``branch``, ``parent``, ``people`` (0 if
            it sent nobody).
    """
    wide, high = open_canvas(axes)
    named = frame.assign(name=[name_in(parent, lang) for parent in frame["parent"]])
    groups = list(named.groupby(named["branch"].fillna("unknown"), sort=False))
    # Choose the number of columns with the largest names; among equals one with high rows, else the fewest.
    plans = (_layout(groups, columns, wide, high) for columns in range(_FEWEST, _MOST + 1))
    plan = max(plans, key=lambda plan: (plan.size, plan.roomy))
    room, tile = plan.tile
    heads = {
        branch: f"{word('branch', branch, lang)}  {(group['people'] > 0).sum()} / {len(group)}"
        for branch, group in groups
    }
    long = {branch: min(len(g), plan.columns) * (room + _GAP) - _GAP for branch, g in groups}
    size = min(fit(heads[b], (long[b], 19), (LABEL, 8.0), bold=True).size for b, _group in groups)
    y = high
    for band, lines in zip(plan.bands, plan.lines, strict=True):
        for start, branch, group in band:
            x = start * (room + _GAP)
            write(axes, heads[branch], (x, y - 19, long[branch], 19), (size, 8.0), bold=True)
            told = zip(group["name"], group["people"], strict=True)
            for number, (name, people) in enumerate(told):
                line, column = divmod(number, plan.columns)
                at = (x + column * (room + _GAP), y - _HEADING - line * (tile + _GAP) - tile + 2)
                sizes = (plan.size, plan.size) if plan.size else (SMALL, _LEAST)
                _tile(axes, name, people, (*at, *plan.tile), branch_colour(branch), sizes)
        y -= _HEADING + lines * (tile + _GAP)


def _layout(
    groups: list[tuple[str, pd.DataFrame]], columns: int, wide: float, high: float
) -> _Layout:
    """Arrange groups of tiles in bands of this many columns, small groups side by side."""
    bands: list[list[tuple[int, str, pd.DataFrame]]] = []
    used = columns
    for name, group in groups:
        if used + len(group) > columns:
            bands.append([])
            used = 0
        bands[-1].append((used, name, group))
        used += len(group)
    lines = [-(-max(len(group) for _, _, group in band) // columns) for band in bands]
    line = (high - len(bands) * _HEADING) / sum(lines)
    tile = ((wide - _GAP * (columns - 1)) / columns, min(line - _GAP, 60.0))
    size = _name_size(pd.concat([group for _, group in groups]), tile)
    roomy = line >= (_LOW if wide < _NARROW else _HIGH)
    return _Layout(columns, bands, lines, tile, size, roomy)


def _name_size(frame: pd.DataFrame, tile: tuple[float, float]) -> float:
    """Return the largest font size at which all names fit a tile, beside the number of people, if
    any; 0 if there is none."""
    fitted = []
    for name, people in zip(frame["name"], frame["people"], strict=True):
        room = tile[0] - 2 * PAD - (_number(people) + PAD + 3 if people else 0)
        fitted.append(fit(name, (room, tile[1]), (SMALL, _LEAST)))
    return min(one.size for one in fitted) if all(one.whole for one in fitted) else 0.0


def _number(people: int) -> float:
    """Return the width of the number of people."""
    return width(str(people), LABEL, bold=True) + 2


def _tile(
    axes: Axes, name: str, people: int, at: tuple[float, float, float, float], colour: str,
    sizes: tuple[float, float] = (SMALL, _LEAST),
) -> None:  # fmt: skip
    """Draw a tile: coloured with its number, or white with a thin border."""
    x, y, wide, high = at
    if people == 0:
        box(axes, at, PAPER, f"{name} 0", edgecolor="#BDBDBD", linewidth=0.8)
        inner = (x + PAD, y, wide - 2 * PAD, high)
        write(axes, name, inner, sizes, ink=GREY_INK, align="center")
        return
    box(axes, at, colour, told=f"{name} {people}")
    ink, number = ink_on(colour), _number(people)
    write(axes, name, (x + PAD, y, wide - number - 3 * PAD - 3, high), sizes, ink=ink)
    count = (x + wide - number - PAD, y, number, high)
    write(axes, str(people), count, (LABEL, SMALL), ink=ink, bold=True)


def draw_map(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw Taiwan's local governments as tiles arranged as on the map.

    Args:
        frame: one row per local government: ``name``, ``region``, ``row`` and ``col`` (from 0,
            north-west first), ``people`` (0 if it sent nobody).
    """
    wide, high = open_canvas(axes)
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
