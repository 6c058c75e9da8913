"""A timetable that is not a table: days and clock times at the beginning of plain lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from tourlib.clocks import leading_time
from tourlib.dates import day_count, leading_days
from tourlib.readers.text.lines import TextLine, has_cells, is_running_text, split_cells
from tourlib.tables.cell_forms import is_only_time, names_people
from tourlib.tables.shape import with_plain_times
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import split_day, when_behind
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
#: A dash between the places of a day.
_ROUTE = re.compile(r"[-–—─~→]")


def find_listed_timetable(lines: Sequence[TextLine], taken: AbstractSet[int]) -> Table | None:
    """Return the lines below a heading such as 行程表 that begin with days or clock times; below any
    other heading, if they are days with times below them or count the days from the first (第一天,
    第二天 …). Text above the first of them is not part of it."""
    for place, line in enumerate(lines):
        if line.cells is not None or not _is_heading(line):
            continue
        below = _body(lines, place, taken)
        body = list(itertools.dropwhile(lambda each: not (_is_entry(each) or _part(each)), below))
        dated = sum(map(_is_entry, body))
        fields = sum(label("block", each.text) is not None for each in body)
        listed = dated >= _LEAST_ENTRIES and dated * 2 >= len(body) - fields
        notes = chapter_role(line.unnumbered) == "study_notes"
        told = _names_timetable(line) or (notes and _counts_days(body)) or _are_timed_days(body)
        if listed and told:
            rows = tuple(_rows(body))
            numbers = range(body[0].number, body[-1].number + 1)
            columns = ("date", "time", "content", "place", "speakers")
            table = Table("timetable", columns, rows, (), tuple(numbers))
            return with_plain_times(table)
    return None


def _rows(body: Sequence[TextLine]) -> Iterator[Row]:
    """Yield a row for each line; a time alone and the line below it are one."""
    time: TextLine | None = None
    for line, below in itertools.zip_longest(body, body[1:]):
        day, _time, content, *others = _cells(line, titles=bool(below and _is_timed(below)))
        if below and is_only_time(line.text) and not opens(below.text):
            time = line
        elif time:
            row = Row(time.number, (day, "", f"{time.text} {content}", *others))
            yield replace(row, more=(time.number, line.number))
            time = None
        else:
            yield Row(line.number, (day, "", content, *others))


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
    timed = sum(_is_timed(line) or when_behind(line.text) is not None for line in body)
    running = sum(is_running_text([*_pieces(line), line.text][0]) for line in body) * 2 > len(body)
    plain = not running and all(line.marker is None for line in body)
    return plain and len(days) > 1 and moments == sorted(moments) and timed >= _LEAST_ENTRIES


def _is_timed(line: TextLine) -> bool:
    return not split_day(line.text)[0] and bool(leading_time(line.text)[0])


def _counts_days(body: Sequence[TextLine]) -> bool:
    """True if the lines count the days from the first without gaps, and are not prose: nothing else
    follows a sentence."""
    for above, line in itertools.pairwise(body):
        if is_running_text(above.text) and not (opens(line.text) or goes_on(above.text, line.text)):
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
    """True if a line is a row of a table: what its columns are is not known, but for a time."""
    filled = [*filter(None, map(normalize, split_cells(line)))]
    known = line.cells is None and _pieces(line)
    return has_cells(line) and len(filled) > _MOST_CELLS and not known


def _is_entry(line: TextLine) -> bool:
    """True if a line begins with its day or time, or ends with them."""
    return opens(line.text) or when_behind(line.unnumbered) is not None


def _part(line: TextLine) -> str:
    """Return the title of a part, (一)國內課程, if the line is only that."""
    return line.marker.rest if line.marker and meaning("part", line.marker.rest) else ""


def _cells(line: TextLine, titles: bool) -> tuple[str, str, str, str, str]:
    """Return day, time, content, place and people of a line (a time stays in the content); a part's
    title alone.

    Args:
        titles: whether a time is on the line below. Where a day is one of its own, the places beside
            it (臺北-巴黎) are no entry.
    """
    if title := _part(line):
        return title, "", "", "", ""
    if said := when_behind(line.unnumbered):
        content, day, time, rest = said
        content, more = f"{time} {content}", [*map(str.strip, re.split("[,;、]", rest))]
    else:
        text, *more = _pieces(line) or [line.text]
        day, rest = split_day(text)
        content, _bar, place = rest.strip(" :;。").partition("|")
        more.append(place.strip())
    plain = titles and day and not leading_time(content)[0]
    route = plain and (meaning("kind", content) is None or _ROUTE.search(content))
    people = [text for text in more if names_people(text)]
    places = "、".join(text for text in more if text and text not in people)
    return day, "", "" if route else content.strip(), places, "、".join(people)


def _pieces(line: TextLine) -> list[str]:
    """Return the pieces of a line with gaps and a time: the day, time and activity, and what stands
    behind them; none of another line."""
    cells = [*filter(None, map(normalize, split_cells(line)))]
    ends = [at + 2 for at, cell in enumerate(cells[:_MOST_CELLS]) if is_only_time(cell)]
    return [" ".join(cells[: ends[0]]), *cells[ends[0] :]] if ends and len(cells) > 2 else []


def opens(text: str) -> bool:
    """True if the text begins with a day, a clock time or a half of the day."""
    return bool(split_day(text)[0] or leading_time(text)[0])
