"""The same person printed in two ways: another letter or character, another title, another post."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

from tourlib.checks.alltext import Text
from tourlib.checks.families import families, variant
from tourlib.checks.lexicon import KNOWN, alike_pair, level_of
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import post_cost
from tourlib.text import HAN, has_han, squeeze
from tourlib.vocabulary import meaning

_TITLE = re.compile(r"(?P<title>Mr|Mrs|Ms|Miss)(?![a-z])\.?\s*")
_LATIN = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+)+")
#: Names of people that differ in one letter are one name if they are at least so long; in Chinese
#: characters, if the two that differ are alike.
_LONG_NAME, _LONG_CHINESE = 6, 3
#: What is longer is compared as a whole only.
_LONGEST_NAME = 60
#: A post behind a name ends here, if not at a pause: 王大明科長率團.
_GOES_ON = re.compile(f"[^{HAN}]|$|[等及與和暨率於致]")
#: What people do, and a post as well.
_DOES = "代表"


def check_people(parsed: ParsedReport, text: Text) -> Iterator[Row]:
    """A finding for every person whose name or post is printed in several ways."""
    people = parsed.rows["participants"]
    rows = [*parsed.rows["visits"], *parsed.rows["sessions"]]
    speakers = list(dict.fromkeys(name for row in rows for name in row["speakers"]))
    yield from _speakers(speakers, text)
    roster = [row["name"] for row in people if row["name"]]
    yield from _misspelt(list(dict.fromkeys([*roster, *speakers])), text)
    yield from _around_posts(people, text)
    listed = {n for row in people for n in row.get("_lines", (row["line"],))}
    yield from _other_posts(people, text, listed)


def plain(name: str) -> str:
    """The letters of a name, without accents and capitals."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _speakers(names: list[str], text: Text) -> Iterator[Row]:
    """Speakers whose names differ in accents, a repeated part, one letter, or Ms. and Mrs."""
    groups: list[list[str]] = []
    #: key → the groups, by place, that have a name with this key
    alike: dict[str, dict[int, None]] = defaultdict(dict)
    for name in names:
        near = sorted({place for key in _keys(name) for place in alike[key]})
        place = next(
            (p for p in near if any(_one_person(name, other) for other in groups[p])), len(groups)
        )
        groups += [[]] if place == len(groups) else []
        groups[place].append(name)
        for key in _keys(name):
            alike[key][place] = None
    for group in groups:
        if len(group) > 1:
            yield variant({name: _lines_of_name(name, group, text) for name in group})
    yield from map(variant, families(_titled(names, text)))


def _lines_of_name(name: str, group: list[str], text: Text) -> list[int]:
    """Lines of the name where it is not part of a longer one of the group."""
    longer = {n for other in group if name in other != name for n in text.lines_of(other)}
    return [line for line in text.lines_of(name) if line not in longer]


def _titled(names: list[str], text: Text) -> Iterator[tuple[str, str, int]]:
    """Each use of a name behind Mr. and the like."""
    known, sizes = set(names), sorted({len(name) for name in names})
    for match in _TITLE.finditer(text.whole):
        for size in sizes:
            name = text.whole[match.end() : match.end() + size]
            if name in known:
                yield name, f"{match['title']}. {name}", text.line(match.start())


def _misspelt(names: list[str], text: Text) -> Iterator[Row]:
    """Names of the tables that the text prints with another letter, or another, alike, character."""
    by_key: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        for key in _keys(name):
            by_key[key][name] = None
    others: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in names}
    for form, line in _may_be_names(names, text):
        for name in dict.fromkeys(name for key in _keys(form) for name in by_key.get(key, ())):
            differs = plain(form) != plain(name) and {*form.split()} != {*name.split()}
            if differs and len(form.split()) == len(name.split()) and _one_person(name, form):
                others[name][form].append(line)
    for name, forms in others.items():
        for form, lines in forms.items():
            yield variant({name: text.lines_of(name), form: lines})


def _may_be_names(names: Collection[str], text: Text) -> Iterator[tuple[str, int]]:
    """What the text prints that none of the names is, and that may be one: as many characters
    behind a surname, two or three words in capital letters; with its line."""
    known, sizes = set(names), defaultdict[str, set[int]](set)
    for name in names:
        if re.fullmatch(f"[{HAN}]{{{_LONG_CHINESE},}}", name):
            sizes[name[0]].add(len(name))
    for at, char in enumerate(text.whole):
        for size in sorted(sizes.get(char, ())):
            if (form := text.whole[at : at + size]) not in known:
                yield form, text.line(at)
    for match in _LATIN.finditer(text.whole):
        words = match.group().split()
        for size in (2, 3):
            for first in range(len(words) - size + 1):
                if (form := " ".join(words[first : first + size])) not in known:
                    yield form, text.line(match.start())


def _keys(name: str) -> set[str]:
    """Two names that :func:`_one_person` takes for one share a key: the letters, the words, or
    the letters without one of them."""
    letters = plain(name)
    keys = {letters, " ".join(sorted({*name.split()}))}
    least = _LONG_CHINESE if has_han(letters) else _LONG_NAME - 1
    if least <= len(letters) <= _LONGEST_NAME:
        keys |= {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    return keys


def _one_person(name: str, other: str) -> bool:
    a, b = plain(name), plain(other)
    if a == b or ({*name.split()} == {*other.split()} and len(name.split()) > 1):
        return True
    wrong = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    if has_han(a) or has_han(b):
        alike = len(wrong) == 1 and max(alike_pair(*wrong[0])) > 0
        return len(a) == len(b) >= _LONG_CHINESE and a[0] == b[0] and alike
    if min(len(a), len(b)) < _LONG_NAME or " " not in name or abs(len(a) - len(b)) > 1:
        return False
    if not wrong:
        return True
    same = next(at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]


def _around_posts(people: Iterable[Row], text: Text) -> Iterator[Row]:
    """Names around a person's post (林副主任委員志遠) with another character, whatever it looks like."""
    names = {squeeze(row["name"]) for row in people if row["name"]}
    for name, post in _with_posts(people):
        if f"{name[0]}{post}" not in text.whole:
            continue
        around = rf"{name[0]}{re.escape(post)}(?P<given>[{HAN}]{{{len(name) - 1}}})"
        others: dict[str, list[int]] = defaultdict(list)
        for match in re.finditer(around, text.whole):
            printed = name[0] + match["given"]
            wrong = sum(a != b for a, b in zip(name, printed, strict=True))
            if printed not in names and wrong == 1 and level_of(match["given"][:4]) < KNOWN:
                others[match.group()].append(text.line(match.start()))
        for form, lines in others.items():
            yield variant({name: text.lines_of(name), form: lines})


def _other_posts(people: Iterable[Row], text: Text, listed: AbstractSet[int]) -> Iterator[Row]:
    """Posts around or behind a person's name that are not the one of the roster, but in the lines
    of the roster itself, where the next person's may stand there."""
    for name, post in _with_posts(people):
        if listed >= {*text.lines_of(name[1:])}:
            continue  # named in the roster alone, as most are
        printed = (
            rf"{name[0]}(?P<around>[{HAN}]{{2,8}}){name[1:]}|{name}\s?(?P<behind>[{HAN}]{{2,40}})"
        )
        others: dict[str, list[int]] = defaultdict(list)
        for match in re.finditer(printed, text.whole):
            said = match["around"] or _post_before(match["behind"])
            line = text.line(match.start())
            wrong = said and post_cost(said) == 0 and not _may_be_one_post(said, post)
            if wrong and line not in listed:
                others[said].append(line)
        for said, lines in others.items():
            yield finding(
                "post-mismatch",
                f"名單中「{name}」的職稱為「{post}」，第 {lines[0]} 行為「{said}」。"
                f" / The roster has “{name}” as “{post}”, the text as “{said}”.",
                table="participants",
                lines=lines,
                marks=(said,),
            )


def _with_posts(people: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Chinese names and posts of those who have both."""
    for row in people:
        name, post = squeeze(row["name"] or ""), squeeze(row["title"] or "")
        if re.fullmatch(f"[{HAN}]{{{_LONG_CHINESE},}}", name) and post:
            yield name, post


def _post_before(behind: str) -> str:
    """The longest post that a text behind a name begins with, where it may end there."""
    ends = (n for n in range(len(behind), 1, -1) if _GOES_ON.match(behind[n:]))
    posts = (behind[:n] for n in ends if post_cost(behind[:n]) == 0)
    return next((post for post in posts if not post.startswith(_DOES)), "")


def _may_be_one_post(said: str, post: str) -> bool:
    """Whether a post may be said of who has another one: a part of it (秘書 of 簡任秘書), one of two
    that somebody holds, or a part in the journey (團長). A deputy (副) is another post."""
    short, whole = sorted((said, post), key=len)
    same = short in whole and not whole.partition(short)[0].endswith("副")
    return same or meaning("role", said) is not None
