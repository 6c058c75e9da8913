"""Tables of a known kind and their rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tourlib.lines import Cells
from tourlib.readers.text.lines import TextLine

#: Columns that make a header row one of a kind: all of one of the sets.
NEEDED: dict[str, tuple[frozenset[str], ...]] = {
    "roster": (
        frozenset({"name", "agency"}),
        frozenset({"name", "title"}),
        frozenset({"name", "agency_title"}),
        frozenset({"name_title", "agency"}),
    ),
    "timetable": (
        frozenset({"date", "content"}),
        frozenset({"datetime", "content"}),
        frozenset({"time", "content"}),
        frozenset({"date", "time"}),
        frozenset({"time", "speakers"}),
        frozenset({"time", "host"}),
        frozenset({"datetime", "host"}),
        frozenset({"date", "host"}),
        frozenset({"date", "morning"}),
        frozenset({"date", "afternoon"}),
    ),
    "photos": (frozenset({"image", "caption"}),),
    "advice": (
        frozenset({"advice", "lead_agency"}),
        frozenset({"advice", "co_agencies"}),
        frozenset({"advice", "both_agencies"}),
        frozenset({"advice", "horizon"}),
        frozenset({"order", "advice"}),
        frozenset({"topic", "advice"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line where it begins, its cells as read (with ``"\\n"`` for line breaks), all its
    lines if several, whether it is the rest of the previous row after a page break, and the columns
    covered by a cell of a row above, if the reader knows."""

    line: int
    cells: Cells
    more: tuple[int, ...] = ()
    goes_on: bool = False
    down: frozenset[int] | None = None

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines of the row."""
        return self.more or (self.line,)

    @property
    def is_over(self) -> bool:
        """True if it is a single cell across all columns."""
        return len(self.cells) - self.cells.count(None) == 1 < len(self.cells)

    def widened(self, width: int) -> Row:
        """Return the row padded with empty cells to this width."""
        return replace(self, cells=(*self.cells, *[""] * (width - len(self.cells))))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a known kind.

    Attributes:
        kind: ``roster``, ``timetable``, ``photos`` or ``advice`` (recommendations).
        columns: the content of each column; a roster with two people per row names its columns twice.
        rows: all rows except headers, in order.
        headers: lines of header rows, including repeated ones.
        lines: all lines of the table, including headers and blank lines inside it.
        pages: lines that begin a page, if the reader knows.
        unsure: lines of a week with a cell that belongs to several days, without showing which.
        wrapped: whether its cells consist of printed lines, not of paragraphs.
        above: up to three lines printed above it: the title, the people's class, the day.
        hosts: whether it lists who was visited and when (參訪機關, 參訪時間), not activities.
    """

    kind: str
    columns: tuple[str | None, ...]
    rows: tuple[Row, ...]
    headers: tuple[int, ...]
    lines: tuple[int, ...]
    hosts: bool = False
    pages: tuple[int, ...] = ()
    wrapped: bool = True
    unsure: tuple[int, ...] = ()
    above: tuple[TextLine, ...] = ()
