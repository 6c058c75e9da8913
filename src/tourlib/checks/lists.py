"""Numbers of things against the list of these things: in the same sentence, or in items of the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from tourlib.checks.alltext import sentences
from tourlib.checks.statements import ANNOUNCED, NUMBER, ONE_NUMBER, THEME, read_number
from tourlib.outline.nodes import Node, Outline, Paragraph
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import normalize

_COUNTED = re.compile(
    ONE_NUMBER
    + rf"(?:(?P<big>大)|項|個|種|點|類|組|階段|步驟|面向|{THEME})(?!月|人|國|年|小時|星期|部會)"
)
#: What stands between a number of things and all of these things, in the same sentence.
_NAMELY = re.compile(
    r"[^,。;:「」、]{0,8}(?:[:,]\s*)?(?:分別(?:為|是|即|扮演|負責)|依序為|[為即是]|:)\s*(?=\S)"
)
#: A number of things told before: 依循五大方向.
_REFERS = re.compile(
    rf"(?:依循|依據|依照|遵循|上述|前述|上開|前開|以上)[的之]?(?P<said>{ONE_NUMBER}[大項個]?(?P<what>{THEME}))"
)
_NUMBERED = re.compile(rf"\((?P<n>{NUMBER})\)")
_QUOTED = re.compile(r"「[^「」]+」")
#: All things, quoted or not, before their number: 「甲」、「乙」及「丙」三項; 甲、乙及丙等三項.
_LISTED = re.compile(
    r"(?P<quoted>(?:「[^「」]+」(?:、|以及|及|與|和)?){2,})(?:等|為|作為)?\s*$|(?P<bare>[^,。;:!?()「」]+、[^,。;:!?()「」]+)等\s*$"
)
#: A number of things that are told one by one, perhaps in several sentences: 主要有三:其一.
_ONE_BY_ONE = re.compile(rf"{ONE_NUMBER}[^,。;:]{{0,6}}[:,]\s*(?=其一|第一)")
_ORDINAL = re.compile(r"[,。;:](?:其|第)(?P<n>[一二三四五六七八九十])(?=[,、為是])")
_JOINT = re.compile("、|以及|及|與|和")
_MOST_CHARS, _LEAST_CHARS = 14, 2


def check_lists(parsed: ParsedReport) -> Iterator[Row]:
    """Numbers of things against the list of these: in the same sentence, or the items that follow."""
    for sentence in sentences(parsed):
        for match in _COUNTED.finditer(sentence.text):
            said = read_number(match["n"])
            things = _before(sentence.text[: match.start()], said)
            things = things or _in_sentence(sentence.text[match.end() :])
            if things and said > 1 and said not in things:
                lines = sentence.line(match.group()), sentence.line(sentence.text)
                yield _wrong(match.group(), "同一句", max(things), sorted({*lines}))
    yield from _told_one_by_one(parsed.outline)
    yield from _announced(parsed.outline)
    yield from _referred(parsed.outline)


def _wrong(said: str, where: str, listed: int | Sequence[Node], lines: Sequence[int]) -> Row:
    """The finding that a number of things is not that of those listed, and where these are."""
    items = () if isinstance(listed, int) else listed
    number = listed if isinstance(listed, int) else len(listed)
    at = f"(第 {items[0].line} 至 {items[-1].line} 行)" if items else ""
    return finding(
        "count-mismatch",
        f"第 {lines[0]} 行說「{said}」，{where}列出 {number} 項{at}。"
        f" / The text says “{said}”, {number} are listed.",
        lines=sorted({*lines, *(item.line for item in items)}),
        marks=(said, *(item.head.text[:12] for item in items)),
    )


def _in_sentence(rest: str) -> set[int]:
    """How many things a sentence names behind their number, as the joints may be read; none where it
    does not say that these are all."""
    rest = rest.rstrip("。;!? ")
    numbered = [read_number(match["n"]) for match in _NUMBERED.finditer(rest)]
    if numbered[1:] and numbered == list(range(1, len(numbered) + 1)) and _NAMELY.match(rest):
        return {len(numbered)}
    quoted = _QUOTED.findall(rest)
    if len(quoted) > 1 and _NAMELY.match(rest.split("「")[0] + "為「"):
        bare = _JOINT.sub("", rest[rest.index("「") :])
        return {len(quoted)} if not _QUOTED.sub("", bare) else set()
    namely = _NAMELY.match(rest)
    return _joined(rest[namely.end() :]) if namely else set()


def _before(text: str, said: int) -> set[int]:
    """How many things are listed right before their number. What is said to be many more than are
    listed are examples: 甲、乙及丙等十項."""
    listed = _LISTED.search(text)
    if listed and listed["quoted"]:
        return {len(_QUOTED.findall(listed["quoted"]))}
    things = _joined(listed["bare"]) if listed else set()
    return things if things and said <= max(things) + 1 else set()


def _joined(text: str) -> set[int]:
    """How many things are joined by 、 and a word, as the joints may be read."""
    things = text.split("、")
    if len(things) < 2 or re.search("[,:()「」等]", text):
        return set()
    things[0] = things[0][-_MOST_CHARS:]
    joint = "以及|及" if "及" in things[-1] else "與|和"
    last = [piece for piece in re.split(joint, things[-1]) if piece]
    if not all(_LEAST_CHARS <= len(thing) <= _MOST_CHARS for thing in (*things[:-1], *last)):
        return set()
    # 與 may join the last two, or be part of the name of one.
    return {len(things) - 1 + len(last), *([] if "及" in things[-1] else [len(things)])}


def _told_one_by_one(outline: Outline) -> Iterator[Row]:
    """A number, and the things behind it in sentences that count them: 其一, 其二."""
    for node in outline.nodes:
        paragraphs = [*own_head(node), *node.paragraphs]
        text = "".join(normalize(paragraph.text) for paragraph in paragraphs)
        for match in _ONE_BY_ONE.finditer(text):
            counted = [read_number(n["n"]) for n in _ORDINAL.finditer(text, match.end() - 1)]
            listed = sum(
                1 for at, n in enumerate(counted, 1) if counted[:at] == [*range(1, at + 1)]
            )
            said = read_number(match["n"])
            if listed > 1 and said != listed:
                lines = [n for p in paragraphs for n in p.lines]
                yield _wrong(match.group().rstrip(":,"), "其後", listed, lines)


def _announced(outline: Outline) -> Iterator[Row]:
    """A number announced at the end of a paragraph and the list that follows at once."""
    starts = {node.line: at for at, node in enumerate(outline.nodes)}
    paragraphs = [p for node in outline.nodes for p in (*own_head(node), *node.paragraphs)]
    ends = {p.lines[-1]: p for p in paragraphs}
    lines = sorted({*starts, *(n for p in paragraphs for n in p.lines)})
    for line, after in itertools.pairwise(lines):
        last = ends.get(line)
        if last is None or after not in starts or outline.nodes[starts[after]].value != 1:
            continue
        sentence = re.split(r"[。;!?]", normalize(last.text).rstrip("。"))[-1]
        counted = list(_COUNTED.finditer(sentence))
        if len(counted) != 1 or not ANNOUNCED.search(sentence):
            continue
        said = read_number(counted[0]["n"])
        listed = _run(outline, starts[after])
        if said > 1 and said != len(listed) and len(listed) > 1:
            yield _wrong(counted[0].group(), "其後", listed, [last.lines[-1]])


def _referred(outline: Outline) -> Iterator[Row]:
    """Numbers of things told before, against the list under the heading that names the things."""
    for at, node in enumerate(outline.nodes):
        for paragraph in (*own_head(node), *node.paragraphs):
            for match in _REFERS.finditer(normalize(paragraph.text)):
                listed = _listed_before(outline.nodes, at, match["what"])
                if len(listed) > 1 and read_number(match["n"]) not in (0, 1, len(listed)):
                    yield _wrong(match["said"], "其前", listed, [paragraph.lines[0]])


def _listed_before(nodes: Sequence[Node], at: int, what: str) -> list[Node]:
    """The numbered items under the nearest heading before a place, in the same topic, that ends in
    what is counted."""
    above, place = set(), nodes[at].parent
    while place is not None:
        above.add(place)
        place = nodes[place].parent
    for before in range(at - 1, -1, -1):
        heading = nodes[before]
        if heading.parent in above and heading.title.rstrip(":： ").endswith(what):
            return [node for node in nodes if node.parent == before and node.marker]
    return []


def own_head(node: Node) -> list[Paragraph]:
    """The heading, where it is not the beginning of the first paragraph."""
    first = node.paragraphs[0].lines[0] if node.paragraphs else None
    return [] if first == node.line else [node.head]


def _run(outline: Outline, first: int) -> list[Node]:
    """The items of the list that begins here, up to a restart or what is no item of it."""
    head = outline.nodes[first]
    beside = (node for node in outline.nodes[first:] if node.parent == head.parent)
    items: list[Node] = []
    for node in beside:
        form = node.marker and head.marker and node.marker.kind == head.marker.kind
        if not form or node.value != len(items) + 1:
            break
        items.append(node)
    return items
