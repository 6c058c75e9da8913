"""The times that open what is done in a timetable in one form: whole where a narrow cell wraps them,
and with colons where the table surely has times without (0915-1045 拜會)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest

from tourlib.clocks import find_clock, surely_without_colon, with_colons
from tourlib.tables.table import Table
from tourlib.text import loose

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
    """The table with its times in that form."""
    if table.kind != "timetable":
        return table
    table = _with_cells(table, lambda cell, _column: _WRAPPED.sub(_whole, cell))
    done = [
        line
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=False)
        if cell and column in _DONE
        for line in cell.split("\n")
    ]
    if not any(surely_without_colon(loose(line)) for line in done):
        return table
    return _with_cells(table, _with_colons)


def _whole(time: re.Match[str]) -> str:
    """A time in a line of its own, where it has several."""
    return "".join(time[0].split()) + "\n" if "\n" in time[0] else time[0]


def _with_cells(table: Table, change: Callable[[str, str], str]) -> Table:
    """The table, the cells that say what is done changed; by their columns, too."""
    rows = []
    for row in table.rows:
        told = zip_longest(row.cells, table.columns[: len(row.cells)])
        cells = (change(cell, name) if cell and name in _DONE else cell for cell, name in told)
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _with_colons(cell: str, column: str) -> str:
    """What may be a year is one, but at night or below another time."""
    lines = [loose(line) for line in cell.split("\n")]
    timed = [column == "evening", *map(find_clock, lines)]
    return "\n".join(
        with_colons(line, years=not above) for line, above in zip(lines, timed, strict=False)
    )
