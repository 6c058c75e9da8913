"""Sheets that show two pages side by side, as a copier or a scanner makes of an open book."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tourlib.readers.page.words import joined
from tourlib.readers.pdf.glyphs import Box
from tourlib.readers.pdf.kept import Piece, Scan

#: The width of a sheet of two upright pages, in heights.
WIDE_FROM, WIDE_TO = 1.15, 1.7
#: The gutter is no farther from the middle of the sheet than this part of its width, and so wide at
#: least (points); each page has so many characters at least.
OFF_MIDDLE, GUTTER, FEW = 0.06, 24.0, 20


def pages_of(scan: Scan) -> list[Scan]:
    """The pages of a sheet, from left to right: two where nothing stands across its middle."""
    width, height = scan.size
    if not WIDE_FROM * height < width < WIDE_TO * height:
        return [scan]
    boxes = [*(piece.box for piece in scan.pieces), *scan.rules]
    for (_, left), (right, _) in pairwise(joined((box[0], box[2]) for box in boxes)):
        fold = min(max(left, width / 2), right)
        if right - left < GUTTER or abs(fold - width / 2) > OFF_MIDDLE * width:
            continue
        pages = [_part(scan, 0.0, fold), _part(scan, fold, width)]
        if all(sum(len(piece.text) for piece in page.pieces) >= FEW for page in pages):
            return pages
    return [scan]


def _part(scan: Scan, left: float, right: float) -> Scan:
    """What stands between two places, as a page of its own."""
    return replace(
        scan,
        size=(right - left, scan.size[1]),
        rules=tuple(_moved(box, left) for box in scan.rules if left <= box[0] < right),
        pieces=tuple(_piece(piece, left) for piece in scan.pieces if left <= piece.box[0] < right),
        left=left,
    )


def _moved(box: Box, by: float) -> Box:
    return box[0] - by, box[1], box[2] - by, box[3]


def _piece(piece: Piece, by: float) -> Piece:
    return replace(
        piece,
        box=_moved(piece.box, by),
        middles=tuple(middle - by for middle in piece.middles),
        whites=tuple((start - by, end - by) for start, end in piece.whites),
    )
