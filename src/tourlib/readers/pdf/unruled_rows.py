"""Rows of a table that no rules part: told by times and numbers, and by the space between lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.readers.pdf.grids import Field
from tourlib.readers.pdf.printed_rows import WORD_EM, PrintedRow, printed_rows
from tourlib.text import normalize
from tourlib.vocabulary import meaning

#: The column that tells one row from the next, the surest first.
_KEYS = ("time", "order", "date", "datetime", "name", "name_title")
_DAYS = ("date", "weekday")
_NEW_DAY = re.compile(r"\d+\s*[月/.年-]|[A-Za-z]|第")
_OPEN_END = re.compile(r"[-~–—至]$")
#: Space between rows is wider than that between the lines of a cell, by this much at least.
_WIDER = 1.2
#: Where nothing else tells, the first step in width by so much parts the two.
_STEP = 1.4


@dataclass(frozen=True, slots=True)
class Columns:
    """The edges of a table's columns, and what the header calls them."""

    xs: tuple[float, ...]
    names: tuple[str | None, ...]

    @property
    def count(self) -> int:
        return len(self.xs) - 1

    @property
    def key(self) -> int | None:
        """The column that tells one row from the next."""
        return next((self.names.index(name) for name in _KEYS if name in self.names), None)

    def is_day(self, column: int) -> bool:
        """Whether a column has days, each perhaps for several rows."""
        return column != self.key and column < len(self.names) and self.names[column] in _DAYS

    def cell(self, row: PrintedRow, column: int) -> str:
        low = self.xs[column] if column else float("-inf")
        return normalize(row.between(low, self.xs[column + 1]))

    def spanned(self, row: int, printed: Sequence[PrintedRow]) -> list[set[Field]]:
        """The cells of a row in which text lies over the edges of columns: one cell, if there is no
        other text in it."""
        pieces = [piece for each in printed for piece in each.pieces(WORD_EM)]
        open_ = {
            c
            for c, edge in enumerate(self.xs[1:-1], 1)
            if any(start < edge - 0.5 and end > edge + 0.5 for start, end, _text in pieces)
        }
        regions: list[set[Field]] = []
        if len(pieces) == 1:
            return [{(row, column) for column in range(self.count)}]
        for column in range(self.count):
            if column in open_:
                regions[-1].add((row, column))
            else:
                regions.append({(row, column)})
        return regions


def row_cuts(rows: Sequence[PrintedRow], columns: Columns, *, ruled: bool) -> list[float]:
    """Where one row ends and the next begins, in a part of a table without rules.

    Args:
        ruled: whether rules part the rows elsewhere in the table; then only a second time or number
            makes two rows of what stands between two rules.
    """
    blocks = _blocks(rows, columns)
    if len(blocks) < 2:
        return []
    gaps = [lower[0].top - max(r.bottom for r in upper) for upper, lower in pairwise(blocks)]
    keys = _with_key(blocks, columns)
    wide = [any(row.crosses(columns.xs[1:-1]) for row in block) for block in blocks]
    least = float("inf") if ruled else _least_gap(blocks, gaps, keys, wide, columns)
    cut = {at for at, gap in enumerate(gaps) if gap >= least or wide[at] or wide[at + 1]}
    with_key = [at for at, key in enumerate(keys) if key]
    for one, two in pairwise(with_key):
        if not cut & set(range(one, two)):
            cut.add(max(range(one, two), key=lambda at: (round(gaps[at], 1), at)))
    days = [
        (row.top, row.bottom)
        for row in rows
        if any(columns.cell(row, c) for c in range(columns.count) if columns.is_day(c))
    ]
    return [
        _middle(max(r.bottom for r in blocks[at]), blocks[at + 1][0].top, days)
        for at in sorted(cut)
    ]


def _middle(low: float, high: float, days: Sequence[tuple[float, float]]) -> float:
    """The middle between two rows, clear of the lines of days if there is room."""
    covered = [(top, bottom) for top, bottom in days if top < high and bottom > low]
    ends = [low, *(bottom for _top, bottom in covered)]
    starts = [*(top for top, _bottom in covered), high]
    start, end = max(zip(ends, starts, strict=True), key=lambda gap: gap[1] - gap[0])
    return (start + end) / 2 if start < end else (low + high) / 2


def _blocks(rows: Sequence[PrintedRow], columns: Columns) -> list[list[PrintedRow]]:
    """Printed rows that overlap in height, as cells centred in their row do; days aside, which are
    centred over several rows."""
    glyphs = [glyph for row in rows for glyph in row.glyphs]
    for c in filter(columns.is_day, range(columns.count)):
        wide = [glyph for row in rows if row.crosses(columns.xs[c : c + 2]) for glyph in row.glyphs]
        glyphs = [g for g in glyphs if not columns.xs[c] <= g.x0 < columns.xs[c + 1] or g in wide]
    blocks: list[list[PrintedRow]] = []
    for row in printed_rows(glyphs):
        if blocks and row.top < max(r.bottom for r in blocks[-1]):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _with_key(blocks: Sequence[Sequence[PrintedRow]], columns: Columns) -> list[bool | None]:
    """For each block whether a time, number or name of its own stands in it; ``None`` where it has
    the rest of one: 09:30- / 12:00."""
    key = columns.key
    if key is None:
        return [False] * len(blocks)
    found: list[bool | None] = []
    before = ""
    for block in blocks:
        text = "".join(columns.cell(row, key) for row in block)
        goes_on = bool(text) and _OPEN_END.search(before) is not None
        found.append(None if goes_on else bool(text) and _is_key(text, columns.names[key]))
        before = text or before
    return found


def _is_key(text: str, name: str | None) -> bool:
    if name == "time":
        clock = find_clock(text)
        return (clock is not None and clock.span[0] == 0) or meaning("whole_day", text) is not None
    if name in ("date", "datetime"):
        dates = find_dates(text)
        return bool(dates) and dates[0].span[0] == 0
    return True


def _least_gap(
    blocks: Sequence[Sequence[PrintedRow]],
    gaps: Sequence[float],
    keys: Sequence[bool | None],
    wide: Sequence[bool],
    columns: Columns,
) -> float:
    """The least space between two rows, by what surely are two rows and what surely is one."""
    edges = columns.xs[1:-1]
    between = [gap for at, gap in enumerate(gaps) if keys[at] and keys[at + 1]]
    inside = [
        gap
        for at, gap in enumerate(gaps)
        if not keys[at + 1] and not wide[at] and not wide[at + 1]
        if keys[at + 1] is None or all(row.filled(edges) == 1 for row in blocks[at + 1])
    ]
    if between and not inside:
        return 0.8 * min(between)
    if between and min(between) > _WIDER * median(inside):
        return (min(between) + median(inside)) / 2
    if between or not gaps:
        return float("inf")
    narrow = max(min(gaps), 0.0)
    steps = [
        (low + high) / 2
        for low, high in pairwise(sorted(gaps))
        if high > _STEP * narrow + 1 and high > _WIDER * low
    ]
    return min(steps, default=float("inf"))
