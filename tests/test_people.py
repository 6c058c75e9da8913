"""Names of speakers, as printed in timetables and body blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.people.speakers import read_people


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Mr. Frank Leyman", ["Frank Leyman"]),
        ("國家文官學院副院長路遙、水利署副組長王明", ["路遙", "王明"]),
        ("張主任文熙", ["張文熙"]),
        (
            "Dr. ir. Karl van der Huber、Dr. Dipl.-Ing. Paul Graf",
            ["Karl van der Huber", "Paul Graf"],
        ),
        ("Karl Huber組長\nAnna Lang專員", ["Karl Huber", "Anna Lang"]),
        ("高橋純子總務部次長、長谷川愛子監視部長", ["高橋純子", "長谷川愛子"]),
        ("丸山浩司館長、東京大學佐藤健司教授", ["丸山浩司", "佐藤健司"]),
        ("IMEC執行副總裁兼策略長Jo De Boeck", ["Jo De Boeck"]),
        ("Dr. Raunak Parikh GSK 發言人等", ["Raunak Parikh"]),
        ("共同執行長Carl Morch及智慧區域中心負責人Martin Canter", ["Carl Morch", "Martin Canter"]),
        (
            "Mélanie Recour & Peter Vandenbruaene 比利時聯邦政策部 (FPS BOSA)",
            ["Mélanie Recour", "Peter Vandenbruaene"],
        ),
        (
            "總顧問Mr. Amaury Legrain 與支助服務部主任Mr. Christof Van den Bergh",
            ["Amaury Legrain", "Christof Van den Bergh"],
        ),
        (
            "FPS Economy, Directorate-general Energy Belgium Mr. Jan Hensmans、 Belgian Offshore Platform"
            "技術顧問Dr.Hugo Canière及Bluebridge COO 營運長Ms. Nancy Moyaert",
            ["Jan Hensmans", "Hugo Canière", "Nancy Moyaert"],
        ),
        ("根特大學公共治理與管理系Joris Voets教授", ["Joris Voets"]),
        (
            "Ms. Caroline Hittelet與 Mr. Peter Vander Hoeven",
            ["Caroline Hittelet", "Peter Vander Hoeven"],
        ),
        (
            "Jo De Boeck, Executive Vice President and Chief Strategy Officer of IMEC",
            ["Jo De Boeck"],
        ),
        (
            "1. Mr. Peter Vandenbruaene Peter (General Advisor) 2.Ms. Mélanie Recour (Pro",
            ["Peter Vandenbruaene Peter", "Mélanie Recour"],
        ),
        ("東京大學公共政策大學院 田中教授", ["田中"]),
        ("鈴木 一郎 部長", ["鈴木一郎"]),
        ("李光耀公共政策學院院長柯成興", ["柯成興"]),
        ("金民洙院長、朴智慧研究員", ["金民洙", "朴智慧"]),
        (
            "Dr. John Smith (Harvard University) and Prof. Mary Ann O'Neil",
            ["John Smith", "Mary Ann O'Neil"],
        ),
        ("專門委員 谷拉斯・卡造、組長 李佩珊", ["谷拉斯·卡造", "李佩珊"]),
        ("策展人 Margo Neale", ["Margo Neale"]),
        ("共同主席 Ngarra Murray、Rueben Berg", ["Ngarra Murray", "Rueben Berg"]),
        ("方案經理 Anna Smith", ["Anna Smith"]),
        ("安全長 Bob Lee", ["Bob Lee"]),
        ("創辦人兼執行長 Jaan Tamm", ["Jaan Tamm"]),
        ("常務副市長 Ann Roe", ["Ann Roe"]),
        ("王大明副教授 David Wang", ["王大明"]),
        ("田中一郎 Ichiro Tanaka", ["田中一郎"]),
        ("專案經理、王大明主任", ["王大明"]),
        ("支援課課長古川歌子女士、係長江成裕司先生", ["古川歌子", "江成裕司"]),
        ("推進室室長和田幸典先生", ["和田幸典"]),
        ("館長佐佐木先生", ["佐佐木"]),
        ("王大明處長李美玲女士", ["王大明", "李美玲"]),
        ("所長田中一郎博士", ["田中一郎"]),
        ("副司長李美玲及科長王大明", ["李美玲", "王大明"]),
        ("課長古川歌子女士及係長和田幸典先生", ["古川歌子", "和田幸典"]),
        ("國際及交流處處長王大明", ["王大明"]),
        ("崔小珠警監", ["崔小珠"]),
        ("Mme Anne Roy、M. Luc Roy, Directeur", ["Anne Roy", "Luc Roy"]),
        ("J. M. Keynes Hall", ["J. M. Keynes Hall"]),
        ("Mdm. Ana Ruiz", ["Ana Ruiz"]),
        ("團長王大明、李美玲課長", ["王大明", "李美玲"]),
        ("副校長Mdm. Ana Ruiz、華文科主任李美玲老師", ["Ana Ruiz", "李美玲"]),
        ("Dr. Ana Ruiz、策略長", ["Ana Ruiz"]),
        ("總務課 古川歌子課長、會計課 三好健係長", ["古川歌子", "三好健"]),
        ("總務課古川歌子課長、會計課三好健係長", ["古川歌子", "三好健"]),
        ("廠長 古川健、管路係 森下由美", ["古川健", "森下由美"]),
    ],
)
def test_names_without_titles_and_posts(printed: str, names: list[str]) -> None:
    assert read_people(printed) == (names, [])


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("主持人:湯局長至誠", ["湯至誠"]),
        ("主持人:王大明 與談人:李小華、陳美", ["王大明", "李小華", "陳美"]),
        ("主持人:湯局長至誠;與談人:林教授大同、Dr. Ada Vos", ["湯至誠", "林大同", "Ada Vos"]),
        ("主持人:何副人事長明哲", ["何明哲"]),
        ("團長許副主任委員秀春", ["許秀春"]),
        ("大同公司 林董事長", ["林"]),
        ("外交部林司長", ["林"]),
        ("教育部 王司長大明及駐處陳組長", ["王大明", "陳"]),
    ],
)
def test_labels_roles_and_family_names_alone(printed: str, names: list[str]) -> None:
    assert read_people(printed) == (names, [])


@pytest.mark.parametrize(
    "text",
    ["全體學員", "團長及全體學員", "專人導覽", "各機關代表", "待定", "代表處同仁", "-", "TBD"],
)
def test_nobody_in_particular_is_no_name(text: str) -> None:
    assert read_people(text) == ([], [])


def test_what_is_not_understood_is_said() -> None:
    names, unread = read_people("該國推薦人士")
    assert (names, unread) == ([], ["該國推薦人士"])


NAMES = st.sampled_from(
    ["Ada Lovelace", "Jan van Eyck", "Émile Zola", "Mary O'Neil", "Anne-Marie Duff"]
)


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.sampled_from(["Mr. ", "Ms. ", "Dr.", "Prof. ", "Pn. ", "Tan Sri "]),
)
def test_lists_of_any_form_give_the_same_names(people: list[str], honorific: str) -> None:
    forms = [
        "、".join(f"{honorific}{name}" for name in people),
        " 與 ".join(f"{honorific}{name}" for name in people),
        " ".join(f"{i}.{honorific}{name} (Director)" for i, name in enumerate(people, 1)),
        " ".join(f"{i}. {honorific}{name}, Head of Unit" for i, name in enumerate(people, 1)),
        "、".join(f"資深顧問{honorific}{name}" for name in people),
    ]
    for form in forms:
        assert read_people(form) == (people, []), form


@given(st.text(max_size=120))
def test_any_text_is_read_without_an_error(text: str) -> None:
    names, _unread = read_people(text)
    assert all(name.strip() for name in names)


@pytest.mark.parametrize(
    "name",
    ["高橋由美子", "佐藤久美子", "花岡美咲", "花岡健一", "田中美咲", "白木優子", "王大明", "王文"],
)
@pytest.mark.parametrize("post", ["室長", "館長", "部長", "課長", "教授"])
def test_the_whole_name_before_a_post_in_長(name: str, post: str) -> None:
    assert read_people(f"{name}{post}") == ([name], [])


@pytest.mark.parametrize("text", ["日本人口減少對策", "石岡水壩更新計畫"])
def test_words_of_the_form_of_japanese_names_are_nobody(text: str) -> None:
    assert "日本人口" not in read_people(text)[0]
