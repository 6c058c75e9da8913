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

    It stands beside the first of the day's entries, in all days, or in the middle of them.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry, day in zip(entries, days, strict=True):
        if day is None:
            return
        by_day.setdefault(day, []).append(entry)
    several = [group for group in by_day.values() if len(group) > 1]
    if "place" not in table.columns or len(several) < _LEAST_DAYS:
        return
    having = [[at for at, entry in enumerate(group) if entry.place] for group in several]
    if any(len(places) != 1 for places in having):
        return
    first = all(places == [0] for places in having)
    middle = (
        abs(2 * places[0] + 1 - len(group)) for places, group in zip(having, several, strict=True)
    )
    if not first and any(off > 2 for off in middle):
        return
    for group in several:
        place = next(entry.place for entry in group if entry.place)
        for entry in group:
            entry.place = place
