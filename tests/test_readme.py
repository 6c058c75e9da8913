"""README and manual: their examples are true, their links lead somewhere, both languages say the same."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAIRS = [("README.md", "README.zh-TW.md"), ("docs/manual.md", "docs/manual.zh-TW.md")]
PAGES = [name for pair in PAIRS for name in pair]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAIRS[1])
def test_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert (done.attempted, done.failed) == (5, 0)


@pytest.mark.parametrize("name", [*PAGES, "notebooks/index.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", text(name)):
        assert (ROOT / name).parent.joinpath(link).exists(), link


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_name_the_same_commands_files_and_packages(
    english: str, chinese: str
) -> None:
    named = [set(re.findall(r"`([a-z][\w.-]+)", text(name))) for name in (english, chinese)]
    assert named[0] ^ named[1] == set()
    rows = [text(name).count("\n| ") for name in (english, chinese)]
    assert rows[0] == rows[1]


def test_a_reader_finds_the_commands_and_the_notebooks() -> None:
    for name in PAIRS[0]:
        page = text(name)
        assert page.count("\n") <= 70
        for word in ("make briefing", "make test", "make lab", "environment.yml", "tourlib add",
                     "tourlib check", "tourlib review", ".venv\\Scripts\\"):  # fmt: skip
            assert word in page
        for notebook in (ROOT / "notebooks").glob("*.ipynb"):
            assert notebook.stem in page
            assert f"({notebook.name})" in text("notebooks/index.md")
    for name in PAIRS[1]:
        assert "OFL 1.1" in text(name)


def test_chinese_sentences_have_marks_of_full_width() -> None:
    """「DOCX、ODT,或」; code and links have their own."""
    pages = [ROOT / "README.zh-TW.md", *sorted((ROOT / "docs").glob("*.md"))]
    ideographs = re.compile("[\u4e00-\u9fff]")
    seen: set[str] = set()
    near = "[\u3400-\u9fff「」（）、。，；：]"
    mixed = re.compile(f".{{0,9}}(?:{near}[,;:!?()]|[,;:!?()]{near}).{{0,9}}")
    for page in pages:
        prose = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", "`", page.read_text("utf-8"), flags=re.S)
        if len(ideographs.findall(prose)) < len(prose) / 4:
            continue  # in English
        seen.add(page.name)
        assert mixed.findall(prose) == [], page.name
    assert {"README.zh-TW.md", "manual.zh-TW.md", "tutorial.md"} <= seen
