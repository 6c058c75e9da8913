"""Lines as a document's reader comes upon them, with their numbers and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from tourlib.lines import Cells, Line, TableRow, table_row_text
from tourlib.readers.budget import Budget

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of a footnote or endnote."""

    text: str


@dataclass(slots=True)
class Collected:
    """The lines so far. ``pending`` are notes and what stands in text boxes that the paragraph or
    row at hand refers to, texts and tables: they follow it. ``page`` counts where the document is
    ``paged``."""

    budget: Budget
    lines: list[Line] = field(default_factory=list)
    pending: list[str | Note | tuple[TableRow, ...]] = field(default_factory=list)
    table: int = 0
    page: int = 1
    paged: bool = False

    def add(
        self,
        text: str,
        cells: Cells | None = None,
        *,
        down: frozenset[int] | None = None,
        table: int | None = None,
        level: int | None = None,
        role: str | None = None,
    ) -> None:
        """Add one line."""
        self.budget.spend(lines=1, characters=len(text), cells=len(cells or ()))
        page = self.page if self.paged else None
        number = len(self.lines) + 1
        self.lines.append(Line(number, text, page, cells, table, role, level, down=down))

    def kept(self, texts: Iterable[str]) -> Iterator[str]:
        """Texts that are kept before they become lines: of cells, notes, text boxes."""
        for text in texts:
            self.budget.spend(characters=len(text))
            yield text

    def add_pending(self) -> None:
        """Add what the paragraph or row before referred to."""
        pending, self.pending = self.pending, []
        for each in pending:
            if isinstance(each, tuple):
                self.add_table(each)
                continue
            note = isinstance(each, Note)
            for line in (each.text if isinstance(each, Note) else each).split("\n"):
                self.add(line, role="note" if note else None)

    def add_table(self, rows: Iterable[TableRow]) -> None:
        """Add a table, one line a row."""
        self.table += 1
        number = self.table
        for cells, down in rows:
            self.add(table_row_text(cells), cells, table=number, down=down)
            self.add_pending()


def inherited(
    own: Mapping[str, tuple[str | None, _Said]], merge: Callable[[_Said, _Said | None], _Said]
) -> dict[str, _Said]:
    """What each style says, with what those say that it is based on; each style is looked at once.

    Args:
        own: style → the style that it is based on, and what it says itself.
        merge: what a style says itself and what its base says → what it says in all.
    """
    found: dict[str, _Said] = {}
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


def is_frame(rows: Sequence[Sequence[etree._Element]], table: str) -> bool:
    """Whether a table is only a frame around other text: one cell, or one column of cells in which
    stand tables of their own. What it holds is read as if there were no frame.

    Args:
        rows: the cells of each row.
        table: the tag of tables.
    """
    if not rows or any(len(cells) != 1 for cells in rows):
        return False
    return len(rows) == 1 or any(next(cell.iter(table), None) is not None for (cell,) in rows)
