"""The numbers behind each finding, as sentences: for speaker notes and for who cannot see charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tourlib.agency_sentences import sentence_balance
from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, quantity, word
from tourlib.measures.balance import balance, centre_to_local
from tourlib.measures.coverage import MEASURES, of_journey
from tourlib.measures.density import CONTACT_KINDS
from tourlib.phrases import day_name, theme_name

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


def week_facts(sessions: pd.DataFrame, lang: str) -> Facts:
    """The courses, visits and exchanges of each day."""
    contact = sessions[sessions["kind"].isin(CONTACT_KINDS)]
    facts = []
    for date, day in contact.groupby("date", dropna=False, sort=True):
        names = [
            f"{_time(start)}{_said(word('kind', kind, lang), str(title))}"
            for start, kind, title in zip(
                day["start"], day["kind"], day["title"].fillna(""), strict=True
            )
        ]
        facts.append(label("fact.line", lang, name=day_name(date, lang), values="\uff1b".join(names)
                           if lang == "zh" else "; ".join(names)))  # fmt: skip
    return tuple(facts)


def _said(kind: str, title: str) -> str:
    """Kind and title; the title alone where it begins with its kind."""
    return title if title.startswith(kind) else f"{kind} {title}"


def _time(start: Any) -> str:
    return "" if pd.isna(start) else f"{start:%H:%M} "


def density_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """Contact, window and density of each day."""
    facts = []
    for day in frame.to_dict("records"):
        date = day_name(day["date"], lang)
        if pd.isna(day["window_minutes"]) or not day["window_minutes"]:
            facts.append(label("fact.day_untimed", lang, date=date))
            continue
        values = {
            "contact": quantity(day["contact_minutes"] / 60),
            "window": quantity(day["window_minutes"] / 60),
            "share": percent(day["density"]),
        }
        facts.append(label("fact.day", lang, date=date, **values))
    return tuple(facts)


def hours_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """Hours of each theme on the journey and of its kinds of session; those at home apart."""
    journey = of_journey(frame)
    whole = float(journey["hours"].sum()) if len(frame) else 0.0
    facts = []
    for theme, every in frame.groupby("theme", sort=False, dropna=False):
        group = every[every.index.isin(journey.index)]
        total = float(group["hours"].sum())
        home = float(every["hours"].sum()) - total
        name = theme_name(theme, every["theme_title"].iloc[0], lang)
        values = {"hours": quantity(total), "share": percent(total / whole if whole else 0)}
        kinds = [
            label("fact.kind_hours", lang, name=word("kind", kind, lang), hours=quantity(hours))
            for kind, hours in zip(group["kind"], group["hours"], strict=True)
            if pd.notna(kind)
        ]
        more = label("fact.kinds", lang, kinds=listing(kinds, lang)) if len(kinds) > 1 else ""
        apart = label("fact.home", lang, hours=quantity(home)) if home else ""
        facts.append(label("fact.hours", lang, name=name, **values) + more + apart)
    return tuple(facts)


def coverage_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """What each theme got of hours, notes, reflections and recommendations."""
    facts = []
    for theme, group in frame.groupby("theme", sort=False, dropna=False):
        shares = dict(zip(group["measure"], group["share"], strict=True))
        parts = [
            label("fact.share", lang, name=word("measure", measure, lang), share=percent(shares[measure]))
            for measure in MEASURES
            if pd.notna(shares.get(measure))
        ]  # fmt: skip
        name = theme_name(theme, group["theme_title"].iloc[0], lang)
        facts.append(_line(name, parts, lang))
    return tuple(facts)


def keyness_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """The key words of each topic with their keyness."""
    return tuple(
        _line(f"{topic} {title}", _weights(group, "keyness", lang), lang)
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
              expected=quantity(row["expected"]))
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
        facts.append(_line(f"{topic} {title}", parts, lang))
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
        facts.append(_line(f"{topic} {title}", parts or [label("fact.no_visit", lang)], lang))
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
