"""The common part of reading DOCX and ODT: blocks (paragraphs and tables) in order become lines.

Each format defines the blocks of an element, the text of a paragraph and the rows of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from lxml import etree

from tourlib.lines import Cells, Line, TableRow, table_row_text
from tourlib.readers.budget import Budget

_Style = TypeVar("_Style")


class Block(NamedTuple):
    """A paragraph or table, with the number that a list prints before it, and its level from 1 if
    it is a heading."""

    element: etree._Element
    number: str = ""
    level: int | None = None


class OfficeReader:
    """Reads the blocks of a document into ``lines``; notes and text boxes follow the paragraph or
    row that refers to them. ``page`` is counted if the document is ``paged``."""

    table_tag: str

    def __init__(self, name: str) -> None:
        self.budget = Budget(name)
        self.lines: list[Line] = []
        self.page, self.paged = 1, False
        self._pending: list[Line] = []
        self._tables = 0
        self._role: str | None = None

    # --- defined by each format -------------------------------------------------------------

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables in an element."""
        raise NotImplementedError

    def texts(self, paragraph: etree._Element) -> Iterator[str]:
        """Yield the pieces of a paragraph's text; line breaks as ``"\\n"``."""
        raise NotImplementedError

    def cells(self, table: etree._Element) -> list[list[etree._Element]]:
        """Return the cells of each row of a table."""
        raise NotImplementedError

    def rows(self, table: etree._Element) -> Iterator[TableRow]:
        """Yield the rows of a table."""
        raise NotImplementedError

    # --- common to all formats --------------------------------------------------------------

    def read(self, parent: etree._Element) -> None:
        """Read the blocks of an element."""
        for block in self.blocks(parent):
            if block.element.tag != self.table_tag:
                texts = self._text(block).split("\n")
                for text in texts:
                    self._add(text, level=block.level if len(texts) == 1 else None)
                self._add_pending()
            elif self._is_frame(cells := self.cells(block.element)):
                for (cell,) in cells:
                    self.read(cell)
            else:
                self._tables += 1
                table = self._tables
                for row in self.rows(block.element):
                    self._add(table_row_text(row.cells), row.cells, table=table, down=row.down)
                    self._add_pending()

    def read_beside(self, parent: etree._Element, role: str | None = None) -> None:
        """Read a note or a text box, whose lines follow the current paragraph or row; notes within
        a note are left out."""
        if role is not None and self._role is not None:
            return
        outside, self._role = (self.lines, self._pending, self._role), role or self._role
        self.lines, self._pending = [], []
        self.read(parent)
        inside = [line for line in self.lines if line.text.strip()]
        self.lines, self._pending, self._role = outside
        self._pending += inside

    def cell_text(self, cell: etree._Element) -> str:
        """Return the text of a cell, with a line for each paragraph and each row of a table in it."""
        texts: list[str] = []
        for block in self.blocks(cell):
            if block.element.tag == self.table_tag:
                for row in self.rows(block.element):  # a file may repeat one row many times
                    texts.append(" ".join(filter(None, row.cells)))
                    self.budget.spend(
                        characters=len(texts[-1]), cells=len(row.cells) + len(row.down)
                    )
            else:
                texts.append(self._text(block))
        return "\n".join(texts)

    def _text(self, block: Block) -> str:
        text = "".join(self.texts(block.element))
        self.budget.spend(characters=len(block.number) + len(text), cells=text.count("\t"))
        return f"{block.number} {text}" if block.number and text.strip() else text

    def _add(
        self,
        text: str,
        cells: Cells | None = None,
        *,
        table: int | None = None,
        level: int | None = None,
        down: frozenset[int] | None = None,
    ) -> None:
        self.budget.spend(lines=1, characters=len(text), cells=len(cells or ()) + len(down or ()))
        page, number = self.page if self.paged else None, len(self.lines) + 1
        self.lines.append(Line(number, text, page, cells, table, self._role, level, down=down))

    def _add_pending(self) -> None:
        """Add the notes and text boxes of the paragraph or row before."""
        pending, self._pending = self._pending, []
        for line in pending:
            self.lines.append(replace(line, number=len(self.lines) + 1))

    def _is_frame(self, rows: list[list[etree._Element]]) -> bool:
        """True if a table is only a frame around other text, which is read as if there were no
        table: one cell, or one column of cells with tables in them."""
        if not rows or any(len(cells) != 1 for cells in rows):
            return False
        inner = (next(cell.iter(self.table_tag), None) for (cell,) in rows)
        return len(rows) == 1 or any(table is not None for table in inner)


def inherited(
    own: Mapping[str, tuple[str | None, _Style]], merge: Callable[[_Style, _Style | None], _Style]
) -> dict[str, _Style]:
    """Return each style's properties, completed from its bases; each style is processed once.

    Args:
        own: style → its base style, and its own properties.
        merge: a style's own properties and those of its base → all its properties.
    """
    found: dict[str, _Style] = {}
    for style in own:
        chain: dict[str, None] = {}
        at = style
        while at in own and at not in found and at not in chain:
            chain[at] = None
            at = own[at][0] or ""
        for each in reversed(chain):
            base, said = own[each]
            found[each] = merge(said, found.get(base or ""))
    return found


def tags(space: str, *names: str) -> frozenset[str]:
    """Return elements of a name space."""
    return frozenset(space + name for name in names)


def within(
    parent: etree._Element, tags: frozenset[str], wrappers: frozenset[str]
) -> Iterator[etree._Element]:
    """Yield the children with one of the tags, also those inside wrappers."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in wrappers:
            yield from within(child, tags, wrappers)
