"""Who went: measures on the reviewed roster of 114 and on rosters made for one point each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib import schema
from tourlib.agency_sentences import sentence_balance, sentence_expected, sentence_recurrence
from tourlib.charts.balance import plot_expected
from tourlib.charts.recurrence import plot_recurrence
from tourlib.charts.representation import plot_ranks, plot_representation
from tourlib.charts.tiles import plot_coverage_tiles, plot_local_map
from tourlib.directory import agencies, local_governments, resolve
from tourlib.measures.balance import (
    balance,
    centre_to_local,
    compare_expected,
    effective_expected,
)
from tourlib.measures.representation import (
    count_representation,
    coverage_local,
    coverage_ministries,
    rank_groups,
    recurrence,
)
from tourlib.sentences import sentence_representation

GOLDEN = Path(__file__).parent / "golden" / "114" / "participants.csv"
DAY = date(2025, 9, 15)


@pytest.fixture(scope="module")
def roster() -> pd.DataFrame:
    rows = pd.read_csv(GOLDEN, dtype="string").astype({"line": "Int64", "order": "Int64"})
    return schema.conform("participants", rows.to_dict("records"), cohort=114)


def _people(*agencies_: str, cohort: int = 114, role: str | None = "member") -> pd.DataFrame:
    rows = []
    for number, name in enumerate(agencies_, 1):
        told = resolve(name)
        rows.append(
            {"order": number, "role": role, "agency": name, "title": "組長", "name": f"某{number}"}
            | {column: getattr(told, column) for column in ("branch", "level", "tier", "parent")}
        )
    return schema.conform("participants", rows, cohort=cohort)


def test_counts_of_114(roster: pd.DataFrame) -> None:
    by_branch = count_representation(roster, "branch").set_index("branch")["people"]
    assert by_branch.to_dict() == {"行政院": 19, "地方": 6, "考試院": 2, "監察院": 1}
    by_level = count_representation(roster, "level").set_index("level")["people"]
    assert by_level.to_dict() == {"central": 22, "local": 6}
    by_parent = count_representation(roster, "parent")
    assert len(by_parent) == 24
    assert list(by_parent["parent"][:3]) == ["經濟部", "農業部", "衛生福利部"]
    by_tier = count_representation(roster, "tier").set_index("tier")["people"]
    assert by_tier["所屬機關"] == 12


def test_agencies_of_a_parent_stay_together(roster: pd.DataFrame) -> None:
    frame = count_representation(roster)
    assert list(frame["agency"][:3]) == [
        "經濟部水利署第六河川分署",
        "經濟部水利署南區水資源分署",
        "經濟部",
    ]
    runs = (frame["parent"] != frame["parent"].shift()).fillna(True).sum()
    assert runs == frame["parent"].nunique()


def test_staff_count_only_when_asked(roster: pd.DataFrame) -> None:
    assert count_representation(roster)["people"].sum() == 28
    everybody = ("leader", "deputy_leader", "member", "staff")
    assert count_representation(roster, roles=everybody)["people"].sum() == 29
    assert count_representation(_people("交通部", role=None))["people"].sum() == 1


def test_two_spellings_are_one_agency() -> None:
    frame = count_representation(_people("臺北市議會", "台北市議會", "衛福部", "衛生福利部"))
    assert dict(zip(frame["agency"], frame["people"], strict=True)) == {
        "臺北市議會": 2,
        "衛生福利部": 2,
    }


def test_unknown_agencies_are_kept() -> None:
    frame = count_representation(_people("交通部", "某某協會"))
    row = frame[frame["parent"].isna()].iloc[0]
    assert (row["agency"], row["people"]) == ("某某協會", 1)
    assert balance(_people("交通部", "某某協會")).set_index("by").loc["parent", "unknown"] == 1


def test_a_wrong_by_says_which_there_are(roster: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="branch, level, tier, parent, agency"):
        count_representation(roster, "ministry")


def test_central_coverage_of_114(roster: pd.DataFrame) -> None:
    frame = coverage_ministries(roster, DAY)
    assert frame["people"].sum() == 22
    assert frame["listed"].all()
    there = set(frame.loc[frame["people"] > 0, "parent"])
    assert {"農業部", "環境部", "核能安全委員會", "審計部"} <= there
    assert not {"內政部", "教育部", "國防部", "運動部", "文化部", "立法院", "司法院"} & there
    ministries = frame[frame["tier"] == "部會"]
    assert len(ministries) == len(set(ministries["parent"])) == 42
    assert "行政院農業委員會" not in set(frame["parent"])


def test_people_of_a_former_ministry_are_with_its_successor() -> None:
    people = _people("行政院農業委員會", "科技部")
    then = coverage_ministries(people, date(2015, 9, 1)).set_index("parent")["people"]
    assert (then["行政院農業委員會"], then["科技部"]) == (1, 1)
    assert "農業部" not in then
    now = coverage_ministries(people, date(2025, 9, 1)).set_index("parent")["people"]
    assert (now["農業部"], now["國家科學及技術委員會"]) == (1, 1)


def test_central_people_that_no_body_takes_are_listed_last() -> None:
    frame = coverage_ministries(_people("促進轉型正義委員會", "行政院永續發展委員會"), DAY)
    last = frame[~frame["listed"]]
    assert list(last["parent"].fillna("")) == ["促進轉型正義委員會", ""]
    assert list(last["people"]) == [1, 1]


def test_local_coverage(roster: pd.DataFrame) -> None:
    frame = coverage_local(roster)
    assert list(frame["name"]) == [place.name for place in local_governments()]
    there = frame[frame["people"] > 0].set_index("name")["people"].to_dict()
    assert there == {"臺北市": 2, "新北市": 1, "新竹縣": 1, "彰化縣": 1, "臺東縣": 1}
    old = coverage_local(_people("桃園縣政府環境保護局", "臺北縣議會", "屏東縣恆春鎮公所"))
    assert set(old.loc[old["people"] > 0, "name"]) == {"桃園市", "新北市", "屏東縣"}


def test_ranks_of_114(roster: pd.DataFrame) -> None:
    frame = rank_groups(roster)
    assert frame["people"].sum() == 28
    central = frame[frame["level"] == "central"].set_index("rank")["people"]
    assert central.to_dict() == {
        "首長": 3, "副首長": 3, "幕僚長": 1, "單位主管": 7, "單位副主管": 2, "高階非主管": 6,
    }  # fmt: skip
    local = frame[frame["level"] == "local"].set_index("rank")["people"]
    assert local.to_dict() == {
        "幕僚長": 1, "副幕僚長": 1, "單位主管": 2, "單位副主管": 1, "高階非主管": 1,
    }  # fmt: skip
    untitled = _people("交通部").assign(title=pd.array([pd.NA], dtype="string"))
    assert rank_groups(untitled)["rank"].isna().all()


def test_balance_of_114(roster: pd.DataFrame) -> None:
    frame = balance(roster).set_index("by")
    counts = count_representation(roster, "parent")["people"].astype(int)
    assert frame.loc["parent", "effective"] == pytest.approx(28**2 / (counts**2).sum())
    assert frame.loc["parent", "largest"] == ["經濟部"]
    assert frame.loc["parent", "largest_share"] == pytest.approx(3 / 28)
    assert centre_to_local(roster) == pytest.approx(22 / 6)
    assert centre_to_local(_people("交通部")) is None


def test_recurrence() -> None:
    first = _people("行政院農業委員會", "交通部", "桃園縣政府", cohort=102)
    second = _people("農業部", "環境部", cohort=114)
    both = pd.concat([first, second], ignore_index=True)
    status = recurrence(both).set_index("parent")["status"].to_dict()
    assert status == {
        "農業部": "returning",
        "環境部": "new",
        "交通部": "absent",
        "桃園市政府": "absent",
    }
    assert next(iter(recurrence(both)["cohorts"])) == [102, 114]
    assert set(recurrence(second)["status"]) == {"only"}


NAMES = st.lists(st.sampled_from([agency.name for agency in agencies()]), max_size=40)


@settings(deadline=None)
@given(NAMES)
def test_nobody_is_lost_or_counted_twice(names: list[str]) -> None:
    people = _people(*names)
    for by in ("branch", "level", "tier", "parent", "agency"):
        frame = count_representation(people, by)
        assert sorted(label for rows in frame["rows"] for label in rows) == list(people.index)
        assert list(frame["people"]) == [len(rows) for rows in frame["rows"]]
    covered = [*coverage_ministries(people, DAY)["rows"], *coverage_local(people)["rows"]]
    assert sorted(label for rows in covered for label in rows) == list(people.index)
    assert rank_groups(people)["people"].sum() == len(people)
    assert recurrence(people)["people"].sum() == len(people)
    compared = compare_expected(people, DAY)
    assert compared["people"].sum() == len(people)
    assert compared["expected"].sum() == pytest.approx(len(people))
    for row in balance(people).to_dict("records"):
        if row["people"]:
            assert 1 - 1e-9 <= row["effective"] <= row["groups"] + 1e-9


def test_expected_of_114(roster: pd.DataFrame) -> None:
    frame = compare_expected(roster, DAY).set_index("branch")
    assert frame["size"].to_dict() == {
        "總統府": 4, "行政院": 36, "立法院": 1, "司法院": 1, "考試院": 4, "監察院": 2, "地方": 22,
    }  # fmt: skip
    assert frame["people"].to_dict()["行政院"] == 19
    assert frame.loc["地方", "expected"] == pytest.approx(28 * 22 / 70)
    assert frame.loc["地方", "difference"] == pytest.approx(6 - 28 * 22 / 70)


def test_expected_by_sizes_that_one_brings(roster: pd.DataFrame) -> None:
    frame = compare_expected(roster, sizes={"行政院": 300.0, "地方": 100.0})
    assert list(frame["people"]) == [19, 6]
    assert list(frame["expected"]) == [18.75, 6.25]
    assert list(frame["share"]) == [0.76, 0.24]
    assert compare_expected(roster, sizes={"立法院": 5.0}).empty


def test_effective_number_by_lot() -> None:
    # two people, two groups: half of all draws fall on one group (Σ p² = 1), half on both (1/2)
    assert effective_expected(2, [0.5, 0.5]) == pytest.approx(1 / 0.75)
    assert effective_expected(1, [0.1] * 10) == pytest.approx(1)
    assert effective_expected(1_000_000, [0.1] * 10) == pytest.approx(10, rel=1e-4)


@pytest.mark.parametrize(
    ("names", "balanced", "expected", "whence"),
    [
        ([], "名單沒有資料", "名單沒有資料", "名單沒有資料"),
        (["法務部"], "只有 1 人", "中央 1 人、地方 0 人；", "只有 1 人，來自法務部"),
        (["法務部"] * 3, "3 人都來自法務部；", "都在機率範圍內", "3 人都來自法務部"),
        (["法務部", "臺東縣政府"], "各占 50%", "都在機率範圍內", "每個機關都是 1 人"),
        (
            ["臺東縣政府"] * 12,  # 0.314 ** 12 is beyond chance
            "12 人都來自臺東縣政府",
            "地方比推算多 8.2 人；行政院比推算少 6.2 人",
            "",
        ),
    ],
)
def test_sentences_for_none_one_and_many(
    names: list[str], balanced: str, expected: str, whence: str
) -> None:
    people = _people(*names)
    assert balanced in sentence_balance(balance(people, DAY))
    assert expected in sentence_expected(compare_expected(people, DAY))
    assert whence in sentence_representation(count_representation(people))
    for lang in ("zh", "en"):
        for sentence in (
            sentence_balance(balance(people, DAY), lang),
            sentence_expected(compare_expected(people, DAY), lang),
        ):
            assert not set("{}[]|") & set(sentence)


def test_sentences_on_return() -> None:
    first, second = _people("法務部", "交通部", cohort=113), _people("法務部", "外交部", cohort=114)
    assert sentence_recurrence(recurrence(first.head(0))) == "還沒有任何一年的名單。"
    assert sentence_recurrence(recurrence(first)).startswith("只有 113 年訓練有名單（2 個")
    both = recurrence(pd.concat([first, second], ignore_index=True))
    told = "114 年訓練的 2 個主管機關中，1 個曾派員，1 個首次派員；另有 1 個曾派員、本年未派員"
    assert sentence_recurrence(both) == told


def test_no_names_of_people_in_any_frame(roster: pd.DataFrame) -> None:
    frames = [
        count_representation(roster), coverage_ministries(roster, DAY), coverage_local(roster),
        rank_groups(roster), balance(roster), recurrence(roster), compare_expected(roster),
    ]  # fmt: skip
    printed = "".join(frame.to_csv() for frame in frames)
    assert not [name for name in roster["name"] if name in printed]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_charts_take_the_frames(roster: pd.DataFrame, lang: str) -> None:
    for people in (roster, schema.empty("participants")):
        plot_representation(count_representation(people), lang=lang)
        plot_coverage_tiles(coverage_ministries(people, DAY), lang=lang)
        plot_local_map(coverage_local(people), lang=lang)
        plot_ranks(rank_groups(people), lang=lang)
        plot_expected(compare_expected(people, DAY), lang=lang)
        plot_recurrence(recurrence(people), lang=lang)


def test_who_lies_further_north_stands_higher_on_the_tile_map() -> None:
    north = {  # degrees, 內政部「中華民國行政區域」: seats of government, islands' middles
        "連江縣": 26.2, "基隆市": 25.1, "臺北市": 25.0, "新北市": 25.0, "桃園市": 25.0,
        "新竹市": 24.8, "新竹縣": 24.8, "宜蘭縣": 24.8, "苗栗縣": 24.6, "金門縣": 24.4,
        "臺中市": 24.2, "彰化縣": 24.1, "花蓮縣": 24.0, "南投縣": 23.9, "雲林縣": 23.7,
        "澎湖縣": 23.6, "嘉義市": 23.5, "嘉義縣": 23.5, "臺南市": 23.0, "臺東縣": 22.8,
        "高雄市": 22.6, "屏東縣": 22.7,
    }  # fmt: skip
    places = {place.name: place for place in local_governments()}
    assert places.keys() == north.keys()
    assert len({(place.row, place.col) for place in places.values()}) == 22
    for one, place in places.items():
        for other, below in places.items():
            if place.row < below.row:
                assert north[one] > north[other] - 0.2, (one, other)
    assert places["高雄市"].row > places["臺南市"].row
