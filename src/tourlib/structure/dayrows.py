"""A timetable without a column of days, whose days are rows of their own → with one.

9月7日(一) 臺北—札幌 stands over all columns; the entries of that day follow.
"""

from __future__ import annotations

from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.structure.rows import Row, Table
from tourlib.text import normalize

_DATED = frozenset({"date", "datetime"})
#: What may stand before the date in such a row: 第一天 9月7日.
_BEFORE = 8


def by_day_rows(table: Table) -> Table:
    """The table, each such row as the day of the entries below it, in a column before the others.

    Where no entry follows, what is printed beside the day is one: 9月12日(六) 自由活動.
    """
    if table.kind != "timetable" or _DATED & set(table.columns) or "content" not in table.columns:
        return table
    days = {place for place, row in enumerate(table.rows) if _is_day_row(row)}
    if not days:
        return table
    rows: list[Row] = []
    above: Row | None = None
    for place, row in enumerate(table.rows):
        if place not in days:
            day = _printed(above) if above else ""
            rows.append(
                Row(row.line, (day, *row.cells), (*row.lines, *(above.lines if above else ())))
            )
            above = None
        elif place + 1 in days or place + 1 == len(table.rows):
            rows.append(_entry_of_day(row, table))
        else:
            above = row
    return replace(table, columns=("date", *table.columns), rows=tuple(rows))


def _entry_of_day(row: Row, table: Table) -> Row:
    text = _printed(row)
    end = find_dates(text)[0].span[1]
    cells = [text[end:].strip() if name == "content" else "" for name in table.columns]
    return Row(row.line, (text[:end], *cells), row.lines)


def _printed(row: Row) -> str:
    return normalize(" ".join(cell or "" for cell in row.cells))


def _is_day_row(row: Row) -> bool:
    """Whether a row says nothing but which day it is: one cell, which begins with a date."""
    filled = [text for cell in row.cells if (text := normalize(cell or ""))]
    if len(filled) != 1 or find_clock(filled[0], compact=False) is not None:
        return False
    dates = find_dates(filled[0])
    return bool(dates) and dates[0].span[0] <= _BEFORE
