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

#: Room for the heading of a group of tiles.
_HEADING = 24.0


def draw_tiles(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """Central organisations with people (coloured) and without (white), one tile each.

    Args:
        frame: one row an organisation, in the order to show: ``branch``, ``parent``,
            ``people`` (0 where it sent nobody).
        page: the words around it, and where to draw.
        lang: ``"zh"`` or ``"en"``.
    """
    chart, axes, wide, high = open_canvas(page)
    groups = [
        (word("branch", branch, lang), group)
        for branch, group in frame.groupby(frame["branch"].fillna("unknown"), sort=False)
    ]
    columns, bands = _bands(groups, high)
    lines = sum(-(-max(len(group) for _, _, group in band) // columns) for band in bands)
    gap = 5.0
    tile = min((high - len(bands) * _HEADING) / lines - gap, 60.0)
    room = (wide - gap * (columns - 1)) / columns
    y = high
    for band in bands:
        for start, name, group in band:
            present = f"{name}  {int((group['people'] > 0).sum())} / {len(group)}"
            x, long = start * (room + gap), min(len(group), columns) * (room + gap) - gap
            write(axes, present, (x, y - 19, long, 19), (LABEL, 8.0), bold=True)
            for number, place in enumerate(group.to_dict("records")):
                line, column = divmod(number, columns)
                at = (x + column * (room + gap), y - _HEADING - line * (tile + gap) - tile + 2)
                colour = branch_colour(place["branch"])
                _tile(
                    axes,
                    name_in(place["parent"], lang),
                    int(place["people"]),
                    (*at, room, tile),
                    colour,
                )
        deepest = -(-max(len(group) for _, _, group in band) // columns)
        y -= _HEADING + deepest * (tile + gap)
    return finished(chart, axes)


Band = list[tuple[int, str, pd.DataFrame]]


def _bands(groups: list[tuple[str, pd.DataFrame]], high: float) -> tuple[int, list[Band]]:
    """Groups of tiles set in bands, small ones beside each other, in the fewest columns that fit.

    Returns:
        How many columns, and the bands: of each group its first column, name and rows.
    """
    for columns in range(6, 15):
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
        if lines * 36 + len(bands) * _HEADING <= high:
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
    count = str(people)
    number = width(count, LABEL, bold=True) + 2
    words = (x + PAD, y, wide - number - 3 * PAD - 3, high)
    write(axes, name, words, (SMALL, 7.0), ink=ink)
    write(
        axes, count, (x + wide - number - PAD, y, number, high), (LABEL, SMALL), ink=ink, bold=True
    )


def draw_map(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """Taiwan's local governments as tiles placed as on the map.

    Args:
        frame: one row a local government: ``name``, ``region``, ``row`` and ``col`` (from 0,
            north-west first), ``people`` (0 where it sent nobody).
        page, lang: as in :func:`draw_tiles`.
    """
    chart, axes, wide, high = open_canvas(page)
    first_row, first_col = int(frame["row"].min()), int(frame["col"].min())
    rows = int(frame["row"].max()) - first_row + 1
    columns = int(frame["col"].max()) - first_col + 1
    gap = 4.0
    tile_high = (high - gap * (rows - 1)) / rows
    tile_wide = min((wide * 0.68 - gap * (columns - 1)) / columns, tile_high * 2.6)
    colour = branch_colour("地方")
    for place in frame.to_dict("records"):
        x = (int(place["col"]) - first_col) * (tile_wide + gap)
        y = high - (int(place["row"]) - first_row + 1) * (tile_high + gap) + gap
        at = (x, y, tile_wide, tile_high)
        _tile(axes, name_in(place["name"], lang), int(place["people"]), at, colour)
    left = columns * (tile_wide + gap) + 30
    regions = list(frame.groupby("region", sort=False))
    line = min(high / max(len(regions), 1), 46.0)
    start = high - (high - line * len(regions)) / 2
    for number, (region, group) in enumerate(regions):
        y = start - (number + 1) * line
        present = int((group["people"] > 0).sum())
        text = label(
            "map.region",
            lang,
            region=word("region", region, lang),
            present=present,
            total=len(group),
        )
        write(
            axes,
            text,
            (left, y + line * 0.4, wide - left, line * 0.6),
            (LABEL, 9.0),
            bold=present > 0,
        )
        share = present / len(group)
        bar = min(wide - left, 170.0)
        box(axes, (left, y + line * 0.22, bar, 6), GRID)
        box(axes, (left, y + line * 0.22, bar * share, 6), colour)
    return finished(chart, axes)
