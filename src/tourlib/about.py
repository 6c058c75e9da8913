"""What ``tourlib list`` shows of a cohort: kept beside its report, so that nothing need be read.

``about.json`` is true as long as the report, its cohort file and tourlib are those that it was
written from; its hash says so. Where it is not there or not true it is written anew.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tourlib.cohort import find_report, settled_file
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file

#: The file's name, and the bytes that it may have.
ABOUT, _MOST_BYTES = "about.json", 100_000


@dataclass(frozen=True, slots=True)
class About:
    """A cohort in a line: its number, where the journey went, from when to when, and the title."""

    cohort: int
    destination: str
    start: str
    end: str
    title: str


def read_about(cohort: int) -> About:
    """What is shown of a cohort; loads the report where that is not known.

    Args:
        cohort: its number.

    Raises:
        ReportError: there is no such report, or it cannot be read.
    """
    report, _cohort = find_report(cohort)
    file, key = report.parent / ABOUT, _key(report)
    with suppress(ReportError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        kept = json.loads(read_file(file, _MOST_BYTES))
        if kept.pop("hash") == key:
            return About(**kept)
    from tourlib.report import load

    meta = load(cohort).meta
    start, end = (f"{day}" if day else "" for day in (meta.start, meta.end))
    about = About(cohort, "、".join(meta.destination), start, end, meta.title or "")
    with suppress(ReportError):  # it is only slower without
        text = json.dumps({"hash": key, **asdict(about)}, ensure_ascii=False, indent=1)
        write_file(file, f"{text}\n")
    return about


def _key(report: Path) -> str:
    """Hash of everything that what is shown depends on."""
    from tourlib import __version__

    made = hashlib.sha256(__version__.encode())
    made.update(hashlib.sha256(read_file(report, MAX_BYTES)).digest())
    settled = settled_file(report)
    if settled and settled.exists():
        made.update(read_file(settled, MAX_BYTES))
    return made.hexdigest()
