"""Read a diary told in running text: headings that are days, with sentences that begin with a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tourlib.clocks import find_clock, leading_time
from tourlib.dates import find_dates
from tourlib.outline.nodes import Outline
from tourlib.parse import Row as Read
from tourlib.parse.block_labels import fields_of_prose
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day
from tourlib.vocabulary import meaning

#: Minimum number of entries of a diary.
_LEAST = 3
_STOP = re.compile("(?<=[。,;])")


def find_diary(outline: Outline, told: Sequence[Read], *, year: int | None) -> Table | None:
    """Return the entries told below headings that are days, as a timetable; ``None`` if the days are
    not in order or some are told otherwise.

    Args:
        told: rows of ``sessions`` and ``visits``.
        year: the year of dates without one.
    """
    rows: list[Row] = []
    days = []
    for node in outline.nodes:
        day = find_dates(node.title)[0].on(year) if is_only_day(node.title) else None
        for paragraph in node.paragraphs if day else ():
            for text in _entries(paragraph.text):
                time, begin = leading_time(text)
                title = _STOP.split(text[begin:].lstrip(" ,"))[0].rstrip("。,;")
                people = dict(fields_of_prose(text)).get("speakers", "")
                # Without its weekday: the heading's line says where that is wrong.
                rows.append(Row(paragraph.lines[0], (f"{day:%Y/%m/%d}", time, title, people)))
                days.append(day)
    again = {row["date"] for row in told}.intersection(days)
    if again or len(rows) < _LEAST or len(set(days)) < 2 or days != sorted(filter(None, days)):
        return None
    lines = tuple(dict.fromkeys(row.line for row in rows))
    return Table("timetable", ("date", "time", "content", "speakers"), tuple(rows), (), lines)


def _entries(text: str) -> Iterator[str]:
    """Yield the entries of a paragraph that begins with a time, each from its time; another begins
    only with a later time and a known activity."""
    entries: list[str] = []
    last = None
    for clause in _STOP.split(text):
        time, begin = leading_time(clause)
        clock = find_clock(time)
        known = last is None or meaning("kind", clause[begin:]) is not None
        if clock and known and (last is None or clock.start > last):
            last = clock.start
            entries.append("")
        if last is None:
            return
        entries[-1] += clause
    yield from entries
