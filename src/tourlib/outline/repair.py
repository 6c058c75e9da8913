"""Repairs of the tree of headings that the numbers of its lists call for.

List items whose marker is lost by extraction: 1., (paragraph), 3.

A gap of one in the running numbers, with an extra paragraph just before the next number, is an item
without its marker. A gap with no such paragraph stays a gap.

Paragraphs after the last item that conclude the whole list, moved to the heading of the list.

Without indentation nothing marks the end of the last item. There are two signs: every item before it
has a single paragraph, which begins on the item's own line; or the paragraph says that it sums up.

Leads that lost their colon after a bracket, in a list whose other leads end in one.
"""

from __future__ import annotations

from tourlib.outline.nodes import Node, Outline, Paragraph, settle_head, split_lead
from tourlib.outline.numbering import Marker, number_before
from tourlib.text import count_han
from tourlib.vocabulary import meaning

#: Minimum number of leads that end in a bracket, and of ideographs after a lead that has run on.
_MIN_LEADS, _MIN_RUN_ON = 2, 4


def restore_items(outline: Outline) -> None:
    """Turn paragraphs that lost their markers into items, in place."""
    at = 0
    while at < len(outline.nodes):
        node = outline.nodes[at]
        if node.marker and node.rank > 1:
            before = _previous_sibling(outline, at)
            if before is None and node.value == 2 and node.parent is not None:
                at += _restore_first(outline, at)
            elif before is not None and node.value == outline.nodes[before].value + 2:
                at += _restore_between(outline, before, at)
        at += 1


def _previous_sibling(outline: Outline, at: int) -> int | None:
    node = outline.nodes[at]
    for place in range(at - 1, -1 if node.parent is None else node.parent, -1):
        other = outline.nodes[place]
        if other.parent == node.parent and other.marker:
            return place if other.kind == node.kind else None
    return None


def _restore_first(outline: Outline, at: int) -> int:
    node = outline.nodes[at]
    assert node.parent is not None
    parent = outline.nodes[node.parent]
    if not parent.paragraphs or parent.paragraphs[-1].lines == parent.head.lines:
        return 0
    last = parent.paragraphs[-1]
    if not split_lead(last.text)[0]:
        return 0
    parent.paragraphs.pop()
    _insert(outline, node.parent + 1, _restored(node, last))
    return 1


def _restore_between(outline: Outline, before: int, at: int) -> int:
    """Turn the last of the paragraphs between two items into the item between them."""
    node, previous = outline.nodes[at], outline.nodes[before]
    tail = before if len(previous.paragraphs) > 1 else at - 1
    owner = outline.nodes[tail]
    if len(owner.paragraphs) < 2:
        return 0
    _insert(outline, tail + 1, _restored(node, owner.paragraphs.pop()))
    for other in outline.nodes[tail + 2 : at + 1]:
        if other.parent == before:
            other.parent = tail + 1
    return 1


def _restored(like: Node, paragraph: Paragraph) -> Node:
    """Return the item before this one, made of the paragraph that has lost its marker."""
    assert like.marker is not None
    number = number_before(like.marker)
    marker = Marker(like.marker.kind, like.rank, number, like.value - 1, paragraph.text)
    node = Node(
        number=marker.number,
        marker=marker,
        rank=like.rank,
        depth=like.depth,
        parent=like.parent,
        line=paragraph.lines[0],
        head=paragraph,
        restored=True,
    )
    settle_head(node)
    return node


def _insert(outline: Outline, place: int, node: Node) -> None:
    for other in outline.nodes:
        if other.parent is not None and other.parent >= place:
            other.parent += 1
    outline.nodes.insert(place, node)


def return_closing(outline: Outline) -> None:
    """Move paragraphs that conclude a list to its heading, in place."""
    children = outline.children()
    for parent in range(len(outline.nodes)):
        for group in lists_of(outline, children[parent]):
            last = outline.nodes[group[-1]]
            if children[group[-1]]:
                continue
            kept = _own(outline, group, children)
            outline.nodes[parent].paragraphs += last.paragraphs[kept:]
            del last.paragraphs[kept:]


def lists_of(outline: Outline, children: list[int]) -> list[list[int]]:
    """Return runs of children with one form of numbering, each beginning at its first number."""
    groups: list[list[int]] = []
    for child in children:
        node = outline.nodes[child]
        before = outline.nodes[groups[-1][-1]] if groups else None
        again = before is None or before.kind != node.kind
        if again or (node.kind and before and node.value <= before.value):
            groups.append([])
        groups[-1].append(child)
    return [group for group in groups if len(group) > 1]


def end_leads(outline: Outline) -> None:
    """End leads without a colon at their bracket, in place: 平台升級(甲+乙)成效取決於設計:…, if two
    other leads of the list are like 產業鏈整合(丙):…"""
    for places in outline.children():
        for group in lists_of(outline, places):
            items = [outline.nodes[place] for place in group]
            if sum(item.title.endswith(")") for item in items) < _MIN_LEADS:
                continue
            for item in items:
                lead, bracket, rest = item.title.partition(")")
                if count_han(rest) >= _MIN_RUN_ON and _inline(item):
                    item.title = lead + bracket
                    said = item.head.text.strip()[len(item.title) :].strip()
                    item.paragraphs[0] = Paragraph(said, item.head.lines)


def _own(outline: Outline, group: list[int], children: list[list[int]]) -> int:
    """Return how many paragraphs of the last item are its own."""
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
    """True if the item's text begins on its own line."""
    return bool(node.paragraphs) and set(node.paragraphs[0].lines) == set(node.head.lines)
