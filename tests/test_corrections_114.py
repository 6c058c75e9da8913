"""The reviewed corrections of 114: which cells they change, and what that is worth."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from tourlib.check import as_printed, corrections

REAL = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
#: Lines of the sections and items that are corrected.
SECTIONS = {
    148, 266, 387, 554, 570, 581, 611, 623, 752, 790, 800, 809, 837, 848, 873, 887, 948, 958, 967,
    975, 1030,
}  # fmt: skip


@cache
def bare() -> tourlib.Report:
    return tourlib.load(REAL, settled=False)


@cache
def corrected() -> tourlib.Report:
    return tourlib.load(114)


def changed_cells(table: str) -> set[tuple[int, str]]:
    """Line and column of the cells that differ."""
    before, after = bare().tables()[table], corrected().tables()[table]
    assert len(before) == len(after)
    return {
        (int(before.at[row, "line"]), column)
        for column in before.columns
        for row in before.index
        if str(before.at[row, column]) != str(after.at[row, column])
    }


@pytest.mark.parametrize(
    "table", ["participants", "sessions", "themes", "visits", "photos", "toc", "lines"]
)
def test_facts_and_the_ledger_stay_as_printed(table: str) -> None:
    pd.testing.assert_frame_equal(bare().tables()[table], corrected().tables()[table])


@pytest.mark.parametrize("table", ["sections", "recommendations"])
def test_corrections_change_these_cells_and_in_this_way(table: str) -> None:
    cells = changed_cells(table)
    assert {column for _line, column in cells} == {"title", "text", "chars"}
    starts = {line for line, _column in cells}
    if table == "sections":
        assert starts == SECTIONS
    else:
        assert starts == {948, 958, 967, 975, 1030}
    before, after = bare().tables()[table], corrected().tables()[table]
    for line, column in cells:
        old, new = (t.loc[t["line"] == line, column].iloc[0] for t in (before, after))
        if column == "chars":
            assert abs(int(old) - int(new)) <= 2
            continue
        for correction in corrected().settled.corrections:
            if line <= correction.line <= line + 6:
                old = str(old).replace(correction.printed, correction.intended)
        assert old == new


def test_every_correction_is_a_finding_with_its_reason() -> None:
    report = corrected()
    rows = report.findings[report.findings["code"] == "corrected"]
    assert len(rows) == len(report.settled.corrections)
    for message, correction in zip(rows["message"], report.settled.corrections, strict=True):
        assert correction.why
        assert f"「{correction.printed}」" in message
        assert correction.printed in report.source.lines[correction.line - 1].text
    assert "corrected" not in set(bare().findings["code"])


def test_words_before_and_after() -> None:
    table = corrections(corrected()).set_index("term")
    assert (table.at["數位孿生", "before"], table.at["數位孿生", "after"]) == (5, 9)
    assert (table.at["數位學生", "before"], table.at["數位學生", "after"]) == (4, 0)
    # What was read wrong was a keyword; what was meant is one now.
    assert table.at["數位學生", "keyness_before"] > 1
    assert table.at["數位孿生", "keyness_after"] > 1
    assert table.loc[["蔥集", "實貴", "問全"], "after"].tolist() == [0, 0, 0]


def test_nothing_changes_without_corrections() -> None:
    assert corrections(bare()).empty
    assert list(corrections(bare()).columns) == list(corrections(corrected()).columns)
    pd.testing.assert_frame_equal(as_printed(corrected()).sections, bare().sections)
