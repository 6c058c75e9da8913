"""The word cloud of the recommendations."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import open_canvas
from tourlib.charts.fitting import drawable, width
from tourlib.charts.fonts import font_path
from tourlib.charts.palette import GREY_INK, HEAT, PAPER, accent

#: Words in the cloud, and the seed of their places.
CLOUD_WORDS, CLOUD_SEED = 90, 1
#: Height in points below which no word is drawn, however light it is.
_LEAST_WORD = 12.0
#: Around each word, so that it does not read on in the next one of its line.
_PAD = "  "
#: Room of a cloud for the room that its words take, laid end to end.
_AIR = 2.4


def draw_cloud(frame: pd.DataFrame, axes: Axes, _lang: str) -> None:
    """A word cloud: the larger a word, the heavier. The same words give the same picture.

    Args:
        frame: one row a word: ``term``, ``weight``, at least one above 0. The :data:`CLOUD_WORDS`
            heaviest are drawn.
        axes: where to draw.
    """
    heavy = frame[frame["weight"].fillna(0) > 0]
    heavy = heavy.sort_values("weight", ascending=False, kind="stable").head(CLOUD_WORDS)
    weights = {
        drawable(str(t)): float(w) for t, w in zip(heavy["term"], heavy["weight"], strict=True)
    }
    wide, high = open_canvas(axes)
    cloud = lay_out(weights, (wide, high))
    tones = (accent(), HEAT[4], "#0072B2", GREY_INK)
    rank = {word: n for n, ((word, _), *_rest) in enumerate(cloud.layout_)}
    cloud.recolor(
        color_func=lambda word, **_look: tones[rank[word] * len(tones) // len(cloud.layout_)]
    )
    x, y = (wide - cloud.width) / 2, (high - cloud.height) / 2
    axes.imshow(cloud.to_array(), extent=(x, x + cloud.width, y, y + cloud.height), aspect="auto")
    axes.set(xlim=(0, wide), ylim=(0, high))


def lay_out(weights: dict[str, float], room: tuple[float, float]) -> Any:
    """The cloud of some words in a room in points; of few words it is smaller, so that they stand
    together."""
    from wordcloud import WordCloud

    largest = int(room[1] / 4)
    most = max(weights.values())
    sizes = {word: max(largest * w / most, _LEAST_WORD) for word, w in weights.items()}
    wides = {word: width(word, size, bold=True) for word, size in sizes.items()}
    area = sum(sizes[word] * wide for word, wide in wides.items()) * _AIR
    share = min((area / (room[0] * room[1])) ** 0.5, 1.0)
    return WordCloud(
        font_path=str(font_path(bold=True)),
        width=int(min(max(room[0] * share, max(wides.values()) * 1.1), room[0])),
        height=int(min(max(room[1] * share, largest * 1.5), room[1])),
        scale=3,
        background_color=PAPER,
        prefer_horizontal=1.0,
        relative_scaling=1.0,  # twice as key, twice as high: rank has no say
        max_words=CLOUD_WORDS,
        min_font_size=8,
        max_font_size=largest,
        margin=5,  # words of one line read apart
        random_state=CLOUD_SEED,
    ).generate_from_frequencies({f"{_PAD}{word}{_PAD}": size for word, size in sizes.items()})
