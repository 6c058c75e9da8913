"""Rows of tables in text with tabs, broken inside a cell: the counts of cells tell what belongs
together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.structure.rows import Row, Table
from tourlib.text import normalize


def whole_rows(table: Table) -> Table:
    """The table, lines put together that have as many cells as a row only in common.

    Where a cell breaks, its row's first line ends in it and the next one begins with the rest.
    """
    if table.exact or table.aligned:
        return table
    rows: list[Row] = []
    at = 0
    while at < len(table.rows):
        count, cells = _whole(table.rows[at:], table)
        first = table.rows[at]
        lines = tuple(n for row in table.rows[at : at + count] for n in row.lines)
        rows.append(Row(first.line, cells, lines) if count > 1 else first)
        at += count
    return replace(table, rows=tuple(rows))


def _whole(rows: Sequence[Row], table: Table) -> tuple[int, Cells]:
    """How many lines make the first row, and its cells."""
    cells, width = rows[0].cells, len(table.columns)
    if not 2 <= len(cells) < width:
        return 1, cells
    for count, (above, row) in enumerate(pairwise(rows), 2):
        # A numbered row of a roster may break behind a cell too: 6 | 某署 / | 副署長 | 姓名.
        ended = table.kind == "roster" and _begins(cells) and not normalize(row.cells[0] or "")
        if row.line != above.lines[-1] + 1 or not (ended or _goes_on(cells[-1], row.cells[0])):
            break
        cells = (*cells[:-1], f"{cells[-1]}\n{row.cells[0]}".rstrip("\n"), *row.cells[1:])
        if len(cells) == width:
            return count, cells
    return 1, rows[0].cells


def _begins(cells: Cells) -> bool:
    return normalize(cells[0] or "").isdigit() and bool(normalize(cells[-1] or ""))


def _goes_on(above: str | None, below: str | None) -> bool:
    """Whether the words of two cells may be one's: no row begins with the lower ones."""
    text = normalize(below or "")
    if not normalize(above or "") or not text or text.isdigit():
        return False
    found = [*find_dates(text)[:1], find_clock(text)]
    return not any(each is not None and each.span[0] == 0 for each in found)
