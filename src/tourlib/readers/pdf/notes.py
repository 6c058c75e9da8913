"""Footnotes of a PDF: small print at the foot of a page that begins with a number.

They follow the paragraph or table that refers to them, as a word processor keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tourlib.readers.pdf.printed import TextLine

#: Maximum size of small print, relative to the largest size used for this share of the report.
_SMALL, _SHARE = 0.9, 0.25
_MARK = re.compile(
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?(?:\s+(?=\S)|(?=[^\s\d.,%]))|[*†‡]\s*(?=\S))"
)

Note = list[TextLine]
#: The ``id`` of a line → the notes after it: those to which it refers, and one that begins with it
#: if no line refers to that.
Footnotes = dict[int, list[Note]]


def find_footnotes(
    pages: Sequence[Sequence[TextLine]], cells: Sequence[Sequence[TextLine]]
) -> tuple[set[int], Footnotes]:
    """Return the ``id`` of each line of a footnote, and the notes after each line; the numbers that
    refer to them are removed from their lines.

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
        for line in block if others else []:  # a page without other text has no notes
            number, end = _mark(line)
            # Numbers of notes continue or are used in the text; others begin a wrapped line.
            if number == "*" or number == str(last + 1) or number in _calls(others):
                last, note = int(number) if number.isdecimal() else last, [line]
                behind.setdefault(_anchor(note, number, end, others), []).append(note)
            elif note:
                note.append(line)
            if note:
                inside.add(id(line))
    return inside, behind


def _is_set_as(line: TextLine, note: TextLine) -> bool:
    """True if small print is set like a note that it may continue; a caption is not."""
    return abs(line.size - note.size) < 0.1 * line.size and abs(line.x0 - note.x0) <= 2 * line.size


def _mark(line: TextLine) -> tuple[str, int]:
    """Return the number at the beginning of a note, or a star; and where its text begins."""
    place, digits = line.raised[0] if line.raised else (0, "")
    if digits and not line.text[:place].strip():
        return digits, place + len(digits)  # also before a number: ¹2024 年
    mark = _MARK.match(line.text)
    return (mark["number"] or "*", mark.end()) if mark else ("", 0)


def _calls(lines: Sequence[TextLine]) -> dict[str, tuple[TextLine, int]]:
    """Return the raised numbers, each with its line and its position there."""
    return {digits: (line, place) for line in lines for place, digits in line.raised}


def _anchor(note: Note, number: str, end: int, lines: Sequence[TextLine]) -> int:
    """Return the ``id`` of the line in which a note's number is raised, after removing the number
    from both; else that of the note."""
    if number not in (calls := _calls(lines)):
        return id(note[0])
    line, place = calls[number]
    length = len(number)
    line.text = line.text[:place] + line.text[place + length :]
    line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
    note[0] = replace(note[0], text=note[0].text[end:].lstrip())
    return id(line)
