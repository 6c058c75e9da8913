"""Who went: measures on the reviewed roster of 114 and on rosters made for one point each."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart_cases import footed
from reports_under_test import invented, report_114, report_of
from tourlib import agencies as room
from tourlib import cohorts, schema
from tourlib.agencies.coverage import NAMED, named_grid, named_shown
from tourlib.agencies.roster import RANKS, people_grid, ranks_grid
from tourlib.charts.house import MUTED, accent
from tourlib.directory.bodies import agencies, local_governments
from tourlib.directory.mentions import bodies_in
from tourlib.directory.resolution import resolve
from tourlib.question import answer

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


#: Agencies that make a cohort of any few others, to which all were called.
CALLED = (
    "外交部", "國防部", "教育部", "文化部", "法務部", "勞動部", "海洋委員會", "大陸委員會", "客家委員會", "中央銀行",
)  # fmt: skip


def test_counts_of_114(roster: pd.DataFrame) -> None:
    frame = room.people(report_of(roster))
    by_branch = frame.groupby("branch")["people"].sum()
    assert by_branch.to_dict() == {"行政院": 19, "地方": 6, "考試院": 2, "監察院": 1}
    assert frame.groupby("level")["people"].sum().to_dict() == {"central": 22, "local": 6}
    assert frame["parent"].nunique() == 24
    assert list(frame["parent"].unique()[:3]) == ["經濟部", "農業部", "衛生福利部"]


def test_agencies_of_a_parent_stay_together(roster: pd.DataFrame) -> None:
    frame = room.people(report_of(roster))
    assert list(frame["agency"][:3]) == [
        "經濟部水利署第六河川分署",
        "經濟部水利署南區水資源分署",
        "經濟部",
    ]
    runs = (frame["parent"] != frame["parent"].shift()).fillna(True).sum()
    assert runs == frame["parent"].nunique()


def test_staff_are_left_out_and_this_is_told(roster: pd.DataFrame) -> None:
    assert room.people(report_of(roster))["people"].sum() == 28
    told = room.people(report_of(roster)).attrs
    assert (told["left_out"], told["on_roster"]) == (1, 29)
    assert room.people(report_of(_people("交通部", role=None)))["people"].sum() == 1


def test_two_spellings_are_one_agency() -> None:
    frame = room.people(report_of(_people("臺北市議會", "台北市議會", "衛福部", "衛生福利部")))
    assert dict(zip(frame["agency"], frame["people"], strict=True)) == {
        "臺北市議會": 2,
        "衛生福利部": 2,
    }


def test_unknown_agencies_are_kept() -> None:
    frame = room.people(report_of(_people("交通部", "某某協會")))
    row = frame[frame["parent"].isna()].iloc[0]
    assert (row["agency"], row["people"]) == ("某某協會", 1)


def test_central_coverage_of_114(roster: pd.DataFrame) -> None:
    frame = room.ministries(report_of(roster, DAY))
    assert frame["people"].sum() == 22
    assert frame["listed"].all()
    there = set(frame.loc[frame["people"] > 0, "parent"])
    assert {"農業部", "環境部", "核能安全委員會", "審計部"} <= there
    assert not {"內政部", "教育部", "國防部", "運動部", "文化部", "立法院", "司法院"} & there
    ministries = frame[frame["tier"] == "部會"]
    assert len(ministries) == len(set(ministries["parent"])) == 42
    assert "行政院農業委員會" not in set(frame["parent"])


def test_people_of_a_former_ministry_are_with_its_successor() -> None:
    people = _people("行政院農業委員會", "科技部", *CALLED)
    then = room.ministries(report_of(people, date(2015, 9, 1))).set_index("parent")["people"]
    assert (then["行政院農業委員會"], then["科技部"]) == (1, 1)
    assert "農業部" not in then
    now = room.ministries(report_of(people, date(2025, 9, 1))).set_index("parent")["people"]
    assert (now["農業部"], now["國家科學及技術委員會"]) == (1, 1)


def test_central_people_that_no_body_takes_are_listed_last() -> None:
    people = _people("促進轉型正義委員會", "行政院永續發展委員會", *CALLED)
    frame = room.ministries(report_of(people, DAY))
    last = frame[~frame["listed"]]
    assert list(last["parent"].fillna("")) == ["促進轉型正義委員會", ""]
    assert list(last["people"]) == [1, 1]


def test_people_of_unknown_agencies_tell_of_no_agency_that_it_sent_nobody() -> None:
    """Three people whose agency is nowhere said: 47 個中央機關都未派員 was the headline."""
    unknown = report_of(_people("甲乙丙", "丁戊己", "經濟部"), DAY)
    for measure, say in (
        (room.ministries, room.say_ministries),
        (room.counties, room.say_counties),
    ):
        assert len(measure(unknown)) == 0
        assert "機關不明" in say(measure(unknown))
    swiss = invented("107-france-switzerland", "docx")  # names 保訓會 in a recommendation
    assert swiss.participants["parent"].isna().all()
    assert room.named(swiss)["people"].isna().all()
    assert room.say_named(room.named(swiss)).endswith("公務人員保障暨培訓委員會（1 項）")
    assert len(room.ministries(report_of(_people("甲乙丙", *CALLED), DAY))) > 40


def test_nothing_is_named_most_where_all_are_named_alike() -> None:
    rows = [{"parent": name, "items": 1, "people": None} for name in ("內政部", "經濟部")]
    even = pd.DataFrame(rows)
    assert room.say_named(even) == "建議點名內政部、經濟部（各 1 項）"
    assert room.say_named(even.assign(items=[2, 1])).startswith("建議點名最多的是內政部（2 項）")
    many = pd.concat([even, even.assign(parent=["法務部", "外交部"])], ignore_index=True)
    assert room.say_named(many) == "建議點名 4 個機關，各 1 項"


def test_a_title_says_how_many_people_may_come_from_an_absent_agency() -> None:
    """內政部未派員 may be wrong where somebody's agency is nowhere said."""
    some = report_of(_people("甲乙局", *CALLED), DAY)
    known = report_of(_people(*CALLED), DAY)
    for measure, say in (
        (room.ministries, room.say_ministries),
        (room.counties, room.say_counties),
    ):
        assert say(measure(some)).endswith("（另有 1 人的主管機關不明）")
        assert say(measure(some), "en").endswith("; parent agency unknown: 1 person")
        assert "不明" not in say(measure(known))
    body = report_of(_people("某某保護委員會", *CALLED), DAY)
    assert room.say_ministries(room.ministries(body)).endswith("（另有 1 人的主管機關不明）")
    assert room.say_counties(room.counties(body)) == room.say_counties(room.counties(known))


def test_local_coverage(roster: pd.DataFrame) -> None:
    frame = room.counties(report_of(roster))
    assert list(frame["name"]) == [place.name for place in local_governments()]
    there = frame[frame["people"] > 0].set_index("name")["people"].to_dict()
    assert there == {"臺北市": 2, "新北市": 1, "新竹縣": 1, "彰化縣": 1, "臺東縣": 1}
    old = room.counties(
        report_of(_people("桃園縣政府環境保護局", "臺北縣議會", "屏東縣恆春鎮公所", *CALLED))
    )
    assert set(old.loc[old["people"] > 0, "name"]) == {"桃園市", "新北市", "屏東縣"}


def test_ranks_of_114() -> None:
    frame = room.ranks(report_of(report_114().participants))
    assert frame["people"].sum() == 28
    central = frame[frame["level"] == "central"].set_index("rank")["people"]
    assert central.to_dict() == {
        "首長": 3, "副首長": 3, "幕僚長": 1, "單位主管": 7, "單位副主管": 2, "高階非主管": 6,
    }  # fmt: skip
    local = frame[frame["level"] == "local"].set_index("rank")["people"]
    assert local.to_dict() == {
        "幕僚長": 1, "副幕僚長": 1, "單位主管": 2, "單位副主管": 1, "高階非主管": 1,
    }  # fmt: skip
    assert room.ranks(report_of(_people("交通部")))["rank"].isna().all()


def test_recurrence() -> None:
    first = _people("行政院農業委員會", "交通部", "桃園縣政府", cohort=102)
    second = _people("農業部", "環境部", cohort=114)
    both = pd.concat([first, second], ignore_index=True)
    status = cohorts.recurrence({"participants": both}).set_index("parent")["status"].to_dict()
    assert status == {
        "農業部": "returning",
        "環境部": "new",
        "交通部": "absent",
        "桃園市政府": "absent",
    }
    assert next(iter(cohorts.recurrence({"participants": both})["cohorts"])) == [102, 114]
    assert set(cohorts.recurrence({"participants": second})["status"]) == {"only"}


NAMES = st.lists(st.sampled_from([agency.name for agency in agencies()]), max_size=40)


@settings(deadline=None)
@given(NAMES)
def test_nobody_is_lost_or_counted_twice(names: list[str]) -> None:
    people = _people(*names, *CALLED)
    frame = room.people(report_of(people))
    assert sorted(label for rows in frame.attrs["lines"] for label in rows) == list(people.index)
    assert list(frame["people"]) == [len(rows) for rows in frame.attrs["lines"]]
    covered = [
        label
        for one in (room.ministries(report_of(people, DAY)), room.counties(report_of(people)))
        for label in one.attrs["lines"]
    ]
    assert sorted(label for rows in covered for label in rows) == list(people.index)
    assert room.ranks(report_of(people))["people"].sum() == len(people)
    assert cohorts.recurrence({"participants": people})["people"].sum() == len(people)
    compared = room.proportion(report_of(people, DAY))
    assert compared["people"].sum() == len(people)
    assert compared["expected"].sum() == pytest.approx(len(people))


def test_expected_of_114(roster: pd.DataFrame) -> None:
    frame = room.proportion(report_of(roster, DAY)).set_index("branch")
    assert frame["size"].to_dict() == {
        "總統府": 4, "行政院": 36, "立法院": 1, "司法院": 1, "考試院": 4, "監察院": 2, "地方": 22,
    }  # fmt: skip
    assert frame["people"].to_dict()["行政院"] == 19
    assert frame.loc["地方", "expected"] == pytest.approx(28 * 22 / 70)
    assert frame.loc["地方", "difference"] == pytest.approx(6 - 28 * 22 / 70)


def test_expected_by_sizes_that_one_brings(roster: pd.DataFrame) -> None:
    frame = room.proportion(report_of(roster), sizes={"行政院": 300.0, "地方": 100.0})
    assert list(frame["people"]) == [19, 6]
    assert list(frame["expected"]) == [18.75, 6.25]
    assert list(frame["share"]) == [0.76, 0.24]
    assert room.proportion(report_of(roster), sizes={"立法院": 5.0}).empty


@pytest.mark.parametrize(
    ("names", "expected", "whence"),
    [
        ([], "沒有讀到名單", "沒有讀到名單"),
        (["法務部"], "由法務部的人員組成，不與其他機關比較", "只有 1 人，來自法務部"),
        (["法務部"] * 3, "由法務部的人員組成", "3 人都來自法務部"),
        (["法務部", "臺東縣政府"], "由法務部、臺東縣政府的人員組成", "每個機關都是 1 人"),
        ([*CALLED, *["臺東縣政府"] * 3], "都在機率範圍內", "13 人來自 11 個主管機關"),
        (
            [*CALLED, *["臺東縣政府"] * 20],  # beyond chance
            "地方比推算多 10.6 人",
            "人數最多的是臺東縣政府（20 人）",
        ),
    ],
)
def test_sentences_for_none_one_and_many(names: list[str], expected: str, whence: str) -> None:
    people = _people(*names)
    assert expected in room.say_proportion(room.proportion(report_of(people, DAY)))
    assert whence in room.say_people(room.people(report_of(people)))
    for lang in ("zh", "en"):
        sentence = room.say_proportion(room.proportion(report_of(people, DAY)), lang)
        assert not set("{}[]|") & set(sentence)


def test_sentences_on_return() -> None:
    first, second = _people("法務部", "交通部", cohort=113), _people("法務部", "外交部", cohort=114)
    assert (
        cohorts.say_recurrence(cohorts.recurrence({"participants": first.head(0)}))
        == "還沒有任何一年的名單。"
    )
    assert cohorts.say_recurrence(cohorts.recurrence({"participants": first})).startswith(
        "只有 113 年有名單（2 個"
    )
    both = cohorts.recurrence({"participants": pd.concat([first, second], ignore_index=True)})
    told = "就已收錄的報告，114 年的 2 個主管機關中，1 個曾派員，1 個首次派員；另有 1 個曾派員、最近一年未派員"
    assert cohorts.say_recurrence(both) == told


def test_no_names_of_people_in_any_frame(roster: pd.DataFrame) -> None:
    frames = [
        room.people(report_of(roster)), room.ministries(report_of(roster, DAY)), room.counties(report_of(roster)),
        room.ranks(report_of(roster)), cohorts.recurrence({"participants": roster}), room.proportion(report_of(roster)),
    ]  # fmt: skip
    printed = "".join(frame.to_csv() for frame in frames)
    assert not [name for name in roster["name"] if name in printed]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_charts_take_the_frames(roster: pd.DataFrame, lang: str) -> None:
    for people in (roster, schema.empty("participants")):
        for measured, plot in (
            (room.people(report_of(people)), room.plot_people),
            (room.ministries(report_of(people, DAY)), room.plot_ministries),
            (room.counties(report_of(people)), room.plot_counties),
            (room.ranks(report_of(people)), room.plot_ranks),
            (room.proportion(report_of(people, DAY)), room.plot_proportion),
            (cohorts.recurrence({"participants": people}), cohorts.plot_recurrence),
        ):
            assert plot(footed(measured), lang=lang).finding


def _advice(*texts: str, lead: str | None = None) -> pd.DataFrame:
    rows = [{"topic": 1, "text": text, "lead_agency": lead} for text in texts]
    return schema.conform("recommendations", rows, cohort=114)


def test_agencies_that_the_recommendations_name() -> None:
    advice = _advice("由行政院數位發展部會同衛福部辦理，數位發展部並應公布。", "請數位發展部研議。")
    frame = room.named(report_of(_people("衛生福利部疾病管制署", *CALLED), DAY, advice))
    told = frame.set_index("parent")[["items", "people"]].to_dict("index")
    assert told == {
        "數位發展部": {"items": 2, "people": 0},
        "衛生福利部": {"items": 1, "people": 1},
    }
    assert frame.attrs["lines"] == [(0, 1), (0,)]
    assert room.say_named(frame) == (
        "建議點名最多的是數位發展部（2 項），但沒有派員；點名的 2 個機關中，1 個未派員"
    )
    responsible = _advice("強化審查。", lead="台北市政府")
    assert room.named(report_of(_people("交通部"), DAY, responsible))["parent"].tolist() == [
        "臺北市政府"
    ]
    nobody = room.named(report_of(schema.empty("participants"), DAY, advice))
    assert room.say_named(nobody) == "建議點名最多的是數位發展部（2 項）；共點名 2 個機關"
    none = room.named(report_of(_people(*CALLED), DAY, _advice("應強化審查。")))
    assert room.say_named(none) == "程式沒有在建議裡讀到我國機關的名稱。"


def test_a_longer_name_is_not_also_the_shorter_one() -> None:
    names = [body.name for body in bodies_in("經濟部水利署與行政院主計總處；行政院應督導")]
    assert names == ["經濟部水利署", "行政院主計總處", "行政院"]


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


#: Eleven offices of a city, two people each of the first three, in three groups.
OFFICES = ("水利局", "觀光局", "工務局", "水利局", "觀光局", "工務局", "教育局", "民政局", "消防局", "社會局",
           "文化局", "交通局", "地政局", "主計處")  # fmt: skip


def _city() -> pd.DataFrame:
    people = _people(*(f"高雄市政府{office}" for office in OFFICES))
    groups = [f"第{'一二三'[number % 3]}組" for number in range(len(people))]
    return people.assign(group=pd.array(groups, "string"))


def test_few_agencies_make_a_group_of_their_own() -> None:
    """48 個中央機關都未派員 was the finding of a city's own course, and of a ministry's mission."""
    for people, names in (
        (_city(), "高雄市政府"),
        (_people("交通部航港局", "交通部", "澎湖縣政府"), "交通部、澎湖縣政府"),
        (_people(*CALLED[:9]), "、".join(CALLED[:9])),
    ):
        report = report_of(people, DAY)
        for measure, say in (
            (room.ministries, room.say_ministries),
            (room.counties, room.say_counties),
            (room.proportion, room.say_proportion),
        ):
            assert len(measure(report)) == 0
            assert say(measure(report)) == f"本團由{names}的人員組成，不與其他機關比較。"
    assert len(room.ministries(report_of(_people(*CALLED), DAY))) > 40


def test_who_is_named_by_a_mission_of_few_is_not_said_to_have_sent_nobody() -> None:
    advice = _advice("請交通部會同環境部研議。", "請交通部研議。", lead="地方政府、某某協會")
    report = report_of(_people("交通部航港局", "澎湖縣政府"), DAY, advice)
    frame = room.named(report)
    assert frame["people"].isna().all()
    assert (
        room.say_named(frame)
        == "建議點名最多的是交通部（2 項）；共點名 2 個機關；另有 2 項點名地方政府（未指明縣市）"
    )
    one = answer(NAMED, frame)
    assert "派員" not in one.title + one.shown + "".join(one.facts)
    assert "；2 項的主、協辦寫到名錄查無的機關" in one.shown


def test_offices_printed_without_their_city_are_the_city_s() -> None:
    """Sixteen agencies were printed, 主辦：水利局, and 建議沒有點名任何機關 was said."""
    advice = _advice("加強。", "改善。", lead="觀光局、水利局")
    advice.loc[1, "lead_agency"] = "觀光局"
    advice["co_agencies"] = pd.array(["環境保護局", "交通部"], "string")
    report = report_of(_city(), DAY, advice)
    frame = room.named(report).set_index("parent")
    assert frame["items"].to_dict() == {
        "高雄市政府觀光局": 2, "高雄市政府水利局": 1, "高雄市政府環境保護局": 1, "交通部": 1,
    }  # fmt: skip
    assert frame["people"].fillna(-1).to_list() == [2, 2, 0, -1]
    told = room.say_named(room.named(report))
    assert told == "建議點名最多的是高雄市政府觀光局（2 項），有派員；點名的 3 個機關中，1 個未派員"


def test_a_city_and_members_of_its_council_name_the_city_s_offices() -> None:
    advice = _advice("由本府選擇一處試辦。", "改善。", lead="水利局")
    people = pd.concat([_city(), _people("高雄市議會")], ignore_index=True)
    frame = room.named(report_of(people, DAY, advice))
    assert frame["parent"].tolist() == ["高雄市政府水利局", "高雄市政府"]
    # All are the city's people: who of them went for the government itself is not asked.
    assert frame["people"].fillna(-1).tolist() == [2, -1]
    assert "（高雄市政府所屬機關分開計）" in named_shown(frame)


def test_people_of_one_city_are_told_by_office_and_group() -> None:
    """20 人都來自臺中市政府 was a chart of one bar, with a label of five lines."""
    frame = room.people(report_of(_city()))
    assert frame["people"].sum() == len(OFFICES)
    assert room.say_people(frame) == (
        "14 人都來自高雄市政府；第一組 5 人、第二組 5 人、第三組 4 人"
    )
    grid = people_grid(frame)
    assert grid.values.sum(axis=1).to_dict() == {"第一組": 5, "第二組": 5, "第三組": 4}
    assert grid.notes[2] == "4 人：工務局 2 人、消防局 1 人、交通局 1 人"
    large = _city().head(6)
    by_office = people_grid(room.people(report_of(large)))
    assert by_office.values.index.tolist() == ["水利局", "觀光局", "工務局"]
    assert by_office.values.columns.tolist() == ["第一組", "第二組", "第三組"]
    units = _people("交通部", "交通部", "交通部").assign(
        unit=pd.array(["路政司", "路政司", "航政司"], "string")
    )
    told = room.people(report_of(units))
    assert room.say_people(told) == "3 人都來自交通部；人數最多的是路政司（2 人）"


def test_every_agency_of_a_parent_has_its_number_or_none_has() -> None:
    """本部 3 人、社會及家庭署."""
    people = _people("衛生福利部", "衛生福利部", "衛生福利部社會及家庭署", "南投縣政府")
    grid = people_grid(room.people(report_of(people)))
    assert grid.notes[0] == "3 人：本部 2 人、社會及家庭署 1 人"


def test_own_offices_by_what_the_report_calls_them() -> None:
    """主辦：本部, 本府工務局 and the end of the name of one that sent somebody named nobody."""
    for sent, lead, told in (
        ("交通部航港局", "航港局、本部", ["交通部", "交通部航港局"]),
        ("高雄市政府工務局", "本府工務局、本市觀光局", ["高雄市政府工務局", "高雄市政府觀光局"]),
        ("交通部鐵道局南部工程分局", "南部工程分局", ["交通部鐵道局南部工程分局"]),
    ):
        report = report_of(_people(sent, sent), DAY, _advice("加強。", lead=lead))
        assert sorted(room.named(report)["parent"]) == told


def test_facts_of_posts_have_each_number_once() -> None:
    """單位主管：11（11 人 (55%)）."""
    people = report_114().participants
    facts = answer(RANKS, room.ranks(report_of(people))).facts
    assert facts[0] == "首長：中央 3 人（11%）"
    assert facts[4] == "單位主管：9 人（32%）；中央 7 人、地方 2 人"


def test_one_agency_that_came_again_is_not_all_of_them() -> None:
    years = [_people("高雄市政府", cohort=year) for year in (113, 114)]
    both = cohorts.recurrence({"participants": pd.concat(years, ignore_index=True)})
    assert cohorts.say_recurrence(both) == "就已收錄的報告，114 年的主管機關曾派員"


def test_a_few_people_have_no_percentages() -> None:
    few = _people("交通部", "澎湖縣政府").assign(
        rank=pd.array(["高階非主管", "其他非主管"], "string")
    )
    frame = room.ranks(report_of(pd.concat([few, few.tail(1)], ignore_index=True)))
    assert room.say_ranks(frame) == "3 人中，「其他非主管」最多，2 人"
    assert ranks_grid(frame).values.index.tolist() == ["高階非主管", "其他非主管"]
    assert "%" not in "".join(ranks_grid(frame).notes)


def test_offices_of_a_yuan_are_counted_by_their_own_names_and_local_governments_are_told() -> None:
    """「建議行政院性別平等處研議」 names no 行政院; 地方政府 is somebody too."""
    advice = _advice(
        "請行政院性別平等處研議。", "由行政院統籌，並請行政院會同外交部條約法律司處理。", "應強化審查。",
        lead="個人資料保護委員會籌備處、各直轄市及縣(市)政府",
    )  # fmt: skip
    frame = room.named(report_of(_people(*CALLED), DAY, advice))
    found = dict(zip(frame["parent"], frame["items"], strict=True))
    assert found == {
        "個人資料保護委員會籌備處": 3, "行政院性別平等處": 1, "行政院": 1, "外交部": 1,
    }  # fmt: skip
    assert "；另有 3 項點名地方政府（未指明縣市）" in room.say_named(frame)
    assert frame.attrs["unplaced"] == 0


def test_bodies_abroad_are_none_of_ours() -> None:
    """「比利時透過與地方政府合作」 (930 of 114) and 「德國內政部」 name nobody at home."""
    advice = _advice(
        "德國聯邦內政部與奧地利財政部已建置平台，請內政部研議。", "比利時透過與地方政府合作，簡化程序。",
        "參考荷蘭農業部之作法，由地方政府辦理。",
    )  # fmt: skip
    frame = room.named(report_of(_people(*CALLED), DAY, advice))
    assert frame[["parent", "items"]].values.tolist() == [["內政部", 1]]
    assert "；另有 1 項點名地方政府" in room.say_named(frame)


def test_who_an_office_of_a_yuan_sent_is_not_who_its_yuan_sent() -> None:
    sent = _people("行政院性別平等處", "行政院人事行政總處", *CALLED)
    advice = _advice("請行政院性別平等處研議。", "請行政院秘書處研議。", "請行政院研議。")
    frame = room.named(report_of(sent, DAY, advice)).set_index("parent")
    assert frame["people"].to_dict() == {"行政院性別平等處": 1, "行政院秘書處": 0, "行政院": 1}


def test_a_ministry_s_own_department_is_the_ministry_s() -> None:
    found = resolve("條約法律司", organiser="外交部")
    assert (found.parent, found.name, found.printed) == ("外交部", "外交部條約法律司", "條約法律司")
    assert resolve("條約法律司", organiser="外交部、經濟部").parent is None


def test_all_from_one_company_are_not_said_to_come_from_its_ministry() -> None:
    """「4 人都來自經濟部」 was said of employees of a company under it."""
    names = [f"台灣電力股份有限公司{unit}" for unit in ("財務處", "工務處")]
    said = room.say_people(room.people(report_of(_people(*names))))
    assert said.startswith("2 人都來自台灣電力股份有限公司（經濟部）")


def test_the_organiser_is_not_left_out() -> None:
    """「主辦：國家環境研究院」 and 「本院」 counted for nobody in the institute's own report."""
    advice = _advice("本院辦理，並納入基本部分。", "日本部長來訪。", lead="國家環境研究院、經濟部")
    advice.loc[1, "lead_agency"] = "經濟部、各部會、各直轄市、縣(市)政府、相關機關"
    report = report_of(_people(*CALLED), DAY, advice)
    report.meta = dataclasses.replace(report.meta, organiser="國家環境研究院")
    frame = room.named(report)
    assert dict(zip(frame["parent"], frame["items"], strict=True)) == {"經濟部": 2, "環境部": 1}
    assert (frame.attrs["unplaced"], frame.attrs["local"]) == (0, 1)
    one = room.named(report_of(_people(*CALLED), DAY, advice.tail(1)))
    assert room.say_named(one).startswith("建議只點名經濟部（1 項），但沒有派員")


def test_an_agency_whose_people_are_staff_sent_somebody() -> None:
    """「行政院人事行政總處未派員」 was said where two of its institute's people were staff."""
    staff = _people("行政院人事行政總處公務人力發展學院", role="staff")
    people = pd.concat([_people(*CALLED), staff], ignore_index=True)
    frame = room.named(report_of(people, DAY, _advice("請行政院人事行政總處及外交部研議。")))
    assert dict(zip(frame["parent"], frame["people"], strict=True)) == {
        "行政院人事行政總處": 1, "外交部": 1,
    }  # fmt: skip


def test_departments_that_a_county_s_report_names_alone() -> None:
    """「程式沒有在建議裡讀到任何機關的名稱」 was said of 請農業處及城鄉發展處研議."""
    advice = _advice(
        "請農業處及城鄉發展處研議，由本府統籌。", "擬向文化觀光局提案，並檢討有待加強處。",
        "各局處到處張貼之處應改善。", "相同處為皆由志工辦理。",
    )  # fmt: skip
    county = report_of(_people("屏東縣政府農業處", "屏東縣政府"), DAY, advice)
    frame = room.named(county)
    assert dict(zip(frame["parent"], frame["items"], strict=True)) == {
        "屏東縣政府農業處": 1, "屏東縣政府城鄉發展處": 1, "屏東縣政府": 1, "屏東縣政府文化觀光局": 1,
    }  # fmt: skip
    assert room.named(report_of(_people(*CALLED), DAY, advice)).empty


def test_offices_of_townships_are_the_county_s() -> None:
    """Township offices that had sent people were 不比對有無派員, and 大林鎮公所 was not counted."""
    offices = ("梅山鄉公所", "竹崎鄉公所", "消防局", *(f"政府{office}" for office in OFFICES[5:]))
    advice = _advice(
        "由縣府與大林鎮公所、各鄉鎮公所組成。", "輔導梅山鄉公所及東區公所。", lead="竹崎鄉公所"
    )
    frame = room.named(report_of(_people(*(f"嘉義縣{each}" for each in offices)), DAY, advice))
    assert dict(zip(frame["parent"], frame["people"].fillna(-1), strict=True)) == {
        "嘉義縣竹崎鄉公所": 1, "嘉義縣大林鎮公所": 0, "嘉義縣東區公所": 0, "嘉義縣政府": -1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("增設淋浴室及哺乳室，辦理跨局處實習。", []),  # a room, and bodies that nobody names
        ("交通、水利等局共用感測器，由各局處提供。", []),
        (
            "由地政局、政風室辦理，請市立仁德醫院及該市養護中心試辦。",
            ["地政局", "政風室", "仁德醫院"],
        ),
    ],
)
def test_a_department_named_alone_has_a_duty_or_sent_somebody(text: str, names: list[str]) -> None:
    """增設淋浴室 was 臺南市政府增設淋浴室."""
    sent = _people("臺南市立仁德醫院", "臺南市政府地政局")
    told = room.named(report_of(sent, DAY, _advice(text, lead="各區公所")))["parent"]
    assert sorted(name[3:].removeprefix("政府").removeprefix("立") for name in told) == sorted(
        names
    )


def test_the_directory_s_bodies_without_their_parent_s_name() -> None:
    told = [body.name for body in bodies_in("請水利署、關務署研議，由地方水利署代辦。")]
    assert told == ["經濟部水利署", "財政部關務署"]


def test_who_went_is_told_from_whom_it_cannot_be_asked() -> None:
    """The bars of others than the organiser's were 「項數」 beside 「有派員」."""
    sent = _people(*(f"臺南市政府{office}" for office in OFFICES))
    frame = room.named(report_of(sent, DAY, _advice("由水利局辦理。", lead="內政部")))
    grid = named_grid(frame)
    assert dict(zip(grid.values.columns, grid.colours, strict=True)) == {
        "有派員": accent(), "不比對有無派員": MUTED,
    }  # fmt: skip
