"""Identify the columns of a table by their cells: days, times, people, posts, agencies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter

from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.outline.numbering import read_marker
from tourlib.people.forms import body_cost
from tourlib.people.posts import agency_and_post, are_both
from tourlib.tables.cell_forms import (
    FORMS,
    FORMS_OF_LINES,
    Form,
    are_days,
    are_next_days,
    are_timed,
    holds,
    is_horizon,
    is_post,
    is_time,
    names_people,
)
from tourlib.tables.roles import Columns, begins_with_day, with_column
from tourlib.tables.table import Row, Table
from tourlib.tables.titles import is_only_day, theme_number
from tourlib.text import join, normalize
from tourlib.vocabulary import header_column, meaning

#: The columns that cells may be, each with its score.
Scores = dict[str, float]
#: Columns before that of the times.
_DAYS = frozenset({"order", "date", "weekday"})
#: A table without a known header has more rows than this, and at most this many columns.
_FEWEST, _MOST_COLUMNS = 2, 12
#: Score of a header's word that is a column's name; half of it if there are other words beside it.
_WORD = 2.0
#: Columns whose cells have a form that nothing else has.
_CERTAIN = frozenset({"order", "date", "weekday", "datetime", "time", "name", "horizon"}) | {
    "morning", "noon", "afternoon", "evening", "day", "slot"
}  # fmt: skip
_HALVES = frozenset({"morning", "afternoon"})
#: Columns of texts, which the cells alone do not tell apart in a table with a known header.
_TEXTS = _HALVES | {"content", "host", "advice", "detail"}
#: Columns of what is done; a timetable without one has it under an unknown word.
_WORDED = _HALVES | {"content", "host", "day", "noon", "evening"}
#: Names of which a table has only one.
_SAME = {"host": "content", "content": "host"}
#: Columns of a table whose details are its recommendations.
_ITEMS = {"order": "topic_order", "advice": "topic", "detail": "advice"}
#: Header words that occur in tables of every kind.
_SAYS_LITTLE = frozenset({None, "order", "note", "date", "weekday"})
#: Columns that make a table without a known header one of a kind: all of one of the sets; and those
#: that make it a timetable if there is more to tell that it is one.
_ENOUGH = {
    "timetable": (
        {"date", "time", "content"},
        {"date", "time", "host"},
        {"datetime", "content"},
        {"datetime", "host"},
        {"date", "morning", "afternoon"},
    ),
    "roster": ({"name", "title"}, {"name", "agency"}),
    "advice": (
        {"advice", "detail", "lead_agency"},
        {"advice", "lead_agency", "order"},
        {"advice", "lead_agency", "co_agencies"},
        {"advice", "lead_agency", "horizon"},
        {"detail", "lead_agency", "order"},
        {"detail", "lead_agency", "co_agencies"},
        {"detail", "lead_agency", "horizon"},
    ),
}
_ENOUGH_NAMED = ({"date", "content"}, {"date", "host"})


def told_by_cells(table: Table, *, lines: bool = False) -> Table:
    """Return the table with columns identified by their content: those with an unknown or ambiguous
    header, and those that contain two things.

    Args:
        lines: whether the rows are only printed lines, with pieces of cells.
    """
    columns = _with_unknown(replace(table, columns=_known_by_cells(table)), lines=lines)
    for alone, missing, name, is_both in _BOTH.get(table.kind, ()):
        places = _places_of(columns, alone)
        if not missing & set(columns) and all(_holds(table.rows, p, is_both) for p in places):
            columns = with_column(columns, places, name)
    return replace(table, columns=columns)


def _with_unknown(table: Table, *, lines: bool) -> Columns:
    """Return the columns, with those without a known header identified by their cells."""
    columns = table.columns
    unknown = _places_of(columns, None)
    forms = _forms(table.kind, lines=lines)
    scores = [_scores(table.kind, _texts(table.rows, place), "", forms) for place in unknown]
    timed = not {"time", "datetime"}.isdisjoint(chain(columns, *scores))
    taken = {*columns} | (_TEXTS if timed and not lines else _TEXTS | {"place"})
    taken -= {"content"} if table.kind == "timetable" and _WORDED.isdisjoint(columns) else set()
    for place, name in zip(unknown, _assigned(_without(taken, scores))[1], strict=True):
        columns = with_column(columns, [place], name)
    return columns


def _without(names: Collection[str | None], scores: Sequence[Scores]) -> list[Scores]:
    """Return the scores of columns, without those for these names."""
    return [{n: s for n, s in each.items() if n not in names} for each in scores]


def _forms(kind: str, *, lines: bool) -> Mapping[str, Form]:
    """Return the tests of the columns of a table of this kind, whose rows may be printed lines."""
    return {**FORMS.get(kind, {}), **(FORMS_OF_LINES.get(kind, {}) if lines else {})}


def _scores(kind: str, texts: Sequence[str], head: str, forms: Mapping[str, Form]) -> Scores:
    """Return the columns of a table of this kind that cells may be, each with its score: of the
    form of the cells, and of the word of the header. What has a certain form needs it."""
    scores = {name: score for name, form in forms.items() if (score := form(texts)) is not None}
    named = header_column(kind, head)
    if named and (named in scores or named not in _CERTAIN):
        exact = header_column(kind, head, exact=True) is not None
        scores[named] = scores.get(named, 0.0) + (_WORD if exact else _WORD / 2)
    return {name: score for name, score in scores.items() if score}


def _assigned(scores: Sequence[Scores]) -> tuple[float, Columns]:
    """Return the best assignment of names to columns, each name once, and its score."""
    if not scores:
        return 0.0, ()
    ways = []
    for name, score in (*scores[0].items(), ("", 0.0)):
        more, names = _assigned(_without({name, _SAME.get(name)}, scores[1:]))
        ways.append((score + more, (name or None, *names)))
    return max(ways, key=itemgetter(0))


def _places_of(columns: Columns, name: str | None) -> list[int]:
    """Return the positions of the columns with this name."""
    return [place for place, column in enumerate(columns) if column == name]


def _known_by_cells(table: Table) -> Columns:
    """Return the columns, with those of ambiguous headers identified by their cells."""
    columns = table.columns
    if table.kind == "advice":
        return _with_items(table)
    if table.kind != "timetable":
        return columns
    if len(days := _places_of(columns, "date")) > 1:  # 日次 beside 日期 is only a number
        numbers = [place for place in days if _holds(table.rows, place, str.isdigit)]
        columns = with_column(columns, numbers, "order")
    if "speakers" not in columns:  # 拜會對象 | Karl Huber組長
        places = _places_of(columns, "place")
        met = [place for place in places if _holds(table.rows, place, names_people)]
        columns = with_column(columns, met, "speakers")
    themes = _places_of(columns, "theme")
    worded = [p for p in themes if not any(map(theme_number, _texts(table.rows, p)))]
    return with_column(columns, worded, "note")


def _with_items(table: Table) -> Columns:
    """Return the columns of recommendations; if there are more numbered details with time frames
    than rows with numbers, these are the recommendations, below the others as topics."""
    columns = table.columns
    if columns.count("advice") != 1 or not {"order", "detail", "horizon"} <= {*columns}:
        return columns
    rows, details, frames = (
        _texts(table.rows, columns.index(name)) for name in ("order", "detail", "horizon")
    )
    items = sum(read_marker(text) is not None for text in details)
    framed = sum(meaning("horizon", text) is not None for text in frames)
    more = min(items, framed) > len(rows)
    return tuple(_ITEMS.get(name or "", name) for name in columns) if more else columns


def with_activities(table: Table) -> Columns:
    """Return the columns of a timetable; beside a column of hosts, one of unknown name has the
    content if more of its cells are activities: 研習項目 | 單位."""
    columns, done = table.columns, FORMS["timetable"]["content"]
    if "host" not in columns or "content" in columns:
        return columns
    places = [*_places_of(columns, "host"), *_places_of(columns, None)]
    best = max(places, key=lambda place: done(_texts(table.rows, place)) or 0.0)
    return columns if columns[best] else with_column(columns, [best], "content")


def columns_of_cells(
    head: Cells, rows: Sequence[Cells], *, lines: bool = False
) -> tuple[str, Columns] | None:
    """Return kind and columns of a table whose header has too few known words; ``None`` if the
    cells do not help either.

    Args:
        head: the cells of the header.
        rows: the cells of its rows, without the header.
        lines: whether the rows are only printed lines, with pieces of cells.
    """
    every = [Row(number, cells) for number, cells in enumerate(rows)]
    made = [row for row in every if not row.is_over]
    if len(made) <= _FEWEST or max(map(len, rows)) > len(head) or len(head) > _MOST_COLUMNS:
        return None
    printed = [*map(normalize, head)]
    names = _printed_once(printed)
    texts = [
        [text for beside in range(place, len(head), len(names)) for text in _texts(made, beside)]
        for place in range(len(names))
    ]
    ways = [("timetable", texts, names)]
    if not any(are_days(own) if lines else holds(own, begins_with_day) for own in texts):
        ways += [("roster", texts, names), ("advice", texts, names)]
    if days := _days_over(every):
        ways.append(("timetable", [*texts, days], [*names, ""]))
    for kind, own, words in ways:
        if columns := _columns_of_kind(kind, own, words, lines=lines):
            return kind, columns[: len(names)] * (len(head) // len(names))
    return None


def _printed_once(names: list[str]) -> list[str]:
    """Return the words of a header that repeats them for as many tables side by side once."""
    sizes = (size for size in range(2, len(names)) if len(names) % size == 0)
    once = (names[:size] for size in sizes)
    return next((each for each in once if each * (len(names) // len(each)) == names), names)


def _days_over(rows: Sequence[Row]) -> list[str]:
    """Return the days that are titles above the rows, if nearly all such titles are days."""
    over = [normalize(row.cells[0]) for row in rows if row.is_over]
    days = [text[slice(*each.span)] for text in over for each in find_dates(text)[:1]]
    return days if holds(over, is_only_day) else []


def _columns_of_kind(
    kind: str, texts: Sequence[Sequence[str]], heads: Sequence[str], *, lines: bool
) -> Columns | None:
    """Return the columns of a table of this kind with these cells and words of its header; ``None``
    if they do not make one."""
    forms = _forms(kind, lines=lines)
    scores = [_scores(kind, own, head, forms) for own, head in zip(texts, heads, strict=True)]
    if kind == "advice" and any(holds(own, is_post) for own in texts):
        return None  # people, each with a post and a task
    halves = {*chain(*scores)} >= _HALVES  # no column is one half of the day alone
    columns = _assigned(scores if halves else _without(_HALVES, scores))[1]
    enough = any(need <= {*columns} for need in _ENOUGH[kind])
    if kind == "timetable" and any(need <= {*columns} for need in _ENOUGH_NAMED):
        enough = enough or _is_journey(columns, texts, heads)
    if "advice" not in columns:  # the only text of such a table is the recommendation
        columns = with_column(columns, _places_of(columns, "detail"), "advice")
    return columns if enough else None


def _is_journey(columns: Columns, texts: Sequence[Sequence[str]], heads: Sequence[str]) -> bool:
    """True if a table of days and activities is a timetable, not a plan of work or a history: a word
    of its header is known, the activities have times, or the days follow each other."""
    known = {header_column("timetable", head, exact=True) for head in heads} - _SAYS_LITTLE
    done = next(own for own, name in zip(texts, columns, strict=True) if name in _SAME)
    days = texts[columns.index("date")]
    return bool(known) or are_timed(done) or are_next_days(days)


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
        elif lost and is_time(first) and not begins_with_day(first):
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
    begins = begins_with_day(first) or is_time(first)
    return len(above) - 1 if first and not begins else None


def _texts(rows: Sequence[Row], place: int) -> list[str]:
    """Return the texts of the cells of a column, without empty ones."""
    texts = [normalize(row.cells[place]) for row in rows if place < len(row.cells)]
    return [text for text in texts if text]


def _holds(rows: Sequence[Row], place: int, is_one: Callable[[str], bool]) -> bool:
    return holds(_texts(rows, place), is_one)


def _is_agency_and_post(text: str) -> bool:
    return are_both(*agency_and_post(text))


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
