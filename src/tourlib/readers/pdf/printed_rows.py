"""All that stands at one height of a page, whatever cells it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tourlib.readers.pdf.glyphs import Glyph

#: Baselines nearer than this are one (em).
_LEVEL_EM = 0.3
#: A gap as wide as this is more than a space between words (em).
WORD_EM = 0.36
#: And one as wide as this is a space (em).
SPACE_EM = 0.15


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The glyphs at one height, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def size(self) -> float:
        return max(glyph.style.size for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return self.glyphs[0].base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        return self.glyphs[0].base + 0.15 * self.size

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return _said(self.glyphs)

    def pieces(self, gap_em: float) -> list[tuple[float, float, str]]:
        """What gaps of at least this width part: where each piece begins and ends, and its text."""
        pieces: list[tuple[float, float, str]] = []
        for glyph in self.glyphs:
            if pieces and glyph.x0 - pieces[-1][1] < gap_em * glyph.style.size:
                start, end, text = pieces[-1]
                pieces[-1] = start, max(end, glyph.x1), text + glyph.char
            else:
                pieces.append((glyph.x0, glyph.x1, glyph.char))
        return pieces

    def between(self, low: float, high: float) -> str:
        """The text whose characters have their middle between two places."""
        return _said([g for g in self.glyphs if low <= (g.x0 + g.x1) / 2 < high])

    def crosses(self, edges: Sequence[float]) -> bool:
        """Whether text, or a mere space between two words, lies over one of the edges."""
        return any(
            start < edge - 0.5 and end > edge + 0.5
            for start, end, _text in self.pieces(WORD_EM)
            for edge in edges
        )

    def filled(self, edges: Sequence[float]) -> int:
        """How many of the columns between the edges have text in this row."""
        bounds = [float("-inf"), *edges, float("inf")]
        return sum(bool(self.between(low, high)) for low, high in pairwise(bounds))


def _said(glyphs: Sequence[Glyph]) -> str:
    """The text of some glyphs, with a space where the gap is as wide as one."""
    text = "".join(glyph.char for glyph in glyphs[:1])
    for left, right in pairwise(glyphs):
        text += " " * (right.x0 - left.x1 > SPACE_EM * right.style.size) + right.char
    return text


def printed_rows(glyphs: Sequence[Glyph]) -> list[PrintedRow]:
    """The rows of a page from top to bottom."""
    rows: list[list[Glyph]] = []
    upright = [g for g in glyphs if not g.style.tilted and not g.char.isspace()]
    for glyph in sorted(upright, key=lambda g: g.base):
        if rows and glyph.base - rows[-1][0].base <= _LEVEL_EM * glyph.style.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [PrintedRow(tuple(sorted(row, key=lambda g: g.x0))) for row in rows]
