"""Charts and tables that PowerPoint itself draws, with their data inside, and words for shapes."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.fitting import fit, width
from tourlib.charts.heat import heat_colour
from tourlib.charts.palette import GREY_INK, INK, PAPER, ink_on
from tourlib.export.deck import Box, put
from tourlib.labels import percent, quantity
from tourlib.question import Answer

_LABEL, _LEAST = 14.0, 8.0
#: As many categories have room for a second line.
_NOTED = 14
#: Characters that XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Fonts differ from one machine to the next: so much of the room is counted on, and less by so
#: much where all is Latin (the widest fonts that stand in for a missing one are so much wider).
SPARE, _LATIN_SPARE = 0.92, 0.16


def spare(text: str) -> float:
    """The share of a line's room that is counted on for a text."""
    latin = sum(char.isascii() for char in text)
    return SPARE - _LATIN_SPARE * latin / max(len(text), 1)


def locale(lang: str) -> str:
    """The language of text, as Office names it."""
    return "zh-TW" if lang == "zh" else "en-US"


def speak(paragraph: Any, lang: str) -> None:
    """Mark the language of a paragraph, for spelling checkers and screen readers."""
    for run in paragraph.runs:
        run._r.get_or_add_rPr().set("lang", locale(lang))


def describe(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", _CONTROL.sub(" ", text))


def add_chart(slide: Any, answer: Answer, box: Box, fonts: tuple[str, str]) -> None:
    """Bars or columns, or lines, with their numbers in an embedded workbook."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    grid = answer.grid
    assert grid is not None
    kinds = {
        "bar": XL_CHART_TYPE.BAR_STACKED if grid.stacked else XL_CHART_TYPE.BAR_CLUSTERED,
        "column": XL_CHART_TYPE.COLUMN_STACKED,
        "line": XL_CHART_TYPE.LINE_MARKERS,
    }
    data = CategoryChartData(number_format=grid.number)
    data.categories = _categories(grid)
    for name, values in grid.values.items():
        data.add_series(
            _CONTROL.sub(" ", str(name)),
            # Not rounded to what is shown: Office would round once more, and differ from the text.
            [None if pd.isna(v) else round(float(v), 9) for v in values],
        )
    frame = slide.shapes.add_chart(kinds[answer.kind], 0, 0, 0, 0, data)
    put(frame, box)
    frame.name = answer.heading
    describe(frame, answer.alt)
    _style(frame.chart, answer.kind, grid, box, fonts)


def _categories(grid: Grid) -> list[str]:
    """The names with their notes below them, where these have room."""
    names = [_CONTROL.sub(" ", str(name)) for name in grid.values.index]
    if not grid.notes or len(names) > _NOTED:
        return names
    return [f"{name}\n{note}" for name, note in zip(names, grid.notes, strict=True)]


def _style(chart: Any, kind: str, grid: Grid, box: Box, fonts: tuple[str, str]) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    along = box[3] - 40 if kind == "bar" else box[2] / 3
    lines = 2 if grid.notes and len(grid.values) <= _NOTED else 1
    size = max(_LEAST, min(_LABEL, along / len(grid.values) / (1.5 * lines)))
    chart.font.size = Pt(round(size, 1))
    chart.font.color.rgb = _rgb(INK)
    _typeface(chart, fonts)
    chart.has_title = False
    chart.has_legend = len(grid.values.columns) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(_LABEL)
    category, value = chart.category_axis, chart.value_axis
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = _rgb(GREY_INK)
    category.tick_labels.font.size = Pt(round(size, 1))
    if kind == "bar":
        category.reverse_order = True
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    # Every name is shown, however many bars there are.
    skip = category._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    category._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    value.has_major_gridlines = False
    value.visible = False
    value.minimum_scale = 0
    if kind != "line" and grid.number.endswith("%"):
        value.maximum_scale = 1
    plot = chart.plots[0]
    if kind != "line":
        plot.gap_width, plot.overlap = 35, 100 if grid.stacked else 0
    names = max(width(line, size) for name in _categories(grid) for line in name.split("\n"))
    rows, columns = (box[2] - min(names, box[2] * 0.4), box[3] - 3 * size)
    room = (rows if kind == "bar" else columns) * SPARE
    _series(plot, kind, grid, size, room)


def _series(plot: Any, kind: str, grid: Grid, size: float, room: float) -> None:
    """Each series in its colour, its numbers inside in an ink that reads on it, where a part of a bar
    (the longest takes ``room``) is long enough; behind the bars where they are not stacked."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    point = room / max(float(grid.values.sum(axis=1).max()), 1e-9)
    for series, colour, name in zip(plot.series, grid.colours, grid.values, strict=True):
        if kind == "line":
            series.format.line.color.rgb = _rgb(colour)
            series.smooth = False
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(colour)
            if grid.stacked:
                series.format.line.color.rgb = _rgb(PAPER)
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = grid.number, False
        labels.font.size = Pt(round(max(size, _LEAST), 1))
        beside = kind == "line" or not grid.stacked
        labels.font.color.rgb = _rgb(INK if beside else ink_on(colour))
        if kind != "line" and not grid.stacked:
            labels.position = XL_LABEL_POSITION.OUTSIDE_END
        if beside:
            continue
        for number, value in enumerate(grid.values[name].fillna(0.0)):
            text = percent(value) if grid.number.endswith("%") else quantity(value, 2)
            if value * point < (1.3 * width(text, size) + 6 if kind == "bar" else size):
                _without_label(labels, number)


def _without_label(labels: Any, number: int) -> None:
    """No label for one point of a series."""
    from pptx.oxml.ns import qn

    one = labels._element.get_or_add_dLbl_for_point(number)
    for part in list(one)[1:]:
        one.remove(part)
    one.append(one.makeelement(qn("c:delete"), {"val": "1"}))


def _typeface(chart: Any, fonts: tuple[str, str]) -> None:
    """Latin and East Asian font; python-pptx knows the first only."""
    from pptx.oxml.ns import qn

    chart.font.name = fonts[0]
    for run in chart._chartSpace.xpath("c:txPr//a:defRPr"):
        east = run.makeelement(qn("a:ea"), {"typeface": fonts[1]})
        run.find(qn("a:latin")).addnext(east)


def add_table(slide: Any, answer: Answer, box: Box, lang: str) -> None:
    """A table whose cells are the darker the higher their number."""
    from pptx.util import Pt

    grid = answer.grid
    assert grid is not None
    assert grid.texts is not None
    rows, columns = grid.texts.shape
    line = min(box[3] / (rows + 1), 40.0)
    shape = slide.shapes.add_table(rows + 1, columns + 1, 0, 0, 0, 0)
    put(shape, (box[0], box[1], box[2], line * (rows + 1)))
    shape.name = answer.heading
    describe(shape, answer.alt)
    table = shape.table
    table.horz_banding = False
    names = box[2] * 0.32
    widths = [names, *[(box[2] - names) / columns] * columns]
    for place, wide in enumerate(widths):
        table.columns[place].width = Pt(wide)
    for place in range(rows + 1):
        table.rows[place].height = Pt(line)
    heads = [str(grid.values.index.name or ""), *map(str, grid.values.columns)]
    for x, text in enumerate(heads):
        _cell(table.cell(0, x), text, (widths[x], line), lang)
    most = float(grid.values.max().max())
    numbers = grid.values.to_numpy().tolist()
    for y, (name, texts) in enumerate(zip(grid.texts.index, grid.texts.to_numpy(), strict=True)):
        _cell(table.cell(y + 1, 0), str(name), (names, line), lang, PAPER)
        for x, (text, number) in enumerate(zip(texts, numbers[y], strict=True), 1):
            _cell(
                table.cell(y + 1, x), str(text), (widths[x], line), lang, heat_colour(number, most)
            )


def _cell(
    cell: Any, text: str, room: tuple[float, float], lang: str, colour: str | None = None
) -> None:
    """One cell; one of the head has the look of the theme's tables."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(4)
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text = text
    paragraph = cell.text_frame.paragraphs[0]
    inner = ((room[0] - 8) * SPARE, (room[1] - 2) * SPARE)
    size = Pt(round(_cell_size(text, inner, colour is None), 1))
    paragraph.font.size = size
    left = cell._tc.getparent().index(cell._tc) == 0
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.CENTER
    for run in paragraph.runs:
        run.font.size = size
        if colour:
            run.font.color.rgb = _rgb(ink_on(colour))
    if colour:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(colour)
    speak(paragraph, lang)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour[1:])


def _cell_size(text: str, room: tuple[float, float], bold: bool) -> float:
    """One line in a size that reads; else two, as small as they must be."""
    one = fit(text, room, (_LABEL, 10.5), bold=bold, max_lines=1)
    return one.size if one.whole else fit(text, room, (_LABEL, 7.0), bold=bold, max_lines=2).size
