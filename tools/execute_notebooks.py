"""Execute the committed notebooks in place, so that they show what the code of today gives: all, or
those whose names begin as the arguments do (``0 4``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat

from tourlib.notebooks import execute_notebook, find_notebooks, new_client


def main() -> None:
    """Execute every notebook and write it back without timings and versions."""
    wanted = tuple(sys.argv[1:]) or ("",)
    for path in find_notebooks(Path(__file__).parents[1]):
        if not path.name.startswith(wanted):
            continue
        client = new_client(nbformat.read(path, as_version=4), path)
        execute_notebook(client, path, dict(os.environ))
        nbformat.write(client.nb, path)
        print(path.name)


if __name__ == "__main__":
    main()
