"""Sentences, captions and key figures that must hold when somebody checks them, each on a report of
which an easier one would be false."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

import chart_cases as cases
from printed_timetables import table_report, text_report
from reports_under_test import invented
from tourlib import cohorts, keywords, phrases, recommendations, schedule
from tourlib import themes as tour_themes
from tourlib.export.briefing import story
from tourlib.export.note import write_note
from tourlib.export.tables import write_workbook
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report
from tourlib.words.coding import Coding

#: A journey of six days of which two have visits, printed by halves of the day.
HALVES: list[tuple[str | None, ...]] = [
    ("日期", "時間", "行程"),
    ("9月7日(一)", "晚上", "由桃園機場搭機前往甲國"),
    ("9月8日(二)", "上午", "拜會甲國衛生部"),
    ("9月8日(二)", "下午", "參訪乙市長照中心"),
    ("9月9日(三)", "全日", "參訪丙照顧農場"),
    ("9月10日(四)", "全日", "自由活動"),
    ("9月11日(五)", "上午", "搭機返國"),
    ("9月12日(六)", "下午", "抵達桃園機場"),
]
#: A day at home, then a journey of four days of which two have courses and visits.
TIMED: list[tuple[str | None, ...]] = [
    ("日期", "時間", "行程", "講座"),
    ("8月28日(五)", "09:00-12:00", "甲國概況講座", "王大同"),
    ("8月28日(五)", "12:10-15:10", "報告寫作講座", "李小明"),
    ("9月7日(一)", "08:00-13:00", "搭機前往甲國", ""),
    ("9月7日(一)", "14:00-15:00", "晚餐", ""),
    ("9月8日(二)", "09:00-12:00", "交通號誌課程", "Ann Lee"),
    ("9月8日(二)", "13:00-17:00", "參訪交通控制中心", "Bob Ray"),
    ("9月9日(三)", "09:00-12:00", "參訪水再生廠", "Cy Fox"),
    ("9月9日(三)", "13:00-15:15", "古蹟活化課程", "Di Roe"),
    ("9月9日(三)", "19:00-20:15", "整理報告", ""),
    ("9月10日(四)", "09:00-12:00", "自由活動", ""),
    ("9月10日(四)", "14:00-20:00", "搭機返國", ""),
]
ADVICE = """
伍、建議
一、{0}
(一)試辦失智友善病房
建議擇定三家醫院試辦失智友善病房,設置專責護理師。
(二)推動照顧農場
建議補助農場辦理長者活動,由社區據點轉介長者參加。
二、{1}
(一)檢討保險財源
建議檢討長照保險的財源與給付,編列穩定預算。
"""

THEMED = """出國報告(出國類別:研習)
某訓練計畫115年國外研習報告
出國期間:115年9月7日至9月12日

壹、學習摘述
主題一、智慧交通
一、參訪交通控制中心
控制中心以即時車流調整號誌秒差,並公開車流資料。
主題二、文化資產
一、參訪古蹟修復所
修復所保存傳統工法,並委外經營古蹟。
貳、建議
一、文化資產
(一)活化古蹟
建議委外經營古蹟,並保存傳統工法。
二、智慧交通
(一)號誌聯網
建議以即時車流調整號誌秒差,並公開資料。
"""


def themed(text: str) -> Report:
    """The report of this text."""
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    return build_report(Source("r.txt", "text", lines), cohort=115)


def halved(text: str) -> str:
    """Full-width marks as their half-width twins, so that expected sentences read easily."""
    return text.translate(str.maketrans("\uff0c\uff1b\uff1a\uff08\uff09", ",;:()"))


def advised(first: str, second: str) -> Report:
    """A report whose recommendations stand under these two titles."""
    return text_report("9月8日(二) 上午 參訪某醫院\n" + ADVICE.format(first, second))


@pytest.fixture(scope="module")
def by_halves() -> Report:
    return table_report(HALVES)


@pytest.fixture(scope="module")
def timed() -> Report:
    return table_report(TIMED)


def test_a_timetable_of_halves_says_which_it_prints(by_halves: Report) -> None:
    frame = schedule.week(by_halves)
    assert frame["half"].tolist() == [
        "evening", "morning", "afternoon", "day", "day", "morning", "afternoon"
    ]  # fmt: skip
    assert halved(schedule.say_week(frame)) == (
        "2 天 3 場研習;參訪 3 場;行程表只印全日、上午、下午、晚上,沒有印起訖時間"
    )
    assert schedule.say_week(frame, "en").endswith("(All day, Morning, Afternoon and Evening)")
    assert [halved(fact) for fact in schedule.week_facts(frame)] == [
        "9/8(二):上午 拜會甲國衛生部;下午 參訪乙市長照中心",
        "9/9(三):全日 參訪丙照顧農場",
    ]
    without = cases.lay_out_days(by_halves.sessions, by_halves.themes)
    assert "half" not in without
    assert schedule.say_week(without).endswith("課程表沒有印時間")


def test_the_week_shows_the_halves_that_are_printed(by_halves: Report) -> None:
    [page] = schedule.plot_weeks(schedule.week(by_halves))
    words = {text.get_text(): text.get_position() for text in page.axes[0].texts}
    assert not [word for word in words if word.endswith(":00")]
    assert words["上午"][1] > words["下午"][1] > words["晚上"][1]
    whole, early = words["參訪丙照顧農場"][1], words["搭機返國"][1]
    assert whole < early  # in the middle of the day's whole height


def test_halves_without_times_are_told_beside_hours() -> None:
    rows = [*TIMED, ("9月11日(五)", "下午", "參訪某局", "")]
    frame = schedule.week(table_report(rows))
    [page] = schedule.plot_weeks(frame.drop(frame.index[:4]))
    assert "下午 參訪某局" in {text.get_text().replace("\n", "") for text in page.axes[0].texts}


def test_days_of_study_are_not_those_of_the_journey(by_halves: Report) -> None:
    figures = cohorts.figures(by_halves)
    told = dict(zip(figures["figure"], figures["value"], strict=True))
    assert (told["journey_days"], told["days"]) == (6, 2)
    assert "行程 6 天\uff0c國外研習 2 天" in cohorts.say_figures(figures)
    short = cohorts.figures(table_report(HALVES[:1] + HALVES[2:5]))
    assert "行程 6 天\uff0c國外研習 2 天" in cohorts.say_figures(short)  # as the cover has them
    report = table_report(HALVES[:1] + HALVES[2:5])
    bare = dataclasses.replace(report.meta, start=None, end=None)
    short = cohorts.figures(dataclasses.replace(report, meta=bare))
    assert "國外 2 天" in cohorts.say_figures(short)
    assert "journey_days" not in set(short["figure"])


def test_averages_leave_out_days_without_study(timed: Report) -> None:
    days = schedule.days(timed)
    # 7 + 5.25 hours on two days of 8 and 11.25
    assert halved(schedule.say_days(days)) == (
        "國外 2 天平均每天研習 6.1 小時,占行程時段 64%;國外密度最高的是 9/8(二)(88%)"
    )
    assert "平均不計沒有研習時數或全天只有一項時間的 2 天" in schedule.days_shown(days)
    assert "; Abroad: highest density: Tue 8 Sep" in schedule.say_days(days, "en")
    assert "平均不計" not in schedule.days_shown(days[days["contact_minutes"] > 0])


def test_ends_that_are_not_printed_and_days_of_one_entry() -> None:
    """An arrival at 08:00 was a block until the next entry; a day of one entry counted as full in the
    mean, not among the fullest days; 26 hours were those of 13 of 14 entries."""
    report = table_report([
        ("日期", "時間", "活動內容"), ("9月7日(一)", "08:00", "抵達某市"),
        ("", "10:00-12:00", "參訪甲局"), ("", "13:00", "課程乙"), ("", "15:00-16:00", "座談丙"),
        ("9月8日(二)", "09:00-12:00", "參訪丁署"), ("9月9日(三)", "09:00-10:00", "參訪戊部"),
        ("", "14:00-15:00", "參訪己處"), ("", "", "參觀庚館"),
    ])  # fmt: skip
    assert report.sessions["end_inferred"].tolist() == [False, False, True, *[False] * 5]
    days = schedule.days(report)
    assert halved(schedule.say_days(days)) == (
        "2 天平均每天研習 3.5 小時,占行程時段 58%;密度最高的是 9/7(一)(83%)"
    )
    shown = schedule.days_shown(days)
    assert "平均不計沒有研習時數或全天只有一項時間的 1 天" in shown
    assert "另有 2 項沒有開始或結束時間" in shown
    assert "1 項沒有印結束時間\uff0c計至下一項開始" in shown
    week = schedule.week(report)
    assert "3 天 7 場研習,其中 6 場有起訖時間,共 10 小時" in halved(schedule.say_week(week))
    assert schedule.week_shown(week).startswith("色塊為一項，顏色為類型；1 項沒有印結束")


def test_hours_of_parts_are_those_of_the_whole(timed: Report) -> None:
    frame = schedule.week(timed)
    abroad = frame[frame["part"] == "abroad"]
    pages = [abroad[abroad["date"] <= "2026-09-08"], abroad[abroad["date"] > "2026-09-08"]]
    assert [
        "共 7 小時" in schedule.say_week(pages[0]),
        "共 5.25 小時" in schedule.say_week(pages[1]),
    ]
    assert "共 12.25 小時" in schedule.say_week(frame)
    assert "國外研習 12.25 小時" in cohorts._figures_told(cohorts.figures(timed), "zh")


@pytest.mark.parametrize(
    ("titles", "so"),
    [
        (("立即可行建議", "中長期建議"), True),
        (("短期(1年內)", "中長期之措施"), True),
        (("立即可行建議", "數位治理"), False),
        (("中長期能源政策", "立即可行建議"), False),
    ],
)
def test_topics_that_are_but_horizons_are_told(titles: tuple[str, str], so: bool) -> None:
    advice = pd.DataFrame({"topic_title": titles, "depth": 1})
    assert (phrases.topics_are(advice) == "horizons") is so


def test_recommendations_by_horizon_have_no_topics() -> None:
    report = advised("立即可行建議", "中長期建議")
    frame = recommendations.items(report)
    assert halved(recommendations.say_items(frame)) == "3 項建議:立即可行 2 項、中長期 1 項"
    assert (
        recommendations.say_items(frame, "en")
        == "3 recommendations: 2 immediate and 1 medium- and long-term"
    )
    grid = recommendations.topics_grid(frame)
    assert (grid.cells.index.name, list(grid.cells.columns)) == ("期程", ["項數"])
    told = story(report)
    assert "topics" not in set(told.figures.frame["figure"])
    said = [text for one in told.answers if one.name != "methods" for text in (
        one.heading, one.title, one.shown, *one.heads, *one.facts, *(p.title for p in one.parts)
    )]  # fmt: skip
    assert not [text for text in said if "議題" in text]
    other = recommendations.items(advised("失智照護", "保險制度"))
    assert recommendations.say_items(other).startswith("2 個議題共提出 3 項建議")


def test_when_is_said_in_the_words_of_the_report() -> None:
    """短期、中期、長期 are no 立即可行 and 中長期."""
    advice = "伍、建議\n一、交通\n(一)甲:逐步辦理。(期程:中期)\n(二)乙:先行辦理。(期程:短期(1年內))\n(三)丙:修法。(期程:長期)\n"
    frame = recommendations.items(text_report("交通考察\n" + advice))
    told = halved(recommendations.say_items(frame))
    assert told == "1 個議題共提出 3 項建議;短期 1 項、中期 1 項、長期 1 項"
    assert "1 short-term, 1 medium-term and 1 long-term" in recommendations.say_items(frame, "en")
    assert "(中期)" in halved(recommendations.topic_facts(frame)[0])


def test_captions_name_the_columns_that_are_there() -> None:
    frame = recommendations.items(advised("失智照護", "保險制度"))
    frame.attrs["words"] = {}
    assert "特有用詞" not in recommendations.items_shown(frame)
    alone = frame.assign(lead_agency=None)
    alone.attrs["topics"] = "items"
    assert recommendations.items_shown(alone).startswith("各項建議的內容；")
    frame.attrs["words"] = {1: [("病房", 3)]}
    assert "特有用詞" in recommendations.items_shown(frame)


def test_items_are_numbered_once() -> None:
    frame = recommendations.items(advised("失智照護", "保險制度"))
    numbered = frame.assign(item=["4", "5", "6"])
    assert recommendations.topic_facts(numbered)[0].startswith("4. 試辦失智友善病房")


def test_where_recommendations_come_from_says_what_is_missing() -> None:
    flow = cases.flow(cases.TOPICS[:2], 4, 0)
    assert "經主題" not in keywords.sources_shown(flow)
    assert "深色" not in keywords.sources_shown(flow.assign(mentions=0))
    assert "經主題" in keywords.sources_shown(cases.flow(cases.TOPICS[:2], 4, 2))
    nothing = flow.assign(key=pd.NA).dropna(subset="topic")
    assert "程式沒有讀出內文逐項記述的課程與參訪" in keywords.say_sources(nothing)
    assert "程式沒有讀到建議" in keywords.say_sources(flow.head(0))
    flow.attrs |= {"visited": "visit", "topics": "horizons"}
    said = keywords.say_sources(flow)
    assert "場參訪中" in said
    assert "課程與" not in said + keywords.sources_shown(flow)
    assert "議題" not in said


def test_recommendations_that_stand_by_themselves_are_no_topics() -> None:
    """In the report of 115-japan five recommendations follow each other, under no topic."""
    (told,) = (
        one for one in story(invented("115-japan")).answers if one.name == "recommendation-topics"
    )
    assert (told.title, told.parts) == ("5 項建議", ())
    assert told.grid is not None
    assert list(told.grid.cells.index)[4] == "5 深化與日本自治體之交流"
    assert list(told.grid.cells.iloc[4]) == ["透過姊妹市機制，每年互派人員研修一至三個月"]
    assert not any("議題" in one.title + one.shown for one in story(invented("115-japan")).answers)


def test_concepts_say_whether_rules_or_recommendations_are_missing() -> None:
    report = advised("失智照護", "保險制度")
    none = Coding("", starting=False, concepts=())
    assert "data/coding" in keywords.say_concepts(keywords.concepts(report, none))
    empty = keywords.concepts(report).head(0)
    assert "沒有讀到可以編碼的建議文字" in keywords.say_concepts(empty)


def test_what_no_theme_has_is_no_share_of_nought() -> None:
    names = ("themes", "sessions", "sections", "recommendations")
    tables = {name: cases.table(name) for name in names}
    tables["sessions"] = tables["sessions"].assign(theme=pd.array([pd.NA] * 29, "Int64"))
    frame = cases.measure_coverage(**tables)
    said = tour_themes.say_coverage(frame)
    assert said.startswith("建議字數以「")
    assert "時數" not in said
    shown = tour_themes.coverage_shown(frame)
    assert shown.startswith("各主題占學習摘述、心得、建議字數的比率")
    assert "研習時數讀不出屬於哪個主題" in shown
    assert "研習時數" not in tour_themes.coverage_grid(frame).values.index
    bars = tour_themes.plot_coverage(frame).axes[0].get_yticklabels()
    assert [bar.get_text() for bar in bars] == ["學習摘述", "研習心得", "政策建議"]


def test_each_picture_of_a_note_says_which_page_it_is(tmp_path: Path) -> None:
    days = [(f"9月{day}日", "09:00-10:00", f"參訪第{day}所", "") for day in range(1, 10)]
    note = write_note(story(table_report([TIMED[0], *days])), tmp_path / "note.docx")
    captions = [p.text for p in Document(str(note)).paragraphs if p.style.name == "Caption"]
    pages = [halved(text) for text in captions if "頁" in text]
    assert [text[text.index("第 ") :].split(";")[0] for text in pages] == [
        "第 1/2 頁(9/1(二)至9/5(六))", "第 2/2 頁(9/6(日)至9/9(三))"
    ]  # fmt: skip


def test_no_heading_of_a_note_is_without_content(timed: Report, tmp_path: Path) -> None:
    file = Document(str(write_note(story(timed), tmp_path / "note.docx")))
    body = [element.tag.rsplit("}", 1)[1] for element in file.element.body]
    styles = [p.style.name for p in file.paragraphs]
    headings = [n for n, p in enumerate(file.paragraphs) if p.style.name == "Heading 2"]
    assert "tbl" in body
    for n in headings:
        after = file.paragraphs[n]._p.getnext()
        assert after.tag.endswith("}tbl") or styles[n + 1] not in ("Heading 1", "Heading 2")
    figures = file.tables[0]
    assert all(cell.text for row in figures.rows for cell in row.cells[-1:])


def test_sheets_have_no_columns_of_the_drawing(by_halves: Report, tmp_path: Path) -> None:
    told = story(by_halves)
    path = write_workbook(by_halves.tables(), tmp_path / "book.xlsx", told.answers)
    sheet = pd.read_excel(path, sheet_name="每日行程")
    assert sheet["開始（時）"].isna().all()
    assert sheet["結束（時）"].isna().all()
    assert sheet["時段"].tolist()[:2] == ["晚上", "上午"]
    assert not {"並列位置", "並列項數"} & set(sheet.columns)


def test_the_legend_of_the_week_has_the_themes_of_its_blocks() -> None:
    sessions, themes = cases.sessions(), cases.themes()
    frame = cases.lay_out_days(sessions, themes)
    frame = frame.assign(theme=frame["theme"].where(frame["theme"] == 5))
    [page] = schedule.plot_weeks(frame)
    words = " ".join(text.get_text() for text in page.axes[0].texts)
    names = themes.set_index("theme")["title"]
    assert names[5] in words
    assert f"② {names[2]}" not in words


@pytest.mark.parametrize(
    "title",
    [
        "分組討論",
        "分組研討(一)",
        "小組會議",
        "行前說明會",
        "行前說明會及分組會議",
        "老城區參觀",
    ],
)
def test_what_the_group_does_alone_is_no_study(title: str) -> None:
    head = ("日期", "時間", "行程", "講座", "地點")
    visit = ("9月8日(二)", "09:00-12:00", "參訪某局", "Bob Ray", "某局")

    def kind(speaker: str, place: str) -> str:
        last = ("9月8日(二)", "19:00-20:00", title, speaker, place)
        return str(table_report([head, visit, last]).sessions["kind"].iloc[-1])

    assert kind("", "下榻飯店會議室") == "other"
    assert kind("", "") == "other"
    if title != "小組會議":
        assert kind("Ann Lee", "下榻飯店會議室") in ("course", "exchange", "visit")
        assert kind("", "某大學") in ("course", "exchange", "visit")


@pytest.mark.parametrize(("speaker", "kind"), [("", "other"), ("Ann Lee", "course")])
def test_to_be_shown_around_the_campus_is_no_study(speaker: str, kind: str) -> None:
    head = ("日期", "時間", "行程", "講座", "地點")
    first = ("9月7日(一)", "14:00-16:00", "環境介紹及分組會議", speaker, "甲國大學校園")
    visit = ("9月8日(二)", "09:00-12:00", "參訪某局", "Bob Ray", "某局")
    assert table_report([head, first, visit]).sessions["kind"].tolist() == [kind, "visit"]


def test_a_topic_called_as_a_theme_is_of_that_theme() -> None:
    report = themed(THEMED)
    told = report.recommendations.drop_duplicates("topic")
    assert told["theme"].tolist() == [2, 1]
    assert told["theme_source"].tolist() == ["heading", "heading"]
    assert "請核對" not in tour_themes.coverage_shown(tour_themes.coverage(report))


@pytest.mark.parametrize(
    "heading", ["第二組心得：文化資產", "修復所的啟發（主題二：文化資產）", "文化資產"]
)
def test_a_heading_that_holds_a_themes_very_title_is_of_that_theme(heading: str) -> None:
    said = ["貳、心得", f"一、{heading}", "工匠由所內培養，值得效法。", "二、交通與文化資產並重"]
    said += ["兩者都由市府主管。"]
    report = themed(THEMED.replace("貳、建議", "\n".join([*said, "參、建議"])))
    told = report.sections[report.sections["chapter"] == "reflections"]
    assert [None if pd.isna(theme) else theme for theme in told["theme"]] == [None, 2, None]
    row = tour_themes.coverage(report).query("measure == 'reflections' and theme == 2")
    assert row["amount"].tolist() == [11.0]


def test_a_reflection_is_of_the_one_theme_whose_words_its_heading_has() -> None:
    """「研習心得讀不出屬於哪個主題」 was said though each heading named its theme."""
    said = [
        "貳、心得",
        "一、古蹟要有資產的價值",
        "值得效法。",
        "二、團隊合作",
        "文化資產需要交通。",
    ]
    report = themed(THEMED.replace("貳、建議", "\n".join([*said, "參、建議"])))
    told = report.sections[report.sections["chapter"] == "reflections"]
    assert told["theme"].fillna(0).tolist() == [0, 2, 0]
    assert told["theme_source"].dropna().tolist() == ["likeness"]


def test_an_entry_has_half_of_the_words_of_its_theme() -> None:
    """與 makes no words: 港區再造與船員培育 has two of the four of 港區生活與船員."""
    body = THEMED.replace("智慧交通", "港區生活與船員").replace("文化資產", "古蹟修復與培訓")
    table = "日期\t時間\t活動內容\t講座\n9月8日\t09:00-12:00\t港區再造與船員培育\tAnn Lee\n貳、建議"
    report = themed(body.replace("貳、建議", table))
    assert report.sessions["theme"].tolist() == [1]


@pytest.mark.parametrize(
    ("entry", "theme"), [("海岸變遷之調適", 2), ("海岸風光", 0), ("船員培育之新措施", 1)]
)
def test_an_entry_has_most_of_one_part_of_its_theme(entry: str, theme: int) -> None:
    body = THEMED.replace("智慧交通", "船員培育與港區再造")
    body = body.replace("文化資產", "海岸調適與古蹟修復")
    table = f"日期\t時間\t活動內容\t講座\n9月8日\t09:00-12:00\t{entry}\tAnn Lee\n貳、建議"
    report = themed(body.replace("貳、建議", table))
    assert report.sessions["theme"].fillna(0).tolist() == [theme]


@pytest.mark.parametrize(
    ("heading", "said", "role"),
    [
        ("貳、考察團成員", "一行共有三人。", None),
        ("貳、團員及行程", "成員三人，行程六日。", None),
        (
            "貳、研習行程",
            "一行自桃園出發，" + "沿途走訪交通單位，並與各單位交換意見。" * 9,
            "study_notes",
        ),
        ("貳、研習過程\n一、研習人員", "成員三人。", "study_notes"),
        ("貳、交通單位", "各單位皆屬市府。", None),
    ],
)
def test_chapters_of_the_roster_or_the_timetable_are_no_notes(
    heading: str, said: str, role: str | None
) -> None:
    front = f"壹、目的\n觀摩交通。\n{heading}\n{said}\n參、學習摘述"
    report = themed(THEMED.replace("壹、學習摘述", front).replace("貳、建議", "肆、建議"))
    chapters = report.sections.set_index("title")["chapter"]
    told = chapters.get(heading.split("\n")[0][2:])
    assert (None if pd.isna(told) else told) == role
    assert chapters["學習摘述"] == "study_notes"


BY_DAY = """出國報告(出國類別:研習)
某訓練計畫115年國外研習報告
出國期間:115年9月7日至9月12日

壹、目的
本次研習以「離岸風電」、「港埠減碳」為主題。
貳、研習行程
日期\t時間\t活動內容\t主題
9月8日\t09:00-12:00\t參訪乙碼頭\t二
9月8日\t14:00-16:00\t參訪丙公司\t一
參、學習摘述
一、115年9月8日(星期二)
(一)參訪乙碼頭
時間:9月8日上午9時至12時
碼頭裝卸離岸風電的風機,離岸風電由此出海,離岸風電另有專區。
(二)參訪丙公司
時間:9月8日下午2時至4時
該公司經營渡輪。
二、115年9月9日(星期三)
(一)離岸風電的運維
離岸風電須定期檢修。
"""


def test_a_day_is_no_theme_and_the_timetable_goes_before_likeness() -> None:
    told = themed(BY_DAY).sections.iloc[3:]
    assert told["theme"].fillna(0).tolist() == [0, 2, 1, 0, 1]
    assert told["theme_source"].dropna().tolist() == ["timetable", "timetable", "likeness"]


def test_headlines_name_no_visit_by_its_kind_alone() -> None:
    flow = pd.DataFrame({
        "key": [1, 1, 2], "visit": ["參訪", "參訪", "參訪某局"], "theme": pd.array([pd.NA] * 3, "Int64"),
        "topic": pd.array([1, 2, 1], "Int64"),
    })  # fmt: skip
    assert halved(keywords.say_sources(flow)) == "報告記述的 2 場課程與參訪中,2 場與建議用詞相近"
    named = flow.assign(visit=["參訪甲所", "參訪甲所", "參訪某局"])
    assert "「參訪甲所」(2 個議題)" in halved(keywords.say_sources(named))
    alike = named.assign(key=[1, 1, 2], visit="參訪甲所")
    assert "「" not in keywords.say_sources(alike)


def test_shares_stand_behind_the_theme_that_they_are_of() -> None:
    names = ("themes", "sessions", "sections", "recommendations")
    said = halved(tour_themes.say_coverage(cases.measure_coverage(*map(cases.table, names))))
    assert said.startswith("國外時數以「領導力」最多(28%);建議篇幅以「")
    assert "占時數" not in said


def test_hours_without_a_theme_that_could_change_the_lead_are_told() -> None:
    frame = pd.DataFrame({
        "theme": pd.array([1, 2, pd.NA], "Int64"), "theme_title": ["甲", "乙", pd.NA],
        "hours": [8.5, 6.0, 4.0], "part": "abroad",
    })  # fmt: skip
    assert halved(tour_themes.say_hours(frame)).endswith(";另有 4 小時未歸主題(22%)")
    frame["hours"] = [8.5, 6.0, 2.0]
    assert "未歸主題" not in tour_themes.say_hours(frame)


def test_pages_of_a_week_have_the_title_of_the_whole() -> None:
    days = [(f"9月{day}日", "09:00-10:00", f"參訪第{day}所", "") for day in range(1, 10)]
    frame = schedule.week(table_report([TIMED[0], *days]))
    titles = {page.finding for page in schedule.plot_weeks(frame)}
    assert titles == {schedule.say_week(frame)}


def test_an_entry_with_a_start_alone_says_it() -> None:
    rows = [*TIMED[:7], ("9月8日(二)", "23:10-", "搭機返國", "")]
    frame = schedule.week(table_report(rows))
    [page] = schedule.plot_weeks(frame)
    words = {text.get_text().replace("\n", "") for text in page.axes[0].texts}
    assert "23:10–搭機返國" in {word.replace(" ", "") for word in words}


def test_items_below_a_horizon_keep_their_own_agencies() -> None:
    """The lead of one item was said to help with the other too."""
    text = """港埠考察報告
貳、建議
一、港埠減碳
（一）短期
1、擴充岸電設施：宜編列預算。
主辦：交通部／協辦：經濟部
2、建立盤查制度：應訂定指引。
主辦：經濟部／協辦：法務部
"""
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    report = build_report(Source("r.txt", "text", lines), cohort=115)
    [topic] = recommendations.by_topic(recommendations.items(report))
    first, second = recommendations.topic_facts(topic)
    assert "主辦\uff1a交通部\uff1b協辦\uff1a經濟部" in first
    assert "主辦\uff1a經濟部\uff1b協辦\uff1a法務部" in second


def test_an_opening_with_words_about_the_course_is_no_course() -> None:
    head = ("日期", "時間", "行程", "講座", "地點")
    row = ("9月8日(二)", "09:00-10:00", "開訓及課程說明", "Ann Lee", "某大學")
    taught = ("9月8日(二)", "10:00-12:00", "開訓典禮暨某國政府概論", "Ann Lee", "某大學")
    assert table_report([head, row, taught]).sessions["kind"].tolist() == ["ceremony", "course"]
