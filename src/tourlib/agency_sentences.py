"""The findings on balance and return of agencies as sentences, computed from their frames.

As in :mod:`tourlib.sentences`: a frame and a language in, a sentence out that is never empty.
"""

from __future__ import annotations

import pandas as pd

from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, quantity, word
from tourlib.measures.balance import beyond_chance
from tourlib.phrases import MAX_NAMED


def sentence_balance(frame: pd.DataFrame, lang: str = "zh") -> str:
    """To how many equal parents the spread amounts, and how many chance would give.

    Args:
        frame: of :func:`tourlib.measures.balance.balance`.
    """
    row = frame[frame["by"] == "parent"].iloc[0]
    people = int(row["people"])
    if people < 2:
        return label("balance.empty" if people == 0 else "balance.one", lang)
    largest = [name_in(name, lang) for name in row["largest"]]
    values = {
        "people": people,
        "groups": int(row["groups"]),
        "effective": quantity(row["effective"]),
        "expected": quantity(row["expected"]),
        "share": percent(row["largest_share"]),
    }
    if int(row["groups"]) == 1:
        return label("balance.single", lang, names=largest[0], **values)
    sentence = label("balance.finding", lang, **values)
    if len(largest) > MAX_NAMED:
        return sentence + label("balance.top_even", lang, **values)
    key = "balance.top" if len(largest) == 1 else "balance.top_each"
    return sentence + label(key, lang, names=listing(largest, lang), **values)


def sentence_expected(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Central to local against what the sizes lead to expect, and the branches furthest off of those
    that are so beyond chance; where none is, that.

    Args:
        frame: of :func:`tourlib.measures.balance.compare_expected`.
    """
    if len(frame) == 0:
        return label("expected.empty", lang)
    central, local = (frame[frame["level"] == level] for level in ("central", "local"))
    people = {"central": int(central["people"].sum()), "local": int(local["people"].sum())}
    beyond = frame[beyond_chance(frame)]
    if len(beyond) == 0:
        return label("expected.chance", lang, **people)
    totals = {
        **people,
        "of_central": quantity(central["expected"].sum()),
        "of_local": quantity(local["expected"].sum()),
    }
    parts = [label("expected.levels", lang, **totals)]
    for key, sign in (("more", 1), ("fewer", -1)):
        gaps = (beyond["difference"].astype(float) * sign).round(1)
        top = float(gaps.max())
        names = [word("branch", name, lang) for name in beyond["branch"][gaps == top]]
        if top > 0 and len(names) <= MAX_NAMED:
            each = key if len(names) == 1 else f"{key}_each"
            values = {"names": listing(names, lang), "n": quantity(top)}
            parts.append(label(f"expected.{each}", lang, **values))
    return "".join(parts)


def sentence_recurrence(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many parents of the latest cohort had come before, are new, or did not come again.

    Args:
        frame: of :func:`tourlib.measures.representation.recurrence`.
    """
    if len(frame) == 0:
        return label("recurrence.empty", lang)
    latest = int(frame["last"].max())
    if (frame["status"] == "only").all():
        return label("recurrence.one", lang, cohort=latest, n=len(frame))
    status = frame["status"].value_counts(sort=False)
    values = {name: int(status.get(name, 0)) for name in ("returning", "new", "absent")}
    here = values["returning"] + values["new"]
    key = "all_new" if not values["returning"] else "finding" if values["new"] else "all_back"
    sentence = label(f"recurrence.{key}", lang, cohort=latest, here=here, **values)
    return sentence + (label("recurrence.away", lang, **values) if values["absent"] else "")
