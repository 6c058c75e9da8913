"""Photographs: days with events, places of pictures, captions among the text and wrapped ones."""

from __future__ import annotations

from tourlib.lines import Line, Source, table_row_text
from tourlib.report import Report, build_report

COVER = "出國報告\n考察甲國作法\n服務機關：交通部\n出國期間：113年10月14日至10月19日\n\n壹、過程\n"


def report_of(body: str) -> Report:
    lines = (COVER + body).split("\n")
    return build_report(Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))))


def captions(report: Report) -> list[str]:
    return report.photos["caption"].tolist()


def test_captions_among_the_text() -> None:
    report = report_of(
        "一、甲機關\n該機關設有停車場，如圖1。\n圖1 自行車停車場入口\n圖2 使用率趨勢圖\n"
        "圖1為入口，圖2為趨勢。\n圖3.1 與該機關人員合影\n\n二、乙機關\n說明。\n"
    )
    assert captions(report) == ["自行車停車場入口", "與該機關人員合影"]
    assert "圖2 使用率趨勢圖" in report.sections["text"].tolist()[1]


def test_a_wrapped_line_is_no_caption() -> None:
    report = report_of(
        "一、甲機關\n該機關所設停車場之出入口及其動線規劃，以及周邊道路之配置情形均\n圖1 所載\n"
    )
    assert captions(report) == []


def test_captions_in_cells_among_the_text() -> None:
    rows = [("圖1 簡報情形", "圖2 停車場入口")]
    lines = [Line(n, text) for n, text in enumerate((COVER + "一、甲機關\n說明。").split("\n"), 1)]
    at = len(lines) + 1
    lines += [Line(at, table_row_text(rows[0]), None, rows[0], 1)]
    report = build_report(Source("r.docx", "docx", tuple(lines)))
    assert captions(report) == ["簡報情形", "停車場入口"]


def test_marks_that_point_at_the_picture_are_no_part_of_the_caption() -> None:
    report = report_of("說明。\n附錄、照片\n10月14日 參訪甲機關\n▲簡報情形\n△ 停車場入口\n")
    assert captions(report) == ["簡報情形", "停車場入口"]


def test_numbered_captions_that_wrap() -> None:
    report = report_of(
        "說明。\n附錄、照片\n圖1 我國代表與亞太區代\n表合影\n圖2 分組討論\t圖3 桌上演練\n情形\t現場\n"
    )
    assert captions(report) == ["我國代表與亞太區代表合影", "分組討論情形", "桌上演練現場"]


def test_caption_that_wraps_below_its_own_column() -> None:
    report = report_of(
        "說明。\n附錄、照片\n     圖1 我國代表與亞太區代        圖2 吳技正報告經驗\n        表合影\n"
    )
    assert captions(report) == ["我國代表與亞太區代表合影", "吳技正報告經驗"]


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


def table_of(*rows: tuple[str | None, ...]) -> list[tuple[int | None, str]]:
    """Day and caption of each photograph of a table below a heading of photographs."""
    lines = [Line(n, text) for n, text in enumerate((COVER + "說明。\n附錄、照片").split("\n"), 1)]
    for cells in rows:
        lines.append(Line(len(lines) + 1, table_row_text(cells), None, cells, 1))
    photos = build_report(Source("r.docx", "docx", tuple(lines))).photos
    days = [None if day != day else day.day for day in photos["date"]]
    return list(zip(days, photos["caption"], strict=True))


def test_tables_whose_header_names_their_columns() -> None:
    found = table_of(
        ("編號", "照片", "說明"), ("1", "", "聽取簡報(10月15日)"), ("2", "", "致贈紀念品"),
    )  # fmt: skip
    assert found == [(15, "聽取簡報(10月15日)"), (None, "致贈紀念品")]


def test_tables_with_labels_beside_what_they_name() -> None:
    expected = [(15, "聽取簡報"), (16, "致贈紀念品")]
    assert expected == table_of(
        ("", None, None, None), ("日期", "10月15日", "地點", "甲市"), ("說明", "聽取簡報", None, None),
        ("", None, None, None), ("日期", "10月16日", "地點", "乙市"), ("說明", "致贈紀念品", None, None),
    )  # fmt: skip
    assert expected == table_of(
        ("照片1", None), ("說明", "聽取簡報"), ("時間", "113年10月15日"),
        ("照片2", None), ("說明", "致贈紀念品"), ("時間", "113年10月16日"),
    )  # fmt: skip
    assert expected == table_of(
        ("日期", "10月15日", "日期", "10月16日"), ("說明", "聽取簡報", "說明", "致贈紀念品")
    )


VISITS = (
    "一、拜會甲機關\n(一)時間:113年10月15日上午9時至12時\n(二)內容摘要\n該機關設有停車場。\n"
    "照片1 局長說明申請流程及動線\n圖1 停車場申請流程\n"
    "二、參訪乙機關\n時間:10月16日下午2時至4時\n照片2:團員體驗排班系統\n"
)


def test_captions_take_day_and_event_of_their_visit() -> None:
    photos = report_of(VISITS).photos
    assert photos["caption"].tolist() == ["局長說明申請流程及動線", "團員體驗排班系統"]
    assert photos["event"].tolist() == ["拜會甲機關", "參訪乙機關"]
    assert photos["date"].dt.strftime("%m-%d").tolist() == ["10-15", "10-16"]


def test_cells_that_label_what_they_say() -> None:
    rows = [
        ("照片", "說明"),
        ("", "日期：113/10/15\n地點：甲機關\n照片說明：局長接見全團"),
        ("", "日期：113/10/16\n地點：乙機關\n照片說明：團員提問"),
    ]
    texts = (COVER + "附錄、照片").split("\n")
    lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    lines += [Line(len(texts) + n, table_row_text(r), None, r, 1) for n, r in enumerate(rows, 1)]
    photos = build_report(Source("r.docx", "docx", tuple(lines))).photos
    assert photos["caption"].tolist() == ["局長接見全團", "團員提問"]
    assert photos["date"].dt.strftime("%m-%d").tolist() == ["10-15", "10-16"]


def test_labels_in_the_cells_of_photographs_side_by_side() -> None:
    report = report_of(
        "說明。\n附錄、照片\n說明:簡報情形 日期:10/14\t說明:停車場入口 日期:10/15\n"
        "說明:分組討論 日期:10/16\n"
    )
    assert captions(report) == ["簡報情形", "停車場入口", "分組討論"]
    assert report.photos["date"].dt.day.tolist() == [14, 15, 16]


WEEK = (
    "日期\t時間\t活動內容\t地點\n10/15（二）\t09:00-12:00\t港務課程\t甲市\n"
    "\t14:00-16:00\t參訪燈塔博物館\t甲市\n\n貳、心得\n良好。\n附錄、活動照片\n"
)


def said(report: Report) -> list[tuple[int, str | None, str]]:
    photos = report.photos.astype({"event": object}).fillna({"event": ""})
    rows = photos[["date", "event", "caption"]].itertuples(index=False)
    return [(day.day, event or None, words) for day, event, words in rows]


def test_captions_side_by_side_of_two_lines() -> None:
    report = report_of(
        WEEK
        + "     港務課程                  參訪燈塔博物館\n  講師解說航道（10月15日）       團員合影（10月15日）\n\n"
        "   參訪燈塔博物館全體團員於       參觀監控中心\n       門前合影\n     （10月16日）             （10月16日）\n"
    )
    assert said(report) == [
        (15, None, "港務課程講師解說航道(10月15日)"),
        (15, None, "參訪燈塔博物館團員合影(10月15日)"),
        (16, None, "參訪燈塔博物館全體團員於門前合影 (10月16日)"),
        (16, None, "參觀監控中心 (10月16日)"),
    ]


def test_somebody_who_explains_is_a_photograph() -> None:
    report = report_of(
        "一、甲機關\n該機關設有停車場。\n圖1 站長說明車輛調度之作業流程\n圖2 處長介紹專案執行架構\n"
        "圖3 車輛調度作業流程\n圖4 團員試乘\n"
    )
    assert captions(report) == ["站長說明車輛調度之作業流程", "處長介紹專案執行架構", "團員試乘"]


#: Two captions of two lines each, of which the right one has a wide gap behind its number.
SIDE_BY_SIDE = """
     圖 1 團員於停車塔前合        圖 2   站長致贈模型予
          影                            Lars Holm 先生

     圖 3 試乘公共自行車          圖 4   學員與站務人員於調度中
                                        心交流
"""


def test_the_rest_of_captions_stands_below_each_of_them() -> None:
    whole = [
        "團員於停車塔前合影",
        "站長致贈模型予Lars Holm 先生",
        "試乘公共自行車",
        "學員與站務人員於調度中心交流",
    ]
    assert captions(report_of("說明。\n附錄、照片\n" + SIDE_BY_SIDE)) == whole
    among = report_of("一、甲機關\n該機關設有停車場。\n" + SIDE_BY_SIDE + "二、乙機關\n說明。\n")
    assert captions(among) == whole
    assert among.sections["text"].tolist()[1:] == ["該機關設有停車場。", "說明。"]


def test_captions_that_begin_with_their_day_and_wrap() -> None:
    report = report_of(
        "說明。\n附錄、照片\n"
        "   10月14日　　拜會市府          10月15日　　站長說明調度系統及\n"
        "                                           其備援機制\n\n"
        "   10月16日　　參觀停車塔之      10月17日　　綜合座談\n"
        "              升降設備\n"
    )
    found = report.photos
    assert found["date"].dt.day.tolist() == [14, 15, 16, 17]
    assert [each.split("日")[1] for each in found["caption"]] == [
        "拜會市府",
        "站長說明調度系統及其備援機制",
        "參觀停車塔之升降設備",
        "綜合座談",
    ]


def test_a_day_that_wraps_in_the_caption_of_each_of_two() -> None:
    report = build_report(
        Source(
            "r.txt", "text", tuple(Line(n, t) for n, t in enumerate(WRAPPED_DAYS.split("\n"), 1))
        )
    )
    assert report.photos["date"].dt.strftime("%m-%d").tolist() == ["03-03", "03-06"]
    assert report.photos["caption"].tolist() == [
        "全體團員於港務局前合影(3月3日)", "港灣公社展示館之屋頂花園(3月6日)",
    ]  # fmt: skip


WRAPPED_DAYS = """出國報告(出國類別:考察)
港埠減碳考察報告
出國期間:115年3月1日至115年3月14日
壹、目的
瞭解作法。
貳、過程
該局說明岸電。

   照片 1 全體團員於港務局前合影（3月3           照片 2 港灣公社展示館之屋頂花園（3
                  日）                                      月6日）
參、心得
宜及早整備。
"""


def test_captions_at_different_heights() -> None:
    report = report_of(
        "說明。\n附錄、照片\n"
        "                                照片 2   簡主任說明備援中心\n"
        "照片 1   團員參觀機房（10月14日）\n"
        "                                     （10月15日）\n"
    )
    assert [row[::2] for row in said(report)] == [
        (15, "簡主任說明備援中心 (10月15日)"),
        (14, "團員參觀機房(10月14日)"),
    ]


def test_the_rest_of_a_caption_that_begins_with_its_last_character_and_day() -> None:
    report = report_of(
        "說明。\n附錄、照片\n"
        "圖1   團長致贈交通局紀念              圖2   全體團員合影\n"
        "      品（10月14日）                   （10月15日）\n"
    )
    assert [row[::2] for row in said(report)] == [
        (14, "團長致贈交通局紀念品(10月14日)"),
        (15, "全體團員合影 (10月15日)"),
    ]


def test_cells_in_place_of_pictures_are_no_captions() -> None:
    assert table_of(
        ("（照片）\n\n", "（照片）\n\n"),
        ("10月15日\n開訓典禮", "10月16日\n參觀停車塔"),
        ("（照片）\n\n", "（照片）\n\n"),
        ("10月17日\n結訓典禮", ""),
    ) == [(15, "10月15日開訓典禮"), (16, "10月16日參觀停車塔"), (17, "10月17日結訓典禮")]


def test_headings_that_wrap_to_the_margin() -> None:
    report = report_of(
        "說明。\n附錄、照片\n  國內課程:專家來臺分享該國政經情\n勢\n  ●10月14日\n      分組討論\n"
        "  ●10月15日\n  1、領導力工作坊 (Leadership and\nChange)\n      講座授課\n"
    )
    assert said(report) == [
        (14, "國內課程:專家來臺分享該國政經情勢", "分組討論"),
        (15, "領導力工作坊 (Leadership and Change)", "講座授課"),
    ]


def test_a_word_that_begins_like_a_number_of_a_picture() -> None:
    assert captions(report_of("說明。\n附錄、照片\n10月14日\n圖書館閱覽室\n")) == ["圖書館閱覽室"]


def test_the_rest_of_a_caption_closes_its_bracket() -> None:
    """The rest stands below the end of the caption on its left, which is complete."""
    report = report_of(
        "說明。\n附錄、照片\n"
        "照片 1 團員參觀國家檔案館修復室（10月14日）    照片 2 簡主任說明備援中心（10月15\n"
        "                                         日）\n"
    )
    assert [row[2] for row in said(report)] == [
        "團員參觀國家檔案館修復室(10月14日)",
        "簡主任說明備援中心(10月15日)",
    ]
