"""The timetable as a week grid: days and hours, one block per entry."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, keys, open_canvas, theme_keys, write, write_in
from tourlib.charts.fitting import fit, height, wrap
from tourlib.charts.house import GREY_INK, GRID, kind_colour, palette, theme_colour
from tourlib.charts.style import LABEL, SMALL
from tourlib.clocks import HALVES
from tourlib.labels import clock, label, word
from tourlib.phrases import circled, day_name

#: Kinds of entries drawn in their theme's colour, with the colour of the kind at the left edge.
_CONTACT = ("course", "visit", "exchange")
#: Minimum font size of titles, and the smaller one for columns narrower than ``_NARROW``, as on a phone.
_LEAST, _PHONE, _NARROW = 11.0, 9.0, 80.0
#: Hours are stretched for titles of this many lines, or fewer; the others keep this share of height.
_LINES, _EVEN, _STEPS = (3, 2, 1), 0.5, 30
_HOUR_NAMES, _HEADING, _GAP, _EDGE, _TRAY = 44.0, 24.0, 5.0, 5.0, 34.0
#: Minimum number of hours, or rows, so that a short day is not stretched.
_SHOWN_HOURS, _SHOWN_ROWS = 8, 3
Block = dict[str, Any]


def draw_week(blocks: pd.DataFrame, axes: Axes, lang: str) -> list[str]:
    """Draw one page of the grid; return the notes that it needs, on stretched hours and shortened
    titles. ``blocks``: of :func:`tourlib.schedule.week`."""
    wide, _high = open_canvas(axes)
    zero = keys(axes, _keys(blocks, lang)) - _HEADING - 8
    timed, loose, bands = _arranged(blocks, lang)
    clocked = bool(blocks["timed"].any())
    days = sorted(blocks["date"].unique())
    left = _HOUR_NAMES if clocked or bands else 0.0
    tray = _TRAY if len(loose) else SMALL / 2 * clocked
    column = min((wide - left) / len(days), 260.0)
    first, last = math.floor(min(timed["start_hour"])), math.ceil(max(timed["end_hour"]))
    last = max(last, min(first + _SHOWN_HOURS, 24) if clocked else _SHOWN_ROWS)
    across = column - _GAP
    depths, uneven = _clock_face(timed, across, (first, last), zero - tray - 2)
    right = left + column * len(days)

    def down_to(hour: float) -> float:
        return zero - float(np.interp(hour, [*depths], [*depths.values()]))

    if clocked:
        _hours(axes, (first, last), down_to, right)
    for half, (top, foot) in bands.items():
        _band(axes, word("half", half, lang), (down_to(top), down_to(foot)), right)
    notes = {"week.grown"} if clocked and uneven else set()
    places = {day: left + number * column for number, day in enumerate(days)}
    for day, x in places.items():
        heading = (x, zero + 2, across, _HEADING)
        write(axes, _heading(blocks, day, lang), heading, (LABEL, 8.0), bold=True)
    timed = timed.assign(
        upper=timed["start_hour"].map(down_to), lower=timed["end_hour"].map(down_to)
    )
    loose = loose.assign(upper=tray - 3.3, lower=-0.7)
    for block in [*timed.to_dict("records"), *loose.to_dict("records")]:
        lane = across / block["lanes"]
        x, low = places[block["date"]] + block["lane"] * lane, block["lower"] + 0.7
        at = (x, low, lane - 0.7, max(block["upper"] - low - 0.7, 0.5))
        notes |= _block(axes, block, at)
    if len(loose):
        at = (0, 0, _HOUR_NAMES - 2, tray - 4)
        write(axes, label("untimed", lang), at, (_LEAST, _PHONE), ink=GREY_INK)
    return [label(note, lang) for note in sorted(notes)]


def _arranged(
    blocks: pd.DataFrame, lang: str
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, tuple[float, float]]]:
    """Return the entries of the grid, those for which it has no place, and the bands of days without
    times."""
    loose = _with_times(blocks[~blocks["timed"]], lang)
    if blocks["timed"].any():
        return blocks[blocks["timed"]], loose, {}
    timed, bands = _in_bands(blocks)
    return timed, loose.head(0), bands


def _with_times(loose: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return entries without both times, those of a day side by side, with what is printed of their
    time in front of the title."""
    told = loose.fillna({"title": ""}).to_dict("records")
    said = [f"{_printed(block, lang)} {block['title']}".strip() for block in told]
    of_day = loose.groupby("date")["date"]
    lanes = {"lane": of_day.cumcount(), "lanes": of_day.transform("size")}
    return loose.assign(title=pd.array(said, "string"), **lanes)


def _band(axes: Axes, name: str, edges: tuple[float, float], right: float) -> None:
    """Draw a part of the day across all days: a light line at its top, and its name."""
    axes.plot([0, right], [edges[0], edges[0]], color=GRID, linewidth=0.8, zorder=0)
    at = (0.0, edges[1], _HOUR_NAMES - 2, edges[0] - edges[1])
    write(axes, name, at, (SMALL, _PHONE), ink=GREY_INK)


def _in_bands(loose: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    """Arrange days without times: their entries below each other, by part of the day in bands
    across all days; return these bands, too (none if no part is printed). A day's only entry that
    takes the whole day covers all bands."""
    alone = loose.groupby("date")["date"].transform("size") == 1
    halves = loose.get("half", pd.Series(pd.NA, loose.index)).fillna("untimed").astype(str)
    whole = alone & (halves == "day")
    place = loose.groupby([loose["date"], halves]).cumcount().astype(float)
    bands: dict[str, tuple[float, float]] = {}
    end = 0.0
    for half in (*HALVES, "untimed"):
        rows = place[(halves == half) & ~whole]
        if len(rows):
            bands[half] = (end, end + float(rows.max()) + 1)
            place.loc[rows.index] += end
            end = bands[half][1]
    foot = (place + 1).mask(whole, max(end, 1.0))
    placed = loose.assign(start_hour=place.mask(whole, 0.0), end_hour=foot)
    return placed, bands if "half" in loose else {}


def _keys(blocks: pd.DataFrame, lang: str) -> list[tuple[str, str]]:
    """Return the colour keys of the themes and kinds that occur."""
    items = theme_keys(blocks.loc[blocks["kind"].isin(_CONTACT), "theme"], blocks, lang)
    kinds = [kind for kind in palette("kind") if (blocks["kind"] == kind).any()]
    return items + [(word("kind", kind, lang), kind_colour(kind)) for kind in kinds]


def _clock_face(
    blocks: pd.DataFrame, column: float, hours: tuple[float, float], room: float
) -> tuple[dict[float, float], bool]:
    """Return the distance of each time from the top, the same for all days, and whether hours differ in
    height: they are stretched for the titles of entries that stand alone, as far as there is room."""
    alone = blocks[blocks["lanes"] == 1].to_dict("records")
    times = sorted({*hours, *blocks["start_hour"], *blocks["end_hour"]})
    even, size = room / (hours[1] - hours[0]), _least(column)
    for lines in _LINES:
        needs: dict[float, list[tuple[float, float]]] = {}
        for one in alone:
            title = wrap(_title(one)[1], size, column - _EDGE - 2 * PAD)
            needed = height(min(len(title), lines), size) + 2.5
            needs.setdefault(one["end_hour"], []).append((one["start_hour"], needed))
        low, high = 0.0, even
        for _step in range(_STEPS):
            tried = (low + high) / 2
            fits = _depths(times, needs, tried)[hours[1]] <= room
            low, high = (tried, high) if fits else (low, tried)
        if low > even * _EVEN:
            return _depths(times, needs, low), low < even * 0.999
    return _depths(times, {}, even), False


def _depths(
    times: list[float], needs: dict[float, list[tuple[float, float]]], hour: float
) -> dict[float, float]:
    """Return the distance of each time from the first if an hour has at least ``hour`` points.
    ``needs``: for each end the starts of entries and the heights they need."""
    found = {times[0]: 0.0}
    for before, time in itertools.pairwise(times):
        least = [found[start] + need for start, need in needs.get(time, ())]
        found[time] = max(found[before] + hour * (time - before), *least, 0.0)
    return found


def _least(column: float) -> float:
    return _PHONE if column < _NARROW else _LEAST


def _heading(blocks: pd.DataFrame, day: Any, lang: str) -> str:
    """Return a day's name, with home or abroad if the tour has both."""
    name = day_name(pd.Timestamp(day), lang)
    parts = blocks.loc[blocks["date"] == day, "part"].dropna()
    both = blocks["part"].nunique() > 1 and len(parts)
    return f"{name} {word('part', parts.iloc[0], lang)}" if both else name


def _hours(
    axes: Axes, hours: tuple[int, int], down_to: Callable[[float], float], right: float
) -> None:
    """Draw light lines with the names of the hours, as many as fit."""
    first, last = hours
    tall = (down_to(first) - down_to(last)) / (last - first)
    step = 1 if tall >= 15 else 2 if tall >= 8 else 4
    for hour in range(first, last + 1):
        y = down_to(hour)
        axes.plot([_HOUR_NAMES - 4, right], [y, y], color=GRID, linewidth=0.8, zorder=0)
        if hour % step == 0:
            look: dict[str, Any] = {"size": SMALL, "color": GREY_INK, "ha": "right", "va": "center"}
            axes.text(_HOUR_NAMES - 8, y, f"{hour}:00", **look)


def _block(axes: Axes, block: Block, at: tuple[float, float, float, float]) -> set[str]:
    """Draw one entry: contact time in its theme's colour (or its kind's without a theme), others
    light. Return the note that the title does not fit, if so."""
    title, bare = _title(block)
    kind = kind_colour(block["kind"])
    themed = block["kind"] in _CONTACT and pd.notna(block["theme"])
    x, y, wide, high = at
    inside = (x + _EDGE, y, max(wide - _EDGE, 0), high)
    sizes = (SMALL, _least(wide))
    if bare and not fit(title, (max(inside[2] - 2 * PAD, 0), high), sizes).whole:
        title = bare  # the brackets repeat the title in another language
    box(axes, (x, y, _EDGE, high), kind)
    colour = theme_colour(block["theme"]) if themed else kind
    hours = [block["start_hour"], block["end_hour"]] if block["timed"] else []
    told = f"{'–'.join(map(clock, hours))} {_title(block)[0]}"
    whole = write_in(axes, title, inside, colour, sizes, told=told).whole or not title
    return set() if whole else {"week.short"}


def _printed(block: Block, lang: str) -> str:
    """Return what the timetable prints of the time of an entry without start or end."""
    if pd.notna(block["start_hour"]):
        return f"{clock(block['start_hour'])}–"
    return word("half", block["half"], lang) if pd.notna(block.get("half")) else ""


def _title(block: Block) -> tuple[str, str]:
    """Return the title with its theme's number, and without the text in brackets."""
    title = "" if pd.isna(block["title"]) else str(block["title"])
    mark = circled(block["theme"]) if block["kind"] in _CONTACT else ""
    title = f"{mark} {title}".strip()
    return title, re.sub(r"\s*\([^()]*\)(?:\s+(?![A-Za-z]))?", "", title)
