"""Split text into words; joined again, the words are the original text.

jieba's dictionary is Simplified and splits Traditional text badly (加拿|大). So each character is
mapped to its Simplified form, one to one, the mapped text is split, and the words are taken from
the original by position. Numbers, Latin words and the caller's terms are kept whole.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tourlib.files import read_reference
from tourlib.text import HAN
from tourlib.vocabulary import rules

if TYPE_CHECKING:
    import jieba

_LATIN = "A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a"
_DIGIT = "0-9\uff10-\uff19"
_ONLY_HAN = re.compile(f"[{HAN}]+")
#: What is one token in any case: a number with an attached unit (5.8GW, 360°, 25%, 14:30,
#: 2018-2021, 第6, 40多萬), a Latin word or abbreviation (COVID-19, R&D, imec.istart, C++).
_PIECE = re.compile(
    rf"""
    第?[{_DIGIT}]+(?:[.,:/．，：／-][{_DIGIT}]+)*
        (?:[{_LATIN}]+[{_DIGIT}]*|[°℃℉％%‰]+[CF]?)?\+?[百千萬億兆]*[多餘]?
    |(?P<han>[{HAN}]+(?<!第))
    |[{_LATIN}][{_LATIN}{_DIGIT}]*(?:(?:['’&_-]|\.(?=[a-z]))[{_LATIN}{_DIGIT}]+)*[+\#]*
    |\s+
    |[^\W_{HAN}{_LATIN}{_DIGIT}]+
    |.
    """,
    re.VERBOSE | re.DOTALL,
)
#: How much less likely (natural log) a split may be to keep a term whose end a dictionary word
#: crosses: 去風險化|工具 is kept although 化工 is a word, 領導力|量 is not.
_TOLERANCE = 2.5
#: Characters that turn the word before them into another word.
SUFFIXES = frozenset("式化型性者")


def tokenize(text: str, terms: Iterable[str] = ()) -> list[str]:
    """Return the words of a text, in order; white space and punctuation are tokens, too.

    Args:
        text: any text, preferably as :func:`tourlib.text.normalize` returns it.
        terms: strings to keep as one token, e.g. the report's own terms. If two overlap, the first wins,
            then the longer one; a space between Chinese and Latin is optional. A term gives way to a
            dictionary word that contains it or crosses its end: 領導力 in 領導力量, 加拿 in 加拿大.

    Returns:
        Tokens; ``"".join(tokens) == text`` always.

    >>> tokenize("加拿大推動離線權", ["離線權"])
    ['加拿大', '推動', '離線權']
    >>> tokenize("AI Copilots 達 5.8GW")
    ['AI', ' ', 'Copilots', ' ', '達', ' ', '5.8GW']
    """
    known = _patterns(frozenset(terms))
    simplified = to_simplified(text)
    ends = _ends(text, simplified)
    if known:
        ends = _with_terms(simplified, ends, known)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def to_simplified(text: str) -> str:
    """Return the text with each Traditional character in its Simplified form; the length is unchanged.

    >>> to_simplified("臺灣與紐西蘭")
    '台湾与纽西兰'
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    return {ord(old): new for old, new in rules("t2s")}


@cache
def segmenter() -> jieba.Tokenizer:
    """Return a private jieba with its dictionary loaded: it writes no log and no cache file, and is
    independent of other users of jieba in the same process."""
    with warnings.catch_warnings():
        # jieba raises SyntaxWarnings on newer Pythons, and so does pkg_resources.
        warnings.simplefilter("ignore")
        import jieba

        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def share_in_language(word: str) -> float:
    """Return the share of a word in the texts on which the dictionary is based; 0 if unknown."""
    count: int = segmenter().FREQ.get(to_simplified(word), 0)
    return count / int(segmenter().total)


def word_starts(text: str) -> list[int]:
    """Return the positions where words begin, by dictionary and rules, and the end of the text."""
    return [0, *_ends(text, to_simplified(text))]


def _ends(text: str, simplified: str) -> list[int]:
    """Return the positions where words end, by dictionary and rules."""
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        at, end = match.span()
        if match["han"] is None or end - at == 1:
            ends.append(end)
            continue
        ends.extend(at + place for place in _cut(simplified[at:end]))
    return ends


@lru_cache(maxsize=2**15)
def _cut(piece: str) -> tuple[int, ...]:
    """Return the positions where the words in a run of ideographs end; cached, since all measures
    read the same texts."""
    ends: list[int] = []
    at = 0
    for word in segmenter().cut(piece):
        if word[0] in segmentation_rules()["particle"] and not segmenter().FREQ.get(word):
            ends.append(at + 1)  # a wrong guess of jieba: 由|本, 之|網
        at += len(word)
        if _is_two(word):
            ends.append(at - 1)
        ends.append(at)
    return tuple(ends)


def _with_terms(text: str, ends: list[int], known: _Terms) -> list[int]:
    """Return the same ends with terms kept whole unless the dictionary objects."""
    starts = [0, *ends]
    kept = set(ends)
    at = 0
    while match := known.any.search(text, at):
        at = match.start() + 1
        for pattern in known.by_first[text[match.start()]]:
            found = pattern.match(text, match.start())
            if found and fits(text, found.span(), starts):
                kept.difference_update(range(found.start() + 1, found.end()))
                kept.update({found.start(), found.end()} - {0})
                at = found.end()
                break
    return sorted(kept)


def fits(text: str, span: tuple[int, int], starts: list[int], *, inside: bool = False) -> bool:
    """True if a term can stand at this position of a text in Simplified characters.

    Args:
        span: start and end of the term.
        starts: the positions where words begin, ascending, followed by the length of the text.
        inside: whether it may be part of a longer dictionary word, or precede a suffix (網絡領導 in
            網絡領導者, though 領導者 is a word).
    """
    known = segmenter().FREQ
    start, end = span
    before, after = bisect_right(starts, start) - 1, bisect_left(starts, end)
    first, last = starts[before], starts[after]
    if (first, last) == (start, end):
        return True
    if inside and first == start and text[end:last] in SUFFIXES:
        return True
    if after == before + 1:  # within one word
        return inside or not known.get(text[first:last])
    # The remainders of words cut at the ends may join the words beside them.
    first = starts[max(before - 1, 0)] if first < start else first
    last = starts[min(after + 1, len(starts) - 1)] if last > end else last
    apart = (
        _likelihood(text[first:start]) + _likelihood(text[start:end]) + _likelihood(text[end:last])
    )
    return apart > _likelihood(text[first:last]) - _TOLERANCE


def _likelihood(piece: str) -> float:
    """Return the log probability of the likeliest segmentation of a piece."""
    if not piece:
        return 0.0
    route: dict[int, tuple[float, int]] = {}
    segmenter().calc(piece, segmenter().get_DAG(piece), route)
    return float(route[0][0])


def _is_two(word: str) -> bool:
    """True if the dictionary's word is a numeral with its measure word, or a verb with 於 or 為."""
    if len(word) in (2, 3) and word[-1] in segmentation_rules()["verb-end"]:
        return word not in segmentation_rules()["verb-whole"]
    rest = set(word[:-1])
    return (
        1 < len(word) < 5
        and word[-1] in segmentation_rules()["measure"]
        and rest <= segmentation_rules()["numeral"]
        and word not in segmentation_rules()["numeral-whole"]
    )


@cache
def segmentation_rules() -> dict[str, frozenset[str]]:
    """Return the words of ``reference/segmentation.csv`` by use, in Simplified characters."""
    return {use: frozenset(to_simplified(words).split()) for use, words in rules("segmentation")}


@dataclass(frozen=True)
class _Terms:
    """Patterns of terms in Simplified characters: one for all, and by first character one for each,
    longest first."""

    any: re.Pattern[str]
    by_first: dict[str, list[re.Pattern[str]]]


@lru_cache(maxsize=32)
def _patterns(terms: frozenset[str]) -> _Terms | None:
    words = sorted(
        {to_simplified(term.strip()) for term in terms} - {""}, key=lambda t: (-len(t), t)
    )
    if not words:
        return None
    by_first: dict[str, list[re.Pattern[str]]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(re.compile(term_pattern(word)))
    return _Terms(re.compile("|".join(map(term_pattern, words))), by_first)


def find_term(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of a term's characters in a text, both Simplified; :func:`fits` tells
    whether they are a word there."""
    if not _ONLY_HAN.fullmatch(term):
        yield from (match.span() for match in re.finditer(term_pattern(term), text))
        return
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + len(term))


def term_pattern(term: str) -> str:
    """Return a regular expression for a term: spaces between Chinese and Latin are optional, and it
    does not match within a Latin word or number."""
    parts = re.findall(rf"[{HAN}]+|[^\s{HAN}]+", term)
    pattern = re.escape(parts[0])
    for before, part in pairwise(parts):
        space = term[term.index(before) + len(before) :].startswith(" ")
        chinese = re.match(f"[{HAN}]", before) or re.match(f"[{HAN}]", part)
        pattern += (r"\s?" if chinese else r"\s+" if space else "") + re.escape(part)
    word = f"[{_LATIN}{_DIGIT}]"
    first = f"(?<!{word})" if re.match(word, term) else ""
    last = f"(?!{word})" if re.search(f"{word}$", term) else ""
    return first + pattern + last


def places_of(text: str, words: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of each word in a text, where it is a word or part of a longer one."""
    simplified, starts = to_simplified(text), word_starts(text)
    return {
        word: [
            span
            for span in find_term(simplified, to_simplified(word))
            if fits(simplified, span, starts, inside=True)
        ]
        for word in words
    }


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    """Return the words of ``reference/stop_words.txt``, which say nothing about a text's subject,
    by section."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in map(str.strip, read_reference("stop_words.txt").splitlines()):
        if line.startswith("# ---"):
            name = line.removeprefix("# ---").partition("(")[0].strip()
        elif line and not line.startswith("#"):
            found.setdefault(name, set()).add(line)
    return {name: frozenset(words) for name, words in found.items()}


@cache
def stop_words() -> frozenset[str]:
    """Return all stop words; Latin ones in lower case."""
    return frozenset(word for words in _stop_words().values() for word in words)


@cache
def function_words() -> frozenset[str]:
    """Return the stop words that no term contains."""
    return _stop_words()["function words"]
