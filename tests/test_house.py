"""``data/style.toml``: one style reaches charts, slides and page; a mistake in it says what to write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image
from pptx import Presentation

import chart_cases as cases
import tourlib
from reports_under_test import report_114, story_114, story_of
from tourlib import schedule
from tourlib.charts import house as palette
from tourlib.charts.foot import foot_line
from tourlib.charts.house import font_path, house
from tourlib.cohort import DATA_VARIABLE
from tourlib.errors import ReportError
from tourlib.export.slides import write_slides
from tourlib.export.web import write_web
from tourlib.question import answer

Write = Callable[[str], Path]


@pytest.fixture
def style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    (tmp_path / "reports").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))

    def write(text: str) -> Path:
        path = tmp_path / "style.toml"
        path.write_text(text, encoding="utf-8")
        house.cache_clear()
        return path

    yield write
    monkeypatch.undo()
    house.cache_clear()
    story_114.cache_clear()  # what was drawn in this style


OURS = """
accent = "#102030"
office_font = "Ministry Sans"
foot = "僅供內部參考"
logo = "logo.png"
[branch]
"行政院" = "#405060"
[theme]
1 = "#708090"
[kind]
course = "#A0B0C0"
"""


def week() -> pd.DataFrame:
    return schedule.week(report_114())


def test_colours_logo_and_foot_reach_charts_slides_and_page(style: Write, tmp_path: Path) -> None:
    style(OURS)
    Image.new("RGB", (200, 50), "#FF00FF").save(tmp_path / "logo.png")
    assert palette.branch_colour("行政院") == "#405060"
    assert palette.branch_colour("地方") == "#A48E78"
    assert (palette.theme_colour(1), palette.kind_colour("course")) == ("#708090", "#A0B0C0")
    assert foot_line(report_114()).endswith("\uff5c僅供內部參考")
    asked = [answer(q, q.measure(report_114())) for q in schedule.QUESTIONS]
    [chart] = asked[0].draw()
    svg = chart.save(tmp_path / "week.svg").read_text(encoding="utf-8")
    assert "#708090" in svg
    assert "data:image/png" in svg
    picture = Image.open(chart.save(tmp_path / "week.png", width=960)).convert("RGB")
    pixels = {colour for _count, colour in picture.getcolors(picture.width * picture.height) or []}
    assert pixels >= {(0x70, 0x80, 0x90), (255, 0, 255)}
    page = write_web(story_of(asked), report_114(), tmp_path / "page.html").read_text(
        encoding="utf-8"
    )
    for said in ("Ministry Sans", "僅供內部參考", "#708090", "data:image/png;base64"):
        assert said in page
    deck = Presentation(str(write_slides(story_of(asked), tmp_path / "deck.pptx")))
    for slide in deck.slides:
        [logo] = [
            s for s in slide.shapes if s._element.xpath(".//p:cNvPr")[0].get("descr") == "logo"
        ]
        assert logo.width / logo.height == pytest.approx(4.0, rel=0.01)
    [native] = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert str(native.chart.series[0].format.fill.fore_color.rgb) == "102030"
    assert native.chart.font.name == "+mn-lt"  # the theme's
    related = deck.slide_master.part.rels.values()
    [theme] = [rel.target_part for rel in related if rel.reltype.endswith("/theme")]
    assert b'<a:latin typeface="Ministry Sans"' in theme.blob


def test_a_font_file_is_that_of_the_charts(style: Write, tmp_path: Path) -> None:
    shutil.copy(font_path(bold=True), tmp_path / "Ours.otf")
    style('font = "Ours.otf"')
    chart = schedule.plot_days(schedule.days(report_114()))
    paths = {font_path(), font_path(bold=True)}
    assert paths == {tmp_path / "Ours.otf"}
    assert chart.findobj(Text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('akzent = "#102030"', ["akzent", "accent"]),
        ('accent = "red"', ["accent", "#36624C"]),
        ('[branch]\n"行政園" = "#102030"', ["行政園", "行政院"]),
        ('[branch]\n"行政院" = 7', ["行政院", "#36624C"]),
        ('[theme]\none = "#102030"', ["one", "1"]),
        ('branch = "#102030"', ["[branch]"]),
        ("foot = 7", ['foot = "…"']),
        ('logo = "none.png"', ["logo", "no such file"]),
        ('logo = "style.toml"', ["logo", "PNG"]),
        ('font = "style.toml"', ["font", "OTF"]),
        ('[branch]\n行政院 = "#102030"', ["TOML", "引號"]),
    ],
)
def test_a_mistake_says_which_key_and_what_to_write(
    style: Write, text: str, told: list[str]
) -> None:
    path = style(text)
    with pytest.raises(ReportError) as error:
        schedule.plot_days(cases.footed(schedule.measure_days(cases.sessions())))
    for word in (str(path), *told):
        assert word in str(error.value)


def test_the_project_s_own_style_is_the_package_s() -> None:
    house.cache_clear()
    assert tourlib.load(114).meta.cohort == 114
    assert house().colours["branch"]["行政院"] == "#36624C"
    assert house().logo is None
