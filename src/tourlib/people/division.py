"""Divide a printed text into the people in it, each with name, post, agency and unit.

All divisions of the text are compared: each possible reading of a piece
(:mod:`tourlib.people.forms`) has a cost, and the division with the lowest total is chosen. If
another one is nearly as good, the person is marked as doubtful.

Pitfalls: a post may stand before, after or inside the name (``黃局長青長``); posts begin like the
ends of names (``王志明小隊長``); bodies end like the beginnings of posts (``智慧發展中心主任``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from tourlib.people.forms import (
    any_of,
    body_cost,
    is_agency,
    is_listed,
    name_cost,
    people_words,
    post_cost,
    surnames,
)
from tourlib.text import HAN, has_han, loose, name_dots

_LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]+"
_LATIN_NAME = rf"{_LATIN}(?: (?:{_LATIN}|[A-Z]))*"
_SCRIPTS = re.compile(rf"(?<=[{HAN}])(?={_LATIN})|(?<=[A-Za-zÀ-ɏ.]{{2}})(?=[{HAN}])")
#: Names and posts with spaces between their characters.
_SPACED = re.compile(
    rf"(?<![{HAN}])[{HAN}](?: [{HAN}])*? [{HAN}]{{1,2}}(?![{HAN}])(?! [{HAN}](?![{HAN}]))"
)
_SEPARATOR = re.compile(r"[\s/()\[\],|:]+")
_NUMBERED = re.compile(r"^[(]?\d{1,2}[).、]\s*")
#: Footnote marks, and wording that says that not everybody is named.
_NOTE = re.compile(
    rf"(?<=.)(?:[(\[]?註\s?[\d一二三四五]{{1,2}}[)\]]?|\[\d{{1,2}}\]|[\u00b9\u00b2\u00b3\u2070-\u2079①-⑳†‡§※]+"
    rf"|(?<=[{HAN}]{{3}})\*+)$"
)
_NOTE_OF_NAME = re.compile(rf"(?<=[{HAN}])\d{{1,2}}$")
AND_OTHERS = re.compile(
    r"\s*等\s*[\d一二三四五六七八九十]*\s*(?:人|名|員|位)?\s*(?:[(][^()]*[)])?$"
    r"|(?:^|[及與和暨])[^及與和暨、,;]*全體[^、,;]*$"
)
_NO_PERSON = re.compile(r"無|[\d\s+()#~.:-]*|[^@\s]+@[^@\s]+|分機\d*")
#: Maximum cost of an acceptable division (and the cost of a piece that is nobody); costs of a person
#: without a post, of a post inside the name, of unknown words, and of Latin words as another name.
_MAX_COST, _NO_POST, _INSIDE, _NOTHING_KNOWN, _ALIAS = 6.0, 2.0, 1.2, 2.5, 0.9
#: A division that costs at most this much more is nearly as good.
_MARGIN = 1.25
_MOST_WORDS = 7
#: Costs of each person in a row without separators, and of a family name alone before the post;
#: maximum length of a person's text.
_EACH, _FAMILY_ALONE, _LONGEST_PERSON = 0.3, 1.0, 60
_AND = re.compile("[與及和暨]")
#: A role in the journey, printed before the name.
_ROLE = re.compile("(?:團長|領隊|召集人|學員|團員)(?=.)")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Person:
    """A person as printed. ``doubtful``: the form of the text does not show where the name ends;
    ``other`` is the alternative division, if there is one."""

    name: str
    title: str = ""
    agency: str = ""
    unit: str = ""
    doubtful: bool = False
    other: str = ""


class _Reading(NamedTuple):
    """A reading of a text; ``open_end``: its form does not show where the name ends."""

    cost: float
    name: str = ""
    title: str = ""
    bodies: tuple[str, ...] = ()
    open_end: bool = False


def read_people_with_posts(text: str) -> tuple[list[Person], str]:
    """Return the people in a text that is divided only by spaces and strokes, and the remaining words.

    >>> [read_people_with_posts(text)[0][0].name for text in ("方立民小隊長", "數位發展局黃局長青長")]
    ['方立民', '黃青長']
    """
    words = _words(text)
    people, rest = _cheapest(len(words), lambda start, end: _person(tuple(words[start:end])))
    return people, " ".join(words[place] for place in rest)


def _cheapest(
    pieces: int, read: Callable[[int, int], tuple[float, Person] | None]
) -> tuple[list[Person], tuple[int, ...]]:
    """Return the people of the cheapest division of the pieces, and the positions of pieces that
    belong to nobody; ``read`` returns the person in the pieces from one position to another."""
    best: list[tuple[float, tuple[Person, ...], tuple[int, ...]]] = [(0.0, (), ())]
    for end in range(1, pieces + 1):
        cost, people, rest = best[-1]
        ways = [(cost + _MAX_COST, people, (*rest, end - 1))]
        for start in range(max(0, end - _MOST_WORDS), end):
            if (found := read(start, end)) is not None:
                before = best[start]
                ways.append((before[0] + found[0], (*before[1], found[1]), before[2]))
        best.append(min(ways, key=lambda way: way[0]))
    return list(best[-1][1]), best[-1][2]


def read_row(text: str) -> list[Person]:
    """Return the people in a text that posts, or a word such as 及, divide; the rest is left out."""
    cuts = {place for match in _cuts().finditer(text) for place in match.span()}
    places = sorted({0, *cuts, len(text)})

    def read(start: int, end: int) -> tuple[float, Person] | None:
        piece = text[places[start] : places[end]]
        found = _one_of_row(re.sub(f"^ *{_AND.pattern}", "", piece) if start else piece)
        among = _EACH if start or end + 1 < len(places) else 0.0
        return (found[0] + among, found[1]) if found else None

    return _cheapest(len(places) - 1, read)[0]


@cache
def _cuts() -> re.Pattern[str]:
    """Match the places where people without separators may be divided: posts and conjunctions."""
    return re.compile(rf"{any_of('post')}|{_AND.pattern}")


@lru_cache(maxsize=4096)
def _one_of_row(text: str) -> tuple[float, Person] | None:
    """Return the person in a piece with the cost; the name may be the family name alone, or be
    followed by a courtesy title. Words that are certainly a body or a post are nobody."""
    text = _ROLE.sub("", text.strip(), count=1)
    if not text or len(text) > _LONGEST_PERSON:
        return None
    squeezed = text.replace(" ", "")
    if (family := _family_alone(squeezed)) is not None:
        return family
    said = _courtesy_as_post(text)
    told = (each.cost for each in _before(squeezed) if each.cost < _FAMILY_ALONE)
    best = _person(tuple(_words(said)))
    if best is None or best[0] > min(told, default=_MAX_COST):
        return None
    if best[0] < _MAX_COST:
        return best
    # Accept an unknown name without a post if it is the whole text.
    return (_MAX_COST - _EACH, best[1]) if best[1].name == text else None


def _courtesy_as_post(text: str) -> str:
    """Return the text with 教授 in place of a courtesy title at its end, unless a longer post ends
    there: 准教授 is not 教授."""
    courtesies = people_words("courtesy")
    ends = [word for word in courtesies | people_words("post") if text[1:].endswith(word)]
    last = max(ends, key=lambda word: (len(word), word), default="")
    return f"{text.removesuffix(last)} 教授" if last in courtesies else text


def _family_alone(text: str) -> tuple[float, Person] | None:
    """Return a person of whom only the family name is printed, before the post: 外交部林司長."""
    for at in range(1, len(text) - 1):
        known = text[at - 1] in surnames() and text[at:] in people_words("post")
        office = text[: at - 1]
        if known and (not office or (body_cost(office) is not None and not _AND.search(office))):
            return _FAMILY_ALONE, Person(text[at - 1], text[at:], office)
    return None


def without_note(text: str) -> str:
    """Return a name, post or agency without the footnote mark after it.

    >>> without_note("黃青長註1"), without_note("科長①"), without_note("方立民*"), without_note("王**")
    ('黃青長', '科長', '方立民', '王**')
    """
    return _NOTE.sub("", text.strip())


def _together(spaced: re.Match[str]) -> str:
    """Join spaced characters: those of posts with three or more characters as one word, others in pairs."""
    words, left = [], spaced[0].split()
    while left:
        posts = (n for n in range(len(left), 2, -1) if post_cost("".join(left[:n])) == 0)
        size = next(posts, 3 if len("".join(left)) == 3 else 2)
        words.append("".join(left[:size]))
        left = left[size:]
    return " ".join(words)


def name_without_note(name: str) -> str:
    """As :func:`without_note`; after a name a number is a footnote mark, too."""
    return _NOTE_OF_NAME.sub("", without_note(name))


def _words(text: str) -> list[str]:
    """Return the words of a text; spaced characters (``王 明``, ``副 處 長``) are one word, and so
    are adjacent words in Latin letters."""
    text = AND_OTHERS.sub("", _NUMBERED.sub("", loose(name_dots(text))))
    text = _SPACED.sub(_together, _SCRIPTS.sub(" ", text))
    words: list[str] = []
    for word in filter(None, _SEPARATOR.split(text)):
        latin = re.fullmatch(rf"{_LATIN}|[A-Z]", word)
        if latin and words and re.fullmatch(rf"(?:{_LATIN}|[A-Z])(?: .*)?", words[-1]):
            words[-1] += f" {word}"
        else:
            words.append(name_without_note(word))
    return words


@lru_cache(maxsize=4096)
def _person(words: tuple[str, ...]) -> tuple[float, Person] | None:
    """Return the best reading of these words as one person, with its cost."""
    found = sorted(_readings(words), key=lambda reading: reading.cost)
    if not found or found[0].cost > _MAX_COST:
        return None
    best = found[0]
    strange = [word for word in words if word in best.bodies and body_cost(word) is None]
    if len(strange) == 1 and not best.title:  # a post of unknown form
        bodies = tuple(body for body in best.bodies if body != strange[0])
        best = best._replace(title=strange[0], bodies=bodies)
    near = [r for r in found if r.name != best.name and r.cost < best.cost + _MARGIN]
    other = f"{near[0].name}/{near[0].title}" if near else ""
    doubtful = best.open_end or bool(near or strange)
    agency, unit = _agency_and_unit(best.bodies)
    return best.cost, Person(best.name, best.title, agency, unit, doubtful, other)


def _readings(words: Sequence[str]) -> Iterator[_Reading]:
    """Yield all readings of these words as one person: one word contains the name, the others are
    read in the cheapest way without one."""
    nameless = [_without_name(word) for word in words]
    costs = sum(reading.cost for reading in nameless)
    for at, word in enumerate(words):
        for reading in _with_name(word):
            whole = [*nameless[:at], reading, *nameless[at + 1 :]]
            title = "".join(each.title for each in whole)
            bodies = tuple(body for each in whole for body in each.bodies)
            cost = costs - nameless[at].cost + reading.cost + (0.0 if title else _NO_POST)
            form = reading.cost - sum(body_cost(body) or 0.0 for body in reading.bodies)
            open_end = word != reading.name and form > _MARGIN
            yield _Reading(cost, reading.name, title, bodies, open_end)


def agency_and_unit(text: str) -> tuple[str, str]:
    """Return an agency and the unit after a stroke; two agencies stay one text.

    >>> agency_and_unit("數位發展部/數位政府司"), agency_and_unit("外交部/內政部")
    (('數位發展部', '數位政府司'), ('外交部/內政部', ''))
    """
    bodies = [part.strip() for part in text.split("/")]
    several = is_listed(bodies[-1]) and not is_listed("".join(bodies[:2]))
    if several or not is_agency(bodies[0]):
        return text, ""
    return _agency_and_unit([body for body in bodies if body_cost(body) is not None])


def _agency_and_unit(bodies: Sequence[str]) -> tuple[str, str]:
    """Return agency and unit from several bodies: the agency is the first, joined with those that
    form one listed name with it (經濟部 水利署); the rest is the unit. An unknown body is a unit."""
    if not bodies:
        return "", ""
    agency, *rest = bodies
    while rest and is_listed(agency + rest[0]):
        agency += rest.pop(0)
    if not rest and not is_agency(agency):
        return "", agency
    return agency, "".join(rest)


@lru_cache(maxsize=4096)
def _without_name(word: str) -> _Reading:
    """Return the cheapest reading of a word as a post, a body, both, or neither."""
    if _NO_PERSON.fullmatch(word):
        return _Reading(0.0)
    if not has_han(word):
        return _Reading(_ALIAS)
    unknown = _Reading(_NOTHING_KNOWN, bodies=(word,))
    return min((*_before(word), unknown), key=lambda reading: reading.cost)


def _before(text: str) -> Iterator[_Reading]:
    """Yield all readings of a text as a body, a post, or a body and a post."""
    if not text:
        yield _Reading(0.0)
    if not text or len(text) > _LONGEST_WORD:
        return
    if (cost := post_cost(text)) is not None:
        yield _Reading(cost, title=text)
    if (cost := body_cost(text)) is not None:
        yield _Reading(cost, bodies=(text,))
    for at in range(2, len(text) - 1):
        post = post_cost(text[at:])
        body = body_cost(text[:at]) if post is not None else None
        if post is not None and body is not None:
            yield _Reading(post + body, title=text[at:], bodies=(text[:at],))


def body_and_post(text: str) -> tuple[str, str] | None:
    """Return the best division of a text into body and post; ``None`` if there is none."""
    ways = [way for way in _before(text) if way.bodies and way.title]
    best = min(ways, key=lambda way: way.cost, default=None)
    return (best.bodies[0], best.title) if best else None


@lru_cache(maxsize=4096)
def _with_name(word: str) -> tuple[_Reading, ...]:
    """Return all readings of a word as a person: the name alone, or with text before and after it."""
    if not has_han(word) or len(word) > _LONGEST_PERSON:
        return (_Reading(0.5, word),) if re.fullmatch(_LATIN_NAME, word) else ()
    found: list[_Reading] = []
    for start in range(len(word)):
        before = [*_before(word[:start])]
        for name, behind in _names(word[start:]) if before else ():
            ways = itertools.product(before, _before(behind))
            found += filter(None, (_whole(name, first, last) for first, last in ways))
    return tuple(found)


def _names(text: str) -> Iterator[tuple[_Reading, str]]:
    """Yield the names at the beginning of a text and what is behind them; a post may be between
    family name and given name at its end: 黃局長青長."""
    for end in range(2, len(text) + 1):
        cost = name_cost(text[:end])
        if cost is not None:
            yield _Reading(cost, text[:end]), text[end:]
    for family, given in itertools.product((1, 2), (1, 2)):
        post, name = text[family:-given], text[:family] + text[-given:]
        inside, cost = post_cost(post), name_cost(name)
        if inside is not None and cost is not None and cost <= _MARGIN + 1:
            yield _Reading(_INSIDE + inside + cost, name, post), ""


def _whole(name: _Reading, first: _Reading, last: _Reading) -> _Reading | None:
    """Return a name between these texts, of which only one has a post; ``None`` if a body without
    a post is behind it."""
    titles = [*filter(None, (first.title, name.title, last.title))]
    if len(titles) > 1 or (last.bodies and not last.title):
        return None
    cost = name.cost + first.cost + last.cost
    return _Reading(cost, name.name, "".join(titles), first.bodies + last.bodies)
