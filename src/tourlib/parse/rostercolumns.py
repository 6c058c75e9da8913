"""Which cell of a roster's row holds what, for each person of the row.

Traps: the column of the roles may have no name; the body above the agency may have a column of
its own.
"""

from __future__ import annotations

from dataclasses import replace

from tourlib.directory import resolve
from tourlib.people.posts import agency_and_post, are_both
from tourlib.tables.table import Table
from tourlib.text import normalize
from tourlib.vocabulary import meaning

PERSON = frozenset({"agency", "title", "name", "agency_title", "name_title"})
#: A column is of both agency and post where this share of its cells is.
_MOST = 0.8
#: How the directory knows a name that needs no other before it.
_WHOLE = frozenset({"exact", "former", "pattern"})


def columns_by_person(table: Table) -> list[dict[str, int]]:
    """Which cell holds what, for each person of a row: a new person begins where a column repeats.

    Where only one column holds names, the first of two columns of posts is that of the roles
    (職務: 團長; 職稱: 司長).
    """
    columns = _with_roles(replace(table, columns=name_columns(table)))
    if columns.count("name") < 2:
        columns = _one_person(columns)
    people: list[dict[str, int]] = [{}]
    for place, column in enumerate(columns):
        if column is None or column == "other":
            continue
        if column in people[-1]:
            people.append({})
        people[-1][column] = place
    return [person for person in people if person.keys() & PERSON]


def name_columns(table: Table) -> tuple[str | None, ...]:
    """The columns of a roster; one of agencies or of posts that has both is ``agency_title``."""
    found = {"agency", "title"} & set(table.columns)
    if len(found) != 1 or "agency_title" in table.columns or "name_title" in table.columns:
        return table.columns
    places = [place for place, column in enumerate(table.columns) if column in found]
    cells = [
        row.cells[place] or "" for row in table.rows for place in places if place < len(row.cells)
    ]
    filled = [cell for cell in cells if normalize(cell)]
    both = sum(are_both(*agency_and_post(cell)) for cell in filled)
    if not filled or both < _MOST * len(filled):
        return table.columns
    return tuple("agency_title" if column in found else column for column in table.columns)


def _with_roles(table: Table) -> tuple[str | None, ...]:
    """The columns; one without a name in which stand roles, perhaps with numbers, is of these."""
    columns = list(table.columns)
    for place, column in enumerate(table.columns):
        cells = [row.cells[place] or "" for row in table.rows if place < len(row.cells)]
        filled = list(filter(None, map(normalize, cells)))
        roles = [cell for cell in filled if meaning("role", cell)]
        only = all(cell.isdigit() for cell in filled if cell not in roles)
        if column is None and roles and only and "role" not in columns:
            columns[place] = "role" if "order" in columns else "order"
    return tuple(columns)


def _one_person(columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
    kept: list[str | None] = []
    for place, column in enumerate(columns):
        again = column is not None and column in columns[place + 1 :]
        if column == "title" and again and "role" not in columns:
            kept.append("role")
        elif column == "agency" and "agency" in kept and "unit" not in kept:
            kept.append("unit")  # 服務機關, 服務單位
        else:
            kept.append(None if column in kept else column)
    return tuple(kept)


def whole_agency(above: str, agency: str) -> str:
    """The agency of which a row names the body above it in a cell of its own.

    >>> whole_agency("經濟部", "水利署"), whole_agency("經濟部", "")
    ('經濟部水利署', '經濟部')
    >>> whole_agency("教育部", "國立臺灣大學")
    '國立臺灣大學'
    """
    if not above or agency.startswith(above):
        return agency
    own = resolve(agency) if agency else None
    if own is not None and own.match in _WHOLE and own.parent == resolve(above).parent:
        return agency
    return above + agency
