"""Export everything that a briefing on a cohort needs.

A build is written to a folder of its own beside the export and moved into its place at the end:
a build that fails leaves the last good export as it was.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tourlib.cohort import data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.export.bundle import write_briefing
from tourlib.export.deck import open_deck
from tourlib.export.tables import write_csvs
from tourlib.notebooks import Job, find_notebooks, run_notebooks
from tourlib.report import Report, load

#: What a build that was killed left behind is removed when it is older.
_STALE_SECONDS = 24 * 3600
_BEFORE = ".before"
_ATTEMPTS = 5
Said = Callable[[str], None]


def build(
    cohorts: Sequence[int] = (),
    *,
    out: Path | None = None,
    template: Path | None = None,
    lang: str = "zh",
    progress: Said | None = None,
) -> list[Path]:
    """Build the exports of cohorts.

    Writes ``exports/<cohort>/`` with ``charts/`` (PNG, SVG, PDF), ``tables/`` (CSV),
    ``tables.xlsx``, ``briefing.pptx``, ``briefing.html`` and ``notebooks/`` (executed, and as HTML).

    Args:
        cohorts: their numbers; all that there are by default.
        out: folder of the exports; ``exports`` beside ``data`` by default.
        template: a presentation whose theme and layouts ``briefing.pptx`` takes.
        lang: the language of the briefing, ``"zh"`` or ``"en"``.
        progress: called with a short text whenever a step is done.

    Returns:
        All files written.

    Raises:
        ReportError: a report cannot be loaded, a notebook fails, or the folder cannot be written.
    """
    said = progress or (lambda text: None)
    data = data_folder()
    chosen = _chosen(cohorts, data)
    target = out or data.parent / "exports"
    notebooks = find_notebooks(data.parent)
    if template:
        open_deck(template)  # what is wrong with it is said before there is work to lose
    write = partial(write_briefing, template=template and template.resolve(), lang=lang)
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
    report = load(cohort)
    data = data_folder().resolve()
    _clear_leftovers(target)
    staging = _staging(target)
    try:
        (staging / "charts").mkdir()
        (staging / "notebooks").mkdir()
        write_csvs(report.tables(), staging / "tables")
        said(f"{cohort} tables")
        jobs = [Job(path, cohort, data, staging) for path in notebooks]
        jobs.append(Job(staging / "briefing.pptx", cohort, data, staging, write))
        run_notebooks(jobs, report, lambda job: said(f"{cohort} {job.path.stem}"))
        _move(staging, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sorted(path for path in target.rglob("*") if path.is_file())


def _unwritable(place: Path, error: OSError) -> ReportError:
    return ReportError(
        f"cannot write: {error.strerror or error}",
        file=place,
        hint="check the folder's permissions and the free space",
    )


def _staging(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        folder.chmod(0o755)
    except OSError as error:
        raise _unwritable(target.parent, error) from error
    return folder


def _clear_leftovers(target: Path) -> None:
    """Put right what a build left that was killed: an export set aside and not replaced comes
    back, folders of long ago go."""
    for folder in sorted(target.parent.glob(f".{target.name}-*")):
        with suppress(OSError):  # another build may be at it
            if folder.name.endswith(_BEFORE) and not target.exists():
                os.rename(folder, target)
            elif time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder)


def _move(staging: Path, target: Path) -> None:
    """Put the finished folder in place; the one before goes only when the new one is there.

    Another build of the same cohort may do so at the same moment: the last one stays.
    """
    for attempt in range(_ATTEMPTS):
        before = staging.with_name(f"{staging.name}-{attempt}{_BEFORE}")
        try:
            if target.exists():
                os.rename(target, before)
            os.rename(staging, target)
            return
        except OSError:
            if attempt == _ATTEMPTS - 1:
                raise
        finally:
            if before.exists() and not target.exists():
                os.rename(before, target)
            if before.is_symlink():  # an export that was a link: what it leads to stays
                before.unlink()
            shutil.rmtree(before, ignore_errors=True)
