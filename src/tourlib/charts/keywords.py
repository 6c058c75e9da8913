"""What the recommendations speak of: the words that set each topic apart, and the word cloud."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch

from tourlib.charts.canvas import write
from tourlib.charts.fitting import drawable, width
from tourlib.charts.fonts import font_path
from tourlib.charts.page import Page, finished, open_canvas
from tourlib.charts.palette import GREY_INK, HEAT, PAPER, accent
from tourlib.charts.style import LABEL, SMALL, Chart, tell
from tourlib.labels import noted
from tourlib.words.keyness import SIGNIFICANT_Z

#: Panels of lollipops, the most words in one, and the least height of a word's line: as many as read.
MAX_PANELS, PANEL_TERMS, LEAST_LINE = 16, 10, 19.5
#: Words in the cloud, and the seed of their places.
CLOUD_WORDS, CLOUD_SEED = 90, 1
#: Height in points below which no word is drawn, however light it is.
_LEAST_WORD = 12.0
#: Around each word, so that it does not read on in the next one of its line.
_PAD = "  "
#: Room of a cloud for the room that its words take, laid end to end.
_AIR = 2.4


def draw_keyness(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """The words that set each topic apart, as lollipops with their uses, one small panel a topic.

    Args:
        frame: one row a topic and word: ``topic``, ``topic_title``, ``term``, ``count``, ``keyness``.
            The first words of each topic are shown in the frame's order, as many as have room, at
            most :data:`PANEL_TERMS`; all panels have one scale.
        page: the words around it, and where to draw.
        lang: ``"zh"`` or ``"en"``.
    """
    every = list(frame.groupby(["topic", "topic_title"], sort=True))
    topics = every[:MAX_PANELS]
    shown = page.shown + noted("topics.more", lang, len(every) - MAX_PANELS)
    chart, axes, wide, high = open_canvas(replace(page, shown=shown))
    columns = math.ceil(len(topics) / math.ceil(len(topics) / 4))
    lines = math.ceil(len(topics) / columns)
    panel = (wide / columns, high / lines)
    room = (panel[0] - 22, panel[1] - 10)
    heading = min(room[1] * 0.3, 40.0)
    rows = min(max(int((room[1] - heading) / LEAST_LINE), 3), PANEL_TERMS)
    line = min((room[1] - heading) / rows, 26.0)
    words = [group[group["keyness"] > 0].head(rows) for _topic, group in topics]
    scale = _scale(pd.concat(words), line, room[0])
    for number, ((topic, topic_title), _group) in enumerate(topics):
        down, across = divmod(number, columns)
        x, top = across * panel[0], high - down * panel[1]
        name = (x, top - heading, room[0], heading)
        write(axes, f"{topic} {topic_title}", name, (LABEL, 8.0), bold=True)
        _lollipops(axes, words[number], (x, top - heading, line), scale)
    return finished(chart, axes)


@dataclass(frozen=True)
class _Scale:
    """What all panels share: size and room of the words, points for a keyness of 1, of a number."""

    size: float
    room: float
    unit: float
    number: float = 34.0


def _scale(words: pd.DataFrame, line: float, wide: float) -> _Scale:
    size = min(LABEL, line * 0.62)
    names = [width(drawable(str(term)), size) for term in words["term"]]
    room = min(max(names, default=0.0) + 8, wide * 0.5)
    most = max(float(words["keyness"].max()), 1e-9) if len(words) else 1.0
    return _Scale(size, room, (wide - room - _Scale.number - 8) / most)


def _lollipops(
    axes: Axes, words: pd.DataFrame, at: tuple[float, float, float], scale: _Scale
) -> None:
    """A stick and a dot for each word, in the order of the frame. ``at``: left, top, line height."""
    x, top, line = at
    start = x + scale.room
    rows = zip(words["term"], words["count"], words["keyness"], strict=True)
    for place, (term, count, keyness) in enumerate(rows, 1):
        low, z = top - place * line, float(keyness)
        word = (x, low, scale.room - 8, line)
        write(axes, drawable(str(term)), word, (scale.size, 7.0), align="right", max_lines=1)
        end, middle = start + z * scale.unit, low + line / 2
        axes.plot([start, end], [middle, middle], color=accent(), linewidth=2)
        face = accent() if z > SIGNIFICANT_Z else PAPER
        [dot] = axes.plot([end], [middle], "o", color=accent(), markersize=7, mfc=face, mew=1.8)
        tell(dot, term, count)
        number, size = (end + 8, low, scale.number, line), min(SMALL, scale.size)
        write(axes, str(count), number, (size, 7.0), ink=GREY_INK, max_lines=1)


def draw_cloud(frame: pd.DataFrame, page: Page) -> Chart | Axes:
    """A word cloud: the larger a word, the heavier. The same words give the same picture.

    Args:
        frame: one row a word: ``term``, ``weight``, at least one above 0. The :data:`CLOUD_WORDS`
            heaviest are drawn.
        page: the words around it, and where to draw.
    """
    heavy = frame[frame["weight"].fillna(0) > 0]
    heavy = heavy.sort_values("weight", ascending=False, kind="stable").head(CLOUD_WORDS)
    weights = {
        drawable(str(t)): float(w) for t, w in zip(heavy["term"], heavy["weight"], strict=True)
    }
    chart, axes, wide, high = open_canvas(page)
    placed = _lay_out(weights, (wide, high))
    tones = (accent(), HEAT[4], "#0072B2", GREY_INK)
    for rank, (word, size, at) in enumerate(placed):
        tone = tones[min(rank * len(tones) // len(placed), len(tones) - 1)]
        _draw_word(axes, word, size, at, tone, high)
    return finished(chart, axes)


Placed = list[tuple[str, int, tuple[int, int]]]


def _lay_out(weights: dict[str, float], room: tuple[float, float]) -> Placed:
    """Places of the words: word, size, and top and left of its ink in points."""
    from wordcloud import WordCloud

    largest = int(room[1] / 4)
    least = max(weights.values()) * _LEAST_WORD / largest
    weights = {word: max(weight, least) for word, weight in weights.items()}
    wide, high = _close_room(weights, room, largest)
    cloud = WordCloud(
        font_path=str(font_path(bold=True)),
        width=wide,
        height=high,
        prefer_horizontal=1.0,
        relative_scaling=1.0,  # twice as key, twice as high: rank has no say
        max_words=CLOUD_WORDS,
        min_font_size=8,
        max_font_size=largest,
        margin=5,  # words of one line read apart
        random_state=CLOUD_SEED,
    ).generate_from_frequencies({f"{_PAD}{word}{_PAD}": w for word, w in weights.items()})
    placed = [
        (word.strip(), size, int(top), int(left + width(_PAD, size, bold=True)))
        for (word, _), size, (top, left), _, _ in cloud.layout_
    ]
    ends = [(top + size, left + width(word, size, bold=True)) for word, size, top, left in placed]
    used = [min(spot[axis] for spot in placed) + max(e[axis - 2] for e in ends) for axis in (2, 3)]
    down, right = int(room[1] - used[0]) // 2, int(room[0] - used[1]) // 2
    return [(word, size, (top + down, left + right)) for word, size, top, left in placed]


def _close_room(
    weights: dict[str, float], room: tuple[float, float], largest: int
) -> tuple[int, int]:
    """Width and height of the cloud: the whole room for many words, less for few, so that they
    stand together."""
    most = max(weights.values())
    sizes = {word: largest * weight / most for word, weight in weights.items()}
    area = sum(size * width(word, size, bold=True) for word, size in sizes.items())
    share = min((area * _AIR / (room[0] * room[1])) ** 0.5, 1.0)
    widest = max(width(word, size, bold=True) for word, size in sizes.items())
    wide = min(max(room[0] * share, widest * 1.1), room[0])
    return int(wide), int(min(max(room[1] * share, largest * 1.5), room[1]))


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
