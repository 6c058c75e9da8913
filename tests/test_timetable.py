"""Timetables in the forms that cause trouble, each with the trap it shows."""

from __future__ import annotations

from datetime import date

import pytest

from printed_timetables import COVER, starts, table_report, text_report
from tourlib.lines import Line, Source
from tourlib.parse.entry import read_content
from tourlib.report import build_report


def test_date_in_the_middle_of_its_day() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n\t09:00-10:00\t開訓典禮\n9月7日(一)\t10:00-12:00\t專題講座\n\t14:00-16:00\t參訪甲機構\n"
        "\t09:00-12:00\t參訪乙機構\n9月8日(二)\t14:00-15:00\t座談\n"
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮", "09-07 10:00 專題講座", "09-07 14:00 參訪甲機構",
        "09-08 09:00 參訪乙機構", "09-08 14:00 座談",
    ]  # fmt: skip


def test_two_days_whose_clock_does_not_run_backwards() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月7日\t09:00-10:00\t開訓典禮\n9月8日\t11:00-12:00\t參訪甲機構\n\t14:00-15:00\t座談\n"
    )
    assert starts(report) == ["09-07 09:00 開訓典禮", "09-08 11:00 參訪甲機構", "09-08 14:00 座談"]


@pytest.mark.parametrize("head", ["備註", "主題", "附記"])
def test_a_remark_that_numbers_a_theme_is_the_theme(head: str) -> None:
    report = text_report(
        f"日期\t時間\t活動內容\t地點\t{head}\n9月7日(一)\t09:00-12:00\t專題講座\t大學\t主題二\n"
        "\t14:00-16:00\t參訪甲機構\t市區\t主題一\n9月8日(二)\t09:00-12:00\t參訪乙機構\t市區\t主題二\n"
        "\t14:00-16:00\t搭機返國\t機場\t班機三小時\n"
    )
    assert report.sessions["theme"].fillna(0).tolist() == [2, 1, 2, 0]
    if head == "備註":
        assert report.sessions["detail"].fillna("").tolist()[-1] == "班機三小時"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("開幕式及專題演講", "course"), ("分組研討及閉幕式", "exchange"), ("總結座談及結業式", "exchange"),
        ("年會報到及會前工作坊", "course"), ("開訓典禮及課程說明", "ceremony"), ("開訓典禮", "ceremony"),
        ("結訓典禮暨歡送餐會", "ceremony"), ("學員報到及始業式", "ceremony"), ("第二次分組討論", "other"),
        ("分組討論及成果發表", "other"),
    ],
)  # fmt: skip
def test_a_ceremony_beside_the_thing_itself_is_that(title: str, kind: str) -> None:
    report = text_report(
        f"日期\t時間\t活動內容\n9月7日(一)\t09:00-12:00\t{title}\n\t14:00-16:00\t參訪甲館\n"
    )
    assert report.sessions["kind"].tolist()[0] == kind


def test_unreadable_date_is_said_and_not_guessed() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月7日\t09:00-10:00\t開訓典禮\n? ?? ?\t08:00-09:00\t參訪甲機構\n9月9日\t07:00-08:00\t座談\n"
    )
    assert report.sessions["date"].isna().tolist() == [False, True, False]
    assert report.findings["code"].tolist().count("date-missing") == 1
    assert (report.findings["severity"] == "error").any()


def test_weekday_that_does_not_fit_is_a_finding() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月7日(三)\t09:00-10:00\t開訓典禮\n\t10:00-11:00\t專題講座\n"
    )
    assert "weekday-mismatch" in report.findings["code"].tolist()
    assert report.sessions["date"].dt.date.tolist() == [date(2026, 9, 7)] * 2


def test_merged_cells_hold_until_the_next_date() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("9月7日(一)", "09:00-10:00", "開訓典禮"),
            (None, "10:00-12:00", "專題講座\n講座:王大明教授"),
            (None, None, "午餐"),
            ("9月8日(二)", "上午9時至12時", "參訪甲機構"),
            ("", "下午2時", "參訪乙機構"),
            ("", "下午4時至5時", "座談"),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮", "09-07 10:00 專題講座", "09-07 - 午餐",
        "09-08 09:00 參訪甲機構", "09-08 14:00 參訪乙機構", "09-08 16:00 座談",
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist()[1] == ["王大明"]
    assert report.sessions["end_inferred"].tolist() == [False, False, False, False, True, False]
    assert report.sessions["minutes"].tolist()[4] == 120


def test_row_split_by_the_end_of_a_page_is_one_entry() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("9月7日", "09:00-10:00", "參訪甲機構\n分享者:\n1.Mr. Jan Smit, Head of"),
            ("日期", "時間", "活動內容"),
            ("", "", "Office 2.Ms. Ada Vos"),
            ("", "10:00-11:00", "座談"),
        ]
    )
    assert starts(report) == ["09-07 09:00 參訪甲機構", "09-07 10:00 座談"]
    assert report.sessions["speakers"].tolist()[0] == ["Jan Smit", "Ada Vos"]


def test_days_as_headings_above_tables_of_their_own() -> None:
    rows = (
        COVER
        + "9月7日(一)\n時間\t活動內容\n09:00-10:00\t開訓典禮\n10:00-12:00\t專題講座\n\n9月8日(二)\n時間\t活動內容\n09:00-12:00\t參訪甲機構\n"
    )
    lines = rows.split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))), cohort=115
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮",
        "09-07 10:00 專題講座",
        "09-08 09:00 參訪甲機構",
    ]


def test_timetable_that_is_no_table() -> None:
    report = text_report(
        "9月7日(一)\n09:00-10:00 開訓典禮\n10:00-12:00 專題講座\n9月8日(二)\n09:00-12:00 參訪甲機構\n"
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮",
        "09-07 10:00 專題講座",
        "09-08 09:00 參訪甲機構",
    ]


def test_time_above_time_without_a_dash_and_five_columns() -> None:
    report = table_report(
        [
            ("日期", "時間", "課程(參訪)主題", "講座", "地點"),
            (
                "9/7 Mon.",
                "0900\n1030",
                "數位治理\nDigital Governance in Practice",
                "王大明 教授\n李小華 研究員",
                "第一會議室",
            ),
            (None, "13:30~15:00", "參訪甲機構", "", "甲機構"),
        ]
    )
    first = report.sessions.to_dict("records")[0]
    assert (first["title"], first["title_en"]) == ("數位治理", "Digital Governance in Practice")
    assert first["speakers"] == ["王大明", "李小華"]
    assert first["place"] == "第一會議室"
    assert first["minutes"] == 90


def test_part_rows_tell_home_from_abroad() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("國內課程", None, None),
            ("8月20日", "09:00-12:00", "行前說明"),
            ("國外課程", None, None),
            ("9月7日", "09:00-10:00", "開訓典禮"),
        ]
    )
    assert report.sessions["part"].tolist() == ["domestic", "abroad"]


def test_list_with_parts_a_day_left_out_and_lecturers_in_brackets() -> None:
    report = text_report(
        "(一)行前課程\n8月20日(四) 13:30-16:30 行前講習：甲制度概說（講座：王大明教授）\n"
        "(二)國外研習\n9月7日(一) 09:00-10:30 開訓及講座：乙制度之改革（講座：李小華教授）\n"
        "9月7日(一) 13:30-16:30 講座：丙制度（講座：陳大同研究員，地點：第一會議室）\n"
        "         09:30-11:30 參訪甲機構\n9月9日(三) 09:30-12:00 參訪乙機構\n"
    )
    assert starts(report) == [
        "08-20 13:30 行前講習:甲制度概說",
        "09-07 09:00 開訓及講座:乙制度之改革",
        "09-07 13:30 講座:丙制度",
        "09-08 09:30 參訪甲機構",
        "09-09 09:30 參訪乙機構",
    ]
    assert report.sessions["part"].tolist() == ["domestic"] + ["abroad"] * 4
    assert report.sessions["speakers"].tolist()[:3] == [["王大明"], ["李小華"], ["陳大同"]]
    assert report.sessions["place"].tolist()[2] == "第一會議室"
    inferred = report.findings[report.findings["code"] == "date-inferred"]
    assert len(inferred) == 1


def test_place_that_wraps_in_its_cell() -> None:
    report = text_report(
        "日期    時間     行程內容    地點\n9月7日  09:00-10:00    開訓典禮    甲大學\n"
        "                               政治學院\n9月8日  09:00-12:00    參訪甲機構    乙市\n"
    )
    assert report.sessions["place"].tolist() == ["甲大學政治學院", "乙市"]


def test_name_of_the_place_where_one_goes() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月7日\t08:30\t搭車前往荷蘭角港 Hoek van Holland\n"
        "\t10:00-12:00\t參訪甲機構 Visit to the Alpha Agency\n\t14:00\t搭車返回 Transfer to the hotel\n"
    )
    assert report.sessions["title"].tolist() == [
        "搭車前往荷蘭角港 Hoek van Holland",
        "參訪甲機構",
        "搭車返回",
    ]


def test_a_column_a_day() -> None:
    report = table_report(
        [
            ("時間\\日期", "9/7(一)", "9/8(二)", "9/9(三)"),
            ("09:00-10:30", "開訓典禮", "參訪甲機構", "專題講座\n講座：王大明教授"),
            ("10:45-12:00", "甲制度概論", None, "自由活動"),
            ("12:00-13:30", "午餐", "午餐", "午餐"),
            ("下午", "乙制度概論", "", "搭機返國"),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 開訓典禮",
        "09-07 10:45 甲制度概論",
        "09-07 12:00 午餐",
        "09-07 - 乙制度概論",
        "09-08 09:00 參訪甲機構",
        "09-08 12:00 午餐",
        "09-09 09:00 專題講座",
        "09-09 10:45 自由活動",
        "09-09 12:00 午餐",
        "09-09 - 搭機返國",
    ]
    assert report.sessions["minutes"].tolist()[4] == 180  # the cell reaches over two rows
    assert report.sessions["speakers"].tolist()[6] == ["王大明"]
    assert report.lines.query("claimed_by.isna() and text.str.strip() != ''").empty


def test_columns_of_one_width_and_a_title_that_ends_in_an_ambiguous_word() -> None:
    # The same gap between all header words, yet the rows stand below them; 參與 is no 與.
    report = text_report(
        "日期        時間        課程內容\n"
        "9/7 Mon.    0900-1200   甲部會之公共參與\n"
        "            1200-1400   午餐\n"
        "9/8 Tue.                搭機返國\n"
    )
    assert starts(report) == [
        "09-07 09:00 甲部會之公共參與",
        "09-07 12:00 午餐",
        "09-08 - 搭機返國",
    ]


def test_speaker_whose_title_ends_the_line_of_the_label() -> None:
    """Line 661 of the report, wrapped as another program does."""
    content = read_content(
        ["參訪:", "佛蘭德斯數位署 1、14:00 簡介 2、16:00 AI 與數位轉型分享者: 1.Mr.", "Jan Smets, Head of Unit"]
    )  # fmt: skip
    assert (content.title, content.speakers) == ("參訪:佛蘭德斯數位署", ("Jan Smets",))
    assert content.detail == "1、14:00 簡介\n2、16:00 AI 與數位轉型"


def test_header_without_rows() -> None:
    report = table_report([("日期", "時間", "課程主題", "講座")])
    assert report.sessions.empty
    assert "part-missing" in set(report.findings["code"])


def test_one_english_word_behind_a_ceremony_is_its_english_title() -> None:
    assert read_content(["開訓典禮 Opening"]).title_en == "Opening"
    assert read_content(["參訪 Delta"]).title_en == ""


def test_theme_of_a_visit_whose_title_is_a_heading_of_the_body() -> None:
    report = text_report(
        "日期\t時間\t內容\n9月7日(一)\t0900-1200\t參訪科隆工商總會\n\t1400-1600\t拜會市政府\n\n"
        "貳、過程\n主題一 工業技術\n一、某智慧工廠\n模組化產線。\n"
        "主題二 職業教育\n一、參訪:科隆工商總會\n學徒考試具公信力。"
    )
    assert report.sessions["theme"].fillna(0).tolist() == [2, 0]


def test_weekday_on_the_line_below_its_day_and_a_time_below_a_chinese_title() -> None:
    report = text_report(
        "日期\t時間\t活動內容\t講座\n"
        "\t10:20\t抵達乙市\t\n9月7日\n(一)\t17:00-18:30\t拜會代表處\t\n"
        "9月8日\n(二)\t09:00-09:15\t開訓式 Opening Ceremony\t\n"
        "\t09:15-12:15\tReform of the Civil Service\n\t\t文官改革\tProf. Ada Vos\n"
        "\t09:00-12:00\tLeadership Workshop\n9月9日\t\t領導力工作坊\tDr. Jan Smit\n(三)\n"
        "9月10日\n(四)\t10:00-11:30\t拜會辦事處\t\n"
        "\t\t參訪:碳中和社區\n\t14:00-16:30\tVisit: Carbon Neutral Quarter\tMr. David Ho\n"
        "\t09:30-11:00\t成果發表\t\n\t11:00-11:40\t結訓典禮\t\n9月11日\n(五)\n9月12日\n(六)\t22:10\t搭機返國\t\n"
    )
    assert starts(report) == [
        "09-07 10:20 抵達乙市", "09-07 17:00 拜會代表處", "09-08 09:00 開訓式",
        "09-08 09:15 文官改革", "09-09 09:00 領導力工作坊", "09-10 10:00 拜會辦事處",
        "09-10 14:00 參訪:碳中和社區", "09-11 09:30 成果發表", "09-11 11:00 結訓典禮",
        "09-12 22:10 搭機返國",
    ]  # fmt: skip
    assert report.sessions["title_en"][6] == "Visit: Carbon Neutral Quarter"
    assert report.sessions["speakers"][6] == ["David Ho"]


def test_header_over_two_rows() -> None:
    header = [
        ("日期", "時間", "行程", None, "地點"),
        (None, None, "活動內容", "講座/接待人員", None),
    ]
    report = table_report(
        [
            *header,
            ("9月7日\n(星期一)", "09:00-11:00", "拜會甲機構", "1. Dr. Ada Vos(司長)", "甲市"),
            *header,
            (None, "14:00", "參訪乙機構", "", "乙市"),
        ]
    )
    assert starts(report) == ["09-07 09:00 拜會甲機構", "09-07 14:00 參訪乙機構"]
    assert report.sessions["speakers"].tolist() == [["Ada Vos"], []]
    assert report.sessions["place"].tolist() == ["甲市", "乙市"]


def test_start_and_end_in_columns_below_one_header() -> None:
    report = table_report(
        [
            ("日期", "時間", None, "行程內容"),
            (None, "起", "迄", None),
            ("9/7\n(一)", "09:30", "11:30", "拜會甲機構"),
            (None, "15:30", "", "返回旅館"),
        ]
    )
    assert starts(report) == ["09-07 09:30 拜會甲機構", "09-07 15:30 返回旅館"]
    assert report.sessions["minutes"].isna().tolist() == [False, True]
    assert report.sessions["minutes"].tolist()[0] == 120


def test_people_below_a_header_over_two_rows() -> None:
    report = table_report(
        [
            ("順序", "班別", "學員資料", None, None),
            (None, None, "服務機關(構)", "職稱", "姓名"),
            ("領隊", "", "內政部", "參事", "王小明"),
            ("1", "甲訓練", "交通部", "專員", "李大同"),
            ("2", None, "財政部", "科長", "張一心"),
        ]
    )
    people = report.participants
    assert people["role"].tolist() == ["leader", "member", "member"]
    assert people["group"].fillna("").tolist() == ["", "甲訓練", "甲訓練"]


def test_days_in_rows_over_all_columns() -> None:
    report = table_report(
        [
            ("時間", "課程(參訪)主題", "講座", "地點"),
            ("9月7日(星期一)", None, None, None),
            ("09:00-12:00", "參訪甲機構", "Ms. Ada Vos", "甲市"),
            ("14:00", "搭車前往乙市", "", ""),
            ("9月8日(星期二)", None, None, None),
            ("", "資料整理", "", ""),
            ("9月9日(星期三) 乙市", "", "", ""),
            ("09:00-10:00", "座談", "", ""),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 參訪甲機構", "09-07 14:00 搭車前往乙市", "09-08 - 資料整理", "09-09 09:00 座談",
    ]  # fmt: skip


def test_two_people_in_a_row_numbered_down_the_columns() -> None:
    report = table_report(
        [
            ("編號", "服務機關", "職稱", "姓名", "編號", "服務機關", "職稱", "姓名"),
            ("1", "內政部", "參事(團長)", "王小明", "3", "財政部", "科長", "張一心"),
            ("2", None, "專員", "李大同", "4", "", "", ""),
        ]
    )
    assert report.participants["name"].tolist() == ["王小明", "李大同", "張一心"]
    assert report.participants["agency"].tolist() == ["內政部", "內政部", "財政部"]
    assert "order-broken" not in report.findings["code"].tolist()


def test_a_cell_that_holds_a_whole_day() -> None:
    report = table_report(
        [
            ("日期\n地點", "行程", "住宿"),
            ("9月7日\n星期一", "搭機前往甲市(08:55-13:15)", "甲市"),
            ("9月8日\n星期二", "1.上午參訪甲機構(09:30-11:30)\n2.下午參訪乙機構", "甲市"),
            ("9月9日\n星期三", "前往乙市\n參訪丙機構", "乙市"),
            ("9月10日\n星期四", "09:00-10:00 拜會丁機構\n下午 自由活動", ""),
        ]
    )
    assert starts(report) == [
        "09-07 08:55 搭機前往甲市", "09-08 09:30 參訪甲機構", "09-08 - 參訪乙機構",
        "09-09 - 前往乙市", "09-09 - 參訪丙機構", "09-10 09:00 拜會丁機構", "09-10 - 自由活動",
    ]  # fmt: skip


def test_time_in_brackets_behind_the_words() -> None:
    report = table_report(
        [
            ("日期", "時間", "行程內容"),
            ("9/7(一)", "上午", "拜會甲機構\n(09:30-11:30)"),
            (None, "14:00-16:00", "參訪乙機構(含15:00座談)"),
            ("9/8(二)", "全日", "參加年會"),
        ]
    )
    assert starts(report) == [
        "09-07 09:30 拜會甲機構", "09-07 14:00 參訪乙機構(含15:00座談)", "09-08 - 參加年會",
    ]  # fmt: skip


def test_days_as_rows_over_all_columns() -> None:
    rows = [
        ("時間", "行程內容", "接待人員", "地點"),
        ("9月7日(一) 甲市—乙市", None, None, None),
        ("09:00~10:00", "拜會甲機關", "局長 王大明", "甲地"),
        ("12:00~13:20", "午餐", "", ""),
        ("第二天 9月8日(二) 乙市", None, None, None),
        ("", "資料整理", "", ""),
        ("13:00~15:00", "參訪乙機構", "", "乙地"),
        ("9月9日(三) 自由活動", None, None, None),
        ("9月10日(四) 乙市—甲市", None, None, None),
        ("", "搭機返國", "", ""),
    ]
    want = [
        "09-07 09:00 拜會甲機關", "09-07 12:00 午餐", "09-08 - 資料整理", "09-08 13:00 參訪乙機構",
        "09-09 - 自由活動", "09-10 - 搭機返國",
    ]  # fmt: skip
    report = table_report(rows)
    assert starts(report) == want
    assert report.lines["claimed_by"].tail(len(rows) - 1).eq("sessions").all()
    text = "\n".join("\t".join(cell or "" for cell in row).rstrip("\t") for row in rows)
    assert starts(text_report(text)) == want


def test_kind_by_how_a_title_begins() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("9月7日(一)", "09:00-10:00", "參訪舊機場公園"),
            (None, "11:00-12:00", "參觀乙館後前往機場"),
        ]
    )
    assert report.sessions["kind"].tolist() == ["visit", "transfer"]


def test_a_day_without_a_time_is_no_end_of_the_entry_above() -> None:
    sessions = text_report(
        "日期\t時間\t課程(參訪)主題\t講座\t地點\n"
        "9月11日\n(五)\t09:30-11:30\t參訪甲研究所\t\t乙市\n"
        "\t13:30-15:00\t參訪丙宮\t\t乙市\n"
        "9月12日\n(六)\t\t資料整理\t\t\n"
        "9月13日\n(日)\t09:30\t搭乘火車前往丁市\t\t\n"
    ).sessions
    assert list(zip(sessions["date"].dt.day, sessions["title"], sessions["kind"], strict=True)) == [
        (11, "參訪甲研究所", "visit"),
        (11, "參訪丙宮", "visit"),
        (12, "資料整理", "other"),
        (13, "搭乘火車前往丁市", "transfer"),
    ]


def test_who_has_come_home_is_met_not_a_journey() -> None:
    sessions = text_report(
        "日期\t時間\t活動內容\n9月11日\t09:00-10:00\t返國移工座談\n\t10:30-12:00\t回國勞工訪談\n"
        "\t14:00-16:00\t搭車前往甲局座談\n\t16:00-18:00\t返國\n"
    ).sessions
    assert sessions["kind"].tolist() == ["exchange", "visit", "transfer", "transfer"]


def test_an_hour_before_the_journey_is_a_course_whatever_its_title() -> None:
    sessions = text_report(
        "日期\t時間\t課程(參訪)主題\t講座\t地點\n"
        "國內先備課程\n"
        "7月17日(五)\t09:30-12:30\t甲國文化與公務禮儀\t\t國家文官學院\n"
        "\t12:30-12:45\t推選班務幹部\t\t國家文官學院\n"
        "國外研習\n"
        "9月8日(二)\t09:30-11:30\t參訪乙署\t\t丙市\n"
    ).sessions
    assert sessions["kind"].tolist() == ["course", "other", "visit"]


def test_an_entry_goes_on_behind_the_end_of_a_page_whose_last_line_is_full() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月3日\t10:30-12:00\t參訪抽水站\n"
        "\t\t講座:Mr. Jan Smit, Head of Estuary\n日期\t時間\t活動內容\n"
        "\t\tPumping\n\t12:00-13:00\t午餐\n"
    )
    assert starts(report) == ["09-03 10:30 參訪抽水站", "09-03 12:00 午餐"]
    assert report.sessions["speakers"].iloc[0] == ["Jan Smit"]


def test_two_things_in_one_line_of_a_day_without_times() -> None:
    report = text_report(
        "日期\t內容\t地點\n9月7日\t搭機前往甲國;參訪甲署\t甲市\n9月8日\t搭機返國\t臺北\n"
    )
    assert starts(report) == ["09-07 - 搭機前往甲國", "09-07 - 參訪甲署", "09-08 - 搭機返國"]


def test_first_and_last_day_in_columns_of_their_own() -> None:
    text = (
        "出國報告\n某報告\n出國期間：1130901至1130905\n\n壹、過程\n行程表\n起始日\t迄止日\t地點\t工作內容\n"
        "1130901\t1130902\t臺北\t去程\n1130903\t1130904\t甲市\t參加年會\n1130905\t1130905\t甲市\t返程\n"
    )
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    rows = build_report(Source("r.txt", "text", lines)).sessions
    assert rows["date"].dt.day.tolist() == [1, 2, 3, 4, 5]
    assert rows["title"].tolist() == ["去程", "去程", "參加年會", "參加年會", "返程"]


def _two_days(form: str) -> list[str]:
    """A timetable of two days, its cells parted by tabs or set in columns."""
    rows = [
        ("日期", "地點", "行程"),
        ("9月7日", "甲市", "搭機前往"),
        ("9月8日", "乙市", "參訪乙市政府"),
    ]
    return [
        "\t".join(row) if form == "tabs" else f" {row[0]:<10}{row[1]:<12}{row[2]}" for row in rows
    ]


@pytest.mark.parametrize("marks", ["(一) (二) (三)", "1. 2. 3."])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("form", ["tabs", "columns"])
def test_a_timetable_of_the_body_ends_at_the_next_heading(form: str, gap: str, marks: str) -> None:
    printed = _two_days(form)
    first, second, third = marks.split()
    report = text_report(
        "\n".join(["參、過程", f"{first}行程", *printed])
        + f"\n{gap}{second}背景\n會場在河岸。\n{third}重點\n9月8日(二)上午10時15分開始討論。\n肆、心得\n水質很好。\n"
    )
    assert starts(report) == ["09-07 - 搭機前往", "09-08 - 參訪乙市政府"]
    assert {"行程", "背景", "重點"} <= set(report.sections["title"])
    assert "weekday-mismatch" not in set(report.findings["code"])


@pytest.mark.parametrize("form", ["tabs", "columns"])
def test_a_timetable_ends_at_a_sentence_that_is_none_of_its_cells(form: str) -> None:
    printed = _two_days(form)
    report = text_report(
        "\n".join([*printed, "本次會議在河岸的會場舉行。", "各國代表多人與會。", ""])
    )
    assert starts(report) == ["09-07 - 搭機前往", "09-08 - 參訪乙市政府"]


def test_numbered_lines_of_a_cell_do_not_end_a_timetable() -> None:
    report = text_report(
        "1.行程\n日期\t時間\t行程\n9月7日\t09:00\t座談\n1.住宅政策\n2.都市更新\n\t14:00\t參訪甲署\n"
    )
    assert starts(report)[-1] == "09-07 14:00 參訪甲署"


def test_a_day_over_all_columns_may_name_the_theme_of_what_is_below_it() -> None:
    sessions = text_report(
        "時間\t研習內容\t講座\t地點\n"
        "9月7日（星期一） 主題一：山區農業\n"
        "09:00-12:00\t農業政策課程\tUrs Keller\t伯恩\n"
        "14:00-16:00\t參訪農業研究所\tNina Frei\t蘇黎世\n"
        "9月8日（星期二） 主題二：水資源\n"
        "09:00-12:00\t水庫管理課程\tUrs Keller\t伯恩\n"
    ).sessions
    assert sessions["title"].tolist() == ["農業政策課程", "參訪農業研究所", "水庫管理課程"]
    assert sessions["theme"].tolist() == [1, 1, 2]
    assert sessions["date"].dt.day.tolist() == [7, 7, 8]


def test_halves_of_a_day_with_colons_behind_them_part_what_a_space_divides() -> None:
    report = text_report(
        "日期\t行程\t地點\n"
        "9/7（一）\t上午：農業政策課程 下午：參訪農業研究所\t伯恩\n"
        "9/8（二）\t上午：水庫管理課程 下午：參訪水務局\t伯恩\n"
        "9/9（三）\t搭機返國\t\n"
    )
    assert report.sessions["title"].tolist() == [
        "農業政策課程", "參訪農業研究所", "水庫管理課程", "參訪水務局", "搭機返國"
    ]  # fmt: skip


def test_people_with_posts_a_paragraph_each() -> None:
    """The first of two was lost, the second taken for the rest of a wrapped name."""
    both = "Antoine Besson 主任\nHélène Caron 研究員"
    assert read_content(["座談"], speakers=both).speakers == ("Antoine Besson", "Hélène Caron")
    wrapped = "Karl\nHuber Meier 組長"
    assert read_content(["座談"], speakers=wrapped).speakers == ("Karl Huber Meier",)


def test_a_post_of_two_fields_below_its_person_names_nobody() -> None:
    posts = ("農業及水利處處長", "林務暨保育組組長", "研究與發展處副處長", "土地利用與景觀局長")
    for post in posts:
        content = read_content(["座談"], speakers=f"Urs Keller\n{post}")
        assert content.speakers == ("Urs Keller",)


def test_an_outline_of_the_journey_beside_a_timetable_with_times() -> None:
    outline = (
        "日期\t地點\t工作內容\n9月7日\t甲市\t搭機前往甲國\n9月8日\t甲市\t出席會議第一天：開幕及分組議程\n"
        "9月9日\t甲市\t上午：拜會港務局\n\t\t下午：參訪造船廠\n9月10日\t甲市\t上午：參訪燈塔\n\t\t下午：搭機返國\n"
        "\n二、會議議程\n"
    )
    agenda = (
        "日期\t時間\t議程\n9月8日\t09:00-10:00\t報到\n\t10:00-12:00\t海報論文發表\n"
        "9月9日\t10:00-12:00\t拜會甲市港務局\n\t14:00-16:00\t參訪甲市造船廠\n9月10日\t09:00-11:00\t參訪甲市燈塔\n"
    )
    report = text_report(outline + agenda)
    assert starts(report) == [
        "09-07 - 搭機前往甲國", "09-10 - 搭機返國", "09-08 09:00 報到", "09-08 10:00 海報論文發表",
        "09-09 10:00 拜會甲市港務局", "09-09 14:00 參訪甲市造船廠", "09-10 09:00 參訪甲市燈塔",
    ]  # fmt: skip
    assert report.sessions["kind"].tolist()[2:4] == ["other", "exchange"]
    assert "times-missing" not in set(report.findings["code"])
    assert "times-missing" in set(text_report(outline).findings["code"])


WHOLE_DAYS = """9月7日(星期一)
早餐後於機場集合,上午8時30分搭機前往甲市;下午1時20分抵達機場,隨即搭車前往乙市。夜宿乙市。
9月8日(星期二)
時值連假,上午9時30分至11時參訪甲農會;中午於農會餐廳品嚐蔬菜;下午1時30分至4時參訪乙農園,並實際參與醬菜製作,由園長親自示範,說明四季食材如何保存。夜宿乙市。
9月9日(星期三)
上午10時至12時拜會丙振興廳;下午3時搭車前往丁市。
"""


def test_a_paragraph_tells_a_whole_day_however_long_it_is() -> None:
    report = text_report(WHOLE_DAYS)
    assert starts(report) == [
        "09-07 08:30 搭機前往甲市", "09-07 13:20 抵達機場,隨即搭車前往乙市",
        "09-08 09:30 參訪甲農會", "09-08 - 於農會餐廳品嚐蔬菜",
        "09-08 13:30 參訪乙農園,並實際參與醬菜製作,由園長親自示範,說明四季食材如何保存",
        "09-09 10:00 拜會丙振興廳", "09-09 15:00 搭車前往丁市",
    ]  # fmt: skip
    details = report.sessions["detail"].dropna()
    assert details.tolist() == ["夜宿乙市", "夜宿乙市"]
    assert report.sessions["kind"].tolist()[3] == "meal"


def test_a_weekday_alone_behind_a_date_is_part_of_it() -> None:
    report = text_report(
        "第一天(9/7 一)\n上午8時30分搭機前往甲市\n第二天(9/8 二):上午9時30分至11時參訪甲農會\n"
        "9/9 三\n．上午10時拜會丙振興廳\n．下午3時返國\n"
    )
    assert starts(report) == [
        "09-07 08:30 搭機前往甲市", "09-08 09:30 參訪甲農會",
        "09-09 10:00 拜會丙振興廳", "09-09 15:00 返國",
    ]  # fmt: skip


def test_a_part_with_its_days_in_brackets_is_no_day() -> None:
    report = table_report([
        ("日期", "時間", "課程內容", "地點"),
        ("國內課程（115年8月20日至8月21日）", None, None, None),
        ("8月20日（四）", "09:00-10:00", "國際禮儀", "本院"),
        ("8月21日（五）", "09:00-10:00", "談判技巧", "本院"),
        ("海外研習（115年9月7日至12日）", None, None, None),
        ("9月8日（二）", "09:00-10:00", "參訪魚市場", "福岡"),
    ])  # fmt: skip
    rows = report.sessions[["date", "part", "title"]]
    assert [(f"{day:%m-%d}", part, title) for day, part, title in rows.itertuples(index=False)] == [
        ("08-20", "domestic", "國際禮儀"),
        ("08-21", "domestic", "談判技巧"),
        ("09-08", "abroad", "參訪魚市場"),
    ]


def test_four_groups_at_one_time_are_on_one_day() -> None:
    report = table_report([
        ("日期", "時間", "課程內容", "地點"),
        ("9月8日（二）", "09:00-12:00", "參訪港務局", "福岡"),
        *((None, "14:00-16:00", f"參訪{place}市場", place) for place in ("博多", "長濱", "柳橋", "箱崎")),
        ("9月9日（三）", "09:00-12:00", "參訪漁會", "福岡"),
    ])  # fmt: skip
    assert [f"{day:%m-%d}" for day in report.sessions["date"]] == [*["09-08"] * 5, "09-09"]
    assert report.findings.query("code in ('overlap', 'date-missing')").empty
