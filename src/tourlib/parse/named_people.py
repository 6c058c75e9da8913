"""People outside tables: named on the cover or archive's form, or beside the roster
(``領隊：國家文官學院林組長淑貞；工作人員：…``).

Pitfalls: one agency may apply to all people, or each to one, or labels may be repeated for each person;
if there are several agencies and another number of people, only the text shows who belongs where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tourlib.directory.resolution import resolve
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.parse.cover import Cover, Meta
from tourlib.parse.coverfields import SAME, Said, values_of
from tourlib.parse.roster import WHOLE, order_findings
from tourlib.people.division import Person, agency_and_unit
from tourlib.people.forms import body_cost, is_whole_name
from tourlib.people.lists import ROLES, Listed, divided, leads_people, read_list, role_named
from tourlib.people.posts import divide_unit
from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import Table
from tourlib.text import normalize

#: Maximum length of an agency's name; cost up to which a body is known to the directory.
_LONGEST_AGENCY, _KNOWN = 24, 0.1
_FIELDS = frozenset({"organiser", "employer", "reporters", "unit", "post"})
#: The beginning of a line beside the roster: 註:領隊為林組長淑貞,輔導員為…
_NOTE = re.compile(r"^註\s?\d?\s*:\s*")
#: Labels of writers, who need not be all.
_WRITERS = re.compile("(?:執筆|撰稿)(?!人)")
#: Number of lines searched above and below the roster, and their maximum length.
_REACH, _MAX_LINE = 6, 200
#: Where people are named, as worded in findings.
_ON_COVER, _IN_LIST = ("封面", "On the cover"), ("名單旁", "Beside the roster")


# --- on the cover -------------------------------------------------------------------------


def people_of_cover(cover: Cover, lines: Sequence[TextLine]) -> Parsed:
    """Return one row per person on the cover or the archive's form, whichever names more;
    unreadable people and ambiguous divisions are findings.

    Args:
        lines: all lines of the report; they may show who belongs to which agency.
    """
    sentences, titled = _sentences(cover, lines), _agency_in_front(cover)
    named = [_people_said(said, sentences, titled) for said in (cover.said, cover.said_in_form)]
    chosen, other = sorted(named, key=lambda each: -len(each.rows))
    known = {row["name"]: row for row in other.rows}
    for row in chosen.rows:
        for column in ("agency", "unit", "title"):
            row[column] = row[column] or known.get(row["name"], row)[column]
    return chosen


def _people_said(
    said: Sequence[Said], sentences: Sequence[str], titled: str, place: tuple[str, str] = _ON_COVER
) -> Parsed:
    """Return the people in these fields; ``titled`` is the agency if no field names one."""
    rows: dict[str, Row] = {}
    findings: list[Finding] = []
    for block in _blocks(said):
        listed, unread = read_list([(e.line, e.text) for e in block if e.field == "reporters"])
        findings += [_unread(*each, place) for each in unread]
        for person, row in _rows(block, listed, sentences, titled):
            if person.name in rows:
                continue
            if person.doubtful:
                findings.append(_doubtful(person, row["line"], len(rows), place))
            rows[person.name] = row
    return Parsed(_numbered(rows.values()), {}, findings)


def _rows(
    block: Sequence[Said], listed: Sequence[Listed], sentences: Sequence[str], titled: str
) -> Iterator[tuple[Person, Row]]:
    """Yield the people of a block of fields with their rows; a unit without an agency stands in
    its place."""
    agencies, units, posts = _said_of_all(block)
    for at, each in enumerate(listed):
        person = _with_bodies(each, listed, agencies)
        own = person.agency or _one_of(agencies, at, len(listed))
        agency = own or _told(person.name, agencies, sentences) or titled
        unit = (person.unit or _one_of(units, at, len(listed))) if agency else None
        title = person.title or "".join(posts[at : at + 1])
        role = role_named(each.role or _role_in(sentences, person.name))
        yield person, {
            "agency": agency or person.unit, "unit": unit or None, "title": title,
            "name": person.name, "group": None, "grade": None, "role": role,
            "line": each.line, "lines": (each.line,),
        }  # fmt: skip


def _one_of(said: Sequence[str], place: int, many: int) -> str:
    """Return what one of this many people has: the only one, or one each."""
    return said[min(place, len(said) - 1)] if len(said) in {1, many} else ""


def _with_bodies(each: Listed, listed: Sequence[Listed], agencies: Sequence[str]) -> Person:
    """Return a person of a list with agency and unit, separating a unit attached to its agency."""
    person = replace(each.person, agency=each.person.agency or each.agency)
    glued = person.agency or ("" if agencies else person.unit)
    if glued and not (person.agency and person.unit):
        named = {other.person.agency or other.person.unit for other in listed}
        agency, unit = divide_unit(glued, named)
        return replace(person, agency=agency, unit=unit) if unit else person
    return person


def _role_in(sentences: Sequence[str], name: str) -> str:
    """Return the role that a sentence gives a person: 王大明(領隊), 王大明副署長擔任領隊."""
    form = re.compile(rf"{re.escape(name)}(?:[(]|[^,、;。()]{{0,8}}(?:擔任|為)){ROLES}")
    return next((match["role"] for match in map(form.search, sentences) if match), "")


def _blocks(said: Sequence[Said]) -> Iterator[list[Said]]:
    """Yield the fields of people in order, in a new block when the first field is repeated."""
    block: list[Said] = []
    for each in (each for each in said if each.field in _FIELDS and each.text):
        if block and each.field == block[0].field != block[-1].field:
            yield block
            block = []
        block.append(each)
    yield block


def _said_of_all(block: Sequence[Said]) -> tuple[list[str], list[str], list[str]]:
    """Return the agencies, units and posts in the fields of a block."""
    agencies: list[str] = []
    units: list[str] = []
    for each in block:
        if each.field == "unit":
            units += divided(each.text)
        elif SAME.get(each.field, each.field) == "organiser":
            text, unit = agency_and_unit(normalize(each.text))
            units += filter(None, [unit])
            for part in filter(None, re.split(r"[、;,]", text)):
                agencies.append(re.sub(r"等(?:\d*個?)?(?:機關|單位)?$", "", part))
    return agencies, units, [p for e in block if e.field == "post" for p in divided(e.text)]


def _sentences(cover: Cover, lines: Sequence[TextLine]) -> list[str]:
    """Return the lines of the archive's form, and the sentences outside form and cover."""
    form = set(cover.lines.get("form", ()))
    of_cover = {number for numbers in cover.lines.values() for number in numbers}
    said = [line.text for line in lines if line.number in form]
    rest = [line.text for line in lines if line.number not in of_cover and line.role is None]
    return [re.sub(r"\s", "", text) for text in (*said, *"".join(rest).split("。"))]


def _told(name: str, agencies: Sequence[str], sentences: Sequence[str]) -> str:
    """Return the agency named with the person: the last one before the name, or one after it."""
    for sentence in sentences:
        before, found, behind = sentence.partition(name)
        for text in (before, behind) if found else ():
            if named := [agency for agency in agencies if agency in text]:
                return max(named, key=lambda agency: (text.rfind(agency), len(agency)))
    return ""


def _agency_in_front(cover: Cover) -> str:
    """Return the agency at the beginning of the cover's title: 臺南市議會第4屆議員出國考察報告."""
    title = re.sub(r"\s|^\d{2,4}年度?", "", values_of(cover.said).get("title", ""))
    for end in range(min(len(title), _LONGEST_AGENCY), 2, -1):
        cost = body_cost(title[:end])
        if cost is not None and cost < _KNOWN:
            return title[:end]
    return ""


def with_people(cover: Cover, roster: Parsed, named: Parsed, lines: Sequence[TextLine]) -> Meta:
    """Return the cover's fields, with missing organiser and number of people taken from the roster
    on the cover, or from the people named there if all were understood."""
    rows = _on_cover(cover, roster, lines)
    if not rows and all(problem.code != "person-unread" for problem in named.findings):
        rows = named.rows
    agencies = "、".join(dict.fromkeys(row["agency"] for row in rows if row["agency"]))
    reporters = [line.text for line in lines if line.number in cover.lines.get("reporters", ())]
    some = len(rows) == len(named.rows) and any(map(_WRITERS.match, reporters))
    headcount = cover.meta.headcount or (None if some else len(rows) or None)
    organiser = cover.meta.organiser or agencies or None
    return replace(cover.meta, organiser=organiser, headcount=headcount)


def _on_cover(cover: Cover, roster: Parsed, lines: Sequence[TextLine]) -> list[Row]:
    """Return the people of a roster between the lines of the cover, or directly below them."""
    last = max((each.line for each in cover.said or cover.said_in_form), default=0)
    people = {row["line"] for row in roster.rows}
    for line in lines:
        if line.number > last and line.is_text:
            if line.number not in roster.claims:
                break
            last = line.number
    return roster.rows if people and max(people) <= last else []


def with_employer(roster: Parsed, cover: Cover) -> Parsed:
    """Return a roster without agencies with the one where the people on the cover serve (服務機關),
    and a finding that says so."""
    said = (*cover.said, *cover.said_in_form)
    employers = {agency_and_unit(normalize(e.text))[0]: e for e in said if e.field == "employer"}
    agency = next(iter(employers), "")
    people = roster.rows
    known = len(employers) == 1 and resolve(agency).match in WHOLE
    if not known or not people or any(row["agency"] for row in people):
        return roster
    told = finding(
        "agency-of-cover",
        f"名單沒有機關，{len(people)} 人都收作封面服務機關「{agency}」的人員，請核對。"
        f" / The roster names no agency: all are taken for people of “{agency}” on the cover.",
        severity="info",
        table="participants",
        lines=[employers[agency].line],
    )
    rows = [{**row, "agency": agency} for row in people]
    return replace(roster, rows=rows, findings=[*roster.findings, told])


# --- beside the roster ------------------------------------------------------


def add_people_beside(roster: Parsed, tables: Sequence[Table], lines: Sequence[TextLine]) -> Parsed:
    """Return the roster with the people beside it, in the order of lines; unreadable ones are findings."""
    rows = list(roster.rows)
    beside = people_said(_beside(tables, lines))
    for person in beside.rows:
        if all(row["name"] != person["name"] for row in rows):
            # The order of people in a table may differ from that of its lines.
            above = [i for i, row in enumerate(rows) if row["line"] <= person["line"]]
            rows.insert(max(above, default=-1) + 1, {**person, "order": None})
    claims = dict.fromkeys((row["line"] for row in beside.rows), "participants")
    findings = [*order_findings(rows), *roster.findings, *beside.findings]
    return Parsed(_numbered(rows), claims | dict(roster.claims), findings)


def _beside(tables: Sequence[Table], lines: Sequence[TextLine]) -> Iterator[Said]:
    """Yield the lines near the tables that begin with a role in the journey and a colon or 為
    (領隊:林組長淑貞;工作人員:…); after 為 only those that name people."""
    rows = {number for table in tables for number in table.lines}
    near = {number + step for number in rows for step in range(-_REACH, _REACH + 1)} - rows
    for line in lines:
        said = line.number, _NOTE.sub("", line.text)
        plain = line.cells is None and line.role is None and line.width <= _MAX_LINE
        leads = line.number in near and plain and leads_people(said[1])
        if leads and (":" in said[1] or read_list([said])[0]):
            yield Said("reporters", *said)


def people_said(said: Iterable[Said], told: Sequence[str] = ()) -> Parsed:
    """Return the people in these lines; those without a post are reported as unreadable.

    Args:
        told: sentences that may tell roles.
    """
    found = _people_said([*said], told, "", place=_IN_LIST)
    bare = [row for row in found.rows if not row["title"] and not is_whole_name(row["name"])]
    unread = [_unread(row["line"], row["name"], _IN_LIST) for row in bare]
    rows = [row for row in found.rows if row not in bare]
    return Parsed(_numbered(rows), {}, [*found.findings, *unread])


# --- rows and findings --------------------------------------------------------------------


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{**row, "order": order} for order, row in enumerate(rows, 1)]


def _unread(number: int, said: str, place: tuple[str, str]) -> Finding:
    """Return the finding about an unreadable person at this place."""
    return finding(
        "person-unread",
        f"{place[0]}的「{said}」讀不出姓名與職稱，沒有收進名單。"
        f" / {place[1]}, and not understood as a person: “{said}”.",
        severity="unread",
        table="participants",
        lines=(number,),
        marks=(said,),
    )


def _doubtful(person: Person, number: int, row: int, place: tuple[str, str]) -> Finding:
    other = f"，也可能是「{person.other}」" if person.other else ""
    return finding(
        "person-doubtful",
        f"{place[0]}的姓名與職稱連寫，讀成「{person.name}/{person.title}」{other}，請核對。"
        f" / Name and post without a mark between them: read as “{person.name}/{person.title}”.",
        table="participants",
        row=row,
        lines=(number,),
        marks=(person.name, person.title),
    )
