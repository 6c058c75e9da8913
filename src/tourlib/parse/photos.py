"""The photographs: captions under day and event, in paragraphs or in a table."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from datetime import date

from tourlib.dates import find_dates, leading_days
from tourlib.outline.nodes import Outline
from tourlib.outline.numbering import read_marker
from tourlib.parse import Parsed, Row
from tourlib.parse.days import resolve_year
from tourlib.parse.phototables import Named, PhotoTables
from tourlib.readers.text.lines import TextLine, printed_width
from tourlib.tables.find import split_cells
from tourlib.text import count_han, join, normalize
from tourlib.vocabulary import header_column, label, meaning

_FIGURE = re.compile(
    r"^(?:照片|相片|圖片?|Photo|Figure)\s*(?P<number>[(]?[\d一二三四五六七八九十]+(?:[-.]\d+)*[)]?)?"
    r"\s*[:.、]?\s*"
)
#: Captions beside each other in extracted text: so wide a gap, so many Chinese characters each.
_WIDE_GAP, _LEAST_HAN = r"\s{3,}", 3
#: The heading of a day says no more than this beside it.
_MOST_BESIDE_DAY = 20
_DAY_APART = re.compile(r"\W*\d[\d年月 /.]*日?\s*(?:[(（][^()（）]{1,4}[)）])?\s+\S")
#: So many characters may stand before a day that its line begins with.
_LEAD = 2
#: A picture in Markdown.
#: Marks before a caption that point at its picture.
_POINTERS = "▲△▼▽▶▷◀◁►◄↑↓← "
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def parse_photos(lines: Sequence[TextLine], *, near: date | None) -> Parsed:
    """One row a caption.

    Args:
        lines: the lines below the heading of the photographs.
        near: a day of the journey, for dates without a year.
    """
    printed = [line for line in lines if not line.blank and line.role is None]
    reader = _Reader(printed, near)
    for line in printed:
        reader.take(line)
    return Parsed(reader.finish(), {line.number: "photos" for line in printed})


def add_visits(photos: Sequence[Row], visits: Sequence[Row], outline: Outline) -> None:
    """Give captions among the text day and event of the visit that they stand under, in place."""
    starts = [node.line for node in outline.nodes]
    for photo in photos:
        at = bisect.bisect_right(starts, photo["line"]) - 1
        if at < 0:
            continue
        sections = {place + 1 for place in (at, *outline.ancestors(at))}
        under = [v for v in visits if v["section"] in sections and v["line"] <= photo["line"]]
        if under:
            visit = max(under, key=lambda v: v["section"])
            photo["date"] = photo["date"] or visit["date"]
            photo["event"] = photo["event"] or visit["title"]


class _Reader:
    """State of one pass over the lines: the day and event that hold for what is below them."""

    def __init__(self, lines: Sequence[TextLine], near: date | None) -> None:
        self.near = near
        self.tables = PhotoTables(lines)
        self.rows: list[Row] = []
        self.day: date | None = None
        self.event: str | None = None
        #: days and events side by side, and their line as long as nothing stands below it
        self.heads: list[tuple[date | None, str | None]] = []
        self.unused: TextLine | None = None
        #: the last day and event in one line, as long as nothing stands below it
        self.single: tuple[TextLine, date | None] | None = None
        self.before: TextLine | None = None

    def take(self, line: TextLine) -> None:
        """Read the next line."""
        named_rows = self.tables.take(line)
        if named_rows is not None:
            self._add_named(named_rows)
            return
        self._add_named(self.tables.finish())
        before, self.before = self.before, line
        if self.rows and _goes_on(self.rows, line, before):
            return
        if _in_brackets(line, before):
            self._close_bracket(line, before)
        elif _is_row(line):
            self._take_row(line)
        else:
            self._take_paragraph(line)

    def finish(self) -> list[Row]:
        """All rows, with what waited for lines below it."""
        self._add_named(self.tables.finish())
        self.rows += [*_as_captions(self.unused, self.near), *_as_caption(self.single)]
        return self.rows

    def _add_named(self, found: Sequence[Named]) -> None:
        self.rows += [_of_named(each, self.day, self.event, self.near) for each in found]

    def _close_bracket(self, line: TextLine, before: TextLine | None) -> None:
        if self.rows and before and self.rows[-1]["line"] == before.number:
            self.rows[-1]["caption"] = join(self.rows[-1]["caption"], line.text)
        elif self.event:
            self.event = join(self.event, line.text)

    def _take_row(self, line: TextLine) -> None:
        """Captions side by side, or the days and events of those below."""
        self.single = None
        named = _heads(line, self.near)
        if named and _date_captions(self.rows, line, named, self.heads):
            return
        if named:
            self.rows += _as_captions(self.unused, self.near)
            self.heads, self.unused = named, line
        elif captions := _from_cells(line, self.heads or [(self.day, self.event)], self.near):
            self.rows += captions
            self.unused = None

    def _take_paragraph(self, line: TextLine) -> None:
        """A day, an event, or a caption."""
        self.rows += _as_captions(self.unused, self.near)
        self.heads, self.unused = [], None
        if not _IMAGE.sub("", line.text).strip() or meaning("photo_place", line.text):
            return
        dates, days = find_dates(line.text), leading_days(line.text)
        if days or (dates and dates[0].span[0] <= _LEAD):
            self.rows += _as_caption(self.single)
            self.single = None
        if dates and _is_day(line, dates[0].span):
            found = resolve_year(dates[0], self.near)
            self.day, self.event = found or self.day, self.event if self.day is None else None
            rest = line.text[days[1] if days else dates[0].span[1] :].strip(" :、")
            self.event = rest or self.event
            self.single = (line, found) if rest else None
        elif days:
            self.rows += _as_caption((line, resolve_year(days[0], self.near)))
        elif marker := line.marker or read_marker(line.text):
            self.single = None
            self.event = marker.rest.rstrip(":") or self.event
        elif _is_part(line, self.rows, self.day):
            self.event = line.text.rstrip(":")
        else:
            self.single = None
            day = self.day or _own_day(line.text, self.near)
            caption = {"date": day, "event": self.event, "caption": _caption(line.text)}
            self.rows.append({"line": line.number, **caption})


def _of_named(named: Named, day: date | None, event: str | None, near: date | None) -> Row:
    """A photograph of a table that names its parts."""
    caption = named.said["caption"]
    own = _own_day(named.said.get("date", ""), near) or _own_day(caption, near)
    event = named.said.get("event") or event
    return {"line": named.line, "date": own or day, "event": event, "caption": _caption(caption)}


def _date_captions(
    rows: list[Row],
    line: TextLine,
    named: Sequence[tuple[date | None, str | None]],
    heads: Sequence[object],
) -> bool:
    """Give days in brackets, right below captions without days, to those captions."""
    texts = [normalize(cell or "") for cell in split_cells(line)]
    above = rows[-len(texts) :]
    if (
        heads
        or len(above) != len(texts)
        or len({row["line"] for row in above}) > 1
        or any(row["date"] for row in above)
        or not all(re.fullmatch(r"\(.*\)", text) for text in texts)
    ):
        return False
    for row, text, (day, _event) in zip(above, texts, named, strict=True):
        row["date"], row["caption"] = day, f"{row['caption']} {text}"
    return True


def _goes_on(rows: list[Row], line: TextLine, before: TextLine | None) -> bool:
    """Whether the line is the rest of numbered captions that wrap; those then have it."""
    if before is None or before.number != line.number - 1 or line.cells is not None:
        return False
    texts = [normalize(cell or "") for cell in split_cells(line)]
    last = [row for row in rows if row["line"] == rows[-1]["line"]]
    wraps = (
        not any(_FIGURE.match(text) or find_dates(text) for text in texts)
        and line.marker is None
        and all(_is_numbered(cell) for cell in split_cells(before) if cell)
        and rows[-1]["line"] == before.number
        and len(texts) in {1, len(last)}
    )
    if wraps:
        goes = last if len(texts) > 1 else [last[_column(before, line)]]
        for row, text in zip(goes, texts, strict=True):
            row["caption"] = join(row["caption"], text)
            row["_lines"] = (row["line"], line.number)
    return wraps


def _column(above: TextLine, line: TextLine) -> int:
    """Of the captions above, the one that the line begins nearest to."""
    cells = [cell for cell in split_cells(above) if cell and cell.strip()]
    starts = [printed_width(above.raw[: above.raw.find(cell)]) for cell in cells]
    return min(range(len(starts)), key=lambda at: abs(starts[at] - line.indent))


def _in_brackets(line: TextLine, before: TextLine | None) -> bool:
    """Whether a bracket that the line above has opened closes here: the line wraps."""
    if before is None or before.number != line.number - 1 or before.cells or line.cells:
        return False
    opened = before.text.count("(") > before.text.count(")")
    return opened and line.text.count(")") > line.text.count("(") and not _is_row(line)


def _is_numbered(cell: str) -> bool:
    match = _FIGURE.match(normalize(cell))
    return match is not None and match["number"] is not None


def _as_captions(line: TextLine | None, near: date | None) -> list[Row]:
    """A row of days and events with nothing below it is one of captions."""
    return _from_cells(line, [(None, None)], near) if line else []


def _as_caption(single: tuple[TextLine, date | None] | None) -> list[Row]:
    """A day and an event in one line with nothing below it are a caption."""
    if single is None:
        return []
    line, day = single
    return [{"line": line.number, "date": day, "event": None, "caption": _caption(line.text)}]


def _is_row(line: TextLine) -> bool:
    """A row of captions; a row of one merged cell with a day or a number is a heading."""
    if line.cells is None:
        aligned = re.split(_WIDE_GAP, line.raw.strip())
        beside = len(aligned) > 1 and all(count_han(text) >= _LEAST_HAN for text in aligned)
        return beside or "\t" in line.raw.strip()
    filled = [cell for cell in line.cells if cell and cell.strip()]
    spans = (
        len(filled) == 1 and len(line.cells) > 1 and all(cell is None for cell in line.cells[1:])
    )
    return not (spans and (find_dates(line.text) or read_marker(line.text.strip())))


def _is_day(line: TextLine, span: tuple[int, int]) -> bool:
    """A line that begins with a date and says little else is a day's heading; a cell over the
    whole table, or words with a gap before them, may name what was visited at length."""
    apart = line.cells is not None or _DAY_APART.match(line.raw)
    most = 2 * _MOST_BESIDE_DAY if apart else _MOST_BESIDE_DAY
    return span[0] <= _LEAD and len(line.text) - span[1] <= most and not line.text.endswith("。")


def _is_part(line: TextLine, rows: list[Row], day: date | None) -> bool:
    return not rows and day is None and not _FIGURE.match(line.text)


def _caption(text: str) -> str:
    text = text.lstrip(_POINTERS) or text
    return _FIGURE.sub("", text) or text


def _heads(line: TextLine, near: date | None) -> list[tuple[date | None, str | None]]:
    """Day and event of each column, where every cell of the row names a day: the photographs of
    two visits side by side."""
    found: list[tuple[date | None, str | None]] = []
    for text in map(normalize, (cell or "" for cell in split_cells(line))):
        dates = find_dates(text)
        if not dates or not text or _FIGURE.match(text):
            return []
        rest = text[: dates[0].span[0]] + text[dates[0].span[1] :]
        found.append((resolve_year(dates[0], near), rest.strip(" :、()") or None))
    return found


def _own_day(caption: str, near: date | None) -> date | None:
    """The day that a caption names itself, where it names one only."""
    dates = find_dates(caption)
    return resolve_year(dates[0], near) if len(dates) == 1 else None


def _from_cells(
    line: TextLine, heads: Sequence[tuple[date | None, str | None]], near: date | None
) -> list[Row]:
    """Captions in table cells: each cell with words is one."""
    texts = [normalize(_IMAGE.sub("", cell or "")) for cell in split_cells(line)]
    if any(header_column("photos", text) for text in texts) and all(len(t) <= 6 for t in texts):
        return []  # the header
    dates = find_dates(texts[0]) if len(texts) == 3 else []
    if dates and dates[0].span == (0, len(texts[0])) and all(texts):
        day = resolve_year(dates[0], near)
        return [{"line": line.number, "date": day, "event": texts[1], "caption": texts[2]}]
    rows: list[Row] = []
    for place, text in enumerate(texts):
        if not text:
            continue
        day, event = heads[min(place, len(heads) - 1)]
        day = day or _own_day(text, near)
        found = label("block", text)
        rows.append(
            {
                "line": line.number,
                "date": day,
                "event": event,
                "caption": _caption(found[1] if found and found[1] else text),
            }
        )
    return rows
