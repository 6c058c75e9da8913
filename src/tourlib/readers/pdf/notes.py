"""Footnotes of a PDF: small print at the foot of a page that begins with a number.

They follow the paragraph or table that refers to them, as a word processor keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, takewhile

from tourlib.readers.pdf.printed import TextLine

#: Maximum size of small print, relative to the largest size used for this share of the report.
_SMALL, _SHARE = 0.9, 0.25
_MARK = re.compile(
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?(?:\s+(?=\S)|(?=[^\s\d.,%]))|[*†‡]\s*(?=\S))"
)


def mark_footnotes(
    pages: Sequence[Sequence[TextLine]], cells: Sequence[Sequence[TextLine]]
) -> None:
    """Give the role ``"note"`` to each line of a footnote, and the notes to the lines that they
    follow; the numbers that refer to them are removed from their lines.

    Args:
        pages: for each page its lines outside tables and margins.
        cells: for each page its lines in tables.
    """
    small = _small_print(pages)
    last, note = 0, list[TextLine]()
    for lines, in_tables in zip(pages, cells, strict=True):
        down = sorted(lines, key=lambda line: line.base)
        block = [*takewhile(lambda li: li.size <= small and li.laid is None, reversed(down))][::-1]
        others = [*down[: len(down) - len(block)], *in_tables]
        if not others:  # a page without other text has no notes
            block = []
        if not (block and note and _is_set_as(block[0], note[-1])):
            note = []
        for line in block:
            number, end = _mark(line)
            # Numbers of notes continue or are used in the text; others begin a wrapped line.
            if number in {"*", str(last + 1), *_calls(others)}:
                last, note = int(number) if number.isdecimal() else last, []
                _anchor(line, number, end, others).notes.append(note)
            elif not note:
                continue
            note.append(line)
            line.role = "note"


def _small_print(pages: Sequence[Sequence[TextLine]]) -> float:
    """Return the maximum size of small print."""
    sizes = Counter[float]()
    for line in chain(*pages):
        sizes[round(line.size, 1)] += len(line.text)
    body = [size for size, chars in sizes.items() if chars >= _SHARE * sizes.total()]
    return _SMALL * max(body, default=0.0)


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


def _anchor(note: TextLine, number: str, end: int, lines: Sequence[TextLine]) -> TextLine:
    """Return the line in which a note's number is raised, after removing the number from both; else
    the note's own first line."""
    if number not in (calls := _calls(lines)):
        return note
    line, place = calls[number]
    length = len(number)
    line.text = line.text[:place] + line.text[place + length :]
    line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
    note.text = note.text[end:].lstrip()
    return line
