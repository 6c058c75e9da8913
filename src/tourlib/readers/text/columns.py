"""Tables in text: their lines get cells from tabs or, in laid-out text, from the positions of
words; some tables have only single spaces left between the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.outline.numbering import read_band, read_marker
from tourlib.people.forms import is_agency, is_whole_name
from tourlib.readers.page.headers import (
    HEADER_ROWS,
    LONGEST_ROW,
    Header,
    find_header,
    names_columns,
)
from tourlib.readers.text.grids import MOST_IN_A_CELL, grid_of_tabs, is_heading, is_printed
from tourlib.readers.text.lines import (
    TextLine,
    is_running_text,
    names_chapter,
    printed_width,
    split_cells,
)
from tourlib.readers.text.placed import (
    MEASURES,
    Part,
    cells_without_header,
    printed_row,
    put_cells,
)
from tourlib.tables.list_rows import OF_EACH
from tourlib.tables.listed import opens
from tourlib.tables.roles import header_kind, join_header
from tourlib.tables.titles import is_only_day
from tourlib.text import loose, normalize
from tourlib.vocabulary import label, meaning

#: Maximum rank of a chapter.
_CHAPTER_RANK = 2
#: Maximum number of lines between a title among the rows and the time of the next row.
_BAND_REACH = 8
#: A note below a table, or the numbered title of another table.
_NOTE = re.compile(
    r"(?:附?註|備註|說明|資料來源)\s*\d?:|附?表\s?[\d一二三四五六七八九十]{1,2}(?:[-.]\d)?(?![\d列示格])"
)
#: The title of a week, above its days.
_WEEK = re.compile(r"第[一二三四五六七八九十\d]+[週周]|Week ?\d", re.I)

_GAP = re.compile(r"[ \u00a0\u3000]{2,}(?=\S)")
#: A header, the index of its first line and that of the line after it.
_Found = tuple[Header, int, int]


def lay_out(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with cells in tables divided by white space."""
    result = list(lines)
    table = max((line.table or 0 for line in lines), default=0)
    at = begun = 0
    end = -1  # from here on no table began, whichever of the first lines is taken for its header
    while at < len(lines):
        found = _header_at(lines, at)
        if found and found[1] > at:  # lines above a header belong to no table
            at += 1
            continue
        unknown = found is None and not begun + HEADER_ROWS <= at <= end
        cells, form, last = _cells_below(lines, at, found, unknown=unknown)
        if unknown and not cells:
            begun, end = at if at > end else begun, max(end, last)
        table += bool(cells)
        for place, own in cells.items():
            line = replace(lines[place], role="page")
            if own is not None:
                line = replace(lines[place], cells=own, table=table, marker=None, bullet="", **form)
            result[place] = line
        at = max([at, *cells]) + 1
    return result


def _cells_below(
    lines: Sequence[TextLine], at: int, found: _Found | None, *, unknown: bool
) -> tuple[Mapping[int, Cells | None], dict[str, Any], int]:
    """Return the cells of each line of a table whose header begins here, ``None`` for further lines
    of the header; whether they are those of printed lines, and by position; and the last line that
    could be one of its rows.

    Args:
        found: the header, if it has known words and positions.
        unknown: whether to look for a header of unknown words.
    """
    placed, plain = {"printed": True, "aligned": True}, {"printed": True}
    if found:
        return put_cells(lines, _parts(lines, found)), placed, at
    cells, last = cells_without_header(lines, at) if unknown else ({}, at)
    if cells:
        return cells, placed, last
    known, in_places = _plain_table(lines, at)
    if known:
        return known, placed if in_places else plain, last
    grid, whole, tabbed = grid_of_tabs(lines, at) if unknown else ({}, True, at)
    return grid, {} if whole else placed, max(last, tabbed)


def _plain_table(lines: Sequence[TextLine], at: int) -> tuple[dict[int, Cells], bool]:
    """Return the cells of each line of a table whose header begins here and whose columns are
    separated by tabs or only single spaces, up to the next heading or line of another kind; and
    whether it is a list of rows in several lines which all have as many tabs, so that each cell
    shows its column. The times of a timetable are often recognised a line too high or too low,
    whatever its tabs."""
    header = read_plain_header(lines[at])
    if header is None:
        return {}, False
    below = _plain_cells(lines[at + 1]) if at + 1 < len(lines) else ()
    end = at + 1 + (join_header(_plain_cells(lines[at]), below) is not None)
    places = takewhile(
        lambda at: not _is_of_another(lines[at], header) and _header_at(lines, at) is None,
        _body(lines, end, header),
    )
    found = {place: _plain_cells(lines[place]) for place in [*range(at, end), *places]}
    tabbed = [cells for place, cells in found.items() if "\t" in lines[place].raw]
    keys = [at for at, name in enumerate(header.names) if name in OF_EACH]
    if header.kind == "timetable" or {*map(len, tabbed)} != {len(header.names)}:
        return found, False
    if all(normalize(cells[at]) for cells in tabbed for at in keys):
        return found, False  # every line is a whole row
    over = (None,) * (len(tabbed[0]) - 1)
    return {
        p: cells if "\t" in lines[p].raw else (*cells, *over) for p, cells in found.items()
    }, True


def read_plain_header(line: TextLine) -> Header | None:
    """Return a header whose columns are separated by tabs or only single spaces."""
    if not is_printed(line) or len(line.raw) > LONGEST_ROW:
        return None
    found = header_kind(_plain_cells(line))
    return Header(*found) if found else None


def _plain_cells(line: TextLine) -> Cells:
    """Return the cells of a line by its tabs, by runs of spaces or, if these make a known header,
    by its words: narrow columns 職稱 姓名 官職等."""
    cells = split_cells(line)
    words = tuple(line.spaced.split(" "))
    more = "\t" not in line.raw and len(words) > len(cells)
    return words if more and header_kind(words, exact=True) else cells


def _body(lines: Sequence[TextLine], start: int, header: Header) -> Iterator[int]:
    """Yield the indices of the printed lines of a table with this header, up to its certain end."""
    following = _numbers_above(lines[:start]) if header.kind != "advice" else {}
    gap, turned, number = False, False, 1
    tabs = lines[start - 1].raw.count("\t")
    for place in range(start, len(lines)):
        line = lines[place]
        if not line.is_text:
            gap, turned = True, turned or line.role == "page"
            continue
        if turned and not (is_heading(line.raw) or _header_at(lines, place)):
            gap &= _stands_alone(line, header.second)  # an indented cell may begin the page
        if header.names[0] == "order" and re.match(rf"\s*{number}(?:\t|\s{{2}})", line.raw):
            number += 1  # alone on its line, where other rows have more cells
        elif 0 < line.raw.count("\t") == tabs and _stands_alone(line, None):
            pass  # its empty cells show that it is a row
        elif _titles_next_table(lines, place, header):
            return
        elif _is_next_heading(line, header, following):
            if header.kind == "roster" or not _is_band(lines, place, header):
                return
        elif (
            _ends_table(line, header, gap)
            or _heads_diary_entry(lines, place, header, gap)
            or _is_sentence_below(lines, start - 1, place, header)
        ) and not _is_band(lines, place, header):
            return
        yield place
        gap = turned = False


def _heads_diary_entry(lines: Sequence[TextLine], place: int, header: Header, gap: bool) -> bool:
    """True if a single line is a day, and no row of a table with a column of days follows."""
    alone = gap and is_only_day(lines[place].text) and _stands_alone(lines[place], header.second)
    return alone and not header.undated and not _row_below(lines, place, header)


def _numbers_above(lines: Sequence[TextLine]) -> dict[str, int]:
    """Return the next number for each form of numbering used by headings above a table."""
    markers = (line.marker for line in lines if line.marker)
    return {marker.kind: marker.value + 1 for marker in markers if not marker.word}


def _is_next_heading(line: TextLine, header: Header, following: dict[str, int]) -> bool:
    """True if a single line in the first column is a heading that continues the numbering above the
    table; another number takes its form out of ``following``, since it numbers cells."""
    marker = line.marker if _stands_alone(line, header.second) else None
    if marker is None or len(marker.rest) < 2:  # (二) alone is a weekday
        return False
    return following.pop(marker.kind, 0) == marker.value


def _stands_alone(line: TextLine, second: float | None) -> bool:
    """True if a line has a single cell, in the first column; the wide space after the number of a
    heading (2.1) does not separate cells."""
    heads = line.marker is not None and line.marker.kind.startswith("decimal")
    alone = heads or not any(normalize(cell) for cell in split_cells(line)[1:])
    return alone and (second is None or line.indent < second)


def _is_sentence_below(lines: Sequence[TextLine], head: int, place: int, header: Header) -> bool:
    """True if a line is not in the cells of a table: running text over the columns that is not
    below other cells or, without a tab, follows a blank line or only rows with tabs; it ends a
    sentence or the next line is running text too, and no row follows."""
    line, rows = lines[place], lines[head:place]
    text = [
        _stands_alone(each, None) and is_running_text(each.text)
        for each in lines[place : place + 2]
    ]
    if not text[0] or not (line.text.endswith(("。", ".")) or all(text)):
        return False
    if header.second is None:
        tabs = rows[-1].blank or all("\t" in each.raw for each in rows if not each.blank)
        over = "\t" not in line.raw and tabs
    else:
        below = {each.indent for each in rows[1:] if each.indent > rows[0].indent}
        reaches = line.indent < header.second < line.indent + line.width
        over = reaches and line.indent not in below
    return over and not _row_below(lines, place, header)


def _is_band(lines: Sequence[TextLine], place: int, header: Header) -> bool:
    """True if a single numbered line (主題一:…) is a title among the rows of a timetable or of
    recommendations: it names no chapter, and a row follows, perhaps with the line inside its cells."""
    marker = read_marker(text := loose(lines[place].raw)) or read_band(text)
    if marker is None or marker.rank <= _CHAPTER_RANK or names_chapter(lines[place]):
        return False
    return _row_below(lines, place, header)


def _row_below(lines: Sequence[TextLine], place: int, header: Header) -> bool:
    """True if a row with a date or a time, or one of a roster or of recommendations, follows before
    a header, a sentence or a block of a visit; the header of recommendations may be repeated on the
    next page."""
    for at in range(place + 1, min(place + 1 + _BAND_REACH, len(lines))):
        line = lines[at]
        if read_plain_header(line) or _header_at(lines, at):
            return header.kind == "advice" and line.page != lines[place].page
        cells = [normalize(cell) for cell in split_cells(line)]
        if (len(cells) == 1 and "。" in line.text) or label("block", f"{cells[0]}:"):
            return False  # a field of a visit: 時間 9月8日
        if line.raw.count("\t") >= len(header.names):
            return False  # of another table
        if _is_row(cells, header.kind):
            return True
    return False


def _is_row(cells: Sequence[str], kind: str) -> bool:
    """True if the cells are those of a row: with a date or a time, or several of another kind."""
    if kind != "timetable":
        return len(cells) > 2 - cells[0].isdigit() and not opens(cells[0])
    # Of two cells the second has the value of a field, whatever its label.
    first = [] if len(cells) == 1 else cells[: 1 if len(cells) == 2 else 3]
    return any(find_clock(cell, compact=False) or find_dates(cell) for cell in first)


def _header_at(lines: Sequence[TextLine], at: int) -> _Found | None:
    """Return the header with columns separated by white space that begins at this line or the next,
    the index of its first line and that of the line after it."""
    near: list[int] = []
    for place in range(at, min(at + 2 * HEADER_ROWS, len(lines))):
        line = lines[place]
        if line.blank and near:
            continue
        if not is_printed(line) or "\t" in line.raw or len(line.raw) > LONGEST_ROW:
            break
        near.append(place)
    begun = [lines[place].raw.strip() for place in near[:HEADER_ROWS]]
    if not any(_GAP.search(text) and names_columns(text) for text in begun):
        return None
    found = (
        find_header([printed_row(lines[place], place, measure) for place in near])
        for measure in MEASURES
    )
    best = max(
        filter(None, found),
        key=lambda each: (each[0].sureness, len(each[0].names)),
        default=None,
    )
    return (best[0], near[best[1]], near[best[2] - 1] + 1) if best else None


def _parts(lines: Sequence[TextLine], found: _Found) -> list[Part]:
    """Return the table below a header with columns separated by white space, up to the next heading
    or line of another kind."""
    header = found[0]
    parts = [Part(header, range(*found[1:]))]
    for place in _body(lines, found[2], header):
        if place in parts[-1].head:
            continue
        again = _header_at(lines, place)
        if again is None or again[1] != place:
            parts[-1].lines.append(place)
        elif again[0].names == header.names:
            parts.append(Part(again[0], range(*again[1:])))
        else:
            break
    return parts


def _titles_next_table(lines: Sequence[TextLine], at: int, header: Header) -> bool:
    """True if the line is a note or the title of another table: by its number below a blank line,
    by a date or week above a header, or as a single cell above a table of another kind."""
    line = lines[at]
    if not lines[at - 1].is_text and _NOTE.match(line.text):
        return True
    week = _WEEK.match(line.text)
    further = (n for n in range(at + 1, len(lines)) if not (lines[n].blank or lines[n].role))
    below = next(further, None) if week or len(split_cells(line)) == 1 else None
    if below is None:
        return False
    if week or (header.undated and find_dates(line.text)):
        return bool(_header_at(lines, below) or read_plain_header(lines[below]))
    return _is_of_another(lines[below], header)


def _is_of_another(line: TextLine, header: Header) -> bool:
    """True if the line is the header of a table of another kind, or of a roster with other columns."""
    found = read_plain_header(line)
    if found is None or found.kind not in {"roster", "timetable"}:
        return False
    return found.kind != header.kind or (found.kind == "roster" and found.names != header.names)


def _ends_table(line: TextLine, header: Header, gap: bool) -> bool:
    """True if the table has ended above the line.

    Args:
        gap: whether a blank line precedes.
    """
    if line.cells is not None or names_chapter(line):
        return True
    roster = header.kind == "roster"
    if not _stands_alone(line, None):
        return roster and gap and header.second is None and _names_nobody(line)
    numbered = (line.marker and line.marker.by_context) or is_heading(line.raw)
    # An indented line is a cell: 第一組.
    if _NOTE.match(line.text) or (numbered and _stands_alone(line, header.second)):
        return True
    if roster:
        return _ends_roster(line, gap)
    return "。" in line.text and printed_width(line.text) > MOST_IN_A_CELL


def _names_nobody(line: TextLine) -> bool:
    """True if a line is not a row of a roster but the header of another table: 小組 | 議題 | 成員."""
    cells = [normalize(cell) for cell in split_cells(line)]
    return not any(c.isdigit() or is_whole_name(c) or is_agency(c) for c in cells)


def _ends_roster(line: TextLine, gap: bool) -> bool:
    """True if a line ends a roster: running text, a gap, a role (領隊:…) or a field of the cover
    does; the name of a class between the rows does not."""
    said, colon, who = line.text.partition(":")
    if colon and ((len(who) > 3 and meaning("role", said)) or label("cover", line.text)):
        return True
    return "。" in line.text or (gap and len(loose(line.raw).split(" ")) < 3)
