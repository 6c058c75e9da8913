"""The three ways to install name the same packages with the same bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MISSION = {"jupyterlab", "pandas", "matplotlib", "jieba", "wordcloud", "nbval"}


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements() -> set[str]:
    settings = project()
    extras = settings["optional-dependencies"]
    return {*settings["dependencies"], *extras["dev"]}  # type: ignore[misc,index]


def test_environment_file_names_what_the_project_needs() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^ +- ([a-z][\w.-]*(?:[><=].*)?)$", text, re.MULTILINE)
    listed = [name.replace("_", "-") for name in listed]  # conda-forge: jupyter_client
    assert set(listed) - {"conda-forge", "pip"} == requirements() | {
        f"python{project()['requires-python']}"
    }
    assert "- -e ." in text
    assert {re.split("[><=]", name)[0] for name in listed} >= MISSION


def pins(name: str) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.M)}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--(?:index|extra-index|find-links)", text, re.MULTILINE)
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_locks_pin_every_requirement_and_the_same_versions() -> None:
    needed = {re.split("[><=]", name)[0] for name in project()["dependencies"]}  # type: ignore[attr-defined]
    lean, full = pins("requirements.lock"), pins("requirements-dev.lock")
    assert needed <= lean.keys()
    assert {re.split("[><=]", name)[0] for name in requirements()} <= full.keys()
    assert lean.items() <= full.items()
    assert not {"pytest", "mypy", "playwright", "sphinx", "distributed"} & lean.keys()
