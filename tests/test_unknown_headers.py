"""Tables whose header words are in no list: what a table is, and its columns, the cells tell."""

from __future__ import annotations

import pytest

from printed_timetables import starts, table_report, text_report
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

Rows = list[tuple[str, ...]]


def _report(rows: Rows, form: str) -> Report:
    if form == "cells":
        return table_report([tuple(cell or None for cell in row) for row in rows], merged=True)
    return text_report("\n".join("\t".join(row).replace("\n", " ") for row in rows))


def _recommendations(rows: Rows) -> Report:
    text = "\n".join("\t".join(row) for row in rows)
    return text_report(f"貳、政策建議\n建議如下表。\n{text}\n參、結語\n謝謝。")


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_days_times_entries_people_and_places(form: str) -> None:
    report = _report(
        [
            ("甲", "乙丙", "丁戊", "己庚", "辛"),
            ("9/7(一)", "09:00-10:00", "參訪甲署", "王大明副教授", "甲署會議室"),
            ("", "11:00-12:00", "制度概論", "Ms. Ada Vos", "甲署會議室"),
            ("9/8(二)", "14:00-15:00", "行政革新之路", "", "乙大學3樓"),
        ],
        form,
    )
    assert starts(report) == [
        "09-07 09:00 參訪甲署", "09-07 11:00 制度概論", "09-08 14:00 行政革新之路"
    ]  # fmt: skip
    assert report.sessions["speakers"].tolist() == [["王大明"], ["Ada Vos"], []]
    assert report.sessions["place"].tolist() == ["甲署會議室", "甲署會議室", "乙大學3樓"]


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_bodies_met_at_a_day_and_time(form: str) -> None:
    report = _report(
        [
            ("甲乙", "丙丁", "戊己", "庚"),
            ("9/7(一) 09:00-10:00", "甲國食品局\nFood Agency", "Ms. Ada Vos", "檢驗量能、抽樣"),
            ("9/7(一) 14:00-15:00", "乙河漁港", "Mr. Jan Smit", "衛生標準、拍賣"),
            ("9/8(二) 09:00-10:00", "丙機場冷鏈中心", "Ms. Eva Moser", "溫度、聯合查驗"),
        ],
        form,
    )
    titles = [title.removesuffix(" Food Agency") for title in starts(report)]
    assert titles == ["09-07 09:00 甲國食品局", "09-07 14:00 乙河漁港", "09-08 09:00 丙機場冷鏈中心"]  # fmt: skip
    assert report.sessions["speakers"].tolist() == [["Ada Vos"], ["Jan Smit"], ["Eva Moser"]]
    assert "column-unread" in set(report.findings["code"])


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_halves_of_the_day_and_where_one_sleeps(form: str) -> None:
    report = _report(
        [
            ("甲乙", "丙", "丁", "戊己"),
            ("第1天 9/7(一)", "09:00 參訪甲署", "14:00-16:00 數位治理研討", "里昂"),
            ("第2天 9/8(二)", "09:30 參訪乙署\n11:00 拜會丙會", "14:00 參訪丁館", "里昂"),
            ("第3天 9/9(三)", "08:00 搭機返國", "15:00 抵達桃園", "—"),
        ],
        form,
    )
    assert starts(report) == [
        "09-07 09:00 參訪甲署",
        "09-07 14:00 數位治理研討",
        "09-08 09:30 參訪乙署",
        "09-08 11:00 拜會丙會",
        "09-08 14:00 參訪丁館",
        "09-09 08:00 搭機返國",
        "09-09 15:00 抵達桃園",
    ]
    assert report.sessions["place"].isna().all()


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_a_work_plan_is_no_timetable(form: str) -> None:
    rows = [
        ("甲", "乙丙", "丁戊"),
        ("9/7", "完成草案", "綜規科"),
        ("9/8", "召開會議", "人事處"),
        ("9/30", "提出成果", "秘書處"),
    ]
    assert _report(rows, form).sessions.empty


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_short_bodies_are_agencies_and_duties_no_posts(form: str) -> None:
    people = _report(
        [
            ("編號", "甲乙丙", "現職", "丁己", "班內職務"),
            ("1", "消防局", "科長", "王大明", "團長"),
            ("2", "人事處", "專員", "李小華", "學員"),
            ("3", "中壢區公所", "課長", "陳美惠", "學員"),
            ("4", "社會局", "主任", "林志明", "學員"),
        ],
        form,
    ).participants
    assert people["name"].tolist() == ["王大明", "李小華", "陳美惠", "林志明"]
    assert people["agency"].tolist() == ["消防局", "人事處", "中壢區公所", "社會局"]
    assert people["title"].tolist() == ["科長", "專員", "課長", "主任"]
    assert people["role"].tolist() == ["leader", "member", "member", "member"]


def test_people_met_on_days_are_no_roster() -> None:
    rows = [
        ("甲", "乙丙", "丁", "戊"),
        ("9/7", "內政部", "王大明", "科長"),
        ("9/8", "財政部", "李小華", "專員"),
        ("9/9", "外交部", "陳美惠", "組長"),
    ]
    assert _report(rows, "cells").participants.empty


def test_titles_explanations_and_bodies_are_recommendations() -> None:
    found = _recommendations(
        [
            ("甲", "乙", "丙丁", "戊己", "庚", "辛"),
            ("短期(1年內)", "1", "建立通報平台", "整合現有系統,由各機關共用一個入口並逐年擴充。", "內政部", "交通部、外交部"),
            ("", "2", "增聘社工人員", "於既有住宅配置人員,欠租第一個月即啟動訪視與關懷。", "衛生福利部", "內政部"),
            ("中期(1至3年)", "3", "試辦共同評選", "成立由地方及民間團體組成之評選委員會,並公開結果。", "經濟部", "農業部"),
            ("", "4", "辦理勞工訓練", "針對受影響之勞工,提供轉任儲能維護之訓練津貼。", "勞動部", "經濟部"),
        ]
    ).recommendations  # fmt: skip
    assert found["title"].tolist() == [
        "建立通報平台",
        "增聘社工人員",
        "試辦共同評選",
        "辦理勞工訓練",
    ]
    assert found["item"].tolist() == ["1", "2", "3", "4"]
    assert found["topic"].tolist() == [1, 1, 2, 2]
    assert found["horizon"].tolist() == ["immediate", "immediate", "long_term", "long_term"]
    assert found["lead_agency"].tolist() == ["內政部", "衛生福利部", "經濟部", "勞動部"]
    assert found["co_agencies"].iloc[0] == "交通部、外交部"
    assert found["text"].str.len().min() > 20


def test_a_heading_ends_a_timetable_above_another_table() -> None:
    report = text_report(
        "日期\t時間\t課程\t地點\n9/7(一)\t09:00-10:00\t參訪甲署\t甲署\n9/8(二)\t14:00-15:00\t參訪乙署\t乙署\n"
        "二、甲乙\n丙丁\t9月8日(二)14:00-15:00\n戊己\t乙署三樓\n"
    )
    assert starts(report) == ["09-07 09:00 參訪甲署", "09-08 14:00 參訪乙署"]


def test_laid_out_text_by_the_positions_of_its_words() -> None:
    report = text_report(
        """甲乙           丙丁           戊己               庚辛           壬
           09:00-10:00    參訪甲署           王大明副教授      甲署會議室
9月7日
           11:00-12:00    制度概論與行政改   Ms. Ada Vos       甲署會議室
（一）
                          革實務
9月8日     14:00-15:00    行政革新之路       Mr. Jan Smit      乙大學3樓
（二）
           16:00-17:00    分組研討                             乙大學3樓
"""
    )
    assert starts(report) == [
        "09-07 09:00 參訪甲署",
        "09-07 11:00 制度概論與行政改革實務",
        "09-08 14:00 行政革新之路",
        "09-08 16:00 分組研討",
    ]
    assert report.sessions["speakers"].tolist() == [["王大明"], ["Ada Vos"], ["Jan Smit"], []]
    assert report.sessions["place"].tolist() == ["甲署會議室"] * 2 + ["乙大學3樓"] * 2


def test_printed_lines_with_tabs_are_joined_to_rows() -> None:
    """Recognised text has a line for each printed line of a row; the cell of a day is in its middle."""
    report = _report(
        [
            ("甲", "乙丙", "丁戊", "己庚"),
            ("", "09:00-10:30", "參訪甲署雨水下水道之操作及", "甲署三樓"),
            ("9/7", "", "維護中心", ""),
            ("(一)", "11:00-12:00", "拜會乙會", "乙會會議室"),
            ("9/8", "10:00-11:30", "制度概論", "丙館"),
            ("(二)", "14:00-16:30", "參訪丁抽水站之遠端監測及預警", "丁河左岸"),
            ("", "", "設備", "抽水站"),
            ("9/9", "09:30-11:00", "綜合座談", "戊廳"),
        ],
        "tabs",
    )
    assert starts(report) == [
        "09-07 09:00 參訪甲署雨水下水道之操作及維護中心",
        "09-07 11:00 拜會乙會",
        "09-08 10:00 制度概論",
        "09-08 14:00 參訪丁抽水站之遠端監測及預警設備",
        "09-09 09:30 綜合座談",
    ]
    assert report.sessions["place"].tolist() == [
        "甲署三樓", "乙會會議室", "丙館", "丁河左岸抽水站", "戊廳"
    ]  # fmt: skip


def test_recommendations_in_printed_lines_with_tabs() -> None:
    """Numbers are beside the middle of their rows; a title with the tabs of a row is one of its rows."""
    report = _recommendations(
        [
            ("項次", "建議事項", "主辦機關", "協辦機關"),
            ("一、管網", "", "", ""),
            ("", "公布下水道之流量紀錄，並每年檢討", "", "內政部、經濟部水"),
            ("1", "", "環境部", ""),
            ("", "其感測器之校正", "", "利署"),
            ("2", "訂定抽水站共同之維護規範", "內政部", "環境部"),
            ("二、人力", "", "", ""),
            ("", "擇定三個縣市試辦夜間值勤人員之輪", "", ""),
            ("3", "", "交通部", "勞動部"),
            ("", "調", "", ""),
        ]
    )
    told = report.recommendations
    assert told["topic_title"].tolist() == ["管網", "管網", "人力"]
    assert told["lead_agency"].tolist() == ["環境部", "內政部", "交通部"]
    assert told["co_agencies"].tolist() == ["內政部、經濟部水利署", "環境部", "勞動部"]
    said = told["title"].fillna("") + told["text"].fillna("")
    assert ["校正" in said[0], "規範" in said[1], said[2].endswith("輪調")] == [True] * 3


def test_a_day_and_its_time_below_each_other_in_a_narrow_cell() -> None:
    report = text_report(
        """甲乙         丙丁戊                 己庚             辛壬
9月7日       甲國食品局             Ms. Ada Vos      檢驗量能、抽樣
（一）       食品組
09:00-10:00
9月7日       乙河漁港               Mr. Jan Smit     衛生標準、拍賣
（一）
14:00-15:00
9月8日       丙機場冷鏈中心         Ms. Eva Moser    溫度、聯合查驗
（二）
09:00-10:00
"""
    )
    assert starts(report) == [
        "09-07 09:00 甲國食品局食品組", "09-07 14:00 乙河漁港", "09-08 09:00 丙機場冷鏈中心"
    ]  # fmt: skip


def test_words_beside_each_other_that_are_no_header() -> None:
    report = text_report(
        "甲乙    丙丁    戊己\n一般說明文字    其他說明    附註\n再一行        文字        無\n"
    )
    assert report.sessions.empty
    assert report.participants.empty


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_days_of_a_journey_that_follow_each_other(form: str) -> None:
    report = _report(
        [
            ("甲", "乙丙", "丁戊"),
            ("9/7(一)", "桃園→里昂", "啟程"),
            ("9/8(二)", "里昂", "參訪甲署及拜會乙會"),
            ("9/9(三)", "里昂", "行政革新研討"),
            ("9/10(四)", "里昂→桃園", "返國"),
        ],
        form,
    )
    assert report.sessions["date"].dt.day.tolist()[:2] == [7, 8]
    assert "行政革新研討" in report.sessions["title"].tolist()
    assert report.sessions["place"].dropna().tolist()[0] == "桃園→里昂"


def test_days_as_titles_above_the_times() -> None:
    report = text_report(
        "甲乙\t丙丁\t戊己\n第1日 9月7日（一） 桃園→里昂\n09:00\t集合\t桃園國際機場\n"
        "第2日 9月8日（二） 里昂\n10:00-12:00\t參訪甲署\t甲署\n14:00-16:00\t拜會乙會\t乙會\n"
    )
    assert starts(report) == [
        "09-07 09:00 集合", "09-08 10:00 參訪甲署", "09-08 14:00 拜會乙會"
    ]  # fmt: skip


def test_topics_merged_and_time_frames_that_recur() -> None:
    found = _recommendations(
        [
            ("甲", "乙", "丙丁", "戊己", "庚", "辛"),
            ("一、數位治理", "1", "建立通報平台", "整合現有系統,由各機關共用一個入口並逐年擴充。", "內政部", "馬上可辦"),
            ("", "2", "公布資料格式", "訂定共通之格式並於網站公開,每年檢討一次其成效。", "數位發展部", "中長期推動"),
            ("二、社會住宅", "1", "增聘社工人員", "於既有住宅配置人員,欠租第一個月即啟動訪視與關懷。", "衛生福利部", "馬上可辦"),
            ("", "2", "試辦共同評選", "成立由地方及民間團體組成之評選委員會,並公開結果。", "內政部", "中長期推動"),
        ]
    ).recommendations  # fmt: skip
    assert found["topic_title"].tolist() == ["數位治理"] * 2 + ["社會住宅"] * 2
    assert found["title"].tolist() == [
        "建立通報平台",
        "公布資料格式",
        "增聘社工人員",
        "試辦共同評選",
    ]
    assert found["horizon"].tolist() == ["immediate", "long_term"] * 2


def test_a_time_frame_beside_the_middle_of_its_recommendations() -> None:
    table = """甲乙        丙   丁戊        己庚辛                        壬        癸
            1    建立通報    整合現有系統，由各機關共用    內政部    交通部
                 平台        一個入口並逐年擴充，三年內
短期（1                      完成介接。
年內）      2    增聘社工    於既有住宅配置人員，欠租第    衛生福    內政部
                 人員        一個月即啟動訪視，並追蹤其    利部
                             後續狀況。
            3    試辦共同    成立由地方及民間團體組成之    經濟部    農業部
                 評選        評選委員會，其委員名單及結
中期（1                      果均公開。
至3年）     4    辦理勞工    針對受影響之勞工，提供轉任    勞動部    經濟部
                 訓練        儲能維護之訓練，並給予津貼
                             及就業輔導。"""
    found = _recommendations([(table,)]).recommendations
    assert found["title"].tolist() == [
        "建立通報平台",
        "增聘社工人員",
        "試辦共同評選",
        "辦理勞工訓練",
    ]
    assert found["topic"].tolist() == [1, 1, 2, 2]
    assert found["horizon"].tolist() == ["immediate", "immediate", "long_term", "long_term"]
    assert found["lead_agency"].tolist() == ["內政部", "衛生福利部", "經濟部", "勞動部"]


@pytest.mark.parametrize("form", ["cells", "tabs"])
@pytest.mark.parametrize(
    "head", [("甲", "乙丙", "丁戊", "己庚", "辛壬"), ("編號", "乙丙", "職稱", "服務機關", "分工")]
)
def test_people_some_with_surnames_in_no_list(head: tuple[str, ...], form: str) -> None:
    rows: Rows = [
        head,
        ("1", "王大明", "組長", "內政部警政署", "帶隊、致詞"),
        ("2", "李小華", "科長", "內政部消防署", "卷二主筆"),
        ("3", "僕文君", "技正", "內政部移民署", "帳務、攝影"),
        ("4", "陳美玉", "科員", "交通部公路局", "聯絡、攝影"),
        ("5", "犁安", "專員", "交通部航港局", "卷三主筆"),
    ]
    found = _report(rows, form).participants
    assert found["name"].tolist() == ["王大明", "李小華", "僕文君", "陳美玉", "犁安"]
    assert found["role"].tolist() == ["leader"] + ["member"] * 4


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_titles_below_an_unknown_word_beside_known_ones(form: str) -> None:
    report = _report(
        [
            ("月日", "時段", "甲乙名稱", "授課者", "丙丁"),
            ("9/7(一)", "09:00-10:00", "高齡社會政策總覽", "王大明教授", "學院福華講堂"),
            ("", "11:00-12:00", "地方創生之回顧與檢討", "李小華司長", "學院福華講堂"),
            ("9/8(二)", "14:00-15:00", "參訪石牌示範社區", "陳美玉主任", "臺北市北投區"),
            ("9/9(三)", "14:00-15:00", "座談:分組議題研擬", "", "學院福華講堂"),
        ],
        form,
    )
    assert report.sessions["title"].tolist() == [
        "高齡社會政策總覽", "地方創生之回顧與檢討", "參訪石牌示範社區", "座談:分組議題研擬",
    ]  # fmt: skip
    assert report.sessions["kind"].tolist() == ["course", "course", "visit", "exchange"]
    assert report.sessions["place"].tolist()[0] == "學院福華講堂"


@pytest.mark.parametrize("form", ["cells", "tabs"])
def test_people_with_rare_family_names_side_by_side(form: str) -> None:
    """A class of sixteen was not read at all: 學號 | 學員 | 現職機關及職務, twice, and names such as 井柏宏."""
    rows: Rows = [
        ("學號", "學員", "現職機關及職務", "學號", "學員", "現職機關及職務"),
        ("01", "井柏宏", "內政部移民署科長", "02", "荊子瑄", "內政部消防署科長"),
        ("03", "經國瑞", "考選部科長", "04", "別怡君", "審計部審計"),
        ("05", "水明哲", "新竹市政府科長", "06", "滿雅惠", "法務部調查局調查專員"),
    ]
    people = _report(rows, form).participants
    assert people["name"].tolist() == ["井柏宏", "荊子瑄", "經國瑞", "別怡君", "水明哲", "滿雅惠"]
    assert people["agency"].tolist() == [
        "內政部移民署", "內政部消防署", "考選部", "審計部", "新竹市政府", "法務部調查局"
    ]  # fmt: skip
    assert people["title"].tolist() == ["科長", "科長", "科長", "審計", "科長", "調查專員"]


def test_a_heading_and_a_header_with_other_columns_end_a_roster_with_tabs() -> None:
    """The timetable below 三、日程 was read as people, since its header has words of its own."""
    report = text_report(
        "二、誰與我們同行\n編號\t姓名\t服務機關及職稱\n1\t王大明\t考選部科長\n2\t陳小華\t審計部審計\n"
        "班務角色\t機關\t職稱\t姓名\n領隊\t行政院人事行政總處\t副處長\t林文山\n三、日程\n"
        "天次\t日期\t起訖時刻\t單元\t業師\t場域\n第1天\t9/7（一）\t0830─1200\t搭機前往甲城\n"
        "\t\t1500─1630\t始業式\t\t甲城旅館\n第2天\t9/8（二）\t0900─1130\t參訪甲署\tAda Vos 司長\t甲署大樓\n"
        "第3天\t9/9（三）\t1420─2030\t搭機返國\n四、紀錄"
    )
    assert report.participants["name"].tolist() == ["王大明", "陳小華", "林文山"]
    assert report.participants["role"].tolist() == ["member", "member", "leader"]
    assert starts(report) == [
        "09-07 08:30 搭機前往甲城", "09-07 15:00 始業式", "09-08 09:00 參訪甲署", "09-09 14:20 搭機返國"
    ]  # fmt: skip


@pytest.mark.parametrize("words", [("提案一", "提案二"), ("建議", "建議")])
def test_recommendations_in_boxes_of_labels(words: tuple[str, str]) -> None:
    """Tables of one recommendation each, with labels in the first column, were not read."""
    said = "由數位發展部訂定停電時之櫃檯作業範本。"
    boxes = [
        [(words[0], "建立離線備援指引"), ("構想說明", said), ("主政機關", "數位發展部"),
         ("協作機關", "內政部、財政部"), ("推動期間", "短期（1年內）")],
        [(words[1], "配置衛星終端"), ("構想說明", "於離島配置可攜式終端。"), ("主政機關", "內政部消防署"),
         ("協作機關", "金門縣政府"), ("推動期間", "中長期（2至4年）")],
    ]  # fmt: skip
    lines = [Line(n, text) for n, text in enumerate(["王大明等3人", "陸、政策建議"], 1)]
    for table, rows in enumerate(boxes, 1):
        lines += [
            Line(len(lines) + n, "\t".join(row), cells=row, table=table)
            for n, row in enumerate(rows, 1)
        ]
    found = build_report(Source("r.docx", "docx", tuple(lines)), cohort=115).recommendations
    assert found["title"].tolist() == ["建立離線備援指引", "配置衛星終端"]
    assert found["text"].tolist() == [said, "於離島配置可攜式終端。"]
    assert found["lead_agency"].tolist() == ["數位發展部", "內政部消防署"]
    assert found["co_agencies"].tolist() == ["內政部、財政部", "金門縣政府"]
    assert found["horizon"].tolist() == ["immediate", "long_term"]


def test_lines_of_labels_with_tabs_are_no_rows_that_lack_cells() -> None:
    """A visit's 接待人員 was a row of a table with its 時間 | … | 地點 | … for header."""
    visits = "".join(
        f"{number}、參訪{place}廳\n時間\t115年9月{day}日 09:00-11:30\t地點\t{place}廳會議室\n接待人員\tAda Vos副廳長\n"
        f"該廳於全國設有辦公室{day}處。\n"
        for number, day, place in (("一", 7, "甲"), ("二", 8, "乙"), ("三", 9, "丙"))
    )
    report = text_report(f"參、參訪紀要\n{visits}")
    assert report.visits["place"].tolist() == ["甲廳會議室", "乙廳會議室", "丙廳會議室"]
    assert report.visits["speakers"].tolist() == [["Ada Vos"]] * 3
