"""What is exported from a hostile report runs nothing: no script, no link, no formula."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

import tourlib
from tourlib.cohort import DATA_VARIABLE

ROOT = Path(__file__).parents[1]
REPORT = Path(__file__).parent / "reports" / "112-japan-korea" / "report.txt"
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
LINK = "[看](javascript:alert(3))"
FORMULA = '=HYPERLINK("http://x.invalid","y")'
#: Ends a process that speaks to anything but this machine (kernels are spoken to on it).
WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            os.write(2, f"{event} {address}".encode())
            os._exit(3)
    elif event == "socket.getaddrinfo" and arguments[0] not in (None, "", "localhost", "127.0.0.1"):
        os.write(2, f"{event} {arguments[0]}".encode())
        os._exit(3)

sys.addaudithook(watch)
"""
LIVE = frozenset({"script", "iframe", "object", "embed", "form", "base", "foreignobject"})


def hostile_text() -> str:
    """A report with something live in its title, roster, timetable, headings and text."""
    text = REPORT.read_text(encoding="utf-8")
    report = tourlib.load(REPORT, settled=False)
    roster, sessions = report.participants, report.sessions
    changes = {
        roster["name"].iloc[0]: FORMULA,
        roster["agency"].iloc[1]: f"{SCRIPT}部",
        roster["title"].iloc[2]: f"@SUM(A1){IMAGE}",
        report.sections["title"].iloc[4]: f"{report.sections['title'].iloc[4]}{SCRIPT}{LINK}",
        sessions["title"].iloc[2]: f"{sessions['title'].iloc[2]}{IMAGE}",
        report.recommendations["title"]
        .dropna()
        .iloc[0]: f"$\\href{{javascript:x}}{{y}}$ {SCRIPT}{IMAGE}",
    }
    for printed, live in changes.items():
        assert printed in text
        text = text.replace(printed, live)
    return text


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole build of the hostile report, with every notebook of the project and no network."""
    project = tmp_path_factory.mktemp("project")
    folder = project / "data" / "reports" / "112"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(hostile_text(), encoding="utf-8")
    shutil.copytree(ROOT / "data" / "coding", project / "data" / "coding")
    shutil.copytree(ROOT / "notebooks", project / "notebooks")

    watch = tmp_path_factory.mktemp("watch")
    (watch / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    path = os.pathsep.join([str(watch), os.environ.get("PYTHONPATH", "")])
    # In a process of its own: it and the kernels that it starts are watched.
    done = subprocess.run(
        [sys.executable, "-c", "from tourlib.build import build; build([112])"],
        env=os.environ | {DATA_VARIABLE: str(project / "data"), "PYTHONPATH": path},
        cwd=project, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return project / "exports" / "112"


def test_the_watch_sees_what_leaves_the_machine() -> None:
    for deed in ("connect(('192.0.2.1', 9))", "sendto(b'', ('192.0.2.1', 9))"):
        code = f"{WATCH}\nimport socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).{deed}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.returncode == 3, done.stderr


def assert_dead(markup: str, place: str) -> None:
    """Nothing in the HTML runs or leads anywhere outside the page."""
    if not markup.strip():
        return
    for element in html.fromstring(f"<div>{markup}</div>").iter(etree.Element):
        assert element.tag.lower() not in LIVE, f"{place}: {element.tag}"
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), f"{place}: {name}={value}"
            assert not re.match(r"\s*(?:javascript|vbscript|https?|file):", value, re.I) or (
                name == "xmlns" or name.startswith("xmlns")
            ), f"{place}: {name}={value}"


def test_what_is_dead_is_told_from_what_lives() -> None:
    assert_dead("<p>&lt;script&gt;</p>", "x")
    for live in (SCRIPT, IMAGE, '<a href="javascript:alert(1)">x</a>'):
        with pytest.raises(AssertionError):
            assert_dead(live, "x")


def test_pages_hold_nothing_live(exported: Path) -> None:
    pages = sorted((exported / "notebooks").glob("*.html"))
    assert len(pages) == len(list((ROOT / "notebooks").glob("[0-9]*.ipynb")))
    said = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert "&lt;script&gt;alert(1)" in said  # the report's words are there, as words
    for page in pages:
        markup = page.read_text(encoding="utf-8")
        assert "default-src 'none'" in markup
        assert_dead(
            markup.partition("<body")[2].partition(">")[2].rpartition("</body>")[0], page.name
        )


def test_outputs_of_notebooks_hold_nothing_live(exported: Path) -> None:
    for path in sorted((exported / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in (out for cell in cells for out in cell.get("outputs", ())):
            data = output.get("data", {})
            assert not {kind for kind in data if "javascript" in kind or "widget" in kind}
            assert_dead("".join(data.get("text/html", "")), path.name)
            for kind in ("text/markdown", "text/latex"):
                shown = "".join(data.get(kind, ""))
                assert "<script" not in shown, path.name
                assert "javascript:" not in shown, path.name
                assert "<img" not in shown, path.name


def test_charts_hold_nothing_live(exported: Path) -> None:
    charts = sorted((exported / "charts").glob("*.svg"))
    assert charts
    for path in charts:
        for element in etree.parse(path).getroot().iter(etree.Element):
            assert etree.QName(element).localname.lower() not in LIVE, path.name
            assert not any(name.lower().startswith("on") for name in element.attrib), path.name
    for path in (exported / "charts").glob("*.pdf"):
        assert not re.search(rb"/(?:JavaScript|JS|OpenAction|URI|Launch)\b", path.read_bytes())


def test_spreadsheets_hold_no_formula_and_no_link_outside(exported: Path) -> None:
    with zipfile.ZipFile(exported / "tables.xlsx") as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"<f>" not in part, name
            assert b"<f " not in part, name
            assert b"relationships/hyperlink" not in part, name
            for link in re.findall(rb"<hyperlink [^>]*>", part):  # to other sheets alone
                assert re.fullmatch(
                    rb'<hyperlink ref="\w+" location="\'[^"]+" display="[^"]+"/>', link
                )
        assert b"HYPERLINK" in archive.read("xl/sharedStrings.xml")
    for path in sorted((exported / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    number = re.fullmatch(r"[-+]?\d+(?:\.\d+)?", cell)
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
