"""Timetables of several weeks, the days of each in the header of its own part."""

from __future__ import annotations

import pytest

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
