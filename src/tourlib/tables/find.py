"""Find the lines that are tables, their kinds, and their rows by column. The header row shows the
kind; see ``reference/labels.csv``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise, takewhile

from tourlib.dates import weekday_alone
from tourlib.lines import Cells
from tourlib.outline.numbering import read_band
from tourlib.people.forms import is_whole_name, post_cost
from tourlib.readers.text.lines import BULLET, TextLine
from tourlib.tables.by_cells import (
    columns_of_cells,
    in_their_columns,
    told_by_cells,
    with_activities,
)
from tourlib.tables.cell_forms import is_day_and_time, is_only_time
from tourlib.tables.list_rows import rows_of_list
from tourlib.tables.roles import Columns, begins_with_day, header_kind, join_headers
from tourlib.tables.rows import rows_of_timetable
from tourlib.tables.shape import filled_down, melted, unfolded, with_months, with_plain_times
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day, names_part
from tourlib.text import count_han, normalize
from tourlib.vocabulary import label

#: A header of unknown words has fewer rows than this above it, each of one cell.
_MOST_TITLES = 4
#: Places of headers, and the rows of their tables.
_RowsOfDays = tuple[list[int], list[Cells]]
#: Lines of one cell among rows of several: maximum share, and maximum length.
_MAX_SHARE_ALONE, _MAX_TITLE = 0.34, 20


def find_tables(lines: Sequence[TextLine]) -> list[Table]:
    """Return all tables of a known kind, in document order; a table in parts gives one for each
    header with other columns."""
    lines = join_headers(lines)
    rows_of_days = _rows_of_days(lines)
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        cells = lines[at].cells
        header = (header_kind(cells) if cells else None) or _header_by_cells(
            lines, at, rows_of_days
        )
        if header is None:
            at += 1
            continue
        kind, columns = header
        body = list(_body(lines, at))
        if kind == "roster":
            body = list(takewhile(lambda line: not _is_of_cover(line), body))
        table = _with_whole_rows(_as_printed(kind, columns, lines[at], body), lines[at])
        tables += [table] if table and (body or kind != "roster") else []
        last = body[-1].number if body else lines[at].number
        while at < len(lines) and lines[at].number <= last:
            at += 1
    return tables


def _header_by_cells(
    lines: Sequence[TextLine], at: int, rows_of_days: Callable[[Cells], _RowsOfDays]
) -> tuple[str, Columns] | None:
    """Return kind and columns of a table that begins here, perhaps below its title, with an
    insufficient header, by the rows below it; tables with the same header count as one if their
    titles are days."""
    head = lines[at]
    if head.cells is None or (head.printed and not head.aligned):
        return None
    near = lines[max(at - _MOST_TITLES, 0) : at][::-1]
    above = [line.cells or () for line in takewhile(lambda line: line.table == head.table, near)]
    if len(above) == _MOST_TITLES or any(len([*filter(normalize, cells)]) > 1 for cells in above):
        return None
    rows = _rows_below(lines, at)
    if any(map(header_kind, rows)):
        return None  # the header is further down
    days, joint = rows_of_days(head.cells) if rows else ([], [])
    return columns_of_cells(head.cells, joint if at in days else rows, lines=head.printed)


def _rows_of_days(lines: Sequence[TextLine]) -> Callable[[Cells], _RowsOfDays]:
    """Return what gives, for the cells of a header, the places of this header below titles that are
    days, and the rows of all these tables, with their titles; none for a single one."""
    alike = defaultdict[Cells | None, list[int]](list)
    for place, line in enumerate(lines):
        alike[line.cells].append(place)

    @cache
    def rows_of_days(head: Cells) -> _RowsOfDays:
        days = [at for at in alike[head] if is_only_day(_title(lines, at)[0])]
        days = days if len(days) > 1 else []
        return days, [row for at in days for row in (_title(lines, at), *_rows_below(lines, at))]

    return rows_of_days


def _is_row(columns: Columns, head: Cells) -> bool:
    """True if a table has no header: its first row is a person with a post, or a day with a time."""
    told = dict(zip(columns, map(normalize, head), strict=False))
    person = is_whole_name(told.get("name", "")) and post_cost(told.get("title", "")) is not None
    dated = begins_with_day(told.get("date", "")) or is_day_and_time(told.get("datetime", ""))
    return person or (dated and is_only_time(told.get("time", "全日")))


def _rows_below(lines: Sequence[TextLine], at: int) -> list[Cells]:
    """Return the cells of the rows below a header, without repeated ones."""
    head = lines[at].cells
    return [line.cells for line in _body(lines, at) if line.cells and line.cells != head]


def _title(lines: Sequence[TextLine], at: int) -> tuple[str, *tuple[None, ...]]:
    """Return the line above a header as a row of one cell across all columns."""
    above = next((lines[n].text for n in range(at - 1, -1, -1) if lines[n].is_text), "")
    return (above, *[None] * (len(lines[at].cells or ()) - 1))


def _bands_alone(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """Return rows of text with tabs; a single cell on a line where nearly all rows have several is
    a row with one cell across all columns, not the rest of a cell."""
    alone = {row.line: BULLET.sub("", row.cells[0] or "") for row in rows if len(row.cells) == 1}
    bands = {line for line, text in alone.items() if read_band(text)}
    if len(alone) - len(bands) <= _MAX_SHARE_ALONE * len(rows) and width >= 3:
        bands |= {line for line, text in alone.items() if _is_title(text)}
    over = (None,) * (width - 1)
    return tuple(
        replace(row, cells=(*row.cells, *over)) if row.line in bands else row for row in rows
    )


def _is_title(text: str) -> bool:
    plain = count_han(text) <= _MAX_TITLE and not re.search(r"[。,;:、]|\d", text)
    return plain and names_part(text)


def _body(lines: Sequence[TextLine], at: int) -> Iterator[TextLine]:
    """Yield the rows of the table, and of an adjacent table with as many columns and no header."""
    head = lines[at]
    cells = head.cells or ()
    pending: list[TextLine] = []
    table = head.table
    for line in islice(lines, at + 1, None):
        if _is_of_other_week(line, head):
            return
        if line.cells is None:
            if line.is_text:
                return
            pending.append(line)
            continue
        if line.table != table:
            if len(line.cells) != len(cells):
                return
            table = line.table
        yield from pending
        pending = []
        yield line


def _is_of_other_week(line: TextLine, head: TextLine) -> bool:
    """True if the line is a header with other days."""
    kind = header_kind(line.cells or ())
    return kind is not None and "day" in kind[1] and line.cells != head.cells


def _is_of_cover(line: TextLine) -> bool:
    """True if a row is a field of the cover in a table that names the people first: 出國期間 | …"""
    cells = line.cells or ("",)
    named = label("cover", f"{normalize(cells[0])}:")
    return named is not None and header_kind(cells) is None


def _only_weekdays(cells: Cells) -> bool:
    """True if a row contains only weekdays, as printed above the days of a header."""
    days = [weekday_alone(text) for cell in cells if (text := normalize(cell))]
    return len(days) > 1 and None not in days


def _as_printed(kind: str, columns: Columns, head: TextLine, body: list[TextLine]) -> Table:
    """Return the table with one row per line."""
    filled = [(line, line.cells) for line in body if line.cells is not None and line.is_text]
    headers = [line.number for line, cells in filled if _is_header(cells, head)]
    rows = [
        Row(line.number, cells, down=line.down)
        for line, cells in filled
        if line.number not in headers
    ]
    if _is_row(columns, head.cells or ()):
        rows.insert(0, Row(head.number, head.cells or (), down=head.down))
    numbers = (head.number, *(line.number for line in body))
    pages = tuple(b.number for a, b in pairwise([head, *body]) if a.page != b.page)
    heads = (head.number, *headers)
    table = Table(kind, columns, tuple(rows), heads, numbers, pages=pages)
    return _with_hosts(with_months(unfolded(table)))


def _with_hosts(table: Table) -> Table:
    """Return the table; without another column of content, the host is the content; otherwise it
    is the place."""
    table = replace(table, columns=with_activities(table))
    hosts = "host" in table.columns and "content" not in table.columns
    host = "content" if hosts else "place"
    columns = tuple(host if name == "host" else name for name in table.columns)
    return replace(table, columns=columns, hosts=hosts or table.hosts)


def _with_whole_rows(table: Table, head: TextLine) -> Table | None:
    """Return the table with a row per entry, person or recommendation, columns identified by cells;
    ``None`` if printed lines below an unknown header turn out to be something else."""
    if head.printed and not head.aligned:
        table = in_their_columns(table)
        table = replace(table, rows=_bands_alone(table.rows, len(table.columns)))
    told = told_by_cells(table, lines=head.printed)
    table = replace(told, wrapped=head.printed or head.wrapped)
    if head.printed:
        joined = rows_of_timetable if table.kind == "timetable" else rows_of_list
        table = joined(table, aligned=head.aligned)
        if head.aligned and header_kind(head.cells or ()) is None:
            found = columns_of_cells(head.cells or (), [row.cells for row in table.rows])
            if found is None or found[0] != table.kind:
                return None
            table = _with_hosts(replace(table, columns=found[1]))
        table = told_by_cells(table)
    return melted(filled_down(with_plain_times(table)), head.cells or ())


def _is_header(cells: Cells, head: TextLine) -> bool:
    """True if a row is a repeated header, another header, or that of the weekdays."""
    return cells == head.cells or header_kind(cells) is not None or _only_weekdays(cells)
