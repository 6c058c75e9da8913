"""Which visit fed which recommendation: from visits over themes to topics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tourlib.words.likeness import match_topics, match_visits
from tourlib.words.texts import advice_texts, host_texts, join_texts, theme_texts

#: A topic draws on a visit that is named in it, or whose likeness is at least this share of the
#: best one's and above what any two texts of a report have in common; on so many at most.
_SHARE, _FLOOR, _MOST = 0.25, 0.1, 3
_COLUMNS = {
    "topic": "Int64", "topic_title": "string", "topic_theme": "Int64", "key": "object",
    "visit": "string", "theme": "Int64", "theme_title": "string", "score": "float64",
    "share": "float64", "mentions": "Int64", "evidence": "object",
}  # fmt: skip


def trace_topics(
    recommendations: pd.DataFrame,
    sections: pd.DataFrame,
    visits: pd.DataFrame,
    themes: pd.DataFrame,
    terms: Iterable[str] = (),
) -> pd.DataFrame:
    """The courses and visits that each topic draws on, and their themes.

    Args:
        recommendations, sections, visits, themes: the tables of the report.
        terms: kept whole (``report.terms["term"]``).

    Returns:
        One row a topic and visit; a topic that draws on none has one row without visit, a visit that
        no topic draws on one without topic: ``topic``,
        ``topic_title``, ``topic_theme`` (the best-matching theme), ``key`` (the visit's section),
        ``visit`` (its title), ``theme`` and ``theme_title`` (the visit's), ``score`` (see
        :mod:`tourlib.words.likeness`), ``share`` (of the topic's scores; 1 in all), ``mentions``
        (of the host in the topic), ``evidence`` (names and words that weigh most).
    """
    titles = recommendations.drop_duplicates("topic")[["topic", "topic_title"]]
    if len(titles) == 0:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
    kept = tuple(terms)
    topics = _topics(recommendations, sections)
    hosts = host_texts(sections, visits)
    best = match_topics(topics, theme_texts(sections, themes), hosts, kept)
    found = match_visits(topics, hosts, kept)
    names = dict(zip(themes["theme"], themes["title"], strict=True))
    own = dict(zip(best["topic"], best["theme"], strict=True))
    rows: list[dict[str, Any]] = []
    for topic, title in zip(titles["topic"], titles["topic_title"], strict=True):
        row = {"topic": topic, "topic_title": title, "topic_theme": own.get(topic)}
        fed = _fed(found[found["topic"] == topic])
        whole = float(fed["score"].sum())
        for visit in fed.to_dict("records"):
            about = {
                name: visit[name] for name in ("key", "theme", "score", "mentions", "evidence")
            }
            more = {"visit": visit["name"], "theme_title": names.get(visit["theme"])}
            rows.append(row | about | more | {"share": visit["score"] / whole})
        if len(fed) == 0:
            rows.append(row | {"mentions": 0, "evidence": []})
    used = {row.get("key") for row in rows}
    for host in hosts.to_dict("records"):
        if host["key"] not in used:
            about = {"key": host["key"], "visit": host["name"], "theme": host["theme"]}
            more = {"theme_title": names.get(host["theme"]), "mentions": 0, "evidence": []}
            rows.append(about | more)
    frame = pd.DataFrame(
        [[row.get(name) for name in _COLUMNS] for row in rows], columns=list(_COLUMNS)
    )
    return frame.astype({name: kind for name, kind in _COLUMNS.items() if kind != "object"})


def _topics(recommendations: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    texts = advice_texts(recommendations, sections)
    whole = pd.DataFrame({"topic": texts["topic"], "text": join_texts(texts)})
    return whole.groupby("topic", as_index=False).agg(text=("text", "\n".join))


def _fed(scores: pd.DataFrame) -> pd.DataFrame:
    """The visits that a topic draws on, of all with their scores."""
    if len(scores) == 0:
        return scores
    enough = (scores["score"] >= _SHARE * scores["score"].max()) & (scores["score"] >= _FLOOR)
    return scores[enough | (scores["mentions"] > 0)].head(_MOST)
