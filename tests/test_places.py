"""Where lines are printed, and what the page shows there."""

from __future__ import annotations

import base64
import re
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

import tourlib
from tourlib.lines import Place
from tourlib.readers import pictures_of
from tourlib.readers.pdf import cut_out, read_pdf
from tourlib.text import plain_characters

REPORTS = Path(__file__).parent / "reports"
PDF = REPORTS / "115-canada" / "report.pdf"


def plain(text: str) -> str:
    return "".join(plain_characters("".join(text.split())))


def pictures(html: str) -> list[Image.Image]:
    return [
        Image.open(BytesIO(base64.b64decode(data)))
        for data in re.findall('src="data:image/png;base64,([^"]*)"', html)
    ]


@pytest.mark.parametrize("folder", ["115-canada", "111-singapore", "116-usa-canada"])
def test_the_text_of_a_line_stands_at_its_places(folder: str) -> None:
    data = (REPORTS / folder / "report.pdf").read_bytes()
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage() for page in document]
    heights = [page.get_height() for page in document]
    lines = [line for line in read_pdf(data, folder).lines if plain(line.text)]
    for line in lines:
        found = ""
        for place in line.places:
            x0, y0, x1, y1 = place.box
            high = heights[place.page - 1]
            box = (x0 - 1, high - y1 - 1, x1 + 1, high - y0 + 1)
            found += texts[place.page - 1].get_text_bounded(*box)
        assert line.places[0].page == line.page
        assert not set(plain(line.text)) - set(plain(found)) - {"…"}, line
    assert folder != "116-usa-canada" or any(len(line.places) == 2 for line in lines)


def test_a_row_is_shown_with_what_the_page_shows(tmp_path: Path) -> None:
    path = Path(shutil.copy(PDF, tmp_path / "report.pdf"))
    report = tourlib.load(path)
    shown = report.show("sessions", 0)
    (picture,) = pictures(shown.html)
    assert picture.width > 4 * picture.height
    dots = np.asarray(picture.convert("L"))
    assert 0.005 < (dots < 128).mean() < 0.5
    path.write_bytes(PDF.read_bytes() + b"\n")
    assert not pictures(report.show("sessions", 0).html), "the file is another one by now"
    path.unlink()
    assert report.show("sessions", 0) == shown
    assert not pictures(report.show("sessions", 0).html)


def test_a_report_that_is_no_pdf_has_no_pictures() -> None:
    source = tourlib.load(REPORTS / "115-canada" / "report.docx").source
    assert source.file is None
    assert pictures_of(source, source.lines) == {}


def test_a_page_that_was_turned_is_cut_upright() -> None:
    """A scan that lies on its side and leans: its upper left corner is marked."""
    upright = Image.new("L", (600, 800), 255)
    upright.paste(0, (60, 80, 120, 100))
    room = BytesIO()
    upright.rotate(-90, expand=True).save(room, "PDF", resolution=72)
    (part,) = cut_out(room.getvalue(), "x", [Place(1, (50, 70, 130, 110), 90.0)])
    dots = np.asarray(Image.open(BytesIO(part)).convert("L")) < 128
    rows, columns = np.flatnonzero(dots.any(axis=1)), np.flatnonzero(dots.any(axis=0))
    unit = 100 / 72
    assert [rows[0], columns[0]] == pytest.approx([13 * unit, 13 * unit], abs=2)
    assert [len(rows), len(columns)] == pytest.approx([20 * unit, 60 * unit], abs=2)


def test_a_place_outside_the_page_is_no_error() -> None:
    places = [Place(1, (-50, -50, 5000, 5000)), Place(1, (900, 900, 950, 950))]
    assert len(cut_out(PDF.read_bytes(), "x", places)) == 2
