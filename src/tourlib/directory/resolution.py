"""Resolve a printed agency's name to its place in government: branch, level, tier, parent.

The directory is data: ``reference/agencies.csv`` (central bodies, former names with dates),
``local_governments.csv`` (22 counties and cities), ``agency_patterns.csv`` (kinds of bodies recognised by
the form of the name: ○○縣政府…局, 臺灣○○地方法院). A name that only resembles an entry is never replaced by
it: the candidates are returned, and only what the name's beginning or form shows is filled in.

Choices where the law leaves room: 總統府 is of tier 院, 中央研究院 and 國史館 are of tier 部會 and
their own parents; administrative corporations, state-owned companies and foundations are of tier
其他 under their supervisor; a ministry's own department (經濟部人事處, 內政部戶政司) is of the
ministry's tier, while every body of a county or city government is 縣市所屬機關.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from tourlib.directory.bodies import Agency, agencies, current_name, local_governments, on_day
from tourlib.directory.titles import title_group
from tourlib.text import normalize
from tourlib.vocabulary import table

#: Minimum length of a name that may resemble another: a character of a shorter one is too much.
MIN_NEAR_LENGTH = 5
#: Minimum length of a body's name before a unit's; 工程會 is long enough.
_MIN_PREFIX = 3
#: Tiers with units recognised by pattern (臺北市政府教育局), unlike 臺北自來水事業處陽明分處.
_OF_PATTERNS = ("縣市政府", "縣市議會")
#: Characters that number or locate names that are otherwise equal: 第六 / 第七河川分署, 北區 / 南區.
_NUMERALS = frozenset("一二三四五六七八九十0123456789")
_ORDINAL = _NUMERALS | frozenset("東西南北中")
#: Endings of departments within a ministry, which are not bodies of their own. Names in 處 count,
#: except field offices of ministries: 陽明山國家公園管理處, 香港辦事處.
_DEPARTMENT = re.compile(
    r"(?:司|(?<!審計)室|廳|科|組|法規會|(?:法規|訴願|訴願審議)委員會)$"
    r"|(?<!公園管理)(?<!景區管理)(?<!園區管理)(?<!林區管理)"
    r"(?<!工程)(?<!審計)(?<!辦事)(?<!服務)(?<!籌備)(?<!分)處$"
)
#: Name of the parent body of a county or city in the table of patterns → its ending.
_OF_COUNTY = {"GOVERNMENT": "政府", "COUNCIL": "議會"}
#: Endings of departments of a county or city and its townships.
_OF_GOVERNMENT = re.compile(r"(?:局|處|室|所|會|中心|館|隊|科|課|組)$")
#: What a body calls itself in its own report.
_OWN = re.compile(r"^(?:本|[縣市](?=府))(?P<end>總處|學院|[部府署局會院處縣市])")
#: Maximum length of a printed name with its remarks.
_MOST = 60
#: A remark after a name: 外交部(外交及國際事務學院), 經濟部(借調行政院).
_BRACKETED = re.compile(r"^(?P<head>.+?)[(\[](?P<note>[^()\[\]]*)[)\]]?$")
#: The province formerly printed before a county's name: 福建省連江縣政府.
_PROVINCE = re.compile(r"^(?:臺灣省|福建省)(?=..[縣市])")
#: Interchangeable forms of characters.
_FOLDED = str.maketrans("台曁衞敍巿", "臺暨衛敘市")


@dataclass(frozen=True)
class Resolution:
    """What is known about a printed name; unknown values are ``None``. ``match`` is ``exact``,
    ``short``, ``former`` (the body no longer existed), ``parent+unit``, ``pattern``, ``near`` (not
    used: see ``candidates``) or ``unknown``. ``name`` is the official name if the directory lists
    the body; for an unlisted unit its parent's official name with the unit's (保訓會培訓發展處 →
    公務人員保障暨培訓委員會培訓發展處); else the name as printed."""

    printed: str
    name: str | None = None
    english: str | None = None
    branch: str | None = None
    level: str | None = None
    tier: str | None = None
    parent: str | None = None
    match: str = "unknown"
    candidates: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def resolve(printed: str, on: date | None = None, organiser: str = "") -> Resolution:
    """Resolve a name as printed in a report.

    Args:
        printed: the name; 台 for 臺, spaces and a missing or additional 行政院 are ignored.
        on: the day for which to answer, if a name meant different bodies or a body changed its
            parent (國科會, 國家運動訓練中心); by default the latest.
        organiser: whose report it is: 本部 then means this body, 建設處 or 竹南鎮公所 in a county
            government's report its department or township, 條約法律司 in a ministry's report one of
            its departments. The same holds for short names of central bodies that no longer exist.

    >>> resolve("環境部資源循環署").parent
    '環境部'
    >>> resolve("台北市政府客家事務委員會").tier
    '縣市所屬機關'
    >>> resolve("衛福部").name
    '衛生福利部'
    >>> [resolve(name, organiser="彰化縣政府").name for name in ("本府建設處", "觀光傳播處")]
    ['彰化縣政府建設處', '彰化縣政府觀光傳播處']
    >>> [resolve(name, organiser="外交部").name for name in ("本部", "條約法律司")]
    ['外交部', '外交部條約法律司']
    """
    key, alone = _key(printed), _alone(printed, on)
    above, own = _above(key, organiser)
    if len(above) != 1:
        return alone
    now = _alone(printed, None)
    ended = now.match == "former" and now.name != key
    told = (alone.parent and not ended) or key.startswith(_counties())
    if told and not own:
        return alone
    found = _alone(above.pop() + key.removeprefix(own), on)
    return replace(found, printed=printed) if own or found.parent else alone


def _above(key: str, organiser: str) -> tuple[set[str], str]:
    """Return the names that may precede a name in a report of this organiser, and the beginning of
    the name by which it says so itself (本府)."""
    bodies = [_key(part) for part in re.split("[、;,]", normalize(organiser)) if part]
    if own := _OWN.match(key):
        return _called(own["end"], bodies), own[0]
    if key.endswith("司"):
        return _called("部", bodies), ""
    if re.search("(?:公所|代表會)$", key):
        return set(_counties_of(bodies)), ""
    if _OF_GOVERNMENT.search(key):
        return {f"{county}{kind}" for county, kind in _counties_of(bodies).items()}, ""
    return set(), ""


def _called(end: str, bodies: Iterable[str]) -> set[str]:
    """Return the bodies that call themselves 本府, 本部 or the like."""
    if end in "府縣市":
        return {f"{county}政府" for county in _counties_of(bodies)}
    return {body for body in bodies if body.endswith(end)}


def _counties_of(bodies: Iterable[str]) -> dict[str, str]:
    """Map the counties and cities of bodies to 政府 or 議會, depending on which the body is."""
    return {
        county: "議會" if body.startswith(f"{county}議會") else "政府"
        for body in bodies
        for county in _counties()
        if body.startswith(county)
    }


def _alone(printed: str, on: date | None) -> Resolution:
    """As :func:`resolve`, without regard to the organiser."""
    if len(printed) > _MOST:
        return Resolution(printed)
    key = _key(printed)
    if bracketed := _BRACKETED.match(normalize(printed)):
        return _with_remark(printed, bracketed["head"], bracketed["note"], on)
    found = (
        _listed(printed, key, on)
        or _by_pattern(printed, key, local=True)
        or _parent_and_unit(printed, key, on, listed=True)
    )
    if found is not None:
        return found
    told = (
        _parent_and_unit(printed, key, on, listed=False)
        or _by_pattern(printed, key, local=False)
        or Resolution(printed)
    )
    near = _near(key)
    if near and not (told.match == "pattern" and told.tier):
        return replace(told, name=None, english=None, match="near", candidates=near)
    return told


def _with_remark(printed: str, head: str, note: str, on: date | None) -> Resolution:
    """Resolve a name with a remark in brackets: to the unit named in the remark, or to the body alone."""
    whole = resolve(head + note, on)
    if whole.match in {"exact", "short", "former"}:
        return replace(whole, printed=printed, match="parent+unit")
    alone = resolve(head, on)
    match = alone.match if alone.match in {"near", "unknown"} or not note else "pattern"
    return replace(alone, printed=printed, match=match)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """Return the form in which names are compared: no spaces, 臺 for 台, no province's name, and a
    government's short name before its body's spelled out (北市府教育局)."""
    folded = re.sub(r"\s", "", normalize(name)).translate(_FOLDED)
    pattern, governments = _short_governments()
    spelled = pattern.sub(lambda match: governments[match["short"]], folded)
    return _PROVINCE.sub("", spelled)


@cache
def _short_governments() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for short government names before a longer name (北市府), and their meanings."""
    places = local_governments()
    known = {short: place.government for place in places for short in (place.name, place.short)}
    return re.compile(rf"^(?P<short>{'|'.join(known)})府(?=.{{2}})"), known


@cache
def bodies_by_name() -> dict[str, list[Agency]]:
    """Return the bodies by the names under which they are compared: official ones, listed short
    ones, and names with or without the Yuan or the parent in front."""
    official: dict[str, list[Agency]] = {}
    for agency in agencies():
        official.setdefault(_key(agency.name), []).append(agency)
    found = {name: list(held) for name, held in official.items()}
    for agency in agencies():
        for short in dict.fromkeys(_short_names(agency, official)):
            found.setdefault(short, []).append(agency)
    # A name shared by several bodies is dropped, unless they succeed each other.
    heirs = {name: {_key(current_name(each.name)) for each in held} for name, held in found.items()}
    return official | {name: found[name] for name, heir in heirs.items() if len(heir) == 1}


def _short_names(agency: Agency, official: Collection[str]) -> list[str]:
    key, parent, yuan = _key(agency.name), _key(agency.parent), agency.branch
    bare = [key.replace("股份有限公司", "公司"), key.removeprefix("財團法人")]
    bare += [key.removeprefix("國立")] if key.endswith("大學") else []
    bare = [name for name in bare if name != key]
    names = [*bare, *(short for short in map(_key, agency.short) if short != key)]
    if agency.tier == "其他" and not bare:
        names.append(f"行政法人{key}")  # rosters print this before 國家災害防救科技中心
    if agency.tier == "部會":
        others = [key.removeprefix(yuan), f"{yuan}{key}", *(f"{yuan}{short}" for short in names)]
        # 行政院客家委員會 is the former body, not the present one
        names += [name for name in others if name not in official]
    if key != parent and key.startswith(parent) and len(key) - len(parent) >= _MIN_PREFIX:
        names.append(key.removeprefix(parent))
    return names


def rank_of(title: str, agency: Resolution) -> str:
    """Return the group of a post in this agency: 主任 heads 財政部財政資訊中心, but elsewhere a unit.

    >>> rank_of("主任", resolve("財政部財政資訊中心")), rank_of("主任", resolve("勞動部勞動力發展署"))
    ('首長', '單位主管')
    """
    own = agency.match in {"exact", "short", "former", "pattern"}
    name = (agency.name or agency.printed) if own else ""
    return title_group(title, name, agency.tier or "" if own else "")


# --- the ways to an answer -------------------------------------------------------------------


def _listed(printed: str, key: str, on: date | None) -> Resolution | None:
    if key not in bodies_by_name():
        return None
    entry = on_day(bodies_by_name()[key], on)
    return _answer(printed, entry, "exact" if _key(entry.name) == key else "short", on)


def _answer(printed: str, entry: Agency, match: str, on: date | None) -> Resolution:
    match = "former" if entry.has_ended(on) and match != "parent+unit" else match
    about = (entry.name, entry.english, entry.branch, entry.level, entry.tier, entry.parent)
    return Resolution(printed, *about, match)


def _parent_and_unit(printed: str, key: str, on: date | None, *, listed: bool) -> Resolution | None:
    """Resolve a name by the longest body's name at its beginning, and the unit that follows.

    Args:
        listed: only if the unit is itself in the directory under that parent.
    """
    for length in range(len(key) - 1, _MIN_PREFIX - 1, -1):
        if key[:length] not in bodies_by_name():
            continue
        above, rest = on_day(bodies_by_name()[key[:length]], on), key[length:]
        if above.tier in _OF_PATTERNS:
            continue
        if listed:
            if (entry := _unit(above, rest, on)) is not None:
                return _answer(printed, entry, "parent+unit", on)
        elif above.tier != "院" and len(rest) > 1 and rest[0].isalnum():
            found = _answer(printed, above, "parent+unit", on)
            tier = _tier_of_unit(above, rest)
            return replace(found, name=above.name + rest, english=None, tier=tier)
    return None


def _tier_of_unit(above: Agency, unit: str) -> str:
    """Return the tier of a unit: its parent's for a mere department, else that of a body under it."""
    department = _DEPARTMENT.search(unit) and above.name == above.parent
    own = department or above.level == "local" or above.tier == "其他"
    return above.tier if own else "所屬機關"


def _unit(above: Agency, rest: str, on: date | None) -> Agency | None:
    """Return the body with that name under this parent: 國科會 + 南部科學園區管理局."""
    for key in (_key(above.name) + rest, rest):
        under = [entry for entry in bodies_by_name().get(key, []) if entry.parent == above.parent]
        if under:
            return on_day(under, on)
    return None


@cache
def _counties() -> tuple[str, ...]:
    """Return the names of counties and cities, including former ones, in the form for comparison."""
    governments = [agency.name for agency in agencies() if agency.tier == "縣市政府"]
    return tuple(_key(name).removesuffix("政府") for name in governments)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    counties = "|".join(_counties())
    rules = []
    for row in table("agency_patterns"):
        begin, *others = row["pattern"].split("COUNTY")
        pattern = f"(?P<county>{counties})".join([begin, *others[:1]])
        rules.append((re.compile(f"(?:{counties})".join([pattern, *others[1:]])), row))
    return tuple(rules)


def _by_pattern(printed: str, key: str, *, local: bool) -> Resolution | None:
    """Resolve a name by its form; ``local``: only forms that contain a county or city."""
    for pattern, row in _patterns():
        fits = not local or "county" in pattern.groupindex
        match = pattern.fullmatch(key) if fits else None
        if not match:
            continue
        if not row["branch"]:
            return None
        parent = row["parent"]
        if parent in _OF_COUNTY:
            parent = match["county"] + _OF_COUNTY[parent]
        name = key if local else normalize(printed)
        return Resolution(
            printed, name, None, row["branch"], row["level"],
            row["tier"] or None, parent or None, "pattern",
        )  # fmt: skip
    return None


# --- similar names ---------------------------------------------------------------------------


def _near(key: str) -> tuple[str, ...]:
    """Return official names at edit distance one, unless they differ in numbers or compass points."""
    if len(key) < MIN_NEAR_LENGTH:
        return ()
    alike = {name for part in _parts_but_one(key) for name in _by_parts().get(part, ())}
    known = [bodies_by_name()[name] for name in sorted(alike) if _one_apart(key, name)]
    return tuple(dict.fromkeys(held[-1].name for held in known))


@cache
def _by_parts() -> dict[str, list[str]]:
    """Map names that are long enough, and these names without one character, to the names."""
    found: dict[str, list[str]] = {}
    for name in bodies_by_name():
        if len(name) >= MIN_NEAR_LENGTH:
            for part in _parts_but_one(name):
                found.setdefault(part, []).append(name)
    return found


def _parts_but_one(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _one_apart(one: str, other: str) -> bool:
    """True if a misprint may have turned one into the other (at most one character longer or
    shorter); 臺東分署 / 屏東分署 are two bodies."""
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    end, other_end = start + (len(one) >= len(other)), start + (len(other) >= len(one))
    if one[end:] != other[other_end:]:
        return False
    first, second = one[start:end], other[start:other_end]
    if not (first and second):
        return first + second not in _NUMERALS
    if _ORDINAL.issuperset((first, second)):
        return False
    towns = {county[:2] for county in _counties()}
    beside = ({one[at : at + 2], other[at : at + 2]} for at in (start - 1, start) if at >= 0)
    return not any(towns.issuperset(pair) for pair in beside)
