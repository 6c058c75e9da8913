"""The running numbers of headings and items."""

from __future__ import annotations

from collections.abc import Iterator

from tourlib.outline.nodes import Node, Outline
from tourlib.parse import Finding, finding

#: Forms of one running number: 3 心得 goes on from 貳、過程.
_CHAPTERS = frozenset({"chapter", "formal", "digit_chapter"})
#: What holds a list, and its form of numbering.
_List = tuple[int | None, str]


def check_numbering(outline: Outline) -> Iterator[Finding]:
    """Gaps, repeats and restarts among the running numbers of siblings."""
    lists: dict[_List, list[int]] = {}
    for at, node in enumerate(outline.nodes):
        if node.marker is not None:
            kind = "chapter" if node.marker.kind in _CHAPTERS else node.marker.kind
            lists.setdefault((node.parent, kind), []).append(at)
    run_on = _lists_that_run_on(outline, lists)
    broken = []
    for (parent, kind), places in lists.items():
        due = run_on.get((parent, kind), 1)
        before: Node | None = None
        for at in places:
            node = outline.nodes[at]
            if node.value != _due(outline, parent, kind, due, node.value):
                broken.append((at, before))
            before, due = node, node.value + 1
    for at, before in sorted(broken, key=lambda each: each[0]):
        yield _finding(at, outline.nodes[at], before)


def _lists_that_run_on(outline: Outline, lists: dict[_List, list[int]]) -> dict[_List, int]:
    """The first number due in lists that go on with those before them under another heading (一、1.
    2. 二、3. 4.): where only the first of them begins with one."""
    families: dict[_List, list[_List]] = {}
    for parent, kind in lists:
        if parent is not None:
            families.setdefault((outline.nodes[parent].parent, kind), []).append((parent, kind))
    found: dict[_List, int] = {}
    for family in families.values():
        firsts = [outline.nodes[lists[each][0]].value for each in family]
        dues = [outline.nodes[lists[each][-1]].value + 1 for each in family]
        if firsts.count(1) == 1 == firsts[0] and firsts[1:2] == dues[:1]:
            found |= dict(zip(family[1:], dues, strict=False))
    return found


def _due(outline: Outline, parent: int | None, kind: str, due: int, value: int) -> int:
    """The number due; fields of a block (一)時間 are numbered like the headings behind them."""
    fields = outline.nodes[parent].fields if parent is not None else []
    numbers = [f.marker.value + 1 for f in fields if f.marker and f.marker.kind == kind]
    return max([due, *(number for number in numbers if number <= value)])


def _finding(at: int, node: Node, before: Node | None) -> Finding:
    told = f"接在「{before.number}」之後" if before else "是第一項"
    return finding(
        "numbering-broken",
        f"第 {node.line} 行的編號「{node.number}」{told}。"
        f" / “{node.number}” {f'follows “{before.number}”' if before else 'is the first'}.",
        severity="info" if node.value == 1 else "warning",
        table="sections",
        row=at,
        lines=(before.line, node.line) if before else (node.line,),
    )
