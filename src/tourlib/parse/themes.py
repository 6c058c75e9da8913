"""The study themes: by headings (主題一:…), or named in quotes in the foreword."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tourlib.outline.nodes import Outline, Paragraph
from tourlib.parse import Parsed, Row
from tourlib.readers.text.lines import TextLine
from tourlib.vocabulary import chapter_role, meaning

_QUOTED_LIST = re.compile(r"「[^「」]{2,30}」(?:\s*(?:、|,|及|與|和|以及)\s*「[^「」]{2,30}」)+")
_NEAR_THEME = 24
#: Chapters that name the themes before the notes begin.
_FOREWORD = ("summary", "purpose")


def theme_titles(lines: Sequence[TextLine]) -> dict[str, int]:
    """Titles of the themes by their headings, with the number: what stands alone in a line
    somewhere else (in the summary) is then a heading too.

    Where no heading names a theme, the first list in quotes beside the word 主題 does.
    """
    titles: dict[str, int] = {}
    for line in lines:
        if line.marker and line.marker.kind == "theme" and line.cells is None:
            title = _title(line.marker.rest)
            if title and len(title) <= 40:
                titles.setdefault(title, line.marker.value)
    if titles:
        return titles
    for line in lines:
        found = quoted_themes(line.text) if line.cells is None else []
        if found:
            return {title: number for number, title in enumerate(found, 1)}
    return {}


def quoted_themes(text: str) -> list[str]:
    """Titles listed in quotes within a few characters of a word such as 主題 (``words.csv``,
    ``theme_list``); else empty.

    >>> quoted_themes("以「數位轉型」、「能源轉型」及「領導力」為研習主題")
    ['數位轉型', '能源轉型', '領導力']
    """
    for match in _QUOTED_LIST.finditer(text):
        around = (
            text[max(0, match.start() - _NEAR_THEME) : match.start()]
            + text[match.end() : match.end() + _NEAR_THEME]
        )
        if meaning("theme_list", around):
            return re.findall(r"「([^「」]+)」", match.group())
    return []


def parse_themes(outline: Outline) -> Parsed:
    """One row a theme, in order of number. A row begins where the theme is first a numbered
    heading; without such headings, where the foreword names it."""
    rows: dict[int, Row] = {}
    for node in outline.nodes:
        if node.marker and node.marker.kind == "theme":
            rows.setdefault(
                node.marker.value,
                {"theme": node.marker.value, "title": _title(node.called), "line": node.line},
            )
    if not rows:
        rows = _from_foreword(outline)
    return Parsed([rows[number] for number in sorted(rows)])


def _title(text: str) -> str:
    """A theme's title without quotation marks, and without a sentence that goes on behind it."""
    title = re.split(r"。(?=.)", text, maxsplit=1)[0].strip(" :;,、。")
    return re.sub(r"^[「《『]([^「」《》『』]+)[」》』]$", r"\1", title)


def _from_foreword(outline: Outline) -> dict[int, Row]:
    """The themes that the foreword names, else those that stand before the first heading."""
    inside: list[Paragraph] = []
    for at, node in enumerate(outline.nodes):
        top = outline.nodes[[at, *outline.ancestors(at)][-1]]
        if chapter_role(top.title) in _FOREWORD:
            inside += node.paragraphs
    for paragraph in [*inside, *outline.preamble]:
        if found := quoted_themes(paragraph.text):
            line = paragraph.lines[0]
            return {n: {"theme": n, "title": t, "line": line} for n, t in enumerate(found, 1)}
    return {}
