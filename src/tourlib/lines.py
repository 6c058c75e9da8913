"""What every reader produces: numbered lines, with table cells kept apart.

A line is a paragraph (DOCX, ODT, PDF), a physical line (text) or one row of a table.
Readers deliver the characters as they are; normalising them is the parsers' work, so
that the printed form is never lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

Cells = tuple[str | None, ...]


class TableRow(NamedTuple):
    """A row of a table: its cells, and the columns into which a cell of a row above reaches."""

    cells: Cells
    down: frozenset[int]


class Place(NamedTuple):
    """A part of a page that is printed or a picture.

    Attributes:
        page: 1-based.
        box: left, upper, right and lower side, in points from the top left corner of the page when
            it stands upright.
        turned: by how many degrees (counterclockwise) the picture of the page is turned to stand
            upright; ``None`` where the page has text.
    """

    page: int
    box: tuple[float, float, float, float]
    turned: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report.

    Attributes:
        number: 1-based place in the source.
        text: the characters as read, without a newline. For a table row: its cells
            joined by tabs, line breaks inside cells replaced by spaces.
        page: 1-based page, where the format has pages.
        cells: for a table row, one entry a column; line breaks inside a cell are
            ``"\\n"``; ``None`` is a place covered by a merged cell to its left or above.
        table: number of the table the row belongs to (one number for a table that runs
            over several pages).
        role: set by a reader that knows the line is not part of the report's text
            (``"page"``: page number, running head or foot), or stands beside it (``"note"``:
            a footnote or endnote, behind the paragraph or table that refers to it).
        level: 1… where the format says that the line is a heading of this level (a style
            such as "Heading 1"); not every heading has one.
        down: the columns into which a cell of a row above reaches; the other covered ones belong to
            the cell at their left. ``None`` where the reader does not tell.
        places: where it is printed, page by page; of a PDF.
    """

    number: int
    text: str
    page: int | None = None
    cells: Cells | None = None
    table: int | None = None
    role: str | None = None
    level: int | None = None
    printed: bool = False
    down: frozenset[int] | None = None
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)


class Doubt(NamedTuple):
    """A word that was recognised in the picture of a page, and not surely; its line, if known."""

    word: str
    page: int
    line: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read: its lines and where they come from.

    Attributes:
        name: file name.
        format: ``"text"``, ``"pdf"``, ``"docx"``, ``"odt"`` or ``"doc"``.
        lines: all lines, in document order, numbered from 1 without gaps.
        notes: what the reader could not read for certain: each becomes a finding.
        doubts: words of scanned pages that may be misread, those of most weight first.
        file: where a PDF or pictures of pages were read from, and the SHA-256 of what was read.
    """

    name: str
    format: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())
    file: tuple[Path, str] | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The whole text, one line of the source a line."""
        return "\n".join(line.text for line in self.lines)


def table_row_text(cells: Cells) -> str:
    """The text of a table row: cells joined by tabs, inner line breaks as spaces."""
    return "\t".join((cell or "").replace("\n", " ") for cell in cells)
