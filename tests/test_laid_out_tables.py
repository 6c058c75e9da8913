"""Tables of text that is laid out as a page looks, as a program prints the pages of a PDF."""

from __future__ import annotations

from printed_timetables import COVER, starts
from tourlib.readers import read_bytes
from tourlib.report import Report, build_report

#: Days over all columns, cells in the middle of their rows.
DAYS_OVER = """
    時間             行程內容           地點          備註
                 D1 9 月 7 日（一） 臺北→哥本哈根
               桃園機場第二航廈
   08:30                      桃園機場       自備早餐
               集合
               搭乘荷蘭航空班機
 11:00-19:40   經阿姆斯特丹前往       機上         用餐於機上
               哥本哈根
                   D2 9 月 8 日（二） 哥本哈根
               拜會哥本哈根市政
               府交通局，聽取自                  接待人：Lars
 09:30-11:00                  市政廳
               行車道路網之規劃                  Holm
               簡報
               考察新港區自行車
 14:00-16:00                  港區
               橋
"""
#: The page that goes on without the header has its columns elsewhere.
TWO_PAGES = """
日期         星期           時間            課程(參訪)主題
9月7日       一                          搭機前往荷蘭
9月8日       二            14:00－16:30   參訪鹿特丹青年發
                                      展中心
\f9月9日   三   09:30－11:00   分組研討
9月10日  四   09:00－12:00   循環經濟園區之風
                         險管理
           14:00－16:30   參訪海牙國家圖書
                         館
"""


def printed(timetable: str) -> Report:
    """A report that is little more than this timetable, as a text file."""
    return build_report(read_bytes((COVER + timetable).encode(), "r.txt"), cohort=115)


def test_days_over_all_columns() -> None:
    report = printed(DAYS_OVER)
    assert starts(report) == [
        "09-07 08:30 桃園機場第二航廈集合", "09-07 11:00 搭乘荷蘭航空班機經阿姆斯特丹前往哥本哈根",
        "09-08 09:30 拜會哥本哈根市政府交通局,聽取自行車道路網之規劃簡報", "09-08 14:00 考察新港區自行車橋",
    ]  # fmt: skip
    assert report.sessions["place"].tolist() == ["桃園機場", "機上", "市政廳", "港區"]


def test_a_page_that_goes_on_with_its_columns_elsewhere() -> None:
    assert starts(printed(TWO_PAGES)) == [
        "09-07 - 搭機前往荷蘭", "09-08 14:00 參訪鹿特丹青年發展中心", "09-09 09:30 分組研討",
        "09-10 09:00 循環經濟園區之風險管理", "09-10 14:00 參訪海牙國家圖書館",
    ]  # fmt: skip
