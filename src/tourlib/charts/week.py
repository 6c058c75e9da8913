"""The timetable as a week grid: days and hours, a block an entry."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.bars import Page
from tourlib.charts.canvas import PAD, canvas, keys, write, write_in
from tourlib.charts.fitting import fit
from tourlib.charts.palette import GREY_INK, GRID, kind_colour, palette, theme_colour
from tourlib.charts.style import LABEL, SMALL, Chart, finish, new_chart
from tourlib.labels import label, word
from tourlib.phrases import circled, day_name, theme_words

#: Kinds of entry that are drawn in their theme's colour.
_CONTACT = ("course", "visit", "exchange")
#: Smallest size of a title in a block; what does not fit then ends in "…".
_LEAST = 7.5
#: Smallest size of a title with its other name in brackets; what is smaller goes without.
_SMALL = 10.0
_HOUR_NAMES, _HEADING, _GAP = 38.0, 24.0, 5.0
#: The hours shown at least, so that a short day is not blown up.
_SHOWN_HOURS = (9.0, 17.0)


def page_days(blocks: pd.DataFrame, pages: int) -> list[list[Any]]:
    """The days of each page, as even as they can be."""
    days = sorted(blocks["date"].unique())
    size = math.ceil(len(days) / pages)
    return [days[start : start + size] for start in range(0, len(days), size)]


def draw_week(blocks: pd.DataFrame, page: Page, lang: str) -> Chart:
    """One page of the grid. ``blocks``: of :func:`tourlib.schedule.week`."""
    for extra in ("", label("week.short", lang)):
        chart, axes = new_chart(page.title, page.shown + extra, page.foot, page.size)
        if _draw_week(chart, axes, blocks, lang):
            break  # every title is whole: nothing more to explain
    return finish(chart)


def _draw_week(chart: Chart, axes: Axes, blocks: pd.DataFrame, lang: str) -> bool:
    """Draw one page of the grid; whether all titles are whole."""
    wide, high = canvas(chart, axes)
    themes = blocks.attrs.get("themes", [])
    items = [(theme_words(n, pd.NA if t is None else t, lang), theme_colour(n)) for n, t in themes]
    themed = blocks["kind"].isin(_CONTACT) & blocks["theme"].notna()
    kinds = [kind for kind in palette("kind") if (blocks.loc[~themed, "kind"] == kind).any()]
    items += [(word("kind", kind, lang), kind_colour(kind)) for kind in kinds]
    top = keys(axes, items, high, wide) - 6 if items else high
    timed = blocks[blocks["timed"]]
    untimed = blocks[~blocks["timed"]]
    days = sorted(blocks["date"].unique())
    if timed.empty:
        return _draw_untimed(axes, untimed, days, (wide, top), lang)
    tray = 30.0 if len(untimed) else 0.0
    first = math.floor(2 * min([_SHOWN_HOURS[0], *timed["start_hour"]])) / 2
    last = math.ceil(2 * max([_SHOWN_HOURS[1], *timed["end_hour"]])) / 2
    column = min((wide - _HOUR_NAMES) / len(days), 260.0)
    hour = (top - _HEADING - tray - 4) / (last - first)
    zero = top - _HEADING - 2
    _hours(axes, (first, last, hour), (zero, _HOUR_NAMES + column * len(days)))
    whole = True
    for number, day in enumerate(days):
        x = _HOUR_NAMES + number * column
        heading = (x, zero + 2, column - _GAP, _HEADING)
        write(axes, _heading(blocks, day, lang), heading, (LABEL, 9.0), bold=True)
        for block in timed[timed["date"] == day].to_dict("records"):
            lane = (column - _GAP) / block["lanes"]
            y = zero - (block["end_hour"] - first) * hour
            tall = (block["end_hour"] - block["start_hour"]) * hour
            at = (x + block["lane"] * lane, y + 0.7, lane - 0.7, max(tall - 1.4, 0.5))
            whole &= _block(axes, block, at)
        loose = untimed[untimed["date"] == day].to_dict("records")
        for place, block in enumerate(loose):
            lane = (column - _GAP) / len(loose)
            whole &= _block(axes, block, (x + place * lane, 0, lane - 0.7, tray - 4))
    if tray:
        write(
            axes,
            label("untimed", lang),
            (0, 0, _HOUR_NAMES - 6, tray - 4),
            (10.0, 7.0),
            ink=GREY_INK,
        )
    return whole


def _heading(blocks: pd.DataFrame, day: Any, lang: str) -> str:
    """A day's name, and whether it is at home or abroad where the tour has both."""
    name = day_name(pd.Timestamp(day), lang)
    parts = blocks.loc[blocks["date"] == day, "part"].dropna()
    both = blocks["part"].nunique() > 1 and len(parts)
    return f"{name} {word('part', parts.iloc[0], lang)}" if both else name


def _draw_untimed(
    axes: Axes, blocks: pd.DataFrame, days: list[Any], room: tuple[float, float], lang: str
) -> bool:
    """Days without any time: their entries one below the other, no hours; whether all are whole."""
    wide, top = room
    column = min(wide / len(days), 260.0)
    most = int(blocks.groupby("date").size().max())
    tall = min((top - _HEADING - 4) / most, 72.0)
    whole = True
    for number, day in enumerate(days):
        x = number * column
        heading = (x, top - _HEADING, column - _GAP, _HEADING)
        write(axes, _heading(blocks, day, lang), heading, (LABEL, 9.0), bold=True)
        for place, block in enumerate(blocks[blocks["date"] == day].to_dict("records"), 1):
            y = top - _HEADING - 4 - place * tall
            whole &= _block(axes, block, (x, y + 2, column - _GAP, tall - 4))
    return whole


def _hours(axes: Axes, hours: tuple[float, float, float], at: tuple[float, float]) -> None:
    """Light lines with the hours' names. ``hours``: first, last, points an hour."""
    first, last, tall = hours
    zero, right = at
    step = 1 if tall >= 15 else 2 if tall >= 8 else 4
    for clock in range(math.ceil(first), math.floor(last) + 1):
        y = zero - (clock - first) * tall
        axes.plot([_HOUR_NAMES - 4, right], [y, y], color=GRID, linewidth=0.8, zorder=0)
        if clock % step == 0:
            axes.text(
                _HOUR_NAMES - 8,
                y,
                f"{clock}:00",
                size=10.0,
                color=GREY_INK,
                ha="right",
                va="center",
            )


def _block(axes: Axes, block: dict[str, Any], at: tuple[float, float, float, float]) -> bool:
    """One entry, in its theme's colour if contact time (its kind's without a theme), else light.

    Returns whether its title fits.
    """
    title = "" if pd.isna(block["title"]) else str(block["title"])
    if block["kind"] in _CONTACT:
        themeless = pd.isna(block["theme"])
        colour = kind_colour(block["kind"]) if themeless else theme_colour(block["theme"])
        title = f"{circled(block['theme'])} {title}".strip()
    else:
        colour = kind_colour(block["kind"])
    bare = re.sub(r"\s*\([^()]*\)", "", title)
    room = (max(at[2] - 2 * PAD, 0), at[3])
    if bare and not fit(title, room, (SMALL, _SMALL)).whole:
        title = bare  # what stands in brackets is said again in another language
    return write_in(axes, title, at, colour, (SMALL, _LEAST)).whole or not title
