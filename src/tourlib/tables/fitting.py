"""Divide lines of extracted text into the rows of a table: choose the division whose cells fit best.

In text extracted with its layout, the cells of a row are spread over its lines: either each begins
at the top of the row, or each is vertically centred, as the table was set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from tourlib.tables.table import Row

#: Maximum number of lines in a row.
MOST_LINES = 24
#: Costs: of a line not covered by a cell of full height; per line by which a cell is misplaced; of
#: being misplaced by one line when centred (an even height has no middle line); and the maximum if
#: the end of a page cuts the row.
UNCOVERED, ASTRAY, ONE_OFF, TORN = 1.0, 1.0, 0.25, 0.3
#: Cost of a missing line in a cell. When centred, lines of odd and even heights alternate.
HOLE_ON_TOP, HOLE_IN_THE_MIDDLE = 0.4, 0.2
_HALF = 0.5

Price = Callable[[int, int], float | None]


def divide(
    count: int, price: Price, *, most: int = MOST_LINES, least: float = 0.0
) -> tuple[float, list[tuple[int, int]]]:
    """Return the cheapest division of ``count`` lines into rows: its cost, and for each row its
    first line and the line after its last.

    Args:
        price: cost of a row with these lines; ``None`` if they, and any more, cannot be one.
        most: maximum number of lines in a row.
        least: minimum cost of a row.
    """
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        for begin in range(end - 1, max(-1, end - 1 - most), -1):
            if best[begin][0] + least >= best[end][0]:
                continue
            cost = price(begin, end)
            if cost is None:
                break
            if best[begin][0] + cost < best[end][0]:
                best[end] = (best[begin][0] + cost, begin)
    groups: list[tuple[int, int]] = []
    end = count
    while end:
        begin = best[end][1]
        groups.append((begin, end))
        end = begin
    return best[count][0], groups[::-1]


def heights(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return the minimum distance of each line (given by its cells) below the first, in lines of a
    cell. Centred cells may be half a line apart; lines of one column are a whole line apart.

    >>> heights([["開訓", ""], ["", "參訪"], ["典禮", ""]])
    [0.0, 0.5, 1.0]
    """
    found: list[float] = []
    free: dict[int, float] = {}
    for cells in lines:
        filled = [place for place, text in enumerate(cells) if text]
        half = found[-1] + _HALF if found else 0.0
        found.append(max([half, *(free.get(place, 0.0) for place in filled)]))
        free |= dict.fromkeys(filled, found[-1] + 1)
    return found


def misfit(
    rows: Sequence[Sequence[str]],
    *,
    top: bool,
    aligned: bool,
    torn: bool = False,
    most: Sequence[float | None] = (),
) -> float:
    """Return the cost of reading these lines, by column, as one row.

    Args:
        top: whether cells begin at the top of their row, rather than being centred.
        aligned: whether text is laid out like the page; otherwise each line is below the previous one.
        torn: whether the row may be cut by the end of a page.
        most: for each column the maximum cost of a misplaced cell.
    """
    cost, tallest = 0.0, 0.0
    at = heights(rows) if aligned else range(len(rows))
    hole = HOLE_ON_TOP if top else HOLE_IN_THE_MIDDLE
    for place, column in enumerate(zip(*rows, strict=True)):
        filled = [height for height, text in zip(at, column, strict=True) if text]
        if not filled:
            continue
        tall = filled[-1] - filled[0] + 1
        cost += hole * (tall - len(filled))
        tallest = max(tallest, tall)
        away = filled[0] - at[0] if top else abs(filled[0] - at[0] - (at[-1] - filled[-1]))
        limits = (TORN if torn else None, most[place] if most else None)
        cost += min([astray(away, top=top), *(limit for limit in limits if limit is not None)])
    return cost + UNCOVERED * (at[-1] - at[0] + 1 - tallest)


def astray(away: float, *, top: bool) -> float:
    """Return the cost of a cell that is this many lines away from its place; when centred, an even
    height has no middle line."""
    return ASTRAY * away if top else ONE_OFF * min(away, 1) + ASTRAY * max(away - 1, 0)


def one_row(rows: Sequence[Row]) -> Row:
    """Join rows of one line each, with the texts of their cells below each other; rows may lack cells
    at their ends. A single row stays as it is, with what is known of its merged cells."""
    if len(rows) == 1:
        return rows[0]
    numbers = tuple(number for row in rows for number in row.lines)
    columns = zip_longest(*(row.cells for row in rows), fillvalue="")
    return Row(numbers[0], tuple(map(_one_cell, columns)), numbers)


def _one_cell(lines: Sequence[str | None]) -> str | None:
    """Join the lines of a cell; ``None`` if it is empty and covered by another."""
    filled = [text for text in lines if (text or "").strip()]
    return "\n".join(filter(None, filled)) if filled or None not in lines else None
