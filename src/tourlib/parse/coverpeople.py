"""The people of a report without a roster: those that its cover names, with their agencies.

Traps: one agency may hold for all, each of them for one, or labels for each person again; of
several agencies and other numbers of people only the text tells who is of which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tourlib.agencies import resolve
from tourlib.parse import Parsed, Row
from tourlib.parse.cover import Cover, Meta
from tourlib.people.names import HAN_NAME, family_name
from tourlib.people.posts import divide_agency, divide_name
from tourlib.structure.textlines import TextLine
from tourlib.text import join, normalize
from tourlib.vocabulary import meaning

_ROLES = "(?P<role>副?(?:團長|領隊)|團員|隨團人員|工作人員)"
_ROLE = re.compile(rf"^{_ROLES}\s*[:、]?\s*")
#: Of several people only one is named.
_AND_OTHERS = re.compile(r"等\s*[\d一二三四五六七八九十]*\s*(?:人|名|員|位)?$")
_NUMBERED = re.compile(r"^[(]?\d{1,2}[).、]\s*")
_FIELDS = ("organiser", "reporters", "post")


@dataclass(slots=True)
class _Block:
    """What the cover says between one agency and the next that comes after a person."""

    agencies: list[str] = field(default_factory=list)
    people: list[tuple[int, str]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


def people_of_cover(cover: Cover, lines: Sequence[TextLine]) -> Parsed:
    """One row a person that the cover names; none where one of them is not understood.

    Args:
        lines: all lines of the report; they may tell who is of which agency.
    """
    rows: list[Row] = []
    texts = _texts(cover, lines)
    for block in _blocks(cover.said):
        for place, (number, said) in enumerate(block.people):
            person = _person(said, block.posts[place : place + 1])
            if person is None:
                return Parsed([])
            behind = re.search(rf"{re.escape(person['name'])}[(]{_ROLES}[)]", texts[-1])
            person |= {"role": meaning("role", behind["role"])} if behind else {}
            if person["name"] in {row["name"] for row in rows}:
                continue
            agency = person["agency"] or _agency(person["name"], place, block, texts)
            lines_ = {"order": len(rows) + 1, "line": number, "_lines": (number,)}
            rows.append({**person, "agency": agency, **lines_})
    return Parsed(rows)


def with_roster(cover: Cover, people: Sequence[Row]) -> Meta:
    """What the cover says, with organiser and number of people from those that it names."""
    last = max((number for _name, number, _text in cover.said), default=0)
    on_cover = [person for person in people if person["line"] < last]
    agencies = "、".join(dict.fromkeys(p["agency"] for p in on_cover if p["agency"]))
    return replace(
        cover.meta,
        organiser=cover.meta.organiser or agencies or None,
        headcount=cover.meta.headcount or len(on_cover) or None,
    )


def _blocks(said: Sequence[tuple[str, int, str]]) -> Iterator[_Block]:
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
        if name == "organiser":
            _add_agency(block.agencies, normalize(text))
        elif name == "reporters":
            block.people += [(number, who) for who in _divided(text)]
        else:
            block.posts += _divided(text)
    yield block


def _add_agency(agencies: list[str], text: str) -> None:
    """A line of agencies; one that is none goes on with the line before it."""
    for part in filter(None, re.split(r"[、;,]", text)):
        if agencies and resolve(part).branch is None:
            agencies[-1] = join(agencies[-1], part)
        else:
            agencies.append(part)


def _divided(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、;,](?![^()]*[)])", text) if part.strip()]


def _person(said: str, posts: Sequence[str]) -> Row | None:
    text = _NUMBERED.sub("", said)
    role = _ROLE.match(text)
    first, _gap, rest = _ROLE.sub("", text).partition(" ")
    of_agency = resolve(first).branch is not None and " " in rest.strip()
    name, title = divide_name(rest if of_agency else _ROLE.sub("", text))
    agency, post = (first, title) if of_agency else divide_agency(title)
    alone = not title and family_name().fullmatch(name)
    if (
        _AND_OTHERS.search(said)
        or not (title or alone)
        or not (HAN_NAME.match(name) or name.isascii())
    ):
        return None
    return {
        "role": (meaning("role", role["role"]) if role else None) or "member",
        "agency": agency,
        "title": post or title or "".join(posts),
        "name": name,
        "group": None,
        "grade": None,
    }


def _texts(cover: Cover, lines: Sequence[TextLine]) -> list[str]:
    """Each line of the archive's form, and what stands neither there nor on the cover, as one."""
    form = set(cover.lines.get("form", ()))
    of_cover = {number for numbers in cover.lines.values() for number in numbers}
    said = [line.text for line in lines if line.number in form]
    rest = [line.text for line in lines if line.number not in of_cover and line.role is None]
    return [re.sub(r"\s", "", text) for text in (*said, "".join(rest))]


def _agency(name: str, place: int, block: _Block, texts: Sequence[str]) -> str:
    """The one agency, that at the same place of as many, or the one that a line of the form names
    with the person, or a sentence of the text last before."""
    if len(block.agencies) == 1 or len(block.agencies) == len(block.people):
        return block.agencies[place if len(block.agencies) > 1 else 0]
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
