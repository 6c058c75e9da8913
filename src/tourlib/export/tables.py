"""Write tables as CSV, and as a workbook that Excel opens as intended.

Text stays text: what begins with ``=``, ``+``, ``-`` or ``@`` is not a formula. In the workbook such cells
are strings; in CSV, which has no types, they get a leading apostrophe, as Excel itself writes them.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from tourlib.charts.bars import Grid
from tourlib.charts.foot import runs
from tourlib.charts.house import HEAT, PAPER, house
from tourlib.export.packing import MOMENT
from tourlib.files import write_file
from tourlib.labels import JOINT, SHARES, cell, head, label
from tourlib.phrases import ideographs
from tourlib.question import Answer
from tourlib.schema import columns

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST, _NARROWEST = 60, 8
#: Height of a line, and maximum height of a row, in points.
_LINE, _HIGHEST = 16, 409
_SAMPLE_ROWS = 200
#: Maximum length of a cell in a workbook, and what a longer text ends with instead.
_MAX_CELL = 32_767
_CUT = "…（全文見 CSV 檔 whole text in the CSV file）"
#: Characters not allowed in the name of a sheet, and its maximum length.
_NOT_IN_NAMES, _NAME_CHARS = re.compile(r"[\[\]:*?/\\']"), 31
#: The Chinese before the English in the meaning of a column.
_CHINESE = re.compile(r"^[/\u3001\u3002\u3400-\u9fff\uff08-\uff1a]+(?:\([^()A-Za-z]*\))?\s*")
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "bg_color": "#F0F0F0", "align": "left", "indent": 1},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "hh:mm"},
    "wrap": {"text_wrap": True, "align": "left", "indent": 1},
    "top": {},
    "share": {"num_format": "0.0%"},
    "real": {"num_format": "#,##0.00"},
    "link": {"font_color": "#0B4F8A", "underline": 1},
}


def write_csvs(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write ``<table>.csv`` for each table: UTF-8 with a byte-order mark, lists joined by ``|``."""
    paths = []
    for name, frame in tables.items():
        told = {column: [_csv_cell(column, one) for one in frame[column]] for column in frame}
        text = pd.DataFrame(told).to_csv(index=False, lineterminator="\r\n")
        paths.append(folder / f"{name}.csv")
        write_file(paths[-1], b"\xef\xbb\xbf" + text.encode("utf-8"))
    return paths


def _csv_cell(column: str, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = "|".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if column == "date" else "%Y-%m-%d %H:%M")
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return str(value)


@dataclass(frozen=True, eq=False)
class _Sheet:
    """One table of the workbook.

    Attributes:
        key: the name of the table, or of the answer.
        name: the name of the sheet.
        about: its content in a sentence or more.
        frame: its rows.
        heads: the headings of its columns.
        answer: the answer whose numbers it holds.
    """

    key: str
    name: str
    about: str
    frame: pd.DataFrame
    heads: list[str]
    answer: Answer | None = None


@dataclass(frozen=True, eq=False)
class _Book:
    """The workbook being written: the library's object, its formats, and the names of its sheets."""

    file: Any
    formats: dict[str, Any]
    lang: str
    names: list[str] = field(default_factory=list)

    def called(self, name: str) -> str:
        """Return a unique name for a sheet."""
        return _unlike(_NOT_IN_NAMES.sub(" ", name), self.names, _NAME_CHARS)

    def page(self, name: str, heads: Sequence[str] = (), widths: Sequence[int] = ()) -> Any:
        """Add a sheet with its headings, printed on A4 landscape with all columns on one page."""
        page = self.file.add_worksheet(name)
        for place, (text, width) in enumerate(zip(heads, widths, strict=True)):
            page.write_string(0, place, text, self.formats["head"])
            page.set_column(place, place, width)
        page.freeze_panes(1 if heads else 0, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if heads:
            page.repeat_rows(0)
        page.set_header("&L&A&R&P / &N")
        return page


def write_workbook(
    tables: Mapping[str, pd.DataFrame], path: Path, answers: Sequence[Answer] = (), lang: str = "zh"
) -> Path:
    """Write a workbook: contents with links, a sheet per answer with its chart, a sheet per table,
    and a sheet with the columns' meanings and their names in Python.

    Every data sheet is one Excel table that begins in the first cell, so that filters and
    ``pandas.read_excel`` find it; days are dates and times are times. Rows of an answer give the
    lines of the report from which they were computed. The data of charts, and tables whose cells
    are shaded by number, are on the last sheet.

    Raises:
        ReportError: the file cannot be written.
    """
    import xlsxwriter

    font = {"font_name": house().office_font, "font_size": 11}
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": font,
    }
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as file:
        file.set_properties({"title": "tourlib", "created": MOMENT})
        base = {**font, "valign": "top"}
        formats = {name: file.add_format(base | look) for name, look in _FORMATS.items()}
        book = _Book(file, formats, lang)
        sheets = _sheets(book, tables, answers)
        sheets.append(_meanings(book, sheets))
        drawn = [sheet for sheet in sheets if sheet.answer and _in_numbers(sheet.answer)]
        feet = dict.fromkeys(answer.foot for answer in answers)
        rest = [*feet, label("workbook.own_words", lang)]
        _write_contents(book, sheets, rest, charts=bool(drawn))
        pages = {sheet.name: _write_sheet(book, sheet) for sheet in sheets}
        if drawn:
            _write_charts(book, [(pages[sheet.name], sheet) for sheet in drawn])
    write_file(path, made.getvalue())
    return path


def _sheets(
    book: _Book, tables: Mapping[str, pd.DataFrame], answers: Sequence[Answer]
) -> list[_Sheet]:
    """Return the answers that have rows, with lines of the report instead of row labels; then the
    tables, under their names in the language."""
    lang, found = book.lang, []
    for answer in answers:
        if len(answer.frame):
            lines = [JOINT[lang].join(runs(of_row).values()) for of_row in answer.lines]
            frame = answer.told.assign(lines=lines)
            about = "\n".join(text for text in (answer.title, answer.shown) if text)
            heads = [*answer.heads, head("lines", lang)]
            name = book.called(answer.heading)
            found.append(_Sheet(answer.name, name, about, frame, heads, answer))
    for key, frame in tables.items():
        heads = [_contract_head(key, column, lang) for column in frame]
        name, about = book.called(label(f"table.{key}", lang)), label(f"about.{key}", lang)
        found.append(_Sheet(key, name, about, frame, heads))
    return found


def _contract_head(table: str, column: str, lang: str) -> str:
    """Return the heading of a column of the contract: the first words of its meaning, or in English."""
    meaning = columns(table)[column][1]
    first = re.split(r"[\s(\uff08]", meaning)[0]
    return first if lang == "zh" else head(column, lang).replace("_", " ")


def _unlike(name: str, used: list[str], most: int | None = None) -> str:
    """Return a name that differs from those used, ignoring case, with at most ``most`` characters,
    and add it to them."""
    number, found = 2, name[:most]
    while found.lower() in map(str.lower, used):
        end = f" {number}"
        found, number = name[: most and most - len(end)] + end, number + 1
    used.append(found)
    return found


def _in_numbers(answer: Answer) -> bool:
    """True if Excel can draw an answer: bars, or a table of numbers."""
    grid = answer.grid
    return grid is not None and answer.kind != "list" and bool(grid.values.notna().any(axis=None))


def _write_contents(
    book: _Book, sheets: Sequence[_Sheet], rest: Sequence[str], *, charts: bool
) -> None:
    """Write the first sheet: a link to each sheet, its content, its number of rows; then the source."""
    heads = [label(f"workbook.{name}", book.lang) for name in ("sheet", "about", "rows")]
    page = book.page(label("workbook.contents", book.lang), heads, (24, 90, 10))
    told: list[tuple[str, str, int | None]] = [(s.name, s.about, len(s.frame)) for s in sheets]
    if charts:
        name, about = (label(f"workbook.{key}", book.lang) for key in ("charts", "charts_about"))
        told.append((name, about, None))
    for row, (name, about, number) in enumerate(told, 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", book.formats["link"], name)
        page.write_string(row, 1, about, book.formats["wrap"])
        if number is not None:
            page.write_number(row, 2, number, book.formats["top"])
        page.set_row(row, _LINE * _lines(about, 90))
    page.write_column(len(told) + 1, 1, rest, book.formats["wrap"])


def _meanings(book: _Book, sheets: Sequence[_Sheet]) -> _Sheet:
    """Return the meanings of the tables' columns, and the names of tables and columns in Python."""
    heads = ("sheet", "column", "table", "name", "dtype", "meaning")
    # In English, drop the Chinese in front; if there is only Chinese, use the heading.
    chinese = re.compile("(?!)") if book.lang == "zh" else _CHINESE
    rows = [
        (sheet.name, said, sheet.key, column, dtype.strip(), chinese.sub("", meaning) or said)
        for sheet in sheets
        if not sheet.answer
        for said, (column, (dtype, meaning)) in zip(
            sheet.heads, columns(sheet.key).items(), strict=True
        )
    ]
    frame = pd.DataFrame(rows, columns=range(len(heads)), dtype="string")
    name, about, *told = (
        label(f"workbook.{key}", book.lang) for key in ("meanings", "meanings_about", *heads)
    )
    return _Sheet("meanings", book.called(name), about, frame, told)


def _write_sheet(book: _Book, sheet: _Sheet) -> Any:
    """Write one data sheet."""
    used: list[str] = []
    heads = [_unlike(name, used) for name in sheet.heads]
    held = [_as_cells(str(column), sheet.frame[column], book.lang) for column in sheet.frame]
    widths = [
        min(_WIDEST, max(_NARROWEST, _columns(name) + 5, *map(_width, values[:_SAMPLE_ROWS])))
        for name, (values, _look) in zip(heads, held, strict=True)
    ]
    page = book.page(sheet.name, heads, widths)
    for place, (values, look) in enumerate(held):
        page.write_column(1, place, values, book.formats[look])
    # Not every program adjusts the height of rows to their content.
    wraps = [
        [_lines(value, width) for value in values]
        for (values, look), width in zip(held, widths, strict=True)
        if look == "wrap"
    ]
    for row, lines in enumerate(map(max, zip(*wraps, strict=True)), 1):
        if lines > 1:
            page.set_row(row, min(_LINE * lines, _HIGHEST))
    table = {
        "name": "t_" + re.sub(r"\W", "_", sheet.key),
        "style": "Table Style Light 1",
        "columns": [{"header": name, "header_format": book.formats["head"]} for name in heads],
    }
    page.add_table(0, 0, max(1, len(sheet.frame)), len(heads) - 1, table)
    return page


def _as_cells(column: str, values: pd.Series, lang: str) -> tuple[list[Any], str]:
    """Return a column's values for the workbook, ``None`` for missing ones, and its format's name."""
    told = [cell(column, value, lang) for value in values.tolist()]
    look, make = _look(column, values)
    return [None if value is None else make(value) for value in told], look


def _look(column: str, values: pd.Series) -> tuple[str, Callable[[Any], Any]]:
    """Return the name of a column's format, and a function that makes a cell of a value."""
    types = pd.api.types
    if types.is_datetime64_any_dtype(values.dtype):
        day = column == "date"
        return ("day", pd.Timestamp.to_pydatetime) if day else ("moment", pd.Timestamp.time)
    if types.is_float_dtype(values.dtype):
        if column.endswith("_hour"):
            return "moment", lambda hour: hour / 24
        if column in SHARES or column.endswith("_share"):
            return "share", float
        return "top" if (values.dropna() % 1 == 0).all() else "real", float
    return ("top", int) if types.is_integer_dtype(values.dtype) else ("wrap", _text)


def _text(value: Any) -> str:
    """Return as much of a text as a cell can hold."""
    text = str(value)
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - len(_CUT)] + _CUT


def _width(value: Any) -> int:
    """Return the width of a cell in characters."""
    if isinstance(value, (datetime.datetime, datetime.time)):
        return 12
    text = f"{value:,.2f}" if isinstance(value, float) else str(value or "")
    return _columns(max(text.split("\n"), key=len)[:_WIDEST]) + 1


def _lines(value: Any, width: int) -> int:
    """Return the number of lines of a text in a column; broken lines are not filled."""
    parts = [_columns(part) for part in str(value or "").split("\n")]
    return sum(1 if part < width else -(-part // max(width - 4, 1)) for part in parts)


def _columns(text: str) -> int:
    return int(2 * ideographs(text))


def _write_charts(book: _Book, drawn: Sequence[tuple[Any, _Sheet]]) -> None:
    """Write the numbers of each answer on a sheet of their own; if they have colours, add a chart
    beside the answer's rows, otherwise shade the cells by number."""
    name = label("workbook.charts", book.lang)
    page = book.page(name)
    page.set_column(0, 0, 40)
    page.set_column(1, 16, 14)
    row = 0
    for beside, sheet in drawn:
        assert sheet.answer is not None
        grid = sheet.answer.grid
        assert grid is not None
        values = grid.values.loc[:, grid.values.notna().any()]
        heading, unit = sheet.answer.heading, values.index.name
        heading = label("fact.line", book.lang, name=heading, values=unit) if unit else heading
        page.write_row(row, 0, [heading, *map(str, values)], book.formats["head"])
        names = [" ".join(str(category).split()) for category in values.index]
        page.write_column(row + 1, 0, names, book.formats["top"])
        look = "share" if grid.number.endswith("%") else "top"
        told = values.astype(object).where(values.notna(), None)
        for column, numbers in enumerate(told.to_numpy().T.tolist(), 1):
            page.write_column(row + 1, column, numbers, book.formats[look])
        end = row + len(values)
        if grid.colours:
            chart = _chart(book, sheet.answer, grid, (name, row, end))
            place = {"object_position": 3, "description": sheet.answer.alt, "x_offset": 12}
            beside.insert_chart(1, len(sheet.heads), chart, place)
        else:
            scale = {"type": "2_color_scale", "min_color": PAPER, "max_color": HEAT[3]}
            page.conditional_format(row + 1, 1, end, len(values.columns), scale)
        row = end + 2


def _chart(book: _Book, answer: Answer, grid: Grid, at: tuple[str, int, int]) -> Any:
    """Return Excel's own chart of an answer, from rows of a sheet; the first has the series' names."""
    name, first, last = at
    kind = "bar" if answer.kind == "picture" else answer.kind
    divided = len(grid.colours) > 1
    chart = book.file.add_chart({"type": kind, **({"subtype": "stacked"} if divided else {})})
    font = {"name": house().office_font, "size": 10}
    for column, colour in enumerate(grid.colours, 1):
        chart.add_series(
            {
                "name": [name, first, column],
                "categories": [name, first + 1, 0, last, 0],
                "values": [name, first + 1, column, last, column],
                "fill": {"color": colour},
                "line": {"color": colour},
                "gap": 40,
                "data_labels": {"value": not divided, "num_format": grid.number, "font": font},
            }
        )
    chart.set_title({"name": answer.title, "name_font": {**font, "size": 12}, "overlay": False})
    axes = [chart.set_x_axis, chart.set_y_axis]
    if kind == "bar":
        axes.reverse()
    axes[0]({"reverse": kind == "bar", "num_font": font, "interval_unit": 1})
    bare = {"visible": False}
    number = {"num_font": font, "num_format": grid.number, "min": 0, "major_gridlines": bare}
    axes[1](number | {"visible": divided})
    chart.set_legend({"position": "bottom", "font": font} if divided else {"none": True})
    high = 130 + 24 * (last - first) if kind == "bar" else 420
    chart.set_size({"width": 860, "height": max(300, high)})
    return chart
