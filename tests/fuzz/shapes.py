"""Well-formed files of arbitrary shape: what bytes alone, as mutated, almost never make.

The bytes decide which elements are nested in which, with which attributes and which texts; the
result is always valid XML or PDF, so that the readers get past the first check.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

import atheris

from pdf_writer import Page, pdf

TEXTS = (
    "壹、目的", "貳、過程", "參、心得", "肆、建議", "附錄", "目錄", "主題一:數位治理", "一、", "(一)時間:9月3日上午9時至12時",
    "(二)地點:市政廳", "(三)講師:Dr. Ann Lee", "1.", "(1)", "編號", "服務機關", "職稱", "姓名", "日期", "時間", "活動內容",
    "9月3日(三)", "09:00-12:15", "下午2時", "參訪市政廳", "午餐", "經濟部", "科長", "王小明", "團長", "建議事項", "主辦機關",
    "立即可行建議", "照片說明", "出國期間:114年9月1日至9月5日", "出國報告", "國內課程", "9/3", "0", "\t", " ", "", "。",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "3", "9", "50", "-1", "99999999999", "x", "")
WORDS = [
    "p",
    "r",
    "t",
    "pPr",
    "pStyle",
    "numPr",
    "ilvl",
    "numId",
    "outlineLvl",
    "tbl",
    "tr",
    "trPr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "gridBefore",
    "br",
    "tab",
    "cr",
    "ins",
    "del",
    "delText",
    "moveFrom",
    "moveTo",
    "sdt",
    "sdtContent",
    "sdtPr",
    "hyperlink",
    "smartTag",
    "customXml",
    "txbxContent",
    "footnoteReference",
    "endnoteReference",
    "lastRenderedPageBreak",
    "noBreakHyphen",
    "instrText",
    "fldSimple",
    "fldChar",
    "rPr",
    "vanish",
    "sectPr",
    "pict",
    "ruby",
    "rt",
]
LISTS = [
    "num",
    "abstractNum",
    "abstractNumId",
    "lvl",
    "lvlOverride",
    "startOverride",
    "start",
    "numFmt",
    "lvlText",
    "ilvl",
]
STYLES = [
    "style",
    "pPr",
    "numPr",
    "numId",
    "ilvl",
    "outlineLvl",
    "basedOn",
    "name",
    "rPr",
    "vanish",
]
ATTRIBUTES = ["val", "id", "ilvl", "numId", "abstractNumId", "styleId", "type", "w"]
OPEN_NAMES = [
    "text:p",
    "text:h",
    "text:span",
    "text:s",
    "text:tab",
    "text:line-break",
    "text:list",
    "text:list-item",
    "text:list-header",
    "text:section",
    "text:note",
    "text:note-body",
    "text:note-citation",
    "text:soft-page-break",
    "text:table-of-content",
    "text:index-body",
    "text:tracked-changes",
    "text:changed-region",
    "text:deletion",
    "text:ruby",
    "text:ruby-text",
    "text:hidden-text",
    "table:table",
    "table:table-row",
    "table:table-rows",
    "table:table-header-rows",
    "table:table-row-group",
    "table:table-cell",
    "table:covered-table-cell",
    "table:table-column",
    "draw:frame",
    "draw:text-box",
    "office:annotation",
    "text:a",
    "text:bookmark",
]
OPEN_ATTRIBUTES = [
    "text:style-name",
    "text:c",
    "text:outline-level",
    "text:start-value",
    "text:level",
    "text:continue-numbering",
    "text:continue-list",
    "text:is-list-header",
    "text:display-levels",
    "table:number-columns-spanned",
    "table:number-rows-spanned",
    "table:number-columns-repeated",
    "table:number-rows-repeated",
    "table:style-name",
]
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OPEN_SPACES = " ".join(
    f'xmlns:{prefix}="{_SPACE}{name}:1.0"'
    for prefix, name in zip(
        ["office", "text", "table", "draw", "style"],
        ["office", "text", "table", "drawing", "style"],
        strict=True,
    )
)
_WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DEPTH, _ELEMENTS = 12, 400


def tree(made: atheris.FuzzedDataProvider, names: Sequence[str], attributes: Sequence[str]) -> str:
    """Elements nested in each other as the bytes say."""
    parts: list[str] = []
    stack: list[str] = []
    for _ in range(_ELEMENTS):
        if not made.remaining_bytes():
            break
        what = made.ConsumeIntInRange(0, 7)
        if what == 0 and stack:
            parts.append(f"</{stack.pop()}>")
        elif what <= 4 and len(stack) < _DEPTH:
            stack.append(names[made.ConsumeIntInRange(0, len(names) - 1)])
            given = {
                attributes[made.ConsumeIntInRange(0, len(attributes) - 1)]: NUMBERS[
                    made.ConsumeIntInRange(0, len(NUMBERS) - 1)
                ]
                for _ in range(made.ConsumeIntInRange(0, 2))
            }
            said = "".join(f" {key}={quoteattr(value)}" for key, value in given.items())
            parts.append(f"<{stack[-1]}{said}>")
        else:
            parts.append(TEXTS[made.ConsumeIntInRange(0, len(TEXTS) - 1)])
    parts += [f"</{name}>" for name in reversed(stack)]
    return "".join(parts)


def word_parts(made: atheris.FuzzedDataProvider) -> dict[str, str]:
    """The parts of a DOCX file."""

    def part(root: str, names: Sequence[str]) -> str:
        inside = tree(made, [f"w:{name}" for name in names], [f"w:{name}" for name in ATTRIBUTES])
        return f"<w:{root} {_WORD_SPACE}>{inside}</w:{root.split()[0]}>"

    parts = {}
    if made.ConsumeBool():
        parts["word/numbering.xml"] = part("numbering", LISTS)
        parts["word/styles.xml"] = part("styles", STYLES)
        parts["word/footnotes.xml"] = part("footnotes", ["footnote", *WORDS[:8]])
    body = part("body", WORDS).replace(f" {_WORD_SPACE}", "", 1)
    return {**parts, "word/document.xml": f"<w:document {_WORD_SPACE}>{body}</w:document>"}


def open_parts(made: atheris.FuzzedDataProvider) -> dict[str, str]:
    """The parts of an ODT file."""
    inside = tree(made, OPEN_NAMES, OPEN_ATTRIBUTES)
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_OPEN_SPACES}><office:body><office:text>{inside}"
        "</office:text></office:body></office:document-content>",
    }


def pages(made: atheris.FuzzedDataProvider) -> bytes:
    """A PDF with texts, rules and boxes anywhere."""
    drawn = []
    for _ in range(made.ConsumeIntInRange(1, 4)):
        page = Page(rotate=made.ConsumeIntInRange(0, 3) * 90)
        for _ in range(made.ConsumeIntInRange(0, 60)):
            what = made.ConsumeIntInRange(0, 5)
            x, y = made.ConsumeIntInRange(-50, 650), made.ConsumeIntInRange(-50, 900)
            if what <= 2:
                text = made.ConsumeUnicodeNoSurrogates(12)
                latin = text.encode("latin-1", "ignore").decode("latin-1").replace("\n", " ")
                page.text(x, y, latin, made.ConsumeIntInRange(0, 40))
            elif what == 3:
                page.line(x, y, x + made.ConsumeIntInRange(-400, 400), y)
            elif what == 4:
                page.line(x, y, x, y + made.ConsumeIntInRange(-400, 400))
            else:
                xs = [x + 40 * n for n in range(made.ConsumeIntInRange(1, 6))]
                page.grid(xs, [y + 20 * n for n in range(made.ConsumeIntInRange(1, 8))])
        drawn.append(page)
    return pdf(*drawn)
