"""Entries of timetables: over midnight, in lists, as the one above, with translated titles."""

from __future__ import annotations

import pytest

from printed_timetables import COVER, starts, table_report, text_report
from tourlib.lines import Line, Source
from tourlib.parse.entry import read_content
from tourlib.readers import read_bytes
from tourlib.report import Report, build_report


def test_entries_over_midnight_end_on_the_next_day() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容"),
            ("9月11日(五)", "21:30-00:30", "夜間觀察"),
            ("9月12日(六)", "23:10\n07:25 (翌日)", "搭機返國"),
        ]
    )
    assert report.sessions["end"].dt.strftime("%m-%d %H:%M").tolist() == [
        "09-12 00:30",
        "09-13 07:25",
    ]
    assert report.sessions["minutes"].tolist() == [180, 495]
    assert "duration-impossible" not in report.findings["code"].tolist()


def test_an_open_end_is_no_beginning_of_the_span_below() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9/7（一）\t20:00－21:30\t機場集合\n\t22:25－\t搭機啟程\n"
        "9/8（二）\t09:30－12:00\t參訪海港\n\t14:00－16:00\t拜會能源署\n9/12（六）\t17:50－\t搭機返國\n"
    )
    assert starts(report) == [
        "09-07 20:00 機場集合", "09-07 22:25 搭機啟程", "09-08 09:30 參訪海港",
        "09-08 14:00 拜會能源署", "09-12 17:50 搭機返國",
    ]  # fmt: skip


def test_list_with_days_counted_times_without_colons_and_fields_below_them() -> None:
    report = text_report(
        "各日行程如下:\n(一)行前研習\n115年8月20日(四)\n1330-1500 甲國概況\n 講座:王大明教授\n 地點:第一會議室\n"
        "(二)國外行程\n第1天 9月7日(一)\n0815 機場集合\n1040-1305 搭機前往甲國\n第2天(9月8日 星期二)\n"
        "0900-1200 A組:參訪乙公司\n 接待人員:李小華協理\n0900-1200 B組:參訪丙公司\n下午 分組撰寫紀錄\n"
        "第3至4天 9月9日(三)至10日(四)\n 例假日\n第5天 9月11日(五)\n上午:參訪丁機構;下午:團務會議\n2340-0425 搭機返國\n"
    )
    assert starts(report) == [
        "08-20 13:30 甲國概況", "09-07 08:15 機場集合", "09-07 10:40 搭機前往甲國",
        "09-08 09:00 A組:參訪乙公司", "09-08 09:00 B組:參訪丙公司", "09-08 - 分組撰寫紀錄",
        "09-09 - 例假日", "09-10 - 例假日", "09-11 - 參訪丁機構", "09-11 - 團務會議", "09-11 23:40 搭機返國",
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist()[0] == ["王大明"]
    assert report.sessions["place"].fillna("").tolist()[:2] == ["第一會議室", ""]
    assert report.sessions["part"].tolist() == ["domestic"] + ["abroad"] * 10
    codes = report.findings["code"].tolist()
    assert "overlap" not in codes
    assert "date-unread" not in codes


def test_speakers_and_places_as_in_the_row_above() -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容", "講座", "地點"),
            ("9月7日", "09:00-10:30", "數位治理", "王大明教授", "第一會議室"),
            (None, "10:40-12:00", "數位治理實務", "同上", "同上"),
            (None, "13:30-15:00", "綜合座談", "全體學員及輔導教師", "〃"),
        ]
    )
    assert report.sessions["speakers"].tolist() == [["王大明"], ["王大明"], []]
    assert report.sessions["place"].tolist() == ["第一會議室"] * 3
    assert "speaker-unread" not in report.findings["code"].tolist()


@pytest.mark.parametrize(
    ("printed", "title", "english"),
    [
        ("技能標準與檢定(National Skill Standards)", "技能標準與檢定", "National Skill Standards"),
        ("開訓典禮(Opening Ceremony)", "開訓典禮", "Opening Ceremony"),
        ("參訪數位廳(Digital Agency)", "參訪數位廳(Digital Agency)", ""),
        ("午餐(Hotel Le Plaza)", "午餐(Hotel Le Plaza)", ""),
        ("線上近用法(OZG)", "線上近用法(OZG)", ""),
    ],
)
def test_translations_in_brackets(printed: str, title: str, english: str) -> None:
    content = read_content([printed])
    assert (content.title, content.title_en) == (title, english)


def test_hours_in_the_header_of_a_half_day() -> None:
    report = table_report(
        [
            ("日期", "上午(09:00-12:00)", "下午(13:30-16:30)"),
            ("9月7日(一)", "甲課程", "乙課程"),
            ("9月8日(二)", "參訪丙機構", "10:00-11:00 參訪丁機構"),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 甲課程", "09-07 13:30 乙課程", "09-08 09:00 參訪丙機構",
        "09-08 10:00 參訪丁機構",
    ]  # fmt: skip


def test_themes_in_rows_over_all_columns_and_places_below_the_day() -> None:
    report = table_report(
        [
            ("日期/地點", "時間", "課程"),
            ("主題一:數位治理", None, None),
            ("9月7日(一)\n甲市", "09:00-10:00", "甲課程"),
            ("", "10:30-12:00", "乙課程"),
            ("主題二:能源轉型", None, None),
            ("9月8日(二)\n乙市", "09:00-10:00", "丙課程"),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 甲課程", "09-07 10:30 乙課程", "09-08 09:00 丙課程"
    ]  # fmt: skip
    assert report.sessions["theme"].tolist() == [1, 1, 2]


def test_times_and_halves_of_the_day_in_one_cell_and_speakers_in_brackets() -> None:
    report = table_report(
        [
            ("日期", "行程內容", "備註"),
            ("9月7日", "09:00-12:00 專題講座:數位治理(王大明教授)\n下午 自由活動", ""),
            ("9月8日", "全日:參訪丙機構\n1.簡報\n2.座談", "接待人員:李經理大同"),
        ]
    )
    assert starts(report) == [
        "09-07 09:00 專題講座:數位治理", "09-07 - 自由活動", "09-08 - 參訪丙機構"
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist() == [["王大明"], [], []]
    assert report.sessions["detail"].iloc[2] == "1.簡報\n2.座談\n接待人員:李經理大同"
    assert report.sessions["kind"].tolist() == ["course", "free", "visit"]


def test_who_speaks_stands_behind_the_title_in_latin_letters_with_a_post() -> None:
    said = [
        ("聯邦財政概論 Anne Berger 教授", ["Anne Berger"], "聯邦財政概論"),
        ("風險地圖(Risk) Piet-Jan Mol工程師", ["Piet-Jan Mol"], "風險地圖(Risk)"),
        ("聯邦體\n制與財政\nAnne\nBerger 工程\n師", ["Anne Berger"], "聯邦體制與財政"),
        ("拜會 Anne Berger 教授", [], "拜會 Anne Berger 教授"),
        ("會見市長 Anne Berger 女士", [], "會見市長 Anne Berger 女士"),
        ("搭車前往 Kuala Lumpur 車站", [], "搭車前往 Kuala Lumpur 車站"),
    ]
    rows = [
        ("日期", "時間", "活動內容"),
        *((f"9月{day}日", "10:00", title) for day, (title, _n, _t) in enumerate(said, 7)),
    ]
    sessions = table_report(rows).sessions
    assert sessions["speakers"].tolist() == [names for _title, names, _t in said]
    assert sessions["title"].tolist() == [title for _said, _names, title in said]
    assert sessions["kind"].iloc[0] == "course"


def test_what_a_class_does_between_lessons_is_study() -> None:
    rows = [
        ("日期", "時間", "課程", "講座", "地點"),
        ("9月7日", "09:00-12:00", "公共財政", "Anne Berger", ""),
        ("9月7日", "13:30-16:30", "分組研討(一)", "", ""),
        ("9月8日", "09:00-12:00", "地方自治", "Piet Mol", ""),
        ("9月8日", "13:30-16:30", "分組成果發表及結訓", "", ""),
        ("9月8日", "14:30-16:30", "分組討論", "", ""),
        ("9月8日", "20:00-21:00", "分組研討(二)", "", "下榻飯店"),
    ]
    kinds = table_report(rows).sessions["kind"].tolist()
    assert kinds == ["course", "exchange", "course", "exchange", "other", "other"]


def test_a_timetable_in_two_languages_has_every_title_in_both() -> None:
    """A translation of one word was read as the end of the Chinese title."""
    titles = [
        "稅制概論\nTax Policy in Practice", "法制概論\nHow Laws Are Made", "地方財政\nLocal Finance Today",
        "拜會海關 Meeting at the Customs House", "參訪港口 Visit to the Port", "始業式\nWelcome",
        "撰寫筆記 Self-study", "搭船前往小島 Ferry to the Islands", "搭車前往甲市 Hoek van Holland",
    ]  # fmt: skip
    rows = [("日期", "時間", "活動內容")]
    rows += [("9月7日", f"{hour}:00", title) for hour, title in enumerate(titles, 9)]
    found = table_report(rows).sessions[["title", "title_en"]].fillna("")
    assert found[5:].to_numpy().tolist() == [
        ["始業式", "Welcome"], ["撰寫筆記", "Self-study"], ["搭船前往小島", "Ferry to the Islands"],
        ["搭車前往甲市 Hoek van Holland", ""],
    ]  # fmt: skip
    alone = table_report([rows[0], rows[7], *[("9月8日", "9:00", "稅制概論")] * 2]).sessions
    assert alone["title"].tolist()[0] == "撰寫筆記 Self-study"


def test_a_half_of_the_day_alone_between_spaces_opens_an_entry() -> None:
    report = text_report(
        "日期\t城市\t行程內容\n9/7（一）\t赫爾辛基\t09:35 抵達機場 下午 新港區觀察 晚上 團務會議\n"
        "9/8（二）\t坦佩雷\t09:00-11:00 參訪能源署 下午 整理資料 18:25 搭機返國\n"
    )
    assert starts(report) == [
        "09-07 09:35 抵達機場", "09-07 - 新港區觀察", "09-07 - 團務會議",
        "09-08 09:00 參訪能源署", "09-08 - 整理資料", "09-08 18:25 搭機返國",
    ]  # fmt: skip


def test_a_walk_is_a_visit_where_it_is_one() -> None:
    said = [("老街步行踏勘", "visit"), ("社區步行導覽", "visit"), ("步行前往市政廳", "transfer")]
    said += [("搭車前往導覽中心", "transfer"), ("自由參觀", "free")]
    said += [("搭乘遊覽車前往乙市", "transfer"), ("搭乘遊覽車前往港區參觀", "visit")]
    said += [("前往考察團下榻飯店", "transfer"), ("搭車前往參訪單位", "transfer")]
    rows = [
        ("日期", "活動內容"),
        *((f"9月{day}日", title) for day, (title, _k) in enumerate(said, 7)),
    ]
    assert table_report(rows).sessions["kind"].tolist() == [kind for _title, kind in said]


def test_what_nobody_teaches_is_no_course_and_a_conference_is_an_exchange() -> None:
    said = [
        ("期末報告撰寫", "other"), ("參加歐洲水利年會", "exchange"), ("研討會報到及專題演講", "exchange"),
        ("研討會分組口頭發表", "exchange"), ("研討會開幕式", "ceremony"), ("國際會議中心參訪", "visit"),
        ("文化參訪：老橋及舊城區", "other"), ("市立美術館文化參訪", "other"), ("分組研討", "other"),
        ("小組研討：治理比較", "exchange"),
    ]  # fmt: skip
    rows = [
        ("日期", "活動內容"),
        *((f"9月{day}日", title) for day, (title, _k) in enumerate(said, 7)),
    ]
    assert table_report(rows).sessions["kind"].tolist() == [kind for _title, kind in said]


@pytest.mark.parametrize(
    "place", ["地點：公共學院", "上課地點:公共學院", "講座：Prof. Ada Vos\n地點：公共學院"]
)
def test_a_place_below_any_title_is_the_place(place: str) -> None:
    report = table_report(
        [("日期", "活動內容"), ("9月7日", f"09:30-12:00\n分組研討及期中報告\n{place}")]
    )
    assert starts(report) == ["09-07 09:30 分組研討及期中報告"]
    assert report.sessions["place"].tolist() == ["公共學院"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("專題講座:甲國教師的專業自主", "course"),
        ("專題講座:校長領導力", "course"),
        ("教育設施巡禮", "visit"),
        ("觀課及議課", "exchange"),
        ("管理領導技能與高階文官交流", "course"),
        ("領導工作坊:與高階文官對話", "course"),
        ("與技能協會交流", "exchange"),
        ("分組討論及專題報告撰擬", "course"),
        ("研究報告撰寫實務", "course"),
        ("報到及團務會議", "other"),
    ],
)
def test_titles_that_name_nobody_though_a_post_stands_in_them(title: str, kind: str) -> None:
    report = table_report(
        [("日期", "時間", "活動內容", "講座"), ("9月7日", "10:00-12:00", title, "Prof. Ada Vos")]
        * 2
    )
    assert report.sessions["title"].tolist()[0] == title
    assert report.sessions["speakers"].tolist()[0] == ["Ada Vos"]
    assert report.sessions["kind"].tolist()[0] == kind


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ms. Ada Vos（港\n灣規劃組組長）", ["Ada Vos"]),
        ("Mr. Jan Smit（水資\n源處長）\nDr. Ida Berg（教\n授）", ["Jan Smit", "Ida Berg"]),
        ("王大明（港\n灣組組長）\n李小華（科長）", ["王大明", "李小華"]),
    ],
)
def test_a_post_in_brackets_that_a_narrow_cell_wraps_is_nobody(said: str, names: list[str]) -> None:
    content = read_content(["拜會港務局"], speakers=said)
    assert (list(content.speakers), list(content.unread)) == (names, [])


def test_list_in_sentences_and_weekdays_behind_a_comma() -> None:
    report = text_report(
        "第一天(9月7日,星期一):搭機前往甲國。\n9月8日:上午拜會甲機構,下午參訪乙機構。\n"
        "9月9日(三)\n0930-1130 參訪丙機構\n【午餐】\n9月10日至12日:搭機返國。\n"
    )
    assert starts(report) == [
        "09-07 - 搭機前往甲國", "09-08 - 拜會甲機構", "09-08 - 參訪乙機構",
        "09-09 09:30 參訪丙機構", "09-09 - 【午餐】", "09-10 - 搭機返國",
        "09-11 - 搭機返國", "09-12 - 搭機返國",
    ]  # fmt: skip


def council_report(process: str) -> Report:
    """A report whose period stands on its cover and whose days stand below 考察過程."""
    text = (
        "甲市議會議員赴乙國考察報告\n\n考察人員:議員林大方\n考察日期:113年11月29日至12月2日\n考察地區:乙國\n\n"
        f"一、目的\n考察市場管理。\n二、考察過程\n{process}三、建議\n(一)建立評鑑制度。\n"
    )
    return build_report(read_bytes(text.encode(), "r.txt"))


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        (
            "第一天 搭機抵達丙市後參觀丙市車站。\n第二天 拜會丙市政府,\n參觀中央市場。\n第三天 搭機返國。\n",
            ["11-29 - 搭機抵達丙市後參觀丙市車站", "11-30 - 拜會丙市政府,參觀中央市場", "12-01 - 搭機返國"],
        ),
        (
            "第1天(星期五):搭機抵達丙市\n第2天(星期六):拜會丙市政府\n第3至4天:返國\n",
            ["11-29 - 搭機抵達丙市", "11-30 - 拜會丙市政府", "12-01 - 返國", "12-02 - 返國"],
        ),
        (
            "D1 搭機抵達丙市\nD2 上午:拜會丙市政府;下午:參觀中央市場\nD3 返國\n",
            ["11-29 - 搭機抵達丙市", "11-30 - 拜會丙市政府", "11-30 - 參觀中央市場", "12-01 - 返國"],
        ),
        (
            "第一天\n搭機抵達丙市。\n第二天\n拜會丙市政府。\n第三天\n返國。\n",
            ["11-29 - 搭機抵達丙市", "11-30 - 拜會丙市政府", "12-01 - 返國"],
        ),
    ],
)  # fmt: skip
def test_days_only_counted_below_a_chapter_of_the_journey(
    process: str, expected: list[str]
) -> None:
    report = council_report(process)
    assert starts(report) == expected
    inferred = report.findings[report.findings["code"] == "date-inferred"]
    assert len(inferred) == 1
    assert "113年11月29日" in inferred["message"].iloc[0]
    assert report.recommendations["text"].tolist() == ["建立評鑑制度。"]


@pytest.mark.parametrize(
    "process",
    [
        "第一天的行程以拜會為主。\n第二天的行程以參觀為主。\n第三天的行程是返國。\n",
        "第一天搭機抵達丙市。\n第三天拜會丙市政府。\n第四天搭機返國。\n",
        "第一天搭機抵達丙市。\n車站人潮眾多。\n第二天拜會丙市政府。\n第三天返國。\n此行收穫良多。\n",
    ],
)
def test_what_tells_of_days_in_prose_stays_text(process: str) -> None:
    report = council_report(process)
    assert report.sessions.empty
    written = report.sections.loc[report.sections["title"] == "考察過程", "text"].iloc[0]
    assert written == process.strip()


@pytest.mark.parametrize("title", ["考察成果分享會", "考察總結會議", "團務會議", "整理考察資料"])
def test_what_is_only_about_visits_is_none(title: str) -> None:
    report = table_report([("日期", "時間", "活動內容"), ("9月7日", "10:00-12:00", title)] * 2)
    assert set(report.sessions["kind"]) == {"other"}


def test_numbered_talks_are_the_title_and_numbers_below_a_title_its_agenda() -> None:
    talks = read_content(["1. 領導與韌性", "2. 情境演練"])
    assert (talks.title, talks.detail) == ("領導與韌性、情境演練", "")
    agenda = read_content(["參訪某署", "1. 領導與韌性", "2. 情境演練"])
    assert (agenda.title, agenda.detail) == ("參訪某署", "1. 領導與韌性\n2. 情境演練")


@pytest.mark.parametrize(
    ("texts", "title", "english", "speakers"),
    [
        (["林學概論", "(Karl Huber教授)"], "林學概論", "", ("Karl Huber",)),
        (["測量概論", "Mountain Survey", "Dr. Karl Huber"], "測量概論", "Mountain Survey", ("Karl Huber",)),
        (["植生概論", "Alpine Association"], "植生概論", "Alpine Association", ()),
    ],
)  # fmt: skip
def test_who_speaks_may_stand_at_the_end_of_a_title(
    texts: list[str], title: str, english: str, speakers: tuple[str, ...]
) -> None:
    content = read_content(texts)
    assert (content.title, content.title_en, content.speakers) == (title, english, speakers)


def test_what_letters_in_brackets_spell_out_is_a_body_and_no_speaker() -> None:
    content = read_content(["拜會聯邦森林局", "Alpine Watch (AW)"])
    assert (content.title_en, content.speakers) == ("Alpine Watch (AW)", ())


def test_the_rest_of_a_wrapped_body_is_no_speaker() -> None:
    """利建設 had been a person of 交通部."""
    content = read_content(["拜會匈牙", "利建設及交通部"])
    assert (content.title, content.speakers) == ("拜會匈牙利建設及交通部", ())


@pytest.mark.parametrize(
    ("title", "speaker", "kind"),
    [
        ("釜山港灣公社", "", "visit"),
        ("首爾市廳永續處", "金敏秀處長", "visit"),
        ("國際交流中心", "", "visit"),
        ("海水淡化設施", "", "visit"),
        ("海水淡化設施", "金敏秀教授", "course"),
        ("港埠減碳工具", "金敏秀教授", "course"),
        ("員工餐廳", "", "other"),
    ],
)
def test_an_entry_that_only_names_a_host_is_a_visit(title: str, speaker: str, kind: str) -> None:
    report = table_report(
        [
            ("日期", "時間", "活動內容", "講座"),
            ("9月8日", "09:00-12:00", title, speaker),
            ("9月9日", "09:00-12:00", "座談", ""),
        ]
    )
    assert report.sessions["kind"].tolist() == [kind, "exchange"]


@pytest.mark.parametrize(
    ("notes", "kind"),
    [("由金處長接待，說明水質監測。", "visit"), ("講座說明水質監測之方法。", "course")],
)
def test_the_notes_tell_whether_an_entry_was_a_visit(notes: str, kind: str) -> None:
    text = COVER.replace(
        "附錄\n", f"貳、過程\n一、漢江水質\n時間:9月8日09:00-12:00\n地點:漢江\n{notes}\n附錄\n"
    )
    rows = "日期\t時間\t活動內容\n9月8日\t09:00-12:00\t漢江水質\n9月9日\t09:00-10:00\t座談"
    lines = tuple(Line(n, t) for n, t in enumerate((text + rows).split("\n"), 1))
    report = build_report(Source("r.txt", "text", lines), cohort=115)
    assert report.sessions["kind"].tolist() == [kind, "exchange"]


def test_what_is_done_tells_the_kind_not_a_word_in_a_name() -> None:
    said = [
        ("拜訪步行通行委員會", "visit"), ("辦理研討會報到及領取名牌", "other"), ("研討會開幕典禮", "ceremony"),
        ("本署發表論文「甲水庫操作」", "exchange"), ("從甲城起飛", "transfer"), ("回到乙市", "transfer"),
        ("走甲乙步道,看丙丁山屋", "visit"), ("拜會甲國交流協會", "visit"), ("參觀典禮局", "visit"),
        ("研討會報到及專題演講", "exchange"),
    ]  # fmt: skip
    rows = [
        ("日期", "活動內容"),
        *((f"9月{day}日", title) for day, (title, _k) in enumerate(said, 7)),
    ]
    assert table_report(rows).sessions["kind"].tolist() == [kind for _title, kind in said]


def test_places_in_brackets_at_the_end_of_entries() -> None:
    rows = [
        ("日期", "時間", "活動內容"),
        ("9月7日(一)", "09:00-10:00", "報到(甲乙會議中心)"),
        ("9月7日(一)", "10:00-11:00", "開幕典禮(甲乙會議中心丙廳)"),
        ("9月8日(二)", "09:00-10:00", "參訪水工試驗所(丁戊)"),
        ("9月8日(二)", "14:00-15:00", "拜會聯合管理處(己庚堡)"),
        ("9月9日(三)", "09:00-10:00", "搭車前往己庚堡"),
    ]
    found = table_report(rows).sessions
    assert found["title"].tolist()[:4] == ["報到", "開幕典禮", "參訪水工試驗所", "拜會聯合管理處"]
    assert found["place"].fillna("").tolist() == [
        "甲乙會議中心", "甲乙會議中心丙廳", "丁戊", "己庚堡", "",
    ]  # fmt: skip


def test_a_bracket_that_only_one_entry_has_belongs_to_its_title() -> None:
    rows = [
        ("日期", "時間", "活動內容"),
        ("9月7日(一)", "09:00-10:00", "市區參觀(甲乙紀念館)"),
        ("9月7日(一)", "10:00-11:00", "小組討論(第一組)"),
        ("9月8日(二)", "09:00-10:00", "參訪水工試驗所"),
    ]
    found = table_report(rows).sessions
    assert found["title"].tolist()[:2] == ["市區參觀(甲乙紀念館)", "小組討論(第一組)"]


def test_a_label_of_the_place_inside_a_cell_of_text() -> None:
    report = text_report(
        "日期\t時間\t活動內容\n9月7日(一)\t14:00-15:30\t集合及說明 地點：甲乙機場第二航廈\n"
        "9月8日(二)\t09:30-11:30\t參訪丙丁局 地點：戊己校區\n"
    )
    assert report.sessions["title"].tolist() == ["集合及說明", "參訪丙丁局"]
    assert report.sessions["place"].tolist() == ["甲乙機場第二航廈", "戊己校區"]


DATED = (
    "國內課程於115年8月4日(星期二)假甲乙樓簡報室辦理,內容如表2。\n表2 國內課程表\n時間\t課程\t講座\n"
    "09:30-12:00\t甲國國情及拜會禮儀\t王大明副司長\n13:30-16:00\t治理之現況\t李小華教授\n"
)


def test_the_day_of_lessons_in_the_sentence_above_the_title_of_their_table() -> None:
    report = text_report(DATED)
    assert starts(report) == ["08-04 09:30 甲國國情及拜會禮儀", "08-04 13:30 治理之現況"]
    assert report.sessions["part"].tolist() == ["domestic"] * 2
    assert report.sessions["kind"].tolist() == ["course"] * 2


def test_a_visit_with_the_hours_and_name_of_an_entry_of_another_day() -> None:
    text = COVER.replace("附錄\n一、課程表\n", "") + (
        "貳、過程\n一、行程表\n日期\t時間\t活動內容\n9月8日\t16:00-17:30\t與丁戊遊客中心座談\n"
        "9月9日\t08:00-17:00\t走甲乙步道,看丙丁山屋\n\n二、紀要\n(一)丁戊遊客中心\n時間:9月8日16時至17時30分\n"
        "地點:遊客中心\n主任說明預約。\n(二)甲乙步道與丙丁山屋\n時間:9月8日8時至17時\n地點:甲乙步道\n爬升九百公尺。\n"
    )
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(text.split("\n"), 1)))
    )
    assert report.visits["session"].tolist() == [1, 2]


def test_days_in_the_rows_of_a_table_precede_the_day_on_which_it_is_announced() -> None:
    rows = "9月7日(一)\n09:30-12:00\t參訪甲署\n9月8日(二)\n13:30-16:00\t參訪乙署\n"
    head = "本團9月7日啟程,行程如表2。\n表2 行程表\n時間\t活動內容\n"
    assert starts(text_report(head + rows)) == ["09-07 09:30 參訪甲署", "09-08 13:30 參訪乙署"]
