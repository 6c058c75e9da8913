"""Who is counted, and how many are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tourlib.directory.bodies import name_in
from tourlib.directory.resolution import resolve
from tourlib.labels import label, listing, word
from tourlib.question import from_report, typed_frame
from tourlib.report import Report

#: Roles that are counted: the people who went to learn and who led them.
ROLES = ("leader", "deputy_leader", "member")
#: A group that fewer agencies sent is a mission of their own, to which no others were called: who
#: sent nobody is no question there.
FEWEST = 10
#: Bars of one chart that can still be read.
MAX_BARS = 24


def counted_people(participants: pd.DataFrame) -> pd.DataFrame:
    """The people of :data:`ROLES`; who has no role is counted."""
    role = participants["role"]
    return participants[role.isin(list(ROLES)) | role.isna()]


def comparable_people(participants: pd.DataFrame) -> pd.DataFrame:
    """The people who are counted, where it can be asked who sent no one: nobody where the agencies of
    most are unknown, or where they come from few (:func:`few_senders`)."""
    people = counted_people(participants)
    known = _mostly_known(people) and not few_senders(participants)
    return people if known else people.head(0)


def _mostly_known(people: pd.DataFrame) -> bool:
    return bool(2 * people["parent"].notna().sum() >= len(people))


def few_senders(participants: pd.DataFrame) -> list[str]:
    """The parents of a group that fewer than :data:`FEWEST` sent, told by the roster alone; none where
    more did, or where the agencies of most people are unknown."""
    people = counted_people(participants)
    parents = list(people["parent"].dropna().unique())
    return parents if len(parents) < FEWEST and _mostly_known(people) else []


def sole_parent(people: pd.DataFrame) -> str:
    """The parent that all people have; empty where they have several, or one is unknown."""
    parents = set(people["parent"].fillna(""))
    return str(parents.pop()) if len(parents) == 1 else ""


def official_names(people: pd.DataFrame) -> list[str | None]:
    """What the directory calls the agency of each of the people; as printed where it has no name."""
    told = people[["agency", "parent"]].astype(object).itertuples(index=False)
    return [
        None if pd.isna(a) else resolve(a, organiser="" if pd.isna(p) else p).name or a
        for a, p in told
    ]


def not_compared(frame: pd.DataFrame, empty: str, lang: str) -> str:
    """Why a frame on who sent no one is empty: few sent anybody, or what ``empty`` says."""
    few = [name_in(name, lang) for name in frame.attrs.get("few", ())]
    return label("agencies.few", lang, names=listing(few, lang)) if few else label(empty, lang)


def counts(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], report: Report
) -> pd.DataFrame:
    """A frame with ``people`` (as many as ``rows``, labels in the roster), with the lines that they
    stand in, and in ``attrs`` who is left out, how many are unknown, the parents where ``few``."""
    told = [{**row, "people": len(row["rows"])} for row in rows]
    frame = typed_frame(told, " ".join([*columns, "people", "rows"]))
    listed = len(report.participants)
    people = counted_people(report.participants)
    frame.attrs |= {"left_out": listed - len(people), "on_roster": listed}
    frame.attrs["unknown"] = int(people["parent"].isna().sum())
    frame.attrs["few"] = few_senders(report.participants)
    return from_report(frame, report, "participants")


def level_name(level: object, lang: str) -> str:
    """The word for a level of government; for none that it is unknown."""
    return label("unknown", lang) if pd.isna(level) or not level else word("level", level, lang)


def counted(name: object, people: object, lang: str) -> str:
    """A name with its people."""
    return label("fact.counted", lang, name=name, n=people)
