"""A page of a PDF as lines and parts of tables, whether it has text or is a picture of it."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from tourlib.errors import ReportError
from tourlib.lines import Place
from tourlib.readers.budget import Budget
from tourlib.readers.page.words import PrintedRow
from tourlib.readers.pdf.glyphs import Box, Content, Glyph, drawn_once, glyphs, in_rows
from tourlib.readers.pdf.grids import page_grids
from tourlib.readers.pdf.kept import Scan
from tourlib.readers.pdf.printed import BY_WIDTH, Part, Spacing, TextLine, page_lines
from tourlib.readers.pdf.recognised import is_broken, scanned_glyphs
from tourlib.readers.pdf.rules import Rule, drawn
from tourlib.readers.pdf.unruled import printed_rows

#: A page with fewer characters than this has no text to speak of.
FEW_CHARACTERS = 10
#: A page is turned where more than this share of its text stands sideways.
SIDEWAYS = 0.6
#: A glyph with its place and style takes as much memory as so many characters of a text.
GLYPH_COST = 3
#: An image that covers this part of a page is a scan of it.
SCAN_COVERS = 0.5
AGAIN = "請重新下載或向來源索取完整的檔案；也可用 LibreOffice 或瀏覽器開啟後另存為 PDF"


@dataclass(slots=True)
class Page:
    """A page with its number, counted from 1.

    Attributes:
        rows: what is printed at each height outside its tables.
        rules: its horizontal rules.
        sheet: the number of the page of the file that shows it, which may show two.
        left: where it begins there.
        turned: by how many degrees a picture of it was turned.
        scanned: whether it is a picture that was not recognised.
        layered: whether it is a picture whose text is of another recognition.
    """

    number: int
    size: tuple[float, float]
    lines: list[TextLine]
    rows: list[PrintedRow]
    rules: list[Rule]
    sheet: int
    left: float = 0.0
    turned: float | None = None
    scanned: bool = False
    layered: bool = False

    def on_sheet(self, place: Place) -> Place:
        """A place of this page in the file."""
        x0, y0, x1, y1 = place.box
        box = x0 + self.left, y0, x1 + self.left, y1
        return Place(self.sheet, box, self.turned)

    @property
    def outside(self) -> list[TextLine]:
        """Its lines outside tables."""
        return [line for line in self.lines if line.cell is None]

    @property
    def inside(self) -> list[TextLine]:
        """Its lines in tables."""
        return [line for line in self.lines if line.cell is not None]


def read_page(document: Any, index: int, number: int, budget: Budget) -> Page:
    """A page of a PDF, by what it says and draws.

    Args:
        document: of pypdfium2.
        index: the place of the page in the file, from 0.
        number: the number of the page, from 1.
        budget: what the report may hold.

    Raises:
        ReportError: the page cannot be read, or is more than a report holds.
    """
    try:
        page, content, filled = opened(document, index)
        with closing(page), closing(page.get_textpage()) as textpage:
            budget.spend(characters=GLYPH_COST * textpage.count_chars())
            chars = list(drawn_once(glyphs(textpage, content), content))
            chars = in_rows(chars) if filled else chars
            size, (rules, fills) = page.get_size(), drawn(content)
            read = _page(size, chars, number, rules, fills, Spacing(content))
            read.sheet = index + 1
            cover = _image_cover(content, size)
            read.scanned = _is_scan(read.lines, cover)
            read.layered = not read.scanned and cover >= SCAN_COVERS and content.is_hidden
            return read
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            "PDF 損壞：這一頁讀不到", file=budget.name, place=f"第 {index + 1} 頁", hint=AGAIN
        ) from error


def scanned_page(
    scan: Scan,
    sizes: Mapping[float, float],
    sheet: int,
    number: int,
    budget: Budget,
) -> Page:
    """The page that a scan shows.

    Args:
        scan: the page as recognised.
        sizes: the sizes of its type, from :func:`tourlib.readers.pdf.recognised.even_sizes`.
        sheet: the number of the page of the file that shows it, from 1.
        number: its own, from 1.
        budget: what the report may hold.

    Raises:
        ReportError: it is more than a report holds.
    """
    budget.spend(characters=GLYPH_COST * sum(len(piece.text) for piece in scan.pieces))
    page = _page(scan.size, scanned_glyphs(scan, sizes), number, scan.rules)
    page.sheet, page.left, page.turned = sheet, scan.left, scan.turned
    return page


def opened(document: Any, index: int) -> tuple[Any, Content, bool]:
    """A page turned as most of its text stands, its objects, and whether its form's fields are in
    it: their values come last in its content."""
    page = document[index]
    filled = bool(document.get_formtype() and pdfium_c.FPDFPage_GetAnnotCount(page.raw))
    if filled:
        pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    content = Content(page)
    turns = Counter([content.styles[obj].turn for obj in content.order])
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    if turn and count > SIDEWAYS * turns.total():
        page.set_rotation(turn)
    return page, content, filled


def _page(
    size: tuple[float, float],
    chars: list[Glyph],
    number: int,
    rules: Sequence[Box],
    fills: Sequence[Box] = (),
    spacing: Spacing = BY_WIDTH,
) -> Page:
    grids, across = page_grids(rules, fills)
    parts = [Part(number, grid) for grid in grids]
    lines = in_order(page_lines(chars, number, spacing, parts))
    for line in lines:
        if line.cell is not None:
            part, cell = line.cell
            part.lines.setdefault(cell, []).append(line)
    tables = [part for part in parts if _is_table(part)]
    for line in lines:
        if line.cell is not None and line.cell[0] not in tables:
            line.cell = None
    rows = printed_rows(chars, [part.grid for part in tables])
    return Page(number, size, lines, rows, across, number)


def _is_scan(lines: Sequence[TextLine], image_cover: float) -> bool:
    """Whether a page is a picture, without text to speak of or with what was badly recognised."""
    text = "\n".join(line.text for line in lines)
    return image_cover >= SCAN_COVERS and (
        len(text) < FEW_CHARACTERS or is_broken(text) or is_unknown(text)
    )


def is_unknown(text: str) -> bool:
    """Whether many characters are not told, for a font that does not say what they are."""
    return len(re.findall("[\ufffd\ue000-\uf8ff]", text)) > 0.3 * len(text)


def in_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines in the order of the content; what is drawn later than the text above and below it,
    as text boxes are, stands where it is seen. What stands beside others keeps its place."""
    ordered: list[TextLine] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].base >= lines[end - 1].base - lines[end].size:
            end += 1
        run = lines[at:end]
        bottom = max(line.base for line in run)
        place = next((n for n, line in enumerate(ordered) if line.base > bottom), len(ordered))
        if _stands_beside(run, ordered):
            place = len(ordered)
        ordered[place:place] = run
        at = end
    return ordered


def _stands_beside(run: Sequence[TextLine], others: Sequence[TextLine]) -> bool:
    """Whether lines stand at the height of others, or in a column in which there are none."""
    top, bottom = run[0].base - run[0].size, max(line.base for line in run)
    left, right = min(line.x0 for line in run), max(line.x1 for line in run)
    return any(top < line.base and line.base - line.size < bottom for line in others) or not any(
        line.x0 < right and left < line.x1 for line in others
    )


def _is_table(part: Part) -> bool:
    """Whether a net of rules holds text as a table does, and is neither a chart's grid nor one in
    which rules are missing, so that what lies between them is no rectangle."""
    filled, cells = len(part.lines), len(part.grid.cells)
    return filled > 0 and (cells <= 12 or filled >= 0.2 * cells) and part.grid.is_closed


def _image_cover(content: Content, size: tuple[float, float]) -> float:
    """The part of a page that its images cover: a scanner may cut one into strips."""
    covered = 0.0
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    for obj in content.others:
        if pdfium_c.FPDFPageObj_GetType(obj) in {
            pdfium_c.FPDF_PAGEOBJ_IMAGE,
            pdfium_c.FPDF_PAGEOBJ_FORM,
        }:
            pdfium_c.FPDFPageObj_GetBounds(obj, x0, y0, x1, y1)
            covered += (x1.value - x0.value) * (y1.value - y0.value)
    return covered / (size[0] * size[1])
