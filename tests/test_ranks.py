"""Numbering that stands elsewhere than its form does in most reports."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tourlib.lines import Line, Source
from tourlib.outline.nesting import settle_ranks
from tourlib.readers.text.lines import TextLine, read_lines
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:研習)
某訓練計畫112年國外研習報告
服務機關:行政院人事行政總處
派赴國家:德國
出國期間:112年10月14日至10月26日
"""


def outline(body: str) -> Report:
    lines = (COVER + body).split("\n")
    numbered = tuple(Line(n, text) for n, text in enumerate(lines, 1))
    return build_report(Source("r.txt", "text", numbered), cohort=112)


def headings(report: Report) -> list[tuple[str, str, int]]:
    columns = report.sections[["number", "title", "depth"]].fillna("")
    return [(row.number, row.title, row.depth) for row in columns.itertuples()]


def test_themes_that_enclose_ideographs_stay_outside() -> None:
    report = outline(
        "貳、過程\n一、行程表\n主題一 甲\n一、課程\n說明。\n主題二 乙\n一、參訪\n說明。"
    )
    assert [depth for _n, _t, depth in headings(report)] == [1, 2, 2, 3, 2, 3]
    report = outline("貳、過程\n一、內容\n主題一 甲\n一、課程\n說明。\n主題二 乙\n一、參訪\n說明。")
    assert [depth for _n, _t, depth in headings(report)] == [1, 2, 2, 3, 2, 3]


LINE = st.sampled_from(
    ["貳、過程", "一、甲", "主題一 乙", "1. 丙", "(一)時間:5月3日", "(1) 丁", "文字。", "", "結語"]
)


@given(st.lists(LINE, max_size=12))
def test_any_lines_stay_the_same_but_for_their_ranks(texts: list[str]) -> None:
    lines = read_lines([Line(n, t) for n, t in enumerate(texts, 1)])

    def plain(line: TextLine) -> tuple[object, ...]:
        return line.number, line.text, line.marker and (line.marker.number, line.marker.value)

    assert [plain(line) for line in settle_ranks(lines)] == [plain(line) for line in lines]
