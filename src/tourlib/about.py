"""The line that ``tourlib list`` shows for a cohort, cached beside its report.

``about.txt`` holds the line and a hash of the report, its cohort file and tourlib's version. It is
rewritten if it is missing or outdated.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from tourlib.cohort import find_report, settled_file
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file

#: Name of the file, and its maximum size in bytes.
ABOUT, _MOST_BYTES = "about.txt", 10_000


def about(cohort: int) -> str:
    """Describe a cohort in a line: its number, destination, dates and title.

    Raises:
        ReportError: there is no such report, or it is not readable.
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
    with suppress(ReportError):  # without the file it is only slower
        write_file(file, f"{key}\n{line}")
    return line


def _key(report: Path) -> str:
    """Return a hash of everything on which the line depends."""
    from tourlib import __version__

    made = hashlib.sha256(__version__.encode())
    settled = settled_file(report)
    for path in (report, settled):
        if path and path.is_file():
            made.update(hashlib.sha256(read_file(path, MAX_BYTES)).digest())
    return made.hexdigest()
