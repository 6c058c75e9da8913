"""The rows of words printed on a page, with their positions, either from the characters of laid-out
text or from the glyphs of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Word:
    """A text without white space: its start, its end and its text."""

    start: float
    end: float
    text: str

    def overlaps(self, other: Word) -> bool:
        """True if the two are above each other."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class PrintedRow:
    """The words at one height of a page, from left to right.

    Attributes:
        words: its words.
        top, bottom: its height; rows of text are one high.
        size: the height of its letters.
        gap: minimum white space that separates two pieces.
        edge: maximum distance by which a word may extend over the edge of its column.
    """

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float = 1.0
    gap: float = 2.0
    edge: float = 0.5

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def pieces(self) -> tuple[Word, ...]:
        """Return the words, with those joined that have little white space between them."""
        found: list[Word] = []
        for word in self.words:
            if found and word.start - found[-1].end < self.gap:
                last = found.pop()
                word = Word(last.start, word.end, f"{last.text} {word.text}")
            found.append(word)
        return tuple(found)

    def covers(self, place: float, words: Sequence[Word] | None = None) -> bool:
        """True if a word covers a place."""
        return any(
            word.start < place - self.edge and word.end > place + self.edge
            for word in (self.words if words is None else words)
        )


def joined(spans: Iterable[tuple[float, float]], gap: float = 0.0) -> list[tuple[float, float]]:
    """Return what spans cover, from left to right; those with at most ``gap`` between them are joined."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= gap:
            start, before = found.pop()
            end = max(before, end)
        found.append((start, end))
    return found
