"""Timetables of several weeks, the days of each in the header of its own part."""

from __future__ import annotations

import pytest

from printed_timetables import starts, table_report, text_report
from tourlib.lines import Line, Source, table_row_text
from tourlib.report import build_report

COVER = "出國報告\n某訓練計畫112年國外研習報告\n服務機關：交通部\n出國期間：112年9月3日至9月15日\n\n壹、行程"
HEADERS = [
    [("時段", "9/4（一）", "9/5（二）")],
    [("第一週", "9月4日", "9月5日")],
    [("", "星期一", "星期二"), ("日期", "9月4日", "9月5日")],
]
ROWS = [("上午", "講座{0}甲", "參訪{0}乙"), ("下午", "參訪{0}丙", "參訪{0}丁")]


def second(header: tuple[str, ...]) -> tuple[str, ...]:
    """The header of the second week."""
    later = {
        "9/4（一）": "9/11（一）",
        "9/5（二）": "9/12（二）",
        "9月4日": "9月11日",
        "9月5日": "9月12日",
    }
    return tuple(later.get(cell, cell).replace("第一", "第二") for cell in header)


@pytest.mark.parametrize("form", ["one table", "two tables", "tabs"])
@pytest.mark.parametrize("header", HEADERS, ids=["alone", "week", "weekdays above"])
def test_every_week_has_the_days_of_its_own_header(
    header: list[tuple[str, ...]], form: str
) -> None:
    weeks = [(header, "前"), ([second(row) for row in header], "後")]
    lines = [Line(n, text) for n, text in enumerate(COVER.split("\n"), 1)]
    for table, (head, name) in enumerate(weeks, 1):
        for row in (*head, *(tuple(cell.format(name) for cell in row) for row in ROWS)):
            at = len(lines) + 1
            if form == "tabs":
                lines.append(Line(at, "\t".join(row)))
            else:
                number = table if form == "two tables" else 1
                lines.append(Line(at, table_row_text(row), None, row, number))
    lines.append(Line(len(lines) + 1, "貳、心得"))
    report = build_report(Source("r", "text" if form == "tabs" else "docx", tuple(lines)))
    told = report.sessions["date"].dt.strftime("%m-%d") + " " + report.sessions["title"]
    assert told.tolist() == [
        "09-04 講座前甲",
        "09-04 參訪前丙",
        "09-05 參訪前乙",
        "09-05 參訪前丁",
        "09-11 講座後甲",
        "09-11 參訪後丙",
        "09-12 參訪後乙",
        "09-12 參訪後丁",
    ]


def test_fewer_cells_than_days_between_tabs_are_merged_ones() -> None:
    report = text_report(
        "時間\t9/7(一)\t9/8(二)\t9/9(三)\n09:00-10:00\t財政概論\t稅制概論\t\n12:15-13:15\t午餐\n"
        "14:00-15:00\t參訪甲署\t座談\n"
    )
    lunches = report.sessions.query("title == '午餐'")
    assert [f"{day:%m-%d}" for day in lunches["date"]] == ["09-07", "09-08", "09-09"]
    [lines] = report.findings.query("code == 'date-unsure'")["lines"]
    assert [report.lines.query("line == @n")["text"].iloc[0][:5] for n in lines] == ["14:00"]


def test_a_text_without_empty_cells_at_the_end_tells_of_no_merged_ones() -> None:
    report = text_report(
        "時間\t9/7(一)\t9/8(二)\t9/9(三)\n09:00-10:00\t財政概論\t稅制概論\t預算概論\n14:00-15:00\t參訪甲署\n"
    )
    assert len(report.sessions) == 4
    assert "date-unsure" not in set(report.findings["code"])


def test_the_meals_of_a_week_in_text_as_it_is_laid_out() -> None:
    report = text_report(
        "時間            9/7（一）      9/8（二）      9/9（三）      9/10（四）     9/11（五）\n"
        "09:30-12:00     搭機赴甲國     港埠減碳       岸電工具       都市計畫       水資源管理\n"
        "                               Dr. Min        Ms. Robyn\n"
        "                               Lee            Castle\n"
        "12:00-13:30                        午餐（會館各日用餐）\n"
        "18:00-20:00                                                 惜別餐會\n"
    )
    found = [text for text in starts(report) if "餐" in text]
    assert sum("午餐" in text for text in found) == 5
    assert [text for text in found if "惜別" in text] == ["09-10 18:00 惜別餐會"]
    assert report.sessions["speakers"].tolist().count(["Min Lee"]) == 1


def test_a_cell_merged_over_halves_of_a_day_is_of_the_whole_day() -> None:
    week = [
        ("時段", "9月7日(一)", "9月8日(二)"),
        ("上午", "講座甲", "自主學習"),
        ("下午", "參訪乙", None),
    ]
    days = [
        ("日期", "上午", "下午"),
        ("9月7日(一)", "講座甲", "參訪乙"),
        ("9月8日(二)", "自主學習", None),
    ]
    for rows, merged in ((week, True), (days, False)):
        assert table_report(rows, merged=merged).halves == ("morning", "afternoon", "day")
