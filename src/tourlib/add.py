"""Add a cohort: store the report as received, the text read from it, and an empty cohort file."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tourlib.cohort import data_folder
from tourlib.errors import ReportError
from tourlib.readers import read
from tourlib.report import Report, build_report
from tourlib.settled import template

#: File that a format is stored as.
_STORED = {"text": "report.txt", "pdf": "report.pdf", "docx": "report.docx", "odt": "report.odt"}
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
        ReportError: the file cannot be read as a report, its cohort is not known, or the cohort
            is there already.
    """
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
    stored = folder / _STORED[source.format]
    _write_folder(folder, {stored.name: path.read_bytes(), READ_TEXT: f"{source.text}\n".encode()})
    files = [stored, folder / READ_TEXT]
    settled = data / "cohorts" / f"{number}.toml"
    if not settled.exists():
        settled.parent.mkdir(exist_ok=True)
        _write_file(settled, template(number, path.name))
        files.append(settled)
    return Added(number, report, tuple(files))


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """A folder with these files, complete from the moment it is seen."""
    try:
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        for name, data in files.items():
            (staging / name).write_bytes(data)
        staging.chmod(0o755)
        os.rename(staging, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        if staging.exists():
            shutil.rmtree(staging, ignore_errors=True)


def _write_file(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(file, error) from error


def _unwritable(place: Path, error: OSError) -> ReportError:
    return ReportError(
        f"cannot write: {error.strerror or error}",
        file=place,
        hint="check the folder's permissions and free space",
    )
