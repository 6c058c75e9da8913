"""Where attention went: hours by theme and kind, and what notes and advice came of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, canvas, keys, write, write_in
from tourlib.charts.density import circled
from tourlib.charts.fitting import fit, width
from tourlib.charts.palette import GREY_INK, PAPER, kind_colour, theme_colour
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, percent, quantity, word
from tourlib.measures.coverage import MEASURES, of_journey
from tourlib.measures.density import CONTACT_KINDS
from tourlib.phrases import theme_name
from tourlib.sentences import sentence_coverage, sentence_hours

#: Height of a row at most, in points.
_ROW = 64.0
_GAP = 22.0


@styled
def plot_hours(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """Contact hours of the journey by theme, divided by kind of session; longest first, no theme
    last. Courses at home stand behind them, hatched, and count for nothing.

    Args:
        frame: of :func:`tourlib.measures.coverage.measure_hours`.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_hours(frame, lang)
    if frame.loc[frame["theme"].notna(), "hours"].sum() == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, hours_shown(frame, lang), foot)
    wide, high = canvas(chart, axes)
    journey = of_journey(frame)
    whole = float(journey["hours"].sum())
    kinds = [kind for kind in CONTACT_KINDS if (journey["kind"] == kind).any()]
    items = [(word("kind", kind, lang), kind_colour(kind)) for kind in kinds]
    top = keys(axes, items, high, wide, LABEL) - 8
    rows = by_journey(frame)
    line = min(top / len(rows), _ROW)
    names, totals = wide * 0.27, 130.0
    unit = (wide - names - totals) / max(float(group["hours"].sum()) for _, group in rows)
    for number, (theme, group) in enumerate(rows):
        y = top - (number + 1) * line
        _theme_label(axes, theme, group["theme_title"].iloc[0], (0, y, names - 10, line), lang)
        x = names
        own = group[group.index.isin(journey.index)]
        home = float(group["hours"].sum() - own["hours"].sum())
        for part in own[own["hours"] > 0].to_dict("records"):
            long = float(part["hours"]) * unit
            at = (x, y + line * 0.14, max(long - 1.5, 0.5), line * 0.72)
            texts = (
                f"{word('kind', part['kind'], lang)} {quantity(part['hours'])}",
                quantity(part["hours"]),
            )
            inner = (long - 2 * PAD - 1.5, line * 0.72)
            fitting = [text for text in texts if fit(text, inner, (LABEL, 9.0), max_lines=1).whole]
            text = fitting[0] if fitting else ""
            colour = kind_colour(part["kind"])
            write_in(axes, text, at, colour, (LABEL, 9.0), align="center", max_lines=1)
            x += long
        hours = float(own["hours"].sum())
        amount = label("unit.hours", lang, n=quantity(hours))
        total = f"{amount} ({percent(hours / whole)})"
        total = total if hours else "" if home else label("hours.none", lang)
        if home:
            at = (x + 1, y + line * 0.14, home * unit - 2, line * 0.72)
            box(axes, at, PAPER, edgecolor=GREY_INK, linewidth=0.8, hatch="//")
            words = label("hours.home", lang, n=quantity(home))
            inner = (at[0] + at[2] / 2 - width(words, SMALL) / 2 - 4, y + line / 2 - 10)
            if at[2] > width(words, SMALL) + 12:
                write_in(axes, words, (*inner, width(words, SMALL) + 8, 20), PAPER, align="center")
            x += home * unit
        end = (x + 8, y, wide - x - 8, line)
        write(axes, total, end, (LABEL, 9.0), bold=hours > 0)
    return finish(chart)


def by_journey(frame: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    """The themes with their rows, most hours of the journey first, no theme last."""
    hours = of_journey(frame).groupby("theme", dropna=False)["hours"].sum()
    rows = list(frame.groupby("theme", sort=False, dropna=False))
    rows.sort(key=lambda row: (pd.isna(row[0]), -float(hours.get(row[0], 0.0))))
    return rows


def hours_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """What the chart of hours shows; whether courses at home are told apart, and likeness."""
    both = frame["part"].nunique() > 1
    shown = label("hours.shown_apart" if both else "hours.shown", lang)
    return shown + (label("themes.likeness", lang) if frame.attrs.get("likeness") else "")


def coverage_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """What the chart of coverage shows; hours that are left out, and likeness."""
    home = frame.attrs.get("domestic_hours", 0)
    shown = label("coverage.shown", lang)
    shown += label("coverage.home", lang, hours=quantity(home)) if home else ""
    return shown + (label("themes.likeness", lang) if frame.attrs.get("likeness") else "")


@styled
def plot_coverage(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """Each theme's share of hours, notes, reflections and recommendations, side by side.

    Args:
        frame: of :func:`tourlib.measures.coverage.measure_coverage`.
        foot, lang: as in :func:`plot_hours`.
    """
    title = sentence_coverage(frame, lang)
    if frame["theme"].notna().sum() == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, coverage_shown(frame, lang), foot)
    wide, high = canvas(chart, axes)
    rows = list(frame.groupby("theme", sort=False, dropna=False))
    rows.sort(key=lambda row: (pd.isna(row[0]), row[0] if pd.notna(row[0]) else 0))
    names, heading = wide * 0.25, 44.0
    panel = (wide - names) / len(MEASURES)
    line = min((high - heading) / len(rows), _ROW)
    for number, measure in enumerate(MEASURES):
        of_measure = frame[frame["measure"] == measure]
        x = names + number * panel
        unit = "unit.hours" if measure == "hours" else "unit.characters"
        total = label(unit, lang, n=quantity(of_measure["amount"].sum()))
        name = word("measure", measure, lang)
        room = (x, high - 21, panel - _GAP, 21)
        write(axes, name, room, (16.0, 9.0), bold=True)
        none = of_measure["share"].isna().all()
        words = label("coverage.no_data", lang) if none else total
        write(axes, words, (x, high - 40, panel - _GAP, 18), (SMALL, 8.0), ink=GREY_INK)
    longest = max(float(frame["share"].fillna(0).max()), 0.01)
    for number, (theme, group) in enumerate(rows):
        y = high - heading - (number + 1) * line
        _theme_label(axes, theme, group["theme_title"].iloc[0], (0, y, names - 14, line), lang)
        shares = dict(zip(group["measure"], group["share"], strict=True))
        for place, measure in enumerate(MEASURES):
            x = names + place * panel
            _share_bar(axes, shares[measure], theme, (x, y, panel - _GAP, line), longest)
    return finish(chart)


def _share_bar(
    axes: Axes, share: Any, theme: Any, at: tuple[float, float, float, float], longest: float
) -> None:
    """A share as a bar in its theme's colour, the percentage at its end; nothing if unknown."""
    if pd.isna(share):
        return
    x, y, room, line = at
    number = 40.0
    value = float(share)
    long = (room - number) * value / longest
    tall = min(line * 0.66, 34.0)
    box(axes, (x, y + (line - tall) / 2, max(long, 1.0), tall), theme_colour(theme))
    write(axes, percent(value), (x + long + 4, y, number, line), (LABEL, 9.0), bold=True)


def _theme_label(
    axes: Axes, theme: Any, title: Any, at: tuple[float, float, float, float], lang: str
) -> None:
    """A theme's mark and title, with its colour as a strip."""
    x, y, wide, line = at
    strip = 6.0
    box(axes, (x, y + line * 0.14, strip, line * 0.72), theme_colour(theme))
    text = f"{circled(theme)} {theme_name(theme, title, lang)}".strip()
    write(axes, text, (x + strip + 8, y, wide - strip - 8, line), (LABEL, 8.0))
