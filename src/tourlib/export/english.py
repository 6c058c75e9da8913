"""The names that a report gives in Chinese, in English, for exports in English.

An English name is what the cohort file says under ``[english]``, what the timetable prints
(``title_en``), or what the directory of agencies has. A name without one stays as it is printed and
is marked, so that nobody takes it for an oversight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tourlib.directory import name_in
from tourlib.report import Report
from tourlib.text import normalize

#: Behind a name that has no English.
MARK = "*"
#: Columns of frames that hold names: of themes, topics, sessions, visits, items and agencies.
_NAMED = ("theme_title", "topic_title", "title", "visit", "parts", "parent", "agency")
#: Columns of keywords and concepts: marked too, but of these too many to be listed.
_WORDS = ("term", "first", "second")
#: Columns with the names of several agencies in one text.
_JOINED = ("lead_agency", "co_agencies")
_HAN = re.compile("[\u3400-\u9fff]")


def english_names(report: Report) -> dict[str, str]:
    """What the names of a report are in English, where the report or its cohort file says it."""
    sessions = report.sessions.dropna(subset=["title", "title_en"])
    names = dict(zip(sessions["title"].map(normalize), sessions["title_en"], strict=True))
    of_session = dict(zip(sessions["session"], sessions["title_en"], strict=True))
    alone = report.visits.dropna(subset=["title", "session"]).drop_duplicates("session", keep=False)
    for title, session in zip(alone["title"], alone["session"], strict=True):
        if session in of_session:
            names.setdefault(normalize(title), of_session[session])
    said = {normalize(name): english for name, english in report.settled.english.items()}
    return {**names, **said}


def in_english(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A frame of a question with the names in it in English, or marked.

    Args:
        frame: of a measure; its ``attrs`` stay, with the themes in English.
        names: of :func:`english_names`.
    """
    told = frame.copy()
    for column in frame.columns.intersection([*_NAMED, *_WORDS]):
        if pd.api.types.is_numeric_dtype(frame[column]):
            continue  # the first cohort of an agency, not the first word of a pair
        said = frame[column].map(lambda one: _english(one, names), na_action="ignore")
        told[column] = said.astype(frame[column].dtype)  # a column without any name keeps its type
    for column in frame.columns.intersection(_JOINED):
        parts = frame[column].str.split("、")
        said = parts.map(lambda one: ", ".join(_english(one, names)), na_action="ignore")
        told[column] = said.astype(frame[column].dtype)
    told.attrs = dict(frame.attrs)
    if "themes" in told.attrs:
        told.attrs["themes"] = [(n, t and _english(t, names)) for n, t in told.attrs["themes"]]
    if "words" in told.attrs:
        told.attrs["words"] = {
            topic: [(_english(term, names), n) for term, n in words]
            for topic, words in told.attrs["words"].items()
        }
    return told


def without_english(frames: Iterable[pd.DataFrame]) -> list[str]:
    """The names in frames of :func:`in_english` that have no English, each once, as printed; but for
    the items of recommendations, which are sentences rather than names."""
    cells = [
        str(name)
        for frame in frames
        if "item" not in frame
        for column in frame.columns.intersection(_NAMED)
        for name in frame[column].dropna()
    ]
    return list(dict.fromkeys(name.removesuffix(MARK) for name in cells if name.endswith(MARK)))


def _english(name: Any, names: Mapping[str, str]) -> Any:
    """The English of a name, or of each in a list; itself where it is no Chinese, with the mark where
    there is none."""
    if isinstance(name, list):
        return [_english(one, names) for one in name]
    told = names.get(normalize(name)) or name_in(name, "en")
    return f"{told}{MARK}" if _HAN.search(told) and told == name else told
