"""The printed lines of a timetable between its headers, titles of parts and days over all columns:
what stands in each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tourlib.clocks import find_clock, half_of_day, is_cut_time, is_rest_of_time
from tourlib.dates import find_dates
from tourlib.readers.text.lines import printed_width
from tourlib.tables.continuation import Joint, joints
from tourlib.tables.day_cells import day_cells, is_only_day, names_part
from tourlib.tables.fitting import one_row
from tourlib.tables.listed import peel_columns
from tourlib.tables.table import Row, Table
from tourlib.text import goes_on, normalize
from tourlib.vocabulary import meaning

#: Where only tabs tell the columns, those of words are no narrower, in printed columns.
_LEAST_WIDTH = 30
_KEYS = ("time", "datetime", "date")
_WORDS = ("content", "day", "group", "morning", "noon", "afternoon", "evening")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a timetable, by their places.

    Attributes:
        key: the one whose cells tell rows apart: times, or days where there are none.
        days: those of days beside the times.
        cells: all others.
        words, place: the one that says what is done, and the one that says where.
        by_day: whether a row is a whole day, in a table without times.
        aligned: whether cells are told by where they stand in their lines.
        week: whether it has a column for each day.
    """

    key: int
    days: tuple[int, ...]
    cells: tuple[int, ...]
    words: int
    place: int | None
    by_day: bool
    aligned: bool
    week: bool

    def text(self, row: Row, place: int | None) -> str:
        """The text of a cell in normal form, empty without such a column."""
        return "" if place is None else normalize(row.cells[place] or "")

    def alone(self, row: Row) -> str:
        """The text of the only cell that says something."""
        filled = [text for at in range(len(row.cells)) if (text := self.text(row, at))]
        return filled[0] if len(filled) == 1 else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that stand below each other.

    Attributes:
        rows: one a line, with cells for all columns.
        texts: the cells of each line but for those of days.
        times: for each line the number of the time that stands in it, -1 for none.
        days: the lines of each day's cell.
        dated: for each line whether a day is named in it, once in its cell.
        words, places: how the lines of these columns go on with each other.
        torn: whether the page ends before and behind the stretch.
        width: of the column that says what is done, in printed columns.
    """

    rows: tuple[Row, ...]
    columns: Columns
    texts: tuple[tuple[str, ...], ...]
    times: tuple[int, ...]
    days: list[list[int]]
    dated: tuple[bool, ...]
    words: tuple[Joint | None, ...]
    places: tuple[Joint | None, ...]
    torn: tuple[bool, bool]
    width: int

    def begins_day(self, line: int) -> bool:
        """Whether the line has a day and words that may be the first of an entry."""
        joint = self.words[line]
        inside = joint is None or joint.hangs or joint.translates or self.times[line] >= 0
        return self.dated[line] and not inside


def columns_of(table: Table, *, aligned: bool) -> Columns | None:
    """The columns of a timetable; ``None`` where none tells rows apart, or what is done.

    Args:
        aligned: whether cells are told by where they stand in their lines.
    """
    names = table.columns
    keys = [names.index(name) for name in _KEYS if name in names]
    words = [names.index(name) for name in _WORDS if name in names]
    if table.kind != "timetable" or not keys or not words:
        return None
    by_day = names[keys[0]] == "date"
    days = () if by_day else tuple(p for p, n in enumerate(names) if n in {"date", "weekday"})
    cells = tuple(place for place in range(len(names)) if place not in days)
    at = names.index("place") if "place" in names else None
    return Columns(keys[0], days, cells, words[0], at, by_day, aligned, "day" in names)


def stretches(table: Table, columns: Columns) -> Iterator[Stretch | Row]:
    """The stretches of a table, and between them the rows that are titles of parts or days."""
    rows: list[Row] = []
    torn, before = False, ""
    dated = bool({"date", "datetime"} & set(table.columns))
    for row in _in_columns(table, columns):
        if rows and any(rows[-1].line < at <= row.line for at in (*table.headers, *table.pages)):
            yield _stretch(rows, columns, (torn, True), before)
            said = (columns.text(each, columns.words) for each in reversed(rows))
            rows, torn, before = [], True, next(filter(None, said), "")
        above = rows[-1] if rows and rows[-1].line == row.line - 1 else None
        title = _part_title(row, columns, above)
        if not title and (dated or not is_only_day(columns.alone(row))):
            rows.append(row)
            continue
        if rows:
            yield _stretch(rows, columns, (torn, False), before)
        rows, torn, before = [], False, ""
        printed = next(filter(None, row.cells), "")
        yield replace(row, cells=(printed, *[""] * (len(row.cells) - 1))) if title else row
    if rows:
        yield _stretch(rows, columns, (torn, False), before)


# --- lines -----------------------------------------------------------------------------------


def _in_columns(table: Table, columns: Columns) -> Iterator[Row]:
    """The lines with a cell for each column. Where cells stand below each other, each on a line of
    its own, the words of a row stand below its time."""
    time: Row | None = None
    for raw in table.rows:
        row = _with_all_cells(raw, table)
        filled = {place for place in range(len(row.cells)) if columns.text(row, place)}
        alone = len(raw.cells) == 1 and not columns.by_day
        if time and alone and not filled & {columns.key, *columns.days}:
            row, time = one_row([time, row]), None
        if time:
            yield time
        time = row if alone and filled == {columns.key} else None
        if not time:
            yield row
    if time:
        yield time


def _with_all_cells(row: Row, table: Table) -> Row:
    cells, width = row.cells, len(table.columns)
    if len(cells) == 1 < width and normalize(cells[0] or ""):
        found = peel_columns(cells[0] or "", table.columns)
        if all(name in table.columns for name, text in found.items() if text):
            return replace(row, cells=tuple(found.get(name or "", "") for name in table.columns))
    if len(cells) > width and "content" in table.columns:
        place = table.columns.index("content")  # tabs inside its cell
        more = [cell for cell in cells[width:] if cell and cell.strip()]
        cells = (*cells[:place], "\n".join([cells[place] or "", *more]), *cells[place + 1 : width])
    return replace(row, cells=(*cells[:width], *[""] * (width - len(cells))))


def _part_title(row: Row, columns: Columns, above: Row | None) -> str:
    """The title of a part; one that is not called so stands where days do, not below one of them."""
    text = columns.alone(row)
    if not text or find_clock(text):
        return ""
    at = next(at for at in range(len(row.cells)) if columns.text(row, at))
    days = columns.days or (columns.key,)
    if at not in days:
        ended = above is None or not goes_on(columns.text(above, columns.words), text)
        return text if ended and meaning("part", text) else ""
    if text.startswith("("):
        return ""  # below a day, (國內課程) is a remark of it
    said = "".join(columns.text(above, place) for place in days) if above else ""
    below = bool(said) and not said.endswith(")")  # 9月7日 / (一) is whole
    return text if meaning("part", text) or (not below and names_part(text)) else ""


# --- what stands in them ---------------------------------------------------------------------


def _stretch(
    rows: Sequence[Row], columns: Columns, torn: tuple[bool, bool], before: str
) -> Stretch:
    """The stretch of these lines; ``before`` is what the page before ends with."""
    days = day_cells(rows, [columns.key] if columns.by_day else columns.days)
    words, places = (
        [columns.text(row, place) for row in rows] for place in (columns.words, columns.place)
    )
    least = 0 if columns.aligned else _LEAST_WIDTH
    return Stretch(
        tuple(rows),
        columns,
        tuple(tuple(columns.text(row, place) for place in columns.cells) for row in rows),
        _numbered(rows, days) if columns.by_day else _times(rows, columns),
        [] if columns.by_day else days,
        _dated(rows, days, columns),
        tuple(joints(words, before, least)),
        tuple(joints(places, "", least)),
        torn,
        max([least, *map(printed_width, words)]),
    )


def _dated(
    rows: Sequence[Row], cells: Sequence[Sequence[int]], columns: Columns
) -> tuple[bool, ...]:
    named = [False] * len(rows)
    for places in cells:
        texts = ["".join(columns.text(rows[at], c) for c in columns.days) for at in places]
        own = (at for at, text in zip(places, texts, strict=True) if find_dates(text))
        if find_dates("".join(texts)):
            named[next(own, places[0])] = True
    return tuple(named)


def _numbered(rows: Sequence[Row], cells: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """For each line the number of the day whose cell it is of, -1 for none."""
    of = {place: number for number, places in enumerate(cells) for place in places}
    return tuple(of.get(place, -1) for place in range(len(rows)))


def _times(rows: Sequence[Row], columns: Columns) -> tuple[int, ...]:
    """Lines right below each other that are one time: 0900- / 0930, 13 時至 16 / 時 30 分."""
    times = [-1] * len(rows)
    count, before, last = -1, "", 0
    for place, row in enumerate(rows):
        text = columns.text(row, columns.key)
        if not text:
            continue
        cut = is_cut_time(before) or (columns.week and _is_half_and_hours(before, text))
        # A line of a cell of another height, or of the day's, may stand between the two.
        between = any(columns.text(each, columns.words) for each in rows[last + 1 : place])
        near = row.line - rows[last].line <= 2 and (cut or not between)
        if before and near and (cut or is_rest_of_time(text)):
            times[last : place + 1] = [count] * (place + 1 - last)
        else:
            count += 1
            times[place] = count
        before, last = text, place
    return tuple(times)


def _is_half_and_hours(above: str, below: str) -> bool:
    """Whether a half of the day stands above its hours: 下午 / 1:30-4:30."""
    half = half_of_day(above) is not None and find_clock(above) is None
    return half and half_of_day(below) is None and find_clock(below) is not None
