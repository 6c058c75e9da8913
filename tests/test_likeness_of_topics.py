"""Which theme a topic belongs to and which visits it draws on."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from reports_under_test import printed_114, terms_114
from tourlib.words.likeness import host_names, match_visits
from tourlib.words.texts import host_texts, join_texts, topic_texts


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
    (found,) = match_visits(
        topics()[topics()["topic"] == topic]["text"], hosts(), terms_114()["term"]
    )
    assert name in found[0].host["name"]
    assert found[0].evidence


def test_a_mention_of_the_host_counts_more_than_words_in_common() -> None:
    asked = ["借鏡 TNO 的做法,疫苗與佐劑產業應發展疫苗技術"]
    visited = pd.DataFrame(
        {
            "key": ["a", "b"], "theme": [1, 2],
            "name": ["參訪荷蘭應用科學研究組織(TNO)", "參訪藥廠"],
            "text": ["機器人與感測器及晶片", "疫苗、抗原、臨床、工廠與冷鏈物流"],
        }
    )  # fmt: skip
    (found,) = match_visits(asked, visited)
    assert [match.host["key"] for match in found] == ["a", "b"]
    assert found[0].evidence == ("TNO",)


def test_a_name_that_all_hosts_bear_tells_none() -> None:
    visited = pd.DataFrame(
        {
            "key": [1, 2],
            "theme": [1, 2],
            "name": ["BOSA 領導課程", "BOSA 數位課程"],
            "text": ["領導", "數位"],
        }
    )
    (found,) = match_visits(["參考 BOSA 經驗"], visited)
    assert [match.mentions for match in found] == [0, 0]


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
