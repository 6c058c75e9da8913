"""Numbers that only their run shows: 卷一, 講二, 一 with white space behind; themes that a sentence lists."""

from __future__ import annotations

import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

COVER = "出國報告(出國類別:考察)\n考察甲國作法\n服務機關:交通部\n派赴國家:瑞典\n出國期間:113年9月1日至113年9月5日\n\n"


def read(body: str) -> Report:
    lines = enumerate((COVER + body).split("\n"), 1)
    return build_report(Source("r.txt", "text", tuple(Line(n, text) for n, text in lines)))


def body(first: str, second: str, third: str, item: str = "{}　") -> str:
    one, two = item.format("一"), item.format("二")
    return (
        f"{first}甲子乙丑\n{one}庚辛\n本部為了解甲國作法,爰組團前往。\n{two}壬癸\n所見分為丙寅丁卯與戊辰己巳二者。\n"
        f"{second}丙寅丁卯\n{one}某某院\n時間:9月2日上午9時至11時\n該院院長表示園區由居民認養。\n"
        f"{two}某某館\n時間:9月3日上午9時至11時\n該館位於市中心,館長指出其程序。\n"
        f"{third}戊辰己巳\n{one}某某園\n時間:9月4日上午9時至11時\n該園成立於1920年,園長介紹其制度。\n"
        f"{two}某某站\n時間:9月5日上午9時至11時\n該站設有專人,站長說明其流程。\n"
    )


@pytest.mark.parametrize("unit", ["卷{}　", "講{}、", "帖{} ", "輯 {}　"])
@pytest.mark.parametrize("contents", ["", "目次\n{}甲子乙丑\t1\n{}丙寅丁卯\t2\n{}戊辰己巳\t3\n\n"])
def test_chapters_numbered_behind_a_word_of_one_character(unit: str, contents: str) -> None:
    units = [unit.format(number) for number in "一二三"]
    report = read(contents.format(*units) + body(*units))
    chapters = report.sections[report.sections["depth"] == 1]
    assert chapters["number"].tolist() == ["".join(each.strip("、").split()) for each in units]
    assert chapters["title"].tolist() == ["甲子乙丑", "丙寅丁卯", "戊辰己巳"]
    assert chapters["chapter"].tolist() == ["purpose", "study_notes", "study_notes"]
    assert report.sections["title"].tolist()[1:3] == ["庚辛", "壬癸"]
    assert len(report.toc) == (3 if contents else 0)


@pytest.mark.parametrize(
    "units", ["壹、 貳、 參、", "卷一　 卷二　 卷三　", "第一章 第二章 第三章"]
)
@pytest.mark.parametrize("item", ["{}　", "{} ", "{}、"])
def test_numbers_with_nothing_but_space_behind(units: str, item: str) -> None:
    report = read(body(*units.split(" "), item=item))
    below = report.sections[report.sections["depth"] == 2]
    assert below["number"].tolist() == ["一", "二"] * 3
    assert below["title"].tolist() == ["庚辛", "壬癸", "某某院", "某某館", "某某園", "某某站"]


@pytest.mark.parametrize("units", ["壹、 貳、 參、", "卷一　 卷二　 卷三　"])
def test_chapters_that_a_sentence_lists_are_themes(units: str) -> None:
    report = read(body(*units.split(" ")))
    assert report.themes["title"].tolist() == ["丙寅丁卯", "戊辰己巳"]
    assert report.visits["theme"].tolist() == [1, 1, 2, 2]


def test_visits_that_a_sentence_lists_are_no_themes() -> None:
    text = body("壹、", "貳、", "參、").replace("丙寅丁卯與戊辰己巳二者", "某某院、某某館")
    assert read(text).themes.empty


@pytest.mark.parametrize(
    "text",
    [
        "表一 甲乙\n說明如下。\n表二 丙丁\n說明如下。\n表三 戊己\n說明如下。\n",
        "名單如下。\n一 王大明\n二 李小華\n三 陳美玲\n",
        "本案共\n三 個單位\n參與。\n一 個月後再議。\n",
    ],
)
def test_lines_that_only_begin_like_that(text: str) -> None:
    report = read(f"壹、目的\n{text}貳、心得\n收穫豐碩。\n參、建議\n一、修法:宜速。\n")
    assert report.sections["number"].tolist() == ["壹", "貳", "參", "一"]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_items_of_a_list_in_an_appendix_are_text(gap: str) -> None:
    items = f"1. 甲乙論文集(電子檔){gap}\n2. 丙丁指引(英文){gap}\n3. 戊己觀測紀錄\n"
    report = read(f"壹、目的\n說明。\n貳、建議\n一、修法:宜速。\n附錄 庚辛資料\n攜回如下:\n{items}")
    assert report.sections["number"].tolist() == ["壹", "貳", "一", "附錄"]
    assert "2. 丙丁指引(英文)" in report.sections["text"].iloc[-1]


def test_headings_with_text_in_an_appendix_are_headings() -> None:
    items = "1. 甲乙訪談\n甲乙院長說明其制度。\n2. 丙丁訪談\n丙丁館長說明其程序。\n"
    report = read(f"壹、目的\n說明。\n貳、建議\n一、修法:宜速。\n附錄 庚辛資料\n{items}")
    assert report.sections["number"].tolist() == ["壹", "貳", "一", "附錄", "1", "2"]


@pytest.mark.parametrize("word", ["丙丁戊己", "庚 辛"])
def test_a_word_over_text_between_cover_and_first_chapter_is_a_chapter(word: str) -> None:
    said = "本團赴瑞典考察園區之管理,由居民認養綠地,成效良好,分述如後。"
    report = read(
        f"{word}\n{said}\n\n壹、目的\n說明。\n貳、心得\n收穫豐碩。\n參、建議\n一、修法:宜速。"
    )
    first = report.sections.iloc[0]
    assert (first["title"], first["depth"], first["text"]) == (word.replace(" ", ""), 1, said)
    assert first["chapter"] == "summary"
    assert report.meta.title == "考察甲國作法"


def test_an_entry_of_another_day_at_the_same_hours_with_similar_words() -> None:
    rows = [
        ("日期", "時間", "行程", "地點"),
        ("9月2日(一)", "09:00-11:00", "拜會甲乙院", "甲乙院"),
        ("9月3日(二)", "08:00-17:00", "走丙丁步道,看戊己山屋", "丙丁步道"),
        ("9月4日(三)", "14:00-16:00", "拜會庚辛館", "庚辛館"),
    ]
    body = (
        "貳、過程\n一、甲乙院\n時間:9月2日上午9時至11時\n該院成立於1920年。\n"
        "二、丙丁步道與戊己山屋\n時間:9月4日上午8時至下午5時\n該步道全長十公里。\n"
    )
    before = [*COVER.split("\n"), "壹、目的", "說明。"]
    lines = [Line(n, text) for n, text in enumerate(before, 1)]
    for cells in rows:
        lines.append(Line(len(lines) + 1, "\t".join(cells), cells=cells, table=1))
    lines += [Line(n, text) for n, text in enumerate(body.split("\n"), len(lines) + 1)]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.visits["session"].tolist() == [1, 2]


def test_people_with_a_post_and_a_task_are_no_recommendations() -> None:
    rows = [
        ("壬次", "庚辛", "丑寅", "卯辰", "這趟巳午"),
        ("1", "農詩涵", "組長", "農業部", "帶隊致詞"),
        ("2", "婁以安", "科長", "內政部", "第二章主筆"),
        ("3", "覃若水", "技正", "交通部", "帳務、協筆"),
        ("4", "酆子期", "課長", "經濟部", "第四章主筆"),
    ]
    before = [*COVER.split("\n"), "壹、甲子乙丑", "本部為了解甲國作法,爰組團前往。", "一、庚辛"]
    lines = [Line(n, text) for n, text in enumerate(before, 1)]
    lines += [
        Line(n, "\t".join(cells), cells=cells, table=1)
        for n, cells in enumerate(rows, len(lines) + 1)
    ]
    lines += [Line(len(lines) + 1, "貳、丙寅丁卯"), Line(len(lines) + 2, "承駐處協助,謹致謝忱。")]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert report.recommendations.empty
    assert report.sections["chapter"].iloc[0] == "purpose"


@pytest.mark.parametrize("page", ["(第{}頁)", "(第 {} 頁)", "\tp.{}", "(p. {})"])
def test_chapters_with_stems_and_a_word_beside_the_pages(page: str) -> None:
    units = ["甲、", "乙、", "丙、"]
    titles = zip(units, ("甲子乙丑", "丙寅丁卯", "戊辰己巳"), range(3, 6), strict=True)
    contents = "".join(f"{unit}{title}{page.format(at)}\n" for unit, title, at in titles)
    report = read(f"目次\n{contents}\n{body(*units, '{}、')}")
    chapters = report.sections[report.sections["depth"] == 1]
    assert chapters["number"].tolist() == ["甲", "乙", "丙"]
    assert report.toc["page"].tolist() == [3, 4, 5]
