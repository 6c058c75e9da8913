"""Likely misreadings as corrections, for a person to accept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tourlib.lines import Line
from tourlib.parse import Row
from tourlib.settled import Correction


def suggested_corrections(findings: Iterable[Row], lines: Sequence[Line]) -> tuple[Correction, ...]:
    """The corrections that findings propose, in order of the lines.

    Args:
        findings: rows of ``findings``; those that propose one carry it in ``_suggested``.
        lines: the lines as read, in which a correction must find what it replaces. Where it does
            not (a word divided between two lines), none is proposed.
    """
    found: dict[Correction, None] = {}
    for row in findings:
        for line, printed, intended, why in row.get("_suggested", ()):
            as_read = _as_read(printed, lines[line - 1].text)
            if as_read:
                found[Correction(line, as_read, intended, why)] = None
    return tuple(sorted(found, key=lambda c: c.line))


def _as_read(printed: str, text: str) -> str | None:
    """The piece as the line has it, with the spaces that extraction put into it."""
    match = re.search(r"\s*".join(map(re.escape, printed)), text)
    return match.group() if match else None
