"""Tables of a PDF without a net of rules: they are read like laid-out text
(``readers/text/columns.py``), except that the words of their lines have positions.

Each printed line is one line of cells; the lines are joined to rows later, with the help of blank
lines here where a rule or more space than usual separates two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from math import inf

from tourlib.lines import Line, Place, table_row_text
from tourlib.readers.page.headers import names_columns
from tourlib.readers.page.words import PrintedRow, Word
from tourlib.readers.pdf.glyphs import Glyph, levels_of
from tourlib.readers.pdf.grids import Grid
from tourlib.readers.pdf.printed import TextLine as Printed
from tourlib.readers.pdf.rules import Rule
from tourlib.readers.text.columns import lay_out
from tourlib.readers.text.lines import TextLine, read_lines

#: Minimum white space between two words, between two pieces of a row, and for a space in a word (em).
WORD_EM, PIECE_EM, SPACE_EM = 0.36, 0.9, 0.15
#: Distance of rows above which there is a blank line between them (em).
FAR_EM = 2.0
#: Maximum distance of the last rule of a table below its last row (em).
BEHIND_EM = 3.0
#: Space between two rows that separates them: this many times that between most lines, plus this (em).
APART_TIMES, APART_EM = 1.5, 0.15


def printed_rows(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[PrintedRow]:
    """Return the words at each height of a page, except in tables with a net of rules."""
    rows: list[PrintedRow] = []
    for level in levels_of(glyphs):
        row = sorted(level, key=lambda glyph: glyph.x0)
        size, base = max(glyph.style.size for glyph in row), row[0].base
        top, bottom = base - 0.85 * size, base + 0.15 * size
        if not any(grid.ys[0] <= (top + bottom) / 2 <= grid.ys[-1] for grid in grids):
            rows.append(PrintedRow(_words(row), top, bottom, size, PIECE_EM * size))
    return rows


def _words(glyphs: Sequence[Glyph]) -> tuple[Word, ...]:
    """Return the words of a line, separated by white space, from left to right."""
    words: list[Word] = []
    start, end, text = glyphs[0].x0, glyphs[0].x1, glyphs[0].char
    for glyph in glyphs[1:]:
        gap, size = glyph.x0 - end, glyph.style.size
        if gap < WORD_EM * size:
            text += " " + glyph.char if gap > SPACE_EM * size else glyph.char
            end = max(end, glyph.x1)
        else:
            words.append(Word(start, end, text))
            start, end, text = glyph.x0, glyph.x1, glyph.char
    return (*words, Word(start, end, text))


def lay_tables(
    pages: Sequence[Sequence[Printed]],
    rows: Sequence[Sequence[PrintedRow]],
    rules: Sequence[Sequence[Rule]],
) -> int:
    """Find the tables of a document, and assign their rows to the printed lines in which these begin.

    Args:
        pages: for each page its lines outside ruled tables and margins.
        rows: the words at each height of the page.
        rules: its horizontal rules.

    Returns:
        The number of tables.
    """
    own = [[*_beside(page, each)] for page, each in zip(pages, rows, strict=True)]
    if not any(len(row.pieces) > 1 and names_columns(row.text) for page in own for row in page):
        return 0
    found = [line for line in lay_out([*_laid(own)]) if line.row and (line.cells or line.role)]
    for number, lines in groupby(found, lambda line: line.page or 0):
        _lay(pages[number - 1], [*_rows(number, [*lines], rules[number - 1])])
    return len({line.table for line in found} - {None})


def _beside(page: Sequence[Printed], rows: Iterable[PrintedRow]) -> Iterator[PrintedRow]:
    """Yield the rows at whose height there is a line of the page."""
    middles = sorted(line.middle for line in page)
    for row in rows:
        if bisect_left(middles, row.top) < bisect_right(middles, row.bottom):
            yield row


def _lay(page: Sequence[Printed], rows: Sequence[tuple[PrintedRow, Line]]) -> None:
    """Assign to each line of a page the rows of tables that begin in it or above it."""
    rows = sorted(rows, key=lambda each: each[0].top)
    tops = [row.top for row, _told in rows]
    ends = [*accumulate((row.bottom for row, _told in rows), max)]
    done = 0
    for line in page:
        begun = bisect_right(tops, line.middle)
        if begun and line.middle <= ends[begun - 1]:
            line.laid, done = [told for _row, told in rows[done:begun]], max(done, begun)


def _rows(
    page: int, lines: Sequence[TextLine], rules: Sequence[Rule]
) -> Iterator[tuple[PrintedRow, Line]]:
    """Yield the rows of tables of a page down to their last rule, with an empty line before each
    separate row."""
    rows = [line.row for line in lines if line.row]
    end = rows[-1].bottom + BEHIND_EM * rows[-1].size
    own = sorted(rule.at for rule in rules if rows[0].middle < rule.at < end)
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    usual = sorted(filter(lambda gap: gap > 0, gaps)) or [0.0]
    most = APART_TIMES * usual[len(usual) // 4] + APART_EM * rows[0].size
    for line, row, above, gap in zip(lines, rows, [rows[0], *rows], [0.0, *gaps], strict=False):
        if len(own) > 1 and row.middle > own[-1]:
            return
        cells = line.cells
        if gap > most or bisect_right(own, above.middle) < bisect_left(own, row.middle):
            yield row, Line(0, "", page)
        text = row.text if cells is None else table_row_text(cells)
        places = (Place(page, (row.words[0].start, row.top, row.words[-1].end, row.bottom)),)
        told = Line(0, text, page, cells, line.table, line.role, printed=True, places=places)
        yield row, told


def _laid(pages: Sequence[Sequence[PrintedRow]]) -> Iterator[TextLine]:
    """Yield the rows of all pages as lines of text, with blank lines between distant rows."""
    for number, page in enumerate(pages, 1):
        for bottom, row in zip([-inf, *(row.bottom for row in page)], page, strict=False):
            if row.top - bottom > FAR_EM * row.size:
                yield from read_lines([Line(0, "", number)])
            raw = "  ".join(piece.text for piece in row.pieces)
            start, end = round(row.words[0].start), round(row.words[-1].end)
            [line] = read_lines([Line(0, raw, number)])
            yield replace(line, indent=start, width=end - start, row=row)
