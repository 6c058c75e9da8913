"""Numbering by decimals (``2. 過程``, ``2.1 行程``, ``2.1.3 …``) → markers of chapters and below.

Trap: a sentence may begin with such a number (``2.1 億元``). It numbers a heading only where it
goes on from the headings before it; and only then are ``1.``, ``2.`` chapters rather than items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tourlib.structure.markers import CHAPTER_RANK, Marker
from tourlib.structure.textlines import TextLine
from tourlib.text import HAN, loose, squeeze
from tourlib.vocabulary import chapter_role

_DECIMAL = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?(?:\s+(?=[{HAN}「《(A-Za-z])|\s*(?=[{HAN}「《]))"
    r"(?!\s*(?:億|萬|千|百|倍|個|公[里尺頃噸斤]|人|位|年|月|元|度|噸|GW|MW|%))"
)
#: How far out 2.1, 2.1.3 and 2.1.3.4 stand: above 一、, below chapters.
_RANKS = {2: 2.0, 3: 3.5, 4: 3.7}
#: Fewer decimals are no numbering, and fewer kinds of chapters no chapters.
_LEAST = 3
_MAX_HEADING = 80


def mark_decimals(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those numbered by decimals with their markers, and 1., 2. as chapters where nothing
    else numbers them; unchanged where neither is so."""
    chapters = not any(line.marker and line.marker.kind in _CHAPTERS for line in lines)
    numbers = [_numbers(line) for line in lines]
    path: list[int] = []
    marked = list(lines)
    found = 0
    roles: set[str] = set()
    for place, line in enumerate(lines):
        parts = numbers[place]
        if len(parts) == 1 and _is_chapter(line, parts[0], path, numbers[place + 1 :], chapters):
            path = list(parts)
            if line.marker and line.marker.kind == "digit":
                marker = replace(line.marker, kind="digit_chapter", rank=CHAPTER_RANK)
                marked[place] = replace(line, marker=marker)
                roles |= {role} if (role := chapter_role(marker.rest)) else set()
        elif len(parts) > 1 and _follows(parts, path):
            path = list(parts)
            found += 1
            marked[place] = replace(line, marker=_marker(line, parts))
    outermost = chapters and not any(
        line.marker and line.marker.kind == "ideograph" for line in lines
    )
    return marked if found >= _LEAST or (outermost and len(roles) >= _LEAST) else list(lines)


_CHAPTERS = frozenset({"chapter", "formal"})


def _numbers(line: TextLine) -> tuple[int, ...]:
    """The number of a chapter or a decimal heading, part by part; empty for other lines."""
    if line.blank or line.role is not None or line.cells is not None:
        return ()
    if line.marker and line.marker.kind in {*_CHAPTERS, "digit"}:
        return (line.marker.value,)
    match = _DECIMAL.match(loose(line.raw)) if len(line.text) <= _MAX_HEADING else None
    return tuple(map(int, match["number"].split("."))) if match else ()


def _is_chapter(
    line: TextLine, value: int, path: list[int], ahead: Sequence[tuple[int, ...]], digits: bool
) -> bool:
    """Whether 2. is a chapter: the next one, called as chapters are, or with 2.1 below it."""
    if line.marker and line.marker.kind in _CHAPTERS:
        return True
    if not digits or value not in (1, path[0] + 1 if path else 1):
        return False
    below = next((parts for parts in ahead if parts), ())
    return below == (value, 1) or chapter_role(line.marker.rest if line.marker else "") is not None


def _follows(parts: tuple[int, ...], path: list[int]) -> bool:
    """Whether 2.1.3 comes next: behind 2.1.2 or below, or as the first of 2.1."""
    above, value = list(parts[:-1]), parts[-1]
    if path[: len(above)] != above:
        return False
    return value == (path[len(above)] + 1 if len(path) > len(above) else 1)


def _marker(line: TextLine, parts: tuple[int, ...]) -> Marker:
    text = loose(line.raw)
    match = _DECIMAL.match(text)
    assert match is not None
    kind = f"decimal{len(parts)}"
    rest = squeeze(text[match.end() :])
    return Marker(kind, _RANKS[len(parts)], match["number"], parts[-1], rest)
