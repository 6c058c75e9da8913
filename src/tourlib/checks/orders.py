"""Names printed with the same characters in another order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tourlib.checks.alltext import Text
from tourlib.text import HAN

#: A Chinese name and its gloss in Latin letters; words that stand before a name.
GLOSS = re.compile(
    rf"(?P<name>[{HAN}]{{2,16}})[」』]?\s*[「『]?\((?P<gloss>[A-Z][A-Za-z .&'-]{{1,60}}(?:[,、;/] ?[A-Z][A-Za-z.&-]{{1,12}})?)\)"
)
LINKS = "由在與及和的至赴於從向對為是之係有"
#: Two characters with two others on either side.
_AROUND = 6


def _pieces(text: Text) -> dict[str, None]:
    """All strings of :data:`_AROUND` ideographs, in order."""
    return {
        text.whole[at : at + _AROUND]: None
        for run in re.finditer(f"[{HAN}]{{{_AROUND},}}", text.whole)
        for at in range(run.start(), run.end() - _AROUND + 1)
    }


def exchanged(text: Text) -> Iterator[dict[str, list[int]]]:
    """Two characters exchanged between the same others: 某國邦聯政府 and 某國聯邦政府."""
    pieces = _pieces(text)
    for piece in pieces:
        other = piece[:2] + piece[3] + piece[2] + piece[4:]
        lines = text.lines_of(piece) if other in pieces and other != piece else []
        fellows = text.lines_of(other) if lines else []
        if lines and (len(lines), piece) < (len(fellows), other):
            yield {other[2:]: fellows, piece[2:]: lines}


def reordered(text: Text) -> Iterator[dict[str, list[int]]]:
    """Glossed names with two of their parts exchanged: 海岸政策與規劃防護管理署(…) and
    海岸防護管理政策與規劃署."""
    pieces = _pieces(text).keys()
    names = {match["name"].lstrip(LINKS) for match in GLOSS.finditer(text.whole)}
    told = ""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for a, b, c in itertools.combinations(range(2, len(name)), 3):
            other = name[:a] + name[b:c] + name[a:b] + name[c:]
            likely = other != name and {other[:_AROUND], other[-_AROUND:]} <= pieces
            lines = text.lines_of(other) if likely and len(name) > _AROUND else []
            if lines and other not in told:
                told += f"{other}\n"
                yield {name: text.lines_of(name), other: lines}
