"""The entries of the timetable against the journey, and against each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tourlib.dates import roc_day
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.shown import as_printed

#: A course, visit or meal is not longer, in minutes.
_LONGEST = 11 * 60
#: What entries for one part of the travellers say.
_GROUP = re.compile(r"第?[A-D甲乙丙丁一二三四1-4]組|(?:分組|組別|Group)\s?[A-D甲乙丙丁一二三四1-4]")
_MAY_BE_LONG = frozenset({"transfer", "free", "other"})


def check_journey(parsed: ParsedReport) -> Iterator[Finding]:
    """Entries abroad on days outside the journey of the cover; entries that overlap."""
    start, end = parsed.meta.start, parsed.meta.end
    rows = parsed.rows["sessions"]
    for place, row in enumerate(rows):
        day = row["date"] if row["part"] == "abroad" else None
        if day and start and end and not start <= day <= end:
            yield finding(
                "date-outside",
                f"課程表{roc_day(day)}不在封面的出國期間{roc_day(start)}至{roc_day(end)}內。"
                f" / {day.isoformat()} is outside {start.isoformat()} to {end.isoformat()}.",
                severity="error",
                table="sessions",
                row=place,
                lines=row["lines"],
                marks=(f"{day.month}月{day.day}日", f"{day.month}/{day.day}"),
            )
    yield from _durations(rows)
    for place, (row, following) in enumerate(itertools.pairwise(rows)):
        both = row["date"] == following["date"] and row["end"] and following["start"]
        if both and following["start"] < row["end"] and not _are_groups(row, following):
            yield finding(
                "overlap",
                f"「{row['title'][:20]}」{span_of(row)} 與「{following['title'][:20]}」{span_of(following)} 時間重疊。"
                f" / Entries overlap: {span_of(row)} and {span_of(following)}.",
                severity="warning",
                table="sessions",
                row=place + 1,
                lines=(*row["lines"], *following["lines"]),
                marks=as_printed([row["start"], row["end"], following["start"], following["end"]]),
            )


def _are_groups(row: Row, other: Row) -> bool:
    """Whether two entries say that they are those of two groups: A組:參訪甲;B組:參訪乙."""
    groups = [_GROUP.search(f"{each['title']} {each['detail']}") for each in (row, other)]
    return all(groups) and len({group.group() for group in groups if group}) == 2


def _durations(rows: list[Row]) -> Iterator[Finding]:
    """Entries that end before they begin or last too long."""
    for place, row in enumerate(rows):
        if not row["start"] or not row["end"] or row["end_inferred"]:
            continue
        minutes = (row["end"] - row["start"]).total_seconds() / 60
        if minutes <= 0 or (minutes > _LONGEST and row["kind"] not in _MAY_BE_LONG):
            yield finding(
                "duration-impossible",
                f"「{row['title'][:20]}」的時間「{span_of(row)}」不可能。"
                f" / “{span_of(row)}” is no possible time.",
                severity="error",
                table="sessions",
                row=place,
                lines=row["lines"],
                marks=as_printed([row["start"], row["end"]]),
            )


def span_of(row: Row) -> str:
    """The times of a row as printed, without an end that was only inferred."""
    start, end = row["start"], row["end"]
    clock = f"{start:%H:%M}" if start else "?"
    return f"{clock}-{end:%H:%M}" if end and not row.get("end_inferred") else clock
