"""Words that occur together, for a network of terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pandas as pd

from tourlib.words.counts import NOTHING, Lexicon, locate_words, words_inside
from tourlib.words.kwic import split_sentences
from tourlib.words.tokens import find_term, to_simplified

_COLUMNS = {
    "first": "string", "second": "string", "count": "Int64", "expected": "float64", "g2": "float64",
    "npmi": "float64", "rows": "object",
}  # fmt: skip
#: G² for significance at 0.1 %; the threshold is strict because many pairs are tested.
SIGNIFICANT = 10.83
#: Text between two items of an enumeration, which may include further items: 」、「能源」及「.
_JOINT = r"(?:、|以及|暨|與|及|和|或|and|,)"
_NUMBER = r"[^、。,;:!?]{0,4}[一二三四五六七八九十\d]項?[、.:]?"
_BETWEEN = re.compile(rf"(?:{_JOINT}(?:[^、。,;:!?]{{1,12}}{_JOINT})*|;)(?:{_NUMBER})?")
#: A list of keywords or other things that is not a sentence.
_LIST = re.compile(r"(?:[^:]{1,8}:)?[^、,。;:!?]{1,14}(?:[、,;][^、,。;:!?]{1,14}){2,}")
_MARKS = re.compile(r"[「」『』“”\"\s]|[((][^()()]*[))]")
Place = tuple[int, int]
#: The label of a text, one of its sentences, and the positions of each word in the sentence.
Unit = tuple[object, str, dict[str, list[Place]]]


def measure_cooccurrence(
    frame: pd.DataFrame, known: Lexicon = NOTHING, *, least: int = 2, names: Iterable[str] = ()
) -> pd.DataFrame:
    """Find pairs of words that occur in the same sentence more often than by chance.

    With N sentences, of which n₁ contain the one word, n₂ the other and n₁₂ both, expected = n₁ n₂ / N, the
    significance is the log-likelihood ratio G² of the two-by-two table (Dunning 1993, "Accurate
    Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1)), and the
    strength is normalised pointwise mutual information (Bouma 2009), from −1 to 1 (always together):

        npmi = ln(n₁₂ N / (n₁ n₂)) / −ln(n₁₂ / N)

    Titles are not counted, nor are two words that are only adjacent (one name cut in two), nor
    ``names`` and keywords that are only enumerated. A longer term also counts for the words in it,
    but makes no pair with them.

    Args:
        frame: one row per text: ``text``.
        known: what is known about the words; its stop words are counted here.
        least: pairs that occur less often are left out.
        names: titles of themes; enumerating them (「甲」、「乙」及「丙」) does not link them.

    Returns:
        ``first`` < ``second`` (in code point order), ``count``, ``expected``, ``g2``, ``npmi``,
        ``rows`` (labels of the texts with the pair); only pairs that occur more often than
        expected, highest ``g2`` first. ``g2`` above :data:`SIGNIFICANT` is significant at 0.1 %.
    """
    known = replace(known, stop=())
    units: list[Unit] = []
    listed = _listed_names(names, known.synonyms)
    for label, text in zip(frame.index, frame["text"].fillna("").astype(str), strict=True):
        for piece in split_sentences(text):
            if _LIST.fullmatch(piece):
                continue
            words = locate_words(piece, known)
            if places := _by_word(words, _enumerated(piece, listed)):
                units.append((label, piece, places))
    _add_words_inside(units)
    table = pd.DataFrame(_pairs(units, least), columns=list(_COLUMNS)).astype(_COLUMNS)
    return table.sort_values(
        ["g2", "first", "second"], ascending=[False, True, True], ignore_index=True, kind="stable"
    )


def _pairs(units: Sequence[Unit], least: int) -> list[tuple[object, ...]]:
    """Return a row for each pair of words that occurs more often than expected."""
    single = Counter(word for _label, _text, words in units for word in words)
    often = {word for word, n in single.items() if n >= least}
    rows: list[tuple[object, ...]] = []
    for (first, second), labels in _pair_labels(units, often).items():
        both = len(labels)
        expected = single[first] * single[second] / len(units)
        if both >= least and both > expected:
            g2 = _log_likelihood(both, single[first], single[second], len(units))
            always = both == len(units)
            npmi = 1.0 if always else math.log(both / expected) / -math.log(both / len(units))
            rows.append((first, second, both, expected, g2, npmi, list(dict.fromkeys(labels))))
    return rows


def _pair_labels(units: Sequence[Unit], often: set[str]) -> dict[tuple[str, str], list[object]]:
    """Return the labels of the texts for each pair of words, one per sentence in which they are not
    adjacent."""
    found: dict[tuple[str, str], list[object]] = {}
    for label, text, places in units:
        for first, second in combinations(sorted(often.intersection(places)), 2):
            one_in_other = first in second or second in first
            if not one_in_other and _apart(text, places[first], places[second]):
                found.setdefault((first, second), []).append(label)
    return found


def _by_word(
    words: Iterable[tuple[str, int, int]], passed_over: Sequence[Place]
) -> dict[str, list[Place]]:
    """Return the positions of each word, except those within the spans passed over."""
    found: dict[str, list[Place]] = {}
    for word, start, end in words:
        if not any(first <= start and end <= last for first, last in passed_over):
            found.setdefault(word, []).append((start, end))
    return found


def _listed_names(names: Iterable[str], synonyms: Mapping[str, str]) -> tuple[str, ...]:
    """Return titles and the parts that they join (創新經濟 and 數位轉型 in 創新經濟與數位轉型),
    with their synonyms."""
    parts = {part for name in names for part in (name, *re.split("以及|[、與及和暨]", name))}
    parts |= {old for old, new in synonyms.items() if new in parts}
    parts |= {new for old, new in synonyms.items() if old in parts}
    return tuple(sorted((part for part in parts if len(part) > 1), key=lambda p: (-len(p), p)))


def _enumerated(sentence: str, names: tuple[str, ...]) -> list[Place]:
    """Return the positions of names that a sentence only enumerates."""
    simplified = to_simplified(sentence)
    spans: list[Place] = []
    for name in names:  # the longest first
        for span in find_term(simplified, to_simplified(name)):
            if not any(a < span[1] and span[0] < b for a, b in spans):
                spans.append(span)
    spans.sort()
    found: set[Place] = set()
    for one, other in pairwise(spans):
        if _BETWEEN.fullmatch(_MARKS.sub("", sentence[one[1] : other[0]])):
            found |= {one, other}
    return sorted(found)


def _add_words_inside(units: Sequence[Unit]) -> None:
    """Count a longer term for the words in it as well, in place: 策略性網絡領導力 contains 領導力."""
    inside = words_inside(word for _label, _text, words in units for word in words)
    for _label, _text, words in units:
        for term in list(words):
            for part in inside[term]:
                words[part] = sorted([*words.get(part, []), *words[term]])


def _apart(text: str, first: list[Place], second: list[Place]) -> bool:
    """True if the words are not adjacent at some pair of positions; a space, or the point within a
    name (瑪麗‧居禮), does not separate them."""
    return any(
        text[min(a[1], b[1]) : max(a[0], b[0])].strip(" \t·‧・.-") for a in first for b in second
    )


def _log_likelihood(both: int, first: int, second: int, units: int) -> float:
    """Return G² of the table: both words, only one, only the other, neither."""
    cells = [both, first - both, second - both, units - first - second + both]
    rows, columns = (first, units - first), (second, units - second)
    expected = [rows[i] * columns[j] / units for i, j in ((0, 0), (0, 1), (1, 0), (1, 1))]
    return 2.0 * sum(o * math.log(o / e) for o, e in zip(cells, expected, strict=True) if o > 0)
