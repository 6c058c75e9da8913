"""Read the photographs: captions under day and event, in paragraphs or in a table.

Photographs may be side by side, with days and events in a row above; so every line is treated as a
row of texts. A table may label its cells: by a header (編號 | 照片 | 說明), or by labels beside
(日期 | 9月8日 | 地點 | 甲市) or in the cells.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from tourlib.dates import find_dates, leading_days
from tourlib.outline.nodes import Outline
from tourlib.outline.numbering import read_marker
from tourlib.parse import Parsed, Row
from tourlib.parse.days import resolve_year
from tourlib.readers.text.lines import TextLine, is_running_text, printed_width, split_cells
from tourlib.text import count_han, is_unfinished, join, loose, normalize, squeeze
from tourlib.vocabulary import header_column, meaning

_FIGURE = re.compile(
    r"^(?:照片|相片|圖片?|Photo|Figure)\s*(?P<number>[(]?[\d一二三四五六七八九十]+(?:[-.]\d+)*[)]?)?"
    r"\s*[:.、]?\s*"
)
#: Captions side by side in extracted text: minimum gap, and minimum number of Chinese characters.
_GAP, _LEAST_HAN = r"\s{2,}", 3
#: Maximum distance in columns by which the rest of a caption extends beyond it.
_ASIDE = 4
#: Maximum length of text beside the date in a heading of a day; twice that in a table cell.
_MOST_BESIDE_DAY = 20
#: Maximum number of characters before a date at the beginning of a line.
_LEAD = 2
#: Maximum length of header cells and labels.
_MAX_WORD = 8
_LABEL = re.compile(r"(?:^|[\s;,、])(\w{2,4})\s*:\s*")
_IN_BRACKETS = re.compile(r"\s*[(].*?[)]\s*")
#: Marks before a caption that point at its picture; a picture in Markdown.
_POINTERS = "▲△▼▽▶▷◀◁►◄↑↓← "
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")

#: Day and event.
Head = tuple[date | None, str | None]


def parse_photos(albums: Sequence[Sequence[TextLine]], *, near: date | None) -> Parsed:
    """Return one row per caption.

    Args:
        albums: the captions within the text, and the lines below the heading of the photographs.
        near: a day of the journey, for dates without a year.
    """
    rows: list[Row] = []
    claims: dict[int, str] = {}
    for lines in albums:
        album = _Album(near)
        for line in lines:
            if line.is_text:
                album.take(line)
                claims[line.number] = "photos"
        album.add_named()
        rows += album.rows + album.waiting
    return Parsed(rows, claims)


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


@dataclass(slots=True)
class _Album:
    """State of one pass over the lines.

    Attributes:
        rows: the captions read.
        beside: those of the last line of captions; ``beside_line`` is that line.
        heads: day and event of the photographs below, for each column.
        waiting: the captions that the last heads are if no photographs follow.
        columns: the columns of the table with number ``table``, from its header.
        named: photographs whose parts are being read, by column; ``named_line`` is their first line.
    """

    near: date | None
    rows: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    beside_line: TextLine | None = None
    heads: list[Head] = field(default_factory=lambda: [(None, None)])
    waiting: list[Row] = field(default_factory=list)
    columns: tuple[str | None, ...] = ()
    table: int | None = None
    named: list[dict[str, str]] = field(default_factory=list)
    named_line: int = 0
    above: TextLine | None = None

    def take(self, line: TextLine) -> None:
        """Read the next line."""
        texts = [loose(_IMAGE.sub("", cell)) for cell in _cells(line)]
        above, self.above = self.above, line
        if line.table != self.table or (line.table is None and "\t" not in line.raw):
            self.columns, self.table = (), line.table
        if columns := _header(texts):
            self.columns = columns
            return
        if said := _said(texts, self.columns):
            self._name(said, line)
            return
        self.add_named()
        captioned = any(_FIGURE.sub("", text) for text in texts)
        if not captioned or meaning("photo_place", line.text):
            return
        if above and self._goes_on(line, above, texts):
            self._lengthen(line, texts)
        elif _is_row(line):
            self._read(line, texts, alone=False)
        else:
            self._read(line, [line.spaced], alone=True)

    def _name(self, said: Sequence[tuple[str, str]], line: TextLine) -> None:
        """Assign the content of a row to its photographs: side by side if a column is repeated in
        the row, the next ones if the column is already known."""
        sides: list[dict[str, str]] = [{}]
        for column, value in said:
            if column in sides[-1]:
                sides.append({})
            sides[-1][column] = value
        known = [
            column in own for own, new in zip(self.named, sides, strict=False) for column in new
        ]
        if len(sides) != len(self.named) or any(known):
            self.add_named()
            self.named, self.named_line = [{} for _side in sides], line.number
        for own, new in zip(self.named, sides, strict=True):
            own |= new

    def add_named(self) -> None:
        """Add the photographs whose parts have been read."""
        for said in self.named:
            if caption := said.get("caption"):
                day = self._own_day(said.get("date", "")) or self._own_day(caption)
                head = (day or self.heads[0][0], said.get("event") or self.heads[0][1])
                self.rows.append(_row(self.named_line, head, caption))
        self.named = []

    def _goes_on(self, line: TextLine, above: TextLine, texts: Sequence[str]) -> bool:
        """True if the line continues the one above (captions, or a heading in brackets): it has the
        days of the captions, a closing bracket, or directly follows without a number or day."""
        if self._has_days_of_captions(texts):
            return True
        if above.number != line.number - 1 or line.cells or above.cells:
            return False
        if _open_brackets(above.text) > 0 > _open_brackets(line.text):
            return True
        begins = line.marker is not None or any(map(_begins_anew, texts))
        if begins or len(texts) > max(1, len(self.beside)):
            return False
        if self.waiting and len(texts) == len(self.beside):  # below days with events: captions
            return any(is_unfinished(row["caption"]) for row in self.beside)
        captions = self.beside_line or line
        numbered = all(_FIGURE.match(normalize(cell)) for cell in _cells(captions) if cell)
        aligned = len(self.beside) > 1 and "\t" not in captions.raw + line.raw
        return aligned or (numbered and not any(map(find_dates, texts)))

    def _has_days_of_captions(self, texts: Sequence[str]) -> bool:
        undated = not any(row["date"] for row in self.beside)
        days = all(_IN_BRACKETS.fullmatch(text) and find_dates(text) for text in texts)
        return undated and days and len(texts) == len(self.beside)

    def _lengthen(self, line: TextLine, texts: Sequence[str]) -> None:
        """Append the continuation to each caption, or to the heading."""
        day, event = self.heads[0]
        if not self.beside:
            self.heads = [(day, join(event, line.text) if event else None)]
            return
        rows = [self.beside[at] for at in _nearest(self.beside_line or line, line)]
        rows = self.beside if len(texts) == len(self.beside) else rows
        for row, text in zip(rows, texts, strict=True):
            caption, rest = row["caption"], squeeze(text)
            day_alone = _IN_BRACKETS.fullmatch(text)
            caption = f"{caption} {rest}" if day_alone else join(caption, rest)
            day = row["date"] or self._own_day(caption)
            row |= {"caption": caption, "date": day, "lines": (row["line"], line.number)}

    def _read(self, line: TextLine, texts: Sequence[str], *, alone: bool) -> None:
        """Read days and events of the photographs below, an event alone, or captions."""
        if self._reads_days(line, texts, alone):
            return
        begins = alone and leading_days(line.text) is not None
        self.rows += self.waiting if begins else []
        self.waiting = []
        event = self._event(line) if alone and not begins else None
        if event is not None:
            self.beside = []
            self.heads = [(self.heads[0][0], event or self.heads[0][1])]
        else:
            self.beside = self._captions(line, texts, [(None, None)] if begins else self.heads)
            self.beside_line = line
            self.rows += self.beside

    def _reads_days(self, line: TextLine, texts: Sequence[str], alone: bool) -> bool:
        """Read days for the photographs below or above, and return true, if every text names one. A
        day alone keeps the event above it; without words it is not a caption either."""
        heads = [head for text in texts if (head := self._dated(text))]
        if len(heads) < len(texts) or (alone and not _is_heading_of_day(line)):
            return False
        self.rows += self.waiting
        self.waiting = self._captions(line, texts, [(None, None)])
        self.beside, self.beside_line = ([], None) if alone else (self.waiting, line)
        (day, event), (above, part) = heads[0], self.heads[0]
        if alone:
            self.waiting = self.waiting if event else []
            heads = [(day or above, event or (part if above is None else None))]
        self.heads = heads
        return True

    def _event(self, line: TextLine) -> str | None:
        """Return the event in a line that has a number, or precedes all days and photographs."""
        if line.marker:
            return line.marker.rest.rstrip(":")
        first = not (self.rows or self.heads[0][0] or _FIGURE.match(line.text))
        return line.text.rstrip(":") if first else None

    def _dated(self, text: str) -> Head | None:
        """Return the day in a text, and the text beside it."""
        text = squeeze(text)
        dates, days = find_dates(text), leading_days(text)
        if not dates or _FIGURE.match(text):
            return None
        first, end = dates[0].span
        rest = text[days[1] :] if days else text[: first if first > _LEAD else 0] + text[end:]
        return resolve_year(dates[0], self.near), rest.strip(" :、()") or None

    def _captions(self, line: TextLine, texts: Sequence[str], heads: Sequence[Head]) -> list[Row]:
        """Return each text as a caption."""
        heads = [*heads, *([heads[-1]] * len(texts))]
        return [
            _row(line.number, (day or self._own_day(text), event), text)
            for text, (day, event) in zip(texts, heads, strict=False)
            if text
        ]

    def _own_day(self, text: str) -> date | None:
        """Return the day in a text, if there is exactly one."""
        dates = find_dates(text)
        return resolve_year(dates[0], self.near) if len(dates) == 1 else None


def _row(line: int, head: Head, text: str) -> Row:
    text = text.lstrip(_POINTERS) or text
    caption = squeeze(_FIGURE.sub("", text) or text)
    return {"line": line, "date": head[0], "event": head[1], "caption": caption}


# --- lines --------------------------------------------------------------------------------


def _begins_anew(text: str) -> bool:
    """True if a text has a number, begins with a day, or is running text, and so does not continue
    a caption."""
    days = find_dates(text)
    dated = bool(days) and days[0].span[0] <= _LEAD and not text.startswith("(")
    return dated or _FIGURE.match(text) is not None or is_running_text(text)


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


def _nearest(above: TextLine, line: TextLine) -> list[int]:
    """Return, for each cell of a line, the caption above whose start or middle is nearest."""
    columns = list(extents(above))

    def away(own: tuple[int, int], at: int) -> float:
        return min(abs(own[0] - columns[at][0]), abs(sum(own) - sum(columns[at])) / 2)

    return [min(range(len(columns)), key=partial(away, own)) for own in extents(line)]


def wraps_below(caption: TextLine, previous: TextLine, line: TextLine) -> bool:
    """True if a line of laid-out text continues captions: it is indented directly below them, and
    each of its pieces is below one of about the same width."""
    below = previous.number == caption.number == line.number - 1 and line.indent > 1
    if not below or line.marker or any(map(_begins_anew, map(normalize, _joined(line.raw)))):
        return False
    above = [*extents(caption)]
    return all(
        any(a - _ASIDE <= begin and end <= b + _ASIDE for a, b in above)
        for begin, end in extents(line)
    )


def extents(line: TextLine) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each cell of a line of text, in printed columns."""
    end = 0
    for cell in filter(str.strip, _cells(line)):
        end = line.raw.index(cell, end) + len(cell)
        last = printed_width(line.raw[:end])
        yield last - printed_width(cell), last


def _cells(line: TextLine) -> list[str]:
    """Return the cells of a line; in laid-out text a number or day and the caption after it are
    one, however wide the gap."""
    if line.cells is not None or "\t" in line.raw:
        return [cell or "" for cell in split_cells(line)]
    return [*_joined(line.raw.strip())]


def _joined(text: str) -> Iterator[str]:
    """Yield the pieces of a text separated by such gaps, a number or day together with what follows."""
    begin, pieces = 0, re.split(f"({_GAP})", text)
    for place in range(0, len(pieces) - 2, 2):
        if not _opens(pieces[place]) or _opens(pieces[place + 2]):
            end = len("".join(pieces[: place + 1]))
            yield text[begin:end]
            begin = end + len(pieces[place + 1])
    yield text[begin:]


def _opens(text: str) -> bool:
    """True if a text is only the number or day of a caption."""
    plain = normalize(text)
    days = leading_days(plain)
    return not (plain[days[1] :].strip(" ()") if days else _FIGURE.sub("", plain))


def _is_row(line: TextLine) -> bool:
    """True for a row of captions; a single merged cell with a day or number is a heading."""
    if line.cells is None:
        aligned = _cells(line)
        worded = (count_han(text) >= _LEAST_HAN or find_dates(loose(text)) for text in aligned)
        return "\t" in line.raw.strip() or (len(aligned) > 1 and all(worded))
    merged = len(line.cells) > 1 and line.cells[1:].count(None) == len(line.cells) - 1
    return not (merged and (find_dates(line.text) or read_marker(line.text.strip())))


def _is_heading_of_day(line: TextLine) -> bool:
    """True if a line is the heading of a day: it begins with a date and has little else. A cell
    across the whole table may describe the visit at more length."""
    most = 2 * _MOST_BESIDE_DAY if line.cells is not None else _MOST_BESIDE_DAY
    span = find_dates(line.text)[0].span
    return span[0] <= _LEAD and len(line.text) - span[1] <= most


# --- tables that say what their cells hold ------------------------------------------------


def _header(cells: Sequence[str]) -> tuple[str | None, ...]:
    columns = tuple(map(_column, cells))
    known = [column for column in columns if column]
    whole = len(known) == sum(map(bool, cells)) and len(set(known)) > 1
    return columns if whole and "caption" in known else ()


def _said(cells: Sequence[str], columns: Sequence[str | None]) -> list[tuple[str, str]]:
    """Return the content of cells by column, according to a header or labels in or beside them
    (日期:… 說明:…); empty without these."""
    found: list[tuple[str | None, str]] = []
    label: str | None = None
    for place, cell in enumerate(filter(None, cells) if not columns else cells):
        before, *said = _LABEL.split(cell)
        if not columns and label is None and _column(cell):
            label = _column(cell)
        elif said and not before and _column(said[0]):
            found += [(_column(w), squeeze(v)) for w, v in zip(said[::2], said[1::2], strict=True)]
        else:
            found.append((columns[place] if place < len(columns) else label, squeeze(cell)))
            label = None
    told = [(column, value) for column, value in found if column]
    return told if columns or len(told) == len(found) else []


def _column(text: str) -> str | None:
    word = text.rstrip(":")
    return header_column("photos", word, exact=True) if len(word) <= _MAX_WORD else None
