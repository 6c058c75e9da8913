"""What the recommendations speak of: topics against keywords, distinctive words, word cloud."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch

from tourlib.charts.canvas import canvas, write, write_in
from tourlib.charts.fitting import drawable, fit, width
from tourlib.charts.fonts import font_path
from tourlib.charts.palette import ACCENT, GREY_INK, GRID, HEAT, PAPER
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, quantity
from tourlib.sentences import sentence_cloud, sentence_heat, sentence_keyness

#: Columns and rows of the heat map, panels and words of a panel of lollipops: as many as read.
MAX_TERMS, MAX_TOPICS = 16, 14
MAX_PANELS, PANEL_TERMS = 12, 5
#: Words in the cloud, and the seed of their places.
CLOUD_WORDS, CLOUD_SEED = 90, 1


@styled
def plot_heat(
    frame: pd.DataFrame, *, value: str = "weight", foot: str = "", lang: str = "zh"
) -> Chart:
    """Topics against keywords: the darker a cell, the more a word matters to a topic.

    Args:
        frame: one row a topic and keyword: ``topic``, ``topic_title``, ``term`` and ``value``.
            The terms with the largest sums are shown, at most :data:`MAX_TERMS`.
        value: the column to show, ``"weight"`` or ``"count"``.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_heat(frame, lang, value)
    if len(frame) == 0 or frame[value].max() <= 0:
        return empty_chart(title, foot)
    unit = label("heat.count" if value == "count" else "heat.weight", lang)
    chart, axes = new_chart(title, label("heat.shown", lang, unit=unit), foot)
    wide, high = canvas(chart, axes)
    table = frame.pivot_table(index=["topic", "topic_title"], columns="term", values=value,
                              aggfunc="sum", fill_value=0, sort=False)  # fmt: skip
    order = table.sum().sort_values(ascending=False, kind="stable").index[:MAX_TERMS]
    table = table.sort_index()[list(order)].astype(float).head(MAX_TOPICS)
    names, heading = wide * 0.32, 44.0
    cell = min((wide - names) / len(order), 120.0)
    line = min((high - heading) / len(table), 64.0)
    most = float(table.to_numpy().max())
    for number, term in enumerate(order):
        at = (names + number * cell + 1, high - heading, cell - 2, heading - 4)
        one = fit(str(term), (at[2], at[3]), (LABEL, 10.5), bold=True, max_lines=1)
        sizes = (one.size, one.size) if one.whole else (LABEL, 7.0)
        write(axes, str(term), at, sizes, align="center", bold=True)
    for row, ((topic, topic_title), values) in enumerate(table.iterrows()):
        y = high - heading - (row + 1) * line
        write(axes, f"{topic} {topic_title}", (0, y, names - 10, line), (LABEL, 8.0))
        for number, amount in enumerate(values):
            share = amount / most
            colour = PAPER if amount == 0 else HEAT[min(int(share * len(HEAT)), len(HEAT) - 1)]
            at = (names + number * cell, y, cell, line)
            edge = {"edgecolor": PAPER if amount else GRID, "linewidth": 1.0}
            text = _number(amount) if amount else ""
            write_in(axes, text, at, colour, (SMALL, 7.0), align="center", max_lines=1, **edge)
    return finish(chart)


def _number(amount: float) -> str:
    return f"{amount:.2f}" if amount < 10 and amount != int(amount) else quantity(amount)


@styled
def plot_keyness(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """The words that set each topic apart, as lollipops, one small panel a topic.

    Args:
        frame: one row a topic and word: ``topic``, ``topic_title``, ``term``, ``keyness``.
            The :data:`PANEL_TERMS` words of highest keyness of each topic are shown.
        foot, lang: as in :func:`plot_heat`.
    """
    title = sentence_keyness(frame, lang)
    if len(frame) == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("keyness.shown", lang), foot)
    wide, high = canvas(chart, axes)
    topics = list(frame.groupby(["topic", "topic_title"], sort=True))[:MAX_PANELS]
    columns = math.ceil(len(topics) / math.ceil(len(topics) / 4))
    lines = math.ceil(len(topics) / columns)
    panel = (wide / columns, high / lines)
    most = max(float(frame["keyness"].max()), 1e-9)
    for number, ((topic, topic_title), group) in enumerate(topics):
        line, column = divmod(number, columns)
        at = (column * panel[0], high - (line + 1) * panel[1], panel[0] - 22, panel[1] - 10)
        best = (
            group[group["keyness"] > 0]
            .sort_values("keyness", ascending=False, kind="stable")
            .head(PANEL_TERMS)
        )
        _lollipops(axes, f"{topic} {topic_title}", best, at, most)
    return finish(chart)


def _lollipops(
    axes: Axes, name: str, words: pd.DataFrame, at: tuple[float, float, float, float], most: float
) -> None:
    """One panel: the topic, then a stick and a dot for each word."""
    x, y, wide, high = at
    heading = min(high * 0.3, 40.0)
    write(axes, name, (x, y + high - heading, wide, heading), (LABEL, 8.0), bold=True)
    if len(words) == 0:
        return
    line = min((high - heading) / PANEL_TERMS, 26.0)
    size = min(LABEL, line * 0.62)
    terms = [drawable(str(term)) for term in words["term"]]
    room = min(max(width(term, size) for term in terms) + 8, wide * 0.5)
    number = 34.0
    for place, (term, value) in enumerate(zip(terms, words["keyness"], strict=True)):
        low = y + high - heading - (place + 1) * line
        write(axes, term, (x, low, room - 8, line), (size, 7.0), align="right", max_lines=1)
        long = max((wide - room - number - 8) * float(value) / most, 0.0)
        middle = low + line / 2
        axes.plot([x + room, x + room + long], [middle, middle], color=ACCENT, linewidth=2)
        axes.plot([x + room + long], [middle], "o", color=ACCENT, markersize=7)
        end = (x + room + long + 8, low, number, line)
        write(axes, quantity(value), end, (min(SMALL, size), 7.0), ink=GREY_INK, max_lines=1)


@styled
def plot_cloud(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """A word cloud: the larger a word, the heavier. The same words give the same picture.

    Args:
        frame: one row a word: ``term``, ``weight`` (above 0). The :data:`CLOUD_WORDS`
            heaviest are drawn.
        foot, lang: as in :func:`plot_heat`.
    """
    heavy = frame[frame["weight"].fillna(0) > 0]
    title = sentence_cloud(heavy, lang)
    if len(heavy) == 0:
        return empty_chart(title, foot)
    heavy = heavy.sort_values("weight", ascending=False, kind="stable").head(CLOUD_WORDS)
    weights = {
        drawable(str(t)): float(w) for t, w in zip(heavy["term"], heavy["weight"], strict=True)
    }
    chart, axes = new_chart(title, label("cloud.shown", lang), foot)
    wide, high = canvas(chart, axes)
    placed = _lay_out(weights, (wide, high))
    tones = (ACCENT, HEAT[4], "#0072B2", GREY_INK)
    for rank, (word, size, at) in enumerate(placed):
        tone = tones[min(rank * len(tones) // len(placed), len(tones) - 1)]
        _draw_word(axes, word, size, at, tone, high)
    return finish(chart)


Placed = list[tuple[str, int, tuple[int, int]]]


def _lay_out(weights: dict[str, float], room: tuple[float, float]) -> Placed:
    """Places of the words: word, size, and top and left of its ink in points."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(font_path(bold=True)),
        width=int(room[0]),
        height=int(room[1]),
        prefer_horizontal=1.0,
        max_words=CLOUD_WORDS,
        min_font_size=10,
        max_font_size=int(room[1] / 4),
        margin=3,
        random_state=CLOUD_SEED,
    ).generate_from_frequencies(weights)
    return [(word, size, (int(at[0]), int(at[1]))) for (word, _), size, at, _, _ in cloud.layout_]


def _draw_word(
    axes: Axes, word: str, size: int, at: tuple[int, int], colour: str, high: float
) -> None:
    """One word as an outline, its ink where the layout put it."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    properties: Any = FontProperties(fname=str(font_path(bold=True)))
    path = TextPath((0, 0), word, size=size, prop=properties)
    ink = path.get_extents()
    top, left = at
    move = Affine2D().translate(left - ink.x0, high - top - ink.y1)
    axes.add_patch(PathPatch(move.transform_path(path), facecolor=colour, linewidth=0))
