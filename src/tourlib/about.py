"""What ``tourlib list`` shows of a cohort: kept beside its report, so that nothing need be read.

``about.txt`` holds a hash of the report, its cohort file and tourlib's version, and the line. Where
it is not there or not true any more it is written anew.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from tourlib.cohort import find_report, settled_file
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file

#: The file's name, and the bytes that it may have.
ABOUT, _MOST_BYTES = "about.txt", 10_000


def about(cohort: int) -> str:
    """A cohort in a line: its number, where the journey went, from when to when, and the title.

    Raises:
        ReportError: there is no such report, or it cannot be read.
    """
    report, _cohort = find_report(cohort)
    file, key = report.parent / ABOUT, _key(report)
    with suppress(ReportError, ValueError):
        kept, line = read_file(file, _MOST_BYTES).decode().split("\n", 1)
        if kept == key:
            return line
    from tourlib.report import load

    meta = load(cohort).meta
    days = " – ".join(f"{day or ''}" for day in (meta.start, meta.end))
    line = f"{cohort}  {'、'.join(meta.destination)}  {days}  {meta.title or ''}"
    with suppress(ReportError):  # it is only slower without
        write_file(file, f"{key}\n{line}")
    return line


def _key(report: Path) -> str:
    """Hash of everything that the line depends on."""
    from tourlib import __version__

    made = hashlib.sha256(__version__.encode())
    settled = settled_file(report)
    for path in (report, settled):
        if path and path.is_file():
            made.update(hashlib.sha256(read_file(path, MAX_BYTES)).digest())
    return made.hexdigest()
