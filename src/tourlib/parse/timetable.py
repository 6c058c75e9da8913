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

from tourlib.dates import Clock, PrintedDate, find_clock, find_dates
from tourlib.parse.people import read_people
from tourlib.parse.rowlines import rows_of_lines
from tourlib.structure.listed import peel
from tourlib.structure.rows import Row as TableRow
from tourlib.structure.rows import Table
from tourlib.text import count_han, has_han, join, loose, normalize
from tourlib.vocabulary import label, meaning, rules

#: A cell of so many Chinese characters in the date column that is no date names a part.
_PART_HAN = 4
_NUMBERED = re.compile(r"^\d{1,2}\s*[.、]|^[-•●○▪◆*–—(]")
_HANGING_END = re.compile(
    r"(?:[,&:(-]|\b(?:and|of|for|at|the|in|to|with|by)|(?<![參給賦付])與|[及和之的、])$"
)
_LATIN_TITLE = re.compile(r"[A-Za-z]{3,}[ &,:'-]+[A-Za-z]{3,}")
#: 9.7 is a day only in the date's column; elsewhere it is a time or a number.
_POINTED_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})(?![\d.])")
_DAY_COLUMNS = frozenset({"date", "weekday", "time", "datetime"})
_HALF_DAY = re.compile(
    r"^(?P<half>上午|中午|下午|晚上|晚間)\s*[::]?\s*(?=\S)(?!\d|[一二三四五六七八九十]+[時點])"
)
_RANGE_MIDDLE = re.compile(r"^[至~～]\s*(?P<rest>.*)$")
_TIME_REST = re.compile(r"^(?:[時點分至到]|\d{1,2}\s*分$)")
_TIME_CUT = re.compile(r"(?:[至到~～–—-]|[至到~～–—-]\s*[上中下]午)\s*$")
_UNFINISHED = re.compile(r"(?:[,&:(-]|\b(?:and|of|for|at|the|in|to|with|by))$")
_HANGING_START = re.compile(r"^(?:[a-z),.;:]|[與及和之的暨])")


@dataclass(slots=True)
class Label:
    """What the date column says in a row: a date, or text that is none."""

    line: int
    date: PrintedDate | None
    text: str


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
        part: the part of the timetable it stands in.
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
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The content, a printed line a line."""
        return "\n".join(text for _line, text in self.content)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row by what its cells hold, in normal form but for line breaks."""

    lines: tuple[int, ...]
    date: str
    time: str
    content: tuple[str, ...]
    speakers: str
    place: str
    theme: str
    notes: str
    alone: str

    @property
    def line(self) -> int:
        """Where the row begins."""
        return self.lines[0]


def read_entries(table: Table) -> list[Entry]:
    """All entries of one timetable, in order, without their days (:mod:`tourlib.parse.days`)."""
    table = rows_of_lines(table)
    entries: list[Entry] = []
    part: str | None = None
    loose_labels: list[Label] = []
    all_cells = [_cells(row, table) for row in _ranges_joined(table.rows)]
    on_top = not table.exact and _times_on_top(all_cells)
    for cells in all_cells:
        named = _part(cells)
        if named is not None:
            part = meaning("part", named) or part
            continue
        label = _label(cells)
        for one in _by_clock(cells):
            if not (one.content or one.time or one.speakers or one.place):
                continue
            current = entries[-1] if entries and entries[-1].part == part else None
            entry = _place(one, current, table, on_top=on_top)
            if current and label and _of_other_day(current, label):
                entry = None
            elif current and on_top and _is_chinese_title(current, one):
                entry = current
            elif current and not (one.content or one.time or label):
                entry = current  # more speakers, or the rest of them behind a page's end
            if entry is None:
                entry = Entry(one.line, part=part, labels=loose_labels)
                loose_labels = []
                entries.append(entry)
            _fill(entry, one)
            if label:
                entry.labels.append(label)
                label = None
        if label:
            (entries[-1].labels if entries and not table.exact else loose_labels).append(label)
    return entries


def _times_on_top(rows: Sequence[_Cells]) -> bool:
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


def _of_other_day(entry: Entry, label: Label) -> bool:
    dates = [each.date for each in entry.labels if each.date]
    return bool(dates and label.date) and all(
        (day.month, day.day) != (label.date.month, label.date.day) for day in dates if label.date
    )


def _is_chinese_title(entry: Entry, cells: _Cells) -> bool:
    """Whether the row is the Chinese title of an entry that has only a Latin one so far."""
    text = " ".join(cells.content)
    return bool(entry.content) and not cells.time and has_han(text) and not has_han(entry.text)


def _ranges_joined(rows: Sequence[TableRow]) -> list[TableRow]:
    """Rows, those of a range of days joined that is spread over three: 10/15 | 至 活動 | 10/16."""
    joined: list[TableRow] = []
    for row in rows:
        joined.append(row)
        if len(joined) < 3:
            continue
        first, middle, last = joined[-3:]
        match = _RANGE_MIDDLE.match(loose(middle.cells[0] or "")) if middle.cells else None
        if match and _is_bare_day(first) and _is_bare_day(last):
            day, rest = first.cells[0] or "", match["rest"]
            cells = (f"{day} {rest}".strip(), *middle.cells[1:])
            joined[-3:] = [TableRow(first.line, cells, (*first.lines, *middle.lines, *last.lines))]
    return joined


def _is_bare_day(row: TableRow) -> bool:
    """Whether the row has a date in its first cell and nothing else."""
    if not row.cells or any(normalize(cell or "") for cell in row.cells[1:]):
        return False
    text = normalize(row.cells[0] or "")
    dates = find_dates(text)
    return len(dates) == 1 and dates[0].span == (0, len(text))


def part_rows(table: Table) -> list[int]:
    """Lines of the rows that name a part of the timetable."""
    return [n for row in table.rows if _part(_cells(row, table)) is not None for n in row.lines]


def _cells(row: TableRow, table: Table) -> _Cells:
    by_column: dict[str, list[str]] = {}
    cells = row.cells
    filled = [i for i, c in enumerate(cells) if normalize(c or "")]
    if not table.exact and len(cells) < 2:
        by_column = {k: [v] for k, v in _peel(cells[0] or "", table.columns).items() if v}
    else:
        for place, cell in enumerate(cells):
            column = table.columns[place] if place < len(table.columns) else None
            if cell and column is None and not table.exact:
                column = "content"  # a tab inside the last cell
            if cell and cell.strip():
                if _covers_content(place, row, table):
                    column = "content"
                by_column.setdefault(column or "notes", []).append(cell)
    if not by_column.get("content") and (moved := _no_time(by_column.get("time", []))):
        by_column["content"], by_column["time"] = moved, []
    alone = normalize(cells[filled[0]] or "") if len(filled) == 1 and filled[0] == 0 else ""
    both = "\n".join(by_column.get("datetime", []))
    date = normalize("\n".join([*by_column.get("date", []), *by_column.get("weekday", []), both]))
    return _Cells(
        lines=row.lines,
        date=date,
        time=_rejoined("\n".join(by_column.get("time", []))) or _time_beside_date(date),
        content=tuple(
            t for c in by_column.get("content", []) for t in map(normalize, c.split("\n")) if t
        ),
        speakers="\n".join(by_column.get("speakers", [])),
        place=normalize("\n".join(by_column.get("place", []))),
        theme=normalize("\n".join(by_column.get("theme", []))),
        notes=normalize("\n".join(by_column.get("note", []) + by_column.get("notes", []))),
        alone=alone,
    )


def _rejoined(text: str) -> str:
    """A time in normal form, one that wraps in its cell put together: 09:30-11: / 00, 11:0 / 0."""
    return re.sub(r"(:\d)\s(?=\d$)", r"\1", re.sub(r"(?<=\d)\s*:\s*(?=\d)", ":", normalize(text)))


def _no_time(texts: Sequence[str]) -> list[str]:
    """Texts of the column of times that say no time, where nothing stands beside them."""
    said = normalize(" ".join(texts))
    other = count_han(said) > 1 and find_clock(said) is None and not meaning("whole_day", said)
    return list(texts) if other and not _TIME_REST.match(said) else []


def _covers_content(place: int, row: TableRow, table: Table) -> bool:
    """Whether the cell is merged over the column of the content to its right (午餐)."""
    if not table.exact or place >= len(table.columns) or "content" not in table.columns:
        return False
    if table.columns[place] in _DAY_COLUMNS:
        return False
    main = table.columns.index("content")
    return place < main < len(row.cells) and all(c is None for c in row.cells[place + 1 : main + 1])


def _peel(text: str, columns: Sequence[str | None]) -> dict[str, str]:
    """A line whose columns only single spaces divide. What follows day and time belongs to the
    columns behind them where it has as many words as they are; else all of it is the content."""
    found = peel(text)
    behind = [column for column in columns if column not in _DAY_COLUMNS]
    words = _words(text, len(found["content"].replace(" ", "")))
    if len(behind) < 2 or len(words) != len(behind) or None in behind:
        return found
    return {**found, **{column: word for column, word in zip(behind, words, strict=True) if column}}


def _words(text: str, tail: int) -> list[str]:
    """The last ``tail`` printed characters, divided at spaces beside Chinese and outside brackets."""
    spaced, printed = loose(text), 0
    start = len(spaced)
    while start and printed < tail:
        start -= 1
        printed += spaced[start] != " "
    words, depth = [""], 0
    for place, char in enumerate(spaced[start:], start):
        depth += (char in "(「『《") - (char in ")」』》")
        around = spaced[max(0, place - 1) : place + 2]
        if char == " " and depth <= 0 and has_han(around):
            words.append("")
        else:
            words[-1] += char
    return [word for word in words if word.strip()]


def _time_beside_date(text: str) -> str:
    """A clock time printed in the date's cell; of a cell with no date, only what is a time."""
    dates = find_dates(text)
    rest = text[dates[0].span[1] :].strip() if dates else text
    clock = find_clock(rest, compact=False)
    return rest[slice(*clock.span)] if clock else ""


def _part(cells: _Cells) -> str | None:
    """The title of a part, where the row is nothing but one."""
    if not cells.alone or cells.time or find_dates(cells.alone) or find_clock(cells.alone):
        return None
    if count_han(cells.alone) < _PART_HAN or (cells.content and not meaning("part", cells.alone)):
        return None
    return cells.alone


def _label(cells: _Cells) -> Label | None:
    if not cells.date:
        return None
    dates = find_dates(cells.date) or find_dates(_POINTED_DAY.sub(r"\1/\2", cells.date))
    return Label(cells.line, dates[0] if dates else None, cells.date)


def _by_clock(cells: _Cells) -> list[_Cells]:
    """A row whose content prints several clock times at the beginning of its lines, and has no
    time of its own, is several entries."""
    halves = [i for i, text in enumerate(cells.content) if _HALF_DAY.match(text)]
    if not cells.time and len(halves) > 1 and halves[0] == 0:
        return _by_half_days(cells, halves)
    starts = [i for i, text in enumerate(cells.content) if _opens_with_clock(text)]
    if cells.time or not starts or starts[0] != 0:
        return [cells]
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(cells.content)], strict=True):
        first = cells.content[begin]
        clock = find_clock(first)
        assert clock is not None
        texts = (first[clock.span[1] :].strip(" :"), *cells.content[begin + 1 : end])
        parts.append(
            _Cells(
                cells.lines,
                "",
                first[: clock.span[1]],
                tuple(t for t in texts if t),
                cells.speakers,
                cells.place,
                cells.theme,
                cells.notes,
                "",
            )
        )
    return parts


def _by_half_days(cells: _Cells, starts: Sequence[int]) -> list[_Cells]:
    """A cell that prints 上午 and 下午 at the beginning of its lines is several entries."""
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(cells.content)], strict=True):
        match = _HALF_DAY.match(cells.content[begin])
        assert match is not None
        texts = (cells.content[begin][match.end() :], *cells.content[begin + 1 : end])
        parts.append(replace(cells, date="", time=match["half"], content=texts, alone=""))
    return parts


def _opens_with_clock(text: str) -> bool:
    clock = find_clock(text, compact=False)
    return clock is not None and clock.span[0] == 0


def _place(cells: _Cells, current: Entry | None, table: Table, *, on_top: bool) -> Entry | None:
    """The entry that the row goes on with, or ``None`` where it begins another."""
    if current is None:
        return None
    text = " ".join(cells.content)
    if len(cells.lines) > 1 and not table.exact:
        return None  # a range of days
    if not {"time", "datetime"} & set(table.columns) and not cells.time and text:
        unfinished = _UNFINISHED.search(current.text) or current.text.count(
            "("
        ) > current.text.count(")")
        return current if unfinished else None
    if table.exact:
        if cells.time and _time_goes_on(current, cells.time) and not find_dates(cells.date):
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


def _time_goes_on(entry: Entry, text: str) -> bool:
    """Whether the text is the rest of a time whose cell has wrapped: 下午2時至6 / 時30分."""
    said = entry.time_text
    unfinished = _TIME_CUT.search(said) and find_clock(text) is not None
    return bool(said) and bool(_TIME_REST.match(text) or unfinished)


def _hangs_together(entry: Entry, text: str) -> bool:
    """Whether the entry or the line is plainly unfinished without the other."""
    if not entry.content:
        return True
    last, so_far = entry.content[-1][1], entry.text
    if (
        _HANGING_START.match(text)
        or _HANGING_END.search(last)
        or so_far.count("(") > so_far.count(")")
    ):
        return True
    return _NUMBERED.match(text) is not None or _is_label(text)


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
    words = (
        word for place, name, word in rules("labels") if place == "block" and name == "speakers"
    )
    return any(f"{word}:" in text or f"{word} :" in text for word in words)


def _fill(entry: Entry, cells: _Cells) -> None:
    if cells.time and _time_goes_on(entry, cells.time):
        entry.time_text += cells.time
        entry.clock = read_span(entry.time_text)
    elif cells.time and entry.clock is None:
        entry.clock = read_span(cells.time)
        entry.time_text = cells.time
    entry.content += [(cells.line, text) for text in cells.content]
    entry.speakers = _more_speakers(entry.speakers, cells.speakers)
    entry.place = normalize(f"{entry.place} {cells.place}")
    entry.theme = entry.theme or cells.theme
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
    second = find_clock(text[clock.span[1] :])
    if second is None or second.end is not None or second.start <= clock.start:
        return clock
    return Clock(clock.start, second.start, (clock.span[0], len(text)))
