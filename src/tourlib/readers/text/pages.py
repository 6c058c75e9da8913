"""Page numbers and running heads in extracted text, which a reader could not tell apart.

Trap: a short line that repeats is not always a running head (captions repeat); it is one where
it keeps standing beside page numbers, or repeats the report's own title.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tourlib.outline.numbering import THEME_RANK
from tourlib.readers.text.lines import TextLine, split_aligned
from tourlib.tables.roles import header_kind
from tourlib.text import loose, squeeze

_NUMBER = re.compile(
    r"^(?:[-–—─•·]\s*(?P<a>\d{1,3})\s*[-–—─•·]|第\s*(?P<b>\d{1,3})\s*頁(?:[,、/]?\s*共\s*\d{1,3}\s*頁)?"
    r"|[Pp](?:age)?\.?\s*(?P<d>\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?|(?P<e>\d{1,3})"
    r"|x{0,3}(?:i{1,3}|i?v|vi{1,3}|i?x)|X{0,3}(?:I{2,3}|IV|VI{1,3}|IX))$"
)
_PAGE_IN_LINE = re.compile(
    r"第\s*(\d{1,3})\s*頁|[-–—─]\s*(\d{1,3})\s*[-–—─]|\b[Pp]age\s*(\d{1,3})|(?<![\d/])(\d{1,3})(?=\s*/\s*\d{1,3}(?![\d/]))"
)
_MAX_HEAD = 60
#: Pages without a number in the text, one after the other.
_MOST_LEFT_OUT = 5
_LEAST_REPEATS = 2
#: A number in the middle of the page is indented so far.
_CENTRED = 16
#: A running head stands on at least this share of the pages; captions may repeat beside a few.
_LEAST_SHARE = 0.15


def mark_pages(lines: Sequence[TextLine], pages: Mapping[int, int] | None = None) -> list[TextLine]:
    """The lines, page numbers and running heads among them with ``role="page"``.

    Args:
        pages: the page of each line, by its number, where the file tells pages apart.
    """
    numbers = _page_numbers(lines)
    numbers |= _numbered_feet(lines)
    marked = numbers | _running_heads(lines, numbers) | _page_tops(lines, pages or {})
    marked |= _chapter_heads(lines, numbers)
    # The header of a table comes again on each of its pages.
    headers = {
        line.number
        for line in lines
        if line.number in marked and line.cells is None and header_kind(split_aligned(line.raw))
    }
    marked -= headers
    return [replace(line, role="page") if line.number in marked else line for line in lines]


def _page_tops(lines: Sequence[TextLine], pages: Mapping[int, int]) -> set[int]:
    """Lines that most pages begin with, the same words each time."""
    tops: dict[int, TextLine] = {}
    for line in lines:
        page = pages.get(line.number)
        if page is not None and not line.blank and line.role is None and line.cells is None:
            tops.setdefault(page, line)
    texts = Counter(line.text for line in tops.values() if len(line.text) <= _MAX_HEAD)
    return {
        line.number
        for line in tops.values()
        if texts[line.text] > _LEAST_REPEATS and texts[line.text] * 2 > len(tops)
    }


def _page_numbers(lines: Sequence[TextLine]) -> set[int]:
    """Lines that are nothing but a page number. A bare number counts only in a run of growing ones,
    or standing by itself where the run left out a few."""
    sure: set[int] = set()
    bare: list[tuple[int, int]] = []
    for line in lines:
        match = _NUMBER.match(loose(line.raw)) if line.cells is None and line.role is None else None
        if not match:
            continue
        if match["e"]:
            bare.append((line.number, int(match["e"])))
        else:
            sure.add(line.number)
    follows = [b == a + 1 for (_m, a), (_n, b) in itertools.pairwise(bare)]
    if sum(follows) >= _LEAST_REPEATS:
        run = {
            number: value
            for place, (number, value) in enumerate(bare)
            if (place < len(follows) and follows[place]) or (place and follows[place - 1])
        }
        printed = {line.number for line in lines if not line.blank}
        for number, value in bare:
            before = max((n for n in run if n < number), default=None)
            after = min((n for n in run if n > number), default=None)
            if (
                before is not None
                and not {number - 1, number + 1} & printed
                and run[before] < value <= run[before] + _MOST_LEFT_OUT
                and (after is None or value < run[after])
            ):
                run[number] = value
        sure |= run.keys()
    return sure | _centred_numbers(bare, lines)


def _centred_numbers(bare: Sequence[tuple[int, int]], lines: Sequence[TextLine]) -> set[int]:
    """Bare numbers in the middle of the page below a blank line, each greater than the one before
    it: page numbers of a text that leaves out pages."""
    indents = {line.number: line.indent for line in lines if not line.blank}
    alone = [
        (number, value)
        for number, value in bare
        if indents[number] >= _CENTRED and number - 1 not in indents
    ]
    grows = all(b > a for (_m, a), (_n, b) in itertools.pairwise(alone))
    return {number for number, _value in alone} if grows and len(alone) > 1 else set()


def _numbered_feet(lines: Sequence[TextLine]) -> set[int]:
    """Short lines that hold a page number beside other words, which are the same on each page
    while the number grows by one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for line in lines:
        text = loose(line.raw) if len(line.text) <= _MAX_HEAD else ""
        match = _PAGE_IN_LINE.search(text)
        if match and line.cells is None and line.role is None:
            rest = text[: match.start()] + "#" + text[match.end() :]
            value = int(next(v for v in match.groups() if v))
            found.setdefault(rest, []).append((line.number, value))
    feet: set[int] = set()
    for places in found.values():
        follows = [b == a + 1 for (_m, a), (_n, b) in itertools.pairwise(places)]
        if len(follows) >= _LEAST_REPEATS and sum(follows) * 2 > len(follows):
            feet |= {number for number, _value in places}
    return feet


def _chapter_heads(lines: Sequence[TextLine], numbers: set[int]) -> set[int]:
    """Running heads that say the chapter again: right above its heading, or beside a page number
    while the chapter is open."""
    printed = [
        line for line in lines if not line.blank and line.role is None and line.cells is None
    ]
    pages = {at for at, line in enumerate(printed) if line.number in numbers}
    titles = [_chapter_title(line) for line in printed]
    opened: dict[float, str] = {}
    found: set[int] = set()
    for at, (line, title) in enumerate(zip(printed, titles, strict=True)):
        if line.marker is None or not title:
            continue
        beside = at - 1 in pages or at + 1 in pages
        doubled = at + 1 < len(titles) and titles[at + 1] == title
        if doubled or (beside and title in opened.values()):
            found.add(line.number)
        else:
            rank = line.marker.rank
            opened = {r: t for r, t in opened.items() if r < rank} | {rank: title}
    return found


def _chapter_title(line: TextLine) -> str:
    """Kind and words of a chapter's or theme's heading; its number may be misread."""
    if line.marker is None or line.marker.rank > THEME_RANK or len(line.text) > _MAX_HEAD:
        return ""
    return f"{line.marker.kind} {squeeze(line.marker.rest)}" if line.marker.rest else ""


def _running_heads(lines: Sequence[TextLine], numbers: set[int]) -> set[int]:
    if not numbers:
        return set()
    printed = [
        line for line in lines if not line.blank and line.role is None and line.cells is None
    ]
    place = {line.number: at for at, line in enumerate(printed)}
    pages = [place[number] for number in numbers if number in place]
    texts = [re.sub(r"\d+", "#", line.text) for line in printed]
    counts = Counter(texts)
    beside = {at + step for at in pages for step in (-1, 1)}
    least = max(_LEAST_REPEATS, len(pages) * _LEAST_SHARE)
    near = Counter(texts[at] for at in beside if 0 <= at < len(texts))
    return {
        line.number
        for at, line in enumerate(printed)
        if at in beside
        and len(line.text) <= _MAX_HEAD
        and line.marker is None
        and not line.text.endswith("。")
        and near[texts[at]] >= least
        and near[texts[at]] * 2 >= counts[texts[at]]
    }
