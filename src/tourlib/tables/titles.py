"""The meaning of a text that stands alone in its row."""

from __future__ import annotations

import re

from tourlib.clocks import find_clock, leading_time
from tourlib.dates import day_count, find_dates, leading_days, weekday_alone
from tourlib.outline.numbering import read_band
from tourlib.text import chinese_number, count_han
from tourlib.vocabulary import header_column, meaning

#: Minimum number of Chinese characters in the name of a part of the timetable.
_PART_HAN = 3
_OF_A_YEAR = re.compile(r"(?:中華)?民國")
#: Words for a group of travellers.
OF_GROUP = re.compile("[班組團隊]|(?i:group|team)")
_GROUP_TOLD = re.compile(
    r"第(?P<number>[一二三四五六七八九十\d]{1,2})[組班團隊](?:[^:]{0,8}:|(?=[^:]{5,}$))(?P<subject>.*)"
)
#: The last row of a table, with the numbers of all above.
TOTAL = re.compile("[合總共小]計(?!師)")
#: Maximum length of text before the date in a row that is only a day: 第一天 9月7日, Day 10 – 7 May.
_BEFORE = 10
_CN = "一二三四五六七八九十"
_DAY_COUNT = re.compile(
    rf"(?P<day>(?:第\s*[\d{_CN}]+\s*(?:[至到、~-]\s*第?\s*[\d{_CN}]+\s*)?[天日]|(?:D|Day)\s*\d+(?!\w))"
    rf"(?:\s*\((?:星期|週|周)?[{_CN}日天]\))?)\s*[:,、-]?\s*(?P<open>\()?",
    re.I,
)
#: What was done, and behind it when.
_WHEN_BEHIND = re.compile(
    r"-?\s*(?P<what>\S.+?)\s*(?:[(](?P<inside>(?:[^()]|[(][^()]*[)])+)[)]|(?<=[^\d:]):(?P<behind>.+))$"
)
#: Words that continue the mention of a day: 第一天的行程, 第一天是.
_OF_THE_DAY = re.compile("[的是為]")


def theme_number(text: str) -> int | None:
    """Return the number of the theme in a cell: 主題一, 議題2, 二.

    >>> theme_number("主題一"), theme_number("議題2"), theme_number("二"), theme_number("保護林")
    (1, 2, 2, None)
    """
    marker = read_band(text)
    return marker.value if marker else chinese_number(re.sub(r"^[主議課]題\s*", "", text))


def names_part(text: str) -> bool:
    """True if a text alone in its row is the title of a part: not a day or time, or a piece of one."""
    if count_han(text) < _PART_HAN or find_dates(text) or find_clock(text):
        return False
    of_a_day = day_count(text) or weekday_alone(text) is not None or _OF_A_YEAR.match(text)
    return not of_a_day and meaning("whole_day", text) is None


def is_only_day(text: str) -> bool:
    """True if a text alone in its row only says which day it is: it begins with a date."""
    if find_clock(text, compact=False) is not None:
        return False
    dates = find_dates(text)
    return bool(dates) and dates[0].span[0] <= _BEFORE


def split_day(text: str) -> tuple[str, str]:
    """Return the day or range of days at the start of the line, and the rest: 第3天(8/20),
    8/20-22, 第3天."""
    count = _DAY_COUNT.match(text)
    begin = count.end() if count else 0
    days = leading_days(text[begin:])
    if days is None and count and not _OF_THE_DAY.match(text, count.end()):
        return count["day"], text[count.end("day") :].lstrip(" :,、-")
    if days is None:
        return "", text
    end = begin + days[1]
    if count and text[end : end + 1] == ")":
        return text[:end] + ")", text[end + 1 :].strip(" :")
    return text[:end], text[end:].strip(" :")


def when_behind(text: str) -> tuple[str, str, str, str] | None:
    """Return what a text says, and day, time and more with which it ends, in brackets or, with a
    day, after a colon; ``None`` if it does not end so.

    >>> when_behind("參訪甲局(5月18日(一)9時至11時,海牙)"), when_behind("開訓:4月20日9時 王明院長")
    (('參訪甲局', '5月18日(一)', '9時至11時', ',海牙'), ('開訓', '4月20日', '9時', '王明院長'))
    """
    match = _WHEN_BEHIND.match(text.rstrip("。"))
    day, rest = split_day((match["inside"] or match["behind"]).strip()) if match else ("", "")
    time, begin = leading_time(rest)
    told = match and time and (day or match["inside"])
    return (match["what"], day, time, rest[begin:]) if match and told else None


def of_the_days(text: str) -> str | None:
    """Return what a row of a table with a column for each day tells of the whole days by its first
    cell: their ``place`` (城市) or a ``note`` (住宿); ``None`` for the entries at some time."""
    named = header_column("timetable", text, exact=True)
    return named if named in {"place", "note"} else None


def names_group(text: str) -> bool:
    """True if a text is a numbered group of people: 第一組 港埠組, Group 2."""
    marker = read_band(text)
    return marker is not None and OF_GROUP.search(marker.word) is not None


def group_told(title: str) -> tuple[int, str] | None:
    """Return the group that a heading names before its subject, and this: 第一組研究心得:數位治理."""
    match = _GROUP_TOLD.match(title)
    number = chinese_number(match["number"]) if match else None
    return (number, match["subject"]) if match and number else None
