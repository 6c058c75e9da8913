"""Headings numbered by decimals, and numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.lines import Line
from tourlib.outline.sequences import mark_decimals
from tourlib.readers.text.lines import TextLine, read_lines


def markers(text: str) -> list[tuple[str, float] | None]:
    lines = mark_decimals(_lines(text.split("\n")))
    return [(line.marker.number, line.marker.rank) if line.marker else None for line in lines]


def _lines(texts: list[str]) -> list[TextLine]:
    return read_lines([Line(number, text) for number, text in enumerate(texts, 1)])


def test_chapters_and_what_is_below() -> None:
    assert markers("1. 目的\n2. 過程\n2.1 行程\n2.2 參訪紀要\n2.2.1 甲市\n2.2.2 乙市\n3. 心得") == [
        ("1", 1), ("2", 1), ("2.1", 2.0), ("2.2", 2.0), ("2.2.1", 3.5), ("2.2.2", 3.5), ("3", 1),
    ]  # fmt: skip


def test_a_wide_space_behind_the_number() -> None:
    """A full-width space of an office file is three or more in a text that is laid out."""
    assert markers("1.    目的\n1.1   緣起\n1.2       團員\n1.2.1   領隊\n2.    過程") == [
        ("1", 1), ("1.1", 2.0), ("1.2", 2.0), ("1.2.1", 3.5), ("2", 1),
    ]  # fmt: skip
    assert markers("1.1   簡報    甲市\n1.2   座談    乙市\n1.3   參觀    丙市") == [None] * 3


def test_below_chapters_of_another_form() -> None:
    assert markers("參、過程\n3.1 行程\n3.2參訪紀要\n3.3 小結\n1. 項目") == [
        ("參", 1), ("3.1", 2.0), ("3.2", 2.0), ("3.3", 2.0), ("1", 6),
    ]  # fmt: skip


def test_chapters_without_decimals() -> None:
    assert markers("1. 目的\n2. 過程\n(1) 行程\n3. 心得\n1. 甲\n4. 建議") == [
        ("1", 1), ("2", 1), ("(1)", 7), ("3", 1), ("1", 6), ("4", 1),
    ]  # fmt: skip


def test_chapters_without_customary_names() -> None:
    """What numbers sections has chapters, also those without sections and the last ones."""
    text = "1. 甲子\n1.1 乙丑\n2. 丙寅\n3. 丁卯\n3.1 戊辰\n3.2 己巳\n4. 庚午\n5. 辛未"
    assert markers(text) == [
        ("1", 1), ("1.1", 2.0), ("2", 1), ("3", 1), ("3.1", 2.0), ("3.2", 2.0), ("4", 1), ("5", 1),
    ]  # fmt: skip


def test_lists_inside_sections_are_no_chapters() -> None:
    text = "1. 甲子\n1.1 乙丑\n1. 天\n2. 地\n1.2 丙寅\n2. 丁卯\n2.1 戊辰\n3. 己巳\n1. 日\n2. 月"
    assert [found and found[1] for found in markers(text)] == [1, 2, 6, 6, 2, 1, 2, 1, 6, 6]


@pytest.mark.parametrize(
    "text",
    [
        "一、心得\n1. 目的\n2. 過程\n3. 心得",
        "參、過程\n1. 離岸風電裝置容量達\n2.3 GW,另有\n5.8 GW 規劃中\n2.1 億元",
        "壹、目的\n2.1 版本\n2.2 版本\n2.3 版本",
        "1. 甲\n2. 乙\n1.5倍\n3. 丙",
    ],
)
def test_numbers_in_sentences_are_no_headings(text: str) -> None:
    assert mark_decimals(_lines(text.split("\n"))) == _lines(text.split("\n"))


LINE = st.one_of(
    st.from_regex(r"\A[1-4](\.[1-4]){0,3}\.? ?[過程目的行程a]{0,4}\Z"), st.text(max_size=12)
)


@given(st.lists(LINE, max_size=12))
def test_any_lines_stay_the_same_but_for_their_markers(texts: list[str]) -> None:
    before = _lines([text.replace("\n", " ") for text in texts])
    after = mark_decimals(before)
    assert [(line.number, line.text, line.raw) for line in after] == [
        (line.number, line.text, line.raw) for line in before
    ]


@pytest.mark.parametrize("first", "日人位月年次天")
def test_titles_that_begin_like_units(first: str) -> None:
    assert markers(f"1. 目的\n2. 過程\n2.1 {first}甲數位廳\n2.2 {first}乙培育\n2.3{first}增加\n3. 心得") == [
        ("1", 1), ("2", 1), ("2.1", 2.0), ("2.2", 2.0), None, ("3", 1),
    ]  # fmt: skip
