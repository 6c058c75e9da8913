"""A timetable with columns for morning, afternoon and evening → rows of day, time, content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.lines import Cells
from tourlib.structure.rows import Row, Table
from tourlib.text import HAN, normalize

#: Column → what stands for the time of what is said in it.
_HALVES = {"morning": "上午", "noon": "中午", "afternoon": "下午", "evening": "晚上"}
_SHARED = ("weekday", "place")
_CLOCK = re.compile(
    r"\s*(?P<time>(?:(?:[上下]午|晚[上間]|中午|早上)\s*)?\d{1,2}\s*[:時點]\s*\d{0,2}\s*分?"
    r"(?:\s*[-~–—至到]\s*(?:[上下]午\s*)?\d{1,2}\s*[:時點]\s*\d{0,2}\s*分?)?)(?P<rest>.*)",
    re.DOTALL,
)


def by_halves(table: Table, head: Cells) -> Table:
    """The table with a row for each thing that a day's cells say; others as they are.

    Args:
        head: the cells of the header, which may print the hours: 上午(09:00-12:00).
    """
    if table.kind != "timetable" or not _HALVES.keys() & set(table.columns):
        return table
    kept = [column for column in _SHARED if column in table.columns]
    times = _HALVES | _printed_times(table, head)
    rows = tuple(entry for row in table.rows for entry in _entries(table, row, kept, times))
    return replace(table, columns=("date", "time", "content", *kept), rows=rows)


def _printed_times(table: Table, head: Cells) -> dict[str, str]:
    """The hours that the header prints for a half of the day."""
    found: dict[str, str] = {}
    for column, cell in zip(table.columns, head, strict=False):
        text = normalize(cell or "")
        clock = find_clock(text)
        if column in _HALVES and clock and clock.end:
            found[column] = text[slice(*clock.span)]
    return found


def _entries(table: Table, row: Row, kept: list[str], times: Mapping[str, str]) -> Iterator[Row]:
    cells: dict[str, str | None] = {}
    for column, cell in zip(table.columns, row.cells, strict=False):
        if column:
            cells.setdefault(column, cell)
    day = cells.get("date") or ""
    shared = tuple(cells.get(column) or "" for column in kept)
    halves = [column for column in table.columns if column in _HALVES]
    for place, half in enumerate(halves):
        text = cells.get(half) or ""
        if not re.search(rf"[A-Za-z{HAN}]", text):
            continue
        whole = place + 1 < len(halves) and cells.get(halves[place + 1], "") is None
        # A line of extracted text below the day's first goes on with what stands above it.
        goes_on = not table.exact and not normalize(day)
        for time, said in _parts(text):
            word = "" if whole or goes_on else times[half or ""]
            yield Row(row.line, (day, time or word, said, *shared), row.more)
            day = ""


def _parts(text: str) -> list[tuple[str, str]]:
    """Time and words of each thing said in a cell: a line that begins with a clock begins one."""
    parts: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        match = _CLOCK.match(normalize(line))
        if match:
            parts.append((match["time"], [match["rest"].lstrip(" :、,)")]))
        elif parts:
            parts[-1][1].append(line)
        elif normalize(line):
            parts.append(("", [line]))
    return [(time, "\n".join(said).strip()) for time, said in parts]
