"""A row of the timetable whose content tells of several things → a row for each.

Where the table has a column of times, a row is one entry unless clock times or half days open
several of its lines. Where it has none, a cell holds a whole day: numbered lines, or lines that
each begin as entries do, are entries.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.parse.cells import Cells
from tourlib.vocabulary import meaning

_HALF_DAY = re.compile(
    r"^(?P<half>全[日天]|整[日天]|上午|早上|中午|下午|傍晚|晚上|晚間)\s*[::]?\s*(?=\S)(?!\d|[一二三四五六七八九十]+[時點])"
)
#: With a colon, one alone is a time too; 下午茶交流 is none.
_HALF_DAY_SAID = re.compile(r"^(?:[全整][日天]|上午|早上|中午|下午|傍晚|晚上|晚間)\s*:")
_NUMBERED = re.compile(r"^(?:\d{1,2}\s*[.、](?!\d)|[●◎•■◆▪])\s*")
_BRACKET = re.compile(r"\s*[(](?P<said>[^()]*)[)]")


def divide_row(cells: Cells, *, exact: bool, timed: bool) -> list[Cells]:
    """The entries of a row.

    Args:
        exact: whether the cells are known from the format.
        timed: whether the table has a column of times.
    """
    parts = by_clock(cells)
    if not exact:
        return parts
    if parts == [cells] and not timed:
        parts = _by_items(cells)
    return [_with_bracketed_time(part) for part in parts]


def _by_items(cells: Cells) -> list[Cells]:
    """The things done on a day, a line each."""
    texts = cells.content
    if cells.time or cells.speakers or len(texts) < 2:
        return [cells]
    starts = [i for i, text in enumerate(texts) if _NUMBERED.match(text)]
    if len(starts) < 2 or starts[0] != 0:
        if not all(meaning("entry_start", text) for text in texts):
            return [cells]
        starts = list(range(len(texts)))
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        first = _NUMBERED.sub("", texts[begin])
        half = _HALF_DAY.match(first)
        content = (first[half.end() :] if half else first, *texts[begin + 1 : end])
        time = half["half"] if half else ""
        parts.append(replace(cells, date="", time=time, content=content, alone=""))
    return parts


def _with_bracketed_time(cells: Cells) -> Cells:
    """The row with the one time that stands in brackets behind its words, where it has no other:
    參訪某機構(09:30-11:30)."""
    if cells.time and not meaning("whole_day", cells.time):
        return cells
    found = [
        (place, match)
        for place, text in enumerate(cells.content)
        for match in _BRACKET.finditer(text)
        if _is_clock(match["said"].strip())
    ]
    if len(found) != 1:
        return cells
    place, match = found[0]
    text = cells.content[place]
    rest = (text[: match.start()] + text[match.end() :]).strip()
    content = (*cells.content[:place], *([rest] if rest else []), *cells.content[place + 1 :])
    return replace(cells, time=match["said"].strip(), content=content) if content else cells


def _is_clock(text: str) -> bool:
    clock = find_clock(text, compact=False)
    return clock is not None and clock.span == (0, len(text))


def by_clock(cells: Cells) -> list[Cells]:
    """A row whose content prints clock times or half days at the beginning of its lines, and has
    no time of its own, is several entries."""
    opened = [
        (place, *found) for place, text in enumerate(cells.content) if (found := _opens(text))
    ]
    if cells.time or not opened or opened[0][0] != 0:
        return [cells]
    first = cells.content[0]
    if len(opened) == 1 and _HALF_DAY.match(first) and not _HALF_DAY_SAID.match(first):
        return [cells]
    ends = [*(place for place, _time, _rest in opened[1:]), len(cells.content)]
    parts = []
    for (place, time, rest), end in zip(opened, ends, strict=True):
        content = tuple(text for text in (rest, *cells.content[place + 1 : end]) if text)
        parts.append(replace(cells, date="", time=time, content=content, alone=""))
    return parts


def _opens(text: str) -> tuple[str, str] | None:
    """The clock time or half day that a line begins with, and the rest of it."""
    clock = find_clock(text, compact=False)
    if clock is not None and clock.span[0] == 0:
        return text[: clock.span[1]], text[clock.span[1] :].strip(" :")
    half = _HALF_DAY.match(text)
    return (half["half"], text[half.end() :]) if half else None
