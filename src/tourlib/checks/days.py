"""Compare the days that sentences and photographs give for a course or visit with the timetable."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np

from tourlib.checks.alltext import Sentence, in_order
from tourlib.checks.cover import PERIOD
from tourlib.checks.lexicon import foreign, read_codes
from tourlib.checks.quantities import read_number
from tourlib.checks.timetable import wrong_day
from tourlib.dates import PrintedDate, find_dates, find_period
from tourlib.parse import Finding, Row
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, count_han

_KINDS = frozenset({"course", "visit", "exchange"})
#: Parts of a title other than the name of the host or subject.
_BESIDE = re.compile(
    r"^(?:【[^】]*】|參訪|参訪|參觀|拜會|拜訪|課程|講座|專題(?!座談|演講|討論))+[:：]?|\([^)]*\)|[「」]"
)
#: Minimum length of a name of a host or subject, and of a person.
_NAME, _PERSON = 4, 3
#: A host is named after one of these words, perhaps in fewer characters than in the timetable.
_HOST = re.compile(rf"(?:參訪|拜會|拜訪|訪問|走訪|參觀)[了之的]?(?P<host>[{HAN}]{{{_NAME},16}})")
#: Names for the courses before the journey.
_AT_HOME = re.compile("(?:國內|行前|先備)(?:專題)?(?:課程|研習|講習|訓練|研討)")
#: What a person does on the day that stands beside the name.
_SPEAKS = re.compile("授課|講授|主講|演講|簡報|說明|指出|分享|提及|提到|接待|表示|強調|介紹")
_HALF, _NOON = re.compile(r"\s*(?:\([^)]*\))?\s*(?P<half>[上下]午)"), 12
#: A day given by its number in the journey: 第三天, 行程第三天; not the third day of a course or fair.
_NTH = re.compile(
    r"(?:^|(?<=[,、;:。])|(?<=行程)|(?<=旅程)|(?<=於)|(?<=在))第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})[天日](?!課程|會議)"
)
#: Minimum length of a shared piece of text (shorter ones fit any entry), which must name a body or
#: town: by a word of ``_BODY`` or by at least ``_FOREIGN`` characters used for foreign sounds.
_PIECE, _FOREIGN = 3, 3
_BODY = re.compile("[署局部院處司廳所館城村園區港場鎮市縣室]|委員會|協會|中心|公司|大學")
#: Maximum distance in characters between a name and its date.
_MAX_DISTANCE = 14


def check_days(parsed: ParsedReport, said: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield a finding for each date, or half of a day, on which the timetable does not have what
    is named."""
    entries = [r for r in parsed.rows["sessions"] if r["date"] and r["kind"] in _KINDS]
    start = parsed.meta.start
    year = start.year if start else None
    named = _by_name(entries)
    for sentence in said:
        told: set[date] = set()
        for name, printed, rows in _dated(sentence.text, named, entries, start):
            day = printed.on(year)
            on_day = [row for row in rows if row["date"] == day]
            half = _HALF.match(sentence.text, printed.span[1])
            if day is None or day in told or any(_is_in(row, half) for row in on_day):
                continue
            told.add(day)
            piece = sentence.text[slice(printed.span[0], half.end() if half else printed.span[1])]
            row = (on_day or rows)[0]
            lines = (sentence.line(piece), *row["lines"])
            part = half["half"] if half and on_day else ""
            nth = piece if piece.startswith("第") else ""
            yield wrong_day(name, (day, row["date"]), lines, "sessions", None, part, nth)
    yield from _photographs(parsed, entries)


def _is_in(row: Row, half: re.Match[str] | None) -> bool:
    """True if an entry begins in this half of its day, as far as both are given."""
    if half is None or row["start"] is None:
        return True
    return (row["start"].hour >= _NOON) == (half["half"] == "下午")


def _dated(
    text: str, named: Mapping[str, list[Row]], entries: Sequence[Row], start: date | None
) -> Iterator[tuple[str, PrintedDate, list[Row]]]:
    """Yield the names in a sentence with the adjacent date and the entries that have this name."""
    apart = PERIOD.sub(lambda period: " " * len(period.group()), text)
    printed = [each for each in find_dates(apart) if each.month and each.day]
    period = find_period(apart, start.year if start else None) if printed else None
    printed = sorted([*printed, *(_numbered(text, start) if start else ())], key=lambda p: p.span)
    if not printed or (period and period[0] != period[1]):
        return
    for name, at, end, rows in _mentions(text, named, entries):
        before = [each for each in printed if each.span[1] <= at]
        nearest = before[-1] if before else printed[0]
        between = text[nearest.span[1] : at] if before else text[end : nearest.span[0]]
        if "," not in between.strip(",") and len(between) <= _MAX_DISTANCE:
            yield name, nearest, rows


def _numbered(text: str, start: date) -> Iterator[PrintedDate]:
    """Yield the days that a sentence gives by their number in the journey."""
    for match in _NTH.finditer(text):
        day = start + timedelta(days=read_number(match["n"]) - 1)
        yield PrintedDate(day.year, day.month, day.day, None, match.span())


def _bare(title: str) -> str:
    return _BESIDE.sub("", title).strip()


def _by_name(entries: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the entries by the names of their hosts, subjects and speakers."""
    named: dict[str, list[Row]] = defaultdict(list)
    for row in entries:
        names = {_bare(row["title"]), _bare(row["title"].split(":")[0])}
        for name in (each for each in names if count_han(each) >= _NAME):
            named[name].append(row)
        for name in row["speakers"]:
            if count_han(name) >= _PERSON or " " in name:
                named[name].append(row)
    return named


def _mentions(
    text: str, named: Mapping[str, list[Row]], entries: Sequence[Row]
) -> Iterator[tuple[str, int, int, list[Row]]]:
    """Yield the names in a sentence, with position and entries; parts of a longer name are skipped."""
    for name, rows in named.items():
        at = text.find(name)
        if at < 0 or any(name in other != name and other in text for other in named):
            continue
        if name not in rows[0]["speakers"] or _SPEAKS.search(text[at:]):
            yield name, at, at + len(name), rows
    home = [row for row in entries if row["part"] == "domestic"]
    for match in _AT_HOME.finditer(text) if home else ():
        yield match.group(), match.start(), match.end(), home
    for match in _HOST.finditer(text):
        for size in range(len(match["host"]), _NAME - 1, -1):
            host = match["host"][:size]
            rows = [r for r in entries if _holds(f"{r['title']}{r['place'] or ''}", host)]
            if rows:
                yield host, match.start(), match.start("host") + size, rows
                break


def _holds(name: str, short: str) -> bool:
    """True if ``short`` abbreviates the name: first two characters adjacent, the rest in order."""
    _before, head, rest = name.partition(short[:2])
    return bool(head) and in_order(short[2:], rest)


def _photographs(parsed: ParsedReport, entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield photographs whose heading (or else caption) shares a name with entries of other days
    and has nothing in common with entries of the photograph's own day, nor speakers of the body."""
    seen: set[tuple[date, str]] = set()
    of_visits = {n for visit in parsed.rows["visits"] for n in visit["lines"]}
    named = [(f"{_bare(row['title'])}\n{row['place'] or ''}", row) for row in entries]
    sessions, visits = parsed.rows["sessions"], parsed.rows["visits"]
    who = [(v["speakers"], sessions[v["session"] - 1]) for v in visits if v["session"]]
    named += [("\n".join(names), r) for names, r in who if r["date"] and r["kind"] in _KINDS]
    for place, photo in enumerate(parsed.rows["photos"]):
        day, told = photo["date"], _bare(photo["event"] or photo["caption"] or "")
        pieces = [(_shared(told, name), row) for name, row in named]
        own = {row["date"] for piece, row in pieces if len(piece) >= _PIECE}
        name, row = max(pieces, key=lambda piece: len(piece[0]), default=("", {}))
        if day is None or day in own or len(name) < _NAME or (day, name) in seen:
            continue
        seen.add((day, name))
        line = _line_of_day(parsed, day, photo["line"])
        # the visit's own date, which a photograph below it does not print
        if line not in of_visits:
            yield wrong_day(name, (day, row["date"]), (line, *row["lines"]), "photos", place)


@lru_cache(maxsize=4096)
def _shared(told: str, entry: str) -> str:
    """Return the longest piece that a caption shares with the title and place of an entry."""
    at, _of, size = SequenceMatcher(None, told, entry, autojunk=False).find_longest_match()
    piece = told[at : at + size].strip()
    named = _BODY.search(piece) or np.isin(read_codes(piece), foreign()).sum() >= _FOREIGN
    long = count_han(piece) >= _PIECE and (named or piece == told)
    return piece if long or re.fullmatch(r"[A-Z][\w ]{3,}", piece) else ""


def _line_of_day(parsed: ParsedReport, day: date, line: int) -> int:
    """Return the last line, up to a photograph, on which its date is printed."""
    for each in reversed([each for each in parsed.lines if each.number <= line]):
        if any((d.month, d.day) == (day.month, day.day) for d in find_dates(each.text)):
            return each.number
    return line
