"""The normal form of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.outline.numbering import number_before, read_marker
from tourlib.text import count_chars, join, normalize


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("國家科學及技術委員會南部科學園區 管理局", "國家科學及技術委員會南部科學園區管理局"),
        ("ＡＩ　轉型（２０２５）：「甲」", "AI 轉型(2025):「甲」"),
        ("BOSA  專家", "BOSA 專家"),
        ("臺灣 與 台灣", "臺灣與台灣"),
        ("**公益性**:確保", "公益性:確保"),
        ("\u200b團長\ufeff", "團長"),
        ("㈠ 緣起", "(一) 緣起"),
        ("⾏政院", "行政院"),
        ("5 米/秒", "5 米/秒"),
        ("360°、m²", "360°、m²"),
    ],
)
def test_normal_form(raw: str, normal: str) -> None:
    assert normalize(raw) == normal


@given(st.text(max_size=100))
def test_normal_form_is_stable(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


def test_wrapped_text_is_joined_as_it_was_printed() -> None:
    assert join("持續且深入的文", "化變革") == "持續且深入的文化變革"
    assert join("Chief Strategy", "Officer") == "Chief Strategy Officer"
    assert join("Resource-", "efficient") == "Resource-efficient"


def test_counted_characters_are_letters_and_digits() -> None:
    assert count_chars("AI 轉型(2025)。") == 8


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("壹 緣起及目的", "壹", "緣起及目的"),
        ("參、研習心得", "參", "研習心得"),
        ("第一章 前言", "第一章", "前言"),
        ("主題一: 創新經濟", "主題一", "創新經濟"),
        ("一、緣起", "一", "緣起"),
        ("一、2050循環經濟政策", "一", "2050循環經濟政策"),
        ("(一) 時間:2025年", "(一)", "時間:2025年"),
        ("1. 機構定位", "1", "機構定位"),
        ("1、開訓典禮", "1", "開訓典禮"),
        ("1.2018年修正專法", "1", "2018年修正專法"),
        ("(1) 交通安全", "(1)", "交通安全"),
        ("a. 老舊基礎設施", "a", "老舊基礎設施"),
        ("(a) 溝通", "(a)", "溝通"),
        ("① 甲", "①", "甲"),
    ],
)
def test_numbering(text: str, number: str, rest: str) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.number, marker.rest) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "陸昭琳副司長",
        "伍文主任",
        "參訪比利時",
        "5.8 GW",
        "一.5公里",
        "一般而言",
        "2025年",
        "U.S. army",
        "14:00 簡介",
        "十二大關鍵策略",
        "e.g. 這樣",
    ],
)
def test_what_is_no_numbering(text: str) -> None:
    assert read_marker(text) is None


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("二、甲", "一"), ("(十一)甲", "(十)"), ("二十、甲", "十九"), ("二十一、甲", "二十"), ("10. 甲", "9"),
        ("(2)甲", "(1)"), ("c. 甲", "b"), ("(b)甲", "(a)"),
    ],
)  # fmt: skip
def test_the_number_before_has_the_form_of_the_one_behind_it(text: str, before: str) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert number_before(marker) == before
