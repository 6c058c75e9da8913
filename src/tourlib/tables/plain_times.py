"""The times that open what is done in a timetable in one form: whole where a narrow cell wraps them,
and with colons where the table surely has times without (0915-1045 拜會)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tourlib.clocks import find_clock, surely_without_colon, with_colons
from tourlib.tables.table import Table
from tourlib.text import loose

#: Columns that say what is done.
_DONE = frozenset({"content", "day", "slot", "group", "morning", "noon", "afternoon", "evening"})
#: A time whose end stands in the next line: 0915- / 1045拜會.
_WRAPPED = re.compile(
    r"(?P<begin>(?:(?:^|\()\d{1,2}[:.]?\d{2}|(?<!\d)\d{1,2}:\d{2})\s?[-~–—〜至])[ \u3000]*\n\s*"
    r"(?P<end>\d{1,2}[:.：]?\d{2}(?!\d)[)）]?)",
    re.M,
)


def with_plain_times(table: Table) -> Table:
    """The table with its times in that form."""
    if table.kind != "timetable":
        return table
    table = _with_cells(table, lambda cell, _column: _WRAPPED.sub(r"\g<begin>\g<end>\n", cell))
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


def _with_cells(table: Table, change: Callable[[str, str], str]) -> Table:
    """The table, the cells that say what is done changed; by their columns, too."""
    columns = table.columns
    rows = [
        replace(
            row,
            cells=tuple(
                change(cell, columns[at] or "")
                if cell and columns[at : at + 1] and columns[at] in _DONE
                else cell
                for at, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _with_colons(cell: str, column: str) -> str:
    """What may be a year is one, but at night or below another time."""
    lines = [loose(line) for line in cell.split("\n")]
    timed = [column == "evening", *map(find_clock, lines)]
    return "\n".join(
        with_colons(line, years=not above) for line, above in zip(lines, timed, strict=False)
    )
