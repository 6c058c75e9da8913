"""The briefing as a note for Word, and all of it in ODF by way of LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports_under_test import export_114, invented, report_114, story_114, with_table
from tourlib.errors import ReportError
from tourlib.export import bundle
from tourlib.export.briefing import story
from tourlib.export.note import write_note
from tourlib.export.packing import fixed_package
from tourlib.export.slides import write_slides
from tourlib.export.tables import write_workbook
from tourlib.text import full_width_punctuation
from tourlib.words.texts import advising


@pytest.fixture
def note() -> Path:
    return export_114() / "briefing.docx"


def texts(path: Path, style: str) -> list[str]:
    """The paragraphs of a style, with what fields in them say."""
    paragraphs = [p for p in Document(str(path)).paragraphs if p.style.name == style]
    return ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in paragraphs]


def test_the_note_tells_the_story_without_its_appendix(note: Path) -> None:
    assert texts(note, "Title") == [report_114().meta.title]
    sections = [section.heading for section in story_114().sections]
    assert texts(note, "Heading 1") == ["一頁摘要", *sections[:-1]]
    findings = texts(note, "Heading 2")
    for section in story_114().sections[:-1]:
        assert all(answer.headline in findings for answer in section.answers)
    assert [text for text in findings if text.startswith("議題 8：")]


def test_every_item_of_the_first_level_is_in_the_note(note: Path) -> None:
    listed = "\n".join(texts(note, "List"))
    table = advising(report_114().recommendations)
    for title in table.loc[table["depth"] == 1, "title"].dropna():
        assert full_width_punctuation(title) in listed


def numbers(note: Path) -> dict[str, list[str]]:
    """How Word counts the paragraphs of each style."""
    file = Document(str(note))
    forms = {}
    for name in ("Heading 1", "Heading 2", "List Number"):
        said = file.styles[name].element.pPr.numPr
        number = next(
            n for n in file.part.numbering_part.element.num_lst if n.numId == said.numId.val
        )
        kept = file.part.numbering_part.element.findall(qn("w:abstractNum"))
        [levels] = [
            a for a in kept if a.get(qn("w:abstractNumId")) == str(number.abstractNumId.val)
        ]
        level = levels.findall(qn("w:lvl"))[said.ilvl.val]
        forms[name] = [level.find(qn(f"w:{tag}")).get(qn("w:val")) for tag in ("numFmt", "lvlText")]
    return forms


def test_numbers_are_words_own(note: Path) -> None:
    assert numbers(note) == {
        "Heading 1": ["taiwaneseCountingThousand", "%1、"],
        "Heading 2": ["taiwaneseCountingThousand", "（%2）"],
        "List Number": ["decimal", "%3."],
    }


def test_an_english_note_has_no_chinese_numbers_and_no_column_too_narrow(tmp_path: Path) -> None:
    note = write_note(story(invented("115-netherlands-denmark"), "en"), tmp_path / "note.docx")
    assert [form for form, _text in numbers(note).values()] == ["decimal"] * 3
    figures = Document(str(note)).tables[0]
    assert [cell.text for cell in figures.rows[0].cells] == ["figure", "Number"]
    assert figures.cell(1, 0).text == "People"
    assert figures.cell(1, 1).text.isdecimal()
    assert all(cell.text for row in figures.rows for cell in row.cells)
    for row, bold in enumerate([True, False, False]):
        runs = [run for cell in figures.rows[row].cells for run in cell.paragraphs[0].runs]
        assert {bool(run.font.bold) for run in runs} == {bold}


def test_tables_and_pictures_have_alternative_text_and_captions(note: Path) -> None:
    file = Document(str(note))
    captions = texts(note, "Caption")
    assert [c.split("　")[0] for c in captions if c[0] == "圖"] == [
        f"圖 {n}" for n in range(1, len(file.inline_shapes) + 1)
    ]
    assert len(file.inline_shapes) >= 3
    for shape in file.inline_shapes:
        assert shape._inline.docPr.get("descr")
    for table in file.tables:
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    topics = next(t for t in file.tables if t.cell(0, 0).text == "議題")
    assert len(topics.rows) == 9


def test_no_row_of_a_table_is_divided(note: Path) -> None:
    for table in Document(str(note)).tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_captions_say_their_subject_once_and_latin_words_stay_whole(note: Path) -> None:
    """「圖 5 每日行程：每日行程；色塊為一項」; said to be Chinese, 「34%」 was broken behind its 3."""
    told = [text.partition("　")[2] for text in texts(note, "Caption")]
    assert [text for text in told if text.startswith("每日行程：色塊為一項")]
    look = zipfile.ZipFile(note).read("word/styles.xml").decode()
    assert {*re.findall(r'<w:lang [^>]*?w:val="([^"]*)"', look)} == {"en-US"}


def test_english_captions_have_english_marks_and_say_what_was_shortened() -> None:
    said = texts(export_114() / "briefing.en.docx", "Caption")
    assert not [text for text in said if re.search("[\u3000\uff1a]", text)]
    [week] = [text for text in said if "Timetable:" in text]
    assert "titles that do not fit their block are shortened" in week


def test_the_same_story_gives_the_same_bytes(note: Path, tmp_path: Path) -> None:
    assert write_note(story_114(), tmp_path / "again.docx").read_bytes() == note.read_bytes()
    with zipfile.ZipFile(note) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("table", "gone", "said"),
    [
        ("participants", {"ministry-coverage", "ranks"}, "沒有讀到名單"),
        ("sessions", {"week", "schedule-density", "theme-hours"}, "程式沒有讀到課程表"),
        ("themes", set(), ""),
        ("recommendations", {"recommendation-topics", "named-agencies"}, "程式沒有讀到建議"),
    ],
)
def test_what_a_report_lacks_has_no_place_of_its_own(
    table: str, gone: set[str], said: str, tmp_path: Path
) -> None:
    report = invented("115-netherlands-denmark")
    empty = with_table(report, table, getattr(report, table).head(0))
    told = story(empty)
    assert not gone & {answer.name for answer in told.answers}
    [missing] = [answer.facts for answer in told.answers if answer.name == "missing"]
    assert any(fact.startswith(said) for fact in missing)
    headings = [block.heading for block in told.summary]
    assert ("主題" in headings, "政策建議" in headings) == (
        table != "themes", table != "recommendations"
    )  # fmt: skip
    note = write_note(told, tmp_path / "briefing.docx")
    assert texts(note, "Heading 1") == [
        "一頁摘要", *(section.heading for section in told.sections if section.name != "appendix")
    ]  # fmt: skip


def test_without_libreoffice_the_message_says_what_to_install(
    note: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportError, match="LibreOffice") as raised:
        bundle.write_odf(note)
    assert raised.value.hint is not None
    assert "libreoffice.org" in raised.value.hint


#: The file that an open document is made of.
OFFICE = {f".{odf}": office for office, odf in bundle.ODF.items()}


def package(content: str) -> bytes:
    """An open document with a part that says this."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
    return made.getvalue()


def test_open_documents_differ_by_nothing_that_chance_makes() -> None:
    """As LibreOffice writes one document in two runs: numbers of lists, order of pages and of fonts."""
    said = (
        '<style:font-face style:name="{0}" svg:font-family="Serif"/>'
        '<style:font-face style:name="{1}" svg:font-family="Serif" style:font-pitch="fixed"/>'
        '<office:master-styles>{2}</office:master-styles><text:list xml:id="list{3}"/>'
        '<text:list text:continue-list="list{3}"/><text:span style:font-name="{0}"/>'
    )
    pages = ['<style:master-page style:name="B"/>',
             '<style:master-page style:name="A"><text:s/></style:master-page>']  # fmt: skip
    first = package(said.format("S", "S1", pages[0] + pages[1], 219331))
    other = package(said.format("S1", "S", pages[1] + pages[0], 45101))
    assert first != other
    assert fixed_package(first) == fixed_package(other)
    with zipfile.ZipFile(io.BytesIO(fixed_package(first))) as file:
        told = file.read("content.xml").decode()
    assert told.index('style:name="A"') < told.index('style:name="B"')
    assert 'continue-list="list1"' in told


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed: no ODF is made"
)
def test_odf_holds_what_office_files_hold(note: Path, tmp_path: Path) -> None:
    report = invented("115-netherlands-denmark")
    told = story(report)
    made = {
        "text": bundle.write_odf(note),
        "presentation": bundle.write_odf(write_slides(told, tmp_path / "briefing.pptx")),
        "spreadsheet": bundle.write_odf(
            write_workbook(report.tables(), tmp_path / "tables.xlsx", told.answers)
        ),
    }
    words = {}
    for kind, path in made.items():
        once = path.read_bytes()
        assert bundle.write_odf(path.with_suffix(OFFICE[path.suffix])).read_bytes() == once
        with zipfile.ZipFile(path) as package:
            assert package.namelist()[0] == "mimetype"
            assert package.read("mimetype").decode().endswith(f"opendocument.{kind}")
            words[kind] = re.sub("<[^>]+>", "", package.read("content.xml").decode())
    assert "議題 8：兼具多元面向的能源政策" in words["text"]
    assert "一頁摘要" in words["presentation"]
    assert all(name in words["spreadsheet"] for name in report.participants["name"])
