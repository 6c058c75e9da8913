"""Tables → CSV and a workbook that Excel opens as they are meant.

Text stays text: what begins with ``=``, ``+``, ``-`` or ``@`` is no formula. In the workbook such
cells are strings; in CSV, which has no types, they get a leading apostrophe, as Excel itself
writes them.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tourlib.charts.foot import runs
from tourlib.charts.house import house
from tourlib.files import write_file
from tourlib.labels import SHARES, cell, head, label
from tourlib.question import Answer
from tourlib.schema import columns

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Fixed, so that the same tables give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)
_WIDEST, _NARROWEST = 60, 8
_SAMPLE_ROWS = 200
#: A cell of a workbook holds no more characters; of what is longer, it says where the rest is.
_MAX_CELL = 32_767
_CUT = "…（全文見 CSV 檔 whole text in the CSV file）"
#: What a name of a sheet must not have, and how long one may be.
_NOT_IN_NAMES, _NAME_CHARS = re.compile(r"[\[\]:*?/\\']"), 31
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "bg_color": "#F0F0F0"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "hh:mm"},
    "wrap": {"text_wrap": True},
    "top": {},
    "share": {"num_format": "0.0%"},
    "real": {"num_format": "#,##0.00"},
    "link": {"font_color": "#0B4F8A", "underline": 1},
}


def write_csvs(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """``<table>.csv`` for each table: UTF-8 with a byte-order mark, lists joined by ``|``."""
    paths = []
    for name, frame in tables.items():
        path = folder / f"{name}.csv"
        text = _as_text(frame).to_csv(index=False, lineterminator="\r\n")
        write_file(path, b"\xef\xbb\xbf" + text.encode("utf-8"))
        paths.append(path)
    return paths


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {name: [_csv_cell(name, value) for value in frame[name].tolist()] for name in frame.columns}
    )


def _csv_cell(column: str, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = "|".join(map(str, value))
    if value is None or value is pd.NA or value is pd.NaT or value != value:
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
        about: what it holds, a sentence or more.
        frame: its rows.
        heads: what the columns are called here.
        answer: what its numbers answer.
    """

    key: str
    name: str
    about: str
    frame: pd.DataFrame
    heads: list[str]
    answer: Answer | None = None


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    path: Path,
    answers: Sequence[Answer] = (),
    lang: str = "zh",
) -> Path:
    """A workbook in a language: contents with links, a sheet an answer with its chart, a sheet a
    table, and what the columns mean and are called in Python.

    Every sheet of data is one Excel table that begins in its first cell, so that filters and
    ``pandas.read_excel`` find it; days are days and times are times. An answer's rows have the
    lines of the report that they were computed from. What charts are drawn of is on the last sheet.

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
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": "tourlib", "created": _CREATED})
        formats = {
            name: book.add_format({**font, "valign": "top"} | look)
            for name, look in _FORMATS.items()
        }
        sheets = list(_sheets(tables, answers, lang))
        told = [answer.title for answer in answers if answer.kind == "none"]
        told += dict.fromkeys(answer.foot for answer in answers)
        _write_contents(book, formats, sheets, told, lang)
        drawn = []
        for sheet in sheets:
            page = _write_sheet(book, formats, sheet, lang)
            if sheet.answer and sheet.answer.kind in ("bar", "column", "line"):
                drawn.append((page, sheet))
        _write_meanings(book, formats, sheets, lang)
        if drawn:
            _write_charts(book, formats, drawn, lang)
    write_file(path, made.getvalue())
    return path


def _sheets(
    tables: Mapping[str, pd.DataFrame], answers: Sequence[Answer], lang: str
) -> Iterator[_Sheet]:
    """The answers that have rows, with the lines of the report instead of labels of rows; then the
    tables, under the names that they have in a language."""
    used: set[str] = set()

    def called(name: str) -> str:
        short = _NOT_IN_NAMES.sub(" ", name)[: _NAME_CHARS - 3]
        found = _unlike(short, used)
        used.add(found.lower())
        return found

    for answer in answers:
        if len(answer.frame):
            lines = ["、".join(runs(found).values()) for found in answer.lines]
            frame = answer.frame.drop(columns=["lines"], errors="ignore").assign(lines=lines)
            about = "\n".join(t for t in (answer.title, answer.shown) if t)
            heads = [head(str(column), lang) for column in frame]
            yield _Sheet(answer.name, called(answer.heading), about, frame, heads, answer)
    for key, frame in tables.items():
        heads = [_contract_head(key, column, lang) for column in frame]
        yield _Sheet(key, called(label(f"table.{key}", lang)), key, frame, heads)


def _contract_head(table: str, column: str, lang: str) -> str:
    """What a column of the contract is called: the first words of its meaning, or its own name."""
    meaning = columns(table)[column][1]
    return re.split(r"[\s(\uff08]", meaning)[0] if lang == "zh" else column.replace("_", " ")


def _unlike(name: str, used: set[str]) -> str:
    """A name that differs from those used, whatever their case."""
    number = 2
    found = name
    while found.lower() in used:
        found, number = f"{name} {number}", number + 1
    return found


def _write_contents(
    book: Any,
    formats: Mapping[str, Any],
    sheets: Sequence[_Sheet],
    rest: Sequence[str],
    lang: str,
) -> None:
    """The first sheet: a link to each sheet, what it holds, how many rows; then what there is not, and the
    source."""
    page = book.add_worksheet(label("workbook.contents", lang))
    names = [label(f"workbook.{name}", lang) for name in ("sheet", "about", "rows")]
    _write_heads(page, names, (24, 90, 10), formats)
    names = [sheet.name for sheet in sheets] + [label("workbook.meanings", lang)]
    told = [sheet.about for sheet in sheets] + [label("workbook.meanings_about", lang)]
    for row, (name, about) in enumerate(zip(names, told, strict=True), 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], name)
        page.write_string(row, 1, about, formats["wrap"])
        # Not every program makes rows as high as what is in them.
        page.set_row(row, 16 * sum(1 + _columns(part) // 86 for part in about.split("\n")))
    for row, sheet in enumerate(sheets, 1):
        page.write_number(row, 2, len(sheet.frame), formats["top"])
    for row, sentence in enumerate(rest, len(names) + 1):
        page.write_string(row, 1, sentence, formats["wrap"])


def _write_meanings(
    book: Any, formats: Mapping[str, Any], sheets: Sequence[_Sheet], lang: str
) -> None:
    """What the columns of the tables mean, and what tables and columns are called in Python."""
    page = book.add_worksheet(label("workbook.meanings", lang))
    heads = ("sheet", "column", "table", "name", "dtype", "meaning")
    widths = (18, 18, 18, 16, 16, 70)
    _write_heads(page, [label(f"workbook.{name}", lang) for name in heads], widths, formats)
    rows = [
        (sheet.name, said, sheet.key, column, dtype.strip(), meaning)
        for sheet in sheets
        if not sheet.answer
        for said, (column, (dtype, meaning)) in zip(
            sheet.heads, columns(sheet.key).items(), strict=True
        )
    ]
    for row, texts in enumerate(rows, 1):
        for place, text in enumerate(texts):
            page.write_string(row, place, text, formats["wrap"])
    page.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def _write_heads(
    page: Any, heads: Sequence[str], widths: Sequence[int], formats: Mapping[str, Any]
) -> None:
    for place, (name, width) in enumerate(zip(heads, widths, strict=True)):
        page.write_string(0, place, name, formats["head"])
        page.set_column(place, place, width)
    page.freeze_panes(1, 0)
    _printed(page)


def _write_sheet(book: Any, formats: Mapping[str, Any], sheet: _Sheet, lang: str) -> Any:
    """One sheet of data."""
    page = book.add_worksheet(sheet.name)
    heads: list[str] = []
    widths = []
    for place, (column, name) in enumerate(zip(sheet.frame, sheet.heads, strict=True)):
        heads.append(_unlike(name, {one.lower() for one in heads}))
        values = [cell(str(column), value, lang) for value in sheet.frame[column].tolist()]
        width = max([_columns(name) + 5, *(_width(value) for value in values[:_SAMPLE_ROWS])])
        widths.append(min(_WIDEST, max(_NARROWEST, width)))
        for row, value in enumerate(values, 1):
            _write(page, (row, place), str(column), value, formats)
    _write_heads(page, heads, widths, formats)
    table = {
        "name": "t_" + re.sub(r"\W", "_", sheet.key),
        "style": "Table Style Light 1",
        "columns": [{"header": name, "header_format": formats["head"]} for name in heads],
    }
    page.add_table(0, 0, max(1, len(sheet.frame)), len(heads) - 1, table)
    return page


def _write_charts(
    book: Any, formats: Mapping[str, Any], drawn: Sequence[tuple[Any, _Sheet]], lang: str
) -> None:
    """A chart beside the numbers of each answer, drawn of what is on a sheet of its own."""
    name = label("workbook.charts", lang)
    page = book.add_worksheet(name)
    _printed(page)
    page.set_column(0, 0, 40)
    row = 0
    for beside, sheet in drawn:
        assert sheet.answer is not None
        assert sheet.answer.grid is not None
        values = sheet.answer.grid.values
        page.write_string(row, 0, sheet.answer.heading, formats["head"])
        for place, series in enumerate(values.columns, 1):
            page.write_string(row, place, str(series), formats["head"])
        for down, (category, numbers) in enumerate(values.iterrows(), row + 1):
            page.write_string(down, 0, " ".join(str(category).split()), formats["top"])
            for place, number in enumerate(numbers, 1):
                if not pd.isna(number):
                    page.write_number(down, place, float(number), formats["top"])
        chart = _chart(book, sheet.answer, name, (row, row + len(values)))
        look = {"object_position": 3, "description": sheet.answer.alt, "x_offset": 12}
        beside.insert_chart(1, len(sheet.heads), chart, look)
        row += len(values) + 2


def _chart(book: Any, answer: Answer, name: str, rows: tuple[int, int]) -> Any:
    """Excel's own chart of an answer, of the rows of a sheet, the first of them the series' names."""
    grid = answer.grid
    assert grid is not None
    first, last = rows
    divided = grid.stacked and answer.kind != "line" and len(grid.colours) > 1
    chart = book.add_chart({"type": answer.kind, **({"subtype": "stacked"} if divided else {})})
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
    if answer.kind == "bar":
        axes.reverse()
    axes[0]({"reverse": answer.kind == "bar", "num_font": font, "interval_unit": 1})
    bare = {"visible": False}
    number = {"num_font": font, "num_format": grid.number, "min": 0, "major_gridlines": bare}
    axes[1](number | {"visible": divided})
    chart.set_legend(
        {"position": "bottom", "font": font} if len(grid.colours) > 1 else {"none": True}
    )
    high = 130 + 24 * (last - first) if answer.kind == "bar" else 420
    chart.set_size({"width": 860, "height": max(300, high)})
    return chart


def _printed(sheet: Any) -> None:
    """As it is printed: A4 across, all columns on one page, the head and the sheet's name on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L&A&R&P / &N")


def _write(
    sheet: Any, at: tuple[int, int], column: str, value: Any, formats: Mapping[str, Any]
) -> None:
    if isinstance(value, (list, tuple)):
        value = "、".join(map(str, value))
    if value is None or value is pd.NA or value is pd.NaT or value != value or value == "":
        return
    if isinstance(value, pd.Timestamp):
        if column == "date":
            sheet.write_datetime(*at, value.to_pydatetime(), formats["day"])
        else:
            sheet.write_datetime(*at, value.time(), formats["moment"])
    elif isinstance(value, float) and column.endswith("_hour"):
        sheet.write_number(*at, value / 24, formats["moment"])
    elif isinstance(value, float):
        share = column in SHARES or column.endswith("_share")
        sheet.write_number(*at, value, formats["share" if share else "real"])
    elif isinstance(value, int):
        sheet.write_number(*at, value, formats["top"])
    else:
        text = str(value)
        if len(text) > _MAX_CELL:
            text = text[: _MAX_CELL - len(_CUT)] + _CUT
        sheet.write_string(*at, text, formats["wrap"])


def _width(value: Any) -> int:
    value = f"{value:,.2f}" if isinstance(value, float) else value
    if isinstance(value, pd.Timestamp):
        return 12
    text = "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    longest = max(text.split("\n"), key=len)
    return _columns(longest[:_WIDEST]) + 1


def _columns(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
