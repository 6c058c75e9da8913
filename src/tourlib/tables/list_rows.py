"""Which printed lines of a roster or of recommendations are one row: of all divisions the one in which
each person has a name, each row its number, and cells fit best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.table import Table
from tourlib.text import normalize
from tourlib.vocabulary import meaning

#: What it costs: that a row lacks what every one has (an agency may be merged over several); that a
#: cell has one more line.
_MISSING = {
    "name": 2.0,
    "order": 1.5,
    "title": 1.2,
    "agency": 0.5,
    "agency_title": 1.5,
    "name_title": 1.5,
}
_WITHOUT_NUMBER = 3.0  # a recommendation
_ANOTHER = {"order": 2.0, "name": 1.0, "title": 0.4, "agency": 0.1, "agency_title": 0.1}
_MORE = 0.2
#: Cells in the middle of their rows must fit better by so much a row.
_MARGIN = 0.1
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
    columns, width = table.columns, len(table.columns)
    rows = [
        replace(row, cells=(*row.cells, *[""] * (width - len(row.cells))))
        if len(row.cells) > 1
        else row
        for row in table.rows
    ]
    texts = [tuple(normalize(cell or "") for cell in row.cells) for row in rows]
    price = partial(_price, columns, texts, aligned)
    cost, groups = divide(len(rows), partial(price, True))
    if aligned and table.kind == "roster":
        in_the_middle, others = divide(len(rows), partial(price, False))
        groups = others if in_the_middle + _MARGIN * len(others) < cost else groups
    rows = [one_row(rows[begin:end]) for begin, end in groups]
    table = replace(table, rows=tuple(rows))
    return _merged_down(table) if aligned and table.kind == "roster" else table


def _price(
    columns: Sequence[str | None],
    texts: Sequence[Sequence[str]],
    aligned: bool,
    top: bool,
    begin: int,
    end: int,
) -> float | None:
    """What it costs that these lines are one row; ``None`` where they, and more, cannot be one.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
    """
    inside = texts[begin:end]
    width = len(columns)
    whole = any(len(cells) > width for cells in inside)  # what is too much belongs nowhere
    whole = whole or (not aligned and not all(any(cells[1:]) for cells in inside))
    if whole or (end - begin == 1 and _is_alone(inside[0])):
        return 0.0 if end - begin == 1 else None
    grid = [(*cells, *[""] * width)[:width] for cells in inside]
    of_role = not aligned and any(meaning("role", text) for cells in grid for text in cells)
    missing = _MISSING | {"order": _WITHOUT_NUMBER} if "advice" in columns else _MISSING
    firsts = {column: place for place, column in reversed([*enumerate(columns)])}
    needed = {place for column, place in firsts.items() if column != "order" or not of_role}
    return misfit(grid, top=top) + sum(
        _price_of_cell(list(filter(None, cells)), column or "", missing if at in needed else {})
        for at, (column, cells) in enumerate(zip(columns, zip(*grid, strict=True), strict=True))
    )


def _price_of_cell(lines: Sequence[str], column: str, missing: Mapping[str, float]) -> float:
    """What it costs that a cell has these lines, or none."""
    if not lines:
        return missing.get(column, 0.0)
    return _ANOTHER.get(column, _MORE) * sum(line[0] != "(" for line in lines[1:])


def _is_alone(cells: Sequence[str]) -> bool:
    """Whether a row may be a class or a role that stands by itself."""
    filled = [text for text in cells if text]
    if len(filled) != 1 or len(filled[0]) > _MOST_ALONE or filled[0].startswith("("):
        return False
    return meaning("role", filled[0]) is not None or _CLASS.search(filled[0]) is not None


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
