"""Contradictions put into a report of a few lines, one at a time, and the same lines without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

import tourlib
from tourlib import check
from tourlib.checks.misreadings import LIKELY, SURE, chosen
from tourlib.checks.quantities import read_figures
from tourlib.checks.slips import know
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

REPORT = """出國報告(出國類別:考察)
北海風力考察報告
服務機關:經濟部能源署
出國期間:中華民國112年5月8日至112年5月14日
報告日期:中華民國112年7月3日
摘要
本團赴丹麥考察離岸風電,為期7天。{summary}
壹、目的
瞭解丹麥之作法。
貳、過程
一、行程
日期\t時間\t活動內容\t講座
5月8日\t\t搭機前往丹麥\t
5月9日\t09:00-11:00\t參訪丹麥能源署\tKaren Jensen
5月10日\t14:00-16:00\t參訪艾斯比約港務公司\tOle Thomsen
5月11日\t10:00-12:00\t課程:海域空間規劃\tMette Frandsen
5月14日\t\t返國\t
二、參訪紀要
(一)參訪丹麥能源署
時間:112年5月9日09:00-11:00
講座:Karen Jensen
該署負責招標。{first}
(二)參訪艾斯比約港務公司
時間:112年5月10日14:00-16:00
講座:Ole Thomsen
該港為組裝基地。
(三)課程:海域空間規劃
時間:112年5月11日10:00-12:00
講座:Mette Frandsen
海域分為多區。
參、心得
港埠須及早整備。{notes}
肆、建議
一、設置單一窗口
(一)整併申請程序:由能源署收件。
二、擴建港埠
(一)增設重件碼頭:於臺中港辦理。
"""


#: Three people above the summary, the first of whom leads.
ROSTER = """出國人員名單
順序\t機關\t職稱\t姓名
團長\t經濟部能源署\t署長\t王大明
2\t新竹市政府\t參議\t古振東
3\t雲林縣政府\t處長\t姜仁傑
摘要
"""


def findings(tmp_path: Path, text: str) -> list[tuple[str, str, tuple[int, ...]]]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    rows = tourlib.load(path).findings.query("severity in ('error', 'warning')")
    kept = rows[rows["code"] != "part-missing"]
    return [(r.code, r.severity, tuple(r.lines)) for r in kept.itertuples()]


def _of_text(text: str) -> Report:
    lines = tuple(Line(number, line) for number, line in enumerate(text.splitlines(), 1))
    return build_report(Source("報告", "text", lines), cohort=112)


def said(summary: str = "", first: str = "", notes: str = "") -> str:
    return REPORT.format(summary=summary, first=first, notes=notes)


@pytest.mark.parametrize(
    "right",
    [
        "",
        "共參訪2個機關,並提出建議2項。",
        "該署負責5大業務。該國有三大港:艾斯比約、格雷諾及倫訥。",
        "本團於5月8日出發,5月14日返國。",
        "5月9日參訪丹麥能源署。",
        "就招標制度、港埠整備及人才培育等三面向說明。",
        # Of more than are listed these are examples.
        "該署與風機商、電網商及港務公司等8個單位合作。",
        "推動上之困難有二:其一,經費不足。其二,人力短缺。",
        "借鏡之處有二:(1)招標制度;(2)港埠整備。",
        "七天六夜的考察收穫良多。",
        "短短一週的考察轉瞬即逝。",
        "本團於5月13日搭機返國。",
        "參訪重點詳如第四章,並彙整為建議二。",
    ],
)
def test_nothing_is_said_where_nothing_is_wrong(tmp_path: Path, right: str) -> None:
    assert findings(tmp_path, said(summary=right)) == []


@pytest.mark.parametrize(
    ("summary", "code", "severity"),
    [
        ("前後共計8天。", "days-mismatch", "error"),
        ("本團於5月8日出發,5月15日返國。", "period-mismatch", "error"),
        ("共參訪五個機關。", "count-mismatch", "warning"),
        ("參訪招標及港埠相關機關五處。", "count-mismatch", "warning"),
        ("並歸納政策建議四項。", "count-mismatch", "warning"),
        ("該國有三大港:艾斯比約、格雷諾、倫訥及奧登塞。", "count-mismatch", "warning"),
        ("其策略分為兩個面向,分別為法規、港埠及人才培育。", "count-mismatch", "warning"),
        (
            "研習規劃四大主題:(一)招標制度、(二)港埠整備、(三)人才培育。",
            "count-mismatch",
            "warning",
        ),
        ("課程設計以「招標制度」及「港埠整備」三個模組為主。", "count-mismatch", "warning"),
        ("八天的考察行程收穫良多。", "days-mismatch", "error"),
        ("「招標」、「港埠」及「人才」為兩大支柱。", "count-mismatch", "warning"),
        ("就招標制度、港埠整備及人才培育等四面向說明。", "count-mismatch", "warning"),
        ("推動上之困難有三:其一,經費不足。其二,人力短缺。", "count-mismatch", "warning"),
        ("八天的考察轉瞬即逝。", "days-mismatch", "error"),
        ("走訪哥本哈根、艾斯比約、奧登塞四個城市。", "count-mismatch", "warning"),
        ("我們前後待了八天。", "days-mismatch", "error"),
        ("整理出三項可以在臺灣推動的工作。", "count-mismatch", "warning"),
        ("借鏡之處有三:(1)招標制度;(2)港埠整備。", "count-mismatch", "warning"),
        ("八天七夜,行程緊湊。", "days-mismatch", "error"),
        ("短短兩週的考察轉瞬即逝。", "days-mismatch", "error"),
        ("全團於5月16日返抵國門。", "period-mismatch", "error"),
        ("全團於5月11日賦歸返國。", "period-mismatch", "error"),
        ("港埠整備之具體作法詳建議三。", "reference-mismatch", "warning"),
    ],
)
def test_numbers_of_the_summary(tmp_path: Path, summary: str, code: str, severity: str) -> None:
    (found,) = findings(tmp_path, said(summary=summary))
    assert found[:2] == (code, severity)
    assert 7 in found[2]


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("全國108座風場中有75座併網,約三分之一。", True),
        ("全國108座風場中有75座併網,約七成。", False),
        ("全國108座風場中有75座併網,其餘三分之一興建中。", False),
        # As lines 296 and 954 of 114: 75 are said to be done, then a third.
        ("全國108座風場中,75座已完工併網,但約僅三分之一已併網。", True),
        ("全國108座風場中,75座規劃中,但僅三分之一已併網。", False),
        ("全國108座風場中,75座規劃中,但僅五分之一已併網。", True),
        ("該署有技術人員12人、行政人員9人,合計23人。", True),
        ("該署有技術人員12人、行政人員9人,合計21人。", False),
        ("風場由2019年之40座增為2024年之50座,五年間增加約五成。", True),
        ("風場由2019年之40座增為2024年之50座,五年間增加25%。", False),
        ("風場由40座增為50座,併網比率亦提升至68%。", False),
    ],
)
def test_shares_and_sums_of_a_sentence(tmp_path: Path, notes: str, wrong: bool) -> None:
    code = "sum-mismatch" if "合計" in notes else "share-mismatch"
    found = findings(tmp_path, said(notes=notes))
    assert [each[0] for each in found] == [code] * wrong


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("為期7天。", "為期7天。返國後就兩項議題整理為3項具體作法。"),
        ("為期7天。", "為期7天。並研擬提案共4項。"),
        ("為期7天。", "為期7天。本班修習2門課程。"),
        ("為期7天。", "為期7天。拜會能源機關及港務公司共3處。"),
        ("為期7天。", "為期7天。走訪3個機構。"),
        ("一、行程", "一、行程\n四日內共走訪3個單位,時間如下。"),
        ("肆、建議", "肆、建議\n各課題所提作法,計設置單一窗口2項、擴建港埠1項。"),
    ],
)
def test_numbers_of_what_the_tables_hold_under_another_name(
    tmp_path: Path, old: str, new: str
) -> None:
    """Each of the three numbers is one too many: proposals, courses, bodies visited."""
    (found,) = findings(tmp_path, said().replace(old, new, 1))
    assert found[:2] == ("count-mismatch", "warning")
    right = new.translate(str.maketrans("234", "121"))
    right = right.replace("2門", "1門").replace("1項具體", "2項具體").replace("共1項", "共2項")
    assert findings(tmp_path, said().replace(old, right, 1)) == []


def test_recommendations_are_called_as_their_chapter(tmp_path: Path) -> None:
    text = said(summary="共同提出因應芻言{}項。").replace("肆、建議", "肆、策進芻言")
    assert findings(tmp_path, text.format(2)) == []
    (found,) = findings(tmp_path, text.format(3))
    assert found[0] == "count-mismatch"


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("該署派15人(招標組9人、港埠組7人)。", True),
        ("招標組9人、港埠組7人、電網組4人,加總為21人。", True),
        ("該署派15人(招標組9人、港埠組6人)。", False),
    ],
)
def test_parts_of_a_figure_in_brackets(tmp_path: Path, notes: str, wrong: bool) -> None:
    codes = [each[0] for each in findings(tmp_path, said(notes=notes))]
    assert codes == ["sum-mismatch"] * wrong


@pytest.mark.parametrize(("staff", "wrong"), [("1人", False), ("2人", True)])
def test_staff_of_the_roster(tmp_path: Path, staff: str, wrong: bool) -> None:
    roster = ROSTER.replace("摘要", "工作人員\t經濟部能源署\t專員\t曾雅文\n摘要")
    text = said(summary=f"本團團員外,另有隨團人員{staff}。").replace("摘要\n", roster, 1)
    assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong


def test_brackets_that_nothing_opens_are_part_of_a_name(tmp_path: Path) -> None:
    roster = ROSTER.replace("摘要", "團員\t能源署)及航港局\t專員)兼秘書\t曾雅文\n摘要")
    assert not findings(tmp_path, said(summary="曾專員)兼秘書記錄。").replace("摘要\n", roster, 1))


def test_a_post_before_a_foreign_name_with_its_unit(tmp_path: Path) -> None:
    told = "接待人員:風電處處長Karen Jensen。"
    for other, wrong in (("風電處處長", False), ("風電處副處長", True)):
        text = said(first=told, notes=f"{other}Karen Jensen指出人力不足。")
        assert [each[0] for each in findings(tmp_path, text)] == ["post-mismatch"] * wrong


def test_days_that_the_cover_says_beside_its_period(tmp_path: Path) -> None:
    for days, wrong in (("7", False), ("8", True)):
        text = said().replace("112年5月14日\n報告日期", f"112年5月14日(共{days}天)\n報告日期")
        assert [each[0] for each in findings(tmp_path, text)] == ["days-mismatch"] * wrong


@pytest.mark.parametrize(
    ("lead", "wrong"),
    [
        ("本團提出建議事項共2項。", False),
        ("本團提出建議事項共4項。", True),
        ("本團提出建議事項共4項,彙整如下:", True),
    ],
)
def test_items_of_a_table_of_recommendations(tmp_path: Path, lead: str, wrong: bool) -> None:
    table = """編號\t建議事項\t期程\t主辦機關
1\t設置單一窗口\t短期\t經濟部
2\t擴建港埠\t中長期\t交通部
"""
    text = said().split("肆、建議")[0] + f"肆、建議\n{lead}\n{table}"
    assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong


@pytest.mark.parametrize(
    ("printed", "meant", "codes"),
    [
        ("該署負責招標。", "本場參訪前後約三小時。", ["duration-mismatch"]),
        ("該署負責招標。", "本場參訪前後約兩小時半。", []),
        ("該署負責招標。", "Jensen處長說明招標。", []),
        ("該署負責招標。", "Nielsen處長說明招標。", []),
    ],
)
def test_what_a_visit_says_of_itself(
    tmp_path: Path, printed: str, meant: str, codes: list[str]
) -> None:
    assert [each[0] for each in findings(tmp_path, said().replace(printed, meant))] == codes


@pytest.mark.parametrize("number", ["二", "三"])
def test_items_below_others_are_no_items_of_their_own(tmp_path: Path, number: str) -> None:
    """Three of four: the second item has two below it, so 2, 3 or 4, but not 5 in all."""
    below = "(二)培訓人力:由港務公司辦理。\n1. 焊工。\n2. 吊掛工。\n"
    text = said(summary=f"共提出{number}項建議。") + below
    assert findings(tmp_path, text) == []
    (found,) = findings(tmp_path, said(summary="共提出五項建議。") + below)
    assert found[0] == "count-mismatch"


@pytest.mark.parametrize(
    ("cover", "notes", "wrong"),
    [
        ("王大明 副署長", "王副署長大明與古參議振東致詞。", False),
        ("王大明 署長", "", True),
        ("王大明 副署長", "本團由王大明組長率團。", True),
        ("王大明 副署長", "王大明署長則分享經驗。", True),
        ("王大明 副署長", "王大明團長代表本團致詞,古振東代表全體學員致謝。", False),
    ],
)
def test_posts_of_the_cover_and_the_text(
    tmp_path: Path, cover: str, notes: str, wrong: bool
) -> None:
    roster = """出國人員名單
順序\t機關\t職稱\t姓名
1\t經濟部能源署\t副署長\t王大明
2\t新竹市政府\t參議\t古振東
摘要
"""
    text = said(notes=notes).replace("摘要\n", roster, 1)
    text = text.replace("出國期間", f"姓名職稱:{cover}、古振東 參議\n出國期間", 1)
    assert [each[0] for each in findings(tmp_path, text)] == ["post-mismatch"] * wrong


def test_what_numbers_a_heading_may_be_part_of_its_title_in_the_contents(tmp_path: Path) -> None:
    numbered = {"壹、目的": "1 目的", "貳、過程": "2 過程", "一、行程": "2.1 行程",
                "二、參訪紀要": "2.2 參訪紀要", "參、心得": "3 心得", "肆、建議": "4 建議"}  # fmt: skip
    listed = "".join(f"{title}{'.' * 60}2\n" for title in numbered.values())
    text = said().replace("摘要\n", f"目錄\n{listed}摘要\n", 1)
    for formal, decimal in numbered.items():
        text = text.replace(f"\n{formal}\n", f"\n{decimal}\n")
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize("gap", ["\t", " "])
def test_lists_of_figures_and_roman_pages_of_the_contents(tmp_path: Path, gap: str) -> None:
    listed = ("摘要,I", "目次,II", "表次,III", "壹、目的,1", "貳、過程,2", "參、心得,4", "肆、建議,5",
              "圖次,", "圖1 風場,2", "圖2 港口,3", "表次,", "表1 行程,2")  # fmt: skip
    contents = "\n".join(line.replace(",", gap).strip() for line in listed)
    path = tmp_path / "report.txt"
    path.write_text(said().replace("摘要\n", f"目錄\n{contents}\n摘要\n", 1), encoding="utf-8")
    assert not [code for code in tourlib.load(path).findings["code"] if code.startswith("toc-")]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ("May 9-11 (Tue.-Thu.)訪談。", False),
        ("May 9 (Wed.)訪談。", True),
        ("5月9日(二)訪談。", False),
    ],
)
def test_weekdays_of_a_range_of_days(tmp_path: Path, days: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=days))
    assert [each[0] for each in found] == ["weekday-mismatch"] * wrong


def test_a_group_named_last_is_not_the_whole(tmp_path: Path) -> None:
    roster = """出國人員名單
順序\t機關\t職稱\t姓名\t班別
1\t經濟部能源署\t副署長\t王大明\t領隊
2\t新竹市政府\t參議\t古振東\t輔導班
3\t雲林縣政府\t處長\t姜仁傑\t研習班
摘要
"""
    for text, wrong in (("連同領隊及輔導班共3人。", False), ("輔導班共3人。", True)):
        found = findings(tmp_path, said(notes=f"團員{text}").replace("摘要\n", roster, 1))
        assert [each[0] for each in found] == ["count-mismatch"] * wrong


def test_a_number_of_recommendations_is_told_once_by_horizons(tmp_path: Path) -> None:
    advice = "肆、建議\n一、立即可行建議\n(一)整併程序:由能源署辦理。\n(二)公開資料:按季公開。\n"
    advice += "二、中長期建議\n(一)擴建碼頭:於臺中港辦理。\n"
    text = said(summary="提出立即可行建議二項及中長期建議一項,共計四項建議。")
    path = tmp_path / "report.txt"
    path.write_text(text[: text.index("肆、建議")] + advice, encoding="utf-8")
    found = tourlib.load(path).findings
    found = found[found["code"].str.endswith("-mismatch")]
    assert found["code"].tolist() == ["count-mismatch"]
    assert "2 個期程、3 項" in found["message"].iloc[0]


def test_where_and_when_a_visit_was_is_no_passage_printed_twice(tmp_path: Path) -> None:
    told = (
        "112年5月11日10:00-12:00 丹麥海事局第三會議室(哥本哈根市卡斯楚普港路十五號) Mette Frandsen"
    )
    path = tmp_path / "report.txt"
    for end, repeated in (("", False), ("說明海域分區之作法。", True)):
        text = said(first=f"\n{told}{end}\n", notes=f"\n{told}{end}\n")
        path.write_text(text, encoding="utf-8")
        assert ("passage-repeated" in {*tourlib.load(path).findings["code"]}) == repeated


def test_a_wrong_day_of_the_body_is_one_finding_that_names_it(tmp_path: Path) -> None:
    text = said().replace("時間:112年5月9日", "時間:112年5月10日")
    (found,) = findings(tmp_path, text)
    assert found[:2] == ("date-mismatch", "error")
    assert {14, 20} <= {*found[2]}


def test_a_wrong_day_in_a_sentence(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, said(notes="5月12日參訪艾斯比約港務公司,獲益良多。"))
    assert found == ("date-mismatch", "error", (15, 32))


def test_how_long_a_visit_took(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, said(first="本場參訪歷時3小時。"))
    assert found[0] == "duration-mismatch"
    assert 22 in found[2]
    assert findings(tmp_path, said(first="本場參訪歷時2小時。")) == []


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        ("Karen Jenson", True),
        ("Karen Jensen", False),
        ("Karin Jensen", True),
        ("Ole Jensen", False),
    ],
)
def test_names_of_people_in_the_text(tmp_path: Path, printed: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=f"特別感謝{printed}的說明。"))
    assert [each[0] for each in found] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("由海岸管理局(Coastal Authority, CA)主政,另參訪濱海發展署(CA)。", True),
        ("由海岸管理局(Coastal Authority, CA)主政,海岸局(CA)並設分局。", False),
        ("由海岸管理局(Coastal Authority)主政,海岸管理局(CA)並設分局。", False),
    ],
)
def test_one_body_under_two_names(tmp_path: Path, notes: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=notes))
    assert [each[0] for each in found] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    "right", ["並提升其視野。", "此海域水深。", "這可能須調整。", "視其為夥伴。"]
)
def test_words_of_one_character_are_no_misprints(tmp_path: Path, right: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(said(notes=right), encoding="utf-8")
    assert "misreading" not in {*tourlib.load(path).findings["code"]}


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("丹麥王國聯邦政府推動風電,丹麥王國聯邦政府亦補助港埠,丹麥王國邦聯政府另訂辦法。", True),
        ("由海岸防護政策與管理署(Coastal Agency)負責,海岸防護管理與政策署協助。", False),
        ("由海岸政策與規劃防護管理署(Coastal Agency)負責,海岸防護管理政策與規劃署協助。", True),
        ("該署重視制度與文化的建立,亦重視文化與制度的更新。", False),
    ],
)
def test_names_with_the_same_characters_in_another_order(
    tmp_path: Path, notes: str, wrong: bool
) -> None:
    found = findings(tmp_path, said(notes=notes))
    assert [each[0] for each in found] == ["name-variant"] * wrong


def test_days_are_told_by_the_calendar_of_the_language(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(said(summary="本團於5月8日出發,5月15日返國。"), encoding="utf-8")
    messages = tourlib.load(path).findings.query("code == 'period-mismatch'")["message"]
    (chinese, english) = messages.iloc[0].split(" / ")
    assert "112年5月8日至112年5月14日" in chinese
    assert "2023-05-08" in english


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("該署5月10日的簡報令人印象深刻。", False),  # no visit is named
        ("5月11日訪問丹麥能源署時,署方亦如此說明。", True),  # in a shorter form, another verb
        ("5月9日訪問丹麥能源署時,署方亦如此說明。", False),
        ("Ole Thomsen於5月11日簡報時提到港埠。", True),
        ("Ole Thomsen於5月10日簡報時提到港埠。", False),
        ("行前並於4月20日辦理行前研習。", True),
        ("行前並於4月18日辦理行前研習。", False),
        ("行程第三天參訪之丹麥能源署負責招標。", True),  # the second
        ("第2天參訪之丹麥能源署負責招標。", False),
        ("會議第三天丹麥能源署之發言亦同。", False),  # of something else
    ],
)
def test_days_beside_a_host_or_a_speaker(tmp_path: Path, notes: str, wrong: bool) -> None:
    home = (
        "5月8日\t\t搭機前往丹麥",
        "國內研習\n4月18日\t10:00-12:00\t課程:風電概論\t\n國外研習\n5月8日\t\t搭機前往丹麥",
    )
    found = findings(tmp_path, said(notes=notes).replace(*home))
    assert [each[:2] for each in found] == [("date-mismatch", "error")] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("5月10日上午參訪之艾斯比約港務公司,港區寬廣。", True),
        ("5月10日下午參訪之艾斯比約港務公司,港區寬廣。", False),
    ],
)
def test_the_half_of_the_day_beside_a_host(tmp_path: Path, notes: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=notes))
    assert [each[0] for each in found] == ["date-mismatch"] * wrong


@pytest.mark.parametrize(
    ("caption", "wrong"),
    [
        ("艾斯比約碼頭導覽(5月11日)", True),
        ("艾斯比約碼頭導覽(5月10日)", False),
        ("團員分組討論(5月10日)", False),  # of any day
    ],
)
def test_days_of_photographs(tmp_path: Path, caption: str, wrong: bool) -> None:
    text = said() + f"附錄\n活動照片\n照片1 {caption}\n照片2 參訪丹麥能源署(5月9日)\n"
    found = findings(tmp_path, text)
    assert [each[:2] for each in found] == [("date-mismatch", "error")] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("由古參議振東擔任團長,致詞感謝。", True),
        ("由王署長大明擔任團長,致詞感謝。", False),
        ("王署長致詞,王副署長致贈紀念品。", True),
        ("王署長致詞,王署長並致贈紀念品。", False),
        ("縣府處長姜仁傑、市府參議古振東均有發言。", False),
        ("本府副處長姜仁傑表示,港區寬廣。", True),
        ("團員包括中央機關2人、地方機關1人。", True),
        ("團員包括中央機關1人、地方機關2人。", False),
    ],
)
def test_leaders_and_grades_of_the_roster(tmp_path: Path, notes: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=notes).replace("摘要\n", ROSTER, 1))
    assert {each[0] for each in found} <= {"post-mismatch", "count-mismatch"}
    assert bool(found) == wrong


@pytest.mark.parametrize(("total", "wrong"), [("8", False), ("9", True), ("1008", True)])
def test_sums_of_the_rows_of_a_table(tmp_path: Path, total: str, wrong: bool) -> None:
    table = f"\n年度\t離岸\t陸域\t合計\n111\t3\t2\t5\n112\t5\t3\t{total}\n"
    found = findings(tmp_path, said(first=table))
    assert [each[0] for each in found] == ["sum-mismatch"] * wrong


@pytest.mark.parametrize(("total", "wrong"), [("4", False), ("6", True)])
def test_a_total_of_a_row_is_of_the_cells_behind_the_total_before(
    tmp_path: Path, total: str, wrong: bool
) -> None:
    table = (
        "\n年度\t中央男\t中央女\t小計\t地方男\t地方女\t小計\n"
        f"111\t3\t2\t5\t1\t2\t3\n112\t5\t3\t8\t3\t1\t{total}\n"
    )
    found = findings(tmp_path, said(first=table))
    assert [each[0] for each in found] == ["sum-mismatch"] * wrong


def test_a_host_that_begins_with_another_character(tmp_path: Path) -> None:
    for printed, wrong in (("奧登塞市政府", True), ("歐登塞市政府", False)):
        text = said(notes=f"{printed}的作法可供參考。").replace("丹麥能源署", "歐登塞市政府")
        assert [each[0] for each in findings(tmp_path, text)] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    ("printed", "wrong"), [("丹麥能原署", True), ("丹麥能源署", False), ("挪威能源署", False)]
)
def test_a_host_that_its_own_heading_misspells(tmp_path: Path, printed: str, wrong: bool) -> None:
    text = said().replace("丹麥能源署", "丹麥國家能源署")
    text = text.replace("(一)參訪丹麥國家能源署", f"(一)參訪丹麥國家{printed[2:]}")
    assert bool(findings(tmp_path, text)) == (wrong and printed[:2] == "丹麥")


def test_a_verb_behind_a_post_is_no_part_of_it(tmp_path: Path) -> None:
    text = said(notes="由古振東主任秘書代表致贈紀念品。").replace("摘要\n", ROSTER, 1)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    (told,) = tourlib.load(path).findings.query("code == 'post-mismatch'")["message"]
    assert "主任秘書」" in told


def test_a_name_that_two_lines_divide(tmp_path: Path) -> None:
    notes = "港埠之整備須及早進行,並由各級政府共同編列預算,此點亦為古振\n東局長於座談時所強調。"
    found = findings(tmp_path, said(notes=notes).replace("摘要\n", ROSTER, 1))
    assert [each[0] for each in found] == ["post-mismatch"]


@pytest.mark.parametrize(
    ("first", "notes", "wrong"),
    [
        ("港區十座碼頭已有七座供應岸電。", "港區十座碼頭已有五座供應岸電,成效良好。", True),
        ("港區十座碼頭已有七座供應岸電。", "港區十座碼頭已有七座供應岸電,成效良好。", False),
        ("該署現有員工360人。", "該署以員工630人管理全國電網。", True),  # digits in another order
        # Of another year, or of another thing, it is another figure.
        ("2020年全國裝置容量達2.3GW。", "2030年全國裝置容量達5.8GW。", False),
        ("北海已建置399座風機。", "北海已建置9座風場。", False),
        # Of our country, or of another body visited, it is another figure.
        ("該國自2009年累積十五年風速觀測紀錄。", "我國已累積六年風速觀測紀錄。", False),
        ("丹麥能源署以六個協會共同審議。", "艾斯比約三個協會共同審議仍在磨合。", False),
        ("丹麥能源署以六個協會共同審議。", "三個協會共同審議仍在磨合。", True),
        # A bound that another figure is for.
        ("補助以噸位5萬噸以下之港口為限。", "噸位1萬噸以下之港口每年600歐元。", False),
        ("說明海域、電網及港埠三個議題。", "招標分為價格、能力、運維及在地化四個議題。", False),
    ],
)
def test_a_figure_told_twice(tmp_path: Path, first: str, notes: str, wrong: bool) -> None:
    found = findings(tmp_path, said(first=first, notes=notes))
    assert [each[0] for each in found] == ["figure-mismatch"] * wrong


@pytest.mark.parametrize("where", ["first", "notes"])
def test_what_we_recommend_is_no_figure_of_theirs(tmp_path: Path, where: str) -> None:
    text = said(**{where: "風機葉片每年辦理四次聯合吊掛演練。"})
    text = text.replace("由能源署收件。", "風機葉片每年辦理二次聯合吊掛演練。")
    wrong = ["figure-mismatch"] * (where == "notes")
    assert [each[0] for each in findings(tmp_path, text)] == wrong


@pytest.mark.parametrize(
    ("host", "heading", "first", "wrong"),
    [
        # heading and timetable
        ("艾斯比約風機港", "風機港", "", False),
        # the section of the visit
        ("海事訓練廳", "海事訓練廳", "海運訓練廳收費低廉。", True),
        ("海事訓練廳", "海事訓練廳", "該署訓練廳收費低廉。", False),
        ("人與海洋未來中心", "人與海洋未來中心", "人與未來海洋中心開放參觀。", True),
        ("港埠及航運管理局", "港埠及航運管理局", "港埠暨航運管理局負責。", True),
        ("港埠航運管理局", "港埠航運管理局", "港埠與航運管理局負責。", False),
        # a short foreign name that is no place
        ("巴爾德研究院", "巴爾德研究院", "巴爾德學院開放參觀。", True),
        ("巴爾德研究院", "巴爾德研究院", "巴爾德市之巴爾德學院開放參觀。", False),
        # one gloss
        ("丹麥運輸局 Danish Mobility Board", "丹麥運輸局", "丹麥交通局(Danish Mobility Board)負責。", True),
    ],
)  # fmt: skip
def test_a_host_under_two_names(
    tmp_path: Path, host: str, heading: str, first: str, wrong: bool
) -> None:
    text = said(first=first).replace("(一)參訪丹麥能源署", f"(一)參訪{heading}")
    text = text.replace("\t參訪丹麥能源署", f"\t參訪{host}")
    assert [each[0] for each in findings(tmp_path, text)] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("講座:Karen Jensen", "講座:Sharen Jensen", "speaker-mismatch"),
        ("講座:Karen Jensen", "講座:Karen Jensen、口譯員林小美", None),
        (
            "本團赴丹麥考察離岸風電",
            "本團赴丹麥及瑞典考察離岸風電",
            None,
        ),  # one more place is a stop
    ],
)
def test_values_that_differ(tmp_path: Path, old: str, new: str, code: str | None) -> None:
    found = findings(tmp_path, said().replace(old, new, 1))
    assert code in {each[0] for each in found} or (code is None and found == [])


def test_parts_of_the_roster(tmp_path: Path) -> None:
    for said_so, wrong in (("二人", False), ("三人", True)):
        text = said(notes=f"團員中地方政府{said_so}。").replace("摘要\n", ROSTER, 1)
        found = findings(tmp_path, text)
        assert [each[0] for each in found] == ["count-mismatch"] * wrong
    for said_so, wrong in (("2個地方政府", False), ("3個縣市政府", True)):
        text = said(notes=f"學員來自1個部會及{said_so}。").replace("摘要\n", ROSTER, 1)
        assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong
    wrong_name = said(notes="感謝王署長大昭之指導。").replace("摘要\n", ROSTER, 1)
    assert [each[0] for each in findings(tmp_path, wrong_name)] == ["name-variant"]


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        # A cell is read by itself: 日斯 is no slip for 日期.
        ("5月9日\t斯德哥爾摩訪察\t參訪丹麥能源署", False),
        ("5月9日\t高雄市政府林員報告\t參訪丹麥能源署", False),
        ("5月9日\t國家文官學院陳文珊科長等人\t參訪丹麥能源署", False),
        ("5月9日\t斯德哥爾摩\t本府與陳科長美玲拜會能源署", False),
        ("5月9日\t斯德哥爾摩\t參加國家發展展委員會議", True),
    ],
)
def test_misprints_of_cells_and_names(tmp_path: Path, printed: str, wrong: bool) -> None:
    path = tmp_path / "report.txt"
    text = said().replace("5月9日\t09:00-11:00\t參訪丹麥能源署", printed)
    path.write_text(text, encoding="utf-8")
    assert ("misreading" in {*tourlib.load(path).findings["code"]}) == wrong


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("供膳膳食委員會審議供膳契約,供膳單位之膳食由膳食科抽驗。", []),
        ("安養養老機構由縣府許可。", []),
        ("研議以電信信令推估人流。", []),
        ("整合電\n信信令。\n住宿、電信信令。", []),
        ("辦理培訓訓計畫。", [LIKELY]),
        ("辦理培訓訓計畫,培訓計畫每年檢討。", [SURE]),
        ("訪團參訪漢密爾頓花園,漢密爾頓為河港。", []),
    ],
)
def test_two_words_may_meet_in_one_character(text: str, sure: list[str]) -> None:
    assert [slip.sure for slip in chosen(text, know(text))] == sure


def test_a_text_without_slips_has_no_likely_ones() -> None:
    text = "各郡設農業技術中心,各郡郡長每年提報,由郡政府核定。" * 3 + "本府設專班。"
    text += "委員會審議後由各機關辦理,並請各級學校配合。" * 40
    assert not chosen(text, know(text))


@pytest.mark.parametrize(("host", "wrong"), [("松園兒童之家", True), ("松苑兒童之家", False)])
def test_a_host_of_no_kind_of_body_with_a_character_alike(
    tmp_path: Path, host: str, wrong: bool
) -> None:
    text = said(notes="松苑兒童之家之設施值得借鏡。").replace("丹麥能源署", host)
    assert [each[0] for each in findings(tmp_path, text)] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        ("國內課程,合計六小時", False),
        ("國內課程,合計6.5小時", False),
        ("國內課程,合計8小時", True),
        ("國內課程2場,合計8小時", True),
        ("訓練,專題講授二場合計六小時", False),
        ("訓練,專題講授二場合計6.5小時", True),
    ],
)
def test_hours_of_the_courses_at_home(hours: str, wrong: bool) -> None:
    home = "國內課程\n4月27日\t08:30-09:00\t始業式\t\n4月27日\t09:00-12:00\t課程:能源政策\t\n"
    home += "4月27日\t13:00-16:00\t課程:海洋法制\t\n國外行程\n"
    text = said(summary=f"出國前辦理{hours}。")
    found = _of_text(text.replace("5月8日\t\t搭機", f"{home}5月8日\t\t搭機")).findings
    assert any("小時" in message for message in found["message"]) == wrong


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        # What each of many has is no part, and a share two clauses away is of something else.
        ("學童120人,其中約八成搭校車,分為六班,每班20人。", []),
        ("學童120人,其中約八成搭校車,計60人。", ["share-mismatch"]),
    ],
)
def test_a_share_of_what_its_clause_tells(tmp_path: Path, notes: str, codes: list[str]) -> None:
    assert [each[0] for each in findings(tmp_path, said(notes=notes))] == codes


def test_a_slip_is_told_once(tmp_path: Path) -> None:
    text = said().replace("時間:112年5月9日09:00", "時間:112年5月10日(星期二)09:00")
    text = text.replace("講座:Ole Thomsen", "講座:Ole Thomsan")
    text = text.replace("{summary}", "").replace(
        "為期7天。", "為期7天,參訪能源署及港務公司等5處機關。"
    )
    codes = sorted(each[0] for each in findings(tmp_path, text))
    assert codes == ["count-mismatch", "date-mismatch", "speaker-mismatch"]


def test_a_number_of_a_part_of_the_journey_is_not_that_of_all(tmp_path: Path) -> None:
    assert findings(tmp_path, said(summary="在日德蘭期間計有1場拜會及參訪,在首都期間4場。")) == []


@pytest.mark.parametrize(("days", "wrong"), [("十餘天", False), ("10天", True)])
def test_about_so_many_are_any_of_the_same_tens(days: str, wrong: bool) -> None:
    text = said(summary=f"短短{days}之行程緊湊。").replace("112年5月14日", "112年5月20日")
    codes = {*_of_text(text.replace(",為期7天", "")).findings["code"]}
    assert ("days-mismatch" in codes) == wrong


def test_a_timetable_of_whole_days_misses_no_times(tmp_path: Path) -> None:
    for time, missing in (("全日", False), ("", True)):
        table = f"日期\t時間\t活動內容\n5月9日\t{time}\t參加海域論壇\n二、參訪紀要"
        head, rest = said().split("日期\t時間")[0], said().split("二、參訪紀要")[1]
        path = tmp_path / "report.txt"
        path.write_text(head + table + rest, encoding="utf-8")
        assert ("times-missing" in {*tourlib.load(path).findings["code"]}) == missing


@pytest.mark.parametrize(
    ("place", "body", "told"),
    [
        ("哥本哈根", "宜蘭行政研修院", False),
        ("花蓮行政研修院", "宜蘭行政研修院", True),
        ("花蓮行政研修院", "院內簡報室", False),
    ],
)
def test_neither_the_town_of_several_entries_nor_a_room_is_another_place(
    tmp_path: Path, place: str, body: str, told: bool
) -> None:
    rows = {"活動內容\t講座": "活動內容\t講座\t地點", "Karen Jensen\n5月10": f"Karen Jensen\t{place}\n5月10",
            "Ole Thomsen\n5月11": f"Ole Thomsen\t{place}\n5月11",
            "Mette Frandsen\n5月14": f"Mette Frandsen\t{place}\n5月14"}  # fmt: skip
    text = said().replace("Karen Jensen\n該署", f"Karen Jensen\n地點:{body}\n該署")
    for old, new in rows.items():
        text = text.replace(old, new)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert ("place-mismatch" in {*tourlib.load(path).findings["code"]}) == told


@pytest.mark.parametrize(("first", "second", "told"), [("壹、目的", "貳、過程", False),
                                                       ("貳、過程", "壹、目的", True)])  # fmt: skip
def test_contents_in_another_order(tmp_path: Path, first: str, second: str, told: bool) -> None:
    contents = f"目錄\n{first}\t1\n{second}\t2\n參、心得\t5\n肆、建議\t6\n摘要\n"
    found = findings(tmp_path, said().replace("摘要\n", contents))
    # 壹 is the second that is listed, in line 8, and the first of the text, in line 13.
    assert found == ([("toc-order", "warning", (8, 13))] if told else [])


def test_a_visit_that_the_timetable_does_not_have(tmp_path: Path) -> None:
    visit = "(四)拜會丹麥水利研究所\n時間:112年5月12日14:00-16:00\n講座:Nina Holm\n該所研究波浪。\n"
    found = findings(tmp_path, said().replace("參、心得\n", f"{visit}參、心得\n"))
    assert found == [("visit-unmatched", "warning", (31, 32, 33))]


def test_a_visit_with_a_wrong_day_is_of_the_entry_with_its_title(tmp_path: Path) -> None:
    """The heading has the foreign name in brackets, the day and hour are another entry's."""
    printed = said().replace("(一)參訪丹麥能源署", "(一)參訪丹麥能源署(Energistyrelsen)")
    path = tmp_path / "report.txt"
    path.write_text(printed.replace("112年5月9日09:00-11:00", "112年5月10日14:00-16:00"), "utf-8")
    assert tourlib.load(path).visits["session"].tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    ("printed", "number", "unit", "counted"),
    [
        ("每年編列約2億3千萬元。", 230_000_000, "元", "每年編列"),
        ("造價1億5,000萬元。", 150_000_000, "元", "造價"),
        ("基金1兆2,000億新元。", 1_200_000_000_000, "新元", "基金"),
        ("人員分別來自9個主管機關。", 9, "個", "主管機關"),
        ("場館設有5萬個座位及2萬個攤位。", 20_000, "個", "攤位"),
        ("全區據點1,700處。", 1_700, "處", "全區據點"),
        ("訂定8項目標及20項措施。", 20, "項", "措施"),
        ("訂定8項目標及20項措施,預算充足。", 20, "項", "措施"),
        ("該園植樹3萬5,000株。", 35_000, "株", "該園植樹"),
        ("補助丹麥克朗2,500萬丹麥克朗。", 25_000_000, "丹麥克朗", ""),
    ],
)
def test_figures_of_two_scales_and_what_they_count(
    printed: str, number: int, unit: str, counted: str
) -> None:
    row = read_figures([(1, printed)])[-1]
    assert (row["number"], row["unit"]) == (number, unit)
    assert row["counted"].startswith(counted)


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("團員30人中,農會代表12人,占45%,縣府同仁10人,議員8人。", ["share-mismatch"]),
        ("團員30人中,農會代表12人,占40%,縣府同仁10人,占33%,議員8人。", []),
        ("團員30人中,公務員20人,占67%,其中女性10人,占50%。", []),
        ("團員3人中,縣府2人,占70%,另議員1人。", ["share-mismatch"]),
    ],
)
def test_a_share_of_one_part_of_several(tmp_path: Path, sentence: str, codes: list[str]) -> None:
    text = said().replace("該署負責招標。", f"該署負責招標。{sentence}")
    assert [each[0] for each in findings(tmp_path, text)] == codes


def test_the_number_of_all_is_not_that_of_the_last_named(tmp_path: Path) -> None:
    text = said().replace("該署負責招標。", "該署負責招標。偕同縣議員及農會代表一行4人赴韓。")
    text = text.replace("參、心得\n", "參、心得\n縣議員及農會代表1人參加。\n")
    assert findings(tmp_path, text) == []


def test_a_number_in_a_table_counts_what_its_column_says() -> None:
    table = ["國別\t支出\t員工", "丹麥\t328億歐元\t49萬人", "瑞典\t12億歐元\t50萬人"]
    rows = read_figures(list(enumerate(table, 1)))
    assert [row["counted"] for row in rows] == ["支出", "員工"] * 2


def test_a_visit_with_a_wrong_day_is_one_contradiction(tmp_path: Path) -> None:
    """The photograph below the visit prints no day of its own."""
    text = said().replace("時間:112年5月9日09:00", "時間:112年5月10日09:00")
    text = text.replace("該署負責招標。", "該署負責招標。\n照片1:參訪丹麥能源署合影")
    assert [each[0] for each in findings(tmp_path, text)] == ["date-mismatch"]


@pytest.mark.parametrize(("number", "wrong"), [("2", False), ("4", True)])
def test_members_beside_the_leader(tmp_path: Path, number: str, wrong: bool) -> None:
    text = said(summary=f"由王大明署長擔任領隊,學員{number}人。").replace("摘要\n", ROSTER, 1)
    assert [each[0] for each in findings(tmp_path, text)] == ["headcount-mismatch"] * wrong


@pytest.mark.parametrize(("number", "wrong"), [("1", False), ("2", True), ("3", True)])
def test_who_leads_from_the_agency_of_the_staff_is_no_member(
    tmp_path: Path, number: str, wrong: bool
) -> None:
    staff = "輔導員\t經濟部能源署\t科員\t何一心\n領隊\t經濟部能源署"
    roster = ROSTER.replace("團長\t經濟部能源署", staff)
    text = said(summary=f"遴選各機關學員{number}人。").replace("摘要\n", roster, 1)
    text = text.replace("3\t雲林縣政府\t處長\t姜仁傑\n", "")
    assert [each[0] for each in findings(tmp_path, text)] == ["headcount-mismatch"] * wrong


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("由中央及地方機關遴薦團員3人。", False),
        ("由地方機關遴薦團員3人。", True),
        ("自108年起辦理,參訓人數累計57人。", False),
        ("歷年計57人參加。", False),
        ("本次參訓人數計57人。", True),
        ("學員3人參訓。", False),  # the leader among them
        ("學員4人參訓。", True),
    ],
)
def test_whom_a_number_of_people_is_of(tmp_path: Path, summary: str, wrong: bool) -> None:
    text = said(summary=summary).replace("摘要\n", ROSTER, 1)
    codes = [each[0] for each in findings(tmp_path, text)]
    assert codes == ["count-mismatch" if "地方" in summary else "headcount-mismatch"] * wrong


@pytest.mark.parametrize(
    ("organiser", "named"), [("經濟部能源署", True), ("經濟部水利署", False), ("經濟部", True)]
)
def test_an_organiser_named_without_its_ministry(
    tmp_path: Path, organiser: str, named: bool
) -> None:
    text = said(notes="能源署為主辦機關,經濟部指導。").replace(
        "服務機關:經濟部能源署", f"主辦機關:{organiser}"
    )
    text = text.replace(
        "摘要\n", "出國人員名單\n機關\t職稱\t姓名\n新竹市政府\t參議\t古振東\n摘要\n", 1
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    codes = {*tourlib.load(path).findings["code"]}
    assert ("organiser-mismatch" not in codes) == named


def test_the_number_in_question_is_quoted(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(said(summary="提出心得5點及建議9項。"), encoding="utf-8")
    found = tourlib.load(path).findings.query("code == 'count-mismatch'")
    assert "說「建議9項」" in found["message"].iloc[0]


FORM = """公務出國報告提要
頁數：12　含附件：否
出國期間：112年5月8日至5月{day}日
內容摘要：
本團赴丹麥考察離岸風電，為期{days}天，拜會該國相關單位，並就港埠及併網之
議題提出建議{items}項。
"""


@pytest.mark.parametrize(
    ("day", "days", "items", "codes"),
    [
        (14, 7, 2, []),
        (15, 7, 2, ["period-mismatch"]),
        (14, 8, 2, ["days-mismatch"]),
        (14, 7, 5, ["count-mismatch"]),
    ],
)
def test_the_form_of_the_archive_is_compared(
    tmp_path: Path, day: int, days: int, items: int, codes: list[str]
) -> None:
    form = FORM.format(day=day, days=days, items=items)
    text = REPORT.replace("摘要\n本團赴丹麥考察離岸風電,為期7天。{summary}\n", form)
    found = findings(tmp_path, text.format(first="", notes=""))
    assert [code for code, _severity, _lines in found] == codes


def test_how_many_were_taught_is_compared_with_the_timetable(tmp_path: Path) -> None:
    found = findings(tmp_path, said(summary="本次授課9場，收穫豐碩。"))
    assert [code for code, *_told in found] == ["count-mismatch"]


@pytest.mark.parametrize(
    ("form", "pages", "said"),
    [("text", False, "第 7 行說"), ("docx", False, "〈摘要〉說"), ("pdf", True, "第 2 頁說")],
)
def test_told_by_what_one_sees_in_the_file(form: str, pages: bool, said: str) -> None:
    """Only a text file has lines with numbers; a PDF has pages, Word neither."""
    text = REPORT.format(summary="共拜會5個機關。", first="", notes="")
    lines = [
        Line(number, line, page=1 + number // 6 if pages else None)
        for number, line in enumerate(text.splitlines(), 1)
    ]
    report = build_report(Source("報告", form, tuple(lines)), cohort=112)
    (told,) = check.contradictions(report)["message"]
    assert told.startswith(f"{said}「拜會5個機關」")


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        # A list right before its number, without 等; examples and those beside them are no list.
        ("我國可從法規調適、人才培育及港埠整備三方面著手。", False),
        ("我國可從法規調適、人才培育及港埠整備四方面著手。", True),
        ("評選以價格、產業關聯及環境影響三項標準進行。", False),
        ("評選以價格、產業關聯及環境影響五項標準進行。", False),
        ("評選以價格、產業關聯及環境影響四項標準進行。", True),
        ("委員會由主任委員、副主任委員及三名委員組成。", False),
        ("該案計三項,包括招標、併網及除役。", False),
        ("該案計四項,包括招標、併網及除役。", True),
    ],
)
def test_a_number_beside_its_list(tmp_path: Path, notes: str, wrong: bool) -> None:
    assert [each[0] for each in findings(tmp_path, said(notes=notes))] == ["count-mismatch"] * wrong


@pytest.mark.parametrize(
    ("first", "notes", "wrong"),
    [
        ("丹麥能源署設有12名審查委員。", "丹麥能源署之14位審查委員均為兼任,值得借鏡。", True),
        ("丹麥能源署設有12名審查委員。", "丹麥能源署之12位審查委員均為兼任,值得借鏡。", False),
        ("丹麥能源署設有12名審查委員。", "瑞典海事局之14位審查委員均為兼任,值得借鏡。", False),
        ("丹麥能源署每年核發約300件許可。", "丹麥能源署每年310件許可,值得借鏡。", False),
        ("丹麥能源署每年核發約300件許可。", "丹麥能源署每年400件許可,值得借鏡。", True),
        ("丹麥能源署成立於1976年。", "丹麥能源署自1978年成立以來,值得借鏡。", True),
        ("丹麥能源署於1976年制定綱領。", "丹麥能源署於1978年再次修法,值得借鏡。", False),
    ],
)
def test_the_same_thing_of_the_same_body_told_twice(
    tmp_path: Path, first: str, notes: str, wrong: bool
) -> None:
    found = findings(tmp_path, said(first=first, notes=notes))
    assert [each[0] for each in found] == ["figure-mismatch"] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("經費計50萬元,包含機票20萬元、住宿15萬元及雜支15萬元。", False),
        ("經費計50萬元,包含機票20萬元、住宿15萬元及雜支10萬元。", True),
        ("該署職員60人,其中男性20人、女性30人。", False),  # perhaps not all of them
        ("該署職員600人,其中總署300人、北區160人、南區130人。", True),
        ("該署職員600人,其中總署300人、北區160人、南區140人。", False),
        ("該署職員60人,包括工程師20人、法務30人等。", False),
    ],
)
def test_parts_behind_their_sum(tmp_path: Path, notes: str, wrong: bool) -> None:
    assert [each[0] for each in findings(tmp_path, said(notes=notes))] == ["sum-mismatch"] * wrong


@pytest.mark.parametrize(
    ("total", "wrong"), [("1,050,350.5", False), ("1,070,350.5", True), ("1,050,351.5", False)]
)
def test_the_total_of_a_table(tmp_path: Path, total: str, wrong: bool) -> None:
    table = f"\n表1 經費\n項目\t金額\n機票\t1,050,200.5\n住宿\t150\n合計\t{total}\n"
    found = _of_text(said(notes=table)).findings
    told = found.loc[found["code"] == "sum-mismatch", "message"].tolist()
    said_of = "表1金額的合計為「1,070,350.5」，各列相加為 1,050,350.5。"
    assert [message.partition(" / ")[0] for message in told] == [said_of] * wrong


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ("丹麥能源署之作法值得借鏡。", None),
        ("丹麥能源局之作法值得借鏡。", "name-variant"),
        ("艾斯比約港務公司為組裝基地。", None),
        ("艾斯比勒港務公司為組裝基地。", "name-variant"),
        ("丹華能源署之作法值得借鏡。", None),  # perhaps of another country
        ("瑞麥能源署之作法值得借鏡。", None),
        ("艾斯比約東港務公司為組裝基地。", None),  # what tells one body from the next
        ("Jensen處長與Jensen科長之弟分別說明。", None),  # of two in one line nobody can tell
    ],
)
def test_hosts_that_are_called_otherwise(tmp_path: Path, notes: str, code: str | None) -> None:
    assert [each[0] for each in findings(tmp_path, said(notes=notes))] == [code] * bool(code)


@pytest.mark.parametrize(
    ("first", "notes", "wrong"),
    [
        ("Jensen處長說明招標。", "Jensen處長之說明令人印象深刻。", False),
        ("Jensen處長說明招標。", "Jensen科長之說明令人印象深刻。", True),
        ("Jensen女士說明招標。", "Jensen先生之說明令人印象深刻。", True),
    ],
)
def test_ranks_and_titles_of_speakers(tmp_path: Path, first: str, notes: str, wrong: bool) -> None:
    found = findings(tmp_path, said(first=first, notes=notes))
    assert [each[0] for each in found] == ["post-mismatch"] * wrong


@pytest.mark.parametrize(
    ("summary", "notes", "codes"),
    [
        ("其中立即可行建議1項及中長期建議1項。", "", []),
        ("其中立即可行建議4項及中長期建議3項。", "", ["count-mismatch"] * 2),  # of two in all
        ("參訪機關2處、聽取課程1場。", "", []),
        ("共參訪一行程2處。", "", []),
    ],
)
def test_numbers_that_are_told_together(
    tmp_path: Path, summary: str, notes: str, codes: list[str]
) -> None:
    assert [each[0] for each in findings(tmp_path, said(summary=summary, notes=notes))] == codes


@pytest.mark.parametrize(
    ("summary", "codes"),
    [
        ("國內研習於4月24日至25日辦理,出國則自5月8日至14日赴丹麥,為期7天。", []),
        ("國內研習於4月24日至25日辦理,出國則自5月8日至14日赴丹麥,為期8天。", ["days-mismatch"]),
        ("5月8日至13日赴丹麥研習,4月24日至25日辦理行前課程。", ["period-mismatch"]),
        ("國內研習自4月24日至25日,為期3天。", ["days-mismatch"]),
    ],
)
def test_courses_at_home_have_dates_of_their_own(
    tmp_path: Path, summary: str, codes: list[str]
) -> None:
    text = REPORT.replace(",為期7天", "").format(summary=summary, first="", notes="")
    assert [each[0] for each in findings(tmp_path, text)] == codes


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("本署組團一行3人。", False),
        ("本署會同縣市組團一行2人。", True),
        ("本署會同縣市組團2人。", True),
        ("本署會同縣市組團共2人。", True),
        ("本署會同縣市派員參訪,共計2人。", True),
        ("由王署長率團,成員共計2人。", None),
        ("各縣市薦送人員共計2人。", False),
    ],
)
def test_everybody_who_went_includes_the_leader(summary: str, wrong: bool | None) -> None:
    """What does not count the leader, who is named, is no contradiction that needs a look."""
    found = _of_text(said(summary).replace("摘要\n", ROSTER)).findings
    told = found.loc[found["code"] == "headcount-mismatch", "severity"].tolist()
    assert told == (["info"] if wrong is None else ["warning"] * wrong)


@pytest.mark.parametrize(
    ("said_of", "told"),
    [
        ("短期2項、中期1項及長期1項", []),
        ("近程2項、中程1項及遠程1項", []),
        ("中長期2項", []),
        ("短期3項、中期2項及長期1項", ["短期 2 項", "中期 1 項"]),
        ("中長期3項", ["中期、長期 2 項"]),
    ],
)
def test_terms_of_one_horizon_are_counted_apart(said_of: str, told: list[str]) -> None:
    text = said(f"提出建議{said_of}。").partition("肆、建議")[0] + "肆、建議\n表1 建議一覽\n"
    text += "項次\t建議事項\t具體作法\t期程\t主辦機關\n"
    for n, term in enumerate(("短期", "短期", "中期", "長期"), 1):
        text += f"{n}\t建置第{n}港\t整備第{n}座港埠。\t{term}\t經濟部能源署\n"
    found = _of_text(text).findings
    messages = found.loc[found["code"] == "count-mismatch", "message"]
    assert [m.partition(" / ")[0].partition("讀出")[2].rstrip("。") for m in messages] == told


def test_no_misreadings_between_two_common_words() -> None:
    text = "政府辦理火災保險,火災保險費率由市府訂定,市府補助火災保險,火災保險另計。"
    text += "該市提供火災保障。該市提供火災保檢。"
    printed = [slip.printed for slip in chosen(text, know(text))]
    assert [each for each in printed if "保" in each] == ["火災保檢"]


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("天然保育委員會管理礁區。", True),
        ("自然保育委員會管理礁區。", False),
        ("會見自然保育委員會。", False),
        ("會議於201 教室及201教室舉行。", False),  # the space is the extraction's
        ("承駐丹麥台北代表處協助,臺北市政府另有規定。", False),  # official names
    ],
)
def test_forms_of_one_name_and_of_two(notes: str, wrong: bool) -> None:
    text = said(notes=notes).replace("丹麥能源署", "自然保育委員會")
    found = _of_text(text).findings
    assert found["code"].tolist().count("name-variant") == wrong


@pytest.mark.parametrize(("roster", "wrong"), [(False, False), (True, True)])
def test_people_whom_only_the_cover_names_are_no_roster(roster: bool, wrong: bool) -> None:
    text = said().replace("出國期間:", "姓名職稱:署長王大明等5人\n出國期間:", 1)
    found = _of_text(text.replace("摘要\n", ROSTER) if roster else text).findings
    assert ("headcount-mismatch" in found["code"].tolist()) == wrong


def test_a_name_of_another_character_before_the_same_post(tmp_path: Path) -> None:
    for name, wrong in (("朴贊浩", False), ("朴燦浩", True), ("金燦浩", False)):
        text = said(notes=f"{name}教授強調港埠之重要。").replace("Mette Frandsen", "朴贊浩教授")
        assert [each[0] for each in findings(tmp_path, text)] == ["name-variant"] * wrong


@pytest.mark.parametrize(("number", "wrong"), [("4", False), ("2", False), ("3", True)])
def test_a_number_of_things_in_groups(number: str, wrong: bool) -> None:
    """「10項建議如下」 was said to be 2, those of the groups by horizon."""
    text = REPORT.format(summary="", first="", notes="").partition("肆、建議")[0]
    text += f"肆、建議\n綜合心得,提出{number}項建議如下:\n"
    for head, items in (("一、立即可行", "甲乙"), ("二、中長期", "丙丁")):
        text += (
            head
            + "建議\n"
            + "".join(
                f"({n}){item}類設施:儘速辦理。\n" for n, item in zip("一二", items, strict=True)
            )
        )
    report = _of_text(text)
    told = report.findings["message"].str.contains("列出 2 項", regex=False)
    assert told.any() == wrong


def test_cells_of_a_table_among_the_text_are_apart(tmp_path: Path) -> None:
    """「課程七」 and 「主題二」 of the row below were seven themes."""
    rows = (
        ("主題", "名稱", "重點", "課程"),
        (
            "主題一",
            "港埠與離岸風電之整備",
            "碼頭重件能量、組裝基地規劃、運維船舶調度",
            "課程一、課程七",
        ),
        (
            "主題二",
            "海域空間與產業之共榮",
            "海域空間規劃、漁業共存機制、生態監測制度",
            "課程四、課程五",
        ),
    )
    document = Document()
    for line in REPORT.format(summary="", first="", notes="").splitlines():
        document.add_paragraph("一、研習主題" if line.startswith("瞭解丹麥") else line)
        if line.startswith("瞭解丹麥"):
            table = document.add_table(len(rows), 4)
            for cell, text in zip(
                table._cells, (cell for row in rows for cell in row), strict=True
            ):
                cell.text = text
    document.save(str(tmp_path / "r.docx"))
    report = tourlib.load(tmp_path / "r.docx")
    assert not report.findings["message"].str.contains("七主題").any()


def test_numbers_by_horizon_are_those_of_their_groups() -> None:
    """「立即可行建議3項、中長期建議2項如下」 was compared with the two groups."""
    text = REPORT.format(summary="", first="", notes="").partition("肆、建議")[0]
    text += "肆、建議\n綜合心得,本團提出立即可行建議3項、中長期建議2項如下:\n"
    for head, items in (("一、立即可行", "甲乙"), ("二、中長期", "丙丁")):
        text += f"{head}建議\n" + "".join(
            f"({n}){item}類設施:儘速辦理。\n" for n, item in zip("一二", items, strict=True)
        )
    report = _of_text(text)
    told = report.findings.loc[report.findings["code"] == "count-mismatch", "message"]
    assert len(told) == 1
    assert "立即可行建議3項" in told.iloc[0]


def test_a_name_that_goes_on_is_no_other_name() -> None:
    """菲律賓海員工會會員 was taken for another spelling of 菲律賓海員工會."""
    text = REPORT.replace("丹麥能源署\tKaren", "丹麥海員工會\tKaren").replace(
        "參訪丹麥能源署", "參訪丹麥海員工會"
    )
    text = text.format(summary="", first="丹麥海員工會會員約8萬人。", notes="")
    report = _of_text(text)
    assert "name-variant" not in set(report.findings["code"])


#: A roster with groups of three and two, and a leader.
GROUPS = """出國人員名單
組別\t姓名\t機關\t職稱\t備註
\t王大明\t經濟部能源署\t署長\t團長
第一組\t古振東\t新竹市政府產業發展處\t科長\t
第一組\t林怡君\t經濟部能源署\t科長\t
第一組\t鄭雅文\t內政部國土管理署\t專員\t
第二組\t姜仁傑\t新竹市政府產業發展處\t科長\t
第二組\t張淑惠\t交通部航港局\t科長\t
"""


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ("團員中有科長四人。", None),
        ("團員中有科長三人。", "count-mismatch"),
        ("本團包括能源署二人、航港局一人。", None),
        ("本團包括能源署三人、航港局一人。", "count-mismatch"),
        ("團員來自航港局、國土管理署各一人。", None),
        ("團員來自航港局、國土管理署、觀光署各一人。", "count-mismatch"),
        ("團員分為二組。", None),
        ("團員分為三組。", "count-mismatch"),
        ("團員每組各三人。", "count-mismatch"),
        ("團員每組推派代表1人發言。", None),
        ("本班學員5人均結業,全體五位學員並獲頒證書。", None),
        ("產業發展處姜科長仁傑並提問。", None),
        ("航港局姜科長仁傑並提問。", "post-mismatch"),
    ],
)
def test_parts_and_groups_of_the_roster(tmp_path: Path, notes: str, code: str | None) -> None:
    found = findings(tmp_path, said(notes=notes).replace("摘要\n", GROUPS + "摘要\n", 1))
    told = [each[0] for each in found if each[0].endswith("-mismatch")]
    assert told == [code] * (code is not None)


@pytest.mark.parametrize(
    ("first", "notes", "wrong"),
    [
        ("丹麥電力約六成來自風力。", "丹麥電力約五分之三來自風力。", False),
        ("丹麥電力約六成來自風力。", "丹麥電力約三分之一來自風力。", True),
        ("併網審查:為期18個月。", "丹麥併網審查長達一年半載,須有耐心。", False),
        ("併網審查:為期24個月。", "丹麥併網審查長達三年,須有耐心。", True),
        ("底圖每五至七年更新一次。", "底圖每五年更新一次。", False),
    ],
)
def test_a_figure_told_again_in_other_words(
    tmp_path: Path, first: str, notes: str, wrong: bool
) -> None:
    found = findings(tmp_path, said(first=first, notes=notes))
    assert [each[0] for each in found] == ["figure-mismatch"] * wrong


def test_a_national_body_of_two_kinds(tmp_path: Path) -> None:
    for name, wrong in (("國家海岸防護署", False), ("國家海岸防護局", True)):
        notes = f"國家海岸防護署公布守則。守則由{name}每年檢討。"
        found = findings(tmp_path, said(notes=notes))
        assert [each[0] for each in found] == ["name-variant"] * wrong


def test_a_name_with_a_word_more(tmp_path: Path) -> None:
    for name, wrong in (("艾斯比約港務公司", False), ("艾斯比約港務管理公司", True)):
        found = findings(tmp_path, said(notes=f"可參考{name}之作法。"))
        assert [each[0] for each in found] == ["name-variant"] * wrong


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        ("工作由40項減為20項,減少三成。", ["share-mismatch"]),
        ("工作由40項減為20項,合格率提高三成。", []),  # of another thing
        ("研提立即可行建議1項及中長期建議1項,共計3項建議。", ["count-mismatch"]),  # told once
    ],
)
def test_what_a_share_or_a_sum_is_of(tmp_path: Path, notes: str, codes: list[str]) -> None:
    found = findings(tmp_path, said(summary=notes))
    assert [each[0] for each in found if each[0].endswith("-mismatch")] == codes


def test_a_chapter_called_otherwise_in_the_contents(tmp_path: Path) -> None:
    contents = "目次\n壹、目的\t1\n貳、過程\t2\n參、省思\t5\n肆、建議\t8\n"
    found = findings(tmp_path, said().replace("壹、目的\n", contents + "壹、目的\n", 1))
    assert [each[0] for each in found] == ["toc-mismatch"]


@pytest.mark.parametrize(
    ("share", "wrong"),
    [
        ("逾八成來自地方機關", True),
        ("逾六成來自地方機關", False),
        ("近七成來自地方機關", False),
        ("約半數來自地方機關", True),
        ("約半數任職於地方機關", True),
        ("地方機關學員占67%", False),
        ("地方機關學員占76%", True),
        ("三分之一來自經濟部能源署", False),
    ],
)
def test_shares_of_the_roster(tmp_path: Path, share: str, wrong: bool) -> None:
    roster = ROSTER.replace("團長\t", "1\t")
    text = said(notes=f"本團團員{share},視野多元。").replace("摘要\n", roster, 1)
    assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("研習照片見附錄一。", True),
        ("研習照片詳附錄二。", False),
        ("受訪機關之簡介請參閱附錄一。", False),
        ("成果簡報見附錄一。", False),  # none of the two is called so
    ],
)
def test_an_appendix_that_holds_something_else(tmp_path: Path, notes: str, wrong: bool) -> None:
    annexes = "附錄一、受訪機關簡介\n丹麥能源署設於哥本哈根。\n附錄二、研習照片\n照片1 能源署\n"
    found = findings(tmp_path, said(notes=notes) + annexes)
    assert [each[0] for each in found] == ["reference-mismatch"] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("環境暨海洋保育部之作法可供參考。", True),
        ("我國環境部海洋保育署可供參考。", False),
        ("環境及海洋保育部之作法可供參考。", False),
    ],
)
def test_a_body_whose_name_has_a_conjunction_is_one_name(
    tmp_path: Path, notes: str, wrong: bool
) -> None:
    text = said(notes=notes).replace("丹麥能源署", "環境及海洋保育部")
    assert [each[0] for each in findings(tmp_path, text)] == ["name-variant"] * wrong


@pytest.mark.parametrize(("second", "wrong"), [("八個月", False), ("三個月", True), ("60天", True)])
def test_what_differs_widely_in_other_units_is_not_one_quantity(
    tmp_path: Path, second: str, wrong: bool
) -> None:
    text = said(first="新進人員之導師實習為期30天。", notes=f"新進人員之導師實習為期{second}。")
    assert [each[0] for each in findings(tmp_path, text)] == ["figure-mismatch"] * wrong


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("組裝碼頭如照片3。", True),
        ("組裝碼頭如照片2。", False),
        ("組裝碼頭見該公司年報照片3。", False),
    ],
)
def test_a_photograph_that_the_report_does_not_have(
    tmp_path: Path, notes: str, wrong: bool
) -> None:
    annex = "附錄、考察照片\n照片1 團員聽取招標簡報\n照片2 組裝碼頭一隅\n"
    found = findings(tmp_path, said(notes=notes) + annex)
    assert [each[0] for each in found] == ["reference-mismatch"] * wrong


def test_two_captions_with_one_number(tmp_path: Path) -> None:
    annex = "附錄、考察照片\n照片1 團員聽取招標簡報\n照片2 組裝碼頭一隅\n照片2 與港務公司合影\n"
    (found,) = findings(tmp_path, said() + annex)
    assert found[0] == "numbering-broken"


@pytest.mark.parametrize(("day", "wrong"), [("4月20日", False), ("4月22日", True)])
def test_a_course_at_home_beside_the_period_of_the_journey(
    tmp_path: Path, day: str, wrong: bool
) -> None:
    text = said(summary=f"本團於5月8日至14日赴丹麥考察,行前並於{day}辦理行前講習。")
    home = "國內課程\n4月20日\t09:00-12:00\t課程:風場法規\t陳志豪\n國外行程\n5月8日"
    found = findings(tmp_path, text.replace("5月8日\t", f"{home}\t", 1))
    assert [each[0] for each in found] == ["date-mismatch"] * wrong


@pytest.mark.parametrize(
    ("agency", "wrong"),
    [
        ("經濟部能源署", False),
        ("各直轄市及縣(市)政府", False),
        ("苗栗市政府", True),
        ("行政院主計處", True),
        ("經濟部水力署", True),
    ],
)
def test_a_responsible_agency_that_does_not_exist(tmp_path: Path, agency: str, wrong: bool) -> None:
    text = said().replace("於臺中港辦理。", f"於臺中港辦理。(主辦機關:{agency})")
    assert [each[0] for each in findings(tmp_path, text)] == ["agency-near"] * wrong


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("走訪三國。", True),
        ("走訪兩國。", False),
        ("走訪3個國家。", True),
        ("拜會4個國家公園管理機關。", False),  # bodies, not countries
    ],
)
def test_the_countries_of_the_cover(tmp_path: Path, summary: str, wrong: bool) -> None:
    text = said(summary=summary).replace("出國期間", "派赴國家:丹麥、瑞典\n出國期間")
    text = text.replace("該署負責招標。", "該署負責招標,與瑞典合作。")
    assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("本團集合五個機關的同仁。", True),
        ("本團集合三個機關的同仁。", False),
        ("由中央與地方共四個機關薦派人員參加。", True),
    ],
)
def test_agencies_of_those_who_went(tmp_path: Path, summary: str, wrong: bool) -> None:
    text = said(summary=summary).replace("摘要\n", ROSTER, 1)
    assert [each[0] for each in findings(tmp_path, text)] == ["count-mismatch"] * wrong


def test_figures_of_two_countries_are_no_contradiction(tmp_path: Path) -> None:
    for told, wrong in (
        ("波蘭23座國家公園各為獨立法人。", False),
        ("臺灣23座國家公園各為獨立法人。", True),
    ):
        text = said(summary="臺灣9座國家公園各為獨立法人。", notes=told)
        assert [each[0] for each in findings(tmp_path, text)] == ["figure-mismatch"] * wrong


@pytest.mark.parametrize(
    ("ministry", "wrong"),
    [("環境部", False), ("漁港部", True)],
)
def test_a_responsible_ministry_that_does_not_exist(
    tmp_path: Path, ministry: str, wrong: bool
) -> None:
    text = said().replace("於臺中港辦理。", f"於臺中港辦理。(主辦機關:經濟部;協辦機關:{ministry})")
    text = text.replace("112年", "113年")
    assert ("agency-near" in {each[0] for each in findings(tmp_path, text)}) == wrong


@pytest.mark.parametrize(("office", "wrong"), [("港務局", False), ("港務處", True)])
def test_an_office_of_a_city_by_another_kind(tmp_path: Path, office: str, wrong: bool) -> None:
    roster = ROSTER.replace("新竹市政府\t參議", "新竹市政府港務局\t參議")
    text = said().replace("摘要\n", roster, 1)
    text = text.replace("於臺中港辦理。", f"於新竹辦理。(主辦機關:新竹市政府{office})")
    assert [each[0] for each in findings(tmp_path, text)] == ["agency-near"] * wrong


@pytest.mark.parametrize(("quoted", "wrong"), [("海域規劃與協商", False), ("海域規範與協商", True)])
def test_a_theme_quoted_with_another_character(tmp_path: Path, quoted: str, wrong: bool) -> None:
    text = said(summary=f"研習主題為「離岸風電招標」與「{quoted}」。")
    text = text.replace("(一)參訪丹麥能源署\n", "主題一:離岸風電招標\n(一)參訪丹麥能源署\n")
    text = text.replace("(三)課程", "主題二:海域規劃與協商\n(一)課程")
    text = text.replace("(二)參訪", "(二)參訪")
    assert ("name-variant" in {each[0] for each in findings(tmp_path, text)}) == wrong


@pytest.mark.parametrize(
    ("caption", "wrong"),
    [("Thomsen經理介紹碼頭(5月11日)", True), ("Thomsen經理介紹碼頭(5月10日)", False)],
)
def test_the_day_of_a_photograph_of_a_speaker_whom_only_the_body_names(
    tmp_path: Path, caption: str, wrong: bool
) -> None:
    text = said().replace("艾斯比約港務公司\tOle Thomsen", "艾斯比約港務公司\t")
    text += f"附錄\n活動照片\n照片1 {caption}\n照片2 參訪丹麥能源署(5月9日)\n"
    assert ("date-mismatch" in {each[0] for each in findings(tmp_path, text)}) == wrong


@pytest.mark.parametrize(("post", "wrong"), [("副區長", True), ("與會", False)])
def test_a_surname_before_a_deputy(tmp_path: Path, post: str, wrong: bool) -> None:
    found = findings(tmp_path, said(notes=f"Frandsan{post}說明分區。"))
    assert [each[0] for each in found] == ["name-variant"] * wrong


@pytest.mark.parametrize(("second", "wrong"), [("於臺中港辦理。", False), ("由能源署收件。", True)])
def test_a_short_recommendation_made_twice(tmp_path: Path, second: str, wrong: bool) -> None:
    text = said().replace("增設重件碼頭", "整併申請程序").replace("於臺中港辦理。", second)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert ("passage-repeated" in {*tourlib.load(path).findings["code"]}) == wrong


@pytest.mark.parametrize(("n", "wrong"), [(2, False), (3, True)])
def test_visits_counted_between_courses_and_exchanges(tmp_path: Path, n: int, wrong: bool) -> None:
    found = findings(tmp_path, said(summary=f"計有課程1場、參訪{n}場及交流2場。"))
    assert ("count-mismatch" in {each[0] for each in found}) == wrong


@pytest.mark.parametrize(("n", "wrong"), [(2, False), (7, True)])
def test_a_figure_of_an_annex(tmp_path: Path, n: int, wrong: bool) -> None:
    annex = "附錄、考察照片\n圖1 團員聽取招標簡報\n圖2 組裝碼頭一隅\n"
    found = findings(tmp_path, said(notes=f"分區方式詳如附錄圖 {n}。") + annex)
    assert [each[0] for each in found] == ["reference-mismatch"] * wrong


@pytest.mark.parametrize(("heading", "wrong"), [("5月10日(三)", False), ("5月12日(五)", True)])
def test_the_day_above_a_photograph_whose_name_is_the_visits(
    tmp_path: Path, heading: str, wrong: bool
) -> None:
    text = said().replace("艾斯比約港務公司", "北岸水力電廠")
    text += f"附錄\n研習照片\n{heading}\n1、參訪北岸水力電廠\n參觀發電機組\n"
    assert ("date-mismatch" in {each[0] for each in findings(tmp_path, text)}) == wrong
