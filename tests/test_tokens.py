"""Words: the text again, whole; numbers, Latin words and terms in one piece."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib.vocabulary import rules
from tourlib.words.flow import read_flow
from tourlib.words.tokens import to_simplified, tokenize

ROOT = Path(__file__).parents[1]
REPORT = (ROOT / "data" / "reports" / "114" / "report.txt").read_text(encoding="utf-8")
_MIXED = st.text(
    alphabet="比利時臺灣數位孿生的一個位於AIx5.8%°-()「」,。 \n\t第條𠮷é９Ａ", max_size=60
)


@settings(deadline=None)
@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokenize(text)) == text


@settings(deadline=None)
@given(_MIXED, st.lists(_MIXED, max_size=4))
def test_tokens_joined_are_the_text_with_any_terms(text: str, terms: list[str]) -> None:
    tokens = tokenize(text, terms)
    assert "".join(tokens) == text
    assert all(tokens)


def test_tokens_of_the_report_joined_are_the_report() -> None:
    assert "".join(tokenize(REPORT, ["數位孿生", "AI 工廠", "離線權"])) == REPORT


@pytest.mark.parametrize(
    "whole",
    ["COVID-19", "5.8GW", "360°", "16.8%", "1,200", "14:30", "2018-2021", "R&D", "mRNA", "M365",
     "imec.istart", "e-wallet", "C++", "40多", "第6", "比利時", "布魯塞爾", "Moore's"],
)  # fmt: skip
def test_one_token(whole: str) -> None:
    assert whole in tokenize(f"其中有「{whole}」,與{whole}的關係")
    assert tokenize(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("AI Copilots", ["AI", " ", "Copilots"]),
        ("一個這種三座", ["一", "個", "這", "種", "三", "座"]),
        ("位於或侷限於", ["位", "於", "或", "侷限", "於"]),
        ("對於因為行為", ["對於", "因為", "行為"]),
        ("數位本人半島", ["數位", "本人", "半島"]),
        ("20%~30%", ["20%", "~", "30%"]),
        ("Dr.Hugo", ["Dr", ".", "Hugo"]),
    ],
)
def test_rules_beside_the_dictionary(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_belgium_is_a_word_and_no_part_of_it() -> None:
    tokens = tokenize(read_flow(enumerate(REPORT.split("\n"), 1)).text, ["比利"])
    assert tokens.count("比利時") > 200
    assert "比利" not in tokens


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("推動離線權制度", "離線權"),
        ("採差價合約後", "差價合約"),
        ("在FARI研究機構內", "FARI 研究機構"),
        ("設立 AI 工廠", "AI工廠"),
        ("列為去風險化工具", "去風險化"),
        ("成立台灣大学", "臺灣大學"),
    ],
)
def test_a_term_is_one_token(text: str, term: str) -> None:
    plain = to_simplified("".join(term.split()))
    assert plain in [to_simplified("".join(token.split())) for token in tokenize(text, [term])]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("展現領導力量", "領導力"),
        ("歐盟 AI 法規", "歐盟 AI 法"),
        ("MAIN", "AI"),
        ("製造業", "製造"),
    ],
)
def test_a_term_gives_way_to_a_word(text: str, term: str) -> None:
    assert term not in tokenize(text, [term])


def test_of_overlapping_terms_the_longer_is_taken() -> None:
    terms = ["概念驗證", "概念驗證專案", "驗證"]
    assert tokenize("提供概念驗證專案與概念驗證", terms) == [
        "提供",
        "概念驗證專案",
        "與",
        "概念驗證",
    ]


def test_the_table_maps_one_character_to_one() -> None:
    assert len(rules("t2s")) > 3500
    assert all(len(old) == len(new) == 1 for old, new in rules("t2s"))
    assert to_simplified("臺灣與比利時") == "台湾与比利时"


def test_jieba_stays_as_it_is_and_nothing_is_said_or_left(tmp_path: Path) -> None:
    code = (
        "import jieba, sys; from tourlib.words import tokenize;"
        "tokenize('推動離線權', ['離線權', '推動離']);"
        "print(jieba.dt.initialized, jieba.dt.FREQ)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert said.stdout == "False {}\n"
    assert said.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_guess_of_the_cutter_does_not_begin_with_a_particle() -> None:
    assert tokenize("課程由本中心安排,並之擴充")[:3] == ["課程", "由", "本"]
    assert tokenize("由於之後") == ["由於", "之後"]
