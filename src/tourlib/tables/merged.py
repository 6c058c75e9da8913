"""Cells that are merged over several rows, in text that is laid out as a page looks: of all ways to
divide the lines of a column the one in which cells stand best beside their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from tourlib.tables.continuation import joints, price_of_words
from tourlib.tables.fitting import astray, heights, one_row
from tourlib.tables.table import Row

#: A cell has no more lines, and is merged over no more rows.
_MOST_LINES, _MOST_ROWS = 8, 16
#: What it costs that a line is missing in a cell; that it reaches out of its rows, for each line.
_HOLE, _OUTSIDE = 1.0, 2.0
_HALF = 0.5

#: Where a row begins and ends.
Extent = tuple[float, float]
#: The first line of a cell and the one behind it, its first row and the one behind it.
Cell = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a table, and of which row they are.

    Attributes:
        lines: one row each.
        texts: the cells of each line in normal form.
        groups: the first line of each row and the one behind it.
        key: the column in which each row has a cell of its own.
        top: whether cells begin with their rows, rather than stand in the middle of them.
    """

    lines: Sequence[Row]
    texts: Sequence[Sequence[str]]
    groups: Sequence[tuple[int, int]]
    key: int
    top: bool


@dataclass(frozen=True, slots=True)
class Column:
    """What it costs that a row has no cell in a column, that one has another row, or one that its
    lines do not reach, though it begins with its rows, and that a text is one, for each line."""

    empty: float
    each_row: float = 0.35
    beyond: float = 0.0
    price: Callable[[str], float] = lambda _text: 0.0


def merged_down(
    rows: Sequence[Row], printed: Printed, columns: Mapping[int, Column], apart: Sequence[bool]
) -> tuple[float, list[Row]]:
    """These rows of a table, what stands in the lines of some columns over the rows that it is merged
    over, and how badly it fits.

    Args:
        apart: for each row whether it stands for itself, so that no cell goes on over it.
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
    """These rows, the cells of each of some columns over the rows that it is merged over; what is
    merged over the column before stays so."""
    total = 0.0
    start = printed.groups[0][0]
    heights_of, extents = _places(printed)
    cells: list[list[str | None]] = [list(row.cells) for row in rows]
    down: list[set[int]] = [set() for _row in rows]
    for place, column in columns.items():
        of = [at for at in range(start, printed.groups[-1][1]) if printed.texts[at][place]]
        told = [(heights_of[at - start], printed.texts[at][place]) for at in of]
        cost, found = _cells_over_rows(told, extents, column, top=printed.top)
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
    """How far each line stands below the first, and where each row begins and ends: it reaches as
    far below its key cell as above it, if cells stand in the middle of their rows."""
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
        extents.append((begins, ends))
        begins = ends
    return found, extents


def _cells_over_rows(
    lines: Sequence[tuple[float, str]], rows: Sequence[Extent], column: Column, *, top: bool
) -> tuple[float, tuple[Cell, ...]]:
    """The cells of a column beside the rows of its table, and how badly they fit; ``lines`` are how
    far each of the column stands below the first, and its text."""
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
    """What it costs that the text of these lines is one cell, by the first and the one behind it."""
    going_on = [joint for joint in joints([text for _at, text in lines], "", 0) if joint]
    return {
        (begin, end): price_of_words(going_on[begin:end], first=begin == 0)
        + column.price("".join(text for _at, text in lines[begin:end])) * (end - begin)
        for begin in range(len(lines))
        for end in range(begin + 1, min(begin + _MOST_LINES, len(lines)) + 1)
    }


def _cells_from(
    lines: Sequence[tuple[float, str]], rows: Sequence[Extent], line: int, row: int
) -> Iterator[Cell]:
    """All cells that may begin with this line and this row: they stand beside some row of theirs."""
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
    """What it costs that these lines stand beside these rows."""
    line, end, row, last = cell
    begins, ends = lines[line][0], lines[end - 1][0] + 1
    above, below = begins - rows[row][0], rows[last - 1][1] - ends
    cost = column.each_row * (last - row - 1) + _HOLE * (ends - begins - (end - line))
    cost += _OUTSIDE * (max(-above, 0) + max(-below, 0))
    if not top:
        return cost + astray(abs(above - below), top=False)
    return cost + astray(abs(above), top=True) + column.beyond * (rows[last - 1][0] >= ends)
