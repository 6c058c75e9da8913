"""The foot line of a chart, the same in PNG, slide and page, and the report's lines behind a chart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from tourlib.charts.house import house
from tourlib.labels import label
from tourlib.phrases import cohort_names, source_words, year_words
from tourlib.report import Report
from tourlib.text import normalize
from tourlib.words.tokens import to_simplified

Lines = tuple[int, ...]


class RowLines(list[Lines]):
    """For each row of a frame the report's lines from which it was computed. pandas deep-copies
    ``attrs`` into each derived frame; this list is shared instead."""

    def __deepcopy__(self, _memo: object) -> RowLines:
        return self


def foot_line(report: Report, lang: str = "zh") -> str:
    """Return cohort and source of a chart. The lines of the report are given where they can be
    looked up: on the page, in the workbook and in the speaker notes."""
    source = label("foot.source", lang, source=source_words(report.meta, lang))
    return _joined([year_words(report.meta, lang), source], lang)


def cohorts_line(cohorts: Iterable[Any], lang: str = "zh") -> str:
    """Return the foot line of a chart about several cohorts, whose source is their reports.

    >>> cohorts_line([114, 113], "en")
    'Study visit 2024, 2025 (ROC years 113, 114) | Source: the reports of these cohorts'
    """
    years = sorted({int(cohort) for cohort in cohorts if not pd.isna(cohort)})
    source = label("foot.source", lang, source=label("foot.reports", lang))
    told = [label("foot.cohort", lang, cohort=cohort_names(years, lang))] if years else []
    return _joined([*told, source], lang)


def row_lines(
    report: Report, frame: pd.DataFrame, tables: Sequence[str], words: Sequence[str] = ()
) -> list[Lines]:
    """Return the lines of the report behind each row of a frame.

    Args:
        tables: the table to which the labels in ``rows`` refer, if the frame has no column ``table``.
        words: columns whose words must occur in the lines.
    """
    if "rows" not in frame.columns:
        named = frame["lines"] if "lines" in frame.columns else frame["line"].map(lambda n: [n])
        return [tuple(map(int, lines)) for lines in named]
    names = list(frame["table"]) if "table" in frame.columns else [tables[0]] * len(frame)
    found = [lines_of(report, *pair) for pair in zip(names, frame["rows"], strict=True)]
    if not words:
        return found
    told = frame[list(words)].itertuples(index=False)
    return [_said(report, lines, of_row) for lines, of_row in zip(found, told, strict=True)]


def lines_of(report: Report, table: str, labels: Iterable[Any]) -> Lines:
    """Return the lines of the report from which rows of a table were read."""
    origin = report.origin[table]
    return tuple(sorted({line for label in labels for line in origin[int(label)]}))


def _said(report: Report, lines: Lines, words: Sequence[str]) -> Lines:
    """Return those of the lines that contain all words or their synonyms; if these are spread over
    lines, those with some of them; all lines if a word itself is broken."""
    same = [[w, *(other for other, kept in report.synonyms.items() if kept == w)] for w in words]
    marks = [re.compile("|".join(re.escape(to_simplified(form)) for form in of)) for of in same]
    texts = {n: to_simplified(normalize(report.source.lines[n - 1].text)) for n in lines}
    found = {line: sum(bool(mark.search(text)) for mark in marks) for line, text in texts.items()}
    least = len(marks) if len(marks) in found.values() else 1
    return tuple(line for line, count in found.items() if count >= least) or lines


def _joined(parts: Sequence[str], lang: str) -> str:
    bar = label("foot.join", lang)
    return (bar if lang == "zh" else f" {bar} ").join(filter(None, (*parts, house().foot)))


def runs(lines: Iterable[int]) -> dict[int, str]:
    """Return ranges of lines as text, by the first line of each; adjacent lines are joined.

    >>> runs([3, 4, 5, 9])
    {3: '3–5', 9: '9'}
    """
    found = {}
    places = enumerate(sorted({*lines}))
    for _shift, run in itertools.groupby(places, key=lambda pair: pair[1] - pair[0]):
        first, *rest = [line for _place, line in run]
        found[first] = f"{first}–{rest[-1]}" if rest else f"{first}"
    return found
