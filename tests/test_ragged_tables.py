"""Tables whose rows have more or fewer cells than their header, as text with tabs has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report
from tourlib.tables.fitting import one_row
from tourlib.tables.list_rows import rows_of_list
from tourlib.tables.table import Row, Table

HEADS = {
    "roster": ("編號", "姓名", "職稱", "服務機關"),
    "timetable": ("日期", "時間", "行程", "地點"),
    "week": ("時間", "5月4日", "5月5日", "5月6日"),
    "photos": ("編號", "照片", "說明"),
    "advice": ("項次", "建議事項", "說明", "主辦機關", "辦理期程"),
    "parts": ("項次", "建議事項", "說明", "辦理機關", "期程"),
}
ABOVE = {"advice": "貳、建議", "parts": "貳、建議", "photos": "貳、研習照片"}
WORDS = ("", "1", "5月4日", "9:00-10:30", "林小美", "科長", "交通部", "參觀港務局", "短期", "主辦", "協辦", "圖1 碼頭")  # fmt: skip


def load(kind: str, rows: list[tuple[str | None, ...]], *, tabs: bool) -> Report:
    lines = ["考察港口出國報告", "出國期間：116年5月3日至5月9日", "壹、目的", "為瞭解港口。"]
    found = [
        Line(number, text) for number, text in enumerate([*lines, ABOVE.get(kind, "貳、過程")], 1)
    ]
    for number, cells in enumerate([HEADS[kind], *rows], len(found) + 1):
        text = "\t".join(cell or "" for cell in cells)
        found.append(Line(number, text, cells=None if tabs else cells, table=None if tabs else 1))
    return build_report(Source("report.txt", "text" if tabs else "docx", tuple(found)))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(HEADS)),
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(tuple), max_size=4),
    tabs=st.booleans(),
)
def test_no_ragged_table_keeps_a_report_from_being_read(
    kind: str, rows: list[tuple[str | None, ...]], tabs: bool
) -> None:
    read = load(kind, rows, tabs=tabs).lines
    assert list(read["line"]) == list(range(1, len(rows) + 7))


@pytest.mark.parametrize("tabs", [True, False])
def test_a_cell_beyond_the_header_is_of_a_column_without_a_name(tabs: bool) -> None:
    said = ("1", "擴建碼頭", "分年編列經費。", "交通部", "短期", "須先徵詢漁會")
    (row,) = load("advice", [said], tabs=tabs).recommendations.to_dict("records")
    assert (row["title"], row["lead_agency"], row["horizon"]) == ("擴建碼頭", "交通部", "immediate")
    assert row["text"] == "分年編列經費。\n須先徵詢漁會"


PARTS = [
    ("", "", "", "主辦", "協辦", ""),
    ("1", "擴建碼頭", "分年編列經費。", "交通部", "內政部", "短期"),
]


def test_a_header_cell_over_two_columns_is_one_cell_of_a_text_with_tabs() -> None:
    (row,) = load("parts", [*PARTS], tabs=True).recommendations.to_dict("records")
    assert (row["lead_agency"], row["co_agencies"], row["horizon"]) == (
        "交通部",
        "內政部",
        "immediate",
    )
    assert row["text"] == "分年編列經費。"


def test_rows_of_several_lines_that_lack_cells_at_their_ends() -> None:
    row = one_row([Row(3, ("9:00", "參訪甲署", "乙市")), Row(4, ("", "中部辦公室"))])
    assert row == Row(3, ("9:00", "參訪甲署\n中部辦公室", "乙市"), (3, 4))


def test_a_row_of_one_cell_among_rows_of_a_roster_with_merged_cells() -> None:
    cells = (
        ("1", "周大同", "甲部", "組長", "團長"),
        (None, "林華", None, "專門委員", ""),
        ("(星期",),
    )
    rows = tuple(Row(n, each) for n, each in enumerate(cells, 2))
    columns = ("order", "name", "agency", "title", "role")
    joined = rows_of_list(Table("roster", columns, rows, (1,), (1, 2, 3, 4)), aligned=True)
    assert joined.rows[0].cells[1] == "周大同"
    assert {len(row.cells) for row in joined.rows} == {len(columns)}
