"""The terms that a report glosses itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib.words.glossary import find_glossary

HERE = Path(__file__).parent
REPORT = HERE.parent / "data" / "reports" / "114" / "report.txt"


def glossed(*lines: str) -> list[tuple[str, str | None, str | None]]:
    rows = find_glossary(enumerate(lines, 1))
    return [(row["term"], row["english"], row["abbreviation"]) for row in rows]


def body_of_114() -> list[tuple[int, str]]:
    lines = REPORT.read_text(encoding="utf-8").split("\n")
    with (HERE / "golden" / "114" / "body_lines.csv").open(encoding="utf-8", newline="") as file:
        return [(int(row["line"]), lines[int(row["line"]) - 1]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("heading", "term"),
    [
        ("(二)拜會丹麥數位、氣候、能源及公用事業部(DMCEU)", "丹麥數位、氣候、能源及公用事業部"),
        ("二、參訪白樺木照顧農場(Birkegården)", "白樺木照顧農場"),
        ("一、甲國食品及水產研究所(Nofima)北岸研究站", "甲國食品及水產研究所"),
        ("三、課程:老屋保存與活化(Conservation and Reuse)", "老屋保存與活化"),
    ],
)
def test_a_course_or_visit_is_called_by_its_whole_title(heading: str, term: str) -> None:
    lines = [(1, heading), (2, "照顧農場甚多,公用事業部門與活化亦然。")]
    assert [
        row["term"] for row in find_glossary(lines, titles={1: heading[-len(heading) + 2 :]})
    ] == [term]


def test_a_table_of_terms_is_a_glossary() -> None:
    rows = glossed(
        "丹麥能源署(ENS)推動岸電。",
        "中文\t英文\t縮寫",
        "岸電\tShore Power\t",
        "丹麥能源署\tDanish Energy Agency\tENS",
        "王大明\t科長\tDaming Wang",
    )
    assert rows == [("丹麥能源署", "Danish Energy Agency", "ENS"), ("岸電", "Shore Power", None)]


def test_glossary_of_114_is_as_reviewed() -> None:
    with (HERE / "data" / "glossary_114.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    found = [
        {key: str(value or "") for key, value in row.items()}
        for row in find_glossary(body_of_114())
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # What stands before a term: verbs, function words, 的, numbers, titles of works.
        ("館方簡報雨水貯留計畫(Rainwater Storage Plan)", ("雨水貯留計畫", "Rainwater Storage Plan", None)),
        ("業務由6個河川局移至環境保護郡(protection county)", ("環境保護郡", "protection county", None)),
        ("德國工程師學會所屬水資源分會(Water Branch)", ("水資源分會", "Water Branch", None)),
        ("政府推動綠色憑證(Green Certificates)", ("綠色憑證", "Green Certificates", None)),
        ("建屋發展局(Housing & Development Board,HDB)負責", ("建屋發展局", "Housing & Development Board", "HDB")),
        ("各部會須擬定學習議程(Learning Agenda)並公開", ("學習議程", "Learning Agenda", None)),
        ("並設立中央公積金(CPF)制度", ("中央公積金", None, "CPF")),
        ("丹麥採行彈性安全(flexicurity)制度", ("彈性安全", "flexicurity", None)),
        ("透過公私協力夥伴關係(Public-Private Partnership, PPP)模式",
         ("公私協力夥伴關係", "Public-Private Partnership", "PPP")),
        ("並發行GX經濟轉型債(GX Economy Transition Bonds)。",
         ("GX經濟轉型債", "GX Economy Transition Bonds", None)),
        ("應重視心理安全感(psychological safety)。", ("心理安全感", "psychological safety", None)),
        ("其運用大數據分析(Big Data Analytics)", ("大數據分析", "Big Data Analytics", None)),
        ("我們參觀了濱海堤壩(Marina Barrage)", ("濱海堤壩", "Marina Barrage", None)),
        ("並與麻省理工學院(MIT)合作", ("麻省理工學院", None, "MIT")),
        ("係指易變性(Volatility)", ("易變性", "Volatility", None)),
        ("政府推動多元、公平與包容(Diversity, Equity and Inclusion, DEI)政策",
         ("多元、公平與包容", "Diversity, Equity and Inclusion", "DEI")),
        ("平台模擬風場與熱島效應(urban heat island effect)等", ("熱島效應", "urban heat island effect", None)),
        ("提出《歐洲綠色政綱》(European Green Deal)", ("歐洲綠色政綱", "European Green Deal", None)),
        # What the English says is said in Chinese too; a word of everyday is used elsewhere, too.
        ("旨在提供全面性的解決方案(Total Package)。解決方案有三,解決方案可行,解決方案在此。",
         ("全面性的解決方案", "Total Package", None)),
        ("結合 AI 技術強化威脅偵測與即時回應效能(AI for security)。",
         ("威脅偵測與即時回應效能", "AI for security", None)),
        ("同時,建立全方位資料安全與法規遵循防護體系(security for AI),確保穩定",
         ("全方位資料安全與法規遵循防護體系", "security for AI", None)),
        ("年發電量約 8 兆瓦時 (TWh)", ("兆瓦時", None, "TWh")),
        # Quotation marks, around the term alone or around the gloss too.
        ("推動「智慧國家」(Smart Nation)倡議", ("智慧國家", "Smart Nation", None)),
        ("其「開放式創新模式 (Open Innovation Model)」", ("開放式創新模式", "Open Innovation Model", None)),
        ("所謂「循證決策」（evidence-based policy making）係指",
         ("循證決策", "evidence-based policy making", None)),
        # Latin inside the term.
        ("核心理念是可信任 AI (Trustworthy AI)", ("可信任 AI", "Trustworthy AI", None)),
        ("引入微軟M365 AI 輔助助理(AI Copilots)", ("AI 輔助助理", "AI Copilots", None)),
        # Ways to write the short form.
        ("英國政府數位服務團(Government Digital Service,簡稱GDS)是",
         ("英國政府數位服務團", "Government Digital Service", "GDS")),
        # A body has a head; a verb that is said of a person.
        ("由城鄉規劃學院(School of Planning)院長致詞", ("城鄉規劃學院", "School of Planning", None)),
        ("他認為尖峰費率(peak tariff)是關鍵", ("尖峰費率", "peak tariff", None)),
        ("館方也展示點字地圖(braille map)。", ("點字地圖", "braille map", None)),
        ("碳邊境調整機制(Carbon Border Adjustment Mechanism; CBAM)",
         ("碳邊境調整機制", "Carbon Border Adjustment Mechanism", "CBAM")),
        ("依2006年海事勞工公約(MLC, 2006)辦理", ("海事勞工公約", None, "MLC")),
        ("差價合約（Ｃontract for Difference，ＣfD）", ("差價合約", "Contract for Difference", "CfD")),
        ("伊莉莎白公主離岸風場區(Princess Elisabeth Zone, PE Zone)",
         ("伊莉莎白公主離岸風場區", "Princess Elisabeth Zone", "PE Zone")),
    ],
)  # fmt: skip
def test_one_gloss(text: str, row: tuple[str, str | None, str | None]) -> None:
    assert glossed(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "行動方案(2018-2021)", "詳如附錄(p. 12)", "王小明(主任)", "Digital Twin(數位孿生)", "約10公里(10 km)",
        "裝置容量(MW)", "史密斯(John Smith)博士主講", "Ms. Jane Doe 執行長(Chief Executive Officer)主持",
        "院長(Mr. Tan)表示", "通訊技術(5G/6G)", "工具(如微軟 Copilot)", "地點:IMEC TOWER (Tiensestraat 8, 3000 Leuven)",
        "很能解釋(explain people what AI can do)", "列印出模型 (printed the city)", "網站(data.go.kr)",
        "如何管理上級(Managing the Boss)", "遇到問題(e.g., inspecting lines)", "使用者中心(AI 應讓生活更輕鬆)",
        "他們說明該理念(to be pedagogical)", "(一) 目的(二) 方法", "", "(AI)",
    ],
)  # fmt: skip
def test_no_gloss(text: str) -> None:
    assert glossed(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("以及強化關鍵資訊基礎設施(Critical Information", "Infrastructure, CII)之防護能力"),
        ("以及強化關鍵資訊基礎設", "", "施(Critical Information Infrastructure, CII)之防護"),
        ("以及逐步強化國家的關鍵資訊基礎設施", "(Critical Information Infrastructure, CII)之防護"),
    ],
)
def test_a_gloss_over_the_end_of_a_line(lines: tuple[str, ...]) -> None:
    assert glossed(*lines) == [("關鍵資訊基礎設施", "Critical Information Infrastructure", "CII")]


def test_use_elsewhere_settles_where_a_term_begins() -> None:
    assert glossed("建立城市數位孿生 (Digital Twin)")[0][0] == "城市數位孿生"
    used = (
        "建立城市數位孿生 (Digital Twin)",
        "數位孿生非常有用",
        "這裡展示數位孿生",
        "推動數位孿生平台",
    )
    assert glossed(*used)[0][0] == "數位孿生"


def test_a_term_glossed_twice_is_one_row() -> None:
    rows = find_glossary([
        (3, "採用「差價合約」(CfD)制度"),
        (9, "再到「差價合約」(Contract for Difference)的導入;差價合約是工具"),
    ])  # fmt: skip
    assert rows == [
        {
            "line": 3,
            "term": "差價合約",
            "english": "Contract for Difference",
            "abbreviation": "CfD",
            "count": 3,
        }
    ]


def test_one_name_of_two_things_is_two_rows() -> None:
    rows = glossed(
        "由布魯塞爾自由大學(Université Libre de Bruxelles)與布魯塞爾自由大學(Vrije Universiteit Brussel)成立"
    )
    assert [row[1] for row in rows] == [
        "Université Libre de Bruxelles",
        "Vrije Universiteit Brussel",
    ]


def test_another_name_in_brackets_before_the_gloss() -> None:
    assert glossed(
        "(3) 人機協作(人本機器人)(Human-Robot Collaboration/Human-Centered Robotics):機器人與機器人"
    ) == [
        ("人機協作", "Human-Robot Collaboration", None),
        ("人本機器人", "Human-Centered Robotics", None),
    ]
    assert glossed("推動照顧服務(在宅)(Home Care)") == [("照顧服務", "Home Care", None)]


def test_the_count_has_the_uses_before_a_suffix() -> None:
    rows = find_glossary([(1, "談「網絡領導」(network leadership),網絡領導者與網絡領導力")])
    assert rows[0]["count"] == 3


def test_the_count_leaves_out_what_is_another_word() -> None:
    rows = find_glossary([(1, "歐盟 AI 法(EU AI Act)與歐盟 AI 法規不同,歐盟AI法已施行")])
    assert rows[0]["count"] == 2


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="推動數位孿生的「」()（）AIx ,、/&。1一\n", max_size=40), max_size=5)
)
def test_any_text_gives_rows_that_hold_together(lines: list[str]) -> None:
    for row in find_glossary(enumerate(lines, 1)):
        assert row["term"].strip() == row["term"] != ""
        assert row["english"] or row["abbreviation"]
        assert row["count"] >= 0
        assert 1 <= row["line"] <= len(lines)
        if row["english"] and row["abbreviation"]:
            assert row["abbreviation"] not in row["english"].split()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("該校公共政策學院(School of Public Policy)成立多年", "公共政策學院"),
        ("近年推動社區整合照顧體系(Community-based Integrated Care System)", "社區整合照顧體系"),
        ("市府設置公民參與平臺(Decidim)供討論", "公民參與平臺"),
        ("另有高齡友善城市計畫(Age-friendly Cities)", "高齡友善城市計畫"),
        ("其核心為參與式預算模式(Participatory Budgeting)", "參與式預算模式"),
        ("由該市交通控制中心(Traffic Control Centre)操作", "交通控制中心"),
        ("該國土地登記局(Land Registry)負責登記", "土地登記局"),
    ],
)
def test_what_is_named_by_its_kind_begins_before_it(text: str, term: str) -> None:
    assert [row["term"] for row in find_glossary([(1, text)])] == [term]


@pytest.mark.parametrize("label", ["協辦機關(Co-organiser)", "接待人員(Host)", "主持人(Moderator)"])
def test_labels_are_no_terms(label: str) -> None:
    assert find_glossary([(1, f"{label}:文化部")]) == []


def test_labels_in_two_languages_are_no_terms_and_do_not_run_on() -> None:
    lines = (
        "協辦單位(Co-organizer):國立海洋科技大學",
        "接待人員(Host):陳安主任",
        "地點(Venue):市政廳",
    )
    assert glossed(*lines) == []


def test_a_post_before_a_name_is_no_term() -> None:
    assert glossed("同行者有策略長(Chief Strategy Officer)Anna Meyer與其同仁。") == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("自2019年起與海岸大學公共學院(School of Public Affairs)合作", "海岸大學公共學院"),
        ("2018年個人資料法(Personal Data Act)施行", "個人資料法"),
        ("發行10年期國債(Ten-year Government Bonds)", "年期國債"),
    ],
)
def test_a_year_before_a_term_is_no_part_of_it(text: str, term: str) -> None:
    assert [row["term"] for row in find_glossary([(1, text)])] == [term]
