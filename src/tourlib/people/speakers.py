"""Read printed lists of speakers into names without titles and posts.

Pitfalls: posts stand before the name (``總顧問Mr. Ada Vos``) or after it (``Jan Smit教授``, ``Jan
Smit, Head of …``, ``(General Advisor)``); ``、`` separates people but also parts of a post; ``及``
separates people but also occurs in names of agencies.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from tourlib.people.division import read_row
from tourlib.people.forms import (
    any_of,
    body_cost,
    is_agency,
    is_whole_name,
    people_words,
    post_cost,
)
from tourlib.text import HAN, has_han, loose, name_dots, normalize
from tourlib.vocabulary import label_words

_NUMBERED = re.compile(
    r"(?:(?<=^)|(?<=[\s;)、,.]))\d{1,2}\s*[.、]\s*(?=[A-Z\u00c0-\u024f\u4e00-\u9fff])"
)
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\]]*\]?")
_UPPER = "A-Z\u00c0-\u00de\u0100-\u017f"
_WORD = rf"[{_UPPER}][A-Za-z\u00c0-\u024f'’-]*\.?"
#: Separators within a part of a list, and words such as 及 before a name or its post.
_BESIDE = re.compile(rf"\s*(?:[/&,]|\band\b|(?:以及|[與及和暨])(?=\s*[{HAN}{_UPPER}]))\s*")
#: A name and the post after it, and the boundary to the next name.
_POST_BEHIND = re.compile(rf"(?P<name>[^{HAN}]+)(?P<post>[{HAN}]+)")
_BESIDE_POST = re.compile(rf"(?<=[{HAN}])\s*(?=[{_UPPER}])")
#: What ends a name after its title: punctuation, a dash, a Chinese word.
_BEHIND_NAME = re.compile(rf"[,:]|(?<=[a-z])\s+[-–—]\s|[{HAN}]")


@cache
def _labels() -> re.Pattern[str]:
    """Match labels of speakers within a text: 主持人:…;與談人:…"""
    return re.compile(rf"(?:(?<=^)|(?<=[\s;,、。)])){label_words('block', 'speakers')}\s*:")


@cache
def _nobody() -> re.Pattern[str]:
    """Match words in place of a speaker that name nobody: 全體學員, 專人導覽, 待定."""
    return re.compile(rf"(?:{any_of('nobody')})+|-+|[/／]|TBD|TBC|N/?A", re.I)


@cache
def honorific() -> re.Pattern[str]:
    """Match titles before a name in Latin letters: Dr., Prof. Dr., Ms."""
    # M. Jean Petit; M. Petit may be an initial
    words = any_of("honorific") + rf"|(?<![A-Za-z]\.\s)M(?=\.\s+{_WORD}\s+{_WORD})"
    return re.compile(
        rf"(?<![A-Za-z])(?:{words})\.?(?=\s|(?<=\.)[{_UPPER}])\s*(?:(?:{words})\.?\s+)*"
    )


@cache
def _latin_name() -> re.Pattern[str]:
    particles = "|".join(people_words("particle"))
    inner = rf"(?:{_WORD}|(?i:{particles}|d'|l')(?=[\s{_UPPER}]))"
    return re.compile(rf"{_WORD}(?:\s+{inner})*\s+{_WORD}|{_WORD}(?:\s+{inner})+")


def read_people(text: str) -> tuple[list[str], list[str]]:
    """Return the names in the text, in order, and the pieces in which no name was recognised.

    >>> read_people("1.Mr. Jan Smit, Head of Unit 2.Ms Ada De Vos, AI Center")
    (['Jan Smit', 'Ada De Vos'], [])
    >>> read_people("總顧問Ms. Ada Vos 與服務部主任Mr. Jan van den Berg")
    (['Ada Vos', 'Jan van den Berg'], [])
    >>> read_people("李美玲副司長、Dr. Ada Vos(Professor in Practice)")
    (['李美玲', 'Ada Vos'], [])
    >>> read_people("Dr. Jan Smit、Ada Vos")
    (['Jan Smit', 'Ada Vos'], [])
    >>> read_people("Jan Smit組長 Ada Vos專員")
    (['Jan Smit', 'Ada Vos'], [])
    >>> read_people("東京大學公共政策大學院田中一郎教授、佐藤花子准教授")
    (['田中一郎', '佐藤花子'], [])
    """
    names: dict[str, None] = {}
    unknown: list[str] = []
    text = _NUMBERED.sub(";", name_dots(normalize(_labels().sub(";", loose(text)))))
    for piece in filter(None, (part.strip(" ,、") for part in text.split(";"))):
        office = body_cost(piece) is not None  # which gives the briefing
        if _nobody().fullmatch(piece) or (office and is_agency(piece)):
            continue
        parts = re.split(r"、|\s{2,}", _BRACKETS.sub(" ", piece))
        found = [name for part in parts for name in _names(part.strip())]
        names |= dict.fromkeys(found)
        if not (found or office) and re.search(rf"[A-Za-z{HAN}]", piece):
            unknown.append(piece)
    return list(names), unknown


def _names(part: str) -> list[str]:
    """Return the people in a part of a list, by their titles or by the form of their names."""
    _post, *titled = honorific().split(part)
    if titled:
        return [name for rest in titled for name in _behind_title(rest)]
    parts = _BESIDE.split(part)
    if not has_han(part):
        people = itertools.takewhile(is_person, parts)  # a post follows the name
        return list(map(_cut_name, people))
    latin = _each_with_post(part) or [name for each in parts for name in _latin_in_chinese(each)]
    return latin or [person.name for each in re.split("[,/&]", part) for person in read_row(each)]


def _behind_title(text: str) -> list[str]:
    """Return the name after a title, and names beside it without one: Dr. Jan Smit & Ada Vos."""
    first, *others = re.split(r"\s&\s|\band\b", _BEHIND_NAME.split(text, maxsplit=1)[0])
    return [name for name in (_cut_name(first), *filter(is_person, map(str.strip, others))) if name]


def _cut_name(text: str) -> str:
    """Return a Latin name up to the first word that is an organisation's or all capitals (GSK)."""
    kept: list[str] = []
    for word in text.split():
        bare = word.strip(".,'’")
        if kept and len(bare) > 2 and bare.isupper():
            break
        kept.append(word)
    return " ".join(kept).strip(" .,&-")


def is_person(part: str) -> bool:
    """True if the text is a complete name in Latin letters and nothing else."""
    words = part.split()
    if any(word.strip(".,") in people_words("organisation") for word in words):
        return False
    return _latin_name().fullmatch(part.strip()) is not None


def _each_with_post(text: str) -> list[str]:
    """Return people in Latin letters, if each has a Chinese post after the name; none otherwise."""
    pieces = [_POST_BEHIND.fullmatch(piece) for piece in _BESIDE_POST.split(text)]
    people = [piece["name"].strip() for piece in pieces if piece and post_cost(piece["post"]) == 0]
    return people if len(people) == len(pieces) > 1 and all(map(is_person, people)) else []


def _latin_in_chinese(text: str) -> list[str]:
    """Return a Latin name with Chinese posts around it: the last run of capitalised words. A
    Chinese name beside it (``王大明 David Wang``) counts only with a known family name."""
    runs = [match.group().strip() for match in _latin_name().finditer(text)]
    people = [_cut_name(run) for run in runs if is_person(run)][-1:]
    chinese = [person.name for person in read_row(text)] if people else []
    return [name for name in chinese if is_whole_name(name)] or people
