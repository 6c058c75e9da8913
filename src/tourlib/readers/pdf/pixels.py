"""Analysis of the picture of a page without reading it: ink, rules, photographs, stamps.

Places are in points from the top left corner, as for a page with text, so that rules found here
make the same tables as those drawn by a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tourlib.readers.pdf.glyphs import Box
from tourlib.readers.pdf.grids import beside, connected
from tourlib.readers.pdf.rules import THIN

#: The grey of each dot, from 0 (black) to 255.
Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

#: Minimum difference in grey between ink and paper.
CONTRAST = 60
#: Minimum difference in grey between a rule and the dots beside it.
DARKER = 25
#: Minimum length of a rule, longer than any stroke of a letter (points).
LEAST_RULE = 20.0
#: Size of the squares in which photographs and stamps are found (points); minimum share of its box
#: that such an area fills.
SQUARE, FULL = 6.0, 0.5
#: Share of white below which a square is of a photograph; minimum side of a photograph (points).
WHITE_PART, LEAST_PHOTOGRAPH = 0.3, 72.0
#: Minimum excess of red over green and blue in the ink of a stamp, and over print or at edges; minimum
#: red of this ink, which is lighter than print; share of red above which a square is of a stamp.
RED, PALE_RED, LIGHT, RED_PART = 50, 8, 90, 0.04
#: Half the maximum distance between the strokes of a stamp (squares); minimum and maximum of its sides
#: (points), and maximum ratio of them: a line of red text has a larger one.
NEAR, LEAST_STAMP, MOST_STAMP, LONGEST_STAMP = 2, 24.0, 260.0, 3.0
#: Share of red in the squares from which an area is a bar of a chart; share of paper beside strokes
#: up to which it is a photograph.
SOLID, ON_PAPER = 0.7, 0.5


def paper_of(picture: Picture) -> int:
    """Return the grey of the paper: that of most dots."""
    return int(np.bincount(picture.ravel(), minlength=256).argmax())


def ink_of(picture: Picture) -> Mask:
    """Return which dots are ink: on the dark side of the middle between paper and darkest part."""
    paper = paper_of(picture)
    darkest = int(np.percentile(picture[:: max(1, len(picture) // 500)], 0.5))
    limit = min((paper + darkest) // 2 + 20, paper - CONTRAST)
    return picture < max(limit, 0)


def straightened(picture: Picture, degrees: float) -> Picture:
    """Return the picture turned about its middle (degrees counterclockwise), of the same size."""
    turned = Image.fromarray(picture).rotate(
        degrees, Image.Resampling.BICUBIC, fillcolor=paper_of(picture)
    )
    return np.asarray(turned)


def rules_in(picture: Picture, unit: float) -> list[Box]:
    """Return the straight rules as boxes without width, several for some rules: long runs of ink
    that are thin, or darker than both sides, as along a photograph.

    Args:
        picture: of a page.
        unit: dots per point.
    """
    length, thick, near = round(LEAST_RULE * unit), ceil(THIN * unit) + 1, ceil(unit)
    ink, grey = ink_of(picture), picture.astype(np.int16)
    found: list[Box] = []
    for across in (True, False):
        dark, level = (ink, grey) if across else (ink.T, grey.T)
        runs = _long_runs(dark, length)
        alone = np.ones_like(runs)
        alone[near:] &= level[near:] + DARKER < level[:-near]
        alone[:-near] &= level[:-near] + DARKER < level[near:]
        thin = runs & (alone | ~_long_runs(runs.T, thick).T)
        for at, start, end in _spans(thin):
            if end - start < length:
                continue
            place, low, high = (at + 0.5) / unit, start / unit, end / unit
            found.append((low, place, high, place) if across else (place, low, place, high))
    return found


def _long_runs(ink: Mask, length: int) -> Mask:
    """Return the runs of at least this many dots in the rows of a mask."""
    height, width = ink.shape
    if width < length:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    whole = sums[:, length:] - sums[:, :-length] == length  # runs that begin here
    begun = np.zeros((height, width), np.int32)
    np.cumsum(whole, axis=1, out=begun[:, : width - length + 1])
    begun[:, width - length + 1 :] = begun[:, width - length : width - length + 1]
    begun[:, length:] -= begun[:, :-length].copy()
    return begun > 0


def _spans(mask: Mask) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of a mask: their row, start and end."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    for (row, start), (_row, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield row, start, end


def photographs_in(picture: Picture, unit: float) -> list[Box]:
    """Return the photographs of a page: text in them is not text of the report."""
    step = max(1, round(SQUARE * unit))
    parts = _in_squares(picture > paper_of(picture) - 12, step)
    side = step / unit  # the outer squares may be those of a caption
    return [
        ((x0 + 1) * side, (y0 + 2) * side, (x1 - 1) * side, (y1 - 2) * side)
        for x0, y0, x1, y1 in _full_areas(parts < WHITE_PART)
        if min(x1 - x0, y1 - y0) * SQUARE >= LEAST_PHOTOGRAPH
    ]


def without_stamps(page: Image.Image, unit: float) -> tuple[Picture, bool]:
    """Return the grey picture of a page without red stamps, and whether there were any. Red text
    stays: a stamp is as high as several lines, and not much wider than high."""
    grey = np.array(page.convert("L"))
    red, green, blue = (np.asarray(band) for band in page.split())
    redder, paper = red.astype(np.int16) - np.maximum(green, blue), paper_of(grey)
    step = max(1, round(SQUARE * unit))
    parts = _in_squares((redder > RED) & (red > LIGHT), step)
    squares = Image.fromarray(parts > RED_PART).convert("L")
    near = np.asarray(squares.filter(ImageFilter.MaxFilter(2 * NEAR + 1))) > 0
    found = False
    for x0, y0, x1, y1 in _full_areas(near):
        area = slice(y0 * step, y1 * step), slice(x0 * step, x1 * step)
        beside = grey[area][redder[area] <= PALE_RED] > paper - CONTRAST
        if _is_stamp(parts[y0:y1, x0:x1]) and beside.mean() > ON_PAPER:
            # Black is as black in the red channel; the ink of the stamp becomes paper.
            ink = np.percentile(red[area][redder[area] > RED], 30)
            lifted = np.minimum(red[area] * (paper / ink), paper)
            grey[area] = np.where(redder[area] > PALE_RED, lifted, red[area])
            found = True
    return grey, found


def _is_stamp(parts: NDArray[np.float64]) -> bool:
    """True if an area has the size of a stamp and consists of strokes, as the red share of its
    squares shows."""
    short, long = sorted((side - 2 * NEAR) * SQUARE for side in parts.shape)
    sized = LEAST_STAMP <= short <= long <= min(MOST_STAMP, LONGEST_STAMP * short)
    return bool(sized and parts[parts > RED_PART].mean() < SOLID)


def _in_squares(mask: Mask, step: int) -> NDArray[np.float64]:
    """Return the share of each square of a page that is in the mask."""
    high, wide = mask.shape[0] // step, mask.shape[1] // step
    squares = mask[: high * step, : wide * step].reshape(high, step, wide, step)
    return squares.mean(axis=(1, 3))


def _full_areas(mask: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Yield areas of adjacent squares that fill much of the box around them: its left, upper, right
    and lower side."""
    for area in connected({(int(row), int(column)) for row, column in np.argwhere(mask)}, beside):
        rows, columns = zip(*area, strict=True)
        y0, x0, y1, x1 = min(rows), min(columns), max(rows) + 1, max(columns) + 1
        if len(area) >= FULL * (y1 - y0) * (x1 - x0):
            yield x0, y0, x1, y1


def without(picture: Picture, boxes: Sequence[Box], unit: float) -> Picture:
    """Return the picture without the rules of tables: a letter is read better without a rule beside it."""
    clean, paper = picture.copy(), paper_of(picture)
    edge = THIN * unit / 2
    for x0, y0, x1, y1 in boxes:
        top, bottom = max(0, int(y0 * unit - edge)), ceil(y1 * unit + edge)
        left, right = max(0, int(x0 * unit - edge)), ceil(x1 * unit + edge)
        clean[top:bottom, left:right] = paper
    return clean


def inked(ink: Any, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Return the part of a box (dots) that has ink; ``None`` if there is hardly any."""
    x0, y0, x1, y1 = box
    part = ink[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if len(rows) < 2 or not len(columns):
        return None
    return (
        x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1,
    )  # fmt: skip
