"""The recipes of ``docs/`` do what they say, in at most three lines, the same in both languages."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from PIL import Image

import tourlib
from tourlib import keywords
from tourlib.charts import house as palette
from tourlib.charts.house import house
from tourlib.cohort import DATA_VARIABLE

ROOT = Path(__file__).parents[1]
FILES = {"zh": ROOT / "docs" / "recipes.zh-TW.md", "en": ROOT / "docs" / "recipes.md"}
BLOCK = re.compile(r"```(?:python|toml)\n(.*?)```", re.DOTALL)


def blocks(lang: str) -> list[str]:
    return BLOCK.findall(FILES[lang].read_text(encoding="utf-8"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project of one's own: the data of this one, and a second cohort."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    other = ROOT / "tests" / "reports" / "113-britain-ireland" / "report.txt"
    (tmp_path / "data" / "reports" / "113").mkdir()
    shutil.copy(other, tmp_path / "data" / "reports" / "113" / "report.txt")
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "data"
    plt.close("all")
    monkeypatch.undo()
    house.cache_clear()


def made(number: int) -> Any:
    """The value of a recipe's last line, after the lines at the head."""
    names: dict[str, Any] = {}
    exec(blocks("en")[0], names)
    *first, last = ast.parse(blocks("en")[number]).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(first, []), "recipe", "exec"), names)
    return eval(compile(ast.Expression(last.value), "recipe", "eval"), names)


def test_both_languages_have_the_same_recipes_of_three_lines() -> None:
    assert blocks("zh") == blocks("en")
    assert len(blocks("en")) == 10
    assert all(block.count("\n") <= 3 for block in blocks("en")[1:])
    for name, recipes in (("README.md", "recipes.md"), ("README.zh-TW.md", "recipes.zh-TW.md")):
        assert f"docs/{recipes}" in (ROOT / name).read_text(encoding="utf-8")


def test_recipes_in_python(data: Path) -> None:
    hours = made(1)
    assert (hours.index[0], hours.iloc[0]) == ("領導力", 9.5)
    assert hours.sum() == 34.0
    assert hours.is_monotonic_decreasing
    with Image.open(made(2)) as picture:
        assert picture.size == (1920, 1080)
    words = made(3)
    assert 10 <= len(words) <= 15
    assert not {"服務", "市場", "企業", "技術"} & {*words["term"]}  # of any official text
    assert {"離岸風電", "招標"} <= {*words["term"]}
    text = tourlib.load(114).source.lines
    for term, lines in zip(words["term"], words["lines"], strict=True):
        assert any(term[:2] in text[line - 1].text for line in lines)
    sentences = made(4)
    assert {299, 790, 792} <= {*sentences["line"]}
    assert sentences["sentence"].str.contains("資料主權").all()
    assert made(5).is_file()
    assert made(6).get_title() == "密度"


def test_recipes_in_files(data: Path) -> None:
    session, concept, colours = blocks("en")[-3:]
    for name, text in (("cohorts/114.toml", session), ("coding/starting_set.toml", concept)):
        with open(data / name, "a", encoding="utf-8") as file:
            file.write(f"\n{text}")
    (data / "style.toml").write_text(colours, encoding="utf-8")
    house.cache_clear()
    report = tourlib.load(114)
    [end] = report.sessions.loc[report.sessions["line"] == 1099, "end"]
    assert end == pd.Timestamp("2025-08-25 17:30")
    found = keywords.concepts(report)
    assert found.loc[found["term"] == "政府採購", "sentences"].sum() > 0
    assert palette.branch_colour("行政院") == "#0B5394"
    assert palette.accent() == "#0B3C5D"
