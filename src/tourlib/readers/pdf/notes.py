"""Footnotes of a PDF: small print at the foot of a page that begins with a number.

They are read behind the paragraph or table that refers to them, as a word processor keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from tourlib.readers.pdf.printed import TextLine

#: Small print is no larger than this part of the largest size that this share of a report is set in.
_SMALL, _SHARE = 0.96, 0.25
_MARK = re.compile(
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?(?:\s+(?=\S)|(?=[^\s\d.,%]))|[*†‡]\s*(?=\S))"
)

Note = list[TextLine]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a document.

    Attributes:
        lines: the ``id`` of each of their lines.
        behind: the ``id`` of a line outside them → the notes that it refers to.
        first: the ``id`` of a note's first line → the note, where no line refers to it.
    """

    lines: set[int] = field(default_factory=set)
    behind: dict[int, list[Note]] = field(default_factory=dict)
    first: dict[int, Note] = field(default_factory=dict)


def find_footnotes(
    pages: Sequence[Sequence[TextLine]], cells: Sequence[Sequence[TextLine]]
) -> Footnotes:
    """The footnotes and where they belong; the numbers that refer to them leave their lines.

    Args:
        pages: for each page its lines outside tables and margins.
        cells: for each page its lines in tables.
    """
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.size, 1)] += len(line.text)
    body = [size for size, chars in sizes.items() if chars >= _SHARE * sizes.total()]
    small = _SMALL * max(body, default=0.0)
    found = Footnotes()
    note = Note()
    for lines, in_tables in zip(pages, cells, strict=True):
        down = sorted(lines, key=lambda line: line.base)
        block = [*takewhile(lambda line: line.size <= small, reversed(down))][::-1]
        others = [*down[: len(down) - len(block)], *in_tables]
        if not block or not others or (note and not _is_set_as(block[0], note[-1])):
            note = []
        for line in block if others else []:
            number, end = _mark(line)
            # Numbers are called in the text; others begin a wrapped line, or an item.
            if number == "*" or number in _calls(others):
                note = [line]
                _anchor(note, number, end, others, found)
            elif note:
                note.append(line)
            if note:
                found.lines.add(id(line))
    return found


def _is_set_as(line: TextLine, note: TextLine) -> bool:
    """Whether small print is set as a note that may go on in it; a caption is not."""
    return abs(line.size - note.size) < 0.1 * line.size and abs(line.x0 - note.x0) <= 2 * line.size


def _mark(line: TextLine) -> tuple[str, int]:
    """The number that a note begins with, or a star; and where its text begins."""
    place, digits = line.raised[0] if line.raised else (0, "")
    if digits and not line.text[:place].strip():
        return digits, place + len(digits)  # also before a number: ¹2024 年
    mark = _MARK.match(line.text)
    return (mark["number"] or "*", mark.end()) if mark else ("", 0)


def _calls(lines: Sequence[TextLine]) -> dict[str, tuple[TextLine, int]]:
    """The raised numbers, each with its line and its place there."""
    return {digits: (line, place) for line in lines for place, digits in line.raised}


def _anchor(note: Note, number: str, end: int, lines: Sequence[TextLine], found: Footnotes) -> None:
    """Put a note behind the line of its page that has its number as a raised one."""
    if number not in (calls := _calls(lines)):
        found.first[id(note[0])] = note
        return
    line, place = calls[number]
    length = len(number)
    line.text = line.text[:place] + line.text[place + length :]
    line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
    found.behind.setdefault(id(line), []).append(note)
    found.lines.add(id(note[0]))
    note[0] = replace(note[0], text=note[0].text[end:].lstrip())
