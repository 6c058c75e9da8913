"""Files: nothing that a person decided is ever lost, and only files are read."""

from __future__ import annotations

import ast
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import tourlib
from tourlib.cli import main
from tourlib.cohort import DATA_VARIABLE
from tourlib.files import read_file, write_file

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tourlib"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and limits of POSIX")
#: What writes or moves files, by the names of its functions; of some, only if given a path first.
WRITES = {"write_text", "write_bytes", "replace", "rename", "renames", "copy", "copyfile", "copytree",
    "copy2", "move", "truncate", "symlink_to", "hardlink_to", "write_table", "savefig", "to_csv",
    "to_parquet", "to_excel", "to_json", "tofile", "save"}  # fmt: skip
#: Modules that write for all others; and what is written elsewhere, to memory or a pipe.
WRITERS = {"files.py", "staging.py", "console.py"}
IN_MEMORY = {
    ("readers/apart.py", "os.fdopen(os.dup(1), 'wb')"),
    ("many.py", "write_table(table, made, compression='zstd')"),
    ("charts/style.py", "savefig(buffer"),
    ("charts/style.py", "savefig(drawn"),
    ("charts/style.py", "save(small"),
    ("export/packing.py", "save(made)"),
    ("export/note.py", "save(made"),
    ("readers/pictures.py", "save(room"),
    ("readers/pdf/cut.py", "save(room"),
    ("findings.py", "to_csv(index=False)"),
    ("cli.py", "to_csv(index=False)"),
    ("export/tables.py", "to_csv(index=False"),
}


def _writing(path: Path) -> list[str]:
    """The calls in a module that write or move a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        on = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if name in {"open", "fdopen"}:
            modes = [argument.value for argument in [*node.args, *(k.value for k in node.keywords)]
                     if isinstance(argument, ast.Constant)]  # fmt: skip
            if any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes):
                found.append(ast.unparse(node))
        elif name in {"replace", "rename", "copy", "move"}:
            if on in {"os", "shutil"}:  # else of a text, a frame, a list
                found.append(ast.unparse(node))
        elif name in WRITES:
            found.append(f"{name}{ast.unparse(node)[len(ast.unparse(node.func)) :]}")
    return found


def test_every_file_is_written_by_one_function() -> None:
    others = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name not in WRITERS:
            allowed = [start for file, start in IN_MEMORY if file == name]
            others += [
                (name, call)
                for call in _writing(path)
                if not any(call.startswith(start) for start in allowed)
            ]
    assert others == []


def test_the_walk_sees_a_write(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    module.write_text(
        "path.write_text('x')\nopen(p, 'w')\nopen(p, mode='ab')\nos.replace(a, b)\n"
        "'a'.replace('b', 'c')\nopen(p)\nframe.to_csv(path)\nshutil.move(a, b)\n",
        encoding="utf-8",
    )
    assert len(_writing(module)) == 6


def test_a_file_is_replaced_whole_and_its_last_version_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "114.toml"
    write_file(path, "甲\n", keep=True)
    assert os.listdir(path.parent) == ["114.toml"]
    path.chmod(0o640)
    write_file(path, "乙\n", keep=True)
    assert path.read_bytes() == "乙\n".encode()
    assert (tmp_path / "new" / "114.toml~").read_bytes() == "甲\n".encode()
    assert sorted(os.listdir(path.parent)) == ["114.toml", "114.toml~"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("甲", encoding="utf-8")
    link = tmp_path / "114.toml"
    link.symlink_to("real.toml")
    write_file(link, "乙")
    assert link.is_symlink()
    assert (tmp_path / "real.toml").read_text(encoding="utf-8") == "乙"


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "folder", "file/below"])
def test_what_cannot_be_written_is_our_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(tourlib.ReportError, match="cannot write"):
        write_file(tmp_path / name, b"x")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the 114 report and what was settled about it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "reports" / "114", folder / "reports" / "114")
    (folder / "cohorts").mkdir()
    (folder / "cohorts" / "114.toml").write_text('[theme]\n1 = "我的決定"\n', encoding="utf-8")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


@POSIX
def test_a_full_disk_loses_no_decision(data: Path) -> None:
    """Where a file may have no byte, 40 or 4,096: in a process of its own, which is bounded."""
    file = data / "cohorts" / "114.toml"
    before = file.read_text(encoding="utf-8")
    code = """
import json, resource, signal, tourlib
from tourlib.review.choices import choices
from tourlib.review.decide import decide
report = tourlib.load(114)
file = __import__("pathlib").Path(report.settled.file)
before = file.read_text(encoding="utf-8")
[word] = [c for c in choices(report, None) if c.table == "words"]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
told = []
for room in (0, 40, 4096):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        decide(report, word, "", "stop", "本次")
        said = ""
    except tourlib.ReportError as error:
        said = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    told.append((said, file.read_text(encoding="utf-8")))
print(json.dumps(told))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    none, few, enough = json.loads(done.stdout)
    for said, text in (none, few):
        assert "cannot write" in said
        assert text == before
    assert enough[0] == ""
    assert enough[1].startswith(before)
    assert file.with_name("114.toml~").read_text(encoding="utf-8") == before
    assert not list(file.parent.glob("*.part"))


def _make(kind: str, path: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    elif kind == "device":
        path.symlink_to("/dev/zero")


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "device"])
def test_only_regular_files_are_read(
    kind: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    path = Path("report.txt")
    _make(kind, path)
    with pytest.raises(tourlib.ReportError, match="not a regular file"):
        read_file(path, 100)
    with pytest.raises(tourlib.ReportError):
        tourlib.load(path)
    settled = data / "cohorts" / "114.toml"
    settled.unlink()
    monkeypatch.chdir(settled.parent)
    _make(kind, Path("114.toml"))
    with pytest.raises(tourlib.ReportError, match="not a regular file"):
        tourlib.load(114)


def test_reading_stops_at_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(tourlib.ReportError, match="larger than 1 MB"):
        read_file(path, 2**20)
    assert len(read_file(path, 2**20 + 1)) == 2**20 + 1


@pytest.mark.parametrize(
    "source",
    [-5, 0, 10**24, "0", "1" * 5000, "x" * 300, "x/" * 3000, "~nouser/x", "a\0b", "\udcff", "²"],
    ids=ascii,
)
def test_what_names_no_report_is_our_error(source: int | str, data: Path) -> None:
    with pytest.raises(tourlib.ReportError, match=r"no such file|number from 1 to 999"):
        tourlib.load(source)


@pytest.mark.parametrize("number", ["-5", "0", "1" + "0" * 24, "1" * 5000, "x", "1.5"])
@pytest.mark.parametrize("command", ["add", "build"])
def test_a_number_that_is_no_cohort_is_told(
    command: str, number: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(data / "reports" / "114" / "report.txt")
    arguments = ["add", file, f"--cohort={number}"] if command == "add" else ["build", number]
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    said = capsys.readouterr().err
    assert len(said) < 1000
    assert "Traceback" not in said
    assert os.listdir(data / "reports") == ["114"]


@POSIX
def test_a_working_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = (
        f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); os.environ.pop('TOURLIB_DATA', 0)\n"
        "from tourlib.cli import main\n"
        "print([main(a) for a in (['list'], ['check', '114'], ['check', 'x.txt'], ['build'])])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[2, 2, 2, 2]"
    assert done.stderr.count("→") == 4
    assert "Traceback" not in done.stderr


def test_a_report_loaded_again_is_as_the_file_is_now(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (ROOT / "tests" / "reports" / "111-canada" / "report.txt").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    first = tourlib.load(path)
    title = first.sections["title"].iloc[0]
    first.sections.loc[0, "title"] = "changed by whoever asked"
    assert tourlib.load(path).sections["title"].iloc[0] == title
    path.write_text(text.replace(title, "另一個標題"), encoding="utf-8")
    assert tourlib.load(path).sections["title"].iloc[0] == "另一個標題"
