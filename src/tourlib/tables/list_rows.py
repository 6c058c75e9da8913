"""Which printed lines of a roster or of recommendations are one row: it has one name for each person,
and one number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.table import Row, Table
from tourlib.text import normalize
from tourlib.vocabulary import meaning

#: What it costs: that a row lacks what every person has (an agency may be merged over several);
#: that a cell has one more line; that a header stands inside a row.
_MISSING = {"name": 2.0, "order": 1.5, "title": 1.2, "agency": 0.5}
_ANOTHER = {"order": 2.0, "name": 1.0, "title": 0.4, "agency": 0.1, "agency_title": 0.1}
_OVER_HEADER = 0.5
#: Columns that every person has something in.
_NEEDED = frozenset({"order", "name", "title", "agency", "agency_title", "name_title"})
#: A division that costs more for each row is none; cells in the middle must fit better by so much.
_FITS, _MARGIN = 0.9, 0.1
_MOST_ALONE = 12
_CLASS = re.compile(r"(?:班|訓練|組)$")
#: Columns of aligned text in which an empty cell is a merged one.
_REACHING = frozenset({"agency", "unit", "group"})


def rows_of_list(table: Table, *, aligned: bool) -> Table:
    """A roster or recommendations of text, a row a line, with the lines of each row put together.

    Args:
        aligned: whether cells are told by where they stand in their lines, so that they may stand
            in the middle of their row, and an empty one may be merged with the one above.
    """
    if not aligned or table.kind != "roster":
        return _wraps_joined(table)
    return _merged_down(_wraps_joined(replace(table, rows=tuple(_people_of_lines(table)))))


def _people_of_lines(table: Table) -> Sequence[Row]:
    """The rows of a roster of aligned text, the lines of each person put together."""
    columns, rows = table.columns, table.rows
    needed = [p for p, name in enumerate(columns) if name in _NEEDED and name not in columns[:p]]
    texts = [[normalize(cell or "") for cell in row.cells] for row in rows]
    if any(len(cells) != len(columns) for cells in texts):
        return rows
    ways = []
    for top in (True, False):
        cost, groups = divide(len(rows), partial(_price, table, texts, needed, top))
        count = sum(end - begin > 1 or not _is_alone(texts[begin]) for begin, end in groups)
        ways.append((cost + (0.0 if top else _MARGIN * count), cost <= _FITS * count, groups))
    _cost, fits, groups = min(ways, key=lambda way: way[0])
    return [one_row(rows[begin:end]) for begin, end in groups] if fits else rows


def _price(
    table: Table, texts: Sequence[list[str]], needed: list[int], top: bool, begin: int, end: int
) -> float:
    """What it costs that these lines are one row.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
    """
    inside, rows = texts[begin:end], table.rows[begin:end]
    if len(rows) == 1 and _is_alone(inside[0]):
        return 0.0
    cost = misfit(inside, top=top)
    cost += _OVER_HEADER * any(rows[0].line < header < rows[-1].line for header in table.headers)
    for place in needed:
        if not any(cells[place] for cells in inside):
            cost += _MISSING.get(table.columns[place] or "", 1.5)
    for place, column in enumerate(table.columns):
        filled = [cells[place] for cells in inside if cells[place]]
        more = sum(not text.startswith("(") for text in filled[1:])
        cost += _ANOTHER.get(column or "", 0.2) * more
    return cost


def _is_alone(cells: Sequence[str]) -> bool:
    """Whether a row may be a class or a role that stands by itself."""
    filled = [text for text in cells if text]
    if len(filled) != 1 or len(filled[0]) > _MOST_ALONE or filled[0].startswith("("):
        return False
    return meaning("role", filled[0]) is not None or _CLASS.search(filled[0]) is not None


def _wraps_joined(table: Table) -> Table:
    """The table, a row joined to the one before it that is the rest of its cells; right above a
    header it is a title."""
    joined: list[Row] = []
    for row, following in zip_longest(table.rows, table.rows[1:]):
        last = joined[-1] if joined else None
        until = following.line if following else 0
        titled = any(row.line < header < until for header in table.headers)
        if last and not titled and _wraps(row, last, table):
            empty = ("",) * (len(table.columns) - len(row.cells))
            joined[-1] = one_row([last, replace(row, cells=(*row.cells, *empty))])
        else:
            joined.append(row)
    return replace(table, rows=tuple(joined))


def _wraps(row: Row, above: Row, table: Table) -> bool:
    """Whether a row is the rest of the one above: without a name, or without a number; who has a
    role may have none."""
    if not 1 < len(row.cells) <= len(table.columns) == len(above.cells):
        return False
    said: dict[str | None, str] = dict.fromkeys(table.columns, "")
    for column, cell in zip(table.columns, row.cells, strict=False):
        said[column] += normalize(cell or "")
    of_role = table.kind == "roster" and any(meaning("role", text) for text in said.values())
    return said.get("name") == "" or (said.get("order") == "" and not of_role)


def _merged_down(table: Table) -> Table:
    """The table, empty cells as merged with the one above in columns where one may stand for
    several people: but for the role of one, and who has a role for a number is of no class."""
    above = dict.fromkeys(table.columns, "")
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        said = list(zip(table.columns, cells, strict=False))
        of_role = any(column == "order" and meaning("role", cell or "") for column, cell in said)
        for place, (column, cell) in enumerate(said):
            if (cell or "").strip():
                above[column] = cell or ""
            elif column in (_REACHING - {"group"} if of_role else _REACHING):
                cells[place] = cell if meaning("role", above[column]) else None
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))
