"""The numbers behind each finding, as sentences: for speaker notes and for who cannot see charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tourlib.agency_sentences import sentence_balance
from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, quantity, word
from tourlib.measures.balance import balance, centre_to_local
from tourlib.phrases import topic_name

#: Sentences and words a list has at most; the tables have them all.
MAX_FACTS, MAX_LISTED = 40, 15
Facts = tuple[str, ...]


def people_facts(frame: pd.DataFrame, participants: pd.DataFrame, lang: str) -> Facts:
    """Who sent how many, level by level; how evenly; the centre against local government."""
    facts = []
    for level, group in frame.groupby(frame["level"].fillna("unknown"), sort=True):
        names = [_body(name, lang) for name in group["parent"]]
        people = group["people"].groupby(names, sort=False)
        counts = people.sum().sort_values(ascending=False, kind="stable")
        name = _level(level, lang)
        names = [_counted(parent, n, lang) for parent, n in counts.items()]
        facts.append(_line(f"{name} {label('unit.people', lang, n=counts.sum())}", names, lang))
    even = balance(participants).query("by == 'parent'").iloc[0]
    if even["people"]:
        values = {
            "effective": quantity(float(even["effective"])),
            "groups": even["groups"],
            "share": percent(float(even["largest_share"])),
        }
        facts.append(label("fact.balance", lang, **values))
    ratio = centre_to_local(participants)
    if ratio is not None:
        facts.append(label("fact.ratio", lang, ratio=quantity(ratio)))
    return tuple(facts)


def _body(name: object, lang: str) -> str:
    return label("unknown", lang) if pd.isna(name) else name_in(name, lang)


def expected_facts(frame: pd.DataFrame, participants: pd.DataFrame, lang: str) -> Facts:
    """How even the spread is, and people of each branch against its number of agencies."""
    told = [
        _line(
            _counted(word("branch", row["branch"], lang), row["people"], lang),
            [in_proportion(row, lang)],
            lang,
        )
        for row in frame.to_dict("records")
    ]
    return (sentence_balance(balance(participants), lang), *told)


def in_proportion(row: Mapping[Any, Any], lang: str) -> str:
    """People that the size of a branch leads to expect, and that size."""
    values = {"n": quantity(row["expected"]), "size": quantity(row["size"])}
    return label("expected.of", lang, **values)


def presence_facts(frame: pd.DataFrame, column: str, lang: str) -> Facts:
    """Who sent someone, and who did not."""
    if len(frame) == 0:
        return ()
    sent = frame[frame["people"] > 0]
    unknown = label("unknown", lang)
    there = [
        _counted(unknown if pd.isna(name) else name, n, lang)
        for name, n in zip(sent[column], sent["people"], strict=True)
    ]
    absent = [str(name) for name in frame.loc[frame["people"] == 0, column].dropna()]
    none = label("fact.none", lang)
    return (
        label("fact.present", lang, names=listing(there, lang) or none),
        label("fact.absent", lang, names=listing(absent, lang) or none),
    )


def rank_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The groups of posts of each level."""
    facts = []
    for level, group in frame.groupby(frame["level"].fillna("unknown"), sort=True):
        names = [
            _counted(label("unknown", lang) if pd.isna(rank) else word("rank", rank, lang), n, lang)
            for rank, n in zip(group["rank"], group["people"], strict=True)
        ]
        facts.append(_line(_level(level, lang), names, lang))
    return tuple(facts)


def keyness_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The key words of each topic with their keyness."""
    return tuple(
        _line(topic_name(topic, title), _weights(group, "keyness", lang), lang)
        for (topic, title), group in frame.groupby(["topic", "topic_title"], sort=True)
    )


def shared_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """Uses of each word in common, and its topics."""
    return tuple(
        label("fact.topics", lang, term=term, n=int(group["count"].sum()),
              topics=int(group["topics"].iloc[0]))
        for term, group in frame.groupby("term", sort=False)
    )  # fmt: skip


def cloud_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The heaviest words of the cloud."""
    return (listing(_weights(frame, "weight", lang), lang),) if len(frame) else ()


def network_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The pairs, the most significant first."""
    pairs = [
        label("fact.pair", lang, first=row["first"], second=row["second"], n=int(row["count"]),
              expected=quantity(row["expected"]) if row["expected"] >= 0.05 else "<0.1")
        for row in frame.to_dict("records")
    ]  # fmt: skip
    return _cut(pairs, MAX_LISTED, lang)


def concept_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The concepts that each topic speaks of."""
    facts = []
    for (topic, title), group in frame.groupby(["topic", "topic_title"], sort=True):
        said = group[group["share"] > 0].sort_values("share", ascending=False, kind="stable")
        parts = [
            label("fact.share", lang, name=term, share=percent(share))
            for term, share in zip(said["term"], said["share"], strict=True)
        ]
        facts.append(_line(topic_name(topic, title), parts, lang))
    return tuple(facts)


def flow_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The courses and visits that each topic draws on."""
    facts = []
    for (topic, title), group in frame[frame["topic"].notna()].groupby(
        ["topic", "topic_title"], sort=True
    ):
        visits = group[group["key"].notna()].sort_values("share", ascending=False, kind="stable")
        parts = [
            label("fact.share", lang, name=visit, share=percent(share))
            for visit, share in zip(visits["visit"], visits["share"], strict=True)
        ]
        facts.append(_line(topic_name(topic, title), parts or [label("fact.no_visit", lang)], lang))
    return tuple(facts)


def cut_facts(facts: Facts, lang: str) -> Facts:
    """At most :data:`MAX_FACTS`; the last says how many more there are."""
    return _cut(list(facts), MAX_FACTS, lang)


def _cut(facts: list[str], most: int, lang: str) -> Facts:
    if len(facts) <= most:
        return tuple(facts)
    return (*facts[: most - 1], label("fact.more", lang, n=len(facts) - most + 1))


def _weights(frame: pd.DataFrame, column: str, lang: str) -> list[str]:
    ranked = frame.sort_values(column, ascending=False, kind="stable").head(MAX_LISTED)
    return [
        label("fact.weight", lang, term=term, z=quantity(z))
        for term, z in zip(ranked["term"], ranked[column], strict=True)
    ]


def _counted(name: object, people: object, lang: str) -> str:
    return label("fact.counted", lang, name=name, n=people)


def _level(level: object, lang: str) -> str:
    return label("unknown", lang) if level == "unknown" else word("level", level, lang)


def _line(name: str, values: list[str], lang: str) -> str:
    joined = listing(values, lang) or label("fact.none", lang)
    return label("fact.line", lang, name=name, values=joined)
