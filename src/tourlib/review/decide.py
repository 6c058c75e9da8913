"""Write decisions to the cohort file: comments and order are kept, and the result is checked first."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from operator import methodcaller
from pathlib import Path
from typing import Any, get_type_hints

import tomlkit
from pydantic import TypeAdapter, ValidationError

from tourlib.errors import ReportError
from tourlib.files import read_file, write_file
from tourlib.report import Report, build_report
from tourlib.review.blocks import added, divide, edited, name_of, table_of
from tourlib.review.choices import Choice
from tourlib.settled.entries import ENTRIES
from tourlib.settled.read import MAX_BYTES, check_settled, new_file

#: Number of decisions that can be undone.
MAX_HISTORY = 20


def decide(report: Report, choice: Choice, why: str, column: str = "", value: str = "") -> Report:
    """Write a decision to the cohort file.

    Args:
        report: the report as settled so far.
        choice: what was chosen.
        why: the reason.
        column: for a choice with cells, the cell to change.
        value: its new value, as a person writes it; lists are separated by 、.

    Returns:
        The report with the decision applied.

    Raises:
        ReportError: the value is invalid for that cell, the report would not load with it, or the
            file cannot be written. The file is then unchanged.
    """
    path = _path(report)
    known = new_file(report.meta.cohort, report.meta.source_name)
    before = _read(path) if os.path.lexists(path) else known
    after = with_decision(before, choice, why.strip() or choice.why, column, value)
    settled = _rebuilt(report, after, path)
    _keep_history(path, [*_history(path), (before, _hash(after))])
    write_file(path, after, keep=True)
    return settled


def undo(report: Report) -> Report:
    """Undo the last decision, of this session or an earlier one.

    Raises:
        ReportError: there is none, the cohort file was changed in another way since, or the file
            cannot be written.
    """
    path = _path(report)
    history = _history(path)
    if not history:
        raise ReportError("沒有可以復原的決定 there is nothing to undo")
    now = _hash(_read(path)) if os.path.lexists(path) else ""
    places = [place for place, (_before, after) in enumerate(history) if after == now]
    if not places:
        raise ReportError(
            "校訂檔後來另外改過，不能復原 the cohort file was changed otherwise since the last decision",
            file=path,
            hint="請直接修改 mend it by hand",
        )
    before, _after = history[places[-1]]
    settled = _rebuilt(report, before, path)
    write_file(path, before, keep=True)
    _keep_history(path, history[: places[-1]])
    return settled


def _history(path: Path) -> list[tuple[str, str]]:
    """Return the decisions that can be undone, the latest last: the cohort file before each, and
    its hash afterwards; empty if the history is not readable."""
    with suppress(ReportError, ValueError, RecursionError):
        told = json.loads(read_file(_history_file(path), MAX_BYTES))
        return TypeAdapter(list[tuple[str, str]]).validate_python(told)
    return []


def _keep_history(path: Path, history: list[tuple[str, str]]) -> None:
    write_file(
        _history_file(path), json.dumps(history[-MAX_HISTORY:], ensure_ascii=False, indent=1)
    )


def _history_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.history~")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _path(report: Report) -> Path:
    if not report.settled.file:
        raise ReportError(
            "單獨的檔案沒有校訂檔 a file on its own has no cohort file",
            file=report.meta.source_name,
            hint="先加入這份報告 add the report first: tourlib add FILE",
        )
    return Path(report.settled.file)


def _read(path: Path) -> str:
    return read_file(path, MAX_BYTES).decode("utf-8-sig")


def _rebuilt(report: Report, text: str, path: Path) -> Report:
    settled = check_settled(tomllib.loads(text), path)
    return build_report(report.source, cohort=report.meta.cohort, settled=settled)


def with_decision(text: str, choice: Choice, why: str, column: str = "", value: str = "") -> str:
    """Return the text of a cohort file with a decision added; arguments as for :func:`decide`.

    Raises:
        ReportError: the value is invalid for that cell.
    """
    pairs = "=" in column
    first, mark, second = map(str.strip, value.partition("="))
    if pairs and not (first and mark):
        raise ReportError(f"寫法 write it so: {column}", place=f"「{value}」")
    blocks = divide(text)
    if choice.table in {"words", "synonyms", "english"}:
        words = [first, second] if pairs else [value.strip()]
        return "".join(_with_word(blocks, choice.table, column, words, why))
    for keys in choice.entries:
        given: dict[str, Any] = {}
        if pairs:
            given = {"printed": first, "intended": second}
        elif column:
            given = {column: read_value(choice.table, column, value)}
        blocks = _with_entry(blocks, choice.table, {**keys, **given, "why": why})
    return "".join(blocks)


def read_value(table: str, column: str, text: str) -> Any:
    """Convert a person's input for a cell to the value that the cohort file stores.

    >>> read_value("session", "end", "17:30"), read_value("session", "speakers", "甲、乙")
    (datetime.time(17, 30), ['甲', '乙'])

    Raises:
        ReportError: it is invalid for that cell.
    """
    hint = get_type_hints(ENTRIES[table], include_extras=True)[column]
    text = text.strip()
    given: Any = text.split("、") if "tuple" in str(hint) else text
    try:
        value = TypeAdapter(hint).validate_python(given, strict=False)
    except ValidationError as error:
        said = error.errors(include_url=False)[0]
        raise ReportError(
            f"不是 {column} 的值 is no value of {column}: {said['msg']}", place=f"「{text}」"
        ) from None
    return list(value) if isinstance(value, tuple) else value


def _with_entry(blocks: list[str], table: str, keys: Mapping[str, Any]) -> list[str]:
    """Return the blocks with an entry added: a new one, or more keys of the entry for the same row."""
    if table == "topic":
        said = {key: value for key, value in keys.items() if key != "number"}
        return _with_keys(blocks, "topic", {str(keys["number"]): said})
    if table == "meta":
        return _with_keys(blocks, "meta", keys)
    for place, block in enumerate(blocks):
        if name_of(block) == table and _same_row(table_of(block), keys):
            more = {key: value for key, value in keys.items() if key != "printed"}
            return edited(blocks, place, methodcaller("update", more))
    return added(blocks, f"[[{table}]]", methodcaller("update", keys))


def _with_keys(blocks: list[str], table: str, keys: Mapping[str, Any]) -> list[str]:
    """Return the blocks with keys added to a table that occurs once."""
    put = methodcaller("update", {key: _inline(value) for key, value in keys.items()})
    names = [name_of(block) for block in blocks]
    if table in names:
        return edited(blocks, names.index(table), put)
    return added(blocks, f"[{table}]", put)


def _inline(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _same_row(entry: Any, keys: Mapping[str, Any]) -> bool:
    """True if an entry is about the same row, whose title or name the entry may have changed."""
    if "intended" in keys or "code" in keys:
        return False
    named = {entry.get("printed"), entry.get("title"), entry.get("name")}
    unnamed = "printed" not in entry or "printed" not in keys
    return bool(entry.get("line") == keys.get("line") and (unnamed or keys["printed"] in named))


def _with_word(blocks: list[str], table: str, column: str, given: list[str], why: str) -> list[str]:
    """Add a word to ``[words]``, a synonym, or an English name, with the reason as a comment."""

    def put(words: Any) -> None:
        if table == "words":
            words[column] = [*words.get(column, ()), given[0]]
        elif table == "synonyms" and "synonyms" in words:
            words["synonyms"][given[0]] = given[1]
        elif table == "synonyms" and not inside:
            words["synonyms"] = _inline({given[0]: given[1]})
        else:
            words[given[0]] = given[1]
        words.add(tomlkit.comment(f"{given[0]}：{why}"))

    names = [name_of(block) for block in blocks]
    inside = table == "synonyms" and "words.synonyms" in names
    name = "words.synonyms" if inside else "english" if table == "english" else "words"
    if name not in names:
        return added(blocks, f"[{name}]", put)
    return edited(blocks, names.index(name), put)
