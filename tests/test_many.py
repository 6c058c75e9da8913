"""Many reports: in parallel, resumable, a failing one told, also on a cluster that loses a worker."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from tourlib.many import load_many, read_table
from tourlib.schema import TABLES

pytest.importorskip("joblib", reason="needs tourlib[many]")
pytest.importorskip("pyarrow", reason="needs tourlib[many]")
ROOT = Path(__file__).parents[1]
REPORTS = Path(__file__).parent / "reports"
TEXT = REPORTS / "111-singapore" / "report.txt"


@cache
def loaded(path: Path) -> dict[str, pd.DataFrame]:
    return tourlib.load(path).tables()


def some_reports(folder: Path, number: int) -> list[Path]:
    """One report so many times, each with words of its own."""
    text = TEXT.read_text(encoding="utf-8")
    paths = [folder / f"{n:03}.txt" for n in range(number)]
    for n, path in enumerate(paths):
        path.write_text(f"{text}\n第{n}份。\n", encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame, list[Path]]:
    folder = tmp_path_factory.mktemp("many")
    bad = folder / "bad.txt"
    bad.write_text("這不是報告。", encoding="utf-8")
    paths = [
        *sorted(p.parent for p in REPORTS.glob("*/report.txt")),
        ROOT / "data" / "reports" / "114",
        bad,
        folder / "missing.txt",
    ]
    return folder / "out", load_many(paths, out=folder / "out", jobs=2, progress=False), paths


@pytest.mark.parametrize("table", TABLES)
def test_datasets_hold_what_load_gives(
    table: str, read: tuple[Path, pd.DataFrame, list[Path]]
) -> None:
    out, told, paths = read
    kept = read_table(out, table)
    by_file = told.set_index("file")
    for path in (path for path in paths if path.is_dir()):
        rows = kept[kept["report"] == by_file.at[str(path), "report"]].drop(columns="report")
        pd.testing.assert_frame_equal(
            rows.reset_index(drop=True), loaded(path)[table], check_index_type=False
        )


def test_a_failing_report_is_a_finding(read: tuple[Path, pd.DataFrame, list[Path]]) -> None:
    out, told, paths = read
    assert told["file"].tolist() == sorted(str(path) for path in paths)
    failed = told[told["error"].notna()]
    assert [Path(file).name for file in failed["file"]] == ["bad.txt", "missing.txt"]
    assert told.loc[told["error"].isna(), "cohort"].notna().all()
    findings = read_table(out, "findings")
    unreadable = findings[findings["code"] == "unreadable"]
    assert set(unreadable["report"]) == set(failed["report"])
    assert unreadable["cohort"].isna().all()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
def test_what_is_no_file_is_a_finding_and_not_waited_for(tmp_path: Path) -> None:
    import joblib

    os.mkfifo(tmp_path / "pipe")
    os.symlink("/dev/zero", tmp_path / "device.txt")
    with joblib.parallel_config("sequential"):
        told = load_many(
            [tmp_path / "pipe", tmp_path / "device.txt", TEXT], out=tmp_path / "out", progress=False
        )
    errors = {
        Path(file).name: error for file, error in zip(told["file"], told["error"], strict=True)
    }
    assert pd.isna(errors.pop("report.txt"))
    assert all("this is not a regular file" in error for error in errors.values())


def test_what_is_there_is_not_read_again(
    read: tuple[Path, pd.DataFrame, list[Path]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out, told, paths = read

    def refuse(path: Path) -> None:
        raise AssertionError(f"read again: {path}")

    monkeypatch.setattr("tourlib.many.load", refuse)
    import joblib

    files = {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    copy = tmp_path / "copy.txt"
    copy.write_bytes(TEXT.read_bytes())
    with joblib.parallel_config("sequential"):
        again = load_many([*paths, copy], out=out, progress=False)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")} == files
    mine = again[again["file"] != str(copy)].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, told)
    twice = again[again["report"].duplicated(keep=False)]
    assert str(copy) in set(twice["file"])


def test_nothing_half_written_is_left(read: tuple[Path, pd.DataFrame, list[Path]]) -> None:
    out, _told, _paths = read
    assert {p.suffix for p in out.rglob("*") if p.is_file()} == {".parquet"}


def test_what_a_killed_worker_left_is_cleared(tmp_path: Path) -> None:
    [path] = some_reports(tmp_path, 1)
    load_many([path], out=tmp_path / "out", jobs=1, progress=False)
    [whole] = (tmp_path / "out" / "sessions").rglob("*.parquet")
    left = whole.with_name(f".{whole.stem}-1.part")
    left.write_bytes(whole.read_bytes()[:100])
    other = whole.with_name(".of another report-1.part")  # that is perhaps being written
    other.write_bytes(b"")
    assert len(read_table(tmp_path / "out", "sessions"))
    load_many([path], out=tmp_path / "out", jobs=1, progress=False)
    assert not left.exists()
    assert other.exists()


def test_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(tourlib.ReportError, match="cannot write"):
        load_many([TEXT], out=tmp_path / "file", progress=False)


def test_duckdb_asks_the_datasets(read: tuple[Path, pd.DataFrame, list[Path]]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb")
    out, _told, _paths = read
    asked = duckdb.sql(
        f"select cohort, count(*) as people from read_parquet('{out}/participants/*/*.parquet', "
        "hive_partitioning = true) group by cohort order by cohort"
    ).fetchall()
    counted = read_table(out, "participants").groupby("cohort").size()
    assert asked == [(int(cohort), n) for cohort, n in counted.sort_index().items()]


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the POSIX way")
def test_a_report_that_kills_who_reads_it_is_a_finding(tmp_path: Path) -> None:
    paths = some_reports(tmp_path, 8)
    killers = [paths[2], paths[5]]
    # In every process that is started, reading one of the two ends it as the system's killer does.
    code = (
        "import sys, os, signal, tourlib.many; from pathlib import Path\n"
        f"killers = {[str(path) for path in killers]}\n"
        "whole = tourlib.many.load\n"
        "def load(path):\n"
        "    if str(path) in killers: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return whole(path)\n"
        "tourlib.many.load = load\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code, encoding="utf-8")
    run = (
        "import sys, tourlib; from pathlib import Path\n"
        "told = tourlib.load_many(sorted(Path(sys.argv[1]).glob('0*.txt')), out=sys.argv[2], jobs=2)\n"
        "print(told.to_json())"
    )
    environment = {**os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(tmp_path), *filter(None, [environment.get("PYTHONPATH")])]
    )
    out = tmp_path / "out"
    for _ in range(2):  # the second time nothing is read again
        done = subprocess.run(
            [sys.executable, "-c", run, str(tmp_path), str(out)],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        told = pd.read_json(io.StringIO(done.stdout))
        assert len(told) == 8
        failed = told[told["error"].notna()]
        assert failed["file"].tolist() == [str(path) for path in killers]
        assert failed["error"].str.contains("was killed").all()
    findings = read_table(out, "findings")
    unreadable = findings[findings["code"] == "unreadable"]
    assert sorted(unreadable["report"]) == sorted(failed["report"])
    assert read_table(out, "sessions")["report"].nunique() == 6
    assert {p.suffix for p in out.rglob("*") if p.is_file()} == {".parquet"}


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the POSIX way")
def test_a_cluster_that_loses_a_worker_reads_all(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs tourlib[cluster]")
    import joblib

    paths = some_reports(tmp_path, 30)
    out = tmp_path / "out"
    killed: list[int] = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=tmp_path
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        workers = list(client.run(os.getpid).values())
        assert len(workers) == 2

        def kill() -> None:
            while len(list((out / "reports").glob("*.parquet"))) < 4:
                time.sleep(0.02)
            os.kill(workers[0], signal.SIGKILL)
            killed.append(len(list((out / "reports").glob("*.parquet"))))

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        with joblib.parallel_config("dask"):
            told = load_many(paths, out=out, progress=False)
        killer.join()
    assert 4 <= killed[0] < 30  # in the middle
    assert told["error"].isna().all()
    assert told["report"].nunique() == 30
    sessions = read_table(out, "sessions").groupby("report").size()
    assert sessions.tolist() == [len(tourlib.load(TEXT).sessions)] * 30
    assert {p.suffix for p in out.rglob("*") if p.is_file()} == {".parquet"}
