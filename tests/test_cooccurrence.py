"""Words used together, against values worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
import pytest

from reports_under_test import printed_114, terms_114
from tourlib.words.cooccurrence import SIGNIFICANT, measure_cooccurrence
from tourlib.words.counts import Lexicon

#: Of eight sentences three have both words, one the first alone, one the second alone.
FRAME = pd.DataFrame(
    {"text": ["疫苗與佐劑。疫苗與佐劑。疫苗與佐劑。疫苗不同。佐劑不同。能源。能源。能源。"]}
)


def test_a_pair_by_hand() -> None:
    found = measure_cooccurrence(FRAME)
    assert found[["first", "second", "count"]].values.tolist() == [["佐劑", "疫苗", 3]]
    row = found.iloc[0]
    assert row["expected"] == pytest.approx(4 * 4 / 8)
    # 2 (3 ln(3/2) + 1 ln(1/2) + 1 ln(1/2) + 3 ln(3/2))
    assert row["g2"] == pytest.approx(2 * (6 * math.log(1.5) + 2 * math.log(0.5)))
    assert row["npmi"] == pytest.approx(math.log(1.5) / -math.log(3 / 8))


def pairs(
    *sentences: str, terms: Iterable[str] = (), names: Iterable[str] = ()
) -> list[list[object]]:
    frame = pd.DataFrame({"text": [*sentences, *["疫苗"] * 6]})
    found = measure_cooccurrence(frame, Lexicon(dict.fromkeys(terms, 1)), names=names)
    return found[["first", "second", "count"]].values.tolist()


THEMES = ["人工智慧", "能源轉型", "領導力", "創新經濟與數位轉型"]


@pytest.mark.parametrize(
    "sentence",
    [
        "以「人工智慧」、「能源轉型」及「領導力」為研習主題",  # as line 52
        "包括人工智慧(AI)與能源轉型(energy transition)等",  # as line 132
        "從領導培力、數位轉型、公共治理、能源轉型與產業創新",  # as line 76
        "分為主題一「人工智慧」、主題二「能源轉型」及主題三「領導力」",
        "關鍵詞:人工智慧、能源轉型、離岸風電",
    ],
)
def test_themes_that_are_only_enumerated_are_no_pair(sentence: str) -> None:
    terms = [*THEMES, "數位轉型"]
    both = [set(pair[:2]) for pair in pairs(*[sentence] * 3, terms=terms, names=THEMES)]
    assert not any(pair <= {*THEMES, "數位轉型"} for pair in both)


def test_themes_that_a_sentence_relates_are_a_pair() -> None:
    found = pairs(*["以人工智慧協助能源轉型"] * 3, terms=THEMES, names=THEMES)
    assert ["人工智慧", "能源轉型", 3] in found


def test_a_name_cut_in_two_is_no_pair() -> None:
    assert pairs(*["由 Joris Voets 主講"] * 3) == []
    assert pairs(*["由 Joris 與根特大學的 Voets 主講"] * 3) != []


def test_titles_are_no_evidence() -> None:
    frame = pd.DataFrame({"title": ["疫苗與佐劑"] * 3 + [None] * 3, "text": ["疫苗"] * 6})
    assert len(measure_cooccurrence(frame)) == 0


def test_a_longer_term_counts_for_the_word_in_it() -> None:
    terms = ["策略性網絡領導力", "領導力"]
    told = pairs(*["策略性網絡領導力需要信任"] * 2, "領導力來自信任", terms=terms)
    assert ["信任", "領導力", 3] in told
    assert not any({"策略性網絡領導力", "領導力"} == set(pair[:2]) for pair in told)


def test_theme_names_are_linked_in_114_only_where_a_sentence_relates_them() -> None:
    report = printed_114()
    known = Lexicon(dict.fromkeys(terms_114()["term"], 1))
    found = measure_cooccurrence(report.sections, known, least=3, names=report.themes["title"])
    pair = found[(found["first"] == "數位轉型") & (found["second"] == "能源轉型")]
    assert len(pair) == 0  # 52, 76, 132, 136, 150, 160 and 1037 only list them


def test_in_one_text_is_not_in_one_sentence() -> None:
    frame = pd.DataFrame({"text": ["疫苗。佐劑。", "佐劑。疫苗。", "能源。"]})
    assert len(measure_cooccurrence(frame)) == 0


def test_no_text_no_pairs() -> None:
    found = measure_cooccurrence(pd.DataFrame({"text": []}))
    assert list(found.columns) == ["first", "second", "count", "expected", "g2", "npmi", "rows"]
    assert len(found) == 0


def test_pairs_of_the_report() -> None:
    known = Lexicon(dict.fromkeys(terms_114()["term"], 1))
    found = measure_cooccurrence(printed_114().recommendations, known)
    pairs = set(zip(found["first"], found["second"], strict=True))
    assert ("市場", "疫苗產業") in pairs
    assert (found["first"] < found["second"]).all()
    assert found["npmi"].between(0, 1).all()
    assert (found["g2"] > SIGNIFICANT).sum() > 20
