"""Forms of timetables and visits that offices print beside the usual one."""

from __future__ import annotations

import pytest

from printed_timetables import COVER, starts, table_report, text_report
from tourlib.lines import Line, Source, table_row_text
from tourlib.report import Report, build_report

TWO = ["09-07 09:00 參訪甲署", "09-07 14:00 拜會乙會"]


def _tables(*lines: str | tuple[str, ...]) -> Report:
    """A report with these lines; the rows between two lines of text are a table."""
    printed = [Line(n, text) for n, text in enumerate(COVER.rstrip().split("\n"), 1)]
    table = 0
    for each in lines:
        number = len(printed) + 1
        if isinstance(each, str):
            table += 1
            printed.append(Line(number, each))
        else:
            printed.append(Line(number, table_row_text(each), None, each, table))
    return build_report(Source("r.docx", "docx", tuple(printed)), cohort=115)


def test_month_and_day_have_a_column_each() -> None:
    report = table_report(
        [
            ("月", "日", "星期", "起訖地點", "工作紀要"),
            ("9", "7", "一", "甲市－乙市", "搭車前往乙市"),
            ("", "8", "二", "乙市", "參訪甲署"),
        ]
    )
    assert starts(report) == ["09-07 - 搭車前往乙市", "09-08 - 參訪甲署"]


def test_the_column_of_the_months_may_be_short_of_cells() -> None:
    report = table_report(
        [("日", "時間", "工作紀要", "月"), ("7", "09:00", "參訪甲署", "9"), ("8", "", "參訪乙會")]
    )
    assert report.sessions["title"].tolist() == ["參訪甲署", "參訪乙會"]


def test_two_days_side_by_side() -> None:
    head = ("時間", "行程", "時間", "行程")
    days = ("09:00-11:00", "參訪甲署", "14:00-16:00", "拜會乙會"), ("19:00", "團務會議", "", "")
    last = (
        ("9月9日(星期三)", None, "備註", None),
        ("10:00-12:00", "參訪丙館", "住宿:甲市3晚(9月7日至9日)", ""),
    )
    found = ["09-07 09:00 參訪甲署", "09-07 19:00 團務會議", "09-08 14:00 拜會乙會"]
    apart = table_report([head, ("9月7日(星期一)", None, "9月8日(星期二)", None), *days, *last])
    assert starts(apart) == [*found, "09-09 10:00 參訪丙館"]
    merged = table_report([head, ("9月7日(星期一)", "9月8日(星期二)"), *days])  # printed once
    assert starts(merged) == found


@pytest.mark.parametrize("mark", ["\n", " "])
def test_lines_of_times_and_activities_beside_each_other(mark: str) -> None:
    cells = ("09:00-11:00", "14:00-16:00"), ("參訪甲署", "拜會乙會"), ("甲市", "乙市")
    row = tuple(mark.join(lines) for lines in cells)
    report = table_report([("日期", "時間", "行程", "地點"), ("9/7(一)", *row)])
    assert starts(report) == TWO
    assert report.sessions["place"].tolist() == ["甲市", "乙市"]


def test_an_activity_of_two_lines_beside_times() -> None:
    cells = "09:00-11:00\n14:00-16:00", "參訪甲署中部\n辦公室\n拜會乙會"
    report = table_report([("日期", "時間", "行程"), ("9/7(一)", *cells)], wrapped=True)
    assert starts(report) == ["09-07 09:00 參訪甲署中部辦公室", TWO[1]]


def test_tables_of_days_with_a_header_of_own_words() -> None:
    head = ("丙丁", "戊己")
    report = _tables(
        "9月7日(一)", head, ("09:00-11:00", "參訪甲署"),
        "9月8日(二)", head, ("10:00-11:00", "拜會乙會"), ("14:00-15:00", "參訪丙館"),
    )  # fmt: skip
    assert starts(report) == [
        "09-07 09:00 參訪甲署",
        "09-08 10:00 拜會乙會",
        "09-08 14:00 參訪丙館",
    ]


def test_a_table_without_a_header() -> None:
    rows = [
        ("9/7(一)", "09:00-11:00", "參訪甲署", "甲市"),
        ("9/7(一)", "14:00-16:00", "拜會乙會", "乙市"),
    ]
    rows += [("9/8(二)", f"{hour}:00-{hour}:50", f"參訪丙{hour}館", "乙市") for hour in (10, 11)]
    assert starts(table_report([*rows])) == [
        *TWO,
        "09-08 10:00 參訪丙10館",
        "09-08 11:00 參訪丙11館",
    ]


def test_lessons_of_days_may_be_numbered() -> None:
    report = table_report(
        [
            ("節次", "時間", "9/7(一)", "9/8(二)"),
            ("1", "09:00-10:00", "甲制概論", "乙制概論"),
            ("住宿", "", "甲市", "乙市"),
        ]
    )
    assert starts(report) == ["09-07 09:00 甲制概論", "09-08 09:00 乙制概論"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("日期", "時段", "丙丁項目", "單位"), ("上午", "參訪甲署分站", "戊己")),
        (("日期", "時段", "參訪機關", "主要議題"), ("上午", "甲署", "規費")),
    ],
)
def test_what_was_done_beside_where_and_about_what(
    head: tuple[str, ...], row: tuple[str, ...]
) -> None:
    title = row[1]
    rows = [(f"9/{day}", row[0], f"{title}{day}", f"{row[2]}{day}") for day in (7, 8, 9)]
    assert table_report([head, *rows]).sessions["title"].tolist() == [r[2] for r in rows]


def test_people_of_whom_some_have_a_rare_surname() -> None:
    people = ["王大明處長", "林小華科長", "丏宋江組長"]
    rows = [(f"9/{7 + n}", "09:00-11:00", f"參訪甲{n}署", who) for n, who in enumerate(people)]
    report = table_report([("日期", "時間", "行程", "戊己"), *rows])
    assert report.sessions["speakers"].tolist()[:2] == [["王大明"], ["林小華"]]


def test_hosts_of_other_days_are_the_second_stage_of_the_timetable() -> None:
    lessons = [("日期", "時間", "課程", "講座"), ("8/3", "09:00-12:00", "甲制概論", "王大明教授")]
    hosts = [("日期", "時間", "參訪單位", "接待人"), ("9/7", "09:00-11:00", "甲署", "林小華處長")]
    report = _tables("國內課程", *lessons, "國外行程", *hosts)
    assert starts(report) == ["08-03 09:00 甲制概論", "09-07 09:00 甲署"]


@pytest.mark.parametrize(
    "lines",
    [
        "1. 參訪甲署（9月7日9時至11時，甲市）\n2. 拜會乙會（9月7日14時至16時，乙市）\n3. 參訪丙館（9月8日9時至11時，乙市）",
        "◎ 9月7日（一）\n－參訪甲署（09:00~11:00）\n－拜會乙會（14:00~16:00）\n◎ 9月8日（二）\n－參訪丙館（09:00~11:00）",
        "9/7（一）\t09:00-11:00\t參訪甲署\n9/7（一）\t14:00-16:00\t拜會乙會\t乙市\n9/8（二）\t09:00-11:00\t參訪丙館",
        "9月7日（一）\n09:00-11:00\n參訪甲署\n14:00-16:00\n拜會乙會\n9月8日（二）\n09:00-11:00\n參訪丙館",
    ],
)
def test_lists_with_the_time_before_above_or_behind_the_activity(lines: str) -> None:
    assert starts(text_report(lines)) == [*TWO, "09-08 09:00 參訪丙館"]


@pytest.mark.parametrize(
    "cell", ["(一)參訪甲署\n(二)拜會乙會", "1.參訪甲署 2.拜會乙會", "◆ 參訪甲署\n◆ 拜會乙會"]
)
def test_marked_activities_of_a_day(cell: str) -> None:
    report = table_report([("日期", "行程"), ("9/7(一)", cell), ("9/8(二)", "參訪丙館")])
    assert starts(report) == ["09-07 - 參訪甲署", "09-07 - 拜會乙會", "09-08 - 參訪丙館"]


def test_a_day_of_a_diary_without_a_time() -> None:
    body = "9月7日（一）\n09:00-11:00 參訪甲署\n9月8日（二）\n整理資料\n9月9日（三）\n09:00-11:00 拜會乙會"
    report = text_report(
        "二、考察日誌\n"
        + body.replace("9月", "（一）9月", 1)
        .replace("9月8", "（二）9月8")
        .replace("9月9", "（三）9月9")
    )
    assert "09-08 - 整理資料" in starts(report)


def test_towns_in_brackets_that_recur_are_places() -> None:
    cell = "參訪甲署(子丑)", "拜會乙會(子丑)", "參訪丙館(寅卯)", "拜會丁局(寅卯)"
    rows = [(f"9/{7 + n}", "09:00-11:00", said) for n, said in enumerate(cell)]
    report = table_report([("日期", "時間", "行程"), *rows])
    assert report.sessions["place"].tolist() == ["子丑", "子丑", "寅卯", "寅卯"]


# --- visits ------------------------------------------------------------------------------

NOTES = "該署成立五十年,職司研究。"


@pytest.mark.parametrize(
    "lines",
    [
        ("一、參訪甲署（9月8日上午9時至11時）", "地點：市政廳", "接待人員：王大明處長"),
        ("一、參訪甲署", "9月8日上午9時至11時，本團於市政廳由王大明處長接待。"),
    ],
)
def test_a_visit_with_its_time_in_the_heading_a_table_or_a_sentence(
    lines: tuple[str | tuple[str, ...], ...],
) -> None:
    [visit] = _tables("貳、參訪內容", *lines, NOTES).visits.to_dict("records")
    assert (visit["title"], visit["place"], visit["speakers"]) == ("參訪甲署", "市政廳", ["王大明"])
    assert f"{visit['start']:%m-%d %H:%M}" == "09-08 09:00"


def test_rows_of_what_belongs_to_the_whole_days() -> None:
    """The cities had been entries, and the row of where people slept a line that nobody read."""
    report = table_report(
        [
            ("時段", "9/7(一)", "9/8(二)"),
            ("城市", "甲市", "乙市→丙市"),
            ("上午", "10:00-12:00\n參訪甲署", ""),
            ("下午", "", "14:00-16:00\n參訪丙館"),
            ("晚間", "", ""),
            ("住宿", "甲市", "丙市"),
        ]
    )
    assert starts(report) == ["09-07 10:00 參訪甲署", "09-08 14:00 參訪丙館"]
    assert report.sessions["place"].tolist() == ["甲市", "乙市→丙市"]
    assert report.unclaimed.empty
