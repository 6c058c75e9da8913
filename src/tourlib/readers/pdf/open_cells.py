"""Tables whose rules are not all drawn: cells told by where the text stands.

Some table styles leave out rules, so that several cells have no rule between them and look
like one merged cell. The words tell them apart: text that keeps clear of a column's edge, on
both sides of it, stands in two cells; in a net of odd shape, pieces of text set apart from
one another stand in cells of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from tourlib.readers.pdf.glyphs import Glyph
from tourlib.readers.pdf.grids import Grid, grid_of

#: Text of two cells is at least this far apart (em).
CLEAR_EM = 0.8
#: Lines of one cell are not farther apart than this (em).
LINE_EM = 1.9
MAX_PIECES = 12  # more pieces than this in one field are not looked at

Field = tuple[int, int]


def needs_text(grid: Grid) -> bool:
    """Whether some cell covers several columns, or is not a rectangle."""
    return any(cell.columns > 1 for cell in grid.cells)


def split_open_cells(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with cells parted where the text says that there are several."""
    inside: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        found = grid.cell_at(*_middle(glyph))
        if found is not None:
            inside.setdefault(found, []).append(glyph)
    regions: list[set[Field]] = []
    for index, cell in enumerate(grid.cells):
        fields = _fields(grid, index)
        odd = len(fields) < cell.rows * cell.columns
        parts = _split_columns(grid, fields, inside.get(index, []))
        if odd:
            parts = [
                piece for part in parts for piece in _split_rows(grid, part, inside.get(index, []))
            ]
        regions += parts
    return grid_of(grid.xs, grid.ys, regions)


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.style.size


def _fields(grid: Grid, index: int) -> set[Field]:
    return {
        (r, c) for r, row in enumerate(grid.fields) for c, cell in enumerate(row) if cell == index
    }


def _split_columns(grid: Grid, fields: set[Field], glyphs: Sequence[Glyph]) -> list[set[Field]]:
    """Parts of a cell between column edges that its text keeps clear of."""
    columns = sorted({c for _, c in fields})
    cuts = [edge for edge in columns[1:] if _keeps_clear(grid.xs[edge], glyphs)]
    starts = [columns[0], *cuts, columns[-1] + 1]
    return [{(r, c) for r, c in fields if low <= c < high} for low, high in pairwise(starts)]


def _keeps_clear(edge: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether text stands on both sides of an edge, and none runs over it."""
    left = [glyph for glyph in glyphs if glyph.x1 <= edge + 0.5]
    right = [glyph for glyph in glyphs if glyph.x0 >= edge - 0.5]
    if not left or not right or len(left) + len(right) < len(glyphs):
        return False
    for glyph in right:
        near = CLEAR_EM * glyph.style.size
        if glyph.x0 - edge < near and any(
            abs(other.base - glyph.base) < 0.5 * glyph.style.size and glyph.x0 - other.x1 < near
            for other in left
        ):
            return False
    return True


def _split_rows(grid: Grid, fields: set[Field], glyphs: Sequence[Glyph]) -> list[set[Field]]:
    """Parts of a column of fields, one for each piece of text, cut at the row edges between."""
    rows = sorted({r for r, _ in fields})
    own = [glyph for glyph in glyphs if _field_at(grid, glyph) in fields]
    pieces = _pieces(own)
    if not 1 < len(pieces) <= min(len(rows), MAX_PIECES):
        return [fields]
    # Each cut is the row edge nearest to the middle of the white between two pieces.
    middles = [(upper[1] + lower[0]) / 2 for upper, lower in pairwise(pieces)]
    cuts = [min(rows[1:], key=lambda row: abs(grid.ys[row] - at)) for at in middles]
    if len(set(cuts)) < len(cuts):
        return [fields]
    starts = [rows[0], *cuts, rows[-1] + 1]
    return [{(r, c) for r, c in fields if low <= r < high} for low, high in pairwise(starts)]


def _field_at(grid: Grid, glyph: Glyph) -> Field:
    x, y = _middle(glyph)
    return bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1


def _pieces(glyphs: Sequence[Glyph]) -> list[tuple[float, float]]:
    """Top and bottom of each piece of text that is set apart from the others."""
    pieces: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        top, bottom = glyph.base - 0.85 * glyph.style.size, glyph.base + 0.15 * glyph.style.size
        if pieces and glyph.base - pieces[-1][1] < (LINE_EM - 0.15) * glyph.style.size:
            pieces[-1] = pieces[-1][0], max(pieces[-1][1], bottom)
        else:
            pieces.append((top, bottom))
    return pieces
