"""What a report says of itself in numbers, against its tables: how many people, days, courses, visits,
themes and recommendations; and numbers of things against the list of them.

A statement is a number with what it counts and the sentence that says so. Facts are what the tables
come to, in all ways that one may count in: with the exchanges or without, entries or titles.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tourlib.checks.alltext import Sentence, sentences
from tourlib.dates import find_period, roc_day
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import chinese_number

NUMBER = r"\d{1,3}|[一二三四五六七八九十兩]{1,3}"
ONE_NUMBER = rf"(?<![第\d.,〇一二三四五六七八九十百])(?P<n>{NUMBER})\s*"
_N, _M = ONE_NUMBER, ONE_NUMBER.replace("<n>", "<m>")
_ALL = r"(?:共計?有?|合計|總計|一共|計有?|安排|規劃|提出|研提|歸納|彙整|分為|涵蓋|包括|包含)"
THEME = "主題|面向|主軸|單元|議題|方向|領域"
_SOON, _LATER = "(?:立即可行|短期|近程)", "(?:中、?長[期程]|中[期程]|[長遠][期程])"
#: Chapters that speak of the journey and the report as a whole.
WHOLE = frozenset({"summary", "purpose", "conclusion"})
#: What is counted → how that is said.
_SAID = {
    "people": (
        r"(?:共計?有?|合計|一行|等|計|遴派|遴選|選派|選送|薦送|成員|全團)\s*"
        + _N + r"(?:人|名|位|員)(?!次|民|士)"
    ),
    "days": rf"(?:為期|歷時|前後|一連|全程|短短|{_ALL})+\s*{_N}(?:天|日)(?!課程|份|期|程|[內後前])",
    "courses": rf"{_N}(?:場次?|堂|門|節|項)(?:的|之|專題|專業|國內|國外|研習)*(?:課程|講座|課)"
    rf"|(?:課程|講座){_ALL}?\s*{_M}(?:場次?|堂|門|節)",
    "visits": rf"(?:參訪|拜訪|拜會|訪問|走訪)了?\s*{_N}(?:場次?|處(?!所)|(?:個|處|所|家|間)[^,。、;]{{0,6}}(?:機關|單位|機構|組織|據點))"
    rf"|{_M}場次?(?:機關|實地)?(?:參訪|拜會)"
    rf"|(?:參訪|拜訪|拜會|訪問|訪談|走訪)[^。;]{{0,60}}?等\s*{_N.replace('<n>', '<k>')}個?(?:機關|單位|機構|組織)",
    "themes": rf"{_N}(?:大|個|項)(?:研習|考察)?(?:{THEME})",
    "recommendations": rf"(?:{_ALL})[^,。、;]{{0,10}}?{_N}大?[項點個]?[^,。、;]{{0,8}}建議"
    rf"|建議(?:事項)?(?:{_ALL})*\s*{_M}大?[項點]",
    "soon": rf"{_SOON}(?:之|的|建議|者|事項|部分|{_ALL})*\s*{_N}[項點]|{_M}[項點]{_SOON}",
    "later": rf"{_LATER}(?:之|的|建議|者|事項|部分|{_ALL})*\s*{_N}[項點]|{_M}[項點]{_LATER}",
    "home days": rf"(?:國內|行前)[^,。;]{{0,8}}(?:課程|研習|訓練|講習){_ALL}?\s*{_N}(?:天|日)",
    "local people": rf"地方(?:政府|機關)?[^,。、;]{{0,4}}?{_N}(?:人|名|位)",
    "agencies": rf"(?:來自|分屬)[^,。、;]{{0,4}}?{_N}個?(?:不同)?(?:的|之)?(?:機關|單位|部會)",
}  # fmt: skip
_PATTERNS = {about: re.compile(pattern) for about, pattern in _SAID.items()}
#: What any chapter may say of those who travelled, in a sentence with a word for them.
_OF_TRAVELLERS = frozenset({"local people", "agencies"})
_OUR_PEOPLE = re.compile("(?:本次|本團|本班|全團)[^,。;]{0,4}(?:人員|團員|學員|成員)")
_TRAVELLERS = re.compile("團員|學員|成員|出國人員|研習人員")
#: Who or what else a sentence may be about, and words for a part of what is counted.
_OTHERS = re.compile(
    r"該[國市州府署局部會院校司機組處館區縣]|其中|立即|[短中長]期|[近中遠]程|目前|每|者(?:共計?|計|有|僅)"
)
#: All horizons together are no part.
_HORIZONS = re.compile(f"(?:{_SOON}|{_LATER}|[短中])(?:(?:、|及|與|和)(?:{_SOON}|{_LATER}))+")
_THEIR_THEMES = re.compile(r"研習|課程|本次|此次|本團|本班")
#: Where exchanges are counted by themselves, they are neither among the courses nor the visits.
_EXCHANGES = re.compile(
    rf"(?:座談|交流|會談)[^,。、;]{{0,2}}(?:{NUMBER})|(?:{NUMBER})[場次][^,。、;]{{0,2}}(?:座談|交流)"
)
#: Visits in the narrower sense: no tour of a museum in passing (文化參訪, 實地踏查).
_VISITED = re.compile("參訪|参訪|拜會|拜訪|訪問|參觀")
#: A leader who is named first is not among those chosen.
_LED = re.compile(
    r"(?:擔任(?:團長|領隊)|(?:團長|領隊)\S{0,12}(?:率領|帶領|率同)).*(?:遴選|遴派|選派|選送)"
)
#: Days in a text that are so many more or fewer are days of the journey, else of a course in it.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """The numbers that tables come to; how they are told; the table, and the lines that show it."""

    numbers: frozenset[int]
    told: str
    english: str
    table: str | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that a sentence says, and what it counts."""

    about: str
    number: int
    said: str
    sentence: Sentence

    @property
    def line(self) -> int:
        """The line that says it."""
        return self.sentence.line(self.said)


def read_number(text: str) -> int:
    """A number of the text; 0 where it is none."""
    return chinese_number(text.replace("兩", "二")) or 0


def read_statements(parsed: ParsedReport) -> Iterator[Statement]:
    """The numbers that the chapters on the whole say of the journey and the report."""
    classes = {row["group"] for row in parsed.rows["participants"] if row["group"]}
    groups = {c: re.compile(rf"{re.escape(c)}[^,。、;]{{0,4}}?{_N}(?:人|名|位)") for c in classes}
    for sentence in sentences(parsed):
        of_travellers = _TRAVELLERS.search(sentence.text) is not None
        for about, pattern in (_PATTERNS | groups).items():
            of_part = about in _OF_TRAVELLERS or about in groups
            ours = about == "people" and _OUR_PEOPLE.search(sentence.text)
            if not (of_travellers if of_part else ours or sentence.chapter in WHOLE):
                continue
            for match in pattern.finditer(sentence.text):
                said = match.groupdict()
                number = read_number(said["n"] or said.get("m") or said.get("k") or "")
                if number > (0 if of_part else 1) and not _is_of_others(
                    about, sentence.text, match
                ):
                    yield Statement(about, number, match.group().strip(), sentence)


def _is_of_others(about: str, text: str, match: re.Match[str]) -> bool:
    """Whether the number is of another body, or of a part."""
    clause = re.split("[,、;:]", _HORIZONS.sub("", text[: match.start()]))[-1] + match.group()
    if about in ("soon", "later") and re.search("[、及與和]$", text[: match.start()]):
        return True
    if about == "themes" and not _THEIR_THEMES.search(clause):
        return True
    return about in ("people", "courses", "visits", "recommendations") and bool(
        _OTHERS.search(clause)
    )


def check_statements(parsed: ParsedReport) -> Iterator[Row]:
    """Findings about numbers that the tables, or the list behind them, do not come to."""
    facts = find_facts(parsed)
    for said in read_statements(parsed):
        apart = " apart" if _EXCHANGES.search(said.sentence.text) else ""
        fact = _own_days(said, parsed) or facts.get(said.about + apart) or facts.get(said.about)
        if fact is None or _fits(said, fact):
            continue
        code = {"people": "headcount-mismatch", "days": "days-mismatch"}.get(
            said.about, "count-mismatch"
        )
        led = said.about == "people" and said.number in fact.numbers
        yield finding(
            code,
            f"第 {said.line} 行{'在團長之外' if led else ''}說「{said.said}」，{fact.told}。"
            f" / The text says “{said.said}”{' besides the leader' if led else ''}; {fact.english}.",
            table=fact.table,
            lines=(said.line, *fact.lines),
            marks=(said.said,),
            severity="info" if led else "error" if said.about == "days" else "warning",
        )
    yield from _cover_headcount(parsed, facts)


def _own_days(said: Statement, parsed: ParsedReport) -> Fact | None:
    """The days of the period that the sentence itself gives."""
    start = parsed.meta.start
    period = find_period(said.sentence.text, start.year) if start and said.about == "days" else None
    return None if period is None or period[0] == period[1] else _days(period, ())


def _fits(said: Statement, fact: Fact) -> bool:
    """Whether a statement holds in one of the ways of counting."""
    if said.about == "people" and _LED.search(said.sentence.text.split(said.said)[0]):
        return said.number not in fact.numbers or said.number < max(fact.numbers)
    if said.about == "days":
        return min(abs(said.number - days) for days in fact.numbers) not in range(1, _NEAR + 1)
    return said.number in fact.numbers


def _cover_headcount(parsed: ParsedReport, facts: dict[str, Fact]) -> Iterator[Row]:
    people = parsed.rows["participants"]
    number, fact = parsed.meta.headcount, facts.get("people") or _people(people)
    if number and people and number not in fact.numbers:
        yield finding(
            "headcount-mismatch",
            f"封面說 {number} 人，{fact.told}。 / The cover says {number} people; {fact.english}.",
            table=fact.table,
            lines=parsed.cover.lines.get("reporters", ()),
            marks=tuple(f"{number}{unit}" for unit in "人名位員"),
        )


def _people(people: Sequence[Row]) -> Fact:
    """How many people went, with staff and leaders and without them."""
    roles = Counter(row["role"] for row in people)
    numbers = {len(people), len(people) - roles["staff"], roles["member"]} - {0}
    told = f"名單有 {len(people)} 人", f"the roster has {len(people)}"
    return Fact(frozenset(numbers), *told, "participants")


def find_facts(parsed: ParsedReport) -> dict[str, Fact]:
    """What the tables come to; nothing of a table without rows."""
    found = {}
    people = parsed.rows["participants"]
    if len(people) > 1:
        found["people"] = _people(people)
        found |= _parts_of(people)
    start, end = parsed.meta.start, parsed.meta.end
    if start and end and start < end:
        found["days"] = _days((start, end), parsed.cover.lines.get("period", ()))
    sessions = parsed.rows["sessions"]
    for about, kind, zh in (("courses", "course", "課程"), ("visits", "visit", "參訪")):
        kinds = {(kind,), (kind, "exchange")} | (
            {(kind, "course"), (kind, "exchange", "course")} if kind == "visit" else set()
        )
        if entries := sum(row["kind"] == kind for row in sessions):
            told = f"課程表有{zh} {entries} 項", f"the timetable has {entries}"
            found[about] = Fact(_entries(sessions, kinds), *told, "sessions")
            found[f"{about} apart"] = Fact(_entries(sessions, {(kind,)}), *told, "sessions")
    if themes := parsed.rows["themes"]:
        told = f"研習主題有 {len(themes)} 個", f"there are {len(themes)} themes"
        lines = tuple(row["line"] for row in themes)
        found["themes"] = Fact(frozenset({len(themes)}), *told, "themes", lines)
    if rows := parsed.rows["recommendations"]:
        found |= _advice(rows)
    if home := {row["date"] for row in sessions if row["part"] == "domestic" and row["date"]}:
        told = f"課程表的國內課程有 {len(home)} 天", f"the timetable has {len(home)} days at home"
        found["home days"] = Fact(frozenset({len(home)}), *told, "sessions")
    return found


def _days(period: tuple[date, date], lines: tuple[int, ...]) -> Fact:
    start, end = period
    days = (end - start).days + 1
    told, english = (
        f"{roc_day(start)}至{roc_day(end)}是 {days} 天",
        f"{start} to {end} are {days} days",
    )
    return Fact(frozenset({days}), told, english, None, lines)


def _entries(sessions: Sequence[Row], kinds: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """How many entries of some kinds there are: abroad, at home or both; entries or titles."""
    found: set[int] = set()
    for each, parts in itertools.product(
        kinds, (("abroad",), ("domestic",), ("abroad", "domestic"))
    ):
        titles = [r["title"] for r in sessions if r["kind"] in each and r["part"] in parts]
        found |= {len(titles), len(set(titles)), sum(map(bool, map(_VISITED.match, titles)))}
    return frozenset(found)


def _parts_of(people: Sequence[Row]) -> dict[str, Fact]:
    """How many are of local governments, and of each class; of how many agencies all are."""
    travelled = [row for row in people if row["role"] != "staff"]
    ways = people, travelled, [row for row in people if row["role"] == "member"]
    parts: dict[str, tuple[str, list[int]]] = {}
    if any(row.get("level") for row in people):
        parts["local people"] = (
            "地方機關",
            [sum(r.get("level") == "local" for r in w) for w in ways],
        )
    for group in {row["group"] for row in people if row["group"]}:
        parts[group] = group, [sum(row["group"] == group for row in way) for way in ways]
    found = {
        about: Fact(frozenset(n), f"名單有{zh} {n[0]} 人", f"the roster has {n[0]}", "participants")
        for about, (zh, n) in parts.items()
    }
    bodies = {len({row.get(key) for row in w}) for w in ways for key in ("agency", "parent")}
    told = f"名單有 {len({row['agency'] for row in people})} 個機關", "the roster has other numbers"
    return found | {"agencies": Fact(frozenset(bodies), *told, "participants")}


def _advice(rows: Sequence[Row]) -> dict[str, Fact]:
    """Topics, all items, and the items of each depth; those of each horizon."""
    found = {}
    for about, of in (
        ("recommendations", rows),
        ("soon", [row for row in rows if row["horizon"] == "immediate"]),
        ("later", [row for row in rows if row["horizon"] == "long_term"]),
    ):
        depths = Counter(row["depth"] for row in of)
        topics = Counter(row["topic"] for row in of)
        if of:
            found[about] = Fact(
                frozenset({len(of), len(topics), *depths.values(), *topics.values()}
                          if about != "recommendations" else {len(of), len(topics), *depths.values()}),
                f"建議章節讀出 {len(topics)} 個議題、{len(of)} 項",
                f"{len(topics)} topics and {len(of)} items were read", "recommendations",
                tuple(dict.fromkeys(row["line"] for row in of)),
            )  # fmt: skip
    return found
