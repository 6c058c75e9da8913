"""Make the PDF fixtures in ``pdf/`` and, beside each, what it says (``.json``).

All contents are invented. Needs python-docx and LibreOffice (``soffice``) with the fonts
Noto Sans CJK TC, Noto Serif CJK TC, AR PL UMing TW and Liberation Serif; run by hand, the
results are committed: ``python tests/reports/make_pdf_fixtures.py``.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
SENTENCES = """
本次研習由虛構國公共行政學院協助規劃,課程涵蓋數位治理、人才發展與永續政策三大面向。
講座指出,資料共享並非單純的技術問題,而是機關之間能否建立信任的問題。
該國自 2019 年起推動單一入口網,使用率由 37%提升至 82.5%,民眾滿意度亦逐年成長。
訪團並參訪 Harbour Innovation Campus,瞭解其如何以 living lab 的方式驗證新服務。
例如市政府與大學合作建置「數位孿生」(Digital Twin),模擬交通、能源及用水的變化。
相較之下,我國各機關的系統多半各自建置,介接時須逐案協商,成本不易降低。
Resource-efficient computing 是該學院近年的重點,強調以較少的能源完成相同的工作。
受訪者 Dr. Anna van der Berg 表示,領導者最重要的能力是在不確定之中仍能做出決定。
為此,訓練課程採小組研討、個案分析及實地參訪等方式進行,並安排學員輪流擔任主持人。
值得注意的是,離岸風場的營運期長達 25 年,除役成本必須在規劃之初即納入考量。
整體而言,制度的韌性來自平時的演練,而非危機發生後的補救。
學員於討論中提出,若能將 AI 工具導入公文撰擬,預期每年可節省約 1,200 小時的人力。
""".strip().splitlines()


FULL_WIDTH = str.maketrans(",:;!?()", "，：；！？（）")


def full_width(text: str) -> str:
    """Punctuation next to Chinese as reports print it: full-width."""
    return re.sub(r"(?<=[^\x00-\x7f])[,:;!?()]|[()](?=[^\x00-\x7f])", _wide, text)


def _wide(found: re.Match[str]) -> str:
    return found.group().translate(FULL_WIDTH)


class Maker:
    """A document under construction, and the list of what stands in it."""

    def __init__(self, east: str, latin: str, size: float, seed: int, wide: bool = True) -> None:
        self.doc: Any = Document()
        self.said: list[Any] = []
        self.random = random.Random(seed)
        chosen = self.random.sample(SENTENCES, 4)  # few glyphs make a small file
        self.sentences = [full_width(text) if wide else text for text in chosen]
        self.east, self.latin, self.size = east, latin, size
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(3)
        section.top_margin = section.bottom_margin = Cm(2.54)
        style = self.doc.styles["Normal"]
        style.paragraph_format.space_after = Pt(0)
        self.font(style.font, size)

    def font(self, font: Any, size: float, bold: bool = False) -> None:
        font.name, font.size, font.bold = self.latin, Pt(size), bold
        fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), self.east)

    def text(self, least: int, most: int) -> str:
        count = self.random.randint(least, most)
        return "".join(self.random.choice(self.sentences) for _ in range(count))

    def add(
        self, text: str, *, size: float | None = None, bold: bool = False, **layout: Any
    ) -> Any:
        paragraph = self.doc.add_paragraph()
        self.font(paragraph.add_run(text).font, size or self.size, bold)
        for name, value in layout.items():
            if name == "align":
                paragraph.alignment = value
            else:
                setattr(paragraph.paragraph_format, name, value)
        if text.strip():
            self.said.append(["p", text])
        return paragraph

    def table(
        self,
        rows: list[list[str | None]],
        widths: list[float],
        *,
        header: bool = True,
        shade: str = "",
        size: float = 11,
        grid: bool = True,
    ) -> Any:
        """A table; ``None`` is merged with what is above it, ``"<"`` with what is to its left."""
        table = self.doc.add_table(len(rows), len(widths))
        table.style = "Table Grid" if grid else "Normal Table"
        table.autofit = False
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                cell = table.cell(r, c)
                cell.width = Cm(widths[c])
                if text not in (None, "<"):
                    self._fill(cell, text or "", size, bold=header and r == 0)
                    if shade and header and r == 0:
                        self._shade(cell, shade)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text in (None, "<"):
                    self._merge(table, rows, r, c)
        if header:
            self._flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row in rows:
            cells = [None if cell == "<" else cell for cell in row]
            # Without rules a row is a line with tabs.
            self.said.append(
                ["r", cells] if grid else ["p", "\t".join(cell or "" for cell in cells)]
            )
        return table

    def _fill(self, cell: Any, text: str, size: float, bold: bool) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self.font(paragraph.add_run(line).font, size, bold)

    @staticmethod
    def _merge(table: Any, rows: list[list[str | None]], r: int, c: int) -> None:
        if rows[r][c] == "<":
            last = c
            while last + 1 < len(rows[r]) and rows[r][last + 1] == "<":
                last += 1
            if rows[r][c - 1] != "<":
                table.cell(r, c - 1).merge(table.cell(r, last))
        elif rows[r - 1][c] is not None:
            last = r
            while last + 1 < len(rows) and rows[last + 1][c] is None:
                last += 1
            table.cell(r - 1, c).merge(table.cell(last, c))

    @staticmethod
    def _flag(parent: Any, tag: str, **attributes: str) -> None:
        element = OxmlElement(tag)
        for name, value in attributes.items():
            element.set(qn(f"w:{name}"), value)
        parent.append(element)

    def _shade(self, cell: Any, color: str) -> None:
        self._flag(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=color)

    def running(self, footer: str, header: str = "", section: int = 0) -> None:
        """A head, and a foot in which ``#`` is the page number."""
        part = self.doc.sections[section]
        if header:
            part.header.is_linked_to_previous = False
            self.font(part.header.paragraphs[0].add_run(header).font, 9)
        part.footer.is_linked_to_previous = False
        paragraph = part.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, after = footer.split("#")
        self.font(paragraph.add_run(before).font, 9)
        run = paragraph.add_run()
        self.font(run.font, 9)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            if kind:
                self._flag(run._r, "w:fldChar", fldCharType=kind)
            else:
                element = OxmlElement("w:instrText")
                element.text = text
                run._r.append(element)
        self.font(paragraph.add_run(after).font, 9)

    def numbering(self, section: int, form: str, start: int = 1) -> None:
        self._flag(self.doc.sections[section]._sectPr, "w:pgNumType", fmt=form, start=str(start))

    def save(self, name: str, folder: Path) -> None:
        path = folder / f"{name}.docx"
        self.doc.save(path)
        soffice = shutil.which("soffice") or "soffice"
        command = [soffice, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(folder / f"{name}.pdf", HERE / "pdf" / f"{name}.pdf")
        said = ",\n".join(json.dumps(item, ensure_ascii=False) for item in self.said)
        (HERE / "pdf" / f"{name}.json").write_text(f"[\n{said}\n]\n", encoding="utf-8")


def headings(maker: Maker, number: int) -> None:
    """A chapter head, one that wraps, and list-like heads."""
    han = "壹貳參肆伍陸"[number]
    maker.add(
        f"{han}、第{'一二三四五六'[number]}部分的心得", size=18, bold=True, space_before=Pt(12)
    )
    maker.add(
        "一、參訪虛構國聯邦政策與支助公共服務部"
        "(Federal Public Service Policy and Support)的數位化與簡化",
        size=14,
        bold=True,
        space_before=Pt(6),
    )


def indented() -> Maker:
    """First-line indent, justified, 12 pt, running head, 第 n 頁; paragraphs over pages."""
    maker = Maker("Noto Serif CJK TC", "Liberation Serif", 12, 1)
    maker.running("第 # 頁", "虛構國研習報告(測試用)")
    for chapter in range(4):
        headings(maker, chapter)
        for _ in range(7):
            maker.add(
                maker.text(2, 7),
                first_line_indent=Pt(24),
                line_spacing=1.5,
                align=WD_ALIGN_PARAGRAPH.JUSTIFY,
            )
        for mark in ("(一)", "(二)"):
            maker.add(mark + maker.text(1, 3), first_line_indent=Pt(24), line_spacing=1.5)
    return maker


def spaced() -> Maker:
    """No indent but space between paragraphs, 14 pt, roman front matter, hanging lists."""
    maker = Maker("AR PL UMing TW", "AR PL UMing TW", 14, 2, wide=False)
    center = WD_ALIGN_PARAGRAPH.CENTER
    maker.add("出國報告(出國類別:研習)", size=20, bold=True, align=center, space_after=Pt(30))
    maker.add(
        "虛構人才培育方案一百二十年訓練決策發展與領導發展國外研習成果報告",
        size=20,
        bold=True,
        align=center,
    )
    for line in ("主辦機關:虛構人力發展中心", "報告人員:王小明等 12 人", "派赴國家:虛構國、想像國"):
        maker.add(line, space_before=Pt(14))
    maker.add("摘要", size=18, bold=True, page_break_before=True)
    for _ in range(4):
        maker.add(maker.text(2, 5), space_after=Pt(8))
    maker.doc.add_section(WD_SECTION.NEW_PAGE)
    maker.running("- # -", section=0)
    maker.running("- # -", section=1)
    maker.numbering(0, "lowerRoman")
    maker.numbering(1, "decimal")
    for chapter in range(2):
        headings(maker, chapter)
        for item in range(1, 6):
            maker.add(
                f"{item}. " + maker.text(1, 4),
                left_indent=Pt(42),
                first_line_indent=Pt(-21),
                space_after=Pt(8),
            )
        for _ in range(5):
            maker.add(maker.text(2, 5), space_after=Pt(8))
        for item in ("●研習課程", "●參訪行程(Study visits)"):
            maker.add(item, space_after=Pt(8))
        for caption in ("講座與學員合影", "學員專注聆聽講座授課", "學員代表致贈講座禮物"):
            maker.add(caption, size=12, align=center)
    return maker


def tight() -> Maker:
    """Neither indent nor space between paragraphs: numbering and full stops must tell."""
    maker = Maker("Noto Sans CJK TC", "Noto Sans CJK TC", 12, 3)
    maker.running("#/9")
    for chapter in range(3):
        headings(maker, chapter)
        for item in "一二三四五六七八":
            maker.add(f"({item})" + maker.text(1, 4))
    return maker


def people(count: int, maker: Maker) -> list[list[str | None]]:
    agencies = [
        "虛構市政府",
        "想像部綜合規劃司",
        "虛擬委員會北區服務處及其所屬訓練中心籌備處",
        "假想縣議會",
    ]
    names = ["王小明", "李大華", "陳 平", "歐陽安安", "拉娃·尤幹", "張三"]
    rows: list[list[str | None]] = [["編號", "服務機關", "職稱", "姓名", "官職等"]]
    for number in range(1, count + 1):
        pick = maker.random.choice
        grade = pick(["簡任第十職等", "", "薦任第九職等"])
        rows.append(
            [
                str(number),
                pick(agencies),
                pick(["科長", "專門委員", "研究員兼組長"]),
                pick(names),
                grade,
            ]
        )
    return rows


def timetable(maker: Maker, days: int) -> list[list[str | None]]:
    """Five columns, dates merged over the day, long cells, entries without time."""
    rows: list[list[str | None]] = [["日期", "時間", "課程(參訪)主題", "講座", "地點"]]
    rows.append(["國內課程", "<", "<", "<", "<"])
    for day in range(1, days + 1):
        date: str | None = f"9月{day}日\n(星期{'一二三四五六日'[day % 7 - 1]})"
        for start in (9, 12, 14, 16):
            time = "" if start == 12 else f"{start:02}:00-{start + 1:02}:30"
            title, speaker = "午餐", ""
            if start != 12:
                count = maker.random.randint(1, 4)
                topics = [
                    f"{n}. {maker.random.choice(maker.sentences)[:-1]}" for n in range(1, count + 1)
                ]
                title = "專題演講:\n" + "\n".join(topics)
                speaker = "Dr. Anna van der Berg (Director-General)"
            rows.append(
                [date, time, title, speaker, "" if start == 12 else "公共行政學院 A301 教室"]
            )
            date = None
    return rows


def tables() -> Maker:
    """Rosters over pages, two tables on one page, a timetable whose rows split, landscape."""
    maker = Maker("AR PL UMing TW", "Liberation Serif", 12, 4)
    maker.running("#")
    maker.add("出國人員名單", size=16, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    maker.table(people(60, maker), [1.5, 5.5, 3, 2.5, 2.5], shade="D9E2F3")
    maker.add("工作人員名單如下:", space_before=Pt(12))
    maker.table([["職稱", "姓名"], ["領隊", "趙錢孫"], ["隨團人員", "周吳鄭"]], [4, 4])
    maker.add("以上名單依報名順序排列。" + maker.text(2, 3), space_before=Pt(6))
    section = maker.doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    maker.add("附錄一、課程表", size=16, bold=True)
    maker.table(timetable(maker, 8), [2.5, 3, 10, 4, 4])
    maker.add(maker.text(4, 5), space_before=Pt(6), first_line_indent=Pt(24))
    return maker


def photos() -> Maker:
    """A borderless grid of captions, and contents with leaders."""
    maker = Maker("Noto Serif CJK TC", "Liberation Serif", 12, 5)
    maker.running("#")
    maker.add("目錄", size=16, bold=True)
    for number, title in enumerate(("壹、目的", "貳、過程", "參、心得及建議", "附錄:研習照片"), 1):
        paragraph = maker.add(f"{title}\t{number}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), 2, 1)
    maker.add("附錄:研習照片", size=16, bold=True, page_break_before=True)
    captions = ["講座與學員合影", "學員專注聆聽講座授課", "參訪港務局", "致贈紀念品"]
    for row in range(3):
        maker.add(f"●9月{row + 1}日(星期一)", space_before=Pt(12))
        pair = [captions[row], captions[row + 1]]
        maker.table([list(pair)], [7.5, 7.5], header=False, grid=False)
    maker.add(maker.text(3, 4), first_line_indent=Pt(24))
    return maker


MAKERS: dict[str, Callable[[], Maker]] = {
    "indented": indented,
    "spaced": spaced,
    "tight": tight,
    "tables": tables,
    "photos": photos,
}


def locked(folder: Path) -> None:
    """A file that asks for a password."""
    maker = Maker("AR PL UMing TW", "Liberation Serif", 12, 6)
    maker.add("測試")
    path = folder / "locked.docx"
    maker.doc.save(path)
    options = '{"EncryptFile":{"type":"boolean","value":"true"},'
    options += '"DocumentOpenPassword":{"type":"string","value":"tour"}}'
    command = ["soffice", "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    shutil.copy(folder / "locked.pdf", HERE / "pdf" / "locked.pdf")


def main() -> None:
    (HERE / "pdf").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        locked(Path(folder))
        for name, make in MAKERS.items():
            make().save(name, Path(folder))


if __name__ == "__main__":
    main()
