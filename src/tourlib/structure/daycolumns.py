"""A timetable with a column a day and a row for each time of day → rows of day, time, content."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.structure.rows import Row, Table
from tourlib.structure.textlines import TextLine
from tourlib.text import normalize
from tourlib.vocabulary import header_column, meaning

#: Fewer columns that name a day make no timetable of this form.
_LEAST_DAYS = 2
#: A header cell that names a day says little else.
_MAX_HEADER = 16
_TIMES = frozenset({"time", "date", "datetime"})


def read_day_columns(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """The timetable that begins with the row at ``at``, and the place behind it; ``None`` where
    the row's cells do not name days.

    A cell merged over several days is an entry of each of them; one merged over several rows
    goes on until the last of them.
    """
    head = lines[at]
    if head.cells is None or len(head.cells) <= _LEAST_DAYS:
        return None
    if not _is_corner(head.cells[0] or "") or not _name_days(head.cells[1:]):
        return None
    same = takewhile(lambda line: line.cells is not None and line.table == head.table, lines[at:])
    body = list(same)
    width = len(head.cells)
    printed = [[*(line.cells or ()), *[""] * width][:width] for line in body[1:]]
    grid = [
        _spread(row, printed[place - 1] if place else None) for place, row in enumerate(printed)
    ]
    rows = []
    for column in range(1, width):
        day = normalize(head.cells[column] or "")
        for place, cells in enumerate(grid):
            text = cells[column]
            if text is None or not normalize(text):
                continue
            time = _time(grid, place, column)
            rows.append(Row(body[1 + place].number, (day, time, text)))
            day = ""
    numbers = tuple(line.number for line in body)
    columns = ("date", "time", "content")
    return Table("timetable", columns, tuple(rows), (head.number,), numbers, True), at + len(body)


def _is_corner(text: str) -> bool:
    """Whether the cell above the times is empty or names what stands beside it."""
    words = [word for word in normalize(text).replace("\\", "/").split("/") if word]
    return all(header_column("timetable", word.strip()) in _TIMES for word in words)


def _name_days(cells: Cells) -> bool:
    texts = [normalize(cell or "") for cell in cells]
    return len(texts) >= _LEAST_DAYS and all(
        len(text) <= _MAX_HEADER and len(find_dates(text)) == 1 for text in texts
    )


def _spread(row: Sequence[str | None], above: Sequence[str | None] | None) -> list[str | None]:
    """The cells of a row; one merged over days to its right stands in each of them. ``None``
    stays where a cell reaches down from above.

    What a covered place belongs to is not printed: it is the cell to its left where no cell
    above can reach it, where the row has several such places beside each other, or for a meal.
    """
    spread = list(row)
    for place in range(2, len(row)):
        if row[place] is not None:
            continue
        left = next((k for k in range(place - 1, 0, -1) if row[k] is not None), 0)
        run = [
            k for k in range(left + 1, len(row)) if all(c is None for c in row[left + 1 : k + 1])
        ]
        from_left = bool(left) and (
            above is None or len(run) > 1 or meaning("kind", normalize(row[left] or "")) == "meal"
        )
        if from_left:
            spread[place] = row[left]
    return spread


def _time(grid: Sequence[Sequence[str | None]], place: int, column: int) -> str:
    """The time of the row, up to the end of the last row that the cell covers."""
    printed = normalize(grid[place][0] or "")
    covered = [*takewhile(lambda cells: cells[column] is None, grid[place + 1 :])]
    first = find_clock(printed)
    last = find_clock(normalize(covered[-1][0] or "")) if covered else None
    if first is None or last is None or last.end is None:
        return printed
    return f"{first.start:%H:%M}-{last.end:%H:%M}"
