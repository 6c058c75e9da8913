"""Several recommendations in one paragraph (一、…。二、…。): a line for each of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tourlib.outline.numbering import CHAPTER_RANK, Marker, read_marker
from tourlib.readers.text.lines import TextLine
from tourlib.text import squeeze
from tourlib.vocabulary import chapter_role, is_chapter_word

#: Chapters whose paragraphs are divided.
_CHAPTERS = frozenset({"recommendations", "reflections_and_recommendations"})
#: A sentence or a lead ends before the number of an item.
_BEFORE_ITEM = re.compile(r"(?<=[。;:])\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class _Due:
    """The number that the next item will have."""

    kind: str
    value: int

    def fits(self, marker: Marker) -> bool:
        return (marker.kind, marker.value) == (self.kind, self.value)


def divide_paragraphs(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines; in chapters of recommendations, of a line that holds several items with running
    numbers, one for each, all with its line number.

    Args:
        lines: the lines of the body with something printed in them.
    """
    found: list[TextLine] = []
    inside = False
    due: _Due | None = None
    for place, line in enumerate(lines):
        if is_chapter_word(line.text) or (line.marker and line.marker.rank <= CHAPTER_RANK):
            title = line.marker.rest if line.marker else line.text
            inside, due = chapter_role(title) in _CHAPTERS, None
        elif inside and line.cells is None:
            if line.marker:
                due = _Due(line.marker.kind, line.marker.value + 1)
            due = due or _first_due(lines[place:])
            pieces = _pieces(line, due) if due else []
            for piece in pieces:
                found.append(piece)
                due = _Due(piece.marker.kind, piece.marker.value + 1) if piece.marker else due
            if pieces:
                continue
        found.append(line)
    return found


def _first_due(lines: Sequence[TextLine]) -> _Due | None:
    """The form of the first item inside a line without a number, where a second one follows."""
    first = next((m for _at, m in _items(lines[0]) if m.value == 1), None)
    if first is None:
        return None
    for line in lines:
        if line.cells is not None or (line.marker and line.marker.rank <= CHAPTER_RANK):
            break
        if any(_Due(first.kind, 2).fits(marker) for _at, marker in _items(line)):
            return _Due(first.kind, 1)
    return None


def _items(line: TextLine) -> list[tuple[int, Marker]]:
    """Numbers behind the end of a sentence, and where they stand."""
    places = [match.end() for match in _BEFORE_ITEM.finditer(line.spaced)]
    return [(at, marker) for at in places if (marker := read_marker(line.spaced[at:]))]


def _pieces(line: TextLine, due: _Due) -> list[TextLine]:
    """The parts of a line, each but the first with the number due; none where it is not divided."""
    cuts = [0]
    for at, marker in _items(line):
        if due.fits(marker):
            cuts.append(at)
            due = _Due(marker.kind, marker.value + 1)
    if len(cuts) == 1:
        return []
    pieces = []
    for at, end in itertools.pairwise([*cuts, len(line.spaced)]):
        spaced = line.spaced[at:end].strip()
        own = read_marker(spaced) if at or line.marker else None
        marked = replace(own, rest=squeeze(own.rest)) if own else None
        pieces.append(replace(line, text=squeeze(spaced), spaced=spaced, raw=spaced, marker=marked))
    return pieces
