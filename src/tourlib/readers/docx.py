"""DOCX → numbered lines: paragraphs and table rows in the order of the document.

Reads the package with lxml, because document models do not show all that matters here (numbers of
automatic lists, text boxes, notes, tracked changes, merged cells). Tracked changes are taken as
accepted; headers and footers are not part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lxml import etree

from tourlib.errors import ReportError
from tourlib.lines import Source, TableRow
from tourlib.readers.numbering import Counter, Level
from tourlib.readers.office import Block, OfficeReader, inherited, tags, within
from tourlib.readers.package import find_related, parse_xml, read_int, read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Namespace of the same elements in Strict Open XML.
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()
#: The main part if the package does not name it, and the types of the other parts that are read.
_MAIN, _BESIDE = "word/document.xml", ("numbering", "styles", "footnotes", "endnotes")

#: Elements that are gone once tracked changes are accepted, or hold no text of the report.
_GONE = tags(
    _W, "del", "moveFrom", "instrText", "delText", "rt", "sdtPr", "pPr", "rPr", "tcPr", "trPr", "sectPr"
) | {f"{_MC}Fallback"}  # fmt: skip
_WRAPPERS = tags(_W, "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_BLOCKS = tags(_W, "p", "tbl", "sdt")
_ROWS, _CELLS = tags(_W, "tr"), tags(_W, "tc")
_SIGNS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}br": "\n", f"{_W}noBreakHyphen": "-"}
_REFERENCES = {f"{_W}{kind}Reference": kind for kind in ("footnote", "endnote")}
_MOST_COLUMNS = 2000


class _Style(NamedTuple):
    """Properties of a style or of a paragraph itself: its list, level in the list, and outline level."""

    number: str | None = None
    level: int | None = None
    outline: int | None = None


def read_docx(data: bytes, name: str) -> Source:
    """Return a DOCX document as numbered lines.

    Raises:
        ReportError: the file is damaged, unsafe, or without a body.
    """
    roots = _roots(data, name)
    body = roots["main"].find(f"{_W}body") if "main" in roots else None
    if body is None:
        raise ReportError(
            "文件沒有文字 the document has no text",
            file=name,
            hint="請另存為 save it again as .docx",
        )
    reader = _DocxReader(name, roots)
    reader.paged = next(body.iter(f"{_W}lastRenderedPageBreak"), None) is not None
    reader.read(body)
    return Source(name, "docx", tuple(reader.lines))


def _roots(data: bytes, name: str) -> dict[str, etree._Element]:
    """Return the roots of the main part and of the other parts, by type."""
    main = find_related(data, name).get("officeDocument", _MAIN)
    related = find_related(data, name, main)
    names = {"main": main} | {kind: related.get(kind, f"word/{kind}.xml") for kind in _BESIDE}
    parts = read_parts(data, names.values(), name)
    return {
        kind: parse_xml(parts[part].replace(_STRICT, _USUAL), name, part)
        for kind, part in names.items()
        if part in parts
    }


class _DocxReader(OfficeReader):
    table_tag = f"{_W}tbl"

    def __init__(self, name: str, roots: dict[str, etree._Element]) -> None:
        super().__init__(name)
        self.lists: dict[str, Counter] = {}
        self.starts: dict[tuple[str, int], int] = {}
        if "numbering" in roots:
            self._read_numbering(roots["numbering"])
        self.styles = _styles(roots["styles"]) if "styles" in roots else {}
        self.notes = {
            (kind, note.get(f"{_W}id")): note
            for kind in _REFERENCES.values()
            if f"{kind}s" in roots
            for note in roots[f"{kind}s"].iter(f"{_W}{kind}")
            if note.get(f"{_W}type") in {None, "normal"}
        }

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        joined: list[etree._Element] = []  # what is in front of the next paragraph
        for child in parent:
            if child.tag == self.table_tag:
                yield Block(child)
            elif _goes_on(child):
                joined += child[1:]
            elif child.tag == f"{_W}p":
                child[:0] = joined
                joined = []
                yield self._paragraph(child)
            elif child.tag not in _GONE:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Block:
        properties = paragraph.find(f"{_W}pPr")
        own = _style(properties)
        style = self.styles.get(_value(properties, "pStyle") or "", _Style())
        number = own.number or style.number or ""
        level = (own.level if own.level is not None else style.level) or 0
        return Block(
            paragraph, self._number(paragraph, number, level), own.outline or style.outline
        )

    def _number(self, paragraph: etree._Element, number: str, level: int) -> str:
        """Return the number that a list prints before a paragraph; an empty paragraph has none."""
        if number not in self.lists:
            return ""
        start = self.starts.pop((number, level), None)
        if not any(text.strip() for text in paragraph.itertext(f"{_W}t")):
            return ""
        return self.lists[number].next(level, start)

    def texts(self, paragraph: etree._Element) -> Iterator[str]:
        for child in paragraph:
            tag = child.tag
            if tag == f"{_W}t":
                yield child.text or ""
            elif tag == f"{_W}lastRenderedPageBreak" or child.get(f"{_W}type") == "page":
                self.page += 1
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in _REFERENCES:
                note = self.notes.get((_REFERENCES[tag], child.get(f"{_W}id")))
                if note is not None:
                    self.read_beside(note, "note")
            elif tag == f"{_W}txbxContent":
                self.read_beside(child)
            elif tag not in _GONE and not _is_hidden(child):
                yield from self.texts(child)

    def cells(self, table: etree._Element) -> list[list[etree._Element]]:
        return [list(within(row, _CELLS, _WRAPPERS)) for row in _rows(table)]

    def rows(self, table: etree._Element) -> Iterator[TableRow]:
        for row in _rows(table):
            properties = row.find(f"{_W}trPr")
            cells: list[str | None] = [""] * _count(properties, "gridBefore")
            down: set[int] = set()
            for cell in within(row, _CELLS, _WRAPPERS):
                shape = cell.find(f"{_W}tcPr")
                covered = _value(shape, "vMerge") in {"", "continue"}  # by the cell above
                text = self.cell_text(cell)
                place = len(cells)
                cells.append(None if covered else text)
                cells += [None] * (_count(shape, "gridSpan", 1) - 1)
                down |= set(range(place, len(cells))) if covered else set()
            cells += [""] * _count(properties, "gridAfter")
            yield TableRow(tuple(cells), frozenset(down))

    def _read_numbering(self, root: etree._Element) -> None:
        """Read the lists by number. Lists of one abstract list continue its numbering, unless they
        override the start; one that only links to a style of lists has the levels of that style."""
        abstract: dict[str | None, Counter] = {}
        styled: dict[str, dict[int, Level]] = {}
        for each in root.iter(f"{_W}abstractNum"):
            own = {read_int(v.get(f"{_W}ilvl")): _level(v) for v in each.findall(f"{_W}lvl")}
            link = _value(each, "styleLink") or _value(each, "numStyleLink")
            levels = styled.setdefault(link, {}) if link else {}
            levels |= own
            abstract[each.get(f"{_W}abstractNumId")] = Counter(levels)
        for each in root.iter(f"{_W}num"):
            counter = abstract.get(_value(each, "abstractNumId"))
            if counter is None:
                continue
            number = each.get(f"{_W}numId", "")
            replaced = {}
            for override in each.findall(f"{_W}lvlOverride"):
                depth = read_int(override.get(f"{_W}ilvl"))
                start, level = _value(override, "startOverride"), override.find(f"{_W}lvl")
                if start and start.isdecimal():
                    self.starts[number, depth] = read_int(start, 1)
                if level is not None:
                    replaced[depth] = _level(level)
            self.lists[number] = Counter({**counter.levels, **replaced}, counter.values)


@cache
def _path(names: str) -> str:
    return "/".join(_W + name for name in names.split("/"))


def _value(element: etree._Element | None, path: str) -> str | None:
    """Return the value of an element below another (``numPr/numId``); ``None`` if there is none."""
    found = element.find(_path(path)) if element is not None else None
    return None if found is None else found.get(f"{_W}val", "")


def _count(properties: etree._Element | None, name: str, default: int = 0) -> int:
    return max(default, min(_MOST_COLUMNS, read_int(_value(properties, name), default)))


def _rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table that are not deleted."""
    rows = within(table, _ROWS, _WRAPPERS)
    return [row for row in rows if row.find(_path("trPr/del")) is None]


def _goes_on(paragraph: etree._Element) -> bool:
    """True if a paragraph's mark is deleted, and another paragraph follows."""
    if all(_value(paragraph, f"pPr/rPr/{mark}") is None for mark in ("del", "moveFrom")):
        return False
    following = next(paragraph.itersiblings(*_BLOCKS), None)
    return following is not None and following.tag == f"{_W}p"


def _is_hidden(element: etree._Element) -> bool:
    """True if the element is hidden text, or an alternative to the preceding choice."""
    if element.tag == f"{_MC}Choice":
        return element.getprevious() is not None
    return _value(element, "rPr/vanish") not in {None, "0", "false", "off"}


def _style(properties: etree._Element | None) -> _Style:
    """Return the properties of a paragraph or of a style."""
    level, outline = _value(properties, "numPr/ilvl"), read_int(_value(properties, "outlineLvl"), 9)
    return _Style(
        _value(properties, "numPr/numId"),
        read_int(level) if level and level.isdecimal() else None,
        outline + 1 if outline < 9 else None,
    )


def _styles(root: etree._Element) -> dict[str, _Style]:
    own = {
        style.get(f"{_W}styleId", ""): (_value(style, "basedOn"), _style(style.find(f"{_W}pPr")))
        for style in root.iter(f"{_W}style")
    }
    return inherited(own, _with_base)


def _with_base(own: _Style, base: _Style | None) -> _Style:
    """Return a style completed from its base: a list goes with the level named nearest to it."""
    base = base or _Style()
    outline = own.outline or base.outline
    if own.number is not None:
        return own._replace(outline=outline)
    level = base.level if base.number is None or own.level is None else own.level
    return _Style(base.number, level, outline)


def _level(level: etree._Element) -> Level:
    kind = _value(level, "numFmt")
    if not kind:
        # Newer formats follow a choice that older programs skip.
        kinds = [k.get(f"{_W}val", "") for k in level.iter(f"{_W}numFmt")]
        kind = next((k for k in kinds if k not in {"", "custom"}), "decimal")
    restart = _value(level, "lvlRestart") or ""
    return Level(
        kind,
        _value(level, "lvlText") or "",
        read_int(_value(level, "start"), 1),
        read_int(restart) if restart.isdecimal() else None,
    )
