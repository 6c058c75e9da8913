"""The PDF reader: what is printed comes back as it was written."""

from __future__ import annotations

import json
import re
from itertools import pairwise, product
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_writer import Page, pdf
from tourlib.errors import ReportError
from tourlib.lines import Line, Source
from tourlib.readers.pdf import read_pdf
from tourlib.readers.pdf.margins import page_number
from tourlib.text import normalize

REPORTS = Path(__file__).parent / "reports"
FIXTURES = ("indented", "spaced", "tight", "tables", "photos")


def read(path: Path) -> Source:
    return read_pdf(path.read_bytes(), path.name)


def body(source: Source) -> list[Line]:
    return [line for line in source.lines if line.role is None]


def said_by_docx(path: Path) -> tuple[list[str], list[list[str | None]]]:
    """Paragraphs and table rows of a DOCX; ``None`` for places that a merged cell covers."""
    paragraphs, rows = [], []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells: list[str | None] = []
                for cell in row._tr.tc_lst:
                    text = "\n".join(p.text for p in docx.table._Cell(cell, block).paragraphs)
                    cells.append(None if cell.vMerge == "continue" else text)
                    cells += [None] * (cell.grid_span - 1)
                rows.append(cells)
        elif block.text.strip():
            paragraphs.append(block.text)
    return paragraphs, rows


def squeezed(text: str | None) -> str | None:
    return None if text is None else re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def report_114() -> Source:
    return read(REPORTS / "114" / "report.pdf")


# --- whole documents -------------------------------------------------------------------


@pytest.mark.parametrize("name", FIXTURES)
def test_pdf_says_what_was_written(name: str) -> None:
    source = read(REPORTS / "pdf" / f"{name}.pdf")
    said = json.loads((REPORTS / "pdf" / f"{name}.json").read_text(encoding="utf-8"))
    want = [
        normalize(what) if kind == "p" else [squeezed(cell) for cell in what] for kind, what in said
    ]
    got = [
        normalize(line.text) if line.cells is None else [squeezed(cell) for cell in line.cells]
        for line in body(source)
    ]
    assert got == want


def test_paragraphs_of_the_real_report(report_114: Source) -> None:
    want, _ = said_by_docx(REPORTS / "114" / "report.docx")
    got = [line.text for line in body(report_114) if line.cells is None]
    assert [squeezed(text) for text in got] == [squeezed(text) for text in want]
    # A space at the end of a full line is not drawn: a dozen cannot be told from the PDF.
    differ = [
        pair for pair in zip(got, want, strict=True) if normalize(pair[0]) != normalize(pair[1])
    ]
    assert len(differ) <= 15


def test_tables_of_the_real_report(report_114: Source) -> None:
    _, want = said_by_docx(REPORTS / "114" / "report.docx")
    got = [line for line in body(report_114) if line.cells is not None]
    cells = [[squeezed(cell) for cell in line.cells or ()] for line in got]
    assert cells == [[squeezed(cell) for cell in row] for row in want]
    assert [line.table for line in got] == [1] * 30 + [2] * 32


def test_margins_of_the_real_report(report_114: Source) -> None:
    margins = [line for line in report_114.lines if line.role == "page"]
    assert [line.text for line in margins if line.cells is None] == [str(n) for n in range(1, 71)]
    assert [line.text for line in margins if line.cells] == ["日期\t時間\t活動內容"] * 2
    assert report_114.notes == ()


def test_lines_are_numbered_and_know_their_page(report_114: Source) -> None:
    assert [line.number for line in report_114.lines] == list(range(1, len(report_114.lines) + 1))
    pages = [line.page for line in report_114.lines]
    assert None not in pages
    assert pages[0] == 1
    assert pages[-1] == 70
    chapter = next(line for line in report_114.lines if line.text.startswith("伍 結語"))
    assert chapter.page == 64


# --- margins ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("- 3 -", 3),
        ("第 3 頁", 3),
        ("第3頁,共70頁", 3),
        ("3/70", 3),
        ("－３－", 3),
        ("~ 12 ~", 12),
        ("xiv", 14),
        ("第十二頁", 12),
        ("Page 5 of 9", 5),
        ("P.7", 7),
        ("3 人", None),
        ("114 年", None),
        ("一、緣起", None),
        ("mix", None),
    ],
)
def test_page_number_forms(text: str, number: int | None) -> None:
    assert page_number(text) == number


def test_two_numberings_and_a_cover(tmp_path: Path) -> None:
    source = read(REPORTS / "pdf" / "spaced.pdf")
    margins = [line.text for line in source.lines if line.role == "page"]
    assert margins == ["- i -", "- ii -", "- 1 -", "- 2 -", "- 3 -"]


def test_numbers_in_the_text_are_not_page_numbers() -> None:
    pages = []
    for number, word in enumerate(("alpha", "beta", "gamma", "delta"), 1):
        page = Page()
        page.text(72, 100, f"Some text of {word}")
        page.text(72, 300, f"{number}")  # a number, but amid the page
        pages.append(page)
    assert all(line.role is None for line in read_pdf(pdf(*pages), "x.pdf").lines)


def test_changing_last_lines_are_text() -> None:
    words = ["alpha", "beta", "gamma", "delta"]
    pages = [Page() for _ in words]
    for page, word in zip(pages, words, strict=True):
        page.text(72, 100, f"Heading {word}")
        page.text(72, 780, f"The page ends with {word}")
    assert all(line.role is None for line in read_pdf(pdf(*pages), "x.pdf").lines)


def test_notes_with_the_same_words_at_the_foot_of_pages_are_notes() -> None:
    pages = []
    for number, word in enumerate(("alpha", "beta", "gamma", "delta"), 1):
        page = Page()
        page.text(72, 100, f"Policy of {word}", 14)
        page.text(180, 95, f"{number}", 7)
        page.text(72, 130, "It is told below in some words of the usual size of this report.")
        page.text(72, 767, f"{number}", 4)
        page.text(76, 770, f"See above, p. {number + 20}.", 8)
        page.text(280, 810, f"- {number} -")
        pages.append(page)
    lines = read_pdf(pdf(*pages), "x.pdf").lines
    notes = [line.text for line in lines if line.role == "note"]
    assert notes == [f"See above, p. {number}." for number in (21, 22, 23, 24)]
    headings = [line.text.strip() for line in lines if line.text.startswith("Policy")]
    assert headings == [f"Policy of {word}" for word in ("alpha", "beta", "gamma", "delta")]


# --- tables ----------------------------------------------------------------------------

XS, YS = (72.0, 150.0, 300.0, 450.0), (100.0, 120.0, 140.0, 160.0)


def filled(page: Page, xs: tuple[float, ...] = XS, ys: tuple[float, ...] = YS) -> list[list[str]]:
    """Text in every field of a grid."""
    words = [[f"r{r}c{c}" for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]
    for r, row in enumerate(words):
        for c, word in enumerate(row):
            page.text(xs[c] + 6, ys[r] + 14, word)
    return words


def rows(page: Page) -> list[list[str | None]]:
    lines = read_pdf(pdf(page), "x.pdf").lines
    return [list(line.cells) for line in lines if line.cells is not None]


def test_rules_drawn_as_lines() -> None:
    page = Page()
    page.grid(XS, YS)
    words = filled(page)
    assert rows(page) == words


def test_table_says_its_text_once() -> None:
    page = Page()
    page.text(72, 80, "Before the table")
    page.grid(XS, YS)
    words = filled(page)
    page.text(72, 190, "After the table")
    lines = read_pdf(pdf(page), "x.pdf").lines
    assert [line.text for line in lines] == [
        "Before the table",
        *("\t".join(row) for row in words),
        "After the table",
    ]


def test_rules_drawn_as_thin_boxes() -> None:
    page = Page()
    for x in XS:
        page.box(x - 0.25, YS[0], x + 0.25, YS[-1])
    for y in YS:
        for left, right in pairwise(XS):  # piece by piece, as Word does
            page.box(left, y - 0.25, right, y + 0.25)
    words = filled(page)
    assert rows(page) == words


def test_double_and_dashed_rules() -> None:
    page = Page()
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
        page.line(x + 2, YS[0], x + 2, YS[-1])
    for y in YS:
        for dash in range(72, 450, 6):
            page.line(dash, y, dash + 3, y)
    words = filled(page)
    assert rows(page) == words


def test_underlines_and_open_sides() -> None:
    page = Page()
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:  # no rule at the left and right end
        page.line(x, YS[0], x, YS[-1])
    page.line(156, 116, 190, 116)  # an underlined word
    words = filled(page)
    assert rows(page) == words


def test_a_table_without_its_bottom_rule() -> None:
    page = Page()
    for y in YS[:-1]:
        page.line(XS[0], y, XS[-1], y)
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    words = filled(page)
    assert rows(page) == words


def test_a_merged_cell_that_the_end_of_the_page_leaves_open() -> None:
    page = Page()
    for y in YS[:2]:
        page.line(XS[0], y, XS[-1], y)
    for y in YS[2:]:  # the first cell goes on on the next page
        page.line(XS[1], y, XS[-1], y)
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    words = filled(page)
    first = f"{words[1][0]}\n{words[2][0]}"
    assert rows(page) == [words[0], [first, *words[1][1:]], [None, *words[2][1:]]]


def test_page_numbers_of_the_contents_show_no_edge_of_the_text() -> None:
    page = Page()
    for number in range(4):  # to the right of all text, and drawn behind it
        page.text(520, 60 + 14 * number, str(number + 3))
    for number in range(12):
        page.text(72, 200 + 14 * number, "every line of it is as wide")
    said = [line.text for line in read_pdf(pdf(page), "x.pdf").lines if not line.text.isdigit()]
    assert said == [" ".join(12 * ["every line of it is as wide"])]


def test_a_box_and_a_drawing_are_not_tables() -> None:
    page = Page()
    page.grid((60.0, 500.0), (90.0, 130.0))
    page.text(72, 110, "Boxed words")
    page.grid(tuple(range(100, 500, 20)), tuple(range(300, 600, 20)))  # a chart's grid
    page.text(120, 315, "42")
    page.text(320, 415, "17")
    lines = read_pdf(pdf(page), "x.pdf").lines
    assert [line.cells for line in lines] == [None] * len(lines)
    assert {line.text for line in lines} == {"Boxed words", "42", "17"}


def test_a_turned_page() -> None:
    page = Page(rotate=90)
    # As displayed the page is 842 wide and 595 high; its own coordinates are turned.
    for number, word in enumerate(("first", "second")):
        page.drawn.append(f"BT /F1 10 Tf 0 1 -1 0 {100 + 40 * number} 72 Tm ({word} line) Tj ET")
    assert [line.text for line in read_pdf(pdf(page), "x.pdf").lines] == [
        "first line",
        "second line",
    ]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Rows, columns and cells (row, column, rows, columns) that fill them."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    free = set(product(range(height), range(width)))
    cells = []
    while free:
        r, c = min(free)
        tall = draw(st.integers(1, 3))
        wide = draw(st.integers(1, 3))
        wide = next((n - 1 for n in range(1, wide + 1) if (r, c + n - 1) not in free), wide)
        block = {(r + i, c + j) for i in range(tall) for j in range(wide)}
        while not block <= free:
            tall -= 1
            block = {(r + i, c + j) for i in range(tall) for j in range(wide)}
        free -= block
        cells.append((r, c, tall, wide))
    return height, width, cells


@settings(max_examples=60, deadline=None)
@given(merged_grids(), st.booleans())
def test_any_merged_cells(
    grid: tuple[int, int, list[tuple[int, int, int, int]]], boxes: bool
) -> None:
    height, width, cells = grid
    page = Page()
    want: list[list[str | None]] = [[None] * width for _ in range(height)]
    edges: set[float] = set()
    levels: set[float] = set()
    for number, (r, c, tall, wide) in enumerate(cells):
        x0, x1 = 72 + 80 * c, 72 + 80 * (c + wide)
        y0, y1 = 100 + 20 * r, 100 + 20 * (r + tall)
        edges |= {x0, x1}
        levels |= {y0, y1}
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            if boxes:
                page.box(line[0] - 0.3, line[1] - 0.3, line[2] + 0.3, line[3] + 0.3)
            else:
                page.line(*line)
        page.text(x0 + 6, y0 + 14, f"cell number {number}")
        want[r][c] = f"cell number {number}"
    columns = [c for c in range(width) if 72 + 80 * c in edges]  # edges that no cell has are not
    kept = [r for r in range(height) if 100 + 20 * r in levels]
    if len(cells) < 2:
        assert rows(page) == []
    else:
        assert rows(page) == [[want[r][c] for c in columns] for r in kept]


@pytest.mark.parametrize("name", ["106-sweden", "110-australia", "113-japan-class"])
def test_cells_of_ruled_tables_are_those_that_pdfplumber_finds(name: str) -> None:
    """Another reader, which knows nothing of ours, has the same cells on the same pages."""
    path = REPORTS / name / "report.pdf"
    ours: dict[int | None, list[str]] = {}
    for line in read_pdf(path.read_bytes(), path.name).lines:
        ours.setdefault(line.page, []).extend(filter(None, map(squeezed, line.cells or ())))
    compared = 0
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            cells = [cell for table in page.extract_tables() for row in table for cell in row]
            theirs = list(filter(None, map(squeezed, cells)))
            assert sorted(ours.get(number, [])) == sorted(theirs)
            compared += len(theirs)
    assert compared >= 20


# --- rows over pages -------------------------------------------------------------------


def two_pages(
    last: tuple[str, ...], first: tuple[str, ...], *, more: int = 0
) -> list[list[str | None]]:
    """A table whose last row on one page is followed by a row at the top of the next; ``more`` rows
    stand below that."""
    upper, lower = Page(), Page()
    upper.grid(XS, (700.0, 720.0, 740.0))
    lower.grid(XS, [72.0 + 20 * row for row in range(3 + more)])
    for row in range(more):
        for x, cell in zip(XS, ("9/4", "11:00", "Talk"), strict=False):
            lower.text(x + 6, 126 + 20 * row, cell)
    for page, y, cells in (
        (upper, 714, ("Date", "Time", "Entry")),
        (upper, 734, last),
        (lower, 86, first),
        (lower, 106, ("9/3", "10:00", "Visit")),
    ):
        for x, cell in zip(XS, cells, strict=False):
            if cell:
                page.text(x + 6, y, cell)
    lines = read_pdf(pdf(upper, lower), "x.pdf").lines
    assert {line.table for line in lines} == {1}
    return [list(line.cells or ()) for line in lines][1 : len(lines) - more]


def test_a_row_cut_by_the_page_is_mended() -> None:
    got = two_pages(("9/1", "09:00", "Talk (with"), ("", "", "two speakers)"))
    assert got == [["9/1", "09:00", "Talk (with\ntwo speakers)"], ["9/3", "10:00", "Visit"]]


def test_a_time_that_ends_on_the_next_page_is_one() -> None:
    got = two_pages(("9/1", "09:00-", "Talk about"), ("", "10:30", "harbours"))
    assert got == [["9/1", "09:00-\n10:30", "Talk about\nharbours"], ["9/3", "10:00", "Visit"]]


def test_the_only_row_without_a_first_cell_is_the_rest_of_one() -> None:
    got = two_pages(("9/1", "Morning: Talk", "Town"), ("", "Afternoon: Visit", ""), more=2)
    assert got[0] == ["9/1", "Morning: Talk\nAfternoon: Visit", "Town"]


def test_a_numbered_row_below_an_empty_cell_stays_a_row() -> None:
    """One of its cells reads on with that above by chance."""
    begun = ("Topic", "1. Build sites", "Ministry of")
    assert len(two_pages(begun, ("", "2. Train staff", "the interior"))) == 3
    assert two_pages(begun, ("", "and ports", "the interior"))[0] == [
        "Topic",
        "1. Build sites\nand ports",
        "Ministry of\nthe interior",
    ]


def test_an_entry_without_time_stays_a_row() -> None:
    got = two_pages(("9/1", "09:00", "Talk"), ("", "", "Lunch"))
    assert got == [["9/1", "09:00", "Talk"], ["", "", "Lunch"], ["9/3", "10:00", "Visit"]]


def test_a_row_with_its_own_time_stays_a_row() -> None:
    got = two_pages(("9/1", "09:00", "Talk (with"), ("", "11:00", "two speakers)"))
    assert len(got) == 3


# --- lines and spaces ------------------------------------------------------------------


def test_hyphen_at_the_end_of_a_line() -> None:
    page = Page()
    for y, text in (
        (100, "The college taught us much about computing, and above all that resource-"),
        (114, "efficient computing needs no more than care in what one asks of a machine, "),
        (128, "which is little."),
    ):
        page.text(72, y, text)
    (line,) = read_pdf(pdf(page), "x.pdf").lines
    assert "resource-efficient computing needs" in line.text
    assert line.text.endswith("a machine, which is little.")


def test_pages_of_the_contents_beyond_the_margin_tell_no_edge() -> None:
    page = Page()
    for y in range(100, 160, 14):
        page.text(72, y, "Preface" + "." * 150 + "1")
    told = "The college taught us a great deal about computing and about harbours in the north"
    for y in range(200, 480, 28):
        page.text(84, y, told)
        page.text(72, y + 14, "of the land")
    lines = [line.text for line in read_pdf(pdf(page), "x.pdf").lines]
    assert lines[-10:] == [f"{told} of the land"] * 10


def test_leaders_of_contents_are_a_tab() -> None:
    page = Page()
    page.text(72, 100, "Preface" + "." * 80 + "1")
    page.text(72, 114, "Course" + "." * 80 + "12")
    assert [line.text for line in read_pdf(pdf(page), "x.pdf").lines] == [
        "Preface\t1",
        "Course\t12",
    ]


# --- files that cannot be read ---------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"x", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", bytes(5000)]
)
def test_no_pdf(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        read_pdf(data, "x.pdf")
    assert caught.value.file == "x.pdf"
    assert caught.value.hint


@pytest.mark.parametrize("part", range(1, 40))
def test_a_file_cut_anywhere_is_an_error(part: int) -> None:
    data = (REPORTS / "pdf" / "photos.pdf").read_bytes()
    with pytest.raises(ReportError):
        read_pdf(data[: len(data) * part // 40], "x.pdf")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_is_told(data: st.DataObject) -> None:
    """Compressed bytes overwritten anywhere: an error, or a note, or the text untouched."""
    whole = (REPORTS / "pdf" / "photos.pdf").read_bytes()
    streams = [found.span(1) for found in re.finditer(rb"stream\n(.*?)endstream", whole, re.DOTALL)]
    start, end = data.draw(st.sampled_from(streams))
    at = data.draw(st.integers(start, end - 1))
    junk = data.draw(st.binary(min_size=1, max_size=min(200, end - at)))
    broken = whole[:at] + junk + whole[at + len(junk) :]
    try:
        source = read_pdf(broken, "x.pdf")
    except ReportError:
        return
    assert source.notes or source.text == read_pdf(whole, "x.pdf").text


def test_password() -> None:
    with pytest.raises(ReportError, match="密碼"):
        read(REPORTS / "pdf" / "locked.pdf")


def test_a_million_drawn_lines_end_soon() -> None:
    page = Page()
    page.text(72, 100, "Some words above a drawing")
    page.drawn += [f"{n % 500} {n % 800} m {n % 500 + 9} {n % 800} l S" for n in range(200_000)]
    (line,) = read_pdf(pdf(page), "x.pdf").lines
    assert line.text == "Some words above a drawing"
