"""Tables in text: their lines get cells, by tabs, or by where words stand where the text is laid out
as a page looks; of some only single spaces are left between the columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.outline.numbering import read_band, read_marker
from tourlib.readers.geometry import (
    HEADER_ROWS,
    Columns,
    Header,
    PrintedRow,
    Strip,
    Word,
    cells_of,
    columns_of,
    count_row,
    find_header,
    strips_between,
    vote,
)
from tourlib.readers.text.lines import (
    TextLine,
    names_chapter,
    printed_width,
    split_cells,
)
from tourlib.tables.roles import header_kind, join_header
from tourlib.text import HAN, loose, normalize
from tourlib.vocabulary import is_appendix_title, is_chapter_word, label, meaning

#: White space this wide parts two pieces of a line.
GAP = 2.0
#: A header row is no wider than this, in printed columns.
MAX_HEADER = 240
#: A heading of this rank or further out ends a table of text.
_HEADING_RANK, _CHAPTER_RANK = 4, 2
#: So many lines below a title among the rows the next row has its time at the latest.
_BAND_REACH = 8
#: A note below a table.
_NOTE = re.compile(r"(?:附?註|備註|說明|資料來源)\s*\d?:")
#: Fewer lines of a page tell no columns.
_LEAST_LINES = 4
#: Two single characters with some space between them are one word: 姓  名.
_WORD = re.compile(rf"(?<!\S)[{HAN}][ \u00a0\u3000]{{2,4}}[{HAN}](?!\S)|\S+")

#: What each column holds.
Names = tuple[str | None, ...]
_Measure = Callable[[str], int]
#: Lines are aligned by printed columns, or by characters as some extractors do.
MEASURES: tuple[_Measure, ...] = (printed_width, len)
_GAP = re.compile(r"\S[ \u00a0\u3000]{2,}\S")


def printed_row(line: TextLine, at: int, measure: _Measure, gap: float = GAP) -> PrintedRow:
    """The words of a line of text and where they stand, counted by ``measure``."""
    words = [
        Word(measure(line.raw[: m.start()]), measure(line.raw[: m.end()]), m.group())
        for m in _WORD.finditer(line.raw)
    ]
    return PrintedRow(tuple(words), at, at + 1, 1.0, gap)


@dataclass(slots=True)
class _Part:
    """The lines of a table on one page, or below one header, by their places among all lines."""

    header: Header | None
    head: tuple[int, int]
    lines: list[int] = field(default_factory=list)


def lay_out(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of tables that white space divides with their cells."""
    result = list(lines)
    table = max((line.table or 0 for line in lines), default=0)
    at = 0
    while at < len(lines):
        aligned = _header_at(lines, at)
        plain = None if aligned else read_plain_header(lines[at])
        if aligned:
            parts = _parts(lines, aligned)
            cells = _cells(lines, parts)
            heads = [place for part in parts for place in range(*part.head)]
        elif plain:
            places = [at, *_plain_lines(lines, at, plain)]
            cells = {place: _plain_cells(lines[place]) for place in places}
            heads = []
        else:
            at += 1
            continue
        table += 1
        for place, found in cells.items():
            result[place] = replace(
                lines[place], cells=found, table=table, marker=None, bullet="",
                printed=True, aligned=aligned is not None,
            )  # fmt: skip
        for place in heads:
            if result[place].cells is None:
                result[place] = replace(lines[place], role="page")
        at = max([*cells, *heads]) + 1
    return result


def read_plain_header(line: TextLine) -> tuple[str, Names] | None:
    """Kind and columns of a header whose columns tabs, or only single spaces, divide."""
    if not _is_printed(line) or line.width > MAX_HEADER:
        return None
    found = header_kind(cells := _plain_cells(line))
    return found if len(cells) > 1 else None


def _plain_cells(line: TextLine) -> Cells:
    """The cells of a line by its tabs, by runs of spaces, or, of a header that is known so, by its
    words: narrow columns 職稱 姓名 官職等."""
    cells = split_cells(line)
    words = tuple(loose(line.raw).split(" "))
    if "\t" in line.raw or len(cells) >= len(words) or line.width > MAX_HEADER:
        return cells
    known = header_kind(words, exact=True)
    return words if known and (len(cells) == 1 or None not in known[1]) else cells


def _plain_lines(lines: Sequence[TextLine], at: int, header: tuple[str, Names]) -> list[int]:
    """The places of the lines below such a header, up to the next heading or line of another kind."""
    kind, names = header
    cells = map(_plain_cells, lines[at : at + 2])
    head = [at + 1] if join_header(next(cells), next(cells, ())) else []
    body = _body(lines, at + 1 + len(head), kind, names, None)
    return head + list(takewhile(lambda place: not _begins_another(lines, place, kind), body))


def _body(
    lines: Sequence[TextLine], start: int, kind: str, names: Names, second: float | None
) -> Iterator[int]:
    """The places of the printed lines of a table of this kind, up to where it surely ends.

    Args:
        second: where its second column begins, where that is known.
    """
    undated = kind == "timetable" and not {"date", "datetime"} & set(names)
    gap = False
    for place in range(start, len(lines)):
        line = lines[place]
        if line.blank or line.role is not None:
            gap = True
            continue
        if _ends_table(line, kind, second, gap) and not _is_band(lines, place, kind):
            return
        if undated and _dates_next_table(lines, place):
            return
        yield place
        gap = False


def _begins_another(lines: Sequence[TextLine], place: int, kind: str) -> bool:
    """Whether the line is the header of a table of another kind or another form, or a title right
    above one."""
    header = read_plain_header(lines[place])
    if header is None and len(split_cells(lines[place])) == 1:
        below = _next_printed(lines, place)
        header = read_plain_header(lines[below]) if below is not None else None
    other = header is not None and header[0] in {"roster", "timetable"} - {kind}
    return other or _header_at(lines, place) is not None


def _is_band(lines: Sequence[TextLine], place: int, kind: str) -> bool:
    """Whether a numbered line alone (主題一:…) is a title among the rows of a timetable: it names no
    chapter, and a row with a time or a day goes on below, whose cells may stand in its middle."""
    marker = read_band(text := loose(lines[place].raw)) or read_marker(text)
    if kind != "timetable" or marker is None or marker.rank <= _CHAPTER_RANK:
        return False
    for at in range(place + 1, min(place + 1 + _BAND_REACH, len(lines))):
        line = lines[at]
        if not _is_printed(line):
            continue
        if read_plain_header(line) or _header_at(lines, at):
            return False
        cells = [normalize(cell or "") for cell in split_cells(line)]
        if (len(cells) == 1 and "。" in line.text) or label("block", f"{cells[0]}:"):
            return False  # what is said of a visit: 時間 9月8日
        if len(cells) > 1 and any(find_clock(c, compact=False) or find_dates(c) for c in cells[:3]):
            return not names_chapter(lines[place])
    return False


def _next_printed(lines: Sequence[TextLine], place: int) -> int | None:
    below = range(place + 1, len(lines))
    return next((at for at in below if not lines[at].blank and lines[at].role is None), None)


def read_header(words: tuple[str, ...], exact: bool) -> tuple[str, Names] | None:
    """Kind and columns of the words of a header."""
    return header_kind(words, exact=exact)


def _is_printed(line: TextLine) -> bool:
    return not line.blank and line.role is None and line.cells is None


def _header_at(lines: Sequence[TextLine], at: int) -> tuple[Header, int, int] | None:
    """The header of columns that white space parts, which begins at this line or the next, and the
    places of its first line and of the line behind it."""
    near: list[int] = []
    for place in range(at, min(at + 2 * HEADER_ROWS, len(lines))):
        line = lines[place]
        if not _is_printed(line) or "\t" in line.raw or line.width > MAX_HEADER:
            break
        near.append(place)
    if not any(_GAP.search(lines[place].raw.strip()) for place in near[:HEADER_ROWS]):
        return None
    found = [
        find_header([printed_row(lines[place], place, measure) for place in near], 0, read_header)
        for measure in MEASURES
    ]
    best = max(
        filter(None, found),
        key=lambda each: sum(name is not None for name in each[0].names),
        default=None,
    )
    return (best[0], at + best[1], at + best[2]) if best else None


def _parts(lines: Sequence[TextLine], found: tuple[Header, int, int]) -> list[_Part]:
    """The table below a header, up to the next heading or line of another kind."""
    header, first, end = found
    parts = [_Part(header, (first, end))]
    last = end - 1
    for at in _body(lines, end, header.kind, header.names, header.words[1].start):
        if at < parts[-1].head[1]:
            continue
        again = _header_at(lines, at)
        if again is not None and again[1] == at:
            if again[0].names != header.names:
                break
            parts.append(_Part(again[0], again[1:]))
        else:
            turned = any(line.role is not None for line in lines[last + 1 : at])
            if (turned or lines[at].page != lines[at - 1].page) and parts[-1].lines:
                parts.append(_Part(None, (at, at)))
            parts[-1].lines.append(at)
        last = at
    return parts


def _dates_next_table(lines: Sequence[TextLine], at: int) -> bool:
    """Whether the line is the day that the header of another table stands below."""
    if len(split_cells(lines[at])) > 1 or not find_dates(lines[at].text):
        return False
    below = _next_printed(lines, at)
    return below is not None and bool(_header_at(lines, below) or read_plain_header(lines[below]))


def is_heading(text: str, pieces: int) -> bool:
    """Whether a line that stands alone is a heading, which ends a table. White space may stand
    behind the number of a chapter."""
    plain = loose(text)
    marker = read_marker(plain) if pieces <= 2 else None
    if marker and marker.rank <= (_HEADING_RANK if pieces == 1 else _CHAPTER_RANK):
        return True
    return pieces == 1 and (is_chapter_word(normalize(text)) or is_appendix_title(plain))


def _ends_table(line: TextLine, kind: str, second: float | None, gap: bool) -> bool:
    """Whether a table of this kind has ended above the line.

    Args:
        second: where the second column begins, where that is known.
        gap: whether a blank line stands above.
    """
    if line.cells is not None or names_chapter(line):
        return True
    if any(normalize(cell or "") for cell in split_cells(line)[1:]):
        return False
    if (line.marker and line.marker.by_context) or _NOTE.match(line.text):
        return True
    if (second is None or line.indent < second) and is_heading(line.raw, 1):
        return True
    if kind == "roster":
        return _ends_roster(line, gap)
    return line.width > 200 or ("。" in line.text and line.width > 100)


def _ends_roster(line: TextLine, gap: bool) -> bool:
    """A class name may stand between the rows; running text, a gap, a role (領隊:…) or a field of the
    cover may not."""
    said, colon, who = line.text.partition(":")
    if colon and ((len(who) > 3 and meaning("role", said)) or label("cover", line.text)):
        return True
    return line.width > 60 or (gap and len(loose(line.raw).split(" ")) < 3) or "。" in line.text


# --- cells -----------------------------------------------------------------------------


def _cells(lines: Sequence[TextLine], parts: Sequence[_Part]) -> dict[int, Cells]:
    """The cells of each line, by its place."""
    head = parts[0].header
    assert head is not None
    cells: dict[int, Cells] = {}
    for part in parts:
        if part.header is not None:
            cells[part.head[0]] = tuple(word.text for word in part.header.words)
    fits = [_fit(lines, parts, measure) for measure in MEASURES]
    _crossed, _flush, placed = min(fits, key=lambda fit: fit[:2])
    return cells | placed


def _fit(
    lines: Sequence[TextLine], parts: Sequence[_Part], measure: _Measure
) -> tuple[int, int, dict[int, Cells]]:
    """The cells of each line, with how badly the columns fit: rows that cross an edge, and pieces
    that begin where others of their column do (less than none)."""
    crossed, flush = 0, 0
    cells: dict[int, Cells] = {}
    columns: Columns | None = None
    gap = 1.0 if parts[0].header and parts[0].header.narrow else GAP
    for part in parts:
        rows = [printed_row(lines[place], place, measure, gap) for place in part.lines]
        if not rows:
            continue
        heads = [printed_row(lines[place], place, measure) for place in range(*part.head)]
        strips = _strips(part, heads, rows, columns)
        if strips is None:
            return len(lines), 0, {}
        columns = columns_of(strips, [*heads, *rows])
        crossed, flush = crossed + columns.crossed, flush - columns.flush
        tabbed = {at for at in part.lines if "\t" in lines[at].raw}
        for place, row, found in zip(part.lines, rows, cells_of(rows, columns), strict=True):
            if _is_over_columns(row, columns):
                found = (row.text, *("" for _ in found[1:]))
            cells[place] = tuple(lines[place].raw.split("\t")) if place in tabbed else found
    return crossed, flush, cells


def _is_over_columns(row: PrintedRow, columns: Columns) -> bool:
    """Whether the line is one cell over several columns: the title of a part or a theme."""
    crossed = any(row.covers(edge, row.pieces) for edge in columns.edges)
    alone = len(row.pieces) == 1 and crossed and row.pieces[0].start < columns.edges[0]
    return alone and find_clock(row.text) is None and not find_dates(row.text)


def _strips(
    part: _Part,
    heads: Sequence[PrintedRow],
    rows: Sequence[PrintedRow],
    before: Columns | None,
) -> list[Strip] | None:
    """Where columns may meet on this page, with the votes of its rows; ``None`` where its header is
    not to be read so."""
    if part.header is not None:
        found = find_header(heads, 0, read_header)
        if found is None or found[0].names != part.header.names:
            return None
        strips = strips_between(found[0].words)
        for row in rows:
            count_row(strips, row)
        return strips
    assert before is not None
    if sum(len(row.pieces) > 1 for row in rows) < _LEAST_LINES:
        return [{edge: 0} for edge in before.edges]
    return vote(rows, before.edges)
