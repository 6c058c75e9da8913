"""Topics against words or concepts: the darker a cell, the more a topic speaks of it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import canvas, write, write_in
from tourlib.charts.fitting import fit
from tourlib.charts.palette import GREY_INK, GRID, HEAT, PAPER
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, percent, quantity
from tourlib.word_sentences import sentence_concepts, sentence_shared

#: Columns and rows: as many as read.
MAX_TERMS, MAX_TOPICS = 16, 18


@styled
def plot_shared(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """What runs through the topics: words used often and evenly, with their uses in each topic.

    Args:
        frame: of :func:`tourlib.words.keywords.shared_keywords`; its order is the order of the words.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_shared(frame, lang)
    if len(frame) == 0:
        return empty_chart(title, foot)
    spread = frame.drop_duplicates("term").set_index("term")["topics"]
    last = {str(term): f"{int(n)}" for term, n in spread.items()}
    return _heat(frame, "count", quantity, (title, label("shared.shown", lang), foot), lang, last)


@styled
def plot_concepts(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """Which topic speaks of which concept, as shares of its sentences.

    Args:
        frame: of :func:`tourlib.words.keywords.topic_concepts`.
        foot, lang: as in :func:`plot_shared`.
    """
    title = sentence_concepts(frame, lang)
    if not (frame["share"] > 0).any():
        return empty_chart(title, foot)
    return _heat(frame, "share", percent, (title, concepts_shown(frame, lang), foot), lang, {})


def concepts_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """What the chart of concepts shows, and that nobody has checked a starting set of rules."""
    starting = label("concepts.starting", lang) if frame.attrs.get("starting") else ""
    return label("concepts.shown", lang) + starting


def more_topics(drawn: int, topics: int, lang: str) -> str:
    """The words for topics that found no place."""
    return label("topics.more", lang, n=topics - drawn) if topics > drawn else ""


def _heat(
    frame: pd.DataFrame,
    value: str,
    show: Callable[[float], str],
    words: tuple[str, str, str],
    lang: str,
    last: dict[str, str],
) -> Chart:
    """A page with the grid: ``show`` makes the text of a cell, ``last`` a line below them."""
    topics = (
        frame.drop_duplicates("topic").set_index("topic")["topic_title"].sort_index(kind="stable")
    )
    shown = words[1] + more_topics(MAX_TOPICS, len(topics), lang)
    chart, axes = new_chart(words[0], shown, words[2])
    wide, high = canvas(chart, axes)
    terms = [str(term) for term in frame["term"].drop_duplicates()][:MAX_TERMS]
    table = frame.pivot_table(index="topic", columns="term", values=value, aggfunc="sum",
                              fill_value=0, sort=False)  # fmt: skip
    table = table.reindex(index=topics.index, columns=terms, fill_value=0).astype(float)
    table = table.head(MAX_TOPICS)
    names, heading = wide * 0.32, 44.0
    cell = min((wide - names) / len(terms), 120.0)
    line = min((high - heading) / (len(table) + bool(last)), 64.0)
    for number, term in enumerate(terms):
        at = (names + number * cell + 1, high - heading, cell - 2, heading - 4)
        one = fit(term, (at[2], at[3]), (LABEL, 10.5), bold=True, max_lines=1)
        sizes = (one.size, one.size) if one.whole else (LABEL, 7.0)
        write(axes, term, at, sizes, align="center", bold=True)
    grid = (names, high - heading, cell, line)
    most = max(float(table.to_numpy().max()), 1e-9)
    for row, (topic, values) in enumerate(table.iterrows()):
        y = high - heading - (row + 1) * line
        # Less than the line is high: names of two lines stay apart.
        name = (0, y + line * 0.06, names - 10, line * 0.88)
        write(axes, f"{topic} {topics[topic]}", name, (LABEL, 8.0))
        _line(axes, [float(v) for v in values], y, grid, (most, show))
    if last:
        y = high - heading - (len(table) + 1) * line
        write(axes, label("shared.topics", lang), (0, y, names - 10, line), ink=GREY_INK)
        for number, term in enumerate(terms):
            at = (names + number * cell, y, cell, line)
            write(axes, last[term], at, (SMALL, 7.0), align="center", ink=GREY_INK, max_lines=1)
    return finish(chart)


def _line(
    axes: Axes,
    values: list[float],
    y: float,
    grid: tuple[float, float, float, float],
    scale: tuple[float, Callable[[float], str]],
) -> None:
    """The cells of one topic."""
    names, _top, cell, line = grid
    most, show = scale
    for number, amount in enumerate(values):
        step = min(int(amount / most * len(HEAT)), len(HEAT) - 1)
        colour = PAPER if amount == 0 else HEAT[step]
        edge = {"edgecolor": PAPER if amount else GRID, "linewidth": 1.0}
        at = (names + number * cell, y, cell, line)
        text = show(amount) if amount else ""
        write_in(axes, text, at, colour, (SMALL, 7.0), align="center", max_lines=1, **edge)
