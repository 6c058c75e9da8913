"""Lines of extracted text → rows of a table: of all divisions the one whose cells fit best.

Where a page is extracted as it looks, the cells of a row are spread over its lines: each begins
with the row, or each stands in the middle of it, as the table was set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tourlib.tables.table import Row

#: A row has at most so many lines.
MOST_LINES = 24
#: What it costs: a line that no cell of full height covers; a cell that is a line away from where
#: it should be (of an even height no line is the middle); a line missing in a cell; at most, where
#: the page's end cuts the row.
UNCOVERED, ASTRAY, ONE_OFF, TORN = 1.0, 1.0, 0.25, 0.3
#: In the middle, lines of cells of odd and even heights stand between each other.
HOLE_ON_TOP, HOLE_IN_THE_MIDDLE = 0.4, 0.2
_HALF = 0.5

Price = Callable[[int, int], float | None]


def divide(
    count: int, price: Price, *, most: int = MOST_LINES, least: float = 0.0
) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest division of so many lines into rows: its cost, and first and behind-last line
    of each.

    Args:
        price: what a row of these lines costs; ``None`` where they, and more of them, cannot be one.
        most: how many lines a row has at most.
        least: what a row costs at least.
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
    """How far each line, given by its cells, stands below the first at least, in lines of one cell.
    Cells in the middle of their rows may stand half a line below each other; what is of one column
    is a whole line apart.

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
    """What it costs that these lines, by column, are one row.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
        aligned: whether text is laid out as the page looks: else each line is one below another.
        torn: whether the row may be cut by the page's end.
        most: for each column what a cell that stands astray costs at most.
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
    """What it costs that a cell is so many lines away from where it should be; in the middle of an
    even height there is no line."""
    return ASTRAY * away if top else ONE_OFF * min(away, 1) + ASTRAY * max(away - 1, 0)


def one_row(rows: Sequence[Row]) -> Row:
    """These rows of a line each as one, their cells' texts below each other."""
    if len(rows) == 1:
        return rows[0]
    numbers = tuple(number for row in rows for number in row.lines)
    return Row(
        numbers[0], tuple(map(_one_cell, zip(*(row.cells for row in rows), strict=True))), numbers
    )


def _one_cell(lines: Sequence[str | None]) -> str | None:
    """The lines of a cell as one; ``None`` where it is empty and another reaches over it."""
    filled = [text for text in lines if (text or "").strip()]
    return "\n".join(filter(None, filled)) if filled or None not in lines else None
