"""Footnotes of a PDF: at the foot of a page, in small print or called by a raised number.

They are read behind the paragraph or table that refers to them, as a word processor keeps them.
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
    r"^\s*(?:[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?(?:\s+(?=\S)|(?=[^\s\d.,%]))|[*†‡]\s*(?=\S))"
)
#: What stands above notes is at least so far from them (em, from line to line).
_PARTED_EM = 2.0
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
    found = Footnotes()
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    last = 0
    note: Note | None = None
    for lines, in_tables in zip(pages, cells, strict=True):
        size = note[-1].size if note else 0.0  # of the note that may go on
        small = max(_SMALL * body, size * (size < body))
        block = _block(lines, in_tables, body, small, size)
        above = [line for line in lines if all(line is not each for each in block)]
        note, last = _read_page(block, [*above, *in_tables], (note, last), found)
    return found


def _read_page(
    block: Sequence[TextLine],
    others: Sequence[TextLine],
    before: tuple[Note | None, int],
    found: Footnotes,
) -> tuple[Note | None, int]:
    """Read the notes at the foot of a page, into ``found``.

    Args:
        block: the lines at its foot.
        others: all its other lines.
        before: the note with which the page before ends, and its number.

    Returns:
        The note that may go on behind this page, and the last number.
    """
    note, last = before
    if note and not _goes_on(note, block):
        note = None
    called = {number for number, *_ in _calls(others)}
    begun = False
    for line in block:
        mark = _mark(line)
        number = int(mark[0] or 0) if mark else -1
        # Numbers go on, or begin anew on each page; others begin a wrapped line.
        due = number in {0, last + 1} or (number in called and number > last)
        if mark and (due or (number == 1 and not begun)):
            note, begun, last = [line], True, number or last
            _anchor(note, mark, others, found)
        elif note is not None:
            note.append(line)
        if note is not None:
            found.lines.add(id(line))
    return note if begun else None, last


def _goes_on(note: Note, block: Sequence[TextLine]) -> bool:
    """Whether the small print of a page begins as a note of the page before went on: a caption
    is set otherwise."""
    first = block[0] if block else None
    full = len(note) > 1 and note[-1].x1 > max(line.x1 for line in note) - 2 * note[-1].size
    return (
        first is not None
        and (full or not _FINISHED.search(note[-1].text))
        and abs(first.size - note[-1].size) < 0.1 * first.size
        and abs(first.x0 - note[-1 if len(note) > 1 else 0].x0) <= 2 * first.size
    )


def _mark(line: TextLine) -> tuple[str, int] | None:
    """The number that a note begins with (``""`` for a star), and where its text begins."""
    place, digits = line.raised[0] if line.raised else (0, "")
    if digits and not line.text[:place].strip():
        return digits, place + len(digits)  # also before a number: ¹2024 年
    mark = _MARK.match(line.text)
    return (mark["number"] or "", mark.end()) if mark else None


def _calls(lines: Sequence[TextLine]) -> list[tuple[int, bool, int, TextLine]]:
    """The raised numbers: the number, whether it may be an exponent (m2), its place and line."""
    return [
        (int(digits), _after_latin(line.text, place), place, line)
        for line in lines
        for place, digits in line.raised
    ]


def _anchor(note: Note, mark: tuple[str, int], lines: Sequence[TextLine], found: Footnotes) -> None:
    """Put a note behind the line of its page that has its number as a raised one."""
    number, end = mark
    calls = [call for call in _calls(lines) if number and call[0] == int(number)]
    if not calls:
        found.first[id(note[0])] = note
        return
    _, _, place, line = min(calls, key=lambda call: call[1])
    length = len(number)
    line.text = line.text[:place] + line.text[place + length :]
    line.raised = tuple((p - length * (p > place), d) for p, d in line.raised if p != place)
    found.behind.setdefault(id(line), []).append(note)
    found.lines.add(id(note[0]))
    note[0] = replace(note[0], text=note[0].text[end:].lstrip())


def _after_latin(text: str, place: int) -> bool:
    before = text[:place].rstrip()[-1:]
    return before.isascii() and before.isalpha()


def _block(
    lines: Sequence[TextLine],
    in_tables: Sequence[TextLine],
    body: float,
    small: float,
    open_size: float,
) -> list[TextLine]:
    """The lines at the foot of a page that are in small print, or, where notes are set as large
    as the text, from the first that begins with a number that stands raised above it."""
    down = sorted(lines, key=lambda line: line.base)
    start = len(down)
    while start > 0 and down[start - 1].size <= small:
        start -= 1
    if start < len(down):
        return down[start:] if start or in_tables else []
    raised = {digits for line in in_tables for _, digits in line.raised}
    for at, line in enumerate(down):
        mark = _mark(line)
        if mark and mark[0] in raised and line.size <= body:
            return down[_start_of_rest(down, at, open_size) :]
        raised.update(digits for _, digits in line.raised)
    return []


def _start_of_rest(down: Sequence[TextLine], at: int, size: float) -> int:
    """Where the rest of the note of the page before begins above the first note of a page:
    in its size, parted from the text by more than the space between two lines."""
    for start in range(at, 0, -1):
        if down[start].base - down[start - 1].base > _PARTED_EM * down[start].size:
            return start
        if down[start - 1].size != size:
            break
    return at
