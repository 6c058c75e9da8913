"""The briefing in English: names from the report and the cohort file; what has none is marked and listed."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd

from reports_under_test import invented, report_114, story_114
from tourlib.export.briefing import Story, story
from tourlib.export.english import english_names, in_english, without_english

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
    assert "cohort 2025 (ROC year 114)" in english.title
    assert not [one for one in story_114().answers if one.name == "untranslated"]


def test_what_has_no_english_is_marked_and_listed() -> None:
    report = report_114()
    names = {k: v for k, v in report.settled.english.items() if k != "能源轉型"}
    settled = dataclasses.replace(report.settled, english=names)
    english = story(dataclasses.replace(report, settled=settled), "en")
    assert "能源轉型*" in told("theme-hours", english)
    [listed] = [one for one in english.answers if one.name == "untranslated"]
    assert "能源轉型" in listed.facts
    assert "人工智慧" not in listed.facts


def test_marks_in_frames() -> None:
    frame = pd.DataFrame(
        {
            "theme_title": ["能源轉型", "領導力", None],
            "parent": ["外交部", "某協會", pd.NA],
            "parts": [["領導力", "AI"], [], []],
            "lead_agency": ["外交部、某協會", None, None],
            "term": ["疫苗", "數據", "CDMO"],
            "first": [113, 114, 114],
        }
    )
    frame.attrs["themes"] = [(1, "領導力"), (2, None)]
    frame.attrs["words"] = {1: [("疫苗", 3), ("數據", 2)]}
    english = in_english(frame, {"領導力": "Leadership", "數據": "data"})
    assert english["theme_title"].tolist()[:2] == ["能源轉型*", "Leadership"]
    assert english["parent"].tolist()[:2] == ["Ministry of Foreign Affairs", "某協會*"]
    assert english["parts"].tolist()[0] == ["Leadership", "AI"]
    assert english["lead_agency"].tolist()[0] == "Ministry of Foreign Affairs, 某協會*"
    assert english["term"].tolist() == ["疫苗*", "data", "CDMO"]
    assert english["first"].tolist() == [113, 114, 114]
    assert english.attrs["words"] == {1: [("疫苗*", 3), ("data", 2)]}
    assert english.attrs["themes"] == [(1, "Leadership"), (2, None)]
    assert without_english([english]) == ["能源轉型", "某協會"]
    assert frame["theme_title"].tolist()[1] == "領導力"


def test_a_report_whose_agencies_are_not_known_has_an_english_story() -> None:
    """The whole column of parents is empty there."""
    report = invented("105-singapore", "docx")
    assert report.participants["parent"].isna().all()
    [people] = [one for one in story(report, "en").answers if one.name == "agency-representation"]
    # 14 and one of staff.
    assert people.title == "Parent organisations of all 14 people are unknown"
