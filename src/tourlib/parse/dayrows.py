"""Rows of a timetable whose day, or place, is printed over several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from tourlib.clocks import find_clock
from tourlib.dates import find_dates, weekday_alone
from tourlib.parse.cells import Cells, part_title, read_cells
from tourlib.tables.listed import is_year
from tourlib.tables.table import Row, Table
from tourlib.text import loose, normalize

#: Fewer days on lines of their own tell nothing.
_LEAST_DAYS = 2
#: For each day above which the clock runs on, so many above which it runs backwards.
_MOST_FORWARD = 4
_RANGE_MIDDLE = re.compile(r"^[至~～]\s*(?P<rest>.*)$")


def ranges_joined(rows: Sequence[Row]) -> list[Row]:
    """Rows, those of a range of days joined that is spread over three: 10/15 | 至 活動 | 10/16."""
    joined: list[Row] = []
    for row in rows:
        joined.append(row)
        if len(joined) < 3:
            continue
        first, middle, last = joined[-3:]
        match = _RANGE_MIDDLE.match(loose(middle.cells[0] or "")) if middle.cells else None
        if match and _is_bare_day(first) and _is_bare_day(last):
            days = f"{first.cells[0] or ''}至{last.cells[0] or ''}"
            cells = (f"{days} {match['rest']}".strip(), *middle.cells[1:])
            joined[-3:] = [Row(first.line, cells, (*first.lines, *middle.lines, *last.lines))]
    return joined


def _is_bare_day(row: Row) -> bool:
    """Whether the row has a date in its first cell and nothing else."""
    if not row.cells or any(normalize(cell or "") for cell in row.cells[1:]):
        return False
    text = normalize(row.cells[0] or "")
    dates = find_dates(text)
    return len(dates) == 1 and dates[0].span == (0, len(text))


def days_above(table: Table) -> bool:
    """Whether days of extracted text stand on lines of their own above their entries: the table
    begins with such a line, none ends it, and the clock runs backwards where most of them stand."""
    rows = with_weekdays([read_cells(row, table) for row in table.rows])
    entries = [cells for cells in rows if part_title(cells) is None]
    bare = [_is_only_day(cells) for cells in entries]
    if table.exact or sum(bare) < _LEAST_DAYS or not bare[0] or bare[-1]:
        return False
    turns = {True: 0, False: 0}
    latest: time | None = None
    after_day = False
    for cells in rows:
        clock = find_clock(cells.time)
        if part_title(cells) is not None:
            latest = None
        after_day = after_day or _is_only_day(cells)
        if clock:
            if after_day and latest is not None:
                turns[clock.start <= latest] += 1
            latest, after_day = clock.start, False
    return turns[False] * _MOST_FORWARD <= turns[True]


def _is_only_day(cells: Cells) -> bool:
    return bool(find_dates(cells.date)) and _says_only_date(cells)


def with_weekdays(rows: Sequence[Cells]) -> list[Cells]:
    """Rows, lines that say but one part of a day put to those that go on with it: 108年 / 9月7日 /
    (一) | 09:00."""
    whole: list[Cells] = []
    for cells in rows:
        last = whole[-1] if whole else None
        if last and _says_only_date(last) and _goes_on(last.date, cells.date):
            whole[-1] = replace(cells, date=f"{last.date} {cells.date}")
        else:
            whole.append(cells)
    return whole


def _says_only_date(cells: Cells) -> bool:
    return bool(cells.date) and not (cells.time or cells.content or cells.speakers or cells.place)


def _goes_on(above: str, below: str) -> bool:
    """Whether a day without its weekday stands above one, or a year above a day without it."""
    first, second = find_dates(above), find_dates(below)
    if is_year(above):
        return len(second) == 1 and second[0].year is None
    return len(first) == 1 and first[0].weekday is None and weekday_alone(below) is not None


def places_down(rows: Sequence[Row], table: Table) -> list[Row]:
    """Rows, the place in each that a merged cell beside the first of them gives for all. Behind a
    cell of the content a missing one is more likely covered by that (午餐)."""
    if not table.exact or "place" not in table.columns:
        return list(rows)
    at = table.columns.index("place")
    found: list[Row] = []
    above: str | None = None
    for row in rows:
        cells = row.cells
        if at >= len(cells) or cells[at] is not None:
            above = cells[at] if at < len(cells) else None
        elif above and any(map(normalize, filter(None, cells[at + 1 :]))):
            left = next((i for i in range(at - 1, -1, -1) if cells[i] is not None), None)
            if left is None or table.columns[left] != "content":
                row = replace(row, cells=(*cells[:at], above, *cells[at + 1 :]))
        found.append(row)
    return found
