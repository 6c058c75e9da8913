"""Compare the body's courses and visits with the timetable.

Each visit of the body is matched with the entry of the same title and host; then day, time, place
and people are compared. A wrong day is thus reported once, as a wrong day.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tourlib.checks.cover import span_of
from tourlib.checks.people import in_common, plain
from tourlib.checks.quantities import Quantity
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.parse.likeness import likeness
from tourlib.shown import as_printed
from tourlib.text import has_han, without_brackets
from tourlib.vocabulary import meaning

#: Share of common words from which titles are of one visit, and below which they are of two.
_SAME_TITLE, _OTHER_TITLE = 0.8, 0.5
_TOLD = frozenset({"course", "visit"})
#: A place is a town if at least this many entries have it and it is at most this long.
_MANY, _TOWN = 3, 5
#: Length of the word for the kind of body after its name (行政研修院).
_KIND = 3
_NUMBERED = re.compile(r"(?<![\d.])(?P<n>\d)[.、)](?!\d)")
#: Tolerance in minutes for an approximate duration.
_ABOUT = 30
#: The part of a place in Latin letters: 坎培拉John Gorton Building.
_INTERPRETS = re.compile("[翻口傳]譯")
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’. -]{3,}")
_MEAL = re.compile("午餐|用餐|餐敘|午休|[Ll]unch")
_LASTED = re.compile(
    "(?:本[^,。;#]{1,6}?|課程|參訪|座談|講座|會議)[^,。;#]{0,6}(?:歷時|為時|為期|時數為?|全長|共計?|前後)約?#?$"
)


@dataclass(frozen=True, slots=True)
class _Match:
    """A visit of the body and its entry of the timetable, each with its position in its table."""

    place: int
    visit: Row
    entry: int
    session: Row

    @property
    def title(self) -> str:
        return without_brackets(self.visit["title"])[:24]

    @property
    def lines(self) -> tuple[int, ...]:
        return (*self.visit["lines"], *self.session["lines"])

    def finding(
        self, code: str, said: str, english: str, marks: Iterable[str], *lines: int,
        severity: str = "warning",
    ) -> Finding:  # fmt: skip
        """Return a finding about the visit, with its lines and others."""
        return finding(
            code,
            f"「{self.title}」{said}。 / “{self.title}”: {english}.",
            severity=severity,
            table="visits",
            row=self.place,
            lines=(*lines, *self.lines),
            marks=tuple(marks),
        )


def check_timetable(parsed: ParsedReport, quantities: Iterable[Quantity]) -> Iterator[Finding]:
    """Yield differing days, times, places and speakers, and visits or entries without counterpart."""
    told, unmatched = _matches(parsed)
    yield from unmatched
    shared = Counter(each.entry for each in told)
    towns = _towns(parsed)
    texts = {line.number: line.text for line in parsed.lines}
    for each in told:
        days = (each.visit["date"], each.session["date"])
        if all(days) and days[0] != days[1]:
            yield wrong_day(each.title, days, each.lines, "visits", each.place)
            continue
        yield from _times(each, together=shared[each.entry] > 1)
        yield from _speakers(each, "、".join(texts[line] for line in each.lines))
        if each.session["place"] not in towns:
            yield from _places(each)
    entries = {
        each.place: each.session for each in told if each.visit["date"] == each.session["date"]
    }
    lasted = [q for q in quantities if q.measure[0] == "分鐘" and _LASTED.search(q.before)]
    for place, visit in enumerate(parsed.rows["visits"]) if lasted else ():
        yield from _lasted(place, visit, entries.get(place), parsed.rows["sections"], lasted)
    yield from _unlisted_speakers(told)
    yield from _untold(parsed, told)


def _towns(parsed: ParsedReport) -> set[str]:
    """Return the places of the timetable that are towns: short names that several entries have. If
    most places are short and each is that of two entries on average, all short ones are towns."""
    places = Counter(row["place"] for row in parsed.rows["sessions"] if row["place"])
    short = {place for place in places if len(place) <= _TOWN}
    if len(short) * 2 <= len(places) or places.total() < 2 * len(places):
        return {place for place in short if places[place] >= _MANY}
    return short


def _matches(parsed: ParsedReport) -> tuple[list[_Match], list[Finding]]:
    """Return the visits with their entries, and a finding for each timed visit without an entry."""
    sessions = parsed.rows["sessions"]
    told, unmatched = [], []
    for place, visit in enumerate(parsed.rows["visits"]):
        entry = None if visit["session"] is None else visit["session"] - 1
        if entry is None or _alike(visit, sessions[entry]) < _OTHER_TITLE:
            namesake = _namesake(visit, sessions)
            entry = entry if namesake is None else namesake
        if entry is not None:
            told.append(_Match(place, visit, entry, sessions[entry]))
        elif sessions and visit["start"]:
            title, lines = visit["title"][:24], visit["lines"]
            said = f"正文「{title}」在課程表中找不到對應的項目。"
            said += f" / No entry of the timetable fits “{title}”."
            found = finding("visit-unmatched", said, table="visits", row=place, lines=lines)
            unmatched.append(found)
    return told, unmatched


def _alike(visit: Row, session: Row) -> float:
    return likeness(visit["title"], f"{session['title']} {session['title_en'] or ''}")


def _namesake(visit: Row, sessions: Sequence[Row]) -> int | None:
    """Return the position of the only entry that has the visit's title."""
    alike = [at for at, row in enumerate(sessions) if _alike(visit, row) >= _SAME_TITLE]
    return alike[0] if len(alike) == 1 else None


def wrong_day(
    title: str,
    days: tuple[date, date],
    lines: Iterable[int],
    table: str,
    row: int | None,
    half: str = "",
    nth: str = "",
) -> Finding:
    """Return the finding that the body gives another day, or another half of a day, than the timetable.

    Args:
        nth: the day as printed, if it is given by its number in the journey.
    """
    english = {"": "", "上午": " a.m.", "下午": " p.m."}
    halves = (half, "下午" if half == "上午" else "上午") if half else ("", "")
    said, printed = (
        f"{day.month}月{day.day}日{part}" for day, part in zip(days, halves, strict=True)
    )
    said = f"{nth}({said})" if nth else said
    return finding(
        "date-mismatch",
        f"「{title}」正文為「{said}」,課程表為「{printed}」。"
        f" / “{title}”: the body says “{days[0]:%m/%d}{english[halves[0]]}”, the timetable “{days[1]:%m/%d}{english[halves[1]]}”.",
        severity="error",
        table=table,
        row=row,
        lines=tuple(lines),
        marks=(nth or said, printed, *(f"{day.month}/{day.day}" for day in days), title),
    )


def _differ(
    told: _Match, code: str, said: str, printed: str, *marks: str,
    what: tuple[str, str] = ("", "says"), note: str = "", severity: str = "warning",
) -> Finding:  # fmt: skip
    """Return the finding that the body and the timetable differ in ``what`` of a visit."""
    return told.finding(
        code,
        f"正文{what[0]}為「{said}」,課程表為「{printed}」{note}",
        f"the body {what[1]} “{said}”, the timetable “{printed}”",
        marks or (said, printed),
        severity=severity,
    )


def _times(told: _Match, *, together: bool) -> Iterator[Finding]:
    """Yield times that differ, as far as both are printed; a block may describe part of an entry."""
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
    times = [visit["start"], visit["end"], session["start"], session["end"]]
    yield _differ(
        told,
        "time-part" if part else "time-mismatch",
        span_of(visit),
        span_of(session),
        *as_printed(times),
        note="(同一項目對應多段正文)" if together else "",
        severity="info" if part else "warning",
    )


def _holds_several(session: Row) -> bool:
    text = " ".join(filter(None, (session[key] for key in ("title", "title_en", "detail"))))
    numbered = {match["n"] for match in _NUMBERED.finditer(text)}
    return {"1", "2"} <= numbered or (session["kind"] in _TOLD and bool(_MEAL.search(text)))


def _lasted(
    place: int, visit: Row, session: Row | None, sections: Sequence[Row], said: Iterable[Quantity]
) -> Iterator[Finding]:
    """Yield a finding if the stated length of a course or visit differs from its times."""
    rows = [visit, *([session] if session else [])]
    spans = [(row["start"], row["end"]) for row in rows if row["start"] and row["end"]]
    lengths = [int((end - start).total_seconds()) // 60 for start, end in spans]
    below = {visit["section"]} - {None}
    for at, row in enumerate(sections, 1):
        below |= {at} if row["parent"] in below else set()
    title, own = without_brackets(visit["title"])[:24], [n for row in rows for n in row["lines"]]
    of_visit = [each for each in said if spans and each.sentence.section in below]
    for _sentence, told in itertools.groupby(of_visit, key=lambda each: id(each.sentence)):
        parts = [*told]  # 2小時30分鐘
        minutes = sum(each.measure[1][0] for each in parts)
        near, shown = min(abs(minutes - each) for each in lengths), "".join(p.said for p in parts)
        if near > (0 if parts[0].exact else _ABOUT):
            message = (
                f"「{title}」第 {parts[0].line} 行說「{shown}」,起迄時間為 {lengths[0]} 分鐘。"
            )
            message += f" / “{title}”: “{shown}” is said; the times are {lengths[0]} minutes apart."
            lines = (parts[0].line, *own)
            yield finding("duration-mismatch", message, table="visits", row=place, lines=lines)


def _speakers(told: _Match, text: str) -> Iterator[Finding]:
    """Yield speakers whom only one of the two names, ignoring accents, spelling and interpreters;
    ``text`` is that of the lines of both."""
    helping = "".join(
        piece for piece in re.split("[、,;:及與和]", text) if _INTERPRETS.search(piece)
    )
    rows = (told.visit, told.session)
    body, table = ([name for name in row["speakers"] if name not in helping] for row in rows)
    known = all(_known(n, table) for n in body) and all(_known(n, body) for n in table)
    if not body or not table or known:
        return
    said, printed = ("、".join(names) for names in (body, table))
    yield _differ(told, "speaker-mismatch", said, printed, *body, *table, what=("的講者", "names"))


def _known(name: str, others: Iterable[str]) -> bool:
    """True if one of the others is the same name, or the same with more or fewer words."""
    words = {*map(plain, name.split())}
    return any(
        plain(name) == plain(other) or words <= (more := {*map(plain, other.split())}) or more <= words
        or (has_han(name) and (name in other or other in name))
        for other in others
    )  # fmt: skip


def _places(told: _Match) -> Iterator[Finding]:
    """Yield places that have no word in common, or differ only in their first words."""
    body, table = told.visit["place"], told.session["place"]
    if body and table and has_han(body) != has_han(table):
        body, table = ("".join(_LATIN.findall(place)) for place in (body, table))
    if not body or not table:
        return
    if (meaning("room", body) is None) != (meaning("room", table) is None):
        return  # a room is inside the other place
    if likeness(body, table) and not _of_two_names(plain(body), plain(table)):
        return
    named = plain(told.visit["title"] + body)
    if plain(table) in named or plain(body) in plain(table):
        return
    yield _differ(told, "place-mismatch", body, table, what=("的地點", "says"), severity="info")


def _of_two_names(one: str, other: str) -> bool:
    """True if two places differ only in their beginning: 漢城行政研修院, 釜山行政研修院."""
    end = in_common(one[::-1], other[::-1])
    begins = [name[: len(name) - end] for name in (one, other)]
    return end >= _KIND and all(len(begin) == 2 and has_han(begin) for begin in begins)


def _unlisted_speakers(told: Sequence[_Match]) -> Iterator[Finding]:
    """Yield speakers of the body whose entry names nobody, if most entries of the kind name theirs."""
    named = [each for each in told if each.visit["speakers"]]
    of_kind = Counter((each.session["kind"], not each.session["speakers"]) for each in named)
    for each in named:
        kind, names = each.session["kind"], "、".join(each.visit["speakers"])
        if each.session["speakers"] or of_kind[kind, True] > of_kind[kind, False]:
            continue
        yield each.finding(
            "speaker-unlisted",
            f"正文的{'講座' if kind == 'course' else '接待人員'}「{names}」不在課程表中",
            f"the timetable does not name whom the body does, “{names}”",
            each.visit["speakers"],
            severity="info",
        )


def _untold(parsed: ParsedReport, told: Sequence[_Match]) -> Iterator[Finding]:
    """Yield courses and visits that no block of the body describes, if most have one."""
    entries = {each.entry for each in told}
    dated = [
        (place, row)
        for place, row in enumerate(parsed.rows["sessions"])
        if row["kind"] in _TOLD and row["part"] == "abroad"
    ]
    without = [(place, row) for place, row in dated if place not in entries]
    if without and 2 * len(without) <= len(dated):
        titles = [row["title"][:24] for _place, row in without]
        many, lines = len(without), [line for _place, row in without for line in row["lines"]]
        home = any(row["part"] == "domestic" for row in parsed.rows["sessions"])
        where = "國外行程" if home else "課程表"
        said = f"{where}有 {many} 項在正文中找不到對應的段落:「{'」、「'.join(titles)}」。"
        said += f" / No block of the body describes {many} entries: “{'”, “'.join(titles)}”."
        at, marks = without[0][0], [row["title"] for _place, row in without]
        yield finding(
            "session-unmatched",
            said,
            severity="info",
            table="sessions",
            row=at,
            lines=lines,
            marks=marks,
        )
