"""Keywords of the recommendations, in the frames that charts draw."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

import tourlib
from tourlib.charts.foot import row_lines
from tourlib.words.keywords import (
    COLUMNS,
    cloud_weights,
    shared_keywords,
    term_network,
    top_keywords,
    topic_keywords,
)
from tourlib.words.texts import topic_texts

ROOT = Path(__file__).parents[1]


@cache
def report() -> tourlib.Report:
    return tourlib.load(ROOT / "data" / "reports" / "114")


@cache
def keywords() -> pd.DataFrame:
    return topic_keywords(report().recommendations, report().sections, report().lexicon)


def test_topics_of_114_are_told_by_their_words() -> None:
    best = top_keywords(keywords())
    words = {topic: set(group["term"]) for topic, group in best.groupby("topic")}
    told = {
        1: {"協作", "策略性網絡領導", "公共治理", "跨領域", "軟實力"},
        2: {"辦公", "社會福利", "績效", "弱勢群體", "教練"},
        3: {"數位服務", "資料", "服務設計", "數位信任", "數位發展部"},
        4: {"AI", "可信賴", "數位轉型", "資料治理", "佛蘭德斯政府"},
        5: {"數據", "AI", "智慧城市", "倫理", "資源效率"},
        6: {"IMEC", "產學研連結", "科技發展", "商業化", "高附加價值"},
        7: {"疫苗", "疫苗產業", "CDMO", "佐劑", "外銷"},
        8: {"低碳能源", "海域空間", "生態", "離岸風電", "招標"},
    }  # fmt: skip
    for topic, some in told.items():
        assert some <= words[topic], (topic, words[topic])
    assert not any({"比利時", "比利", "政府", "建議"} & of_topic for of_topic in words.values())


def test_the_most_key_words_are_those_that_are_shown() -> None:
    every, best = keywords(), top_keywords(keywords())
    for topic, group in best.groupby("topic"):
        of_topic = every.loc[every["topic"] == topic, "keyness"]
        assert group["keyness"].tolist() == sorted(of_topic, reverse=True)[: len(group)]


def test_rows_lead_to_the_items_that_have_the_word() -> None:
    table, topics = report().sections, topic_texts(report().sections)["topic"]
    for row in top_keywords(keywords(), 3).itertuples():
        assert row.table == "sections"
        for label in row.rows:
            said = f"{table.at[label, 'title']}{table.at[label, 'text']}"
            forms = [row.term, *(a for a, b in report().synonyms.items() if b == row.term)]
            assert any(form in said for form in forms)
            assert topics[label] == row.topic


def test_words_that_topics_share_are_counted_in_longer_terms_too() -> None:
    """Counted in lines 895 to 1033 by hand: 服務 is in 數位服務 and 服務設計, 協作 in 跨部門協作 (957)."""
    found = shared_keywords(report().recommendations, report().sections, report().lexicon)
    words = found.groupby("term").agg(count=("count", "sum"), topics=("topics", "first"))
    printed = {"技術": (31, 6), "公民": (23, 5), "服務": (39, 6), "安全": (19, 7), "協作": (36, 6),
               "創新": (16, 6), "資訊": (7, 5), "傳統": (7, 5), "流程": (8, 5)}  # fmt: skip
    assert {word: tuple(words.loc[word]) for word in words.index if word in printed} == {
        word: printed[word] for word in words.index if word in printed
    }
    assert {"技術", "公民", "服務", "安全", "協作", "創新"} <= set(words.index)


def test_a_word_of_an_introduction_leads_to_its_line() -> None:
    """「公民對公共服務的期待」 stands in line 897, before the first item of topic 1."""
    found = shared_keywords(report().recommendations, report().sections)
    one = found[(found["term"] == "公民") & (found["topic"] == 1)]
    assert row_lines(report(), one, ["sections"], ["term"]) == [(897,)]


def test_cloud_is_by_keyness() -> None:
    weights = cloud_weights(keywords())
    assert weights["weight"].is_monotonic_decreasing
    assert weights["term"].is_unique


def test_no_recommendations_no_keywords() -> None:
    nothing = topic_keywords(report().recommendations.head(0), report().sections.head(0))
    assert list(nothing.columns) == COLUMNS
    assert nothing.empty
    assert top_keywords(nothing).empty
    assert cloud_weights(nothing).empty


def test_small_report_without_chapter_of_its_own_for_recommendations() -> None:
    small = tourlib.load(ROOT / "tests" / "reports" / "111-singapore" / "report.txt")
    found = topic_keywords(
        small.recommendations, small.sections, replace(small.lexicon, stop=(), synonyms={})
    )
    # The third topic uses no word twice and no term of the report: its heading speaks for it.
    assert set(found["topic"]) == {1, 2, 3, 4}
    assert found[found["topic"] == 3]["term"].tolist() == ["完工後"]


def test_cohort_file_adds_terms_and_concordance_shows_uses() -> None:
    kwic = report().concordance("資料主權", width=12)
    assert len(kwic) >= 5
    assert (kwic["keyword"] == "資料主權").all()
    assert kwic["left"].str.len().max() <= 12


def test_network_has_every_pair_beyond_chance_in_the_theme_that_speaks_of_it() -> None:
    """佛蘭德斯政府 stands with AI in lines 790–792, 950–958; 自主 is 自主工作 of 友善職場 (theme 3)."""
    names = report().themes["title"]
    network = term_network(top_keywords(keywords()), report().sections, report().lexicon, names)
    pairs = set(zip(network["first"], network["second"], strict=True))
    assert ("AI", "佛蘭德斯政府") in pairs
    theme = dict(zip(network["second"], network["second_theme"], strict=True))
    assert (theme["自主"], theme["疫苗"], theme["離岸風電"]) == (3, 1, 4)


def test_topics_of_a_table_have_the_words_of_their_rows_and_links_to_them(tmp_path: Path) -> None:
    """The name of a topic in a cell is no use of its words: they are said of all that is beside it."""
    path = tmp_path / "report.txt"
    path.write_text(
        "考察港灣出國報告\n壹、目的\n瞭解港埠作法。\n貳、建議\n彙整如下:\n"
        "議題\t建議事項\t主辦機關\n"
        "一、港埠減碳\t(一)擴充岸電:編列經費。\t交通部\n\t(二)補助岸電:逐年辦理。\t交通部\n"
        "二、數位治理\t(一)介接資料:整合航政資料。\t內政部\n參、結語\n收穫豐碩。\n",
        encoding="utf-8",
    )
    report = tourlib.load(path)
    assert list(report.sections["title"]) == ["目的", "建議", "結語"]
    words = topic_keywords(report.recommendations, report.sections, report.lexicon)
    assert set(words["table"]) == {"recommendations"}
    assert not words["term"].str.contains("減碳|治理").any()
    [use] = words[words["term"] == "岸電"].to_dict("records")
    assert (use["topic_title"], use["count"]) == ("港埠減碳", 2)
    assert list(report.recommendations.loc[use["rows"], "line"]) == [7, 8]
