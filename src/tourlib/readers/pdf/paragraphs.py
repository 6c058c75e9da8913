"""From printed lines to paragraphs.

A typesetter puts on a line whatever fits. So a line with room for the beginning of the next one ended
its paragraph; a full line may have ended it too, as the indent, the space between lines, size, weight
or numbering show. The report's own indents and spaces are learnt from places where there is no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tourlib.readers.pdf.habits import (
    CONTENTS,
    EDGE,
    FAR_EM,
    MAX_PADDING,
    WIDE_SPACE_EM,
    Area,
    Habits,
    begins_item,
    centred,
    edge,
    has_room,
    in_middle,
    kind_of,
    space_fits,
    unlike,
)
from tourlib.readers.pdf.printed import TextLine
from tourlib.text import normalize
from tourlib.vocabulary import label

_SENTENCE_END = re.compile(r"[。!?:;！？：；]['\"”’」』)）]*\s*$")


def continues(paragraph: Sequence[TextLine], line: TextLine, habits: Habits) -> bool:
    """True if a line continues a paragraph."""
    before = paragraph[-1]
    if _stand_apart(before, line, habits):
        return False
    value, area = paragraph[0].value, habits.area(before)
    if value is not None and "\t" not in line.text and abs(line.x0 - value) <= EDGE:
        # In a table without rules, whose cells keep some white space at their sides.
        return not has_room(before, line, replace(area, right=area.right - MAX_PADDING))
    first, here = edge(paragraph[0], habits), edge(line, habits)
    item = begins_item(line.text)
    if has_room(before, line, area) or (item and _is_next_item(paragraph, first, here, habits)):
        return False
    if centred(line, habits.area(line)):
        return in_middle(before, area) and not item
    # Close together where this report would leave space before a new paragraph.
    near = line.page == before.page and line.size in habits.apart
    return near or _usual_indent(first, here, habits)


def _is_next_item(paragraph: Sequence[TextLine], first: int, here: int, habits: Habits) -> bool:
    """True if a number at one left edge is that of an item below a paragraph that begins at another:
    left of it, unless paragraphs of this report continue there, or flush with it, unless it is within
    a sentence and the paragraph is no item and no field of one."""
    if here > first + EDGE:
        return False
    seen = (abs(one - first) <= EDGE and abs(two - here) <= EDGE for one, two in habits.indents)
    begun = paragraph[0].text
    other = not any(seen) if here < first - EDGE else begins_item(begun) or _is_field(begun)
    return other or _SENTENCE_END.search(paragraph[-1].text) is not None


def _stand_apart(before: TextLine, line: TextLine, habits: Habits) -> bool:
    """True if two lines are not one paragraph, wherever they begin."""
    return (
        unlike(before, line)
        or CONTENTS.search(before.text) is not None
        or _apart(before, line, habits)
        or ("\t" in before.text and "\t" in line.text)  # two rows of columns
        or _is_field(line.text)
    )


def _is_field(text: str) -> bool:
    """True if a line begins with a label, like those of a cover, a course or an item: 地點:…"""
    found = (label(place, normalize(text)) for place in ("cover", "block", "item"))
    return any(each is not None and each[1] for each in found)


def _usual_indent(first: int, here: int, habits: Habits) -> bool:
    """True if this report's paragraphs that begin at one edge continue at the other."""
    seen = {edge: n for (start, edge), n in habits.indents.items() if abs(start - first) <= EDGE}
    near = sum(n for edge, n in seen.items() if abs(edge - here) <= EDGE)
    other = max((n for edge, n in seen.items() if abs(edge - here) > EDGE), default=0)
    if abs(here - first) <= EDGE:
        return near >= other  # mostly a new paragraph, if others continue at another edge
    return near >= 0.1 * other


def _apart(before: TextLine, line: TextLine, habits: Habits) -> bool:
    if line.page != before.page:
        return line.page > before.page + 1
    gap, size = line.base - before.base, line.size
    far = (
        max(1.35 * habits.pitch[size], habits.pitch[size] + 0.5 * size)
        if size in habits.pitch
        else FAR_EM * size
    )
    return gap <= 0.2 * size or gap > habits.apart.get(size, far)


def join_lines(lines: Sequence[TextLine], habits: Habits) -> str:
    """Return the text of a paragraph, with spaces at line ends if the report prints them."""
    text = lines[0].text
    for before, line in pairwise(lines):
        spaced = space_between(before, line, habits.area(before), habits)
        text += " " * spaced + line.text.lstrip()
    return text


def space_between(before: TextLine, line: TextLine, area: Area, habits: Habits) -> bool:
    """True if there was a space where a paragraph was broken into two lines. If it is not drawn:
    Latin words are two words unless separated by a hyphen or slash; otherwise, a space with room
    for it would have been drawn if the file draws them, and failing that the report's practice for
    such a pair decides. Never between ideographs."""
    left, right = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    if before.trailing:
        return True
    if not left or not right:
        return False
    one, two = kind_of(left), kind_of(right)
    if one == two == "漢":
        return False
    if ord(left) < 0x2E80 and ord(right) < 0x2E80:
        return left not in "-/–([" or before.text.rstrip()[-2:-1] == " "
    if area.hangs and space_fits(before, area, WIDE_SPACE_EM):
        return False
    return habits.spaced[one, " ", two] > habits.unspaced[one, two]
