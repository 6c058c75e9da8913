"""Join the printed lines of a timetable to rows: choose the division that fits best.

A row has at most one time and one day, its cells begin at its top or are centred, and its words
continue from line to line. A day's cell, which may belong to several rows, becomes a row of its
own, above the row beside its middle.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise, takewhile

from tourlib.clocks import find_clock, leading_time
from tourlib.dates import find_dates, weekday_alone
from tourlib.readers.text.lines import printed_width
from tourlib.tables.continuation import OPENS, Joint, joints, price_of_words
from tourlib.tables.fitting import divide, misfit, one_row
from tourlib.tables.merged import Column, Printed, merged_down
from tourlib.tables.narrow_cells import cells_of_days, cells_of_days_and_times, cells_of_times
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day, names_part, of_the_days, split_day
from tourlib.text import goes_on, normalize
from tourlib.vocabulary import meaning

_KEYS = ("time", "datetime", "date")
_WORDS = ("content", "day", "morning", "noon", "afternoon", "evening")
#: Costs of a row: without a time (with a column per day: more; with a day: less), and without words.
_UNTIMED, _UNTIMED_OF_WEEK, _DATED, _WORDLESS = 1.2, 3.0, 0.8, 3.5
#: Cost of a row with two days or part of a time.
_CUT_OFF = 8.0
#: If only tabs separate columns: maximum cost of a misplaced cell, and minimum width of a column.
_MOST_ASTRAY, _LEAST_WIDTH = 0.5, 30
#: Maximum cost of a misplaced cell that may be merged over rows.
_MERGED = 0.6
#: Costs in a week: of a day without an entry at some time, of a further row of a merged cell, and
#: of one that its lines do not reach.
_OF_DAY = (0.2, 0.25, 2.0)
#: Share of the cells of a week that span one day; a cell wider than these by this factor spans several.
_MOST_CELLS, _WIDE = 0.8, 1.5


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a timetable, by position.

    Attributes:
        key: the column that separates rows: times, or days if there are none.
        days: columns of days beside the times.
        words, place: the columns of activities and of places.
        by_day: whether a row is a whole day, in a table without times.
        with_day: whether the key has both the day and the time.
        aligned: whether cells are recognised by their position in the lines.
        week: whether there is a column for each day.
    """

    key: int
    days: tuple[int, ...]
    words: int
    place: int | None
    by_day: bool
    with_day: bool
    aligned: bool
    week: bool

    def most_astray(self, count: int) -> list[float | None]:
        """Return the maximum cost of a misplaced cell for each column: in a laid-out week a cell
        may be merged over several rows."""
        if not self.aligned:
            return [_MOST_ASTRAY] * count
        return [_MERGED if self.week and place != self.key else None for place in range(count)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive lines between headers, titles of parts and ends of pages.

    Attributes:
        rows: one per line, with cells for all columns.
        texts: the normalised cells of each line, empty for those of days beside the times.
        keys: for each line the number of its key cell, -1 for none.
        days: the lines of each day's cell beside the times.
        dated: lines that name a day, one per cell.
        words, places: how the lines of these columns continue each other; in a week, for each day.
        torn: whether a page ends before and after the stretch.
    """

    rows: tuple[Row, ...]
    columns: Columns
    texts: tuple[tuple[str, ...], ...]
    keys: tuple[int, ...]
    days: list[list[int]]
    dated: frozenset[int]
    words: tuple[tuple[Joint | None, ...], ...]
    places: tuple[Joint | None, ...]
    torn: tuple[bool, bool]


def rows_of_timetable(table: Table, *, aligned: bool) -> Table:
    """Join the lines of each row of a timetable in text, read as one row per line.

    Args:
        aligned: whether cells are recognised by their position in the lines.
    """
    columns = _columns(table, aligned=aligned)
    if columns is None:
        return table
    parts = list(_stretches(table, columns))
    lines = [part for part in parts if isinstance(part, Stretch)]
    middle, top = (
        [divide(len(part.rows), partial(_price, part, top), least=OPENS) for part in lines]
        for top in (False, True)
    )
    on_top = sum(cost for cost, _groups in top) <= sum(cost for cost, _groups in middle)
    best = iter(top if on_top else middle)
    rows: list[Row] = []
    for part in parts:
        rows += [part] if isinstance(part, Row) else _joined(part, next(best)[1], top=on_top)
    short = (row for row in table.rows if _lacks_days(row, table))
    unsure = tuple(row.line for row in short if len(row.cells) > 2)
    return replace(table, rows=tuple(rows), unsure=unsure)


# --- lines -----------------------------------------------------------------------------------


def _columns(table: Table, *, aligned: bool) -> Columns | None:
    """Return the columns of a timetable; ``None`` if none separates rows, or none names activities."""
    names = table.columns
    key, words = (
        next((names.index(name) for name in wanted if name in names), None)
        for wanted in (_KEYS, _WORDS)
    )
    if key is None or words is None:
        return None
    by_day = names[key] == "date"
    days = () if by_day else tuple(p for p, n in enumerate(names) if n in {"date", "weekday"})
    place = names.index("place") if "place" in names else None
    both = names[key] == "datetime"
    return Columns(key, days, words, place, by_day, both, aligned, "day" in names)


def _stretches(table: Table, columns: Columns) -> Iterator[Stretch | Row]:
    """Yield the stretches of a table, and between them the rows that are titles of parts or days."""
    ends = sorted({*table.headers, *table.pages})
    rows = [_with_all_cells(row, table) for row in table.rows]
    if columns.week and columns.aligned:
        rows = list(_reaching_over_days(rows, columns))
    texts = [tuple(normalize(cell) for cell in row.cells) for row in rows]
    least = _least_widths(texts, columns)
    titles = _titles(rows, texts, table, columns)
    pages = groupby(
        range(len(rows)), lambda at: (titles.get(at), bisect_right(ends, rows[at].line))
    )
    groups = [list(group) for _page, group in pages]
    before: list[int] = []
    for group, after in pairwise([*groups, []]):
        if title := titles.get(group[0]):
            yield title
            before = []
            continue
        torn = (bool(before), after != [] and after[0] not in titles)
        said = [texts[at] for at in (*before, *group)]
        yield _stretch([rows[at] for at in group], said, columns, torn, least)
        before = group


def _least_widths(texts: Sequence[Sequence[str]], columns: Columns) -> list[int]:
    """Return the minimum width of each column: lines that are shorter do not fill it. A column is
    as narrow as its lines only if some of them continue others, having no day and no time."""
    widest = [max(map(printed_width, own)) for own in zip(*texts, strict=True)]
    if columns.aligned:
        return [0] * len(widest)
    keys = (columns.key, *columns.days)
    continued = any(not any(own[place] for place in keys) for own in texts)
    return [min(wide, _LEAST_WIDTH) if continued else _LEAST_WIDTH for wide in widest]


def _reaching_over_days(rows: Sequence[Row], columns: Columns) -> Iterator[Row]:
    """Yield the lines of a week; a cell wider than most is merged over the empty days to its right."""
    days = slice(columns.key + 1, None)
    widths = sorted(printed_width(cell) for row in rows for cell in row.cells[days] if cell)
    usual = widths[int(_MOST_CELLS * len(widths))] if widths else 0
    for row in rows:
        cells = list(row.cells)
        for at in range(columns.key + 1, len(cells)):
            width = printed_width(cells[at] or "")
            over = -(-width // usual) if width > _WIDE * usual else 1
            behind = [*takewhile(lambda cell: cell == "", cells[at + 1 : at + over])]
            cells[at + 1 : at + 1 + len(behind)] = [None] * len(behind)
        yield replace(row, cells=tuple(cells))


def _with_all_cells(row: Row, table: Table) -> Row:
    """Return the line with a cell for each column; a line with a single cell is divided."""
    cells, width = row.cells, len(table.columns)
    if len(cells) == 1 < width:
        day, rest = split_day(normalize(cells[0]))
        time, begin = leading_time(rest)
        found = {"date": day, "time": time, "content": rest[begin:]}
        if weekday_alone(rest) is not None:
            found = {"date": f"{day} {rest}".strip()}
        if all(name in table.columns for name, text in found.items() if text):
            return replace(row, cells=tuple(found.get(name or "", "") for name in table.columns))
    if len(cells) == 2 and _lacks_days(row, table):
        return replace(row, cells=(*cells, *[None] * (width - 2)), down=frozenset())
    return replace(row, cells=cells[:width]).widened(width)


def _lacks_days(row: Row, table: Table) -> bool:
    """True if a line of a week with tabs has fewer cells than days, although others keep empty cells
    at their end: some of its cells are merged over several days, a single one over all."""
    width = len(table.columns)
    fewer = "day" in table.columns and 1 < len(row.cells) < width
    return fewer and any(len(each.cells) == width and not each.cells[-1] for each in table.rows)


def _titles(
    rows: Sequence[Row], texts: Sequence[Sequence[str]], table: Table, columns: Columns
) -> dict[int, Row]:
    """Return, by position, the lines that are rows of their own: only the title of a part or, in a
    table without a column for days, only a day; in a week, a row of cities."""
    undated = not {"date", "datetime"} & set(table.columns)
    found: dict[int, Row] = {}
    for at, (row, own) in enumerate(zip(rows, texts, strict=True)):
        above = texts[at - 1] if at and at - 1 not in found else ()
        filled = [place for place, text in enumerate(own) if text]
        of_days = columns.week and of_the_days(own[columns.key]) and len(filled) * 2 > len(own)
        if row.is_over or of_days:
            found[at] = row  # one cell across all columns, or what belongs to the whole days
        elif len(filled) == 1 and _is_title(own[filled[0]], filled[0], above, columns):
            cells = (row.cells[filled[0]], *[""] * (len(own) - 1))
            found[at] = replace(row, cells=cells)
        elif len(filled) == 1 and undated and is_only_day(own[filled[0]]):
            found[at] = row
    return found


def _is_title(text: str, at: int, above: Sequence[str], columns: Columns) -> bool:
    """True if a text alone on its line is the title of a part; one without a typical name must be
    in the column of days, and not below a day."""
    if find_clock(text) or text.startswith("("):
        return False  # below a day, (國內課程) is a remark about it
    named = meaning("part", text) is not None
    days = columns.days or (columns.key,)
    if at not in days:
        return named and not (above and goes_on(above[columns.words], text))
    said = "".join(above[place] for place in days) if above else ""
    complete = not said or said.endswith(")")  # 9月7日 / (一)
    return named or (complete and names_part(text))


# --- what stands in them ---------------------------------------------------------------------


def _stretch(
    rows: Sequence[Row],
    texts: Sequence[Sequence[str]],
    columns: Columns,
    torn: tuple[bool, bool],
    least: Sequence[int],
) -> Stretch:
    """Return the stretch of these lines; ``texts`` begin with those of the previous page, and
    ``least`` is the minimum width of each column."""
    above = len(texts) - len(rows)
    worded = range(columns.words, len(texts[0]) if columns.week else columns.words + 1)
    words = [joints([own[place] for own in texts], "", least[place]) for place in worded]
    texts = texts[above:]
    printed_days = [" ".join(own[place] for place in columns.days).strip() for own in texts]
    keys = [own[columns.key] for own in texts]
    places = ["" if columns.place is None else own[columns.place] for own in texts]
    days = cells_of_days(printed_days)
    return Stretch(
        tuple(rows),
        columns,
        tuple(
            tuple("" if p in columns.days else text for p, text in enumerate(own)) for own in texts
        ),
        _numbered(_cells_of_keys(keys, columns), len(rows)),
        days,
        _dated(days, printed_days),
        tuple(tuple(lines)[above:] for lines in words),
        tuple(joints(places, "", least[columns.place or 0])),
        torn,
    )


def _cells_of_keys(texts: Sequence[str], columns: Columns) -> list[list[int]]:
    """Return the lines of each cell of the column that separates rows."""
    if columns.by_day:
        return cells_of_days(texts)
    if columns.with_day and any(find_dates(text) and not find_clock(text) for text in texts):
        return cells_of_days_and_times(texts)
    return cells_of_times(texts)


def _numbered(cells: Sequence[Sequence[int]], count: int) -> tuple[int, ...]:
    """Return the number of each line's cell, -1 for none; lines within a cell belong to it."""
    of = {at: number for number, own in enumerate(cells) for at in range(own[0], own[-1] + 1)}
    return tuple(of.get(at, -1) for at in range(count))


def _dated(cells: Sequence[Sequence[int]], texts: Sequence[str]) -> frozenset[int]:
    """Return the first line with a date in each day's cell, or its first line if only all lines
    together are a date."""
    dated = (cell for cell in cells if find_dates("".join(texts[at] for at in cell)))
    return frozenset(next((at for at in cell if find_dates(texts[at])), cell[0]) for cell in dated)


# --- what a row costs ------------------------------------------------------------------------


def _price(stretch: Stretch, top: bool, begin: int, end: int) -> float | None:
    """Return the cost of reading these lines as one row, with cells at its ``top`` or centred;
    ``None`` if they, and any more, cannot be one."""
    keys = {key for key in stretch.keys[begin:end] if key >= 0}
    if len(keys) > 1:
        return None
    inside = [texts for texts in stretch.texts[begin:end] if any(texts)]
    if not inside:
        return 0.0  # a day alone says nothing about the row's height
    columns = stretch.columns
    torn = (begin == 0 and stretch.torn[0]) or (end == len(stretch.rows) and stretch.torn[1])
    most = columns.most_astray(len(inside[0]))
    cost = misfit(inside, top=top, aligned=columns.aligned, torn=torn, most=most)
    if columns.by_day:  # a cell describes a whole day: its lines need not continue each other
        return cost + _price_of_when(stretch, begin, end)
    if _is_rest(stretch, begin, end):
        return cost
    return cost + _price_of_when(stretch, begin, end) + _price_in_words(stretch, begin, end)


def _price_of_when(stretch: Stretch, begin: int, end: int) -> float:
    """Return the cost of a row with the times and days of these lines."""
    cost = _CUT_OFF * max(0, len(stretch.dated.intersection(range(begin, end))) - 1)
    if all(key < 0 for key in stretch.keys[begin:end]):
        dated = begin in stretch.dated and any(stretch.texts[begin])
        untimed = _UNTIMED_OF_WEEK if stretch.columns.week else _UNTIMED
        return cost + (_DATED if dated else untimed)
    goes_on = stretch.keys[end : end + 1] == stretch.keys[end - 1 : end] != (-1,)
    return cost + (_CUT_OFF if goes_on else 0.0)  # the rest of the time is below


def _price_in_words(stretch: Stretch, begin: int, end: int) -> float:
    """Return the cost of reading the words of these lines as one row that begins here."""
    words = [joint for joint in stretch.words[0][begin:end] if joint]
    places = [joint for joint in stretch.places[begin:end] if joint]
    cost = price_of_words(words, first=begin == 0) + sum(joint.cost for joint in places[1:])
    # Some days of a week may be empty at that time.
    return cost + (0.0 if words or stretch.columns.week else _WORDLESS)


def _is_rest(stretch: Stretch, begin: int, end: int) -> bool:
    """True if these lines are the rest of the entry at the end of the previous page."""
    if begin or not stretch.torn[0] or any(key >= 0 for key in stretch.keys[:end]):
        return False
    firsts = [joint for lines in stretch.words if (joint := next(filter(None, lines[:end]), None))]
    return bool(firsts) and not any(joint.cost for joint in firsts)


# --- rows ------------------------------------------------------------------------------------


def _joined(stretch: Stretch, groups: Sequence[tuple[int, int]], *, top: bool) -> list[Row]:
    """Return one row for each group, and one for each day's cell."""
    days, rows = stretch.columns.days, []
    groups = [group for group in groups if any(map(any, stretch.texts[slice(*group)]))]
    for begin, end in groups:
        part = [stretch.rows[at] for at in range(begin, end) if any(stretch.texts[at])]
        row = one_row([_only(one, days, kept=False) for one in part])
        rows.append(replace(row, goes_on=_is_rest(stretch, begin, end)))
    if stretch.columns.aligned and stretch.columns.week:
        rows = _merged_down(rows, groups, stretch, top)
    parts = ([_only(stretch.rows[at], days, kept=True) for at in cell] for cell in stretch.days)
    return _with_days(rows, [*map(one_row, parts)])


def _with_days(rows: Sequence[Row], days: Sequence[Row]) -> list[Row]:
    """Return the rows with those of days, each before the row beside its middle, or before the next
    row below."""
    firsts, lasts = [row.line for row in rows], [row.lines[-1] for row in rows]
    before: dict[int, list[Row]] = defaultdict(list)
    for day in days:
        middle, end = (day.line + day.lines[-1]) / 2, bisect_right(firsts, day.lines[-1])
        beside = range(bisect_left(lasts, day.line), end)
        place = min(
            beside, key=lambda at: max(firsts[at] - middle, middle - lasts[at], 0), default=end
        )
        before[place].append(day)
    ends = [[row] for row in rows] + [[]]
    return [row for place, own in enumerate(ends) for row in (*before[place], *own)]


def _only(row: Row, places: Sequence[int], *, kept: bool) -> Row:
    """Return the row with only the cells at these positions, or with all others."""
    cells = (cell if (place in places) is kept else "" for place, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _merged_down(
    rows: list[Row], groups: Sequence[tuple[int, int]], stretch: Stretch, top: bool
) -> list[Row]:
    """Return the rows of a week with the cells of each day merged over several rows, except across
    rows that cover all days."""
    columns = stretch.columns
    wide = [_over_all_days(row, columns) for row in rows]
    rows = [over or row for over, row in zip(wide, rows, strict=True)]
    printed = Printed(stretch.rows, stretch.texts, groups, columns.key, top)
    days = dict.fromkeys(range(columns.key + 1, len(rows[0].cells)), Column(*_OF_DAY))
    return merged_down(rows, printed, days, [over is not None for over in wide])[1]


def _over_all_days(row: Row, columns: Columns) -> Row | None:
    """Return the row of a week with its only cell, a meal, merged over all days; ``None`` for others."""
    first = columns.key + 1
    filled = [cell for cell in row.cells[first:] if normalize(cell)]
    if len(filled) != 1 or not meaning("daily", normalize(filled[0])):
        return None
    over = (*filled, *[None] * (len(row.cells) - first - 1))
    return replace(row, cells=(*row.cells[:first], *over), down=frozenset())
