"""Whole reports with lines dropped, cut, moved and mixed: tables and findings come of them, or an
error of our own. ``tests/fuzz/altered.py`` reads as many as one likes."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from tourlib.errors import ReportError
from tourlib.export.briefing import story
from tourlib.report import Report, build_report
from tourlib.schema import TABLES, columns

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from altered import alter


def read(seed: int) -> Report:
    try:
        return build_report(alter(seed))
    except ReportError as error:
        pytest.skip(f"no report: {error}")


@pytest.mark.parametrize(
    "seeds", [range(start, start + 20) for start in range(0, 200, 20)], ids=str
)
def test_altered_reports_have_all_tables(seeds: range) -> None:
    for seed in seeds:
        try:
            report = build_report(alter(seed))
        except ReportError:
            continue
        for name in TABLES:
            assert list(getattr(report, name)) == list(columns(name)), (seed, name)
        titles = [report.sections["title"], report.visits["title"], report.recommendations["title"]]
        assert not any(series.str.contains("\n").any() for series in titles), seed


@pytest.mark.parametrize("seed", [1, 3, 15, 5013])
def test_altered_reports_can_be_briefed(seed: int) -> None:
    told = story(read(seed))
    for finding in told.answers:
        assert finding.title
        assert finding.kind != "none"
        finding.draw()
        plt.close("all")
