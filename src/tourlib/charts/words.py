"""The words of the recommendations as pictures: a cloud, and a ring of words used together."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from tourlib.charts.canvas import keys, open_canvas, theme_keys
from tourlib.charts.fitting import ascent, drawable, fit, width
from tourlib.charts.house import GREY_INK, HEAT, INK, MUTED, accent, font_path, theme_colour
from tourlib.charts.style import LABEL, tell
from tourlib.labels import label
from tourlib.phrases import circled

#: Maximum number of words in the cloud, and the seed for their positions.
CLOUD_WORDS, CLOUD_SEED = 90, 1
#: Minimum height of a word in points, whatever its weight.
_LEAST_WORD = 12.0
#: Added around each word, so that words on one line stay apart.
_PAD = "  "
#: Area of a cloud relative to that of its words.
_AIR = 2.4
#: Maximum number of readable words, and the height of one in points.
MAX_WORDS, _LINE = 46, 15.0
#: Share of the width between the two sides of the ring, and the size of its marks.
_RING, _MARK = 0.6, 8.0


def draw_cloud(frame: pd.DataFrame, axes: Axes, _lang: str) -> None:
    """Draw a word cloud: the higher a word's weight, the larger it is. Equal words give equal pictures.

    Args:
        frame: one row per word: ``term``, ``weight``, at least one above 0. The :data:`CLOUD_WORDS`
            with the highest weights are drawn.
    """
    heavy = frame[frame["weight"].fillna(0) > 0]
    heavy = heavy.sort_values("weight", ascending=False, kind="stable").head(CLOUD_WORDS)
    weights = {
        drawable(str(t)): float(w) for t, w in zip(heavy["term"], heavy["weight"], strict=True)
    }
    wide, high = open_canvas(axes)
    cloud = lay_out(weights, (wide, high))
    tones = (accent(), HEAT[4], "#0072B2", GREY_INK)
    left, top = (wide - cloud.width) / 2, (high + cloud.height) / 2
    for rank, ((word, _weight), size, (down, right), *_rest) in enumerate(cloud.layout_):
        x = left + right + width(_PAD, size, bold=True)
        y = top - down - ascent(word, size, bold=True)
        tone = tones[rank * len(tones) // len(cloud.layout_)]
        axes.text(x, y, word.strip(), size=size, weight="bold", color=tone)


def lay_out(weights: dict[str, float], room: tuple[float, float]) -> Any:
    """Return a cloud of words in a room given in points; with few words it is smaller, so that they
    stay together."""
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
        prefer_horizontal=1.0,
        relative_scaling=1.0,  # twice the keyness, twice the height, whatever the rank
        max_words=CLOUD_WORDS,
        min_font_size=8,
        max_font_size=largest,
        margin=5,  # keeps words on one line apart
        random_state=CLOUD_SEED,
    ).generate_from_frequencies({f"{_PAD}{word}{_PAD}": size for word, size in sizes.items()})


def draw_network(frame: pd.DataFrame, axes: Axes, lang: str) -> tuple[str, ...]:
    """Draw keywords, and lines between those that occur in one sentence more often than by chance.

    Args:
        frame: of :func:`tourlib.words.keywords.term_network`; if there are too many words, the
            least significant pairs are left out. ``attrs["themes"]``: numbers and titles of the
            themes, for the colours.

    Returns:
        A note if pairs are left out.
    """
    drawn = _as_many_as_fit(frame, MAX_WORDS)
    wide, _high = open_canvas(axes)
    words = _words(drawn)
    items = theme_keys(words, frame, lang)
    if words.isna().any():
        items.append((label("theme.none", lang), MUTED))
    top = keys(axes, items) - 8
    half = -(-len(words) // 2)
    line = min(top / half, 2 * _LINE)
    centre, radius = (wide / 2, top / 2), (wide * _RING / 2, line * half / 2)
    places = {}
    for number, (term, theme) in enumerate(words.items()):
        side = 1 if number < half else -1
        # The first half runs down the right side, the second up the left side.
        height = radius[1] - line * ((number if side > 0 else len(words) - 1 - number) + 0.5)
        across = radius[0] * math.sqrt(max(1 - (height / radius[1]) ** 2, 0.0))
        x, y = centre[0] + side * across, centre[1] + height
        places[term] = (x, y)
        [dot] = axes.plot([x], [y], "o", color=theme_colour(theme), markersize=_MARK, zorder=3)
        tell(dot, term)
        room = (wide - x if side > 0 else x) - _MARK
        text = fit(f"{circled(theme)}{drawable(term)}", (room, line), (LABEL, 7.0), max_lines=1)
        axes.text(
            x + side * _MARK, y, text.text, size=text.size, color=INK, va="center",
            ha="left" if side > 0 else "right",
        )  # fmt: skip
    for first, second, npmi in drawn[["first", "second", "npmi"]].itertuples(index=False):
        start, end = places[first], places[second]
        # Curved towards the centre, so that lines between neighbours do not run along the ring.
        bend = tuple((a + b + 2 * c) / 4 for a, b, c in zip(start, end, centre, strict=True))
        curve = Path([start, bend, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        strength = 0.6 + 3.4 * max(float(npmi), 0.05)
        link = PathPatch(curve, facecolor="none", edgecolor="#9A9A9A", linewidth=strength, zorder=1)
        tell(axes.add_patch(link), first, "–", second)
    return (label("network.most", lang, n=len(drawn)),) if len(drawn) < len(frame) else ()


def _as_many_as_fit(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the most significant pairs with at most this many words."""
    kept: set[str] = set()
    rows = []
    for row, first, second in zip(frame.index, frame["first"], frame["second"], strict=True):
        if len(kept | {first, second}) <= most:
            kept |= {first, second}
            rows.append(row)
    return frame.loc[rows]


def _words(frame: pd.DataFrame) -> pd.Series:
    """Return the theme of each word, grouped by theme, linked words one after another."""
    ends = [
        frame[[side, f"{side}_theme"]].set_axis(["term", "theme"], axis=1)
        for side in ("first", "second")
    ]
    # Pair by pair: the words of the first pair, then those of the second, and so on.
    both = pd.concat(ends).sort_index(kind="stable").drop_duplicates("term")
    return both.sort_values("theme", kind="stable").set_index("term")["theme"]
