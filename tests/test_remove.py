"""Removing a cohort: what goes, what stays, and that somebody is asked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tourlib.cli import main
from tourlib.cohort import DATA_VARIABLE
from tourlib.settled.read import new_file


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "data/reports/114/report.txt", "data/reports/115/report.txt", "data/cohorts/115.toml",
        "exports/114/tables.xlsx", "exports/115/charts/week.png", "exports/1150/kept.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    return tmp_path


def files(project: Path) -> set[str]:
    return {str(p.relative_to(project)) for p in project.rglob("*") if p.is_file()}


def test_report_and_exports_of_one_cohort_go(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    assert main(["remove", "115", "--yes"]) == 0
    gone = {"data/reports/115/report.txt", "exports/115/charts/week.png"}
    assert files(project) == before - gone
    assert not (project / "data" / "reports" / "115").exists()
    said = capsys.readouterr().out
    assert str(project / "data" / "cohorts" / "115.toml") in said
    assert "保留人工校訂" in said


def test_of_a_cohort_file_that_settles_nothing_nothing_else_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "data" / "cohorts" / "115.toml"
    file.write_text(new_file(115, "報告.pdf"), encoding="utf-8")
    assert main(["remove", "115", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "人工校訂" not in said
    assert (
        f"沒有校訂，保留，不再需要時請自行刪除 kept, delete it by hand if no longer needed:\n  {file}"
        in said
    )
    assert file.exists()


def test_exports_are_kept_when_told(project: Path) -> None:
    before = files(project)
    assert main(["remove", "115", "--yes", "--keep-exports"]) == 0
    assert files(project) == before - {"data/reports/115/report.txt"}


@pytest.mark.parametrize(
    ("typed", "gone"), [("y\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_somebody_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch, typed: str, gone: bool
) -> None:
    before = files(project)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["remove", "115"]) == (0 if gone else 2)
    assert (files(project) != before) == gone


def test_a_cohort_that_is_not_there_and_a_link(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    assert main(["remove", "99", "--yes"]) == 2
    assert "no report of cohort 99" in capsys.readouterr().err
    (project / "data" / "reports" / "116").symlink_to(project / "data" / "reports" / "114")
    assert main(["remove", "116", "--yes"]) == 2
    assert "link" in capsys.readouterr().err
    assert before <= files(project)
