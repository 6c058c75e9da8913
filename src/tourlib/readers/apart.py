"""Read PDF files in a separate process with limits: a file that crashes PDFium ends that process,
not this one.

The process is started for the first file and kept for the next ones; it ends with this one. Memory
and time are limited if the system can do so (POSIX).
"""

from __future__ import annotations

import atexit
import base64
import gc
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from tqdm import tqdm

from tourlib.errors import ReportError
from tourlib.lines import Doubt, Line, Place, Source

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Maximum memory (bytes, besides the file itself) and processor time (seconds) for reading a file.
MOST_MEMORY, MOST_SECONDS = 2**30, 300
#: Additional memory for recognition, once, and additional time for each page that is a picture.
SCAN_MEMORY, SCAN_SECONDS = 5 * 2**30, 120
#: Python code of the process.
CODE = "from tourlib.readers.apart import serve; serve()"
_FIELDS = [field.name for field in fields(Line)]
_lock = threading.Lock()
_process: subprocess.Popen[bytes] | None = None


def read_apart(data: bytes, name: str, kept: Path | None = None) -> Source:
    """Read a PDF file in a separate process.

    Args:
        data: its bytes.
        name: its name, for messages.
        kept: the folder for the pages that were recognised, if there is one.

    Raises:
        ReportError: as :func:`tourlib.readers.pdf.read_pdf`, or reading took too much memory or
            time, or crashed PDFium.
    """
    told = _answer(data, name, kept=kept and str(kept))
    doubts = tuple(Doubt(*doubt) for doubt in told["doubts"])
    lines = tuple(_line(dict(zip(_FIELDS, row, strict=True))) for row in told["lines"])
    return Source(name, "pdf", lines, tuple(told["notes"]), doubts)


def cut_apart(data: bytes, name: str, places: Sequence[Place]) -> list[bytes]:
    """Cut pictures out of the pages of a PDF in a separate process.

    Args:
        data: its bytes.
        name: its name, for messages.
        places: where its lines are printed.

    Returns:
        A PNG picture of each place.

    Raises:
        ReportError: a page cannot be drawn, or drawing took too much memory or time.
    """
    told = _answer(data, name, places=places)
    return [base64.b64decode(picture) for picture in told["pictures"]]


def _answer(data: bytes, name: str, **asked: Any) -> dict[str, Any]:
    """Return the answer of the process about a file.

    Args:
        data: its bytes.
        name: its name, for messages.
        asked: ``kept`` to read the file, or ``places`` to cut out.
    """
    global _process
    with _lock:
        if _process is None or _process.poll() is not None:
            _process = _start(name)
        try:
            answer, recognised = _ask(_process, data, {"name": name, "size": len(data), **asked})
        except BaseException:  # a late answer would be taken for that to the next question
            end()
            raise
        if recognised or not answer:  # the models for recognition are not kept in memory
            end()
    if not answer:
        raise ReportError(
            "PDF 讀不了：讀取程式中止 the process that read it stopped"
            " (the file is damaged, too large, or malicious)",
            file=name,
            hint="請重新下載，或用瀏覽器開啟後另存為 PDF download it again, or print it to a new PDF",
        )
    told: dict[str, Any] = json.loads(answer)
    if "failed" in told:
        raise RuntimeError(told["failed"])
    if "error" in told:
        raise ReportError(told["error"].pop("reason"), **told["error"])
    return told


def _line(told: dict[str, Any]) -> Line:
    """Return a line from JSON, in which its cells, columns and places are lists."""
    cells, down = told["cells"], told["down"]
    mended = {
        "cells": cells and tuple(cells),
        "down": None if down is None else frozenset(down),
        "places": tuple(map(_place, told["places"])),
    }
    return Line(**told | mended)


def _place(told: list[Any]) -> Place:
    page, (x0, y0, x1, y1), turned = told
    return Place(page, (x0, y0, x1, y1), turned)


def end() -> None:
    """End the process, if there is one; it is started again when it is needed."""
    global _process
    if _process is not None:
        _process.kill()
        _process.communicate()
        _process = None


def _start(name: str) -> subprocess.Popen[bytes]:
    # The process finds modules in the same folders as this one, not in the working directory.
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except OSError as error:
        raise ReportError(
            f"無法啟動讀取程式 cannot start the process that reads it: {error.strerror}", file=name
        ) from error


def _ask(process: subprocess.Popen[bytes], data: bytes, head: dict[str, Any]) -> tuple[bytes, bool]:
    """Return the answer of the process about a file, a line of JSON, empty if the process crashed;
    and whether it recognised pages, in which case it reports progress."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(head).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
    bar: tqdm[Any] | None = None
    while (answer := process.stdout.readline()).startswith(b"["):
        done, pages = json.loads(answer)
        bar = bar or tqdm(
            total=pages,
            initial=done,
            unit="頁",
            desc=f"文字辨識 {head['name']}",
            # only if somebody sees it
            disable=not (sys.stderr.isatty() or "ipykernel" in sys.modules),
        )
        bar.update(done - bar.n)
    if bar is not None:
        bar.close()
    return (answer if answer.endswith(b"\n") else b""), bar is not None


def _forget() -> None:
    """Forget the process in a fork of this one: it belongs to the parent."""
    global _process, _lock
    _process, _lock = None, threading.Lock()


def serve() -> None:
    """Read files from standard input until it ends; the answer for each is a line of JSON."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # for anything else that prints
    files = sys.stdin.buffer
    gc.set_threshold(100_000)  # a page has many small objects, hardly any of them in a cycle

    def say(told: Any) -> None:
        answers.write(json.dumps(told, default=sorted).encode() + b"\n")
        answers.flush()

    while head := files.readline():
        asked = json.loads(head)
        data = files.read(asked["size"])
        _bound(len(data))
        say(_told(asked, data, _progress(len(data), say)))


def _progress(size: int, say: Callable[[Any], None]) -> Callable[[int, int], None]:
    """Return a function that reports how many pages of a file, of how many, have been recognised;
    such a file may take more memory and time."""
    begun = False

    def progress(done: int, pages: int) -> None:
        nonlocal begun
        if not begun:
            _bound(size, pages)
            begun = True
        say([done, pages])

    return progress


def _bound(size: int, pages: int = 0) -> None:
    """Limit the resources for the next file; the system ends this process if they are exceeded.

    Args:
        size: of the file (bytes).
        pages: the number of its pages to be recognised.
    """
    if resource is not None:
        memory = MOST_MEMORY + size + SCAN_MEMORY * (pages > 0)
        seconds = int(time.process_time()) + MOST_SECONDS + SCAN_SECONDS * pages
        most = {"AS": memory, "CPU": seconds, "CORE": 0}
        for what, value in most.items():
            kind = getattr(resource, f"RLIMIT_{what}")
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))


def _told(
    asked: dict[str, Any], data: bytes, progress: Callable[[int, int], None]
) -> dict[str, Any]:
    """Return the answer to a request about a file, or the reason why there is none."""
    from tourlib.readers.pdf import cut_out, read_pdf

    try:
        if "places" in asked:
            pictures = cut_out(data, asked["name"], list(map(_place, asked["places"])))
            return {"pictures": [base64.b64encode(picture).decode() for picture in pictures]}
        kept = asked["kept"] and Path(asked["kept"])
        source = read_pdf(data, asked["name"], kept=kept, told=progress)
        lines = [[getattr(line, field) for field in _FIELDS] for line in source.lines]
        return {"lines": lines, "notes": source.notes, "doubts": source.doubts}
    except ReportError as error:
        return {"error": {key: getattr(error, key) for key in ("reason", "file", "place", "hint")}}
    except MemoryError:
        os._exit(1)
    except Exception:
        return {"failed": traceback.format_exc()}


atexit.register(end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
