"""Rosters in the forms that cause trouble: rows that divide the people, columns that are in no table."""

from __future__ import annotations

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
