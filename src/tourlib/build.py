"""Execute the notebooks for a cohort and export everything a briefing needs.

A build is written to a folder of its own beside the export and moved into its place at the end:
a build that fails leaves the last good export as it was.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tourlib.cohort import data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.export import EXPORT_VARIABLE
from tourlib.export.tables import write_csvs, write_workbook
from tourlib.report import load

#: Notebooks that run side by side: one a core of a small machine.
_SIDE_BY_SIDE = 2
_CELL_SECONDS = 600
_NUMBER = 4


def build(
    cohorts: Sequence[int] = (),
    *,
    out: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Build the exports of cohorts.

    Writes ``exports/<cohort>/`` with ``charts/`` (PNG, SVG, PDF), ``tables/`` (CSV),
    ``tables.xlsx`` and ``notebooks/`` (executed, and as HTML).

    Args:
        cohorts: their numbers; all that there are by default.
        out: folder of the exports; ``exports`` beside ``data`` by default.
        progress: called with a short text whenever a step is done.

    Returns:
        All files written.

    Raises:
        ReportError: a report cannot be loaded, a notebook fails, or the folder cannot be written.
    """
    said = progress or (lambda text: None)
    data = data_folder()
    chosen = _chosen(cohorts, data)
    target = out or data.parent / "exports"
    notebooks = find_notebooks(data.parent)
    written: list[Path] = []
    for cohort in chosen:
        written += _build_cohort(cohort, notebooks, target / str(cohort), said)
    return written


def find_notebooks(root: Path) -> list[Path]:
    """The notebooks of the project, in order.

    Raises:
        ReportError: there are none.
    """
    found = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
    if not found:
        raise ReportError(
            "no notebooks", file=root / "notebooks", hint="run inside the project's folder"
        )
    return found


def steps(cohorts: Sequence[int] = ()) -> int:
    """How many times :func:`build` will call ``progress``."""
    data = data_folder()
    return len(_chosen(cohorts, data)) * (1 + len(find_notebooks(data.parent)))


def _chosen(cohorts: Sequence[int], data: Path) -> list[int]:
    """The cohorts asked for, or all; each has a report."""
    chosen = list(cohorts) or list_cohorts(data)
    if not chosen:
        raise ReportError(
            "no cohort has a report", file=data / "reports", hint="add one: tourlib add FILE"
        )
    for cohort in chosen:
        find_report(cohort)
    return chosen


def _build_cohort(
    cohort: int, notebooks: Sequence[Path], target: Path, said: Callable[[str], None]
) -> list[Path]:
    report = load(cohort)
    staging = _staging(target)
    try:
        tables = report.tables()
        write_csvs(tables, staging / "tables")
        write_workbook(tables, staging / "tables.xlsx")
        said(f"{cohort} tables")
        (staging / "charts").mkdir()
        (staging / "notebooks").mkdir()
        asyncio.run(_run_all(cohort, notebooks, staging, said))
        _move(staging, target)
    except OSError as error:
        raise ReportError(
            f"cannot write: {error.strerror or error}",
            file=target,
            hint="check permissions and free space",
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sorted(path for path in target.rglob("*") if path.is_file())


def _staging(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        folder.chmod(0o755)
    except OSError as error:
        raise ReportError(
            f"cannot write: {error.strerror or error}",
            file=target.parent,
            hint="check the folder's permissions",
        ) from error
    return folder


def _move(staging: Path, target: Path) -> None:
    """Put the finished folder in place; the one before goes only when the new one is there."""
    before = staging.with_name(f"{staging.name}.before")
    if target.exists():
        os.rename(target, before)
    try:
        os.rename(staging, target)
    except OSError:
        if before.exists() and not target.exists():
            os.rename(before, target)
        raise
    shutil.rmtree(before, ignore_errors=True)


async def _run_all(
    cohort: int, notebooks: Sequence[Path], staging: Path, said: Callable[[str], None]
) -> None:
    room = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def run(path: Path) -> None:
        async with room:
            await _run(path, cohort, staging)
        said(f"{cohort} {path.stem}")

    tasks = [asyncio.ensure_future(run(path)) for path in notebooks]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run(path: Path, cohort: int, staging: Path) -> None:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(path, as_version=_NUMBER)
    set_parameter(notebook, path, cohort)
    environment = {**os.environ, EXPORT_VARIABLE: str(staging / "charts")}
    client = NotebookClient(
        notebook,
        timeout=_CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=40"],  # warnings about the transport mean nothing to a reader
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        await client.async_execute(env=environment)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        last = str(error).strip().splitlines()[-1]
        raise ReportError(
            f"a cell of the notebook failed: {last}",
            file=path,
            place=f"cohort {cohort}",
            hint="open it with `make lab`, set the cohort and run it cell by cell",
        ) from error
    _write_notebook(notebook, staging / "notebooks", path.stem)


def set_parameter(notebook: Any, path: Path, cohort: int) -> None:
    """Set ``cohort`` in the cell tagged ``parameters``.

    Raises:
        ReportError: there is no such cell, or it has no ``cohort``.
    """
    for cell in notebook.cells:
        if "parameters" not in cell.get("metadata", {}).get("tags", []):
            continue
        lines = cell.source.split("\n")
        for place, line in enumerate(lines):
            name, _equals, rest = line.partition("=")
            if name.strip() == "cohort":
                comment = rest.partition("#")[2]
                lines[place] = f"cohort = {cohort}" + (f"  #{comment}" if comment else "")
                cell.source = "\n".join(lines)
                return
    raise ReportError(
        "no cell tagged `parameters` with a line `cohort = …`",
        file=path,
        hint="restore the notebook",
    )


def tidy_notebook(notebook: Any) -> None:
    """Make an executed notebook the same on every run: cell ids from their place and source, no
    version of the interpreter, no timings."""
    for place, cell in enumerate(notebook.cells):
        cell["id"] = hashlib.sha256(f"{place}{cell.source}".encode()).hexdigest()[:8]
        cell.get("metadata", {}).pop("execution", None)
    language = notebook.metadata.get("language_info", {})
    notebook.metadata["language_info"] = {
        key: language[key] for key in ("name", "file_extension", "mimetype") if key in language
    }
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }


def _write_notebook(notebook: Any, folder: Path, name: str) -> None:
    import nbformat
    from nbconvert import HTMLExporter

    tidy_notebook(notebook)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    exporter = HTMLExporter(embed_images=True)
    html, _resources = exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
