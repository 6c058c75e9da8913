"""Print a drawn report: cells, tabs or aligned columns; wrapped, spaced, in full width, by pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random

from random_reports.draw import Drawn, Table
from tourlib.lines import Line, Source

FORMS = ("cells", "tabs", "columns", "centred", "noisy")
_WIDTH = 76
_FULL = str.maketrans("0123456789(),:;", "０１２３４５６７８９（），：；")


def print_report(report: Drawn, form: str, seed: int) -> Source:
    """The lines of a report in one of ``FORMS``."""
    lines: list[Line] = []
    table = 0
    for block in report.printed:
        if isinstance(block, str):
            lines.append(Line(len(lines) + 1, block))
            continue
        table += 1
        if form == "cells":
            for row in block.rows:
                text = "\t".join((cell or "").replace("\n", " ") for cell in row)
                lines.append(Line(len(lines) + 1, text, None, tuple(row), table))
        else:
            for text in _text_rows(block, form):
                lines.append(Line(len(lines) + 1, text))
        lines.append(Line(len(lines) + 1, ""))
    if form == "cells":
        return Source("report.docx", "docx", tuple(lines))
    texts = [line.text for line in lines]
    if form == "noisy":
        texts = _noise(texts, Random(seed))
    return Source("report.txt", "text", tuple(Line(n, t) for n, t in enumerate(texts, 1)))


def width(text: str) -> int:
    """Printed columns; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _text_rows(table: Table, form: str) -> Iterator[str]:
    rows = _centred(table.rows) if form == "centred" and table.kind == "timetable" else table.rows
    lines = [line for row in rows for line in _physical(row)]
    if form != "columns" or table.kind == "photos":
        yield from ("\t".join(line).rstrip("\t") for line in lines if any(line))
        return
    count = max(map(len, lines))
    widths = [max(width(line[i]) for line in lines if i < len(line)) + 3 for i in range(count)]
    for line in lines:
        cells = (
            cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=False)
        )
        if any(line):
            yield "".join(cells).rstrip()


def _physical(row: list[str | None]) -> Iterator[list[str]]:
    """The printed lines of a row whose cells have several."""
    parts = [(cell or "").split("\n") for cell in row]
    for place in range(max(map(len, parts))):
        yield [part[place] if place < len(part) else "" for part in parts]


def _centred(rows: list[list[str | None]]) -> list[list[str | None]]:
    """The rows with every day in the middle of its entries, as a merged cell prints it."""
    moved = [list(row) for row in rows]
    dated = 2 if "星期" in rows[0] else 1
    first = 1
    while first < len(rows):
        end = first + 1
        while end < len(rows) and rows[end][0] is None:
            end += 1
        middle = (first + end - 1) // 2
        for column in range(dated):
            moved[first][column] = ""
            moved[middle][column] = rows[first][column]
        first = end
    return moved


def _noise(texts: list[str], draw: Random) -> list[str]:
    """What extraction does to running text; tables stay."""
    kinds = [kind for kind in ("wrap", "space", "full", "pages") if draw.random() < 0.5]
    noisy: list[str] = []
    for text in texts:
        running = "\t" not in text and "   " not in text
        if "space" in kinds and running and len(text) > 24 and draw.random() < 0.3:
            place = draw.randint(8, len(text) - 8)
            if all("\u4e00" <= char <= "\u9fff" for char in text[place - 1 : place + 1]):
                text = f"{text[:place]} {text[place:]}"
        if "full" in kinds and running:
            text = text.translate(_FULL)
        noisy += _wrapped(text) if "wrap" in kinds and running else [text]
    if "pages" not in kinds:
        return noisy
    paged: list[str] = []
    for place, text in enumerate(noisy, 1):
        paged += [text, *(["", f"- {place // 30} -", ""] if place % 30 == 0 else [])]
    return paged


def _wrapped(text: str) -> list[str]:
    lines, current = [], ""
    for char in text:
        if width(current) + width(char) > _WIDTH and char not in "，。、;：）」,.:)":
            lines.append(current)
            current = ""
        current += char
    return [*lines, current]
