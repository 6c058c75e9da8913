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
    """One row: the line it begins in, its cells as read (line breaks inside as ``"\\n"``), all its
    lines where it has several, whether it is the rest of the row before it, behind a page's end, and
    into which columns a cell of a row above reaches, where the reader tells."""

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
        """Whether it is one cell over all columns."""
        return len(self.cells) - self.cells.count(None) == 1 < len(self.cells)

    def widened(self, width: int) -> Row:
        """The row with empty cells behind its own, so many in all."""
        return replace(self, cells=(*self.cells, *[""] * (width - len(self.cells))))


#: Columns that say when, where and with whom something was → their labels; others that may stand
#: beside them. A table of one visit has no more rows.
FIELDS = {"date": "日期", "time": "時間", "datetime": "時間", "place": "地點", "speakers": "講座"}
_BESIDE_FIELDS = frozenset({*FIELDS, "weekday", "note", "order"})
_MOST_OF_VISIT = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a known kind.

    Attributes:
        kind: ``roster``, ``timetable``, ``photos`` or ``advice`` (recommendations).
        columns: what each column holds, by place; a roster of two people a row names its columns twice.
        rows: all rows but headers, in order.
        headers: lines of header rows, repeated ones included.
        lines: all lines of the table, headers and blank lines inside it included.
        pages: lines that begin a page, where the reader tells.
        unsure: lines of a week of which some cell stands for several days, but not which.
        untimed: lines of which some cell may stand for several lessons, but not which.
        wrapped: whether its cells are printed in lines, not in paragraphs.
        above: the last lines printed above it, two at most: the title, the class of the people, the
            day.
        hosts: whether it lists who was visited and when (參訪機關, 參訪時間), not what was done.
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
        """Whether it only says when, where and with whom what its heading names was."""
        named = [column for column in self.columns if column]
        few = 0 < len(self.rows) <= _MOST_OF_VISIT and not self.hosts
        return few and are_fields(named)


def are_fields(columns: Sequence[str | None]) -> bool:
    """Whether the columns of a timetable say when, where and with whom, but not what was done."""
    named = {*columns}
    return named <= _BESIDE_FIELDS and not named.isdisjoint({"date", "time", "datetime"})
