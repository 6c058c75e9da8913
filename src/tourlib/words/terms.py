"""Strings that behave as words of a report although no dictionary lists them.

They are found in four ways, the most reliable first: terms that the report glosses; quoted terms;
parts of titles that recur in the text; and strings that counts reveal, whose parts occur together
far more often than by chance (pointwise mutual information, Church & Hanks 1990) in varying
contexts (branching entropy: Harris 1955; Jin & Tanaka-Ishii 2006).
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from tourlib.text import HAN, count_han, normalize
from tourlib.words.bracket import vocabulary
from tourlib.words.flow import Flow, read_flow
from tourlib.words.tokens import (
    function_words,
    segmentation_rules,
    segmenter,
    stop_words,
    to_simplified,
    tokenize,
)

_QUOTED = re.compile(r"[「『]([^「」『』()\n]{2,16})[」』]")
_PAUSE = re.compile(r"[,。、;:!?()「」『』《》〈〉“”/~—–\-\n\t]+")
#: Thresholds for a repeated string to be a word: frequency, mutual information of its parts (bits),
#: and entropy of its neighbours on each side (bits).
_LEAST_COUNT, _LEAST_PMI, _LEAST_ENTROPY = 3, 5.5, 1.0
_MAX_PARTS, _MAX_CHARS, _MAX_TITLE = 4, 10, 12
#: A string is no word if this share of its uses is within a longer one, and no term if it contains
#: a term that is this many times as frequent (智慧城市 in 智慧城市治理).
_PART_OF, _HEAD = 0.75, 4
_LABEL = re.compile(rf"(?:[\W\d]|[一二三四五六七八九十]+[、.)])*([{HAN}]{{2,12}})\s*:")
_COLUMNS = {"term": "string", "count": "Int64", "how": "string", "lines": "object"}


def find_terms(
    paragraphs: Iterable[tuple[int, str]],
    *,
    glossary: Iterable[Mapping[str, Any]] = (),
    titles: Iterable[str] = (),
    add: Iterable[str] = (),
    forbid: Iterable[str] = (),
) -> pd.DataFrame:
    """Return the terms of a report.

    Args:
        paragraphs: line number and text of each line of the body.
        glossary: rows with ``term``.
        titles: of sections, courses, visits, hosts and programmes.
        add: terms given by an analyst; listed even if they do not occur.
        forbid: strings that are not terms.

    Returns:
        One row per term: ``term``; ``count``, its uses in the paragraphs; ``how``, the first of
        ``added``, ``glossed``, ``quoted``, ``title``, ``statistical`` that found it; ``lines``,
        where it is used. Sorted by ``how``, then by count, then by first position in the text.
    """
    paragraphs = list(paragraphs)
    flow = read_flow(paragraphs)
    banned = {normalize(term) for term in forbid} | _labels(paragraphs, flow)
    ways: list[tuple[str, Iterable[str]]] = [
        ("added", map(normalize, add)),
        ("glossed", (str(row["term"]) for row in glossary)),
        ("quoted", _quoted(flow)),
        ("title", _from_titles([normalize(title) for title in titles], flow)),
        ("statistical", _statistical(flow)),
    ]
    found: dict[str, tuple[str, str]] = {}
    for how, terms in ways:
        for term in terms:
            if term and term not in banned:
                found.setdefault("".join(to_simplified(term).split()), (term, how))
    found = _without_compounds(found, flow)
    order = [how for how, _terms in ways]
    table: list[dict[str, Any]] = [
        {"term": term, "count": flow.count(term), "how": how, "lines": flow.lines_of(term)}
        for term, how in found.values()
    ]
    table.sort(key=lambda row: (order.index(row["how"]), -row["count"], flow.find(row["term"])[:1]))
    return pd.DataFrame(table, columns=list(_COLUMNS)).astype(_COLUMNS)


def _labels(paragraphs: Iterable[tuple[int, str]], flow: Flow) -> set[str]:
    """Return labels of the report's form (接待人員:): words before a colon at the start of several
    lines, and mostly there. They do not describe its subject."""
    heads = Counter(match[1] for _n, text in paragraphs if (match := _LABEL.match(normalize(text))))
    return {head for head, n in heads.items() if n > 1 and 2 * n >= flow.count(head)}


def _without_compounds(found: dict[str, tuple[str, str]], flow: Flow) -> dict[str, tuple[str, str]]:
    """Drop terms from titles and counts that merely extend a far more frequent term."""
    uses = {plain: flow.count(term) for plain, (term, _how) in found.items() if len(plain) > 2}
    return {
        plain: (term, how)
        for plain, (term, how) in found.items()
        if how not in ("title", "statistical")
        or not any(
            # One additional character makes a different word: 離岸風電場, 身心障礙者.
            other in plain and len(plain) > len(other) + 1 and n >= _HEAD * uses[plain]
            for other, n in uses.items()
        )
    }


def _quoted(flow: Flow) -> Iterator[str]:
    """Yield strings in quotation marks that are used more than once."""
    for inside in dict.fromkeys(match[1].strip() for match in _QUOTED.finditer(flow.text)):
        words = tokenize(inside)
        if _PAUSE.search(inside) or count_han(inside) < 2 or not _is_nominal(words):
            continue
        if len(words) > 1 and flow.count(inside) > 1:
            yield inside


def _from_titles(titles: Iterable[str], flow: Flow) -> Iterator[str]:
    """Yield the parts of titles that recur in the text; for other parts, their longest beginning
    that does."""
    for run in dict.fromkeys(run for title in titles for run in between_function_words(title)):
        parts = (run[:end] for end in range(len(run), 0, -1))
        used = (
            part for part in parts if _is_used_again(part, flow, whole=1 < len(part) == len(run))
        )
        yield from ("".join(part).strip() for part in itertools.islice(used, 1))


def _is_used_again(part: tuple[str, ...], flow: Flow, *, whole: bool) -> bool:
    """True if the text uses a part of a title; a part that is not ``whole`` must be frequent and
    behave as a word."""
    term = "".join(part).strip()
    uses = flow.count(term) if is_term(part) and len(term) <= _MAX_TITLE else 0
    if not whole and (uses < _LEAST_COUNT or {part[0], part[-1]} & stop_words()):
        return False
    return uses > 1 and _variety(term, uses, flow) > (0 if whole else _LEAST_ENTROPY)


def between_function_words(title: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words between a title's function words, verbs and pauses."""
    run: list[str] = []
    for word in [*tokenize(title), "\n"]:
        if not _is_boundary(word) or (word == " " and run):
            run.append(word)
        elif run:
            yield tuple(run)
            run = []


def is_term(run: Sequence[str]) -> bool:
    words = [word for word in run if word.strip()]
    new = len(words) > 1 or not segmenter().FREQ.get(to_simplified(run[0]))
    whole = new and bool(run[-1].strip()) and count_han("".join(words)) >= 2
    return whole and _is_nominal(words) and _says_something(words)


def _variety(term: str, uses: int, flow: Flow) -> float:
    """Return the smaller entropy (bits) of a term's left and right neighbours; 0 if the term is cut off."""
    return min(_entropy(term, uses, flow, step) for step in (-1, len(term)))


def _entropy(term: str, uses: int, flow: Flow, step: int) -> float:
    """Return the entropy of the characters at this offset from each use; each pause or end is a
    neighbour of its own kind."""
    found: Counter[str] = Counter()
    for index, place in enumerate(flow.find(term)):
        char = flow.text[place + step] if 0 <= place + step < len(flow.text) else "\n"
        found[char if re.match(f"[{HAN}A-Za-z0-9]", char) else f"|{index}"] += 1
    return -sum(n / uses * math.log2(n / uses) for n in found.values())


def _is_boundary(word: str) -> bool:
    """True if no term contains this word."""
    listed = word in vocabulary("before", "joint", "verb") or word in function_words()
    return listed or not re.match(r"\w", word)


def _is_nominal(words: list[str]) -> bool:
    """True if the words look like one term: without function words, and without a number in front."""
    inner = [word for word in words if word.strip()]
    first, last = inner[0], inner[-1]
    if first in vocabulary("verb", "weak") or not vocabulary("before", "joint").isdisjoint(inner):
        return False
    known = segmentation_rules()
    loose = to_simplified(last) in known["loose-end"] or re.match(r"[\d.,%]+$", first)
    return not loose and to_simplified(first) not in known["measure"] | known["numeral"]


def _statistical(flow: Flow) -> Iterator[str]:
    """Yield repeated strings of words that behave as one word, the most frequent first."""
    counts, total = _count_strings(flow)
    by_size = sorted(counts, key=lambda parts: (-counts[parts], parts))
    taken: list[tuple[str, int]] = []
    for parts in sorted(by_size, key=lambda parts: -len("".join(parts))):
        term = "".join(parts).strip()
        if not _may_be_term(parts) or _cohesion(parts, counts, total) < _LEAST_PMI:
            continue
        uses = flow.count(term)
        if uses < _LEAST_COUNT or _variety(term, uses, flow) < _LEAST_ENTROPY:
            continue
        if any(term in longer and n >= _PART_OF * uses for longer, n in taken):
            continue
        taken.append((term, uses))
    yield from (term for term, _uses in sorted(taken, key=lambda pair: -pair[1]))


def _count_strings(flow: Flow) -> tuple[Counter[tuple[str, ...]], int]:
    """Count the strings of up to four words that contain no pause."""
    runs = _PAUSE.split(flow.text)
    counts = Counter(parts for run in runs for parts in _strings(tokenize(run)))
    total = sum(n for parts, n in counts.items() if len(parts) == 1)
    return Counter({parts: n for parts, n in counts.items() if len(parts) == 1 or n > 1}), total


def _strings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the strings of up to four words, with the spaces between them."""
    filled = [bool(word.strip()) for word in words]
    for start in itertools.compress(range(len(words)), filled):
        many = itertools.accumulate(filled[start:][: 2 * _MAX_PARTS])
        ends = (end for end, n in enumerate(many, start) if filled[end] and n <= _MAX_PARTS)
        yield from (tuple(words[start : end + 1]) for end in ends)


def _may_be_term(parts: tuple[str, ...]) -> bool:
    term = "".join(parts)
    if len(parts) == 1:
        return bool(re.fullmatch(f"(?!之)[{HAN}]{{3,}}", term)) and not segmenter().FREQ.get(
            to_simplified(term)
        )
    words = [word for word in parts if word.strip()]
    if not 3 <= len(term) <= _MAX_CHARS or count_han(term) < 2 or not _is_nominal(words):
        return False
    return not any(_is_boundary(word) for word in words) and _says_something(words)


def _says_something(words: list[str]) -> bool:
    """False for 協辦機關 or 運作模式: words that every report has, put together."""
    return not all(word in stop_words() for word in words)


def _cohesion(parts: tuple[str, ...], counts: Mapping[tuple[str, ...], int], total: int) -> float:
    """Return the smallest pointwise mutual information over all ways to cut the string in two."""
    if len(parts) == 1:
        return math.inf
    values = []
    for cut in range(1, len(parts)):
        left, right = _trim(parts[:cut]), _trim(parts[cut:])
        if left and right:
            expected = max(counts.get(left, 1), 1) * max(counts.get(right, 1), 1)
            values.append(math.log2(counts[parts] * total / expected))
    return min(values)


def _trim(parts: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, part in enumerate(parts) if part.strip()]
    return parts[filled[0] : filled[-1] + 1] if filled else ()
