"""The finding of each chart as a sentence, computed from the frame that the chart draws.

Every function takes the frame and a language (``"zh"`` or ``"en"``) and returns a sentence
that is never empty: where there is nothing to say, it says what is missing. The sentences are
the titles of the charts. Ties are named, up to :data:`MAX_NAMED`; no winner is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, quantity, word

#: How many tied names a sentence lists; with more, it says how high none goes.
MAX_NAMED = 3


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
    ranks = [label("unknown", lang) if pd.isna(r) else word("rank", r, lang) for r in frame["rank"]]
    by_rank = frame["people"].groupby(ranks, sort=False).sum()
    names, top = _leaders(by_rank)
    if len(by_rank) == 1:
        return label("ranks.one", lang, people=people, rank=quoted(names, lang))
    return label(
        "ranks.finding" if len(names) == 1 else "ranks.finding_each", lang,
        people=people, rank=quoted(names, lang), n=int(top), share=percent(top / people),
    )  # fmt: skip


def sentence_density(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Contact hours a day, their share of the window, and the fullest day.

    Args:
        frame: of :func:`tourlib.measures.density.measure_density`.
    """
    if len(frame) == 0:
        return label("density.empty", lang)
    untimed = _number(frame, "untimed")
    timed = frame[frame["window_minutes"].fillna(0) > 0]
    if len(timed) == 0:
        return label("density.untimed_only", lang, n=untimed)
    contact, window = timed["contact_minutes"].sum(), timed["window_minutes"].sum()
    fullest = timed.loc[timed["density"].astype(float).idxmax()]
    return label(
        "density.finding" if len(timed) > 1 else "density.finding_one", lang,
        hours=quantity(contact / 60 / len(timed)), share=percent(contact / window),
        date=day_name(fullest["date"], lang), top=percent(fullest["density"]),
    )  # fmt: skip


def sentence_week(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many courses, visits and exchanges on how many days, and how many hours.

    Args:
        frame: of :func:`tourlib.measures.density.measure_density`.
    """
    if len(frame) == 0:
        return label("week.empty", lang)
    days, sessions = len(frame), _number(frame, "contact_sessions")
    if sessions == 0:
        return label("week.finding_none", lang, days=days)
    kinds = []
    for kind in ("course", "visit", "exchange"):
        number = _number(frame, f"{kind}_sessions")
        if number:
            name = word("kind", kind, lang)
            name = name if lang == "zh" else name.lower()
            kinds.append(label("week.kind", lang, kind=name, n=number))
    if _number(frame, "contact_minutes") == 0:
        return label("week.untimed", lang, days=days, sessions=sessions, kinds=listing(kinds, lang))
    return label(
        "week.finding", lang, days=days, sessions=sessions,
        hours=quantity(_number(frame, "contact_minutes") / 60), kinds=listing(kinds, lang),
    )  # fmt: skip


def sentence_hours(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Which theme took most contact hours.

    Args:
        frame: of :func:`tourlib.measures.coverage.measure_hours`.
    """
    by_theme = _themes(frame, "hours", lang)
    if len(by_theme) == 0 or by_theme.max() == 0:
        return label("hours.empty", lang)
    names, top = _leaders(by_theme)
    share = top / float(frame["hours"].sum())
    return label(
        "hours.finding", lang,
        themes=quoted(names, lang), hours=quantity(top), share=percent(share),
    )  # fmt: skip


def sentence_coverage(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Which theme took most hours, and which most of the recommendations.

    Args:
        frame: of :func:`tourlib.measures.coverage.measure_coverage`.
    """
    if frame["theme"].notna().sum() == 0:
        return label("coverage.empty", lang)
    hours = _themes(frame[frame["measure"] == "hours"], "share", lang)
    advice = _themes(frame[frame["measure"] == "recommendations"], "share", lang)
    by_hours, by_advice = hours.max() > 0, advice.max() > 0
    if not by_hours and not by_advice:
        return label("coverage.nothing", lang)
    first, most = _leaders(hours)
    other, said = _leaders(advice)
    values = {
        "themes": quoted(first, lang), "other": quoted(other, lang),
        "hours": percent(most), "share": percent(said),
    }  # fmt: skip
    if not by_advice:
        return label("coverage.no_recommendations", lang, **values)
    if not by_hours:
        return label("coverage.no_hours", lang, **values)
    key = "coverage.same" if first == other else "coverage.different"
    return label(key, lang, **values)


def short_topic(title: object) -> str:
    """A topic's title up to its first mark, short enough for a sentence.

    >>> short_topic("推動數位發展\uff0c建造友善職場環境")
    '推動數位發展'
    """
    return re.split(r"[,:;、\uff0c\uff1a\uff1b]", str(title), maxsplit=1)[0].strip() or str(title)


def day_name(date: Any, lang: str = "zh") -> str:
    """A day as charts print it.

    >>> day_name(pd.Timestamp("2024-09-04")), day_name(pd.Timestamp("2024-09-04"), "en")
    ('9/4(三)', 'Wed 4 Sep')
    """
    if not isinstance(date, pd.Timestamp) or pd.isna(date):
        return label("unknown", lang)
    names = label("weekdays", lang)
    if lang == "zh":
        return f"{date.month}/{date.day}({names[date.weekday()]})"
    return f"{names.split()[date.weekday()]} {date.day} {date.month_name()[:3]}"


def theme_name(theme: Any, title: Any, lang: str = "zh") -> str:
    """A theme's title; its number where the report gives none; words for no theme."""
    if pd.isna(theme):
        return label("theme.none", lang)
    return label("theme.unnamed", lang, n=theme) if pd.isna(title) else str(title)


def _themes(frame: pd.DataFrame, column: str, lang: str) -> pd.Series:
    """Sums by theme name, themes only (what has no theme leads nothing)."""
    known = frame[frame["theme"].notna()]
    names = [
        theme_name(theme, title, lang)
        for theme, title in zip(known["theme"], known["theme_title"], strict=True)
    ]
    return known[column].fillna(0).astype(float).groupby(names, sort=False).sum()


def _leaders(values: pd.Series) -> tuple[list[str], float]:
    """All names at the top, and how high that is."""
    top = float(values.max()) if len(values) else 0.0
    return [str(name) for name in values[values == top].index], top


def quoted(names: Iterable[object], lang: str) -> str:
    """Names in quotation marks; of many, the first few and how many there are."""
    marked = [label("quote", lang, text=name) for name in names]
    if len(marked) <= MAX_NAMED:
        return listing(marked, lang)
    return label("many", lang, names=listing(marked[:MAX_NAMED], lang), n=len(marked))


def _number(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].fillna(0).sum()) if len(frame) else 0


def sentence_check(findings: pd.DataFrame, ledger: pd.DataFrame, lang: str = "zh") -> str:
    """How many findings there are by severity, and how much of the text nobody understood.

    Args:
        findings: the table ``findings``.
        ledger: what :func:`tourlib.measures.overview.count_ledger` returns.
    """
    counts = findings["severity"].value_counts()
    unread = int(ledger.loc[ledger["claimed_by"].isna(), "lines"].sum())
    return label(
        "check.finding",
        lang,
        errors=int(counts.get("error", 0)),
        warnings=int(counts.get("warning", 0)),
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


def sentence_cohorts(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How people, hours and recommendations changed from the first cohort to the last.

    Args:
        frame: what :func:`tourlib.measures.comparison.compare_cohorts` returns.
    """
    if frame.empty:
        return label("cohorts.empty", lang)
    first, last = frame.iloc[0], frame.iloc[-1]
    if len(frame) == 1:
        return label("cohorts.one", lang, cohort=int(first["cohort"]))
    return label(
        "cohorts.finding",
        lang,
        first=int(first["cohort"]),
        last=int(last["cohort"]),
        people=f"{int(first['people'])} → {int(last['people'])}",
        hours=f"{quantity(float(first['contact_hours']))} → {quantity(float(last['contact_hours']))}",
        items=f"{int(first['items'])} → {int(last['items'])}",
    )
