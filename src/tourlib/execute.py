"""Run a notebook in this process, with the outputs that JupyterLab gives.

A kernel of its own costs a notebook some three seconds before its first cell. What makes outputs
out of cells is ipykernel's shell; here it runs without the sockets around it: the messages that it
would send are kept and become the cells' outputs. One process runs one notebook, so that no
notebook sees another's variables.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

from tourlib.errors import ReportError

_STREAMS = ("stdout", "stderr")
_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
#: What pandas shows at most when it is imported in a notebook.
_NOTEBOOK_COLUMNS = 20
Message = dict[str, Any]


class _Kept(Session):
    """A session that keeps messages instead of sending them."""

    def __init__(self) -> None:
        super().__init__(key=b"")
        self.messages: list[Message] = []

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any
    ) -> Message:
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        # As if sent: bytes become base64, whatever JSON does not know becomes what it knows.
        self.messages.append({**message, "content": self.unpack(self.pack(message["content"]))})
        return message


class _Stream(io.TextIOBase):
    """Standard output or error of the cells; what is written waits until it is flushed, as the
    shell does before whatever else it shows."""

    encoding = "UTF-8"

    def __init__(self, session: _Kept, name: str) -> None:
        self.session, self.stream, self.waiting = session, name, ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.waiting += text
        return len(text)

    def flush(self) -> None:
        if self.waiting:
            self.session.send(None, "stream", {"name": self.stream, "text": self.waiting})
            self.waiting = ""


def execute_notebook(notebook: Any, path: Path, scratch: Path) -> None:
    """Run all cells in order and put their outputs into the notebook.

    Changes the working directory, the environment and ``sys`` as a kernel does: call it in a
    process that does nothing else.

    Args:
        notebook: what ``nbformat`` read; changed in place.
        path: where it lies, the working directory of its cells; named when a cell fails.
        scratch: a folder for IPython's own files.

    Raises:
        ReportError: a cell failed that is not tagged ``raises-exception``.
    """
    # As ipykernel sets it, before anything imports pyplot.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    os.chdir(path.parent)
    session = _Kept()
    shell = _make_shell(session, scratch)
    with _streams(session):
        for place, cell in enumerate(notebook.cells, 1):
            if cell.cell_type != "code":
                continue
            cell.outputs, cell.execution_count = [], None
            if not cell.source.strip():
                continue
            cell.execution_count = shell.execution_count
            done: Any = shell.run_cell(cell.source, store_history=True)
            for name in _STREAMS:
                getattr(sys, name).flush()
            cell.outputs = _outputs(session.messages)
            session.messages.clear()
            if not done.success and "raises-exception" not in cell.metadata.get("tags", []):
                raise _failed(done.error_before_exec or done.error_in_exec, path, place)
    notebook.metadata["language_info"] = dict(_LANGUAGE)


def _make_shell(session: _Kept, scratch: Path) -> ZMQInteractiveShell:
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell = ZMQInteractiveShell.instance(
        config=config, ipython_dir=str(scratch), compiler_class=XCachingCompiler
    )
    # Charts are shown inline: there is no event loop, and no kernel, to hook windows into.
    setattr(shell, "enable_gui", lambda gui=None: None)  # noqa: B010
    # pandas chose for a terminal if it was imported before there was a shell.
    pd.set_option("display.max_columns", _NOTEBOOK_COLUMNS)
    for hook in (shell.displayhook, shell.display_pub):
        hook.session, hook.pub_socket = session, None
    return shell


@contextmanager
def _streams(session: _Kept) -> Iterator[None]:
    before = {name: getattr(sys, name) for name in _STREAMS}
    for name in _STREAMS:
        setattr(sys, name, _Stream(session, name))
    try:
        yield
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)


def _outputs(messages: list[Message]) -> list[Any]:
    """A cell's messages as its outputs; what is written in a row to one stream is one output."""
    outputs: list[Any] = []
    shown: dict[str, list[Any]] = {}
    clear_next = False
    for message in messages:
        kind, content = message["msg_type"], message["content"]
        display = content.get("transient", {}).get("display_id")
        if kind == "update_display_data":
            for output in shown.get(display, ()):
                output.data, output.metadata = content["data"], content["metadata"]
            continue
        if kind == "clear_output" and content["wait"]:
            clear_next = True
            continue
        if kind == "clear_output" or clear_next:
            outputs.clear()
            clear_next = False
        if kind == "stream" and outputs and outputs[-1].get("name") == content["name"]:
            outputs[-1].text += content["text"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            outputs.append(nbformat.v4.output_from_msg(message))
            if display:
                shown.setdefault(display, []).append(outputs[-1])
    return outputs


def _failed(error: BaseException | None, path: Path, place: int) -> ReportError:
    if isinstance(error, ReportError):
        return error
    reason = f"{type(error).__name__}: {error}" if error else "the cell could not be run"
    return ReportError(
        f"筆記本有一格失敗 a cell of the notebook failed: {reason}",
        file=path,
        place=f"cell {place}",
        hint="用 `make lab` 開啟，改期別後逐格執行 open it, set the cohort and run it cell by cell",
    )
