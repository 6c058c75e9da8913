"""The people of a report without a roster: those that its cover names, with their agencies.

Traps: one agency may hold for all, each of them for one, or labels for each person again; of
several agencies and other numbers of people only the text tells who is of which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tourlib.directory import resolve
from tourlib.parse import Parsed, Row, finding
from tourlib.parse.cover import Cover, Meta
from tourlib.people.division import Person, agency_and_unit
from tourlib.people.forms import body_cost, is_agency, is_listed
from tourlib.people.lists import ROLES, Listed, divided, read_list, role_named
from tourlib.people.posts import divide_unit
from tourlib.readers.text.lines import TextLine
from tourlib.text import join, normalize

#: An agency's name is no longer; a body of this cost is one that the directory knows.
_LONGEST_AGENCY, _KNOWN = 24, 0.1
_FIELDS = ("organiser", "employer", "reporters", "unit", "post")
Said = Sequence[tuple[str, int, str]]


@dataclass(slots=True)
class _Block:
    """What the cover says between one agency and the next that comes after a person.

    ``serving``: the agencies are said to be those in which the people serve (服務機關).
    """

    agencies: list[str] = field(default_factory=list)
    serving: bool = False
    people: list[tuple[int, str]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


def people_of_cover(cover: Cover, lines: Sequence[TextLine]) -> Parsed:
    """One row a person that the cover names, or the archive's form, whichever names more; who is
    not understood, or may be divided in two ways, is a finding.

    Args:
        lines: all lines of the report; they may tell who is of which agency.
    """
    texts = _texts(cover, lines)
    agency = _agency_in_front(cover)
    on_cover, in_form = (
        _people_said(said, texts, agency) for said in (cover.said, cover.said_in_form)
    )
    chosen, other = max(
        (on_cover, in_form), (in_form, on_cover), key=lambda pair: len(pair[0].rows)
    )
    known = {row["name"]: row for row in other.rows}
    for row in chosen.rows:
        for column in ("agency", "unit", "title"):
            row[column] = row[column] or known.get(row["name"], row)[column]
    return chosen


def _people_said(said: Said, texts: Sequence[str], titled: str) -> Parsed:
    """The people of these fields; ``titled`` is the agency where no field names one."""
    rows: list[Row] = []
    findings: list[Row] = []
    for block in _blocks(said):
        found, unread = _read_block(block)
        findings += unread
        for place, (listed, person) in enumerate(found):
            if person.name in {known["name"] for known in rows}:
                continue
            behind = re.search(rf"{re.escape(person.name)}[(]{ROLES}[)]", texts[-1])
            role = role_named(behind["role"] if behind else listed.role)
            if person.doubtful:
                findings.append(_doubtful(person, listed.line, len(rows)))
            agency = (
                _agency(person.name, _each(block.agencies, place, len(found)), block, texts)
                or titled
            )
            lines = {"line": listed.line, "_lines": (listed.line,), "order": len(rows) + 1}
            rows.append(_row(person, block, place, len(found), agency) | {"role": role, **lines})
    return Parsed(rows, {}, findings)


def _read_block(block: _Block) -> tuple[list[tuple[Listed, Person]], list[Row]]:
    """The people of a block, as listed and with agency and unit, and who could not be read."""
    listed, unread = read_list(block.people)
    findings = [person_unread(*each, "封面", "On the cover") for each in unread]
    found = []
    named = {each.person.agency or each.person.unit for each in listed}
    for each in listed:
        placed = _placed(each, block)
        glued = placed.agency or ("" if block.agencies else placed.unit)
        if glued and not (placed.agency and placed.unit):
            agency, unit = divide_unit(glued, named)
            placed = replace(placed, agency=agency, unit=unit) if unit else placed
        if each.person.agency and not placed.agency:
            findings.append(_beside_agency(each, placed))
        found.append((each, placed))
    return found, findings


def _placed(listed: Listed, block: _Block) -> Person:
    """A person of the agency that stands alone before, or of the one in which those of the cover
    serve: another body beside the name is the unit then, unless it begins with the agency's own
    name or is one of the bodies below it."""
    person, own = listed.person, listed.person.agency
    if listed.agency and not own:
        return replace(person, agency=listed.agency)
    if not own or not block.serving or len(block.agencies) != 1:
        return person
    [serving] = block.agencies
    if f"({own}" in listed.text or own.startswith(serving) or is_listed(serving + own):
        return person
    return replace(person, agency="", unit=own + person.unit)


def with_people(cover: Cover, roster: Parsed, named: Parsed, lines: Sequence[TextLine]) -> Meta:
    """What the cover says, with organiser and number of people from the roster that stands there,
    or from those that it names, unless one of them is not understood."""
    last = max((number for _name, number, _text in cover.said or cover.said_in_form), default=0)
    first = min((row["line"] for row in roster.rows), default=0)
    between = (line for line in lines if last < line.number < first and line.role is None)
    if not any(not line.blank and line.number not in roster.claims for line in between):
        last = max([last, *(row["line"] + 1 for row in roster.rows)])  # a table ends the cover
    unread = any(problem["code"] == "person-unread" for problem in named.findings)
    listed = (roster,) if unread else (roster, named)
    people = ([row for row in each.rows if row["line"] < last] for each in listed)
    on_cover = next(filter(None, people), [])
    agencies = "、".join(dict.fromkeys(p["agency"] for p in on_cover if p["agency"]))
    return replace(
        cover.meta,
        organiser=cover.meta.organiser or agencies or None,
        headcount=cover.meta.headcount or len(on_cover) or None,
    )


def _blocks(said: Said) -> Iterator[_Block]:
    """The fields of people in order, a block anew where the first of them comes again."""
    block, first, before = _Block(), "", ""
    for name, number, text in said:
        if name not in _FIELDS:
            continue
        first = first or name
        if name == first and before not in {"", first}:
            yield block
            block = _Block()
        before = name
        if name in {"organiser", "employer"}:
            text, unit = agency_and_unit(normalize(text))
            _add_agency(block.agencies, text)
            block.units += [unit] if unit else []
            block.serving = name == "employer"
        elif name == "reporters":
            block.people.append((number, text))
        else:
            (block.units if name == "unit" else block.posts).extend(divided(text))
    yield block


def _add_agency(agencies: list[str], text: str) -> None:
    """A line of agencies; one that is none goes on with the line before it."""
    for part in filter(None, re.split(r"[、;,]", text)):
        part = re.sub(r"等(?:\d*個?)?(?:機關|單位)?$", "", part)
        if agencies and resolve(part).branch is None:
            agencies[-1] = join(agencies[-1], part)
        else:
            agencies.append(part)


def _row(person: Person, block: _Block, place: int, many: int, agency: str) -> Row:
    """A person's cells; a body that the directory does not know is a unit of the cover's agency."""
    own = person.agency or agency
    unit = person.unit or _each(block.units, place, many)
    return {
        "agency": own or person.unit,
        "unit": (unit if own else "") or None,
        "title": person.title or "".join(block.posts[place : place + 1]),
        "name": person.name,
        "group": None,
        "grade": None,
    }


def _agency_in_front(cover: Cover) -> str:
    """The agency that the cover's heading or title begins with: 臺南市議會第4屆議員出國考察報告."""
    for name, _line, text in cover.said:
        said = re.sub(r"\s|^\d{2,4}年度?", "", text)
        ends = range(min(len(said), _LONGEST_AGENCY), 2, -1) if name == "title" else ()
        for end in ends:
            known = body_cost(said[:end])
            if known is not None and known < _KNOWN and is_agency(said[:end]):
                return said[:end]
    return ""


def _texts(cover: Cover, lines: Sequence[TextLine]) -> list[str]:
    """Each line of the archive's form, and what stands neither there nor on the cover, as one."""
    form = set(cover.lines.get("form", ()))
    of_cover = {number for numbers in cover.lines.values() for number in numbers}
    said = [line.text for line in lines if line.number in form]
    rest = [line.text for line in lines if line.number not in of_cover and line.role is None]
    return [re.sub(r"\s", "", text) for text in (*said, "".join(rest))]


def _each(values: Sequence[str], place: int, many: int) -> str:
    """The one value for all, or that at the same place of as many."""
    return values[0] if len(values) == 1 else values[place] if len(values) == many else ""


def _agency(name: str, each: str, block: _Block, texts: Sequence[str]) -> str:
    """The agency of each, or the one that a line of the form names with the person, or a sentence
    of the text last before."""
    if each:
        return each
    *form, rest = texts
    beside = [
        agency for line in form if name in line for agency in block.agencies if agency in line
    ]
    if beside:
        return max(beside, key=len)
    for match in re.finditer(re.escape(name), rest):
        sentence = rest[: match.start()].rpartition("。")[2]
        found = {sentence.rfind(agency): agency for agency in block.agencies if agency in sentence}
        if found:
            return found[max(found)]
    return ""


def person_unread(number: int, said: str, place: str, in_english: str) -> Row:
    """The finding of who is not understood, at this place: 封面, 名單旁."""
    return finding(
        "person-unread",
        f"{place}的「{said}」讀不出姓名與職稱，沒有收進名單。"
        f" / {in_english}, and not understood as a person: “{said}”.",
        severity="unread",
        table="participants",
        lines=(number,),
        marks=(said,),
    )


def _beside_agency(listed: Listed, moved: Person) -> Row:
    beside = listed.person.agency
    return finding(
        "agency-beside",
        f"封面的服務機關之外，「{moved.name}」旁另有「{beside}」，收作服務單位 unit，請核對。"
        f" / “{beside}” beside the name is taken for the unit of the agency on the cover.",
        severity="info",
        table="participants",
        lines=(listed.line,),
        marks=(moved.unit,),
    )


def _doubtful(person: Person, number: int, place: int) -> Row:
    other = f"，也可能是「{person.other}」" if person.other else ""
    return finding(
        "person-doubtful",
        f"封面的姓名與職稱連寫，讀成「{person.name}/{person.title}」{other}，請核對。"
        f" / Name and post without a mark between them: read as “{person.name}/{person.title}”.",
        table="participants",
        row=place,
        lines=(number,),
        marks=(person.name, person.title),
    )
