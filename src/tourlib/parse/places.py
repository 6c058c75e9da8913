"""Places that a timetable prints once for all of a day's entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tourlib.parse.timetable import Entry
from tourlib.tables.table import Table
from tourlib.vocabulary import meaning

#: Of fewer days the first entry's place may be its own.
_LEAST_DAYS = 2
#: A place in the middle of a day's entries is no further from it, in halves of an entry.
_NEAR = 2
#: What is less likely at the place of its day than what has no place of its own.
_NOWHERE = frozenset({"meal", "transfer", "free"})


def share_places(table: Table, entries: Sequence[Entry], days: Sequence[date | None]) -> None:
    """Give all entries of a day its one place, in place, where each day has one.

    It stands beside the first of the day's entries, in all days, or in the middle of them.
    """
    by_day: dict[date | None, list[Entry]] = {}
    for entry, day in zip(entries, days, strict=True):
        by_day.setdefault(day, []).append(entry)
    several = [
        group
        for group in by_day.values()
        if sum(meaning("kind", each.text) not in _NOWHERE for each in group) > 1
    ]
    if "place" not in table.columns or None in by_day or len(several) < _LEAST_DAYS:
        return
    having = [[at for at, entry in enumerate(group) if entry.place] for group in several]
    if any(len(places) != 1 for places in having):
        return
    middle = [
        abs(2 * at + 1 - len(group)) <= _NEAR for (at,), group in zip(having, several, strict=True)
    ]
    if all(middle) or all(at == 0 for (at,) in having):
        for (at,), group in zip(having, several, strict=True):
            for entry in group:
                entry.place = group[at].place
