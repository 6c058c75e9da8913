"""What the cover says against the text: people, period, days, destination, organiser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tourlib.dates import find_dates, find_period
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import chinese_number
from tourlib.vocabulary import names_like

_NUMBER = r"\d{1,3}|[一二三四五六七八九十]{1,4}"
_STATED = re.compile(
    rf"(?:共計|共有|合計|一行|等|計|共)\s*(?P<n>{_NUMBER})\s*(?:人|名|位|員)(?!次|民|士)"
)
_LED = re.compile(r"擔任(?:團長|領隊)|(?:團長|領隊)\S{0,12}(?:率領|帶領|率同)")
_CHOSEN = re.compile(r"遴選|遴派|選派|選送")
_SENTENCE = re.compile(r"[^。;!?]+")
_PERIOD = re.compile(
    r"(?:(?:中華民國|民國|西元)?\s*\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日?\s*(?:\([^)]{1,6}\))?"
    r"\s*(?:至|到|起至|~|-|–|－)\s*(?:(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*)?\d{1,2}\s*日"
)
_JOURNEY = re.compile(r"赴|前往|出國|期間|研習|訪問|考察|行程|啟程")
_DAYS = re.compile(
    rf"(?:為期|歷時|共計|共|計|一連)\s*(?P<n>{_NUMBER})\s*(?:天|日)(?!課程|份|期|程|[內後前])"
)
_DAY_NAMES = (
    "一Monday", "二Tuesday", "三Wednesday", "四Thursday", "五Friday", "六Saturday", "日Sunday",
)  # fmt: skip
#: A day without a year is taken to be of the journey's year so near to it.
_NEAR_DAYS = 60
#: Chapters that tell of the journey as a whole.
_CHAPTERS = frozenset({"summary", "purpose"})


def check_cover(parsed: ParsedReport) -> Iterator[Row]:
    """Findings about what cover, roster, summary and purpose say of the journey."""
    yield from _headcounts(parsed)
    yield from _periods(parsed)
    yield from _names(parsed)
    yield from _weekdays(parsed)
    meta = parsed.meta
    if meta.report_date and meta.end and meta.report_date < meta.end:
        yield finding(
            "report-date-early",
            f"封面的報告日期 {meta.report_date} 早於回國日 {meta.end}。"
            f" / The report is dated {meta.report_date}, before the return on {meta.end}.",
            lines=parsed.cover.lines.get("report_date", ()),
        )


def _sentences(parsed: ParsedReport) -> Iterator[tuple[int, str]]:
    """Sentences of the chapters on the journey as a whole, with the line of their paragraph."""
    for node, row in zip(parsed.outline.nodes, parsed.rows["sections"], strict=True):
        if row["chapter"] in _CHAPTERS:
            for paragraph in node.paragraphs:
                for match in _SENTENCE.finditer(paragraph.text):
                    yield paragraph.lines[0], match.group()


def _headcounts(parsed: ParsedReport) -> Iterator[Row]:
    """The roster's length against the numbers of people that cover and foreword state."""
    people = len(parsed.rows["participants"])
    if not people:
        return
    stated: dict[int, list[int]] = {}
    if parsed.meta.headcount:
        stated[parsed.meta.headcount] = list(parsed.cover.lines.get("reporters", ()))
    for line, sentence in _sentences(parsed):
        for match in _STATED.finditer(sentence):
            number = chinese_number(match["n"])
            if number and number > 2:
                stated.setdefault(number, []).append(line)
                led = _LED.search(sentence, 0, match.start())
                if number == people and led and _CHOSEN.search(sentence, led.end(), match.start()):
                    yield _leader_counted(people, match.group(), line)
    for number, lines in stated.items():
        if number != people:
            yield finding(
                "headcount-mismatch",
                f"名單有 {people} 人,文中說 {number} 人。 / The roster has {people} people, the text says {number}.",
                table="participants",
                lines=lines,
                marks=tuple(f"{number}{unit}" for unit in "人名位員"),
            )


def _leader_counted(people: int, said: str, line: int) -> Row:
    return finding(
        "headcount-mismatch",
        f"第 {line} 行在團長之外「{said}」，名單連同團長與工作人員才是 {people} 人。"
        f" / The text counts {people} besides the leader, the roster {people} with leader and staff.",
        severity="info",
        table="participants",
        lines=(line,),
    )


def _periods(parsed: ParsedReport) -> Iterator[Row]:
    """Periods and lengths of the journey in the text against the cover's."""
    start, end = parsed.meta.start, parsed.meta.end
    if start is None or end is None or start == end:
        return
    on_cover = parsed.cover.lines.get("period", ())
    for line, sentence in _sentences(parsed):
        said: tuple[date, date] | None = None
        for match in _PERIOD.finditer(sentence):
            period = find_period(match.group(), start.year)
            near = period and abs((period[0] - start).days) < 60
            if not period or not near or period[0] == period[1] or not _JOURNEY.search(sentence):
                continue
            said = period
            if period != (start, end):
                inside = start < period[0] and period[1] < end
                yield finding(
                    "period-mismatch",
                    f"封面的出國期間為 {start} 至 {end}，第 {line} 行為「{match.group().strip()}」"
                    f"{'(在其中)' if inside else ''}。 / Cover {start} to {end}, text {period[0]} to {period[1]}.",
                    marks=(
                        match.group().strip(),
                        f"{start.month}月{start.day}日",
                        f"{end.month}月{end.day}日",
                    ),
                    severity="info" if inside else "warning",
                    lines=(*on_cover, line),
                )
        yield from _lengths(sentence, line, said or (start, end), on_cover)


def _lengths(
    sentence: str, line: int, period: tuple[date, date], on_cover: tuple[int, ...]
) -> Iterator[Row]:
    if not _JOURNEY.search(sentence):
        return
    days = (period[1] - period[0]).days + 1
    for match in _DAYS.finditer(sentence):
        number = chinese_number(match["n"])
        # Days of the journey, not of a course in it; nights are one fewer.
        if number and number != days and abs(number - days) <= 3:
            yield finding(
                "days-mismatch",
                f"第 {line} 行說「{match.group()}」，{period[0]} 至 {period[1]} 是 {days} 天。"
                f" / The text says {number} days; {period[0]} to {period[1]} are {days}.",
                lines=(*on_cover, line),
                marks=(
                    match.group(),
                    f"{period[0].month}月{period[0].day}日",
                    f"{period[1].month}月{period[1].day}日",
                ),
            )


def _names(parsed: ParsedReport) -> Iterator[Row]:
    """Destination and organiser of the cover that the rest of the report never names."""
    meta = parsed.meta
    rest = "".join(line.text for line in parsed.lines if line not in parsed.layout.cover)
    rest += "\n".join(["", *(person["agency"] for person in parsed.rows["participants"])])
    for place in meta.destination:
        known = place.rstrip("國等") or place
        if not any(name in rest for name in (known, place[:2], *names_like("country", place))):
            yield finding(
                "destination-mismatch",
                f"封面的派赴國家「{place}」在內文中沒有出現。 / The text never names “{place}”, the destination on the cover.",
                lines=parsed.cover.lines.get("destination", ()),
            )
    said = re.sub(r"等\s*(?:\d*\s*個?(?:機關|單位)(?:[(]構[)])?)?$", "", meta.organiser or "")
    # 及 may join two agencies, or be a word of one's name: 教育部國民及學前教育署.
    organisers = [name for name in re.split(r"[、,;]", said) if name not in rest]
    unnamed = [part for name in organisers for part in name.split("及") if part not in rest]
    if unnamed and any(table.kind == "roster" for table in parsed.layout.tables):
        yield finding(
            "organiser-mismatch",
            f"封面的主辦機關「{'、'.join(unnamed)}」在名單與內文中沒有出現。"
            f" / Roster and text never name “{', '.join(unnamed)}”, the organiser on the cover.",
            severity="info",
            lines=parsed.cover.lines.get("organiser", ()),
        )


def _weekdays(parsed: ParsedReport) -> Iterator[Row]:
    """Days near the journey with a weekday that they are not, outside the timetable, whose days
    are told by it."""
    start = parsed.meta.start
    if start is None:
        return
    timetable = {n for row in parsed.rows["sessions"] for n in row["_lines"]}
    for line in parsed.lines:
        if line.blank or line.role is not None or line.number in timetable:
            continue
        for printed in find_dates(line.text):
            if printed.weekday is None or printed.month is None:
                continue
            try:
                day = date(printed.year or start.year, printed.month, printed.day)
            except ValueError:
                continue
            if day.weekday() != printed.weekday and abs((day - start).days) <= _NEAR_DAYS:
                said = line.text[slice(*printed.span)].strip()
                yield finding(
                    "weekday-mismatch",
                    f"第 {line.number} 行「{said}」:{day.isoformat()} 是星期{_DAY_NAMES[day.weekday()][0]}。"
                    f" / “{said}”: {day.isoformat()} is a {_DAY_NAMES[day.weekday()][1:]}.",
                    lines=(line.number,),
                )
