"""Read a diary told in running text: headings that are days, with texts that begin with a time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from tourlib.clocks import find_clock, leading_time
from tourlib.dates import find_dates
from tourlib.outline.nodes import Node, Outline
from tourlib.parse.block_labels import fields_of_prose
from tourlib.parse.cell_entries import pieces
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day


def find_diary(outline: Outline, told: Collection[date], *, year: int | None) -> Table | None:
    """Return the entries below headings that are days, as a timetable; ``None`` if the days are not
    several in order, or some are ``told`` elsewhere."""
    dated = [node for node in outline.nodes if is_only_day(node.title)]
    days = [(find_dates(node.title)[0].on(year), node) for node in dated]
    found = [(day, row) for day, node in days if day for row in _entries(day, node)]
    said = [day for day, _row in found]
    if len(set(said)) < 2 or said != sorted(said) or not set(said).isdisjoint(told):
        return None
    rows = tuple(row for _day, row in found)
    columns = ("date", "time", "content", "speakers")
    return Table("timetable", columns, rows, (), tuple(row.line for row in rows))


def _entries(day: date, node: Node) -> Iterator[Row]:
    """Yield day, time, activity (the first clause) and people of each entry. The day is without its
    weekday: where that is wrong, the heading's line says so."""
    for paragraph in node.paragraphs:
        for time, said in pieces(paragraph.text) if leading_time(paragraph.text)[0] else ():
            if find_clock(time):
                activity = re.split("[。,;]", said.lstrip(" ,"))[0]
                people = dict(fields_of_prose(time + said)).get("speakers", "")
                yield Row(paragraph.lines[0], (f"{day:%Y/%m/%d}", time, activity, people))
