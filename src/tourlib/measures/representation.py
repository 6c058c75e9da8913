"""Who went and who did not: people by branch, level and parent; rank; years.

All functions take the table ``participants`` and return tidy frames without names of people.
Staff are left out by default (``roles``); a person whose role is not known is counted. The
column ``rows`` holds the labels of the people's rows in ``participants``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from tourlib.directory import central_bodies, current_name, local_governments, rank_of, resolve
from tourlib.directory.titles import title_groups
from tourlib.measures.frames import typed_frame

#: Roles that are counted: the people who went to learn and who led them.
ROLES = ("leader", "deputy_leader", "member")
Row = dict[str, Any]

COUNT_COLUMNS = {
    "branch": "string",
    "level": "string",
    "parent": "string",
    "agency": "string",
    "people": "Int64",
    "rows": "object",
}
CENTRAL_COLUMNS = {
    "branch": "string",
    "tier": "string",
    "parent": "string",
    "english": "string",
    "people": "Int64",
    "listed": "boolean",
    "rows": "object",
}
LOCAL_COLUMNS = {
    "name": "string",
    "government": "string",
    "english": "string",
    "region": "string",
    "row": "Int64",
    "col": "Int64",
    "people": "Int64",
    "rows": "object",
}
RANK_COLUMNS = {"level": "string", "rank": "string", "people": "Int64", "rows": "object"}
RECURRENCE_COLUMNS = {
    "branch": "string",
    "level": "string",
    "parent": "string",
    "cohorts": "object",
    "first": "Int64",
    "last": "Int64",
    "times": "Int64",
    "people": "Int64",
    "status": "string",
    "rows": "object",
}
#: What people may be counted by, and the columns that this tells apart.
_KEYS = {
    "branch": ["branch"],
    "level": ["level"],
    "tier": ["level", "tier"],
    "parent": ["branch", "level", "parent"],
    "agency": ["branch", "level", "parent", "agency"],
}


def count_representation(
    participants: pd.DataFrame, by: str = "agency", *, roles: Sequence[str] = ROLES
) -> pd.DataFrame:
    """People by branch, level, parent or agency, most people first.

    Args:
        participants: the table ``participants``.
        by: ``"agency"`` (one row a parent and agency; two spellings of one agency are one),
            ``"parent"``, ``"tier"``, ``"level"`` or ``"branch"``: the finest that is told apart.
        roles: the roles to count.

    Returns:
        ``branch``, ``level``, ``parent``, ``agency``, ``people``, ``rows``; where ``by`` does
        not tell a column apart it is missing (``tier``: a column of its own). Parents in order
        of their people, then of the roster.

    Raises:
        ValueError: ``by`` is none of these.
    """
    if by not in _KEYS:
        raise ValueError(f"by={by!r}: one of {', '.join(_KEYS)}")
    people = counted_people(participants, roles)
    people["agency"] = [_official(name) for name in people["agency"]]
    people["_place"] = range(len(people))
    keys = _KEYS[by]
    # Agencies of one parent stay together; parents and agencies with most people come first.
    outer = people.groupby(["parent"] if by == "agency" else keys, dropna=False)["_place"]
    people["_most"], people["_first"] = outer.transform("size"), outer.transform("min")
    counted: list[tuple[tuple[int, ...], Row]] = []
    for values, group in people.groupby(keys, dropna=False, sort=False):
        row = {key: None if pd.isna(v) else v for key, v in zip(keys, values, strict=True)}
        row |= {"people": len(group), "rows": list(group.index)}
        lead = group.iloc[0]
        order = (-int(lead["_most"]), int(lead["_first"]), -len(group), int(lead["_place"]))
        counted.append((order, row))
    counted.sort(key=lambda pair: pair[0])
    columns = COUNT_COLUMNS if by != "tier" else {"tier": "string"} | COUNT_COLUMNS
    frame = typed_frame([row for _order, row in counted], columns)
    return with_left_out(frame, participants, len(people))


def coverage_ministries(
    participants: pd.DataFrame, on: date | None = None, *, roles: Sequence[str] = ROLES
) -> pd.DataFrame:
    """Every Yuan, ministry, council and body of their rank, with its people or 0.

    Args:
        participants: the table ``participants``.
        on: the day whose government is meant, such as the first of the journey; without it the
            present one of the directory.
        roles: the roles to count.

    Returns:
        One row a body, branch by branch as the directory lists them: ``branch``, ``tier``
        (院 or 部會), ``parent`` (its name), ``english``, ``people``, ``listed``, ``rows``. People
        of a body that had ended by then are with its successor; central parents that the
        directory does not list on that day follow at the end with ``listed`` false, so that
        the people always add up to those of the centre. No rows where the report has no roster:
        nothing is known then of who did not come.
    """
    people = counted_people(participants, roles)
    if people.empty:
        return typed_frame([], CENTRAL_COLUMNS)
    counted = len(people)
    people = people[people["level"] == "central"]
    held: dict[str, list[Any]] = {}
    branches: dict[str, Any] = {}
    for label, parent, branch in zip(people.index, people["parent"], people["branch"], strict=True):
        name = "" if pd.isna(parent) else current_name(str(parent), on)
        held.setdefault(name, []).append(label)
        branches.setdefault(name, None if pd.isna(branch) else branch)
    bodies = central_bodies(on)
    order = {name: place for place, name in enumerate(dict.fromkeys(b.branch for b in bodies))}
    rows: list[Row] = [
        {
            "branch": body.branch,
            "tier": body.tier,
            "parent": body.name,
            "english": body.english,
            "listed": True,
            "rows": held.pop(body.name, []),
        }
        for body in sorted(bodies, key=lambda body: order[body.branch])
    ]
    rows += [
        {"branch": branches[name], "parent": name or None, "listed": False, "rows": labels}
        for name, labels in held.items()
    ]
    frame = typed_frame([row | {"people": len(row["rows"])} for row in rows], CENTRAL_COLUMNS)
    return with_left_out(frame, participants, counted)


def coverage_local(participants: pd.DataFrame, *, roles: Sequence[str] = ROLES) -> pd.DataFrame:
    """The 22 counties and cities with their people (government, its bodies, council) or 0.

    Args:
        participants: the table ``participants``.
        roles: the roles to count.

    Returns:
        ``name``, ``government``, ``english``, ``region``, ``row`` and ``col`` (tile map, from
        0), ``people``, ``rows``. People of a county that became a city are with the city. No
        rows where the report has no roster.
    """
    people = counted_people(participants, roles)
    if people.empty:
        return typed_frame([], LOCAL_COLUMNS)
    counted = len(people)
    people = people[people["level"] == "local"]
    parents = [None if pd.isna(name) else current_name(str(name)) for name in people["parent"]]
    rows: list[Row] = []
    for place in local_governments():
        chosen = [
            label
            for label, parent in zip(people.index, parents, strict=True)
            if parent in {place.government, place.council}
        ]
        row = {column: getattr(place, column) for column in LOCAL_COLUMNS if hasattr(place, column)}
        rows.append(row | {"people": len(chosen), "rows": chosen})
    return with_left_out(typed_frame(rows, LOCAL_COLUMNS), participants, counted)


def rank_groups(participants: pd.DataFrame, *, roles: Sequence[str] = ROLES) -> pd.DataFrame:
    """People by level and group of posts (首長, 副首長, 單位主管 …), see ``titles.csv``. It is that
    of the column ``rank``; where this is missing, post and agency tell it.

    Returns:
        One row a level and group that occur, groups in their order: ``level``, ``rank``
        (missing where the roster gives no post), ``people``, ``rows``.
    """
    people = counted_people(participants, roles)
    people["rank"] = people["rank"].fillna(
        pd.Series(
            [
                None if pd.isna(title) else rank_of(title, resolve("" if pd.isna(name) else name))
                for title, name in zip(people["title"], people["agency"], strict=True)
            ],
            index=people.index,
            dtype="string",
        )
    )
    rows: list[Row] = []
    for level in ("central", "local", None):
        of_level = people[people["level"].isna() if level is None else people["level"] == level]
        for rank in (*title_groups(), None):
            same = of_level["rank"].isna() if rank is None else of_level["rank"] == rank
            if same.any():
                labels = list(of_level.index[same])
                rows.append({"level": level, "rank": rank, "people": len(labels), "rows": labels})
    return with_left_out(typed_frame(rows, RANK_COLUMNS), participants, len(people))


def recurrence(
    participants_of_all_cohorts: pd.DataFrame, *, roles: Sequence[str] = ROLES
) -> pd.DataFrame:
    """Which parents send people again, and which are new, over the cohorts.

    Args:
        participants_of_all_cohorts: the tables ``participants`` of one or more cohorts, one
            below the other, told apart by ``cohort``.
        roles: the roles to count.

    Returns:
        One row a parent, under its present name (行政院農業委員會 is counted with 農業部):
        ``branch``, ``level``, ``parent``, ``cohorts`` (list of years), ``first``, ``last``,
        ``times`` (number of cohorts), ``people`` (over all), ``status`` as of the latest
        cohort: ``returning``, ``new`` (for the first time), ``absent``, or ``only`` where there
        is one cohort; ``rows``. Most cohorts first, then most people, then by name.
    """
    people = counted_people(participants_of_all_cohorts, roles)
    people = people[people["parent"].notna() & people["cohort"].notna()]
    people = people.assign(parent=[current_name(str(name)) for name in people["parent"]])
    years = sorted({int(year) for year in people["cohort"]})
    rows: list[Row] = []
    for parent, group in people.groupby("parent", sort=True):
        sent = sorted({int(year) for year in group["cohort"]})
        rows.append(
            {
                "branch": group["branch"].iloc[-1],
                "level": group["level"].iloc[-1],
                "parent": parent,
                "cohorts": sent,
                "first": sent[0],
                "last": sent[-1],
                "times": len(sent),
                "people": len(group),
                "status": _status(sent, years),
                "rows": list(group.index),
            }
        )
    rows.sort(key=lambda row: (-row["times"], -row["people"], row["parent"]))
    return typed_frame(rows, RECURRENCE_COLUMNS)


def _status(sent: list[int], years: list[int]) -> str:
    if len(years) == 1:
        return "only"
    if years[-1] not in sent:
        return "absent"
    return "returning" if len(sent) > 1 else "new"


def with_left_out(frame: pd.DataFrame, participants: pd.DataFrame, counted: int) -> pd.DataFrame:
    """The frame with ``attrs``: ``left_out``, people of the roster whose role is not counted (staff),
    and ``on_roster``, all people of it."""
    frame.attrs |= {"left_out": len(participants) - counted, "on_roster": len(participants)}
    return frame


def counted_people(participants: pd.DataFrame, roles: Sequence[str]) -> pd.DataFrame:
    """The people of these roles; who has no role is counted."""
    role = participants["role"]
    return participants[role.isin(list(roles)) | role.isna()].copy()


def _official(name: object) -> str | None:
    """The official name where the directory has the body, else as printed."""
    if pd.isna(name):
        return None
    return resolve(str(name)).name or str(name)
