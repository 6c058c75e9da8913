"""The times that open what is done in a timetable, whole where a narrow cell wraps them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from tourlib.tables.table import Table

#: Columns that say what is done.
_DONE = frozenset({"content", "day", "slot", "group", "morning", "noon", "afternoon", "evening"})
#: A time whose end stands in the next line: 0915- / 1045拜會; or that breaks anywhere: 09:30 / -1 / 1:00.
_N = r"[ \u3000]*\n?\s*"
_WRAPPED = re.compile(
    r"(?:(?:^|\()\d{1,2}[:.]?\d{2}|(?<!\d)\d{1,2}:\d{2})\s?[-~–—〜至][ \u3000]*\n\s*"
    r"\d{1,2}[:.：]?\d{2}(?!\d)[)）]?"
    rf"|(?<!\d)\d{{1,2}}:\d{_N}\d(?:{_N}[-~–—〜]{_N}\d{_N}\d?{_N}:{_N}\d{_N}\d(?!\d))?",
    re.M,
)


def with_plain_times(table: Table) -> Table:
    """The table with such times whole."""
    if table.kind != "timetable":
        return table
    rows = []
    for row in table.rows:
        told = zip_longest(row.cells, table.columns[: len(row.cells)])
        cells = (
            _WRAPPED.sub(_whole, cell) if cell and name in _DONE else cell for cell, name in told
        )
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _whole(time: re.Match[str]) -> str:
    """A time in a line of its own, where it has several."""
    return "".join(time[0].split()) + "\n" if "\n" in time[0] else time[0]
