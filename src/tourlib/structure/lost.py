"""List items whose marker extraction has lost: 1., (paragraph), 3.

A gap of one in the running numbers, with a paragraph too many just before the next number,
is an item without its marker. A gap with no such paragraph stays a gap.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from tourlib.structure.leads import split_lead
from tourlib.structure.markers import Marker, as_printed
from tourlib.structure.nodes import Node, Outline, Paragraph, settle_head


def restore_lost_items(outline: Outline, bullets: AbstractSet[int]) -> None:
    """Make items of the paragraphs that lost their markers, in place.

    Args:
        bullets: lines that had a list bullet.
    """
    at = 0
    while at < len(outline.nodes):
        node = outline.nodes[at]
        if node.marker and node.rank > 1:
            before = _previous_sibling(outline, at)
            if before is None and node.value == 2 and node.parent is not None:
                at += _restore_first(outline, at, bullets)
            elif before is not None and node.value == outline.nodes[before].value + 2:
                at += _restore_between(outline, before, at)
        at += 1


def _previous_sibling(outline: Outline, at: int) -> int | None:
    node = outline.nodes[at]
    for place in range(at - 1, -1 if node.parent is None else node.parent, -1):
        other = outline.nodes[place]
        if other.parent == node.parent and other.marker and node.marker:
            return place if other.marker.kind == node.marker.kind else None
    return None


def _restore_first(outline: Outline, at: int, bullets: AbstractSet[int]) -> int:
    node = outline.nodes[at]
    assert node.parent is not None
    assert node.marker is not None
    parent = outline.nodes[node.parent]
    if not parent.paragraphs or parent.paragraphs[-1].lines == parent.head.lines:
        return 0
    last = parent.paragraphs[-1]
    if last.lines[0] not in bullets and not split_lead(last.text)[0]:
        return 0
    parent.paragraphs.pop()
    _insert(outline, node.parent + 1, _lost_node(node, 1, last), node.parent)
    return 1


def _restore_between(outline: Outline, before: int, at: int) -> int:
    """Of the paragraphs between two items, the last one is the item between them."""
    node, previous = outline.nodes[at], outline.nodes[before]
    tail = before if len(previous.paragraphs) > 1 else at - 1
    owner = outline.nodes[tail]
    if len(owner.paragraphs) < 2 or node.marker is None:
        return 0
    lost = _lost_node(node, node.value - 1, owner.paragraphs.pop())
    _insert(outline, tail + 1, lost, node.parent)
    if tail == before:
        for other in outline.nodes[tail + 2 : at + 1]:
            if other.parent == before:
                other.parent = tail + 1
    return 1


def _lost_node(like: Node, value: int, paragraph: Paragraph) -> Node:
    assert like.marker is not None
    marker = Marker(
        like.marker.kind, like.rank, as_printed(like.marker, value), value, paragraph.text
    )
    node = Node(
        number=marker.number,
        marker=marker,
        rank=like.rank,
        depth=like.depth,
        parent=like.parent,
        line=paragraph.lines[0],
        head=paragraph,
        lost=True,
    )
    settle_head(node)
    return node


def _insert(outline: Outline, place: int, node: Node, parent: int | None) -> None:
    node.parent = parent
    for other in outline.nodes:
        if other.parent is not None and other.parent >= place:
            other.parent += 1
    outline.nodes.insert(place, node)
