"""Numbering that stands elsewhere than its form does in most reports, told by what follows it.

``1.`` right above ``(一)時間:…`` is the heading of that block, though ``(一)`` encloses ``1.``
elsewhere; so is a short line without such a number, A-1 稅制改革; 主題一 right below 三、研習內容 is a part of it, though themes enclose ``一、`` elsewhere.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.outline.fields import begins_field, says_time
from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK, Marker
from tourlib.readers.text.lines import TextLine, chapter_title, ends_sentence
from tourlib.text import squeeze
from tourlib.vocabulary import meaning

#: A heading is no longer than this.
_MAX_HEADING = 60
#: The time is among the first fields of a block.
_MOST_FIELDS = 4
#: How far outside what it encloses, or inside what encloses it, such a heading stands.
_STEP = 0.2
#: The code of a course before its title: A-1, B2, 1-2.
_CODE = re.compile(r"(?P<code>[A-Z]-?\d{1,2}|\d{1,2}-\d{1,2})(?:\s*[:、.]\s*|\s+)(?=\S)")


def settle_ranks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, their numbering ranked as it stands in this report.

    Args:
        lines: the lines of the body with something printed in them.
    """
    settled = list(lines)
    for place, (line, following) in enumerate(itertools.pairwise(lines)):
        field = following.marker
        if field and field.value == 1 and says_time(following) and _is_heading(line, field.rank):
            settled[place] = _ranked(line, field.rank - _STEP)
    for first, end in _chapters(settled):
        words: dict[str, list[int]] = {}
        for place in range(first, end):
            marker = settled[place].marker
            if marker and marker.word:
                words.setdefault(marker.word, []).append(place)
        for places in words.values():
            rank = _rank_of_words(settled, first, places[0], end)
            for place in places:
                settled[place] = _ranked(settled[place], rank)
    return settled


def headings_of_blocks(lines: Sequence[TextLine]) -> dict[int, float]:
    """The lines without a number that are the headings of the block right below them, and how far
    out they stand. What several blocks have above them is a label of theirs; what stands right
    below the headings of most is a second title.

    Args:
        lines: the lines of the body with something printed in them, their numbering ranked.
    """
    places = [
        place
        for place, line in enumerate(lines)
        if _may_head(line) and _opens_block(lines[place + 1 : place + 1 + _MOST_FIELDS])
    ]
    texts = [lines[place].text for place in places]
    second = [
        place for place in places if place and _is_heading(lines[place - 1], THEME_RANK + _STEP)
    ]
    own = 2 * len(second) <= len(places)
    found: dict[int, float] = {}
    for first, end in _chapters(lines):
        inside = [
            place
            for place in places
            if first <= place < end
            and (split_code(lines[place])[0] or (own and texts.count(lines[place].text) == 1))
        ]
        outer = _rank_of_words(lines, first, inside[0], end) if inside else 0
        rank = max(outer, THEME_RANK + _STEP)  # a theme's heading may have no number either
        found |= {lines[place].number: rank for place in inside}
    return found


def _chapters(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """First and behind-last line of each chapter."""
    starts = [place for place, line in enumerate(lines) if chapter_title(line) is not None]
    return itertools.pairwise([0, *starts, len(lines)])


def split_code(line: TextLine) -> tuple[str | None, str]:
    """The code that a heading begins with, and its title."""
    match = _CODE.match(line.spaced)
    return (match["code"], squeeze(line.spaced[match.end() :])) if match else (None, line.text)


def _may_head(line: TextLine) -> bool:
    short = len(line.text) <= _MAX_HEADING and not ends_sentence(line.text)
    return short and line.marker is None and line.cells is None and not begins_field(line)


def _opens_block(lines: Sequence[TextLine]) -> bool:
    """Whether the lines begin with fields of a block, the time among them."""
    return any(map(says_time, itertools.takewhile(begins_field, lines)))


def _is_heading(line: TextLine, rank: float) -> bool:
    """Whether the line is a heading whose form does not stand outside of this rank."""
    plain = len(line.text) <= _MAX_HEADING and "。" not in line.text and line.cells is None
    return plain and line.marker is not None and line.marker.rank >= rank


def _rank_of_words(lines: Sequence[TextLine], first: int, place: int, end: int) -> float:
    """How far out the headings stand that a word numbers: right inside the nearest heading above
    that goes on behind them, or whose numbers none of them has below it; else outermost."""
    word = lines[place].marker
    for above, marker in _open_headings(lines, first, place):
        following = _next_alike(lines[place + 1 : end], marker)
        inside = following == marker.value + 1
        if following is None:
            inside = word is None or word.theme is None
            inside = inside or (above == place - 1 and not _names_table(marker))
        if inside:
            return marker.rank + _STEP
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


def _names_table(marker: Marker) -> bool:
    """Whether it is the title of a table, which stood below it."""
    return any(meaning(f"{kind}_section", marker.rest) for kind in ("timetable", "roster"))


def _ranked(line: TextLine, rank: float) -> TextLine:
    return replace(line, marker=replace(line.marker, rank=rank)) if line.marker else line
