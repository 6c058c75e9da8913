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
import pandas as pd
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Page

from reports_under_test import answers_114, export_114, report_114
from tourlib.notebooks import find_notebooks, write_page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TABLE = "#agency-representation table"
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
#: What sticks out to the right of the window, outside what scrolls by itself.
WIDER = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.wide, .told, svg'))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def written() -> dict[str, Path]:
    return {
        "zh": export_114() / "briefing.html",
        "en": export_114() / "briefing.en.html",
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
    [finding] = [one for one in answers_114() if one.name == "agency-representation"]
    printed = [str(n) for n in finding.frame["people"]]
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
    for _ in range(3):  # the button that saves it, the table, which scrolls, and its first head
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


def test_the_lines_open_and_close_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    pane, opener = page.locator("aside"), page.locator("#open")
    assert not pane.is_visible()
    opener.click()
    assert pane.is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    page.locator("#close").click()
    assert not pane.is_visible()
    page.locator("#week .foot a").first.click()
    assert pane.is_visible()
    page.set_viewport_size(DESK)
    assert pane.is_visible()
    assert not opener.is_visible()


def test_charts_fit_a_phone(page: Page) -> None:
    """A drawing of its own, upright, so that words are as large as those of a foot note at least."""
    page.set_viewport_size(PHONE)
    shown = [one for one in page.locator("figure svg").all() if one.is_visible()]
    assert len(shown) == page.locator("figure.phone").count() > 10
    for drawing in shown:
        box = drawing.bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
        wide = float((drawing.get_attribute("viewBox") or "").split()[2])
        assert 10 * box["width"] / wide >= 9  # words of 10 points


def test_a_value_is_told_under_the_pointer_and_by_keys(page: Page) -> None:
    """The 4.0 hours of the theme with most: any mark tells the words of its row in the table."""
    figure = page.locator("#theme-hours figure.desk")
    tip = page.locator("#tip")
    first = figure.locator("g[aria-label]").first
    assert not tip.is_visible()
    first.hover()
    tip.wait_for(state="visible")
    assert tip.inner_text() == first.get_attribute("aria-label")
    page.keyboard.press("Escape")
    figure.focus()
    page.keyboard.press("ArrowRight")
    told = [tip.inner_text()]
    page.keyboard.press("ArrowRight")
    told.append(tip.inner_text())
    marks = figure.locator("g[aria-label]")
    assert told == [marks.nth(n).get_attribute("aria-label") for n in (0, 1)]
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_only_what_is_of_a_theme_or_a_ministry(page: Page) -> None:
    choice = page.locator("#only")
    choice.select_option(label="④ 能源轉型")
    assert page.locator("#theme-hours").is_visible()
    assert not page.locator("#ranks").is_visible()
    rows = page.locator("#theme-hours tbody tr")
    kept = [row for row in rows.all() if row.get_attribute("hidden") is None]
    assert 0 < len(kept) < rows.count()
    assert all("能源轉型" in (row.text_content() or "") for row in kept)
    before = 'one => getComputedStyle(one, "::before").content'
    said = page.locator("#theme-hours h2").evaluate(before)
    assert said == '"只看④ 能源轉型；以下標題與圖說的是全部："'
    pale = page.locator("#theme-hours figure.desk .pale").count()
    assert 0 < pale < page.locator("#theme-hours figure.desk g[aria-label]").count()
    links = page.locator("nav li").all()
    sections = page.locator("main section").all()
    assert [one.is_visible() for one in links] == [one.is_visible() for one in sections]
    choice.select_option(label="考選部")
    assert page.locator("#ministry-coverage").is_visible()
    assert not page.locator("#theme-hours").is_visible()
    choice.select_option(index=0)
    assert all(one.is_visible() for one in sections)
    assert page.locator(".pale").count() == 0
    assert "只看" not in page.locator("#theme-hours h2").evaluate(before)


def test_search_marks_the_word_in_its_sentences(page: Page) -> None:
    lines = {line.number: line.text for line in report_114().source.lines}
    uses = sum(text.count("疫苗") for text in lines.values())
    page.locator("#find").fill("疫苗")
    assert page.locator("aside mark").all_inner_texts() == ["疫苗"] * uses
    assert str(uses) in page.locator("output").inner_text()
    shown = page.locator("aside p:not([hidden])").all_text_contents()
    assert all(any(text.endswith(lines[n]) for text in shown)
               for n, line in lines.items() if "疫苗" in line)  # fmt: skip
    assert 0 < len(shown) < len(lines) / 2
    page.locator("#find").fill("")
    assert page.locator("aside mark").count() == 0
    assert page.locator("aside p:not([hidden])").count() == len(lines)
    for line in page.locator("aside p").all()[:200:20]:
        number = int((line.get_attribute("id") or "")[1:])
        assert line.text_content() == f"{number}{lines[number]}"


def test_what_is_downloaded(page: Page, tmp_path: Path) -> None:
    """A chart with its finding and its source around it; a table that a spreadsheet opens."""

    def download(button: str) -> Path:
        with page.expect_download() as found:
            page.locator(button).click()
        path = tmp_path / found.value.suggested_filename
        found.value.save_as(path)
        return path

    figure = "#theme-hours figure.desk"
    drawing = etree.parse(download(f"{figure} [data-get=svg]")).getroot()
    assert drawing.get("viewBox") == page.locator(f"{figure} svg").get_attribute("data-whole")
    with Image.open(download(f"{figure} [data-get=png]")) as picture:
        assert (picture.width, picture.height) == (2880, 1620)
        assert len(picture.convert("L").getcolors() or ()) > 50
    page.locator("#theme-hours summary").click()
    path = download("#theme-hours [data-get=csv]")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(path)
    heads = page.locator("#theme-hours th").all_inner_texts()
    assert list(frame) == heads
    assert len(frame) == page.locator("#theme-hours tbody tr").count()


def test_print(page: Page) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as document:
        pages = [sheet.get_textpage().get_text_bounded() for sheet in document]
        tops = {one.name: top_of(document, one.title) for one in answers_114()}
    assert all(f"{n} / {len(pages)}" in text for n, text in enumerate(pages, 1))
    # Below a title its page has room for the figure, which is not divided: as wide as the text.
    for finding in answers_114():
        for chart in finding.draw()[:1] if finding.kind != "heat" else ():
            figure = (595 - 85) * chart.body.height / chart.body.width
            assert tops[finding.name] > figure + 51, finding.name
    text = joined("".join(pages))
    assert joined(report_114().meta.title) in text
    for finding in answers_114():
        assert joined(finding.title) in text
        assert joined(finding.foot) in text
        grid = finding.grid if finding.kind == "heat" else None
        facts = finding.facts if grid is None else grid.cells.to_numpy().ravel()
        assert all(joined(fact) in text for fact in facts)
    assert all(page.strip() for page in pages)


def top_of(document: pypdfium2.PdfDocument, title: str) -> float:
    """How high on its page the last line of a printed title begins, in points from below."""
    wanted, found = joined(title), []
    for sheet in document:
        text = sheet.get_textpage()
        chars = [
            (at, char)
            for at in range(text.count_chars())
            for char in joined(text.get_text_range(at, 1))
        ]
        start = "".join(char for _at, char in chars).find(wanted)
        if start >= 0:
            found.append(text.get_charbox(chars[start + len(wanted) - 1][0])[1])
    return found[-1]  # the summary tells it before


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
    assert page.evaluate(WIDER) == []
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
