"""The days of a timetable whose lines are put together to rows: which lines are one day's cell, and
beside which row it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from tourlib.clocks import find_clock
from tourlib.dates import day_count, find_dates, printed_days, weekday_alone
from tourlib.tables.fitting import divide, one_row
from tourlib.tables.table import Row
from tourlib.text import count_han, normalize
from tourlib.vocabulary import meaning

#: The lines of a day's cell are no further apart.
_LABEL_REACH = 2
#: What it costs: a cell that is no day, each cell or line of one, other words above a day.
_NO_DAY, _EACH_LINE, _ABOVE = 1.0, 0.01, 0.3
#: What names a part of the timetable has so many Chinese characters.
_PART_HAN = 3
_OF_A_YEAR = re.compile(r"(?:中華)?民國")
#: What begins a day's cell above its date.
_OPENS = re.compile(
    r"(?:中華民國|民國)?\d{2,4}年|第[\d一二三四五六七八九十]+[天日]|(?:D|Day)\d+", re.I
)


class Columned(Protocol):
    """Lines as rows of one line each; columns of the days, and others."""

    @property
    def rows(self) -> tuple[Row, ...]: ...
    @property
    def cells(self) -> tuple[int, ...]: ...
    @property
    def apart(self) -> tuple[int, ...]: ...


def day_cells(rows: Sequence[Row], columns: Collection[int]) -> list[list[int]]:
    """The lines of each day's cell: of all divisions the one in which most cells are one day
    (10月6 / 日 / (日)), with what stands above it (108年, 第1天) and below it.

    Args:
        rows: the lines, as rows of one line each.
        columns: the columns of the days.
    """
    texts = [
        re.sub(r"\s", "", "".join(normalize(row.cells[place] or "") for place in columns))
        for row in rows
    ]
    filled = [place for place, text in enumerate(texts) if text]

    def price(begin: int, end: int) -> float | None:
        places = filled[begin:end]
        if any(after - before > _LABEL_REACH for before, after in pairwise(places)):
            return None
        return _price_of_day([texts[place] for place in places])

    return [filled[begin:end] for begin, end in divide(len(filled), price)[1]]


def _price_of_day(lines: Sequence[str]) -> float:
    """What it costs that these lines are one cell: nothing where they are one day."""
    text = "".join(lines)
    dates = find_dates(text)
    own = sum(bool(find_dates(line)) for line in lines)
    if not dates:
        return _NO_DAY + _EACH_LINE * len(lines)
    found = printed_days(text)
    ranges = found is not None and found[1] is not None and found[0] == dates[0]
    if max(own, len(dates)) > (2 if ranges else 1):
        return _NO_DAY * max(own, len(dates))
    before = text[: dates[0].span[0]]
    return _EACH_LINE + (_ABOVE if before and not _OPENS.fullmatch(before) else 0.0)


def row_of(lines: Columned, groups: Sequence[tuple[int, int]], label_lines: Sequence[int]) -> int:
    """The line that a day's cell stands beside, by its middle."""
    middle = (label_lines[0] + label_lines[-1]) / 2
    # A line with nothing but a day belongs to no row by itself.
    full = [p for p in range(len(lines.rows)) if any(lines.rows[p].cells[c] for c in lines.cells)]
    spans = {group: [place for place in full if group[0] <= place < group[1]] for group in groups}
    for inside in spans.values():
        if inside and inside[0] <= middle <= inside[-1]:
            return min(inside, key=lambda place: abs(place - middle))
    return min(full, key=lambda place: (abs(place - middle), place), default=label_lines[0])


def without(row: Row, columns: Collection[int]) -> Row:
    cells = tuple("" if place in columns else cell for place, cell in enumerate(row.cells))
    return replace(row, cells=cells)


def with_day(row: Row, days: Sequence[Row], columns: Collection[int]) -> Row:
    if not days:
        return row
    day = one_row(days)
    cells = tuple(
        day.cells[place] if place in columns else cell for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells, day=() if day.lines == (row.line,) else day.lines)


def names_part(text: str) -> bool:
    """Whether a text alone in its row is the title of a part: no day, no time, no piece of one."""
    if count_han(text) < _PART_HAN or find_dates(text) or find_clock(text):
        return False
    of_a_day = day_count(text) or weekday_alone(text) is not None or _OF_A_YEAR.match(text)
    return not of_a_day and meaning("whole_day", text) is None
