"""Read one hostile file in this process, with bounds and under watch; print what came of it.

    python tests/hostile/run.py FILE
    python tests/hostile/run.py --serve     reads the files whose names come in, a line each

Prints JSON: ``{"error": message}`` or ``{"tables": {name: rows}, "columns": {...}}``, with the
processor seconds taken and the most memory (MB). Reading must open nothing for writing, no socket and no
process but the one that PDF files are read in, which is watched as well: whatever does ends the run
with exit code 3.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Address space of the process, beyond what Python, pandas and PDFium map when they are loaded.
MOST_BYTES = 3 * 2**30
#: Processor time, which a busy machine does not use up. Generous: each takes seconds.
MOST_SECONDS = 60
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.system", "os.spawn", "os.posix_spawn",
    "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.", "urllib.", "ftplib.",
    "http.", "webbrowser.", "tempfile.", "pty.", "exec_out")  # fmt: skip
_SHOWN = {"sessions": ("title",), "participants": ("name",), "sections": ("title",)}


#: What the process apart runs here: the same, under watch.
CODE_APART = f"import sys; sys.path.insert(0, {str(HERE.parent)!r}); from hostile.run import serve_apart; serve_apart()"


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """End the run when something is written, fetched or started."""
    if event == "subprocess.Popen" and CODE_APART in arguments[1]:  # type: ignore[operator]
        return
    # What is open already (a pipe) and the null device are no files.
    file = event == "open" and not isinstance(arguments[0], int) and arguments[0] != os.devnull
    writes = file and (
        any(mode in str(arguments[1]) for mode in "wax+")
        or (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR))
    )
    if writes or event.startswith(_FORBIDDEN):
        os.write(2, f"forbidden: {event} {arguments!r}\n".encode()[:500])
        os._exit(3)


def prepare() -> None:
    """Import and work out all that reading takes."""
    sys.dont_write_bytecode = True
    import tourlib.many
    import tourlib.readers.pdf
    from tourlib.readers import apart

    # What rules and dictionaries give is kept; without this every process would work it out anew.
    tourlib.load(HERE.parent / "reports" / "112-japan-korea" / "report.txt").tables()
    apart.CODE = CODE_APART


def serve_apart() -> None:
    """Read PDF files apart, under watch."""
    import tourlib.readers.pdf  # noqa: F401
    from tourlib.readers.apart import serve

    sys.addaudithook(watch)
    serve()


def read(path: Path) -> dict[str, object]:
    """Load the file with bounds and under watch, and ask for every table."""
    import tourlib
    from tourlib.readers import apart

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.addaudithook(watch)
    start = time.process_time()
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
    told["seconds"] = round(time.process_time() - start, 2)
    apart.end()
    most = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told["mb"] = max(most) // 1024
    return told


def serve() -> None:
    """For each path that comes in by a line, a process of its own, forked from this one, which has
    imported everything; one line of JSON goes out: the exit ``code`` (negative: the signal) and what
    was ``told`` or what the process said when it failed (``said``)."""
    for line in sys.stdin:
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
            child = os.fork()
            if not child:
                os.dup2(said.fileno(), 2)
                found = read(Path(line.rstrip("\n")))
                os.write(told.fileno(), json.dumps(found, ensure_ascii=True, default=str).encode())
                os._exit(0)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = []
            for file in (told, said):
                file.seek(0)
                texts.append(file.read().decode("utf-8", "replace"))
        print(json.dumps({"code": code, "told": texts[0], "said": texts[1][-2000:]}), flush=True)


if __name__ == "__main__":
    prepare()
    if sys.argv[1] == "--serve":
        serve()
    else:
        print(json.dumps(read(Path(sys.argv[1])), ensure_ascii=True, default=str))
