"""Labels before a colon, told by the words that they are built of."""

from __future__ import annotations

import pytest

from tourlib.vocabulary import label, labels_beside


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
