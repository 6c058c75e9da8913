"""Numbering by decimals (``2 過程``, ``2.1 行程``, ``2.1.3 …``) → markers of chapters and below.

Trap: a sentence may begin with such a number (``2.1 億元``). It numbers a heading only where it
goes on from the headings before it; and only then are ``1.``, ``2`` chapters rather than items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tourlib.outline.numbering import CHAPTER_RANK, Marker
from tourlib.readers.text.lines import TextLine
from tourlib.text import HAN, squeeze
from tourlib.vocabulary import chapter_role

_TITLE = (
    rf"\.?(?:\s+(?=[{HAN}「《(A-Za-z])|\s*(?=[{HAN}「《]))"
    r"(?!\s*(?:億|萬|千|百|倍|個|公[里尺頃噸斤]|人|位|年|月|元|度|噸|次|日|天|項|點|GW|MW|%))"
)
_DECIMAL = re.compile(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}){_TITLE}")
_BARE = re.compile(rf"(?P<number>\d{{1,2}})\s{_TITLE}")
#: White space before words, as between columns; before a page number it is a leader.
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t)\s*(?!\d+$)\S")
#: How far out 2, 2.1, 2.1.3 and 2.1.3.4 stand: sections above 一、, below chapters.
_RANKS = {1: CHAPTER_RANK, 2: 2.0, 3: 3.5, 4: 3.7}
#: Fewer decimals, or chapters called as chapters are, are no numbering.
_LEAST = 3
_MAX_HEADING, _MAX_CHAPTER = 80, 20
_CHAPTERS = frozenset({"chapter", "formal"})


@dataclass(slots=True)
class _Found:
    """What was numbered by decimals: markers by place, and what speaks for them."""

    markers: dict[int, Marker] = field(default_factory=dict)
    decimals: int = 0
    roles: set[str] = field(default_factory=set)
    bare_roles: set[str] = field(default_factory=set)


def mark_decimals(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those numbered by decimals with their markers, and 1., 2 as chapters where nothing
    else numbers them or they go on from 壹、; unchanged where neither is so."""
    kinds = {line.marker.kind for line in lines if line.marker}
    found = _find(lines, others=bool(kinds & _CHAPTERS))
    alone = not kinds & {*_CHAPTERS, "ideograph"} and len(found.roles) >= _LEAST
    if found.decimals + len(found.bare_roles) < _LEAST and not alone:
        return list(lines)
    return [
        replace(line, marker=found.markers.get(place, line.marker))
        for place, line in enumerate(lines)
    ]


def _find(lines: Sequence[TextLine], *, others: bool) -> _Found:
    """All numbers that go on from one another; ``others`` tells whether 壹、 or 第一章 are printed."""
    numbered = [(place, marker) for place, line in enumerate(lines) if (marker := _number(line))]
    found = _Found()
    path: list[int] = []
    for at, (place, marker) in enumerate(numbered):
        parts = _parts(marker)
        if marker.kind in _CHAPTERS:
            path = [marker.value]
        elif len(parts) > 1 and _follows(parts, path):
            path = parts
            found.decimals += 1
            found.markers[place] = marker
        elif len(parts) == 1 and (parts[0] == 1 or (path and parts[0] == path[0] + 1)):
            below = _parts(numbered[at + 1][1]) if at + 1 < len(numbered) else []
            role = chapter_role(marker.rest) if len(marker.rest) <= _MAX_CHAPTER else None
            bare = lines[place].marker is None
            if below != [*parts, 1] and (role is None or (others and not bare)):
                continue
            path = parts
            found.markers[place] = marker
            found.roles |= {role} if role else set()
            found.bare_roles |= {role} if role and bare else set()
    return found


def _number(line: TextLine) -> Marker | None:
    """The number of a chapter or a decimal heading, or of an item that may be a chapter."""
    if line.blank or line.role is not None or line.cells is not None:
        return None
    if line.marker and line.marker.kind in {*_CHAPTERS, "digit"}:
        chapter = line.marker.kind in _CHAPTERS
        return (
            line.marker
            if chapter
            else replace(line.marker, kind="digit_chapter", rank=CHAPTER_RANK)
        )
    if line.marker or len(line.text) > _MAX_HEADING or _COLUMNS.search(line.raw.strip()):
        return None
    match = _DECIMAL.match(line.spaced) or (None if "。" in line.text else _BARE.match(line.spaced))
    if match is None:
        return None
    parts = list(map(int, match["number"].split(".")))
    kind = f"decimal{len(parts)}" if len(parts) > 1 else "digit_chapter"
    rest = squeeze(line.spaced[match.end() :])
    return Marker(kind, _RANKS[len(parts)], match["number"], parts[-1], rest)


def _parts(marker: Marker) -> list[int]:
    return (
        [marker.value]
        if marker.kind in _CHAPTERS
        else list(map(int, re.findall(r"\d+", marker.number)))
    )


def _follows(parts: list[int], path: list[int]) -> bool:
    """Whether 2.1.3 comes next: behind 2.1.2 or below, or as the first of 2.1."""
    above, value = parts[:-1], parts[-1]
    if path[: len(above)] != above:
        return False
    return value == (path[len(above)] + 1 if len(path) > len(above) else 1)
