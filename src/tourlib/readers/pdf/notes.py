"""Footnotes of a PDF: small print at the foot of a page that begins with a number.

They are read behind the paragraph or table that refers to them, as a word processor keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tourlib.readers.pdf.printed import TextLine

#: Small print is no larger than this part of the largest size that this share of a report is set in.
_SMALL, _SHARE = 0.9, 0.25
_MARK = re.compile(
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?(?:\s+(?=\S)|(?=[^\s\d.,%]))|[*†‡]\s*(?=\S))"
)

Note = list[TextLine]
#: The ``id`` of a line → the notes behind it: those that it refers to, and the one that begins with it
#: where no line does.
Footnotes = dict[int, list[Note]]


def find_footnotes(
    pages: Sequence[Sequence[TextLine]], cells: Sequence[Sequence[TextLine]]
) -> tuple[set[int], Footnotes]:
    """The ``id`` of each line of a footnote, and the notes behind each line; the numbers that refer to
    them leave their lines.

    Args:
        pages: for each page its lines outside tables and margins.
        cells: for each page its lines in tables.
    """
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.size, 1)] += len(line.text)
    body = [size for size, chars in sizes.items() if chars >= _SHARE * sizes.total()]
    small = _SMALL * max(body, default=0.0)
    inside: set[int] = set()
    behind: Footnotes = {}
    last, note = 0, Note()
    for lines, in_tables in zip(pages, cells, strict=True):
        down = sorted(lines, key=lambda line: line.base)
        block = [*takewhile(lambda li: li.size <= small and li.laid is None, reversed(down))][::-1]
        others = [*down[: len(down) - len(block)], *in_tables]
        if not block or (note and not _is_set_as(block[0], note[-1])):
            note = []
        for line in block if others else []:  # a page of nothing else is none of notes
            number, end = _mark(line)
            # Numbers go on or are called in the text; others begin a wrapped line.
            if number == "*" or number == str(last + 1) or number in _calls(others):
                last, note = int(number) if number.isdecimal() else last, [line]
                behind.setdefault(_anchor(note, number, end, others), []).append(note)
            elif note:
                note.append(line)
            if note:
                inside.add(id(line))
    return inside, behind


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


def _anchor(note: Note, number: str, end: int, lines: Sequence[TextLine]) -> int:
    """The ``id`` of the line that has a note's number as a raised one, without which both are now; else
    that of the note."""
    if number not in (calls := _calls(lines)):
        return id(note[0])
    line, place = calls[number]
    length = len(number)
    line.text = line.text[:place] + line.text[place + length :]
    line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
    note[0] = replace(note[0], text=note[0].text[end:].lstrip())
    return id(line)
