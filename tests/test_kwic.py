"""Words in their context."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import words_114
from tourlib.words import concordance
from tourlib.words.kwic import split_sentences

TEXTS = pd.DataFrame(
    {
        "section": pd.array([1, 2], "Int64"),
        "line": pd.array([10, 20], "Int64"),
        "title": ["資料主權與信任", None],
        "text": ["依據歐盟 AI 法規。\n重視資料主權,臺灣亦然", "歐盟AI法已施行;台灣大学"],
    }
)


def test_left_keyword_right_section_line() -> None:
    found = concordance(TEXTS, "資料主權", width=3)
    assert found.to_dict("records") == [
        {"left": "", "keyword": "資料主權", "right": "與信任", "section": 1, "line": 10},
        {"left": "重視", "keyword": "資料主權", "right": ",臺灣", "section": 1, "line": 10},
    ]


def test_a_word_in_another_word_is_no_use() -> None:
    assert concordance(TEXTS, "歐盟 AI 法")["section"].tolist() == [2]


def test_forms_of_a_character_are_one() -> None:
    assert concordance(TEXTS, "台灣")["keyword"].tolist() == ["臺灣", "台灣"]
    assert concordance(TEXTS, "臺灣大學")["keyword"].tolist() == ["台灣大学"]


def test_no_use_no_rows() -> None:
    found = concordance(TEXTS, "疫苗")
    assert list(found.columns) == ["left", "keyword", "right", "section", "line"]
    assert len(found) == 0


@pytest.mark.parametrize(("keyword", "width"), [("", 5), ("  ", 5), ("資料", -1)])
def test_nonsense_is_refused(keyword: str, width: int) -> None:
    with pytest.raises(ValueError, match=r"keyword|width"):
        concordance(TEXTS, keyword, width)


def test_uses_in_the_report_are_those_of_its_text() -> None:
    sections = words_114.report().sections
    whole = "\n".join([*sections["title"].dropna(), *sections["text"].dropna()])
    found = concordance(sections, "監管沙盒")
    assert len(found) == whole.count("監管沙盒") == 3
    assert (found["left"].str.len() <= 20).all()


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
