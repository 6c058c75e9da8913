"""Reduce tables of every shape to one row per entry. A header cell that is itself a value is
unpivoted: each row becomes one row for every such column with content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile, zip_longest

from tourlib.clocks import find_clock, half_named
from tourlib.lines import Cells
from tourlib.readers.text.lines import TextLine, field_of_cells
from tourlib.tables.table import FIELDS, Row, Table
from tourlib.tables.titles import names_group
from tourlib.text import HAN, normalize
from tourlib.vocabulary import meaning

#: Column for a half of the day or a lesson → its time, if the header prints no hours.
_HALVES = {"morning": "上午", "noon": "中午", "afternoon": "下午", "evening": "晚上", "slot": ""}
_WHOLE_DAY = {("morning", "afternoon"), ("morning", "evening")}
_DATED = frozenset({"date", "weekday", "datetime"})
#: Columns in which one cell may belong to several rows.
_MERGED = {
    "roster": frozenset({"above", "agency", "unit", "group", "title", "grade"}),
    "timetable": frozenset({"place", "group", *_HALVES}),
    "advice": frozenset({"lead_agency", "co_agencies", "horizon"}),
}
_PERSON = frozenset({"name", "title"})
_WORDS = re.compile(rf"[A-Za-z{HAN}]")
#: Columns that contain activities.
_DONE = frozenset({"content", "day", "group", *_HALVES})
#: A time whose end is on the next line (0915- / 1045拜會) or that is broken anywhere: 09:30 / -1 / 1:00.
_N = r"[ \u3000]*\n?\s*"
_WRAPPED = re.compile(
    r"(?:(?:^|\()\d{1,2}[:.]?\d{2}|(?<!\d)\d{1,2}:\d{2})\s?[-~–—〜至][ \u3000]*\n\s*"
    r"\d{1,2}[:.：]?\d{2}(?!\d)[)）]?"
    rf"|(?<!\d)\d{{1,2}}:\d{_N}\d(?:{_N}[-~–—〜]{_N}\d{_N}\d?{_N}:{_N}\d{_N}\d(?!\d))?",
    re.M,
)


def melted(table: Table, head: Cells) -> Table:
    """Return the table with columns for days, halves of the day or groups turned into rows.

    Args:
        head: the cells of the header, which are the values.
    """
    names = [normalize(cell) for cell in head]
    if "day" in table.columns:
        rows = tuple(_entries_of_week(table.rows, names))
        return replace(table, columns=("date", "time", "content"), rows=rows)
    values = _values(table, names) if table.kind == "timetable" else {}
    if not values:
        return table
    # Where people stayed overnight belongs to the day, not to each activity.
    named = [place for place, column in enumerate(table.columns) if column not in (None, "note")]
    kept = [place for place in named if place not in values]
    target = "time" if _HALVES.keys() & set(table.columns) else "note"
    columns = (*(table.columns[place] for place in kept), target, "content")
    whole = (row.widened(len(table.columns)) for row in table.rows)
    entries = (entry for row in whole for entry in _entries(row, kept, values, table))
    return replace(table, columns=columns, rows=tuple(entries))


def _values(table: Table, names: Sequence[str]) -> dict[int, str]:
    """Return the columns that are values: halves of the day, or else groups."""
    timed = [place for place, column in enumerate(table.columns) if column in _HALVES]
    groups = [place for place, column in enumerate(table.columns) if column == "group"]
    hours = {at: _hours(table.columns[at] or "", "".join(names[at : at + 1])) for at in timed}
    return hours or {place: names[place] for place in groups}


def _hours(column: str, name: str) -> str:
    """Return the time of a column: the hours in its header (上午(09:00-12:00)), or its half of the day."""
    clock = find_clock(name)
    hours = name[slice(*clock.span)] if clock else ""
    return _HALVES[column] + hours


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
    found = False
    for at, place in enumerate(columns):
        text = cells[place] or ""
        if not _WORDS.search(text):
            continue
        covered = takewhile(lambda further: cells[further] is None, columns[at + 1 :])
        over = [values[place], *(values[further] for further in covered)]
        value = _span(over[0], over[-1]) if len(over) > 1 else over[0]
        # A time in the cell is more precise than the header's.
        value = _HALVES.get(table.columns[place] or "", "") if _is_timed(text) else value
        yield replace(row, cells=(*shared, "" if row.line in table.untimed else value, text))
        found = True
        shared = [
            "" if table.columns[at] in _DATED else cell
            for at, cell in zip(kept, shared, strict=True)
        ]
    if not found:
        yield replace(row, cells=(*shared, "", ""))


def _is_timed(text: str) -> bool:
    clock = find_clock(normalize(text.split("\n")[0]), compact=False)
    return clock is not None and clock.span[0] == 0


# --- a column for each day ---------------------------------------------------------------


def _entries_of_week(rows: Sequence[Row], days: Sequence[str]) -> Iterator[Row]:
    """Yield the entries day by day. A cell merged over several days is an entry on each of them;
    one merged over several rows lasts until the end of the last."""
    width = len(days)
    printed = [[*row.cells, *[""] * width][:width] for row in rows]
    grid = [
        _spread(cells, row.down, printed[place - 1] if place else None)
        for place, (row, cells) in enumerate(zip(rows, printed, strict=True))
    ]
    for column in range(1, width):
        day = days[column]
        for place, cells in enumerate(grid):
            if normalize(cells[column]):
                time = _time(grid, place, column)
                yield replace(rows[place], cells=(day, time, cells[column]))
                day = ""


def _spread(
    row: Sequence[str | None], down: frozenset[int] | None, above: Sequence[str | None] | None
) -> list[str | None]:
    """Return the cells of a row; a cell merged over days to its right is repeated in each. ``None``
    is kept where a cell reaches down from above. If the reader does not say to which cell a covered
    place belongs, it is the one to its left if no cell above can reach it, if the row has several
    such places side by side, or for a meal."""
    spread = list(row)
    left = 0
    for place in range(1, len(row)):
        if row[place] is not None:
            left = place
        elif left and (
            place not in down
            if down is not None
            else above is None
            or place - left > 1
            or meaning("kind", normalize(row[left])) == "meal"
        ):
            spread[place] = row[left]
    return spread


def _time(grid: Sequence[Sequence[str | None]], place: int, column: int) -> str:
    """Return the time of the row, up to the end of the last row that the cell covers."""
    printed = normalize(grid[place][0])
    covered = [*takewhile(lambda cells: cells[column] is None, grid[place + 1 :])]
    return (_span(printed, normalize(covered[-1][0])) if covered else "") or printed


# --- tables of one visit -----------------------------------------------------------------


def fields_of_visit(table: Table, lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the rows of a table of one visit as lines of fields, as if its labels stood beside the
    values instead of above them."""
    by_number = {line.number: line for line in lines}
    names = [FIELDS.get(column or "", "") for column in table.columns]
    found = []
    for row in table.rows:
        pairs = [pair for pair in zip(names, row.cells, strict=False) if all(pair)]
        text = field_of_cells([*chain(*pairs)])
        found.append(replace(by_number[row.line], text=text, marker=None))
    return found


# --- merged cells -----------------------------------------------------------------------


def filled_down(table: Table) -> Table:
    """Return the table with merged cells repeated in all rows that they cover."""
    above: dict[int, str | None] = {}
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        filled = [at for at, cell in enumerate(cells) if normalize(cell)]
        title = filled == [0] or (len(filled) < 2 and table.kind == "roster")
        for at, column in enumerate(table.columns[: len(cells)]):
            if column not in _MERGED.get(table.kind, ()) or title:
                continue
            if _is_merged(cells, table, row, at, above.get(at) or ""):
                cells[at] = above.get(at)
            above[at] = cells[at]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _is_merged(cells: list[str | None], table: Table, row: Row, at: int, above: str) -> bool:
    """True if a cell is merged with the one above: a missing one, unless it is more likely covered
    by the content at its left (午餐); an empty one below a horizon; or, in text, an empty agency
    beside a name and post."""
    column = table.columns[at]
    if cells[at] is None and row.down is not None:
        return at in row.down
    if cells[at] is None:
        left = next((table.columns[i] for i in range(at - 1, -1, -1) if cells[i] is not None), None)
        return left != "content" and (table.kind != "timetable" or column == "place")
    if normalize(cells[at]):
        return False
    if column not in {"agency", "group"}:
        return column == "horizon" and meaning("horizon", normalize(above)) is not None
    beside = {column for column, cell in zip(table.columns, cells, strict=False) if cell}
    role = meaning("role", normalize(above))
    roles = {meaning("role", normalize(cell)) for cell in cells} - {None, "member", role}
    of_group = role == "staff" or names_group(above)
    ends = "above" in beside if column == "agency" else bool(roles) or not of_group
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
