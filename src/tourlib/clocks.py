"""The printed forms of clock times and time spans, read into values.

Pitfalls: the half of the day is printed once for both ends (下午2時至4時); a span that begins in
the evening may end on the next day; 0830 is a time only if nothing else is printed.

All functions expect normalised text (:func:`tourlib.text.normalize`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from tourlib.text import chinese_number

_HALF_DAY = r"(?P<{0}>上午|午前|早上|清晨|清早|早晨|凌晨|中午|正午|下午|午後|晚上|晚間|夜間|深夜|傍晚|晚|AM|PM|am|pm)?\s*"
_CN = r"[一二兩三四五六七八九十]{{1,3}}"
_NEXT_DAY = r"(?:[翌次隔][日天晨早]|\+\s?1(?![\d:])(?:\s?[日天]|\s?days?)?)"
_TIME_SEP = rf"\s*(?:至|到|迄|[-~–—〜]+)\s*(?:\(?{_NEXT_DAY}\)?\s*)?"
#: A bare hour is a time after a half of the day, or if the other end has 時 for both: 2至4時.
_CLOCK = (
    rf"(?P<{{0}}h>\d{{{{1,2}}}}|{_CN}(?=\s*[時點]))\s*"
    r"(?:[:.](?P<{0}m>\d{{2}})(?!\d)|(?:時|點)(?!間|程|段|期|數)\s*"
    rf"(?:(?P<{{0}}n>\d{{{{1,2}}}}|半|{_CN}(?=\s*分))\s*分?|整)?|(?=\s?[ap]\.?m\b)"
    rf"|(?={_TIME_SEP}(?:[上中下]午\s*)?\d{{{{1,2}}}}\s*(?:時|點)(?!間|程|段|期|數)))"
    r"\s*(?P<{0}x>[ap]\.?m\b\.?)?"
)
_AFTERNOON = frozenset({"下午", "午後", "晚上", "晚間", "夜間", "深夜", "傍晚", "晚", "pm"})
#: Text after the end of a span that says that it is on the next day.
_NEXT_DAY_BEHIND = re.compile(rf"\s*(?:\(\s*{_NEXT_DAY}[^()]{{0,6}}\)|{_NEXT_DAY})")
#: Names of halves of the day that introduce an activity: in brackets, with a colon, or before other
#: words; 下午茶交流 is not one.
_HALVES = "全[日天]|整[日天]|上午|早上|中午|下午|午後|傍晚|晚[上間]|夜間"
_LEADING_HALF = re.compile(
    rf"[【〔\[(《<]\s*(?P<in>{_HALVES}|AM|PM)\s*[】〕\])》>]\s*:?\s*|(?P<said>{_HALVES}|AM|PM)\s*:\s*"
    rf"|(?P<bare>{_HALVES}|[AP]\.?M\b\.?(?=\s))\s*(?!茶|時段)",
    re.I,
)
#: Parts of the day that a timetable may print instead of a time.
HALVES = ("day", "morning", "noon", "afternoon", "evening")
#: Earliest and latest start of something in a half of the day.
_HALF_BEGINS = (
    ("morning", re.compile(r"上午|早上|A\.?M\b"), (time(0), time(12))),
    ("noon", re.compile("中午"), (time(10), time(14))),
    ("afternoon", re.compile(r"下午|午後|P\.?M\b"), (time(12), time(18))),
    ("evening", re.compile("傍晚|晚|夜"), (time(16), time(23))),
)
#: A time that is continued on the next line of a narrow cell, and such a continuation.
_CUT = re.compile(
    r"[至到~～–—|-]\s*(?:[上中下]午?\s*)?$|[時點].*[至到~～–—-]\s*(?:[上中下]午)?\s*\d{1,2}$"
)
_REST = re.compile(r"[時點分至到~～|-]|\d{1,2}\s*分$")
#: A span without a printed end: 23:10- 桃園機場出發.
_OPEN_END = re.compile(r"\s*[-~–—〜]+(?!\s*\d)")
#: Four digits that begin an activity but are not a time: 2030 願景, 1200 人論壇.
_NO_TIME = re.compile(
    r"20[0-5]\d(?:\D+20[0-5]\d|\s+[^\W\d])|\d{4}\s*(?:年|班機|會議室|教室|室|號|人|元|項|Room)"
)
#: A span that begins at this hour or later and ends before it begins extends past midnight.
_EVENING = 17
_RANGE = re.compile(
    "(?<![\\d.:])" + _HALF_DAY.format("ap1") + _CLOCK.format("a")
    + rf"(?:{_TIME_SEP}" + _HALF_DAY.format("ap2") + _CLOCK.format("b") + ")?",
    re.I,
)  # fmt: skip
_COMPACT = re.compile(
    rf"(?<![\d:.])(?P<ah>[01]\d|2[0-4])(?P<am>[0-5]\d)(?:{_TIME_SEP}(?P<bh>[01]\d|2[0-4])(?P<bm>[0-5]\d))?(?!\d|年|[:.]\d)"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time or span as printed: ``start``, ``end`` (``None`` if there is only a start), its
    position in the text (``span``), and whether the end is on the ``next_day``."""

    start: time
    end: time | None
    span: tuple[int, int]
    next_day: bool = field(default=False, repr=False)

    def on(self, day: date) -> tuple[datetime, datetime | None]:
        """Return start and end as moments; the start is on that day."""
        last = day + timedelta(days=1) if self.next_day else day
        return datetime.combine(day, self.start), (
            datetime.combine(last, self.end) if self.end is not None else None
        )


def find_clock(text: str, *, compact: bool = True) -> Clock | None:
    """Return the first clock time or span printed in the text, or ``None``.

    Args:
        compact: also read ``0900-1215``; a single ``0900`` only if nothing else is printed.

    >>> find_clock("下午2時至4時30分")
    Clock(start=datetime.time(14, 0), end=datetime.time(16, 30), span=(0, 10))
    """
    if not re.search(r"[\d時點]", text):
        return None
    clock = next(filter(None, map(_clock, _RANGE.finditer(text))), None)
    if clock is None and compact:
        for match in _COMPACT.finditer(text):
            if match["bh"] or match.group().strip() == text.strip():
                return _clock(match)
    return clock


def leading_time(text: str) -> tuple[str, int]:
    """Return the clock time or half of the day at the start of a text, and where the activity begins.

    >>> leading_time("09:00-10:00 開訓典禮"), leading_time("【上午】參訪"), leading_time("下午茶")
    (('09:00-10:00', 12), ('上午', 4), ('', 0))
    """
    half = _LEADING_HALF.match(text)
    begin = half.end() if half else 0
    for at in (0, begin):
        clock = _opening_clock(text[at : at + 40])
        if clock and clock.span[0] == 0:
            printed = text[at : at + clock.span[1]].rstrip()
            end = at + len(printed)
            said = half[half.lastgroup or 0] if half and at else ""
            return said + printed, end + len(text[end:]) - len(text[end:].lstrip(" :"))
    return (half[half.lastgroup or 0], begin) if half else ("", 0)


def _opening_clock(text: str) -> Clock | None:
    """Return the first time of a text; without a colon only at its start: 0915-1045拜會, 0705 搭機."""
    digits = None if _NO_TIME.match(text) else _COMPACT.match(text)
    if digits and (digits["bh"] or re.match(r"\s+[^\W\d]", text[digits.end() :])):
        return _clock(digits)
    return find_clock(text, compact=False)


def half_of_day(text: str) -> tuple[time, time] | None:
    """Return the earliest and latest start of something in the half of the day at the start of a text."""
    return next((times for _name, word, times in _HALF_BEGINS if word.match(text)), None)


def half_named(text: str) -> str | None:
    """Return which of :data:`HALVES` begins the text.

    >>> half_named("下午"), half_named("全日"), half_named("未定")
    ('afternoon', 'day', None)
    """
    if re.match("[全整][日天]", text):
        return "day"
    return next((name for name, word, _times in _HALF_BEGINS if word.match(text)), None)


def halves_at(start: time) -> set[str]:
    """Return those of :data:`HALVES` in which something may begin at this time."""
    return {"day", *(name for name, _word, (a, b) in _HALF_BEGINS if a <= start <= b)}


def within_half(text: str, half: str) -> str:
    """Return a time with the half of the day under which it is printed, if that changes it: 2:00 is 14:00.

    >>> within_half("2:00-4:00", "下午"), within_half("14:00", "下午")
    ('下午2:00-4:00', '14:00')
    """
    said = re.split(r"[\d(]", half, maxsplit=1)[0] + text
    times, clock, both = half_of_day(half), find_clock(text), find_clock(said)
    if not (times and clock and both):
        return text
    told = not times[0] <= clock.start <= times[1] and times[0] <= both.start <= times[1]
    return said if told else text


def wraps_into(above: str, below: str) -> bool:
    """True if a time wrapped in a narrow cell continues on the next line: 0900- / 0930, 13 時至 16 / 時
    30 分, 09:30-1 / 0:00. After an open end (22:25-) a complete span is a separate time."""
    whole = find_clock(text := above + below)
    cut = whole if re.search(r"[\d:]$", above) and re.match(r"[\d:]", below) else None
    if _REST.match(below) or (cut and cut.span in ((0, len(text)), (1, len(text)))):
        return True
    if not _CUT.search(above):
        return False
    clock = find_clock(below)
    return clock.end is None if clock else re.search(r"\d", below) is not None


def _clock(match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    half_start = groups.get("ap1") or groups.get("ax")
    half_end = groups.get("ap2") or groups.get("bx")
    if not groups["ah"].isascii() and not groups.get("ap1"):
        return None  # as in 一時之間: without the half of the day such words need not be a time
    if not half_start and groups.get("bx") and int(groups["ah"]) < int(groups["bh"]) < 12:
        half_start = half_end  # 2:00-4:00 PM states it once, at the end
    start = _time(groups["ah"], groups.get("am") or groups.get("an"), half_start)
    if start is None:
        return None
    behind = _NEXT_DAY_BEHIND.match(match.string, match.end())
    next_day = behind is not None or says_next_day(match.group())
    end = _end(groups, start, half_end, next_day=next_day)
    if end is None:
        dash = _OPEN_END.match(match.string, match.end())
        return Clock(start, None, (match.start(), dash.end() if dash else match.end()))
    span = (match.start(), behind.end() if behind else match.end())
    return Clock(start, end, span, next_day or over_midnight(start, end))


def _end(
    groups: Mapping[str, str | None], start: time, half: str | None, *, next_day: bool
) -> time | None:
    """Return the end of a span; 下午2時至4時 states the half of the day once for both ends."""
    hour = groups.get("bh")
    if not hour:
        return None
    end = _time(hour, groups.get("bm") or groups.get("bn"), half)
    if end is None or end > start or half or next_day or end.hour >= 12:
        return end
    later = time(end.hour + 12, end.minute)
    return later if later > start else end


def joined(first: Clock, second: Clock, *, next_day: bool = False) -> Clock | None:
    """Return the span from one clock time to another printed separately; ``None`` if the second
    cannot be its end. ``span`` is that of the first text."""
    if first.end is not None or second.end is not None:
        return None
    over = next_day or over_midnight(first.start, second.start)
    if not over and second.start <= first.start:
        return None
    return replace(first, end=second.start, next_day=over)


def over_midnight(start: time, end: time) -> bool:
    """True if a span that begins in the evening ends before noon."""
    return start.hour >= _EVENING and end < start and end.hour < 12


def says_next_day(text: str) -> bool:
    """True if the text says that an end is on the next day: 翌日, 次日, (+1)."""
    return re.search(_NEXT_DAY, text) is not None


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    printed = (hour, "30" if minute == "半" else minute or "0")
    h, m = (chinese_number(text.replace("兩", "二")) or 0 for text in printed)
    h = _in_half(h, (half or "").lower().replace(".", ""))
    if h == 24 and m == 0:
        return time(23, 59)
    return time(h, m) if h < 24 and m < 60 else None


def _in_half(hour: int, half: str) -> int:
    """Convert an hour within a half of the day to an hour of the day."""
    if (half in _AFTERNOON and hour < 12) or (half in {"中午", "正午"} and hour < 3):
        return hour + 12
    return 0 if half in {"am", "凌晨"} and hour == 12 else hour
