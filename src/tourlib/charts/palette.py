"""Colours with fixed meanings: one colour per theme, kind of session and branch, in every chart.

The colours themselves are data (:mod:`tourlib.charts.house`). Colour never speaks alone: charts also
label what they colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tourlib.charts.house import house

INK = "#1A1A1A"
#: Second-rank text: subtitles, axis labels, foot lines.
GREY_INK = "#4F4F4F"
PAPER = "#FFFFFF"
GRID = "#E3E3E3"
#: What is there but not the point: absent, unknown, not counted.
MUTED = "#D9D9D9"
#: What has no theme, beside what has.
UNTHEMED = "#707070"
#: Light to dark, for heat maps.
HEAT = ("#F4F8FB", "#C7DCEC", "#8DB9DA", "#4A8FC0", "#14609B", "#0A3560")


def accent() -> str:
    """The one colour of charts that need only one."""
    return house().accent


def palette(group: str) -> Mapping[str, str]:
    """The colours of a set, ``"theme"``, ``"kind"`` or ``"branch"``: key → ``#RRGGBB``."""
    return house().colours[group]


def theme_colour(theme: Any) -> str:
    """The colour of a theme number; grey for none. From the 13th theme on they come round."""
    colours = list(palette("theme").values())
    if theme is None or pd.isna(theme):
        return MUTED
    return colours[(int(theme) - 1) % len(colours)]


def kind_colour(kind: Any) -> str:
    """The colour of a kind of session; that of ``other`` for an unknown one."""
    return palette("kind").get(str(kind), palette("kind")["other"])


def branch_colour(branch: Any) -> str:
    """The colour of a branch (a Yuan, or 地方); grey for an unknown one."""
    return palette("branch").get(str(branch), MUTED)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour: always at least 4.5 : 1."""
    return max((PAPER, INK, "#000000"), key=lambda ink: contrast(ink, colour))
