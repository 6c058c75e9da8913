"""Timetables in which titles between the rows, merged cells or broken lines may mislead."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from docx import Document

from printed_timetables import COVER, starts, table_report, text_report
from tourlib.readers import read_bytes
from tourlib.report import Report, build_report

HEADER = ("日期", "時間", "課程內容", "授課師資")


def week(merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> Report:
    """A time × day grid of a Word file, these cells merged into one another."""
    rows = [
        ["時間", "9/7(一)", "9/8(二)", "9/9(三)", "9/10(四)"],
        ["09:00-10:30", "開訓典禮", "參訪甲署", "參訪乙署", "制度概論"],
        ["10:40-12:00", "制度討論", "", "", "稅制概論"],
        ["12:00-13:00", "午餐", "", "", ""],
    ]
    document = Document()
    for text in COVER.splitlines():
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    for first, last in merged:
        table.cell(*first).merge(table.cell(*last))
    written = BytesIO()
    document.save(written)
    return build_report(read_bytes(written.getvalue(), "r.docx"), cohort=115)


def test_cells_beside_each_other_that_reach_down_over_two_slots() -> None:
    report = week([((1, 2), (2, 2)), ((1, 3), (2, 3)), ((3, 1), (3, 4))])
    ends = report.sessions["end"].dt.strftime("%H:%M")
    assert [f"{said}-{end}" for said, end in zip(starts(report), ends, strict=True)] == [
        f"09-{line}" for line in (
            "07 09:00 開訓典禮-10:30", "07 10:40 制度討論-12:00", "07 12:00 午餐-13:00",
            "08 09:00 參訪甲署-12:00", "08 12:00 午餐-13:00",
            "09 09:00 參訪乙署-12:00", "09 12:00 午餐-13:00",
            "10 09:00 制度概論-10:30", "10 10:40 稅制概論-12:00", "10 12:00 午餐-13:00",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "numbers", [("主題一:", "主題二:"), ("模組一 ", "模組二 "), ("第一單元:", "第二單元:"), ("Module 1: ", "Module 2: ")]
)  # fmt: skip
@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_titles_between_the_rows_number_the_themes(numbers: tuple[str, str], form: str) -> None:
    rows: list[tuple[str | None, ...]] = [
        HEADER,
        (f"{numbers[0]}數位治理", None, None, None),
        ("9/7(一)", "09:00-10:00", "數位治理概論", "王大明教授"),
        ("", "10:10-12:00", "資料之運用", "李美玲教授"),
        (f"{numbers[1]}人才培育", None, None, None),
        ("9/8(二)", "09:00-10:00", "人才概論", "王大明教授"),
        ("", "10:10-12:00", "人才之運用", "李美玲教授"),
    ]
    printed = "\n".join("\t".join(cell for cell in row if cell is not None) for row in rows)
    report = table_report(rows) if form == "cells" else text_report(f"{printed}\n")
    assert report.sessions[["title", "theme"]].values.tolist() == [
        ["數位治理概論", 1],
        ["資料之運用", 1],
        ["人才概論", 2],
        ["人才之運用", 2],
    ]
    assert report.sessions["speakers"].tolist() == [["王大明"], ["李美玲"]] * 2


def test_a_line_between_two_timetables_is_no_part_of_the_first() -> None:
    report = text_report(
        "第一週課程表\n日期\t時間\t課程內容\n9/7(一)\t09:00-10:00\t制度概論\n\t10:10-12:00\t稅制概論\n"
        "第二週課程表\n日期\t時間\t課程內容\n9/10(四)\t09:00-10:00\t法制概論\n"
    )
    assert starts(report) == [
        "09-07 09:00 制度概論",
        "09-07 10:10 稅制概論",
        "09-10 09:00 法制概論",
    ]


@pytest.mark.parametrize("form", ["tabs", "aligned"])
def test_a_heading_of_a_day_below_a_timetable_is_no_row_of_it(form: str) -> None:
    rows = [
        ("日期", "地點", "行程"),
        ("9月8日", "甲市", "搭機前往甲市"),
        ("9月9日", "甲市", "參訪甲署"),
    ]
    between = "\t" if form == "tabs" else "        "
    printed = [between.join(row) for row in rows]
    told = ["", "九月八日（星期二）", "團員搭機前往甲市，下午抵達。", "", "九月九日（星期三）"]
    report = text_report("\n".join([*printed, *told, "上午參訪甲署，該署設有三組。"]))
    assert starts(report) == ["09-08 - 搭機前往甲市", "09-09 - 參訪甲署"]
    assert "sessions" not in report.lines["claimed_by"].tolist()[-5:]


def test_a_day_that_a_narrow_cell_breaks_inside_its_number() -> None:
    rows: list[tuple[str | None, ...]] = [
        ("日期", "時間", "課程內容"),
        ("9/9\n(三)", "09:00-10:00", "制度概論"),
        ("9/1\n0(四)", "09:00-10:00", "稅制概論"),
    ]
    assert starts(table_report(rows)) == ["09-09 09:00 制度概論", "09-10 09:00 稅制概論"]


@pytest.mark.parametrize(
    ("printed", "title", "speakers"),
    [
        ("參訪甲署──王大明署長", "參訪甲署", ["王大明"]),
        ("參訪乙署 — Mr. Jan Smit", "參訪乙署", ["Jan Smit"]),
        ("數位治理(王大明教授)", "數位治理", ["王大明"]),
        ("甲國制度－以乙市為例", "甲國制度-以乙市為例", []),
    ],
)
def test_who_receives_the_guests_behind_a_dash(
    printed: str, title: str, speakers: list[str]
) -> None:
    rows: list[tuple[str | None, ...]] = [
        ("日期", "時間", "課程內容"),
        ("9/7(一)", "09:00-10:00", printed),
    ]
    found = table_report(rows).sessions
    assert [found["title"][0], found["speakers"][0]] == [title, speakers]


@pytest.mark.parametrize(
    ("title", "who", "kind"),
    [
        ("柏林能源中心", "王大明主任", "visit"),
        ("能源制度概論", "王大明主任", "course"),
        ("座談:訪談技巧", "", "exchange"),
        ("專題演講:參訪甲署之經驗", "王大明主任", "course"),
        ("自由研習", "", "free"),
        ("分組討論", "", "other"),
        ("考察總結檢討會", "", "other"),
        ("心得分享座談", "", "other"),
        ("課程總結", "王大明主任", "course"),
        ("與甲國文官對談", "", "exchange"),
        ("舊港街區踏勘", "", "visit"),
    ],
)
def test_what_an_entry_is_about_is_not_what_it_is(title: str, who: str, kind: str) -> None:
    rows: list[tuple[str | None, ...]] = [HEADER, ("9/7(一)", "09:00-10:00", title, who)]
    assert table_report(rows).sessions["kind"].tolist() == [kind]


def test_people_whose_names_or_posts_wrap() -> None:
    rows: list[tuple[str | None, ...]] = [
        HEADER,
        ("9/7(一)", "09:00-10:00", "制度概論", "Director 王\n大明"),
        ("9/8(二)", "09:00-10:00", "稅制概論", "王大明\n李小華"),
        ("9/9(三)", "09:00-10:00", "法制概論", "Jan Smit主\n任\nAda Vos護\n理長"),
        ("9/10(四)", "09:00-10:00", "憲法概論", "Jan\nSmit主任\nAda\nVos護理\n長"),
    ]
    assert table_report(rows).sessions["speakers"].tolist() == [
        ["王大明"],
        ["王大明", "李小華"],
        ["Jan Smit", "Ada Vos"],
        ["Jan Smit", "Ada Vos"],
    ]


def test_the_title_in_the_other_language_behind_a_page_s_end() -> None:
    rows: list[tuple[str | None, ...]] = [
        HEADER,
        ("9/7(一)", "09:00-10:00", "Tax System 稅制概論", ""),
        ("", "10:00-11:00", "Visit: Delta Agency", ""),
        ("", "", "參訪:甲署", ""),
    ]
    found = table_report(rows).sessions
    assert found["title"].tolist() == ["稅制概論", "參訪:甲署"]
    assert found["title_en"].tolist() == ["Tax System", "Visit: Delta Agency"]


def test_people_of_two_scripts_in_the_lines_of_a_cell() -> None:
    rows: list[tuple[str | None, ...]] = [
        HEADER,
        ("9/7(一)", "09:00-10:00", "制度概論", "Prof. Jan\nSmit\n李小華科長"),
    ]
    assert table_report(rows).sessions["speakers"].tolist() == [["Jan Smit", "李小華"]]


def test_a_title_over_all_columns_above_cells_in_the_middle_of_their_rows() -> None:
    """As ``pdftotext -layout`` writes a table whose cells are centred."""
    report = text_report(
        "日期      時間          課程內容      地點          講座\n"
        "模組一:公共衛生體系之比較與檢討\n"
        "                        公共衛生體\n"
        "9/7       09:00-10:30   系之比較      第一會議室    王大明教授\n"
        "(一)                    與檢討\n"
        "          10:40-12:10   防疫政策      第二會議室    李美玲科長\n"
        "二、長期照顧參訪課程之安排與實施\n"
        "                        長期照顧服\n"
        "9/8       09:00-10:30   務輸送體系    第一會議室    張三豐主任\n"
        "(二)                    之建立\n"
        "          10:40-12:10   社區照顧      第二會議室    陳小華護理長\n"
        "\n貳、心得\n很好。\n"
    )
    assert starts(report) == [
        "09-07 09:00 公共衛生體系之比較與檢討", "09-07 10:40 防疫政策",
        "09-08 09:00 長期照顧服務輸送體系之建立", "09-08 10:40 社區照顧",
    ]  # fmt: skip
    assert [name for names in report.sessions["speakers"] for name in names] == [
        "王大明", "李美玲", "張三豐", "陳小華"
    ]  # fmt: skip


def test_a_cell_of_a_laid_out_week_that_reaches_over_two_slots() -> None:
    report = text_report(
        "時間        9/7(一)       9/8(二)       9/9(三)\n"
        "09:00-      開訓典禮暨                  數位政策與\n"
        "10:30       課程說明      參訪衛生署    資料保護\n"
        "10:40-      公共衛生體    疾病管制中    遠距醫療之\n"
        "12:10       系概論        心            推動\n"
        "13:30-      傳染病監測    食品安全管    長期照顧服\n"
        "15:00       機制          理制度        務體系\n"
        "貳、心得\n很好。\n"
    )
    ends = report.sessions["end"].dt.strftime("%H:%M")
    assert [f"{said}-{end}" for said, end in zip(starts(report), ends, strict=True)] == [
        "09-07 09:00 開訓典禮暨課程說明-10:30", "09-07 10:40 公共衛生體系概論-12:10",
        "09-07 13:30 傳染病監測機制-15:00", "09-08 09:00 參訪衛生署疾病管制中心-12:10",
        "09-08 13:30 食品安全管理制度-15:00", "09-09 09:00 數位政策與資料保護-10:30",
        "09-09 10:40 遠距醫療之推動-12:10", "09-09 13:30 長期照顧服務體系-15:00",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["\t", "    "])
def test_headings_below_a_timetable_with_labelled_lines_are_no_titles_in_it(mark: str) -> None:
    report = text_report(
        "日期      時間          課程內容      講座\n"
        "9/7(一)   09:00-10:30   稅制概論      王大明教授\n"
        "9/8(二)   09:00-10:30   制度討論      李美玲科長\n"
        f"一、甲市政廳\n時間{mark}9月8日13:00-15:00\n地點{mark}甲市政廳\n市政廳負責照護。\n"
        "\n貳、心得\n很好。\n"
    )
    assert starts(report) == ["09-07 09:00 稅制概論", "09-08 09:00 制度討論"]
    assert "甲市政廳" in set(report.sections["title"])
    assert report.visits["place"].tolist() == ["甲市政廳"]


@pytest.mark.parametrize(
    "head", ["議題", "會議議程", "講題", "Topic", "Session", "Topic 題目", "專題"]
)
@pytest.mark.parametrize("band", ["Tuesday, 8 September 2026", "Day 10 – Tue 8 Sep", "9月8日(二)"])
def test_an_agenda_in_bands_of_days(head: str, band: str) -> None:
    rows: list[tuple[str | None, ...]] = [
        ("時間", head, "講者"),
        ("Day 1: Monday, 7 September", None, None),
        ("9:00 – 9:30", "Opening\n開幕", "Dr. Ada Vos (Delta Univ.)"),
        (band, None, None),
        ("▌Session 1 Rain Radar　Chair: Prof. Eva Lund", None, None),
        ("14:00 – 15:00", "Flood Warning\n洪水預警", "Mr. Jan Smit"),
    ]
    found = table_report(rows).sessions
    assert found["title"].tolist() == ["開幕", "Session 1 Rain Radar", "洪水預警"]
    assert found["speakers"].tolist() == [["Ada Vos"], ["Eva Lund"], ["Jan Smit"]]
    days = [f"{day:%m-%d}" for day in found["date"]]
    times = ["-" if pd.isna(time) else f"{time:%H:%M}" for time in found["start"]]
    assert (days, times) == (["09-07", "09-08", "09-08"], ["09:00", "-", "14:00"])


@pytest.mark.parametrize(
    ("cell", "title", "english", "speakers", "place"),
    [
        (
            "都市排水\nUrban Drainage\nDr. Ada Vos\n(R 305)",
            "都市排水", "Urban Drainage", ["Ada Vos"], "R 305",
        ),
        (
            "都市排水 Urban Drainage Dr. Ada Vos (Room 305)",
            "都市排水", "Urban Drainage", ["Ada Vos"], "Room 305",
        ),
        (
            "都市排水\nUrban Drainage\n王大明教授\n(南館教室)",
            "都市排水", "Urban Drainage", ["王大明"], "南館教室",
        ),
        ("都市排水\nDr. Ada Vos\nMs. Eva Lund\n(Delta Hall會所)", "都市排水", None, ["Ada Vos", "Eva Lund"], "Delta Hall會所"),
        ("參訪市立圖書館\n王大明館長座談", "參訪市立圖書館王大明館長座談", None, [], None),
        ("拜會市議會\nMeeting with\nDr. Ada Vos", "拜會市議會", "Meeting with Dr. Ada Vos", [], None),
        ("公共財政\nPublic Finance, Budget and Tax", "公共財政", "Public Finance, Budget and Tax", [], None),
    ],
)  # fmt: skip
def test_who_speaks_and_the_room_below_a_title(
    cell: str, title: str, english: str | None, speakers: list[str], place: str | None
) -> None:
    rows: list[tuple[str | None, ...]] = [
        ("時間", "9/7(一)", "9/8(二)"),
        ("09:00-10:00", cell, "稅制概論"),
    ]
    first = table_report(rows).sessions.iloc[0]
    assert (first["title"], first["speakers"]) == (title, speakers)
    assert [None if pd.isna(x) else x for x in (first["title_en"], first["place"])] == [
        english,
        place,
    ]


@pytest.mark.parametrize(("time", "lost"), [("9:00 – 9:30", True), ("上午", False)])
def test_times_that_no_day_gives_a_date_are_said_to_be_lost(time: str, lost: bool) -> None:
    rows: list[tuple[str | None, ...]] = [
        ("時間", "課程主題", "講者"),
        (time, "洪水預警", "王大明教授"),
    ]
    findings = table_report(rows).findings
    [said] = findings.loc[findings["code"] == "date-missing", "message"]
    assert ("所印的時間" in said, "printed times" in said) == (lost, lost)


@pytest.mark.parametrize(
    "printed",
    [
        "時間\t議題\t講者\nMonday, 7 September\n9:00 – 9:30\tOpening 開幕\tDr. Ada Vos\n"
        "Tuesday, 8 September\n▌Session 1 Rain Radar　Chair: Prof. Eva Lund\n"
        "14:00 – 15:00\tFlood Warning 洪水預警\tMr. Jan Smit\n",
        " 時間            議題                     講者\n             Monday, 7 September\n"
        " 9:00 – 9:30     Opening 開幕             Dr. Ada Vos\n             Tuesday, 8 September\n"
        " ▌Session 1 Rain Radar  Chair: Prof. Eva Lund\n"
        " 14:00 – 15:00   Flood Warning 洪水預警   Mr. Jan Smit\n",
    ],
)
def test_bands_of_sessions_below_those_of_days_in_text(printed: str) -> None:
    found = text_report(printed).sessions
    assert found["title"].tolist() == ["開幕", "Session 1 Rain Radar", "洪水預警"]
    assert found["speakers"].tolist() == [["Ada Vos"], ["Eva Lund"], ["Jan Smit"]]
    assert [f"{day:%m-%d}" for day in found["date"]] == ["09-07", "09-08", "09-08"]
    assert found["kind"].tolist() == ["ceremony", "other", "course"]
