"""Tables of which plain text keeps one cell a line, as word processors save them.

The header's words stand below each other; the cells follow row by row, an empty or covered cell
as a blank line. What a line is, its form tells: a day, a clock time, a running number.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tourlib.clocks import find_clock
from tourlib.dates import find_dates, weekday_alone
from tourlib.structure.rows import NEEDED, Row, Table
from tourlib.structure.stackedroster import MAX_CELL, ends_table, read_roster
from tourlib.structure.textlines import TextLine
from tourlib.text import HAN, normalize
from tourlib.vocabulary import header_column, meaning

_MOST_COLUMNS = 16
_WORD = re.compile(rf"[{HAN}/()]{{2,10}}")
#: So many rows without a day, earlier than the row above, tell days that are printed in the middle
#: of their rows; one may be a day that is not printed at all.
_LEAST_BACKWARDS = 2


def roster_lines(lines: Sequence[TextLine]) -> set[int]:
    """Lines of rosters with one cell a line, whose running numbers look like page numbers."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        head = _head(lines, at)
        table = find_stacked(lines, at) if head and head.kind == "roster" else None
        if table:
            found |= {number for row in table[0].rows for number in row.lines}
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
    if head.kind == "roster":
        rows, headers, end = read_roster(lines, start, head.columns)
    else:
        rows, headers, end = _timetable(lines, start, head)
    if not rows:
        return None
    while end > start and lines[end - 1].blank:
        end -= 1
    numbers = [line.number for line in lines[at:end]]
    first = [line.number for line in lines[at:start]]
    table = Table(
        head.kind,
        head.columns,
        tuple(rows),
        (*first, *headers),
        tuple(numbers),
        exact=True,
        centred=head.kind == "timetable" and _days_are_centred(rows, head),
    )
    return table, end


def _head(lines: Sequence[TextLine], at: int) -> _Head | None:
    """A header that stands one word a line; a roster's may name the columns of two people, and in
    a timetable's a word that no rule knows (稽核重點) names the content."""
    for kind in ("roster", "timetable"):
        columns: list[str] = []
        for place, line in enumerate(lines[at : at + _MOST_COLUMNS], at):
            plain = line.cells is None and line.role is None and "\t" not in line.raw.strip()
            column = header_column(kind, line.text, exact=True) if plain and line.text else None
            if column is None and plain and kind == "timetable" and columns:
                column = _unknown_content(lines, place, columns)
            if column is None:
                break
            columns.append(column)
        columns_behind = kind == "roster" or _behind(columns)
        if columns_behind and any(need <= set(columns) for need in NEEDED[kind]):
            return _Head(kind, tuple(columns))
    return None


def _unknown_content(lines: Sequence[TextLine], place: int, columns: Sequence[str]) -> str | None:
    """``content`` for a short line behind day and time that names no known column, where another
    column's name or the first cell follows."""
    text = lines[place].text
    if not {"date", "time"} <= set(columns) or _behind(columns) or not _WORD.fullmatch(text):
        return None
    following = next((line.text for line in lines[place + 1 : place + 3] if line.text), "")
    named = header_column("timetable", following, exact=True) is not None
    return "content" if named or _is_day(following) or _is_time(following) else None


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
        if ends_table(line) or (
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


def _days_are_centred(rows: Sequence[Row], head: _Head) -> bool:
    """Whether days stand in the middle of their rows, whose first have none and run backwards."""
    if not {"date", "time"} <= set(head.columns):
        return False
    day, time = head.columns.index("date"), head.columns.index("time")
    backwards = 0
    for above, row in itertools.pairwise(rows):
        before, clock = (find_clock(each.cells[time] or "") for each in (above, row))
        backwards += bool(before and clock and clock.start < before.start and not row.cells[day])
    return backwards >= _LEAST_BACKWARDS


def _days_only(opened: Sequence[TextLine]) -> bool:
    """Whether the open row has nothing but its day yet."""
    return bool(opened) and all(line.blank or _is_day(line.text) for line in opened)


def _entry_ahead(lines: Sequence[TextLine], place: int, *, timed: bool) -> bool:
    """Whether the blank line is a cell: a day, a time or (without times) more text is near."""
    near = [line for line in lines[place + 1 : place + 8] if line.role is None]
    printed = [line for line in near if not line.blank]
    if not printed or ends_table(printed[0]):
        return False
    if any(_is_time(line.text) or _is_day(line.text) for line in printed[:6]):
        return True
    return not timed and len(near) > 0 and not near[0].blank and len(printed[0].text) <= MAX_CELL


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
    if timed and len(_behind(head.columns)) == 1 and has_text and all(b.blank for b in opened[-2:]):
        return True  # a covered day and an empty time
    named_part = meaning("part", line.text) is not None and len(line.text) <= MAX_CELL
    return named_part and has_text and (has_time or not timed)


def _row(opened: Sequence[TextLine], head: _Head, timed: bool) -> list[Row]:
    """The row of these lines, its cells in the columns of the header."""
    said = [line for line in opened if not line.blank]
    if not said:
        return []
    days = [line for line in said if _is_day(line.text)]
    times = [line for line in said if _is_time(line.text) and line not in days]
    behind = _behind(head.columns)
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


def _behind(columns: Sequence[str]) -> list[str]:
    """The columns behind day and time."""
    return [c for c in columns if c not in {"date", "weekday", "time", "datetime"}]


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
