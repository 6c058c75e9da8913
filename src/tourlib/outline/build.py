"""Build the tree of headings from lines, each with its own paragraphs and the fields of its block.

Traps: numbered list items and headings look alike, and both are wanted; a heading may run into its
paragraph after a colon (the lead); ``(一)時間:…`` is a field of the visit above it, not a heading;
a number can be missing, see :mod:`tourlib.outline.repair`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Literal

from tourlib.outline.fields import (
    begins_field,
    block_label,
    fields_beside,
    is_advice,
    is_horizon,
    longer_fields,
    read_field,
    read_terms,
    said_by,
    take_agencies,
    value_goes_on,
)
from tourlib.outline.nesting import settle_ranks
from tourlib.outline.nodes import Field, Node, Outline, Paragraph, longer, settle_head
from tourlib.outline.numbering import CHAPTER_RANK, THEME_RANK, Marker
from tourlib.outline.sequences import divide_paragraphs, listed_themes, role_of
from tourlib.outline.units import lists_in_appendix
from tourlib.outline.unnumbered import headings_without_number, is_styled_heading
from tourlib.readers.text.lines import TextLine, continues, cuts_item, is_full, is_running_text
from tourlib.text import HAN, join, normalize
from tourlib.vocabulary import chapter_role, is_chapter_word, meaning

_ByIdeographs = Literal["counted", "named"] | None

#: Maximum distance in lines between the fields of a block.
_FIELD_REACH = 5
#: Minimum number of kinds of chapters among headings that number the chapters.
_MIN_CHAPTERS = 3
#: End of a line that may precede an unnumbered heading: a sentence, a remark in brackets, a list entry.
_ENDED = re.compile(r"[。!?;:….)」』\]\"”]$")
#: A line of a list of labels: 作法:設置窗口。
_LABELLED = re.compile(rf"[{HAN}]{{2,6}}:\S")
#: A name in a foreign language, below a heading that is the same name in Chinese.
_NAME_BEHIND = re.compile(r"\([^()]*[A-Za-z][^()]*\)")
#: In a wrapped file, the next line may continue a heading with a lead that fills this share of the width.
_LEAD_FULL = 0.4
#: Minimum length of a heading with punctuation inside that has run into its paragraph.
_RUN_IN = 40


def build_outline(
    lines: Sequence[TextLine],
    *,
    wrap: tuple[int | None, int],
    theme_titles: Mapping[str, int],
    listed: Set[str] = frozenset(),
) -> Outline:
    """Return the tree of the given lines (the body: without cover, table of contents and tables).

    Args:
        wrap: width at which the file is wrapped, and the distance of its lines
            (:func:`tourlib.readers.text.lines.wrap_width`).
        theme_titles: titles that are headings if they stand alone, with their theme number.
        listed: titles without a number that are in the table of contents.
    """
    printed = [line for line in lines if line.is_text]
    listed_only = listed_themes(printed) | lists_in_appendix(lines)
    printed = [replace(n, marker=None) if n.number in listed_only else n for n in printed]
    printed = settle_ranks(divide_paragraphs(printed))
    builder = _Builder(wrap, theme_titles, by_ideographs=_chapters_are_ideographs(printed))
    builder.unnumbered = headings_without_number(printed, listed, _go_on(lines, *wrap))
    notes = [line for line in lines if line.role == "note"]
    for place, line in enumerate(printed):
        while notes and notes[0].number < line.number:
            builder.add_note(notes.pop(0))
        near = printed[max(0, place - _FIELD_REACH) : place + _FIELD_REACH]
        builder.add(line, read_field(line, near))
    for note in notes:
        builder.add_note(note)
    for node, children in zip(builder.outline.nodes, builder.outline.children(), strict=True):
        said = take_agencies(node) and not (node.paragraphs or children)
        settle_head(node, said=said)
    return builder.outline


def _go_on(lines: Sequence[TextLine], wrap: int | None, spacing: int) -> set[int]:
    """Return the printed lines that are full, or are followed by lines outside the body, such as
    a table."""
    found: set[int] = set()
    last = 0
    for line, below in itertools.pairwise(lines):
        if line.is_text:
            last = line.number
            full = wrap is not None and is_full(line, wrap)
            found |= {last} if full else set()
        if below.number > line.number + spacing:
            found.add(last)
    return found


def _chapters_are_ideographs(lines: Sequence[TextLine]) -> _ByIdeographs:
    """Return how it shows that 一、 numbers the chapters, and no other numbering: it counts from
    first to last without beginning again, and only summary and appendix have no number; or several
    have customary names of chapters (目的, 過程, 心得 …)."""
    markers = [line.marker for line in lines if line.marker]
    if {marker.kind for marker in markers} & {"part", "chapter", "formal", "digit_chapter"}:
        return None
    counted = [marker for marker in markers if marker.kind == "ideograph"]
    once = [marker.value for marker in counted] == [*range(1, len(counted) + 1)]
    alone = {chapter_role(line.text) for line in lines if is_chapter_word(line.text)}
    if once and len(counted) > _MIN_CHAPTERS and alone <= {"summary", "appendix", "toc"}:
        return "counted"
    named = {*map(role_of, counted)} - {None}
    return "named" if len(named) >= _MIN_CHAPTERS else None


class _Builder:
    """State of one pass over the lines."""

    def __init__(
        self,
        wrap: tuple[int | None, int],
        theme_titles: Mapping[str, int],
        *,
        by_ideographs: _ByIdeographs,
    ) -> None:
        self.by_ideographs = by_ideographs
        self.wrap, self.spacing = wrap
        self.theme_titles = theme_titles
        self.unnumbered: Mapping[int, float] = {}
        self.outline = Outline([], [])
        self.previous: TextLine | None = None
        #: whether the paragraph before that line is running text
        self.running = False
        self.stack: list[int] = []
        #: text from which the last fields were read, while it may continue; or ""
        self.said = ""
        #: parent and form of numbering → the last number used there
        self.last_values: dict[tuple[int | None, str], int] = {}

    def add(self, line: TextLine, field: tuple[str, str] | None) -> None:
        """Read the next line; ``field``: name and value if it may be a field of a block."""
        heading = self._rank_without_number(line)
        flows = self._flows(line, heading is not None)
        above = self.previous.text if self.previous else ""
        self.running = flows and (self.running or is_running_text(above))
        self.previous = line
        if self.said and flows:
            self._lengthen(line)
        elif self._read_terms_line(line, flows):
            return
        elif field and self.stack:
            self._add_field(field, line)
        elif line.marker and self._is_reference(line.marker):
            self._add_text(line, False)
        elif line.marker and (not flows or self._comes_next(line.marker)):
            self._open(line, self._rank(line.marker), line.marker.rest, line.marker)
        elif heading is not None and not flows:
            self._open(line, heading, line.text.strip(" :"))
        else:
            self._add_text(line, flows)

    def _read_terms_line(self, line: TextLine, flows: bool) -> bool:
        """Read a line of a recommendation that only names its time frame or the responsible agency."""
        terms = read_terms(line.unnumbered)
        when = None if flows and not terms else self._rank_of_horizon(line)
        if when is not None:
            self._open(line, when, line.text.strip(" :【】[]()"))
        elif terms and self.stack:
            self._add_agencies(terms, line)
        else:
            return False
        return True

    def _rank_without_number(self, line: TextLine) -> float | None:
        """Return the rank of a heading without a number; ``None`` if the line is no heading."""
        of_visit = self.said and block_label(line)  # a label below a visit
        if is_chapter_word(line.text) and not (line.bullet or of_visit):
            return CHAPTER_RANK
        if line.text.strip(" :") in self.theme_titles:
            return THEME_RANK
        return self.unnumbered.get(line.number)

    def _rank_of_horizon(self, line: TextLine) -> float | None:
        """Return the rank of a line that only names the time frame of the items below it
        (短期建議), or ``None``. The first such line must precede the first item: otherwise it is a
        remark on the item above."""
        nodes = [self.outline.nodes[at] for at in self.stack] if is_horizon(line) else []
        chapters = [node for node in nodes if is_advice(node.head.text)]
        chapters = chapters or [node for node in nodes[:1] if not chapter_role(node.head.text)]
        rank = chapters[-1].rank + 0.5 if chapters else None
        first = chapters[-1:] == nodes[-1:]
        return rank if first or any(node.rank == rank for node in nodes) else None

    def _flows(self, line: TextLine, heads: bool) -> bool:
        """True if the line continues the paragraph before it; ``heads``: it may be a heading
        without a number."""
        previous, node = self.previous, self._top()
        if previous is None or (heads and _ENDED.search(previous.text)):
            return False
        gap = not 0 < line.number - previous.number <= self.spacing
        if self.said:
            return not gap and self._value_goes_on(previous, line)
        labelled = _LABELLED.match(previous.text) and _LABELLED.match(line.text)
        of_rows = previous.cells and line.cells
        if begins_field(line) or is_styled_heading(line) or of_rows or labelled:
            return False
        if node and not node.paragraphs:
            named = node.head.text and not _NAME_BEHIND.fullmatch(line.text)
            if not named and not line.marker:
                return True  # the number stands alone: (三) / 提升數位治理
            if not self._title_flows(node.head.text, previous, line):
                return False
        return continues(previous, line, gap=gap, wrap=self.wrap, running=self.running)

    def _value_goes_on(self, previous: TextLine, line: TextLine) -> bool:
        full = self.wrap is not None and is_full(previous, self.wrap)
        owner = self.outline.nodes[self.stack[-1]]
        return value_goes_on(owner.fields[-1], self.said, line, full)

    def _title_flows(self, head: str, previous: TextLine, line: TextLine) -> bool:
        """True if a heading has run into its paragraph, so that the next line may continue it."""
        if "。" in head or (re.search(r"[,:;]", head) and len(head) >= _RUN_IN):
            return True
        if head.count("(") - head.count(")") == line.text.count(")") - line.text.count("(") == 1:
            return True  # a name in English in brackets, which the line's end parts
        if self.wrap is None:
            return False
        full = is_full(previous, self.wrap) or cuts_item(previous, line, self.wrap)
        return full or (":" in head and previous.width >= self.wrap * _LEAD_FULL)

    def _is_reference(self, marker: Marker) -> bool:
        """True if the numbering is that of an entry in a list of references, which is not a heading."""
        nodes = (self.outline.nodes[at] for at in self.stack)
        heads = (node.head.text for node in nodes if node.rank < marker.rank)
        return any(meaning("references", head) for head in heads)

    def _comes_next(self, marker: Marker) -> bool:
        """True if the number follows that of the preceding sibling of the same form, or is the first:
        then it is that of a heading even within a sentence."""
        rank = self._rank(marker)
        above = [at for at in self.stack if self.outline.nodes[at].rank < rank]
        parent = above[-1] if above else None
        return marker.value == self.last_values.get((parent, marker.kind), 0) + 1

    def _top(self) -> Node | None:
        return self.outline.nodes[self.stack[-1]] if self.stack else None

    def _open(self, line: TextLine, rank: float, head: str, marker: Marker | None = None) -> None:
        if marker and self.by_ideographs and self._is_next_chapter(marker):
            self.stack.clear()
        self._close(rank)
        parent = self.stack[-1] if self.stack else None
        node = Node(
            number=marker.number if marker else None,
            marker=marker,
            rank=rank,
            depth=len(self.stack) + 1,
            parent=parent,
            line=line.number,
            head=Paragraph(head, (line.number,)),
            theme=marker.theme if marker else self.theme_titles.get(head),
        )
        if marker:
            self.last_values[parent, marker.kind] = marker.value
        self.outline.nodes.append(node)
        self.stack.append(len(self.outline.nodes) - 1)
        self.said = ""

    def _close(self, rank: float) -> None:
        """Close all open headings of this rank or a larger one."""
        while self.stack and self.outline.nodes[self.stack[-1]].rank >= rank:
            self.stack.pop()

    def _is_next_chapter(self, marker: Marker) -> bool:
        """True if 一、 is the next chapter, also below one without a number such as 摘要."""
        last = self.last_values.get((None, "ideograph"), 0)
        return (
            marker.kind == "ideograph"
            and marker.value == last + 1
            and (
                last > 0 or self.by_ideographs == "counted" or chapter_role(marker.rest) is not None
            )
        )

    def _rank(self, marker: Marker) -> float:
        """Return the rank of a number: 附錄一 below a chapter 附錄 is a part of that chapter."""
        top = [self.outline.nodes[at] for at in self.stack[:1]]
        plain = [node for node in top if not (node.marker and node.marker.kind == "appendix")]
        inside = any(node.head.text.startswith("附") for node in plain)
        return marker.rank + 1 if inside and marker.kind == "appendix" else marker.rank

    def _add_text(self, line: TextLine, flows: bool) -> None:
        self.said = ""
        node = self._top()
        paragraphs = node.paragraphs if node else self.outline.preamble
        behind = (at for at in reversed(range(len(paragraphs))) if not paragraphs[at].note)
        last = next(behind, None)
        if flows and last is not None:  # also behind a note at the foot of the page
            paragraphs[last] = longer(paragraphs[last], line)
        elif flows and node:
            node.head = longer(node.head, line)
        else:
            paragraphs.append(Paragraph(line.text, (line.number,), row=line.cells is not None))

    def _lengthen(self, line: TextLine) -> None:
        """Read the last fields again, together with the line that continues them."""
        owner = self.outline.nodes[self.stack[-1]]
        self.said = join(self.said, line.spaced)
        first = owner.fields[-1].lines[0]
        kept = [field for field in owner.fields if field.lines[0] != first]
        old = [field for field in owner.fields if field.lines[0] == first]
        owner.fields = [*kept, *longer_fields(old, self.said, line)]

    def add_note(self, line: TextLine) -> None:
        """Add a footnote: whatever it begins with, it is neither a heading nor a field."""
        node = self._top()
        paragraphs = node.paragraphs if node else self.outline.preamble
        paragraphs.append(Paragraph(normalize(line.raw), (line.number,), note=True))

    def _add_field(self, found: tuple[str, str], line: TextLine) -> None:
        """Add fields to the heading right above or, with numbering, to the nearest that encloses it."""
        if line.marker:
            self._close(line.marker.rank)
        owner = self._top()
        if owner is None:
            self._add_text(line, False)
            return
        fields = fields_beside(found, line)
        owner.fields += [Field(*each, (line.number,), line.marker) for each in fields]
        self.said = said_by(line)

    def _add_agencies(self, agencies: Sequence[tuple[str, str]], line: TextLine) -> None:
        """Add agencies to the item; numbered among points (1.內容 2.主辦機關), to the item above."""
        rank = line.marker.rank if line.marker else 10
        if any(self.outline.nodes[at].rank < rank for at in self.stack[1:]):
            self._close(rank)
        node = self.outline.nodes[self.stack[-1]]
        node.fields += [Field(name, value, (line.number,)) for name, value in agencies]
        self.said = said_by(line)
