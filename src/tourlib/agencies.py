"""A printed agency's name → its place in government: branch, level, tier, parent.

The directory is data: ``reference/agencies.csv`` (central bodies, former names with dates),
``local_governments.csv`` (22 counties and cities), ``agency_patterns.csv`` (kinds that a name's
form tells: ○○縣政府…局, 臺灣○○地方法院). A name that is only near an entry is never taken for
it: the candidates are handed back, and only what the name's beginning or form tells is filled in.

Choices where the law leaves room: 總統府 is of tier 院, 中央研究院 and 國史館 are of tier 部會 and
their own parents; administrative corporations, state-owned companies and foundations are of tier
其他 under their supervisor; a ministry's own department (經濟部人事處, 內政部戶政司) is of the
ministry's tier, while every body of a county or city government is 縣市所屬機關.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from tourlib.text import normalize

#: Names shorter than this are never near to another: one character is too much of them.
MIN_NEAR_LENGTH = 5
#: Shorter names than this (工程會) are no prefix before a unit's name.
_MIN_PREFIX = 3
#: Characters that number or place otherwise equal names: 第六 / 第七河川分署, 北區 / 南區.
_ORDINAL = frozenset("一二三四五六七八九十東西南北中0123456789")
#: Endings of departments inside a ministry, which are no bodies of their own.
_DEPARTMENT = re.compile(r"^[^第]{1,10}(?:司|室|廳)$|^[^第]{2,6}(?<!管理)(?<!工程)(?<!審計)(?<!辦事)處$|科$")
_BRACKETED = re.compile(r"^(?P<head>.+?)[(\[](?P<note>[^()\[\]]*)[)\]]?$")


@dataclass(frozen=True)
class Agency:
    """One body over the time in which its name and parent stayed the same."""

    name: str
    english: str | None
    branch: str
    level: str
    tier: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    short: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """What is known of a printed name; what is not told is ``None``.

    ``match``: ``exact``, ``short``, ``former`` (the body had ended by then), ``parent+unit``,
    ``pattern``, ``near`` (not taken: see ``candidates``), ``unknown``.
    ``name`` is the official name where the directory lists the body, else as printed.
    """

    printed: str
    name: str | None = None
    english: str | None = None
    branch: str | None = None
    level: str | None = None
    tier: str | None = None
    parent: str | None = None
    match: str = "unknown"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class LocalGovernment:
    """One of the 22 counties and cities, with its place on a tile map."""

    name: str
    short: str
    government: str
    council: str
    english: str
    region: str
    row: int
    col: int


@lru_cache(maxsize=65536)
def resolve(printed: str, on: date | None = None) -> Resolution:
    """The directory's answer for a name as printed in a report.

    Args:
        printed: the name; 台 for 臺, spaces and a missing or added 行政院 do not matter.
        on: the day for which to answer, where a name meant different bodies or a body changed
            its parent (國科會, 國家運動訓練中心); without it the latest.

    >>> resolve("環境部資源循環署").parent
    '環境部'
    >>> resolve("台北市政府客家事務委員會").tier
    '縣市所屬機關'
    >>> resolve("衛福部").name
    '衛生福利部'
    """
    key = _key(printed)
    bracketed = _BRACKETED.match(normalize(printed))
    found = (
        _listed(printed, key, on)
        or _before_pattern(printed, key)
        or _by_pattern(printed, key, local=True)
        or _parent_and_unit(printed, key, on, listed=True)
    )
    if found is None and bracketed:
        found = replace(resolve(bracketed["head"], on), printed=printed)
    if found is not None:
        return found
    told = (
        _parent_and_unit(printed, key, on, listed=False)
        or _by_pattern(printed, key, local=False)
        or Resolution(printed)
    )
    near = _near(key)
    if near and told.match != "pattern":
        return replace(told, name=None, english=None, match="near", candidates=near)
    return told


def current_name(name: str, on: date | None = None) -> str:
    """The body that has a body's duties on a day, along the successors.

    >>> current_name("行政院農業委員會", date(2024, 5, 1))
    '農業部'
    """
    seen = {name}
    while True:
        entries = [agency for agency in agencies() if agency.name == name]
        if not entries:
            return name
        entry = _on_day(entries, on)
        ended = entry.valid_to is not None and (on is None or on > entry.valid_to)
        if not ended or not entry.successor or entry.successor in seen:
            return name
        name = entry.successor
        seen.add(name)


@cache
def agencies() -> tuple[Agency, ...]:
    """The directory: central bodies, then local governments and their councils.

    Raises:
        ValueError: a row of the table that is not whole, with its name.
    """
    listed = [_agency(row) for row in _table("agencies")]
    for place in local_governments():
        for name, tier, kind in (
            (place.government, "縣市政府", "Government"),
            (place.council, "縣市議會", "Council"),
        ):
            english = f"{place.english} {kind}"
            listed.append(Agency(name, english, "地方", "local", tier, name))
    return tuple(listed)


@cache
def local_governments() -> tuple[LocalGovernment, ...]:
    """The 22 counties and cities, from north to south, the islands last."""
    return tuple(
        LocalGovernment(
            row["name"], row["short"], row["government"], row["council"], row["english"],
            row["region"], int(row["row"]), int(row["col"]),
        )
        for row in _table("local_governments")
    )  # fmt: skip


def central_bodies(on: date | None = None) -> tuple[Agency, ...]:
    """Yuans, ministries, councils and bodies of their rank that exist on a day, as listed."""
    return tuple(
        agency
        for agency in agencies()
        if agency.level == "central" and agency.tier in {"院", "部會"} and _exists(agency, on)
    )


# --- the table -------------------------------------------------------------------------------


def _table(name: str) -> list[dict[str, str]]:
    text = files("tourlib").joinpath("reference", f"{name}.csv").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(kept))


def _agency(row: dict[str, str]) -> Agency:
    if not all(row[column] for column in ("name", "branch", "level", "tier", "parent", "source")):
        raise ValueError(f"agencies.csv: {row['name']}: a cell that must not be empty is empty")
    return Agency(
        row["name"],
        row["english"] or None,
        row["branch"],
        row["level"],
        row["tier"],
        row["parent"],
        date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        row["successor"] or None,
        tuple(filter(None, row["short"].split("|"))),
    )


def _key(name: str) -> str:
    """The form under which names are compared: no spaces, 臺 for 台."""
    return re.sub(r"\s", "", normalize(name)).replace("台", "臺")


@cache
def _names() -> dict[str, list[Agency]]:
    """Official names, in the form in which they are compared."""
    found: dict[str, list[Agency]] = {}
    for agency in agencies():
        found.setdefault(_key(agency.name), []).append(agency)
    return found


@cache
def _shorts() -> dict[str, list[Agency]]:
    """Short names: listed ones, and names without 行政院 or the parent before them, or with it."""
    found: dict[str, list[Agency]] = {}
    official = _names()
    for agency in agencies():
        for short in dict.fromkeys(_short_names(agency)):
            if short not in official and agency not in found.get(short, []):
                found.setdefault(short, []).append(agency)
    # A derived name that several bodies share (印刷廠, 主計局) tells none of them.
    return {short: held for short, held in found.items() if len({_heir(a) for a in held}) == 1}


def _heir(agency: Agency) -> str:
    """One mark for bodies that follow one another, so that a shared short name is no doubt."""
    return _key(current_name(agency.name))


def _short_names(agency: Agency) -> list[str]:
    key = _key(agency.name)
    names = [_key(short) for short in agency.short]
    if agency.branch == "行政院" and agency.tier == "部會":
        names.append(key.removeprefix("行政院") if key.startswith("行政院") else f"行政院{key}")
    parent = _key(agency.parent)
    if key != parent and key.startswith(parent) and len(key) - len(parent) >= _MIN_PREFIX:
        names.append(key.removeprefix(parent))
    return names


def _exists(agency: Agency, on: date | None) -> bool:
    if on is None:
        return agency.valid_to is None
    begun = agency.valid_from is None or agency.valid_from <= on
    return begun and (agency.valid_to is None or on <= agency.valid_to)


def _on_day(entries: list[Agency], on: date | None) -> Agency:
    """The entry of the day: existing then, else the one that began last before it."""
    existing = [entry for entry in entries if _exists(entry, on)]
    if existing:
        return max(existing, key=lambda entry: entry.valid_from or date.min)
    before = [e for e in entries if on is None or (e.valid_from or date.min) <= on]
    return max(before or entries, key=lambda entry: entry.valid_from or date.min)


# --- the ways to an answer -------------------------------------------------------------------


def _listed(printed: str, key: str, on: date | None) -> Resolution | None:
    for match, table in (("exact", _names()), ("short", _shorts())):
        if key in table:
            return _answer(printed, _on_day(table[key], on), match, on)
    return None


def _answer(printed: str, entry: Agency, match: str, on: date | None) -> Resolution:
    ended = entry.valid_to is not None and (on is None or on > entry.valid_to)
    return Resolution(
        printed, entry.name, entry.english, entry.branch, entry.level, entry.tier, entry.parent,
        "former" if ended and match != "parent+unit" else match,
    )  # fmt: skip


def _before_pattern(printed: str, key: str) -> Resolution | None:
    """A former county's name before a unit: 臺北縣政府教育局."""
    for name, entries in _names().items():
        if entries[0].tier == "縣市政府" and len(key) > len(name) and key.startswith(name):
            parent = entries[0]
            return Resolution(
                printed, normalize(printed), None, parent.branch, parent.level, "縣市所屬機關",
                parent.parent, "parent+unit",
            )  # fmt: skip
    return None


@cache
def _prefixes() -> tuple[dict[str, list[Agency]], int]:
    """Names that may stand before a unit's name, and the length of the longest."""
    found = {
        name: entries
        for table in (_shorts(), _names())
        for name, entries in table.items()
        if len(name) >= _MIN_PREFIX and entries[0].level == "central"
    }
    return found, max(map(len, found))


def _parent_and_unit(
    printed: str, key: str, on: date | None, *, listed: bool
) -> Resolution | None:
    """The longest name of a body that the name begins with, and what follows it.

    Args:
        listed: only where what follows is itself in the directory under that parent.
    """
    prefixes, longest = _prefixes()
    for length in range(min(longest, len(key) - 1), _MIN_PREFIX - 1, -1):
        if key[:length] not in prefixes:
            continue
        above, rest = _on_day(prefixes[key[:length]], on), key[length:]
        if listed:
            entry = _unit(above, rest, on)
            if entry is not None:
                return _answer(printed, entry, "parent+unit", on)
            continue
        if above.tier == "院" or len(rest) < 2 or not rest[0].isalnum():
            continue
        department = _DEPARTMENT.search(rest) and above.name == above.parent
        return Resolution(
            printed, normalize(printed), None, above.branch, above.level,
            above.tier if department or above.tier == "其他" else "所屬機關",
            above.parent, "parent+unit",
        )  # fmt: skip
    return None


def _unit(above: Agency, rest: str, on: date | None) -> Agency | None:
    """The body of that name under this parent: 國科會 + 南部科學園區管理局."""
    for key in (_key(above.name) + rest, rest):
        for table in (_names(), _shorts()):
            under = [entry for entry in table.get(key, []) if entry.parent == above.parent]
            if under:
                return _on_day(under, on)
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    counties = "|".join(_key(place.name) for place in local_governments())
    return tuple(
        (re.compile(row["pattern"].replace("COUNTY", f"(?P<county>{counties})", 1).replace(
            "COUNTY", f"(?:{counties})")), row)
        for row in _table("agency_patterns")
    )  # fmt: skip


def _by_pattern(printed: str, key: str, *, local: bool) -> Resolution | None:
    """What the form of the name tells; ``local``: only forms that name a county or city."""
    for pattern, row in _patterns():
        if local and "county" not in pattern.groupindex:
            continue
        match = pattern.fullmatch(key)
        if not match:
            continue
        if not row["branch"]:
            return None
        parent = row["parent"]
        if parent in {"GOVERNMENT", "COUNCIL"}:
            place = next(p for p in local_governments() if _key(p.name) == match["county"])
            parent = place.government if parent == "GOVERNMENT" else place.council
        return Resolution(
            printed, normalize(printed), None, row["branch"], row["level"],
            row["tier"] or None, parent or None, "pattern",
        )  # fmt: skip
    return None


# --- nearly the same -------------------------------------------------------------------------


@cache
def _shortened() -> dict[str, set[str]]:
    """Each known name with one character left out → the names (symmetric deletion)."""
    found: dict[str, set[str]] = {}
    for name in [*_names(), *_shorts()]:
        if len(name) >= MIN_NEAR_LENGTH:
            for variant in [name, *_one_less(name)]:
                found.setdefault(variant, set()).add(name)
    return found


def _one_less(name: str) -> list[str]:
    return [name[:place] + name[place + 1 :] for place in range(len(name))]


def _near(key: str) -> tuple[str, ...]:
    """Official names at an edit distance of one, not counting numbers and compass points."""
    if len(key) < MIN_NEAR_LENGTH:
        return ()
    table = _shortened()
    found = {name for variant in [key, *_one_less(key)] for name in table.get(variant, ())}
    near = [name for name in sorted(found) if _one_apart(key, name)]
    official = [(_names().get(name) or _shorts()[name])[-1].name for name in near]
    return tuple(dict.fromkeys(official))


def _one_apart(one: str, other: str) -> bool:
    if len(one) != len(other):
        return True  # one is the other with a character left out, as the table was asked
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and not _ORDINAL.issuperset(differing[0])
