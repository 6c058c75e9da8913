"""Blocks → DOCX, laid out as agencies lay out their reports."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as CELL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from PIL import Image

from .layout import Block
from .model import Report, Style

CHAR = 12  # points; one Chinese character of the body
#: kind of number → level of Word's list numbering, with its number format
LEVELS = {
    "壹": (0, "ideographLegalTraditional"),
    "主題一": (1, "taiwaneseCountingThousand"),
    "一": (2, "taiwaneseCountingThousand"),
    "(一)": (3, "taiwaneseCountingThousand"),
    "1": (4, "decimalFullWidth"),
    "(1)": (5, "decimalFullWidth"),
    "a": (6, "lowerLetter"),
}
NUMBERING = 77  # id of the list
#: number of columns → their widths in centimetres
COLUMNS = {
    2: (3.5, 12.5),
    3: (2.2, 4.1, 9.7),
    4: (2.0, 3.5, 4.0, 6.5),
    8: (1.4, 3.2, 1.6, 1.8) * 2,
}
TIMETABLE_OF_FIVE, ROSTER_OF_FIVE = (2.3, 2.8, 5.1, 2.9, 2.9), (2.2, 2.0, 5.8, 2.8, 3.2)


def write_docx(report: Report, parts: Iterable[Block], path: Path) -> None:
    document = docx.Document()
    style = report.style
    _page(document, style)
    if style.auto_numbers:
        _numbering(document, style)
    for block in parts:
        if block.kind in {"table", "roster"}:
            _table(document, block, style)
        elif block.kind == "photos":
            _photo_table(document, block)
        elif block.kind == "break":
            document.add_page_break()
        elif block.kind == "image":
            paragraph = document.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            paragraph.add_run().add_picture(picture(), width=Cm(4))
        else:
            _paragraph(document, block, style)
    document.core_properties.title = ""
    document.core_properties.author = "虛構測試資料"
    document.save(str(path))


def _page(document: Any, style: Style) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.size = Pt(CHAR)
    set_font(normal.element.get_or_add_rPr(), style.font)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.3
    for level in range(1, 5):
        heading = document.styles[f"Heading {level}"]
        heading.font.size = Pt(17 - 1.2 * level)
        heading.font.color.rgb = None
        set_font(heading.element.get_or_add_rPr(), style.head_font)
    if style.running_head:
        head = section.header.paragraphs[0]
        head.text = style.running_head
        head.alignment = ALIGN.CENTER
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    before, after = style.foot.split("{}")
    foot.add_run(before)
    add_field(foot, "PAGE")
    foot.add_run(after)


def set_font(properties: Any, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), name)


def add_field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.append(char)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run.append(instruction)


def _numbering(document: Any, style: Style) -> None:
    """One list of seven levels, so that 壹、 and （一） are in the format, not in the text."""
    root = document.part.numbering_part.element
    levels = ""
    for kind, (level, form) in LEVELS.items():
        text = style.marks[kind].format(f"%{level + 1}")
        indent = 0 if level < 3 else (level - 2) * CHAR * 20
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent + 480}" w:hanging="480"/></w:pPr></w:lvl>'
        )
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    root.insert(0, parse_xml(abstract))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}">'
            f'<w:abstractNumId w:val="{NUMBERING}"/></w:num>'
        )
    )


def _paragraph(document: Any, block: Block, style: Style) -> None:
    headed = block.kind == "heading" and style.heading_styles and block.depth <= 4
    automatic = style.auto_numbers and block.marker and block.kind != "toc"
    paragraph = document.add_paragraph(style=f"Heading {block.depth}" if headed else "Normal")
    text = block.text if automatic else f"{block.marker}{block.text}"
    run = paragraph.add_run(text)
    form = paragraph.paragraph_format
    if block.kind in {"big", "title", "label", "small", "centre", "caption"}:
        sizes = {"title": 22, "label": 15, "centre": 15, "small": 10}
        run.font.size = Pt(sizes.get(block.kind, CHAR))
        paragraph.alignment = ALIGN.LEFT if block.kind == "label" else ALIGN.CENTER
        form.space_after = Pt(14 if block.kind in {"title", "label"} else 6)
    elif block.kind == "toc":
        form.tab_stops.add_tab_stop(Cm(15.5), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        form.left_indent = Pt(CHAR * (block.depth - 1))
        paragraph.add_run(f"\t{block.page}")
    elif block.kind == "para":
        paragraph.alignment = ALIGN.JUSTIFY
        form.first_line_indent = Pt(2 * CHAR)
        form.left_indent = Pt(CHAR * max(0, block.depth - 3))
    elif block.kind in {"item", "field"}:
        paragraph.alignment = ALIGN.JUSTIFY
        left = CHAR * max(0, block.depth - 2)
        form.left_indent = Pt(left + 2 * CHAR if style.hanging else left)
        form.first_line_indent = Pt(-2 * CHAR if style.hanging else 0)
    elif block.kind == "heading" and not headed:
        run.bold = True
        form.space_before = Pt(6)
    if automatic:
        form.left_indent = form.first_line_indent = None
        level = LEVELS[block.level][0]
        number = (
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{NUMBERING}"/></w:numPr>'
        )
        paragraph._p.get_or_add_pPr().append(parse_xml(number))


def _table(document: Any, block: Block, style: Style) -> None:
    width = len(block.rows[0])
    five = TIMETABLE_OF_FIVE if block.kind == "table" else ROSTER_OF_FIVE
    widths = five if width == 5 else COLUMNS[width]
    table = document.add_table(rows=len(block.rows), cols=width, style=style.table_style)
    table.autofit = False
    for column, centimetres in zip(table.columns, widths, strict=True):
        column.width = Cm(centimetres)
    for i, row in enumerate(block.rows):
        for j, text in enumerate(row):
            cell = table.cell(i, j)
            cell.width = Cm(widths[j])
            if text is not None:
                cell.text = text
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(11)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if not style.rows_may_split:
        for table_row in table.rows:
            table_row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for i in block.bands:
        table.cell(i, 0).merge(table.cell(i, width - 1))
    if block.kind == "table":
        _merge_days(table, block)
    document.add_paragraph()


def _merge_days(table: Any, block: Block) -> None:
    """The date cell over its day, the date in the middle."""
    first = 0
    for i in range(1, len(block.rows) + 1):
        ends = i == len(block.rows) or block.rows[i][0] is not None
        if ends:
            if i - 1 > first > 0 and first not in block.bands:
                text = table.cell(first, 0).text
                cell = table.cell(first, 0).merge(table.cell(i - 1, 0))
                cell.text = text
                cell.vertical_alignment = CELL.CENTER
            first = i


def _photo_table(document: Any, block: Block) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for captions in block.rows:
        pictures, texts = table.add_row().cells, table.add_row().cells
        for picture, cell, caption in zip(pictures, texts, captions, strict=True):
            if caption:
                picture.paragraphs[0].add_run().add_picture(picture(), width=Cm(5))
                cell.text = caption
    document.add_paragraph()


def picture() -> io.BytesIO:
    """A small picture of nothing: sky over a field."""
    image = Image.new("RGB", (48, 32), (170, 200, 230))
    image.paste((120, 160, 110), (0, 20, 48, 32))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream
