"""Keywords of the recommendations."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from tourlib.words.keywords import (
    cloud_weights,
    count_words,
    extend_words,
    find_terms,
    is_content_word,
    measure_keyness,
    stopwords,
    top_keywords,
)

REPORT = Path(__file__).parents[1] / "data" / "reports" / "114"


def items(*rows: tuple[int, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["topic", "title", "text"])
    return frame.assign(topic_title=[f"議題{t}" for t in frame["topic"]])


def test_log_odds_by_hand() -> None:
    """Two topics of two words: 3 and 1 against 1 and 3; the prior is 500 words, half of each."""
    counts = pd.DataFrame(
        {
            "topic": [1, 1, 2, 2],
            "topic_title": "甲",
            "term": ["疫苗", "風場"] * 2,
            "count": [3, 1, 1, 3],
            "rows": [[0]] * 4,
        }
    )
    measured = measure_keyness(counts).set_index(["topic", "term"])
    delta = math.log(253 / 251) - math.log(251 / 253)
    assert measured.loc[(1, "疫苗"), "log_odds"] == pytest.approx(delta)
    assert measured.loc[(1, "疫苗"), "keyness"] == pytest.approx(
        delta / math.sqrt(1 / 253 + 1 / 251)
    )
    assert measured.loc[(2, "疫苗"), "keyness"] == pytest.approx(
        -measured.loc[(1, "疫苗"), "keyness"]
    )


def test_counts_keep_terms_and_the_rows_they_come_from() -> None:
    frame = items((1, "差價合約", "採用差價合約。"), (1, "", "風場與風場。"), (2, "", "疫苗"))
    counted = count_words(frame, ["差價合約"]).set_index(["topic", "term"])
    assert counted.loc[(1, "差價合約"), ["count", "rows"]].tolist() == [2, [0]]
    assert counted.loc[(1, "風場"), ["count", "rows"]].tolist() == [2, [1]]


def test_synonyms_and_further_stop_words() -> None:
    frame = items((1, "", "合作、協作與疫苗"))
    counted = count_words(frame, stop=["疫苗"], synonyms={"合作": "協作"})
    assert counted[["term", "count"]].values.tolist() == [["協作", 2]]


def test_pieces_of_longer_words_are_made_whole() -> None:
    text = "佛蘭德斯政府、佛蘭德斯數位署、佛蘭德斯法、佛蘭德斯區、佛蘭德斯語。" * 2
    assert "佛蘭德斯" in extend_words(text, {"佛蘭德": 10})


def test_what_can_be_a_keyword() -> None:
    assert all(map(is_content_word, ["疫苗", "AI", "CDMO", "COVID-19"]))
    assert not any(map(is_content_word, ["的", "2030", "5.8GW", "、", "a"]))
    assert {"我們", "以及", "建議"} <= stopwords()


def test_no_recommendations_no_keywords() -> None:
    empty = tourlib.load(REPORT).recommendations.head(0)
    measured = measure_keyness(count_words(empty))
    assert measured.empty
    assert top_keywords(measured).empty
    assert cloud_weights(measured).empty


def test_topics_of_114_are_told_by_their_words() -> None:
    report = tourlib.load(REPORT)
    terms = find_terms(report.recommendations, report.glossary, report.sections)
    assert {"佛蘭德斯", "數位發展部", "差價合約", "監管沙盒"} <= set(terms)
    top = top_keywords(measure_keyness(count_words(report.recommendations, terms)))
    words = top.groupby("topic")["term"].agg(set)
    for topic, said in {
        1: "協作",
        2: "辦公",
        3: "公民",
        4: "人工智慧",
        5: "數據",
        6: "IMEC",
        7: "疫苗",
        8: "海域",
    }.items():
        assert said in words[topic]
