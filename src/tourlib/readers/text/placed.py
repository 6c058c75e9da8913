"""Cells of text that is laid out like a page: its words are put into columns by their positions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, islice

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.readers.page.columns import Columns, learn, learn_anew, put_into
from tourlib.readers.page.headers import Header, find_header
from tourlib.readers.page.words import PrintedRow, Word
from tourlib.readers.text.grids import is_heading, is_printed
from tourlib.readers.text.lines import TextLine, is_running_text, printed_width
from tourlib.tables.by_cells import columns_of_cells
from tourlib.tables.titles import is_only_day, names_group
from tourlib.text import HAN, loose, normalize
from tourlib.vocabulary import meaning

#: Minimum white space that separates two pieces of a line.
GAP = 2.0
#: Cost of taking a line for one cell over several columns.
_OVER = 1.0
_WORD = re.compile(r"\S+")
#: A header: three words or more with white space between them, not numbers or sentences.
_WORDS = re.compile(rf"[{HAN}/]{{1,9}}(?:\s{{2,}}[{HAN}/]{{1,9}}){{2,}}")
#: Number of blank lines that end a table, unless the page ends.
_BLANKS = 2

_Measure = Callable[[str], int]
#: Lines are aligned by printed columns, or by characters as in the output of some extractors.
MEASURES: tuple[_Measure, ...] = (printed_width, len)


def printed_row(line: TextLine, at: int, measure: _Measure, gap: float = GAP) -> PrintedRow:
    """Return the words of a line and their positions, with text measured by ``measure``."""
    if line.row is not None:
        return replace(line.row, gap=line.row.gap * gap / GAP)
    return words_of(line.raw, measure, at, gap)


def words_of(text: str, measure: _Measure, at: int = 0, gap: float = GAP) -> PrintedRow:
    """Return the words of a text and their positions."""
    words = [
        Word(measure(text[: m.start()]), measure(text[: m.end()]), m.group())
        for m in _WORD.finditer(text)
    ]
    return PrintedRow(tuple(words), at, at + 1, 1.0, gap)


@dataclass(frozen=True, slots=True)
class Part:
    """A header, the indices of its lines, and those of the lines below it, among all lines."""

    header: Header
    head: range
    lines: list[int] = field(default_factory=list)


def put_cells(lines: Sequence[TextLine], parts: Sequence[Part]) -> dict[int, Cells | None]:
    """Return the cells of each line, by its index; ``None`` for further lines of a header."""
    heads: dict[int, Cells | None] = {}
    for part in parts:
        heads |= dict.fromkeys(part.head)
        heads[part.head[0]] = tuple(word.text for word in part.header.words)
    _cost, cells = min((_fit(lines, parts, each) for each in MEASURES), key=lambda fit: fit[0])
    return heads | cells


def _fit(
    lines: Sequence[TextLine], parts: Sequence[Part], measure: _Measure
) -> tuple[float, dict[int, Cells]]:
    """Return the cost of the lines in the columns, and the cells of each."""
    total = 0.0
    cells: dict[int, Cells] = {}
    gap = 1.0 if parts[0].header.narrow else GAP
    for part in parts:
        words = _header_words(lines, part, measure)
        if words is None:
            return float("inf"), {}
        rows = {at: printed_row(lines[at], at, measure, gap) for at in part.lines}
        pages = list(_pages(lines, part.lines))
        columns = learn(words, [rows[at] for at in next(iter(pages), [])])
        for page in pages:
            over = _cells_over_columns({at: rows[at] for at in page}, columns, part.header)
            total += _OVER * len(over)
            cells |= over
            cost, placed = _put_page(columns, {at: rows[at] for at in page if at not in over})
            total += cost
            cells |= placed
    return total, cells


def _header_words(
    lines: Sequence[TextLine], part: Part, measure: _Measure
) -> Sequence[Word] | None:
    """Return the words of a header with their positions; ``None`` if they are not the same columns."""
    heads = [printed_row(lines[at], at, measure) for at in part.head if not lines[at].blank]
    if not part.header.kind:  # its words are in no list
        return heads[0].pieces
    found = find_header(heads)
    return found[0].words if found and found[0].names == part.header.names else None


def _cells_over_columns(
    rows: Mapping[int, PrintedRow], columns: Columns, header: Header
) -> dict[int, Cells]:
    """Return the cells of lines that are one cell over several columns."""
    found: dict[int, Cells] = {}
    for at, row in rows.items():
        day = header.undated and is_only_day(normalize(row.text))
        if day or _is_over(row, columns) or _is_group_over(row, columns, header):
            found[at] = (row.text, *[None] * (len(columns) - 1))
    return found


def _put_page(columns: Columns, rows: Mapping[int, PrintedRow]) -> tuple[float, dict[int, Cells]]:
    """Return the cost of the lines of a page in these columns or in those learnt from them, if
    necessary by single spaces, and the cells of each."""
    below = list(rows.values())
    narrow = [replace(row, gap=1.0) for row in below]
    told = ((learn_anew(len(columns), each), each) for each in (below, narrow))
    anew = [way for way in told if len(way[0]) == len(columns)][:1]
    ways = [put_into(*way) for way in ((columns, below), *anew)]
    cost, placed = min(ways, key=lambda way: way[0])
    return cost, dict(zip(rows, placed, strict=True))


def _pages(lines: Sequence[TextLine], places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of lines, page by page: if the file has no pages, running heads separate them."""
    heads = [*accumulate(line.role is not None for line in lines)]
    for _page, group in groupby(places, lambda at: (lines[at].page, heads[at])):
        yield list(group)


def _is_over(row: PrintedRow, columns: Columns) -> bool:
    """True if the line is one cell over several columns: the title of a part or a theme."""
    crossed = sum(row.covers(edge, row.pieces) for edge in columns.edges)
    if len(row.pieces) > 1 or not crossed or find_clock(row.text) is not None:
        return False
    if (days := find_dates(row.text)) and days[0].span[0] < 2:
        return False
    titles = meaning("part", normalize(row.text)) is not None  # 國內課程(9月1日至5日)
    return titles or (not days and row.pieces[0].start < columns.edges[0])


def _is_group_over(row: PrintedRow, columns: Columns, header: Header) -> bool:
    """True if the line is a group of people, in the middle of the table: 第一組 港埠組."""
    free = header.kind == "roster" and "group" not in header.names
    return free and len(row.pieces) <= 2 < len(columns) and names_group(loose(row.text))


# --- headers of unknown words --------------------------------------------------------------


def cells_without_header(lines: Sequence[TextLine], at: int) -> tuple[dict[int, Cells | None], int]:
    """Return the cells of each line of a table whose header begins here, although none of its words
    need be known, if its cells show what it is; a part begins where the header is repeated. Also the
    index of the last line that could be one of its rows."""
    if not (is_printed(lines[at]) and _WORDS.fullmatch(lines[at].raw.strip())):
        return {}, at
    pieces = printed_row(lines[at], at, printed_width).pieces
    header = Header("", (None,) * len(pieces), pieces)
    parts: list[Part] = []
    places = (at, *_lines_below(lines, at, pieces[1].start))
    for place in places:
        if lines[place].text == lines[at].text:
            parts.append(Part(header, range(place, place + 1)))
        else:
            parts[-1].lines.append(place)
    cells = put_cells(lines, parts)
    rows = [cells[place] or () for part in parts for place in part.lines]
    found = columns_of_cells(cells[at] or (), rows, lines=True)
    return cells if found else {}, places[-1]


def _lines_below(lines: Sequence[TextLine], at: int, second: float) -> Iterator[int]:
    """Yield the indices of the printed lines below a header, up to a heading, a gap or a sentence.

    Args:
        second: start of the second column.
    """
    blanks, turned = 0, False
    for place, line in enumerate(islice(lines, at + 1, None), at + 1):
        if not line.is_text:
            blanks, turned = blanks + line.blank, turned or line.role == "page"
            continue
        alone = len(printed_row(line, place, printed_width).pieces) == 1
        ended = alone if turned else blanks >= _BLANKS
        if not is_printed(line) or (ended and line.text != lines[at].text):
            return
        if alone and line.indent < second and _is_text(line):
            return
        yield place
        blanks, turned = 0, False


def _is_text(line: TextLine) -> bool:
    """True if a single line is a sentence or a heading, not only its number, which a cell may be."""
    headed = len(line.unnumbered) > 1 and is_heading(line.raw)
    return headed or is_running_text(line.text)
