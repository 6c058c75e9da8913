"""Chapters whose titles hold no customary word, told by what stands in them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

#: Text of each chapter of a plain report, which says what the chapter is without naming it.
_SUMMARY = "本府於116年3月組團赴丙國,本篇分述如下。\n"
_AIM = "本府為了解公園管理之方式,爰擇定丙國為對象,期能汲取其制度之長處。\n"
_NOTES = (
    "一、甲乙公園處\n3月4日上午9時至11時,於公園處會議室。\n該處位於市中心,處長表示園區由居民認養。\n"
    "二、丁戊植物園\n3月5日下午2時至4時,於溫室。\n該園成立於1920年,園長介紹其採種之程序。\n"
)
_LESSONS = (
    "一、綠地與鄰里\n相較於丙國,我國之認養多屬形式。\n此行體會最深者,為居民之投入。\n"
    "二、專業與耐心\n該園之採種程序令人印象深刻,值得借鏡。\n"
)
_ADVICE = (
    "一、居民認養\n應訂定認養之準則,並提供工具。\n執掌:工務局\n襄助:民政局、教育局\n"
    "二、採種程序\n宜建立種子之清冊。\n執掌:農業局\n襄助:環境保護局\n"
)
_THANKS = "承駐處協助聯繫,謹致謝忱。\n"


def report_of(text: str) -> Report:
    lines = enumerate(text.splitlines(), 1)
    return build_report(Source("report.txt", "text", tuple(Line(*each) for each in lines)))


def roles(text: str) -> list[str | None]:
    sections = report_of(text).sections
    chapters = sections.loc[sections["depth"] == 1, "chapter"]
    return [None if pd.isna(role) else role for role in chapters]


def test_each_chapter_by_its_content() -> None:
    assert roles(
        f"摘要\n{_SUMMARY}壹、甲子\n{_AIM}貳、乙丑\n{_NOTES}參、丙寅\n{_LESSONS}肆、丁卯\n{_ADVICE}"
        f"伍、戊辰\n{_THANKS}"
    ) == ["summary", "purpose", "study_notes", "reflections", "recommendations", "conclusion"]


def test_titles_that_say_why_or_what_matters() -> None:
    chapters = f"一、先講重點\n{_SUMMARY}二、為什麼走這一趟\n{_AIM}三、乙丑\n{_NOTES}"
    assert roles(f"{chapters}四、丁卯\n{_ADVICE}")[:2] == ["summary", "purpose"]


def test_recommendations_may_precede_the_notes() -> None:
    text = f"第一章 甲子\n{_AIM}第二章 乙丑\n{_ADVICE}第三章 丙寅\n{_NOTES}第四章 丁卯\n{_LESSONS}"
    assert roles(text) == ["purpose", "recommendations", "study_notes", "reflections"]
    items = report_of(text).recommendations
    assert items["topic_title"].tolist() == ["居民認養", "採種程序"]


def test_groups_are_topics_of_recommendations() -> None:
    groups = "一、第一組:綠地\n(一)居民認養\n應訂定準則。\n(二)工具\n宜提供工具。\n"
    groups += "二、第二組:採種\n(一)清冊\n應建立種子之清冊。\n(二)訓練\n宜辦理訓練。\n"
    text = f"壹、甲子\n{_AIM}貳、過程\n{_NOTES}參、丙寅\n{groups}肆、丁卯\n{_LESSONS}伍、戊辰\n{_THANKS}"
    items = report_of(text).recommendations
    assert items["topic_title"].tolist() == ["第一組:綠地"] * 2 + ["第二組:採種"] * 2
    assert items["title"].tolist() == ["居民認養", "工具", "清冊", "訓練"]


@pytest.mark.parametrize("title", ["附言", "甲子"])
def test_what_ends_a_report_is_no_recommendation(title: str) -> None:
    text = f"壹、目的\n{_AIM}貳、過程\n{_NOTES}參、建議\n{_ADVICE}肆、{title}\n{_THANKS}"
    assert roles(text)[-1] == "conclusion"
    assert len(report_of(text).recommendations) == 2


def test_a_chapter_that_nothing_tells_has_no_role() -> None:
    text = f"壹、目的\n{_AIM}貳、過程\n{_NOTES}參、甲子\n另案辦理,資料存參。\n肆、建議\n{_ADVICE}"
    assert roles(text) == ["purpose", "study_notes", None, "recommendations"]


def test_content_decides_against_a_word_inside_a_title() -> None:
    text = f"壹、目的\n{_AIM}貳、過程\n{_NOTES}參、參訪後之甲子\n{_ADVICE}肆、戊辰\n{_THANKS}"
    assert roles(text)[2] == "recommendations"


def test_ideographs_number_chapters_that_have_no_customary_names() -> None:
    advice = _ADVICE.replace("一、", "(一)").replace("二、", "(二)")
    notes = _NOTES.replace("一、", "(一)").replace("二、", "(二)")
    text = f"摘要\n{_SUMMARY}一、甲子\n{_AIM}二、乙丑\n{notes}三、丙寅\n{advice}四、丁卯\n{_THANKS}"
    assert roles(text) == ["summary", "purpose", "study_notes", "recommendations", "conclusion"]


def test_decimals_number_chapters_that_have_no_customary_names() -> None:
    numbers = str.maketrans({"一": "1", "二": "2"})
    notes = re.sub("^([一二])、", lambda m: f"3.{m[1].translate(numbers)} ", _NOTES, flags=re.M)
    text = (
        f"摘要\n{_SUMMARY}1. 甲子\n1.1 乙丑\n{_AIM}2. 丙寅\n另詳附表。\n3. 丁卯\n{notes}4. 戊辰\n"
    )
    text += "(1)宜建立清冊,供各園使用。\n(2)應訂定準則,並提供工具。\n5. 己巳\n" + _THANKS
    assert roles(text) == [
        "summary", "purpose", None, "study_notes", "recommendations", "conclusion",
    ]  # fmt: skip
    assert len(report_of(text).recommendations) == 2


@pytest.mark.parametrize(
    "said",
    [
        "本班研習主題為「綠地認養」及「採種保存」二項。",
        "最後收成兩個題目:「綠地認養」與「採種保存」。",
        "各組議題如下:第一組「綠地認養」、第二組「採種保存」。",
        "課題一:綠地認養。了解其制度。\n課題二:採種保存。了解其程序。",
    ],
)
def test_themes_are_announced_in_a_chapter_of_any_name(said: str) -> None:
    found = report_of(
        f"壹、甲子\n{_AIM}{said}\n貳、乙丑\n{_NOTES}參、丙寅\n{_LESSONS}肆、丁卯\n{_ADVICE}"
    )
    assert found.themes["title"].tolist() == ["綠地認養", "採種保存"]
    assert found.sections["title"].notna().all()


def test_a_list_of_the_themes_is_no_heading_of_theirs() -> None:
    said = "課題一:綠地認養。了解其制度。\n課題二:採種保存。了解其程序。\n"
    notes = "課題一 綠地認養\n該處說明認養之程序。\n課題二 採種保存\n該園介紹採種之程序。\n"
    found = report_of(f"壹、甲子\n{_AIM}{said}貳、過程\n{notes}參、丙寅\n{_LESSONS}")
    assert found.themes["title"].tolist() == ["綠地認養", "採種保存"]
    assert found.sections["number"].tolist()[:3] == ["壹", "貳", "課題一"]


def test_lines_that_list_the_themes_are_no_headings() -> None:
    said = "主題一:綠地認養\n主題二:採種保存\n"
    notes = "一、綠地認養\n該處說明認養之程序。\n二、採種保存\n該園介紹採種之程序。\n"
    found = report_of(f"壹、甲子\n{_AIM}{said}貳、過程\n{notes}參、丙寅\n{_LESSONS}")
    assert found.themes["title"].tolist() == ["綠地認養", "採種保存"]
    assert found.sections["number"].tolist()[:4] == ["壹", "貳", "一", "二"]


@pytest.mark.parametrize("title", ["建議", "辛壬癸"])
@pytest.mark.parametrize("said", ["主辦機關:{0};協辦機關:{1}。", "甲乙的是{0},丙丁的有{1}。"])
def test_sections_of_notes_that_recommend(title: str, said: str) -> None:
    def chapter(number: str, name: str) -> str:
        advice = said.format("內政部", "交通部")
        return (
            f"{number}、{name}\n{_NOTES}三、{title}\n(1)居民認養:宜訂準則。{advice}\n"
            f"(2)採種程序:應建清冊。{advice}\n"
        )

    text = f"壹、甲子\n{_AIM}{chapter('貳', '甲乙丙')}{chapter('參', '丁戊己')}肆、庚辛\n{_THANKS}"
    report = report_of(text)
    items = report.recommendations
    assert items["topic_title"].tolist() == ["甲乙丙"] * 2 + ["丁戊己"] * 2
    assert items["item"].tolist() == ["(1)", "(2)"] * 2
    assert set(items["lead_agency"]) == {"內政部"}
    assert roles(text) == ["purpose", "study_notes", "study_notes", "conclusion"]


def test_a_chapter_of_visits_is_no_chapter_of_reflections_for_a_word_at_its_end() -> None:
    """The parts of a visit say nothing of when it was; 觀察 may be a lesson or what was seen."""
    visit = "1.拜訪時點:3月{0}日上午9時至11時\n2.接談對象:處長\n3.摘記:\n(1)沿革:1920年成立。\n(2)財源:占六成。\n"
    notes = f"子題一:綠地\n一、公園處\n{visit.format(4)}子題二:種源\n一、植物園\n{visit.format(5)}"
    text = f"壹、前言\n{_AIM}貳、現場觀察\n{notes}參、綜合評析\n{_LESSONS}肆、倡議\n{_ADVICE}"
    assert roles(text) == ["purpose", "study_notes", "reflections", "recommendations"]
    assert report_of(text).themes["title"].tolist() == ["綠地", "種源"]
