"""Which printed lines of a roster or of recommendations are one row: it has one name for each person,
and one number."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

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
#: Columns of aligned text in which an empty cell is a merged one.
_REACHING = frozenset({"agency", "unit", "group"})


def rows_of_list(table: Table, *, aligned: bool) -> Table:
    """A roster or recommendations of text, a row a line, with the lines of each row put together.

    Args:
        aligned: whether cells are told by where they stand in their lines, so that they may stand
            in the middle of their row, and an empty one may be merged with the one above.
    """
    aligned = aligned and table.kind == "roster"
    joined = _wraps_joined(_people_of_lines(table) if aligned else table)
    return _merged_down(joined) if aligned else joined


def _people_of_lines(table: Table) -> Table:
    """A roster of aligned text with the lines of each person put together."""
    width = len(table.columns)
    if any(len(row.cells) != width or row.more for row in table.rows):
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
