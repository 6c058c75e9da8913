"""Drawing in points: for charts that are pages of boxes and text rather than plots.

A canvas is axes whose data coordinates are points on the page, from the lower left corner of the
chart's body, so that text measured in points can be fitted into the boxes drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from tourlib.charts.fitting import LINE_SPACING, Fitted, fit, width
from tourlib.charts.house import GREY_INK, INK, ink_on, theme_colour
from tourlib.charts.style import LABEL, SMALL, TITLE, points, tell
from tourlib.phrases import theme_words

#: Padding between a box and its text, in points.
PAD = 3.0
#: Size of a colour key's square, distance to its text, distance to the next key: in font sizes.
_CHIP, _CHIP_GAP, _CHIP_NEXT = 0.95, 0.4, 1.05


def open_canvas(axes: Axes) -> tuple[float, float]:
    """Make points the data coordinates of the axes; return their width and height."""
    wide, high = points(axes)
    axes.set(xlim=(0, wide), ylim=(0, high), xticks=(), yticks=())
    axes.set_axis_off()
    return wide, high


def draw_sentence(sentence: str, axes: Axes) -> None:
    """Write a sentence in place of a chart that has nothing to show."""
    wide, high = open_canvas(axes)
    place = (wide * 0.1, 0, wide * 0.8, high)
    write(axes, sentence, place, (TITLE, LABEL), align="center", ink=GREY_INK)


def box(
    axes: Axes, at: tuple[float, float, float, float], colour: str, told: str = "", **look: Any
) -> None:
    """Draw a filled rectangle: x, y, width, height in points; ``told``: what it stands for."""
    x, y, wide, high = at
    look = {"linewidth": 0, "clip_on": False} | look
    # Not added as a patch, since the limits of a canvas must not follow what is drawn.
    drawn = axes.add_artist(Rectangle((x, y), wide, high, facecolor=colour, **look))
    if told:
        tell(drawn, told)


def write(
    axes: Axes,
    text: str,
    at: tuple[float, float, float, float],
    sizes: tuple[float, float] = (SMALL, 8.0),
    *,
    align: str = "left",
    ink: str = INK,
    bold: bool = False,
) -> Fitted:
    """Write text fitted into a box (x, y, width, height in points), vertically centred."""
    x, y, wide, high = at
    fitted = fit(text, (wide, high), sizes, bold=bold)
    if fitted.text:
        anchor = {"left": x, "center": x + wide / 2, "right": x + wide}[align]
        axes.text(
            anchor, y + high / 2, fitted.text, size=fitted.size, color=ink, ha=align,
            va="center", linespacing=LINE_SPACING, weight="bold" if bold else "normal",
        )  # fmt: skip
    return fitted


def write_in(
    axes: Axes,
    text: str,
    at: tuple[float, float, float, float],
    colour: str,
    sizes: tuple[float, float] = (SMALL, 8.0),
    *,
    align: str = "left",
    told: str = "",
) -> Fitted:
    """Draw a filled box with its text inside, in the colour that reads best on it."""
    box(axes, at, colour, told)
    x, y, wide, high = at
    inner = (x + PAD, y, max(wide - 2 * PAD, 0), high)
    return write(axes, text, inner, sizes, align=align, ink=ink_on(colour))


def theme_keys(used: pd.Series, frame: pd.DataFrame, lang: str) -> list[tuple[str, str]]:
    """Return the colour keys of themes, in order; ``frame.attrs["themes"]``: their titles."""
    titles = frame.attrs.get("themes", {})
    known = sorted(used.dropna().unique())
    return [(theme_words(n, titles.get(n), lang), theme_colour(n)) for n in known]


def keys(axes: Axes, items: Sequence[tuple[str, str]]) -> float:
    """Draw colour keys (squares with their words) in one or more rows at the top of a canvas; return
    the lower end of the rows (y in points)."""
    room, top = points(axes)
    x, y = 0.0, top - SMALL * 1.5
    for words, colour in items:
        fitted = fit(words, (room - SMALL * 2, SMALL * 1.5), (SMALL, 8.0), max_lines=1)
        long = SMALL * (_CHIP + _CHIP_GAP) + width(fitted.text, fitted.size)
        if x and x + long > room:
            x, y = 0.0, y - SMALL * 1.6
        edge: dict[str, Any] = {"edgecolor": GREY_INK, "linewidth": 0.6}
        box(axes, (x, y + SMALL * 0.2, SMALL * _CHIP, SMALL * _CHIP), colour, **edge)
        axes.text(
            x + SMALL * (_CHIP + _CHIP_GAP), y + SMALL * 0.65, fitted.text,
            size=fitted.size, ha="left", va="center", color=INK,
        )  # fmt: skip
        x += long + SMALL * _CHIP_NEXT
    return y
