"""From printed lines to paragraphs.

A typesetter puts on a line whatever fits. So a line that had room for the beginning of the
next one ended its paragraph; a full line may have ended it too, and then the indent, the
space between lines, size, weight or numbering tell. How this report indents and spaces its
paragraphs is learnt from the places where there is no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median

from tourlib.readers.pdf_text import TextLine
from tourlib.text import HAN

#: Left edges that differ by less are the same edge (points).
EDGE = 2.5
#: A change of size by more than this part is another kind of text.
SIZE_CHANGE = 0.06
#: Without anything learnt, lines farther apart than this are not one paragraph (em).
FAR_EM = 2.6
#: A line is centred when its middle is this near to that of the type area (points).
CENTRED = 1.5
#: Width of a space between Latin words where none was seen, and of the widest that may stand
#: between Chinese and Latin: in Chinese fonts a space is half an em (em).
WORD_SPACE_EM, WIDE_SPACE_EM = 0.25, 0.5

# 一、 (一) 1. (1) 壹、 第一章 主題一 ● a.
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[㈠-㈩①-⑳❶-❿]"
    r"|\d{1,2}[.、．)）](?!\d)|[(（]\d{1,2}[)）]|[壹貳參肆伍陸柒捌玖拾]{1,2}[、.．\s]"
    r"|第[一二三四五六七八九十\d]+[章節篇部]|主題[一二三四五六七八九十\d]"
    r"|[a-zA-Zａ-ｚ][.)．）](?:\s|(?=[^\x00-\x7f]))|[(（][a-zA-Zａ-ｚ][)）]"
    r"|[●○■□◆◇▲△◎※★☆▪•‧–➢➤\uf000-\uf0ff]|[-*]\s)"
)
_SENTENCE_END = re.compile(r"[。!?:;！？：；]['\"”’」』)）]*\s*$")
_FULL_STOP = re.compile(r"[。!?！？][」』)）”]?\s*$")
# A table of contents: a gap or leaders, then the page.
_CONTENTS = re.compile(
    r"(?:\t|[.…·.‧・]{3,}|(?:[.·…] ){3,})[\s.…·.‧・]*[-(]?(?:\d{1,4}|[ivxlcIVXLC]+)[-)]?\s*$"
)


@dataclass(slots=True)
class Area:
    """The type area of pages of one format: the edges that text runs between (points).

    ``indents`` are the left edges, counted from ``left``, that several lines share which are
    not centred. A line that begins at one of them is in the middle by chance. ``space`` is
    the usual width of a typed space, in em; ``hangs`` tells whether this file draws the spaces
    at line ends, as far as there is room.
    """

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
        indents: how often a full first line at one left edge went on at another.
        apart: distance of baselines above which a new paragraph begins, by font size, where
            the report leaves space between paragraphs.
        pitch: usual distance of baselines, by font size.
        spaced, unspaced: pairs of neighbours printed with and without a space between.
    """

    areas: list[Area]
    indents: Counter[tuple[int, int]] = field(default_factory=Counter)
    apart: dict[float, float] = field(default_factory=dict)
    pitch: dict[float, float] = field(default_factory=dict)
    spaced: Counter[tuple[str, str]] = field(default_factory=Counter)
    unspaced: Counter[tuple[str, str]] = field(default_factory=Counter)

    def area(self, line: TextLine) -> Area:
        return self.areas[line.page - 1]


def learn(pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]) -> Habits:
    """What the report's own lines say of its margins, indents, spacing and spaces.

    Args:
        pages: for each page its lines of running text, in order.
        sizes: width and height of each page, in points.
    """
    habits = Habits(_areas(pages, sizes))
    inside: dict[float, Counter[float]] = {}
    between: dict[float, Counter[float]] = {}
    for lines in pages:
        sure_start = True
        for before, line in pairwise(lines):
            _count_spaces(before.text, habits)
            gap = round(line.base - before.base, 1)
            ended = _unlike(before, line) or gap <= 0 or has_room(before, line, habits.area(before))
            if gap > 0 and abs(before.size - line.size) < 0.3 and before.bold is line.bold is False:
                (between if ended else inside).setdefault(before.size, Counter())[gap] += 1
            if sure_start and not ended and not _CONTENTS.search(before.text):
                habits.indents[_edge(before, habits), _edge(line, habits)] += 1
            sure_start = ended
        if lines:
            _count_spaces(lines[-1].text, habits)
    for size, gaps in inside.items():
        habits.pitch[size] = gaps.most_common(1)[0][0]
        apart = _space_between(gaps, between.get(size, Counter()), size)
        if apart is not None:
            habits.apart[size] = apart
    return habits


def _space_between(inside: Counter[float], between: Counter[float], size: float) -> float | None:
    """The distance of baselines above which a new paragraph begins, if the report has one.

    Lines that hold Latin letters of another font may stand farther apart as well, inside
    paragraphs and between: then distance says nothing.
    """
    pitch = inside.most_common(1)[0][0]
    wider = Counter({gap: n for gap, n in between.items() if gap > pitch + 0.08 * size})
    if not wider or wider.most_common(1)[0][1] < 3:
        return None
    limit = (pitch + wider.most_common(1)[0][0]) / 2
    near_between = sum(n for gap, n in between.items() if gap <= limit)
    return limit if near_between <= 0.15 * between.total() else None


def paragraphs(lines: Iterable[TextLine], habits: Habits) -> list[list[TextLine]]:
    """Lines of running text, in order, as paragraphs."""
    found: list[list[TextLine]] = []
    for line in lines:
        if found and continues(found[-1], line, habits):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def continues(paragraph: Sequence[TextLine], line: TextLine, habits: Habits) -> bool:
    """Whether a line goes on with a paragraph."""
    before = paragraph[-1]
    if _unlike(before, line) or _CONTENTS.search(before.text) or _apart(before, line, habits):
        return False
    if has_room(before, line, habits.area(before)):
        return False
    first, here = _edge(paragraph[0], habits), _edge(line, habits)
    if _centred(line, habits.area(line)):
        return _in_middle(before, habits.area(before)) and not begins_item(line.text)
    if len(paragraph) > 1:
        column = _edge(paragraph[1], habits)
        if abs(here - column) > EDGE:
            return False
        if abs(column - first) > EDGE:
            # It stands in the column of this paragraph's lines. Under a hanging indent the
            # next lower item stands there too.
            lower = column > first and begins_item(line.text)
            return not (lower and _SENTENCE_END.search(before.text))
    elif not (_close(before, line, habits) or _usual_indent(first, here, habits)):
        return False
    if abs(here - first) > EDGE:
        return True
    # Set flush from the first line on: where no space parts paragraphs, words must tell.
    if begins_item(line.text):
        return not (begins_item(paragraph[0].text) or _SENTENCE_END.search(before.text))
    if _close(before, line, habits):
        return True
    left_free = habits.area(before).right - before.x1
    return not (_FULL_STOP.search(before.text) and left_free > 1.2 * before.size)


def begins_item(text: str) -> bool:
    """Whether a text begins with a number or bullet: 一、 (一) 1. (1) ●."""
    return _MARKER.match(text) is not None


def _usual_indent(first: int, here: int, habits: Habits) -> bool:
    """Whether this report's paragraphs that begin at one edge go on at the other."""
    seen = {edge: n for (start, edge), n in habits.indents.items() if abs(start - first) <= EDGE}
    near = sum(n for edge, n in seen.items() if abs(edge - here) <= EDGE)
    other = max((n for edge, n in seen.items() if abs(edge - here) > EDGE), default=0)
    if abs(here - first) <= EDGE:
        return near >= other  # mostly a new paragraph, where others go on at another edge
    return near >= 0.1 * other


def _edge(line: TextLine, habits: Habits) -> int:
    return round(line.x0 - habits.area(line).left)


def _space_fits(line: TextLine, area: Area, least: float = 0.0) -> bool:
    """Whether there was room for a space at the end of a line."""
    width = max(area.space, least, line.space / line.size) + 0.05
    return line.x1 + width * line.size <= area.right


def _unlike(before: TextLine, line: TextLine) -> bool:
    """Whether two lines are set too differently to be one paragraph."""
    if before.tilted or line.tilted:
        return True
    if abs(before.size - line.size) > SIZE_CHANGE * max(before.size, line.size):
        return True
    return before.bold is not None and line.bold is not None and before.bold != line.bold


def _apart(before: TextLine, line: TextLine, habits: Habits) -> bool:
    if line.page != before.page:
        return line.page > before.page + 1
    gap, size = line.base - before.base, line.size
    far = (
        max(1.35 * habits.pitch[size], habits.pitch[size] + 0.5 * size)
        if size in habits.pitch
        else FAR_EM * size
    )
    return gap <= 0.2 * size or gap > habits.apart.get(size, far)


def _close(before: TextLine, line: TextLine, habits: Habits) -> bool:
    """Whether two lines are near where this report would leave space before a new paragraph."""
    return line.page == before.page and line.size in habits.apart


def _in_middle(line: TextLine, area: Area) -> bool:
    return abs((line.x0 + line.x1) / 2 - area.middle) <= CENTRED


def _centred(line: TextLine, area: Area) -> bool:
    """Whether a line is set in the middle; a full line is so only if its neighbour is."""
    indent = line.x0 - area.left
    return indent > EDGE and _in_middle(line, area) and round(indent) not in area.indents


def has_room(before: TextLine, line: TextLine, area: Area) -> bool:
    """Whether the first word of a line would have fitted on the line before it."""
    free = area.right - before.x1
    if _centred(before, area) and _centred(line, area):
        free += max(before.x0 - area.left, 0.0)
    needed = line.first
    left, right = before.text[-1:], line.text.lstrip()[:1]
    if _latin(left) and _latin(right):
        needed += max(area.space, before.space / before.size) * line.size
        if area.hangs and not before.trailing and _space_fits(before, area):
            return True  # there was not even a space after it
    elif before.trailing or _latin(left) != _latin(right):
        needed += WIDE_SPACE_EM * line.size
    return free > needed + 1.0


# --- margins ---------------------------------------------------------------------------


def _areas(pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]) -> list[Area]:
    """The type area of each page: by paper format, and by odd and even pages where they differ."""
    formats = [(round(width / 10), round(height / 10)) for width, height in sizes]
    found: dict[tuple[int, int, int | None], Area] = {}
    for paper in set(formats):
        both = [lines for lines, form in zip(pages, formats, strict=True) if form == paper]
        width = next(size[0] for size, form in zip(sizes, formats, strict=True) if form == paper)
        common = _area([line for lines in both for line in lines], width)
        halves = [
            [
                line
                for lines, form in list(zip(pages, formats, strict=True))[odd::2]
                if form == paper
                for line in lines
            ]
            for odd in (0, 1)
        ]
        mirrored = [_area(half, width) for half in halves]
        shift = mirrored[0].left - mirrored[1].left
        shifted = abs(shift) > 6 and abs(mirrored[0].right - mirrored[1].right - shift) < 3
        for odd in (0, 1):
            found[(*paper, odd)] = mirrored[odd] if shifted else common
    return [found[(*form, index % 2)] for index, form in enumerate(formats)]


def _area(lines: Sequence[TextLine], width: float) -> Area:
    """The outermost edges that several lines share."""
    if not lines:
        return Area(0.1 * width, 0.9 * width)
    enough = 3 if len(lines) >= 12 else 1
    lefts = sorted(line.x0 for line in lines)
    left = next(
        (
            x
            for i, x in enumerate(lefts)
            if i + enough <= len(lefts) and lefts[i + enough - 1] - x <= EDGE
        ),
        lefts[0],
    )
    rights = sorted((line.x1, line.size) for line in lines)[::-1]
    right = next(
        (
            x
            for i, (x, size) in enumerate(rights)
            if i + enough <= len(rights) and x - rights[i + enough - 1][0] <= 1.2 * size
        ),
        rights[0][0],
    )
    area = Area(left, right)
    starts = Counter(round(line.x0 - left) for line in lines if not _in_middle(line, area))
    indents = frozenset(edge for edge, count in starts.items() if count >= 3)
    spaces = [line.space / line.size for line in lines if line.space]
    area = Area(left, right, indents, median(spaces) if spaces else WORD_SPACE_EM)
    words = [
        before.trailing
        for before, line in pairwise(lines)
        if _latin(before.text[-1:]) and _latin(line.text[:1]) and _space_fits(before, area)
    ]
    area.hangs = 2 * sum(words) > len(words)
    return area


# --- spaces at line ends ---------------------------------------------------------------


def _latin(char: str) -> bool:
    return char != "" and ord(char) < 0x2E80 and char.isalnum()


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    """Letters, digits and ideographs as classes; punctuation stands for itself."""
    if re.match(f"[{HAN}]", char):
        return "漢"
    if char.isdecimal():
        return "1"
    return "A" if char.isalpha() else char


def _count_spaces(text: str, habits: Habits) -> None:
    kinds = [" " if char == " " else _kind(char) for char in text]
    for one, two, three in zip(kinds, kinds[1:], [*kinds[2:], ""], strict=False):
        if one == " ":
            continue
        if two == " " and three:
            habits.spaced[one, three] += 1
        elif two != " ":
            habits.unspaced[one, two] += 1


def join_lines(lines: Sequence[TextLine], habits: Habits) -> str:
    """The text of a paragraph, with spaces at line ends where the report prints them."""
    text = lines[0].text
    for before, line in pairwise(lines):
        text += (
            " " + line.text.lstrip()
            if space_between(before, line, habits.area(before), habits)
            else line.text.lstrip()
        )
    return text


def space_between(before: TextLine, line: TextLine, area: Area, habits: Habits) -> bool:
    """Whether a space stood where a paragraph was broken into two lines.

    Where it is not drawn: Latin words are two words unless a hyphen or slash parts them;
    otherwise, a space with room for it would have been drawn if the file draws them, and
    failing that the report's habit for such a pair decides. Never between ideographs.
    """
    left, right = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    if before.trailing:
        return True
    if not left or not right:
        return False
    one, two = _kind(left), _kind(right)
    if one == two == "漢":
        return False
    if ord(left) < 0x2E80 and ord(right) < 0x2E80:
        return left not in "-/–([" or before.text.rstrip()[-2:-1] == " "
    if area.hangs and _space_fits(before, area, WIDE_SPACE_EM):
        return False
    return habits.spaced[one, two] > habits.unspaced[one, two]
