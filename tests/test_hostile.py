"""The hostile corpus: each file ends soon, in bounded memory, with the right tables or an error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.cases import CASES

HERE = Path(__file__).parent
#: What is refused takes no more memory than this, Python and its libraries included.
MOST_MB_REFUSED = 1024
NO_BOUNDS = pytest.mark.skipif(sys.platform == "win32", reason="bounds memory the POSIX way")


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[str]]:
    """The process that reads what it is told to, each file in a bounded process of its own."""
    with subprocess.Popen(
        [sys.executable, str(HERE / "hostile" / "run.py"), "--serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def read_hostile(path: Path, reader: subprocess.Popen[str]) -> dict[str, object]:
    """What the watched process said of the file."""
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(f"{path}\n")
    reader.stdin.flush()
    done = json.loads(reader.stdout.readline())
    assert done["code"] == 0, done["said"]
    return dict(json.loads(done["told"]))


@NO_BOUNDS
@pytest.mark.parametrize("name", CASES)
def test_hostile_file(name: str, tmp_path: Path, reader: subprocess.Popen[str]) -> None:
    each = CASES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / each.name
    path.write_bytes(each.make())
    told = read_hostile(path, reader)
    path.unlink()
    assert list(tmp_path.rglob("*")) == [folder]  # nothing was written
    if isinstance(each.wanted, tuple):
        table, column, values = each.wanted
        assert told["columns"][table][column] == values  # type: ignore[index]
    elif each.wanted != "either":
        assert each.wanted in told, told
    if "error" in told:
        assert each.name in str(told["error"])
        assert "→" in str(told["error"])
        assert int(str(told["mb"])) <= MOST_MB_REFUSED, told["mb"]


@NO_BOUNDS
@pytest.mark.parametrize(
    "deed",
    [
        "open(path.with_name('x'), 'w')",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "os.remove(path)",
    ],
)
def test_the_watch_sees_what_reading_must_not_do(deed: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("x", encoding="utf-8")
    code = (
        f"import os, sys; from pathlib import Path; sys.path.insert(0, {str(HERE)!r})\n"
        "from hostile.run import watch; path = Path(sys.argv[1]); sys.addaudithook(watch)\n" + deed
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert done.returncode == 3
    assert "forbidden" in done.stderr
    assert path.exists()
