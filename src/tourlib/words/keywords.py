"""The keywords of the recommendations, topic by topic, in the frames that charts draw."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

import pandas as pd

from tourlib.words.coding import Coding, code_texts
from tourlib.words.cooccurrence import SIGNIFICANT, measure_cooccurrence
from tourlib.words.counts import content_words, count_words, measure_dispersion
from tourlib.words.keyness import PRIOR_WORDS, STRICT_Z, measure_log_odds
from tourlib.words.texts import advice_texts, join_texts, topic_texts, topic_themes
from tourlib.words.tokens import share_in_language

#: A topic that repeats fewer words than this shows the words of its headings as well.
_FEW = 5
#: A word that makes up so much of any text, one word in 7,500, is not peculiar to a topic by itself.
_COMMON = 1 / 7500
#: Nor is one that runs through the report: so evenly (dispersion below) in so many of its sections.
_EVEN, _SECTIONS = 0.75, 10
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
    recommendations: pd.DataFrame,
    terms: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    stop: Iterable[str] = (),
    synonyms: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Words of each topic and how peculiar they are to it.

    Args:
        recommendations: the table ``recommendations``.
        terms: the report's own terms (``report.terms``): kept whole, and shown from one use on.
        sections: the table ``sections``, for the topics' titles and introductions.
        stop: words to leave out, such as the country that the whole report is about.
        synonyms: word → the word that it is counted as.

    Words that any text has (服務, 市場) or that run through the whole report tell a topic only where they
    are key to it beyond chance at 0.1 %; else they are left out, the report's terms excepted.

    Returns:
        One row a topic and word: ``topic``, ``topic_title``, ``theme`` (of all the topic's items), ``term``, ``count``, ``keyness`` (z of the
        log-odds ratio with an informative Dirichlet prior, :mod:`tourlib.words.keyness`) and
        ``rows`` (labels in ``table`` of the texts with the uses counted: ``sections``, or ``recommendations`` where
        they have no chapter of their own); within a topic the most key first; of words
        equally key those that a heading says, then the report's terms that it uses most.
    """
    titles = _titles(recommendations)
    texts = advice_texts(recommendations, sections)
    own = dict(zip(terms["term"], terms["count"].astype(int), strict=True))
    counts = count_words(texts, "topic", own, stop=stop, synonyms=synonyms)
    prior = min(PRIOR_WORDS, max(float(counts["count"].sum()), 1.0))
    named = (
        measure_log_odds(counts, "topic", prior=prior)
        .rename(columns={"z": "keyness"})
        .merge(titles, on="topic", how="left")
    )
    sayings = count_words(sections, "section", own, stop=stop, synonyms=synonyms)
    generic = named["term"].isin(_generic(named["term"], sayings) - own.keys())
    named = named[~generic | (named["keyness"] > STRICT_Z)]
    headings = _headings(texts, named, own, synonyms)
    said = [
        (topic, term) in headings for topic, term in zip(named["topic"], named["term"], strict=True)
    ]
    ranked = _ranked(named.assign(_said=said), own)
    ranked = ranked.merge(topic_themes(recommendations), on="topic", how="left")
    return ranked.assign(table=_table_of(texts, recommendations))[COLUMNS]


def _generic(words: Iterable[str], sayings: pd.DataFrame) -> set[str]:
    """Which words any text has; and those of the dictionary that stand in sections all over the
    report (``sayings``, counts by section)."""
    spread = measure_dispersion(sayings, "section")
    even = {*spread["term"][(spread["dp_norm"] < _EVEN) & (spread["parts"] >= _SECTIONS)]}
    share = {word: share_in_language(word) for word in set(words)}
    return {word for word, n in share.items() if n >= _COMMON or (n > 0 and word in even)}


def _titles(recommendations: pd.DataFrame) -> pd.DataFrame:
    return recommendations.drop_duplicates("topic")[["topic", "topic_title"]]


def _headings(
    texts: pd.DataFrame,
    named: pd.DataFrame,
    terms: Iterable[str],
    synonyms: Mapping[str, str] | None,
) -> set[tuple[int, str]]:
    """Topic and word of every heading; a word's longer forms are not the word."""
    said = texts[["topic", "title"]].dropna()
    titles = named[["topic", "topic_title"]].drop_duplicates().dropna()
    pairs = [*said.itertuples(index=False), *titles.itertuples(index=False)]
    kept = tuple(terms)
    return {
        (topic, word)
        for topic, title in dict.fromkeys((topic, str(title)) for topic, title in pairs)
        for word in content_words(title, kept, synonyms=synonyms)
    }


def _ranked(named: pd.DataFrame, own: Mapping[str, int]) -> pd.DataFrame:
    """Used twice, or a term, or else the headings' words of a topic that repeats few, and all words
    of one that has neither; in order."""
    repeated = (named["count"] >= 2) | named["term"].isin(own)
    few = named["topic"].map(repeated.groupby(named["topic"]).sum()) < _FEW
    shown = repeated | (few & named["_said"])
    kept = named[shown | ~named["topic"].isin(named["topic"][shown])]
    uses = kept["term"].map(dict(own)).fillna(0)
    return kept.assign(_uses=uses).sort_values(
        ["topic", "keyness", "_said", "_uses", "term"],
        ascending=[True, False, False, False, True], ignore_index=True, kind="stable",
    )  # fmt: skip


def _table_of(texts: pd.DataFrame, recommendations: pd.DataFrame) -> str:
    """The name of the table that :func:`tourlib.words.texts.advice_texts` took the texts from."""
    return "recommendations" if texts is recommendations else "sections"


def top_keywords(keywords: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """The most key words of each topic, with ``weight`` = keyness."""
    best = keywords[keywords["keyness"] > 0].groupby("topic", sort=True).head(top)
    return best.assign(weight=best["keyness"]).reset_index(drop=True)


def cloud_weights(keywords: pd.DataFrame) -> pd.DataFrame:
    """Words of the cloud: ``term``, ``weight``, the word's highest keyness in any topic, so that
    a word is large for saying what a topic is about and not for being everywhere, ``topics`` (in how
    many it is key), ``table`` and ``rows`` (as in :func:`topic_keywords`)."""
    key = keywords[keywords["keyness"] > 0]
    weights = key.groupby("term", as_index=False).agg(
        weight=("keyness", "max"),
        topics=("topic", "nunique"),
        table=("table", "first"),
        rows=("rows", lambda labels: sorted({*itertools.chain(*labels)})),
    )
    return weights.sort_values(
        ["weight", "term"], ascending=[False, True], ignore_index=True, kind="stable"
    )


def shared_keywords(
    recommendations: pd.DataFrame,
    terms: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    stop: Iterable[str] = (),
    synonyms: Mapping[str, str] | None = None,
    top: int = 14,
) -> pd.DataFrame:
    """What runs through the topics: of the words that more than half of them use, those used often
    and evenly. A longer term counts for the words in it as well: 數位服務 is a use of 服務.

    Args:
        recommendations, terms, sections, stop, synonyms: as in :func:`topic_keywords`.
        top: so many words.

    Returns:
        One row a topic and word that it uses: ``topic``, ``topic_title``, ``term``, ``count``;
        ``topics`` (in how many topics the word is) and ``of_topics`` (topics in all); ``dp_norm`` (Gries' dispersion over the
        topics, 0 = everywhere alike) and ``weight`` = uses in all · (1 − ``dp_norm``), by which the
        words are ordered, the highest first; ``table`` and ``rows`` as in :func:`topic_keywords`. See :func:`tourlib.words.counts.measure_dispersion`.
    """
    texts = advice_texts(recommendations, sections)
    counts = count_words(
        texts, "topic", tuple(terms["term"]), stop=stop, synonyms=synonyms, inside=True
    )
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
    table = _table_of(texts, recommendations)
    return found.assign(of_topics=in_all, table=table)[SHARED_COLUMNS]


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
        topic), ``share`` (0 to 1), ``rows`` (labels in ``table``: ``sections``, or ``recommendations`` where
        they have no chapter of their own). ``attrs["starting"]`` tells that nobody has checked the coding.
    """
    texts = advice_texts(recommendations, sections)
    found = code_texts(texts, coding, "topic")
    found["table"] = _table_of(texts, recommendations)
    found = found.merge(_titles(recommendations), on="topic", how="left")
    found = found.rename(columns={"label": "term"})[CONCEPT_COLUMNS]
    found.attrs["starting"] = coding.starting
    return found


def term_network(
    keywords: pd.DataFrame,
    sections: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    synonyms: Mapping[str, str] | None = None,
    names: Iterable[str] = (),
) -> pd.DataFrame:
    """Which keywords of the topics the whole report uses together, sentence by sentence.

    Args:
        keywords: words to link, of :func:`top_keywords`.
        sections, terms, synonyms: as in :func:`topic_keywords`.
        names: titles of the themes; their enumerations are no evidence.

    Returns:
        Of :func:`tourlib.words.cooccurrence.measure_cooccurrence` the pairs of keywords beyond chance at
        0.1 %: ``first``, ``second``, ``count``, ``expected``, ``g2``, ``npmi``, ``rows``; and ``first_theme``,
        ``second_theme``, the theme of most sections that have the word (in the recommendations, that of
        the topic).
    """
    pairs = measure_cooccurrence(
        sections, tuple(terms["term"]), synonyms=synonyms, least=LEAST_LINKED, names=names
    )
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
    known = dict(
        zip(zip(pairs["first"], pairs["second"], strict=True), pairs["count"], strict=True)
    )

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
    first = terms.assign(_first=terms["lines"].str[0])
    ranked = first.sort_values(
        ["count", "_first"], ascending=[False, True], kind="stable", ignore_index=True
    )
    return ranked[["term", "count", "how"]].head(top)
