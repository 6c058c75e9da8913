"""Body blocks: 時間, 地點 and 講座 of a visit in the forms that authors give them."""

from __future__ import annotations

import pandas as pd
import pytest

from tourlib.lines import Cells, Line, Source, table_row_text
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:研習)
某訓練計畫115年國外研習報告
主辦機關:公務人員保障暨培訓委員會
派赴國家:甲國
出國期間:115年9月7日至9月12日

貳、過程
一、參訪甲機構
"""


def block(*lines: str | Cells) -> Report:
    printed = [Line(n, text) for n, text in enumerate(COVER.strip().split("\n"), 1)]
    for each in (*lines, "該機構成立於民國五十年,職司研究。"):
        number = len(printed) + 1
        if isinstance(each, str):
            printed.append(Line(number, each))
        else:
            printed.append(Line(number, table_row_text(each), None, each, 1))
    form = "docx" if any(line.cells for line in printed) else "text"
    return build_report(Source(f"r.{form}", form, tuple(printed)), cohort=115)


@pytest.mark.parametrize(
    "lines",
    [
        ("時間：115年9月8日（二）上午9時至12時　地點：市政廳　講座：王大明教授",),
        ("（時間：9月8日09:00-12:00；地點：市政廳；接待人員：王大明處長）",),
        ("◆日期：9月8日（二）", "◆時間：09:00-12:00", "◆地點：市政廳", "◆講座：王大明教授"),
        ("日期：9月8日（二）", "時段：上午9時至12時", "地點：市政廳", "講座：王大明教授"),
        (
            "日　　期：115年9月8日",
            "時　　間：上午9時至12時",
            "地　　點：市政廳",
            "講　　師：王大明",
        ),
        ("(一)時間：9月8日9時至12時", "(二)地點：市政廳", "(三)帶領人：王大明教授"),
        ("【日期】9月8日", "【時間】9時至12時", "【地點】市政廳", "【主講人】王大明教授"),
        (
            ("時間", "9月8日\n09:00-12:00", "地點", "市政廳"),
            ("講座", "王大明教授", "備註", ""),
        ),
        (
            ("日期", "115年9月8日（二）", "時間", "上午9時至12時"),
            ("地點", "市政廳", "講座", "王大明教授"),
        ),
        (
            "日期    115年9月8日（二）    時間    上午9時至12時",
            "地點    市政廳               講座    王大明教授",
        ),
    ],
)
def test_one_block_in_many_forms(lines: tuple[str | Cells, ...]) -> None:
    [visit] = block(*lines).visits.to_dict("records")
    assert (visit["title"], visit["place"], visit["speakers"]) == (
        "參訪甲機構",
        "市政廳",
        ["王大明"],
    )
    assert (visit["start"], visit["end"]) == (
        pd.Timestamp("2026-09-08 09:00"),
        pd.Timestamp("2026-09-08 12:00"),
    )


PAIRS = [
    [
        ("受訪單位", "市立圖書館", "考察時間", "9月8日（二）9時至12時"),
        ("接待人員", "Ms. Anna Kask（館長）\nBapak Budi Santoso（科長）", "考察地點", "市政廳"),
    ],
    [
        ("考察時間", "9月8日（二）9時至12時", "考察地點", "市政廳"),
        ("受訪單位", "國家圖書館", "接待人員", "Ms. Anna Kask（館長）\nCllr. Budi Santoso（議員）"),
    ],
    [
        ("機構名稱", "兒童文學中心", "拜會時間", "9月8日上午9時至12時"),
        ("地點", "市政廳", "受訪者", "Ms. Anna Kask、En. Budi Santoso"),
    ],
]


@pytest.mark.parametrize("rows", PAIRS)
@pytest.mark.parametrize("tabs", [False, True])
def test_two_labels_and_values_a_row_in_any_order(rows: list[Cells], tabs: bool) -> None:
    lines: list[str | Cells] = [*rows]
    if tabs:
        lines = ["\t".join((cell or "").replace("\n", "、") for cell in row) for row in rows]
    report = block(*lines, "1.館藏特色", "館藏豐富。")
    [visit] = report.visits.to_dict("records")
    assert (visit["title"], visit["place"]) == ("參訪甲機構", "市政廳")
    assert visit["speakers"] == ["Anna Kask", "Budi Santoso"]
    assert (visit["start"], visit["end"]) == (
        pd.Timestamp("2026-09-08 09:00"),
        pd.Timestamp("2026-09-08 12:00"),
    )
    assert report.sessions.empty
    assert report.sections["title"].tolist() == ["過程", "參訪甲機構", "館藏特色"]
    assert "line-unclaimed" not in report.findings["code"].tolist()


def test_two_days_under_one_heading_are_two_blocks() -> None:
    visits = block("日期:9月8日", "時間:9時至12時", "日期:9月9日", "時間:14時至16時").visits
    assert visits["start"].dt.strftime("%d %H").tolist() == ["08 09", "09 14"]


def test_day_that_the_heading_names() -> None:
    visits = block("說明。", "(一)乙機構(9月8日)", "時間:9時至12時", "地點:乙大樓").visits
    assert visits["start"].tolist() == [pd.Timestamp("2026-09-08 09:00")]


def test_speakers_of_a_cell_a_line_each() -> None:
    visits = block(("時間", "9月8日"), ("講座", "王大明教授\nMs. Ada Vos")).visits
    assert visits["speakers"].tolist() == [["王大明", "Ada Vos"]]


def test_label_and_value_with_one_tab_between() -> None:
    lines = ("時間\t115年9月8日（二）上午9時至12時", "地點\t市政廳", "講座\t王大明教授")
    [visit] = block(*lines).visits.to_dict("records")
    assert (visit["place"], visit["speakers"]) == ("市政廳", ["王大明"])
    assert visit["start"] == pd.Timestamp("2026-09-08 09:00")


WRAPPED = "本次參訪之機關包含市政府與教育局以及研究中心等單位並與當地官員交換意見收穫"


@pytest.mark.parametrize("hang", [0, 4, 6])
def test_items_without_a_lead_wrap_like_any_paragraph(hang: int) -> None:
    items = [
        (
            "(一)建議由人事總處邀集相關機關研商訂定公務人員海外研習之遴選",
            "原則並公告周知所有人員。",
        ),
        ("(二)建議由各機關設置專責單位負責推動國際合作事務並定期檢討成", "員。"),
    ]
    lines = (
        [WRAPPED] * 6
        + ["良多。", "(一)背景說明"]
        + [WRAPPED] * 12
        + ["良多。", "參、建議", "一、強化人才培育"]
    )
    lines += [line for item, rest in items for line in (item, " " * hang + rest)]
    found = block(*lines).recommendations
    assert found["text"].tolist() == [item[3:] + rest for item, rest in items]
    assert found["title"].isna().all()


def test_label_and_value_with_a_space_between() -> None:
    lines = ("時間 115年9月8日（二）09:00-12:00", "地點 Main Street 1, Delft", "講者 Ms. Ada Vos")
    [visit] = block(*lines).visits.to_dict("records")
    assert (visit["place"], visit["speakers"]) == ("Main Street 1, Delft", ["Ada Vos"])
    assert visit["start"] == pd.Timestamp("2026-09-08 09:00")
    assert block("時間 管理是重點。", "地點 選在市中心。").visits.empty


WHEN, WHERE, WHO = "9月8日(二)10:00-12:00", "甲市政廳", "王大明教授"


def said(report: Report) -> list[tuple[str, str, str, list[str]]]:
    """Start, end, place and speakers of each visit."""
    return [
        (f"{row.start:%d %H:%M}", f"{row.end:%H:%M}", row.place, list(row.speakers))
        for row in report.visits.itertuples()
    ]


@pytest.mark.parametrize("mark", [";", ",", " ", "  ", "|", " / ", "、", " — "])
def test_a_line_that_begins_with_a_speaker(mark: str) -> None:
    report = block(f"講師:{WHO}{mark}時間:{WHEN}{mark}地點:{WHERE}")
    assert said(report) == [("08 10:00", "12:00", WHERE, ["王大明"])]


@pytest.mark.parametrize(
    "form",
    [
        "【時間】{when}【地點】{where}【主講人】{who}",
        "〔時間〕{when};〔地點〕{where};〔講座〕{who}",
        "(時間:{when};地點:{where};主講人:{who})",
        "【時間:{when},地點:{where},講師:{who}】",
    ],
)
def test_labels_in_brackets_or_all_of_them_in_one(form: str) -> None:
    report = block(form.format(when=WHEN, where=WHERE, who=WHO))
    assert said(report) == [("08 10:00", "12:00", WHERE, ["王大明"])]


@pytest.mark.parametrize("brackets", ["()", "〔〕", "【】", "[]"])
@pytest.mark.parametrize("cut", [27, 29, 30, 32, 34, 36, 38])
def test_a_block_in_brackets_wrapped_over_two_lines(brackets: str, cut: int) -> None:
    line = f"{brackets[0]}時間:{WHEN};地點:{WHERE};主講人:{WHO}{brackets[1]}"
    assert said(block(line[:cut], line[cut:])) == [("08 10:00", "12:00", WHERE, ["王大明"])]


def test_a_sentence_that_begins_with_a_day_is_text() -> None:
    report = block("9月8日上午拜會市府,講師:王大明教授說明其制度。")
    assert report.visits.empty


@pytest.mark.parametrize(
    "first", ["機構性質", "外文名稱", "網址", "參訪目的", "拜訪主題", "受訪機構"]
)
@pytest.mark.parametrize("gap", ["\t", "　　", "|"])
def test_a_box_whose_first_row_is_no_field(first: str, gap: str) -> None:
    rows = [
        (first, "Museum für Naturkunde und Landschaft, Abteilung B"),
        ("時間", "9月8日10:00-12:00"),
        ("地點", "市政廳"),
        ("講座", "王大明教授"),
    ]
    printed = [row if gap == "|" else gap.join(row) for row in rows]
    report = block("(一)拜會自然館", *printed, "1.沿革:該館開放參觀。", "2.展示:分四區。")
    assert said(report) == [("08 10:00", "12:00", "市政廳", ["王大明"])]
    assert report.visits["title"].tolist() == ["拜會自然館"]
    assert report.sections["depth"].tolist() == [1, 2, 3, 4, 4]


@pytest.mark.parametrize("space", ["　", "　　", "  "])
def test_labels_spread_over_their_column(space: str) -> None:
    report = block(
        f"時{space}間    9月8日10:00-12:00", f"地{space}點    市政廳", "主講人    王大明教授"
    )
    assert said(report) == [("08 10:00", "12:00", "市政廳", ["王大明"])]


def test_what_a_lecture_is_about_is_no_theme() -> None:
    report = block("時間：9月8日（二）上午9時至12時", "地點：市政廳", "主題：岸電之建置")
    assert report.visits["theme"].isna().all()
    assert "岸電之建置" in report.sections["text"].str.cat(sep="")


def test_a_visit_has_the_theme_that_the_timetable_gives_it() -> None:
    report = block("時間：9月8日（二）上午9時至12時", "地點：市政廳", "該機構成立甚早。", "附錄一 行程表",
                   ("日期", "時間", "活動內容", "主題"), ("9月8日", "09:00-12:00", "參訪甲機構", "二"))  # fmt: skip
    assert report.visits["theme"].tolist() == [2]
    told = report.sections.set_index("title").loc["參訪甲機構"]
    assert (told["theme"], told["theme_source"]) == (2, "timetable")


def test_headings_of_courses_without_any_fields_are_said() -> None:
    timetable = [
        ("日期", "時間", "活動內容"),
        ("9月8日（二）", "09:00-12:00", "參訪甲機構"),
        ("9月9日（三）", "09:00-12:00", "港灣管理"),
    ]
    report = block(*timetable, "館內設有三區。", "二、港灣管理（Port）", "港分三區。")
    assert report.visits.empty
    found = report.findings.query("code == 'part-missing' and table == 'visits'")
    assert found["lines"].tolist() == [[8, 13]]
    assert "2 個標題" in found["message"].iloc[0]


@pytest.mark.parametrize("verb", ["參訪", "拜會", "訪問"])
def test_a_visit_on_another_day_is_the_entry_with_its_name(verb: str) -> None:
    report = block(
        "二、某某港務公司",
        "時間：115年9月10日上午9時30分至11時30分",
        "地點：某某港",
        "該公司設有三座碼頭。",
        "參、行程表",
        ("日期", "行程"),
        ("9月8日（二）", f"上午：{verb}某某港務公司"),
        ("9月9日（三）", "參訪某某造船廠"),
    )
    assert report.visits["session"].tolist() == [1]


@pytest.mark.parametrize("number", ["二、", "（二）"])
def test_what_is_told_below_a_day_of_whom_the_timetable_names_is_a_visit(number: str) -> None:
    below = "（一）" if number == "二、" else "1、"
    report = block(
        f"{number}九月九日（星期三）",
        f"{below}某某港務公司",
        "該公司設有三座碼頭。",
        "圖1　碼頭全景",
        f"{below.replace('一', '二').replace('1', '2')}心得交流",
        "團員於旅館討論。",
        "參、行程表",
        ("日期", "行程"),
        ("9月8日（二）", "參訪某某港務公司"),
        ("9月9日（三）", "心得交流分享與檢討"),
    )
    visits = report.visits[["title", "session"]].to_dict("records")
    assert visits[0] == {"title": "某某港務公司", "session": 1}
    assert report.visits["date"].iloc[0] == pd.Timestamp("2026-09-09")
    assert report.photos["event"].tolist() == ["某某港務公司"]
    assert "date-mismatch" in report.findings["code"].tolist()


def test_a_name_in_brackets_below_its_heading_is_of_the_heading() -> None:
    report = block("二、拜會海洋暨能源政策研究中心", "（DMEC）", f"時間：{WHEN}", f"地點：{WHERE}")
    assert report.visits["title"].tolist() == ["拜會海洋暨能源政策研究中心(DMEC)"]
    assert report.sections["text"].iloc[-1] == "該機構成立於民國五十年,職司研究。"


@pytest.mark.parametrize(
    ("people", "beside"),
    [("講座／接待", "紀錄"), ("接待人員", "備註"), ("主講人", "紀錄組別"), ("講者", "人數")],
)
def test_a_label_that_no_rule_knows_leaves_the_others_of_its_row(people: str, beside: str) -> None:
    report = block(
        ("時間", "9月8日（二）14:00-16:00", "地點", "港務大樓"),
        (people, "金敏秀科長", beside, "第一組"),
    )
    (visit,) = report.visits.to_dict("records")
    assert (visit["speakers"], visit["place"]) == (["金敏秀"], "港務大樓")
    assert report.sections["text"].iloc[-1] == "該機構成立於民國五十年,職司研究。"


def test_a_row_of_words_that_are_heads_is_no_row_of_fields() -> None:
    report = block("時間：9月8日（二）09:00-12:00", ("項目", "時間", "備考", "地點"))
    assert "備考" in report.sections["text"].iloc[-1]


def test_labels_with_gaps_in_place_of_colons_on_one_line() -> None:
    text = (
        "考察報告\n出國期間:115年5月16日至115年5月24日\n\n貳、過程\n(一)甲乙局\n"
        "時間    5 月 18 日（一）09:30-11:30 地點       丙丁辦公室\n該局說明業務。\n"
    )
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    visits = build_report(Source("r.txt", "text", lines)).visits
    assert visits["place"].tolist() == ["丙丁辦公室"]
    assert visits["start"].dt.strftime("%m-%d %H:%M").tolist() == ["05-18 09:30"]


def test_sentences_beside_the_label_of_an_agency_are_text() -> None:
    """The first item of a visit was lost: 1. 權責分工：… was the agency responsible for a recommendation."""
    said = "鐵路由聯邦主管，公車分屬三個區域政府。其後共同發行單一票券。"
    report = block("1. 權責分工：" + said, "2. 財務分攤：票收依抽樣調查分配，由各業者保留權利。")
    items = report.sections[report.sections["title"].isin(["權責分工", "財務分攤"])]
    assert items["number"].tolist() == ["1", "2"]
    assert items["text"].tolist()[0] == said.replace("，", ",")


BOX = (
    "         115 年 9 月 8 日 09:00-",
    "時間                             地點    農業推廣廳第二會議室",
    "         12:00",
    "接待人員     處長 Anna Vogel",
)


def test_a_box_of_labels_beside_the_middle_of_wrapped_values() -> None:
    report = block(*BOX)
    (visit,) = report.visits.to_dict("records")
    assert visit["start"] == pd.Timestamp("2026-09-08 09:00")
    assert visit["end"] == pd.Timestamp("2026-09-08 12:00")
    assert (visit["speakers"], visit["place"]) == (["Anna Vogel"], "農業推廣廳第二會議室")
    assert report.sections["text"].dropna().tolist() == ["該機構成立於民國五十年,職司研究。"]


def test_a_day_before_the_title_of_a_visit() -> None:
    said = [
        *COVER.strip().split("\n")[:-1],
        "一、9月8日(二):參訪甲機構",
        "地點:市政廳",
        "時間:上午9時至12時",
    ]
    lines = tuple(Line(number, text) for number, text in enumerate(said, 1))
    (visit,) = build_report(Source("r.txt", "text", lines), cohort=115).visits.to_dict("records")
    assert (visit["title"], str(visit["start"])) == ("參訪甲機構", "2026-09-08 09:00:00")
