"""Read the study themes: from headings (主題一:…), or listed in the foreword: in quotes, one per line,
or by the titles of headings of the notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

from tourlib.outline.nodes import Outline
from tourlib.outline.numbering import read_band
from tourlib.outline.sequences import listed_themes
from tourlib.parse import Parsed, Row
from tourlib.readers.text.lines import TextLine
from tourlib.tables.titles import OF_GROUP, group_told, names_group, theme_number
from tourlib.text import loose, squeeze
from tourlib.vocabulary import chapter_role, meaning

#: Titles in quotes, which may be those of numbered groups: 第一組「…」、第二組「…」.
_QUOTED_LIST = re.compile(
    r"「[^「」]{2,30}」(?:\s*(?:、|[,;]|及|與|和|以及)\s*(?:第?[一二三四五六七八九\d]{1,2}[組班團隊]:?)?"
    r"「[^「」]{2,30}」)+"
)
_NEAR_THEME = 24
#: A title contains words: the number of a theme's sessions is not a title.
_LETTERS = re.compile(r"[^\W\d]{2}")
#: Maximum length of a theme's title.
_LONGEST_TITLE = 40
#: Minimum length of a heading that is a theme's because text lists it.
_SHORTEST_TITLE = 3
#: Maximum length of the header of their column.
_LONGEST_HEAD = 4
#: Chapters that may list the themes before the notes begin.
_FOREWORD = ("summary", "purpose")


def theme_titles(lines: Sequence[TextLine]) -> dict[str, int]:
    """Return the titles of the themes with their numbers; a line elsewhere (in the summary) with
    only such a title is then also a heading. A table of themes takes precedence over headings;
    without either, the first list in quotes near the word 主題 is used."""
    if listed := _in_table(lines):
        return {row["title"]: row["theme"] for row in listed}
    plain = [line for line in lines if line.cells is None]
    themes = [(m.rest, m.theme) for line in plain if (m := line.marker) and m.theme]
    titles = {_title(rest): theme for rest, theme in reversed(themes)}
    named = {title: n for title, n in titles.items() if 0 < len(title) <= _LONGEST_TITLE}
    quoted = next(filter(None, (quoted_themes(line.text) for line in plain)), [])
    return named or {title: number for number, title in enumerate(quoted, 1)}


def quoted_themes(text: str) -> list[str]:
    """Return titles listed in quotes near a word such as 主題 (``words.csv``, ``theme_list``); else empty.

    >>> quoted_themes("以「數位轉型」、「能源轉型」及「領導力」為研習主題")
    ['數位轉型', '能源轉型', '領導力']
    """
    for match in _QUOTED_LIST.finditer(text):
        before = text[max(0, match.start() - _NEAR_THEME) : match.start()]
        if meaning("theme_list", before + text[match.end() : match.end() + _NEAR_THEME]):
            return re.findall(r"「([^「」]+)」", match.group())
    return []


def parse_themes(
    outline: Outline, lines: Sequence[TextLine], roles: Sequence[str | None]
) -> Parsed:
    """Return one row per theme, in order of number. A row begins where a table names the theme,
    else at its first numbered heading; without such headings, where the foreword names it.

    Args:
        roles: of the headings, see :func:`tourlib.parse.sections.chapter_roles`.
    """
    if told := _in_table(lines):
        return Parsed(told)
    themes = [(m.theme, node) for node in outline.nodes if (m := node.marker) and m.theme]
    rows = {theme: _row(theme, _title(node.called), node.line) for theme, node in themes[::-1]}
    rows = rows or _listed(lines)
    told = [*rows.values()] or _from_foreword(outline, roles) or _listed_headings(outline, roles)
    told = told or _of_groups(outline)
    return Parsed(sorted(told, key=lambda row: row["theme"]))


def _listed(lines: Sequence[TextLine]) -> dict[int, Row]:
    """Return the themes of lines that list them by number and are no headings."""
    printed = [line for line in lines if line.is_text]
    listed = listed_themes(printed)
    marked = [(m, line.number) for line in printed if line.number in listed and (m := line.marker)]
    return {m.theme: _row(m.theme, _title(m.rest), at) for m, at in reversed(marked) if m.theme}


def _listed_headings(outline: Outline, roles: Sequence[str | None]) -> list[Row]:
    """Return the headings of the notes, with courses and visits below, that text before them lists
    in a sentence: 所見分為甲、乙、丙."""
    children = outline.children()
    siblings: dict[int | None, dict[str, int]] = {}
    for at, node in enumerate(outline.nodes):
        if roles[at] == "study_notes" and children[at] and len(node.title) >= _SHORTEST_TITLE:
            siblings.setdefault(node.parent, {})[node.title] = at
    first = min((at for titles in siblings.values() for at in titles.values()), default=0)
    before = (p for node in outline.nodes[:first] for p in node.paragraphs)
    text = "\n".join(p.text for p in (*outline.preamble, *before))
    for titles in siblings.values():
        listed = _listed_titles(text, [title for title in titles if title in text])
        if listed:
            lines = [outline.nodes[titles[title]].line for title in listed]
            told = enumerate(zip(listed, lines, strict=True), 1)
            return [_row(n, _title(title), line) for n, (title, line) in told]
    return []


def _listed_titles(text: str, titles: Collection[str]) -> list[str]:
    """Return those of the titles that a text lists one after the other, each once."""
    one = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    between = "[「」]?(?:、|,|以?及|與|和)[「」]?"
    several = re.search(rf"(?:{one})(?:{between}(?:{one}))+", text) if len(titles) > 1 else None
    found = re.findall(one, several[0]) if several else []
    return found if len({*found}) == len(found) else []


def _of_groups(outline: Outline) -> list[Row]:
    """Return the subjects of groups, from their headings: 第一組心得:數位治理."""
    found: dict[int, Row] = {}
    for node in outline.nodes:
        numbered = node.marker is not None and OF_GROUP.search(node.marker.word)
        told = (node.value, node.title) if numbered else group_told(node.title)
        if told and (title := _title(told[1])):
            found.setdefault(told[0], _row(told[0], title, node.line))
    several = len({row["title"] for row in found.values()}) == len(found) > 1
    return [*found.values()] if several and [*found] == [*range(1, len(found) + 1)] else []


def _in_table(lines: Sequence[TextLine]) -> list[Row]:
    """Return the themes in a table by number (主題一, or 一 below the header 主題, or the group
    beside it), with the title after the number in its cell or in the next column."""
    found: dict[int, Row] = {}
    column = None
    for line in lines:
        cells = [loose(cell) for cell in line.cells or ()]
        for at, (cell, beside) in enumerate(itertools.pairwise(cells)):
            named, number = meaning("theme_list", cell), theme_number(cell)
            titled = at + 1 if names_group(cell) else at  # the number is the group's, beside it
            if number is None:
                column = at if named and len(cell) <= _LONGEST_HEAD else column
            elif number == len(found) + 1 and (named or titled == column):
                title = (band.rest if (band := read_band(cell)) else "") or squeeze(beside)
                if _LETTERS.search(title) and len(title) <= _LONGEST_TITLE:
                    found[number] = _row(number, _title(title), line.number)
        column = column if cells else None
    return list(found.values()) if len(found) > 1 else []


def _row(theme: int, title: str, line: int) -> Row:
    return {"theme": theme, "title": title, "line": line}


def _title(text: str) -> str:
    """Return a theme's title without quotation marks, and without a following sentence."""
    title = re.split(r"。(?=.)", text, maxsplit=1)[0].strip(" :;,、。")
    return re.sub(r"^[「《『]([^「」《》『』]+)[」》』]$", r"\1", title)


def _from_foreword(outline: Outline, roles: Sequence[str | None]) -> list[Row]:
    """Return the themes listed in quotes in the foreword, or before it; else as items below a line
    such as 三大主題:"""
    children = outline.children()
    foreword = [at for at, role in enumerate(roles) if role in _FOREWORD]
    said = [paragraph for at in foreword for paragraph in outline.nodes[at].paragraphs]
    for paragraph in [*said, *outline.preamble]:
        if found := quoted_themes(paragraph.text):
            return [_row(n, title, paragraph.lines[0]) for n, title in enumerate(found, 1)]
    for at in foreword:
        items = [outline.nodes[place] for place in children[at]]
        lead = re.split(r"[。\n]", outline.nodes[at].text)[-1]
        themes = meaning("theme_list", lead) and chapter_role(lead) is None
        if items and themes:
            return [_row(n, _title(item.called), item.line) for n, item in enumerate(items, 1)]
    return []
