"""Forms of the body: groups as a level of headings, marks and gaps around labels, boxes of a visit,
who-lines that wrap, captions beside an annex of photographs."""

from __future__ import annotations

from typing import Any

import pytest

from tourlib.lines import Line, Source
from tourlib.parse.block_labels import fields_of_prose
from tourlib.people.speakers import read_people
from tourlib.report import Report, build_report
from tourlib.text import normalize

BEFORE = ["漁港考察出國報告", "出國期間：116年5月3日至5月9日", "壹、目的", "為瞭解漁港管理。"]
Printed = str | tuple[str | None, ...]


def load(said: list[Printed], form: str = "docx") -> Report:
    lines = []
    for number, each in enumerate([*BEFORE, *said], 1):
        cells = None if isinstance(each, str) else each
        text = each if isinstance(each, str) else "\t".join(cell or "" for cell in each)
        own = cells if form == "docx" else None
        lines.append(Line(number, text, cells=own, table=1 if own else None))
    return build_report(Source("report.txt", form, tuple(lines)))


def values(report: Report, table: str, *columns: str) -> list[tuple[Any, ...]]:
    frame = getattr(report, table)[list(columns)].astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


# --- headings ---------------------------------------------------------------------------

GROUPS = [("第一組", "第二組"), ("第1班", "第2班"), ("Group 1", "Group 2"), ("第一梯隊", "第二梯隊")]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), GROUPS)
def test_a_word_with_a_running_mark_is_a_level_whatever_the_word(first: str, second: str) -> None:
    report = load([
        "貳、研習內容", f"{first}　漁市拍賣", "一、魚市場", "（一）重點", "拍賣改用鐘式。", f"{second}　遊艇泊區",
        "一、泊位", "租金逐年調整。", "參、建議", f"{first}　漁市拍賣", "一、改良拍賣：宜試辦鐘式拍賣。",
        "二、冷鏈：宜補助冷藏設備。", f"{second}　遊艇泊區", "一、泊位：宜公告租金。", "肆、結語", "收穫豐碩。",
    ])  # fmt: skip
    sections = values(report, "sections", "number", "title", "depth")
    assert sections[2:7] == [
        (first, "漁市拍賣", 2), ("一", "魚市場", 3), ("(一)", "重點", 4), (second, "遊艇泊區", 2), ("一", "泊位", 3),
    ]  # fmt: skip
    assert values(report, "recommendations", "topic_title", "title", "text") == [
        ("漁市拍賣", "改良拍賣", "宜試辦鐘式拍賣。"),
        ("漁市拍賣", "冷鏈", "宜補助冷藏設備。"),
        ("遊艇泊區", "泊位", "宜公告租金。"),
    ]
    assert values(report, "themes", "title") == [("漁市拍賣",), ("遊艇泊區",)]


@pytest.mark.parametrize("table", [True, False])
def test_what_groups_have_studied_are_the_themes_of_their_chapters(table: bool) -> None:
    topics: list[Printed] = [
        ("組別", "研究主題", "組長"),
        ("第一組", "漁市拍賣", "王大明"),
        ("第二組", "遊艇泊區", "李小華"),
    ]
    said: list[Printed] = [
        "貳、第一組研究心得：漁市拍賣", "一、結論與建議", "（一）改良制度", "宜試辦鐘式競價。",
        "參、第二組研究心得：遊艇泊區", "一、結論與建議", "（一）公告租金", "宜逐年檢討。",
    ]  # fmt: skip
    report = load([*(topics if table else []), *said])
    assert values(report, "themes", "title") == [("漁市拍賣",), ("遊艇泊區",)]
    assert values(report, "sections", "theme")[1:] == [(1,)] * 3 + [(2,)] * 3
    assert values(report, "recommendations", "title", "theme") == [("改良制度", 1), ("公告租金", 2)]


@pytest.mark.parametrize("leader", ["\t", "　"])
def test_announced_themes_come_before_what_groups_have_studied(leader: str) -> None:
    headings = [
        "壹、目的",
        "貳、研習心得",
        "一、第一組：漁市拍賣",
        "二、第二組：遊艇泊區",
        "參、建議",
    ]
    told = [
        "研習主題包括「漁業」、「港灣」及「海洋教育」三項。",
        "",
        "拍賣改用鐘式。",
        "租金逐年調整。",
        "宜公告租金。",
    ]
    body = [text for pair in zip(headings, told, strict=True) for text in pair]
    printed = [
        *BEFORE[:2],
        "目次",
        *(f"{n}{leader}{at}" for at, n in enumerate(headings, 1)),
        "",
        *body,
    ]
    report = build_report(
        Source("report.txt", "text", tuple(Line(n, text) for n, text in enumerate(printed, 1)))
    )
    assert values(report, "themes", "title") == [("漁業",), ("港灣",), ("海洋教育",)]
    assert values(report, "sections", "number", "title")[2:4] == [
        ("一", "第一組:漁市拍賣"), ("二", "第二組:遊艇泊區"),
    ]  # fmt: skip


def test_weeks_and_days_are_no_themes() -> None:
    said: list[Printed] = ["貳、研習內容", "第一週　在漁港", "一、魚市場", "拍賣改用鐘式。", "第二週　在泊區", "一、泊位", "租金調整。"]  # fmt: skip
    assert load(said).themes.empty


def test_purposes_below_a_sentence_about_an_issue_are_no_themes() -> None:
    report = build_report(Source("report.txt", "text", tuple(
        Line(number, text) for number, text in enumerate([
            *BEFORE[:2], "壹、前言", "漁港老舊是沿海各國的共同課題。", "本次考察目的如下：", "1. 交流管理經驗。",
            "2. 瞭解鐘式拍賣。", "貳、心得", "收穫豐碩。",
        ], 1)
    )))  # fmt: skip
    assert report.themes.empty


def test_a_numbered_heading_right_above_the_timetable_is_a_section() -> None:
    rows = [
        ("日期", "行程", "地點"),
        ("5月3日", "搭機", "臺北"),
        ("5月4日", "拜會魚市場", "卑爾根"),
    ]
    said: list[Printed] = ["一、緣由", "漁港老舊。", "二、過程", "（一）出國行程", *rows, "（二）魚市場", "拍賣改用鐘式。", "三、心得", "收穫豐碩。", "附錄　簡報資料", "略。"]  # fmt: skip
    lines = [*BEFORE[:2], *said]
    cells = [each if isinstance(each, tuple) else None for each in lines]
    texts = [each if isinstance(each, str) else "\t".join(map(str, each)) for each in lines]
    report = build_report(Source("report.docx", "docx", tuple(
        Line(number, text, cells=row, table=1 if row else None)
        for number, (text, row) in enumerate(zip(texts, cells, strict=True), 1)
    )))  # fmt: skip
    assert ("(一)", "出國行程") in values(report, "sections", "number", "title")


# --- blocks of visits -------------------------------------------------------------------


@pytest.mark.parametrize("mark", "◎●■※•◆▲★►▍▌")
def test_marks_before_labels_are_no_part_of_values(mark: str) -> None:
    report = load([
        "貳、過程", "一、魚市場", f"{mark}日期：116年5月4日9:00-10:00　{mark}授課教師：Dr. Lars Holm　{mark}地點：拍賣廳",
        "拍賣改用鐘式。", "參、建議", "一、改良拍賣：宜試辦。", f"{mark}主辦機關：農業部　{mark}協辦機關：內政部",
    ])  # fmt: skip
    (visit,) = values(report, "visits", "speakers", "place")
    assert (list(visit[0]), visit[1]) == (["Lars Holm"], "拍賣廳")
    assert values(report, "recommendations", "lead_agency", "co_agencies") == [("農業部", "內政部")]


def test_a_wide_gap_divides_a_label_from_its_value() -> None:
    report = load(
        [
            "貳、過程",
            "一、魚市場",
            "▍日期　5月4日9:00-10:00",
            "▍地點　拍賣廳2樓",
            "▍主講　陳美玲主任",
        ]
    )
    (visit,) = values(report, "visits", "place", "speakers")
    assert (visit[0], list(visit[1])) == ("拍賣廳2樓", ["陳美玲"])


@pytest.mark.parametrize("form", ["docx", "text"])
def test_the_first_cell_over_all_rows_of_a_box_is_its_title(form: str) -> None:
    box: list[Printed] = [("參訪紀要", "日期", "5月4日10:00～11:30"), (None, "地點", "拍賣廳"), (None, "接待代表", "Ms. Anna Kask")]  # fmt: skip
    (visit,) = values(load(["貳、過程", "一、魚市場", *box, "拍賣改用鐘式。"], form), "visits", "title", "place", "speakers")  # fmt: skip
    assert (visit[0], visit[1], list(visit[2])) == ("魚市場", "拍賣廳", ["Anna Kask"])


def test_an_office_that_gives_a_briefing_is_nothing_unread() -> None:
    assert read_people("人事處") == ([], [])
    assert read_people("高雄市政府研究發展考核委員會;陳美玲科長") == (["陳美玲"], [])
    assert read_people("駐丹麥代表處") == ([], [])
    assert read_people("各組組長") == ([], [])
    assert read_people("專業導覽解說")[1] == ["專業導覽解說"]


@pytest.mark.parametrize(
    "printed", ["本署陳美玲科長", "本局 陳美玲 科長", "本會漁業科陳美玲科長（口頭報告）"]
)
def test_an_agency_of_one_s_own_stands_before_a_name(printed: str) -> None:
    assert read_people(printed) == (["陳美玲"], [])


# --- photographs and recommendations ----------------------------------------------------


@pytest.mark.parametrize("annex", [[], ["5月5日　遊艇泊區", "照片1　泊位全景"]])
def test_captions_among_the_text_are_read_beside_an_annex(annex: list[Printed]) -> None:
    report = load([
        "貳、過程", "一、魚市場", "日期：116年5月4日9:00-10:00", "地點：拍賣廳", "圖1　拍賣員解說鐘面", "拍賣改用鐘式。",
        "參、心得", "收穫豐碩。", "附件　考察照片", *annex,
    ])  # fmt: skip
    expected = [("魚市場", "拍賣員解說鐘面"), ("遊艇泊區", "泊位全景")]
    assert values(report, "photos", "event", "caption") == expected[: 1 + bool(annex)]


@pytest.mark.parametrize(
    "lines",
    [
        ["主辦單位：農業部　協辦單位：內政部　建議期程：短期（1", "年內）"],
        ["主辦單位：農業部　協辦單位：內政部　建議期程：", "短期"],
    ],
)
def test_a_line_of_agencies_and_horizon_may_wrap_anywhere(lines: list[str]) -> None:
    report = load(
        ["貳、建議", "一、改良拍賣", "宜試辦鐘式拍賣。", *lines, "二、冷鏈", "宜補助。"], "text"
    )
    columns = ("text", "lead_agency", "co_agencies", "horizon")
    assert values(report, "recommendations", *columns) == [
        ("宜試辦鐘式拍賣。", "農業部", "內政部", "immediate"),
        ("宜補助。", None, None, None),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("丹麥哥本哈根、瑞典馬爾默", ("丹麥", "瑞典")),
        ("丹麥哥本哈根、馬爾默", ("丹麥哥本哈根", "馬爾默")),
        ("印度尼西亞", ("印度尼西亞",)),
        ("哥本哈根", ("哥本哈根",)),
        ("法國", ("法國",)),
    ],
)
def test_of_a_destination_with_its_city_behind_it_the_country_is_kept(
    printed: str, expected: tuple[str, ...]
) -> None:
    lines = [BEFORE[0], f"出國地點：{printed}", *BEFORE[1:]]
    source = Source("r.txt", "text", tuple(Line(n, text) for n, text in enumerate(lines, 1)))
    assert build_report(source).meta.destination == expected


def test_contents_may_leave_out_the_title_in_english() -> None:
    listed = ["目錄", "壹、漁市拍賣.....1", "貳、遊艇泊區.....2", "參、心得.....3"]
    said = [
        "壹、漁市拍賣（Fish Auction）",
        "拍賣改用鐘式。",
        "貳、遊艇泊區（Marina）",
        "租金調整。",
        "參、心得",
        "收穫豐碩。",
    ]
    lines = [*BEFORE[:2], *listed, *said]
    source = Source("r.txt", "text", tuple(Line(n, text) for n, text in enumerate(lines, 1)))
    codes = set(build_report(source).findings["code"])
    assert not {code for code in codes if code.startswith("toc-")}


@pytest.mark.parametrize("numbers", [("主題一", "主題二"), ("一", "二")])
def test_themes_of_a_table_are_where_the_table_names_them(numbers: tuple[str, str]) -> None:
    """Their line was a heading of the reflections, and without one there were no themes."""
    said: list[Printed] = [
        "貳、課程規劃", ("主題", "名稱", "負責組別"), (numbers[0], "漁市拍賣", "第一組"), (numbers[1], "遊艇泊區", "第二組"),
        "參、研習心得", "主題一：漁市拍賣", "拍賣宜改用鐘式。", "主題二：遊艇泊區", "租金宜逐年調整。",
    ]  # fmt: skip
    report = load(said)
    assert values(report, "themes", "theme", "title", "line") == [
        (1, "漁市拍賣", len(BEFORE) + 3),
        (2, "遊艇泊區", len(BEFORE) + 4),
    ]
    assert values(load(said[:5]), "themes", "title") == [("漁市拍賣",), ("遊艇泊區",)]


@pytest.mark.parametrize("beside", [("場次", "3", "2"), ("說明", "鐘式拍賣之作法", "各縣市之分工")])
@pytest.mark.parametrize("titles", [("　漁市拍賣", "　遊艇泊區"), ("：漁市拍賣", "：遊艇泊區")])
def test_a_theme_whose_title_stands_behind_its_number_is_not_called_as_the_next_cell(
    titles: tuple[str, str], beside: tuple[str, str, str]
) -> None:
    """主題一 漁市拍賣 | 3 was the theme 3."""
    head, *cells = beside
    rows = [(f"主題{n}{title}", cell) for n, title, cell in zip("一二", titles, cells, strict=True)]
    report = load(["貳、課程規劃", ("研習主題", head), *rows])
    assert values(report, "themes", "title") == [("漁市拍賣",), ("遊艇泊區",)]


def test_a_count_beside_the_number_of_a_theme_is_not_its_title() -> None:
    said: list[Printed] = ["貳、課程規劃", ("主題", "場次"), ("主題一", "3"), ("主題二", "2"), "參、研習心得", "主題一：漁市拍賣", "拍賣宜改用鐘式。", "主題二：遊艇泊區", "租金宜逐年調整。"]  # fmt: skip
    assert values(load(said), "themes", "title") == [("漁市拍賣",), ("遊艇泊區",)]


def test_rows_of_a_table_do_not_run_into_each_other() -> None:
    said: list[Printed] = ["貳、經費", ("交通費", "1,400", "依國外出差旅費報支要點及相關規定核實報支之往返電車"), ("雜支", "700", "禮品")]  # fmt: skip
    text = load(said).sections["text"].iloc[-1]
    assert text.split("\n")[-1] == "雜支 700 禮品"


def test_whose_report_it_is_below_the_title_is_of_the_title() -> None:
    cover = [
        "某年度國外研習報告",
        "甲國研究團",
        "主辦機關：內政部",
        "出國期間：116年5月3日至5月9日",
    ]
    lines = [Line(n, text) for n, text in enumerate([*cover, "壹、目的", "為瞭解漁港。"], 1)]
    title = build_report(Source("report.txt", "docx", tuple(lines))).meta.title
    assert (title or "").replace(" ", "") == "某年度國外研習報告甲國研究團"


# --- words that no list knows -------------------------------------------------------------

WHEN = ("5月4日（一）09:30-11:30", "5月5日（二）14:00-16:00")
WHERE = ("福岡魚市場3樓會議室", "北九州港灣事務所")
WHO = ("管理課 山本健一課長", "Ms. Ada Vos")
VISITS = [
    ("福岡魚市場", "2027-05-04 09:30", "2027-05-04 11:30", "福岡魚市場3樓會議室", ["山本健一"]),
    ("北九州港", "2027-05-05 14:00", "2027-05-05 16:00", "北九州港灣事務所", ["Ada Vos"]),
]  # fmt: skip


def told_visits(report: Report) -> list[tuple[Any, ...]]:
    rows = values(report, "visits", "title", "start", "end", "place", "speakers")
    return [
        (title, f"{start:%F %R}", f"{end:%F %R}", place, [*who])
        for title, start, end, place, who in rows
    ]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("◎{}：{}", ("甲時", "乙處", "丙人")),
        ("{}：{}", ("庚庚", "辛辛辛", "壬癸")),
        ("【{}】{}", ("日時", "所在", "應對")),
        ("{}\t{}", ("時日", "處所", "出面")),
        ("{}　　{}", ("日　時", "所　在", "出　面")),
    ],
)
def test_labels_are_told_by_their_values(form: str, words: tuple[str, str, str]) -> None:
    said: list[Printed] = ["貳、走訪"]
    for number, title, values_ in zip("一二", ("福岡魚市場", "北九州港"), zip(WHEN, WHERE, WHO, strict=True), strict=True):  # fmt: skip
        fields = [form.format(word, value) for word, value in zip(words, values_, strict=True)]
        said += [f"（{number}）{title}", *fields, "該處採用鐘式拍賣，漁民反映良好。"]
    assert told_visits(load([*said, "參、心得", "收穫豐碩。"], "text")) == VISITS


def test_labels_in_a_table_are_told_by_their_values() -> None:
    said: list[Printed] = ["貳、走訪"]
    for number, title, values_ in zip("一二", ("福岡魚市場", "北九州港"), zip(WHEN, WHERE, WHO, strict=True), strict=True):  # fmt: skip
        cells = [*zip(("甲時", "乙處", "丙人"), values_, strict=True)]
        said += [f"（{number}）{title}", *cells, "該處採用鐘式拍賣，漁民反映良好。"]
    assert told_visits(load([*said, "參、心得", "收穫豐碩。"])) == VISITS


def test_a_place_with_a_name_in_latin_letters_is_no_speaker() -> None:
    places, people = (
        ("漁港Market Hall", "灣區Yr Egin", "港務局2樓"),
        ("Ada Vos 主任", "Eli Prys 專員", "Ole Bern 科長"),
    )
    said: list[Printed] = ["貳、走訪"]
    for n, (place, who) in enumerate(zip(places, people, strict=True), 1):
        said += [
            f"（{'一二三'[n - 1]}）第{n}站",
            f"甲時：5月{n}日9時至10時",
            f"乙處：{place}",
            f"丙人：{who}",
            "收穫豐碩。",
        ]
    report = load([*said, "參、心得", "收穫豐碩。"], "text")
    assert values(report, "visits", "place", "speakers") == [
        ("漁港Market Hall", ["Ada Vos"]),
        ("灣區Yr Egin", ["Eli Prys"]),
        ("港務局2樓", ["Ole Bern"]),
    ]


def test_unknown_labels_without_times_stay_text() -> None:
    said: list[Printed] = ["貳、走訪", "（一）福岡", "甲乙：碼頭", "丙丁：冷凍廠", "（二）北九州", "甲乙：倉庫", "丙丁：車站", "參、心得", "好。"]  # fmt: skip
    report = load(said)
    assert report.visits.empty
    assert report.sections["text"].dropna().tolist()[1:3] == [
        "甲乙:碼頭\n丙丁:冷凍廠",
        "甲乙:倉庫\n丙丁:車站",
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ("5月4日上午9時30分至11時30分，於福岡魚市場3樓會議室，由管理課山本健一課長接待。",
         "5月5日下午2時至4時，在北九州港灣事務所，由Ms. Ada Vos解說。"),
        ("（5月4日上午9時30分至11時30分，福岡魚市場3樓會議室，接待：管理課 山本健一課長）",
         "（5月5日下午2時至4時，北九州港灣事務所，講座：Ms. Ada Vos）"),
    ],
)  # fmt: skip
def test_a_sentence_of_time_place_and_people_is_a_block(sentences: tuple[str, str]) -> None:
    first, second = sentences
    report = load([
        "貳、走訪", "一、福岡魚市場", first, "該處採用鐘式拍賣。", "二、北九州港", second,
        "上午9時至11時，天候不佳，團員留在旅館。", "參、心得", "收穫豐碩。",
    ])  # fmt: skip
    assert told_visits(report) == VISITS
    assert report.sections["title"].tolist() == ["目的", "走訪", "福岡魚市場", "北九州港", "心得"]


@pytest.mark.parametrize("words", [("甲責單位", "乙力單位"), ("辛辛", "壬壬壬")])
def test_responsible_agencies_are_told_by_their_values(words: tuple[str, str]) -> None:
    lead, beside = words
    report = load([
        "貳、建議", "一、試辦拍賣", "宜試辦鐘式拍賣。", f"{lead}：農業部漁業署", f"{beside}：內政部、交通部",
        "二、補助冷鏈", "宜補助冷藏設備。", f"{lead}：經濟部", f"{beside}：農業部", "參、結語", "好。",
    ])  # fmt: skip
    assert values(report, "recommendations", "title", "lead_agency", "co_agencies") == [
        ("試辦拍賣", "農業部漁業署", "內政部、交通部"),
        ("補助冷鏈", "經濟部", "農業部"),
    ]


def test_a_heading_over_several_visits_has_no_theme_for_all_of_them() -> None:
    report = load([
        "本次研習主題為「數位韌性」及「勞動市場」二項。", "貳、研習內容", "一、機構所見",
        "（一）參訪數位服務處", "時間：5月4日09:30-11:30", "該處強化數位韌性，數位服務由專人負責，數位工具免費。",
        "（二）參訪勞動市場司", "時間：5月5日09:30-11:30", "該司說明勞動市場之職業訓練。",
        "（三）參訪預算官辦公室", "時間：5月6日09:30-11:30", "該室公開所有估算方法。", "參、心得", "收穫豐碩。",
    ])  # fmt: skip
    assert values(report, "visits", "title", "theme") == [
        ("參訪數位服務處", 1), ("參訪勞動市場司", 2), ("參訪預算官辦公室", None),
    ]  # fmt: skip
    assert ("機構所見", None) in values(report, "sections", "title", "theme")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("開班式", "ceremony"),
        ("啟航式", "ceremony"),
        ("贈禮式", "ceremony"),
        ("區塊鏈商業模式", "other"),
        ("公文程式", "other"),
    ],
)
def test_what_ends_in_the_word_for_a_rite_is_a_ceremony(title: str, kind: str) -> None:
    said: list[Printed] = ["貳、過程", ("日期", "時間", "活動內容"), ("5月4日", "09:00-10:00", title), ("5月5日", "09:00-10:00", "參訪甲館")]  # fmt: skip
    assert load([*said, "參、心得", "好。"]).sessions["kind"][0] == kind


def test_a_visit_told_in_prose_has_the_time_and_people_of_its_first_sentence() -> None:
    report = load([
        "貳、過程", ("日期", "時間", "活動內容"), ("5月4日", "09:30-11:30", "拜會福岡魚市場"),
        ("5月5日", "14:00-16:00", "參訪北九州港灣局"), "參、走訪所得", "一、福岡魚市場",
        "5月4日上午9時30分至11時30分於福岡魚市場3樓，由管理課山本健一課長接待，說明拍賣制度。該處採鐘式拍賣。",
        "二、北九州港灣局", "5月5日下午2時至4時在該局聽取簡報，由Ms. Ada Vos主講。港區由民間經營。",
        "三、卡達國家館", "2019年4月10日9時開放之展館，由建築師設計。", "肆、心得", "收穫豐碩。",
    ])  # fmt: skip
    rows = values(report, "visits", "title", "start", "place", "speakers", "session")
    assert [(title, f"{start:%m-%d %R}", *rest) for title, start, *rest in rows] == [
        ("福岡魚市場", "05-04 09:30", "福岡魚市場3樓", ["山本健一"], 1),
        ("北九州港灣局", "05-05 14:00", None, ["Ada Vos"], 2),
    ]
    assert "該處採鐘式拍賣。" in report.sections.set_index("title").loc["福岡魚市場", "text"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("9月7日上午10時至11時，在縣廳八樓會議室，由公共局李宰勳課長向全班說明。", ("縣廳八樓會議室", "公共局李宰勳課長")),
        ("當天下午，亦即9月7日上午10時至11時，全班轉往縣廳控制室，由中心尹相敏主任解說。", ("縣廳控制室", "中心尹相敏主任")),
        ("9月7日上午10時至11時，改赴清州，在縣廳講堂，與民願課崔恩英課長及二位同仁座談。", ("縣廳講堂", "民願課崔恩英課長")),
        ("9月7日上午10時至11時，地點是縣廳簡報室，由教育課吳泰洙課長偕同教授一名接待。", ("縣廳簡報室", "教育課吳泰洙課長")),
        ("9月7日上午10時至11時，我們在縣廳三樓聽取數據課韓秀珍課長的簡報。", ("縣廳三樓", "")),
        ("9月7日上午10時至11時於縣廳由Dr. Anna Vogel接待，說明作法。", ("縣廳", "Dr. Anna Vogel")),
    ],
)  # fmt: skip
def test_who_and_where_in_a_sentence_about_a_visit(text: str, fields: tuple[str, str]) -> None:
    found = dict(fields_of_prose(normalize(text)))
    assert (found["time"], found.get("place", ""), found.get("speakers", "")) == (
        "9月7日上午10時至11時", *fields,
    )  # fmt: skip


def test_who_the_body_names_is_the_speaker_in_brackets_behind_a_title() -> None:
    report = load([
        "貳、過程", ("日期", "時間", "活動內容"), ("5月4日", "09:30-11:30", "走訪防災中心（河合直樹研究員）"),
        ("5月5日", "14:00-16:00", "走訪數位推進課（數位轉型專員）"), "參、走訪紀要", "一、防災中心",
        "時間：5月4日09:30-11:30", "說明人：研究部 河合直樹研究員", "該中心重視演練。", "肆、心得", "收穫豐碩。",
    ])  # fmt: skip
    assert values(report, "sessions", "title", "speakers") == [
        ("走訪防災中心", ["河合直樹"]), ("走訪數位推進課(數位轉型專員)", []),
    ]  # fmt: skip


def test_days_with_times_below_them_are_a_timetable_whatever_the_heading() -> None:
    report = load([
        "貳、甲乙丙", "逐日安排如下：", "5月3日（一）　臺北－福岡", "．09:10　搭機前往福岡｜桃園機場",
        "5月4日（二）　福岡", "．09:30－11:30　拜會福岡魚市場｜魚市場會議室", "．14:00－16:00　參訪水產試驗場",
        "5月5日（三）　福岡－臺北", "．10:00－12:00　座談", "參、心得", "收穫豐碩。",
    ], "text")  # fmt: skip
    rows = values(report, "sessions", "start", "title", "place")
    assert [(f"{start:%m-%d %R}", *rest) for start, *rest in rows] == [
        ("05-03 09:10", "搭機前往福岡", "桃園機場"), ("05-04 09:30", "拜會福岡魚市場", "魚市場會議室"),
        ("05-04 14:00", "參訪水產試驗場", None), ("05-05 10:00", "座談", None),
    ]  # fmt: skip


def test_a_cell_with_a_place_in_brackets_and_a_label_without_a_colon() -> None:
    report = load([
        "貳、過程", ("日期", "時間", "活動內容"), ("5月4日", "09:30-11:30", "海洋法制\n主講 Prof. Ada Vos\n（大學第二會議室）"),
        ("5月5日", "14:00-16:00", "參訪市政府\n（市政廳）"), ("5月6日", "09:00-10:00", "拜會數位廳\n（Digital Centre）"),
        "參、心得", "好。",
    ])  # fmt: skip
    assert values(report, "sessions", "title", "speakers", "place") == [
        ("海洋法制", ["Ada Vos"], "大學第二會議室"), ("參訪市政府", [], "市政廳"), ("拜會數位廳", [], None),
    ]  # fmt: skip
