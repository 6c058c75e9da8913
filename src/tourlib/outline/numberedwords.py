"""Headings numbered by a word (主題一, 單元二, 專題 3): the word repeats while its number rises.

Which word that is, each report says itself. It numbers the themes where it stands outermost in a
chapter of notes and the courses and visits stand below it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.outline.numbering import CHAPTER_RANK, Marker, read_numbered_word
from tourlib.readers.text.lines import TextLine
from tourlib.vocabulary import chapter_role, is_chapter_word, label, meaning

#: A heading with nothing but a space behind its number is no longer than this.
_MAX_HEADING = 60
#: Chapters in which such headings are themes, whatever the word; and those in which they never are.
_NOTES = frozenset({"study_notes", None})
_NO_NOTES = frozenset({"recommendations", "appendix", "conclusion", "toc"})


@dataclass(slots=True)
class _Word:
    """One word's headings: where they stand, and what tells whether they are themes."""

    places: dict[int, Marker] = field(default_factory=dict)
    chapters: set[str | None] = field(default_factory=set)
    with_time: int = 0

    def rises(self) -> bool:
        """Whether a second heading follows a first one."""
        values = [marker.value for marker in self.places.values()]
        return (1, 2) in itertools.pairwise(values)

    def names_themes(self, word: str) -> bool:
        """Whether the headings are themes: not courses and visits, which name their time."""
        if meaning("numbered_visit", word) or 2 * self.with_time >= len(self.places):
            return False
        fitting = self.chapters - _NO_NOTES if meaning("numbered_theme", word) else _NOTES
        return bool(fitting & self.chapters)


def mark_numbered_words(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those numbered by a word with their markers; of kind ``theme`` where the word
    numbers the themes."""
    words = _words(lines)
    themes = [word for word, found in words.items() if found.rises() and found.names_themes(word)]
    marked = list(lines)
    for word, found in words.items():
        for place, marker in found.places.items():
            kept = replace(marker, kind="theme" if word in themes[:1] else "word")
            marked[place] = replace(lines[place], marker=kept if found.rises() else None)
    return marked


def _words(lines: Sequence[TextLine]) -> dict[str, _Word]:
    words: dict[str, _Word] = {}
    chapter: str | None = None
    above: _Word | None = None
    for place, line in enumerate(lines):
        if line.blank or line.role is not None:
            continue
        marker = _candidate(line)
        if marker is not None:
            above = words.setdefault(marker.word, _Word())
            above.places[place] = marker
            above.chapters.add(chapter)
            continue
        if is_chapter_word(line.text):
            chapter = chapter_role(line.text)
        elif line.marker and line.marker.rank <= CHAPTER_RANK:
            chapter = chapter_role(line.marker.rest)
        if above is not None:
            above.with_time += _is_time(line)
            above = None
    return words


def _candidate(line: TextLine) -> Marker | None:
    if line.cells is not None or (line.marker and not line.marker.word):
        return None
    marker = read_numbered_word(line.spaced)
    plain = len(line.text) <= _MAX_HEADING and "。" not in line.text
    return marker if line.marker or plain else None


def _is_time(line: TextLine) -> bool:
    found = label("block", line.marker.rest if line.marker else line.text)
    said = found[1] or "" if found and found[0] == "time" else ""
    return bool(find_dates(said) or find_clock(said))
