"""Who is counted, and how many are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tourlib.labels import label, word
from tourlib.question import from_report, typed_frame
from tourlib.report import Report

#: Roles that are counted: the people who went to learn and who led them.
ROLES = ("leader", "deputy_leader", "member")


def counted_people(participants: pd.DataFrame) -> pd.DataFrame:
    """The people of :data:`ROLES`; who has no role is counted."""
    role = participants["role"]
    return participants[role.isin(list(ROLES)) | role.isna()]


def comparable_people(participants: pd.DataFrame) -> pd.DataFrame:
    """The people who are counted, unless the agencies of most of them are unknown: who sent no one
    cannot be told then, and there is nobody to compare."""
    people = counted_people(participants)
    return people if 2 * people["parent"].notna().sum() >= len(people) else people.head(0)


def counts(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], report: Report
) -> pd.DataFrame:
    """A frame with ``people`` (as many as ``rows``, labels in the roster), with the lines that they
    stand in, and in ``attrs`` who is left out and of how many the agency is unknown."""
    told = [{**row, "people": len(row["rows"])} for row in rows]
    frame = typed_frame(told, " ".join([*columns, "people", "rows"]))
    listed = len(report.participants)
    people = counted_people(report.participants)
    frame.attrs |= {"left_out": listed - len(people), "on_roster": listed}
    frame.attrs["unknown"] = int(people["parent"].isna().sum())
    return from_report(frame, report, "participants")


def level_name(level: object, lang: str) -> str:
    """The word for a level of government; for none that it is unknown."""
    return label("unknown", lang) if pd.isna(level) or not level else word("level", level, lang)


def counted(name: object, people: object, lang: str) -> str:
    """A name with its people."""
    return label("fact.counted", lang, name=name, n=people)
