"""Export everything needed for a briefing on a cohort.

A build is written to a temporary folder beside the export and moved into place at the end, so that
a failed build leaves the last good export unchanged.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tourlib.about import ABOUT
from tourlib.cohort import data_folder, find_report, list_cohorts
from tourlib.errors import ReportError
from tourlib.files import BACKUP, MAX_BYTES, read_file, write_file
from tourlib.notebooks import find_notebooks, run_notebooks
from tourlib.office import find_office
from tourlib.staging import check_place, clear_leftovers, place, staged

Said = Callable[[str], None]
#: File that records from what an export was made.
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
    (executed, and as HTML); in English also ``briefing.en.pptx`` and so on.

    Args:
        cohorts: their numbers; all by default.
        out: folder of the exports; by default ``exports`` beside ``data``.
        template: a presentation whose theme and layouts ``briefing.pptx`` uses.
        lang: ``"zh"``, or ``"en"`` for an additional briefing in English.
        odf: also write ``briefing.odp``, ``briefing.odt`` and ``tables.ods``, with LibreOffice.
        force: rebuild even if data, notebooks and code have not changed.
        progress: called with a short text after each step.

    Returns:
        All files written.

    Raises:
        ReportError: a report cannot be loaded, a notebook fails, the folder is not writable, or
            LibreOffice is requested but not installed.
    """
    said = progress or (lambda text: None)
    data = data_folder()
    chosen = _chosen(cohorts, data)
    notebooks = find_notebooks(data.parent)
    if template:
        from tourlib.export.deck import open_deck

        open_deck(template)  # report its errors before any work is done
    if odf:
        find_office()
    langs = tuple(dict.fromkeys(("zh", lang)))

    def write(cohort: int, folder: Path) -> Iterator[str]:
        from tourlib.export.bundle import write_export  # takes long: while the kernels start

        return write_export(cohort, folder, template=template, langs=langs, odf=odf)

    read = [data, Path(__file__).parent, *notebooks, data.parent / "requirements.lock"]
    made = _made_of([*read, *filter(None, [template])], f"{lang} {odf} {sys.version}")
    written: list[Path] = []
    for cohort in chosen:
        folder = (out or data.parent / "exports") / str(cohort)
        if not force and _is_current(folder, made):
            said(f"{cohort} 沒有改變，略過 unchanged, skipped (--force)")
        else:
            written += _build_cohort(cohort, notebooks, folder, write, said, made)
    return written


def _made_of(places: Iterable[Path], how: str) -> str:
    """Return a hash of the files and folders from which exports are made (the lock file stands for
    the libraries), and of ``how``."""
    made = hashlib.sha256(how.encode())
    for path in (path for at in places for path in (sorted(at.rglob("*")) or [at])):
        if path.is_file() and path.name != ABOUT and not path.name.endswith((".pyc", BACKUP)):
            made.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def _is_current(folder: Path, made: str) -> bool:
    """True if an export was made of the same, and all its files still exist."""
    with suppress(ReportError, ValueError, TypeError, KeyError, RecursionError):
        told = json.loads(read_file(folder / _MADE, MAX_BYTES))
        return told["of"] == made and all((folder / each).is_file() for each in told["files"])
    return False


def steps(cohorts: Sequence[int] = (), lang: str = "zh") -> int:
    """Return how many times :func:`build` will call ``progress``."""
    data = data_folder()
    return len(_chosen(cohorts, data)) * (3 + (lang != "zh") + len(find_notebooks(data.parent)))


def _chosen(cohorts: Sequence[int], data: Path) -> list[int]:
    """Return the requested cohorts, or all; each has a report."""
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
    write: Callable[[int, Path], Iterable[str]],
    said: Said,
    made: str,
) -> list[Path]:
    """Build an export in a new folder beside it, and put that in its place."""
    check_place(target)
    clear_leftovers(target)
    data = data_folder().resolve()
    with staged(target) as staging:
        (staging / "charts").mkdir()

        def meanwhile() -> None:
            for step in write(cohort, staging):
                said(f"{cohort} {step}")

        run_notebooks(
            notebooks, cohort, data, staging,
            done=lambda path: said(f"{cohort} 筆記本 notebook {path.stem}"), meanwhile=meanwhile,
        )  # fmt: skip
        files = [str(p.relative_to(staging)) for p in sorted(staging.rglob("*")) if p.is_file()]
        write_file(staging / _MADE, json.dumps({"of": made, "files": files}, indent=1) + "\n")
        place(staging, target)
    return sorted(path for path in target.rglob("*") if path.is_file())
