"""People named beside the roster."""

from __future__ import annotations

import pytest

from tourlib.lines import Source
from tourlib.readers import read_bytes
from tourlib.report import build_report

ROSTER = (
    "貳、出國人員\n{above}\n序號\t機關\t職稱\t姓名\n1\t交通部\t科長\t林某某\n{below}\n參、行程\n"
)


def report(above: str = "", below: str = "") -> object:
    text = ROSTER.format(above=above, below=below)
    source: Source = read_bytes(text.encode(), "report.txt")
    return build_report(source)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("領隊：國家文官學院林組長淑貞", [("leader", "國家文官學院", "組長", "林淑貞")]),
        (
            "團長：內政部陳次長大明；工作人員：內政部專員李小華、交通部科員王小明",
            [
                ("leader", "內政部", "次長", "陳大明"),
                ("staff", "內政部", "專員", "李小華"),
                ("staff", "交通部", "科員", "王小明"),
            ],
        ),
        ("團長：交通部科長林某某", []),
        ("附註：內政部專員李小華", []),
    ],
)
def test_people_above_and_below(said: str, people: list[tuple[str, ...]]) -> None:
    for where in ("above", "below"):
        table = report(**{where: said}).participants  # type: ignore[attr-defined]
        rows = table[["role", "agency", "title", "name"]].to_records(index=False).tolist()
        assert [row for row in rows if row[3] != "林某某"] == people
        assert table["order"].tolist() == list(range(1, len(people) + 2))


def test_who_cannot_be_read_is_said() -> None:
    made = report(below="領隊：本院同仁林某某")
    assert len(made.participants) == 1  # type: ignore[attr-defined]
    findings = made.findings  # type: ignore[attr-defined]
    assert "person-unread" in findings["code"].tolist()


def test_a_list_in_the_place_of_the_roster() -> None:
    text = (
        "貳、研習人員名單\n一、團長：保訓會副主任委員 石晉安\n二、副團長:國家文官學院副院長 路遙\n三、團員：\n"
        "(一)內政部警政署主任秘書 廖德昌\n(二)經濟部水利署組長 唐以寧、交通部科長 林某某\n"
        "四、工作人員:國家文官學院專員 屠安琪\n參、行程\n一、交通部科長王大明\n"
    )
    table = build_report(read_bytes(text.encode(), "report.txt")).participants
    assert table[["role", "agency", "title", "name"]].values.tolist() == [
        ["leader", "保訓會", "副主任委員", "石晉安"],
        ["deputy_leader", "國家文官學院", "副院長", "路遙"],
        ["member", "內政部警政署", "主任秘書", "廖德昌"],
        ["member", "經濟部水利署", "組長", "唐以寧"],
        ["member", "交通部", "科長", "林某某"],
        ["staff", "國家文官學院", "專員", "屠安琪"],
    ]


def test_other_lines_below_a_heading_are_no_list_of_people() -> None:
    text = "貳、出國人員\n一、由考試院遴選。\n二、共計三人。\n三、交通部科長林某某\n參、行程\n"
    assert build_report(read_bytes(text.encode(), "report.txt")).participants.empty


@pytest.mark.parametrize(
    "said",
    [
        "數位發展部數位政府司司長方立民(團長)\n臺南市政府智慧發展中心主任黃青長\n新竹縣政府民政處處長高一行",
        "(一)團長：方立民 數位發展部數位政府司 司長\n(二)黃青長 臺南市政府智慧發展中心 主任\n(三)高一行 新竹縣政府民政處 處長",
        "團長：數位發展部數位政府司方司長立民、團員：臺南市政府智慧發展中心黃主任青長及新竹縣政府民政處高處長一行。",
        "姓名/服務機關/職稱\n方立民/數位發展部數位政府司/司長(團長)\n黃青長/臺南市政府智慧發展中心/主任\n高一行/新竹縣政府民政處/處長",
    ],
)
def test_lists_in_other_forms(said: str) -> None:
    made = build_report(read_bytes(f"貳、出國人員名單\n{said}\n參、行程\n".encode(), "report.txt"))
    columns = ["role", "agency", "unit", "title", "name"]
    assert made.participants[columns].fillna("").values.tolist() == [
        ["leader", "數位發展部", "數位政府司", "司長", "方立民"],
        ["member", "臺南市政府智慧發展中心", "", "主任", "黃青長"],
        ["member", "新竹縣政府民政處", "", "處長", "高一行"],
    ]


GROUP = [
    ["leader", "數位發展部", "", "次長", "方立民"],
    ["member", "數位發展部", "資料組", "組長", "高一行"],
    ["member", "新竹縣政府民政處", "", "科長", "黃青長"],
]


@pytest.mark.parametrize(
    "said",
    [
        "本團由數位發展部次長方立民擔任團長，成員包括資料組組長高一行及新竹縣政府民政處科長黃青長，共3人。",
        "成員如下：\n方立民，數位發展部次長（團長）\n高一行，資料組組長\n黃青長，新竹縣政府民政處科長",
        "1. 團長：數位發展部次長方立民\n2. 資料組組長高一行\n3. 新竹縣政府民政處科長黃青長",
    ],
)
def test_people_of_the_group_under_other_headings(said: str) -> None:
    assert people_below("考察團成員", said) == GROUP


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("緣起", "該機構由數位發展部次長方立民擔任團長，團員為組長高一行及科長黃青長。"),
        ("緣起", "本團由數位發展部次長方立民擔任團長，團員為組長高一行。"),
        ("緣起", "本團由數位發展部次長方立民擔任團長，團員為組長高一行、各校師生及科長黃青長。"),
        (
            "團員分享",
            "數位發展部次長方立民\n資料組組長高一行\n新竹縣政府民政處科長黃青長\n收穫很多。",
        ),
        ("緣起", "數位發展部次長方立民\n資料組組長高一行\n新竹縣政府民政處科長黃青長"),
    ],
)
def test_other_sentences_and_lists_are_nobody(heading: str, said: str) -> None:
    assert people_below(heading, said) == []


def people_below(heading: str, said: str) -> list[list[str]]:
    source = f"壹、目的\n一、{heading}\n{said}\n貳、心得\n收穫豐碩。\n"
    made = build_report(read_bytes(source.encode(), "report.txt"))
    columns = ["role", "agency", "unit", "title", "name"]
    return made.participants[columns].fillna("").values.tolist()


@pytest.mark.parametrize(
    ("heading", "said", "roles"),
    [
        (
            "甲乙丙",
            "領隊：方立民（數位發展部次長）\n成員：高一行（數位發展部資料組組長）、黃青長（新竹縣政府民政處科長）",
            ["leader", "member", "member"],
        ),
        (
            "甲乙丙",
            "團長方立民：數位發展部次長，綜理團務。\n團員高一行：數位發展部資料組組長，負責聯繫。\n"
            "團員黃青長：新竹縣政府民政處科長，撰寫報告。",
            ["leader", "member", "member"],
        ),
        (
            "緣起",
            "本團由數位發展部方次長立民率領，成員有資料組高組長一行，以及新竹縣政府民政處黃科長青長等3人。",
            ["leader", "member", "member"],
        ),
        (
            "緣起",
            "本次由數位發展部次長方立民率同資料組組長高一行及新竹縣政府民政處科長黃青長，一行三人前往甲國。",
            ["leader", "member", "member"],
        ),
        (
            "緣起",
            "本班由數位發展部次長方立民擔任領隊，資料組組長高一行擔任副領隊；另由新竹縣政府民政處科長黃青長隨班服務。",
            ["leader", "deputy_leader", "staff"],
        ),
        (
            "團隊組成",
            "數位發展部（2人）：次長方立民、資料組組長高一行。\n新竹縣政府民政處（1人）：科長黃青長。",
            ["member", "member", "member"],
        ),
        (
            "團隊組成",
            "1. 隨班輔導：數位發展部次長方立民\n2. 學員（依姓氏筆畫排序）：數位發展部資料組組長高一行、"
            "新竹縣政府民政處科長黃青長",
            ["staff", "member", "member"],
        ),
    ],
)
def test_a_group_is_told_by_its_people(heading: str, said: str, roles: list[str]) -> None:
    assert people_below(heading, said) == [
        [role, *person[1:]] for role, person in zip(roles, GROUP, strict=True)
    ]


def test_bodies_named_by_their_kind() -> None:
    said = "團長為本部高副司長一行，團員為同司科長黃青長，及新竹縣政府民政處科長丁以安。"
    text = f"考察報告\n服務機關：數位發展部\n壹、目的\n一、緣起\n{said}\n貳、心得\n收穫豐碩。\n"
    people = build_report(read_bytes(text.encode(), "report.txt")).participants
    assert people["agency"].tolist() == ["數位發展部", "數位發展部", "新竹縣政府民政處"]


def test_names_of_students_need_no_post() -> None:
    said = "團長：方院長立民\n學員：黃青山、高一行、丁以安、石晉文，共4人。"
    assert [row[4] for row in people_below("研習成員", said)] == [
        "方立民", "黃青山", "高一行", "丁以安", "石晉文",
    ]  # fmt: skip


def test_a_list_that_the_file_wraps() -> None:
    said = "數位發展部（3人）：次長方立民、資料組組長高一行、專門委員丁以安、專門委員石晉\n文。"
    prose = "本次研習期間承蒙各機關協助，行程得以順利完成，所見所聞對於日後業務之推動助益甚\n大，謹此致謝。\n"
    text = f"壹、目的\n一、考察團成員\n{said}\n新竹縣政府民政處（1人）：科長黃青長。\n貳、心得\n{prose * 20}"
    made = build_report(read_bytes(text.encode(), "report.txt")).participants
    assert made["name"].tolist() == ["方立民", "高一行", "丁以安", "石晉文", "黃青長"]
