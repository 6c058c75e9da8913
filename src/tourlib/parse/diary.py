"""Read a diary told in running text: headings that are days, with texts that begin with a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.outline.nodes import Outline
from tourlib.parse import Row as Read
from tourlib.parse.block_labels import fields_of_prose
from tourlib.parse.cell_entries import pieces
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day

_LEAST_ENTRIES = 3


def find_diary(outline: Outline, told: Sequence[Read], *, year: int | None) -> Table | None:
    """Return the entries told below headings that are days, as a timetable; ``None`` if the days are
    not in order, or are among those of the entries and visits ``told`` otherwise."""
    days = []
    rows = []
    for node in outline.nodes:
        day = find_dates(node.title)[0].on(year) if is_only_day(node.title) else None
        for paragraph in node.paragraphs if day else ():
            entries = [entry for entry in _entries(paragraph.text) if day]
            # The day is without its weekday: the heading's line says where that is wrong.
            rows += [Row(paragraph.lines[0], (f"{day:%Y/%m/%d}", *entry)) for entry in entries]
            days += [day for _entry in entries if day]
    several = len(rows) >= _LEAST_ENTRIES and len(set(days)) > 1
    if not several or days != sorted(days) or {row["date"] for row in told}.intersection(days):
        return None
    columns = ("date", "time", "content", "speakers")
    return Table("timetable", columns, tuple(rows), (), tuple(row.line for row in rows))


def _entries(text: str) -> list[tuple[str, str, str]]:
    """Return time, activity (the first clause) and people of each entry of a paragraph."""
    told = [(time, re.split("[。,;]", said.lstrip(" ,"))[0], said) for time, said in pieces(text)]
    timed = told if find_clock(told[0][0]) else []
    return [
        (time, title, dict(fields_of_prose(time + said)).get("speakers", ""))
        for time, title, said in timed
        if find_clock(time)
    ]
