"""Columns under headers that nobody has heard of: their cells tell, or a finding names them."""

from __future__ import annotations

import pytest

from printed_timetables import starts, table_report, text_report
from tourlib.tables.roles import header_kind


@pytest.mark.parametrize("word", ["授課或接待者", "對口", "與談貴賓"])
def test_people_make_a_column_of_speakers(word: str) -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容", word),
            ("9/7(一)", "09:00-10:00", "制度概論", "國立甲大學 王大明副教授"),
            (None, "11:00-12:00", "參訪甲署", "署長 Mr. Jan Smit"),
            (None, "14:00", "返回旅館", ""),
        ]
    )
    assert report.sessions["speakers"].tolist() == [["王大明"], ["Jan Smit"], []]
    assert "column-unread" not in set(report.findings["code"])


def test_days_and_times_and_content_under_unknown_words() -> None:
    report = table_report(
        [
            ("何時", "幾點", "做什麼", "與誰"),
            ("9/7(一)", "09:00-10:00", "拜會甲署", "署長 Mr. Jan Smit"),
            ("9/8(二)", "11:00-12:00", "參訪乙署", "Ms. Ada Vos"),
            ("9/9(三)", "14:00", "搭機返國", ""),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 拜會甲署", "09-08 11:00 參訪乙署", "09-09 14:00 搭機返國"
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist() == [["Jan Smit"], ["Ada Vos"], []]


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_what_no_cell_tells_is_kept_and_named(form: str) -> None:
    rows = [
        ("日期", "時間", "活動內容", "天氣"),
        ("9/7(一)", "09:00-10:00", "參訪甲署", "晴"),
        ("9/8(二)", "11:00-12:00", "參訪乙署", "雨"),
        ("9/9(三)", "14:00-15:00", "參訪丙署", "陰"),
    ]
    report = table_report(rows) if form == "cells" else text_report("\n".join(map("\t".join, rows)))
    assert report.sessions["detail"].tolist() == ["晴", "雨", "陰"]
    said = report.findings[report.findings["code"] == "column-unread"]
    assert said["table"].tolist() == ["sessions"]
    assert "「天氣」" in said["message"].iloc[0]


def test_of_two_kinds_the_one_whose_words_are_known() -> None:
    found = header_kind(("項次", "參訪機關", "參訪時間", "接待人員"))
    assert found is not None
    assert found[0] == "timetable"


def test_a_week_in_text_with_tabs() -> None:
    report = text_report(
        "時間\t9/7(一)\t9/8(二)\n09:00-10:30\t開訓典禮\t參訪甲機構\n下午\t專題講座\t搭機返國\n"
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮", "09-07 - 專題講座", "09-08 09:00 參訪甲機構", "09-08 - 搭機返國"
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["cells", "tabs"])
@pytest.mark.parametrize("word", ["議題", "主題", "對應主題"])
def test_a_column_of_numbers_beside_what_is_done_has_the_themes(word: str, form: str) -> None:
    rows = [
        ("日期", "時間", "活動內容", "地點", word),
        ("9/7(一)", "09:00-12:00", "山區農業課程\nMountain Farming Policy", "伯恩", "一"),
        ("9/8(二)", "14:00-16:00", "參訪水務局", "伯恩", f"{word[-2:]}二"),
        ("9/9(三)", "09:00-12:00", "座談", "伯恩", ""),
    ]
    tabs = "\n".join("\t".join(row).replace("\n", " ") for row in rows)
    sessions = (table_report(list(rows)) if form == "cells" else text_report(tabs)).sessions
    assert sessions["title"].tolist() == ["山區農業課程", "參訪水務局", "座談"]
    assert sessions["title_en"].fillna("").tolist() == ["Mountain Farming Policy", "", ""]
    assert sessions["theme"].fillna(0).tolist() == [1, 2, 0]


def test_topics_in_words_beside_what_is_done_are_said_of_it() -> None:
    sessions = table_report(
        [
            ("日期", "時間", "行程", "主要議題"),
            ("9/7(一)", "10:00-12:00", "拜會森林局", "保護林分級制度"),
            ("9/8(二)", "10:00-12:00", "參訪甲館", "木構造推廣"),
        ]
    ).sessions
    assert sessions["title"].tolist() == ["拜會森林局", "參訪甲館"]
    assert sessions["detail"].tolist() == ["保護林分級制度", "木構造推廣"]


def test_whom_one_called_on_are_the_speakers_where_the_cells_are_people() -> None:
    sessions = table_report(
        [
            ("日期", "時間", "行程", "地點", "拜會對象"),
            ("9/7(一)", "10:00-12:00", "拜會森林局", "維也納", "Karl Huber組長"),
            ("9/8(二)", "14:00-16:00", "參訪防治站", "格拉茲", "Eva Moser站長"),
        ]
    ).sessions
    assert sessions["place"].tolist() == ["維也納", "格拉茲"]
    assert sessions["speakers"].tolist() == [["Karl Huber"], ["Eva Moser"]]
