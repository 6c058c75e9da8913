"""Timetables with a row for each day and a column for each lesson, its time in the header."""

from __future__ import annotations

import pandas as pd
import pytest

from printed_timetables import table_report, text_report
from tourlib.report import Report

N = None
HEADS = ("第1節 09:00-10:30", "第2節 10:45-12:15", "第3節 13:30-15:00", "第4節 15:15-16:45")
TIMES = ("09:00-10:30", "10:45-12:15", "13:30-15:00", "15:15-16:45")
DAYS: list[tuple[str | None, ...]] = [
    ("9/7", "一", "始業式", "山區水文課程", "雪崩力學課程", N),
    ("9/8", "二", "土石流監測課程", N, "保護林經營課程", N),
    ("9/9", "三", "參訪防砂設施", N, N, N),
]
READ = [
    "09-07 09:00-10:30 始業式",
    "09-07 10:45-12:15 山區水文課程",
    "09-07 13:30-16:45 雪崩力學課程",
    "09-08 09:00-12:15 土石流監測課程",
    "09-08 13:30-16:45 保護林經營課程",
    "09-09 09:00-16:45 參訪防砂設施",
]


def lessons(report: Report) -> list[str]:
    """Day, time and title of each row of ``sessions``."""
    return [
        f"{row.date:%m-%d} {row.start:%H:%M}-{row.end:%H:%M} {row.title}"
        if pd.notna(row.start)
        else f"{row.date:%m-%d} {row.title}"
        for row in report.sessions.itertuples()
    ]


@pytest.mark.parametrize(
    "heads",
    [
        [("日期", "星期", *HEADS)],
        [("日期", "星期", *TIMES)],
        [("日期", "星期", *(head.replace(" ", "\n") for head in HEADS))],
        [("日期", "星期", "第一節", "第二節", "第三節", "第四節"), (N, N, *TIMES)],
        [("日期", "星期", "1", "2", "3", "4"), ("", "", *TIMES)],
    ],
    ids=["lessons", "times", "two lines", "times below", "numbers"],
)
def test_each_cell_is_an_entry_and_a_merged_one_has_the_time_of_all_it_covers(
    heads: list[tuple[str | None, ...]],
) -> None:
    report = table_report([*heads, *DAYS])
    assert lessons(report) == READ
    assert not {"times-missing", "column-unread", "date-unread"} & set(report.findings["code"])


def test_without_a_column_of_weekdays_and_with_lessons_that_have_no_times() -> None:
    heads = ("日期", "第一節", "第二節", "第三節", "第四節")
    report = table_report([heads, *((day, *cells) for day, _weekday, *cells in DAYS)])
    assert lessons(report) == [f"{line[:5]} {line[18:]}" for line in READ]
    assert "times-missing" in set(report.findings["code"])


def test_days_of_travel_before_the_lessons_and_a_second_week_with_a_header_of_its_own() -> None:
    first = [("9/4", "五", "啟程", N, N, N), ("9/5", "六", "抵達", N, N, N)]
    later = ("日期", "星期", *(head.replace("15:15-16:45", "15:00-16:00") for head in HEADS))
    rows = [("日期", "星期", *HEADS), *first, *DAYS, later, ("9/10", "四", N, N, N, "結業式")]
    assert lessons(table_report(rows)) == [
        "09-04 09:00-16:45 啟程",
        "09-05 09:00-16:45 抵達",
        *READ,
        "09-10 15:00-16:00 結業式",
    ]


def test_a_cell_merged_over_days_is_of_each_and_halves_of_the_day_join_their_hours() -> None:
    head = ("日期", "上午（09:00-12:00）", "下午（13:30-16:30）")
    rows = [head, ("9/7", "始業式", "實作工作坊"), ("9/8", "參訪甲署", N), ("9/9", "參訪乙署", N)]
    assert lessons(table_report(rows))[2:] == [
        "09-08 09:00-16:30 參訪甲署",
        "09-09 09:00-16:30 參訪乙署",
    ]
    down = table_report([head, ("9/7", "始業式", "實作工作坊"), ("9/8", "座談", N)], merged=True)
    assert lessons(down)[-1] == "09-08 13:30-16:30 實作工作坊"


def test_text_with_tabs_does_not_tell_which_lessons_a_cell_covers_but_where_it_is_alone() -> None:
    rows = [("日期", "星期", *HEADS), *DAYS, ("9/10", "四", "甲課程", "乙課程", "丙課程", "丁課程")]
    report = text_report("\n".join("\t".join(filter(None, row)) for row in rows))
    assert lessons(report) == [
        *(f"{line[:5]} {line[18:]}" for line in READ[:5]),
        *READ[5:],
        "09-10 09:00-10:30 甲課程",
        "09-10 10:45-12:15 乙課程",
        "09-10 13:30-15:00 丙課程",
        "09-10 15:15-16:45 丁課程",
    ]
    [numbers] = report.findings.query("code == 'time-unsure'")["lines"]
    assert report.lines["text"][report.lines["line"].isin(numbers)].str[:3].tolist() == [
        "9/7",
        "9/8",
    ]


def test_in_text_laid_out_as_a_page_an_empty_lesson_may_be_covered() -> None:
    report = text_report(
        "日期    第1節 09:00-10:30    第2節 10:45-12:15    第3節 13:30-15:00\n"
        "9/7     始業式               山區水文課程         雪崩力學課程\n"
        "9/8     土石流監測課程                            保護林經營課程\n"
        "9/9     甲課程               乙課程               丙課程\n"
    )
    assert lessons(report) == [
        "09-07 09:00-10:30 始業式",
        "09-07 10:45-12:15 山區水文課程",
        "09-07 13:30-15:00 雪崩力學課程",
        "09-08 土石流監測課程",
        "09-08 保護林經營課程",
        "09-09 09:00-10:30 甲課程",
        "09-09 10:45-12:15 乙課程",
        "09-09 13:30-15:00 丙課程",
    ]
    assert "time-unsure" in set(report.findings["code"])
