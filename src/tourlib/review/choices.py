"""What may be decided about a finding: take a correction, let it stand, mend a cell, settle a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tourlib.report import Report
from tourlib.settled.entries import ROWS, columns

#: Severities, the gravest first.
SEVERITIES = ("error", "warning", "unread", "info")
#: Findings that only tell what the cohort file has done.
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
    """Something that may be decided.

    Attributes:
        label: what it is, as people read it.
        table: the table of the cohort file that it is written to.
        entries: the keys of each entry as far as they are known.
        cells: column → value as it is; of one of these the new value is asked.
        why: the reason, unless another is given.
    """

    label: str
    table: str
    entries: tuple[Mapping[str, Any], ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    why: str = _REASON


def open_findings(report: Report) -> list[int]:
    """The findings that nobody has decided about, the gravest first: their rows in ``findings``."""
    rank = report.findings["severity"].map(list(SEVERITIES).index).sort_values(kind="stable")
    return [int(row) for row in rank.index if not _decided(report, int(row))]


def _decided(report: Report, row: int) -> bool:
    found = report._findings[row]
    return found["code"] in _DONE or bool(found.get("_kept"))


def choices(report: Report, row: int | None) -> list[Choice]:
    """What may be decided about a finding, the likeliest first; the words come last.

    Args:
        report: the report.
        row: row of ``findings``; ``None`` for what does not hang on a finding.
    """
    found = [] if row is None else [*_corrections(report, row), *_mended(report, row)]
    return [*found, *_words()]


def _corrections(report: Report, row: int) -> Iterator[Choice]:
    finding = report._findings[row]
    suggested = finding.get("_suggested", ())
    proposed = {(line, printed) for line, printed, *_rest in suggested}
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
            ({"code": finding["code"], "line": line} | ({"printed": printed} if printed else {}),),
        )
        yield Choice(
            f"勘誤：改第 {line} 行的字 correct a misprint",
            "correction",
            ({"line": line},),
            {"printed = intended": printed},
        )


def _places(report: Report, row: int) -> list[tuple[int, str]]:
    """Lines of a finding with the piece that each has of what it quotes, as printed."""
    lines = report._findings[row]["lines"]
    texts = [(int(line), report.source.lines[line - 1].text) for line in lines]
    found = [(n, mark) for mark in report.marks[row] for n, text in texts if mark in text]
    return [*found, *((number, "") for number, _text in texts)]


def _mended(report: Report, row: int) -> Iterator[Choice]:
    """The rows that a finding is about: the one that it names, and those of its lines."""
    finding = report._findings[row]
    lines = set(finding["lines"])
    for name, (table, column) in ROWS.items():
        frame = getattr(report, name)
        for place, origin in enumerate(report.origin[name]):
            named = finding["table"] == name and finding["row"] == place
            if not named and not lines & set(origin):
                continue
            cells = frame.loc[place]
            printed = "" if pd.isna(cells[column]) else str(cells[column])
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
    cover = report.lines.loc[report.lines["claimed_by"] == "meta", "line"]
    if lines & set(cover) or not lines:
        told = pd.Series({name: getattr(report.meta, name, None) for name in columns("meta")})
        keys = {"line": int(min(lines & set(cover)))} if lines else {}
        yield Choice("改封面 mend the cover", "meta", (keys,), _cells("meta", told))


def _cells(table: str, row: pd.Series) -> dict[str, str]:
    """The columns of a row that an entry can settle, with their values as text."""
    return {name: as_text(row[name], name) for name in columns(table) if name in row.index}


def as_text(value: Any, column: str = "") -> str:
    """A value of a table as a person writes it.

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
