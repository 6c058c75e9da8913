"""The printed forms of dates, read into values. Clock times: :mod:`tourlib.clocks`.

Pitfall: most dates in a report have no year (``8月20日``), some a ROC year (``114年`` = 2025) and
some a Western one. A printed date therefore keeps what was printed, and becomes a
:class:`datetime.date` only with a year to complete it.

All functions expect normalised text (:func:`tourlib.text.normalize`).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tourlib.text import chinese_number

ROC_OFFSET = 1911
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Names of the weekdays in Chinese and English, Monday first.
WEEKDAYS = tuple(zip("一二三四五六日", _ENGLISH_DAYS, strict=True))
#: Years outside this window are misprints or not years at all.
FIRST_YEAR, LAST_YEAR = 1990, 2100

_NUM = r"\d{1,3}|[〇零一二三四五六七八九十]{1,4}"
_ENGLISH_WEEKDAY = r"\b(?P<{}>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day|r?s|r|nes)?\b\.?"
_WEEKDAY = (
    r"[(\[]?\s*(?:(?:星期|週|周|禮拜)\s*(?P<wd1>[一二三四五六日天=])"
    rf"|{_ENGLISH_WEEKDAY.format('wd3')})\s*[)\]]?"
    r"|\(\s*(?P<wd2>[一二三四五六日天=])\s*\)"
)
#: After a date the weekday may stand alone: 9/7 日, 9月8日 一.
_BEHIND_DATE = rf"(?:[\s,]{{0,3}}(?:{_WEEKDAY})|\s+(?P<wd5>[一二三四五六日])(?=\s*(?:[):,;~至\d-]|[上下]午|$)))?"
_DATE = re.compile(
    r"(?:(?:中華)?民國)?\s*"
    r"(?:(?P<year>(?<!\d)\d{2,4}|[〇零一二三四五六七八九十百]{2,5})\s*年(?:度)?\s*)?"
    rf"(?<![\d])(?P<month>{_NUM})\s*月\s*(?P<day>{_NUM})"
    # 8月23-24日: the first of two days need not be called 日
    rf"(?:\s*[日號]{_BEHIND_DATE}|(?=\s*[-~–—、至及]\s*(?:{_NUM})\s*[日號]))"
)
_DATE_PUNCT = re.compile(
    r"(?<![\d.:/])(?:(?:中華)?民國)?\s*(?P<year>\d{2,4})\s*(?P<sep>[./-])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*"
    rf"(?P<day>\d{{1,2}})(?![\d:/]){_BEHIND_DATE}"
)
_DATE_SLASH = re.compile(
    rf"(?<![\d.:/-])(?P<month>\d{{1,2}})\s*/\s*(?P<day>\d{{1,2}})(?![\d:/.%]|-(?!\d{{1,2}}(?![\d.%])))"
    rf"{_BEHIND_DATE}"
)
#: 8.20(三) is a date because of its weekday; without one it is a number.
_DATE_POINT = re.compile(
    r"(?<![\d.:/-])(?P<month>\d{1,2})\.(?P<day>\d{1,2})\s*\((?:星期|週|周)?(?P<wd1>[一二三四五六日])\)"
)
#: 1130901, as state companies and councils write dates; the second of two may omit its year (1130901-0905).
_DATE_DIGITS = re.compile(
    r"(?<![\dA-Za-z.:/,])(?P<year>0[89]\d|1[0-4]\d|20\d\d)(?P<month>0[1-9]|1[0-2])"
    rf"(?P<day>0[1-9]|[12]\d|3[01])(?![\d:/.%]|\s*[元萬人件次冊支])\s*[日號]?{_BEHIND_DATE}"
)
_SECOND_OF_DIGITS = re.compile(
    r"\s*起?\s*[至到迄~–—〜-]\s*(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)\s*[日號止]?"
)
#: The weekdays of two days in one pair of brackets.
_BOTH = (
    r"\s*\((?:星期|週|周)?[一二三四五六日天]\s*[-~–—、至及]\s*(?:星期|週|周)?[一二三四五六日天]\)"
)
_WEEKDAYS_OF_BOTH = re.compile(_BOTH)
#: The second of two days, whose month or year is printed with the first: 8月18日至29日, 8/23(六)-24(日).
_SECOND_DAYS = (
    re.compile(
        rf"(?<=[日號)月\d一二三四五六])\s*起?\s*(?:[至到迄、及]|[-~–—〜])\s*(?:同年?月?)?\s*"
        rf"(?P<day>{_NUM})\s*[日號](?:(?!{_BOTH})\s*(?:{_WEEKDAY}))?"
    ),
    re.compile(
        rf"\s*[至~–—〜-]\s*(?:(?P<month>\d{{1,2}})[/.])?(?P<day>\d{{1,2}})(?![\d:/.%時點分月年天人位]|,(?!\s*\d{{4}}))"
        r"(?:,\s*(?P<year>\d{4}))?"
        rf"(?:(?!{_BOTH})\s*(?:{_WEEKDAY}))?"
    ),
)
#: Text between two periods, and between the two days of one period.
_NEXT_PERIOD = re.compile(r"[、;,及與和暨]")
_BETWEEN_DAYS = re.compile(r"\s*起?\s*(?:至|到|迄|[-~–—〜、及])?\s*")
_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split("|"), 1)}
_MONTH_NAME = rf"(?P<month>{_NAMES})[a-z]*\.?"
_WEEKDAY_BEFORE = rf"(?:[(\[]?{_ENGLISH_WEEKDAY.format('wd4')}[)\]]?[\s,]{{1,3}})?"
_DATE_ENGLISH = (
    re.compile(
        rf"{_WEEKDAY_BEFORE}\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}}))?"
        rf"(?:\s*(?:{_WEEKDAY}))?",
        re.I,
    ),
    re.compile(
        rf"{_WEEKDAY_BEFORE}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH_NAME}(?:,?[\s-]+(?P<year>\d{{4}}))?"
        rf"(?:\s*(?:{_WEEKDAY}))?",
        re.I,
    ),
)
#: A day of the journey by its number, perhaps with its weekday.
_DAY_COUNT = re.compile(
    r"\s*(?P<called>第\s*|D(?:ay)?\.?\s*)?(?P<first>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:\s*[至到~–—、-]\s*(?:第\s*|D(?:ay)?\s*)?(?P<last>\d{1,2}|[一二三四五六七八九十]{1,3}))?"
    rf"\s*(?P<days>天)?日?\s*(?:{_WEEKDAY})?\s*",
    re.I,
)
#: The forms of dates except the first, each with text that it must contain.
_FORMS = (
    (re.compile(r"\d\s*[./-]\s*\d"), _DATE_PUNCT),
    (re.compile(r"\d{7}"), _DATE_DIGITS),
    (re.compile(r"\d\s*/"), _DATE_SLASH),
    (re.compile(r"\d\.\d"), _DATE_POINT),
    *((re.compile("[A-Za-z]{3}"), form) for form in _DATE_ENGLISH),
)
_MOST_DAYS = 120
_DIGIT = re.compile(r"\d")
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAYS |= {c: i for i, c in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_WEEKDAY_ONLY = re.compile(rf"^\s*(?:{_WEEKDAY})\s*$")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: ``year`` (Western, ``None`` if not printed), ``month``, ``day``,
    ``weekday`` (Monday = 0) and its position in the text (``span``)."""

    year: int | None
    month: int
    day: int
    weekday: int | None
    span: tuple[int, int]

    def on(self, default_year: int | None) -> date | None:
        """Return the date, by default in ``default_year``; ``None`` if there is no such day."""
        year = self.year or default_year
        if year is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def overlaps(self, other: PrintedDate) -> bool:
        """True if both were read from overlapping text."""
        return self.span[0] < other.span[1] and other.span[0] < self.span[1]


def roc_day(day: date) -> str:
    """Return a day in the ROC calendar.

    >>> roc_day(date(2025, 8, 18))
    '114年8月18日'
    """
    return f"{day.year - ROC_OFFSET}年{day.month}月{day.day}日"


def find_dates(text: str) -> list[PrintedDate]:
    """Return all dates printed in the text, in order.

    >>> [(d.year, d.month, d.day, d.weekday) for d in find_dates("114年8月18日至8/29(五)")]
    [(2025, 8, 18, None), (None, 8, 29, 4)]
    """
    found: list[PrintedDate] = []
    # Most lines contain no date; checking for required text is far cheaper than matching the form.
    forms = [_DATE] if "月" in text else []
    if _DIGIT.search(text):
        forms += [form for need, form in _FORMS if need.search(text)]
    for pattern in forms:
        for match in pattern.finditer(text):
            printed = _printed_date(match)
            if printed and not any(map(printed.overlaps, found)):
                found.append(printed)
    found.sort(key=lambda d: d.span)
    pairs = itertools.zip_longest(found, found[1:])
    seconds = [_second_day(text, *pair) for pair in pairs]
    return sorted([*found, *filter(None, seconds)], key=lambda d: d.span)


def without_dates(text: str) -> str:
    """Return the text with spaces in place of its dates.

    >>> without_dates("9/7 10:00")
    '    10:00'
    """
    for begin, end in (each.span for each in find_dates(text)):
        text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def leading_days(text: str) -> tuple[PrintedDate, int] | None:
    """Return the date with which the text begins, and where it (or the range that it begins) ends.

    >>> leading_days("8/23(六)-24(日) 自由活動")[1]
    13
    """
    dates = find_dates(text)
    if not dates or text[: dates[0].span[0]].strip():
        return None
    end = dates[0].span[1]
    if len(dates) > 1 and _BETWEEN_DAYS.fullmatch(text[end : dates[1].span[0]]):
        end = dates[1].span[1]
    both = _WEEKDAYS_OF_BOTH.match(text, end)
    return dates[0], both.end() if both else end


def printed_days(text: str) -> tuple[PrintedDate, PrintedDate | None] | None:
    """Return the first date of the text, and the last day of the range that it, or a later one, begins.

    >>> [day and (day.month, day.day) for day in printed_days("9-10 Nov 11月9日至10日")]
    [(11, 9), (11, 10)]
    >>> printed_days("3 Nov (Sun) 11月3日")[1] is None
    True
    """
    dates = find_dates(text)
    for first, second in itertools.pairwise(dates):
        between = text[first.span[1] : second.span[0]]
        same = (second.month, second.day) == (first.month, first.day)
        later = not same or second.year not in (None, first.year)
        if later and between.strip() and _BETWEEN_DAYS.fullmatch(between):
            return first, second
    return (dates[0], None) if dates else None


def day_count(text: str) -> tuple[int, int] | None:
    """Return the first and last number if the text is only a numbered day: 第一天, D2, 第3-4天.

    >>> day_count("第一天"), day_count("Day 3-4"), day_count("9月5日")
    ((1, 1), (3, 4), None)
    """
    match = _DAY_COUNT.fullmatch(text)
    if not match or not (match["called"] or match["days"]):
        return None
    first = chinese_number(match["first"])
    last = chinese_number(match["last"] or match["first"])
    return (first, last) if first and last and first <= last <= _MOST_DAYS else None


def _second_day(text: str, first: PrintedDate, following: PrintedDate | None) -> PrintedDate | None:
    """Return the second day of a range that the date begins, if it is not a complete date itself."""
    match = _second_form(text[slice(*first.span)]).match(text, first.span[1])
    if not match or (following and following.span[0] < match.end()):
        return None
    groups = match.groupdict()
    month, day = int(groups.get("month") or first.month), chinese_number(match["day"])
    later = month != first.month or (day or 0) > first.day
    if not day or not later or not _is_day(month, day):
        return None
    year = first.year or int(groups.get("year") or 0) or None
    start = match.start("month" if groups.get("month") else "day")
    return PrintedDate(year, month, day, _weekday(match), (start, match.end()))


def _second_form(printed: str) -> re.Pattern[str]:
    """Return the form of the second of two days, depending on how the first is printed."""
    if _DATE_DIGITS.match(printed):
        return _SECOND_OF_DIGITS
    return _SECOND_DAYS[0 if "月" in printed else 1]


def weekday_alone(text: str) -> int | None:
    """Return the weekday (Monday = 0) if the text is only a weekday: ``(四)``, ``星期四``, ``Thu.``."""
    match = _WEEKDAY_ONLY.match(text)
    return _weekday(match) if match else None


def _printed_date(match: re.Match[str]) -> PrintedDate | None:
    groups = match.groupdict()
    month = _MONTHS.get(groups["month"][:3].lower()) or chinese_number(groups["month"])
    day = chinese_number(groups["day"])
    if not month or not day or not _is_day(month, day):
        return None
    year = None
    if groups.get("year"):  # 114 means 2025
        year = chinese_number(groups["year"]) or 0
        year += ROC_OFFSET if year < 1000 else 0
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
    start = match.end() - len(match[0].lstrip())
    return PrintedDate(year, month, day, _weekday(match), (start, match.end()))


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _weekday(match: re.Match[str]) -> int | None:
    groups = match.groupdict().items()
    word = next((said for name, said in groups if said and name.startswith("wd")), "")
    return _WEEKDAYS.get(word[:3].lower())


def find_period(text: str, default_year: int | None = None) -> tuple[date, date] | None:
    """Return the first and last day of the first printed period; a single day is a period of that
    day. The end takes year and month from the start if it has none.

    >>> find_period("中華民國114年8月18日至29日")
    (datetime.date(2025, 8, 18), datetime.date(2025, 8, 29))
    """
    return next(iter(find_periods(text, default_year)), None)


def find_periods(text: str, default_year: int | None = None) -> list[tuple[date, date]]:
    """Return all printed periods, in order; one within the previous period, or beginning on the day
    after it, is part of that.

    >>> [str(last) for _first, last in find_periods("114年4月1日至3日、6月5日至8日")]
    ['2025-04-03', '2025-06-08']
    """
    year = default_year or next((day.year for day in find_dates(text) if day.year), None)
    found: list[tuple[date, date]] = []
    is_open, end = False, 0
    for printed in find_dates(text):
        between, end = text[end : printed.span[0]], printed.span[1]
        first, last = found[-1] if found else (date.min, date.min)
        day = _not_before(first, printed, last.year if found else year)
        if day is None:
            continue
        ends = is_open and not _NEXT_PERIOD.search(between)
        if first <= day and (ends or day <= last + timedelta(days=1)):
            found[-1] = (first, max(day, last))
        else:
            found.append((day, day))
        is_open = found[-1] == (day, day)
    return found


def _not_before(first: date, printed: PrintedDate, year: int | None) -> date | None:
    """Return the day in this year, or in the next if it has no year and would precede the first."""
    day = printed.on(year)
    return printed.on(day.year + 1) if day and day < first and printed.year is None else day
