"""Headings without a number, recognised by their style, by the table of contents, as one of a
series (第一天 5月4日, 農業部 處長 王大明), or by a block of fields right below.

Traps: a line of text may begin with a date; a name with a post may stand below a visit; a line that
stands above several blocks is a label of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from tourlib.clocks import find_clock
from tourlib.outline.fields import begins_field, says_time
from tourlib.outline.nesting import (
    MAX_HEADING,
    STEP,
    chapters_of,
    is_heading,
    rank_of_words,
)
from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK
from tourlib.people.division import read_people_with_posts
from tourlib.readers.text.lines import TextLine, chapter_title, ends_sentence, is_running_text
from tourlib.tables.titles import split_day
from tourlib.text import HAN
from tourlib.vocabulary import chapter_role, meaning

#: Maximum length of a heading in a series.
_MAX_LENGTH = 40
#: The time is among this many first fields of a block.
_FIRST_FIELDS = 4
#: A word that may head the text before the first chapter.
_IS_WORD = re.compile(rf"[{HAN}]{{2,6}}|(?:[{HAN}]\s*){{1,3}}[{HAN}]")
#: Minimum number of headings in a series.
_MIN_HEADINGS = 2


def headings_without_number(
    lines: Sequence[TextLine], listed: Set[str], ended: Set[int]
) -> dict[int, float]:
    """Return the lines without a number that are headings, by line number, with their rank.

    Args:
        lines: the lines of the body with printed text, their numbering ranked.
        listed: titles without a number that are in the table of contents.
        ended: line numbers of the lines that begin no series: the text continues on the next line,
            or a table follows.
    """
    found = {lines[0].number: float(CHAPTER_RANK)} if opens_text(lines[:2]) else {}
    blocks = set(_of_blocks(lines))
    ranks = (line.marker.rank if line.marker else THEME_RANK for line in lines)
    numbered = next((at for at, rank in enumerate(ranks) if rank <= CHAPTER_RANK), None)
    only_names = any(line.marker and line.marker.kind == "name" for line in lines)
    for chapter in chapters_of(lines):
        alone = [place for place in range(*chapter) if _may_head(lines[place])]
        named = [place for place in alone if lines[place].text in listed]
        groups = [*zip(named, strict=True), [*filter(blocks.__contains__, alone)]]
        groups += _series(lines, chapter[0], alone, ended, named=only_names)
        found |= _styled(lines[slice(*chapter)])
        for places in filter(None, groups):  # the headings of a group have the same rank
            rank = max(rank_of_words(lines, chapter[0], places[0], chapter[1]), THEME_RANK + STEP)
            found |= {lines[place].number: rank for place in places}
        chapters = (at for at in named if _is_chapter(lines[at].text, at, numbered))
        found |= {lines[at].number: CHAPTER_RANK for at in chapters}
    return found


def opens_text(lines: Sequence[TextLine]) -> bool:
    """True if the first of the lines is only a word, and the next with text is running text."""
    word, text, *_ = (*(line for line in lines if line.is_text), None, None)
    if word is None or text is None or not _IS_WORD.fullmatch(word.raw.strip()):
        return False
    plain = all(line.cells is None and line.marker is None for line in (word, text))
    said = is_running_text(text.text) and re.search("[。,;]", text.text) is not None
    return plain and said and not begins_field(text)


def _may_head(line: TextLine) -> bool:
    short = len(line.text) <= MAX_HEADING and not ends_sentence(line.text)
    plain = line.marker is None and line.cells is None and line.level is None
    return short and plain and not begins_field(line)


def _is_chapter(title: str, place: int, numbered: int | None) -> bool:
    """True if a listed title is a chapter's: it has a customary name or, in a report with numbered
    chapters, precedes the first of them (謝誌 after 摘要)."""
    if numbered is not None:
        return place < numbered
    kinds = ("roster_section", "timetable_section")
    return chapter_role(title) is not None or any(meaning(kind, title) for kind in kinds)


# --- recognised by their style -----------------------------------------------------------


def is_styled_heading(line: TextLine) -> bool:
    """True if the style makes the line a heading; a longer line is text in a wrong style."""
    return line.level is not None and len(line.text) <= MAX_HEADING


def _styled(chapter: Sequence[TextLine]) -> dict[int, float]:
    """Return the headings of a chapter marked by style, with the rank of numbered ones of that
    style, else that of their level among numbered headings: below a chapter come 一、, (一), 1. …"""
    found: dict[int, float] = {}
    inner: dict[int, float] = {}
    for line in chapter:
        if line.level and line.marker and line.marker.rank > CHAPTER_RANK:
            inner[line.level] = min(line.marker.rank, inner.get(line.level, line.marker.rank))
    for line in filter(is_styled_heading, chapter):
        level = line.level or 1
        if line.marker is None:
            below = inner.get(level, min(9, level + 2))
            found[line.number] = CHAPTER_RANK if level == 1 else below
    return found


# --- by the lines around -----------------------------------------------------------------


def _of_blocks(lines: Sequence[TextLine]) -> Iterator[int]:
    """Yield the indices of lines right above a block of fields. The same text above several blocks
    is a label of theirs; text right below the headings of most is a second title."""
    places = [
        place
        for place, line in enumerate(lines)
        if _may_head(line)
        and any(
            map(says_time, takewhile(begins_field, lines[place + 1 : place + 1 + _FIRST_FIELDS]))
        )
    ]
    texts = [lines[place].text for place in places]
    seconds = sum(is_heading(lines[place - 1], THEME_RANK + STEP) for place in places if place)
    if 2 * seconds <= len(places):
        yield from (place for place in places if texts.count(lines[place].text) == 1)


def _series(
    lines: Sequence[TextLine], first: int, alone: Sequence[int], ended: Set[int], *, named: bool
) -> Iterator[list[int]]:
    """Yield the indices of the days of a diary, and of the people who write reflections, in a chapter;
    and, in a report whose chapters have only names (``named``), of all lines that head text."""
    if named:
        apart = (
            at for at in alone if at and lines[at].number not in ended and not lines[at].bullet
        )
        yield [at for at in apart if _ends(lines[at - 1]) and _heads_text(lines, at)]
    role = chapter_role(chapter_title(lines[first]) or "") or ""
    forms = [_is_day] if "reflections" not in role else [_is_day, _is_person]
    for form in forms:
        places = [place for place in alone if form(lines[place])]
        heading = [
            place
            for place in places
            if lines[place].number not in ended and _heads_text(lines, place)
        ]
        if len(heading) >= _MIN_HEADINGS:
            yield places


def _ends(line: TextLine) -> bool:
    return ends_sentence(line.text) or bool(line.cells) or chapter_title(line) is not None


def _heads_text(lines: Sequence[TextLine], place: int) -> bool:
    """True if numbered lines, a field or running text begin right below a line."""
    below = lines[place + 1] if place + 1 < len(lines) else None
    if below is None:
        return False
    begins = below.marker.value == 1 if below.marker else begins_field(below)
    return begins or is_running_text(below.text)


def _is_day(line: TextLine) -> bool:
    """True if the line is a date, perhaps with the places of that day: 5月4日(一) 臺北→伯恩."""
    day, rest = split_day(line.text)
    whole = len(line.text) <= _MAX_LENGTH and not re.search(r"[。,;]", rest)
    return bool(day) and whole and find_clock(rest) is None


def _is_person(line: TextLine) -> bool:
    """True if the line is one person with a post, and nothing else."""
    if len(line.text) > _MAX_LENGTH:
        return False
    people, rest = read_people_with_posts(line.spaced)
    return len(people) == 1 and not rest and bool(people[0].title)
