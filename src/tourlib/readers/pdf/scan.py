"""Pages that are pictures: their rules, and their text by optical character recognition.

The lines are recognised by RapidOCR, an optional dependency (``tourlib[ocr]``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from math import atan2, degrees, hypot
from pathlib import Path
from queue import SimpleQueue
from statistics import mean, median
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image

from tourlib.readers.pdf.glyphs import Box
from tourlib.readers.pdf.grids import Grid, ruled_grids
from tourlib.readers.pdf.kept import Piece, Scan, keep_scan, kept_scan
from tourlib.readers.pdf.pixels import (
    Picture,
    ink_of,
    inked,
    photographs_in,
    rules_in,
    straightened,
    without,
    without_stamps,
)

#: Dots per point of the picture that is read (200 dpi), and the maximum number of dots of a page.
UNIT, MOST_DOTS = 200 / 72, 16_000_000
#: Maximum number of pages recognised at a time: more would need over 1.5 GB of memory.
MOST_WORKERS = 2
#: Minimum angle at which a page is straightened (degrees).
LEVEL = 0.1
#: Ratio of height to width above which a line is sideways.
SIDEWAYS_LINE = 1.5
#: Mean certainty below which a page may be upside down.
LEGIBLE = 0.85
#: Minimum score of a line that is text.
LEAST_SCORE = 0.5
#: White space around a line for recognition (relative to its height).
WHITE = 0.35
#: PDFium draws only one page at a time; and finding the lines of one takes some 500 MB.
_alone = Lock()


def available() -> bool:
    """True if pages can be recognised here."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read_scans(
    document: Any, numbers: Sequence[int], kept: Path | None, told: Callable[[int, int], None]
) -> dict[int, Scan]:
    """Read pages of a PDF that are pictures, several at a time.

    Args:
        document: of pypdfium2.
        numbers: of the pages, from 0.
        kept: the folder for the pages that were read before, if there is one.
        told: called with the number of pages read so far, and of all of them.

    Returns:
        Page → the page as recognised; missing if it is not kept and cannot be recognised.
    """
    found = {number: scan for number in numbers if (scan := kept_scan(kept, number))}
    left = [number for number in numbers if number not in found]
    if not left or not available():
        return found
    told(len(found), len(numbers))
    workers = min(len(left), MOST_WORKERS, os.cpu_count() or 1)
    free: SimpleQueue[_Engine] = SimpleQueue()
    for _ in range(workers):
        free.put(_Engine())

    def read(number: int) -> Scan:
        engine = free.get()
        try:
            return read_picture(_picture_of(document, number), engine)
        finally:
            free.put(engine)

    with ThreadPoolExecutor(workers) as pool:
        for number, scan in zip(left, pool.map(read, left), strict=True):
            found[number] = scan
            keep_scan(kept, number, scan)
            told(len(found), len(numbers))
    return found


def _picture_of(document: Any, number: int) -> tuple[Image.Image, float]:
    with _alone:
        page = document[number]
        try:
            return rendered(page, UNIT)
        finally:
            page.close()


def rendered(page: Any, unit: float) -> tuple[Image.Image, float]:
    """Return the picture of a page, and its dots per point: the given number, or as many as possible."""
    width, height = page.get_size()
    unit = min(unit, (MOST_DOTS / (width * height)) ** 0.5)
    return page.render(scale=unit).to_pil().convert("RGB"), unit


# --- a picture -------------------------------------------------------------------------


class _Engine:
    """RapidOCR with one thread: finds lines, and reads the text of a line."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        one = {f"EngineConfig.onnxruntime.{what}_op_num_threads": 1 for what in ("intra", "inter")}
        self.ocr = RapidOCR(params={"Global.log_level": "critical", "Rec.rec_batch_num": 1} | one)

    def lines(self, picture: Picture) -> list[list[tuple[float, float]]]:
        """Return the corners of each line of a page, beginning at the top left."""
        with _alone:
            found = self.ocr(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else np.asarray(found.boxes, float).tolist()

    def text(self, picture: Picture) -> tuple[str, list[float], list[float]]:
        """Return the text of a line: its characters without successive spaces, the position of the
        middle of each (from 0 to 1), and its score."""
        found = self.ocr(
            _coloured(picture), use_det=False, use_cls=False, use_rec=True, return_word_box=True
        )
        text, words = (found.txts or ("",))[0], found.word_results[0]
        columns = [column for word in words.word_cols for column in word]
        places = iter((column + 0.5) / words.line_txt_len for column in columns)
        chars: list[tuple[str, float, float]] = []
        for char, score in zip(text, words.confs, strict=False):
            if not char.isspace():
                chars.append((char, min(next(places), 1.0), score))
            elif chars:
                chars.append((" ", chars[-1][1], score))
        return "".join(c for c, *_ in chars), [p for _, p, _ in chars], [s for *_, s in chars]


def _coloured(picture: Picture) -> Any:
    return np.repeat(picture[:, :, None], 3, axis=2)


def read_picture(page: tuple[Image.Image, float], engine: Any) -> Scan:
    """Read the picture of a page without its red stamps, turned to where its text is most certain.

    Args:
        page: the picture and the dots per point.
        engine: finds lines and recognises them.
    """
    unit = page[1]
    picture, stamped = without_stamps(page[0], unit)
    lines = engine.lines(picture)
    sideways = 2 * sum(_is_sideways(line) for line in lines) > len(lines)
    found: list[Scan] = []
    for quarters in (1, 3) if sideways else (0, 2):
        turned = np.rot90(picture, quarters)
        if quarters:
            lines = engine.lines(np.ascontiguousarray(turned))
        scan = _read_upright(turned, unit, lines, engine)
        found.append(replace(scan, turned=scan.turned + 90 * quarters, stamped=stamped))
        if not lines or found[-1].sureness >= LEGIBLE:
            break
    return max(found, key=lambda scan: scan.sureness)


def _is_sideways(line: Sequence[Sequence[float]]) -> bool:
    x0, y0, x1, y1 = _bounds(line)
    return y1 - y0 > SIDEWAYS_LINE * (x1 - x0)


def _read_upright(
    picture: Picture, unit: float, lines: list[list[tuple[float, float]]], engine: Any
) -> Scan:
    angle = skew(lines)
    if abs(angle) > LEVEL:
        picture = straightened(picture, angle)
        lines = [_turned(line, angle, picture.shape) for line in lines]
    rules = rules_in(picture, unit)
    grids = ruled_grids(rules)
    clean = without(picture, [rule for rule in rules if _in_table(rule, grids)], unit)
    ink = ink_of(clean)
    photographs = photographs_in(clean, unit)
    pieces = []
    for box in map(_bounds, lines):
        middle = ((box[0] + box[2]) / 2 / unit, (box[1] + box[3]) / 2 / unit)
        if not any(_holds(photograph, *middle) for photograph in photographs):
            parts = parted(box, grids, unit)
            pieces += [_recognised(clean, ink, part, unit, engine) for part in parts]
    size = (picture.shape[1] / unit, picture.shape[0] / unit)
    return Scan(size, tuple(rules), tuple(filter(None, pieces)), round(angle, 2))


def skew(lines: Sequence[Sequence[Sequence[float]]]) -> float:
    """Return the angle by which long lines fall to the right (degrees)."""
    slopes = []
    for (x0, y0), (x1, y1), _, (x3, y3) in lines:
        if hypot(x1 - x0, y1 - y0) > 8 * hypot(x3 - x0, y3 - y0):
            slopes.append(degrees(atan2(y1 - y0, x1 - x0)))
    return median(slopes) if slopes else 0.0


def _turned(
    line: Sequence[Sequence[float]], angle: float, shape: tuple[int, ...]
) -> list[tuple[float, float]]:
    """Return corners in the straightened picture."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    middle = np.array([shape[1], shape[0]]) / 2
    turned = (np.asarray(line) - middle) @ np.array([[cos, -sin], [sin, cos]]) + middle
    return [(x, y) for x, y in turned.tolist()]


def _bounds(line: Sequence[Sequence[float]]) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    # For a line that still falls a little, the middle of its upper and of its lower side.
    ys.sort()
    return round(min(xs)), round((ys[0] + ys[1]) / 2), round(max(xs)), round((ys[2] + ys[3]) / 2)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _in_table(rule: Box, grids: Sequence[Grid]) -> bool:
    x, y = (rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2
    return any(
        _holds((b[0] - 3, b[1] - 3, b[2] + 3, b[3] + 3), x, y) for b in (g.box for g in grids)
    )


def parted(
    box: tuple[int, int, int, int], grids: Sequence[Grid], unit: float
) -> list[tuple[int, int, int, int]]:
    """Return the parts of a line's box (dots) in the cells of tables."""
    x0, y0, x1, y1 = box
    height = (y0 + y1) / 2 / unit
    cuts = {x0, x1}
    for grid in grids:
        if grid.ys[0] < height < grid.ys[-1]:
            places = [grid.xs[0] - 1, *((a + b) / 2 for a, b in pairwise(grid.xs)), grid.xs[-1] + 1]
            for at, (left, right) in zip(grid.xs, pairwise(places), strict=True):
                wall = grid.cell_at(left, height) != grid.cell_at(right, height)
                if wall and x0 < at * unit < x1:
                    cuts.add(round(at * unit))
    return [(left, y0, right, y1) for left, right in pairwise(sorted(cuts))]


def _recognised(
    picture: Picture, ink: Any, box: tuple[int, int, int, int], unit: float, engine: Any
) -> Piece | None:
    part = inked(ink, box)
    if part is None:
        return None
    x0, y0, x1, y1 = part
    white = round(WHITE * (y1 - y0))
    crop = np.pad(
        picture[box[1] : box[3], x0:x1],
        ((0, 0), (white, white)),
        constant_values=int(np.median(picture[box[1] : box[3]])),
    )
    text, places, scores = engine.text(crop)
    if not text.strip() or mean(scores) < LEAST_SCORE:
        return None
    width = crop.shape[1]
    middles = [x0 - white + place * width for place in places]
    whites = _whites(ink[y0:y1, x0:x1].any(axis=0), [middle - x0 for middle in middles])
    return Piece(
        _points((x0, y0, x1, y1), unit),
        text,
        tuple(round(middle / unit, 2) for middle in middles),
        tuple((round((x0 + a) / unit, 2), round((x0 + b) / unit, 2)) for a, b in whites),
        tuple(round(score, 3) for score in scores),
    )


def _points(box: tuple[int, int, int, int], unit: float) -> Box:
    x0, y0, x1, y1 = box
    return round(x0 / unit, 2), round(y0 / unit, 2), round(x1 / unit, 2), round(y1 / unit, 2)


def _whites(columns: Any, middles: Sequence[float]) -> list[tuple[int, int]]:
    """Return the widest white space between each character and the one before (from, to)."""
    found = [(0, 0)]
    for one, two in pairwise(middles):
        start = max(0, round(one))
        inked = np.flatnonzero(columns[start : max(start, round(two))])
        edges = [-1, *inked.tolist(), max(start, round(two)) - start]
        width, at = max((right - left, -left) for left, right in pairwise(edges))
        found.append((start - at + 1, start - at + width))
    return found
