"""What the tables add up to: people, days, courses, visits, themes, recommendations.

Each number is computed in every reasonable way of counting (with or without exchanges, entries or
titles); ``narrow`` holds the numbers for sentences that say precisely what they count.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tourlib.dates import roc_day
from tourlib.parse import Row
from tourlib.parse.body import ParsedReport
from tourlib.text import has_han
from tourlib.vocabulary import any_of, meaning

#: Visits in the narrower sense, without sightseeing such as 文化參訪 or 實地踏查, and without 參觀.
_VISITED = re.compile("參訪|参訪|拜會|拜訪|訪問|參觀")
_CALLED = re.compile("[參参]訪|拜[會訪]|[訪走造]訪|訪[問談視]|[踏會現]勘|勘查|考察|見學|觀摩")
#: End of the title of a course that names where it was held.
_AT_BODY = re.compile("(?:[署局部院會處司廳所館]|中心|大學|公司|集團)$")
#: Minimum length of the name of an agency.
_MIN_NAME = 3
#: Kinds of entries that may be left out when hours of study are counted.
_NO_HOURS = ("", "meal free transfer", "meal free transfer ceremony")
_STAFF = {"staff": ("工作人員", "隨團人員", "隨行人員", "行政人員")}
_LEVELS = {"central": ("中央", "中央政府", "中央機關"), "local": ("地方", "地方政府", "地方機關")}
#: Mark behind the name of a topic, for the number of its recommendations.
OF_TOPIC = "項"
_TERM = re.compile("中、?長|[短中長近遠]|立即")
_HORIZONS = (("recommendations", None), ("soon", "immediate"), ("later", "long_term"))


@dataclass(frozen=True, slots=True)
class Fact:
    """The numbers that the tables add up to. ``narrow`` are those in the narrower way of counting;
    ``told`` and ``english`` are the wording."""

    numbers: frozenset[int] | frozenset[float]
    told: str
    english: str
    table: str | None = None
    lines: tuple[int, ...] = ()
    narrow: frozenset[int] = frozenset()


def find_facts(parsed: ParsedReport) -> dict[str, Fact]:
    """Return the numbers in the tables by what is counted; tables without rows give none."""
    meta, rows = parsed.meta, parsed.rows
    people = rows["participants"]
    found = dict(_of_people(people, meta.headcount)) if len(people) > 1 else {}
    found |= dict(_of_sessions(rows["sessions"], rows["visits"]))
    found |= dict(_of_advice(rows["recommendations"]))
    if meta.start and meta.end and meta.start < meta.end:
        found["days"] = days_of((meta.start, meta.end), parsed.cover.lines.get("period", ()))
    if meta.destination and all(map(re.compile(any_of("abroad")).fullmatch, meta.destination)):
        many, lines = len(meta.destination), parsed.cover.lines.get("destination", ())
        told = f"封面的派赴國家有 {many} 個", f"the cover names {many}"
        found["countries"] = Fact(frozenset({many}), *told, None, lines)
    if themes := rows["themes"]:
        told = f"研習主題有 {len(themes)} 個", f"there are {len(themes)} themes"
        lines = tuple(row["line"] for row in themes)
        found["themes"] = Fact(frozenset({len(themes)}), *told, "themes", lines)
    return found


def days_of(period: tuple[date, date], lines: tuple[int, ...] = ()) -> Fact:
    """Return the number of days in a period."""
    start, end = period
    days = (end - start).days + 1
    told = f"{roc_day(start)}至{roc_day(end)}是 {days} 天", f"{start} to {end} are {days} days"
    return Fact(frozenset({days}), *told, None, lines)


def people_of(people: Sequence[Row], on_cover: int | None = None) -> Fact:
    """Return the number of people who went, with and without staff and leaders; everybody are as
    many as the cover says, if the roster can be counted so."""
    roles = Counter(row["role"] for row in people)
    whole = {len(people), len(people) - roles["staff"]}
    told = f"名單有 {len(people)} 人", f"the roster has {len(people)}"
    numbers = frozenset((whole | {roles["member"]}) - {0})
    return Fact(numbers, *told, "participants", narrow=frozenset(whole & {on_cover} or whole))


def _of_people(people: Sequence[Row], on_cover: int | None) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers of people in all and by part of the roster, of groups and of agencies."""
    yield "people", people_of(people, on_cover)
    members = [row for row in people if row["role"] == "member"]
    led = [row for row in people if row["role"] != "staff"]
    yield "members", _members_of(people, led, members)
    ways = people, led, members
    yield from _of_parts(ways)
    yield from _of_groups([Counter(row["group"] for row in w if row["group"]) for w in ways])
    yield "agencies", _bodies_of(ways, "機關")
    for level, names in _LEVELS.items():
        those = [[row for row in way if row.get("level") == level] for way in ways]
        if those[0]:
            yield f"{level} agencies", _bodies_of(those, names[-1])


def _bodies_of(ways: Sequence[Sequence[Row]], called: str) -> Fact:
    """Return the number of agencies of these people, or of the bodies above them."""
    bodies = {len({row.get(key) for row in way}) for way in ways for key in ("agency", "parent")}
    told = f"名單有 {len({row['agency'] for row in ways[0]})} 個{called}"
    return Fact(frozenset(bodies), told, "the roster has other numbers", "participants")


def _of_parts(ways: Sequence[Sequence[Row]]) -> Iterator[tuple[str, Fact]]:
    """Yield the number of people in each group, body, unit, post and (if known) level of government,
    and their share in percent."""
    told_of = [[*map(names_of, way)] for way in ways]
    counts = [Counter(n for each in way for n in each[at]) for at in (0, 1) for way in told_of]
    levels = _LEVELS.values() if any(row.get("level") for row in ways[0]) else ()
    for name in {*counts[0], *counts[len(ways)], *itertools.chain.from_iterable(levels)}:
        numbers = frozenset(count[name] for count in counts)
        told = f"名單有{name} {max(numbers)} 人", f"the roster has {max(numbers)}"
        yield name, Fact(numbers, *told, "participants")
        shares = [
            100 * count[name] / len(way)
            for count, way in zip(counts, (*ways, *ways), strict=True)
            if way
        ]
        told = f"{told[0]}，占 {max(shares):.0f}%", f"{told[1]}, {max(shares):.0f}% of all"
        yield f"{name}%", Fact(frozenset(shares), *told, "participants")


def _members_of(people: Sequence[Row], led: Sequence[Row], members: Sequence[Row]) -> Fact:
    """Return the number of members in the roster. Everybody may be called one, unless the leaders
    are of the staff's agency and it sends no members. Without roles one person may be the leader."""
    hosts = {row["agency"] for row in people if row["role"] == "staff"}
    hosts -= {row["agency"] for row in members}
    hosted = {row["agency"] in hosts for row in led if row["role"] != "member"} == {True}
    called = frozenset[int]() if hosted else people_of(people).numbers
    called |= {len(members) - (len(members) == len(people))}
    told = f"名單有學員 {len(members)} 人", f"the roster has {len(members)} members"
    if len(led) > len(members):
        told = f"{told[0]}，連團長等 {len(led)} 人", f"{told[1]}, {len(led)} with their leaders"
    return Fact(called, *told, "participants")


def _of_groups(ways: Sequence[Counter[str]]) -> Iterator[tuple[str, Fact]]:
    """Yield the number of groups in the roster, and their size if all have the same."""
    if len(ways[0]) > 1:  # the leader belongs to no group
        told = f"名單有 {len(ways[0])} 組", f"the roster has {len(ways[0])} groups"
        yield "groups", Fact(frozenset(map(len, ways)), *told, "participants")
        alike = frozenset(n for way in ways for n in way.values() if len({*way.values()}) == 1)
        sizes = "、".join(map(str, ways[-1].values()))
        told = f"名單各組的人數為 {sizes}", f"the groups of the roster have {sizes}"
        yield "each", Fact(alike, *told, "participants")


def names_of(person: Row) -> tuple[set[str], set[str]]:
    """Return the names of a person's group, body, unit and post, without and with the bodies above."""
    body = person["agency"] or ""
    above = {body[:end] for end in _ends(body)} | {person.get("parent") or ""}
    above |= {*_LEVELS.get(person.get("level") or "", ()), *_STAFF.get(person["role"], ())}
    own = {*own_names(body), *(person.get(key) or "" for key in ("group", "unit", "title"))}
    return own - {""}, (own | above) - {""}


def own_names(agency: str) -> list[str]:
    """Return an agency's full name and what may be its own name without that of its parent body."""
    return [agency, *(agency[end:] for end in _ends(agency))]


def _ends(agency: str) -> list[int]:
    return [match.end() for match in re.finditer("[院部會署局府處]", agency[:-_MIN_NAME])]


def _of_sessions(sessions: Sequence[Row], visits: Sequence[Row]) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers of courses and visits (``narrow``: without exchanges); days and hours at home."""
    for about, kind, zh in (("courses", "course", "課程"), ("visits", "visit", "參訪")):
        kinds = [(kind,), (kind, "exchange")]
        kinds += [(kind, "course"), (kind, "exchange", "course")] if kind == "visit" else []
        if entries := sum(row["kind"] == kind for row in sessions):
            told = f"課程表有{zh} {entries} 項", f"the timetable has {entries}"
            narrow = _entries(sessions, kinds[:1])
            yield about, Fact(_entries(sessions, kinds), *told, "sessions", narrow=narrow)
    if any(row["kind"] == "visit" for row in sessions):
        yield "bodies", _bodies(sessions, visits)
    yield from _of_home([row for row in sessions if row["part"] == "domestic"])


def _bodies(sessions: Sequence[Row], visits: Sequence[Row]) -> Fact:
    """Return the number of bodies visited, by the timetable and by the body: without sightseeing,
    with the exchanges and courses at a body that has a block of its own."""
    of_kind = {row["session"]: row["kind"] for row in sessions}
    kinds = [(of_kind.get(row["session"], "visit"), row["title"]) for row in visits]
    many = Counter(kind for kind, title in kinds if kind != "course" or _AT_BODY.search(title))
    titles = {row["title"] for row in sessions if row["kind"] == "visit"}
    called = {*filter(_CALLED.search, titles)}
    whole = len(called) if 2 * len(called) > len(titles) else len(titles)
    told = many["visit"] if 2 * many["visit"] > whole else whole
    extra = (0, many["exchange"], many["exchange"] + many["course"])
    numbers = frozenset(map(sum, itertools.product((whole, told), extra)))
    few = " 至 ".join(map(str, sorted({min(numbers), max(numbers)})))
    zh, en = f"課程表與正文的參訪單位有 {few} 個", f"{few.replace('至', 'to')} bodies were visited"
    return Fact(numbers, zh, en, "sessions")


def _of_home(home: Sequence[Row]) -> Iterator[tuple[str, Fact]]:
    """Yield the days and hours of the courses at home."""
    if days := {row["date"] for row in home if row["date"]}:
        told = f"課程表的國內課程有 {len(days)} 天", f"the timetable has {len(days)} days at home"
        yield "home days", Fact(frozenset({len(days)}), *told, "sessions")
    courses = [row for row in home if row["kind"] == "course"]
    for about, zh, of in (("home", "國內課程", home), ("course", "國內講授", courses)):
        if of and all(row["end"] and not row["end_inferred"] for row in of):
            took = [(row["kind"], (row["end"] - row["start"]).total_seconds() / 3600) for row in of]
            ways = (sum(n for kind, n in took if kind not in without) for without in _NO_HOURS)
            hours = {round(way, 2) for way in ways}
            least = f"{min(hours):g}"
            told = f"課程表的{zh}合計 {least} 小時", f"those at home take {least} hours"
            lines = tuple(n for row in of for n in row["lines"])
            yield f"{about} hours", Fact(frozenset(hours), *told, "sessions", lines)


def _entries(sessions: Sequence[Row], kinds: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """Return the number of entries of some kinds: abroad or in total, counted by entry or by title.
    A course without a lecturer may be preparation."""
    found: set[int] = set()
    for each, parts in itertools.product(kinds, (("abroad",), ("abroad", "domestic"))):
        rows = [row for row in sessions if row["kind"] in each and row["part"] in parts]
        titles = [row["title"] for row in rows]
        found |= {len(titles), len(set(titles)), sum(map(bool, map(_VISITED.match, titles)))}
        found |= {sum(bool(row["speakers"]) for row in rows)}
    return frozenset(found - {0})


def _of_advice(rows: Sequence[Row]) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers of recommendations: all, of each horizon and of each term of a horizon."""
    for about, horizon in _HORIZONS:
        of = [row for row in rows if horizon in (None, row["horizon"])]
        by_term: dict[str, list[Row]] = defaultdict(list)
        for row in of if horizon else ():
            by_term[term_of(row["horizon_printed"] or "")].append(row)
        yield from _advice_of(about, of)
        if not horizon:
            yield from _of_topics(of)
        for term, those in by_term.items():
            yield from _advice_of(f"{about} {term}", those)


def _of_topics(rows: Sequence[Row]) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers of recommendations of each topic, by its title or a part of it: 第三組:淨零."""
    by_topic: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_topic[row["topic_title"] or ""].append(row)
    for title, of in by_topic.items():
        lines = tuple(row["line"] for row in of)
        for name in filter(has_han, title.split(":")):
            told = f"建議章節的「{name}」有 {len(of)} 項", f"the topic has {len(of)}"
            yield f"{name}{OF_TOPIC}", Fact(_items(of), *told, "recommendations", lines)


def _items(rows: Sequence[Row]) -> frozenset[int]:
    """Return the numbers of items without subitems and of items at each depth."""
    depths = [row["depth"] for row in rows]
    leaves = 1 + sum(depth >= after for depth, after in itertools.pairwise(depths))
    return frozenset({leaves, *Counter(depths).values()})


def term_of(said: str) -> str:
    """Return the term that a horizon names: 近程 and 短期建議 name one."""
    found = _TERM.search(said)
    return found.group().translate(str.maketrans("近遠", "短長", "、")) if found else ""


def _advice_of(about: str, of: Sequence[Row]) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers of topics and items; for a horizon also the items of each topic."""
    topics = Counter(row["topic"] for row in of)
    numbers = {len(topics), *_items(of)}
    numbers |= set(topics.values()) if about != "recommendations" else set()
    timed = all(meaning("horizon", row["topic_title"] or "") for row in of)
    zh, en = ("期程", "horizons") if timed else ("議題", "topics")
    terms = dict.fromkeys(row["horizon_printed"] for row in of if about != "recommendations")
    named = "、".join(filter(None, terms))
    in_topics = f"{len(topics)} 個{zh}、", f"{len(topics)} {en} and "
    if len(topics) == len(of) or (named and timed):  # as in a table
        in_topics = "", ""
    told = f"建議章節讀出{named} {in_topics[0]}{len(of)} 項"
    english = f"the chapter has {in_topics[1]}{len(of)} items"
    lines = tuple(dict.fromkeys(row["line"] for row in of))
    if of:
        narrow = frozenset({len(topics)})
        yield about, Fact(frozenset(numbers), told, english, "recommendations", lines, narrow)
