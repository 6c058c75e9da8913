"""Export everything that a briefing on a cohort needs.

A build is written to a folder of its own beside the export and moved into its place at the end:
a build that fails leaves the last good export as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tourlib.cohort import data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.export.bundle import write_briefing
from tourlib.export.deck import open_deck
from tourlib.export.tables import write_csvs
from tourlib.notebooks import Job, find_notebooks, run_notebooks
from tourlib.office import find_office
from tourlib.report import Report, load
from tourlib.staging import check_place, clear_leftovers, place, staged

Said = Callable[[str], None]


def build(
    cohorts: Sequence[int] = (),
    *,
    out: Path | None = None,
    template: Path | None = None,
    lang: str = "zh",
    odf: bool = False,
    progress: Said | None = None,
) -> list[Path]:
    """Build the exports of cohorts.

    Writes ``exports/<cohort>/`` with ``charts/`` (PNG, SVG, PDF), ``tables/`` (CSV),
    ``tables.xlsx``, ``briefing.pptx``, ``briefing.docx``, ``briefing.html`` and ``notebooks/``
    (executed, and as HTML).

    Args:
        cohorts: their numbers; all that there are by default.
        out: folder of the exports; ``exports`` beside ``data`` by default.
        template: a presentation whose theme and layouts ``briefing.pptx`` takes.
        lang: the language of the briefing, ``"zh"`` or ``"en"``.
        odf: write ``briefing.odp``, ``briefing.odt`` and ``tables.ods`` too, through LibreOffice.
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
    write = partial(write_briefing, template=template and template.resolve(), lang=lang, odf=odf)
    written: list[Path] = []
    for cohort in chosen:
        written += _build_cohort(cohort, notebooks, target / str(cohort), write, said)
    return written


def steps(cohorts: Sequence[int] = ()) -> int:
    """How many times :func:`build` will call ``progress``."""
    data = data_folder()
    return len(_chosen(cohorts, data)) * (2 + len(find_notebooks(data.parent)))


def _chosen(cohorts: Sequence[int], data: Path) -> list[int]:
    """The cohorts asked for, or all; each has a report."""
    chosen = list(cohorts) or list_cohorts(data)
    if not chosen:
        raise ReportError(
            "no cohort has a report", file=data / "reports", hint="add one: tourlib add FILE"
        )
    for cohort in chosen:
        find_report(cohort)
    return chosen


def _build_cohort(
    cohort: int,
    notebooks: Sequence[Path],
    target: Path,
    write: Callable[[Report, Path], object],
    said: Said,
) -> list[Path]:
    check_place(target)
    clear_leftovers(target)
    report = load(cohort)
    data = data_folder().resolve()
    with staged(target) as staging:
        (staging / "charts").mkdir()
        (staging / "notebooks").mkdir()
        write_csvs(report.tables(), staging / "tables")
        said(f"{cohort} tables")
        jobs = [Job(path, cohort, data, staging) for path in notebooks]
        jobs.append(Job(staging / "briefing.pptx", cohort, data, staging, write))
        run_notebooks(jobs, report, lambda job: said(f"{cohort} {job.path.stem}"))
        place(staging, target)
    return sorted(path for path in target.rglob("*") if path.is_file())
