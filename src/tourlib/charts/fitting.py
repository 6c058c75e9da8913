"""Fit text to its place: measured with the chart font, wrapped, then shrunk, never clipped.

All lengths are in points (1/72 inch), so that a label can be fitted before anything is drawn.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from tourlib.charts.house import font_path
from tourlib.text import full_width_punctuation

#: Distance between two baselines, in font sizes; Chinese needs wide spacing.
LINE_SPACING = 1.3
#: Height of the glyphs of one line, above and below the baseline, in font sizes.
_LINE_HEIGHT = 1.2
#: Stands for text that did not fit.
ELLIPSIS = "…"
#: Stands for a character that is missing from the font.
GETA = "〓"
# Anything but Chinese and opening brackets.
_LATIN = r"[^\s(\[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003134f]"
# Full-width forms as code points, since in an editor they look like the half-width ones.
_OPENING = r"[\uff08\uff3b「『【《〈〔]"
_CLOSING = (
    r"[\uff0c\uff1b\uff1a\uff01\uff1f\uff09\uff3d\uff5e\uff05、。」』】》〉〕…—·,;:!?)\]%~/-]"
)
#: Text that is kept together: a number and what it counts (4 個), a Latin word, the common ending of
#: agency names (委員會), or any other single Chinese character; each with its opening and closing marks.
_COUNT = r"\d[\d,.]* [\u4e00-\u9fff]"
_TOKEN = re.compile(
    rf"\n|\s+|(?:{_OPENING}|{_LATIN}*[(\[])*(?:{_COUNT}|委員會|{_LATIN}+|\S){_CLOSING}*"
)
#: Places where a word may be broken.
_BREAKABLE = re.compile(r"(?<=-)|\s+")
#: Rounding error of a width, in font sizes.
_ROUNDING = 1e-9
#: Number of widths tried to get lines of similar length.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that was made to fit.

    Attributes:
        text: with line breaks.
        size: font size in points.
        whole: whether nothing was left out.
    """

    text: str
    size: float
    whole: bool


@cache
def _face(path: Path) -> Any:
    from matplotlib.ft2font import FT2Font

    # Loaded from memory: forked processes share the position of an open file, and would read each
    # other's glyphs.
    face = FT2Font(BytesIO(path.read_bytes()))
    face.set_size(100, 72)
    return face


@cache
def _ruler(path: Path) -> Callable[[str], float]:
    """Return a function that measures the widest line of a text in a font, in font sizes."""
    from matplotlib.ft2font import LoadFlags

    @cache
    def advance(char: str) -> float:
        glyph = _face(path).load_char(ord(char), flags=LoadFlags.NO_HINTING)
        return float(glyph.linearHoriAdvance) / 65536 / 100

    @lru_cache(maxsize=16384)
    def measure(text: str) -> float:
        return max(sum(map(advance, line)) for line in text.split("\n"))

    return measure


def drawable(text: str) -> str:
    """Return the text with 〓 for every character missing from the chart font, and spaces for tabs."""
    return _drawable(text, font_path())


@lru_cache(maxsize=4096)
def _drawable(text: str, path: Path) -> str:
    plain = (" " if char.isspace() and char != "\n" else char for char in text)
    known = _face(path).get_char_index
    return "".join(char if char == "\n" or known(ord(char)) else GETA for char in plain)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text, that is of its widest line, in points."""
    return _ruler(font_path(bold=bold))(text) * size


def ascent(text: str, size: float, *, bold: bool = False) -> float:
    """Return the height of the tallest letter of a text above the baseline, in points."""
    from matplotlib.ft2font import LoadFlags

    load = partial(_face(font_path(bold=bold)).load_char, flags=LoadFlags.NO_HINTING)
    return max(float(load(ord(char)).bbox[3]) for char in text) / 64 / 100 * size


def height(lines: int, size: float) -> float:
    """Return the height of this many lines of text in points."""
    return ((lines - 1) * LINE_SPACING + _LINE_HEIGHT) * size


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Return lines no wider than ``limit`` points, broken as Chinese typography allows. Latin words
    stay whole unless one alone exceeds the limit; no line begins with a closing mark or ends with
    an opening one."""
    measure, room = _ruler(font_path(bold=bold)), limit / size + _ROUNDING
    return _lines(_pieces(text, measure, room), measure, room)


def _lines(pieces: Sequence[str], measure: Callable[[str], float], room: float) -> list[str]:
    """Arrange pieces in lines, each as full as possible."""
    lines, current, used = [], "", 0.0
    for piece in pieces:
        wide, space = measure(piece), piece.isspace()
        if piece == "\n" or (current and not space and used + wide > room):
            lines.append(current.rstrip())
            current, used = "", 0.0
        if current or not space:
            current, used = current + piece, used + wide
    return [line for line in [*lines, current.rstrip()] if line] or [""]


def _pieces(
    text: str, measure: Callable[[str], float], room: float, *, words: bool = False
) -> list[str]:
    """Return the pieces that stay together on a line. A piece that is too wide is split into words
    or characters, at its hyphens, or, if that is not enough, anywhere."""
    pieces: list[str] = []
    for token in _tokens(drawable(text), words=words):
        if measure(token) <= room:
            pieces.append(token)
            continue
        parted = (_TOKEN.findall(token), re.findall(r"[^-]+-*|-+", token), list(token))
        pieces += next((p for p in parted if max(map(measure, p)) <= room), parted[-1])
    return pieces


@lru_cache(maxsize=4096)
def _tokens(text: str, *, words: bool = False) -> tuple[str, ...]:
    """Return pieces that must not be broken: Latin words and, if ``words``, Chinese words, with
    their closing and opening marks."""
    from tourlib.words.tokens import word_starts

    starts = {*word_starts(text)} if words else range(len(text))
    pieces: list[str] = []
    for token in _TOKEN.finditer(text):
        if token.start() in starts or token[0].isspace() or pieces[-1].isspace():
            pieces.append(token[0])
        else:
            pieces[-1] += token[0]
    return tuple(pieces)


def fit(
    text: str,
    box: tuple[float, float],
    sizes: tuple[float, float],
    *,
    bold: bool = False,
    max_lines: int | None = None,
) -> Fitted:
    """Return the text wrapped at the largest size at which it fits a box.

    Args:
        text: what to write; punctuation after Chinese words becomes full-width.
        box: width and height in points.
        sizes: largest and smallest font size; tried in steps of half a point.
        max_lines: maximum number of lines.

    Returns:
        The fitted text. If it does not fit at the smallest size, it ends in "…" and is not
        ``whole``; if not even one character fits, it is empty.
    """
    text = full_width_punctuation(text)
    size, smallest = sizes
    # Prefer a smaller size to breaking a word or separating its punctuation.
    whole = " ".join(_tokens(drawable(text)))
    words = max((width(word, 1, bold=bold) for word in _BREAKABLE.split(whole)), default=0)
    size = max(smallest, min(size, int(2 * box[0] / words) / 2 if words else size))
    while True:
        lines = wrap(text, size, box[0], bold=bold)
        room = int((box[1] / size - _LINE_HEIGHT) / LINE_SPACING + 1 + 1e-6)
        room = min(room, max_lines or room)
        wide = max(width(line, size, bold=bold) for line in lines) <= box[0]
        if len(lines) <= room and wide:
            return Fitted(_balanced(text, size, box[0], bold), size, whole=True)
        if size <= smallest:
            return _shortened(lines, room if wide else 0, size, box[0], bold)
        size = max(smallest, size - 0.5)


def fit_lines(
    text: str,
    box: tuple[float, float],
    sizes: tuple[float, float],
    share: float,
    most: int,
    *,
    bold: bool = False,
) -> Fitted:
    """Fit the text into no more lines than it has, down to a share of the largest size, and only then into
    more, up to ``most``: slightly smaller text is better than a word or two on a line of their own."""
    few = text.count("\n") + 1
    fitted = fit(text, box, (sizes[0], sizes[0] * share), bold=bold, max_lines=few)
    return fitted if fitted.whole else fit(text, box, sizes, bold=bold, max_lines=most)


def _balanced(text: str, size: float, limit: float, bold: bool) -> str:
    """Use the fewest lines, as even as possible, broken between words if that suffices."""
    measure, room = _ruler(font_path(bold=bold)), limit / size + _ROUNDING
    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces = _pieces(paragraph, measure, room)
        few = len(_lines(pieces, measure, room))
        words = _pieces(paragraph, measure, room, words=True)
        if len(_lines(words, measure, room)) == few:
            pieces = words
        even = measure(drawable(paragraph)) / few
        rooms = [even + (room - even) * step / _STEPS for step in range(_STEPS + 1)]
        # Wider means fewer lines: find the narrowest width that needs no more.
        narrowest = bisect(rooms, -few - 1, key=lambda tried: -len(_lines(pieces, measure, tried)))
        lines += _lines(pieces, measure, rooms[narrowest])
    return "\n".join(lines)


def _shortened(lines: list[str], room: int, size: float, limit: float, bold: bool) -> Fitted:
    if room < 1:
        return Fitted("", size, whole=False)
    kept = lines[:room]
    last = kept[-1]
    while last and width(last + ELLIPSIS, size, bold=bold) > limit:
        last = last[:-1]
    kept[-1] = last + ELLIPSIS if last else ""
    return Fitted("\n".join(kept), size, whole=False)
