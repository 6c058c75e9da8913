"""A question that a subject answers: its measure, its sentence, its drawing, facts and Office form.

A subject (``schedule``, ``themes``) lists its questions; slides, page and workbook take them from
there, and notebooks call the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.foot import foot_line, row_lines
from tourlib.errors import ReportError
from tourlib.report import Report

#: ``bar``, ``column`` (both stacked) and ``heat`` have a :class:`Grid`; ``picture`` has no form but
#: its drawing; ``none`` is a sentence that says what is missing.
Kind = Literal["bar", "column", "line", "heat", "picture", "none"]
Facts = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        name: file name of its chart without ending; ``briefing.<name>`` is its heading.
        kind: see :data:`Kind`.
        measure: report → frame, with ``attrs`` as :func:`from_report` gives them.
        sentence: frame and language → the finding.
        shown: frame and language → what is shown, and its unit.
        plot: frame and ``lang=`` → a chart, or several pages of one.
        facts: frame and language → the numbers as sentences.
        answered: whether the report has what the question asks about.
        grid: frame and language → the form that Office knows.
    """

    name: str
    kind: Kind
    measure: Callable[[Report], pd.DataFrame]
    sentence: Callable[[pd.DataFrame, str], str]
    shown: Callable[[pd.DataFrame, str], str]
    plot: Callable[..., Any]
    facts: Callable[[pd.DataFrame, str], Facts]
    answered: Callable[[pd.DataFrame], bool]
    grid: Callable[[pd.DataFrame, str], Grid] | None = None


def from_report(frame: pd.DataFrame, report: Report, *tables: str) -> pd.DataFrame:
    """The frame without ``rows`` and ``table``, with where it came from in ``attrs``: ``foot`` (cohort,
    source and lines, by language), ``lines`` (of each row, the lines that it was computed from)."""
    told: dict[str, Any] = dict(frame.attrs)
    told["foot"] = {lang: foot_line(report, frame, *tables, lang=lang) for lang in ("zh", "en")}
    told["lines"] = row_lines(report, frame, tables)
    bare = frame.drop(columns=["rows", "table"], errors="ignore")
    bare.attrs = told
    return bare


def foot_of(frame: pd.DataFrame, lang: str) -> str:
    """The foot line of a chart of this frame; nothing where the frame does not tell."""
    return str(frame.attrs.get("foot", {}).get(lang, ""))


def expect(frame: pd.DataFrame, columns: set[str], wanted: str) -> None:
    """Whether a plot function was given its frame.

    Raises:
        ReportError: the frame is another one, or one without rows that no measure made.
    """
    missing = sorted(columns - set(frame.columns))
    if missing:
        raise ReportError(
            f"這不是 {wanted} 的資料表，缺少欄位 {'、'.join(missing)} not the frame of {wanted}",
            hint=f"frame = {wanted}",
        )
    if len(frame) == 0 and "foot" not in frame.attrs:
        raise ReportError("資料表沒有任何一列 the frame is empty", hint=f"frame = {wanted}")
