"""Printed lists of speakers → names, without titles and posts.

Traps: posts stand before the name (``總顧問Mr. Ada Vos``) or behind it (``Jan
Smit教授``, ``Jan Smit, Head of …``, ``(General Advisor)``); ``、`` divides people but
also parts of a post; ``及`` divides people but also parts of an agency's name.
"""

from __future__ import annotations

import re
from functools import cache

from tourlib.people.division import read_row
from tourlib.people.forms import any_of, is_whole_name, people_words
from tourlib.people.lists import whole_people
from tourlib.text import HAN, has_han, loose, name_dots, normalize
from tourlib.vocabulary import label_words

_NUMBERED = re.compile(
    r"(?:(?<=^)|(?<=[\s;)、,.]))\d{1,2}\s*[.、]\s*(?=[A-Z\u00c0-\u024f\u4e00-\u9fff])"
)
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\]]*\]?")
_UPPER = "A-Z\u00c0-\u00de\u0100-\u017f"
_WORD = rf"[{_UPPER}][A-Za-z\u00c0-\u024f'’-]*\.?"
#: Conjunctions between people.
_AND = r"\s*(?:、|;|/|／|&|與|及|和|暨|以及|\band\b)\s*"


@cache
def _labels() -> re.Pattern[str]:
    """Labels of speakers inside a text: 主持人:…;與談人:…"""
    return re.compile(rf"(?:(?<=^)|(?<=[\s;,、。)])){label_words('block', 'speakers')}\s*:")


@cache
def _nobody() -> re.Pattern[str]:
    """Words that stand where a speaker would, and name no person: 全體學員, 專人導覽, 待定."""
    return re.compile(rf"(?:{any_of('nobody')})+|-+|[/／]|TBD|TBC|N/?A", re.I)


@cache
def _honorific() -> re.Pattern[str]:
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
    """Names in the text, in order, and the pieces in which no name was understood.

    >>> read_people("1.Mr. Jan Smit, Head of Unit 2.Ms Ada De Vos, AI Center")
    (['Jan Smit', 'Ada De Vos'], [])
    >>> read_people("總顧問Ms. Ada Vos 與服務部主任Mr. Jan van den Berg")
    (['Ada Vos', 'Jan van den Berg'], [])
    >>> read_people("李美玲副司長、Dr. Ada Vos(Professor in Practice)")
    (['李美玲', 'Ada Vos'], [])
    >>> read_people("Dr. Jan Smit、Ada Vos")
    (['Jan Smit', 'Ada Vos'], [])
    >>> read_people("東京大學公共政策大學院田中一郎教授、佐藤花子准教授")
    (['田中一郎', '佐藤花子'], [])
    """
    names: list[str] = []
    unknown: list[str] = []
    for piece in _pieces(name_dots(normalize(_labels().sub(";", loose(text))))):
        if _nobody().fullmatch(piece):
            continue
        found = _names(piece)
        names += [name for name in found if name not in names]
        if not found and re.search(rf"[A-Za-z{HAN}]", piece):
            unknown.append(piece)
    return names, unknown


def join_wrapped(text: str) -> str:
    """Lines of a cell, those joined of which one breaks off behind a post or in a name and the
    next is only a name or the rest of one.

    >>> join_wrapped("總務部職員厚生課長\\n小林 惠子").split("\\n")
    ['總務部職員厚生課長小林惠子']
    """
    return "\n".join(whole_people(list(map(normalize, text.split("\n")))))


def _pieces(text: str) -> list[str]:
    """The text divided where a numbered list or a semicolon divides it."""
    pieces = _NUMBERED.split(text) if _NUMBERED.search(text) else [text]
    return [
        part.strip(" ,、")
        for piece in pieces
        for part in re.split(r";", piece)
        if part.strip(" ,、")
    ]


def _names(piece: str) -> list[str]:
    honorifics = [m for m in _honorific().finditer(piece) if not _in_brackets(piece, m.start())]
    if honorifics:
        before = piece[: honorifics[0].start()].rpartition("、")[0]
        return [*_chinese_people(_BRACKETS.sub(" ", before)), *_after_honorifics(piece, honorifics)]
    bare = _BRACKETS.sub(" ", piece)
    if not has_han(bare):
        return _latin_list(bare)
    return _latin_in_chinese(bare) or _chinese_people(bare)


def _chinese_people(text: str) -> list[str]:
    """Names in Chinese, with the posts and bodies around them."""
    parts = re.split(r"[、;,/&]|\s{2,}", text)
    return [person.name for part in parts for person in read_row(part)]


def _in_brackets(text: str, place: int) -> bool:
    """Whether a bracket is open there: a post such as (Professor in Practice)."""
    return text.count("(", 0, place) > text.count(")", 0, place)


def _after_honorifics(piece: str, honorifics: list[re.Match[str]]) -> list[str]:
    names = []
    ends = [m.start() for m in honorifics[1:]] + [len(piece)]
    for match, end in zip(honorifics, ends, strict=True):
        rest = piece[match.end() : end]
        rest = re.split(rf"[,、;(:]|(?<=[a-z])\s+[-–—]\s|[{HAN}]|\s&\s|\band\b", rest, maxsplit=1)[
            0
        ]
        name = _cut_name(rest)
        if name:
            names += [name, *_more_people(piece[match.end() : end])]
    return names


def _more_people(text: str) -> list[str]:
    """People without an honorific behind one who has it: Dr. Jan Smit、Ada Vos."""
    first, *others = text.split("、")
    beside = re.split(r"\s&\s|\band\b", re.split(r"[,(:]", first, maxsplit=1)[0])[1:]
    names: list[str] = []
    for part in map(str.strip, (*beside, *others)):
        chinese = [name for name in _chinese_people(part) if is_whole_name(name)]
        names += [part] if is_person(part) else chinese
    return names


def _cut_name(text: str) -> str:
    """A Latin name up to the first word that is an organisation's or all capitals (GSK)."""
    kept: list[str] = []
    for word in text.split():
        bare = word.strip(".,'’")
        organisation = bare in people_words("organisation") and len(kept) > 1
        if kept and (organisation or (len(bare) > 2 and bare.isupper())):
            break
        kept.append(word)
    return " ".join(kept).strip(" .,&-")


def _latin_list(text: str) -> list[str]:
    """``Jo De Boer, Executive Vice President and Chief Strategy Officer`` → the person."""
    names = []
    for part in re.split(r"\s*(?:、|;|/|&|\band\b|,)\s*", text):
        words = part.split()
        if 2 <= len(words) <= 6 and is_person(part):
            names.append(_cut_name(part))
        elif names:
            break  # a post begins
    return names


def is_person(part: str) -> bool:
    """Whether the text is a whole name in Latin letters and nothing else."""
    words = part.split()
    if any(word.strip(".,") in people_words("organisation") for word in words):
        return False
    return _latin_name().fullmatch(part.strip()) is not None


def _latin_in_chinese(text: str) -> list[str]:
    """Latin names with Chinese posts around them; the last run of capitalised words counts. A name
    in Chinese beside it (``王大明 David Wang``) is taken for one only by its family name."""
    names = []
    for part in re.split(rf"{_AND}(?=[{HAN}{_UPPER}])|,\s*", text):
        runs = [m.group().strip() for m in _latin_name().finditer(part)]
        people = [_cut_name(run) for run in runs if is_person(run)]
        chinese = [name for name in _chinese_people(part) if people and is_whole_name(name)]
        names += chinese or people[-1:]
    return names
