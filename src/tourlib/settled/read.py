"""Read the cohort file into entries; mistakes in it are reported as :class:`ReportError`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tourlib.errors import ReportError
from tourlib.files import read_toml
from tourlib.settled.entries import ENTRIES, Correction, Keep, Settled

#: Maximum size of a cohort file, which is written by hand.
MAX_BYTES = 10 * 1024 * 1024
#: Tables that are lists of entries → the class of an entry.
_LISTED = {
    "correction": Correction, "keep": Keep,
    **{name: entry for name, entry in ENTRIES.items() if name not in ("meta", "topic")},
}  # fmt: skip
#: How the other tables are written.
_FORMS = {
    "theme": '[theme] 1 = "數位治理"',
    "topic": "[topic] 1 = 5 (主題編號 the number of a theme)",
    "meta": "[meta] headcount = 29",
    "words": '[words] add = ["數位孿生"]; synonyms = { "合作" = "協作" }',
    "english": '[english] "能源轉型" = "Energy transition"',
}
#: Error types of pydantic → messages for people.
_SAID = {
    "missing": "缺少 is missing",
    "unexpected_keyword_argument": "是不認得的欄位 is an unknown key",
    "string_too_short": "是空的 is empty",
    "string_type": "須為文字 must be text, in quotation marks",
    "int_type": "須為整數 must be a whole number, without quotation marks",
    "int_parsing": "須為編號 must be a number",
    "greater_than_equal": "須為 1 以上 must be 1 or more",
    "date_type": "須為日期 must be a date: 2026-03-31",
    "time_type": "須為時刻 must be a time: 15:15:00",
    "tuple_type": "須為清單 must be a list",
    "dict_type": "須為對照 must be pairs",
    "dataclass_type": "的寫法不對 is not written so",
}


def new_file(cohort: int | None, source_name: str) -> str:
    """Return the cohort file of a new cohort: a comment, and nothing settled yet."""
    return (
        f"# {cohort} 年訓練的校訂（What a person settled about cohort {cohort}; source: {source_name}）\n"
        f"# `tourlib review {cohort}` 逐項詢問並寫入；自行填寫的寫法見 docs/settling.md。\n"
        "# It asks and writes; how entries are written by hand: docs/settling.md.\n"
    )


def read_settled(path: Path) -> Settled:
    """Read the cohort file; without one nothing is settled.

    Raises:
        ReportError: not a file, not TOML, or an entry with a missing, unknown or ill-typed key.
    """
    if not os.path.lexists(path):
        return Settled(file=str(path))
    data = read_toml(
        path,
        MAX_BYTES,
        what="校訂檔不是正確的 TOML the cohort file is not valid TOML",
        hint="依所指之處修改 mend the place named",
    )
    return check_settled(data, path)


def check_settled(data: Mapping[str, Any], path: Path) -> Settled:
    """Validate the content of a cohort file.

    Args:
        data: its tables.
        path: the file that the errors name.

    Raises:
        ReportError: an entry with a missing, unknown or ill-typed key.
    """
    try:
        return TypeAdapter(Settled).validate_python({**data, "file": str(path)})
    except ValidationError as error:
        raise _told(error, data, path) from None


def _told(error: ValidationError, data: Mapping[str, Any], path: Path) -> ReportError:
    """Return the first mistake, with the table and line of its entry."""
    found = error.errors(include_url=False)[0]
    table, *at = [str(step) for step in found["loc"] if step != "[key]"]
    if table not in {*_LISTED, *_FORMS}:
        return ReportError(
            f"{table} 是不認得的表 is an unknown table",
            file=path,
            hint=f"可用的表 known tables: {', '.join([*_LISTED, *_FORMS])}",
        )
    place, hint = f"[{table}]", f"寫法 write {_FORMS.get(table)}"
    if table in _LISTED:
        known = ", ".join(each.name for each in fields(_LISTED[table]))
        place, hint = f"[[{table}]]", f"每項以 each begins with [[{table}]]；欄位 keys: {known}"
        entry = data[table][int(at.pop(0))] if at and isinstance(data[table], list) else None
        if isinstance(entry, dict) and "line" in entry:
            place += f" line {entry['line']}"
    reason = _reason(found, at[0] if at else table)
    return ReportError(reason, file=path, place=place, hint=hint)


def _reason(found: Mapping[str, Any], key: str) -> str:
    """Describe what is wrong with a key."""
    context = found.get("ctx", {})
    if found["type"] == "value_error":
        return str(context["error"])
    if found["type"] == "literal_error":
        return f"{key} 須為下列之一 must be one of: {context['expected'].replace(' or ', ', ')}"
    return f"{key} {_SAID.get(found['type'], found['msg'])}"
