"""The straight rules drawn on a PDF page.

Word draws rules as thin filled boxes, LibreOffice as lines: both are read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfMatrix

from tourlib.readers.page.words import joined
from tourlib.readers.pdf.glyphs import FAR_OUT, Box, Content, Place

_Item = TypeVar("_Item")
#: Maximum distance of rules that are one: double lines, mitred corners (points).
SNAP = 3.0
#: Maximum thickness of a filled box that is a rule (points).
THIN = 3.0
#: Maximum gap between dashes of one rule (points).
DASH_GAP = 4.0
_PATH, _FORM = pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM
_MOVE, _CURVE = pdfium_c.FPDF_SEGMENT_MOVETO, pdfium_c.FPDF_SEGMENT_BEZIERTO
MAX_DEPTH = 5  # forms within forms
MAX_RULES = 1500  # a page with more is a drawing


@dataclass(slots=True, eq=False)
class Rule:
    """A straight rule: its position, and the start and end of its spans."""

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


def drawn(content: Content) -> list[Box]:
    """Return thin rules as boxes without width."""
    lines: list[Box] = []
    for obj, matrix in _paths(content.others, content.matrix, 0):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke)
        for places in _polygons(obj) if fill.value or stroke.value else []:
            points = [matrix.on_point(x, y) for x, y in places]
            box = _bounds(points)
            thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
            if (fill.value and thin) or len(points) == 2:
                lines.append(box)
            elif stroke.value:
                lines += [_bounds(pair) for pair in pairwise(points)]
        if len(lines) > MAX_RULES:
            return []
    return [box for box in lines if _straight(box)]


def _paths(objects: Iterable[Any], outer: PdfMatrix, depth: int) -> Iterator[tuple[Any, PdfMatrix]]:
    """Yield the path objects, also those inside forms, with their matrix to the page."""
    for obj in objects:
        kind = pdfium_c.FPDFPageObj_GetType(obj)
        if kind not in (_PATH, _FORM):
            continue
        raw = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFPageObj_GetMatrix(obj, raw)
        matrix = PdfMatrix.from_raw(raw).multiply(outer)
        if kind == _PATH:
            yield obj, matrix
        elif depth < MAX_DEPTH:
            total = pdfium_c.FPDFFormObj_CountObjects(obj)
            inner = (pdfium_c.FPDFFormObj_GetObject(obj, index) for index in range(total))
            yield from _paths(inner, matrix, depth + 1)


def _polygons(path: Any) -> Iterator[list[Place]]:
    """Yield the points of each part of a path that has no curve."""
    points: list[Place] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = min(pdfium_c.FPDFPath_CountSegments(path), MAX_RULES)
    segments = [pdfium_c.FPDFPath_GetPathSegment(path, index) for index in range(count)]
    kinds = [*map(pdfium_c.FPDFPathSegment_GetType, segments)]
    curved = False
    for segment, kind, following in zip(segments, kinds, [*kinds[1:], _MOVE], strict=False):
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        curved = curved or kind == _CURVE
        points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
        if following == _MOVE:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False


def _bounds(points: Sequence[Place]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _straight(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= THIN and FAR_OUT > max(width, height) > min(width, height)


def rules_of(lines: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """Return horizontal and vertical rules, with the pieces of one rule joined."""
    across = [((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in lines if x1 - x0 >= y1 - y0]
    down = [((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in lines if x1 - x0 < y1 - y0]
    return _merged(across), _merged(down)


def _merged(pieces: list[tuple[float, float, float]]) -> list[Rule]:
    rules: list[Rule] = []
    for cluster in clusters(sorted(pieces), lambda piece: piece[0], SNAP):
        at = sum(piece[0] * (piece[2] - piece[1]) for piece in cluster)
        at /= sum(piece[2] - piece[1] for piece in cluster)
        spans = joined(((start, end) for _, start, end in cluster), DASH_GAP)
        rules += [Rule(at, [span]) for span in spans if span[1] - span[0] > SNAP]
    return rules


def clusters(
    items: Iterable[_Item], place: Callable[[_Item], float], gap: float
) -> Iterator[list[_Item]]:
    """Yield items at one place: at most ``gap`` from the first of them, in the order of places."""
    cluster: list[_Item] = []
    for item in sorted(items, key=place):
        if cluster and place(item) - place(cluster[0]) > gap:
            yield cluster
            cluster = []
        cluster.append(item)
    if cluster:
        yield cluster
