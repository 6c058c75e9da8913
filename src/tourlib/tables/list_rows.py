"""Which printed lines of a roster or of recommendations are one row: of all divisions the one in which
each person has a name, each row its number, and cells fit best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.table import Table
from tourlib.text import normalize
from tourlib.vocabulary import meaning

#: What it costs: that a row lacks what every one has (an agency may be merged over several); that a
#: cell has one more line.
_MISSING = {
    "name": 2.0,
    "order": 1.6,
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
    width = len(table.columns)
    rows = [
        replace(row, cells=(*row.cells, *[""] * (width - len(row.cells))))
        if len(row.cells) > 1
        else row
        for row in table.rows
    ]
    texts = [tuple(normalize(cell or "") for cell in row.cells) for row in rows]
    price = partial(_price, _List.of(table.columns, texts, aligned))
    cost, groups = divide(len(rows), partial(price, True))
    if aligned and table.kind == "roster":
        in_the_middle, others = divide(len(rows), partial(price, False))
        groups = others if in_the_middle + _MARGIN * len(others) < cost else groups
    rows = [one_row(rows[begin:end]) for begin, end in groups]
    table = replace(table, rows=tuple(rows))
    return _merged_down(table) if aligned and table.kind == "roster" else table


@dataclass(frozen=True)
class _List:
    """What is divided into rows.

    Attributes:
        columns: what each column has, if it is known.
        lacks: for each column, what it costs that a row has nothing in it.
        lines: the cells of each line.
        whole: for each line, whether it is a row and no more.
        aligned: as :func:`rows_of_list` has it.
    """

    columns: tuple[str, ...]
    lacks: tuple[float, ...]
    lines: tuple[tuple[str, ...], ...]
    whole: tuple[bool, ...]
    aligned: bool

    @classmethod
    def of(
        cls, known: Sequence[str | None], lines: Sequence[tuple[str, ...]], aligned: bool
    ) -> _List:
        columns = tuple(column or "" for column in known)
        missing = _MISSING | ({"order": _WITHOUT_NUMBER} if "advice" in columns else {})
        firsts = [columns.index(column) for column in columns]  # of two alike, one may be empty
        lacks = [
            missing.get(column, 0.0) * (at == first)
            for at, (column, first) in enumerate(zip(columns, firsts, strict=True))
        ]
        # What is too much belongs nowhere; a line of one cell is one, unless cells have their places.
        whole = [len(cells) > len(columns) or not (aligned or any(cells[1:])) for cells in lines]
        return cls(columns, tuple(lacks), tuple(lines), tuple(whole), aligned)


def _price(table: _List, top: bool, begin: int, end: int) -> float | None:
    """What it costs that these lines are one row; ``None`` where they, and more, cannot be one.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
    """
    inside, width = table.lines[begin:end], len(table.columns)
    if len(inside) > 1 and any(table.whole[begin:end]):
        return None
    if len(inside) == 1 and (table.whole[begin] or _is_alone(inside[0])):
        return 0.0
    grid = [(*cells, *[""] * width)[:width] for cells in inside]
    of_role = not table.aligned and any(meaning("role", text) for text in chain(*grid))
    cost = misfit(grid, top=top)
    for column, lack, cells in zip(
        table.columns, table.lacks, zip(*grid, strict=True), strict=True
    ):
        said = [text for text in cells if text]
        if said:
            cost += _ANOTHER.get(column, _MORE) * sum(text[0] != "(" for text in said[1:])
        elif not (of_role and column == "order"):
            cost += lack
    return cost


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
