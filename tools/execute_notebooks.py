"""Execute the committed notebooks in place, so that they show what the code of today gives: all, or
those whose names begin as the arguments do (``0 4``)."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tourlib.notebooks import find_notebooks, tidy_notebook


def main() -> None:
    """Execute every notebook and write it back without timings and versions."""
    wanted = tuple(sys.argv[1:]) or ("",)
    for path in find_notebooks(Path(__file__).parents[1]):
        if not path.name.startswith(wanted):
            continue
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(
            notebook,
            kernel_name="python3",
            record_timing=False,
            extra_arguments=["--log-level=40"],
            resources={"metadata": {"path": path.parent}},
        ).execute()
        tidy_notebook(notebook)
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main()
