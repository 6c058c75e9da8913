"""How far an unruled table reaches below its header, and where its columns meet.

Between two words of the header lie the places where their columns may meet. Each row of the table
keeps clear of some of them, so that fewer are left; a row that keeps clear of none is not of the
table, unless it is a day or a title printed over all columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tourlib.dates import find_dates
from tourlib.readers.pdf.printed_rows import WORD_EM, PrintedRow

#: What is farther below the last row than this is no row of the table (em), unless its rows are
#: mostly so far apart.
FAR_EM, FAR_TIMES = 2.0, 2.5
#: Lines of a cell are no further apart (em).
LINE_EM = 0.6
#: A cell centred in its row begins within so many lines of it.
CELL_LINES = 3
#: An empty space between two rules that is higher than this is none of the table's rows (em).
EMPTY_EM = 3.0
#: A date printed over all columns stands near the beginning of its row: 第一天 9月7日.
_DATE_NEAR = 4
_SENTENCE_END = ("。", ":", ";")

Places = list[list[float]]


def fit_rows(
    between: Sequence[tuple[float, float]],
    rows: Sequence[PrintedRow],
    count: int,
    rules: Sequence[float],
) -> tuple[list[float], int]:
    """The edges between the columns, and how many rows below the header are of the table.

    Args:
        between: where the white between two words of the header begins and ends.
        rows: those of the page from the header on.
        count: how many of them are the header.
        rules: heights of the rules that are as wide as the table.
    """
    places = [[low + step for step in range(int(high - low) + 1)] for low, high in between]
    body = rows[count:]
    places, ruled = _between_rules(places, body, rules)
    gaps: list[float] = []
    last = rows[count + ruled - 1] if count + ruled else None
    end = ruled
    for at in range(ruled, len(body)):
        row = body[at]
        gap = row.top - last.bottom if last else 0.0
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        if gap > max(FAR_EM * row.size, FAR_TIMES * usual):
            break
        left = _clear_of(row, places)
        if left is None and not _is_over_all(body, at, places):
            break
        if at == ruled > 0 and left and not _is_row(body, at, left):
            break  # what stands behind the last rule
        places = left or places
        gaps.append(gap)
        last, end = row, at + 1
    while end > ruled and _clear_of(body[end - 1], places) is None:
        end -= 1
    return [_middle(each) for each in places], end


def _between_rules(
    places: Places, rows: Sequence[PrintedRow], rules: Sequence[float]
) -> tuple[Places, int]:
    """The places that are left, and how many rows stand above the last rule of the table. A rule
    behind running text is not the table's."""
    end = 0
    for upper, lower in pairwise(rules):
        band = [row for row in rows if upper < row.middle < lower]
        if not band and rows and lower - upper > EMPTY_EM * rows[0].size:
            break
        wide, left = 0, places
        for row in band:
            clear = _clear_of(row, left)
            left = clear or left
            wide += clear is None and not _is_day(row)
        if wide > 1:
            break
        if band:
            places, end = left, sum(row.middle < lower for row in rows)
    while end and _clear_of(rows[end - 1], places) is None and not _is_day(rows[end - 1]):
        end -= 1  # the title of the next table
    return places, end


def _clear_of(row: PrintedRow, places: Places) -> Places | None:
    """The places that the row keeps clear of; ``None`` where there are none between two columns."""
    pieces = row.pieces(WORD_EM)
    left = [
        [x for x in each if not any(start < x - 0.5 and end > x + 0.5 for start, end, _ in pieces)]
        for each in places
    ]
    return left if all(left) else None


def _middle(places: Sequence[float]) -> float:
    """The middle of the widest run of places."""
    runs = [[places[0]]]
    for before, place in pairwise(places):
        if place - before > 1.5:
            runs.append([])
        runs[-1].append(place)
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def _is_over_all(rows: Sequence[PrintedRow], at: int, places: Places) -> bool:
    """Whether a row is a day over all columns, or a title with rows of the table below it."""
    row = rows[at]
    if _is_day(row):
        return True
    if len(row.pieces(WORD_EM)) > 1 or row.text.endswith(_SENTENCE_END) or at + 1 == len(rows):
        return False
    left = _clear_of(rows[at + 1], places)
    return left is not None and rows[at + 1].filled([_middle(each) for each in left]) > 2


def _is_row(rows: Sequence[PrintedRow], at: int, places: Places) -> bool:
    """Whether lines right below each other fill several columns."""
    edges, lines = [_middle(each) for each in places], [rows[at]]
    for row in rows[at + 1 : at + CELL_LINES]:
        if row.top - lines[-1].bottom > LINE_EM * row.size or row.crosses(edges):
            break
        lines.append(row)
    return filled_by(lines, edges) >= 2


def _is_day(row: PrintedRow) -> bool:
    dates = find_dates(row.text)
    return bool(dates) and dates[0].span[0] <= _DATE_NEAR


def filled_by(rows: Sequence[PrintedRow], edges: Sequence[float]) -> int:
    """How many of the columns between the edges have text in some of the rows."""
    bounds = [float("-inf"), *edges, float("inf")]
    return sum(any(row.between(*two) for row in rows) for two in pairwise(bounds))
