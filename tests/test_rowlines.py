"""Lines of extracted text put together to rows."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tourlib.tables.list_rows import rows_of_list
from tourlib.tables.rows import rows_of_timetable
from tourlib.tables.table import Row, Table

TIMETABLE = ("date", "time", "content", "place")
ROSTER = ("order", "agency", "title", "name")


def table(kind: str, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, 2))
    numbers = (1, *(row.line for row in numbered))
    return Table(kind, columns, numbered, (1,), numbers)


def joined(lines: Table) -> Table:
    """The table with the lines of each of its rows put together."""
    rows_of = rows_of_timetable if lines.kind == "timetable" else rows_of_list
    return rows_of(lines, aligned=True)


def test_times_in_the_middle_of_their_rows() -> None:
    """Lines 2438-2443 of the report's text as a page looks."""
    found = joined(
        table(
            "timetable", TIMETABLE,
            ("", "", "Reception 交流接待會 與法蘭德斯(Digital Flanders)", ""),
            ("8月20日", "17:00-17:30", "", ""),
            ("", "", "數位署專家交流想法", ""),
            ("", "", "Visit: FARI Institute", ""),
            ("", "09:00-11:00", "", "布魯塞爾"),
            ("", "", "參訪:FARI 研究機構", ""),
        )
    )  # fmt: skip
    assert [(row.cells, row.lines) for row in found.rows] == [
        (("8月20日", "", "", ""), (3,)),
        (("", "17:00-17:30", "Reception 交流接待會 與法蘭德斯(Digital Flanders)\n數位署專家交流想法", ""), (2, 3, 4)),
        (("", "09:00-11:00", "Visit: FARI Institute\n參訪:FARI 研究機構", "布魯塞爾"), (5, 6, 7)),
    ]  # fmt: skip


def test_rows_that_begin_with_their_times_stay_and_their_days_stand_above_them() -> None:
    lines = table(
        "timetable", TIMETABLE,
        ("6/17(三)", "", "搭機前往荷蘭", "桃園"),
        ("6/18(四)", "09:00-12:00", "參訪海牙能源研究所", "海牙"),
        ("", "14:00-16:00", "分組研討", ""),
        ("6/19(五)", "", "搭機返國", ""),
    )  # fmt: skip
    assert [row.cells for row in joined(lines).rows] == [
        ("6/17(三)", "", "", ""),
        ("", "", "搭機前往荷蘭", "桃園"),
        ("6/18(四)", "", "", ""),
        ("", "09:00-12:00", "參訪海牙能源研究所", "海牙"),
        ("", "14:00-16:00", "分組研討", ""),
        ("6/19(五)", "", "", ""),
        ("", "", "搭機返國", ""),
    ]


def test_agencies_that_wrap_around_their_people() -> None:
    found = joined(
        table(
            "roster", ROSTER,
            ("", "經濟部智慧財產", "", ""),
            ("1", "", "專門委員", "戴于婷"),
            ("", "局", "", ""),
            ("2", "法務部", "參事", "廖慧敏"),
        )
    )  # fmt: skip
    assert [row.cells for row in found.rows] == [
        ("1", "經濟部智慧財產\n局", "專門委員", "戴于婷"),
        ("2", "法務部", "參事", "廖慧敏"),
    ]


def test_what_stands_in_english_below_a_person_is_no_other_person() -> None:
    people = joined(
        table(
            "roster",
            ("order", "name", "title", "agency"),
            ("1", "王大明", "局長", "花蓮縣衛生局"),
            ("", "Wang Da-ming", "Director", "Hualien Health Bureau"),
            ("2", "林小華", "科長", "花蓮縣衛生局"),
            ("", "Lin Hsiao-hua", "Section Chief", ""),
        )
    )
    assert [row.cells[1] for row in people.rows] == [
        "王大明\nWang Da-ming",
        "林小華\nLin Hsiao-hua",
    ]


def test_end_of_an_agency_that_looks_like_a_class() -> None:
    found = joined(
        table(
            "roster", ROSTER,
            ("", "衛生福利部中央", "", ""),
            ("5", "健康保險署臺北業", "專門委員", "巫麗真"),
            ("", "務組", "", ""),
            ("", "國軍退除役官兵輔", "", ""),
            ("6", "導委員會就養養護", "副處長", "龔國棟"),
            ("", "處", "", ""),
        )
    )  # fmt: skip
    assert [row.cells[1] for row in found.rows] == [
        "衛生福利部中央\n健康保險署臺北業\n務組",
        "國軍退除役官兵輔\n導委員會就養養護\n處",
    ]


def test_title_that_begins_with_whom_one_meets_and_the_year_above_its_day() -> None:
    found = joined(
        table(
            "timetable", TIMETABLE,
            ("", "", "參訪失智照護訓", "某某"),
            ("", "09:00-11:30", "", ""),
            ("108年", "", "練中心", "基金會"),
            ("12月20日", "", "與駐某國代表處", ""),
            ("(五)", "14:00-16:00", "", "代表處"),
            ("", "", "人員座談", ""),
        )
    )  # fmt: skip
    assert [row.cells for row in found.rows] == [
        ("", "09:00-11:30", "參訪失智照護訓\n練中心", "某某\n基金會"),
        ("108年\n12月20日\n(五)", "", "", ""),
        ("", "14:00-16:00", "與駐某國代表處\n人員座談", "代表處"),
    ]


def test_a_day_in_both_languages_is_one_cell() -> None:
    found = joined(
        table(
            "timetable", TIMETABLE,
            ("6 Nov (Wed)", "09:00-10:00", "Workshop: Teams of Nurses", ""),
            ("11月6日", "", "工作坊:護理團隊", ""),
            ("7 Nov (Thu)", "10:00-11:00", "Meeting at a Ministry", ""),
            ("11月7日", "", "拜會某部", ""),
        )
    )  # fmt: skip
    assert [row.cells[:3] for row in found.rows] == [
        ("6 Nov (Wed)\n11月6日", "", ""),
        ("", "09:00-10:00", "Workshop: Teams of Nurses\n工作坊:護理團隊"),
        ("7 Nov (Thu)\n11月7日", "", ""),
        ("", "10:00-11:00", "Meeting at a Ministry\n拜會某部"),
    ]


def test_a_misread_line_of_a_day_stands_for_itself() -> None:
    found = joined(
        table(
            "timetable", TIMETABLE,
            ("", "10:00-12:00", "Lecture on Residents", ""),
            ("0 11", "", "電子居民概說", ""),
            ("9月11日(一)", "", "講座:某君", ""),
        )
    )  # fmt: skip
    assert [row.cells[0] for row in found.rows] == ["0 11", "9月11日(一)", ""]


CELL = st.sampled_from(
    ["", "", "8/20(三)", "星期三", "09:00-12:00", "0900-", "1200", "下午2時至6", "時30分",
     "參訪甲機構", "Visit: Alpha", "(甲", "國外研習", "林某", "工作人員", "團長", "科長", "1"]
)  # fmt: skip
ROWS = st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=14)


@given(ROWS, st.booleans())
def test_no_word_is_lost(rows: list[tuple[str, ...]], of_people: bool) -> None:
    kind, columns = ("roster", ROSTER) if of_people else ("timetable", TIMETABLE)
    before = table(kind, columns, *rows)
    after = joined(before)
    assert words(before) == words(after)
    others = [row.line for row in after.rows if of_people or not row.cells[0]]
    assert others == sorted(others)


def words(table: Table) -> Counter[str]:
    cells = [cell or "" for row in table.rows for cell in row.cells]
    return Counter(word for cell in cells for word in cell.split("\n") if word)
