"""The times that open what is done in a timetable in one form: whole where a narrow cell wraps them,
and with colons where the table surely has times without (0915-1045 拜會)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tourlib.clocks import find_clock, surely_without_colon, with_colons
from tourlib.tables.table import Table
from tourlib.text import loose

#: Columns that say what is done.
_DONE = frozenset({"content", "day", "group", "morning", "noon", "afternoon", "evening"})
#: A line that ends with the beginning of a time, and what may be its end.
_BEGUN = re.compile(r"(?:(?:^|\()\d{1,2}[:.]?\d{2}|(?<!\d)\d{1,2}:\d{2})\s?[-~–—〜至]$")
_ENDS = re.compile(r"\d{1,2}[:.：]?\d{2}(?!\d)[)）]?")


def with_plain_times(table: Table, *, printed: bool) -> Table:
    """The table with its times in that form.

    Args:
        printed: whether each row is a printed line, so that its cells go on in the row below.
    """
    rows = [list(row.cells) for row in table.rows]
    columns = [
        (place, name, [cells for cells in rows if place < len(cells) and cells[place]])
        for place, name in enumerate(table.columns)
        if name in _DONE
    ]
    for place, _name, own in columns:
        if printed:
            for cells, text in zip(own, _whole([cells[place] or "" for cells in own]), strict=True):
                cells[place] = text
        for cells in own:
            cells[place] = "\n".join(_whole((cells[place] or "").split("\n")))
    texts = [cells[place] or "" for place, _name, own in columns for cells in own]
    bare = any(surely_without_colon(loose(line)) for text in texts for line in text.split("\n"))
    for place, name, own in columns if bare else ():
        for cells in own:
            cells[place] = _with_colons(cells[place] or "", night=name == "evening")
    found = zip(table.rows, rows, strict=True)
    return replace(table, rows=tuple(replace(row, cells=tuple(cells)) for row, cells in found))


def _whole(lines: Sequence[str]) -> list[str]:
    """The lines, the end of a time in that of its beginning: 0915- / 1045拜會."""
    found = list(lines)
    for at, line in enumerate(found[1:], 1):
        end = _ENDS.match(line.lstrip()) if _BEGUN.search(loose(found[at - 1])) else None
        if end:
            found[at - 1] = f"{found[at - 1].strip()}{end.group()}"
            found[at] = line.lstrip()[end.end() :]
    return found


def _with_colons(cell: str, *, night: bool) -> str:
    """What may be a year is one, but at night or below another time."""
    lines = [loose(line) for line in cell.split("\n")]
    timed = [night, *map(find_clock, lines)]
    return "\n".join(
        with_colons(line, years=not above) for line, above in zip(lines, timed, strict=False)
    )
