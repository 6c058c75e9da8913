"""Tables in text with tabs whose lines break inside a cell."""

from __future__ import annotations

from tourlib.lines import Line, Source
from tourlib.report import Report, build_report


def load(table: str) -> Report:
    text = f"地方治理日本研習出國報告\n出國期間:112年10月15日至10月22日\n壹、名冊\n{table}\n貳、目的\n觀摩。"
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return build_report(Source("report.txt", "text", tuple(lines)))


def test_lines_with_a_row_s_cells_in_common_are_one_row() -> None:
    report = load(
        "班別\t編號\t單位\t職稱\t姓名\n"
        "第二班\t1\t內政部消防署\t副署長\t蒙承恩\n"
        "第二班\t2\t交通部觀光署參山國家風景區\n管理處\t處長\t項 羽安\n"
        "第二班\t3\t國家科學及技術委員會\n南部科學園區\n管理局\t組長\t席慕白\n"
        "\t輔導員\t國家文官學院\t組員\t屠安琪"
    )
    columns = ["role", "group", "agency", "title", "name"]
    assert report.participants[columns].fillna("").values.tolist() == [
        ["member", "第二班", "內政部消防署", "副署長", "蒙承恩"],
        ["member", "第二班", "交通部觀光署參山國家風景區管理處", "處長", "項羽安"],
        ["member", "第二班", "國家科學及技術委員會南部科學園區管理局", "組長", "席慕白"],
        ["staff", "", "國家文官學院", "組員", "屠安琪"],
    ]
    assert report.unclaimed.empty


def test_a_numbered_row_that_breaks_behind_a_cell() -> None:
    report = load(
        "編號\t機關\t職稱\t姓名\t備註\n"
        "1\t交通部公路總局\t總工程司\t曾國棟\t領導發展訓練\n"
        "2\t行政院農業委員會水土保持局\n\t副局長\t林幸慧\t管理發展訓練\n"
        "3\t國家文官學院\t組員\t葉力維\t工作人員"
    )
    columns = ["agency", "title", "name", "group", "role"]
    assert report.participants[columns].fillna("").values.tolist() == [
        ["交通部公路總局", "總工程司", "曾國棟", "領導發展訓練", "member"],
        ["行政院農業委員會水土保持局", "副局長", "林幸慧", "管理發展訓練", "member"],
        ["國家文官學院", "組員", "葉力維", "", "staff"],
    ]
    assert "column-unread" not in set(report.findings["code"])


def test_a_row_of_the_timetable_that_lacks_a_cell_takes_no_other_with_it() -> None:
    report = load(
        "日期\t時間\t課程\n10月16日(一)\t0930-1000\t開訓式\n10月17日(二)\t自由活動\n10月18日(三)\t搭機返國"
    )
    assert list(report.sessions["title"]) == ["開訓式", "自由活動", "搭機返國"]
