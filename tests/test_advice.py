"""Recommendations given as a table: cells, tabs, merged cells, a summary of what the text says."""

from __future__ import annotations

from typing import Any

import pytest

from tourlib.lines import Line, Source, table_row_text
from tourlib.report import Report, build_report
from tourlib.words.texts import advice_texts

BEFORE = [
    "考察離岸風電出國報告", "出國期間:116年5月3日至5月9日", "壹、目的", "為瞭解海域治理。",
    "參、心得", "一、制度完整", "審查由單一窗口辦理。",
]  # fmt: skip
HEADER = ("項次", "建議事項", "說明", "主辦機關", "協辦機關", "期程", "備註")
ROWS = [
    ("1", "建立海域空間整合平臺", "丹麥以單一窗口審查。\n我國宜比照\n辦理。", "內政部", "經濟部\n農業部", "立即可行", ""),
    ("2", "鬆綁法規：修正電業法，\n加速審查。", "修法需時。", "經濟\n部", "", "中長期", "116年起"),
    ("3", "培育人才", "(1)與大學合作。\n(2)設獎學金。", "教育部", "勞動部、經濟部", None, ""),
]  # fmt: skip
EXPECTED = [
    (1, "建立海域空間整合平臺", None, 0, "建立海域空間整合平臺", "丹麥以單一窗口審查。\n我國宜比照辦理。",
     "immediate", "內政部", "經濟部、農業部"),
    (2, "鬆綁法規", None, 0, "鬆綁法規", "修正電業法,加速審查。\n修法需時。\n備註:116年起", "long_term", "經濟部", None),
    (3, "培育人才", "(1)", 1, None, "與大學合作。", "long_term", "教育部", "勞動部、經濟部"),
    (3, "培育人才", "(2)", 1, None, "設獎學金。", "long_term", "教育部", "勞動部、經濟部"),
]  # fmt: skip
COLUMNS = [
    "topic", "topic_title", "item", "depth", "title", "text", "horizon", "lead_agency", "co_agencies",
]  # fmt: skip


def load(chapter: list[Any], form: str = "docx") -> Report:
    lines = []
    for number, said in enumerate([*BEFORE, *chapter, "伍、結語", "收穫豐碩。"], 1):
        if isinstance(said, str):
            lines.append(Line(number, said))
        elif form == "docx":
            text = "\t".join((cell or "").replace("\n", " ") for cell in said)
            lines.append(Line(number, text, cells=said, table=1))
        else:
            lines.append(Line(number, "\t".join((cell or "").replace("\n", " ") for cell in said)))
    return build_report(Source("report.txt", form, tuple(lines)))


def rows(report: Report) -> list[tuple[Any, ...]]:
    frame = report.recommendations[COLUMNS].astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def numbers_broken(report: Report) -> list[list[int]]:
    """Lines of the chapter whose numbers are said to be broken."""
    said = report.findings[report.findings["code"] == "numbering-broken"]
    return [lines for lines in said["lines"] if lines[-1] > len(BEFORE)]


def test_rows_are_topics_with_agencies_and_horizon() -> None:
    report = load(["肆、建議", "綜整如下表:", HEADER, *ROWS])
    assert rows(report) == EXPECTED
    assert list(report.recommendations["line"]) == [11, 12, 13, 13]
    assert report.unclaimed.empty


def test_rows_below_a_heading_are_its_items() -> None:
    report = load(["肆、建議", "一、海域治理", HEADER, *ROWS[:2], "二、其他", "加強宣導。"])
    found = [(row[0], row[1], row[2], row[4], row[7]) for row in rows(report)]
    assert found == [
        (1, "海域治理", "1", "建立海域空間整合平臺", "內政部"),
        (1, "海域治理", "2", "鬆綁法規", "經濟部"),
        (2, "其他", None, "其他", None),
    ]


@pytest.mark.parametrize("form", ["docx", "text"])
def test_a_summary_of_what_the_text_says_makes_no_rows(form: str) -> None:
    said = [
        "肆、建議",
        "一、建立海域空間整合平臺",
        "宜由內政部辦理。",
        "二、培育人才",
        "宜設獎學金。",
    ]
    table = [
        ("項次", "建議事項", "主辦機關"),
        ("1", "建立海域空間整合平臺", "內政部"),
        ("2", "培育人才", "教育部"),
    ]
    with_table, without = load([*said, *table], form), load(said, form)
    titles = ["建立海域空間整合平臺", "培育人才"]
    assert list(with_table.recommendations["topic_title"]) == titles
    assert list(without.recommendations["topic_title"]) == titles


def test_tables_of_other_chapters_stay_text() -> None:
    table = [("項次", "建議事項", "主辦機關"), ("1", "建立平臺", "內政部")]
    report = load(["二、上期建議辦理情形", *table, "肆、建議", "一、培育人才", "宜設獎學金。"])
    assert [row[1] for row in rows(report)] == ["培育人才"]
    assert report.sections["text"].str.contains("建立平臺", na=False).any()


def test_text_with_tabs() -> None:
    table = [
        HEADER[:2] + HEADER[3:5],
        ("1", "建立平臺。", "內政部", "經濟部 農業部"),
        ("2", "鬆綁法規。", "經濟部", ""),
    ]
    report = load(["肆、建議", *table], "text")
    assert [(row[1], row[5], row[7], row[8]) for row in rows(report)] == [
        ("建立平臺。", "建立平臺。", "內政部", "經濟部、農業部"),
        ("鬆綁法規。", "鬆綁法規。", "經濟部", None),
    ]


@pytest.mark.parametrize("form", ["docx", "text"])
def test_a_term_printed_once_holds_for_the_rows_below_up_to_the_appendix(form: str) -> None:
    table = [
        ("期程", "項次", "建議事項", "主辦機關", "協辦機關"),
        ("短期", "1", "建立人口資料庫", "國家發展委員會", "內政部"),
        ("", "2", "辦理求生體驗", "內政部", ""),
        ("中期", "3", "檢討設立標準", "衛生福利部", "內政部"),
        ("", "4", "補助在地課程", "教育部", ""),
    ]
    photos = ["", "附錄 活動照片", "5月3日 開訓式", "全體學員合影", "5月4日 拜會市政府", "市長接見"]
    report = load(["肆、建議", *table, *photos], form)
    found = [(row[1], row[5], row[6], row[7], row[8]) for row in rows(report)]
    assert found == [
        ("短期", "建立人口資料庫", "immediate", "國家發展委員會", "內政部"),
        ("短期", "辦理求生體驗", "immediate", "內政部", None),
        ("中期", "檢討設立標準", "long_term", "衛生福利部", "內政部"),
        ("中期", "補助在地課程", "long_term", "教育部", None),
    ]
    assert list(report.photos["caption"]) == ["全體學員合影", "市長接見"]
    assert report.unclaimed.empty


def test_an_appendix_begins_right_behind_a_full_line() -> None:
    wrapped = (
        "建立交流平臺:建議與各地校長協會簽署合作備忘錄並於每年輪流主辦",
        "校長論壇邀請各校分享經驗與作法同時補助偏鄉學校參與以利交流之推動。",
    )
    items = [line for n in "一二三四五六七八九十" for line in (f"{n}、{wrapped[0]}", wrapped[1])]
    report = load(["肆、建議", *items, "附件 活動照片"], "text")
    assert {row[5] for row in rows(report)} == {"".join(wrapped).partition(":")[2]}
    assert ["附件", "活動照片"] in report.sections[["number", "title"]].values.tolist()


def test_a_number_alone_has_its_title_in_the_next_line() -> None:
    report = load(
        ["肆、建議", "一、", "提升數位治理", "建議整合平臺。", "(一)", "開放資料：逐年開放。"]
    )
    found = [(row[1], row[2], row[4], row[5]) for row in rows(report)]
    assert found == [("提升數位治理", "(一)", "開放資料", "逐年開放。")]
    titles = report.sections.loc[report.sections["chapter"] == "recommendations", "title"]
    assert list(titles) == ["建議", "提升數位治理", "開放資料"]


def test_no_agency_is_none() -> None:
    row = ("1", "建立平臺", "單一窗口。", "內政部", "無", "立即可行", "")
    assert rows(load(["肆、建議", HEADER, row]))[0][-2:] == ("內政部", None)


def test_agencies_in_a_table_of_labels_below_an_item() -> None:
    fields = [
        ("說明", "整合資料。"),
        ("辦理期程", "中長期"),
        ("主辦機關", "內政部"),
        ("協辦機關", "無"),
    ]
    report = load(["肆、建議", "一、建立平臺", *fields])
    assert [row[-3:] for row in rows(report)] == [("long_term", "內政部", None)]


def test_cells_that_say_who_leads_and_who_helps() -> None:
    table = [
        ("編號", "建議內容", "建議機關", "辦理期程"),
        ("一", "建立平台", "主辦:國家發展\n委員會\n協辦:內政部", "立即可行"),
    ]
    assert rows(load(["肆、建議", *table]))[0][6:] == ("immediate", "國家發展委員會", "內政部")


def test_agencies_of_both_kinds_and_as_numbered_points() -> None:
    said = [
        "肆、建議", "一、建立平台", "主(協)辦機關:國家發展委員會(內政部、財政部)", "由國發會整合。",
        "二、辦理訓練", "(一)內容:每年辦理。", "(二)主辦機關:考試院", "(三)協辦機關:無",
    ]  # fmt: skip
    found = [(row[1], row[2], *row[7:]) for row in rows(load(said))]
    assert found == [
        ("建立平台", None, "國家發展委員會", "內政部、財政部"),
        ("辦理訓練", "(一)", "考試院", None),
    ]


def test_reflections_and_advice_theme_by_theme() -> None:
    lines = [
        "荷蘭研習出國報告", "壹、目的", "觀摩治水。", "貳、過程", "主題一 治水", "河川。", "主題二 循環", "採購。",
        "參、心得與建議", "主題一 治水", "一、心得", "重視基金。", "二、建議", "(一)設基金:以法律明定。",
        "(二)還地於河:擇一流域。", "主題二 循環", "一、心得", "採購可帶動市場。", "二、建議", "(一)修法:增列指標。",
    ]  # fmt: skip
    source = Source("report.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1)))
    found = build_report(source).recommendations
    assert found[["title", "text", "theme"]].values.tolist() == [
        ["設基金", "以法律明定。", 1],
        ["還地於河", "擇一流域。", 1],
        ["修法", "增列指標。", 2],
    ]


def test_lines_of_a_wrapped_row_are_read_with_it() -> None:
    table = [
        "項次  建議事項              主辦機關          協辦機關",
        "1     建立關係人口資料庫    國家發展委員會    內政部",
        "2     推動企業人才派駐地方  行政院人事行政    各部會",
        "      服務                  總處",
    ]
    report = load(["肆、建議", *table], "text")
    assert [row[5] for row in rows(report)] == ["建立關係人口資料庫", "推動企業人才派駐地方服務"]
    assert report.unclaimed.empty


@pytest.mark.parametrize(
    ("first", "second"), [("立即可行建議", "中長期建議:"), ("【立即可行】", "【中長期】")]
)
def test_headings_without_a_number_that_say_when(first: str, second: str) -> None:
    said = [
        "肆、建議", first, "一、訂定標準:由某部訂定。", "二、辦理訓練:每年辦理。", second, "三、修正法規:逐步修正。",
    ]  # fmt: skip
    report = load(said)
    found = [(row[0], row[2], row[4], row[6]) for row in rows(report)]
    assert found == [
        (1, "一", "訂定標準", "immediate"),
        (1, "二", "辦理訓練", "immediate"),
        (2, "三", "修正法規", "long_term"),
    ]
    broken = report.findings.query("code == 'numbering-broken'")["message"]
    assert not broken.str.contains("三").any()


def test_agencies_in_sentences_of_their_own_behind_the_text() -> None:
    said = ["肆、建議", "一、修法:逐步修正。主辦機關:內政部。協辦機關:財政部、主計總處。"]
    row = rows(load(said))[0]
    assert (row[5], *row[7:]) == ("逐步修正。", "內政部", "財政部、主計總處")


TOPICS = [
    ("一、提升數位治理", "(一)建立平臺:由單一窗口辦理。", "短期", "數位發展部"),
    (None, "(二)培育人才:設獎學金。", "中期", "教育部"),
    ("二、強化長照", "(一)補助設施:盤點需求。", "短期", "衛生福利部"),
    (None, "(二)簽署備忘錄:與瑞典合作。", "長期", "衛生福利部"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "text"])
@pytest.mark.parametrize("called", ["議題", "面向", "建議主題", "方向"])
def test_topics_in_merged_cells(called: str, form: str) -> None:
    cells = [row if form == "docx" else (row[0] or "", *row[1:]) for row in TOPICS]
    report = load(["肆、建議", (called, "建議事項", "期程", "主辦機關"), *cells], form)
    found = [(row[0], row[1], row[2], row[4], row[5], row[6], row[7]) for row in rows(report)]
    assert found == [
        (1, "提升數位治理", "(一)", "建立平臺", "由單一窗口辦理。", "immediate", "數位發展部"),
        (1, "提升數位治理", "(二)", "培育人才", "設獎學金。", "long_term", "教育部"),
        (2, "強化長照", "(一)", "補助設施", "盤點需求。", "immediate", "衛生福利部"),
        (2, "強化長照", "(二)", "簽署備忘錄", "與瑞典合作。", "long_term", "衛生福利部"),
    ]
    assert report.recommendations["horizon_printed"].tolist() == ["短期", "中期", "短期", "長期"]
    assert not numbers_broken(report)


@pytest.mark.parametrize(
    ("line", "horizon", "printed"),
    [
        ("期程:短期(1年內)", "immediate", "短期"),
        ("(主辦機關:內政部;期程:半年內)", "immediate", "半年內"),
        ("【中長期建議】", "long_term", "中長期"),
    ],
)
def test_the_words_that_say_when_are_kept(line: str, horizon: str, printed: str) -> None:
    [row] = load(["肆、建議", f"一、修法:逐步修正。{line}"]).recommendations.to_dict("records")
    assert (row["horizon"], row["horizon_printed"]) == (horizon, printed)


@pytest.mark.parametrize("form", ["docx", "text"])
def test_rows_are_no_headings_but_text_of_the_one_above(form: str) -> None:
    """The cells count among the characters of the heading under which the table stands."""
    cells = [row if form == "docx" else (row[0] or "", *row[1:]) for row in TOPICS]
    table = [("議題", "建議事項", "期程", "主辦機關"), *cells]
    report = load(
        ["肆、建議", "一、通盤建議", "彙整如下:", *table, "以上請參考。", "二、其他", "加強宣導。"],
        form,
    )
    found = report.sections[["number", "title", "depth", "line", "line_end"]].values.tolist()[3:]
    assert found == [
        ["肆", "建議", 1, 8, 8], ["一", "通盤建議", 2, 9, 16], ["二", "其他", 2, 17, 18], ["伍", "結語", 1, 19, 20],
    ]  # fmt: skip
    text = "\n".join(
        ["彙整如下:", *(cell for row in table for cell in row if cell), "以上請參考。"]
    )
    assert report.sections["text"][4] == text
    assert report.sections["chars"][4] == sum(map(str.isalnum, text)) == 100
    assert list(report.recommendations["line"][1:5]) == [12, 13, 14, 15]
    assert list(report.concordance("備忘錄")["section"]) == [5]
    assert report.unclaimed.empty
    assert set(report.lines["claimed_by"][11:15]) == {"recommendations"}


def test_topics_with_tables_have_the_texts_of_their_rows() -> None:
    report = load(["肆、建議", "一、立即可行", HEADER, *ROWS[:2], "二、中長期", HEADER, ROWS[2]])
    assert list(report.sections["title"][4:]) == ["立即可行", "中長期", "結語"]
    assert advice_texts(report.recommendations, report.sections) is report.recommendations


def test_cells_break_no_numbering_of_headings() -> None:
    rows = [
        ("2", "培育人才", "教育部"),
        ("5", "補助設施", "衛生福利部"),
        ("(三)", "簽約", "外交部"),
    ]
    report = load(
        [
            "肆、建議",
            "一、甲案",
            "宜予整合。",
            ("項次", "建議事項", "主辦機關"),
            *rows,
            "二、乙案",
            "宣導。",
        ]
    )
    assert list(report.sections["title"][4:]) == ["甲案", "乙案", "結語"]
    assert numbers_broken(report) == []


def test_items_of_one_cell_share_topic_and_agency() -> None:
    table = [
        ("類別", "建議事項", "主辦機關"),
        ("數位治理", "(一)建立平臺:單一窗口。\n(二)培育人才:設獎學金。", "數位發展部"),
        ("長照", "(一)補助設施:盤點需求。", "衛生福利部"),
    ]
    found = [(row[1], row[2], row[4], row[7]) for row in rows(load(["肆、建議", *table]))]
    assert found == [
        ("數位治理", "(一)", "建立平臺", "數位發展部"),
        ("數位治理", "(二)", "培育人才", "數位發展部"),
        ("長照", "(一)", "補助設施", "衛生福利部"),
    ]


def test_numbers_that_run_on_over_topics_are_not_broken() -> None:
    table = [
        ("項次", "面向", "建議事項", "主辦機關"),
        ("1", "數位治理", "建立平臺", "數位發展部"),
        ("2", None, "培育人才", "教育部"),
        ("3", "長照", "補助設施", "衛生福利部"),
    ]
    report = load(["肆、建議", *table])
    assert [(row[1], row[2], row[5]) for row in rows(report)] == [
        ("數位治理", "1", "建立平臺"),
        ("數位治理", "2", "培育人才"),
        ("長照", "3", "補助設施"),
    ]
    assert not numbers_broken(report)


@pytest.mark.parametrize("label", ["期程:", "【期程】", "〔辦理期程〕", "《時程》: ", "▲推動期程:"])
@pytest.mark.parametrize(
    ("said", "horizon"),
    [
        ("立即可行", "immediate"),
        ("中長期", "long_term"),
        ("短期(1年內)", "immediate"),
        ("近程/半年內", "immediate"),
        ("短期、116年底前", "immediate"),
        ("長期(3年以上)", "long_term"),
        ("中程 2-3年", "long_term"),
    ],
)
def test_a_line_that_says_when_is_of_the_item_above(label: str, said: str, horizon: str) -> None:
    report = load([
        "肆、建議", "一、建立海象資料共享平臺", "各單位資料分散，宜予整合。",
        f"{label}{said}", "主辦機關:交通部", "協辦機關:內政部",
        "二、培育潮間帶巡查人力", "宜辦理課程。", f"{label}{said}", "主辦機關:教育部",
    ])  # fmt: skip
    assert [row[5:] for row in rows(report)] == [
        ("各單位資料分散,宜予整合。", horizon, "交通部", "內政部"),
        ("宜辦理課程。", horizon, "教育部", None),
    ]


@pytest.mark.parametrize("when", ["短期\n(1年內)", "短期\n1年", "立即可行\n(116年底前)"])
def test_a_term_of_two_lines_in_its_cell(when: str) -> None:
    report = load(["肆、建議", HEADER, ("1", "整合海象資料", "宜予整合。", "交通部", "", when, "")])
    assert [row[5:8] for row in rows(report)] == [("宜予整合。", "immediate", "交通部")]


@pytest.mark.parametrize("when", ["116年底前", "116年至118年"])
def test_years_alone_tell_no_term_but_are_no_text(when: str) -> None:
    report = load(["肆、建議", "一、整合海象資料", "宜予整合。", f"期程:{when}"])
    assert [row[5:7] for row in rows(report)] == [("宜予整合。", None)]
    assert report.recommendations["horizon_printed"].tolist() == [when]


@pytest.mark.parametrize("mark", ["▲", "※", "➤ ", "►", "★", "✔", "· ", "– ", "◆"])
def test_marks_of_a_list_before_the_agencies(mark: str) -> None:
    report = load([
        "肆、建議", "一、整合海象資料", f"{mark}宜予整合。", f"{mark}主辦機關:交通部", f"{mark}協辦機關:內政部",
    ])  # fmt: skip
    assert [row[5:] for row in rows(report)] == [("宜予整合。", None, "交通部", "內政部")]


def test_a_name_that_begins_with_characters_left_out_keeps_them() -> None:
    report = load(["肆、建議", "一、整合海象資料", "○○公司之作法可供參考。"])
    assert [row[5] for row in rows(report)] == ["○○公司之作法可供參考。"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("高雄市政府\n海洋局", "高雄市政府海洋局"),
        ("宜蘭縣政府\n農業處\n屏東縣政府", "宜蘭縣政府農業處、屏東縣政府"),
        ("國立臺灣大學\n教育部", "國立臺灣大學、教育部"),
        ("農業部漁業\n署", "農業部漁業署"),
    ],
)
def test_agencies_wrapped_in_a_narrow_cell(cell: str, said: str) -> None:
    report = load(["肆、建議", HEADER, ("1", "整合海象資料", "宜予整合。", cell, "", "短期", "")])
    assert [row[7] for row in rows(report)] == [said]


@pytest.mark.parametrize("title", ["附錄一 建議分工表", "附件 建議事項辦理分工"])
def test_a_table_that_says_whose_task_each_is(title: str) -> None:
    text = (
        "出國報告\n考察甲國作法\n出國期間:113年10月14日至10月19日\n\n壹、目的\n說明。\n貳、心得\n良好。\n參、建議\n"
        "一、修訂港埠專法:建請研議母法。\n二、培育領港人才\n(一)開設專班:每年一班。\n(二)提高待遇:比照公營事業。\n"
        f"三、更新導航設施:分年編列預算。\n{title}"
    )
    rows = [
        ("編號", "建議事項", "期程", "主辦機關", "協辦機關"),
        ("1", "修訂港埠專法", "中長期", "交通部", "內政部\n各縣市政府"),
        ("2", "培育領港人才", "立即可行", "交通部航港局", "無"),
        ("3", "另行研議之事項", "中長期", "教育部", ""),
    ]
    lines = [Line(n, each) for n, each in enumerate(text.split("\n"), 1)]
    lines += [Line(len(lines) + n, table_row_text(r), None, r, 1) for n, r in enumerate(rows, 1)]
    found = build_report(Source("r.docx", "docx", tuple(lines))).recommendations
    columns = ["title", "horizon", "lead_agency", "co_agencies"]
    assert found[columns].astype(object).fillna("").values.tolist() == [
        ["修訂港埠專法", "long_term", "交通部", "內政部、各縣市政府"],
        ["開設專班", "immediate", "交通部航港局", ""],
        ["提高待遇", "immediate", "交通部航港局", ""],
        ["更新導航設施", "", "", ""],
    ]


def told(report: Report, *columns: str) -> list[list[str]]:
    return report.recommendations[list(columns)].astype(object).fillna("").values.tolist()


@pytest.mark.parametrize("boxes", ["□■", "□☑", "☐✓"])
def test_of_boxes_the_ticked_one_says_when(boxes: str) -> None:
    no, yes = boxes
    report = load(
        [
            "肆、建議",
            ("編號", "建議事項", "主辦機關", "期程"),
            ("1", "檢討收費標準", "交通部", f"{yes}立即可行\n{no}中長期"),
            ("2", "擴建碼頭", "交通部", f"{no}立即可行\n{yes}中長期"),
        ]
    )
    assert told(report, "text", "horizon") == [
        ["檢討收費標準", "immediate"],
        ["擴建碼頭", "long_term"],
    ]


@pytest.mark.parametrize("mark", ["/", "；", "，", "、", "／"])
def test_a_horizon_behind_the_agencies(mark: str) -> None:
    said = mark.join(("主辦：交通部", "協辦：內政部", "立即可行"))
    report = load(
        ["肆、建議", f"一、檢討收費標準：研議修法。（{said}）", "二、擴建碼頭：編列預算。"]
    )
    assert told(report, "text", "horizon", "lead_agency", "co_agencies") == [
        ["研議修法。", "immediate", "交通部", "內政部"],
        ["編列預算。", "", "", ""],
    ]


@pytest.mark.parametrize("beside", [True, False])
def test_a_title_and_what_is_recommended(beside: bool) -> None:
    said = [("檢討收費標準", "依船舶噸位分級計收。"), ("擴建碼頭", "分三年編列預算興建。")]
    head = ("編號", "建議事項", "建議內容") if beside else ("編號", "建議事項")
    body = [(str(n), *(each if beside else ("\n".join(each),))) for n, each in enumerate(said, 1)]
    report = load(["肆、建議", (*head, "主辦機關"), *((*row, "交通部") for row in body)])
    assert told(report, "title", "text") == [list(each) for each in said]


def test_a_cell_is_what_is_recommended_and_no_title() -> None:
    group = ("一、港埠治理", None, None)
    report = load(
        [
            "肆、建議",
            ("項次", "建議事項", "主辦機關"),
            group,
            ("1", "研議船舶岸電費率並補助老舊碼頭", "交通部"),
            ("2", "碼頭改建：編列預算", "交通部"),
            ("3", "訂定引水人員訓練及考核之共通作業規範，並逐年檢討其成效與經費配置情形", "交通部"),
        ]
    )
    assert told(report, "topic_title", "item", "title", "text") == [
        ["港埠治理", "1", "", "研議船舶岸電費率並補助老舊碼頭"],
        ["港埠治理", "2", "碼頭改建", "編列預算"],
        [
            "港埠治理",
            "3",
            "",
            "訂定引水人員訓練及考核之共通作業規範,並逐年檢討其成效與經費配置情形",
        ],
    ]
    assert list(report.recommendations["chars"]) == [15, 4, 33]
    assert report.sections["title"].notna().all()
    assert report.unclaimed.empty


@pytest.mark.parametrize("form", ["docx", "text"])
def test_rows_below_the_name_of_their_theme(form: str) -> None:
    group: tuple[str | None, ...] = (None, None, None) if form == "docx" else ()
    first, second = "主題一　港埠轉型", "主題二　航道安全"
    report = load(
        [
            "肆、建議",
            ("序號", "建議", "權責機關", "推動期程"),
            (first, *group) if group else first,
            ("1", "檢討收費標準", "主辦：交通部 協辦：內政部", "中長期"),
            ("2", "擴建碼頭", "主辦：交通部", "立即可行"),
            (second, *group) if group else second,
            ("3", "更新燈塔", "主辦：內政部", "中長期"),
        ],
        form,
    )
    assert told(report, "topic_title", "text", "lead_agency", "co_agencies", "horizon") == [
        ["港埠轉型", "檢討收費標準", "交通部", "內政部", "long_term"],
        ["港埠轉型", "擴建碼頭", "交通部", "", "immediate"],
        ["航道安全", "更新燈塔", "內政部", "", "long_term"],
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("甲、港埠轉型", "乙、航道安全"), ("港埠轉型", "航道安全")]
)
def test_a_cell_across_all_columns_is_a_topic_whatever_its_number(first: str, second: str) -> None:
    report = load([
        "肆、建議",
        ("序號", "建議", "權責機關"),
        (first, None, None),
        ("1", "檢討收費標準", "主辦：交通部"),
        ("2", "擴建碼頭", "主辦：交通部"),
        (second, None, None),
        ("3", "更新燈塔", "主辦：內政部"),
    ])  # fmt: skip
    assert told(report, "topic_title", "text", "lead_agency") == [
        ["港埠轉型", "檢討收費標準", "交通部"],
        ["港埠轉型", "擴建碼頭", "交通部"],
        ["航道安全", "更新燈塔", "內政部"],
    ]


@pytest.mark.parametrize("empty", ["", "\t\t\t\t"])
def test_text_with_tabs_and_titles_over_all_columns(empty: str) -> None:
    said = ["肆、建議", "序號\t建議事項\t主辦機關\t協辦機關\t期程", f"一、海域空間{empty}",
            "1\t建立整合平臺。\t內政部\t經濟部\t立即可行", f"二、人才{empty}",
            "2\t與大學合作培育。\t教育部\t\t中長期"]  # fmt: skip
    found = [(row[1], row[5], row[6], row[7]) for row in rows(load(said))]
    assert found == [
        ("海域空間", "建立整合平臺。", "immediate", "內政部"),
        ("人才", "與大學合作培育。", "long_term", "教育部"),
    ]


PLAIN = [("項次", "建議", "主辦機關"), ("1", "設置平臺。", "內政部"), ("2", "開放資料。", "經濟部")]


@pytest.mark.parametrize("form", ["docx", "text"])
def test_captions_of_several_tables_are_their_topics(form: str) -> None:
    report = load(["肆、建議", "表1 短期可行者", *PLAIN, "表2 中長期建議", *PLAIN], form)
    found = [(row[0], row[1], row[5], row[6]) for row in rows(report)]
    assert found == [
        (1, "短期可行者", "設置平臺。", None), (1, "短期可行者", "開放資料。", None),
        (2, "中長期建議", "設置平臺。", "long_term"), (2, "中長期建議", "開放資料。", "long_term"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "items", [PLAIN, [("項次", "建議", "主辦機關"), *[(n, "設置平臺", "內政部") for n in "12"]]]
)
def test_recommendations_in_an_appendix(items: list[Any]) -> None:
    chapter = [
        "肆、建議",
        "本次考察提出二項建議,詳如附件二。",
        "附件一 資料",
        "簡報檔。",
        "附件二 建議事項彙整表",
        *items,
    ]
    report = load(chapter)
    assert report.recommendations["lead_agency"].notna().tolist() == [True, True]
    assert set(report.sections["chapter"][4:6]) == {"appendix"}


def test_what_others_do_beside_the_recommendation_keeps_its_header() -> None:
    table = [
        ("甲國作法", "建議事項", "主辦機關"),
        ("單一窗口", "設置平臺。", "內政部"),
        ("每月上網", "開放資料。", "經濟部"),
    ]
    assert [row[5] for row in rows(load(["肆、建議", *table]))] == [
        "設置平臺。\n甲國作法:單一窗口",
        "開放資料。\n甲國作法:每月上網",
    ]


@pytest.mark.parametrize("mark", ["✓", "●", "V"])
def test_a_column_for_each_time_frame(mark: str) -> None:
    header = ("項次", "建議", "短期", "中長期", "主辦機關")
    table = [
        header,
        ("1", "設置平臺。", mark, "", "內政部"),
        ("2", "開放資料。", "", mark, "經濟部"),
    ]
    assert [(row[5], row[6]) for row in rows(load(["肆、建議", *table]))] == [
        ("設置平臺。", "immediate"), ("開放資料。", "long_term"),
    ]  # fmt: skip


def test_a_column_of_those_that_lead_and_in_brackets_those_that_help() -> None:
    table = [
        ("建議", "負責單位(協助單位)"),
        ("設置平臺。", "內政部(交通部、經濟部)"),
        ("開放資料。", "經濟部"),
    ]
    assert [row[7:] for row in rows(load(["肆、建議", *table]))] == [
        ("內政部", "交通部、經濟部"), ("經濟部", None),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "text"])
def test_numbered_measures_with_time_frames_below_what_is_proposed(form: str) -> None:
    """The measures had been read as the explanation of a proposal merged over them."""
    cells = [
        ("1", "活化漁港", "1.開放遊艇停泊:先行試辦。", "農業處", "觀光處", "近程(116年)"),
        (None, None, "2.改建魚市場:與漁會合作。", "建設處", "", "中程(118年)"),
        ("2", "推廣食魚", "1.編印教材:納入營養教育。", "教育處", "農業處", "近程(116年)"),
        (None, None, "2.認證餐廳:每年評鑑。", "觀光處", "", "遠程"),
    ]
    below = [tuple(cell or "" for cell in row) for row in cells] if form == "text" else cells
    head = ("項次", "建議事項", "具體作法", "主辦單位", "協辦單位", "期程")
    found = [(*row[:3], row[4], *row[6:]) for row in rows(load(["肆、建議", head, *below], form))]
    assert found == [
        (1, "活化漁港", "1", "開放遊艇停泊", "immediate", "農業處", "觀光處"),
        (1, "活化漁港", "2", "改建魚市場", "long_term", "建設處", None),
        (2, "推廣食魚", "1", "編印教材", "immediate", "教育處", "農業處"),
        (2, "推廣食魚", "2", "認證餐廳", "long_term", "觀光處", None),
    ]


def test_measures_without_numbers_below_what_is_proposed() -> None:
    head = ("建議事項", "具體作法", "主辦單位")
    cells = [("活化漁港", "開放遊艇停泊", "農業處"), (None, "改建魚市場", "建設處")]
    found = load(["肆、建議", head, *cells]).recommendations
    assert found[["topic_title", "text"]].values.tolist() == [
        ["活化漁港", "開放遊艇停泊"],
        ["活化漁港", "改建魚市場"],
    ]
