"""PDFs as agencies make them: each file shows one thing that was read wrongly."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

import tourlib
from pdf_writer import Page, pdf
from tourlib.readers.pdf import read_pdf

FILES = Path(__file__).parent / "data" / "pdf"
TITLES = [
    "瑞典數位治理署簡報",
    "參訪長者數位學習中心",
    "拜會西約塔蘭省政府",
    "與民間團體座談",
    "參訪金融科技育成中心",
]


@cache
def report(name: str) -> tourlib.Report:
    return tourlib.load(FILES / f"{name}.pdf")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("radicals", id="Kangxi radicals in place of ordinary characters"),
        pytest.param("heading-behind-table", id="headings right behind tables without rules"),
        pytest.param("sideways", id="a page set sideways"),
    ],
)
def test_timetable_people_and_chapters(name: str) -> None:
    found = report(name)
    assert found.sessions["title"].tolist() == TITLES
    assert found.participants["name"].tolist() == ["方立民", "黃青長", "高一行", "金西食"]
    chapters = found.sections[found.sections["number"].isin(list("壹貳參肆伍"))]
    assert chapters["title"].tolist() == ["目的", "出國人員名單", "行程表", "心得", "建議"]
    assert len(found.recommendations) == 3


def test_values_of_form_fields_stand_beside_their_labels() -> None:
    meta = report("form-fields").meta
    assert (meta.organiser, meta.start, meta.end) == (
        "Ministry",
        date(2024, 9, 1),
        date(2024, 9, 5),
    )
    assert meta.report_date == date(2024, 11, 15)


def test_no_line_of_a_short_report_is_full() -> None:
    sections = report("short-lines").sections
    assert sections["title"].tolist()[:3] == ["參訪緣起", "過程", "建議"]
    assert sections["text"].tolist()[0] == "觀摩北歐教育。"
    assert report("short-lines").meta.report_date == date(2024, 1, 12)


def test_what_is_drawn_twice_is_read_once() -> None:
    page = Page()
    page.text(70, 100, "Report on harbours")
    page.grid((70, 200, 330), (120, 140, 160))
    for y, row in ((134, ("Ada", "Harbour")), (154, ("Bo", "Hall"))):
        for x, text in zip((76, 206), row, strict=True):
            page.text(x, y, text)
    once = read_pdf(pdf(page), "x.pdf").lines
    page.drawn *= 2
    assert read_pdf(pdf(page), "x.pdf").lines == once
    assert [line.cells or line.text for line in once] == [
        "Report on harbours",
        ("Ada", "Harbour"),
        ("Bo", "Hall"),
    ]


def test_a_text_box_that_is_drawn_last_is_read_where_it_stands() -> None:
    page = Page()
    page.text(70, 80, "Report on a study tour")
    page.text(70, 600, "Ministry of Ports, August 2024")
    page.line(140, 280, 400, 280)
    for y, text in ((300, "Title: Harbours"), (320, "Place: Turku"), (340, "Days: 2024-05-06")):
        page.text(150, y, text)
    page.text(420, 310, "beside it")
    assert [line.text for line in read_pdf(pdf(page), "x.pdf").lines] == [
        "Report on a study tour",
        "Title: Harbours",
        "Place: Turku",
        "Days: 2024-05-06",
        "Ministry of Ports, August 2024",
        "beside it",
    ]


def test_values_beside_their_labels_are_wrapped_within_their_column() -> None:
    """A cover as a table without rules: the rest of a long value stands below its beginning."""
    page = Page()
    full = "a name that is as long as its column is wide and goes on below, with all its words"
    rows = [
        ("Agency", full, "a town"),
        ("Names", "Ada Vos", "Bo Lind"),
        ("Place", full, "a port"),
    ]
    for y, (label, value, below) in zip((100, 140, 180), rows, strict=True):
        page.text(70, y, label)
        page.text(170, y, value)
        page.text(170, y + 14, below)
    for y in (300, 400):  # the page's text goes further than the cells', which keep white beside it
        page.text(182, y, full)
    assert [line.text for line in read_pdf(pdf(page), "x.pdf").lines] == [
        f"Agency\t{full} a town",
        "Names\tAda Vos",
        "Bo Lind",
        f"Place\t{full} a port",
        full,
        full,
    ]
