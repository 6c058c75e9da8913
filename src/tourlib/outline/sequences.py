"""Headings that only the lines around reveal: a word and a number (議題一, 單元 3), decimals (2.1.3), a
chapter's customary name before its text (目的:了解制度。), an item inside a paragraph (…。二、…。).

Trap: a line may begin like this without being a heading: ``其中一 個單位``, ``2.1 億元``,
``建議:…`` below a visit. It is a heading only in a sequence: the same word with the next number,
the next decimal, or one chapter name after the other if nothing numbers the chapters.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.outline.numbering import CHAPTER_RANK, Marker, read_band, read_marker
from tourlib.readers.text.lines import TextLine, chapter_title, ends_sentence, is_running_text
from tourlib.tables.titles import OF_GROUP
from tourlib.text import HAN, squeeze
from tourlib.vocabulary import chapter_role, is_chapter_word, meaning

#: Maximum length of a heading numbered by a word, of one numbered by a decimal, and of a chapter's title.
_MAX_WORDED, _MAX_DECIMAL, _MAX_CHAPTER = 60, 80, 20
#: Chapters in which any word may number themes; and those in which none does.
_NOTES = frozenset({"study_notes", None})
_NO_NOTES = frozenset({"recommendations", "appendix", "conclusion", "toc"})

_BEFORE_TITLE = rf"\.?(?:\s+(?=[{HAN}「《(A-Za-z])|\s*(?=[{HAN}「《]))"
#: What is counted behind a number, and what only right behind it: 2.1 日本 may be a title.
_UNITS, _COUNTED = "億|萬|千|百|倍|公[里尺頃噸斤]|噸|GW|MW|%", "個|人|位|年|月|元|度|次|日|天|項|點"
_DECIMAL = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}){_BEFORE_TITLE}(?!{_UNITS}|(?<=\d)(?:{_COUNTED}))"
)
_BEHIND_DECIMAL = re.compile(r"^[\d.]+\s+")
_BARE = re.compile(rf"(?P<number>\d{{1,2}})\s{_BEFORE_TITLE}(?!{_UNITS}|{_COUNTED})")
#: White space between words, as between columns; before a page number it is a leader.
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t)\s*(?!\d+$)\S")
_GAP = re.compile(r"\s{3,}|\t\s*")
#: Ranks of 2, 2.1, 2.1.3 and 2.1.3.4: sections enclose 一、 and belong to chapters.
_RANKS = {1: CHAPTER_RANK, 2: 2.0, 3: 3.5, 4: 3.7}
#: Minimum number of decimals, or of chapters with customary names, that are numbering.
_MIN_NUMBERED = 3
_CHAPTERS = frozenset({"chapter", "formal"})
#: Chapters whose paragraphs may hold several items; and the end of a sentence or a lead before an item.
_OF_ITEMS = frozenset({"recommendations", "reflections_and_recommendations"})
_BEFORE_ITEM = re.compile(r"(?<=[。;:])\s?(?=\S)")

#: Form and number of the next item.
_Due = tuple[str, int]


@dataclass(slots=True)
class _Word:
    """Headings numbered by one word: their markers by index, and the chapters in which they occur."""

    markers: dict[int, Marker] = field(default_factory=dict)
    chapters: set[str | None] = field(default_factory=set)

    def counts_up(self) -> bool:
        """True if a second heading follows a first one."""
        return (1, 2) in itertools.pairwise(marker.value for marker in self.markers.values())

    def heads(self, value: int) -> bool:
        """True if a line with this number is a heading and no sentence."""
        return any(m.value == value and "。" not in m.rest for m in self.markers.values())

    def numbers_themes(self, word: str) -> bool:
        """True if the headings are themes, not courses, visits or groups of travellers."""
        if meaning("numbered_visit", word) or OF_GROUP.search(word):
            return False
        by_word = meaning("numbered_theme", word) is not None
        return bool(self.chapters - _NO_NOTES if by_word else self.chapters & _NOTES)


def mark_words(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with markers where a word numbers them; with their theme if the word numbers the
    themes, which enclose courses and visits in a chapter of notes, or are the chapters themselves."""
    words = _words(lines)
    rising = [word for word, found in words.items() if found.counts_up()]
    themes = next(filter(lambda word: words[word].numbers_themes(word), rising), None)
    marked = [
        replace(line, marker=None) if line.marker and line.marker.word and _is_row(line) else line
        for line in lines
    ]
    for word, found in words.items():
        for place, marker in found.markers.items():
            kept = _other_number(lines[place])
            if "。" in marker.rest.rstrip("。") and found.heads(marker.value):
                kept = None  # a sentence follows its title: 課題一:綠地。了解其制度。
            elif word == themes:
                kept = replace(kept or marker, rest=marker.rest, theme=marker.value)
            elif kept is None and word in rising:
                kept = replace(marker, theme=None)
            marked[place] = replace(lines[place], marker=kept)
    return marked


def listed_themes(lines: Sequence[TextLine]) -> set[int]:
    """Return the numbers of lines that list the themes, one right after the other, and do not head
    text of theirs: headings elsewhere have the same titles.

    Args:
        lines: the lines of the body with printed text.
    """
    titles = Counter(line.marker.rest if line.marker else line.text for line in lines)
    found: set[int] = set()
    for above, line in itertools.pairwise(lines):
        first, second = above.marker, line.marker
        if not (first and second and first.theme and first.word == second.word != ""):
            continue
        if second.theme == first.theme + 1 and titles[first.rest] > 1 < titles[second.rest]:
            found |= {above.number, line.number}
    return found


def _words(lines: Sequence[TextLine]) -> dict[str, _Word]:
    words: dict[str, _Word] = {}
    chapter: str | None = None
    kinds = {line.marker.kind for line in lines if line.marker}
    title_of = chapter_title if kinds & _CHAPTERS else _title_behind_ideograph
    for place, line in enumerate(lines):
        if not line.is_text:
            continue
        if marker := _worded(line):
            found = words.setdefault(marker.word, _Word())
            found.markers[place] = marker
            opens = line.marker is not None and line.marker.rank <= CHAPTER_RANK
            chapter = chapter_role(marker.rest) if opens else chapter
            found.chapters.add(chapter)
        elif (title := title_of(line)) is not None:
            chapter = chapter_role(title)
    return words


def _title_behind_ideograph(line: TextLine) -> str | None:
    """Return the title of a chapter if 一、 may number the chapters."""
    named = line.marker and line.marker.kind == "ideograph" and role_of(line.marker)
    return line.marker.rest if line.marker and named else chapter_title(line)


def _worded(line: TextLine) -> Marker | None:
    """Return numbering by a word, also after the number of a section or a chapter: 第一節 議題一:…"""
    plain = len(line.text) <= _MAX_WORDED and "。" not in line.text
    outer = _other_number(line)
    appended = outer is not None and outer.kind == "appendix"
    if line.cells is not None or appended or not (line.marker or plain):
        return None
    found = None if _is_row(line) else read_band(outer.rest if outer else line.spaced)
    return None if outer and found and not found.rest else found  # 肆、建議 6 in the contents


def _is_row(line: TextLine) -> bool:  # 第一組   王大明   科長
    return len(_GAP.findall(line.raw.strip())) > 1


def _other_number(line: TextLine) -> Marker | None:
    """Return the number of another form at the beginning of the line."""
    return line.marker if line.marker and not line.marker.word else None


def mark_decimals(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with markers where decimals number them, and with 1., 2 as chapters if
    nothing else numbers these or they continue 壹、; otherwise the lines unchanged."""
    kinds = {line.marker.kind for line in lines if line.marker}
    found = _counted(lines, others=bool(kinds & _CHAPTERS))
    chapters = {at: marker for at, marker in found.items() if len(_parts(marker)) == 1}
    roles = {at: role for at, marker in chapters.items() if (role := role_of(marker))}
    bare = {role for at, role in roles.items() if lines[at].marker is None}
    alone = not kinds & {*_CHAPTERS, "ideograph"} and len({*roles.values()}) >= _MIN_NUMBERED
    if not alone and len(found) - len(chapters) + len(bare) < _MIN_NUMBERED:
        return list(lines)
    return [replace(line, marker=found.get(at, line.marker)) for at, line in enumerate(lines)]


def _counted(lines: Sequence[TextLine], *, others: bool) -> dict[int, Marker]:
    """Return all numbers that continue one another, by index; ``others``: 壹、 or 第一章 are printed."""
    numbered = [(place, marker) for place, line in enumerate(lines) if (marker := _number(line))]
    heads = set() if others else _without_sections(numbered)
    counted = [_parts(marker) for _place, marker in numbered]
    found: dict[int, Marker] = {}
    path: list[int] = []
    item: list[int] = []  # the number before, if that is of a list
    for (place, marker), parts, below in zip(numbered, counted, [*counted[1:], []], strict=False):
        if marker.kind in _CHAPTERS:
            path = [marker.value]
            continue
        named = role_of(marker) is not None and not (others and lines[place].marker)
        alone = place in heads and item != [parts[-1] - 1]
        own = len(parts) > 1 or below == [*parts, 1] or named or alone
        item = parts
        if own and _comes_next(parts, path):
            path, item = parts, []
            found[place] = marker
    return found


def _without_sections(numbered: Sequence[tuple[int, Marker]]) -> set[int]:
    """Return the places of short titles that may be chapters although no decimal follows (2 before 3
    and 3.1, or after the last decimal). Of several titles with one number, the last is the chapter;
    others are items."""
    found: set[int] = set()
    following: set[int] = set()
    decimal: list[int] = []
    if not any(len(_parts(marker)) > 1 for _place, marker in numbered):
        return found
    for place, marker in reversed(numbered):
        parts = _parts(marker)
        if len(parts) > 1:
            decimal, following = parts, set()
            continue
        value = parts[-1] if parts else 0
        anew = 1 in following  # numbered from the beginning again, as after the contents
        due = not decimal or anew or decimal[0] >= value
        if value == 1:  # of a list in a section, unless it leads to the next chapter with sections
            due = decimal[1:] == [1] and following >= {*range(2, decimal[0] + 1)}
        short = len(marker.rest) <= _MAX_CHAPTER and not ends_sentence(marker.rest)
        if short and due and value not in following:
            found.add(place)
        following.add(value)
    return found


def role_of(marker: Marker) -> str | None:
    """Return the role of a chapter with this number and title, if it has a customary name."""
    return chapter_role(marker.rest) if len(marker.rest) <= _MAX_CHAPTER else None


def mark_names(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines; those that begin with a chapter's name and a colon, or only name one above
    text, are chapters if no chapter has a number or a style and there are several such names, each
    used once."""
    markers = (line.marker for line in lines if line.marker and line.marker.kind != "appendix")
    if any(line.level for line in lines) or any(m.rank <= CHAPTER_RANK for m in markers):
        return list(lines)
    printed = [line for line in lines if line.is_text]
    named = {line.number: name for at, line in enumerate(printed) if (name := _name(printed, at))}
    names = Counter(named.values())
    if len({*map(chapter_role, names)}) < _MIN_NUMBERED:
        return list(lines)
    running = itertools.count(1)
    return [
        replace(line, marker=Marker("name", CHAPTER_RANK, "", next(running), line.text))
        if not is_chapter_word(line.text) and names[named.get(line.number, "")] == 1
        else line
        for line in lines
    ]


def _name(lines: Sequence[TextLine], at: int) -> str:
    """Return the chapter's name that a line is, or has before its first colon; else nothing."""
    line = lines[at]
    name = line.text.partition(":")[0]
    if line.role or line.marker or line.cells is not None or len(name) > _MAX_CHAPTER:
        return ""
    above_text = any(is_running_text(below.text) for below in lines[at + 1 : at + 3])
    whole = above_text and name == line.text and _may_name(name)
    return name if whole or is_chapter_word(name) else ""


def _may_name(title: str) -> bool:
    """True if a title has a customary word; a word for notes (參訪) only at its end."""
    role = chapter_role(title) if not ends_sentence(title) else None
    ends = any(is_chapter_word(title[start:]) for start in range(len(title)))
    return ends if role == "study_notes" else role is not None


def _number(line: TextLine) -> Marker | None:
    """Return the number of a chapter or a decimal heading, or of an item that may be a chapter."""
    if not line.is_text or line.cells is not None:
        return None
    if line.marker and line.marker.kind == "digit":
        return replace(line.marker, kind="digit_chapter", rank=CHAPTER_RANK)
    if line.marker:
        return line.marker if line.marker.kind in _CHAPTERS else None
    match = decimal = _DECIMAL.match(line.spaced)
    if decimal is None and "。" not in line.text:
        match = _BARE.match(line.spaced)
    # A wide space may follow a decimal like any number, but not occur inside its title.
    title = _BEHIND_DECIMAL.sub("", line.raw.strip()) if decimal else line.raw.strip()
    if match is None or len(line.text) > _MAX_DECIMAL or _COLUMNS.search(title):
        return None
    parts = match["number"].split(".")
    kind = f"decimal{len(parts)}" if len(parts) > 1 else "digit_chapter"
    rest = squeeze(line.spaced[match.end() :])
    return Marker(kind, _RANKS[len(parts)], match["number"], int(parts[-1]), rest)


def _parts(marker: Marker) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", marker.number)]


def _comes_next(parts: list[int], path: list[int]) -> bool:
    """True if the number is next: 2.1.3 after 2.1.2 or, as the first, below 2.1; a 1 may always
    begin anew."""
    above, value = parts[:-1], parts[-1]
    if path[: len(above)] != above:
        return False
    return value == (path[len(above)] + 1 if len(path) > len(above) else 1) or parts == [1]


def divide_paragraphs(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines; in chapters of recommendations, a line that holds several items with
    running numbers is divided into one for each, all with its line number.

    Args:
        lines: the lines of the body with printed text.
    """
    found: list[TextLine] = []
    inside = False
    due: _Due | None = None
    for place, line in enumerate(lines):
        title = chapter_title(line)
        pieces = [line]
        if title is not None:
            inside, due = chapter_role(title) in _OF_ITEMS, None
        elif inside and line.cells is None:
            due = _behind(line) or due or _first_due(lines, place)
            pieces = _pieces(line, due) if due else pieces
            due = _behind(pieces[-1]) or due
        found += pieces
    return found


def _behind(line: TextLine) -> _Due | None:
    return (line.marker.kind, line.marker.value + 1) if line.marker else None


def _first_due(lines: Sequence[TextLine], place: int) -> _Due | None:
    """Return the form of the first item inside a line without a number, if a second one follows."""
    first = next((m for _at, m in _items(lines[place]) if m.value == 1), None)
    if first is None:
        return None
    below = itertools.islice(lines, place, None)
    inside = itertools.takewhile(lambda line: chapter_title(line) is None, below)
    found = (marker for line in inside for _at, marker in _items(line))
    return (first.kind, 1) if any((m.kind, m.value) == (first.kind, 2) for m in found) else None


def _items(line: TextLine) -> list[tuple[int, Marker]]:
    """Return the numbers that follow the end of a sentence, and their positions."""
    places = [match.end() for match in _BEFORE_ITEM.finditer(line.spaced)]
    return [(at, marker) for at in places if (marker := read_marker(line.spaced[at:]))]


def _pieces(line: TextLine, due: _Due) -> list[TextLine]:
    """Return the parts of a line, each but the first beginning with the number due; else the whole line."""
    cuts = [0]
    for at, marker in _items(line):
        if (marker.kind, marker.value) == due:
            cuts.append(at)
            due = (marker.kind, marker.value + 1)
    pieces = []
    for at, end in itertools.pairwise([*cuts, len(line.spaced)]):
        spaced = line.spaced[at:end].strip()
        own = read_marker(spaced) if at or line.marker else None
        marked = replace(own, rest=squeeze(own.rest)) if own else None
        pieces.append(replace(line, text=squeeze(spaced), spaced=spaced, raw=spaced, marker=marked))
    return pieces if len(pieces) > 1 else [line]
