"""The days of a timetable whose lines are put together to rows: which lines are one day's cell, and
beside which row it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from tourlib.clocks import find_clock
from tourlib.dates import PrintedDate, day_count, find_dates, printed_days, weekday_alone
from tourlib.tables.fitting import divide, one_row
from tourlib.tables.table import Row
from tourlib.text import count_han, has_han, normalize
from tourlib.vocabulary import meaning

#: The lines of a day's cell are no further apart.
_LABEL_REACH = 2
#: What it costs: a cell that is no day, each cell or line of one, other words above a day.
_NO_DAY, _EACH_LINE, _ABOVE = 1.0, 0.01, 0.3
#: A cell names no more days: both of a range, in both languages.
_MOST_DAYS = 4
#: What names a part of the timetable has so many Chinese characters.
_PART_HAN = 3
_OF_A_YEAR = re.compile(r"(?:中華)?民國")
_RANGE = re.compile(r"[至到~～–—-]")
_OF_A_DAY = re.compile(r"[-~–/.]+|\d{3,4}[/.-]|\(|\)")
#: What may stand before the date in a row that is one of a day: 第一天 9月7日.
_BEFORE = 8
#: What begins a day's cell above its date.
_OPENS = re.compile(
    r"(?:中華民國|民國)?\d{2,4}年|第[\d一二三四五六七八九十]+[天日]|(?:D|Day)\d+", re.I
)
_LETTER = re.compile(r"[^\W\d]")


def day_cells(rows: Sequence[Row], columns: Collection[int]) -> list[list[int]]:
    """The lines of each day's cell: of all divisions the one in which most cells are one day
    (10月6 / 日 / (日)), with what stands above it (108年, 第1天) and below it.

    Args:
        rows: the lines, as rows of one line each.
        columns: the columns of the days.
    """
    texts = [normalize(" ".join(row.cells[place] or "" for place in columns)) for row in rows]
    filled = [place for place, text in enumerate(texts) if text]

    def price(begin: int, end: int) -> float | None:
        places = filled[begin:end]
        if any(after - before > _LABEL_REACH for before, after in pairwise(places)):
            return None
        return _price_of_day([texts[place] for place in places])

    return [filled[begin:end] for begin, end in divide(len(filled), price)[1]]


def _price_of_day(lines: Sequence[str]) -> float | None:
    """What it costs that these lines are one cell: nothing where they are one day; ``None`` where
    they, and more of them, are none."""
    text = _squeezed("".join(lines))
    own = [(has_han(line), dates) for line in lines if (dates := find_dates(line))]
    dates = find_dates(text)
    named = max(_count_days(own, dates), sum(day_count(line) is not None for line in lines))
    if named > _MOST_DAYS:
        return None
    if not named:
        return _NO_DAY + _EACH_LINE * len(lines)
    if named > _most_days(text):
        return _NO_DAY * named
    day = next((each for found in (dates, *(found for _han, found in own)) for each in found), None)
    if day and any(_is_misread(_squeezed(line), text, day) for line in lines):
        return 2 * _NO_DAY
    before = text[: dates[0].span[0]] if dates and len(own) < 2 else ""
    return _EACH_LINE + (_ABOVE if before and not _OPENS.fullmatch(before) else 0.0)


def _most_days(text: str) -> int:
    """How many days the text of one cell names: both of a range."""
    _first, last = printed_days(text) or (None, None)
    return 2 if last and _RANGE.search(text) else 1


def _count_days(
    own: Sequence[tuple[bool, Sequence[PrintedDate]]], dates: Sequence[PrintedDate]
) -> int:
    """How many days the lines of a cell name; one may stand there in both languages.

    Args:
        own: for each line with dates whether it is Chinese, and its dates.
        dates: those of the whole cell.
    """
    chinese = sum(han for han, _dates in own)
    if chinese in (0, len(own)):
        return max(len(own), len(dates))
    days = {(day.month, day.day) for _han, found in own for day in found}
    return max(len(days), chinese, len(own) - chinese)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is_misread(line: str, text: str, day: PrintedDate) -> bool:
    """Whether a line of a day's cell has no word, and is no part of the day either: 0 11, (=)."""
    if _LETTER.search(line) or _OF_A_DAY.fullmatch(line):
        return False
    rest = find_dates(text.replace(line, "", 1))
    return bool(rest) and (rest[0].month, rest[0].day) == (day.month, day.day)


def group_beside(
    places: Sequence[int], groups: Sequence[tuple[int, int]], full: Sequence[bool]
) -> int | None:
    """The number of the group of lines that a day's cell stands beside, by its middle; ``None``
    where it stands between two, on lines of its own.

    Args:
        places: the lines of the cell.
        groups: first and behind-last line of each row.
        full: for each line whether anything but a day stands in it.
    """
    middle = (places[0] + places[-1]) / 2
    nearest: tuple[float, int] | None = None
    first = bisect_right(groups, places[0], key=lambda group: group[0]) - 1
    for number in range(first, bisect_right(groups, places[-1], key=lambda group: group[0])):
        inside = [place for place in range(*groups[number]) if full[place]]
        if inside and inside[0] <= middle <= inside[-1]:
            return number
        for place in set(inside) & set(places):
            nearest = min(nearest or (abs(place - middle), number), (abs(place - middle), number))
    return nearest[1] if nearest else None


def without(row: Row, columns: Collection[int]) -> Row:
    cells = tuple("" if place in columns else cell for place, cell in enumerate(row.cells))
    return replace(row, cells=cells)


def only(row: Row, columns: Collection[int]) -> Row:
    cells = tuple(cell if place in columns else "" for place, cell in enumerate(row.cells))
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


def is_only_day(text: str) -> bool:
    """Whether a text alone in its row says nothing but which day it is: it begins with a date."""
    if find_clock(text, compact=False) is not None:
        return False
    dates = find_dates(text)
    return bool(dates) and dates[0].span[0] <= _BEFORE
