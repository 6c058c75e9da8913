"""Page numbers and running heads of extracted text."""

from __future__ import annotations

from tourlib.lines import Line
from tourlib.readers.text.lines import read_lines
from tourlib.readers.text.pages import mark_pages


def heads(text: str) -> list[int]:
    """Lines that are taken for page numbers or running heads."""
    lines = [Line(n, t) for n, t in enumerate(text.split("\n"), 1)]
    return [line.number for line in mark_pages(read_lines(lines)) if line.role == "page"]


def test_contents_without_page_numbers_are_no_running_heads() -> None:
    text = """目錄
壹、目的
貳、過程
參、建議
- 1 -
壹、目的
本次研習的目的。
- 2 -
貳、過程
本次研習的過程。
- 3 -
參、建議
本次研習的建議。
- 4 -"""
    assert heads(text) == [5, 8, 11, 14]


def test_numbers_in_the_middle_of_pages_that_are_left_out() -> None:
    text = "參訪甲機關\n\n                           1\n二、乙\n說明。\n\n                           6\n三、丙"
    assert heads(text) == [3, 7]
