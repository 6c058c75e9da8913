"""Measures over the expected tables of 114 and over timetables of every shape."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chart_cases as cases
from reports_under_test import report_114
from tourlib import schema
from tourlib.cohorts import compare
from tourlib.schedule import measure_days

TABLES = ("themes", "sessions", "sections", "recommendations")


def timetable(*entries: tuple[str | None, str | None, str]) -> pd.DataFrame:
    """Entries of one day: start, end, kind."""
    rows = [
        {
            "date": "2030-03-04",
            "start": start and f"2030-03-04 {start}",
            "end": end and f"2030-03-04 {end}",
            "kind": kind,
            "session": number,
        }
        for number, (start, end, kind) in enumerate(entries, start=1)
    ]
    return schema.conform("sessions", rows, cohort=119)


def test_density_of_114() -> None:
    frame = measure_days(cases.sessions()).set_index("date")
    day = frame.loc["2025-08-25"]
    # 10:30-12:30 and 14:00-19:00 between 08:30 and 19:00
    assert (day["contact_minutes"], day["window_minutes"]) == (420, 630)
    assert day["density"] == pytest.approx(420 / 630)
    assert day["part"] == "abroad"
    assert frame["untimed"].sum() == 1
    assert frame["sessions"].sum() == 29
    assert sorted(row for rows in frame["rows"] for row in rows) == list(range(29))


def test_time_that_entries_share_counts_once() -> None:
    frame = measure_days(
        timetable(
            ("09:00", "11:00", "course"),
            ("10:00", "12:00", "visit"),
            ("12:00", "13:00", "meal"),
            (None, None, "course"),
            ("15:00", None, "visit"),
        )
    )
    row = frame.iloc[0]
    assert row["contact_minutes"] == 180
    assert (row["course_minutes"], row["visit_minutes"], row["meal_minutes"]) == (120, 120, 60)
    assert row["window_minutes"] == 240
    assert row["density"] == pytest.approx(0.75)
    assert row["untimed"] == 2
    assert row["contact_sessions"] == 4


def test_a_day_without_times_has_no_density() -> None:
    row = measure_days(timetable((None, None, "visit"))).iloc[0]
    assert pd.isna(row["density"])
    assert pd.isna(row["window_minutes"])
    assert row["untimed"] == 1


def test_a_day_of_one_undivided_entry_has_no_density() -> None:
    """As 18 July of 114: one entry from 9 to 16, full by the way it is printed."""
    row = measure_days(timetable(("09:00", "16:00", "course"))).iloc[0]
    assert pd.isna(row["density"])
    assert (row["contact_minutes"], row["window_minutes"]) == (420, 420)


def test_an_entry_past_midnight_goes_on_the_next_day() -> None:
    frame = timetable(("22:00", "23:00", "transfer"))
    frame.loc[0, "end"] = pd.Timestamp("2030-03-05 06:30")
    blocks = cases.lay_out_days(frame, schema.empty("themes"))
    assert blocks["start_hour"].tolist() == [22.0, 0.0]
    assert blocks["end_hour"].tolist() == [24.0, 6.5]
    assert blocks["date"].dt.day.tolist() == [4, 5]


entries = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 26 * 60),
        st.integers(-30, 300),
        st.sampled_from(["course", "visit", "exchange", "transfer", "meal", "other"]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(entries)
def test_any_timetable_keeps_its_bounds(given_entries: list[tuple]) -> None:
    rows = []
    for day, start, length, kind, timed in given_entries:
        date = datetime(2030, 3, 4 + day)
        begins = date + timedelta(minutes=start)
        rows.append(
            {
                "date": date,
                "kind": kind,
                "start": begins if timed else None,
                "end": begins + timedelta(minutes=length) if timed else None,
            }
        )
    sessions = schema.conform("sessions", rows, cohort=119)
    frame = measure_days(sessions)
    assert frame["sessions"].sum() == len(sessions)
    density = frame["density"].dropna()
    assert ((density >= 0) & (density <= 1)).all()
    assert (frame["contact_minutes"] <= frame["window_minutes"].fillna(0)).all()
    blocks = cases.lay_out_days(sessions, schema.empty("themes"))
    assert {row for rows in blocks.attrs["lines"] for row in rows} == set(range(len(sessions)))
    assert (blocks["lane"] < blocks["lanes"]).all()
    for _, lane in blocks[blocks["timed"]].groupby(["date", "lane"]):
        lane = lane.sort_values("start_hour")
        assert (
            lane["start_hour"].iloc[1:].to_numpy() >= lane["end_hour"].iloc[:-1].to_numpy()
        ).all()


def test_hours_by_theme_of_114() -> None:
    frame = cases.measure_hours(cases.sessions(), cases.themes())
    assert frame.groupby("part")["share"].sum().tolist() == pytest.approx([1, 1])
    assert list(frame["theme"].dropna().unique()) == [1, 2, 3, 4, 5]
    abroad = frame[frame["part"] == "abroad"].groupby("theme", dropna=False)["hours"].sum()
    assert abroad.tolist() == [4.5, 5.0, 6.75, 7.0, 9.5, 1.25]  # of 34; domestic apart
    assert frame.loc[frame["part"] == "domestic", "hours"].tolist() == [7.0]  # 18 July
    energy = frame[frame["theme"] == 4]
    assert energy["kind"].tolist() == ["visit"]
    assert energy["hours"].tolist() == [7.0]  # the science park and the wind farm
    assert frame["minutes"].sum() == measure_days(cases.sessions())["contact_minutes"].sum()


def test_every_theme_is_there_though_nothing_was_planned_for_it() -> None:
    themes = cases.themes(["甲", "乙"])
    frame = cases.measure_hours(schema.empty("sessions"), themes)
    assert frame["theme_title"].tolist() == ["甲", "乙"]
    assert frame["hours"].tolist() == [0.0, 0.0]
    assert frame["share"].isna().all()


@pytest.mark.parametrize("name", cases.REPORTS)
def test_shares_add_up_to_one(name: str) -> None:
    tables = [cases.table(table, cases.REPORTS[name]) for table in TABLES]
    frame = cases.measure_coverage(*tables)
    for _, group in frame.groupby("measure"):
        total = group["share"].sum(skipna=True)
        assert total == pytest.approx(1) or group["share"].isna().all()
    recommendations = frame[frame["measure"] == "recommendations"]
    told = tables[3]["text"].fillna("").str.contains(r"\w")
    assert recommendations["items"].sum() == told.sum()


def test_lengths_of_114_are_counted_as_word_processors_do() -> None:
    report = report_114()  # as corrected: 探索解決方案 in 752, 887
    frame = cases.measure_coverage(*(report.tables()[name] for name in TABLES))
    amounts = frame.groupby("measure")["amount"].sum().to_dict()
    assert amounts == {
        "hours": 34.0, "notes": 20449.0, "reflections": 12386.0, "recommendations": 8350.0,
    }  # fmt: skip
    assert frame.attrs["domestic_hours"] == 7.0
    items = frame.groupby("measure")["items"].sum()
    # Of 68 nine are headings without text (899, 907 …), and 966 to 969 tell what FARI showed.
    assert items["recommendations"] == 55


def test_cohorts_count_what_recommends() -> None:
    row = compare(report_114().tables()).iloc[0]
    assert row["items"] == 55
    assert (row["contact_hours"], row["domestic_hours"]) == (34.0, 7.0)


def test_empty_tables_give_empty_frames_with_columns() -> None:
    assert len(measure_days(schema.empty("sessions"))) == 0
    assert str(measure_days(schema.empty("sessions"))["density"].dtype) == "Float64"
    assert len(cases.lay_out_days(schema.empty("sessions"), schema.empty("themes"))) == 0
    assert len(cases.measure_coverage(*map(schema.empty, TABLES))) == 0
