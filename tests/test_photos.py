"""Photographs in paragraphs: days with events, places of pictures, captions."""

from __future__ import annotations

from tourlib.lines import Line, Source
from tourlib.report import build_report


def test_what_stands_for_a_picture_is_no_caption_and_no_heading() -> None:
    text = (
        "荷蘭研習成果報告\n出國期間:108年9月1日至9月14日\n壹、目的\n觀摩治水。\n附錄、活動照片\n"
        "108年9月2日 開訓典禮\n(照片)\n全體學員合影\n108年9月3日 參訪水利署\n(照片)\n致贈紀念品"
    )
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    photos = build_report(Source("report.txt", "text", lines)).photos
    found = [(f"{row.date:%m-%d}", row.event, row.caption) for row in photos.itertuples()]
    assert found == [
        ("09-02", "開訓典禮", "全體學員合影"),
        ("09-03", "參訪水利署", "致贈紀念品"),
    ]
