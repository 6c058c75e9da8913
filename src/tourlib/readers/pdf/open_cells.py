"""Tables whose rules are not all drawn: what looks like one merged cell is several where text stands
on both sides of a column's edge and none runs over it; and what is no rectangle is several one below
the other where its text is set apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from tourlib.readers.pdf.glyphs import Glyph
from tourlib.readers.pdf.grids import Field, Grid, grid_of

#: Text of two cells is at least this far apart (em).
_CLEAR_EM = 0.8
#: Lines of one cell are not farther apart than this (em).
_LINE_EM = 1.9


def split_open_cells(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with cells parted where the text says that there are several."""
    if all(cell.columns == 1 for cell in grid.cells):
        return grid
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        found = grid.cell_at((glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.style.size)
        if found is not None:
            inside[found].append(glyph)
    fields: list[list[Field]] = [[] for _cell in grid.cells]
    for row, numbers in enumerate(grid.fields):
        for column, number in enumerate(numbers):
            if number >= 0:
                fields[number].append((row, column))
    regions: list[set[Field]] = []
    for number, cell in enumerate(grid.cells):
        edges = range(cell.column + 1, cell.column + cell.columns)
        cuts = [edge for edge in edges if _keeps_clear(grid.xs[edge], inside[number])]
        for low, high in pairwise([cell.column, *cuts, cell.column + cell.columns]):
            part = {field for field in fields[number] if low <= field[1] < high}
            odd = len(fields[number]) < cell.rows * cell.columns
            own = [each for each in inside[number] if grid.xs[low] <= each.x0 < grid.xs[high]]
            regions += _set_apart(grid, part, own) if odd else [part]
    return grid_of(grid.xs, grid.ys, regions)


def _keeps_clear(edge: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether text stands on both sides of an edge, none runs over it, and no two characters of a
    line are near to each other there."""
    sides = [(glyph.base, glyph.x0, glyph.x1, glyph.style.size) for glyph in glyphs]
    left = [each for each in sides if each[2] <= edge + 0.5]
    right = [each for each in sides if each[1] >= edge - 0.5]
    return (
        bool(left and right)
        and len(left) + len(right) == len(glyphs)
        and not any(
            abs(base - other) < 0.5 * size and start - end < _CLEAR_EM * size
            for base, start, _end, size in right
            for other, _start, end, _size in left
        )
    )


def _set_apart(grid: Grid, fields: set[Field], glyphs: Sequence[Glyph]) -> list[set[Field]]:
    """The fields cut at the edges of rows that are nearest to the white between lines set apart."""
    rows = sorted({row for row, _column in fields})
    starts = {rows[0], len(grid.ys)}
    for upper, lower in pairwise(sorted(glyphs, key=lambda glyph: glyph.base)):
        size = lower.style.size
        if len(rows) > 1 and lower.base - upper.base >= _LINE_EM * size:
            middle = (upper.base + lower.base) / 2 - 0.35 * size
            starts.add(min(rows[1:], key=lambda row: abs(grid.ys[row] - middle)))
    return [{f for f in fields if top <= f[0] < end} for top, end in pairwise(sorted(starts))]
