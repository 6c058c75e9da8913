"""Tables drawn with characters in text files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.lines import Cells
from tourlib.readers import read_bytes
from tourlib.text import HAN_PUNCTUATION

MERGED = """\
課程表
┌────┬─────┬────────┐
│日期│時間 │活動    │
├────┼─────┼────────┤
│    │09:00│拜會市  │
│5/8 │     │政府    │
│(一)├─────┼────────┤
│    │14:00│參訪    │
├────┼─────┴────────┤
│5/9 │返國          │
└────┴──────────────┘
壹、目的
"""


def rows(text: str) -> list[tuple[int, Cells]]:
    lines = read_bytes(text.encode(), "report.txt").lines
    return [(line.number, line.cells) for line in lines if line.cells is not None]


@pytest.mark.parametrize("dashes", ["─", "──"])
def test_a_rule_beside_a_cell_that_goes_on(dashes: str) -> None:
    """A dash may be as wide as a letter or as a Chinese character."""
    text = MERGED if dashes == "─" else MERGED.replace("──", "─").replace("─┬───", "─┬──")
    assert rows(text)[:3] == [
        (3, ("日期", "時間", "活動")),
        (5, ("5/8\n(一)", "09:00", "拜會市\n政府")),
        (8, (None, "14:00", "參訪")),
    ]


def test_a_cell_over_several_columns() -> None:
    assert rows(MERGED)[3] == (10, ("5/9", "返國", None))


def test_lines_without_cells_keep_their_text() -> None:
    lines = read_bytes(MERGED.encode(), "report.txt").lines
    assert [line.number for line in lines] == list(range(1, 13))
    assert [(line.text, line.role) for line in lines if not line.cells and not line.role] == [
        ("課程表", None),
        ("壹、目的", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "+----+------+\n| 1  | 林某 |\n+----+------+\n| 2  | 陳某 |\n+----+------+\n",
        "+----+------+\n| 1  | 林某 |\n| 2  | 陳某 |\n+----+------+\n",
        "| 1  | 林某 |\n| 2  | 陳某 |\n",
        "+----+------+\n| 1  | 林某 |\n+----+------+\n| -  | 陳某 |\n+----+------+\n",
    ],
)
def test_plain_letters_draw_too(text: str) -> None:
    second = "-" if "-  |" in text else "2"
    assert [cells for _number, cells in rows(text)] == [("1", "林某"), (second, "陳某")]


@pytest.mark.parametrize("text", ["+1+\n-1-\n", "|\n|\n", "││││\n││││\n", "C++\n+\n", "a|b\nc|d\n"])
def test_what_is_no_table(text: str) -> None:
    assert all(not any(cells) for _number, cells in rows(text))


WORDS = st.text("甲乙丙丁戊己庚辛" + HAN_PUNCTUATION + "ab12 ", max_size=6).map(str.strip)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=2, max_size=6)))  # fmt: skip
def test_what_is_drawn_reads_back(table: list[list[str]]) -> None:
    rule = "+" + "+".join(["-" * 14] * len(table[0])) + "+"
    drawn = [rule]
    for row in table:
        # Padded by characters, as a program does that knows no wide ones.
        drawn += ["|" + "|".join(f" {cell:<12} " for cell in row) + "|", rule]
    assert [list(cells) for _number, cells in rows("\n".join(drawn))] == table
