"""Read the photographs: captions under day and event, in paragraphs or in a table.

Every line is a row of texts, since photographs may be side by side. A text below another one may
continue it; a row of days, or a numbered line, is a heading if captions follow, and each caption
takes the nearest day and event: its own, those of the heading above, or of the visit under which
it stands. A table may label its cells: by a header (編號 | 照片 | 說明), or by labels beside
(日期 | 9月8日 | 地點 | 甲市) or in the cells.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tourlib.dates import PrintedDate, find_dates, leading_days
from tourlib.outline.nodes import Outline
from tourlib.parse import Parsed, Row
from tourlib.parse.days import resolve_year
from tourlib.readers.text.lines import (
    TextLine,
    has_cells,
    is_running_text,
    printed_width,
    split_cells,
)
from tourlib.text import join, loose, normalize, squeeze
from tourlib.vocabulary import header_column, meaning

#: The number of a caption: 照片1, 圖2.1:
_FIGURE = re.compile(
    r"^(?:照片|相片|圖片?|Photo|Figure)"
    r"(?:\s*[(]?[\d一二三四五六七八九十]+(?:[-.]\d+)*[)]?\s*[:.、]?|\s*[:.、]|\s|$)\s*"
)
#: A text of a line: to the next wide gap, except the one after its number or day.
_PIECE = re.compile(
    r"(?:(?:照片|相片|圖片?)\s*[\d.-]+[:：.、]?\s+)?"
    r"(?:(?:\d+\s*年\s*)?\d+\s*月\s*\d+\s*日\s+(?!\d))?\S+(?:\s\S+)*"
)
#: Columns by which the rest of a caption may extend beyond it.
_ASIDE = 4
_LABEL = re.compile(r"(?:^|[\s;,、])(\w{2,6})\s*:")
_IN_BRACKETS = re.compile(r"\s*[(].*?[)]\s*")
#: Marks before a caption that point at its picture; a picture in Markdown.
_POINTERS = "▲△▼▽▶▷◀◁►◄↑↓←● "
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


@dataclass(slots=True)
class _Text:
    """A caption or heading: its words, its first and last printed column, and its lines.

    ``beside``: whether it is one of several in a line without cells; ``heading``: whether the line
    has a number or is the first one; ``parts``: what labels say of a photograph, by column.
    """

    words: str
    begin: int
    end: int
    line: TextLine
    lines: tuple[int, ...]
    beside: bool = False
    heading: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    def add(self, rest: _Text) -> None:
        """Append the rest of the text; a day in brackets after a space."""
        day = _IN_BRACKETS.fullmatch(rest.words)
        self.words = f"{self.words} {rest.words}" if day else join(self.words, rest.words)
        self.lines += rest.lines

    def is_below(self, above: _Text) -> bool:
        """True if the text takes columns of the one above."""
        return self.begin < above.end and above.begin < self.end

    def away(self, above: _Text) -> float:
        """Return the distance from a text above, in columns: of the beginnings or the middles."""
        begin, end = self.begin - above.begin, self.end - above.end
        return min(abs(begin), abs(begin + end) / 2)


#: Texts side by side.
_Row = list[_Text]


class _Head(NamedTuple):
    """Day and event of the photographs below, from this printed column."""

    begin: int = 0
    day: PrintedDate | None = None
    event: str | None = None


def parse_photos(albums: Sequence[Sequence[TextLine]], *, near: date | None) -> Parsed:
    """Return one row per caption.

    Args:
        albums: the captions within the text, and the lines below the heading of the photographs.
        near: a day of the journey, for dates without a year.
    """
    printed = [[line for line in lines if line.is_text] for lines in albums]
    rows = [photo for lines in printed for photo in _photos(_rows(lines), near)]
    return Parsed(rows, {line.number: "photos" for lines in printed for line in lines})


def add_visits(photos: Sequence[Row], visits: Sequence[Row], outline: Outline) -> None:
    """Give captions within the text day and event of the visit under which they stand, in place."""
    starts = [node.line for node in outline.nodes]
    for photo in photos:
        at = bisect.bisect_right(starts, photo["line"]) - 1
        sections = {place + 1 for place in (at, *outline.ancestors(at))} if at >= 0 else set()
        under = [v for v in visits if v["section"] in sections and v["line"] <= photo["line"]]
        if under:
            visit = max(under, key=lambda v: v["section"])
            photo["date"] = photo["date"] or visit["date"]
            photo["event"] = photo["event"] or visit["title"]


# --- captions and their headings ----------------------------------------------------------


def _photos(rows: Sequence[_Row], near: date | None) -> Iterator[Row]:
    """Yield the captions of an album. Days are captions if other days, or nothing, are below."""
    heads = [_Head()]
    days_below = [*map(_days, rows[1:]), [_Head()]]
    for row, below in zip(rows, days_below, strict=False):
        days = _days(row)
        if days and not (below and days[0].event):
            event = None if heads[0].day else heads[0].event  # The first day keeps it.
            heads = [head._replace(event=head.event or event) for head in days]
        elif event := _event(row):
            heads = [heads[0]._replace(event=event)]
        else:
            yield from _captions(row, [_Head()] if days else heads, near)


def _days(row: _Row) -> list[_Head]:
    """Return the day of each text with the words beside it; empty unless each names a day, and a
    single one begins with it."""
    found = []
    for text in row:
        words = squeeze(text.words)
        leading, dates = leading_days(words), find_dates(words)
        if not dates or _FIGURE.match(words) or not (leading or len(row) > 1):
            return []
        first, end = dates[0].span
        rest = words[leading[1] :] if leading else words[:first] + words[end:]
        found.append(_Head(text.begin, dates[0], rest.strip(" :、()") or None))
    return found


def _event(row: _Row) -> str | None:
    """Return the event in a line that has a number, or is the first one."""
    words = row[0].words
    titled = len(row) == 1 and row[0].heading and not _FIGURE.match(words)
    return squeeze(words).rstrip(":") if titled else None


def _captions(row: _Row, heads: Sequence[_Head], near: date | None) -> Iterator[Row]:
    """Yield the captions of a row, each with its own day, if there is exactly one, or else that of
    the nearest heading."""
    for text in row:
        head = min(heads, key=lambda head: abs(head.begin - text.begin))
        caption = text.parts.get("caption", text.words)
        dates = find_dates(text.parts.get("date") or caption)
        day = dates[0] if len(dates) == 1 else head.day
        if caption:
            yield {
                "line": text.lines[0],
                "lines": text.lines,
                "date": resolve_year(day, near) if day else None,
                "event": text.parts.get("event") or head.event,
                "caption": squeeze(_FIGURE.sub("", caption) or caption),
            }


# --- rows and texts -----------------------------------------------------------------------


def _rows(lines: Sequence[TextLine]) -> list[_Row]:
    """Return the rows of an album, each text with what continues it below."""
    rows: list[_Row] = []
    columns: dict[int, str] = {}
    table = None
    for line in lines:
        texts = _texts(line, first=not rows)
        if line.table != table or not has_cells(line):
            columns, table = {}, line.table
        fields = _fields(texts, columns)
        if len(fields) > 1 and not any(value for _column, value in fields):
            columns = {text.begin: text.words for text in texts}
        elif fields:
            _add_fields(rows, line, fields)
        else:
            _add_texts(rows, texts)
    return rows


def _texts(line: TextLine, *, first: bool) -> list[_Text]:
    """Return the texts of a line or table row, without its numbering and what stands for a picture."""
    pieces = [*_pieces(line)]
    if len(pieces) == 1:
        words = line.marker.rest if line.marker else line.spaced
        pieces = [(words, *pieces[0][1:])]
    beside = len(pieces) > 1 and not has_cells(line)
    heading = line.marker is not None or (first and line.cells is None)
    texts = [
        _Text(_plain(words), begin, end, line, (line.number,), beside, heading)
        for words, begin, end in pieces
    ]
    return [text for text in texts if text.words and not meaning("photo_place", text.words)]


def _plain(words: str) -> str:
    return loose(_IMAGE.sub("", words)).lstrip(_POINTERS)


def _pieces(line: TextLine) -> Iterator[tuple[str, int, int]]:
    """Yield the cells of a table row, or the texts of a printed line, with first and last column."""
    if has_cells(line):
        yield from ((cell or "", at, at + 1) for at, cell in enumerate(split_cells(line)))
        return
    for match in _PIECE.finditer(line.raw):
        begin = printed_width(line.raw[: match.start()])
        yield match[0], begin, begin + printed_width(match[0])


def _add_texts(rows: list[_Row], texts: _Row) -> None:
    """Add texts to those above if all continue these, or as a new row if they are not only numbers."""
    continued = [above for text in texts if (above := _above(text, rows)) and _goes_on(text, above)]
    if len(continued) == len(texts):
        for text, above in zip(texts, continued, strict=True):
            above.add(text)
    elif any(_FIGURE.sub("", text.words) for text in texts):
        rows.append(texts)


def _above(text: _Text, rows: Sequence[_Row]) -> _Text | None:
    """Return the text just above, or the nearest of the last two lines, since captions side by side
    may be at different heights; the one whose bracket it closes, wherever it is."""
    recent = [each for row in rows[-2:] for each in row]
    last = [each for each in recent if each.lines[-1] == text.lines[0] - 1]
    before = [each for each in recent if each.lines[-1] == text.lines[0] - 2]
    over = [*filter(text.is_below, last)]
    closed = [each for each in last if _closes(text, each)]
    return min(closed or over or last + before, key=text.away) if last else None


def _closes(text: _Text, above: _Text) -> bool:
    opened, closed = (words.count("(") - words.count(")") for words in (above.words, text.words))
    return opened > 0 > closed


def _goes_on(text: _Text, above: _Text) -> bool:
    """True if a text continues the one above it: it is its day in brackets, closes its bracket, or
    is the rest of one that has a number, is beside others, or is a heading with more indentation."""
    day = _IN_BRACKETS.fullmatch(text.words) and find_dates(text.words)
    if day or text.line.cells or above.line.cells:
        return bool(day) and not find_dates(above.words)
    closes = _closes(text, above)
    if closes or text.line.marker or _begins_anew(text.words):
        return closes
    less = above.heading and text.line.indent < above.line.indent
    return less or above.beside or _FIGURE.match(above.words) is not None


def _begins_anew(text: str) -> bool:
    """True if a text has a number, begins with a day, or is running text, and so does not continue
    a caption."""
    return bool(leading_days(text) or _FIGURE.match(text)) or is_running_text(text)


def wraps_below(caption: TextLine, previous: TextLine, line: TextLine) -> bool:
    """True if a line of laid-out text continues captions: it is indented directly below them, and
    each of its pieces is below one of about the same width."""
    below = previous.number == caption.number == line.number - 1 and line.indent > 1
    pieces, above = [*_pieces(line)], [*_pieces(caption)]
    if not below or line.marker or any(_begins_anew(normalize(words)) for words, *_ in pieces):
        return False
    return all(
        any(a - _ASIDE <= begin and end <= b + _ASIDE for _words, a, b in above)
        for _words, begin, end in pieces
    )


# --- tables that say what their cells hold ------------------------------------------------


def _fields(texts: Sequence[_Text], columns: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the parts of photographs in a row by column, according to labels beside or in the
    cells (日期:… 說明:…), or to a header; empty without these. A header has labels without values."""
    before, *said = _LABEL.split(" ".join(_with_label(text, columns) for text in texts))
    if before or not said or not _column(said[0]):
        return []
    found = zip(map(_column, said[::2]), map(squeeze, said[1::2]), strict=True)
    return [(column, value) for column, value in found if column]


def _with_label(text: _Text, columns: Mapping[int, str]) -> str:
    if text.begin in columns and not _LABEL.match(text.words):
        return f"{columns[text.begin]}:{text.words}"
    return f"{text.words}:" if not columns and _column(text.words) else text.words


def _add_fields(rows: list[_Row], line: TextLine, fields: Sequence[tuple[str, str]]) -> None:
    """Add parts of photographs to the last ones, or to new ones if these have such a part. A part
    that is repeated in a row belongs to the next photograph beside."""
    last = rows[-1] if rows else []
    if not any(text.parts for text in last) or any(
        text.parts.keys() & dict(fields) for text in last
    ):
        rows.append([])
    for column, value in fields:
        if all(column in text.parts for text in rows[-1]):
            rows[-1].append(_Text("", 0, 0, line, (line.number,)))
        next(text.parts for text in rows[-1] if column not in text.parts)[column] = value


def _column(text: str) -> str | None:
    return header_column("photos", text.rstrip(":"), exact=True)
