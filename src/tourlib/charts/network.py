"""Keywords that are used together, as a network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import box, keys
from tourlib.charts.fitting import drawable, height, width
from tourlib.charts.layout import lay_out
from tourlib.charts.page import Page, finished, open_canvas
from tourlib.charts.palette import INK, MUTED, PAPER, theme_colour
from tourlib.charts.style import Chart, tell
from tourlib.labels import label
from tourlib.phrases import circled, theme_name

#: As many words as read; font sizes of words with few links and with many.
MAX_WORDS = 46
_SIZES = (12.0, 18.0)
#: Characters of a word beyond which it is cut short.
_LONGEST = 14


def draw_network(frame: pd.DataFrame, page: Page, lang: str) -> Chart | Axes:
    """Keywords and the lines between those that are used in one sentence beyond chance.

    Args:
        frame: of :func:`tourlib.words.keywords.term_network`; where there are more than
            :data:`MAX_WORDS` words, the least significant pairs are left out. ``attrs["themes"]``:
            numbers and titles of the themes, for the colours.
        page: the words around it, and where to draw.
        lang: ``"zh"`` or ``"en"``.
    """
    drawn = _as_many_as_fit(frame, MAX_WORDS)
    while True:
        more = label("network.most", lang, n=len(drawn)) if len(drawn) < len(frame) else ""
        chart, axes, wide, high = open_canvas(replace(page, shown=page.shown + more))
        low = high - keys(axes, _keys(drawn, frame.attrs.get("themes", []), lang), high, wide) + 8
        words = _words(drawn)
        number = {word: n for n, word in enumerate(words["term"])}
        links = [(number[a], number[b], _strength(npmi))
                 for a, b, npmi in zip(drawn["first"], drawn["second"], drawn["npmi"], strict=True)]  # fmt: skip
        sizes = [_box(term, size) for term, size in zip(words["text"], words["size"], strict=True)]
        places = lay_out(sizes, links, (wide, high - low))
        if places is not None or len(words) <= 2:
            break
        axes.clear()
        drawn = _as_many_as_fit(drawn, len(words) * 9 // 10)
    if places is not None:
        _draw(axes, words, [(float(x), float(y)) for x, y in places], links)
    return finished(chart, axes)


def _as_many_as_fit(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """The most significant pairs of so many words at most."""
    kept: set[str] = set()
    rows = []
    for row, first, second in zip(frame.index, frame["first"], frame["second"], strict=True):
        if len(kept | {first, second}) <= most:
            kept |= {first, second}
            rows.append(row)
    return frame.loc[rows]


def _words(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a word: ``term``, ``text``, ``theme``, ``size`` by its links; those of a theme beside
    each other."""
    ends = [
        frame[[side, f"{side}_theme"]].set_axis(["term", "theme"], axis=1)
        for side in ("first", "second")
    ]
    both = pd.concat(ends)
    links = both["term"].value_counts(sort=False)
    words = both.drop_duplicates("term").sort_values(
        ["theme", "term"], ignore_index=True, kind="stable"
    )
    share = words["term"].map(links) / max(int(links.max()), 4)
    text = [drawable(str(term)) for term in words["term"]]
    short = [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in text]
    # The theme's number too: an edge is thin, and not everybody sees its colour.
    short = [f"{circled(t)}{one}" for t, one in zip(words["theme"], short, strict=True)]
    return words.assign(text=short, size=_SIZES[0] + (_SIZES[1] - _SIZES[0]) * share)


def _strength(npmi: float) -> float:
    return max(float(npmi), 0.05)


def _box(text: str, size: float) -> tuple[float, float]:
    return width(text, size) + 12, height(1, size) + 7


def _keys(
    frame: pd.DataFrame, themes: list[tuple[int, str | None]], lang: str
) -> list[tuple[str, str]]:
    """The themes of the words, in order; those without at the end."""
    used = pd.concat([frame["first_theme"], frame["second_theme"]])
    titles = dict(themes)
    known = sorted({int(theme) for theme in used.dropna()})
    items = [
        (f"{circled(t)} {theme_name(t, titles.get(t, pd.NA), lang)}", theme_colour(t))
        for t in known
    ]
    return [*items, (theme_name(pd.NA, pd.NA, lang), MUTED)] if used.isna().any() else items


def _draw(
    axes: Axes,
    words: pd.DataFrame,
    places: list[tuple[float, float]],
    links: list[tuple[int, int, float]],
) -> None:
    for one, other, strength in links:
        (x, y), (x1, y1) = places[one], places[other]
        [line] = axes.plot(
            [x, x1], [y, y1], color="#9A9A9A", linewidth=0.6 + 3.4 * strength, zorder=1
        )
        tell(line, words["term"][one], "–", words["term"][other])
    look: dict[str, Any] = {"ha": "center", "va": "center", "color": INK, "zorder": 3}
    for (x, y), text, size, theme in zip(
        places, words["text"], words["size"], words["theme"], strict=True
    ):
        wide, high = _box(text, size)
        edge: dict[str, Any] = {"edgecolor": theme_colour(theme), "linewidth": 1.8, "zorder": 2}
        box(axes, (x - wide / 2, y - high / 2, wide, high), PAPER, **edge)
        axes.text(x, y, text, size=size, **look)
