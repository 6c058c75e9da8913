"""A timetable that is no table: days and clock times at the beginning of plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tourlib.dates import find_clock, find_dates, weekday_alone
from tourlib.structure.rows import Row, Table
from tourlib.structure.textlines import TextLine
from tourlib.text import HAN, normalize
from tourlib.vocabulary import is_chapter_word, meaning

_MAX_HEADING, _MAX_LINE = 24, 160
#: Fewer lines with a day or a time than this are no timetable.
_LEAST_ENTRIES = 3
_HALF_DAY = re.compile(
    rf"(?P<half>全[日天]|上午|中午|下午|晚[上間])\s*:?\s*(?=[{HAN}A-Z])(?!茶|時段)"
)
_DAY_COUNT = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*[天日]\s*|(?:D|Day)\s*\d+\s*", re.I)


def find_listed_timetable(lines: Sequence[TextLine], taken: AbstractSet[int]) -> Table | None:
    """The lines below a heading such as 行程表, where they begin with days or clock times."""
    for place, line in enumerate(lines):
        if line.number in taken or line.cells is not None or not _is_heading(line):
            continue
        body = _body(lines, place, taken)
        dated = sum(_opens(each.text) for each in body)
        if dated >= _LEAST_ENTRIES and dated * 2 >= len(body):
            rows = tuple(Row(each.number, _cells(each)) for each in body)
            numbers = tuple(range(body[0].number, body[-1].number + 1))
            return Table("timetable", ("date", "time", "content"), rows, (), numbers, True)
    return None


def _is_heading(line: TextLine) -> bool:
    text = line.marker.rest if line.marker else line.text
    return (
        len(text) <= _MAX_HEADING
        and "。" not in text
        and meaning("timetable_section", text) is not None
    )


def _body(lines: Sequence[TextLine], place: int, taken: AbstractSet[int]) -> list[TextLine]:
    rank = lines[place].marker.rank if lines[place].marker else 4  # type: ignore[union-attr]
    found: list[TextLine] = []
    for line in lines[place + 1 :]:
        outer = line.marker is not None and line.marker.rank <= rank
        if line.number in taken or outer or is_chapter_word(line.text) or line.width > _MAX_LINE:
            break
        if not line.blank and line.role is None:
            found.append(line)
    return found


def _cells(line: TextLine) -> tuple[str, ...]:
    """Day, time and content of a line; the heading of a part, (一)國內課程, stands alone."""
    text = normalize(line.text)
    rest = normalize(line.marker.rest) if line.marker else ""
    if rest and meaning("part", rest) and not _opens(rest):
        return rest, "", ""
    return tuple(peel(rest if _opens(rest) else text).values())


def peel(text: str) -> dict[str, str]:
    """A line without columns taken apart: ``date`` and ``time``, where it begins with them, and
    ``content``.

    >>> peel("9月7日(一) 09:00-10:00 開訓典禮")
    {'date': '9月7日(一)', 'time': '09:00-10:00', 'content': '開訓典禮'}
    """
    rest, day = normalize(text), ""
    dates = find_dates(rest)
    if dates and (dates[0].span[0] == 0 or _DAY_COUNT.fullmatch(rest[: dates[0].span[0]])):
        end = dates[0].span[1]
        if len(dates) > 1 and re.fullmatch(r"\s*[-~–—至到]\s*", rest[end : dates[1].span[0]]):
            end = dates[1].span[1]  # 10月7日至10月8日
        day, rest = rest[:end], rest[end:].strip(" :")
    clock = find_clock(rest)
    if clock and clock.span[0] == 0:
        return {
            "date": day,
            "time": rest[: clock.span[1]].strip(),
            "content": rest[clock.span[1] :].strip(" :"),
        }
    half = _HALF_DAY.match(rest)
    if half:
        return {"date": day, "time": half["half"], "content": rest[half.end() :]}
    if weekday_alone(rest) is not None:
        return {"date": f"{day} {rest}".strip(), "time": "", "content": ""}
    return {"date": day, "time": "", "content": rest}


def _opens(text: str) -> bool:
    """Whether the text begins with a day or a clock time."""
    dates, clock = find_dates(text), find_clock(text)
    return bool(dates and dates[0].span[0] <= 4) or (clock is not None and clock.span[0] <= 1)
