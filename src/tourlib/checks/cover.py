"""Compare the cover with the text (period, days, destination, organiser), and the timetable's
entries with the journey and with each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tourlib.checks.alltext import Sentence
from tourlib.checks.counts import WHOLE
from tourlib.checks.facts import own_names
from tourlib.dates import WEEKDAYS, find_dates, find_period, roc_day
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.shown import as_printed
from tourlib.text import HAN
from tourlib.vocabulary import meaning, names_like

_DAY = r"(?:(?:中華民國|民國|西元)?\s*\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日?\s*(?:\([^)]{1,6}\))?"
PERIOD = re.compile(
    rf"{_DAY}\s*(?:至|到|起至|~|-|–|－)\s*(?:(?:\d{{2,4}}\s*年\s*)?\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日"
)
#: The day of leaving or of coming home.
_TURN = re.compile(
    rf"{_DAY}[^,。;、\d]{{0,8}}?(?:啟程|出發|(?P<back>返[抵國臺台]|[回歸]國|賦歸|抵達?(?:國門|桃園|臺灣)))"
)
_JOURNEY = re.compile(r"赴|前往|出國|期間|研習|訪問|考察|行程|啟程|出發|返[國抵臺台]")
_CLAUSE = re.compile("[,;:。()]")
_GONE_TO = re.compile(
    rf"(?:赴|前往)(?P<places>[{HAN}、]{{2,20}}?)(?=研習|考察|訪問|參訪|進修|實習|進行|辦理)"
)
#: Maximum length in minutes of a course, visit or meal.
_LONGEST = 11 * 60
#: Words that mark an entry as meant for one part of the travellers.
_GROUP = re.compile(r"第?[A-D甲乙丙丁一二三四1-4]組|(?:分組|組別|Group)\s?[A-D甲乙丙丁一二三四1-4]")
_MAY_BE_LONG = frozenset({"transfer", "free", "other"})
#: A date without a year is in the journey's year if this many days or less away from it.
_NEAR_DAYS = 60


def check_cover(parsed: ParsedReport, said: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield findings about what cover, summary and purpose say of the journey."""
    of_whole = [sentence for sentence in said if sentence.chapter in WHOLE]
    yield from _periods(parsed, of_whole)
    yield from _names(parsed, of_whole)
    yield from _weekdays(parsed)
    meta = parsed.meta
    if meta.report_date and meta.end and meta.report_date < meta.end:
        early = f"封面的報告日期{roc_day(meta.report_date)}早於回國日{roc_day(meta.end)}。"
        early += f" / The report is dated {meta.report_date}, before the return on {meta.end}."
        yield finding("report-date-early", early, lines=parsed.cover.lines.get("report_date", ()))


def _periods(parsed: ParsedReport, of_whole: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield periods of the journey in the text that differ from the cover's."""
    start, end = parsed.meta.start, parsed.meta.end
    if start is None or end is None or start == end:
        return
    told = (s for s in of_whole if s.chapter != "cover" and _JOURNEY.search(s.text))
    for sentence in told:
        apart = PERIOD.sub(lambda period: "," * len(period.group()), sentence.text)
        for match in (*PERIOD.finditer(sentence.text), *_TURN.finditer(apart)):
            before = _CLAUSE.split(sentence.text[: match.start()])[-1]
            after = _CLAUSE.split(sentence.text[match.end() :])[0]
            at_home = meaning("part", before + after) == "domestic"
            period = None if at_home else _period(match, start, end)
            if period is not None and period != (start, end):
                piece = match.group().strip()
                yield _mismatch(parsed, (start, end), period, sentence.line(piece), piece)


def _period(said: re.Match[str], start: date, end: date) -> tuple[date, date] | None:
    """Return a period near the journey, or twice a day of leaving or coming home that is wrong."""
    first, last = find_period(said.group(), start.year) or (start, start)
    right = end - timedelta(days=1) if said.re is _TURN and said["back"] else start
    wrong = first < last if said.re is PERIOD else not right <= first <= end
    return (first, last) if wrong and abs((first - start).days) < _NEAR_DAYS else None


def _mismatch(
    parsed: ParsedReport, cover: tuple[date, date], text: tuple[date, date], at: int, said: str
) -> Finding:
    inside = cover[0] < text[0] < text[1] < cover[1]
    message = f"封面的出國期間為{roc_day(cover[0])}至{roc_day(cover[1])}，第 {at} 行為「{said}」"
    message += f"{'(在其中)' if inside else ''}。"
    message += f" / Cover {cover[0]} to {cover[1]}, text {text[0]} to {text[1]}."
    return finding(
        "period-part" if inside else "period-mismatch",
        message,
        marks=(said, *(f"{day.month}月{day.day}日" for day in cover)),
        severity="info" if inside else "error",
        lines=(*parsed.cover.lines.get("period", ()), at),
    )


def _names(parsed: ParsedReport, of_whole: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield the cover's destination and organiser if the rest of the report never names them."""
    meta = parsed.meta
    cover = {line.number for line in parsed.layout.cover}
    rest = "".join(line.text for line in parsed.lines if line.number not in cover)
    rest += "\n".join(["", *(person["agency"] or "" for person in parsed.rows["participants"])])
    for place in meta.destination:
        known = place.rstrip("國等") or place
        if not any(name in rest for name in (known, place[:2], *names_like("country", place))):
            said = f"封面的派赴國家「{place}」在內文中沒有出現。"
            said += f" / The text never names “{place}”, the destination on the cover."
            yield _of_destination(parsed, said, place)
    yield from _another_place(parsed, of_whole, rest)
    yield from _organiser(parsed, rest)


def _organiser(parsed: ParsedReport, rest: str) -> Iterator[Finding]:
    """Yield the cover's organiser if neither roster nor text names it."""
    said = re.sub(
        r"等\s*(?:\d*\s*個?(?:機關|單位)(?:[(]構[)])?)?$", "", parsed.meta.organiser or ""
    )
    # 及 may join two agencies or be part of one agency's name: 教育部國民及學前教育署.
    organisers = [name for name in re.split(r"[、,;]", said) if name not in rest]
    parts = [part for name in organisers for part in name.split("及")]
    # An agency may refer to itself as 本局.
    parts = [part for part in parts if f"本{part[-1:]}" not in rest]
    unnamed = [part for part in parts if not any(tail in rest for tail in own_names(part))]
    if unnamed and any(table.kind == "roster" for table in parsed.layout.tables):
        told = f"封面的主辦機關「{'、'.join(unnamed)}」在名單與內文中沒有出現。"
        told += f" / Roster and text never name “{', '.join(unnamed)}”, the organiser on the cover."
        lines = parsed.cover.lines.get("organiser", ())
        yield finding("organiser-mismatch", told, severity="info", lines=lines)


def _another_place(
    parsed: ParsedReport, of_whole: Iterable[Sentence], rest: str
) -> Iterator[Finding]:
    """Yield a place listed among the cover's destinations (赴荷蘭及瑞典研習) but nowhere else."""
    cover = parsed.meta.destination
    for sentence in of_whole:
        for match in _GONE_TO.finditer(sentence.text):
            said = re.split("、|以及|及|與|和", match["places"])
            others = [name for name in said if not any(place in name for place in cover)]
            if len(said) == len(cover) > len(others) == 1 and rest.count(others[0]) == 1:
                line, named = sentence.line(match.group()), "、".join(cover)
                told = f"第 {line} 行說「{match.group()}」，封面的派赴國家為「{named}」。"
                told += f" / The text says “{match.group()}”, the cover “{', '.join(cover)}”."
                yield _of_destination(parsed, told, others[0], line)


def _of_destination(parsed: ParsedReport, said: str, mark: str, *lines: int) -> Finding:
    of_cover = parsed.cover.lines.get("destination", ())
    return finding("destination-mismatch", said, lines=(*lines, *of_cover), marks=(mark,))


def _weekdays(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield dates near the journey whose weekday is wrong. Skipped are the timetable, where the
    weekday helps to tell the day, and the contents, which are compared with the headings."""
    start = parsed.meta.start
    if start is None:
        return
    told = {n for row in parsed.rows["sessions"] for n in row["lines"]}
    told |= {*parsed.layout.toc.lines}
    for line in parsed.lines:
        if line.blank or line.role is not None or line.number in told:
            continue
        for printed in find_dates(line.text):
            said = line.text[slice(*printed.span)].strip()
            # In a range (10月6日-8日(一-三)) the first weekday belongs to the first day.
            day = printed.on(start.year)
            if day is None or printed.weekday is None or said.count("(") > said.count(")"):
                continue
            if day.weekday() != printed.weekday and abs((day - start).days) <= _NEAR_DAYS:
                zh, english = WEEKDAYS[day.weekday()]
                wrong = f"第 {line.number} 行「{said}」:{roc_day(day)}是星期{zh}。"
                wrong += f" / “{said}”: {day.isoformat()} is a {english}."
                yield finding("weekday-mismatch", wrong, lines=(line.number,))


def check_journey(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield entries abroad that lie outside the cover's period, and entries that overlap."""
    start, end = parsed.meta.start, parsed.meta.end
    rows = parsed.rows["sessions"]
    for place, row in enumerate(rows):
        day = row["date"] if row["part"] == "abroad" else None
        if day and start and end and not start <= day <= end:
            said = f"課程表{roc_day(day)}不在封面的出國期間{roc_day(start)}至{roc_day(end)}內。"
            said += f" / {day.isoformat()} is outside {start.isoformat()} to {end.isoformat()}."
            marks = f"{day.month}月{day.day}日", f"{day.month}/{day.day}"
            yield _of_entry("date-outside", said, place, marks, row)
    yield from _durations(rows)
    for place, (row, following) in enumerate(itertools.pairwise(rows)):
        both = row["date"] == following["date"] and row["end"] and following["start"]
        if both and following["start"] < row["end"] and not _are_groups(row, following):
            one, other = (f"「{r['title'][:20]}」{span_of(r)}" for r in (row, following))
            said = f"{one} 與{other} 時間重疊。"
            said += f" / Entries overlap: {span_of(row)} and {span_of(following)}."
            times = as_printed([row["start"], row["end"], following["start"], following["end"]])
            yield _of_entry("overlap", said, place + 1, times, row, following, severity="warning")


def _of_entry(
    code: str, said: str, place: int, marks: Iterable[str], *rows: Row, severity: str = "error"
) -> Finding:
    """Return the finding about the entry at ``place`` of the timetable, with the lines of all rows."""
    lines = [n for row in rows for n in row["lines"]]
    return finding(
        code, said, severity=severity, table="sessions", row=place, lines=lines, marks=[*marks]
    )


def _are_groups(row: Row, other: Row) -> bool:
    """True if two entries are those of two groups: with the same times, or marked (A組:參訪甲;B組:參訪乙)."""
    if (row["start"], row["end"]) == (other["start"], other["end"]):
        return True
    groups = [_GROUP.search(f"{each['title']} {each['detail']}") for each in (row, other)]
    return all(groups) and len({group.group() for group in groups if group}) == 2


def _durations(rows: list[Row]) -> Iterator[Finding]:
    """Yield entries that end before they begin or last too long."""
    for place, row in enumerate(rows):
        if not row["start"] or not row["end"] or row["end_inferred"]:
            continue
        minutes = (row["end"] - row["start"]).total_seconds() / 60
        if minutes <= 0 or (minutes > _LONGEST and row["kind"] not in _MAY_BE_LONG):
            said = f"「{row['title'][:20]}」的時間「{span_of(row)}」不可能。"
            said += f" / “{span_of(row)}” is no possible time."
            times = as_printed([row["start"], row["end"]])
            yield _of_entry("duration-impossible", said, place, times, row)


def span_of(row: Row) -> str:
    """Return the times of a row as printed, without an inferred end."""
    start, end = row["start"], row["end"]
    clock = f"{start:%H:%M}" if start else "?"
    return f"{clock}-{end:%H:%M}" if end and not row.get("end_inferred") else clock
