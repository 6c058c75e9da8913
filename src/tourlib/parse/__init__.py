"""Structure → rows, one table each. Parsers know no pandas: rows are plain dicts.

Each returns :class:`Parsed`: its rows, the lines it has read, and what it wants checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tourlib.shown import quoted
from tourlib.text import full_width_punctuation

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one parser has read.

    Attributes:
        rows: rows of the table; an underscore key is for checks and not part of the table.
        claims: line → who read it (the table, or a role such as ``header``).
        findings: rows of ``findings``; ``row`` counts from 0.
    """

    rows: list[Row]
    claims: Mapping[int, str] = field(default_factory=dict)
    findings: list[Row] = field(default_factory=list)


def finding(
    code: str,
    message: str,
    *,
    severity: str = "warning",
    table: str | None = None,
    row: int | None = None,
    lines: tuple[int, ...] | list[int] = (),
    marks: Sequence[str] = (),
) -> Row:
    """A row of ``findings``; ``marks`` are the pieces to mark in its lines, else what it quotes."""
    return {
        "code": code,
        "severity": severity,
        "table": table,
        "row": row,
        "message": full_width_punctuation(message),
        "line": min(lines, default=None),
        "lines": sorted(set(lines)),
        "_marks": tuple(marks) or quoted(message),
    }
