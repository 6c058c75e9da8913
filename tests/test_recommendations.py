"""Recommendations that are not numbered, and what in their chapter recommends."""

from __future__ import annotations

import dataclasses

import pytest

from reports_under_test import report_114
from tourlib import cohorts, question, recommendations
from tourlib.lines import Line, Source
from tourlib.report import Report, build_report


def _read(text: str) -> Report:
    lines = tuple(Line(n, each) for n, each in enumerate(text.split("\n"), 1))
    return build_report(Source("r.txt", "text", lines))


def test_paragraphs_of_a_chapter_without_numbers() -> None:
    text = (
        "出國報告\n考察甲國作法\n服務機關：交通部\n\n第一章 目的\n1.1 緣起\n說明。\n第三章 心得及建議\n3.1 心得\n"
        "兩國經驗值得借鏡。\n3.2 建議\n綜合前述考察所得，提出建議如下：\n"
        "訂定設計手冊：建議參考乙國手冊編訂。\n建立評估機制：建議設置計數器。\n建議籌組交流平台。\n"
    )
    found = _read(text).recommendations
    assert found["topic"].tolist() == [1, 2, 3]
    assert found["topic_title"].tolist()[:2] == ["訂定設計手冊", "建立評估機制"]
    assert found["text"].tolist()[1:] == ["建議設置計數器。", "建議籌組交流平台。"]
    assert found["item"].isna().all()


SEEN = (
    "考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n一、推動港埠轉型:\n{before}\n"
    "(一)公開:資料以公開為原則。\n(二)共享:資料與民間共享。\n{after}\n(一)整併窗口:由一個單位收件。\n"
    "(二)擴建碼頭\n二、培訓人才\n(一)課程:\n1.開設專班:每年一班。\n"
)
SEEN_THERE = "該港以兩項原則運作,可以做為我國的經驗:"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # What the port does is no recommendation; a heading with items below it is none; a short item is.
        (SEEN_THERE, "相關建議如下:", [False, False, True, True, False, True]),
        (SEEN_THERE, "說明如下:", [True, True, True, True, False, True]),
        ("建議採取以下作法:", "另建議如下:", [True, True, True, True, False, True]),
    ],
)
def test_what_recommends(before: str, after: str, told: list[bool]) -> None:
    report = _read(SEEN.format(before=before, after=after))
    assert report.recommendations["advises"].tolist() == told
    figures = cohorts.figures(report).set_index("figure")["value"]
    assert figures["items"] == sum(told)


def test_items_of_114_are_those_that_recommend() -> None:
    found = report_114().recommendations
    assert found.loc[found["line"].isin(range(966, 970)), "advises"].tolist() == [False] * 4
    assert found["advises"].sum() == 55  # 68 rows; 9 are headings, 4 tell what FARI showed


def test_key_figures_of_114_cite_what_they_count() -> None:
    frame = cohorts.figures(report_114())
    lines = dict(zip(frame["figure"], frame.attrs["lines"], strict=True))
    assert {895, 924, 934, 944, 962, 997, 1007, 1023} <= {*lines["topics"]}
    assert not {901, 936, 1025} & {*lines["topics"]}
    assert 1053 in lines["domestic_hours"]
    assert 1053 not in {*lines["days"], *lines["contact_hours"]}
    assert 1104 in lines["days"]  # a lunch is of a day, and no hour of study
    assert 1104 not in lines["contact_hours"]


def test_the_days_of_the_journey_are_those_of_the_cover() -> None:
    """12 days are said in line 13 alone; the timetable has 8."""
    frame = cohorts.figures(report_114())
    lines = dict(zip(frame["figure"], frame.attrs["lines"], strict=True))
    assert lines["journey_days"] == (13,)
    shown = cohorts.QUESTIONS[0].shown
    assert "；行程天數依封面；" in shown(frame, "zh")
    bare = dataclasses.replace(report_114().meta, start=None, end=None)
    other = cohorts.figures(dataclasses.replace(report_114(), meta=bare))
    assert "封面" not in shown(other, "zh")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("比利時透過地方單位服務民眾。我國應簡化程序。", "我國應簡化程序"),
        ("丹麥早有先例。各地做法不一。", "丹麥早有先例"),
        ("將服務設計成以民眾為起點。政府應公開資料。", "將服務設計成以民眾為起點"),
        ("面對挑戰,應以「零信任(zero trust)」為基礎。", "面對挑戰，應以「零信任」為基礎"),
    ],
)
def test_what_an_item_says_is_its_advice_and_not_what_was_seen(text: str, told: str) -> None:
    frame = recommendations.items(_read(f"壹、建議\n一、服務\n(一)簡化服務\n{text}"))
    assert frame["parts"].tolist() == [[told]]


def test_a_lead_without_its_colon_ends_at_its_bracket() -> None:
    text = (
        "考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n一、扶植產業\n"
        "1.平台升級(甲式+乙式)成效取決於兩者的設計:建議設置平台。\n"
        "2.產業鏈整合(全程供應):建議組成聯盟。\n3.市場布局(外銷與合作):建議取得認證。\n"
        "4.法規(草案)配套的檢討:建議修法。\n"
    )
    found = _read(text).recommendations
    assert found["title"].tolist() == [
        "平台升級(甲式+乙式)", "產業鏈整合(全程供應)", "市場布局(外銷與合作)", "法規(草案)",
    ]  # fmt: skip
    assert found["text"].tolist()[0] == "成效取決於兩者的設計:建議設置平台。"


ROLES = [
    "（主政：內政部；協辦：交通部）", "（主責：內政部；協力：交通部）", "（主：內政部；協：交通部）",
    "主（協）辦：內政部（交通部）", "權責分工：主辦-內政部；協辦-交通部",
    "（權責機關：內政部（主辦），交通部（協辦））",
    "（主政機關－內政部／協同機關－交通部）",
]  # fmt: skip
TWO_ITEMS = (
    "考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n"
    "一、修正法規\n(一)檢討條文:宜檢討。{each}\n(二)訂定辦法:宜訂子法。{each}\n{whole}"
)


@pytest.mark.parametrize("said", ROLES)
@pytest.mark.parametrize("between", ["", "\n"])
def test_agencies_with_roles_in_any_arrangement(said: str, between: str) -> None:
    report = _read(TWO_ITEMS.format(each=between + said, whole=""))
    found = report.recommendations
    assert found["lead_agency"].tolist() == ["內政部", "內政部"]
    assert found["co_agencies"].tolist() == ["交通部", "交通部"]
    assert found["text"].tolist() == ["宜檢討。", "宜訂子法。"]
    assert "bracket-unbalanced" not in report.findings["code"].tolist()


@pytest.mark.parametrize("said", [*ROLES, "主辦機關：內政部\n協辦機關：交通部"])
def test_a_line_behind_the_items_is_of_them_all(said: str) -> None:
    found = _read(TWO_ITEMS.format(each="", whole=f"{said}\n辦理期程：中長期\n")).recommendations
    assert found["lead_agency"].tolist() == ["內政部", "內政部"]
    assert found["co_agencies"].tolist() == ["交通部", "交通部"]
    assert found["horizon"].tolist() == ["long_term", "long_term"]


def test_a_line_behind_an_item_with_a_list_is_of_this_item() -> None:
    """It went to the topic, and from there to the item before."""
    listed = "\n1.訂定範本：宜於半年內完成。\n2.設定時程：宜於十日內審查。\n"
    text = TWO_ITEMS.replace("{each}", "{0}", 1).replace("{each}", "{1}", 1)
    for inner in (listed, "\n宜分三年辦理，並公布結果。\n", listed.partition("2.")[0]):
        found = _read(text.format(inner, inner + "主辦機關：內政部\n", whole="")).recommendations
        lead = found[found["lead_agency"].notna()]
        assert list(zip(lead["item"], lead["lead_agency"], strict=True)) == [("(二)", "內政部")]
    found = _read(text.format("主辦：交通部", "\n主辦：內政部", whole="")).recommendations
    assert found["lead_agency"].tolist() == ["交通部", "內政部"]


def test_agencies_of_all_items_below_a_heading_that_says_when() -> None:
    text = TWO_ITEMS.replace("修正法規", "修正法規【立即】")
    found = _read(
        text.format(each="", whole="主辦機關：內政部；協辦機關：交通部\n")
    ).recommendations
    assert found["lead_agency"].tolist() == ["內政部", "內政部"]
    assert found["horizon"].tolist() == ["immediate", "immediate"]


def test_what_can_be_done_at_once() -> None:
    found = _read(
        "114年考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n"
        "一、【立即】修正法規\n宜修法。\n二、建置平台（114年底前）\n宜建置。\n"
        "三、培訓人才（116年底前）\n宜培訓。\n四、【中長程】設立中心\n宜設立。\n"
    ).recommendations
    assert found["topic_title"].tolist() == [
        "修正法規", "建置平台(114年底前)", "培訓人才(116年底前)", "設立中心",
    ]  # fmt: skip
    assert found["horizon"].fillna("").tolist() == ["immediate", "", "", "long_term"]


def test_an_item_without_a_title_is_called_by_what_it_advises() -> None:
    report = _read(
        "114年考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n"
        "一、港埠塞車已成常態，因應措施不一。由各港自行填報，格式互異。建議航港局訂定一致之申報格式。\n"
        "二、港埠塞車已成常態，因應措施不一，由各港自行填報，格式互異，逐年加劇，業者迭有反映，"
        "迄今未見改善，宜由航港局訂定申報格式。\n三、各港填報格式互異。航港局按季彙整。\n"
        "四、設備老舊為各港之挑戰。因此,加速汰換岸電設備,是減碳之第一要務。\n"
    )
    found = recommendations.items(report)
    assert found["title"].tolist() == [
        "建議航港局訂定一致之申報格式", "因應措施不一，由各港自行填報，格式互異，逐年加劇，業者迭有反映，迄今未見改善，宜由航港局訂定申報格式",
        "各港填報格式互異", "加速汰換岸電設備，是減碳之第一要務",
    ]  # fmt: skip


#: Another topic whose lines break off, as in a wrapped file.
WRAPPED = "二、檢討規定\n" + "".join(
    f"({n})宜參考該國作法並檢討現行規定\n以利後續推動各項措施。\n" for n in "一二三四五六七八九"
)


@pytest.mark.parametrize(
    ("said", "horizon"),
    [("立即", "immediate"), ("1年內", "immediate"), ("中長期（3年）", "long_term"), ("持續", None)],
)
def test_a_term_ends_the_agencies_above_it(said: str, horizon: str | None) -> None:
    whole = f"權責機關：內政部（主辦），交通部、農業部（協辦）\n辦理期程：{said}\n"
    found = _read(TWO_ITEMS.format(each="", whole=whole) + WRAPPED).recommendations
    assert found["co_agencies"].tolist()[:2] == ["交通部、農業部"] * 2
    assert found["horizon"].astype(object).where(found["horizon"].notna(), None).tolist()[:2] == [
        horizon, horizon,
    ]  # fmt: skip


OF_THEMES = (
    "考察甲國作法報告\n\n壹、目的\n說明。\n貳、過程\n行程緊湊。\n{head}{first}林務治理\n一、學習重點\n甲國林地多為私有。\n"
    "二、心得\n誘因設計值得借鏡。\n三、{advice}\n(一)成立平台:邀集林農參與。\n(二)修正辦法:放寬補助。\n"
    "{second}溼地復育\n一、學習重點\n溼地由各邦管理。\n二、心得\n分工清楚。\n三、{advice}\n(一)訂定準則:分級管理。\n{end}、結語\n收穫豐富。\n"
)


@pytest.mark.parametrize("advice", ["建議", "政策建議"])
@pytest.mark.parametrize(
    ("head", "first", "second", "end"),
    [
        ("參、研習議題\n", "議題一:", "議題二:", "肆"),
        ("參、研習成果\n", "主題一 ", "主題二 ", "肆"),
        ("", "參、議題一:", "肆、議題二:", "伍"),
    ],
)
def test_each_theme_with_recommendations_of_its_own(
    advice: str, head: str, first: str, second: str, end: str
) -> None:
    text = OF_THEMES.format(advice=advice, head=head, first=first, second=second, end=end)
    report = _read(f"{text}附錄一 建議分工表\n如前述。\n")
    assert report.themes["title"].tolist() == ["林務治理", "溼地復育"]
    columns = ["topic", "topic_title", "item", "title", "theme"]
    assert report.recommendations[columns].to_numpy().tolist() == [
        [1, "林務治理", "(一)", "成立平台", 1],
        [1, "林務治理", "(二)", "修正辦法", 1],
        [2, "溼地復育", "(一)", "訂定準則", 2],
    ]
    roles = report.sections.groupby("title")["chapter"].unique()
    assert roles["心得"].tolist() == ["reflections"]
    assert roles["學習重點"].tolist() == ["study_notes"]
    assert roles["成立平台"].tolist() == ["recommendations"]


def test_parts_of_themes_are_notes_where_a_chapter_recommends() -> None:
    text = OF_THEMES.format(
        advice="建議", head="參、研習議題\n", first="議題一:", second="議題二:", end="伍"
    )
    found = _read(
        text.replace("伍、結語", "肆、建議\n一、設專責單位:統籌業務。\n伍、結語")
    ).recommendations
    assert found["title"].tolist() == ["設專責單位"]


def test_what_stands_between_a_lead_and_its_agencies_is_text() -> None:
    found = _read(
        "考察報告\n壹、目的\n說明。\n貳、建議\n一、停車管理\n"
        "（一）擴充充電站：編列補助經費（主辦機關：經濟部；協辦機關：交通部）\n"
        "（二）公私協力：共創平台（主辦機關：交通部）\n1.由公會推動試辦。\n2.由公所提供場地。\n"
    ).recommendations
    assert found["title"].tolist()[:2] == ["擴充充電站", "公私協力:共創平台"]
    assert found["text"].iloc[0] == "編列補助經費"
    assert found["lead_agency"].tolist()[:2] == ["經濟部", "交通部"]


@pytest.mark.parametrize("cut", ["協辦機關：\n農業部", "協\n辦機關：農業部"])
def test_agencies_in_brackets_that_break_anywhere(cut: str) -> None:
    said = f"（一）建立指引：邀集相關單位訂定指引。（主辦機關：交通部；{cut}、地方政府）\n"
    [item] = _read(
        f"考察報告\n壹、目的\n說明。\n貳、建議\n一、管理\n{said}"
    ).recommendations.to_dict("records")
    assert (item["lead_agency"], item["co_agencies"].replace("、、", "、")) == (
        "交通部",
        "農業部、地方政府",
    )
    assert item["text"] == "邀集相關單位訂定指引。"


TERMS = (
    "考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n一、港埠\n(一)短期建議\n{whole}"
    "1.整併窗口：宜由一個單位收件。\n主辦機關：交通部\n2.公開資料：宜每月公布。\n主辦機關：內政部\n(二)中長期建議\n"
    "1.擴建碼頭：宜分期辦理。\n主辦機關：交通部\n二、漁港\n(一)近期措施\n1.改良拍賣：宜試辦鐘式拍賣。\n主辦機關：農業部\n"
    "(二)遠程方案（5年內）\n1.補助冷鏈：宜補助設備。\n主辦機關：農業部\n三、防災\n(一)演練\n1.辦理演練：宜每年一次。\n"
)


def test_a_heading_that_only_says_when_is_no_recommendation() -> None:
    """One with a single item was read as that item, and all of them were counted."""
    report = _read(TERMS.format(whole=""))
    found = report.recommendations
    assert found["item"].tolist() == [
        "(一)/1", "(一)/2", "(二)/1", "(一)/1", "(二)/1", "(一)", "(一)/1",
    ]  # fmt: skip
    assert found["horizon_printed"].dropna().tolist() == ["短期", "短期", "中長期", "近期", "遠程"]
    assert "短期建議" in report.sections["title"].tolist()
    items = recommendations.items(report)
    assert list(zip(items["item"], items["title"], strict=True))[:5] == [
        ("(一)1", "整併窗口"), ("(一)2", "公開資料"), ("(二)1", "擴建碼頭"), ("(一)1", "改良拍賣"), ("(二)1", "補助冷鏈"),
    ]  # fmt: skip
    topic = recommendations.topic_facts(recommendations.by_topic(items)[0], brief=True)
    assert topic[2] == "(二)1. 擴建碼頭（中長期；主辦：交通部）"


def test_what_such_a_heading_says_of_agencies_is_said_of_its_items() -> None:
    found = _read(TERMS.format(whole="協辦機關：環境部\n")).recommendations
    assert found["co_agencies"].fillna("").tolist()[:3] == ["環境部", "環境部", ""]


def test_recommendations_that_are_topics_are_not_said_to_have_nothing() -> None:
    report = _read(
        "考察甲國作法報告\n\n壹、目的\n說明。\n貳、建議\n（一）建立港區風險矩陣，以既有檢視成果為基礎，完成評分。\n"
        "（二）公布更新路段，邀集各管線單位共同排程，減少開挖。\n"
    )
    found = question.answer(recommendations.QUESTIONS[0], recommendations.items(report))
    assert not any(fact.endswith("無") for fact in found.facts)


def test_recommendations_stand_in_the_order_of_the_report() -> None:
    advice = "".join(f"{n}、推動第{n}案：編列預算。\n" for n in "一二三四五六七八九十")
    advice += "十一、推動第十一案：編列預算。\n"
    report = _read(f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、建議\n{advice}")
    frame = recommendations.items(report)
    assert frame["topic"].tolist() == list(range(1, 12))
    grid = recommendations.topics_grid(frame)
    assert [str(name).split("推")[0].strip() for name in grid.values.index] == [
        str(n) for n in range(1, 12)
    ]


@pytest.mark.parametrize("number", ["({})", "{}.", ""])
def test_parts_with_the_same_names_make_one_recommendation(number: str) -> None:
    one, two, three = (number.format(n) for n in ("一二三" if "(" in number else "123"))
    text = "".join(
        f"{topic}\n{one}甲乙:{before}\n{two}丙丁:{what}\n{three}主辦單位:交通部\n"
        for topic, before, what in (
            ("一、整併窗口", "民眾須跑三處。", "由一處收件。"),
            ("二、公開資料", "資料分散各處。", "按月上網。"),
        )
    )
    found = _read(
        f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n{text}"
    ).recommendations
    assert found["title"].tolist() == ["整併窗口", "公開資料"]
    assert found["text"].tolist()[1] == "甲乙:資料分散各處。\n丙丁:按月上網。"
    assert found["lead_agency"].tolist() == ["交通部"] * 2


def test_reflection_and_recommendation_below_one_heading() -> None:
    text = "".join(
        f"{n}、{title}\n心得:彼國如此。\n建議:{title}。\n"
        for n, title in (("一", "甲乙"), ("二", "丙丁"))
    )
    found = _read(f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得及建議\n{text}").recommendations
    assert found["text"].tolist() == ["甲乙。", "丙丁。"]


@pytest.mark.parametrize("lead", ["彼國經驗各有長短。", "綜合所得,提出以下二點建議。"])
def test_a_paragraph_that_introduces_paragraphs_that_advise(lead: str) -> None:
    text = f"{lead}\n首先,建議修法。\n其次,建議設站。\n"
    found = _read(
        f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n{text}"
    ).recommendations
    assert found["text"].tolist() == ["首先,建議修法。", "其次,建議設站。"]


@pytest.mark.parametrize(
    "items",
    ["1. 訂定手冊。\n2. 設置窗口。\n", "(一)訂定手冊\n每年修訂。\n(二)設置窗口\n每日開放。\n"],
)
def test_a_conclusion_may_introduce_recommendations(items: str) -> None:
    report = _read(
        f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、結語\n收穫豐碩,謹提建議如次:\n{items}"
    )
    assert len(report.recommendations) == 2
    assert report.sections["chapter"].tolist()[2:] == ["conclusion", *["recommendations"] * 2]


@pytest.mark.parametrize(
    "item",
    ["甲乙事項:{0}\n作法:{1}\n主辦單位:交通部\n", "{0}\n{1}\n由甲單位編列經費,並定期檢討。\n"],
)
def test_short_titles_without_numbers_head_what_is_below(item: str) -> None:
    told = [("設置窗口", "宜由一處收件。"), ("公開資料", "應按月上網公布。")]
    text = "".join(item.format(*each) for each in told)
    found = _read(
        f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、心得\n心得。\n參、建議\n{text}"
    ).recommendations
    assert found["title"].tolist() == ["設置窗口", "公開資料"]
    assert found["text"].str.contains("收件|上網").all()
    assert found["lead_agency"].fillna("").tolist() == (["交通部"] * 2 if ":" in item else ["", ""])
