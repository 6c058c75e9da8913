"""Agencies and time frames in running text, at the end of recommendations."""

from __future__ import annotations

import pandas as pd
import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

_CO = "交通部、各直轄市、縣(市)政府"


def _read(advice: str) -> Report:
    text = f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n{advice}"
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    return build_report(Source("r.txt", "text", lines))


def _told(report: Report) -> list[tuple[str, str, str]]:
    found = report.recommendations[["lead_agency", "co_agencies", "text"]]
    return [tuple(row) for row in found.fillna("").itertuples(index=False)]


@pytest.mark.parametrize(
    "said",
    [
        "應修法。由內政部主辦,{co}協辦。",
        "應修法,建請內政部主辦、{co}協辦。",
        "應修法。主辦機關為內政部,協辦機關為{co}。",
        "應修法。(由內政部主辦,{co}協辦)",
        "應修法,並由內政部主政,會同{co}推動。",
        # Words in no list, since they recur.
        "應修法。甲丙的是內政部,乙丁的有{co}。",
        "應修法,由內政部戊己,{co}庚辛。",
    ],
)
def test_bodies_named_by_the_last_clauses(said: str) -> None:
    one = said.format(co=_CO)
    found = _told(_read(f"一、條文\n(一)檢討條文:{one}\n(二)訂定辦法:{one}\n"))
    assert found == [("內政部", _CO, "應修法。")] * 2


@pytest.mark.parametrize(
    "said",
    [
        "應修法,邀集內政部、交通部。",  # one part
        "應修法,由內政部甲乙,交通部丙丁。",  # unknown words that stand once
        "應修法,於三年內由內政部主辦。",
        "宜請內政部提供歷年完整之名冊,交通部提供歷年完整之地圖。",
    ],
)
def test_bodies_that_may_have_any_part_stay_text(said: str) -> None:
    assert _told(_read(f"一、條文\n(一)檢討條文:{said}\n(二)訂定辦法:宜訂子法。\n"))[0] == (
        "",
        "",
        said,
    )


@pytest.mark.parametrize(
    ("said", "horizon", "printed"),
    [
        ("應修法。本項屬短期建議(1年內)。", "immediate", "短期"),
        ("應修法。甲乙列為中期(3年內),由內政部主辦。", "long_term", "中期"),
        ("應修法,屬長期建議(5年內)。由內政部主辦。", "long_term", "長期"),
        ("應修法。辦理期程為1年內,由內政部主辦。", "immediate", "1年內"),
        ("應修法。(短期,1年內;主辦機關:內政部)", "immediate", "短期"),
        ("應修法。(中程(3年內);主辦機關:內政部)", "long_term", "中程"),
    ],
)
def test_time_frames_told_by_the_last_clauses(said: str, horizon: str, printed: str) -> None:
    report = _read(f"一、條文\n(一)檢討條文:{said}\n(二)訂定辦法:宜訂子法。\n")
    first = report.recommendations.iloc[0]
    assert (first["horizon"], first["text"].rstrip("。")) == (horizon, "應修法")
    assert first["horizon_printed"] == printed
    assert pd.isna(report.recommendations.iloc[1]["horizon"])


PROPOSALS = (
    "一、甲乙丙丁\n該河的經驗值得參考。建議成立小組,共同審定計畫。\n建議增列條文。\n由內政部主辦,交通部協辦。\n"
    "宜提撥經費。\n二、戊己庚辛\n該國早有先例。\n我國亟需修法。\n"
)


def test_paragraphs_that_advise_are_proposals_of_their_topic() -> None:
    report = _read(PROPOSALS)
    found = report.recommendations
    assert found["topic_title"].tolist() == ["甲乙丙丁"] * 3 + ["戊己庚辛"]
    assert found["text"].tolist() == [
        "該河的經驗值得參考。建議成立小組,共同審定計畫。",
        "建議增列條文。",
        "宜提撥經費。",
        "該國早有先例。\n我國亟需修法。",  # not each of them advises
    ]
    assert found["lead_agency"].fillna("").tolist() == ["", "內政部", "", ""]


@pytest.mark.parametrize("words", [("近期可推動事項", "中長程推動事項"), ("近來戊己", "長遠庚辛")])
def test_headings_that_only_say_when_are_no_items(words: tuple[str, str]) -> None:
    topics = "".join(
        f"{number}、{title}\n(一){words[0]}\n1.建置窗口:應整併服務。\n(二){words[1]}\n1.調整指標:宜檢討指標。\n"
        for number, title in (("一", "甲乙丙"), ("二", "丁戊己"))
    )
    found = _read(topics).recommendations
    assert found["item"].tolist() == ["(一)/1", "(二)/1"] * 2
    assert found["horizon"].tolist() == ["immediate", "long_term"] * 2


def test_a_row_of_cells_is_no_heading() -> None:
    rows = "組別\t近期可推動\t中長程推動\t合計\n第一組\t2\t2\t4\n第二組\t2\t1\t3\n"
    found = _read(f"{rows}表一 件數\n一、甲乙丙\n(一)建置窗口:應整併服務。\n").recommendations
    assert found["topic_title"].tolist() == ["甲乙丙"]


def test_what_is_all_that_an_item_says_stays_its_text() -> None:
    alone, below = "由內政部主辦,交通部協辦。", "應檢討條文,並訂定辦法,以利各機關遵循。"
    found = _told(_read(f"一、條文\n(一){below}\n{alone}\n(二){alone}\n"))
    assert found == [("內政部", "交通部", below), ("", "", alone)]


@pytest.mark.parametrize(
    "said",
    [
        "應修法。本項由戊己處主辦,庚辛室協辦。",  # bodies that no list has
        "應修法。建請由戊己處主政,庚辛室配合辦理。",
        "【戊己處】應修法。",
    ],
)
def test_bodies_in_no_list(said: str) -> None:
    found = _told(_read(f"一、條文\n(一){said}\n(二){said}\n"))
    co = "庚辛室" if "庚" in said else ""
    assert found == [("戊己處", co, "應修法。")] * 2


@pytest.mark.parametrize("title", ["對{}之建議", "{}部分", "建請{}辦理事項"])
def test_headings_that_name_who_leads(title: str) -> None:
    topics = "".join(
        f"{number}、{title.format(body)}\n(一)應修法。\n(二)應設站。\n"
        for number, body in (("一", "交通部"), ("二", "內政部警政署"))
    )
    found = _read(topics).recommendations
    assert found["lead_agency"].tolist() == ["交通部"] * 2 + ["內政部警政署"] * 2
