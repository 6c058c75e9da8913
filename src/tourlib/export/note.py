"""``briefing.docx``: the story as a note of some pages, to be edited in Word.

All formatting uses styles (title, headings, caption, list); the numbers 一、（一）1. are Word's
own; tables are tables; charts are pictures with alternative text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tourlib.charts.house import GREY_INK, INK, accent, house
from tourlib.charts.style import body_png
from tourlib.export.briefing import Section, Story
from tourlib.export.native import as_rows, column_widths, has_number, locale
from tourlib.export.packing import write_package
from tourlib.labels import label
from tourlib.question import Answer

#: A4 with its margins, and the width of the text, in points.
_PAGE, _MARGIN = (595.3, 841.9), 56.0
_WIDE = _PAGE[0] - 2 * _MARGIN
#: Size in inches at which charts are drawn for the right font size; pictures are higher.
_CHART, _PICTURE = (9.0, 5.2), (9.0, 5.9)
#: Font sizes of the styles in points, and the space before and after.
_STYLES = {
    "Title": (20.0, 0.0, 6.0), "Subtitle": (12.0, 0.0, 4.0), "Heading 1": (15.0, 14.0, 6.0),
    "Heading 2": (12.0, 6.0, 2.0), "Normal": (10.5, 0.0, 3.0), "List Number": (10.5, 0.0, 1.0),
    "List": (10.5, 0.0, 1.0), "Table Text": (10.0, 0.0, 0.0), "Caption": (9.5, 2.0, 6.0), "Footer": (9.0, 0.0, 0.0),
}  # fmt: skip
_BOLD, _QUIET = ("Title", "Heading 1", "Heading 2"), ("Subtitle", "Caption", "Footer")
#: Word's numbering 一、（一）1. (in English 1. 1.1 1.): format, text, style and indent (twips) of
#: each level.
_LEVELS = {
    "zh": (
        ("taiwaneseCountingThousand", "%1、", "Heading 1", 600),
        ("taiwaneseCountingThousand", "（%2）", "Heading 2", 720),
        ("decimal", "%3.", "List Number", 360),
    ),
    "en": (
        ("decimal", "%1. ", "Heading 1", 360),
        ("decimal", "%1.%2 ", "Heading 2", 480),
        ("decimal", "%3.", "List Number", 360),
    ),
}
_NUMBERS = 90  # higher than those in the library's own file
#: Maximum length of a list that stays on one page; separator within a line.
_SHORT, _BETWEEN = 8, {"zh": "　", "en": "   "}


def write_note(story: Story, path: Path) -> Path:
    """Write the note: title, summary, and the sections of the story without its appendix.

    Args:
        story: of :func:`tourlib.export.briefing.story`.
        path: the file to write.

    Returns:
        ``path``; equal stories give equal bytes.

    Raises:
        ReportError: the file cannot be written.
    """
    from docx import Document

    file = Document()
    _set_up(file, story)
    file.add_paragraph(story.title, "Title")
    for line in (story.head, story.journey, story.source):
        if line:
            file.add_paragraph(line, "Subtitle")
    file.add_heading(label("story.summary", story.lang), 1)
    if story.figures.grid is not None:
        _table(file, as_rows(story.figures.grid), story.figures)
    for block in story.summary:
        file.add_heading(block.heading, 2)
        _list(file, block.lines)
    for section in story.sections:
        if section.name != "appendix":  # the appendix is only in slides, page and workbook
            _section(file, section)
    return write_package(file, path, story.title, locale(story.lang))


def _section(file: Any, section: Section) -> None:
    """Write each answer under its finding, with its chart, table or list."""
    file.add_heading(section.heading, 1)
    for answer in (part for whole in section.answers for part in (whole, *whole.parts)):
        file.add_heading(answer.headline, 2)
        if answer.lead:
            file.add_paragraph(answer.lead).paragraph_format.keep_with_next = True
        if answer.kind == "list":
            _list(file, answer.brief)
        elif answer.kind == "heat" and answer.grid is not None:
            _caption(file, "note.table", answer, answer.shown)
            _table(file, as_rows(answer.grid), answer)
        else:
            _pictures(file, answer)


def _list(file: Any, lines: Sequence[str]) -> None:
    """Write a list numbered from 1, unless its lines have numbers of their own. A short list stays
    on one page."""
    own = any(map(has_number, lines)) or all(line[:2].strip().isdecimal() for line in lines)
    style = "List" if own else "List Number"
    for number, line in enumerate(lines, 1):
        form = file.add_paragraph(line, style).paragraph_format
        form.keep_with_next = number < len(lines) <= _SHORT


def _pictures(file: Any, answer: Answer) -> None:
    """Add the pages of a chart, each with a caption."""
    from docx.shared import Pt
    from PIL import Image, ImageOps

    pages = answer.draw(_PICTURE if answer.kind == "picture" else _CHART)
    for page in pages:
        drawn = Image.open(io.BytesIO(body_png(page))).convert("RGB")
        low = (ImageOps.invert(drawn).getbbox() or (0, 0, *drawn.size))[3]
        made = io.BytesIO()
        drawn.crop((0, 0, drawn.width, low)).save(made, "PNG")  # few bars leave room below
        shape = file.add_picture(made, Pt(_WIDE))
        shape._inline.docPr.set("descr", answer.alt)
        form = file.paragraphs[-1].paragraph_format
        form.keep_with_next, form.line_spacing = True, 1.0
        _caption(file, "note.figure", answer, page.shown)


def _table(file: Any, rows: Sequence[Sequence[str]], answer: Answer) -> None:
    """Add a table whose first row is its header, repeated on every page."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    table = file.add_table(len(rows), len(rows[0]), "Table Grid")
    table.autofit = False
    wide = column_widths([list(row) for row in rows], _WIDE)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.columns[x].width = Pt(wide[x])
            cell = table.cell(y, x)
            cell.width = Pt(wide[x])
            cell.text = text
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            for run in paragraph.runs:
                run.font.bold = y == 0
    for line in table.rows:
        form = line._tr.get_or_add_trPr()
        form.append(form.makeelement(qn("w:cantSplit"), {}))
    form = table.rows[0]._tr.trPr
    form.append(form.makeelement(qn("w:tblHeader"), {}))
    look = table._tbl.tblPr
    look.append(look.makeelement(qn("w:tblDescription"), {qn("w:val"): answer.alt}))


def _caption(file: Any, kind: str, answer: Answer, shown: str) -> None:
    """Write number, subject, and what is shown; a table's caption stands above it."""
    name = label(kind, answer.lang)
    paragraph = file.add_paragraph(f"{name} ", "Caption")
    said = [one.text for one in file.paragraphs if one.style.name == "Caption"]
    number = sum(text.startswith(name) for text in said)
    _field(paragraph, f"SEQ {name} \\* ARABIC", str(number))
    named = shown.startswith(answer.heading)
    about = shown if named else label("fact.line", answer.lang, name=answer.heading, values=shown)
    paragraph.add_run(("　" if answer.lang == "zh" else ". ") + about)
    paragraph.paragraph_format.keep_with_next = kind == "note.table"


def _field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word computes, with its text until then."""
    from docx.oxml.ns import qn

    field = paragraph._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): code})
    paragraph.add_run(shown)
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def _set_up(file: Any, story: Story) -> None:
    """Set page, styles, numbering and footer."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    page = file.sections[0]
    page.page_width, page.page_height = map(Pt, _PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Pt(_MARGIN)
    file.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    for name, (size, before, after) in _STYLES.items():
        _style(file.styles[name], size, before, after)
    _numbers(file, _LEVELS[story.lang])
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{story.source}{_BETWEEN[story.lang]}")
    _field(foot, "PAGE", "1")


def _style(style: Any, size: float, before: float, after: float) -> None:
    """Set font, size and spacing of a style, removing the fonts of the library's own file."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    look = style.element.get_or_add_rPr()
    for old in [*look.findall(qn("w:rFonts")), *look.findall(qn("w:lang"))]:
        look.remove(old)
    style.font.name = house().office_font
    look.rFonts.set(qn("w:eastAsia"), house().office_font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), style.name in _BOLD, False
    ink = accent() if style.name == "Heading 1" else GREY_INK if style.name in _QUIET else INK
    style.font.color.rgb = RGBColor.from_string(ink[1:])
    look.append(
        look.makeelement(qn("w:lang"), {qn("w:eastAsia"): "zh-TW", qn("w:val"): locale("en")})
    )  # Latin words marked as Chinese would be broken anywhere
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), Pt(1.3 * size)
    form.keep_with_next = style.name.startswith("Heading")


def _numbers(file: Any, forms: Sequence[tuple[str, str, str, int]]) -> None:
    """Define the numbering of headings and lists, linked with their styles."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{file.styles[style].style_id}"/><w:suff w:val="{"space" if level == 2 else "nothing"}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        for level, (form, text, style, indent) in enumerate(forms)
    )
    numbering = file.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERS}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    ))  # fmt: skip
    number = numbering.add_num(_NUMBERS).numId
    for level, (_form, _text, style, _indent) in enumerate(forms):
        look = file.styles[style].element.get_or_add_pPr()
        for old in look.findall(qn("w:numPr")):
            look.remove(old)
        said = look.get_or_add_numPr()
        said.get_or_add_ilvl().val, said.get_or_add_numId().val = level, number
