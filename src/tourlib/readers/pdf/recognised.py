"""Pages that were recognised in a picture as the characters of a page with text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tourlib.readers.pdf.glyphs import Glyph, Style
from tourlib.readers.pdf.kept import FIRST_WIDE, Piece, Scan, is_han
from tourlib.readers.pdf.printed import TAB_EM

#: Pieces whose middles are nearer than this stand on one line (em).
SAME_LINE = 0.3
#: Sizes of text that differ by less than this part are one size.
SAME_SIZE = 0.09
#: The middle of an ideograph above the baseline (em).
MIDDLE = 0.36
#: So much white keep ideographs, opening and closing signs at their outer sides (em).
SIDE, OPEN_SIDE, CLOSE_SIDE = 0.06, 0.55, 0.35
#: White of more than this is a space: between ideographs, beside points and brackets, and else (em).
SPACE, POINT_SPACE, MIXED_SPACE = 0.45, 1.0, 0.52
#: Characters that are farther apart than this have leaders between them (em).
LEADERS = 3.0
_OPENS, _CLOSES = "「『《〈【〔（［", "、。」』》〉】〕，．；：！？）］"


def scanned_glyphs(scan: Scan, sizes: Mapping[float, float]) -> list[Glyph]:
    """The characters of a page, line by line.

    Args:
        scan: the page as read.
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
    """Pitch → size of the type: pitches near to one that much of a document has are this one."""
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
    """The size of each piece; of one with few ideographs that of the nearest that is as high."""
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
    """The pieces of each printed line from left to right, from the top of the page to its end."""
    row: list[_Sized] = []
    for piece, size in sorted(pieces, key=lambda each: (each[0].middle, each[0].box[0])):
        if row and piece.middle - row[0][0].middle > SAME_LINE * row[0][1]:
            yield sorted(row, key=lambda each: each[0].box[0])
            row = []
        row.append((piece, size))
    if row:
        yield sorted(row, key=lambda each: each[0].box[0])


def _glyphs(piece: Piece, base: float, size: float) -> list[Glyph]:
    """The characters of a piece: they touch, but for where a space was recognised or seen."""
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
    """The least white between two characters that is a space or more (em)."""
    if is_han(left) and is_han(right):
        return SPACE
    points = left in _OPENS + _CLOSES or right in _OPENS + _CLOSES
    return POINT_SPACE if points else MIXED_SPACE


def _side(char: str, signs: str, empty: float) -> float:
    """The white that a character keeps at its outer side (em)."""
    return empty if char in signs else SIDE if char >= FIRST_WIDE else 0.0


_HAN_PAIR = re.compile(r"[\u4e00-\u9fff](?=( ?)[\u4e00-\u9fff])")


def is_broken(text: str) -> bool:
    """Whether a text layer came from a recognition that leaves a space at every place: 公 務 人 員."""
    pairs = [found.group(1) for found in _HAN_PAIR.finditer(text)]
    return len(pairs) >= 20 and sum(map(bool, pairs)) > 0.4 * len(pairs)
