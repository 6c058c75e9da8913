"""Words used together, against values worked out by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import words_114
from tourlib.words import measure_cooccurrence
from tourlib.words.cooccurrence import SIGNIFICANT

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


def test_in_one_text() -> None:
    frame = pd.DataFrame({"text": ["疫苗。佐劑。", "佐劑。疫苗。", "能源。"]})
    assert len(measure_cooccurrence(frame)) == 0
    assert measure_cooccurrence(frame, unit="text")["count"].tolist() == [2]


def test_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="sentence"):
        measure_cooccurrence(FRAME, unit="page")


def test_no_text_no_pairs() -> None:
    found = measure_cooccurrence(pd.DataFrame({"text": []}))
    assert list(found.columns) == ["first", "second", "count", "expected", "g2", "npmi", "rows"]
    assert len(found) == 0


def test_pairs_of_the_report() -> None:
    found = measure_cooccurrence(words_114.report().recommendations, words_114.terms()["term"])
    pairs = set(zip(found["first"], found["second"], strict=True))
    assert ("市場", "疫苗產業") in pairs
    assert (found["first"] < found["second"]).all()
    assert found["npmi"].between(0, 1).all()
    assert (found["g2"] > SIGNIFICANT).sum() > 20
