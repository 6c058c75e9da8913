"""Read the body's account of each course or visit (時間, 地點, 分享者) into rows of ``visits``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tourlib.clocks import Clock, find_clock, leading_time
from tourlib.dates import find_dates, without_dates
from tourlib.outline.fields import AGENCY_FIELDS, title_and_when
from tourlib.outline.nodes import Field, Node, Outline
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.parse.block_labels import fields_of_prose
from tourlib.parse.cell_entries import pieces
from tourlib.parse.likeness import match_by_title
from tourlib.people.speakers import read_people
from tourlib.tables.table import Row as TableRow
from tourlib.tables.table import Table
from tourlib.tables.titles import is_only_day
from tourlib.text import count_han
from tourlib.vocabulary import meaning

#: Maximum length of what was done on a day without a time.
_MAX_WHOLE_DAY = 24


def parse_visits(outline: Outline, *, year: int | None) -> Parsed:
    """Return one row per body block; a second 時間 under one heading begins another row. Themes and
    entries of the timetable are added later.

    Args:
        year: the year of dates without one.
    """
    rows: list[Row] = []
    claims: dict[int, str] = {}
    findings: list[Finding] = []
    days = _days(outline, year)
    for at, node in enumerate(outline.nodes):
        for block in _blocks(node):
            row, problems = _row(at, node, block, year, days[at])
            findings += [replace(problem, row=len(rows)) for problem in problems]
            rows.append(row)
            claims |= {line: "visits" for f in block for line in f.lines}
    return Parsed(rows, claims, findings)


def with_hosts(visits: Parsed, entries: Parsed, sections: Sequence[Row]) -> Parsed:
    """Return the visits with those of a table of hosts (參訪機關, 參訪時間, 接待人員) or of a diary,
    read as a timetable.

    Args:
        visits: those from blocks of the body.
        entries: rows from the table, of which only time spent with others is a visit.
        sections: rows of ``sections``; a visit belongs to the section of its line.
    """
    columns = ("line", "lines", "title", "date", "start", "end", "speakers")
    rows = list(visits.rows)
    for entry in entries.rows:
        if entry["kind"] not in {"visit", "course", "exchange"}:
            continue
        above = [row["section"] for row in sections if row["line"] < entry["line"]]
        place = entry["place"] or None
        said = {column: entry[column] for column in columns}
        rows.append({**said, "place": place, "section": above[-1] if above else None})
    rows.sort(key=lambda row: row["line"])
    claims = {**visits.claims, **dict.fromkeys(entries.claims, "visits")}
    return Parsed(rows, claims, visits.findings)


def find_diary(outline: Outline, told: Sequence[Row], *, year: int | None) -> Table | None:
    """Return the entries told below headings that are days, as a timetable; ``None`` if these are not
    several days in order, or some are days of other rows."""
    rows = [row for node in outline.nodes for row in _entries(node, year)]
    days = [row.cells[0] for row in rows]
    timed = {row.cells[0] for row in rows if row.cells[1]}
    again = {str(row["date"]) for row in told}.intersection(days)
    if again or len(timed) < 2 or days != sorted(map(str, days)):
        return None
    lines = tuple(row.line for row in rows)
    return Table("timetable", ("date", "time", "content", "speakers"), tuple(rows), (), lines)


def _entries(node: Node, year: int | None) -> Iterator[TableRow]:
    """Yield day, time, activity (the first clause) and people of each entry below a day."""
    day = find_dates(node.title)[0].on(year) if is_only_day(node.title) else None
    for paragraph in node.paragraphs if day else ():
        text = paragraph.text.rstrip("。")
        whole = len(node.paragraphs) == 1 and len(text) <= _MAX_WHOLE_DAY and "。" not in text
        told = pieces(text) if leading_time(text)[0] or whole else ()
        for time, said in told:
            if find_clock(time) or whole:
                activity = re.split("[。,;]", said.lstrip(" ,"))[0]
                people = dict(fields_of_prose(time + said)).get("speakers", "")
                yield TableRow(paragraph.lines[0], (str(day), time, activity, people))


def with_diary(
    visits: Parsed, outline: Outline, sessions: Sequence[Row], *, year: int | None
) -> Parsed:
    """Return the visits with those described in prose: headings of entries of the timetable, below
    the heading of a day or with a text that begins with a time.

    Args:
        sessions: rows of ``sessions``.
        year: the year of dates without one.
    """
    told = {row["section"] for row in visits.rows}
    rows = list(visits.rows)
    days = _days(outline, year)
    for at, node in enumerate(outline.nodes):
        day = None if node.parent is None else days[node.parent]
        if at + 1 in told or not node.paragraphs:
            continue
        block = [
            Field(name, value, node.paragraphs[0].lines)
            for name, value in fields_of_prose(node.paragraphs[0].text)
        ]
        row, _problems = _row(at, node, block, year, day)
        if row["date"] is None:
            continue
        place = match_by_title(row, sessions)
        if place is not None and sessions[place]["kind"] != "other":
            rows.append({**row, "session": place + 1})
    return replace(visits, rows=sorted(rows, key=lambda row: row["line"]))


def _blocks(node: Node) -> list[list[Field]]:
    blocks: list[list[Field]] = []
    for item in node.fields:
        if item.name in AGENCY_FIELDS:
            continue
        if not blocks or _says_again(item, blocks[-1]):
            blocks.append([])
        blocks[-1].append(item)
    return blocks


def _says_again(item: Field, block: list[Field]) -> bool:
    """True if a field gives a time although the block has one; 日期 and 時間 may be separate fields."""
    said = [_sorts_of_time(each.value) for each in block if each.name == "time"]
    return item.name == "time" and bool(_sorts_of_time(item.value) & frozenset().union(*said))


def _sorts_of_time(value: str) -> frozenset[str]:
    days = find_dates(value)
    clock = find_clock(value) is not None or not days
    return frozenset({*(["day"] if days else []), *(["clock"] if clock else [])})


def _days(outline: Outline, year: int | None) -> list[date | None]:
    """Return, for each heading, the single day named by it or by the nearest heading above."""
    days: list[date | None] = []
    for node in outline.nodes:
        dates = find_dates(node.called)
        above = None if dates or node.parent is None else days[node.parent]
        days.append(dates[0].on(year) if len(dates) == 1 else above)
    return days


def _row(
    at: int, node: Node, block: list[Field], year: int | None, above: date | None
) -> tuple[Row, list[Finding]]:
    problems: list[Finding] = []
    title, when = title_and_when(node.called)
    day, clock = _when([*block, Field("time", when, ())], year)
    day = day or above
    if day is None and any(f.name == "time" for f in block):
        problems.append(_unread("date-unread", "時間", block, "time"))
    people = " 、".join(f.value for f in block if f.name == "speakers")
    names, unknown = read_people(people)
    if unknown:
        problems.append(_unread("speaker-unread", "講者", block, "speakers"))
    start, end = clock.on(day) if day and clock else (None, None)
    row: Row = {
        "line": node.line,
        "lines": (*node.head.lines, *(n for f in block for n in f.lines)),
        "section": at + 1,
        "title": title,
        "date": day,
        "start": start,
        "end": end,
        "place": _place(block),
        "speakers": names,
    }
    return row, problems


def _place(block: list[Field]) -> str | None:
    """Return the place; if 時間及地點 are one field, the text after the time."""
    for item in block:
        if item.name == "place" and item.value:
            return item.value.rstrip("。")
    time = next((item.value for item in block if item.name == "time"), "")
    dates, clock = find_dates(time), find_clock(time)
    ends = [d.span[1] for d in dates] + ([clock.span[1]] if clock else [])
    rest = time[max(ends, default=0) :].strip(" ,、;:。於在")
    if meaning("whole_day", rest) or re.match(r"[(].*[)]$", rest):
        return None
    return rest if count_han(rest) >= 2 else None


def _when(block: list[Field], year: int | None) -> tuple[date | None, Clock | None]:
    """Return day and clock of a block; 日期 and 時間 may be separate fields."""
    day: date | None = None
    clock: Clock | None = None
    for item in block:
        if item.name != "time":
            continue
        if dates := find_dates(item.value):
            day = day or dates[0].on(year)
        clock = clock or find_clock(without_dates(item.value))
    return day, clock


def _unread(code: str, label: str, block: list[Field], name: str) -> Finding:
    printed = "、".join(f.value for f in block if f.name == name)
    return finding(
        code,
        f"{label}「{printed}」讀不出來,請看原文。 / Could not be read: {printed}",
        table="visits",
        severity="unread",
        lines=[line for f in block if f.name == name for line in f.lines],
    )
