"""Which rows of an unruled table a day printed beside them is the day of.

A day may stand at the top of its rows or in their middle; or in the first of them alone. Where it
stands does not always tell: the clock does, which does not run backwards within a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time
from itertools import pairwise

from tourlib.clocks import find_clock
from tourlib.readers.pdf.open_cells import Place, off_middle, off_top, starts_by
from tourlib.readers.pdf.printed_rows import PrintedRow
from tourlib.readers.pdf.unruled_rows import Columns

_HALF_DAYS = {
    "上午": time(8),
    "早上": time(8),
    "中午": time(12),
    "下午": time(13),
    "晚上": time(18),
    "晚間": time(18),
}
#: A day stands in its first row only where it would else be so much more out of place (points).
UNLIKELY = 4.0
#: More than any day is out of place (points).
FAR_OFF = 1000.0
#: What it costs to leave the first rows to a day of the page before (points).
LATE = 50.0
_NEW_DAY = re.compile(r"\d+\s*[月/.年A-Za-z-]|[A-Za-z]{3,9}\.?\s?\d|第")
_NUMBER_OF_DAY = re.compile(r"(?:第.{1,3}[天日]|Day\s?\d+)$", re.IGNORECASE)


def day_parts(
    columns: Columns,
    column: int,
    rows: Sequence[PrintedRow],
    ys: Sequence[float],
    run: Sequence[int],
) -> list[list[int]]:
    """The rows of a table that share a column of days, one part for each day.

    Args:
        rows: what is printed in the table.
        ys: the edges of its rows.
        run: the rows that no rule parts in this column.
    """
    pieces = _pieces(columns, column, rows, ys[run[0]], ys[run[-1] + 1])
    if len(run) < 2 or not pieces:
        return [list(run)]
    edges = [(ys[r], ys[r + 1]) for r in run]
    clocks = [_start(columns, rows, edge) for edge in edges]

    def late(row: int) -> float:
        return LATE + FAR_OFF * _backwards(clocks[: row - run[0]], [0])

    found: list[tuple[int, float, list[int]]] = []
    for off in (off_middle, off_top):

        def cost(piece: Place, cell: Place, off: Callable[..., float] = off) -> float:
            inside = [c for c, e in zip(clocks, edges, strict=True) if cell[0] <= e[0] < cell[1]]
            return off(piece, cell) + FAR_OFF * _backwards(inside, [0])

        best = starts_by(cost, ys, run, pieces, late)
        if best is not None:
            starts = [row - run[0] for row in best[1]]
            cells = [(edges[i][0], edges[j - 1][1]) for i, j in pairwise([*starts, len(run)])]
            worst = max(map(off, pieces, cells))
            found.append((_backwards(clocks, starts), worst, starts))
    for off, part in ((off_middle, 0.5), (off_top, 0.2)):
        heights = [top + part * (bottom - top) for top, bottom in pieces]
        own = [next((i for i, e in enumerate(edges) if height < e[1]), 0) for height in heights]
        worst = max(off(piece, edges[i]) for piece, i in zip(pieces, own, strict=True))
        found.append((_backwards(clocks, own), worst + UNLIKELY, own))
    starts = sorted({0, *min(found)[-1]})
    return [[run[i] for i in range(low, high)] for low, high in pairwise([*starts, len(run)])]


def _pieces(
    columns: Columns, column: int, rows: Sequence[PrintedRow], top: float, bottom: float
) -> list[Place]:
    """Top and bottom of each day in a column of days, between two heights."""
    lines = [
        (row, text)
        for row in rows
        if top < row.middle < bottom and (text := columns.cell(row, column))
    ]
    pieces: list[Place] = []
    before = ""
    for row, text in lines:
        if _NEW_DAY.match(text) and not (pieces and _NUMBER_OF_DAY.match(before)):
            pieces.append((row.top, row.bottom))
        elif pieces:  # else the rest of a day of the page before
            pieces[-1] = pieces[-1][0], row.bottom
        before = text
    return pieces


def _start(columns: Columns, rows: Sequence[PrintedRow], edges: Place) -> time | None:
    """The time that a row of the table begins at."""
    if columns.key is None:
        return None
    texts = [columns.cell(row, columns.key) for row in rows if edges[0] < row.middle < edges[1]]
    said = "".join(texts)
    clock = find_clock(said)
    return clock.start if clock else _HALF_DAYS.get(said)


def _backwards(clocks: Sequence[time | None], starts: Sequence[int]) -> int:
    """How often the clock runs backwards within a day."""
    count = 0
    for low, high in pairwise([*sorted({0, *starts}), len(clocks)]):
        timed = [clock for clock in clocks[low:high] if clock is not None]
        count += sum(after < before for before, after in pairwise(timed))
    return count
