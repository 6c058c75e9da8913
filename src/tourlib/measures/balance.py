"""How evenly the places are spread, and what the number of agencies would lead to expect.

People by branch or level are compared with the bodies that could have sent somebody: of the
centre the Yuans, ministries, councils and bodies of their rank on a day, and the 22 counties and
cities (a council with its government). Posts of senior rank would be the better measure; no public
table of them by branch and level was found that could be cited, so none is built in: whoever has
one passes it as ``sizes``. With few people, differences of one or two may well be chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from tourlib.directory import central_bodies, local_governments
from tourlib.measures.frames import typed_frame
from tourlib.measures.representation import ROLES, counted_people, with_left_out

Row = dict[str, Any]
LOCAL = "地方"
#: Differences less likely than this are no chance.
_LEVEL = 0.05
BALANCE_COLUMNS = {
    "by": "string",
    "groups": "Int64",
    "people": "Int64",
    "effective": "Float64",
    "expected": "Float64",
    "largest_share": "Float64",
    "largest": "object",
    "unknown": "Int64",
    "rows": "object",
}
EXPECTED_COLUMNS = {
    "branch": "string",
    "level": "string",
    "size": "Float64",
    "size_share": "Float64",
    "people": "Int64",
    "share": "Float64",
    "expected": "Float64",
    "difference": "Float64",
    "p": "Float64",
    "rows": "object",
}


def balance(
    participants: pd.DataFrame, on: date | None = None, *, roles: Sequence[str] = ROLES
) -> pd.DataFrame:
    """How evenly the places are spread over parents, branches and levels.

    With n_i people from group i and N = Σ n_i:

    - effective number of groups D = 1 / Σ (n_i / N)² (inverse Simpson; Simpson, E. H. 1949,
      "Measurement of Diversity", Nature 163:688; as an effective number: Hill, M. O. 1973,
      "Diversity and Evenness", Ecology 54:427-432). It is the number of groups if all sent the
      same number, and 1 if all people are from one.
    - share of the largest = max n_i / N (Berger, W. H. and Parker, F. L. 1970, "Diversity of
      Planktonic Foraminifera in Deep-Sea Sediments", Science 168:1345-1347).

    Args:
        participants: the table ``participants``.
        on: the day whose government is meant; without it the present one of the directory.
        roles: the roles to count.

    Returns:
        One row each for ``by`` = ``parent``, ``branch``, ``level``: ``groups``, ``people`` (N),
        ``effective`` (D), ``expected`` (the D of :func:`effective_expected` if every body had
        the same chance), ``largest_share`` (0 to 1), ``largest`` (names, more than one in a
        tie), ``unknown`` (people whose group is not known; they are not in N), ``rows`` (the N).
    """
    people = counted_people(participants, roles)
    bodies = _bodies(on)
    every = sum(bodies.values())
    chances = {
        "parent": [1 / every] * every,
        "branch": [number / every for number in bodies.values()],
        "level": [bodies[LOCAL] / every, 1 - bodies[LOCAL] / every],
    }
    rows: list[Row] = []
    for by, shares in chances.items():
        counts = people[by].dropna().value_counts(sort=False)
        total = int(counts.sum())
        row: Row = {"by": by, "groups": len(counts), "people": total, "largest": []}
        row["unknown"] = int(people[by].isna().sum())
        row["rows"] = list(people.index[people[by].notna()])
        if total:
            row["effective"] = 1 / float(((counts / total) ** 2).sum())
            row["expected"] = effective_expected(total, shares)
            row["largest_share"] = float(counts.max()) / total
            row["largest"] = [str(name) for name in counts.index[counts == counts.max()]]
        rows.append(row)
    return typed_frame(rows, BALANCE_COLUMNS)


def effective_expected(people: int, shares: Iterable[float]) -> float:
    """The effective number of groups to expect if people were drawn by lot.

    With N people and a chance π_i for group i, E[Σ (n_i / N)²] = 1/N + (1 - 1/N) Σ π_i², as
    Σ n_i (n_i - 1) / (N (N - 1)) is unbiased for Σ π_i² (Simpson 1949); its inverse is returned.

    >>> round(effective_expected(28, [1 / 69] * 69), 1)
    20.1
    """
    chance = sum(share**2 for share in shares)
    return 1 / (1 / people + (1 - 1 / people) * chance)


def compare_expected(
    participants: pd.DataFrame,
    on: date | None = None,
    *,
    sizes: Mapping[str, float] | None = None,
    roles: Sequence[str] = ROLES,
) -> pd.DataFrame:
    """People of each branch and of local government against the sizes of these.

    Expected people of branch i: e_i = N · s_i / Σ s, where s_i is its size and N all people
    whose branch is known (N counts no branch that has no size).

    Args:
        participants: the table ``participants``.
        on: the day whose government is meant; without it the present one of the directory.
        sizes: size of each branch (``"行政院"`` … ``"地方"``), such as its posts of senior rank
            in a table of statistics; without it the number of bodies that the directory lists.
        roles: the roles to count.

    Returns:
        One row a branch, local government last: ``branch``, ``level``, ``size``, ``size_share``
        (0 to 1), ``people``, ``share`` (0 to 1), ``expected`` (people), ``difference``
        (``people`` - ``expected``), ``p`` (two-sided binomial probability of a number of people as
        unlikely as this one or more), ``rows``. No rows where nobody's branch is known.
    """
    sizes = _bodies(on) if sizes is None else sizes
    people = counted_people(participants, roles)
    counted = len(people)
    people = people[people["branch"].isin(list(sizes))]
    every, total = sum(sizes.values()), len(people)
    if not total or not every:
        return typed_frame([], EXPECTED_COLUMNS)
    rows: list[Row] = []
    for branch, size in sizes.items():
        labels = list(people.index[people["branch"] == branch])
        expected = total * size / every
        rows.append(
            {
                "branch": branch,
                "level": "local" if branch == LOCAL else "central",
                "size": size,
                "size_share": size / every,
                "people": len(labels),
                "share": len(labels) / total,
                "expected": expected,
                "difference": len(labels) - expected,
                "p": _probability(len(labels), total, size / every),
                "rows": labels,
            }
        )
    return with_left_out(typed_frame(rows, EXPECTED_COLUMNS), participants, counted)


def beyond_chance(frame: pd.DataFrame) -> pd.Series:
    """Which rows of :func:`compare_expected` differ beyond chance: p below 5 % shared out over the
    rows, since so many are tried (Bonferroni)."""
    return (frame["p"] < _LEVEL / max(len(frame), 1)).fillna(False).astype(bool)


def _probability(count: int, people: int, share: float) -> float:
    """The exact binomial test: how likely are numbers no likelier than this one."""
    chances = [
        math.comb(people, k) * share**k * (1 - share) ** (people - k) for k in range(people + 1)
    ]
    return min(1.0, sum(chance for chance in chances if chance <= chances[count] * (1 + 1e-9)))


def _bodies(on: date | None) -> dict[str, int]:
    """How many bodies of the first two tiers a branch has, and how many local governments."""
    found: dict[str, int] = {}
    for body in central_bodies(on):
        found[body.branch] = found.get(body.branch, 0) + 1
    return found | {LOCAL: len(local_governments())}


def centre_to_local(participants: pd.DataFrame, *, roles: Sequence[str] = ROLES) -> float | None:
    """People of the centre for each one of local government, n_central / n_local.

    Returns:
        The ratio; ``None`` where nobody is from local government.
    """
    levels = counted_people(participants, roles)["level"]
    central, local = int((levels == "central").sum()), int((levels == "local").sum())
    return central / local if local else None
