"""The tree of headings: nodes with their paragraphs and fields, as :mod:`tourlib.outline.build`
puts them together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tourlib.outline.numbering import Marker
from tourlib.readers.text.lines import TextLine
from tourlib.text import count_han, join

#: Leads and titles are no longer than this many Chinese characters.
MAX_TITLE_HAN = 30
#: A colon of a time or an address.
_NO_LEAD = re.compile(r"\d:\d|.://")
#: (Port of Aarhus, PAA) behind a title; its marks divide no sentence.
_BRACKETED = re.compile(r"\([^()。]*\)")
#: No colon is looked for beyond this many characters.
_REACH = 120


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text, all its lines, whether it is a footnote, or of a row of a table."""

    text: str
    lines: tuple[int, ...]
    note: bool = False
    row: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a body block (``time``, ``place``, ``speakers``) or of a recommendation
    (``lead_agency``, ``co_agencies``), as printed; ``marker`` is its numbering."""

    name: str
    value: str
    lines: tuple[int, ...]
    marker: Marker | None = None


@dataclass(slots=True)
class Node:
    """A heading or numbered item with what stands under it.

    ``parent`` is a place in the list of nodes; ``head`` the heading's own paragraph without its
    number, of which ``title`` and the first of ``paragraphs`` are made when the tree is complete.
    """

    number: str | None
    marker: Marker | None
    rank: float
    depth: int
    parent: int | None
    line: int
    head: Paragraph
    title: str = ""
    theme: int | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    restored: bool = False

    @property
    def value(self) -> int:
        """The number as an integer; 0 for a heading without one."""
        return self.marker.value if self.marker else 0

    @property
    def kind(self) -> str | None:
        """The form of its number."""
        return self.marker.kind if self.marker else None

    @property
    def text(self) -> str:
        """The own text, a line a paragraph."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def text_without_notes(self) -> str:
        """The own text without its footnotes."""
        return "\n".join(p.text for p in self.paragraphs if not p.note)

    @property
    def called(self) -> str:
        """The title; of an item that has none the first paragraph of its text."""
        return self.title or (self.paragraphs[0].text if self.paragraphs else "")

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines of the heading and its own text, without its fields'."""
        found = {*self.head.lines, *(n for p in self.paragraphs for n in p.lines)}
        return tuple(sorted(found))

    @property
    def line_end(self) -> int:
        """Last line of the heading and its own text."""
        return self.lines[-1]


@dataclass(slots=True)
class Outline:
    """The headings in order, and the paragraphs before the first of them."""

    nodes: list[Node]
    preamble: list[Paragraph]

    def ancestors(self, index: int) -> list[int]:
        """Places of the node's parents, nearest first."""
        found = []
        parent = self.nodes[index].parent
        while parent is not None:
            found.append(parent)
            parent = self.nodes[parent].parent
        return found

    def children(self) -> list[list[int]]:
        """For each node, the places of the nodes right under it, in order."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for place, node in enumerate(self.nodes):
            if node.parent is not None:
                found[node.parent].append(place)
        return found


def longer(paragraph: Paragraph, line: TextLine) -> Paragraph:
    return Paragraph(join(paragraph.text, line.text), (*paragraph.lines, line.number))


def settle_head(node: Node, *, said: bool = False) -> None:
    """Divide a heading's own paragraph into its title and the text that follows; ``said``: what
    stands behind a colon is text, as short as it may be."""
    cell = node.marker is not None and node.marker.cell
    title, text = split_lead(node.head.text, said=said or cell)
    node.title, text = ("", title) if cell and not text else (title, text)
    if text:
        node.paragraphs.insert(0, Paragraph(text, node.head.lines))


def split_lead(head: str, *, said: bool = False) -> tuple[str, str]:
    """A heading's title and the text that follows its lead; ``said``: whatever follows is text.

    >>> split_lead("交通安全:運用 AI 偵測危險隧道。")
    ('交通安全', '運用 AI 偵測危險隧道。')
    >>> split_lead("願景轉型:從被動應變到樞紐")
    ('願景轉型:從被動應變到樞紐', '')
    >>> split_lead("壁報「以成熟材料縮短某種循環水養殖系統之啟動期之研究」(發表人:王大明):有人詢問。")[1]
    '有人詢問。'
    >>> split_lead("參訪:港務局(Port Authority, PA)")
    ('參訪:港務局(Port Authority, PA)', '')
    """
    colon = _lead_colon(head)
    if colon is not None:
        lead, after = head[:colon].strip(), head[colon + 1 :].strip()
        if not after:
            return lead, ""
        outside = _BRACKETED.sub("", after)
        runs_on = said or re.search(r"[。;!?,]", outside) or count_han(after) > MAX_TITLE_HAN
        return (lead, after) if runs_on else (head, "")
    short = count_han(head) <= MAX_TITLE_HAN and "。" not in head and not head.endswith((",", ";"))
    return (head.rstrip(" :"), "") if short else ("", head)


def _lead_colon(head: str) -> int | None:
    depth = 0
    for place, char in enumerate(head):
        depth += (char in "(「『《") - (char in ")」』》")
        if char in "。;!?" or place > _REACH:
            return None
        if char != ":" or depth > 0 or _NO_LEAD.match(head, place - 1):
            continue
        # What is in brackets makes no lead too long: 壁報「…」(發表人:某某).
        return place if count_han(_BRACKETED.sub("", head[:place])) <= MAX_TITLE_HAN else None
    return None
