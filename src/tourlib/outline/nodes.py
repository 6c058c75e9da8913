"""Nodes of the tree of headings, with their paragraphs and fields; :mod:`tourlib.outline.build`
builds the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tourlib.outline.numbering import Marker
from tourlib.readers.text.lines import TextLine
from tourlib.text import count_han, join

#: Maximum number of Chinese characters in a lead or title.
MAX_TITLE_HAN = 30
#: A colon inside a time or an address.
_NO_LEAD = re.compile(r"\d:\d|.://")
#: A remark in brackets after a title (Port of Aarhus, PAA); punctuation inside ends no sentence.
_BRACKETED = re.compile(r"\([^()。]*\)")
#: Maximum number of characters before the colon of a lead.
_REACH = 120


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text and all its lines; whether it is a footnote, or of a row of a table."""

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
    """A heading or numbered item with the text below it. ``parent`` is an index into the list of
    nodes; ``head`` is the heading's own paragraph without its number, from which ``title`` and the
    first of ``paragraphs`` are made when the tree is complete."""

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
        """Return the number as an integer; 0 for a heading without one."""
        return self.marker.value if self.marker else 0

    @property
    def kind(self) -> str | None:
        """Return the form of numbering."""
        return self.marker.kind if self.marker else None

    @property
    def text(self) -> str:
        """Return the own text, one paragraph per line."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def text_without_notes(self) -> str:
        """Return the own text without its footnotes."""
        return "\n".join(p.text for p in self.paragraphs if not p.note)

    def text_above(self, line: int) -> str:
        """Return the last paragraph above a line; empty without one."""
        return next((p.text for p in reversed(self.paragraphs) if p.lines[-1] < line), "")

    @property
    def called(self) -> str:
        """Return the title; for an item without one, the first paragraph of its text."""
        return self.title or (self.paragraphs[0].text if self.paragraphs else "")

    @property
    def lines(self) -> tuple[int, ...]:
        """Return all lines of the heading and its own text, without those of its fields."""
        found = {*self.head.lines, *(n for p in self.paragraphs for n in p.lines)}
        return tuple(sorted(found))

    @property
    def line_end(self) -> int:
        """Return the last line of the heading and its own text."""
        return self.lines[-1]


@dataclass(slots=True)
class Outline:
    """The headings in order, and the paragraphs before the first of them."""

    nodes: list[Node]
    preamble: list[Paragraph]

    def ancestors(self, index: int) -> list[int]:
        """Return the indices of the node's ancestors, nearest first."""
        found = []
        parent = self.nodes[index].parent
        while parent is not None:
            found.append(parent)
            parent = self.nodes[parent].parent
        return found

    def children(self) -> list[list[int]]:
        """Return, for each node, the indices of its children, in order."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for place, node in enumerate(self.nodes):
            if node.parent is not None:
                found[node.parent].append(place)
        return found


def longer(paragraph: Paragraph, line: TextLine) -> Paragraph:
    return Paragraph(join(paragraph.text, line.text), (*paragraph.lines, line.number))


def settle_head(node: Node, *, said: bool = False) -> None:
    """Divide a heading's own paragraph into its title and the text that follows; ``said``: whatever
    follows a colon is text, however short."""
    cell = node.marker is not None and node.marker.cell
    title, text = split_lead(node.head.text, said=said or cell)
    node.title, text = ("", title) if cell and not text else (title, text)
    own = node.marker is not None and node.marker.rest  # not on the line below
    if (
        node.theme
        and own
        and not node.title
        and count_han(text.partition("。")[0]) <= MAX_TITLE_HAN
    ):
        node.title, _period, text = text.partition("。")  # 主題一:綠地。了解其制度。
    if text:
        node.paragraphs.insert(0, Paragraph(text, node.head.lines))


def split_lead(head: str, *, said: bool = False) -> tuple[str, str]:
    """Return a heading's title and the text that follows its lead; ``said``: whatever follows is text.

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
        # Text in brackets does not count towards the length of a lead: 壁報「…」(發表人:某某).
        return place if count_han(_BRACKETED.sub("", head[:place])) <= MAX_TITLE_HAN else None
    return None
