"""Words in their context."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports_under_test import printed_114
from tourlib.text import normalize
from tourlib.words.flow import read_flow
from tourlib.words.kwic import concordance, split_sentences

SECTIONS = pd.DataFrame({"section": [1, 2], "line": [10, 20], "line_end": [13, 21]})
FLOW = read_flow(
    [
        (10, "資料主權與信任"),
        (12, "依據歐盟 AI 法規。"),
        (13, "重視資料主權,臺灣亦然"),
        (20, "歐盟AI法已施行;台灣大学"),
    ]
)


def test_left_keyword_right_section_line() -> None:
    found = concordance(FLOW, SECTIONS, "資料主權", width=3)
    assert found.to_dict("records") == [
        {"left": "", "keyword": "資料主權", "right": "與信任", "section": 1, "line": 10},
        {"left": "重視", "keyword": "資料主權", "right": ",臺灣", "section": 1, "line": 13},
    ]


def test_a_word_in_another_word_is_no_use() -> None:
    assert concordance(FLOW, SECTIONS, "歐盟 AI 法")["section"].tolist() == [2]


def test_forms_of_a_character_are_one() -> None:
    assert concordance(FLOW, SECTIONS, "台灣")["keyword"].tolist() == ["臺灣", "台灣"]
    assert concordance(FLOW, SECTIONS, "臺灣大學")["keyword"].tolist() == ["台灣大学"]


def test_a_heading_is_no_part_of_the_sentence_below() -> None:
    lines = [
        (1, "一、擴大主要國際商港之港口岸電供應設施"),
        (2, "編列經費增設岸電。"),
        (3, "■時間:9時"),
    ]
    flow = read_flow(lines, {1: "擴大主要國際商港之港口岸電供應設施"})
    assert flow.text.split("\n") == [lines[0][1], lines[1][1], "時間:9時"]


def test_no_use_no_rows() -> None:
    found = concordance(FLOW, SECTIONS, "疫苗")
    assert list(found.columns) == ["left", "keyword", "right", "section", "line"]
    assert len(found) == 0


def test_a_line_outside_of_all_sections_has_none() -> None:
    flow = read_flow([(5, "談信任"), (30, "也談信任")])
    assert concordance(flow, SECTIONS, "信任")["section"].isna().all()


@pytest.mark.parametrize(("keyword", "width"), [("", 5), ("  ", 5), ("資料", -1)])
def test_nonsense_is_refused(keyword: str, width: int) -> None:
    with pytest.raises(ValueError, match=r"keyword|width"):
        concordance(FLOW, SECTIONS, keyword, width)


@pytest.mark.parametrize("word", ["協作", "人工智慧", "數位轉型", "教練", "監管沙盒", "離岸風電"])
def test_every_line_is_the_one_in_which_the_word_stands(word: str) -> None:
    report = printed_114()
    found = report.concordance(word)
    assert len(found) > 2
    for line in found["line"]:
        assert word in normalize(report.source.lines[line - 1].text), line


def test_lines_of_uses_in_the_report() -> None:
    assert printed_114().concordance("監管沙盒")["line"].tolist() == [372, 990, 990]


def test_sentences_of_the_report_with_a_word() -> None:
    found = printed_114().sentences("資料主權")
    assert found["line"].tolist() == [264, 299, 299, 790, 792]
    assert found["sentence"].iloc[2] == "然而,這也引發對資料主權和網路安全的關切。"
    assert printed_114().sections.set_index("section").at[267, "title"].startswith("兼顧資訊科技")
    assert found["section"].iloc[3] == 267


@settings(deadline=None)
@given(st.text(alphabet="資料主權。!? \n", max_size=40))
def test_sentences_hold_all_that_is_said(text: str) -> None:
    kept = [char for char in text if char not in "。!? \n"]
    assert [char for s in split_sentences(text) for char in s if char not in "。!? "] == kept


def test_sentences() -> None:
    assert split_sentences("協作不易。為何?因為信任\n不足") == [
        "協作不易。",
        "為何?",
        "因為信任",
        "不足",
    ]
