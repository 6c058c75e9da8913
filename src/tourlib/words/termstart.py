"""Find the beginning of a term whose end is known."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tourlib.text import count_han, has_han
from tourlib.words.bracket import Gloss, sayings, vocabulary
from tourlib.words.flow import Flow
from tourlib.words.tokens import segmentation_rules, segmenter, to_simplified, tokenize

#: Marks that end the text before a term in any case.
_HARD = re.compile(r"[。,;:!?()\[\]「」『』《》〈〉“”…—─\t]")
_MAX_TERM = 24
#: Expected number of ideographs per English word, and per letter of an abbreviation.
_PER_WORD, _PER_LETTER = 2.1, 2.0
#: What no term begins with: a number or particle.
_BEGINS_NONE = re.compile(r"[\d.,%-]+|[的之]")
#: A body or year mentioned before, which is not part of the term: 該市|交通控制中心, 2018年|資料法.
_SAID_BEFORE = re.compile(
    r"^.*(?:該(?:公司|[國市州省縣府署局部會院校司所])|旗下|市府|近年來?"
    r"|\d{3,4}年(?!度)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起[與和由]?|[間底初])?)"
)
#: Scores of a term by the use of the word before it, and of its own first word.
_SCORE_BEHIND = {"before": 2.5, "joint": 2.3, "verb": 2.2, "weak": 1.4, "noun-verb": 1.4}
_SCORE_BEGINNING = {"before": -3.5, "joint": -3.5, "verb": -3.0, "noun-verb": -0.8, "weak": -1.3}
#: Score if a term contains the Chinese for a word of the English.
_SCORE_SHARED = 3.0


@dataclass(frozen=True)
class _Candidate:
    """A term and the words before it in its clause.

    Attributes:
        opening: score of a term that begins with the clause.
        torn: whether it begins within a string that is not in the dictionary.
    """

    before: list[str]
    words: list[str]
    opening: float
    torn: bool = False

    @property
    def term(self) -> str:
        return "".join(self.words).strip()


def choose_start(before: str, after: str, gloss: Gloss, flow: Flow) -> str | None:
    """Return the term at the end of a text, given its gloss and the text that follows; ``None`` if
    there is none. Each word boundary is scored by the word before it (a verb or function word that
    takes terms, a comma, nothing), by the words within, by the length relative to the English, and
    by uses of the string elsewhere that are not all part of the next longer candidate."""
    pieces = _HARD.split(before)
    clause = _SAID_BEFORE.sub("", pieces[-1]).lstrip()
    opening = _opening(before[: len(before) - len(pieces[-1])], after)
    if any(clause.startswith(word) for word in vocabulary("question")):
        return None
    candidates = list(_candidates(clause, opening, joint=gloss.is_joint))
    scores = {}
    for index, candidate in enumerate(candidates):
        longer = next((c for c in reversed(candidates[:index]) if _is_nominal(c)), None)
        scores[candidate.term] = (
            _before(candidate, gloss) + _inside(candidate, gloss) + _length(candidate.term, gloss)
            + _elsewhere(candidate, longer, gloss, flow)
        )  # fmt: skip
    best = max(scores, key=lambda term: (scores[term], len(term)), default="")
    return best.strip(" 、/") or None


def _opening(earlier: str, after: str) -> float:
    """Return the score of a term that begins with its clause: higher if the clause is a heading,
    lower after a bracket, where the sentence continues."""
    heading = re.fullmatch(r"\(?\w{0,3}\)?\s*", earlier) and after[:1] in ("", ":", "\n")
    return 3.5 if heading else 0.5 if earlier.endswith(")") else 2.5


def _candidates(clause: str, opening: float, *, joint: bool) -> Iterator[_Candidate]:
    """Yield the candidates, longest first; across 、 only if the English also joins two things."""
    if not joint:
        clause = clause.rpartition("、")[2]
    words = tokenize(clause)
    for place, word in enumerate(words):
        rest = words[place:]
        said = "".join(rest)
        if not (re.match(r"\w", word) and has_han(said)) or _BEGINS_NONE.fullmatch(word):
            continue
        if len(said) <= _MAX_TERM:
            yield _Candidate(words[:place], rest, opening)
        known = segmenter().FREQ.get(to_simplified(word)) or not has_han(word)
        for cut in range(1, 0 if known else len(word)):
            yield _Candidate(
                [*words[:place], word[:cut]], [word[cut:], *rest[1:]], opening, torn=True
            )


def _is_nominal(candidate: _Candidate) -> bool:
    """True if a candidate looks like a term: no function word begins it or is in it."""
    function = vocabulary("before", "joint") & {*candidate.words}
    return not function and candidate.words[0] not in vocabulary("verb")


def _before(candidate: _Candidate, gloss: Gloss) -> float:
    """Return the score of the word before the term."""
    words = [word for word in candidate.before if word.strip()]
    if not words:
        return candidate.opening
    last = words[-1]
    if gloss.is_purpose and last in vocabulary("joint"):
        return 0.0
    if last in segmentation_rules()["numeral"]:
        return -2.0
    if re.match(r"[\dA-Za-z]", last):
        return -2.0 if _is_shared(last, gloss) else 1.5
    known = segmenter().FREQ.get(to_simplified(last)) or last in vocabulary("verb", "noun-verb")
    return _by_use(last if known else last[-1], _SCORE_BEHIND, gloss)


def _by_use(word: str, worth: Mapping[str, float], gloss: Gloss) -> float:
    """Return the score of a word by its use; 0 for 可 if an English word ends in -able or the like:
    可信任 is trustworthy."""
    if word == "可" and any(w.lower().endswith(tuple(vocabulary("able"))) for w in gloss.words):
        return 0.0
    return next((value for use, value in worth.items() if word in vocabulary(use)), 0.0)


def _inside(candidate: _Candidate, gloss: Gloss) -> float:
    """Return the score of the words within the term."""
    words = [word for word in candidate.words if word.strip()]
    first, inner = words[0], words[1:]
    score = _by_use(first, _SCORE_BEGINNING, gloss)
    if inner and words[-1] in vocabulary("kind"):
        score += min(0.4 * (len(inner) - 1), 0.8)
    score -= 2.0 * _count(inner, vocabulary("before") - vocabulary("joint"))
    score -= 1.5 * _count(inner[:-1], vocabulary("verb"))
    score -= 0.5 * _count(inner[:-1], vocabulary("noun-verb"))
    score -= 0.7 * _count(inner, {"的", "之"})
    foreign = [w for w in words if re.match(r"[A-Za-z]|\d+$", w) and not _is_shared(w, gloss)]
    said = itertools.chain(*(sayings().get(word.lower(), ()) for word in gloss.words))
    score += _SCORE_SHARED * any(word in candidate.term for word in said) + _joints(inner, gloss)
    return score - 2.5 * len(foreign)


def _count(words: Iterable[str], those: Collection[str]) -> int:
    return sum(word in those for word in words)


def _joints(inner: Iterable[str], gloss: Gloss) -> float:
    """Return the score for joining two things in the term if the English does, or does not."""
    joints = _count(inner, vocabulary("joint"))
    if gloss.is_joint:
        return 2.0 if joints else -1.0
    return -2.5 * joints if gloss.english and not gloss.is_purpose else 0.0


def _is_shared(word: str, gloss: Gloss) -> bool:
    return word.lower() in f"{gloss.english} {gloss.abbreviation}".lower()


def _expected(term: str, gloss: Gloss) -> tuple[int, float]:
    """Return the minimum and the expected number of ideographs for this much English."""
    if gloss.english:
        shared = sum(word.lower() in term.lower() for word in gloss.words)
        least = len(gloss.words) - shared
        return least, max(_PER_WORD * least, 2.0)
    letters = sum(map(str.isupper, gloss.abbreviation))
    if re.search("[a-z][A-Z]{2}", gloss.abbreviation):  # a word by now, as LiDAR
        letters = 1
    return letters, max((1.0 if "&" in gloss.abbreviation else _PER_LETTER) * letters, 2.0)


def _length(term: str, gloss: Gloss) -> float:
    """Return the score for a length that fits the English."""
    foreign = [w for w in re.findall(r"[A-Za-z\d]+", term) if not _is_shared(w, gloss)]
    size = count_han(term) + 2 * len(foreign)
    if size < 2:
        return -8.0
    least, expected = _expected(term, gloss)
    off = math.log2(size / expected)
    free = 1.2 if least == 1 else 0.4 if gloss.english else 0.2
    if off < 0:
        return max((2.7 if gloss.english else 2.0) * off, -5.0)
    return -2.0 * max(off - free, 0.0)


def _elsewhere(candidate: _Candidate, longer: _Candidate | None, gloss: Gloss, flow: Flow) -> float:
    """Return the score for uses elsewhere, and for those that are not within the next longer candidate."""
    uses = flow.count_apart(candidate.term) - (0 if candidate.torn else 1)
    own = uses - max(flow.count(longer.term) - 1, 0) if longer else uses
    worth = min(0.8 * math.log2(1 + max(own, 0)), 2.0) + min(0.7 * math.log2(1 + max(uses, 0)), 1.5)
    # Two ideographs, or one word after 的 for several English words, are often an ordinary word
    # used by itself: the term is 全面性的解決方案, not 解決方案.
    part = len(candidate.words) == 1 and candidate.before[-1:] == ["的"]
    everyday = len(candidate.term) == 2 or part
    return min(worth, 1.5) if everyday else worth
