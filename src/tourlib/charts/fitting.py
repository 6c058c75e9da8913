"""Text that fits its place: measured with the chart font, wrapped, then shrunk; never cut through.

All lengths are points (1/72 inch), so that a label can be fitted before anything is drawn.
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

#: Distance between two baselines, in font sizes. Chinese needs air.
LINE_SPACING = 1.3
#: Height of the glyphs of one line above and below the baseline, in font sizes.
_LINE_HEIGHT = 1.2
#: Stands for what did not fit.
ELLIPSIS = "…"
#: Stands for a character that the font does not have.
GETA = "〓"
# What is not Chinese, nor opens a bracket.
_LATIN = r"[^\s(\[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003134f]"
# Full-width forms by code point: in an editor they look like their half-width twins.
_OPENING = r"[\uff08\uff3b「『【《〈〔]"
_CLOSING = (
    r"[\uff0c\uff1b\uff1a\uff01\uff1f\uff09\uff3d\uff5e\uff05、。」』】》〉〕…—·,;:!?)\]%~/-]"
)
#: A Latin word or number keeps together, and so does the commonest ending of names of agencies; any other
#: Chinese character stands alone; each with the marks that open before it and close behind it.
_TOKEN = re.compile(rf"\n|\s+|(?:{_OPENING}|{_LATIN}*[(\[])*(?:委員會|{_LATIN}+|\S){_CLOSING}*")
#: Where a word may be broken.
_BREAKABLE = re.compile(r"(?<=-)|\s+")
#: What rounding may make of a width, in font sizes.
_HAIR = 1e-9
#: Widths that are tried, to have lines of a like length.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text made to fit.

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

    # From memory: a process that forks shares with its children where an open file is being read,
    # and each then reads glyphs from where another has gone to.
    face = FT2Font(BytesIO(path.read_bytes()))
    face.set_size(100, 72)
    return face


@cache
def _ruler(path: Path) -> Callable[[str], float]:
    """What measures one line of text in a font, in font sizes."""
    from matplotlib.ft2font import LoadFlags

    @cache
    def advance(char: str) -> float:
        glyph = _face(path).load_char(ord(char), flags=LoadFlags.NO_HINTING)
        return float(glyph.linearHoriAdvance) / 65536 / 100

    @lru_cache(maxsize=16384)
    def measure(text: str) -> float:
        return sum(map(advance, text.strip("\n")))

    return measure


def drawable(text: str) -> str:
    """The text with 〓 for every character that the chart font does not have; tabs as spaces."""
    return _drawable(text, font_path())


@lru_cache(maxsize=4096)
def _drawable(text: str, path: Path) -> str:
    plain = (" " if char.isspace() and char != "\n" else char for char in text)
    known = _face(path).get_char_index
    return "".join(char if char == "\n" or known(ord(char)) else GETA for char in plain)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in points."""
    return _ruler(font_path(bold=bold))(text) * size


def ascent(text: str, size: float, *, bold: bool = False) -> float:
    """How far the highest letter of a text is above its baseline, in points."""
    from matplotlib.ft2font import LoadFlags

    load = partial(_face(font_path(bold=bold)).load_char, flags=LoadFlags.NO_HINTING)
    return max(float(load(ord(char)).bbox[3]) for char in text) / 64 / 100 * size


def height(lines: int, size: float) -> float:
    """Height of so many lines of text in points."""
    return ((lines - 1) * LINE_SPACING + _LINE_HEIGHT) * size


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than ``limit`` points, broken as Chinese typography allows.

    Latin words stay whole unless one alone is wider than the limit; no line begins with a
    closing mark or ends with an opening one.
    """
    measure, room = _ruler(font_path(bold=bold)), limit / size + _HAIR
    return _lines(_pieces(text, measure, room), measure, room)


def _lines(pieces: Sequence[str], measure: Callable[[str], float], room: float) -> list[str]:
    """Pieces in lines, each as full as it can be."""
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
    """What stands together in a line; of what is too wide for one, its words or characters, what is
    before its hyphens, or any character where that is too little."""
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
    """Pieces that must not be broken: Latin words, with ``words`` Chinese ones too, with their closing
    and opening marks."""
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
    """The text at the largest size at which it fits a box, wrapped.

    Args:
        text: what to write; marks behind Chinese words become full-width.
        box: width and height in points.
        sizes: largest and smallest font size; tried in steps of half a point.
        max_lines: no more lines than this.

    Returns:
        The fitted text. If it does not fit at the smallest size, it ends in "…" and is not
        ``whole``; if not even one character fits, it is empty.
    """
    text = full_width_punctuation(text)
    size, smallest = sizes
    # A smaller size comes before a word broken in its middle, or parted from its marks.
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
    """The text in no more lines than it has, down to a share of the largest size; only then in more, up
    to ``most``: rather a little smaller than a word or two in a line of their own."""
    few = text.count("\n") + 1
    fitted = fit(text, box, (sizes[0], sizes[0] * share), bold=bold, max_lines=few)
    return fitted if fitted.whole else fit(text, box, sizes, bold=bold, max_lines=most)


def _balanced(text: str, size: float, limit: float, bold: bool) -> str:
    """As few lines, but as even as they can be; broken between words where that is enough."""
    measure, room = _ruler(font_path(bold=bold)), limit / size + _HAIR
    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces = _pieces(paragraph, measure, room)
        few = len(_lines(pieces, measure, room))
        words = _pieces(paragraph, measure, room, words=True)
        if len(_lines(words, measure, room)) == few:
            pieces = words
        even = measure(drawable(paragraph)) / few
        rooms = [even + (room - even) * step / _STEPS for step in range(_STEPS + 1)]
        # The wider, the fewer lines: the narrowest that needs no more.
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
