"""The three ways to install name the same packages with the same bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

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


def test_lock_pins_every_requirement_with_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    assert {re.split("[><=]", name)[0] for name in requirements()} <= pinned
    assert "://" not in text
    assert not re.search(r"^--(?:index|extra-index|find-links)", text, re.MULTILINE)
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
