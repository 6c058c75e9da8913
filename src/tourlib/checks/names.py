"""The same name written two ways: people, hosts, places, and words with two spellings."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tourlib.checks.alltext import Text, all_text
from tourlib.checks.lexicon import KNOWN, alike_pair, forms, level_of
from tourlib.checks.orders import GLOSS, LINKS, exchanged, reordered
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, has_han, squeeze
from tourlib.vocabulary import rules

_TOKEN = re.compile(r"(?<![A-Za-zÀ-ÿ.@/-])[A-Z][A-Za-zÀ-ÿ]{2,}(?![A-Za-zÀ-ÿ]|\.\w|-[a-z])")
_ROOM = re.compile(r"第?\s?\d[\d.\-]{1,5}\s?(?:會議室|教室|研討室|演講廳)")
_TITLE = re.compile(r"(?P<title>Mr|Mrs|Ms|Miss)(?![a-z])\.?\s*")
#: Names of places are compared by so many characters; heads of one gloss by their last ones.
_HEAD = 4
_BEFORE_NAME = re.compile(f"參訪|拜會|拜訪|前往|[{LINKS}]")
_BODY = re.compile("(?:署|局|部|院|會|處|司|廳|所|中心|公司|機構|集團|大學|辦公室|政府)$")
_SOUNDS = 3
_NAME_IN_LATIN = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+)+")
#: A surname in capitals, as passports and rosters print it: KUO, Fang-Ting; Fang-Ting KUO.
_SURNAME = re.compile(
    r"\b(?:(?P<one>[A-Z]{2,})(?:, [A-Z][a-z]+|,? [A-Z][a-z]+-[A-Za-z][a-z]+)"
    r"|(?:[A-Z][a-z]+-[A-Za-z][a-z]+|(?:Mr|Ms|Mrs|Dr)\.?) (?P<other>[A-Z]{2,}))\b"
)
#: Names of people that differ in one letter are one name if they are at least so long; in Chinese
#: characters, if the two that differ are alike.
_LONG_NAME, _LONG_CHINESE = 6, 3
#: What is longer is compared as a whole only.
_LONGEST_NAME = 60
#: Lines that a message quotes of each form.
_QUOTED = 3


def check_names(parsed: ParsedReport) -> Iterator[Row]:
    """A finding for every name that is written in several ways, with the lines of each."""
    text = all_text(parsed)
    people = dict.fromkeys(
        name
        for table in ("visits", "sessions")
        for row in parsed.rows[table]
        for name in row["speakers"]
    )
    yield from _people(list(people), text)
    roster = [row["name"] for row in parsed.rows["participants"] if row["name"]]
    yield from _misspelt(dict.fromkeys([*roster, *people]), text)
    yield from _beside_posts(parsed.rows["participants"], text)
    for severity, rules_ in (
        ("warning", (_rooms, _places, _glosses, exchanged, reordered)),
        ("info", (_capitals, _spellings)),
    ):
        for family in itertools.chain.from_iterable(rule(text) for rule in rules_):
            yield _variant(family, severity=severity)


def _variant(forms: Mapping[str, Iterable[int]], severity: str = "warning") -> Row:
    kept = {form: list(dict.fromkeys(lines)) for form, lines in forms.items()}
    told = "、".join(
        f"「{form}」(第 {', '.join(map(str, lines[:_QUOTED]))} 行{'等' if len(lines) > _QUOTED else ''})"
        for form, lines in kept.items()
    )
    return finding(
        "name-variant",
        f"同一名稱可能有不同寫法：{told}。"
        f" / Perhaps one name: {' / '.join(f'“{form}”' for form in kept)}.",
        severity=severity,
        lines=[line for lines in kept.values() for line in lines],
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _people(names: list[str], text: Text) -> Iterator[Row]:
    """Speakers whose names differ in accents, a repeated part, one letter, or Ms. and Mrs."""
    families: list[list[str]] = []
    #: key → the families, by place, that have a name with this key
    alike: dict[str, dict[int, None]] = defaultdict(dict)
    for name in names:
        keys = _keys(name)
        near = sorted({place for key in keys for place in alike[key]})
        place = next(
            (p for p in near if any(_one_person(name, other) for other in families[p])), None
        )
        if place is None:
            place = len(families)
            families.append([])
        families[place].append(name)
        for key in keys:
            alike[key][place] = None
    for family in families:
        if len(family) > 1:
            yield _variant({name: _lines_of_name(name, family, text) for name in family})
    for titled in _titles(names, text).values():
        if len(titled) > 1:
            yield _variant(titled)


def _misspelt(names: Iterable[str], text: Text) -> Iterator[Row]:
    """Names of the tables that the text prints with another letter, or another, alike, character."""
    known = set(names)
    chinese, windows = _nearly_in_chinese(known, text), _latin_names(text)
    for name in names:
        printed: Iterable[tuple[str, int]]
        printed = chinese.get(name, ()) if has_han(name) else _in_latin(name, windows)
        others: dict[str, list[int]] = defaultdict(list)
        for form, line in printed:
            if form not in known and _plain(form) != _plain(name) and _one_person(name, form):
                others[form].append(line)
        for form, lines in others.items():
            yield _variant({name: text.lines_of(name), form: lines})


def _beside_posts(people: Iterable[Row], text: Text) -> Iterator[Row]:
    """Names around a person's post (林副主任委員志遠) with another character, whatever it looks like."""
    names = {squeeze(row["name"]) for row in people if row["name"]}
    for row in people:
        name, post = squeeze(row["name"] or ""), squeeze(row["title"] or "")
        if len(name) < _LONG_CHINESE or not post or not has_han(name):
            continue
        around = rf"{name[0]}{re.escape(post)}(?P<given>[{HAN}]{{{len(name) - 1}}})"
        others: dict[str, list[int]] = defaultdict(list)
        for match in re.finditer(around, text.whole):
            printed = name[0] + match["given"]
            wrong = sum(a != b for a, b in zip(name, printed, strict=True))
            if printed not in names and wrong == 1 and level_of(match["given"][:4]) < KNOWN:
                others[match.group()].append(text.line(match.start()))
        for form, lines in others.items():
            yield _variant({name: text.lines_of(name), form: lines})


def _nearly_in_chinese(names: set[str], text: Text) -> dict[str, list[tuple[str, int]]]:
    """Chinese name → what the text prints with its surname and all but one of its other characters,
    and the lines."""
    #: all but one character of a name → the names; surname → how long they are
    without: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if len(name) >= _LONG_CHINESE and re.fullmatch(f"[{HAN}]+", name):
            sizes[name[0]].add(len(name))
            for key in _without_one(name):
                without[key].append(name)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for at, char in enumerate(text.whole):
        for size in sorted(sizes.get(char, ())):
            printed = text.whole[at : at + size]
            if printed not in names:
                for name in (
                    name for key in _without_one(printed) for name in without.get(key, ())
                ):
                    found[name].append((printed, text.line(at)))
    return found


def _without_one(name: str) -> Iterator[str]:
    """The name with a gap for each of its characters but the surname."""
    return (f"{name[:at]} {name[at + 1 :]}" for at in range(1, len(name)))


def _latin_names(text: Text) -> dict[str, list[tuple[str, int]]]:
    """Word → the names of two or three words in capital letters that have it, and their lines."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for match in _NAME_IN_LATIN.finditer(text.whole):
        words = match.group().split()
        for size in (2, 3):
            for first in range(len(words) - size + 1):
                some = words[first : first + size]
                for word in some:
                    found[_plain(word)].append((" ".join(some), text.line(match.start())))
    return found


def _in_latin(name: str, windows: Mapping[str, list[tuple[str, int]]]) -> Iterator[tuple[str, int]]:
    """The names of the text that share a word with the name and have as many."""
    words = name.split()
    for each in dict.fromkeys(each for word in words for each in windows.get(_plain(word), ())):
        if len(each[0].split()) == len(words) and {*each[0].split()} != {*words}:
            yield each


def _keys(name: str) -> set[str]:
    """Two names that :func:`_one_person` takes for one share a key: the letters, the words, or
    the letters without one of them."""
    plain = _plain(name)
    keys = {plain, " ".join(sorted({*name.split()}))}
    least = _LONG_CHINESE if has_han(plain) else _LONG_NAME - 1
    if least <= len(plain) <= _LONGEST_NAME:
        keys |= {plain[:at] + plain[at + 1 :] for at in range(len(plain))}
    return keys


def _titles(names: list[str], text: Text) -> dict[str, dict[str, list[int]]]:
    """Name → the name with each title that it has in the text, and its lines."""
    known, sizes = set(names), sorted({len(name) for name in names})
    found: dict[str, dict[str, list[int]]] = {name: {} for name in names}
    for match in _TITLE.finditer(text.whole):
        for size in sizes:
            name = text.whole[match.end() : match.end() + size]
            if name in known:
                lines = found[name].setdefault(f"{match['title']}. {name}", [])
                lines.append(text.line(match.start()))
    return found


def _one_person(name: str, other: str) -> bool:
    a, b = _plain(name), _plain(other)
    if a == b or ({*name.split()} == {*other.split()} and len(name.split()) > 1):
        return True
    if has_han(a) or has_han(b):
        wrong = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
        return (
            len(a) == len(b) >= _LONG_CHINESE and len(wrong) == 1 and max(alike_pair(*wrong[0])) > 0
        )
    if min(len(a), len(b)) < _LONG_NAME or " " not in name or abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if same is None:
        return True
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]


def _lines_of_name(name: str, family: list[str], text: Text) -> list[int]:
    """Lines of the name where it is not part of a longer one of the family."""
    longer = {
        n for other in family if name in other and name != other for n in text.lines_of(other)
    }
    return [line for line in text.lines_of(name) if line not in longer]


def _capitals(text: Text) -> Iterator[dict[str, list[int]]]:
    """ISCE and Isce, OpenGov and Open Gov."""
    forms: dict[str, dict[str, list[int]]] = defaultdict(dict)
    surnames = {m["one"] or m["other"] for m in _SURNAME.finditer(text.whole)}
    last: re.Match[str] | None = None
    for match in _TOKEN.finditer(text.whole):
        word = match.group()
        forms[word.casefold()].setdefault(word, []).append(text.line(match.start()))
        if last and match.start() == last.end() + 1 and text.whole[last.end()] == " ":
            both = f"{last.group()} {word}"
            forms[both.replace(" ", "").casefold()].setdefault(both, []).append(
                text.line(last.start())
            )
        last = match
    for family in forms.values():
        # A word in capitals beside the same word as a name; or two words beside one with a capital inside.
        if len(family) < 2 or surnames & family.keys():
            continue
        shapes = {_shape(form) for form in family}
        if {"capitals", "name"} <= shapes or {"two", "camel"} <= shapes:
            yield family


def _rooms(text: Text) -> Iterator[dict[str, list[int]]]:
    """第2.09會議室 and 第209會議室."""
    rooms: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for match in _ROOM.finditer(text.whole):
        key = re.sub(r"[.\-\s]", "", match.group())
        rooms[key].setdefault(squeeze(match.group()), []).append(text.line(match.start()))
    yield from (family for family in rooms.values() if len(family) > 1)


def _shape(form: str) -> str:
    if " " in form:
        return "two"
    if form.isupper():
        return "capitals"
    return "name" if form[1:].islower() else "camel"


@cache
def _sounds() -> dict[str, str]:
    """Character → the first one of its group; groups that share a character are one."""
    first: dict[str, str] = {}
    for (group,) in rules("sounds"):
        head = next((first[c] for c in group if c in first), group[0])
        first |= dict.fromkeys(group, head)
    return first


def _places(text: Text) -> Iterator[dict[str, list[int]]]:
    """Foreign names in Chinese that sound alike: 佛拉芒, 弗拉芒, 佛拉蒙."""
    sounds = _sounds()
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for match in re.finditer(f"[{''.join(sounds)}]{{{_SOUNDS},}}", text.whole):
        run = match.group()
        for at in range(len(run) - _SOUNDS + 1):
            piece = run[at : at + _SOUNDS]
            key = "".join(sounds[c] for c in piece)
            found[key][piece].append(match.start() + at)
    taken: set[int] = set()
    usual = str.maketrans(forms())
    for family in found.values():
        places = {at for starts in family.values() for at in starts}
        # Another form of a character (奥斯坦) is told as a misreading, and is no other name.
        names = {form.translate(usual) for form in family}
        if len(names) > 1 and not taken & {at - step for at in places for step in (1, 2)}:
            taken |= places
            yield {form: [text.line(at) for at in starts] for form, starts in family.items()}


def _glosses(text: Text) -> Iterator[dict[str, list[int]]]:
    """Chinese names before one gloss, or one short form: bodies whose names end otherwise, and words
    that differ in one character."""
    heads: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for match in GLOSS.finditer(text.whole):
        name = _BEFORE_NAME.split(match["name"])[-1]
        for gloss in dict.fromkeys(re.split(r"\s*[,;、/]\s*", match["gloss"].strip().casefold())):
            heads[gloss][name].append(text.line(match.start()))
    told = set()
    for family in heads.values():
        for alike in (_one_character_off(family), _bodies(family)):
            if len(alike) > 1 and frozenset(alike) not in told:
                told.add(frozenset(alike))
                yield {
                    name: sorted({*lines, *text.lines_of(name)}) for name, lines in alike.items()
                }


def _one_character_off(family: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Names of a family whose last characters are those of the first, but for one."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, lines in family.items():
        head = name[-_HEAD:]
        first = next(iter(found), head)
        if len(head) == _HEAD and sum(a != b for a, b in zip(head, first, strict=True)) <= 1:
            found[head] += lines
    return found


def _bodies(family: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Names of a family that are of bodies of another kind than the first; a shorter form of the
    name is no other one."""
    found: dict[str, list[int]] = {}
    for name, lines in family.items():
        first = next(iter(found), None)
        other = first is None or (
            name[-2:] != first[-2:] and not _holds(first, name) and not _holds(name, first)
        )
        if _BODY.search(name) and other:
            found[name] = lines
    return found


def _holds(name: str, other: str) -> bool:
    """Whether all characters of the other name stand in the name in their order."""
    rest = iter(name)
    return all(char in rest for char in other)


def _spellings(text: Text) -> Iterator[dict[str, list[int]]]:
    """Words of which the report uses both spellings, or both words in one compound."""
    for kind, one, other, *names in rules("spellings"):
        if one not in text.whole or other not in text.whole:
            continue
        if kind == "any":
            free = [
                text.line(at)
                for at in text.find(one)
                if not any(re.match(name, text.whole[at + len(one) :]) for name in names)
            ]
            if free:
                yield {one: free, other: text.lines_of(other)}
            continue
        compounds: dict[str, list[int]] = defaultdict(list)
        for match in re.finditer(rf"{one}(?=(?P<after>[{HAN}]{{2}}))", text.whole):
            compounds[match["after"]].append(text.line(match.start()))
        for after, lines in compounds.items():
            fellows = text.lines_of(other + after)
            if fellows:
                yield {one + after: lines, other + after: fellows}
