"""Frames of measures → :class:`~tourlib.export.finding.Grid`, the form that Office charts have."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.palette import (
    ACCENT,
    HEAT,
    MUTED,
    branch_colour,
    palette,
    rank_colour,
)
from tourlib.directory import name_in
from tourlib.directory.titles import in_order
from tourlib.labels import label, percent, quantity, word
from tourlib.phrases import topic_name
from tourlib.words.keyness import SIGNIFICANT_Z

#: Bars of one chart, and lines and columns of a table, that can still be read on a slide.
MAX_BARS, MAX_ROWS, MAX_TERMS, MAX_KEYWORDS = 24, 14, 12, 6


def people_grid(frame: pd.DataFrame, lang: str) -> Grid:
    """People by parent, a series a branch; beyond :data:`MAX_BARS` the rest is one bar."""
    branches = [name for name in palette("branch") if (frame["branch"] == name).any()]
    other = label("unknown", lang)
    branch = frame["branch"].where(frame["branch"].isin(branches), None).fillna(other)
    parent = [other if pd.isna(name) else name_in(name, lang) for name in frame["parent"]]
    table = frame.assign(branch=branch, parent=parent).pivot_table(
        index="parent", columns="branch", values="people", aggfunc="sum", sort=False
    )
    order = [*branches, *([other] if other in table.columns else [])]
    table = table[order].astype(float)
    rank = pd.DataFrame(
        {"people": -table.sum(axis=1), "branch": table.notna().to_numpy().argmax(1)}
    )
    table = table.loc[rank.sort_values(["people", "branch"], kind="stable").index]
    if len(table) > MAX_BARS:
        rest = table.iloc[MAX_BARS - 1 :]
        words = label(
            "representation.merged_mixed", lang, n=len(rest), people=int(rest.sum().sum())
        )
        merged = rest.sum(min_count=1).rename(words).to_frame().T
        table = pd.concat([table.iloc[: MAX_BARS - 1], merged])
    table.columns = pd.Index([word("branch", name, lang) for name in table.columns])
    colours = tuple(branch_colour(name) for name in order)
    return Grid(table, "0", colours)


def expected_grid(frame: pd.DataFrame, lang: str) -> Grid:
    """People by branch beside the number that would be in proportion."""
    names = [word("branch", branch, lang) for branch in frame["branch"]]
    values = {
        label("expected.people", lang): frame["people"].astype(float).to_numpy(),
        label("expected.proportion", lang): frame["expected"].astype(float).round(1).to_numpy(),
    }
    sizes = tuple(label("expected.size", lang, n=quantity(size)) for size in frame["size"])
    table = pd.DataFrame(values, index=names)
    return Grid(table, "General", (ACCENT, MUTED), notes=sizes, stacked=False)


def ranks_grid(frame: pd.DataFrame, lang: str) -> Grid:
    """People by level, a series a group of posts."""
    unknown = label("unknown", lang)
    filled = frame.assign(rank=frame["rank"].fillna(unknown), level=frame["level"].fillna("none"))
    table = filled.pivot_table(
        index="level", columns="rank", values="people", aggfunc="sum", sort=False
    )
    order = in_order(frame["rank"].dropna())
    table = table[[*order, *([unknown] if unknown in table.columns else [])]].astype(float)
    names = [unknown if name == "none" else word("level", name, lang) for name in table.index]
    colours = tuple(rank_colour(rank) for rank in table.columns)
    ranks = [word("rank", rank, lang) for rank in table.columns]
    named = table.set_axis(pd.Index(names), axis=0).set_axis(pd.Index(ranks), axis=1)
    return Grid(named, "0", colours)


def keyness_grid(frame: pd.DataFrame, lang: str) -> Grid:
    """The most key words of each topic, one line a topic, the most key first."""
    best = frame[frame["keyness"] > 0].groupby("topic", sort=True).head(MAX_KEYWORDS)
    values: dict[str, list[float | None]] = {}
    texts: dict[str, list[str]] = {}
    for (topic, title), _group in list(frame.groupby(["topic", "topic_title"], sort=True))[
        :MAX_ROWS
    ]:
        own = best[best["topic"] == topic]
        spare = MAX_KEYWORDS - len(own)
        name = topic_name(topic, title)
        values[name] = [*own["keyness"].astype(float), *([None] * spare)]
        said = [
            f"{term} {z:.1f}" + ("" if z > SIGNIFICANT_Z else " ○")
            for term, z in zip(own["term"], own["keyness"], strict=True)
        ]
        texts[name] = [*said, *([""] * spare)]
    columns = [str(place) for place in range(1, MAX_KEYWORDS + 1)]
    table = pd.DataFrame.from_dict(values, orient="index", columns=columns, dtype=float)
    used = list(table.columns[table.notna().any()])
    words = pd.DataFrame.from_dict(texts, orient="index", columns=columns)
    return Grid(table[used], "0.0", texts=words[used])


def topics_grid(frame: pd.DataFrame, column: str, lang: str) -> Grid:
    """Topics × words (``count``) or concepts (``share``)."""
    terms = [str(term) for term in frame["term"].drop_duplicates()][:MAX_TERMS]
    table = frame.pivot_table(
        index=["topic", "topic_title"], columns="term", values=column, aggfunc="sum", sort=False
    )
    table = table.reindex(columns=terms).sort_index(kind="stable").head(MAX_ROWS).astype(float)
    table = table.where(table > 0)
    table.index = pd.Index([topic_name(topic, title) for topic, title in table.index])
    show = percent if column == "share" else quantity
    return Grid(table, "0%" if column == "share" else "0", texts=_texts(table, show))


def _texts(table: pd.DataFrame, show: Any) -> pd.DataFrame:
    return table.map(lambda value: "" if pd.isna(value) else show(float(value)))


def heat_colour(value: float, most: float) -> str:
    """The shade of a cell of a heat table."""
    return HEAT[min(int(value / most * len(HEAT)), len(HEAT) - 1)] if most > 0 else HEAT[0]
