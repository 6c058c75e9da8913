"""Columns of rosters: the body above an agency, roles without a header, names in two scripts."""

from __future__ import annotations

from typing import Any

import pytest

from tourlib.lines import Line, Source, table_row_text
from tourlib.report import Report, build_report

COLUMNS = ["role", "agency", "title", "name"]


def load(*rows: tuple[str | None, ...]) -> Report:
    above = ["某計畫112年研習出國報告", "出國期間:112年5月3日至5月9日", "壹、名單"]
    lines = [Line(number, text) for number, text in enumerate(above, 1)]
    lines += [
        Line(number, table_row_text(cells), None, cells, 1) for number, cells in enumerate(rows, 4)
    ]
    return build_report(Source("report.docx", "docx", tuple(lines)))


def people(report: Report) -> list[list[Any]]:
    rows: list[list[Any]] = report.participants[COLUMNS].values.tolist()
    return rows


def test_the_body_above_an_agency_in_a_column_of_its_own() -> None:
    report = load(
        ("主管機關", "服務機關", "職稱", "姓名"),
        ("經濟部", "水利署", "組長", "石晉安"),
        (None, "經濟部能源署", "組長", "華以勤"),
        ("桃園市政府", "環境保護局", "副局長", "路遙"),
        ("教育部", "國立臺灣大學", "主任", "安柏青"),
        ("審計部", "審計部", "審計官", "危至善"),
        ("臺南市政府", "", "參事", "宮毅"),
    )
    assert people(report) == [
        ["member", "經濟部水利署", "組長", "石晉安"],
        ["member", "經濟部能源署", "組長", "華以勤"],
        ["member", "桃園市政府環境保護局", "副局長", "路遙"],
        ["member", "國立臺灣大學", "主任", "安柏青"],
        ["member", "審計部", "審計官", "危至善"],
        ["member", "臺南市政府", "參事", "宮毅"],
    ]
    assert "column-unread" not in set(report.findings["code"])


def test_units_beside_agencies_have_a_column() -> None:
    report = load(("機關", "單位", "職稱", "姓名"), ("勞動部", "人事處", "科長", "石晉安"))
    assert people(report) == [["member", "勞動部", "科長", "石晉安"]]
    assert report.participants["unit"].tolist() == ["人事處"]
    assert "column-unread" not in set(report.findings["code"])


def test_roles_and_numbers_in_a_column_without_a_header() -> None:
    report = load(
        ("", "機關", "職稱", "姓名 Name"),
        ("領隊", "國家文官學院", "院長", "蔡 明 哲\nTsai, Ming-Che"),
        ("1", "衛福部食藥署", "科長", "歐陽 明"),
        ("輔導員", "國家文官學院", "組員", "高文斌\n(Yapasuyongu)"),
    )
    assert people(report) == [
        ["leader", "國家文官學院", "院長", "蔡明哲"],
        ["member", "衛福部食藥署", "科長", "歐陽明"],
        ["staff", "國家文官學院", "組員", "高文斌 (Yapasuyongu)"],
    ]


@pytest.mark.parametrize("group", ["決策發展訓練(SDT)", "決策發展訓練(英國團)"])
def test_a_title_above_the_table_that_is_a_class_or_a_role(group: str) -> None:
    text = (
        f"某計畫112年研習出國報告\n壹、名單\n一、{group}\n序號\t機關\t職稱\t姓名\n1\t外交部\t科長\t方平\n\n"
        "二、工作人員\n序號\t機關\t職稱\t姓名\n1\t國家文官學院\t專員\t屠安琪\n貳、行程\n"
    )
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    found = build_report(Source("report.txt", "text", lines)).participants
    assert found[["role", "group"]].fillna("").values.tolist() == [
        ["member", group],
        ["staff", ""],
    ]


def test_the_mark_of_a_note_is_no_part_of_a_name() -> None:
    report = load(
        ("機關", "職稱", "姓名"),
        ("交通部", "科長", "石晉安註1"),
        ("內政部", "科長", "華以勤①"),
        ("經濟部", "科長", "路遙(註2)"),
        ("教育部", "科長", "危至善3"),
    )
    assert report.participants["name"].tolist() == ["石晉安", "華以勤", "路遙", "危至善"]


def test_departments_without_the_county_in_a_report_of_that_county() -> None:
    above = ["某縣考察出國報告", "服務機關:彰化縣政府", "出國期間:112年5月3日至5月9日", "壹、名單"]
    rows = [
        ("機關", "職稱", "姓名"),
        ("建設處", "處長", "石晉安"),
        ("和美鎮公所", "鎮長", "華以勤"),
    ]
    lines = [Line(number, text) for number, text in enumerate(above, 1)]
    lines += [Line(n, table_row_text(cells), None, cells, 1) for n, cells in enumerate(rows, 5)]
    found = build_report(Source("report.docx", "docx", tuple(lines))).participants
    assert found["agency"].tolist() == ["建設處", "和美鎮公所"]
    assert found["parent"].tolist() == ["彰化縣政府", "彰化縣政府"]
    assert found["tier"].tolist() == ["縣市所屬機關", "縣市所屬機關"]


def test_tasks_beside_roles_are_said_to_be_in_no_table() -> None:
    head = ("服務機關", "職稱", "姓名", "備註")
    people = [("外交部", "參事", "方平", "領隊"), ("外交部", "科員", "石晉安", "輔導員")]
    assert "column-unread" not in set(load(head, *people).findings["code"])
    report = load(head, *people, ("審計部", "專員", "危至善", "班長"))
    assert report.participants["role"].tolist() == ["leader", "staff", "member"]
    (said,) = report.findings.loc[report.findings["code"] == "column-unread", "message"]
    assert said.startswith("名單的欄位「備註：班長」沒有收進表格")


@pytest.mark.parametrize("head", [("職務", "職稱"), ("職稱", "職務")])
def test_roles_beside_posts_stand_where_the_column_is_not_called_職稱(
    head: tuple[str, str],
) -> None:
    cells = {"職務": ("領隊", "輔導員"), "職稱": ("參事", "科員")}
    rows = zip(*(cells[name] for name in head), strict=True)
    names = ("方平", "石晉安")
    report = load(
        ("機關", "姓名", *head), *(("外交部", n, *r) for n, r in zip(names, rows, strict=True))
    )
    assert people(report) == [
        ["leader", "外交部", "參事", "方平"],
        ["staff", "外交部", "科員", "石晉安"],
    ]


def test_a_column_before_the_first_person_of_a_row_is_of_everybody_in_it() -> None:
    heads = ("編號", "服務機關", "職稱", "姓名")
    report = load(
        ("組別", *heads, *heads),
        ("第一組", "1", "審計部", "科長", "石晉安", "2", "法務部", "科長", "華以勤"),
        (None, "3", "銓敘部", "科長", "路遙", "", "", "", ""),
        ("第二組", "4", "教育部", "專員", "安柏青", "5", "文化部", "專員", "宮毅"),
    )
    assert report.participants["group"].tolist() == ["第一組"] * 3 + ["第二組"] * 2


def test_words_across_all_columns_end_the_class_above() -> None:
    head = ("服務機關", "職稱", "姓名")
    people = [("外交部", "參事", "方平"), ("外交部", "科員", "石晉安")]
    report = load(head, ("甲本部", None, None), people[0], ("第一組 甲乙組", None, None), people[1])
    assert report.participants["group"].fillna("").tolist() == ["", "第一組甲乙組"]
    assert "roster-unread" not in set(report.findings["code"])
