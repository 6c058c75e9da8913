"""Counts, dispersion and keyness, against values worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports_under_test import printed_114, terms_114
from tourlib.words.counts import (
    Lexicon,
    content_words,
    count_words,
    measure_dispersion,
    measure_log_odds,
)
from tourlib.words.keywords import topic_keywords


def counts(**texts: dict[str, int]) -> pd.DataFrame:
    rows = [(name, term, n) for name, words in texts.items() for term, n in words.items()]
    return pd.DataFrame(rows, columns=["topic", "term", "count"])


#: 20 of 1,000 words here, 5 of 2,000 there.
TABLE = counts(a={"風電": 20, "其他": 980}, b={"風電": 5, "其他": 1995})


def value(frame: pd.DataFrame, topic: str, term: str, column: str) -> float:
    row = frame[(frame["topic"] == topic) & (frame["term"] == term)]
    return float(row[column].iloc[0])


def test_log_odds_with_prior() -> None:
    # α = 30 · 25 / 3000 = 0.25; ln(20.25 / 1009.75) − ln(5.25 / 2024.75); / √(1 / 20.25 + 1 / 5.25)
    found = measure_log_odds(TABLE, "topic", prior=30)
    assert value(found, "a", "風電", "log_odds") == pytest.approx(2.0456702, abs=1e-6)
    assert value(found, "a", "風電", "z") == pytest.approx(4.1769347, abs=1e-6)
    assert value(found, "b", "風電", "z") == pytest.approx(-4.1769347, abs=1e-6)


def test_a_larger_prior_draws_towards_nothing() -> None:
    z = [
        value(measure_log_odds(TABLE, "topic", prior=p), "a", "風電", "z") for p in (1, 100, 10_000)
    ]
    assert z[0] > z[1] > z[2] > 0


def test_a_prior_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        measure_log_odds(TABLE, "topic", prior=0)


def test_dispersion_of_a_word_in_one_small_part() -> None:
    # Parts of 1/4 and 3/4 of the words; all uses in the first: ½ (|1 − ¼| + |0 − ¾|) = ¾; norm 1
    found = measure_dispersion(counts(a={"風電": 5, "他": 20}, b={"他": 75}), "topic").set_index(
        "term"
    )
    assert found.at["風電", "dp"] == pytest.approx(0.75)
    assert found.at["風電", "dp_norm"] == pytest.approx(1.0)
    assert found.at["風電", "parts"] == 1
    assert found.at["風電", "weight"] == pytest.approx(0.0)


def test_dispersion_of_a_word_used_as_everywhere() -> None:
    found = measure_dispersion(
        counts(a={"政府": 2, "他": 8}, b={"政府": 6, "她": 24}), "topic"
    ).set_index("term")
    assert found.at["政府", "dp"] == pytest.approx(0.0)
    assert found.at["政府", "weight"] == pytest.approx(8.0)


def test_content_words() -> None:
    text = "我們推動可信任 AI (Trustworthy AI)與數位轉型,2030年達5.8GW的離岸風電,見the paper。"
    assert content_words(text, Lexicon(dict.fromkeys(["可信任AI", "數位轉型", "離岸風電"], 1))) == [
        "可信任AI",
        "數位轉型",
        "離岸風電",
    ]


def test_stop_words_and_synonyms_of_an_analyst() -> None:
    known = Lexicon(stop=["夥伴"], synonyms={"AI": "人工智慧", "夥伴": "伙伴"})
    words = content_words("協作與合作夥伴、AI", known)
    assert "人工智慧" in words
    assert "AI" not in words


def test_count_words_by_key() -> None:
    frame = pd.DataFrame(
        {
            "topic": pd.array([2, 1, 1, None], "Int64"),
            "title": ["疫苗", None, "", "風電"],
            "text": ["疫苗產業", "能源", None, "x"],
        }
    )
    found = count_words(frame, "topic")
    assert found.to_dict("list") == {
        "topic": [1, 2, 2],
        "term": ["能源", "疫苗", "產業"],
        "count": [1, 2, 1],
        "parts": [1, 1, 1],
        "rows": [[1], [0], [0]],
    }
    assert found["topic"].dtype == "Int64"


def test_no_text_no_counts() -> None:
    frame = pd.DataFrame({"topic": pd.array([], "Int64"), "text": pd.array([], "string")})
    empty = count_words(frame, "topic")
    assert list(empty.columns) == ["topic", "term", "count", "parts", "rows"]
    assert len(measure_log_odds(empty, "topic")) == 0
    assert len(measure_dispersion(empty, "topic")) == 0


_WORDS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(1, 50), min_size=1)


@given(_WORDS, _WORDS)
def test_keyness_of_one_text_is_the_other_turned_round(
    one: dict[str, int], other: dict[str, int]
) -> None:
    found = measure_log_odds(counts(a=one, b=other), "topic", prior=5)
    for term in one.keys() & other.keys():
        assert value(found, "a", term, "z") == pytest.approx(
            -value(found, "b", term, "z"), abs=1e-6
        )


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        (1, {"協作", "網絡協作", "網絡領導", "公共治理", "跨部門"}),
        (2, {"辦公", "員工", "團隊", "績效", "社會福利"}),
        (3, {"數位服務", "資料", "資料庫", "數位發展部", "服務設計"}),
        (4, {"人工智慧", "AI", "佛蘭德斯政府", "數位轉型", "資料治理"}),
        (5, {"數據", "AI", "智慧城市", "資源效率", "調度"}),
        (6, {"IMEC", "科技發展", "產學研連結", "商業化", "高附加價值"}),
        (7, {"疫苗", "疫苗產業", "CDMO", "佐劑", "抗原設計"}),
        (8, {"低碳能源", "海域空間", "生態", "離岸風電", "招標"}),
    ],
)
def test_top_ten_of_the_topics_of_114(topic: int, words: set[str]) -> None:
    report, terms = printed_114(), terms_114()
    uses = dict(zip(terms["term"], terms["count"], strict=True))
    known = Lexicon(uses, report.meta.destination)
    found = topic_keywords(report.recommendations, report.sections, known)
    of_topic = found[found["topic"] == topic]
    tenth = of_topic["keyness"].iloc[9]  # others may be as key as it is
    best = set(of_topic["term"][of_topic["keyness"] >= tenth])
    assert words <= best
    # What every report has, and what this one says from end to end, sets no topic apart.
    assert not {"服務", "企業", "產業", "市場", "技術", "社會", "中心"} & best


#: 市場 is in any text, 社區 in many, 溫室 in few.
def _two_topics(first: str, second: str, title: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    topics = pd.DataFrame(
        {
            "topic": pd.array([1, 2], "Int64"),
            "topic_title": pd.array([title, "其二"], "string"),
            "title": pd.array([pd.NA, pd.NA], "string"),
            "text": pd.array([first, second], "string"),
            "theme": pd.array([pd.NA, pd.NA], "Int64"),
            "line": pd.array([21, 22], "Int64"),
        }
    )
    sections = pd.DataFrame(
        {
            "section": pd.array(range(1, 13), "Int64"),
            "parent": pd.array([pd.NA] * 12, "Int64"),
            "chapter": pd.array(["study_notes"] * 12, "string"),
            "title": pd.array([pd.NA] * 12, "string"),
            "text": pd.array(["港灣,港口。"] * 12, "string"),
            "line": pd.array(range(1, 13), "Int64"),
        }
    )
    return topics, sections


def _told(
    first: str, second: str, terms: dict[str, int] | None = None, title: str = "其一"
) -> set[str]:
    topics, sections = _two_topics(first, second, title)
    found = topic_keywords(topics, sections, Lexicon(terms or {}))
    return set(found["term"][(found["topic"] == 1) & (found["keyness"] > 0)])


def test_a_word_that_any_text_has_must_be_key_beyond_chance() -> None:
    assert _told("市場。市場。溫室。溫室。", "溫泉。溫泉。") == {"溫室"}
    assert _told("市場。" * 30 + "溫室。" * 2, "溫泉。" * 40) == {"市場", "溫室"}


def test_a_term_of_the_report_may_be_a_word_that_any_text_has() -> None:
    assert _told("市場。市場。溫室。溫室。", "溫泉。溫泉。", {"市場": 2}) == {"市場", "溫室"}


def test_a_word_of_many_texts_is_repeated_and_said_by_a_heading_or_key_beyond_chance() -> None:
    assert _told("社區。社區。溫室。溫室。", "溫泉。溫泉。") == {"溫室"}
    assert _told("社區。社區。溫室。溫室。", "溫泉。溫泉。", title="社區") == {"社區", "溫室"}
    assert _told("社區。溫室。溫室。", "溫泉。溫泉。", title="社區") == {"溫室"}
    assert _told("社區。" * 30 + "溫室。" * 2, "溫泉。" * 40) == {"社區", "溫室"}


@pytest.mark.parametrize(("title", "word"), [("短期建議", "溫室"), ("檢討漁業", "漁業")])
def test_items_name_a_topic_whose_title_says_no_word(title: str, word: str) -> None:
    topics, sections = _two_topics("漁業。", "溫泉。溫泉。", title)
    topics["title"] = pd.array(["溫室", pd.NA], "string")
    found = topic_keywords(topics, sections)
    assert [*found["term"][found["topic"] == 1]] == [word]


def test_a_topic_that_says_nothing_twice_is_told_by_what_it_says_once() -> None:
    assert _told("溫室,市場。", "溫泉。溫泉。") == {"溫室"}
