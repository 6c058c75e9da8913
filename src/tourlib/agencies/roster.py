"""Who went: people by ministry and county, by post, and by branch relative to its size."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile

import pandas as pd

from tourlib.agencies.counting import (
    FEWEST,
    MAX_BARS,
    comparable_people,
    counted_people,
    counts,
    level_name,
    not_compared,
    official_names,
    sole_parent,
)
from tourlib.charts.bars import Grid
from tourlib.charts.house import HEAT, MUTED, accent, branch_colour, palette
from tourlib.directory.bodies import central_bodies, local_governments, name_in
from tourlib.directory.resolution import resolve
from tourlib.directory.titles import in_order, title_groups
from tourlib.labels import label, listing, percent, quantity, word
from tourlib.phrases import MAX_NAMED, leaders, left_out, line, quoted, unknown_agencies
from tourlib.question import Facts, Question, plotting
from tourlib.report import Report

LOCAL = "地方"
#: Colours of groups, in drawing order.
_SHADES = (HEAT[5], HEAT[3], HEAT[1], HEAT[4], HEAT[2])
#: Significance level.
_LEVEL = 0.05


def people(report: Report) -> pd.DataFrame:
    """Return the people by agency, most people first.

    Returns:
        One row per parent body and agency (two spellings of one agency are merged): ``branch``,
        ``level``, ``parent``, ``agency``, ``people``. Agencies of a parent stay together, those with
        most people first, then in roster order. ``attrs``: see :func:`tourlib.question.from_report`;
        ``left_out``: people who are not counted, ``on_roster``: all people of the roster.
    """
    people = counted_people(report.participants)
    official = official_names(people)
    keys = ["branch", "level", "parent", "agency"]
    keys += ["unit", "group"] if sole_parent(people) else []
    rows = [
        {key: None if pd.isna(v) else v for key, v in zip(keys, values, strict=True)}
        | {"rows": list(group.index)}
        for values, group in people.assign(agency=official).groupby(keys, dropna=False, sort=False)
    ]
    totals: dict[str | None, int] = {}
    for row in rows:
        totals[row["parent"]] = totals.get(row["parent"], 0) + len(row["rows"])
    parents = list(totals)
    # Keep agencies of one parent together; parents and agencies with most people come first.
    rows.sort(key=lambda r: (-totals[r["parent"]], parents.index(r["parent"]), -len(r["rows"])))
    frame = counts(rows, keys, report)
    frame.attrs["groups"] = list(people["group"].dropna().unique())
    return frame


def say_people(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say from how many parent bodies the people come, by level, and who sent most."""
    total = int(frame["people"].sum())
    if total == 0:
        return label("representation.empty", lang)
    by_parent = frame.groupby("parent", sort=False)["people"].sum()
    if by_parent.empty:
        return label("representation.unknown", lang, people=total)
    if len(by_parent) == 1 and frame["parent"].notna().all():
        key = "representation.only" if total > 1 else "representation.only_one"
        sentence = label(key, lang, people=total, name=_sole_body(frame, lang))
        return sentence + (_say_parts(frame, lang) if "group" in frame.columns else "")
    by_level = frame["people"].groupby(frame["level"], sort=True, dropna=False).sum()
    levels = [  # unknown ones last
        label("representation.level", lang, level=level_name(level, lang).lower(), people=int(n))
        for level, n in by_level.items()
    ]
    sentence = label(
        "representation.finding", lang,
        people=total, parents=len(by_parent), levels=listing(levels, lang),
    )  # fmt: skip
    if len(by_parent) == 1:
        return sentence
    if most := _say_most(by_parent, lang):
        return sentence + most
    names, top = leaders(by_parent)
    key = "representation.even" if len(names) == len(by_parent) else "representation.even_top"
    return sentence + label(key, lang, people=int(top))


def _say_most(people: pd.Series, lang: str) -> str:
    """Say who sent most people; empty if many did, or if all sent equally many."""
    names, top = leaders(people)
    if len(names) > MAX_NAMED or len(names) == len(people):
        return ""
    told = listing([name_in(name, lang) for name in names], lang)
    return label("representation.top", lang, names=told, people=int(top))


def _sole_body(frame: pd.DataFrame, lang: str) -> str:
    """Return the parent body of all people, with the company or other body under it if all
    belong to one."""
    parent = name_in(frame["parent"].iloc[0], lang)
    letters = zip(*frame["agency"].fillna(""), strict=False)
    alike = takewhile(lambda of_each: len({*of_each}) == 1, letters)
    body = resolve("".join(of_each[0] for of_each in alike))
    if body.tier != "其他" or body.name is None or body.match == "parent+unit":
        return parent
    return label("fact.noted", lang, fact=name_in(body.name, lang), note=parent)


def _parts(frame: pd.DataFrame, lang: str) -> tuple[str, pd.DataFrame]:
    """Return the column that divides the people of one parent body, and the rows with their part
    (``bar``) and group as displayed. Of agency, unit and group it is the first with several values
    of which most have more than one person, else the first with several values."""
    told, sizes = frame.astype({"unit": object, "group": object}), {}
    pairs = frame[["agency", "parent"]].itertuples(index=False)
    told["agency"] = [None if pd.isna(a) else _short_name(a, p, lang) for a, p in pairs]
    for column in ("agency", "unit", "group"):
        told[column] = told[column].fillna(label("representation.rest", lang))
        sizes[column] = told.groupby(column, sort=False)["people"].sum()
    several = [column for column, people in sizes.items() if len(people) > 1]
    large = [column for column in several if (sizes[column] > 1).mean() > 1 / 2]
    by = next(iter([*large, *several]), "agency")
    return by, told.assign(bar=told[by], agency=frame["agency"])


def _groups(told: pd.DataFrame, frame: pd.DataFrame) -> list[str]:
    """Return the groups in roster order, people without one last; empty if one chart cannot show them."""
    printed = [name for name in frame.attrs["groups"] if (told["group"] == name).any()]
    groups = [*printed, *sorted(set(told["group"]) - set(printed))]
    return groups if 1 < len(groups) <= len(_SHADES) else []


def _say_parts(frame: pd.DataFrame, lang: str) -> str:
    """Say which part of a parent body sent most, and how many people are in each group."""
    by, told = _parts(frame, lang)
    sizes = told["people"].groupby(told["bar"], sort=False).sum()
    sentence = _say_most(sizes, lang) if by != "group" else ""
    of_group = told["people"].groupby(told["group"]).sum()
    return sentence + _divided(of_group.reindex(_groups(told, frame)), lang)


def _divided(sizes: Mapping[str, int] | pd.Series, lang: str) -> str:
    """List parts with their people, as a clause; empty unless there are several."""
    told = [label("fact.counted", lang, name=name, n=n) for name, n in sizes.items()]
    return label("representation.groups", lang, groups=listing(told, lang)) if told[1:] else ""


def _in_bars(frame: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the rows with ``bar`` and ``series``, and the colour of each series in order."""
    if "group" in frame.columns:
        by, told = _parts(frame, lang)
        groups = [] if by == "group" else _groups(told, frame)
        series = dict(zip(groups or [label("column.people", lang)], _SHADES, strict=False))
        return told.assign(series=told["group"] if groups else next(iter(series))), series
    other = label("unknown", lang)
    branch = frame["branch"].where(frame["branch"].isin(list(palette("branch")))).fillna(other)
    order = [name for name in [*palette("branch"), other] if (branch == name).any()]
    series = {word("branch", name, lang): branch_colour(name) for name in order}
    names = [name_in(name, lang) for name in frame["parent"].fillna(other)]
    return frame.assign(bar=names, series=[word("branch", n, lang) for n in branch]), series


def people_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return people by parent body, with a series per branch and the agencies that sent them; if
    all have one parent body, by its parts, with a series per group. Beyond :data:`MAX_BARS` the
    rest is one row without a bar."""
    told, series = _in_bars(frame, lang)
    parts = told.groupby("bar", sort=False)
    bars = [(str(name), rows, _senders(rows, lang)) for name, rows in parts]
    bars.sort(key=lambda bar: (-bar[1]["people"].sum(), [*series].index(bar[1]["series"].iloc[0])))
    if rest := bars[MAX_BARS - 1 :] if len(bars) > MAX_BARS else []:
        people = sum(int(rows["people"].sum()) for _name, rows, _note in rest)
        name = label("representation.merged", lang, n=len(rest), people=people)
        none = rest[0][1].head(0)  # a bar of all would be longer than those of each
        bars = [*bars[: MAX_BARS - 1], (name, none, listing([bar[0] for bar in rest], lang))]
    numbers = [rows.groupby("series")["people"].sum() for _name, rows, _note in bars]
    values = pd.DataFrame(numbers, index=[bar[0] for bar in bars], columns=[*series], dtype=float)
    return Grid(values, "0", tuple(series.values()), notes=tuple(note for *_bar, note in bars))


def _senders(rows: pd.DataFrame, lang: str) -> str:
    """Return the number of people and the agencies that sent them, without the parent's name in
    front; the number alone if there is only one agency."""
    told = rows[rows["agency"].notna()]
    sent = told.groupby("agency", sort=False)["people"].sum()
    parent = str(rows["parent"].iloc[0])
    several = len(rows) > 1 and bool((sent > 1).any())
    names = [_short_name(str(agency), parent, lang) for agency in sent.index]
    if several:
        pairs = zip(names, sent, strict=True)
        names = [label("fact.counted", lang, name=name, n=n) for name, n in pairs]
    alone = list(sent.index) == [parent] or ("group" in rows.columns and len(sent) == 1)
    every = label("unit.people", lang, n=int(rows["people"].sum()))
    return every if alone or not names else line(every, [listing(names, lang)], lang)


def _short_name(agency: str, parent: str, lang: str) -> str:
    """Return an agency's name without its parent's in front; 本部 or the like for the parent itself."""
    if agency == parent:
        suffix = "總處" if parent.endswith("總處") else parent[-1]
        return label("representation.own", lang, suffix=suffix)
    return name_in(agency, lang).removeprefix(parent)


def ranks(report: Report) -> pd.DataFrame:
    """Return the people by level and group of posts (首長, 副首長, 單位主管 …): ``level``, ``rank``
    (missing if the roster gives no post), ``people``; groups in their order."""
    counted = counted_people(report.participants)
    rank = counted["rank"].fillna("")
    level = counted["level"].fillna("")
    rows = [
        {"level": one or None, "rank": group or None, "rows": list(counted.index[same])}
        for one in ("central", "local", "")
        for group in (*title_groups(), "")
        if (same := (level == one) & (rank == group)).any()
    ]
    return counts(rows, ["level", "rank"], report)


def say_ranks(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say which group of posts is largest."""
    total = int(frame["people"].sum())
    known = frame[frame["rank"].notna()]
    if len(known) == 0:
        return label("ranks.empty", lang)
    by_rank = known["people"].groupby(known["rank"], sort=False).sum()
    names, top = leaders(by_rank)
    ranks = [word("rank", name, lang) for name in names]
    told = quoted(ranks, lang) if lang == "zh" else listing(ranks, lang)
    share = label("ranks.share", lang, share=percent(top / total)) if total >= FEWEST else ""
    values = {"people": total, "n": int(top), "groups": len(names), "rank": told, "share": share}
    even = len(names) == len(by_rank) and len(known) == len(frame)
    key = "even" if even else "finding" if len(names) == 1 else "finding_each"
    return label(f"ranks.{'one' if top == total else key}", lang, **values).rstrip()


def ranks_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return people by group of posts, with a series per level."""
    order = [*in_order(frame["rank"].dropna()), *([""] if frame["rank"].isna().any() else [])]
    filled = frame.assign(rank=frame["rank"].fillna(""), level=frame["level"].fillna(""))
    table = filled.pivot_table(
        index="rank", columns="level", values="people", aggfunc="sum", sort=False
    )
    table = table.loc[order, sorted(table.columns, key=lambda level: (level == "", level))]
    names = [word("rank", rank, lang) if rank else label("unknown", lang) for rank in order]
    whole = table.sum(axis=1)
    key = "unit.people" if whole.sum() < FEWEST else "ranks.amount"
    shares = map(percent, whole / whole.sum())
    pairs = zip(whole, shares, strict=True)
    every = tuple(label(key, lang, n=int(n), share=share) for n, share in pairs)
    of_level = {"central": accent(), "local": branch_colour("地方")}
    colours = tuple(of_level.get(level, MUTED) for level in table.columns)
    heads = pd.Index([level_name(level, lang) for level in table.columns])
    named = table.astype(float).set_axis(pd.Index(names), axis=0).set_axis(heads, axis=1)
    return Grid(named, "0", colours, notes=every)


def _bar_facts(grid: Grid, form: str, lang: str) -> Facts:
    """List each bar's name with its note, which contains the number, and its series if it has
    several (for posts also a single one)."""
    told = []
    for (name, row), note in zip(grid.values.iterrows(), grid.notes, strict=True):
        filled = {str(head): int(n) for head, n in row.items() if n > 0}
        if len(filled) == 1 < len(row) and form == "fact.line":
            note = f"{next(iter(filled))} {note}"
        fact = label(form, lang, name=name, fact=name, values=note, note=note)
        told.append(fact + _divided(filled, lang))
    return tuple(told)


def proportion(report: Report, sizes: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Compare the people of each branch and of local government with the sizes of these.

    Args:
        report: the report.
        sizes: size of each branch (``"行政院"`` … ``"地方"``), such as its number of senior posts
            in a table of statistics. By default the number of bodies in the directory, since no
            public table of senior posts by branch was found that could be cited.

    Returns:
        One row per branch, local government last: ``branch``, ``level``, ``size``, ``people``,
        ``share`` (0 to 1), ``expected`` (people in proportion to the size), ``difference``, ``p``
        (two-sided binomial probability of a number of people at most as likely as this one). The
        expected number of branch i is N · s_i / Σ s, where s_i is its size and N the number of people
        of all branches with a size. No rows if few agencies sent anybody: see :func:`ministries`.
    """
    if sizes is None:
        bodies = pd.Series([body.branch for body in central_bodies(report.meta.start)])
        sizes = dict(bodies.value_counts(sort=False)) | {LOCAL: len(local_governments())}
    counted = comparable_people(report.participants)
    known = counted[counted["branch"].isin(list(sizes))]
    every, total = sum(sizes.values()), len(known)
    rows = []
    for branch, size in sizes.items() if total and every else ():
        labels = list(known.index[known["branch"] == branch])
        expected = total * size / every
        level = "local" if branch == LOCAL else "central"
        rows.append(
            {
                "branch": branch, "level": level, "size": size, "share": len(labels) / total,
                "expected": expected, "difference": len(labels) - expected,
                "p": _probability(len(labels), total, size / every), "rows": labels,
            }
        )  # fmt: skip
    columns = ["branch", "level", "size", "share", "expected", "difference", "p"]
    return counts(rows, columns, report)


def _probability(count: int, total: int, share: float) -> float:
    """Exact binomial test: return the probability of all numbers that are at most as likely as this one."""
    other = 1 - share
    chances = [math.comb(total, k) * share**k * other ** (total - k) for k in range(total + 1)]
    return min(1.0, sum(chance for chance in chances if chance <= chances[count] * (1 + 1e-9)))


def beyond_chance(frame: pd.DataFrame) -> pd.Series:
    """Mark the rows of :func:`proportion` that differ significantly: p below 5 % divided by the
    number of rows (Bonferroni correction)."""
    return (frame["p"] < _LEVEL / max(len(frame), 1)).fillna(False).astype(bool)


def say_proportion(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Compare central and local numbers with those expected from the sizes, and name the branches
    that differ most and significantly; say so if none does.
    """
    if len(frame) == 0:
        return not_compared(frame, "expected.empty", lang)
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


def proportion_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return people by branch beside the number in proportion to its size."""
    names = [word("branch", branch, lang) for branch in frame["branch"]]
    values = {
        label("expected.people", lang): frame["people"].astype(float).to_numpy(),
        label("expected.proportion", lang): frame["expected"].astype(float).round(1).to_numpy(),
    }
    sizes = tuple(label("expected.size", lang, n=quantity(size)) for size in frame["size"])
    table = pd.DataFrame(values, index=names)
    return Grid(table, "General", (accent(), MUTED), notes=sizes, stacked=False)


PEOPLE = Question(
    "agency-representation", "bar", people, "branch level parent agency people", say_people,
    lambda frame, lang: label("representation.shown", lang) + left_out(frame, lang),
    lambda frame, lang: _bar_facts(people_grid(frame, lang), "fact.noted", lang), grid=people_grid,
)  # fmt: skip
RANKS = Question(
    "ranks", "bar", ranks, "level rank people", say_ranks,
    lambda frame, lang: label("ranks.shown", lang) + left_out(frame, lang),
    lambda frame, lang: _bar_facts(ranks_grid(frame, lang), "fact.line", lang),
    answered=lambda frame: bool(frame["rank"].notna().any()), grid=ranks_grid,
    notable=lambda frame: int(frame["people"].sum()) >= FEWEST,
)  # fmt: skip
PROPORTION = Question(
    "balance", "bar", proportion, "branch size people expected p", say_proportion,
    lambda frame, lang: (
        label("expected.shown", lang) + left_out(frame, lang) + unknown_agencies(frame, lang)
    ),
    grid=proportion_grid, notable=lambda frame: bool(beyond_chance(frame).any()),
)  # fmt: skip

plot_people = plotting(PEOPLE, "People by ministry or county, with the agencies that sent them.")
plot_ranks = plotting(RANKS, "Groups of posts at the centre and in local government.")
plot_proportion = plotting(
    PROPORTION, "People of each branch beside the number expected from its size."
)
