"""What the cover says against the text: period, days, destination, organiser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tourlib.checks.alltext import Sentence, sentences
from tourlib.checks.counts import WHOLE
from tourlib.dates import WEEKDAYS, find_dates, find_period, roc_day
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN
from tourlib.vocabulary import names_like

_DAY = r"(?:(?:中華民國|民國|西元)?\s*\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日?\s*(?:\([^)]{1,6}\))?"
_PERIOD = re.compile(
    rf"{_DAY}\s*(?:(?:啟程|出發|出國|赴)[^。;]{{0,20}}?[,、](?:並?於)?|至|到|起至|~|-|–|－)"
    rf"\s*(?:(?:\d{{2,4}}\s*年\s*)?\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日(?:返[國臺台抵]|回國)?"
)
_JOURNEY = re.compile(r"赴|前往|出國|期間|研習|訪問|考察|行程|啟程|出發|返國")
_GONE_TO = re.compile(
    rf"(?:赴|前往)(?P<places>[{HAN}、]{{2,20}}?)(?=研習|考察|訪問|參訪|進修|實習|進行|辦理)"
)
#: A name of an agency has so many characters at least.
_LEAST_NAME = 3
#: A day without a year is taken to be of the journey's year so near to it.
_NEAR_DAYS = 60


def check_cover(parsed: ParsedReport) -> Iterator[Finding]:
    """Findings about what cover, summary and purpose say of the journey."""
    yield from _periods(parsed)
    yield from _names(parsed)
    yield from _weekdays(parsed)
    meta = parsed.meta
    if meta.report_date and meta.end and meta.report_date < meta.end:
        yield finding(
            "report-date-early",
            f"封面的報告日期{roc_day(meta.report_date)}早於回國日{roc_day(meta.end)}。"
            f" / The report is dated {meta.report_date}, before the return on {meta.end}.",
            lines=parsed.cover.lines.get("report_date", ()),
        )


def _periods(parsed: ParsedReport) -> Iterator[Finding]:
    """Periods of the journey in the text against the cover's; and against the days that the same
    sentence counts."""
    start, end = parsed.meta.start, parsed.meta.end
    if start is None or end is None or start == end:
        return
    for sentence in sentences(parsed, WHOLE - {"cover"}):
        for match in _PERIOD.finditer(sentence.text) if _JOURNEY.search(sentence.text) else ():
            period = _period(match.group(), start)
            if period is not None and period != (start, end):
                yield _mismatch(parsed, (start, end), period, sentence, match.group().strip())


def _period(said: str, start: date) -> tuple[date, date] | None:
    """The first and last day of a period near the journey; ``None`` where it is another one."""
    period = find_period(said, start.year)
    days = [printed.on(start.year) for printed in find_dates(said)]
    if (period is None or period[0] == period[1]) and len(days) == 2 and days[0] and days[1]:
        period = (days[0], days[1])
    if period is None or period[0] >= period[1]:
        return None
    return period if abs((period[0] - start).days) < _NEAR_DAYS else None


def _mismatch(
    parsed: ParsedReport,
    cover: tuple[date, date],
    text: tuple[date, date],
    sentence: Sentence,
    said: str,
) -> Finding:
    inside = cover[0] < text[0] and text[1] < cover[1]
    line = sentence.line(said)
    return finding(
        "period-part" if inside else "period-mismatch",
        f"封面的出國期間為{roc_day(cover[0])}至{roc_day(cover[1])}，第 {line} 行為「{said}」"
        f"{'(在其中)' if inside else ''}。 / Cover {cover[0]} to {cover[1]}, text {text[0]} to {text[1]}.",
        marks=(said, *(f"{day.month}月{day.day}日" for day in cover)),
        severity="info" if inside else "error",
        lines=(*parsed.cover.lines.get("period", ()), line),
    )


def _names(parsed: ParsedReport) -> Iterator[Finding]:
    """Destination and organiser of the cover that the rest of the report never names."""
    meta = parsed.meta
    cover = {line.number for line in parsed.layout.cover}
    rest = "".join(line.text for line in parsed.lines if line.number not in cover)
    rest += "\n".join(["", *(person["agency"] for person in parsed.rows["participants"])])
    for place in meta.destination:
        known = place.rstrip("國等") or place
        if not any(name in rest for name in (known, place[:2], *names_like("country", place))):
            yield finding(
                "destination-mismatch",
                f"封面的派赴國家「{place}」在內文中沒有出現。 / The text never names “{place}”, the destination on the cover.",
                lines=parsed.cover.lines.get("destination", ()),
            )
    yield from _another_place(parsed, rest)
    yield from _organiser(parsed, rest)


def _organiser(parsed: ParsedReport, rest: str) -> Iterator[Finding]:
    """The organiser of the cover, where neither roster nor text names it."""
    said = re.sub(
        r"等\s*(?:\d*\s*個?(?:機關|單位)(?:[(]構[)])?)?$", "", parsed.meta.organiser or ""
    )
    # 及 may join two agencies, or be a word of one's name: 教育部國民及學前教育署.
    organisers = [name for name in re.split(r"[、,;]", said) if name not in rest]
    parts = [part for name in organisers for part in name.split("及")]
    # An office may call itself 本局.
    parts = [part for part in parts if f"本{part[-1:]}" not in rest]
    unnamed = [part for part in parts if not any(tail in rest for tail in _own_names(part))]
    if unnamed and any(table.kind == "roster" for table in parsed.layout.tables):
        yield finding(
            "organiser-mismatch",
            f"封面的主辦機關「{'、'.join(unnamed)}」在名單與內文中沒有出現。"
            f" / Roster and text never name “{', '.join(unnamed)}”, the organiser on the cover.",
            severity="info",
            lines=parsed.cover.lines.get("organiser", ()),
        )


def _own_names(agency: str) -> list[str]:
    """The name of an agency, and what may be its own behind that of the body it belongs to."""
    ends = [match.end() for match in re.finditer("[院部會署局府處]", agency[:-_LEAST_NAME])]
    return [agency, *(agency[end:] for end in ends)]


def _another_place(parsed: ParsedReport, rest: str) -> Iterator[Finding]:
    """A place among those of the cover (赴荷蘭及瑞典研習) that is none of them, and named only there."""
    cover = parsed.meta.destination
    for sentence in sentences(parsed, WHOLE):
        for match in _GONE_TO.finditer(sentence.text):
            said = re.split("、|以及|及|與|和", match["places"])
            others = [name for name in said if not any(place in name for place in cover)]
            if len(said) == len(cover) > len(others) == 1 and rest.count(others[0]) == 1:
                yield finding(
                    "destination-mismatch",
                    f"第 {sentence.line(match.group())} 行說「{match.group()}」，封面的派赴國家為"
                    f"「{'、'.join(cover)}」。 / The text says “{match.group()}”, the cover “{', '.join(cover)}”.",
                    lines=(
                        sentence.line(match.group()),
                        *parsed.cover.lines.get("destination", ()),
                    ),
                    marks=(others[0],),
                )


def _weekdays(parsed: ParsedReport) -> Iterator[Finding]:
    """Days near the journey with a weekday that they are not, outside the timetable, whose days
    are told by it, and the contents, which are compared with the headings."""
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
            # Of a range (10月6日-8日(一-三)) the first weekday is that of the first day.
            day = printed.on(start.year)
            if day is None or printed.weekday is None or said.count("(") > said.count(")"):
                continue
            if day.weekday() != printed.weekday and abs((day - start).days) <= _NEAR_DAYS:
                zh, english = WEEKDAYS[day.weekday()]
                wrong = f"第 {line.number} 行「{said}」:{roc_day(day)}是星期{zh}。"
                wrong += f" / “{said}”: {day.isoformat()} is a {english}."
                yield finding("weekday-mismatch", wrong, lines=(line.number,))
