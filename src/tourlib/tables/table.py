"""Tables of a known kind and their rows."""

from __future__ import annotations

from collections.abc import Sequence
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
        frozenset({"date", "group"}),
        frozenset({"date", "slot"}),
    ),
    "photos": (frozenset({"image", "caption"}),),
    "advice": (
        frozenset({"advice", "lead_agency"}),
        frozenset({"advice", "co_agencies"}),
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


#: Columns for when, where and with whom something took place → their labels; other columns that may
#: stand beside them; maximum number of rows in a table of one visit.
FIELDS = {"date": "日期", "time": "時間", "datetime": "時間", "place": "地點", "speakers": "講座"}
_BESIDE_FIELDS = frozenset({*FIELDS, "weekday", "note", "order"})
_MOST_OF_VISIT = 3


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
        untimed: lines with a cell that may belong to several lessons, without showing which.
        wrapped: whether its cells consist of printed lines, not of paragraphs.
        above: up to two lines printed above it: the title, the people's class, the day.
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
    untimed: tuple[int, ...] = ()
    above: tuple[TextLine, ...] = ()

    @property
    def of_visit(self) -> bool:
        """True if it only states when, where and with whom the event in its heading took place."""
        named = [column for column in self.columns if column]
        few = 0 < len(self.rows) <= _MOST_OF_VISIT and not self.hosts
        return few and are_fields(named)


def are_fields(columns: Sequence[str | None]) -> bool:
    """True if the columns of a timetable state when, where and with whom, but not the activity."""
    named = {*columns}
    return named <= _BESIDE_FIELDS and not named.isdisjoint({"date", "time", "datetime"})
