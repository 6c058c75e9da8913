"""Identify the columns of a table by the words of its header.

A header cell is a word for a column (``reference/labels.csv``) or itself a value: a day, a half of
the day. If words do not suffice, the cells are used (:mod:`tourlib.tables.by_cells`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import NEEDED
from tourlib.text import normalize
from tourlib.vocabulary import header_column

Columns = tuple[str | None, ...]
_THEMES = re.compile(r"[主議課]\s*題\s*$")
#: Maximum length of a header with a day; minimum number of these.
_MAX_DAY, _LEAST_DAYS = 16, 2
#: Length of 機關, 單位: whose they are must be said.
_BARE_HOST = 2
_DAY_AND_TIME = frozenset({"date", "time"})
_OF_WORDS = frozenset({"content", "host", "day", "morning", "noon", "afternoon", "evening"})


@lru_cache(maxsize=8192)
def header_kind(cells: Cells, *, exact: bool = False) -> tuple[str, Columns] | None:
    """Return kind and columns of a header row; ``None`` if the cells are not a header. Of several
    kinds the one with most exactly known words is chosen.

    Args:
        exact: only exact words of the vocabulary, not words inside a longer cell.
    """
    if len(cells) - cells.count(None) - cells.count("") < 2:
        return None
    if week := _week(cells):
        return "timetable", week
    found = filter(None, (_of_kind(kind, cells, exact=exact) for kind in NEEDED))
    _sure, kind, columns = max(found, key=lambda one: one[0], default=(0, "", ()))
    if kind == "timetable":
        columns = _of_timetable(columns, [normalize(cell) for cell in cells])
    elif kind == "roster":
        columns = _of_roster(columns, cells)
    return (kind, columns) if kind else None


def _of_kind(kind: str, cells: Cells, *, exact: bool) -> tuple[int, str, Columns] | None:
    """Return the number of cells that are exact names, the kind, and the columns of a header row of
    this kind; ``None`` if it is not one."""
    filled = sum(bool(normalize(cell)) for cell in cells)
    when = {header_column("timetable", cell) for cell in cells}
    if kind == "roster" and when >= _DAY_AND_TIME:
        return None  # a list of people met, with times
    if kind == "timetable" and any(begins_with_day(normalize(cell)) for cell in cells):
        return None  # 日期 | 9月8日 | 時間 | 9時至12時
    # 服務機關 | 甲機關人員 is a row of a cover in two columns.
    only = exact or (kind == "roster" and filled <= 2)
    columns = tuple(header_column(kind, cell, exact=only) for cell in cells)
    surely = sum(header_column(kind, cell, exact=True) is not None for cell in cells)
    return (surely, kind, columns) if _make(kind, columns, cells) else None


def _make(kind: str, columns: Columns, cells: Cells) -> bool:
    """True if these columns suffice for a table of this kind, and most of the cells are known."""
    known = [column for column in columns if column]
    enough = len(known) * 2 > sum(bool(normalize(cell)) for cell in cells)
    return enough and any(need <= {*known} for need in NEEDED[kind])


def _of_timetable(columns: Columns, texts: Sequence[str]) -> Columns:
    """Return the columns of a timetable: of two with content, or with who was visited (參訪機關),
    主題 or 議題 holds the themes; a single unknown one holds the content if none else does."""
    contents = [
        place
        for place, column in enumerate(columns)
        if column == "content" or (column == "host" and len(texts[place]) > _BARE_HOST)
    ]
    themes = [place for place in contents if _THEMES.search(texts[place])]
    if len(contents) > 1 and len(themes) == 1:
        return with_column(columns, themes, "theme")
    unknown = [place for place, column in enumerate(columns) if column is None and texts[place]]
    worded = not _OF_WORDS.isdisjoint(columns)
    return columns if worded or len(unknown) != 1 else with_column(columns, unknown, "content")


def _of_roster(columns: Columns, cells: Cells) -> Columns:
    """Return the columns of a roster; a header across a person's columns (出國人員) is not a name."""
    names = [place for place, column in enumerate(columns) if column == "name"]
    names = [at for at in names if header_column("roster", cells[at], exact=True)] or names
    over = [None if name == "name" else name for name in columns]
    columns = tuple("name" if place in names else name for place, name in enumerate(over))
    return columns if len(names) > 1 else _of_one_person(columns, cells)


def _of_one_person(columns: Columns, cells: Cells) -> Columns:
    """Return the columns of a roster with one person per row. Of two with posts, one holds the
    roles (職務: 團長; 職稱: 司長): the one not called 職稱, else the first. Of two with agencies,
    one holds the units: the one not called 機關, else the second. Roles may be in two (分工, 備註)."""
    post = max(_called(columns, cells, "title", "職稱"), default=None)
    agency = min(_called(columns, cells, "agency", "機關"), default=None)
    kept: list[str | None] = []
    for place, column in enumerate(columns):
        if column == "title" and place != post:
            column = "role"
        elif column == "agency" and place != agency and "unit" not in columns:
            column = "unit"
        column = "remark" if column == "role" and column in kept else column
        kept.append(None if column in kept else column)
    return tuple(kept)


def _called(columns: Columns, cells: Cells, name: str, word: str) -> list[int]:
    """Return the positions of the columns with this name, or of the only one that contains the word."""
    places = [place for place, column in enumerate(columns) if column == name]
    called = [place for place in places if word in normalize(cells[place])]
    return called if len(called) == 1 else places


def with_column(columns: Columns, places: Sequence[int], name: str | None) -> Columns:
    """Return the columns, with this name at these positions."""
    return tuple(name if place in places else column for place, column in enumerate(columns))


def _week(cells: Cells) -> Columns | None:
    """Return the columns of a timetable with one for each day, after that of the times, which may be
    numbered: 節次 | 時間 | 9月7日 | 9月8日."""
    texts = [normalize(cell) for cell in cells]
    days = [len(text) <= _MAX_DAY and len(find_dates(text)) == 1 for text in texts]
    first = 2 if header_column("timetable", texts[1]) == "time" else 1
    if sum(days) < _LEAST_DAYS or any(days[:first]) or not all(days[first:]):
        return None
    return (*["order"] * (first - 1), "time", *["day"] * (len(cells) - first))


def join_headers(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines; in a header over two rows (行程 above 活動內容 and 講座) both rows get the
    joint cells."""
    joined = list(lines)
    for place, (upper, lower) in enumerate(itertools.pairwise(lines)):
        if upper.cells is None or lower.cells is None or upper.table != lower.table or upper.down:
            continue  # cells that reach down from above are not part of a header
        cells = join_header(upper.cells, lower.cells)
        if cells is not None:
            joined[place] = replace(upper, cells=cells)
            joined[place + 1] = replace(lower, cells=cells)
    return joined


def join_header(upper: Cells, lower: Cells) -> Cells | None:
    """Join the two rows of a header; ``None`` if the lower does not name parts of the upper's
    groups. With tabs, a covered cell is empty, and missing at the end."""
    lower = (*lower, *[""] * (len(upper) - len(lower)))
    upper = _covering(upper, lower)
    covered = (None, "") if header_kind(upper) else (None,)  # or an empty cell is of the table
    starts = [at for at, cell in enumerate(upper) if cell not in covered]
    groups = [*itertools.pairwise([*starts, len(upper)])]
    # A row of covered cells has no start.
    if starts[:1] != [0] or len(upper) != len(lower) or not 2 <= len(groups) < len(upper):
        return None
    parts = [_parts(upper[a], [*map(normalize, lower[a:b])]) for a, b in groups]
    cells = tuple(itertools.chain(*parts))
    known = sum(map(_is_column, filter(None, cells)))
    return cells if all(parts) and known * 2 >= len(cells) else None


def _covering(upper: Cells, lower: Cells) -> Cells:
    """Return the upper row of a header, with cells that the reader gives once (merged ones, in text
    with tabs) spread over as many columns as the lower names below each."""
    runs = [len(list(run)) for filled, run in itertools.groupby(lower, bool) if filled]
    if len(lower) - len(upper) != sum(runs) - len(runs):
        return upper
    given, cells = iter(upper), list[str | None]()
    for before, cell in zip(("", *lower), lower, strict=False):
        cells.append(None if before and cell else next(given))
    return tuple(cells)


def _parts(name: str | None, parts: list[str]) -> list[str | None]:
    """Return the names of a group's columns; the first unknown one is named after the group. Empty
    if the lower row belongs to the table."""
    if len(parts) == 1:
        return [] if parts[0] else [name]
    if not all(parts):
        return []
    called = next((at for at, part in enumerate(parts) if not _is_column(part)), None)
    return [name if place == called else part for place, part in enumerate(parts)]


def _is_column(text: str) -> bool:
    return any(header_column(kind, text) for kind in NEEDED)


def begins_with_day(text: str) -> bool:
    """True if a normalised text begins with a date."""
    dates = find_dates(text)
    return bool(dates) and dates[0].span[0] == 0
