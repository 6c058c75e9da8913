"""ODT → numbered lines: paragraphs, headings, lists and table rows in the order of the document.

lxml over the package, for the same reasons as for DOCX. Deletions of tracked changes lie apart
in OpenDocument and are skipped; insertions are part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tourlib.errors import ReportError
from tourlib.lines import Source, TableRow
from tourlib.readers.budget import Budget
from tourlib.readers.collect import Collected, Note, inherited, is_frame
from tourlib.readers.numbering import MOST_LEVELS, Counter, Level
from tourlib.readers.package import parse_xml, read_int, read_parts

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (
    f"{{{_NS}{part}:1.0}}" for part in ("text", "table", "office", "style", "drawing")
)
_PARTS = ("content.xml", "styles.xml", "META-INF/manifest.xml")
_CONTAINERS = frozenset(
    f"{_TEXT}{name}"
    for name in (
        "section", "table-of-content", "index-body", "index-title", "alphabetical-index", "illustration-index",
        "table-index", "object-index", "user-index", "bibliography", "list-header",
    )
)  # fmt: skip
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content-source", f"{_TEXT}sequence-decls", f"{_OFFICE}forms",
        f"{_TEXT}ruby-text", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}hidden-text",
        f"{_TEXT}hidden-paragraph",
    }
)  # fmt: skip
_MOST_REPEATS, _MOST_NESTING, _MOST_SPACES = 2000, 200, 200


_ListPlace = tuple[str | None, int | None]


@dataclass(slots=True)
class _State(Collected):
    """What is known of a document while it is read."""

    styles: dict[str, dict[int, Level]] = field(default_factory=dict)
    #: style of paragraphs → the one that it is based on, its list, and level in the list
    paragraph_lists: dict[str, tuple[str | None, _ListPlace]] = field(default_factory=dict)
    #: the same with what they are based on
    inherited_lists: dict[str, _ListPlace] = field(default_factory=dict)
    outline: Counter = field(default_factory=lambda: Counter({}))
    counters: dict[str, Counter] = field(default_factory=dict)
    last_of_style: dict[str, Counter] = field(default_factory=dict)
    paged: bool = False


def read_odt(data: bytes, name: str) -> Source:
    """An ODT document as numbered lines.

    Raises:
        ReportError: damaged, protected by a password, unsafe, or without text.
    """
    parts = read_parts(data, _PARTS, name)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ReportError(
            "文件有密碼保護 the document is protected by a password",
            file=name,
            hint="請移除密碼後重新儲存 open it, remove the password, save it again",
        )
    if "content.xml" not in parts:
        raise ReportError(
            "文件沒有文字 the document has no text part",
            file=name,
            hint="請另存為 save it anew as .odt",
        )
    roots = {part: parse_xml(parts[part], name, part) for part in _PARTS[:2] if part in parts}
    state = _State(Budget(name))
    for root in roots.values():
        _read_styles(root, state)
    state.inherited_lists = inherited(state.paragraph_lists, _with_base)
    body = roots["content.xml"].find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ReportError(
            "不是文書檔 this OpenDocument file is no text document",
            file=name,
            hint="請給 give the report as .odt",
        )
    state.paged = next(body.iter(f"{_TEXT}soft-page-break"), None) is not None
    _read_blocks(body, state)
    return Source(name, "odt", tuple(state.lines))


def _with_base(own: _ListPlace, base: _ListPlace | None) -> _ListPlace:
    return own if base is None or (own[0] and own[1] is not None) else base


def _read_blocks(parent: etree._Element, state: _State) -> None:
    for number, block in _blocks(parent, state):
        if block.tag == f"{_TABLE}table":
            if is_frame(cells := _cells_by_row(block), f"{_TABLE}table"):
                for (cell,) in cells:
                    _read_blocks(cell, state)
            else:
                state.add_table(_rows(block, state))
            continue
        lines = _numbered(number, "".join(_texts(block, state))).split("\n")
        level = block.get(f"{_TEXT}outline-level", "") if block.tag == f"{_TEXT}h" else ""
        for line in lines:
            heading = read_int(level) if level.isdecimal() and len(lines) == 1 else None
            state.add(line, level=heading)
        state.add_pending()


def _numbered(number: str, text: str) -> str:
    return f"{number} {text}" if number and text.strip() else text


def _blocks(
    parent: etree._Element, state: _State, depth: int = 0
) -> Iterator[tuple[str, etree._Element]]:
    """Paragraphs, headings and tables with their automatic numbers."""
    if depth > _MOST_NESTING:
        return
    for child in parent:
        tag = child.tag
        if tag == f"{_TEXT}p":
            yield _paragraph_number(child, state), child
        elif tag == f"{_TEXT}h":
            yield _heading_number(child, state), child
        elif tag == f"{_TABLE}table":
            yield "", child
        elif tag == f"{_TEXT}list":
            yield from _list_blocks(child, state, None, 0)
        elif tag == f"{_TEXT}soft-page-break":
            state.page += 1
        elif tag in _CONTAINERS:
            yield from _blocks(child, state, depth + 1)


def _list_blocks(
    element: etree._Element, state: _State, counter: Counter | None, level: int
) -> Iterator[tuple[str, etree._Element]]:
    """The paragraphs of a list: the first of each item carries the number."""
    if level > _MOST_NESTING:
        return
    style = element.get(f"{_TEXT}style-name")
    if counter is None:
        counter = _counter(element, style, state)
    for item in element:
        if item.tag not in {f"{_TEXT}list-item", f"{_TEXT}list-header"}:
            continue
        start = item.get(f"{_TEXT}start-value")
        numbered = item.tag == f"{_TEXT}list-item"
        for child in item:
            if child.tag == f"{_TEXT}list":
                yield from _list_blocks(child, state, counter, level + 1)
            elif child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                number = ""
                if numbered and "".join(child.itertext()).strip():
                    number = counter.next(
                        level, read_int(start) if start and start.isdecimal() else None
                    )
                    numbered = False
                yield number, child
            elif child.tag == f"{_TABLE}table":
                yield "", child


def _counter(element: etree._Element, style: str | None, state: _State) -> Counter:
    """The counter of a list: its own, or that of the list that it goes on with."""
    if style is None:
        first = element.find(f".//{_TEXT}p")
        named = first.get(f"{_TEXT}style-name", "") if first is not None else ""
        style = state.paragraph_lists.get(named, (None, (None, None)))[1][0]
    earlier = element.get(f"{_TEXT}continue-list")
    if earlier and earlier in state.counters:
        counter = state.counters[earlier]
    elif (
        element.get(f"{_TEXT}continue-numbering") == "true"
        and style
        and style in state.last_of_style
    ):
        counter = state.last_of_style[style]
    else:
        counter = Counter(state.styles.get(style or "", {}))
    identity = element.get("{http://www.w3.org/XML/1998/namespace}id")
    if identity:
        state.counters[identity] = counter
    if style:
        state.last_of_style[style] = counter
    return counter


def _heading_number(heading: etree._Element, state: _State) -> str:
    level = heading.get(f"{_TEXT}outline-level", "1")
    if not "".join(heading.itertext()).strip() or heading.get(f"{_TEXT}is-list-header") == "true":
        return ""
    by_style = _paragraph_number(heading, state)
    if by_style:
        return by_style
    depth = max(read_int(level, 1) - 1, 0)
    form = state.outline.levels.get(depth)
    return state.outline.next(depth) if form and form.kind != "none" else ""


def _paragraph_number(paragraph: etree._Element, state: _State) -> str:
    """The number that a paragraph's own style gives it outside a list element."""
    style = paragraph.get(f"{_TEXT}style-name", "")
    listed, level = state.inherited_lists.get(style, (None, None))
    if not listed or level is None or not "".join(paragraph.itertext()).strip():
        return ""
    counter = state.last_of_style.setdefault(listed, Counter(state.styles.get(listed, {})))
    return counter.next(level)


def _written(drawing: etree._Element) -> Iterator[etree._Element]:
    """The parts of a drawing that hold paragraphs: text boxes, and shapes with text in them."""
    box = drawing.tag == f"{_DRAW}text-box"
    if box or (drawing.tag.startswith(_DRAW) and drawing.find(f"{_TEXT}p") is not None):
        yield drawing
        return
    for part in drawing:
        yield from _written(part)


def _rows(
    table: etree._Element,
    state: _State,
    depth: int = 0,
    below: dict[int, int] | None = None,
) -> Iterator[TableRow]:
    below = {} if below is None else below  # for each column how many more rows are covered
    if depth > _MOST_NESTING:
        return
    for child in table:
        if child.tag in {
            f"{_TABLE}table-header-rows",
            f"{_TABLE}table-rows",
            f"{_TABLE}table-row-group",
        }:
            yield from _rows(child, state, depth + 1, below)
        elif child.tag == f"{_TEXT}soft-page-break":
            state.page += 1
        elif child.tag == f"{_TABLE}table-row":
            down = frozenset(column for column, rows in below.items() if rows > 0)
            below.update({column: rows - 1 for column, rows in below.items()})
            cells = tuple(_row_cells(child, state, below))
            filled = any(cell and cell.strip() for cell in cells)
            for _ in range(_repeats(child, "rows") if filled else 1):
                yield TableRow(cells, down)


def _cells_by_row(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row of a table that is none in a cell of this one."""
    rows = [row for row in table.iter(f"{_TABLE}table-row") if _owner(row) is table]
    return [
        [*row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")] for row in rows
    ]


def _owner(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{_TABLE}table"), None)


def _row_cells(row: etree._Element, state: _State, below: dict[int, int]) -> Iterator[str | None]:
    """The cells of a row; how many rows below each of them covers goes into ``below``."""
    column = 0
    for cell in row:
        if cell.tag == f"{_TABLE}covered-table-cell":
            for _ in range(_repeats(cell, "columns")):
                yield None
                column += 1
        elif cell.tag == f"{_TABLE}table-cell":
            text = "\n".join(_cell_texts(cell, state))
            rows, columns = (
                _number(cell, f"number-{each}-spanned") for each in ("rows", "columns")
            )
            if rows > 1:
                below.update(dict.fromkeys(range(column, column + columns), rows - 1))
            for _ in range(_repeats(cell, "columns")):
                yield text
                column += 1


def _repeats(element: etree._Element, what: str) -> int:
    return _number(element, f"number-{what}-repeated")


def _number(element: etree._Element, name: str) -> int:
    return max(1, min(_MOST_REPEATS, read_int(element.get(f"{_TABLE}{name}", "1"), 1)))


def _cell_texts(cell: etree._Element, state: _State) -> Iterator[str]:
    for number, block in _blocks(cell, state):
        if block.tag == f"{_TABLE}table":
            for row in _rows(block, state):
                yield " ".join(text for text in row.cells if text)
        else:
            yield from state.kept([_numbered(number, "".join(_texts(block, state)))])


def _boxed(box: etree._Element, state: _State) -> Iterator[str | tuple[TableRow, ...]]:
    """The paragraphs and tables of a text box: tables that the text flows around stand in one."""
    for number, block in _blocks(box, state):
        if block.tag == f"{_TABLE}table":
            yield tuple(_rows(block, state))
        elif (text := _numbered(number, "".join(_texts(block, state)))).strip():
            yield from state.kept([text])


def _texts(element: etree._Element, state: _State, depth: int = 0) -> Iterator[str]:
    """Text of a paragraph; white space as OpenDocument means it."""
    if depth > _MOST_NESTING:
        return
    yield _plain(element.text)
    for child in element:
        tag = child.tag
        if tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(_MOST_SPACES, read_int(count, 1))
        elif tag == f"{_TEXT}tab":
            yield "\t"
        elif tag == f"{_TEXT}line-break":
            yield "\n"
        elif tag == f"{_TEXT}soft-page-break":
            state.page += 1
        elif tag == f"{_TEXT}note":
            note = child.find(f"{_TEXT}note-body")
            if note is not None:
                texts = _cell_texts(note, state)
                state.pending += [Note(text) for text in texts if text.strip()]
        elif tag == f"{_DRAW}frame" or (isinstance(tag, str) and tag.startswith(_DRAW)):
            for box in _written(child):
                state.pending += list(_boxed(box, state))
        elif tag not in _SKIPPED:
            yield from _texts(child, state, depth + 1)
        yield _plain(child.tail)


def _plain(text: str | None) -> str:
    """Line ends and tabs in the file are mere white space."""
    return text.replace("\n", " ").replace("\t", " ").replace("\u00ad", "") if text else ""


def _read_styles(root: etree._Element, state: _State) -> None:
    for style in root.iter(f"{_TEXT}list-style"):
        state.styles[style.get(f"{_STYLE}name", "")] = _levels(style)
    for style in root.iter(f"{_TEXT}outline-style"):
        state.outline = Counter(_levels(style))
    for style in root.iter(f"{_STYLE}style"):
        if style.get(f"{_STYLE}family") == "paragraph":
            level = style.get(f"{_STYLE}list-level", "")
            listed = style.get(f"{_STYLE}list-style-name")
            state.paragraph_lists[style.get(f"{_STYLE}name", "")] = (
                style.get(f"{_STYLE}parent-style-name"),
                (listed, read_int(level) - 1 if level.isdecimal() else None),
            )


def _levels(style: etree._Element) -> dict[int, Level]:
    levels = {}
    for child in style:
        place = child.get(f"{_TEXT}level", "")
        depth = read_int(place) - 1
        if not 0 <= depth < MOST_LEVELS:
            continue
        start = child.get(f"{_TEXT}start-value", "1")
        if child.tag == f"{_TEXT}list-level-style-bullet":
            levels[depth] = Level("bullet", "-")
            continue
        kind = child.get(f"{_STYLE}num-format", "") or "none"
        levels[depth] = Level(kind, _pattern(child, depth), read_int(start, 1))
    return levels


def _pattern(level: etree._Element, depth: int) -> str:
    """Prefix, the numbers of the levels to show, and suffix, in the manner of ``%1.%2``."""
    listed = level.get(
        "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
    )
    if listed:
        for place in range(depth + 1):
            listed = listed.replace(f"%{place + 1}%", f"%{place + 1}")
        return listed
    shown = level.get(f"{_TEXT}display-levels", "1")
    count = read_int(shown, 1)
    numbers = ".".join(f"%{place + 1}" for place in range(max(0, depth + 1 - count), depth + 1))
    return f"{level.get(f'{_STYLE}num-prefix', '')}{numbers}{level.get(f'{_STYLE}num-suffix', '')}"
