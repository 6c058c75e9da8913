"""Turn structure into rows, one module per table. Parsers do not use pandas: rows are plain dicts.

Each parser returns :class:`Parsed`: its rows, the lines it has read, and its findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tourlib.settled.entries import Correction
from tourlib.shown import quoted
from tourlib.text import full_width_punctuation

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the reader should check.

    Attributes:
        table, row: the row concerned; ``row`` counts from 0.
        lines: its lines in the report, in order.
        marks: the text to mark in them.
        corrections: those that it proposes.
        kept: whether a person has looked at it and keeps it.
    """

    code: str
    severity: str
    message: str
    table: str | None
    row: int | None
    lines: tuple[int, ...]
    marks: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    kept: bool = False

    def cells(self) -> Row:
        """Return the row of ``findings``."""
        names = ("code", "severity", "message", "table", "row", "lines")
        return {name: getattr(self, name) for name in names} | {
            "line": min(self.lines, default=None)
        }


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result of one parser.

    Attributes:
        rows: rows of the table, with additional keys (:data:`tourlib.schema.BESIDE`).
        claims: line → who read it (the table, or a role such as ``header``).
        findings: what should be checked.
    """

    rows: list[Row]
    claims: Mapping[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def finding(
    code: str,
    message: str,
    *,
    severity: str = "warning",
    table: str | None = None,
    row: int | None = None,
    lines: Iterable[int] = (),
    marks: Sequence[str] = (),
) -> Finding:
    """Return a finding; without ``marks`` the text that its message quotes is marked."""
    said, where = full_width_punctuation(message), tuple(sorted(set(lines)))
    return Finding(code, severity, said, table, row, where, tuple(marks) or tuple(quoted(message)))
