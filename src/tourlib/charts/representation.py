"""Who went: people by ministry and county, and by groups of posts."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.canvas import PAD, box, canvas, keys, write, write_in
from tourlib.charts.fitting import fit, width
from tourlib.charts.palette import (
    GREY_INK,
    INK,
    MUTED,
    branch_colour,
    palette,
    rank_colour,
)
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.directory import name_in
from tourlib.directory.titles import in_order
from tourlib.labels import label, listing, percent, word
from tourlib.phrases import left_out
from tourlib.sentences import (
    sentence_ranks,
    sentence_representation,
)

Row = dict[str, Any]
#: Rows of bars that a panel holds while they can still be read.
MAX_ROWS = 22
#: Height of a row at most, in points, so that few rows do not become slabs.
_ROW, _GUTTER = 34.0, 26.0
#: How one, two or three panels share the width: central, local, unknown.
_SHARES = {1: (1.0,), 2: (0.6, 0.4), 3: (0.46, 0.28, 0.26)}


@styled
def plot_representation(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """People by parent organisation: sorted bars, central beside local, agencies named.

    Args:
        frame: one row a parent and agency: ``branch``, ``level``, ``parent``, ``agency``
            (may be missing), ``people``.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_representation(frame, lang)
    if frame["people"].sum() == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(
        title, label("representation.shown", lang) + left_out(frame, lang), foot
    )
    wide, high = canvas(chart, axes)
    present = [name for name in palette("branch") if (frame["branch"] == name).any()]
    items = [(word("branch", name, lang), branch_colour(name)) for name in present]
    if (~frame["branch"].isin(present)).any():
        items.append((label("unknown", lang), branch_colour(None)))
    top = keys(axes, items, high, wide) - 8
    parents = _parents(frame, lang)
    panels = [(name, rows) for name, rows in parents if rows]
    room_left = wide - _GUTTER * (len(panels) - 1)
    widths = [room_left * share for share in _SHARES[len(panels)]]
    most = max(row["people"] for _, rows in panels for row in rows)
    deepest = min(max(len(rows) for _, rows in panels), MAX_ROWS)
    row_height = min((top - 20) / deepest, _ROW)
    x = 0.0
    for (name, rows), room in zip(panels, widths, strict=True):
        people = sum(row["people"] for row in rows)
        heading = f"{name}  {label('unit.people', lang, n=people)}"
        write(axes, heading, (x, top - 18, room, 18), (LABEL, SMALL), bold=True)
        _panel(axes, _merged(rows, lang), (x, top - 20, room), (row_height, most))
        x += room + _GUTTER
    return finish(chart)


def _parents(frame: pd.DataFrame, lang: str) -> list[tuple[str, list[Row]]]:
    """Panels (central, local, unknown) with a row for each parent, most people first."""
    panels = []
    for level in ("central", "local", None):
        of_level = frame[frame["level"].isna() if level is None else frame["level"] == level]
        rows: list[Row] = []
        for parent, group in of_level.groupby("parent", sort=False, dropna=False):
            name = label("unknown", lang) if pd.isna(parent) else str(parent)
            rows.append(
                {
                    "name": name_in(name, lang),
                    "people": int(group["people"].sum()),
                    "colour": branch_colour(group["branch"].iloc[0]),
                    "agencies": _agencies(name, group, lang),
                }
            )
        rows.sort(key=lambda row: -row["people"])
        title = label("unknown", lang) if level is None else word("level", level, lang)
        panels.append((title, rows))
    return panels


def _agencies(parent: str, group: pd.DataFrame, lang: str) -> str:
    """The agencies of a parent, without its name before theirs; empty if only itself."""
    names = []
    for agency, people in zip(group["agency"], group["people"], strict=True):
        if pd.isna(agency):
            continue
        own = str(agency) == parent
        short = name_in(agency, lang)
        if own:
            suffix = parent[-1] if parent[-1] in "部會院署局處府" else ""
            short = label("representation.own", lang, suffix=suffix) if suffix else parent
        elif short.startswith(parent):
            short = short[len(parent) :]
        if people > 1 and len(group) > 1:
            short = label("representation.times", lang, name=short, n=int(people))
        names.append((own, short))
    if len(names) == 1 and names[0][0]:
        return ""
    return listing([short for _, short in names], lang)


def _merged(rows: list[Row], lang: str) -> list[Row]:
    """At most :data:`MAX_ROWS` rows: the tail becomes one row that says how many it holds."""
    if len(rows) <= MAX_ROWS:
        return rows
    kept, tail = rows[: MAX_ROWS - 1], rows[MAX_ROWS - 1 :]
    counts = {row["people"] for row in tail}
    people = sum(row["people"] for row in tail)
    key = "representation.merged" if len(counts) == 1 else "representation.merged_mixed"
    number = counts.pop() if len(counts) == 1 else people
    colours = {row["colour"] for row in tail}
    merged = {
        "name": label(key, lang, n=len(tail), people=number),
        "people": people,
        "colour": colours.pop() if len(colours) == 1 else branch_colour(None),
        "agencies": listing([row["name"] for row in tail], lang),
        "merged": True,
    }
    return [*kept, merged]


def _panel(
    axes: Axes, rows: list[Row], at: tuple[float, float, float], scale: tuple[float, float]
) -> None:
    """One panel of bars: name, blocks, agencies. ``scale``: row height, most people."""
    x, top, room = at
    row_height, most = scale
    size = min(LABEL, row_height * 0.62)
    names = max(width(row["name"], size) for row in rows if not row.get("merged"))
    name_room = min(names + 2, room * 0.45)
    unit = min(room * 0.26 / most, row_height * 1.1)
    bar = min(row_height * 0.72, 24.0)
    for number, row in enumerate(rows):
        y = top - (number + 1) * row_height
        least = 7.0
        if row.get("merged"):
            text = f"{row['name']}:{row['agencies']}" if row["agencies"] else row["name"]
            write(axes, text, (x, y, room, row_height), (size, least), ink=GREY_INK)
            continue
        name_box = (x, y, name_room, row_height)
        write(axes, row["name"], name_box, (size, least), align="right")
        start = x + name_room + 6
        for person in range(row["people"]):
            block = (start + person * unit, y + (row_height - bar) / 2, unit - 1.2, bar)
            box(axes, block, row["colour"])
        end = start + row["people"] * unit + 3
        count = str(row["people"])
        count_room = width(count, size, bold=True) + 2
        write(axes, count, (end, y, count_room, row_height), (size, size), bold=True)
        end += count_room + 5
        agencies = (end, y, x + room - end, row_height)
        write(axes, row["agencies"], agencies, (SMALL, least), ink=GREY_INK)


@styled
def plot_ranks(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """Groups of posts at the centre and in local government, as stacked bars.

    Args:
        frame: one row a level and group of posts, groups in the order to stack:
            ``level``, ``rank``, ``people``.
        foot, lang: as in :func:`plot_representation`.
    """
    title = sentence_ranks(frame, lang)
    if frame.loc[frame["rank"].notna(), "people"].sum() == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("ranks.shown", lang) + left_out(frame, lang), foot)
    wide, high = canvas(chart, axes)
    known = in_order(frame["rank"].dropna())
    colours = {word("rank", rank, lang): rank_colour(rank) for rank in known}
    unknown = label("unknown", lang)
    if frame["rank"].isna().any():
        colours[unknown] = MUTED
    names = [unknown if pd.isna(rank) else word("rank", rank, lang) for rank in frame["rank"]]
    frame = frame.assign(rank=names)
    ranks = list(colours)
    top = keys(axes, [(rank, colours[rank]) for rank in ranks], high, wide, LABEL) - 16
    levels = [
        (level, group)
        for level in ("central", "local", "unknown")
        if (group := frame[frame["level"].fillna("unknown") == level])["people"].sum()
    ]
    every = label("unit.people", lang, n=int(frame["people"].sum()))
    name_room, total_room = 70.0, width(every, LABEL, bold=True) + 14
    unit = (wide - name_room - total_room) / max(group["people"].sum() for _, group in levels)
    line = min(top / len(levels), 150.0)
    for number, (level, group) in enumerate(levels):
        y, x = top - (number + 1) * line, name_room
        name = word("level", level, lang) if level != "unknown" else label("unknown", lang)
        write(axes, name, (0, y, name_room - 8, line), (18, SMALL), bold=True)
        people = group.groupby("rank", sort=False)["people"].sum()
        for rank in [rank for rank in ranks if people.get(rank, 0)]:
            long = float(people[rank]) * unit
            at = (x, y + line * 0.16, long - 1.5, line * 0.68)
            share = percent(people[rank] / people.sum())
            both = f"{rank}\n{people[rank]} ({share})"
            inner = (long - 2 * PAD, line * 0.68)
            if not fit(both, inner, (LABEL, SMALL), max_lines=3).whole:
                both = str(people[rank])
            write_in(axes, both, at, colours[rank], (LABEL, 7.0), align="center")
            x += long
        total = label("unit.people", lang, n=int(people.sum()))
        write(axes, total, (x + 8, y, total_room - 8, line), (LABEL, SMALL), ink=INK, bold=True)
    return finish(chart)
