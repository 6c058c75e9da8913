"""Recommendations that are not numbered."""

from __future__ import annotations

from tourlib.lines import Line, Source
from tourlib.report import build_report


def test_paragraphs_of_a_chapter_without_numbers() -> None:
    text = (
        "出國報告\n考察甲國作法\n服務機關：交通部\n\n第一章 目的\n1.1 緣起\n說明。\n第三章 心得及建議\n3.1 心得\n"
        "兩國經驗值得借鏡。\n3.2 建議\n綜合前述考察所得，提出建議如下：\n"
        "訂定設計手冊：建議參考乙國手冊編訂。\n建立評估機制：建議設置計數器。\n建議籌組交流平台。\n"
    )
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    report = build_report(Source("r.txt", "text", lines))
    found = report.recommendations
    assert found["topic"].tolist() == [1, 2, 3]
    assert found["topic_title"].tolist()[:2] == ["訂定設計手冊", "建立評估機制"]
    assert found["text"].tolist()[1:] == ["建議設置計數器。", "建議籌組交流平台。"]
    assert found["item"].isna().all()
