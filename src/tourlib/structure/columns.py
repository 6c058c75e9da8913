"""Columns of a timetable whose header no rule knows, told by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.structure.rows import Row, Table
from tourlib.text import normalize

#: A column is of days or of times where at least so many cells, and this share of them, are.
_LEAST, _SHARE = 2, 0.75


def by_cells(table: Table) -> Table:
    """The table, days and times found in columns without a known name where no column has them."""
    if table.kind != "timetable" or "datetime" in table.columns:
        return table
    columns = list(table.columns)
    if "time" in columns and not {"date", "datetime"} & set(columns):
        place = columns.index("time")
        if _holds(table.rows, place, _is_day):
            columns[place] = "datetime"  # 參訪時間: 5月10日10:00-11:30
            return replace(table, columns=tuple(columns))
    if not table.exact:
        return replace(table, columns=tuple(columns))
    for column, is_one in (("date", _is_day), ("time", _is_time)):
        unknown = [place for place, name in enumerate(columns) if name is None]
        found = [place for place in unknown if _holds(table.rows, place, is_one)]
        if column not in columns and len(found) == 1:
            columns[found[0]] = column
    return replace(table, columns=tuple(columns))


def _holds(rows: Sequence[Row], place: int, is_one: Callable[[str], bool]) -> bool:
    texts = [normalize(row.cells[place] or "") for row in rows if place < len(row.cells)]
    filled = [text for text in texts if text]
    count = sum(map(is_one, filled))
    return count >= _LEAST and count >= _SHARE * len(filled)


def _is_day(text: str) -> bool:
    dates = find_dates(text)
    return bool(dates) and dates[0].span[0] == 0


def _is_time(text: str) -> bool:
    clock = find_clock(text)
    return clock is not None and clock.span[0] == 0
