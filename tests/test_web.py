"""The briefing as a page: it stands alone, links to the lines, and hostile text stays text."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from reports_under_test import answers_114, export_114, report_114, story_114, story_of
from tourlib.export.web import write_web

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">"\''


@pytest.fixture
def page() -> Path:
    return export_114() / "briefing.html"


def test_links_lead_to_places_of_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    ids = Counter(re.findall(r'\bid="([^"]+)"', text))
    assert max(ids.values()) == 1
    used = set(re.findall(r'href="([^"]+)"', text))
    assert sorted(link for link in used if link[0] != "#" or link[1:] not in ids) == []
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    assert not re.search(r'\bsrc="|@import|url\((?!#)', text)


def test_every_finding_and_row_names_its_lines(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())
    for finding in answers_114():
        section = tree.get_element_by_id(finding.name)
        assert section.findtext(".//h2") == finding.title
        rows = section.xpath(".//details//tbody/tr")
        assert len(rows) == len(finding.frame)
        for row, lines in zip(rows, finding.lines, strict=True):
            links = row.xpath("td[last()]/a/@href")
            assert bool(links) == bool(lines)
            if lines:
                assert links[0] == f"#L{lines[0]}"
    of_id = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    for line in report_114().source.lines:
        assert of_id[f"L{line.number}"].text_content().endswith(line.text)


def test_an_english_page_has_an_english_heading() -> None:
    tree = html.fromstring((export_114() / "briefing.en.html").read_bytes())
    assert tree.get("lang") == "en"
    title = "Study visit to Belgium, 2025 (ROC year 114): key points"
    assert tree.findtext(".//h1") == title
    [about] = tree.xpath("//header/p[@lang='zh-Hant-TW']")
    assert report_114().meta.title in about.text
    assert tree.xpath("//aside/div/@lang") == ["zh-Hant-TW"]


def test_every_chart_is_drawn_for_a_desk_and_for_a_phone(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())
    for finding in answers_114():
        figures = tree.xpath(f"//section[@id='{finding.name}']//figure")
        kinds = [one.get("class") for one in figures]
        pages = 0 if finding.kind == "heat" else len(finding.draw())
        assert kinds == sorted(kinds)
        assert kinds.count("desk") == pages
        assert (kinds.count("phone") > pages) == (finding.name == "week")  # fewer days on each
        for figure in figures:
            assert figure.get("tabindex") == "0"
            [drawing] = figure.xpath("./svg")
            wide, high = map(float, drawing.get("viewbox").split()[2:])
            assert (wide > high) == (figure.get("class") == "desk")
    assert "114年8月18日至29日" in page.read_text(encoding="utf-8")


def test_the_page_says_of_each_chart_what_the_chart_says(page: Path) -> None:
    """Hours of unequal height stood on the page without a word."""
    tree = html.fromstring(page.read_bytes())
    [week] = [finding for finding in answers_114() if finding.name == "week"]
    [drawn] = week.draw()
    [shown] = tree.xpath("//section[@id='week']//figure[@class='desk']/p[@class='shown']")
    assert shown.text == drawn.shown
    assert "高度不等" in drawn.shown
    for finding in answers_114():
        shown = tree.xpath(f"//section[@id='{finding.name}']//p[@class='shown']")
        assert shown
        assert finding.name == "week" or {one.text or "" for one in shown} == {finding.shown}


def test_marks_of_charts_say_what_they_stand_for(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())

    def told(name: str) -> list[str]:
        return tree.xpath(f"//section[@id='{name}']//figure[@class='desk']//g/@aria-label")

    assert "首長 中央 3" in told("ranks")
    assert "④ 能源轉型 參訪 7" in told("theme-hours")
    assert "內政部 0" in told("ministry-coverage")
    assert "9:15–12:15 ⑤ 策略性網絡領導力工作坊" in told("week")
    assert "AI – 倫理" in told("term-network")


def test_what_is_a_table_is_one_on_the_page(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())
    [told] = tree.xpath("//section[@id='topic-concepts']//div[@class='told']/table")
    heads = [one.text_content() for one in told.xpath("thead//th")]
    for row in told.xpath("tbody/tr"):
        name, *cells = row
        if "兼具多元面向" in name.text_content():
            # Of the topic on energy nothing else is said: one dark cell, told in words.
            said = {head: one for head, one in zip(heads[1:], cells, strict=True) if one.text}
            assert list(said) == ["能源轉型"]
            assert re.fullmatch(r"\d+%", said["能源轉型"].text)
            assert "background:#F" not in said["能源轉型"].get("style")
    [words] = tree.xpath("//section[@id='topic-keywords']//div[@class='told']")
    assert "疫苗 15 次" in words.text_content()
    figures = tree.xpath("//section[@id='key-figures']//dl[@class='figures']/div")
    assert ["人數（另有工作人員 1 人）", "28"] in [
        [one.findtext("dt"), one.findtext("dd")] for one in figures
    ]


def test_links_to_lines_are_short_on_screen_and_not_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tree = html.fromstring(text)
    without = tree.xpath("//section[.//p[@class='foot'][not(.//span[@class='lines'])]]/@id")
    assert without == ["methods"]  # of no lines of the report
    assert text.count('<span class="lines">') > 10
    assert re.search(r"@media print \{[^}]*\.lines[^}]*display: none", text)


def test_charts_have_title_and_description(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    drawings = re.findall(r"<svg(?! id=.glyphs).*?</svg>", text, re.DOTALL)
    assert len(drawings) >= 2 * sum(
        finding.kind not in ("list", "heat") for finding in answers_114()
    )
    assert all('role="group" aria-label="' in svg and "<desc>" in svg for svg in drawings)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    first = next(finding for finding in answers_114() if finding.kind == "bar")
    frame = first.frame.assign(parent=HOSTILE)
    bad = dataclasses.replace(
        first, title=HOSTILE, heading=HOSTILE, shown=HOSTILE, foot=HOSTILE, facts=(HOSTILE,),
        frame=frame,
    )  # fmt: skip
    lines = tuple(dataclasses.replace(line, text=HOSTILE) for line in report_114().source.lines)
    source = dataclasses.replace(report_114().source, lines=lines)
    meta = dataclasses.replace(report_114().meta, title=HOSTILE, destination=(HOSTILE,))
    report_of = dataclasses.replace(report_114(), source=source, meta=meta)
    text = write_web(story_of([bad]), report_of, tmp_path / "b.html").read_text(encoding="utf-8")
    tree = html.fromstring(text)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img")
    assert not tree.xpath("//@onerror")
    policy = tree.xpath("//meta[@http-equiv]/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe-inline'; script" in policy


def test_same_bytes(page: Path, tmp_path: Path) -> None:
    assert (
        write_web(story_114(), report_114(), tmp_path / "b.html").read_bytes() == page.read_bytes()
    )


def test_times_in_tables_are_times(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    week = text[text.index('<section id="week">') :]
    week = week[week.index("<table>") : week.index("</table>")]
    # 8月20日: 開訓典禮 09:00 to 09:15, the workshop to 12:15 (lines 1055 and 1056).
    assert "<td>09:15</td><td>12:15</td>" in week
    assert "<td>True</td>" not in text
