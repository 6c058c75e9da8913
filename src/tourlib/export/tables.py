"""Tables → CSV and a workbook that Excel opens as they are meant.

Text stays text: what begins with ``=``, ``+``, ``-`` or ``@`` is no formula. In the workbook such
cells are strings; in CSV, which has no types, they get a leading apostrophe, as Excel itself
writes them.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from tourlib.files import write_file
from tourlib.labels import SHARES, cell, head
from tourlib.question import Answer
from tourlib.schema import columns

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Fixed, so that the same tables give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)
_WIDEST, _NARROWEST = 60, 8
_SAMPLE_ROWS = 200
#: Height of a line in points, and width of the column that explains.
_LINE, _MEANING = 15, 70
#: A cell of a workbook holds no more characters; of what is longer, it says where the rest is.
_MAX_CELL = 32_767
_CUT = "…（全文見 CSV 檔 whole text in the CSV file）"


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


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    path: Path,
    answers: Sequence[Answer] = (),
    lang: str = "zh",
) -> Path:
    """One sheet a table, and one an answer with the numbers of its chart; frozen header and filter,
    dates as dates; the first sheet explains the columns. An answer's rows have ``lines``, the lines
    of the report that they were computed from."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": "tourlib", "created": _CREATED})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F0F0F0"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "top": book.add_format({"valign": "top"}),
            "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
            "real": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        }
        _explain(book, formats, tables, answers)
        for name, frame in tables.items():
            _sheet(book, formats, name, frame)
        for answer in answers:
            frame = _with_lines(answer)
            heads = [head(str(name), lang) for name in frame.columns]
            told = {
                name: [cell(str(name), v, lang) for v in frame[name].tolist()] for name in frame
            }
            _sheet(book, formats, answer.name, pd.DataFrame(told, dtype=object), heads)
    write_file(path, made.getvalue())
    return path


def _with_lines(answer: Answer) -> pd.DataFrame:
    """The frame of an answer, with lines of the report instead of labels of rows."""
    lines = pd.Series([list(found) for found in answer.lines], dtype="object")
    frame = answer.frame.drop(columns=["lines"], errors="ignore").reset_index(drop=True)
    return frame.assign(lines=lines)


def _explain(
    book: Any,
    formats: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    answers: Sequence[Answer],
) -> None:
    sheet = book.add_worksheet("說明")
    for place, name in enumerate(
        ("表 table", "欄 column", "型別 dtype", "說明 meaning", "列數 rows")
    ):
        sheet.write_string(0, place, name, formats["head"])
    row = 1
    for name, frame in tables.items():
        for column, (dtype, meaning) in columns(name).items():
            for place, text in enumerate((name, column, dtype.strip(), meaning)):
                sheet.write_string(row, place, text, formats["top"])
            sheet.write_number(row, 4, len(frame), formats["top"])
            row += 1
    for answer in answers:
        told = [text for text in (answer.title, answer.shown, answer.foot) if text]
        about = "\n".join(told)
        # Not every program makes rows as high as what is in them.
        sheet.set_row(row, _LINE * sum(1 + _columns(text) // (_MEANING - 4) for text in told))
        for place, text in enumerate((answer.name, answer.heading, "", about)):
            sheet.write_string(row, place, text, formats["wrap"])
        sheet.write_number(row, 4, len(answer.frame), formats["top"])
        row += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row - 1, 4)
    for place, width in enumerate((18, 18, 16, _MEANING, 10)):
        sheet.set_column(place, place, width)
    _printed(sheet)


def _sheet(
    book: Any,
    formats: Mapping[str, Any],
    name: str,
    frame: pd.DataFrame,
    heads: Sequence[str] = (),
) -> None:
    sheet = book.add_worksheet(name)
    for place, column in enumerate(frame.columns):
        said = heads[place] if heads else column
        sheet.write_string(0, place, said, formats["head"])
        values = frame[column].tolist()
        width = max([_columns(said) + 3, *(_width(value) for value in values[:_SAMPLE_ROWS])])
        sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, width)))
        for row, value in enumerate(values, 1):
            _write(sheet, (row, place), column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(frame)), len(frame.columns) - 1)
    _printed(sheet)


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
    if isinstance(value, bool):
        sheet.write_boolean(*at, value, formats["top"])
    elif isinstance(value, pd.Timestamp):
        sheet.write_datetime(
            *at, value.to_pydatetime(), formats["day" if column == "date" else "moment"]
        )
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
    text = "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    longest = max(text.split("\n"), key=len)
    return _columns(longest[:_WIDEST]) + 1


def _columns(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
