"""Cohorts side by side: key figures, returning agencies, hours and recommendations over the years.

>>> import tourlib
>>> from tourlib import cohorts
>>> frame = cohorts.compare(tourlib.load_all())     # doctest: +SKIP
>>> chart = cohorts.plot_compare(frame)             # doctest: +SKIP
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tourlib.agencies.counting import counted_people
from tourlib.charts.bars import Grid, words_grid
from tourlib.charts.canvas import open_canvas, write
from tourlib.charts.foot import cohorts_line
from tourlib.charts.house import GREY_INK, accent
from tourlib.charts.style import LABEL, SMALL, SUBTITLE
from tourlib.directory.bodies import current_name, name_in
from tourlib.labels import head, label, noted, quantity, word
from tourlib.phrases import cohort_names, of_journey, topics_are, visits_word, with_note
from tourlib.question import Facts, Question, from_report, plotting, typed_frame
from tourlib.report import Report
from tourlib.schedule import CONTACT_KINDS, measure_days
from tourlib.vocabulary import label as cover_label
from tourlib.words.texts import advice_texts, advising, table_of

#: The measures compared, in the order of the panels.
MEASURES = ("people", "agencies", "contact_hours", "items")
#: Maximum number of cohorts shown (the latest), and of rows for returning agencies.
MAX_COHORTS, MAX_AGENCIES = 12, 30

_COLUMNS = (
    "cohort people agencies days contact_hours domestic_hours visits themes topics items rows"
)
_RECURRENCE = "branch level parent cohorts first last times people status rows"
#: In the order of the title: returning, new, absent.
_STATUSES = ("returning", "new", "absent", "only")
Tables = Mapping[str, pd.DataFrame]


def compare(tables: Tables) -> pd.DataFrame:
    """Return one row per cohort.

    Args:
        tables: what :func:`tourlib.load_all` returns.

    Returns:
        ``people`` and ``agencies`` (distinct parent bodies), without staff as in :mod:`tourlib.agencies`,
        ``days`` of the journey with a course, visit or exchange, its ``contact_hours``, ``domestic_hours``
        of courses at home, ``visits`` (courses and visits described in the report), ``themes``, ``topics``
        and ``items`` of the recommendations (without bare headings). What a report does not state is
        missing, not zero: people without a roster, hours of a timetable without times. ``attrs["rows"]``:
        for each cohort table → labels of the rows counted.
    """
    years = {int(c) for frame in tables.values() for c in frame["cohort"].dropna().unique()}
    rows = []
    for year in sorted(years):
        own = {n: frame[(frame["cohort"] == year).fillna(False)] for n, frame in tables.items()}
        found = _figures(own)
        counted: dict[str, list[Any]] = {}
        for _value, table, labels in found.values():
            counted[table] = list(dict.fromkeys([*counted.get(table, ()), *labels]))
        values = {name: value for name, (value, _table, _labels) in found.items()}
        rows.append({"cohort": year, **values, "rows": counted})
    return _of_cohorts(typed_frame(rows, _COLUMNS), years)


def _of_cohorts(frame: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return the frame without ``rows``, which go to ``attrs`` with the foot line."""
    bare = frame.drop(columns="rows")
    bare.attrs["rows"] = list(frame["rows"])
    bare.attrs["foot"] = {lang: cohorts_line(years, lang) for lang in ("zh", "en")}
    return bare


def _figures(own: Tables, days: int = 0) -> dict[str, tuple[float | None, str, list[Any]]]:
    """Return the key figures of one cohort: for each its value, the table in which it was counted,
    and the labels of the rows. ``days``: length of the journey according to the cover."""
    sessions, advice = own["sessions"], advising(own["recommendations"])
    density = measure_days(sessions)
    journey = of_journey(density)
    people = counted_people(own["participants"])
    hours = float(journey["contact_minutes"].sum()) / 60
    domestic = float(density["contact_minutes"].sum()) / 60 - hours
    timed = density["window_minutes"].notna().any()
    study = journey[journey["contact_sessions"] > 0]
    abroad = [*dict.fromkeys(itertools.chain(*journey["rows"]))]
    days = max(days, journey["date"].nunique())
    whole = {"journey_days": (days, "sessions", abroad)}
    taught = sessions.index[sessions["kind"].isin(CONTACT_KINDS) & sessions["end"].notna()]
    heads = advice_texts(own["recommendations"], own["sections"]).drop_duplicates("topic")
    heads = heads[heads["topic"].isin(advice["topic"])]
    return {
        "people": (len(people) or None, "participants", list(people.index)),
        "agencies": (people["parent"].nunique() or None, "participants", list(people.index)),
        **(whole if study["date"].nunique() < days else {}),
        "days": (
            study["date"].nunique() or None, "sessions", [*itertools.chain(*study["rows"])],
        ),
        "contact_hours": (
            hours if timed else None, "sessions", [*taught.intersection(abroad, sort=False)],
        ),
        "domestic_hours": (
            domestic if timed else None, "sessions", [*taught.difference(abroad, sort=False)],
        ),
        "visits": (len(own["visits"]), "visits", list(own["visits"].index)),
        "themes": (len(own["themes"]), "themes", list(own["themes"].index)),
        "topics": (advice["topic"].nunique(), table_of(heads), list(heads.index)),
        "items": (len(advice), "recommendations", list(advice.index)),
    }  # fmt: skip


def figures(report: Report) -> pd.DataFrame:
    """Return the key figures of a report: ``figure`` (see :func:`compare`) and ``value``, in the
    order of a briefing; what the report does not state is left out."""
    start, end = report.meta.start, report.meta.end
    days = (end - start).days + 1 if start and end else 0
    found = _figures(report.tables(), days)
    horizons = topics_are(report.recommendations) == "horizons"
    if horizons or found["topics"][0] == found["items"][0]:
        del found["topics"]
    told = [
        {"figure": name, "value": value, "table": table, "rows": rows}
        for name, (value, table, rows) in found.items()
        if value
    ]
    frame = typed_frame(told, "figure value table rows")
    frame.attrs["left_out"] = len(report.participants) - len(counted_people(report.participants))
    frame = from_report(frame, report, "sessions")
    cover = report.lines.loc[report.lines["claimed_by"] == "meta", ["line", "text"]].values
    said = tuple(n for n, text in cover if (cover_label("cover", text) or "_")[0] == "period")
    for place in frame.index[(frame["figure"] == "journey_days") & (frame["value"] == days)]:
        frame.attrs["lines"][place], frame.attrs["cover"] = said, 1
    return frame


def recurrence(tables: Tables) -> pd.DataFrame:
    """Return which parent bodies sent people repeatedly, and which are new, over the cohorts.

    Args:
        tables: what :func:`tourlib.load_all` returns, for one or more cohorts.

    Returns:
        One row per parent body, under its present name (行政院農業委員會 is counted with 農業部):
        ``branch``, ``level``, ``parent``, ``cohorts`` (list of years), ``first``, ``last``, ``times``
        (number of cohorts), ``people`` (in all), ``status`` in the latest cohort: ``returning``,
        ``new`` (first time), ``absent``, or ``only`` if there is one cohort. Most cohorts first, then
        most people, then by name. ``attrs["rows"]``: the labels of each body's people.
    """
    people = counted_people(tables["participants"])
    people = people[people["parent"].notna() & people["cohort"].notna()]
    people = people.assign(parent=[current_name(str(name)) for name in people["parent"]])
    years = sorted({int(year) for year in people["cohort"]})
    rows = []
    for parent, group in people.groupby("parent", sort=True):
        sent = sorted({int(year) for year in group["cohort"]})
        branch, level = group[["branch", "level"]].iloc[-1]
        told = (len(sent), len(group), _status(sent, years), list(group.index))
        rows.append((branch, level, parent, sent, sent[0], sent[-1], *told))
    frame = typed_frame(rows, _RECURRENCE).sort_values(
        ["times", "people", "parent"],
        ascending=[False, False, True],
        kind="stable",
        ignore_index=True,
    )
    return _of_cohorts(frame, years)


def _status(sent: list[int], years: list[int]) -> str:
    if len(years) == 1:
        return "only"
    if years[-1] not in sent:
        return "absent"
    return "returning" if len(sent) > 1 else "new"


def say_compare(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State how people, hours and recommendations changed from the first to the last cohort."""
    if frame.empty:
        return label("cohorts.empty", lang)
    first, last = int(frame["cohort"].iloc[0]), int(frame["cohort"].iloc[-1])
    if len(frame) == 1:
        return label("cohorts.one", lang, cohort=cohort_names([first], lang))
    changes = {
        "people": _change(frame, "people", lang),
        "hours": _change(frame, "contact_hours", lang),
        "items": _change(frame, "items", lang),
    }
    return label("cohorts.finding", lang, first=first, last=last, **changes)


def _change(frame: pd.DataFrame, column: str, lang: str) -> str:
    """Return the first and the last known value, with the cohort if it is not the frame's first or last."""
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
    if len(known) > 1 and told[0] == told[1]:
        return label("cohorts.same", lang, value=told[0])
    return told[0] if len(known) == 1 else " → ".join(told)


def say_figures(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State the first of the key figures in a sentence."""
    if len(frame) == 0:
        return label("figures.empty", lang)
    parts = _figures_told(frame, lang)[:4]
    return label("figures.finding", lang, figures=("，" if lang == "zh" else ", ").join(parts))


def _figures_told(frame: pd.DataFrame, lang: str) -> Facts:
    """Return each number with what it counts; days of study differ from days of a longer journey."""
    longer = {"days": "study_days"} if "journey_days" in set(frame["figure"]) else {}
    return tuple(
        label(f"figures.{longer.get(name, name)}", lang, n=quantity(value, 2), what=what)
        for what in [visits_word(frame, lang, counted=True)]
        for name, value in frame[["figure", "value"]].itertuples(index=False)
    )


def say_recurrence(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State how many parent bodies of the latest cohort are returning or new, and how many stayed away."""
    if len(frame) == 0:
        return label("recurrence.empty", lang)
    cohort = cohort_names([int(frame["last"].max())], lang)
    if (frame["status"] == "only").all():
        return label("recurrence.one", lang, cohort=cohort, n=len(frame))
    status = frame["status"].value_counts(sort=False)
    values = {name: int(status.get(name, 0)) for name in ("returning", "new", "absent")}
    here = values["returning"] + values["new"]
    key = "all_new" if not values["returning"] else "finding" if values["new"] else "all_back"
    key += "_one" if here == 1 else ""
    sentence = label(f"recurrence.{key}", lang, cohort=cohort, here=here, **values)
    return sentence + noted("recurrence.away", lang, values["absent"])


def recurrence_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return agencies by cohorts, with a mark where they sent somebody, and their status."""
    order = frame["status"].map(_STATUSES.index).sort_values(kind="stable").index
    shown = frame.loc[order].head(MAX_AGENCIES)
    years = sorted({int(year) for held in frame["cohorts"] for year in held})[-MAX_COHORTS:]
    sent = [[1.0 if year in held else None for year in years] for held in shown["cohorts"]]
    names = [name_in(parent, lang) for parent in shown["parent"]]
    values = pd.DataFrame(sent, index=pd.Index(names), columns=list(map(str, years)), dtype=float)
    texts = values.map(lambda value: "" if pd.isna(value) else "●")
    texts.insert(len(years), label("recurrence.now", lang), [
        label(f"recurrence.{status}", lang) for status in shown["status"]
    ])  # fmt: skip
    return Grid(values.reindex(columns=texts.columns), texts=texts)


def recurrence_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the table of agencies shows, and how many have no row."""
    rest = noted("recurrence.rest", lang, len(frame) - MAX_AGENCIES)
    return label("recurrence.shown", lang) + rest


def figures_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the key figures as a table with one column."""
    names = pd.Index(_figure_names(frame, lang), name=head("figure", lang))
    numbers = [quantity(float(value), 2) for value in frame["value"]]
    texts = pd.DataFrame({label("figures.value", lang): numbers}, index=names)
    return words_grid(texts)


def _figure_names(frame: pd.DataFrame, lang: str) -> list[str]:
    staff = frame.attrs.get("left_out")
    note = label("figures.staff", lang, n=staff) if staff else ""
    return [
        with_note(word("figure", name, lang), note if name == "people" else "", lang)
        for name in frame["figure"]
    ]


def _draw_figures(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw each number in large type, with its name below."""
    wide, high = open_canvas(axes)
    across = min(len(frame), 5 if len(frame) > 8 else 4)
    cell, tall = wide / across, high / -(-len(frame) // across)
    told = zip(_figure_names(frame, lang), frame["value"], strict=True)
    for place, (name, value) in enumerate(told):
        x, y = place % across * cell, high - (place // across + 1) * tall
        number = (x, y + tall * 0.42, cell - 16, tall * 0.5)
        write(axes, quantity(float(value), 2), number, (64.0, 20.0), ink=accent(), bold=True)
        words = (x, y + tall * 0.16, cell - 16, tall * 0.26)
        write(axes, name, words, (SUBTITLE, 8.0), ink=GREY_INK)


def _draw_compare(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw one panel per measure, with one column per cohort."""
    wide, high = open_canvas(axes)
    shown = frame.tail(MAX_COHORTS)
    for place, measure in enumerate(MEASURES):
        left, low = place % 2 * wide / 2, high - (place // 2 + 1) * high / 2
        box = (left / wide, (low + 24) / high, (wide / 2 - 36) / wide, (high / 2 - 58) / high)
        panel = axes.inset_axes(box)
        known = shown[measure].astype("Float64")
        bars = panel.bar(range(len(shown)), known.fillna(0.0).astype(float), 0.72, color=accent())
        none = label("coverage.no_data", lang)
        texts = [none if pd.isna(value) else quantity(float(value)) for value in known]
        panel.bar_label(bars, texts, padding=2, size=SMALL)
        panel.set_title(label(f"figure.{measure}", lang), loc="left", size=LABEL, weight="bold",
                       pad=14)  # fmt: skip
        panel.set_xticks(range(len(shown)), [str(int(c)) for c in shown["cohort"]], size=SMALL)
        panel.set_xlim(-0.5, max(len(shown), 5) - 0.5)
        panel.yaxis.set_visible(False)
        panel.spines["bottom"].set_color(GREY_INK)


_FIGURES = Question(
    "key-figures", "heat", figures, "figure value", say_figures,
    lambda frame, lang: label("figures.shown", lang) + noted("figures.cover", lang, frame.attrs.get("cover", 0))
    + noted("times.conflict", lang, frame.attrs.get("lengths", 0)), _figures_told, grid=figures_grid, draw=_draw_figures,
)  # fmt: skip
_COMPARE = Question(
    "cohorts", "picture", compare, "cohort people agencies contact_hours items", say_compare,
    lambda frame, lang: label("cohorts.shown", lang),
    answered=lambda frame: len(frame) > 1, draw=_draw_compare, given="tourlib.load_all()",
)  # fmt: skip
_RECURRENCE_QUESTION = Question(
    "recurrence", "heat", recurrence, "parent cohorts status", say_recurrence, recurrence_shown,
    answered=lambda frame: bool((frame["status"] != "only").any()),
    grid=recurrence_grid, given="tourlib.load_all()",
)  # fmt: skip
#: For a briefing about a single report.
QUESTIONS = (_FIGURES,)

plot_figures = plotting(_FIGURES, "The key figures of a report, each number large.")
plot_compare = plotting(
    _COMPARE, "One panel per measure, one column per cohort; with one cohort, what is missing."
)
plot_recurrence = plotting(
    _RECURRENCE_QUESTION,
    "Agencies by cohort, with a mark if they sent somebody; with one cohort, what is missing.",
)
