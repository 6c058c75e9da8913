"""Charts and tables native to PowerPoint with their data inside, and alternative text for shapes."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pandas as pd

from tourlib.charts.bars import Grid, heat_colour
from tourlib.charts.fitting import drawable, height, width, wrap
from tourlib.charts.house import GREY_INK, GRID, INK, MUTED, PAPER, UNTHEMED, ink_on
from tourlib.export.deck import Box, Deck, put
from tourlib.question import Answer

#: Font sizes in points: preferred ones, and the minimum readable from the last row.
_TEXT, _LABEL, _LEAST = 16.0, 14.0, 12.0
#: Maximum size of a bar and a column on a slide.
_ROW, _COLUMN = 76.0, 220.0
#: Maximum number of categories with a note, and with a note on a second line.
_NOTED, _NOTED_BELOW = 14, 8
#: Cell margins; share of an even width below which a column is narrow; length up to which texts are
#: centred; maximum extra height of a row.
_MARGIN, _NARROW, _NUMBER, _AIR = (5.0, 2.0), 0.9, 8, 12.0
#: Colours for the absence of something; they are not colours of themes.
_NEUTRAL = {MUTED, GRID, UNTHEMED}
#: Text that begins with a number of its own: (一), 1., ①, or that of a topic.
_ITEM = re.compile(r"[(（]?[一二三四五六七八九十\d]+[)）.、]|[①-⑳㉑-㊿]|(?:議題|Topic) \d+[:：]")
#: Characters that XML does not allow.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: A colour, the number of its accent in the template (0: none), and how much lighter it is.
Paint = tuple[str, int, float]
#: Fonts differ between machines, so only this share of the room is used, and less for Latin text,
#: since the widest substitute fonts are that much wider.
SPARE, _LATIN_SPARE = 0.92, 0.16


def spare(text: str) -> float:
    """Return the usable share of a line's room for a text."""
    latin = sum(char.isascii() for char in text)
    return SPARE - _LATIN_SPARE * latin / max(len(text), 1)


def locale(lang: str) -> str:
    """Return Office's name for the language of a text."""
    return "zh-TW" if lang == "zh" else "en-US"


def speak(page: Any, lang: str) -> None:
    """Mark the language of a slide or its notes, for spelling checkers and screen readers."""
    for run in page._element.xpath(".//a:r"):
        run.get_or_add_rPr().set("lang", locale(lang))


def has_number(text: str) -> bool:
    """True if a line of a list begins with a number of its own.

    >>> has_number("(一) 建立平臺"), has_number("28 人")
    (True, False)
    """
    return _ITEM.match(text) is not None


def describe(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", _CONTROL.sub(" ", text))


def add_chart(slide: Any, answer: Answer, box: Box, deck: Deck) -> None:
    """Add stacked bars or columns, with their numbers in an embedded workbook."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    grid = answer.grid
    assert grid is not None
    kinds = {"bar": XL_CHART_TYPE.BAR_STACKED, "column": XL_CHART_TYPE.COLUMN_STACKED}
    data = CategoryChartData(number_format=grid.number)
    data.categories = _categories(grid)
    for name, values in grid.values.items():
        data.add_series(
            _CONTROL.sub(" ", str(name)),
            # Not rounded as shown: Office would round again, and might differ from the text.
            [None if pd.isna(v) else round(float(v), 9) for v in values],
        )
    left, top, wide, high = box
    if answer.kind == "bar":
        box = (left, top, wide, min(high, len(grid.values) * _ROW))
    else:
        box = (left, top, min(wide, len(grid.values) * _COLUMN), high)
    frame = slide.shapes.add_chart(kinds[answer.kind], 0, 0, 0, 0, data)
    put(frame, box)
    frame.name = answer.heading
    describe(frame, answer.alt)
    _style(frame.chart, answer.kind, grid, box, deck)


def _categories(grid: Grid) -> list[str]:
    """Return the names with their notes below (or beside, if there are many), if there is room."""
    names = [_CONTROL.sub(" ", str(name)) for name in grid.values.index]
    if not grid.notes or len(names) > _NOTED:
        return names
    between = "\n" if len(names) <= _NOTED_BELOW else "  "
    return [between.join(pair) for pair in zip(names, grid.notes, strict=True)]


def _style(chart: Any, kind: str, grid: Grid, box: Box, deck: Deck) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    along = box[3] - 40 if kind == "bar" else box[2] / 3
    lines = 2 if grid.notes and len(grid.values) <= _NOTED_BELOW else 1
    size = max(_LEAST, min(_LABEL, along / len(grid.values) / (1.3 * lines)))
    chart.font.size = Pt(round(size, 1))
    chart.font.color.rgb = rgb(INK)
    _typeface(chart)
    chart.has_title = False
    chart.has_legend = len(grid.values.columns) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(_LABEL)
    category, value = chart.category_axis, chart.value_axis
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = rgb(GREY_INK)
    category.tick_labels.font.size = Pt(round(size, 1))
    # LibreOffice omits names close to each other unless their rotation is set.
    category._element.xpath("c:txPr/a:bodyPr")[0].set("rot", "0")
    if kind == "bar":
        category.reverse_order = True
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    # Show every name, however many bars there are.
    skip = category._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    category._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    value.has_major_gridlines = False
    value.visible = False
    value.minimum_scale = 0
    if grid.number.endswith("%"):
        value.maximum_scale = 1
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    names = max(width(name, size) for name in _categories(grid))
    rows, columns = (box[2] - min(names, box[2] * 0.4), box[3] - 3 * size)
    room = (rows if kind == "bar" else columns) * SPARE
    _series(plot, kind, grid, size, room, _paints(grid, deck))


def _paints(grid: Grid, deck: Deck) -> list[Paint]:
    """Return the colours of the series; a template's accents if it has enough of them."""
    coloured = [colour for colour in grid.colours if colour not in _NEUTRAL]
    if len(coloured) > len(deck.accents):
        return [(colour, 0, 0.0) for colour in grid.colours]
    accents = {colour: (deck.accents[n - 1], n, 0.0) for n, colour in enumerate(coloured, 1)}
    return [accents.get(colour, (colour, 0, 0.0)) for colour in grid.colours]


def _paint(colour: Any, paint: Paint) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    name, accent, light = paint
    if not accent:
        colour.rgb = rgb(name)
        return
    colour.theme_color = MSO_THEME_COLOR.from_xml(f"accent{accent}")
    colour.brightness = light


def _series(
    plot: Any, kind: str, grid: Grid, size: float, room: float, paints: list[Paint]
) -> None:
    """Give each series its colour, and write its numbers inside where the part of the bar is long
    enough (the longest bar takes ``room``)."""
    from pptx.util import Pt

    point = room / max(float(grid.values.sum(axis=1).max()), 1e-9)
    for series, paint, name in zip(plot.series, paints, grid.values, strict=True):
        series.format.fill.solid()
        _paint(series.format.fill.fore_color, paint)
        series.format.line.color.rgb = rgb(PAPER)
        labels = series.data_labels
        labels.show_value = True
        # A number wider than its part of the bar is not shown.
        texts = map(grid.written, grid.values[name].dropna())
        widest = max((width(text, size) for text in texts), default=0.0)
        least = (1.3 * widest + 6 if kind == "bar" else size) / point
        labels.number_format = f'[<{least:.4f}]"";{grid.number}'
        labels.number_format_is_linked = False
        labels.font.size = Pt(round(size, 1))
        labels.font.color.rgb = rgb(ink_on(paint[0]))


def _typeface(chart: Any) -> None:
    """Use the theme's fonts, Latin and East Asian; python-pptx only sets the first."""
    from pptx.oxml.ns import qn

    chart.font.name = "+mn-lt"
    for run in chart._chartSpace.xpath("c:txPr//a:defRPr"):
        east = run.makeelement(qn("a:ea"), {"typeface": "+mn-ea"})
        run.find(qn("a:latin")).addnext(east)


def add_table(slide: Any, answer: Answer, box: Box, deck: Deck, start: int = 0) -> int | None:
    """Add a table in one font size, starting with a given row; cells with higher numbers are darker.

    Returns:
        The first row that does not fit; ``None`` if all do.
    """
    from pptx.util import Pt

    grid = answer.grid
    assert grid is not None
    rows = as_rows(grid)
    wide = column_widths(rows, box[2])
    size, heights = _heights(rows, wide, box[3])
    lows = itertools.accumulate(heights[start + 1 :], initial=heights[0])
    end = start + max(sum(low <= box[3] for low in lows) - 1, 1)
    kept = [0, *range(start + 1, end + 1)]
    high = sum(heights[row] for row in kept)
    air = min(max(box[3] - high, 0.0) / len(kept), _AIR)
    shape = slide.shapes.add_table(len(kept), len(wide), 0, 0, 0, 0)
    put(shape, (box[0], box[1], box[2], high + air * len(kept)))
    shape.name = answer.heading
    describe(shape, answer.alt)
    table = shape.table
    table.horz_banding = False
    for place, side in enumerate(wide):
        table.columns[place].width = Pt(side)
    shades = _shades(grid, deck)
    lefts = [not x or any(len(row[x]) > _NUMBER for row in rows[1:]) for x in range(len(wide))]
    for y, row in enumerate(kept):
        table.rows[y].height = Pt(heights[row] + air)
        for x, text in enumerate(rows[row]):
            _cell(table.cell(y, x), text, size, shades[row][x], left=lefts[x])
    return end if end < len(rows) - 1 else None


def as_rows(grid: Grid) -> list[list[str]]:
    """Return header and rows of a table as text, the names of the rows first."""
    cells = grid.cells
    head = [str(grid.values.index.name or ""), *map(str, cells.columns)]
    rows = zip(cells.index, cells.to_numpy().tolist(), strict=True)
    return [head, *([str(name), *map(str, row)] for name, row in rows)]


def column_needs(texts: list[list[str]]) -> pd.Series:
    """Return the width that each column needs. A header may be wrapped, but only between words."""
    return pd.Series([
        max(width(drawable(text), _LABEL) / spare(text) for text in [*rest, *head.split()]) + 18
        for head, *rest in zip(*texts, strict=True)
    ])  # fmt: skip


def column_widths(texts: list[list[str]], whole: float) -> list[float]:
    """Return the widths of the columns: narrow ones as needed, wide ones share the rest."""
    need = column_needs(texts)
    narrow = need < _NARROW * whole / len(need)
    if narrow.all():
        return (need / need.sum() * whole).tolist()
    parts = need[~narrow] ** 0.5
    wide = parts / parts.sum() * (whole - need[narrow].sum())
    return need.where(narrow, wide).tolist()


def _heights(texts: list[list[str]], wide: list[float], room: float) -> tuple[float, list[float]]:
    """Return the font size at which the table fits (or the minimum), and the height of each row."""
    size = _TEXT
    while True:
        lines = [
            max(
                len(wrap(text, size, (side - 2 * _MARGIN[0]) * spare(text), bold=not y))
                for text, side in zip(row, wide, strict=True)
            )
            for y, row in enumerate(texts)
        ]
        heights = [height(n, size) + 2 * _MARGIN[1] + 2 for n in lines]
        if sum(heights) <= room or size <= _LEAST:
            return size, heights
        size -= 0.5


def _shades(grid: Grid, deck: Deck) -> list[list[Paint | None]]:
    """Return the colours of the cells (the header has none); with a template, tints of its first
    accent by number."""
    most = float(grid.values.max().max())

    def shade(number: float) -> Paint:
        if pd.isna(number) or not deck.accents:
            return heat_colour(number, most), 0, 0.0
        light = 0.85 - 0.7 * (number / most if most else 0.0)
        parts = [int(deck.accents[0][at : at + 2], 16) for at in (1, 3, 5)]
        mixed = "".join(f"{round(part + (255 - part) * light):02X}" for part in parts)
        return f"#{mixed}", 1, light

    numbers = grid.values.to_numpy().tolist()
    shades: list[list[Paint | None]] = [[None] * (len(grid.values.columns) + 1)]
    return shades + [[shade(float("nan")), *map(shade, row)] for row in numbers]


def _cell(cell: Any, text: str, size: float, paint: Paint | None, *, left: bool) -> None:
    """Fill one cell; header cells keep the look of the theme's tables."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(_MARGIN[0])
    cell.margin_top = cell.margin_bottom = Pt(_MARGIN[1])
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text = text
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.font.size = Pt(size)
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.CENTER
    for run in paragraph.runs:
        run.font.size = Pt(size)
        if paint:
            run.font.color.rgb = rgb(ink_on(paint[0]))
    if paint:
        cell.fill.solid()
        _paint(cell.fill.fore_color, paint)


def rgb(colour: str) -> Any:
    """Return a colour as an object of the library."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour[1:])
