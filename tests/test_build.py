"""Exports: whole or not at all, the same bytes for the same report, nothing a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import tourlib
from tourlib.build import build, set_parameter
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.export.tables import write_csvs, write_workbook
from tourlib.schema import TABLES, conform

ROOT = Path(__file__).parents[1]


def notebook(*cells: str) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("cohort = 1  # 期別", metadata={"tags": ["parameters"]})]
        + [nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    return made


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the 114 report and one small notebook."""
    shutil.copytree(ROOT / "data" / "reports" / "114", tmp_path / "data" / "reports" / "114")
    (tmp_path / "notebooks").mkdir()
    nbformat.write(
        notebook(
            "import tourlib\nfrom tourlib import charts, export\nfrom tourlib.measures.density import measure_density\n"
            "report = tourlib.load(cohort)",
            'export.chart(charts.plot_density(measure_density(report.sessions)), "density")',
        ),
        tmp_path / "notebooks" / "1-density.ipynb",
    )
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_two_builds_give_the_same_bytes(project: Path) -> None:
    said: list[str] = []
    written = build([114], progress=said.append)
    first = contents(project / "exports" / "114")
    assert {str(p.relative_to(project / "exports" / "114")) for p in written} == set(first)
    assert {"charts/density.png", "charts/density.svg", "charts/density.pdf", "tables.xlsx"} <= set(
        first
    )
    assert {f"tables/{name}.csv" for name in TABLES} <= set(first)
    assert {"notebooks/1-density.html", "notebooks/1-density.ipynb"} <= set(first)
    assert said == ["114 tables", "114 1-density"]
    build([114])
    second = contents(project / "exports" / "114")
    assert [name for name in first if first[name] != second[name]] == []


def test_failed_build_leaves_the_last_good_export(project: Path) -> None:
    good = project / "exports" / "114"
    good.mkdir(parents=True)
    (good / "kept.txt").write_text("kept", encoding="utf-8")
    nbformat.write(
        notebook("raise ValueError('wrong on purpose')"), project / "notebooks" / "2-bad.ipynb"
    )
    with pytest.raises(ReportError, match="wrong on purpose"):
        build([114])
    assert contents(project / "exports") == {"114/kept.txt": b"kept"}


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
    assert len(sheets) == 2
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    assert "=1+1" in strings


def test_csv_cells_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    [path] = write_csvs(hostile(), tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows][:4] == ["'=1+1", "'+A1", "'-2", "'@SUM(A1)"]
    assert rows[-1]["name"] == "平常的名字"


def test_exported_tables_hold_every_cell(tmp_path: Path) -> None:
    tables = tourlib.load(ROOT / "data" / "reports" / "114").tables()
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
