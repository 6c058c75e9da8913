"""Numbers that two chapters give for what seems to be the same thing.

Two clauses are about the same thing if their words are the same except for the number, or if they
count the same thing in the same measure and the text around them names the same body or place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tourlib.checks.names import host_of
from tourlib.checks.quantities import LEADING, THEME, Quantity
from tourlib.checks.sums import TOLERANCE_IN_WORDS, differing
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, normalize, without_brackets
from tourlib.vocabulary import any_of

_LITTLE = re.compile(r"[之的於即\s]|來自")
_PAUSE = re.compile("[、「」]")
_BARE = re.compile(f"(?:為期|歷時|長達|每)?(?:{LEADING.pattern[:-1]})?$")
_HEADED = re.compile(rf"([{HAN}]{{2,12}}):[^,;:]*$")
#: Words about the journey, which is compared with the tables instead.
_JOURNEY = re.compile("參訪|拜會|[訪走造]訪|訪問|成員|研習|團員|學員|組團|遴[派選薦]|本報告")
#: Words for our own country, whose figures are not those of the countries visited.
_OURS, _HOME = "我國", re.compile("我國|[臺台]灣")
#: Length of the beginning of a host's name that tells it from others.
_HOST = 4
#: Text before a number that covers more than the last thing named: 議員及農會代表一行4人.
_WHOLE = re.compile("(?:一行|等|[及與和].*[共計])$")
#: Minimum number of shared bigrams, and their minimum share of the shorter clause's.
_LEAST, _SHARE = 3, 0.55
#: A bigram that occurs in more clauses than this is no evidence, nor is a name in more sections.
_MAX_USES = 8
#: Maximum distance from a number to the thing counted, and to a name before it.
_BESIDE, _REACH = 6, 24
#: Words that change what a number is about: each, a part, another time.
_QUALIFIERS = re.compile("[每各男女逾]|其中|其餘|平均|合計|國內|國外|預計|目標|其他|另")
#: What happens to a body or a law in a single year.
_FOUNDED = re.compile(
    "成立|設立|創[立設校建]|建[立成]|設置|通過|施行|實施|[公頒發]布|[訂制]定|啟用|開[園放]|加入|合併|改制|完工|修正"
)
#: Behind a number that only bounds something: 1萬人以下.
_BOUND = re.compile("以[上下內]")
#: Factor between numbers in different units that are not about one thing.
_FAR = 5
#: Relative tolerance for approximate numbers.
_TOLERANCE = 0.1
#: Possible (parts of) names: four characters, three that end like a body, a Latin word.
_NAMES = tuple(
    re.compile(each)
    for each in (
        rf"(?=([{HAN}]{{4}}))",
        rf"(?=([{HAN}]{{2}}[院部署局處司廳市州縣省郡區]))",
        "[A-Z][A-Za-z]+",
    )
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A quantity with the evidence for what it is about. ``pairs`` are the bigrams of its clause,
    ``before`` and ``behind`` those next to the number, ``names`` the names near it and ``around``
    those of its sentence and headings, ``hosts`` the bodies visited that they name, or us, and
    ``lands`` the countries that the clause names."""

    said: Quantity
    clause: str
    pairs: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    years: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]
    hosts: frozenset[str]
    lands: frozenset[str]

    def is_like(self, other: _Clause) -> bool:
        """True if two clauses are about the same thing, whatever their numbers."""
        of_another = self._is_of_another_size(other) or self._is_of_another_body(other)
        if len(self.years | other.years) > 1 or of_another:
            return False
        if self._names_the_same(other):
            return True
        counted = {each.said.after[:2] for each in (self, other)}
        shared = len(self.pairs & other.pairs)
        if len(counted | {""}) > 2 and self.said.measure[0] != "%":
            return False
        if shared and _same_digits(self.said.said, other.said.said):
            return True
        return shared >= _LEAST and shared >= _SHARE * min(len(self.pairs), len(other.pairs))

    def _is_of_another_size(self, other: _Clause) -> bool:
        """True if the clauses measure in other units what is far apart: 13天, 八個月."""
        (_kind, (one, *_)), (_kind, (two, *_)) = self.said.measure, other.said.measure
        apart = max(one, two) >= _FAR * max(min(one, two), 1)
        return self.said.unit != other.said.unit and self.said.measure[0] != "%" and apart

    def _is_of_another_body(self, other: _Clause) -> bool:
        """True if the clauses are about two bodies or countries, or one about what we recommend."""
        chapters = {each.said.sentence.chapter for each in (self, other)}
        pairs = (self.hosts, other.hosts), (self.lands, other.lands)
        apart = any(one and two and one.isdisjoint(two) for one, two in pairs)
        return apart or chapters == {"recommendations", "study_notes"}

    def _names_the_same(self, other: _Clause) -> bool:
        """True if both clauses count the same thing of something with the same name."""
        shared = (self.before | self.behind) & (other.before | other.behind)
        if self.said.kind == "西元":
            shared = frozenset(filter(_FOUNDED.fullmatch, shared))
        elif self.behind and other.behind and not self.behind & other.behind:
            return False
        one, two = (sorted({*_QUALIFIERS.findall(each.clause)}) for each in (self, other))
        named = (self.names & other.around) | (self.around & other.names)
        return one == two and any(any(p not in name for p in shared) for name in named)

    def bears_out(self, other: _Clause) -> bool:
        """True if another clause about the same thing gives the same or nearly the same number."""
        one, two = self.said, other.said
        (kind, numbers), (_kind, others) = one.measure, two.measure
        near = 0.0 if one.exact and two.exact else _TOLERANCE * max(numbers[0], others[0])
        if one.unit != two.unit:
            near = max(near, TOLERANCE_IN_WORDS if kind == "%" else _TOLERANCE * numbers[0])
        return {*numbers} & {*others} != set() or abs(numbers[0] - others[0]) <= near


def _same_digits(one: str, other: str) -> bool:
    """True if two figures have the same two or more digits in a different order: 36 and 63."""
    digits = [re.sub(r"\D", "", said) for said in (one, other)]
    return digits[0] != digits[1] and len(digits[0]) > 1 and sorted(digits[0]) == sorted(digits[1])


def check_retold(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield clauses of two chapters that differ in a number, if no other clause confirms either."""
    by_kind: dict[str, list[_Clause]] = defaultdict(list)
    for told in _clauses(parsed, quantities):
        by_kind[told.said.measure[0]].append(told)
    for of_kind in by_kind.values():
        alike = _alike(of_kind)
        told_of = dict.fromkeys(
            (of_kind[at].clause, of_kind[n].clause, at, n)
            for at, found in alike.items()
            for n in found
            if at < n
            and not any(of_kind[x].bears_out(of_kind[m]) for m in (at, n) for x in alike[m])
        )
        for at, n in {(one, other): (at, n) for one, other, at, n in told_of}.values():
            one, other = of_kind[at], of_kind[n]
            if one.said.sentence.chapter != other.said.sentence.chapter:
                yield differing(one.said, other.said, one.clause, other.clause)


def _alike(told: Sequence[_Clause]) -> dict[int, list[int]]:
    """Map each quantity's position to those about the same thing; common pieces are no evidence."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for piece in one.pairs | one.around:
            holding[piece].append(at)
    found: dict[int, list[int]] = {}
    for at, one in enumerate(told):
        held = (holding[piece] for piece in one.pairs | one.around)
        near = {n for places in held if len(places) <= _MAX_USES for n in places if n != at}
        found[at] = [n for n in sorted(near) if one.is_like(told[n])]
    return found


def _clauses(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[_Clause]:
    """Yield the quantities that may be stated twice, with the evidence for what they are about."""
    titles = _titles(parsed)
    rare = _rare_names(quantities, titles)
    hosts = {_OURS, *(host_of(row["title"])[:_HOST] for row in parsed.rows["visits"])} - {""}
    country = re.compile(f"{_HOME.pattern}|{any_of('abroad')}")
    for said in quantities:
        before, after = (_LITTLE.sub("", piece) for piece in (said.before, said.after))
        text, lead = said.sentence.text, _PAUSE.split(before)[-1]
        if not _BARE.sub("", lead):  # 初任培訓:為期24個月
            headed = _HEADED.search(f"{titles[said.sentence.section]}:{text[: said.start]}")
            lead = f"{headed[1]}{lead}" if headed else lead
        clause = f"{lead}{_LITTLE.sub('', said.said)}{after}"
        of_another = said.unit in ("", "大") or _WHOLE.search(before) or _JOURNEY.search(clause)
        listed = "、" in before and re.match(THEME, after)  # the parts of a whole
        condition = said.kind == "西元" or _BOUND.match(after)
        if of_another or listed or (condition and "#" in clause):
            continue  # the year of another figure, or those that it is for
        yield _Clause(
            said,
            clause,
            _pairs(lead) | _pairs(after),
            _pairs(LEADING.sub("", lead)[-2:]),
            _pairs(after[:_BESIDE]),
            _years(text, said),
            rare & _names(text[max(0, said.start - _REACH) : said.end + _BESIDE]),
            rare & (_names(text[: said.end + _BESIDE]) | _names(titles[said.sentence.section])),
            frozenset(h for h in hosts if h in f"{titles[said.sentence.section]}|{said.clause}"),
            frozenset(_OURS if _HOME.match(c) else c for c in country.findall(said.clause)),
        )


def _years(text: str, said: Quantity) -> frozenset[str]:
    """Return the years in its clause; none if the quantity itself is a year."""
    clause = re.split("[,;:]", text[: said.start])[-1] + re.split("[,;:]", text[said.end :])[0]
    return frozenset(() if said.unit == "年" else re.findall(r"\d{2,4}(?=\s?年)", clause))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(re.findall(rf"(?=([{HAN}]{{2}}))", text))


def _titles(parsed: ParsedReport) -> list[str]:
    """Return the titles of each section and the sections above it, except the chapter; the first
    entry is empty, for text before the first section."""
    found = [""]
    for row in parsed.rows["sections"]:
        title = without_brackets(row["title"] or "")
        above = found[row["parent"]] if row["parent"] else ""
        found.append("" if row["parent"] is None else f"{above}|{normalize(title)}")
    return found


def _names(text: str) -> frozenset[str]:
    return frozenset(name for form in _NAMES for name in form.findall(text))


def _rare_names(quantities: Sequence[Quantity], titles: Sequence[str]) -> frozenset[str]:
    by_section = {at: {*_names(title.rsplit("|")[-1])} for at, title in enumerate(titles)}
    for said in quantities:
        by_section[said.sentence.section] |= _names(said.sentence.text)
    many = Counter(name for names in by_section.values() for name in names)
    return frozenset(name for name, n in many.items() if n <= _MAX_USES)
