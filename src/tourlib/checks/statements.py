"""What a report says of itself in numbers, against its tables: how many people, days, courses, visits,
themes and recommendations.

A statement is a number with what it counts and the sentence that says so; it is compared with what
the tables come to (:mod:`tourlib.checks.facts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tourlib.checks.alltext import Sentence, sentences
from tourlib.checks.facts import Fact, days_of, find_facts, people_of
from tourlib.dates import find_period
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import chinese_number

NUMBER = r"\d{1,3}|[一二三四五六七八九十兩]{1,3}"
ONE_NUMBER = rf"(?<![第\d.,〇一二三四五六七八九十百])(?P<n>{NUMBER})\s*"
_N, _M = ONE_NUMBER, ONE_NUMBER.replace("<n>", "<m>")
_ALL = r"(?:共計?有?|合計|總計|一共|計有?|安排|規劃|提出|研提|歸納|彙整|分為|涵蓋|包括|包含)"
THEME = "主題|模組|面向|主軸|單元|議題|方向|領域"
_SOON, _LATER = "(?:立即可行|短期|近程)", "(?:中、?長[期程]|中[期程]|[長遠][期程])"
#: Chapters that speak of the journey and the report as a whole.
WHOLE = frozenset({"cover", "summary", "purpose", "conclusion"})
#: How a number of things is announced that are listed below.
ANNOUNCED = re.compile(r"(?::|如下|如次|分述於下)\s*[:。]?$|(?:下列|以下)[^,。;]{0,12}$")
#: What is counted → how that is said.
_SAID = {
    "people": (
        r"(?:共計?有?|合計|一行|等|計|遴派|遴選|選派|選送|薦送|成員|全團|組成)\s*"
        + _N + r"(?:人|名|位|員)(?!次|民|士)"
        + rf"|{_M}[名位](?:來自[^,。;]{{0,8}}的)?(?:團員|學員|夥伴)"
    ),
    "members": rf"學員(?:共計?有?|計)?\s*{_N}(?:人|名|位)",
    "days": rf"(?:為期|歷時|前後|一連|全程|短短|{_ALL})+\s*{_N}(?:天|日)(?!課程|份|期|程|[內後前])"
    rf"|日\s*\({_M}(?:天|日)\)|{_N.replace('<n>', '<k>')}[天日](?:的|之)?(?:國外|考察|參訪|研習)*(?:行程|旅程|研習|考察)",
    "courses": rf"{_N}(?:場次?|堂|門|節|項)(?:的|之|專題|專業|國內|國外|研習)*(?:課程|講座|課)"
    rf"|(?:課程|講座|授課){_ALL}?\s*{_M}(?:場次?|堂|門|節)",
    "visits": rf"(?:參訪|拜訪|拜會|訪問|走訪)了?\s*{_N}(?:場次?|處(?!所)|(?:個|處|所|家|間)[^,。、;]{{0,6}}(?:機關|單位|機構|組織|據點))"
    rf"|{_M}場次?(?:機關|實地)?(?:參訪|拜會)"
    rf"|(?:參訪|拜訪|拜會|訪問|訪談|走訪)[^。;]{{0,160}}?等\s*{_N.replace('<n>', '<k>')}個?(?:機關|單位|機構|組織)",
    "themes": rf"{_N}(?:大|個|項)(?:研習|考察)?(?:{THEME})",
    "recommendations": rf"(?:{_ALL})[^,。、;]{{0,10}}?{_N}大?[項點個]?[^,。、;及與和暨]{{0,8}}建議"
    rf"|建議(?:事項)?(?:{_ALL})*\s*{_M}大?[項點]",
    "soon": rf"{_SOON}(?:之|的|建議|者|事項|部分|{_ALL})*\s*{_N}[項點]|{_M}[項點]{_SOON}",
    "later": rf"{_LATER}(?:之|的|建議|者|事項|部分|{_ALL})*\s*{_N}[項點]|{_M}[項點]{_LATER}",
    "home days": rf"(?:國內|行前)[^,。;]{{0,8}}(?:課程|研習|訓練|講習){_ALL}?\s*{_N}(?:天|日)",
    "local people": rf"(?<![及與和、])地方(?:政府|機關)?[^,。、;]{{0,4}}?{_N}(?:人|名|位)",
    "agencies": rf"(?:來自|分屬)[^,。、;]{{0,4}}?{_N}個?(?:不同)?(?:的|之)?(?:機關|單位|部會)",
}  # fmt: skip
_CODES = {
    "people": "headcount-mismatch", "members": "headcount-mismatch", "days": "days-mismatch",
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
#: What a number of all years is told with (自108年起辦理,參訓人數累計57人).
_OF_ALL_YEARS = re.compile(r"歷[年屆次]|迄今|累計|以來|自[^,。;]{0,8}年度?(?:起|開始|開辦)")
#: All horizons together are no part.
_HORIZONS = re.compile(f"(?:{_SOON}|{_LATER}|[短中])(?:(?:、|及|與|和)(?:{_SOON}|{_LATER}))+")
_THEIR_THEMES = re.compile(r"研習|課程|本次|此次|本團|本班")
#: Where exchanges are counted by themselves, they are neither among the courses nor the visits.
_EXCHANGES = re.compile(
    rf"(?:座談|交流|會談)[^,。、;]{{0,2}}(?:{NUMBER})|(?:{NUMBER})[場次][^,。、;]{{0,2}}(?:座談|交流)"
)
#: A leader who is named first is not among those chosen.
_LED = re.compile(
    r"(?:擔任(?:團長|領隊)|(?:團長|領隊)\S{0,12}(?:率領|帶領|率同)).*(?:遴選|遴派|選派|選送)"
)
#: Days in a text that are so many more or fewer are days of the journey, else of a course in it.
_NEAR = 3


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
    groups = {
        c: re.compile(rf"(?<![及與和、]){re.escape(c)}[^,。、;]{{0,4}}?{_N}(?:人|名|位)")
        for c in classes
    }
    for sentence in sentences(parsed):
        for about, pattern in (_PATTERNS | groups).items():
            of_part = about in _OF_TRAVELLERS or about in groups
            for match in (
                pattern.finditer(sentence.text) if _speaks(about, sentence, of_part) else ()
            ):
                said = match.groupdict()
                number = read_number(said["n"] or said.get("m") or said.get("k") or "")
                if number > (0 if of_part else 1) and not _is_of_others(
                    about, sentence.text, match
                ):
                    yield Statement(about, number, match.group().strip(), sentence)


def _speaks(about: str, sentence: Sentence, of_part: bool) -> bool:
    """Whether a sentence with a number of something may speak of the journey and the report."""
    if of_part:
        return _TRAVELLERS.search(sentence.text) is not None
    if about == "people" and _OUR_PEOPLE.search(sentence.text):
        return True
    announces = sentence.heads_chapter and not ANNOUNCED.search(sentence.text.rstrip("。"))
    return sentence.chapter in WHOLE or (about == "recommendations" and announces)


def _is_of_others(about: str, text: str, match: re.Match[str]) -> bool:
    """Whether the number is of another body, or of a part."""
    clause = re.split("[,、;:]", _HORIZONS.sub("", text[: match.start()]))[-1] + match.group()
    if about in ("soon", "later") and re.search("[、及與和]$", text[: match.start()]):
        return True
    if about == "themes" and not _THEIR_THEMES.search(clause):
        return True
    if about in ("people", "members") and _OF_ALL_YEARS.search(text[: match.end()]):
        return True
    return about in ("people", "members", "courses", "visits", "recommendations") and bool(
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
        code = _CODES.get(said.about, "count-mismatch")
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
    yield from _cover_headcount(parsed)


def _own_days(said: Statement, parsed: ParsedReport) -> Fact | None:
    """The days of the period that the sentence itself gives."""
    start = parsed.meta.start
    period = find_period(said.sentence.text, start.year) if start and said.about == "days" else None
    return None if period is None or period[0] == period[1] else days_of(period)


def _fits(said: Statement, fact: Fact) -> bool:
    """Whether a statement holds in one of the ways of counting."""
    if said.about == "people" and _LED.search(said.sentence.text.split(said.said)[0]):
        return said.number not in fact.numbers or said.number < max(fact.numbers)
    if said.about == "days":
        return min(abs(said.number - days) for days in fact.numbers) not in range(1, _NEAR + 1)
    return said.number in fact.numbers


def _cover_headcount(parsed: ParsedReport) -> Iterator[Row]:
    people = parsed.rows["participants"]
    number, fact = parsed.meta.headcount, people_of(people)
    if number and people and number not in fact.numbers:
        yield finding(
            "headcount-mismatch",
            f"封面說 {number} 人，{fact.told}。 / The cover says {number} people; {fact.english}.",
            table=fact.table,
            lines=parsed.cover.lines.get("reporters", ()),
            marks=tuple(f"{number}{unit}" for unit in "人名位員"),
        )
