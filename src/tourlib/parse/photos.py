"""The photographs: captions under day and event, in paragraphs or in a table.

Photographs stand side by side, with their days and events above them in a row of its own; so every
line is a row of texts, of one text where nothing stands beside it. A table may say itself what its
cells hold: by a header (編號 | 照片 | 說明), by labels beside them (日期 | 9月8日 | 地點 | 甲市) or in them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from tourlib.dates import find_dates, leading_days
from tourlib.outline.nodes import Outline
from tourlib.outline.numbering import read_marker
from tourlib.parse import Parsed, Row
from tourlib.parse.days import resolve_year
from tourlib.parse.likeness import bare_title
from tourlib.readers.text.lines import TextLine, is_running_text, printed_width, split_cells
from tourlib.text import count_han, has_han, is_unfinished, join, loose, normalize, squeeze
from tourlib.vocabulary import header_column, meaning

_FIGURE = re.compile(
    r"^(?:照片|相片|圖片?|Photo|Figure)\s*(?P<number>[(]?[\d一二三四五六七八九十]+(?:[-.]\d+)*[)]?)?"
    r"\s*[:.、]?\s*"
)
#: Captions beside each other in extracted text: so wide a gap, so many Chinese characters each.
_GAP, _LEAST_HAN = r"\s{2,}", 3
#: The rest of a caption reaches out beside it by this much at most, in printed columns.
_ASIDE = 4
#: The heading of a day says no more than this beside it; where a gap stands behind the day, twice.
_MOST_BESIDE_DAY = 20
#: So many characters may stand before a day that its line begins with.
_LEAD = 2
#: Header cells and labels are no longer than this.
_MAX_WORD = 8
_LABEL = re.compile(r"(?:^|[\s;,、])(\w{2,4})\s*:\s*")
#: What divides an event from what the picture shows, or is the day that stands there.
_BEHIND_EVENT = re.compile(r"\s+|\s*(?:[-–—─:]+)\s*|(?=[(])")
_DAY_IN_FRONT = re.compile(r"^[(][^()]*\d[^()]*[)]\s*")
_IN_BRACKETS = re.compile(r"\s*[(].*?[)]\s*")
#: Marks before a caption that point at its picture; a picture in Markdown.
_POINTERS = "▲△▼▽▶▷◀◁►◄↑↓← "
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")

#: Day and event.
Head = tuple[date | None, str | None]


def parse_photos(
    albums: Sequence[Sequence[TextLine]], *, near: date | None, events: Sequence[Row] = ()
) -> Parsed:
    """One row a caption.

    Args:
        albums: the captions among the text, the lines below the heading of the photographs.
        near: a day of the journey, for dates without a year.
        events: visits and entries of the timetable, which captions may name.
    """
    rows: list[Row] = []
    claims: dict[int, str] = {}
    known = frozenset(bare_title(row["title"] or "") for row in events) - {""}
    for lines in albums:
        album = _Album(near, known)
        for line in lines:
            if line.is_text:
                album.take(line)
                claims[line.number] = "photos"
        album.add_named()
        rows += album.rows + album.waiting
    for row in rows:
        _take_event(row, known)
    return Parsed(rows, claims)


def add_visits(photos: Sequence[Row], visits: Sequence[Row], outline: Outline) -> None:
    """Give captions among the text day and event of the visit that they stand under, in place."""
    starts = [node.line for node in outline.nodes]
    for photo in photos:
        at = bisect.bisect_right(starts, photo["line"]) - 1
        sections = {place + 1 for place in (at, *outline.ancestors(at))} if at >= 0 else set()
        under = [v for v in visits if v["section"] in sections and v["line"] <= photo["line"]]
        if under:
            visit = max(under, key=lambda v: v["section"])
            photo["date"] = photo["date"] or visit["date"]
            photo["event"] = photo["event"] or visit["title"]


def _take_event(photo: Row, titles: AbstractSet[str]) -> None:
    """Take what a caption names before a gap, a dash or a day as its event, in place, where it is
    one of these titles: 參訪某館-致贈紀念品."""
    spaced = photo["_spaced"] if photo["event"] is None else ""
    for mark in _BEHIND_EVENT.finditer(spaced):
        event, rest = spaced[: mark.start()], _DAY_IN_FRONT.sub("", spaced[mark.end() :])
        if bare_title(event) in titles and has_han(_IN_BRACKETS.sub("", rest)):
            photo["event"], photo["caption"] = squeeze(event), squeeze(rest)


@dataclass(slots=True)
class _Album:
    """State of one pass over the lines.

    Attributes:
        rows: the captions read.
        beside: those of the last line of captions, and that line.
        heads: day and event of what stands below, for each of several columns, and their line.
        waiting: the captions that the last heads are if no photograph comes below them.
        columns: what a header says of the columns of its table.
        named: photographs whose parts are being named, by column.
        named_line: where they begin.
    """

    near: date | None
    titles: AbstractSet[str]
    rows: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    beside_line: TextLine | None = None
    heads: list[Head] = field(default_factory=lambda: [(None, None)])
    heads_line: int = 0
    waiting: list[Row] = field(default_factory=list)
    columns: dict[int | None, tuple[str | None, ...]] = field(default_factory=dict)
    named: list[dict[str, str]] = field(default_factory=list)
    named_line: int = 0
    before: TextLine | None = None

    def take(self, line: TextLine) -> None:
        """Read the next line."""
        printed = [loose(_IMAGE.sub("", cell)) for cell in _cells(line)]
        cells = list(map(squeeze, printed))
        before, self.before = self.before, line
        if line.table is None and "\t" not in line.raw:
            self.columns.pop(None, None)  # what stands below is another table
        if columns := _header(cells):
            self.columns[line.table] = columns
            return
        if said := _said(printed, self.columns.get(line.table)):
            self._name(said, line)
            return
        self.add_named()
        if not any(_FIGURE.sub("", cell) for cell in cells):
            return  # numbers without captions
        if meaning("photo_place", line.text) or self._goes_on(line, before):
            return
        self.beside = []
        alone = not _is_row(line)
        self._read(line, (line.spaced,) if alone else printed, alone)

    def _name(self, said: Sequence[tuple[str, str]], line: TextLine) -> None:
        """Put what a row says to the photographs it is about: side by side where it says a thing
        twice, the next ones where it says what is known already."""
        sides: list[dict[str, str]] = [{}]
        for column, value in said:
            if column in sides[-1]:
                sides.append({})
            sides[-1][column] = value
        both = list(zip(sides, self.named, strict=False))
        if len(sides) != len(self.named) or any(new.keys() & known.keys() for new, known in both):
            self.add_named()
            self.named, self.named_line = sides, line.number
        for new, known in both:
            known |= new

    def add_named(self) -> None:
        """Add the photographs whose parts have been named."""
        named, self.named = self.named, []
        for said in named:
            if caption := said.get("caption"):
                day = self._own_day(said.get("date", "")) or self._own_day(caption)
                head = (day or self.heads[0][0], said.get("event") or self.heads[0][1])
                self.rows.append(_row(self.named_line, head, caption))

    def _goes_on(self, line: TextLine, before: TextLine | None) -> bool:
        """Whether the line is the rest of the one above, of captions or of a heading in brackets.
        What it goes on with then has it."""
        texts = list(map(loose, _cells(line)))
        if before is None or not (self._ends(texts) or self._wraps(line, before, texts)):
            return False
        day, event = self.heads[0]
        if not self.beside:
            self.heads = [(day, join(event, line.text) if event else None)]
            return True
        above = self.beside_line or line
        places = range(len(texts)) if len(texts) == len(self.beside) else _nearest(above, line)
        for place, text in zip(places, texts, strict=True):
            self._lengthen(self.beside[place], text, line.number)
        return True

    def _ends(self, texts: Sequence[str]) -> bool:
        """Whether these are the days of the captions above, in brackets, or stand below the names of
        visits that stand right below the days."""
        days = list(map(find_dates, texts))
        undated = not any(row["date"] for row in self.beside) and all(days)
        in_brackets = undated and all(map(_IN_BRACKETS.fullmatch, texts))
        named = all(bare_title(row["caption"]) in self.titles for row in self.beside)
        line = self.beside_line.number if self.beside_line else 0
        below = named and line == self.heads_line + 1
        return len(self.beside) == len(texts) and (in_brackets or below)

    def _lengthen(self, row: Row, text: str, line: int) -> None:
        words, day_alone = squeeze(text), _IN_BRACKETS.fullmatch(text)
        caption = f"{row['caption']} {words}" if day_alone else join(row["caption"], words)
        row |= {"caption": caption, "_spaced": f"{row['_spaced']} {text}"}
        row |= {"date": row["date"] or self._own_day(caption), "_lines": (row["line"], line)}

    def _wraps(self, line: TextLine, before: TextLine, texts: Sequence[str]) -> bool:
        """Whether a line of text right below goes on with a bracket, or with captions side by side
        or with numbers: it numbers nothing and begins with no day."""
        if before.number != line.number - 1 or line.cells or before.cells:
            return False
        if _open_brackets(before.text) > 0 > _open_brackets(line.text):
            return True
        if line.marker or any(map(_begins_anew, texts)) or len(texts) > max(1, len(self.beside)):
            return False
        return self._goes_below(line, texts)

    def _goes_below(self, line: TextLine, texts: Sequence[str]) -> bool:
        """Whether texts go on with the captions above, by where these stand or by their numbers; below
        days with events as many are captions."""
        if self.waiting and len(texts) == len(self.beside):
            return any(is_unfinished(row["caption"]) for row in self.beside)
        above = self.beside_line or line
        numbers = [_FIGURE.match(normalize(cell)) for cell in _cells(above) if cell]
        aligned = len(self.beside) > 1 and "\t" not in above.raw + line.raw
        return aligned or (all(numbers) and not any(map(find_dates, texts)))

    def _read(self, line: TextLine, texts: Sequence[str], alone: bool) -> None:
        """Days and events of what stands below, an event alone, or captions."""
        if self._reads_days(line, texts, alone):
            return
        begins = alone and leading_days(line.text) is not None
        self.rows += self.waiting if begins else []
        self.waiting = []
        event = self._event(line) if alone and not begins else None
        if event is not None:
            self.heads = [(self.heads[0][0], event or self.heads[0][1])]
        else:
            self.beside = self._captions(line, texts, [(None, None)] if begins else self.heads)
            self.beside_line = line
            self.rows += self.beside

    def _reads_days(self, line: TextLine, texts: Sequence[str], alone: bool) -> bool:
        """Whether every text names a day, and so what stands below or above it."""
        dated = [head for text in texts if (head := self._dated(text))]
        if len(dated) < len(texts) or (alone and not _is_heading_of_day(line)):
            return False
        self.rows += self.waiting
        self.waiting = self._captions(line, texts, [(None, None)])
        self.beside, self.beside_line = ([], None) if alone else (self.waiting, line)
        self._set_heads(dated, alone)
        self.heads_line = line.number
        return True

    def _event(self, line: TextLine) -> str | None:
        """What a line names that has a number, or stands before all days and photographs."""
        if line.marker:
            return line.marker.rest.rstrip(":")
        first = not (self.rows or self.heads[0][0] or _FIGURE.match(line.text))
        return line.text.rstrip(":") if first else None

    def _set_heads(self, heads: list[Head], alone: bool) -> None:
        """A day alone keeps the event above it; without words it is no caption either."""
        (day, event), (above, part) = heads[0], self.heads[0]
        if alone:
            self.waiting = self.waiting if event else []
            heads = [(day or above, event or (part if above is None else None))]
        self.heads = heads

    def _dated(self, text: str) -> Head | None:
        """The day that a text names, and what stands beside it."""
        text = squeeze(text)
        dates, days = find_dates(text), leading_days(text)
        if not dates or _FIGURE.match(text):
            return None
        first, end = dates[0].span
        rest = text[days[1] :] if days else text[: first if first > _LEAD else 0] + text[end:]
        return resolve_year(dates[0], self.near), rest.strip(" :、()") or None

    def _captions(self, line: TextLine, texts: Sequence[str], heads: Sequence[Head]) -> list[Row]:
        """Each text is one."""
        found: list[Row] = []
        for place, text in enumerate(texts):
            day, event = heads[min(place, len(heads) - 1)]
            if text:
                found.append(_row(line.number, (day or self._own_day(text), event), text))
        return found

    def _own_day(self, text: str) -> date | None:
        """The day that a text names, where it names one only."""
        dates = find_dates(text)
        return resolve_year(dates[0], self.near) if len(dates) == 1 else None


def _row(line: int, head: Head, text: str) -> Row:
    text = text.lstrip(_POINTERS) or text
    spaced = _FIGURE.sub("", text) or text
    caption = squeeze(spaced)
    return {"line": line, "date": head[0], "event": head[1], "caption": caption, "_spaced": spaced}


def _begins_anew(text: str) -> bool:
    """Whether a text has a number or begins with a day, and so is no rest of a caption; nor is
    running text."""
    days = find_dates(text)
    dated = bool(days) and days[0].span[0] <= _LEAD and not text.startswith("(")
    return dated or _FIGURE.match(text) is not None or is_running_text(text)


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


def _nearest(above: TextLine, line: TextLine) -> list[int]:
    """For each cell of a line the caption above that begins, or has its middle, nearest to it."""
    columns = list(extents(above))
    return [
        min(
            range(len(columns)),
            key=lambda at: min(abs(start - columns[at][0]), abs(sum(own) - sum(columns[at])) / 2),
        )
        for own in extents(line)
        for start in own[:1]
    ]


def wraps_below(caption: TextLine, previous: TextLine, line: TextLine) -> bool:
    """Whether a line of laid-out text is the rest of captions: it stands in from the margin right
    below them, and each of its pieces below one that is about as wide."""
    below = previous.number == caption.number == line.number - 1 and line.indent > 1
    if not below or line.marker or any(map(_begins_anew, map(normalize, _joined(line.raw)))):
        return False
    above = [*extents(caption)]
    return all(
        any(a - _ASIDE <= begin and end <= b + _ASIDE for a, b in above)
        for begin, end in extents(line)
    )


def extents(line: TextLine) -> Iterator[tuple[int, int]]:
    """Where each cell of a line of text begins and ends, in printed columns."""
    end = 0
    for cell in filter(str.strip, map(str, _cells(line))):
        end = line.raw.index(cell, end) + len(cell)
        last = printed_width(line.raw[:end])
        yield last - printed_width(cell), last


def _cells(line: TextLine) -> list[str]:
    """The cells of a line; in laid-out text a number or a day and the caption behind it are one,
    however wide a gap divides them."""
    if line.cells is not None or "\t" in line.raw:
        return [cell or "" for cell in split_cells(line)]
    return [*_joined(line.raw.strip())]


def _joined(text: str) -> Iterator[str]:
    """The pieces of a text that such gaps divide, a number or a day with what stands behind it."""
    begin, pieces = 0, re.split(f"({_GAP})", text)
    for place in range(0, len(pieces) - 2, 2):
        if not _opens(pieces[place]) or _opens(pieces[place + 2]):
            end = len("".join(pieces[: place + 1]))
            yield text[begin:end]
            begin = end + len(pieces[place + 1])
    yield text[begin:]


def _opens(text: str) -> bool:
    """Whether a text is nothing but the number or the day of a caption."""
    plain = normalize(text)
    days = leading_days(plain)
    return not (plain[days[1] :].strip(" ()") if days else _FIGURE.sub("", plain))


def _is_row(line: TextLine) -> bool:
    """A row of captions; a row of one merged cell with a day or a number is a heading."""
    if line.cells is None:
        aligned = [*_joined(line.raw.strip())]
        worded = (count_han(text) >= _LEAST_HAN or find_dates(loose(text)) for text in aligned)
        beside = len(aligned) > 1 and all(worded)
        return beside or "\t" in line.raw.strip()
    merged = len(line.cells) > 1 and line.cells[1:].count(None) == len(line.cells) - 1
    return not (merged and (find_dates(line.text) or read_marker(line.text.strip())))


def _is_heading_of_day(line: TextLine) -> bool:
    """A line that begins with a date and says little else is a day's heading; a cell over the
    whole table, or words with a gap before them, may name what was visited at length."""
    most = 2 * _MOST_BESIDE_DAY if line.cells is not None else _MOST_BESIDE_DAY
    span = find_dates(line.text)[0].span
    return span[0] <= _LEAD and len(line.text) - span[1] <= most


# --- tables that say what their cells hold ------------------------------------------------


def _header(cells: Sequence[str]) -> tuple[str | None, ...]:
    columns = tuple(map(_column, cells))
    known = [column for column in columns if column]
    whole = len(known) == sum(map(bool, cells)) and len(set(known)) > 1
    return columns if whole and "caption" in known else ()


def _said(cells: Sequence[str], columns: Sequence[str | None] | None) -> list[tuple[str, str]]:
    """What the cells say, by column: with a header, or with labels in or beside all of them."""
    if columns:
        named = zip(columns, cells, strict=False)
        return [each for column, cell in named if column for each in _labelled(column, cell)]
    inside = [each for cell in cells if cell for each in _labelled("", cell)]
    if inside and all(column for column, _value in inside):
        return inside
    filled = [squeeze(cell) for cell in cells if cell]
    labels = list(map(_column, filled))
    if not filled or [bool(name) for name in labels] != [True, False] * (len(labels) // 2):
        return []
    return [(name or "", value) for name, value in zip(labels[::2], filled[1::2], strict=True)]


def _labelled(column: str, text: str) -> list[tuple[str, str]]:
    """What a cell says: of its column, or of what the labels in it name (日期:… 地點:… 說明:…)."""
    before, *said = _LABEL.split(text)
    words, values = said[::2], said[1::2]
    if before or not words or not _column(words[0]):
        return [(column, normalize(text))]
    return [(_column(w) or w, squeeze(v)) for w, v in zip(words, values, strict=True)]


def _column(text: str) -> str | None:
    word = text.rstrip(":")
    return header_column("photos", word, exact=True) if len(word) <= _MAX_WORD else None
