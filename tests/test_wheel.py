"""The built wheel works outside the repository, with all its data."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(
        ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    [built] = folder.glob("tourlib-*.whl")
    return built


def test_wheel_holds_fonts_and_vocabulary(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("reference", "fonts"):
        wanted = {
            f"tourlib/{folder}/{p.name}"
            for p in (ROOT / "src" / "tourlib" / folder).iterdir()
            if p.is_file()
        }
        assert wanted <= names


def test_wheel_works_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    report = tmp_path / "somewhere" / "report.txt"
    report.parent.mkdir()
    shutil.copy(ROOT / "data" / "reports" / "114" / "report.txt", report)
    code = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import tourlib; from pathlib import Path\n"
        f"assert Path(tourlib.__file__).is_relative_to({str(target)!r})\n"
        f"r = tourlib.load({str(report)!r}); print(len(r.participants), len(r.sessions), r.unclaimed.empty)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout.split() == ["29", "29", "True"]
