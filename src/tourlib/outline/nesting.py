"""Numbering that stands elsewhere than its form does in most reports, told by what stands around it:
主題一 right below 三、研習內容 is a part of it, though themes enclose ``一、`` elsewhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK, Marker
from tourlib.readers.text.lines import TextLine, chapter_title
from tourlib.text import squeeze

#: A heading is no longer than this.
MAX_HEADING = 60
#: How far outside what it encloses, or inside what encloses it, such a heading stands.
STEP = 0.2
#: The code of a course before its title: A-1, B2, 1-2.
_CODE = re.compile(r"(?P<code>[A-Z]-?\d{1,2}|\d{1,2}-\d{1,2})(?:\s*[:、.]\s*|\s+)(?=\S)")


def settle_ranks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, their numbering ranked as it stands in this report.

    Args:
        lines: the lines of the body with something printed in them.
    """
    settled = list(lines)
    for first, end in chapters_of(settled):
        words: dict[str, list[tuple[int, Marker]]] = {}
        for place in range(first, end):
            marker = settled[place].marker
            if marker and marker.word:
                words.setdefault(marker.word, []).append((place, marker))
        for found in words.values():
            rank = rank_of_words(settled, first, found[0][0], end)
            for place, marker in found:
                settled[place] = replace(settled[place], marker=replace(marker, rank=rank))
    return settled


def chapters_of(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """First and behind-last line of each chapter."""
    starts = [place for place, line in enumerate(lines) if chapter_title(line) is not None]
    return itertools.pairwise(sorted({0, *starts, len(lines)}))  # none is empty


def split_code(line: TextLine) -> tuple[str | None, str]:
    """The code that a heading begins with, and its title."""
    match = _CODE.match(line.spaced)
    return (match["code"], squeeze(line.spaced[match.end() :])) if match else (None, line.text)


def is_heading(line: TextLine, rank: float) -> bool:
    """Whether the line is a heading whose form does not stand outside of this rank."""
    plain = len(line.text) <= MAX_HEADING and "。" not in line.text and line.cells is None
    return plain and line.marker is not None and line.marker.rank >= rank


def rank_of_words(lines: Sequence[TextLine], first: int, place: int, end: int) -> float:
    """How far out the headings stand that a word numbers, or nothing: right inside the nearest heading
    above that goes on behind them, or whose numbers none of them has below it; else outermost."""
    word = lines[place].marker
    for above, marker in _open_headings(lines, first, place):
        following = _next_alike(lines[place + 1 : end], marker)
        inside = following == marker.value + 1
        if following is None:
            inside = word is None or word.theme is None
            inside = inside or above == place - 1
        if inside:
            return marker.rank + STEP
    return THEME_RANK


def _open_headings(
    lines: Sequence[TextLine], first: int, place: int
) -> Iterator[tuple[int, Marker]]:
    """The numbered headings of a chapter that a line stands under, the nearest first."""
    rank = float("inf")
    for above in range(place - 1, first - 1, -1):
        marker = lines[above].marker
        if marker and CHAPTER_RANK < marker.rank < rank:
            rank = marker.rank
            yield above, marker


def _next_alike(lines: Sequence[TextLine], like: Marker) -> int | None:
    """The next number of this form, up to a heading further out."""
    for marker in filter(None, (line.marker for line in lines)):
        if marker.kind == like.kind:
            return marker.value
        if marker.rank < like.rank and not marker.word:
            return None
    return None
