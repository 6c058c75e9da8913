"""A PDF page as printed lines: characters and their positions, by PDFium.

The trap here is the space. A PDF has no words, only glyphs at positions. Between Chinese and Latin a
typesetter leaves a gap of about a fifth of an em that nobody typed; PDFium reports it as a "generated"
space, and also reports a typed space as generated if a gap precedes it, or if it is a text object of
its own, without ink. The difference: a typed space is in the content of the page, as an object that is
in the gap or begins before its first visible character; in an automatic gap there is nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from math import inf
from operator import attrgetter
from statistics import median

from tourlib.lines import Line
from tourlib.readers.pdf.glyphs import Content, Glyph, Place
from tourlib.readers.pdf.grids import Grid
from tourlib.text import HAN

#: Minimum width of an uncovered gap that is a tab stop or a column (em).
TAB_EM = 1.5
#: Minimum width of a typed space (em); fonts have 0.2 to 0.5.
MIN_SPACE_EM = 0.12
#: The same within one text object, where only the width distinguishes it from kerning.
MIN_SPACE_IN_OBJECT_EM = 0.2
#: Space added between characters by justification, above which spaces are recognised by width (em).
SPREAD_EM = 0.1
#: Depth below the baseline (em).
BELOW = 0.3
#: Maximum size of a raised number, relative to its line, and minimum height above it (em).
RAISED_SIZE, RAISED_EM = 0.8, 0.15

_OPEN = "「『《〈【〔〖“‘([{（［｛"
_CLOSE = "、。」』》〉】〕〗”’°℃…—·,.;:!?)]}%~/-，．；：！？）］｝％～／"
_PIECE = (
    rf"[{re.escape(_OPEN)}]*(?:[{HAN}]|[^\s{HAN}{re.escape(_OPEN + _CLOSE)}]+-?|.)"
    rf"[{re.escape(_CLOSE)}]*"
)
#: Text that a typesetter keeps together at the start of a line: one ideograph or one Latin word,
#: with the punctuation that may not stand alone, and what follows without a break: after a slash, a
#: letter or digit after punctuation, a half-width bracket after a letter.
_UNIT = re.compile(
    rf"{_PIECE}(?:(?:(?<=/)|(?<=[{re.escape(_CLOSE)}])(?<!-)(?=[A-Za-z0-9])"
    rf"|(?<=[A-Za-z0-9])(?=[(\[{{])){_PIECE})*"
)
#: Leaders of a table of contents, which are drawn, not written, are replaced by a tab.
_LEADERS = re.compile(r"\s*(?:[.·‧・…]\s?){5,}\s*(?=[-(]?[0-9０-９ivxlcIVXLC]{1,5}[-)]?\s*$)")
_FIRST_WIDE = "\u2e80"  # ideographs and their punctuation, roughly
_WIDE = "wide"


@dataclass(slots=True, eq=False)
class Part:
    """The part of a table on one page, and the text lines of each cell."""

    page: int
    grid: Grid
    lines: dict[int, list[TextLine]] = field(default_factory=dict)

    def of(self, cell: int) -> list[TextLine]:
        return self.lines.get(cell, [])


@dataclass(slots=True)
class TextLine:
    """One printed line, or its part in one table cell.

    Attributes:
        text: its characters; a tab where a wide gap separates two parts.
        x0, x1: left and right end of the visible text, in points.
        base: the baseline, in points from the top.
        size: font size of most characters, in points.
        bold: whether all of it is bold, none of it (``False``) or some (``None``).
        page: 1-based.
        first: width of the text at its start that could not have been broken.
        space: the usual width of the spaces typed in it, in points (0 if there are none).
        trailing: whether a space is drawn after its last character.
        cell: the part of a table to which it belongs, and the number of its cell.
        tilted: slanted text, such as a watermark.
        value: where the text after its only tab begins, such as the value after a label.
        raised: small numbers raised above the text: position in ``text`` and digits.
        role: ``"page"`` in the margins, ``"note"`` in a footnote.
        notes: the footnotes after it: those to which it refers, or one that begins with it.
        laid: in a table without a net of rules, the lines of the report that begin in it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool | None
    page: int
    first: float
    space: float = 0.0
    trailing: bool = False
    cell: tuple[Part, int] | None = None
    tilted: bool = False
    value: float | None = None
    raised: tuple[tuple[int, str], ...] = ()
    role: str | None = None
    notes: list[list[TextLine]] = field(default_factory=list)
    laid: list[Line] | None = None

    @property
    def bottom(self) -> float:
        """Return the bottom of the text, below its descenders."""
        return self.base + BELOW * self.size

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.base - 0.35 * self.size


class Spacing:
    """Distinguishes a typed space from an automatic gap and from a tab: by the objects of the page
    or, if there are none, as on a picture, by the width alone."""

    def __init__(self, content: Content | None = None) -> None:
        self.content = content
        self.order = content.order if content else {}

    def between(self, left: Glyph, right: Glyph, gap: float, spread: float) -> str:
        """Return ``""``, ``" "`` or a tab: the content of the gap between two neighbours on a line.
        ``spread`` is the gap that justification put between any two characters."""
        em = right.style.size
        if right.space_end is not None:
            return "\t" if right.x0 - right.space_end > TAB_EM * em else " "
        if right.hung:
            return "\t" if gap > 2 * TAB_EM * em else " "
        if self._typed(left, right, gap, spread):
            return " "
        if gap - spread > TAB_EM * em:
            return "\t"
        return " " if gap - spread > 0.6 * em else ""

    def _typed(self, left: Glyph, right: Glyph, gap: float, spread: float) -> bool:
        """True if a typed space fills the gap between two characters."""
        em = right.style.size
        if gap > 4 * em:
            return False
        first, last = self.order.get(left.key), self.order.get(right.key)
        if first is None or last is None or first == last:
            return gap - 2 * spread >= MIN_SPACE_IN_OBJECT_EM * em
        if spread > SPREAD_EM * em and gap - 2 * spread >= MIN_SPACE_IN_OBJECT_EM * em:
            return True  # with so much added on both sides of it, PDFium loses a real space
        if right.x0 - self._start(last)[0] >= MIN_SPACE_EM * em:
            return True  # the object begins before its first visible character
        between = range(first + 1, min(last, first + 5))
        return any(self._lone_space(index, left) for index in between)

    def hangs(self, last: Glyph) -> bool:
        """True if a separate space is drawn after the last character of a line."""
        index = self.order.get(last.key)
        return index is not None and self._lone_space(index + 1, last)

    def _lone_space(self, index: int, left: Glyph) -> bool:
        """True if an object of the page is a text without ink, on the line of a character."""
        x, y = self._start(index)
        em = left.style.size
        behind = abs(y - left.base) < 0.1 * em and -0.1 * em <= x - left.x1 <= 4 * em
        return behind and not (self.content and self.content.has_ink(index))

    def _start(self, index: int) -> Place:
        """Return where a text begins, given its index among the objects; infinity for no text."""
        if self.content is None or index not in self.content.begun:
            return inf, inf
        return self.content.matrix.on_point(*self.content.begun[index])


#: Recognises the spaces of a picture.
BY_WIDTH = Spacing()


def _same_line(left: Glyph, right: Glyph) -> bool:
    """True if a character continues the line that ends with another."""
    if left.style.tilted or right.style.tilted:
        return left.style.tilted and right.style.tilted and not right.broken
    size = max(left.style.size, right.style.size)
    level = abs(left.base - right.base)
    forward = right.x0 >= left.x1 - 0.5 * size
    if right.broken:
        # PDFium also begins a new line where the content jumps along one line, or up or down for a
        # raised number.
        small = min(left.style.size, right.style.size) <= RAISED_SIZE * size
        raised = small and level < 0.6 * size and abs(right.x0 - left.x1) < TAB_EM * size
        return forward and (level < 0.1 * size or raised)
    return (forward and level < 0.6 * size) or level < 0.1 * size


def page_lines(
    chars: Iterable[Glyph],
    number: int,
    spacing: Spacing,
    parts: Sequence[Part] = (),
) -> list[TextLine]:
    """Return the printed lines of a page in the order of its content.

    Args:
        chars: its visible characters.
        number: its 1-based number.
        spacing: recognises its spaces.
        parts: its tables.
    """
    lines: list[TextLine] = []
    current: list[Glyph] = []
    cell: tuple[Part, int] | None = None
    for glyph in chars:
        here = _cell_at(parts, glyph) if parts else None
        level = not glyph.broken and current and glyph.base == current[-1].base
        if current and (here != cell or not (level or _same_line(current[-1], glyph))):
            lines.append(_line(current, spacing, number, cell, glyph.hung))
            current = []
        cell = here
        current.append(glyph)
    if current:
        lines.append(_line(current, spacing, number, cell, False))
    return lines


def _cell_at(parts: Sequence[Part], glyph: Glyph) -> tuple[Part, int] | None:
    """Return the table and the cell in which the middle of a character lies."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.style.size
    for part in parts:
        if (cell := part.grid.cell_at(x, y)) is not None:
            return part, cell
    return None


def _line(
    glyphs: list[Glyph],
    spacing: Spacing,
    page: int,
    cell: tuple[Part, int] | None,
    hung: bool,
) -> TextLine:
    """Return a line made of its glyphs."""
    if not glyphs[0].style.tilted:  # a character from another font may be drawn after the line
        glyphs = sorted(glyphs, key=attrgetter("x0"))
    first = glyphs[0]
    indented = first.space_end is not None and abs(first.space_end - first.x0) < first.style.size
    before = _white(glyphs, spacing)
    pieces = [white + glyph.char for white, glyph in zip(before, glyphs, strict=True)]
    ends = accumulate(map(len, pieces), initial=int(indented))
    places = [end + len(white) for end, white in zip(ends, before, strict=False)]
    text = " " * indented + "".join(pieces)
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()] or glyphs
    sizes = Counter(map(attrgetter("style.size"), inked))
    size = sizes.most_common(1)[0][0]
    bold = set(map(attrgetter("style.bold"), inked))
    return TextLine(
        text=_LEADERS.sub("\t", text).rstrip() or text,
        x0=inked[0].x0,
        x1=inked[-1].x1,
        base=next(glyph.base for glyph in inked if glyph.style.size == size),
        size=size,
        bold=bold.pop() if len(bold) == 1 else None,
        page=page,
        first=_first_unit(text, places, glyphs) - inked[0].x0,
        space=_usual_space(before, glyphs),
        trailing=hung or text != text.rstrip() or spacing.hangs(inked[-1]),
        cell=cell,
        tilted=inked[0].style.tilted,
        value=glyphs[before.index("\t")].x0 if before.count("\t") == 1 else None,
        raised=_raised(glyphs, places) if len(sizes) > 1 else (),
    )


def _usual_space(before: Sequence[str], glyphs: Sequence[Glyph]) -> float:
    """Return the usual width of the spaces typed in a line."""
    spaces = [at for at, white in enumerate(before) if white == " "]
    return median(glyphs[at].x0 - glyphs[at - 1].x1 for at in spaces) if spaces else 0.0


def _white(glyphs: Sequence[Glyph], spacing: Spacing) -> list[str]:
    """Return the white space before each glyph of a line: nothing, a space or a tab."""
    white = [""] * len(glyphs)
    gaps = [right.x0 - left.x1 for left, right in pairwise(glyphs)]
    parted = [at for at, gap in enumerate(gaps, 1) if _stands_apart(glyphs[at], gap)]
    if not parted:
        return white
    kinds = [_WIDE if g.char >= _FIRST_WIDE else g.char.isalpha() for g in glyphs]
    pairs = list(zip(kinds, kinds[1:], gaps, strict=False))
    # Space added by justification between any two ideographs, or any two Latin letters.
    spread = _usual([gap for one, two, gap in pairs if one == two == _WIDE])
    latin = _usual([gap for one, two, gap in pairs if one is two is True])
    for at in parted:
        usual = latin if kinds[at - 1] is kinds[at] is True else spread
        white[at] = spacing.between(glyphs[at - 1], glyphs[at], gaps[at - 1], usual)
    return white


def _stands_apart(glyph: Glyph, gap: float) -> bool:
    """True if the gap before a glyph may contain a space or a tab."""
    return glyph.gapped or glyph.broken or glyph.hung or gap >= TAB_EM * glyph.style.size


def _usual(gaps: Sequence[float]) -> float:
    return max(median(gaps), 0.0) if len(gaps) >= 4 else 0.0


def _first_unit(text: str, places: Iterable[int], glyphs: Sequence[Glyph]) -> float:
    """Return the end of the part of a line that could not have been broken off at its beginning."""
    unit = _UNIT.match(text, len(text) - len(text.lstrip()))
    end = unit.end() if unit else 0
    for place, glyph in zip(places, glyphs, strict=True):
        if end <= place + len(glyph.char):
            return glyph.x0 if end <= place else glyph.x1
    return glyphs[-1].x1


def _raised(glyphs: Sequence[Glyph], places: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """Return numbers of small digits above the baseline of most of the glyphs."""
    size, base = Counter((g.style.size, round(g.base, 1)) for g in glyphs).most_common(1)[0][0]

    def is_up(at: int) -> bool:
        glyph = glyphs[at]
        small = glyph.char.isdigit() and glyph.style.size <= RAISED_SIZE * size
        return small and base - glyph.base > RAISED_EM * size

    groups = [list(group) for up, group in groupby(range(len(glyphs)), is_up) if up]
    return tuple((places[group[0]], "".join(glyphs[at].char for at in group)) for group in groups)
