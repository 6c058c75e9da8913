"""Footnotes: behind the paragraph that refers to them, in every form that a report is saved in."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

import tourlib
from random_reports.files import convert, needs_writer
from random_reports.words import paragraph
from tourlib.report import Report
from tourlib.text import normalize

COVER = [
    "考察綠能政策出國報告", "服務機關：經濟部", "派赴國家：丹麥", "出國期間：116年5月3日至5月9日",
    "壹、目的",
]  # fmt: skip
FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:text-properties
 style:font-name-asian="Noto Serif CJK TC" fo:font-size="12pt" style:font-size-asian="12pt"/>
</style:style><style:style style:name="Footnote" style:family="paragraph"
 style:parent-style-name="Standard"><style:text-properties fo:font-size="9pt"
 style:font-size-asian="9pt"/></style:style></office:styles>
<office:body><office:text>{}</office:text></office:body></office:document>"""
NOTE = (
    '<text:note text:id="f{0}" text:note-class="footnote"><text:note-citation>{0}'
    '</text:note-citation><text:note-body><text:p text:style-name="Footnote">{1}</text:p>'
    "</text:note-body></text:note>"
)


def noted(number: int) -> str:
    return f"參見 Energy Outlook (2024), p. {number}2，該書每年更新，並附有各部門之預測資料供參，查閱日期為116年6月{number}日。"


def write(path: Path) -> list[str]:
    """Write the report; the texts of its sections, notes behind them."""
    draw, expected, number = Random(3), [], 0
    printed = list(COVER)
    for chapter in ("貳、過程", "參、心得", "肆、建議"):
        printed.append(chapter)
        for item in "一二三四":
            number += 1
            first, second = (paragraph(draw, "能源轉型", draw.randint(2, 5)) for _ in range(2))
            first, second = (text.replace("\n", "") for text in (first, second))
            printed += [
                f"{item}、議題之{item}",
                first + NOTE.format(number, noted(number)) + second,
            ]
            expected += [f"{first}{second}\n{noted(number)}"]
    text = "".join(f"<text:p>{each}</text:p>" for each in [*printed, "伍、結語", "收穫豐碩。"])
    path.write_text(FLAT.format(text), encoding="utf-8")
    return expected


def texts(report: Report) -> list[str]:
    return [text for text in report.sections["text"].dropna() if text][:-1]


@needs_writer
@pytest.mark.parametrize("form", ["odt", "docx", "pdf"])
def test_notes_stand_behind_their_paragraph(form: str, tmp_path: Path) -> None:
    expected = write(tmp_path / "report.fodt")
    report = tourlib.load(convert(tmp_path / "report.fodt", form))
    assert texts(report) == ["\n".join(map(normalize, text.split("\n"))) for text in expected]


RAISED = "".join(
    f'<style:style style:name="Footnote_20_{name}" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
    for name in ("Symbol", "anchor")
)
RAISED += """<text:notes-configuration text:note-class="footnote" style:num-format="1"
 text:citation-style-name="Footnote_20_Symbol" text:start-value="0"
 text:citation-body-style-name="Footnote_20_anchor" text:footnotes-position="page"
 text:start-numbering-at="document"/></office:styles>"""
CELL = """<style:style style:name="C" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000"/></style:style><style:page-layout
 style:name="P"/></office:automatic-styles><office:master-styles><style:master-page
 style:name="Standard" style:page-layout-name="P"/></office:master-styles><office:body>"""
TABLE_NAMES = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
LONG = "".join(
    f"要點第{at}點由中央主管機關會同事業主管機關訂定，並按年檢討修正。" for at in range(14)
)
#: A sentence, the note in it (one begins with a number), the rest of the sentence.
NOTED = [
    ("各機關之經驗均可供我國參考，尤以跨域協調機制", "2024 年修正之協調要點，頁 12。",
     "參見各項議題之說明，並應考量國情差異，審慎推動各項措施，以收實效，並逐年檢討成果。"),
    ("該國訂有《淨零問責法》", "Net-Zero Act, https://example.org/act", "，將目標入法，並按期公布結果。"),
    ("在句尾引註的句子也有。", "同前註，頁 12。", ""),
    ("園區面積達 500 m2，年減碳 120 公噸，相關作法", LONG, "值得借鏡，惟仍須依地方條件調整。"),
]  # fmt: skip


def write_close(path: Path, body: float, small: float) -> list[str]:
    """Write a report of notes in sentences and in a table; its lines, each note behind its own."""
    printed, expected = [*COVER, "了解作法。"], []
    for number in range(1, 21):
        if number % 7 == 1:
            chapter = ("貳、過程", "參、心得", "肆、建議")[number // 7]
            printed.append(chapter)
        printed.append(f"{'一二三四五六七'[(number - 1) % 7]}、議題之{number}")
        first, note, rest = NOTED[number % 4]
        note = note.replace("要點第", f"第{number}要點第")
        printed.append(first + NOTE.format(number, note) + rest)
        expected += [first + rest, note]
    note = "因公先行返國。"
    rows = [("姓名", "職稱"), ("王大明", "科長" + NOTE.format(21, note)), ("林小華", "專員")]
    cell = '<table:table-cell table:style-name="C"><text:p>{}</text:p></table:table-cell>'
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    table = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>"
        for row in rows
    )
    text = "".join(f"<text:p>{each}</text:p>" for each in printed)
    text += (
        f"<text:p>伍、附錄</text:p><table:table>{columns}{table}</table:table><text:p>完。</text:p>"
    )
    flat = FLAT.replace("9pt", f"{small}pt").replace("12pt", f"{body}pt")
    flat = flat.replace("</office:styles>", RAISED).replace("xmlns:fo", f"{TABLE_NAMES} xmlns:fo")
    flat = flat.replace("<office:body>", f"<office:automatic-styles>{CELL}")
    path.write_text(flat.format(text), encoding="utf-8")
    return expected


@cache
def read_close(form: str, body: float, small: float) -> tuple[Report, list[str]]:
    """The report of notes in sentences in a form, read once, and its lines."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TOURLIB_TEST_RUN"]))
    expected = write_close(folder / "report.fodt", body, small)
    return tourlib.load(convert(folder / "report.fodt", form)), expected


@needs_writer
@pytest.mark.parametrize("form", ["pdf", "odt", "docx"])
@pytest.mark.parametrize(("body", "small"), [(12, 10), (10, 9)])
def test_notes_leave_sentences_and_cells_whole(form: str, body: float, small: float) -> None:
    if form != "pdf" and small != 10:
        pytest.skip("sizes are not looked at in this form")
    report, expected = read_close(form, body, small)
    lines = [line for line in report.source.lines if line.text.strip()]
    noted = [
        (normalize(before.text), normalize(line.text))
        for before, line in pairwise(lines)
        if line.role == "note" and line.text.strip() != "因公先行返國。"
    ]
    expected = [normalize(text) for text in expected]
    assert noted == list(zip(expected[::2], expected[1::2], strict=True))
    assert ("王大明", "科長") in [line.cells for line in lines]
    assert [line.role for line in lines if "因公先行返國" in line.text] == ["note"]


@needs_writer
@pytest.mark.parametrize("form", ["pdf", "odt", "docx"])
def test_notes_are_no_text_of_a_recommendation(form: str) -> None:
    report, _expected = read_close(form, 12, 10)
    advice = report.recommendations["text"].tolist()
    wanted = [NOTED[number % 4] for number in range(15, 21)]
    assert advice == [normalize(first + rest) for first, _note, rest in wanted]
    noted = report.sections["text"].str.contains("Net-Zero Act", regex=False)
    assert noted.sum() == 5


@pytest.mark.parametrize(("above", "notes"), [("全班合影", 2), ("以下兩點供參。", 0)])
def test_notes_at_the_end_of_a_text_are_no_captions(above: str, notes: int, tmp_path: Path) -> None:
    """The last photograph of five reports with tabs was a footnote: 1 農業部，…統計，117年1月。"""
    end = f"附錄 影像紀錄\n5/4（一） 拜會甲署\n{above}\n1 某部，韌性計畫。\n2 某署，統計。\n"
    path = tmp_path / "r.txt"
    path.write_text("\n".join([*COVER, "為強化綠能政策，爰派員考察。", end]), encoding="utf-8")
    report = tourlib.load(path)
    assert [line.role for line in report.source.lines].count("note") == notes
    assert notes == 0 or report.photos["caption"].tolist() == [above]
