"""Compare the numbers that a report states about itself with its tables (:mod:`tourlib.checks.facts`).

The measure word and the clause tell what a quantity counts: ``reference/counted.csv``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from tourlib.checks.alltext import in_order
from tourlib.checks.facts import OF_TOPIC, Fact, days_of, find_facts, people_of, term_of
from tourlib.checks.quantities import Quantity
from tourlib.checks.sums import TOLERANCE, differing, share_tolerance
from tourlib.dates import find_periods
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, has_han, normalize
from tourlib.vocabulary import rules

#: Chapters that describe the journey and the report as a whole.
WHOLE = frozenset({"cover", "summary", "purpose", "conclusion"})
#: Wording that announces a list of counted things.
ANNOUNCED = re.compile(r"(?::|如下|如次|分述於下)\s*[:。]?$|(?:下列|以下)[^,。;]{0,12}$")
#: Quantities that any chapter may state, if the sentence has a word for travellers.
_OF_TRAVELLERS = frozenset(
    {"agencies", "central agencies", "local agencies", "part", "share", "groups", "each"}
)
_OUR_PEOPLE = re.compile("(?:本次|本團|本班|全團)[^#]{0,4}(?:人員|團員|學員|成員)|一行@")
_TRAVELLERS = re.compile(
    "團員|學員|成員|出國人員|研習人員|領隊|團長|一行|全團|考察團|本團|組團|組成|遴[選派薦]|選[派送]|薦[派送]|參訓"
    "|由[^,。]{2,12}率"
)
_OURS = re.compile(f"夥伴|同仁|同行|{_TRAVELLERS.pattern}")
#: Words for this journey and this report; with them a sentence of any chapter describes the whole.
_OWN = re.compile("本次|此次|本團|本班|此行|全團|團員|學員|本研習|本考察|本報告")
_PROPOSES = re.compile("爰|謹|本報告|本團|以下")
_OF_ADVICE = frozenset({"recommendations", "soon", "later", "topic"})
#: Quantities that a sentence beside the timetable tells of all of it: 共走訪八個單位,時間如下表.
_OF_TIMETABLE = frozenset({"courses", "visits", "bodies", "days"})
#: Words that show that a sentence is about somebody else, or only about part of what is counted.
_OTHERS = re.compile(
    r"該[國市州府署局部會院校司機組處館區縣]|其中|立即|[短中長]期|[近中遠]程|目前|每|者(?:共計?|計|有|僅)"
    rf"|[在於](?![本此全整這]|出國|研習|考察|參訪|訪問)[{HAN}]{{2,6}}期間"
)
#: Words for a total over several years (自108年起辦理,參訓人數累計57人).
_OF_ALL_YEARS = re.compile(r"歷[年屆次]|迄今|累計|以來|自[^,。;]{0,8}年度?(?:起|開始|開辦)")
_THEIR_THEMES = re.compile(r"研習|課程|考察|參訪|本次|此次|本團|本班|團員|學員")
#: If exchanges are counted separately, they belong neither to the courses nor to the visits.
_N = r"[\d一二三四五六七八九十兩]"
_EXCHANGES = re.compile(
    rf"(?:座談|交流|會談)[^,。、;]{{0,2}}{_N}|{_N}[場次]次?[^,。、;]{{0,2}}(?:座談|交流)"
)
#: Quantities that must be the same wherever they are stated, unless a leader is counted separately.
_TOLD_TWICE = frozenset({"people", "members", "days", "courses", "visits", "themes"})
_NOUNS = re.compile("課程|講座|參訪|拜會|主題|面向|議題|學員")
_LEAD = re.compile("率|帶領|團長|領隊|遴|選派|薦")
#: Wording for everybody who went, and one that means everybody only where no leader is named.
_EVERYBODY, _IN_ALL = re.compile("一行|全團|本團|組團|成員"), re.compile("共計|合計|總計")
#: A leader who is named first is not one of the people selected.
_LED = re.compile(
    r"(?:擔任(?:團長|領隊)|(?:團長|領隊)\S{0,12}(?:率領|帶領|率同)).*(?:遴選|遴派|選派|選送)"
)
#: Days by which a number of days, or of weeks, may be wrong; others are about a course or round weeks.
_OFF = {"天": range(1, 4), "週": range(5, 9)}
#: Two approximate numbers agree if they have the same tens.
_ABOUT = 10
#: How many percentage points less than "nearly 80%" (近八成) a share may be.
_NEARLY = 15
#: Wording between a list of bodies and the number of people from all of them, or from each.
_JOINT = re.compile("以及|[、及與和暨]")
_OF_ALL = re.compile("(?:等|人員|同仁|代表)*(?P<each>各)?[共計有派為]*$")
_BODY = re.compile(f"(?![各該本鄉鎮縣市])[{HAN}]{{2,}}[院部會署局處司科組室所]")
#: The fact that kinds about a part are compared with.
_OF = {"part": "{of}", "share": "{of}%", "topic": f"{{of}}{OF_TOPIC}"}
#: A kind of quantity; its measure words, its clause and the finding's code.
_Kind = tuple[str, re.Pattern[str], re.Pattern[str], str]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity of a kind; ``about`` is the kind, or the part of the roster whose people are counted."""

    about: str
    said: Quantity
    shown: str
    code: str


def check_counts(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield findings about numbers that disagree with the tables or with each other."""
    facts = find_facts(parsed)
    agreed: dict[tuple[str, str], _Counted] = {}
    below = Counter(row["parent"] for row in parsed.rows["sections"])
    for about, alike in _in_sentences(parsed, quantities, facts):
        first = alike[0]
        if has_han(about):  # a part of the roster, or none
            told = f"名單沒有{about}的人", "the roster has nobody from it"
            facts.setdefault(about, Fact(frozenset({0}), *told, "participants"))
        fact = _own_days(first, parsed) or facts.get(about)
        wrong = [each for each in alike if fact and not _fits(each, fact, below)]
        # In 機關2處、據點6處 the numbers are parts that add up to the number in the tables.
        whole = sum(int(each.said.number) for each in alike) if len(alike) > 1 else -1
        if fact and whole not in fact.numbers:
            yield from (_wrong(each, fact) for each in wrong)
        if len(alike) == 1 and not wrong and about in _TOLD_TWICE and first.said.exact:
            yield from _told_twice(agreed.setdefault((about, first.said.kind), first), first)
    yield from _cover_headcount(parsed)


def _in_sentences(
    parsed: ParsedReport, quantities: Sequence[Quantity], facts: Mapping[str, Fact]
) -> Iterator[tuple[str, list[_Counted]]]:
    """Yield what each sentence counts, with the quantities that count it."""
    people = parsed.rows["participants"]
    named = sorted(filter(has_han, facts), key=len, reverse=True)
    names = _any_of(name for name in named if name[-1] not in f"%{OF_TOPIC}")
    topics = _any_of(name[:-1] for name in named if name[-1] == OF_TOPIC)
    own = _own_word(row for row in parsed.rows["sections"] if row["parent"] is None)
    kinds = [*_kinds(parts=names.pattern, topics=topics.pattern, own=own)]
    together: dict[tuple[int, str], list[_Counted]] = defaultdict(list)
    told = ((*_listed(said, names, people), _counted(said, kinds)) for said in quantities)
    for each in filter(None, itertools.chain.from_iterable(told)):
        together[id(each.said.sentence), _compared(each, facts)].append(each)
    yield from ((about, alike) for (_sentence, about), alike in together.items())


def _compared(each: _Counted, facts: Mapping[str, Fact]) -> str:
    """Return the fact with which a number is compared: recommendations with a horizon with those of
    the same term (中期), else of the same horizon, else with all."""
    if each.about not in _OF_ADVICE:
        return each.about
    keys = f"{each.about} {term_of(each.shown)}", each.about
    return next((key for key in keys if key in facts), "recommendations")


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)) or "$^")


def _own_word(chapters: Iterable[Row]) -> str:
    """Return the last word of the title of the chapter of recommendations: 後續行動."""
    titles = (row["title"] for row in chapters if row["chapter"] == "recommendations")
    ends = (re.search(f"^(?!.*建議).*([{HAN}]{{2}})$", normalize(title)) for title in titles)
    return next((end[1] for end in ends if end), "建議")


@cache
def _words() -> dict[str, str]:
    """Return the replacement texts of ``counted.csv`` (the lines that begin with $) by name."""
    return {name[1:]: cells[0] for name, *cells in rules("counted") if name[0] == "$"}


def _kinds(**own: str) -> Iterator[_Kind]:
    """Yield the kinds in ``counted.csv``, with the texts and the report's own words filled in."""
    for kind, units, clause, code in (row for row in rules("counted") if row[0][0] != "$"):
        for word, chars in {**_words(), **own}.items():
            clause = clause.replace(f"<{word}>", chars)
        yield kind, re.compile(units), re.compile(clause), code


def _counted(said: Quantity, kinds: Iterable[_Kind]) -> _Counted | None:
    """Return the quantity with its kind, if it is about the whole journey or report."""
    for kind, units, clause, code in kinds:
        text = said.clause
        if re.fullmatch(f"(?:{_words()['all']})*", said.before):  # 辦理國內課程,合計12小時
            text = re.split("[,;:]", said.sentence.text[: said.start])[-2:][0] + text
        told = clause.search(text) if units.fullmatch(said.unit) else None
        if told and _speaks_of_all(kind, said):
            about = _OF.get(kind, kind).format(**told.groupdict())
            return _Counted(about, said, _shown(said, told.group()), code)
    return None


def _listed(said: Quantity, names: re.Pattern[str], people: Sequence[Row]) -> list[_Counted]:
    """Return how many people each part in a list before a number contributes (甲局、乙局各一位).
    Bodies that the roster does not have are returned if it has most of the others."""
    if said.kind not in ("人", "個") or not _speaks_of_all("part", said):
        return []
    whole = said.before.rpartition("#")[2]
    end = _OF_ALL.search(whole)
    listed = whole[: end.start()] if end else whole
    known = names.findall(listed)
    others = [
        name
        for name in _JOINT.split(names.sub("", listed))[1:]
        if _BODY.fullmatch(name)
        and not any(in_order(name, f"{row['agency']}{row['unit']}") for row in people)
    ]
    if not 1 < len(known) > len(others):
        return []
    if not end or not end["each"]:
        return [_Counted(name, said, name, "count-mismatch") for name in others]
    shown = f"{whole[whole.find(known[0]) :]}{said.said}"
    return [_Counted(name, said, shown, "count-mismatch") for name in (*known, *others)]


def _speaks_of_all(about: str, said: Quantity) -> bool:
    """True if a quantity is about the whole journey or report."""
    if said.number < (1 if about in _OF_TRAVELLERS else 2) or len(said.numbers) > 1:
        return False
    if about in _OF_TRAVELLERS:
        of_one = about != "each" and "每" in said.clause  # 每組設組長1人
        of_all = about.endswith("agencies") and said.sentence.chapter in WHOLE
        return not of_one and bool((_OURS if of_all else _TRAVELLERS).search(said.sentence.text))
    if about in ("home hours", "course hours"):
        return True
    if _is_of_others(about, said):
        return False
    return said.sentence.chapter in WHOLE or _speaks_of_itself(about, said)


def _speaks_of_itself(about: str, said: Quantity) -> bool:
    """True if a sentence of another chapter is about the journey or the report."""
    text = said.sentence.text
    if about in _OF_TIMETABLE and said.sentence.beside_timetable:
        return True
    if about in _OF_ADVICE:
        speaks = said.sentence.heads_chapter or _PROPOSES.search(text) is not None
        return speaks and (said.of_groups or not ANNOUNCED.search(text.rstrip("。")))
    return (_OUR_PEOPLE if about == "people" else _OWN).search(said.clause) is not None


def _is_of_others(about: str, said: Quantity) -> bool:
    """True if the number is about another body, or only about a part."""
    words = _words()
    horizon = f"(?:{words['soon']}|{words['later']}|[短中])"
    if about in ("soon", "later"):  # all horizons together are no part
        return (
            re.search(f"(?<!#)[、及與和]{horizon}?(?:之|的|建議|{words['all']})*$", said.before)
            is not None
        )
    before = re.sub(f"{horizon}(?:[、及與和]{horizon})+", "", said.sentence.text[: said.start])
    clause = re.split("[,、;:]", before)[-1] + said.said + said.after
    if about == "themes":
        return not _THEIR_THEMES.search(clause)
    if about in ("people", "members") and _OF_ALL_YEARS.search(said.sentence.text[: said.end]):
        return True
    return about not in ("days", "home days") and bool(_OTHERS.search(clause))


def _own_days(each: _Counted, parsed: ParsedReport) -> Fact | None:
    """Return the days of the period that the sentence names, of several the last before the number."""
    start, text = parsed.meta.start if each.about == "days" else None, each.said.sentence.text
    if start is None:
        return None
    before = find_periods(text[: each.said.start], start.year)[-1:]
    period = next(iter(before or find_periods(text, start.year)), (start, start))
    return None if period[0] == period[1] else days_of(period)


def _fits(each: _Counted, fact: Fact, below: Mapping[int, int]) -> bool:
    """True if a statement holds in one of the ways of counting. For a group's own recommendations
    the number of headings directly below the group's heading is accepted, too."""
    number, text, days = each.said.number, each.said.sentence.text, each.said.measure[1][0]
    if each.about in _OF_ADVICE and below[each.said.sentence.section] == number:
        return True
    if each.said.measure[0] == "%":
        return any(map(partial(_is_share, each.said), fact.numbers))
    if not each.said.exact and any(n // _ABOUT == number // _ABOUT for n in fact.numbers):
        return True  # 十餘日 may mean 12
    if each.about == "people" and _LED.search(text[: each.said.start]):
        return number not in fact.numbers or number < max(fact.numbers)
    if each.about == "days":
        return min(abs(days - n) for n in fact.numbers) not in _OFF[each.said.kind]
    in_all = _IN_ALL.search(each.said.clause) and not _LEAD.search(text[: each.said.start])
    is_narrow = {
        "people": _EVERYBODY.search(each.said.clause) or in_all,
        "recommendations": each.said.unit == "大",
        "courses": each.said.unit in ("門", "堂") or _EXCHANGES.search(text),
    }.get(each.about, _EXCHANGES.search(text))
    return number in (fact.narrow if is_narrow and fact.narrow else fact.numbers)


def _is_share(said: Quantity, share: float) -> bool:
    """Return whether a statement such as 逾八成 or 近八成 holds for a share in percent."""
    percent = said.measure[1][0]
    if re.search("逾|超過|至少", said.before) or said.after.startswith("以上"):
        return share >= percent - TOLERANCE
    if re.search("將?近$", said.before):
        return percent - _NEARLY <= share <= percent + TOLERANCE
    return abs(share - percent) <= share_tolerance(said)


def _wrong(each: _Counted, fact: Fact) -> Finding:
    led = each.about == "people" and each.said.number in fact.numbers
    led = led and _LEAD.search(each.said.sentence.text[: each.said.start]) is not None
    line = each.said.sentence.line(each.shown)
    message = f"第 {line} 行{'在團長之外' if led else ''}說「{each.shown}」，{fact.told}。"
    message += (
        f" / The text says “{each.shown}”{' besides the leader' if led else ''}; {fact.english}."
    )
    severity = "info" if led else "error" if each.about == "days" else "warning"
    lines, marks = (line, *fact.lines), (each.shown,)
    return finding(
        each.code, message, severity=severity, table=fact.table, lines=lines, marks=marks
    )


def _told_twice(first: _Counted, each: _Counted) -> Iterator[Finding]:
    """Yield a finding if two numbers of one kind and measure word differ."""
    nouns = {*_NOUNS.findall(first.shown)} & {*_NOUNS.findall(each.shown)}
    led = each.about != "members" and any(_LEAD.search(one.said.before) for one in (first, each))
    same = not led and (nouns or each.about in ("people", "days"))
    if same and first.said.number != each.said.number:
        yield differing(first.said, each.said, first.shown, each.shown)


def _shown(said: Quantity, told: str) -> str:
    """Return the quantity together with the adjacent words that tell its kind."""
    head, tail = told.partition("@")[::2] if "#" not in told else ("", "")
    text = said.sentence.text
    start = text.rfind(head, 0, said.start) if head else -1
    start = said.start if start < 0 else start
    return text[start : text.find(tail, said.end) + len(tail)].strip()


def _cover_headcount(parsed: ParsedReport) -> Iterator[Finding]:
    people = parsed.rows["participants"]
    number, fact = parsed.meta.headcount or 0, people_of(people)
    lines = parsed.cover.lines.get("reporters", ())
    listed = any(row["line"] not in lines for row in people)  # elsewhere than on the cover
    if number < 2 or number in fact.numbers or not people:
        return
    code, severity = "headcount-mismatch", "warning"
    said = f"封面說 {number} 人，{fact.told}。 / The cover says {number} people; {fact.english}."
    if not listed:
        code, severity = "people-unnamed", "info"
        said = f"封面說 {number} 人，封面印出 {len(people)} 人的姓名，沒有讀到名單。"
        said += f" / The cover says {number} people but names {len(people)}; no roster was read."
    marks = [f"{number}{unit}" for unit in "人名位員"]
    yield finding(code, said, severity=severity, table=fact.table, lines=lines, marks=marks)
