"""People of reports that have no roster: those that the cover names."""

from __future__ import annotations

import pytest

from tourlib.lines import Line, Source
from tourlib.report import build_report

BODY = "\n派赴國家：泰國\n出國期間：113年10月14日至10月19日\n\n摘要\n{said}\n\n壹、目的\n說明。\n"


def people(cover: str, said: str = "本次考察拜會甲機關。") -> list[tuple[str, str, str]]:
    lines = ("出國報告\n考察甲國作法\n" + cover + BODY.format(said=said)).split("\n")
    report = build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    )
    found = report.participants[["name", "title", "agency"]].fillna("")
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
    assert people("服務機關：交通部\n姓名職稱：王小美 組長等3人") == []
