"""``briefing.html`` in a real browser: used by mouse and keyboard, on a phone, printed, offline,
and looked through by axe-core."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reports_under_test import answers_114, report_114, story_114
from tourlib.export.pages import write_page
from tourlib.export.web import write_web
from tourlib.notebooks import find_notebooks

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
TABLE = "#agency-representation table"
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
#: What sticks out to the right of the window, outside what scrolls by itself.
WIDER = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.wide, svg'))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    return {
        lang: write_web(story_114(lang), report_114(), folder / f"{lang}.html")
        for lang in ("zh", "en")
    }


@pytest.fixture
def page(browser: Browser, written: dict[str, Path]) -> Iterator[Page]:
    """The page, opened offline. What it asks for beside itself, and what goes wrong in it, fails."""
    context = browser.new_context(viewport=DESK, offline=True)
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    address = written["zh"].as_uri()
    opened.goto(address)
    yield opened
    context.close()
    assert {url.partition("#")[0] for url in asked} == {address}
    assert said == []


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"{TABLE} tbody tr td:nth-child({number})").all_inner_texts()


def test_a_click_sorts(page: Page) -> None:
    page.locator("#agency-representation summary").click()
    heads = page.locator(f"{TABLE} th").all_inner_texts()
    people = heads.index("人數") + 1
    head = page.locator(f"{TABLE} th:nth-child({people})")
    printed = [str(n) for n in answers_114()[1].frame["people"]]
    assert column(page, people) == printed
    assert head.get_attribute("aria-sort") is None
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(page, people) == sorted(printed, key=int)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert column(page, people) == sorted(printed, key=int, reverse=True)
    assert page.locator(f"{TABLE} th[aria-sort]").count() == 1


def test_the_keyboard_sorts(page: Page) -> None:
    page.locator("#agency-representation summary").focus()
    page.keyboard.press("Enter")
    for _ in range(2):  # the table, which scrolls, and its first head
        page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.closest('th').textContent")
    assert name == "院別"
    page.keyboard.press("Space")
    head = page.locator(f"{TABLE} th:nth-child(1)")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert head.locator("button").evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_figure_leads_to_its_lines(page: Page, size: Any) -> None:
    page.set_viewport_size(size)
    lines = report_114().source.lines
    for finding in answers_114()[1:2] + answers_114()[4:5]:
        link = page.locator(f"#{finding.name} .foot a").first
        number = finding.all_lines[0]
        assert link.get_attribute("href") == f"#L{number}"
        link.click()
        line = page.locator(f"#L{number}")
        assert line.text_content() == f"{number}{lines[number - 1].text}"
        box, room = line.bounding_box(), page.locator("aside").bounding_box()
        assert box
        assert room
        assert room["y"] - 1 <= box["y"] < room["y"] + room["height"]
        assert -1 <= box["y"] < size["height"]
        marked = line.evaluate("one => getComputedStyle(one).backgroundColor")
        assert marked not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
        # The finding itself is still there to be read beside its lines.
        place = link.bounding_box()
        assert place
        assert 0 <= place["y"] < size["height"]


def test_nothing_sticks_out_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(WIDER) == []


def test_print(page: Page) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as document:
        pages = [sheet.get_textpage().get_text_bounded() for sheet in document]
    text = joined("".join(pages))
    assert joined(report_114().meta.title) in text
    for finding in answers_114():
        assert joined(finding.title) in text
        assert joined(finding.foot) in text
        assert all(joined(fact) in text for fact in finding.facts)
    assert all(page.strip() for page in pages)


def joined(text: str) -> str:
    """Without spaces; characters that PDF knows in two forms (戶, ⼾) as one."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def violations(page: Page) -> list[str]:
    result = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("lang", "size"), [("zh", DESK), ("en", PHONE)], ids=["zh", "en"])
def test_axe_finds_nothing(
    browser: Browser, written: dict[str, Path], lang: str, size: Any
) -> None:
    page = browser.new_page(viewport=size)
    page.goto(written[lang].as_uri())
    page.evaluate(OPEN_ALL)
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("path", find_notebooks(ROOT), ids=lambda path: path.stem)
def test_axe_finds_nothing_in_notebooks(browser: Browser, path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    exported = write_page(notebook, tmp_path / "notebook.html")
    page = browser.new_page(viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(exported.as_uri())
    assert violations(page) == []
    assert [url for url in asked if not re.match("data:", url)] == [exported.as_uri()]
    page.close()
