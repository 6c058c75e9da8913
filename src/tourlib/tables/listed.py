"""A timetable that is not a table: days and clock times at the beginning of plain lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tourlib.clocks import leading_time
from tourlib.dates import day_count, leading_days, weekday_alone
from tourlib.readers.text.lines import TextLine, has_cells, is_running_text, split_cells
from tourlib.tables.shape import with_plain_times
from tourlib.tables.table import Row, Table
from tourlib.text import goes_on, normalize
from tourlib.vocabulary import chapter_role, is_chapter_word, label, meaning

#: Maximum length of a heading, and of an entry.
_MAX_HEADING, _MAX_LINE = 24, 160
#: Maximum number of cells of a line that is no row of a table: day or time, and entry.
_MOST_CELLS = 2
#: The rank of a heading without a number.
_RANK = 4
#: Minimum number of lines with a day or time in a timetable.
_LEAST_ENTRIES = 3
_CN = "一二三四五六七八九十"
_DAY_COUNT = re.compile(
    rf"(?P<day>(?:第\s*[\d{_CN}]+\s*(?:[至到、~-]\s*第?\s*[\d{_CN}]+\s*)?[天日]|(?:D|Day)\s*\d+(?!\w))"
    rf"(?:\s*\((?:星期|週|周)?[{_CN}日天]\))?)\s*[:,、-]?\s*(?P<open>\()?",
    re.I,
)
#: A dash between the places of a day.
_ROUTE = re.compile(r"[-–—─~→]")
#: Words that continue the mention of a day: 第一天的行程, 第一天是.
_OF_THE_DAY = re.compile("[的是為]")


def find_listed_timetable(lines: Sequence[TextLine], taken: AbstractSet[int]) -> Table | None:
    """Return the lines below a heading such as 行程表 that begin with days or clock times; below any
    other heading, if they are days with times below them or count the days from the first (第一天,
    第二天 …). Text above the first of them is not part of it."""
    for place, line in enumerate(lines):
        if line.cells is not None or not _is_heading(line):
            continue
        below = _body(lines, place, taken)
        body = list(itertools.dropwhile(lambda each: not (_opens(each.text) or _part(each)), below))
        dated = sum(_opens(each.text) for each in body)
        fields = sum(label("block", each.text) is not None for each in body)
        listed = dated >= _LEAST_ENTRIES and dated * 2 >= len(body) - fields
        notes = chapter_role(line.unnumbered) == "study_notes"
        told = _names_timetable(line) or (notes and _counts_days(body)) or _are_timed_days(body)
        if listed and told:
            titles = {above.number for above, each in itertools.pairwise(body) if _is_timed(each)}
            rows = tuple(Row(each.number, _cells(each, each.number in titles)) for each in body)
            numbers = range(body[0].number, body[-1].number + 1)
            columns = ("date", "time", "content", "place")
            table = Table("timetable", columns, rows, (), tuple(numbers))
            return with_plain_times(table)
    return None


def _is_heading(line: TextLine) -> bool:
    text = line.unnumbered
    if len(text) > _MAX_HEADING or "。" in text:
        return False
    return line.marker is not None or is_chapter_word(text) or _names_timetable(line)


def _names_timetable(line: TextLine) -> bool:
    return meaning("timetable_section", line.unnumbered.rstrip(" :")) is not None


def _are_timed_days(body: Sequence[TextLine]) -> bool:
    """True if the lines are several days in order, with several times below them, without headings or prose."""
    days = [found[0] for line in body if (found := leading_days(line.text))]
    moments = [(day.month, day.day) for day in days]
    timed = sum(map(_is_timed, body))
    running = sum(is_running_text(line.text) for line in body) * 2 > len(body)
    plain = not running and all(line.marker is None for line in body)
    return plain and len(days) > 1 and moments == sorted(moments) and timed >= _LEAST_ENTRIES


def _is_timed(line: TextLine) -> bool:
    return not split_day(line.text)[0] and bool(leading_time(line.text)[0])


def _counts_days(body: Sequence[TextLine]) -> bool:
    """True if the lines count the days from the first without gaps, and are not prose: nothing else
    follows a sentence."""
    for above, line in itertools.pairwise(body):
        if is_running_text(above.text) and not (
            _opens(line.text) or goes_on(above.text, line.text)
        ):
            return False
    counted = [days for line in body if (days := day_count(split_day(line.text)[0]))]
    lasts = [0, *(last for _first, last in counted)]
    in_order = all(days[0] == last + 1 for days, last in zip(counted, lasts, strict=False))
    return len(counted) >= _LEAST_ENTRIES and in_order


def _body(lines: Sequence[TextLine], place: int, taken: AbstractSet[int]) -> list[TextLine]:
    """Return the lines below a heading, up to another one or to a paragraph too long for an entry."""
    head = lines[place].marker
    rank = head.rank if head else _RANK
    below = itertools.takewhile(
        lambda line: (
            not (line.number in taken or is_chapter_word(line.text) or line.width > _MAX_LINE)
            and (line.marker is None or line.marker.rank > rank)
        ),
        itertools.islice(lines, place + 1, None),
    )
    return [line for line in below if line.is_text and not _is_row(line)]


def _is_row(line: TextLine) -> bool:
    """True if a line is a row of a table: what its columns are is not known."""
    return has_cells(line) and sum(map(bool, map(normalize, split_cells(line)))) > _MOST_CELLS


def _part(line: TextLine) -> str:
    """Return the title of a part, (一)國內課程, if the line is only that."""
    return line.marker.rest if line.marker and meaning("part", line.marker.rest) else ""


def _cells(line: TextLine, titles: bool) -> tuple[str, str, str, str]:
    """Return day, time, content and place of a line (a time stays in the content); a part's title
    alone.

    Args:
        titles: whether a time is on the line below. Where a day is one of its own, the places beside
            it (臺北-巴黎) are no entry.
    """
    if title := _part(line):
        return title, "", "", ""
    day, rest = split_day(line.text)
    content, _bar, place = rest.strip(" :;。").partition("|")
    plain = titles and day and not leading_time(rest)[0]
    route = plain and (meaning("kind", content) is None or _ROUTE.search(content))
    return day, "", "" if route else content.strip(), place.strip()


def peel(text: str) -> dict[str, str]:
    """Divide a line without columns: ``date`` and ``time``, if it begins with them, and ``content``.

    >>> peel("9月7日(一) 09:00-10:00 開訓典禮")
    {'date': '9月7日(一)', 'time': '09:00-10:00', 'content': '開訓典禮'}
    """
    day, rest = split_day(normalize(text))
    if weekday_alone(rest) is not None:
        return {"date": f"{day} {rest}".strip(), "time": "", "content": ""}
    time, begin = leading_time(rest)
    return {"date": day, "time": time, "content": rest[begin:]}


def split_day(text: str) -> tuple[str, str]:
    """Return the day or range of days at the start of the line, and the rest: 第3天(8/20),
    8/20-22, 第3天."""
    count = _DAY_COUNT.match(text)
    begin = count.end() if count else 0
    days = leading_days(text[begin:])
    if days is None and count and not _OF_THE_DAY.match(text, count.end()):
        return count["day"], text[count.end("day") :].lstrip(" :,、-")
    if days is None:
        return "", text
    end = begin + days[1]
    if count and text[end : end + 1] == ")":
        return text[:end] + ")", text[end + 1 :].strip(" :")
    return text[:end], text[end:].strip(" :")


def _opens(text: str) -> bool:
    """True if the text begins with a day, a clock time or a half of the day."""
    return bool(split_day(text)[0] or leading_time(text)[0])
