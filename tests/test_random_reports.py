"""Reports drawn at random, in every form: the tables are what was put into them, cell by cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tourlib
from random_reports.draw import TABLES, draw_report
from random_reports.files import convert_all, needs_writer, write_docx
from random_reports.forms import FORMS, print_report
from tourlib.report import Report, build_report
from tourlib.text import normalize

SEEDS = range(24)
#: Seeds whose files are made, each in three forms: rows, names and times that a page cuts.
FILES = (1, 3, 5, 16, 18, 23, 26, 33)


def plain(value: Any) -> str:
    """A cell in a form that drawing and reading share; white space is no matter."""
    if isinstance(value, list | tuple):
        return "|".join(map(plain, value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d} 00:00"
    return "".join(normalize(str(value)).split())


def differences(report: Report, truth: dict[str, list[dict[str, Any]]]) -> list[str]:
    found = []
    for table in TABLES:
        frame = getattr(report, table)
        if len(frame) != len(truth[table]):
            found.append(f"{table}: {len(frame)} rows, {len(truth[table])} printed")
        for place, row in enumerate(truth[table][: len(frame)]):
            for column, wanted in row.items():
                got = frame.iloc[place][column]
                if plain(got) != plain(wanted):
                    found.append(f"{table} {place} {column}: {plain(got)!r}, not {plain(wanted)!r}")
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", SEEDS)
def test_tables_are_what_was_drawn(seed: int, form: str) -> None:
    drawn = draw_report(seed)
    report = build_report(print_report(drawn, form, seed))
    for name, wanted in drawn.meta.items():
        assert plain(getattr(report.meta, name)) == plain(wanted), name
    assert differences(report, drawn.truth) == []
    if not report.toc.empty:
        rows = report.toc[["number", "title", "page"]].itertuples(index=False, name=None)
        assert list(rows) == [entry[:3] for entry in drawn.contents]
    assert report.unclaimed.empty
    assert not (report.findings["severity"] == "error").any()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of ``FILES`` in their three forms."""
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / f"{seed}.docx" for seed in FILES]
    for seed, path in zip(FILES, paths, strict=True):
        write_docx(draw_report(seed), path)
    for form in ("odt", "pdf"):
        convert_all(paths, form)
    return folder


@needs_writer
@pytest.mark.parametrize("form", ["docx", "odt", "pdf"])
@pytest.mark.parametrize("seed", FILES)
def test_tables_of_files_are_what_was_drawn(seed: int, form: str, files: Path) -> None:
    report = tourlib.load(files / f"{seed}.{form}")
    assert differences(report, draw_report(seed).truth) == []
    assert report.unclaimed.empty
