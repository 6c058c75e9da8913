"""Ties come out in one order on every processor: numpy's default sort is not stable, and what it does
with equal values depends on the processor's vector instructions."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SORTS = {"sort_values", "sort_index", "argsort"}


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py")]):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "code":
                yield f"{path.name} cell {number}", "".join(cell["source"])


def _unstable(code: str) -> Iterator[str]:
    """Calls that may put equal values in either order."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        said = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        name = node.func.attr
        numpy = ast.unparse(node.func).startswith(("np.", "numpy."))
        if (name in SORTS or (numpy and name == "sort")) and said.get("kind") != "'stable'":
            yield ast.unparse(node)
        if name == "value_counts" and said.get("sort") != "False":
            yield ast.unparse(node)
        if name in {"nlargest", "nsmallest", "argpartition", "partition"} and (
            numpy or name.startswith("n") or name == "argpartition"
        ):
            yield ast.unparse(node)


def test_every_sort_is_stable() -> None:
    found = {place: list(_unstable(code)) for place, code in _sources()}
    assert {place: calls for place, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "code",
    [
        'frame.sort_values("count", ascending=False)',
        'frame["count"].value_counts()',
        "np.argsort(values)",
        'frame.nlargest(3, "count")',
    ],
)
def test_what_is_not_stable_is_found(code: str) -> None:
    assert list(_unstable(code)) == [code.replace('"', "'")]
