"""What is printed on a page: rows of words with places, whatever they come from, the characters of
a text that is laid out as a page looks or the glyphs of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Word:
    """What no white space parts: where it begins and ends, and its text."""

    start: float
    end: float
    text: str

    def overlaps(self, other: Word) -> bool:
        """Whether the two stand above each other."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class PrintedRow:
    """What stands at one height of a page, from left to right.

    Attributes:
        words: its words.
        top, bottom: its height; rows of text are one high.
        size: the height of its letters.
        gap: white space as wide as this parts two pieces.
        edge: a word may reach over the edge of its column by this much.
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

    def holds(self, height: float) -> bool:
        """Whether a height lies within it."""
        return self.top <= height <= self.bottom

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def pieces(self) -> tuple[Word, ...]:
        """Words with little white space between them as one."""
        found: list[Word] = []
        for word in self.words:
            if found and word.start - found[-1].end < self.gap:
                last = found.pop()
                word = Word(last.start, word.end, f"{last.text} {word.text}")
            found.append(word)
        return tuple(found)

    def covers(self, place: float, words: Sequence[Word] | None = None) -> bool:
        """Whether a word lies over a place."""
        return any(
            word.start < place - self.edge and word.end > place + self.edge
            for word in (self.words if words is None else words)
        )


def joined(spans: Iterable[tuple[float, float]], gap: float = 0.0) -> list[tuple[float, float]]:
    """What spans cover, from left to right; those with no more than a gap between them are one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= gap:
            start, before = found.pop()
            end = max(before, end)
        found.append((start, end))
    return found
