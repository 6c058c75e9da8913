"""How the days were filled: the timetable as a week grid, and contact time against the window."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import canvas, keys, write, write_in
from tourlib.charts.fitting import fit, width
from tourlib.charts.palette import ACCENT, GREY_INK, GRID, MUTED, kind_colour, theme_colour
from tourlib.charts.style import (
    LABEL,
    SMALL,
    Chart,
    empty_chart,
    finish,
    new_chart,
    styled,
)
from tourlib.labels import label, percent, quantity, word
from tourlib.measures.density import CONTACT_KINDS, lay_out_days, measure_density
from tourlib.phrases import day_name, theme_name
from tourlib.sentences import sentence_density, sentence_week

#: Days on one page of the week grid: more, and titles cannot be read.
DAYS_A_PAGE = 7
#: Smallest size of a title in a block; what does not fit then ends in "…".
_LEAST = 7.5
_HOUR_NAMES, _HEADING, _GAP = 38.0, 24.0, 5.0
#: The hours shown at least, so that a short day is not blown up.
_SHOWN_HOURS = (9.0, 17.0)


def circled(number: Any) -> str:
    """A theme number as a mark: ① … ㊿; plain in brackets beyond; empty for none.

    >>> circled(1), circled(21), circled(51), circled(pd.NA)
    ('①', '㉑', '(51)', '')
    """
    if pd.isna(number):
        return ""
    n = int(number)
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= n <= last:
            return chr(code + n - first)
    return f"({n})"


def theme_keys(themes: pd.DataFrame, lang: str = "zh") -> list[tuple[str, str]]:
    """Words and colour of each theme, for the colour keys of a chart."""
    return [
        (f"{circled(theme)} {theme_name(theme, title, lang)}", theme_colour(theme))
        for theme, title in zip(themes["theme"], themes["title"], strict=True)
    ]


@styled
def plot_weeks(
    sessions: pd.DataFrame, themes: pd.DataFrame, *, foot: str = "", lang: str = "zh"
) -> list[Chart]:
    """The timetable as a grid of days and hours; a page for every seven days with entries.

    Args:
        sessions, themes: the tables of those names.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.

    Returns:
        One chart a page, at least one. In a notebook: ``display(*plot_weeks(...))``.
    """
    title = sentence_week(measure_density(sessions), lang)
    blocks = lay_out_days(sessions)
    if len(blocks) == 0:
        return [empty_chart(title, foot)]
    days = sorted(blocks["date"].unique())
    pages = math.ceil(len(days) / DAYS_A_PAGE)
    size = math.ceil(len(days) / pages)
    undated = int(sessions["date"].isna().sum())
    charts = []
    for page in range(pages):
        shown = days[page * size : (page + 1) * size]
        of_page = blocks[blocks["date"].isin(shown)]
        note = label("week.page", lang, page=page + 1, pages=pages) if pages > 1 else ""
        loose = of_page["kind"].isin(CONTACT_KINDS) & of_page["theme"].isna()
        if loose.any():
            note += label("week.themeless", lang)
        if undated:
            note += label("week.undated", lang, n=undated)
        for extra in ("", label("week.short", lang)):
            chart, axes = new_chart(title, label("week.shown", lang) + note + extra, foot)
            if _draw_week(chart, axes, of_page, themes, lang):
                break  # every title is whole: nothing more to explain
        charts.append(finish(chart))
    return charts


def _draw_week(
    chart: Chart, axes: Axes, blocks: pd.DataFrame, themes: pd.DataFrame, lang: str
) -> bool:
    """Draw one page of the grid; whether all titles are whole."""
    wide, high = canvas(chart, axes)
    top = keys(axes, theme_keys(themes, lang), high, wide) - 6 if len(themes) else high
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
    if block["kind"] in CONTACT_KINDS:
        themeless = pd.isna(block["theme"])
        colour = kind_colour(block["kind"]) if themeless else theme_colour(block["theme"])
        title = f"{circled(block['theme'])} {title}".strip()
    else:
        colour = kind_colour(block["kind"])
    return write_in(axes, title, at, colour, (SMALL, _LEAST)).whole or not title


@styled
def plot_density(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """Contact hours of each day inside the hours that the day offered.

    Args:
        frame: of :func:`tourlib.measures.density.measure_density`.
        foot, lang: as in :func:`plot_weeks`.
    """
    title = sentence_density(frame, lang)
    timed = frame[frame["window_minutes"].fillna(0) > 0]
    if len(timed) == 0:
        return empty_chart(title, foot)
    untimed = int(frame["untimed"].sum())
    note = label("density.untimed", lang, n=untimed) if untimed else ""
    chart, axes = new_chart(title, label("density.shown", lang) + note, foot)
    wide, high = canvas(chart, axes)
    items = [(label("density.contact", lang), ACCENT), (label("density.window", lang), MUTED)]
    top = keys(axes, items, high, wide, LABEL) - 8
    column = min(wide / len(timed), 150.0)
    hour = (top - 60) / (timed["window_minutes"].max() / 60)
    every = max(1, math.ceil(30.0 / column))
    both = timed["part"].nunique() > 1
    for number, day in enumerate(timed.to_dict("records")):
        day["name"] = day_name(day["date"], lang)
        if both and pd.notna(day["part"]):
            day["name"] += f"\n{word('part', day['part'], lang)}"
        bar = (number * column, 36.0, column, hour)
        _density_bar(axes, day, bar, lang, named=number % every == 0)
    axes.plot([0, column * len(timed)], [36, 36], color=GREY_INK, linewidth=0.8)
    return finish(chart)


def _density_bar(
    axes: Axes,
    day: dict[str, Any],
    at: tuple[float, float, float, float],
    lang: str,
    *,
    named: bool,
) -> None:
    """A day: window behind, contact before it, share above. ``at``: x, y, width, points an hour."""
    x, zero, column, hour = at
    bar = column * 0.74
    left = x + (column - bar) / 2
    contact, window = day["contact_minutes"] / 60, day["window_minutes"] / 60
    hours = [label("unit.hours", lang, n=quantity(value)) for value in (contact, window)]
    room = fit(hours[0], (bar - 6, 20), (SMALL, 8.0), max_lines=1)
    write_in(axes, "", (left, zero, bar, window * hour), MUTED)
    inside = (left, zero, bar, contact * hour)
    write_in(axes, hours[0] if room.whole else "", inside, ACCENT, (LABEL, 8.0), align="center")
    rest = (window - contact) * hour
    if room.whole and rest > 16:
        spare = (left, zero + window * hour - 18, bar, 17)
        write(axes, hours[1], spare, (SMALL, 8.0), align="center")
    share, over = percent(day["density"]), (x, zero + window * hour + 2, column, 20)
    # All columns have theirs, or none.
    if fit(percent(1), over[2:], (18.0, 7.0), bold=True, max_lines=1).whole:
        write(axes, share, over, (18.0, 7.0), align="center", bold=True, max_lines=1)
    if named:
        lines = day["name"].split("\n")
        names = max(column, max(width(line, 8.0) for line in lines) + 1)
        at = (x, 0, names, 33)
        write(axes, day["name"], at, (SMALL, 7.0), align="center", max_lines=len(lines))
