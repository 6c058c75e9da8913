"""Any number of reports, read in parallel, as one Parquet dataset per table.

joblib decides where the work runs: on this machine's processors, or with another backend
(``joblib.parallel_config("dask")``) on a cluster whose workers see the same files.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tourlib.cohort import find_report
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, unwritable, write_file
from tourlib.parse import finding
from tourlib.report import load
from tourlib.schema import BOOL, DAY, FLOAT, INT, LIST, MOMENT, STR, columns, conform, empty

if TYPE_CHECKING:
    import pyarrow

#: The dataset with the status of each report; the others are named like the tables.
REPORTS = "reports"
_REPORT_COLUMNS = ("report", "file", "cohort", "title", "error")
#: Stands for a missing cohort in the name of a partition, by the convention of Hive.
_NO_COHORT = "__HIVE_DEFAULT_PARTITION__"
#: Errors of joblib and its backends when a worker process has been killed.
_LOST_WORKER = frozenset({"TerminatedWorkerError", "BrokenProcessPool", "KilledWorker"})
#: Length of the hash that names a report.
_KEY_CHARS = 16


def load_many(
    paths: Iterable[str | Path], *, out: str | Path, jobs: int | None = None, progress: bool = True
) -> pd.DataFrame:
    """Read reports in parallel and write their tables to Parquet as they are read.

    Writes ``out/<table>/cohort=<n>/<report>.parquet``, one dataset per table, partitioned by cohort,
    with a column ``report`` before the table's own; and ``out/reports/``, one row per report. A report
    is identified by its content: what ``out`` already holds is not read again, so that an interrupted
    run can be continued, and duplicate files count once. Use a new folder after updating tourlib, or
    after settling something in a cohort file. A report that is not readable does not stop the run: it
    becomes a row of ``findings`` with the code ``unreadable``, and its ``error`` is set in the result.

    Args:
        paths: files, or folders with one report each.
        out: folder of the datasets; created if necessary.
        jobs: number of parallel jobs; by default the number of processors, or what another backend
            of joblib offers.
        progress: whether to show a progress bar (if standard error is a terminal).

    Returns:
        One row per report, sorted by ``file``: ``report`` (the hash that names it), ``file``,
        ``cohort``, ``title``, ``error``.

    Raises:
        ReportError: joblib or pyarrow is not installed, or ``out`` is not writable.
    """
    try:
        import joblib
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ReportError(
            f"沒有安裝 {error.name} is not installed", hint='請執行 run pip install "tourlib[many]"'
        ) from error
    from tqdm import tqdm

    folder = Path(os.path.abspath(out))
    waiting = sorted({os.path.abspath(path) for path in paths})
    quiet = not (progress and sys.stderr.isatty())
    try:
        (folder / REPORTS).mkdir(parents=True, exist_ok=True)
        done = _read_all(joblib, waiting, str(folder), jobs)
        rows = list(tqdm(done, total=len(waiting), unit="份", disable=quiet))
        _clear(folder, rows)
    except OSError as error:
        raise unwritable(folder, error) from error
    rows.sort(key=lambda row: str(row["file"]))
    dtypes = dict.fromkeys(_REPORT_COLUMNS, STR) | {"cohort": INT}
    return pd.DataFrame(rows, columns=list(_REPORT_COLUMNS)).astype(dtypes)


def read_table(out: str | Path, table: str) -> pd.DataFrame:
    """Return a table of all reports that :func:`load_many` wrote: columns and dtypes as for one
    report, after a column ``report``. Sorted by cohort, then report.

    Args:
        out: the folder given to :func:`load_many`.
        table: its name, a key of :data:`tourlib.schema.TABLES`.

    Raises:
        KeyError: no such table.
        FileNotFoundError: no such folder.
    """
    import pyarrow as pa
    from pyarrow import dataset

    dtypes = {"report": STR} | {name: dtype.strip() for name, (dtype, _) in columns(table).items()}
    if not Path(out, table).exists() and Path(out, REPORTS).is_dir():
        return empty(table).assign(report=pd.array([], STR))[list(dtypes)]
    partitions = dataset.partitioning(pa.schema([("cohort", pa.int64())]), flavor="hive")
    # Python values, so that missing ones stay missing and numbers keep their digits.
    rows = dataset.dataset(Path(out, table), format="parquet", partitioning=partitions).to_table()
    return pd.DataFrame(rows.to_pydict()).astype(dtypes)[list(dtypes)]


def _read_all(
    joblib: Any, paths: Sequence[str], out: str, jobs: int | None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of reports as they are read. If a report kills its worker process, those being
    read at that moment are retried one by one, and the others continue."""
    backend, _jobs = joblib.parallel.get_active_backend()
    # Without a number, joblib uses what the surrounding backend has.
    own = jobs is not None or type(backend).__name__ == "LokyBackend"
    size = {"n_jobs": jobs or -1} if own else {}
    waiting = dict.fromkeys(paths)
    while waiting:
        tasks = [joblib.delayed(_read_into)(path, out) for path in waiting]
        try:
            for row in joblib.Parallel(return_as="generator_unordered", **size)(tasks):
                del waiting[row["file"]]
                yield row
        except Exception as error:
            suspects = sorted(path for path in waiting if _mark(out, path).exists())
            if type(error).__name__ not in _LOST_WORKER or not suspects:
                raise
            for path in suspects:
                del waiting[path]
                yield _read_alone(path, out)


def _read_alone(path: str, out: str) -> dict[str, Any]:
    """Read a report in a separate process; if that is killed as well, the report is unreadable."""
    from joblib.externals.loky import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return dict(pool.submit(_read_into, path, out).result())
        except Exception as error:
            if type(error).__name__ not in _LOST_WORKER:
                raise
    reason = "讀取程序中止 the process that read it was killed (too large, or malicious)"
    row = _new_row(path) | {"error": reason}
    _write_report(row, _unreadable(path, reason), out)
    return row


def _read_into(path: str, out: str) -> dict[str, Any]:
    """Read one report, and write its tables, then its row in ``reports``."""
    import pyarrow.parquet as pq

    row = _new_row(path)
    known = Path(out, REPORTS, f"{row['report']}.parquet")
    if known.exists():
        before = pq.read_table(known, columns=list(_REPORT_COLUMNS)).to_pylist()[0]
        return {**before, "file": path}
    mark = _mark(out, path)
    mark.touch()
    try:
        report = load(Path(path))
        tables = report.tables()
        row |= {"cohort": report.meta.cohort, "title": report.meta.title}
    except Exception as error:  # whatever one report does, the others are read
        known_error = isinstance(error, ReportError)
        row["error"] = str(error) if known_error else f"{type(error).__name__}: {error}"
        tables = _unreadable(path, row["error"])
    _write_report(row, tables, out)
    mark.unlink(missing_ok=True)
    return row


def _new_row(path: str) -> dict[str, Any]:
    return dict.fromkeys(_REPORT_COLUMNS) | {"file": path, "report": _key(path)}


def _mark(out: str, path: str) -> Path:
    """Return the empty file that exists while a report is being read, so that after a crash it is
    known which report caused it."""
    return Path(out, REPORTS, f".{_hashed(path)}.reading")


def _hashed(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:_KEY_CHARS]


def _unreadable(path: str, reason: str) -> dict[str, pd.DataFrame]:
    """Return the tables of an unreadable report: a finding that says so."""
    failed = finding("unreadable", f"{path}：{reason}", severity="error", table="", lines=())
    return {"findings": conform("findings", [failed.cells()], cohort=None)}


def _write_report(row: dict[str, Any], tables: Mapping[str, pd.DataFrame], out: str) -> None:
    partition = f"cohort={_NO_COHORT if row['cohort'] is None else row['cohort']}"
    for name, frame in tables.items():
        if len(frame):
            table = _arrow(name, frame, row["report"])
            _write(table, Path(out, name, partition, f"{row['report']}.parquet"))
    _write(_arrow_rows(row), Path(out, REPORTS, f"{row['report']}.parquet"))


def _key(path: str) -> str:
    """Return the name of a report: a hash of its content, or of its path if it cannot be opened."""
    try:
        data = read_file(find_report(Path(path))[0], MAX_BYTES)
    except (OSError, ReportError):
        return _hashed(path)
    return hashlib.sha256(data).hexdigest()[:_KEY_CHARS]


def _arrow(name: str, frame: pd.DataFrame, report: str) -> pyarrow.Table:
    """Return the table with its fixed types, even for empty columns."""
    import pyarrow as pa

    types = {
        INT: pa.int64(), STR: pa.string(), BOOL: pa.bool_(), FLOAT: pa.float64(),
        DAY: pa.timestamp("us"), MOMENT: pa.timestamp("us"), LIST: pa.list_(pa.string()),
    }  # fmt: skip
    fields = [pa.field("report", pa.string())]
    for column, (dtype, _meaning) in columns(name).items():
        kind = pa.list_(pa.int64()) if column == "lines" else types[dtype]
        fields += [pa.field(column, kind)] if column != "cohort" else []
    return pa.Table.from_pandas(
        frame.assign(report=report), schema=pa.schema(fields), preserve_index=False
    )


def _arrow_rows(row: dict[str, Any]) -> pyarrow.Table:
    import pyarrow as pa

    fields = [(name, pa.int64() if name == "cohort" else pa.string()) for name in _REPORT_COLUMNS]
    return pa.Table.from_pylist([row], schema=pa.schema(fields))


def _write(table: pyarrow.Table, path: Path) -> None:
    """Write a file completely or not at all, even if two processes write it."""
    import pyarrow.parquet as pq

    made = io.BytesIO()
    pq.write_table(table, made, compression="zstd")
    try:
        write_file(path, made.getvalue())
    except ReportError:
        if not path.exists():  # otherwise another process wrote the same file and cleaned up
            raise


def _clear(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remove what killed processes left behind for reports that are done."""
    reports = {str(row["report"]) for row in rows}
    for part in folder.rglob(".*.part"):
        if part.name[1:].partition("-")[0] in reports:
            part.unlink(missing_ok=True)
    for row in rows:
        _mark(str(folder), str(row["file"])).unlink(missing_ok=True)
