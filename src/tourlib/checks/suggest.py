"""Likely misreadings as entries of the cohort file, for a person to accept."""

from __future__ import annotations

import json
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


def suggestion_entries(corrections: Iterable[Correction], known: str = "") -> str:
    """Commented ``[[correction]]`` entries, one a correction; those in ``known`` are left out.

    Args:
        known: text of the cohort file as it is.
    """
    blocks = []
    for correction in corrections:
        body = (
            f"line = {correction.line}\n",
            f"printed = {_quoted(correction.printed)}\n",
            f"intended = {_quoted(correction.intended)}\n",
            f"why = {_quoted(correction.why)}\n",
        )
        # A person may have taken off the "# ", and written another reason or correction.
        if any(
            f"[[correction]]\n{lead}{body[0]}{lead}{body[1]}" in known for lead in ("# ", "#", "")
        ):
            continue
        blocks.append("# [[correction]]\n" + "".join(f"# {row}" for row in body))
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
