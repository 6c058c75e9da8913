"""Timetables whose cells tell of several things, rows of several days, tables of hosts."""

from __future__ import annotations

import pytest

from printed_timetables import starts, table_report, text_report

HEADER = ("日期", "行程", "地點")


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("搭機抵達甲市\n下午：拜會市政府", "- 搭機抵達甲市", "- 拜會市政府"),
        ("上午：參訪甲機構。下午：參訪乙機構。", "- 參訪甲機構", "- 參訪乙機構"),
        ("AM：參訪甲機構\nPM：參訪乙機構", "- 參訪甲機構", "- 參訪乙機構"),
        ("【上午】\n參訪甲機構\n【下午】\n參訪乙機構", "- 參訪甲機構", "- 參訪乙機構"),
        ("【上午】參訪甲機構【下午】參訪乙機構", "- 參訪甲機構", "- 參訪乙機構"),
        ("上午拜會甲機構，下午參訪乙機構", "- 拜會甲機構", "- 參訪乙機構"),
        ("10時 參訪甲機構；15時 參訪乙機構", "10:00 參訪甲機構", "15:00 參訪乙機構"),
        ("《上午》\n參訪甲機構\n《下午》\n參訪乙機構", "- 參訪甲機構", "- 參訪乙機構"),
        ("A.M. 參訪甲機構\nP.M. 參訪乙機構", "- 參訪甲機構", "- 參訪乙機構"),
        ("10:00參訪甲機構、15:00參訪乙、丙機構", "10:00 參訪甲機構", "15:00 參訪乙、丙機構"),
        ("10:00參訪甲機構，15:00座談", "10:00 參訪甲機構", "15:00 座談"),
        ("搭機前往甲市；14:00拜會某署", "- 搭機前往甲市", "14:00 拜會某署"),
        ("09:00 參訪甲署(Alpha) 14:00 參訪乙署", "09:00 參訪甲署(Alpha)", "14:00 參訪乙署"),
        ("搭機前往甲市；參訪甲碼頭", "- 搭機前往甲市", "- 參訪甲碼頭"),
        ("某某國際機場集合\n搭機前往甲市", "- 某某國際機場集合", "- 搭機前往甲市"),
        ("參訪甲機構\n10:00-12:00\n參訪乙機構\n14:00", "10:00 參訪甲機構", "14:00 參訪乙機構"),
    ],
)
def test_each_thing_of_a_cell_is_an_entry(cell: str, first: str, second: str) -> None:
    report = table_report([HEADER, ("9/7(一)", "搭機", ""), ("9/8(二)", cell, "甲市")])
    assert starts(report) == ["09-07 - 搭機", f"09-08 {first}", f"09-08 {second}"]
    assert report.sessions["place"].tolist()[1:] == ["甲市", "甲市"]
    assert "time-unread" not in report.findings["code"].tolist()


@pytest.mark.parametrize(
    ("lines", "rest"),
    [
        ("參訪甲港務局\n撰寫紀錄", "撰寫紀錄"),
        ("參訪甲港務局\n轉往乙旅館", "轉往乙旅館"),
        ("參訪甲港務局\n與乙大學座談", "與乙大學座談"),
        ("參訪甲港務局\n與該局局長座談", None),
        ("參訪甲港務局、\n乙貨櫃碼頭", None),
        ("參訪甲港務局\nVisit to the Port of A", None),
        ("參訪甲港務局\nAnne Berger 局長", None),
    ],
)
def test_a_paragraph_of_a_day_is_an_entry_unless_it_goes_on(lines: str, rest: str | None) -> None:
    report = table_report([HEADER, ("9/7(一)", "搭機", ""), ("9/8(二)", lines, "甲市")])
    said = report.sessions["title"].tolist()
    assert said[2:] == ([rest] if rest else [])
    assert said[1].startswith("參訪甲港務局")


def test_printed_lines_of_a_day_are_entries_where_they_break_off() -> None:
    days = [
        HEADER,
        ("9/7(一)", "拜會駐甲國代表處及當地僑界\n代表", "甲市"),
        ("9/8(二)", "參訪甲港務局\n撰寫紀錄", "甲市"),
        ("9/9(三)", "上午：參訪甲機構。下午：參訪乙機\n構。", "甲市"),
    ]
    assert starts(table_report(days, wrapped=True)) == [
        "09-07 - 拜會駐甲國代表處及當地僑界代表",
        "09-08 - 參訪甲港務局",
        "09-08 - 撰寫紀錄",
        "09-09 - 參訪甲機構",
        "09-09 - 參訪乙機構",
    ]


def test_spaces_part_entries_of_a_day_where_most_of_them_do() -> None:
    rows = ["日期\t行程", "9月7日\t搭機抵達甲市 參訪甲機構", "9月8日\t拜會乙署 撰寫紀錄"]
    rows.append("9月9日\t參訪丙局 搭機返國")
    said = [start.split()[-1] for start in starts(text_report("\n".join(rows)))]
    assert said == ["搭機抵達甲市", "參訪甲機構", "拜會乙署", "撰寫紀錄", "參訪丙局", "搭機返國"]


def test_an_agenda_of_an_entry_with_a_time_divides_nothing() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("9/7(一)", "14:00-17:00", "參訪甲署\n1、14:00 簡介\n2、16:00 座談"),
            (None, "18:00", "搭機前往乙市(20:30)→丙市(22:15)"),
        ]
    )
    assert starts(report) == ["09-07 14:00 參訪甲署", "09-07 18:00 搭機前往乙市(20:30)→丙市(22:15)"]


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("9月8日至9月10日", ("09-08", "09-09", "09-10")),
        ("9/8(二)-9/10(四)", ("09-08", "09-09", "09-10")),
        ("9月8日(二)\n至\n9月9日(三)", ("09-08", "09-09")),
        ("8-9 Sep 9月8日至9日", ("09-08", "09-09")),
        ("8 Sep (Tue) 9月8日", ("09-08",)),
    ],
)
def test_an_entry_of_several_days_is_a_row_for_each(printed: str, days: tuple[str, ...]) -> None:
    rows = [
        HEADER,
        ("9/7(一)", "搭機", ""),
        (printed, "參加年會", "甲市"),
        ("9/11(五)", "返程", ""),
    ]
    want = ["09-07 - 搭機", *(f"{day} - 參加年會" for day in days), "09-11 - 返程"]
    assert starts(table_report(rows)) == want
    flat = [["".join((cell or "").split("\n")) for cell in row] for row in rows]
    assert starts(text_report("\n".join("\t".join(row) for row in flat))) == want


def test_days_that_are_only_counted_begin_with_the_journey() -> None:
    report = table_report(
        [
            ("天數", "行程內容", "住宿"),
            ("第一天", "搭機前往甲市", "甲市"),
            ("第二天", "拜會市議會\n參訪營運中心", "甲市"),
            ("D3-D4", "參加年會", "乙市"),
            ("第五天", "搭機返國", ""),
        ]
    )
    assert starts(report) == [
        "09-07 - 搭機前往甲市", "09-08 - 拜會市議會", "09-08 - 參訪營運中心",
        "09-09 - 參加年會", "09-10 - 參加年會", "09-11 - 搭機返國",
    ]  # fmt: skip
    said = report.findings[report.findings["code"] == "date-inferred"]
    assert len(said) == 1
    assert "115年9月7日" in said["message"].iloc[0]


@pytest.mark.parametrize("band", ["甲國研習課程", "乙國段", "甲市/乙市"])
@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_a_row_that_names_a_place_ends_the_lessons_at_home(band: str, form: str) -> None:
    rows = [
        ("日期", "時間", "活動內容"),
        ("國內先備課程", "", ""),
        ("8月20日(四)", "09:00-12:00", "制度概論"),
        ("", "13:00-14:00", "行前說明"),
        (band, "", ""),
        ("9月7日(一)", "23:10", "搭機前往甲國"),
        ("9月8日(二)", "上午", "抵達甲市"),
        ("", "15:00-17:00", "參訪甲機構"),
    ]
    if form == "cells":
        report = table_report([tuple(cell or None for cell in row) for row in rows])
    else:
        report = text_report("\n".join("\t".join(row).rstrip("\t") for row in rows))
    assert starts(report) == [
        "08-20 09:00 制度概論", "08-20 13:00 行前說明", "09-07 23:10 搭機前往甲國",
        "09-08 - 抵達甲市", "09-08 15:00 參訪甲機構",
    ]  # fmt: skip
    assert report.sessions["part"].tolist() == ["domestic"] * 2 + ["abroad"] * 3


HOSTS = (
    "項次\t參訪機關\t參訪時間\t接待人員\n"
    "1\t甲治理署\t115年9月8日上午9時至12時\t王大明署長\n"
    "2\t乙學習中心\t9月8日下午2時\t\n3\t丙市政府\t9月9日\t\n"
)


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_a_half_of_the_day_alone_takes_no_date_of_the_row_below(form: str) -> None:
    """下午 is of the day above it; a morning below an afternoon is of no day that is told."""
    rows = [
        ("日期", "時間", "活動內容"), ("9月7日(一)", "上午", "參訪甲機構"), ("", "下午", "參訪乙機構"),
        ("9月8日(二)", "14:00-16:00", "參訪丙機構"), ("", "上午", "參訪丁機構"),
        ("9月9日(三)", "上午", "參訪戊機構"),
    ]  # fmt: skip
    text = "\n".join("\t".join(row) for row in rows)
    report = table_report(rows) if form == "cells" else text_report(text)
    days = report.sessions["date"].dt.strftime("%m-%d").fillna("").tolist()
    assert days == ["09-07", "09-07", "09-08", "", "09-09"]


def test_a_table_of_hosts_alone_is_the_timetable() -> None:
    report = text_report(HOSTS)
    assert starts(report) == [
        "09-08 09:00 甲治理署", "09-08 14:00 乙學習中心", "09-09 - 丙市政府"
    ]  # fmt: skip
    assert report.sessions["kind"].tolist() == ["visit"] * 3
    assert report.sessions["speakers"].tolist() == [["王大明"], [], []]


def test_a_laid_out_table_of_hosts_whose_times_wrap() -> None:
    report = text_report(
        "項次    參訪機關        參訪時間              接待人員\n"
        "1       甲治理署        9月8日 15:00-         王大明署長\n                        16:30\n"
        "2       乙學習中心      9月9日 10:00-         李小華主任\n                        11:30\n"
        "3       丙市政府        9月10日 14:00-        陳美惠局長\n                        16:00\n"
    )
    assert starts(report) == [
        "09-08 15:00 甲治理署", "09-09 10:00 乙學習中心", "09-10 14:00 丙市政府"
    ]  # fmt: skip
    assert report.sessions["end"].dt.strftime("%H:%M").tolist() == ["16:30", "11:30", "16:00"]


def test_each_thing_of_a_laid_out_day_begins_in_the_row_of_its_day() -> None:
    report = text_report(
        "日期            地點            行程\n"
        "9月8日(二)      甲市            09:30-11:30 拜會甲署\n"
        "                                14:00-16:00 參訪乙署\n"
        "9月9日(三)      乙市            10:00-12:00 參訪丙署\n"
        "                                15:00 搭機返國\n"
    )
    assert starts(report) == [
        "09-08 09:30 拜會甲署", "09-08 14:00 參訪乙署", "09-09 10:00 參訪丙署", "09-09 15:00 搭機返國"
    ]  # fmt: skip
    first = report.sessions["line"].iloc[0]
    assert (report.sessions["line"] - first).tolist() == [0, 0, 2, 2]


def test_a_table_of_hosts_beside_a_timetable_tells_of_visits() -> None:
    report = text_report(
        "日期\t行程\n9/8(二)\t上午：參訪甲治理署\n9/9(三)\t參訪丙市政府\n9/10(四)\t返程\n\n"
        "二、參訪機關\n" + HOSTS
    )
    assert len(report.sessions) == 3
    visits = report.visits
    assert visits["title"].tolist() == ["甲治理署", "乙學習中心", "丙市政府"]
    assert visits["start"].dt.strftime("%m-%d %H:%M").fillna("").tolist() == [
        "09-08 09:00", "09-08 14:00", ""
    ]  # fmt: skip
    assert visits["speakers"].tolist() == [["王大明"], [], []]
    assert visits["session"].fillna(0).tolist() == [1, 0, 2]
    assert report.unclaimed.empty


def test_a_label_and_its_value_parted_by_a_tab() -> None:
    report = text_report(
        "日期\t行程\n9/8(二)\t參訪甲署\n\n貳、過程\n一、甲署\n時間\t115年9月8日10:00-12:00\n"
        "地點\t甲市府前街1號\n講座\t王大明教授\n該署說明現況。"
    )
    visit = report.visits.iloc[0]
    assert f"{visit['start']:%m-%d %H:%M}" == "09-08 10:00"
    assert (visit["place"], visit["speakers"]) == ("甲市府前街1號", ["王大明"])


def test_a_roster_ends_above_a_timetable_below_a_title_without_a_number() -> None:
    report = text_report(
        "姓名\t服務機關\t職稱\n王大明\t內政部\t科長\n李小華\t財政部\t專員\n研習行程\n"
        "日期\t時間\t活動內容\n9/8(二)\t10:00\t參訪甲署\n註：9月9日為返程。"
    )
    assert report.participants["name"].tolist() == ["王大明", "李小華"]
    assert starts(report) == ["09-08 10:00 參訪甲署"]


INTERVIEWS: list[tuple[str | None, ...]] = [
    ("代碼", "日期", "時間", "機構", "受訪者", None, "主題"),
    (None, None, None, None, "姓名", "職稱", None),
    ("A1", "Sept. 8 (Tue.)", "14.00–15.30", "甲市政府", "Dr. Anna Holm", "主任", "長照財源"),
    ("A2", "Sept. 9–10 (Wed.–Thu.)", "10.00–16.00", "乙中心", "Ms. Eva Dahl", "護理長", "照護科技"),
]


def test_who_was_interviewed_and_when_is_a_timetable_and_no_roster() -> None:
    tabs = "\n".join("\t".join(cell or "" for cell in row) for row in INTERVIEWS)
    for report in (table_report(INTERVIEWS), text_report(tabs)):
        assert starts(report) == [
            "09-08 14:00 長照財源",
            "09-09 10:00 照護科技",
            "09-10 10:00 照護科技",
        ]
        assert report.sessions["speakers"].tolist() == [["Anna Holm"], ["Eva Dahl"], ["Eva Dahl"]]
        assert report.sessions["place"].tolist() == ["甲市政府", "乙中心", "乙中心"]
        assert report.participants.empty
        assert "column-unread" not in set(report.findings["code"])


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("10:00-12:00\n第一組：參訪甲署\n第二組：參訪乙署", "參訪甲署", "參訪乙署"),
        ("10:00-12:00 第一組：參訪甲署 第二組：參訪乙署", "參訪甲署", "參訪乙署"),
        ("10:00-12:00 A組(5人)：參訪甲署；B組(6人)：參訪乙署", "參訪甲署", "參訪乙署"),
        ("10:00-12:00\nGroup 1: 參訪甲署\nGroup 2: 參訪乙署", "參訪甲署", "參訪乙署"),
        ("10:00-12:00\n分組參訪\n第一組：甲署\n第二組：乙署", "分組參訪甲署", "分組參訪乙署"),
    ],
)
def test_what_each_group_does_at_one_time_is_an_entry(cell: str, first: str, second: str) -> None:
    report = table_report([HEADER, ("9/7(一)", "搭機", ""), ("9/8(二)", cell, "甲市")])
    assert starts(report)[1:] == [f"09-08 10:00 {first}", f"09-08 10:00 {second}"]
    assert report.sessions["end"].dt.strftime("%H:%M").tolist()[1:] == ["12:00"] * 2
    assert report.sessions["kind"].tolist()[1:] == ["visit"] * 2
    assert "overlap" not in report.findings["code"].tolist()


def test_a_group_alone_in_a_cell_divides_nothing() -> None:
    report = table_report([HEADER, ("9/7(一)", "搭機", ""), ("9/8(二)", "第一組：參訪甲署", "")])
    assert starts(report) == ["09-07 - 搭機", "09-08 - 第一組:參訪甲署"]
