"""Forms of text that are not read: the report says so, and names what to load instead."""

from __future__ import annotations

from pathlib import Path

import pytest

import tourlib

GIVEN_UP = Path(__file__).parent / "given_up"


@pytest.mark.parametrize("path", sorted(GIVEN_UP.glob("*.txt")), ids=lambda path: path.name)
def test_the_form_is_said_and_what_is_no_table_is_read(path: Path) -> None:
    report = tourlib.load(path)
    said = report.findings[report.findings["code"] == "form-unread"]
    assert len(said) == 1
    form = "drawn" if ".drawn." in path.name else "one cell per line"
    assert form in said["message"].iloc[0]
    assert said["severity"].iloc[0] == "unread"
    assert not report.recommendations.empty
    assert report.meta.start is not None


def test_other_texts_say_nothing_of_it() -> None:
    report = tourlib.load(Path(__file__).parents[1] / "data" / "reports" / "114")
    assert "form-unread" not in set(report.findings["code"])
