"""Every value of a measure names the rows it was computed from, and every row its lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from chart_cases import made_of
from reports_under_test import load, report_114, report_of
from tourlib import agencies, cohorts, schedule, themes
from tourlib.errors import ReportError
from tourlib.lines import Source
from tourlib.parse.body import parse_report
from tourlib.text import count_words_as_office
from tourlib.words.coding import concepts_in, load_coding
from tourlib.words.cooccurrence import measure_cooccurrence
from tourlib.words.counts import count_words
from tourlib.words.keywords import (
    cloud_weights,
    shared_keywords,
    topic_concepts,
    topic_keywords,
)
from tourlib.words.texts import topic_texts


def test_counts_of_people_are_their_rows() -> None:
    people = report_114().participants
    for frame in (
        agencies.people(report_of(people)),
        agencies.ministries(report_of(people)),
        agencies.counties(report_of(people)),
        agencies.ranks(report_of(people)),
        agencies.proportion(report_of(people)),
    ):
        assert [*map(len, frame.attrs["lines"])] == frame["people"].tolist()


def test_hours_and_characters_are_those_of_their_rows() -> None:
    report = report_114()
    tables = report.tables()
    made = made_of(**tables, halves=report.halves)  # lines are labels of rows
    hours = themes.hours(made)
    for minutes, rows in zip(hours["minutes"], hours.attrs["lines"], strict=True):
        assert report.sessions.loc[[*rows], "minutes"].sum() == minutes
    frame = themes.coverage(made)
    for row, rows in zip(frame.itertuples(), frame.attrs["lines"], strict=True):
        if row.measure != "hours":
            table = "recommendations" if row.measure == "recommendations" else "sections"
            texts = tables[table].loc[[*rows], "text"]
            assert sum(map(count_words_as_office, texts)) == row.amount
    days = schedule.measure_days(report.sessions)
    assert sorted(label for labels in days["rows"] for label in labels) == list(
        report.sessions.index
    )


def test_a_cohort_names_the_rows_that_it_was_counted_by() -> None:
    tables = tourlib.load_all()
    frame = cohorts.compare(tables)
    row, rows = frame.iloc[0], frame.attrs["rows"][0]
    assert len(rows["participants"]) == row["people"]
    assert len(rows["recommendations"]) == row["items"]
    assert (tables["sessions"].loc[rows["sessions"], "cohort"] == row["cohort"]).all()
    again = cohorts.recurrence(tables)
    assert list(map(len, again.attrs["rows"])) == again["people"].tolist()


def test_a_word_is_in_the_texts_that_it_names() -> None:
    report = report_114()
    counts = count_words(report.recommendations, "topic")
    assert counts["rows"].map(len).tolist() == counts["parts"].tolist()
    text = report.recommendations["title"].fillna("") + report.recommendations["text"].fillna("")
    said = counts[counts["term"] == "疫苗"].iloc[0]
    assert all("疫苗" in text.loc[label] for label in said["rows"])
    keywords = topic_keywords(report.recommendations, report.sections)
    cloud = cloud_weights(keywords)
    word = cloud.iloc[0]
    key = keywords[(keywords["term"] == word["term"]) & (keywords["keyness"] > 0)]
    assert word["rows"] == sorted({n for rows in key["rows"] for n in rows})


def test_concepts_and_shared_words_are_in_the_rows_that_they_name() -> None:
    report = report_114()
    coding = load_coding()
    names = {concept.name: concept for concept in coding.concepts}
    found = topic_concepts(report.recommendations, report.sections, coding)
    assert (found["rows"].map(len) > 0).tolist() == (found["sentences"] > 0).tolist()
    for row in found[found["sentences"] > 0].itertuples():
        for label in row.rows:
            said = f"{report.sections.at[label, 'title']}。{report.sections.at[label, 'text']}"
            assert concepts_in(said, [names[row.concept]])
    shared = shared_keywords(report.recommendations, report.sections)
    for row in shared.itertuples():
        assert (topic_texts(report.sections).loc[row.rows, "topic"] == row.topic).all()


def test_a_pair_of_words_is_in_the_texts_that_it_names() -> None:
    frame = pd.DataFrame(
        {"text": ["疫苗與佐劑。疫苗與佐劑。", "能源。", "疫苗與佐劑。能源。"]}, index=[3, 5, 8]
    )
    assert measure_cooccurrence(frame)["rows"].tolist() == [[3, 8]]


REPORTS = Path(__file__).parent / "reports"
REAL = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
FILES = sorted(
    path
    for path in REPORTS.glob("*/report*")
    if path.suffix in {".txt", ".docx", ".odt", ".pdf"} and path.parent.name != "114"
)
#: Every so many lines one is cut out, in turn over the reports.
STRIDE = 40
#: Owners of lines that say something; the others are noise (page numbers, repeated headers).
OWNERS = frozenset({
    "participants", "sessions", "themes", "sections", "visits", "recommendations", "photos", "meta", "toc",
})  # fmt: skip


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


@pytest.mark.parametrize("path", [REAL, *FILES], ids=named)
def test_every_printed_line_is_claimed_once(path: Path) -> None:
    report = load(path, settled=False)
    lines = report.lines
    assert lines["line"].tolist() == [line.number for line in report.source.lines]
    printed = lines["text"].str.strip().fillna("") != ""
    assert lines.loc[printed, "claimed_by"].notna().all(), lines[
        printed & lines["claimed_by"].isna()
    ]
    for table in ("sections", "visits"):
        mine = set(lines.loc[lines["claimed_by"] == table, "line"])
        rows = [n for numbers in report.origin[table] for n in numbers]
        assert mine <= set(rows), (table, sorted(mine - set(rows)))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_row_has_its_lines(path: Path) -> None:
    report = load(path, settled=False)
    for name, table in report.tables().items():
        if name in {"findings", "themes"}:
            continue
        for row in range(len(table)):
            shown = report.source_of(name, row)
            assert len(shown) > 0, (name, row)
            assert shown["text"].str.strip().ne("").any() or name == "lines", (name, row)


def contents(source: Source, *, ledger: bool) -> list[object]:
    """All that the tables (and the ledger) say, without the numbers of the lines."""
    parsed = parse_report(source, cohort=None)
    rows = [
        {
            key: value
            for key, value in row.items()
            if key not in {"line", "line_end"} and not key.startswith("_")
        }
        for name, table in parsed.rows.items()
        if name not in {"lines", "findings"}
        for row in table
    ]
    claims = [(row["text"], row["claimed_by"]) for row in parsed.rows["lines"] if ledger]
    return [replace(parsed.meta, source_name=""), *rows, *claims]


def without(source: Source, number: int) -> Source:
    kept = (line for line in source.lines if line.number != number)
    return replace(source, lines=tuple(replace(line, number=n) for n, line in enumerate(kept, 1)))


@pytest.mark.parametrize(
    ("place", "path"),
    list(enumerate([REAL, *FILES])),
    ids=lambda v: named(v) if isinstance(v, Path) else "",
)
def test_a_line_that_is_cut_out_is_missed(place: int, path: Path) -> None:
    report = load(path, settled=False)
    # A day's weekday or a country may be printed twice: the ledger misses the line all the same.
    ledger = path != REAL
    told = contents(report.source, ledger=ledger)
    owners = report.lines["claimed_by"]
    read = [n for n, owner in zip(report.lines["line"], owners, strict=True) if owner in OWNERS]
    stride = 150 if path == REAL else STRIDE
    for number in read[place % stride :: stride]:
        try:
            after = contents(without(report.source, int(number)), ledger=ledger)
        except ReportError:
            continue
        assert after != told, (number, report.source.lines[int(number) - 1].text)
