"""The characters of a PDF page, their places and style, as PDFium tells them.

A page of a word processor has a thousand text objects of one or two characters. So every object is
asked once for what all that read the page need, through functions that take addresses as numbers:
they are several times faster than those that make an object of each answer.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c

from tourlib.text import without_radicals

Place = tuple[float, float]
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
#: Of what is measured in points from the top left corner already.
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

#: Baselines nearer than this are one (em).
LEVEL_EM = 0.3
#: Sizes and places beyond these come from damage (points).
MAX_SIZE, FAR_OUT = 1000, 100_000.0
_LINE_BREAKS = frozenset({10, 13})
_NOT_SEEN = _LINE_BREAKS | {32, 0xA0}
#: The first halves of rare ideographs, where wide characters are short.
_HIGH = range(0xD800, 0xDC00)
_HYPHEN = 2  # how PDFium reports a hyphen at the end of a line
_UNTOLD, _NONE = 0xFFFE, 0xFFFD
_FILL_AND_STROKE = 2  # text render mode that Word and LibreOffice use for synthetic bold
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|W[6-9]\b", re.IGNORECASE)
TEXT = pdfium_c.FPDF_PAGEOBJ_TEXT

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _by_address(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function of PDFium, with addresses as numbers."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)


_count_objects = _by_address(pdfium_c.FPDFPage_CountObjects, _INT, _ADDRESS)
_object_at = _by_address(pdfium_c.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_kind = _by_address(pdfium_c.FPDFPageObj_GetType, _INT, _ADDRESS)
_matrix = _by_address(pdfium_c.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
_font_size = _by_address(pdfium_c.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
_font = _by_address(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_render_mode = _by_address(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_text_object = _by_address(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_origin = _by_address(pdfium_c.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_loose_box = _by_address(pdfium_c.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_generated = _by_address(pdfium_c.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)


class Style(NamedTuple):
    """How a text object is set: size in points, bold or not, slanted over the page or not, and by
    how much the page must be turned for it to be upright."""

    size: float
    bold: bool
    tilted: bool
    turn: int = 0


class Glyph(NamedTuple):
    """A visible character, in points from the top left corner of the page as displayed."""

    char: str
    x0: float
    x1: float
    base: float
    style: Style
    key: int  # the address of its object
    space_end: float | None  # where a real space before it ends, if there is one
    gapped: bool  # PDFium saw a gap before it
    broken: bool  # PDFium begins a new line here
    hung: bool  # the line before it ended with a real space


class Content:
    """The objects of a pypdfium2 page in the order in which they are drawn.

    Attributes:
        objects: their addresses.
        kinds: their kinds, as PDFium counts them.
        starts: address of a text object → where its first character, visible or not, stands.
        styles: address of a text object → its style; that of no object is plain.
    """

    def __init__(self, page: Any) -> None:
        raw = _address(page.raw)
        self.objects = [_object_at(raw, number) for number in range(_count_objects(raw))]
        self.kinds = [_kind(obj) for obj in self.objects]
        self.starts: dict[int, Place] = {}
        self.styles: dict[int, Style] = {0: Style(10.0, False, False)}
        self._same: dict[tuple[Any, ...], Style] = {}
        self._bold: dict[int, bool] = {}
        for obj, kind in zip(self.objects, self.kinds, strict=True):
            if kind == TEXT:
                self.starts[obj] = self.add(obj)

    def add(self, obj: int) -> Place:
        """Note the style of a text object; returns where it stands."""
        _matrix(obj, _MATRIX_AT)
        _font_size(obj, _SIZE_AT)
        a, b, c, d, x, y = _MATRIX_VIEW
        kind = (_font(obj), _render_mode(obj), _SIZE.value, a, b, c, d)
        style = self._same.get(kind)
        if style is None:
            style = self._same[kind] = self._style(*kind)
        self.styles[obj] = style
        return x, y

    def _style(
        self, font: int | None, mode: int, size: float, a: float, b: float, c: float, d: float
    ) -> Style:
        bold = mode == _FILL_AND_STROKE or (font is not None and self._is_bold(font))
        # An italic made by shearing has a large c but no b; text at a slant has both.
        tilted = abs(a) + abs(d) > 0.1 and abs(b) + abs(c) > 0.1 and abs(b) > 0.05 < abs(a)
        points = round(size * (max(abs(d), abs(c)) or 1.0), 2)
        turn = (90 if b > 0 else 270) if abs(b) > 10 * abs(a) else 0
        return Style(points if 1 <= points <= MAX_SIZE else 10.0, bold, tilted, turn)

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            handle = ctypes.cast(font, pdfium_c.FPDF_FONT)
            name = ctypes.create_string_buffer(256)
            pdfium_c.FPDFFont_GetBaseFontName(handle, name, 256)
            heavy = pdfium_c.FPDFFont_GetWeight(handle) >= 600
            self._bold[font] = heavy or _BOLD_NAME.search(name.value) is not None
        return self._bold[font]

    def handles(self, *kinds: int) -> list[Any]:
        """The objects of these kinds, as the functions of pypdfium2 want them."""
        return [
            ctypes.cast(obj, pdfium_c.FPDF_PAGEOBJECT)
            for obj, kind in zip(self.objects, self.kinds, strict=True)
            if kind in kinds
        ]


#: Where PDFium writes a matrix, a size and a place; a view reads numbers the fastest.
_MATRIX, _SIZE, _PLACE = (ctypes.c_float * 6)(), ctypes.c_float(), (ctypes.c_double * 2)()
_MATRIX_AT, _SIZE_AT, _X_AT = map(ctypes.addressof, (_MATRIX, _SIZE, _PLACE))
_Y_AT = _X_AT + ctypes.sizeof(ctypes.c_double)
_MATRIX_VIEW = memoryview(_MATRIX).cast("B").cast("f")
_PLACE_VIEW = memoryview(_PLACE).cast("B").cast("d")


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, _ADDRESS).value or 0


def page_matrix(page: Any) -> Matrix:
    """From PDF coordinates to points from the top left of the page as displayed."""
    left, bottom, right, top = page.get_cropbox()
    turned = {
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }
    return turned.get(page.get_rotation(), (1.0, 0.0, 0.0, -1.0, -left, top))


def transformed(m: Matrix, x: float, y: float) -> Place:
    """A place by a matrix."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _codes(textpage: Any) -> Sequence[int]:
    """The characters of a page, one a place; a rare ideograph may have two halves."""
    raw, count = textpage.raw, textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(raw, 0, count, units) != count + 1:
        return [pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count)]
    # What is not told is a hyphen at the end of a line, or has no character.
    return [
        code if code != _UNTOLD else _told(pdfium_c.FPDFText_GetUnicode(raw, index))
        for index, code in enumerate(units[:count])
    ]


def _told(code: int) -> int:
    return _NONE if code in {0, _UNTOLD} else code


def _whole(high: str, code: int) -> str:
    """A rare ideograph of its two halves."""
    return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _sides(raw: int, count: int, matrix: Matrix) -> tuple[list[float], list[float]]:
    """Where each character of a page begins and ends."""
    room = (ctypes.c_float * (4 * count))()
    first = ctypes.addressof(room)
    for index in range(count):
        _loose_box(raw, index, first + 16 * index)
    left, top, right, bottom = (
        np.frombuffer(memoryview(room).cast("B"), np.float32).astype(float).reshape(-1, 4).T
    )
    one = matrix[0] * left + matrix[2] * bottom + matrix[4]
    two = matrix[0] * right + matrix[2] * top + matrix[4]
    return np.minimum(one, two).tolist(), np.maximum(one, two).tolist()


def glyphs(page: Any, textpage: Any, content: Content) -> Iterator[Glyph]:
    """The visible characters of a page in the order of its content."""
    matrix, raw, styles = page_matrix(page), _address(textpage.raw), content.styles
    codes = _codes(textpage)
    starts, ends = _sides(raw, len(codes), matrix)
    chars = without_radicals("".join(map(chr, codes)).replace(chr(_HYPHEN), "-"))
    gapped, broken, hung, high = False, True, False, ""
    space_end: float | None = None
    before, style, base = -1, styles[0], 0.0
    for index, code in enumerate(codes):
        if code in _NOT_SEEN:
            if code in _LINE_BREAKS:
                hung, broken = hung or space_end is not None, True
                gapped, space_end = False, None
            else:
                gapped = True
                space_end = space_end if _generated(raw, index) else ends[index]
            continue
        if code in _HIGH:
            high = chr(code)
            continue
        key = _text_object(raw, index) or 0
        if key != before or not key or style.tilted:  # else it stands on the same line
            if key not in styles:  # inside a form
                content.add(key)
            style = styles[key]
            _origin(raw, index, _X_AT, _Y_AT)
            base, before = transformed(matrix, *_PLACE_VIEW)[1], key
        start, end = starts[index], ends[index]
        if start > -FAR_OUT and end < FAR_OUT and -FAR_OUT < base < FAR_OUT:
            char = _whole(high, code) if high else chars[index]
            yield Glyph(char, start, end, base, style, key, space_end, gapped, broken, hung)
            gapped, broken, hung, space_end = False, code == _HYPHEN, False, None
        high = ""


def drawn_once(glyphs: Iterable[Glyph], content: Content) -> Iterator[Glyph]:
    """The characters of a page; of those drawn twice at one place the first."""
    if len(set(content.starts.values())) == len(content.starts):
        yield from glyphs
        return
    seen: set[tuple[str, float, float]] = set()
    again = False
    for glyph in glyphs:
        place = (glyph.char, round(glyph.x0, 1), round(glyph.base, 1))
        if place in seen:
            again = True
            continue
        seen.add(place)
        yield glyph._replace(broken=True) if again else glyph
        again = False


def levels_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """What stands at each height of a page, from top to bottom."""
    heights: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.style.tilted and not glyph.char.isspace():
            heights.setdefault(glyph.base, []).append(glyph)
    levels: list[list[Glyph]] = []
    for base, level in sorted(heights.items()):
        if levels and base - levels[-1][0].base <= LEVEL_EM * level[0].style.size:
            levels[-1] += level
        else:
            levels.append(level)
    return levels


def in_rows(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters from top to bottom and from left to right, whatever order they are drawn in."""
    found: list[Glyph] = []
    for level in levels_of(glyphs):
        row = sorted(level, key=lambda glyph: glyph.x0)
        found.append(row[0]._replace(broken=True))
        found += [glyph._replace(broken=False, gapped=True) for glyph in row[1:]]
    return found
