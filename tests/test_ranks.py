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


BLOCKS = """貳、過程
三、研習內容
主題一 公共治理
1. 聯邦制度
(一)時間:112年10月16日上午9時30分至12時30分
(二)地點:某大學
(三)講座:Prof. Ada Vos
(四)內容摘要
1. 各邦執行法律。
2. 部長會議協調。
2. 人力招募
(一)時間:112年10月16日下午2時至5時
(四)內容摘要
契約雇用人員較多。
主題二 數位政府
1. 參訪市政府
(一)時間:112年10月17日上午10時30分至12時
參、心得
一、制度
(一)差異:各邦方式不同。
1. 甲。
"""


def test_headings_of_blocks_whose_numbering_elsewhere_stands_inside() -> None:
    report = outline(BLOCKS)
    assert report.visits["title"].tolist() == ["聯邦制度", "人力招募", "參訪市政府"]
    assert report.visits["theme"].tolist() == [1, 1, 2]
    assert headings(report) == [
        ("貳", "過程", 1), ("三", "研習內容", 2), ("主題一", "公共治理", 3),
        ("1", "聯邦制度", 4), ("(四)", "內容摘要", 5), ("1", "", 6), ("2", "", 6),
        ("2", "人力招募", 4), ("(四)", "內容摘要", 5),
        ("主題二", "數位政府", 3), ("1", "參訪市政府", 4),
        ("參", "心得", 1), ("一", "制度", 2), ("(一)", "差異", 3), ("1", "", 4),
    ]  # fmt: skip


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
