"""Which printed lines of a roster or of recommendations are one row: of all divisions the one in which
each person has a name, each row its number, and cells fit best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from tourlib.outline.numbering import read_marker
from tourlib.people.forms import is_agency, is_listed
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.merged import Column, Printed, merged_down
from tourlib.tables.roles import Columns
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import OF_GROUP, names_group
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
#: What it costs that an agency is one of its units, and that it is none that is known.
_OF_UNIT, _NO_AGENCY = 0.4, 1.0
#: What it costs at most that a cell which may be merged over several people stands astray.
_MERGED = 0.6
#: Cells in the middle of their rows must fit better by so much a row.
_MARGIN = 0.1
_CLASS = re.compile(r"(?:班|訓練|組)$")
#: The group of a person, or a dash where there is none.
_GROUP_OR_NONE = re.compile(rf"^[^-–—]*(?:{OF_GROUP.pattern})[^-–—]*$|^[-–—]+$")
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.]")
#: Columns in which each person, or each recommendation, has a cell.
_OF_EACH = ("order", "name", "name_title", "advice")


def _price_of_agency(text: str) -> float:
    """What it costs that a text is an agency; two of them are no name of one."""
    return 0.0 if is_listed(text) else _OF_UNIT if is_agency(text) else _NO_AGENCY


def _price_of_topic(text: str) -> float:
    """What it costs that a text is a topic: where these have numbers each begins with one."""
    return 0.0 if _NUMBER.match(text) and len(_NUMBER.findall(text)) == 1 else 1.0


#: Columns of aligned text in which an empty cell is a merged one.
_REACHING = {
    "agency": Column(1.5, price=_price_of_agency),
    "group": Column(1.0, price=lambda text: 0.0 if _GROUP_OR_NONE.search(text) else 1.0),
    "topic": Column(1.5, price=_price_of_topic),
}


def rows_of_list(table: Table, *, aligned: bool) -> Table:
    """A roster or recommendations of text, a row a line, with the lines of each row put together.

    Args:
        aligned: whether cells are told by where they stand in their lines, so that they may stand
            in the middle of their row, and an empty one may be merged with the one above.
    """
    columns = _with_topics(table.columns)
    rows = [row.widened(len(columns)) if len(row.cells) > 1 else row for row in table.rows]
    listed = _List.of(columns, rows, aligned)
    key = next((place for place, name in enumerate(columns) if name in _OF_EACH), 0)
    places = {p: _REACHING[n] for p, n in enumerate(columns) if aligned and n in _REACHING}
    ways = []
    for top in (True, False)[: 1 + aligned]:
        cost, groups = divide(len(rows), partial(_price, listed, top))
        joined = [one_row(rows[begin:end]) for begin, end in groups]
        apart = [end - begin < 2 and _stands_alone(listed, begin) for begin, end in groups]
        printed = Printed(rows, listed.lines, groups, key, top)
        more, joined = merged_down(joined, printed, places, apart)
        ways.append((cost + more + (0.0 if top else _MARGIN * len(groups)), joined))
    table = replace(table, rows=tuple(min(ways, key=lambda way: way[0])[1]))
    return _without_roles(table) if aligned and table.kind == "roster" else table


def _with_topics(columns: Columns) -> Columns:
    """The columns; of two of recommendations (建議主題 | 建議內容) the first is merged over the rows."""
    first = columns.index("advice") if columns.count("advice") > 1 else None
    return tuple("topic" if at == first else name for at, name in enumerate(columns))


@dataclass(frozen=True)
class _List:
    """What is divided into rows.

    Attributes:
        columns: what each column has, if it is known.
        lines: the cells of each line.
        whole: for each line, whether it is a row and no more.
        numbered: for each line, whether what it recommends begins with a number, ``None`` where it
            has no such words; empty where a column has the numbers.
        roles: for each line, whether a cell says what role somebody has.
        aligned: as :func:`rows_of_list` has it.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    whole: tuple[bool, ...]
    numbered: tuple[bool | None, ...]
    roles: tuple[bool, ...]
    aligned: bool

    @classmethod
    def of(cls, known: Sequence[str | None], rows: Sequence[Row], aligned: bool) -> _List:
        columns = tuple(column or "" for column in known)
        lines = [tuple(normalize(cell) for cell in row.cells) for row in rows]
        # What is too much belongs nowhere; a line of one cell is one, unless cells have their places.
        whole = [
            len(cells) > len(columns) or row.is_over or not (aligned or any(cells[1:]))
            for row, cells in zip(rows, lines, strict=True)
        ]
        at = columns.index("advice") if aligned and "advice" in columns else len(columns)
        texts = ["".join(cells[at : at + 1]) for cells in lines]
        numbered = [read_marker(text) is not None if text else None for text in texts]
        numbered = numbered if "order" not in columns and numbered.count(True) > 1 else []
        roles = (any(meaning("role", cell) for cell in cells[: len(columns)]) for cells in lines)
        return cls(columns, tuple(lines), tuple(whole), tuple(numbered), tuple(roles), aligned)


def _price(table: _List, top: bool, begin: int, end: int) -> float | None:
    """What it costs that these lines are one row, whose cells begin with it (``top``) or stand in the
    middle of it; ``None`` where they, and more, cannot be one."""
    inside, width = table.lines[begin:end], len(table.columns)
    if len(inside) > 1 and any(table.whole[begin:end]):
        return None
    if len(inside) == 1 and _stands_alone(table, begin):
        return 0.0
    grid = [(*cells, *[""] * width)[:width] for cells in inside]
    of_role = not table.aligned and any(table.roles[begin:end])
    most = [_MERGED if column in _REACHING and table.aligned else None for column in table.columns]
    cost = misfit(grid, top=top, aligned=table.aligned, most=most)
    cost += _price_of_numbers(table.numbered[begin:end])
    return cost + _price_of_cells(table.columns, grid, of_role)


def _price_of_cells(columns: Sequence[str], grid: Sequence[Sequence[str]], of_role: bool) -> float:
    """What it costs that these lines are the cells of a row, with a role in it or not."""
    missing = _MISSING | ({"order": _WITHOUT_NUMBER} if "advice" in columns else {})
    missing |= {"order": 0.0} if of_role else {}
    cost = 0.0
    for at, column in enumerate(columns):
        said = [cells[at] for cells in grid if cells[at]]
        if said:
            cost += _ANOTHER.get(column, _MORE) * sum(text[0] != "(" for text in said[1:])
        elif column not in columns[:at]:  # of two alike, one may be empty
            cost += missing.get(column, 0.0)
    return cost


def _price_of_numbers(lines: Sequence[bool | None]) -> float:
    """What it costs that the words of a row, which have a number, begin in these of its lines."""
    begins = [one for one in lines if one is not None]
    return _WITHOUT_NUMBER * (bool(lines) - sum(begins[:1]) + sum(begins[1:]))


def _stands_alone(table: _List, line: int) -> bool:
    """Whether a line is a row and no more, or may be a class or a role that stands by itself, where no
    cell of a column of units (商業組) or of groups does."""
    told = zip(table.lines[line], table.columns, strict=False)
    filled = [t for t, name in told if t and not (table.aligned and name in ("unit", "group"))]
    if table.whole[line] or len(filled) != 1 or filled[0].startswith("("):
        return table.whole[line]
    role = meaning("role", filled[0]) is not None or _CLASS.search(filled[0]) is not None
    return role or names_group(filled[0])


def _of_one(text: str | None) -> bool:
    """Whether a text is the role of one person; 工作人員 is that of several."""
    return meaning("role", text or "") not in {None, "staff"}


def _without_roles(table: Table) -> Table:
    """The table, what is merged with the cell above empty where that is the role of one person, and who
    has a role for a number of no class."""
    above = dict.fromkeys(table.columns, "")
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        said = list(zip(table.columns, cells, strict=False))
        of_role = any(column == "order" and meaning("role", cell or "") for column, cell in said)
        for place, (column, cell) in enumerate(said):
            if cell is not None:
                above[column] = cell
            elif _of_one(above[column]) or (of_role and column == "group"):
                cells[place] = ""
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))
