"""PDF files are read in a process apart: what it does not survive is an error that names the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tourlib
from tourlib.readers import apart
from tourlib.readers.pdf import read_pdf

PDF = Path(__file__).parent / "reports" / "115-canada" / "report.pdf"
DATA = PDF.read_bytes()
#: What a process says that reads no file: it ends in the middle, fails, or says something else.
BREAKS_OFF = "import sys; sys.stdin.buffer.readline(); sys.stdout.write('{'); sys.stdout.flush()"
FAILS = """
import tourlib.readers.pdf
from tourlib.readers.apart import serve
def read(data, name, **_): raise KeyError('no such thing')
tourlib.readers.pdf.read_pdf = read
serve()
"""


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Each test begins and ends without a process."""
    apart.end()
    yield
    apart.end()


def test_it_is_read_as_in_this_process() -> None:
    assert apart.read_apart(DATA, "x.pdf") == read_pdf(DATA, "x.pdf")
    assert tourlib.load(PDF).source == read_pdf(DATA, PDF.name)


def test_the_process_is_kept_for_the_next_file() -> None:
    apart.read_apart(DATA, "x.pdf")
    first = apart._process
    assert first is not None
    with pytest.raises(tourlib.ReportError, match=r"x\.pdf"):
        apart.read_apart(DATA[:2000], "x.pdf")
    apart.read_apart(DATA, "x.pdf")
    assert apart._process is first


def test_one_that_is_gone_is_replaced() -> None:
    whole = apart.read_apart(DATA, "x.pdf")
    assert apart._process is not None
    apart._process.kill()
    apart._process.wait()
    assert apart.read_apart(DATA, "x.pdf") == whole


@pytest.mark.parametrize("code", ["import os; os.abort()", BREAKS_OFF, "raise SystemExit(3)"])
def test_a_process_that_breaks_off_is_an_error_with_the_files_name(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr(apart, "CODE", code)
        with pytest.raises(tourlib.ReportError, match=r"報告\.pdf: PDF 讀不了"):
            apart.read_apart(DATA, "報告.pdf")
    assert apart.read_apart(DATA, "x.pdf").lines


@pytest.mark.skipif(sys.platform == "win32", reason="bounds are set the POSIX way")
@pytest.mark.parametrize("reads", ["bytearray(2**40)", "exec('while True: pass')"])
def test_memory_and_time_are_bounded(reads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import tourlib.readers.pdf; from tourlib.readers import apart\n"
        f"tourlib.readers.pdf.read_pdf = lambda data, name, **_: {reads}\n"
        "apart.MOST_SECONDS = 1; apart.serve()"
    )
    monkeypatch.setattr(apart, "CODE", code)
    with pytest.raises(tourlib.ReportError, match=r"x\.pdf: PDF 讀不了"):
        apart.read_apart(DATA, "x.pdf")


def test_a_fault_of_ours_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "CODE", FAILS)
    with pytest.raises(RuntimeError, match="no such thing"):
        apart.read_apart(DATA, "x.pdf")


def test_an_interruption_leaves_no_answer_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    other = PDF.parents[1] / "111-singapore" / "report.pdf"
    asked = apart._ask

    def interrupted(
        process: subprocess.Popen[bytes], data: bytes, head: dict[str, Any]
    ) -> tuple[bytes, bool]:
        asked(process, data, head)
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(apart, "_ask", interrupted)
        with pytest.raises(KeyboardInterrupt):
            apart.read_apart(DATA, "x.pdf")
    assert apart.read_apart(other.read_bytes(), "y.pdf").name == "y.pdf"


def test_modules_are_not_looked_for_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert apart.read_apart(DATA, "x.pdf").lines


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_has_one_of_its_own() -> None:
    """Two that read through the same pipes would get each other's answers."""
    apart.read_apart(DATA, "x.pdf")
    child = os.fork()
    if not child:
        own = apart._process is None and bool(apart.read_apart(DATA, "x.pdf").lines)
        apart.end()
        os._exit(0 if own else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert apart.read_apart(DATA, "x.pdf").lines
