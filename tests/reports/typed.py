"""Reports typed in Word line by line, with the tables that an attentive reader would write.

A description in ``content/`` prints a report from above to below, and says beside each line what it is:
what no model of a report foresees (footnotes, several things in a cell, a table of recommendations)
is typed as an office types it.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from .expected import count_chars
from .form_docx import CELL, add_field, picture, set_font
from .model import plain

Row = dict[str, Any]
#: Level in the contents, heading as printed, its number, its title.
Entry = tuple[int, str, str, str]
CHAR, FONT = 12, "Noto Serif CJK TC"
COLUMNS = {
    "participants": "order role agency unit title name group grade branch level tier parent",
    "sessions": "session date start end end_inferred minutes kind title title_en speakers place part"
    " theme detail",
    "themes": "theme title",
    "sections": "section parent depth number title chapter theme text chars",
    "visits": "section theme title date start end place speakers session",
    "recommendations": "topic topic_title item depth title text chars theme horizon lead_agency"
    " co_agencies",
    "photos": "date event caption",
    "toc": "number title page",
}
#: Columns that are left out where a report tells them nowhere.
UNTOLD = {"recommendations": "theme"}
ROLES = {"團長": "leader", "副團長": "deputy_leader", "工作人員": "staff", "": "member"}
#: A footnote stands in its sentence: 未支用數得提存{{須經同意。}}。
NOTE = re.compile(r"\{\{(.*?)\}\}")
FOOTNOTE = (
    '<w:footnote w:id="{}" {}><w:p><w:pPr><w:spacing w:after="0" w:line="240"/></w:pPr>{}</w:p>'
    "</w:footnote>"
)
RUN = "<w:r><w:rPr>{}<w:sz w:val='18'/></w:rPr>{}</w:r>"


class Typed:
    """A report that is being typed; ``styled`` where its headings have the styles of headings."""

    def __init__(self, name: str, pages: dict[str, str], *, styled: bool) -> None:
        self.name, self.pages, self.styled = name, pages, styled
        self.document = docx.Document()
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self.meta: Row = {}
        self.notes: list[str] = []
        self.open: list[Row] = []  # the sections that the next line stands in
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(CHAR)
        normal.paragraph_format.space_after = Pt(4)
        normal.paragraph_format.line_spacing = 1.3
        set_font(normal.element.get_or_add_rPr(), FONT)
        for level in range(1, 4):
            heading = self.document.styles[f"Heading {level}"]
            heading.font.size, heading.font.color.rgb = Pt(17 - 1.2 * level), None
            set_font(heading.element.get_or_add_rPr(), FONT)

    # --- pages and paragraphs ---

    def part(self, numbers: str) -> None:
        """Begin pages that are counted anew in such numbers."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.footer.is_linked_to_previous = False
        foot = section.footer.paragraphs[0]
        foot.alignment = ALIGN.CENTER
        add_field(foot, "PAGE")
        kind = OxmlElement("w:pgNumType")
        kind.set(qn("w:fmt"), numbers)
        kind.set(qn("w:start"), "1")
        section._sectPr.append(kind)

    def page(self) -> None:
        self.document.add_page_break()

    def put(
        self, text: str, size: float | None = None, *, align: Any = None, bold: bool = False,
        style: str | None = None, left: float = 0, first: float = 0, after: float | None = None,
    ) -> Any:  # fmt: skip
        """Print a paragraph, with its footnotes; what it says is told by whoever calls this."""
        paragraph = self.document.add_paragraph(style=style)
        for at, piece in enumerate(NOTE.split(text)):
            run = paragraph.add_run("" if at % 2 else piece)
            run.bold = bold or None
            run.font.size = Pt(size) if size else None
            if at % 2:
                self.notes.append(piece)
                run.font.superscript = True
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(len(self.notes)))
                run._r.append(reference)
        form = paragraph.paragraph_format
        form.alignment = align
        form.left_indent = Pt(left * CHAR) if left else None
        form.first_line_indent = Pt(first * CHAR) if first else None
        form.space_after = None if after is None else Pt(after)
        return paragraph

    def centre(self, text: str, size: float = CHAR, after: float = 12) -> None:
        self.put(text, size, align=ALIGN.CENTER, after=after)

    def contents(self, entries: Sequence[Entry], title: str) -> None:
        self.centre(title, 15)
        for level, printed, number, name in entries:
            page = self.pages.get(printed, "0")
            form = self.put(f"{printed}\t{page}", left=2 * level).paragraph_format
            form.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            roman = not page.isdigit()
            self._add("toc", number=number, title=plain(name), page=None if roman else page)

    def _add(self, table: str, **cells: Any) -> Row:
        self.rows[table].append(cells)
        return cells

    # --- body ---

    def head(
        self, depth: int, number: str, title: str, printed: str | None = "", *,
        chapter: str | None = None, theme: int | None = None, left: float | None = None,
    ) -> None:  # fmt: skip
        """A heading, printed as 壹、緣起 where nothing else is said; ``None``: printed elsewhere."""
        while self.open and self.open[-1]["depth"] >= depth:
            self.open.pop()
        above = self.open[-1] if self.open else {}
        row = self._add(
            "sections", section=len(self.rows["sections"]) + 1, parent=above.get("section"),
            depth=depth, number=number, title=plain(title), text="", chars=0,
            chapter=above.get("chapter") if chapter is None else chapter,
            theme=theme or above.get("theme"),
        )  # fmt: skip
        self.open.append(row)
        if printed is None:
            return
        printed = printed or f"{number}、{title}"
        if self.styled and depth <= 3:
            self.put(printed, style=f"Heading {depth}")
        else:
            indent = max(0, depth - 2) if left is None else left
            self.put(printed, 14 if depth == 1 else None, bold=depth < 4, left=indent)

    def says(self, text: str) -> None:
        """What the text of the section holds: a paragraph, its footnotes behind it."""
        row = self.open[-1]
        said = [NOTE.sub("", text), *NOTE.findall(text)]
        row["text"] = "\n".join(filter(None, [row["text"], *map(plain, said)]))
        row["chars"] = count_chars(row["text"])

    def text(self, *paragraphs: str) -> None:
        for each in paragraphs:
            self.put(each, align=ALIGN.JUSTIFY, first=2)
            self.says(each)

    def item(self, depth: int, printed: str, number: str, text: str, lead: str = "") -> None:
        """A numbered item, with its lead before a colon or without one."""
        self.head(depth, number, lead, None)
        said = f"{printed}{lead}：{text}" if lead else f"{printed}{text}"
        self.put(said, align=ALIGN.JUSTIFY, left=depth, first=-2)
        self.says(text)

    def visit(
        self, fields: Sequence[tuple[str, str]], day: str, start: str, end: str, place: str,
        speakers: str, session: int, *, mark: str = "：",
    ) -> None:  # fmt: skip
        """The fields of the visit that the open heading names; speakers joined by ``|``."""
        for label, value in fields:
            form = self.put(f"{label}{mark}{value}", left=1).paragraph_format
            if mark == "\t":
                form.tab_stops.add_tab_stop(Cm(3.5))
        row = self.open[-1]
        self.rows["sessions"][session - 1]["theme"] = row["theme"]
        self._add(
            "visits", section=row["section"], theme=row["theme"], title=row["title"], date=day,
            start=f"{day}T{start}", end=f"{day}T{end}", place=plain(place), speakers=speakers,
            session=session,
        )  # fmt: skip

    def advice(
        self, topic: int, topic_title: str, item: str, title: str, text: str, lead: str = "",
        others: str = "", *, theme: int | None = None,
    ) -> None:  # fmt: skip
        self._add(
            "recommendations", topic=topic, topic_title=plain(topic_title), item=item, depth=1,
            title=plain(title), text=plain(text), chars=count_chars(plain(text)), theme=theme,
            lead_agency=lead, co_agencies=others,
        )  # fmt: skip

    # --- what is only said: the tables of the timetable are printed by ``table`` ---

    def person(
        self, role: str, agency: str, title: str, name: str, place: tuple[str, str, str, str]
    ) -> None:
        branch, level, tier, parent = place
        self._add(
            "participants", order=len(self.rows["participants"]) + 1, role=ROLES[role],
            agency=agency, title=title, name=name, branch=branch, level=level, tier=tier,
            parent=parent,
        )  # fmt: skip

    def session(
        self, day: str, start: str, end: str, kind: str, title: str, speakers: str = "",
        place: str = "", *, part: str = "abroad", inferred: bool = False,
    ) -> None:  # fmt: skip
        minutes = None
        if start and end:
            (a, b), (c, d) = (map(int, clock.split(":")) for clock in (start, end))
            minutes = 60 * (c - a) + d - b
        self._add(
            "sessions", session=len(self.rows["sessions"]) + 1, date=day,
            start=start and f"{day}T{start}", end=end and f"{day}T{end}",
            end_inferred=str(inferred).lower(), minutes=minutes, kind=kind, title=plain(title),
            speakers=speakers, place=place, part=part, theme=None,
        )  # fmt: skip

    def themes(self, *titles: str) -> None:
        for number, title in enumerate(titles, 1):
            self._add("themes", theme=number, title=plain(title))

    # --- pictures and tables ---

    def photo(self, printed: str, day: str, event: str, caption: str) -> None:
        """A picture among the text, its caption below it."""
        self._picture(self.document.add_paragraph())
        self.put(printed, 11, align=ALIGN.CENTER)
        self._add("photos", date=day, event=plain(event), caption=plain(caption))

    def photos(self, groups: Sequence[tuple[str, str, str, Sequence[tuple[str, str]]]]) -> None:
        """A table of pictures: head of a group, day, event, and two captions as printed and bare."""
        table = self.document.add_table(0, 2, style="Table Grid")
        for head, day, event, captions in groups:
            first, last = table.add_row().cells
            first.merge(last).text = head
            pictures, texts = table.add_row().cells, table.add_row().cells
            for image, cell, (printed, caption) in zip(pictures, texts, captions, strict=True):
                self._picture(image.paragraphs[0])
                cell.text = printed
                self._add("photos", date=day, event=plain(event), caption=plain(caption))

    def _picture(self, paragraph: Any) -> None:
        paragraph.alignment = ALIGN.CENTER
        paragraph.add_run().add_picture(picture(), width=Cm(4.5))

    def table(
        self, rows: Sequence[tuple[str | None, ...]], widths: Sequence[float], *, size: float = 11,
        headed: bool = True,
    ) -> None:  # fmt: skip
        """A table; a row of one cell reaches over all columns, ``None`` belongs to the cell above."""
        table = self.document.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = table.cell(at, place)
                if len(row) == 1:
                    cell = cell.merge(table.cell(at, len(widths) - 1))
                cell.width = Cm(sum(widths) if len(row) == 1 else widths[place])
                if text is not None:
                    cell.text, *others = text.split("\n")
                    for line in others:
                        cell.add_paragraph(line)
                    down = at
                    while down + 1 < len(rows) and rows[down + 1][place : place + 1] == (None,):
                        down += 1
                    if down > at:
                        cell = cell.merge(table.cell(down, place))
                        cell.vertical_alignment = CELL.CENTER
                        for empty in cell.paragraphs[1 + len(others) :]:
                            empty._p.getparent().remove(empty._p)
        for paragraph in (p for row in table.rows for cell in row.cells for p in cell.paragraphs):
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.1
            for run in paragraph.runs:
                run.font.size = Pt(size)
        if headed:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    # --- files ---

    def save(self, path: Path) -> None:
        notes = [
            FOOTNOTE.format(-1, 'w:type="separator"', "<w:r><w:separator/></w:r>"),
            FOOTNOTE.format(
                0, 'w:type="continuationSeparator"', "<w:r><w:continuationSeparator/></w:r>"
            ),
        ]
        raised = RUN.format("<w:vertAlign w:val='superscript'/>", "<w:footnoteRef/>")
        for number, text in enumerate(self.notes, 1):
            said = RUN.format("", f"<w:t xml:space='preserve'> {text}</w:t>")
            notes.append(FOOTNOTE.format(number, "", raised + said))
        main = self.document.part
        kind = main.content_type.replace("document.main", "footnotes")
        xml = f"<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), kind, xml, main.package)
        if self.notes:
            main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.document.core_properties.author = "虛構測試資料"
        self.document.save(str(path))

    def write_expected(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        meta = json.dumps(self.meta, ensure_ascii=False, indent=2)
        (folder / "meta.json").write_text(meta + "\n", encoding="utf-8")
        for table, columns in COLUMNS.items():
            names, rows = columns.split(), self.rows[table]
            if (untold := UNTOLD.get(table)) and all(row[untold] is None for row in rows):
                names.remove(untold)
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)


def make(
    build: Callable[[dict[str, str]], Typed], entries: Sequence[Entry], into: Path,
    convert: Callable[[Path, str], None],
) -> None:  # fmt: skip
    """Write a report and its tables; once to see its pages, and again with these in its contents."""
    pages: dict[str, str] = {}
    for _time in range(2):
        report = build(pages)
        folder = into / report.name
        report.write_expected(folder / "expected")
        report.save(folder / "report.docx")
        for form in ("pdf", "odt"):
            convert(folder / "report.docx", form)
        pages = _pages(folder / "report.pdf", entries)


def _pages(path: Path, entries: Sequence[Entry]) -> dict[str, str]:
    """Heading as printed → the number of its page as printed."""
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, str] = {}
    for page in text.split("\f"):
        lines = ["".join(line.split()) for line in page.splitlines() if line.strip()]
        if any("....." in line for line in lines):
            continue  # the contents
        for _level, printed, *_rest in entries:
            if "".join(printed.split()) in lines:
                found.setdefault(printed, lines[-1])
    return found
