"""Which lines of extracted text are one row of a timetable.

Where a page is extracted as it looks, the cells of a row are spread over its lines: each begins
with the row, or each stands in the middle of it, as the table was set. A row has one time. Of
all ways to divide the lines into rows the one is taken in which the cells fit best.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tourlib.dates import find_clock
from tourlib.structure.rows import Row, Table
from tourlib.text import normalize
from tourlib.vocabulary import label, meaning

#: A row has at most so many lines; fewer lines that wrap are no reason to look.
_MOST_LINES, _LEAST_WRAPPED = 24, 2
#: What it costs: a row without a time; a line that no cell of full height covers; a cell that is a
#: line away from where it should be; a line missing in a cell; a row that begins in a sentence,
#: in the middle of a title, behind a blank line. What fits costs no more than _FITS a row.
_UNTIMED, _UNCOVERED, _ASTRAY, _HOLE = 2.0, 1.0, 1.0, 0.4
_UNFINISHED, _ENTRY_INSIDE, _BEHIND_BLANK, _OPENS = 3.0, 0.4, -1.0, -0.5
_TORN, _FITS = 0.3, 0.6
_CUT = re.compile(
    r"(?:[至到~～–—-]|[至到~～–—-]\s*[上中下]午|[至到~～–—-]\s*\d{1,2}(?:\s*時\s*\d{0,2})?)\s*$"
)
_REST = re.compile(r"^(?:[時點分至到~～-]|\d{1,2}\s*分$)")
_HANGING_END = re.compile(
    r"(?:[,&:(、-]|\b(?:and|of|for|at|the|in|to|with|by|an?|Mr\.|Ms\.?|Dr\.|Prof\.)|[及和之的與])$"
)
_HANGING_START = re.compile(r"^(?:[a-z),.;:、]|[與及和之的])|^\d{1,2}\s*[.、]|^[-•●○▪◆*–—(]")
_APART = frozenset({"date", "weekday"})


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one stretch of a table.

    Attributes:
        rows: one a line, with cells for all columns.
        times: for each line the number of the time that stands in it, -1 for none.
        torn: whether the page ends before and behind the stretch.
    """

    rows: tuple[Row, ...]
    times: tuple[int, ...]
    key: int
    cells: tuple[int, ...]
    content: int
    torn: tuple[bool, bool]


def rows_of_lines(table: Table) -> Table:
    """A timetable of aligned text with the lines of each row put together; others as they are."""
    if table.exact or not {"time", "content"} <= set(table.columns):
        return table
    width = len(table.columns)
    if any(len(row.cells) != width or row.more for row in table.rows):
        return table
    key = table.columns.index("time")
    timed = sum(bool(normalize(row.cells[key] or "")) for row in table.rows)
    if timed < 2 or len(table.rows) - timed < _LEAST_WRAPPED:
        return table
    stretches = _stretches(table, key)
    ways: list[tuple[float, int, list[Row]]] = []
    for fit in (_in_the_middle, _on_top):
        cost, count, rows = 0.0, 0, []
        for stretch in stretches:
            if isinstance(stretch, Row):
                rows.append(stretch)
                continue
            price, groups = _divide(stretch, fit)
            cost += price
            count += len(groups)
            rows += _joined(stretch, groups)
        ways.append((cost, count, rows))
    cost, count, rows = min(ways, key=lambda way: way[0])
    return replace(table, rows=tuple(rows)) if cost <= _FITS * count else table


def _stretches(table: Table, key: int) -> list[_Lines | Row]:
    """The lines between headers and the titles of parts; and those titles."""
    apart = {place for place, column in enumerate(table.columns) if column in _APART}
    cells = tuple(place for place in range(len(table.columns)) if place not in apart)
    content = table.columns.index("content")
    found: list[_Lines | Row] = []
    rows: list[Row] = []
    torn = False

    def close(ends: bool) -> None:
        nonlocal torn
        if rows:
            times = _times(rows, key)
            found.append(_Lines(tuple(rows), times, key, cells, content, (torn, ends)))
            rows.clear()
        torn = ends

    for row in table.rows:
        if any(rows and rows[-1].line < header < row.line for header in table.headers):
            close(True)
        if (title := _part_title(row)) is not None:
            close(False)
            found.append(Row(row.line, (title, *[""] * (len(row.cells) - 1))))
            continue
        rows.append(row)
    close(False)
    return found


def _part_title(row: Row) -> str | None:
    filled = [normalize(cell or "") for cell in row.cells if normalize(cell or "")]
    if len(filled) != 1 or find_clock(filled[0]) or not meaning("part", filled[0]):
        return None
    return filled[0]


def _times(rows: Sequence[Row], key: int) -> tuple[int, ...]:
    """Lines right below each other that are one time: 0900- / 0930, 13 時至 16 / 時 30 分."""
    times: list[int] = []
    count = -1
    before = ""
    for place, row in enumerate(rows):
        text = normalize(row.cells[key] or "")
        below = place > 0 and row.line == rows[place - 1].line + 1
        if not text:
            times.append(-1)
        elif before and below and (_CUT.search(before) or _REST.match(text)):
            times.append(count)
        else:
            count += 1
            times.append(count)
        before = text
    return tuple(times)


def _divide(
    lines: _Lines, fit: Callable[[int, int, int, int], float]
) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest division into rows, as first and behind-last line of each."""
    count = len(lines.rows)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    texts = [[normalize(row.cells[place] or "") for place in lines.cells] for row in lines.rows]
    for end in range(1, count + 1):
        for begin in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
            within = {time for time in lines.times[begin:end] if time >= 0}
            if len(within) > 1:
                break
            if end < count and lines.times[end] >= 0 and lines.times[end] in within:
                continue  # the rest of the time stands below
            cost = best[begin][0] + _price(lines, texts, begin, end, bool(within), fit)
            if cost < best[end][0]:
                best[end] = (cost, begin)
    groups: list[tuple[int, int]] = []
    end = count
    while end:
        begin = best[end][1]
        groups.append((begin, end))
        end = begin
    return best[count][0], groups[::-1]


def _price(
    lines: _Lines,
    texts: Sequence[Sequence[str]],
    begin: int,
    end: int,
    timed: bool,
    fit: Callable[[int, int, int, int], float],
) -> float:
    # Lines with nothing but a day say nothing about the row's height.
    inside = [place for place in range(begin, end) if any(texts[place])]
    if not inside:
        return 0.0
    cost = 0.0 if timed else _UNTIMED
    tallest = 0
    torn = (begin == 0 and lines.torn[0]) or (end == len(lines.rows) and lines.torn[1])
    for column in range(len(lines.cells)):
        filled = [at for at, place in enumerate(inside) if texts[place][column]]
        if not filled:
            continue
        first, last = filled[0], filled[-1]
        cost += _HOLE * (last - first + 1 - len(filled))
        tallest = max(tallest, last - first + 1)
        astray = fit(first, last, len(inside), len(filled))
        cost += min(astray, _TORN) if torn else astray
    cost += _UNCOVERED * (len(inside) - tallest)
    content = lines.cells.index(lines.content)
    own = [texts[place][content] for place in inside if texts[place][content]]
    cost += _ENTRY_INSIDE * sum(meaning("entry_start", text) is not None for text in own[1:])
    return cost + (_boundary(lines, texts, begin, content, own) if begin else 0.0)


def _boundary(
    lines: _Lines, texts: Sequence[Sequence[str]], begin: int, content: int, own: Sequence[str]
) -> float:
    """What it costs that a row begins at this line."""
    cost = _BEHIND_BLANK if lines.rows[begin].line > lines.rows[begin - 1].line + 1 else 0.0
    before = next((t[content] for t in reversed(texts[:begin]) if t[content]), "")
    if not own:
        return cost
    if (
        _HANGING_END.search(before)
        or _HANGING_START.match(own[0])
        or label("block", own[0])
        or before.count("(") > before.count(")")
    ):
        cost += _UNFINISHED
    elif meaning("entry_start", own[0]) is not None:
        cost += _OPENS
    return cost


def _in_the_middle(first: int, last: int, height: int, _filled: int) -> float:
    return _ASTRAY * max(0, abs(first - (height - 1 - last)) - 1)


def _on_top(first: int, _last: int, _height: int, _filled: int) -> float:
    return _ASTRAY * first


def _joined(lines: _Lines, groups: Sequence[tuple[int, int]]) -> list[Row]:
    """One row for each group with a time; the lines of others stay as they are."""
    rows: list[Row] = []
    for begin, end in groups:
        part = lines.rows[begin:end]
        if end - begin == 1 or not any(time >= 0 for time in lines.times[begin:end]):
            rows += part
            continue
        numbers = tuple(row.line for row in part)
        cells = tuple(
            "\n".join(text for row in part if (text := row.cells[place] or "").strip())
            for place in range(len(part[0].cells))
        )
        rows.append(Row(numbers[0], cells, numbers))
    return rows
