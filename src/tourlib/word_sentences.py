"""The findings of the charts of words as sentences; see :mod:`tourlib.sentences`."""

from __future__ import annotations

import re

import pandas as pd

from tourlib.labels import label, listing, percent
from tourlib.phrases import quoted, shared_by, short_topic
from tourlib.words.keyness import SIGNIFICANT_Z

#: How many words or topics a sentence names.
MAX_WORDS = 3


def sentence_keyness(frame: pd.DataFrame, lang: str = "zh") -> str:
    """The most distinctive word of the topics that have the most distinctive ones; a word that is key
    in several topics sets none apart.

    Args:
        frame: ``topic_title``, ``term``, ``keyness``.
    """
    if len(frame) == 0:
        return label("keyness.empty", lang)
    alone = frame[~frame["term"].duplicated(keep=False)]
    ranked = (alone if len(alone) else frame).sort_values("keyness", ascending=False, kind="stable")
    best = ranked.drop_duplicates("topic_title").head(MAX_WORDS)
    pairs = [
        label("keyness.pair", lang, topic=short_topic(topic), term=quoted([term], lang))
        for topic, term in zip(best["topic_title"], best["term"], strict=True)
    ]
    key = "keyness.finding" if ranked["keyness"].iloc[0] > SIGNIFICANT_Z else "keyness.weak"
    return label(key, lang, pairs=listing(pairs, lang))


def sentence_cloud(frame: pd.DataFrame, lang: str = "zh") -> str:
    """The heaviest words of those that are key in one topic alone, if there are such. ``frame``: ``term``, ``weight``
    (keyness), perhaps ``topics``."""
    if len(frame) == 0:
        return label("cloud.empty", lang)
    alone = frame[frame["topics"] == 1] if "topics" in frame else frame
    ranked = (alone if len(alone) else frame).sort_values("weight", ascending=False, kind="stable")
    terms = [quoted([term], lang) for term in ranked["term"].head(MAX_WORDS)]
    strong = "cloud.finding" if len(alone) else "cloud.several"
    key = strong if ranked["weight"].iloc[0] > SIGNIFICANT_Z else "cloud.weak"
    return label(key, lang, terms=listing(terms, lang))


def sentence_shared(frame: pd.DataFrame, lang: str = "zh") -> str:
    """The words that most topics use, and those that are used most.

    Args:
        frame: of :func:`tourlib.words.keywords.shared_keywords`.
    """
    if len(frame) == 0:
        return label("shared.empty", lang)
    words = frame.groupby("term", sort=False).agg(
        count=("count", "sum"), topics=("topics", "first")
    )
    widest = words.index[words["topics"] == words["topics"].max()]
    most = words.index[words["count"] == words["count"].max()]
    return label(
        "shared.same" if set(widest) == set(most) else "shared.finding", lang,
        widest=quoted(widest, lang), n=int(words["topics"].max()),
        total=int(frame["of_topics"].iloc[0]),
        terms=quoted(most, lang), count=int(words["count"].max()),
    )  # fmt: skip


def sentence_concepts(frame: pd.DataFrame, lang: str = "zh") -> str:
    """The concept that most topics speak of, and the topic that speaks most of one.

    Args:
        frame: of :func:`tourlib.words.keywords.topic_concepts`.
    """
    if len(frame) == 0:
        return label("concepts.empty", lang)
    topics = frame[frame["sentences"] > 0].groupby("term", sort=False)["topic"].nunique()
    if len(topics) == 0:
        return label("concepts.none", lang)
    widest = [str(term) for term in topics[topics == topics.max()].index]
    sentence = label("concepts.finding", lang, widest=quoted(widest, lang), n=int(topics.max()),
                     total=frame["topic"].nunique())  # fmt: skip
    most = frame[frame["share"] > float(frame["share"].max()) - 1e-9]
    if most["term"].nunique() > 1:
        return sentence
    names = [short_topic(title) for title in most["topic_title"]]
    share = shared_by(names, percent(float(most["share"].iloc[0])), lang)
    return sentence + label("concepts.most", lang, topic=quoted(names, lang), share=share,
                            concept=quoted(most["term"].head(1), lang))  # fmt: skip


def sentence_network(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many pairs of keywords go together, which has most links, which two are the most significant.

    Args:
        frame: of :func:`tourlib.words.keywords.term_network`.
    """
    if len(frame) == 0:
        return label("network.empty", lang)
    links = pd.concat([frame["first"], frame["second"]]).value_counts(sort=False)
    hubs = sorted(str(term) for term in links[links == links.max()].index)
    first, second = (quoted([term], lang) for term in frame.iloc[0][["first", "second"]])
    values = {"terms": len(links), "pairs": len(frame), "first": first, "second": second}
    if len(frame) == 1:
        return label("network.one", lang, **values)
    if links.max() == 1:
        return label("network.apart", lang, **values)
    most = shared_by(hubs, str(links.max()), lang)
    return label("network.finding", lang, hub=quoted(hubs, lang), links=most, **values)


def sentence_flow(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many of the courses and visits the recommendations are alike in words with, and which most
    topics are.

    Args:
        frame: of :func:`tourlib.words.sources.trace_topics`.
    """
    if frame["key"].notna().sum() == 0 or frame["topic"].notna().sum() == 0:
        return label("flow.empty", lang)
    fed = frame[frame["key"].notna() & frame["topic"].notna()]
    if len(fed) == 0:
        return label("flow.none", lang)
    topics = fed.groupby("key", sort=False)["topic"].nunique()
    names = frame.drop_duplicates("key").set_index("key")["visit"]
    best = [_host(names[key]) for key in topics[topics == topics.max()].index]
    values = {"total": frame["key"].nunique(), "used": len(topics)}
    if topics.max() == 1 and len(best) > 1:
        return label("flow.finding_even", lang, **values)
    if len(best) > 2:
        return label("flow.finding_tie", lang, **values)
    key = "flow.finding_one" if len(topics) == 1 else "flow.finding"
    key = key if len(best) == 1 else "flow.finding_each"
    return label(key, lang, **values, visit=quoted(best, lang), n=int(topics.max()))


def _host(title: object) -> str:
    """A visit's title without what it says again in brackets."""
    return re.sub(r"\s*\([^()]*\)", "", str(title)).strip() or str(title)
