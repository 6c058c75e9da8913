"""Which printed lines of a timetable are one row: of all divisions the one that fits best.

A row has one time and one day at most, its cells begin with it or stand in the middle of it, and
its words go on from line to line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from tourlib.clocks import find_clock
from tourlib.readers.text.lines import printed_width
from tourlib.tables.continuation import UNFINISHED, price_of_words
from tourlib.tables.day_cells import group_beside, only, with_day, without
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.stretches import Stretch, columns_of, stretches
from tourlib.tables.table import Row, Table
from tourlib.text import goes_on, has_han
from tourlib.vocabulary import meaning

#: What it costs: a row without a time, and one with a day; a row behind a blank line; without words.
_UNTIMED, _DATED, _BEHIND_BLANK, _WORDLESS = 1.2, 0.8, -0.5, 3.5
#: A day in the middle of a row; two days in one, or a time in two.
_DAY_INSIDE, _CUT_OFF = 1.0, 8.0
#: Cells in the middle of their rows must fit better by so much a row, for what stands below its
#: time in the other language fits there almost as well.
_MARGIN = 0.25
#: Where only tabs tell the columns, a cell that stands astray costs no more.
_MOST_ASTRAY = 0.5


def rows_of_timetable(table: Table, *, aligned: bool) -> Table:
    """A timetable of text, a row a line, with the lines of each of its rows put together.

    Args:
        aligned: whether cells are told by where they stand in their lines.
    """
    columns = columns_of(table, aligned=aligned)
    if columns is None:
        return table
    parts = list(stretches(table, columns))
    lines = [part for part in parts if isinstance(part, Stretch)]
    middle, top = (
        [divide(len(part.rows), partial(_price, part, top)) for part in lines]
        for top in (False, True)
    )
    margin = _MARGIN * sum(len(groups) for _cost, groups in middle)
    is_middle = sum(cost for cost, _ in middle) + margin < sum(cost for cost, _ in top)
    best = iter(middle if is_middle else top)
    rows: list[Row] = []
    days = [place for place, name in enumerate(table.columns) if name == "day"]
    for part in parts:
        found = [part] if isinstance(part, Row) else _joined(part, next(best)[1])
        rows += found if isinstance(part, Row) or not aligned else _reaching_down(found, part, days)
    return replace(table, rows=tuple(rows))


def _price(stretch: Stretch, top: bool, begin: int, end: int) -> float | None:
    """What it costs that these lines are one row; ``None`` where they and more cannot be one.

    Args:
        top: whether cells begin with their row, rather than stand in the middle of it.
    """
    within = {time for time in stretch.times[begin:end] if time >= 0}
    if len(within) > 1:
        return None
    inside = [texts for texts in stretch.texts[begin:end] if any(texts)]
    if not inside:
        return 0.0  # a day alone says nothing about the row's height
    torn = (begin == 0 and stretch.torn[0]) or (end == len(stretch.rows) and stretch.torn[1])
    most = None if stretch.columns.aligned else _MOST_ASTRAY
    cost = misfit(inside, top=top, torn=torn, most=most)
    if stretch.columns.by_day:  # a cell tells of a whole day: its lines need not go on
        return cost + _price_of_when(stretch, begin, end, timed=bool(within))
    if _is_rest(stretch, begin, end):
        return cost
    cost += _price_of_when(stretch, begin, end, timed=bool(within))
    if top:
        cost += _DAY_INSIDE * sum(map(stretch.begins_day, range(begin + 1, end)))
    return cost + _price_in_words(stretch, begin, end)


def _price_of_when(stretch: Stretch, begin: int, end: int, *, timed: bool) -> float:
    """What it costs that a row has the times and days of these lines."""
    cost = _CUT_OFF * max(0, sum(stretch.dated[begin:end]) - 1)
    if timed and stretch.times[end : end + 1] == stretch.times[end - 1 : end]:
        cost += _CUT_OFF if stretch.times[end] >= 0 else 0.0  # the rest of the time stands below
    if not timed:
        cost += _DATED if stretch.dated[begin] and any(stretch.texts[begin]) else _UNTIMED
    return cost


def _price_in_words(stretch: Stretch, begin: int, end: int) -> float:
    """What it costs that the words of these lines are one row, and that it begins there."""
    words, places = (
        [joint for joint in joints[begin:end] if joint]
        for joints in (stretch.words, stretch.places)
    )
    cost = price_of_words(words, first=begin == 0) + sum(joint.cost for joint in places[1:])
    if not words:
        cost += _WORDLESS
    elif begin == 0 and stretch.torn[0] and words[0].hangs:
        cost += UNFINISHED  # the page before ends with what these words go on
    blank = begin and stretch.rows[begin].line > stretch.rows[begin - 1].line + 1
    return cost + (_BEHIND_BLANK if blank and stretch.columns.aligned else 0.0)


def _is_rest(stretch: Stretch, begin: int, end: int) -> bool:
    """Whether these lines are the rest of the entry with which the page before ends."""
    joint = next(filter(None, stretch.words[begin:end]), None)
    timed = any(time >= 0 for time in stretch.times[begin:end])
    return begin == 0 and stretch.torn[0] and not timed and joint is not None and not joint.cost


def _joined(stretch: Stretch, groups: Sequence[tuple[int, int]]) -> list[Row]:
    """One row for each group; each day beside the row that it is printed at, or on its own."""
    columns, lines = stretch.columns, stretch.rows
    full = [any(texts) for texts in stretch.texts]
    beside: dict[int, list[Row]] = {}
    found: list[Row] = []
    # What is misread stands on its own where a day stands beside the same row.
    for places in sorted(stretch.days, key=lambda cell: not any(stretch.dated[p] for p in cell)):
        cell = [only(lines[place], columns.days) for place in places]
        number = group_beside(places, groups, full)
        if number is None or number in beside:
            found.append(one_row(cell))
        else:
            beside[number] = cell
    for number, (begin, end) in enumerate(groups):
        part = [without(lines[at], columns.days) for at in range(begin, end) if full[at]]
        if part:
            row = with_day(one_row(part), beside.get(number, ()), columns.days)
            row = replace(row, goes_on=_is_rest(stretch, begin, end))
            if columns.by_day:
                said = tuple(line.line for line in part if columns.text(line, columns.words))
                row = replace(row, words=said, width=stretch.width)
            found.append(row)
    return sorted(found, key=lambda row: row.line)


def _reaching_down(rows: list[Row], stretch: Stretch, days: Sequence[int]) -> list[Row]:
    """The rows of a week; a cell whose words go on in the row below reaches down into that."""
    cells = [list(row.cells) for row in rows]
    down: list[set[int]] = [set() for _row in rows]
    for day in days:
        texts = {line.line: stretch.columns.text(line, day) for line in stretch.rows}
        width = max(map(printed_width, texts.values()), default=0)
        owner = 0
        for at, (above, below) in enumerate(pairwise(rows)):
            last = max((n for n in above.lines if texts.get(n)), default=0)
            first = min((n for n in below.lines if texts.get(n)), default=0)
            owner = owner if day in down[at] else at
            if last and first == last + 1 and _is_wrapped(texts[last], texts[first], width):
                cells[owner][day] = f"{cells[owner][day]}\n{cells[at + 1][day]}"
                cells[at + 1][day] = None
                down[at + 1].add(day)
    return [
        replace(row, cells=tuple(own), down=frozenset(covered) if covered else row.down)
        for row, own, covered in zip(rows, cells, down, strict=True)
    ]


def _is_wrapped(above: str, below: str, width: int) -> bool:
    """Whether a line goes on with one that fills its column, or is cut short."""
    opens = meaning("entry_start", below) is not None or find_clock(below) is not None
    opens = opens or has_han(above) != has_han(below)  # nothing goes on in another language
    return not opens and (goes_on(above, below) or printed_width(above) + 1 >= width)
