"""Figures that two chapters give for what seems to be one thing: the notes and what is said of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tourlib.checks.alltext import Sentence, sentences
from tourlib.checks.figures import ANY_FIGURE, values_of
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN

_CLAUSE = re.compile(r",(?!\d)|(?<!\d),|[、。;:!?()「」]")
_LITTLE = re.compile(r"[之的於即\s]")
#: What is said of the journey is compared with the tables.
_JOURNEY = re.compile("參訪|拜會|訪問|研習|團員|學員|本報告")
#: Before a number that is not that of the last thing alone: 議員及農會代表一行4人.
_WHOLE = re.compile("(?:一行|等|[及與和].*[共計])$")
#: Clauses tell of one thing where they share so many pairs of characters, and so much of the shorter.
_LEAST, _SHARE = 3, 0.55
#: A pair of characters that more clauses have is no evidence.
_MANY = 8


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause with figures of one unit: how they are printed, the numbers, the pairs of characters
    beside them, the years of the clause, and what stands behind the last figure."""

    sentence: Sentence
    clause: str
    said: str
    numbers: frozenset[float]
    pairs: frozenset[str]
    years: frozenset[str]
    counted: str

    def is_like(self, other: _Told) -> bool:
        """Whether two clauses tell of one thing, whatever their numbers."""
        if len(self.years | other.years) > 1 or len({self.counted, other.counted, ""}) > 2:
            return False
        shared = len(self.pairs & other.pairs)
        if shared and _turned(self.said, other.said):
            return True
        return shared >= _LEAST and shared >= _SHARE * min(len(self.pairs), len(other.pairs))

    def bears_out(self, other: _Told) -> bool:
        """Whether another clause of the same thing says the same."""
        return self.numbers <= other.numbers or other.numbers <= self.numbers


def _turned(one: str, other: str) -> bool:
    """Whether two figures have the same digits, two or more, in another order: 36 and 63."""
    digits = [re.sub(r"\D", "", said) for said in (one, other)]
    return digits[0] != digits[1] and len(digits[0]) > 1 and sorted(digits[0]) == sorted(digits[1])


def check_retold(parsed: ParsedReport) -> Iterator[Row]:
    """Clauses of two chapters that are alike but for a number, where no other bears out either."""
    by_unit: dict[str, list[_Told]] = defaultdict(list)
    for sentence in sentences(parsed):
        for unit, told in _clauses(sentence):
            by_unit[unit].append(told)
    for of_unit in by_unit.values():
        alike = _alike(of_unit)
        doubtful = {
            at
            for at, found in alike.items()
            if not any(one.bears_out(of_unit[at]) for one in found.values())
        }
        for at in sorted(doubtful):
            one = of_unit[at]
            for later, other in alike[at].items():
                if (
                    later < at
                    or later not in doubtful
                    or one.sentence.chapter == other.sentence.chapter
                ):
                    continue
                lines = one.sentence.line(one.said), other.sentence.line(other.said)
                yield finding(
                    "figure-mismatch",
                    f"第 {lines[0]} 行「{one.clause}」與第 {lines[1]} 行「{other.clause}」的數字不同，"
                    "是否為同一事？"
                    f" / “{one.said}” and “{other.said}”: the same quantity?",
                    lines=lines,
                    marks=(one.said, other.said),
                )


def _alike(told: Sequence[_Told]) -> dict[int, dict[int, _Told]]:
    """For each clause, by its place, those that tell of the same thing, by theirs. What many clauses
    have in common tells nothing."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for pair in sorted(one.pairs):
            holding[pair].append(at)
    found: dict[int, dict[int, _Told]] = {}
    for at, one in enumerate(told):
        near = {n for p in one.pairs if len(holding[p]) <= _MANY for n in holding[p] if n != at}
        found[at] = {n: told[n] for n in sorted(near) if one.is_like(told[n])}
    return found


def _clauses(sentence: Sentence) -> Iterator[tuple[str, _Told]]:
    for clause in _CLAUSE.split(_LITTLE.sub("", sentence.text)):
        if _JOURNEY.search(clause):
            continue
        found: dict[str, list[re.Match[str]]] = defaultdict(list)
        for match in ANY_FIGURE.finditer(clause):
            if not _WHOLE.search(clause[: match.start()]):
                found[match["unit"]].append(match)
        bare = ANY_FIGURE.sub("|", clause)
        pairs = frozenset(re.findall(rf"(?=([{HAN}]{{2}}))", bare))
        for unit, matches in list(found.items()):
            if unit == "年" and len(found) > 1:
                continue  # the year of another figure
            numbers = frozenset(n for match in matches for n in values_of(match))
            # A figure of another year is another figure.
            years = frozenset(
                m.group() for m in found["年"] if unit != "年" and values_of(m)[0] > 60
            )
            counted = clause[matches[-1].end() :][:2]
            said = matches[0].group()
            yield unit, _Told(sentence, clause, said, numbers, pairs, years, counted)
