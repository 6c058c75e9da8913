"""Who went: measures on the reviewed roster of 114 and on rosters made for one point each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib import schema
from tourlib.agencies import resolve
from tourlib.charts.representation import plot_ranks, plot_representation
from tourlib.charts.tiles import plot_coverage_tiles, plot_local_map
from tourlib.directory import agencies, local_governments
from tourlib.measures.representation import (
    balance,
    centre_to_local,
    count_representation,
    coverage_local,
    coverage_ministries,
    rank_groups,
    recurrence,
)

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
        "首長": 2, "副首長": 3, "幕僚長": 1, "單位主管": 8, "單位副主管": 2, "簡任非主管": 6,
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
    for row in balance(people).to_dict("records"):
        if row["people"]:
            assert 1 - 1e-9 <= row["effective"] <= row["groups"] + 1e-9


def test_no_names_of_people_in_any_frame(roster: pd.DataFrame) -> None:
    frames = [
        count_representation(roster), coverage_ministries(roster, DAY), coverage_local(roster),
        rank_groups(roster), balance(roster), recurrence(roster),
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
