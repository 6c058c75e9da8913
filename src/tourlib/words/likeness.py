"""How much a text draws on each course or visit, with the evidence.

Likeness is the cosine of tf-idf vectors (Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0):
word w of a text weighs (1 + ln count) · ln((1 + N) / df), with N and df counted over the visits. A
text that names the host of a visit says itself what it draws on, so a mention counts more than any
likeness of words.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tourlib.text import HAN, count_han, normalize
from tourlib.words.bracket import vocabulary
from tourlib.words.counts import Lexicon, locate_words
from tourlib.words.tokens import places_of, share_in_language, stop_words, tokenize

#: A title says in a few words what a text is about.
_TITLE_WEIGHT = 4
#: What the first mention of a host is worth, beside a cosine that seldom reaches a half; more mentions
#: add less.
_MENTION = 0.5
#: Words given as evidence.
_EVIDENCE = 8
#: A word that makes up so much of any text says little without the word it is joined to.
COMMON = 1 / 50_000
#: The body that a name of a unit begins with: 某國陸軍工程團 of 某國陸軍工程團南部分區.
_ABOVE = re.compile(
    f"[{HAN}]{{3,}}?[署局部院會團廳](?=[{HAN}]{{2,}}(?:分.|[署局部會處司科組室]|中心)$)"
)
#: Word → the word that stands right before each use of it, if any.
Uses = dict[str, list[str | None]]


@dataclass(frozen=True, slots=True)
class Match:
    """How much a text draws on a visit: the row of the visit, the score, how often the text names the
    host, and the evidence: the names, then the words that weigh most."""

    host: Mapping[str, Any]
    score: float
    mentions: int
    evidence: tuple[str, ...]


def match_visits(
    texts: Iterable[str], hosts: pd.DataFrame, terms: Iterable[str] = ()
) -> list[list[Match]]:
    """For each text its matches with all courses and visits, the best first.

    Args:
        texts: such as the items of the recommendations.
        hosts: of :func:`tourlib.words.texts.host_texts`: ``name`` (the title as printed: its verb and
            the English in brackets are understood, :func:`host_names`), ``text``.
        terms: kept whole.
    """
    known = Lexicon(dict.fromkeys(terms, 1))
    visits = hosts.to_dict("records")
    uses = [_uses(_TITLE_WEIGHT * f"{row['name']}。" + row["text"], known) for row in visits]
    used = Counter(itertools.chain(*uses))
    rarity = {word: math.log((1 + len(visits)) / n) for word, n in used.items()}
    vectors = [_vector(words, rarity) for words in uses]
    hosted = list(zip(visits, uses, vectors, _own_names(hosts["name"]), strict=True))
    found = []
    for text in map(normalize, texts):
        said = _uses(text, known)
        own = _vector(said, rarity)
        matches = []
        for row, of_visit, vector, called in hosted:
            both = [word for word in own if word in vector]
            alike = [word for word in both if _is_same(word, said[word], of_visit[word])]
            shared = {word: own[word] * vector[word] for word in alike}
            size = math.hypot(*own.values()) * math.hypot(*vector.values())
            matches.append(_match(row, shared, size, _mentions(text, called)))
        found.append(sorted(matches, key=lambda match: -match.score))
    return found


def _own_names(titles: Iterable[str]) -> list[list[str]]:
    """What each host is called; a name that several bear (an academy where all courses were) tells none."""
    names = [host_names(str(title)) for title in titles]
    bearers = Counter(itertools.chain(*names))
    return [[name for name in called if bearers[name] == 1] for called in names]


def _match(
    host: Mapping[str, Any], shared: Mapping[str, float], size: float, mentions: Mapping[str, int]
) -> Match:
    """A match by what each word that both have weighs, and by the mentions of the host's names."""
    score = sum(shared.values()) / size if size else 0.0
    score += _MENTION * math.log2(1 + sum(mentions.values()))
    words = sorted(shared, key=lambda word: (-shared[word], word))
    evidence = tuple(dict.fromkeys([*mentions, *words]))[:_EVIDENCE]
    return Match(host, score, sum(mentions.values()), evidence)


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
        name = without_verb(piece)
        if count_han(name) >= 3 or re.search(r"[A-Za-z]{3}", name):
            names.append(name)
        names += re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", piece)
        names += [above[0] for above in [_ABOVE.match(name)] if above]
        # Of a name in both scripts the Latin part is a name too; 研究中心 of ISCE研究中心 is none.
        names += re.findall(r"[A-Za-z][A-Za-z .&-]+[A-Za-z]", name)
    kept = [name for name in dict.fromkeys(names) if len(name) > 2]
    return sorted(kept, key=lambda name: (-count_han(name), -len(name)))


def without_verb(title: str) -> str:
    """A title without the verbs and function words that it begins with."""
    words = tokenize(title.strip())
    dull = itertools.takewhile(lambda w: w in vocabulary("before") or not w.strip(), words)
    return "".join(words[len(list(dull)) :]).strip()


def _mentions(text: str, names: Iterable[str]) -> dict[str, int]:
    """The names that are in a text, and how often, none counted inside a longer one before it."""
    taken: set[int] = set()
    found = {}
    for name, spans in places_of(text, names).items():
        own = [span for span in spans if not taken.intersection(range(*span))]
        taken.update(place for span in own for place in range(*span))
        if own:
            found[name] = len(own)
    return found


def _uses(text: str, known: Lexicon) -> Uses:
    """The words of a text and those inside its terms, each with what it is joined to before it.
    Words of any administration are left out, and terms of nothing else (基金支應)."""
    found = set(locate_words(text, known))
    spans = sorted((start, end) for _word, start, end in found)
    starts = [start for start, _end in spans]
    reach = [0, *itertools.accumulate((end for _start, end in spans), max)]
    found |= {part for part in locate_words(text) if part[2] <= reach[bisect(starts, part[1])]}
    ends = {end: word for word, _start, end in sorted(found, key=lambda use: use[1:])}
    dull = vocabulary("administration") | stop_words()
    uses: Uses = {}
    for word, start, _end in sorted(found, key=lambda use: use[1:]):
        if not dull.issuperset(tokenize(word)):
            uses.setdefault(word, []).append(ends.get(start))
    return uses


def _is_same(word: str, one: list[str | None], other: list[str | None]) -> bool:
    """Whether two texts say the same with a word: not where a word of everyday is the end of other
    terms in each (漏油事故, 交通事故)."""
    alone = None in one or None in other
    return alone or not set(one).isdisjoint(other) or share_in_language(word) <= COMMON


def _vector(words: Uses, rarity: Mapping[str, float]) -> dict[str, float]:
    return {w: (1 + math.log(len(at))) * rarity[w] for w, at in words.items() if w in rarity}
