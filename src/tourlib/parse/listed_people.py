"""People in a list or sentence, or in a table of another form, instead of a roster.

Whatever its heading, a list is that of the travellers if its people show it: they are those of the
cover, by name or number; or one leads the others; or the words above name who travels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, dropwhile, groupby, islice, takewhile

from tourlib.directory.resolution import resolve
from tourlib.parse import Parsed, Row
from tourlib.parse.cover import Cover
from tourlib.parse.coverfields import Said
from tourlib.parse.named_people import people_said
from tourlib.parse.parts import Layout
from tourlib.parse.roster import class_name
from tourlib.people.forms import name_cost
from tourlib.people.lists import ROLES, heads_list, join_wrapped, read_list
from tourlib.readers.text.lines import (
    TextLine,
    continues,
    has_cells,
    is_full,
    split_cells,
    wrap_width,
)
from tourlib.text import join, normalize
from tourlib.vocabulary import is_chapter_word, label, meaning

#: Minimum number of people; maximum share of unreadable lines below a heading that names travellers.
_LEAST, _MOST_UNREAD = 3, 0.25
#: Number of lines searched, and maximum length of one.
_MOST_LINES, _MAX_TEXT = 5000, 1500
#: Rank of a title without a number: above numbered lines of a list, below numbered headings.
_NO_RANK = 5.0
#: A sentence that announces the list.
_LEAD = re.compile(r",.*:$|[如下列][下次述列]?[^:]{0,6}:$")
#: Who is what in a group: 由某署副署長王大明擔任團長, 由王署長率同李科長; words of sentences about
#: another one; headings of those who travel.
_LED = re.compile(
    r"(?:由|(?<=[,;]))(?P<who>[^,;:。、由]{4,40}?)"
    r"(?:(?:擔任|任|為)(?P<role>副?(?:團長|領隊))|(?:擔任)?(?:率[領團隊同]|[帶偕][領隊團同])|(?P<staff>隨[團隊班](?:服務|輔導)?))"
)
_OTHERS = re.compile("該|另|曾|前[次年]|去年|上次")
_OF_GROUP = re.compile("[^。:]{0,12}(?:考察團|團隊|[成團隊人]員|同行|夥伴|名[單冊])[^。:]{0,4}")
#: A body named by its kind alone, with its unit; a unit within a body.
_OWN = re.compile(r"(?P<whose>[本同])(?:總處|公司|中心|[部會署局處司院校府所館組科])(?P<unit>.*)")
_SECTION = re.compile("(?:[組科課室股處]|(?<!公)司|中心)$")
#: The pieces of a list, and whether it is below a heading that names those who travel.
_List = tuple[Iterable[Said], bool]
#: The number of a line, and its cells.
_Row = tuple[int, tuple[str, ...]]


def people_of_list(layout: Layout, cover: Cover, named: Parsed) -> Parsed:
    """Return the people of the longest list, sentence or table of other form that is about the
    travellers; ``named`` are those on the cover."""
    lines = _unwrapped(layout.body[:_MOST_LINES])
    told = [line.text for line in lines if "擔任" in line.text]
    above = [line for line in layout.cover if line.is_text]
    best = Parsed([])
    for said, headed in chain(_in_text([*above, *lines]), _in_tables(lines)):
        found = _with_bodies(people_said(said, told), cover)
        better = (len(found.rows), -len(found.findings)) > (len(best.rows), -len(best.findings))
        if better and _are_travellers(found, cover, named, headed=headed):
            best = found
    own = {row["line"] for row in best.rows}
    firsts = ((line.number, split_cells(line)[0]) for line in lines if line.number in own)
    groups = {number: class_name(normalize(first)) for number, first in firsts}
    rows = [{**row, "group": groups.get(row["line"])} for row in best.rows]
    return replace(best, rows=rows)


def _are_travellers(found: Parsed, cover: Cover, named: Parsed, *, headed: bool) -> bool:
    """True if there are several people, not fewer than on the cover, and they are those of the cover
    by name or number, or the first leads them, or the heading names those who travel and all are
    certain or most are of agencies in the directory; without such a heading all must be read."""
    many, problems = len(found.rows), [problem.code for problem in found.findings]
    unread = problems.count("person-unread")
    if many < max(_LEAST, len(named.rows)) or unread > many * _MOST_UNREAD * headed:
        return False
    names = {row["name"] for row in named.rows} & {row["name"] for row in found.rows}
    known = sum(resolve(row["agency"] or "").branch is not None for row in found.rows)
    certain = not problems and (headed or found.rows[0]["role"] == "leader")
    return bool(names) or many == cover.meta.headcount or certain or (headed and known * 2 > many)


def _with_bodies(found: Parsed, cover: Cover) -> Parsed:
    """Return the people with the names of bodies in place of words for them: 本署, the one of the
    cover, and 同司, that of the person before; so have those of no agency, or only a section."""
    before: Row = {"agency": None, "unit": None}
    for row in found.rows:
        own = row["agency"] or ""
        if match := _OWN.match(own):
            ours = match["whose"] == "本"
            row["agency"] = cover.meta.organiser if ours else before["agency"]
            row["unit"] = match["unit"] or (row["unit"] if ours else before["unit"])
        elif not own or (_SECTION.search(own) and resolve(own).branch is None):
            row["agency"] = before["agency"] or row["agency"]
            row["unit"] = own or None if before["agency"] else row["unit"]
        before = row
    return found


# --- in text ------------------------------------------------------------------------------


def _in_text(lines: Sequence[TextLine]) -> Iterator[_List]:
    """Yield each sentence that says who leads a group and who else is in it, without the clauses
    behind, and what is below each heading; after the heading of the timetable only below those that
    name people."""
    ended = False
    for at, line in enumerate(lines):
        ended = ended or bool(line.marker and meaning("timetable_section", line.unnumbered))
        for sentence in () if ended else line.text.split("。"):
            said = _LED.sub(_role_first, sentence)
            role = re.search(ROLES, said)
            if role and not _OTHERS.search(said[: role.start()]):
                clauses = said[role.start() :].split(",")
                pieces = (Said("reporters", line.number, clause) for clause in reversed(clauses))
                yield [*dropwhile(lambda each: not _names_people(each), pieces)][::-1], False
        headed = _OF_GROUP.fullmatch(line.unnumbered) is not None and line.cells is None
        below = _listed(_below(lines, at))
        if headed:
            yield below if line.marker else takewhile(_names_people, below), True
        elif line.marker and not ended:
            first = [*takewhile(_names_people, islice(below, 1))]
            yield chain(first, below if first else ()), False


def _role_first(led: re.Match[str]) -> str:
    role = led["role"] or ("工作人員" if led["staff"] else "團長")
    return f"{role}:{led['who']};"


def _names_people(said: Said) -> bool:
    return bool(read_list([(said.line, said.text)])[0])


def _below(lines: Sequence[TextLine], at: int) -> Iterator[TextLine]:
    """Yield the lines of text below a heading, up to the next one."""
    marker = lines[at].marker
    rank = marker.rank if marker else _NO_RANK
    for line in map(lines.__getitem__, range(at + 1, len(lines))):
        heads = is_chapter_word(line.text) or (line.marker and line.marker.rank <= rank)
        if line.cells or heads:
            return
        yield line


def _listed(lines: Iterable[TextLine]) -> Iterator[Said]:
    """Yield the lines of a list without header and lead, with a name and the post behind it as one
    piece (王大明,某署科長), and without a remark on the person: 王大明科長,負責聯繫."""
    for line in lines:
        text = line.unnumbered
        first, _comma, rest = text.partition(",")
        if heads_list(text) or _LEAD.search(text):
            continue
        if rest:
            is_name = name_cost(first) in {0.0, name_cost("王明")} and "、" not in rest
            remarks = read_list([(0, first)])[0] and not read_list([(0, rest)])[0]
            text = f"{first} {rest}" if is_name else first if remarks else text
        yield Said("reporters", line.number, text)


def _unwrapped(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of text, with those joined that the file wraps: full ones, and those of
    sentences, which have a comma."""
    wrap, _spacing = wrap_width(lines)
    found: list[TextLine] = []
    for line in filter(lambda line: line.is_text and len(line.text) <= _MAX_TEXT, lines):
        above = found[-1] if found and not (line.marker or line.cells) else None
        if above and wrap and len(above.text) <= _MAX_TEXT and _wraps(above, line, wrap):
            head = above.marker and replace(above.marker, rest=join(above.marker.rest, line.text))
            text = join(above.text, line.text)
            found[-1] = replace(line, text=text, number=above.number, marker=head)
        else:
            found.append(line)
    return found


def _wraps(above: TextLine, line: TextLine, wrap: int) -> bool:
    whole = "," in above.text or is_full(above, wrap)
    return whole and continues(above, line, gap=False, wrap=wrap)


# --- in tables ----------------------------------------------------------------------------


def _in_tables(lines: Sequence[TextLine]) -> Iterator[_List]:
    """Yield the people in tables of other forms: each in a column beside the labels, or several in
    the cells beside their agency or group, or all details of one in a cell."""
    cards: list[Said] = []
    for _in_table, run in groupby(map(_row, lines), key=lambda row: row[1] != ()):
        rows = [(number, cells) for number, cells in run if cells]
        fields = {(label("cover", f"{cells[0]}:") or ("",))[0] for _number, cells in rows}
        if {"reporters", "post"} <= fields:
            cards += chain(*map(_cards, _blocks(rows)))
        else:
            told = [[Said("reporters", n, c) for c in cells if not _counts(c)] for n, cells in rows]
            behind_header = dropwhile(lambda row: not any(map(_names_people, row)), told[:2])
            begun = [*behind_header]
            yield chain(*begun, *(told[2:] if begun else ())), False
    yield cards, False


def _blocks(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Return the rows in blocks: a new one begins with a label that the last one has."""
    blocks: list[list[_Row]] = [[]]
    for number, cells in rows:
        if any(cells[0] == above[0] for _number, above in blocks[-1]):
            blocks.append([])
        blocks[-1].append((number, cells))
    return blocks


def _cards(block: Sequence[_Row]) -> Iterator[Said]:
    """Yield name, agency and post of each column beside the labels, the name with the role in the
    journey before it: 職務 團長, 姓名 王大明, 職稱 司長."""
    for at in range(1, max(len(cells) for _number, cells in block)):
        said = [
            Said(found[0], number, cells[at])
            for number, cells in block
            if cells[at:] and cells[at] and (found := label("cover", f"{cells[0]}:"))
        ]
        role = next((each.text for each in said if meaning("role", each.text)), "")
        for each in sorted(said, key=lambda each: each.field != "reporters"):
            if each.field == "reporters" and role:
                yield replace(each, text=f"{role}:{each.text}")
            elif each.text != role:
                yield each


def _counts(cell: str) -> bool:
    """True if a cell only counts or names the group of those beside it."""
    return cell.isdigit() or class_name(cell) is not None


def _row(line: TextLine) -> _Row:
    """Return the cells of a line that is a row of a table, or a label with its value."""
    cells = [cell or "" for cell in split_cells(line)]
    in_table = has_cells(line) or (len(cells) == 2 and label("cover", f"{cells[0]}:"))
    joined = (normalize(c) if "、" in c else join_wrapped(c).replace("\n", " ") for c in cells)
    return line.number, tuple(joined) if in_table else ()
