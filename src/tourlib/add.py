"""Add a cohort: store the report as received, the text read from it, and an empty cohort file. Or
remove one: the stored report and its exports."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tourlib.cohort import check_cohort, data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file
from tourlib.phrases import of_journey
from tourlib.readers import read
from tourlib.readers.pictures import content_of
from tourlib.report import Report, build_report, load
from tourlib.review.carry import carry_over
from tourlib.settled.entries import Settled
from tourlib.settled.read import check_settled, new_file, read_settled
from tourlib.staging import place, staged

#: File with the numbered text as read, for looking up lines.
READ_TEXT = "lines.txt"


@dataclass(frozen=True, slots=True)
class Added:
    """A cohort that has been added: its number, the report, the files written, and the earlier
    settled entries that do not fit this report."""

    cohort: int
    report: Report
    files: tuple[Path, ...]
    dropped: tuple[str, ...] = ()


def add_report(path: Path | str, cohort: int | None = None, *, replace: bool = False) -> Added:
    """Read a report and store it as a cohort.

    Writes ``data/reports/<n>/report.*`` (the bytes as received; for pictures a PDF),
    ``data/reports/<n>/lines.txt`` (the text as read) and, unless it exists,
    ``data/cohorts/<n>.toml``. The folder appears completely or not at all.

    Args:
        path: the report, in any supported format.
        cohort: its number; by default taken from the cover.
        replace: replace the cohort's report. Settled entries are kept if their lines occur in the
            new report; the previous cohort file is kept as a backup.

    Raises:
        ReportError: the file is not readable as a report, its cohort is unknown, invalid or already
            present, or what was settled about a removed report does not fit this one.
    """
    if cohort is not None:
        check_cohort(cohort)
    path = Path(path)
    source = read(path)
    report = build_report(source, cohort=cohort)
    number = report.meta.cohort
    if number is None:
        raise ReportError(
            "封面看不出訓練年 the cover does not give the training year",
            file=path,
            hint="請指定 give it with --cohort N (114 = 2025)",
        )
    data = data_folder()
    folder, settled = data / "reports" / str(number), data / "cohorts" / f"{number}.toml"
    content = content_of(path)
    if folder.exists() and not replace:
        raise _there(folder, number, content)
    before = load(number).source if folder.exists() else None
    text, dropped = new_file(number, path.name), tuple[str, ...]()
    known = read_settled(settled)
    if before is not None and os.path.lexists(settled):
        text = read_file(settled, MAX_BYTES).decode("utf-8-sig")
        text, dropped = carry_over(text, before, report, settled)
        known = check_settled(tomllib.loads(text), settled)
    report = build_report(source, cohort=number, settled=known)
    suffix = "txt" if source.format == "text" else source.format
    stored = folder / f"report.{suffix}"
    with staged(folder) as staging:
        write_file(staging / stored.name, content)
        write_file(staging / READ_TEXT, f"{source.text}\n")
        place(staging, folder)
    files = [stored, folder / READ_TEXT]
    if before is not None or not os.path.lexists(settled):
        write_file(settled, text, keep=True)
        files.append(settled)
    return Added(number, report, tuple(files), dropped)


def _there(folder: Path, number: int, content: bytes) -> ReportError:
    """Return the error that a cohort already has a report, saying whether it is the same one."""
    same = any(
        each.is_file() and each.stat().st_size == len(content) and each.read_bytes() == content
        for each in folder.glob("report.*")
    )
    return ReportError(
        f"第 {number} 期已有{'同一份' if same else ''}報告"
        f" cohort {number} already has {'this' if same else 'a'} report",
        file=folder,
        hint="要取代請加 --replace to replace it; 或另給期別 or another number with --cohort",
    )


def beside_last(report: Report) -> str:
    """Compare the counts with those of the previous cohort, marking missing and disproportionate ones."""
    number = report.meta.cohort or 0
    earlier = [cohort for cohort in list_cohorts() if cohort < number]
    if not earlier:
        return ""
    now, before = _counts(report), _counts(load(earlier[-1]))
    marks = outliers(now, before)
    lines = [f"\n{'':<28}{number:>6}{earlier[-1]:>6}"]
    lines += [f"  {name:<24}{now[name]:>6}{before[name]:>6}{marks[name]}" for name in now]
    return "\n".join(lines)


def outliers(now: Mapping[str, int], before: Mapping[str, int]) -> dict[str, str]:
    """Return a remark for each count of a report: if it is zero although the previous report had
    some, or far larger or smaller in proportion (entries by day, recommendations by topic).

    >>> outliers({"天數 days": 12, "課程表 sessions": 2}, {"天數 days": 7, "課程表 sessions": 29})
    {'天數 days': '', '課程表 sessions': '  ← 相差甚多，請查 far apart, check it'}
    """
    marks = {}
    for name, count in now.items():
        per = _PER.get(name)
        here, there = (each[name] / max(each[per] if per else 1, 1) for each in (now, before))
        far = here > there * _FAR or there > here * _FAR
        marks[name] = "" if not far or not there else "  ← 相差甚多，請查 far apart, check it"
        if there and not count:
            marks[name] = "  ← 沒有讀到，請查 none was read, check it"
    return marks


#: Counts that are proportional to another: longer journeys have more sessions, more topics more items.
_PER = {
    "課程表 sessions": "天數 days",
    "課程與參訪 visits": "天數 days",
    "建議 items": "議題 topics",
}
#: Largest factor by which reports of study tours usually differ.
_FAR = 8


def _counts(report: Report) -> dict[str, int]:
    return {
        "人員 people": len(report.participants),
        "天數 days": of_journey(report.sessions)["date"].nunique(),
        "課程表 sessions": len(report.sessions),
        "課程與參訪 visits": len(report.visits),
        "主題 themes": len(report.themes),
        "議題 topics": report.recommendations["topic"].nunique(),
        "建議 items": int(report.recommendations["advises"].sum()),
    }


def find_folders(cohort: int, *, exports: bool = True) -> list[Path]:
    """Return the folders of a cohort: its report, and its exports.

    Args:
        cohort: its number.
        exports: whether to include the exports, which cannot be rebuilt without the report.

    Raises:
        ReportError: there is no such cohort, or one of the folders is a link.
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
        find_report(cohort)  # raises an error that lists the cohorts
    return found


def settles_nothing(path: Path) -> bool:
    """True if a cohort file settles nothing, like a new one; an unreadable file may settle something."""
    try:
        return read_settled(path) == Settled(file=str(path))
    except ReportError:
        return False
