"""The output of every reader: numbered lines, with table cells separate.

A line is a paragraph (DOCX, ODT, PDF), a physical line (text) or one row of a table. Readers deliver
the characters as they are; the parsers normalise them, so that the printed form is never lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

Cells = tuple[str | None, ...]


class TableRow(NamedTuple):
    """A row of a table: its cells, and the columns covered by a cell of a row above."""

    cells: Cells
    down: frozenset[int]


class Place(NamedTuple):
    """A part of a page that is printed or a picture.

    Attributes:
        page: 1-based.
        box: left, upper, right and lower side, in points from the top left corner of the upright page.
        turned: degrees (counterclockwise) by which the picture of the page is turned to be upright;
            ``None`` if the page has text.
    """

    page: int
    box: tuple[float, float, float, float]
    turned: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report.

    Attributes:
        number: 1-based position in the source.
        text: the characters as read, without a newline. For a table row: its cells joined by tabs,
            with spaces for line breaks inside cells.
        page: 1-based page, if the format has pages.
        cells: for a table row, one entry per column; line breaks inside a cell are ``"\\n"``;
            ``None`` is a place covered by a merged cell to its left or above.
        table: number of the table of the row (one number for a table that runs over several pages).
        role: set by a reader that knows that the line is not part of the report's text (``"page"``:
            page number, running head or foot), or is an addition to it (``"note"``: a footnote or
            endnote, after the paragraph or table that refers to it).
        level: 1… if the format marks the line as a heading of this level (a style such as "Heading
            1"); not every heading has one.
        down: the columns covered by a cell of a row above; other covered ones belong to the cell at
            their left. ``None`` if the reader does not know.
        places: where it is printed, page by page; for PDFs.
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
    """A word of a scanned page that was recognised without certainty; its line, if known."""

    word: str
    page: int
    line: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read: its lines and their origin.

    Attributes:
        name: file name.
        format: ``"text"``, ``"pdf"``, ``"docx"``, ``"odt"`` or ``"doc"``.
        lines: all lines, in document order, numbered from 1 without gaps.
        notes: what the reader could not read with certainty: each becomes a finding.
        doubts: words of scanned pages that may be misread, the most important first.
        file: path of the PDF or pictures, and the SHA-256 of what was read.
    """

    name: str
    format: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())
    file: tuple[Path, str] | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The whole text, with one line per line of the source."""
        return "\n".join(line.text for line in self.lines)


def table_row_text(cells: Cells) -> str:
    """Return the text of a table row: cells joined by tabs, with spaces for inner line breaks."""
    return "\t".join((cell or "").replace("\n", " ") for cell in cells)
