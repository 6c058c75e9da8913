"""The keywords of the recommendations, topic by topic, in the frames that charts draw."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

import pandas as pd

from tourlib.words.counts import count_words
from tourlib.words.keyness import measure_keyness
from tourlib.words.texts import topic_texts

#: Columns of :func:`topic_keywords`.
COLUMNS = ["topic", "topic_title", "term", "count", "keyness", "g2", "log_ratio", "tf_idf", "rows"]


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

    Returns:
        One row a topic and word, the most key first within a topic: ``topic``, ``topic_title``,
        ``term``, ``count``, ``keyness`` (z of the log-odds ratio with an informative Dirichlet
        prior), ``g2``, ``log_ratio``, ``tf_idf`` and ``rows`` (labels of the items that have it).
        See :mod:`tourlib.words.keyness` for the measures and their papers.
    """
    titles = recommendations.drop_duplicates("topic")[["topic", "topic_title"]]
    texts = topic_texts(sections)
    if set(texts["topic"]) != set(titles["topic"]):
        # 心得及建議 in one chapter: the items alone are the recommendations.
        texts = recommendations
    own = dict(zip(terms["term"], terms["count"].astype(int), strict=True))
    counts = count_words(texts, "topic", own, stop=stop, synonyms=synonyms)
    measured = measure_keyness(counts, "topic", terms=own).rename(columns={"z": "keyness"})
    named = measured.merge(titles, on="topic", how="left")
    items = recommendations["title"].fillna("") + "。" + recommendations["text"].fillna("")
    rows = [
        [
            int(label)
            for label in items.index[
                (recommendations["topic"] == topic) & items.str.contains(term, regex=False)
            ]
        ]
        for topic, term in zip(named["topic"], named["term"], strict=True)
    ]
    return named.assign(rows=pd.Series(rows, index=named.index, dtype="object"))[COLUMNS]


def top_keywords(keywords: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """The most key words of each topic, with ``weight`` = keyness."""
    best = keywords[keywords["keyness"] > 0].groupby("topic", sort=True).head(top)
    return best.assign(weight=best["keyness"]).reset_index(drop=True)


def cloud_weights(keywords: pd.DataFrame) -> pd.DataFrame:
    """Words of the cloud: ``term``, ``weight``, the word's highest keyness in any topic, so that
    a word is large for saying what a topic is about and not for being everywhere, and ``rows``
    (labels of the items that have it)."""
    key = keywords[keywords["keyness"] > 0]
    weights = key.groupby("term", as_index=False).agg(
        weight=("keyness", "max"), rows=("rows", lambda labels: sorted({*itertools.chain(*labels)}))
    )
    return weights.sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
