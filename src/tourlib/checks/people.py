"""The same person printed in two ways: another letter or character, another title, another post."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache

from tourlib.checks.alltext import Text
from tourlib.checks.families import families, variant
from tourlib.checks.lexicon import KNOWN, level_of, look_alikes
from tourlib.checks.posts import with_posts
from tourlib.parse import Row
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import any_of, surnames
from tourlib.text import HAN, has_han, squeeze

_TITLE = re.compile(r"(?P<title>Mr|Mrs|Ms|Miss)(?![a-z])\.?\s*")
_LATIN = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+)+")
#: Names of people that differ in one letter are one name if they are at least so long; in Chinese
#: characters, if the two that differ are alike.
_LONG_NAME, _LONG_CHINESE = 6, 3
#: What is longer is compared as a whole only.
_LONGEST_NAME = 60


def check_people(parsed: ParsedReport, text: Text) -> Iterator[Row]:
    """A finding for every person whose name or post is printed in several ways."""
    people = parsed.rows["participants"]
    rows = [*parsed.rows["visits"], *parsed.rows["sessions"]]
    named = [(row["name"], row["line"]) for row in people if row["name"]]
    named += [(name, row["_lines"][0]) for row in rows for name in row["speakers"]]
    names: dict[str, int] = {}
    for name, line in named:
        names.setdefault(name, line)
    yield from _variants(names, text)
    yield from _surnames(names, text)
    sizes = {len(name) for name in names}
    titled = (
        (name, f"{match['title']}. {name}", text.line(match.start()))
        for match in _TITLE.finditer(text.whole)
        for size in sizes
        if (name := text.whole[match.end() : match.end() + size]) in names
    )
    yield from map(variant, families(titled))
    given = {squeeze(name) for name in names}
    yield from _other_names_before_posts(given, text)
    for name, post in with_posts(people):
        yield from _other_given_names(name, post, text, given)


def plain(name: str) -> str:
    """The letters of a name, without accents and capitals."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _variants(names: Mapping[str, int], text: Text) -> Iterator[Row]:
    """Names of the tables, each with a line, that are printed otherwise: with other accents, a part
    repeated, or another letter or, alike, character."""
    printed = {name: text.lines_of(name) or [line] for name, line in names.items()}
    for form, line in _may_be_names(names, text):
        printed.setdefault(form, []).append(line)
    by_key: dict[str, list[str]] = defaultdict(list)
    for form in printed:
        for key in sorted(_keys(form)):
            by_key[key].append(form)
    told: set[str] = set()
    for name in names:
        keys = sorted(_keys(name) | _with_look_alikes(name))
        near = dict.fromkeys([name, *(form for key in keys for form in by_key.get(key, ()))])
        alike = [f for f in near if f not in told and _one_person(name, f, misspelt=f not in names)]
        uses = _own_uses({form: printed[form] for form in alike})
        if len(uses) > 1:
            told.update(alike)
            yield variant(uses)


def _surnames(names: Iterable[str], text: Text) -> Iterator[Row]:
    """Surnames before a post (Lindner處長) that are no word of any name, and one letter off that of one."""
    latin = [name.split() for name in names if " " in name and not has_han(name)]
    known = {word for words in latin for word in words}
    by_key = {key: words[-1] for words in latin for key in _keys(words[-1])}
    others: dict[tuple[str, str], list[int]] = defaultdict(list)
    for match in _latin_before_post().finditer(text.whole):
        form = match.group()
        near = {by_key[key] for key in _keys(form) & by_key.keys()} if form not in known else ()
        for name in near:
            if _one_letter(plain(name), plain(form)):
                others[name, form].append(text.line(match.start()))
    for (name, form), lines in others.items():
        yield variant({name: text.lines_of(name), form: lines})


@cache
def _latin_before_post() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z.'’-])[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]{{4,}}(?=\s?(?:{any_of('post')}))")


@cache
def _around_post() -> re.Pattern[str]:
    family = f"[{''.join(sorted(surnames()))}]"
    return re.compile(rf"(?P<family>{family})(?:{any_of('post')})(?P<given>[{HAN}]{{2}})")


def _own_uses(printed: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
    """Forms of a name with the lines that print them otherwise than as part of a longer form."""
    uses = {}
    for form, lines in printed.items():
        longer = {n for other, at in printed.items() if form in other != form for n in at}
        if own := {*lines} - longer:
            uses[form] = sorted(own)
    return uses


def _may_be_names(names: Collection[str], text: Text) -> Iterator[tuple[str, int]]:
    """What the text prints that none of the names is, and that may be one: as many characters
    behind a surname, two or three words in capital letters; with its line."""
    for form, at in itertools.chain(_chinese_forms(names, text.whole), _latin_forms(text.whole)):
        if form not in names:
            yield form, text.line(at)


def _chinese_forms(names: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    sizes = defaultdict[str, set[int]](set)
    for name in names:
        if re.fullmatch(f"[{HAN}]{{{_LONG_CHINESE},}}", name):
            sizes[name[0]].add(len(name))
    for match in _around_post().finditer(text):  # 林副主任委員志遠
        form = match["family"] + match["given"]
        if len(form) in sizes.get(form[0], ()):
            yield form, match.start()
    for at, char in enumerate(text):
        for size in sorted(sizes.get(char, ())):
            yield text[at : at + size], at


def _latin_forms(text: str) -> Iterator[tuple[str, int]]:
    for match in _LATIN.finditer(text):
        words = match.group().split()
        runs = (words[at : at + size] for size in (2, 3) for at in range(len(words) - size + 1))
        for form in map(" ".join, runs):
            yield form, match.start()


def _keys(name: str) -> set[str]:
    """Two names that :func:`_one_person` takes for one share a key: the letters, the words, or
    Latin letters without one of them; or one has a key among those of :func:`_with_look_alikes`."""
    letters = plain(name)
    keys = {letters, " ".join(sorted({*name.split()}))}
    if not has_han(letters) and _LONG_NAME - 1 <= len(letters) <= _LONGEST_NAME:
        keys |= {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    return keys


def _with_look_alikes(name: str) -> set[str]:
    """The letters of a Chinese name with each character behind the surname's first misprinted."""
    letters = plain(name)
    if not has_han(letters) or not _LONG_CHINESE <= len(letters) <= _LONGEST_NAME:
        return set()
    return {
        letters[:at] + other + letters[at + 1 :]
        for at in range(1, len(letters))
        for other in look_alikes(letters[at])
    }


def _one_person(name: str, other: str, *, misspelt: bool) -> bool:
    """Whether two names are of one person.

    Args:
        misspelt: only where a letter or character is another one, or is missing.
    """
    one, two = plain(name), plain(other)
    if one == two or {*name.split()} == {*other.split()} != {name}:
        return name == other or not misspelt
    wrong = _one_letter(one, two)
    if not wrong:
        return False
    if has_han(one + two):
        same_surname = len(one) == len(two) >= _LONG_CHINESE and one[0] == two[0]
        return same_surname and wrong[1] in look_alikes(wrong[0])
    of_several = " " in name and name.count(" ") == other.count(" ")
    return of_several and min(len(one), len(two)) >= _LONG_NAME


def _one_letter(one: str, two: str) -> tuple[str, str] | None:
    """The letters in which two names differ, where that is one, or one more or fewer."""
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    wrong = [(one[a:b], two[c:d]) for tag, a, b, c, d in codes if tag != "equal"]
    return wrong[0] if len(wrong) == 1 and max(map(len, wrong[0])) == 1 else None


def _other_names_before_posts(names: Collection[str], text: Text) -> Iterator[Row]:
    """Names of another character before a post that the text gives the person: 朴贊浩教授, 朴燦浩教授."""
    uses: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for match in _name_before_post().finditer(text.whole):
        uses[match["post"]][match["name"]].append(text.line(match.start()))
    for forms in uses.values():
        for name, other in itertools.product(forms.keys() & names, forms.keys() - names):
            wrong = _one_letter(name, other)
            if wrong and name[0] == other[0] and not _one_person(name, other, misspelt=True):
                yield variant({name: forms[name], other: forms[other]})


@cache
def _name_before_post() -> re.Pattern[str]:
    family = f"[{''.join(sorted(surnames()))}]"
    return re.compile(rf"(?<![{HAN}])(?P<name>{family}[{HAN}]{{2}})\s?(?P<post>{any_of('post')})")


def _other_given_names(name: str, post: str, text: Text, names: Collection[str]) -> Iterator[Row]:
    """Names around the person's own post with another character, whatever it looks like."""
    others: dict[str, list[int]] = defaultdict(list)
    for match in re.finditer(f"{name[0]}{re.escape(post)}[{HAN}]{{{len(name) - 1}}}", text.whole):
        given = match.group()[len(post) + 1 :]
        wrong = sum(a != b for a, b in zip(name[1:], given, strict=True))
        alike = _one_person(name, name[0] + given, misspelt=True)  # told already
        if (
            wrong == 1
            and not alike
            and name[0] + given not in names
            and level_of(given[:4]) < KNOWN
        ):
            others[match.group()].append(text.line(match.start()))
    for form, lines in others.items():
        yield variant({name: text.lines_of(name), form: lines})
