"""English names for the Chinese names in a report, for exports in English.

An English name comes from the cohort file (``[english]``), from the timetable (``title_en``), or
from the directory of agencies. A name without one is kept as printed and marked, so that nobody
takes it for an oversight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from tourlib.directory.bodies import name_in
from tourlib.labels import keys, label, word
from tourlib.report import Report
from tourlib.text import normalize

#: Marks a name without English.
MARK = "*"
#: Columns that contain names: of themes, topics, sessions, visits, items and agencies.
_NAMED = ("theme_title", "topic_title", "title", "visit", "parts", "parent", "agency")
#: Columns of keywords and concepts.
_WORDS = ("term", "first", "second")
#: Columns with the names of several agencies in one text.
_JOINED = ("lead_agency", "co_agencies")
_HAN = re.compile("[\u3400-\u9fff]")
#: The English at the end of a title, in brackets or after a space.
_IN_BRACKETS = re.compile(r"\(([A-Za-z][^()\u3400-\u9fff]*)\)$")
_LATIN_END = re.compile(r"(?:^|\s)([A-Z][^()\d\u3400-\u9fff]*)$")


def english_names(report: Report) -> dict[str, str]:
    """Return the English names in a report, as far as the report or its cohort file gives them. An
    entry of the timetable and its visit share a name: the entry's English title, else the one in
    the visit's brackets, else the one in the glossary."""
    terms = _agreed(report.glossary[["term", "english"]])
    terms = {name: english[:1].upper() + english[1:] for name, english in terms.items()}
    sessions, visits = report.sessions, report.visits
    alone = visits.dropna(subset=["title", "session"]).drop_duplicates("session", keep=False)
    entries = pd.concat([sessions[["session", "title", "title_en"]], alone[["session", "title"]]])
    entries = entries.dropna(subset=["title"])
    made = entries["title"].map(lambda name: _made(name, terms))
    best = entries["title_en"].fillna(made).groupby(entries["session"]).first()
    called = entries.assign(english=entries["session"].map(best))
    entered = {normalize(name): _made(name, terms) for name in visits["title"].dropna()}
    headings = pd.concat([report.themes["title"], report.recommendations["topic_title"]])
    whole = {normalize(name): terms.get(normalize(name)) for name in headings.dropna()}
    said = {normalize(name): english for name, english in report.settled.english.items()}
    names = {**whole, **entered, **_agreed(called[["title", "english"]]), **said}
    return {name: english for name, english in names.items() if english}


def _agreed(pairs: pd.DataFrame) -> dict[str, str]:
    """Map the first of each pair to the second, if all pairs of one name agree."""
    found: dict[str, set[str]] = {}
    for name, english in pairs.dropna().itertuples(index=False):
        found.setdefault(normalize(name), set()).add(english)
    return {name: min(told) for name, told in found.items() if len(told) == 1}


def _made(name: str, terms: Mapping[str, str]) -> str | None:
    """Return the English of an entry's title: from the glossary, from the fixed words of timetables
    (午餐, or 搭機前往 and a known place), or from its brackets; ``None`` if there is none."""
    name = normalize(name)
    for told in (terms.get(name), *(word(group, name, "en") for group in ("entry", "place"))):
        if told and told != name:
            return told
    if begins := _begins().match(name):
        return _begun(begins[1], name[begins.end() :], terms)
    printed = _IN_BRACKETS.search(name)
    return printed[1] if printed and " " in printed[1] else None


def _begun(words: str, rest: str, terms: Mapping[str, str]) -> str | None:
    """Return the English of an activity and its host or place."""
    printed = _IN_BRACKETS.search(rest) or _LATIN_END.search(rest)
    of_rest = printed[1] if printed else _made(rest, terms) or name_in(rest, "en")
    known = rest and not _HAN.search(of_rest)
    return label(f"begins.{words}", "en", name=of_rest) if known else None


@cache
def _begins() -> re.Pattern[str]:
    """Match the words at the start of an entry that name an activity, before its host or place."""
    heads = sorted(keys("begins"), key=lambda head: (-len(head), head))
    return re.compile(rf"【?({'|'.join(heads)})】?[:\s]*")


def in_english(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return a question's frame with its names in English, or marked.

    Args:
        frame: of a measure; its ``attrs`` are kept, with the themes in English and ``marked``: the
            names without English, as printed.
        names: of :func:`english_names`.
    """
    told, marked = frame.copy(), list[str]()

    def english(name: str) -> str:
        """Return the English of a name, or the name itself: unchanged if it is not Chinese, else marked."""
        found = names.get(normalize(name)) or name_in(name, "en")
        if found != name or not _HAN.search(found):
            return found
        marked.append(name)
        return f"{name}{MARK}"

    def each(cell: Any) -> Any:
        return list(map(english, cell)) if isinstance(cell, list) else english(cell)

    def joined(cell: str) -> str:
        return ", ".join(map(english, cell.split("、")))

    for column in frame.columns.intersection([*_NAMED, *_WORDS, *_JOINED]):
        said = frame[column].map(joined if column in _JOINED else each, na_action="ignore")
        told[column] = said.astype(frame[column].dtype)  # a column without any name keeps its type
    told.attrs = frame.attrs | {"marked": marked}
    if "words" in told.attrs:
        told.attrs["words"] = {
            topic: [(english(term), n) for term, n in words]
            for topic, words in told.attrs["words"].items()
        }
    if "themes" in told.attrs:
        told.attrs["themes"] = {n: english(t) for n, t in told.attrs["themes"].items()}
    return told


def without_english(frames: Iterable[pd.DataFrame]) -> list[str]:
    """Return the names marked in frames of :func:`in_english`, each once, as printed."""
    return list(dict.fromkeys(name for frame in frames for name in frame.attrs.get("marked", ())))
