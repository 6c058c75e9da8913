"""A row of the timetable → what its cells hold: day, time, content, speakers, place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tourlib.clocks import find_clock, is_rest_of_time
from tourlib.dates import PrintedDate, find_dates, printed_days
from tourlib.outline.numbering import read_band
from tourlib.tables.day_cells import is_only_day, names_part
from tourlib.tables.table import Row, Table
from tourlib.text import count_han, loose, normalize
from tourlib.vocabulary import meaning

#: 9.7 is a day only in the date's column; elsewhere it is a time or a number.
_POINTED_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})(?![\d.])")
#: A number that a narrow cell breaks.
_DIGITS_APART = re.compile(r"(?<=\d)\s(?=\d)")
_DATED = frozenset({"date", "datetime"})
_DAY_COLUMNS = frozenset({"date", "weekday", "time", "datetime"})
#: A line of the content and its number.
Said = tuple[int, str]


@dataclass(slots=True)
class Label:
    """What the date column says in a row.

    Attributes:
        lines: where it stands.
        date: its day, or the first of a range; ``None`` where it is no date.
        text: as printed.
        last: the last day of a range.
    """

    lines: tuple[int, ...]
    date: PrintedDate | None
    text: str
    last: PrintedDate | None = None

    @property
    def middle(self) -> float:
        """The line in the middle of its cell."""
        return (self.lines[0] + self.lines[-1]) / 2


@dataclass(frozen=True, slots=True)
class Cells:
    """A row by what its cells hold, in normal form but for line breaks."""

    lines: tuple[int, ...]
    date: str
    time: str
    content: tuple[Said, ...]
    speakers: str
    place: str
    theme: str
    notes: str
    alone: str
    day_lines: tuple[int, ...] = ()
    goes_on: bool = False
    width: int = 0

    @property
    def line(self) -> int:
        """Where the row begins."""
        return self.lines[0]

    @property
    def says_something(self) -> bool:
        """Whether the row says more than which day it is."""
        return bool(self.content or self.time or self.speakers or self.place)


def read_cells(row: Row, table: Table) -> Cells:
    by_column: dict[str, list[str]] = {}
    for place, cell in enumerate(row.cells):
        column = table.columns[place] if place < len(table.columns) else None
        if cell and cell.strip():
            column = "content" if _covers_content(place, row, table) else column
            by_column.setdefault(column or "note", []).append(cell)
    said = {column: "\n".join(texts) for column, texts in by_column.items()}
    if "content" not in said and _is_no_time(said.get("time", "")):
        said["content"] = said.pop("time")
    date = normalize("\n".join(said.get(name, "") for name in ("date", "weekday", "datetime")))
    if (until := normalize(said.get("until", ""))) and until != date:
        date = f"{date}至{until}"  # 起始日, 迄止日
    timed = bool({"time", "datetime"} & set(table.columns))
    form = normalize if timed else loose  # spaces may part what is done on a day
    texts = [text for each in said.get("content", "").split("\n") if (text := form(each))]
    numbers = row.words if len(row.words) == len(texts) else (row.line,) * len(texts)
    printed = [cell for texts in by_column.values() for cell in texts]
    return Cells(
        lines=row.lines,
        date=date,
        time=_rejoined(said.get("time", "")) or _time_beside_date(date),
        content=tuple(zip(numbers, texts, strict=True)),
        speakers=said.get("speakers", ""),
        place=normalize(said.get("place", "")),
        theme=normalize(said.get("theme", "")),
        notes=normalize(said.get("note", "")),
        alone=loose(printed[0]) if len(printed) == 1 else "",  # 單元一 數位治理
        day_lines=row.day,
        goes_on=row.goes_on,
        width=row.width,
    )


def under_their_days(rows: Iterable[Cells], table: Table) -> Iterator[Cells]:
    """The rows; in a table without a column of days each that is nothing but one (9月7日(一) 臺北—札幌)
    as the day of the next. Where no other follows, what is printed beside it is one."""
    if _DATED & set(table.columns):
        yield from rows
        return
    above: Cells | None = None
    for cells in (*rows, None):
        day = find_dates(cells.alone) if cells and is_only_day(cells.alone) else []
        if above and (day or not cells):
            end = find_dates(above.alone)[0].span[1]
            said = ((above.line, rest),) if (rest := above.alone[end:].strip()) else ()
            yield replace(
                above, date=above.alone[:end], content=said, speakers="", place="", time=""
            )
            above = None
        if cells and day:
            above = cells
        elif cells:
            lines = (*cells.lines, *(above.lines if above else ()))
            yield replace(cells, date=above.alone if above else "", lines=lines)
            above = None


def _rejoined(text: str) -> str:
    """A time in normal form, one that wraps in its cell put together: 09:30-11: / 00, 11:0 / 0."""
    return re.sub(r"(:\d)\s(?=\d$)", r"\1", re.sub(r"(?<=\d)\s*:\s*(?=\d)", ":", normalize(text)))


def _is_no_time(text: str) -> bool:
    """Whether the column of times says something else, where nothing stands beside it."""
    said = normalize(text)
    other = count_han(said) > 1 and find_clock(said) is None and not meaning("whole_day", said)
    return other and not is_rest_of_time(said)


def _covers_content(place: int, row: Row, table: Table) -> bool:
    """Whether the cell is merged over the column of the content to its right (午餐)."""
    if place >= len(table.columns) or "content" not in table.columns:
        return False
    if table.columns[place] in _DAY_COLUMNS:
        return False
    main = table.columns.index("content")
    return place < main < len(row.cells) and all(c is None for c in row.cells[place + 1 : main + 1])


def _time_beside_date(text: str) -> str:
    """A clock time printed in the date's cell; of a cell with no date, only what is a time."""
    dates = find_dates(text)
    rest = text[dates[0].span[1] :].strip() if dates else text
    clock = find_clock(rest, compact=False)
    return rest[slice(*clock.span)] if clock else ""


def part_title(cells: Cells) -> str | None:
    """The title of a part, where the row is nothing but one."""
    said = cells.alone
    numbered = read_band(said) is not None
    if not said or cells.time or not (numbered or names_part(said)):
        return None
    named = meaning("part", said) is not None and ":" not in said
    return None if cells.content and not named else said


def read_label(cells: Cells) -> Label | None:
    if not cells.date:
        return None
    days = printed_days(cells.date) or printed_days(_POINTED_DAY.sub(r"\1/\2", cells.date))
    whole = printed_days(_DIGITS_APART.sub("", cells.date))  # 6/1 / 0(三)
    if days and whole and days[0].weekday is None is not whole[0].weekday:
        days = whole
    first, last = days or (None, None)
    return Label(cells.day_lines or (cells.line,), first, cells.date, last)
