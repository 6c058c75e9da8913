"""Numbering that stands elsewhere than its form does in most reports, told by what follows it.

``1.`` right above ``(一)時間:…`` is the heading of that block, though ``(一)`` encloses ``1.``
elsewhere; 主題一 right below 三、研習內容 is a part of it, though themes enclose ``一、`` elsewhere.

And where the fields of body blocks carry no number and come below the notes: how far out the headings
stand that have a block each, told by what stands between one block and the next.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK, Marker
from tourlib.readers.text.lines import TextLine
from tourlib.vocabulary import is_chapter_word, label, meaning

#: A heading is no longer than this.
_MAX_HEADING = 60
#: How far outside what it encloses, or inside what encloses it, such a heading stands.
_STEP = 0.2


def settle_ranks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, their numbering ranked as it stands in this report.

    Args:
        lines: the lines of the body with something printed in them.
    """
    settled = list(lines)
    for place, (line, following) in enumerate(itertools.pairwise(lines)):
        field = _first_field(following)
        if line.marker and _is_heading(line) and field and line.marker.rank >= field.rank:
            settled[place] = _ranked(line, field.rank - _STEP)
    for first, end in _chapters(settled):
        for places in _numbered_words(settled, first, end).values():
            rank = _rank_of_words(settled, first, places[0], end)
            for place in places:
                settled[place] = _ranked(settled[place], rank)
    return settled


def _is_heading(line: TextLine) -> bool:
    return len(line.text) <= _MAX_HEADING and "。" not in line.text and line.cells is None


def _first_field(line: TextLine) -> Marker | None:
    """The numbering of a line that is the first field of a block, its time."""
    if line.marker is None or line.marker.value != 1:
        return None
    found = label("block", line.marker.rest)
    timed = (
        found and found[0] == "time" and (find_dates(found[1] or "") or find_clock(found[1] or ""))
    )
    return line.marker if timed else None


def _chapters(lines: Sequence[TextLine]) -> list[tuple[int, int]]:
    """From where to where each chapter goes."""
    starts = [
        place
        for place, line in enumerate(lines)
        if is_chapter_word(line.text) or (line.marker and line.marker.rank <= CHAPTER_RANK)
    ]
    return list(itertools.pairwise([0, *starts, len(lines)]))


def _numbered_words(lines: Sequence[TextLine], first: int, end: int) -> dict[str, list[int]]:
    """Word → the places of the headings that it numbers."""
    found: dict[str, list[int]] = {}
    for place in range(first, end):
        marker = lines[place].marker
        if marker and marker.word:
            found.setdefault(marker.word, []).append(place)
    return found


def _rank_of_words(lines: Sequence[TextLine], first: int, place: int, end: int) -> float:
    """How far out the headings stand that a word numbers: right inside the nearest heading above
    that goes on behind them, or whose numbers none of them has below it; else outermost."""
    word = lines[place].marker
    for above in _open_headings(lines, first, place):
        marker = lines[above].marker
        assert marker is not None
        assert word is not None
        following = _next_alike(lines[place + 1 : end], marker)
        if following is None:
            adjacent = above == place - 1 and not _names_table(marker)
            inside = adjacent or word.kind == "word"
        else:
            inside = following == marker.value + 1
        if inside:
            return marker.rank + _STEP
    return THEME_RANK


def _open_headings(lines: Sequence[TextLine], first: int, place: int) -> Iterator[int]:
    """The numbered headings of a chapter that a line stands under, the nearest first."""
    rank = float("inf")
    for above in range(place - 1, first - 1, -1):
        marker = lines[above].marker
        if marker and CHAPTER_RANK < marker.rank < rank:
            rank = marker.rank
            yield above


def _next_alike(lines: Sequence[TextLine], like: Marker) -> int | None:
    """The next number of this form, up to a heading further out."""
    for line in lines:
        if line.marker and line.marker.kind == like.kind:
            return line.marker.value
        if line.marker and line.marker.rank < like.rank and not line.marker.word:
            return None
    return None


def _names_table(marker: Marker) -> bool:
    """Whether it is the title of a table, which stood below it."""
    return any(meaning(f"{kind}_section", marker.rest) for kind in ("timetable", "roster"))


def _ranked(line: TextLine, rank: float) -> TextLine:
    assert line.marker is not None
    return replace(line, marker=replace(line.marker, rank=rank))


def rank_of_owners(lines: Sequence[TextLine]) -> float | None:
    """The outermost rank of which a heading stands between every two 時間 without a number within
    a chapter; ``None`` where there are no two.

    Args:
        lines: the lines of the body with something printed in them.
    """
    between: list[Counter[float]] = []
    seen: Counter[float] | None = None
    for line in lines:
        if _is_time(line):
            if seen is not None:
                between.append(seen)
            seen = Counter()
        elif is_chapter_word(line.text) or (line.marker and line.marker.rank <= CHAPTER_RANK):
            seen = None
        elif line.marker and seen is not None and line.marker.rank > THEME_RANK:
            seen[line.marker.rank] += 1
    if not between:
        return None
    ranks = set.intersection(*(set(each) for each in between))
    return min(ranks, default=None)


def _is_time(line: TextLine) -> bool:
    found = label("block", line.text) if line.marker is None else None
    return found is not None and found[0] == "time" and bool(find_dates(found[1] or ""))
