"""The briefing in English: names from the report and the cohort file; what has none is marked and listed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest

from reports_under_test import invented, report_114, story_114, with_table
from tourlib.export.briefing import Story, story
from tourlib.export.english import english_names, in_english, without_english
from tourlib.report import Report
from tourlib.schema import conform

HAN = re.compile("[\u4e00-\u9fff]")


def told(name: str, of: Story) -> str:
    """All that an answer says and shows."""
    [answer] = [one for one in of.answers if one.name == name]
    shown = [] if answer.grid is None else [*answer.grid.values.index, *answer.grid.values]
    return "\n".join([answer.title, *answer.facts, *map(str, shown)])


def test_names_are_those_of_the_timetable_the_report_and_the_cohort_file() -> None:
    names = english_names(report_114())
    assert names["策略性網絡領導力工作坊"] == "Strategic Network Leadership-interactive workshop"
    # A visit has the English of its entry in the timetable (lines 209 and 1067).
    assert names["參訪校際微電子中心(IMEC Leuven)"] == "Visit: IMEC Leuven"
    assert names["能源轉型"] == "Energy transition"


def test_the_story_of_114_is_in_english() -> None:
    english = story_114("en")
    for block in english.summary[1:]:  # themes and recommendations
        assert not HAN.search("".join(block.lines))
    for name in ("theme-hours", "theme-coverage", "week", "ranks", "visits-to-topics"):
        assert not HAN.search(told(name, english)), name
    assert "Ministry of Economic Affairs" in told("agency-representation", english)
    assert english.title == "Study visit to Belgium, 2025 (ROC year 114): key points"
    assert not [one for one in story_114().answers if one.name == "untranslated"]


def test_what_has_no_english_is_marked_and_listed() -> None:
    report = report_114()
    names = {k: v for k, v in report.settled.english.items() if k != "領導力"}
    settled = dataclasses.replace(report.settled, english=names)
    english = story(dataclasses.replace(report, settled=settled), "en")
    assert "領導力*" in told("theme-hours", english)
    # In the workbook, for who works on it; the briefing says how many there are.
    assert not [one for one in english.answers if one.name == "untranslated"]
    [listed] = english.working
    assert "領導力" in listed.facts
    assert "人工智慧" not in listed.facts
    [methods] = [one for one in english.answers if one.name == "methods"]
    assert f"({len(listed.facts)} names, titles and words" in methods.facts[-1]
    assert not story_114().working


def test_no_chinese_mark_stands_between_english_words() -> None:
    english = story(invented("115-netherlands-denmark"), "en")
    answers = [part for one in english.answers for part in (one, *one.parts)]
    told_here = [english.source, *(text for one in answers for text in (one.alt, *one.facts))]
    for text in told_here:
        assert not re.search(r"[A-Za-z*)] ?[\u3001\u300a-\u300d\uff08-\uff1b] ?[A-Za-z(]", text), (
            text
        )
    assert "(short-term; responsible: Agriculture and Food Agency; with" in "\n".join(told_here)
    assert english.source.endswith("(in Chinese), 1 July 2026")


def test_shares_say_of_what() -> None:
    frame = story(invented("113-netherlands-denmark"), "en")
    [coverage] = [one for one in frame.answers if one.name == "theme-coverage"]
    assert coverage.title.endswith("; 42% of the hours, 68% of the text")
    assert "largest share of both hours and the text of the recommendations" in coverage.title


def test_every_mark_is_listed_once() -> None:
    english = story(invented("115-netherlands-denmark"), "en")
    listed = {name for one in english.working for name in one.facts}
    shown = "\n".join(
        told(one.name, english) + "".join(fact for part in one.parts for fact in part.facts)
        for one in english.answers
    )
    for name in ("循環農業", "智慧溫室", "農業部資源永續利用司", "各縣市政府", "辦理農民訓練"):
        assert f"{name}*" in shown
        assert name in listed
    assert sum(len(one.facts) for one in english.working) == len(listed)


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("午餐", "Lunch"),
        ("搭機前往新加坡", "Flight to Singapore"),
        ("搭車前往海港 Seaport", "Transfer to Seaport"),
        ("【參訪】海風數位局(Digital Bureau)", "Visit: Digital Bureau"),
        ("拜會外交部", "Visit: Ministry of Foreign Affairs"),
        ("課程:岸電入門(Shore Power Basics)", "Shore Power Basics"),
        ("岸電入門(Shore Power Basics)", "Shore Power Basics"),
        ("參訪海風港", "Visit: Port of Seawind"),
        ("資料治理(AI)", None),
        ("參訪海風市政府", None),
        ("參訪", None),
        ("參訪海風公司導入 ISO 27001", None),
    ],
)
def test_english_of_entries(title: str, english: str | None) -> None:
    """By fixed words, by what is in brackets, by directory and glossary; else none is made up."""
    assert named(sessions=[(1, title, None)]).get(title) == english


def test_an_entry_is_called_as_the_visit_that_is_the_same() -> None:
    names = named(
        sessions=[(1, "岸電入門", None), (2, "參訪港務局", "Tour of the port"), (3, "參訪", None)],
        visits=[
            (1, "課程:岸電入門(Shore Power Basics)"),
            (2, "參訪港務局(Port Authority)"),
            (3, "甲廠"),
        ],
    )
    assert names["岸電入門"] == names["課程:岸電入門(Shore Power Basics)"] == "Shore Power Basics"
    assert names["參訪港務局(Port Authority)"] == names["參訪港務局"] == "Tour of the port"
    assert "甲廠" not in names


def test_a_title_that_several_entries_have_is_called_by_none_of_them() -> None:
    names = named(sessions=[(1, "參訪", "Visit to a port"), (2, "參訪", "Visit to a school")])
    assert "參訪" not in names


def named(
    sessions: list[tuple[int, str, str | None]], visits: Sequence[tuple[int, str]] = ()
) -> dict[str, str]:
    """The English names of a report with these entries and visits, and 海風港 in its glossary."""
    rows = {
        "sessions": [
            dict(zip(("session", "title", "title_en"), one, strict=True)) for one in sessions
        ],
        "visits": [dict(zip(("session", "title"), one, strict=True)) for one in visits],
        "glossary": [{"term": "海風港", "english": "port of Seawind"}],
        "themes": [],
        "recommendations": [],
    }
    tables = {table: conform(table, told, cohort=114) for table, told in rows.items()}
    settled = SimpleNamespace(english={})
    return english_names(cast(Report, SimpleNamespace(**tables, settled=settled)))


def test_marks_in_frames() -> None:
    frame = pd.DataFrame(
        {
            "theme_title": ["能源轉型", "領導力", None],
            "parent": ["外交部", "某協會", pd.NA],
            "parts": [["領導力", "AI"], [], []],
            "lead_agency": ["外交部、某協會", None, None],
            "term": ["疫苗", "數據", "CDMO"],
        }
    )
    frame.attrs["themes"] = {1: "領導力"}
    frame.attrs["words"] = {1: [("疫苗", 3), ("數據", 2)]}
    english = in_english(frame, {"領導力": "Leadership", "數據": "data"})
    assert english["theme_title"].tolist()[:2] == ["能源轉型*", "Leadership"]
    assert english["parent"].tolist()[:2] == ["Ministry of Foreign Affairs", "某協會*"]
    assert english["parts"].tolist()[0] == ["Leadership", "AI"]
    assert english["lead_agency"].tolist()[0] == "Ministry of Foreign Affairs, 某協會*"
    assert english["term"].tolist() == ["疫苗*", "data", "CDMO"]
    assert english.attrs["words"] == {1: [("疫苗*", 3), ("data", 2)]}
    assert english.attrs["themes"] == {1: "Leadership"}
    assert without_english([english]) == ["能源轉型", "某協會", "疫苗"]
    assert frame["theme_title"].tolist()[1] == "領導力"


def test_a_report_whose_agencies_are_not_known_has_an_english_story() -> None:
    """The whole column of parents is empty there."""
    report = invented("105-singapore", "docx")
    people = report.participants.copy()
    people[["agency", "parent", "branch", "level", "tier"]] = pd.NA
    report = with_table(report, "participants", people)
    assert report.participants["parent"].isna().all()
    [people] = [one for one in story(report, "en").answers if one.name == "agency-representation"]
    # 14 and one of staff.
    assert people.title == "Parent organisations of all 14 people are unknown"
