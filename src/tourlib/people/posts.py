"""Cells of a roster that contain two things: agency and post, or name and post."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from tourlib.directory.resolution import resolve
from tourlib.people.division import body_and_post, read_people_with_posts, without_note
from tourlib.people.forms import body_cost, is_listed
from tourlib.text import name_dots, normalize

#: A unit of a body, but not an office abroad (駐瑞典代表處).
_UNIT = re.compile(r"(?!駐).+(?:[處司科組課室股系部]|中心)")
_NOTHING = re.compile(r"無|[-–—/]+")
#: Kinds of matches in the directory of names that need not be agencies.
UNSURE = frozenset({"near", "unknown"})


def divide_posts(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the normalised cells of a person by column, dividing those that contain two things.

    Args:
        cells: raw texts by column; ``agency_title`` and ``name_title`` contain two things.
    """
    values = {column: _value(raw) for column, raw in cells.items()}
    if "name_title" in values:
        values["name"], values["title"] = divide_name(cells["name_title"])
    if "agency_title" in values:
        values["agency"], values["title"] = agency_and_post(cells["agency_title"])
    return values


def _value(raw: str) -> str:
    text = without_note(normalize(raw))
    return "" if _NOTHING.fullmatch(text) else text


def are_both(agency: str, title: str) -> bool:
    """True if these are an agency in the directory, and a post."""
    return title != "" and resolve(agency).match not in UNSURE


def agency_and_post(raw: str) -> tuple[str, str]:
    """Divide ``內政部國土管理署副組長`` into agency and post; without a post at the end all is agency."""
    text = normalize(raw)
    return body_and_post(text) or (text, "")


def divide_unit(agency: str, known: Collection[str] = ()) -> tuple[str, str]:
    """Divide an agency from a unit attached to it, after the longest name of a body.

    Args:
        known: names that the report uses for agencies, in addition to the directory.

    >>> divide_unit("臺北市政府交通局運輸資訊科"), divide_unit("臺北市政府交通局")
    (('臺北市政府交通局', '運輸資訊科'), ('臺北市政府交通局', ''))
    """
    if is_listed(agency):
        return agency, ""
    ends = [end for end in range(3, len(agency) - 1) if _UNIT.fullmatch(agency[end:])]
    listed = [end for end in ends if agency[:end] in known or _is_body(agency[:end], "exact")]
    of_form = [end for end in ends if _is_body(agency[:end], "pattern")]
    end = max(listed, default=min(of_form, default=len(agency)))
    return agency[:end], agency[end:]


def _is_body(name: str, match: str) -> bool:
    """True if the directory lists a body with that name (``exact``) or recognises its form
    (``pattern``), and it is not a whole government."""
    told = resolve(name)
    known = is_listed(name) if match == "exact" else told.match == match
    return known and body_cost(name) is not None and told.tier not in {"縣市政府", "縣市議會"}


def divide_name(raw: str) -> tuple[str, str]:
    """Divide ``王大明 科長``, ``科長王大明`` or ``王大明/科長`` into name and post."""
    people, rest = read_people_with_posts(raw)
    if len(people) != 1 or rest:
        return name_dots(normalize(raw)), ""
    return people[0].name, people[0].agency + people[0].unit + people[0].title
