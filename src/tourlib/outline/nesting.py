"""Ranks of numbering that differ in this report from those in most, as the lines around show:
主題一 right below 三、研習內容 is a part of it, though themes usually enclose ``一、``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK, Marker
from tourlib.readers.text.lines import TextLine, chapter_title

#: Maximum length of a heading.
MAX_HEADING = 60
#: Difference of rank between such a heading and the headings that enclose it or that it encloses.
STEP = 0.2


def settle_ranks(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with their numbering ranked as it is used in this report.

    Args:
        lines: the lines of the body with printed text.
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
    """Yield the first line of each chapter and the line after its last."""
    starts = [place for place, line in enumerate(lines) if chapter_title(line) is not None]
    return itertools.pairwise(sorted({0, *starts, len(lines)}))  # no chapter is empty


def is_heading(line: TextLine, rank: float) -> bool:
    """True if the line is a numbered heading whose rank is at least this one."""
    plain = len(line.text) <= MAX_HEADING and "。" not in line.text and line.cells is None
    return plain and line.marker is not None and line.marker.rank >= rank


def rank_of_words(lines: Sequence[TextLine], first: int, place: int, end: int) -> float:
    """Return the rank of headings numbered by a word or without a number: right inside the nearest
    heading above whose numbering continues below them, or does not occur again below; else outermost."""
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
    """Yield the numbered headings of a chapter that enclose a line, the nearest first."""
    rank = float("inf")
    for above in range(place - 1, first - 1, -1):
        marker = lines[above].marker
        if marker and CHAPTER_RANK < marker.rank < rank:
            rank = marker.rank
            yield above, marker


def _next_alike(lines: Sequence[TextLine], like: Marker) -> int | None:
    """Return the next number of this form, up to a heading of smaller rank."""
    for marker in filter(None, (line.marker for line in lines)):
        if marker.kind == like.kind:
            return marker.value
        if marker.rank < like.rank and not marker.word:
            return None
    return None
