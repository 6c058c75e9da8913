"""Numbers that two chapters give for what seems to be the same thing: clauses in the same measure
whose words are nearly the same except for the number."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tourlib.checks.quantities import LEADING, Quantity
from tourlib.checks.sums import TOLERANCE_IN_WORDS, differing
from tourlib.parse import Finding
from tourlib.text import HAN

_LITTLE = re.compile(r"[之的於即\s]|來自")
_PAUSE = re.compile("[、「」]")
_BARE = re.compile(f"(?:為期|歷時|長達|每)?(?:{LEADING.pattern[:-1]})?$")
#: Words about the journey, which is compared with the tables instead.
_JOURNEY = re.compile("參訪|拜會|訪問|研習|團員|學員|組團|遴[派選薦]|本報告")
#: Text before a number that covers more than the last thing named (議員及農會代表一行4人), or before a limit.
_WHOLE = re.compile("(?:不超過|一行|等|[及與和].*[共計])$")
#: Minimum number of shared bigrams, and their minimum share of the shorter clause's.
_LEAST, _SHARE = 3, 0.55
#: A bigram that occurs in more clauses than this is no evidence.
_MAX_USES = 8
#: Relative tolerance for approximate numbers.
_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class _Clause:
    """A quantity with its clause, and the bigrams and other years of the clause."""

    said: Quantity
    clause: str
    pairs: frozenset[str]
    years: frozenset[str]

    def is_like(self, other: _Clause) -> bool:
        """True if two clauses are about the same thing, whatever their numbers."""
        counted = {each.said.after[:2] for each in (self, other)} - {""}
        shared = len(self.pairs & other.pairs)
        near = shared >= max(_LEAST, _SHARE * min(len(self.pairs), len(other.pairs)))
        of_one_time = len(self.years | other.years) < 2
        return near and of_one_time and (len(counted) < 2 or self.said.measure[0] == "%")

    def bears_out(self, other: _Clause) -> bool:
        """True if another clause about the same thing gives the same or nearly the same number."""
        one, two = self.said, other.said
        (kind, numbers), (_kind, others) = one.measure, two.measure
        near = 0.0 if one.exact and two.exact else _TOLERANCE * max(numbers[0], others[0])
        if one.unit != two.unit:
            near = max(near, TOLERANCE_IN_WORDS if kind == "%" else _TOLERANCE * numbers[0])
        return {*numbers} & {*others} != set() or abs(numbers[0] - others[0]) <= near


def check_retold(quantities: Iterable[Quantity]) -> Iterator[Finding]:
    """Yield clauses of two chapters that differ in a number, if no other clause confirms either."""
    by_kind: dict[str, list[_Clause]] = defaultdict(list)
    for told in _clauses(quantities):
        by_kind[told.said.measure[0]].append(told)
    for of_kind in by_kind.values():
        alike = _alike(of_kind)
        found: dict[tuple[str, str], tuple[_Clause, _Clause]] = {}
        for at, n in itertools.combinations(range(len(of_kind)), 2):
            one, other = of_kind[at], of_kind[n]
            confirmed = (of_kind[x].bears_out(of_kind[m]) for m in (at, n) for x in alike[m])
            if n in alike[at] and not any(confirmed):
                found[one.clause, other.clause] = one, other
        for one, other in found.values():
            if one.said.sentence.chapter != other.said.sentence.chapter:
                yield differing(one.said, other.said, one.clause, other.clause)


def _alike(told: Sequence[_Clause]) -> list[list[int]]:
    """Return for each quantity the positions of those about the same thing; common bigrams are no evidence."""
    many = Counter(pair for one in told for pair in one.pairs)
    rare = frozenset(pair for pair, n in many.items() if n <= _MAX_USES)
    return [
        [
            n
            for n, other in enumerate(told)
            if n != at and one.pairs & other.pairs & rare and one.is_like(other)
        ]
        for at, one in enumerate(told)
    ]


def _clauses(quantities: Iterable[Quantity]) -> Iterator[_Clause]:
    """Yield the quantities that may be stated twice."""
    for said in quantities:
        before, after = (_LITTLE.sub("", piece) for piece in (said.before, said.after))
        lead = _PAUSE.split(before)[-1]
        clause = f"{lead}{_LITTLE.sub('', said.said)}{after}"
        of_another = said.unit in ("", "大") or _WHOLE.search(before) or _JOURNEY.search(clause)
        if not of_another and not (said.kind == "西元" and "#" in clause):
            text = said.sentence.text
            around = re.split("[,;:]", text[: said.start])[-1] + said.after
            years = () if said.unit == "年" else re.findall(r"\d{2,4}(?=\s?年)", around)
            yield _Clause(said, clause, _pairs(lead) | _pairs(after), frozenset(years))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(re.findall(rf"(?=([{HAN}]{{2}}))", text))
