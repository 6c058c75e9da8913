"""Reduce tables of every shape to one row per entry. A header cell that is itself a value is
unpivoted: each row becomes one row for every such column with content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest

from tourlib.clocks import find_clock, half_named, leading_time
from tourlib.lines import Cells
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day, names_group, of_the_days
from tourlib.text import HAN, normalize
from tourlib.vocabulary import meaning

#: Column for a half of the day → its time.
_HALVES = {"morning": "上午", "noon": "中午", "afternoon": "下午", "evening": "晚上"}
_WHOLE_DAY = {("morning", "afternoon"), ("morning", "evening")}
_DATED = frozenset({"date", "weekday", "datetime"})
#: Columns in which one cell may belong to several rows.
_MERGED = {
    "roster": frozenset({"above", "agency", "unit", "group", "title", "grade"}),
    "timetable": frozenset({"place", *_HALVES}),
    "advice": frozenset({"lead_agency", "co_agencies", "horizon"}),
}
_PERSON = frozenset({"name", "title"})
_WORDS = re.compile(rf"[A-Za-z{HAN}]")
#: Columns of the entries of a table with a column for each day.
_OF_WEEK = ("date", "time", "content", "place")
#: Columns that contain activities.
_DONE = frozenset({"content", "day", *_HALVES})
#: A time whose end is on the next line (0915- / 1045拜會) or that is broken anywhere: 09:30 / -1 / 1:00.
_N = r"[ \u3000]*\n?\s*"
_WRAPPED = re.compile(
    r"(?:(?:^|\()\d{1,2}[:.]?\d{2}|(?<!\d)\d{1,2}:\d{2})\s?[-~–—〜至][ \u3000]*\n\s*"
    r"\d{1,2}[:.：]?\d{2}(?!\d)[)）]?"
    rf"|(?<!\d)\d{{1,2}}:\d{_N}\d(?:{_N}[-~–—〜]{_N}\d{_N}\d?{_N}:{_N}\d{_N}\d(?!\d))?",
    re.M,
)


def melted(table: Table, head: Cells) -> Table:
    """Return the table with columns for days or halves of the day turned into rows.

    Args:
        head: the cells of the header: the days, or halves of the day, perhaps with their hours.
    """
    names = [normalize(cell) for cell in head]
    if "day" in table.columns:
        rows = tuple(_entries_of_week(table, names))
        said = {line for row in rows for line in row.lines}
        of_days = (line for row in table.rows for line in row.lines if line not in said)
        heads = (*table.headers, *of_days)
        return replace(table, columns=_OF_WEEK, rows=rows, headers=heads)
    columns = [*enumerate(table.columns)]
    values = {place: _hours(name, names[place]) for place, name in columns if name in _HALVES}
    if table.kind != "timetable" or not values:
        return table
    # Where people stayed overnight belongs to the day, not to each activity.
    kept = [place for place, name in columns if name not in {None, "note", *_HALVES}]
    whole = (row.widened(len(columns)) for row in table.rows)
    entries = (entry for row in whole for entry in _entries(row, kept, values, table))
    found = (*(table.columns[place] for place in kept), "time", "content")
    return replace(table, columns=found, rows=tuple(entries))


def unfolded(table: Table) -> Table:
    """Return a timetable that prints days side by side, under the same columns again, with the
    entries of each day below each other. Rows that hold only days begin the next of them."""
    width = next((n for n in range(2, len(table.columns)) if _recurs(table.columns, n)), 0)
    if table.kind != "timetable" or not width or "content" not in table.columns[:width]:
        return table
    starts = range(0, len(table.columns), width)
    printed = [_over_its_part(row, len(starts), width) for row in table.rows]
    begun = [at for at, row in enumerate(printed) if _only_days(row, starts)]
    rows: list[Row] = []
    for first, end in pairwise(dict.fromkeys([0, *begun, len(printed)])):
        for start in starts:
            parts = [_part(row, start, start + width) for row in printed[first:end]]
            head = normalize(parts[0].cells[0]) if first in begun and parts[0].cells else ""
            if not head or is_only_day(head):  # else 備註
                rows += [part for part in parts if any(map(normalize, part.cells))]
    return replace(table, columns=table.columns[:width], rows=tuple(rows))


def _recurs(columns: Sequence[str | None], width: int) -> bool:
    """True if columns are the first of them again and again."""
    return len(columns) % width == 0 and [*columns] == [*columns[:width]] * (len(columns) // width)


def _over_its_part(row: Row, parts: int, width: int) -> Row:
    """Return a row of as many cells as there are parts, begun by a day, with each above its part."""
    if len(row.cells) != parts or not is_only_day(normalize(row.cells[0])):
        return row
    return replace(
        row, cells=tuple(each for cell in row.cells for each in (cell, *[""] * (width - 1)))
    )


def _only_days(row: Row, starts: Sequence[int]) -> bool:
    """True if a row has nothing but a day at the beginning of its parts, and perhaps a word."""
    firsts = [normalize(row.cells[at]) for at in starts if row.cells[at:]]
    others = [cell for at, cell in enumerate(row.cells) if at not in starts]
    return is_only_day(firsts[0]) and not any(map(normalize, others)) if firsts else False


def _part(row: Row, start: int, end: int) -> Row:
    down = row.down and frozenset(at - start for at in row.down if start <= at < end)
    return replace(row, cells=row.cells[start:end], down=down)


def _hours(column: str, name: str) -> str:
    """Return the time of a column: its half of the day, with the hours in its header: 上午(09:00-12:00)."""
    clock = find_clock(name)
    return _HALVES[column] + (name[slice(*clock.span)] if clock else "")


def _span(first: str, last: str) -> str:
    """Return the time from the beginning of one to the end of another; the whole day for the
    morning to a later half; empty if unknown."""
    begins, ends = find_clock(first), find_clock(last)
    if begins is ends and (half_named(first), half_named(last)) in _WHOLE_DAY:
        return "全日"
    return f"{begins.start:%H:%M}-{ends.end:%H:%M}" if begins and ends and ends.end else ""


def _entries(row: Row, kept: list[int], values: dict[int, str], table: Table) -> Iterator[Row]:
    """Yield a row for each of these columns with content; the cells beside them go to the first. A
    cell merged over further such columns applies to all of them."""
    cells = row.cells
    shared = [cells[place] for place in kept]
    columns = list(values)
    for at, place in enumerate(columns):
        text = cells[place] or ""
        if not _WORDS.search(text):
            continue
        covered = takewhile(lambda further: cells[further] is None, columns[at + 1 :])
        over = [values[place], *(values[further] for further in covered)]
        value = _span(over[0], over[-1]) if len(over) > 1 else over[0]
        # A time in the cell is more precise than the header's.
        value = _HALVES[table.columns[place] or ""] if leading_time(normalize(text))[0] else value
        yield replace(row, cells=(*shared, value, text))
        shared = [
            "" if table.columns[at] in _DATED else cell
            for at, cell in zip(kept, shared, strict=True)
        ]


# --- a column for each day ---------------------------------------------------------------


def _entries_of_week(table: Table, names: Sequence[str]) -> Iterator[Row]:
    """Yield the entries day by day. A cell merged over several days is an entry on each of them;
    one merged over several rows lasts until the end of the last. What belongs to the whole day is
    no entry: the city is the place of them all, 住宿 that of none."""
    first, width = table.columns.index("time"), len(names)
    rows, grid, places = list[Row](), list[list[str | None]](), [""] * width
    for row in table.rows:
        down = row.down and frozenset(at - first for at in row.down)
        cells = _spread([*row.cells, *[""] * width][first:width], down)
        told = [of_the_days(cell or "") for cell in row.cells[: first + 1]]
        if "place" in told:
            places = [*map(normalize, cells)]
        elif "note" not in told:
            rows.append(row)
            grid.append(cells)
    for column in range(1, width - first):
        day = names[first + column]
        for at, cells in enumerate(grid):
            if normalize(cells[column]):
                entry = (day, _time(grid, at, column), cells[column], places[column])
                yield replace(rows[at], cells=entry)
                day = ""


def _spread(row: Sequence[str | None], down: frozenset[int] | None) -> list[str | None]:
    """Return the cells of a row; a cell merged over days to its right is repeated in each. ``None``
    is kept where a cell reaches down from above (if the reader does not say otherwise)."""
    spread = list(row)
    for place in range(2, len(row)):
        if row[place] is None and down is not None and place not in down:
            spread[place] = spread[place - 1]
    return spread


def _time(grid: Sequence[Sequence[str | None]], place: int, column: int) -> str:
    """Return the time of the row, up to the end of the last row that the cell covers."""
    printed = normalize(grid[place][0])
    covered = [*takewhile(lambda cells: cells[column] is None, grid[place + 1 :])]
    return (_span(printed, normalize(covered[-1][0])) if covered else "") or printed


# --- days and times in several columns or lines ------------------------------------------


def with_months(table: Table) -> Table:
    """Return the table with days in one column if the month has its own: 月 | 日."""
    if not {"month", "date"} <= {*table.columns}:
        return table
    at, day = map(table.columns.index, ("month", "date"))
    month, rows = "", []
    for row in table.rows:
        cells = [*row.widened(max(at, day) + 1).cells]
        month = normalize(cells[at]).rstrip("月") or month
        if month and re.match(r"\d", number := normalize(cells[day]).rstrip("日")):
            cells[at], cells[day] = "", f"{month}月{number}日"
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


# --- merged cells -----------------------------------------------------------------------


def filled_down(table: Table) -> Table:
    """Return the table with merged cells repeated in all rows that they cover."""
    above: dict[int, str | None] = {}
    named = [at for at, column in enumerate(table.columns) if column == "name_title"]
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        filled = [at for at, cell in enumerate(cells) if normalize(cell)]
        person = any(at in filled for at in named)
        title = filled == [0] or (len(filled) < 2 and table.kind == "roster" and not person)
        for at, column in enumerate(table.columns[: len(cells)]):
            if column not in _MERGED.get(table.kind, ()) or title:
                continue
            if _is_merged(cells, table, row, at, above.get(at) or ""):
                cells[at] = above.get(at)
            above[at] = cells[at]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _is_merged(cells: list[str | None], table: Table, row: Row, at: int, above: str) -> bool:
    """True if a cell is merged with the one above: as the reader says; an empty one below a horizon;
    or, in text, an empty agency beside a name and post."""
    column = table.columns[at]
    if cells[at] is None:
        return row.down is None or at in row.down
    if normalize(cells[at]):
        return False
    if column not in {"agency", "group"}:
        return column == "horizon" and meaning("horizon", normalize(above)) is not None
    beside = {column for column, cell in zip(table.columns, cells, strict=False) if cell}
    beside |= _PERSON if "name_title" in beside else set()
    role = meaning("role", normalize(above))
    roles = {meaning("role", normalize(cell)) for cell in cells} - {None, "member", role}
    of_group = (at == 0 and not role) or role == "staff" or names_group(above)
    ends = "above" in beside if column == "agency" else "staff" in roles or not of_group
    return row.down is None and beside >= _PERSON and not ends


# --- wrapped times ------------------------------------------------------------------------


def with_plain_times(table: Table) -> Table:
    """Return a timetable with the times that begin an activity joined if a narrow cell wraps them."""
    if table.kind != "timetable":
        return table
    rows = []
    for row in table.rows:
        told = zip_longest(row.cells, table.columns[: len(row.cells)])
        cells = (
            _WRAPPED.sub(_whole_time, cell) if cell and name in _DONE else cell
            for cell, name in told
        )
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _whole_time(time: re.Match[str]) -> str:
    """Return a time that spans several lines on a line of its own."""
    return "".join(time[0].split()) + "\n" if "\n" in time[0] else time[0]
