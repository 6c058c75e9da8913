"""Rosters in the forms that cause trouble: rows that divide the people, columns that are in no table."""

from __future__ import annotations

import pytest

from tourlib.lines import Cells, Line, Source, table_row_text
from tourlib.report import Report, build_report

BEFORE = [
    "出國報告",
    "某計畫113年考察報告",
    "出國期間:113年9月7日至9月12日",
    "壹、目的",
    "為瞭解制度。",
    "貳、團員",
]


def load(*rows: Cells) -> Report:
    lines = [Line(number, text) for number, text in enumerate(BEFORE, 1)]
    for cells in rows:
        lines.append(Line(len(lines) + 1, table_row_text(cells), None, cells, 1))
    return build_report(Source("r.docx", "docx", tuple(lines)))


def test_rows_that_name_the_agency_of_the_people_below() -> None:
    people = load(
        ("職稱", "姓名", "備註"),
        ("交通部", None, None),
        ("參事", "王小明", "團長"),
        ("科長", "李大同", ""),
        ("交通部觀光署", None, None),
        ("組長", "張一心", ""),
    ).participants
    assert people["agency"].tolist() == ["交通部", "交通部", "交通部觀光署"]
    assert people["role"].tolist() == ["leader", "member", "member"]


def test_rows_that_name_a_group() -> None:
    report = load(
        ("序號", "機關", "職稱", "姓名"),
        ("第一組:數位政府組", None, None, None),
        ("1", "交通部", "參事", "王小明"),
        ("第二組", None, None, None),
        ("2", "內政部", "組長", "李大同"),
    )
    assert report.participants["group"].tolist() == ["第一組:數位政府組", "第二組"]
    assert "roster-unread" not in set(report.findings["code"])


def test_a_column_of_posts_beside_one_of_roles_is_read() -> None:
    report = load(
        ("職務", "姓名", "服務單位", "職稱"),
        ("團長", "王小明", "交通部", "參事"),
        ("團員", "李大同", "內政部", "組長"),
    )
    assert report.participants["title"].tolist() == ["參事", "組長"]
    assert "column-unread" not in set(report.findings["code"])


def test_a_heading_by_style_above_the_roster_stays_one() -> None:
    lines = [Line(number, text) for number, text in enumerate(BEFORE[:5], 1)]
    lines.append(Line(6, "貳、過程"))
    lines.append(Line(7, "出國人員名單", level=2))
    for cells in (("機關", "職稱", "姓名"), ("交通部", "參事", "王小明")):
        lines.append(Line(len(lines) + 1, table_row_text(cells), None, cells, 1))
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.sections["title"].tolist() == ["目的", "過程", "出國人員名單"]


def test_a_role_in_the_column_of_the_groups() -> None:
    people = load(
        ("組別", "服務機關", "職稱", "姓名"),
        ("團長", "交通部", "次長", "王小明"),
        ("第一組", "內政部", "組長", "李大同"),
        ("班務人員", "國家文官學院", "專員", "張一心"),
        ("工作人員", "國家文官學院", "科員", "陳二喜"),
    ).participants
    assert people["role"].tolist() == ["leader", "member", "staff", "staff"]
    assert people["group"].fillna("").tolist() == ["", "第一組", "", ""]


def test_a_role_in_the_column_of_the_groups_beside_another_in_the_remarks() -> None:
    """The leader was the only one of a group 「工作人員」."""
    people = load(
        ("組別", "服務機關", "職稱", "姓名", "備註"),
        ("工作人員", "交通部", "次長", "王小明", "領隊"),
        ("第一組", "內政部", "組長", "李大同", "組長"),
    ).participants
    assert people["role"].tolist() == ["leader", "member"]
    assert people["group"].fillna("").tolist() == ["", "第一組"]


def test_an_empty_cell_below_a_group_is_of_it_in_text_with_tabs() -> None:
    text = (
        "組別\t服務機關\t職稱\t姓名\t備註\n第一組\t交通部\t參事\t王小明\t\n\t內政部\t組長\t李大同\t\n"
        "第二組\t外交部\t科長\t張一心\t\n\t財政部\t科員\t陳二喜\t\n\t國家文官學院\t專員\t林三思\t輔導員"
    )
    texts = [*BEFORE, *text.split("\n")]
    lines = tuple(Line(number, each) for number, each in enumerate(texts, 1))
    people = build_report(Source("r.txt", "txt", lines)).participants
    assert people["group"].fillna("").tolist() == ["第一組", "第一組", "第二組", "第二組", ""]


def test_marks_of_notes_are_no_part_of_a_cell() -> None:
    people = load(
        ("姓名", "服務機關", "單位", "職稱"),
        ("王小明註1", "交通部(註2)", "無", "參事註3"),
        ("李大同1", "內政部", "-", "組長"),
    ).participants
    assert people["name"].tolist() == ["王小明", "李大同"]
    assert people["agency"].tolist() == ["交通部", "內政部"]
    assert people["unit"].isna().all()
    assert people["title"].tolist() == ["參事", "組長"]


def test_text_whose_narrow_columns_only_single_spaces_divide() -> None:
    """As pdftotext -layout gives a table without rules; who has a role has no number."""
    text = """序號 組別   服務機關                  職稱 姓名 官職等 備註
        內政部警政署                副署長 周大文 警監一階 團長
        內政部警政署刑事警察局           副局長 廖小憲 警監二階 副團長
1   第一組 內政部警政署國際組             組長 郭小瑜 警監三階
2   第一組 新北市政府警察局交通警察大隊        大隊長 段小源 警監四階
3   第二組 中央警察大學                教授 尤小如

參、行程
日期 星期 時間            行程              地點    接待人員
9/7 一 14時25分       桃園機場出發
       18時          抵達甲國機場         仁川
9/8 二 9時30分至11時30分 拜會甲國警察廳         甲市    外事局長金大秀
       14時至17時      專題演講:甲國網路犯罪偵防現況 警察廳網路
                                    安全局   朴小勳課長
9/9 三 9時至12時       參訪甲市警察廳112指揮中 甲市    崔小珠警監
                    心
       13時30分至16時 參訪甲市交通中心         甲市政府  鄭小鉉室長
"""
    printed = [*BEFORE[:2], "出國期間:115年9月7日至9月12日", *BEFORE[3:], *text.split("\n")]
    lines = tuple(Line(number, each) for number, each in enumerate(printed, 1))
    report = build_report(Source("r.txt", "txt", lines))
    people = report.participants
    assert people["name"].tolist() == ["周大文", "廖小憲", "郭小瑜", "段小源", "尤小如"]
    assert people["role"].tolist() == ["leader", "deputy_leader", "member", "member", "member"]
    assert people["group"].fillna("").tolist() == ["", "", "第一組", "第一組", "第二組"]
    assert people["grade"].tolist()[:2] == ["警監一階", "警監二階"]
    assert people["agency"].tolist()[1] == "內政部警政署刑事警察局"
    sessions = report.sessions
    assert sessions["title"].tolist() == [
        "桃園機場出發", "抵達甲國機場", "拜會甲國警察廳", "專題演講:甲國網路犯罪偵防現況",
        "參訪甲市警察廳112指揮中心", "參訪甲市交通中心",
    ]  # fmt: skip
    assert sessions["place"].fillna("").tolist() == [
        "", "仁川", "甲市", "警察廳網路安全局", "甲市", "甲市政府"
    ]  # fmt: skip
    assert sessions["speakers"].tolist()[2:] == [["金大秀"], ["朴小勳"], ["崔小珠"], ["鄭小鉉"]]
    assert [f"{day:%m-%d}" for day in sessions["date"]] == [
        "09-07", "09-07", "09-08", "09-08", "09-09", "09-09"
    ]  # fmt: skip


def test_an_empty_cell_below_those_who_go_with_them_is_of_these_in_text_with_tabs() -> None:
    rows = [
        "組別\t序號\t服務機關\t職稱\t姓名",
        "團長\t1\t內政部\t次長\t王大明",
        "\t2\t財政部\t組長\t李小華",
        "工作人員\t3\t內政部\t科長\t陳美玉",
        "\t4\t內政部\t輔導員\t林志強",
    ]
    lines = tuple(Line(number, each) for number, each in enumerate([*BEFORE, *rows], 1))
    people = build_report(Source("r.txt", "txt", lines)).participants
    assert people["role"].tolist() == ["leader", "member", "staff", "staff"]
    assert people["group"].isna().all()


def test_a_group_whose_name_has_the_word_of_a_role_stays_beside_a_role() -> None:
    people = load(
        ("組別", "服務機關", "職稱", "姓名", "備註"),
        ("學員第一組", "交通部", "次長", "王小明", "學員"),
        ("學員第二組", "內政部", "組長", "李大同", "學員"),
    ).participants
    assert people["group"].tolist() == ["學員第一組", "學員第二組"]


def test_the_unit_stands_on_either_side_of_its_agency() -> None:
    for heads in (
        ("單位", "機關"),
        ("服務單位", "服務機關"),
        ("科室", "機關"),
        ("單位", "機關名稱"),
    ):
        people = load(
            ("編號", *heads, "職稱", "姓名"),
            ("1", "會計處", "交通部", "科長", "王大明"),
            ("2", "", "內政部", "專員", "李小華"),
        ).participants
        assert people["agency"].tolist() == ["交通部", "內政部"]
        assert people["unit"].fillna("").tolist() == ["會計處", ""]
    alone = load(("編號", "單位", "職稱", "姓名"), ("1", "交通部", "科長", "王大明")).participants
    assert (alone["agency"].tolist(), alone["unit"].isna().tolist()) == (["交通部"], [True])


def test_people_in_a_table_of_the_archives_form() -> None:
    rows: list[Cells] = [
        ("報告名稱", "考察甲國港務報告", None, None, None),
        ("出國人員", "姓名", "服務機關", "單位", "職稱"),
        (None, "王大明", "交通部", "路政司", "科長"),
        (None, "李小華", "交通部公路局", "規劃組", "技正"),
        ("出國類別", "■考察□進修", None, None, None),
    ]
    lines = [
        Line(1, "出國報告(出國類別:考察)"),
        Line(2, "考察甲國港務報告"),
        Line(3, "公務出國報告提要"),
    ]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 4)]
    lines += [Line(9, "壹、目的"), Line(10, "說明。")]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.participants[["name", "agency", "unit", "title"]].values.tolist() == [
        ["王大明", "交通部", "路政司", "科長"],
        ["李小華", "交通部公路局", "規劃組", "技正"],
    ]


def test_people_that_a_note_below_the_roster_names() -> None:
    rows: list[Cells] = [("編號", "機關", "職稱", "姓名"), ("1", "交通部", "科長", "方立民")]
    lines = [Line(number, text) for number, text in enumerate(BEFORE, 1)]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 7)]
    note = "註：領隊為國家文官學院副院長 王大明，輔導員為國家文官學院 組員 李小華。"
    lines += [Line(9, note), Line(10, "工作人員為本次行程之聯絡窗口。")]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.participants[["role", "name", "title"]].values.tolist() == [
        ["member", "方立民", "科長"],
        ["leader", "王大明", "副院長"],
        ["staff", "李小華", "組員"],
    ]
    assert "person-unread" not in set(report.findings["code"])
    assert note not in report.unclaimed["text"].tolist()


def test_what_somebody_is_in_the_group_behind_the_name() -> None:
    people = load(
        ("組別", "姓名", "機關", "職稱"),
        ("第一組", "王小明（組長）", "交通部", "參事"),
        ("第一組", "李大同（執筆）", "內政部", "科長"),
        ("第一組", "方立民（領隊）", "教育部", "司長"),
        ("第一組", "高一行（Ko Yi-hsing）", "教育部", "專員"),
    ).participants
    assert people["name"].tolist()[:3] == ["王小明", "李大同", "方立民"]
    assert people["name"].tolist()[3] == "高一行(Ko Yi-hsing)"
    assert people["role"].tolist() == ["member", "member", "leader", "member"]
    assert people["title"].tolist() == ["參事", "科長", "司長", "專員"]


def test_roles_beside_posts_and_what_each_does() -> None:
    for duty, done in (("分工", "經費與成果"), ("任務", "綜理團務"), ("備註", "撰寫第二章")):
        people = load(
            ("職務", "姓名", "服務機關", "職稱", duty),
            ("團長", "王小明", "交通部", "參事", done),
            ("團員", "李大同", "內政部", "科長", "聯絡"),
        ).participants
        assert people["role"].tolist() == ["leader", "member"]
        assert people["title"].tolist() == ["參事", "科長"]


def test_a_column_for_each_person_with_role_and_post_in_two_blocks() -> None:
    people = load(
        ("職務", "團長", "團員"),
        ("姓名", "王小明", "李大同"),
        ("服務機關", "交通部", "內政部"),
        ("職稱", "參事", "科長"),
        ("職務", "團員", "隨團人員"),
        ("姓名", "方立民", "高一行"),
        ("服務機關", "教育部", "法務部"),
        ("職稱", "司長", "專員"),
    ).participants
    assert people[["name", "agency", "title", "role"]].values.tolist() == [
        ["王小明", "交通部", "參事", "leader"],
        ["李大同", "內政部", "科長", "member"],
        ["方立民", "教育部", "司長", "member"],
        ["高一行", "法務部", "專員", "staff"],
    ]


def test_roles_stand_in_either_of_two_columns() -> None:
    people = load(
        ("編號", "姓名", "服務機關", "職稱", "本次分工", "備註"),
        ("1", "王小明", "交通部", "參事", "綜理團務、接待致詞", "團長"),
        ("2", "李大同", "內政部", "科長", "協助團長聯絡", ""),
        ("3", "方立民", "教育部", "司長", "攝影", "隨團人員"),
        ("4", "高一行", "法務部", "專員", "綜理團務", ""),
    ).participants
    assert people["role"].tolist() == ["leader", "member", "staff", "member"]


def test_a_table_of_groups_behind_the_roster_is_none_of_its_rows() -> None:
    text = "\n".join(BEFORE) + (
        "\n編號\t姓名\t服務機關\t職稱\n1\t王小明\t交通部\t參事\n2\t李大同\t內政部\t科長\n\n- 1 -\n\n3\t高一行\t教育部\t專員\n\n"
        "4\t方立(工作人員)\t客家委員會\t專員\n\n"
        "小組\t探討議題\t召集人\t成員\n甲組\t防災\t王小明\t李大同、高一行\n"
    )
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    people = build_report(Source("r.txt", "text", lines)).participants
    assert people["name"].tolist() == ["王小明", "李大同", "高一行", "方立"]
    assert people["agency"].tolist() == ["交通部", "內政部", "教育部", "客家委員會"]


def test_who_goes_with_a_class_is_staff_and_in_no_group() -> None:
    for remark in ("隨班人員", "隨隊人員", "隨班輔導員"):
        people = load(
            ("編號", "服務機關", "職稱", "姓名", "組別", "備註"),
            ("1", "交通部", "副司長", "王小明", "－", "領隊"),
            ("2", "內政部", "科長", "方立民", "第一組", ""),
            ("3", "交通部", "組員", "李大同", "－", remark),
        ).participants
        assert people["role"].tolist() == ["leader", "member", "staff"]
        assert people["group"].fillna("").tolist() == ["", "第一組", ""]


def test_below_a_row_of_two_roles_the_first_leads() -> None:
    """Below 領隊及輔導人員 everybody was a leader, the one of the personnel office too."""
    head = ("編號", "姓名", "服務機關", "職稱")
    for band, first, second in (
        ("領隊及輔導人員", "參事（領隊）", "科員（隨班輔導）"),
        ("領隊及輔導人員", "參事", "科員"),
        ("領隊及隨團人員", "參事", "科員"),
    ):
        people = load(
            head, (band, None, None, None), ("1", "王小明", "高雄市政府", first),
            ("2", "李大同", "高雄市政府人事處", second), ("第一組", None, None, None),
            ("3", "方立民", "高雄市政府水利局", "股長"),
        ).participants  # fmt: skip
        assert people["role"].tolist() == ["leader", "staff", "member"]


def test_an_agency_merged_over_several_people_in_text_with_tabs() -> None:
    text = (
        "某計畫112年研習出國報告\n壹、名單\n編號\t服務機關\t職稱\t姓名\n1\t外交部\t參事\t方平\n2\t\t科員\t石晉安\n"
        "3\t審計部\t專員\t危至善\n4\t\t科員\t路遙\n貳、行程\n"
    )
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    report = build_report(Source("report.txt", "text", lines))
    assert report.participants["agency"].tolist() == ["外交部", "外交部", "審計部", "審計部"]
    assert "agency-missing" not in set(report.findings["code"])


@pytest.mark.parametrize(
    ("employer", "agency"),
    [
        ("高雄市政府農業局", "高雄市政府農業局"), ("農業部等3個機關", None), ("農業部、內政部", None), ("農漁合作社", None),
    ],
)  # fmt: skip
def test_a_roster_without_agencies_is_of_the_one_in_which_those_of_the_cover_serve(
    employer: str, agency: str | None
) -> None:
    text = (
        f"漁港考察報告\n服務機關：{employer}\n出國人員：局長方平等2人\n出國期間：113年5月6日至5月9日\n壹、目的\n說明。\n"
        "貳、人員\n職稱\t姓名\n局長\t方平\n科員\t石晉安\n參、心得\n心得。\n"
    )
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    report = build_report(Source("report.txt", "text", lines))
    people, found = report.participants, report.findings.set_index("code")["severity"]
    assert people["agency"].dropna().tolist() == [agency] * 2 * bool(agency)
    assert ("agency-missing" in found.index) is (agency is None)
    assert found.get("agency-of-cover") == ("info" if agency else None)


def test_several_people_in_a_cell() -> None:
    for head, said in (
        ("職稱及姓名", "參事 王小明\n科長 李大同"),
        ("姓名(職稱)", "王小明(參事)、李大同(科長)"),
    ):
        report = load(
            ("機關", "人數", head), ("交通部", "2", said), ("內政部", "1", "組長 張一心"), ("合計", "3", "")
        )  # fmt: skip
        people = report.participants
        assert people["agency"].tolist() == ["交通部", "交通部", "內政部"]
        assert people["name"].tolist() == ["王小明", "李大同", "張一心"]
        assert people["title"].tolist() == ["參事", "科長", "組長"]
        assert "roster-unread" not in set(report.findings["code"])
    people = load(
        ("機關", "職稱", "姓名"), ("交通部", "參事\n科長", "王小明\n李大同"), ("內政部", "組長", "張一心")
    ).participants  # fmt: skip
    assert people["title"].tolist() == ["參事", "科長", "組長"]


def test_agency_and_unit_merged_over_several_rows() -> None:
    people = load(
        ("機關", "科室", "姓名/職稱", "備註"),
        ("交通部", "會計處", "王小明 參事", "團長"),
        (None, None, "李大同 科長", ""),
        ("內政部", "秘書室", "張一心 組長", ""),
    ).participants
    assert people["agency"].tolist() == ["交通部", "交通部", "內政部"]
    assert people["unit"].tolist() == ["會計處", "會計處", "秘書室"]


def test_a_roster_without_a_header() -> None:
    people = load(
        ("交通部", "參事", "王小明"),
        ("內政部", "組長", "李大同"),
        ("交通部觀光署", "科長", "張一心"),
        ("財政部", "專員", "丁以安"),
    ).participants
    assert people["name"].tolist() == ["王小明", "李大同", "張一心", "丁以安"]


def test_a_table_of_hosts_is_no_roster() -> None:
    ours = [("姓名", "機關", "職稱"), ("王小明", "交通部", "參事"), ("李大同", "內政部", "組長")]
    hosts = [
        ("姓名", "機構", "職稱"),
        ("Anna Vogel", "甲協會", "處長"),
        ("Jan Smit", "乙協會", "顧問"),
    ]
    lines = [Line(number, text) for number, text in enumerate(BEFORE, 1)]
    for table, rows in enumerate((ours, hosts)):
        lines.append(Line(len(lines) + 1, f"({table}) 人員如下:"))
        lines += [
            Line(len(lines) + at, table_row_text(cells), None, cells, table)
            for at, cells in enumerate(rows, 1)
        ]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.participants["name"].tolist() == ["王小明", "李大同"]


@pytest.mark.parametrize(
    "rows",
    [
        [("姓名", "王小明", "李大同", "張一心"), ("機關", "交通部", "內政部", "財政部"), ("職稱", "參事", "組長", "科長")],
        [("姓名", "王小明"), ("機關", "交通部"), ("職稱", "參事"), ("專長", "港埠"),
         ("姓名", "李大同"), ("機關", "內政部"), ("職稱", "組長"), ("專長", "國土"),
         ("姓名", "張一心"), ("機關", "財政部"), ("職稱", "科長"), ("專長", "稅務")],
        [("王小明\n交通部\n參事", "李大同\n內政部\n組長", "張一心\n財政部\n科長")],
        [("甲乙", "丙丁", "戊己"), ("第一組", "王小明(交通部參事)", "李大同(內政部組長)、張一心(財政部科長)")],
    ],
)  # fmt: skip
def test_people_in_tables_of_other_forms(rows: list[Cells]) -> None:
    lines = [*BEFORE[:2], "出國人員:王小明等3人", *BEFORE[2:]]
    told = [Line(number, text) for number, text in enumerate(lines, 1)]
    for cells in rows:
        told.append(Line(len(told) + 1, table_row_text(cells), None, cells, 1))
    people = build_report(Source("r.docx", "docx", tuple(told))).participants
    assert people["name"].tolist() == ["王小明", "李大同", "張一心"]
    assert people["agency"].tolist() == ["交通部", "內政部", "財政部"]
    assert people["title"].tolist() == ["參事", "組長", "科長"]


def test_people_in_a_sentence_of_whom_the_first_has_no_agency() -> None:
    said = "本次人員計3人，包括本總處綜合統計處專門委員魏士傑（領隊）、國勢普查處科長方雅琪及主計資訊處分析師杜承翰。"
    printed = ["出國報告", "派赴國家:英國", *BEFORE[1:-1], "貳、研究人員", said]
    lines = tuple(Line(number, text) for number, text in enumerate(printed, 1))
    report = build_report(Source("r.docx", "docx", lines))
    assert report.participants["name"].tolist() == ["魏士傑", "方雅琪", "杜承翰"]
    assert report.findings["message"].str.contains("英國").any()  # nowhere but on the cover
