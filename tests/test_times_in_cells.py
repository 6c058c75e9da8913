"""Times printed inside the cells of a timetable of days and halves of the day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from printed_timetables import starts, table_report, text_report
from tourlib.report import Report

HALVES = ("日期", "地點", "上午", "下午", "夜間")


def _tabs(rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join("\t".join(" ".join(cell.split("\n")) for cell in row) for row in rows)


def _ends(report: Report) -> list[str]:
    return list(report.sessions["end"].dt.strftime("%H:%M").fillna("-"))


WITHOUT_COLONS = [
    HALVES,
    ("9/7(一)", "甲市", "0705 搭機;1150 抵達", "1400-1530 拜會市議會", ""),
    ("9/8(二)", "甲市", "0915-1045拜會文化局", "1330~1500：參訪乙館", "1930 檢討會"),
]


@pytest.mark.parametrize("form", ["cells", "tabs"])
@pytest.mark.parametrize("counted", [False, True])
def test_times_without_colons_open_entries(form: str, counted: bool) -> None:
    rows: list[tuple[str, ...]] = list(WITHOUT_COLONS)
    if counted:
        rows = [("日次", *rows[0]), *((str(n), *row) for n, row in enumerate(rows[1:], 1))]
    report = table_report(list(rows)) if form == "cells" else text_report(_tabs(rows))
    assert starts(report) == [
        "09-07 07:05 搭機", "09-07 11:50 抵達", "09-07 14:00 拜會市議會",
        "09-08 09:15 拜會文化局", "09-08 13:30 參訪乙館", "09-08 19:30 檢討會",
    ]  # fmt: skip
    assert _ends(report)[2:5] == ["15:30", "10:45", "15:00"]
    assert report.sessions["place"].tolist() == ["甲市"] * 6


def test_what_is_a_year_or_a_room_is_no_time() -> None:
    rows = [
        *WITHOUT_COLONS,
        ("9/9(三)", "甲市", "2030 願景研討會", "1012 會議室簡報", ""),
        ("9/10(四)", "甲市", "2026-2030 計畫說明", "1200 人論壇", ""),
    ]
    assert starts(table_report(list(rows)))[6:] == [
        "09-09 - 2030 願景研討會", "09-09 - 1012 會議室簡報",
        "09-10 - 2026-2030 計畫說明", "09-10 - 1200 人論壇",
    ]  # fmt: skip
    plain = [HALVES, ("9/7(一)", "甲市", "1450 項指標簡介", "參訪乙館", ""), rows[-2]]
    assert starts(table_report(list(plain)))[0] == "09-07 - 1450 項指標簡介"


def test_a_time_that_a_narrow_cell_wraps_is_one() -> None:
    rows = [
        HALVES,
        (
            "9/7(一)",
            "甲市",
            "0915-\n1045拜會文化局\n1100-\n1200座談",
            "參訪乙館(14:00-\n15:00)",
            "",
        ),
    ]
    report = table_report(list(rows))
    assert starts(report) == ["09-07 09:15 拜會文化局", "09-07 11:00 座談", "09-07 14:00 參訪乙館"]
    assert _ends(report) == ["10:45", "12:00", "15:00"]


def test_days_that_are_printed_downwards() -> None:
    rows = [
        ("日期", "時間", "活動內容"),
        ("\n".join("12/9（三）"), "09:00-10:30", "拜會水利署"),
        ("\n".join("12/10（四）"), "14:00-15:30", "參訪水庫"),
        ("\n".join("12月11日"), "10:00-11:00", "座談"),
    ]
    report = table_report(rows)
    assert starts(report) == ["12-09 09:00 拜會水利署", "12-10 14:00 參訪水庫", "12-11 10:00 座談"]
    assert "date-unread" not in set(report.findings["code"])


def test_a_time_in_brackets_overrules_that_of_the_half_day() -> None:
    week = [
        ("節次", "9/7(一)", "9/8(二)"),
        ("上午\n9:00-12:00", "參訪審計處\n（10:15-11:30）", "公共財務"),
        ("下午\n1:30-4:30", "拜會乙局(2:00-3:00)", "稅制"),
    ]
    want = [
        "09-07 10:15 參訪審計處", "09-07 14:00 拜會乙局", "09-08 09:00 公共財務", "09-08 13:30 稅制"
    ]  # fmt: skip
    report = table_report(list(week))
    assert starts(report) == want
    assert _ends(report) == ["11:30", "15:00", "12:00", "16:30"]
    halves = [
        ("日期", "上午 9:00-12:00", "下午 1:30-4:30"),
        ("9/7(一)", "參訪審計處（10:15-11:30）", "2:00-3:00 拜會乙局"),
        ("9/8(二)", "公共財務", "稅制"),
    ]
    assert starts(table_report(list(halves))) == want


@pytest.mark.parametrize(
    "order", [("日期", "行程", "地點"), ("日期", "地點", "行程"), ("地點", "日期", "行程")]
)
def test_a_place_merged_over_rows_of_several_days_is_that_of_each(order: tuple[str, ...]) -> None:
    rows: list[dict[str, str | None]] = [
        {"日期": "9/7(一)", "地點": "甲市", "行程": "參訪甲館"},
        {"日期": None, "地點": None, "行程": "參訪乙館"},
        {"日期": "9/8(二)", "地點": None, "行程": "參訪丙館"},
        {"日期": None, "地點": "乙市", "行程": "參訪丁館"},
        {"日期": "9/9(三)", "地點": None, "行程": "參訪戊館"},
    ]
    report = table_report(
        [order, *(tuple(row[name] for name in order) for row in rows)], merged=True
    )
    assert report.sessions["place"].tolist() == ["甲市"] * 3 + ["乙市"] * 2
    assert report.sessions["date"].dt.day.tolist() == [7, 7, 8, 8, 9]


def test_each_of_several_times_in_brackets_ends_a_thing() -> None:
    week = [
        ("節次", "9/7(一)", "9/8(二)"),
        ("上午\n9:00-12:00", "公共財務\nPublic Finance", "參訪甲館\n(9:30-10:30)"),
        ("下午\n1:30-4:30", "拜會統計局\n(1:30-3:00)\n參訪文化館（3:30-4:30）", "稅制"),
    ]
    want = [
        "09-07 09:00 公共財務", "09-07 13:30 拜會統計局", "09-07 15:30 參訪文化館",
        "09-08 09:30 參訪甲館", "09-08 13:30 稅制",
    ]  # fmt: skip
    assert starts(table_report(list(week))) == want


def test_the_time_of_a_cell_is_more_exact_than_that_of_its_row() -> None:
    report = table_report([
        ("時間", "9/7(一)", "9/8(二)"),
        ("09:00-11:30", "08:20桃園機場出發", "參訪甲署"),
        ("14:00-16:30", "參訪乙館", "13:40搭機返國"),
    ])  # fmt: skip
    assert starts(report) == [
        "09-07 08:20 桃園機場出發", "09-07 14:00 參訪乙館",
        "09-08 09:00 參訪甲署", "09-08 13:40 搭機返國",
    ]  # fmt: skip
