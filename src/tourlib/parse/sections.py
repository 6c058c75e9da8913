"""Return the headings of the body as rows, with the role of their chapter and their theme."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence, Set

from tourlib.outline.nodes import Node, Outline
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.parse.chapters import OTHER, tell_roles
from tourlib.parse.clauses import names_agencies
from tourlib.text import count_chars
from tourlib.vocabulary import chapter_role, meaning

#: A role of chapters that are divided by their parts or numbered items.
_MIXED = "reflections_and_recommendations"
_PARTS = frozenset({"reflections", "recommendations", "conclusion"})
_ADVICE = frozenset({"recommendations", _MIXED})
_MAX_PART = 6
#: Minimum number of items of a part that is told by these.
_LEAST_ITEMS = 2
#: Titles about the people and days of the journey; maximum length of text beside their lists.
_LISTS = ("roster_section", "group_section", "timetable_section")
_MOST_BESIDE = 150
_AND = re.compile("[及與和暨、]")
#: Introduction of a list of recommendations: 相關建議如下:
ADVICE_FOLLOWS = re.compile("建議[^。]{0,12}:$")


def chapter_roles(outline: Outline, tables: Mapping[int, str]) -> list[str | None]:
    """Return the role of each heading's chapter. What an unknown chapter is, is told by the whole
    division of the report. A combined chapter 心得及建議 is divided by its
    parts; without parts, its own text is reflections and its numbered items are recommendations. If
    no chapter has recommendations, the parts of the themes are divided likewise.

    Args:
        tables: line → kind of the table that stands there.
    """
    roles: list[str | None] = []
    parts = _parts(outline)
    divided = _divided_headings(outline, parts)
    told = tell_roles(outline, _named_roles(outline, divided), tables)
    for at, node in enumerate(outline.nodes):
        above = node.parent
        own = parts.get(at, chapter_role(node.title))
        inside = None if above is None else _in_chapter(roles[above], own, apart=above in divided)
        roles.append(told[at] if above is None else inside)
    plain: list[str | None] = []
    for node, role in zip(outline.nodes, roles, strict=True):
        inherited = plain[node.parent] if node.parent is not None else None
        plain.append(_plain_role(node, inherited) if role == _MIXED else role)
    for at in _told_elsewhere(outline, plain):
        plain[at] = "recommendations"
    return [None if role == OTHER else role for role in plain]


def _told_elsewhere(outline: Outline, roles: Sequence[str | None]) -> set[int]:
    """Return the items of lists that a chapter introduces as recommendations, or of an appendix called
    so, unless a chapter of recommendations holds more than a reference to these."""
    own = {at for at, role in enumerate(roles) if role == "recommendations"}
    said = sum(len(outline.nodes[at].text) for at in own)
    if said > _MOST_BESIDE or any(node.parent in own for node in outline.nodes):
        return set()
    found: set[int] = set()
    for at, node in enumerate(outline.nodes):
        above = outline.nodes[node.parent] if node.parent is not None else None
        if above and (node.parent in found or _lists_advice(above, node.line)):
            found.add(at)
    return found


def _lists_advice(above: Node, line: int) -> bool:
    if _own_role(above) == "appendix":
        return part_role(above.title) == "recommendations"
    return ADVICE_FOLLOWS.search(above.text_above(line)) is not None


def _plain_role(node: Node, inherited: str | None) -> str | None:
    """Return the role of the heading of a combined chapter, or of one in it, as one of the two."""
    if chapter_role(node.title) != _MIXED:
        return inherited
    # 結論與建議 is a conclusion as well as recommendations.
    return chapter_role(node.title.replace("建議", "")) or "reflections"


def _named_roles(outline: Outline, divided: Set[int]) -> dict[int, str]:
    """Return the roles of the chapters that words of their titles tell, by index. What stands beside
    separate parts for reflections and recommendations are notes."""
    apart = {[at, *outline.ancestors(at)][-1] for at in divided}
    named: dict[int, str] = {}
    for at, node in enumerate(outline.nodes):
        role = _named_role(outline, at) if node.parent is None else None
        role = role or ("study_notes" if at in apart else None)
        if role:
            # 結論與建議 after a separate chapter 心得
            advises = role == _MIXED and "reflections" in named.values() and at not in divided
            named[at] = "recommendations" if advises else role
    return named


def _named_role(outline: Outline, at: int) -> str | None:
    chapter = outline.nodes[at]
    role = _own_role(chapter)
    may_list = role in {"study_notes", None} and "過程" not in chapter.title
    return OTHER if may_list and _only_lists(outline, at) else role


def _only_lists(outline: Outline, at: int) -> bool:
    """True if a chapter only contains parts named after the people or days of the journey, with
    hardly any text beside their lists, and so no notes."""
    below = itertools.takewhile(lambda node: node.parent is not None, outline.nodes[at + 1 :])
    inside = [outline.nodes[at], *below]
    parents = {node.parent for node in inside}
    leaves = [node.title for p, node in enumerate(inside, at) if p not in parents]
    parts = (part for title in leaves for part in _AND.split(title))
    named = all(any(meaning(kind, part) for kind in _LISTS) for part in parts)
    said = (p.text for node in inside for p in node.paragraphs if "。" in p.text)
    return named and sum(map(len, said)) <= _MOST_BESIDE


def _own_role(chapter: Node) -> str | None:
    """Return the role shown by the heading of a chapter itself."""
    appended = chapter.marker is not None and chapter.marker.kind == "appendix"
    return "appendix" if appended else chapter_role(chapter.title)


def _divided_headings(outline: Outline, parts: Mapping[int, str]) -> set[int]:
    """Return headings with separate parts for reflections and recommendations: chapters 心得及建議
    and their themes; if no chapter has recommendations, themes, topics of any chapter, and chapters
    or several topics with a part for recommendations."""
    advises = _ADVICE & {_own_role(node) for node in outline.nodes if node.parent is None}
    by_parent: dict[int, set[str]] = {}
    for at, role in parts.items():
        by_parent.setdefault(outline.nodes[at].parent or 0, set()).add(role)
    several = sum(bool(roles & _ADVICE) for roles in by_parent.values()) > 1
    found: set[int] = set()
    for parent, roles in by_parent.items():
        # 建議 alone below a topic is a part of that topic.
        both = _MIXED in roles or {"reflections", "recommendations"} <= roles
        alike = several or outline.nodes[parent].theme is not None
        alike = alike or outline.nodes[parent].parent is None
        above = [parent, *outline.ancestors(parent)]
        chapter = outline.nodes[above[-1]].title
        named = {chapter_role(chapter), chapter_role(_AND.split(chapter)[-1])}
        if chapter_role(chapter) == _MIXED:
            found |= {*above}
        elif named == {"study_notes", "reflections"}:
            found.add(parent)  # 研習內容與心得: what is called 心得 in it
        elif not advises and (both or (roles & _ADVICE and alike)):
            found.add(parent)
    return found


def _parts(outline: Outline) -> dict[int, str]:
    """Return the role of each heading that is a part of what is above it: of its title, below a theme
    only a short one (心得), or, if it alone there has responsible agencies in its items, of these."""
    found: dict[int, str] = {}
    below = outline.children()
    for at, node in enumerate(outline.nodes):
        role = part_role(node.title)
        inner = node.depth > 2 and len(node.title) > _MAX_PART
        if node.parent is None:
            continue
        if role in {*_PARTS, _MIXED} and not inner:
            found[at] = role or ""
        elif len(below[at]) >= _LEAST_ITEMS and _only_it_advises(outline, below, at):
            found[at] = "recommendations"
    return found


def _only_it_advises(outline: Outline, below: Sequence[Sequence[int]], at: int) -> bool:
    """True if all items of this heading name responsible agencies, and beside it are only visits."""
    if not all(names_agencies(outline.nodes[item]) for item in below[at]):
        return False
    beside = [each for each in below[outline.nodes[at].parent or 0] if each != at]
    others = [outline.nodes[n] for each in beside for n in (each, *below[each])]
    dated = any(field.name == "time" for node in others for field in node.fields)
    return dated and not any(map(names_agencies, others))


def part_role(title: str) -> str | None:
    """Return the role of the title as a chapter's; 立即可行建議 is the title of a topic."""
    return None if meaning("horizon", title) else chapter_role(title)


def _in_chapter(role: str | None, own: str | None, *, apart: bool) -> str | None:
    """Return the role of a heading below one with this role: its own, if it is one of several parts."""
    if apart:
        return own if own in {*_PARTS, _MIXED} else role
    return "recommendations" if role == _MIXED else role


def section_themes(outline: Outline) -> list[int | None]:
    """Return the theme of each heading, given by a theme's heading above."""
    themes: list[int | None] = []
    for node in outline.nodes:
        inherited = themes[node.parent] if node.parent is not None else None
        themes.append(node.theme if node.theme is not None else inherited)
    return themes


def parse_sections(outline: Outline, roles: Sequence[str | None]) -> Parsed:
    """Return one row per heading or numbered item, in order; ``roles``: see :func:`chapter_roles`."""
    themes = section_themes(outline)
    rows: list[Row] = []
    claims: dict[int, str] = {}
    findings: list[Finding] = []
    for at, node in enumerate(outline.nodes):
        rows.append(_row(at, node, roles[at], themes[at]))
        claims |= _claims(node, roles[at])
        if node.restored:
            findings.append(
                finding(
                    "marker-lost",
                    f"第 {node.line} 行的項目沒有編號,依前後項推定為「{node.number}」:「{node.head.text[:20]}…」"
                    f" / An item without its number, taken as {node.number} by its neighbours.",
                    severity="info",
                    table="sections",
                    row=at,
                    lines=(node.line,),
                )
            )
    return Parsed(rows, claims, findings)


def _row(at: int, node: Node, role: str | None, theme: int | None) -> Row:
    return {
        "line": node.line,
        "lines": node.lines,
        "section": at + 1,
        "parent": None if node.parent is None else node.parent + 1,
        "depth": node.depth,
        "number": node.number,
        "title": node.title,
        "chapter": role,
        "theme": theme,
        "text": node.text,
        "chars": count_chars(node.text),
        "line_end": node.line_end,
        "theme_source": "heading" if theme is not None else None,
    }


def _claims(node: Node, role: str | None) -> dict[int, str]:
    owner = "recommendations" if role == "recommendations" and node.depth > 1 else "sections"
    claims = {line: owner for paragraph in node.paragraphs for line in paragraph.lines}
    if not node.paragraphs or node.paragraphs[0].lines != node.head.lines:
        claims |= dict.fromkeys(node.head.lines, "heading")
    return claims
