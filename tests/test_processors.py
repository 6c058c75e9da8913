"""The same report gives the same export on another processor: no order hangs on its instructions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from reports_under_test import ROOT, export_114

try:
    from numpy._core import _multiarray_umath as umath
except ImportError:  # numpy 1
    from numpy.core import _multiarray_umath as umath

#: What numpy would use of this processor beyond what every processor has.
EXTENSIONS = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__.get(name)]
#: The export of 114 without what takes long and shows nothing new: slides, note, pages of
#: notebooks, and all notebooks but the one that sorts most.
BUILD = """
import sys
from pathlib import Path
import tourlib.export.bundle, tourlib.notebooks
from tourlib import build

tourlib.export.bundle.write_slides = lambda *given, **named: given[1]
tourlib.export.bundle.write_note = lambda told, path: path
tourlib.notebooks.write_page = lambda notebook, path: path
found = build.find_notebooks
build.find_notebooks = lambda root: [p for p in found(root) if p.name.startswith("4-")]
build.build([114], out=Path(sys.argv[1]))
sys.path.insert(0, sys.argv[2])
import test_processors
print(test_processors.EXTENSIONS)
"""


def shown(path: Path) -> list[Any]:
    """What a notebook shows, without its pictures."""
    outputs = []
    for cell in nbformat.read(path, 4).cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("image/png", None)
            outputs.append((cell.source, output))
    return outputs


@pytest.mark.skipif(not EXTENSIONS, reason="numpy uses no more here than every processor has")
def test_export_is_the_same_on_a_processor_without_vector_instructions(tmp_path: Path) -> None:
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(EXTENSIONS)}
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path), here],
        env=environment, check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"  # they are off
    plain, usual = tmp_path / "114", export_114()
    kinds = {".csv", ".svg", ".html", ".xlsx"}
    files = {path.relative_to(plain) for path in plain.rglob("*") if path.suffix in kinds}
    assert {path.suffix for path in files} == kinds
    assert [p for p in sorted(files) if (plain / p).read_bytes() != (usual / p).read_bytes()] == []
    for path in sorted((plain / "notebooks").glob("*.ipynb")):
        assert shown(path) == shown(usual / "notebooks" / path.name), path.name
