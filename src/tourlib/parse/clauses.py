"""Agencies and time frame that the last clauses of a recommendation tell in running text.

…。本項列為短期(1年內),由甲部主辦,乙署、丙會協辦。 A clause that names nothing but bodies, with a few
words before or after them, tells who is responsible; the words need not be known if they recur in other
recommendations: 牽頭的是甲部,襄助的有乙署。 The body named first leads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress

from tourlib.outline.fields import horizon_named, only_says_when
from tourlib.outline.nodes import Field, Node, Outline, Paragraph
from tourlib.people.forms import body_cost, is_agency
from tourlib.text import HAN
from tourlib.vocabulary import label

#: End of words before bodies; the greatest length of these, and of words after them.
_BODIES_FOLLOW = re.compile("[由請是為有係含括同洽邀]:?")
#: Words before bodies that say more than their part: 於三年內由.
_SAYS_MORE = re.compile(r"[\d一二三四五六七八九十年月]")
_BEFORE, _AFTER = 8, 5
#: Maximum length of the name of a body.
_LONGEST = 40
#: Bodies in general, which have no name that ends like one.
_ANY_BODY = re.compile(
    r"地方政府|各?直轄市|各?縣\(?市\)?(?:政府)?|各?縣市|(?:各|有關|相關)(?:部會|機關|單位)"
)
#: The greatest cost of a body that is known by its name; between several bodies.
_NAMED, _AND = 0.1, re.compile("[及與和暨]")
#: Words before a body, which are not in its name: 本項由, 請; 自由 may be.
_NOT_IN_BODY = re.compile("(?<!自)由|^請")
#: Words before a time frame: 本項列為短期.
_CALLS = re.compile(rf"^[{HAN}]{{0,6}}[為屬是列於係]")
#: A remark at the beginning; words around the body in a heading: 對甲部之建議.
_FRONT = re.compile(r"[【\[〔(](?P<said>[^【】\[\]〔〕()]{2,40})[】\]〕)]\s*")
_OF_BODY = re.compile("^(?:對於?|針對|給|建?請)|(?:[之的]?(?:建議|部分|事項|權責|應?辦理?))+$")
#: The last sentence of a text; a clause.
_LAST = re.compile(r"(?:^|(?<=[。;!?]))[^。;!?]*$")
_CLAUSE = re.compile(r"(?:[^,;()]|\([^()]*\))+")
_LEAST_ALIKE = 2

#: The words before and after the bodies of a group, by which it is known again.
_Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """Bodies that have the same part, as printed, and the words that say which."""

    words: _Words
    bodies: str
    named: bool

    @property
    def role(self) -> str | None:
        """Return the field that known words name; ``None`` if they are unknown."""
        before, after = self.words
        said = (re.sub("(?:的?[是為有係])?:?$", "", before), after)
        found = (label("item", f"{word}:") for word in said if word)
        return next((name for name, _value in filter(None, found)), None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the end of a text tells: where it begins, its time frame, and its bodies by their part."""

    begin: int
    horizon: str | None
    groups: tuple[_Group, ...]

    @property
    def words(self) -> tuple[_Words, ...]:
        return tuple(group.words for group in self.groups)

    def agencies(self, recurring: Iterable[object] = ()) -> dict[str, str]:
        """Return the responsible agencies; empty if it is not certain that they are."""
        roles = [group.role for group in self.groups]
        certain = "lead_agency" in roles or (len(roles) > 1 and any(roles))
        if not certain and (len(roles) < 2 or self.words not in recurring):
            return {}
        lead = roles.index("lead_agency") if "lead_agency" in roles else 0
        found: dict[str, str] = {}
        for at, group in enumerate(self.groups):
            name = "lead_agency" if at == lead else "co_agencies"
            found[name] = "、".join(filter(None, (found.get(name), group.bodies)))
        return found


def take_clauses(outline: Outline, roles: Sequence[str | None]) -> None:
    """Move what the last clauses of recommendations tell from their text to their fields, in place.

    Args:
        roles: of the headings, see :func:`tourlib.parse.sections.chapter_roles`.
    """
    advise = [role == "recommendations" for role in roles]
    nodes = [*compress(outline.nodes, advise)]
    _take_fronts(nodes)
    for places in outline.children():
        _read_headings([outline.nodes[at] for at in places if advise[at]])
    counted = Counter(each.words for node in nodes for each in _told_in(node))
    recurring = {words for words, count in counted.items() if count >= _LEAST_ALIKE}
    for node in nodes:
        left = [_taken(node, paragraph, recurring) for paragraph in node.paragraphs]
        node.paragraphs = [paragraph for paragraph in left if paragraph.text]


def _take_fronts(nodes: Sequence[Node]) -> None:
    """Move bodies in brackets at the beginning of several recommendations to their fields, in place."""
    matches = [(node, match) for node in nodes if (match := _FRONT.match(node.called))]
    fronts = [(*each, bodies) for each in matches if (bodies := _groups(each[1]["said"]))]
    for node, match, bodies in fronts if len(fronts) >= _LEAST_ALIKE else ():
        body = "、".join(group.bodies for group in bodies)
        node.fields.append(Field("lead_agency", body, node.head.lines))
        rest = node.called[match.end() :]
        if node.title:
            node.title = rest
        else:
            node.paragraphs[0] = replace(node.paragraphs[0], text=rest)


def _read_headings(topics: Sequence[Node]) -> None:
    """Add the bodies that the headings of all these topics name as those that lead, in place."""
    named = [_OF_BODY.sub("", node.title) for node in topics]
    if len(topics) >= _LEAST_ALIKE and all(map(is_agency, named)):
        for node, body in zip(topics, named, strict=True):
            node.fields.append(Field("lead_agency", body, node.head.lines))


def _told_in(node: Node) -> Iterator[_Told]:
    """Yield what the paragraphs of a heading tell."""
    said = (paragraph.text for paragraph in node.paragraphs if not paragraph.row)
    yield from filter(None, map(_told, said))


def names_agencies(node: Node) -> bool:
    """True if an item names responsible agencies, in fields or with the last clauses of its text."""
    if any(field.name in {"lead_agency", "co_agencies"} for field in node.fields):
        return True
    told = _told(node.paragraphs[-1].text) if node.paragraphs else None
    return told is not None and bool(told.agencies([told.words]))


def _taken(node: Node, paragraph: Paragraph, recurring: set[tuple[_Words, ...]]) -> Paragraph:
    """Return the paragraph without the clauses that are now fields of the node."""
    text = paragraph.text
    while not (paragraph.note or paragraph.row) and (told := _told(text)):
        fields = told.agencies(recurring)
        whole = not (told.begin or node.title) and len(node.paragraphs) == 1  # all that it says
        if whole or (told.groups and not fields):
            break
        fields |= {"horizon": told.horizon} if told.horizon else {}
        node.fields += [Field(name, value, paragraph.lines) for name, value in fields.items()]
        text = re.sub(r"[,;]?\s*[(]?$", "", text[: told.begin])
        text += "。" if text and text[-1] not in "。;!?)」" else ""
    return replace(paragraph, text=text)


@lru_cache(maxsize=4096)
def _told(text: str) -> _Told | None:
    """Return what the last clauses of the text tell that name only bodies or a time frame."""
    end = len(text.rstrip("。; "))
    last = _LAST.search(text, 0, end)
    return _told_between(text, last.start(), end) if last else None


def _told_between(text: str, begin: int, end: int) -> _Told | None:
    found: _Told | None = None
    groups: list[_Group] = []
    horizon = None
    for clause in reversed([*_CLAUSE.finditer(text, begin, end)]):
        said = _horizon(clause[0])
        bodies = [] if said else _groups(clause[0])
        if said and horizon is None:
            horizon = said
        elif bodies:
            groups = _joined([*bodies, *groups])
        else:
            break
        whole = all(any(group.words) and (group.named or group.role) for group in groups)
        found = _Told(clause.start(), horizon, tuple(groups)) if whole else found
    return found


def _horizon(clause: str) -> str | None:
    """Return the time frame that a clause tells and nothing else."""
    calls = _CALLS.match(clause.strip())
    said = clause.strip()[calls.end() :] if calls else clause.strip()
    named = label("item", f"{calls[0][:-1]}:") if calls else None
    known = only_says_when(said) or (named is not None and named[0] == "horizon")
    return said if said and known and horizon_named(said) else None


def _groups(clause: str) -> list[_Group]:
    """Return the bodies of a clause, divided where words follow some or precede others; empty if it
    names something else."""
    found: list[_Group] = []
    for piece in clause.strip().split("、"):
        read = _piece(piece)
        if read is None:
            return []
        found.append(read)
    return _joined(found)


def _joined(groups: Sequence[_Group]) -> list[_Group]:
    """Return the groups with those together that share their words: 甲署、乙會協辦."""
    found: list[_Group] = []
    for group in groups:
        open_ = bool(found) and not found[-1].words[1] and not group.words[0]
        goes_on = open_ and not (found[-1].words[0] and group.words[1])
        if goes_on:
            last = found.pop()
            words = (last.words[0], group.words[1])
            group = _Group(words, f"{last.bodies}、{group.bodies}", last.named or group.named)
        found.append(group)
    return found


@lru_cache(maxsize=4096)
def _piece(text: str) -> _Group | None:
    """Return the body of a text with the words before and after it; ``None`` if it has other words."""
    found: list[tuple[bool, int, float, str, str]] = []
    if len(text) > _BEFORE + _LONGEST + _AFTER:
        return None
    for before, after in _words_around(text):
        cost = _cost(text[len(before) : len(text) - len(after)])
        if cost is not None:
            found.append((cost > _NAMED, len(before) + len(after), cost, before, after))
    if not found:
        return None
    unnamed, _length, _least, before, after = min(found)
    return _Group((before, after), text[len(before) : len(text) - len(after)], not unnamed)


def _words_around(text: str) -> Iterator[tuple[str, str]]:
    """Yield how words may precede and follow a body in a text."""
    ends = (match.end() for match in _BODIES_FOLLOW.finditer(text, 0, _BEFORE))
    begins = [0, *(end for end in ends if not _SAYS_MORE.search(text, 0, end))]
    for begin in begins:
        for end in range(max(begin + 2, len(text) - _AFTER), len(text) + 1):
            yield text[:begin], text[end:]


def _cost(body: str) -> float | None:
    if _NOT_IN_BODY.search(body):
        return None
    if _ANY_BODY.fullmatch(body):
        return _NAMED
    whole = body_cost(body)
    parts = [body_cost(part) for part in _AND.split(body)]
    several = max(each for each in parts if each is not None) if None not in parts else None
    return min((each for each in (whole, several) if each is not None), default=None)
