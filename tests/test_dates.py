"""Printed dates and times."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.clocks import find_clock
from tourlib.dates import (
    find_dates,
    find_period,
    find_periods,
    leading_days,
    weekday_alone,
)
from tourlib.text import normalize

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 12, 31))
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中華民國114年8月18日至8月29日", (date(2025, 8, 18), date(2025, 8, 29))),
        ("114年8月18日至29日", (date(2025, 8, 18), date(2025, 8, 29))),
        ("114.08.18~114.08.29", (date(2025, 8, 18), date(2025, 8, 29))),
        ("110/09/01-110/09/07", (date(2021, 9, 1), date(2021, 9, 7))),
        ("自 114 年 8 月 20 日至 27 日", (date(2025, 8, 20), date(2025, 8, 27))),
        ("112年12月30日至1月5日", (date(2023, 12, 30), date(2024, 1, 5))),
        ("2025年8月20日", (date(2025, 8, 20), date(2025, 8, 20))),
        ("自114年8月18日起至同年月29日止", (date(2025, 8, 18), date(2025, 8, 29))),
        ("113.9.1-9.5", (date(2024, 9, 1), date(2024, 9, 5))),
        ("September 1-5, 2024", (date(2024, 9, 1), date(2024, 9, 5))),
        ("02-Sep-2024", (date(2024, 9, 2), date(2024, 9, 2))),
        ("114年8月23、24日", (date(2025, 8, 23), date(2025, 8, 24))),
        ("2025/8/30(六)-9/2(二)", (date(2025, 8, 30), date(2025, 9, 2))),
        ("民國一一四年八月十八日", (date(2025, 8, 18), date(2025, 8, 18))),
        ("8月20日", None),
        ("0 11 22 11", None),
    ],
)
def test_periods_as_printed(text: str, expected: tuple[date, date] | None) -> None:
    assert find_period(text) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("113年4月1日至3日、6月5日至8日", [(4, 1, 4, 3), (6, 5, 6, 8)]),
        ("113年4月1日至4月3日113年6月5日至6月8日", [(4, 1, 4, 3), (6, 5, 6, 8)]),
        ("(1)113.4.1~113.4.3(2)113.6.5~113.6.8", [(4, 1, 4, 3), (6, 5, 6, 8)]),
        ("113年12月1日至3日及1月5日至8日", [(12, 1, 12, 3), (1, 5, 1, 8)]),
        ("113年9月1日至9月5日(2024/9/1-2024/9/5)", [(9, 1, 9, 5)]),
        ("113年9月1日至9月5日,會議9月2日至9月4日", [(9, 1, 9, 5)]),
    ],
)
def test_several_periods(text: str, days: list[tuple[int, int, int, int]]) -> None:
    found = find_periods(text)
    assert [(a.month, a.day, b.month, b.day) for a, b in found] == days


@pytest.mark.parametrize(
    ("text", "month", "day", "weekday"),
    [
        ("8月20日(三)", 8, 20, 2),
        ("8/20(三)", 8, 20, 2),
        ("8/20 Wed.", 8, 20, 2),
        ("● 8月20日星期三", 8, 20, 2),
        ("8月26日(=)", 8, 26, None),
        ("20 August 2025", 8, 20, None),
        ("20 Aug. (Wed.)", 8, 20, 2),
        ("8.20(三)", 8, 20, 2),
        ("8月20號", 8, 20, None),
        ("Wednesday, 7 May", 5, 7, 2),
        ("Day 2 – Wed. 7 May", 5, 7, 2),
        ("(Sun) May 4", 5, 4, 6),
        ("Monte Carlo, 7 May", 5, 7, None),
    ],
)
def test_days_without_year(text: str, month: int, day: int, weekday: int | None) -> None:
    [found] = find_dates(text)
    assert (found.month, found.day, found.weekday) == (month, day, weekday)


@pytest.mark.parametrize(
    ("printed", "last", "range_"),
    [
        ("8/23(六)-24(日) 自由活動", (8, 24, 6), "8/23(六)-24(日)"),
        ("8/23-24(六、日)自由活動", (8, 24, None), "8/23-24(六、日)"),
        ("8月23-24日", (8, 24, None), "8月23-24日"),
        ("8月23日至24日(星期六至星期日)", (8, 24, None), "8月23日至24日(星期六至星期日)"),
        ("8/18-8/29", (8, 29, None), "8/18-8/29"),
        ("八月二十日至二十二日", (8, 22, None), "八月二十日至二十二日"),
    ],
)
def test_ranges_of_days(printed: str, last: tuple[int, int, int | None], range_: str) -> None:
    found = find_dates(printed)[-1]
    assert (found.month, found.day, found.weekday) == last
    days = leading_days(printed)
    assert days is not None
    assert printed[: days[1]] == range_


@pytest.mark.parametrize("text", ["8/20-12:15", "8/20-3天", "8月20日至12時"])
def test_what_is_no_second_day(text: str) -> None:
    assert len(find_dates(text)) == 1


@pytest.mark.parametrize("text", ["24/7", "114年", "5.8 GW", "1/2", "COVID-19", "約 2/3 甚至 3/4"])
def test_what_is_no_full_date(text: str) -> None:
    assert [d for d in find_dates(text) if d.year] == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:00-12:15", time(9), time(12, 15)),
        ("09:00~12:15", time(9), time(12, 15)),
        ("0900-1215", time(9), time(12, 15)),
        ("9時至12時30分", time(9), time(12, 30)),
        ("上午9時至12時", time(9), time(12)),
        ("下午2時", time(14), None),
        ("下午2時至4時30分", time(14), time(16, 30)),
        ("下午2至4時30分", time(14), time(16, 30)),
        ("晚上7-9點", time(19), time(21)),
        ("中午12時至下午1時30分", time(12), time(13, 30)),
        ("9時至下午5時", time(9), time(17)),
        ("9-12時", time(9), time(12)),
        ("9:00 a.m. - 5:00 p.m.", time(9), time(17)),
        ("2:00-4:00 PM", time(14), time(16)),
        ("08:30", time(8, 30), None),
        ("上午九時至十二時", time(9), time(12)),
        ("下午二時三十分", time(14, 30), None),
        ("下午兩點半", time(14, 30), None),
        ("9 am - 5 pm", time(9), time(17)),
        ("午後2時", time(14), None),
    ],
)
def test_clock_times_as_printed(text: str, start: time, end: time | None) -> None:
    clock = find_clock(text)
    assert clock is not None
    assert (clock.start, clock.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["23:10- 桃園機場出發", "23:10-桃園機場出發", "23:10~桃園機場出發"]
)
def test_the_dash_of_an_open_span_is_the_times(text: str) -> None:
    clock = find_clock(text)
    assert clock is not None
    assert clock.end is None
    assert text[clock.span[1] :].strip() == "桃園機場出發"


@pytest.mark.parametrize(
    "text", ["約2小時航程", "午餐", "", "25:00", "第 3 時段", "一時之間", "3 PM2.5"]
)
def test_no_clock_time(text: str) -> None:
    assert find_clock(text) is None


def test_roc_and_western_years() -> None:
    years = [find_dates(f"{year}年8月18日")[0].year for year in (114, 2025)]
    assert years == [2025, 2025]
    assert find_dates("9999年8月18日") == []


def test_weekday_that_stands_alone() -> None:
    assert weekday_alone("(四)") == weekday_alone("星期四") == weekday_alone("Thu.") == 3
    assert weekday_alone("8月21日(四)") is None


@given(DAYS)
def test_every_form_of_a_day_reads_back(day: date) -> None:
    roc = day.year - 1911
    forms = [
        f"中華民國{roc}年{day.month}月{day.day}日",
        f"{roc} 年 {day.month} 月 {day.day} 日",
        f"{roc}.{day.month:02}.{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d}",
    ]
    for form in forms:
        assert [found.on(None) for found in find_dates(form)] == [day], form
        full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in form)
        assert [found.on(None) for found in find_dates(normalize(full_width))] == [day]


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("23:10-翌日07:25", (5, 7, 25)),
        ("23:40-04:25(+1)", (5, 4, 25)),
        ("2340-0425(次日)", (5, 4, 25)),
        ("下午11時至隔日上午6時", (5, 6, 0)),
        ("20:00-翌日9:30", (5, 9, 30)),
        ("2130-0030", (5, 0, 30)),
        ("22:30-24:00", (4, 23, 59)),
        ("10:00-09:59", (4, 21, 59)),
        ("14:00-13:30", (4, 13, 30)),
    ],
)
def test_spans_over_midnight(printed: str, end: tuple[int, int, int]) -> None:
    clock = find_clock(printed)
    assert clock is not None
    assert clock.span == (0, len(printed))
    day, hour, minute = end
    assert clock.on(date(2025, 8, 4))[1] == datetime(2025, 8, day, hour, minute)


@given(CLOCKS, CLOCKS)
def test_every_form_of_a_time_span_reads_back(start: time, end: time) -> None:
    if end <= start:
        start, end = end, start
    for form in (
        f"{start:%H:%M}-{end:%H:%M}",
        f"{start:%H:%M}~{end:%H:%M}",
        f"{start:%H%M}-{end:%H%M}",
    ):
        clock = find_clock(form)
        assert clock is not None
        if end > start or end.hour >= 12:
            assert (clock.start, clock.end) == (start, end), form


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in find_dates(text):
        assert text[slice(*found.span)].strip()
    find_clock(text)
    find_period(text, 2025)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1130901至1130905", date(2024, 9, 1), date(2024, 9, 5)),
        ("1130901日至0905日", date(2024, 9, 1), date(2024, 9, 5)),
        ("20240901-20240905", date(2024, 9, 1), date(2024, 9, 5)),
        ("0991230～1000105", date(2010, 12, 30), date(2011, 1, 5)),
    ],
)
def test_days_in_seven_or_eight_digits(text: str, first: date, last: date) -> None:
    assert find_period(normalize(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["經費1200115元", "C11300001", "02-23801130", "編號1130901234", "1131301", "1200115 人"]
)
def test_numbers_of_seven_digits_that_are_no_days(text: str) -> None:
    assert find_dates(text) == []
