"""Name, post, agency and unit of people printed without marks between them."""

from __future__ import annotations

import pytest

from tourlib.people.division import Person, name_without_note, read_people_with_posts


def read_person(text: str) -> Person | None:
    people, rest = read_people_with_posts(text)
    return people[0] if len(people) == 1 and not rest else None


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("方立民小隊長", "方立民", "小隊長"),
        ("里幹事黃青長", "黃青長", "里幹事"),
        ("黃青長里幹事", "黃青長", "里幹事"),
        ("高一行組主任", "高一行", "組主任"),
        ("偵查正方立民", "方立民", "偵查正"),
        ("博士生王志明", "王志明", "博士生"),
        ("方立民專利助理審查官", "方立民", "專利助理審查官"),
        ("歐陽建國科長", "歐陽建國", "科長"),
        ("林課長怡君", "林怡君", "課長"),
        ("巡佐陳○昇", "陳○昇", "巡佐"),
        ("王○○組長", "王○○", "組長"),
        ("專員谷拉斯・卡造", "谷拉斯·卡造", "專員"),
        ("科員 Lin-Kacaw Panay", "Lin-Kacaw Panay", "科員"),
        ("王 明 技士", "王明", "技士"),
        ("方立民(司長)", "方立民", "司長"),
        ("司長/方立民/02-23800000", "方立民", "司長"),
        ("黃青長註1 科長", "黃青長", "科長"),
        ("方立民司長等3人", "方立民", "司長"),
        ("王麗華約僱人員", "王麗華", "約僱人員"),
        ("薦任第九職等視察林佳蓉", "林佳蓉", "薦任第九職等視察"),
    ],
)
def test_name_and_post(text: str, name: str, title: str) -> None:
    person = read_person(text)
    assert person is not None
    assert (person.name, person.title, person.doubtful) == (name, title, False)


@pytest.mark.parametrize(
    ("text", "agency", "unit", "title", "name"),
    [
        ("數位發展局黃局長青長", "", "數位發展局", "局長", "黃青長"),
        ("臺南市政府智慧發展中心黃青長主任", "臺南市政府智慧發展中心", "", "主任", "黃青長"),
        ("方立民/數位發展部/數位政府司/司長", "數位發展部", "數位政府司", "司長", "方立民"),
        ("經濟部 水利署 組長 石晉安", "經濟部水利署", "", "組長", "石晉安"),
        ("護理部護理長方立民", "", "護理部", "護理長", "方立民"),
        ("黃青長教務處組長", "", "教務處", "組長", "黃青長"),
        ("王○○組長(某署)", "", "某署", "組長", "王○○"),
        ("臺北市政府秘書處 處長 林大同", "臺北市政府秘書處", "", "處長", "林大同"),
    ],
)
def test_agency_and_unit(text: str, agency: str, unit: str, title: str, name: str) -> None:
    person = read_person(text)
    assert person is not None
    assert (person.agency, person.unit, person.title, person.name) == (agency, unit, title, name)


def test_what_the_form_does_not_decide_is_doubtful() -> None:
    person = read_person("王明小隊長")
    assert person is not None
    assert person.doubtful
    assert {f"{person.name}/{person.title}", person.other} == {"王明小/隊長", "王明/小隊長"}


def test_several_people_without_marks() -> None:
    people, rest = read_people_with_posts("方立民司長 黃青長專門委員")
    assert [(each.name, each.title) for each in people] == [
        ("方立民", "司長"),
        ("黃青長", "專門委員"),
    ]
    assert rest == ""


@pytest.mark.parametrize("text", ["某訓練出國人員", "及全體學員", "數位發展部", "□是 □否", ""])
def test_nobody(text: str) -> None:
    assert read_person(text) is None


@pytest.mark.parametrize(
    "printed", ["黃青長註1", "黃青長(註2)", "黃青長[1]", "黃青長①", "黃青長²", "黃青長*", "黃青長1"]
)
def test_notes_behind_a_name(printed: str) -> None:
    assert name_without_note(printed) == "黃青長"
    assert name_without_note("王**") == "王**"
