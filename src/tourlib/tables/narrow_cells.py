"""Join the printed lines of a narrow column, of days or times, to cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from tourlib.clocks import find_clock, wraps_into
from tourlib.dates import PrintedDate, day_count, find_dates, printed_days
from tourlib.tables.fitting import divide
from tourlib.text import has_han

#: Maximum distance between two lines of a cell.
_REACH = 2
#: Costs: of a cell that is no day; of each cell or line of one; of other words above a day.
_NO_DAY, _EACH_LINE, _ABOVE = 1.0, 0.01, 0.3
#: Maximum number of days in a cell: both of a range, in both languages.
_MOST_DAYS = 4
#: Text that begins a day's cell above its date.
_OPENS = re.compile(
    r"(?:中華民國|民國)?\d{2,4}年|第[\d一二三四五六七八九十]+[天日]|(?:D|Day)\d+", re.I
)
_LETTER = re.compile(r"[^\W\d]")


def cells_of_days(texts: Sequence[str]) -> list[list[int]]:
    """Return the lines of each day's cell: the division in which most cells are one day (10月6 / 日
    / (日)), with text above (108年, 第1天) and below it.

    Args:
        texts: the text of the column on each line.
    """
    return _cells(texts, _price_of_day)


def cells_of_times(texts: Sequence[str]) -> list[list[int]]:
    """Return the lines of each time's cell: 0900- / 0930, 13 時至 16 / 時 30 分."""
    return _cells(texts, lambda lines: 1.0 if all(map(wraps_into, lines, lines[1:])) else None)


def cells_of_days_and_times(texts: Sequence[str]) -> list[list[int]]:
    """Return the lines of each cell with a day and, behind it, a time: 9月8日 / (二) / 14:00-16:00."""

    def is_one(above: str, below: str) -> bool:
        return find_clock(above) is None or wraps_into(above, below)

    def price(lines: Sequence[str]) -> float | None:
        several = sum(bool(find_dates(line)) for line in lines) > 1
        return 1.0 if all(map(is_one, lines, lines[1:])) and not several else None

    return _cells(texts, price)


def _cells(texts: Sequence[str], price: Callable[[Sequence[str]], float | None]) -> list[list[int]]:
    filled = [at for at, text in enumerate(texts) if text]

    def priced(begin: int, end: int) -> float | None:
        places = filled[begin:end]
        if any(below - above > _REACH for above, below in pairwise(places)):
            return None
        return price([texts[at] for at in places])

    return [filled[begin:end] for begin, end in divide(len(filled), priced)[1]]


def _price_of_day(lines: Sequence[str]) -> float | None:
    """Return the cost of reading these lines as one cell: next to nothing for one day; ``None`` if
    they, and any more, cannot be one."""
    text = _squeezed("".join(lines))
    own = [(has_han(line), dates) for line in lines if (dates := find_dates(line))]
    dates = find_dates(text)
    named = max(_count_days(own, dates), sum(day_count(line) is not None for line in lines))
    if named > _MOST_DAYS:
        return None
    if not named:
        return _NO_DAY + _EACH_LINE * len(lines)
    _first, last = printed_days(text) or (None, None)
    if named > 1 + (last is not None):  # both of a range
        return _NO_DAY * named
    # A line without letters that is not part of the day either: 0 11, (=).
    bare = (part for part in map(_squeezed, lines) if not _LETTER.search(part))
    if any(find_dates(text.replace(part, "", 1)) for part in bare):
        return 2 * _NO_DAY
    before = text[: dates[0].span[0]] if dates and len(own) < 2 else ""
    return _EACH_LINE + (_ABOVE if before and not _OPENS.fullmatch(before) else 0.0)


def _count_days(
    own: Sequence[tuple[bool, Sequence[PrintedDate]]], dates: Sequence[PrintedDate]
) -> int:
    """Return how many days the lines of a cell name, perhaps in both languages. ``own``: for each
    line with dates whether it is Chinese, and the dates; ``dates``: those of the whole cell."""
    chinese = sum(han for han, _dates in own)
    if chinese in (0, len(own)):
        return max(len(own), len(dates))
    days = {(day.month, day.day) for _han, found in own for day in found}
    return max(len(days), chinese, len(own) - chinese)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
