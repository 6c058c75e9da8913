"""Add a cohort: store the report as received, the text read from it, and an empty cohort file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tourlib.cohort import check_cohort, data_folder
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file
from tourlib.readers import read
from tourlib.report import Report, build_report
from tourlib.settled import template
from tourlib.staging import place, staged

#: The numbered text that the reader produced, for looking up lines.
READ_TEXT = "lines.txt"


@dataclass(frozen=True, slots=True)
class Added:
    """A cohort that has been added: its number, the report, and the files written."""

    cohort: int
    report: Report
    files: tuple[Path, ...]


def add_report(path: Path | str, cohort: int | None = None) -> Added:
    """Read a report and store it as a cohort.

    Writes ``data/reports/<n>/report.*`` (the bytes as received), ``data/reports/<n>/lines.txt``
    (the text read, a line a line) and, unless it is there, ``data/cohorts/<n>.toml``. The folder
    appears whole or not at all.

    Args:
        path: the report, in any format that can be read.
        cohort: its number; without, the cover tells it.

    Raises:
        ReportError: the file cannot be read as a report, its cohort is not known or no number of a
            cohort, or it is there already.
    """
    if cohort is not None:
        check_cohort(cohort)
    path = Path(path)
    source = read(path)
    report = build_report(source, cohort=cohort)
    number = report.meta.cohort
    if number is None:
        raise ReportError(
            "the cover does not tell the training year",
            file=path,
            hint="give it with --cohort N (114 = 2025)",
        )
    data = data_folder()
    folder = data / "reports" / str(number)
    if folder.exists():
        raise ReportError(
            f"there is a report of cohort {number} already",
            file=folder,
            hint="remove that folder to replace it, or give another number with --cohort",
        )
    suffix = "txt" if source.format == "text" else source.format
    stored = folder / f"report.{suffix}"
    content = read_file(path, MAX_BYTES)
    with staged(folder) as staging:
        write_file(staging / stored.name, content)
        write_file(staging / READ_TEXT, f"{source.text}\n")
        place(staging, folder)
    files = [stored, folder / READ_TEXT]
    settled = data / "cohorts" / f"{number}.toml"
    if not os.path.lexists(settled):
        write_file(settled, template(number, path.name))
        files.append(settled)
    return Added(number, report, tuple(files))
