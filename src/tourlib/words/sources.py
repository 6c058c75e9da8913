"""Which visit contributed to which recommendation: from visits via themes to topics."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from tourlib.text import normalize
from tourlib.words.likeness import COMMON, Match, match_visits
from tourlib.words.terms import between_function_words, is_term
from tourlib.words.texts import advice_texts, host_texts, join_texts, topic_themes
from tourlib.words.tokens import share_in_language

#: An item draws on a visit that it names, or whose score is at least this share of the best score
#: and above the similarity of any two texts of a report; both thresholds are higher if the evidence
#: is one word. Two common words are no evidence.
_SHARE, _FLOOR = 0.4, 0.11
_SHARE_OF_ONE, _FLOOR_OF_ONE = 0.7, 0.2
#: Minimum length of an item that may match by a single word.
_MIN_CHARS = 25
_EVIDENCE = 8
#: Words of a compound that is evidence of its own: of two, both are.
_COMPOUND = 3
Links = dict[Any, dict[Any, dict[str, Any]]]
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
    stop: Iterable[str] = (),
) -> pd.DataFrame:
    """Return the courses and visits that the items of each topic draw on, and their themes.

    Each item is compared with each visit separately, since the words of other items would hide what
    one item draws on. Similar wording does not prove origin.

    Args:
        recommendations, sections, visits, themes: the tables of the report.
        terms: terms to keep whole (``report.terms["term"]``).
        stop: words that are no evidence, such as those of the report's own title.

    Returns:
        One row per topic and visit; a topic without visit and a visit without topic have one row each:
        ``topic``, ``topic_title``, ``topic_theme`` (of all its items; ``<NA>`` if they have several),
        ``key`` (the visit's section), ``visit`` (its title), ``theme`` and ``theme_title`` (the
        visit's), ``score`` (sum over its items, see :mod:`tourlib.words.likeness`), ``share`` (of the
        topic's scores, which add up to 1), ``mentions`` (of the host in the topic), ``evidence`` (names
        and words with the highest weight), ``lines`` (where the items begin).
    """
    titles = recommendations.drop_duplicates("topic")[["topic", "topic_title"]]
    if len(titles) == 0:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
    hosts = host_texts(sections, visits)
    texts = advice_texts(recommendations, sections)
    items = texts.assign(text=join_texts(texts))[texts["text"].notna()]
    compounds = _compounds(texts["title"].dropna(), "\n".join(map(normalize, hosts["text"])))
    fed = _fed(items, match_visits(items["text"], hosts, [*terms, *compounds]), {*stop})
    names = dict(zip(themes["theme"], themes["title"], strict=True))
    own = dict(topic_themes(recommendations).itertuples(index=False))
    none: dict[str, Any] = {"mentions": 0, "evidence": [], "lines": []}
    rows: list[dict[str, Any]] = []
    for topic, title in zip(titles["topic"], titles["topic_title"], strict=True):
        row = {"topic": topic, "topic_title": title, "topic_theme": own.get(topic)}
        links = sorted(fed.get(topic, {}).values(), key=lambda link: -link["score"])
        whole = sum(link["score"] for link in links)
        rows += [row | link | {"share": link["score"] / whole} for link in links] or [row | none]
    used = {row.get("key") for row in rows}
    rows += [
        none | {"key": key, "visit": name, "theme": theme}
        for key, theme, name in hosts[["key", "theme", "name"]].itertuples(index=False)
        if key not in used
    ]
    found = pd.DataFrame(rows, columns=list(_COLUMNS))
    return found.assign(theme_title=found["theme"].map(names)).astype(_COLUMNS)


def _compounds(titles: Iterable[str], told: str) -> Iterator[str]:
    """Yield of each run of words in the titles of items the longest compound that the visits have, too."""
    for run in itertools.chain.from_iterable(map(between_function_words, titles)):
        spans = itertools.combinations(range(len(run) + 1), 2)
        parts = sorted((run[slice(*span)] for span in spans), key=len, reverse=True)
        found = ("".join(part) for part in parts if len(part) >= _COMPOUND and is_term(part))
        yield from itertools.islice((each for each in found if each in told), 1)


def _fed(items: pd.DataFrame, matched: Iterable[list[Match]], stop: set[str]) -> Links:
    """Return the visits that the items of each topic draw on, with score, mentions, evidence and lines."""
    links: Links = {}
    told = items[["topic", "line", "text"]].itertuples(index=False)
    for (topic, line, text), matches in zip(told, matched, strict=True):
        for found in matches:
            match = replace(found, evidence=tuple(w for w in found.evidence if w not in stop))
            few = len(match.evidence) < 2 and not match.mentions
            if (few and len(text) < _MIN_CHARS) or not _draws_on(match, best=matches[0].score):
                continue
            host = match.host
            new = {"key": host["key"], "theme": host["theme"], "visit": host["name"]}
            new |= {"score": 0.0, "mentions": 0, "evidence": [], "lines": []}
            link = links.setdefault(topic, {}).setdefault(host["key"], new)
            link["score"] += match.score
            link["mentions"] += match.mentions
            evidence = dict.fromkeys([*link["evidence"], *match.evidence])
            link["evidence"] = list(evidence)[:_EVIDENCE]
            link["lines"].append(int(line))
    return links


def _draws_on(match: Match, *, best: float) -> bool:
    """True if an item draws on a visit; ``best`` is the item's highest score."""
    least = (_SHARE, _FLOOR) if len(match.evidence) > 1 else (_SHARE_OF_ONE, _FLOOR_OF_ONE)
    told = len(match.evidence) > 2 or any(share_in_language(w) <= COMMON for w in match.evidence)
    alike = told and match.score >= max(least[0] * best, least[1])
    return match.mentions > 0 or alike
