"""Variant forms of one name: hosts, places, rooms, and words with two spellings."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tourlib.checks.alltext import Text, families, in_order, variant
from tourlib.checks.facts import own_names
from tourlib.checks.lexicon import alike, forms
from tourlib.checks.people import check_people, difference, in_common
from tourlib.directory.bodies import current_name
from tourlib.directory.resolution import Resolution, resolve
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, has_han, without_brackets
from tourlib.vocabulary import any_of, rules

#: A Chinese name and its gloss in Latin letters.
_GLOSS = re.compile(
    rf"(?P<name>[{HAN}]{{2,16}})[」』]?\s*[「『]?\((?P<gloss>[A-Z][A-Za-z .&'-]{{1,60}}(?:[,、;/] ?[A-Z][A-Za-z.&-]{{1,12}})?)\)"
)
#: Words that may stand before a name.
_LINKS = "由在與及和的至赴於從向對為是之係有"
#: Length of two exchanged characters with two neighbours on either side.
_AROUND = 6
_TOKEN = re.compile(r"(?<![A-Za-zÀ-ÿ.@/-])[A-Z][A-Za-zÀ-ÿ]{2,}(?![A-Za-zÀ-ÿ]|\.\w|-[a-z])")
_ROOM = re.compile(r"第?\s?\d[\d.\-]{1,5}\s?(?:會議室|教室|研討室|演講廳)")
#: Number of characters compared: the first of names of bodies, the last before one gloss.
_HEAD = 4
_GOES = "[參参]訪|拜[會訪]|[走造]訪|訪問|考察|勘查|踏[查勘]|前往"
_BEFORE_NAME = re.compile(f"{_GOES}|[{_LINKS}]")
#: In a title 及 only separates what ends like a body: 環境及氣候變遷部 is one.
_BEFORE_HOST = re.compile(
    f"{_GOES}|[由在的至赴於從向對為是之係有]|(?<=[署局部院會處司廳所心社學府場廠館構])[與及和]"
)
_BODY = re.compile("(?:署|局|部|院|會|處|司|廳|所|中心|公司|機構|集團|大學|辦公室|政府)$")
_KINDS_OF_BODY = "總?署|總?局|部|研究[院所]|學院|院|委員會|理事會|協會|(?:基金)?會(?!議)|基金|處|司|廳|大學|中心|公[司社]"
_NATIONAL = re.compile(rf"(?:國家|聯邦|中央)[{HAN}]{{4,8}}?(?:[署局]|委員會)(?!長)")
_KIND = re.compile(f"(?<!社)(?:{_KINDS_OF_BODY}|政府|[場廠館])")
#: Number of characters at the end by which a long name is recognised.
_STEM = 6
#: Within the first characters two names may differ and name two countries: 荷蘭, 芬蘭.
_COUNTRY = 2
#: Characters that distinguish one body from the next, so that a difference in them is no variant.
_COUNTS = re.compile("[一二三四五六七八九十東西南北中上下左右前後臺台]")
_SOUNDS = 3
#: The length of a word that a name may have more or fewer.
_WORD = 2
#: A name like those of the central government's ministries.
_MINISTRY = re.compile(f"[{HAN}]{{2,4}}部")
_JOINTS = re.compile("[及與和暨]")
_IDEOGRAPHS = re.compile(f"[{HAN}]*")
#: A surname in capitals, as passports and rosters print it: KUO, Fang-Ting; Fang-Ting KUO.
_SURNAME = re.compile(
    r"\b(?:(?P<one>[A-Z]{2,})(?:, [A-Z][a-z]+|,? [A-Z][a-z]+-[A-Za-z][a-z]+)"
    r"|(?:[A-Z][a-z]+-[A-Za-z][a-z]+|(?:Mr|Ms|Mrs|Dr)\.?) (?P<other>[A-Z]{2,}))\b"
)


def check_names(parsed: ParsedReport, text: Text) -> Iterator[Finding]:
    """Yield a finding for every name that is written in several ways, with the lines of each form."""
    yield from check_people(parsed, text)
    for severity, rules_ in (
        ("warning", (_rooms, _places, _exchanged)),
        ("info", (_capitals, _spellings)),
    ):
        for family in itertools.chain.from_iterable(rule(text) for rule in rules_):
            yield variant(family, severity)
    yield from _responsible(parsed)
    named = (find(parsed, text) for find in (_glosses, _reordered, _hosts))
    once = {frozenset(family): family for family in itertools.chain.from_iterable(named)}
    yield from map(variant, once.values())


def _responsible(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield responsible agencies that the directory has only under a similar, or under a later name."""
    start, named = parsed.meta.start, defaultdict[str, list[int]](list)
    for row in parsed.rows["recommendations"]:
        told = f"{row.get('lead_agency') or ''}、{row.get('co_agencies') or ''}"
        for name in re.split(r"[\s、,;/]+", told):
            named[name].append(row["line"])
    agencies = [row["agency"] or "" for row in parsed.rows["participants"]]
    entries = {name: resolve(name, start, parsed.meta.organiser or "") for name in named}
    government = any(entry.tier == "部會" for entry in entries.values())
    for name, entry in entries.items():
        meant = _meant(name, entry, agencies, start)
        no_ministry = entry.match == "unknown" and government and _MINISTRY.fullmatch(name)
        if meant not in ("", entry.name) or (no_ministry and not meant):
            said = f"建議的主辦或協辦機關「{name}」當時並無此名,是否為「{meant or '另一機關'}」?"
            said += f" / No agency was called “{name}” then: “{meant or 'another'}”?"
            yield finding("agency-near", said, lines=named[name], marks=(name,))


def _meant(name: str, entry: Resolution, agencies: Sequence[str], start: date | None) -> str:
    """Return the agency that a name probably means: one with a similar name, one on the roster with
    another last word (文化處, 文化局), or the later name of one; else empty."""
    if entry.candidates:
        return "、".join(entry.candidates[:2])
    if entry.match == "pattern" and name not in agencies:
        return next((each for each in agencies if each[:-1] == name[:-1]), "")
    return current_name(entry.name or "", start) if entry.match == "former" else ""


def _capitals(text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield words in capitals that also occur with a capital only at the start: ISCE and Isce."""
    surnames = {m["one"] or m["other"] for m in _SURNAME.finditer(text.whole)}
    uses = (
        (match.group().casefold(), match.group(), text.line(match.start()))
        for match in _TOKEN.finditer(text.whole)
        if match.group().isupper() or match.group()[1:].islower()
    )
    return (family for family in families(uses) if not surnames & family.keys())


def _rooms(text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield forms of a room's number: 第2.09會議室 and 第209會議室."""
    return families(
        (re.sub(r"[.-]", "", form), form, text.line(match.start()))
        for match in _ROOM.finditer(text.whole)
        for form in [re.sub(r"\s", "", match.group())]
    )


@cache
def _sounds() -> dict[str, str]:
    """Map each character to the first of its group; groups that share a character are merged."""
    first: dict[str, str] = {}
    for (group,) in rules("sounds"):
        head = next((first[c] for c in group if c in first), group[0])
        first |= dict.fromkeys(group, head)
    return first


def _places(text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield transcribed foreign names that sound alike: 佛拉芒, 弗拉芒, 佛拉蒙."""
    sounds, uses = _sounds(), []
    for match in re.finditer(f"[{''.join(sounds)}]{{{_SOUNDS},}}", text.whole):
        for at in range(match.start(), match.end() - _SOUNDS + 1):
            piece = text.whole[at : at + _SOUNDS]
            uses.append(("".join(sounds[c] for c in piece), piece, at))
    taken: set[int] = set()
    usual = str.maketrans(forms())
    for family in families(uses):
        places = {at for starts in family.values() for at in starts}
        # A variant form of a character (奥斯坦) is reported as a misreading.
        names = {form.translate(usual) for form in family}
        if len(names) > 1 and not taken & {at - step for at in places for step in (1, 2)}:
            taken |= places
            yield {form: [text.line(at) for at in starts] for form, starts in family.items()}


def _glosses(parsed: ParsedReport, text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield Chinese names with the same gloss or abbreviation that are bodies of different kinds,
    or differ in one character."""
    heads: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for match in _GLOSS.finditer(text.whole):
        name = _BEFORE_NAME.split(match["name"])[-1]
        for gloss in dict.fromkeys(re.split(r"\s*[,;、/]\s*", match["gloss"].strip().casefold())):
            heads[gloss][name].append(text.line(match.start()))
    for row in parsed.rows["sessions"]:
        if (gloss := (row["title_en"] or "").casefold()) in heads:
            heads[gloss][host_of(row["title"])].append(row["line"])
    told = set()
    for family in heads.values():
        for same in (_one_character_off(family), _bodies(family)):
            if len(same) > 1 and frozenset(same) not in told:
                told.add(frozenset(same))
                yield {name: sorted({*lines, *text.lines_of(name)}) for name, lines in same.items()}


def _hosts(parsed: ParsedReport, text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield hosts from the timetable and the headings, national bodies, agencies of the roster with
    及 or 暨, and themes that are printed differently elsewhere: as a body of another kind
    (國家教育署, 國家教育局), or with one character changed, added or left out."""
    called = _called(parsed, "sessions", "visits", "sections")
    agencies = {own_names(row["agency"] or "")[-1] for row in parsed.rows["participants"]}
    called += sorted(each for each in agencies if _JOINTS.search(each) and each not in called)
    themes = [row["title"] for row in parsed.rows["themes"]]
    hosts = list(dict.fromkeys([*called, *_NATIONAL.findall(text.whole), *themes]))
    listed = _called(parsed, "sessions")
    own = {host: lines for *hosts_, lines in _visits(parsed) for host in hosts_}
    for at, host in enumerate(hosts, 1):
        right = listed if host in listed else hosts[: max(at, len(called))]
        stem = re.sub(f"(?:{_KINDS_OF_BODY})$", "", host)[-_STEM:]
        is_body = host not in themes and (len(stem) >= _HEAD or _is_of_one_body(stem, text))
        pattern = f"{re.escape(stem)}(?:{_KINDS_OF_BODY})(?![門分計])" if is_body else "$^"
        others = defaultdict[str, list[int]](list)
        found = [(match.start(), match.group()) for match in re.finditer(pattern, text.whole)]
        for each in _changed(host, text):
            near = text.line(each.at) in own.get(host, ())
            near |= host in themes and text.whole[each.at - 1 :].startswith(f"「{each.said}」")
            if _has_another_word(host, each) or _has_another_character(host, each, near=near):
                found.append((each.at, each.said))
        for place, said in sorted(found):
            if not any(said in known for known in right):
                others[said].append(text.line(place))
        for other, lines in others.items():
            yield {host: text.lines_of(host), other: lines}


def _called(parsed: ParsedReport, *tables: str) -> list[str]:
    """Return the names of bodies in titles and places of tables, and of their parent bodies."""
    rows = [row for key in tables for row in parsed.rows[key]]
    called = {row.get(key) or "" for row in rows for key in ("title", "place")}
    named = [_BEFORE_HOST.split(each)[-1] for each in sorted(called)]
    ends = [each[: match.end()] for each in named for match in _KIND.finditer(each)]
    ends += [host_of(row["title"]) for row in rows if row.get("kind") == "visit"]
    return [each for each in dict.fromkeys(ends) if re.fullmatch(f"[{HAN}]{{5,16}}", each)]


def host_of(title: str) -> str:
    """Return what is visited by the title of a visit."""
    return re.split(_GOES, without_brackets(title))[-1].strip()


def _visits(parsed: ParsedReport) -> Iterator[tuple[str, str, range]]:
    """Yield the host of each visit by the text and by the timetable, and the lines of its section."""
    sections, sessions = parsed.rows["sections"], parsed.rows["sessions"]
    for visit in parsed.rows["visits"]:
        if visit["section"] and visit["session"]:
            head, *below = sections[visit["section"] - 1 :]
            ends = (row["line"] for row in below if row["depth"] <= head["depth"])
            lines = range(head["line"], next(ends, parsed.lines[-1].number + 1))
            yield host_of(visit["title"]), host_of(sessions[visit["session"] - 1]["title"]), lines


def _is_of_one_body(stem: str, text: Text) -> bool:
    """True if a short foreign name is no place: a body's kind follows it everywhere (巴斯德學院)."""
    foreign = len(stem) >= _SOUNDS and {*stem} <= _sounds().keys()
    return foreign and not re.search(f"{stem}(?!{_KINDS_OF_BODY})", text.whole)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A name printed in another form: its position, the form, the characters of the name that are missing,
    those that came instead, and the number of characters before and behind them."""

    at: int
    said: str
    gone: str
    come: str
    before: int
    behind: int


def _changed(name: str, text: Text) -> Iterator[_Printed]:
    """Yield where a name is printed with one or two characters more, fewer or exchanged in one place.
    Its first or its last part is then unchanged."""
    middle = len(name) // 2
    begin, end = max(middle - 1, _WORD), middle + 1
    firsts, lasts = [*text.find(name[:begin])], [*text.find(name[end:])]
    for more in range(-_WORD, _WORD + 1):
        for at in {*firsts, *(last - end - more for last in lasts if last >= end + more)}:
            said = text.whole[at : at + len(name) + more]
            gone, come = difference(name, said)
            same = in_common(name, said)
            starts = same > 0 or not has_han(text.whole[at - 1 : at])  # else it is another word's
            if 0 < max(len(gone), len(come)) <= _WORD and starts and _IDEOGRAPHS.fullmatch(said):
                yield _Printed(at, said, gone, come, same, len(name) - same - len(gone))


def _has_another_word(name: str, printed: _Printed) -> bool:
    """True if a body's name is printed with one word (of two characters) more or fewer behind its country."""
    if not _KIND.search(name) or printed.before < _HEAD - 1 or printed.behind < _WORD:
        return False
    gone, come = len(printed.gone), len(printed.come)
    return max(gone, come) == _WORD and (not gone or come < gone) and printed.gone != "政府"


def _has_another_character(name: str, printed: _Printed, *, near: bool) -> bool:
    """True if a name is printed with one character more, fewer or exchanged. Characters that
    distinguish bodies (第一, 第二) do not count, 暨 for 及 does. In a name without a word for a body, or
    of a country (荷蘭, 芬蘭), the new character must be alike, except ``near`` the name's own heading."""
    gone, come = printed.gone, printed.come
    if max(len(gone), len(come)) > 1 or not printed.behind:
        return False
    joint = _JOINTS.fullmatch(gone) and _JOINTS.fullmatch(come)
    if _COUNTS.search(come + gone) or (come in [*_LINKS, "以"] and not joint):
        return False
    exchanged = len(gone) == len(come)
    if exchanged and near and printed.behind >= _SOUNDS:
        return True
    if printed.before >= _COUNTRY and _KIND.search(name):
        return len(name) >= _STEM
    return exchanged and len(name) >= _STEM and _is_alike(name, printed)


def _is_alike(name: str, printed: _Printed) -> bool:
    """True if an exchanged character looks or sounds like the right one, or names no other country."""
    foreign = all(c in _sounds() for c in name[printed.before + 1 : printed.before + 3])
    country = any_of("abroad", "country")
    abroad = re.match(country, name) or re.match(country, printed.said)
    other = abroad or printed.before >= _COUNTRY
    return foreign or printed.come in alike(printed.gone) or not other


def _one_character_off(family: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Return the names of a family whose last characters equal those of the first name, except for one."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, lines in family.items():
        head = name[-_HEAD:]
        first = next(iter(found), head)
        if len(head) == _HEAD and sum(a != b for a, b in zip(head, first, strict=True)) <= 1:
            found[head] += lines
    return found


def _bodies(family: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Return the names of a family that are bodies of another kind than the first; a shorter form
    of the name does not count."""
    bodies = {name: lines for name, lines in family.items() if _BODY.search(name)}
    first = next(iter(bodies), "")
    return {
        name: lines
        for name, lines in bodies.items()
        if name == first
        or (name[-2:] != first[-2:] and not in_order(first, name) and not in_order(name, first))
    }


def _spellings(text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield words that the report spells in two ways, alone or within the same compound."""
    for kind, one, other, *names in rules("spellings"):
        if one not in text.whole or other not in text.whole:
            continue
        if kind != "any":
            yield from families(
                (match["after"], match["word"] + match["after"], text.line(match.start()))
                for match in re.finditer(
                    rf"(?P<word>{one}|{other})(?=(?P<after>[{HAN}]{{2}}))", text.whole
                )
            )
            continue
        free = [
            text.line(at)
            for at in text.find(one)
            if not any(re.match(name, text.whole[at + len(one) :]) for name in names)
        ]
        if free:
            yield {one: free, other: text.lines_of(other)}


def _pieces(text: Text) -> Iterator[tuple[str, int]]:
    """Yield the strings of ``_AROUND`` ideographs and where they begin."""
    for run in re.finditer(f"[{HAN}]{{{_AROUND},}}", text.whole):
        for at in range(run.start(), run.end() - _AROUND + 1):
            yield text.whole[at : at + _AROUND], at


def _exchanged(text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield names in which two characters are exchanged: 某國邦聯政府 and 某國聯邦政府."""
    uses = (("".join((p[:2], *sorted(p[2:4]), p[4:])), p, text.line(at)) for p, at in _pieces(text))
    for family in families(uses):
        often = sorted(family.items(), key=lambda use: (len(use[1]), use[0]), reverse=True)
        yield {piece[2:]: lines for piece, lines in often}


def _reordered(parsed: ParsedReport, text: Text) -> Iterator[dict[str, list[int]]]:
    """Yield glossed names and hosts with two parts exchanged: 海岸政策與規劃防護管理署(…) and
    海岸防護管理政策與規劃署."""
    pieces = {piece for piece, _at in _pieces(text)}
    names = {match["name"].lstrip(_LINKS) for match in _GLOSS.finditer(text.whole)}
    names |= {*_called(parsed, "sessions", "visits")}
    told = ""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for a, b, c in itertools.combinations(range(2, len(name)), 3):
            other = name[:a] + name[b:c] + name[a:b] + name[c:]
            likely = other != name and {other[:_AROUND], other[-_AROUND:]} <= pieces
            lines = text.lines_of(other) if likely and len(name) > _AROUND else []
            if lines and other not in told:
                told += f"{other}\n"
                yield {name: text.lines_of(name), other: lines}
