"""A page of a PDF as lines and parts of tables, from its text or from a picture of it."""

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

#: A page with fewer characters than this counts as one without text.
FEW_CHARACTERS = 10
#: Share of sideways text above which a page is turned.
SIDEWAYS = 0.6
#: Number of characters of a text that need as much memory as a glyph with its position and style.
GLYPH_COST = 3
#: Share of a page covered by an image that is a scan of it.
SCAN_COVERS = 0.5
AGAIN = "請重新下載或向來源索取完整的檔案；也可用 LibreOffice 或瀏覽器開啟後另存為 PDF"


@dataclass(slots=True)
class Page:
    """A page with its number, counted from 1.

    Attributes:
        rows: the words at each height outside its tables.
        rules: its horizontal rules.
        sheet: the number of the page of the file that shows it, which may show two.
        left: where it begins there.
        turned: angle in degrees by which a picture of it was turned.
        scanned: whether it is a picture that was not recognised.
        layered: whether it is a picture whose text comes from another program's recognition.
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
        """Return a place of this page in coordinates of the file's page."""
        x0, y0, x1, y1 = place.box
        box = x0 + self.left, y0, x1 + self.left, y1
        return Place(self.sheet, box, self.turned)

    @property
    def outside(self) -> list[TextLine]:
        """Return the lines outside tables."""
        return [line for line in self.lines if line.cell is None]

    @property
    def inside(self) -> list[TextLine]:
        """Return the lines in tables."""
        return [line for line in self.lines if line.cell is not None]


def read_page(document: Any, index: int, number: int, budget: Budget) -> Page:
    """Return a page of a PDF, from its text and drawings.

    Args:
        document: of pypdfium2.
        index: the index of the page in the file, from 0.
        number: the number of the page, from 1.
        budget: the limits of the report.

    Raises:
        ReportError: the page cannot be read, or exceeds the limits.
    """
    try:
        page, content, filled = opened(document, index)
        with closing(page), closing(page.get_textpage()) as textpage:
            budget.spend(characters=GLYPH_COST * textpage.count_chars())
            chars = list(drawn_once(glyphs(textpage, content), content))
            chars = in_rows(chars) if filled else chars
            size = page.get_size()
            read = _page(size, chars, number, drawn(content), Spacing(content))
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
    """Return the page that a scan shows.

    Args:
        scan: the page as recognised.
        sizes: the sizes of its type, from :func:`tourlib.readers.pdf.recognised.even_sizes`.
        sheet: the number of the page of the file that shows it, from 1.
        number: its own number, from 1.
        budget: the limits of the report.

    Raises:
        ReportError: it exceeds the limits.
    """
    budget.spend(characters=GLYPH_COST * sum(len(piece.text) for piece in scan.pieces))
    page = _page(scan.size, scanned_glyphs(scan, sizes), number, scan.rules)
    page.sheet, page.left, page.turned = sheet, scan.left, scan.turned
    return page


def opened(document: Any, index: int) -> tuple[Any, Content, bool]:
    """Return a page turned so that most of its text is upright, its objects, and whether form
    fields were added to it: their values come last in its content."""
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
    spacing: Spacing = BY_WIDTH,
) -> Page:
    grids, across = page_grids(rules)
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
    """True if a page is a picture, with hardly any text or with badly recognised text."""
    text = "\n".join(line.text for line in lines)
    return image_cover >= SCAN_COVERS and (
        len(text) < FEW_CHARACTERS or is_broken(text) or is_unknown(text)
    )


def is_unknown(text: str) -> bool:
    """True if many characters are unknown, because a font does not identify them."""
    return len(re.findall("[\ufffd\ue000-\uf8ff]", text)) > 0.3 * len(text)


def in_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines in the order of the content; those drawn later than the text above and below,
    such as text boxes, are moved to where they are seen. Lines beside others keep their place."""
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
    """True if lines are at the height of others, or in a column without any."""
    top, bottom = run[0].base - run[0].size, max(line.base for line in run)
    left, right = min(line.x0 for line in run), max(line.x1 for line in run)
    return any(top < line.base and line.base - line.size < bottom for line in others) or not any(
        line.x0 < right and left < line.x1 for line in others
    )


def _is_table(part: Part) -> bool:
    """True if a net of rules holds text like a table, and is neither a chart's grid nor a net with
    missing rules, whose cells are no rectangles."""
    filled, cells = len(part.lines), len(part.grid.cells)
    return filled > 0 and (cells <= 12 or filled >= 0.2 * cells) and part.grid.is_closed


def _image_cover(content: Content, size: tuple[float, float]) -> float:
    """Return the share of a page covered by its images: a scanner may cut one into strips."""
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
