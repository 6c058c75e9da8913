"""The photographs: captions under day and event, in paragraphs or in a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tourlib.dates import find_dates, leading_days
from tourlib.parse import Parsed, Row
from tourlib.parse.days import resolve_year
from tourlib.parse.phototables import Named, PhotoTables
from tourlib.structure.markers import read_marker
from tourlib.structure.tables import split_cells
from tourlib.structure.textlines import TextLine, printed_width
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
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def parse_photos(lines: Sequence[TextLine], *, near: date | None) -> Parsed:
    """One row a caption.

    Args:
        lines: the lines below the heading of the photographs.
        near: a day of the journey, for dates without a year.
    """
    rows: list[Row] = []
    claims: dict[int, str] = {}
    day: date | None = None
    event: str | None = None
    heads: list[tuple[date | None, str | None]] = []
    unused: TextLine | None = None
    #: the last day and event in one line, as long as nothing stands below it
    single: tuple[TextLine, date | None] | None = None
    before: TextLine | None = None
    tables = PhotoTables(lines)
    for line in lines:
        if line.blank or line.role is not None:
            continue
        claims[line.number] = "photos"
        if (named_rows := tables.take(line)) is not None:
            rows += [_of_named(each, day, event, near) for each in named_rows]
            continue
        rows += [_of_named(each, day, event, near) for each in tables.finish()]
        if rows and _goes_on(rows, line, before):
            before = line
            continue
        if _in_brackets(line, before):
            if rows and before and rows[-1]["line"] == before.number:
                rows[-1]["caption"] = join(rows[-1]["caption"], line.text)
            elif event:
                event = join(event, line.text)
            before = line
            continue
        before = line
        if _is_row(line):
            single = None
            named = _heads(line, near)
            if named and _date_captions(rows, line, named, heads):
                continue
            if named:
                rows += _as_captions(unused, near)
                heads, unused = named, line
            elif captions := _from_cells(line, heads or [(day, event)], near):
                rows += captions
                unused = None
            continue
        rows += _as_captions(unused, near)
        heads, unused = [], None
        if not _IMAGE.sub("", line.text).strip() or meaning("photo_place", line.text):
            continue
        dates = find_dates(line.text)
        days = leading_days(line.text)
        if days or (dates and dates[0].span[0] <= _LEAD):
            rows += _as_caption(single)
            single = None
        if dates and _is_day(line, dates[0].span):
            found = resolve_year(dates[0], near)
            day, event = found or day, event if day is None else None
            rest = line.text[days[1] if days else dates[0].span[1] :].strip(" :、")
            event = rest or event
            single = (line, found) if rest else None
        elif days:
            rows += _as_caption((line, resolve_year(days[0], near)))
        elif marker := line.marker or read_marker(line.text):
            single = None
            event = marker.rest.rstrip(":") or event
        elif _is_part(line, rows, day):
            event = line.text.rstrip(":")
        else:
            single = None
            rows.append(
                {
                    "line": line.number,
                    "date": day or _own_day(line.text, near),
                    "event": event,
                    "caption": _caption(line.text),
                }
            )
    rows += [_of_named(each, day, event, near) for each in tables.finish()]
    rows += [*_as_captions(unused, near), *_as_caption(single)]
    return Parsed(rows, claims)


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
