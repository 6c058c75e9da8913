"""The workbook: what an analyst filters in Excel and reads with pandas, in Chinese and in English."""

from __future__ import annotations

import dataclasses
import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from reports_under_test import answers_114, export_114, report_114
from tourlib.export.bundle import worded_tables
from tourlib.export.tables import write_workbook
from tourlib.labels import cell, keys
from tourlib.schema import TABLES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    return write_workbook(report_114().tables(), folder / "tables.xlsx", answers_114())


def test_the_first_sheet_leads_to_every_other(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    contents, *_ = opened.worksheets
    assert contents.title == "總覽"
    links = [cell.hyperlink.location for (cell, *_) in contents.rows if cell.hyperlink]
    assert [re.fullmatch(r"'(.+)'!A1", link)[1] for link in links] == [
        *(name for name in opened.sheetnames[1:] if name != "圖表數據"), "圖表數據"
    ]  # fmt: skip
    about = [str(cell.value) for (_name, cell, _rows) in contents.rows]
    assert not [text for text in about if text.isascii()]
    assert "名單" in opened.sheetnames
    assert "課程表" in opened.sheetnames


def test_sheets_are_excel_tables_with_chinese_heads(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    for sheet in opened.worksheets[1:-2]:
        [table] = sheet.tables.values()
        heads = [cell.value for cell in sheet[1]]
        assert table.ref.startswith("A1:")
        assert table.autoFilter.ref == table.ref
        assert [column.name for column in table.tableColumns] == heads
        assert len({str(name).lower() for name in heads}) == len(heads)
        assert not [name for name in heads if re.fullmatch("[a-z_]+", name)]


def test_numbers_do_not_run_into_the_text_beside_them(book: Path) -> None:
    """「1 26」 (one person, line 26) was read as 126: an indent holds for what is aligned left."""
    sheet = openpyxl.load_workbook(book)["機關代表性"]
    forms = [(cell.alignment.horizontal, cell.alignment.indent) for cell in sheet["F"]]
    assert {*forms} == {("left", 1.0)}


def test_pandas_reads_a_sheet_as_it_is(book: Path) -> None:
    """Day 1 of the journey: 開訓典禮 from 09:00 to 09:15, then a course (lines 1055 and 1056)."""
    frame = pd.read_excel(book, sheet_name="課程表")
    assert len(frame) == len(report_114().sessions)
    row = frame.iloc[1]
    assert row["日期"] == pd.Timestamp("2025-08-20")
    assert (row["開始"], row["結束"]) == (datetime.time(9), datetime.time(9, 15))
    assert (row["類型"], row["行程別"]) == ("典禮", "出國行程")
    roster = pd.read_excel(book, sheet_name="名單")
    assert set(roster["角色"]) >= {"團長（領隊）", "學員"}
    assert set(roster["層級"]) == {"中央", "地方"}


def test_every_column_is_explained_with_its_name_in_python(book: Path) -> None:
    frame = pd.read_excel(book, sheet_name="欄位說明", keep_default_na=False)
    named = set(zip(frame["表的英文名稱"], frame["欄位英文名稱"], strict=True))
    assert {(table, column) for table in TABLES for column in TABLES[table]} <= named
    at = frame.set_index(["表的英文名稱", "欄位英文名稱"])["欄位"]
    assert at["sessions", "start"] == "開始"
    assert at["findings", "severity"] == "嚴重程度"


def test_a_chart_beside_the_numbers_draws_them(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    data = opened["圖表數據"]
    drawn = [one for one in answers_114() if one.grid and one.grid.colours and one.kind != "list"]
    assert {"ministry-coverage", "local-coverage"} <= {one.name for one in drawn}
    for finding in drawn:
        assert finding.grid is not None
        sheet = opened[finding.heading]
        [chart] = sheet._charts
        told = "".join(run.t for part in chart.title.tx.rich.p for run in part.r)
        assert told == finding.title
        for place, (name, values) in enumerate(finding.grid.values.items()):
            series = chart.series[place]
            found = re.fullmatch(r"'?圖表數據'?!\$(\w+)\$(\d+):\$\w+\$(\d+)", series.val.numRef.f)
            assert found
            column, first, last = found[1], int(found[2]), int(found[3])
            assert data[f"{column}{first - 1}"].value == str(name)
            cells = [data[f"{column}{row}"].value for row in range(first, last + 1)]
            assert cells == [None if pd.isna(v) else pytest.approx(float(v)) for v in values]


def test_the_hours_of_the_days_are_a_table_shaded_by_minutes(book: Path) -> None:
    """18 July: one course from 9:00 to 16:00; 27 August: none after 16:00 (lines 1053 and 1125)."""
    page = openpyxl.load_workbook(book)["圖表數據"]
    rows = [[cell.value for cell in row] for row in page.rows]
    [first] = [n for n, row in enumerate(rows) if str(row[0]).startswith("每日行程")]
    assert rows[first][1:3] == ["7/18(五)", "8/20(三)"]
    minutes = {row[0]: row[1] for row in rows[first + 1 : first + 11]}
    assert [minutes[f"{hour}:00"] for hour in range(9, 18)] == [60] * 7 + [None] * 2
    shaded = [str(area.sqref) for area in page.conditional_formatting]
    assert any(area.startswith(f"B{first + 2}:") for area in shaded)


def test_the_font_is_one_with_chinese(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        styles = archive.read("xl/styles.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert set(re.findall(r'<name val="([^"]+)"', styles)) == {"Microsoft JhengHei"}
    assert 'typeface="Microsoft JhengHei"' in chart


def test_an_english_workbook_has_english_heads(tmp_path: Path) -> None:
    path = write_workbook(report_114().tables(), tmp_path / "t.xlsx", answers_114("en"), "en")
    opened = openpyxl.load_workbook(path, read_only=True)
    heads = [str(cell.value) for sheet in opened.worksheets for cell in next(sheet.rows)]
    assert not [name for name in [*opened.sheetnames, *heads] if re.search("[\u4e00-\u9fff]", name)]
    assert pd.read_excel(path, sheet_name="Timetable")["kind"].iloc[1] == "Ceremony"
    assert "From visits to recommendations" in opened.sheetnames  # whole, with 30 letters
    meanings = pd.read_excel(path, sheet_name="Columns", keep_default_na=False)
    at = meanings.set_index(["table", "name"])
    assert at.loc[("sessions", "cohort"), "meaning"] == "training year, ROC calendar"
    assert at.loc[("sessions", "end"), "meaning"] == "end"
    assert at.loc[("sessions", "title_en"), "column"] == "English title"


def test_every_key_figure_has_a_word_in_a_cell() -> None:
    figures = [key for key in keys("figure") if key != "described"]
    assert "visits" in figures
    for lang in ("zh", "en"):
        assert all(cell("figure", name, lang) != name for name in figures)


def test_a_report_of_nothing_gives_a_workbook(tmp_path: Path) -> None:
    tables = {name: frame.head(0) for name, frame in report_114().tables().items()}
    opened = openpyxl.load_workbook(write_workbook(tables, tmp_path / "t.xlsx"))
    assert "名單" in opened.sheetnames
    assert opened["名單"].max_row <= 2


def test_where_a_tile_stands_is_no_data() -> None:
    for name in ("local-coverage", "week"):
        [answer] = [one for one in answers_114() if one.name == name]
        assert not {"row", "col", "lane", "lanes"} & set(answer.told)


def test_who_goes_on_a_tour_that_is_no_training_is_no_student(tmp_path: Path) -> None:
    for category, told in (("考察", "團員"), ("研習", "學員")):
        meta = dataclasses.replace(report_114().meta, category=category)
        people = worded_tables(dataclasses.replace(report_114(), meta=meta))["participants"]
        book = openpyxl.load_workbook(
            write_workbook({"participants": people}, tmp_path / f"{told}.xlsx")
        )
        assert told in {cell.value for cell in book["名單"]["D"]}


def test_kinds_of_contradictions_are_in_chinese(book: Path) -> None:
    """Lines 180, 419 and 560 give times otherwise than the timetable."""
    kinds = pd.read_excel(book, sheet_name="前後不一致之處")["類型"]
    assert kinds.value_counts()["時間"] == 3
    assert not kinds.str.isascii().any()


def test_rows_are_as_high_as_their_words(book: Path) -> None:
    """LibreOffice leaves rows as they are: what the cover and line 136 say of the days takes two lines."""
    sheet = openpyxl.load_workbook(book)["前後不一致之處"]
    [row] = [n for n, cell in enumerate(sheet["B"], 1) if "封面的出國期間" in str(cell.value)]
    assert sheet.row_dimensions[row].height >= 2 * 15
    assert sheet.row_dimensions[1].height is None


def test_what_is_said_is_in_one_language() -> None:
    for name, sheet, kinds in (
        ("tables.xlsx", "前後不一致之處", {"期間", "人數"}),
        ("tables.en.xlsx", "Contradictions", {"Period", "People"}),
    ):
        opened = openpyxl.load_workbook(export_114() / name)
        rows = list(opened[sheet].iter_rows(min_row=2, max_col=2, values_only=True))
        assert {kind for kind, _said in rows} >= kinds
        assert not [said for _kind, said in rows if " / " in said]
        assert not [title for title in opened.sheetnames if title.endswith(" 2")]
    branches = {cell.value for cell in opened["Agencies named"]["A"]}
    assert branches == {"branch", "Executive Yuan"}
