"""Tables against expected tables, every cell, with differences that can be read.

An expected table is a CSV with a header: lists joined by ``|``, dates ``YYYY-MM-DD``, moments
``YYYY-MM-DDTHH:MM``, truth values ``true``/``false``, missing empty. Only the columns that
the CSV has are compared.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd

#: Columns that say where in the source a row stands: they hold for one form of a report only.
PLACES = {"line", "line_end"}
DAYS, MOMENTS = {"date"}, {"start", "end"}
MOST_SHOWN = 30

Cells = dict[str, str]


def read_expected(path: Path) -> list[Cells]:
    """The rows of an expected table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: _plain(value) for key, value in row.items()} for row in csv.DictReader(file)]


def expected_columns(path: Path) -> list[str]:
    """The columns of an expected table."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def as_rows(frame: pd.DataFrame) -> list[Cells]:
    """A table in the written form of the expected tables."""
    columns = {name: [_cell(name, value) for value in frame[name]] for name in frame.columns}
    return [{name: column[i] for name, column in columns.items()} for i in range(len(frame))]


def differences(
    report: Any, table: str, path: Path, *, places: bool, wrapped: bool = False
) -> list[str]:
    """What distinguishes a table of the report from the expected one in ``path``, one line each.

    A theme that the report does not tell (expected: empty) but likeness of words proposes is
    no difference.

    Args:
        places: also compare ``line`` and ``line_end``.
        wrapped: the form breaks its lines without saying whether a space stood there (PDF: a
            space that hangs into the margin is not printed). White space is then left out of
            the comparison.
    """
    frame = getattr(report, table)
    names = [name for name in expected_columns(path) if places or name not in PLACES]
    lost = [name for name in names if name not in frame.columns]
    if lost:
        return [f"{table}: no column {name}" for name in lost]
    wanted, found = read_expected(path), as_rows(frame)
    if wrapped:
        wanted, found = _without_spaces(wanted), _without_spaces(found)
    for row, (want, have) in enumerate(zip(wanted, found, strict=False)):
        if have.get("theme") and not want.get("theme") and _only_likely(report, table, row):
            have["theme"] = ""
    said = list(_row_differences(table, names, wanted, found))
    if len(wanted) != len(found):
        said.insert(0, f"{table}: {len(wanted)} rows expected, {len(found)} found")
    return said


def meta_differences(meta: Any, path: Path, *, wrapped: bool = False) -> list[str]:
    """What distinguishes the cover as read from the expected one, one line a field.

    Args:
        wrapped: whether spaces tell nothing.
    """
    wanted = json.loads(path.read_text(encoding="utf-8"))
    found = asdict(meta)
    return [
        f"meta.{name}: expected {value!r}, found {found.get(name)!r}"
        for name, value in wanted.items()
        if name != "source_name" and _bare(value, wrapped) != _bare(_json(found.get(name)), wrapped)
    ]


def _bare(value: Any, wrapped: bool) -> Any:
    return value.replace(" ", "") if wrapped and isinstance(value, str) else value


def _without_spaces(rows: list[Cells]) -> list[Cells]:
    return [{name: re.sub("[ ]", "", text) for name, text in row.items()} for row in rows]


def explain(said: Sequence[str]) -> str:
    """The differences as the message of a failing test."""
    more = len(said) - MOST_SHOWN
    tail = [f"… and {more} more"] if more > 0 else []
    return "\n" + "\n".join([*said[:MOST_SHOWN], *tail])


def _row_differences(
    table: str, names: list[str], wanted: list[Cells], found: list[Cells]
) -> list[str]:
    left = [tuple(row[name] for name in names) for row in wanted]
    right = [tuple(row[name] for name in names) for row in found]
    said: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for i, j in _pairs(left[a:b], right[c:d]):
            if j is None:
                said.append(f"{table} row {a + i + 1} is missing: {_short(left[a + i])}")
            elif i is None:
                said.append(f"{table}: found, not expected: {_short(right[c + j])}")
            else:
                said += [
                    f"{table} row {a + i + 1}, {name}: expected {x!r}, found {y!r}"
                    for name, x, y in zip(names, left[a + i], right[c + j], strict=True)
                    if x != y
                ]
    return said


def _pairs(
    left: list[tuple[str, ...]], right: list[tuple[str, ...]]
) -> list[tuple[int, int | None] | tuple[None, int]]:
    """Rows that mean the same though a cell differs, in order; the others alone."""
    if len(left) == len(right):
        return [(i, i) for i in range(len(left))]
    pairs: list[tuple[int, int | None] | tuple[None, int]] = []
    free = 0
    for i, row in enumerate(left):
        alike = [sum(x == y for x, y in zip(row, other, strict=True)) for other in right[free:]]
        best = max(range(len(alike)), key=alike.__getitem__, default=None)
        if best is None or alike[best] * 2 < len(row):
            pairs.append((i, None))
            continue
        pairs += [(None, j) for j in range(free, free + best)]
        pairs.append((i, free + best))
        free += best + 1
    return pairs + [(None, j) for j in range(free, len(right))]


def _short(row: tuple[str, ...]) -> str:
    return " | ".join(cell if len(cell) <= 30 else f"{cell[:30]}…" for cell in row if cell)


def _only_likely(report: Any, table: str, row: int) -> bool:
    """Whether the row has its theme by likeness of words: itself, or through its body block."""
    if table == "recommendations":
        return False
    frame = getattr(report, table)
    if "theme_source" in frame.columns and frame["theme_source"].iloc[row] == "likeness":
        return True
    visits, sections = report.visits, report.sections
    if table == "sessions":
        visits = visits[visits["session"] == frame["session"].iloc[row]]
    elif table == "visits":
        visits = visits.iloc[[row]]
    else:
        return False
    of_visits = sections[sections["section"].isin(visits["section"])]
    return len(of_visits) > 0 and bool((of_visits["theme_source"] == "likeness").all())


def _cell(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return "|".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp) or name in DAYS | MOMENTS:
        stamp = pd.Timestamp(value)
        return stamp.strftime("%Y-%m-%dT%H:%M" if name in MOMENTS else "%Y-%m-%d")
    return _plain(str(value))


def _plain(value: str) -> str:
    return value.lower() if value in {"True", "False", "TRUE", "FALSE"} else value


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
