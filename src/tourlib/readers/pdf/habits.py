"""The typesetting of a report, learnt from its own lines: margins, indents, spacing, spaces.

It is learnt from places where there is no doubt, and applied where there is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from statistics import median

from tourlib.readers.pdf.printed import TextLine
from tourlib.text import HAN

#: Maximum difference of left edges that are the same edge (points).
EDGE = 2.5
#: Maximum distance of lines in one paragraph if nothing was learnt (em).
FAR_EM = 2.6
#: Maximum padding at the sides of a cell (points); Word uses 5.4, LibreOffice 5.5.
MAX_PADDING = 6.0
_HANGING = frozenset(",.;:、，。．；：・")
#: Maximum relative change of size within one kind of text.
SIZE_CHANGE = 0.06
#: Maximum distance of the middle of a centred line from that of the type area (points).
CENTRED = 1.5
#: Width of a space between Latin words if none was seen, and maximum width of one between Chinese
#: and Latin: in Chinese fonts a space is half an em (em).
WORD_SPACE_EM, WIDE_SPACE_EM = 0.25, 0.5

#: Minimum number of lines at a right edge that is the margin: of at least 20 lines, and of fewer.
_FEW_FULL, _ENOUGH, _FEW_OF_FEW = 6, 20, 2
#: Minimum share of lines at such an edge if other lines go further.
_FULL_SHARE = 0.25

# A table of contents: a gap or leaders, then the page; or pages alone, drawn after the titles.
CONTENTS = re.compile(
    r"(?:\t|[.…·.‧・]{3,}|(?:[.·…] ){3,})[\s.…·.‧・]*[-(]?(?:\d{1,4}|[ivxlcIVXLC]+)[-)]?\s*$"
    r"|^[\d\s]+$"
)


# 一、 (一) 1. (1) 壹、 第一章 主題一 ● a.
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[㈠-㈩①-⑳❶-❿]"
    r"|\d{1,2}[.、．)）](?!\d)|[(（]\d{1,2}[)）]|[壹貳參肆伍陸柒捌玖拾]{1,2}[、.．\s]"
    r"|第[一二三四五六七八九十\d]+[章節篇部]|主題[一二三四五六七八九十\d]"
    r"|[a-zA-Zａ-ｚ][.)．）](?:\s|(?=[^\x00-\x7f]))|[(（][a-zA-Zａ-ｚ][)）]"
    r"|[●○■□◆◇▲△◎※★☆▪•‧–➢➤\uf000-\uf0ff]|[-*]\s)"
)


@dataclass(slots=True)
class Area:
    """The type area of pages of one format: the edges between which text runs (points). ``indents`` are
    the left edges, relative to ``left``, shared by several lines that are not centred. A line that
    begins at one of them is in the middle by chance. ``space`` is the usual width of a typed space, in
    em; ``hangs``: this file draws the spaces at the ends of lines, as far as there is room."""

    left: float
    right: float
    indents: frozenset[int] = frozenset()
    space: float = WORD_SPACE_EM
    hangs: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Habits:
    """What was learnt from one report.

    Attributes:
        areas: type area by page.
        indents: how often a full first line at one left edge was continued at another.
        apart: distance of baselines above which a new paragraph begins, by font size, if the report
            has space between paragraphs.
        pitch: usual distance of baselines, by font size.
        spaced, unspaced: neighbours printed with a space (or something else) between, and without.
    """

    areas: list[Area]
    indents: Counter[tuple[int, int]] = field(default_factory=Counter)
    apart: dict[float, float] = field(default_factory=dict)
    pitch: dict[float, float] = field(default_factory=dict)
    spaced: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unspaced: Counter[tuple[str, str]] = field(default_factory=Counter)

    def area(self, line: TextLine) -> Area:
        return self.areas[line.page - 1]


def learn(pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]) -> Habits:
    """Learn margins, indents, spacing and spaces from the report's own lines.

    Args:
        pages: for each page its lines of running text, in order.
        sizes: width and height of each page, in points.
    """
    kinds = "".join(map(kind_of, "\n".join(line.text for line in chain(*pages))))
    habits = Habits(_areas(pages, sizes))
    habits.spaced.update(zip(kinds, kinds[1:], kinds[2:], strict=False))
    habits.unspaced.update(pairwise(kinds))
    inside = defaultdict[float, Counter[float]](Counter)
    between = defaultdict[float, Counter[float]](Counter)
    for lines in pages:
        sure_start = True
        for before, line in pairwise(lines):
            gap = round(line.base - before.base, 1)
            ended = unlike(before, line) or gap <= 0 or begins_item(line.text)
            ended = ended or has_room(before, line, habits.area(before))
            plain = before.bold is line.bold is False and abs(before.size - line.size) < 0.3
            if plain and 0 < gap <= FAR_EM * line.size:
                (between if ended else inside)[before.size][gap] += 1
            if not (ended or not sure_start or CONTENTS.search(before.text)):
                habits.indents[edge(before, habits), edge(line, habits)] += 1
            sure_start = ended
    for size, gaps in inside.items():
        habits.pitch[size] = gaps.most_common(1)[0][0]
        apart = _space_between(gaps, between[size], size)
        if apart is not None:
            habits.apart[size] = apart
    return habits


def _space_between(inside: Counter[float], between: Counter[float], size: float) -> float | None:
    """Return the distance of baselines above which a new paragraph begins, if the report has one.
    Lines with Latin letters of another font may also be farther apart, within and between
    paragraphs: then distance shows nothing."""
    pitch = inside.most_common(1)[0][0]
    wider = Counter({gap: n for gap, n in between.items() if gap > pitch + 0.08 * size})
    if not wider or wider.most_common(1)[0][1] < 3:
        return None
    limit = (pitch + wider.most_common(1)[0][0]) / 2
    near_between = sum(n for gap, n in between.items() if gap <= limit)
    return limit if near_between <= 0.15 * between.total() else None


def in_middle(line: TextLine, area: Area) -> bool:
    return abs((line.x0 + line.x1) / 2 - area.middle) <= CENTRED


def centred(line: TextLine, area: Area) -> bool:
    """True if a line is centred; a full line is so only if its neighbour is."""
    indent = line.x0 - area.left
    return indent > EDGE and in_middle(line, area) and round(indent) not in area.indents


def has_room(before: TextLine, line: TextLine, area: Area) -> bool:
    """True if the first word of a line would have fitted on the line before it."""
    free = area.right - before.x1
    if centred(before, area) and centred(line, area):
        free += max(before.x0 - area.left, 0.0)
    needed = line.first
    left, right = before.text[-1:], line.text.lstrip()[:1]
    if is_latin(left) and is_latin(right):
        needed += max(area.space, before.space / before.size) * line.size
        if area.hangs and not before.trailing and space_fits(before, area):
            return True  # there was not even a space after it
    elif before.trailing or is_latin(left) != is_latin(right):
        needed += WIDE_SPACE_EM * line.size
    return free > needed + 1.0


def begins_item(text: str) -> bool:
    """True if a text begins with a number or bullet: 一、 (一) 1. (1) ●."""
    return _MARKER.match(text) is not None


def edge(line: TextLine, habits: Habits) -> int:
    return round(line.x0 - habits.area(line).left)


def space_fits(line: TextLine, area: Area, least: float = 0.0) -> bool:
    """True if there was room for a space at the end of a line."""
    width = max(area.space, least, line.space / line.size) + 0.05
    return line.x1 + width * line.size <= area.right


def unlike(before: TextLine, line: TextLine) -> bool:
    """True if two lines are set too differently to be one paragraph."""
    if before.tilted or line.tilted:
        return True
    if abs(before.size - line.size) > SIZE_CHANGE * max(before.size, line.size):
        return True
    return before.bold is not None and line.bold is not None and before.bold != line.bold


def _areas(pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]) -> list[Area]:
    """Return the type area of each page: that of all pages of its paper format."""
    formats = [(round(width / 10), round(height / 10)) for width, height in sizes]
    found: dict[tuple[int, int], Area] = {}
    for paper, (width, _height) in zip(formats, sizes, strict=True):
        if paper not in found:
            same = [lines for lines, form in zip(pages, formats, strict=True) if form == paper]
            found[paper] = _area([line for lines in same for line in lines], width)
    return [found[paper] for paper in formats]


def _area(lines: Sequence[TextLine], width: float) -> Area:
    """Return the area between the outermost edges that several lines share."""
    if not lines:
        return Area(0.1 * width, 0.9 * width)
    enough = 3 if len(lines) >= 12 else 1
    left = _shared([(x, EDGE) for x in sorted(line.x0 for line in lines)], enough)
    # Punctuation and page numbers of the table of contents may hang out of the text: they show no edge.
    firm = [
        each for each in lines if each.text[-1:] not in _HANGING and not CONTENTS.search(each.text)
    ]
    ends = firm if len(firm) >= max(enough * 4, 0.3 * len(lines)) else lines
    area = Area(left, _right_edge(ends, left, enough, width))
    starts = Counter(round(line.x0 - left) for line in lines if not in_middle(line, area))
    area.indents = frozenset(edge for edge, count in starts.items() if count >= 3)
    if spaces := [line.space / line.size for line in lines if line.space]:
        area.space = median(spaces)
    area.hangs = _hangs(lines, area)
    return area


def _hangs(lines: Sequence[TextLine], area: Area) -> bool:
    """True if spaces are drawn at the ends of most lines that break between Latin words."""
    words = [
        before.trailing
        for before, line in pairwise(lines)
        if is_latin(before.text[-1:]) and is_latin(line.text[:1]) and space_fits(before, area)
    ]
    return 2 * sum(words) > len(words)


def _shared(places: Sequence[tuple[float, float]], enough: int) -> float:
    """Return the outermost place shared by enough lines, each within its slack; else that of the first.

    Args:
        places: place and slack of each line, from the outermost inwards.
        enough: the minimum number of lines.
    """
    groups = zip(places, places[enough - 1 :], strict=False)
    return next((x for (x, slack), (other, _) in groups if abs(other - x) <= slack), places[0][0])


def _right_edge(lines: Sequence[TextLine], left: float, enough: int, width: float) -> float:
    """Return the right edge that enough lines share, unless so few reach it that all may be short:
    then the right margin is taken to be as wide as the left one."""
    rights = sorted((line.x1, line.size) for line in lines)[::-1]
    shared = _shared([(x, 1.2 * size) for x, size in rights], enough)
    size = median(size for _x, size in rights)
    full = sum(shared - x <= 1.2 * size for x, _size in rights)
    there = sum(abs(shared - x) <= 1.2 * size for x, _size in rights)
    many = len(rights) >= _ENOUGH
    few = full < (max(_FEW_FULL, 0.1 * len(rights)) if many else _FEW_OF_FEW)
    # If a line goes further, and few end here, it is no edge.
    if rights[0][0] > shared + 2 * size:
        few |= not many or there < _FULL_SHARE * len(rights)
    return max(shared, width - left) if few and width - shared > left + 2 * size else shared


def is_latin(char: str) -> bool:
    return char != "" and ord(char) < 0x2E80 and char.isalnum()


@cache
def kind_of(char: str) -> str:
    """Return the class of letters, digits and ideographs; punctuation marks are their own class."""
    if re.match(f"[{HAN}]", char):
        return "漢"
    if char.isdecimal():
        return "1"
    return "A" if char.isalpha() else char
