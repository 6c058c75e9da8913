"""Tables of a PDF: the parts on its pages joined, and their rows.

Two traps. A table that continues over pages repeats its header, and its merged cells begin again,
empty, on each page. And a row may itself be cut by the end of the page: its second half looks just
like an entry without date and time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Place
from tourlib.outline.numbering import read_marker
from tourlib.readers.pdf.habits import MAX_PADDING, Area, Habits, has_room
from tourlib.readers.pdf.printed import Part, TextLine
from tourlib.text import goes_on as words_go_on
from tourlib.text import loose, normalize
from tourlib.vocabulary import meaning

#: Maximum distance of rules of two pages that are one column edge (points).
SAME_EDGE = 4.0

_CLOCK = re.compile(r"(?:上午|下午)?\s*\d{1,2}\s*[:時點]|\d{4}\s*[-~–—至]|\d{4}$")
_WEEKDAY = re.compile(r"[(]\w[)]?$")
#: Number of rows up to which nothing is concluded.
_TOO_FEW = 3
_SENTENCE = re.compile("[,\uff0c。]")


@dataclass(slots=True)
class Row:
    """One row of a part: its number, its cells by column (``None`` if covered), and whether it
    repeats the header."""

    part: Part
    number: int
    cells: list[str | None]
    places: list[int]  # for each column the cell of the part's grid that fills it, or -1
    repeated: bool = False
    rest: Row | None = None  # the first row of the next page, if that continues it
    mended: bool = False  # without full certainty

    @property
    def strips(self) -> tuple[Place, ...]:
        """Return where it is printed: down to the end of the shortest cell that begins in it, or to
        the end of the text in these cells, if lower."""
        part, grid = self.part, self.part.grid
        own = [at for at, cell in enumerate(grid.cells) if cell.row == self.number]
        end = min(self.number + grid.cells[at].rows for at in own)
        bottom = max([grid.ys[end], *(line.bottom for at in own for line in part.of(at))])
        place = Place(part.page, (grid.xs[0], grid.ys[self.number], grid.xs[-1], bottom))
        return (place, *(self.rest.strips if self.rest else ()))

    @property
    def down(self) -> frozenset[int]:
        """Return the columns into which a cell of a row above extends, also over a page break."""
        begun = {at for at, cell in zip(self.places, self.cells, strict=True) if cell is not None}
        return frozenset(column for column, at in enumerate(self.places) if at not in begun)

    @property
    def key(self) -> str:
        """Return the text of the first cell that is not covered."""
        return normalize(next((cell for cell in self.cells if cell is not None), None))

    def plain(self, column: int) -> str:
        return normalize(self.cells[column])

    def lines(self, column: int) -> list[TextLine]:
        return self.part.of(self.places[column])


def goes_on(before: Part, part: Part) -> bool:
    """True if the table at the top of a page may continue that at the end of the page before."""
    few, many = sorted((before.grid.xs, part.grid.xs), key=len)
    return all(any(abs(x - y) <= SAME_EDGE for y in many) for x in few)


def table_rows(parts: Sequence[Part], habits: Habits) -> list[list[Row]]:
    """Return the rows of a table, for each of its parts, without the second half of a cut row."""
    edges = max((part.grid.xs for part in parts), key=len)
    rows = [_part_rows(part, edges) for part in parts]
    for above, below in pairwise(rows):
        _mark_repeated(rows[0], below)
        own = [[row for row in part if not row.repeated] for part in (above, below)]
        if all(own):
            before, first = own[0][-1], own[1][0]
            _continue_merged(before, first)
            others = [row for row in (*above, *below) if row is not first]
            begun = len(others) > _TOO_FEW and all(row.cells[0] for row in others)
            if _put_back(before, first, habits, without_key=begun and first.cells[0] == ""):
                below.remove(first)
    return rows


def _put_back(before: Row, row: Row, habits: Habits, *, without_key: bool) -> bool:
    """Append the second half of a row cut by a page to the first, if it is one; ``without_key``:
    its first cell is empty, unlike those of all other rows."""
    filled = [column for column, cell in enumerate(row.cells) if cell]
    if not filled or not all(before.cells[column] for column in filled):
        return False
    sure = any(_completes_moment(before, row, column) for column in filled)
    if not (sure or without_key or _is_cut(before, row, filled, habits)):
        return False
    for column in filled:
        sure = sure or words_go_on(before.plain(column), row.plain(column))
        before.cells[column] = f"{before.cells[column]}\n{row.cells[column]}"
    before.rest, before.mended = row, not sure
    return True


def _part_rows(part: Part, edges: Sequence[float]) -> list[Row]:
    columns = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in part.grid.xs]
    grid, width = part.grid, len(edges) - 1
    rows = [Row(part, at, [None] * width, [-1] * width) for at in range(len(grid.ys) - 1)]
    for index, cell in enumerate(grid.cells):
        rows[cell.row].cells[columns[cell.column]] = "\n".join(
            line.text.strip() for line in part.of(index)
        )
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(columns[cell.column], columns[cell.column + cell.columns]):
                rows[row].places[column] = index
    # A row in which no cell begins is only a step in the rules.
    return [row for row in rows if any(cell is not None for cell in row.cells)]


def _area(part: Part, cell: int, habits: Habits) -> Area:
    """Return the area of the text in a cell; its padding on the right is taken to be as on the left."""
    place, lines = part.grid.cells[cell], part.of(cell)
    left = part.grid.xs[place.column]
    right = part.grid.xs[place.column + place.columns]
    padding = min(max(min(line.x0 for line in lines) - left, 0.0), MAX_PADDING)
    page = habits.areas[part.page - 1]
    return replace(page, left=left + padding, right=right - padding, indents=frozenset())


def _mark_repeated(first: Sequence[Row], rows: Sequence[Row]) -> None:
    """Mark the header repeated on a new page. If all rows are equal, there is no header."""
    same = 0
    for one, two in zip(first, rows, strict=False):
        texts, others = ([normalize(cell) for cell in row.cells] for row in (one, two))
        if texts != others or not any(texts):
            break
        same += 1
    if same < len(rows) or same == 1:
        for row in rows[:same]:
            row.repeated = True


def _rows_of(row: Row, column: int) -> int:
    place = row.places[column]
    return row.part.grid.cells[place].rows if place >= 0 else 1


def _continue_merged(before: Row, row: Row) -> None:
    """Mark an empty merged cell after a page break as covered: it continues the one before."""
    for column, cell in enumerate(row.cells):
        if cell == "" and max(_rows_of(row, column), _rows_of(before, column)) > 1:
            row.cells[column] = None


def _is_cut(before: Row, row: Row, filled: Sequence[int], habits: Habits) -> bool:
    """True if the first row of a page is the second half of the last row of the page before: it has no
    number, date or time of its own, unlike that row, and one of its cells continues. (三) continues
    9月3日. All must continue if only the first column is empty, or a number is missing."""
    numbered = any(_is_numbered(before, at) > _is_numbered(row, at) for at in filled)
    emptied = [at for at, cell in enumerate(before.cells) if cell and row.cells[at] == ""]
    if not (emptied or numbered) or any(_opens_entry(row.plain(at)) for at in filled):
        return False
    on = [_reads_on(before, row, column, habits) for column in filled]
    key = row.key
    if _WEEKDAY.match(key) or (not key and len(emptied) > 1):
        return any(on)
    return (not key or numbered) and all(on)


def _opens_entry(text: str) -> bool:
    """True if a text begins with a time, or is words that begin entries and no sentence."""
    words = meaning("entry_start", text) is not None and not _SENTENCE.search(text)
    return words or _CLOCK.match(text) is not None


def _is_numbered(row: Row, column: int) -> bool:
    return read_marker(loose(row.cells[column])) is not None


def _completes_moment(before: Row, row: Row, column: int) -> bool:
    """True if a cell is the rest of a date or time: 4月 / 23日, 下午2時至下 / 午4時, 14:00-16:3 / 0."""
    both = normalize(f"{before.cells[column]}{row.cells[column]}")
    return _is_moment(both) and not any(_is_moment(each.plain(column)) for each in (before, row))


def _is_moment(text: str) -> bool:
    """True if a text is nothing but a date, or a time with its end."""
    days, clock = find_dates(text), find_clock(text)
    spans = [day.span for day in days] + [clock.span for clock in [clock] if clock and clock.end]
    return (0, len(text)) in spans


def _reads_on(before: Row, row: Row, column: int, habits: Habits) -> bool:
    """True if a cell's text continues that of the row before, or the latter had no room for more."""
    last, first = before.lines(column)[-1], row.lines(column)[0]
    area = _area(before.part, before.places[column], habits)
    return words_go_on(before.plain(column), row.plain(column)) or not has_room(last, first, area)
