"""Compare stated numbers of things with the list of them, in a sentence or in numbered items."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.checks.alltext import Sentence
from tourlib.checks.counts import ANNOUNCED
from tourlib.checks.quantities import ITEM_UNITS, THEME, Quantity, read_number
from tourlib.outline.nodes import Node, Outline, Paragraph
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import normalize, squeeze

#: Measure words of things that are listed one by one.
_LISTED_UNITS = re.compile("大|[項個種點類組國處所家位名座場市縣州]|")
#: Words after a number that is not a number of things: 二個月.
_NO_THING = re.compile("月|人|年|小時|星期")
#: Wording between a number of things and the full list of them in the same sentence.
_NAMELY = re.compile(
    r"[^,。;:「」、]{0,8}(?:[:,]\s*)?(?:分別(?:為|是|即|扮演|負責)|依序為|[為即是]|:|(?:包括|包含|涵蓋)(?=.*[及與和暨]))\s*(?=\S)"
)
#: Wording that refers to things listed before: 依循五大方向.
_REFERS = re.compile("(?:依循|依據|依照|遵循|上述|前述|上開|前開|以上)[的之]?$")
_WHAT = re.compile(f"[大項個]?(?P<what>{THEME})")
_NUMBERED = re.compile(r"\((?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\)")
_QUOTED = re.compile(r"「[^「」]+」")
#: A complete list, quoted or not, before its number: 「甲」、「乙」及「丙」三項; 甲、乙及丙等三項.
_BEFORE = re.compile(
    r"(?P<quoted>(?:「[^「」]+」(?:、|以及|及|與|和)?){2,})(?:等|為|作為)?共?計?\s*$"
    r"|(?P<bare>[^,。;:!?()「」]+、[^,。;:!?()「」]+?)(?P<etc>等)?共?計?\s*$"
)
#: Words before the first item of a list, and words for further items that are not listed.
_LEADS = re.compile(".*(?:包括|包含|涵蓋|結合|針對|透過|分為|[從就以由在於])(?=[^、]{2,}$)")
_AND_MORE = re.compile("其他|其餘|另外?|[等及與和暨、成]$")
#: A number of things described one by one in the sentences that follow: 主要有三:其一; 目的有二:(1).
_ONE_BY_ONE = re.compile(r"[^,。;:]{0,6}[:,]\s*(?=其一|第一|\((?:1|一)\))")
_MAY_FOLLOW = re.compile(rf"{_ONE_BY_ONE.pattern[:-1]}|$)")
_ORDINAL = re.compile(
    rf"[,。;:]\s*(?:[其第](?P<nth>[一二三四五六七八九十])(?=[,、為是])|{_NUMBERED.pattern})"
)
#: Length of one item in a list.
_MAX_CHARS, _MIN_CHARS = 14, 2
#: The last characters of a paragraph: enough to tell that it ends with a sentence.
_END = 6


def check_lists(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield findings about numbers that differ from the list in the sentence or in the next items."""
    nodes, whole = parsed.outline.nodes, parsed.whole
    behind = _nodes_behind(whole)
    below = Counter(whole.nodes[n.parent].line for n in whole.nodes if n.parent is not None)
    for said in quantities:
        if said.number < 2 or len(said.numbers) > 1 or _NO_THING.match(said.after):
            continue
        if _LISTED_UNITS.fullmatch(said.unit):
            yield from _in_sentence(said)
        if not said.sentence.section:
            continue
        at = said.sentence.section - 1
        told = _enumerated(nodes[at], said)
        if told > 1 and told != said.number:
            yield _wrong(said, "其後", told)
        last = said.sentence.lines[-1][0]
        items = {
            "其後": _items_behind(whole, behind.get(last), said),
            "其前": _items_before(nodes, at, said),
        }
        for where, listed in items.items() if not said.of_groups else ():
            in_groups = sum(below[line] for line in {item.line for item in listed})
            # 10項建議如下 may count the items of two groups of five.
            if len(listed) > 1 and said.number not in (len(listed), in_groups):
                yield _wrong(said, where, listed)


def headings(outline: Outline) -> Iterator[Sentence]:
    """Yield each heading as a sentence of its own section."""
    for at, node in enumerate(outline.nodes):
        for head in own_head(node):
            lines, text = ((node.line, head.text),), normalize(head.text)
            yield Sentence(text, lines, at + 1, None, node.parent is None)


def _wrong(said: Quantity, where: str, listed: int | Sequence[Node]) -> Finding:
    """Return the finding that a number of things differs from the number of items listed at ``where``."""
    items = () if isinstance(listed, int) else listed
    number = listed if isinstance(listed, int) else len(listed)
    at = f"(第 {items[0].line} 至 {items[-1].line} 行)" if items else ""
    shown = said.said
    if where == "其前" and (what := _WHAT.match(said.after)):
        shown += what.group()
    message = f"第 {said.line} 行說「{shown}」，{where}列出 {number} 項{at}。"
    message += f" / The text says “{shown}”, {number} are listed."
    lines, heads = [said.line, *(each.line for each in items)], [i.head.text[:12] for i in items]
    return finding("count-mismatch", message, lines=lines, marks=(shown, *heads))


def _in_sentence(said: Quantity) -> Iterator[Finding]:
    text = said.sentence.text
    things = _before(said.before, int(said.number))
    things = things or _behind(text[said.end :])
    if things and said.number not in things:
        found = _wrong(said, "同一句", max(things))
        yield replace(found, lines=tuple(sorted({*found.lines, said.sentence.line(text)})))


def _behind(rest: str) -> set[int]:
    """Return the possible numbers of things that a sentence lists after their number; empty unless
    it says that the list is complete."""
    rest = rest.rstrip("。;!? ")
    namely = _NAMELY.match(rest)
    numbered = [read_number(match["n"]) for match in _NUMBERED.finditer(rest)]
    if numbered[1:] and numbered == list(range(1, len(numbered) + 1)) and namely:
        return {len(numbered)}
    quoted = _QUOTED.findall(rest)
    if len(quoted) > 1 and _NAMELY.match(rest.split("「")[0] + "為「"):
        bare = re.sub("、|以?及|[與和]", "", rest[rest.index("「") :])
        return {len(quoted)} if not _QUOTED.sub("", bare) else set()
    return _joined(rest[namely.end() :]) if namely else set()


def _before(text: str, said: int) -> set[int]:
    """Return the possible numbers of things listed directly before their number. If the number is
    much larger, the list only gives examples: 甲、乙及丙等十項."""
    listed = _BEFORE.search(text)
    if listed and listed["quoted"]:
        return {len(_QUOTED.findall(listed["quoted"]))}
    if listed is None or (not listed["etc"] and _AND_MORE.search(listed["bare"].split("、")[-1])):
        return set()
    things = _joined(listed["bare"], joined=not listed["etc"])
    near = things and (1 if listed["etc"] else 0) + max(things) >= said - (not listed["etc"])
    return things if near and (listed["etc"] or said >= min(things) - 1) else set()


def _joined(text: str, *, joined: bool = False) -> set[int]:
    """Return the possible numbers of things in a list joined by 、 and a conjunction.

    Args:
        joined: only with a conjunction before the last thing, or with three things or more.
    """
    text = re.sub("^[^、]*#", "", text)  # another quantity before them
    things = text.split("、")
    if len(things) < 2 or re.search("[,:()「」等#]", text):
        return set()
    things[0] = _LEADS.sub("", things[0])[-_MAX_CHARS:]
    joint = "以及|及" if "及" in things[-1] else "[與和暨]"
    last = [piece for piece in re.split(joint, things[-1]) if piece]
    if not all(_MIN_CHARS <= len(thing) <= _MAX_CHARS for thing in (*things[:-1], *last)):
        return set()
    if joined and len(last) < 2 and len(things) <= 2:
        return set()
    # 與 may join the last two things or be part of one name.
    return {len(things) - 1 + len(last), *([] if "及" in things[-1] else [len(things)])}


def _enumerated(node: Node, said: Quantity) -> int:
    """Return how many things the sentences after a number enumerate: 其一, 其二; (1), (2)."""
    if not _MAY_FOLLOW.match(said.sentence.text, said.end):
        return 0  # joining a section's text is slow: do it only if needed
    text = "".join(normalize(p.text) for p in (*own_head(node), *node.paragraphs))
    end = text.find(said.sentence.text) + said.end
    behind = _ONE_BY_ONE.match(text, end)
    if behind is None:
        return 0
    counted = [read_number(n["nth"] or n["n"]) for n in _ORDINAL.finditer(text, behind.end() - 1)]
    return sum(counted[:at] == [*range(1, at + 1)] for at in range(1, len(counted) + 1))


def _nodes_behind(outline: Outline) -> dict[int, int]:
    """Map the last line of a paragraph or heading to the position of the node that directly follows it."""
    starts = {node.line: at for at, node in enumerate(outline.nodes)}
    paragraphs = [p for node in outline.nodes for p in (*own_head(node), *node.paragraphs)]
    lines = sorted({*starts, *(n for p in paragraphs for n in p.lines)})
    ends = {p.lines[-1] for p in paragraphs}
    return {n: starts[m] for n, m in itertools.pairwise(lines) if n in ends and m in starts}


def _items_behind(outline: Outline, following: int | None, said: Quantity) -> list[Node]:
    """Return the items that a number announces: the list after a paragraph that ends with the
    number, or the list under a heading that names the things."""
    sentence = said.sentence
    last = sentence.lines[-1][1]
    if following is None or squeeze(last)[-_END:] not in squeeze(sentence.text):
        return []
    if not ANNOUNCED.search(sentence.text.rstrip("。")) or re.search("#|來自", said.before):
        return []
    heading = outline.nodes[following]
    if heading.value == 1 and ITEM_UNITS.fullmatch(said.unit):
        return _run(outline, following)
    called = re.sub("[。,:]", "", said.after)[-2:]
    below = outline.nodes[following + 1 : following + 2]
    is_of = called and called in heading.title and below and below[0].parent == following
    return _run(outline, following + 1) if is_of else []


def _items_before(nodes: Sequence[Node], at: int, said: Quantity) -> list[Node]:
    """For a number that refers back (依循五大方向), return the numbered items under the nearest
    earlier heading of the same topic whose title ends with the thing counted."""
    what = _WHAT.match(said.after)
    if what is None or not _REFERS.search(said.before):
        return []
    above, place = set(), nodes[at].parent
    while place is not None:
        above.add(place)
        place = nodes[place].parent
    for before in range(at - 1, -1, -1):
        heading = nodes[before]
        if heading.parent in above and heading.title.rstrip(":： ").endswith(what["what"]):
            return [node for node in nodes if node.parent == before and node.marker]
    return []


def own_head(node: Node) -> list[Paragraph]:
    """Return the heading, unless it is the beginning of the first paragraph."""
    first = node.paragraphs[0].lines[0] if node.paragraphs else None
    return [] if first == node.line else [node.head]


def _run(outline: Outline, first: int) -> list[Node]:
    """Return the items of the list that begins here, up to a restart or another kind of node."""
    head = outline.nodes[first]
    items: list[Node] = []
    for node in (node for node in outline.nodes[first:] if node.parent == head.parent):
        form = node.marker and head.marker and node.marker.kind == head.marker.kind
        if not form or node.value != len(items) + 1:
            break
        items.append(node)
    return items
