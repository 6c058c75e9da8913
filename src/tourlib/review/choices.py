"""The possible decisions about a finding or line: correct it, keep it, change a cell, settle a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tourlib.errors import ReportError
from tourlib.report import Report
from tourlib.settled.entries import ROWS, columns
from tourlib.shown import Shown

#: Severities, the most serious first.
SEVERITIES = ("error", "warning", "unread", "info")
#: Findings that only report what the cohort file has done.
_DONE = frozenset({"corrected", "settled", "keep-unneeded"})
_REASON = "依原文"
_NAMES = {
    "participants": "人員",
    "sessions": "課程表",
    "visits": "內文參訪",
    "recommendations": "建議",
}


@dataclass(frozen=True)
class Choice:
    """A possible decision.

    Attributes:
        label: its description for people.
        table: the table of the cohort file to which it is written.
        entries: the known keys of each entry.
        cells: column → current value; the new value of one of these is asked for.
        why: the default reason.
    """

    label: str
    table: str
    entries: tuple[Mapping[str, Any], ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    why: str = _REASON


def open_findings(report: Report) -> list[int]:
    """Return the rows of ``findings`` without a decision, the most serious first."""
    found = report._findings
    return [
        row for row in gravest_first(report) if found[row].code not in _DONE and not found[row].kept
    ]


def gravest_first(report: Report) -> list[int]:
    """Return the rows of ``findings`` by severity, those of equal severity in their order."""
    found = report._findings
    return sorted(range(len(found)), key=lambda row: SEVERITIES.index(found[row].severity))


def choices(report: Report, about: int | str | None) -> list[Choice]:
    """Return the possible decisions, the likeliest first; words come last.

    Args:
        report: the report.
        about: row of ``findings``; or a line of the report, as typed (``1104``, ``sessions 1104``,
            ``課程表 1104``); ``None`` for decisions that belong to neither.

    Raises:
        ReportError: there is no such line, or no row of that table in it.
    """
    if about is None:
        return list(_words())
    if isinstance(about, str):
        return [*_at_line(report, about), *_words()]
    finding = report._findings[about]
    named, lines = (finding.table, finding.row), set(finding.lines)
    rows = [*_mended(report, lines, ROWS, named), *_cover(report, lines)]
    return [*_corrections(report, about), *rows, *_words()]


def lines_of(report: Report, about: int | str | None) -> Shown:
    """Return the lines of a finding, with the places marked, or the line typed; see :func:`choices`."""
    if isinstance(about, int):
        return report.show("findings", about)
    lines = [] if about is None else [_typed(report, about)[1]]
    return report.show_lines(lines)


def _at_line(report: Report, typed: str) -> list[Choice]:
    """Return the possible decisions about a line: its rows, and a misprint in it."""
    table, line = _typed(report, typed)
    rows = list(_mended(report, {line}, [table] if table else ROWS))
    if table and not rows:
        raise ReportError(
            f"第 {line} 行沒有{_NAMES[table]}的列 no row of {table} is read from this line",
            hint=f"只打行號，看這一行有什麼 type the line alone: {line}",
        )
    return [*rows, *(() if table else _cover(report, {line})), _misprint(line)]


def _typed(report: Report, typed: str) -> tuple[str, int]:
    """Return the table (``""`` for none) and the line that were typed."""
    found = re.fullmatch(r"(\D*?)\s*(\d{1,9})", typed.strip())
    names = {name: table for table, zh in _NAMES.items() for name in (table, ROWS[table][0], zh)}
    if not found or (found[1] and found[1] not in names):
        raise ReportError(
            "不是行號 this is no line",
            place=f"「{typed}」",
            hint=f"例如 such as 1104, sessions 1104; 表 tables: {' '.join(ROWS)}",
        )
    if not 1 <= int(found[2]) <= len(report.source.lines):
        raise ReportError(
            f"報告沒有第 {found[2]} 行 the report has no such line",
            hint=f"共 {len(report.source.lines)} 行 lines",
        )
    return names.get(found[1], ""), int(found[2])


def _corrections(report: Report, row: int) -> Iterator[Choice]:
    finding = report._findings[row]
    proposed = {(each.line, each.printed) for each in finding.corrections}
    own = [c for c in report.suggestions if (c.line, "".join(c.printed.split())) in proposed]
    if own:
        yield Choice(
            f"採用「{own[0].printed}」→「{own[0].intended}」 correct it",
            "correction",
            tuple({"line": c.line, "printed": c.printed, "intended": c.intended} for c in own),
            why=own[0].why,
        )
    for line, printed in _places(report, row)[:1]:
        yield Choice(
            "照印，不再提醒 let it stand",
            "keep",
            ({"code": finding.code, "line": line} | ({"printed": printed} if printed else {}),),
        )
        yield _misprint(line, printed)


def _misprint(line: int, printed: str = "") -> Choice:
    return Choice(
        f"勘誤：改第 {line} 行的字 correct a misprint",
        "correction",
        ({"line": line},),
        {"printed = intended": printed},
    )


def _places(report: Report, row: int) -> list[tuple[int, str]]:
    """Return the lines of a finding with the quoted text that each contains, as printed."""
    texts = [(line, report.source.lines[line - 1].text) for line in report._findings[row].lines]
    found = [(n, mark) for mark in report.marks[row] for n, text in texts if mark in text]
    return [*found, *((number, "") for number, _text in texts)]


def _mended(
    report: Report, lines: set[int], tables: Collection[str], named: object = None
) -> Iterator[Choice]:
    """Yield the decisions about rows read from the lines, and about the row given by table and place."""
    for name in tables:
        for place, origin in enumerate(report.origin[name]):
            if named == (name, place) or lines & set(origin):
                yield from _of_row(getattr(report, name).loc[place], name, place)


def _cover(report: Report, lines: set[int]) -> Iterator[Choice]:
    """Yield the decision about the cover, if one of the lines belongs to it or there are none."""
    cover = lines & set(report.lines.loc[report.lines["claimed_by"] == "meta", "line"])
    if cover or not lines:
        told = pd.Series({name: getattr(report.meta, name, None) for name in columns("meta")})
        keys = {"line": int(min(cover))} if cover else {}
        yield Choice("改封面 mend the cover", "meta", (keys,), _cells("meta", told))


def _of_row(cells: pd.Series, name: str, place: int) -> Iterator[Choice]:
    """Yield the decisions about a row, and about its agency or topic."""
    table, column = ROWS[name]
    printed = as_text(cells[column])
    keys = {"line": int(cells["line"])} | ({"printed": printed} if printed else {})
    yield Choice(
        f"改{_NAMES[name]}第 {place + 1} 列 {printed} mend a cell",
        table, (keys,), _cells(table, cells),
    )  # fmt: skip
    if table == "participant" and pd.notna(cells["agency"]):
        yield Choice(
            f"機關歸屬 {cells['agency']} where the agency belongs",
            "agency", ({"printed": str(cells["agency"])},), _cells("agency", cells),
        )  # fmt: skip
    if table == "recommendation":
        yield Choice(
            f"議題 {cells['topic']} 的主題 theme of the topic",
            "topic", ({"number": int(cells["topic"]), "line": int(cells["line"])},),
            _cells("topic", cells),
        )  # fmt: skip


def _cells(table: str, row: pd.Series) -> dict[str, str]:
    """Return the columns of a row that an entry can settle, with their values as text."""
    return {name: as_text(row[name], name) for name in columns(table) if name in row.index}


def as_text(value: Any, column: str = "") -> str:
    """Return a value of a table as a person writes it.

    >>> as_text(pd.Timestamp("2026-09-01 15:15"), "start"), as_text(["甲", "乙"]), as_text(pd.NA)
    ('15:15', '甲、乙', '')
    """
    if isinstance(value, (list, tuple)):
        return "、".join(value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%H:%M}" if column in {"start", "end"} else f"{value:%Y-%m-%d}"
    return str(value)


def _words() -> Iterator[Choice]:
    yield Choice(
        "增列或排除詞 settle a word", "words", ({},), {"add": "", "forbid": "", "stop": ""}
    )
    yield Choice("同義詞：寫法 = 計為 a synonym", "synonyms", ({},), {"from = to": ""})
    yield Choice("英文名稱：中文 = English", "english", ({},), {"中文 = English": ""})
