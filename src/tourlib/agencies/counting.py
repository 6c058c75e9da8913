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

#: Roles that are counted: people who went to learn, and their leaders.
ROLES = ("leader", "deputy_leader", "member")
#: A group sent by fewer agencies is their own mission, to which no others were invited; the
#: question who sent nobody does not arise.
FEWEST = 10
#: Maximum number of bars in a readable chart.
MAX_BARS = 24


def counted_people(participants: pd.DataFrame) -> pd.DataFrame:
    """Return the people in :data:`ROLES` and those without a role."""
    role = participants["role"]
    return participants[role.isin(list(ROLES)) | role.isna()]


def comparable_people(participants: pd.DataFrame) -> pd.DataFrame:
    """Return the people who are counted, if it makes sense to ask who sent nobody: none if the
    agencies of most are unknown, or if few agencies sent somebody (:func:`few_senders`)."""
    people = counted_people(participants)
    known = _mostly_known(people) and not few_senders(participants)
    return people if known else people.head(0)


def _mostly_known(people: pd.DataFrame) -> bool:
    return bool(2 * people["parent"].notna().sum() >= len(people))


def few_senders(participants: pd.DataFrame) -> list[str]:
    """Return the parent bodies if fewer than :data:`FEWEST` sent people according to the roster;
    none if more did, or if the agencies of most people are unknown."""
    people = counted_people(participants)
    parents = list(people["parent"].dropna().unique())
    return parents if len(parents) < FEWEST and _mostly_known(people) else []


def sole_parent(people: pd.DataFrame) -> str:
    """Return the parent body of all people; empty if they have several, or if one is unknown."""
    parents = set(people["parent"].fillna(""))
    return str(parents.pop()) if len(parents) == 1 else ""


def official_names(people: pd.DataFrame) -> list[str | None]:
    """Return each person's agency under its name in the directory; as printed if it is not listed."""
    told = people[["agency", "parent"]].fillna("").itertuples(index=False)
    return [(resolve(a, organiser=of).name or a) if a else None for a, of in told]


def not_compared(frame: pd.DataFrame, empty: str, lang: str) -> str:
    """Say why the table of who sent nobody is empty: few sent anybody, or what ``empty`` says."""
    few = [name_in(name, lang) for name in frame.attrs.get("few", ())]
    return label("agencies.few", lang, names=listing(few, lang)) if few else label(empty, lang)


def counts(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], report: Report
) -> pd.DataFrame:
    """Return a table with ``people`` (the number of ``rows``, labels in the roster), their lines,
    and in ``attrs`` the number left out, the number unknown, and the parent bodies if ``few``."""
    told = [{**row, "people": len(row["rows"])} for row in rows]
    frame = typed_frame(told, " ".join([*columns, "people", "rows"]))
    listed = len(report.participants)
    people = counted_people(report.participants)
    frame.attrs |= {"left_out": listed - len(people), "on_roster": listed}
    frame.attrs["unknown"] = int(people["parent"].isna().sum())
    frame.attrs["few"] = few_senders(report.participants)
    return from_report(frame, report, "participants")


def level_name(level: object, lang: str) -> str:
    """Return the word for a level of government, or for an unknown one."""
    return label("unknown", lang) if pd.isna(level) or not level else word("level", level, lang)
