"""Headers of tables that stand over two rows, joined to one: 行程 above 活動內容 and 講座."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from tourlib.lines import Cells
from tourlib.structure.rows import NEEDED
from tourlib.structure.textlines import TextLine
from tourlib.text import normalize
from tourlib.vocabulary import header_column


def join_headers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, both rows of a header over two rows with the cells that the two name together."""
    joined = list(lines)
    for place, (upper, lower) in enumerate(itertools.pairwise(lines)):
        if upper.cells is None or lower.cells is None or upper.table != lower.table:
            continue
        cells = _joined(upper.cells, lower.cells)
        if cells is not None:
            joined[place] = replace(upper, cells=cells)
            joined[place + 1] = replace(lower, cells=cells)
    return joined


def _joined(upper: Cells, lower: Cells) -> Cells | None:
    """Both rows as one; ``None`` where the lower does not name the parts of the upper's groups."""
    groups = _groups(upper)
    if len(upper) != len(lower) or len(groups) < 2 or all(end - at == 1 for at, end in groups):
        return None
    cells: list[str | None] = []
    for at, end in groups:
        name, parts = upper[at], [normalize(cell or "") for cell in lower[at:end]]
        if end - at == 1:
            if parts[0]:
                return None  # a row of the table
            cells.append(name)
            continue
        if not all(parts):
            return None
        known = [_is_column(part) for part in parts]
        # Of parts that no rule knows the first is what the group is called.
        unknown = known.index(False) if False in known else None
        cells += [name if place == unknown else part for place, part in enumerate(parts)]
    known_cells = [cell for cell in cells if _is_column(cell or "")]
    return tuple(cells) if len(known_cells) * 2 >= len(cells) else None


def _groups(cells: Cells) -> list[tuple[int, int]]:
    """From where to where each cell of the upper row reaches."""
    starts = [place for place, cell in enumerate(cells) if cell is not None]
    return list(zip(starts, [*starts[1:], len(cells)], strict=True)) if starts[:1] == [0] else []


def _is_column(text: str) -> bool:
    return any(header_column(kind, text) for kind in NEEDED)
