"""Join the printed lines of a roster or of recommendations to rows: choose the division in which
each person has a name, each row its number, and the cells fit best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from tourlib.people.forms import body_cost, is_agency, is_listed
from tourlib.people.posts import divide_name
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.merged import Column, Printed, merged_down
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import OF_GROUP, TOTAL, names_group
from tourlib.text import count_han, normalize
from tourlib.vocabulary import meaning

#: Costs of rows without something that every row has (an agency may be merged over several).
_MISSING = {
    "name": 2.0,
    "order": 1.6,
    "title": 1.2,
    "agency": 0.5,
    "agency_title": 1.5,
    "name_title": 1.5,
}
#: Of a recommendation: whether the rows of its table have numbers → costs.
_OF_ADVICE = {True: {"order": 3.0}, False: {"lead_agency": 1.5, "horizon": 1.5}}
#: Cost of a row of recommendations without its number, and of each further number, if rows begin with them.
_UNNUMBERED = 3.0
#: Costs of each additional line in a cell.
_ANOTHER = {"order": 2.0, "name": 1.0, "title": 0.4, "agency": 0.1, "agency_title": 0.1}
_MORE = 0.2
#: Costs of an agency that is a unit of one, and of one that is unknown.
_OF_UNIT, _NO_AGENCY = 0.4, 1.0
#: Maximum cost of a misplaced cell that may be merged over several people.
_MERGED = 0.6
#: Per row of several lines, by which centred cells must fit better than others.
_MARGIN = 0.1
_CLASS = re.compile(r".(?:班|訓練|組)$")
#: The group of a person, or a dash for none.
_GROUP_OR_NONE = re.compile(rf"^[^-–—]*(?:{OF_GROUP.pattern})[^-–—]*$|^[-–—]+$")
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.]")
#: Columns in which each person, or each recommendation, has a cell.
OF_EACH = ("order", "name", "name_title", "advice")


def _price_of_agency(text: str) -> float:
    """Return the cost of reading a text as an agency; two agencies are not the name of one."""
    if is_listed(text):
        return 0.0
    unit = is_agency(text) or (count_han(text) == len(text) and body_cost(text) is not None)
    return _OF_UNIT if unit else _NO_AGENCY


def _price_of_group(text: str) -> float:
    """Return the cost of reading a text as a group, or as a dash for none."""
    return 0.0 if _GROUP_OR_NONE.search(text) else 1.0


#: Columns of aligned text in which an empty cell is a merged one; and left of the numbers of
#: recommendations: topics, or time frames in their place.
_REACHING = {
    "agency": Column(1.5, price=_price_of_agency),
    "group": Column(1.0, price=_price_of_group, centred=True),
}
_TOPIC = Column(1.5, centred=True)
_TOPICS = dict.fromkeys(("topic_order", "topic", "horizon"), _TOPIC)


def rows_of_list(table: Table, *, aligned: bool) -> Table:
    """Join the lines of each row of a roster or of recommendations in text, read as one row per line.

    Args:
        aligned: whether cells are recognised by their position in the lines, so that they may be
            centred, and an empty one may be merged with the one above.
    """
    columns = tuple(column or "" for column in table.columns)
    # Otherwise single spaces stand between the columns.
    divided = any(len(row.cells) > 1 for row in table.rows)
    rows = [row.widened(len(columns)) if divided else row for row in table.rows]
    key = next((place for place, name in enumerate(columns) if name in OF_EACH), 0)
    places = _reaching(columns, key) if aligned else {}
    listed = _List.of(columns, rows, aligned, frozenset(places))
    pages = sorted({*table.headers, *table.pages})
    ways = []
    for top in (True, False)[: 1 + aligned]:
        cost, groups = divide(len(rows), partial(_price, listed, top))
        joined = [one_row(rows[begin:end]) for begin, end in groups]
        apart = [end - begin < 2 and _stands_alone(listed, begin) for begin, end in groups]
        printed = Printed(rows, listed.lines, groups, key, top, pages)
        more, joined = merged_down(joined, printed, places, apart)
        several = sum(end - begin > 1 for begin, end in groups)  # one line shows neither
        margin = 0.0 if top else _MARGIN * (several or len(groups))
        ways.append((cost + more + margin, joined))
    joined = min(ways, key=lambda way: way[0])[1]
    return replace(table, rows=tuple(_without_group(row, columns) for row in joined))


def _reaching(columns: Sequence[str], key: int) -> dict[int, Column]:
    """Return the columns whose cells may be merged over several rows, by position."""
    left = _REACHING | _TOPICS
    told = ((left if place < key else _REACHING).get(name) for place, name in enumerate(columns))
    return {place: column for place, column in enumerate(told) if column}


@dataclass(frozen=True)
class _List:
    """The lines to be divided into rows.

    Attributes:
        columns: the content of each column, if known.
        lines: the cells of each line.
        whole: for each line, whether it is a complete row.
        aligned: as for :func:`rows_of_list`.
        merged: columns with cells that may be merged over several rows.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    whole: tuple[bool, ...]
    aligned: bool
    merged: frozenset[int]

    @classmethod
    def of(
        cls, columns: tuple[str, ...], rows: Sequence[Row], aligned: bool, merged: frozenset[int]
    ) -> _List:
        lines = [tuple(normalize(cell) for cell in row.cells) for row in rows]
        # Surplus cells belong nowhere; a line of one cell is complete, unless cells have positions.
        whole = [
            len(cells) > len(columns) or row.is_over or not (aligned or any(cells[1:]))
            for row, cells in zip(rows, lines, strict=True)
        ]
        return cls(columns, tuple(lines), tuple(whole), aligned, merged)


def _price(table: _List, top: bool, begin: int, end: int) -> float | None:
    """Return the cost of reading these lines as one row, with cells at its ``top`` or centred;
    ``None`` if they, and any more, cannot be one."""
    inside, width = table.lines[begin:end], len(table.columns)
    if len(inside) > 1 and any(table.whole[begin:end]):
        return None
    if len(inside) == 1 and _stands_alone(table, begin):
        return 0.0
    grid = [(*cells, *[""] * width)[:width] for cells in inside]
    most = [_MERGED if place in table.merged else None for place in range(len(table.columns))]
    cost = misfit(grid, top=top, aligned=table.aligned, most=most)
    return cost + _price_of_cells(table.columns, grid)


def _price_of_cells(columns: Sequence[str], grid: Sequence[Sequence[str]]) -> float:
    """Return the cost of reading these lines as the cells of a row."""
    missing = _MISSING | (_OF_ADVICE["order" in columns] if "advice" in columns else {})
    cost = 0.0
    for at, column in enumerate(columns):
        said = [cells[at] for cells in grid if cells[at]]
        if said:
            more = [text for text in said[1:] if text[0] != "("]
            cost += _ANOTHER.get(column, _MORE) * len(more)
            if column == "advice" and "topic_order" in columns:  # its rows begin with numbers
                cost += _UNNUMBERED * abs(sum(bool(_NUMBER.match(text)) for text in said) - 1)
            cost += sum(column == "name_title" and divide_name(text)[1] != "" for text in more)
        elif column not in columns[:at]:  # one of two equal columns may be empty
            cost += missing.get(column, 0.0)
    return cost


def _stands_alone(table: _List, line: int) -> bool:
    """True if a line is a complete row, or may be a class or role on its own, unless the cell is in
    a column of units (商業組) or groups."""
    told = zip(table.lines[line], table.columns, strict=False)
    filled = [t for t, name in told if t and not (table.aligned and name in ("unit", "group"))]
    if filled and TOTAL.match(filled[0]):
        return True
    if table.whole[line] or len(filled) != 1 or filled[0].startswith("("):
        return table.whole[line]
    role = meaning("role", filled[0]) is not None or _CLASS.search(filled[0]) is not None
    return role or names_group(filled[0])


def _without_group(row: Row, columns: Sequence[str]) -> Row:
    """Return a row without the group merged from above, if it has a role in place of a number."""
    told = dict(zip(columns, row.cells, strict=False))
    if not meaning("role", told.get("order") or "") or told.get("group", "") is not None:
        return row
    at = columns.index("group")
    return replace(row, cells=(*row.cells[:at], "", *row.cells[at + 1 :]))
