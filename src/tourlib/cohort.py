"""Where cohorts live: ``data/reports/<n>/`` holds the report as received, ``data/cohorts/<n>.toml``
what a person settled about it."""

from __future__ import annotations

import os
from pathlib import Path

from tourlib.errors import ReportError

#: Environment variable that names the data folder.
DATA_VARIABLE = "TOURLIB_DATA"
#: Report files of a cohort's folder, the best first: text is the original where it is there.
_SUFFIXES = (".txt", ".md", ".docx", ".odt", ".pdf")


def data_folder(start: Path | None = None) -> Path:
    """The folder ``data`` with ``reports`` in it: ``TOURLIB_DATA``, else upward from ``start``
    (the working directory).

    Raises:
        ReportError: there is none.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        folder = Path(named).expanduser()
        if (folder / "reports").is_dir():
            return folder
        raise ReportError(
            f"{DATA_VARIABLE} names a folder without reports/",
            file=folder,
            hint=f"set {DATA_VARIABLE} to the folder that holds reports/<cohort>/",
        )
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "reports").is_dir():
            return folder / "data"
    raise ReportError(
        "no folder data/reports here or above",
        file=here,
        hint=f"run inside the project, or set {DATA_VARIABLE} to its data folder",
    )


def list_cohorts(folder: Path | None = None) -> list[int]:
    """Numbers of the cohorts that have a report, ascending."""
    reports = (folder or data_folder()) / "reports"
    return sorted(int(p.name) for p in reports.iterdir() if p.name.isdecimal() and p.is_dir())


def find_report(source: int | str | Path) -> tuple[Path, int | None]:
    """The file of a cohort number, a folder or a file; and the cohort, where the source names it.

    Raises:
        ReportError: no such cohort, folder or file; or a folder without a report.
    """
    if isinstance(source, int) or (isinstance(source, str) and source.isdecimal()):
        folder = data_folder() / "reports" / str(int(source))
        if not folder.is_dir():
            known = ", ".join(map(str, list_cohorts())) or "none"
            raise ReportError(
                f"no report of cohort {source}",
                file=folder,
                hint=f"cohorts with a report: {known}; add one with `tourlib add FILE`",
            )
        return _in_folder(folder), int(source)
    path = Path(source).expanduser()
    if path.is_dir():
        cohort = int(path.name) if path.name.isdecimal() and len(path.name) <= 3 else None
        return _in_folder(path), cohort
    if not path.exists():
        raise ReportError("no such file", file=path, hint="check the path, or give a cohort number")
    parent = path.resolve().parent
    in_store = parent.parent.name == "reports" and parent.name.isdecimal()
    return path, int(parent.name) if in_store and len(parent.name) <= 3 else None


def settled_file(report: Path) -> Path | None:
    """The cohort file that goes with a report in ``data/reports/<n>/``; ``None`` elsewhere."""
    parent = report.resolve().parent
    if parent.parent.name != "reports" or not parent.name.isdecimal():
        return None
    return parent.parent.parent / "cohorts" / f"{parent.name}.toml"


def _in_folder(folder: Path) -> Path:
    for suffix in _SUFFIXES:
        named = folder / f"report{suffix}"
        if named.is_file():
            return named
    files = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in _SUFFIXES]
    if len(files) == 1:
        return files[0]
    raise ReportError(
        "no report in this folder" if not files else "several files that could be the report",
        file=folder,
        hint="name it report.pdf, report.docx, report.odt or report.txt",
    )
