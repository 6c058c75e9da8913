"""Exports: whole or not at all, the same bytes for the same report, nothing a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from reports_under_test import export_114, report_114
from tourlib import notebooks
from tourlib.build import build, steps
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.export.tables import write_csvs, write_workbook
from tourlib.notebooks import find_notebooks, set_parameter
from tourlib.schema import TABLES, conform
from tourlib.staging import staged

ROOT = Path(__file__).parents[1]


def notebook(*cells: str) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("cohort = 1  # 期別", metadata={"tags": ["parameters"]})]
        + [nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    return made


#: In place of slides, page and workbook, which take long: what is built beside the notebooks.
LIGHT = """
def light_briefing(report, folder, **_more):
    (folder / "briefing.pptx").write_text(str(report.meta.title), encoding="utf-8")
    return [folder / "briefing.pptx"]
"""
#: The command in a process of its own, with the light briefing.
COMMAND = [
    sys.executable, "-c",
    "import sys, tourlib.export.bundle, tourlib.cli"
    f"{LIGHT}tourlib.export.bundle.write_briefing = light_briefing\n"
    "sys.exit(tourlib.cli.main(['build', '111']))",
]  # fmt: skip


def make_project(folder: Path) -> Path:
    """A project with a short report, which is read soon, and one small notebook."""
    shutil.copytree(ROOT / "data" / "coding", folder / "data" / "coding")
    for name in ("reports/111", "cohorts"):
        (folder / "data" / name).mkdir(parents=True)
    report = ROOT / "tests" / "reports" / "111-canada" / "report.txt"
    shutil.copy(report, folder / "data" / "reports" / "111")
    (folder / "data" / "cohorts" / "111.toml").write_text("# 校訂\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    nbformat.write(
        notebook(
            "import tourlib\nfrom tourlib import export, schedule\nreport = tourlib.load(cohort)",
            'export.chart(schedule.plot_days(schedule.days(report)), "density")',
        ),
        folder / "notebooks" / "1-density.ipynb",
    )
    return folder


@pytest.fixture
def whole_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, built with everything."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


@pytest.fixture
def project(whole_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, built with the light briefing."""
    made: dict[str, Any] = {}
    exec(LIGHT, made)
    monkeypatch.setattr("tourlib.export.bundle.write_briefing", made["light_briefing"])
    return whole_project


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_two_builds_give_the_same_bytes(project: Path) -> None:
    said: list[str] = []
    written = build([111], progress=said.append)
    first = contents(project / "exports" / "111")
    assert {str(p.relative_to(project / "exports" / "111")) for p in written} == set(first)
    assert {"charts/density.png", "charts/density.svg", "charts/density.pdf"} <= set(first)
    assert {f"tables/{name}.csv" for name in TABLES} <= set(first)
    assert {"notebooks/1-density.html", "notebooks/1-density.ipynb"} <= set(first)
    assert said[:2] == ["111 讀入報告 report read", "111 表格 tables"]
    made = ["111 筆記本 notebook 1-density", "111 簡報、網頁與活頁簿 briefing"]
    assert sorted(said[2:]) == sorted(made)
    assert len(said) == steps([111])
    build([111])
    second = contents(project / "exports" / "111")
    assert [name for name in first if first[name] != second[name]] == []


def test_export_of_114_shows_what_the_committed_notebooks_show() -> None:
    for path in find_notebooks(ROOT):
        exported = nbformat.read(export_114() / "notebooks" / path.name, 4)
        committed = nbformat.read(path, 4)
        assert shown(exported) == shown(committed), path.name


def shown(notebook: nbformat.NotebookNode) -> list[object]:
    """Source, number and outputs of each cell of code; pictures may differ in a byte."""
    rows: list[object] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                output.get("data", {}).pop("image/png", None)
            rows.append((cell.source, cell.execution_count, cell.outputs))
    return rows


def plain_notebooks(project: Path) -> None:
    """Where it is only asked which notebooks run, and how that ends: one that says what its cohort is."""
    nbformat.write(notebook("cohort"), project / "notebooks" / "1-density.ipynb")


def test_what_has_not_changed_is_not_built_again(project: Path) -> None:
    plain_notebooks(project)

    def told() -> list[str]:
        said: list[str] = []
        build([111], force=False, progress=said.append)
        return said

    assert len(told()) > 1
    folder = project / "exports" / "111"
    before = contents(folder)
    assert told() == ["111 沒有改變，略過 unchanged, skipped (--force)"]
    assert contents(folder) == before
    (folder / "tables" / "sessions.csv").unlink()
    assert len(told()) > 1
    assert contents(folder) == before
    settled = project / "data" / "cohorts" / "111.toml"
    settled.write_text(settled.read_text(encoding="utf-8") + "# 改過\n", encoding="utf-8")
    assert len(told()) > 1
    changed = [name for name, content in contents(folder).items() if before[name] != content]
    assert changed == ["made.json"]


def kept_export(project: Path) -> Path:
    """An export of before, as the only thing in its folder."""
    good = project / "exports" / "111"
    good.mkdir(parents=True)
    (good / "kept.txt").write_text("kept", encoding="utf-8")
    return good


def add_notebook(project: Path, *cells: str) -> None:
    nbformat.write(notebook(*cells), project / "notebooks" / "2-added.ipynb")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("raise ValueError('wrong on purpose')", "ValueError: wrong on purpose"),
        ("import tourlib\ntourlib.load(99)", "no report of cohort 99"),
        ("1 +", "SyntaxError"),
        ("import os\nos._exit(7)", "has ended"),
        ("input('name?')", "StdinNotImplementedError"),
    ],
)
def test_failed_build_leaves_the_last_good_export(project: Path, cell: str, said: str) -> None:
    plain_notebooks(project)
    kept_export(project)
    add_notebook(project, cell)
    with pytest.raises(ReportError, match=said):
        build([111])
    assert contents(project / "exports") == {"111/kept.txt": b"kept"}
    assert os.listdir(project / "exports") == ["111"]


def test_notebook_that_does_not_end_is_given_up(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_notebooks(project)
    monkeypatch.setattr(notebooks, "_LIMIT_SECONDS", 1)
    add_notebook(project, "import time\ntime.sleep(600)")
    with pytest.raises(ReportError, match="has been running"):
        build([111])
    assert os.listdir(project / "exports") == []


def test_what_a_killed_build_left_is_put_right(project: Path) -> None:
    exports = project / "exports"
    kept_export(project).rename(exports / ".111-abc-0.before")
    (exports / ".111-old").mkdir()
    add_notebook(project, "raise ValueError")
    with staged(exports / "111") as running:
        with pytest.raises(ReportError):
            build([111])
        assert sorted(os.listdir(exports)) == [running.name, "111"]
    assert os.listdir(exports) == ["111"]
    assert (exports / "111" / "kept.txt").exists()


def _runs(group: int) -> bool:
    """Whether anything of a group of processes runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the POSIX way")
def test_after_a_kill_nothing_runs_on_and_the_next_build_clears_up(project: Path) -> None:
    plain_notebooks(project)
    kept_export(project)
    add_notebook(project, "open('started', 'w').close()\nimport time\ntime.sleep(600)")
    with subprocess.Popen(COMMAND, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while not (project / "notebooks" / "started").exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.kill()
    while _runs(process.pid):
        time.sleep(0.05)
    left = [name for name in os.listdir(project / "exports") if name != "111"]
    assert len(left) == 1
    assert contents(project / "exports" / "111") == {"kept.txt": b"kept"}
    (project / "notebooks" / "2-added.ipynb").unlink()
    build([111])
    assert os.listdir(project / "exports") == ["111"]


def _heed_interrupts() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C, and the deafness is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_interrupted_build_leaves_the_last_good_export(project: Path) -> None:
    plain_notebooks(project)
    kept_export(project)
    add_notebook(project, "open('started', 'w').close()\nimport time\ntime.sleep(600)")
    with subprocess.Popen(
        COMMAND, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_heed_interrupts
    ) as process:
        try:
            while not (project / "notebooks" / "started").exists():
                assert process.poll() is None
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGINT)
            _out, said = process.communicate(timeout=60)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        with pytest.raises(ProcessLookupError):  # nothing of it runs on
            os.killpg(process.pid, 0)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert os.listdir(project / "exports") == ["111"]
    assert contents(project / "exports") == {"111/kept.txt": b"kept"}


def test_kernel_that_does_not_start(project: Path) -> None:
    plain_notebooks(project)
    (project / "notebooks" / "ipykernel_launcher.py").write_text("raise SystemExit(1)")
    done = subprocess.run(COMMAND, capture_output=True, text=True)
    assert done.returncode == 2
    assert "1-density.ipynb" in done.stderr
    assert "Traceback" not in done.stderr  # nor from what the library leaves for the end


def test_kernel_whose_port_was_taken_is_started_again(project: Path) -> None:
    plain_notebooks(project)
    (project / "notebooks" / "ipykernel_launcher.py").write_text(
        "from pathlib import Path\n"
        "import sys\n"
        "tried = Path(__file__).with_name('tried')\n"
        "if not tried.exists():\n"
        "    tried.touch()\n"
        "    sys.exit(1)\n"
        "sys.path.pop(0)\n"
        "from ipykernel.kernelapp import launch_new_instance\n"
        "launch_new_instance()\n"
    )
    assert subprocess.run(COMMAND, capture_output=True).returncode == 0
    assert (project / "notebooks" / "tried").exists()


def test_two_builds_at_once_leave_one_whole_export(project: Path) -> None:
    both = [subprocess.Popen(COMMAND, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    once = contents(project / "exports" / "111")
    assert os.listdir(project / "exports") == ["111"]
    build([111])
    assert contents(project / "exports" / "111") == once


@pytest.mark.skipif(sys.platform == "win32", reason="bounds files the POSIX way")
def test_full_disk_leaves_the_last_good_export(project: Path) -> None:
    kept_export(project)
    code = (
        "import resource, sys; from tourlib.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))\n"
        "sys.exit(main(['build', '111']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "exports") == {"111/kept.txt": b"kept"}
    assert os.listdir(project / "exports") == ["111"]


@pytest.mark.skipif(sys.platform == "win32", reason="makes a link the POSIX way")
def test_export_that_is_a_link_is_told_before_the_work(project: Path) -> None:
    kept = kept_export(project).rename(project / "elsewhere")
    (project / "exports" / "111").symlink_to(kept)
    said: list[str] = []
    with pytest.raises(ReportError, match="is a link"):
        build([111], progress=said.append)
    assert said == []
    assert os.listdir(project / "exports") == ["111"]
    assert contents(kept) == {"kept.txt": b"kept"}


@pytest.mark.parametrize("place", ["exports", "exports/111"])
def test_file_in_place_of_the_folder_is_told_before_the_work(project: Path, place: str) -> None:
    (project / place).parent.mkdir(exist_ok=True)
    (project / place).write_text("a file where the folder should be", encoding="utf-8")
    said: list[str] = []
    with pytest.raises(ReportError, match="cannot write"):
        build([111], progress=said.append)
    assert said == []
    assert (project / place).is_file()


def test_pages_run_nothing_and_fetch_nothing(project: Path) -> None:
    add_notebook(
        project,
        "import pandas as pd\npd.DataFrame({'name': ['<script>alert(1)</script>']})",
        "print('<img src=x onerror=alert(1)>')",
    )
    build([111])
    page = (project / "exports" / "111" / "notebooks" / "2-added.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "&lt;img src=x" in page
    assert "default-src 'none'; img-src data:" in page
    assert "http" not in page.replace("http-equiv", "")
    page = (project / "exports" / "111" / "notebooks" / "1-density.html").read_text("utf-8")
    assert re.search('alt="[^"]*小時', page)  # the sentence of the chart


def test_notebook_without_parameters_is_refused() -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("cohort = 1")])
    with pytest.raises(ReportError, match="parameters"):
        set_parameter(made, Path("x.ipynb"), 114)
    tagged = notebook()
    set_parameter(tagged, Path("x.ipynb"), 115)
    assert tagged.cells[0].source == "cohort = 115  # 期別"


def hostile() -> dict[str, pd.DataFrame]:
    names = [
        "=1+1",
        "+A1",
        "-2",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://x.example",
        "平常的名字",
    ]
    rows = [
        {"line": n, "order": n, "name": name, "agency": "<script>alert(1)</script>"}
        for n, name in enumerate(names, 1)
    ]
    return {"participants": conform("participants", rows, cohort=114)}


def test_nothing_in_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = write_workbook(hostile(), tmp_path / "tables.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheets = [
            archive.read(n).decode()
            for n in archive.namelist()
            if n.startswith("xl/worksheets/sheet")
        ]
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 3
    assert not any(
        "<f>" in sheet or "r:id" in sheet.replace("tablePart r:id", "") for sheet in sheets
    )
    assert "=1+1" in strings


def test_csv_cells_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    [path] = write_csvs(hostile(), tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows][:4] == ["'=1+1", "'+A1", "'-2", "'@SUM(A1)"]
    assert rows[-1]["name"] == "平常的名字"


def test_exported_tables_hold_every_cell(tmp_path: Path) -> None:
    tables = report_114().tables()
    for path in write_csvs(tables, tmp_path):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        frame = tables[path.stem]
        assert len(rows) == len(frame)
        assert list(rows[0]) == list(frame.columns)
        for column in frame.select_dtypes("string").columns:
            printed = frame[column].fillna("").tolist()
            assert [r[column].removeprefix("'") for r in rows] == [
                p.removeprefix("'") for p in printed
            ], column
