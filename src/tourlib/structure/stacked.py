"""Tables of which plain text keeps one cell a line, as word processors save them.

The header's words stand below each other; the cells follow row by row, an empty or covered cell
as a blank line. What a line is, its form tells: a day, a clock time, a running number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tourlib.dates import find_clock, find_dates, weekday_alone
from tourlib.structure.rows import NEEDED, Row, Table
from tourlib.structure.textlines import TextLine
from tourlib.text import normalize
from tourlib.vocabulary import header_column, is_chapter_word, meaning

#: A cell of a roster is no longer than this; a longer line is text behind the table.
_MAX_CELL = 40
#: Headings of this rank or further out end a table.
_HEADING_RANK = 4
_MOST_COLUMNS = 16


def roster_lines(lines: Sequence[TextLine]) -> set[int]:
    """Lines of rosters with one cell a line, whose running numbers look like page numbers."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        head = _head(lines, at)
        table = find_stacked(lines, at) if head and head.kind == "roster" else None
        found |= set(table[0].lines) if table else set()
        at = table[1] if table else at + 1
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    columns: tuple[str, ...]


def find_stacked(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """The table whose header begins at this place, and the place behind it; else ``None``."""
    head = _head(lines, at)
    if head is None:
        return None
    start = at + len(head.columns)
    read = _roster if head.kind == "roster" else _timetable
    rows, headers, end = read(lines, start, head)
    if not rows:
        return None
    while end > start and lines[end - 1].blank:
        end -= 1
    numbers = [line.number for line in lines[at:end]]
    first = [line.number for line in lines[at:start]]
    table = Table(
        head.kind, head.columns, tuple(rows), (*first, *headers), tuple(numbers), exact=True
    )
    return table, end


def _head(lines: Sequence[TextLine], at: int) -> _Head | None:
    """A header that stands one word a line; a roster's may name the columns of two people."""
    for kind in ("roster", "timetable"):
        columns: list[str] = []
        for line in lines[at : at + _MOST_COLUMNS]:
            plain = line.cells is None and line.role is None and "\t" not in line.raw.strip()
            column = header_column(kind, line.text, exact=True) if plain and line.text else None
            if column is None:
                break
            columns.append(column)
        if any(need <= set(columns) for need in NEEDED[kind]):
            return _Head(kind, tuple(columns))
    return None


def _ends(line: TextLine) -> bool:
    """Whether the line is behind the table: a heading, a row of another table."""
    heading = line.marker is not None and line.marker.rank <= _HEADING_RANK
    return heading or _is_other(line)


def _is_other(line: TextLine) -> bool:
    """Like :func:`_ends`, but for names such as 陸大明, which begin like a chapter."""
    return line.cells is not None or is_chapter_word(line.text)


def _roster(lines: Sequence[TextLine], at: int, head: _Head) -> tuple[list[Row], list[int], int]:
    """Rows of a roster: each begins with its running number or role where that is the first
    column; without such a column each has as many lines as there are columns."""
    columns = head.columns
    if columns[0] == "order":
        columns = columns[: columns.index("order", 1)] if "order" in columns[1:] else columns
    rows: list[Row] = []
    expected = None
    place = at
    while place < len(lines):
        cells = list(lines[place : place + len(columns)])
        if len(cells) < len(columns) or any(_is_other(line) for line in cells):
            break
        if columns[0] != "name" and _ends(cells[0]):
            break
        texts = [line.text for line in cells]
        if any(len(text) > _MAX_CELL for text in texts) or not texts[columns.index("name")]:
            break
        if columns[0] == "order":
            number = _order(texts[0])
            if number is None or (expected and number and number != expected):
                break
            expected = number + 1 if number else expected
        width = len(head.columns) // len(columns)
        filled = tuple(
            None if line.blank and column == "agency" and rows else line.raw  # a covered cell
            for line, column in zip(cells, columns, strict=True)
        )
        padded = filled + ("",) * (len(columns) * (width - 1))
        rows.append(Row(cells[0].number, padded, tuple(line.number for line in cells)))
        place += len(columns)
        while place < len(lines) and lines[place].blank and _goes_on(lines, place, columns):
            place += 1
    return rows, [], place


def _order(text: str) -> int | None:
    """The running number; 0 for a role in its place (團長); ``None`` for anything else."""
    bare = normalize(text).rstrip(".、")
    if bare.isdecimal() and len(bare) <= 3:
        return int(bare)
    return 0 if meaning("role", bare) and len(bare) <= 6 else None


def _goes_on(lines: Sequence[TextLine], place: int, columns: Sequence[str]) -> bool:
    """Whether another row follows the blank lines: empty cells of a row that is not filled."""
    for line in lines[place : place + len(columns) + 1]:
        if not line.blank:
            return columns[0] == "order" and _order(line.text) is not None
    return False


def _timetable(lines: Sequence[TextLine], at: int, head: _Head) -> tuple[list[Row], list[int], int]:
    """Rows of a timetable: a day or a time begins one; what follows are its other cells, the
    first of which may have several lines."""
    timed = bool({"time", "datetime"} & set(head.columns))
    rows: list[Row] = []
    headers: list[int] = []
    opened: list[TextLine] = []
    place = at
    while place < len(lines):
        line = lines[place]
        again = _head(lines, place)
        if again == head:
            rows += _row(opened, head, timed)
            opened = []
            headers += [each.number for each in lines[place : place + len(head.columns)]]
            place += len(head.columns)
            continue
        if line.role is not None:
            place += 1
            continue
        if _ends(line) or (
            line.blank and not _days_only(opened) and not _entry_ahead(lines, place, timed=timed)
        ):
            break
        if _begins(line, opened, head, timed=timed):
            covered = _is_time(line.text) and head.columns[0] != "time" and opened[-1].blank
            rows += _row(opened[:-1] if covered else opened, head, timed)
            opened = opened[-1:] if covered else []
        opened.append(line)
        place += 1
    rows += _row(opened, head, timed)
    return rows, headers, place


def _days_only(opened: Sequence[TextLine]) -> bool:
    """Whether the open row has nothing but its day yet."""
    return bool(opened) and all(line.blank or _is_day(line.text) for line in opened)


def _entry_ahead(lines: Sequence[TextLine], place: int, *, timed: bool) -> bool:
    """Whether the blank line is a cell: a day, a time or (without times) more text is near."""
    near = [line for line in lines[place + 1 : place + 8] if line.role is None]
    printed = [line for line in near if not line.blank]
    if not printed or _ends(printed[0]):
        return False
    if any(_is_time(line.text) or _is_day(line.text) for line in printed[:6]):
        return True
    return not timed and len(near) > 0 and not near[0].blank and len(printed[0].text) <= _MAX_CELL


def _begins(line: TextLine, opened: Sequence[TextLine], head: _Head, *, timed: bool) -> bool:
    """Whether the line begins another row than the one that is open."""
    said = [each for each in opened if not each.blank]
    has_time = any(_is_time(each.text) for each in said)
    has_text = any(not _is_time(each.text) and not _is_day(each.text) for each in said)
    if _is_day(line.text):
        return has_text or has_time
    if _is_time(line.text):
        in_day = bool(said) and _is_day(said[0].text) and len(said) == len(opened)
        return has_time or (has_text and not in_day)  # 7月18日 / (國內課程) / 09:00
    if line.blank and not timed:
        return has_text
    if timed and len(_behind(head)) == 1 and has_text and all(b.blank for b in opened[-2:]):
        return True  # a covered day and an empty time
    named_part = meaning("part", line.text) is not None and len(line.text) <= _MAX_CELL
    return named_part and has_text and (has_time or not timed)


def _row(opened: Sequence[TextLine], head: _Head, timed: bool) -> list[Row]:
    """The row of these lines, its cells in the columns of the header."""
    said = [line for line in opened if not line.blank]
    if not said:
        return []
    days = [line for line in said if _is_day(line.text)]
    times = [line for line in said if _is_time(line.text) and line not in days]
    behind = _behind(head)
    first = opened.index((times or days)[-1]) + 1 if times or days else 0
    days += [line for line in opened[:first] if line.text and line not in days + times]
    texts = [line for line in opened[first:] if line.text or len(behind) > 1]
    if timed and not times and texts and texts[0].blank:
        texts = texts[1:]  # the empty time
    if not times and not days and len(said) == 1 and meaning("part", said[0].text):
        cells: list[str | None] = [said[0].text, *[None] * (len(head.columns) - 1)]
        return [Row(said[0].number, tuple(cells), tuple(line.number for line in opened))]
    main = behind.index("content") if "content" in behind else 0
    by_column = dict(zip(behind, _spread(texts, len(behind), main), strict=True))
    day = "\n".join(line.text for line in days)
    clock = "\n".join(line.text for line in times)
    by_column |= {"date": day, "time": clock, "datetime": "\n".join(t for t in (day, clock) if t)}
    filled = tuple(by_column.get(column, "") for column in head.columns)
    return [Row(said[0].number, filled, tuple(line.number for line in opened))]


def _behind(head: _Head) -> list[str]:
    """The columns behind day and time."""
    return [c for c in head.columns if c not in {"date", "weekday", "time", "datetime"}]


def _spread(texts: Sequence[TextLine], count: int, main: int) -> list[str]:
    """The lines behind day and time in ``count`` cells: each has a line, the one in place ``main``
    also what is over."""
    printed: list[str] = []
    for line in texts:
        if printed and line.text and re.search(r"[、,(]$", printed[-1]):
            printed[-1] += line.text
        else:
            printed.append(line.text)
    over = max(0, len(printed) - count)
    longest = "\n".join(text for text in printed[main : main + over + 1] if text)
    cells = [*printed[:main], longest, *printed[main + over + 1 :]]
    return [*cells, *[""] * (count - len(cells))]


def _is_day(text: str) -> bool:
    """Whether the line says a day and nothing else."""
    text = normalize(text)
    if not text or len(text) > 24:
        return False
    if text in {"至", "~", "-"}:
        return True  # between the first and the last of several days
    dates = find_dates(text)
    if dates:
        rest = text[: dates[0].span[0]] + text[dates[-1].span[1] :]
        return len(rest.strip(" ()至-~、")) <= 3 and find_clock(rest) is None
    return weekday_alone(text) is not None or _DAY_COUNT.fullmatch(text) is not None


_DAY_COUNT = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*[天日]|(?:D|Day)\s*\d+", re.I)


def _is_time(text: str) -> bool:
    """Whether the line says a clock time and nothing else."""
    text = normalize(text)
    clock = find_clock(text)
    if clock is not None:
        rest = text[: clock.span[0]] + text[clock.span[1] :]
        return len(rest.strip(" ()-~至")) <= 1
    return meaning("whole_day", text) is not None
