"""Execute the committed notebooks in place, so that they show what the code of today gives: all, or
those whose names begin as the arguments do (``0 4``)."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import nbformat

from tourlib.notebooks import execute_notebooks, find_notebooks, new_client


def main() -> None:
    """Execute every notebook and write it back without timings and versions."""
    wanted = tuple(sys.argv[1:]) or ("",)
    paths = [p for p in find_notebooks(Path(__file__).parents[1]) if p.name.startswith(wanted)]
    notebooks = {path: nbformat.read(path, as_version=4) for path in paths}

    def ended(path: Path) -> None:
        nbformat.write(notebooks[path], path)
        print(path.name)

    for path, notebook in notebooks.items():
        client = new_client(notebook, path)
        asyncio.run(execute_notebooks(client, [(path, notebook)], dict(os.environ), ended))


if __name__ == "__main__":
    main()
