"""The finding of each chart as a sentence, computed from the frame that the chart draws.

Every function takes the frame and a language (``"zh"`` or ``"en"``) and returns a sentence
that is never empty: where there is nothing to say, it says what is missing. The sentences are
the titles of the charts. Ties are named, up to :data:`tourlib.phrases.MAX_NAMED`; no winner is made up.
"""

from __future__ import annotations

import pandas as pd

from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, word
from tourlib.phrases import MAX_NAMED, leaders, quoted


def sentence_representation(frame: pd.DataFrame, lang: str = "zh") -> str:
    """From how many parents the people come, by level, and who sent most.

    Args:
        frame: ``level``, ``parent``, ``people``; one row a parent, or a parent and agency.
    """
    people = _number(frame, "people")
    if people == 0:
        return label("representation.empty", lang)
    by_parent = frame.groupby("parent", sort=False)["people"].sum()
    if by_parent.empty:
        return label("representation.unknown", lang, people=people)
    if len(by_parent) == 1 and frame["parent"].notna().all():
        key = "representation.only" if people > 1 else "representation.only_one"
        return label(key, lang, people=people, name=name_in(by_parent.index[0], lang))
    by_level = frame.groupby(frame["level"].fillna("unknown"), sort=True)["people"].sum()
    levels = [
        label("representation.level", lang, level=_level(name, lang), people=int(number))
        for name, number in by_level.items()
    ]
    sentence = label(
        "representation.finding", lang,
        people=people, parents=len(by_parent), levels=listing(levels, lang),
    )  # fmt: skip
    top = int(by_parent.max())
    names = [name_in(name, lang) for name in by_parent[by_parent == top].index]
    if len(by_parent) == 1:
        return sentence
    if len(names) <= MAX_NAMED and len(names) < len(by_parent):
        return sentence + label("representation.top", lang, names=listing(names, lang), people=top)
    key = "representation.even" if len(names) == len(by_parent) else "representation.even_top"
    return sentence + label(key, lang, people=top)


def _level(name: object, lang: str) -> str:
    text = label("unknown", lang) if name == "unknown" else word("level", name, lang)
    return text if lang == "zh" else text.lower()


def sentence_tiles(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many central agencies of a list have people. ``frame``: ``parent``, ``people``."""
    return _present("tiles", frame, lang)


def sentence_map(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many local governments have people, and which regions have none.

    Args:
        frame: ``name``, ``region``, ``people``; one row a local government.
    """
    sentence = _present("map", frame, lang)
    if len(frame) == 0:
        return sentence
    by_region = frame.groupby("region", sort=False)["people"].sum()
    absent = [word("region", name, lang) for name, people in by_region.items() if people == 0]
    if not absent or len(absent) == len(by_region) or len(absent) > MAX_NAMED:
        return sentence
    return sentence + label("map.absent_region", lang, regions=listing(absent, lang))


def _present(chart: str, frame: pd.DataFrame, lang: str) -> str:
    if len(frame) == 0:
        return label(f"{chart}.empty", lang)
    present = int((frame["people"] > 0).sum())
    total = len(frame)
    values = {"total": total, "present": present, "absent": total - present}
    key = {0: "none", total: "all"}.get(present, "finding")
    return label(f"{chart}.{key}", lang, **values)


def sentence_ranks(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Which group of posts is largest. ``frame``: ``level``, ``rank``, ``people``."""
    people = _number(frame, "people")
    if people == 0:
        return label("ranks.empty", lang)
    known = frame[frame["rank"].notna()]
    if len(known) == 0:
        return label("ranks.empty", lang)
    by_rank = known["people"].groupby(known["rank"], sort=False).sum()
    names, top = leaders(by_rank)
    ranks = quoted([word("rank", name, lang) for name in names], lang)
    values = {"people": people, "n": int(top), "share": percent(top / people)}
    if top == people:
        return label("ranks.one", lang, rank=ranks, **values)
    if len(names) == len(by_rank) and len(known) == len(frame):
        return label("ranks.even", lang, groups=len(names), **values)
    key = "ranks.finding" if len(names) == 1 else "ranks.finding_each"
    return label(key, lang, rank=ranks, **values)


def _number(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].fillna(0).sum()) if len(frame) else 0


def sentence_check(findings: pd.DataFrame, ledger: pd.DataFrame, lang: str = "zh") -> str:
    """How many findings there are by severity, and how much of the text nobody understood.

    Args:
        findings: the table ``findings``.
        ledger: what :func:`tourlib.measures.overview.count_ledger` returns.
    """
    counts = findings["severity"].value_counts(sort=False)
    unread = int(ledger.loc[ledger["claimed_by"].isna(), "lines"].sum())
    return label(
        "check.finding",
        lang,
        errors=int(counts.get("error", 0)),
        warnings=int(counts.get("warning", 0)),
        unclear=int(counts.get("unread", 0)),
        infos=int(counts.get("info", 0)),
        unread=unread,
    )


def sentence_ledger(lines: pd.DataFrame, lang: str = "zh") -> str:
    """How many lines of text no table has.

    Args:
        lines: the table ``lines``.
    """
    printed = int((lines["claimed_by"] != "blank").fillna(True).sum())
    if not printed:
        return label("ledger.empty", lang)
    unread = int(lines["claimed_by"].isna().sum())
    return label("ledger.finding", lang, printed=printed, unread=unread)
