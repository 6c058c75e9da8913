"""Who did not go: ministries, counties and cities without people, and agencies named in the
recommendations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from tourlib.agencies.counting import (
    FEWEST,
    MAX_BARS,
    comparable_people,
    counted_people,
    counts,
    not_compared,
    official_names,
    sole_parent,
)
from tourlib.charts.bars import Grid
from tourlib.charts.house import MUTED, UNTHEMED, accent
from tourlib.charts.tiles import draw_map, draw_tiles
from tourlib.directory.bodies import central_bodies, current_name, local_governments, name_in
from tourlib.directory.mentions import bodies_in, short_names
from tourlib.directory.resolution import Resolution, resolve
from tourlib.labels import label, listing, noted, word
from tourlib.phrases import MAX_NAMED, leaders, left_out, line, unknown_agencies, with_note
from tourlib.question import Facts, Question, from_report, plotting, typed_frame
from tourlib.report import Report
from tourlib.text import normalize
from tourlib.vocabulary import any_of

#: Maximum number of ministries named in a title.
MAX_MISSING = 8
#: Separators between responsible agencies.
_BETWEEN = re.compile(r"[\s、,;/]+")
#: Local governments in general.
_ANY_LOCAL = re.compile(r"(?:地方|縣市|縣\(市\))政府")
#: Marks them as those of a foreign country mentioned before: 甲國透過與地方政府合作.
_OF_THEIRS = f"[^,。;由請應宜我臺台]*?{_ANY_LOCAL.pattern}"
#: Possible names of local bodies; a commission or ministry only with a place's name in front.
_MAYBE_LOCAL = re.compile("[縣市鄉鎮區]|[局處所室科課隊館校]$")
#: Bodies as a class rather than by name: 各部會, 相關機關, 縣(市)政府.
_NO_NAME = re.compile(rf"^(?:各|相關|有關|權責)|主管機關$|{_ANY_LOCAL.pattern}")


def ministries(report: Report) -> pd.DataFrame:
    """Return every Yuan, ministry, council and body of equal rank on the first day, with its people or 0.

    Returns:
        One row per body, by branch, in the order of the directory: ``branch``, ``tier`` (院 or 部會),
        ``parent`` (its name), ``english``, ``people``, ``listed``. People of a body that no longer
        existed are counted for its successor; central bodies that are not in the directory follow at
        the end with ``listed`` false. There are no rows if the report has no roster, if the agencies of
        most people are unknown, or if fewer than ten parent bodies sent anybody: that is their own
        mission, to which nobody else was invited (``attrs["few"]``: these bodies).
    """
    counted, on = comparable_people(report.participants), report.meta.start
    central = counted[counted["level"] == "central"]
    names = central["parent"].fillna("").map(lambda name: current_name(name, on))
    held = {name: list(rows.index) for name, rows in central.groupby(names, sort=False)}
    branches = central.groupby(names)["branch"].first()
    bodies = central_bodies(on) if len(counted) else ()
    order = list(dict.fromkeys(body.branch for body in bodies))
    rows: list[dict[str, Any]] = [
        {
            "branch": body.branch, "tier": body.tier, "parent": body.name, "english": body.english,
            "listed": True, "rows": held.pop(body.name, []),
        }
        for body in sorted(bodies, key=lambda body: order.index(body.branch))
    ]  # fmt: skip
    rows += [
        {"branch": branches[name], "parent": name or None, "listed": False, "rows": labels}
        for name, labels in held.items()
    ]
    return counts(rows, ["branch", "tier", "parent", "english", "listed"], report)


def say_ministries(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say how many central agencies have people, and which ministries have none."""
    sentence = _present("tiles", frame, lang)
    absent = frame.loc[(frame["people"] == 0) & frame["parent"].str.endswith("部"), "parent"]
    if 0 < len(absent) <= MAX_MISSING:  # more, if nobody sent anybody
        names = listing([name_in(name, lang) for name in absent], lang)
        sentence += label("tiles.absent_ministries", lang, names=names)
    return sentence + unknown_agencies(frame, lang)


def _present(chart: str, frame: pd.DataFrame, lang: str) -> str:
    if len(frame) == 0:
        return not_compared(frame, f"{chart}.empty", lang)
    present, total = int((frame["people"] > 0).sum()), len(frame)
    key = {0: "none", total: "all"}.get(present, "finding")
    return label(f"{chart}.{key}", lang, total=total, present=present, absent=total - present)


def _presence_facts(frame: pd.DataFrame, column: str, lang: str) -> Facts:
    """List who sent people, and who did not."""
    names = [label("unknown", lang) if pd.isna(n) else name_in(n, lang) for n in frame[column]]
    pairs = list(zip(names, frame["people"], strict=True))
    there = [label("fact.counted", lang, name=name, n=n) for name, n in pairs if n > 0]
    absent = [name for name, n in pairs if n == 0]
    return (
        line(label("named.went", lang), there, lang),
        line(label("named.stayed", lang), absent, lang),
    )


def _presence_grid(column: str, frame: pd.DataFrame, lang: str) -> Grid:
    """Return the numbers of bodies in each branch, or governments in each region, with and
    without people."""
    sent = (frame["people"] > 0).astype(float).groupby(frame[column].fillna("unknown"), sort=False)
    values = {
        label("named.went", lang): sent.sum(),
        label("named.stayed", lang): sent.size() - sent.sum(),
    }
    names = [word(column, name, lang) for name in sent.groups]
    return Grid(pd.DataFrame(values).set_axis(pd.Index(names), axis=0), "0", (accent(), MUTED))


def counties(report: Report) -> pd.DataFrame:
    """Return the 22 counties and cities with their people (government, its bodies, council) or 0.

    Returns:
        ``name``, ``government``, ``english``, ``region``, ``row`` and ``col`` (tile map, from 0),
        ``people``. People of a county that became a city are counted for the city; ``attrs["unknown"]``:
        people of unknown agencies that may be local. No rows in the same cases as for :func:`ministries`.
    """
    counted = comparable_people(report.participants)
    columns = ["name", "government", "english", "region", "row", "col"]
    local = counted.loc[counted["level"] == "local", "parent"].fillna("")
    parents = local.map(lambda name: current_name(str(name)))
    rows = [
        {column: getattr(place, column) for column in columns}
        | {"rows": list(parents.index[parents.isin([place.government, place.council])])}
        for place in (local_governments() if len(counted) else ())
    ]
    frame = counts(rows, columns, report)
    lost = counted.loc[counted["parent"].isna(), "agency"]
    frame.attrs["unknown"] = int(lost.fillna("局").str.contains(_MAYBE_LOCAL).sum())
    return frame


def say_counties(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say how many local governments have people, and which regions have none."""
    sentence = _present("map", frame, lang)
    by_region = frame.groupby("region", sort=False)["people"].sum()
    absent = [word("region", name, lang) for name, people in by_region.items() if people == 0]
    if 0 < len(absent) <= MAX_NAMED:  # more, if nobody sent anybody
        sentence += label("map.absent_region", lang, regions=listing(absent, lang))
    return sentence + unknown_agencies(frame, lang)


def named(report: Report) -> pd.DataFrame:
    """Return the agencies that the recommendations name, and the number of people each sent.

    Returns:
        One row per ministry, county or body of equal rank, most named first: ``branch``, ``level``,
        ``parent``, ``items`` (recommendations that name it or a body under it, in the text or as
        responsible), ``people`` (missing if the question who sent nobody does not arise: see
        :func:`ministries`). If all people except council members have one parent body, its agencies
        are counted separately: in a city's report 水利局 is one of its bureaus, and ``people`` are
        given per bureau if ten or more sent somebody (``attrs["own"]``: the parent). An office of a Yuan (行政院性別平等處) is
        also counted separately. ``attrs["unplaced"]``: recommendations with a responsible body that
        the directory does not know; ``attrs["local"]``: those that name 地方政府 in general.
    """
    people, on = counted_people(report.participants), report.meta.start
    of_council = people["tier"].eq("縣市議會").fillna(False)
    own = sole_parent(people if of_council.all() else people[~of_council])
    sent = _sent_by(report, own)
    found: dict[str, tuple[Resolution, list[Any]]] = {}
    unplaced = local = 0
    organiser = "、".join(filter(None, [report.meta.organiser, own]))
    senders = short_names(filter(None, official_names(people)))
    for row, item in report.recommendations.iterrows():
        told, unknown, any_local = _named_in(item, organiser, on, senders)
        unplaced, local = unplaced + unknown, local + any_local
        for name, body in {_counted_as(body, own, on): body for body in told}.items():
            found.setdefault(name, (body, []))[1].append(row)
    rows: list[dict[str, Any]] = [
        {
            "branch": body.branch, "level": body.level, "parent": name,
            "items": len(labels), "people": sent(name), "rows": labels,
        }
        for name, (body, labels) in found.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["items"], row["rows"][0], row["parent"]))
    frame = typed_frame(rows, "branch level parent items people rows")
    known = frame["people"].notna().any()
    frame.attrs["unknown"] = int(people["parent"].isna().sum()) if known else 0
    frame.attrs |= {"unplaced": unplaced, "local": local, "own": own}
    return from_report(frame, report, "recommendations")


def _counted_as(body: Resolution, own: str, on: date | None) -> str:
    """Return the name under which a body is counted: its parent's, or its own if the parent is a
    Yuan or sent all people."""
    parent = current_name(body.parent or "", on)
    apart = parent == own or resolve(parent).tier == "院"
    return current_name(body.name or body.printed, on) if apart else parent


def _sent_by(report: Report, own: str) -> Callable[[str], int | None]:
    """Return a function for the number of people (or, if there are none, of staff) that an agency
    sent; ``None`` if the question who sent nobody does not arise."""
    people, on = report.participants, report.meta.start
    names = [str(name) for name in official_names(people)]
    parents = [current_name(str(name), on) for name in people["parent"].fillna("")]
    counted = list(people.index.isin(counted_people(people).index))
    senders = {name for name, one in zip(names, counted, strict=True) if one}
    asked = len(senders) >= FEWEST if own else len(comparable_people(people)) > 0

    def sent(agency: str) -> int | None:
        above = resolve(agency, on).parent
        if not asked or own not in ("", above) or agency == own:
            return None  # everybody is from one of its agencies
        whole = above == agency
        told = zip(names, parents, counted, strict=True)
        of = [one for n, p, one in told if (p == agency if whole else n.startswith(agency))]
        return sum(of) or len(of)

    return sent


def _named_in(
    item: pd.Series, organiser: str, on: date | None, senders: Mapping[str, str]
) -> tuple[list[Resolution], bool, bool]:
    """Return the bodies that a recommendation names (senders also by their internal short names),
    whether a responsible body is unknown, and whether it names local governments in general."""
    told = item[["title", "text", "lead_agency", "co_agencies"]].fillna("").map(str)
    found = bodies_in("\n".join(told[["title", "text"]]), organiser, on, senders)
    unknown = False
    for name in _BETWEEN.split("、".join(told[["lead_agency", "co_agencies"]])):
        if not name or _NO_NAME.search(normalize(name)):
            continue
        office = resolve(name, on, organiser)
        offices = [office] if office.parent else bodies_in(name, organiser, on, senders)
        found += offices
        unknown |= not offices
    text = re.sub(f"(?:{any_of('abroad', 'country')}){_OF_THEIRS}", "", normalize("\n".join(told)))
    return found, unknown, bool(_ANY_LOCAL.search(text))


def say_named(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say which agencies are named most, whether they sent somebody, and how many named ones did not."""
    local = frame.attrs.get("local", 0)
    loose = noted("named.local", lang, local) + unknown_agencies(frame, lang)
    if len(frame) == 0:
        return label("named.only_local" if local else "named.empty", lang, n=local)
    names, top = leaders(frame.set_index("parent")["items"].astype(float))
    gone, asked = int(frame["people"].eq(0).sum()), int(frame["people"].notna().sum())
    values = {"total": len(frame), "absent": gone, "asked": asked, "n": int(top)}
    even = len(names) == len(frame) > 1
    if len(names) > MAX_NAMED:
        sentence = label("named.many_even" if even else "named.many", lang, **values)
        return sentence + noted("named.many_absent", lang, gone) + loose
    key = "even" if even else "finding" if len(frame) > 1 else "one"
    told = [name_in(name, lang) for name in names]
    sentence = label(f"named.{key}", lang, names=listing(told, lang), **values)
    return sentence + _say_absent(frame, names, values, lang) + loose


def _say_absent(frame: pd.DataFrame, names: list[str], values: Mapping[str, int], lang: str) -> str:
    """Say which of the agencies named most sent nobody, and how many of all; if that is not asked of
    one of them, only how many agencies are named."""
    people = frame.set_index("parent")["people"]
    if people[names].isna().any():
        return label("named.all", lang, **values) if len(frame) > len(names) else ""
    absent = [name_in(name, lang) for name in names if people[name] == 0]
    key = "present" if not absent else "absent" if len(absent) == len(names) else "some"
    sentence = label(f"named.{key}", lang, names=listing(absent, lang))
    known = "named.rest_known" if frame.attrs.get("unplaced") else "named.rest"
    return sentence + (label(known, lang, **values) if values["absent"] else "")


def named_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the recommendations that name each agency, in series for agencies with people on the
    journey, without, and unknown."""
    shown = frame.head(MAX_BARS)
    items, people = shown["items"].astype(float), shown["people"]
    stayed, unasked = people.eq(0).fillna(False), people.isna()
    others = "column.items" if unasked.all() else "named.unasked"
    went, rest = (MUTED, UNTHEMED) if stayed.any() else (accent(), MUTED)
    series = {
        label("named.went", lang): (items.where(~stayed & ~unasked), went),
        label("named.stayed", lang): (items.where(stayed), accent()),
        label(others, lang): (items.where(unasked), accent() if unasked.all() else rest),
    }
    kept = {name: one for name, one in series.items() if one[0].notna().any()}
    values = pd.DataFrame({name: numbers for name, (numbers, _colour) in kept.items()})
    values = values.set_axis(pd.Index([name_in(name, lang) for name in shown["parent"]]), axis=0)
    colours = tuple(colour for _numbers, colour in kept.values())
    return Grid(values, "0", colours, notes=() if unasked.all() else _sent(shown, lang))


def _sent(frame: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """Return how many people each agency sent; empty if the question does not arise."""
    keys = ("" if pd.isna(n) else "named.sent" if n else "named.nobody" for n in frame["people"])
    told = zip(keys, frame["people"], strict=True)
    return tuple(label(key, lang, n=n) if key else "" for key, n in told)


def named_facts(frame: pd.DataFrame, lang: str = "zh") -> Facts:
    """List in how many recommendations each agency is named, and how many people it sent."""
    told = zip(frame["parent"], frame["items"], _sent(frame, lang), strict=True)
    return tuple(
        with_note(label("named.fact", lang, name=name_in(name, lang), n=n), sent, lang)
        for name, n, sent in told
    )


def named_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the chart of named agencies shows, how many have no bar, and how many items name no
    known body."""
    key = "named.shown_items" if frame["people"].isna().all() else "named.shown"
    own = frame.attrs.get("own", "")
    under = label("named.apart" if own else "named.under", lang, own=name_in(own, lang))
    shown = label(key, lang, under=under)
    rest = noted("named.unplaced", lang, frame.attrs.get("unplaced", 0))
    return shown + rest + noted("named.more", lang, len(frame) - MAX_BARS)


MINISTRIES = Question(
    "ministry-coverage", "picture", ministries, "branch parent people", say_ministries,
    lambda frame, lang: label("tiles.shown", lang) + left_out(frame, lang),
    lambda frame, lang: _presence_facts(frame, "parent", lang), draw=draw_tiles,
    grid=partial(_presence_grid, "branch"),
)  # fmt: skip
COUNTIES = Question(
    "local-coverage", "picture", counties, "name region row col people", say_counties,
    lambda frame, lang: label("map.shown", lang) + left_out(frame, lang),
    lambda frame, lang: _presence_facts(frame, "name", lang), draw=draw_map,
    grid=partial(_presence_grid, "region"),
)  # fmt: skip
NAMED = Question(
    "named-agencies", "bar", named, "parent items people", say_named, named_shown,
    named_facts, grid=named_grid,
)  # fmt: skip

plot_ministries = plotting(
    MINISTRIES, "Central organisations with people (coloured) and without (white), one tile each."
)
plot_counties = plotting(COUNTIES, "Taiwan's local governments as tiles placed as on the map.")
plot_named = plotting(
    NAMED, "How many recommendations name each agency, and which of these sent nobody."
)
