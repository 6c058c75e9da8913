"""How full the days were: contact time against the time that the day offered.

Density = contact minutes / window minutes. Contact is time with hosts, speakers or
counterparts (:data:`CONTACT_KINDS`); the window runs from the first start to the last end of
the day's timed entries, of any kind. Time that two entries share counts once. Entries to
which the timetable gives no start or no end are not counted, and their number is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tourlib.measures.frames import typed_frame

#: Kinds of entry that are time with hosts, speakers or counterparts. Ceremonies are not.
CONTACT_KINDS = ("course", "visit", "exchange")
Span = tuple[pd.Timestamp, pd.Timestamp]
Block = dict[str, Any]

DENSITY_COLUMNS = {
    "cohort": "Int64",
    "date": "datetime64[ns]",
    "part": "string",
    "sessions": "Int64",
    "contact_sessions": "Int64",
    "course_sessions": "Int64",
    "visit_sessions": "Int64",
    "exchange_sessions": "Int64",
    "contact_minutes": "Int64",
    "course_minutes": "Int64",
    "visit_minutes": "Int64",
    "exchange_minutes": "Int64",
    "transfer_minutes": "Int64",
    "meal_minutes": "Int64",
    "window_start": "datetime64[ns]",
    "window_end": "datetime64[ns]",
    "window_minutes": "Int64",
    "density": "Float64",
    "untimed": "Int64",
    "blocks": "Int64",
    "rows": "object",
}
BLOCK_COLUMNS = {
    "session": "Int64",
    "date": "datetime64[ns]",
    "part": "string",
    "start_hour": "Float64",
    "end_hour": "Float64",
    "lane": "Int64",
    "lanes": "Int64",
    "timed": "boolean",
    "kind": "string",
    "theme": "Int64",
    "title": "string",
    "rows": "object",
}


def measure_density(sessions: pd.DataFrame) -> pd.DataFrame:
    """One row a day of the timetable, in order of date; days without a date come last.

    Args:
        sessions: the table ``sessions``.

    Returns:
        ``cohort``, ``date``, ``part``; ``sessions`` (entries of the day, timed or not),
        ``contact_sessions`` and its parts ``course_sessions``, ``visit_sessions`` and
        ``exchange_sessions`` (timed or not); minutes, each the union of the entries' times:
        ``contact_minutes``, its parts ``course_minutes``, ``visit_minutes`` and
        ``exchange_minutes``, ``transfer_minutes``, ``meal_minutes``; ``window_start``,
        ``window_end``, ``window_minutes``; ``density`` (0 to 1, ``<NA>`` for a day without a
        timed entry); ``untimed`` (entries not counted); ``blocks`` (timed entries: a day of a single
        one is as full as that one); ``rows`` (labels of the day's rows in
        ``sessions``).
    """
    days = [_day(day, group) for day, group in sessions.groupby("date", dropna=False, sort=True)]
    return typed_frame(days, DENSITY_COLUMNS)


def _day(day: object, group: pd.DataFrame) -> Block:
    timed = group[_has_times(group)]
    minutes = {
        f"{kind}_minutes": _union_minutes(_spans(timed[timed["kind"] == kind]))
        for kind in (*CONTACT_KINDS, "transfer", "meal")
    }
    contact = timed[timed["kind"].isin(CONTACT_KINDS)]
    row: Block = {
        "cohort": group["cohort"].iloc[0],
        "date": day,
        "part": group["part"].iloc[0],
        "sessions": len(group),
        "contact_sessions": int(group["kind"].isin(CONTACT_KINDS).sum()),
        **{f"{kind}_sessions": int((group["kind"] == kind).sum()) for kind in CONTACT_KINDS},
        "contact_minutes": _union_minutes(_spans(contact)),
        **minutes,
        "untimed": len(group) - len(timed),
        "blocks": len(timed),
        "rows": list(group.index),
    }
    if len(timed):
        first, last = timed["start"].min(), timed["end"].max()
        window = _minutes(last - first)
        row |= {"window_start": first, "window_end": last, "window_minutes": window}
        row["density"] = _union_minutes(_spans(contact)) / window if window else None
    return row


def lay_out_days(sessions: pd.DataFrame) -> pd.DataFrame:
    """The timetable as blocks of a week grid: one row a block, in order of day and time.

    Entries that overlap stand beside each other in lanes; an entry that runs past midnight
    is cut there and goes on the next day; one without times is a block with ``timed`` false
    and no hours. Entries without a date are left out.

    Args:
        sessions: the table ``sessions``.

    Returns:
        ``session``, ``date``, ``part``, ``start_hour`` and ``end_hour`` (0 to 24), ``lane`` (from
        0) of ``lanes``, ``timed``, ``kind``, ``theme``, ``title``, ``rows`` (labels in
        ``sessions``).
    """
    dated = sessions[sessions["date"].notna()]
    pieces = [piece for label, entry in dated.iterrows() for piece in _pieces(label, entry)]
    blocks: list[Block] = []
    for day in sorted({piece["date"] for piece in pieces}):
        of_day = [piece for piece in pieces if piece["date"] == day]
        blocks += _with_lanes([piece for piece in of_day if piece["timed"]])
        blocks += [piece for piece in of_day if not piece["timed"]]
    return typed_frame(blocks, BLOCK_COLUMNS)


def _pieces(label: object, entry: pd.Series) -> list[Block]:
    """An entry as blocks, one for each day that it touches."""
    common = {name: entry[name] for name in ("session", "part", "kind", "theme", "title")}
    common |= {"rows": [label], "lane": 0, "lanes": 1}
    start, end = entry["start"], entry["end"]
    if pd.isna(start) or pd.isna(end) or end <= start:
        return [common | {"date": entry["date"], "timed": False}]
    pieces = []
    day = start.normalize()
    while day < end:
        next_day = day + pd.Timedelta(days=1)
        hours = [(moment - day) / pd.Timedelta(hours=1) for moment in (start, end)]
        piece = {"start_hour": max(hours[0], 0.0), "end_hour": min(hours[1], 24.0)}
        pieces.append(common | piece | {"date": day, "timed": True})
        day = next_day
    return pieces


def _with_lanes(blocks: list[Block]) -> list[Block]:
    """Overlapping blocks side by side; each run of overlaps has as many lanes as it needs."""
    blocks = sorted(blocks, key=lambda block: (block["start_hour"], block["end_hour"]))
    done: list[Block] = []
    run: list[Block] = []
    ends: list[float] = []
    for block in blocks:
        start, end = block["start_hour"], block["end_hour"]
        if run and start >= max(ends):
            done += [piece | {"lanes": len(ends)} for piece in run]
            run, ends = [], []
        free = [lane for lane, busy in enumerate(ends) if busy <= start]
        lane = free[0] if free else len(ends)
        ends[lane : lane + 1] = [end]
        run.append(block | {"lane": lane})
    return done + [piece | {"lanes": len(ends)} for piece in run]


def _has_times(group: pd.DataFrame) -> pd.Series:
    return group["start"].notna() & group["end"].notna() & (group["end"] > group["start"])


def _spans(timed: pd.DataFrame) -> list[Span]:
    return list(zip(timed["start"], timed["end"], strict=True))


def _union_minutes(spans: Iterable[Span]) -> int:
    """Minutes covered by at least one span."""
    total, reached = 0, pd.Timestamp.min
    for start, end in sorted(spans):
        if end > reached:
            total += _minutes(end - max(start, reached))
            reached = end
    return total


def _minutes(length: pd.Timedelta) -> int:
    return int(length.total_seconds() // 60)
