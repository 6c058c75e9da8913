"""The body's visits, sentences and photographs against the timetable.

What the body says is brought together with the entry of its title and host; then day, time, place
and people of the two are compared. So a wrong day is said once, as a wrong day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tourlib.checks.alltext import Sentence, sentences
from tourlib.checks.journey import span_of
from tourlib.checks.statements import NUMBER, read_number
from tourlib.dates import find_dates, find_period
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.parse.matching import likeness
from tourlib.shown import as_printed
from tourlib.text import count_han, has_han, without_brackets

#: Titles are of one visit where so many of their words are the same, of two where fewer.
_SAME_TITLE, _OTHER_TITLE = 0.8, 0.5
_TOLD = frozenset({"course", "visit"})
#: What a title says beside the name of the host or the subject; a name is at least so long.
_BESIDE = re.compile(
    r"^(?:【[^】]*】|參訪|参訪|參觀|拜會|拜訪|課程|講座|專題)+[:：]?|\([^)]*\)|[「」]"
)
_NAME = 4
_NUMBERED = re.compile(r"(?<![\d.])(?P<n>\d)[.、)](?!\d)")
_MEAL = re.compile("午餐|用餐|餐敘|午休|[Ll]unch")
_LASTED = re.compile(
    rf"(?:本場|本次|本課程|課程|參訪|座談|講座|會議)[^,。;]{{0,6}}(?:歷時|為時|為期|時數為?|全長|共計?)\s*"
    rf"(?:(?P<hours>{NUMBER}|\d\.5)\s*個?小時(?P<half>半)?)?\s*(?:(?P<minutes>{NUMBER})\s*分鐘?)?"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A visit of the body and the entry that it tells of, each with its place in its table."""

    place: int
    visit: Row
    entry: int
    session: Row

    @property
    def title(self) -> str:
        return without_brackets(self.visit["title"])[:24]

    @property
    def lines(self) -> tuple[int, ...]:
        return (*self.visit["_lines"], *self.session["_lines"])


def check_timetable(parsed: ParsedReport) -> Iterator[Row]:
    """Days, times, places and speakers that differ; what only one of the two tells of."""
    told, unmatched = _told(parsed)
    yield from unmatched
    shared = Counter(each.entry for each in told)
    for each in told:
        if _days_differ(each.visit["date"], each.session["date"]):
            yield _date_mismatch(each)
            continue
        yield from _times(each, together=shared[each.entry] > 1)
        yield from _lasted(each, parsed)
        yield from _speakers(each)
        yield from _places(each)
    yield from _unlisted_speakers(told)
    yield from _untold(parsed, told)
    yield from _other_days(parsed)


def _told(parsed: ParsedReport) -> tuple[list[_Told], list[Row]]:
    """The visits with their entries, and a finding for each that has a time and no entry."""
    sessions = parsed.rows["sessions"]
    told, unmatched = [], []
    for place, visit in enumerate(parsed.rows["visits"]):
        entry = None if visit["session"] is None else visit["session"] - 1
        if entry is None or _alike(visit, sessions[entry]) < _OTHER_TITLE:
            namesake = _namesake(visit, sessions)
            entry = entry if namesake is None else namesake
        if entry is not None:
            told.append(_Told(place, visit, entry, sessions[entry]))
        elif sessions and visit["start"]:
            unmatched.append(
                finding(
                    "visit-unmatched",
                    f"正文「{visit['title'][:24]}」在課程表中找不到對應的項目。"
                    f" / No entry of the timetable fits “{visit['title'][:24]}”.",
                    table="visits",
                    row=place,
                    lines=visit["_lines"],
                )
            )
    return told, unmatched


def _alike(visit: Row, session: Row) -> float:
    """How alike the titles are; a speaker of both is as good as a title."""
    if {*visit["speakers"]} & {*session["speakers"]}:
        return 1.0
    return likeness(visit["title"], f"{session['title']} {session['title_en'] or ''}")


def _namesake(visit: Row, sessions: Sequence[Row]) -> int | None:
    """The place of the only entry that has the visit's title."""
    words = [
        likeness(visit["title"], f"{row['title']} {row['title_en'] or ''}") for row in sessions
    ]
    alike = [place for place, share in enumerate(words) if share >= _SAME_TITLE]
    return alike[0] if len(alike) == 1 else None


def _days_differ(one: date | None, other: date | None) -> bool:
    return bool(one and other and one != other)


def _date_mismatch(told: _Told) -> Row:
    days = (told.visit["date"], told.session["date"])
    return _wrong_day(told.title, days, told.lines, "visits", told.place)


def _wrong_day(
    title: str, days: tuple[date, date], lines: Iterable[int], table: str, row: int | None
) -> Row:
    said, printed = (f"{day.month}月{day.day}日" for day in days)
    return finding(
        "date-mismatch",
        f"「{title}」正文為「{said}」,課程表為「{printed}」。"
        f" / The body says “{days[0]:%m/%d}”, the timetable “{days[1]:%m/%d}”.",
        severity="error",
        table=table,
        row=row,
        lines=tuple(lines),
        marks=(said, printed, *(f"{day.month}/{day.day}" for day in days), title),
    )


def _times(told: _Told, *, together: bool) -> Iterator[Row]:
    """Times that differ as far as both are printed; a block may tell of a part of an entry."""
    visit, session = told.visit, told.session
    if not visit["start"] or not session["start"] or not session["date"]:
        return
    ends = visit["end"] and session["end"] and not session["end_inferred"]
    if visit["start"] == session["start"] and (not ends or visit["end"] == session["end"]):
        return
    part = (
        (together or _holds_several(session))
        and ends
        and session["start"] <= visit["start"] <= visit["end"] <= session["end"]
    )
    said, printed = span_of(visit), span_of(session)
    yield finding(
        "time-part" if part else "time-mismatch",
        f"「{told.title}」正文為「{said}」,課程表為「{printed}」"
        f"{'(同一項目對應多段正文)' if together else ''}。"
        f" / The body says “{said}”, the timetable “{printed}”.",
        severity="info" if part else "warning",
        table="visits",
        row=told.place,
        lines=told.lines,
        marks=as_printed([visit["start"], visit["end"], session["start"], session["end"]]),
    )


def _holds_several(session: Row) -> bool:
    """Whether an entry holds a meal beside its subject, or several numbered things."""
    text = " ".join(filter(None, (session[key] for key in ("title", "title_en", "detail"))))
    numbered = {match["n"] for match in _NUMBERED.finditer(text)}
    return {"1", "2"} <= numbered or (session["kind"] in _TOLD and bool(_MEAL.search(text)))


def _lasted(told: _Told, parsed: ParsedReport) -> Iterator[Row]:
    """How long a course or visit took by its own text, against its times."""
    spans = [(row["start"], row["end"]) for row in (told.visit, told.session)]
    lengths = [int((end - start).total_seconds()) // 60 for start, end in spans if start and end]
    of = told.visit["section"]
    if not lengths or not of:
        return
    for sentence in sentences(parsed, sections=(of,)):
        for match in _LASTED.finditer(sentence.text):
            said = _minutes(match)
            if said and said not in lengths:
                yield finding(
                    "duration-mismatch",
                    f"「{told.title}」第 {sentence.line(match.group())} 行說「{match.group()}」,"
                    f"起迄時間為 {lengths[0]} 分鐘。"
                    f" / “{match.group()}” is said; the times are {lengths[0]} minutes apart.",
                    table="visits",
                    row=told.place,
                    lines=(sentence.line(match.group()), *told.lines),
                    marks=(match.group(), *as_printed(spans[0])),
                )


def _minutes(match: re.Match[str]) -> int:
    hours = match["hours"] or "0"
    whole = float(hours) if "." in hours else read_number(hours)
    half = 30 if match["half"] else 0
    return int(60 * whole) + half + (read_number(match["minutes"]) if match["minutes"] else 0)


def _speakers(told: _Told) -> Iterator[Row]:
    """Speakers whom only one of the two names; accents and spelling aside."""
    body = {_plain(name): name for name in told.visit["speakers"]}
    table = {_plain(name): name for name in told.session["speakers"]}
    known = all(_known(n, table) for n in body) and all(_known(n, body) for n in table)
    if not body or not table or known:
        return
    yield finding(
        "speaker-mismatch",
        f"「{told.title}」正文的講者為「{'、'.join(body.values())}」，"
        f"課程表為「{'、'.join(table.values())}」。 / The body names “{', '.join(body.values())}”,"
        f" the timetable “{', '.join(table.values())}”.",
        table="visits",
        row=told.place,
        lines=told.lines,
        marks=(*body.values(), *table.values()),
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in " .-'’")


def _known(name: str, others: Iterable[str]) -> bool:
    return any(name in other or other in name for other in others)


def _places(told: _Told) -> Iterator[Row]:
    """Places that have not one word in common."""
    body, table = told.visit["place"], told.session["place"]
    if not body or not table or likeness(body, table) or has_han(body) != has_han(table):
        return
    named = _plain(told.visit["title"] + body)
    if _plain(table) in named or _plain(body) in _plain(table):
        return
    yield finding(
        "place-mismatch",
        f"「{told.title}」正文的地點為「{body}」,課程表為「{table}」。"
        f" / The body says “{body}”, the timetable “{table}”.",
        severity="info",
        table="visits",
        row=told.place,
        lines=told.lines,
        marks=(body, table),
    )


def _unlisted_speakers(told: Sequence[_Told]) -> Iterator[Row]:
    """Speakers of the body whose entry names none, in a timetable that otherwise does."""
    named = [each for each in told if each.visit["speakers"]]
    without = [each for each in named if not each.session["speakers"]]
    for each in without if 2 * len(without) < len(named) else ():
        names = "、".join(each.visit["speakers"])
        yield finding(
            "speaker-unlisted",
            f"「{each.title}」正文的講者「{names}」不在課程表中。"
            f" / The timetable does not name the speaker of the body, “{names}”.",
            severity="info",
            table="visits",
            row=each.place,
            lines=each.lines,
            marks=tuple(each.visit["speakers"]),
        )


def _untold(parsed: ParsedReport, told: Sequence[_Told]) -> Iterator[Row]:
    """Courses and visits that no block of the body tells of, where most have one."""
    entries = {each.entry for each in told}
    dated = [
        (place, row)
        for place, row in enumerate(parsed.rows["sessions"])
        if row["kind"] in _TOLD and row["part"] == "abroad"
    ]
    without = [(place, row) for place, row in dated if place not in entries]
    if without and 2 * len(without) <= len(dated):
        titles = [row["title"][:24] for _place, row in without]
        yield finding(
            "session-unmatched",
            f"課程表有 {len(without)} 項在正文中找不到對應的段落:「{'」、「'.join(titles)}」。"
            f" / No block of the body tells of {len(without)} entries: “{'”, “'.join(titles)}”.",
            severity="info",
            table="sessions",
            row=without[0][0],
            lines=[line for _place, row in without for line in row["_lines"]],
            marks=[row["title"] for _place, row in without],
        )


def _other_days(parsed: ParsedReport) -> Iterator[Row]:
    """Courses and visits that a sentence or a photograph's heading names beside another day."""
    entries: dict[str, list[Row]] = defaultdict(list)
    for row in parsed.rows["sessions"]:
        name = _BESIDE.sub("", row["title"]).strip()
        if row["date"] and row["kind"] in (*_TOLD, "exchange") and count_han(name) >= _NAME:
            entries[name].append(row)
    year = parsed.meta.start.year if parsed.meta.start else None
    for sentence in sentences(parsed):
        for name, said, day in _days_beside(sentence, entries, year):
            row = entries[name][0]
            lines = (sentence.line(said), *row["_lines"])
            yield _wrong_day(name, (day, row["date"]), lines, "sessions", None)
    seen: set[tuple[date, str]] = set()
    for place, photo in enumerate(parsed.rows["photos"]):
        day, name = photo["date"], _BESIDE.sub("", photo["event"] or "").strip()
        rows = entries.get(name, [])
        if (
            day
            and rows
            and all(_days_differ(day, r["date"]) for r in rows)
            and (day, name) not in seen
        ):
            seen.add((day, name))
            lines = (_line_of_day(parsed, day, photo["line"]), *rows[0]["_lines"])
            yield _wrong_day(name, (day, rows[0]["date"]), lines, "photos", place)


def _days_beside(
    sentence: Sentence, entries: Mapping[str, Sequence[Row]], year: int | None
) -> Iterator[tuple[str, str, date]]:
    """Names of entries, the day printed nearest before, else behind, and the day, where none of the
    name's entries is of that day and the sentence gives no period."""
    printed = [each for each in find_dates(sentence.text) if each.month and each.day]
    period = find_period(sentence.text, year)
    if not printed or (period and period[0] != period[1]):
        return
    for name, rows in entries.items():
        at = sentence.text.find(name)
        if at < 0 or any(name in other != name and other in sentence.text for other in entries):
            continue
        before = [each for each in printed if each.span[1] <= at]
        nearest = before[-1] if before else printed[0]
        day = nearest.on(year)
        apart = (
            sentence.text[nearest.span[1] : at] if before else sentence.text[at : nearest.span[0]]
        )
        if (
            day
            and "," not in apart.strip(",")
            and all(_days_differ(day, row["date"]) for row in rows)
        ):
            yield name, sentence.text[slice(*nearest.span)], day


def _line_of_day(parsed: ParsedReport, day: date, line: int) -> int:
    """The last line up to a photograph that prints its day."""
    for each in reversed([each for each in parsed.lines if each.number <= line]):
        if any((d.month, d.day) == (day.month, day.day) for d in find_dates(each.text)):
            return each.number
    return line
