"""Which visits a recommendation topic draws on, with the evidence.

Likeness is the cosine of tf-idf vectors (Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0):
word w of a text weighs (1 + ln count) · ln((1 + N) / df), with N and df counted over the visits. A topic that names the host of a visit says itself what it draws on, so a mention
counts more than any likeness of words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tourlib.text import count_han, normalize
from tourlib.words.bracket import vocabulary
from tourlib.words.counts import content_words
from tourlib.words.tokens import find_term, fits, to_simplified, tokenize, word_starts

Vector = Mapping[str, float]

#: A title says in a few words what a text is about.
_TITLE_WEIGHT = 4
#: What the first mention of a host is worth, beside a cosine that seldom reaches a half; more mentions
#: add less.
_MENTION = 0.5
#: Words given as evidence.
_EVIDENCE = 8
_VISIT_COLUMNS = {
    "topic": "Int64", "key": "object", "theme": "Int64", "name": "string", "score": "float64",
    "cosine": "float64", "mentions": "Int64", "evidence": "object",
}  # fmt: skip


def match_visits(
    topics: pd.DataFrame, hosts: pd.DataFrame, terms: Iterable[str] = ()
) -> pd.DataFrame:
    """Which courses and visits each topic draws on: for a flow from visits to topics.

    Args:
        topics: ``topic``, ``text``.
        hosts: ``key`` (e.g. the section), ``theme``, ``name`` (the title as printed: its verb and the
            English in brackets are understood, :func:`host_names`), ``text`` (what the body says of it).
        terms: kept whole.

    Returns:
        One row a topic and host: ``topic``, ``key``, ``theme``, ``name``, ``score``, ``cosine``,
        ``mentions`` (of the host in the topic), ``evidence`` (the names mentioned, then the words that
        weigh most); topics in order, the highest score first.
    """
    terms = tuple(terms)
    known = hosts.to_dict("records")
    texts = [_weighed({"title": row["name"], "text": row["text"]}, terms) for row in known]
    rarity = _rarity(texts)
    vectors = [_vector(words, rarity) for words in texts]
    names = _own_names([host_names(str(row["name"])) for row in known])
    rows = []
    for row in topics.to_dict("records"):
        text = normalize(str(row["text"]))
        own = _vector(Counter(content_words(text, terms)), rarity)
        for host, vector, called in zip(known, vectors, names, strict=True):
            mentions = {name: n for name, n in _mentions(text, called).items() if n}
            cosine = _cosine(own, vector)
            rows.append(
                {
                    "topic": row["topic"], "key": host["key"], "theme": host["theme"],
                    "name": host["name"], "score": cosine + _MENTION * math.log2(1 + sum(mentions.values())),
                    "cosine": cosine, "mentions": sum(mentions.values()),
                    "evidence": list(dict.fromkeys([*mentions, *_shared(own, vector)]))[:_EVIDENCE],
                }
            )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(_VISIT_COLUMNS)).astype(_VISIT_COLUMNS)
    return frame.sort_values(
        ["topic", "score"], ascending=[True, False], kind="stable", ignore_index=True
    )


def host_names(title: str) -> list[str]:
    """What a host is called, from the title of its visit; the longest first.

    >>> host_names("參訪海堤創新中心(DELTA Tower)")
    ['海堤創新中心', 'DELTA Tower', 'DELTA']
    >>> host_names("策略領導力的軟實力")
    ['策略領導力的軟實力']
    """
    plain = normalize(title)
    names: list[str] = []
    for piece in re.split(r"[()、,;:]", plain):
        words = tokenize(piece.strip())
        while words and (words[0] in vocabulary("before") or not words[0].strip()):
            words = words[1:]
        name = "".join(words).strip()
        if count_han(name) >= 3 or re.search(r"[A-Za-z]{3}", name):
            names.append(name)
        names += re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", piece)
        # Of a name in both scripts the Latin part is a name too; 研究中心 of ISCE研究中心 is none.
        names += re.findall(r"[A-Za-z][A-Za-z .&-]+[A-Za-z]", name)
    kept = [name for name in dict.fromkeys(names) if len(name) > 2]
    return sorted(kept, key=lambda name: (-count_han(name), -len(name)))


def _own_names(names: list[list[str]]) -> list[list[str]]:
    """Without the names that several hosts bear (an academy where all courses were): they tell none."""
    bearers = Counter(name for called in names for name in called)
    return [[name for name in called if bearers[name] == 1] for called in names]


def _mentions(text: str, names: Iterable[str]) -> dict[str, int]:
    """How often each name is in a text, none counted inside a longer one."""
    simplified = to_simplified(text)
    starts = word_starts(text)
    taken: set[int] = set()
    found = {}
    for name in names:
        places = [
            span
            for span in find_term(simplified, to_simplified(name))
            if not taken.intersection(range(*span)) and fits(simplified, span, starts, inside=True)
        ]
        taken.update(place for span in places for place in range(*span))
        found[name] = len(places)
    return found


def _weighed(row: Mapping[str, Any], terms: tuple[str, ...]) -> Counter[str]:
    """The words of a text, those of its title several times."""
    words = Counter(content_words(str(row["text"]), terms))
    title = row["title"] if isinstance(row["title"], str) else ""
    words.update(dict.fromkeys(content_words(title, terms), _TITLE_WEIGHT))
    return words


def _rarity(texts: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """ln((1 + N) / df) of each word."""
    texts = list(texts)
    used = Counter(word for words in texts for word in words)
    return {word: math.log((1 + len(texts)) / n) for word, n in used.items()}


def _vector(words: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    return {word: (1 + math.log(n)) * rarity[word] for word, n in words.items() if word in rarity}


def _cosine(one: Vector, other: Vector) -> float:
    dot = sum(weight * other[word] for word, weight in one.items() if word in other)
    size = math.hypot(*one.values()) * math.hypot(*other.values())
    return dot / size if size else 0.0


def _shared(one: Vector, other: Vector) -> list[str]:
    """The words that add most to the likeness."""
    weights = {word: weight * other[word] for word, weight in one.items() if word in other}
    return sorted(weights, key=lambda word: (-weights[word], word))[:_EVIDENCE]
