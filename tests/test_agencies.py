"""Printed agency names against a reviewed table, and what must never be guessed."""

from __future__ import annotations

import csv
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tourlib.directory.bodies import agencies, central_bodies, current_name, local_governments
from tourlib.directory.resolution import rank_of, resolve
from tourlib.directory.titles import title_group, title_groups

HERE = Path(__file__).parent
PLACE = ("branch", "level", "tier", "parent")
ROSTERS = [
    *sorted(HERE.glob("golden/*/participants.csv")),
    *sorted(HERE.glob("reports/*/expected/participants.csv")),
]


def _rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def _place(printed: str, on: date | None) -> tuple[str, ...]:
    answer = resolve(printed, on)
    return tuple(getattr(answer, column) or "" for column in PLACE)


REVIEWED = _rows(HERE / "data" / "agency_names.csv")


@pytest.mark.parametrize("row", REVIEWED, ids=lambda row: f"{row['printed']}{row['on']}")
def test_reviewed_names(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["on"]) if row["on"] else None
    assert (resolve(row["printed"], on).match, *_place(row["printed"], on)) == (
        row["match"],
        *(row[column] for column in PLACE),
    )


@pytest.mark.parametrize("path", ROSTERS, ids=lambda path: path.parts[-3] + "/" + path.parts[-2])
def test_rosters_of_reports(path: Path) -> None:
    for row in _rows(path):
        # A department named alone is one of the government on the cover.
        names = (row["agency"], f"{row['parent']}{row['agency']}")
        wanted = tuple(row[column] for column in PLACE)
        assert wanted in [_place(name, None) for name in names], row["agency"]


@pytest.mark.parametrize(
    "printed", [row["printed"] for row in REVIEWED if row["match"] != "unknown"]
)
def test_spaces_and_old_form_of_tai_do_not_matter(printed: str) -> None:
    told = resolve(printed)
    for other in (printed.replace("臺", "台"), printed[:2] + " " + printed[2:], f"{printed} "):
        assert resolve(other).parent == told.parent
        assert resolve(other).match == told.match


@pytest.mark.parametrize(
    ("printed", "candidate", "branch", "parent"),
    [
        ("經濟部水利屬", "經濟部水利署", "行政院", "經濟部"),
        ("公務人員保障暨培訓委員", "公務人員保障暨培訓委員會", None, None),
        ("公務人員保瘴暨培訓委員會", "公務人員保障暨培訓委員會", None, None),
        ("農業部動植物防疫檢役署", "農業部動植物防疫檢疫署", "行政院", "農業部"),
        ("金融監督管埋委員會", "金融監督管理委員會", None, None),
        ("新竺縣政府", "新竹縣政府", "地方", None),
    ],
)
def test_a_near_name_is_not_taken(
    printed: str, candidate: str, branch: str | None, parent: str | None
) -> None:
    answer = resolve(printed)
    assert answer.match == "near"
    assert candidate in answer.candidates
    assert answer.name is None
    assert (answer.branch, answer.parent) == (branch, parent)


@pytest.mark.parametrize(
    "printed",
    ["經濟部水利署第十一河川分署", "新竹關", "財政部東區國稅局", "法務部行政執行署臺東分署"],
)
def test_numbers_and_compass_points_are_no_misprints(printed: str) -> None:
    assert resolve(printed).match in {"parent+unit", "pattern", "unknown"}


def test_a_name_that_meant_two_bodies_is_told_by_the_day() -> None:
    assert resolve("國科會", date(2012, 5, 1)).name == "行政院國家科學委員會"
    assert resolve("國科會", date(2023, 5, 1)).name == "國家科學及技術委員會"
    assert resolve("海巡署", date(2015, 5, 1)).parent == "行政院海岸巡防署"
    assert resolve("海巡署", date(2019, 5, 1)).parent == "海洋委員會"
    assert resolve("國家運動訓練中心", date(2025, 9, 8)).parent == "教育部"
    assert resolve("國家運動訓練中心", date(2025, 9, 9)).parent == "運動部"


def test_the_last_day_of_a_body_is_its_own() -> None:
    assert resolve("行政院農業委員會", date(2023, 7, 31)).match == "exact"
    assert resolve("行政院農業委員會", date(2023, 8, 1)).match == "former"


def test_successors_lead_to_the_present_body() -> None:
    assert current_name("行政院國家科學委員會") == "國家科學及技術委員會"
    assert current_name("行政院國家科學委員會", date(2016, 1, 1)) == "科技部"
    assert current_name("桃園縣政府") == "桃園市政府"
    assert current_name("沒有這個機關") == "沒有這個機關"


def test_a_remark_in_brackets() -> None:
    assert resolve("外交部(外交及國際事務學院)").name == "外交部外交及國際事務學院"
    loan = resolve("經濟部(借調行政院)")
    assert (loan.match, loan.parent, loan.tier) == ("pattern", "經濟部", "部會")


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_in_the_vocabulary(text: str) -> None:
    answer = resolve(text)
    assert answer.printed == text
    assert answer.branch in {
        None,
        "總統府",
        "行政院",
        "立法院",
        "司法院",
        "考試院",
        "監察院",
        "地方",
    }
    assert answer.level in {None, "central", "local"}
    assert (answer.branch == "地方") == (answer.level == "local")


@given(st.sampled_from([agency.name for agency in agencies()]), st.data())
def test_one_wrong_character_never_becomes_another_body(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    printed = name[:place] + "口" + name[place + 1 :]
    assume(printed != name)  # 經濟部加工出口區管理處 has that character
    answer = resolve(printed)
    assert answer.match in {"near", "parent+unit", "pattern", "unknown"}
    if answer.match == "near":
        assert answer.name is None
        assert answer.candidates


# --- the tables ------------------------------------------------------------------------------


def test_every_row_has_its_place_and_its_parent_is_listed() -> None:
    known = {agency.name: agency for agency in agencies()}
    for agency in agencies():
        assert agency.parent in known, agency
        assert known[agency.parent].parent == agency.parent, agency
        if agency.tier in {"院", "部會", "縣市政府", "縣市議會"}:
            assert agency.parent == agency.name
        else:
            assert agency.parent != agency.name
        assert agency.successor is None or agency.successor in known, agency


def test_every_key_of_a_source_is_explained_in_the_head() -> None:
    path = HERE.parent / "src" / "tourlib" / "reference" / "agencies.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = "\n".join(line for line in lines if line.startswith("#"))
    explained = set(re.findall(r"^#\s+(?:source.*)?(N\d+) ", head, re.MULTILINE))
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    used = {key for row in rows for key in re.findall(r"\bN\d+", row["source"])}
    assert all(row["source"].strip() for row in rows)
    assert used <= explained, used - explained


def test_days_from_no_source_are_counted_in_the_head() -> None:
    path = HERE.parent / "src" / "tourlib" / "reference" / "agencies.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    told = next(int(n) for line in lines for n in re.findall(r"in no source \((\d+) rows\)", line))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    assert told == sum("N0" in row["source"].split() for row in rows)


def test_dates_are_in_order_and_rows_of_one_name_do_not_overlap() -> None:
    spans: dict[str, list[tuple[date, date]]] = {}
    for agency in agencies():
        span = (agency.valid_from or date.min, agency.valid_to or date.max)
        assert span[0] <= span[1], agency
        spans.setdefault(agency.name, []).append(span)
    for name, held in spans.items():
        held.sort()
        assert all(a[1] < b[0] for a, b in pairwise(held)), name


def test_the_tile_map_has_22_places_of_their_own() -> None:
    places = local_governments()
    assert len(places) == 22
    assert len({(place.row, place.col) for place in places}) == 22
    assert {place.region for place in places} == {"北部", "中部", "南部", "東部", "離島"}


def test_the_government_of_a_day() -> None:
    before = {body.name for body in central_bodies(date(2023, 7, 31))}
    after = {body.name for body in central_bodies(date(2023, 10, 1))}
    assert {"行政院農業委員會", "行政院環境保護署"} <= before
    assert {"農業部", "環境部", "核能安全委員會"} <= after
    assert not {"農業部", "環境部"} & before
    assert not {"行政院農業委員會", "行政院環境保護署", "行政院原子能委員會"} & after
    assert {body.name for body in central_bodies() if body.tier == "院"} == {
        "總統府", "行政院", "立法院", "司法院", "考試院", "監察院",
    }  # fmt: skip


# --- posts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("部長", "首長"),
        ("主任委員", "首長"),
        ("分署長", "首長"),
        ("分局長", "單位主管"),
        ("嘉義分局副分局長", "單位副主管"),
        ("政務次長", "副首長"),
        ("副主任委員", "副首長"),
        ("副署長", "副首長"),
        ("主任秘書", "幕僚長"),
        ("副秘書長", "副幕僚長"),
        ("參議兼主任秘書", "幕僚長"),
        ("處長", "單位主管"),
        ("審計官兼廳長", "單位主管"),
        ("研究員兼所長", "單位主管"),
        ("簡任秘書兼科長", "單位主管"),
        ("主任", "單位主管"),
        ("主任檢察官", "單位主管"),
        ("副司長", "單位副主管"),
        ("副 組 長", "單位副主管"),
        ("簡任技正", "高階非主管"),
        ("專門委員", "高階非主管"),
        ("總工程司", "高階非主管"),
        ("參事", "高階非主管"),
        ("公使回部辦事", "高階非主管"),
        ("調部辦理參事事務檢察官", "高階非主管"),
        ("研究員", "高階非主管"),
        ("副研究員", "其他非主管"),
        ("立法委員", "委員與民意代表"),
        ("委員", "委員與民意代表"),
        ("專員", "其他非主管"),
        ("科長兼秘書", "單位主管"),
        ("法官", "法官與檢察官"),
        ("志工", "其他"),
        ("秘書", "其他非主管"),
        ("處長(代理)", "單位主管"),
        ("", "其他"),
    ],
)
def test_groups_of_posts(title: str, group: str) -> None:
    assert title_group(title) == group


@pytest.mark.parametrize(
    ("agency", "title", "rank"),
    [
        ("財政部財政資訊中心", "主任", "首長"),
        ("財政部財政資訊中心", "副主任", "副首長"),
        ("南投縣政府勞動暨青年發展處", "處長", "單位主管"),
        ("勞動部勞動力發展署", "主任", "單位主管"),
        ("衛生福利部疾病管制署檢驗及疫苗研製中心", "主任", "單位主管"),
        ("臺北市議會", "副秘書長", "副幕僚長"),
        ("海洋委員會", "處長", "單位主管"),
        ("陽明山國家公園管理處", "處長", "首長"),
        ("彰化縣政府", "副處長", "單位副主管"),
        ("國家原子能科技研究院", "研究員兼所長", "單位主管"),
        ("高雄市三民區戶政事務所", "主任", "首長"),
        ("某協會", "主任", "單位主管"),
        ("高雄市政府工務局養護工程處", "處長", "首長"),
        ("高雄市政府工務局養護工程處", "副處長", "副首長"),
        ("桃園市政府觀光旅遊局風景區管理處", "處長", "首長"),
        ("新北市政府警察局交通警察大隊", "大隊長", "首長"),
        ("新北市政府消防局", "大隊長", "單位主管"),
        ("屏東縣政府農業處", "處長", "單位主管"),
        ("基隆市政府都市發展處", "副處長", "單位副主管"),
        ("澎湖縣公共車船管理處", "處長", "首長"),
    ],
)
def test_rank_follows_from_post_and_agency(agency: str, title: str, rank: str) -> None:
    assert rank_of(title, resolve(agency)) == rank


@given(st.text(max_size=20))
def test_every_post_has_a_group(title: str) -> None:
    assert title_group(title) in title_groups()


def test_a_bureau_in_its_city_s_report_is_none_of_a_ministry_that_is_no_more() -> None:
    """觀光局 was 交通部觀光局; 主辦：觀光局 in a report of a city is the city's own."""
    day = date(2025, 5, 1)
    assert resolve("觀光局", day, "高雄市政府").name == "高雄市政府觀光局"
    assert resolve("觀光局", day, "交通部").parent == "交通部"
    assert resolve("國科會", day, "高雄市政府").parent == "國家科學及技術委員會"
