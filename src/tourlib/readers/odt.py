"""ODT → numbered lines: paragraphs, headings, lists and table rows in the order of the document.

Reads the package with lxml, for the same reasons as for DOCX. OpenDocument keeps the deletions of
tracked changes apart, and they are skipped; insertions are part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tourlib.errors import ReportError
from tourlib.lines import Source, TableRow
from tourlib.readers.numbering import MOST_LEVELS, Counter, Level
from tourlib.readers.office import Block, OfficeReader, inherited, tags, within
from tourlib.readers.package import parse_xml, protected, read_int, read_parts

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (
    f"{{{_NS}{part}:1.0}}" for part in ("text", "table", "office", "style", "drawing")
)
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LIST_FORMAT = (
    "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
)
_PARTS = ("content.xml", "styles.xml", "META-INF/manifest.xml")

_CONTAINERS = tags(
    _TEXT, "section", "table-of-content", "index-body", "index-title", "alphabetical-index",
    "illustration-index", "table-index", "object-index", "user-index", "bibliography", "list-header",
)  # fmt: skip
_SKIPPED = tags(
    _TEXT, "tracked-changes", "table-of-content-source", "sequence-decls", "ruby-text",
    "note-citation", "hidden-text", "hidden-paragraph",
) | tags(_OFFICE, "forms", "annotation")  # fmt: skip
_ROW_GROUPS = tags(_TABLE, "table-header-rows", "table-rows", "table-row-group")
_BREAK = f"{_TEXT}soft-page-break"
_ROWS = frozenset({f"{_TABLE}table-row", _BREAK})
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_REPEATS, _MOST_SPACES = 2000, 200

#: The list named by a style of paragraphs, and the level in it.
_ListPlace = tuple[str | None, int | None]
_NOWHERE: _ListPlace = (None, None)


def read_odt(data: bytes, name: str) -> Source:
    """Return an ODT document as numbered lines.

    Raises:
        ReportError: the file is damaged, protected by a password, unsafe, or without text.
    """
    parts = read_parts(data, _PARTS, name)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise protected(name)
    roots = {part: parse_xml(parts[part], name, part) for part in _PARTS[:2] if part in parts}
    content = roots.get("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if body is None:
        raise ReportError(
            "不是文書檔 this OpenDocument file is not a text document",
            file=name,
            hint="請另存為 save it again as .odt",
        )
    reader = _OdtReader(name, list(roots.values()))
    reader.paged = next(body.iter(_BREAK), None) is not None
    reader.read(body)
    return Source(name, "odt", tuple(reader.lines))


class _OdtReader(OfficeReader):
    """
    Attributes:
        styles: style of lists → its levels.
        own: style of paragraphs → the one that it is based on, and the place in lists that it names.
        places: the same with what they are based on.
        outline: counts the headings.
        counters, last_of_style: the counters of lists, by their id, and of each style the last.
    """

    table_tag = f"{_TABLE}table"

    def __init__(self, name: str, roots: list[etree._Element]) -> None:
        super().__init__(name)
        self.styles: dict[str, dict[int, Level]] = {}
        self.own: dict[str, tuple[str | None, _ListPlace]] = {}
        self.outline = Counter({})
        self.counters: dict[str, Counter] = {}
        self.last_of_style: dict[str, Counter] = {}
        for root in roots:
            self._read_styles(root)
        self.places = inherited(self.own, _with_base)

    # --- blocks ------------------------------------------------------------------------

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == self.table_tag:
                yield Block(child)
            elif tag == f"{_TEXT}p":
                yield Block(child, self._paragraph_number(child))
            elif tag == f"{_TEXT}h":
                yield _block(child, self._heading_number(child))
            elif tag == f"{_TEXT}list":
                yield from self._list_blocks(child, self._counter(child), 0)
            elif tag == _BREAK:
                self.page += 1
            elif tag in _CONTAINERS:
                yield from self.blocks(child)

    def _list_blocks(
        self, element: etree._Element, counter: Counter, level: int
    ) -> Iterator[Block]:
        """Yield the paragraphs of a list: the first one of each item has the number."""
        for item in element.iterchildren(f"{_TEXT}list-item", f"{_TEXT}list-header"):
            start = item.get(f"{_TEXT}start-value") or ""
            numbered = item.tag == f"{_TEXT}list-item"
            for child in item:
                if child.tag == f"{_TEXT}list":
                    yield from self._list_blocks(child, counter, level + 1)
                elif child.tag == self.table_tag:
                    yield Block(child)
                elif child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                    number = ""
                    if numbered and not _is_blank(child):
                        number = counter.next(level, read_int(start) if start.isdecimal() else None)
                        numbered = False
                    yield _block(child, number)

    def _counter(self, element: etree._Element) -> Counter:
        """Return the counter of a list: its own, or that of the list that it continues."""
        style = element.get(f"{_TEXT}style-name")
        if style is None:
            first = element.find(f".//{_TEXT}p")
            named = first.get(f"{_TEXT}style-name", "") if first is not None else ""
            style = self.own.get(named, (None, (None, None)))[1][0] or ""
        counter = self.counters.get(element.get(f"{_TEXT}continue-list", ""))
        if counter is None and element.get(f"{_TEXT}continue-numbering") == "true":
            counter = self.last_of_style.get(style)
        if counter is None:
            counter = Counter(self.styles.get(style, {}))
        if identity := element.get(_ID):
            self.counters[identity] = counter
        if style:
            self.last_of_style[style] = counter
        return counter

    def _heading_number(self, heading: etree._Element) -> str:
        if _is_blank(heading) or heading.get(f"{_TEXT}is-list-header") == "true":
            return ""
        if by_style := self._paragraph_number(heading):
            return by_style
        if self.places.get(heading.get(f"{_TEXT}style-name", ""), _NOWHERE)[0] == "":
            return ""
        depth = max(read_int(heading.get(f"{_TEXT}outline-level"), 1) - 1, 0)
        form = self.outline.levels.get(depth)
        return self.outline.next(depth) if form and form.kind != "none" else ""

    def _paragraph_number(self, paragraph: etree._Element) -> str:
        """Return the number that a paragraph has from its own style, outside a list element."""
        style = paragraph.get(f"{_TEXT}style-name", "")
        listed, level = self.places.get(style, _NOWHERE)
        if not listed or level is None or _is_blank(paragraph):
            return ""
        counter = self.last_of_style.setdefault(listed, Counter(self.styles.get(listed, {})))
        return counter.next(level)

    # --- texts -------------------------------------------------------------------------

    def texts(self, paragraph: etree._Element) -> Iterator[str]:
        yield _plain(paragraph.text)
        for child in paragraph:
            tag = child.tag
            if tag == f"{_TEXT}s":
                yield " " * min(_MOST_SPACES, read_int(child.get(f"{_TEXT}c"), 1))
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == _BREAK:
                self.page += 1
            elif tag == f"{_TEXT}note":
                for note in child.iterchildren(f"{_TEXT}note-body"):
                    self.read_beside(note, "note")
            elif tag.startswith(_DRAW):
                for box in _written(child):
                    self.read_beside(box)
            elif tag not in _SKIPPED:
                yield from self.texts(child)
            yield _plain(child.tail)

    # --- tables ------------------------------------------------------------------------

    def cells(self, table: etree._Element) -> list[list[etree._Element]]:
        rows = within(table, _ROWS, _ROW_GROUPS)
        return [list(row.iterchildren(_CELL, _COVERED)) for row in rows if row.tag != _BREAK]

    def rows(self, table: etree._Element) -> Iterator[TableRow]:
        below: dict[int, int] = {}  # for each column, the number of further rows covered
        for row in within(table, _ROWS, _ROW_GROUPS):
            if row.tag == _BREAK:
                self.page += 1
                continue
            down = frozenset(column for column, rows in below.items() if rows > 0)
            below = {column: rows - 1 for column, rows in below.items()}
            cells = self._row_cells(row, below)
            filled = any(cell and cell.strip() for cell in cells)
            for _ in range(_number(row, "rows-repeated") if filled else 1):
                yield TableRow(tuple(cells), down)

    def _row_cells(self, row: etree._Element, below: dict[int, int]) -> list[str | None]:
        """Return the cells of a row; the number of rows that each covers below is added to ``below``."""
        cells: list[str | None] = []
        for cell in row.iterchildren(_CELL, _COVERED):
            repeats = _number(cell, "columns-repeated")
            if cell.tag == _COVERED:
                cells += [None] * repeats
                continue
            rows, columns = _number(cell, "rows-spanned"), _number(cell, "columns-spanned")
            if rows > 1:
                below.update(dict.fromkeys(range(len(cells), len(cells) + columns), rows - 1))
            text = self.cell_text(cell)
            self.budget.spend(characters=len(text) * (repeats - 1))
            cells += [text] * repeats
        return cells

    # --- styles ------------------------------------------------------------------------

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(f"{_TEXT}list-style"):
            self.styles[style.get(f"{_STYLE}name", "")] = _levels(style)
        for style in root.iter(f"{_TEXT}outline-style"):
            self.outline = Counter(_levels(style))
        for style in root.iter(f"{_STYLE}style"):
            if style.get(f"{_STYLE}family") == "paragraph":
                level = style.get(f"{_STYLE}list-level", "")
                depth = read_int(level) - 1 if level.isdecimal() else None
                listed = style.get(f"{_STYLE}list-style-name")
                if style.get(f"{_STYLE}default-outline-level"):
                    # The outline numbers the headings of this style, though LibreOffice writes "".
                    listed = listed or None
                self.own[style.get(f"{_STYLE}name", "")] = (
                    style.get(f"{_STYLE}parent-style-name"),
                    (listed, depth),
                )


def _block(paragraph: etree._Element, number: str) -> Block:
    level = paragraph.get(f"{_TEXT}outline-level", "") if paragraph.tag == f"{_TEXT}h" else ""
    return Block(paragraph, number, read_int(level) if level.isdecimal() else None)


def _with_base(own: _ListPlace, base: _ListPlace | None) -> _ListPlace:
    """Return the place in lists, with what a style leaves open taken from its base; an empty name
    of a list means that there is none."""
    says = own[0] == "" or (own[0] is not None and own[1] is not None)
    return own if base is None or says else base


def _is_blank(paragraph: etree._Element) -> bool:
    return not "".join(paragraph.itertext()).strip()


def _number(element: etree._Element, what: str) -> int:
    number = read_int(element.get(f"{_TABLE}number-{what}"), 1)
    return max(1, min(_MOST_REPEATS, number))


def _written(drawing: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts of a drawing that hold paragraphs: text boxes, and shapes with text."""
    box = drawing.tag == f"{_DRAW}text-box"
    if box or (drawing.tag.startswith(_DRAW) and drawing.find(f"{_TEXT}p") is not None):
        yield drawing
        return
    for part in drawing:
        yield from _written(part)


def _plain(text: str | None) -> str:
    """Return text in which the file's line ends and tabs are mere white space."""
    return text.replace("\n", " ").replace("\t", " ").replace("\u00ad", "") if text else ""


def _levels(style: etree._Element) -> dict[int, Level]:
    levels = {}
    for child in style:
        depth = read_int(child.get(f"{_TEXT}level")) - 1
        if not 0 <= depth < MOST_LEVELS:
            continue
        if child.tag == f"{_TEXT}list-level-style-bullet":
            levels[depth] = Level("bullet", "-")
            continue
        kind = child.get(f"{_STYLE}num-format", "") or "none"
        start = read_int(child.get(f"{_TEXT}start-value"), 1)
        levels[depth] = Level(kind, _pattern(child, depth), start)
    return levels


def _pattern(level: etree._Element, depth: int) -> str:
    """Return prefix, the numbers of the levels to show, and suffix, as in ``%1.%2``."""
    if listed := level.get(_LIST_FORMAT):
        for place in range(depth + 1):
            listed = listed.replace(f"%{place + 1}%", f"%{place + 1}")
        return listed
    count = read_int(level.get(f"{_TEXT}display-levels"), 1)
    numbers = ".".join(f"%{place + 1}" for place in range(max(0, depth + 1 - count), depth + 1))
    return f"{level.get(f'{_STYLE}num-prefix', '')}{numbers}{level.get(f'{_STYLE}num-suffix', '')}"
