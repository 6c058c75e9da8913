"""The briefing as PowerPoint: opened again, compared byte for byte, and converted by LibreOffice."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from reports_under_test import answers_114, export_114, invented, report_114, story_114, story_of
from tourlib.charts.foot import runs
from tourlib.errors import ReportError
from tourlib.export.briefing import journey_of, story
from tourlib.export.slides import write_slides
from tourlib.export.tables import write_workbook
from tourlib.question import Answer
from tourlib.text import full_width_punctuation
from tourlib.words.texts import advising

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
NATIVE_CHARTS = ("bar", "column", "line")


@pytest.fixture
def deck() -> Path:
    return export_114() / "briefing.pptx"


def shapes(path: Path) -> Iterator[tuple[Any, Any]]:
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            yield slide, shape


def titled(path: Path) -> dict[str, Any]:
    return {slide.shapes.title.text_frame.text: slide for slide in Presentation(str(path)).slides}


def minimal_template(path: Path, *, foot: bool = True) -> Path:
    """A presentation of another size with a slide of its own, a theme colour and no content layout
    but ones with a title alone."""
    file = Presentation()
    file.slides.add_slide(file.slide_layouts[5]).shapes.title.text = "an old slide"
    for layout in list(file.slide_layouts):
        if layout.name not in ("Title Slide", "Title Only"):
            if layout not in [slide.slide_layout for slide in file.slides]:
                file.slide_layouts.remove(layout)
            continue
        for shape in list(layout.placeholders):
            if not foot and shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                shape._element.getparent().remove(shape._element)
    part = next(
        rel.target_part
        for rel in file.slide_master.part.rels.values()
        if rel.reltype.endswith("/theme")
    )
    part._blob = part.blob.replace(b'name="Office Theme"', b'name="Ministry"')
    file.save(str(path))
    return path


def told_114() -> list[Answer]:
    """What the slides behind the summary say, in order."""
    return [
        part for section in story_114().sections for answer in section.answers
        for part in (answer, *answer.parts)
    ]  # fmt: skip


def test_a_slide_a_finding_with_its_headline_as_title(deck: Path) -> None:
    titles = [s.shapes.title.text_frame.text for s in Presentation(str(deck)).slides]
    assert titles[0] == report_114().meta.title
    assert titles[1] == "一頁摘要：比利時　114年8月18日至29日"
    told = {answer.headline: answer for answer in told_114()}
    assert list(dict.fromkeys(titles[2:])) == list(told)
    assert (
        titles.count("程式找到報告 23 處前後不一致，最多的是名稱寫法（11 處）") == 2
    )  # a long list
    for slide, title in zip(list(Presentation(str(deck)).slides)[2:], titles[2:], strict=True):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert not told[title].lead or told[title].lead in texts


def test_what_was_not_understood_is_on_one_slide(deck: Path) -> None:
    """The two misread days of the timetable."""
    slide = titled(deck)["有 2 處沒有讀懂，請對照原文"]
    texts = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "「0 11 22 11」不是日期" in texts
    assert "「0 11 22 11」不是日期" in slide.notes_slide.notes_text_frame.text


def sizes(deck: Path) -> Iterator[tuple[str, float]]:
    """The sizes of letters of each text and each chart on the slides, but for foot and number."""
    for _, shape in shapes(deck):
        if shape.is_placeholder and shape.placeholder_format.type in (15, 13):
            continue
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames += [cell.text_frame for cell in shape.table.iter_cells()]
        for frame in frames:
            yield from (
                (run.text, run.font.size.pt)
                for paragraph in frame.paragraphs
                for run in paragraph.runs
                if run.font.size
            )
        if shape.has_chart:
            found = shape.chart._chartSpace.xpath(".//a:defRPr/@sz")
            yield from ((shape.name, int(size) / 100) for size in found)


def test_letters_can_be_read_from_the_back(deck: Path) -> None:
    assert [told for told in sizes(deck) if told[1] < 12] == []


def test_a_table_has_one_size_of_letters(deck: Path) -> None:
    for _, shape in shapes(deck):
        if shape.has_table:
            runs = [
                run.font.size.pt for cell in shape.table.iter_cells()
                for paragraph in cell.text_frame.paragraphs for run in paragraph.runs
            ]  # fmt: skip
            assert len(set(runs)) == 1


def test_a_template_gives_its_colours(tmp_path: Path) -> None:
    template = minimal_template(tmp_path / "ministry.pptx")
    bars = [answer for answer in told_114() if answer.name in ("theme-hours", "topic-concepts")]
    path = write_slides(story_of(bars), tmp_path / "b.pptx", template=template)
    [chart] = [shape.chart for _, shape in shapes(path) if shape.has_chart]
    fills = [series.format.fill.fore_color for series in chart.plots[0].series]
    assert [str(fill.theme_color) for fill in fills[:3]] == [
        "ACCENT_1 (5)", "ACCENT_2 (6)", "ACCENT_3 (7)"
    ]  # fmt: skip
    assert str(fills[3].rgb) == "E3E3E3"  # hours at home, which count for nothing
    tables = [shape.table for _, shape in shapes(path) if shape.has_table]
    cells = [cell for table in tables for cell in table.iter_cells() if "%" in cell.text]
    told = {cell.text: cell.fill.fore_color for cell in cells}
    assert {str(fill.theme_color) for fill in told.values()} == {"ACCENT_1 (5)"}
    assert told["95%"].brightness < told["16%"].brightness


def test_a_title_is_short(deck: Path) -> None:
    """28 ideographs, of which two letters or digits take one."""
    for slide in list(Presentation(str(deck)).slides)[1:]:
        title = slide.shapes.title.text_frame.text
        assert sum(0.5 if ord(char) < 0x2E80 else 1 for char in title) <= 28, title


def test_the_sections_are_those_of_the_story(deck: Path) -> None:
    file = Presentation(str(deck))
    named = file.part._element.findall(f".//{{{P14}}}section")
    headings = [section.heading for section in story_114().sections]
    assert [one.get("name") for one in named] == ["一頁摘要", *headings]
    listed = [[s.get("id") for s in one.iter(f"{{{P14}}}sldId")] for one in named]
    assert [n for ids in listed for n in ids] == [str(s.slide_id) for s in file.slides]
    assert len(listed[0]) == 2
    assert all(listed)


def test_every_topic_has_a_slide_with_its_items(deck: Path) -> None:
    """The eight headings of the chapter, from line 895 to 1023."""
    slides = titled(deck)
    table = advising(report_114().recommendations)
    for topic, rows in table.groupby("topic"):
        [title] = [name for name in slides if name.startswith(f"議題 {topic}：")]
        shown = "".join(s.text_frame.text for s in slides[title].shapes if s.has_text_frame)
        notes = slides[title].notes_slide.notes_text_frame.text
        for name in rows.loc[rows["depth"] == 1, "title"].dropna():
            assert full_width_punctuation(name) in shown
            assert full_width_punctuation(name) in notes
        assert "原文第" in notes


def test_a_list_goes_on_to_the_next_slide() -> None:
    """The 24 parents of the roster (lines 20–47) in English have no room on one."""
    deck = export_114() / "briefing.en.pptx"
    told = "\n".join(
        shape.text_frame.text for _slide, shape in shapes(deck) if shape.has_text_frame
    )
    for name in ("Ministry of Economic Affairs (3 people", "Taitung County Government"):
        assert told.count(f"\n{name}") == 1
    assert "see the notes" not in told
    titles = [slide.shapes.title.text for slide in Presentation(str(deck)).slides]
    assert sum(title.startswith("28 people from 24 parent") for title in titles) == 2


def test_what_office_can_draw_is_native(deck: Path) -> None:
    charts = sum(shape.has_chart for _, shape in shapes(deck))
    tables = sum(shape.has_table for _, shape in shapes(deck))
    pictures = sum(shape.shape_type == 13 for _, shape in shapes(deck))
    kinds = [answer.kind for answer in told_114()]
    assert charts == sum(kind in NATIVE_CHARTS for kind in kinds)
    assert tables == kinds.count("heat")
    pages = sum(len(answer.draw()) for answer in told_114() if answer.kind == "picture")
    assert pictures == pages


def test_the_data_is_inside(deck: Path) -> None:
    slides = titled(deck)
    for finding in told_114():
        if finding.kind not in NATIVE_CHARTS:
            continue
        assert finding.grid is not None
        chart = next(s.chart for s in slides[finding.headline].shapes if s.has_chart)
        values = finding.grid.values
        assert [series.name for series in chart.plots[0].series] == list(values.columns)
        for series, (_, column) in zip(chart.plots[0].series, values.items(), strict=True):
            assert [v or 0 for v in series.values] == pytest.approx(column.fillna(0), abs=1e-8)
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        sheet = book.active
        assert sheet is not None
        assert sheet.max_row == len(values) + 1
        assert sheet.max_column == len(values.columns) + 1


def test_tables_have_every_word(deck: Path) -> None:
    slides = titled(deck)
    for finding in told_114():
        if finding.kind == "heat":
            assert finding.grid is not None
            table = next(s.table for s in slides[finding.headline].shapes if s.has_table)
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            assert [row[1:] for row in rows[1:]] == finding.grid.cells.to_numpy().tolist()
            assert [row[0] for row in rows[1:]] == list(finding.grid.cells.index)


def test_foot_and_notes(deck: Path) -> None:
    slides = titled(deck)
    for finding in (one for one in told_114() if one.name not in ("unread", "methods")):
        slide = slides[finding.headline]
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert finding.foot in texts
        notes = slide.notes_slide.notes_text_frame.text
        assert all(fact in notes for fact in finding.facts)
        told = [int(line) for line in re.findall(r"\d+", notes.rpartition("原文第")[2])]
        assert (told[0], told[-1]) == (finding.all_lines[0], finding.all_lines[-1])


def test_every_shape_has_alternative_text(deck: Path) -> None:
    for slide, shape in shapes(deck):
        about = shape._element.xpath(".//p:cNvPr")[0].get("descr")
        assert about, (slide.shapes.title.text, shape.name)
        if not shape.has_text_frame:
            assert slide.shapes.title.text_frame.text in about


def test_nothing_lies_outside_or_upon_another(deck: Path) -> None:
    file = Presentation(str(deck))
    for slide in file.slides:
        boxes = []
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
            boxes.append(
                (shape.top, shape.top + shape.height, shape.left, shape.left + shape.width)
            )
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = one[1] <= other[0] + 99 or other[1] <= one[0] + 99
                assert apart or one[3] <= other[2] + 99 or other[3] <= one[2] + 99


def test_charts_have_the_theme_s_font_for_chinese(deck: Path) -> None:
    with zipfile.ZipFile(deck) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    assert '<a:ea typeface="Microsoft JhengHei"' in theme
    for _, shape in shapes(deck):
        if shape.has_chart:
            east = shape.chart._chartSpace.findall(f".//{qn('a:ea')}")
            assert {font.get("typeface") for font in east} == {"+mn-ea"}


def test_same_bytes(deck: Path, tmp_path: Path) -> None:
    again = write_slides(story_114(), tmp_path / "again.pptx")
    assert again.read_bytes() == deck.read_bytes()
    with zipfile.ZipFile(again) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_english_names_places_in_english() -> None:
    assert journey_of(report_114().meta, "en") == ["Belgium", "18 – 29 August 2025"]
    assert journey_of(report_114().meta, "zh") == ["比利時", "114年8月18日至29日"]


def test_english() -> None:
    titles = list(titled(export_114() / "briefing.en.pptx"))
    assert titles[0] == "Study visit to Belgium, 2025 (ROC year 114): key points"
    assert titles[1] == "In one page: Belgium, 18 – 29 August 2025"


@pytest.mark.parametrize("foot", [True, False])
def test_a_template_gives_theme_and_layouts(tmp_path: Path, foot: bool) -> None:
    template = minimal_template(tmp_path / "ministry.pptx", foot=foot)
    path = write_slides(story_114(), tmp_path / "b.pptx", template=template)
    file = Presentation(str(path))
    assert file.slide_width == Presentation(str(template)).slide_width
    assert "an old slide" not in titled(path)
    names = {slide.slide_layout.name for slide in file.slides}
    assert names == {"Title Slide", "Title Only"}
    with zipfile.ZipFile(path) as package:
        assert any(
            b'name="Ministry"' in package.read(n) for n in package.namelist() if "theme" in n
        )
        assert len({*package.namelist()}) == len(package.namelist())
    for finding in (answer for answer in told_114() if answer.name != "unread"):
        texts = [
            s.text_frame.text for s in titled(path)[finding.headline].shapes if s.has_text_frame
        ]
        assert finding.foot in texts
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for _, shape in shapes(path))


def test_a_layout_whose_place_for_content_is_small_is_not_for_charts(tmp_path: Path) -> None:
    file = Presentation()
    for layout in list(file.slide_layouts):
        if layout.name not in ("Section Header", "Two Content"):
            file.slide_layouts.remove(layout)
    file.save(str(tmp_path / "template.pptx"))
    path = write_slides(
        story_of(answers_114()[1:3]),
        tmp_path / "b.pptx",
        template=tmp_path / "template.pptx",
    )
    made = Presentation(str(path))
    page = made.slide_width * made.slide_height
    for slide in list(made.slides)[1:]:
        assert slide.slide_layout.name == "Two Content"
        [drawn] = [s for s in slide.shapes if s.has_chart or s.shape_type == 13]
        assert drawn.width * drawn.height > 0.2 * page
        assert drawn.top >= slide.shapes.title.top + slide.shapes.title.height
    words = [s.text_frame.text for s in made.slides[0].placeholders if s.has_text_frame]
    assert sum("資料來源" in text for text in words) == 1


def test_a_powerpoint_template_is_a_template(tmp_path: Path) -> None:
    saved = minimal_template(tmp_path / "saved.pptx")
    template = tmp_path / "ministry.potx"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(template, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b".presentation.main+xml", b".template.main+xml"))
    path = write_slides(story_of(answers_114()[1:2]), tmp_path / "b.pptx", template=template)
    assert Presentation(str(path)).slides[1].slide_layout.name == "Title Only"


@pytest.mark.parametrize("content", [b"no presentation", b""])
def test_no_template(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "template.pptx"
    template.write_bytes(content)
    with pytest.raises(ReportError, match=r"template\.pptx"):
        write_slides(story_114(), tmp_path / "b.pptx", template=template)
    with pytest.raises(ReportError, match=r"not a PowerPoint presentation"):
        write_slides(
            story_114(),
            tmp_path / "b.pptx",
            template=tmp_path / "none.pptx",
        )
    book = write_workbook({}, tmp_path / "book.xlsx")
    with pytest.raises(ReportError, match=r"book\.xlsx"):
        write_slides(story_114(), tmp_path / "b.pptx", template=book)


def test_text_that_xml_does_not_know_and_text_that_is_too_long(tmp_path: Path) -> None:
    bad = "=a\x01b\x0b<&>" + "\u9577" * 200
    changed = []
    for finding in answers_114():
        if finding.grid is None:
            continue
        values = finding.grid.values.head(3)
        names = [f"{bad}{number}" for number in range(len(values))]
        grid = dataclasses.replace(
            finding.grid,
            values=values.set_axis(names, axis=0),
            texts=finding.grid.cells.head(3).set_axis(names, axis=0),
            notes=finding.grid.notes[:3],
        )
        changed.append(
            dataclasses.replace(
                finding,
                title=bad,
                shown=bad,
                foot=bad,
                facts=(bad,),
                grid=grid,
                parts=(),
            )
        )
    path = write_slides(story_of(changed), tmp_path / "b.pptx")
    assert len(Presentation(str(path)).slides) > len(changed)


def test_a_point_may_have_a_line_break(tmp_path: Path) -> None:
    """The text of a recommendation with a column of its own (經費來源) has two lines."""
    topics = [finding for finding in answers_114() if finding.kind == "list"][:2]
    broken = [dataclasses.replace(one, facts=("公布紀錄\n財源:年度預算",)) for one in topics]
    path = write_slides(story_of(broken), tmp_path / "b.pptx")
    texts = [shape.text_frame.text for _slide, shape in shapes(path) if shape.has_text_frame]
    assert sum(text.count("公布紀錄") for text in texts) >= len(topics)
    assert "財源" in "".join(texts)


def test_notes_of_many_bars_stand_beside_their_names(tmp_path: Path) -> None:
    """Twelve names of two lines each would print over each other."""
    told = next(one for one in answers_114() if one.name == "named-agencies")
    assert told.grid is not None
    names = [f"機關{number}" for number in range(12)]
    grid = dataclasses.replace(
        told.grid,
        values=told.grid.values.head(1).iloc[[0] * 12].set_axis(names, axis=0),
        notes=("未派員",) * 12,
    )
    path = write_slides(story_of([dataclasses.replace(told, grid=grid)]), tmp_path / "b.pptx")
    shapes = (shape for slide in Presentation(str(path)).slides for shape in slide.shapes)
    (chart,) = (shape.chart for shape in shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == [f"{name}  未派員" for name in names]


def test_workbook_has_the_numbers_of_every_chart(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        write_workbook(report_114().tables(), tmp_path / "tables.xlsx", answers_114())
    )
    for finding in answers_114():
        sheet = book[finding.heading]
        assert sheet.max_row == len(finding.frame) + 1
        assert sheet.freeze_panes == "A2"
        head = [cell.value for cell in sheet[1]]
        assert head[-1] == "原文行號"
        assert not [name for name in head if re.fullmatch("[a-z_]+", name)]
        first = sheet.cell(2, len(head)).value
        assert str(first or "") == "、".join(runs(finding.lines[0]).values())
    density = book["行程密度"]
    assert density["B2"].is_date
    hours = book["各主題時數"]
    at = {cell.value: cell.column for cell in hours[1]}
    assert hours.cell(2, at["占比"]).number_format == "0.0%"
    assert hours.cell(2, at["小時"]).number_format == "#,##0.00"


def pages_in_libreoffice(path: Path, folder: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a file, without spaces."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip(f"no LibreOffice or no pdftotext: {path.name} is not opened with them")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = folder / f"{path.stem}.pdf"
    text = subprocess.run([reader, str(made), "-"], check=True, capture_output=True, text=True)
    return ["".join(page.split()) for page in text.stdout.split("\f")[:-1]]


def test_libreoffice_shows_every_slide(deck: Path, tmp_path: Path) -> None:
    pages = pages_in_libreoffice(deck, tmp_path)
    slides = list(Presentation(str(deck)).slides)
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        # A wide gap parts a title into two texts, for who reads the page as a file.
        for words in slide.shapes.title.text_frame.text.split("\u3000"):
            assert "".join(words.split()) in page


def test_libreoffice_shows_every_sheet(tmp_path: Path) -> None:
    path = write_workbook(report_114().tables(), tmp_path / "tables.xlsx", answers_114())
    pages = pages_in_libreoffice(path, tmp_path)
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert names[0] == "總覽"
    # Every page is headed by its sheet; all columns of a sheet are on one page.
    assert all(any(name in page[:60] for page in pages) for name in names)
    assert all(any(name in page[:60] for name in names) for page in pages)
    text = "".join(pages)
    for finding in answers_114():
        assert finding.heading in text
        assert "".join(finding.title.split()) in text
    people = "".join(page for page in pages if re.match(r"[\d/]*名單", page))
    assert all(name in people for name in report_114().participants["name"])


def test_short_lists_of_a_small_report_share_a_slide(tmp_path: Path) -> None:
    """Most of each slide was empty: a topic of one recommendation."""
    told = story(invented("105-usa", "docx"))
    slides = Presentation(str(write_slides(told, tmp_path / "b.pptx"))).slides
    texts = [shape.text_frame.text for shape in slides[9].shapes if shape.has_text_frame]
    assert texts[0].startswith("3 項建議：立即可行 2 項、")
    assert texts[1].startswith("立即可行建議；2 項建議\n")
    assert "長期建議；1 項建議\n" in texts[1]
