"""Which day each entry of the timetable is on.

Traps: a date cell merged over its day is centred, so in extracted text the date can stand in
the middle or at the end of its day's lines, and can be unreadable. The days are told by the
clock running backwards, by the dates that can be read, and, where these do not tell, by the
body blocks, which name date and time again.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from tourlib.dates import PrintedDate, day_count, weekday_alone
from tourlib.parse import Row, finding
from tourlib.parse.cells import Label
from tourlib.parse.timetable import Entry

#: A date this far from the journey is taken to be of the year before or after.
#: Words for a half of the day, and from when to when it begins.
_HALVES = (
    (("上午", "早上", "AM"), 0, 12),
    (("中午",), 10, 14),
    (("下午", "午後", "PM"), 12, 18),
    (("傍晚", "晚", "夜"), 16, 23),
)
_HALF_YEAR = timedelta(days=183)
#: A range of days in one row of the timetable is no longer.
_LONGEST = timedelta(days=31)


def assign_days(
    entries: Sequence[Entry],
    *,
    exact: bool,
    near: date | None,
    known: Mapping[time, Sequence[date]],
    told: Sequence[date | None],
) -> tuple[list[date | None], list[Row]]:
    """A day for each entry, and findings.

    Args:
        exact: whether the date cells are known from the format; then a date holds until the next.
        near: a day of the journey, which gives years to dates without one.
        known: start time → days on which the body says something starts then.
        told: for each entry the day of the body block with its title and time, where there is one.
    """
    groups = _by_label(entries) if exact else _by_clock(entries)
    if not exact:
        centred = _are_centred(groups, near)
        body = {id(entry): day for entry, day in zip(entries, told, strict=True) if day}
        groups = [part for group in groups for part in _split(group, near, body, centred=centred)]
    else:
        groups = _unlabelled_apart(groups, near)
    days: dict[int, date | None] = {}
    findings: list[Row] = []
    previous: date | None = None
    last_band: int | None = None
    for group in groups:
        printed = _dates(group, near)
        day = printed[0][1] if printed else None
        unlabelled = not any(label.text for entry in group for label in entry.labels)
        if day is None and exact and unlabelled:
            between = previous is not None and group[0].band == last_band
            day = previous + timedelta(days=1) if previous and between else previous
            if between and day:
                findings.append(_between(group, day))
        if day is None:
            day = _from_body(group, known, previous)
            findings.append(_undated(group, day))
        last_band = group[-1].band
        for entry in group:
            days[id(entry)] = day
        findings += _weekday_findings(printed)
        findings += _unread_labels(group)
        previous = day or previous
    return [days[id(entry)] for entry in entries], findings


def count_days(entries: Sequence[Entry], start: date | None) -> list[Row]:
    """Give days to labels that only count them (第一天, D1), in place, from the first of the journey
    or from a day that is printed with its number; with a finding that says so."""
    labels = [label for entry in entries for label in entry.labels]
    counted = [
        (label, count)
        for label in labels
        if label.date is None and (count := day_count(label.text))
    ]
    if start is None or not counted:
        return []
    for label, (first, last) in counted:
        label.date = _nth_day(start, first)
        label.last = _nth_day(start, last) if last > first else None
    said = (
        f"課程表只數日子（「{counted[0][0].text}」），日期由出國期間的第一天 {start.isoformat()} 起算。"
        " / Days are only counted: their dates follow from the first day of the journey."
    )
    lines = [label.line for label, _count in counted]
    return [finding("date-inferred", said, severity="info", table="sessions", lines=lines)]


def _nth_day(start: date, number: int) -> PrintedDate:
    day = start + timedelta(days=number - 1)
    return PrintedDate(day.year, day.month, day.day, None, (0, 0))


def each_day(
    entries: Sequence[Entry], days: Sequence[date | None], near: date | None
) -> list[tuple[int, date | None]]:
    """The place of each entry with its day; those of a range of days once for each of these."""
    last_of = _last_days(entries, near)
    found: list[tuple[int, date | None]] = []
    for day, group in itertools.groupby(range(len(entries)), key=lambda place: days[place]):
        places = list(group)
        count = (last_of[day] - day).days if day in last_of else 0
        for step in range(count + 1):
            found += [(place, day + timedelta(days=step) if day else None) for place in places]
    return found


def _last_days(entries: Sequence[Entry], near: date | None) -> dict[date | None, date]:
    """First day → last day of each range that a label names."""
    found: dict[date | None, date] = {}
    for label in (label for entry in entries for label in entry.labels):
        first = resolve_year(label.date, near) if label.date and label.last else None
        last = resolve_year(label.last, first) if first and label.last else None
        if first and last and timedelta(0) < last - first <= _LONGEST:
            found[first] = last
    return found


def resolve_year(printed: PrintedDate, near: date | None) -> date | None:
    """The date, with the year that brings it closest to the journey where none is printed."""
    if printed.year is not None or near is None:
        return printed.on(near.year if near else None)
    day = printed.on(near.year)
    if day is None:
        return None
    if day - near > _HALF_YEAR:
        return printed.on(near.year - 1)
    return printed.on(near.year + 1) if near - day > _HALF_YEAR else day


def _by_label(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups: list[list[Entry]] = []
    for entry in entries:
        if (
            not groups
            or any(label.date for label in entry.labels)
            or entry.band != groups[-1][-1].band
        ):
            groups.append([])
        groups[-1].append(entry)
    return groups


def _unlabelled_apart(groups: list[list[Entry]], near: date | None) -> list[list[Entry]]:
    """Groups; one whose clock runs backwards once, before the only day that no label names, is
    two days: 8/26 13:30, 09:30, 8/28."""
    apart: list[list[Entry]] = []
    for group, following in itertools.pairwise([*groups, []]):
        days = [_dates(each, near) for each in (group, following)]
        pieces = _by_clock(group)
        missing = all(days) and days[1][0][1] - days[0][0][1] == timedelta(days=2)
        apart += pieces if missing and len(pieces) == 2 else [group]
    return apart


def _by_clock(entries: Sequence[Entry]) -> list[list[Entry]]:
    """A new day begins where the clock runs backwards, or with another part."""
    groups: list[list[Entry]] = []
    latest: time | None = None
    for entry in entries:
        start, end = _time_of_day(entry)
        backwards = end is not None and latest is not None and end < latest
        if not groups or backwards or entry.band != groups[-1][-1].band:
            groups.append([])
            latest = None
        groups[-1].append(entry)
        latest = max(start, latest) if start and latest else start or latest
    return groups


def _time_of_day(entry: Entry) -> tuple[time | None, time | None]:
    """The earliest and the latest time at which the entry begins, as far as it is known."""
    if entry.clock:
        return entry.clock.start, entry.clock.start
    for words, earliest, latest in _HALVES:
        if any(entry.time_text.startswith(word) for word in words):
            return time(earliest), time(latest)
    return None, None


def _dates(
    group: Sequence[Entry], near: date | None
) -> list[tuple[Entry, date, PrintedDate, Label]]:
    found = []
    for entry in group:
        for label in entry.labels:
            day = resolve_year(label.date, near) if label.date else None
            if day and label.date:
                found.append((entry, day, label.date, label))
    return found


def _are_centred(groups: Sequence[Sequence[Entry]], near: date | None) -> bool:
    """Whether dates stand in the middle of their days, by the days that the clock tells apart."""
    middle = top = 0
    for group in groups:
        printed = _dates(group, near)
        if len(group) > 1 and len({day for _e, day, _p, _l in printed}) == 1:
            first = printed[0][3].line == group[0].line
            top, middle = top + first, middle + (not first)
    return middle > top


def _split(
    group: list[Entry], near: date | None, body: Mapping[int, date], *, centred: bool
) -> list[list[Entry]]:
    """A group with several dates is several days whose clock never ran backwards between them."""
    printed = _dates(group, near)
    distinct = list(dict.fromkeys(day for _e, day, _p, _l in printed))
    if len(distinct) < 2:
        return [group]
    parts: list[list[Entry]] = []
    rest = group
    for day, following in itertools.pairwise(distinct):
        labels = _label_of(printed, day), _label_of(printed, following)
        choices = _choices(rest, labels[0].line, labels[1].line)
        wrong = {cut: _against(rest, cut, (day, following), body) for cut in choices}
        choices = [cut for cut in choices if wrong[cut] == min(wrong.values())]
        shared = [c for c in choices if rest[c].line == labels[1].line] if not centred else []
        last = following == distinct[-1]
        cut = (shared or sorted(choices, key=lambda c: _off_centre(rest, c, labels, last=last)))[0]
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [part for part in [*parts, rest] if part]


def _label_of(printed: Sequence[tuple[Entry, date, PrintedDate, Label]], day: date) -> Label:
    return next(label for _e, d, _p, label in printed if d == day)


def _choices(entries: Sequence[Entry], first: int, second: int) -> list[int]:
    """With which entries the day of the second label can begin."""
    choices = [i for i, e in enumerate(entries) if i and first < e.line <= second]
    return choices or [next((i for i, e in enumerate(entries) if e.line > first), len(entries) - 1)]


def _against(
    entries: Sequence[Entry], cut: int, days: tuple[date, date], body: Mapping[int, date]
) -> int:
    """How many entries the body has on the other of the two days."""
    return sum(
        body.get(id(entry)) == days[place < cut] and days[0] != days[1]
        for place, entry in enumerate(entries)
    )


def _off_centre(
    entries: Sequence[Entry], cut: int, labels: tuple[Label, Label], *, last: bool
) -> float:
    """How far the labels are from the middle of their days, whose cells they are centred in.

    Args:
        last: whether the second day is the last, so that its end is known too.
    """
    first, second = (label.line if label.middle is None else label.middle for label in labels)
    begin, end = entries[0].line, max(entries[-1].lines)
    before = max(entries[cut - 1].lines) if cut else begin
    off = abs((begin + max(before, first)) / 2 - first)
    return off + (abs((entries[cut].line + end) / 2 - second) if last else 0.0)


def _from_body(
    group: Sequence[Entry], known: Mapping[time, Sequence[date]], previous: date | None
) -> date | None:
    """The one day on which the body has something start at a time of this group."""
    candidates = {
        day
        for entry in group
        if entry.clock
        for day in known.get(entry.clock.start, ())
        if previous is None or day > previous
    }
    return candidates.pop() if len(candidates) == 1 else None


def _undated(group: Sequence[Entry], day: date | None) -> Row:
    lines = [entry.line for entry in group]
    if day:
        said = f"課程表沒有可讀的日期,依正文推定為 {day.isoformat()}。 / Day taken from the body."
        return finding("date-inferred", said, table="sessions", lines=lines)
    said = "課程表這幾列沒有可讀的日期。 / No readable date for these entries."
    return finding("date-missing", said, severity="error", table="sessions", lines=lines)


def _between(group: Sequence[Entry], day: date) -> Row:
    return finding(
        "date-inferred",
        f"課程表這幾列沒有印日期，時間又早於前一列，推定為兩個日期之間的 {day.isoformat()}。"
        " / No day is printed, and the clock runs backwards: the day between is taken.",
        table="sessions",
        lines=[entry.line for entry in group],
    )


def _weekday_findings(printed: Sequence[tuple[Entry, date, PrintedDate, Label]]) -> list[Row]:
    names = "一二三四五六日"
    english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return [
        finding(
            "weekday-mismatch",
            f"{day.isoformat()} 是星期{names[day.weekday()]},課程表印星期{names[date_.weekday]}。"
            f" / {day:%Y-%m-%d} is a {english[day.weekday()]}, not a {english[date_.weekday]}, as printed.",
            table="sessions",
            lines=(label.line,),
            marks=(f"星期{names[date_.weekday]}", f"({names[date_.weekday]})"),
        )
        for _entry, day, date_, label in printed
        if date_.weekday is not None and date_.weekday != day.weekday()
    ]


def _unread_labels(group: Sequence[Entry]) -> list[Row]:
    return [
        finding(
            "date-unread",
            f"日期欄的「{label.text}」不是日期,可能是誤讀。 / “{label.text}” is no date, perhaps misread.",
            severity="unread",
            table="sessions",
            lines=(label.line,),
        )
        for entry in group
        for label in entry.labels
        if label.date is None and weekday_alone(label.text) is None
    ]
