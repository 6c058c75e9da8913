"""Divide the text of a timetable entry: titles, speakers, place, agenda points.

Pitfalls: titles in two languages, on one line or two, in either order; agenda points within the
entry (``1、14:00 簡介``, ``-Offshore platform``) are not titles; one entry may contain three
numbered talks; line breaks in a cell are often mere wraps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tourlib.people.forms import is_whole_name, post_cost
from tourlib.people.lists import join_wrapped
from tourlib.people.speakers import honorific, is_person, read_people
from tourlib.readers.text.lines import BULLET
from tourlib.tables.cell_forms import is_place
from tourlib.text import HAN, has_han, is_unfinished, join, normalize
from tourlib.vocabulary import label, label_words, meaning

_AGENDA = re.compile(
    r"(?:(?<=\s)|^)\d{1,2}\s*[、.]\s*\d{1,2}:\d{2}|(?:(?<=\n)|^)[-•●○*]\s*\S"
    r"|(?<=\n)1\s*[.、]\s*(?=\D[^\n]*\n2\s*[.、])|(?<=\n)[2-9]\s*[.、]\s*(?=\D)"
)
_POINT = re.compile(r"\d{1,2}\s*[、.]\s*(?:\d{1,2}:\d{2}|\D)|[-•●○*]\s*\S")
_TALK = re.compile(r"(?:(?<=^)|(?<=[\s)。]))(\d)\s*[.、]\s*(?=\D)")
#: A title and its translation in brackets. For kinds other than these, the brackets may belong to a
#: name only: 參訪數位廳(Digital Agency).
_TRANSLATED = re.compile(
    rf"(?P<zh>[^()]*[{HAN}][^()]*?)\s*\((?P<en>[A-Z][^{HAN}()]*[A-Za-z]\s[^{HAN}()]*)\)"
)
_OF_THEMSELVES = frozenset({None, "course", "ceremony"})
#: Kinds of entries that name a place, and words before its name in an English title.
_OF_PLACES = frozenset({"visit", "transfer"})
_ON_THE_WAY = re.compile(r" (?:to|from|in|at|for|of) ")
_BEHIND_TITLE = re.compile(r"(?:\s*[(]|\s*[—–─]+|\s+-+\s)(?P<who>[^()—–─]+)[)]?$")
#: Words after which a title continues.
_OPEN = re.compile(
    r"(?:\b(?:with|by|of|and|from|to|for|the)|[&與及和由向、,:(]|拜[會訪]|訪[談問]|會[見晤]|邀請?)\s*$"
    r"|[^\W\d_A-Za-z][ \u3000]$"
)
_TO_LATIN = re.compile(rf"(?<=[{HAN})])\s+(?=[A-Z][^{HAN}\n]*$)")
_LATIN_AND_POST = re.compile(rf"(?<=[{HAN})])\s(?P<who>[A-Z][^{HAN}]+[{HAN}]+(?:\n[{HAN}]+)?)$")
#: Text in place of a place that is not one.
_NOWHERE = re.compile(r"^(?:[-—–─/\s]+|無)$")
_HAN_AND_LATIN = re.compile(
    rf"(?P<zh>[^A-Za-z]*[{HAN})」])\s*(?P<en>[A-Z][^{HAN}()]*[a-z][^{HAN}()]*)"
)
_LATIN_START = re.compile(rf"^[^{HAN}「《【]+")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an entry, divided. ``unread`` are parts of the speakers without a name."""

    title: str
    title_en: str
    speakers: tuple[str, ...]
    place: str
    detail: str
    unread: tuple[str, ...]


def read_content(
    texts: Sequence[str],
    *,
    speakers: str = "",
    place: str = "",
) -> Content:
    """Divide the printed lines of an entry.

    Args:
        texts: normalised lines of the entry.
        speakers: text of the speakers column, one line per line.
        place: text of the place column.
    """
    text, where = _without_place(BULLET.sub("", "\n".join(texts)))
    title_text, detail, said_speakers, said_place = _divide(_with_colon(text))
    said_place = said_place or where
    if not place and not said_place:
        title_text, said_place = _without_end(
            title_text, lambda text, apart: apart and meaning("room", text) is not None
        )
    if not said_speakers and not speakers:
        title_text, said_speakers = _without_end(title_text, is_speaker)
    title, title_en = split_languages(title_text)
    names, unread = _speakers("\n".join(t for t in (said_speakers, speakers) if t))
    place = _NOWHERE.sub("", place or said_place)
    return Content(title, title_en, tuple(names), place, detail, tuple(unread))


def _without_place(text: str) -> tuple[str, str]:
    """Return an entry without a place in brackets on its last line, and the place."""
    before, _break, last = text.rpartition("\n")
    where = re.fullmatch(r"\((?P<where>[^()]+)\)", last.strip())
    if not before or not where or not has_han(last) or not is_place(where["where"]):
        return text, ""
    return before, where["where"]


def _with_colon(text: str) -> str:
    """Return an entry with a colon where only a space separates a label from people: 主講 王大明教授."""
    return _spaced_label().sub(
        lambda match: f"{match['word']}:{match['who']}" if _people_only(match["who"]) else match[0],
        text,
    )


def _people_only(text: str) -> bool:
    names, unknown = read_people(text)
    return bool(names) and not unknown and _are_surely_people(names, text)


@cache
def _spaced_label() -> re.Pattern[str]:
    words = label_words("block", "speakers")
    return re.compile(rf"^(?P<word>{words})[ \u3000]+(?P<who>[^:\n]+)$", re.M)


def with_translation(content: Content) -> Content:
    """Return an entry of a timetable in two languages, with any words in Latin letters at the end of
    its title as its English title. After a visit or a journey, they may be the name of a place."""
    match = None if content.title_en else _HAN_AND_LATIN.fullmatch(content.title)
    if match is None or _OPEN.search(match["zh"]):
        return content
    named = meaning("kind", match["zh"]) in _OF_PLACES and not _ON_THE_WAY.search(match["en"])
    return content if named else replace(content, title=match["zh"], title_en=match["en"])


@cache
def _label_inside() -> re.Pattern[str]:
    words = label_words("block", "speakers", "place")
    return re.compile(rf"(?P<word>{words})\s*:\s*")


def _divide(text: str) -> tuple[str, str, str, str]:
    """Return title, agenda points, speakers and place, divided by labels and agenda markers."""
    parts = {"title": "", "speakers": "", "place": ""}
    current, at = "title", 0
    for match in _label_inside().finditer(text):
        found = label("block", f"{match['word']}:")
        if not found or not _names_something(text, match):
            continue
        parts[current] = f"{parts[current]}\n{text[at : match.start()]}".strip()
        current, at = found[0], match.end()
    parts[current] = f"{parts[current]}\n{text[at:]}".strip()
    _out_of_brackets(parts)
    title, detail = parts["title"], ""
    agenda = _AGENDA.search(title)
    # After 1. the numbers continue with the talks that are the title.
    numbers_on = agenda is not None and agenda[0][0] in "23456789" and _talks(title)
    if agenda and agenda.start() > 0 and not (numbers_on or _is_subtitle(title[agenda.start() :])):
        title, detail = title[: agenda.start()].strip(), _points(title[agenda.start() :])
    first, rest = map(str.strip, title.split("。", 1)) if "。" in title else (title, "")
    whole = detail or is_unfinished(first) or _talks(title) or meaning("entry_start", rest)
    if rest and not whole:
        title, detail = first, normalize(rest)
    return title, detail, parts["speakers"], normalize(parts["place"])


def _out_of_brackets(parts: dict[str, str]) -> None:
    """Remove the brackets around labels after a title: …概說(講座:某教授)."""
    if not parts["title"].endswith("("):
        return
    for name, text in parts.items():
        if text.endswith(")") and text.count(")") > text.count("("):
            parts[name] = text[:-1].rstrip(" ,;")
            parts["title"] = parts["title"][:-1].rstrip()
            return


def _names_something(text: str, match: re.Match[str]) -> bool:
    """True if the label gives a person or place. At the beginning of the entry, or as part of a
    word (開訓及講座:), it belongs to the title unless a person's name follows."""
    inside = match.start() and re.match(rf"[{HAN}]", text[match.start() - 1])
    if match.start() and (not inside or _names_place(text, match)):
        return True
    lines = text[match.end() :].split("\n")
    if f"({match['word']}:" in lines[0]:
        return False
    names, unknown = read_people(lines[0])
    if not names and lines[0].strip():
        names, unknown = read_people(" ".join(lines[:2]))  # 1.Mr. / Jan Smit
    return bool(names) and not unknown and _are_surely_people(names, lines[0])


def _names_place(text: str, match: re.Match[str]) -> bool:
    """True if the label is that of a place, with text behind it."""
    found = label("block", f"{match['word']}:")
    return found is not None and found[0] == "place" and bool(text[match.end() :].strip())


def _are_surely_people(names: Sequence[str], line: str) -> bool:
    """True if names are distinguishable from other words: by Latin letters, a family name, or a
    post after them. 專題講座:數位治理 and 專題講座:教師的專業自主 name nobody."""
    if any(not has_han(name) or is_whole_name(name) for name in names):
        return True
    return not normalize(re.sub(r"\([^()]*\)?", "", line)).endswith(names[-1])


def _without_end(title: str, is_one: Callable[[str, bool], bool]) -> tuple[str, str]:
    """Return a title without speakers or room at its end, and these, one per line."""
    found: list[str] = []
    while end := next((each for each in _ends(title) if is_one(*each[1:])), None):
        title = end[0]
        found.insert(0, end[1])
    return title, "\n".join(found)


def _ends(title: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the text before and in a separable end of a title, and whether it is set apart by brackets
    or a dash; a separate line, or text after a word such as Dr., is usually part of the title."""
    before, _break, line = title.rpartition("\n")
    ways = [(before, _bare(line), line.endswith(")"))]
    if match := _BEHIND_TITLE.search(title):
        ways.append((title[: match.start()], match["who"], True))
    for match in honorific().finditer(title):
        ways.append((_TO_LATIN.sub("\n", title[: match.start()]), title[match.start() :], False))
    if match := _LATIN_AND_POST.search(title):  # not 市長 Jan Smit 先生
        before, who = title[: match.start()], normalize(match["who"])
        if 0 not in [post_cost(before[-length:]) for length in (2, 3, 4)]:
            ways.append((before, who, False))
    return (way for way in ways if way[0] and not _OPEN.search(way[0]))


def is_speaker(text: str, apart: bool) -> bool:
    """True if the end of a title is a person with a post; ``apart``: the post alone suffices."""
    names, unknown = read_people(text)
    whole = all(not has_han(name) or is_whole_name(name) for name in names)
    if not names or unknown or not whole or _is_spelt_out(text):
        return False
    if normalize(text) == "、".join(names):
        return False
    return apart or bool(honorific().match(text)) or _has_post_behind(names[0], text)


def _is_spelt_out(text: str) -> bool:
    """True if the letters in brackets are the initials of the words before them, as for a body."""
    words, _bracket, letters = text.rstrip(" )").partition("(")
    return bool(letters) and "".join(re.findall(r"\b[A-Z]", words)) == letters


def _has_post_behind(name: str, text: str) -> bool:
    """True if the text is one person and a post: 李小華科長, 局長李小華, Karl Huber教授."""
    behind = post_cost(normalize(text).removeprefix(name).strip()) == 0
    return name in text and (_is_whole_chinese(text) or (behind and is_person(name)))


def _is_subtitle(text: str) -> bool:
    """True if a single Chinese line after a dash continues the title: 參訪某院 / -制度之變革."""
    return len(re.findall(r"^[-–—]\s*\S", text, re.M)) == 1 and has_han(text)


def _points(text: str) -> str:
    """Return the agenda points, one per line, with wrapped lines joined."""
    points: list[str] = []
    for line in re.sub(r"\s+(?=\d{1,2}\s*[、.]\s*\d{1,2}:\d{2})", "\n", text.strip()).split("\n"):
        if points and not _POINT.match(line):
            points[-1] = join(points[-1], line)
        else:
            points.append(line)
    return "\n".join(normalize(point) for point in points)


def split_languages(text: str) -> tuple[str, str]:
    """Split a printed title into Chinese title and English title.

    >>> split_languages("Opening Ceremony & Introduction 開訓典禮")
    ('開訓典禮', 'Opening Ceremony & Introduction')
    >>> split_languages("搭車前往臺中 Taichung")
    ('搭車前往臺中 Taichung', '')
    """
    talks = _talks(text)
    if talks:
        pairs = list(map(_one_title, talks))
        return "、".join(zh for zh, _en in pairs if zh), "; ".join(en for _zh, en in pairs if en)
    return _one_title(text)


def _talks(text: str) -> list[str]:
    """Return the talks of an entry that numbers them 1., 2., …"""
    marks = list(_TALK.finditer(text))
    if (
        len(marks) < 2
        or marks[0].start() != 0
        or [m[1] for m in marks] != [str(i + 1) for i in range(len(marks))]
    ):
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)]


def _one_title(text: str) -> tuple[str, str]:
    if not has_han(text):
        return "", normalize(text)
    start = _LATIN_START.match(text)
    english = start.group() if start else ""
    rest = text[len(english) :]
    opened = english.count("(") - english.count(")")
    if english.rstrip().endswith("("):
        # English title (中文)
        english = english.rstrip()[:-1]
        rest = re.sub(r"\)\s*$", "", rest)
    elif opened > 0 or not _is_title(english):
        english, rest = "", text
    chinese, tail = _latin_tail(rest)
    if not english and not tail:
        chinese, tail = _latin_end(_joined(chinese))
        if tail and meaning("kind", chinese) == "transfer" and not meaning("kind", tail):
            chinese, tail = f"{chinese} {tail}", ""  # the name of the destination
        if not tail and (both := _TRANSLATED.fullmatch(chinese)) is not None:
            kind = meaning("kind", both["zh"])
            whole = kind in _OF_THEMSELVES or kind == meaning("kind", both["en"])
            chinese, tail = (both["zh"], both["en"]) if whole else (chinese, "")
    return _joined(chinese), _bare(_joined(f"{english}\n{tail}").strip(" .:-/"))


def _bare(text: str) -> str:
    """Return the text without brackets around all of it."""
    whole = re.fullmatch(r"\(([^()]*)\)", text)
    return whole[1].strip() if whole else text


def _is_title(text: str) -> bool:
    """True if Latin text before Chinese is a title by itself, not a name with which the Chinese begins."""
    words = re.findall(r"[A-Za-z][A-Za-z'’&.-]*", text)
    if len(words) == 1:
        return meaning("kind", words[0]) is not None
    return bool(words) and (text[-1:].isspace() or "\n" in text.strip(" "))


def _latin_tail(text: str) -> tuple[str, str]:
    """Return the lines of Latin text after the Chinese title, if they are a title by themselves."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        before, behind = "\n".join(lines[:place]), "\n".join(lines[place:])
        if has_han(behind) or before.count("(") > before.count(")"):
            continue
        if len(re.findall(r"[A-Za-z]{2,}", line if line.startswith("(") else behind)) > 1:
            return before, behind
    return text, ""


def _latin_end(text: str) -> tuple[str, str]:
    """Return a title after the Chinese one on the same line, with three words or more, or known to
    a rule; ``Delta Tower`` is a name."""
    match = re.search(
        rf"(?<=[{HAN})」])\s+(?P<en>[A-Z][^{HAN}()]*(?:\([^{HAN}()]*\)[^{HAN}()]*)*)$", text
    )
    if match and (len(match["en"].split()) > 2 or meaning("kind", match["en"])):
        return text[: match.start()], match["en"]
    return text, ""


def _joined(text: str) -> str:
    result = ""
    for line in text.split("\n"):
        result = join(result, line)
    return normalize(result)


def _speakers(text: str) -> tuple[list[str], list[str]]:
    """Return the names, line by line if each line is a person, else from the joined lines."""
    lines = [line for line in join_wrapped(text).split("\n") if line.strip()]
    each = list(map(read_people, lines if _are_people(lines) else _by_person(lines)))
    names = dict.fromkeys(name for found, _unknown in each for name in found)
    return list(names), [piece for _found, unknown in each for piece in unknown]


def _are_people(lines: Sequence[str]) -> bool:
    """True if each line is one or more persons, and none is the wrapped end of another."""
    told = list(map(read_people, lines))
    if not all(names and not unknown for names, unknown in told):
        return False
    whole = all(map(_whole_person, lines[1:])) or all(map(is_person, lines))
    return whole or all(_has_post_behind(n[0], t) for t, (n, _un) in zip(lines, told, strict=True))


def _by_person(lines: Sequence[str]) -> list[str]:
    """Join the lines, except one that is a person in Chinese below another."""
    people: list[str] = []
    for line in lines:
        if people and not (_is_whole_chinese(line) and read_people(people[-1])[0]):
            people[-1] = join(people[-1], line)
        else:
            people.append(line)
    return people


def _is_whole_chinese(line: str) -> bool:
    """True if a line is one person with a post, in Chinese: 李小華科長 below Prof. Jan / Smit; not
    利建設及交通部, the rest of 匈牙."""
    names, unknown = read_people(line)
    beside = normalize(line).removeprefix(names[0]) if len(names) == 1 else ""
    return not unknown and beside[:1] not in {"", *"及與和暨"} and is_whole_name(names[0])


def _whole_person(line: str) -> bool:
    """True if a line can begin with a person: it is not a mere post in Chinese, or a wrapped Latin one."""
    names, _unknown = read_people(line)
    chinese = has_han(line) and (post_cost(line) is None or any(map(is_whole_name, names)))
    return chinese or re.match(r"^\s*(?:\d\s*[.、]|(?:Mr|Mrs|Ms|Dr|Prof)\b)", line) is not None
