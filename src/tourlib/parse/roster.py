"""The roster (出國人員名單): one row a person, in any column order, in any number of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tourlib.directory import resolve
from tourlib.parse import Parsed, Row, finding
from tourlib.parse.rostertitles import MAX_ROLE, caption_of, class_name, one_role, role_of_caption
from tourlib.people.division import name_without_note
from tourlib.people.lists import read_list
from tourlib.people.posts import UNSURE, divide_posts
from tourlib.readers.text.lines import TextLine
from tourlib.tables.table import Row as TableRow
from tourlib.tables.table import Table
from tourlib.text import HAN, chinese_number, has_han, loose, name_dots, normalize
from tourlib.vocabulary import meaning

#: Columns that tell of a person.
_PERSON = frozenset({"agency", "title", "name", "agency_title", "name_title"})
#: How the directory knows a name that needs no other before it.
_WHOLE = frozenset({"exact", "former", "pattern"})
_SPACED_NAME = re.compile(rf"^(?:[{HAN}]\s)+[{HAN}]$|^[{HAN}]\s[{HAN}]{{1,3}}$")
_ROLE_IN_NAME = re.compile(rf"^(?P<name>[{HAN}·A-Za-z\s]+?)\s*[(](?P<role>[^()]+)[)]$")
#: A role in brackets behind an agency or a post: 法務部(工作人員).
_ROLE_AS_POST = re.compile(r"(?:副)?(?:團長|領隊)|工作人員|隨團人員")
_ROLE_BEHIND = re.compile(r"^(?P<text>.+?)\s*[(](?P<role>[^()]{2,8})[)]$")


@dataclass(frozen=True, slots=True)
class _Titles:
    """What rows or a caption above say of the people below: their class, their role, their agency."""

    group: str | None = None
    role: str | None = None
    agency: str = ""


def parse_roster(tables: Sequence[Table], lines: Sequence[TextLine]) -> Parsed:
    """One row a person, numbered 1…n over all tables.

    The class (``group``) comes from its column, from a row of its own, or from the line before the
    table; the role from the order, role or post column.
    """
    rows: list[Row] = []
    claims: dict[int, str] = {}
    findings: list[Row] = []
    by_number = {line.number: line for line in lines}
    for table in tables:
        claims |= dict.fromkeys(table.headers, "header")
        for row in table.rows:
            claims |= dict.fromkeys(row.lines, "participants")
        caption = caption_of(table, by_number)
        group = class_name(caption.text) if caption else None
        if caption and group:
            claims[caption.number] = "participants"
        role = role_of_caption(caption) if caption and not group else None
        found, unread = _people_of_table(table, _Titles(group, role))
        rows += _down_the_columns(found)
        findings += unread
    for order, row_out in enumerate(rows, 1):
        row_out["_printed_order"] = row_out["order"]
        row_out["order"] = order
    return Parsed(rows, claims, findings)


def _people_of_table(table: Table, titles: _Titles) -> tuple[list[Row], list[Row]]:
    """The people of a table, and a finding for each row in which none is found."""
    rows: list[Row] = []
    findings: list[Row] = []
    for row in table.rows:
        filled = [text for cell in row.cells if (text := normalize(cell or ""))]
        if len(filled) == 1 and (named := _title_row(filled[0], row, table, titles)):
            titles = named
            continue
        found = [_under(titles, person) for person in _people(row, table)]
        rows += [{**person, "line": row.line, "_lines": row.lines} for person in found]
        if filled and not found:
            findings.append(_unread(row, filled))
    return rows, findings


def _title_row(text: str, row: TableRow, table: Table, titles: _Titles) -> _Titles | None:
    """What a row that is nothing but this says of those below: a class, a role or, where no column
    has them, an agency."""
    if found := class_name(text):
        return replace(titles, group=found, role=None)
    role = meaning("role", text) if len(text) <= MAX_ROLE else None
    if role and not _people_of_line(row, table):
        return replace(titles, group=None, role=role if one_role(text) else None)
    divides = not {"agency", "agency_title"} & set(table.columns)
    return replace(titles, agency=text) if divides and resolve(text).match not in UNSURE else None


def _under(titles: _Titles, person: Row) -> Row:
    """A person with what the titles say where the row itself does not."""
    role = titles.role if titles.role and person["role"] == "member" else person["role"]
    agency = person["agency"] or titles.agency
    return {**person, "agency": agency, "role": role, "group": person["group"] or titles.group}


def _down_the_columns(rows: list[Row]) -> list[Row]:
    """People of a table with several in a row, first those of the left side where the printed
    numbers run so: 1 beside 6, 2 beside 7."""
    by_side = sorted(rows, key=lambda row: row.get("_side", 0))
    across, down = _numbers(rows), _numbers(by_side)
    return by_side if across != sorted(across) and down == sorted(down) else rows


def _numbers(rows: Sequence[Row]) -> list[int]:
    printed = (chinese_number(row["order"] or "") for row in rows)
    return [number for number in printed if number is not None]


def _unread(row: TableRow, filled: list[str]) -> Row:
    text = " ".join(filled)
    return finding(
        "roster-unread",
        f"名單這一列讀不出來:「{text}」 / Not understood: “{text}”.",
        severity="unread",
        table="participants",
        lines=(row.line,),
    )


def columns_by_person(table: Table) -> list[dict[str, int]]:
    """Which cell of a row holds what, for each of its people: a new one begins where a column
    repeats."""
    people: list[dict[str, int]] = [{}]
    for place, column in enumerate(table.columns):
        if column is None or column == "other":
            continue
        if column in people[-1]:
            people.append({})
        people[-1][column] = place
    return [person for person in people if person.keys() & _PERSON]


def _people(row: TableRow, table: Table) -> list[Row]:
    if len(row.cells) < 2:
        return _people_of_line(row, table)
    cells = [*row.cells, *[""] * (len(table.columns) - len(row.cells))]
    found = []
    for side, person in enumerate(columns_by_person(table)):
        raws = {column: cells[place] or "" for column, place in person.items()}
        values = divide_posts(raws)
        values["agency"] = whole_agency(values.pop("above", ""), values.get("agency", ""))
        if values.get("name"):
            found.append(_person(values, raws.get("name", values["name"])) | {"_side": side})
    return found


def _people_of_line(row: TableRow, table: Table) -> list[Row]:
    """The people of a row whose columns only single spaces divide."""
    words = loose(row.cells[0] or "").split(" ")
    order = words.pop(0) if words[0].isdigit() and table.columns[0] == "order" else ""
    grade = words.pop() if words and table.columns[-1] == "grade" else ""
    listed, _unread = read_list([(row.line, " ".join(words))])
    return [
        _person(
            {
                "order": order,
                "role": each.role,
                "agency": each.person.agency,
                "unit": each.person.unit,
                "title": each.person.title,
                "grade": grade,
            },
            each.person.name,
        )
        for each in listed
        if each.person.title
    ]


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


def _person(values: Mapping[str, str], raw_name: str) -> Row:
    values = dict(values)
    role = None
    named = _ROLE_IN_NAME.match(normalize(raw_name))
    if named and meaning("role", named["role"]):
        raw_name, role = named["name"], meaning("role", named["role"])
    for column in ("agency", "title"):
        bare = _ROLE_BEHIND.match(values.get(column, ""))
        if bare and meaning("role", bare["role"]):
            values[column], role = bare["text"], role or meaning("role", bare["role"])
    role = role or _role(values)
    if role and not values.get("role") and role == meaning("role", values.get("group", "")):
        values["group"] = ""  # 組別: 團長
    remark = values.get("role", "")
    group = values.get("group") or (remark if class_name(remark) else None)  # 備註: 領導發展訓練
    return {
        "order": values.get("order") or None,
        "role": role or "member",
        "agency": values.get("agency", ""),
        "unit": values.get("unit") or None,
        "title": values.get("title", ""),
        "name": _name(raw_name),
        "group": group or None,
        "grade": values.get("grade") or None,
    }


def _role(values: Mapping[str, str]) -> str | None:
    """The role that a column says, or a post that is nothing but one."""
    post = values.get("title", "")
    said = [values.get(column, "") for column in ("role", "order", "name", "group")]
    said += [post] if _ROLE_AS_POST.fullmatch(post) else []
    return next((role for text in said if (role := meaning("role", text))), None)


def _name(raw: str) -> str:
    """王 明 → 王明; names in Latin letters keep their spaces, but go where they stand in a line
    below the Chinese one."""
    lines = [name_without_note(line) for line in raw.split("\n") if line.strip()]
    raw = "\n".join(lines)
    chinese = [line for line in lines if has_han(line) or line.startswith("(")]
    text = name_dots(loose("\n".join(chinese) if chinese == lines[: len(chinese)] else raw) or raw)
    return text.replace(" ", "") if _SPACED_NAME.match(text) else normalize(text)


def order_findings(rows: Sequence[Row]) -> list[Row]:
    """Breaks in the printed running numbers, for tables that print them."""
    found = []
    previous: tuple[int, int] | None = None
    for place, row in enumerate(rows):
        number = chinese_number(str(row["_printed_order"])) if row.get("_printed_order") else None
        if number is None:
            continue
        if previous and number not in (1, previous[0] + 1) and number != place + 1:
            found.append(
                finding(
                    "order-broken",
                    f"名單編號由 {previous[0]} 跳到 {number}。 / Running number {number} after {previous[0]}.",
                    marks=(str(previous[0]), str(number)),
                    table="participants",
                    row=place,
                    lines=(previous[1], row["line"]),
                )
            )
        previous = (number, row["line"])
    return found
