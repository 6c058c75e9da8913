"""Labels before a colon, told by the words that they are built of."""

from __future__ import annotations

import pytest

from tourlib.vocabulary import header_column, label, labels_beside, labels_in


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("講座/接待:甲", "speakers"),
        ("主要接待人員:甲", "speakers"),
        ("受訪單位及人員:甲", "speakers"),
        ("解說講師姓名:甲", "speakers"),
        ("【授課教授】甲", "speakers"),
        ("訪談對象:甲", "speakers"),
        ("座 談 時 間:9時", "time"),
        ("見學日期及地點:5月6日", "time"),
        ("觀摩場所:市政廳", "place"),
        ("參訪內容重點:甲", "notes"),
    ],
)
def test_labels_of_a_visit(printed: str, field: str) -> None:
    found = label("block", printed)
    assert (found or ("",))[0] == field


@pytest.mark.parametrize(
    "printed", ["參訪人員:甲", "訪問團員:甲", "時間管理:甲", "演講:甲", "主持人格:甲"]
)
def test_words_that_label_no_part_of_a_visit(printed: str) -> None:
    assert label("block", printed) is None


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("進修國家/城市:甲國", "destination"),
        ("實習期間:5月", "period"),
        ("繳交時間:5月", "report_date"),
        ("撰寫人姓名及職稱:甲", "reporters"),
        ("派遣機關:甲部", "employer"),
    ],
)
def test_labels_of_the_cover(printed: str, field: str) -> None:
    assert label("cover", printed) == (field, printed.partition(":")[2])


def test_several_labels_in_one_line() -> None:
    line = "拜會時間:9月8日 拜會地點:市政廳 接待/導覽人員:甲"
    assert labels_beside("block", line) == [
        ("time", "9月8日"),
        ("place", "市政廳"),
        ("speakers", "甲"),
    ]


def test_where_one_of_several_characters_may_stand_it_is_one_of_them() -> None:
    """主[辦政責]? was broken by what lets spaces part a label's characters: 主 alone was no label."""
    assert label("item", "主:交通部") == ("lead_agency", "交通部")
    assert labels_in("item", "主 辦:交通部/協力:經濟部") == [
        ("lead_agency", "交通部"),
        ("co_agencies", "經濟部"),
    ]
    assert header_column("roster", "職等") == header_column("roster", "官 職等") == "grade"
