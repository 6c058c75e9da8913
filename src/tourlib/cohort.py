"""Where cohorts are stored: ``data/reports/<n>/`` holds the report as received,
``data/cohorts/<n>.toml`` what a person settled about it."""

from __future__ import annotations

import os
from pathlib import Path

from tourlib.errors import ReportError

#: Environment variable that names the data folder.
DATA_VARIABLE = "TOURLIB_DATA"
#: Environment variable that names the folder for charts.
EXPORT_VARIABLE = "TOURLIB_EXPORT"
#: Extensions of report files in order of preference: a text file is the original if there is one.
_SUFFIXES = (".txt", ".md", ".docx", ".odt", ".doc", ".pdf")
#: Extensions of pictures; a folder of pictures is a report, too.
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
#: The highest cohort number.
MOST_COHORT = 999


def data_folder() -> Path:
    """Return the folder ``data`` that contains ``reports``: ``TOURLIB_DATA``, which may be empty
    before the first report is added, or else one found upward from the working directory.

    Raises:
        ReportError: there is none.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        folder = Path(os.path.expanduser(named))
        if os.path.isdir(folder / "reports") or (os.path.isdir(folder) and not os.listdir(folder)):
            return folder
        raise ReportError(
            f"{DATA_VARIABLE} 所指的資料夾沒有 reports/ names a folder without reports/",
            file=folder,
            hint=f"請設為含有 reports/<期別>/ 的資料夾 set {DATA_VARIABLE} to that folder",
        )
    try:
        here = Path.cwd().resolve()
    except OSError as error:
        raise ReportError(
            "目前的資料夾已不存在 the working directory is gone",
            hint="請切換到存在的資料夾 change to a folder that is there",
        ) from error
    for folder in (here, *here.parents):
        if (folder / "data" / "reports").is_dir():
            return folder / "data"
    raise ReportError(
        "這裡與上層都沒有 data/reports no folder data/reports here or above",
        file=here,
        hint=f"請在專案資料夾裡執行，或設定 {DATA_VARIABLE}"
        " run inside the project, or set it to its data folder",
    )


def list_cohorts(folder: Path | None = None) -> list[int]:
    """Return the numbers of the cohorts that have a report, ascending."""
    reports = (folder or data_folder()) / "reports"
    return sorted(int(p.name) for p in reports.glob("*") if is_cohort(p.name) and p.is_dir())


def find_report(source: int | str | Path) -> tuple[Path, int | None]:
    """Return the file for a cohort number, folder or file, and the cohort, if the source names it.

    Raises:
        ReportError: no such cohort, folder or file; or a folder without a report.
    """
    if isinstance(source, int) or (isinstance(source, str) and source.isdecimal()):
        return _of_cohort(source)
    # os.path accepts names that cannot exist, where Path raises an error.
    path = Path(os.path.expanduser(source))
    if os.path.isdir(path):
        cohort = int(path.name) if is_cohort(path.name) else None
        return _in_folder(path), cohort
    if not os.path.exists(path):
        raise ReportError(
            "沒有這個檔案 no such file",
            file=path,
            hint="檢查路徑，或給期別 check the path, or give a cohort number",
        )
    return path, _stored_as(path)


def _stored_as(report: Path) -> int | None:
    """Return the cohort in whose folder ``data/reports/<n>/`` a report is stored."""
    folder = report.resolve().parent
    stored = folder.parent.name == "reports" and is_cohort(folder.name)
    return int(folder.name) if stored else None


def is_cohort(number: int | str) -> bool:
    """True if a number can be that of a cohort, a training year: 1 to 999."""
    text = str(number) if not isinstance(number, int) or abs(number) <= MOST_COHORT else ""
    return text.isdecimal() and len(text) <= 3 and int(text) >= 1


def check_cohort(number: int | str) -> int:
    """Return a valid cohort number.

    Raises:
        ReportError: it is not a cohort number.
    """
    if not is_cohort(number):
        raise ReportError(
            "期別是 1 到 999 的數 a cohort is a number from 1 to 999", hint="民國 114 年 = 2025"
        )
    return int(number)


def _of_cohort(number: int | str) -> tuple[Path, int]:
    check_cohort(number)
    folder = data_folder() / "reports" / str(int(number))
    if not folder.is_dir():
        known = ", ".join(map(str, list_cohorts())) or "none"
        raise ReportError(
            f"沒有第 {number} 期的報告 no report of cohort {number}",
            file=folder,
            hint=f"已有的期別 cohorts with a report: {known}; 加入 add one with `tourlib add FILE`",
        )
    return _in_folder(folder), int(number)


def settled_file(report: Path) -> Path | None:
    """Return the cohort file for a report in ``data/reports/<n>/``; ``None`` elsewhere."""
    folder = report.resolve().parent
    return folder.parents[1] / "cohorts" / f"{folder.name}.toml" if _stored_as(report) else None


def _in_folder(folder: Path) -> Path:
    named = filter(Path.is_file, (folder / f"report{suffix}" for suffix in _SUFFIXES))
    if best := next(named, None):
        return best
    try:
        every = sorted(folder.iterdir())
    except OSError as error:
        raise ReportError(
            f"無法讀取 cannot be read: {error.strerror or error}",
            file=folder,
            hint="檢查權限 check your permission",
        ) from error
    files = [path for path in every if path.suffix.lower() in _SUFFIXES]
    if len(files) == 1:
        return files[0]
    if not files and any(path.suffix.lower() in PICTURES for path in every):
        return folder
    raise ReportError(
        "資料夾裡沒有報告 no report in this folder"
        if not files
        else "有數個檔案都可能是報告 several files that could be the report",
        file=folder,
        hint="請命名為 name it report.pdf, report.docx, report.odt or report.txt",
    )
