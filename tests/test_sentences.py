"""Findings as sentences, on the expected tables of 114 and where there is little to say."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import chart_cases as cases
from tourlib import agencies, cohorts, keywords, labels, schedule
from tourlib import themes as tour_themes
from tourlib.errors import ReportError
from tourlib.schedule import measure_days
from tourlib.vocabulary import rules

HALF_WIDTH_IN_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:!?]")


def halved(text: str) -> str:
    """Full-width marks as their half-width twins, so that expected sentences read easily."""
    return text.translate(str.maketrans("\uff0c\uff1b\uff1a\uff08\uff09", ",;:()"))


def test_sentences_of_114() -> None:
    sessions, themes = cases.sessions(), cases.themes()
    density = measure_days(sessions)
    found = [
        agencies.say_people(cases.agencies()),
        schedule.say_days(density),
        schedule.say_week(cases.lay_out_days(sessions, themes)),
        tour_themes.say_hours(cases.measure_hours(sessions, themes)),
    ]
    assert [halved(text) for text in found] == [
        "29 人來自 24 個主管機關:中央 23 人、地方 6 人;人數最多的是經濟部(3 人)",
        "國外 6 天平均每天研習 5.7 小時,占行程時段 67%;密度最高的是 8/20(三)、8/26(二)(各 76%)",
        "國外 6 天 14 場研習,共 34 小時;課程 5 場、參訪 8 場、交流 1 場;另有國內 1 天 7 小時",
        "國外以「領導力」投入時數最多;9.5 小時,占 34 小時的 28%",
    ]


def test_sentences_in_english() -> None:
    density = measure_days(cases.sessions().head(1))
    assert schedule.say_days(density, "en") == (
        "Fri 18 Jul: 7 programme hours in one undivided block"
    )
    blocks = cases.lay_out_days(cases.sessions().head(1), cases.themes())
    assert schedule.say_week(blocks, "en") == "1 session on 1 day, 7 hours in all; 1 course"
    one = cases.agencies().head(1).assign(people=1)
    assert agencies.say_people(one, "en") == (
        "Only 1 person: from Civil Service Protection and Training Commission"
    )


def test_sentences_about_words() -> None:
    concepts = cases.concepts(cases.TOPICS[:3], 4)
    network = cases.network(4, 3).assign(
        first=["風電", "風電", "疫苗"], second=["海域", "招標", "佐劑"]
    )
    flow = cases.flow(cases.TOPICS[:1], 4, 1)
    shared = pd.DataFrame(
        {"term": ["技術", "技術", "公民"], "topics": [6, 6, 5], "count": [2, 3, 9], "of_topics": 8}
    )
    found = [
        keywords.say_shared(shared),
        keywords.say_concepts(concepts),
        keywords.say_network(network),
        keywords.say_sources(flow),
    ]
    assert [halved(text) for text in found] == [
        "所列各詞都有過半數議題用到,其中出現最廣的是「技術」(8 個議題中的 6 個),次數最多的是「公民」(9 次)",
        "談得最廣的概念是「家科學1」、「科學及技2」、「學及技術委3」;3 個議題中的 2 個;"
        "最集中的是「提升數位治理」:30% 的句子談「學及技術委3」",
        "5 個關鍵詞之間有 3 組顯著共現;連結最多的是「風電」(2 組),最顯著的是「風電」與「海域」",
        "報告記述的 4 場課程與參訪中,3 場與建議用詞相近,各涉及一個議題",
    ]
    assert keywords.say_network(network, "en") == (
        '3 pairs of 5 keywords are used together beyond chance; most links: "風電" (2); '
        'most significant: "風電" and "海域"'
    )
    assert keywords.say_sources(flow, "en").startswith("3 of the 4 courses and visits share")


def test_ties_are_named_not_broken() -> None:
    frame = cases.agencies().head(5).assign(people=[2, 2, 1, 1, 1], parent=list("甲乙丙丁戊"))
    assert "甲、乙" in agencies.say_people(frame)
    assert "每個機關都是 1 人" in agencies.say_people(frame.assign(people=1))
    many = frame.assign(people=[2, 2, 2, 2, 1])
    assert "沒有任何機關超過 2 人" in agencies.say_people(many)


def days(*densities: float) -> pd.DataFrame:
    """Days of ten hours, so many of them contact."""
    frame = pd.DataFrame({"date": pd.date_range("2025-09-01", periods=len(densities))})
    minutes = [round(600 * density) for density in densities]
    return frame.assign(
        contact_minutes=minutes, window_minutes=600, density=list(densities), untimed=0,
        part="abroad",
    )  # fmt: skip


def test_the_fullest_days_are_all_named() -> None:
    tail = [
        halved(schedule.say_days(days(*densities))).rpartition("占行程時段 ")[2]
        for densities in ((0.8, 0.2, 0.8), (0.5,) * 4 + (0.1,), (0.5, 0.5), (0.9, 0.5))
    ]
    assert tail == [
        "60%;密度最高的是 9/1(一)、9/3(三)(各 80%)",
        "42%;密度最高的有 4 天(各 50%)",
        "50%",
        "70%;密度最高的是 9/1(一)(90%)",
    ]


def hours(*pairs: tuple[int | None, float]) -> pd.DataFrame:
    """Hours of themes, of a name each."""
    frame = pd.DataFrame(pairs, columns=["theme", "hours"]).astype({"theme": "Int64"})
    frame = frame.assign(part="abroad")
    return frame.assign(theme_title=[pd.NA if pd.isna(t) else f"題{t}" for t in frame["theme"]])


def test_hours_without_a_theme_are_not_hidden() -> None:
    said = [
        halved(tour_themes.say_hours(hours(*pairs)))
        for pairs in (
            ((1, 4.0), (2, 4.0), (None, 2.0)),
            ((1, 4.0), (None, 6.0)),
            ((1, 0.0), (None, 16.0)),
        )
    ]
    assert said == [
        "以「題1」、「題2」投入時數最多;各 4 小時,各占 10 小時的 40%",
        "以「題1」投入時數最多;4 小時,占 10 小時的 40%;未歸主題的更多,有 6 小時(60%)",
        "課程、參訪與交流的 16 小時都未歸主題:無法比較各主題時數。",
    ]


def test_ranks_that_the_roster_does_not_give_are_no_finding() -> None:
    frame = pd.DataFrame(
        {"level": "central", "rank": ["首長", "副首長", None], "people": [4, 2, 10]}
    )
    assert "「首長」最多,4 人(25%)" in halved(agencies.say_ranks(frame))
    assert "職稱" in agencies.say_ranks(frame.assign(rank=pd.NA))
    even = frame.assign(rank=["首長", "副首長", "幕僚長"], people=1)
    assert halved(agencies.say_ranks(even)) == "3 人分屬 3 種職務,各 1 人"  # no shares of a few


def test_words_that_chance_explains_are_said_to_be_so() -> None:
    weak = pd.DataFrame(
        {"topic_title": "甲", "topics": 1, "term": ["風電"], "keyness": 1.3, "weight": 1.3}
    )
    strong = weak.assign(keyness=2.0, weight=2.0)
    for say in (keywords.say_topics, keywords.say_cloud):
        assert "未達顯著" in say(weak)
        assert "chance" in say(weak, "en")
        assert "顯著" not in say(strong)


def test_words_that_all_topics_use() -> None:
    shared = pd.DataFrame(
        {"term": ["岸電", "港口"], "topics": 2, "count": [5, 3], "of_topics": [2, 2]}
    )
    said = halved(keywords.say_shared(shared))
    assert said == "2 個議題都用到所列各詞,次數最多的是「岸電」(5 次)"
    alone = shared.head(1).assign(of_topics=3)  # 所列各詞 were one
    assert halved(keywords.say_shared(alone)) == (
        "過半數議題用到的詞只有「岸電」(3 個議題中的 2 個,5 次)"
    )


def test_words_as_key_as_the_last_one_named_are_counted() -> None:
    frame = pd.DataFrame(
        {
            "topic_title": list("甲乙丙丁戊"),
            "term": list("風水火土木"),
            "keyness": [4.0, 3.0, 2.5, 2.5, 1.0],
        }
    )
    assert halved(keywords.say_topics(frame)) == (
        "最能區分各議題的詞有 4 個,例如「風」、「水」、「火」;依序見於甲、乙、丙"
    )
    assert halved(keywords.say_topics(frame.drop(3))).startswith("最能區分各議題的詞是「風」")
    assert keywords.say_topics(frame.tail(2).head(1), "en").startswith(
        'The words that set topics apart most: "土"'
    )


def test_little_is_said_shortly() -> None:
    shared = pd.DataFrame({"term": list("甲乙丙丁"), "topics": 2, "count": 5, "of_topics": 3})
    network = pd.DataFrame({"first": ["甲", "丙"], "second": ["乙", "丁"]})
    flow = pd.DataFrame(
        {"key": [1, 2], "visit": ["甲(A)", "乙"], "topic": pd.array([1, pd.NA], dtype="Int64")}
    )
    two = pd.concat([flow, flow.assign(topic=pd.array([2, 2], dtype="Int64"))])
    both = pd.concat([two, flow.assign(topic=pd.array([3, 1], dtype="Int64")).tail(1)])
    said = [
        keywords.say_shared(shared.head(1)),
        keywords.say_shared(shared),
        keywords.say_network(network.head(1)),
        keywords.say_network(network),
        keywords.say_sources(flow),
        keywords.say_sources(both),
    ]
    assert [halved(text) for text in said] == [
        "過半數議題用到的詞只有「甲」(3 個議題中的 2 個,5 次)",
        "所列各詞都有過半數議題用到,其中出現最廣、次數也最多的是「甲」、「乙」、「丙」等 4 個並列(3 個議題中的 2 個,5 次)",
        "只有一組關鍵詞顯著共現:「甲」與「乙」",
        "4 個關鍵詞之間有 2 組顯著共現,最顯著的是「甲」與「乙」",
        "報告記述的 2 場課程與參訪中,只有「甲」與建議用詞相近(1 個議題)",
        "報告記述的 2 場課程與參訪中,2 場與建議用詞相近;涉及議題最多的是「甲」、「乙」(各 2 個議題)",
    ]


def test_topics_that_speak_as_much_of_a_concept_are_all_named() -> None:
    even = cases.concepts(cases.TOPICS[:2], 1).assign(sentences=3, share=0.3)
    assert halved(keywords.say_concepts(even)).endswith(
        ";最集中的是「強化跨部會協作」、「推動數位發展」:各 30% 的句子談「國家0」"
    )
    two = pd.concat([even, even.assign(term="乙")])
    assert "最集中" not in keywords.say_concepts(two)


def test_who_came_again_is_told_without_noughts() -> None:
    frame = cases.recurrence(3, 2).assign(last=115, status=["new", "new", "absent"])
    said = [
        cohorts.say_recurrence(frame.assign(status=status))
        for status in (["new", "new", "absent"], ["returning"] * 3, ["returning", "new", "new"])
    ]
    assert [halved(text) for text in said] == [
        "就已收錄的報告,115 年的 2 個主管機關都是首次派員;另有 1 個曾派員、最近一年未派員",
        "就已收錄的報告,115 年的 3 個主管機關都曾派員",
        "就已收錄的報告,115 年的 3 個主管機關中,1 個曾派員,2 個首次派員",
    ]


def test_a_cohort_without_a_roster_is_not_one_of_nobody() -> None:
    frame = pd.DataFrame(
        {
            "cohort": [110, 111, 112],
            "people": pd.array([4, 9, pd.NA], dtype="Int64"),
            "contact_hours": pd.array([pd.NA] * 3, dtype="Float64"),
            "items": pd.array([3, 2, 5], dtype="Int64"),
        }
    )
    assert halved(cohorts.say_compare(frame)) == (
        "110 年到 112 年的出國報告:人數 4 → 9(111 年)、國外研習時數 無資料、建議項數 3 → 5"
    )


def test_coverage_says_whether_advice_followed_the_hours() -> None:
    names = ("themes", "sessions", "sections", "recommendations")
    frame = cases.measure_coverage(*map(cases.table, names))
    text = tour_themes.say_coverage(frame)
    assert halved(text).startswith("國外時數以「領導力」最多(28%);建議篇幅以")
    no_advice = frame.assign(share=frame["share"].mask(frame["measure"] == "recommendations"))
    assert "建議未依主題分述，不比較" in tour_themes.say_coverage(no_advice)
    loose = frame["theme"].isna() & (frame["measure"] == "hours")
    more = frame.assign(share=frame["share"].mask(loose, 0.47))
    assert halved(tour_themes.say_coverage(more)).endswith(";未歸主題的時數更多(47%)")
    assert "未歸主題" not in text
    no_hours = frame.assign(share=frame["share"].mask(frame["measure"] == "hours"))
    assert tour_themes.say_coverage(no_hours).startswith("建議字數以「")


def test_regions_without_people_are_named() -> None:
    frame = pd.DataFrame({"name": list("甲乙丙"), "region": list("東東西"), "people": [1, 0, 0]})
    text = halved(agencies.say_counties(frame))
    assert text == "3 個縣市中,1 個派員,2 個未派員;西沒有縣市派員"


@pytest.mark.parametrize("lang", labels.LANGUAGES)
def test_sentences_are_never_empty(lang: str) -> None:
    density = measure_days(cases.sessions().head(0))
    for text in (
        agencies.say_people(cases.agencies().head(0), lang),
        agencies.say_ministries(cases.tiles().head(0), lang),
        agencies.say_counties(cases.places().head(0), lang),
        agencies.say_ranks(cases.ranks().head(0), lang),
        schedule.say_days(density, lang),
        schedule.say_week(cases.lay_out_days(cases.sessions().head(0), cases.themes()), lang),
        keywords.say_topics(cases.keywords().head(0), lang),
        keywords.say_cloud(cases.cloud().head(0), lang),
        keywords.say_shared(cases.shared().head(0), lang),
        keywords.say_concepts(cases.concepts().head(0), lang),
        keywords.say_concepts(cases.concepts(cases.TOPICS[:1]), lang),
        keywords.say_network(cases.network().head(0), lang),
        keywords.say_sources(cases.flow().head(0), lang),
        keywords.say_sources(cases.flow(visits=0), lang),
        keywords.say_sources(cases.flow(topics=[]), lang),
    ):
        assert len(text) > 8


def test_words_are_in_both_languages_with_the_same_values() -> None:
    for key, zh, en in rules("chart_words"):
        assert zh, key
        assert en, key
        places = [set(re.findall(r"{(\w+)}", text)) for text in (zh, en)]
        assert places[0] == places[1] or key == "representation.own", key
        assert not HALF_WIDTH_IN_CHINESE.search(zh), key


def test_every_word_that_is_asked_for_is_there() -> None:
    """A day of one entry (18 July of 114, alone) once asked for a word that had gone."""
    known = {key for key, _zh, _en in rules("chart_words")}
    groups = {key.partition(".")[0] for key in known}
    source = Path(labels.__file__).parent
    for path in source.rglob("*.py"):
        for key in re.findall(r'label\(\s*"([\w.-]+)"', path.read_text(encoding="utf-8")):
            assert key in known or key.partition(".")[0] not in groups, (path.name, key)
    assert "課程表為一整段" in schedule.say_days(measure_days(cases.sessions().head(1)))


def test_every_contradiction_has_a_word_in_both_languages() -> None:
    known = {key for key, _zh, _en in rules("chart_words")}
    checks = Path(labels.__file__).parent / "checks"
    source = "".join(path.read_text(encoding="utf-8") for path in checks.glob("*.py"))
    kinds = set(re.findall(r'"([a-z]+)-mismatch"', source))
    assert {"time", "toc"} <= kinds
    assert {f"contradiction.{kind}" for kind in kinds} <= known


def test_people_of_unknown_agencies_are_of_no_parent() -> None:
    rows = [("central", "經濟部", 2), ("local", "臺北市政府", 1), (None, None, 4)]
    frame = pd.DataFrame(rows, columns=["level", "parent", "people"]).astype({"people": "Int64"})
    assert agencies.say_people(frame) == (
        "7 人來自 2 個主管機關：中央 2 人、地方 1 人、未知 4 人；人數最多的是經濟部（2 人）"
    )
    assert agencies.say_people(frame.tail(1)) == "4 人的主管機關都不明"
    english = agencies.say_people(frame.tail(1), "en")
    assert english == "Parent organisations of all 4 people are unknown"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ReportError, match="fr"):
        labels.label("kind.course", "fr")


def test_halves_are_rounded_as_office_rounds_them() -> None:
    assert [labels.quantity(value) for value in (0.25, 5.25, 13.75, -0.25)] == [
        "0.3", "5.3", "13.8", "-0.3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.004, "<1%"), (0.125, "13%"), (0.344, "34%"), (0.996, ">99%"), (1, "100%")],
)
def test_percentages(share: float, text: str) -> None:
    assert labels.percent(share) == text


def test_a_day_of_one_undivided_block_is_no_superlative() -> None:
    frame = days(1.0, 0.8, 0.5).assign(density=[pd.NA, 0.8, 0.5])
    assert "密度最高的是 9/2" in schedule.say_days(frame)


def test_courses_at_home_do_not_lead() -> None:
    """As on 18 July of 114: one block of seven hours at home, before the journey."""
    frame = hours((1, 7.0), (2, 3.0), (1, 1.0)).assign(part=["domestic", "abroad", "abroad"])
    assert halved(tour_themes.say_hours(frame)) == (
        "國外以「題2」投入時數最多;3 小時,占 4 小時的 75%"
    )
    assert "最多;7 小時" in halved(tour_themes.say_hours(frame.head(1)))
