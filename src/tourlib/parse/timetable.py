"""The timetable (課程表/行程表): rows of the table → entries.

Traps of extracted text: the cells of an entry are spread over many lines; its time, centred in
its cell, can stand on the second of them; the header is repeated after a page's end in the
middle of an entry; an entry may have no time at all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.clocks import Clock, find_clock, joined, says_next_day
from tourlib.dates import find_dates
from tourlib.outline.numbering import read_marker
from tourlib.parse.cell_entries import divide_row
from tourlib.parse.cells import (
    TIME_REST,
    Cells,
    Label,
    part_title,
    read_cells,
    read_label,
)
from tourlib.parse.dayrows import days_above, places_down, ranges_joined, with_weekdays
from tourlib.people.speakers import read_people
from tourlib.tables.table import Table
from tourlib.text import goes_on, has_han, is_unfinished, join, normalize
from tourlib.vocabulary import label, label_words, meaning

_NUMBERED = re.compile(r"^\d{1,2}\s*[.、]|^[-•●○▪◆*–—(]")
_LATIN_TITLE = re.compile(r"[A-Za-z]{3,}[ &,:'-]+[A-Za-z]{3,}")
_TIME_CUT = re.compile(r"(?:[至到~～–—-]|[至到~～–—-]\s*[上中下]午)\s*$")


@dataclass(slots=True)
class Entry:
    """One entry of the timetable while it is put together.

    Attributes:
        line: where it begins.
        content: its printed lines, with their line numbers.
        clock: its time, ``None`` where the timetable gives none.
        time_text: what the time column says where it is no clock time.
        labels: what the date column says beside it.
        speakers, place, theme, notes: texts of those columns, as printed.
        part: the part of the timetable it stands in, where the timetable says one.
        band: which of the parts it stands in, counted from 0.
        lines: all its lines.
        top: whether its date cell begins with it (tables with exact cells).
    """

    line: int
    content: list[tuple[int, str]] = field(default_factory=list)
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
        return "\n".join(text for _line, text in self.content)


def read_entries(table: Table) -> list[Entry]:
    """All entries of one timetable, in order, without their days (:mod:`tourlib.parse.days`)."""
    entries: list[Entry] = []
    part: str | None = None
    band = 0
    theme = ""
    loose_labels: list[Label] = []
    rows = places_down(ranges_joined(table.rows), table)
    all_cells = [read_cells(row, table) for row in rows]
    all_cells = all_cells if table.exact else with_weekdays(all_cells)
    above = days_above(table)
    on_top = not table.exact and _times_on_top(all_cells)
    timed = bool({"time", "datetime"} & set(table.columns))
    for place, cells in enumerate(all_cells):
        named = part_title(cells)
        if named is not None:
            theme = named if _names_theme(named) else ""
            said = _part_of(named, part)
            part, band = said, band + (said != part)
            continue
        label = read_label(cells)
        for one in divide_row(cells, exact=table.exact, timed=timed):
            if not (one.content or one.time or one.speakers or one.place):
                continue
            current = entries[-1] if entries and entries[-1].band == band else None
            below = all_cells[place + 1] if place + 1 < len(all_cells) else None
            entry = _place(
                one, current, table, on_top=on_top and not _ends_bilingual(one, current, below)
            )
            other_day = (label and current and _of_other_day(current, label)) or loose_labels
            # Below days on lines of their own, times stand above their entries too.
            time_above = above and one.time and not one.content and current and current.content
            if current and (other_day or time_above):
                entry = None
            elif current and on_top and _is_chinese_title(current, one):
                entry = current
            elif current and not (one.content or one.time or label):
                entry = current  # more speakers, or the rest of them behind a page's end
            if entry is None:
                entry = Entry(one.line, part=part, band=band, theme=theme, labels=loose_labels)
                loose_labels = []
                entries.append(entry)
            _fill(entry, one)
            if label:
                entry.labels.append(label)
                label = None
        if label:
            waits = not entries or table.exact or above
            (loose_labels if waits else entries[-1].labels).append(label)
    return entries


def _part_of(title: str, before: str | None) -> str | None:
    """The part that a row over all columns begins. What is not called one ends that of the lessons
    at home (法國研習課程, 里昂/伯恩): there the days tell."""
    if named := meaning("part", title):
        return named
    return None if before == "domestic" and not _names_theme(title) else before


def _names_theme(title: str) -> bool:
    """Whether a row over all columns is the theme of what stands below: 主題一:數位治理."""
    marker = read_marker(title)
    return marker is not None and marker.kind == "theme"


def _times_on_top(rows: Sequence[Cells]) -> bool:
    """Whether times stand beside the first of an entry's two titles, the Latin one: more Latin
    lines with a time are followed by a Chinese one without than the other way round."""
    first = second = 0
    for row, following in itertools.pairwise(rows):
        if find_dates(row.date) and find_dates(following.date):
            continue  # two days are two entries
        latin, chinese = (not has_han(" ".join(each.content)) for each in (row, following))
        first += bool(latin and row.time and not chinese and not following.time)
        second += bool(not latin and not row.time and chinese and following.time)
    return first > second


def _ends_bilingual(cells: Cells, current: Entry | None, below: Cells | None) -> bool:
    """Whether a Latin title with a time is that of the Chinese line above it: of the same kind
    (參訪 and visit), without a Chinese title of its own below."""
    text = " ".join(cells.content)
    if current is None or current.clock or has_han(text) or not has_han(current.text):
        return False
    own = below is not None and not below.time and has_han(" ".join(below.content))
    kind = meaning("kind", text)
    return not own and kind is not None and kind == meaning("kind", current.text)


def _of_other_day(entry: Entry, label: Label) -> bool:
    dates = [each.date for each in entry.labels if each.date]
    return bool(dates and label.date) and all(
        (day.month, day.day) != (label.date.month, label.date.day) for day in dates if label.date
    )


def _is_chinese_title(entry: Entry, cells: Cells) -> bool:
    """Whether the row is the Chinese title of an entry that has only a Latin one so far."""
    text = " ".join(cells.content)
    return bool(entry.content) and not cells.time and has_han(text) and not has_han(entry.text)


def _place(cells: Cells, current: Entry | None, table: Table, *, on_top: bool) -> Entry | None:
    """The entry that the row goes on with, or ``None`` where it begins another."""
    if current is None:
        return None
    text = " ".join(cells.content)
    if len(cells.lines) > 1 and not table.exact:
        return None  # a range of days
    if not {"time", "datetime"} & set(table.columns) and not cells.time and text:
        return current if is_unfinished(current.text) else None
    if table.exact:
        if cells.time and _time_goes_on(current, cells.time) and not _other_day(cells, current):
            return current
        same = (
            not cells.time
            and not find_dates(cells.date)
            and text
            and continues_entry(current, text)
        )
        empty = not text and not cells.time and not cells.speakers and not cells.place
        return current if same or empty else None
    if cells.time:
        if _time_goes_on(current, cells.time):
            return current
        if current.clock or current.time_text:
            return None
        return current if not text or _completes(current, text, on_top=on_top) else None
    return current if not text or continues_entry(current, text) else None


def _other_day(cells: Cells, entry: Entry) -> bool:
    """Whether the row names another day than the entry."""
    said = {(day.month, day.day) for day in find_dates(cells.date)}
    own = {(label.date.month, label.date.day) for label in entry.labels if label.date}
    return not said <= own


def _time_goes_on(entry: Entry, text: str) -> bool:
    """Whether the text is the rest of a time whose cell has wrapped: 下午2時至6 / 時30分."""
    said = entry.time_text
    unfinished = _TIME_CUT.search(said) and find_clock(text) is not None
    return bool(said) and bool(TIME_REST.match(text) or unfinished)


def _hangs_together(entry: Entry, text: str) -> bool:
    """Whether the entry or the line is plainly unfinished without the other."""
    if not entry.content:
        return True
    return goes_on(entry.text, text) or _NUMBERED.match(text) is not None or _is_label(text)


def _completes(entry: Entry, text: str, *, on_top: bool) -> bool:
    """Whether a line with a time gives it to the entry before, which has none yet: only where the
    line plainly goes on with it, or is its title in the other language."""
    if _hangs_together(entry, text):
        return True
    so_far = entry.text
    if has_han(so_far) and (on_top or re.search("[A-Za-z]{3}", so_far)):
        return False
    return has_han(text) != has_han(so_far) and continues_entry(entry, text)


def continues_entry(entry: Entry, text: str) -> bool:
    """Whether a printed line goes on with the entry, judged by the words alone."""
    if _hangs_together(entry, text):
        return True
    so_far = entry.text
    labelled = any(_is_label(part) or _has_speaker_label(part) for _line, part in entry.content)
    if not labelled and not has_han(text) and has_han(so_far) and _LATIN_TITLE.search(so_far):
        return False  # both languages are there: a third line is another title
    if meaning("entry_start", text) is None:
        return True
    if labelled:
        return False
    if has_han(text) != has_han(so_far):
        # The title in the other language, unless it is about something else.
        kinds = meaning("kind", text), meaning("kind", so_far)
        if kinds == ("visit", None):
            return False  # a visit is called one in both languages
        return None in kinds or kinds[0] == kinds[1]
    return False


def _is_label(text: str) -> bool:
    return label("block", text) is not None


def _has_speaker_label(text: str) -> bool:
    return re.search(rf"{label_words('block', 'speakers')}:", text) is not None


def _fill(entry: Entry, cells: Cells) -> None:
    if cells.time and _time_goes_on(entry, cells.time):
        entry.time_text += cells.time
        entry.clock = read_span(entry.time_text)
    elif cells.time and entry.clock is None:
        entry.clock = read_span(cells.time)
        entry.time_text = cells.time
    entry.content += [(cells.line, text) for text in cells.content]
    entry.speakers = _more_speakers(entry.speakers, cells.speakers)
    entry.place = normalize(f"{entry.place} {cells.place}")
    entry.theme = cells.theme or entry.theme
    entry.notes = " ".join(t for t in (entry.notes, cells.notes) if t)
    entry.lines += [n for n in cells.lines if n not in entry.lines]


def _more_speakers(so_far: str, text: str) -> str:
    """Speakers of another line; one without a name is the rest of the line before it (研究 / 員)."""
    if so_far and text and has_han(text) and not read_people(text)[0]:
        return join(so_far, text)
    return "\n".join(t for t in (so_far, text) if t)


def read_span(text: str) -> Clock | None:
    """The time of an entry; start and end may stand below each other without a dash."""
    clock = find_clock(re.sub(r"^(\d{4})\s+(\d{4})$", r"\1-\2", text))
    if clock is None or clock.end is not None:
        return clock
    rest = text[clock.span[1] :]
    second = find_clock(rest)
    both = joined(clock, second, next_day=says_next_day(rest)) if second else None
    return replace(both, span=(clock.span[0], len(text))) if both else clock
