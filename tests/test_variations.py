"""The 114 report in other layouts: what is said stays, how it is set changes; the tables stay too."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import time
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

REPORT = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
ROSTER, TIMETABLE = range(19, 49), range(1051, 1126)
TABLES = (
    "participants",
    "sessions",
    "themes",
    "sections",
    "visits",
    "recommendations",
    "photos",
    "toc",
)


@cache
def printed() -> tuple[str, ...]:
    return tuple(REPORT.read_text(encoding="utf-8").split("\n"))


def report_of(lines: list[str]) -> Report:
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, 1))
    return build_report(Source("report.txt", "text", numbered), cohort=114)


@cache
def original() -> Report:
    return report_of(list(printed()))


def assert_same_tables(other: Report, *, leave: tuple[str, ...] = ()) -> None:
    for name in TABLES:
        drop = [c for c in leave if c in original().tables()[name]]
        pd.testing.assert_frame_equal(
            other.tables()[name].drop(columns=drop),
            original().tables()[name].drop(columns=drop),
            obj=name,
        )


def changed(rows: range, change: Callable[[str], str]) -> list[str]:
    return [change(text) if number in rows else text for number, text in enumerate(printed(), 1)]


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(4)))
def test_roster_columns_in_any_order(order: list[int]) -> None:
    def shuffle(text: str) -> str:
        cells = text.split("\t")
        return "\t".join(cells[i] for i in order)

    assert_same_tables(report_of(changed(ROSTER, shuffle)))


def test_roster_of_two_people_a_row() -> None:
    rows = [printed()[n - 1] for n in ROSTER]
    header, people = rows[0], rows[1:]
    half = (len(people) + 1) // 2
    right = [*people[half:], *["\t\t\t"] * (2 * half - len(people))]
    paired = [f"{header}\t{header}"]
    # Read down the left half, then down the right: printed in rows, people come pair by pair.
    paired += [f"{a}\t{b}" for a, b in zip(people[:half], right, strict=True)]
    lines = [*printed()[: ROSTER.start - 1], *paired, *printed()[ROSTER.stop - 1 :]]
    found = report_of(lines).participants
    assert sorted(found["name"]) == sorted(original().participants["name"])
    merged = found.merge(original().participants, on="name", suffixes=("", "_0"))
    for column in ("agency", "title", "role"):
        assert (merged[column] == merged[f"{column}_0"]).all()


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_full_width_text() -> None:
    assert_same_tables(report_of([full_width(text) for text in printed()]))


_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def chinese_clock(match: re.Match[str]) -> str:
    def one(hour: str, minute: str) -> str:
        clock = time(int(hour), int(minute))
        half, hour12 = ("上午", clock.hour) if clock.hour < 12 else ("下午", clock.hour - 12 or 12)
        return f"{half}{hour12}時" + (f"{clock.minute}分" if clock.minute else "")

    return f"{one(match[1], match[2])}至{one(match[3], match[4])}"


@pytest.mark.parametrize(
    "form", [r"\1\2-\3\4", r"\1:\2~\3:\4", r"\1:\2 – \3:\4", r"\1時\2分至\3時\4分", chinese_clock]
)
def test_other_forms_of_clock_times(form: str | Callable[[re.Match[str]], str]) -> None:
    def reform(text: str) -> str:
        return _SPAN.sub(form, text)

    lines = [
        reform(text) if number in TIMETABLE or "時間:2025" in text else text
        for number, text in enumerate(printed(), 1)
    ]
    assert_same_tables(report_of(lines))


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 1000))
@example(71)  # 先備 課程(臺 灣上課部分)
@example(180)  # 管 理領導工作坊:… has no page in the contents, and the line below begins a chapter
def test_spaces_of_extraction_inside_chinese(seed: int) -> None:
    dice = random.Random(seed)

    def space(text: str) -> str:
        return re.sub(
            r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])",
            lambda _m: " " if dice.random() < 0.05 else "",
            text,
        )

    lines = [text if n in ROSTER else space(text) for n, text in enumerate(printed(), 1)]
    assert_same_tables(report_of(lines))


def test_page_numbers_and_running_heads() -> None:
    lines: list[str] = []
    page = 0
    for number, text in enumerate(printed(), 1):
        lines.append(text)
        if number % 45 == 0 and not text:
            page += 1
            lines += [f"- {page} -", "", "高階文官培訓飛躍方案114年訓練成果報告", ""]
    found = report_of(lines)
    assert page > 10
    assert (found.lines["claimed_by"] == "page").sum() == 2 * page
    assert_same_tables(found, leave=("line", "line_end"))


def test_every_line_is_claimed_once_and_no_cut_goes_unseen() -> None:
    """Cutting any printed line out changes a table or the ledger."""
    assert original().unclaimed.empty
    assert len(original().lines) == len(printed())
    dice = random.Random(114)
    candidates = [n for n, text in enumerate(printed(), 1) if text.strip()]
    for number in dice.sample(candidates, 12):
        cut = report_of([*printed()[: number - 1], *printed()[number:]])
        assert len(cut.lines) == len(printed()) - 1
        same = all(
            cut.tables()[name]
            .drop(columns="line")
            .equals(original().tables()[name].drop(columns="line"))
            for name in TABLES
        )
        counts = cut.lines["claimed_by"].value_counts().to_dict()
        assert not same or counts != original().lines["claimed_by"].value_counts().to_dict()
