"""What the command prints, whatever takes it: Windows in Chinese, a terminal, a full disk."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tourlib import cli
from tourlib.console import printable

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "data" / "reports" / "114" / "report.txt"
#: A name that no Chinese code page of Windows has, in a place that a finding quotes.
FOREIGN = "Hämäläinen 署長"


def run(
    *arguments: str | Path, encoding: str = "utf-8", **more: object
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, its output in an encoding as Windows chooses it."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", "tourlib.cli", *map(str, arguments)],
        capture_output="stdout" not in more,
        env=environment,
        cwd=ROOT,
        **more,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cover, roster, timetable and one visit, with an umlaut, a radical and an escape sequence in lines that
    findings quote."""
    lines = REPORT.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(lines[:240] + lines[1050:1100])
    assert "8月25日(一)\t08:30" in text
    text = text.replace(
        "8月25日(一)\t08:30", f"8月25日(二)\t08:30-09:00 ⼀\x1b]0;owned\x07{FOREIGN}"
    )
    file = tmp_path_factory.mktemp("foreign") / "report.txt"
    file.write_text(text, encoding="utf-8")
    return file


def said_in(encoding: str, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> str:
    """What the command prints, run here, where standard output has an encoding and is as strict as
    Python makes it."""
    for name in ("stdout", "stderr"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
        monkeypatch.setattr(sys, name, stream)
    # 1: the dates of lines 13 and 136 cannot both be right.
    assert cli.main([*map(str, arguments)]) == 1
    assert (sys.stderr.flush(), sys.stderr.buffer.getvalue()) == (None, b"")  # type: ignore[attr-defined]
    return str(sys.stdout.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]


def test_a_process_prints_what_the_encoding_of_windows_has(foreign: Path) -> None:
    done = run("check", foreign, encoding="cp950")
    assert (done.returncode, done.stderr) == (1, b"")
    assert "H\\xe4m\\xe4l\\xe4inen 署長" in done.stdout.decode("cp950")


@pytest.mark.parametrize("encoding", ["cp950", "cp1252", "ascii"])
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_check_prints_what_the_encoding_has(
    foreign: Path, encoding: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = said_in(encoding, monkeypatch, "check", foreign, "--format", form)
    assert "weekday" in said
    if form == "json":
        assert FOREIGN in str(json.loads(said))
    elif encoding == "cp950":
        assert "H\\xe4m\\xe4l\\xe4inen 署長" in said


@pytest.mark.parametrize("form", ["text", "md", "csv", "json"])
def test_check_prints_nothing_that_acts_on_the_terminal(
    foreign: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = said_in("utf-8", monkeypatch, "check", foreign, "--format", form)
    assert "owned" in said
    assert not [char for char in said if ord(char) < 32 and char not in "\n\t"], form


def test_an_error_about_a_file_with_such_a_name_does_not_act_either(tmp_path: Path) -> None:
    done = run("check", tmp_path / "a\x1b[2J.pdf")
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert b"a\\u001b[2J.pdf" in done.stderr


def test_what_is_no_control_character_stays() -> None:
    assert printable("第１章\t甲\n乙\u3000é") == "第１章\t甲\n乙\u3000é"
    assert printable("\u202e甲\x9b\ud800") == "\\u202e甲\\u009b\\ud800"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = run("check", "114", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "cannot be read or written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert "Exception ignored" not in done.stderr.decode()


def test_nobody_sees_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_arguments: object) -> int:
        raise ZeroDivisionError("not foreseen")

    monkeypatch.setattr(cli, "_list", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["list"]) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError: not foreseen" in said
    assert "Traceback" not in said
    [kept] = tmp_path.glob("tourlib-error-*.txt")
    assert str(kept) in said
    assert "in fail" in kept.read_text(encoding="utf-8")
