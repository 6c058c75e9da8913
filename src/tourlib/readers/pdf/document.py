"""A PDF → lines: paragraphs, table rows and page numbers, in the order of the document."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from tourlib.errors import ReportError
from tourlib.lines import Line, Source, table_row_text
from tourlib.readers.budget import Budget
from tourlib.readers.pdf.damage import damaged
from tourlib.readers.pdf.glyphs import Content, Glyph, drawn_once, glyphs, in_rows
from tourlib.readers.pdf.grids import Grid, page_grids
from tourlib.readers.pdf.habits import Habits, learn
from tourlib.readers.pdf.margins import margin_lines
from tourlib.readers.pdf.notes import Footnotes, find_footnotes
from tourlib.readers.pdf.open_cells import needs_text, split_open_cells
from tourlib.readers.pdf.paragraphs import continues, join_lines
from tourlib.readers.pdf.printed import TextLine, page_lines
from tourlib.readers.pdf.rows import Part, Row, goes_on, table_rows
from tourlib.readers.pdf.unruled import with_unruled

#: A page with fewer characters than this has no text to speak of.
FEW_CHARACTERS = 10
#: A page is turned where more than this share of its text stands sideways.
SIDEWAYS = 0.6
#: A glyph with its place and style takes as much memory as so many characters of a text.
GLYPH_COST = 10
#: A foot has no more lines than this.
MAX_FOOT = 3
#: An image that covers this part of a page is a scan of it.
SCAN_COVERS = 0.5
#: A complete file ends with this mark, give or take what mail programs add (bytes).
_END_MARK, _TAIL = b"%%EOF", 2048
_OCR = (
    "請先做文字辨識，例如 ocrmypdf -l chi_tra in.pdf out.pdf，再讀 out.pdf"
    "；或向製作者索取 ODT、DOCX 檔"
)
_AGAIN = "請重新下載或向來源索取完整的檔案；也可用 LibreOffice 或瀏覽器開啟後另存為 PDF"


@dataclass(slots=True)
class _Page:
    number: int
    size: tuple[float, float]
    lines: list[TextLine]
    parts: list[Part]
    scanned: bool


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF that has a text layer.

    Wrapped lines are joined to paragraphs, also across pages. Ruled tables give one line a
    row, a table that runs over pages being one table. Page numbers, running heads and feet,
    and header rows that a new page repeats have the role ``"page"``.

    Args:
        data: the file's bytes.
        name: its name, for messages.

    Returns:
        The lines, with the page on which each begins.

    Raises:
        ReportError: a scan without text, a password, a damaged or cut-off file, no pages.
    """
    pages = _read_pages(data, name)
    notes = _check_text(pages, name)
    if damaged(data):
        notes += ("PDF 有一部分損壞，只讀出完好的部分：請核對頁數與內容，或取得完整的檔案再讀",)
    body = [[line for line in page.lines if line.cell is None] for page in pages]
    sizes = [page.size for page in pages]
    margins = margin_lines(body, sizes)
    body = [[line for line in lines if id(line) not in margins] for lines in body]
    cells = [[line for line in page.lines if line.cell is not None] for page in pages]
    footnotes = find_footnotes(body, cells)
    habits = learn([[li for li in lines if id(li) not in footnotes.lines] for lines in body], sizes)
    flow = [_flow(page, margins) for page in pages]
    tables = _tables(flow, habits)
    lines = list(_numbered(_emit(flow, tables, habits, footnotes)))
    notes += tuple(
        f"第 {row.page + 1} 頁表格的第一列沒有日期、時間，已視為上一頁最後一列的下半，請核對"
        for _, rows in tables.values()
        for row in rows
        if row.mended
    )
    return Source(name=name, format="pdf", lines=tuple(lines), notes=notes)


# --- the file --------------------------------------------------------------------------


def _read_pages(data: bytes, name: str) -> list[_Page]:
    if not data.strip():
        raise ReportError("檔案是空的", file=name, hint=_AGAIN)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error):
            hint = "請先以密碼開啟並另存為沒有密碼的 PDF，再讀一次"
            raise ReportError("PDF 有密碼保護", file=name, hint=hint) from error
        raise ReportError("PDF 損壞，或不是 PDF", file=name, hint=_AGAIN) from error
    try:
        if _END_MARK not in data[-_TAIL:]:
            raise ReportError("PDF 不完整：檔案在中途斷了", file=name, hint=_AGAIN)
        if len(document) == 0:
            raise ReportError("PDF 沒有任何頁", file=name, hint=_AGAIN)
        pages: list[_Page] = []
        budget = Budget(name)
        budget.spend(pages=len(document))
        for index in range(len(document)):
            before = _last_part(pages[-1]) if pages else []
            pages.append(_read_page(document, index, budget, before))
        return pages
    finally:
        document.close()


def _last_part(page: _Page) -> list[Part]:
    """The table that ends a page, where no more than a foot stands below it."""
    below = [
        line
        for line in page.lines
        if line.cell is None and page.parts and line.base > page.parts[-1].grid.ys[-1]
    ]
    return page.parts[-1:] if len(below) <= MAX_FOOT else []


def _read_page(document: Any, index: int, budget: Budget, before: Sequence[Part]) -> _Page:
    name = budget.name
    place = f"第 {index + 1} 頁"
    try:
        page, content, filled = _opened(document, index)
    except pypdfium2.PdfiumError as error:
        raise ReportError("PDF 損壞：這一頁讀不到", file=name, place=place, hint=_AGAIN) from error
    try:
        textpage = page.get_textpage()
        try:
            budget.spend(characters=GLYPH_COST * textpage.count_chars())
            chars = list(drawn_once(glyphs(page, textpage, content), content))
            chars = in_rows(chars) if filled else chars
            return _page(page, content, chars, index + 1, before)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError as error:
        raise ReportError("PDF 損壞：這一頁讀不到", file=name, place=place, hint=_AGAIN) from error
    finally:
        page.close()


def _opened(document: Any, index: int) -> tuple[Any, Content, bool]:
    """A page turned as most of its text stands, its objects, and whether its form's fields are in
    it: their values come last in its content."""
    page = document[index]
    filled = bool(document.get_formtype() and pdfium_c.FPDFPage_GetAnnotCount(page.raw))
    if filled:
        pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    content = Content(page)
    turns = Counter([content.styles[obj].turn for obj in content.starts])
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    if turn and count > SIDEWAYS * turns.total():
        page.set_rotation(turn)
    return page, content, filled


def _page(
    page: Any, content: Content, chars: list[Glyph], number: int, before: Sequence[Part]
) -> _Page:
    size = page.get_size()
    grids, across, shaded = page_grids(page, content)
    grids = [split_open_cells(grid, chars) if needs_text(grid) else grid for grid in grids]
    last = before[-1].grid.header if before else None
    grids = with_unruled(grids, chars, across, shaded=shaded, before=last)
    lines = in_order(page_lines(page, chars, number, content, _cell_finder(grids)))
    parts = [Part(number, grid) for grid in grids]
    for line in lines:
        if line.cell is not None:
            parts[line.cell[0]].lines.setdefault(line.cell[1], []).append(line)
    for table, part in enumerate(parts):
        if not _is_table(part) and not any(goes_on(last, part) for last in before):
            for line in lines:
                if line.cell is not None and line.cell[0] == table:
                    line.cell = None
    few = sum(len(line.text) for line in lines) < FEW_CHARACTERS
    return _Page(number, size, lines, parts, few and _image_cover(content, size) >= SCAN_COVERS)


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


def _cell_finder(grids: Sequence[Grid]) -> Callable[[float, float], tuple[int, int] | None] | None:
    if not grids:
        return None

    def cell_at(x: float, y: float) -> tuple[int, int] | None:
        for table, grid in enumerate(grids):
            cell = grid.cell_at(x, y)
            if cell is not None:
                return table, cell
        return None

    return cell_at


def _is_table(part: Part) -> bool:
    """Whether a net of rules holds text as a table does, and is not a chart's grid."""
    filled, cells = len(part.lines), len(part.grid.cells)
    if filled == 1:  # a caption under one of two photographs
        return cells <= 12 and len(next(iter(part.lines.values()))) <= 3
    return filled >= 2 and (cells <= 12 or filled >= 0.2 * cells)


def _image_cover(content: Content, size: tuple[float, float]) -> float:
    """The part of a page that its largest image covers."""
    edges = [ctypes.c_float() for _ in range(4)]
    largest = 0.0
    for obj in content.handles(pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM):
        pdfium_c.FPDFPageObj_GetBounds(obj, *edges)
        x0, y0, x1, y1 = (edge.value for edge in edges)
        largest = max(largest, (x1 - x0) * (y1 - y0))
    return largest / (size[0] * size[1])


def _check_text(pages: Sequence[_Page], name: str) -> tuple[str, ...]:
    """Notes on pages that are images. Raises where there is too little text for a report."""
    scanned = [page.number for page in pages if page.scanned]
    texts = "".join(line.text for page in pages for line in page.lines)
    if 2 * len(scanned) > len(pages):
        raise ReportError(
            f"這是掃描的 PDF：{len(pages)} 頁中有 {len(scanned)} 頁只有影像，沒有文字層",
            file=name,
            hint=_OCR,
        )
    if len(texts.strip()) < FEW_CHARACTERS:
        raise ReportError("PDF 裡沒有文字", file=name, hint=_OCR)
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in texts)
    if unknown > 0.3 * len(texts):
        raise ReportError(
            "PDF 的文字無法辨認：字型沒有附上文字對照",
            file=name,
            hint="ocrmypdf --force-ocr -l chi_tra in.pdf out.pdf；或向製作者索取 ODT、DOCX 檔",
        )
    if scanned:
        places = "、".join(map(str, scanned))
        return (f"第 {places} 頁只有影像，沒有文字，未讀入",)
    return ()


# --- the document ----------------------------------------------------------------------

_Item = TextLine | Part


def _flow(page: _Page, margins: set[int]) -> list[tuple[bool, _Item]]:
    """What stands on a page, in order, each with whether it is furniture of the margin."""
    half = page.size[1] / 2
    outer = sorted(
        (line for line in page.lines if id(line) in margins), key=lambda li: (li.base, li.x0)
    )
    flow: list[tuple[bool, _Item]] = [(True, line) for line in outer if line.base < half]
    placed: set[int] = set()
    for line in page.lines:
        if id(line) in margins:
            continue
        if line.cell is None:
            flow.append((False, line))
        elif line.cell[0] not in placed:
            placed.add(line.cell[0])
            flow.append((False, page.parts[line.cell[0]]))
    return flow + [(True, line) for line in outer if line.base >= half]


_Tables = dict[int, tuple[int, list[Row]]]


def _tables(flow: Sequence[Sequence[tuple[bool, _Item]]], habits: Habits) -> _Tables:
    """For each part of a table (by ``id``) the number of the table and the part's rows.

    A part that begins a page may go on with the one that ends the page before.
    """
    tables: list[list[Part]] = []
    before: _Item | None = None
    for page in flow:
        for number, item in enumerate(item for margin, item in page if not margin):
            if isinstance(item, Part):
                if number == 0 and isinstance(before, Part) and goes_on(before, item):
                    tables[-1].append(item)
                else:
                    tables.append([item])
            before = item
    return {
        id(part): (number, rows)
        for number, parts in enumerate(tables, 1)
        for part, rows in zip(parts, table_rows(parts, habits), strict=True)
    }


def _emit(
    flow: Sequence[Sequence[tuple[bool, _Item]]],
    tables: _Tables,
    habits: Habits,
    footnotes: Footnotes,
) -> Iterator[Line]:
    """All lines of the report; footnotes and furniture between the pages of a paragraph follow it."""
    open_lines: list[TextLine] = []
    notes: list[list[TextLine]] = []
    waiting: list[TextLine] = []

    def close() -> Iterator[Line]:
        if open_lines:
            yield Line(0, join_lines(open_lines, habits), open_lines[0].page)
        for lines in notes:
            yield Line(0, join_lines(lines, habits), lines[0].page, role="note")
        for line in waiting:
            yield Line(0, line.text, line.page, role="page")
        open_lines.clear()
        notes.clear()
        waiting.clear()

    for margin, item in (entry for page in flow for entry in page):
        if isinstance(item, Part):
            yield from close()
            yield from _row_lines(*tables[id(item)])
            cells = (line for lines in item.lines.values() for line in lines)
            notes += [note for line in cells for note in footnotes.behind.get(id(line), [])]
        elif margin:
            waiting.append(item)
        elif id(item) in footnotes.lines:
            notes += [footnotes.first[id(item)]] if id(item) in footnotes.first else []
        else:
            if not (open_lines and continues(open_lines, item, habits)):
                yield from close()
            open_lines.append(item)
            notes += footnotes.behind.get(id(item), [])
    yield from close()


def _row_lines(table: int, rows: Sequence[Row]) -> Iterator[Line]:
    for row in rows:
        if row.apart:
            yield Line(0, "", row.page)
        role = "page" if row.repeated else None
        text = table_row_text(row.frozen)
        yield Line(0, text, row.page, row.frozen, table, role, printed=row.printed)


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        yield replace(line, number=number)
