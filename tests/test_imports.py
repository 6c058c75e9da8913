"""Imports go one way, and heavy libraries stay at the leaves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tourlib"
#: The layers from the bottom; a module may import from its own layer and those before it.
LAYERS = (
    (
        "errors",
        "office",
        "files",
        "staging",
        "text",
        "shown",
        "clocks",
        "dates",
        "lines",
        "schema",
        "vocabulary",
    ),
    ("directory",),
    ("people",),
    ("readers", "outline", "tables", "cohort"),
    ("words",),
    ("parse", "settled"),
    ("checks",),
    ("report", "review"),
    (
        "about",
        "labels",
        "many",
        "findings",
        "phrases",
    ),
    ("charts",),
    ("question",),
    ("agencies", "schedule", "themes", "keywords", "recommendations"),
    ("cohorts", "check", "explore"),
    ("export", "add", "notebooks", "build"),
    ("console",),
    ("cli",),
    ("__main__",),
)
#: Library → the only places that may import it.
LEAVES = {
    "matplotlib": ("charts", "question", "schedule", "themes", "keywords", "cohorts", "check"),
    "wordcloud": ("charts",),
    "jieba": ("words",),
    "pypdfium2": ("readers",),
    "lxml": ("readers", "export"),
    "xlsxwriter": ("export",),
    "joblib": ("many",),
    "pyarrow": ("many",),
    "pptx": ("export",),
    "docx": ("export",),
    "nbclient": ("notebooks",),
    "nbconvert": ("notebooks",),
    "nbformat": ("notebooks",),
    "ipywidgets": ("review", "explore"),
    "tomlkit": ("review",),
    "pydantic": ("settled", "review", "words"),
}
MODULES = sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    """The part of the house that a module belongs to."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def layer(name: str) -> int:
    return next(place for place, names in enumerate(LAYERS) if name in names)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    if path.name == "__init__.py" and path.parent == SOURCE:
        return
    own = layer(room(path))
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "tourlib" or len(parts) < 2 or parts[1].startswith("_"):
            continue
        assert layer(parts[1]) <= own, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_heavy_libraries_stay_at_the_leaves(path: Path) -> None:
    used = {name.split(".")[0] for name in imported(path)}
    for library, places in LEAVES.items():
        assert library not in used or room(path) in places, f"{path.name} imports {library}"


def test_a_report_is_loaded_without_drawing_or_segmenting() -> None:
    code = (
        "import sys, tourlib; tourlib.load(114); "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        # pandas takes pyarrow where it is installed
        f"{set(LEAVES) - {'lxml', 'pyarrow', 'pydantic'}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=SOURCE.parents[1],
    )
    assert done.stdout.strip() == "[]"
