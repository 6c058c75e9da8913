"""What the picture of a page shows without being read: ink, rules, photographs, how it is turned.

Places are in points from the top left corner, as for a page with text, so that the rules found here
make the same tables as those that a PDF draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tourlib.readers.pdf.glyphs import Box
from tourlib.readers.pdf.grids import connected
from tourlib.readers.pdf.rules import THIN

#: The grey of each dot, from 0 (black) to 255.
Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

#: Ink is darker than the paper by so much at least.
CONTRAST = 60
#: A rule is darker than what lies beside it by so much.
DARKER = 25
#: No stroke of a letter is as long as the shortest rule (points).
LEAST_RULE = 20.0
#: A photograph is looked for in squares of this size, with no more than this part of them as white
#: as the paper; both its sides are so long at least (points), and so much of it is full.
SQUARE, WHITE_PART, LEAST_PHOTOGRAPH, FULL = 6.0, 0.3, 72.0, 0.5
#: The ink of a stamp is redder than it is green or blue by so much, over print and at the edge of its
#: strokes by so much, and lighter than print; so much of a square is red where it is part of a stamp.
RED, PALE_RED, LIGHT, RED_PART = 50, 8, 90, 0.04
#: The strokes of a stamp are no farther apart than twice so many squares; its sides are from so long
#: to so long (points), and one is no more than so many times the other, as a line of red text is.
NEAR, LEAST_STAMP, MOST_STAMP, LONGEST_STAMP = 2, 24.0, 260.0, 3.0
#: A bar of a chart is red in more than this part of its squares; beside the strokes of a stamp more
#: than this part is paper, and not a photograph.
SOLID, ON_PAPER = 0.7, 0.5


def paper_of(picture: Picture) -> int:
    """The grey of the paper: of most dots."""
    return int(np.bincount(picture.ravel(), minlength=256).argmax())


def ink_of(picture: Picture) -> Mask:
    """Which dots are ink: on the dark side of the middle between the paper and the darkest part."""
    paper = paper_of(picture)
    darkest = int(np.percentile(picture[:: max(1, len(picture) // 500)], 0.5))
    limit = min((paper + darkest) // 2 + 20, paper - CONTRAST)
    return picture < max(limit, 0)


def straightened(picture: Picture, degrees: float) -> Picture:
    """The picture turned by an angle (counterclockwise) about its middle, of the same size."""
    turned = Image.fromarray(picture).rotate(
        degrees, Image.Resampling.BICUBIC, fillcolor=paper_of(picture)
    )
    return np.asarray(turned)


def rules_in(picture: Picture, unit: float) -> list[Box]:
    """The straight rules as boxes without width, of which one rule may have several: long runs of ink
    that are thin, or darker than what lies on both sides of them, as along a photograph.

    Args:
        picture: of a page.
        unit: dots in a point.
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
    """Of the rows of a mask the runs of at least so many dots."""
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
    """The runs of a mask: their row, where they begin and where they end."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    for (row, start), (_row, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield row, start, end


def photographs_in(picture: Picture, unit: float) -> list[Box]:
    """Where the page has photographs: what is written in them is no text of the report."""
    step = max(1, round(SQUARE * unit))
    parts = _in_squares(picture > paper_of(picture) - 12, step)
    side = step / unit  # the outer squares may be those of a caption
    return [
        ((x0 + 1) * side, (y0 + 2) * side, (x1 - 1) * side, (y1 - 2) * side)
        for x0, y0, x1, y1 in _full_areas(parts < WHITE_PART)
        if min(x1 - x0, y1 - y0) * SQUARE >= LEAST_PHOTOGRAPH
    ]


def without_stamps(page: Image.Image, unit: float) -> tuple[Picture, bool]:
    """The grey picture of a page without red stamps, and whether there were any.

    Red text stays: a stamp is as high as several lines, and not much wider than high.
    """
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
            # What is black is as black in the red of the picture; the ink of the stamp becomes paper.
            ink = np.percentile(red[area][redder[area] > RED], 30)
            lifted = np.minimum(red[area] * (paper / ink), paper)
            grey[area] = np.where(redder[area] > PALE_RED, lifted, red[area])
            found = True
    return grey, found


def _is_stamp(parts: NDArray[np.float64]) -> bool:
    """Whether an area has the size of a stamp and is of strokes, by the part of its squares that is
    red."""
    short, long = sorted((side - 2 * NEAR) * SQUARE for side in parts.shape)
    sized = LEAST_STAMP <= short <= long <= min(MOST_STAMP, LONGEST_STAMP * short)
    return bool(sized and parts[parts > RED_PART].mean() < SOLID)


def _in_squares(mask: Mask, step: int) -> NDArray[np.float64]:
    """The part of each square of a page that is in the mask."""
    high, wide = mask.shape[0] // step, mask.shape[1] // step
    squares = mask[: high * step, : wide * step].reshape(high, step, wide, step)
    return squares.mean(axis=(1, 3))


def _full_areas(mask: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Areas of squares that touch and fill much of the box around them: its left, upper, right and
    lower side."""
    for area in connected({(int(row), int(column)) for row, column in np.argwhere(mask)}):
        rows, columns = zip(*area, strict=True)
        y0, x0, y1, x1 = min(rows), min(columns), max(rows) + 1, max(columns) + 1
        if len(area) >= FULL * (y1 - y0) * (x1 - x0):
            yield x0, y0, x1, y1


def without(picture: Picture, boxes: Sequence[Box], unit: float) -> Picture:
    """The picture without the rules of tables: a letter beside one is read better alone."""
    clean, paper = picture.copy(), paper_of(picture)
    edge = THIN * unit / 2
    for x0, y0, x1, y1 in boxes:
        top, bottom = max(0, int(y0 * unit - edge)), ceil(y1 * unit + edge)
        left, right = max(0, int(x0 * unit - edge)), ceil(x1 * unit + edge)
        clean[top:bottom, left:right] = paper
    return clean


def inked(ink: Any, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The part of a box (dots) that has ink; ``None`` where it has none to speak of."""
    x0, y0, x1, y1 = box
    part = ink[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if len(rows) < 2 or not len(columns):
        return None
    return (
        x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1,
    )  # fmt: skip
