"""Which visit fed which recommendation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from reports_under_test import printed_114
from tourlib.words.glossary import find_synonyms
from tourlib.words.likeness import host_names, match_visits
from tourlib.words.sources import trace_topics
from tourlib.words.texts import topic_themes

REPORTS = Path(__file__).parent / "reports"


def trace(report: tourlib.Report) -> pd.DataFrame:
    return trace_topics(
        report.recommendations,
        report.sections,
        report.visits,
        report.themes,
        report.terms["term"],
    )


@cache
def flow() -> pd.DataFrame:
    return trace(printed_114())


#: Topic of 114, its theme, the visits it draws on (a part of each title) and words that must be
#: among the evidence of the first.
TOPICS_114 = [
    (1, "領導力", ["策略性網絡領導力工作坊", "軟實力", "聯邦社會安全公共服務部"], {"策略性網絡領導力"}),
    (2, "政府治理與友善職場",
     ["聯邦社會安全公共服務部", "職場友善", "管理領導工作坊"],
     {"身心障礙補助"}),
    (3, "創新經濟與數位轉型", ["數位化與簡化"], {"共同後台系統", "駕照"}),
    (4, "人工智慧", ["佛蘭德斯數位署"], {"佛蘭德斯數位署"}),
    (5, "人工智慧", ["FARI"], {"FARI", "智慧城市"}),
    (6, "創新經濟與數位轉型", ["IMEC"], {"IMEC"}),
    (7, "創新經濟與數位轉型", ["GSK"], {"GSK", "疫苗", "佐劑"}),
    (8, "能源轉型", ["Ostend科學園區", "Ostend離岸風力場"], {"離岸風電", "招標"}),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "theme", "visits", "evidence"), TOPICS_114)
def test_topics_of_114(topic: int, theme: str, visits: list[str], evidence: set[str]) -> None:
    found = flow()[(flow()["topic"] == topic).fillna(False)]
    titles = printed_114().themes.set_index("theme")["title"]
    assert found["topic_theme"].map(titles).unique().tolist() == [theme]
    assert len(found) == len(visits)
    for name, title in zip(visits, found["visit"], strict=True):
        assert name in title
    assert evidence <= set(found["evidence"].iloc[0])
    assert found["share"].sum() == pytest.approx(1)


def test_what_one_item_draws_on_is_told() -> None:
    """教練式提問 and the 教練角色 of the workshop (752, 755) are recommended in line 928."""
    workshop = flow()[flow()["visit"].str.startswith("管理領導工作坊")]
    assert workshop["topic"].tolist() == [2]
    assert workshop["lines"].tolist() == [[928]]
    assert "教練" in workshop["evidence"].iloc[0]


#: Visits (title, notes) and a recommendation; the visits whose subject it is.
LIKE = [
    ("其他詞的尾、任何機關都有的詞不算", "交通事故理賠,民眾往返費時,宜整合為單一窗口服務,經費由基金支應。",
     [("海上漏油事故應變中心", "漏油事故發生後出動,對民眾提供資訊服務,經費由基金支應。"),
      ("網路安全中心", "受理資安事故通報,並向民眾說明服務。")], []),
    ("較長的詞裡的詞也算", "設置港區訪客中心,讓學童瞭解海事,所需經費由基金支應。",
     [("岸電訪客中心", "展示船舶靠港之模型,學童可以操作。"),
      ("氣候基金署", "基金之經費來自碳費,由基金支應各項計畫經費。")], ["岸電訪客中心"]),
    ("戶政", "戶政申請已有資料之證明一律免附,由機關以介接取得。",
     [("數位政府署", "機關間資料介接,申請人不必再附證明。"),
      ("網路安全中心", "受理資安事故通報,訓練人員。"),
      ("氣候基金署", "基金之經費來自碳費,申請案分三階段審查。")], ["數位政府署"]),
]  # fmt: skip


@pytest.mark.parametrize(("_why", "item", "visits", "wanted"), LIKE)
def test_whose_subject_an_item_is(
    _why: str, item: str, visits: list[tuple[str, str]], wanted: list[str]
) -> None:
    hosts = pd.DataFrame(visits, columns=["name", "text"])
    hosts["text"] = hosts["name"] + "。" + hosts["text"]
    matches = match_visits([item], hosts, ["岸電訪客中心", "基金支應"])[0]
    assert [match.host["name"] for match in matches if match.score] == wanted


def test_what_is_no_likeness_and_what_a_short_item_shares() -> None:
    """經濟 of the report's title, 由本 of two sentences and two words of everyday linked anything; a
    short item with a rare term was passed over."""
    advice = [
        "推動港灣經濟,由本中心辦理,並結合地方產業資源共同推動相關工作。",
        "試辦浮動碼頭租金抵減",
        "加強安全及交通之管理,並由各單位共同辦理相關之宣導工作事項。",
    ]
    notes = ["港灣經濟之規劃由本會負責。", "浮動碼頭採租金抵減。", "安全與交通。"]
    names = ["港灣規劃處", "漁業合作社", "巡防隊"]
    sections = pd.DataFrame(
        [(1, pd.NA, "參、建議", None, "recommendations", 1), (2, 1, "一、港灣", None, "recommendations", 2)]
        + [(n, 2, None, text, "recommendations", n) for n, text in enumerate(advice, 3)]
        + [(n, pd.NA, name, text, "study_notes", n) for n, (name, text) in enumerate(zip(names, notes, strict=True), 6)],
        columns=["section", "parent", "title", "text", "chapter", "line"],
    ).assign(theme=pd.array([pd.NA] * 8, "Int64"))  # fmt: skip
    visits = pd.DataFrame({"section": [6, 7, 8], "title": names, "theme": [pd.NA] * 3})
    table = pd.DataFrame({"topic": [1], "topic_title": ["港灣"], "theme": [pd.NA], "line": [3]})
    themes = pd.DataFrame({"theme": [], "title": []})
    found = trace_topics(table, sections, visits, themes, stop=["港灣", "經濟"])
    assert found.dropna(subset="topic")["visit"].tolist() == ["漁業合作社"]


def test_a_compound_of_a_title_is_evidence() -> None:
    """Its words are common, and the item's text has an uncommon one of another visit."""
    notes = {
        "海岸大學": "居民之社會支持網絡須長期維持,政府預算卻往往提前終止,颱風亦然。",
        "山村協會": "颱風過境時由部落護理人員逐戶訪視,並記錄長者狀況。",
        "港務公司": "碼頭採自動化裝卸,貨櫃周轉時間縮短。",
    }
    title, text = "延續災後社會支持網絡", "將颱風受災戶之訪視延長至少三年。"
    rows = [(1, pd.NA, "參、建議", None, "recommendations", 1)]
    rows += [
        (n, pd.NA, name, said, "study_notes", n) for n, (name, said) in enumerate(notes.items(), 6)
    ]
    columns = ["section", "parent", "title", "text", "chapter", "line"]
    sections = pd.DataFrame(rows, columns=columns).assign(theme=pd.array([pd.NA] * 4, "Int64"))
    visits = pd.DataFrame({"section": [6, 7, 8], "title": [*notes], "theme": [pd.NA] * 3})
    advice = {"topic": [1], "topic_title": [title], "title": [title], "text": [text], "line": [3]}
    table = pd.DataFrame(advice).assign(theme=pd.NA)
    found = trace_topics(table, sections, visits, pd.DataFrame({"theme": [], "title": []}))
    assert found.dropna(subset="topic")["visit"].tolist()[0] == "海岸大學"
    assert "社會支持網絡" in found["evidence"].iloc[0]


def test_a_unit_is_named_by_the_body_that_it_is_of() -> None:
    assert "某邦河川管理局" in host_names("參訪某邦河川管理局南部分局")
    assert host_names("參訪某邦河川管理局") == ["某邦河川管理局"]


def test_every_link_has_a_line() -> None:
    linked = flow().dropna(subset=["topic", "key"])
    assert linked["lines"].map(len).min() >= 1


def test_a_heading_without_text_draws_on_nothing() -> None:
    lines = {line for found in flow()["lines"] for line in found}
    assert not lines & {899, 907, 913, 973, 981, 987, 1009, 1018, 1027}


def test_themes_are_those_of_the_table() -> None:
    table = printed_114().recommendations.drop_duplicates("topic").set_index("topic")["theme"]
    found = flow().dropna(subset="topic").drop_duplicates("topic").set_index("topic")
    assert found["topic_theme"].to_dict() == table.to_dict()


def test_every_topic_and_every_visit_is_there() -> None:
    report = printed_114()
    assert set(flow()["topic"].dropna()) == set(report.recommendations["topic"])
    assert set(flow()["key"].dropna()) == set(report.visits["section"])
    unused = flow()[flow()["topic"].isna()]
    assert len(unused) == 2  # 政經環境, 歐洲議會
    assert unused["share"].isna().all()


def test_report_without_visits_or_recommendations() -> None:
    small = tourlib.load(REPORTS / "111-singapore" / "report.txt")
    found = trace(small)
    assert found["topic"].tolist() == [1, 2, 3, 4]
    assert found["key"].isna().all()
    nothing = trace_topics(
        small.recommendations.head(0), small.sections, small.visits, small.themes
    )
    assert nothing.empty


def test_report_without_themes() -> None:
    found = trace(tourlib.load(REPORTS / "110-australia" / "report.txt"))
    assert found["topic"].tolist() == [1, 2, 3]
    assert found["visit"].str.contains("藍岬|紅土").all()
    assert found["theme"].isna().all()


def glossary(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["term", "abbreviation", "count"])


def test_a_term_and_its_abbreviation_are_the_form_used_more() -> None:
    table = glossary(("人工智慧", "AI", 2), ("差價合約", "CfD", 3), ("離線權", None, 4))
    body = [(1, "人工智慧(AI)、AI 與 AI,差價合約(CfD)"), (2, "差價合約、AIDS")]
    assert find_synonyms(table, body) == {"人工智慧": "AI", "CfD": "差價合約"}


def test_what_two_terms_share_makes_none_one() -> None:
    table = glossary(("服務水平協議", "SLA", 1), ("服務水準協議", "SLA", 1))
    assert find_synonyms(table, [(1, "SLA")]) == {}


def test_the_analyst_goes_before_the_gloss() -> None:
    table = glossary(("人工智慧", "AI", 2))
    body = [(1, "AI、AI、AI")]
    assert find_synonyms(table, body, {"AI": "人工智慧"}) == {"AI": "人工智慧"}
    assert find_synonyms(table, body, {"AI": "智慧科技"}) == {
        "AI": "智慧科技",
        "人工智慧": "智慧科技",
    }
    assert find_synonyms(table, body, {"人工智慧": "智慧科技"}) == {"人工智慧": "智慧科技"}


def test_reflections_on_a_visit_are_its_text_too() -> None:
    """Line 820 (教練型領導, 心得 on 職場友善) comes again in 928; the driving licences of 936 and the
    共同後台系統 in line 762, on the digital services of the Belgian state, not on Flanders."""
    found = flow().dropna(subset=["topic", "key"]).set_index(["topic", "visit"])["lines"]
    lines = {(topic, visit[:6]): own for (topic, visit), own in found.items()}
    assert {927, 928} <= set(lines[2, "職場友善"])
    assert 936 in lines[3, "參訪比利時聯"]
    assert (3, "參訪佛蘭德斯") not in lines


def test_a_topic_whose_items_are_of_two_themes_has_none() -> None:
    rows = pd.DataFrame(
        {"topic": [1, 1, 2, 2, 3], "theme": pd.array([1, 2, 3, None, None], "Int64")}
    )
    assert topic_themes(rows)["theme"].tolist() == [pd.NA, 3, pd.NA]
