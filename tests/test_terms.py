"""Terms: found by gloss, quotation mark, title and count; whole in the tokens; no cut-off pieces."""

from __future__ import annotations

import csv
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib.words.flow import Flow, read_flow
from tourlib.words.glossary import find_glossary
from tourlib.words.terms import find_terms
from tourlib.words.tokens import find_term, function_words, stop_words, to_simplified, tokenize

HERE = Path(__file__).parent
REPORT = HERE.parent / "data" / "reports" / "114" / "report.txt"


@cache
def body_of_114() -> tuple[tuple[int, str], ...]:
    lines = REPORT.read_text(encoding="utf-8").split("\n")
    with (HERE / "golden" / "114" / "body_lines.csv").open(encoding="utf-8", newline="") as file:
        return tuple((int(r["line"]), lines[int(r["line"]) - 1]) for r in csv.DictReader(file))


@cache
def terms_of_114() -> pd.DataFrame:
    sections = pd.read_csv(HERE / "golden" / "114" / "sections.csv")
    body = body_of_114()
    return find_terms(body, glossary=find_glossary(body), titles=sections["title"].dropna())


def listed(name: str) -> list[str]:
    lines = (HERE / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def plain(text: str) -> str:
    return "".join(to_simplified(text).split())


def places_cut(term: str, flow: Flow, tokens: list[str]) -> list[str]:
    """Where a term is not inside one token."""
    ends = list(accumulate(map(len, tokens)))
    spans = find_term(flow.simplified, to_simplified(term))
    return [flow.text[a - 5 : b + 5] for a, b in spans if ends[bisect_right(ends, a)] < b]


def test_nine_in_ten_of_the_chosen_terms_are_whole() -> None:
    flow = read_flow(body_of_114())
    tokens = tokenize(flow.text, terms_of_114()["term"])
    found = {plain(token) for token in tokens}
    cut = {
        term: places
        for term in listed("terms_114.txt")
        if (places := places_cut(term, flow, tokens)) or plain(term) not in found
    }
    assert len(cut) <= 6, cut


def test_no_piece_of_a_word_is_proposed() -> None:
    proposed = {plain(term) for term in terms_of_114()["term"]}
    assert [term for term in listed("non_terms_114.txt") if plain(term) in proposed] == []


def test_of_a_title_that_is_used_once_the_beginning_may_be_a_term() -> None:
    """The words of a topic were halves: 離岸, 捕捉."""
    said = "碳捕捉須有專法。業者應監測碳捕捉場址,公告碳捕捉區位。離岸風電應在地化,訂定離岸風電標準;發展離岸風電。"
    found = find_terms([(1, said)], titles=["推動離岸風電運維", "碳捕捉法規"])
    assert {"離岸風電", "碳捕捉"} <= set(found["term"])


def test_every_proposal_by_count_is_used_three_times() -> None:
    counted = terms_of_114().query("how == 'statistical'")
    assert len(counted) > 50
    assert (counted["count"] >= 3).all()
    assert (counted["lines"].map(len) >= 1).all()


@pytest.mark.parametrize(
    ("term", "how"),
    [
        ("差價合約", "glossed"),
        ("共享權力", "quoted"),
        ("資料治理", "title"),
        ("循環經濟", "statistical"),
    ],
)
def test_how_a_term_was_found(term: str, how: str) -> None:
    rows = terms_of_114().set_index("term")
    assert rows.at[term, "how"] == how


def test_lines_are_where_the_term_is() -> None:
    lines = dict(body_of_114())
    row = terms_of_114().set_index("term").loc["監管沙盒"]
    assert row["lines"] == [372, 990]
    assert all("監管沙盒" in lines[line] for line in row["lines"])


def test_an_analyst_can_add_and_forbid() -> None:
    text = [(1, "推動「公民科技」。公民科技與開放資料(Open Data)")]
    glossed = find_glossary(text)
    frame = find_terms(text, glossary=glossed, add=["數位外交"], forbid=["開放資料"])
    assert list(zip(frame["term"], frame["how"], frame["count"], strict=True)) == [
        ("數位外交", "added", 0),
        ("公民科技", "quoted", 2),
    ]


def test_no_text_gives_an_empty_table() -> None:
    frame = find_terms([])
    assert list(frame.columns) == ["term", "count", "how", "lines"]
    assert len(frame) == 0


@settings(deadline=None)
@given(st.lists(st.text(alphabet="數位轉型與的「」AI,。政府推動 \n", max_size=60), max_size=4))
def test_any_text_gives_terms_that_are_in_it(lines: list[str]) -> None:
    everything = plain("".join(lines))
    for term in find_terms(enumerate(lines, 1))["term"]:
        assert plain(term) in everything


def test_stop_words_are_one_a_line() -> None:
    assert function_words() < stop_words()
    assert not [word for word in stop_words() if word.split() != [word]]
    assert {"我們", "推動", "臺灣", "the"} <= stop_words()
    assert not {"數位", "能源", "領導", "疫苗"} & stop_words()


def test_labels_of_the_form_are_no_terms() -> None:
    """訪談重點 stands before a colon below every visit; 社區照顧 is told of."""
    lines = [
        "(一)訪談重點:社區照顧由居民組成。", "(二)訪談重點:社區照顧之經費來自地方。",
        "訪談重點:社區照顧已推行多年。", "該市之社區照顧由里長推動。",
    ]  # fmt: skip
    found = set(find_terms(enumerate(lines, 1), titles=["社區照顧", "訪談重點"])["term"])
    assert "社區照顧" in found
    assert "訪談重點" not in found
