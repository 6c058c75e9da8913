"""Findings as sentences, on the expected tables of 114 and where there is little to say."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import chart_cases as cases
from tourlib import labels, sentences, word_sentences
from tourlib.errors import ReportError
from tourlib.measures.coverage import measure_coverage, measure_hours
from tourlib.measures.density import measure_density
from tourlib.vocabulary import rules

HALF_WIDTH_IN_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:!?]")


def halved(text: str) -> str:
    """Full-width marks as their half-width twins, so that expected sentences read easily."""
    return text.translate(str.maketrans("\uff0c\uff1b\uff1a\uff08\uff09", ",;:()"))


def test_sentences_of_114() -> None:
    sessions, themes = cases.sessions(), cases.themes()
    density = measure_density(sessions)
    found = [
        sentences.sentence_representation(cases.agencies()),
        sentences.sentence_density(density),
        sentences.sentence_week(density),
        sentences.sentence_hours(measure_hours(sessions, themes)),
    ]
    assert [halved(text) for text in found] == [
        "29 人來自 24 個上級機關:中央 23 人、地方 6 人;人數最多的是經濟部(3 人)",
        "平均每天 5.9 小時接觸時間,占可用時間 71%;最滿是 7/18(五)(100%)",
        "7 天 15 場研習,共 41 小時:課程 5 場、參訪 8 場、交流 2 場",
        "「政府治理與友善職場」用時最多:13.8 小時,占 34%",
    ]


def test_sentences_in_english() -> None:
    density = measure_density(cases.sessions().head(1))
    assert sentences.sentence_density(density, "en") == (
        "Fri 18 Jul: 7 contact hours, 100% of the time available"
    )
    assert sentences.sentence_week(density, "en") == "1 session on 1 day, 7 hours in all: 1 course"
    one = cases.agencies().head(1).assign(people=1)
    assert sentences.sentence_representation(one, "en") == (
        "Only 1 person: from Civil Service Protection and Training Commission"
    )


def test_sentences_about_words() -> None:
    concepts = cases.concepts(cases.TOPICS[:3], 4)
    network = cases.network(4, 3).assign(
        first=["風電", "風電", "疫苗"], second=["海域", "招標", "佐劑"]
    )
    flow = cases.flow(cases.TOPICS[:1], 4, 1)
    shared = pd.DataFrame(
        {"topic": [1, 2, 1], "term": ["技術", "技術", "公民"], "topics": [6, 6, 5], "of_topics": 8}
    )
    found = [
        word_sentences.sentence_shared(shared),
        word_sentences.sentence_concepts(concepts),
        word_sentences.sentence_network(network),
        word_sentences.sentence_flow(flow),
    ]
    assert [halved(text) for text in found] == [
        "貫穿各議題的詞是「技術」、「公民」;「技術」出現最廣(8 個議題中的 6 個)",
        "談得最廣的概念是「家科學1」、「科學及技2」、「學及技術委3」(3 個議題中的 2 個);"
        "最集中的是「提升數位治理」:30% 的句子談「學及技術委3」",
        "5 個關鍵詞之間有 3 組顯著共現;連結最多的是「風電」(2 組),最顯著的是「風電」與「海域」",
        "4 場課程與參訪中,3 場反映在建議,每場各反映在一個議題",
    ]
    assert word_sentences.sentence_network(network, "en") == (
        '3 pairs of 5 keywords are used together beyond chance; "風電" has most links (2), '
        'the most significant are "風電" and "海域"'
    )
    assert word_sentences.sentence_flow(flow, "en").startswith("3 of 4 courses and visits fed the")


def test_ties_are_named_not_broken() -> None:
    frame = cases.agencies().head(5).assign(people=[2, 2, 1, 1, 1], parent=list("甲乙丙丁戊"))
    assert "甲、乙" in sentences.sentence_representation(frame)
    assert "每個機關都是 1 人" in sentences.sentence_representation(frame.assign(people=1))
    many = frame.assign(people=[2, 2, 2, 2, 1])
    assert "沒有任何機關超過 2 人" in sentences.sentence_representation(many)


def test_coverage_says_whether_advice_followed_the_hours() -> None:
    names = ("themes", "sessions", "sections", "recommendations")
    frame = measure_coverage(*map(cases.table, names))
    text = sentences.sentence_coverage(frame)
    assert "「政府治理與友善職場」用時最多" in text
    no_advice = frame.assign(share=frame["share"].mask(frame["measure"] == "recommendations"))
    assert "沒有可歸主題的建議" in sentences.sentence_coverage(no_advice)
    no_hours = frame.assign(share=frame["share"].mask(frame["measure"] == "hours"))
    assert "沒有可歸主題的時數" in sentences.sentence_coverage(no_hours)


def test_regions_without_people_are_named() -> None:
    frame = pd.DataFrame({"name": list("甲乙丙"), "region": list("東東西"), "people": [1, 0, 0]})
    text = halved(sentences.sentence_map(frame))
    assert text == "3 個縣市中,1 個有人參訓,2 個沒有;西沒有縣市派員"


@pytest.mark.parametrize("lang", labels.LANGUAGES)
def test_sentences_are_never_empty(lang: str) -> None:
    density = measure_density(cases.sessions().head(0))
    keywords = cases.keywords().head(0)
    for text in (
        sentences.sentence_representation(cases.agencies().head(0), lang),
        sentences.sentence_tiles(cases.tiles().head(0), lang),
        sentences.sentence_map(cases.places().head(0), lang),
        sentences.sentence_ranks(cases.ranks().head(0), lang),
        sentences.sentence_density(density, lang),
        sentences.sentence_week(density, lang),
        word_sentences.sentence_keyness(keywords, lang),
        word_sentences.sentence_cloud(cases.cloud().head(0), lang),
        word_sentences.sentence_shared(cases.shared().head(0), lang),
        word_sentences.sentence_concepts(cases.concepts().head(0), lang),
        word_sentences.sentence_concepts(cases.concepts(cases.TOPICS[:1]), lang),
        word_sentences.sentence_network(cases.network().head(0), lang),
        word_sentences.sentence_flow(cases.flow().head(0), lang),
        word_sentences.sentence_flow(cases.flow(visits=0), lang),
        word_sentences.sentence_flow(cases.flow(topics=[]), lang),
    ):
        assert len(text) > 8


def test_words_are_in_both_languages_with_the_same_values() -> None:
    for key, zh, en in rules("chart_words"):
        assert zh, key
        assert en, key
        places = [set(re.findall(r"{(\w+)}", text)) for text in (zh, en)]
        assert places[0] == places[1] or key == "representation.own", key
        assert not HALF_WIDTH_IN_CHINESE.search(zh), key


def test_people_of_unknown_agencies_are_of_no_parent() -> None:
    rows = [("central", "經濟部", 2), ("local", "臺北市政府", 1), (None, None, 4)]
    frame = pd.DataFrame(rows, columns=["level", "parent", "people"]).astype({"people": "Int64"})
    assert sentences.sentence_representation(frame) == (
        "7 人來自 2 個上級機關：中央 2 人、地方 1 人、未知 4 人；人數最多的是經濟部（2 人）"
    )
    assert sentences.sentence_representation(frame.tail(1)) == "4 人的上級機關都不明"
    english = sentences.sentence_representation(frame.tail(1), "en")
    assert english == "Parent organisations of all 4 people are unknown"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ReportError, match="fr"):
        labels.label("kind.course", "fr")


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (0.004, "<1%"), (0.345, "34%"), (0.996, ">99%"), (1, "100%")]
)
def test_percentages(share: float, text: str) -> None:
    assert labels.percent(share) == text
