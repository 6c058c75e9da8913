"""DOC files are read by way of LibreOffice, in a process and a folder of its own; without it, or
where it makes nothing of the file, the error says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import tourlib
from tourlib import office
from tourlib.add import add_report
from tourlib.cohort import DATA_VARIABLE
from tourlib.readers import read, read_bytes

REPORT = Path(__file__).parent / "reports" / "111-singapore"
#: What makes a file one of old Word: the first bytes, and the name of a stream.
WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
TABLES = ("participants", "sessions", "sections", "visits", "recommendations", "findings", "lines")
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) is not installed: no .doc is read",
)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as LibreOffice saves it for old Word."""
    folder = tmp_path_factory.mktemp("doc")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [profile, "--headless", "--convert-to", "doc", "--outdir", str(folder)]
    subprocess.run(
        ["soffice", *options, str(REPORT / "report.docx")], check=True, capture_output=True
    )
    return folder / "report.doc"


@pytest.fixture
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made during the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def put_soffice(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name, before all others."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_office
def test_a_doc_gives_the_tables_of_the_docx(old_word: Path, own_temporary: Path) -> None:
    old, new = tourlib.load(old_word), tourlib.load(REPORT / "report.docx")
    assert (old.source.name, old.source.format) == ("report.doc", "doc")
    assert old.source.lines == new.source.lines
    assert len(old.sessions) == 7
    for name in TABLES:
        assert getattr(old, name).equals(getattr(new, name)), name
    assert not list(own_temporary.iterdir())


@needs_office
def test_it_is_added_as_it_was_received_and_found_again(
    old_word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    added = add_report(old_word)
    assert added.files[0] == tmp_path / "reports" / "111" / "report.doc"
    assert added.files[0].read_bytes() == old_word.read_bytes()
    assert tourlib.load(111).sessions.equals(added.report.sessions)


@needs_office
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_that_is_cut_off_is_an_error(old_word: Path, share: float) -> None:
    data = old_word.read_bytes()
    with pytest.raises(tourlib.ReportError, match=r"cut\.doc.*old Office file"):
        read_bytes(data[: int(len(data) * share)], "cut.doc")


def test_without_libreoffice_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(tourlib.ReportError, match=r"x\.doc.*old Office file") as raised:
        read_bytes(WORD, "x.doc")
    assert raised.value.hint is not None
    assert {".docx", ".odt", "PDF", "LibreOffice"} <= set(
        raised.value.hint.replace(",", "").split()
    )


@pytest.mark.skipif(os.name != "posix", reason="the program is a script of the shell")
def test_when_its_time_is_over_it_ends_with_all_it_started(
    tmp_path: Path, own_temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "child"
    put_soffice(tmp_path, f"sleep 300 & echo $! > {told}; wait", monkeypatch)
    monkeypatch.setattr(office, "MOST_SECONDS", 1)
    with pytest.raises(tourlib.ReportError, match="old Office file"):
        read_bytes(WORD, "x.doc")
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", told.read_text().strip()], capture_output=True, text=True
    ).stdout.strip()
    assert not state or state.startswith("Z")  # gone, or dead and not yet collected
    assert not list(own_temporary.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="the program is a script of the shell")
def test_it_has_a_profile_of_its_own_that_runs_no_macro(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    script = (
        f'pwd > {told}; echo "$@" >> {told}; cat profile/user/registrymodifications.xcu >> {told}'
    )
    put_soffice(tmp_path, script, monkeypatch)
    with pytest.raises(tourlib.ReportError, match="old Office file"):
        read_bytes(WORD, "x.doc")
    folder, arguments, *profile = told.read_text(encoding="utf-8").splitlines()
    assert f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}" in arguments.split()
    assert "--headless" in arguments
    assert any('"DisableMacrosExecution"><value>true<' in line for line in profile)
    assert not Path(folder).exists()


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_no_process_is_started_for_other_documents(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", start)
    assert read(REPORT / f"report.{form}").lines
