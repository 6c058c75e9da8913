"""Cells merged over several rows, in text that is laid out like a page: choose the division of a
column's lines in which cells best match their rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from tourlib.tables.continuation import joints, price_of_words
from tourlib.tables.fitting import astray, heights, one_row
from tourlib.tables.table import Row

#: Maximum number of lines in a cell, and of rows over which it is merged.
_MOST_LINES, _MOST_ROWS = 8, 16
#: Costs of a missing line in a cell, and of each line that extends beyond its rows.
_HOLE, _OUTSIDE = 1.0, 2.0
_HALF = 0.5
#: Cost of a column with centred cells beside cells that begin at the top of their rows.
_MIXED = 1.0

#: Top and bottom of a row, and the number of its page.
Extent = tuple[float, float, int]
#: The first line of a cell and the line after its last; its first row and the row after its last.
Cell = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a table, and their rows.

    Attributes:
        lines: one row each.
        texts: the normalised cells of each line.
        groups: the first line of each row and the line after its last.
        key: the column in which each row has a cell of its own.
        top: whether cells begin at the top of their rows, rather than being centred.
        pages: the lines where pages end, in order.
    """

    lines: Sequence[Row]
    texts: Sequence[Sequence[str]]
    groups: Sequence[tuple[int, int]]
    key: int
    top: bool
    pages: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Costs for a column: of a row without a cell, of each further row of a cell, of a further row
    that its lines do not reach though cells begin at the top, and of its text, per line;
    ``centred`` tells whether cells may be centred beside others that begin at the top."""

    empty: float
    each_row: float = 0.35
    beyond: float = 0.0
    price: Callable[[str], float] = lambda _text: 0.0
    centred: bool = False


def merged_down(
    rows: Sequence[Row], printed: Printed, columns: Mapping[int, Column], apart: Sequence[bool]
) -> tuple[float, list[Row]]:
    """Return these rows of a table with the lines of some columns distributed over the rows that
    their cells span, and the cost of this.

    Args:
        apart: for each row whether it stands alone, so that no cell extends over it.
    """
    total, found = 0.0, list(rows)
    for alone, places in groupby(range(len(rows)), key=lambda at: apart[at]):
        own = list(places)
        if not alone:
            part = replace(printed, groups=[printed.groups[at] for at in own])
            cost, found[own[0] : own[-1] + 1] = _part([rows[at] for at in own], part, columns)
            total += cost
    return total, found


def _part(
    rows: Sequence[Row], printed: Printed, columns: Mapping[int, Column]
) -> tuple[float, list[Row]]:
    """Return these rows with the cells of some columns distributed over the rows that they span;
    cells merged over a column to the left stay so."""
    total = 0.0
    start = printed.groups[0][0]
    heights_of, extents = _places(printed)
    cells: list[list[str | None]] = [list(row.cells) for row in rows]
    down: list[set[int]] = [set() for _row in rows]
    for place, column in columns.items():
        of = [at for at in range(start, printed.groups[-1][1]) if printed.texts[at][place]]
        told = [(heights_of[at - start], printed.texts[at][place]) for at in of]
        cost, found = _cells_over_rows(told, extents, column, top=printed.top)
        if printed.top and column.centred:
            centred, cells_of = _cells_over_rows(told, extents, column, top=False)
            cost, found = min((cost, found), (centred + _MIXED, cells_of))
        total += cost
        for begin, end, first, last in found:
            own = one_row([printed.lines[at] for at in of[begin:end]]).cells
            wide = 1 + len([*takewhile(lambda cell: cell is None, own[place + 1 :])])
            for at in range(first, last):
                cells[at][place : place + wide] = [None] * wide
                down[at] |= {*range(place, place + wide)} if at > first else set()
            cells[first][place] = own[place]
    return total, [
        replace(row, cells=tuple(texts), down=frozenset(covered) if None in texts else row.down)
        for row, texts, covered in zip(rows, cells, down, strict=True)
    ]


def _places(printed: Printed) -> tuple[list[float], list[Extent]]:
    """Return the distance of each line below the first, and top and bottom of each row: if cells
    are centred, a row extends as far below its key cell as above it."""
    found: list[float] = []
    extents: list[Extent] = []
    free: dict[int, float] = {}
    begins = 0.0
    for begin, end in printed.groups:
        texts = printed.texts[begin:end]
        own = heights(texts)
        keys = [place for place, line in zip(own, texts, strict=True) if line[printed.key]]
        below = [(found[-1] + _HALF if found else 0.0) - own[0], begins - (keys or own)[0]]
        for place, line in zip(own, texts, strict=True):
            below += [free[at] - place for at, text in enumerate(line) if text and at in free]
        for place, line in zip(own, texts, strict=True):
            found.append(place + max(below))
            free |= {at: found[-1] + 1 for at, text in enumerate(line) if text}
        ends = found[-1] + 1
        if keys and not printed.top:
            ends = keys[0] + keys[-1] + 1 + 2 * max(below) - begins
        extents.append((begins, ends, bisect_right(printed.pages, printed.lines[begin].line)))
        begins = ends
    return found, extents


def _cells_over_rows(
    lines: Sequence[tuple[float, str]], rows: Sequence[Extent], column: Column, *, top: bool
) -> tuple[float, tuple[Cell, ...]]:
    """Return the cells of a column matched with the rows of its table, and the cost; ``lines`` are
    the distance of each line below the first, and its text."""
    prices = _prices_of_texts(lines, column)
    best: dict[tuple[int, int], tuple[float, tuple[Cell, ...]]] = {(0, 0): (0.0, ())}
    for row in range(len(rows)):
        for line in range(len(lines) + 1):
            if (line, row) not in best:
                continue
            cost, found = best[line, row]
            ways = [((line, row + 1), cost + column.empty, found)]
            for cell in _cells_from(lines, rows, line, row):
                price = prices[cell[0], cell[1]] + _misfit(lines, rows, cell, column, top=top)
                ways.append(((cell[1], cell[3]), cost + price, (*found, cell)))
            for place, total, cells in ways:
                if place not in best or total < best[place][0]:
                    best[place] = (total, cells)
    return best.get((len(lines), len(rows)), (float("inf"), ()))


def _prices_of_texts(
    lines: Sequence[tuple[float, str]], column: Column
) -> dict[tuple[int, int], float]:
    """Return the costs of reading these lines as one cell, by its first line and the line after it."""
    going_on = [*filter(None, joints([text for _at, text in lines], "", 0))]
    return {
        (begin, end): price_of_words(going_on[begin:end], first=begin == 0)
        + column.price("".join(text for _at, text in lines[begin:end])) * (end - begin)
        for begin in range(len(lines))
        for end in range(begin + 1, min(begin + _MOST_LINES, len(lines)) + 1)
    }


def _cells_from(
    lines: Sequence[tuple[float, str]], rows: Sequence[Extent], line: int, row: int
) -> Iterator[Cell]:
    """Yield all cells that may begin with this line and this row: they must be beside one of their rows."""
    for end in range(line + 1, min(line + _MOST_LINES, len(lines)) + 1):
        for last in range(row + 1, min(row + _MOST_ROWS, len(rows)) + 1):
            if lines[line][0] < rows[last - 1][1] and lines[end - 1][0] + 1 > rows[row][0]:
                yield line, end, row, last


def _misfit(
    lines: Sequence[tuple[float, str]],
    rows: Sequence[Extent],
    cell: Cell,
    column: Column,
    *,
    top: bool,
) -> float:
    """Return the cost of these lines beside these rows."""
    line, end, row, last = cell
    begins, ends = lines[line][0], lines[end - 1][0] + 1
    above, below = begins - rows[row][0], rows[last - 1][1] - ends
    cost = column.each_row * (last - row - 1) + _HOLE * (ends - begins - (end - line))
    cost += _OUTSIDE * (max(-above, 0) + max(-below, 0))
    if not top:
        away = astray(abs(above - below), top=False)
        # The text of a cell that the end of a page cuts, or nearly, may be at its top.
        cut = rows[row][2] != rows[min(last, len(rows) - 1)][2]
        return cost + (min(away, astray(abs(above), top=True)) if cut else away)
    return cost + astray(abs(above), top=True) + column.beyond * (rows[last - 1][0] >= ends)
