"""The days of a timetable whose lines are put together to rows: which lines are one day's cell, and
beside which row it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from tourlib.parse.fitting import one_row
from tourlib.tables.table import Row
from tourlib.text import normalize

#: The lines of a day's cell are no further apart.
_LABEL_REACH = 2
#: What begins a day's cell above its date.
_OPENS = re.compile(
    r"(?:中華民國|民國)?\d{2,4}年|第[\d一二三四五六七八九十]+[天日]|(?:D|Day)\d+", re.I
)


class Columned(Protocol):
    """Lines as rows of one line each; whether each names a day; columns of the days, and others."""

    @property
    def rows(self) -> tuple[Row, ...]: ...
    @property
    def days(self) -> tuple[bool, ...]: ...
    @property
    def cells(self) -> tuple[int, ...]: ...
    @property
    def apart(self) -> tuple[int, ...]: ...


def labels(lines: Columned) -> list[list[int]]:
    """The lines of each day's cell: its date, what stands above it (108年, 第1天) and below it
    (星期三)."""
    found: list[list[int]] = []
    for place, row in enumerate(lines.rows):
        text = _printed(row, lines)
        if not text:
            continue
        near = bool(found) and place - found[-1][-1] <= _LABEL_REACH
        dated = near and any(lines.days[at] for at in found[-1])
        above = "".join(_printed(lines.rows[at], lines) for at in found[-1]) if near else ""
        opens = lines.days[place] or _OPENS.fullmatch(text) is not None
        if (dated and not opens) or (lines.days[place] and _OPENS.fullmatch(above)):
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _printed(row: Row, lines: Columned) -> str:
    """What the columns of the days say in this line, without white space."""
    return re.sub(r"\s", "", "".join(normalize(row.cells[place] or "") for place in lines.apart))


def row_of(lines: Columned, groups: Sequence[tuple[int, int]], label_lines: Sequence[int]) -> int:
    """The line that a day's cell stands beside, by its middle."""
    middle = (label_lines[0] + label_lines[-1]) / 2
    # A line with nothing but a day belongs to no row by itself.
    full = [p for p in range(len(lines.rows)) if any(lines.rows[p].cells[c] for c in lines.cells)]
    spans = {group: [place for place in full if group[0] <= place < group[1]] for group in groups}
    for inside in spans.values():
        if inside and inside[0] <= middle <= inside[-1]:
            return min(inside, key=lambda place: abs(place - middle))
    return min(full, key=lambda place: (abs(place - middle), place), default=label_lines[0])


def without(row: Row, columns: Collection[int]) -> Row:
    cells = tuple("" if place in columns else cell for place, cell in enumerate(row.cells))
    return replace(row, cells=cells)


def with_day(row: Row, days: Sequence[Row], columns: Collection[int]) -> Row:
    if not days:
        return row
    day = one_row(days)
    cells = tuple(
        day.cells[place] if place in columns else cell for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells, day=() if day.lines == (row.line,) else day.lines)
