"""Read one hostile file in this process, with bounds and under watch; print what came of it.

    python tests/hostile/run.py FILE

Prints JSON: ``{"error": message}`` or ``{"tables": {name: rows}, "columns": {...}}``, with the
seconds taken and the most memory (MB). Reading must open nothing for writing, no socket and no
process: whatever does ends the run with exit code 3.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

#: Address space of the process, beyond what Python, pandas and PDFium map when they are loaded.
MOST_BYTES = 3 * 2**30
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.system", "os.spawn", "os.posix_spawn",
    "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.", "urllib.", "ftplib.",
    "http.", "webbrowser.", "tempfile.", "pty.", "exec_out")  # fmt: skip
_SHOWN = {"sessions": ("title",), "participants": ("name",), "sections": ("title",)}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """End the run when something is written, fetched or started."""
    writes = event == "open" and (
        any(mode in str(arguments[1]) for mode in "wax+")
        or (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR))
    )
    if writes or event.startswith(_FORBIDDEN):
        os.write(2, f"forbidden: {event} {arguments!r}\n".encode()[:500])
        os._exit(3)


def main(path: Path) -> None:
    """Load the file, ask for every table, print."""
    sys.dont_write_bytecode = True
    import jieba  # its dictionary is cached in a file, once a machine

    jieba.setLogLevel(40)
    jieba.initialize()
    import tourlib
    from tourlib import report  # noqa: F401

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.addaudithook(watch)
    start = time.perf_counter()
    told: dict[str, object]
    try:
        tables = tourlib.load(path).tables()
        told = {
            "tables": {name: len(frame) for name, frame in tables.items()},
            "columns": {
                name: {column: tables[name][column].tolist()[:20] for column in columns}
                for name, columns in _SHOWN.items()
            },
        }
    except tourlib.ReportError as error:
        told = {"error": str(error)}
    told["seconds"] = round(time.perf_counter() - start, 2)
    told["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told, ensure_ascii=True, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
