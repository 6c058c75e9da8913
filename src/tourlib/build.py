"""Export everything that a briefing on a cohort needs.

A build is written to a folder of its own beside the export and moved into its place at the end:
a build that fails leaves the last good export as it was.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tourlib.about import ABOUT
from tourlib.cohort import data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.export.bundle import write_briefing
from tourlib.export.deck import open_deck
from tourlib.export.tables import write_csvs
from tourlib.files import BACKUP, MAX_BYTES, read_file, write_file
from tourlib.notebooks import find_notebooks, run_notebooks
from tourlib.office import find_office
from tourlib.report import Report, load
from tourlib.staging import check_place, clear_leftovers, place, staged

Said = Callable[[str], None]
#: Tells what an export was made of.
_MADE = "made.json"


def build(
    cohorts: Sequence[int] = (),
    *,
    out: Path | None = None,
    template: Path | None = None,
    lang: str = "zh",
    odf: bool = False,
    force: bool = True,
    progress: Said | None = None,
) -> list[Path]:
    """Build the exports of cohorts.

    Writes ``exports/<cohort>/`` with ``charts/`` (PNG, SVG, PDF), ``tables/`` (CSV),
    ``tables.xlsx``, ``briefing.pptx``, ``briefing.docx``, ``briefing.html`` and ``notebooks/``
    (executed, and as HTML); in English, ``briefing.en.pptx`` and so on beside them.

    Args:
        cohorts: their numbers; all that there are by default.
        out: folder of the exports; ``exports`` beside ``data`` by default.
        template: a presentation whose theme and layouts ``briefing.pptx`` takes.
        lang: ``"zh"``, or ``"en"`` for the briefing in English too.
        odf: write ``briefing.odp``, ``briefing.odt`` and ``tables.ods`` too, through LibreOffice.
        force: build also what was made of the same data, notebooks and code before.
        progress: called with a short text whenever a step is done.

    Returns:
        All files written.

    Raises:
        ReportError: a report cannot be loaded, a notebook fails, the folder cannot be written, or
            LibreOffice is wanted and not there.
    """
    said = progress or (lambda text: None)
    data = data_folder()
    chosen = _chosen(cohorts, data)
    target = out or data.parent / "exports"
    notebooks = find_notebooks(data.parent)
    if template:
        open_deck(template)  # what is wrong with it is said before there is work to lose
    if odf:
        find_office()
    write = partial(write_briefing, template=template, odf=odf)
    briefings = {
        "簡報、網頁與活頁簿 briefing": write,
        **({"英文簡報 briefing in English": partial(write, lang=lang)} if lang != "zh" else {}),
    }
    made = _hash_of(data, notebooks, template, f"{lang} {odf} {sys.version}")
    written: list[Path] = []
    for cohort in chosen:
        folder = target / str(cohort)
        if not force and _is_made(folder, made):
            said(f"{cohort} 沒有改變，略過 unchanged, skipped (--force)")
            continue
        written += _build_cohort(cohort, notebooks, folder, briefings, said, made)
    return written


def _hash_of(data: Path, notebooks: Sequence[Path], template: Path | None, how: str) -> str:
    """What an export depends on. It is all data, since charts over the years show all cohorts; the
    lock stands for the libraries."""
    folders = (data, Path(__file__).parent)
    read = [*notebooks, data.parent / "requirements.lock", *([template] if template else [])]
    read += [path for folder in folders for path in sorted(folder.rglob("*"))]
    found = hashlib.sha256(how.encode())
    for path in read:
        if path.is_file() and path.name != ABOUT and not path.name.endswith((".pyc", BACKUP)):
            found.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return found.hexdigest()


def _is_made(folder: Path, made: str) -> bool:
    """Whether an export was made of just this, and still has all its files."""
    with suppress(ReportError, ValueError, TypeError, KeyError, RecursionError):
        told = json.loads(read_file(folder / _MADE, MAX_BYTES))
        return bool(told["of"] == made) and all((folder / each).is_file() for each in told["files"])
    return False


def steps(cohorts: Sequence[int] = (), lang: str = "zh") -> int:
    """How many times :func:`build` will call ``progress``."""
    data = data_folder()
    return len(_chosen(cohorts, data)) * (3 + (lang != "zh") + len(find_notebooks(data.parent)))


def _chosen(cohorts: Sequence[int], data: Path) -> list[int]:
    """The cohorts asked for, or all; each has a report."""
    chosen = list(cohorts) or list_cohorts(data)
    if not chosen:
        raise ReportError(
            "沒有任何一期的報告 no cohort has a report",
            file=data / "reports",
            hint="加入一份 add one: tourlib add FILE",
        )
    for cohort in chosen:
        find_report(cohort)
    return chosen


def _build_cohort(
    cohort: int,
    notebooks: Sequence[Path],
    target: Path,
    briefings: Mapping[str, Callable[[Report, Path], object]],
    said: Said,
    made: str,
) -> list[Path]:
    check_place(target)
    clear_leftovers(target)
    report = load(cohort)
    said(f"{cohort} 讀入報告 report read")
    data = data_folder().resolve()
    with staged(target) as staging:
        (staging / "charts").mkdir()
        (staging / "notebooks").mkdir()
        write_csvs(report.tables(), staging / "tables")
        said(f"{cohort} 表格 tables")

        def write() -> None:
            for name, briefing in briefings.items():
                briefing(report, staging)
                said(f"{cohort} {name}")

        run_notebooks(
            notebooks, cohort, data, staging,
            done=lambda path: said(f"{cohort} 筆記本 notebook {path.stem}"), meanwhile=write,
        )  # fmt: skip
        files = [str(p.relative_to(staging)) for p in sorted(staging.rglob("*")) if p.is_file()]
        write_file(staging / _MADE, json.dumps({"of": made, "files": files}, indent=1) + "\n")
        place(staging, target)
    return sorted(path for path in target.rglob("*") if path.is_file())
