"""Recommendations each in a small table of labels and values: 建議事項 | …, 主辦機關 | …."""

from __future__ import annotations

from collections.abc import Sequence

from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import Row, Table
from tourlib.text import normalize
from tourlib.vocabulary import header_column

_COLUMNS = ("order", "advice", "detail", "lead_agency", "co_agencies", "horizon")
#: A table with none of these is of something else.
_TELLING = frozenset({"lead_agency", "co_agencies", "horizon"})


def read_label_rows(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """Such tables that begin at this line, as one with a row for each, and the place behind them."""
    rows: list[Row] = []
    end = at
    place = at
    while place < len(lines) and (found := _records(lines, place)):
        rows += found[0]
        place = end = found[1]
        while place < len(lines) and (lines[place].blank or lines[place].role is not None):
            place += 1
    if not rows:
        return None
    numbers = tuple(line.number for line in lines[at:end])
    return Table("advice", _COLUMNS, tuple(rows), (), numbers, True), end


def _records(lines: Sequence[TextLine], at: int) -> tuple[list[Row], int] | None:
    """The recommendations of one table: a column that comes again begins the next."""
    cells: dict[str, str] = {}
    found: list[tuple[dict[str, str], list[int]]] = []
    place = at
    while place < len(lines) and lines[place].table == lines[at].table:
        line = lines[place]
        filled = [cell for cell in line.cells or () if cell and normalize(cell)]
        if line.cells is None or len(line.cells) < 2 or not 1 <= len(filled) <= 2:
            return None
        label = normalize(filled[0]).rstrip(":")
        column = header_column("advice", label, exact=True)
        value = filled[1] if len(filled) == 2 else ""
        if column is None and found:
            column, value = "detail", f"{label}:{value}" if value else label
        if column is None:
            return None
        if not found or (column in {"order", "advice"} and column in cells):
            cells = {}
            found.append((cells, []))
        cells[column] = "\n".join(filter(None, [cells.get(column, ""), value]))
        found[-1][1].append(line.number)
        place += 1
    if not all("advice" in each and each.keys() & _TELLING for each, _numbers in found):
        return None
    rows = [
        Row(numbers[0], tuple(each.get(column, "") for column in _COLUMNS), tuple(numbers))
        for each, numbers in found
    ]
    return rows, place
