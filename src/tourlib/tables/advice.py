"""Convert recommendations printed as a table into the numbered lines that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from tourlib.lines import Line
from tourlib.outline.fields import horizon_named, only_says_when
from tourlib.outline.nodes import Paragraph
from tourlib.outline.numbering import Marker, read_band, read_marker
from tourlib.people.forms import is_agency, is_listed
from tourlib.readers.text.lines import TextLine, chapter_title, read_lines, split_cells
from tourlib.tables.table import Row, Table
from tourlib.text import join, loose, normalize, ticked
from tourlib.vocabulary import chapter_role

#: Chapters whose tables of recommendations are the recommendations.
_CHAPTERS = frozenset({"recommendations", "reflections_and_recommendations"})
_LABELS = {
    "lead_agency": "主辦機關", "co_agencies": "協辦機關", "both_agencies": "主(協)辦機關",
}  # fmt: skip
_AGENCY_END = re.compile(r"[部會署局處院府司所校]$|大學$")
#: Bodies whose bureaus or schools are printed without them: 某縣政府 / 衛生局.
_HAS_PARTS = re.compile(r"政府$|大學$")
#: What stands in the column of its time frame.
_TICK = re.compile(r"[■▓●☑☒✓✔◼◎○◯VvO]")
#: Rank of an item without a number, and how far outside its items a topic ranks.
_ITEM_RANK, _STEP = 6, 0.3
#: Share of rows that occur elsewhere in the chapter from which a table is a summary of it.
_KNOWN = 0.5
#: A line is the end of a paragraph if it is shorter than the next by more than this.
_SHORTER = 2
#: Meaning of columns left of the recommendations if they are merged over rows, and of those to their right.
_LEFT: dict[str | None, str] = {
    None: "topic", "advice": "topic", "order": "topic_order", "horizon": "topic",
}  # fmt: skip
_RIGHT: dict[str | None, str | None] = {"advice": "detail", "topic": None}
#: The title of a numbered table.
_CAPTION = re.compile(r"附?表\s*[\d一二三四五六七八九十]+(?:[-.]\d+)*\s*[:、.]?\s*(?P<title>\S.*)")
#: Number of characters by which a text is identified.
_OPENING = 8


def titles_of(tables: Sequence[Table]) -> list[str]:
    """Return the titles of the tables if they are several with captions (表1 立即可行建議), or if they
    name a time frame; else empty texts."""
    captions = [_CAPTION.match(table.above[-1].text) if table.above else None for table in tables]
    titles = [found["title"] if found else "" for found in captions]
    several = len([*filter(None, titles)]) > 1
    return [title if several or only_says_when(title) else "" for title in titles]


def read_advice(
    table: Table, lines: Sequence[TextLine], *, title: str = ""
) -> list[TextLine] | None:
    """Convert a table of recommendations to lines with numbering, agencies and horizon.

    Args:
        table: of the kind ``advice``.
        lines: all lines of the report.
        title: that of the table if it is the topic of its recommendations.

    Returns:
        Lines to be read instead of the table's, several with the same line number if a row gives
        several; ``None`` if the table is not in a chapter of recommendations, or only summarises it.
    """
    above = [line for line in lines if line.number < table.headers[0]]
    if not _in_chapter(above) or _sums_up(table, above):
        return None
    header = next(line.cells or () for line in lines if line.number == table.headers[0])
    columns = _columns(table.columns, table.rows)
    topic_rank = _rank_of_topics(table.rows, columns)
    found: list[TextLine] = []
    topics: list[str] = []
    count = 0
    if title and "topic" not in columns:
        found += _numbered(table.headers[0], "", title, 1, topic_rank)
    for row in table.rows:
        if _is_group(row, columns):
            topics.append("")
            count = 0
            rank = None if row is table.rows[-1] else topic_rank
            found += _across(row, len(topics), rank)
            continue
        topic = normalize(_text(row, columns, "topic"))
        if topic and topic not in topics[-1:]:
            topics.append(topic)
            count = 0
            order = _text(row, columns, "topic_order")
            found += _numbered(row.line, order, topic, len(topics), topic_rank)
        fields = _read(row.line, _fields(row, columns))
        explained = _text(row, columns, "detail").strip()
        for head, *more in _items(_text(row, columns, "advice")):
            count += 1
            order, cell = _text(row, columns, "order"), not (more or explained)
            found += _numbered(row.line, order, head, count, cell=cell)
            found += [*fields, *_read(row.line, more)]
        found += _read(row.line, _beside(row, columns, header))
    return found


def rows_as_text(table: Table, lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """Yield the cells of a table of recommendations, including headers, as text of the section."""
    heads = [Row(n.number, split_cells(n)) for n in lines if n.number in table.headers]
    for row in (*heads, *table.rows):
        said = (text for cell in row.cells for text in _paragraphs(cell or ""))
        yield from (Paragraph(normalize(text), row.lines, row=True) for text in said)


def summed_up(table: Table) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the rows of a table that summarises recommendations: line, recommendation as identified
    by :func:`opening`, and its agencies and horizon with their labels."""
    columns = _columns(table.columns, table.rows)
    for row in table.rows:
        text = _text(row, columns, "advice")
        yield row.line, opening(_bare(text)), list(_fields(row, columns))


def _columns(columns: Sequence[str | None], rows: Sequence[Row]) -> tuple[str | None, ...]:
    """Return the columns as their cells show them: the first column of recommendations, or else of
    details or unknown, that is not merged over rows contains them (建議事項 | 建議內容). A merged
    column left of it is a topic, or the topic's number; columns to its right contain details."""
    width = max((len(row.cells) for row in rows), default=0)
    names = (*columns, *[None] * (width - len(columns)))
    advice = [place for place, name in enumerate(names) if name == "advice"]
    merged = {place for place in range(len(names)) if _is_merged(rows, place, names[place])}
    details = [at for at in range(advice[0], len(names)) if names[at] in {"detail", None}]
    items = next((place for place in (*advice, *details) if place not in merged), advice[-1])
    plain = [None if name == "detail" else name for name in names]  # what others do, before
    left = (_LEFT.get(n, n) if at in merged else plain[at] for at, n in enumerate(names[:items]))
    found = (*left, "advice", *(_RIGHT.get(name, name) for name in names[items + 1 :]))
    has_topics = "topic" in found
    return tuple("order" if n == "topic_order" and not has_topics else n for n in found)


def _is_merged(rows: Sequence[Row], place: int, name: str | None) -> bool:
    """True if cells of a column span several rows: in text these are empty below the first. Time
    frames are already repeated below it; each stands once, over several rows."""
    cells = [normalize(row.cells[place]) for row in rows if place < len(row.cells)]
    if name == "horizon":
        spans = [len([*rest]) for _cell, rest in groupby(cells)]
        return 1 < len({*cells}) == len(spans) and min(spans) > 1
    return cells[:1] > [""] and not all(cells)


def _is_group(row: Row, columns: Sequence[str | None]) -> bool:
    """True if a row names those below it: it is one cell across all columns or, in text without
    such cells, only a word with a number (主題一), or a numbered text in the column of numbers."""
    said = list(filter(None, (loose(cell) for cell in row.cells)))
    if row.is_over or len(said) != 1:
        return row.is_over
    numbered = columns[0] == "order" and row.cells[0] and read_marker(said[0])
    return read_band(said[0]) is not None or bool(numbered)


def _across(row: Row, number: int, rank: float | None) -> Iterator[TextLine]:
    """Yield a heading across all columns, as a topic with this number unless it has an outer one;
    ``rank`` is that of topics, ``None`` if no items follow."""
    for text in (cell for cell in row.cells if cell and cell.strip()):
        marker = read_band(loose(text)) or read_marker(loose(text))
        is_topic = rank is not None and (marker is None or marker.rank > rank)
        yield from (
            _numbered(row.line, "", text, number, rank) if is_topic else _read(row.line, [text])
        )


def _rank_of_topics(rows: Sequence[Row], columns: Sequence[str | None]) -> float:
    """Return the rank of the topics: that of their numbers, but outside their items."""
    told = [each for row in rows for each in zip(columns, row.cells, strict=False)]
    ranks = [(name, mark.rank) for name, cell in told if (mark := read_marker(loose(cell)))]
    items = min([_ITEM_RANK, *(rank for name, rank in ranks if name == "advice")])
    return min([items - _STEP, *(rank for name, rank in ranks if name == "topic")])


def _text(row: Row, columns: Sequence[str | None], column: str) -> str:
    told = zip(row.cells, columns, strict=False)
    return "\n".join(cell for cell, name in told if name == column and cell is not None)


def _fields(row: Row, columns: Sequence[str | None]) -> Iterator[str]:
    """Yield time frame and responsible agencies."""
    said = _text(row, columns, "horizon")
    if horizon := "".join(normalize(ticked(said) or said).split()):
        yield f"期程:{horizon}"
    for column, label in _LABELS.items():
        if value := _agencies(_text(row, columns, column)):
            yield f"{label}:{value}"


def _beside(
    row: Row, columns: Sequence[str | None], headers: Sequence[str | None]
) -> Iterator[str]:
    """Yield the text of the cells beside the recommendation."""
    yield from _paragraphs(_text(row, columns, "detail"))
    for cell, column, header in zip_longest(row.cells, columns, headers):
        value = " ".join(_paragraphs(cell or ""))
        if column is None and value:
            name = "".join(normalize(header).split())
            label = "期程" if _TICK.fullmatch(value) and horizon_named(name) else name
            yield f"{label}:{name if label != name else value}" if name else value


def _items(cell: str) -> list[list[str]]:
    """Return the paragraphs of a cell, one list per item if the first is numbered."""
    items: list[list[str]] = []
    kind = None
    for paragraph in _paragraphs(cell):
        marker = read_marker(loose(paragraph))
        if not items:
            kind = marker.kind if marker else None
        if not items or (marker and marker.kind == kind):
            items.append([])
        items[-1].append(paragraph)
    return items


def _numbered(
    line: int, order: str, head: str, number: int, rank: float | None = None, *, cell: bool = False
) -> Iterator[TextLine]:
    """Yield the first line of a topic or item, numbered like its row or text.

    Args:
        number: its number if none is printed.
        rank: its rank, if the numbering does not show it.
        cell: whether it is the row's whole recommendation.
    """
    bare = normalize(order).rstrip(".、")
    if bare and read_marker(loose(head)) is None:
        head = f"{bare}. {head}" if bare.isdigit() else f"{bare}、{head}"
    for read in _read(line, [head]):
        marker = read.marker or Marker("digit", _ITEM_RANK, "", number, read.text)
        settled = replace(marker, rank=marker.rank if rank is None else rank, cell=cell)
        yield replace(read, marker=settled)


def _read(number: int, texts: Iterable[str]) -> list[TextLine]:
    return read_lines([Line(number, text) for text in texts if text.strip()])


def _paragraphs(cell: str) -> list[str]:
    """Return the paragraphs of a cell: a line continues the previous one unless that ends a
    sentence or is shorter, or this one is numbered."""
    found: list[str] = []
    for line in filter(None, map(str.strip, cell.split("\n"))):
        last = found[-1] if found else ""
        ends = re.search(r"[。;；:：!?！？]$", last) or len(last) + _SHORTER < len(line)
        if not last or ends or read_marker(loose(line)):
            found.append(line)
        else:
            found[-1] = join(last, line)
    return found


def _agencies(cell: str) -> str:
    """Return the agencies in a cell as one text, dividing those on separate lines, not wrapped ones."""
    lines = list(filter(None, map(normalize, re.split(r"\n|(?<=[部會署局處院府])\s+", cell))))
    if re.search(r"[、,;]", cell):
        return "".join(lines)
    found = lines[:1]
    for line in lines[1:]:
        part = _HAS_PARTS.search(found[-1]) and not is_agency(line)
        if _AGENCY_END.search(found[-1]) and not part and not is_listed(found[-1] + line):
            found.append(line)
        else:
            found[-1] += line
    return "、".join(found)


def _in_chapter(above: Sequence[TextLine]) -> bool:
    """True if the last chapter that begins above is one of recommendations, or of a name that tells
    nothing: then the table does."""
    titles = (chapter_title(line) for line in reversed(above) if line.cells is None)
    title = next(filter(None, titles), "")
    return bool(title) and (chapter_role(title) or "recommendations") in _CHAPTERS


def _sums_up(table: Table, above: Sequence[TextLine]) -> bool:
    """True if most of the recommendations are also printed above."""
    said = {opening(line.marker.rest) for line in above if line.marker}
    place = table.columns.index("advice")
    texts = [cell for row in table.rows if place < len(row.cells) and (cell := row.cells[place])]
    known = sum(opening(_bare(text)) in said for text in texts)
    return bool(texts) and known >= _KNOWN * len(texts)


def _bare(text: str) -> str:
    marker = read_marker(loose(text))
    return marker.rest if marker else text


def opening(text: str) -> str:
    """Return the first words of a recommendation, up to its colon, which identify it."""
    return re.sub(r"\W", "", normalize(text).partition(":")[0])[:_OPENING]
