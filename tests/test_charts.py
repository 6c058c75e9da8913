"""Charts as a minister sees them: every word whole, apart, readable, in the bundled font."""

from __future__ import annotations

import dataclasses
import itertools
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.text import Text
from PIL import Image

import chart_cases as cases
from reports_under_test import report_114, report_of
from tourlib import (
    agencies,
    charts,
    check,
    cohorts,
    export,
    keywords,
    phrases,
    schedule,
    schema,
    themes,
)
from tourlib.charts import fitting, style
from tourlib.charts import house as palette
from tourlib.charts.foot import cohorts_line, foot_line
from tourlib.charts.house import FAMILY, font_path
from tourlib.charts.words import lay_out
from tourlib.cohort import EXPORT_VARIABLE
from tourlib.cohorts import compare
from tourlib.errors import ReportError
from tourlib.phrases import circled
from tourlib.schedule import measure_days

# "Glyph missing" is a warning of matplotlib's: here every warning is an error.
pytestmark = pytest.mark.filterwarnings("error")
REPORT = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
TWELVE = [f"{n}大{cases.LONG[: 5 + n * 2]}" for n in range(1, 13)]
FIFTEEN = (TWELVE + cases.TOPICS)[:15]
FOOT = "114 年訓練|資料來源：report.txt 第 27–56 行"
#: Charts that two processes draw.
DRAWN_TWICE = ("cloud", "network", "week")


COVERED = ("themes", "sessions", "sections", "recommendations")


def coverage(folder: Path = cases.REAL, titles: list[str] | None = None) -> pd.DataFrame:
    frames = [cases.table(name, folder) for name in COVERED]
    if titles:
        frames[:2] = [cases.themes(titles), cases.many_sessions()]
    return cases.footed(cases.measure_coverage(*frames), FOOT)


def week(sessions: pd.DataFrame, titled: pd.DataFrame, lang: str = "zh") -> list[charts.Chart]:
    return schedule.plot_weeks(cases.footed(cases.lay_out_days(sessions, titled), FOOT), lang=lang)


def days(sessions: pd.DataFrame, lang: str = "zh") -> charts.Chart:
    return schedule.plot_days(cases.footed(measure_days(sessions), FOOT), lang=lang)


def hours(sessions: pd.DataFrame, titled: pd.DataFrame, lang: str = "zh") -> charts.Chart:
    return themes.plot_hours(cases.footed(cases.measure_hours(sessions, titled), FOOT), lang=lang)


CASES = {
    "representation": lambda lang: agencies.plot_people(
        cases.footed(cases.agencies(), FOOT), lang=lang
    ),
    "representation-60": lambda lang: agencies.plot_people(
        cases.footed(cases.many_agencies(), FOOT), lang=lang
    ),
    "representation-1": lambda lang: agencies.plot_people(
        cases.footed(cases.agencies().head(1), FOOT), lang=lang
    ),
    "representation-unknown": lambda lang: agencies.plot_people(
        cases.footed(cases.agencies().assign(branch=pd.NA, level=pd.NA, parent=pd.NA), FOOT),
        lang=lang,
    ),
    "representation-partly-unknown": lambda lang: agencies.plot_people(
        cases.footed(cases.partly_unknown(), FOOT), lang=lang
    ),
    "tiles": lambda lang: agencies.plot_ministries(cases.footed(cases.tiles(), FOOT), lang=lang),
    "tiles-90": lambda lang: agencies.plot_ministries(
        cases.footed(cases.tiles(90), FOOT), lang=lang
    ),
    "ledger": lambda lang: check.plot_ledger(cases.footed(cases.lines(), FOOT), lang=lang),
    "ledger-unread": lambda lang: check.plot_ledger(
        cases.footed(cases.lines(unread=7), FOOT), lang=lang
    ),
    "map": lambda lang: agencies.plot_counties(cases.footed(cases.places(), FOOT), lang=lang),
    "ranks": lambda lang: agencies.plot_ranks(cases.footed(cases.ranks(), FOOT), lang=lang),
    "expected": lambda lang: agencies.plot_proportion(
        cases.footed(cases.expected(), FOOT), lang=lang
    ),
    "recurrence": lambda lang: cohorts.plot_recurrence(
        cases.footed(cases.recurrence(), FOOT), lang=lang
    ),
    "recurrence-90": lambda lang: cohorts.plot_recurrence(
        cases.footed(cases.recurrence(90, 14), FOOT), lang=lang
    ),
    "recurrence-1": lambda lang: cohorts.plot_recurrence(
        cases.footed(cases.recurrence(5, 1), FOOT), lang=lang
    ),
    "cohorts-12": lambda lang: cohorts.plot_compare(cases.cohorts(), lang=lang),
    "week": lambda lang: week(cases.sessions(), cases.themes(), lang)[0],
    "week-112": lambda lang: week(cases.many_sessions(14), cases.themes(TWELVE), lang)[1],
    "week-3": lambda lang: week(cases.sessions().head(3), cases.themes(), lang)[0],
    "week-untimed": lambda lang: week(
        cases.sessions().assign(start=pd.NaT, end=pd.NaT), cases.themes(), lang
    )[0],
    "density": lambda lang: days(cases.sessions(), lang),
    "density-60-days": lambda lang: days(cases.many_sessions(60, 5), lang),
    "density-1-day": lambda lang: days(cases.sessions().head(1), lang),
    "hours": lambda lang: hours(cases.sessions(), cases.themes(), lang),
    "hours-12": lambda lang: hours(cases.many_sessions(), cases.themes(TWELVE), lang),
    "coverage": lambda lang: themes.plot_coverage(coverage(), lang=lang),
    "coverage-12": lambda lang: themes.plot_coverage(coverage(titles=TWELVE), lang=lang),
    "shared": lambda lang: keywords.plot_shared(cases.footed(cases.shared(), FOOT), lang=lang),
    "shared-20": lambda lang: keywords.plot_shared(
        cases.footed(cases.shared(TWELVE + cases.TOPICS), FOOT), lang=lang
    ),
    "concepts": lambda lang: keywords.plot_concepts(
        cases.footed(cases.concepts(), FOOT), lang=lang
    ),
    "concepts-15": lambda lang: keywords.plot_concepts(
        cases.footed(cases.concepts(FIFTEEN, 16), FOOT), lang=lang
    ),
    "network": lambda lang: keywords.plot_network(
        cases.footed(cases.with_themes(cases.network(), cases.themes()), FOOT), lang=lang
    ),
    "network-1": lambda lang: keywords.plot_network(
        cases.footed(cases.with_themes(cases.network(2, 1), cases.themes()), FOOT), lang=lang
    ),
    "network-90": lambda lang: keywords.plot_network(
        cases.footed(cases.with_themes(cases.network(90, 160), cases.themes(TWELVE)), FOOT),
        lang=lang,
    ),
    "network-no-themes": lambda lang: keywords.plot_network(
        cases.footed(
            cases.with_themes(
                cases.network().assign(first_theme=pd.NA, second_theme=pd.NA),
                schema.empty("themes"),
            ),
            FOOT,
        ),
        lang=lang,
    ),
    "flow": lambda lang: keywords.plot_sources(cases.footed(cases.flow(), FOOT), lang=lang),
    "flow-15": lambda lang: keywords.plot_sources(
        cases.footed(cases.flow(FIFTEEN, 40, 12), FOOT), lang=lang
    ),
    "flow-1": lambda lang: keywords.plot_sources(
        cases.footed(cases.flow(cases.TOPICS[:1], 4, 1), FOOT), lang=lang
    ),
    "flow-no-themes": lambda lang: keywords.plot_sources(
        cases.footed(cases.flow(themes_used=0), FOOT), lang=lang
    ),
    "keyness": lambda lang: keywords.plot_topics(cases.footed(cases.keywords(), FOOT), lang=lang),
    "keyness-1": lambda lang: keywords.plot_topics(
        cases.footed(cases.keywords(cases.TOPICS[:1]), FOOT), lang=lang
    ),
    "keyness-20": lambda lang: keywords.plot_topics(
        cases.footed(cases.keywords(TWELVE + cases.TOPICS), FOOT), lang=lang
    ),
    "keyness-15": lambda lang: keywords.plot_topics(
        cases.footed(cases.keywords(FIFTEEN), FOOT), lang=lang
    ),
    "keyness-12": lambda lang: keywords.plot_topics(
        cases.footed(cases.keywords(TWELVE), FOOT), lang=lang
    ),
    "cloud": lambda lang: keywords.plot_cloud(cases.footed(cases.cloud(), FOOT), lang=lang),
    "cloud-300": lambda lang: keywords.plot_cloud(cases.footed(cases.cloud(300), FOOT), lang=lang),
}
#: In English the words of a chart are the same for every report: these are enough.
OWN_CASES = tuple(CASES)
for report, folder in cases.REPORTS.items():
    if report == "114":
        continue
    CASES[f"representation-{report}"] = lambda lang, folder=folder: agencies.plot_people(
        cases.footed(cases.agencies(folder), FOOT), lang=lang
    )
    CASES[f"week-{report}"] = lambda lang, folder=folder: week(
        cases.table("sessions", folder), cases.table("themes", folder), lang
    )[-1]
    CASES[f"density-{report}"] = lambda lang, folder=folder: days(
        cases.table("sessions", folder), lang
    )
    CASES[f"coverage-{report}"] = lambda lang, folder=folder: themes.plot_coverage(
        coverage(folder), lang=lang
    )
EMPTY = {
    "representation": lambda: agencies.plot_people(cases.footed(cases.agencies().head(0))),
    "tiles": lambda: agencies.plot_ministries(cases.footed(cases.tiles().head(0))),
    "ledger": lambda: check.plot_ledger(cases.footed(cases.lines().head(0))),
    "map": lambda: agencies.plot_counties(cases.footed(cases.places().head(0))),
    "ranks": lambda: agencies.plot_ranks(cases.footed(cases.ranks().head(0))),
    "expected": lambda: agencies.plot_proportion(cases.footed(cases.expected().head(0))),
    "recurrence": lambda: cohorts.plot_recurrence(cases.footed(cases.recurrence().head(0))),
    "week": lambda: week(schema.empty("sessions"), schema.empty("themes"))[0],
    "density": lambda: days(schema.empty("sessions")),
    "ranks-not-given": lambda: agencies.plot_ranks(cases.footed(cases.ranks().assign(rank=pd.NA))),
    "hours-of-no-theme": lambda: hours(
        cases.sessions().assign(theme=pd.NA), cases.themes().head(0)
    ),
    "concepts-of-none": lambda: keywords.plot_concepts(
        cases.footed(cases.concepts(cases.TOPICS[:1]))
    ),
    "hours": lambda: hours(schema.empty("sessions"), cases.themes()),
    "coverage": lambda: themes.plot_coverage(
        cases.footed(cases.measure_coverage(*map(schema.empty, COVERED)))
    ),
    "shared": lambda: keywords.plot_shared(cases.footed(cases.shared().head(0))),
    "concepts": lambda: keywords.plot_concepts(cases.footed(cases.concepts().head(0))),
    "network": lambda: keywords.plot_network(
        cases.footed(cases.with_themes(cases.network().head(0), cases.themes()))
    ),
    "flow": lambda: keywords.plot_sources(cases.footed(cases.flow().head(0))),
    "flow-no-visits": lambda: keywords.plot_sources(cases.footed(cases.flow(visits=0))),
    "flow-no-topics": lambda: keywords.plot_sources(cases.footed(cases.flow(topics=[]))),
    "keyness": lambda: keywords.plot_topics(cases.footed(cases.keywords().head(0))),
    "cloud": lambda: keywords.plot_cloud(cases.footed(cases.cloud().head(0))),
}


@cache
def drawn(name: str, lang: str = "zh") -> charts.Chart:
    """A chart that several tests ask for by its name."""
    return laid_out(name, lang)


def laid_out(name: str, lang: str) -> charts.Chart:
    chart = CASES[name](lang)
    with style.use_style():
        chart.draw_without_rendering()
    return chart


@pytest.fixture(
    scope="module",
    params=[(name, "zh") for name in CASES] + [(name, "en") for name in OWN_CASES],
    ids="-".join,
)
def chart(request: pytest.FixtureRequest) -> charts.Chart:
    """Each chart in turn: all that is asked of one is asked while it is there."""
    return laid_out(*request.param)


def texts(chart: charts.Chart) -> list[Text]:
    return [
        text
        for text in chart.findobj(Text)
        if text.get_visible() and text.get_text().strip() and _shown(text)
    ]


def _shown(text: Text) -> bool:
    # Axes that are off keep their tick labels, undrawn.
    return text.axes is None or text.axes.axison or text in text.axes.texts


def test_words_are_on_the_page_and_apart(chart: charts.Chart) -> None:
    with style.use_style():
        renderer = chart.canvas.get_renderer()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(chart)]
    assert len(boxes) >= 2
    page = chart.bbox
    outside = [
        words
        for words, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    assert outside == []
    # The words of a cloud, which stand at their baselines, stand in the gaps of larger ones.
    clouded = {text.get_text() for text in texts(chart) if text.get_va() == "baseline"}
    shrunk = [(words, box.padded(-1.0)) for words, box in boxes if words not in clouded]
    clashes = [
        (first, second)
        for (first, a), (second, b) in itertools.combinations(shrunk, 2)
        if a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
    ]
    assert clashes == []


def test_every_word_is_drawn_in_the_bundled_font(chart: charts.Chart) -> None:
    for text in texts(chart):
        path = Path(font_manager.findfont(text.get_fontproperties()))
        bold = text.get_fontweight() == "bold"
        assert path == font_path(bold=bold)


def test_no_text_is_too_small_to_read(chart: charts.Chart) -> None:
    assert min(text.get_fontsize() for text in texts(chart)) >= 7.0


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_frame_gives_a_sentence(name: str) -> None:
    chart = EMPTY[name]()
    assert len(chart.finding) > 5
    shown = "".join(text.get_text().replace("\n", "") for text in texts(chart))
    assert shown == chart.finding + chart.source


def test_words_in_blocks_stay_inside_them() -> None:
    chart = drawn("week-112")
    with style.use_style():
        renderer = chart.canvas.get_renderer()
        blocks = [patch.get_window_extent(renderer) for patch in chart.axes[0].patches]
        inside = 0
        for text in chart.axes[0].texts:
            box = text.get_window_extent(renderer)
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            for block in blocks:
                if block.contains(x, y):
                    inside += 1
                    assert block.x0 - 1 <= box.x0
                    assert box.x1 <= block.x1 + 1
                    assert box.height <= block.height + 2
    assert inside > 20


def test_every_entry_of_the_week_can_be_read() -> None:
    """Of 15 minutes too (開訓典禮, 搭車前往奧斯坦德港, 出發前往 FPS), and a long title of half an hour."""
    chart = drawn("week")
    words = {
        re.sub(r"\([A-Z].*\)", "", text.get_text().replace("\n", "")): text.get_fontsize()
        for text in texts(chart)
    }
    for title in ("開訓典禮", "搭車前往奧斯坦德港", "出發前往 FPS", "總結與評估：我們學到了什麼？",
                  "交流接待會與法蘭德斯數位署專家交流想法"):  # fmt: skip
        assert words[title] >= 11
    assert not [text for text in words if text.endswith("…")]
    assert "從略" not in chart.shown
    assert "各小時高度不等" in chart.shown
    hours = [text for text in words if re.fullmatch(r"\d+:00", text)]
    assert (hours[0], hours[-1]) == ("8:00", "19:00")
    for kind in ("課程", "參訪", "交流", "典禮", "交通", "用餐"):
        assert kind in words


def test_every_entry_of_the_week_begins_at_its_hour() -> None:
    """A ceremony at 9:00 began at 8:35 in the picture, since its block had been made higher upwards."""
    axes = drawn("week").axes[0]
    hours = sorted(
        (int(text.get_text().partition(":")[0]), text.get_position()[1])
        for text in axes.texts
        if re.fullmatch(r"\d+:00", text.get_text())
    )
    assert [high for _hour, high in hours] == sorted((y for _h, y in hours), reverse=True)
    seen = 0
    for block in axes.patches:
        told = re.match(r"\D*(\d+):(\d\d)–(\d+):(\d\d)", block.get_gid() or "")
        if told:
            (begin, _), (end, _) = times = [(int(told[n]), int(told[n + 1])) for n in (1, 3)]
            edges = [block.get_y() + block.get_height(), block.get_y()]
            for (hour, minute), edge in zip(times, edges, strict=True):
                above, below = (dict(hours).get(hour + n, -1.0) for n in (0, 1))
                assert below - 1.5 <= edge <= above + 1.5
                assert minute or abs(edge - above) < 1.5
            seen += begin <= end
    assert seen > 20


def cloud_of(words: dict[str, float]) -> list[tuple[str, float, float, float, float]]:
    """The words of a cloud in a room of 900 by 380 points, with left, top, right and bottom."""
    cloud = lay_out(words, (900.0, 380.0))
    x, y = (900 - cloud.width) / 2, (380 - cloud.height) / 2
    return [
        (word.strip(), left + x + fitting.width("  ", size, bold=True), top + y,
         left + x + fitting.width(word.rstrip(), size, bold=True), top + y + size)
        for (word, _), size, (top, left), _, _ in cloud.layout_
    ]  # fmt: skip


def test_cloud_words_are_all_there_and_do_not_read_on_in_one_another() -> None:
    words = dict(zip(cases.cloud()["term"], cases.cloud()["weight"], strict=True))
    found = cloud_of(words)
    assert sorted(word for word, *_ in found) == sorted(words)
    for (_, left, top, right, low), (_, start, high, _end, bottom) in itertools.permutations(
        found, 2
    ):
        small = min(low - top, bottom - high)
        if min(low, bottom) - max(top, high) > small / 2 and left < start:
            assert start - right > small * 0.35


def test_few_words_stand_together() -> None:
    found = cloud_of({"設備": 3.0, "輪調": 2.0, "AI": 1.5})
    assert len(found) == 3
    left, right = min(left for _, left, *_ in found), max(right for *_, right, _ in found)
    assert right - left < 0.75 * 900
    assert abs((left + right - 900) / 2) < 0.15 * 900


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("兼具多元面向的能源政策,穩健布局低碳能源轉型", ["兼具多元面向的能源政策，", "穩健布局低碳能源轉型"]),
        ("提升公務單位人工智慧運用意識", ["提升公務單位", "人工智慧運用意識"]),
    ],
)  # fmt: skip
def test_lines_break_where_a_reader_pauses(text: str, lines: list[str]) -> None:
    room = fitting.width(text, 10.0) * 0.72
    assert fitting.fit(text, (room, 40.0), (10.0, 10.0)).text.split("\n") == lines


def test_lines_are_evened_without_breaking_a_word() -> None:
    assert fitting.fit("Directorate-General", (64.0, 40.0), (11.0, 11.0)).text == (
        "Directorate-\nGeneral"
    )
    for text in ("Ministry of Environment", "Changhua County", "交通部 Ministry of Transportation"):
        for room in range(60, 140, 5):
            fitted = fitting.fit(text, (float(room), 40.0), (12.0, 6.0))
            if fitted.whole:
                assert re.findall(r"[A-Za-z]+", fitted.text) == re.findall(r"[A-Za-z]+", text)


def test_agencies_have_their_english_names_in_english() -> None:
    counts = agencies.people(report_of(cases.table("participants", cases.REAL)))
    words = [
        text.get_text() for text in texts(agencies.plot_people(cases.footed(counts), lang="en"))
    ]
    assert "Ministry of Economic Affairs" in words
    assert not any(re.search("[部院]$", word) for word in words)


def test_topics_beyond_those_that_fit_are_counted_not_dropped() -> None:
    for name, more in (("keyness-20", 2), ("shared-20", 2)):
        assert f"另有 {more} 個議題未畫" in drawn(name).shown
        assert f"another {more} topics" in drawn(name, "en").shown


def test_visits_that_fed_nothing_and_those_without_room_are_on_the_page() -> None:
    names = {text.get_text().replace("\n", "") for text in texts(drawn("flow"))}
    unused = cases.flow().query("topic.isna()")["visit"]
    assert len(unused) > 2
    for visit in unused:
        assert visit.partition("(")[0] in names  # the English in brackets is left to the table
    assert "其餘 14 場" in "".join(text.get_text() for text in texts(drawn("flow-15")))


def test_words_of_a_network_are_linked_as_the_frame_says() -> None:
    frame = cases.network(6, 5)
    chart = keywords.plot_network(cases.footed(cases.with_themes(frame, cases.themes())))
    links = [patch for patch in chart.axes[0].patches if len(patch.get_path().vertices) == 3]
    assert len(links) == len(frame)
    written = {text.get_text().lstrip("①②③④⑤⑥⑦⑧⑨⑩⑪⑫") for text in chart.axes[0].texts}
    assert written >= {*frame["first"], *frame["second"]}


@pytest.mark.parametrize("name", ["density-60-days", "recurrence-90", "cohorts-12"])
def test_numbers_are_never_cut(name: str) -> None:
    words = [text.get_text() for text in texts(drawn(name)) if re.match(r"\d", text.get_text())]
    assert words
    assert not [text for text in words if text.endswith("…")]
    assert not [text for text in words if "(\n" in text]


def test_years_stand_apart() -> None:
    chart = drawn("recurrence-90")
    with style.use_style():
        renderer = chart.canvas.get_renderer()
        years = [
            text.get_window_extent(renderer)
            for text in texts(chart)
            if re.fullmatch(r"\d{3}", text.get_text())
        ]
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(sorted(years, key=lambda box: box.x0))]
    assert min(gaps) > 2


def test_days_without_times_have_no_hours() -> None:
    words = [text.get_text() for text in texts(drawn("week-untimed"))]
    assert not [text for text in words if re.fullmatch(r"\d+:00", text)]
    assert drawn("week-untimed").axes[0].lines[:] == []
    assert drawn("week-untimed").finding.endswith("另有國內 1 天")


def test_long_tours_take_a_page_a_week_and_say_so() -> None:
    pages = week(cases.many_sessions(), cases.themes(TWELVE))
    assert len(pages) == 4
    assert "2/4" in pages[1].shown


def test_agencies_beyond_the_rows_that_fit_are_counted_not_dropped() -> None:
    frame = cases.many_agencies()
    chart = agencies.plot_people(cases.footed(frame))
    words = "".join(text.get_text() for text in texts(chart))
    rest = len(frame) - 23
    assert (
        agencies.roster.people_grid(frame).values.iloc[-1].isna().all()
    )  # none is longer for being many
    assert f"其餘 {rest} 個機關共" in words.replace("\n", "")


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize("group", ["theme", "kind", "branch"])
def test_text_on_every_colour_has_contrast(group: str) -> None:
    colours = palette.palette(group)
    assert colours
    for colour in colours.values():
        assert palette.contrast(palette.ink_on(colour), colour) >= 4.5


def test_ink_has_contrast_on_paper_and_on_heat() -> None:
    for ink in (palette.INK, palette.GREY_INK, palette.accent()):
        assert palette.contrast(ink, palette.PAPER) >= 4.5
    for colour in (*palette.HEAT, palette.MUTED, palette.accent()):
        assert palette.contrast(palette.ink_on(colour), colour) >= 4.5


def test_every_word_has_contrast_with_what_is_behind_it(chart: charts.Chart) -> None:
    with style.use_style():
        renderer = chart.canvas.get_renderer()
        patches = [
            (patch.get_window_extent(renderer), patch.get_facecolor())
            for axes in chart.axes
            for patch in axes.patches
            if len(patch.get_path().vertices) == 5
        ]
        for text in texts(chart):
            box = text.get_window_extent(renderer)
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            behind = [colour for block, colour in patches if block.contains(x, y)]
            paper = matplotlib.colors.to_hex(behind[-1]) if behind else palette.PAPER
            ink = matplotlib.colors.to_hex(text.get_color())
            assert palette.contrast(ink, paper) >= 4.5, text.get_text()


def test_contrast_is_that_of_the_standard() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_colours_of_a_meaning_differ() -> None:
    for group in ("theme", "kind", "branch"):
        colours = list(palette.palette(group).values())
        assert len(set(colours)) == len(colours)
    assert palette.theme_colour(1) == palette.theme_colour(13)
    assert palette.theme_colour(pd.NA) == palette.branch_colour("nonsense") == palette.MUTED


# ---------------------------------------------------------------- font


def test_font_has_every_character_of_the_report() -> None:
    text = REPORT.read_text(encoding="utf-8-sig")
    missing = {c for c in text if not c.isspace() and fitting.drawable(c) != c}
    assert {c for c in missing if c.isprintable()} == set()


@pytest.mark.parametrize("bold", [False, True])
def test_font_has_what_such_reports_need_under_its_own_name(bold: bool) -> None:
    with TTFont(font_path(bold=bold), lazy=True) as font:
        covered = set(font.getBestCmap())
        names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == FAMILY
    assert 7 not in names  # the trademark is not ours to use
    assert "SIL Open Font License" in names[13]
    for sample in ("堃喆彣斌參奥虚鰯", "ΑβЖяẤữ", "①㉑→●■…—「」﹏"):
        assert {c for c in sample if ord(c) not in covered} == set()
    for encoding in ("cp950", "big5hkscs", "gb2312", "shift_jis"):
        pairs = itertools.product(range(0x81, 0xFF), range(0x40, 0xFF))
        wanted = {bytes(p).decode(encoding, "ignore") for p in pairs}
        han = {c for text in wanted for c in text if "\u4e00" <= c <= "\u9fff"}
        assert len(han) > 6000
        assert {c for c in han if ord(c) not in covered} == set()


def test_a_character_without_glyph_becomes_geta() -> None:
    frame = cases.cloud(3).assign(term=["\U0001f600笑", "普通", "\ue000"])
    chart = keywords.plot_cloud(cases.footed(frame))
    assert "〓笑" in "".join(text.get_text() for text in texts(chart))


# ---------------------------------------------------------------- style


def test_settings_of_the_user_neither_change_a_chart_nor_are_changed(tmp_path: Path) -> None:
    plain = charts.save_chart(CASES["density"]("zh"), tmp_path, "plain")
    settings = {"font.size": 40, "font.family": ["DejaVu Sans"], "savefig.dpi": 30}
    with matplotlib.rc_context({**settings, "text.color": "red", "savefig.bbox": "tight"}):
        changed = charts.save_chart(CASES["density"]("zh"), tmp_path, "changed")
        assert matplotlib.rcParams["font.size"] == 40
    for first, second in zip(plain, changed, strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_chart_shows_itself_with_alternative_text() -> None:
    chart = CASES["density"]("zh")
    data, metadata = chart._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert len(data["image/png"]) < 60_000
    assert chart.finding in metadata["image/png"]["alt"]
    assert chart.finding in data["text/plain"]


# ---------------------------------------------------------------- files


def test_saved_files_are_what_they_say(tmp_path: Path) -> None:
    chart = CASES["coverage"]("zh")
    png, svg, pdf = charts.save_chart(chart, tmp_path / "new", "coverage")
    with Image.open(png) as picture:
        assert abs(picture.width / picture.height - 16 / 9) < 0.01
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    root = ElementTree.parse(svg).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == chart.finding
    assert FOOT in (root.findtext(f"{space}desc") or "")
    assert root.find(f".//{space}text") is None  # outlines: no font needed
    content = pdf.read_bytes()
    assert b"/Subtype /Type3" in content
    assert b"CreationDate" not in content


@pytest.fixture(scope="module")
def drawn_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of charts that another process has drawn, in another zone and with another seed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_charts as t\n"
        f"for name in {DRAWN_TWICE}:\n"
        f"    t.charts.save_chart(t.CASES[name]('zh'), {str(folder)!r}, name)"
    )
    environment = {
        "PYTHONPATH": str(Path(charts.__file__).parents[2]),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Taipei",
        "SOURCE_DATE_EPOCH": "99",
    }
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    return folder


@pytest.mark.parametrize("name", DRAWN_TWICE)
def test_same_chart_same_bytes_in_another_process(
    name: str, tmp_path: Path, drawn_elsewhere: Path
) -> None:
    for path in charts.save_chart(CASES[name]("zh"), tmp_path, name):
        assert path.read_bytes() == (drawn_elsewhere / path.name).read_bytes()


def test_a_path_in_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="不可含路徑"):
        charts.save_chart(CASES["map"]("zh"), tmp_path, "../map")


def test_foot_line_names_cohort_and_source() -> None:
    report = report_114()
    assert foot_line(report) == (
        "114 年訓練\uff5c資料來源\uff1a公務人員保障暨培訓委員會《高階文官培訓飛躍方案 114 年訓練決策發展、領導發展"
        "與管理發展訓練國外研習成果報告》\uff08114年9月30日\uff09"
    )
    english = foot_line(report, "en")
    assert english.startswith("Study visit 2025 (ROC year 114) | Source: Civil Service Protection")
    assert english.endswith("國外研習成果報告 (in Chinese), 30 September 2025")
    untitled = dataclasses.replace(report.meta, title=None)
    assert phrases.source_words(untitled) == "report.txt"
    both = cohorts_line([114, 113, 114])
    assert both == "113、114 年出國報告\uff5c資料來源\uff1a各年報告"


@pytest.mark.parametrize(
    ("category", "title", "told"),
    [
        ("考察", "港口減碳報告", "113 年考察"),
        ("進修", "港口減碳報告", "113 年進修"),
        ("其他", "港口減碳報告", "113 年度"),
        (None, "港口減碳報告", "113 年度"),
        (None, "113年港口人員研習報告", "113 年研習"),
        ("研習", "某某班 113 年訓練成果報告", "113 年訓練"),
        ("出席國際會議", "第9屆養殖年會報告", "113 年出席國際會議"),
    ],
)
def test_a_tour_that_is_no_training_is_called_none(
    category: str | None, title: str, told: str
) -> None:
    """114 年訓練 stood below every picture of a 考察."""
    report = report_114()
    meta = dataclasses.replace(report.meta, cohort=113, category=category, title=title)
    other = dataclasses.replace(report, meta=meta)
    assert foot_line(other).split("\uff5c")[0] == told


def test_names_on_tiles_are_whole_and_of_one_size() -> None:
    """As wide as in the note 衛生福利部 beside its number was 衛生, and letters were of four sizes."""
    names = [
        "衛生福利部",
        "原住民族委員會",
        "國軍退除役官兵輔導委員會",
        *(f"第{n}部" for n in "甲乙丙丁戊己庚辛壬癸" * 3),
    ]
    rows = [("行政院", name, number % 2) for number, name in enumerate(names)]
    rows += [("立法院", "立法院", 0), ("司法院", "司法院", 1), ("考試院", "考試院", 0)]
    frame = cases.footed(pd.DataFrame(rows, columns=["branch", "parent", "people"]), FOOT)
    chart = agencies.plot_ministries(frame, size=(9.0, 5.9))
    texts = [text for axes in chart.axes for text in axes.texts]
    told = {text.get_text().replace("\n", ""): text.get_size() for text in texts}
    assert {told[name] for _branch, name, _n in rows} == {told["衛生福利部"]}
    assert len({size for text, size in told.items() if " / " in text}) == 1
    assert not [text for text in told if "…" in text]


def test_the_flow_rests_on_notes_and_reflections_too() -> None:
    """佛蘭德斯數位署 is described from line 254 on, and reflected upon from 789 on."""
    report = report_114()
    flow = keywords.sources(report)
    lines = dict(zip(flow["visit"], flow.attrs["lines"], strict=True))
    of_visit = lines["參訪佛蘭德斯數位署 (Digital Flanders, Flemish Community)"]
    assert {254, 289, 790, 791, 950} <= {*of_visit}


# ---------------------------------------------------------------- fitting


def test_lines_break_as_chinese_typography_allows() -> None:
    size = 10.0
    for limit in range(25, 200, 5):
        for line in fitting.wrap("參訪(FARI Institute)、IMEC,以及「歐洲議會」等處。", size, limit):
            assert fitting.width(line, size) <= limit
            if limit > 60:
                assert line[0] not in "、,。」)"
                assert line[-1] not in "(「"


def test_marks_stay_with_what_they_close() -> None:
    room = fitting.width("臨港科學園區-", 10.0)
    assert fitting.wrap("臨港科學園區-Bluebridge", 10.0, room) == ["臨港科學園區-", "Bluebridge"]
    assert fitting.wrap("臨港科學園(區),IMEC", 10.0, room) == ["臨港科學園", "(區),IMEC"]


def test_text_that_does_not_fit_says_so() -> None:
    fitted = fitting.fit(cases.LONG * 3, (60, 30), (12, 9))
    assert not fitted.whole
    assert fitted.text.endswith(fitting.ELLIPSIS)
    assert fitting.fit("很長", (3, 3), (12, 9)).text == ""


def test_width_is_that_of_the_drawn_text() -> None:
    chart = style.draw_page(lambda axes: None, "標題", "副標題", "", None)
    words = "參訪 Ostend 科學園區 2025-08-25"
    with style.use_style():
        text = chart.own.text(0, 0, words, size=20)
        drawn = text.get_window_extent(chart.canvas.get_renderer()).width * 72 / chart.dpi
    assert fitting.width(words, 20) == pytest.approx(drawn, rel=0.02)


def test_theme_marks() -> None:
    assert [circled(n) for n in (1, 20, 21, 36, 50, 51, pd.NA)] == [*"①⑳㉑㊱㊿", "(51)", ""]


def test_what_has_nothing_to_say_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EXPORT_VARIABLE, str(tmp_path))
    weak = pd.DataFrame({"topic": [1], "topic_title": "甲", "term": "詞", "count": 2, "topics": 1})
    weak = weak.assign(keyness=0.8, weight=0.8, example="詞一句", example_line=3)
    export.chart(keywords.plot_topics(cases.footed(weak)), "keyness")
    export.chart(keywords.plot_cloud(cases.footed(weak)), "cloud")
    export.chart(cohorts.plot_compare(compare(report_114().tables())), "cohorts")
    assert list(tmp_path.iterdir()) == []
    export.chart(keywords.plot_topics(cases.footed(weak.assign(keyness=4.0))), "keyness")
    assert len(list(tmp_path.iterdir())) == 3


# ---------------------------------------------------------------- charts that can be changed


def test_a_chart_has_the_title_and_size_that_are_asked_for(tmp_path: Path) -> None:
    report = report_114()
    chart = themes.plot_hours(themes.hours(report), title="時數", subtitle="說明", size=(8, 6))
    assert (chart.finding, chart.shown, tuple(chart.get_size_inches())) == ("時數", "說明", (8, 6))
    path = themes.plot_hours(themes.hours(report)).save(tmp_path / "hours.png", width=1920)
    with Image.open(path) as picture:
        assert picture.size == (1920, 1080)
    with pytest.raises(ReportError, match="gif"):
        chart.save(tmp_path / "hours.gif")


@pytest.mark.parametrize(
    ("measure", "plot"),
    [
        (themes.hours, themes.plot_hours),
        (themes.coverage, themes.plot_coverage),
        (schedule.days, schedule.plot_days),
    ],
)
def test_a_chart_is_drawn_into_axes_as_matplotlib_draws(measure: Any, plot: Any) -> None:
    frame = measure(report_114())
    figure, axes = plt.subplots()
    assert plot(frame, ax=axes, title="我的標題") is axes
    assert axes.get_title() == "我的標題"
    assert axes.patches or axes.lines
    axes.set_xlim(0, 3)
    figure.tight_layout()
    assert axes.get_xlim() == (0, 3)
    plt.close(figure)


def test_of_a_chart_of_several_pages_the_first_is_drawn() -> None:
    frame = schedule.week(report_114())
    chart = schedule.plot_week(frame, size=(5.6, 10.0))  # upright: three days
    first = schedule.week_pages(frame, (5.6, 10.0))[0]
    assert chart.shown.startswith(schedule.week_shown(first))
    assert chart.finding == schedule.say_week(frame)


def test_a_frame_says_where_it_came_from() -> None:
    frame = themes.hours(report_114())
    assert "rows" not in frame
    assert frame.attrs["foot"]["zh"].endswith("\uff08114年9月30日\uff09")
    domestic = frame.index[frame["part"] == "domestic"][0]
    assert frame.attrs["lines"][domestic] == (1053,)
    assert themes.plot_hours(frame).source == frame.attrs["foot"]["zh"]


@pytest.mark.parametrize(
    "plot",
    [themes.plot_hours, themes.plot_coverage, schedule.plot_days, schedule.plot_week,
     cohorts.plot_compare],
)  # fmt: skip
def test_another_frame_is_refused_with_what_is_wanted(plot: Any) -> None:
    report = report_114()
    with pytest.raises(ReportError, match=r"report\)|load_all"):
        plot(report.participants)


def test_a_frame_without_rows_that_no_report_gave_is_refused() -> None:
    with pytest.raises(ReportError, match="empty"):
        themes.plot_hours(themes.hours(report_114()).head(0).copy(deep=True).pipe(bare))


def bare(frame: pd.DataFrame) -> pd.DataFrame:
    frame.attrs = {}
    return frame


def test_a_day_is_not_parted_from_its_bracket() -> None:
    """The head of a day in a narrow column of the week, as on a phone."""
    fitted = fitting.fit("8/20(三) 國外", (41.0, 24.0), (14.0, 9.0))
    assert fitted.text.split("\n") == ["8/20(三)", "國外"]


def test_a_number_is_not_parted_from_what_it_counts() -> None:
    """The title of a chart had 「點名的 7」 at the end of its first line."""
    text = "點名的 7 個機關中\uff0c1 個未派員"
    for room in range(30, 100, 5):
        for one in fitting.fit(text, (float(room), 99.0), (10.0, 10.0)).text.split("\n"):
            assert not re.search(r"\d$", one), one
