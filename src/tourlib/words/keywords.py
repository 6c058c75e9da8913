"""The keywords of the recommendations, topic by topic, in the frames that charts draw."""

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

#: A topic that repeats fewer words than this shows the words of its headings as well.
_FEW = 5
#: A word that makes up so much of any text, one word in 7,500, is not peculiar to a topic by itself;
#: nor is one in 20,000, unless the topic repeats it and a heading says it.
_COMMON, _USUAL = 1 / 7500, 1 / 20000
#: Words are linked that are used together so often.
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
    """Words of each topic and how peculiar they are to it.

    Args:
        recommendations: the table ``recommendations``.
        sections: the table ``sections``, for the topics' titles and introductions.
        known: what is known of the words; terms are shown from one use on.

    Words that any text has (服務, 市場) tell a topic only where they are key to it beyond chance at
    0.1 %; less common ones (員工) at 5 %, or where the topic repeats them and a heading says them. Else
    they are left out, the report's terms excepted.

    Returns:
        One row a topic and word: ``topic``, ``topic_title``, ``theme`` (of all the topic's items), ``term``, ``count``, ``keyness`` (z of the
        log-odds ratio with an informative Dirichlet prior, :mod:`tourlib.words.counts`) and
        ``rows`` (labels in ``table`` of :func:`tourlib.words.texts.advice_texts` with the uses counted);
        within a topic the most key first; of words equally key those that a heading says, then the
        report's terms that it uses most.
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
    """Which rows have a word that any text has, is no term of the report, and is not key enough."""
    share = named["term"].map(lambda term: 0.0 if term in own else share_in_language(term))
    tells = (named["keyness"] > SIGNIFICANT_Z) | ((named["said"] > 0) & (named["count"] >= 2))
    return ((share >= _COMMON) & (named["keyness"] <= STRICT_Z)) | ((share >= _USUAL) & ~tells)


def _titles(recommendations: pd.DataFrame) -> pd.DataFrame:
    return recommendations.drop_duplicates("topic")[["topic", "topic_title"]]


def _headings(
    texts: pd.DataFrame, named: pd.DataFrame, known: Lexicon
) -> dict[tuple[int, str], int]:
    """Topic and word of every heading: 2 for a topic's title, 1 for that of an item; a word's longer
    forms are not the word."""
    said: dict[tuple[int, str], int] = {}
    for level, titles in enumerate((texts[["topic", "title"]], named[["topic", "topic_title"]]), 1):
        for topic, title in titles.drop_duplicates().dropna().itertuples(index=False):
            words = content_words(str(title), known)
            said |= dict.fromkeys(((topic, word) for word in words), level)
    return said


def _ranked(named: pd.DataFrame, own: Mapping[str, int]) -> pd.DataFrame:
    """Used twice, or a term, or else of a topic that repeats few what its title says, or its items'
    headings where the title says nothing (短期建議), and all words of one that has neither; in order."""
    repeated = (named["count"] >= 2) | named["term"].isin(own)
    few = named["topic"].map(repeated.groupby(named["topic"]).sum()) < _FEW
    best = named["said"].groupby(named["topic"]).transform("max")
    shown = repeated | (few & (named["said"] == best) & (best > 0))
    kept = named[shown | ~named["topic"].isin(named["topic"][shown])]
    uses = kept["term"].map(dict(own)).fillna(0)
    return kept.assign(uses=uses).sort_values(
        ["topic", "keyness", "said", "uses", "term"],
        ascending=[True, False, False, False, True], ignore_index=True, kind="stable",
    )  # fmt: skip


def top_keywords(keywords: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """The most key words of each topic, with ``weight`` = keyness."""
    best = keywords[keywords["keyness"] > 0].groupby("topic", sort=True).head(top)
    return best.assign(weight=best["keyness"]).reset_index(drop=True)


def cloud_weights(keywords: pd.DataFrame) -> pd.DataFrame:
    """Words of the cloud: ``term``, ``weight``, the word's highest keyness in any topic, so that
    a word is large for saying what a topic is about and not for being everywhere, ``topics`` (in how
    many it is key), ``table`` and ``rows`` (as in :func:`topic_keywords`)."""
    key = keywords[keywords["keyness"] > 0]
    # Of words equally key the one of the first topic goes first, as in what is said of the topics.
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
    """What runs through the topics: of the words that more than half of them use, those used often
    and evenly. A longer term counts for the words in it as well: 數位服務 is a use of 服務.

    Args:
        recommendations, sections, known: as in :func:`topic_keywords`.
        top: so many words.

    Returns:
        One row a topic and word that it uses: ``topic``, ``topic_title``, ``term``, ``count``;
        ``topics`` (in how many topics the word is) and ``of_topics`` (topics in all); ``dp_norm`` (Gries' dispersion over the
        topics, 0 = everywhere alike) and ``weight`` = uses in all · (1 − ``dp_norm``), by which the
        words are ordered, the highest first; ``table`` and ``rows`` as in :func:`topic_keywords`. See :func:`tourlib.words.counts.measure_dispersion`.
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
    """How much each topic speaks of each concept of a coding.

    Args:
        recommendations, sections: as in :func:`topic_keywords`.
        coding: of :func:`tourlib.words.coding.load_coding`.

    Returns:
        One row a topic and concept, in the coding's order: ``topic``, ``topic_title``, ``concept``,
        ``term`` (the concept's label), ``sentences`` (that speak of it), ``of`` (sentences of the
        topic), ``share`` (0 to 1), ``rows`` (as in :func:`topic_keywords`). Headings are no sentences.
        ``attrs["starting"]`` tells that nobody has checked the coding.
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
    """Which keywords of the topics the whole report uses together, sentence by sentence.

    Args:
        keywords: words to link, of :func:`top_keywords`.
        sections, known: as in :func:`topic_keywords`.
        names: titles of the themes; their enumerations are no evidence.

    Returns:
        Of :func:`tourlib.words.cooccurrence.measure_cooccurrence` the pairs of keywords beyond chance at
        0.1 %: ``first``, ``second``, ``count``, ``expected``, ``g2``, ``npmi``, ``rows``; and ``first_theme``,
        ``second_theme``, the theme of most sections that have the word (in the recommendations, that of
        the topic).
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
    """Without pairs that hardly stand but for a longer one: 資安 and 轉型 of 資安 and 數位轉型."""
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
    """The report's own terms that it uses most: ``term``, ``count``, ``how`` (it was found); of terms
    used alike the one that comes first in the text goes first."""
    ranked = terms.assign(first=terms["lines"].str[0]).sort_values(
        ["count", "first"], ascending=[False, True], kind="stable", ignore_index=True
    )
    return ranked[["term", "count", "how"]].head(top)
