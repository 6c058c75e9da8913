"""Turn the rows of the timetable (課程表/行程表) into entries. A row may contain several
activities, an entry may continue after a page break, and a row with one cell may be a part of the
timetable, its theme, or a day."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.clocks import Clock, find_clock, joined, says_next_day, wraps_into
from tourlib.outline.numbering import read_band
from tourlib.parse.cell_entries import divide_row, parted
from tourlib.parse.cells import Cells, Label, part_title, read_rows
from tourlib.readers.text.lines import printed_width
from tourlib.tables.continuation import joints
from tourlib.tables.table import Table
from tourlib.text import has_han, normalize
from tourlib.vocabulary import meaning


@dataclass(slots=True)
class Entry:
    """One entry of the timetable while it is assembled.

    Attributes:
        line: where it begins.
        content: its printed lines.
        clock: its time, ``None`` if the timetable gives none.
        time_text: the text of the time column if it is not a clock time.
        labels: the texts of the date column beside it.
        speakers, place, theme, notes: texts of those columns, as printed.
        part: its part of the timetable, if given.
        band: the number of its part, from 0.
        lines: all its lines.
    """

    line: int
    content: list[str] = field(default_factory=list)
    clock: Clock | None = None
    time_text: str = ""
    labels: list[Label] = field(default_factory=list)
    speakers: str = ""
    place: str = ""
    theme: str = ""
    notes: str = ""
    part: str | None = None
    band: int = 0
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The content, one printed line per line."""
        return "\n".join(self.content)

    @property
    def is_day_alone(self) -> bool:
        """True if it is only a day."""
        return not self.lines


def read_entries(table: Table) -> list[Entry]:
    """Return all entries of one timetable, in order, without their days
    (:mod:`tourlib.parse.days`). A day in a row of its own is an entry without other content."""
    entries: list[Entry] = []
    part: str | None = None
    band, theme = 0, ""
    timed = bool({"time", "datetime"} & set(table.columns))
    rows = read_rows(table)
    widths = [printed_width(text) for cells in rows for text in cells.content]
    width = max(widths, default=0) if table.wrapped else math.inf
    rows = rows if timed else parted(rows)
    titles = [part_title(cells) for cells in rows]
    themes = _numbered([title for title in titles if title is not None])
    for cells, named in zip(rows, titles, strict=True):
        if named is not None:
            theme, said = (named, part) if named in themes else ("", _part_of(named, part))
            part, band = said, band + (said != part)
            continue
        day = cells.day
        theme = cells.theme_below or theme
        for one in divide_row(cells, timed=timed, width=width):
            if not one.says_something:
                continue
            last = _entry_above(entries, one)
            if not last or last.band != band or not _goes_on(last, one, day):
                last = Entry(one.lines[0], part=part, band=band, theme=theme)
                entries.append(last)
            _fill(last, one)
            last.labels += [day] if day else []
            day = None
        if day:
            entries.append(Entry(cells.lines[0], part=part, band=band, labels=[day]))
    return entries


def _entry_above(entries: Sequence[Entry], cells: Cells) -> Entry | None:
    """Return the entry that a row may continue: the last; after a page break, only if it has more
    than a day."""
    days = () if cells.goes_on else entries[-1:]
    above = (entry for entry in reversed(entries) if entry in days or not entry.is_day_alone)
    return next(above, None)


def _part_of(title: str, before: str | None) -> str | None:
    """Return the part that begins with a row across all columns. A title that is not a part ends
    the courses at home (法國研習課程, 里昂/伯恩); after it the days decide."""
    if named := meaning("part", normalize(title)):
        return named
    return None if before == "domestic" else before


def _numbered(titles: Sequence[str]) -> set[str]:
    """Return the rows across all columns that are themes of the rows below: a word for themes
    numbers them (主題一:數位治理), or one word counts them from one (模組一, 模組二)."""
    by_word: dict[str, list[tuple[int, str]]] = {}
    for title in titles:
        marker = None if meaning("part", title) else read_band(title)
        if marker is not None:
            word = re.sub(r"[\d一二三四五六七八九十]", "", marker.number)
            by_word.setdefault(word, []).append((marker.value, title))
    return {
        title
        for found in by_word.values()
        if list(dict.fromkeys(value for value, _title in found))[:2] == [1, 2]
        for _value, title in found
    }


def _goes_on(entry: Entry, cells: Cells, day: Label | None) -> bool:
    """True if the row continues the entry, after a page break or in a table of plain lines.

    Args:
        day: the day in the row.
    """
    if entry.is_day_alone:
        return False
    if cells.time:
        dates = {None, *map(_day_of, entry.labels)}
        wraps = wraps_into(entry.time_text, cells.time)
        return wraps and (day is None or _day_of(day) in dates)
    text = " ".join(cells.content)
    if cells.goes_on or not text:
        return day is None
    if day and day.date:
        return False
    (joint,) = filter(None, joints([text], entry.text, 0))
    return joint.hangs or (joint.translates and has_han(text))


def _day_of(label: Label) -> tuple[int, int] | None:
    return (label.date.month, label.date.day) if label.date else None


def _fill(entry: Entry, cells: Cells) -> None:
    if cells.time:
        entry.time_text += cells.time
        entry.clock = read_span(entry.time_text)
    entry.content += cells.content
    entry.speakers = "\n".join(t for t in (entry.speakers, cells.speakers) if t)
    entry.place = normalize(f"{entry.place} {cells.place}")
    entry.theme = cells.theme or entry.theme
    entry.notes = " ".join(t for t in (entry.notes, cells.notes) if t)
    entry.lines += [number for number in cells.lines if number not in entry.lines]


def read_span(text: str) -> Clock | None:
    """Return the time of an entry; start and end may be below each other without a dash."""
    clock = find_clock(re.sub(r"^(\d{4})\s+(\d{4})$", r"\1-\2", text))
    if clock is None or clock.end is not None:
        return clock
    rest = text[clock.span[1] :]
    second = find_clock(rest)
    both = joined(clock, second, next_day=says_next_day(rest)) if second else None
    return replace(both, span=(clock.span[0], len(text))) if both else clock
