"""Numbering that stands elsewhere than its form does in most reports, told by what follows it.

``1.`` right above ``(一)時間:…`` is the heading of that block, though ``(一)`` encloses ``1.``
elsewhere; 主題一 right below 三、研習內容 is a part of it, though themes enclose ``一、`` elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.structure.markers import CHAPTER_RANK, Marker
from tourlib.structure.textlines import TextLine
from tourlib.vocabulary import is_chapter_word, label, meaning

#: A heading is no longer than this.
_MAX_HEADING = 60
#: How far outside what it encloses, or inside what encloses it, such a heading stands.
_STEP = 0.2


def settle_ranks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, their numbering ranked as it stands in this report.

    Args:
        lines: the lines of the body with something printed in them.
    """
    settled = list(lines)
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        if line.marker is None or not _is_heading(line):
            continue
        if (field := _first_field(following)) and line.marker.rank >= field.rank:
            settled[place] = _ranked(line, field.rank - _STEP)
        elif _is_first_theme(following) and _encloses_themes(line.marker):
            _nest_themes(settled, place)
    return settled


def _is_heading(line: TextLine) -> bool:
    return len(line.text) <= _MAX_HEADING and "。" not in line.text and line.cells is None


def _first_field(line: TextLine) -> Marker | None:
    """The numbering of a line that is the first field of a block, its time."""
    if line.marker is None or line.marker.value != 1:
        return None
    found = label("block", line.marker.rest)
    timed = (
        found and found[0] == "time" and (find_dates(found[1] or "") or find_clock(found[1] or ""))
    )
    return line.marker if timed else None


def _encloses_themes(marker: Marker) -> bool:
    """Whether it is 一、 of a title below which no table stood, which the themes are no part of."""
    tables = any(meaning(f"{kind}_section", marker.rest) for kind in ("timetable", "roster"))
    return marker.kind == "ideograph" and not tables


def _is_first_theme(line: TextLine) -> bool:
    return line.marker is not None and line.marker.kind == "theme" and line.marker.value == 1


def _nest_themes(lines: list[TextLine], place: int) -> None:
    """Put the themes below the heading at ``place``, unless 一、 number what stands below them."""
    above = lines[place].marker
    assert above is not None
    themes: list[int] = []
    for at in range(place + 1, len(lines)):
        marker = lines[at].marker
        if is_chapter_word(lines[at].text) or (marker and marker.rank <= CHAPTER_RANK):
            break
        if marker and marker.kind == "theme":
            themes.append(at)
        elif marker and marker.kind == "ideograph":
            if marker.value != above.value + 1:
                return
            break
    for at in themes:
        lines[at] = _ranked(lines[at], above.rank + _STEP)


def _ranked(line: TextLine, rank: float) -> TextLine:
    assert line.marker is not None
    return replace(line, marker=replace(line.marker, rank=rank))
