"""Structure → rows, one table each. Parsers know no pandas: rows are plain dicts.

Each returns :class:`Parsed`: its rows, the lines it has read, and what it wants checked.
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
        table, row: what it is about; ``row`` counts from 0.
        lines: its lines in the report, in order.
        marks: the pieces to mark in them.
        corrections: those that it proposes.
        kept: whether a person has looked at it and lets it stand.
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
        """The row of ``findings``."""
        names = ("code", "severity", "message", "table", "row", "lines")
        return {name: getattr(self, name) for name in names} | {
            "line": min(self.lines, default=None)
        }


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one parser has read.

    Attributes:
        rows: rows of the table, with what stands beside them (:data:`tourlib.schema.BESIDE`).
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
    """A finding; without ``marks`` what its message quotes is marked."""
    said, where = full_width_punctuation(message), tuple(sorted(set(lines)))
    return Finding(code, severity, said, table, row, where, tuple(marks) or tuple(quoted(message)))
