"""Find where a value stands in a line, to quote lines with the place marked."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from tourlib.text import plain_characters

Span = tuple[int, int]
#: Marks around a place, in plain text and in HTML and Markdown.
TEXT, HTML = ("【", "】"), ("<mark>", "</mark>")
#: Minimum length of the parts by which a value that spans several lines is found.
_PIECE = 6
_QUOTED = re.compile(r"「([^「」]+)」")
_LEADING = re.compile(r"^[-•●■◆\s]+")


class Shown(str):
    """Quoted lines; in a notebook shown with the places marked in colour."""

    __slots__ = ("html",)
    html: str

    def __new__(cls, text: str, html: str) -> Shown:
        shown = super().__new__(cls, text)
        shown.html = html
        return shown

    def _repr_html_(self) -> str:
        return self.html


class Live:
    """A result that is interactive in a running notebook, and plain elsewhere. Both forms are
    stored in the notebook; JupyterLab shows the fields while their kernel runs."""

    def __init__(self, shown: Shown, make: Callable[[], Any]) -> None:
        self.shown, self.make = shown, make

    def __repr__(self) -> str:
        return str(self.shown)

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        still = {"text/plain": str(self.shown), "text/html": self.shown.html}
        try:
            fields = self.make()._repr_mimebundle_()
        except ImportError:
            return still
        return {**fields, **still}


def quoted(message: str) -> tuple[str, ...]:
    """Return what a message quotes in 「」, each once."""
    return tuple(dict.fromkeys(_QUOTED.findall(message)))


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return the plain characters of a text without white space, and the position of each."""
    chars, places = [], []
    for at, char in enumerate(text):
        for plain in plain_characters(char):
            if not plain.isspace():
                chars.append(plain)
                places.append(at)
    return "".join(chars), places


def find_pieces(text: str, pieces: Iterable[str]) -> list[Span]:
    """Return the positions of the pieces in a printed line, ignoring spaces and full or half width.
    For a piece longer than the line, such as a section's text, the part on this line is found.

    >>> find_pieces("二、 参 訪 ISCE", ["参訪"])
    [(3, 6)]
    """
    line, places = _squeezed(text)
    found: list[Span] = []
    for piece in dict.fromkeys(_squeezed(piece)[0] for piece in pieces):
        if not piece:
            continue
        starts = [m.start() for m in re.finditer(re.escape(piece), line)]
        runs = [(at, at + len(piece)) for at in starts] or _parts(line, piece)
        found += [(places[first], places[last - 1] + 1) for first, last in runs]
    return _merged(found)


def _parts(line: str, piece: str) -> list[Span]:
    bare = _LEADING.sub("", line)
    if bare and bare in piece:
        return [(len(line) - len(bare), len(line))]
    if len(piece) < _PIECE:
        return []
    blocks = SequenceMatcher(None, line, piece, autojunk=False).get_matching_blocks()
    return [(b.a, b.a + b.size) for b in blocks if b.size >= _PIECE]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def as_printed(values: Iterable[object]) -> list[str]:
    """Return values of a row as a report may print them: text, names, times and days in several forms."""
    pieces: list[str] = []
    for value in values:
        if isinstance(value, str):
            pieces.append(value)
        elif isinstance(value, (list, tuple)):
            pieces += [item for item in value if isinstance(item, str)]
        elif isinstance(value, datetime) and value == value:
            if (value.hour, value.minute) != (0, 0):
                pieces += [f"{value:%H:%M}", f"{value:%H%M}", f"{value.hour}:{value:%M}"]
            else:
                pieces += [f"{value.month}月{value.day}日", f"{value.month}/{value.day}"]
    return pieces


def mark(text: str, spans: Sequence[Span], *, markup: bool = False, width: int = 0) -> str:
    """Return a line with the places marked, shortened to ``width`` characters around the first of them.

    Args:
        text: the line as printed.
        spans: what :func:`find_pieces` found.
        markup: mark for HTML and Markdown, and escape special characters.
        width: maximum number of characters, 0 for all.
    """
    first, last = 0, len(text)
    if width and len(text) > width:
        centre = (spans[0][0] + spans[0][1]) // 2 if spans else 0
        first = max(0, min(centre - width // 2, len(text) - width))
        last = first + width
    begin, end = HTML if markup else TEXT
    plain = html.escape if markup else str
    parts, at = ["…" if first else ""], first
    for start, stop in spans:
        start, stop = max(start, first), min(stop, last)
        if start >= stop:
            continue
        parts += [plain(text[at:start]), begin, plain(text[start:stop]), end]
        at = stop
    return "".join([*parts, plain(text[at:last]), "…" if last < len(text) else ""])


def show_lines(
    lines: Iterable[tuple[int, str]],
    pieces: Sequence[str],
    pictures: Mapping[int, Sequence[bytes]] | None = None,
) -> Shown:
    """Show numbered lines, one below the other, with the pieces marked.

    Args:
        lines: number and text of each.
        pieces: text to mark in them.
        pictures: line number → images (PNG) of the places where it is printed; shown beside it in a
            notebook.
    """
    texts, rows = [], []
    for number, line in lines:
        text = line.strip()
        spans = find_pieces(text, pieces)
        texts.append(f"{number:>5}  {mark(text, spans)}")
        rows.append(
            f'<tr><td style="text-align:right">{number}</td>'
            f'<td style="text-align:left">{mark(text, spans, markup=True)}</td>'
            f"{_picture_cell((pictures or {}).get(number, ()))}</tr>"
        )
    return Shown("\n".join(texts), f"<table>{''.join(rows)}</table>")


def data_url(picture: bytes, kind: str = "png") -> str:
    """Return a picture as a data URL."""
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def _picture_cell(pictures: Sequence[bytes]) -> str:
    """Return a table cell with pictures below each other; empty without pictures."""
    told = (
        f'<img alt="原頁 the page" style="display:block;max-width:36em" src="{data_url(picture)}">'
        for picture in pictures
    )
    return f"<td>{''.join(told)}</td>" if pictures else ""
