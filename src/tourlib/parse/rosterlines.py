"""Which lines of extracted text are one row of a roster: a row has one name for each person."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tourlib.lines import Cells
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.table import Row, Table
from tourlib.text import normalize
from tourlib.vocabulary import meaning

#: What it costs that a row lacks what every person has (an agency may be merged over several);
#: that a cell has one more line.
_MISSING = {"name": 2.0, "order": 1.5, "title": 1.2, "agency": 0.5}
_ANOTHER = {"order": 2.0, "name": 1.0, "title": 0.4, "agency": 0.1, "agency_title": 0.1}
#: Columns that every person has something in.
_NEEDED = frozenset({"order", "name", "title", "agency", "agency_title", "name_title"})
_FITS, _MARGIN = 0.9, 0.1
_MOST_ALONE = 12


def people_of_lines(table: Table) -> Table:
    """A roster of aligned text with the lines of each row put together; others as they are."""
    width = len(table.columns)
    if not table.aligned or any(len(row.cells) != width or row.more for row in table.rows):
        return table
    needed = [
        place
        for place, column in enumerate(table.columns)
        if column in _NEEDED and column not in table.columns[:place]
    ]
    if not any(_lacks(row, needed) for row in table.rows):
        return table
    on_top, middle = (
        min(
            (_way(table, alone, needed, top=top) for alone in _titles(table)),
            key=lambda way: way[0],
        )
        for top in (True, False)
    )
    cost, count, rows = middle if middle[0] + _MARGIN * middle[1] < on_top[0] else on_top
    return replace(table, rows=tuple(rows)) if cost <= _FITS * count else table


def _titles(table: Table) -> list[set[int]]:
    """The lines that may be a class or a role alone: all that look so, and, where some may be the
    end of an agency (務組), those without them."""
    classes = {row.line for row in table.rows if _is_alone(row)}
    offices = {row.line for row in table.rows if row.line in classes and _ends_agency(row, table)}
    return [classes, classes - offices] if offices else [classes]


def _way(
    table: Table, alone: set[int], needed: list[int], *, top: bool
) -> tuple[float, int, list[Row]]:
    """One way to divide the lines: its cost, how many rows it has, the rows."""
    cost, count, rows = 0.0, 0, []
    for stretch in _stretches(table, alone):
        if len(stretch) == 1 and stretch[0].line in alone:
            rows += stretch
            continue
        price, groups = _divided(table, stretch, needed, top=top)
        cost += price
        count += len(groups)
        rows += [one_row(stretch[b:e]) if e - b > 1 else stretch[b] for b, e in groups]
    return cost, count, rows


def _divided(
    table: Table, rows: list[Row], needed: list[int], *, top: bool
) -> tuple[float, list[tuple[int, int]]]:
    texts = [[normalize(cell or "") for cell in row.cells] for row in rows]

    def price(begin: int, end: int) -> float:
        inside = texts[begin:end]
        cost = misfit(inside, top=top)
        for place in needed:
            if not any(cells[place] for cells in inside):
                cost += _MISSING.get(table.columns[place] or "", 1.5)
        for place, column in enumerate(table.columns):
            filled = [cells[place] for cells in inside if cells[place]]
            more = sum(not text.startswith("(") for text in filled[1:])
            cost += _ANOTHER.get(column or "", 0.2) * more
        return cost

    return divide(len(rows), price)


def _stretches(table: Table, alone: set[int]) -> list[list[Row]]:
    """The rows between headers; a row with nothing but a class or a role stands by itself."""
    found: list[list[Row]] = [[]]
    for row in table.rows:
        last = found[-1][-1] if found[-1] else None
        again = last and any(last.line < header < row.line for header in table.headers)
        if again and not _goes_on(row, table):
            found.append([])
        if row.line in alone:
            found += [[row], []]
        else:
            found[-1].append(row)
    return [rows for rows in found if rows]


def _goes_on(row: Row, table: Table) -> bool:
    """Whether a line below a page's header is the rest of the row above it: no number, no name."""
    keys = {"order", "name", "name_title"}
    cells = zip(row.cells, table.columns, strict=True)
    return not any(column in keys and normalize(cell or "") for cell, column in cells) and (
        not _is_alone(row)
    )


def _is_alone(row: Row) -> bool:
    filled = [normalize(cell or "") for cell in row.cells if normalize(cell or "")]
    if len(filled) != 1 or len(filled[0]) > _MOST_ALONE or filled[0].startswith("("):
        return False
    return meaning("role", filled[0]) is not None or filled[0].endswith(("班", "訓練", "組"))


def _ends_agency(row: Row, table: Table) -> bool:
    """Whether a row that looks like a class stands in the column of the agencies."""
    filled = [column for cell, column in zip(row.cells, table.columns, strict=True) if cell]
    return filled[:1] == ["agency"] and meaning("role", "".join(c or "" for c in row.cells)) is None


def _lacks(row: Row, needed: list[int]) -> bool:
    return any(not normalize(row.cells[place] or "") for place in needed)


def wraps_joined(table: Table) -> list[Row]:
    """The rows, a row without order and name joined to the one before it (a cell that wraps). Who
    has a role may have a name and no number."""
    headers = sorted(table.headers)
    joined: list[Row] = []
    # Of a table without rows the second is one longer.
    for row, following in zip(table.rows, [*table.rows[1:], None], strict=False):
        until = following.line if following else 0
        next_header = bisect_right(headers, row.line)
        titled = next_header < len(headers) and headers[next_header] < until
        last = joined[-1] if joined else None
        if last and not table.exact and not titled and _wraps(row.cells, last.cells, table.columns):
            merged = tuple(
                f"{above or ''} {below or ''}".strip() if place < len(row.cells) else above
                for place, (above, below) in enumerate(
                    itertools.zip_longest(last.cells, row.cells, fillvalue="")
                )
            )
            joined[-1] = Row(last.line, merged, (*last.lines, row.line))
        else:
            joined.append(row)
    return joined


def _wraps(cells: Cells, above: Cells, columns: Sequence[str | None]) -> bool:
    """Whether a row is the rest of the cells above it: without a name, or a number and a role."""
    if not 1 < len(cells) <= len(columns) == len(above):
        return False
    names, orders = (
        [place for place, column in enumerate(columns) if column == wanted]
        for wanted in ("name", "order")
    )
    unnumbered = bool(orders) and _empty(cells, orders) and not _has_role(cells)
    return _empty(cells, names) or unnumbered


def _empty(cells: Sequence[str | None], places: Sequence[int]) -> bool:
    return not any(i < len(cells) and normalize(cells[i] or "") for i in places)


def _has_role(cells: Sequence[str | None]) -> bool:
    return any(meaning("role", normalize(cell or "")) for cell in cells)
