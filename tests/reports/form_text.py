"""Blocks → the text form: as a person would save it, or (``wrap``) as an extractor leaves it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from .layout import Block
from .model import HAN, Report, Style

LINES_PER_PAGE = 30
FIRST_PAGE = 4
#: What some fonts make extraction give for these characters.
COMPATIBLE = {"年": "\uf98e", "理": "\uf9e4", "立": "\uf9f7", "流": "\uf9ca", "不": "\uf967"}


def write_text(report: Report, parts: Iterable[Block], path: Path) -> None:
    if report.style.wrap:
        lines = list(_extracted(report, parts))
    else:
        lines = [line for block in parts for line in _lines(block, report.style)]
    text = report.style.newline.join(lines) + report.style.newline
    path.write_bytes(text.encode(report.style.encoding))


def _lines(block: Block, style: Style) -> Iterator[str]:
    gap = [""] if style.blank_lines else []
    if block.kind in {"table", "roster", "photos"}:
        for row in block.rows:
            yield "\t".join((cell or "").replace("\n", " ") for cell in row)
        yield ""
    elif block.kind == "toc":
        dots = style.leader if style.leader == "\t" else style.leader * 12
        yield f"{block.marker}{block.text}{dots}{block.page}"
    elif block.kind == "break":
        yield ""
    elif block.kind == "image":
        return
    else:
        if block.kind == "heading" and block.depth == 1 and not style.blank_lines:
            yield ""
        indent = style.indent if block.kind == "para" else ""
        yield f"{indent}{block.marker}{block.text}"
        yield from gap


def _extracted(report: Report, parts: Iterable[Block]) -> Iterator[str]:
    """The noise of extraction: wrapped lines, spaces, page numbers and running heads."""
    style, page, on_page = report.style, FIRST_PAGE - 1, 0
    noise = random.Random(113)
    body = False
    for line, breaks in _flow(report, parts, noise):
        if breaks == "start":
            body = True
        if line == "{page}" or (body and on_page >= LINES_PER_PAGE and breaks != "keep"):
            page, on_page = page + 1, 0
            yield from ("", style.foot.format(page), "", style.running_head, "")
        if line != "{page}":
            yield line
            on_page += 1


def _flow(
    report: Report, parts: Iterable[Block], noise: random.Random
) -> Iterator[tuple[str, str]]:
    """(line, may a page break stand before it) for every line of the report."""
    style = report.style
    for block in parts:
        if block.kind == "roster":
            rows = ["　　".join(cell or "" for cell in row).rstrip("　") for row in block.rows[1:]]
            printed = report.raw_roster.format(rows="\n".join(rows))
            yield from ((line, "") for line in printed.split("\n"))
        elif block.kind == "table":
            yield from ((line, "keep") for line in report.raw_timetable.split("\n"))
        elif block.kind == "toc":
            yield f"{block.marker}{block.text}{style.leader * 20}{block.page}", ""
        elif block.kind == "break":
            yield "", ""
        elif block.kind == "image":
            yield "", "keep"
        else:
            if block.kind == "heading" and block.depth == 1:
                yield "", "start" if block.marker.startswith("壹") else ""
            text = f"{block.marker}{block.text}"
            if block.kind in {"para", "item"} or block.depth == 4:
                text = block.marker + _spaced(block.text, noise)
            indent = style.indent if block.kind == "para" else ""
            for i, line in enumerate(_wrap(indent + text, style.wrap)):
                yield line, "" if i or block.kind != "heading" else "keep"


def _spaced(text: str, noise: random.Random) -> str:
    """Here and there a space between two Chinese characters, or a compatibility ideograph."""
    out = text[:1]
    for before, char in pairwise(text):
        both = re.fullmatch(f"[{HAN}]{{2}}", before + char)
        out += " " if both and noise.random() < 0.02 else ""
        out += COMPATIBLE.get(char, char) if noise.random() < 0.2 else char
    return out


def _wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` characters; no cut inside Latin words or numbers, beside a
    space, or before closing punctuation."""
    while len(text) > width:
        cut = width
        while cut > 1 and not _may_cut(text[cut - 1], text[cut]):
            cut -= 1
        yield text[:cut]
        text = text[cut:]
    yield text


def _may_cut(before: str, after: str) -> bool:
    if before in " (（「『《" or after in " ,，、。;；:：!?)）」』》%":
        return False
    return not (before.isascii() and after.isascii())
