"""The text of PDF files as another program extracts it, page by page as it looks: the tables are
those of the report's other forms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tourlib

REPORTS = Path(__file__).parent / "reports"
NAMES = sorted(path.stem for path in (REPORTS / "extracted").glob("*.txt"))
TABLES = ("participants", "sessions", "themes", "visits", "recommendations", "toc")
#: Sections, counted from 0, whose paragraphs differ: a text box is printed inside one, lines end where
#: a sentence does, and one line of 114 is cut in two before a bracket.
OTHER_PARAGRAPHS = {"105-singapore": {1, 22}, "108-germany": {34}, "114": {308}}
#: What another form cannot have the same: places, and where a wrapped text had a space.
PLACES = ("line", "lines", "line_end")


@cache
def pair(name: str) -> tuple[tourlib.Report, tourlib.Report]:
    docx = next((REPORTS / name).glob("*.docx"))
    return tourlib.load(docx), tourlib.load(REPORTS / "extracted" / f"{name}.txt")


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    kept = frame.drop(columns=[c for c in PLACES if c in frame])
    rows = kept.astype(str).to_dict("records")
    return [{str(k): str(v).replace(" ", "") for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", NAMES)
def test_tables_are_those_of_the_document(name: str, table: str) -> None:
    document, extracted = pair(name)
    assert plain(getattr(extracted, table)) == plain(getattr(document, table))


@pytest.mark.parametrize("name", NAMES)
def test_every_section_has_its_text(name: str) -> None:
    document, extracted = (plain(each.sections) for each in pair(name))
    assert len(extracted) == len(document)
    other = {
        at for at, (one, two) in enumerate(zip(document, extracted, strict=True)) if one != two
    }
    assert other == OTHER_PARAGRAPHS.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_claimed(name: str) -> None:
    assert pair(name)[1].unclaimed["text"].tolist() == []
