"""Tables of which extracted text keeps one cell a line, each with the trap it shows."""

from __future__ import annotations

import pandas as pd
import pytest

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:考察)
某某考察報告
服務機關:勞動部
派赴國家:德國
出國期間:104年9月6日至9月16日
報告日期:104年12月4日
"""
BODY = """壹、目的
本報告說明考察目的。
"""


def report(*parts: str) -> Report:
    lines = "\n".join(parts).split("\n")
    return build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))), cohort=104
    )


def cells(*rows: str) -> str:
    """The cells of these rows, divided by ``|``, one a line."""
    return "\n".join(rows).replace("|", "\n")


def entries(read: Report) -> list[str]:
    return [
        f"{row.date:%m-%d} {row.start:%H:%M} {row.title} @{row.place}"
        if pd.notna(row.start)
        else f"{row.date:%m-%d} - {row.title} @{row.place}"
        for row in read.sessions.itertuples()
    ]


CENTRED = (
    "9月6日|(日)|23:30|搭機前往法蘭克福|桃園國際機場",
    "06:55|抵達法蘭克福|法蘭克福國際機場",
    "9月7日|(一)|10:00-12:30|搭車前往波昂",
    "09:30-12:00|聯邦職業教育研究所|主講人:Dr. Michael Wiechert、Isabel Grau|波昂",
    "9月8日|(二)|14:30-16:30|科隆工商總會|科隆",
    "9月9日|(三)|資料整理|紐倫堡",
    "9月10日|(四)|09:05-13:20|搭乘火車前往柏林",
    "10:00-12:00|柏林市青年職業服務中心|柏林",
    "9月11日|(五)|14:30-16:00|拜會駐德國代表處|柏林",
    "10:00|辦理退房|9月12日|(六)|13:40|搭機返國",
)


@pytest.mark.parametrize("word", ["考察內容", "訪談重點"])
def test_days_in_the_middle_of_their_rows(word: str) -> None:
    read = report(COVER, BODY, "附件一、考察行程表", cells(f"日期|時間|{word}|地點", *CENTRED))
    assert entries(read) == [
        "09-06 23:30 搭機前往法蘭克福 @桃園國際機場",
        "09-07 06:55 抵達法蘭克福 @法蘭克福國際機場",
        "09-07 10:00 搭車前往波昂 @<NA>",
        "09-08 09:30 聯邦職業教育研究所 @波昂",
        "09-08 14:30 科隆工商總會 @科隆",
        "09-09 - 資料整理 @紐倫堡",
        "09-10 09:05 搭乘火車前往柏林 @<NA>",
        "09-11 10:00 柏林市青年職業服務中心 @柏林",
        "09-11 14:30 拜會駐德國代表處 @柏林",
        "09-12 10:00 辦理退房 @<NA>",
        "09-12 13:40 搭機返國 @<NA>",
    ]
    assert read.sessions["speakers"][3] == ["Michael Wiechert", "Isabel Grau"]


def test_header_with_nothing_behind_day_and_time_is_no_table() -> None:
    assert report(COVER, BODY, "日期\n時間\n9月6日\n23:30").sessions.empty


ROSTER = (
    "1|勞動部勞動力發展署|副署長|蔡孟庭|團長",
    "2|勞動部勞動力發展署|組長|施 淇",
    "3|衛生福利部中央健康保險署|臺北業務組|專門委員|葉佩珊|副團長",
)
REST = ("4|經濟部工業局|簡任技正|歐陽立德", "5|桃園市政府勞動局|副局長|游秉勳")
READ = [
    "勞動部勞動力發展署 副署長 蔡孟庭 leader",
    "勞動部勞動力發展署 組長 施淇 member",
    "衛生福利部中央健康保險署臺北業務組 專門委員 葉佩珊 deputy_leader",
    "經濟部工業局 簡任技正 歐陽立德 member",
    "桃園市政府勞動局 副局長 游秉勳 member",
]
HEAD = "編號|服務機關|職稱|姓名|備註"


def rows(read: Report) -> list[str]:
    return [
        f"{row.agency} {row.title} {row.name} {row.role}" for row in read.participants.itertuples()
    ]


def test_last_cells_that_left_no_line_and_an_agency_of_two() -> None:
    assert rows(report(COVER, cells(HEAD, *ROSTER, *REST), BODY)) == READ


@pytest.mark.parametrize("foot", ["2", "- 2 -", "第 2 頁"])
def test_roster_over_a_page_end(foot: str) -> None:
    more = cells("某某考察報告", HEAD, *REST)
    read = report(COVER, cells(HEAD, *ROSTER), foot, more, BODY, "3", "某某考察報告", "內容。", "4")
    assert rows(read) == READ


def test_agency_with_a_space_in_a_row_that_single_spaces_divide() -> None:
    single = "順序 機關 職稱 姓名\n1 國家科學及技術委員會南部科學園區 管理局 副組長 陳錦裕\n2 審計部 審計官兼廳長 陸冠聖\n"
    assert rows(report(COVER, single, BODY)) == [
        "國家科學及技術委員會南部科學園區管理局 副組長 陳錦裕 member",
        "審計部 審計官兼廳長 陸冠聖 member",
    ]


def test_wrapped_lines_of_narrow_pages() -> None:
    read = report(
        COVER,
        "壹、建議\n一、服務設計\n(一)近用與體驗:應簡化行政程序,將各項資源以公民為中心設計服務流程,提升資訊的\n「可理解性」、\n"
        "服務的易用性及數位服務可近性(accessibility),讓民眾更容易獲取所需的社會福利資訊和權利。\n二、資料治理\n"
        "(一)建立平台:集中資源。\n附錄 研習照片\n● 9月8日星期二\n1、參訪某署\n署長致歡迎詞(Mr. Ben Smeets, Director-\nGeneral)\n"
        "2、工作坊(Soft Skills for Strategic\nLeadership)\n上課情形",
    )
    assert read.recommendations["text"][0].endswith("讓民眾更容易獲取所需的社會福利資訊和權利。")
    assert read.photos["caption"].tolist() == [
        "署長致歡迎詞(Mr. Ben Smeets, Director-General)",
        "上課情形",
    ]
    assert read.photos["event"][1] == "工作坊(Soft Skills for Strategic Leadership)"
