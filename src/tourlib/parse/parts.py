"""Divide a report into its parts: cover, contents, tables, photographs, body."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tourlib.outline.nodes import Paragraph
from tourlib.parse.contents import Toc, find_body_start, find_toc
from tourlib.parse.photos import wraps_below
from tourlib.readers.text.lines import TextLine, chapter_title, ends_sentence, is_running_text
from tourlib.tables.advice import read_advice, rows_as_text, titles_of
from tourlib.tables.find import find_tables
from tourlib.tables.listed import find_listed_timetable
from tourlib.tables.table import Table
from tourlib.text import normalize
from tourlib.vocabulary import chapter_role, is_chapter_word, meaning

_NUMBERED_PHOTO = re.compile(r"(?:照片|相片|圖片?)\s*[(]?[\d一二三四五六七八九十]+")
_CAPTION = re.compile(
    r"(?P<kind>照片|相片|圖片?)\s*[(]?[\d一二三四五六七八九十]+(?:[-.]\d+)*[)]?\s*[:.、]?\s*"
    r"(?P<words>(?![為係是中所之及與和至~、-])[^。;!?]*)$"
)
#: Separator between captions side by side in text.
_BESIDE = re.compile(r"\t|\s{2,}(?=(?:照片|相片|圖片?)\s*\d)")
#: Words that always mean a photograph; 圖 may be a chart.
_PHOTO = frozenset({"照片", "相片"})
#: Maximum length of headings of photographs and captions of tables.
_MAX_HEADING = 60
_CAPTION_REACH, _LINES_ABOVE = 8, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a report by part.

    Attributes:
        cover: lines before the body.
        toc: table of contents.
        tables: tables of a known kind.
        photos: captions within the text, and the lines below the heading of the photographs.
        body: all other lines, from the first heading on.
        rows: the cells of recommendation tables, row by row.
        summaries: tables that only summarise the recommendations.
        captions: line → ``heading`` for the title of a table; for a table read within the body
            ``header``, and for its rows ``recommendations``.
    """

    cover: tuple[TextLine, ...]
    toc: Toc
    tables: tuple[Table, ...]
    photos: tuple[tuple[TextLine, ...], ...]
    body: tuple[TextLine, ...]
    rows: tuple[Paragraph, ...]
    summaries: tuple[Table, ...]
    captions: dict[int, str]


def divide(lines: Sequence[TextLine]) -> Layout:
    """Divide a report into its parts; every line is in exactly one (except captions and blank lines)."""
    toc = find_toc(lines)
    in_toc = set(toc.lines)
    outside = [line for line in lines if line.number not in in_toc]
    found = _under_lines(find_tables(outside), lines)
    found = [table for table in found if not _of_photos(table)]
    in_text = [table for table in found if table.kind == "advice"]
    listed = _with_listed([table for table in found if table.kind != "advice"], outside)
    tables = _under_lines(listed, lines)
    captions = _captions(lines, tables, in_toc | _lines_of(tables))
    start = find_body_start(lines, in_toc | _lines_of(tables) | captions.keys(), in_toc)
    tables = _without_form(tables, lines[start].number if start < len(lines) else 0)
    taken = in_toc | _lines_of(tables)
    photos = _photos(lines[start:], taken)
    in_photos = {line.number for group in photos for line in group}
    skip = taken | in_photos | captions.keys()
    body, read, summaries = _with_rows(lines[start:], in_text, outside)
    rows = (rows_as_text(table, outside) for table in in_text)
    return Layout(
        cover=tuple(line for line in lines[:start] if line.number not in skip),
        toc=toc,
        tables=tuple(tables),
        photos=photos,
        body=tuple(line for line in body if line.number not in skip),
        rows=tuple(itertools.chain.from_iterable(rows)),
        summaries=tuple(summaries),
        captions=captions | read,
    )


def _lines_of(tables: Sequence[Table]) -> set[int]:
    return {number for table in tables for number in table.lines}


def _with_listed(tables: list[Table], outside: Sequence[TextLine]) -> list[Table]:
    """Return the tables and, if none of them is a timetable, one found outside tables."""
    if any(table.kind == "timetable" for table in tables):
        return tables
    listed = find_listed_timetable(outside, _lines_of(tables))
    return [*tables, listed] if listed else tables


def _with_rows(
    lines: Sequence[TextLine], tables: Sequence[Table], outside: Sequence[TextLine]
) -> tuple[list[TextLine], dict[int, str], list[Table]]:
    """Return the lines with tables of recommendations read row by row; the role of each line of those
    tables; and tables that only summarise."""
    instead: dict[int, list[TextLine]] = {}
    kinds: dict[int, str] = {}
    summaries: list[Table] = []
    for table, title in zip(tables, titles_of(tables), strict=True):
        read = read_advice(table, outside, title=title)
        if read is None:
            summaries.append(table)
            continue
        of_rows = [number for row in table.rows for number in row.lines]
        kinds |= dict.fromkeys(table.headers, "header")
        kinds |= dict.fromkeys(of_rows, "recommendations")
        instead |= {number: [] for number in (*table.headers, *of_rows)}
        for line in read:
            instead[line.number].append(line)
    found = [each for line in lines for each in instead.get(line.number, [line])]
    return found, kinds, summaries


def _under_lines(tables: Sequence[Table], lines: Sequence[TextLine]) -> list[Table]:
    """Return the tables, each with the last lines printed above it."""
    printed = [line for line in lines if line.is_text]
    numbers = [line.number for line in printed]
    places = [bisect.bisect_left(numbers, table.lines[0]) for table in tables]
    above = [tuple(printed[max(0, place - _LINES_ABOVE) : place]) for place in places]
    return [replace(table, above=found) for table, found in zip(tables, above, strict=True)]


def _of_photos(table: Table) -> bool:
    """True for a table of photographs, or of days and events directly below their heading."""
    named = any(map(_is_photo_heading, table.above[-1:]))
    return table.kind == "photos" or (named and table.kind == "timetable")


def _without_form(tables: Sequence[Table], body: int) -> list[Table]:
    """Return the tables without rosters before the body if the body has its own: the form at the
    front lists the same people."""
    inside = any(table.kind == "roster" and table.lines[0] >= body for table in tables)
    return [t for t in tables if t.kind != "roster" or t.lines[0] >= body or not inside]


def _captions(
    lines: Sequence[TextLine], tables: Sequence[Table], taken: set[int]
) -> dict[int, str]:
    """Return titles directly above a roster or timetable that are not headings by number or style;
    before the first chapter a number does not make a heading."""
    by_number = {line.number: line for line in lines}
    first = next((n.number for n in lines if n.number not in taken and _begins_body(n)), 0)
    captions: dict[int, str] = {}
    for table in tables:
        above = (by_number.get(table.lines[0] - step) for step in range(1, _CAPTION_REACH + 1))
        near = itertools.takewhile(
            lambda line: (
                line
                and line.number not in taken
                and sum(map(bool, map(normalize, line.cells or ()))) <= 1
            ),
            above,
        )
        title = next((line for line in near if line and line.is_text), None)
        if title and _names_table(title, table.kind, numbered=title.number < first):
            captions[title.number] = "heading"
    return captions


def _begins_body(line: TextLine) -> bool:
    """True if the line is the title of a chapter, or states the purpose, even if numbered 一、."""
    if line.marker and line.marker.kind == "appendix":
        return False
    purpose = line.marker is not None and chapter_role(line.marker.rest) == "purpose"
    return purpose or chapter_title(line) is not None


def _names_table(line: TextLine, kind: str, *, numbered: bool) -> bool:
    """True if the line is the title of a table; ``numbered``: it may have a number."""
    if (line.marker or line.level) and not numbered:
        return False
    return not re.search(r"[。,;:]", line.text) and bool(meaning(f"{kind}_section", line.text))


def _photos(lines: Sequence[TextLine], taken: set[int]) -> tuple[tuple[TextLine, ...], ...]:
    """Return captions within the text, and the lines below the last heading about photographs, up
    to the next heading of equal rank."""
    heads = [
        place
        for place, line in enumerate(lines)
        if line.number not in taken and line.cells is None and _is_photo_heading(line)
    ]
    if not heads:
        return (_numbered_photos(lines, taken),)
    head = lines[heads[-1]].marker
    rank = head.rank if head else 1
    found = []
    for line in lines[heads[-1] + 1 :]:
        if line.cells is None and line.is_text:
            outer = line.marker is not None and line.marker.rank <= rank
            if outer or is_chapter_word(line.text):
                break
        if line.number not in taken:
            found.append(line)
    return _numbered_photos(lines[: heads[-1]], taken), tuple(found)


def _numbered_photos(lines: Sequence[TextLine], taken: set[int]) -> tuple[TextLine, ...]:
    """Return captions that stand alone within the text: 照片1, 圖2.1 …"""
    found: list[TextLine] = []
    previous: TextLine | None = None
    for line in lines:
        if not line.is_text or line.number in taken:
            continue
        alone = (
            previous is None
            or previous.number != line.number - 1
            or previous.cells is not None
            or previous.marker is not None
            or [previous.number] == [each.number for each in found[-1:]]
            or ends_sentence(previous.text)
            or not is_running_text(previous.text)
        )
        if (alone and line.marker is None and _are_captions(line)) or (
            previous and found[-1:] and wraps_below(found[-1], previous, line)
        ):
            found.append(line)
        previous = line
    return tuple(found)


def _are_captions(line: TextLine) -> bool:
    """True if all cells of a line are captions of photographs."""
    cells = line.cells or _BESIDE.split(line.raw.strip())
    return all(_is_caption(cell) for cell in cells if normalize(cell))


def _is_caption(text: str | None) -> bool:
    """True if the text is the caption of a photograph, not of a chart, and not a sentence about it."""
    match = _CAPTION.match(normalize(text))
    if match is None:
        return False
    return match["kind"] in _PHOTO or meaning("figure", match["words"]) in {"photo", None}


def _is_photo_heading(line: TextLine) -> bool:
    text = line.unnumbered
    short = len(text) <= (20 if line.marker else 10) and not _NUMBERED_PHOTO.match(text)
    return short and bool(meaning("photo_section", text)) and not meaning("photo_place", text)
