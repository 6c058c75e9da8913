"""Run the notebooks for a cohort, and what is written beside them, each in a process of its own.

On Linux these are forked from this process, which has imported everything and read the report:
that costs a notebook next to nothing. Elsewhere they start anew.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any

import tourlib
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.export import EXPORT_VARIABLE
from tourlib.files import unwritable, write_file
from tourlib.report import Report, load

#: A notebook that runs longer is given up.
_LIMIT_SECONDS = 600
#: More is not told of what went wrong: it has to fit into a pipe that nobody reads yet.
_REASON_CHARS = 2000
#: What stands for fields in an output; they live as long as their kernel.
_FIELDS = "application/vnd.jupyter.widget-view+json"
#: The version of the notebook format.
_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to run: where it lies, for which cohort, the data folder, and the folder that
    takes its outputs (``charts/`` and ``notebooks/`` in it). With ``write`` no notebook, but what
    that function writes of the report, ``path`` among it."""

    path: Path
    cohort: int
    data: Path
    target: Path
    write: Callable[[Report, Path], object] | None = None


@dataclass(frozen=True, slots=True)
class _Running:
    job: Job
    process: Any
    reader: Any
    since: float


def find_notebooks(root: Path) -> list[Path]:
    """The notebooks of the project, in order.

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


def run_notebooks(jobs: Sequence[Job], report: Report, done: Callable[[Job], None]) -> None:
    """Run jobs, as many at a time as there are processors.

    Args:
        jobs: all of one cohort.
        report: that cohort's, which the notebooks need not read again.
        done: called with each job that has ended well.

    Raises:
        ReportError: one failed, or took too long; the others are stopped.
    """
    forking = _may_fork()
    if forking:
        for name in ("check", "execute", "export.bundle", "words"):
            import_module(f"tourlib.{name}")
        import_module("tourlib.export.pages").prepare_pages()
    context: Any = get_context("fork" if forking else "spawn")
    # The largest first: it has most to draw, and should not be what the others wait for.
    waiting = sorted(jobs, key=_size, reverse=True)
    room = max(2, os.cpu_count() or 1)
    running: dict[Any, _Running] = {}

    def start(job: Job) -> None:
        one = _start(context, job, report if forking else None)
        running[one.process.sentinel] = one

    try:
        if forking:
            # The small ones begin while what the large ones ask of the report is worked out once.
            for _ in range(min(room, len(waiting) - 1)):
                start(waiting.pop())
            _ = report.terms, report.synonyms, report.findings
        while waiting or running:
            while waiting and len(running) < room:
                start(waiting.pop(0))
            for sentinel in connection.wait(list(running), timeout=1.0):
                one = running.pop(sentinel)
                _settle(one)
                done(one.job)
            for one in running.values():
                _check_time(one)
    finally:
        for one in running.values():
            one.process.kill()
            one.process.join()


def _size(job: Job) -> float:
    """What is no notebook draws as much as the largest of them."""
    return float("inf") if job.write else job.path.stat().st_size


def _may_fork() -> bool:
    """Whether forking is safe: on Linux, while no other thread of Python runs."""
    return sys.platform == "linux" and threading.active_count() == 1


def _start(context: Any, job: Job, report: Report | None) -> _Running:
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(job, report, writer), daemon=True)
    process.start()
    writer.close()
    return _Running(job, process, reader, time.monotonic())


def _settle(one: _Running) -> None:
    """Raise what a process that has ended said."""
    one.process.join()
    try:
        said = one.reader.recv() if one.reader.poll() else None
    except EOFError:
        said = None
    if said is None and one.process.exitcode != 0:
        said = {
            "reason": f"the process that wrote it ended with {one.process.exitcode}",
            "file": str(one.job.path),
            "hint": "is there enough memory?",
        }
    if said:
        raise ReportError(said.pop("reason"), **said)


def _check_time(one: _Running) -> None:
    if time.monotonic() - one.since > _LIMIT_SECONDS:
        raise ReportError(
            f"已執行 {_LIMIT_SECONDS // 60} 分鐘 it has been running for that long",
            file=one.job.path,
            hint="用 `make lab` 開啟，逐格執行 open it and run it cell by cell",
        )


def _run(job: Job, report: Report | None, writer: Any) -> None:
    """Run one notebook, in a process of its own; what goes wrong is sent to the one that waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _export(job, report)
        return
    except ReportError as error:
        failed = error
    except OSError as error:
        failed = unwritable(job.target.parent, error)
    except Exception as error:  # whatever it is, it is told in one line
        line = str(error).strip().partition("\n")[0]
        failed = ReportError(
            f"無法執行 cannot be run: {type(error).__name__}: {line}", file=job.path
        )
    said = {name: getattr(failed, name) for name in ("file", "place", "hint")}
    writer.send({"reason": failed.reason[:_REASON_CHARS], **said})


def _end_with_parent() -> None:
    """End this process when the one that started it has been killed: nobody would take its work."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _export(job: Job, report: Report | None) -> None:
    if job.write:
        os.environ[DATA_VARIABLE] = str(job.data)
        job.write(report if report is not None else load(job.cohort), job.target)
        return
    import nbformat

    from tourlib.execute import execute_notebook
    from tourlib.export.pages import write_page

    notebook = nbformat.read(job.path, as_version=_NUMBER)
    set_parameter(notebook, job.path, job.cohort)
    os.environ |= {EXPORT_VARIABLE: str(job.target / "charts"), DATA_VARIABLE: str(job.data)}
    if report is not None:
        _know(report, job.cohort)
    with tempfile.TemporaryDirectory(dir=job.target) as scratch:
        execute_notebook(notebook, job.path, Path(scratch))
    tidy_notebook(notebook)
    folder = job.target / "notebooks"
    write_file(folder / job.path.name, nbformat.writes(notebook) + "\n")
    write_page(notebook, folder / f"{job.path.stem}.html")


def _know(report: Report, cohort: int) -> None:
    """Let ``tourlib.load`` give the report that was read before this process was forked; changes to
    it stay in this process."""

    def known(source: int | str | Path, *, settled: bool | str | Path = True) -> Report:
        return report if source == cohort and settled is True else load(source, settled=settled)

    tourlib.load = known


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
        "沒有標為 `parameters` 而有 `cohort = …` 的一格 no cell tagged `parameters` with that line",
        file=path,
        hint="請還原這本筆記本 restore the notebook",
    )


def tidy_notebook(notebook: Any) -> None:
    """Make an executed notebook the same on every run: cell ids from their place and source, no
    version of the interpreter, no timings, no fields but what they show at first."""
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
