"""Contents, chapters by decimals, the review form behind, parts that are there but not read."""

from __future__ import annotations

import pytest

from tourlib.lines import Cells, Line, Source, table_row_text
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:考察)
北歐治理考察報告
服務機關:內政部
姓名職稱:王大明 司長
派赴國家:瑞典
出國期間:113年9月1日至113年9月5日
"""


def read(*body: str | Cells, form: str = "text", cover: str = COVER) -> Report:
    lines = []
    for number, said in enumerate([*cover.split("\n"), *body], 1):
        if isinstance(said, str):
            lines.append(Line(number, said))
        else:
            lines.append(Line(number, table_row_text(said), cells=said, table=1))
    return build_report(Source(f"r.{form}", form, tuple(lines)))


def codes(report: Report) -> set[str]:
    return {*report.findings["code"]}


BODY = ("壹、目的", "觀摩瑞典。", "貳、心得", "收穫豐碩。", "參、建議", "一、修法:宜速。")


@pytest.mark.parametrize(("roman", "leader"), [("i", "...."), ("ii", "\t"), ("II", "........")])
def test_pages_in_roman_numerals(roman: str, leader: str) -> None:
    contents = [
        f"摘要{leader}{roman}",
        f"壹、目的{leader}1",
        f"貳、心得{leader}2",
        f"參、建議{leader}3",
    ]
    report = read("目次", *contents, "摘要", "本次考察瑞典,收穫豐碩。", *BODY)
    assert report.toc["title"].tolist() == ["摘要", "目的", "心得", "建議"]
    assert report.toc["page"].fillna(0).tolist() == [0, 1, 2, 3]
    assert not {"toc-mismatch", "toc-page", "toc-missing"} & codes(report)


def test_a_chapter_that_the_contents_call_otherwise() -> None:
    contents = ["壹、目的....1", "貳、觀察所得與省思....2", "參、建議....3"]
    report = read("目次", *contents, "摘要", "本次考察瑞典,收穫豐碩。", *BODY)
    found = report.findings[report.findings["code"].str.startswith("toc-")]
    assert found["code"].tolist() == ["toc-mismatch"]
    assert "「觀察所得與省思」" in found["message"].iloc[0]


@pytest.mark.parametrize("word", ["丙丁", "戊己庚"])
@pytest.mark.parametrize("gap", ["\t", "   ", "\u3000"])
def test_contents_below_any_word_or_none(word: str, gap: str) -> None:
    contents = [f"壹、目的{gap}1", f"貳、心得{gap}1", f"參、建議{gap}2"]
    report = read("", word, *contents, "", *BODY)
    assert report.toc["title"].tolist() == ["目的", "心得", "建議"]
    assert report.toc["page"].tolist() == [1, 1, 2]
    assert report.sections["title"].tolist() == ["目的", "心得", "建議", "修法"]
    assert report.lines.set_index("text")["claimed_by"][word] == "toc"


def test_numbers_behind_words_are_no_pages_unless_headings_have_these_titles() -> None:
    report = read(*BODY, "", "丙丁  1", "戊己  2", "庚辛  3")
    assert report.toc.empty


def test_chapters_that_go_on_in_digits() -> None:
    report = read(
        "壹、目的", "觀摩瑞典。", "貳、過程", "共五日。", "3 心得", "收穫豐碩。", "4 建議",
        "4.1 修法", "宜速。", "4.2 補助", "宜增。",
    )  # fmt: skip
    assert report.sections["number"].tolist() == ["壹", "貳", "3", "4", "4.1", "4.2"]
    assert report.sections["depth"].tolist() == [1, 1, 1, 1, 2, 2]
    assert report.recommendations["topic_title"].tolist() == ["修法", "補助"]
    assert "numbering-broken" not in codes(report)


def test_chapters_in_digits_alone_and_their_contents() -> None:
    contents = ["目次", "1 目的\t1", "2 過程\t1", "2.1 甲市\t2", "2.2 乙市\t2", "3 心得\t3"]
    report = read(
        *contents, "1 目的", "觀摩瑞典。", "2 過程", "2.1 甲市", "12 個部門參加。", "2.2 乙市",
        "3 所學校參加。", "3 心得", "收穫豐碩。",
    )  # fmt: skip
    assert report.toc["number"].tolist() == ["1", "2", "2.1", "2.2", "3"]
    assert report.sections["number"].tolist() == ["1", "2", "2.1", "2.2", "3"]
    assert report.sections["text"].tolist()[2:4] == ["12 個部門參加。", "3 所學校參加。"]


@pytest.mark.parametrize(
    "paragraph",
    [
        ("建議如下:一、修訂法規,明定權責。二、補助設備。三、成立小組。",),
        ("一、修訂法規,明定權責。二、補助設備。三、成立小組。",),
        ("一、修訂法規,明定權責。二、補助設備。", "三、成立小組。"),
        ("(一)修訂法規,明定權責;(二)補助設備;(三)成立小組。",),
    ],
)
def test_recommendations_in_one_paragraph(paragraph: tuple[str, ...]) -> None:
    report = read(*BODY[:5], *paragraph)
    found = [text.rstrip("。;") for text in report.recommendations["text"]]
    assert found == ["修訂法規,明定權責", "補助設備", "成立小組"]
    assert report.recommendations["topic"].tolist() == [1, 2, 3]


def test_enumerations_inside_an_item_stay_its_text() -> None:
    report = read(*BODY[:5], "一、修法:重點:1. 明定權責。2. 增列罰則。", "二、補助:宜增。")
    assert report.recommendations["text"].tolist() == ["重點:1. 明定權責。2. 增列罰則。", "宜增。"]


@pytest.mark.parametrize("said", ["無。", "略。", "無", "尚無建議。"])
def test_none_is_no_recommendation(said: str) -> None:
    report = read(*BODY[:5], said)
    assert report.recommendations.empty
    assert not [c for c, t in zip(report.findings["code"], report.findings["table"], strict=True)
                if t == "recommendations"]  # fmt: skip


def test_review_form_behind_the_report_is_no_part_of_it() -> None:
    form: list[str | Cells] = [
        "附件二 出國報告審核表", ("出國報告名稱", "北歐治理考察報告", None), ("出國人員姓名", "職稱", "服務單位"),
        ("王大明", "司長", "內政部"), ("□", "■", "1.依限繳交出國報告"), "出國人簽章 一級單位主管",
        "附錄 活動照片", "9月2日 拜會市政府", "市長接見",
    ]  # fmt: skip
    report = read(*BODY, *form, form="docx")
    assert report.participants["name"].tolist() == ["王大明"]
    assert report.recommendations["text"].tolist() == ["宜速。"]
    owners = report.lines.set_index("line")["claimed_by"]
    first = len(COVER.split("\n")) + len(BODY) + 1
    assert owners.loc[first : first + 5].tolist() == ["form"] * 6
    assert report.photos["caption"].tolist() == ["市長接見"]


@pytest.mark.parametrize("mark", ["、", "：", "　"])
def test_an_appendix_without_a_number_above_its_table(mark: str) -> None:
    roster = ("編號\t姓名\t服務機關\t職稱", "1\t王大明\t內政部\t司長", "2\t李小華\t內政部\t科長")
    report = read(*BODY, f"附錄{mark}研習人員名冊", *roster)
    told = report.sections[["number", "title", "chapter"]].values.tolist()
    assert told[-1] == ["附錄", "研習人員名冊", "appendix"]
    assert report.participants["name"].tolist() == ["王大明", "李小華"]


def test_a_part_that_is_there_but_not_read_is_said() -> None:
    report = read(*BODY[:5], "建議如下:")
    [said] = report.findings[report.findings["code"] == "part-unread"].to_dict("records")
    assert (said["table"], said["severity"], said["lines"]) == (
        "recommendations",
        "unread",
        [len(COVER.split("\n")) + 5],
    )
    assert "part-unread" not in codes(read(*BODY))


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        (("9月2日", "09:00-10:00", "地方治理座談", "王大明"), []),
        (("9月2日", "09:00-10:00", "地方治理座談", "待聘"), ["講座或接待人員"]),
        (("另行通知", "", "", ""), ["課程表", "講座或接待人員"]),
    ],
)
def test_a_timetable_of_which_nothing_is_read_is_said(row: Cells, unread: list[str]) -> None:
    head = ("日期", "時間", "活動內容", "講座")
    report = read(*BODY[:2], head, row, *BODY[2:], form="docx")
    said = report.findings[report.findings["code"] == "part-unread"]
    assert [text.split("（")[0].removeprefix("報告有") for text in said["message"]] == unread


@pytest.mark.parametrize("cover", ["王大明 司長", "內政部人員"])
@pytest.mark.parametrize(
    ("names", "said"), [(("陳怡君", "林志遠"), []), (("", ""), ["出國人員名單"])]
)
def test_a_roster_of_which_nobody_is_read_is_said(
    cover: str, names: tuple[str, str], said: list[str]
) -> None:
    """Also where the cover names somebody: those of the roster are lost all the same."""
    rows = [("1", "內政部", "科長", names[0]), ("2", "交通部", "專員", names[1])]
    roster = [("編號", "服務機關", "職稱", "姓名"), *rows]
    above = COVER.replace("王大明 司長", cover)
    report = read(*BODY[:2], *roster, *BODY[2:], form="docx", cover=above)
    unread = report.findings[report.findings["code"] == "part-unread"]
    assert [text.split("（")[0].removeprefix("報告有") for text in unread["message"]] == said
    assert unread["lines"].tolist() == [[len(COVER.split("\n")) + 3]] * len(said)


@pytest.mark.parametrize(("cover", "said"), [("王大明 司長等3人", [2]), ("王大明 司長", [])])
def test_people_of_the_text_are_said_if_the_cover_counts_more_than_were_read(
    cover: str, said: list[int]
) -> None:
    named = "陳怡君(內政部科長)寫的是港口,林志遠(交通部專員)寫的是鐵路。"
    report = read(*BODY[:3], named, *BODY[3:], cover=COVER.replace("王大明 司長", cover))
    assert report.participants["name"].tolist() == ["王大明"]
    unread = report.findings[report.findings["code"] == "part-unread"]
    assert [len(marks) for marks in map(report.marks.__getitem__, unread.index)] == said
    assert unread["lines"].tolist() == [[len(COVER.split("\n")) + 4]] * len(said)


@pytest.mark.parametrize(("days", "said"), [((2, 3), True), ((2,), False), ((12, 13), False)])
def test_days_of_the_journey_that_the_timetable_lacks_are_said(
    days: tuple[int, ...], said: bool
) -> None:
    wrote = [f"9月{day}日清晨,街上行人不多。" for day in days]
    report = read(*BODY[:3], *wrote, *BODY[3:])
    assert report.sessions.empty
    unread = report.findings[report.findings["code"] == "part-unread"]
    assert unread["table"].tolist() == ["sessions"] * said
    at = len(COVER.split("\n")) + 4
    assert unread["lines"].tolist() == [[at, at + 1]] * said


def test_fields_of_a_visit_below_no_heading_are_said() -> None:
    report = read("一、時間:113年9月2日上午9時", "二、地點:市政廳", "三、心得:收穫豐碩。")
    assert report.visits.empty
    unread = report.findings[report.findings["code"] == "part-unread"]
    assert unread["table"].tolist() == ["visits"]
    assert unread["lines"].tolist() == [[len(COVER.split("\n")) + 1]]


def test_a_heading_above_a_table_is_no_less_one_of_the_contents() -> None:
    contents = ["目次", "團員名單\t1", "壹、目的\t1", "貳、心得\t2", "參、建議\t3"]
    roster = [("編號", "服務機關", "職稱", "姓名"), ("1", "內政部", "科長", "陳怡君")]
    assert "toc-missing" not in codes(read(*contents, "團員名單", *roster, *BODY, form="docx"))
    lost = [*contents[:1], "致謝\t1", *contents[2:]]
    assert "toc-missing" in codes(read(*lost, "團員名單", *roster, *BODY, form="docx"))


@pytest.mark.parametrize("page", ["\t1", ""])
@pytest.mark.parametrize("title", [(), ("113年北歐治理考察", "團員名單")])
def test_contents_end_above_a_table(page: str, title: tuple[str, ...]) -> None:
    """People between the contents and the first chapter were read as entries."""
    contents = ["目次", *(f"{said}{page}" for said in ("壹、目的", "貳、心得", "參、建議"))]
    roster = [("編號", "服務機關", "職稱", "姓名"), ("1", "內政部", "科長", "陳怡君")]
    report = read(*contents, "", *title, *roster, "", *BODY, form="docx")
    assert report.participants["name"].tolist() == ["陳怡君"]
    assert report.toc["title"].tolist() == ["目的", "心得", "建議"]
    assert not {"toc-missing", "roster-missing"} & codes(report)


def test_a_misread_number_of_the_contents_is_no_other_number() -> None:
    contents = ["目次", "壹、目的\t1", "一、緣起\t1", "=、依據\t1", "貳、心得\t2", "參、建議\t3"]
    report = read(
        *contents, *BODY[:1], "一、緣起", "因應需求。", "二、依據", "依計畫辦理。", *BODY[2:]
    )
    found = report.findings
    assert "toc-mismatch" not in codes(report)
    assert found.loc[found["code"] == "misreading", "message"].str.contains("「二」").any()


def test_a_title_that_the_contents_print_otherwise_is_told_once() -> None:
    host = "斯德哥爾摩能源{}中心"
    contents = [
        "目次",
        "壹、目的\t1",
        "貳、心得\t2",
        f"一、參訪{host.format('推廣')}\t2",
        "二、省思\t2",
    ]
    said = f"{host.format('管理')}推動節能。"
    report = read(
        *contents, "參、建議\t3", *BODY[:3], f"一、參訪{host.format('管理')}", said, "二、省思", said, *BODY[4:]
    )  # fmt: skip
    told = [code for code in report.findings["code"] if code in {"toc-mismatch", "name-variant"}]
    assert told == ["toc-mismatch"]


def test_headings_that_only_the_contents_name() -> None:
    contents = ["目次", "前言\t1", "研習人員\t1", "智慧城市\t2", "心得\t3"]
    report = read(
        *contents, "前言", "觀摩瑞典智慧城市。", "研習人員", "王大明司長一人。", "智慧城市",
        "智慧城市為本次重點。", "心得", "收穫豐碩。",
    )  # fmt: skip
    assert report.sections["title"].tolist() == ["前言", "研習人員", "智慧城市", "心得"]
    assert report.sections["depth"].tolist() == [1, 1, 2, 1]
    assert "toc-missing" not in codes(report)


def test_contents_end_at_a_heading_whose_number_they_lack() -> None:
    contents = ["目次", "緣起及目的\t1", "貳、心得\t2", "參、建議\t3"]
    report = read(*contents, "壹、緣起及目的", "一、緣起", "觀摩瑞典。", *BODY[2:])
    assert report.sections["title"].tolist()[:2] == ["緣起及目的", "緣起"]
    assert report.sections["depth"].tolist()[:2] == [1, 2]
    assert report.toc["title"].tolist() == ["緣起及目的", "心得", "建議"]


def test_words_that_a_phrase_shares_are_no_misreading() -> None:
    said = "感謝第一線同仁,每一位同仁皆一視同仁。以信令資料推估,電信信令按月提供。"
    report = read(*BODY[:3], said, *BODY[4:])
    assert "misreading" not in codes(report)
    report = read(*BODY[:3], "此非曇花一線。", *BODY[4:])
    assert "曇花一現" in report.findings.set_index("code").loc["misreading", "message"]


def test_surname_in_capitals_is_no_variant() -> None:
    report = read(*BODY[:3], "由 KUO, Fang-Ting 報告,郭(Kuo)組長答復。", *BODY[4:])
    assert "name-variant" not in codes(report)
    report = read(*BODY[:3], "參訪 ISCE 與 Isce 之差異。", *BODY[4:])
    assert "name-variant" in codes(report)


def test_headers_and_numbers_are_no_part_of_glossed_terms() -> None:
    report = read(
        "壹、過程", "一、差價合約(Contract for Difference)", "說明。",
        ("日期(Date)", "時間(Time)"), ("9月2日", "9時"), form="docx",
    )  # fmt: skip
    assert report.glossary["term"].tolist() == ["差價合約"]


@pytest.mark.parametrize("mark", ["\t", "    "])
@pytest.mark.parametrize("heading", ["壹、目　　的", "一、目　的", "壹、緣　　起"])
def test_spaced_heading_below_a_roster(heading: str, mark: str) -> None:
    people = [
        ("姓名", "職稱", "服務機關"),
        ("王大明", "司長", "內政部"),
        ("李小華", "科長", "內政部"),
    ]
    roster = [mark.join(row) for row in people]
    report = read("出國人員名單", *roster, heading, "觀摩瑞典。", "貳、心得", "收穫豐碩。")
    assert report.participants["name"].tolist() == ["王大明", "李小華"]
    assert report.sections["title"].tolist()[0] in {"目的", "緣起"}


def test_chapters_by_name_that_run_into_their_text() -> None:
    report = read(
        "目的:觀摩瑞典的長照制度。",
        "過程:",
        "共五日。",
        "心得:",
        "收穫豐碩。",
        "建議:",
        "一、修訂法規。",
    )
    assert report.sections["title"].fillna("").tolist() == ["目的", "過程", "心得", "建議", ""]
    assert report.sections["chapter"].tolist()[0] == "purpose"
    assert report.sections["text"].tolist()[0] == "觀摩瑞典的長照制度。"
    assert report.sections["number"].isna().tolist() == [True] * 4 + [False]
    assert report.lines["claimed_by"].notna().all()
    assert not {"numbering-broken", "lines-unclaimed"} & codes(report)


def test_a_name_before_a_colon_is_no_chapter_below_numbered_ones() -> None:
    report = read(
        "壹、目的",
        "觀摩。",
        "貳、過程",
        "建議:宜速。",
        "心得:良好。",
        "結語:多學。",
        "參、建議",
        "一、修法。",
    )
    assert report.sections["number"].tolist() == ["壹", "貳", "參", "一"]


@pytest.mark.parametrize(
    "title", ["研習內容與心得", "研習過程與心得", "課程內容及心得", "參訪過程及心得"]
)
def test_notes_in_one_chapter_with_the_reflections(title: str) -> None:
    report = read(
        "壹、目的", "觀摩瑞典。", f"貳、{title}", "一、參訪港務局", "時間:113年9月2日09:00-12:00",
        "地點:港務大樓", "港務局說明岸電。", "二、心得", "應及早規劃。", "（一）制度", "宜借鏡。",
        "參、建議", "一、修法:宜速。",
    )  # fmt: skip
    assert report.sections["chapter"].tolist() == [
        "purpose", "study_notes", "study_notes", "reflections", "reflections",
        "recommendations", "recommendations",
    ]  # fmt: skip


def test_contents_with_long_leaders_end_where_the_first_chapter_comes_again() -> None:
    leaders = "." * 120
    titles = ["1 緣起", "2 過程", "2.1 甲院", "2.2 乙館", "3 心得"]
    body = "".join(f"{title}\n本院介紹其制度,並說明未來之規劃與經費來源。\n" for title in titles)
    text = "考察報告\n\n目次\n" + "".join(f"{each}{leaders}3\n" for each in titles) + body
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    found = build_report(Source("r.txt", "text", lines))
    assert found.sections["number"].tolist() == ["1", "2", "2.1", "2.2", "3"]
    assert len(found.toc) == 5
