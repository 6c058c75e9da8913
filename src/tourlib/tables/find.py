"""Which lines are tables, of which kind, and their rows by column.

A table comes in one of three shapes: rows with cells (DOCX, ODT, PDF, Markdown), lines with
tabs or aligned by spaces (extracted text), or lines where single spaces are all that is left
between the columns. A header row tells the kind; see ``reference/labels.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from tourlib.clocks import find_clock
from tourlib.dates import find_dates, weekday_alone
from tourlib.lines import Cells
from tourlib.readers.text.lines import TextLine, names_chapter, split_aligned
from tourlib.tables.list_rows import rows_of_list
from tourlib.tables.roles import (
    Columns,
    columns_of_cells,
    header_kind,
    join_headers,
    told_by_cells,
)
from tourlib.tables.rows import rows_of_timetable
from tourlib.tables.shape import days_of_bands, melted, places_down, turned
from tourlib.tables.table import Row, Table
from tourlib.text import count_han, loose, normalize
from tourlib.vocabulary import is_appendix_title, is_chapter_word, meaning

#: A note below a table.
_NOTE = re.compile(r"(?:附?註|備註|說明|資料來源)\s*\d?:")
#: A heading of this rank or further out ends a table of extracted text.
_HEADING_RANK = 4
#: Lines of one cell among rows of several: no more than this share, and so many characters.
_MOST_ALONE, _LEAST_TITLE, _MOST_TITLE = 0.34, 3, 20
#: A header row is no wider than this, in printed columns.
_MAX_HEADER = 240


def find_tables(lines: Sequence[TextLine]) -> list[Table]:
    """All tables of a known kind, in document order; a table split in parts comes as one for
    each header that names other columns."""
    lines = join_headers(lines)
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        whole = _table_at(lines, at)
        if on_side := turned(whole):
            tables += on_side
            at += len(whole)
            continue
        header = _header(lines[at]) or _header_by_cells(whole)
        if header is None:
            at += 1
            continue
        kind, columns = header
        known = lines[at].cells is not None
        body = list(_exact_body(lines, at) if known else _text_body(lines, at, kind))
        tables.append(_build(kind, columns, lines[at], body))
        last = body[-1].number if body else lines[at].number
        while at < len(lines) and lines[at].number <= last:
            at += 1
    return tables


def _table_at(lines: Sequence[TextLine], at: int) -> list[TextLine]:
    """The lines of the table that begins here; none where none does."""
    head = lines[at]
    if head.cells is None or (at and lines[at - 1].table == head.table):
        return []
    return list(takewhile(lambda line: line.table == head.table, islice(lines, at, None)))


def _header_by_cells(lines: Sequence[TextLine]) -> tuple[str, Columns] | None:
    """Kind and columns of a table in whose header no rule knows enough, by what stands below it."""
    if not lines or lines[0].printed:
        return None
    return columns_of_cells([line.cells for line in lines[1:] if line.cells is not None])


def split_cells(line: TextLine) -> Cells:
    """The cells of a line, by the reader or by tabs or runs of spaces."""
    if line.cells is not None:
        return line.cells
    if "\t" in line.raw:
        return tuple(line.raw.split("\t"))
    return split_aligned(line.raw)


def _header(line: TextLine) -> tuple[str, tuple[str | None, ...]] | None:
    if line.blank or line.role is not None or line.width > _MAX_HEADER:
        return None
    cells = split_cells(line)
    words = tuple(loose(line.raw).split(" ")) if line.cells is None else ()
    if 2 <= len(cells) < len(words) and "\t" not in line.raw:
        close = header_kind(words, exact=True)
        if close is not None and None not in close[1]:
            return close  # narrow columns: 職稱 姓名 官職等
    if len(cells) >= 2:
        return header_kind(cells)
    return header_kind(words, exact=True) if len(words) >= 2 else None


def _in_place_of_host(column: str | None, *, hosts: bool) -> str | None:
    """Who is visited is what a table without other words for it tells of; else it is the place."""
    return ("content" if hosts else "place") if column == "host" else column


def _bands_alone(rows: list[Row], width: int) -> list[Row]:
    """Rows of a text with tabs; what stands alone in its line where nearly all rows have several
    cells is a row of one cell over all columns, not the rest of a cell."""
    alone = [row for row in rows if len(row.cells) == 1]
    if len(alone) > _MOST_ALONE * len(rows) or width < 3:
        return rows
    bands = {row.line for row in alone if _is_title(row.cells[0] or "")}
    empty = ("",) * (width - 1)
    return [Row(row.line, (*row.cells, *empty)) if row.line in bands else row for row in rows]


def _is_title(text: str) -> bool:
    return (
        _LEAST_TITLE <= count_han(text) <= _MOST_TITLE
        and not re.search(r"[。,;:、]|\d", text)
        and find_clock(text) is None
        and not find_dates(text)
        and header_kind((text,)) is None
    )


def _exact_body(lines: Sequence[TextLine], at: int) -> Iterator[TextLine]:
    """Rows of the table, and of a table right behind it with as many columns and no header."""
    head = lines[at]
    assert head.cells is not None
    pending: list[TextLine] = []
    table = head.table
    for line in islice(lines, at + 1, None):
        if _names_other_days(line, head):
            return
        if line.cells is None:
            if not line.blank and line.role is None:
                if not _goes_on_below(lines, line, table):
                    return
                continue  # a footnote of the table
            pending.append(line)
            continue
        if line.table != table:
            header = header_kind(line.cells)
            other = header is not None and header != header_kind(head.cells)
            if other or len(line.cells) != len(head.cells):
                return
            table = line.table
        yield from pending
        pending = []
        yield line


def _only_weekdays(cells: Cells) -> bool:
    """Whether a row names days of the week and nothing else: they stand above the days of a header."""
    filled = [normalize(cell) for cell in cells if cell and normalize(cell)]
    return len(filled) > 1 and all(weekday_alone(cell) is not None for cell in filled)


def _names_other_days(line: TextLine, head: TextLine) -> bool:
    """Whether the line is not the header printed again, but one of the days of another week."""
    days = _days(line)
    return bool(days) and days != _days(head) and _header(line) is not None


def _days(line: TextLine) -> list[tuple[int, int]]:
    """Month and day of each day that the cells of a row name, which names none but alone."""
    cells = [normalize(cell or "") for cell in split_cells(line)]
    found = [find_dates(cell) for cell in cells]
    if any(len(dates) > 1 for dates in found):
        return []
    return [(day.month, day.day) for dates in found for day in dates]


def _goes_on_below(lines: Sequence[TextLine], line: TextLine, table: int | None) -> bool:
    """Whether the next row of any table is one of this."""
    below = (each for each in lines if each.number > line.number and each.cells is not None)
    found = next(below, None)
    return found is not None and found.table == table


def _text_body(lines: Sequence[TextLine], at: int, kind: str) -> Iterator[TextLine]:
    """The lines of a table in extracted text, up to the next heading or line of another kind."""
    pending: list[TextLine] = []
    head = _header(lines[at])
    undated = kind == "timetable" and head is not None and not {"date", "datetime"} & set(head[1])
    for place, line in enumerate(islice(lines, at + 1, None), at + 1):
        if line.blank or line.role is not None:
            pending.append(line)
            continue
        if line.cells is not None or _ends_table(line, kind, bool(pending)):
            return
        if _another_kind(lines, place, kind) or _names_other_days(line, lines[at]):
            return
        if undated and len(split_cells(line)) == 1 and find_dates(line.text):
            below = next((each for each in lines[place + 1 :] if not each.blank), None)
            if below is not None and _header(below):
                return  # the day of the next table
        yield from pending
        pending = []
        yield line


def _another_kind(lines: Sequence[TextLine], place: int, kind: str) -> bool:
    """Whether the line is the header of a table of another kind, or a title right above one."""
    alone = len(split_cells(lines[place])) == 1
    below = next((each for each in lines[place + 1 :] if not each.blank), None) if alone else None
    header = _header(lines[place]) or (_header(below) if below else None)
    return header is not None and header[0] in {"roster", "timetable"} - {kind}


def _ends_table(line: TextLine, kind: str, gap: bool) -> bool:
    cells = split_cells(line)
    if names_chapter(line):
        return True
    if len(cells) > 1 and any(cell and cell.strip() for cell in cells[1:]):
        return False
    heading = line.marker is not None and line.marker.rank <= _HEADING_RANK
    titled = is_chapter_word(line.text) or is_appendix_title(loose(line.raw))
    if heading or titled or _NOTE.match(line.text):
        return True
    if kind == "roster":
        return _ends_roster(line, gap)
    return line.width > 200 or ("。" in line.text and line.width > 100)


def _ends_roster(line: TextLine, gap: bool) -> bool:
    """A class name may stand between the rows; running text, a gap or a role (領隊:…) may not."""
    said, colon, who = line.text.partition(":")
    if colon and len(who) > 3 and meaning("role", said):
        return True
    short = gap and len(loose(line.raw).split(" ")) < 3
    return line.width > 60 or short or "。" in line.text


def _build(
    kind: str, columns: tuple[str | None, ...], head: TextLine, body: list[TextLine]
) -> Table:
    headers, rows = [head.number], []
    printed = [line for line in body if not line.blank and line.role is None]
    for line in printed:
        cells = split_cells(line)
        again = cells == head.cells or _header(line) or header_kind(cells)
        if again or _only_weekdays(cells):
            headers.append(line.number)
        else:
            rows.append(Row(line.number, cells))
    numbers = (head.number, *(line.number for line in body))
    hosts = "host" in columns and "content" not in columns
    columns = tuple(_in_place_of_host(name, hosts=hosts) for name in columns)
    if head.cells is None:
        rows = _bands_alone(rows, len(columns))
    table = Table(kind, columns, tuple(rows), tuple(headers), numbers, hosts=hosts)
    table = places_down(told_by_cells(table))
    if head.cells is None or head.printed:
        joined = rows_of_timetable if kind == "timetable" else rows_of_list
        table = joined(table, aligned=head.printed)
    return melted(days_of_bands(table), split_cells(head))
