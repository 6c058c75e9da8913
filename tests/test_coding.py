"""Coding rules: OR, AND, NEAR, NOT; the starting set."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import chart_cases as cases
from reports_under_test import printed_114
from tourlib import keywords
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.words.coding import Coding, Concept, code_texts, concepts_in, load_coding, read_coding
from tourlib.words.keywords import topic_concepts
from tourlib.words.texts import topic_texts

STARTING = Path(__file__).parents[1] / "data" / "coding" / "starting_set.toml"


@pytest.mark.parametrize(
    ("concept", "sentence", "told"),
    [
        (Concept("x", "x", any=("AI", "人工智慧")), "推動人工智慧", True),
        (Concept("x", "x", any=("AI",)), "以 MAIN 為主", False),
        (Concept("x", "x", all=(("綠色", "轉型"),)), "轉型為綠色經濟", True),
        (Concept("x", "x", all=(("綠色", "轉型"),)), "綠色經濟", False),
        (Concept("x", "x", near=(("資料", "信任", 2),)), "資料的信任", True),
        (Concept("x", "x", near=(("資料", "信任", 2),)), "信任的資料", True),
        (Concept("x", "x", near=(("資料", "信任", 2),)), "資料需要彼此信任", False),
        (Concept("x", "x", any=("工作",), without=("工作坊",)), "參加工作坊", False),
        (Concept("x", "x", any=("AI 法",)), "此類 AI 法規", False),
    ],
)
def test_a_rule(concept: Concept, sentence: str, told: bool) -> None:
    assert concepts_in(sentence, [concept]) == (["x"] if told else [])


def test_sentences_are_counted_by_key() -> None:
    frame = pd.DataFrame(
        {
            "theme": pd.array([1, 1, 2, None], "Int64"),
            "text": ["AI。能源。", "AI 與 AI。", "能源", "AI"],
        }
    )
    coding = Coding("t", False, (Concept("ai", "人工智慧", any=("AI",)),))
    found = code_texts(frame, coding, "theme")
    assert found.to_dict("list") == {
        "theme": [1, 2], "concept": ["ai", "ai"], "label": ["人工智慧", "人工智慧"],
        "sentences": [2, 0], "of": [3, 1], "share": [2 / 3, 0.0], "rows": [[0, 1], []],
    }  # fmt: skip


def test_the_starting_set_is_marked_as_one() -> None:
    coding = read_coding(STARTING)
    assert coding.starting
    assert "起始" in coding.title
    assert {c.label for c in coding.concepts} >= {
        "數位治理",
        "人工智慧",
        "能源轉型",
        "領導力",
        "友善職場",
        "健康產業",
    }


def test_topics_of_114_speak_of_what_they_are_about() -> None:
    topics = topic_texts(printed_114().sections)
    found = code_texts(topics, read_coding(STARTING), "topic")
    most = found[found["share"] == found.groupby("topic")["share"].transform("max")]
    assert {n: {*labels} for n, labels in most.groupby("topic")["label"]} == {
        1: {"領導力"}, 2: {"數位治理", "人工智慧", "友善職場"}, 3: {"數位治理"}, 4: {"人工智慧"},
        5: {"人工智慧"}, 6: {"人工智慧"}, 7: {"健康產業"}, 8: {"能源轉型"},
    }  # fmt: skip


def test_headings_are_no_sentences() -> None:
    """「二、綠能與港埠發展」 was a sentence on energy; an item that is but a heading is one."""
    columns = ["section", "parent", "title", "text", "line", "chapter"]
    rows = [
        (1, None, "陸、建議", None, 10, "recommendations"),
        (2, 1, "一、綠能與港埠發展", None, 11, "recommendations"),
        (3, 2, "減碳獎勵", "宜訂定補助要點。並每年檢討。", 12, "recommendations"),
        (4, 2, "研議漁港設置儲能設備", None, 13, "recommendations"),
    ]
    texts = topic_texts(pd.DataFrame(rows, columns=columns))
    coding = Coding("t", False, (Concept("e", "能源", any=("綠能", "減碳", "儲能")),))
    found = code_texts(texts, coding, "topic")
    assert (found["sentences"].tolist(), found["of"].tolist()) == ([1], [3])


def test_a_concept_of_one_sentence_is_no_finding() -> None:
    one = cases.concepts(cases.TOPICS[:2], 3).assign(sentences=[0, 0, 0, 1, 0, 0])
    one["share"] = one["sentences"] / one["of"]
    question = next(q for q in keywords.QUESTIONS if q.name == "topic-concepts")
    assert not question.notable(one)
    assert keywords.say_concepts(one) == "沒有任何概念有兩句以上的建議談到"
    grid = question.grid(one, "zh")
    assert grid.values.columns.tolist() == one["term"][[3]].tolist()
    none = one.assign(sentences=0, share=0.0)
    assert keywords.say_concepts(none).startswith("沒有一句建議談到")
    none.attrs["starting"] = True
    assert keywords.say_concepts(none).startswith("起始的編碼規則沒有比對到")
    assert question.notable(one.assign(sentences=2))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no concept"),
        ("concept = 3", "no concept"),
        ("[concept.a]\nlabel = 'A'", "without a rule"),
        ("[concept.a]\nany = 'AI'", "a rule that is none: any"),
        ("[concept.a]\nany = ['']", "a rule that is none: any"),
        ("[concept.a]\nall = [['AI']]", "a rule that is none: all"),
        ("[concept.a]\nnear = [['AI', '資料']]", "a rule that is none: near"),
        ("[concept.a]\nsome = ['AI']\nany = ['AI']", "a rule that is none: some"),
        ("[concept.a", "not readable as TOML"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=reason):
        read_coding(file)


def test_no_file() -> None:
    with pytest.raises(ReportError, match="no such coding file"):
        read_coding("nowhere.toml")


def test_a_data_folder_without_codings_has_no_concepts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    coding = load_coding()
    assert coding.concepts == ()
    texts = pd.DataFrame({"topic": [1], "title": ["人工智慧"], "text": ["推動人工智慧。"]})
    assert code_texts(texts, coding, "topic").empty
    with pytest.raises(ReportError, match="no such coding"):
        load_coding("mine")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("確保僅授權者能存取服務。", []),
        ("防疫多仰賴進口或緊急授權。", []),
        ("願景轉型:從防疫被動應變到國際供應鏈樞紐", []),
        ("共同創造具有社會福祉的願景。", []),
        ("如公共安全事件、能源與糧食危機", []),
        ("可以減少能源浪費。", []),
        ("不僅包含能源效率，也包含數據使用效率", []),
        ("進階(數小時至數月的深度學習)的多樣化選擇", []),
        ("從「指揮型」轉變為「教練型」領導", ["領導力"]),
        # Of whom a manual is for; and of what leaders do.
        ("適合策略領導者、業務專家和管理團隊使用。", []),
        ("領導者應善用外部壓力。", ["領導力"]),
        ("強化網絡領導者的能力與角色", ["領導力"]),
        # The name of an office that is to act; a body that is to be set up is what is advised.
        ("請縣府低碳永續推動處於年底前召開說明會。", []),
        ("宜成立低碳永續推動委員會。", ["能源轉型"]),
        ("低碳生活的好處應多宣導", ["能源轉型"]),
        ("離岸風電是重要再生能源", ["能源轉型"]),
        ("增進本土產業在離岸風場除發電外之效益", ["能源轉型"]),
    ],
)
def test_words_of_the_starting_set_mean_their_concept(sentence: str, told: list[str]) -> None:
    concepts = read_coding(STARTING).concepts
    named = {concept.name: concept.label for concept in concepts}
    assert [named[name] for name in concepts_in(sentence, concepts)] == told


def test_leadership_is_spoken_of_in_two_topics_of_114() -> None:
    report = printed_114()
    found = topic_concepts(report.recommendations, report.sections, read_coding(STARTING))
    spoken = found[(found["term"] == "領導力") & (found["sentences"] > 0)]
    assert spoken["topic"].tolist() == [1, 2]  # 895…922, 928; 952 says for whom a manual is
    assert found.attrs["starting"]


def test_a_chart_of_a_starting_set_says_that_nobody_has_checked_it() -> None:
    report = printed_114()
    coding = read_coding(STARTING)
    for checked in (False, True):
        chosen = Coding(coding.title, not checked, coding.concepts)
        frame = keywords.concepts(report, chosen)
        assert ("尚未有人逐句核對" in keywords.plot_concepts(frame).shown) is not checked
