"""Headings without a number, and what else tells where a heading stands or ends."""

from __future__ import annotations

import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:研習)
某訓練計畫115年國外研習報告
服務機關:農業部
派赴國家:瑞士
出國期間:115年5月3日至5月9日
"""


def report(body: str, levels: dict[str, int] | None = None) -> Report:
    """The report of a cover and these lines; ``levels`` gives the style of some of them."""
    lines = [
        Line(n, text, level=(levels or {}).get(text))
        for n, text in enumerate((COVER + body).split("\n"), 1)
    ]
    return build_report(Source("r.txt", "text", tuple(lines)), cohort=115)


def headings(found: Report) -> list[tuple[str, str, int]]:
    columns = found.sections[["number", "title", "depth"]].fillna("")
    return [(row.number, row.title, row.depth) for row in columns.itertuples()]


def codes(found: Report) -> set[str]:
    return set(found.findings["code"])


DIARY = """壹、目的
了解制度。
貳、每日紀要
{0}
(一)參訪農業局
【時間】09:00~11:00 【地點】伯恩
【接待人員】Ada Vos 處長
該局說明山區補助。
(二)參訪水利所
【時間】14:00~16:00 【地點】蘇黎世
該所說明水庫調度。
{1}
(一)參訪博物館
【時間】10:00~11:30 【地點】大廳
該館保存山區文化。
參、心得
收穫良多。
"""


@pytest.mark.parametrize(
    "days",
    [
        ("第一天 5月4日(星期一) 臺北→伯恩", "第二天 5月5日(星期二) 伯恩"),
        ("第一天:5月4日(星期一)", "第二天:5月5日(星期二)"),
        ("5月4日(一)", "5月5日(二)"),
    ],
)
def test_days_of_a_diary_are_headings_and_date_the_visits_below(days: tuple[str, str]) -> None:
    found = report(DIARY.format(*days))
    assert headings(found)[1:7] == [
        ("貳", "每日紀要", 1), ("", days[0], 2), ("(一)", "參訪農業局", 3),
        ("(二)", "參訪水利所", 3), ("", days[1], 2), ("(一)", "參訪博物館", 3),
    ]  # fmt: skip
    assert found.visits["start"].dt.strftime("%m-%d %H:%M").tolist() == [
        "05-04 09:00", "05-04 14:00", "05-05 10:00",
    ]  # fmt: skip
    assert not codes(found) & {"numbering-broken", "date-unread"}


@pytest.mark.parametrize("number", ["(一)(二)", "一、二、", "1. 2. ", ""])
def test_texts_below_days_that_begin_with_times_are_entries_and_visits(number: str) -> None:
    first, second = number[: len(number) // 2], number[len(number) // 2 :]
    found = report(
        f"壹、目的\n略。\n貳、逐日記事\n{first}5月4日(星期一)\n"
        "上午9時至11時拜會伯恩農業局,由局長Anna Vogel接待。該局說明山區農業之補助制度與歷年成果,並答覆團員提問。\n"
        f"{second}5月5日(星期二)\n"
        "上午10時至11時搭乘火車前往蘇黎世。下午2時至4時參訪水利研究所,由研究員Max Keller簡報。該所每年進行多項試驗。\n"
        "參、心得\n好。\n"
    )
    times = found.sessions["start"].dt.strftime("%m-%d %H:%M")
    assert list(zip(times, found.sessions["title"], strict=True)) == [
        ("05-04 09:00", "拜會伯恩農業局"), ("05-05 10:00", "搭乘火車前往蘇黎世"),
        ("05-05 14:00", "參訪水利研究所"),
    ]  # fmt: skip
    assert found.visits["session"].tolist() == [1, 3]
    assert found.visits["speakers"].tolist() == [["Anna Vogel"], ["Max Keller"]]
    assert found.sections["text"].str.contains("補助制度").any()


def test_days_that_begin_sentences_are_no_headings() -> None:
    found = report(
        "壹、過程\n5月4日(星期一)全團自臺北出發,經轉機後\n於次日清晨抵達當地,隨即前往旅館安頓行李與休息。\n"
        "5月5日(星期二)上午,全團前往農業局\n拜會,由局長親自接待並說明該國山區農業之補助制度。\n"
    )
    assert headings(found) == [("壹", "過程", 1)]


def test_names_above_the_reflections_of_each_are_headings() -> None:
    names = ("農業部 處長 賈世芳", "宜蘭縣政府 科長 甘宜庭")
    said = "本次研習行程緊湊,各單位之簡報均經精心準備,使學員得以在短時間內掌握制度之精髓。"
    found = report(f"壹、過程\n略。\n貳、個人心得\n{names[0]}\n{said}\n{names[1]}\n{said}\n")
    assert [depth for _number, _title, depth in headings(found)] == [1, 1, 2, 2]
    assert found.sections["text"].tolist()[2:] == [said, said]


STYLED = """第一章 前言
派員研習。
第二章 研習內容
通識單元
(一)山區概論
講座說明山區。
主題一:災害預警
(一)土石流監測
講座說明監測。
主題二:木材利用
(一)木構造
講座說明木構造。
綜合座談
(一)與聯邦政府座談
雙方交換意見。
第三章 心得
受益。
"""


def test_headings_that_styles_tell_stand_beside_those_of_the_same_style() -> None:
    texts = ("通識單元", "主題一:災害預警", "主題二:木材利用", "綜合座談")
    found = report(STYLED, dict.fromkeys(texts, 2))
    assert headings(found)[1:10] == [
        ("第二章", "研習內容", 1), ("", "通識單元", 2), ("(一)", "山區概論", 3),
        ("主題一", "災害預警", 2), ("(一)", "土石流監測", 3), ("主題二", "木材利用", 2),
        ("(一)", "木構造", 3), ("", "綜合座談", 2), ("(一)", "與聯邦政府座談", 3),
    ]  # fmt: skip
    assert found.sections["theme"].isna().tolist()[-3:] == [True, True, True]
    assert not codes(found) & {"toc-missing", "numbering-broken"}


def test_labels_spread_over_wide_spaces_below_a_timetable_are_no_rows_of_it() -> None:
    found = report(
        "壹、目的\n了解制度。\n貳、過程\n一、行程\n日期\t時間\t活動內容\t地點\n"
        "5/4(一)\t09:00-12:00\t山區農業課程\t伯恩\n5/5(二)\t10:00-11:30\t參訪博物館\t伯恩\n"
        "主題一:山區農業\n一、山區農業課程\n時　　間：115年5月4日上午9時至12時\n地　　點：伯恩\n"
        "該國重視山區。\n主題二:文化\n一、參訪博物館\n時　　間：115年5月5日上午10時至11時30分\n"
        "地　　點：伯恩\n該館保存文化。\n"
    )
    assert found.sessions["title"].tolist() == ["山區農業課程", "參訪博物館"]
    assert found.visits["title"].tolist() == ["山區農業課程", "參訪博物館"]
    assert found.themes["title"].tolist() == ["山區農業", "文化"]


@pytest.mark.parametrize("title", ["內容摘要", "報告摘要", "中文摘要", "報告提要", "提要"])
def test_names_of_the_abstract(title: str) -> None:
    found = report(f"{title}\n本班赴瑞士研習。\n壹、目的\n了解制度。\n")
    assert found.sections["chapter"].tolist() == ["summary", "purpose"]
    assert found.sections["text"][0] == "本班赴瑞士研習。"


def test_entry_of_the_contents_over_two_lines() -> None:
    found = report(
        "目錄\n壹、目的......1\n貳、參訪研究所(Institute of Aquatic\nScience)......2\n參、心得......3\n"
        "壹、目的\n了解制度。\n貳、參訪研究所(Institute of Aquatic Science)\n說明。\n參、心得\n收穫。\n"
    )
    assert not codes(found) & {"toc-missing", "toc-page", "toc-mismatch"}


def test_a_misprinted_weekday_is_told_once_for_contents_and_heading() -> None:
    found = report(
        "目錄\n壹、目的......1\n貳、5月4日(星期二)......2\n參、心得......3\n"
        "壹、目的\n了解制度。\n貳、5月4日(星期二)\n拜會農業局。\n參、心得\n收穫。\n"
    )
    told = found.findings[found.findings["code"] == "weekday-mismatch"]
    assert [len(lines) for lines in told["lines"]] == [1]


def test_an_appendix_below_a_long_line_is_a_heading() -> None:
    long = "雪崩風險評估工具操作手冊及其應用案例彙編第二版修訂本含附圖與索引"
    found = report(
        f"壹、目的\n了解。\n貳、心得\n收穫。\n附錄\n附錄1 參考書目\n{long}\n附錄2 花絮\n略\n"
    )
    assert headings(found)[-3:] == [("", "附錄", 1), ("附錄1", "參考書目", 2), ("附錄2", "花絮", 2)]


def test_a_heading_goes_on_where_a_bracket_is_open() -> None:
    found = report(
        "壹、過程\n(一)公共建築木構造推動經驗(Timber Construction for\nPublic Buildings in Tyrol)\n"
        "■時間:5月4日(一)09:00-12:00\n講座說明。\n(二)參訪農場(未完\n該場說明經營方式。\n"
    )
    whole = "公共建築木構造推動經驗(Timber Construction for Public Buildings in Tyrol)"
    assert found.sections["title"].tolist() == ["過程", whole, "參訪農場(未完"]
    assert found.visits["title"].tolist() == [whole]


@pytest.mark.parametrize("title", ["參考資料", "參考書目", "引用文獻"])
@pytest.mark.parametrize("end", ["（詳附表）", "。", "，共 12 席."])
def test_a_list_of_references_is_a_chapter_without_headings(title: str, end: str) -> None:
    found = report(
        "貳、建議\n一、增設充電站：建議由主管機關編列預算補助各縣市逐年於公有停車場設置充電設備並納入年度考核\n"
        f"二、修正收費方式：建議檢討現行以車次計收之方式改採時間計費以提高停車位之周轉情形{end}\n"
        f"{title}\n1. 交通部（2021），停車管理手冊：路邊篇，臺北：交通部。\n"
        "2、Holm, L. (2020). Parking reform: a guide. Cities, 4(2), 7-12.\n（3）甲市政府，年報，2019年。\n附件\n照片。\n"
    )
    titles = ["建議", "增設充電站", "修正收費方式", title, "附件"]
    assert found.sections["title"].tolist()[-5:] == titles
    assert found.sections["chapter"].tolist()[-2:] == ["appendix", "appendix"]
    assert found.recommendations["topic_title"].tolist() == titles[1:3]
    assert found.sections["text"].iloc[-2].count("\n") == 2


BARE = """{0}
甲國經驗值得我們參考,爰組團前往。
{1}
某某院
該院介紹其制度,並說明未來之規劃與經費來源。
某某館
該館開放市民使用。
{2}
先試辦再定案
試辦三個月後再決定。
{3}
● 設置窗口:由一處收件。
● 公開資料:按月上網。
"""


@pytest.mark.parametrize(
    "names",
    [
        ("出國目的", "參訪紀要", "觀察與心得", "建議事項"),
        ("計畫緣起", "研習行程與內容", "省思", "具體建議"),
    ],
)
def test_chapters_that_have_only_names(names: tuple[str, ...]) -> None:
    found = report(BARE.format(*names))
    inside = [["某某院", "某某館"], ["先試辦再定案"]]
    expected = [names[0], names[1], *inside[0], names[2], *inside[1], names[3]]
    assert found.sections["title"].tolist() == expected
    assert found.sections["depth"].tolist() == [1, 1, 2, 2, 1, 2, 1]
    assert found.recommendations["title"].tolist() == ["設置窗口", "公開資料"]


def test_short_sentences_that_hold_customary_words_are_no_chapters() -> None:
    text = "".join(
        f"{number}、{title}\n{said}\n該院介紹其制度,並說明未來之規劃與經費來源。\n"
        for number, title, said in (
            ("一", "實習目的", "目的在求知。"), ("二", "實習過程", "即使觀察不準,也應公開。"), ("三", "建議", "建議修法。"),
        )
    )  # fmt: skip
    assert report(text).sections["title"].tolist() == ["實習目的", "實習過程", "建議"]
