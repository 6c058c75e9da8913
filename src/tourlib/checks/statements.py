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
from tourlib.outline.nodes import Node, Outline, Paragraph
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import chinese_number, normalize

NUMBER = r"\d{1,3}|[一二三四五六七八九十兩]{1,3}"
_N = rf"(?<![第\d.,〇一二三四五六七八九十百])(?P<n>{NUMBER})\s*"
_ALL = r"(?:共計?有?|合計|總計|一共|計有?|安排|規劃|提出|研提|歸納|彙整|分為|涵蓋|包括|包含)"
_THEME = "主題|面向|主軸|單元|議題|方向|領域"
#: Chapters that speak of the journey and the report as a whole.
WHOLE = frozenset({"summary", "purpose", "conclusion"})
#: What is counted → how that is said.
_SAID = {
    "people": (
        r"(?:共計?有?|合計|一行|等|計|遴派|遴選|選派|選送|薦送|成員|全團)\s*"
        + _N + r"(?:人|名|位|員)(?!次|民|士)"
    ),
    "days": rf"(?:為期|歷時|前後|一連|全程|{_ALL})+\s*" + _N + r"(?:天|日)(?!課程|份|期|程|[內後前])",
    "courses": rf"{_N}(?:場次?|堂|門|節|項)(?:的|之|專題|專業|國內|國外|研習)*(?:課程|講座|課)"
    rf"|(?:課程|講座){_ALL}\s*" + _N.replace("<n>", "<m>") + r"(?:場次?|堂|門|節)",
    "visits": r"(?:參訪|拜訪|拜會|訪問|走訪)了?\s*" + _N + r"(?:個|處|所|家|間)[^,。、;]{0,6}(?:機關|單位|機構|組織|據點)"
    rf"|{_N.replace('<n>', '<m>')}場次?(?:機關|實地)?(?:參訪|拜會)",
    "themes": rf"{_N}(?:大|個|項)(?:研習)?(?:{_THEME})",
    "recommendations": rf"(?:{_ALL})[^,。、;]{{0,10}}?{_N}大?[項點個]?[^,。、;]{{0,8}}建議"
    rf"|建議(?:事項)?(?:{_ALL})*\s*" + _N.replace("<n>", "<m>") + "大?[項點]",
}  # fmt: skip
_PATTERNS = {about: re.compile(pattern) for about, pattern in _SAID.items()}
#: Who or what else a sentence may be about, and words for a part of what is counted.
_OTHERS = re.compile(
    r"該[國市州府署局部會院校司機組處館區縣]|其中|立即|[短中長]期|[近中遠]程|目前|每"
)
_THEIR_THEMES = re.compile(r"研習|課程|本次|此次|本團|本班")
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
    for sentence in sentences(parsed, WHOLE):
        for about, pattern in _PATTERNS.items():
            for match in pattern.finditer(sentence.text):
                said = match.groupdict()
                number = read_number(said["n"] or said.get("m") or "")
                if number > 1 and not _is_of_others(about, sentence.text, match):
                    yield Statement(about, number, match.group().strip(), sentence)


def _is_of_others(about: str, text: str, match: re.Match[str]) -> bool:
    """Whether the number is of another body, or of a part."""
    clause = re.split("[,、;:]", text[: match.start()])[-1] + match.group()
    if about == "themes" and not _THEIR_THEMES.search(clause):
        return True
    return bool(_OTHERS.search(clause)) and about != "days"


def check_statements(parsed: ParsedReport) -> Iterator[Row]:
    """Findings about numbers that the tables, or the list behind them, do not come to."""
    facts = find_facts(parsed)
    for said in read_statements(parsed):
        fact = _own_days(said, parsed) or facts.get(said.about)
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
    yield from _lists(parsed)


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
    if themes := parsed.rows["themes"]:
        told = f"研習主題有 {len(themes)} 個", f"there are {len(themes)} themes"
        lines = tuple(row["line"] for row in themes)
        found["themes"] = Fact(frozenset({len(themes)}), *told, "themes", lines)
    if rows := parsed.rows["recommendations"]:
        found["recommendations"] = _advice(rows)
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
        found |= {len(titles), len(set(titles))}
    return frozenset(found)


def _advice(rows: Sequence[Row]) -> Fact:
    """Topics, all items, and the items of each depth."""
    depths = Counter(row["depth"] for row in rows)
    topics = len({row["topic"] for row in rows})
    counts = {len(rows), topics, *depths.values()}
    lines = tuple(dict.fromkeys(row["line"] for row in rows))
    return Fact(
        frozenset(counts), f"建議章節讀出 {topics} 個議題、{len(rows)} 項",
        f"{topics} topics and {len(rows)} items were read", "recommendations", lines,
    )  # fmt: skip


# Numbers of things, and the list of the things -------------------------------------------------

_COUNTED = re.compile(
    _N + rf"(?:(?P<big>大)|項|個|種|點|類|階段|步驟|面向|{_THEME})(?!月|人|國|年|小時|星期|部會)"
)
_ANNOUNCED = re.compile(r"(?::|如下|如次|分述於下)\s*[:。]?$")
#: What stands between a number of things and all of these things, in the same sentence.
_NAMELY = re.compile(
    r"[^,。;:「」、]{0,8}(?:[:,]\s*)?(?:分別(?:為|是|即)|依序為|[為即是]|:)\s*(?=\S)"
)
#: A number of things told before: 依循五大方向.
_REFERS = re.compile(
    rf"(?:依循|依據|依照|遵循|上述|前述|上開|前開|以上)[的之]?(?P<said>{_N}[大項個]?(?P<what>{_THEME}))"
)
_QUOTED = re.compile(r"「[^「」]+」")
_JOINT = re.compile("、|以及|及|與|和")
_MOST_CHARS, _LEAST_CHARS = 14, 2


def _lists(parsed: ParsedReport) -> Iterator[Row]:
    """Numbers of things against the list of these: in the same sentence, or the items that follow."""
    for sentence in sentences(parsed):
        for match in _COUNTED.finditer(sentence.text):
            things = _in_sentence(sentence.text[match.end() :])
            said = read_number(match["n"])
            if things and said > 1 and said not in things:
                yield finding(
                    "count-mismatch",
                    f"第 {sentence.line(match.group())} 行說「{match.group()}」，同一句列出 {max(things)} 項。"
                    f" / “{match.group()}” are announced, the sentence lists {max(things)}.",
                    lines=sorted({sentence.line(match.group()), sentence.line(sentence.text)}),
                    marks=(match.group(),),
                )
    yield from _announced(parsed.outline)
    yield from _referred(parsed.outline)


def _in_sentence(rest: str) -> set[int]:
    """How many things a sentence names behind their number, as the joints may be read; none where it
    does not say that these are all."""
    rest = rest.rstrip("。;!? ")
    quoted = _QUOTED.findall(rest)
    if len(quoted) > 1 and _NAMELY.match(rest.split("「")[0] + "為「"):
        bare = _JOINT.sub("", rest[rest.index("「") :])
        return {len(quoted)} if not _QUOTED.sub("", bare) else set()
    namely = _NAMELY.match(rest)
    things = rest[namely.end() :].split("、") if namely else []
    if len(things) < 2 or re.search("[,:()「」等]", rest[namely.end() :] if namely else ""):
        return set()
    joint = "以及|及" if "及" in things[-1] else "與|和"
    last = [piece for piece in re.split(joint, things[-1]) if piece]
    if not all(_LEAST_CHARS <= len(thing) <= _MOST_CHARS for thing in (*things[:-1], *last)):
        return set()
    # 與 may join the last two, or be part of the name of one.
    return {len(things) - 1 + len(last), *([] if "及" in things[-1] else [len(things)])}


def _announced(outline: Outline) -> Iterator[Row]:
    """A number announced at the end of a paragraph and the list that follows at once."""
    starts = {node.line: at for at, node in enumerate(outline.nodes)}
    paragraphs = [p for node in outline.nodes for p in (*own_head(node), *node.paragraphs)]
    ends = {p.lines[-1]: p for p in paragraphs}
    lines = sorted({*starts, *(n for p in paragraphs for n in p.lines)})
    for line, after in itertools.pairwise(lines):
        last = ends.get(line)
        if last is None or after not in starts or outline.nodes[starts[after]].value != 1:
            continue
        sentence = re.split(r"[。;!?]", normalize(last.text).rstrip("。"))[-1]
        counted = list(_COUNTED.finditer(sentence))
        if len(counted) != 1 or not _ANNOUNCED.search(sentence):
            continue
        said = read_number(counted[0]["n"])
        listed = _run(outline, starts[after])
        if said > 1 and said != len(listed) and len(listed) > 1:
            yield finding(
                "count-mismatch",
                f"第 {last.lines[0]} 行說「{counted[0].group()}」，其後列出 {len(listed)} 項"
                f"(第 {listed[0].line} 至 {listed[-1].line} 行)。"
                f" / “{counted[0].group()}” are announced, {len(listed)} are listed.",
                lines=(last.lines[-1], *(item.line for item in listed)),
                marks=(counted[0].group(), *(item.head.text[:12] for item in listed)),
            )


def _referred(outline: Outline) -> Iterator[Row]:
    """Numbers of things told before, against the list under the heading that names the things."""
    for at, node in enumerate(outline.nodes):
        for paragraph in (*own_head(node), *node.paragraphs):
            for match in _REFERS.finditer(normalize(paragraph.text)):
                listed = _listed_before(outline.nodes, at, match["what"])
                if len(listed) > 1 and read_number(match["n"]) not in (0, 1, len(listed)):
                    yield finding(
                        "count-mismatch",
                        f"第 {paragraph.lines[0]} 行說「{match['said']}」，其前列出 {len(listed)} 項"
                        f"(第 {listed[0].line} 至 {listed[-1].line} 行)。"
                        f" / “{match['said']}” are referred to, {len(listed)} are listed before.",
                        lines=(*(item.line for item in listed), paragraph.lines[0]),
                        marks=(match["said"], *(item.head.text[:12] for item in listed)),
                    )


def _listed_before(nodes: Sequence[Node], at: int, what: str) -> list[Node]:
    """The numbered items under the nearest heading before a place, in the same topic, that ends in
    what is counted."""
    above, place = set(), nodes[at].parent
    while place is not None:
        above.add(place)
        place = nodes[place].parent
    for before in range(at - 1, -1, -1):
        heading = nodes[before]
        if heading.parent in above and heading.title.rstrip(":： ").endswith(what):
            return [node for node in nodes if node.parent == before and node.marker]
    return []


def own_head(node: Node) -> list[Paragraph]:
    """The heading, where it is not the beginning of the first paragraph."""
    first = node.paragraphs[0].lines[0] if node.paragraphs else None
    return [] if first == node.line else [node.head]


def _run(outline: Outline, first: int) -> list[Node]:
    """The items of the list that begins here, up to a restart."""
    head = outline.nodes[first]
    items: list[Node] = []
    for node in outline.nodes[first:]:
        same = node.parent == head.parent and node.marker and head.marker
        if not same or node.marker is None or head.marker is None:
            if node.rank < head.rank or node.parent == head.parent:
                break
            continue
        if node.marker.kind != head.marker.kind or node.value != len(items) + 1:
            break
        items.append(node)
    return items
