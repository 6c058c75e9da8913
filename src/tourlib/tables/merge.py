"""Which lines of extracted text are one row of a timetable: a row has one time, and its words
go on from line to line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.readers.text.lines import printed_width
from tourlib.tables.day_cells import day_cells, names_part, row_of, with_day, without
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.table import Row, Table
from tourlib.text import goes_on, has_han, normalize
from tourlib.vocabulary import label, meaning

#: Fewer lines that wrap are no reason to look.
_LEAST_WRAPPED = 2
#: What it costs: a row without a time; a day that does not begin one; a row that begins in a
#: sentence, in the middle of a title, behind a blank line; a line that breaks off before its
#: column is full, the next going on in its language or another.
_UNTIMED, _DAY_INSIDE = 1.2, 1.0
_UNFINISHED, _ENTRY_INSIDE, _BEHIND_BLANK, _OPENS = 3.0, 0.4, -1.0, -0.5
_BROKEN_OFF, _OTHER_LANGUAGE = 1.0, 0.15
#: What fits costs no more than this a row; cells in the middle of their rows must fit better by so
#: much, for what stands below its time in the other language fits there almost as well.
_FITS, _MARGIN = 0.6, 0.25
_CUT = re.compile(
    r"[至到~～–—-]\s*(?:[上中下]午\s*)?$|[時點].*[至到~～–—-]\s*(?:[上中下]午)?\s*\d{1,2}$"
)
_REST = re.compile(r"^(?:[時點分至到~～-]|\d{1,2}\s*分$)")
#: What begins the next point of a cell.
_POINT = re.compile(r"\d{1,2}\s*[.、]|[-•●○▪◆*–—(]")
_APART = frozenset({"date", "weekday"})


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one stretch of a table.

    Attributes:
        rows: one a line, with cells for all columns.
        times: for each line the number of the time that stands in it, -1 for none.
        days: for each line whether a day is named in it.
        labels: the lines of each day's cell.
        cells, apart: columns of the rows, and of the days beside them.
        width: printed columns of the widest line of the content.
        torn: whether the page ends before and behind the stretch.
        by_day: whether a row is a whole day, in a table without times.
    """

    rows: tuple[Row, ...]
    times: tuple[int, ...]
    days: tuple[bool, ...]
    labels: list[list[int]]
    cells: tuple[int, ...]
    apart: tuple[int, ...]
    content: int
    width: int
    torn: tuple[bool, bool]
    by_day: bool


def rows_of_lines(table: Table) -> Table:
    """A timetable of aligned text with the lines of each row put together; others as they are."""
    found = [column for column in ("time", "date") if column in table.columns]
    told = {"content", "day"} & set(table.columns)
    if not table.aligned or table.exact or not found or not told:
        return table
    width = len(table.columns)
    if any(len(row.cells) != width or row.more for row in table.rows):
        return table
    key = table.columns.index(found[0])
    timed = sum(bool(normalize(row.cells[key] or "")) for row in table.rows)
    if timed < 2 or len(table.rows) - timed < _LEAST_WRAPPED:
        return table
    stretches = _stretches(table, key)
    ways: list[tuple[float, int, list[Row]]] = []
    for top in (False, True):
        cost, count, rows = 0.0, 0, []
        for stretch in stretches:
            if isinstance(stretch, Row):
                rows.append(stretch)
                continue
            price, groups = _divide(stretch, top=top)
            cost += price
            count += len(groups)
            rows += _joined(stretch, groups)
        ways.append((cost, count, rows))
    # What stands below its time in the other language would fit in the middle almost as well.
    cost, count, rows = min(
        ways, key=lambda way: way[0] + (_MARGIN * way[1] if way is ways[0] else 0)
    )
    if cost > _FITS * count:
        return table
    whole = found[0] == "date" or "day" in table.columns
    return replace(table, rows=tuple(rows), exact=whole)


def _stretches(table: Table, key: int) -> list[_Lines | Row]:
    """The lines between headers and the titles of parts; and those titles."""
    by_day = table.columns[key] == "date"
    apart = {place for place, column in enumerate(table.columns) if column in _APART and not by_day}
    cells = tuple(place for place in range(len(table.columns)) if place not in apart)
    week = "day" in table.columns
    content = table.columns.index("day" if week else "content")
    found: list[_Lines | Row] = []
    rows: list[Row] = []
    torn = False

    def close(ends: bool) -> None:
        nonlocal torn
        if rows:
            labels = day_cells(rows, [key] if by_day else sorted(apart))
            days = _days(rows, labels, sorted(apart))
            width = max(printed_width(normalize(row.cells[content] or "")) for row in rows)
            times = _numbered(rows, labels) if by_day else _times(rows, key)
            labels = [] if by_day else labels
            columns = tuple(sorted(apart))
            found.append(
                _Lines(
                    tuple(rows),
                    times,
                    days,
                    labels,
                    cells,
                    columns,
                    content,
                    width,
                    (torn, ends),
                    by_day,
                )
            )
            rows.clear()
        torn = ends

    for row in table.rows:
        if any(rows and rows[-1].line < header < row.line for header in table.headers):
            close(True)
        above = rows[-1] if rows and rows[-1].line == row.line - 1 else None
        if (title := _part_title(row, apart or {key}, above)) is not None:
            close(False)
            found.append(Row(row.line, (title, *[""] * (len(row.cells) - 1))))
            continue
        rows.append(row)
    close(False)
    return found


def _days(
    rows: Sequence[Row], labels: Sequence[Sequence[int]], columns: Sequence[int]
) -> tuple[bool, ...]:
    """For each line whether a day is named in it, or a day's cell of several lines begins."""
    named = [any(find_dates(row.cells[place] or "") for place in columns) for row in rows]
    for places in labels:
        text = "".join(normalize(rows[at].cells[c] or "") for at in places for c in columns)
        if not any(named[place] for place in places) and find_dates(text):
            named[places[0]] = True
    return tuple(named)


def _part_title(row: Row, days: Collection[int], above: Row | None) -> str | None:
    """The title of a part; one that is not called so stands where days do, not below one of them."""
    filled = [(at, text) for at, cell in enumerate(row.cells) if (text := normalize(cell or ""))]
    # Below a day, (國內課程) is a remark of it.
    if len(filled) != 1 or filled[0][1].startswith("(") or find_clock(filled[0][1]):
        return None
    at, text = filled[0]
    said = "".join(normalize(above.cells[place] or "") for place in days) if above else ""
    below = bool(said) and not said.endswith(")")  # 9月7日 / (一) is whole
    other = at in days and not below and names_part(text)
    return text if meaning("part", text) or other else None


def _numbered(rows: Sequence[Row], labels: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """For each line the number of the day whose cell it is of, -1 for none."""
    of = {place: number for number, places in enumerate(labels) for place in places}
    return tuple(of.get(place, -1) for place in range(len(rows)))


def _times(rows: Sequence[Row], key: int) -> tuple[int, ...]:
    """Lines right below each other that are one time: 0900- / 0930, 13 時至 16 / 時 30 分."""
    times: list[int] = []
    count = -1
    before, last = "", -2
    for place, row in enumerate(rows):
        text = normalize(row.cells[key] or "")
        # A line of a cell of another height may stand between the two.
        below = last >= 0 and row.line - rows[last].line <= (2 if _CUT.search(before) else 1)
        if not text:
            times.append(-1)
            continue
        if below and (_CUT.search(before) or _REST.match(text)):
            times[last + 1 : place] = [count] * (place - last - 1)
            times.append(count)
        else:
            count += 1
            times.append(count)
        before, last = text, place
    return tuple(times)


def _divide(lines: _Lines, *, top: bool) -> tuple[float, list[tuple[int, int]]]:
    texts = [[normalize(row.cells[place] or "") for place in lines.cells] for row in lines.rows]

    def price(begin: int, end: int) -> float | None:
        within = {time for time in lines.times[begin:end] if time >= 0}
        if len(within) > 1 or sum(lines.days[begin:end]) > 1:
            return None
        if end < len(lines.times) and lines.times[end] in within:
            return float("inf")  # the rest of the time stands below
        return _price(lines, texts, begin, end, timed=bool(within), top=top)

    return divide(len(lines.rows), price)


def _price(
    lines: _Lines,
    texts: Sequence[Sequence[str]],
    begin: int,
    end: int,
    *,
    timed: bool,
    top: bool,
) -> float:
    # Lines with nothing but a day say nothing about the row's height.
    inside = [texts[place] for place in range(begin, end) if any(texts[place])]
    if not inside:
        return 0.0
    torn = (begin == 0 and lines.torn[0]) or (end == len(lines.rows) and lines.torn[1])
    cost = misfit(inside, top=top, torn=torn) + (0.0 if timed else _UNTIMED)
    content = lines.cells.index(lines.content)
    own = [cells[content] for cells in inside if cells[content]]
    if lines.by_day or not lines.apart:
        return cost  # a cell tells of a whole day: its lines need not go on
    for above, below in itertools.pairwise(own):
        cost += _break(above, below, lines.width)
        if meaning("entry_start", below) is not None and has_han(above) == has_han(below):
            cost += _ENTRY_INSIDE
    if top and any(lines.days[begin + 1 : end]):
        cost += _DAY_INSIDE
    if begin == 0 and lines.torn[0] and own and (_is_inside(own[0]) or goes_on("", own[0])):
        return cost + (_UNFINISHED if timed else -_UNTIMED)  # with what the page before ends with
    return cost + (_boundary(lines, texts, begin, content, own) if begin else 0.0)


def _is_inside(text: str) -> bool:
    """Whether the text cannot begin an entry: 講座:…, -…, 2. …"""
    return _POINT.match(text) is not None or label("block", text) is not None


def _break(above: str, below: str, width: int) -> float:
    """What it costs that a cell goes on with ``below`` under ``above``."""
    if goes_on(above, below) or _is_inside(below):
        return 0.0
    word = below[:1] if has_han(below[:1]) else below.split(" ")[0]
    if printed_width(above) + printed_width(word) >= width - 1:
        return 0.0
    return _BROKEN_OFF if has_han(above) == has_han(below) else _OTHER_LANGUAGE


def _boundary(
    lines: _Lines, texts: Sequence[Sequence[str]], begin: int, content: int, own: Sequence[str]
) -> float:
    """What it costs that a row begins at this line."""
    cost = _BEHIND_BLANK if lines.rows[begin].line > lines.rows[begin - 1].line + 1 else 0.0
    before = next((t[content] for t in reversed(texts[:begin]) if t[content]), "")
    if not own:
        return cost
    if goes_on(before, "".join(own)) or _is_inside(own[0]):
        cost += _UNFINISHED
    elif meaning("entry_start", own[0]) is not None:
        cost += _OPENS
    return cost


def _things_of_day(part: Sequence[Row], row: Row, lines: _Lines) -> list[Row]:
    """The row of a day; where its cell tells of several things without times, one for each: a line
    that breaks off before its column is full ends one."""
    own = [(each, text) for each in part if (text := normalize(each.cells[lines.content] or ""))]
    if any(find_clock(text) or label("block", text) or "【" in text for _each, text in own):
        return [row]
    things: list[list[tuple[Row, str]]] = [own[:1]]
    for above, below in itertools.pairwise(own):
        if _begins_thing(above[1], below[1], lines.width):
            things.append([])
        things[-1].append(below)
    if len(things) == 1:
        return [row]
    found = []
    for number, thing in enumerate(things):
        text = "\n".join(said for _each, said in thing)
        cells = tuple(
            text if place == lines.content else (cell if number == 0 else "")
            for place, cell in enumerate(row.cells)
        )
        numbers = tuple(each.line for each, _said in thing)
        found.append(Row(numbers[0], cells, numbers))
    others = set(row.lines) - {number for each in found for number in each.lines}
    first = found[0]
    return [Row(first.line, first.cells, tuple(sorted({*first.lines, *others}))), *found[1:]]


def _begins_thing(above: str, below: str, width: int) -> bool:
    """Whether a line of a cell tells of another thing than the one above it."""
    if has_han(above) != has_han(below) or goes_on(above, below):
        return False
    begins = below.startswith("與") or meaning("entry_start", below) is not None
    return begins or _break(above, below, width) >= _BROKEN_OFF


def _joined(lines: _Lines, groups: Sequence[tuple[int, int]]) -> list[Row]:
    """One row for each group with a time, the lines of others as they are; each day beside the
    row that it is printed at."""
    beside: dict[int, list[Row]] = {}
    for label_lines in lines.labels:
        at = row_of(lines, groups, label_lines)
        beside.setdefault(at, []).extend(lines.rows[place] for place in label_lines)
    rows: list[Row] = []
    for begin, end in groups:
        part = [without(row, lines.apart) for row in lines.rows[begin:end]]
        timed = any(time >= 0 for time in lines.times[begin:end])
        if timed and len(part) > 1:
            days = [row for at in range(begin, end) for row in beside.get(at, ())]
            row = with_day(one_row(part), days, lines.apart)
            rows += _things_of_day(part, row, lines) if lines.by_day else [row]
        else:
            rows += [
                with_day(row, beside.get(at, ()), lines.apart) for at, row in enumerate(part, begin)
            ]
    return rows
