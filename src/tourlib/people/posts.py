"""Cells of a roster that hold two things: agency and post, or name and post.

Trap: a post ends as offices do (``秘書處處長``), and is often the longer one of two that fit
(``副組長``, ``一等秘書``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tourlib.agencies import resolve
from tourlib.people.names import HAN_NAME, family_name
from tourlib.people.speakers import read_people
from tourlib.text import HAN, loose, name_dots, normalize
from tourlib.titles import OTHER, title_group
from tourlib.vocabulary import rules

#: What stands before a post and belongs to it.
_GRADE = r"(?:簡任|薦任|委任|聘任|聘用|約聘|一等|二等|三等|政務|常務|首席|資深|高級|代理|兼任?|特任|執行|主任)"
#: How the directory knows a name that need be no agency's.
UNSURE = frozenset({"near", "unknown"})


def divide_posts(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a person by column, in normal form, those that hold two things divided.

    Args:
        cells: raw texts by column; ``agency_title`` and ``name_title`` are columns of two things.
    """
    values = {column: normalize(raw) for column, raw in cells.items()}
    if "name_title" in values:
        values["name"], values["title"] = divide_name(cells["name_title"])
    if "agency_title" in values:
        values["agency"], values["title"] = agency_and_post(cells["agency_title"])
    return values


def divide_agency(text: str) -> tuple[str, str]:
    """An agency of the directory and the post behind it; empty where the text is not that."""
    agency, title = agency_and_post(text)
    return (agency, title) if are_both(agency, title) else ("", "")


def are_both(agency: str, title: str) -> bool:
    return bool(agency and title) and resolve(agency).match not in UNSURE


def agency_and_post(raw: str) -> tuple[str, str]:
    """``內政部國土管理署副組長`` → agency and post; without a post at its end all is agency.

    White space may divide the two, or be a mere wrap; the longest post is taken that leaves an
    agency of the directory, if one does.
    """
    text = normalize(raw)
    head, _space, last = loose(raw).rpartition(" ")
    splits = [(normalize(head), normalize(last))] if head else []
    splits += [(text[:at], text[at:]) for at in range(1, len(text))]
    fitting = [split for split in splits if _post().fullmatch(split[1])]
    sure = (split for split in fitting if are_both(*split))
    return next(sure, fitting[0] if fitting else (text, ""))


def divide_name(raw: str) -> tuple[str, str]:
    """``王大明 科長``, ``科長王大明``, ``王大明/科長`` → name and post."""
    words = _words(raw)
    found = _of_words(words) if len(words) > 1 else _of_word(words[0] if words else "")
    if found is not None:
        return found
    names, _unread = read_people(loose(raw))
    text = name_dots(normalize(raw))
    if len(names) != 1:
        return text, ""
    if names[0] in text:
        return names[0], text.replace(names[0], "", 1).strip(" ()/、,")
    name = names[0]
    for cut in (1, 2):  # 陳組長怡君
        if (post := text[cut : cut - len(name)]) and text == name[:cut] + post + name[cut:]:
            return name, post
    return text, ""


def _words(raw: str) -> list[str]:
    """The words of a cell; the characters of a spaced name (``王 明``) are one."""
    text = re.sub(rf"(?<![{HAN}])([{HAN}]) ([{HAN}]{{1,2}})(?![{HAN}])", r"\1\2", loose(raw))
    return [word for word in re.split(r"[\s/()、,]+", name_dots(text)) if word]


def _of_words(words: Sequence[str]) -> tuple[str, str] | None:
    """Name and post that stand apart: the one word that may be a name, by its family name where
    several may."""
    names = [word for word in words if HAN_NAME.match(word) and not _is_post(word)]
    if len(names) > 1:
        names = [name for name in names if family_name().fullmatch(name)]
    sure = len(names) == 1 and family_name().fullmatch(names[0]) is not None
    if len(names) != 1 or not (sure or any(map(_is_post, words))):
        return None
    return names[0], "".join(word for word in words if word != names[0])


def _of_word(word: str) -> tuple[str, str] | None:
    """Name and post without anything between them: the longest post that leaves a name."""
    for at in range(2, 5):
        if HAN_NAME.match(word[:at]) and _post().fullmatch(word[at:]):
            return word[:at], word[at:]
    return None


def _is_post(word: str) -> bool:
    return title_group(word) != OTHER or _post().fullmatch(word) is not None


@cache
def _post() -> re.Pattern[str]:
    """A whole post: one that the vocabulary lists, with what belongs before it."""
    words = {word for use, word in rules("people") if use == "post"}
    words |= {word for word in _OTHERS if title_group(word) != OTHER}
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(
        rf"(?:{_GRADE}(?:第?[一二三四五六七八九十\d]{{1,3}}職等)?)*副?(?:{listed})(?:兼(?:副)?(?:{listed}))?"
    )


#: Posts of the civil service that nobody lectures in.
_OTHERS = (
    "部長", "署長", "關務監", "總處長", "人事長", "副人事長", "主計長", "副主計長", "秘書", "關務長", "典獄長",
    "總工程司", "總工程師", "場長", "段長", "關長", "消費者保護官", "幹事", "組編", "工務員", "技監",
    "督察", "督察長", "審查官", "主任委員", "政務委員", "研究委員", "調查官", "執行官", "主任執行官",
    "大法官", "次長", "副分局長", "鄉長", "鎮長", "審計員", "稽察", "局員", "助教", "技佐", "主任",
)  # fmt: skip
