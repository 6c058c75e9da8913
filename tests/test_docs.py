"""The documentation site: it builds without a warning, fetches nothing, and its code does what it says."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tourlib import agencies, check, cohorts, keywords, schedule, themes
from tourlib.settled.entries import ENTRIES, allowed, columns
from tourlib.settled.read import check_settled

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ASSET = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*\s(?:src|href)=\"([^\"]+)\"")
STYLE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    made = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(DOCS), str(made)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return made


def test_the_site_builds_without_a_warning_and_fetches_nothing(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert {"index.html", "tutorial.html", "gallery.html", "reference.html"} <= {
        page.name for page in pages
    }
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not [found for found in ASSET.findall(text) if "//" in found], page.name
    for sheet in site.rglob("*.css"):
        assert not STYLE.search(sheet.read_text(encoding="utf-8")), sheet.name


def test_the_gallery_shows_every_chart(site: Path) -> None:
    subjects = (agencies, check, cohorts, keywords, schedule, themes)
    drawn = {
        f"{subject.__name__.removeprefix('tourlib.')}.{name}"
        for subject in subjects
        for name in vars(subject)
        if name.startswith("plot_")
    }
    blocks = re.findall(
        r"```python chart\n(.*?)```", (DOCS / "gallery.md").read_text("utf-8"), re.S
    )
    shown = set(re.findall(r"\w+\.plot_\w+", " ".join(blocks)))
    assert drawn - {"schedule.plot_week"} == shown  # plot_weeks draws it, a week a page
    assert all(block.count("\n") == 2 for block in blocks)
    page = (site / "gallery.html").read_text(encoding="utf-8")
    pictures = re.findall(r"<img alt=\"([^\"]+)\" src=\"(_images/[^\"]+)\"", page)
    assert len(pictures) == len(blocks)
    assert "{width" not in page
    assert all(re.search("[\u4e00-\u9fff]", said) for said, _file in pictures)
    assert all((site / file).stat().st_size > 10_000 for _said, file in pictures)
    # What compares years is drawn, with several of them; and the page says that they are invented.
    assert page.count("虛構報告") == 2


def test_the_reference_takes_no_sentence_for_a_type_and_has_english_heads(site: Path) -> None:
    """「Returns: One row per body, by branch, in the order of the directory: branch, tier …」"""
    page = (site / "reference.html").read_text(encoding="utf-8")
    heads = re.findall(r'<dt class="field-[a-z]+">([^<]+)<', page)
    assert set(heads) == {"Parameters", "Returns", "Raises", "Attributes"}
    text = re.sub(r"<[^>]+>", "", page)
    assert "One row per body, by branch, in the order of the directory: branch, tier" in text
    assert "Words and the words under which they are counted" in text


def test_the_values_that_a_key_takes_are_listed(site: Path) -> None:
    text = re.sub(r"<[^>]+>", " ", (site / "settling.html").read_text(encoding="utf-8"))
    for table in ENTRIES:
        for column in columns(table):
            for value in allowed(table, column):
                assert re.search(rf"\b{table}\s+{column}\s[^|]*?{value}\b", text), (
                    table,
                    column,
                    value,
                )


@pytest.mark.browser
def test_chinese_words_are_found_without_a_server(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for word, found in (("密度", "行程密度"), ("校訂檔", "改錯：校訂檔"), ("keyness", "名詞")):
        page.goto(f"{(site / 'search.html').as_uri()}?q={word}")
        expect(page.locator("#search-results")).to_contain_text(found)
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]


def test_the_tutorial_shows_its_chart(site: Path) -> None:
    page = (site / "tutorial.html").read_text(encoding="utf-8")
    [(said, file)] = re.findall(r"<img alt=\"([^\"]+)\" src=\"(_images/[^\"]+)\"", page)
    assert (site / file).stat().st_size > 10_000
    assert re.search("[\u4e00-\u9fff]", said)


def test_the_tutorial_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURLIB_DATA", str(ROOT / "data"))
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(DOCS / "tutorial.md"), module_relative=False)
    assert failed == 0
    assert tried >= 14
    text = (DOCS / "tutorial.md").read_text("utf-8")
    assert "SKIP" not in text
    steps = re.findall(r"^>>> (.*)\n(.*)", text, re.M)  # what is shown says something
    silent = [step for step, shown in steps if not shown or shown.startswith(">>>")]
    assert all(re.match(r"(import|from|\w+ =)", step) for step in silent)
    assert (tmp_path / "theme-hours.png").is_file()


def test_every_entry_of_the_cohort_file_is_shown_as_it_is_written() -> None:
    [block] = re.findall(r"```toml\n(.*?)```", (DOCS / "settling.md").read_text("utf-8"), re.S)
    settled = check_settled(tomllib.loads(block), Path("114.toml"))
    empty = check_settled({}, Path("114.toml"))
    unused = [name for name, value in vars(settled).items() if value == getattr(empty, name)]
    assert unused == ["file"]
    assert settled.themes[2].line == 153
    assert settled.topics[1].theme == 5
