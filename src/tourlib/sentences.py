"""The finding of each chart as a sentence, computed from the frame that the chart draws.

Every function takes the frame and a language (``"zh"`` or ``"en"``) and returns a sentence
that is never empty: where there is nothing to say, it says what is missing. The sentences are
the titles of the charts. Ties are named, up to :data:`tourlib.phrases.MAX_NAMED`; no winner is made up.
"""

from __future__ import annotations

import pandas as pd

from tourlib.directory import name_in
from tourlib.labels import label, listing, percent, quantity, word
from tourlib.measures.coverage import of_journey
from tourlib.phrases import MAX_NAMED, day_name, leaders, quoted, shared_by, theme_name


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


def sentence_density(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Contact hours a day of the journey, their share of the window, and the fullest day.

    Args:
        frame: of :func:`tourlib.measures.density.measure_density`.
    """
    if len(frame) == 0:
        return label("density.empty", lang)
    timed = frame[frame["window_minutes"].fillna(0) > 0]
    if len(timed) == 0:
        return label("density.untimed_only", lang, n=_number(frame, "untimed"))
    journey = of_journey(timed)
    contact, window = journey["contact_minutes"].sum(), journey["window_minutes"].sum()
    values = {"hours": quantity(contact / 60 / len(journey)), "share": percent(contact / window)}
    if len(journey) == 1:
        date = day_name(journey["date"].iloc[0], lang)
        return label("density.finding_one", lang, date=date, **values)
    where = _where(len(journey) < len(timed), lang)
    return label("density.finding", lang, where=where, **values) + _fullest(journey, lang)


def _where(told_apart: bool, lang: str) -> str:
    """The word that says that only the journey is meant, where there were courses at home too."""
    if not told_apart:
        return ""
    return label("journey", lang) + (" " if lang == "en" else "")


def _fullest(timed: pd.DataFrame, lang: str) -> str:
    """The fullest day, or days; nothing where all are alike. A day of one undivided block is full by
    the way it is printed."""
    timed = timed[timed["blocks"] > 1]
    names = [day_name(date, lang) for date in timed["date"]]
    days, most = leaders(pd.Series(timed["density"].astype(float).to_numpy(), index=names))
    if len(days) == len(timed) or most == 0:
        return ""
    top = shared_by(days, percent(most), lang)
    if len(days) > MAX_NAMED:
        return label("density.fullest_many", lang, n=len(days), top=top)
    return label("density.fullest", lang, dates=listing(days, lang), top=top)


def sentence_week(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many courses, visits and exchanges on how many days of the journey, how many hours, and
    what there was at home before.

    Args:
        frame: of :func:`tourlib.measures.density.measure_density`.
    """
    if len(frame) == 0:
        return label("week.empty", lang)
    journey = of_journey(frame)
    home = frame.drop(journey.index)
    values = {"days": len(journey), "sessions": _number(journey, "contact_sessions")}
    if values["sessions"] == 0:
        return label("week.finding_none", lang, days=len(frame))
    kinds = []
    for kind in ("course", "visit", "exchange"):
        number = _number(journey, f"{kind}_sessions")
        if number:
            name = word("kind", kind, lang)
            name = name if lang == "zh" else name.lower()
            kinds.append(label("week.kind", lang, kind=name, n=number))
    minutes = _number(journey, "contact_minutes")
    told = label(
        "week.finding" if minutes else "week.untimed", lang, where=_where(len(home) > 0, lang),
        hours=quantity(minutes / 60), kinds=listing(kinds, lang), **values,
    ).strip()  # fmt: skip
    if _number(home, "contact_sessions") == 0:
        return told
    hours = quantity(_number(home, "contact_minutes") / 60)
    return told + label("week.home", lang, days=len(home), hours=hours)


def sentence_hours(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Which theme took most contact hours of the journey.

    Args:
        frame: of :func:`tourlib.measures.coverage.measure_hours`.
    """
    journey = of_journey(frame) if len(frame) else frame
    whole = float(journey["hours"].fillna(0).sum()) if len(frame) else 0.0
    if whole == 0:
        return label("hours.empty", lang)
    where = _where(float(frame["hours"].fillna(0).sum()) > whole, lang)
    by_theme = _themes(journey, "hours", lang)
    if len(by_theme) == 0 or by_theme.max() == 0:
        return label("hours.themeless", lang, hours=quantity(whole))
    names, top = leaders(by_theme)
    key = "hours.finding" if len(names) == 1 else "hours.finding_each"
    values = {"hours": quantity(top), "whole": quantity(whole), "share": percent(top / whole)}
    sentence = label(key, lang, themes=quoted(names, lang), where=where, **values)
    loose = whole - float(by_theme.sum())
    if loose <= top:
        return sentence
    return sentence + label("hours.more", lang, hours=quantity(loose), share=percent(loose / whole))


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
    first, most = leaders(hours)
    other, said = leaders(advice)
    values = {
        "themes": quoted(first, lang), "other": quoted(other, lang),
        "hours": shared_by(first, percent(most), lang),
        "share": shared_by(other, percent(said), lang),
    }  # fmt: skip
    if not by_advice:
        where = _where(frame.attrs.get("domestic_hours", 0) > 0, lang)
        return label("coverage.no_recommendations", lang, where=where, **values)
    if not by_hours:
        return label("coverage.no_hours", lang, **values)
    key = "coverage.same" if first == other else "coverage.different"
    where = _where(frame.attrs.get("domestic_hours", 0) > 0, lang)
    return label(key, lang, where=where, **values)


def _themes(frame: pd.DataFrame, column: str, lang: str) -> pd.Series:
    """Sums by theme name, themes only (what has no theme leads nothing)."""
    known = frame[frame["theme"].notna()]
    names = [
        theme_name(theme, title, lang)
        for theme, title in zip(known["theme"], known["theme_title"], strict=True)
    ]
    return known[column].fillna(0).astype(float).groupby(names, sort=False).sum()


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
    first, last = int(frame["cohort"].iloc[0]), int(frame["cohort"].iloc[-1])
    if len(frame) == 1:
        return label("cohorts.one", lang, cohort=first)
    changes = {
        "people": _change(frame, "people", lang),
        "hours": _change(frame, "contact_hours", lang),
        "items": _change(frame, "items", lang),
    }
    return label("cohorts.finding", lang, first=first, last=last, **changes)


def _change(frame: pd.DataFrame, column: str, lang: str) -> str:
    """The first and the last value that there are; of which cohort, where it is not the frame's."""
    known = frame[frame[column].notna()]
    if len(known) == 0:
        return label("coverage.no_data", lang)
    told = []
    for place in (0, -1):
        value, cohort = quantity(float(known[column].iloc[place])), known["cohort"].iloc[place]
        elsewhere = cohort != frame["cohort"].iloc[place]
        told.append(
            label("cohorts.of", lang, value=value, cohort=int(cohort)) if elsewhere else value
        )
    return told[0] if len(known) == 1 else " → ".join(told)
