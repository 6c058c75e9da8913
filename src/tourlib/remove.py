"""Remove a cohort: the report that was stored, and what was exported of it."""

from __future__ import annotations

import os
from pathlib import Path

from tourlib.cohort import check_cohort, data_folder, find_report
from tourlib.errors import ReportError
from tourlib.settled.entries import Settled
from tourlib.settled.read import read_settled


def find_folders(cohort: int, *, exports: bool = True) -> list[Path]:
    """The folders of a cohort: of its report, and of its exports.

    Args:
        cohort: its number.
        exports: whether the exports count, which cannot be built again without the report.

    Raises:
        ReportError: there is no such cohort, or one of them is a link.
    """
    data = data_folder()
    name = str(check_cohort(cohort))
    folders = [data / "reports" / name]
    if exports:
        folders.append(data.parent / "exports" / name)
    for folder in folders:
        if os.path.islink(folder):
            raise ReportError(
                "資料夾是連結，不刪除 the folder is a link: nothing is removed",
                file=folder,
                hint="請自行移除該連結 remove the link by hand",
            )
    found = [folder for folder in folders if folder.is_dir()]
    if not found:
        find_report(cohort)  # says which there are
    return found


def settles_nothing(path: Path) -> bool:
    """Whether a cohort file settles nothing, as one that was just made; one that cannot be read may."""
    try:
        return read_settled(path) == Settled(file=str(path))
    except ReportError:
        return False
