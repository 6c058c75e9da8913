"""Footnotes of a PDF: small print at the foot of a page, that begins with a number.

They are read behind the paragraph that refers to them, as a word processor keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.readers.pdf.printed import TextLine

#: Small print is no larger than this part of the size that most of the report is set in.
_SMALL = 0.9
_MARK = re.compile(
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?\s*(?=[^\s\d.,%])|[*†‡]\s*(?=\S))"
)
_FINISHED = re.compile(r"[。.．)）」]\s*$")

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


def find_footnotes(pages: Sequence[Sequence[TextLine]]) -> Footnotes:
    """The footnotes and where they belong; the numbers that refer to them leave their lines.

    Args:
        pages: for each page its lines outside tables and margins.
    """
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.size, 1)] += len(line.text)
    found = Footnotes()
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    last = 0
    open_note: Note | None = None
    for lines in pages:
        block = _block(lines, body)
        above = [line for line in lines if all(line is not each for each in block)]
        begun = False
        if open_note and _FINISHED.search(open_note[-1].text):
            open_note = None  # it does not go on here
        for line in block:
            mark = _MARK.match(line.text)
            number = int(mark["number"] or 0) if mark else -1
            # Numbers go on, or begin anew on each page; others begin a wrapped line.
            if mark and (number in {0, last + 1} or (number == 1 and not begun)):
                open_note, begun, last = [line], True, number or last
                _anchor(open_note, mark, above, found)
            elif open_note is not None:
                open_note.append(line)
            if open_note is not None:
                found.lines.add(id(line))
        if not begun:
            open_note = None
    return found


def _anchor(note: Note, mark: re.Match[str], lines: Sequence[TextLine], found: Footnotes) -> None:
    """Put a note behind the line of its page that has its number as a raised one."""
    for line in lines:
        place = next((p for p, digits in line.raised if digits == mark["number"]), None)
        if place is None:
            continue
        length = len(mark["number"])
        line.text = line.text[:place] + line.text[place + length :]
        line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
        found.behind.setdefault(id(line), []).append(note)
        found.lines.add(id(note[0]))
        note[0] = replace(note[0], text=note[0].text[mark.end() :])
        return
    found.first[id(note[0])] = note


def _block(lines: Sequence[TextLine], body: float) -> list[TextLine]:
    """The lines of small print at the foot of a page that has other text above them."""
    down = sorted(lines, key=lambda line: line.base)
    block: list[TextLine] = []
    while down and down[-1].size <= _SMALL * body:
        block.insert(0, down.pop())
    return block if down else []
