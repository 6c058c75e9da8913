"""Assign the entries of the timetable to days.

Pitfalls: a date cell merged over its day is centred, so in extracted text the date may be in the
middle or at the end of its day's lines, or be unreadable. The best-fitting of all divisions into
days is chosen: a day has one date, its clock does not run backwards, its date is placed like those
of the other days, and the body, which repeats date and time, agrees.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import partial

from tourlib.clocks import half_of_day
from tourlib.dates import WEEKDAYS, PrintedDate, day_count, roc_day, weekday_alone
from tourlib.parse import Finding, finding
from tourlib.parse.cells import Label
from tourlib.parse.timetable import Entry
from tourlib.tables.fitting import divide

#: The days named by labels, as printed, each with its label.
Dates = list[tuple[date, PrintedDate, Label]]
#: A date this far from the journey is assumed to be in the previous or next year.
_HALF_YEAR = timedelta(days=183)
#: Maximum length of a range of days in one row, and maximum number of entries on a day.
_LONGEST, _MOST_A_DAY = timedelta(days=31), 48
#: Costs: a clock that runs backwards within a day (worse than a day without a date, which is worse
#: than one with a misread date); an entry that begins together with the previous one; a date that
#: is not above its day, or off its middle (per share of the day); dates in the middle of days in
#: general; an entry that the body has on another day.
_BACKWARDS, _UNDATED, _UNREAD, _AT_ONCE = 1.5, 1.2, 0.5, 0.4
_NOT_ABOVE, _OFF_CENTRE, _MIDDLE, _OTHER_DAY = 1.0, 1.0, 0.6, 1.0


def assign_days(
    entries: Sequence[Entry], *, near: date | None, told: Sequence[date | None]
) -> tuple[list[date | None], list[Finding]]:
    """Return a day for each entry, and findings.

    Args:
        near: a day of the journey, from which dates without a year take theirs.
        told: for each entry the day of the body block with its title and time, if there is one.
    """
    days: list[date | None] = []
    findings: list[Finding] = []
    previous: date | None = None
    groups = divide_days(entries, near, told)
    dates = [_dates(group, near) for group in groups]
    for group, (printed, following) in zip(groups, itertools.pairwise([*dates, []]), strict=True):
        of_body = {day for day in told[len(days) : len(days) + len(group)] if day}
        day = printed[0][0] if printed else of_body.pop() if len(of_body) == 1 else None
        bare = day is None and not any(entry.labels for entry in group)
        if not printed:
            day = _day_between(previous, following) if bare else day
            findings.append(_undated(group, day))
        days += [day] * len(group)
        findings += _weekday_findings(printed)
        findings += _unread_labels(group, day if printed else None)
        previous = day or previous
    return days, findings


def _day_between(previous: date | None, following: Dates) -> date | None:
    """Return the single day that is missing between two."""
    day = previous + timedelta(days=1) if previous else None
    return day if day and following and following[0][0] == day + timedelta(days=1) else None


# --- divisions -----------------------------------------------------------------------------


def divide_days(
    entries: Sequence[Entry], near: date | None, told: Sequence[date | None]
) -> list[list[Entry]]:
    """Return the entries of each day.

    Args:
        told: for each entry the day according to the body.
    """
    each = [_dates([entry], near) for entry in entries]
    above, middle = (
        divide(len(entries), partial(_price, entries, each, told, above), most=_MOST_A_DAY)
        for above in (True, False)
    )
    _cost, groups = above if above[0] <= middle[0] + _MIDDLE else middle
    return [list(entries[begin:end]) for begin, end in groups]


def _price(
    entries: Sequence[Entry],
    each: Sequence[Dates],
    told: Sequence[date | None],
    above: bool,
    begin: int,
    end: int,
) -> float | None:
    """Return the cost of reading entries as one day; ``None`` if they cannot be one."""
    group = entries[begin:end]
    dates = {day for found in each[begin:end] for day, _printed, _label in found}
    if len(dates) > 1 or group[0].band != group[-1].band:
        return None
    cost = _BACKWARDS * _backwards(group, at_once=_AT_ONCE if dates else 0.0)
    cost += _NOT_ABOVE if group[-1].is_day_alone else 0.0
    labels = [(at, label) for at, entry in enumerate(group) for label in entry.labels]
    labels.sort(key=lambda each: each[1].date is None)
    if not dates:
        return cost + (_UNREAD if labels else _UNDATED)
    if above:
        cost += _NOT_ABOVE if labels[0][0] else 0.0
    else:
        cost += _OFF_CENTRE * _off_centre(group, labels[0][1])
    return cost + sum(_OTHER_DAY for day in told[begin:end] if day and day not in dates)


def _backwards(entries: Sequence[Entry], *, at_once: float) -> float:
    """Count how often the clock runs backwards; entries that begin together count ``at_once``,
    however many they are, since groups may have separate lessons."""
    count = 0.0
    latest: time | None = None
    shared: time | None = None
    for entry in entries:
        start, end = _time_of_day(entry)
        if end is not None and latest is not None and end < latest:
            count, latest = count + 1, None
        elif start is not None and start == latest != shared:
            count, shared = count + at_once, start
        latest = max(start, latest) if start and latest else start or latest
    return count


def _off_centre(entries: Sequence[Entry], label: Label) -> float:
    """Return the distance of a day's cell from the middle of its entries, as a share of their lines."""
    lines = [number for entry in entries for number in entry.lines]
    begin, end = min([*lines, *label.lines]), max([*lines, *label.lines])
    return abs((begin + end) / 2 - label.middle) / (end - begin + 1)


def count_days(entries: Sequence[Entry], start: date | None) -> list[Finding]:
    """Assign dates to labels with only a number (第一天, D1), in place, from the first day of the
    journey or from a date printed with a number; return a finding that says so."""
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
        f"課程表只數日子（「{counted[0][0].text}」），日期由出國期間的第一天{roc_day(start)}起算。"
        " / Days are only counted: their dates follow from the first day of the journey."
    )
    lines = [number for label, _count in counted for number in label.lines]
    return [finding("date-inferred", said, severity="info", table="sessions", lines=lines)]


def _nth_day(start: date, number: int) -> PrintedDate:
    day = start + timedelta(days=number - 1)
    return PrintedDate(day.year, day.month, day.day, None, (0, 0))


def each_day(
    entries: Sequence[Entry], days: Sequence[date | None], near: date | None
) -> list[tuple[int, date | None]]:
    """Return the position of each entry with its day; entries of a range of days once for each day."""
    last_of = _last_days(entries, near)
    found: list[tuple[int, date | None]] = []
    for day, group in itertools.groupby(range(len(entries)), key=lambda place: days[place]):
        places = list(group)
        count = (last_of[day] - day).days if day in last_of else 0
        for step in range(count + 1):
            found += [(place, day + timedelta(days=step) if day else None) for place in places]
    return found


def _last_days(entries: Sequence[Entry], near: date | None) -> dict[date | None, date]:
    """Map the first day of each range in a label to its last day."""
    found: dict[date | None, date] = {}
    for label in (label for entry in entries for label in entry.labels):
        if label.date is None or label.last is None:
            continue
        first = resolve_year(label.date, near)
        last = resolve_year(label.last, first)
        if first and last and first < last <= first + _LONGEST:
            found[first] = last
    return found


def resolve_year(printed: PrintedDate, near: date | None) -> date | None:
    """Return the date; without a printed year, in the year that brings it closest to the journey."""
    if printed.year is not None or near is None:
        return printed.on(near.year if near else None)
    day = printed.on(near.year)
    if day is None:
        return None
    if day - near > _HALF_YEAR:
        return printed.on(near.year - 1)
    return printed.on(near.year + 1) if near - day > _HALF_YEAR else day


def _time_of_day(entry: Entry) -> tuple[time | None, time | None]:
    """Return the earliest and latest possible start of the entry, as far as known."""
    if entry.clock:
        return entry.clock.start, entry.clock.start
    return half_of_day(entry.time_text) or (None, None)


def _dates(entries: Sequence[Entry], near: date | None) -> Dates:
    found = []
    for label in (label for entry in entries for label in entry.labels):
        day = resolve_year(label.date, near) if label.date else None
        if day and label.date:
            found.append((day, label.date, label))
    return found


def _undated(group: Sequence[Entry], day: date | None) -> Finding:
    lines = [entry.line for entry in group]
    if day:
        said = (
            f"課程表這幾列沒有可讀的日期，依正文或前後的日期推定為{roc_day(day)}。"
            " / Day taken from the body or from the dates around."
        )
        return finding("date-inferred", said, table="sessions", lines=lines)
    lost = any(entry.clock for entry in group)
    zh, english = (
        ("，所印的時間因此讀不進來", ": their printed times are lost") if lost else ("", "")
    )
    said = f"課程表這幾列沒有可讀的日期{zh}。 / No readable date for these entries{english}."
    return finding("date-missing", said, severity="error", table="sessions", lines=lines)


def _weekday_findings(printed: Dates) -> list[Finding]:
    names, english = zip(*WEEKDAYS, strict=True)
    return [
        finding(
            "weekday-mismatch",
            f"{roc_day(day)}是星期{names[day.weekday()]},課程表印星期{names[date_.weekday]}。"
            f" / {day:%Y-%m-%d} is a {english[day.weekday()]}, not a {english[date_.weekday]}, as printed.",
            table="sessions",
            lines=label.lines,
            marks=(f"星期{names[date_.weekday]}", f"({names[date_.weekday]})"),
        )
        for day, date_, label in printed
        if date_.weekday is not None and date_.weekday != day.weekday()
    ]


def _unread_labels(group: Sequence[Entry], day: date | None) -> list[Finding]:
    """Return findings about text in the date column that is no date; ``day``: that of other rows."""
    zh = f"；日期依前後列取{roc_day(day)}" if day else ""
    english = f" The day, {day.isoformat()}, is taken from the rows around." if day else ""
    return [
        finding(
            "date-unread",
            f"日期欄的「{label.text}」不是日期,可能是誤讀{zh}。"
            f" / “{label.text}” is not a date, perhaps misread.{english}",
            severity="unread",
            table="sessions",
            lines=label.lines,
        )
        for entry in group
        for label in entry.labels
        if label.date is None and weekday_alone(label.text) is None
    ]
