"""Turn the entries of the timetable, with their days and texts, into rows of ``sessions``."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

from tourlib.clocks import half_named, halves_at
from tourlib.dates import find_dates
from tourlib.outline.numbering import read_band
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.parse.cells import Label
from tourlib.parse.days import assign_days, count_days, each_day
from tourlib.parse.entry import Content, read_content, with_translation
from tourlib.parse.likeness import OF_THEMES, SAME_TITLE, likeness, match_sessions
from tourlib.parse.timetable import Entry, read_entries
from tourlib.readers.text.lines import BULLET
from tourlib.tables.cell_forms import is_place, names_people
from tourlib.tables.table import Table
from tourlib.tables.titles import theme_number
from tourlib.text import count_han, has_han
from tourlib.vocabulary import meaning

#: Number of repeated entries from which a table is an outline of the journey.
_OUTLINED = 2
#: Minimum length of a lesson in minutes; minimum number of lessons of a class; hour at which its day ends.
_LESSON, _LESSONS, _EVENING = 60, 2, 18
_ARRIVES = re.compile(r"返?抵(?:(?![,、;]|[搭轉]|前往).)+|[Aa]rriv\w+ [\w ]+")
#: A title with text in brackets at its end; maximum length of such a place.
_IN_BRACKETS = re.compile(r"(?P<title>[^()].*?)\s*\((?P<where>[^()]+)\)")
_MOST_PLACE = 24
_ON_THE_WAY = frozenset({"transfer", "meal", "free"})
#: A sentence before the title of a table that announces it.
_ANNOUNCES = re.compile("[如見下列][^。]{0,4}表|如[下次]")
_DITTO = re.compile(r"同\s?[上前]|[〃″]|\"|''")


def parse_sessions(
    tables: Sequence[Table],
    visits: Sequence[Row],
    sections: Sequence[Row],
    *,
    journey: tuple[date | None, date | None],
    near: date | None,
) -> Parsed:
    """Return one row per entry.

    Args:
        visits: rows of ``visits``; they provide days that the timetable lacks, and get the number
            of their entry, in place.
        sections: rows of ``sections``; the text about a visit may show the kind of its entry.
        journey: first and last day on the cover.
        near: a day from which dates without a year take theirs; by default those of the visits.
    """
    parts = [_read_timetable(table, visits, journey, near) for table in tables]
    claims = {line: owner for part in parts for line, owner in part.claims.items()}
    rows, findings = _together(parts)
    _take_places_in_brackets(rows)
    infer_ends(rows)
    for number, row in enumerate(rows, 1):
        row |= {"session": number, "kind": row.get("kind") or _kind(row)}
    _in_class(rows)
    _match_visits(rows, visits, sections)
    return Parsed(rows, claims, findings)


def _together(parts: Sequence[Parsed]) -> tuple[list[Row], list[Finding]]:
    """Return the rows and findings of all timetables; of an outline of the journey without times,
    only those for days, or halves of a day, that the timetables with times do not cover."""
    timed = filter(itemgetter("start"), itertools.chain(*(part.rows for part in parts)))
    told = {(row["date"], half) for row in timed for half in halves_at(row["start"].time())}
    rows: list[Row] = []
    findings: list[Finding] = []
    for part in parts:
        again = [(row["date"], row["half"] or "day") in told for row in part.rows]
        outline = sum(again) >= _OUTLINED and not any(map(itemgetter("start"), part.rows))
        kept = [at for at, twice in enumerate(again) if not (outline and twice)]
        places = {None: None} | {at: len(rows) + n for n, at in enumerate(kept)}
        rows += [part.rows[at] for at in kept]
        findings += [
            replace(found, row=places[found.row])
            for found in part.findings
            if found.row in places and not (outline and found.code == "times-missing")
        ]
    return rows, findings


def _read_timetable(
    table: Table,
    visits: Sequence[Mapping[str, Any]],
    journey: tuple[date | None, date | None],
    near: date | None,
) -> Parsed:
    """Return the rows of one timetable."""
    near = near or next((v["date"] for v in visits if v["date"]), None)
    entries = read_entries(table)
    _label_from_above(table, entries)
    findings = count_days(entries, journey[0])
    days, problems = assign_days(entries, near=near, told=_told(entries, visits))
    findings += problems
    findings += _unsure(table)
    people = {name for visit in visits for name in visit["speakers"]}
    contents = [_with_people_told(content, people) for content in _contents(entries)]
    timed = any(entry.clock for entry in entries)
    said = [entry.time_text for entry in entries if not entry.is_day_alone]
    if not (timed or all(meaning("whole_day", text) for text in said)):
        told = "課程表只有日期,沒有時間:時數無法計算。 / The timetable gives days but no times: no hours can be counted."
        at = table.lines[:1]
        findings.append(finding("times-missing", told, severity="info", table="sessions", lines=at))
    rows: list[Row] = []
    for place, day in each_day(entries, days, near):
        if not entries[place].is_day_alone:
            findings += _entry_findings(entries[place], contents[place], len(rows), timed=timed)
            row = _row(entries[place], day, contents[place], journey)
            row |= _kind_told(entries[place], table, timed=timed)
            rows.append(row)
    claims = {n: "sessions" for row in table.rows for n in row.lines}
    return Parsed(rows, claims | dict.fromkeys(table.headers, "header"), findings)


def _kind_told(entry: Entry, table: Table, *, timed: bool) -> Row:
    """Return the kind that the table shows: a visit in a table of hosts; other for an untimed title
    above timed entries (Session 1: Tax Reform)."""
    if table.hosts:
        return {"kind": "visit"}
    untimed = timed and entry.clock is None
    return {"kind": "other"} if untimed and read_band(BULLET.sub("", entry.text)) else {}


def _contents(entries: Sequence[Entry]) -> list[Content]:
    """Return the texts of each entry; for 同上, speakers and places are copied from the previous one."""
    found: list[Content] = []
    for entry in entries:
        content = read_content(entry.content, speakers=entry.speakers, place=entry.place)
        last = found[-1] if found else content
        if _DITTO.fullmatch(content.place):
            content = replace(content, place=last.place)
        if _DITTO.fullmatch(entry.speakers.strip()):
            content = replace(content, speakers=last.speakers, unread=last.unread)
        found.append(content)
    titles = [content for content in found if has_han(content.title)]
    translated = sum(bool(content.title_en) for content in titles)
    return list(map(with_translation, found)) if translated * 2 > len(titles) else found


def _take_places_in_brackets(rows: Sequence[Row]) -> None:
    """Take text in brackets at the end of titles as the place, in place: if most entries have such
    text, or if another entry, or the same title, also names it."""
    inside = [(row, end) for row in rows if (end := _place_behind(row))]
    placed = {where for _row, (_title, where) in inside if is_place(where)}
    words = Counter(where for _row, (_title, where) in inside)
    again = {where for where, count in words.items() if count > 1}
    again = again if placed or len(again) > 1 else set()
    share = sum(where in placed | again for where in words.elements()) * 3
    stay = sum(meaning("kind", row["title"]) not in _ON_THE_WAY for row in rows)
    most = len(inside) > _OUTLINED and len(inside) * 2 > stay and share > len(inside)
    said = "\n".join(f"{row['title']}\n{row['place']}" for row in rows)
    for row, (title, where) in inside:
        if most or (where in placed and said.count(where) > 1):
            row |= {"title": title, "place": where}


def _place_behind(row: Row) -> tuple[str, str] | None:
    """Return the title of an entry without a place, and what may be one in brackets behind it."""
    match = None if row["place"] else _IN_BRACKETS.fullmatch(row["title"])
    return (match["title"], match["where"]) if match and _may_be_place(match["where"]) else None


def _may_be_place(text: str) -> bool:
    """True if text in brackets is short, of words, and neither an activity, a person nor a group."""
    short = len(text) <= _MOST_PLACE and count_han(text) > 1 and not re.search(r"[,;:、]", text)
    other = (meaning("kind", text) or read_band(text)) and not is_place(text)  # 第一研討室
    return short and not (other or names_people(text))


def _label_from_above(table: Table, entries: Sequence[Entry]) -> None:
    """Use the day on the line above the table if no column has days; a sentence that announces the
    table may precede its title (…於5月4日辦理,如表2。)."""
    if not entries or {"date", "datetime"} & set(table.columns):
        return
    last, *before = [line.text for line in reversed(table.above)] or [""]
    announced = "".join(reversed(before)) if _ANNOUNCES.search("".join(before)) else ""
    dated = find_dates(last) or any(label.date for entry in entries for label in entry.labels)
    text = announced if announced and not dated else last
    dates = find_dates(text)
    if dates:
        entries[0].labels.append(Label((entries[0].line,), dates[0], text))


def _with_people_told(content: Content, people: Collection[str]) -> Content:
    """Return the content with a person in brackets behind its title as the speaker, if the body names
    that person: a name whose family name is in no list may be any words."""
    match = re.search(r"\s*\((?P<who>[^()]+)\)$", content.title)
    told = sorted(name for name in people if name in match["who"]) if match else []
    if not match or not told:
        return content
    title = content.title[: match.start()]
    return replace(content, title=title, speakers=(*content.speakers, *told))


def _told(entries: Sequence[Entry], visits: Sequence[Mapping[str, Any]]) -> list[date | None]:
    """Return, for each entry, the day of the body block with its title and start."""
    told: list[date | None] = []
    for entry in entries:
        start = entry.clock.start if entry.clock else None
        alike = [
            (likeness(visit["title"], entry.text), visit["date"])
            for visit in visits
            if visit["start"] is not None and visit["start"].time() == start
        ]
        best = max((score for score, _day in alike), default=0.0)
        days = {day for score, day in alike if score == best}
        told.append(days.pop() if best >= SAME_TITLE and len(days) == 1 else None)
    return told


def _row(
    entry: Entry, day: date | None, content: Content, journey: tuple[date | None, date | None]
) -> Row:
    start, end = entry.clock.on(day) if day and entry.clock else (None, None)
    theme = theme_number(entry.theme) if entry.theme else None
    of_column = {"theme": theme, "theme_source": "timetable"} if theme is not None else {}
    title = content.title or content.title_en or entry.notes
    said = (content.detail, entry.notes if title != entry.notes else "")
    return {
        "line": entry.line,
        "lines": tuple(entry.lines),
        "date": day,
        "start": start,
        "end": end,
        "half": None if start else half_named(entry.time_text),
        "end_inferred": False,
        "title": title,
        "title_en": content.title_en,
        "speakers": list(content.speakers),
        "place": content.place,
        "part": _part(entry, day, journey),
        "detail": "\n".join(filter(None, said)),
        **of_column,
    }


def _part(entry: Entry, day: date | None, journey: tuple[date | None, date | None]) -> str:
    printed = entry.part or next(
        (found for label in entry.labels if (found := meaning("part", label.text))), None
    )
    if printed:
        return printed
    start, end = journey
    outside = day is not None and ((start and day < start) or (end and day > end))
    return "domestic" if outside else "abroad"


def infer_ends(rows: Sequence[Row]) -> None:
    """Let an entry without an end last until the next timed entry of its day, except for arrivals."""
    for row, following in itertools.pairwise(rows):
        if row["start"] is None or row["end"] is not None or _ARRIVES.fullmatch(row["title"] or ""):
            continue
        same_day = following["start"] and following["date"] == row["date"]
        if same_day and following["start"] > row["start"]:
            row["end"], row["end_inferred"] = following["start"], True
    for row in rows:
        timed = row["start"] is not None and row["end"] is not None
        row["minutes"] = int((row["end"] - row["start"]).total_seconds() // 60) if timed else None


def _kind(row: Row) -> str:
    """Return the kind by the words of the title; an unknown one is a course if it has speakers, or
    an hour of those before the journey."""
    for text in filter(None, (row["title"], row["title_en"])):
        if kind := _kind_of(text, row):
            return kind
    host = meaning("institution", row["title"])
    if host == "yes" or (host and not row["speakers"]):
        return "visit"  # only the name of an institution, or of a place where nobody teaches
    prepares = row["part"] == "domestic" and (row["minutes"] or 0) >= _LESSON
    return "course" if row["speakers"] or prepares else "other"


def _kind_of(text: str, row: Row) -> str | None:
    """Return the kind by the words of a title, if they tell it."""
    said = text.partition(":")[0]  # 座談:訪談技巧 is a talk, whatever its subject
    found = _kind_said(said, row) or _kind_said(text, row)
    if found == "ceremony" or (found not in OF_THEMES and "報到" in text):
        found = _kind_beside(text, row) or found
    if found and meaning("own_group", text) and _is_alone(row):
        return "other"
    return "course" if found == "visit" and _is_lesson(text, row) else found


def _is_lesson(text: str, row: Row) -> bool:
    """True if somebody speaks at home about visits (拜會禮儀): the title does not begin with one."""
    return row["part"] == "domestic" and row["speakers"] and not meaning("entry_start", text)


def _kind_said(text: str, row: Row) -> str | None:
    """Return the kind by the words; of two (course/other) the first if there are speakers."""
    taught, _or, untaught = (meaning("kind", text) or "").partition("/")
    return (taught if row["speakers"] else untaught or taught) or None


def _is_alone(row: Row) -> bool:
    """True if the group is by itself: there is no speaker, and the place, if given, is its lodging."""
    at = row["place"]
    return not row["speakers"] and (not at or meaning("lodging", at) is not None)


def _in_class(rows: Sequence[Row]) -> None:
    """Count independent work of a class in the daytime as study, in place: 分組研討, 成果發表."""
    taught = sum(row["kind"] == "course" and bool(row["speakers"]) for row in rows)
    for row in rows if taught >= _LESSONS else ():
        by_day = row["start"] is not None and row["start"].hour < _EVENING
        untaught = row["kind"] in {"other", "ceremony"}  # 成果發表及結訓
        if by_day and untaught and meaning("class_work", row["title"]):
            row["kind"] = "exchange"


def _kind_beside(title: str, row: Row) -> str | None:
    """Return the kind of the course, visit or talk combined with a ceremony:
    開訓典禮暨某國政府概論, 綜合座談及結業式."""
    parts = re.split("[暨及與、]", title)
    kinds = [_kind_said(part, row) for part in parts if not meaning("of_class", part)]
    return next((kind for kind in kinds if kind in OF_THEMES), None) if len(parts) > 1 else None


def _match_visits(rows: Sequence[Row], visits: Sequence[Row], sections: Sequence[Row]) -> None:
    """Give each visit the number of its entry, in place; an unknown kind with a body block becomes
    a course, or a visit if its notes mention hosts."""
    for visit, place in zip(visits, match_sessions(visits, rows), strict=True):
        visit["session"] = None if place is None else place + 1
        if place is not None and rows[place]["kind"] == "other":
            said = sections[visit["section"] - 1]["text"] if visit["section"] else ""
            received = meaning("received", said)
            rows[place]["kind"] = "visit" if received else "course"


def _unsure(table: Table) -> Iterator[Finding]:
    """Yield findings about rows with merged cells of unknown extent, in laid-out or tabbed text."""
    days = (
        "課程表這幾列的格數少於天數：有一格合併了數日，但文字檔看不出是哪一格，其後各格的日期可能偏早。"
        " / These rows have fewer cells than days: a cell is merged over several, but the text does not"
        " tell which; the days of those behind it may be too early."
    )
    if table.unsure:
        yield finding("date-unsure", days, severity="warning", table="sessions", lines=table.unsure)


def _entry_findings(entry: Entry, content: Content, row: int, *, timed: bool) -> Iterator[Finding]:
    title, lines = (content.title or content.title_en)[:20], entry.lines
    if timed and entry.clock is None and not meaning("whole_day", entry.time_text):
        printed = f"「{entry.time_text}」" if entry.time_text else ""
        code, severity = ("time-unread", "unread") if printed else ("time-missing", "info")
        said = f"課程表第 {row + 1} 項「{title}」沒有可讀的時間{printed}。"
        said += f" / No readable time for “{title}”."
        yield finding(code, said, severity=severity, table="sessions", row=row, lines=lines)
    if content.unread:
        said = f"講者「{'、'.join(content.unread)}」讀不出姓名。"
        said += f" / No speaker’s name found in “{', '.join(content.unread)}”."
        yield finding(
            "speaker-unread", said, severity="unread", table="sessions", row=row, lines=lines
        )
