"""Identify the columns of a table by their cells: days, times, people, posts, agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.people.forms import body_cost, is_agency, is_whole_name, post_cost
from tourlib.people.posts import agency_and_post, are_both
from tourlib.people.speakers import is_person, read_people
from tourlib.tables.roles import Columns, begins_with_day, with_column
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import theme_number
from tourlib.text import join, normalize
from tourlib.vocabulary import meaning

#: Maximum length of a text that only states a time frame.
_MAX_HORIZON = 16
#: Columns before that of the times.
_DAYS = frozenset({"order", "date", "weekday"})
#: A column is identified if at least this many cells, and this share of them, are of one sort.
_LEAST, _SHARE = 2, 0.75


def told_by_cells(table: Table) -> Table:
    """Return the table with columns identified by their content: those with an unknown or ambiguous
    header, and those that contain two things."""
    columns = _known_by_cells(table) if table.kind == "timetable" else table.columns
    for name, is_one in _SORTS.get(table.kind, ()):
        if name in columns:
            continue
        found = [place for place in _places_of(columns, None) if _holds(table.rows, place, is_one)]
        columns = with_column(columns, found[:1], name)
    for alone, missing, name, is_both in _BOTH.get(table.kind, ()):
        places = _places_of(columns, alone)
        if not missing & set(columns) and all(_holds(table.rows, p, is_both) for p in places):
            columns = with_column(columns, places, name)
    return replace(table, columns=columns)


def _places_of(columns: Columns, name: str | None) -> list[int]:
    """Return the positions of the columns with this name."""
    return [place for place, column in enumerate(columns) if column == name]


def _known_by_cells(table: Table) -> Columns:
    """Return the columns of a timetable; a theme in words is a note about the entry, not its title."""
    columns = table.columns
    if len(days := _places_of(columns, "date")) > 1:  # 日次 beside 日期 is only a number
        numbers = [place for place in days if _holds(table.rows, place, str.isdigit)]
        columns = with_column(columns, numbers, "order")
    if "speakers" not in columns:  # 拜會對象 | Karl Huber組長
        places = _places_of(columns, "place")
        met = [place for place in places if _holds(table.rows, place, _names_people)]
        columns = with_column(columns, met, "speakers")
    themes = _places_of(columns, "theme")
    worded = [p for p in themes if not any(map(theme_number, _texts(table.rows, p)))]
    return with_column(columns, worded, "note")


def columns_of_cells(rows: Sequence[Cells]) -> tuple[str, Columns] | None:
    """Return kind and columns of a timetable whose header has too few known words; ``None`` if the
    cells do not help either.

    Args:
        rows: the cells of its rows, without the header.
    """
    made = tuple(Row(number, cells) for number, cells in enumerate(rows))
    width = max((len(cells) for cells in rows), default=0)
    if len(rows) <= _LEAST:
        return None
    days = told_by_cells(Table("timetable", (None,) * width, made, (), ())).columns
    rest = [place for place, column in enumerate(days) if column is None]
    said = ("entry_start", "kind")
    content = [p for p in rest if _holds(made, p, lambda text: any(meaning(u, text) for u in said))]
    if "date" not in days or not content:
        return None
    return "timetable", with_column(days, content[:1], "content")


def in_their_columns(table: Table) -> Table:
    """Return a table of text with tabs; a row broken inside a cell is joined, and a row that begins
    with its time, without the tab for the day above it, is moved to the columns from the time's."""
    columns, rows = table.columns, list[Row]()
    times = columns.index("time") if "time" in columns else 0
    for row in table.rows:
        first, above = normalize(row.cells[0]), rows[-1].cells if rows else ()
        lost = 1 < len(row.cells) <= len(columns) - times and _DAYS.issuperset(columns[:times])
        if (at := _broken_at(columns, row.cells, above)) is not None:
            cells = (*above[:at], join(above[at] or "", first), *(row.cells[1:] or above[at + 1 :]))
            rows[-1] = Row(rows[-1].line, cells, (*rows[-1].lines, *row.lines))
        elif lost and _is_time(first) and not begins_with_day(first):
            rows.append(replace(row, cells=(*[""] * times, *row.cells)))
        else:
            rows.append(row)
    return replace(table, rows=tuple(rows))


def _broken_at(columns: Columns, cells: Cells, above: Cells) -> int | None:
    """Return the position of the cell that a row continues: an agency that is a body only with the
    single cell below it; or the last cell above, if both rows have one cell more than the columns
    and this one does not begin an entry."""
    if len(cells) == 1 and "agency" in columns[: len(above)]:
        at = columns.index("agency")
        begun, whole = (normalize(f"{above[at] or ''}{rest}") for rest in ("", cells[0]))
        return at if body_cost(begun) is None and body_cost(whole) is not None else None
    missing = len(columns) - len(above)
    if "time" not in columns or len(above) < 2 or not 0 < missing == len(cells) - 1:
        return None
    first = normalize(cells[0])
    begins = begins_with_day(first) or _is_time(first)
    return len(above) - 1 if first and not begins else None


def _texts(rows: Sequence[Row], place: int) -> list[str]:
    """Return the texts of the cells of a column, without empty ones."""
    texts = [normalize(row.cells[place]) for row in rows if place < len(row.cells)]
    return [text for text in texts if text]


def _holds(rows: Sequence[Row], place: int, is_one: Callable[[str], bool]) -> bool:
    filled = _texts(rows, place)
    count = sum(map(is_one, filled))
    return count >= _LEAST and count >= _SHARE * len(filled)


def _is_day(text: str) -> bool:
    """True if the text is a day, or a range of days, and little else."""
    dates = find_dates(text)
    said = sum(end - begin for begin, end in (each.span for each in dates))
    return begins_with_day(text) and said * 2 > len(text)


def _is_time(text: str) -> bool:
    clock = find_clock(text)
    return clock is not None and clock.span[0] == 0


def _is_name(text: str) -> bool:
    return is_person(text) or is_whole_name(text.replace(" ", ""))


def _names_people(text: str) -> bool:
    """True if the text consists of people: Latin names, or names with posts or agencies around them."""
    names, _unread = read_people(text)
    return any(is_person(name) or (is_whole_name(name) and name != text) for name in names)


def _is_role(text: str) -> bool:
    """True if the text is a role, or the number of a person without one."""
    return text.isdigit() or meaning("role", text) is not None


def is_horizon(text: str) -> bool:
    """True if the text is only a time frame for a recommendation."""
    return len(text) <= _MAX_HORIZON and meaning("horizon", text) is not None


def _is_agency_and_post(text: str) -> bool:
    return are_both(*agency_and_post(text))


#: Columns recognised by their cells, the most certain first.
_SORTS: dict[str, tuple[tuple[str, Callable[[str], bool]], ...]] = {
    "timetable": (("date", _is_day), ("time", _is_time), ("speakers", _names_people)),
    "roster": (
        ("name", _is_name),
        ("agency", is_agency),
        ("title", lambda text: post_cost(text) is not None and not _is_name(text)),
        ("order", _is_role),
        ("role", _is_role),
    ),
    "advice": (("horizon", is_horizon),),
}
#: A column, columns that exclude the case, and the column's name if its cells contain both.
_TIMES = frozenset({"date", "datetime", "day"})
_BODIES = frozenset({"agency_title", "name_title"})
_BOTH: dict[str, tuple[tuple[str, frozenset[str], str, Callable[[str], bool]], ...]] = {
    "timetable": (("time", _TIMES, "datetime", begins_with_day),),  # 5月10日10:00-11:30
    "roster": (
        ("agency", _BODIES | {"title"}, "agency_title", _is_agency_and_post),
        ("title", _BODIES | {"agency"}, "agency_title", _is_agency_and_post),
    ),
    "advice": (("topic", frozenset({"horizon"}), "horizon", is_horizon),),
}
