"""Footnotes: behind the paragraph that refers to them, in every form that a report is saved in."""

from __future__ import annotations

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
