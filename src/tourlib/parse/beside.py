"""People named beside the roster (``領隊：國家文官學院林組長淑貞；工作人員：…``), or in a list in its
place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tourlib.parse import Parsed, Row
from tourlib.parse.coverpeople import person_unread
from tourlib.people.division import read_person
from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import Table
from tourlib.vocabulary import is_chapter_word, meaning

_SAID = re.compile(
    r"(?:^|(?<=[;。]))\s*(?P<role>(?:副?(?:團長|領隊)|工作人員|隨[團隊行]人員|行政人員|承辦人員?|輔導員|召集人)"
    r"(?:[兼及、][^:;。]{2,5})?)\s*:\s*(?P<who>[^:;。]{4,})(?=$|[;。])"
)
_LISTED = re.compile(
    r"(?P<role>副?(?:團長|領隊)|團員|學員|工作人員|隨[團隊行]人員|輔導員)?(?:\s*[:、])?\s*(?P<who>.*)$"
)
#: Where somebody stands who is not understood, in both languages.
_PLACE = ("名單旁", "Beside the roster")
#: A list has so many people at least, and no more lines that are none than this share of them.
_LEAST_LISTED, _MOST_UNREAD, _MAX_TITLE = 3, 0.25, 20
#: So many lines above and below the roster are looked at, and none beyond a heading this far out.
_REACH, _HEADING_RANK, _MAX_LINE = 6, 5, 200


def add_people_beside(roster: Parsed, tables: Sequence[Table], lines: Sequence[TextLine]) -> Parsed:
    """The roster with those people, in the order of the lines; who cannot be read is a finding."""
    known = {row["name"] for row in roster.rows}
    rows = list(roster.rows)
    findings = list(roster.findings)
    for line in _beside(tables, lines):
        for match in _SAID.finditer(line.text) if _SAID.match(line.text) else ():
            for who in re.split("、", match["who"]):
                person = _person(who)
                if person is None:
                    findings.append(person_unread(match.group().strip(), line.number, *_PLACE))
                elif person["name"] not in known:
                    known.add(person["name"])
                    role = meaning("role", match["role"]) or "member"
                    # People of a table may stand in another order than that of its lines.
                    above = [i for i, row in enumerate(rows) if row["line"] <= line.number]
                    new = {**person, "role": role, "line": line.number, "_lines": (line.number,)}
                    rows.insert(max(above, default=-1) + 1, new)
    for order, row in enumerate(rows, 1):
        row["order"] = order
    return Parsed(rows, roster.claims, findings)


def people_of_list(lines: Sequence[TextLine]) -> Parsed:
    """The people below a heading of the roster, one or several a line; none where not most of the
    lines there are people. A line that is only a role holds for those below it."""
    rows: list[Row] = []
    findings: list[Row] = []
    role = "member"
    for line in _listed(lines):
        match = _LISTED.match(line.marker.rest if line.marker else line.text)
        assert match is not None
        named = meaning("role", match["role"] or "")
        if not match["who"]:
            role = named or role
            continue
        people = [_person(who) for who in re.split("[、;]", match["who"].rstrip("。"))]
        said = {"role": named or role, "line": line.number, "_lines": (line.number,)}
        rows += [{**person, **said, "order": 0} for person in people if person]
        findings += [] if all(people) else [person_unread(line.text, line.number, *_PLACE)]
    if len(rows) < _LEAST_LISTED or len(findings) > len(rows) * _MOST_UNREAD:
        return Parsed([])
    for order, row in enumerate(rows, 1):
        row["order"] = order
    return Parsed(rows, {}, findings)


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


def _person(text: str) -> Row | None:
    """Agency, post and name: 國家文官學院林組長淑貞, 國家文官學院輔導員周彥廷."""
    person = read_person(text)
    if person is None or not person.title:
        return None
    agency, unit = (person.agency, person.unit or None) if person.agency else (person.unit, None)
    row = {"agency": agency, "unit": unit, "title": person.title, "name": person.name}
    return {**row, "group": None, "grade": None}
