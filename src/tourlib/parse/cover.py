"""Parse the cover: title, organiser, reporters, destination, period → :class:`Meta`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from tourlib.dates import ROC_OFFSET, PrintedDate, find_dates, find_periods, printed_days
from tourlib.parse import Finding, finding
from tourlib.parse.contents import is_cover_heading, is_form_heading
from tourlib.parse.coverfields import (
    BEGINS_TITLE,
    SAME,
    SEVERAL,
    UNKNOWN,
    Said,
    as_range,
    category_named,
    names_only_sort,
    read_fields,
    tell_by_values,
    values_of,
)
from tourlib.people.division import agency_and_unit
from tourlib.people.lists import divided, leads_people
from tourlib.readers.text.lines import TextLine
from tourlib.text import HAN, chinese_number, join, squeeze
from tourlib.vocabulary import words_like

#: 等機關 after the named organisers.
_AND_OTHERS = re.compile(r"\s*等\s*(?:\d*\s*個?(?:機關|單位)(?:[(]構[)])?)$")
#: The end of a title; text below is its subtitle.
_ENDS_TITLE = re.compile(r"報\s*告\s*書?[」》]?$")
#: A line of a title that is complete without its other line; number of characters in one line.
_NAMES_WHOLE = re.compile(
    rf"(?![及與和暨之的或])(?!.*(?:{BEGINS_TITLE}|報告|[及與和暨之的或、]$)).{{4,}}"
)
_MOST_IN_LINE = 20
#: The group named below the title: 某國研究團.
_OF_GROUP = re.compile(rf"[{HAN}]{{2,10}}[團班]$")
_HEADCOUNT = re.compile(r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,4})\s*(?:人|名|員|位)(?!\s*小組)")
_COHORT = re.compile(r"(?<!\d)(?P<roc>\d{2,3})\s*(?:年度?|年班)|(?<!\d)(?P<western>20\d{2})\s*年")
_YEAR = re.compile(r"(?<!\d)(?:(?P<roc>1\d\d)|(?P<western>20\d\d))\s*年")
#: A title, or a line of one, in quotation marks.
_QUOTED = re.compile(r"^[「《](?P<words>[^「」《》]+)[」》]$")
#: What covers call the fields that values tell.
_CALLED = {
    "period": "出國期間", "report_date": "報告日期", "organiser": "主辦機關", "reporters": "報告人員",
    "destination": "出國地點", "category": "出國類別", "headcount": "出國人數",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meta:
    """The fields of the cover; see ``report.meta`` in the documentation of the tables."""

    cohort: int | None
    title: str | None
    category: str | None
    organiser: str | None
    reporters: str | None
    destination: tuple[str, ...]
    start: date | None
    end: date | None
    report_date: date | None
    headcount: int | None
    source_name: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover as read: :class:`Meta`, the lines of each field, the text of each line by field,
    the same for the archive's form, and findings."""

    meta: Meta
    lines: dict[str, tuple[int, ...]]
    said: tuple[Said, ...]
    said_in_form: tuple[Said, ...]
    findings: tuple[Finding, ...]


def parse_cover(lines: Sequence[TextLine], *, source_name: str, known: Mapping[str, Any]) -> Cover:
    """Parse the cover from the lines before the body.

    Args:
        known: fields of :class:`Meta` that the caller knows, such as the training year.
    """
    cover, of_form = _divide(lines)
    form = read_fields(of_form, first="form")
    said, told = tell_by_values(read_fields(cover, first="title"), values_of(form))
    values = values_of(form) | values_of(said)
    where = _lines_of_fields(said) | {"form": tuple(n.number for n in of_form if not n.blank)}
    written = find_dates(values.get("report_date", ""))
    report_date = written[0].on(None) if written else None
    days = as_range(values.get("period", ""))
    periods = find_periods(days, report_date.year if report_date else None)
    title = _title(said, values)
    meta = Meta(
        cohort=_cohort(title, periods),
        title=title or None,
        category=_category(said) or _category(form),
        organiser=agency_and_unit(_AND_OTHERS.sub("", values.get("organiser", "")))[0] or None,
        reporters=values.get("reporters"),
        destination=_destinations(said) or _destinations(form),
        start=min(first for first, _last in periods) if periods else None,
        end=max(last for _first, last in periods) if periods else None,
        report_date=report_date,
        headcount=_headcount(values.get("headcount", ""))
        or _headcount_of(said, values.get("reporters", ""))
        or _headcount(title),
        source_name=source_name,
    )
    meta = replace(meta, **{name: value for name, value in known.items() if value is not None})
    findings = (
        *_findings(meta, values.get("period", ""), len(periods), where),
        *_unknown(where, told),
    )
    return Cover(meta, where, tuple(said), tuple(form), findings)


def _lines_of_fields(said: Sequence[Said]) -> dict[str, tuple[int, ...]]:
    """Return the lines of each field; those of the employer count for the organiser."""
    found: dict[str, tuple[int, ...]] = {}
    for each in said:
        name = SAME.get(each.field, each.field)
        found[name] = (*found.get(name, ()), each.line)
    return found


def _category(said: Sequence[Said]) -> str | None:
    texts = (each.text for each in said if each.field == "category")
    return next(filter(None, map(category_named, texts)), None)


def day_told(meta: Meta, lines: Sequence[TextLine]) -> date | None:
    """Return a day from which dates take their year if the cover has no period: the middle of the
    training year in the title, the first range of days with a printed year, the middle of the year
    that the weekdays of other days show, or the day of the report."""
    if meta.cohort:
        return date(meta.cohort + ROC_OFFSET, 7, 1)
    ranges = (printed_days(line.text) for line in lines)
    firsts = (days[0].on(None) for days in ranges if days and days[1])
    found = next(filter(None, firsts), None)
    return found or _by_weekdays(lines) or meta.report_date


def _by_weekdays(lines: Sequence[TextLine]) -> date | None:
    """Return the middle of a year that is printed, or the one before it, in which most of the days
    without a year have the printed weekdays; ``None`` if no year or several do."""
    said = [line.text for line in lines if line.is_text]
    dates = (each for text in said for each in find_dates(text) if each.year is None)
    days = [each for each in dates if each.weekday is not None]
    if len(days) <= 1:
        return None
    years = {*chain.from_iterable(map(_years, _YEAR.finditer("\n".join(said))))}
    fitting = [year for year in years if sum(_fits(each, year) for each in days) * 2 > len(days)]
    return date(fitting[0], 7, 1) if len(fitting) == 1 else None


def _fits(printed: PrintedDate, year: int) -> bool:
    day = printed.on(year)
    return day is not None and day.weekday() == printed.weekday


def _years(printed: re.Match[str]) -> tuple[int, int]:
    year = int(printed["western"] or int(printed["roc"]) + ROC_OFFSET)
    return year - 1, year


def _title(said: Sequence[Said], values: Mapping[str, str]) -> str:
    """Return the title without organiser above, text below its last line (…報告) and quotation
    marks; or else the form's title, the project's name, or the heading, if it says whose or what
    kind of report it is."""
    organisers = values.get("organiser", "").split("、")
    apart = [each for each in said if squeeze(each.text) not in organisers]
    lines = [each for each in apart if each.field == "title"]
    ends = [at for at, each in enumerate(lines) if _ENDS_TITLE.search(each.text)]
    below = [each for each in lines[ends[-1] + 1 :] if _OF_GROUP.match(each.text)] if ends else []
    lines = [*lines[: ends[-1] + 1], *below] if ends else lines
    lines = [replace(each, text=unquoted(each.text)) for each in lines]
    own = _with_subtitle(lines) or values_of(lines).get("title", "")
    rest, whole = ("".join(e.text for e in of if e.field == "heading") for of in (apart, said))
    heading = whole if names_only_sort(rest) else rest
    others = (values.get("title"), values.get("project"), squeeze(heading))
    found = own or next(filter(None, others), "")
    return "" if is_cover_heading(found) else unquoted(found)


def _with_subtitle(lines: Sequence[Said]) -> str:
    """Return title and subtitle, separated by a colon, if the two lines are that: they would fit in
    one line, and neither is a part of a phrase about the journey."""
    said = [squeeze(each.text) for each in lines]
    apart = len(said) == 2 and all(map(_NAMES_WHOLE.match, said)) and said[0] != said[1]
    return ":".join(said) if apart and sum(map(len, said)) <= _MOST_IN_LINE else ""


def unquoted(title: str) -> str:
    """Return a title, or a line of one, without the quotation marks around it."""
    return _QUOTED.sub(r"\g<words>", title)


def _divide(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Divide the lines into those of the cover and those of the archive's form before or after it."""
    cover: list[TextLine] = []
    form: list[TextLine] = []
    in_form = False
    for line in lines:
        if is_form_heading(line.text) or is_cover_heading(line.text):
            in_form = is_form_heading(line.text)
        (form if in_form else cover).append(line)
    return cover, form


def _cohort(title: str, periods: Sequence[tuple[date, date]]) -> int | None:
    """Return the training year: the one in the title, else the year of the journey."""
    match = _COHORT.search(title)
    if match and match["roc"]:
        return int(match["roc"])
    if match:
        return int(match["western"]) - ROC_OFFSET
    return periods[0][0].year - ROC_OFFSET if periods else None


def _destinations(said: Sequence[Said]) -> tuple[str, ...]:
    """Return the places in the lines, separated by punctuation or white space (泰國 曼谷), without
    the cities in brackets or directly after their country."""
    text = ""
    for each in said:
        if each.field == "destination":
            text = join(text, re.sub(rf"(?<=[{HAN}]{{2}})\s+(?=[{HAN}]{{2}})", "、", each.text))
    text = re.sub(r"\([^()]*\)?", "", re.sub(r"[。.]$", "", squeeze(text)))
    places = tuple(part for part in SEVERAL.split(text) if part)
    countries = tuple(words_like("abroad", place) for place in places)
    cities = map(str.removeprefix, places, countries)
    return countries if all(map(re.compile("[^國]+$").match, cities)) and all(countries) else places


def _headcount(text: str) -> int | None:
    """Return the number of people stated in a text."""
    matches = list(_HEADCOUNT.finditer(text))
    return chinese_number(matches[-1]["n"]) if matches else None


def _headcount_of(said: Sequence[Said], text: str) -> int | None:
    """Return the number of people stated in a text; if each line is about one role, the sum:
    團長:王大明 and 團員:李小華等11人 are twelve."""
    lines = [each.text for each in said if each.field == "reporters" and each.text]
    if len(lines) > 1 and _headcount(text) and all(map(leads_people, lines)):
        return sum(_headcount(line) or len(divided(line)) for line in lines)
    return _headcount(text)


def _findings(
    meta: Meta, period: str, periods: int, where: dict[str, tuple[int, ...]]
) -> Iterator[Finding]:
    lines = where.get("period", ())
    if periods > 1:
        said = (
            f"封面有 {periods} 段出國期間「{period}」，start 與 end 是最早與最晚的一天。"
            f" / The cover gives {periods} periods; start and end are their first and last day."
        )
        yield finding("period-several", said, lines=lines)
    if meta.start is None:
        said = f"封面的出國期間「{period}」讀不出來" if period else "封面沒有出國期間"
        said += "。 / The cover gives no readable period."
        yield finding("period-missing", said, lines=lines)
    if meta.title is None:
        yield finding("title-missing", "封面沒有報告名稱。 / The cover gives no title.")


def _unknown(where: Mapping[str, tuple[int, ...]], told: Mapping[str, str]) -> Iterator[Finding]:
    unknown = {name: "" for name in where if name.startswith(UNKNOWN)}
    for label, field in {**told, **unknown}.items():
        use = f"從內容看作{_CALLED[field]}" if field else "沒有採用"
        english = f"by its value it is the {field}" if field else "its value is not used"
        said = (
            f"封面的「{label.removeprefix(UNKNOWN)}」不是已知的欄位,{use}。"
            f" / A label on the cover that is not known; {english}."
        )
        severity = "info" if field else "unread"
        yield finding("cover-label-unknown", said, severity=severity, lines=where[field or label])
