"""What each topic of the recommendations says that the others do not.

Keyness is the log-odds ratio with an informative Dirichlet prior of Monroe, Colaresi & Quinn
(2008), "Fightin' Words", Political Analysis 16(4), doi:10.1093/pan/mpn018, eq. 16-22: for word w
in topic i against all other topics j, with counts y, totals n, and the prior a_w proportional to
the word's share of the whole text,

    delta = log((y_i + a_w) / (n_i + a_0 - y_i - a_w)) - log((y_j + a_w) / (n_j + a_0 - y_j - a_w))
    z = delta / sqrt(1 / (y_i + a_w) + 1 / (y_j + a_w))
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import pandas as pd

from tourlib.directory import agencies
from tourlib.text import HAN, count_han
from tourlib.words.tokens import tokenize

#: Weight of the prior: so many words are taken to have been seen before, spread as in the text.
PRIOR_WORDS = 500.0
#: A word in one item only is an accident.
LEAST_COUNT = 2
#: A word used so often tells by its neighbours whether it is whole.
_OFTEN, _NEARLY_ALWAYS, _LONGEST = 5, 0.9, 8
_INSIDE_WORDS = re.compile(f"(?![的之為於有及與和或在是了等並可以會將])[{HAN}]")
_QUOTED = re.compile(rf"「([{HAN}A-Za-z]{{2,12}})」")
_COUNT_COLUMNS = ["topic", "topic_title", "term", "count", "rows"]


@cache
def stopwords() -> frozenset[str]:
    """Words that say nothing about a topic, of ``reference/stopwords.txt``."""
    text = files("tourlib").joinpath("reference", "stopwords.txt").read_text(encoding="utf-8")
    kept = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in kept for word in line.split())


def find_terms(
    recommendations: pd.DataFrame, glossary: pd.DataFrame, sections: pd.DataFrame
) -> list[str]:
    """Terms to keep whole: what the report glosses, what the recommendations quote twice, agencies
    that it names, and words that no dictionary has whole (:func:`extend_words`)."""
    text = " ".join(_texts(recommendations))
    quoted = Counter(_QUOTED.findall(text))
    twice = [term for term, _count in quoted.items() if text.count(term) > 1]
    glossed = [term for term in glossary["term"].dropna() if count_han(term) >= 2]
    body = "\n".join(_texts(sections))
    named = {agency.name for agency in agencies() if agency.name in body}
    known = {*twice, *glossed, *named}
    words = Counter(word for word in tokenize(body, sorted(known)) if is_content_word(word))
    return sorted(known | extend_words(body, words))


def extend_words(text: str, words: Mapping[str, int]) -> set[str]:
    """Words that are pieces of longer ones, made whole.

    A word whose neighbour on one side is nearly always one and the same character does not end
    there: its branching entropy on that side is next to nothing (Jin & Tanaka-Ishii 2006,
    "Unsupervised segmentation of Chinese text by use of branching entropy", COLING/ACL).

    Args:
        text: the whole text.
        words: words with their counts.
    """
    found = set()
    for word, count in words.items():
        if count < _OFTEN or count_han(word) != len(word):
            continue
        whole = word
        while len(whole) < _LONGEST:
            longer = _one_longer(whole, text)
            if longer is None:
                break
            whole = longer
        if whole != word:
            found.add(whole)
    return found


def _one_longer(word: str, text: str) -> str | None:
    """The word with the character that nearly always stands beside it; ``None`` if none does."""
    places = [m.start() for m in re.finditer(re.escape(word), text)]
    for side in (1, -1):
        beside = Counter(
            text[p + len(word) : p + len(word) + 1] if side > 0 else text[p - 1 : p] for p in places
        )
        char, number = beside.most_common(1)[0]
        if number >= _NEARLY_ALWAYS * len(places) and _INSIDE_WORDS.fullmatch(char):
            return word + char if side > 0 else char + word
    return None


def count_words(
    recommendations: pd.DataFrame,
    terms: Iterable[str] = (),
    *,
    stop: Iterable[str] = (),
    synonyms: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Words by topic: ``topic``, ``topic_title``, ``term``, ``count``, ``rows`` (labels of the items
    that the word is in), the most frequent first within a topic.

    Args:
        recommendations: the table ``recommendations``.
        terms: kept whole (:func:`find_terms`).
        stop: further words to leave out.
        synonyms: word → the word that it is counted as.
    """
    terms, without, same = tuple(terms), stopwords() | set(stop), synonyms or {}
    counts: dict[tuple[int, str], Counter[str]] = {}
    places: dict[tuple[int, str, str], list[int]] = {}
    for label, text in zip(recommendations.index, _texts(recommendations), strict=True):
        topic = int(recommendations.at[label, "topic"])
        title = str(recommendations.at[label, "topic_title"])
        words = [same.get(word, word) for word in tokenize(text, terms)]
        kept = [word for word in words if is_content_word(word) and word not in without]
        counts.setdefault((topic, title), Counter()).update(kept)
        for word in dict.fromkeys(kept):
            places.setdefault((topic, title, word), []).append(int(label))
    rows = [
        {"topic": t, "topic_title": title, "term": w, "count": n, "rows": places[t, title, w]}
        for (t, title), words in counts.items()
        for w, n in sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    frame = pd.DataFrame(rows, columns=_COUNT_COLUMNS)
    return frame.astype(
        {"topic": "Int64", "topic_title": "string", "term": "string", "count": "Int64"}
    )


def measure_keyness(counts: pd.DataFrame) -> pd.DataFrame:
    """``counts`` with ``log_odds`` (delta, natural log) and ``keyness`` (z): what the module's head
    says, each topic against all others; the most key first within a topic."""
    total = counts.groupby("term")["count"].sum()
    words = int(total.sum())
    by_topic = counts.groupby("topic")["count"].sum()
    rows = []
    for row in counts.itertuples():
        here, everywhere = int(row[4]), int(total[row.term])
        own = int(by_topic[row.topic])
        rows.append(_log_odds(here, own, everywhere, words))
    values = pd.DataFrame(
        rows, columns=["log_odds", "keyness"], index=counts.index, dtype="float64"
    )
    measured = counts.join(values)
    return measured.sort_values(
        ["topic", "keyness", "term"], ascending=[True, False, True], ignore_index=True
    )


def _log_odds(here: int, own: int, everywhere: int, words: int) -> tuple[float, float]:
    prior = PRIOR_WORDS * everywhere / words
    other, rest = everywhere - here, words - own
    delta = math.log((here + prior) / (own + PRIOR_WORDS - here - prior)) - math.log(
        (other + prior) / (rest + PRIOR_WORDS - other - prior)
    )
    return delta, delta / math.sqrt(1 / (here + prior) + 1 / (other + prior))


def top_keywords(measured: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """The most key words of each topic, of those used at least twice, with ``weight`` = keyness."""
    used = measured[(measured["count"] >= LEAST_COUNT) & (measured["keyness"] > 0)]
    best = used.groupby("topic", sort=True).head(top).reset_index(drop=True)
    return best.assign(weight=best["keyness"])


def cloud_weights(measured: pd.DataFrame) -> pd.DataFrame:
    """Words of the cloud: ``term`` and ``weight``, the word's highest keyness in any topic, so that
    a word is large for saying what a topic is about and not for being everywhere."""
    used = measured[(measured["count"] >= LEAST_COUNT) & (measured["keyness"] > 0)]
    weights = used.groupby("term", as_index=False)["keyness"].max()
    weights = weights.rename(columns={"keyness": "weight"})
    return weights.sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)


def is_content_word(word: str) -> bool:
    """Whether a token can be a keyword: two Chinese characters or more, or a Latin word."""
    if re.fullmatch(r"[\W\d_]+", word) or re.match(r"\d", word):
        return False
    return count_han(word) >= 2 or re.fullmatch(r"[A-Za-z][\w&.+/ -]+", word) is not None


def _texts(recommendations: pd.DataFrame) -> list[str]:
    titles, texts = recommendations["title"].fillna(""), recommendations["text"].fillna("")
    return [f"{title}。{text}" for title, text in zip(titles, texts, strict=True)]
