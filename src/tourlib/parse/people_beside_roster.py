"""People named beside the roster (``領隊：國家文官學院林組長淑貞；工作人員：…``), or in a list in its
place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tourlib.parse import Parsed, Row
from tourlib.parse.coverpeople import person_unread
from tourlib.people.lists import heads_list, read_list, role_named
from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import Table
from tourlib.vocabulary import is_chapter_word, meaning

_SAID = re.compile(
    r"(?:^|(?<=[;。]))\s*(?P<said>(?:副?(?:團長|領隊)|工作人員|隨[團隊行]人員|行政人員|承辦人員?|輔導員|召集人)"
    r"(?:[兼及、][^:;。]{2,5})?\s*:\s*[^:;。]{4,})(?=$|[;。])"
)
#: A list has so many people at least, and no more lines that are none than this share of them.
_LEAST_LISTED, _MOST_UNREAD, _MAX_TITLE = 3, 0.25, 20
#: So many lines above and below the roster are looked at, and none beyond a heading this far out.
_REACH, _HEADING_RANK, _MAX_LINE = 6, 5, 200


def add_people_beside(roster: Parsed, tables: Sequence[Table], lines: Sequence[TextLine]) -> Parsed:
    """The roster with those people, in the order of the lines; who cannot be read is a finding."""
    known = {row["name"] for row in roster.rows}
    rows = list(roster.rows)
    said = [
        (line.number, match["said"])
        for line in _beside(tables, lines)
        for match in (_SAID.finditer(line.text) if _SAID.match(line.text) else ())
    ]
    beside = _people(said)
    for person in beside.rows:
        if person["name"] not in known:
            known.add(person["name"])
            # People of a table may stand in another order than that of its lines.
            above = [i for i, row in enumerate(rows) if row["line"] <= person["line"]]
            rows.insert(max(above, default=-1) + 1, person)
    return Parsed(_numbered(rows), roster.claims, [*roster.findings, *beside.findings])


def people_of_list(lines: Sequence[TextLine]) -> Parsed:
    """The people below a heading of the roster, one or several a line; none where not most of the
    lines there are people."""
    texts = [
        (each.number, each.marker.rest if each.marker else each.text) for each in _listed(lines)
    ]
    found = _people([(number, text) for number, text in texts if not heads_list(text)])
    few = len(found.rows) < _LEAST_LISTED
    return Parsed([]) if few or len(found.findings) > len(found.rows) * _MOST_UNREAD else found


def _people(lines: Sequence[tuple[int, str]]) -> Parsed:
    """The people of these lines; who has no post is not understood."""
    rows: list[Row] = []
    listed, unread = read_list(lines)
    for each in listed:
        person = each.person
        if not person.title:
            unread.append((each.line, each.text))
            continue
        agency = person.agency or each.agency or person.unit
        rows.append({
            "agency": agency, "unit": person.unit if person.unit != agency else None,
            "title": person.title, "name": person.name, "group": None, "grade": None,
            "role": role_named(each.role), "line": each.line, "_lines": (each.line,),
        })  # fmt: skip
    findings = [person_unread(*each, "名單旁", "Beside the roster") for each in unread]
    return Parsed(_numbered(rows), {}, findings)


def _numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "order": order} for order, row in enumerate(rows, 1)]


def _listed(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines below the first heading that is called as a roster, up to the next as far out."""
    rank: float | None = None
    for line in lines:
        if line.blank or line.role is not None:
            continue
        outer = line.marker is not None and rank is not None and line.marker.rank <= rank
        if rank is None:
            title = line.marker.rest if line.marker else line.text
            named = meaning("roster_section", title) and len(title) <= _MAX_TITLE
            if named and line.marker and line.cells is None and not re.search("[。:]", title):
                rank = line.marker.rank
        elif outer or line.cells is not None or is_chapter_word(line.text):
            return
        else:
            yield line


def _beside(tables: Sequence[Table], lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines right above and below the tables, up to the next heading."""
    place = {line.number: at for at, line in enumerate(lines)}
    taken = {number for table in tables for number in table.lines}
    seen: set[int] = set()
    for table in tables:
        above = lines[max(0, place[table.lines[0]] - _REACH) : place[table.lines[0]]]
        behind = place[table.lines[-1]] + 1
        for side in (reversed(above), lines[behind : behind + _REACH]):
            for line in side:
                if line.number in taken or line.cells is not None or line.width > _MAX_LINE:
                    break
                if line.number not in seen and not line.blank and line.role is None:
                    seen.add(line.number)
                    yield line
                heading = line.marker is not None and line.marker.rank <= _HEADING_RANK
                if heading or is_chapter_word(line.text):
                    break
