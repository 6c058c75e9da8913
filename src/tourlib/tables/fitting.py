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


def divide(
    count: int, price: Callable[[int, int], float | None], *, most: int = MOST_LINES
) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest division of so many lines into rows: its cost, and first and behind-last line
    of each.

    Args:
        price: what a row of these lines costs; ``None`` where they, and more of them, cannot be one.
        most: how many lines a row has at most.
    """
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        for begin in range(end - 1, max(-1, end - 1 - most), -1):
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


def misfit(
    rows: Sequence[Sequence[str]], *, top: bool, torn: bool = False, most: float | None = None
) -> float:
    """What it costs that these lines, by column, are one row.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
        torn: whether the row may be cut by the page's end.
        most: what a cell that stands astray costs at most.
    """
    cost, tallest = 0.0, 0
    hole = HOLE_ON_TOP if top else HOLE_IN_THE_MIDDLE
    for column in zip(*rows, strict=True):
        filled = [at for at, text in enumerate(column) if text]
        if not filled:
            continue
        first, last = filled[0], filled[-1]
        cost += hole * (last - first + 1 - len(filled))
        tallest = max(tallest, last - first + 1)
        away = first if top else abs(first - (len(rows) - 1 - last))
        astray = ASTRAY * away if top or not away else ASTRAY * (away - 1) + ONE_OFF
        cost += min(astray, TORN if torn else astray, astray if most is None else most)
    return cost + UNCOVERED * (len(rows) - tallest)


def one_row(rows: Sequence[Row]) -> Row:
    """These rows of a line each as one, their cells' texts below each other."""
    if len(rows) == 1:
        return rows[0]
    numbers = tuple(number for row in rows for number in row.lines)
    cells = tuple(
        "\n".join(text for row in rows if (text := row.cells[place] or "").strip())
        for place in range(len(rows[0].cells))
    )
    return Row(numbers[0], cells, numbers)
