"""The timetable as a week grid: days and hours, a block an entry."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, keys, write, write_in
from tourlib.charts.fitting import fit, height, wrap
from tourlib.charts.page import Page, finished, open_canvas
from tourlib.charts.palette import GREY_INK, GRID, kind_colour, palette, theme_colour
from tourlib.charts.style import LABEL, SMALL, Chart
from tourlib.labels import label, word
from tourlib.phrases import circled, day_name, theme_words

#: Kinds of entry that are drawn in their theme's colour, their own at the left edge.
_CONTACT = ("course", "visit", "exchange")
#: Smallest size of a title in a block; what does not fit then ends in "…".
_LEAST = 9.0
#: The size that a title should have at least: a block too low for it takes room from beside it.
_SMALL = 11.0
_HOUR_NAMES, _HEADING, _GAP, _EDGE = 38.0, 24.0, 5.0, 5.0
#: So many hours are shown at least, so that a short day is not blown up.
_SHOWN_HOURS = 8
Block = dict[str, Any]
Edges = tuple[float, float]


def draw_week(blocks: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """One page of the grid. ``blocks``: of :func:`tourlib.schedule.week`."""
    notes: set[str] = set()
    while True:
        shown = page.shown + "".join(label(note, lang) for note in sorted(notes))
        chart, axes, wide, high = open_canvas(replace(page, shown=shown))
        told = _draw_week(axes, (wide, high), blocks, lang)
        if chart is None or told <= notes:
            return finished(chart, axes)
        notes |= told


def _draw_week(axes: Axes, room: tuple[float, float], blocks: pd.DataFrame, lang: str) -> set[str]:
    """Draw one page of the grid; the notes that it needs: on titles cut short, on blocks made higher."""
    wide, high = room
    themes = blocks.attrs.get("themes", [])
    items = [(theme_words(n, pd.NA if t is None else t, lang), theme_colour(n)) for n, t in themes]
    kinds = [kind for kind in palette("kind") if (blocks["kind"] == kind).any()]
    items += [(word("kind", kind, lang), kind_colour(kind)) for kind in kinds]
    top = keys(axes, items, high, wide) - 6 if items else high
    timed, untimed = blocks[blocks["timed"]], blocks[~blocks["timed"]]
    clocked = len(timed) > 0
    if not clocked:  # days without any time: their entries one below the other, no hours
        place = untimed.groupby("date").cumcount().astype(float)
        timed = untimed.assign(start_hour=place, end_hour=place + 1)
        untimed = untimed.head(0)
    days = sorted(blocks["date"].unique())
    names, tray = _HOUR_NAMES * clocked, 30.0 if len(untimed) else 0.0
    first = math.floor(min(timed["start_hour"]))
    last = max(math.ceil(max(timed["end_hour"])), min(first + _SHOWN_HOURS, 24))
    column = min((wide - names) / len(days), 260.0)
    zero = top - _HEADING - 2
    hour = (zero - tray - 2) / (last - first)
    if clocked:
        _hours(axes, (first, last, hour), (zero, names + column * len(days)))
    notes: set[str] = set()
    for number, day in enumerate(days):
        x = names + number * column
        heading = (x, zero + 2, column - _GAP, _HEADING)
        write(axes, _heading(blocks, day, lang), heading, (LABEL, 9.0), bold=True)
        of_day = timed[timed["date"] == day].to_dict("records")
        heights = [(zero - (one["start_hour"] - first) * hour, zero - (one["end_hour"] - first) * hour)
                   for one in of_day]  # fmt: skip
        grown = _grown(of_day, heights, column - _GAP, (zero, tray))
        notes |= {"week.grown"} if clocked and grown != heights else set()
        for block, (upper, lower) in zip(of_day, grown, strict=True):
            lane = (column - _GAP) / block["lanes"]
            at = (x + block["lane"] * lane, lower + 0.7, lane - 0.7, max(upper - lower - 1.4, 0.5))
            notes |= _block(axes, block, at)
        loose = untimed[untimed["date"] == day].to_dict("records")
        for place, block in enumerate(loose):
            lane = (column - _GAP) / len(loose)
            notes |= _block(axes, block, (x + place * lane, 0, lane - 0.7, tray - 4))
    if tray:
        at = (0, 0, _HOUR_NAMES - 6, tray - 4)
        write(axes, label("untimed", lang), at, (10.0, 7.0), ink=GREY_INK)
    return notes


def _grown(blocks: list[Block], edges: list[Edges], column: float, room: Edges) -> list[Edges]:
    """The upper and lower edges of a day's blocks, those too low for their titles moved: into what is
    free below and above, then into a neighbour that is higher than it need be."""
    found = [*edges]
    wanted = [_wanted(one, column) if one["lanes"] == 1 else math.inf for one in blocks]
    for place, (want, (upper, lower)) in enumerate(zip(wanted, edges, strict=True)):
        if want == math.inf or want <= upper - lower:
            continue
        upper, lower = found[place]
        below = max((edge for edge, _ in found[place + 1 :]), default=room[1])
        above = min((edge for _, edge in found[:place]), default=room[0])
        lower -= min(max(want - (upper - lower), 0.0), lower - below)
        upper += min(max(want - (upper - lower), 0.0), above - upper)
        for other in (place + 1, place - 1):
            if 0 <= other < len(blocks) and {lower, upper} & {*found[other]}:
                high, low = found[other]
                give = min(max(want - (upper - lower), 0.0), max(high - low - wanted[other], 0.0))
                after = other > place
                found[other] = (high - give, low) if after else (high, low + give)
                lower, upper = (lower - give, upper) if after else (lower, upper + give)
        found[place] = (upper, lower)
    return found


def _wanted(block: Block, wide: float) -> float:
    """The height at which a block's title can be read: two lines at most."""
    lines = wrap(_title(block)[1], _SMALL, wide - _EDGE - 2 * PAD)
    return height(min(len(lines), 2), _SMALL) + 1.5


def _heading(blocks: pd.DataFrame, day: Any, lang: str) -> str:
    """A day's name, and whether it is at home or abroad where the tour has both."""
    name = day_name(pd.Timestamp(day), lang)
    parts = blocks.loc[blocks["date"] == day, "part"].dropna()
    both = blocks["part"].nunique() > 1 and len(parts)
    return f"{name} {word('part', parts.iloc[0], lang)}" if both else name


def _hours(axes: Axes, hours: tuple[float, float, float], at: tuple[float, float]) -> None:
    """Light lines with the hours' names. ``hours``: first, last, points an hour."""
    first, last, tall = hours
    zero, right = at
    step = 1 if tall >= 15 else 2 if tall >= 8 else 4
    for clock in range(math.ceil(first), math.floor(last) + 1):
        y = zero - (clock - first) * tall
        axes.plot([_HOUR_NAMES - 4, right], [y, y], color=GRID, linewidth=0.8, zorder=0)
        if clock % step == 0:
            look: dict[str, Any] = {"size": SMALL, "color": GREY_INK, "ha": "right", "va": "center"}
            axes.text(_HOUR_NAMES - 8, y, f"{clock}:00", **look)


def _block(axes: Axes, block: Block, at: tuple[float, float, float, float]) -> set[str]:
    """One entry, in its theme's colour if contact time (its kind's without a theme), else light.

    Returns what there is to note: that its title does not fit.
    """
    title, bare = _title(block)
    kind = kind_colour(block["kind"])
    themed = block["kind"] in _CONTACT and pd.notna(block["theme"])
    x, y, wide, high = at
    inside = (x + _EDGE, y, max(wide - _EDGE, 0), high)
    if bare and not fit(title, (max(inside[2] - 2 * PAD, 0), high), (SMALL, _SMALL)).whole:
        title = bare  # what stands in brackets is said again in another language
    box(axes, (x, y, _EDGE, high), kind)
    colour = theme_colour(block["theme"]) if themed else kind
    told = f"{_times(block)} {_title(block)[0]}"
    whole = write_in(axes, title, inside, colour, (SMALL, _LEAST), told=told).whole or not title
    return set() if whole else {"week.short"}


def _times(block: Block) -> str:
    """When an entry begins and ends, where the timetable says so."""
    hours = [block["start_hour"], block["end_hour"]] if block["timed"] else []
    return "–".join(f"{int(hour)}:{round(hour % 1 * 60):02d}" for hour in hours)


def _title(block: Block) -> tuple[str, str]:
    """The title with its theme's number; and without what it says in brackets."""
    title = "" if pd.isna(block["title"]) else str(block["title"])
    mark = circled(block["theme"]) if block["kind"] in _CONTACT else ""
    title = f"{mark} {title}".strip()
    return title, re.sub(r"\s*\([^()]*\)(?:\s+(?![A-Za-z]))?", "", title)
