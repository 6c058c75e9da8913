"""Covers in the forms that agencies print."""

from __future__ import annotations

from datetime import date

import pytest

from tourlib.lines import Line, Source, table_row_text
from tourlib.parse.cover import Meta
from tourlib.report import build_report

BODY = "\n\n壹、目的\n說明。\n"


def meta(cover: str) -> Meta:
    lines = (cover + BODY).split("\n")
    return build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    ).meta


@pytest.mark.parametrize("ends", ["\n出國報告", "出國報告"])
def test_the_organiser_above_the_title_is_no_part_of_it(ends: str) -> None:
    said = "交通部運輸研究所\n112年度智慧運輸研習班"
    found = meta(f"{said}{ends}\n主辦機關：交通部運輸研究所\n出國期間：112年5月1日至5月7日\n")
    assert found.title == f"112年度智慧運輸研習班{ends.strip()}"


def test_bodies_that_were_visited_do_not_publish_the_report() -> None:
    found = meta("出國報告（出國類別：參訪）\n\n參訪甲國港務機關出國報告\n服務機關：交通部航港局\n")
    assert (found.category, found.title) == ("參訪", "參訪甲國港務機關出國報告")


def test_one_person_a_line() -> None:
    found = meta(
        "出國報告（出國類別：考察）\n考察甲國長照制度\n服務機關：衛生福利部\n姓名職稱：王大明 科長\n李小華 專員\n"
        "派赴國家/地區：甲國、乙國及丙國\n出國期間：112年12月30日至1月5日\n報告日期：民國113年3月1日\n"
    )
    assert found.reporters == "王大明科長、李小華專員"
    assert found.headcount == 2
    assert found.destination == ("甲國", "乙國", "丙國")
    assert (found.start, found.end) == (date(2023, 12, 30), date(2024, 1, 5))
    assert found.report_date == date(2024, 3, 1)
    assert (found.category, found.title, found.organiser) == (
        "考察",
        "考察甲國長照制度",
        "衛生福利部",
    )
    assert found.cohort == 112


def test_labels_spaced_and_full_width() -> None:
    found = meta(
        "公務出國報告\n出國類別：研習\n某訓練計畫１１５年\n國外研習報告\n主 辦 機 關：某部\n報告人員：林主任等１２人\n"
        "前往國家：加拿大\n出國期間：１１５．０９．０１～１１５．０９．１２\n報告日期：１１５．１１．３０\n"
    )
    assert (found.category, found.organiser, found.headcount) == ("研習", "某部", 12)
    assert found.title == "某訓練計畫115年國外研習報告"
    assert (found.start, found.end) == (date(2026, 9, 1), date(2026, 9, 12))


def test_publisher_and_category_in_one_line_above_the_title() -> None:
    found = meta(
        "某人事總處某學院出國報告(類別:研習)\n117年某研究班甲國研習報告\n服務機關:某人事總處某學院\n"
        "派赴國家:甲國\n出國期間:117年5月14日至117年5月23日\n"
    )
    assert (found.category, found.title) == ("研習", "117年某研究班甲國研習報告")


def test_cover_set_as_a_table() -> None:
    rows = [
        ("服務機關", "某部"),
        ("姓名職稱", "王大明 科長"),
        ("派赴國家", "甲國"),
        ("出國期間", "115年9月7日至9月12日"),
    ]
    lines = [Line(1, "出國報告"), Line(2, "考察報告")]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 3)]
    lines += [Line(7, "壹、目的"), Line(8, "說明。")]
    found = build_report(Source("r.docx", "docx", tuple(lines))).meta
    assert (found.organiser, found.destination, found.headcount) == ("某部", ("甲國",), 1)
    assert found.start == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("period", "code"),
    [("出國期間：未定", "period-missing"), ("報告日期：115年1月1日", "period-missing")],
)
def test_what_the_cover_does_not_tell_is_said(period: str, code: str) -> None:
    lines = (f"出國報告\n某報告\n服務機關：某部\n{period}\n" + BODY).split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert code in report.findings["code"].tolist()
    assert report.meta.start is None


def test_form_of_the_archive_behind_the_cover() -> None:
    found = meta(
        "出國報告（出國類別：考察）\n考察甲國作法報告\n服務機關：某部\n姓名職稱：王大明司長、李小華專員\n"
        "派赴國家：甲國\n出國期間：112年10月15日至10月21日\n\n公務出國報告提要\n頁數：35　含附件：否\n"
        "報告名稱：考察甲國作法報告\n聯絡人／電話：李某某／(02)2380-0000\n出國人員：\n王大明　某部　某司　司長\n"
        "出國類別：■1考察□2進修□3研究\n出國地區：甲國某市\n報告日期：112年12月30日\n關鍵詞：某詞\n"
        "內容摘要：\n一、本次考察拜會乙機關。\n二、另有座談。\n"
    )
    assert (found.category, found.organiser, found.destination) == ("考察", "某部", ("甲國",))
    assert found.reporters == "王大明司長、李小華專員"
    assert found.report_date == date(2023, 12, 30)  # only the form says it


def test_form_of_the_archive_alone() -> None:
    found = meta(
        "公務出國報告提要\n計畫名稱：某計畫\n主辦機關：某部\n出國類別：□1考察■2進修□3研究\n"
        "出國地區：甲國\n出國期間：112年10月15日至10月21日\n"
    )
    assert (found.title, found.category, found.organiser) == ("某計畫", "進修", "某部")
    assert found.destination == ("甲國",)


def test_form_of_the_archive_with_several_labels_in_a_line() -> None:
    found = meta(
        "公務出國報告提要\n系統識別號：C11300001\n出國報告名稱：考察甲國作法\n頁數 30 含附件：□是■否\n"
        "出國計畫主辦機關／聯絡人／電話\n內政部／王小英／02-23800000\n出國人員姓名／服務機關／單位／職稱／電話\n"
        "方立民／內政部／無／司長／02-23800001\n出國類別：■1考察□2進修\n"
        "出國期間：113年9月1日至9月5日　出國地區：甲國\n報告日期：113年11月15日\n"
    )
    assert (found.title, found.organiser, found.category) == ("考察甲國作法", "內政部", "考察")
    assert (found.destination, found.end, found.headcount) == (("甲國",), date(2024, 9, 5), 1)


def test_agency_above_the_title() -> None:
    found = meta("某市政府出國報告\n考察甲國作法\n服務機關：某市政府\n")
    assert found.title == "考察甲國作法"
    above = "行政院及所屬各機關出國報告\n(出國類別:研究)\n109年度培訓\n「長照」研習報告\n服務機關:某部\n"
    assert meta(above).title == "109年度培訓「長照」研習報告"
    assert meta("出國報告\n「考察甲國\n長照作法」\n服務機關:某部\n").title == "考察甲國長照作法"
    assert meta("某市政府出國報告\n服務機關：某市政府\n").title == "某市政府出國報告"


def test_cover_set_in_two_columns() -> None:
    found = meta(
        "出國報告\n考察甲國作法\n服務機關\t某部\n派赴國家　　　　甲國\n出國期間\t115年9月7日至9月12日\n"
    )
    assert (found.title, found.organiser, found.destination) == ("考察甲國作法", "某部", ("甲國",))
    assert found.end == date(2026, 9, 12)


@pytest.mark.parametrize(
    "above",
    ["某市政府及所屬各機關學校出國報告", "112年度某部及所屬機關出國報告", "某某大學出國報告"],
)
def test_who_publishes_the_reports_is_no_part_of_the_title(above: str) -> None:
    found = meta(f"{above}\n考察甲國作法\n服務機關：某部\n派赴國家：甲國\n")
    assert found.title == "考察甲國作法"


def test_roster_as_a_table_on_the_cover() -> None:
    people = [
        ("服務機關", "職稱", "姓名"),
        ("交通部", "組長", "鄭乃文"),
        ("內政部", "科長", "葉怡伶"),
    ]
    texts = ["112 年度交通部及所屬機關出國報告", "（出國類別：考察）", "考察甲國作法報告"]
    lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(people, 4)]
    behind = [
        "派赴國家：甲國",
        "出國期間：112年6月4日至6月13日",
        "公務出國報告提要",
        "出國類別：■1考察□2進修",
    ]
    behind += ["出國人員姓名/服務機關/職稱：", "鄭乃文/交通部/組長 等2人", "壹、目的", "說明。"]
    lines += [Line(n, text) for n, text in enumerate(behind, 7)]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert (report.meta.title, report.meta.destination) == ("考察甲國作法報告", ("甲國",))
    assert (report.meta.organiser, report.meta.headcount) == ("交通部、內政部", 2)
    assert report.participants["name"].tolist() == ["鄭乃文", "葉怡伶"]
    assert report.unclaimed.empty


def test_lists_of_figures_are_no_headings() -> None:
    cover = (
        "出國報告\n考察甲國作法\n服務機關：某部\n\n目錄\n壹、目的\t1\n貳、過程\t2\n圖目錄\n圖1　團員合影\t2\n"
        "圖2　參訪甲機關自行車停車場之動線\n與標示\t3\n表目錄\n表1　行程表\t2\n"
    )
    lines = (cover + BODY).split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert report.toc["title"].tolist() == ["目的", "過程"]
    assert not report.findings["code"].isin(["toc-page"]).any()
    assert report.sections["title"].tolist() == ["目的"]
    assert report.unclaimed.empty


def test_letterhead_above_the_title_and_subtitle_below() -> None:
    head = "某市政府各機關因公出國人員出國報告書"
    title = "某市中高階主管甲國\n研習報告\n智慧交通與防災"
    found = meta(f"{head}\n{title}\n服務機關：某市政府\n")
    assert found.title == "某市中高階主管甲國研習報告"
    assert meta(f"{head}\n服務機關：某市政府\n").title == head
    assert meta("出國報告\n考察甲國作法\n—以某市為例\n服務機關：某部\n").title == (
        "考察甲國作法—以某市為例"
    )


def test_quotation_marks_of_a_title() -> None:
    for printed in ("「考察甲國\n作法」", "《考察甲國作法》"):
        assert meta(f"出國報告\n{printed}\n服務機關：某部\n").title == "考察甲國作法"
    part = "112年度計畫\n「甲國作法」考察報告"
    assert meta(f"出國報告\n{part}\n服務機關：某部\n").title == "112年度計畫「甲國作法」考察報告"


def test_title_that_ends_with_the_words_of_the_heading() -> None:
    found = meta(
        "出國報告（出國類別：研習）\n參加甲國訓練機構\n研討會議\n出國報告\n服務機關：某部\n"
    )
    assert (found.title, found.category) == ("參加甲國訓練機構研討會議出國報告", "研習")


def test_several_lines_in_a_cell_of_the_cover() -> None:
    rows = [
        ("服務機關", "交通部"),
        ("姓名職稱", "王小明 科長\n李大同 專員"),
        ("出國期間", "113年9月7日至\n9月12日"),
    ]
    lines = [Line(1, "出國報告(出國類別:考察)"), Line(2, "某計畫113年考察報告")]
    lines += [Line(n, table_row_text(row), None, row, 1) for n, row in enumerate(rows, 3)]
    lines += [Line(n, text) for n, text in enumerate(BODY.split("\n"), 6)]
    found = build_report(Source("r.docx", "docx", tuple(lines))).meta
    assert (found.reporters, found.headcount) == ("王小明科長、李大同專員", 2)
    assert (found.start, found.end) == (date(2024, 9, 7), date(2024, 9, 12))


def test_a_category_in_brackets_that_is_only_類別() -> None:
    found = meta(
        "公務出國報告(類別:研習)\n某訓練英國、新加坡研習報告\n主辦機關:某部\n研習國家:英國、新加坡\n"
        "研習期間:113年8月25日至9月7日\n提出日期:113年11月20日\n"
    )
    assert (found.category, found.title) == ("研習", "某訓練英國、新加坡研習報告")
    assert found.report_date == date(2024, 11, 20)


def test_labels_told_by_how_they_end() -> None:
    found = meta(
        "某市議會第4屆議員出國考察報告\n考察人員：議員方立民\n考察日期：1130901日至0905日\n赴大陸地區：上海市\n報告日期：1131115\n"
    )
    assert found.title == "某市議會第4屆議員出國考察報告"
    assert (found.reporters, found.destination) == ("議員方立民", ("上海市",))
    assert (found.start, found.end) == (date(2024, 9, 1), date(2024, 9, 5))
    assert found.report_date == date(2024, 11, 15)


def test_a_category_that_is_said_twice() -> None:
    found = meta(
        "出國類別：開會\n出國報告（出國類別：開會）\n出席某會議報告\n服務機關：某部\n派赴國家地區：泰國　曼谷\n"
    )
    assert (found.category, found.title) == ("開會", "出席某會議報告")
    assert found.destination == ("泰國", "曼谷")


def test_what_stands_above_the_heading_is_no_title() -> None:
    found = meta(
        "系統識別號：C11300001\n公務出國報告\n（出國類別：考察）\n考察甲國作法報告\n服務機關：某部\n"
    )
    assert found.title == "考察甲國作法報告"


def test_two_periods_are_said() -> None:
    cover = "出國報告\n某報告\n服務機關：某部\n出國期間：113年4月1日至4月3日、113年6月5日至6月8日\n"
    lines = (cover + BODY).split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert "period-several" in report.findings["code"].tolist()
    assert (report.meta.start, report.meta.end) == (date(2024, 4, 1), date(2024, 6, 8))


@pytest.mark.parametrize(
    "period",
    [
        "113年4月1日至4月3日\n113年6月5日至6月8日",
        "第一次：113年4月1日至4月3日\n第二次：113年6月5日至6月8日",
        "113.4.1~4.3及113.6.5~6.8",
    ],
)
def test_two_periods_in_other_forms(period: str) -> None:
    found = meta(f"出國報告\n某報告\n服務機關：某部\n出國期間：{period}\n報告日期：113年7月1日\n")
    assert (found.start, found.end) == (date(2024, 4, 1), date(2024, 6, 8))
    assert found.report_date == date(2024, 7, 1)


def test_labels_that_are_parts_of_others() -> None:
    found = meta("某市議會議員考察報告\n考察議員：方立民\n考察國家：日本\n報告日：113年9月30日\n")
    assert (found.title, found.reporters) == ("某市議會議員考察報告", "方立民")
    assert found.report_date == date(2024, 9, 30)
    found = meta("出國報告\n出席年會報告\n機關：經濟部標準檢驗局\n出國人：方立民 技正\n")
    assert (found.title, found.organiser) == ("出席年會報告", "經濟部標準檢驗局")


@pytest.mark.parametrize(
    "heading", ["赴大陸地區報告", "赴大陸地區從事交流報告", "赴大陸出差報告書"]
)
def test_heading_of_a_report_of_the_mainland(heading: str) -> None:
    found = meta(f"{heading}\n兩岸檔案研討\n服務機關：某部\n赴大陸地區：北京市、上海市\n")
    assert (found.title, found.destination) == ("兩岸檔案研討", ("北京市", "上海市"))


def test_the_heading_behind_the_fields() -> None:
    found = meta(
        "(出國類別：考察)\n考察甲國作法報告\n服務機關：某部\n報告日期：112年9月1日\n公務出國報告\n"
    )
    assert found.title == "考察甲國作法報告"


def test_organisers_that_are_not_all_named() -> None:
    assert meta("出國報告\n某報告\n主辦機關：交通部等機關\n").organiser == "交通部"
    assert (
        meta("出國報告\n某報告\n主辦機關：交通部、內政部等5個機關\n").organiser == "交通部、內政部"
    )


def test_a_title_above_the_table_and_in_it() -> None:
    cover = "出國報告\n考察甲國作法\n報告名稱：考察甲國作法\n服務機關：某部\n"
    assert meta(cover).title == "考察甲國作法"


LABELS = ["報告完成日期", "報告提出日期", "報告書提送日期", "定稿日期", "成果提交日", "撰寫日期"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("mark", [":", "\t", "    "])
def test_a_day_of_the_report_is_no_day_of_the_journey(label: str, mark: str) -> None:
    found = meta(
        f"出國報告\n考察甲國作法\n服務機關:某部\n出國期間{mark}118年4月6日至4月12日\n{label}{mark}118年6月30日\n"
    )
    assert (found.start, found.end) == (date(2029, 4, 6), date(2029, 4, 12))
    assert found.report_date == date(2029, 6, 30)


def test_a_day_under_a_label_that_is_not_known_is_no_day_of_the_journey() -> None:
    found = meta("出國報告\n考察甲國作法\n出國期間:118年4月6日至4月12日\n核定日期:118年2月1日\n")
    assert (found.start, found.end) == (date(2029, 4, 6), date(2029, 4, 12))
    assert found.report_date is None


@pytest.mark.parametrize("period", ["丙丁期程", "丙丁", "出國期間"])
@pytest.mark.parametrize("days", ["118年4月6日至4月12日", "118年4月6日庚辛，118年4月12日自壬癸"])
@pytest.mark.parametrize("day", ["戊己日期:", "戊己:", "戊己日期:\n"])
def test_a_single_day_is_no_day_of_the_journey_beside_a_range(
    period: str, days: str, day: str
) -> None:
    found = meta(f"出國報告\n考察甲國作法\n服務機關:交通部\n{day}118年7月1日\n{period}:{days}\n")
    assert (found.start, found.end) == (date(2029, 4, 6), date(2029, 4, 12))
    assert found.report_date == date(2029, 7, 1)


def test_a_range_under_any_label_beside_a_single_day_of_the_journey() -> None:
    found = meta("出國報告\n考察甲國作法\n出國日期:118年4月6日\n丙丁:118年4月6日至4月12日\n")
    assert (found.start, found.end) == (date(2029, 4, 6), date(2029, 4, 12))


@pytest.mark.parametrize("said", ["丙丁戊：118年", "戊己日期：民國119年1月8日"])
def test_the_year_that_the_weekdays_show(said: str) -> None:
    body = "\n壹、目的\n說明。\n貳、過程\n一、參訪某館\n時間:10月9日(二)上午9時\n地點:某館\n內容。\n二、參訪某院\n時間:10月10日(三)上午9時\n地點:某院\n內容。\n參、建議\n一、修法:宜速。\n"
    lines = f"出國報告\n考察甲國作法\n服務機關：交通部\n{said}\n{body}".split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert report.visits["date"].dt.date.tolist() == [date(2029, 10, 9), date(2029, 10, 10)]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("甲乙丙與丁戊\n庚辛治理見聞", "甲乙丙與丁戊:庚辛治理見聞"),
        ("甲乙丙丁治理\n與庚辛改革", "甲乙丙丁治理與庚辛改革"),
        ("赴甲國考察丙丁\n戊己治理", "赴甲國考察丙丁戊己治理"),
        ("甲乙丙丁治理\n庚辛報告", "甲乙丙丁治理庚辛報告"),
    ],
)
def test_title_and_subtitle(lines: str, title: str) -> None:
    found = meta(f"公務出國紀實\n（丙丁：考察）\n\n{lines}\n\n戊己：衛生福利部\n壬癸：日本、韓國\n")
    assert (found.title, found.category, found.organiser) == (title, "考察", "衛生福利部")
    assert found.destination == ("日本", "韓國")


@pytest.mark.parametrize("label", ["姓 名 職 稱", "姓 名 / 職 稱", "姓名(職稱)", "職 稱、姓 名"])
@pytest.mark.parametrize("mark", [":", "\t"])
def test_labels_of_people_however_they_are_spaced(label: str, mark: str) -> None:
    found = meta(
        f"出國報告\n考察甲國作法\n服務機關:交通部\n{label}{mark}王大明 科長、李小華 專員\n派赴國家:甲國\n"
    )
    assert (found.reporters, found.headcount) == ("王大明科長、李小華專員", 2)
    assert found.destination == ("甲國",)


@pytest.mark.parametrize(
    "label", ["出國人員\n(姓名及職稱)", "出國人員\n【請依職務高低填列】", "姓名\n(職稱)"]
)
def test_a_label_with_an_explanation_below_it(label: str) -> None:
    rows = [("服務機關", "交通部"), (label, "王大明 科長\n李小華 專員"), ("派赴國家", "甲國")]
    lines = [Line(1, "出國報告"), Line(2, "考察甲國作法")]
    for number, cells in enumerate(rows, 3):
        lines.append(Line(number, table_row_text(cells), cells=cells, table=1))
    lines += [Line(6, "壹、目的"), Line(7, "說明。")]
    found = build_report(Source("r.docx", "docx", tuple(lines))).meta
    assert (found.organiser, found.reporters) == ("交通部", "王大明科長、李小華專員")
    assert (found.headcount, found.destination) == (2, ("甲國",))


def test_a_label_in_the_middle_of_its_rows() -> None:
    found = meta(
        "出國報告\n考察甲國作法\n服務機關      交通部\n              王大明 科長\n出國人員      李小華 專員\n"
        "(姓名及職稱)  陳小美 專員\n              林一平 技士\n派赴國家      甲國\n"
    )
    assert found.organiser == "交通部"
    assert found.reporters == "王大明科長、李小華專員、陳小美專員、林一平技士"
    assert found.headcount == 4


@pytest.mark.parametrize(
    "said",
    [
        "出國期程：自114年10月19日起至114年10月24日止（共6日）",
        "旅程\t114年10月19日至24日",
        "考察行期：114.10.19-114.10.24",
    ],
)
@pytest.mark.parametrize("before", ["", "服務機關：衛生福利部\n"])
def test_a_range_of_days_under_any_label_is_the_period(said: str, before: str) -> None:
    lines = f"出國報告\n考察甲國長照制度\n{before}{said}\n派赴國家：甲國\n{BODY}".split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert (report.meta.start, report.meta.end) == (date(2025, 10, 19), date(2025, 10, 24))
    assert (report.meta.title, report.meta.destination) == ("考察甲國長照制度", ("甲國",))
    found = report.findings.set_index("code")["severity"]
    assert found["cover-label-unknown"] == "info"
    assert "period-missing" not in found


@pytest.mark.parametrize(
    ("cover", "purpose"),
    [
        ("出國報告\n114年考察甲國長照制度\n服務機關：某部\n", "說明。"),
        ("出國報告\n考察甲國長照制度\n服務機關：某部\n", "自114年10月19日至24日赴甲國。"),
        ("出國報告\n考察甲國長照制度\n服務機關：某部\n報告日期：114年12月1日\n", "說明。"),
    ],
)
def test_the_year_of_days_where_the_cover_has_no_period(cover: str, purpose: str) -> None:
    body = (
        f"\n壹、目的\n{purpose}\n貳、過程\n一、參訪某館\n時間:10月20日上午9時\n地點:某館\n內容。\n"
        "參、建議\n一、修法:宜速。\n附錄 照片\n10/21\n照片1 某館合影\n"
    )
    lines = (cover + body).split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    assert report.meta.start is None
    assert report.visits["date"].dt.date.tolist() == [date(2025, 10, 20)]
    assert report.photos["date"].dt.date.tolist() == [date(2025, 10, 21)]


@pytest.mark.parametrize(
    "said",
    [
        "類別：■考察　□進修　□其他", "類別：考察", "計畫類別：考察", "出國性質：考察", "（考察）",
        "出國類別：3.考察", "報告類別：□1進修■2考察", "活動屬性：考察",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "服務機關：衛生福利部\n"])
def test_categories(said: str, before: str) -> None:
    found = meta(f"出國報告\n考察甲國作法\n{before}{said}\n機關名稱：衛生福利部\n派赴國家：甲國\n")
    assert (found.title, found.category) == ("考察甲國作法", "考察")
    assert "衛生福利部" in (found.organiser or "")


@pytest.mark.parametrize(
    ("above", "below", "category"),
    [
        ("出國報告（丙丁：其他-庚辛會議）\n", "", "其他-庚辛會議"),
        ("出國報告\n（丙丁：庚辛（參訪））\n", "", "庚辛(參訪)"),
        ("出國報告\n", "\n（丙丁：庚辛會議）", None),
        ("出國報告\n（丙丁：內政部）\n", "", None),
    ],
)
def test_what_stands_in_brackets_under_a_label_above_the_title_is_the_category(
    above: str, below: str, category: str | None
) -> None:
    found = meta(f"{above}考察甲國作法{below}\n服務機關：衛生福利部\n派赴國家：甲國\n")
    assert found.category == category
    assert "考察甲國作法" in (found.title or "")


@pytest.mark.parametrize(
    "heading",
    [
        "臺中市政府水利局因公派員出國考察報告書",
        "公務人員出國專題研究報告",
        "臺中市政府水利局\n114年度因公出國考察報告",
    ],
)
def test_what_names_only_the_sort_of_report_is_no_title(heading: str) -> None:
    fields = "機關名稱：臺中市政府水利局\n出國期間：114年10月19日至24日\n"
    assert meta(f"{heading}\n甲國都市排水\n與滯洪治理\n{fields}").title == "甲國都市排水與滯洪治理"
    assert meta(f"{heading}\n{fields}").title == heading.replace("\n", "")
    title = "114年度考察計畫\n出國研習報告"
    assert meta(f"{title}\n{fields}").title == title.replace("\n", "")


def test_posts_with_spaces_between_their_characters() -> None:
    found = meta(
        "出國報告\n考察甲國作法\n服務機關：桃園市政府\n出國人員：\n水務局\t局　　長\t王大明\n"
        "水務局\t副 處 長\t陳　明\n工務局\t副 總 工 程 司\t李 小 華\n派赴國家：甲國\n"
    )
    assert found.headcount == 3
    assert found.reporters == "水務局局長王大明、水務局副處長陳明、工務局副總工程司李小華"


def test_two_labels_with_values_in_a_row() -> None:
    rows = [
        ("服務機關", "交通部", "單位", "航政司"),
        ("姓名職稱", "王小明 科長", "派赴國家", "甲國、乙國"),
        ("出國期間", "113年9月7日至9月12日", "報告日期", "113年11月2日"),
    ]
    lines = [Line(1, "出國報告(出國類別:考察)"), Line(2, "甲國港務考察報告")]
    lines += [Line(n, table_row_text(row), None, row, 1) for n, row in enumerate(rows, 3)]
    lines += [Line(n, text) for n, text in enumerate(BODY.split("\n"), 6)]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert (report.meta.organiser, report.meta.reporters) == ("交通部", "王小明科長")
    assert (report.meta.destination, report.meta.start) == (("甲國", "乙國"), date(2024, 9, 7))
    assert report.meta.report_date == date(2024, 11, 2)
    assert report.participants[["name", "unit"]].values.tolist() == [["王小明", "航政司"]]


@pytest.mark.parametrize("colon", ["：", ":"])
@pytest.mark.parametrize("apart", [True, False])
def test_a_colon_at_the_head_of_a_value_or_in_a_cell_of_its_own(colon: str, apart: bool) -> None:
    said = [("服務機關", "環境部"), ("姓名職稱", "柯一平 科長"), ("派赴國家", "奧地利")]
    rows = [(name, colon, value) if apart else (name, colon + value) for name, value in said]
    lines = [Line(1, "出國報告（出國類別：考察）"), Line(2, "考察森林管理報告")]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 3)]
    lines += [Line(6, "壹、目的"), Line(7, "說明。")]
    found = build_report(Source("r.docx", "docx", tuple(lines))).meta
    assert (found.organiser, found.category) == ("環境部", "考察")
    assert (found.reporters, found.destination) == ("柯一平科長", ("奧地利",))


@pytest.mark.parametrize("cut", range(9, 31))
def test_people_whose_line_breaks_anywhere_are_parted_by_their_marks_alone(cut: int) -> None:
    people = "江志豪專門委員、溫雅如科長、范文彬視察、涂美玉技正、詹益成科員"
    lines = f"出國報告\n考察甲國作法\n服務機關：交通部\n姓名職稱：{people[:cut]}\n          {people[cut:]}\n派赴國家：甲國\n出國期間：114年5月11日至17日\n\n壹、目的\n說明。"
    source = Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines.split("\n"), 1)))
    meta = build_report(source).meta
    assert (meta.reporters, meta.headcount) == (people, 5)


def test_labels_that_a_narrow_column_cuts() -> None:
    found = meta(
        "出國報告（出國類別：考察）\n北海風力考察報告\n 服務機      經濟部能源署\n 關：\n 姓名職      江志豪科長\n"
        " 稱：\n 派赴國      丹麥\n 家：\n 出國期      115年3月1日至\n 間：        115年3月14日\n 報告日      115年5月1日\n 期：\n"
    )
    assert (found.organiser, found.destination, found.headcount) == ("經濟部能源署", ("丹麥",), 1)
    assert (found.start, found.end) == (date(2026, 3, 1), date(2026, 3, 14))
    assert found.report_date == date(2026, 5, 1)


@pytest.mark.parametrize("value", ["        丹麥\n 家：\n", " 家：\n        丹麥\n"])
def test_what_a_cut_label_says_stands_between_its_lines_or_below_them(value: str) -> None:
    found = meta(
        f"出國報告\n北海風力考察報告\n報告人員：江志豪科長\n 派赴國\n{value} 報告日期：115年5月1日\n"
    )
    assert (found.reporters, found.destination) == ("江志豪科長", ("丹麥",))


@pytest.mark.parametrize("space", ["        ", "          "])
def test_a_label_in_the_middle_of_a_cell_of_two_lines(space: str) -> None:
    found = meta(
        f"    北海風力考察報告\n\n\n{space}臺中市政府、經濟部能源署、交通部航港\n服務機關：\n{space}局\n"
        f"姓名職稱：江志豪科長\n派赴國家：丹麥\n"
    )
    assert found.organiser == "臺中市政府、經濟部能源署、交通部航港局"
    assert (found.title, found.reporters) == ("北海風力考察報告", "江志豪科長")


def test_days_over_two_lines_beside_a_label_without_a_colon() -> None:
    found = meta(
        "   出國報告\n\n   服務機關     臺南市政府\n\n   派赴國家     日本\n\n"
        "            116 年 3 月 8 日至 116 年 3 月 14\n   出國期間\n            日\n\n"
        "   報告日期     116 年 5 月 2 日\n"
    )
    assert (found.start, found.end) == (date(2027, 3, 8), date(2027, 3, 14))
    assert found.destination == ("日本",)


@pytest.mark.parametrize("behind", ["", "（名單詳附錄一）", "(名冊如附件)"])
def test_where_the_names_stand_is_no_part_of_the_reporters(behind: str) -> None:
    found = meta(
        f"出國報告\n某訓練115年國外研習報告\n出國人員：林主任等12人{behind}\n出國期間：115年9月1日至12日\n"
    )
    assert (found.reporters, found.headcount) == ("林主任等12人", 12)


def test_labels_of_the_cover_that_no_list_has_are_told_by_their_values() -> None:
    said = """考察報告
服務機關：衛生福利部
甲乙者：許文彬主任秘書等26人
前往國家：澳洲
出訪期間：114年10月12日至114年10月18日
庚辛壬：114年12月26日

壹、目的
為瞭解漁港。
貳、心得
好。"""
    lines = tuple(Line(number, text) for number, text in enumerate(said.split("\n"), 1))
    meta = build_report(Source("r.txt", "text", lines)).meta
    assert (meta.reporters, meta.headcount) == ("許文彬主任秘書等26人", 26)
    assert (f"{meta.start}", f"{meta.end}", f"{meta.report_date}") == (
        "2025-10-12", "2025-10-18", "2025-12-26",
    )  # fmt: skip


def test_people_and_a_day_without_labels() -> None:
    found = meta(
        "出席某論壇報告\n\n交通部航港局\n技正 方立民\n技士 黃青長\n期間：114年11月3日至11月7日\n中華民國114年12月15日"
    )
    assert (found.title, found.organiser, found.headcount) == ("出席某論壇報告", "交通部航港局", 2)
    assert (f"{found.end}", f"{found.report_date}") == ("2025-11-07", "2025-12-15")


def test_boxes_of_categories_over_two_lines() -> None:
    found = meta("計畫名稱：某某考察\n出國類別：□進修 ■考察 □其\n他\n服務機關：交通部\n")
    assert (found.title, found.category) == ("某某考察", "考察")


def test_labels_and_values_in_columns_a_space_apart() -> None:
    found = meta(
        "某某考察報告\n\n服務機關   交通部航港局 出國人數   5人\n出國期間   115.6.21-115.6.28 報告日期   115.9.18"
    )
    assert (found.organiser, found.headcount) == ("交通部航港局", 5)
    assert (f"{found.end}", f"{found.report_date}") == ("2026-06-28", "2026-09-18")
    tabs = meta("某某考察報告\n\n服務機關\t交通部\n出國期間\t115.6.21-115.6.28\t報告日期\t115.9.18")
    assert (f"{tabs.start}", f"{tabs.report_date}") == ("2026-06-21", "2026-09-18")


def test_the_cover_goes_on_below_the_people_in_its_table() -> None:
    rows = [
        ("報告名稱", "某某考察", None, None), ("出國人員", "機關", "職稱", "姓名"),
        (None, "交通部", "科長", "方立民"), (None, "內政部", "技正", "高一行"),
        ("出國地區", "英國", None, None), ("出國期間", "115年3月1日至3月8日", None, None),
    ]  # fmt: skip
    lines = [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 1)]
    lines += [Line(len(rows) + 1, "壹、目的"), Line(len(rows) + 2, "說明。")]
    found = build_report(Source("r.docx", "docx", tuple(lines))).meta
    assert (found.destination, f"{found.end}", found.headcount) == (("英國",), "2026-03-08", 2)
