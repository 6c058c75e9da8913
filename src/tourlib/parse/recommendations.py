"""The policy recommendations: one row a numbered item below its topic."""

from __future__ import annotations

from tourlib.parse import Parsed, Row
from tourlib.parse.sections import chapter_roles
from tourlib.structure.outline import Node, Outline
from tourlib.text import count_chars
from tourlib.vocabulary import label, meaning


def parse_recommendations(outline: Outline) -> Parsed:
    """One row for each item of the chapter of recommendations, at every depth.

    A topic without items is a row of its own (``item`` missing, ``depth`` 0), so that nothing a
    topic says is lost. ``horizon`` and the agencies come from the item, else from what encloses it.
    """
    roles = chapter_roles(outline)
    inside = [
        at
        for at, node in enumerate(outline.nodes)
        if roles[at] == "recommendations" and node.depth > _chapter_depth(outline, roles, at)
    ]
    levels = _levels(outline, inside)
    rows: list[Row] = []
    topic, horizon = 0, None
    for at in inside:
        node = outline.nodes[at]
        if levels[at] == -1:
            horizon = meaning("horizon", node.title)
            continue
        if levels[at] == 0:
            topic += 1
            horizon = _horizon(outline, at)
            if not any(levels[i] > 0 for i in _below(outline, at, inside)):
                rows.append(_row(outline, at, topic, node, [], horizon))
            continue
        top = _topic_of(outline, at, levels)
        path = [i for i in reversed(outline.ancestors(at)) if i in levels and levels[i] > 0] + [at]
        rows.append(_row(outline, at, topic, outline.nodes[top] if top is not None else None, path, horizon))
    return Parsed(rows)


def _chapter_depth(outline: Outline, roles: list[str | None], at: int) -> int:
    """Depth of the heading that makes what is below it recommendations."""
    chain = [at, *outline.ancestors(at)]
    return min(outline.nodes[i].depth for i in chain if roles[i] == "recommendations")


def _levels(outline: Outline, inside: list[int]) -> dict[int, int]:
    """0 for topics, 1… for items below, -1 for a heading that only tells the horizon."""
    levels: dict[int, int] = {}
    for at in inside:
        parent = outline.nodes[at].parent
        if parent in levels:
            level = levels[parent] + 1
        else:
            horizon_only = meaning("horizon", outline.nodes[at].title) and outline.children(at)
            level = -1 if horizon_only else 0
        levels[at] = level
    return levels


def _below(outline: Outline, at: int, inside: list[int]) -> list[int]:
    return [i for i in inside if at in outline.ancestors(i)]


def _topic_of(outline: Outline, at: int, levels: dict[int, int]) -> int | None:
    return next((i for i in outline.ancestors(at) if levels.get(i) == 0), None)


def _horizon(outline: Outline, at: int) -> str | None:
    for place in (at, *outline.ancestors(at)):
        found = meaning("horizon", outline.nodes[place].title)
        if found:
            return found
    return None


def _row(
    outline: Outline, at: int, topic: int, top: Node | None, path: list[int], horizon: str | None
) -> Row:
    node = outline.nodes[at]
    text, agencies = _without_agencies(node)
    for ancestor in outline.ancestors(at):
        if len(agencies) < 2:
            agencies = _without_agencies(outline.nodes[ancestor])[1] | agencies
    return {
        "line": node.line,
        "_lines": node.lines,
        "topic": topic,
        "topic_title": (top.title or top.text) if top else None,
        "item": "/".join(outline.nodes[i].number or "" for i in path),
        "depth": len(path),
        "title": node.title,
        "text": text,
        "chars": count_chars(text),
        "horizon": _horizon(outline, at) or horizon,
        **agencies,
    }


def _without_agencies(node: Node) -> tuple[str, dict[str, str]]:
    """The text without its lines 主辦機關: and 協辦機關:, and what these say."""
    kept: list[str] = []
    agencies: dict[str, str] = {}
    for paragraph in node.paragraphs:
        found = label("item", paragraph.text)
        if found and found[1]:
            agencies[found[0]] = found[1].rstrip("。;")
        else:
            kept.append(paragraph.text)
    return "\n".join(kept), agencies
