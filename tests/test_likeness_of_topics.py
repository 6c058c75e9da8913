"""Which theme a topic belongs to and which visits it draws on."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from reports_under_test import printed_114, terms_114
from tourlib.words import host_texts, match_topics, match_visits, theme_texts, topic_texts
from tourlib.words.likeness import host_names
from tourlib.words.texts import join_texts


@cache
def topics() -> pd.DataFrame:
    texts = topic_texts(printed_114().sections)
    return (
        texts.assign(text=join_texts(texts))
        .groupby("topic", as_index=False)
        .agg(text=("text", "\n".join))
    )


def hosts() -> pd.DataFrame:
    return host_texts(printed_114().sections, printed_114().visits)


def test_themes_of_the_topics_of_114() -> None:
    report = printed_114()
    themes = theme_texts(report.sections, report.themes)
    found = match_topics(topics(), themes, hosts(), terms_114()["term"]).set_index("topic")
    titles = report.themes.set_index("theme")["title"]
    assert found["theme"].map(titles).tolist() == [
        "領導力", "政府治理與友善職場", "創新經濟與數位轉型", "人工智慧", "人工智慧",
        "創新經濟與數位轉型", "創新經濟與數位轉型", "能源轉型",
    ]  # fmt: skip
    assert (found["margin"] > 0.5).all()
    assert "IMEC" in found.at[6, "evidence"]
    assert "疫苗" in found.at[7, "evidence"]
    assert found.at[6, "mentions"] == 4


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        (1, "策略性網絡"),
        (2, "社會安全"),
        (3, "數位化與簡化"),
        (4, "佛蘭德斯數位署"),
        (5, "FARI"),
        (6, "IMEC"),
        (7, "GSK"),
        (8, "Ostend"),
    ],
)
def test_visits_that_the_topics_of_114_draw_on(topic: int, name: str) -> None:
    found = match_visits(topics(), hosts(), terms_114()["term"])
    best = found[found["topic"] == topic].iloc[0]
    assert name in best["name"]
    assert best["evidence"]


def test_a_mention_of_the_host_counts_more_than_words_in_common() -> None:
    asked = pd.DataFrame({"topic": [1], "text": ["借鏡 TNO 的做法,疫苗與佐劑產業應發展疫苗技術"]})
    visited = pd.DataFrame(
        {
            "key": ["a", "b"], "theme": [1, 2],
            "name": ["參訪荷蘭應用科學研究組織(TNO)", "參訪藥廠"],
            "text": ["機器人與感測器及晶片", "疫苗、抗原、臨床、工廠與冷鏈物流"],
        }
    )  # fmt: skip
    found = match_visits(asked, visited)
    assert found["key"].tolist() == ["a", "b"]
    assert found["evidence"].iloc[0] == ["TNO"]


def test_a_name_that_all_hosts_bear_tells_none() -> None:
    asked = pd.DataFrame({"topic": [1], "text": ["參考 BOSA 經驗"]})
    visited = pd.DataFrame(
        {
            "key": [1, 2],
            "theme": [1, 2],
            "name": ["BOSA 領導課程", "BOSA 數位課程"],
            "text": ["領導", "數位"],
        }
    )
    assert match_visits(asked, visited)["mentions"].tolist() == [0, 0]


def test_a_topic_with_no_word_in_common_has_no_theme() -> None:
    asked = pd.DataFrame({"topic": [1], "text": ["漁業養殖"]})
    themes = pd.DataFrame({"theme": [1], "title": ["領導力"], "text": ["教練與團隊"]})
    none = pd.DataFrame({"key": [], "theme": [], "name": [], "text": []})
    found = match_topics(asked, themes, none)
    assert found["theme"].isna().tolist() == [True]
    assert found["evidence"].tolist() == [[]]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("參訪校際微電子中心(IMEC Leuven)", ["校際微電子中心", "IMEC Leuven", "IMEC"]),
        (
            "拜會新加坡公務員學院 (Civil Service College)",
            ["新加坡公務員學院", "Civil Service College"],
        ),
        ("參訪FARI研究機構(FARI Institute)", ["FARI研究機構", "FARI Institute", "FARI"]),
    ],
)
def test_names_of_a_host(title: str, names: list[str]) -> None:
    assert host_names(title) == names
