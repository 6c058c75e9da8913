"""Notebooks run without a kernel show what a kernel would."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from reports_under_test import export_114
from tourlib.notebooks import find_notebooks

ROOT = Path(__file__).parents[1]
CELLS = (
    "print('a'); print('b')\n1 + 1",
    "import sys\nprint('out'); print('err', file=sys.stderr); print('out again')",
    "import pandas as pd\ndf = pd.DataFrame({'甲': [1, None], 'b': ['x', '<b>']})\ndisplay(df)\ndf",
    "df;",
    "df.to_html",
    "",
    "h = display('one', display_id='q'); print('between'); h.update('two')",
    "from IPython.display import HTML, Markdown, clear_output\nprint('gone'); clear_output(); print('kept')",
    "print('gone'); clear_output(wait=True); print('kept')",
    "display(HTML('<b>x</b>'), Markdown('**y**'))",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\nprint('after')",
    "fig, ax = plt.subplots(); ax.bar([1], [2]);",
    "from tourlib.charts.style import new_chart, finish\nfinish(new_chart('標題', '單位', '來源')[0])",
    "async def later():\n    return 42\nawait later()",
    "_ + 1, In[1][:5], Out[1]",
    "%%capture held\nprint('hidden')",
    "print(held.stdout)",
    "!echo from the shell",
    "import logging; logging.warning('mind')",
    "class Odd:\n    def _repr_html_(self): raise ValueError('no html')\n    def __repr__(self): return 'odd'\nOdd()",
    "print('x', end=''); print('y', end='', flush=True); display(3); print('z')",
    "__name__, type(get_ipython()).__name__, sys.stdout.encoding, sys.stdout.isatty()",
    "def fail():\n    1 / 0\nfail()",
    "this is no python",
    "b'\\xff', '\\ud800'",
)
#: What no two runs share: the process in the path of a compiled cell.
VARIES = re.compile(r"\S*ipykernel_\d+\S*")


def made() -> Any:
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    for place, cell in enumerate(cells):
        cell["id"], cell.metadata["tags"] = f"c{place}", ["raises-exception"]
    return nbformat.v4.new_notebook(cells=cells)


def _joined(outputs: list[Any]) -> list[Any]:
    """A kernel sends what is printed as its clock says: pieces in a row are one output."""
    joined: list[Any] = []
    for output in outputs:
        if joined and "name" in output and joined[-1].get("name") == output["name"]:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def shown(notebook: Any, *, pictures: bool = True) -> list[tuple[str, Any, str]]:
    """Of each code cell: its source, number and outputs as text."""
    rows = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                if not pictures:
                    output.get("data", {}).pop("image/png", None)
            outputs = _joined(cell.outputs)
            text = nbformat.v4.nbjson.JSONWriter().writes(
                nbformat.v4.new_notebook(
                    cells=[nbformat.v4.new_code_cell("", outputs=outputs, id="x")]
                )
            )
            rows.append((cell.source, cell.execution_count, VARIES.sub("…", text)))
    return rows


def test_outputs_are_those_of_a_kernel(tmp_path: Path) -> None:
    importlib.import_module("matplotlib.font_manager")  # the first to do so may be told to wait
    by_kernel, path = made(), tmp_path / "n.ipynb"
    NotebookClient(
        by_kernel, kernel_name="python3", record_timing=False,
        extra_arguments=["--log-level=40"], resources={"metadata": {"path": str(tmp_path)}},
    ).execute()  # fmt: skip
    nbformat.write(made(), path)
    code = (
        "import sys, nbformat, tourlib.charts; from pathlib import Path\n"  # as when forked
        "from tourlib.execute import execute_notebook\n"
        "path = Path(sys.argv[1]); notebook = nbformat.read(path, 4)\n"
        "execute_notebook(notebook, path, path.parent / 'scratch'); nbformat.write(notebook, path)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    ours = shown(nbformat.read(path, 4))
    assert ours == shown(by_kernel)
    assert not [source for source, _number, text in ours if "missing from font" in text]


def test_export_of_114_shows_what_the_committed_notebooks_show() -> None:
    for path in find_notebooks(ROOT):
        exported = nbformat.read(export_114() / "notebooks" / path.name, 4)
        committed = nbformat.read(path, 4)
        assert shown(exported, pictures=False) == shown(committed, pictures=False), path.name
