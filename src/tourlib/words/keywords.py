"""The keywords of the recommendations by topic, as the tables that charts draw."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from tourlib.words.coding import Coding, code_texts
from tourlib.words.cooccurrence import SIGNIFICANT, measure_cooccurrence
from tourlib.words.counts import (
    NOTHING,
    PRIOR_WORDS,
    SIGNIFICANT_Z,
    STRICT_Z,
    Lexicon,
    content_words,
    count_words,
    measure_dispersion,
    measure_log_odds,
)
from tourlib.words.texts import advice_texts, join_texts, table_of, topic_texts, topic_themes
from tourlib.words.tokens import share_in_language

#: Topics that repeat fewer words than this also show the words of their headings.
_MIN_REPEATED = 5
#: Share of a word in ordinary language (1 in 7,500) from which it is not specific to a topic; from
#: 1 in 20,000 it is so only if the topic repeats it and a heading contains it.
_COMMON, _USUAL = 1 / 7500, 1 / 20000
#: Minimum number of joint uses of two linked words.
LEAST_LINKED = 3
#: Columns of :func:`topic_keywords`.
COLUMNS = [
    "topic", "topic_title", "theme", "term", "count", "keyness", "table", "rows",
]  # fmt: skip
SHARED_COLUMNS = [
    "topic", "topic_title", "term", "count", "topics", "of_topics", "dp_norm", "weight", "table",
    "rows",
]  # fmt: skip
CONCEPT_COLUMNS = [
    "topic", "topic_title", "concept", "term", "sentences", "of", "share", "table", "rows",
]  # fmt: skip


def topic_keywords(
    recommendations: pd.DataFrame, sections: pd.DataFrame, known: Lexicon = NOTHING
) -> pd.DataFrame:
    """Return the words of each topic with their keyness.

    Args:
        recommendations: the table ``recommendations``.
        sections: the table ``sections``, for the topics' titles and introductions.
        known: what is known about the words; terms are shown even if used once.

    Words that are common in any text (服務, 市場) are kept only if their keyness is significant at
    0.1 %, less common ones (員工) at 5 %, or if the topic repeats them and a heading contains them.
    The report's own terms are always kept.

    Returns:
        One row per topic and word: ``topic``, ``topic_title``, ``theme`` (of all the topic's
        items), ``term``, ``count``, ``keyness`` (z of the log-odds ratio with an informative
        Dirichlet prior, :mod:`tourlib.words.counts`) and ``rows`` (labels in ``table`` of
        :func:`tourlib.words.texts.advice_texts` with the uses counted); sorted by keyness within a
        topic, then words from headings first, then the report's most frequent terms.
    """
    titles = _titles(recommendations)
    texts = advice_texts(recommendations, sections)
    own = known.terms
    counts = count_words(texts, "topic", known)
    prior = min(PRIOR_WORDS, max(float(counts["count"].sum()), 1.0))
    named = (
        measure_log_odds(counts, "topic", prior=prior)
        .rename(columns={"z": "keyness"})
        .merge(titles, on="topic", how="left")
    )
    headings = _headings(texts, named, replace(known, stop=()))
    said = [headings.get(pair, 0) for pair in zip(named["topic"], named["term"], strict=True)]
    named = named.assign(said=said)
    ranked = _ranked(named[~_generic(named, own)], own)
    ranked = ranked.merge(topic_themes(recommendations), on="topic", how="left")
    return ranked.assign(table=table_of(texts))[COLUMNS]


def _generic(named: pd.DataFrame, own: Container[str]) -> pd.Series:
    """Mark rows with a word that is common in any text, is no term of the report, and has too
    little keyness."""
    share = named["term"].map(lambda term: 0.0 if term in own else share_in_language(term))
    tells = (named["keyness"] > SIGNIFICANT_Z) | ((named["said"] > 0) & (named["count"] >= 2))
    return ((share >= _COMMON) & (named["keyness"] <= STRICT_Z)) | ((share >= _USUAL) & ~tells)


def _titles(recommendations: pd.DataFrame) -> pd.DataFrame:
    return recommendations.drop_duplicates("topic")[["topic", "topic_title"]]


def _headings(
    texts: pd.DataFrame, named: pd.DataFrame, known: Lexicon
) -> dict[tuple[int, str], int]:
    """Return the level of each topic and word that is in a heading: 2 for the topic's title, 1 for
    an item's. A longer term does not count for its parts."""
    said: dict[tuple[int, str], int] = {}
    for level, titles in enumerate((texts[["topic", "title"]], named[["topic", "topic_title"]]), 1):
        for topic, title in titles.drop_duplicates().dropna().itertuples(index=False):
            words = content_words(str(title), known)
            said |= dict.fromkeys(((topic, word) for word in words), level)
    return said


def _ranked(named: pd.DataFrame, own: Mapping[str, int]) -> pd.DataFrame:
    """Keep words used twice and terms; for topics with few of these also the words of the title, or
    of the items' headings if the title says nothing (短期建議); else all words. Sort them."""
    repeated = (named["count"] >= 2) | named["term"].isin(own)
    few = named["topic"].map(repeated.groupby(named["topic"]).sum()) < _MIN_REPEATED
    best = named["said"].groupby(named["topic"]).transform("max")
    shown = repeated | (few & (named["said"] == best) & (best > 0))
    kept = named[shown | ~named["topic"].isin(named["topic"][shown])]
    uses = kept["term"].map(dict(own)).fillna(0)
    return kept.assign(uses=uses).sort_values(
        ["topic", "keyness", "said", "uses", "term"],
        ascending=[True, False, False, False, True], ignore_index=True, kind="stable",
    )  # fmt: skip


def top_keywords(keywords: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """Return the words of each topic with the highest keyness; ``weight`` is the keyness."""
    best = keywords[keywords["keyness"] > 0].groupby("topic", sort=True).head(top)
    return best.assign(weight=best["keyness"]).reset_index(drop=True)


def cloud_weights(keywords: pd.DataFrame) -> pd.DataFrame:
    """Return the words of the cloud: ``term``; ``weight``, the highest keyness of the word in any
    topic, so that a word is large for being specific and not for being frequent; ``topics`` (number
    of topics with positive keyness); ``table`` and ``rows`` (as in :func:`topic_keywords`)."""
    key = keywords[keywords["keyness"] > 0]
    # Words of equal keyness are in the order of the topics, as in the sentence about them.
    key = key.sort_values("keyness", ascending=False, kind="stable")
    return key.groupby("term", as_index=False, sort=False).agg(
        weight=("keyness", "max"),
        topics=("topic", "nunique"),
        table=("table", "first"),
        rows=("rows", lambda labels: sorted({*itertools.chain(*labels)})),
    )


def shared_keywords(
    recommendations: pd.DataFrame, sections: pd.DataFrame, known: Lexicon = NOTHING, top: int = 14
) -> pd.DataFrame:
    """Return what the topics have in common: words that more than half of them use, often and
    evenly. A longer term also counts for the words in it: 數位服務 is a use of 服務.

    Args:
        recommendations, sections, known: as in :func:`topic_keywords`.
        top: number of words.

    Returns:
        One row per topic and word that it uses: ``topic``, ``topic_title``, ``term``, ``count``;
        ``topics`` (number of topics with the word) and ``of_topics`` (topics in all); ``dp_norm``
        (Gries' dispersion over the topics, 0 for even use) and ``weight`` = uses in all · (1 −
        ``dp_norm``), by which the words are sorted, highest first; ``table`` and ``rows`` as in
        :func:`topic_keywords`. See :func:`tourlib.words.counts.measure_dispersion`.
    """
    texts = advice_texts(recommendations, sections)
    counts = count_words(texts, "topic", known, inside=True)
    spread = measure_dispersion(counts, "topic").rename(columns={"parts": "topics"})
    in_all = len(_titles(recommendations))
    spread = spread[(spread["topics"] >= 2) & (2 * spread["topics"] > in_all)].head(top)
    found = counts[["topic", "term", "count", "rows"]].merge(
        spread[["term", "topics", "dp_norm", "weight"]], on="term"
    )
    found = found.merge(_titles(recommendations), on="topic", how="left")
    found = found.sort_values(
        ["weight", "term", "topic"], ascending=[False, True, True], ignore_index=True, kind="stable"
    )
    return found.assign(of_topics=in_all, table=table_of(texts))[SHARED_COLUMNS]


def topic_concepts(
    recommendations: pd.DataFrame, sections: pd.DataFrame, coding: Coding
) -> pd.DataFrame:
    """Return how often each topic mentions each concept of a coding.

    Args:
        recommendations, sections: as in :func:`topic_keywords`.
        coding: of :func:`tourlib.words.coding.load_coding`.

    Returns:
        One row per topic and concept, in the coding's order: ``topic``, ``topic_title``,
        ``concept``, ``term`` (the concept's label), ``sentences`` (that mention it), ``of``
        (sentences of the topic, without headings), ``share`` (0 to 1), ``rows`` (as in
        :func:`topic_keywords`). ``attrs["starting"]`` is true if nobody has checked the coding.
    """
    texts = advice_texts(recommendations, sections)
    found = code_texts(texts, coding, "topic")
    found["table"] = table_of(texts)
    found = found.merge(_titles(recommendations), on="topic", how="left")
    found = found.rename(columns={"label": "term"})[CONCEPT_COLUMNS]
    found.attrs["starting"] = coding.starting
    return found


def term_network(
    keywords: pd.DataFrame,
    sections: pd.DataFrame,
    known: Lexicon = NOTHING,
    names: Iterable[str] = (),
) -> pd.DataFrame:
    """Return the keywords of the topics that occur together in sentences of the whole report.

    Args:
        keywords: words to link, of :func:`top_keywords`.
        sections, known: as in :func:`topic_keywords`.
        names: titles of the themes; enumerating them does not link them.

    Returns:
        The pairs of keywords of :func:`tourlib.words.cooccurrence.measure_cooccurrence` that are
        significant at 0.1 %: ``first``, ``second``, ``count``, ``expected``, ``g2``, ``npmi``,
        ``rows``; and ``first_theme``, ``second_theme``, the theme of most sections with the word
        (in the recommendations, the topic's).
    """
    pairs = measure_cooccurrence(sections, known, least=LEAST_LINKED, names=names)
    linked = pairs["first"].isin(keywords["term"]) & pairs["second"].isin(keywords["term"])
    pairs = _whole_words(pairs[linked & (pairs["g2"] > SIGNIFICANT)]).reset_index(drop=True)
    of_topic = keywords.drop_duplicates("topic").set_index("topic")["theme"]
    of_section = sections["theme"].fillna(topic_texts(sections)["topic"].map(of_topic))
    said, most = join_texts(sections), {}
    for term in {*pairs["first"], *pairs["second"]}:
        found = of_section[said.map(lambda text, term=term: term in text)]
        most[term] = next(iter(found.mode()), pd.NA)
    return pairs.assign(
        first_theme=pairs["first"].map(most).astype("Int64"),
        second_theme=pairs["second"].map(most).astype("Int64"),
    )


def _whole_words(pairs: pd.DataFrame) -> pd.DataFrame:
    """Drop pairs that hardly occur except within a longer pair: 資安 and 轉型 in 資安 and 數位轉型."""
    known = pairs.set_index(["first", "second"])["count"].to_dict()

    def inside(one: tuple[str, str], other: tuple[str, str]) -> bool:
        ways = ((one[0], other[0]), (one[1], other[1])), ((one[0], other[1]), (one[1], other[0]))
        return one != other and any(all(a in b for a, b in way) for way in ways)

    kept = [
        not any(inside(pair, longer) and n - known[longer] < LEAST_LINKED for longer in known)
        for pair, n in known.items()
    ]
    return pairs[pd.Series(kept, index=pairs.index, dtype=bool)]


def frequent_terms(terms: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """Return the report's own most frequent terms: ``term``, ``count``, ``how`` (it was found);
    terms of equal frequency in the order of the text."""
    ranked = terms.assign(first=terms["lines"].str[0]).sort_values(
        ["count", "first"], ascending=[False, True], kind="stable", ignore_index=True
    )
    return ranked[["term", "count", "how"]].head(top)
