"""The characters of a PDF page, their places and style, as PDFium tells them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

Place = tuple[float, float]
Box = tuple[float, float, float, float]

#: Sizes and places beyond these come from damage (points).
MAX_SIZE, FAR_OUT = 1000, 100_000.0
_LINE_BREAKS, _SPACES = (10, 13), (32, 0xA0)
_HYPHEN = 2  # how PDFium reports a hyphen at the end of a line
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


def _styles(page: Any) -> Callable[[Any], Style]:
    """A function from a text object to its style, remembered per object and font."""
    fonts: dict[int, bool] = {}
    matrix = pdfium_c.FS_MATRIX()
    size = ctypes.c_float()

    def font_is_bold(font: Any) -> bool:
        key = address(font)
        if key not in fonts:
            name = ctypes.create_string_buffer(256)
            pdfium_c.FPDFFont_GetBaseFontName(font, name, 256)
            heavy = pdfium_c.FPDFFont_GetWeight(font) >= 600
            fonts[key] = heavy or _BOLD_NAME.search(name.value) is not None
        return fonts[key]

    def style(obj: Any) -> Style:
        pdfium_c.FPDFTextObj_GetFontSize(obj, size)
        pdfium_c.FPDFPageObj_GetMatrix(obj, matrix)
        across, along = abs(matrix.a) + abs(matrix.d), abs(matrix.b) + abs(matrix.c)
        scale = max(abs(matrix.d), abs(matrix.c))
        font = pdfium_c.FPDFTextObj_GetFont(obj)
        bold = pdfium_c.FPDFTextObj_GetTextRenderMode(obj) == _FILL_AND_STROKE or (
            bool(font) and font_is_bold(font)
        )
        # An italic made by shearing has a large c but no b; text at a slant has both.
        tilted = across > 0.1 and along > 0.1 and abs(matrix.b) > 0.05 < abs(matrix.a)
        points = round(size.value * (scale or 1.0), 2)
        return Style(points if 1 <= points <= MAX_SIZE else _PLAIN.size, bold, tilted)

    return style


def glyphs(page: Any, textpage: Any) -> Iterator[Glyph]:
    """The visible characters of a page in the order of its content."""
    place, style_of = placer(page), _styles(page)
    raw = textpage.raw
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, Style] = {}
    gapped, broken, hung, high = False, True, False, ""
    space_end: float | None = None
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code in _LINE_BREAKS:
            hung, broken = hung or space_end is not None, True
            gapped, space_end = False, None
            continue
        if code in _SPACES:
            gapped = True
            if not pdfium_c.FPDFText_IsGenerated(raw, index):
                pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
                space_end = max(place(box.left, box.top)[0], place(box.right, box.bottom)[0])
            continue
        if 0xD800 <= code < 0xDC00:  # half of a rare ideograph, where wide characters are short
            high = chr(code)
            continue
        char = "-" if code == _HYPHEN else (high + chr(code) if high else chr(code))
        if not char.isprintable() and not char.isspace() and not high:
            char = "\ufffd" if code == 0xFFFE else char
        if high:
            char, high = char.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        obj = pdfium_c.FPDFText_GetTextObject(raw, index)
        style = _PLAIN
        if obj:
            key = address(obj)
            style = styles.get(key) or styles.setdefault(key, style_of(obj))
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        start, end = sorted((place(box.left, box.bottom)[0], place(box.right, box.top)[0]))
        base = place(x.value, y.value)[1]
        if not (abs(start) < FAR_OUT and abs(end) < FAR_OUT and abs(base) < FAR_OUT):
            continue  # a damaged file: not a place on any paper
        yield Glyph(char, start, end, base, style, obj, space_end, gapped, broken, hung)
        gapped, broken, hung, space_end = False, code == _HYPHEN, False, None


def address(obj: Any) -> int:
    return ctypes.addressof(obj.contents)
