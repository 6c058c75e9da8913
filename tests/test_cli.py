"""The command line: what an analyst types, what comes back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tourlib
from tourlib.add import outliers
from tourlib.cli import main
from tourlib.cohort import DATA_VARIABLE

ROOT = Path(__file__).parents[1]
REPORTS = Path(__file__).parent / "reports"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with the 114 report in it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "reports" / "114", folder / "reports" / "114")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def test_help_is_in_chinese_and_names_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    said = capsys.readouterr().out
    assert "出國報告" in said
    assert all(command in said for command in ("build", "check", "review", "list", "add"))


def test_the_package_runs_as_the_command_does() -> None:
    command = [sys.executable, "-m", "tourlib"]
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    assert done.stdout.startswith("usage: tourlib")
    wrong = subprocess.run([*command, "fly"], capture_output=True, text=True, encoding="utf-8")
    assert wrong.returncode == 2
    assert "tourlib --help" in wrong.stderr


def test_check_prints_counts_and_findings_with_their_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "114"]) == 1  # the dates of lines 13 and 136 cannot both be right
    said = capsys.readouterr().out
    assert "participants        29" in said
    assert "[speaker-mismatch]" in said
    assert "Raunak Parikh" in said


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_check_in_other_forms(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "114", "--format", form]) == 1
    said = capsys.readouterr().out
    assert "speaker-mismatch" in said
    if form == "json":
        errors = [row for row in json.loads(said) if row["severity"] == "error"]
        assert {row["code"] for row in errors} == {"period-mismatch", "days-mismatch"}
        assert all(136 in row["lines"] for row in errors)


def test_check_of_a_report_with_an_error_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "data" / "reports" / "114" / "report.txt").read_text(encoding="utf-8")
    broken = text.replace("8月25日(一)\t08:30", "??\t08:30").replace(
        "時間:2025年8月25日", "時間:2025年8月"
    )
    file = tmp_path / "report.txt"
    file.write_text(broken, encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "[date-missing]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "99"], "no report of cohort 99"),
        (["check", "missing.pdf"], "no such file"),
        (["build", "99"], "no report of cohort 99"),
        (["add", "missing.pdf"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    arguments: list[str], said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "→" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("arguments", [[], ["build", "0"], ["check"], ["tidy"]])
def test_a_command_written_wrongly_is_told_in_chinese_first(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert capsys.readouterr().err.startswith("tourlib: 指令寫法不對 not written so: ")


def test_list_names_the_cohorts(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr().out.startswith("114  比利時")


@pytest.mark.parametrize("form", ["txt", "pdf", "docx", "odt"])
def test_add_stores_the_report_as_received(
    form: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = REPORTS / "112-japan-korea" / f"report.{form}"
    assert main(["add", str(file)]) == 0
    stored = data / "reports" / "112" / f"report.{form}"
    assert stored.read_bytes() == file.read_bytes()
    assert (data / "reports" / "112" / "lines.txt").read_text(encoding="utf-8").strip()
    assert str(data / "cohorts" / "112.toml") in capsys.readouterr().out.split("participants")[0]
    assert "tourlib review 112" in (data / "cohorts" / "112.toml").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["list"]) == 0
    assert "112  日本、韓國" in capsys.readouterr().out
    assert main(["check", "112"]) == 0


def test_the_first_report_is_added_to_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert main(["list"]) == 0
    assert main(["add", str(ROOT / "data" / "reports" / "114" / "report.txt")]) == 0
    assert (tmp_path / "reports" / "114" / "report.txt").is_file()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "reports"))  # not empty, and no data folder
    assert main(["list"]) == 2


def test_add_does_not_replace_a_cohort(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = REPORTS / "112-japan-korea" / "report.txt"
    assert main(["add", str(file), "--cohort", "114"]) == 2
    assert "already" in capsys.readouterr().err
    assert sorted(p.name for p in (data / "reports").iterdir()) == ["114"]


def test_add_of_no_report_leaves_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("敬啟者\n\n謝謝來信。\n", encoding="utf-8")
    assert main(["add", str(file), "--cohort", "116"]) == 2
    assert "study-tour report" in capsys.readouterr().err
    assert sorted(p.name for p in (data / "reports").iterdir()) == ["114"]


def test_help_and_list_wait_for_no_heavy_library(data: Path) -> None:
    assert main(["list"]) == 0  # what it shows is kept from now on
    code = (
        "import sys; from tourlib.cli import main\n"
        "try: main([sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'pandas', 'matplotlib', 'lxml', 'jieba', 'IPython'} & {*sys.modules}))"
    )
    for argument in ("--help", "--version", "list"):
        done = subprocess.run(
            [sys.executable, "-c", code, argument], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]", argument
    assert "114  比利時  2025-08-18 – 2025-08-29" in done.stdout


def test_list_says_what_the_report_and_the_cohort_file_say_today(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["list"])
    before = capsys.readouterr().out
    kept = data / "reports" / "114" / "about.txt"
    kept.write_text(kept.read_text(encoding="utf-8").replace("比利時", "舊"), encoding="utf-8")
    main(["list"])
    assert capsys.readouterr().out == before.replace("比利時", "舊")  # it is what is shown
    line = next(
        n
        for n, text in enumerate(
            (data / "reports" / "114" / "report.txt").read_text(encoding="utf-8").splitlines(), 1
        )
        if text.startswith("高階文官培訓飛躍方案")
    )
    (data / "cohorts").mkdir()
    (data / "cohorts" / "114.toml").write_text(
        f'[[correction]]\nline = {line}\nprinted = "高階文官"\nintended = "甲乙文官"\n',
        encoding="utf-8",
    )
    main(["list"])
    assert "甲乙文官培訓飛躍方案" in capsys.readouterr().out
    for broken in ("", "one line", "x\ny", "\n" * 50_000):
        kept.write_text(broken, encoding="utf-8")
        main(["list"])
        assert "甲乙文官培訓飛躍方案" in capsys.readouterr().out


def test_one_rule_says_which_cohort_file_goes_with_a_report(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report in data/reports/N has one, however it is named; one that lies elsewhere has none."""
    (data / "cohorts").mkdir()
    file = data / "cohorts" / "114.toml"
    file.write_text('[theme]\n1 = "我們的說法"\n', encoding="utf-8")
    report = data / "reports" / "114" / "report.txt"
    loose = tmp_path / "report.txt"
    shutil.copy(report, loose)

    def first(source: int | Path, **more: bool | Path) -> str:
        return str(tourlib.load(source, **more).themes["title"].iloc[0])

    printed = first(loose)
    assert printed != "我們的說法"
    for source in (114, report.parent, report):
        assert first(source) == "我們的說法"
    assert first(114, settled=False) == printed
    assert first(loose, settled=file) == "我們的說法"
    with pytest.raises(tourlib.ReportError, match="no such cohort file"):
        tourlib.load(loose, settled=tmp_path / "missing.toml")
    main(["check", str(loose)])
    assert "a file on its own has none" in capsys.readouterr().out
    main(["check", "114"])
    assert str(file) in capsys.readouterr().out


def test_a_better_version_replaces_a_report_and_keeps_what_was_settled_where_it_fits(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new version has a line more above all others, and no roster line 23."""
    settled = data / "cohorts" / "114.toml"
    settled.parent.mkdir()
    settled.write_text(
        "# 我的校訂\n\n"
        '[[correction]]\nline = 266\nprinted = "曇花一線"\nintended = "曇花一現"\n\n'
        '[[participant]]\nline = 23\nprinted = "陳慶安"\nunit = "秘書處"\nwhy = "依名冊"\n\n'
        '[theme]\n5 = "領導與協作"\n\n[words]\nadd = ["資料治理指南"]\n',
        encoding="utf-8",
    )
    lines = (data / "reports" / "114" / "report.txt").read_text(encoding="utf-8").split("\n")
    better = tmp_path / "better.txt"
    better.write_text(
        "\n".join(["(新的掃描)", *lines]).replace("陳慶安", "陳慶平"), encoding="utf-8"
    )
    same = str(data / "reports" / "114" / "report.txt")
    assert main(["add", same]) == 2
    assert "cohort 114 already has this report" in capsys.readouterr().err
    assert main(["add", str(better), "--replace"]) == 0
    said = capsys.readouterr().out
    assert "[[participant]] line 23" in said
    kept = settled.read_text(encoding="utf-8")
    assert kept.startswith("# 我的校訂\n")
    assert "line = 267" in kept
    assert "陳慶安" not in kept
    assert "陳慶安" in settled.with_name("114.toml~").read_text(encoding="utf-8")
    report = tourlib.load(114)
    assert report.themes["title"].iloc[-1] == "領導與協作"
    assert (report.findings["code"] == "corrected").sum() == 1
    assert "資料治理指南" in set(report.terms["term"])


def test_what_was_read_stands_beside_the_cohort_before(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """115-japan names 12 people and tells of 5 days; 114 of 29 and 9."""
    assert main(["add", str(REPORTS / "115-japan" / "report.txt")]) == 0
    said = capsys.readouterr().out
    assert "   115   114" in said
    [people] = [line for line in said.splitlines() if "人員 people" in line]
    assert people.split()[2:4][1] == "29"
    # It prints no themes; what else it has is in proportion.
    marked = [line for line in said.splitlines() if "請查" in line]
    assert [line.split()[:4] for line in marked] == [
        ["課程與參訪", "visits", "0", "14"],
        ["主題", "themes", "0", "5"],
    ]


def test_counts_out_of_proportion_are_marked() -> None:
    """Of twelve days and of seven: 12 sessions are few, 3 are none to speak of, 300 hardly one a line."""
    before = {
        "人員 people": 29,
        "天數 days": 7,
        "課程表 sessions": 29,
        "議題 topics": 8,
        "建議 items": 55,
    }
    for count, far in ((12, False), (50, False), (3, True), (600, True)):
        marks = outliers(before | {"天數 days": 12, "課程表 sessions": count}, before)
        assert bool(marks["課程表 sessions"]) == far
        assert not marks["天數 days"]
    marks = outliers(before | {"人員 people": 0, "議題 topics": 2, "建議 items": 6}, before)
    assert [name for name, said in marks.items() if said] == ["人員 people"]
    assert "none was read" in marks["人員 people"]
    assert not any(outliers(before, dict.fromkeys(before, 0)).values())
