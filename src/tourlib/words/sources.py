"""Which visit fed which recommendation: from visits over themes to topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tourlib.words.likeness import match_visits
from tourlib.words.texts import advice_texts, host_texts, join_texts, topic_themes

#: An item of the recommendations draws on a visit that is named in it, or whose likeness is at least
#: this share of the best one's, above what any two texts of a report have in common; more of both
#: where it rests on one word alone.
_SHARE, _FLOOR = 0.35, 0.105
_SHARE_OF_ONE, _FLOOR_OF_ONE = 0.7, 0.16
#: Items of fewer characters are headings: they say too little to be like anything.
_LEAST_CHARS = 20
_EVIDENCE = 8
_COLUMNS = {
    "topic": "Int64", "topic_title": "string", "topic_theme": "Int64", "key": "object",
    "visit": "string", "theme": "Int64", "theme_title": "string", "score": "float64",
    "share": "float64", "mentions": "Int64", "evidence": "object", "lines": "object",
}  # fmt: skip


def trace_topics(
    recommendations: pd.DataFrame,
    sections: pd.DataFrame,
    visits: pd.DataFrame,
    themes: pd.DataFrame,
    terms: Iterable[str] = (),
) -> pd.DataFrame:
    """The courses and visits that the items of each topic draw on, and their themes.

    Each item is compared with each visit: what one item of a topic draws on is drowned in the words
    of the others. Likeness of words is no proof of origin.

    Args:
        recommendations, sections, visits, themes: the tables of the report.
        terms: kept whole (``report.terms["term"]``).

    Returns:
        One row a topic and visit; a topic that draws on none has one row without visit, a visit that
        no topic draws on one without topic: ``topic``,
        ``topic_title``, ``topic_theme`` (of all its items; ``<NA>`` where they have several), ``key`` (the visit's section),
        ``visit`` (its title), ``theme`` and ``theme_title`` (the visit's), ``score`` (of its items
        together, see :mod:`tourlib.words.likeness`), ``share`` (of the topic's scores; 1 in all),
        ``mentions`` (of the host in the topic), ``evidence`` (names and words that weigh most),
        ``lines`` (where the items begin).
    """
    titles = recommendations.drop_duplicates("topic")[["topic", "topic_title"]]
    if len(titles) == 0:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
    kept = tuple(terms)
    items = _items(recommendations, sections)
    hosts = host_texts(sections, visits)
    fed = _fed(items, hosts, kept)
    names = dict(zip(themes["theme"], themes["title"], strict=True))
    own = dict(topic_themes(recommendations).itertuples(index=False))
    rows: list[dict[str, Any]] = []
    for topic, title in zip(titles["topic"], titles["topic_title"], strict=True):
        row = {"topic": topic, "topic_title": title, "topic_theme": own.get(topic)}
        links = fed.get(topic, {})
        whole = sum(link["score"] for link in links.values())
        ranked = sorted(links.values(), key=lambda link: -link["score"])
        rows += [row | link | {"share": link["score"] / whole} for link in ranked]
        if not links:
            rows.append(row | {"mentions": 0, "evidence": [], "lines": []})
    used = {row.get("key") for row in rows}
    for host in hosts.to_dict("records"):
        if host["key"] not in used:
            about = {"key": host["key"], "visit": host["name"], "theme": host["theme"]}
            rows.append(about | {"mentions": 0, "evidence": [], "lines": []})
    for row in rows:
        row["theme_title"] = names.get(row.get("theme"))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _items(recommendations: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """The texts of the topics' items, titles included: ``topic``, ``text``, ``line``."""
    texts = advice_texts(recommendations, sections)
    return pd.DataFrame(
        {"topic": texts["topic"], "text": join_texts(texts), "line": texts["line"]}
    ).reset_index(drop=True)


def _fed(
    items: pd.DataFrame, hosts: pd.DataFrame, terms: tuple[str, ...]
) -> dict[Any, dict[Any, dict[str, Any]]]:
    """Of each topic the visits that it draws on, with score, mentions, evidence and lines."""
    told = items[items["text"].str.len() >= _LEAST_CHARS]
    numbered = pd.DataFrame({"topic": told.index, "text": told["text"]})
    links: dict[Any, dict[Any, dict[str, Any]]] = {}
    for found in _drawn_on(match_visits(numbered, hosts, terms)):
        topic, line = items.at[found["topic"], "topic"], int(items.at[found["topic"], "line"])
        link = links.setdefault(topic, {}).setdefault(found["key"], _link(found))
        link["score"] += found["score"]
        link["mentions"] += found["mentions"]
        link["evidence"] = list(dict.fromkeys([*link["evidence"], *found["evidence"]]))[:_EVIDENCE]
        link["lines"].append(line)
    return links


def _link(found: Mapping[str, Any]) -> dict[str, Any]:
    """A link to a visit that nothing has been added to yet."""
    about = {"key": found["key"], "visit": found["name"], "theme": found["theme"]}
    return about | {"score": 0.0, "mentions": 0, "evidence": [], "lines": []}


def _drawn_on(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """Of all scores those of the visits that a text draws on."""
    if len(scores) == 0:
        return []
    score = scores["score"]
    share = score / scores.groupby("topic")["score"].transform("max")
    words = scores["evidence"].map(len)
    alike = (share >= _SHARE) & (score >= _FLOOR) & (words > 1)
    alike |= (share >= _SHARE_OF_ONE) & (score >= _FLOOR_OF_ONE) & (words > 0)
    return scores[alike | (scores["mentions"] > 0)].to_dict("records")
