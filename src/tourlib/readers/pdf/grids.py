"""Ruled tables of a PDF page: from drawn lines to cells, merged cells included.

A table is a net of horizontal and vertical rules. The net's lines make a grid of small
fields; fields with no rule between them are one cell, so a merged cell is found whichever
way it extends. Word draws rules as thin filled boxes, LibreOffice as lines: both are read.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from tourlib.readers.pdf_text import FAR_OUT, Box, Place, placer

#: Rules nearer than this are one rule: double lines, mitred corners (points).
SNAP = 3.0
#: A filled box thinner than this is a rule (points).
THIN = 3.0
#: Dashes of one rule are not farther apart than this (points).
DASH_GAP = 4.0
MAX_DEPTH = 5  # forms within forms
MAX_RULES = 4000  # a page with more is a drawing
_AXIS = 0.5  # how far a line may lean and still count as straight (points)


Field = tuple[int, int]


@dataclass(slots=True)
class Rule:
    """A straight rule: where it lies across, and from where to where it runs."""

    at: float
    spans: list[tuple[float, float]]

    @property
    def start(self) -> float:
        return self.spans[0][0]

    @property
    def end(self) -> float:
        return self.spans[-1][1]

    def covers(self, point: float, slack: float = 0.0) -> bool:
        return any(start - slack <= point <= end + slack for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the first grid row and column it covers, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of one that stands on one page.

    Attributes:
        xs, ys: places of the vertical and horizontal rules, in points from the top left.
        cells: its cells, in reading order.
        fields: for each grid field (row, then column) the index of its cell, -1 outside.
        walls: pairs of neighbouring fields that have a rule between them.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    fields: tuple[tuple[int, ...], ...]
    walls: frozenset[tuple[Field, Field]] = frozenset()

    def ruled(self, one: Field, two: Field) -> bool:
        """Whether a rule parts two neighbouring fields."""
        return (min(one, two), max(one, two)) in self.walls

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell at a place."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        index = self.fields[row][column]
        return None if index < 0 else index


def page_grids(page: Any, objects: Sequence[Any]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom.

    Args:
        page: a pypdfium2 page.
        objects: its raw page objects.
    """
    lines, fills = _drawn(page, objects)
    sides = [side for box in fills for side in _sides(box)]
    grids = _grids(lines, sides) if len(lines) >= 4 else []
    if not grids and len(fills) >= 4:
        grids = _grids(sides, [])
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return [grid for grid in grids if not any(_inside(grid, other) for other in grids)]


def _inside(inner: Grid, outer: Grid) -> bool:
    x0, y0, x1, y1 = outer.box
    a0, b0, a1, b1 = inner.box
    return inner is not outer and x0 <= a0 and y0 <= b0 and a1 <= x1 and b1 <= y1


# --- what is drawn ---------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]


def _drawn(page: Any, objects: Sequence[Any]) -> tuple[list[Box], list[Box]]:
    """Thin rules as boxes without width, and larger filled boxes."""
    place = placer(page)
    lines: list[Box] = []
    fills: list[Box] = []
    for obj, matrix in _paths(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke)
        for points, curved in _subpaths(obj, lambda x, y, m=matrix: place(*_apply(m, x, y))):
            if curved or len(points) < 2:
                continue
            box = _bounds(points)
            thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
            if (fill.value and thin) or len(points) == 2:
                lines.append(box)
            elif stroke.value:
                lines += [_bounds(pair) for pair in pairwise(points)]
            elif fill.value and len(points) <= 6:
                fills.append(box)
        if len(lines) > MAX_RULES:
            return [], []
    return [box for box in lines if _straight(box)], fills


def _paths(objects: Sequence[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """The path objects, those inside forms too, with their matrix to the page."""
    for obj in objects:
        kind = pdfium_c.FPDFPageObj_GetType(obj)
        if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM):
            continue
        raw = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFPageObj_GetMatrix(obj, raw)
        matrix = _times((raw.a, raw.b, raw.c, raw.d, raw.e, raw.f), outer)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield obj, matrix
        elif depth < MAX_DEPTH:
            total = pdfium_c.FPDFFormObj_CountObjects(obj)
            inner = [pdfium_c.FPDFFormObj_GetObject(obj, index) for index in range(total)]
            yield from _paths(inner, matrix, depth + 1)


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    )


def _apply(m: Matrix, x: float, y: float) -> Place:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _subpaths(
    path: Any, place: Callable[[float, float], Place]
) -> Iterator[tuple[list[Place], bool]]:
    """The subpaths of a path: their points on the page, and whether any part is curved."""
    points: list[Place] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), MAX_RULES)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(place(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points, curved


def _bounds(points: Sequence[Place]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(box: Box) -> list[Box]:
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _straight(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= THIN and FAR_OUT > max(width, height) > min(width, height)


# --- from rules to grids ---------------------------------------------------------------


def _grids(lines: Sequence[Box], sides: Sequence[Box]) -> list[Grid]:
    """The tables that rules make; sides of shaded boxes count where they lie on the rules."""
    across, down = _rules([*lines, *_on_rules(sides, lines)])
    grids = []
    for rows, columns in _nets(across, down):
        _close_open_sides(rows, columns)
        _close_open_sides(columns, rows)
        _trim(rows, columns)
        if len(rows) >= 2 and len(columns) >= 2:
            grid = _grid(rows, columns)
            if grid is not None:
                grids.append(grid)
    return grids


def _on_rules(sides: Sequence[Box], lines: Sequence[Box]) -> list[Box]:
    """Sides of shaded cells that go on where a rule is drawn elsewhere along the same line."""
    across, down = _rules(lines)
    return [
        side
        for side in sides
        if any(
            abs(rule.at - (side[1] if flat else side[0])) <= 1.0
            for flat in [side[2] - side[0] >= side[3] - side[1]]
            for rule in (across if flat else down)
        )
    ]


def _rules(lines: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules, pieces of one rule put together."""
    across = [((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in lines if x1 - x0 >= y1 - y0]
    down = [((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in lines if x1 - x0 < y1 - y0]
    return _merged(across), _merged(down)


def _merged(pieces: list[tuple[float, float, float]]) -> list[Rule]:
    rules: list[Rule] = []
    for cluster in _clusters(sorted(pieces)):
        at = sum(piece[0] * (piece[2] - piece[1]) for piece in cluster)
        at /= sum(piece[2] - piece[1] for piece in cluster)
        spans: list[tuple[float, float]] = []
        for _, start, end in sorted(cluster, key=lambda piece: piece[1]):
            if spans and start - spans[-1][1] <= DASH_GAP:
                spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            else:
                spans.append((start, end))
        rules += [Rule(at, [span]) for span in spans if span[1] - span[0] > SNAP]
    return rules


def _clusters(
    pieces: list[tuple[float, float, float]],
) -> Iterator[list[tuple[float, float, float]]]:
    """Pieces that lie at one place, within ``SNAP`` of the first of them."""
    cluster: list[tuple[float, float, float]] = []
    for piece in pieces:
        if cluster and piece[0] - cluster[0][0] > SNAP:
            yield cluster
            cluster = []
        cluster.append(piece)
    if cluster:
        yield cluster


def _meet(rule: Rule, other: Rule) -> bool:
    return rule.covers(other.at, SNAP) and other.covers(rule.at, SNAP)


def _nets(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that hang together."""
    left = list(across)
    while left:
        rows, columns, queue = [], [], [left.pop(0)]
        free = down
        while queue:
            row = queue.pop()
            rows.append(row)
            touched = [rule for rule in free if _meet(row, rule)]
            free = [rule for rule in free if rule not in touched]
            columns += touched
            reached = [rule for rule in left if any(_meet(rule, column) for column in touched)]
            left = [rule for rule in left if rule not in reached]
            queue += reached
        down = free
        if len(rows) >= 1 and len(columns) >= 1:
            yield _lines(rows), _lines(columns)


def _lines(rules: list[Rule]) -> list[Rule]:
    """Rules of one net at one place as one rule with several spans."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        if merged and rule.at - merged[-1].at <= SNAP:
            merged[-1].spans = sorted(merged[-1].spans + rule.spans)
        else:
            merged.append(Rule(rule.at, list(rule.spans)))
    return merged


def _close_open_sides(rules: list[Rule], crossing: list[Rule]) -> None:
    """Add the outer rule that a table open at its side, or cut by the page's end, lacks.

    Only where all the longest rules end together well beyond the last rule that crosses.
    """
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


def _trim(rows: list[Rule], columns: list[Rule]) -> None:
    """Cut rules to where they meet others; drop underlines and other stray pieces."""
    for _ in range(4):
        before = sum(len(rule.spans) for rule in rows + columns)
        for rules, crossing in ((rows, columns), (columns, rows)):
            for rule in rules:
                spans = []
                for start, end in rule.spans:
                    met = [
                        other.at
                        for other in crossing
                        if start - SNAP <= other.at <= end + SNAP and other.covers(rule.at, SNAP)
                    ]
                    if len(met) >= 2:
                        spans.append((met[0], met[-1]))
                rule.spans = spans
            rules[:] = [rule for rule in rules if rule.spans]
        if sum(len(rule.spans) for rule in rows + columns) == before:
            return


def _grid(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    """The cells between the rules of a net; ``None`` for a mere box."""
    xs, ys = [rule.at for rule in columns], [rule.at for rule in rows]
    height, width = len(ys) - 1, len(xs) - 1
    walls: set[tuple[Field, Field]] = set()
    for r, c in product(range(height), range(-1, width)):
        if columns[c + 1].covers((ys[r] + ys[r + 1]) / 2):
            walls.add(((r, c), (r, c + 1)))
    for r, c in product(range(-1, height), range(width)):
        if rows[r + 1].covers((xs[c] + xs[c + 1]) / 2):
            walls.add(((r, c), (r + 1, c)))
    # One field more on each side: what is connected with them lies outside.
    left = set(product(range(-1, height + 1), range(-1, width + 1)))
    regions: list[set[Field]] = []
    while left:
        region, queue = set(), [min(left)]
        while queue:
            r, c = queue.pop()
            if (r, c) not in left:
                continue
            left.discard((r, c))
            region.add((r, c))
            for one, two in (((r, c), (r, c + 1)), ((r, c), (r + 1, c))):
                if (one, two) not in walls:
                    queue.append(two)
            for one, two in (((r, c - 1), (r, c)), ((r - 1, c), (r, c))):
                if (one, two) not in walls:
                    queue.append(one)
        regions.append(region)
    inner = [region for region in regions if (-1, -1) not in region]
    return grid_of(xs, ys, inner, frozenset(walls)) if len(inner) > 1 else None


def grid_of(
    xs: Sequence[float],
    ys: Sequence[float],
    regions: Sequence[set[Field]],
    walls: frozenset[tuple[Field, Field]] = frozenset(),
) -> Grid:
    """The grid whose cells are the given sets of fields, in reading order."""
    fields = [[-1] * (len(xs) - 1) for _ in ys[1:]]
    cells = []
    for places in sorted(regions, key=min):
        top, left = min(r for r, _ in places), min(c for _, c in places)
        bottom, right = max(r for r, _ in places), max(c for _, c in places)
        for r, c in places:
            fields[r][c] = len(cells)
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1))
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, fields)), walls)
