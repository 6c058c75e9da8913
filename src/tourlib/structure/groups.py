"""A timetable with a column for each group of the travellers (A組, B組) → a row for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tourlib.lines import Cells
from tourlib.structure.rows import Row, Table
from tourlib.text import normalize

_GROUP = re.compile(r"[組班團隊]$|^(?:分組|Group|Team)\s?\S{1,2}$")


def by_groups(table: Table, head: Cells) -> Table:
    """The table, what the groups do in rows of their own; others as they are.

    Args:
        head: the cells of the header.
    """
    names = [normalize(cell or "") for cell in head]
    groups = [
        place
        for place, column in enumerate(table.columns)
        if column is None and place < len(names) and _GROUP.search(names[place])
    ]
    if table.kind != "timetable" or "content" in table.columns or len(groups) < 2:
        return table
    kept = [place for place, column in enumerate(table.columns) if column]
    rows = tuple(
        entry for row in table.rows for entry in _entries(row, kept, groups, names, table.exact)
    )
    columns = (*(table.columns[place] for place in kept), "content", "note")
    return replace(table, columns=columns, rows=rows)


def _entries(
    row: Row, kept: list[int], groups: list[int], names: list[str], exact: bool
) -> Iterator[Row]:
    cells = (*row.cells, *("",) * (len(names) - len(row.cells)))
    shared = tuple(cells[place] for place in kept)
    found = [place for place in groups if normalize(cells[place] or "")]
    for number, place in enumerate(found):
        # A cell merged over the next group's is for both.
        both = exact and place + 1 < len(cells) and cells[place + 1] is None
        first = shared if number == 0 else (None, *shared[1:])
        yield Row(row.line, (*first, cells[place], "" if both else names[place]), row.more)
    if not found:
        yield Row(row.line, (*shared, "", ""), row.more)
