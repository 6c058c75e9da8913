"""Read the roster (出國人員名單): one row per person, with any column order and any number of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import itemgetter

from tourlib.directory.resolution import resolve
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.people.division import name_without_note
from tourlib.people.forms import is_whole_name, post_cost
from tourlib.people.lists import Listed, read_list
from tourlib.people.posts import UNSURE, divide_posts
from tourlib.readers.text.lines import TextLine, ends_sentence
from tourlib.tables.table import Row as TableRow
from tourlib.tables.table import Table
from tourlib.tables.titles import TOTAL
from tourlib.text import HAN, chinese_number, count_han, has_han, loose, name_dots, normalize
from tourlib.vocabulary import meaning

#: Columns about a person.
_PERSON = frozenset({"agency", "title", "name", "agency_title", "name_title"})
_OF_PERSON = ("agency", "unit", "title")
#: Matches in the directory of a name that needs no other in front.
WHOLE = frozenset({"exact", "former", "pattern"})
_SPACED_NAME = re.compile(rf"^(?:[{HAN}]\s)+[{HAN}]$|^[{HAN}]\s[{HAN}]{{1,3}}$")
#: A role in brackets after a name, agency or post: 法務部(工作人員); a role in place of a post.
_ROLE_BEHIND = re.compile(r"^(?P<text>.+?)\s*[(](?P<role>[^()]{2,8})[)]$")
_ROLE_AS_POST = re.compile(r"(?:副)?(?:團長|領隊)|工作人員|隨團人員")
_CLASS = re.compile(
    r"(?P<name>[^\s、,:;()]*(?:訓練|班|組)(?:\s*[(](?:[A-Z]{2,5}|[^()\s]{1,8}[團國班組])[)])?|[A-Z]{2,5}"
    r"|第[一二三四五六七八九十\d]{1,2}組\s*:?\s*(?:[^\s、,:;()]+|[(][^()\s]{1,10}[)]))"
)
#: Text around the name of a class: its number, and the announcement of a list of people.
_NUMBER_OF_CLASS = re.compile(r"^[(]?[一二三四五六七八九十\d]+(?:\s*[、.]|[)])\s*")
_LIST_OF_CLASS = re.compile(
    r"(?:學員|出國人員|參訓人員|人員)?(?:名單|名冊)?(?:\s*[(]?共?\s*\d+\s*[人名位][)]?)?$"
)
#: Maximum length of a role's title, and number of ideographs in a class's.
_MAX_ROLE, _MAX_CLASS_HAN = 12, 10
_CAPTION_REACH = 8


@dataclass(frozen=True, slots=True)
class _Titles:
    """What title rows or a caption say about the people below: their class, the role of the first
    person and of the others, their agency."""

    group: str | None = None
    role: str | None = None
    others: str | None = None
    agency: str = ""


def parse_roster(tables: Sequence[Table]) -> Parsed:
    """Return one row per person, without tables of foreigners, with the running number as printed. The
    class (``group``) comes from its column, a row of its own, or the line before the table; the role
    from the order, role or post column."""
    read = [_read_table(table) for table in tables]
    parts = [part for part in read if not _are_foreign(part.rows)] or read
    rows = [row for part in parts for row in part.rows]
    claims = {line: owner for part in parts for line, owner in part.claims.items()}
    return Parsed(rows, claims, [problem for part in parts for problem in part.findings])


def _are_foreign(people: Sequence[Row]) -> bool:
    """True if these are hosts: people with names in Latin letters and agencies nobody here knows."""
    known = (has_han(row["name"]) or resolve(row["agency"]).branch for row in people)
    return bool(people) and not any(known)


def _read_table(table: Table) -> Parsed:
    caption = _caption(table)
    titles = _titles_of(caption) if caption else _Titles()
    claims = dict.fromkeys(table.headers, "header")
    claims |= dict.fromkeys((n for row in table.rows for n in row.lines), "participants")
    if caption and titles.group:
        claims[caption.number] = "participants"
    people: list[tuple[int, Row]] = []
    findings: list[Finding] = []
    for row in table.rows:
        filled = [text for cell in row.cells if (text := normalize(cell))]
        if len(filled) == 1 and (named := _title_row(filled[0], row, table, titles)):
            titles = named
            continue
        after = replace(titles, role=titles.others)
        found = _people(row, table)
        for at, (side, person) in enumerate(found):
            told = _under(after if at else titles, person)
            people.append((side, {**told, "line": row.line, "lines": row.lines}))
        titles = after if found else titles
        if filled and not found and not TOTAL.match(filled[0]):
            findings.append(_unread(row, filled))
    return Parsed(_down_the_columns(people), claims, findings)


# --- titles above and between the people --------------------------------------------------


def _caption(table: Table) -> TextLine | None:
    """Return the line directly above the table; not a row of another table, or the end of a
    wrapped title."""
    if not table.above or table.lines[0] - table.above[-1].number > _CAPTION_REACH:
        return None
    plain = (n for n in table.above[-2:-1] if not (n.cells or n.marker or ends_sentence(n.text)))
    wraps = any(count_han(line.text) > _MAX_CLASS_HAN for line in plain)
    return None if wraps or table.above[-1].cells is not None else table.above[-1]


def _titles_of(caption: TextLine) -> _Titles:
    """Return the class or role that a caption names for all people below: 三、工作人員."""
    if group := class_name(caption.text):
        return _Titles(group)
    text = caption.unnumbered
    role, others = _roles(text)
    return _Titles(role=role, others=others) if role != "member" else _Titles()


def _title_row(text: str, row: TableRow, table: Table, titles: _Titles) -> _Titles | None:
    """Return what a row with only this text says about the people below: a class, a role or,
    without a column for it, an agency; a few words across all columns (團本部) end those above."""
    if found := class_name(text):
        return replace(titles, group=found, role=None, others=None)
    if meaning("role", text) and not _people_of_line(row, table):
        role, others = _roles(text)
        return replace(titles, group=None, role=role, others=others)
    divides = not {"agency", "agency_title"} & set(table.columns)
    if divides and resolve(text).match not in UNSURE:
        return replace(titles, agency=text)
    band = row.is_over and re.fullmatch(rf"[{HAN}]{{2,{_MAX_CLASS_HAN}}}", text)
    return replace(titles, group=None, role=None, others=None) if band else None


def _roles(text: str) -> tuple[str | None, str | None]:
    """Return the roles in a title, for the first person below and for the others: with 領隊及輔導員
    the first is the leader. Other combinations give none."""
    roles = [role for part in re.split(r"[及與和、/]", text) if (role := meaning("role", part))]
    if len(text) > _MAX_ROLE or (len(roles) != 1 and roles != ["leader", "staff"]):
        return None, None
    return (roles[0], roles[1]) if len(roles) > 1 else (meaning("role", text),) * 2


def class_name(text: str) -> str | None:
    """Return the class named in a caption: 決策發展訓練(SDT)."""
    text = _LIST_OF_CLASS.sub("", _NUMBER_OF_CLASS.sub("", text).strip(" :-")).strip()
    match = _CLASS.fullmatch(text)
    return match["name"] if match and count_han(text) <= _MAX_CLASS_HAN else None


def _under(titles: _Titles, person: Row) -> Row:
    """Return a person with information from the titles that the row lacks."""
    role = titles.role if titles.role and person["role"] == "member" else person["role"]
    agency = person["agency"] or titles.agency
    return {**person, "agency": agency, "role": role, "group": person["group"] or titles.group}


def _down_the_columns(people: Sequence[tuple[int, Row]]) -> list[Row]:
    """Return the people of a table with several per row; those on the left side first if the
    printed numbers run so: 1 beside 6, 2 beside 7."""
    rows = [person for _side, person in people]
    by_side = [person for _side, person in sorted(people, key=itemgetter(0))]
    across, down = _numbers(rows), _numbers(by_side)
    return by_side if across != sorted(across) and down == sorted(down) else rows


def _numbers(rows: Sequence[Row]) -> list[int]:
    printed = (chinese_number(row["order"] or "") for row in rows)
    return [number for number in printed if number is not None]


# --- people -------------------------------------------------------------------------------


def columns_by_person(table: Table) -> list[dict[str, int]]:
    """Return the columns of each person in a row: a new person begins where a column is repeated;
    columns before the first that is (組別) belong to all, but a number to the first."""
    named = [(name, at) for at, name in enumerate(table.columns) if name not in {None, "other"}]
    names = [name for name, _at in named]
    shared = dict(takewhile(lambda column: names.count(column[0]) == 1, named))
    people = [shared]
    for column, place in named[len(shared) :]:
        if column in people[-1]:
            people.append({name: at for name, at in shared.items() if name != "order"})
        people[-1] = {**people[-1], column: place}
    return [person for person in people if person.keys() & _PERSON]


def _people(row: TableRow, table: Table) -> list[tuple[int, Row]]:
    """Return the people of a row, each with the side on which it is printed: 0, 1, …"""
    if len(row.cells) < 2:
        return [(0, person) for person in _people_of_line(row, table)]
    cells = [*row.cells, *[""] * (len(table.columns) - len(row.cells))]
    found = []
    for side, person in enumerate(columns_by_person(table)):
        raws = {column: cells[place] or "" for column, place in person.items()}
        values = divide_posts(raws)
        values["agency"] = whole_agency(values.pop("above", ""), values.get("agency", ""))
        if several := _several(values, raws):
            found += [(side, each) for each in several]
        elif values.get("name"):
            found.append((side, _person(values, raws.get("name", values["name"]))))
    return found


def _several(values: dict[str, str], raws: dict[str, str]) -> list[Row]:
    """Return the people of cells of which that of the names has several: one a line, perhaps beside
    as many posts, or with separators; else none."""
    names = raws.get("name_title") or raws.get("name", "")
    listed, unread = read_list([(at, loose(line)) for at, line in enumerate(names.split("\n"))])
    whole = all(each.person.title or is_whole_name(each.person.name) for each in listed)
    posts = raws.get("title", "").split("\n")
    post = iter(posts if len(posts) == len(listed) else [values.get("title", "")] * len(listed))
    found = [_of_list(each, {**values, "title": next(post)}) for each in listed]
    return found if len(found) > 1 and whole and not unread else []


def _of_list(each: Listed, beside: dict[str, str]) -> Row:
    """Return a person read from text, with what the cells beside it tell."""
    own = {"role": each.role, **{name: getattr(each.person, name) for name in _OF_PERSON}}
    return _person(
        {**beside, **{name: text for name, text in own.items() if text}}, each.person.name
    )


def _people_of_line(row: TableRow, table: Table) -> list[Row]:
    """Return the people of a row whose columns are separated only by single spaces."""
    words = loose(row.cells[0]).split(" ")
    order = words.pop(0) if words[0].isdigit() and table.columns[0] == "order" else ""
    grade = words.pop() if words and table.columns[-1] == "grade" else ""
    listed, _unread = read_list([(row.line, " ".join(words))])
    return [_of_list(each, {"order": order, "grade": grade}) for each in listed]


def whole_agency(above: str, agency: str) -> str:
    """Return the full agency if the body above it is in a separate cell.

    >>> whole_agency("經濟部", "水利署"), whole_agency("經濟部", "")
    ('經濟部水利署', '經濟部')
    >>> whole_agency("教育部", "國立臺灣大學")
    '國立臺灣大學'
    """
    own = resolve(agency) if above and agency else None
    if own is not None and own.match in WHOLE:
        return agency
    return agency if agency.startswith(above) else above + agency


def _person(values: dict[str, str], raw_name: str) -> Row:
    """Return a row for the person with these cells; the role comes from brackets after name, agency
    or post, or from a column."""
    said = {**values, "name": raw_name}
    behind = [_remark_behind(said, column) for column in ("name", "agency", "title")]
    post, group = said.get("title", ""), said.get("group", "")
    # 團長 is more informative than 綜理團務,並協助副團長.
    remarks = sorted(filter(None, (said.get("role"), said.get("remark"))), key=len)
    texts = [*behind, *remarks, values.get("order", ""), values.get("name", ""), group]
    texts += [post] if _ROLE_AS_POST.fullmatch(post) else []
    role = next(filter(None, (meaning("role", text) for text in texts)), None)
    if meaning("role", group) and not class_name(group):
        group = ""  # 組別: 團長
    classes = (text for text in remarks if class_name(text) and meaning("role", text) is None)
    group = group or next(classes, "")  # 備註: 領導發展訓練
    return {
        "order": said.get("order") or None,
        "role": role or "member",
        "agency": said.get("agency", ""),
        "unit": said.get("unit") or None,
        "title": post,
        "name": _name(said["name"]),
        "group": group or None,
        "grade": said.get("grade") or None,
    }


def _remark_behind(said: dict[str, str], column: str) -> str:
    """Remove the role in brackets after the text of a column, in place, and return it: 王大明(領隊);
    after a name also a function in the group, 李小華(組長), or the post if no column has it."""
    match = _ROLE_BEHIND.match(normalize(said.get(column, "")))
    if match is None:
        return ""
    is_post = column == "name" and post_cost(match["role"]) is not None
    if is_post:
        said["title"] = said.get("title") or match["role"]
    if is_post or meaning("role", match["role"]):
        said[column] = match["text"]
    return match["role"]


def _name(raw: str) -> str:
    """王 明 → 王明; names in Latin letters keep their spaces, but are dropped on a line below the
    Chinese name."""
    lines = [name_without_note(line) for line in raw.split("\n") if line.strip()]
    chinese = [line for line in lines if has_han(line) or line.startswith("(")]
    text = name_dots(loose("\n".join(chinese or lines)))
    return text.replace(" ", "") if _SPACED_NAME.match(text) else normalize(text)


# --- findings -----------------------------------------------------------------------------


def _unread(row: TableRow, filled: list[str]) -> Finding:
    text = " ".join(filled)
    return finding(
        "roster-unread",
        f"名單這一列讀不出來:「{text}」 / Not understood: “{text}”.",
        severity="unread",
        table="participants",
        lines=(row.line,),
    )


def order_findings(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield breaks in the running numbers, for tables that print them."""
    before: tuple[int, int] | None = None
    for place, row in enumerate(rows):
        number = chinese_number(row["order"] or "")
        if number is None:
            continue
        if before and number not in (1, before[0] + 1, place + 1):
            yield finding(
                "order-broken",
                f"名單編號由 {before[0]} 跳到 {number}。 / Running number {number} after {before[0]}.",
                marks=(str(before[0]), str(number)),
                table="participants",
                row=place,
                lines=(before[1], row["line"]),
            )
        before = (number, row["line"])
