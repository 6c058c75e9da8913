"""Rows of a timetable whose day, or place, is printed over several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tourlib.dates import find_dates, weekday_alone
from tourlib.parse.cells import Cells
from tourlib.structure.rows import Row, Table
from tourlib.text import loose, normalize

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
            day, rest = first.cells[0] or "", match["rest"]
            cells = (f"{day} {rest}".strip(), *middle.cells[1:])
            joined[-3:] = [Row(first.line, cells, (*first.lines, *middle.lines, *last.lines))]
    return joined


def _is_bare_day(row: Row) -> bool:
    """Whether the row has a date in its first cell and nothing else."""
    if not row.cells or any(normalize(cell or "") for cell in row.cells[1:]):
        return False
    text = normalize(row.cells[0] or "")
    dates = find_dates(text)
    return len(dates) == 1 and dates[0].span == (0, len(text))


def with_weekdays(rows: Sequence[Cells]) -> list[Cells]:
    """Rows, a day's line put to the row whose weekday goes on with it: 9月7日 / (一) | 09:00."""
    whole: list[Cells] = []
    for cells in rows:
        last = whole[-1] if whole else None
        day = find_dates(last.date) if last else []
        bare = last is not None and not (last.time or last.content or last.speakers or last.place)
        named = weekday_alone(cells.date) is not None and bool(cells.time or cells.content)
        if last and bare and named and len(day) == 1 and day[0].weekday is None:
            whole[-1] = replace(cells, date=f"{last.date} {cells.date}")
        else:
            whole.append(cells)
    return whole


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
