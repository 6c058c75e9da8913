"""Recommendations printed as a table: its rows become the numbered lines that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tourlib.agencies import resolve
from tourlib.lines import Line
from tourlib.structure.markers import CHAPTER_RANK, Marker, read_marker
from tourlib.structure.rows import Row, Table
from tourlib.structure.textlines import TextLine, read_lines
from tourlib.text import chinese_number, join, loose, normalize
from tourlib.vocabulary import chapter_role, is_chapter_word, labels_in, meaning

#: Chapters whose tables of recommendations are the recommendations.
_CHAPTERS = frozenset({"recommendations", "reflections_and_recommendations"})
#: A chapter's heading is no longer than this.
_MAX_HEADING = 30
_LABELS = {"lead_agency": "主辦機關", "co_agencies": "協辦機關"}
_AGENCY_END = re.compile(r"[部會署局處院府司所校]$")
#: How the directory knows a name that is one body's.
_KNOWN_NAMES = frozenset({"exact", "short", "former"})
#: Rows whose words stand elsewhere in the chapter at this share are a summary of it.
_KNOWN = 0.5
#: So many characters of a text tell it.
_OPENING = 8


def read_advice(table: Table, lines: Sequence[TextLine]) -> list[TextLine] | None:
    """A table of recommendations as lines with numbering, agencies and horizon.

    Args:
        table: of the kind ``advice``.
        lines: all lines of the report.

    Returns:
        Lines to read in the place of the table's, several with one number where a row makes them;
        ``None`` where the table is in no chapter of recommendations, or only sums up what stands
        there.
    """
    by_number = {line.number: line for line in lines}
    rows = _joined(table)
    if not _in_chapter(table, lines) or _sums_up(table, rows, lines):
        return None
    headers = _headers(by_number[table.headers[0]], table) if table.headers else table.columns
    found: list[TextLine] = []
    last: dict[int, str] = {}
    count = 0
    for row in rows:
        cells = {i: cell for i, cell in enumerate(row.cells) if cell is not None}
        filled = [cell for cell in cells.values() if normalize(cell)]
        if len(filled) == 1 and len(cells) == 1 and len(row.cells) > 1:
            found += _read(row.line, filled)  # a heading over all columns
            continue
        named = {column for place, column in enumerate(table.columns) if place in cells}
        if "advice" in named:
            count += 1
        for place, column in enumerate(table.columns):
            # A merged cell holds for all rows that it covers; in text it is an empty one.
            above = last.get(place, "")
            merged = place not in cells and column in {*_LABELS, "horizon"}
            empty = not normalize(cells.get(place, "")) and meaning("horizon", normalize(above))
            if merged or (empty and column == "horizon"):
                cells[place] = above
        last = {**last, **cells}
        found += _row_lines(row, cells, table, headers, count if "advice" in named else None)
    return found


def _row_lines(
    row: Row,
    cells: Mapping[int, str],
    table: Table,
    headers: Sequence[str | None],
    number: int | None,
) -> Iterator[TextLine]:
    by_column: dict[str | None, list[int]] = {}
    for place in cells:
        by_column.setdefault(table.columns[place], []).append(place)

    def text(column: str) -> str:
        return "\n".join(cells[place] for place in by_column.get(column, []))

    head, *more = _paragraphs(text("advice")) or [""]
    if number is not None:
        yield from _head(row.line, normalize(text("order")), head, number)
        horizon = "".join(normalize(text("horizon")).split())
        if horizon:
            known = meaning("horizon", horizon)
            said = f"【{horizon}】" if known and len(horizon) <= 12 else f"期程:{horizon}"
            more = more if known else [*more, said]
            yield from _read(row.line, [said] if known else [])
        for column, label in _LABELS.items():
            if labelled := _labelled(text(column)):
                yield from _read(row.line, labelled)
                continue
            value = _agencies(text(column))
            yield from _read(row.line, [f"{label}:{value}"] if value else [])
    rest = [*more, *_paragraphs(text("detail"))]
    for place in by_column.get(None, []) + by_column.get("other", []):
        if labelled := _labelled(cells[place]):
            yield from _read(row.line, labelled)
            continue
        value = " ".join(_paragraphs(cells[place]))
        rest += [f"{headers[place]}:{value}"] if value else []
    yield from _read(row.line, rest)


def _head(line: int, order: str, head: str, number: int) -> Iterator[TextLine]:
    """The line that the row begins with, numbered as the row or its text is."""
    own = read_marker(loose(head))
    bare = order.rstrip(".、")
    if own is None and bare.isdigit():
        head = f"{bare}. {head}"
    elif own is None and bare and chinese_number(bare):
        head = f"{bare}、{head}"
    elif own is None and bare:
        head = f"{order}{head}"
    for read in _read(line, [head]):
        if read.marker is None:
            marker = Marker("digit", 6, "", number, read.text)
            yield replace(read, marker=marker)
        else:
            yield read


def _read(number: int, texts: Sequence[str]) -> list[TextLine]:
    return read_lines([Line(number, text) for text in texts if text.strip()])


def _paragraphs(cell: str) -> list[str]:
    """The paragraphs of a cell: a line goes on with the one before it unless that ends a sentence
    or this is numbered."""
    found: list[str] = []
    for line in cell.split("\n"):
        if not line.strip():
            continue
        new = not found or re.search(r"[。;；:：!?！？]\s*$", found[-1]) or read_marker(loose(line))
        if new:
            found.append(line.strip())
        else:
            found[-1] = join(found[-1], line)
    return found


def _agencies(cell: str) -> str:
    """Agencies of a cell as one text: those on lines of their own divided, a wrapped one whole."""
    lines = list(filter(None, map(normalize, re.split(r"\n|(?<=[部會署局處院府])\s+", cell))))
    if re.search(r"[、,;]", cell):
        return "".join(lines)
    found = lines[:1]
    for line in lines[1:]:
        whole = found[-1] + line
        if _AGENCY_END.search(found[-1]) and resolve(whole).match not in _KNOWN_NAMES:
            found.append(line)
        else:
            found[-1] = whole
    return "、".join(found)


def _labelled(cell: str) -> list[str]:
    """The lines of a cell that says itself who leads and who helps: 主辦:甲部 / 協辦:乙部."""
    found: list[str] = []
    for line in filter(None, map(normalize, cell.split("\n"))):
        if labels_in("item", line):
            found.append(line)
        elif found:
            found[-1] = join(found[-1], line)
        else:
            return []
    return found


def _headers(line: TextLine, table: Table) -> list[str]:
    cells = line.cells if line.cells is not None else tuple(loose(line.raw).split())
    names = ["".join(normalize(cell or "").split()) for cell in cells]
    return [*names, *[""] * (len(table.columns) - len(names))]


def _joined(table: Table) -> list[Row]:
    """The rows; of a table in extracted text, one without number goes on with the row before it."""
    order = next((i for i, column in enumerate(table.columns) if column == "order"), None)
    rows: list[Row] = []
    for row in table.rows:
        cells = row.cells
        goes_on = (
            not table.exact
            and rows
            and order is not None
            and order < len(cells) == len(rows[-1].cells)
            and not normalize(cells[order] or "")
        )
        if goes_on:
            both = zip(rows[-1].cells, cells, strict=True)
            merged = tuple("\n".join(filter(None, pair)) for pair in both)
            rows[-1] = Row(rows[-1].line, merged, (*rows[-1].lines, *row.lines))
        else:
            rows.append(row)
    return rows


def _in_chapter(table: Table, lines: Sequence[TextLine]) -> bool:
    """Whether the outermost heading above that is called as a chapter is one of recommendations."""
    role, outermost = None, float("inf")
    for line in reversed([line for line in lines if line.number < table.lines[0]]):
        title = line.marker.rest if line.marker else line.text
        heading = line.marker or line.level or is_chapter_word(line.text)
        if not heading or line.cells is not None or len(title) > _MAX_HEADING or "。" in title:
            continue
        rank = line.marker.rank if line.marker else CHAPTER_RANK
        if rank < outermost:
            outermost, role = rank, chapter_role(title) or role
        if rank <= CHAPTER_RANK:
            break
    return role in _CHAPTERS


def _sums_up(table: Table, rows: Sequence[Row], lines: Sequence[TextLine]) -> bool:
    inside = set(table.lines)
    said = {
        _opening(line.marker.rest)
        for line in lines
        if line.marker and line.number not in inside and line.number < table.lines[0]
    }
    place = table.columns.index("advice")
    texts = [cell for row in rows if place < len(row.cells) and (cell := row.cells[place])]
    known = sum(_opening(_bare(text)) in said for text in texts)
    return bool(texts) and known >= _KNOWN * len(texts)


def _bare(text: str) -> str:
    marker = read_marker(loose(text))
    return marker.rest if marker else text


def _opening(text: str) -> str:
    return re.sub(r"\W", "", normalize(text))[:_OPENING]
