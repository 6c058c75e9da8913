"""Places that a timetable prints once for all of a day's entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tourlib.parse.timetable import Entry
from tourlib.tables.table import Table

#: Of fewer days the first entry's place may be its own.
_LEAST_DAYS = 2


def share_places(table: Table, entries: Sequence[Entry], days: Sequence[date | None]) -> None:
    """Give all entries of a day its one place, in place, where each day has one.

    In a table with exact cells it must stand beside the day's first entry; in extracted text it
    may stand in the middle of them.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry, day in zip(entries, days, strict=True):
        if day is None:
            return
        by_day.setdefault(day, []).append(entry)
    several = [group for group in by_day.values() if len(group) > 1]
    if "place" not in table.columns or len(several) < _LEAST_DAYS:
        return
    for group in several:
        having = {entry.line for entry in group if entry.place}
        if len(having) != 1 or (table.exact and not group[0].place):
            return
    for group in several:
        place = next(entry.place for entry in group if entry.place)
        for entry in group:
            entry.place = place
