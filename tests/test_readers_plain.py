"""Text files in every encoding they come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tourlib
from tourlib.errors import ReportError
from tourlib.readers import read, read_bytes
from tourlib.text import without_radicals

REPORT = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
CHINESE = "出國報告(出國類別:研習)\n主辦機關:公務人員保障暨培訓委員會\n派赴國家:比利時\n"
LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"]), max_size=40),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_are_told_by_their_bytes(encoding: str, end: str) -> None:
    data = CHINESE.replace("\n", end).encode(encoding)
    assert [line.text for line in read_bytes(data, "x.txt").lines] == CHINESE.split("\n")[:-1]


def test_the_report_line_for_line() -> None:
    source = read(REPORT)
    assert [line.text for line in source.lines] == REPORT.read_text(encoding="utf-8").split("\n")
    assert [line.number for line in source.lines] == list(range(1, 1438))
    assert source.text == REPORT.read_text(encoding="utf-8")


@given(LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_reads_back(lines: list[str], encoding: str) -> None:
    text = "壹、目的\n" + "\n".join(lines) + "\n末"
    assert read_bytes(text.encode(encoding), "x").text == without_radicals(text)


def test_utf_16_without_a_mark_whose_characters_end_in_a_zero_byte() -> None:
    """一 is 4E00: zero bytes do not tell which half of a character comes first."""
    text = "一、開始\n二、參訪機關\n一個機關\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read_bytes(text.encode(encoding), "x").text == text.rstrip("\n")


def test_radicals_in_place_of_ordinary_characters() -> None:
    text = "⾏程：⺠政處⻑、⻄南⻘年、⻝品⻩先⽣、⻅習、⾭年"
    assert read_bytes(text.encode(), "x").text == "行程：民政處長、西南青年、食品黃先生、見習、青年"


def test_character_that_big5_leaves_to_its_users_is_read_as_unknown_and_said(
    tmp_path: Path,
) -> None:
    data = (
        "壹、目的\n了解作法。\n貳、心得\n姓名：黃".encode("cp950")
        + b"\xfa\x40"
        + "長。參訪機關之數位服務。\n".encode("cp950")
    )
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    report = tourlib.load(path)
    assert report.source.lines[3].text == "姓名：黃〓長。參訪機關之數位服務。"
    found = report.findings.set_index("code").loc["reader-note"]
    assert found["severity"] == "unread"
    assert "〓" in found["message"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff",
        b"\x80\x81\x82" * 20,
        b"\0\1\2\3" * 50,
        "é".encode("latin-1") * 30,
        "日本語の文章です".encode("shift_jis") * 5,
    ],
)
def test_no_mojibake(data: bytes) -> None:
    with pytest.raises(ReportError) as raised:
        read_bytes(data, "x.txt")
    assert raised.value.hint


def test_markdown_tables_become_rows() -> None:
    text = "一、課程表\n| 日期 | 時間 | 活動內容 |\n|---|:-:|---|\n| 9月7日 | 09:00-10:00 | 開訓<br>典禮 |\n|  | 10:00 | a \\| b |\n\n後文\n"
    lines = read_bytes(text.encode(), "x.md").lines
    assert [line.cells for line in lines] == [
        None, ("日期", "時間", "活動內容"), None, ("9月7日", "09:00-10:00", "開訓\n典禮"), ("", "10:00", "a | b"), None, None,
    ]  # fmt: skip
    assert lines[2].role == "page"
    assert {line.table for line in lines if line.cells} == {1}


def test_form_feeds_are_pages() -> None:
    lines = read_bytes("甲\n\f乙\n丙\f\n丁".encode(), "x").lines
    assert [(line.text, line.page) for line in lines] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 2),
        ("丁", 3),
    ]


def test_missing_and_unreadable(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "missing.txt", "cannot be read"),
        (tmp_path, "no picture in this folder"),
    ):
        with pytest.raises(ReportError, match=said):
            read(path)


def test_notes_at_the_foot_of_a_page_leave_headings_and_sentences(tmp_path: Path) -> None:
    """In laid-out text a raised number stands behind its word, as if it were part of it."""
    pages = [
        "考察長照政策出國報告\n服務機關：衛生福利部\n派赴國家：德國\n出國期間：116年5月3日至5月9日",
        "壹、目的1\n  為瞭解該國之保險制度2，如表1。\n\n1\n   參見該部年報。\n2\n   1995 年起施行，\n   逐年擴大。\n\n   第 2 頁",
        "貳、建議\n\n一、訂定照顧分級表3\n\n  由本部邀集地方政府與相關團體，就照顧需要之程度訂定分級，並於翌年前完成\n\n3\n   同前註。\n\n   第 3 頁",
        "照顧服務員之訓練，並按年檢討其成效，以利各地方政府參考。\n\n二、充實人力\n\n  增加名額共4\n\n   第 4 頁",
    ]
    path = tmp_path / "report.txt"
    path.write_text("\n\f".join(pages), encoding="utf-8")
    report = tourlib.load(path)
    assert report.sections["title"].tolist() == ["目的", "建議", "訂定照顧分級表", "充實人力"]
    assert report.recommendations["text"].tolist() == [
        "由本部邀集地方政府與相關團體,就照顧需要之程度訂定分級,並於翌年前完成照顧服務員之訓練,並按年檢討其成效,以利各地方政府參考。", "增加名額共4",
    ]  # fmt: skip
    notes = [line.text.strip() for line in report.source.lines if line.role == "note"]
    assert notes == ["參見該部年報。", "1995 年起施行，", "逐年擴大。", "同前註。"]
    assert "如表1。" in report.sections["text"][0]
