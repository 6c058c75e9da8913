"""Which lines of a text are one row, and which day stands beside it."""

from __future__ import annotations

import pytest

from printed_timetables import starts, text_report
from tourlib.lines import Line, Source
from tourlib.report import build_report


def test_each_line_of_a_text_with_tabs_is_a_row() -> None:
    report = text_report(
        "日期\t時間\t活動內容\t講者\n"
        "9月7日(一)\t\t抵達甲市\n\t14:00-15:00\t行前說明\t王大明教授\n"
        "9月8日(二)\t09:30-11:00\t參訪甲署\n\t11:15-12:30\t制度概論\n\t14:00-16:30\t參訪乙署\n"
        "9月9日至10日\t\t週末\n9月11日(五)\t09:30-12:00\t結訓典禮\n"
    )
    assert starts(report) == [
        "09-07 - 抵達甲市", "09-07 14:00 行前說明", "09-08 09:30 參訪甲署", "09-08 11:15 制度概論",
        "09-08 14:00 參訪乙署", "09-09 - 週末", "09-10 - 週末", "09-11 09:30 結訓典禮",
    ]  # fmt: skip


def test_days_that_wrap_in_the_middle_of_their_rows() -> None:
    report = text_report(
        "日期      時間      活動內容              地點\n"
        "國內先備課程\n"
        "8 月 20   09:00-    制度概論              會議室\n"
        "日        12:00\n"
        "(四)\n"
        "甲國研習課程\n"
        "9 月 7    23:10     自桃園機場啟程前往\n"
        "日                  甲國\n"
        "(一)\n"
        "          09:00-    參訪甲機構            甲市\n"
        "9 月 8    12:00\n"
        "日        14:00-    參訪乙機構            乙市\n"
        "(二)      16:00\n"
        "9 月 9              搭機返國\n"
        "日至 10\n"
        "日\n"
    )
    assert starts(report) == [
        "08-20 09:00 制度概論", "09-07 23:10 自桃園機場啟程前往甲國", "09-08 09:00 參訪甲機構",
        "09-08 14:00 參訪乙機構", "09-09 - 搭機返國", "09-10 - 搭機返國",
    ]  # fmt: skip
    assert report.sessions["part"].tolist() == ["domestic"] + ["abroad"] * 5


def test_a_whole_day_in_a_cell_whose_day_stands_in_the_middle() -> None:
    report = text_report(
        "日期        城市      研習內容\n"
        "                      【上午】\n"
        "                      開訓典禮\n"
        "9/7(一)     甲市      【下午】\n"
        "                      課程：甲國之制度\n"
        "                      講座：王大明教授\n"
        "9/8(二)     甲市      自由活動\n"
        "                      09:30-11:30 參訪甲研究院\n"
        "9/9(三)     乙市      (ABC)\n"
        "                      14:00 搭機返國\n"
    )
    assert starts(report) == [
        "09-07 - 開訓典禮", "09-07 - 課程:甲國之制度", "09-08 - 自由活動",
        "09-09 09:30 參訪甲研究院(ABC)", "09-09 14:00 搭機返國",
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist()[1] == ["王大明"]


def test_things_that_only_a_space_parts_in_a_table_without_times() -> None:
    report = text_report(
        "日期\t行程內容\n9/7(一)\t拜會市議會 參訪營運中心\n9/8(二)\t參訪甲署\n9/9(三)\t搭機返國\n"
        "9/10(四)\t抵達桃園\n"
    )
    assert starts(report)[:3] == ["09-07 - 拜會市議會", "09-07 - 參訪營運中心", "09-08 - 參訪甲署"]


def test_a_person_whose_row_goes_on_behind_the_header_of_the_next_page() -> None:
    header = "序號     服務機關   單位     職稱     姓名    官職等"
    text = (
        f"某某考察報告\n出國期間:115年9月7日至9月12日\n壹、出國人員名單\n\n{header}\n"
        "1      環境治理   企劃組    科長     王大明   薦任\n       署\n"
        "2      臺南市政   資訊科    科員     李小華   薦任\n       府\n"
        "3      環境治理   企劃組    科長     陳美惠   薦任\n"
        f"{header}\n       署\n"
        f"4      數位發展   秘書處    視察     林志遠   薦任\n       部\n{header}\n"
        "5      數位發展   秘書處    視察     方美玲   薦任\n       部\n\n貳、目的\n觀摩制度。\n"
    )
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    people = build_report(Source("r.txt", "text", tuple(lines))).participants
    assert people["name"].tolist() == ["王大明", "李小華", "陳美惠", "林志遠", "方美玲"]
    assert people["agency"].tolist() == [
        "環境治理署", "臺南市政府", "環境治理署", "數位發展部", "數位發展部"
    ]  # fmt: skip


def test_a_week_in_text_laid_out_as_a_page_looks() -> None:
    report = text_report(
        "時間            9/7(一)           9/8(二)           9/9(三)\n"
        "09:00-10:30     開訓典禮          參訪甲國之        專題講座\n"
        "                                  研究機構\n"
        "10:45-12:00     甲制度概論        座談              自由活動\n"
        "13:30-15:00     參訪乙機構        參訪丙機構        搭機返國\n"
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮", "09-07 10:45 甲制度概論", "09-07 13:30 參訪乙機構",
        "09-08 09:00 參訪甲國之研究機構", "09-08 10:45 座談", "09-08 13:30 參訪丙機構",
        "09-09 09:00 專題講座", "09-09 10:45 自由活動", "09-09 13:30 搭機返國",
    ]  # fmt: skip


def test_a_time_that_a_narrow_cell_cuts_behind_its_colon_or_stacks() -> None:
    report = text_report(
        "日期      星期  時間          課程(參訪)主      地點\n"
        "                              題\n"
        "9月7日    一    09:00~12:     參訪甲市水務      甲市政\n"
        "                00            局                府\n"
        "                12:30~14:0    午餐\n"
        "                0\n"
        "9月8日    二    14:00         拜會乙署          乙署大\n"
        "                ｜                              樓\n"
        "                16:00\n"
    )
    rows = [
        (f"{row.start:%m-%d %H:%M}", f"{row.end:%H:%M}", row.title)
        for row in report.sessions.itertuples()
    ]
    assert rows == [
        ("09-07 09:00", "12:00", "參訪甲市水務局"),
        ("09-07 12:30", "14:00", "午餐"),
        ("09-08 14:00", "16:00", "拜會乙署"),
    ]


def test_a_header_of_three_lines_whose_words_stand_at_any_height() -> None:
    report = text_report(
        "                           講座或接待\n"
        "日期       時間  課程/參訪                地點\n"
        "                              人員\n"
        "9月7日     0900  制度概論  王大明教授     甲大學\n"
        "9月8日     1400  參訪乙署  李小華處長     乙署\n"
    )
    found = [(*row.speakers, row.title, row.place) for row in report.sessions.itertuples()]
    assert found == [("王大明", "制度概論", "甲大學"), ("李小華", "參訪乙署", "乙署")]


def test_rows_that_stand_farther_right_than_those_above_them() -> None:
    report = text_report(
        "日期       時間           活動內容        地點\n"
        "9月7日     09:00-10:30    參訪甲署        甲市\n"
        "           11:00-12:00    座談            甲市\n"
        "9月8日          09:00-10:30    參訪乙署        乙市\n"
        "                14:00-15:00    參觀            乙市\n"
        "                               文物館\n"
    )
    found = [
        (f"{row.start:%m-%d %H:%M}", row.title, row.place) for row in report.sessions.itertuples()
    ]
    assert found == [
        ("09-07 09:00", "參訪甲署", "甲市"),
        ("09-07 11:00", "座談", "甲市"),
        ("09-08 09:00", "參訪乙署", "乙市"),
        ("09-08 14:00", "參觀文物館", "乙市"),
    ]


@pytest.mark.parametrize("gap", ["      ", "\t"])
def test_the_next_heading_ends_a_small_table(gap: str) -> None:
    report = text_report(
        f"二、過程\n（一）行程\n日期{gap}地點{gap}行程\n9月7日{gap}甲市{gap}搭機前往甲市\n"
        f"9月8日{gap}甲市{gap}參訪甲署\n（二）背景\n會場設於甲大學。\n（三）重點\n各國皆重視水務。\n三、心得\n可資借鏡。\n"
    )
    assert report.sessions["title"].tolist() == ["搭機前往甲市", "參訪甲署"]
    assert {"背景", "重點"} <= set(report.sections["title"])


def test_an_agency_that_goes_on_below_its_row() -> None:
    report = text_report(
        "編號\t服務機關\t職稱\t姓名\n1\t財政部財政資訊\t科長\t林小美\n中心\n2\t交通部\t科長\t王大明\n"
    )
    assert report.participants["agency"].tolist() == ["財政部財政資訊中心", "交通部"]
    assert "roster-unread" not in report.findings["code"].tolist()


def test_rows_without_the_tabs_at_their_beginning() -> None:
    """A row that begins with its time, or the rest of one broken in a cell, was read a column off."""
    report = text_report(
        "日期\t時間\t行程\t接待人員\t地點\n9時至10時\t拜會甲局\t王大明科長\n"
        "9月7日(一)\t14:00-16:00\t參訪乙館 Visit to the\nCity Archive\tAda Vos\t新港\n"
        "16:30-17:30\t參訪丙館\n9月8日(二)\t10:00-11:00\t拜會丁署\t\t小丘\n"
    )
    assert starts(report) == [
        "09-07 09:00 拜會甲局", "09-07 14:00 參訪乙館", "09-07 16:30 參訪丙館", "09-08 10:00 拜會丁署",
    ]  # fmt: skip
    assert report.sessions["title_en"].fillna("").tolist()[1] == "Visit to the City Archive"
    assert report.sessions["speakers"].tolist()[:2] == [["王大明"], ["Ada Vos"]]
    assert report.sessions["place"].fillna("").tolist() == ["", "新港", "", "小丘"]
