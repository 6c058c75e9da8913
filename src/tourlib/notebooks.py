"""Run notebooks for a cohort, and turn their output into self-contained web pages: no scripts,
nothing fetched."""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from html import escape
from pathlib import Path
from queue import SimpleQueue
from string import Template
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tourlib.cohort import DATA_VARIABLE, EXPORT_VARIABLE
from tourlib.errors import ReportError
from tourlib.files import read_reference, write_file

#: Time limit for a cell.
_LIMIT_SECONDS = 600
#: MIME type of widgets in an output; they only live as long as their kernel.
_FIELDS = "application/vnd.jupyter.widget-view+json"
#: Run between two notebooks, so that names and settings of one do not reach the next.
_FORGET = """get_ipython().reset()
import matplotlib, pandas
matplotlib.rcdefaults()
pandas.reset_option("display")
"""
#: Makes kernels look for garbage less often, since most objects are needed to the end.
_RARELY = "--IPKernelApp.exec_lines=__import__('gc').set_threshold(50_000, 20, 20)"
#: The version of the notebook format.
_NUMBER = 4
#: The line that says which cohort a notebook is about, without its comment.
_COHORT = re.compile(r"^cohort *=[^#\n]*?(?= *(?:#|$))", re.MULTILINE)
#: The corner of a table from pandas: an empty header cell, which a screen reader would announce.
_EMPTY_HEAD, _EMPTY_CELL = "<th></th>", "<td></td>"
#: A wide table scrolls on a narrow screen; this makes it scrollable by keyboard.
_WIDE, _WIDE_BY_KEYS = '<div class="output_html', '<div tabindex="0" class="output_html'


def find_notebooks(root: Path) -> list[Path]:
    """Return the notebooks of the project, in order.

    Raises:
        ReportError: there are none.
    """
    found = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
    if not found:
        raise ReportError(
            "沒有筆記本 no notebooks",
            file=root / "notebooks",
            hint="請在專案資料夾裡執行 run inside the project's folder",
        )
    return found


def run_notebooks(
    paths: Sequence[Path],
    cohort: int,
    data: Path,
    target: Path,
    *,
    done: Callable[[Path], None],
    meanwhile: Callable[[], None],
) -> None:
    """Run notebooks for a cohort, as many in parallel as there are processors, but at least two.

    Args:
        paths: the notebooks.
        cohort: its number.
        data: the data folder.
        target: the folder for their outputs: ``charts/`` and ``notebooks/`` in it.
        done: called with each notebook that succeeded.
        meanwhile: called while they run.

    Raises:
        ReportError: one failed, or took too long; the others are stopped.
    """
    environment = {**os.environ, DATA_VARIABLE: str(data), EXPORT_VARIABLE: str(target / "charts")}
    notebooks = {path: nbformat.read(path, as_version=_NUMBER) for path in paths}
    for path, notebook in notebooks.items():
        set_parameter(notebook, path, cohort)
    # The largest take longest: begin with them, so that no processor waits for another at the end.
    waiting = iter(sorted(notebooks.items(), key=lambda each: -each[0].stat().st_size))
    kernels = min(max(2, os.cpu_count() or 1), len(paths))
    clients = [new_client(notebooks[path], path) for path in paths[:kernels]]
    ended: SimpleQueue[Path | BaseException] = SimpleQueue()

    def run(client: NotebookClient) -> None:
        try:
            asyncio.run(execute_notebooks(client, waiting, environment, ended.put))
        except BaseException as error:
            ended.put(error)

    with ThreadPoolExecutor(kernels) as pool:
        running = [pool.submit(run, client) for client in clients]
        try:
            meanwhile()
            for _notebook in notebooks:
                one = ended.get()
                if isinstance(one, BaseException):
                    raise one
                folder = target / "notebooks"
                write_file(folder / one.name, nbformat.writes(notebooks[one]) + "\n")
                write_page(notebooks[one], folder / f"{one.stem}.html")
                done(one)
        except BaseException:
            while wait(running, timeout=0.2).not_done:  # a kernel may be about to start
                for client in clients:
                    _stop(client)
            raise


def new_client(notebook: Any, path: Path) -> NotebookClient:
    """Return a client that runs a notebook in the folder where it is stored."""
    return NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=_LIMIT_SECONDS,
        record_timing=False,
        extra_arguments=["--log-level=40", "--HistoryManager.enabled=False", _RARELY],
        resources={"metadata": {"path": path.parent}},
    )


async def execute_notebooks(
    client: NotebookClient,
    notebooks: Iterable[tuple[Path, Any]],
    environment: dict[str, str],
    ended: Callable[[Path], None],
) -> None:
    """Run notebooks one after the other with reproducible outputs: in one kernel, since importing
    the libraries takes long, which is reset between notebooks.

    Args:
        client: of :func:`new_client`.
        notebooks: the path and content of each; several kernels may take them from one iterator.
        environment: environment variables of the kernel.
        ended: called with the path of each that succeeded.

    Raises:
        ReportError: one failed, or took too long.
    """
    try:
        for path, notebook in notebooks:
            client.nb = notebook
            if client.kc is not None:
                client.kc.execute(_FORGET, silent=True)
            await _execute(client, path, environment)
            ended(path)
    finally:
        if client.km is not None:
            await client._async_cleanup_kernel()


async def _execute(client: NotebookClient, path: Path, environment: dict[str, str]) -> None:
    try:
        await _run_cells(client, environment)
    except CellExecutionError as error:
        reason = f"筆記本有一格失敗 a cell of the notebook failed: {error.ename}: {error.evalue}"
    except CellTimeoutError:
        reason = f"一格已執行 {_LIMIT_SECONDS // 60} 分鐘 a cell has been running for that long"
    except RuntimeError:  # raised for a kernel that died, also during its start
        reason = "執行筆記本的程序中止 the process that ran the notebook has ended; enough memory?"
    else:
        tidy_notebook(client.nb)
        return
    finally:
        # If a kernel died during its start, nbclient would try to end it again at exit, and fail.
        atexit.unregister(client._cleanup_kernel)
    raise ReportError(
        reason,
        file=path,
        hint="用 `make lab` 開啟，改期別後逐格執行 open it, set the cohort and run it cell by cell",
    )


async def _run_cells(client: NotebookClient, environment: dict[str, str]) -> None:
    """Run all cells. A kernel that ends before it is ready is started once more: another program
    may have taken a port between its choice and its use."""
    try:
        await client.async_execute(env=environment, cleanup_kc=False)
    except DeadKernelError:
        raise
    except RuntimeError:
        await client.async_execute(env=environment, cleanup_kc=False)


def _stop(client: NotebookClient) -> None:
    """Kill a client's kernel, whatever it does; the client then sees that it is dead."""
    provisioner = client.km.provisioner if client.km else None
    process = getattr(provisioner, "process", None)
    if process is not None:
        process.kill()


def set_parameter(notebook: Any, path: Path, cohort: int) -> None:
    """Set ``cohort`` in the cell tagged ``parameters``.

    Raises:
        ReportError: there is no such cell, or it has no ``cohort``.
    """
    for cell in notebook.cells:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            told, found = _COHORT.subn(f"cohort = {cohort}", cell.source, count=1)
            if found:
                cell.source = told
                return
    raise ReportError(
        "沒有標為 `parameters` 而有 `cohort = …` 的一格 no cell tagged `parameters` with that line",
        file=path,
        hint="請還原這本筆記本 restore the notebook",
    )


def tidy_notebook(notebook: Any) -> None:
    """Make an executed notebook reproducible: cell ids from position and source, no version of the
    interpreter, no timings, and only the initial output of widgets."""
    for place, cell in enumerate(notebook.cells):
        cell["id"] = hashlib.sha256(f"{place}{cell.source}".encode()).hexdigest()[:8]
        cell.get("metadata", {}).pop("execution", None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(_FIELDS, None)
    notebook.metadata.pop("widgets", None)
    language = notebook.metadata.get("language_info", {})
    notebook.metadata["language_info"] = {
        key: language[key] for key in ("name", "file_extension", "mimetype") if key in language
    }
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter  # takes long: while the notebooks run

    return HTMLExporter(template_name="basic", exclude_anchor_links=True)


def write_page(notebook: Any, path: Path) -> Path:
    """Write an executed notebook as HTML, with embedded pictures and its first heading as title.

    Raises:
        ReportError: the file cannot be written.
    """
    from pygments.formatters import HtmlFormatter

    body, _resources = _exporter().from_notebook_node(notebook)
    body = body.replace(_EMPTY_HEAD, _EMPTY_CELL).replace(_WIDE, _WIDE_BY_KEYS)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    title = re.sub(r"<[^>]+>", "", heading.group(1)) if heading else escape(path.stem)
    # The coloured style of Pygments in which every colour has a contrast of 4.5 : 1 on light grey.
    style = HtmlFormatter(style="xcode").get_style_defs(".highlight")
    form = Template(read_reference("page.html"))
    write_file(path, form.substitute(title=title, code_style=style, body=body))
    return path
