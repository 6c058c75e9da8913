"""The characters of a PDF page, their places and style, as PDFium tells them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from tourlib.text import RADICALS

Place = tuple[float, float]
Box = tuple[float, float, float, float]

#: Baselines nearer than this are one (em).
LEVEL_EM = 0.3
#: Sizes and places beyond these come from damage (points).
MAX_SIZE, FAR_OUT = 1000, 100_000.0
_LINE_BREAKS, _SPACES = (10, 13), (32, 0xA0)
_HYPHEN = 2  # how PDFium reports a hyphen at the end of a line
_UNTOLD, _NONE = 0xFFFE, 0xFFFD
_FILL_AND_STROKE = 2  # text render mode that Word and LibreOffice use for synthetic bold
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|W[6-9]\b", re.IGNORECASE)


class Style(NamedTuple):
    """How a text object is set: size in points, bold or not, slanted over the page or not."""

    size: float
    bold: bool
    tilted: bool


_PLAIN = Style(10.0, False, False)


class Glyph(NamedTuple):
    """A visible character, in points from the top left corner of the page as displayed."""

    char: str
    x0: float
    x1: float
    base: float
    style: Style
    obj: Any
    key: int  # tells the object
    space_end: float | None  # where a real space before it ends, if there is one
    gapped: bool  # PDFium saw a gap before it
    broken: bool  # PDFium begins a new line here
    hung: bool  # the line before it ended with a real space


def placer(page: Any) -> Callable[[float, float], Place]:
    """A function from PDF coordinates to points from the top left of the displayed page."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


class _Styles:
    """The styles of a page's text objects, each asked for once."""

    def __init__(self) -> None:
        self.of: dict[int, Style] = {}
        self._bold: dict[int, bool] = {}
        self._same: dict[tuple[float, ...], Style] = {}
        self._matrix = pdfium_c.FS_MATRIX()
        self._size = ctypes.c_float()

    def add(self, key: int, obj: Any) -> Style:
        """The style of an object that is met for the first time."""
        matrix = self._matrix
        pdfium_c.FPDFTextObj_GetFontSize(obj, self._size)
        pdfium_c.FPDFPageObj_GetMatrix(obj, matrix)
        font = pdfium_c.FPDFTextObj_GetFont(obj)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(obj)
        kind = (
            address(font) if font else 0,
            mode,
            self._size.value,
            matrix.a,
            matrix.b,
            matrix.c,
            matrix.d,
        )
        style = self._same.get(kind)
        if style is None:
            style = self._same[kind] = self._style(font, *kind[1:])
        self.of[key] = style
        return style

    def _style(
        self, font: Any, mode: float, size: float, a: float, b: float, c: float, d: float
    ) -> Style:
        bold = mode == _FILL_AND_STROKE or (bool(font) and self._is_bold(font))
        # An italic made by shearing has a large c but no b; text at a slant has both.
        tilted = abs(a) + abs(d) > 0.1 and abs(b) + abs(c) > 0.1 and abs(b) > 0.05 < abs(a)
        points = round(size * (max(abs(d), abs(c)) or 1.0), 2)
        return Style(points if 1 <= points <= MAX_SIZE else _PLAIN.size, bold, tilted)

    def _is_bold(self, font: Any) -> bool:
        key = address(font)
        if key not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium_c.FPDFFont_GetBaseFontName(font, name, 256)
            heavy = pdfium_c.FPDFFont_GetWeight(font) >= 600
            self._bold[key] = heavy or _BOLD_NAME.search(name.value) is not None
        return self._bold[key]


def _codes(textpage: Any) -> Sequence[int]:
    """The characters of a page, one a place; a rare ideograph may have two halves."""
    raw, count = textpage.raw, textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(raw, 0, count, units) != count + 1:
        return [pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count)]
    codes = units[:count]
    while _UNTOLD in codes:  # a hyphen at the end of a line, or what has no character
        index = codes.index(_UNTOLD)
        codes[index] = pdfium_c.FPDFText_GetUnicode(raw, index) or _NONE
        if codes[index] == _UNTOLD:
            codes[index] = _NONE
    return codes


def _character(code: int, high: str) -> str:
    """The character of a code, or of two halves."""
    if high:
        return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if code == _HYPHEN:
        return "-"
    return RADICALS.get(code) or chr(code)


def glyphs(page: Any, textpage: Any) -> Iterator[Glyph]:
    """The visible characters of a page in the order of its content."""
    place, raw, styles = placer(page), textpage.raw, _Styles()
    text_object, loose_box = pdfium_c.FPDFText_GetTextObject, pdfium_c.FPDFText_GetLooseCharBox
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    gapped, broken, hung, high = False, True, False, ""
    space_end: float | None = None
    before, style, base = -1, _PLAIN, 0.0
    for index, code in enumerate(_codes(textpage)):
        if code in _LINE_BREAKS:
            hung, broken = hung or space_end is not None, True
            gapped, space_end = False, None
            continue
        if code in _SPACES:
            gapped = True
            if not pdfium_c.FPDFText_IsGenerated(raw, index):
                loose_box(raw, index, box)
                space_end = max(place(box.left, box.top)[0], place(box.right, box.bottom)[0])
            continue
        if 0xD800 <= code < 0xDC00:  # half of a rare ideograph, where wide characters are short
            high = chr(code)
            continue
        char, high = _character(code, high), ""
        obj = text_object(raw, index)
        key = address(obj) if obj else 0
        if key != before or not key or style.tilted:  # else it stands on the same line
            style = (styles.of.get(key) or styles.add(key, obj)) if key else _PLAIN
            pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
            base, before = place(x.value, y.value)[1], key
        loose_box(raw, index, box)
        start, end = place(box.left, box.bottom)[0], place(box.right, box.top)[0]
        if start > end:
            start, end = end, start
        if not (abs(start) < FAR_OUT and abs(end) < FAR_OUT and abs(base) < FAR_OUT):
            continue  # a damaged file: not a place on any paper
        yield Glyph(char, start, end, base, style, obj, key, space_end, gapped, broken, hung)
        gapped, broken, hung, space_end = False, code == _HYPHEN, False, None


def levels_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """What stands at each height of a page, from top to bottom."""
    levels: list[list[Glyph]] = []
    upright = [g for g in glyphs if not g.style.tilted and not g.char.isspace()]
    for glyph in sorted(upright, key=lambda g: g.base):
        if levels and glyph.base - levels[-1][0].base <= LEVEL_EM * glyph.style.size:
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return levels


def in_rows(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters from top to bottom and from left to right, whatever order they are drawn in."""
    found: list[Glyph] = []
    for level in levels_of(glyphs):
        row = sorted(level, key=lambda glyph: glyph.x0)
        found.append(row[0]._replace(broken=True))
        found += [glyph._replace(broken=False, gapped=True) for glyph in row[1:]]
    return found


def address(obj: Any) -> int:
    return ctypes.addressof(obj.contents)
