"""Read the cells of a timetable row: day, time, content, speakers, place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tourlib.clocks import find_clock
from tourlib.dates import PrintedDate, find_dates, printed_days
from tourlib.outline.numbering import read_band
from tourlib.readers.text.lines import BULLET
from tourlib.tables.roles import begins_with_day
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day, names_part
from tourlib.text import count_han, loose, normalize
from tourlib.vocabulary import meaning

#: 9.7 is a day only in the date column; elsewhere it is a time or number.
_POINTED_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})(?![\d.])")
#: A number broken by a narrow cell.
_DIGITS_APART = re.compile(r"(?<=\d)\s(?=\d)")
_DATED = frozenset({"date", "datetime"})
_DAY_COLUMNS = frozenset({"date", "weekday", "time", "datetime"})


@dataclass(slots=True)
class Label:
    """The content of the date column in a row.

    Attributes:
        lines: its lines.
        date: its day, or the first of a range; ``None`` if it is not a date.
        text: as printed.
        last: the last day of a range.
    """

    lines: tuple[int, ...]
    date: PrintedDate | None
    text: str
    last: PrintedDate | None = None

    @property
    def middle(self) -> float:
        """The middle line of its cell."""
        return (self.lines[0] + self.lines[-1]) / 2


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row by column, normalised except for line breaks; ``alone`` is the text of the
    only filled cell, ``content`` has one item per line."""

    lines: tuple[int, ...]
    day: Label | None
    time: str
    content: tuple[str, ...]
    speakers: str
    place: str
    theme: str
    notes: str
    alone: str
    goes_on: bool = False

    @property
    def says_something(self) -> bool:
        """True if the row contains more than the day."""
        return bool(self.content or self.time or self.speakers or self.place)

    @property
    def theme_below(self) -> str:
        """The theme in a row without other content, which applies to the rows below."""
        return "" if self.says_something else self.theme


def read_rows(table: Table) -> list[Cells]:
    """Return the rows of a timetable. Without a column of days, a row with only a day gives the day
    of those below (9月7日(一) 臺北—札幌); if none follows, the text beside it is the activity."""
    rows = [_read_cells(row, table) for row in table.rows]
    if _DATED & set(table.columns):
        return rows
    days = [is_only_day(cells.alone) for cells in rows]
    return [
        _with_day(cells, empty=empty) if is_day else cells
        for cells, is_day, empty in zip(rows, days, [*days[1:], True], strict=False)
    ]


def _with_day(cells: Cells, *, empty: bool) -> Cells:
    """Return a row that is only a day, perhaps with its theme; ``empty``: it has no other rows."""
    rest = cells.alone[find_dates(cells.alone)[0].span[1] :].strip()
    return replace(
        cells,
        day=_label(cells.lines, cells.alone),
        content=(rest,) if empty and rest else (),
        theme=rest if read_band(rest) else "",
        time="",
        speakers="",
        place="",
        alone="",
    )


def _read_cells(row: Row, table: Table) -> Cells:
    said = _by_column(row, table)
    date = normalize("\n".join(said.get(name, "") for name in ("date", "weekday", "datetime")))
    letters = date.split()
    if len(letters) == len("".join(letters)):  # printed downwards
        date = "".join(letters)
    until = normalize(said.get("until", ""))  # 起始日, 迄止日
    date = f"{date}至{until}" if until not in ("", date) else date
    lines = said.get("content", "").split("\n")
    printed = [cell for cell in row.cells if cell and cell.strip()]
    return Cells(
        lines=row.lines,
        day=_label(row.lines, date) if date else None,
        time=_whole_time(normalize(said.get("time", ""))) or _time_beside_date(date),
        content=tuple(filter(None, map(loose, lines))),  # spaces may separate activities of a day
        speakers=said.get("speakers", ""),
        place="\n".join(map(loose, said.get("place", "").split("\n"))),
        theme=normalize(said.get("theme", "")),
        notes=normalize(said.get("note", "")),
        alone=loose(printed[0]) if len(printed) == 1 else "",  # 單元一 數位治理
        goes_on=row.goes_on,
    )


def _by_column(row: Row, table: Table) -> dict[str, str]:
    """Return the texts of a row by column; unknown columns are notes, and a note with the number of
    a theme (主題二) is the theme."""
    said: dict[str, str] = {}
    for place, cell in enumerate(row.cells):
        if not cell or not cell.strip():
            continue
        column = table.columns[place] if place < len(table.columns) else None
        column = "content" if _covers_content(place, row, table) else column or "note"
        if column == "note" and (marker := read_band(normalize(cell))) and marker.theme:
            column = "theme"
        said[column] = f"{said[column]}\n{cell}" if column in said else cell
    time = BULLET.sub("", normalize(said.get("time", "")))
    if _is_no_time(time) and ("content" not in said or read_band(time)):
        said["content"] = "\n".join(filter(None, (said.pop("time"), said.get("content"))))
    return said


def _whole_time(said: str) -> str:
    """Return a time without the spaces at which a narrow cell breaks it: 09:30-11: / 00, 0900-120 / 0."""
    joined = "".join(said.split())
    clock = find_clock(joined)
    return joined if clock and clock.span == (0, len(joined)) else said


def _is_no_time(said: str) -> bool:
    """True if the text in the column of times is something else."""
    words = count_han(said) > 1 or len(re.findall(r"[A-Za-z]{3,}", said)) > 1
    return words and find_clock(said) is None and not meaning("whole_day", said)


def _covers_content(place: int, row: Row, table: Table) -> bool:
    """True if the cell is merged over the content column to its right (午餐)."""
    columns = table.columns
    if place >= len(columns) or columns[place] in _DAY_COLUMNS or "content" not in columns:
        return False
    main = columns.index("content")
    return place < main < len(row.cells) and all(c is None for c in row.cells[place + 1 : main + 1])


def _time_beside_date(text: str) -> str:
    """Return the clock time in a cell of the date column; without a date, only a time at the start."""
    dates = find_dates(text)
    rest = text[dates[0].span[1] :].strip() if dates else text
    clock = find_clock(rest, compact=False)
    return rest[slice(*clock.span)] if clock else ""


def part_title(cells: Cells) -> str | None:
    """Return the title of a part, if the row is only that."""
    said = _without_range(cells.alone)
    titled = (read_band(said) and not begins_with_day(said)) or names_part(said)  # Mar 8
    return said if titled and not cells.content else None


def _without_range(text: str) -> str:
    """Return the title of a part without its days: 國內課程(8月17日至8月28日)."""
    first, last = printed_days(text) or (None, None)
    title = text[: first.span[0]].rstrip(" (:") if first and last else ""
    return title if names_part(title) else text


def _label(lines: tuple[int, ...], text: str) -> Label:
    days = printed_days(_POINTED_DAY.sub(r"\1/\2", text))
    whole = printed_days(_DIGITS_APART.sub("", text))  # 6/1 / 0(三)
    if days and whole and days[0].weekday is None is not whole[0].weekday:
        days = whole
    first, last = days or (None, None)
    return Label(lines, first, text, last)
