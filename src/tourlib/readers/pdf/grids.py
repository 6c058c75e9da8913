"""Ruled tables of a PDF page: from drawn lines to cells, merged cells included.

A table is a net of horizontal and vertical rules. The lines of the net make a grid of small fields;
fields with no rule between them are one cell, so a merged cell is found whichever way it extends.
Word draws rules as thin filled boxes, LibreOffice as lines: both are read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeVar

from tourlib.readers.pdf.glyphs import Box
from tourlib.readers.pdf.rules import SNAP, Rule, clusters, rules_of

_Item = TypeVar("_Item")
Field = tuple[int, int]
#: Maximum number of rows and columns of a net on one page that is a table.
MAX_ROWS, MAX_COLUMNS = 200, 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the first grid row and column that it covers, and the number of each."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or its part on one page.

    Attributes:
        xs, ys: places of the vertical and horizontal rules, in points from the top left.
        cells: its cells, in reading order.
        fields: for each grid field (row, then column) the index of its cell, -1 outside.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    fields: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def is_closed(self) -> bool:
        """True if all cells are rectangles."""
        areas = sum(cell.rows * cell.columns for cell in self.cells)
        return areas == sum(index >= 0 for row in self.fields for index in row)

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a place."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        index = self.fields[row][column]
        return None if index < 0 else index


def page_grids(lines: Sequence[Box]) -> tuple[list[Grid], list[Rule]]:
    """Return the ruled tables of a page, from top to bottom, and all its horizontal rules; ``lines``:
    the rules of the page, as boxes without width."""
    grids = ruled_grids(lines) if len(lines) >= 4 else []
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])), rules_of(lines)[0]


def ruled_grids(lines: Sequence[Box]) -> list[Grid]:
    """Return the tables made by the rules."""
    across, down = rules_of(lines)
    grids = []
    for rows, columns in _nets(across, down):
        if len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
            continue  # graph paper, or the hatching of a drawing
        _close_open_sides(rows, columns)
        _close_open_sides(columns, rows)
        _close_cut_cells(rows, columns)
        if len(rows) >= 2 and len(columns) >= 2:
            grid = _net(rows, columns)
            if grid is not None:
                grids.append(grid)
    return grids


def _meet(rule: Rule, other: Rule) -> bool:
    return rule.covers(other.at, SNAP) and other.covers(rule.at, SNAP)


def _nets(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield sets of connected rules."""
    rows, columns = set(across), set(down)

    def met_by(rule: Rule, left: set[Rule]) -> set[Rule]:
        crossing = columns if rule in rows else rows
        return {other for other in crossing & left if _meet(rule, other)}

    for net in connected(rows | columns, met_by):
        if net & rows and net & columns:
            yield _lines(net & rows), _lines(net & columns)


def _lines(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules of one net, those at one place joined to one rule with several spans."""
    ordered = sorted(rules, key=lambda rule: rule.start)
    return [
        Rule(same[0].at, sorted(span for rule in same for span in rule.spans))
        for same in clusters(ordered, lambda rule: rule.at, SNAP)
    ]


def _close_open_sides(rules: list[Rule], crossing: list[Rule]) -> None:
    """Add the missing outer rule of a table that is open at its side, or cut by the end of the
    page. Only if all the longest rules end together well beyond the last crossing rule."""
    if len(rules) < 2 or not crossing:
        return
    low, high = min(rule.start for rule in rules), max(rule.end for rule in rules)
    for edge, ends, outermost in (
        (low, [rule.start for rule in rules], crossing[0].at),
        (high, [rule.end for rule in rules], crossing[-1].at),
    ):
        together = [
            rule.at for rule, end in zip(rules, ends, strict=True) if abs(end - edge) <= SNAP
        ]
        if abs(edge - outermost) > 2 * SNAP and len(together) >= max(2, len(rules) // 2):
            crossing.append(Rule(edge, [(min(together), max(together))]))
    crossing.sort(key=lambda rule: rule.at)


def _close_cut_cells(rows: list[Rule], columns: list[Rule]) -> None:
    """Complete the first and last rule of a table: a merged cell that the end of a page cuts may have
    none there, though the rules at its sides go on to it."""
    for rule in {rows[0].at: rows[0], rows[-1].at: rows[-1]}.values() if rows else ():
        for left, right in pairwise(columns):
            reached = left.covers(rule.at, SNAP) and right.covers(rule.at, SNAP)
            if reached and not rule.covers((left.at + right.at) / 2):
                rule.spans = sorted([*rule.spans, (left.at, right.at)])


def _net(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    """Return the cells between the rules of a net; ``None`` for a mere box."""
    xs, ys = [rule.at for rule in columns], [rule.at for rule in rows]
    height, width = len(ys) - 1, len(xs) - 1

    def parted(one: Field, two: Field) -> bool:
        (r, c), (r2, c2) = sorted((one, two))
        if r == r2:
            return 0 <= r < height and columns[c2].covers((ys[r] + ys[r + 1]) / 2)
        return 0 <= c < width and rows[r2].covers((xs[c] + xs[c + 1]) / 2)

    def open_to(here: Field, left: set[Field]) -> set[Field]:
        return {field for field in beside(here, left) if not parted(here, field)}

    # One more field on each side: fields connected with these are outside.
    fields = product(range(-1, height + 1), range(-1, width + 1))
    inner = [region for region in connected(fields, open_to) if (-1, -1) not in region]
    return grid_of(xs, ys, inner) if len(inner) > 1 else None


def beside(field: Field, fields: set[Field]) -> set[Field]:
    """Return those of some fields that share a side with one."""
    r, c = field
    return {(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)} & fields


def connected(
    items: Iterable[_Item], near: Callable[[_Item, set[_Item]], set[_Item]]
) -> Iterator[set[_Item]]:
    """Yield sets of connected items; ``near`` returns those of some items that are connected with one."""
    left = set(items)
    while left:
        queue = [left.pop()]
        region = set(queue)
        while queue:
            reached = near(queue.pop(), left)
            left -= reached
            region |= reached
            queue += reached
        yield region


def grid_of(xs: Sequence[float], ys: Sequence[float], regions: Sequence[set[Field]]) -> Grid:
    """Return the grid whose cells are the given sets of fields, in reading order."""
    fields = [[-1] * (len(xs) - 1) for _ in ys[1:]]
    cells: list[Cell] = []
    for places in sorted(regions, key=min):
        top, left = min(r for r, _ in places), min(c for _, c in places)
        bottom, right = max(r for r, _ in places), max(c for _, c in places)
        for r, c in places:
            fields[r][c] = len(cells)
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1))
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, fields)))
