"""Likely misreadings: strings one character away from one that is known or printed elsewhere.

Four kinds of evidence, each linear in the length of the text: words whose confusable character
makes them no words (``confusions.csv``), set phrases (``idioms.csv``), surroundings that the
report prints elsewhere with the confusable character, and frequent words that lack or double a
character in one place. What was found is said, never mended.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import add

from tourlib.checks.whole import Text, whole_text
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, chinese_number
from tourlib.vocabulary import rules

SURE, LIKELY, FORM = "高", "中", "字形"
_HAN = re.compile(f"[{HAN}]+")
_GRAM = 4
_Run = tuple[int, str]
#: Characters that stand between words.
_BETWEEN = frozenset("的與和及或在之是以對為等並將也")
#: Bodies that are followed by their head or what is theirs: 學院院長, 台北市市定.
_HEADED = "院省市縣區鄉鎮村里部會局署處室科組系所校館廠站行社團隊軍國州港島司庭黨課班庫委"
#: A character with itself behind it.
_TWICE = re.compile(r"(.)(?=\1)")
#: A sentence that says twice that something will be.
_TWICE_WILL = re.compile(r"(?<![即必大名主])將(?![來領近軍會])[^將]{2,5}將(?![來領近軍])")
#: A string counts as established when the report prints it so often.
_ESTABLISHED, _FREQUENT = 3, 5
#: So many printings at most are taken for a slip of a word that is printed more often.
_SLIPS = 2
_UNIT = re.compile(r"(?<=\d)\s*(?P<unit>[kMGT]?Wh?|km|kg|GW|MW)(?P<stray>[億萬])(?!元|噸)")
_ENGLISH = {SURE: "almost certain", LIKELY: "likely", FORM: "form of the character"}


@dataclass(frozen=True, slots=True)
class Misreading:
    """In ``line``, ``printed`` should probably read ``intended``; ``sure`` is how sure."""

    line: int
    printed: str
    intended: str
    sure: str


def check_misreadings(parsed: ParsedReport) -> Iterator[Row]:
    """A finding for every printed form and its correction, with all its lines."""
    families: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for found in find_misreadings(parsed):
        families[found.printed, found.intended, found.sure].append(found.line)
    for (printed, intended, sure), lines in families.items():
        row = finding(
            "misreading",
            f"「{printed}」可能是「{intended}」之誤(把握：{sure})。"
            f" / “{printed}” is perhaps misread for “{intended}” ({_ENGLISH[sure]}).",
            severity="warning" if sure == SURE else "info",
            lines=lines,
            marks=(printed,),
        )
        why = f"疑為誤讀，把握：{sure}"
        yield row | {"_suggested": [(line, printed, intended, why) for line in row["lines"]]}


def find_misreadings(parsed: ParsedReport) -> list[Misreading]:
    """All likely misreadings in order of the lines, each once."""
    text = whole_text(parsed)
    runs = [(m.start(), m.group()) for m in _HAN.finditer(text.whole)]
    counts = {
        n: Counter(chain.from_iterable(_grams(run, n) for _at, run in runs))
        for n in range(2, _GRAM + 1)
    }
    found = (
        *_words(text, counts[2]), *_idioms(text, counts[2]), *_surroundings(text, runs, counts),
        *_missing(text, counts), *_doubled(text, runs, counts), *_units(text),
        *_numerals(parsed.rows["toc"]),
    )  # fmt: skip
    return sorted(_without_overlap(found), key=lambda m: m.line)


def _grams(run: str, n: int) -> Iterable[str]:
    """All strings of ``n`` characters in the run."""
    grams: Iterable[str] = run
    for shift in range(1, n):
        grams = map(add, grams, run[shift:])
    return grams


def _without_overlap(found: Iterable[Misreading]) -> list[Misreading]:
    """One finding for one slip: of pieces in one line that hold one another the first stays."""
    kept: dict[int, list[Misreading]] = defaultdict(list)
    for m in found:
        if not any(m.printed in k.printed or k.printed in m.printed for k in kept[m.line]):
            kept[m.line].append(m)
    return [m for line in kept.values() for m in line]


@cache
def _wrong_forms() -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    """Wrong form, right form, where it is right all the same, how sure."""
    forms: list[tuple[str, str, tuple[str, ...], str]] = []
    for wrong, right, words, *never in rules("confusions"):
        if words == "*":
            forms.append((wrong, right, (), FORM))
            continue
        kept = tuple(filter(None, "".join(never[:1]).split("|")))
        forms += [(w.replace(right, wrong), w, kept, SURE) for w in words.split("|") if w]
    return tuple(forms)


@cache
def _pairs() -> Mapping[str, str]:
    """Character → the characters that it may be printed for."""
    pairs: dict[str, str] = {}
    for wrong, right, words, *_never in rules("confusions"):
        if len(wrong) == len(right) == 1 and words != "*":
            pairs[wrong] = pairs.get(wrong, "") + right
    return pairs


@cache
def _word_ends() -> Mapping[str, frozenset[str]]:
    """Character → words that end in it."""
    return {char: frozenset(words.split("|")) for char, words in rules("word_ends")}


def _bridges(text: str, at: int, form: str) -> bool:
    """Whether a form of two characters begins with the last character of a word: 保護|土地."""
    ends = _word_ends().get(form[0], frozenset()) if len(form) == 2 else frozenset()
    return any(text[max(0, at - n) : at + 1] in ends for n in (1, 2))


def _words(text: Text, pairs: Counter[str]) -> Iterator[Misreading]:
    for wrong, right, never, sure in _wrong_forms():
        # Most forms are ruled out by their first two characters.
        if wrong[:2] not in pairs and len(wrong) > 1 and _HAN.fullmatch(wrong[:2]):
            continue
        for at in text.find(wrong):
            around = text.whole[max(0, at - 3) : at + len(wrong) + 3]
            if any(piece in around for piece in never) or _bridges(text.whole, at, wrong):
                continue
            yield Misreading(text.line(at), wrong, right, sure)


def _idioms(text: Text, pairs: Counter[str]) -> Iterator[Misreading]:
    known = {
        phrase: common.split("|") for phrase, *rest in rules("idioms") for common in rest or [""]
    }
    for phrase, common in known.items():
        for half, shift in ((phrase[:2], 0), (phrase[2:], 2)):
            for at in text.find(half) if half in pairs else ():
                printed = text.whole[max(0, at - shift) : at - shift + 4]
                if printed in known or not _HAN.fullmatch(printed) or len(printed) != 4:
                    continue
                wrong = [(a, b) for a, b in zip(printed, phrase, strict=True) if a != b]
                if len(wrong) == 1 and (_alike(*wrong[0]) or half not in common):
                    yield Misreading(text.line(at), printed, phrase, LIKELY)


def _alike(one: str, other: str) -> bool:
    return other in _pairs().get(one, "") or one in _pairs().get(other, "")


def _surroundings(
    text: Text, runs: list[_Run], counts: Mapping[int, Counter[str]]
) -> Iterator[Misreading]:
    """A confusable character, or two in the wrong order, where the report elsewhere prints the
    right ones in the same surroundings."""
    pairs, grams = _pairs(), counts[_GRAM]
    confusable = re.compile(f"[{''.join(pairs)}]")
    for start, run in runs:
        for match in confusable.finditer(run):
            for other in pairs[match.group()]:
                best = _best(run, match.start(), other, grams)
                if best:
                    yield Misreading(text.line(start + match.start()), *best, SURE)
    for meant, n in grams.items():
        if n < 2 * _FREQUENT:
            continue
        for i in (0, 2):
            printed = meant[:i] + meant[i + 1] + meant[i] + meant[i + 2 :]
            if printed != meant and 1 <= grams[printed] <= _SLIPS:
                for at in text.find(printed):
                    yield Misreading(text.line(at), printed, meant, LIKELY)


def _best(run: str, place: int, other: str, grams: Counter[str]) -> tuple[str, str] | None:
    found: tuple[int, str, str] | None = None
    for first in range(max(0, place - _GRAM + 1), min(place, len(run) - _GRAM) + 1):
        printed = run[first : first + _GRAM]
        meant = printed[: place - first] + other + printed[place - first + 1 :]
        n = grams[meant]
        if n >= _ESTABLISHED and n > grams[printed] and (found is None or n > found[0]):
            found = (n, printed, meant)
    return found and found[1:]


def _missing(text: Text, counts: Mapping[int, Counter[str]]) -> Iterator[Misreading]:
    """Frequent four characters that lack the first or last in one place: 探索決方案.

    The rest must follow (or go before) a word that the report knows, in a way met nowhere else.
    """
    pairs = counts[2]
    for word, n in counts[_GRAM].items():
        if n < _FREQUENT:
            continue
        for rest, first in ((word[1:], True), (word[:-1], False)):
            if not 1 <= counts[3][rest] - n <= _SLIPS or not _stands_alone(text, word):
                continue
            for at in text.find(rest):
                near = text.whole[at - 2 : at] if first else text.whole[at + 3 : at + 5]
                joint = near[-1:] + rest[0] if first else rest[-1] + near[:1]
                lacks = (
                    text.whole[at - 1 : at + 3] != word
                    if first
                    else text.whole[at : at + 4] != word
                )
                if (
                    lacks
                    and not _BETWEEN & {*near}
                    and pairs[near] >= _ESTABLISHED
                    and pairs[joint] <= _SLIPS
                ):
                    printed, meant = (
                        (near + rest, near + word) if first else (rest + near, word + near)
                    )
                    yield Misreading(text.line(at), printed, meant, LIKELY)


def _stands_alone(text: Text, word: str) -> bool:
    """Whether the characters on both sides vary, as they do around a word."""
    if word[0] in _BETWEEN or word[-1] in _BETWEEN:
        return False
    left, right = Counter[str](), Counter[str]()
    for at in text.find(word):
        left[text.whole[max(0, at - 1) : at]] += 1
        right[text.whole[at + _GRAM : at + _GRAM + 1]] += 1
    return all(max(side.values()) <= side.total() / 2 for side in (left, right))


def _doubled(
    text: Text, runs: list[_Run], counts: Mapping[int, Counter[str]]
) -> Iterator[Misreading]:
    """A character printed twice where a known word has it once (網網); 將 twice in a breath; ``((``."""
    natural = {word for row in rules("reduplications") for word in row}
    natural |= {2 * char for char in _HEADED}
    pairs = counts[2]
    for start, run in runs:
        for at in (m.start() for m in _TWICE.finditer(run, 1)):
            twice, before, after = run[at : at + 2], run[at - 1 : at + 1], run[at + 1 : at + 3]
            if twice in natural or pairs[twice] > _SLIPS:
                continue
            if pairs[before] >= _ESTABLISHED and (len(after) < 2 or pairs[after] <= 1):
                yield Misreading(
                    text.line(start + at),
                    run[max(0, at - 2) : at + 2],
                    run[max(0, at - 2) : at + 1],
                    LIKELY,
                )
        for match in _TWICE_WILL.finditer(run):
            yield Misreading(
                text.line(start + match.start()), match.group(), match.group()[:-1], LIKELY
            )
    for at in text.find("(("):
        whole = text.whole[at : text.whole.find("\n", at)]
        if whole.count("(") > whole.count(")"):
            yield Misreading(text.line(at), "((", "(", SURE)


def _units(text: Text) -> Iterator[Misreading]:
    """A numeral behind a unit: ``8MW億``."""
    for match in _UNIT.finditer(text.whole):
        yield Misreading(
            text.line(match.start()), match["unit"] + match["stray"], match["unit"], SURE
        )


def _numerals(entries: Iterable[Row]) -> Iterator[Misreading]:
    """A chapter number of the contents that is no numeral, but looks like the one due: 貢."""
    due = 1
    for entry in entries:
        number = entry["number"] or ""
        for other in _pairs().get(number, ""):
            if chinese_number(number) is None and chinese_number(other) == due:
                yield Misreading(entry["line"], number, other, SURE)
                number = other
        if number and number in "壹貳參肆伍陸柒捌玖拾":
            due = (chinese_number(number) or 0) + 1
