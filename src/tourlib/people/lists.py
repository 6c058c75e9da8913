"""Read a printed list of people with roles and lines: on covers, beside rosters, or instead of them.

Pitfalls: an agency that stands alone applies to those after it; so does a role with a colon and, without
separators of its own, a post before a name (議員王大明、李小華); a line may break within a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tourlib.people.division import AND_OTHERS, Person, read_people_with_posts
from tourlib.people.forms import body_cost, post_cost, surnames
from tourlib.text import HAN, join, normalize
from tourlib.vocabulary import header_column, meaning

ROLES = "(?P<role>副?(?:團長|領隊)|[團成]員|隨[團隊行]人員|工作人員)"
_ROLE = re.compile(
    rf"{ROLES}(?:[兼及、][^:;。]{{2,5}}(?=[:為]))?\s*(?P<holds>(?:[:、]|則?為|則?包[括含]|計?有)\s*|$)?"
)
#: Other words for what somebody is on the journey; without a colon they may be a post.
_TASK = re.compile(rf"(?P<role>[{HAN}]{{2,8}}?)\s*(?P<holds>(?:[:為]|包[括含]|計?有)\s*|$)")
_IN_GROUP = re.compile("[組班隊][長員]")
#: A remark on the list before its colon: 學員(依姓氏筆畫排序):, 某局(3人):
_ASIDE = re.compile(r"\s*[(][^()]*(?:\d\s*[人名位員]|筆[畫劃順]|排[序列]|順序)[^()]*[)](?=\s*:)")
_IN_BRACKETS = re.compile(rf"\s*[(]{ROLES}[)]")
#: A group of people in place of persons: 團長及全體學員, and for all of them: 某訓練出國人員等29人.
_ALL = re.compile(r"(?:出國|參訓|受訓|研習|考察|參訪|訪問|訓練)(?:人員|[學團成]員)$")
_GROUP = re.compile(
    r"人員$|[團學組隊]員$|同仁$|代表團$|考察團$|[一二三四五六七八九十\d]+\s?[人名位員]$"
)
#: Separators between people, including the number of a person within a line: 1.王大明 2.李小華.
_MARK = re.compile(rf"[、,。](?![^()]*[)])|(?=;)|\s+(?=\d{{1,2}}[.)]\s*[{HAN}])")
#: Words before the first or last of several people.
_BEFORE = re.compile("^(?:以?及|暨|包[括含])")
_BRACKET = re.compile("[(（][^()（）]*[)）]")
_AND = re.compile("[及與和暨]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a list: the line, the role as printed, the agency printed before (alone, or with
    another person of the same role on the line), and the person."""

    line: int
    role: str
    agency: str
    person: Person


def read_list(lines: Sequence[tuple[int, str]]) -> tuple[list[Listed], list[tuple[int, str]]]:
    """Return the people in these lines, and the text that could not be read, with its line."""
    found: list[Listed] = []
    unread: list[tuple[int, str]] = []
    agency = post = ""
    pieces = [(number, piece) for number, text in lines for piece in divided(text)]
    for number, who, role, begins in _with_roles(_whole(pieces)):
        people, rest = read_people_with_posts(who)
        alone = normalize(who.rstrip(":"))
        post = "" if begins else post
        if not people and body_cost(alone) is not None:
            agency = alone
            continue
        if rest and not any(map(_GROUP.search, (rest, who))):
            unread.append((number, rest))
        for person in people:
            title = person.title or post
            post = title * (who.find(title) < who.find(person.name))
            shared = _agency_beside(found[-1:], number, role)
            found.append(Listed(number, role, agency or shared, replace(person, title=title)))
    if _names_group("".join(text for _number, text in lines)):
        found, unread = [each for each in found if _has_post(each.person)], []
    return found, unread


def _with_roles(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str, bool]]:
    """Yield for each piece its line, the text without a role, the role that holds for it, and whether
    a new one begins, to which no post from before applies."""
    held, only_line = "", None  # a role alone on its line applies to the lines below
    for number, piece in pieces:
        role, holds, who = _role_of(piece.lstrip("; "))
        begins = bool(role) or piece.startswith(";")
        if begins:
            held = ""
        if holds:
            held, only_line = role, number if who else None
        elif only_line not in (None, number):
            held = ""
        yield number, who, role or held, begins


def _agency_beside(before: Sequence[Listed], number: int, role: str) -> str:
    """Return the agency of the person before, if of the same line and role."""
    for each in before:
        if (each.line, each.role) == (number, role):
            return each.person.agency or each.agency
    return ""


def _names_group(said: str) -> bool:
    """True if the text names a group of people by what they are: 某方案出國人員等30人."""
    group = AND_OTHERS.sub("", said)
    return group != said and _ALL.search(group) is not None


def _has_post(person: Person) -> bool:
    return 0 in {post_cost(person.title[:length]) for length in (2, 3, 4)}


def heads_list(text: str) -> bool:
    """True if the line is the header of a list of people: 出國人員姓名/服務機關/單位/職稱/電話."""
    words = [word for word in re.split(r"[/、\s]+", text.rstrip(": ")) if word]
    columns = {header_column("roster", word.removeprefix("出國人員")) for word in words}
    return {"name", "agency", "title"} <= columns


def leads_people(text: str) -> bool:
    """True if the text begins with a role in the journey that applies to all who follow, not only
    with a word for people (執筆:)."""
    role, holds, who = _role_of(text)
    in_journey = _ROLE.match(text) or _IN_GROUP.fullmatch(role) or role_named(role) != "member"
    return holds and who != "" and bool(in_journey)


def role_named(printed: str) -> str:
    """Return the role of the tables for a printed one."""
    return meaning("role", printed) or "member"


def divided(text: str) -> list[str]:
    """Return the pieces of a text between its separators, and around a word such as 及 between two
    complete people; a piece after a semicolon keeps it. A final 等12人(名冊如附錄) is dropped."""
    text = AND_OTHERS.sub("", _ASIDE.sub("", text))
    parts = (_BEFORE.sub("", part.strip(" 。")) for part in _MARK.split(text))
    pieces = (piece for part in parts for piece in _around_and(part))
    return [piece for piece in pieces if piece.strip(" ;")]


def _around_and(text: str) -> list[str]:
    for match in _AND.finditer(text):
        first, second = text[: match.start()], text[match.end() :]
        if _is_whole(first) and _is_whole(second):
            return [first, *_around_and(second)]
    return [text]


def _role_of(text: str) -> tuple[str, bool, str]:
    """Return the role before or after a person, whether it holds for those who follow, and the rest."""
    task = _TASK.match(text)
    known = task and (meaning("role", task["role"]) or _IN_GROUP.fullmatch(task["role"]))
    if match := _ROLE.match(text) or (task if known else None):
        return match["role"], match["holds"] is not None, text[match.end() :]
    if match := _IN_BRACKETS.search(text):
        return match["role"], False, text[: match.start()] + text[match.end() :]
    return "", False, text


def _whole(pieces: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the pieces, joining two if a line breaks within a person."""
    whole: list[tuple[int, str]] = []
    last = 0
    for number, text in pieces:
        before = whole[-1][1] if whole and last != number else ""
        last = number
        cut = before[:1] in surnames() and len(before) < 3  # 王 / 大明科長
        broken = before and not _is_whole(before) and (cut or not _is_whole(text))
        if broken and _is_whole(join(before, text)):
            whole[-1] = (whole[-1][0], join(before, text))
        else:
            whole.append((number, text))
    return whole


def join_wrapped(text: str) -> str:
    """Return the lines of a cell, joining those that divide a bracket, and two if the first breaks
    off after a post or within a name and the next is only a name or the rest of one.

    >>> join_wrapped("總務部職員厚生課長\\n小林 惠子").split("\\n")
    ['總務部職員厚生課長小林惠子']
    """
    text = _BRACKET.sub(lambda found: found[0].replace("\n", " "), text)
    lines = list(enumerate(map(normalize, text.split("\n"))))
    return "\n".join(line for _number, line in _whole(lines))


def _is_whole(text: str) -> bool:
    """True if the text consists of people with posts and nothing else."""
    people, rest = read_people_with_posts(_role_of(text)[2])
    return bool(people) and not rest and None not in (post_cost(each.title) for each in people)
