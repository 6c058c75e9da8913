"""Read the roster (出國人員名單): one row per person, with any column order and any number of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.people.division import name_without_note
from tourlib.people.lists import read_list
from tourlib.people.posts import divide_posts
from tourlib.readers.text.lines import TextLine, ends_sentence
from tourlib.tables.table import Row as TableRow
from tourlib.tables.table import Table
from tourlib.text import HAN, chinese_number, count_han, has_han, loose, name_dots, normalize
from tourlib.vocabulary import meaning

#: Matches in the directory of a name that needs no other in front.
WHOLE = frozenset({"exact", "former", "pattern"})
_SPACED_NAME = re.compile(rf"^(?:[{HAN}]\s)+[{HAN}]$|^[{HAN}]\s[{HAN}]{{1,3}}$")
#: A role in brackets after a name, agency or post: 法務部(工作人員); a role in place of a post.
_ROLE_BEHIND = re.compile(rf"^(?P<text>.+?)\s*[(](?P<role>[{HAN}]{{2,8}})[)]$")
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


@dataclass(frozen=True, slots=True)
class _Titles:
    """What title rows or a caption say about the people below: their class and role."""

    group: str | None = None
    role: str | None = None


def parse_roster(tables: Sequence[Table]) -> Parsed:
    """Return one row per person, with the running number as printed. The class (``group``) comes
    from its column, a row of its own, or the line before the table; the role from the order,
    role or post column."""
    parts = [_read_table(table) for table in tables]
    rows = [row for part in parts for row in part.rows]
    claims = {line: owner for part in parts for line, owner in part.claims.items()}
    return Parsed(rows, claims, [problem for part in parts for problem in part.findings])


def _read_table(table: Table) -> Parsed:
    caption = _caption(table)
    titles = _titles_of(caption) if caption else _Titles()
    claims = dict.fromkeys(table.headers, "header")
    claims |= dict.fromkeys((n for row in table.rows for n in row.lines), "participants")
    if caption and titles.group:
        claims[caption.number] = "participants"
    people: list[Row] = []
    findings: list[Finding] = []
    for row in table.rows:
        filled = [text for cell in row.cells if (text := normalize(cell))]
        if len(filled) == 1 and (named := _title_row(filled[0], row, table)):
            titles = named
            continue
        found = _people(row, table)
        people += [
            {**_under(titles, person), "line": row.line, "lines": row.lines} for person in found
        ]
        if filled and not found:
            findings.append(_unread(row, filled))
    return Parsed(_in_order(people, table), claims, findings)


# --- titles above and between the people --------------------------------------------------


def _caption(table: Table) -> TextLine | None:
    """Return the line directly above the table; not a row of another table, or the end of a
    wrapped title."""
    plain = (n for n in table.above[:-1] if not (n.cells or n.marker or ends_sentence(n.text)))
    wraps = any(count_han(line.text) > _MAX_CLASS_HAN for line in plain)
    return table.above[-1] if table.above and not wraps and not table.above[-1].cells else None


def _titles_of(caption: TextLine) -> _Titles:
    """Return the class or role that a caption names for all people below: 三、工作人員."""
    if group := class_name(caption.text):
        return _Titles(group)
    role = _role(caption.unnumbered)
    return _Titles(role=role if role != "member" else None)


def _title_row(text: str, row: TableRow, table: Table) -> _Titles | None:
    """Return the class or role that a row with only this text gives the people below."""
    if found := class_name(text):
        return _Titles(found)
    told = meaning("role", text) and not _people_of_line(row, table)
    return _Titles(role=_role(text)) if told else None


def _role(title: str) -> str | None:
    return meaning("role", title) if len(title) <= _MAX_ROLE else None


def class_name(text: str) -> str | None:
    """Return the class named in a caption: 決策發展訓練(SDT)."""
    text = _LIST_OF_CLASS.sub("", _NUMBER_OF_CLASS.sub("", text).strip(" :-")).strip()
    match = _CLASS.fullmatch(text)
    return match["name"] if match and count_han(text) <= _MAX_CLASS_HAN else None


def _under(titles: _Titles, person: Row) -> Row:
    """Return a person with class and role from the titles if the row lacks them."""
    role = titles.role if titles.role and person["role"] == "member" else person["role"]
    return {**person, "role": role, "group": person["group"] or titles.group}


def _in_order(people: list[Row], table: Table) -> list[Row]:
    """Return the people; those of a table with several in a row by their printed numbers, which may
    run down its columns: 1 beside 6, 2 beside 7."""
    numbers = [chinese_number(row["order"] or "") or 0 for row in people]
    several = len(columns_by_person(table)) > 1 and len({*numbers}) == len(numbers)
    return (
        [people[at] for at in sorted(range(len(people)), key=numbers.__getitem__)]
        if several
        else people
    )


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
    return people


def _people(row: TableRow, table: Table) -> list[Row]:
    """Return the people of a row."""
    if len(row.cells) < 2:
        return _people_of_line(row, table)
    cells = [*row.cells, *[""] * (len(table.columns) - len(row.cells))]
    found = []
    for person in columns_by_person(table):
        raws = {column: cells[place] or "" for column, place in person.items()}
        values = divide_posts(raws)
        above, agency = values.pop("above", ""), values.get("agency", "")
        values["agency"] = agency if agency.startswith(above) else above + agency
        if values.get("name"):
            found.append(_person(values, raws.get("name", values["name"])))
    return found


def _people_of_line(row: TableRow, table: Table) -> list[Row]:
    """Return the people of a row whose columns are separated only by single spaces."""
    words = loose(row.cells[0]).split(" ")
    order = words.pop(0) if words[0].isdigit() and table.columns[0] == "order" else ""
    grade = words.pop() if table.columns[-1] == "grade" else ""
    listed, _unread = read_list([(row.line, " ".join(words))])
    return [
        _person(
            {"order": order, "role": each.role, "agency": who.agency, "unit": who.unit,
             "title": who.title, "grade": grade}, who.name,
        )
        for each in listed
        for who in [each.person]
    ]  # fmt: skip


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
    role = next(filter(None, (meaning("role", text) for text in texts)), "member")
    if meaning("role", group) and not class_name(group):
        group = ""  # 組別: 團長
    return {
        "order": said.get("order") or None,
        "role": role,
        "agency": said.get("agency", ""),
        "unit": said.get("unit") or None,
        "title": post,
        "name": _name(said["name"]),
        "group": group or None,
        "grade": said.get("grade") or None,
    }


def _remark_behind(said: dict[str, str], column: str) -> str:
    """Remove the role in brackets after the text of a column, in place, and return it: 王大明(領隊);
    after a name any remark: 李小華(組長)."""
    match = _ROLE_BEHIND.match(normalize(said.get(column, "")))
    if match is None or not (meaning("role", match["role"]) or column == "name"):
        return ""
    said[column] = match["text"]
    return match["role"]


def _name(raw: str) -> str:
    """王 明 → 王明; names in Latin letters keep their spaces, but are dropped on a line below the
    Chinese name."""
    lines = [name_without_note(line) for line in raw.split("\n")]
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
