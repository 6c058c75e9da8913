"""The cohort file as entries; what is wrong in it said as a :class:`ReportError`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tourlib.errors import ReportError
from tourlib.files import read_toml
from tourlib.settled.entries import Settled

#: A cohort file is written by hand.
MAX_BYTES = 10 * 1024 * 1024
#: A table of the file → where :class:`Settled` has it.
FIELDS = {
    "correction": "corrections", "keep": "keep", "meta": "meta", "theme": "themes",
    "topic": "topics", "agency": "agencies", "participant": "people", "session": "sessions",
    "visit": "visits", "recommendation": "recommendations", "words": "words", "english": "english",
}  # fmt: skip
#: How the tables that are no lists of entries are written.
_FORMS = {
    "theme": '[theme] 1 = "數位治理"',
    "topic": "[topic] 1 = 5 (主題編號 the number of a theme)",
    "meta": "[meta] headcount = 29",
    "words": '[words] add = ["數位孿生"]; synonyms = { "合作" = "協作" }',
    "english": '[english] "能源轉型" = "Energy transition"',
}
#: What pydantic calls a mistake → what people are told.
_SAID = {
    "missing": "缺少 is missing",
    "unexpected_keyword_argument": "是不認得的欄位 is an unknown key",
    "string_too_short": "是空的 is empty",
    "string_type": "須為文字 must be text, in quotation marks",
    "int_type": "須為整數 must be a whole number, without quotation marks",
    "int_parsing": "須為編號 must be a number",
    "greater_than_equal": "須為 1 以上 must be 1 or more",
    "date_type": "須為日期 must be a date: 2025-08-22",
    "time_type": "須為時刻 must be a time: 15:15:00",
    "tuple_type": "須為清單 must be a list",
    "dict_type": "須為對照 must be pairs",
    "dataclass_type": "的寫法不對 is not written so",
}


def read_settled(path: Path) -> Settled:
    """The cohort file; nothing settled where there is none.

    Raises:
        ReportError: no file, no TOML, or an entry with a missing, unknown or ill-typed key.
    """
    if not os.path.lexists(path):
        return Settled(file=str(path))
    data = read_toml(
        path,
        MAX_BYTES,
        what="校訂檔不是正確的 TOML the cohort file is no valid TOML",
        hint="依所指之處修改，或對照檔案開頭的範例"
        " mend the place named, or compare with the comments at the file's head",
    )
    return check_settled(data, path)


def check_settled(data: Mapping[str, Any], path: Path) -> Settled:
    """What a cohort file says, checked for form.

    Args:
        data: its tables.
        path: the file that the errors name.

    Raises:
        ReportError: an entry with a missing, unknown or ill-typed key.
    """
    unknown = sorted(data.keys() - FIELDS.keys())
    if unknown:
        raise ReportError(
            f"{unknown[0]} 是不認得的表 is an unknown table",
            file=path,
            hint=f"可用的表 known tables: {', '.join(FIELDS)}",
        )
    try:
        return TypeAdapter(Settled).validate_python(
            {"file": str(path), **{FIELDS[name]: value for name, value in data.items()}}
        )
    except ValidationError as error:
        raise _told(error, data, path) from None


def _told(error: ValidationError, data: Mapping[str, Any], path: Path) -> ReportError:
    """The first mistake, with the table and line of its entry."""
    found = error.errors(include_url=False)[0]
    at = [str(step) for step in found["loc"] if step != "[key]"]
    table = next(name for name, field in FIELDS.items() if field == at[0])
    listed = isinstance(data[table], list)
    place = f"[[{table}]]" if listed or table not in _FORMS else f"[{table}]"
    if listed and len(at) > 1:
        entry = data[table][int(at[1])]
        if isinstance(entry, dict) and "line" in entry:
            place += f" line {entry['line']}"
    rest = at[2 if listed else 1 :]
    key = rest[0] if rest else table
    context = found.get("ctx", {})
    if found["type"] == "value_error":
        reason = str(context["error"])
    elif found["type"] == "literal_error":
        reason = f"{key} 須為下列之一 must be one of: {context['expected'].replace(' or ', ', ')}"
    else:
        reason = f"{key} {_SAID.get(found['type'], found['msg'])}"
    return ReportError(reason, file=path, place=place, hint=_hint(table, found["type"]))


def _hint(table: str, kind: str) -> str:
    if kind == "unexpected_keyword_argument" or table not in _FORMS:
        return (
            "對照檔案開頭的範例，清單用兩層中括號 compare with the head of the file: [[…]] for each"
        )
    return f"寫法 write {_FORMS[table]}"
