"""A PDF → lines: paragraphs, table rows and page numbers, in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from tourlib.errors import ReportError
from tourlib.lines import Line, Place, Source, table_row_text
from tourlib.readers.budget import Budget
from tourlib.readers.pdf.damage import damaged
from tourlib.readers.pdf.habits import Habits, learn
from tourlib.readers.pdf.kept import Scan
from tourlib.readers.pdf.margins import mark_margins
from tourlib.readers.pdf.misread import doubts, mended, placed
from tourlib.readers.pdf.notes import mark_footnotes
from tourlib.readers.pdf.page import (
    AGAIN,
    FEW_CHARACTERS,
    Page,
    is_unknown,
    read_page,
    scanned_page,
)
from tourlib.readers.pdf.paragraphs import continues, join_lines
from tourlib.readers.pdf.printed import Part, TextLine
from tourlib.readers.pdf.recognised import even_sizes, pages_of
from tourlib.readers.pdf.rows import Row, goes_on, table_rows
from tourlib.readers.pdf.scan import read_scans
from tourlib.readers.pdf.unruled import lay_tables

#: Mark at the end of a complete file, and maximum number of bytes from it on (mail programs add some).
_END_MARK, _TAIL = b"%%EOF", 2048
_OCR = (
    '請安裝文字辨識 pip install "tourlib[ocr]"，再讀一次；或向製作者索取 ODT、DOCX 檔'
    " install it, then read the file again; or ask for the ODT or DOCX file"
)
#: Whether its pages were recognised → the message if there is no text.
_NO_TEXT = {
    False: ("PDF 裡沒有文字 there is no text in it", AGAIN),
    True: (
        "影像裡沒有辨識到文字 no text in the pictures",
        "請確認是報告的頁面，以 200 至 300 dpi 重新掃描"
        " check that these are pages of a report; scan them again at 200 to 300 dpi",
    ),
}

#: Callback during recognition: number of pages done, and of all pages.
Progress = Callable[[int, int], None]


def read_pdf(
    data: bytes, name: str, kept: Path | None = None, told: Progress = lambda _done, _all: None
) -> Source:
    """Read a PDF. Pages that are pictures are recognised if possible.

    Wrapped lines are joined to paragraphs, also across pages. Ruled tables give one line per row; a
    table that continues over pages is one table. Page numbers, running heads and feet, and header
    rows repeated on a new page have the role ``"page"``.

    Args:
        data: the file's bytes.
        name: its name, for messages.
        kept: the folder for the pages that were recognised, if there is one.
        told: called with the number of pages recognised so far, and of all of them.

    Returns:
        The lines, with the page on which each begins.

    Raises:
        ReportError: a scan that cannot be recognised here, a password, a damaged or cut-off file, no pages.
    """
    pages, notes, doubtful = _read_pages(data, name, kept, told)
    notes += _check_text(pages, name)
    if damaged(data):
        notes += ("PDF 有一部分損壞，只讀出完好的部分：請核對頁數與內容，或取得完整的檔案再讀",)
    lines, cut = _lines_of(pages)
    notes += tuple(
        f"第 {page} 頁表格的第一列像是上一頁最後一列的下半，已接在一起，請核對" for page in cut
    )
    return Source(name, "pdf", lines, notes, placed(doubtful, lines))


def _lines_of(pages: Sequence[Page]) -> tuple[tuple[Line, ...], list[int]]:
    """Return the lines of the report, and the pages whose first row was joined to the last row of
    the page before without full certainty."""
    sizes = [page.size for page in pages]
    mark_margins([page.outside for page in pages], sizes)
    body = [[line for line in page.outside if line.role is None] for page in pages]
    count = lay_tables(body, [page.rows for page in pages], [page.rules for page in pages])
    mark_footnotes(body, [page.inside for page in pages])
    text = [[line for line in page if line.laid is None and line.role is None] for page in body]
    habits = learn(text, sizes)
    rows = list(_lay_ruled(_tables(pages), habits, count))
    lines = tuple(_numbered(_emit(chain(*map(_flow, pages)), habits), pages))
    return lines, [pages[row.part.page].sheet for row in rows if row.mended]


# --- the file --------------------------------------------------------------------------


def _read_pages(
    data: bytes, name: str, kept: Path | None, told: Progress
) -> tuple[list[Page], tuple[str, ...], list[tuple[str, int]]]:
    """Return the pages, notes on what was recognised, and the doubtful words with their pages."""
    if not data.strip():
        raise ReportError("檔案是空的", file=name, hint=AGAIN)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error):
            hint = "請先以密碼開啟並另存為沒有密碼的 PDF，再讀一次"
            raise ReportError("PDF 有密碼保護", file=name, hint=hint) from error
        raise ReportError("PDF 損壞，或不是 PDF", file=name, hint=AGAIN) from error
    try:
        if _END_MARK not in data[-_TAIL:]:
            raise ReportError("PDF 不完整：檔案在中途斷了", file=name, hint=AGAIN)
        if len(document) == 0:
            raise ReportError("PDF 沒有任何頁", file=name, hint=AGAIN)
        pages = _pages(document, name, {})
        unread = [page.sheet - 1 for page in pages if page.scanned or page.layered]
        raw = read_scans(document, unread, kept, told) if unread else {}
        scans, notes = mended(raw)
        pages = _pages(document, name, scans) if raw else pages
        return pages, (*notes, *_notes(scans, pages)), doubts(scans, raw)
    finally:
        document.close()


def _pages(document: Any, name: str, scans: Mapping[int, Scan]) -> list[Page]:
    """Return the pages, using the scans of those that have one."""
    pages: list[Page] = []
    budget = Budget(name)
    budget.spend(pages=len(document))
    sizes = even_sizes(list(scans.values()))
    for index in range(len(document)):
        for scan in pages_of(scans[index]) if index in scans else [None]:
            if scan is None:
                pages.append(read_page(document, index, len(pages) + 1, budget))
            else:
                pages.append(scanned_page(scan, sizes, index + 1, len(pages) + 1, budget))
    return pages


def _notes(scans: Mapping[int, Scan], pages: Sequence[Page]) -> Iterator[str]:
    """Yield notes on changes to the pictures before they were read, and on those without text."""
    read = sorted(scans.items())
    told = {
        "有紅色印章或圖樣，辨識前已除去：請核對被蓋住的字": [
            n + 1 for n, scan in read if scan.stamped
        ],
        "的影像沒有辨識到文字：請確認是空白頁或照片": [
            n + 1 for n, scan in read if not scan.pieces
        ],
        f"是掃描的影像，文字由其他軟體辨識，錯字與漏讀的表格無從得知：{_OCR}": [
            page.sheet for page in pages if page.layered
        ],
        "是左右並排的兩頁，已分開讀：請核對先後": [
            one.sheet for one, other in pairwise(pages) if one.sheet == other.sheet
        ],
    }
    for what, numbers in told.items():
        if numbers:
            yield f"第 {'、'.join(map(str, numbers))} 頁{what}"


def _check_text(pages: Sequence[Page], name: str) -> tuple[str, ...]:
    """Return notes on pages that are images. Raises if there is too little text for a report."""
    scanned = [page.sheet for page in pages if page.scanned]
    texts = "".join(line.text for page in pages for line in page.lines)
    if 2 * len(scanned) > len(pages):
        raise ReportError(
            f"這是掃描的報告：{len(pages)} 頁中有 {len(scanned)} 頁只有影像，沒有文字"
            f" {len(scanned)} of {len(pages)} pages are pictures without text",
            file=name,
            hint=_OCR,
        )
    if len(texts.strip()) < FEW_CHARACTERS:
        reason, hint = _NO_TEXT[any(page.turned is not None for page in pages)]
        raise ReportError(reason, file=name, hint=hint)
    if is_unknown(texts):
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


def _lay_ruled(tables: Sequence[Sequence[Part]], habits: Habits, count: int) -> Iterator[Row]:
    """Assign the rows of each part of a ruled table to the part's first line; yield all rows.

    Args:
        count: the number of other tables.
    """
    for number, parts in enumerate(tables, count + 1):
        for part, rows in zip(parts, table_rows(parts, habits), strict=True):
            lines = [line for cell in part.lines.values() for line in cell]
            for line in lines:
                line.laid = []
            lines[0].laid = [_row_line(number, row) for row in rows]
            yield from rows


def _tables(pages: Sequence[Page]) -> list[list[Part]]:
    """Return the parts of each ruled table: one at the top of a page may continue the one at the
    end of the page before."""
    tables: list[list[Part]] = []
    last: Part | None = None
    for page in pages:
        inner = (line for line in page.lines if line.role != "page")
        parts = [line.cell[0] if line.cell else None for line in inner]
        for part in filter(None, dict.fromkeys(parts)):
            if last and part is parts[0] and goes_on(last, part):
                tables[-1].append(part)
            else:
                tables.append([part])
        last = parts[-1] if parts else last
    return tables


def _flow(page: Page) -> list[TextLine]:
    """Return the lines of a page in order, those of its margins first and last."""

    def order(line: TextLine) -> tuple[float, ...]:
        if line.role != "page":
            return (0.0,)
        return (-1.0 if line.base < page.size[1] / 2 else 1.0, line.base, line.x0)

    return sorted(page.lines, key=order)


def _emit(flow: Iterable[TextLine], habits: Habits) -> Iterator[Line]:
    """Yield all lines of the report; footnotes and page numbers within a paragraph follow it.

    Args:
        flow: the printed lines.
    """
    paragraph: list[TextLine] = []
    behind: list[Line] = []

    def close() -> Iterator[Line]:
        if paragraph:
            yield _joined(paragraph, habits)
        yield from sorted(behind, key=lambda line: line.role == "page")
        paragraph.clear()
        behind.clear()

    for line in flow:
        if line.role == "page":
            behind.append(_joined([line], habits, line.role))
        elif line.laid:
            yield from close()
            yield from line.laid
        elif line.laid is None and line.role is None:
            if not (paragraph and continues(paragraph, line, habits)):
                yield from close()
            paragraph.append(line)
        behind += [_joined(note, habits, "note") for note in line.notes]
    yield from close()


def _joined(lines: Sequence[TextLine], habits: Habits, role: str | None = None) -> Line:
    """Return a line of the report made of its printed lines."""
    places = []
    for page, group in groupby(lines, lambda line: line.page):
        boxes = [(li.x0, li.base - li.size, li.x1, li.bottom) for li in group]
        sides = list(zip(*boxes, strict=True))
        places.append(Place(page, (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))))
    return Line(0, join_lines(lines, habits), lines[0].page, role=role, places=tuple(places))


def _row_line(table: int, row: Row) -> Line:
    page, cells = row.part.page, tuple(row.cells)
    role, text = "page" if row.repeated else None, table_row_text(cells)
    return Line(0, text, page, cells, table, role, down=row.down, places=row.strips)


def _numbered(lines: Iterator[Line], pages: Sequence[Page]) -> Iterator[Line]:
    """Yield the lines with their numbers, and their places in the file."""
    for number, line in enumerate(lines, 1):
        places = tuple(pages[place.page - 1].on_sheet(place) for place in line.places)
        page = line.page and pages[line.page - 1].sheet
        yield replace(line, number=number, page=page, places=places)
