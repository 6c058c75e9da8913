"""Whether two states of the code read the same tables out of every report of data/ and tests/.

    python tools/same.py                 the working tree against HEAD
    python tools/same.py COMMIT          the working tree against another commit
    python tools/same.py --only sessions COMMIT

Every report in every form, and reports drawn at random, as files too where LibreOffice is installed,
two at a time. What a commit reads is kept
in ``build/same/`` and read once. Prints what differs, row by row; ends with 1 where anything does.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "same"
WORKERS = 2
SEEDS = range(8)
#: Seeds that are made to files: rows, names and times that a page cuts.
FILES = (1, 3, 5, 16, 18, 23, 26, 33)
DRAWN = KEPT / "drawn"
#: Of one table of one report no more differences are printed.
MOST_SHOWN = 12
Tables = dict[str, list[str]]


def report_files() -> list[str]:
    """All reports in all forms, the largest first, and those drawn at random (``random/SEED/FORM``)."""
    folders = (ROOT / "data" / "reports", ROOT / "tests" / "reports")
    endings = {".txt", ".md", ".docx", ".odt", ".pdf"}
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in endings]
    files = [path for path in files if path.name not in {"README.md", "locked.pdf"}]
    files += [path for path in DRAWN.glob("*") if path.suffix in {".docx", ".pdf"}]
    files.sort(key=lambda path: (path.suffix != ".pdf", -path.stat().st_size, str(path)))
    forms = ("cells", "tabs", "columns", "centred", "noisy")
    drawn = [f"random/{seed}/{form}" for seed in SEEDS for form in forms]
    return [str(path.relative_to(ROOT)) for path in files] + drawn


def read_tables(name: str) -> tuple[str, Tables]:
    """The rows of all tables of one report, each as a line of text."""
    import tourlib
    from tourlib.report import build_report

    try:
        if name.startswith("random/"):
            from random_reports.draw import draw_report
            from random_reports.forms import print_report

            _random, seed, form = name.split("/")
            report = build_report(print_report(draw_report(int(seed)), form, int(seed)))
        else:
            report = tourlib.load(ROOT / name)
    except Exception as error:  # what cannot be read is a result too
        return name, {"error": [f"{type(error).__name__}: {error}"]}
    frames = {"meta": [repr(report.meta)]}
    for table, frame in report.tables().items():
        if table != "glossary":
            frames[table] = [_row(row) for row in frame.to_dict("records")]
    frames["toc"] = [_row(row) for row in report.toc.to_dict("records")]
    return name, frames


def _row(row: dict[Any, Any]) -> str:
    return " | ".join(f"{key}={value}" for key, value in row.items() if key != "cohort")


def draw_files() -> None:
    """Make DOCX and PDF files of reports drawn at random, once, in ``build/same/drawn``."""
    if shutil.which("soffice") is None or DRAWN.exists():
        return
    from random_reports.draw import draw_report
    from random_reports.files import convert_all, write_docx

    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TOURLIB_TEST_RUN", folder)
        paths = [Path(folder) / f"{seed}.docx" for seed in FILES]
        for seed, path in zip(FILES, paths, strict=True):
            write_docx(draw_report(seed), path)
        made = [*paths, *convert_all(paths, "pdf")]
        DRAWN.mkdir(parents=True)
        for path in made:
            shutil.copy(path, DRAWN)


def read_all(out: Path) -> None:
    """Read every report with the tourlib that is imported; write the tables to ``out``."""
    draw_files()
    with ProcessPoolExecutor(WORKERS) as pool:
        found = dict(pool.map(read_tables, report_files()))
    out.write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")


def tables_of(source: Path, out: Path) -> dict[str, Tables]:
    """What the code in ``source`` reads."""
    paths = f"{source / 'src'}{os.pathsep}{source / 'tests'}"
    command = [sys.executable, str(Path(__file__).resolve()), "--read", str(out)]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": paths})
    found: dict[str, Tables] = json.loads(out.read_text(encoding="utf-8"))
    return found


def tables_of_commit(commit: str) -> dict[str, Tables]:
    """What the code of a commit reads, read once."""
    said = ["git", "-C", str(ROOT), "rev-parse", "--short=12", f"{commit}^{{commit}}"]
    name = subprocess.run(said, check=True, capture_output=True, text=True).stdout.strip()
    kept = KEPT / f"{name}.json"
    if kept.exists():
        found: dict[str, Tables] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "code.tar"
        pack = ["git", "-C", str(ROOT), "archive", "-o", str(archive), name, "src", "tests"]
        subprocess.run(pack, check=True)
        subprocess.run(["tar", "-xf", str(archive), "-C", folder], check=True)
        return tables_of(Path(folder), kept)


def differences(before: dict[str, Tables], after: dict[str, Tables], only: str) -> list[str]:
    """What differs, a line each."""
    found: list[str] = []
    for name in sorted(before.keys() & after.keys()):
        for table in before[name].keys() | after[name].keys():
            old, new = before[name].get(table, []), after[name].get(table, [])
            if old == new or only not in ("", table):
                continue
            found.append(f"== {name}: {table}, {len(old)} rows before, {len(new)} after")
            lines = [x for x in difflib.unified_diff(old, new, n=0, lineterm="") if x[:3] not in
                     ("---", "+++") and not x.startswith("@@")]  # fmt: skip
            found += lines[:MOST_SHOWN]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commit", nargs="?", default="HEAD")
    parser.add_argument("--only", default="", help="one table")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        read_all(given.read)
        return 0
    KEPT.mkdir(parents=True, exist_ok=True)
    before = tables_of_commit(given.commit)
    after = tables_of(ROOT, KEPT / "working-tree.json")
    found = differences(before, after, given.only)
    print("\n".join(found) or f"{len(after)} reports: the same tables")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
