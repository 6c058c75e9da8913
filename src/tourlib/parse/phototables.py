"""Tables of photographs that say what their cells hold: by a header (編號 | 照片 | 說明), or by labels
beside it (日期 | 9月8日 | 地點 | 甲市)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tourlib.lines import Cells
from tourlib.readers.text.lines import TextLine
from tourlib.tables.find import split_cells
from tourlib.text import normalize
from tourlib.vocabulary import header_column

#: Header cells and labels are no longer than this.
_MAX_WORD = 8
_MAX_LABEL = 4
_NUMBER = re.compile(r"(?:照片|相片|圖片?)\s*[(]?[\d一二三四五六七八九十]+[)]?")


@dataclass(slots=True)
class Named:
    """A photograph by what names its parts: ``caption``, ``date``, ``event``; and its line."""

    line: int
    said: dict[str, str] = field(default_factory=dict)


#: The number of a table in text with tabs.
_TABBED = -1


class PhotoTables:
    """The tables of that kind among some lines, read row by row."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._labelled = {line.table for line in lines if line.table and _pairs(line)}
        self._columns: dict[int, tuple[str | None, ...]] = {}
        self._open: list[Named] = []

    def take(self, line: TextLine) -> list[Named] | None:
        """The photographs that the row completes; ``None`` where it is of no such table."""
        table = line.table if line.table is not None else _TABBED
        if line.table is None and "\t" not in line.raw:
            self._columns.pop(_TABBED, None)  # what stands below is another table
            return None
        if pairs := _pairs(line):
            return self._add(pairs, line)
        cells = split_cells(line)
        if columns := _header(cells):
            self._columns[table] = columns
            return []
        if table in self._columns:
            named = zip(self._columns[table], cells, strict=False)
            pairs = [(column, cell or "") for column, cell in named if column]
            self._add([each for pair in pairs for each in _said(*pair)], line)
            return self.finish()
        numbered = _NUMBER.fullmatch("".join(normalize(cell or "") for cell in cells))
        return self.finish() if line.table in self._labelled and numbered else None

    def finish(self) -> list[Named]:
        """Those whose parts have been named so far."""
        found, self._open = self._open, []
        return [each for each in found if each.said.get("caption")]

    def _add(self, pairs: Sequence[tuple[str, str]], line: TextLine) -> list[Named]:
        """Put what a row says to the photographs it is about: side by side where it says a thing
        twice, the next ones where it says what is known already."""
        sides: list[dict[str, str]] = [{}]
        for column, value in pairs:
            if column in sides[-1]:
                sides.append({})
            sides[-1][column] = value
        again = len(sides) != len(self._open) or any(
            side.keys() & each.said.keys() for side, each in zip(sides, self._open, strict=False)
        )
        done = self.finish() if again else []
        if again:
            self._open = [Named(line.number) for _side in sides]
        for side, each in zip(sides, self._open, strict=True):
            each.said |= side
        return done


def _pairs(line: TextLine) -> list[tuple[str, str]]:
    """Labels and what stands beside them, where the row is nothing else."""
    cells = [normalize(cell) for cell in line.cells or () if cell is not None]
    columns = [_column(cell) for cell in cells]
    if len(cells) < 2 or len(cells) % 2 or None in columns[::2] or any(columns[1::2]):
        return []
    return [(column or "", value) for column, value in zip(columns[::2], cells[1::2], strict=True)]


def _said(column: str, cell: str) -> list[tuple[str, str]]:
    """What a cell says: of its column, or of what the labels in it name (日期:… 地點:… 說明:…)."""
    text = normalize(cell)
    words = [_label_before(text, colon.start()) for colon in re.finditer(":", text)]
    labels = [word for word in words if word]
    if not labels or not text.startswith(labels[0][1]):
        return [(column, text)]
    ends = [*(at - len(word) - 1 for at, word in labels[1:]), len(text)]
    return [
        (_column(word) or column, text[at:end].strip(" ;,、"))
        for (at, word), end in zip(labels, ends, strict=True)
    ]


def _label_before(text: str, colon: int) -> tuple[int, str] | None:
    """Where the value of the label before a colon begins, and the label, the longest there is."""
    for size in range(min(_MAX_LABEL, colon), 1, -1):
        word = text[colon - size : colon]
        if word.isalnum() and _column(word):
            return colon + 1, word
    return None


def _header(cells: Cells) -> tuple[str | None, ...]:
    columns = tuple(_column(normalize(cell or "")) for cell in cells)
    known = set(columns) - {None}
    filled = sum(bool(normalize(cell or "")) for cell in cells)
    whole = filled == sum(column is not None for column in columns)
    return columns if whole and "caption" in known and len(known) > 1 else ()


def _column(text: str) -> str | None:
    word = text.rstrip(":")
    return header_column("photos", word, exact=True) if len(word) <= _MAX_WORD else None
