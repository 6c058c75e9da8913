"""Themes and other parts that a word numbers: 議題一, 單元二, 專題 3, whatever the word."""

from __future__ import annotations

import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:研習)
某訓練計畫113年國外研習報告
服務機關:行政院人事行政總處
派赴國家:瑞典
出國期間:113年9月1日至113年9月5日
"""


def read(body: str) -> Report:
    texts = (COVER + body).split("\n")
    return build_report(
        Source("r.txt", "text", tuple(Line(n, text) for n, text in enumerate(texts, 1)))
    )


def body(word: str, mark: str) -> str:
    one, two = f"{word}一{mark}數位治理", f"{word}二{mark}能源轉型"
    return f"""目次
壹、目的....1
貳、過程....2
{one}....3
{two}....4
參、心得....5

壹、目的
了解瑞典制度。
貳、過程
{one}
一、參訪數位局
(一)時間:113年9月2日上午9時至12時
(二)內容摘要
該局成立於2018年。
二、參訪市府
(一)時間:113年9月3日上午9時至12時
(二)內容摘要
市府推動開放資料。
{two}
一、參訪能源署
(一)時間:113年9月4日上午9時至12時
(二)內容摘要
推動風電。
參、心得
{one}
治理很好。
{two}
轉型很好。
"""


@pytest.mark.parametrize("mark", [" ", "、", ":", "."])
@pytest.mark.parametrize("word", ["主題", "議題", "面向", "課題", "單元", "專題", "子題", "學程"])
def test_word_that_repeats_with_rising_numbers_is_the_themes(word: str, mark: str) -> None:
    report = read(body(word, mark))
    assert report.themes["title"].tolist() == ["數位治理", "能源轉型"]
    assert report.visits["title"].tolist() == ["參訪數位局", "參訪市府", "參訪能源署"]
    assert report.visits["theme"].tolist() == [1, 1, 2]
    of_words = report.sections[report.sections["number"].str.startswith(word).fillna(False)]
    assert of_words["number"].tolist() == [f"{word}一", f"{word}二"] * 2
    assert of_words["depth"].tolist() == [2] * 4
    assert not {"numbering-broken", "toc-missing", "toc-mismatch"} & {*report.findings["code"]}


def test_parts_of_a_heading_that_goes_on_behind_them_stand_inside_it() -> None:
    report = read(
        "參、建議\n一、治理\n策略一:建立平臺。\n策略二:培育人才。\n二、能源\n策略一:鬆綁法規。\n策略二:示範。"
    )
    assert report.recommendations["item"].tolist() == ["策略一", "策略二"] * 2
    assert report.recommendations["topic_title"].tolist() == ["治理", "治理", "能源", "能源"]
    assert report.themes.empty


def test_courses_that_a_word_numbers_are_no_themes() -> None:
    report = read(
        "貳、過程\n課程一 數位治理\n時間:113年9月2日上午9時至12時\n課程二 能源轉型\n"
        "時間:113年9月3日上午9時至12時\n參、心得\n良好。"
    )
    assert report.themes.empty
    assert report.visits["title"].tolist() == ["數位治理", "能源轉型"]


@pytest.mark.parametrize(
    "text",
    [
        "其中一 個單位負責推動",
        "照片一、合影",
        "星期一、星期三上課",
        "下午 1 時 30 分\n下午 2 時至 4 時",
    ],
)
def test_words_before_a_numeral_that_number_nothing(text: str) -> None:
    report = read(f"貳、過程\n說明。\n{text}\n參、心得\n良好。")
    assert report.sections["number"].dropna().tolist() == ["貳", "參"]


def test_a_theme_behind_the_number_of_its_section() -> None:
    text = (
        body("子題", ":")
        .replace("\n子題一", "\n第一節 子題一")
        .replace("\n子題二", "\n第二節 子題二")
    )
    report = read(text.replace("(二)內容摘要", "內容:"))
    assert report.themes["title"].tolist() == ["數位治理", "能源轉型"]
    notes = report.sections[report.sections["chapter"] == "study_notes"]
    told = notes[["number", "title", "depth", "theme"]].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["貳", "過程", 1, None],
        ["第一節", "數位治理", 2, 1],
        ["一", "參訪數位局", 3, 1],
        ["二", "參訪市府", 3, 1],
        ["第二節", "能源轉型", 2, 2],
        ["一", "參訪能源署", 3, 2],
    ]
    assert report.visits["theme"].tolist() == [1, 1, 2]


@pytest.mark.parametrize(
    "form",
    [
        "主題{n}:{title}", "●主題{n}:「{title}」", "(主題{n}){title}", "【主題{n}】{title}", "主題{n}—{title}",
        "主題{n}、{title};", "主題{n}:{title}。介紹該國制度及其成效。",
    ],
)  # fmt: skip
def test_themes_listed_one_a_line(form: str) -> None:
    titles = ["照護財務", "社區照護", "失智友善"]
    listed = [form.format(n=n, title=title) for n, title in zip("一二三", titles, strict=True)]
    text = "\n".join([
        "出國報告", "考察甲國作法", "", "壹、目的", "本次研習分為三項主題:", *listed, "貳、過程", "一、參訪甲機關",
        "該機關負責照護。", "參、心得", "收穫豐碩。",
    ])  # fmt: skip
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    assert build_report(Source("r.txt", "text", lines)).themes["title"].tolist() == titles


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("研習內容摘要", "study_notes"),
        ("研習摘要", "study_notes"),
        ("課程摘要", "study_notes"),
        ("參訪摘要", "study_notes"),
        ("學習重點摘要", "study_notes"),
        ("摘要", "summary"),
        ("報告摘要", "summary"),
        ("重點摘要", "summary"),
        ("內容摘要", "summary"),
    ],
)
def test_a_summary_of_courses_is_no_summary_of_the_report(title: str, role: str) -> None:
    text = f"出國報告\n考察甲國作法\n\n壹、目的\n說明。\n貳、{title}\n一、參訪甲機關\n該機關負責照護。\n"
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    sections = build_report(Source("r.txt", "text", lines)).sections
    assert sections["chapter"].tolist()[1:] == [role, role]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("模組A 數位治理", "模組B 能源轉型"),
        ("Module 1: 數位治理", "Module 2: 能源轉型"),
        ("子題一 數位治理", "子題二 能源轉型"),
        ("第一單元 數位治理", "第二單元 能源轉型"),
        ("模組A-數位治理", "模組B-能源轉型"),
    ],
)
@pytest.mark.parametrize("numbers", ["壹貳參一", "一二三(一)"])
def test_any_word_with_a_running_mark_numbers_the_themes(
    first: str, second: str, numbers: str
) -> None:
    one, two, three, item = *numbers[:3], numbers[3:].removesuffix(")") or "一"
    item = f"{item})" if "(" in item else f"{item}、"
    report = read(
        f"摘要\n本報告說明制度。\n{one}、目的\n了解制度。\n{two}、課程摘要\n{first}\n{item}參訪數位局\n"
        f"該局推動開放資料。\n{second}\n{item}參訪能源署\n該署推動離岸風電。\n{three}、心得\n收穫豐碩。\n"
    )
    assert report.themes["title"].tolist() == ["數位治理", "能源轉型"]
    visits = report.sections[report.sections["title"].str.startswith("參訪")]
    assert visits["theme"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("titles", "number"),
    [
        (("◎稅制改革", "◎人力資源"), None),
        (("稅制改革", "人力資源"), None),
        (("Session 1: 稅制改革", "Session 2: 人力資源"), "Session 1"),
    ],
)
def test_the_short_line_above_a_block_is_its_heading(
    titles: tuple[str, str], number: str | None
) -> None:
    blocks = [
        f"{title}\n授課時間：9月{day}日（二）9時至12時\n授課教授：王大明教授\n授課地點：301教室\n"
        "本課程介紹該國制度及其改革。\n一、重點\n制度由來已久。\n"
        for day, title in enumerate(titles, 2)
    ]
    report = read(f"壹、目的\n了解制度。\n貳、課程摘要\n{''.join(blocks)}參、心得\n收穫豐碩。\n")
    assert report.visits["title"].tolist() == ["稅制改革", "人力資源"]
    of_blocks = report.sections[report.sections["title"].isin(["稅制改革", "人力資源"])]
    assert of_blocks["depth"].tolist() == [2, 2]
    assert (
        of_blocks["number"].astype(object).where(of_blocks["number"].notna(), None).iloc[0]
        == number
    )


@pytest.mark.parametrize("above", [("基本資料", "基本資料"), ("Town Hall", "Energy Agency")])
def test_what_stands_between_a_heading_and_its_block_is_no_heading(above: tuple[str, str]) -> None:
    blocks = [
        f"{number}、參訪{name}\n{line}\n時間：9月2日9時至12時\n地點：市政廳\n該機關推動開放資料。\n"
        for number, name, line in zip("一二", ["市府", "能源署"], above, strict=True)
    ]
    report = read(f"壹、目的\n了解制度。\n貳、過程\n{''.join(blocks)}參、心得\n收穫豐碩。\n")
    assert report.visits["title"].tolist() == ["參訪市府", "參訪能源署"]


@pytest.mark.parametrize("title", ["甲國制度背景", "文獻探討", "研究方法"])
def test_a_chapter_of_no_customary_name_has_no_role(title: str) -> None:
    sections = read(
        f"第一章 緒論\n說明。\n第二章 {title}\n說明。\n第三章 研究背景\n說明。\n"
    ).sections
    assert sections["chapter"].isna().tolist() == [False, True, False]
    assert sections["chapter"].iloc[2] == "purpose"


def test_courses_that_a_latin_word_numbers_are_no_themes() -> None:
    report = read(
        "壹、目的\n了解制度。\n貳、過程\nSession 1: 數位治理\n該局推動開放資料。\n"
        "Session 2: 能源轉型\n該署推動離岸風電。\n參、心得\n收穫豐碩。\n"
    )
    assert report.themes.empty


def test_themes_below_a_line_that_says_so() -> None:
    report = read(
        "壹、目的\n本次研習分為三大主題:\n一、數位政府與資料治理\n二、淨零轉型與能源政策\n三、高齡社會與長期照顧\n"
        "貳、過程\n一、參訪數位局\n該局推動開放資料。\n參、心得\n收穫豐碩。\n"
    )
    assert report.themes["title"].tolist() == [
        "數位政府與資料治理", "淨零轉型與能源政策", "高齡社會與長期照顧",
    ]  # fmt: skip


def test_appendices_behind_references_are_no_part_of_them() -> None:
    report = read(
        "壹、目的\n了解制度。\n參考文獻\n某書。\n附錄一 課程表\n略。\n附錄二 名單\n略。\n"
    )
    assert report.sections["depth"].tolist() == [1, 1, 1, 1]


def test_appendices_of_a_chapter_for_them_are_its_parts() -> None:
    report = read("壹、目的\n了解制度。\n貳、附錄\n附錄一、課程表\n略。\n附錄二、名單\n略。\n")
    assert report.sections["depth"].tolist() == [1, 1, 2, 2]


def test_a_visit_is_its_entry_by_the_title_where_the_date_is_wrong() -> None:
    report = read(
        "壹、目的\n了解制度。\n貳、過程\n一、參訪數位局\n(一)時間:113年9月3日上午9時至12時\n"
        "(二)地點:數位局\n該局推動開放資料。\n參、行程表\n日期\t時間\t活動內容\n"
        "9月2日\t09:00-12:00\t參訪數位局\n9月3日\t09:00-12:00\t參訪能源署\n"
    )
    assert report.sessions["title"].tolist() == ["參訪數位局", "參訪能源署"]
    assert report.visits["session"].tolist() == [1]


@pytest.mark.parametrize("gap", ["\t", "      "])
def test_rows_of_a_table_of_themes_are_no_headings(gap: str) -> None:
    rows = [
        ("主題", "名稱", "場次", "組別"),
        ("主題一", "數位治理", "4", "第二組"),
        ("主題二", "能源轉型", "3", "第一組"),
    ]
    table = "\n".join(gap.join(row) for row in rows)
    report = read(body("主題", ":").replace("了解瑞典制度。", f"研習主題如下：\n{table}"))
    assert report.themes["title"].tolist() == ["數位治理", "能源轉型"]
    assert report.sections["number"].tolist()[:3] == ["壹", "貳", "主題一"]


def test_a_sentence_about_a_table_is_no_heading() -> None:
    """由表 1 可知 was a theme in text that is laid out as a page looks."""
    told = (
        "由表 1 可知，外籍看護人數逐年增加。",
        "由表 2 觀之，薪資爭議居多。",
        "據表 3 所載，已有改善。",
    )
    report = read("壹、目的\n了解制度。\n貳、過程\n" + "\n".join(told) + "\n參、心得\n制度完備。\n")
    assert report.sections["number"].tolist() == ["壹", "貳", "參"]
    assert len(report.themes) == 0


def test_a_chapter_with_its_page_in_the_contents_numbers_no_themes() -> None:
    text = "目次\n壹、目的\t1\n貳、建議\t6\n壹、目的\n了解瑞典制度。\n貳、建議\n"
    report = read(text + "建議一\t設置窗口\n由一處收件。\n建議二\t公開資料\n按月上網。\n")
    assert report.themes.empty
    assert report.recommendations["title"].tolist() == ["設置窗口", "公開資料"]


@pytest.mark.parametrize("between", ["　", ":", "報告:"])
def test_subjects_of_groups_are_the_themes(between: str) -> None:
    groups = "".join(
        f"{number}、第{number}組{between}{title}\n(一)心得\n該國治理良好。\n(二)建議\n1.{said}:應修法。\n"
        for number, title, said in (("一", "數位治理之路", "設站"), ("二", "能源轉型之路", "公開"))
    )
    report = read(f"壹、目的\n了解瑞典制度。\n貳、分組研討\n{groups}")
    assert report.themes["title"].tolist() == ["數位治理之路", "能源轉型之路"]
    assert report.recommendations["theme"].tolist() == [1, 2]
