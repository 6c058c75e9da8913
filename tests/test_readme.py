"""The README's examples are true, in both languages."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert (done.attempted, done.failed) == (5, 0)


def test_both_readmes_name_the_same_commands_and_files() -> None:
    english, chinese = (
        (ROOT / n).read_text(encoding="utf-8") for n in ("README.md", "README.zh-TW.md")
    )
    for word in (
        "make briefing",
        "make test",
        "make lab",
        "environment.yml",
        "tourlib add",
        "tourlib check",
        "OFL 1.1",
    ):
        assert word in english
        assert word in chinese
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert notebook.stem in english
        assert notebook.stem in chinese
