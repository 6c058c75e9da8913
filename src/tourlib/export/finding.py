"""What every export says about a report: one finding with its data, its words and its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.foot import Lines
from tourlib.charts.style import Chart
from tourlib.labels import label, listing, word
from tourlib.parse.cover import Meta
from tourlib.question import Kind


@dataclass(frozen=True, eq=False)
class Finding:
    """One finding of a briefing.

    Attributes:
        name: file name of its chart without ending.
        heading: what it is about, a few words.
        title: the finding, a sentence computed from ``frame``.
        kind: see :data:`tourlib.question.Kind`.
        shown: what the chart shows, and its unit.
        foot: cohort, source and lines.
        frame: the measure's tidy frame, in the order that is shown.
        lines: for each row of ``frame`` the lines of the report that it was computed from.
        facts: sentences with the numbers behind the title.
        grid: the numbers of a chart or table that Office knows.
        draw: draws the chart, a page or more.
    """

    name: str
    heading: str
    title: str
    kind: Kind
    shown: str
    foot: str
    frame: pd.DataFrame = field(repr=False)
    lines: tuple[Lines, ...] = field(repr=False)
    facts: tuple[str, ...] = field(repr=False)
    grid: Grid | None = field(repr=False)
    draw: Callable[[], list[Chart]] = field(repr=False)

    @property
    def alt(self) -> str:
        """Alternative text: finding, what is shown, and the facts."""
        return "\n".join(part for part in (self.title, self.shown, *self.facts) if part)

    @property
    def all_lines(self) -> Lines:
        """Every line that the finding rests on."""
        return tuple(sorted({line for lines in self.lines for line in lines}))


def title_of(meta: Meta, lang: str) -> str:
    """The title of a briefing: the report's own in Chinese, in English what it is."""
    if meta.title and lang == "zh":
        return meta.title
    if meta.cohort is None:
        return label("briefing.title_untitled", lang)
    return label("briefing.title", lang, cohort=meta.cohort)


def journey_of(meta: Meta, lang: str) -> list[str]:
    """Where the journey went and on what days, as far as the cover tells."""
    places = listing([word("place", place, lang) for place in meta.destination], lang)
    days = " – ".join(f"{day:%Y/%m/%d}" for day in (meta.start, meta.end) if day)
    return [part for part in (places, days) if part]
