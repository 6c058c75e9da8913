"""How much a text draws on each course or visit, with the evidence.

Similarity is the cosine of tf-idf vectors (Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0):
word w of a text has the weight (1 + ln count) · ln((1 + N) / df), with N and df counted over the visits. A
text that names the host of a visit says itself what it draws on, so a mention counts more than any
similarity of words.
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

#: Weight of the title, which says in a few words what a text is about.
_TITLE_WEIGHT = 4
#: Weight of the first mention of a host, compared with a cosine that seldom reaches 0.5; further
#: mentions add less.
_MENTION = 0.5
#: Number of words given as evidence.
_EVIDENCE = 8
#: Share in ordinary language from which a word says little without the word joined to it.
COMMON = 1 / 50_000
#: The parent body at the beginning of a unit's name: 某國陸軍工程團 in 某國陸軍工程團南部分區.
_ABOVE = re.compile(
    f"[{HAN}]{{3,}}?[署局部院會團廳](?=[{HAN}]{{2,}}(?:分.|[署局部會處司科組室]|中心)$)"
)
#: Word → the word directly before each of its uses, if any.
Uses = dict[str, list[str | None]]


@dataclass(frozen=True, slots=True)
class Match:
    """How much a text draws on a visit: the visit's row, the score, the number of mentions of the
    host, and the evidence (names, then the words with the highest weight)."""

    host: Mapping[str, Any]
    score: float
    mentions: int
    evidence: tuple[str, ...]


def match_visits(
    texts: Iterable[str], hosts: pd.DataFrame, terms: Iterable[str] = ()
) -> list[list[Match]]:
    """Return, for each text, its matches with all courses and visits, the best first.

    Args:
        texts: such as the items of the recommendations.
        hosts: of :func:`tourlib.words.texts.host_texts`: ``name`` (the title as printed; its verb
            and the English in brackets are recognised, see :func:`host_names`), ``text``.
        terms: terms to keep whole.
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
    """Return each host's names; a name shared by several (an academy that held all courses) is dropped."""
    names = [host_names(str(title)) for title in titles]
    bearers = Counter(itertools.chain(*names))
    return [[name for name in called if bearers[name] == 1] for called in names]


def _match(
    host: Mapping[str, Any], shared: Mapping[str, float], size: float, mentions: Mapping[str, int]
) -> Match:
    """Return a match, scored by the weights of the shared words and by mentions of the host."""
    score = sum(shared.values()) / size if size else 0.0
    score += _MENTION * math.log2(1 + sum(mentions.values()))
    words = sorted(shared, key=lambda word: (-shared[word], word))
    evidence = tuple(dict.fromkeys([*mentions, *words]))[:_EVIDENCE]
    return Match(host, score, sum(mentions.values()), evidence)


def host_names(title: str) -> list[str]:
    """Return the names of a host, from the title of its visit; the longest first.

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
        # In a name in both scripts the Latin part is a name, too, but 研究中心 in ISCE研究中心 is not.
        names += re.findall(r"[A-Za-z][A-Za-z .&-]+[A-Za-z]", name)
    kept = [name for name in dict.fromkeys(names) if len(name) > 2]
    return sorted(kept, key=lambda name: (-count_han(name), -len(name)))


def without_verb(title: str) -> str:
    """Return a title without the verbs and function words at its beginning."""
    words = tokenize(title.strip())
    dull = itertools.takewhile(lambda w: w in vocabulary("before") or not w.strip(), words)
    return "".join(words[len(list(dull)) :]).strip()


def _mentions(text: str, names: Iterable[str]) -> dict[str, int]:
    """Return the names in a text with their frequency; occurrences within an earlier, longer name
    do not count."""
    taken: set[int] = set()
    found = {}
    for name, spans in places_of(text, names).items():
        own = [span for span in spans if not taken.intersection(range(*span))]
        taken.update(place for span in own for place in range(*span))
        if own:
            found[name] = len(own)
    return found


def _uses(text: str, known: Lexicon) -> Uses:
    """Return the words of a text and those within its terms, each with the word joined to it in
    front. Words of any administration are left out, and terms made only of these (基金支應)."""
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
    """True if two texts use a word in the same sense. A common word at the end of different terms
    (漏油事故, 交通事故) is not."""
    alone = None in one or None in other
    return alone or not set(one).isdisjoint(other) or share_in_language(word) <= COMMON


def _vector(words: Uses, rarity: Mapping[str, float]) -> dict[str, float]:
    return {w: (1 + math.log(len(at))) * rarity[w] for w, at in words.items() if w in rarity}
