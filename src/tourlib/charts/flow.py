"""Which visit contributed to which recommendation: ribbons from visits via themes to topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from tourlib.charts.canvas import box, open_canvas, write, write_in
from tourlib.charts.house import GREY_INK, INK, MUTED, UNTHEMED, theme_colour
from tourlib.charts.style import LABEL, SMALL, tell
from tourlib.labels import label
from tourlib.phrases import theme_name
from tourlib.text import without_brackets

#: Maximum numbers of visits and topics that are readable.
MAX_VISITS, MAX_TOPICS = 26, 18
#: Minimum height of a visit, theme and topic, and minimum gap between two, in points.
_LEAST, _GAP = (9.0, 24.0, 12.0), (5.0, 10.0, 6.0)
#: Width of the bars at both ends and of a theme's box, and maximum share of the page for that box.
_BAR, _BOX, _SHARE = 9.0, 130.0, 0.17
#: Opacity of a ribbon based on words in common, and of one whose topic names the host.
_PALE, _DARK = 0.35, 0.8


def draw_flow(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw visits, themes and topics, with ribbons as wide as a topic's share of a visit.

    Args:
        frame: of :func:`tourlib.words.sources.trace_topics`, with at least one visit that
            contributed to a topic.
    """
    wide, high = open_canvas(axes)
    frame = frame.assign(
        theme=frame["theme"].fillna(-1).astype(int), share=frame["share"].astype(float)
    )
    topics = frame[frame["topic"].notna()].drop_duplicates("topic").head(MAX_TOPICS)
    fed = frame[frame["key"].notna() & frame["topic"].isin(topics["topic"])]
    themes = _by_place(fed, topics["topic"].tolist())
    visits, left_out = _visits(frame, fed, themes)
    fed = fed[fed["key"].isin(visits["key"])]
    columns = [
        fed.groupby(name)["share"].sum().reindex(keys, fill_value=0.0)
        for name, keys in (("key", visits["key"]), ("theme", themes), ("topic", topics["topic"]))
    ]
    low = 16.0 if left_out else 0.0
    unit = _unit(columns, high - low)
    nodes = [_column(values, n, unit, (low, high)) for n, values in enumerate(columns)]
    middle = min(_BOX, wide * _SHARE)
    edges = (wide * 0.36, wide * 0.36 + _BAR, wide * 0.55 - middle / 2, wide * 0.55 + middle / 2,
             wide * 0.72, wide * 0.72 + _BAR)  # fmt: skip
    _ribbons(axes, fed.assign(thick=fed["share"] * unit), nodes, edges)
    used = set(fed["key"])
    for key, name, theme in visits[["key", "visit", "theme"]].itertuples(index=False):
        at = (0.0, edges[0] - 7, "right", (SMALL, 7.0))
        _end(axes, nodes[0].loc[key], edges[0], without_brackets(str(name)), at,
             _colour(theme) if key in used else None)  # fmt: skip
    titles = fed.drop_duplicates("theme").set_index("theme")["theme_title"]
    for theme, node in nodes[1].iterrows() if themes != [-1] else ():
        name = theme_name(pd.NA if theme < 0 else theme, titles.get(theme, pd.NA), lang)
        place = (edges[2], node["low"], middle, node["high"])
        write_in(axes, name, place, _colour(theme), (LABEL, 7.5), align="center")
    for topic, name in topics[["topic", "topic_title"]].itertuples(index=False):
        at = (edges[5] + 7, wide - edges[5] - 7, "left", (LABEL, 7.5))
        colour = INK if columns[2][topic] else None
        _end(axes, nodes[2].loc[topic], edges[4], f"{topic} {name}", at, colour)
    if left_out:
        place = (0, 0, edges[0] - 7, 14)
        write(axes, label("flow.more", lang, n=left_out), place, align="right", ink=GREY_INK)


def _end(
    axes: Axes,
    node: pd.Series,
    x: float,
    name: str,
    at: tuple[float, float, str, tuple[float, float]],
    colour: str | None,
) -> None:
    """Draw a visit or topic: its bar at ``x`` and its name ``at`` (x, width, alignment, sizes); it
    has no colour if nothing links it."""
    box(axes, (x, node["low"], _BAR, node["high"]), colour or MUTED)
    left, wide, align, sizes = at
    place = (left, node["low"] - node["gap"] / 2, wide, node["high"] + node["gap"])
    write(axes, name, place, sizes, align=align, ink=INK if colour else GREY_INK)


def _by_place(fed: pd.DataFrame, topics: Sequence[int]) -> list[int]:
    """Return the themes (−1 for none) in the order of their topics, so that fewer ribbons cross."""
    place = fed["topic"].map({topic: n for n, topic in enumerate(topics)}).astype(float)
    theme = fed["theme"]
    mean = (place * fed["share"]).groupby(theme).sum() / fed["share"].groupby(theme).sum()
    return [int(str(t)) for t in mean.sort_values(kind="stable").index]


def _visits(
    frame: pd.DataFrame, fed: pd.DataFrame, themes: Sequence[int]
) -> tuple[pd.DataFrame, int]:
    """Return the visits to draw, by theme and then by topics, and how many are left out: first
    those that contributed to no topic, then those that contributed least."""
    visits = frame[frame["key"].notna()].drop_duplicates("key")
    of_visit = fed.groupby("key")
    visits = visits.assign(
        uses=visits["key"].map(of_visit["share"].sum()).fillna(0.0).astype(float)
    )
    kept = visits.sort_values("uses", ascending=False, kind="stable").head(MAX_VISITS)
    place = kept["theme"].map({theme: n for n, theme in enumerate(themes)}).fillna(len(themes))
    kept = kept.assign(
        place=place.astype(int) + (kept["uses"] == 0) * (len(themes) + 1),
        of_topics=kept["key"].map(of_visit["topic"].mean().astype(float)),
    )
    return kept.sort_values(["place", "of_topics", "key"], kind="stable"), len(visits) - len(kept)


def _unit(columns: Sequence[pd.Series], high: float) -> float:
    """Return the points for a share of 1: the most for which each column has room."""
    low, most = 0.0, high
    for _ in range(40):
        unit = (low + most) / 2
        fits = all(
            np.maximum(values.to_numpy() * unit, least).sum() + gap * (len(values) - 1) <= high
            for values, least, gap in zip(columns, _LEAST, _GAP, strict=True)
        )
        low, most = (unit, most) if fits else (low, unit)
    return low


def _column(values: pd.Series, number: int, unit: float, span: tuple[float, float]) -> pd.DataFrame:
    """Return the boxes of a column from the top, with the remaining height as gaps: their lower edge,
    height, the gap around them, and where the first ribbon starts."""
    low, top = span
    least = min(_LEAST[number], (top - low) / max(len(values), 1) * 0.7)
    thick = values * unit
    high = thick.clip(lower=least)
    gap = max(top - low - high.sum(), 0.0) / max(len(values), 1)
    lower = top + gap / 2 - (high + gap).cumsum()
    start = lower + high / 2 + thick / 2
    return pd.DataFrame({"low": lower, "high": high, "gap": gap, "start": start})


def _ribbons(
    axes: Axes, fed: pd.DataFrame, nodes: Sequence[pd.DataFrame], edges: Sequence[float]
) -> None:
    """Draw two ribbons per row, visit to theme and theme to topic, ordered by their other end."""
    place = {"key": -fed["key"].map(nodes[0]["low"]), "theme": -fed["theme"].map(nodes[1]["low"])}
    by_visit = fed.assign(place=place["key"]).sort_values(["place", "topic"], kind="stable")
    by_topic = by_visit.assign(place=place["theme"]).sort_values(["topic", "place"], kind="stable")
    steps = [((0, "key"), (1, "theme"), edges[1:3], by_visit),
             ((1, "theme"), (2, "topic"), edges[3:5], by_topic)]  # fmt: skip
    if set(nodes[1].index) == {-1}:
        # Without themes there is no middle column: the ribbons go directly to the topics.
        steps = [((0, "key"), (2, "topic"), (edges[1], edges[4]), by_visit)]
    for *ends, x, ordered in steps:
        above = [ordered.groupby(name)["thick"].cumsum() - ordered["thick"] for _n, name in ends]
        tops = [
            ordered[name].map(nodes[number]["start"]) - used
            for (number, name), used in zip(ends, above, strict=True)
        ]
        for row, *top in zip(ordered.to_dict("records"), *tops, strict=True):
            _ribbon(axes, (x[0], x[1]), (top[0], top[1]), row)


def _ribbon(
    axes: Axes, x: tuple[float, float], top: tuple[float, float], row: Mapping[str, Any]
) -> None:
    thick, middle = row["thick"], (x[0] + x[1]) / 2
    points = [(x[0], top[0]), (middle, top[0]), (middle, top[1]), (x[1], top[1]),
              (x[1], top[1] - thick), (middle, top[1] - thick), (middle, top[0] - thick),
              (x[0], top[0] - thick), (x[0], top[0])]  # fmt: skip
    curve = [Curve.CURVE4] * 3
    path = Curve(points, [Curve.MOVETO, *curve, Curve.LINETO, *curve, Curve.CLOSEPOLY])
    opaque = _DARK if row["mentions"] > 0 else _PALE
    ribbon = PathPatch(path, facecolor=_colour(row["theme"]), alpha=opaque, linewidth=0, zorder=1)
    tell(axes.add_patch(ribbon), row["visit"], "→", row["topic"], row["topic_title"])


def _colour(theme: int) -> str:
    """Return the colour of a theme; for none (−1) a different grey than for what is unused."""
    return UNTHEMED if theme < 0 else theme_colour(theme)
