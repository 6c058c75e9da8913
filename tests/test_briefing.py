"""The findings that all exports share: words, numbers and lines of one report."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from matplotlib.text import Text

from printed_timetables import text_report
from reports_under_test import answers_114, invented, report_114, report_of, story_114, with_table
from tourlib import agencies, keywords, schedule, themes
from tourlib.agencies.roster import ranks_grid
from tourlib.export.briefing import SECTIONS, story
from tourlib.phrases import topic_name
from tourlib.question import Answer
from tourlib.report import build_report

NATIVE = ("bar", "column", "line", "heat")
LANGUAGES = ("zh", "en")


def found(lang: str) -> dict[str, Answer]:
    return {finding.name: finding for finding in answers_114(lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_its_words_and_lines(lang: str) -> None:
    last = len(report_114().source.lines)
    for finding in found(lang).values():
        assert finding.kind != "none"
        assert finding.title
        assert finding.heading
        assert finding.shown or finding.kind == "list"
        assert finding.foot
        assert finding.title in finding.alt
        assert finding.facts
        assert len(finding.lines) == len(finding.frame)
        if finding.name == "methods":  # it tells of our own doing
            continue
        assert finding.all_lines
        assert 1 <= finding.all_lines[0] <= finding.all_lines[-1] <= last
        assert finding.grid is not None or finding.kind not in NATIVE


def test_the_workbook_has_numbers_of_pictures_too() -> None:
    pictures = {name for name, one in found("zh").items() if one.kind == "picture" and one.grid}
    assert pictures == {"ministry-coverage", "local-coverage", "week"}


def test_the_story_is_in_order() -> None:
    """Who was there, the days, what came of them, the recommendations, what to mind, the appendix."""
    told = story_114()
    assert [section.name for section in told.sections] == list(SECTIONS)
    assert told.journey == "比利時　114年8月18日至29日"
    assert told.source.startswith("資料來源：公務人員保障暨培訓委員會《")
    assert told.source.endswith("研習成果報告》（114年9月30日）")
    findings, themes, topics = told.summary
    assert findings.lines[0].startswith("建議點名最多的是數位發展部（5 項），但沒有派員")
    assert len(findings.lines) == 3
    assert "③ 政府治理與友善職場、④ 能源轉型、⑤ 領導力" in themes.lines[0]
    assert topics.lines[6] == "議題 7：擴大生技投資，全球市場布局"


def test_the_recommendations_have_their_items_agencies_and_words() -> None:
    """Topic 1 has four items of the first level, in lines 899, 907, 913 and 918; 疫苗 is of topic 7."""
    [advice] = [answer for answer in answers_114() if answer.name == "recommendation-topics"]
    assert advice.title.startswith("8 個議題共提出 55 項建議")
    assert len(advice.parts) == 8
    first = advice.parts[0]
    assert [fact.split("：")[0] for fact in first.facts] == [
        "(一) 建立策略性網絡領導的認知與文化", "(二) 強化網絡領導者的能力與角色",
        "(三) 優化組織支持與制度設計", "(四) 因應文化脈絡調整策略",
    ]  # fmt: skip
    assert "善用危機意識作為推動契機" in first.facts[0]
    assert [lines[0] for _fact, lines in first.points] == [899, 907, 913, 918]
    assert "疫苗 15 次" in advice.parts[6].lead
    assert advice.grid is not None
    assert "主辦機關" not in advice.grid.cells  # the report of 114 names none as responsible


def test_bars_that_all_say_one_are_a_list() -> None:
    """24 parents sent 28 people, 21 of them one each."""
    people = found("zh")["agency-representation"]
    assert people.kind == "list"
    assert people.draw() == []
    assert people.facts[0].startswith("經濟部（3 人：水利署第六河川分署")


def test_the_appendix_says_how_the_numbers_of_the_story_are_found() -> None:
    methods = found("zh")["methods"]
    assert methods.kind == "list"
    for name in ("建議點名", "行程密度", "主題涵蓋", "關鍵詞"):
        assert any(fact.startswith(f"{name}：") for fact in methods.facts)
    empty = with_table(report_114(), "sessions", report_114().sessions.head(0))
    [less] = [answer for answer in story(empty).answers if answer.name == "methods"]
    assert not any(fact.startswith("行程密度") for fact in less.facts)


def test_the_cloud_is_of_the_words_that_the_topics_show() -> None:
    cloud, top = keywords.cloud(report_114()), keywords.topics(report_114())
    assert set(cloud["term"]) == set(top.loc[top["keyness"] > 0, "term"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_within_chance_is_no_finding(lang: str) -> None:
    """Of 28 people six came from the 22 of 69 bodies that are local: 8.9 would be in proportion."""
    assert "balance" not in found(lang)


def test_who_is_left_out_is_told() -> None:
    """The cover names 29; the staff member of line 48 is not counted."""
    for name in ("agency-representation", "ministry-coverage", "local-coverage", "ranks"):
        assert found("zh")[name].shown.endswith("工作人員 1 人未計入（名單共 29 人）")


def test_themes_told_by_likeness_are_said_to_be() -> None:
    coverage = found("zh")["theme-coverage"]
    told = "議題的主題全部依用詞相近推定"  # no topic of 114 stands under a theme's heading
    assert told in coverage.shown
    assert told in coverage.draw()[0].shown


def test_slide_and_notes_of_keywords_are_in_the_order_of_the_frame() -> None:
    words = found("zh")["topic-keywords"]
    assert words.grid is not None
    for (topic, title), group in words.frame.groupby(["topic", "topic_title"]):
        assert group["keyness"].is_monotonic_decreasing
        shown = words.grid.cells.loc[topic_name(topic, title)].iloc[0].split("、")
        ranked = [f"{t} {n} 次" for t, n in zip(group["term"], group["count"], strict=True)]
        assert [text.removesuffix(" ○") for text in shown] == ranked[: len(shown)]
        [told] = [fact for fact in words.facts if fact.startswith(topic_name(topic, title))]
        assert all(text in told for text in shown)
    assert "社會福利" in set(words.frame.loc[words.frame["topic"] == 2, "term"])
    assert {"驗證", "資料庫"} <= set(words.frame.loc[words.frame["topic"] == 3, "term"])


def test_the_example_of_a_keyword_is_a_sentence_that_has_it() -> None:
    frame = keywords.topics(report_114())
    lines = {line.number: line.text for line in report_114().source.lines}
    [vaccine] = frame[(frame["term"] == "疫苗") & (frame["topic"] == 7)].to_dict("records")
    assert "疫苗" in vaccine["example"]
    assert vaccine["lines"]
    assert all("疫苗" in lines[n] for n in vaccine["lines"])
    assert vaccine["count"] == 15
    assert frame["example"].notna().all()


def test_the_example_of_a_keyword_is_cited_with_its_own_line() -> None:
    """The headings in 895, 944, 1009 and 1027 have the words too, the sentences stand below them."""
    frame = keywords.topics(report_114())
    first = frame.drop_duplicates("topic").set_index("term")["example_line"]
    assert first[["協作", "AI", "疫苗", "生態"]].tolist() == [897, 948, 1011, 1029]


def test_lines_of_a_keyword_are_those_of_the_uses_counted() -> None:
    """930 has 社會|福利制度, and 1014 疫苗產業 alone."""
    frame = keywords.topics(report_114()).set_index(["topic", "term"])
    assert frame.loc[(2, "社會福利"), "lines"] == [926, 929, 932]
    assert frame.loc[(2, "社會福利"), "count"] == 3
    assert 1014 not in frame.loc[(7, "疫苗"), "lines"]
    assert frame.loc[(7, "疫苗"), "lines"] == [1009, 1011, 1012, 1013, 1016, 1021]
    assert all(len(lines) <= n for lines, n in zip(frame["lines"], frame["count"], strict=True))
    assert frame.reset_index().attrs["lines"][0] == tuple(frame["lines"].iloc[0])


def test_the_title_of_the_keywords_names_the_most_key_of_all_topics() -> None:
    """By z: 協作 6.23, 疫苗 4.70, 數據 4.33; AI 4.93 is key to topics 4 and 5. The cloud says the same."""
    words = found("zh")["topic-keywords"]
    assert re.findall("「([^」]*)」", words.headline) == ["協作", "疫苗", "數據"]
    assert words.headline == "最能區分各議題的詞是「協作」、「疫苗」、「數據」"
    cloud = keywords.cloud(report_114())
    assert keywords.say_cloud(cloud).startswith(
        "只屬一個議題的關鍵詞中，關鍵性最高的是「協作」、「疫苗」"
    )
    assert keywords.say_cloud(cloud.assign(topics=2)).startswith("關鍵性最高的詞是「協作」、「AI」")
    assert "不含較長詞" in words.shown


def test_a_report_shows_itself_in_a_notebook() -> None:
    """Cover (lines 3 to 13), 29 on the roster, 7 days of 29 entries, 14 visits, 68 rows of advice."""
    report = report_114()
    rows = dict(re.findall(r"<th[^>]*>([^<]*)</th><td[^>]*>([^<]*)</td>", report._repr_html_()))
    assert rows["訓練年 cohort"] == "114"
    assert rows["地點 destination"] == "比利時"
    assert rows["期間 period"] == "2025-08-18 – 2025-08-29"
    counts = {"participants": 29, "sessions": 29, "themes": 5, "visits": 14, "recommendations": 68}
    assert {name: int(rows[name]) for name in counts} == counts
    told = report.findings["severity"].value_counts().to_dict()
    assert sorted(rows["提醒 findings"].split("、")) == sorted(f"{k} {n}" for k, n in told.items())
    assert "report.findings" in report._repr_html_()


def test_a_day_of_one_block_has_no_density_in_words() -> None:
    """18 July is one entry from 9 to 16, lunch inside."""
    facts = found("zh")["schedule-density"].facts
    assert [fact for fact in facts if fact.startswith("7/18")] == ["7/18(五) 國內課程：研習時數 7"]
    assert "8/20(三) 出國行程 76%：研習時數 6.5、其餘行程時段 2" in facts
    assert "比利時聯邦公共服務部的數位化與簡化" in "".join(found("zh")["week"].facts)
    assert "參訪 参訪" not in "".join(found("zh")["week"].facts)


def test_hours_of_the_journey_are_named_where_a_bar_has_those_at_home() -> None:
    grid = found("zh")["theme-hours"].grid
    assert grid is not None
    notes = dict(zip(grid.values.index, grid.notes, strict=True))
    assert notes["③ 政府治理與友善職場"] == "國外 6.75 小時 (20%)"
    assert notes["④ 能源轉型"] == "7 小時 (21%)"


def test_chinese_sentences_have_full_width_marks() -> None:
    """「強化跨部會協作,借鏡」 and 「參訪:…」: the report prints half-width marks."""
    half = re.compile(r"[\u4e00-\u9fff」][,;:?!](?![\d ])|[,;:?!][\u4e00-\u9fff]")
    for finding in found("zh").values():
        told = [finding.title, finding.shown, *finding.facts]
        if finding.grid is not None:
            told += [*map(str, finding.grid.values.index), *map(str, finding.grid.values.columns)]
        assert not [text for text in told if half.search(text)]
        drawn = {t.get_text() for chart in finding.draw() for t in chart.findobj(Text)}
        assert not [text for text in drawn if half.search(text.replace("\n", ""))]


def test_english_has_no_chinese_words_of_its_own() -> None:
    for name in ("ranks", "schedule-density", "theme-hours", "term-network"):
        zh, en = found("zh")[name], found("en")[name]
        assert zh.heading != en.heading
        assert zh.title != en.title
        assert zh.shown != en.shown
        numbers = zh.frame.select_dtypes("number").columns
        assert zh.frame[numbers].equals(en.frame[numbers])
    assert not re.search("[\u4e00-\u9fff]", " ".join(found("en")["ranks"].facts))


def test_numbers_of_the_grids_are_those_of_the_frames() -> None:
    parts = found("zh")
    people = parts["agency-representation"]
    assert people.grid is not None
    assert people.grid.values.sum().sum() == people.frame["people"].sum()
    assert f"{int(people.frame['people'].sum())} 人" in people.title
    hours = parts["theme-hours"]
    assert hours.grid is not None
    assert hours.grid.values.sum().sum() == pytest.approx(hours.frame["hours"].sum())
    density = parts["schedule-density"]
    assert density.grid is not None
    window = density.frame["window_minutes"].sum() / 60
    assert density.grid.values.sum().sum() == pytest.approx(window)
    coverage = parts["theme-coverage"]
    assert coverage.grid is not None
    assert coverage.grid.values.sum(axis=1).tolist() == pytest.approx([1.0] * 4)
    concepts = parts["topic-concepts"]
    assert concepts.grid is not None
    blank = concepts.grid.values.isna()
    assert ((concepts.grid.cells == "") == blank).all().all()


def test_lines_are_those_of_the_rows() -> None:
    people = found("zh")["agency-representation"]
    rows = agencies.people(report_of(report_114().participants)).attrs["lines"]
    for labels, number, lines in zip(rows, people.frame["people"], people.lines, strict=True):
        text = " ".join(report_114().source.lines[line - 1].text for line in lines)
        assert len(lines) >= 1
        assert len(labels) == number
        assert all(name in text for name in report_114().participants.loc[list(labels), "name"])


def test_groups_of_posts_are_named_in_one_order() -> None:
    frame = pd.DataFrame(
        {"level": ["central", "local"], "rank": ["單位主管", "首長"], "people": [2, 1]}
    )
    grid = ranks_grid(frame, "zh")
    assert list(grid.values.index) == ["首長", "單位主管"]
    assert grid.notes == ("1 人", "2 人")  # no shares of a few
    chart = agencies.plot_ranks(frame)
    names = [tick.get_text() for tick in chart.axes[0].get_yticklabels()]
    assert names == ["首長", "單位主管"]


def test_series_have_colours_of_their_own() -> None:
    for finding in found("zh").values():
        if finding.kind in ("bar", "column"):
            assert finding.grid is not None
            assert len(set(finding.grid.colours)) == len(finding.grid.values.columns)


def test_a_report_with_a_roster_alone_says_what_is_missing() -> None:
    rows = report_114().participants
    lines = report_114().source.lines[: int(rows["line"].max()) + 1]
    short = build_report(dataclasses.replace(report_114().source, lines=lines))
    told = story(short)
    assert [section.name for section in told.sections] == ["people", "checks", "appendix"]
    [missing] = [answer for answer in told.answers if answer.name == "missing"]
    for said in ("程式沒有讀到課程表", "沒有可比較的文字", "程式沒有讀到建議"):
        assert any(fact.startswith(said) for fact in missing.facts)
    assert missing.title == f"有 {len(missing.facts)} 個部分未能呈現"


def test_pictures_can_be_drawn() -> None:
    for finding in found("en").values():
        if finding.kind == "picture":
            pages = finding.draw()
            assert pages
            assert all(page.finding == finding.title for page in pages)
            assert all(page.source == finding.foot for page in pages)


def test_frames_are_not_empty() -> None:
    assert all(isinstance(f.frame, pd.DataFrame) and len(f.frame) for f in found("zh").values())


def test_numbers_of_the_network_are_those_that_are_drawn() -> None:
    network = found("zh")["term-network"]
    words = {*network.frame["first"], *network.frame["second"]}
    assert network.title.startswith(f"{len(words)} 個關鍵詞之間有 {len(network.frame)} 組")
    [chart] = network.draw()
    assert chart.shown == network.shown  # no pair is left out
    assert not {"資安", "轉型"} <= words or ("資安", "轉型") not in set(
        zip(network.frame["first"], network.frame["second"], strict=True)
    )


def test_lines_of_a_pair_are_those_in_which_both_words_stand() -> None:
    """能源政策 and 離岸風電 stand together in 144, 395 and 1041; their sections begin elsewhere."""
    frame, lines = found("zh")["term-network"].frame, found("zh")["term-network"].lines
    pairs = list(zip(frame["first"], frame["second"], strict=True))
    assert lines[pairs.index(("能源政策", "離岸風電"))] == (144, 395, 1041)


def test_a_word_that_several_topics_share_is_no_headline_of_the_cloud() -> None:
    assert "「AI」" not in keywords.say_cloud(keywords.cloud(report_114()))


def test_conflicts_of_times_travel_with_the_hours() -> None:
    """Lines 180, 419 and 560 against 1123, 1053 and 1099."""
    for name in ("schedule-density", "theme-hours"):
        assert "3 處時間內文與課程表不同" in found("zh")[name].shown


def test_a_day_of_one_undivided_block_has_no_density() -> None:
    grid = found("zh")["schedule-density"].grid
    assert grid is not None
    assert [name for name in grid.values.index if "%" not in name] == ["7/18(五)\n國內課程"]


def test_times_that_differ_are_told_where_a_number_depends_on_them() -> None:
    """Of 105 the text begins a visit half an hour later and says no end: no hours depend on it."""
    report = invented("105-usa", "docx")
    told = "1 處時間內文與課程表不同"
    assert told in schedule.days_shown(schedule.days(report))
    assert told in schedule.week_shown(schedule.week(report))
    assert told not in themes.hours_shown(themes.hours(report))


def test_how_many_recommendations_there_are_is_no_finding_beside_their_list() -> None:
    advice = "".join(f"{n}、推動第{n}案：編列預算。\n" for n in "一二三四")
    told = story(text_report(f"考察甲國作法報告\n\n壹、目的\n說明。\n貳、建議\n{advice}"))
    assert [len(block.lines) for block in told.summary] == [4]
    assert not any("4 項建議" in line for block in told.summary for line in block.lines)
