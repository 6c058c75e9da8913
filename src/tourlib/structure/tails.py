"""Paragraphs behind the last item of a list that speak for the whole list, given back to the
heading that the list stands under.

Without indentation nothing marks where the last item ends. Two signs do: the items before it
are all of one paragraph, that begins in the item's own line; or the paragraph says that it sums up.
"""

from __future__ import annotations

from tourlib.structure.nodes import Node, Outline
from tourlib.vocabulary import meaning


def return_tails(outline: Outline) -> None:
    """Move such paragraphs, in place."""
    children = outline.children()
    for parent in range(len(outline.nodes)):
        for group in _lists(outline, children[parent]):
            last = outline.nodes[group[-1]]
            if children[group[-1]]:
                continue
            kept = _own(outline, group, children)
            outline.nodes[parent].paragraphs += last.paragraphs[kept:]
            del last.paragraphs[kept:]


def _lists(outline: Outline, children: list[int]) -> list[list[int]]:
    """Runs of children of one form of numbering, each beginning at its first number."""
    groups: list[list[int]] = []
    for child in children:
        node = outline.nodes[child]
        before = outline.nodes[groups[-1][-1]] if groups else None
        kind = node.marker.kind if node.marker else None
        same = before is not None and (before.marker.kind if before.marker else None) == kind
        if not same or (before is not None and node.value <= before.value and kind is not None):
            groups.append([])
        groups[-1].append(child)
    return [group for group in groups if len(group) > 1]


def _own(outline: Outline, group: list[int], children: list[list[int]]) -> int:
    """How many paragraphs of the last item are its own."""
    last = outline.nodes[group[-1]]
    before = [outline.nodes[i] for i in group[:-1]]
    if _inline(last) and all(
        _inline(n) and len(n.paragraphs) == 1 and not children[i]
        for i, n in zip(group, before, strict=False)
    ):
        return 1
    for place, paragraph in enumerate(last.paragraphs):
        if place and meaning("closing", paragraph.text):
            return place
    return len(last.paragraphs)


def _inline(node: Node) -> bool:
    """Whether the item's text begins in its own line."""
    return bool(node.paragraphs) and set(node.paragraphs[0].lines) == set(node.head.lines)
