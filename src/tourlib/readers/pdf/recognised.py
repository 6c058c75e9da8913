"""Pages recognised from a picture, as the characters of a page with text. A sheet may show two
pages side by side, as a copier or scanner makes of an open book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tourlib.readers.page.words import joined
from tourlib.readers.pdf.glyphs import Box, Glyph, Style
from tourlib.readers.pdf.kept import FIRST_WIDE, Piece, Scan, is_han
from tourlib.readers.pdf.printed import TAB_EM

#: Maximum distance between the middles of pieces on one line (em).
SAME_LINE = 0.3
#: Maximum relative difference of sizes of text that are one size.
SAME_SIZE = 0.09
#: Height of the middle of an ideograph above the baseline (em).
MIDDLE = 0.36
#: White space at the outer sides of ideographs, of opening and of closing signs (em).
SIDE, OPEN_SIDE, CLOSE_SIDE = 0.06, 0.55, 0.35
#: Minimum white space that is a space: between ideographs, beside punctuation, and elsewhere (em).
SPACE, POINT_SPACE, MIXED_SPACE = 0.45, 1.0, 0.52
#: Minimum distance of characters with leaders between them (em).
LEADERS = 3.0
#: Range of the width of a sheet of two upright pages, relative to its height.
WIDE_FROM, WIDE_TO = 1.15, 1.7
#: Maximum distance of the gutter from the middle of the sheet, relative to its width; minimum width
#: of the gutter (points); minimum number of characters on each page.
OFF_MIDDLE, GUTTER, FEW = 0.06, 24.0, 20
_OPENS, _CLOSES = "「『《〈【〔（［", "、。」』》〉】〕，．；：！？）］"


def scanned_glyphs(scan: Scan, sizes: Mapping[float, float]) -> list[Glyph]:
    """Return the characters of a page, line by line.

    Args:
        scan: the page as recognised.
        sizes: pitch → size of the type, from :func:`even_sizes`.
    """
    found: list[Glyph] = []
    for row in _rows(list(zip(scan.pieces, _sizes_of(scan, sizes), strict=True))):
        longest, size = max(row, key=lambda each: each[0].box[2] - each[0].box[0])
        base = round(longest.middle + MIDDLE * size, 2)
        for piece, own in row:
            found += _glyphs(piece, base, own)
    return found


def even_sizes(scans: Sequence[Scan]) -> dict[float, float]:
    """Return pitch → size of the type: a pitch near one that is frequent in the document is set to it."""
    weights = Counter[float]()
    for piece in (piece for scan in scans for piece in scan.pieces):
        if piece.pitch is not None:
            weights[piece.pitch] += len(piece.text)
    left = sorted(weights)
    found: dict[float, float] = {}
    while left:
        bins = Counter[int]()
        for pitch in left:
            bins[int(4 * pitch)] += weights[pitch]
            bins[int(4 * pitch) + 1] += weights[pitch]
        usual = max(bins, key=lambda at: (bins[at], -at)) / 4
        group = [pitch for pitch in left if abs(pitch - usual) <= SAME_SIZE * usual] or left[:1]
        found |= dict.fromkeys(group, usual)
        left = [pitch for pitch in left if pitch not in found]
    return found


def _sizes_of(scan: Scan, sizes: Mapping[float, float]) -> list[float]:
    """Return the size of each piece; for one with few ideographs that of the nearest of equal height."""
    told = [(piece, sizes[piece.pitch]) for piece in scan.pieces if piece.pitch is not None]
    found: list[float] = []
    for piece in scan.pieces:
        if piece.pitch is not None:
            found.append(sizes[piece.pitch])
            continue
        near = [
            (abs(other.middle - piece.middle), size)
            for other, size in told
            if 0.4 * size < piece.height < 1.15 * size
        ]
        found.append(min(near)[1] if near else round(1.06 * piece.height, 1))
    return found


_Sized = tuple[Piece, float]


def _rows(pieces: Sequence[_Sized]) -> Iterator[list[_Sized]]:
    """Yield the pieces of each printed line from left to right, from top to bottom of the page."""
    row: list[_Sized] = []
    for piece, size in sorted(pieces, key=lambda each: (each[0].middle, each[0].box[0])):
        if row and piece.middle - row[0][0].middle > SAME_LINE * row[0][1]:
            yield sorted(row, key=lambda each: each[0].box[0])
            row = []
        row.append((piece, size))
    if row:
        yield sorted(row, key=lambda each: each[0].box[0])


def _glyphs(piece: Piece, base: float, size: float) -> list[Glyph]:
    """Return the characters of a piece: they touch, except where a space was recognised or seen."""
    before = [" ", *piece.text]
    every = zip(before, piece.text, piece.middles, piece.whites, strict=False)
    chars = [
        (char, middle, white, last == " ") for last, char, middle, white in every if char != " "
    ]
    starts, ends, typed = (
        [piece.box[0] - size * _side(chars[0][0], _OPENS, OPEN_SIDE)],
        list[float](),
        [False],
    )
    for (left, one, _, _), (right, two, (start, end), spaced) in pairwise(chars):
        if two - one > LEADERS * size:  # dots that were not read
            start, end = one + size / 2, two - size / 4
        seen = end - start > size * _least_gap(left, right)
        typed.append(seen or (spaced and min(left, right) < FIRST_WIDE))
        ends.append(start if seen else (start + end) / 2)
        starts.append(end if seen else (start + end) / 2)
    ends.append(piece.box[2] + size * _side(chars[-1][0], _CLOSES, CLOSE_SIDE))
    style = Style(size, False, False)
    glyphs: list[Glyph] = []
    for at, (x0, x1) in enumerate(zip(starts, ends, strict=True)):
        near = at > 0 and x0 < ends[at - 1] + TAB_EM * size
        space_end = x0 if typed[at] and near else None
        glyphs.append(
            Glyph(chars[at][0], x0, x1, base, style, 0, space_end, typed[at], at == 0, False)
        )
    return glyphs


def _least_gap(left: str, right: str) -> float:
    """Return the minimum white space between two characters that is a space or more (em)."""
    if is_han(left) and is_han(right):
        return SPACE
    points = left in _OPENS + _CLOSES or right in _OPENS + _CLOSES
    return POINT_SPACE if points else MIXED_SPACE


def _side(char: str, signs: str, empty: float) -> float:
    """Return the white space at the outer side of a character (em)."""
    return empty if char in signs else SIDE if char >= FIRST_WIDE else 0.0


_HAN_PAIR = re.compile(r"[\u4e00-\u9fff](?=( ?)[\u4e00-\u9fff])")


def is_broken(text: str) -> bool:
    """True if a text layer came from a recognition that puts a space everywhere: 公 務 人 員."""
    pairs = [found.group(1) for found in _HAN_PAIR.finditer(text)]
    return len(pairs) >= 20 and sum(map(bool, pairs)) > 0.4 * len(pairs)


# --- sheets of two pages ------------------------------------------------------------------


def pages_of(scan: Scan) -> list[Scan]:
    """Return the pages of a sheet, from left to right: two if nothing crosses its middle."""
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
    """Return the part between two places as a page of its own."""
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
