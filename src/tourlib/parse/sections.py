"""The headings of the body as rows, with the role of their chapter and their theme."""

from __future__ import annotations

from tourlib.parse import Parsed, Row, finding
from tourlib.structure.outline import Node, Outline
from tourlib.text import count_chars
from tourlib.vocabulary import chapter_role

#: Chapters of a role, whose own title also tells the line's owner in the ledger.
_MIXED = "reflections_and_recommendations"
_PARTS = frozenset({"reflections", "recommendations", "conclusion"})


def chapter_roles(outline: Outline) -> list[str | None]:
    """The role of the chapter that each heading stands in.

    A chapter that no rule knows takes the role that its place gives it: between purpose and
    reflections lie the notes. 心得及建議 in one chapter is divided by its parts; where it has none,
    its own text is reflections and its numbered items are recommendations.
    """
    roles: list[str | None] = []
    for at, node in enumerate(outline.nodes):
        if node.depth == 1:
            roles.append(_by_title(outline, at))
        else:
            assert node.parent is not None
            roles.append(_in_chapter(outline, at, roles[node.parent]))
    return [_plain_role(role) for role in roles]


def _by_title(outline: Outline, at: int) -> str | None:
    role = chapter_role(outline.nodes[at].title)
    if role is not None:
        return role
    before = [chapter_role(n.title) for n in outline.nodes[:at] if n.depth == 1]
    late = {"reflections", "recommendations", _MIXED, "conclusion", "appendix"}
    if not before or late.intersection(r for r in before if r):
        return None
    return "study_notes"


def _has_parts(outline: Outline, at: int) -> bool:
    return any(chapter_role(outline.nodes[i].title) in _PARTS for i in outline.children(at))


def _in_chapter(outline: Outline, at: int, parent_role: str | None) -> str | None:
    node = outline.nodes[at]
    if parent_role == _MIXED and node.depth == 2:
        assert node.parent is not None
        if not _has_parts(outline, node.parent):
            return "recommendations"
        own = chapter_role(node.title)
        return own if own in _PARTS else _MIXED
    return parent_role


def _plain_role(role: str | None) -> str | None:
    return "reflections" if role == _MIXED else role


def section_themes(outline: Outline) -> list[int | None]:
    """The theme that each heading stands under, by a theme's heading."""
    themes: list[int | None] = []
    for node in outline.nodes:
        inherited = themes[node.parent] if node.parent is not None else None
        themes.append(node.theme if node.theme is not None else inherited)
    return themes


def parse_sections(outline: Outline) -> Parsed:
    """One row a heading or numbered item, in order."""
    roles, themes = chapter_roles(outline), section_themes(outline)
    rows: list[Row] = []
    claims: dict[int, str] = {}
    findings: list[Row] = []
    for at, node in enumerate(outline.nodes):
        rows.append(_row(at, node, roles[at], themes[at]))
        claims |= _claims(node, roles[at])
        if node.lost:
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
    text = node.text
    return {
        "line": node.line,
        "_lines": node.lines,
        "section": at + 1,
        "parent": None if node.parent is None else node.parent + 1,
        "depth": node.depth,
        "number": node.number,
        "title": node.title,
        "chapter": role,
        "theme": theme,
        "text": text,
        "chars": count_chars(text),
        "line_end": node.line_end,
        "theme_source": "heading" if theme is not None else None,
    }


def _claims(node: Node, role: str | None) -> dict[int, str]:
    owner = "recommendations" if role == "recommendations" and node.depth > 1 else "sections"
    claims = {line: owner for paragraph in node.paragraphs for line in paragraph.lines}
    if not node.paragraphs or node.paragraphs[0].lines != node.head.lines:
        claims |= dict.fromkeys(node.head.lines, "heading")
    return claims
