"""The running numbers of headings and items."""

from __future__ import annotations

from collections.abc import Iterator

from tourlib.parse import Row, finding
from tourlib.structure.nodes import Outline


def check_numbering(outline: Outline) -> Iterator[Row]:
    """Gaps, repeats and restarts among the running numbers of siblings."""
    last: dict[tuple[int | None, str], int] = {}
    running: dict[tuple[int | None, str], int] = {}
    for at, node in enumerate(outline.nodes):
        if node.marker is None:
            continue
        key = (node.parent, node.marker.kind)
        before = outline.nodes[last[key]] if key in last else None
        expected = before.value + 1 if before else 1
        if node.parent is not None:
            fields = [
                f.marker.value
                for f in outline.nodes[node.parent].fields
                if f.marker and f.marker.kind == node.marker.kind
            ]
            expected = max([expected, *(value + 1 for value in fields if value < node.value)])
        parent = outline.nodes[node.parent] if node.parent is not None else None
        group = (parent.parent, node.marker.kind) if parent and parent.marker is None else None
        if before is None and group in running and node.value == running[group] + 1:
            expected = node.value  # the numbers run on over headings without numbers
        if group is not None:
            running[group] = node.value
        if node.value != expected:
            told = f"接在「{before.number}」之後" if before else "是第一項"
            yield finding(
                "numbering-broken",
                f"第 {node.line} 行的編號「{node.number}」{told}。"
                f" / “{node.number}” {f'follows “{before.number}”' if before else 'is the first'}.",
                severity="info" if node.value == 1 else "warning",
                table="sections",
                row=at,
                lines=(before.line, node.line) if before else (node.line,),
            )
        last[key] = at
