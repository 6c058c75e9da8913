"""People of reports that have no roster: those that the cover names."""

from __future__ import annotations

import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

BODY = "\n派赴國家：泰國\n出國期間：113年10月14日至10月19日\n\n摘要\n{said}\n\n壹、目的\n說明。\n"


def report(cover: str, said: str = "本次考察拜會甲機關。") -> Report:
    lines = ("出國報告\n考察甲國作法\n" + cover + BODY.format(said=said)).split("\n")
    return build_report(Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))))


def people(cover: str, said: str = "本次考察拜會甲機關。") -> list[tuple[str, str, str]]:
    found = report(cover, said).participants[["name", "title", "agency"]].fillna("")
    return list(found.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("姓名職稱：林佳蓉　簡任技正", "林佳蓉", "簡任技正"),
        ("姓名職稱：簡任技正林佳蓉", "林佳蓉", "簡任技正"),
        ("姓名職稱：李明副局長", "李明", "副局長"),
        ("姓名/職稱：林佳蓉/薦任第九職等視察", "林佳蓉", "薦任第九職等視察"),
        ("報告人員：林大為 調部辦事檢察官", "林大為", "調部辦事檢察官"),
        ("出國人員：張文 主任秘書兼組長", "張文", "主任秘書兼組長"),
        ("姓名職稱：高文斌・巴蘇亞 專員", "高文斌·巴蘇亞", "專員"),
        ("姓名職稱：黃 明 技士", "黃明", "技士"),
        ("姓名職稱：陳組長怡君", "陳怡君", "組長"),
        ("姓名職稱：1.張建國／電機工程師", "張建國", "電機工程師"),
        ("姓名：林佳蓉\n職稱：技正", "林佳蓉", "技正"),
    ],
)
def test_name_and_post(line: str, name: str, title: str) -> None:
    assert people("服務機關：交通部公路局\n" + line) == [(name, title, "交通部公路局")]


def test_one_agency_for_all_or_one_each() -> None:
    who = "姓名職稱：林佳蓉 科長\n　　　　　吳政翰 技正"
    assert [p[2] for p in people(f"服務機關：交通部\n{who}")] == ["交通部", "交通部"]
    assert [p[2] for p in people(f"服務機關：交通部、內政部\n{who}")] == ["交通部", "內政部"]
    again = "服務機關：交通部\n姓名職稱：林佳蓉 科長\n服務機關：內政部\n姓名職稱：吳政翰 技正、許芷瑄 技士"
    assert [p[2] for p in people(again)] == ["交通部", "內政部", "內政部"]
    within = "出國人員：交通部公路局 科長 林佳蓉、內政部 技正 吳政翰"
    assert people(within) == [
        ("林佳蓉", "科長", "交通部公路局"),
        ("吳政翰", "技正", "內政部"),
    ]


def test_agency_post_and_name_a_line() -> None:
    cover = "出國人員：財政部關務署　關務監　蔡明宏\n財政部關務署臺北關　課長　許雅筑\n科員 Lin-Kacaw Panay"
    assert people(cover) == [
        ("蔡明宏", "關務監", "財政部關務署"),
        ("許雅筑", "課長", "財政部關務署臺北關"),
        ("Lin-Kacaw Panay", "科員", ""),
    ]


def test_the_text_tells_who_is_of_which_agency() -> None:
    cover = "服務機關：交通部\n　　　　　內政部\n姓名職稱：林佳蓉 科長\n吳政翰 技正\n許芷瑄 技士"
    said = "由交通部林佳蓉科長、吳政翰技正及內政部許芷瑄技士3人參加。"
    assert [p[2] for p in people(cover, said)] == ["交通部", "交通部", "內政部"]
    assert [p[2] for p in people(cover)] == ["", "", ""]


def test_a_group_without_names_gives_nobody() -> None:
    assert people("服務機關：交通部\n報告人員：某訓練出國人員等29人") == []
    named = "智慧運輸115年規劃班、\n管理班訓練出國人員等30人"
    found = report(f"服務機關：交通部\n報告人員：{named}")
    assert found.participants.empty
    assert "person-unread" not in found.findings["code"].tolist()
    assert people("服務機關：交通部\n報告人員：團長及全體學員") == []
    assert people("服務機關：交通部\n報告人員：智慧運輸中階主管研習班全體學員") == []


def test_one_of_several_is_read_and_the_others_are_said() -> None:
    cover = "服務機關：交通部\n姓名職稱：王小美 組長等3人"
    assert people(cover) == [("王小美", "組長", "交通部")]
    assert "people-unnamed" in set(report(cover).findings["code"])


def test_who_cannot_be_told_takes_nobody_along() -> None:
    cover = "服務機關：內政部\n姓名職稱：偵查正方立民、□□□、警員高一行"
    assert people(cover) == [("方立民", "偵查正", "內政部"), ("高一行", "警員", "內政部")]
    found = report(cover).findings
    assert found[found["code"] == "person-unread"]["lines"].tolist() == [[4]]


def test_two_ways_to_divide_are_a_finding() -> None:
    found = report("服務機關：內政部\n姓名職稱：王明小隊長").findings
    assert "person-doubtful" in set(found["code"])
    found = report("服務機關：內政部\n姓名職稱：方立民小隊長").findings
    assert "person-doubtful" not in set(found["code"])


def test_unit_of_a_person_of_the_cover() -> None:
    made = report("服務機關：數位發展部\n出國人員：數位政府司 司長 方立民\n韌性建設司 科長 黃青長")
    assert made.participants[["agency", "unit", "title", "name"]].values.tolist() == [
        ["數位發展部", "數位政府司", "司長", "方立民"],
        ["數位發展部", "韌性建設司", "科長", "黃青長"],
    ]


def test_a_name_that_breaks_at_the_end_of_the_line() -> None:
    cover = "服務機關：數位發展部\n姓名職稱：方立民司長、黃青長專門\n委員、高一\n行科長"
    assert people(cover) == [
        ("方立民", "司長", "數位發展部"),
        ("黃青長", "專門委員", "數位發展部"),
        ("高一行", "科長", "數位發展部"),
    ]


def test_the_form_of_the_archive_names_more_than_the_cover() -> None:
    cover = (
        "服務機關：數位發展部\n姓名職稱：方立民司長等3人\n派赴國家：泰國\n出國期間：113年10月14日至10月19日\n\n"
        "公務出國報告提要\n出國計畫主辦機關/聯絡人/電話\n數位發展部/王小英/02-23800000\n"
        "出國人員姓名/服務機關/單位/職稱/電話\n方立民/數位發展部/數位政府司/司長/02-23800001\n"
        "黃青長/數位發展部/韌性建設司/專門委員/02-23800002\n高一行/數位發展部數位產業署/平臺經濟組/科長/02-23800003\n"
        "出國類別：■1考察□2進修□3研究□4實習□5其他\n"
    )
    assert report(cover).participants[["name", "agency", "unit", "title"]].values.tolist() == [
        ["方立民", "數位發展部", "數位政府司", "司長"],
        ["黃青長", "數位發展部", "韌性建設司", "專門委員"],
        ["高一行", "數位發展部數位產業署", "平臺經濟組", "科長"],
    ]


def test_the_agency_of_the_title_where_no_field_names_one() -> None:
    cover = "臺南市議會第4屆議員考察報告\n考察人員：議員方立民、黃青長；議事組 主任 高一行"
    lines = (cover + BODY.format(said="本次考察。")).split("\n")
    made = build_report(Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))))
    columns = ["name", "title", "agency", "unit"]
    assert made.participants[columns].fillna("").values.tolist() == [
        ["方立民", "議員", "臺南市議會", ""],
        ["黃青長", "議員", "臺南市議會", ""],
        ["高一行", "主任", "臺南市議會", "議事組"],
    ]


def test_the_unit_that_the_cover_has_a_label_for() -> None:
    cover = "服務機關：數位發展部\n單位：綜合規劃司\n職稱姓名：科員 王小範"
    made = report(cover).participants
    assert made[["agency", "unit", "title", "name"]].values.tolist() == [
        ["數位發展部", "綜合規劃司", "科員", "王小範"]
    ]
    alone = report("服務單位：數位發展部\n職稱姓名：科員 王小範")
    assert (alone.meta.organiser, alone.participants["agency"].tolist()) == (
        "數位發展部",
        ["數位發展部"],
    )


def test_a_body_beside_the_name_is_the_agency_or_a_unit_of_that_of_the_cover() -> None:
    columns = ["agency", "unit", "title", "name"]
    serving = report("服務機關：交通部\n出國人員：交通部公路局 科長 方立民\n法務室 科長 黃青長")
    assert serving.participants[columns].fillna("").values.tolist() == [
        ["交通部公路局", "", "科長", "方立民"],
        ["交通部", "法務室", "科長", "黃青長"],
    ]
    organised = report(
        "主辦機關：交通部\n出國人員：方立民科長（內政部）、黃青長組長（交通部公路局）"
    )
    assert organised.participants[columns].fillna("").values.tolist() == [
        ["內政部", "", "科長", "方立民"],
        ["交通部公路局", "", "組長", "黃青長"],
    ]
    several = report(
        "服務機關：交通部等機關\n出國人員：黃青長組長（交通部公路局）、方立民科長（臺北市政府教育局）"
    )
    assert several.participants[columns].fillna("").values.tolist() == [
        ["交通部公路局", "", "組長", "黃青長"],
        ["臺北市政府教育局", "", "科長", "方立民"],
    ]


def test_a_post_of_unknown_form_is_kept_and_said() -> None:
    made = report("服務機關：交通部\n姓名/職稱：方立民/箱管")
    assert made.participants["title"].tolist() == ["箱管"]
    assert "person-doubtful" in set(made.findings["code"])


def test_people_with_numbers_in_one_line() -> None:
    cover = "服務機關：教育部\n姓名職稱：1.方立民 司長 2.黃青長 科長\n3.高一行 專員"
    assert people(cover) == [
        ("方立民", "司長", "教育部"),
        ("黃青長", "科長", "教育部"),
        ("高一行", "專員", "教育部"),
    ]


def test_a_stroke_between_agency_and_unit() -> None:
    made = report("服務機關：數位發展部/數位政府司\n姓名職稱：方立民司長")
    assert made.meta.organiser == "數位發展部"
    assert made.participants[["agency", "unit"]].values.tolist() == [["數位發展部", "數位政府司"]]
    both = report("服務機關：交通部/內政部\n姓名職稱：方立民司長")
    assert both.meta.organiser == "交通部/內政部"


def test_a_unit_glued_to_its_agency() -> None:
    made = report(
        "出國人員：\n桃園大眾捷運股份有限公司行車處 處長 方立民\n新北市政府交通局停車管理科 科長 黃青長\n"
        "某某實業公司 經理 高一行\n某某實業公司企劃處 專員 金西食\n新竹縣政府民政處 處長 沈南星"
    )
    assert made.participants[["agency", "unit"]].fillna("").values.tolist() == [
        ["桃園大眾捷運股份有限公司", "行車處"],
        ["新北市政府交通局", "停車管理科"],
        ["某某實業公司", ""],
        ["某某實業公司", "企劃處"],
        ["新竹縣政府民政處", ""],
    ]
    assert made.meta.organiser == (
        "桃園大眾捷運股份有限公司、新北市政府交通局、某某實業公司、新竹縣政府民政處"
    )


def test_an_agency_before_one_holds_for_the_others_of_its_line() -> None:
    cover = "姓名職稱：交通部航港局　科長　方立民、技正　黃青長\n　　　　　內政部　專員　高一行"
    assert people(cover) == [
        ("方立民", "科長", "交通部航港局"),
        ("黃青長", "技正", "交通部航港局"),
        ("高一行", "專員", "內政部"),
    ]


@pytest.mark.parametrize("label", ["姓名職稱：", "出國人員："])
def test_lines_that_begin_with_the_agency_and_a_colon(label: str) -> None:
    cover = f"{label}\n交通部航港局：副局長方立民、科長黃青長\n內政部：專員高一行"
    assert people(cover) == [
        ("方立民", "副局長", "交通部航港局"),
        ("黃青長", "科長", "交通部航港局"),
        ("高一行", "專員", "內政部"),
    ]
    assert report(cover).meta.organiser == "交通部航港局、內政部"


@pytest.mark.parametrize(
    ("cover", "roles", "headcount"),
    [
        ("姓名職稱：處長賈世芳等12人（詳如附件名冊）", ["member"], 12),
        ("團長：處長賈世芳\n團員：組長尹克敏等11人", ["leader", "member"], 12),
        ("團　　長：賈世芳處長\n團　　員：尹克敏組長", ["leader", "member"], 2),
        ("出國人員：團長賈世芳處長、團員尹克敏組長", ["leader", "member"], 2),
    ],
)
def test_what_somebody_is_on_the_tour_is_a_label_of_people(
    cover: str, roles: list[str], headcount: int
) -> None:
    told = report(f"服務機關：農業部\n{cover}")
    assert told.participants["role"].tolist() == roles
    assert told.participants[["name", "title"]].values.tolist()[0] == ["賈世芳", "處長"]
    assert told.meta.headcount == headcount


def test_a_line_that_breaks_behind_the_family_name() -> None:
    found = people("服務機關：交通部\n姓名職稱：江志豪科長、溫雅如技士、范\n　　　　　文彬技士")
    assert [name for name, _title, _agency in found] == ["江志豪", "溫雅如", "范文彬"]


@pytest.mark.parametrize("heading", ["考察團名單", "甲乙丙"])
def test_agencies_before_colons_list_the_people_whatever_the_heading(heading: str) -> None:
    said = f"""考察報告
服務機關：經濟部能源署、內政部國土管理署
出國期間：116年5月3日至9日

壹、背景
一、{heading}
本團由能源署周致遠副署長擔任領隊，成員如下：
經濟部能源署：周致遠副署長、梁佩珊組長、蕭子晴技士。
內政部國土管理署：顏博文組長、何欣儒技正。
貳、心得
外交部：該部李國強科長表示，邦誼穩固。
收穫豐碩。"""
    lines = tuple(Line(number, text) for number, text in enumerate(said.split("\n"), 1))
    rows = build_report(Source("r.txt", "text", lines)).participants
    assert rows[["role", "agency", "title", "name"]].values.tolist() == [
        ["leader", "經濟部能源署", "副署長", "周致遠"],
        ["member", "經濟部能源署", "組長", "梁佩珊"],
        ["member", "經濟部能源署", "技士", "蕭子晴"],
        ["member", "內政部國土管理署", "組長", "顏博文"],
        ["member", "內政部國土管理署", "技正", "何欣儒"],
    ]


@pytest.mark.parametrize(
    ("cover", "headcount"),
    [
        ("執筆：專員林佳蓉、科長吳政翰\n甲乙人次：12人", 12),
        ("撰稿：專員林佳蓉、科長吳政翰", None),
        ("出國人員：專員林佳蓉、科長吳政翰", 2),
    ],
)
def test_writers_are_not_all_who_travelled(cover: str, headcount: int | None) -> None:
    made = report("服務機關：交通部公路局\n" + cover)
    assert made.meta.headcount == headcount
    assert list(made.participants["name"]) == ["林佳蓉", "吳政翰"]


def test_labels_of_each_person_in_a_line() -> None:
    said = "報告人：服務單位：交通部航港局　職稱：技正　姓名：方立民\n服務單位：內政部　職稱：專員　姓名：高一行"
    assert people(said) == [("方立民", "技正", "交通部航港局"), ("高一行", "專員", "內政部")]


def test_posts_held_besides() -> None:
    said = "服務機關：某醫院\n姓名職稱：方立民副院長兼家庭醫學科主任、高一行代理護理科督導"
    assert [row[:2] for row in people(said)] == [
        ("方立民", "副院長兼家庭醫學科主任"),
        ("高一行", "代理護理科督導"),
    ]
