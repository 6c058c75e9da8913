"""Places that are printed once for all of a day, and halves of days printed before what they hold."""

from __future__ import annotations

from tourlib.lines import Line, Source, table_row_text
from tourlib.report import Report, build_report

HEAD = "出國報告\n考察甲國作法\n服務機關：交通部\n出國期間：112年6月4日至6月13日\n\n壹、目的\n說明。\n貳、行程"


def report_of(rows: list[tuple[str | None, ...]]) -> Report:
    lines = [Line(n, text) for n, text in enumerate(HEAD.split("\n"), 1)]
    lines += [
        Line(n, table_row_text(cells), None, cells, 1)
        for n, cells in enumerate(rows, len(lines) + 1)
    ]
    return build_report(Source("r.docx", "docx", tuple(lines)))


def text_report(timetable: str) -> Report:
    lines = f"{HEAD}\n{timetable}".split("\n")
    return build_report(Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))))


def places(report: Report) -> list[str]:
    return report.sessions["place"].fillna("").tolist()


HEADER = ("日期", "地點", "行程")


def test_place_in_a_merged_cell() -> None:
    rows = [
        ("6/5(一)", "海牙", "參訪甲機關"),
        (None, None, "參訪乙機關"),
        ("6/6(二)", None, "參訪丙"),
    ]
    assert places(report_of([HEADER, *rows])) == ["海牙", "海牙", "海牙"]
    header = ("日期", "行程", "地點", "備註")
    rows = [("6/5(一)", "參訪甲機關", "海牙", ""), (None, "午餐", None, None)]
    assert places(report_of([header, *rows])) == ["海牙", ""]


def test_place_once_a_day() -> None:
    rows = [
        ("6/5(一)", "海牙", "參訪甲機關"), ("", "", "參訪乙機關"),
        ("6/6(二)", "台夫特", "參訪丙機關"), ("", "", "參訪丁機關"), ("6/7(三)", "", "搭機返國"),
    ]  # fmt: skip
    assert places(report_of([HEADER, *rows])) == ["海牙", "海牙", "台夫特", "台夫特", ""]
    rows[1] = ("", "鹿特丹", "參訪乙機關")  # then an empty cell says nothing
    assert places(report_of([HEADER, *rows])) == ["海牙", "鹿特丹", "台夫特", "", ""]


def test_halves_of_a_day_before_what_they_hold() -> None:
    report = text_report(
        "日期            地點                行程\n"
        "6月5日(一)      海牙                上午：開訓典禮\n"
        "                                    下午：雲端運算（講師：Mr. Kenji Mori）\n"
        "6月6日(二)      台夫特              上午：參訪甲機關\n"
        "                                    下午茶交流\n"
    )
    assert report.sessions["title"].tolist() == ["開訓典禮", "雲端運算", "參訪甲機關", "下午茶交流"]
    assert places(report) == ["海牙", "海牙", "台夫特", "台夫特"]


def test_a_meal_beside_one_visit_a_day_is_nowhere_and_a_dash_is_no_place() -> None:
    header = ("日期", "時間", "地點", "行程")
    rows = [
        ("6/5(一)", "10:00-12:00", "海牙", "參訪甲機關"), ("", "12:00-13:00", "", "午餐"),
        ("6/6(二)", "10:00-12:00", "台夫特", "參訪乙機關"), ("", "12:00-13:00", "", "午餐"),
    ]  # fmt: skip
    assert places(report_of([header, *rows])) == ["海牙", "", "台夫特", ""]
    for dash in ("－", "──", "／", "無"):
        assert places(report_of([header, rows[0], ("", "12:00-13:00", dash, "午餐")])) == [
            "海牙",
            "",
        ]
