"""Every value of a measure names the rows it was computed from, and every row its lines."""

from __future__ import annotations

import pandas as pd

import tourlib
from tourlib.measures import balance, comparison, coverage, density, representation
from tourlib.words import count_words, load_coding, measure_cooccurrence
from tourlib.words.coding import concepts_in
from tourlib.words.keywords import (
    cloud_weights,
    shared_keywords,
    topic_concepts,
    topic_keywords,
)


def test_counts_of_people_are_their_rows() -> None:
    people = tourlib.load(114).participants
    for by in ("agency", "parent", "tier", "level", "branch"):
        frame = representation.count_representation(people, by)
        assert frame["rows"].map(len).tolist() == frame["people"].tolist()
    for frame in (
        representation.coverage_ministries(people),
        representation.coverage_local(people),
        representation.rank_groups(people),
        balance.balance(people),
        balance.compare_expected(people),
        representation.recurrence(people),
    ):
        assert frame["rows"].map(len).tolist() == frame["people"].tolist()


def test_hours_and_characters_are_those_of_their_rows() -> None:
    report = tourlib.load(114)
    tables = report.tables()
    hours = coverage.measure_hours(report.sessions, report.themes)
    for row in hours.itertuples():
        assert report.sessions.loc[row.rows, "minutes"].sum() == row.minutes
    frame = coverage.measure_coverage(
        report.themes, report.sessions, report.sections, report.recommendations
    )
    for row in frame[frame["measure"] != "hours"].itertuples():
        assert tables[row.table].loc[row.rows, "chars"].sum() == row.amount
    days = density.measure_density(report.sessions)
    assert sorted(label for labels in days["rows"] for label in labels) == list(
        report.sessions.index
    )


def test_a_cohort_names_the_rows_that_it_was_counted_by() -> None:
    tables = tourlib.load_all()
    row = comparison.compare_cohorts(tables).iloc[0]
    assert len(row["rows"]["participants"]) == row["people"]
    assert len(row["rows"]["recommendations"]) == row["items"]
    assert (tables["sessions"].loc[row["rows"]["sessions"], "cohort"] == row["cohort"]).all()


def test_a_word_is_in_the_texts_that_it_names() -> None:
    report = tourlib.load(114)
    counts = count_words(report.recommendations, "topic")
    assert counts["rows"].map(len).tolist() == counts["parts"].tolist()
    text = report.recommendations["title"].fillna("") + report.recommendations["text"].fillna("")
    said = counts[counts["term"] == "疫苗"].iloc[0]
    assert all("疫苗" in text.loc[label] for label in said["rows"])
    keywords = topic_keywords(report.recommendations, report.terms, report.sections)
    cloud = cloud_weights(keywords)
    word = cloud.iloc[0]
    key = keywords[(keywords["term"] == word["term"]) & (keywords["keyness"] > 0)]
    assert word["rows"] == sorted({n for rows in key["rows"] for n in rows})


def test_concepts_and_shared_words_are_in_the_rows_that_they_name() -> None:
    report = tourlib.load(114)
    coding = load_coding()
    names = {concept.name: concept for concept in coding.concepts}
    found = topic_concepts(report.recommendations, report.sections, coding)
    assert (found["rows"].map(len) > 0).tolist() == (found["sentences"] > 0).tolist()
    for row in found[found["sentences"] > 0].itertuples():
        for label in row.rows:
            said = f"{report.sections.at[label, 'title']}。{report.sections.at[label, 'text']}"
            assert concepts_in(said, [names[row.concept]])
    shared = shared_keywords(report.recommendations, report.terms, report.sections)
    for row in shared.itertuples():
        assert (report.recommendations.loc[row.rows, "topic"] == row.topic).all()


def test_a_pair_of_words_is_in_the_texts_that_it_names() -> None:
    frame = pd.DataFrame(
        {"text": ["疫苗佐劑。疫苗佐劑。", "能源。", "疫苗佐劑。能源。"]}, index=[3, 5, 8]
    )
    assert measure_cooccurrence(frame)["rows"].tolist() == [[3, 8]]
