"""The body's visits against the timetable; entries against the journey and each other."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.parse.matching import likeness
from tourlib.shown import as_printed
from tourlib.text import has_han

#: Titles are of one visit where so many of their words are the same.
_SAME_TITLE = 0.8
#: A course, visit or meal is not longer, a day has no longer pause, in minutes.
_LONGEST, _PAUSE = 11 * 60, 4 * 60
#: What entries for one part of the travellers say.
_GROUP = re.compile(r"第?[A-D甲乙丙丁一二三四1-4]組|(?:分組|組別|Group)\s?[A-D甲乙丙丁一二三四1-4]")
_TOLD = frozenset({"course", "visit"})
_MAY_BE_LONG = frozenset({"transfer", "free", "other"})


def check_timetable(parsed: ParsedReport) -> Iterator[Row]:
    """Times and speakers that differ, entries outside the journey, entries that overlap."""
    yield from _body_against_timetable(parsed)
    yield from _journey(parsed)


def _body_against_timetable(parsed: ParsedReport) -> Iterator[Row]:
    """Times and speakers of a visit in the body against its entry of the timetable."""
    sessions = parsed.rows["sessions"]
    shared = Counter(visit["session"] for visit in parsed.rows["visits"])
    for place, visit in enumerate(parsed.rows["visits"]):
        if not sessions or not visit["start"]:
            continue
        lines = visit["_lines"]
        if visit["session"] is None:
            moved = _other_day(visit, sessions)
            if moved is not None:
                yield _date_mismatch(visit, moved, place)
                continue
            yield finding(
                "visit-unmatched",
                f"正文「{visit['title'][:24]}」在課程表中找不到對應的項目。"
                f" / No entry of the timetable fits “{visit['title'][:24]}”.",
                table="visits",
                row=place,
                lines=lines,
            )
            continue
        session = sessions[visit["session"] - 1]
        said, printed = _span(visit), _span(session)
        if session["start"] and not _agree(visit, session):
            together = shared[visit["session"]] > 1
            yield finding(
                "time-mismatch",
                f"「{visit['title'][:24]}」正文為「{said}」,課程表為「{printed}」"
                f"{'(同一項目對應多段正文)' if together else ''}。"
                f" / The body says “{said}”, the timetable “{printed}”.",
                severity="info" if together else "warning",
                table="visits",
                row=place,
                lines=(*lines, *session["_lines"]),
                marks=as_printed([visit["start"], visit["end"], session["start"], session["end"]]),
            )
        yield from _speakers(visit, session, place)
        yield from _places(visit, session, place)
    yield from _unlisted_speakers(parsed)
    yield from _untold(parsed)


def _untold(parsed: ParsedReport) -> Iterator[Row]:
    """Courses and visits that no block of the body tells of, where most have one."""
    told = {visit["session"] for visit in parsed.rows["visits"]}
    dated = [
        (place, row)
        for place, row in enumerate(parsed.rows["sessions"])
        if row["kind"] in _TOLD and row["part"] == "abroad"
    ]
    without = [(place, row) for place, row in dated if place + 1 not in told]
    if 2 * len(without) > len(dated):
        return
    if without:
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


def _other_day(visit: Row, sessions: list[Row]) -> Row | None:
    """The entry of another day that has the visit's title."""
    alike = [
        session
        for session in sessions
        if session["date"]
        and visit["date"]
        and session["date"] != visit["date"]
        and likeness(visit["title"], f"{session['title']} {session['title_en'] or ''}")
        >= _SAME_TITLE
    ]
    return alike[0] if len(alike) == 1 else None


def _date_mismatch(visit: Row, session: Row, place: int) -> Row:
    days = [row["date"] for row in (visit, session)]
    said, printed = (f"{day.month}月{day.day}日" for day in days)
    return finding(
        "date-mismatch",
        f"「{visit['title'][:24]}」正文為「{said}」,課程表為「{printed}」。"
        f" / The body says “{days[0]:%m/%d}”, the timetable “{days[1]:%m/%d}”.",
        table="visits",
        row=place,
        lines=(*visit["_lines"], *session["_lines"]),
        marks=(said, printed, *(f"{day.month}/{day.day}" for day in days), visit["title"]),
    )


def _places(visit: Row, session: Row, place: int) -> Iterator[Row]:
    """Places that have not one word in common."""
    body, table = visit["place"], session["place"]
    if not body or not table or likeness(body, table) or _plain(body) in _plain(table):
        return
    named = _plain(visit["title"] + body)
    if has_han(body) != has_han(table) or _plain(table) in named:
        return
    yield finding(
        "place-mismatch",
        f"「{visit['title'][:24]}」正文的地點為「{body}」,課程表為「{table}」。"
        f" / The body says “{body}”, the timetable “{table}”.",
        severity="info",
        table="visits",
        row=place,
        lines=(*visit["_lines"], *session["_lines"]),
        marks=(body, table),
    )


def _unlisted_speakers(parsed: ParsedReport) -> Iterator[Row]:
    """Speakers of the body whose entry names none, in a timetable that otherwise does."""
    pairs = [
        (place, visit, parsed.rows["sessions"][visit["session"] - 1])
        for place, visit in enumerate(parsed.rows["visits"])
        if visit["session"] is not None and visit["speakers"]
    ]
    without = [pair for pair in pairs if not pair[2]["speakers"]]
    if 2 * len(without) >= len(pairs):
        return
    for place, visit, session in without:
        names = "、".join(visit["speakers"])
        yield finding(
            "speaker-unlisted",
            f"「{visit['title'][:24]}」正文的講者「{names}」不在課程表中。"
            f" / The timetable does not name the speaker of the body, “{names}”.",
            severity="info",
            table="visits",
            row=place,
            lines=(*visit["_lines"], *session["_lines"]),
            marks=tuple(visit["speakers"]),
        )


def _span(row: Row) -> str:
    start, end = row["start"], row["end"]
    clock = f"{start:%H:%M}" if start else "?"
    return f"{clock}-{end:%H:%M}" if end and not row.get("end_inferred") else clock


def _speakers(visit: Row, session: Row, place: int) -> Iterator[Row]:
    """Speakers whom only one of the two names; accents and spelling aside."""
    body = {_plain(name): name for name in visit["speakers"]}
    table = {_plain(name): name for name in session["speakers"]}
    if (
        not body
        or not table
        or (all(_known(n, table) for n in body) and all(_known(n, body) for n in table))
    ):
        return
    yield finding(
        "speaker-mismatch",
        f"「{visit['title'][:24]}」正文的講者為「{'、'.join(body.values())}」，"
        f"課程表為「{'、'.join(table.values())}」。 / The body names “{', '.join(body.values())}”,"
        f" the timetable “{', '.join(table.values())}”.",
        table="visits",
        row=place,
        lines=(*visit["_lines"], *session["_lines"]),
        marks=(*body.values(), *table.values()),
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in " .-'’")


def _known(name: str, others: Iterable[str]) -> bool:
    return any(name == other or name in other or other in name for other in others)


def _agree(visit: Row, session: Row) -> bool:
    """Whether the times are the same as far as both are printed."""
    ends = visit["end"] and session["end"] and not session["end_inferred"]
    return visit["start"] == session["start"] and (not ends or visit["end"] == session["end"])


def _journey(parsed: ParsedReport) -> Iterator[Row]:
    """Entries abroad on days outside the journey of the cover; entries that overlap."""
    meta = parsed.meta
    for place, row in enumerate(parsed.rows["sessions"]):
        day = row["date"]
        if (
            day
            and meta.start
            and meta.end
            and row["part"] == "abroad"
            and not meta.start <= day <= meta.end
        ):
            yield finding(
                "date-outside",
                f"課程表 {day.isoformat()} 不在封面的出國期間 {meta.start.isoformat()} 至 {meta.end.isoformat()} 內。"
                f" / {day.isoformat()} is outside {meta.start.isoformat()} to {meta.end.isoformat()}.",
                table="sessions",
                row=place,
                lines=row["_lines"],
                marks=(f"{day.month}月{day.day}日", f"{day.month}/{day.day}"),
            )
    rows = parsed.rows["sessions"]
    yield from _durations(rows)
    for place, (row, following) in enumerate(itertools.pairwise(rows)):
        if (
            row["end"]
            and following["start"]
            and row["date"] == following["date"]
            and following["start"] < row["end"]
            and not _are_groups(row, following)
        ):
            yield finding(
                "overlap",
                f"「{row['title'][:20]}」{_span(row)} 與「{following['title'][:20]}」{_span(following)} 時間重疊。"
                f" / Entries overlap: {_span(row)} and {_span(following)}.",
                severity="info",
                table="sessions",
                row=place + 1,
                lines=(*row["_lines"], *following["_lines"]),
                marks=as_printed([row["start"], row["end"], following["start"], following["end"]]),
            )


def _are_groups(row: Row, other: Row) -> bool:
    """Whether two entries say that they are those of two groups: A組:參訪甲;B組:參訪乙."""
    groups = [_GROUP.search(f"{each['title']} {each['detail']}") for each in (row, other)]
    return all(groups) and len({group.group() for group in groups if group}) == 2


def _durations(rows: list[Row]) -> Iterator[Row]:
    """Entries that end before they begin or last too long; hours of a day without an entry."""
    for place, row in enumerate(rows):
        if not row["start"] or not row["end"] or row["end_inferred"]:
            continue
        minutes = (row["end"] - row["start"]).total_seconds() / 60
        if minutes <= 0 or (minutes > _LONGEST and row["kind"] not in _MAY_BE_LONG):
            yield finding(
                "duration-impossible",
                f"「{row['title'][:20]}」的時間「{_span(row)}」不可能。"
                f" / “{_span(row)}” is no possible time.",
                table="sessions",
                row=place,
                lines=row["_lines"],
                marks=as_printed([row["start"], row["end"]]),
            )
    for place, (row, following) in enumerate(itertools.pairwise(rows)):
        if not row["end"] or row["end_inferred"] or not following["start"]:
            continue
        pause = (following["start"] - row["end"]).total_seconds() / 60
        if row["date"] == following["date"] and pause >= _PAUSE:
            yield finding(
                "gap-long",
                f"「{row['title'][:20]}」結束於 {row['end']:%H:%M}，下一項「{following['title'][:20]}」"
                f"到 {following['start']:%H:%M} 才開始。 / Nothing is printed between"
                f" {row['end']:%H:%M} and {following['start']:%H:%M}.",
                severity="info",
                table="sessions",
                row=place + 1,
                lines=(*row["_lines"], *following["_lines"]),
                marks=as_printed([row["end"], following["start"]]),
            )
