"""The timetable (課程表/行程表): rows of the table → entries.

A row may tell of several things, an entry may go on behind a page's end, and a row of one cell may
name a part of the timetable, its theme, or a day.
"""

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
from tourlib.text import has_han, is_unfinished, normalize
from tourlib.vocabulary import meaning


@dataclass(slots=True)
class Entry:
    """One entry of the timetable while it is put together.

    Attributes:
        line: where it begins.
        content: its printed lines.
        clock: its time, ``None`` where the timetable gives none.
        time_text: what the time column says where it is no clock time.
        labels: what the date column says beside it.
        speakers, place, theme, notes: texts of those columns, as printed.
        part: the part of the timetable it stands in, where the timetable says one.
        band: which of the parts it stands in, counted from 0.
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
        """The content, a printed line a line."""
        return "\n".join(self.content)

    @property
    def is_day_alone(self) -> bool:
        """Whether it is nothing but a day."""
        return not self.lines


def read_entries(table: Table) -> list[Entry]:
    """All entries of one timetable, in order, without their days (:mod:`tourlib.parse.days`). A day
    in a row of its own is an entry with nothing else."""
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
            if not last or last.band != band or not _goes_on(last, one, day, timed=timed):
                last = Entry(one.lines[0], part=part, band=band, theme=theme)
                entries.append(last)
            _fill(last, one)
            last.labels += [day] if day else []
            day = None
        if day:
            entries.append(Entry(cells.lines[0], part=part, band=band, labels=[day]))
    return entries


def _entry_above(entries: Sequence[Entry], cells: Cells) -> Entry | None:
    """The entry that a row may go on with: the last; behind a page's end not one that is a day."""
    days = () if cells.goes_on else entries[-1:]
    above = (entry for entry in reversed(entries) if entry in days or not entry.is_day_alone)
    return next(above, None)


def _part_of(title: str, before: str | None) -> str | None:
    """The part that a row over all columns begins. What is not called one ends that of the lessons
    at home (法國研習課程, 里昂/伯恩): there the days tell."""
    if named := meaning("part", normalize(title)):
        return named
    return None if before == "domestic" else before


def _numbered(titles: Sequence[str]) -> set[str]:
    """Those of the rows over all columns that are themes of what stands below: a word for themes
    numbers them (主題一:數位治理), or one word counts them up from the first (模組一, 模組二)."""
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


def _goes_on(entry: Entry, cells: Cells, day: Label | None, *, timed: bool) -> bool:
    """Whether the row is the rest of the entry, behind a page's end or in a table of plain lines.

    Args:
        day: the day that the row names.
        timed: whether the table has times.
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
    if not timed:
        return is_unfinished(entry.text)
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
    """The time of an entry; start and end may stand below each other without a dash."""
    clock = find_clock(re.sub(r"^(\d{4})\s+(\d{4})$", r"\1-\2", text))
    if clock is None or clock.end is not None:
        return clock
    rest = text[clock.span[1] :]
    second = find_clock(rest)
    both = joined(clock, second, next_day=says_next_day(rest)) if second else None
    return replace(both, span=(clock.span[0], len(text))) if both else clock
