"""DOCX → numbered lines: paragraphs and table rows in the order of the document.

lxml over the package rather than a document model: what matters here (numbers that lists print,
text boxes, notes, tracked changes, merged cells) lies below what document models show.
Tracked changes are taken as accepted; headers and footers are not part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from tourlib.errors import ReportError
from tourlib.lines import Source, TableRow
from tourlib.readers.budget import Budget
from tourlib.readers.collect import Collected, Note, inherited, is_frame
from tourlib.readers.numbering import Counter, Level
from tourlib.readers.package import find_related, parse_xml, read_int, read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: How Strict Open XML names the same elements.
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()
#: The main part where the package does not name it, and the kinds of parts that are read beside it.
_MAIN, _BESIDE = "word/document.xml", ("numbering", "styles", "footnotes", "endnotes")
#: What is not there once tracked changes are accepted, or is no text of the report.
_GONE = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
        f"{_W}rt",
        f"{_W}sdtPr",
        f"{_MC}Fallback",
    }
)
_MOST_COLUMNS, _MOST_NESTING = 2000, 200


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs: their list, level in the list, and outline level."""

    number: str | None = None
    level: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class _State(Collected):
    """What is known of a document while it is read."""

    lists: dict[str, tuple[str, Counter]] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, _Style] = field(default_factory=dict)
    notes: dict[str, list[Note]] = field(default_factory=dict)
    paged: bool = False


def read_docx(data: bytes, name: str) -> Source:
    """A DOCX document as numbered lines.

    Raises:
        ReportError: damaged, unsafe, or without a body.
    """
    roots = _roots(data, name)
    state = _State(Budget(name))
    if "numbering" in roots:
        _read_numbering(roots["numbering"], state)
    if "styles" in roots:
        _read_styles(roots["styles"], state)
    body = roots["main"].find(f"{_W}body") if "main" in roots else None
    if body is None:
        raise ReportError(
            "文件沒有文字 the document has no text",
            file=name,
            hint="請另存為 save it anew as .docx",
        )
    for kind in ("footnote", "endnote"):
        if f"{kind}s" in roots:
            _read_notes(roots[f"{kind}s"], kind, state)
    state.paged = next(body.iter(f"{_W}lastRenderedPageBreak"), None) is not None
    _read_blocks(body, state)
    return Source(name, "docx", tuple(state.lines))


def _roots(data: bytes, name: str) -> dict[str, etree._Element]:
    """The roots of the main part and of those beside it, by their kinds."""
    main = find_related(data, name).get("officeDocument", _MAIN)
    related = find_related(data, name, main)
    names = {"main": main} | {kind: related.get(kind, f"word/{kind}.xml") for kind in _BESIDE}
    parts = read_parts(data, names.values(), name)
    return {
        kind: parse_xml(parts[part].replace(_STRICT, _USUAL), name, part)
        for kind, part in names.items()
        if part in parts
    }


def _read_blocks(parent: etree._Element, state: _State) -> None:
    for block in _blocks(parent):
        if block.tag == f"{_W}p":
            _add_paragraph(block, state)
        elif is_frame(cells := _cells_by_row(block), f"{_W}tbl"):
            for (cell,) in cells:
                _read_blocks(cell, state)
        else:
            state.add_table(_rows(block, state))


def _cells_by_row(table: etree._Element) -> list[list[etree._Element]]:
    return [list(_within(row, f"{_W}tc")) for row in _within(table, f"{_W}tr")]


def _blocks(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Paragraphs and tables below the parent, through content controls and the like."""
    if depth > _MOST_NESTING:
        return
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag not in _GONE and child.tag not in {f"{_W}tcPr", f"{_W}trPr", f"{_W}sectPr"}:
            yield from _blocks(child, depth + 1)


def _add_paragraph(paragraph: etree._Element, state: _State) -> None:
    texts = _paragraph_text(paragraph, state).split("\n")
    level = _heading_level(paragraph, state) if len(texts) == 1 else None
    for text in texts:
        state.add(text, level=level)
    state.add_pending()


def _heading_level(paragraph: etree._Element, state: _State) -> int | None:
    """The outline level of the paragraph or of its style, from 1; ``None`` for running text."""
    properties = paragraph.find(f"{_W}pPr")
    own = _outline_level(properties)
    return own if own is not None else _style(properties, state).outline


def _style(properties: etree._Element | None, state: _State) -> _Style:
    """What the style of a paragraph says."""
    named = properties.find(f"{_W}pStyle") if properties is not None else None
    return state.styles.get(named.get(f"{_W}val", "") if named is not None else "", _Style())


def _outline_level(properties: etree._Element | None) -> int | None:
    found = properties.find(f"{_W}outlineLvl") if properties is not None else None
    value = found.get(f"{_W}val", "") if found is not None else ""
    level = read_int(value, 9)
    return level + 1 if level < 9 else None


def _rows(table: etree._Element, state: _State) -> Iterator[TableRow]:
    for row in _within(table, f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is not None and properties.find(f"{_W}del") is not None:
            continue
        cells: list[str | None] = [""] * _number(properties, "gridBefore")
        down: set[int] = set()
        for cell in _within(row, f"{_W}tc"):
            shape = cell.find(f"{_W}tcPr")
            text = "\n".join(_cell_texts(cell, state))
            place = len(cells)
            cells.append(None if _covered(shape) else text)
            cells += [None] * min(_MOST_COLUMNS, _number(shape, "gridSpan", 1) - 1)
            down |= set(range(place, len(cells))) if _covered(shape) else set()
        cells += [""] * _number(properties, "gridAfter")
        yield TableRow(tuple(cells), frozenset(down))


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with the tag, also those that a content control or an insertion wraps."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}moveTo",
            f"{_W}customXml",
            f"{_W}smartTag",
        }:
            yield from _within(child, tag)


def _number(properties: etree._Element | None, name: str, default: int = 0) -> int:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    value = found.get(f"{_W}val") if found is not None else None
    return max(default, min(_MOST_COLUMNS, read_int(value, default)))


def _covered(shape: etree._Element | None) -> bool:
    """Whether the cell goes on with the one above it."""
    merge = shape.find(f"{_W}vMerge") if shape is not None else None
    return merge is not None and merge.get(f"{_W}val", "continue") != "restart"


def _cell_texts(cell: etree._Element, state: _State) -> Iterator[str]:
    for block in _blocks(cell):
        if block.tag == f"{_W}p":
            yield from state.kept([_paragraph_text(block, state)])
        else:
            for row in _rows(block, state):
                yield " ".join(text for text in row.cells if text)


def _boxed(box: etree._Element, state: _State) -> Iterator[str | tuple[TableRow, ...]]:
    """The paragraphs and tables of a text box."""
    for block in _blocks(box):
        if block.tag == f"{_W}p":
            yield from state.kept([_paragraph_text(block, state)])
        else:
            yield tuple(_rows(block, state))


def _paragraph_text(paragraph: etree._Element, state: _State) -> str:
    """The text of a paragraph with its automatic number; line breaks as ``"\\n"``."""
    text = "".join(_texts(paragraph, state))
    number = _automatic_number(paragraph, state)
    return f"{number} {text}" if number and text.strip() else text


def _texts(element: etree._Element, state: _State, depth: int = 0) -> Iterator[str]:
    if depth > _MOST_NESTING:
        return
    for child in element:
        tag = child.tag
        if tag in _GONE or tag == f"{_W}pPr":
            continue
        if tag == f"{_W}r" and _hidden(child):
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in {f"{_W}br", f"{_W}cr"}:
            if child.get(f"{_W}type") == "page":
                state.page += 1
            else:
                yield "\n"
        elif tag == f"{_W}lastRenderedPageBreak":
            state.page += 1
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            kind = etree.QName(child).localname.removesuffix("Reference")
            notes = state.notes.get(f"{kind}{child.get(f'{_W}id')}", [])
            state.budget.spend(lines=len(notes))  # one note can be referred to again and again
            state.pending += notes
        elif tag == f"{_W}txbxContent":
            state.pending += list(_boxed(child, state))
        elif tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            yield from _texts(choice if choice is not None else child, state, depth + 1)
        else:
            yield from _texts(child, state, depth + 1)


def _hidden(run: etree._Element) -> bool:
    properties = run.find(f"{_W}rPr")
    vanish = properties.find(f"{_W}vanish") if properties is not None else None
    return vanish is not None and vanish.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _automatic_number(paragraph: etree._Element, state: _State) -> str:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = paragraph
    number, level = _list_place(properties.find(f"{_W}numPr"))
    style = _style(properties, state)
    number, level = number or style.number, level if level is not None else style.level
    if number is None or number == "0" or number not in state.lists:
        return ""
    _abstract, counter = state.lists[number]
    start = state.overrides.get(number, {}).pop(level or 0, None)
    if not any(text.strip() for text in paragraph.itertext(f"{_W}t")):
        return ""
    return counter.next(level or 0, start)


def _list_place(properties: etree._Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    depth = level.get(f"{_W}val", "0") if level is not None else None
    return (
        number.get(f"{_W}val") if number is not None else None,
        read_int(depth) if depth and depth.isdecimal() else None,
    )


def _read_styles(root: etree._Element, state: _State) -> None:
    own = {}
    for style in root.iter(f"{_W}style"):
        based = style.find(f"{_W}basedOn")
        properties = style.find(f"{_W}pPr")
        place = _list_place(properties.find(f"{_W}numPr") if properties is not None else None)
        parent = based.get(f"{_W}val") if based is not None else None
        said = _Style(*place, _outline_level(properties))
        own[style.get(f"{_W}styleId", "")] = (parent, said)
    state.styles = inherited(own, _with_base)


def _with_base(own: _Style, base: _Style | None) -> _Style:
    """What a style says with its base: a list goes with the level that is named nearest to it."""
    if base is None:
        return own if own.number is not None else replace(own, level=None)
    outline = own.outline if own.outline is not None else base.outline
    if own.number is not None:
        return replace(own, outline=outline)
    level = base.level if base.number is None or own.level is None else own.level
    return _Style(base.number, level, outline)


def _read_numbering(root: etree._Element, state: _State) -> None:
    """Lists by number. Lists of one abstract list go on counting where the other stopped, unless
    they override its start."""
    abstract: dict[str, Counter] = {}
    for each in root.iter(f"{_W}abstractNum"):
        levels = {read_int(v.get(f"{_W}ilvl")): _level(v) for v in each.findall(f"{_W}lvl")}
        abstract[each.get(f"{_W}abstractNumId", "")] = Counter(levels)
    for each in root.iter(f"{_W}num"):
        link = each.find(f"{_W}abstractNumId")
        key = link.get(f"{_W}val", "") if link is not None else ""
        if key not in abstract:
            continue
        counter = abstract[key]
        number = each.get(f"{_W}numId", "")
        replaced = {}
        for override in each.findall(f"{_W}lvlOverride"):
            depth = read_int(override.get(f"{_W}ilvl"))
            start = override.find(f"{_W}startOverride")
            if start is not None and start.get(f"{_W}val", "").isdecimal():
                state.overrides.setdefault(number, {})[depth] = read_int(start.get(f"{_W}val"), 1)
            level = override.find(f"{_W}lvl")
            if level is not None:
                replaced[depth] = _level(level)
        if replaced:
            counter = Counter({**counter.levels, **replaced}, counter.values)
        state.lists[number] = (key, counter)


def _level(level: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = level.find(f"{_W}{name}")
        return found.get(f"{_W}val", default) if found is not None else default

    kind = value("numFmt", "")
    if not kind:
        # Newer formats stand behind a choice that older programs skip.
        kinds = [k.get(f"{_W}val", "") for k in level.iter(f"{_W}numFmt")]
        kind = next((k for k in kinds if k not in {"", "custom"}), "decimal")
    start, restart = value("start", "1"), value("lvlRestart", "")
    return Level(
        kind,
        value("lvlText", ""),
        read_int(start, 1),
        read_int(restart) if restart.isdecimal() else None,
    )


def _read_notes(root: etree._Element, kind: str, state: _State) -> None:
    for note in root.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") not in {None, "normal"}:
            continue
        texts = [Note(text) for text in _cell_texts(note, state) if text.strip()]
        state.notes[f"{kind}{note.get(f'{_W}id')}"] = texts
