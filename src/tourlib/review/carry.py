"""Carry settled entries over to another version of the report."""

from __future__ import annotations

import re
import tomllib
from difflib import SequenceMatcher
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import Any

from tourlib.errors import ReportError
from tourlib.lines import Source
from tourlib.report import Report, build_report
from tourlib.review.blocks import divide, edited, name_of, place_of, table_of
from tourlib.settled.read import check_settled


def carry_over(
    text: str, before: Source, report: Report, path: Path
) -> tuple[str, tuple[str, ...]]:
    """Return the cohort file for another version of its report.

    Args:
        text: the cohort file.
        before: the report that it is about.
        report: the version that replaces it.
        path: the file that the errors name.

    Returns:
        The file with the line numbers of the new version; and for each entry that no longer fits,
        and was dropped, its place and the reason.

    Raises:
        ReportError: the cohort file is not readable.
    """
    lines = _same_lines(before, report.source)
    dropped: list[str] = []
    blocks: list[str] = []
    for block in divide(text):
        line = table_of(block).get("line") if name_of(block) else None
        if line is None:
            blocks.append(block)
        elif line in lines:
            blocks += edited([block], 0, methodcaller("update", {"line": lines[line]}))
        else:
            dropped.append(f"{place_of(block)}: 找不到那一行 its line is not there")
    while True:
        made = "".join(blocks)
        try:
            settled = check_settled(tomllib.loads(made), path)
            build_report(report.source, cohort=report.meta.cohort, settled=settled)
            return made, tuple(dropped)
        except ReportError as error:
            wrong = [place for place, block in enumerate(blocks) if place_of(block) == error.place]
            dropped.append(f"{error.place}: {error.reason}")
            if wrong:
                del blocks[wrong[0]]
            else:
                blocks = _without(blocks, error)


def _same_lines(before: Source, after: Source) -> dict[int, int]:
    """Map the lines of one version to the same lines of the other, ignoring white space."""
    old, new = (["".join(line.text.split()) for line in each.lines] for each in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {b.a + n + 1: b.b + n + 1 for b in blocks for n in range(b.size) if old[b.a + n]}


def _without(blocks: list[str], error: ReportError) -> list[str]:
    """Return the blocks without the key or word that an error is about."""
    found = re.fullmatch(r"\[(\w+)\](?: add)? (.+)", error.place or "")
    names = [name_of(block) for block in blocks]
    if not found or found[1] not in names:
        raise error
    return edited(blocks, names.index(found[1]), partial(_remove, found[2]))


def _remove(key: str, table: Any) -> None:
    if key in table:
        del table[key]
    else:
        table["add"] = [word for word in table["add"] if word != key]
