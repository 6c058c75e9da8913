"""Variant forms of one person: a different letter, character, title or post."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from tourlib.checks.alltext import Text, families, variant
from tourlib.checks.lexicon import KNOWN, UNKNOWN, alike, level_of
from tourlib.checks.posts import with_posts
from tourlib.parse import Finding, Row
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import any_of, surnames
from tourlib.text import HAN, has_han, squeeze

_TITLE = re.compile(r"(?P<title>Mr|Mrs|Ms|Miss)(?![a-z])\.?\s*")
_LATIN = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]+)+")
#: Minimum length of names of people that count as one name if they differ in one letter; in Chinese
#: names the two differing characters must be alike.
_LONG_NAME, _LONG_CHINESE = 6, 3
_WORD = re.compile(r"(?<![A-Za-z.'’-])[A-ZÀ-Ý][A-Za-zÀ-ɏ'’-]{4,}")
_LONG_WORD = 8
#: Names longer than this are compared only as a whole.
_MAX_NAME = 60


def check_people(parsed: ParsedReport, text: Text) -> Iterator[Finding]:
    """Yield a finding for every person whose name or post is printed in several ways."""
    people = parsed.rows["participants"]
    rows = [*parsed.rows["visits"], *parsed.rows["sessions"]]
    named = [(row["name"], row["line"]) for row in people if row["name"]]
    named += [(name, row["lines"][0]) for row in rows for name in row["speakers"]]
    names: dict[str, int] = {}
    for name, line in named:
        names.setdefault(name, line)
    yield from _variants(names, text)
    yield from _latin_words(names, rows, text)
    sizes = {len(name) for name in names}
    titled = (
        (name, f"{match['title']}. {name}", text.line(match.start()))
        for match in _TITLE.finditer(text.whole)
        for size in sizes
        if (name := text.whole[match.end() : match.end() + size]) in names
    )
    yield from map(variant, families(titled))
    yield from _other_given_names({squeeze(name) for name in names}, people, text)


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Return the letters of a name without accents and in lower case."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _variants(names: Mapping[str, int], text: Text) -> Iterator[Finding]:
    """Yield names of the tables that are printed differently in the text: with other accents, a
    repeated part, or one letter (or similar character) changed."""
    printed = {name: text.lines_of(name) or [line] for name, line in names.items()}
    for form, at in itertools.chain(_chinese_forms(names, text.whole), _latin_forms(text.whole)):
        if form not in names:
            printed.setdefault(form, []).append(text.line(at))
    by_key: dict[str, list[str]] = defaultdict(list)
    for form in printed:
        for key in sorted(_keys(form)):
            by_key[key].append(form)
    told: set[str] = set()
    for name in names:
        keys = sorted(_keys(name) | _with_alike(name))
        near = dict.fromkeys([name, *(form for key in keys for form in by_key.get(key, ()))])
        same = [f for f in near if f not in told and _one_person(name, f, misspelt=f not in names)]
        uses = _own_uses({form: printed[form] for form in same})
        if len(uses) > 1:
            told.update(same)
            yield variant(uses)


def _latin_words(names: Iterable[str], rows: Iterable[Row], text: Text) -> Iterator[Finding]:
    """Yield surnames before a post (Lindner處長) and long words that occur in no name but differ in
    one letter from the surname of a speaker, or from a word of a title or place."""
    latin = [name.split() for name in names if " " in name and not has_han(name)]
    hosts = {word for row in rows for word in _WORD.findall(f"{row['title']} {row['place']}")}
    known = {word for words in latin for word in words} | hosts
    surnames = _by_key(words[-1] for words in latin)
    long = _by_key(word for word in hosts if len(word) >= _LONG_WORD)
    others: dict[tuple[str, str], list[int]] = defaultdict(list)
    unknown = (match for match in _WORD.finditer(text.whole) if match.group() not in known)
    for match in unknown:
        form, of_person = match.group(), bool(_post().match(text.whole, match.end()))
        for name in _one_letter_off(form, surnames if of_person else long, of_person=of_person):
            others[name, form].append(text.line(match.start()))
    for (name, form), lines in others.items():
        yield variant({name: text.lines_of(name), form: lines})


def _one_letter_off(form: str, near: Mapping[str, str], *, of_person: bool) -> set[str]:
    """Return the words that differ from the form in one letter. Words that differ in their endings
    (Sozial, Soziale) are inflections and do not count, unless they are surnames."""
    names = {
        near[key] for key in _keys(form) & near.keys() if _one_letter(plain(near[key]), plain(form))
    }
    return {name for name in names if of_person or plain(name)[-2:] == plain(form)[-2:]}


def _by_key(words: Iterable[str]) -> dict[str, str]:
    return {key: word for word in words for key in _keys(word)}


@cache
def _post() -> re.Pattern[str]:
    return re.compile(rf"\s?副?(?:{any_of('post')})")


@cache
def _with_post() -> re.Pattern[str]:
    """Match a name around a post (林處長志遠), or before it (朴贊浩教授)."""
    family, post = f"[{''.join(sorted(surnames()))}]", any_of("post")
    return re.compile(
        rf"(?P<family>{family})(?P<inner>{post})(?P<given>[{HAN}]{{2}})"
        rf"|(?<![{HAN}])(?P<name>{family}[{HAN}]{{2}})\s?(?P<post>{post})"
    )


def _names_with_posts(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield Chinese names of three characters with their posts; matches may overlap."""
    at = 0
    while match := _with_post().search(text, at):
        at = match.start() + 1
        name = match["name"] or match["family"] + match["given"]
        yield name, match["post"] or match["inner"], match


def _own_uses(printed: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
    """Return the forms of a name with the lines that print them other than as part of a longer form."""
    uses = {}
    for form, lines in printed.items():
        longer = {n for other, at in printed.items() if form in other != form for n in at}
        if own := {*lines} - longer:
            uses[form] = sorted(own)
    return uses


def _chinese_forms(names: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    """Yield possible names: a known surname followed by as many characters as in one of the names."""
    sizes = defaultdict[str, set[int]](set)
    for name in names:
        if re.fullmatch(f"[{HAN}]{{{_LONG_CHINESE},}}", name):
            sizes[name[0]].add(len(name))
    for form, _post, match in _names_with_posts(text):
        if match["family"] and len(form) in sizes.get(form[0], ()):
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
    """Return keys such that two names that :func:`_one_person` accepts as one share a key. They are
    the letters, the sorted words and Latin letters less one; for Chinese see :func:`_with_alike`."""
    letters = plain(name)
    keys = {letters, " ".join(sorted({*name.split()}))}
    if not has_han(letters) and _LONG_NAME - 1 <= len(letters) <= _MAX_NAME:
        keys |= {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    return keys


def _with_alike(name: str) -> set[str]:
    """Return the letters of a Chinese name with each character after the first replaced by similar ones."""
    letters = plain(name)
    if not has_han(letters) or not _LONG_CHINESE <= len(letters) <= _MAX_NAME:
        return set()
    return {
        letters[:at] + other + letters[at + 1 :]
        for at in range(1, len(letters))
        for other in alike(letters[at])
    }


def _one_person(name: str, other: str, *, misspelt: bool) -> bool:
    """True if two names are of one person.

    Args:
        misspelt: accept only names in which a letter or character is different or missing.
    """
    one, two = plain(name), plain(other)
    if one == two or {*name.split()} == {*other.split()} != {name}:
        return name == other or not misspelt
    wrong = _one_letter(one, two)
    if not wrong:
        return False
    if has_han(one + two):
        same_surname = len(one) == len(two) >= _LONG_CHINESE and one[0] == two[0]
        return same_surname and wrong[1] in alike(wrong[0])
    of_several = " " in name and name.count(" ") == other.count(" ")
    return of_several and min(len(one), len(two)) >= _LONG_NAME


def _one_letter(one: str, two: str) -> tuple[str, str] | None:
    """Return the differing letters if two names differ in one letter, or if one has one letter more."""
    wrong = difference(one, two)
    return wrong if max(map(len, wrong)) == 1 else None


def difference(one: str, two: str) -> tuple[str, str]:
    """Return the parts of two texts between their common beginning and their common end.

    >>> difference("丹麥能源署", "丹麥資源總署")
    ('能源', '資源總')
    """
    begin = in_common(one, two)
    end = in_common(one[begin:][::-1], two[begin:][::-1])
    return one[begin : len(one) - end], two[begin : len(two) - end]


def in_common(one: str, two: str) -> int:
    """Return the number of letters before the first difference between two names."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def _other_given_names(
    names: Collection[str], people: Iterable[Row], text: Text
) -> Iterator[Finding]:
    """Yield names with one different character, whatever its shape, around or before a post that
    roster or text gives the person: 朴贊浩教授, 朴燦浩教授."""
    uses: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for name, post in with_posts(people):
        uses[post][name] = text.lines_of(name)
    for name, post, match in _names_with_posts(text.whole):
        level = UNKNOWN if match["name"] or name in names else level_of(name[1:])
        if level < KNOWN:  # 林處長表示 contains no name
            uses[post][name].append(text.line(match.start()))
    for forms in uses.values():
        for name, other in itertools.product(forms.keys() & names, forms.keys() - names):
            of_one = name[0] == other[0] and _one_letter(name, other)
            if of_one and not _one_person(name, other, misspelt=True):
                yield variant({name: forms[name], other: forms[other]})
