"""The themes: where attention went, and what came of it.

Hours come from the timetable, characters from the chapters 學習摘述 (notes), 心得 (reflections) and
建議 (recommendations), counted as word processors do. Whatever has no theme is a separate row, so
that shares always add up to one. Courses at home before a journey are counted separately: only the
journey's hours are compared with what was written.

>>> from tourlib import themes
>>> hours = themes.hours(report)             # doctest: +SKIP
>>> chart = themes.plot_hours(hours)         # doctest: +SKIP
>>> chart.save("hours.png", width=1920)      # doctest: +SKIP
"""

from __future__ import annotations

from operator import itemgetter

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.house import GRID, kind_colour, theme_colour
from tourlib.labels import label, listing, noted, percent, quantity, word
from tourlib.phrases import leaders, of_journey, quoted, shared_by, theme_name, theme_words, where
from tourlib.question import Question, from_report, plotting, typed_frame
from tourlib.report import Report
from tourlib.schedule import CONTACT_KINDS, measure_days
from tourlib.text import count_words_as_office
from tourlib.words.texts import advising

HOURS_COLUMNS = "cohort theme theme_title part kind sessions minutes hours share rows"
#: Parts of a tour, the journey first.
PARTS = ("abroad", "domestic")
#: Measures of attention, in the order of the report.
MEASURES = ("hours", "notes", "reflections", "recommendations")
COVERAGE_COLUMNS = "cohort theme theme_title measure amount unit items share table rows"


def hours(report: Report) -> pd.DataFrame:
    """Return the contact hours by theme, part of the tour and kind, with at least one row per theme.

    Only courses, visits and exchanges with start and end count. Parallel entries count separately.

    Returns:
        ``cohort``, ``theme`` (``<NA>`` for entries without a theme), ``theme_title``, ``part``
        (``abroad`` before ``domestic``) and ``kind`` (both ``<NA>`` for a theme without hours),
        ``sessions``, ``minutes``, ``hours``, ``share`` (of the part's hours, 0 to 1). ``attrs``:
        see :func:`tourlib.question.from_report`; ``likeness``: whether the theme of some entry was
        inferred from similar wording, ``parallel``: whether entries overlap.
    """
    kinds = {"part": pd.CategoricalDtype(PARTS), "kind": pd.CategoricalDtype(CONTACT_KINDS)}
    contact = _timed(report.sessions).astype(kinds)
    totals = contact.groupby("part", observed=True)["minutes"].sum()
    rows: list[tuple[object, ...]] = []
    for theme, title in _theme_list(report.themes, contact["theme"]):
        of_theme = contact[_same(contact["theme"], theme)]
        groups = list(of_theme.groupby(["part", "kind"], observed=True))
        for (part, kind), chosen in groups or [((None, None), of_theme)]:
            length = int(chosen["minutes"].sum())
            share = length / totals[part] if length else None
            told = (len(chosen), length, length / 60, share, list(chosen.index))
            rows.append((report.meta.cohort, theme, title, part, kind, *told))
    frame = typed_frame(rows, HOURS_COLUMNS)
    frame.attrs["likeness"] = by_likeness(contact)
    frame.attrs["parallel"] = _has_parallel(contact)
    return from_report(frame, report, "sessions")


def coverage(report: Report) -> pd.DataFrame:
    """Return the share of each theme in hours, notes, reflections and recommendations.

    Returns:
        One row per theme and measure (long form): ``cohort``, ``theme`` (``<NA>`` for none),
        ``theme_title``, ``measure`` (``hours``, ``notes``, ``reflections``, ``recommendations``),
        ``amount`` in ``unit`` (``hours`` or ``characters``), ``items`` (entries, or sections and
        recommendations with text of their own), ``share`` (of the measure's total, 0 to 1; ``<NA>``
        if the total is zero). Hours are those of the journey; ``attrs["domestic_hours"]`` holds
        those at home, which are left out, ``attrs["likeness"]`` whether themes were inferred from
        similar wording; see also :func:`tourlib.question.from_report`.
    """
    sections, recommendations = report.sections, report.recommendations
    contact = _timed(report.sessions)
    contact = contact.assign(amount=contact["minutes"] / 60)
    timed = of_journey(contact)
    domestic = float(contact["amount"].sum() - timed["amount"].sum())
    parts = {
        "hours": ("sessions", timed),
        "notes": ("sections", _written(sections[sections["chapter"] == "study_notes"])),
        "reflections": ("sections", _written(sections[sections["chapter"] == "reflections"])),
        "recommendations": ("recommendations", _written(advising(recommendations))),
    }
    used = pd.concat([part["theme"] for _, part in parts.values()])
    rows: list[tuple[object, ...]] = []
    for theme, title in _theme_list(report.themes, used):
        for measure, (table, part) in parts.items():
            total = float(part["amount"].sum())
            chosen = part[_same(part["theme"], theme)]
            amount = float(chosen["amount"].sum())
            unit = "hours" if measure == "hours" else "characters"
            share = amount / total if total else None
            told = (amount, unit, len(chosen), share, table, list(chosen.index))
            rows.append((report.meta.cohort, theme, title, measure, *told))
    frame = typed_frame(rows, COVERAGE_COLUMNS)
    frame.attrs |= {"domestic_hours": domestic, "parallel": _has_parallel(timed)}
    frame.attrs["likeness"] = by_likeness(*(part for _, part in parts.values()))
    told = recommendations["theme_source"].dropna()
    frame.attrs["all_likeness"] = bool(len(told) and (told == "likeness").all())
    return from_report(frame, report, "sessions", "sections")


def by_likeness(*tables: pd.DataFrame) -> bool:
    """True if the theme of some row was inferred from similar wording."""
    return any((table["theme_source"] == "likeness").fillna(False).any() for table in tables)


def _timed(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the courses, visits and exchanges with times, and their minutes; abroad by default."""
    timed = sessions["end"] > sessions["start"]  # false if one of the two is missing
    contact = sessions[timed & sessions["kind"].isin(CONTACT_KINDS)]
    minutes = (contact["end"] - contact["start"]).dt.total_seconds() / 60
    return contact.assign(part=contact["part"].fillna("abroad"), minutes=minutes.round())


def _has_parallel(contact: pd.DataFrame) -> bool:
    """True if entries overlap, so that they add up to more hours than there were."""
    return bool(measure_days(contact)["contact_minutes"].sum() < contact["minutes"].sum())


def _written(texts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with text of their own, and its length; headings alone do not count."""
    amount = texts["text"].fillna("").map(count_words_as_office).astype(float)
    return texts.assign(amount=amount)[amount > 0]


def _theme_list(themes: pd.DataFrame, used: pd.Series) -> list[tuple[object, object]]:
    """Return all themes in order, then themes without a title, then none if something has no theme."""
    titles = dict(zip(themes["theme"], themes["title"], strict=True))
    untitled = sorted(set(used.dropna()) - set(titles))
    none = [(None, None)] if used.isna().any() else []
    return [*titles.items(), *((theme, None) for theme in untitled), *none]


def _same(column: pd.Series, theme: object) -> pd.Series:
    return column.isna() if theme is None else (column == theme).fillna(False).astype(bool)


def say_hours(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the theme with most contact hours of the journey."""
    journey = of_journey(frame)
    whole = float(journey["hours"].sum())
    if whole == 0:
        return label("hours.empty", lang)
    place = where(float(frame["hours"].sum()) > whole, lang)
    by_theme = _themes(journey, "hours", lang)
    if by_theme.sum() == 0:
        return label("hours.themeless", lang, hours=quantity(whole, 2))
    names, top = leaders(by_theme)
    key = "hours.finding" if len(names) == 1 else "hours.finding_each"
    values = {"hours": quantity(top, 2), "whole": quantity(whole, 2), "share": percent(top / whole)}
    sentence = label(key, lang, themes=quoted(names, lang), where=place, **values)
    loose = whole - float(by_theme.sum())
    others = sorted(by_theme, reverse=True)[len(names) :]
    if loose + max(others, default=0.0) <= top:  # no other theme can have more
        return sentence
    key = "hours.more" if loose > top else "hours.loose"
    return sentence + label(key, lang, hours=quantity(loose, 2), share=percent(loose / whole))


def say_coverage(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the theme with most hours, and the one with most recommendations."""
    if frame["theme"].notna().sum() == 0:
        return label("coverage.empty", lang)
    # Compare whole percentages, as printed, so that equal printed values count as equal.
    by_hours = _themes(frame[frame["measure"] == "hours"], "share", lang).round(2)
    advice = _themes(frame[frame["measure"] == "recommendations"], "share", lang).round(2)
    # If most recommendations have no theme, no theme is said to have most of them.
    has_hours, has_advice = by_hours.max() > 0, advice.sum() >= 0.5
    if not has_hours and not has_advice:
        return label("coverage.nothing", lang)
    first, most = leaders(by_hours)
    other, said = leaders(advice)
    values = {
        "themes": quoted(first, lang), "other": quoted(other, lang),
        "hours": shared_by(first, percent(most), lang),
        "share": shared_by(other, percent(said), lang),
    }  # fmt: skip
    both = "same" if first == other else "different"
    key = "no_recommendations" if not has_advice else both if has_hours else "no_hours"
    values["guessed"] = label("coverage.guessed", lang) if frame.attrs.get("all_likeness") else ""
    place = where(frame.attrs.get("domestic_hours", 0) > 0, lang)
    loose = frame.loc[(frame["measure"] == "hours") & frame["theme"].isna(), "share"].sum()
    more = label("coverage.loose", lang, share=percent(loose)) if loose > most > 0 else ""
    return label(f"coverage.{key}", lang, where=place, **values) + more


def _themes(frame: pd.DataFrame, column: str, lang: str) -> pd.Series:
    """Return sums by theme name, without rows that have no theme."""
    known = frame[frame["theme"].notna()]
    pairs = zip(known["theme"], known["theme_title"], strict=True)
    names = [theme_name(theme, title, lang) for theme, title in pairs]
    return known[column].fillna(0).astype(float).groupby(names, sort=False).sum()


def hours_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the chart of hours shows, with courses at home and inferred themes."""
    both = frame["part"].nunique() > 1
    shown = label("hours.shown_apart" if both else "hours.shown", lang)
    return shown + _notes(frame, lang)


def _notes(frame: pd.DataFrame, lang: str) -> str:
    """List the limits of the numbers: overlapping entries, differing times, and themes (some or
    all) inferred from similar wording."""
    parallel = label("hours.parallel", lang) if frame.attrs.get("parallel") else ""
    told = "all_likeness" if frame.attrs.get("all_likeness") else "likeness"
    likeness = label(f"themes.{told}", lang) if frame.attrs.get(told) else ""
    conflicts = noted("times.conflict", lang, frame.attrs.get("lengths", 0))
    return parallel + conflicts + likeness


def coverage_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the chart of coverage shows, which hours are left out, and which themes were inferred."""
    told = measured(frame)
    home = frame.attrs.get("domestic_hours", 0) if "hours" in told else 0
    texts = [label(f"coverage.{one}", lang) for one in told if one != "hours"]
    key = "hours" if not texts else "both" if "hours" in told else "texts"
    what = label(f"coverage.of_{key}", lang, texts=listing(texts, lang))
    shown = label("coverage.shown", lang, what=what)
    if rest := [word("measure", one, lang) for one in MEASURES if one not in told]:
        shown += label("coverage.left_out", lang, measures=listing(rest, lang))
    shown += label("coverage.home", lang, hours=quantity(home, 2)) if home else ""
    return shown + _notes(frame, lang)


def hours_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the hours of the journey by theme, a series per kind of session and one for courses at
    home; most hours first, no theme last."""
    journey = of_journey(frame)
    kinds = [kind for kind in CONTACT_KINDS if (journey["kind"] == kind).any()]
    whole = float(journey["hours"].sum())
    bars = []
    for theme, group in frame.groupby("theme", sort=False, dropna=False):
        own = group[group.index.isin(journey.index)]
        hours = own.groupby("kind")["hours"].sum().astype(float).reindex(kinds)
        total = float(own["hours"].sum())
        home = float(group["hours"].sum()) - total
        name = theme_words(theme, group["theme_title"].iloc[0], lang)
        note = _hours_note(total, home, whole, lang)
        bars.append((pd.isna(theme), -total, name, [*hours, home], note))
    bars.sort(key=itemgetter(0, 1))
    _none, _total, names, rows, notes = zip(*bars, strict=True)
    columns = [*(word("kind", kind, lang) for kind in kinds), label("hours.home_key", lang)]
    values = pd.DataFrame(rows, index=names, columns=columns, dtype=float)
    values = values.where(values != 0)
    if values.iloc[:, -1].isna().all():
        values = values.iloc[:, :-1]
    colours = (*(kind_colour(kind) for kind in kinds), GRID)[: len(values.columns)]
    return Grid(values, "0.0#", colours, notes=notes)


def _hours_note(total: float, home: float, whole: float, lang: str) -> str:
    """State the hours of a theme on the journey and their share, and name the journey if there were
    hours at home, too."""
    if not total:
        return label("hours.none", lang)
    place = f"{label('journey', lang)} " if home else ""
    return f"{place}{label('unit.hours', lang, n=quantity(total, 2))} ({percent(total / whole)})"


def coverage_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the shares of hours, notes, reflections and recommendations: a bar each, a series
    per theme."""
    told, groups = measured(frame), list(frame.groupby("theme", sort=True, dropna=False))
    shares = [group.set_index("measure")["share"].reindex(told).tolist() for _t, group in groups]
    names = [theme_words(theme, group["theme_title"].iloc[0], lang) for theme, group in groups]
    heads = [word("measure", measure, lang) for measure in told]
    table = pd.DataFrame(shares, index=names, columns=heads, dtype="Float64").astype(float).T
    amounts = frame.groupby("measure")["amount"].sum()
    notes = [
        label("unit.hours" if one == "hours" else "unit.characters", lang, n=quantity(amounts[one]))
        for one in told
    ]
    colours = tuple(theme_colour(theme) for theme, _group in groups)
    return Grid(table.where(table > 0), "0%", colours, notes=tuple(notes))


def measured(frame: pd.DataFrame) -> list[str]:
    """Return the measures in which some theme has a share; a measure without themes is not shown as 0 %."""
    themed = frame[frame["theme"].notna() & (frame["share"] > 0).fillna(False)]
    return [measure for measure in MEASURES if (themed["measure"] == measure).any()]


_HOURS = Question(
    "theme-hours", "bar", hours, "theme part kind hours", say_hours, hours_shown,
    answered=lambda frame: bool(frame.loc[frame["theme"].notna(), "hours"].sum() > 0),
    grid=hours_grid,
)  # fmt: skip
_COVERAGE = Question(
    "theme-coverage", "bar", coverage, "theme measure share", say_coverage, coverage_shown,
    answered=lambda frame: bool(measured(frame)), grid=coverage_grid,
)  # fmt: skip
#: In the order of a briefing.
QUESTIONS = (_HOURS, _COVERAGE)

plot_hours = plotting(
    _HOURS,
    "Hours of the journey by theme, divided by kind; longest first, no theme last. Courses at home"
    " are shown behind them in light grey and are not counted.",
)
plot_coverage = plotting(
    _COVERAGE,
    "Shares of the hours, notes, reflections and recommendations: a bar each, divided by theme.",
)
