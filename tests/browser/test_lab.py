"""The notebooks in JupyterLab itself: opened, run by its menu, and run again for another cohort."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tourlib.charts.house import font_path
from tourlib.charts.style import PAGE, draw_page
from tourlib.cohort import DATA_VARIABLE
from tourlib.notebooks import find_notebooks, set_parameter

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
#: Another year, other countries, another layout, another format: the cohort that is changed to.
OTHER = ROOT / "tests" / "reports" / "113-britain-ireland" / "report.txt"
FIRST, SECOND = 114, 113
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
#: Lines and edges of a drawing reach a little beyond it, in points.
GAP = 4.0
SETTINGS = {
    # Cells out of sight are in the page too, so that all of them can be looked at.
    "notebook-extension/tracker": {"windowingMode": "none"},
}
READY = """async () => {
  const shown = jupyterapp.shell.currentWidget;
  await shown.context.ready;
  await shown.sessionContext.ready;
}"""
CELLS = """() => jupyterapp.shell.currentWidget.content.widgets.map(one => one.model.toJSON())
  .filter(one => one.cell_type === 'code')"""
#: Every cell has run after a count, or one has failed, which stops the others.
DONE = """after => {
  const shown = jupyterapp.shell.currentWidget;
  const cells = shown.content.widgets.map(one => one.model).filter(one => one.type === 'code');
  const ran = cells.every(one => one.executionCount > after);
  const failed = cells.some(one => one.toJSON().outputs.some(o => o.output_type === 'error'));
  return failed || (ran && shown.sessionContext.session.kernel.status === 'idle');
}"""

#: A notebook in which a report is settled and looked at, and a word looked up.
DESK = (
    "import tourlib\nfrom tourlib import explore, schedule\nreport = tourlib.load(114)",
    "report.review()",
    "schedule.plot_days(schedule.days(report))",
    "explore.words(report)",
)

#: A picture as the browser has decoded it.
PIXELS = """one => {
  const paper = document.createElement('canvas');
  [paper.width, paper.height] = [one.naturalWidth, one.naturalHeight];
  paper.getContext('2d').drawImage(one, 0, 0);
  return paper.toDataURL('image/png');
}"""


@dataclass(frozen=True)
class Lab:
    address: str
    token: str
    said: Path


def environment(home: Path) -> dict[str, str]:
    """Of this machine's settings of Jupyter none."""
    folders = {
        name: str(home / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "IPYTHONDIR",
        )
    }
    for name, settings in SETTINGS.items():
        path = Path(folders["JUPYTERLAB_SETTINGS_DIR"], "@jupyterlab", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".jupyterlab-settings").write_text(json.dumps(settings))
    kept = {name: value for name, value in os.environ.items() if name != DATA_VARIABLE}
    # As `make lab` does.
    return kept | folders | {"JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "jupyter")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two cohorts, its notebooks without outputs."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "data" / "reports" / str(SECOND)).mkdir()
    shutil.copy(OTHER, folder / "data" / "reports" / str(SECOND))
    (folder / "notebooks").mkdir()
    for path in find_notebooks(ROOT):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / "notebooks" / path.name)
    shutil.copy(ROOT / "notebooks" / "index.md", folder / "notebooks")
    desk = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in DESK],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(desk, folder / "notebooks" / "desk.ipynb")
    return folder


@pytest.fixture(scope="module")
def lab(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("jupyter")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(), home / "said.txt")
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={lab.token}", "--expose-app-in-browser",
        f"--ServerApp.root_dir={project}",
    ]  # fmt: skip
    with lab.said.open("wb") as said:
        server = subprocess.Popen(
            command, cwd=project, env=environment(home), stdout=said, stderr=said
        )
    try:
        wait(lab, server)
        yield lab
    finally:
        server.terminate()
        server.wait(30)


def wait(lab: Lab, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{lab.address}/api/status?token={lab.token}", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"JupyterLab does not start:\n{lab.said.read_text()}")


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-US")
    context.set_default_timeout(PATIENCE)
    away: list[str] = []
    context.on(
        "request",
        lambda one: (
            away.append(one.url)
            if not one.url.startswith((lab.address, "data:", "blob:"))
            else None
        ),
    )
    yield context.new_page()
    context.close()
    assert away == []


def run_all(page: Page, after: int) -> list[dict[str, Any]]:
    """Run > Run All Cells; the cells with their outputs."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(DONE, arg=after)
    cells: list[dict[str, Any]] = page.evaluate(CELLS)
    return cells


def change_cohort(page: Page, cohort: int, path: Path) -> None:
    """Type another cohort into the cell that is tagged for it."""
    notebook = nbformat.read(path, as_version=4)
    [place] = [
        number
        for number, cell in enumerate(notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    set_parameter(notebook, path, cohort)
    wanted = notebook.cells[place].source
    editor = page.locator(".jp-Notebook .jp-Cell").nth(place).locator(".cm-content")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(wanted)
    written = page.evaluate(
        "at => jupyterapp.shell.currentWidget.content.widgets[at].model.sharedModel.getSource()",
        place,
    )
    assert written == wanted


def assert_clean(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        source = "".join(cell["source"])
        for output in cell["outputs"]:
            assert output["output_type"] != "error", f"{source}\n{output['evalue']}"
            # Warnings would be here: also that of a glyph that the font lacks.
            assert output.get("name") != "stderr", f"{source}\n{output['text']}"


def assert_charts(page: Page, cells: list[dict[str, Any]]) -> None:
    """Every chart of the outputs is seen, with the glyphs that should be there."""
    kept = told(cells)
    drawn: list[Locator] = page.locator(".jp-OutputArea-output img").all()
    assert len(drawn) == len(kept)
    characters = set(TTFont(font_path(), lazy=True).getBestCmap())
    for one, words in zip(drawn, kept, strict=True):
        one.scroll_into_view_if_needed()
        expect(one).to_be_visible()
        size = one.evaluate("one => [one.complete, one.naturalWidth, one.clientWidth]")
        assert size[0], words
        assert size[1] > 500, words
        assert size[2] > 500, words
        assert {ord(char) for char in words} - characters <= {ord("\n")}, words
        assert_glyphs(one, words)


def assert_glyphs(drawn: Locator, words: str) -> None:
    """The pixels that the browser shows above and below the drawing are those of title, subtitle
    and foot as the bundled font draws them."""
    lines = words.split("\n")
    if len(lines) != 3:  # a chart that says what is missing, or has no foot
        return
    expected = draw_page(lambda axes: axes.set_axis_off(), *lines, None)
    shown = pixels(base64.b64decode(drawn.evaluate(PIXELS).partition(",")[2]))
    should = pixels(expected._repr_mimebundle_()[0]["image/png"])
    assert shown.shape == should.shape
    per_point = shown.shape[0] / (PAGE[1] * 72)
    top = int(shown.shape[0] - (expected.body.y1 + GAP) * per_point)
    low = int(shown.shape[0] - (expected.body.y0 - GAP) * per_point)
    for part in (slice(0, top), slice(low, None)):
        assert (should[part] < 128).sum() > 100, words
        # Few colours are kept of each picture: edges may differ a little.
        assert (np.abs(shown[part] - should[part]) > 60).sum() < 20, words


def pixels(picture: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L")).astype(int)


def told(cells: list[dict[str, Any]]) -> list[str]:
    """What the charts among the outputs say of themselves."""
    return [
        output["metadata"]["image/png"]["alt"]
        for cell in cells
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
        if "image/png" in output.get("data", {})
    ]


@pytest.mark.parametrize("name", [path.name for path in find_notebooks(ROOT)])
def test_runs_for_another_cohort(page: Page, lab: Lab, project: Path, name: str) -> None:
    """One notebook runs as it is first, and then again in the same kernel. What the others show of
    the first cohort is kept in them."""
    page.goto(f"{lab.address}/lab/tree/notebooks/{name}?token={lab.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    kept = told(nbformat.read(ROOT / "notebooks" / name, as_version=4).cells)
    assert kept or name.startswith("0-")
    ran = 0
    if name.startswith("2-"):
        first = run_all(page, ran)
        assert_clean(first)
        assert_charts(page, first)
        assert told(first) == kept
        ran = len(first)
    change_cohort(page, SECOND, project / "notebooks" / name)
    second = run_all(page, ran)
    assert_clean(second)
    assert_charts(page, second)
    again = told(second)
    if name.startswith(("1-", "2-", "3-", "4-")):
        assert all(str(FIRST) in words for words in kept)
        assert all(str(SECOND) in words for words in again)
        of_one = [words for words in kept if f"{SECOND}、{FIRST}" not in words]
        assert of_one  # that of all reports is the same in both
        assert not set(of_one) & set(again)


def test_the_start_page_opens_without_a_question_and_leads_to_the_notebooks(
    page: Page, lab: Lab
) -> None:
    page.goto(f"{lab.address}/lab/tree/notebooks/index.md?token={lab.token}&reset")
    shown = page.locator(".jp-MarkdownViewer")
    expect(shown.get_by_role("heading", name="從這裡開始")).to_be_visible()
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    shown.get_by_role("link", name="2-schedule-density").first.click()
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()


def field(page: Page, name: str) -> Locator:
    return page.locator(".jp-OutputArea-output").get_by_label(name)


def choose(page: Page, name: str, words: str) -> None:
    """Type what is wanted into a field that offers a list."""
    field(page, name).focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    shown = re.compile(re.escape(words))
    expect(field(page, name)).to_have_attribute("placeholder", shown)


def write(page: Page, file: Path, said: str) -> None:
    """Press the button by keyboard; wait until it is answered, and look into the file."""
    answer = page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".widget-html").last
    before = answer.inner_text()  # it counts what is open still
    page.get_by_role("button", name="寫入 write").focus()
    page.keyboard.press("Enter")
    expect(answer).not_to_have_text(before)
    expect(answer).to_contain_text("已寫入")
    assert said in file.read_text(encoding="utf-8"), answer.inner_text()


def test_a_report_is_settled_by_keyboard_and_its_chart_changes(
    page: Page, lab: Lab, project: Path
) -> None:
    """Three suggestions taken, the end of a visit (line 1099) mended; then a word is looked up."""
    file = project / "data" / "cohorts" / f"{FIRST}.toml"
    file.write_text("# 我的校訂\n", encoding="utf-8")
    page.goto(f"{lab.address}/lab/tree/notebooks/desk.ipynb?token={lab.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    assert_clean(run_all(page, 0))
    chart = page.locator(".jp-OutputArea-output img").first
    before = chart.get_attribute("src")
    for printed, intended in (("辨事", "辦事"), ("貢", "貳"), ("附銷", "附錄")):
        choose(page, "提醒 finding", f"misreading 「{printed}」")
        offered = re.compile(f"採用「{printed}」→「{intended}」")
        expect(field(page, "決定 decision")).to_have_attribute("placeholder", offered)
        expect(page.locator(".jp-OutputArea-output mark").first).to_have_text(printed)
        write(page, file, f'printed = "{printed}"\nintended = "{intended}"')
    choose(page, "提醒 finding", "正文為「14:00-17:30」")
    choose(page, "決定 decision", "改課程表")
    choose(page, "欄 cell", "end = 19:00")
    expect(field(page, "應為 value")).to_have_value("19:00")
    field(page, "應為 value").fill("17:30")
    write(page, file, "end = 17:30:00")
    said = file.read_text(encoding="utf-8")
    assert said.startswith("# 我的校訂\n")
    assert said.count("[[correction]]") >= 3
    assert said.count("[[session]]") == 1
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.nth(2).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(chart).not_to_have_attribute("src", before or "")
    field(page, "詞 word").fill("資料主權")
    page.keyboard.press("Enter")
    expect(cells.nth(3).locator("mark").first).to_have_text("資料主權")
