"""The timetable: how full the days were, and with what.

Density = contact minutes / window minutes. Contact is time with hosts, speakers or counterparts
(:data:`CONTACT_KINDS`); the window runs from the first start to the last end of the day's timed
entries of any kind. Time shared by two entries counts once. Entries without start or end in the
timetable are not counted, and their number is given.

>>> from tourlib import schedule
>>> days = schedule.days(report)            # doctest: +SKIP
>>> chart = schedule.plot_days(days)        # doctest: +SKIP
"""

from __future__ import annotations

import itertools
import math
from operator import itemgetter
from typing import Any

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.house import MUTED, accent
from tourlib.charts.style import Chart
from tourlib.charts.week import draw_week
from tourlib.clocks import HALVES
from tourlib.labels import CLAUSE, clock, label, listing, noted, percent, quantity, word
from tourlib.phrases import (
    MAX_NAMED,
    day_name,
    leaders,
    line,
    of_journey,
    shared_by,
    theme_titles,
    where,
)  # fmt: skip
from tourlib.question import Question, Size, draw_pages, expect, from_report, plotting, typed_frame
from tourlib.report import Report
from tourlib.vocabulary import meaning

#: Kinds of entries that are time with hosts, speakers or counterparts. Ceremonies are not.
CONTACT_KINDS = ("course", "visit", "exchange")
#: Maximum number of days on a page of the week grid: with hours, without, and in portrait format.
_PAGE_DAYS, _UNTIMED_DAYS, _UPRIGHT_DAYS = 7, 10, 3
Block = dict[str, Any]

DAY_COLUMNS = (
    "cohort date part sessions contact_sessions course_sessions visit_sessions exchange_sessions"
    " contact_minutes course_minutes visit_minutes exchange_minutes transfer_minutes meal_minutes"
    " window_start window_end window_minutes density untimed inferred rows"
)
BLOCK_COLUMNS = (
    "session date part start_hour end_hour lane lanes timed end_inferred kind theme theme_title"
    " title rows"
)


def days(report: Report) -> pd.DataFrame:
    """Return one row per day of the timetable, by date; days without a date come last.

    Returns:
        ``cohort``, ``date``, ``part``; ``sessions`` (entries of the day, timed or not),
        ``contact_sessions`` and its parts ``course_sessions``, ``visit_sessions`` and ``exchange_sessions``
        (timed or not); minutes, each the union of the entries' times: ``contact_minutes``, its parts
        ``course_minutes``, ``visit_minutes`` and ``exchange_minutes``, ``transfer_minutes``,
        ``meal_minutes``; ``window_start``, ``window_end``, ``window_minutes``; ``density`` (0 to 1,
        ``<NA>`` for a day without timed entries, and for a day with a single entry, which would always be
        full); ``untimed`` (entries not counted), ``inferred`` (entries without a printed end, counted until
        the next begins). ``attrs``: see :func:`tourlib.question.from_report`.
    """
    return from_report(measure_days(report.sessions), report, "sessions")


def measure_days(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`days` of a table ``sessions``, with ``rows`` (labels of the day's rows in it)."""
    found = [_day(day, group) for day, group in sessions.groupby("date", dropna=False, sort=True)]
    return typed_frame(found, DAY_COLUMNS)


def _day(day: object, group: pd.DataFrame) -> Block:
    timed = group[group["end"] > group["start"]]  # false if one of the two is missing
    minutes = {
        f"{kind}_minutes": _minutes_of(timed[timed["kind"] == kind])
        for kind in (*CONTACT_KINDS, "transfer", "meal")
    }
    contact = timed[timed["kind"].isin(CONTACT_KINDS)]
    row: Block = {
        "cohort": group["cohort"].iloc[0],
        "date": day,
        "part": group["part"].iloc[0],
        "sessions": len(group),
        "contact_sessions": int(group["kind"].isin(CONTACT_KINDS).sum()),
        **{f"{kind}_sessions": int((group["kind"] == kind).sum()) for kind in CONTACT_KINDS},
        "contact_minutes": _minutes_of(contact),
        **minutes,
        "untimed": len(group) - len(timed),
        "inferred": int(timed["end_inferred"].fillna(False).sum()),
        "rows": list(group.index),
    }
    if len(timed):
        first, last = timed["start"].min(), timed["end"].max()
        window = int((last - first) / pd.Timedelta(minutes=1))
        row |= {"window_start": first, "window_end": last, "window_minutes": window}
        told = window and len(timed) > 1
        row["density"] = _minutes_of(contact) / window if told else None
    return row


def week(report: Report) -> pd.DataFrame:
    """Return the timetable as blocks of a week grid: one row per block, by day and time.

    Overlapping entries are placed in lanes side by side; an entry that runs past midnight is split
    there; an entry without both times is a block with ``timed`` false and only its start. If some
    of these have a part of the day (:attr:`tourlib.report.Report.halves`), there is a column
    ``half``. Entries without a date are left out (``attrs["undated"]`` is their number).

    Returns:
        ``session``, ``date``, ``part``, ``start_hour`` and ``end_hour`` (0 to 24), ``lane`` (from
        0) of ``lanes``, ``timed``, ``kind``, ``theme``, ``theme_title``, ``title``. ``attrs``: see
        :func:`tourlib.question.from_report`.
    """
    sessions, themes = report.sessions, report.themes
    half = pd.Series([*report.halves] or None, dtype="string").reindex(sessions.index)
    titled = sessions["theme"].map(themes.set_index("theme")["title"])
    dated = sessions.assign(half=half, theme_title=titled)[sessions["date"].notna()]
    pieces = [piece for label, entry in dated.iterrows() for piece in _pieces(label, entry)]
    blocks: list[Block] = []
    for day in sorted({piece["date"] for piece in pieces}):
        blocks += _with_lanes([piece for piece in pieces if piece["date"] == day])
    told = " half" if any(pd.notna(block.get("half")) for block in blocks) else ""
    frame = typed_frame(blocks, BLOCK_COLUMNS + told)
    frame.attrs |= {"undated": len(sessions) - len(dated)}
    frame.attrs["themes"] = theme_titles(themes)
    return from_report(frame, report, "sessions")


def _pieces(label: object, entry: pd.Series) -> list[Block]:
    """Return an entry as blocks, one for each day that it covers."""
    names = ("session", "part", "kind", "theme", "theme_title", "title", "end_inferred")
    common = {name: entry[name] for name in names}
    common |= {"rows": [label], "lane": 0, "lanes": 1}
    start, end, hour = entry["start"], entry["end"], pd.Timedelta(hours=1)
    timed = end > start  # false if one of the two is missing
    if not timed:
        began = None if pd.isna(start) else (start - start.normalize()) / hour
        own = {"date": entry["date"], "timed": False, "half": entry["half"], "start_hour": began}
        return [common | own]
    return [
        common
        | {"date": day, "timed": True}
        | {"start_hour": max((start - day) / hour, 0.0), "end_hour": min((end - day) / hour, 24.0)}
        for day in pd.date_range(start.normalize(), end, inclusive="left")
    ]


def _with_lanes(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a day, overlapping ones side by side, those without times last; each
    group of overlapping blocks has as many lanes as it needs."""
    timed = itemgetter("timed")
    done: list[Block] = []
    run: list[Block] = []
    ends: list[float] = []
    for block in sorted(filter(timed, blocks), key=itemgetter("start_hour", "end_hour")):
        start, end = block["start_hour"], block["end_hour"]
        if run and start >= max(ends):
            done += [piece | {"lanes": len(ends)} for piece in run]
            run, ends = [], []
        free = [lane for lane, busy in enumerate(ends) if busy <= start]
        lane = free[0] if free else len(ends)
        ends[lane : lane + 1] = [end]
        run.append(block | {"lane": lane})
    done += [piece | {"lanes": len(ends)} for piece in run]
    return [*done, *itertools.filterfalse(timed, blocks)]


def _minutes_of(timed: pd.DataFrame) -> int:
    """Return the minutes covered by at least one entry."""
    minute = pd.Timedelta(minutes=1)
    return int(_covered(*((timed[side] - pd.Timestamp(0)) / minute for side in ("start", "end"))))


def _covered(starts: pd.Series, ends: pd.Series) -> float:
    """Return the total length covered by at least one of the spans."""
    total, reached = 0.0, -math.inf
    for start, end in sorted(zip(starts, ends, strict=True)):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def say_days(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State the contact hours per day of the journey, their share of the window, and the fullest day."""
    if len(frame) == 0:
        return label("density.empty", lang)
    timed = _timed(frame)
    if len(timed) == 0:
        return label("density.untimed_only", lang, n=int(frame["untimed"].sum()))
    journey = _averaged(timed)
    contact, window = journey["contact_minutes"].sum(), journey["window_minutes"].sum()
    values: Block = {"hours": quantity(contact / 60 / len(journey))}
    values["share"] = percent(contact / window)
    whole = journey["density"].isna().all()
    if len(journey) == 1:
        date = day_name(journey["date"].iloc[0], lang)
        return label("density.whole" if whole else "density.finding_one", lang, date=date, **values)
    home = timed.drop(of_journey(timed).index)
    values |= {"where": where(len(home) > 0, lang), "days": len(journey)}
    apart = where(home["density"].notna().any(), lang)
    sentence = label("density.whole_days" if whole else "density.finding", lang, **values)
    return sentence.strip() + _fullest(journey, apart, lang)


def _timed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the days with timed entries."""
    return frame[frame["window_minutes"].fillna(0) > 0]


def _averaged(timed: pd.DataFrame) -> pd.DataFrame:
    """Return the days of the journey to average: those with contact and, if possible, a density."""
    days = of_journey(timed)
    busy = days[days["contact_minutes"] > 0]
    return next(filter(len, (busy[busy["density"].notna()], busy)), days)


def _fullest(timed: pd.DataFrame, place: str, lang: str) -> str:
    """Name the fullest day or days; empty if all are alike. ``place`` is the word for the journey,
    needed if days at home have a density, too."""
    names = [day_name(date, lang) for date in timed["date"]]
    days, most = leaders(pd.Series(timed["density"].astype(float).to_numpy(), index=names))
    if len(days) == len(timed) or most == 0:
        return ""
    top = shared_by(days, percent(most), lang)
    if len(days) > MAX_NAMED:
        return label("density.fullest_many", lang, where=place, n=len(days), top=top)
    return label("density.fullest", lang, where=place, dates=listing(days, lang), top=top)


def say_week(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State the numbers of courses, visits and exchanges, their days and hours, and what took place
    at home before the journey.
    """
    if len(frame) == 0:
        return label("week.empty", lang)
    contact = frame[frame["kind"].isin(CONTACT_KINDS)]
    journey = of_journey(contact)
    if len(journey) == 0:
        return label("week.finding_none", lang, days=frame["date"].nunique())
    sessions = journey.drop_duplicates("session")
    counted = sessions["kind"].value_counts(sort=False)
    kinds = [
        label("week.kind", lang, kind=word("kind", kind, lang).lower(), n=counted[kind])
        for kind in CONTACT_KINDS
        if kind in counted
    ]
    home = contact.drop(journey.index)
    hours = _contact_hours(journey)
    printed = frame.get("half", pd.Series(dtype="string"))
    halves = [word("half", half, lang) for half in HALVES if (printed == half).any()]
    told_halves = "some_halves" if printed.isna().any() else "halves" if halves else "untimed"
    told = label(
        f"week.{'finding' if hours else told_halves}", lang,
        partly=noted("week.partly", lang, int(sessions["timed"].sum()) % len(sessions)),
        where=where(len(home) > 0, lang), hours=quantity(hours, 2), kinds=listing(kinds, lang),
        sessions=len(sessions), days=journey["date"].nunique(), halves=listing(halves, lang),
    ).strip()  # fmt: skip
    if len(home) == 0:
        return told
    apart = {"days": home["date"].nunique(), "hours": quantity(_contact_hours(home), 2)}
    return told + label("week.home" if _contact_hours(home) else "week.home_untimed", lang, **apart)


def _contact_hours(blocks: pd.DataFrame) -> float:
    """Return the hours covered by at least one block of each day."""
    days = blocks[blocks["timed"]].groupby("date")[["start_hour", "end_hour"]]
    return sum(_covered(day["start_hour"], day["end_hour"]) for _, day in days)


def days_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the chart of days shows, and which entries are not counted."""
    timed = _timed(frame)
    note = noted("density.idle", lang, len(of_journey(timed)) - len(_averaged(timed)))
    for name in ("untimed", "inferred"):
        note += noted(f"density.{name}", lang, int(frame[name].sum()))
    return (
        label("density.shown", lang)
        + note
        + noted("times.conflict", lang, frame.attrs.get("conflicts", 0))
    )


def week_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the week grid shows, what has no theme, and how many entries have no date."""
    note = noted("week.themeless", lang, frame.attrs.get("themeless", _themeless(frame)))
    note += noted("week.undated", lang, frame.attrs.get("undated", 0))
    number, pages = frame.attrs.get("page", (1, 1))
    if pages > 1:
        first, last = (day_name(day, lang) for day in (frame["date"].min(), frame["date"].max()))
        days = label("week.days", lang, first=first, last=last) if first != last else first
        note += label("week.page", lang, page=number, pages=pages, days=days)
    inferred = frame.loc[frame["end_inferred"].fillna(False), "session"].nunique()
    note += noted("week.inferred", lang, inferred) + noted(
        "times.conflict", lang, frame.attrs.get("conflicts", 0)
    )
    themed = frame.attrs.get("themes") or frame["theme"].notna().any()
    return label("week.shown" if themed else "week.shown_kinds", lang) + note


def _themeless(frame: pd.DataFrame) -> int:
    """Return how many courses, visits and exchanges of the journey lack a theme, if others have one."""
    contact = of_journey(frame[frame["kind"].isin(CONTACT_KINDS)]).drop_duplicates("session")
    return int(contact["theme"].isna().sum()) if contact["theme"].notna().any() else 0


def week_pages(frame: pd.DataFrame, size: Size | None = None) -> list[pd.DataFrame]:
    """Return the frames of the pages of the week grid: at most seven days with entries per page,
    ten if none has times, three in portrait format, evenly distributed. ``attrs["page"]``: the
    page's number, and the number of pages."""
    days = sorted(frame["date"].unique())
    most = _PAGE_DAYS if frame["timed"].any() else _UNTIMED_DAYS
    most = _UPRIGHT_DAYS if size and size[0] < size[1] else most
    pages = max(1, -(-len(days) // most))
    each = -(-len(days) // pages)
    found = []
    for number in range(pages):
        found.append(frame[frame["date"].isin(days[number * each :][:each])])
        found[-1].attrs = frame.attrs | {"page": (number + 1, pages)}
        found[-1].attrs["themeless"] = _themeless(frame)
    return found


def days_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the hours of each day: contact, and the rest of the window; the name includes the share."""
    timed = _timed(frame)
    contact = timed["contact_minutes"].astype(float) / 60
    rest = timed["window_minutes"].astype(float) / 60 - contact
    both = timed["part"].nunique() > 1
    names = [
        f"{day_name(date, lang)}"
        + (f"\n{word('part', part, lang)}" if both and pd.notna(part) else "")
        + (f"\n{percent(density)}" if pd.notna(density) else "")
        for date, part, density in zip(timed["date"], timed["part"], timed["density"], strict=True)
    ]
    columns = {label("density.contact", lang): contact, label("density.rest", lang): rest}
    values = pd.DataFrame(columns).set_axis(names, axis=0)
    return Grid(values.where(values != 0), "0.0", (accent(), MUTED))


def week_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the minutes of contact in each hour of each day."""
    contact = frame[frame["timed"] & frame["kind"].isin(CONTACT_KINDS)]
    ends = [*contact["start_hour"], *contact["end_hour"]]
    hours = range(math.floor(min(ends)), math.ceil(max(ends))) if ends else range(0)
    minutes = {
        day_name(date, lang): [
            60 * _covered(day["start_hour"].clip(h, h + 1), day["end_hour"].clip(h, h + 1))
            for h in hours
        ]
        for date, day in contact.groupby("date", sort=True)
    }
    index = pd.Index([f"{hour}:00" for hour in hours], name=label("week.minutes", lang))
    values = pd.DataFrame(minutes, index=index, dtype=float).round()
    return Grid(values.where(values > 0))


def week_facts(frame: pd.DataFrame, lang: str = "zh") -> tuple[str, ...]:
    """List the courses, visits and exchanges of each day."""
    contact = frame[frame["kind"].isin(CONTACT_KINDS)].drop_duplicates("session")
    facts = []
    for date, told in contact.fillna({"title": ""}).groupby("date", sort=True):
        names = (f"{_when(row, lang)}{_said(row, lang)}" for row in told.to_dict("records"))
        facts.append(line(day_name(date, lang), [CLAUSE[lang].join(names)], lang))
    return tuple(facts)


def _said(block: Block, lang: str) -> str:
    """Return kind and title, or only the title if it tells the kind (拜會某部, 課程:…)."""
    kind, title = block["kind"], block["title"]
    alone = meaning("kind", title) == kind == "visit" or title.startswith(f"{word('kind', kind)}:")
    return title if alone else f"{word('kind', kind, lang)} {title}"


def _when(block: Block, lang: str) -> str:
    """Return the start of an entry, or else the part of the day that is printed."""
    hour, half = block["start_hour"], block.get("half")
    if pd.isna(hour):
        return f"{word('half', half, lang)} " if pd.notna(half) else ""
    return f"{clock(hour):0>5} "


_WEEK = Question(
    "week", "picture", week, "date start_hour lanes", say_week, week_shown, week_facts,
    grid=week_grid, draw=draw_week, pages=week_pages,
    notable=lambda frame: bool(frame["kind"].isin(CONTACT_KINDS).any()),
)  # fmt: skip
_DAYS = Question(
    "schedule-density", "column", days, "date contact_minutes window_minutes", say_days, days_shown,
    answered=lambda frame: len(_timed(frame)) > 0,
    grid=days_grid, notable=lambda frame: bool(frame["contact_minutes"].sum() > 0),
)  # fmt: skip
#: In the order of a briefing.
QUESTIONS = (_WEEK, _DAYS)

plot_week = plotting(
    _WEEK, "The timetable as a grid of days and hours: at most the first seven days with entries."
)
plot_days = plotting(
    _DAYS, "Contact hours of each day inside the hours that the day offered, as columns."
)


def plot_weeks(frame: pd.DataFrame, *, lang: str = "zh") -> list[Chart]:
    """Return all pages of :func:`week`, each as :func:`plot_week` draws it."""
    expect(frame, {*_WEEK.needs.split()}, "schedule.week(report)")
    return draw_pages(_WEEK, frame, lang)
