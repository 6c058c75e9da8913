"""The characters of a PDF page, their positions and style, as given by PDFium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfMatrix

from tourlib.text import without_radicals

Place = tuple[float, float]
Box = tuple[float, float, float, float]

#: Maximum distance of baselines that are one (em).
LEVEL_EM = 0.3
#: Limits of sizes and positions; beyond them the file is damaged (points).
MAX_SIZE, FAR_OUT = 1000, 100_000.0
_LINE_BREAKS, _SPACES = frozenset({10, 13}), frozenset({32, 0xA0})
#: The first halves of rare ideographs, on systems whose wide characters have 16 bits.
_HIGH = range(0xD800, 0xDC00)
_HYPHEN = 2  # PDFium's code for a hyphen at the end of a line
_FILL_AND_STROKE = 2  # text render mode that Word and LibreOffice use for synthetic bold
_INVISIBLE = 3  # render mode of the text that recognition puts over the picture of a page
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|W[6-9]\b", re.IGNORECASE)
#: Codes that PDFium returns for characters it cannot identify → their replacement.
_UNKNOWN = str.maketrans(dict.fromkeys(map(chr, (0, 0xFFFE)), "\ufffd") | {chr(_HYPHEN): "-"})


class Style(NamedTuple):
    """Style of a text object: size in points, whether it is bold or slanted across the page, the
    angle by which the page must be turned for it to be upright, and whether it is invisible."""

    size: float
    bold: bool
    tilted: bool
    turn: int = 0
    hidden: bool = False


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


def _by_address(function: Any) -> Any:
    """Return a function of PDFium that takes and returns addresses as numbers: pypdfium2 makes an object
    for each pointer, and a page from a word processor has a thousand texts of a few characters."""
    kinds = [function.restype, *function.argtypes]
    plain = [
        ctypes.c_void_p if kind and issubclass(kind, ctypes._Pointer) else kind for kind in kinds
    ]
    return ctypes.CFUNCTYPE(*plain)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_object = _by_address(pdfium_c.FPDFPage_GetObject)
_kind_of = _by_address(pdfium_c.FPDFPageObj_GetType)
_matrix_of = _by_address(pdfium_c.FPDFPageObj_GetMatrix)
_size_of = _by_address(pdfium_c.FPDFTextObj_GetFontSize)
_mode_of = _by_address(pdfium_c.FPDFTextObj_GetTextRenderMode)
_font_of = _by_address(pdfium_c.FPDFTextObj_GetFont)
_weight_of = _by_address(pdfium_c.FPDFFont_GetWeight)
_font_name = _by_address(pdfium_c.FPDFFont_GetBaseFontName)
_text_of = _by_address(pdfium_c.FPDFText_GetTextObject)
_code_of = _by_address(pdfium_c.FPDFText_GetUnicode)
_origin_of = _by_address(pdfium_c.FPDFText_GetCharOrigin)
_box_of = _by_address(pdfium_c.FPDFText_GetLooseCharBox)


class Content:
    """The objects of a pypdfium2 page in the order in which they are drawn.

    Attributes:
        others: the page's own objects that are not texts, as given by PDFium.
        order: address of a text of the page itself, not inside others → its index among the objects.
        styles: address of a text → its style; that of no object is plain.
        begun: index of a text among the objects → where it begins, in PDF coordinates.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self.others: list[Any] = []
        self.order: dict[int, int] = {}
        self.styles: dict[int, Style] = {0: Style(10.0, False, False)}
        self.begun: dict[int, Place] = {}
        self._seen: dict[tuple[float, ...], Style] = {}
        self._size, self._raw = ctypes.c_float(), pdfium_c.FS_MATRIX()
        for at in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
            address = _object(page.raw, at)
            if _kind_of(address) == pdfium_c.FPDF_PAGEOBJ_TEXT:
                self.order[address] = at
                self.styles[address], self.begun[at] = self.style_of(address)
            else:
                self.others.append(ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT))

    @cached_property
    def matrix(self) -> PdfMatrix:
        """Return the matrix from PDF coordinates to points from the top left of the page as displayed."""
        left, bottom, right, top = self.page.get_cropbox()
        turned = {
            90: PdfMatrix(0, 1, 1, 0, -bottom, -left),
            180: PdfMatrix(-1, 0, 0, 1, right, -bottom),
            270: PdfMatrix(0, -1, -1, 0, top, right),
        }
        return turned.get(self.page.get_rotation(), PdfMatrix(1, 0, 0, -1, -left, top))

    @property
    def is_hidden(self) -> bool:
        """True if the page has text but none is visible; valid once its characters are read."""
        return bool(self._seen) and all(style.hidden for style in self._seen.values())

    def has_ink(self, at: int) -> bool:
        """True if the object covers any place: an accent may be drawn apart from its letter."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        text = pdfium_c.FPDFPage_GetObject(self.page.raw, at)
        pdfium_c.FPDFPageObj_GetBounds(text, left, bottom, right, top)
        return left.value < right.value

    def style_of(self, text: int) -> tuple[Style, Place]:
        """Return the style of the text with this address, and where it begins, in PDF coordinates."""
        size, raw = self._size, self._raw
        _size_of(text, ctypes.addressof(size))
        _matrix_of(text, ctypes.addressof(raw))
        told = (size.value, raw.a, raw.b, raw.c, raw.d, _mode_of(text), _font_of(text) or 0)
        style = self._seen.get(told) or self._seen.setdefault(told, _style(*told))
        return style, (raw.e, raw.f)


def _style(size: float, a: float, b: float, c: float, d: float, mode: int, font: int) -> Style:
    """Return the style of texts with a size, a matrix, a render mode and a font."""
    # An italic made by shearing has a large c but no b; slanted text has both.
    tilted = abs(a) + abs(d) > 0.1 and abs(b) + abs(c) > 0.1 and abs(b) > 0.05 < abs(a)
    points = round(size * (max(abs(d), abs(c)) or 1.0), 2)
    turn = (90 if b > 0 else 270) if abs(b) > 10 * abs(a) else 0
    points = points if 1 <= points <= MAX_SIZE else 10.0
    bold = mode == _FILL_AND_STROKE or _is_bold(font)
    return Style(points, bold, tilted, turn, mode == _INVISIBLE)


def _is_bold(font: int) -> bool:
    name = ctypes.create_string_buffer(256)
    _font_name(font, name, 256)
    return (font != 0 and _weight_of(font) >= 600) or _BOLD_NAME.search(name.value) is not None


def _sides(textpage: Any, matrix: PdfMatrix) -> tuple[list[float], list[float]]:
    """Return the left and right ends of all characters of a page."""
    room = (pdfium_c.FS_RECTF * textpage.count_chars())()
    raw, first = textpage.raw, ctypes.addressof(room)
    for at in range(len(room)):
        _box_of(raw, at, first + at * ctypes.sizeof(pdfium_c.FS_RECTF))
    left, top, right, bottom = np.frombuffer(room, np.float32).astype(float).reshape(-1, 4).T
    one, _ = matrix.on_point(left, bottom)
    two, _ = matrix.on_point(right, top)
    return np.minimum(one, two).tolist(), np.maximum(one, two).tolist()


def glyphs(textpage: Any, content: Content) -> Iterator[Glyph]:
    """Yield the visible characters of a page in the order of its content."""
    raw, styles, matrix = textpage.raw, content.styles, content.matrix
    # One per character; a rare ideograph may have two halves.
    codes = [_code_of(raw, at) for at in range(textpage.count_chars())]
    starts, ends = _sides(textpage, matrix)
    chars = without_radicals("".join(map(chr, codes)).translate(_UNKNOWN))
    gapped, broken, hung, high = False, True, False, ""
    space_end: float | None = None
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for at, code in enumerate(codes):
        if code in _LINE_BREAKS:
            hung, broken = hung or space_end is not None, True
            gapped, space_end = False, None
        elif code in _SPACES:
            gapped = True
            if not pdfium_c.FPDFText_IsGenerated(raw, at):
                space_end = ends[at]
        elif code in _HIGH:
            high = chr(code)
        else:
            key = _text_of(raw, at) or 0
            if key not in styles:  # inside a form
                styles[key], _ = content.style_of(key)
            _origin_of(raw, at, at_x, at_y)
            base = matrix.b * x.value + matrix.d * y.value + matrix.f
            char, high = _whole(high, code) if high else chars[at], ""
            if starts[at] > -FAR_OUT and ends[at] < FAR_OUT and abs(base) < FAR_OUT:
                yield Glyph(
                    char, starts[at], ends[at], base, styles[key], key,
                    space_end, gapped, broken, hung,
                )  # fmt: skip
                gapped, broken, hung, space_end = False, code == _HYPHEN, False, None


def _whole(high: str, code: int) -> str:
    """Return a rare ideograph made of its two halves."""
    return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def drawn_once(glyphs: Iterable[Glyph], content: Content) -> Iterator[Glyph]:
    """Yield the characters of a page; of those drawn twice at one place, only the first."""
    if len(set(content.begun.values())) == len(content.begun):
        yield from glyphs
        return
    seen: set[tuple[str, float, float]] = set()
    again = False
    for glyph in glyphs:
        place = (glyph.char, round(glyph.x0, 1), round(glyph.base, 1))
        if place not in seen:
            yield glyph._replace(broken=True) if again else glyph
        again = place in seen
        seen.add(place)


def levels_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters at each height of a page, from top to bottom."""
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
    """Return the characters from top to bottom and from left to right, whatever their drawing order."""
    found: list[Glyph] = []
    for level in levels_of(glyphs):
        row = sorted(level, key=lambda glyph: glyph.x0)
        found.append(row[0]._replace(broken=True))
        found += [glyph._replace(broken=False, gapped=True) for glyph in row[1:]]
    return found
