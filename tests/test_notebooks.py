"""The notebooks keep their shape: text and calls, nothing that belongs in the library."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import pytest

from tourlib.notebooks import find_notebooks, set_parameter

ROOT = Path(__file__).parents[1]
NOTEBOOKS = find_notebooks(ROOT)
MOST_LINES, MEDIAN_LINES, MOST_BYTES = 12, 3, 700_000
HAN = re.compile("[\u4e00-\u9fff]")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[Any]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_cells_only_call(path: Path) -> None:
    for cell in code_cells(path):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(
                node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda
            ), cell.source
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                used = {name.split(".")[0] for name in names}
                assert not used & {"re", "os", "pathlib", "matplotlib"}, cell.source
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "/" not in node.value, cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_cells_are_short(path: Path) -> None:
    lines = [len(cell.source.splitlines()) for cell in code_cells(path)]
    assert max(lines) <= MOST_LINES
    assert median(lines) <= MEDIAN_LINES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_cohort_is_a_parameter_and_appears_nowhere_else(path: Path) -> None:
    notebook = read(path)
    [parameters] = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert "cohort = 114" in parameters.source
    set_parameter(notebook, path, 115)
    for cell in notebook.cells:
        source = cell.source.replace("114 = 2025", "")
        assert "114" not in source
        assert "比利時" not in source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_text_is_in_chinese_with_a_line_of_english(path: Path) -> None:
    cells = read(path).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    for cell in cells:
        if cell.cell_type == "markdown":
            assert HAN.search(cell.source), cell.source
            last = cell.source.strip().splitlines()[-1]
            assert re.fullmatch(r"\*[^*]+\*", last), cell.source
            assert not HAN.search(last), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_committed_executed_and_small(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    for cell in code_cells(path):
        assert not [
            o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"
        ]
        if "export.chart" in cell.source:
            [output] = [o for o in cell.outputs if "image/png" in o.get("data", {})]
            assert HAN.search(output.metadata["image/png"]["alt"])
