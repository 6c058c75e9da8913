"""Tables of a PDF that have no vertical rules, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from pdf_writer import Page, pdf
from printed_timetables import COVER
from reports_under_test import REPORTS
from tourlib.lines import Line, Source
from tourlib.readers import read
from tourlib.readers.pdf import read_pdf
from tourlib.report import Report, build_report

#: Where the columns begin, and where a rule over all of them ends.
XS = (70, 120, 200, 330, 430)
RIGHT = 520
HEAD = ("Date", "Time", "Activity", "Speaker", "Venue")


def put(page: Page, y: float, *cells: str) -> None:
    """Cells whose first lines stand at one height; further lines of a cell below."""
    for x, cell in zip(XS, cells, strict=False):
        for number, line in enumerate(filter(None, cell.split("\n"))):
            page.text(x, y + 12 * number, line)


def rule(page: Page, *heights: float, start: float = XS[0]) -> None:
    for height in heights:
        page.line(start - 4, height, RIGHT, height)


def cells(*pages: Page) -> list[tuple[str | None, ...]]:
    """The rows of the only table, one line a cell, without headers that a new page repeats."""
    lines = read_pdf(pdf(*pages), "x.pdf").lines
    assert len({line.table for line in lines if line.cells is not None}) <= 1
    return [
        tuple(cell if cell is None else " ".join(cell.split()) for cell in line.cells)
        for line in lines
        if line.cells is not None and line.role is None
    ]


def text(*pages: Page) -> list[str]:
    return [line.text for line in read_pdf(pdf(*pages), "x.pdf").lines if line.cells is None]


def report_of(source: Source) -> Report:
    """What a report with these lines behind its cover says."""
    lines = [*(Line(0, text) for text in COVER.split("\n")), *source.lines]
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, 1))
    return build_report(Source("x.pdf", "pdf", numbered), cohort=115)


def sessions(*pages: Page) -> list[tuple[str, ...]]:
    """Day, time, title, speakers and place of what a report with these pages says was done."""
    found = report_of(read_pdf(pdf(*pages), "x.pdf")).sessions
    return [
        (
            f"{row.date:%m-%d}",
            "" if pd.isna(row.start) else f"{row.start:%H:%M}",
            row.title,
            " ".join(row.speakers),
            "" if pd.isna(row.place) else row.place,
        )
        for row in found.itertuples()
    ]


SAID = [
    ("09-07", "09:00", "Opening of the course", "Ada Vos", "Town hall"),
    ("09-07", "10:30", "Budgets in hard times", "", "Town hall"),
    ("09-07", "14:00", "Visit", "", "Harbour"),
    ("09-08", "09:00", "Heat networks", "Bo Lind Eva Nordin", ""),
    ("09-08", "", "Visit to a park", "", ""),
]


def timetable(page: Page, days: Sequence[float]) -> None:
    """The rows of ``SAID``, the days at given heights."""
    put(page, 100, *HEAD)
    put(page, 126, "", "09:00-10:00", "Opening\nof the course", "", "")
    put(page, 132, "", "", "", "Ada Vos", "Town hall")
    put(page, 160, "", "10:30-12:00", "Budgets in\nhard times", "", "Town hall")
    put(page, 194, "", "14:00", "Visit", "", "Harbour")
    put(page, 218, "", "09:00-12:00", "Heat networks", "Bo Lind\nEva Nordin", "")
    put(page, 252, "", "", "Visit to a park", "", "")
    for height, day in zip(days, ("7 Sept", "8 Sept"), strict=True):
        page.text(XS[0], height, day)


@pytest.mark.parametrize("days", [(163, 235), (126, 218)], ids=["in the middle", "on top"])
def test_no_rules_at_all(days: tuple[float, float]) -> None:
    page = Page()
    timetable(page, days)
    put(page, 300, "What stands below the table is text that runs over all of its columns.")
    assert sessions(page) == SAID
    assert [line for line in text(page) if line] == [
        "What stands below the table is text that runs over all of its columns."
    ]


def test_rules_above_and_below_only() -> None:
    page = Page()
    timetable(page, (126, 218))
    rule(page, 86, 106, 262)
    put(page, 280, "A note")
    assert sessions(page) == SAID
    assert [line for line in text(page) if line] == ["A note"]


def test_horizontal_rules_that_leave_out_merged_days() -> None:
    page = Page()
    timetable(page, (163, 235))
    rule(page, 86, 106, 206, 262)
    rule(page, 147, 180, 238, start=XS[1])
    assert sessions(page) == SAID


def test_next_page_without_a_header() -> None:
    first, second = Page(), Page()
    timetable(first, (126, 218))
    put(second, 80, "9 Sept", "09:00-10:00", "Round table\non housing", "", "Town hall")
    put(second, 114, "", "18:00", "Dinner", "", "")
    put(second, 160, "Text that goes on over all of the columns of the table above it.")
    assert sessions(first, second) == [
        *SAID,
        ("09-09", "09:00", "Round table on housing", "", "Town hall"),
        ("09-09", "18:00", "Dinner", "", ""),
    ]


def test_days_printed_over_all_columns() -> None:
    page = Page()
    for x, word in zip(XS, ("Time", "Activity", "Speaker", "Venue"), strict=False):
        page.text(x, 100, word)
    put(page, 120, "7 Sept, from the capital to the coast")
    put(page, 140, "09:00", "Opening", "Ada Vos", "Town hall")
    put(page, 160, "8 Sept, on the coast")
    put(page, 180, "10:00", "Visit", "", "Harbour")
    assert cells(page) == [
        ("Time", "Activity", "Speaker", "Venue"),
        ("7 Sept, from the capital to the coast", None, None, None),
        ("09:00", "Opening", "Ada Vos", "Town hall"),
        ("8 Sept, on the coast", None, None, None),
        ("10:00", "Visit", "", "Harbour"),
    ]


def test_white_space_alone_makes_no_table() -> None:
    page = Page()
    put(page, 100, "Name", "Town", "Sight", "Food", "Drink")
    put(page, 120, "Ada", "Turku", "Castle", "Fish", "Beer")
    put(page, 140, "Bo", "Oulu", "Harbour", "Soup", "Milk")
    assert cells(page) == []


def test_next_page_begins_within_a_day() -> None:
    first, second = Page(), Page()
    timetable(first, (126, 218))
    put(second, 80, *HEAD)
    put(second, 100, "", "15:00-\n16:30", "Visit\nto a bank", "", "Town hall")
    put(second, 142, "", "09:00-\n10:00", "Breakfast talk", "", "Harbour")
    put(second, 178, "", "11:00", "Lecture", "Ada Vos", "")
    put(second, 202, "", "14:00", "Summing up", "", "")
    second.text(XS[0], 178, "9 Sept")
    assert sessions(first, second)[-4:] == [
        ("09-08", "15:00", "Visit to a bank", "", "Town hall"),
        ("09-09", "09:00", "Breakfast talk", "", "Harbour"),
        ("09-09", "11:00", "Lecture", "Ada Vos", ""),
        ("09-09", "14:00", "Summing up", "", ""),
    ]


def test_rows_of_columns_are_no_paragraph() -> None:
    page = Page()
    for y in (100, 114, 128):
        put(page, y, "1", "Ada", "Castle", "", "Fish and some other food")
    put(page, 142, "2", "Bo", "Harbour", "", "Soup")
    assert len(text(page)) == 4


def test_words_of_the_header_nearer_to_each_other_than_others() -> None:
    """A narrow first column: its header stands less than a letter's width from the next."""
    page = Page()
    rows = [
        HEAD,
        ("9/7", "09:00", "Visit", "Ada Vos", "Harbour"),
        ("9/8", "10:00", "Talk", "Bo Lind", "Hall"),
    ]
    for y, row in zip((100, 126, 152), rows, strict=True):
        for x, cell in zip((70, 98, *XS[2:]), row, strict=True):
            page.text(x, y, cell)
        rule(page, y + 8)
    assert cells(page) == rows


def test_words_of_the_header_over_two_lines_with_others_beside_them_in_the_middle() -> None:
    page = Page()
    put(page, 100, *HEAD[:4])
    for y, part in ((94, "Ven"), (106, "ue")):
        page.text(XS[4], y, part)
    put(page, 130, "9/7", "09:00", "Visit", "Ada Vos", "Harbour")
    put(page, 156, "9/8", "10:00", "Talk", "Bo Lind", "Hall")
    assert cells(page) == [
        HEAD,
        ("9/7", "09:00", "Visit", "Ada Vos", "Harbour"),
        ("9/8", "10:00", "Talk", "Bo Lind", "Hall"),
    ]


def test_end_of_a_row_behind_the_page_and_titles_between_and_behind_ruled_tables() -> None:
    first, second = Page(), Page()
    put(first, 700, *HEAD)
    put(first, 726, "9/7", "09:00", "Visit", "Ada Vos", "Harbour")
    put(first, 752, "9/8", "10:00", "Talk about the", "Bo Lind", "Hall")
    rule(first, 688, 708, 734, 760)
    put(second, 60, *HEAD)
    put(second, 84, "", "", "harbour")
    rule(second, 48, 68, 92)
    second.text(XS[0], 112, "Week 2", 14)
    put(second, 140, *HEAD)
    put(second, 164, "9/9", "09:00", "Lecture", "Eva Nordin", "Hall")
    put(second, 188, "9/9", "14:00", "Tour", "", "")
    rule(second, 126, 148, 172, 196)
    second.text(XS[0], 212, "Three", 14)
    second.text(XS[0], 230, "What follows is text over all columns, with several words in it.", 10)
    assert sessions(first, second) == [
        ("09-07", "09:00", "Visit", "Ada Vos", "Harbour"),
        ("09-08", "10:00", "Talk about the harbour", "Bo Lind", "Hall"),
        ("09-09", "09:00", "Lecture", "Eva Nordin", "Hall"),
        ("09-09", "14:00", "Tour", "", ""),
    ]
    assert [line for line in text(first, second) if line][:2] == ["Week 2", "Three"]


def test_a_report_of_a_word_processor_without_rules() -> None:
    source = read(REPORTS / "pdf" / "unruled.pdf")
    assert [line.text for line in source.lines if line.cells is None and line.text] == [
        "出國人員名單", "以上人員均參加行前講習。", "以上行程由駐外單位安排。", "以上建議供各機關參考。",
    ]  # fmt: skip
    report = report_of(source)
    assert report.participants[["agency", "title", "name"]].values.tolist() == [
        ["想像部綜合規劃司", "科長", "王小明"],
        ["虛擬委員會北區服務處及其所屬訓練中心籌備處", "研究員兼組長", "陳平"],
        ["假想縣議會", "專員", "拉娃·尤幹"],
    ]
    assert [(f"{row.date:%m-%d}", row.title) for row in report.sessions.itertuples()] == [
        ("09-07", "拜會甲國財政部"),
        ("09-07", "參訪乙市政府"),
        ("09-08", "參訪丙機構及其所屬之訓練中心與研究單位"),
        ("09-08", "自由活動"),
        ("09-09", "搭機返國"),
    ]
    last = [line.cells for line in source.lines if line.cells and line.table == 3]
    assert ["".join(column) for column in zip(*last, strict=True)] == [
        "項次一二", "建議事項建立架構推動參與", "說明由想像部研議三年期之支出上限並納入評估提供手冊",
        "主辦機關想像部虛擬委員會",
    ]  # fmt: skip
