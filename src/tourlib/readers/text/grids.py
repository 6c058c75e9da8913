"""Tables in text whose columns are clear from their lines alone, whatever the words of the header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tourlib.lines import Cells
from tourlib.outline.numbering import read_marker
from tourlib.readers.text.lines import TextLine, split_cells
from tourlib.tables.by_cells import columns_of_cells
from tourlib.tables.listed import opens
from tourlib.tables.roles import header_kind
from tourlib.text import is_drawn, loose, normalize
from tourlib.vocabulary import is_chapter_word

#: Maximum rank of a heading that ends a table of text.
_HEADING_RANK = 4
#: Maximum width of a line of one cell that has a sentence.
MOST_IN_A_CELL = 100
#: Minimum number of tabs in the lines of a table without a known header.
_LEAST_TABS = 2


def is_printed(line: TextLine) -> bool:
    """True if a line may belong to a table; tables drawn with characters are not read but reported."""
    return line.is_text and line.cells is None and not is_drawn(line.raw)


def is_heading(text: str) -> bool:
    """True if a single line is a heading, which ends a table."""
    plain = loose(text)
    marker = read_marker(plain)
    numbered = marker is not None and marker.rank <= _HEADING_RANK
    return numbered or is_chapter_word(normalize(text))


def grid_of_tabs(lines: Sequence[TextLine], at: int) -> tuple[dict[int, Cells], bool, int]:
    """Return the cells of each line of a table whose header begins here and whose lines all have
    the same number of tabs, or lack cells at their ends, if its cells show what it is; a line
    without tabs among them is one cell across all columns. Also whether the lines are whole rows, not only printed lines of them,
    and the index of the last line with as many tabs."""
    tabs = lines[at].raw.count("\t")
    if tabs < _LEAST_TABS or not is_printed(lines[at]) or opens(lines[at].text):
        return {}, True, at
    found = {
        place: (
            *split_cells(line),
            *["" if "\t" in line.raw else None] * (tabs - line.raw.count("\t")),
        )
        for place, line in _with_tabs(lines, at, tabs)
    }
    while None in found[last := next(reversed(found))]:
        del found[last]  # text below the table
    head, *rows = found.values()
    whole = columns_of_cells(head, rows) is not None
    told = whole or columns_of_cells(head, rows, lines=True)
    return found if told else {}, whole, last


def _with_tabs(lines: Sequence[TextLine], at: int, tabs: int) -> Iterator[tuple[int, TextLine]]:
    """Yield the lines with this number of tabs, or over half of it if they are no header, and short
    ones without any, with their indices; a heading is one of these only directly above a row."""
    for place, line in enumerate(islice(lines, at, None), at):
        count = line.raw.count("\t")
        above_row = any(below.raw.count("\t") == tabs for below in lines[place + 1 : place + 2])
        titles = above_row or not is_heading(line.raw)
        title = not count and len(line.raw) <= MOST_IN_A_CELL and titles
        lacks = tabs < 2 * count < 2 * tabs and header_kind(split_cells(line)) is None
        if line.is_text and not (is_printed(line) and (count == tabs or lacks or title)):
            return
        if line.is_text:
            yield place, line
