"""Page numbers and running heads in extracted text, which a reader could not tell apart.

Trap: a short line that repeats is not always a running head (captions repeat); it is one where
it keeps standing beside page numbers or on top of pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tourlib.readers.text.lines import TextLine, split_aligned
from tourlib.tables.roles import header_kind
from tourlib.text import loose

#: What is nothing but a page number, by its marks or its numerals.
_MARKED_NUMBER = re.compile(
    r"[-–—─•·]\s*\d{1,3}\s*[-–—─•·]|第\s*\d{1,3}\s*頁(?:[,、/]?\s*共\s*\d{1,3}\s*頁)?"
    r"|[Pp](?:age)?\.?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
    r"|x{0,3}(?:i{1,3}|i?v|vi{1,3}|i?x)|X{0,3}(?:I{2,3}|IV|VI{1,3}|IX)"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NUMBER_IN_LINE = re.compile(
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
    printed = [line for line in lines if line.is_text and line.cells is None]
    numbers = _marked_numbers(printed) | _bare_numbers(printed)
    marked = numbers | _running_heads(printed, numbers, pages or {})
    return [replace(line, role="page") if line.number in marked else line for line in lines]


def _marked_numbers(printed: Sequence[TextLine]) -> set[int]:
    """Lines that are a page number by its marks, or have one beside words which are the same on
    each page while the number grows by one."""
    found: set[int] = set()
    beside_words: dict[str, list[tuple[int, int]]] = {}
    for line in printed:
        text = loose(line.raw) if len(line.text) <= _MAX_HEAD else ""
        if _MARKED_NUMBER.fullmatch(text):
            found.add(line.number)
        elif match := _NUMBER_IN_LINE.search(text):
            words = text[: match.start()] + "#" + text[match.end() :]
            value = int(match[match.lastindex or 0])
            beside_words.setdefault(words, []).append((line.number, value))
    for places in beside_words.values():
        follows = sum(b == a + 1 for (_m, a), (_n, b) in pairwise(places))
        if follows >= _LEAST_REPEATS and follows * 2 > len(places) - 1:
            found |= {number for number, _value in places}
    return found


def _bare_numbers(printed: Sequence[TextLine]) -> set[int]:
    """Bare numbers in a run of growing ones, and those by themselves where the run leaves out a
    few; or all in the middle of their pages, each greater than the one before it."""
    filled = {line.number for line in printed}
    bare = [line for line in printed if _BARE_NUMBER.fullmatch(line.text) and not line.bullet]
    steps = _steps(bare)
    runs = steps.count(1) >= _LEAST_REPEATS
    found: set[int] = set()
    for line, before, behind in zip(bare, [0, *steps], [*steps, 0], strict=False):
        alone = not {line.number - 1, line.number + 1} & filled
        left_out = alone and 0 < before <= _MOST_LEFT_OUT and behind >= 0
        if runs and (1 in (before, behind) or left_out):
            found.add(line.number)
    centred = [line for line in bare if line.indent >= _CENTRED and line.number - 1 not in filled]
    rises = len(centred) > 1 and min(_steps(centred)) > 0
    return found | {line.number for line in centred if rises}


def _steps(numbers: Sequence[TextLine]) -> list[int]:
    """By how much each number is greater than the one before it."""
    return [int(b.spaced) - int(a.spaced) for a, b in pairwise(numbers)]


def _running_heads(
    printed: Sequence[TextLine], numbers: set[int], pages: Mapping[int, int]
) -> set[int]:
    """Short lines beside page numbers or on top of pages, the same words each time."""
    places = [*enumerate(printed)]
    tops = {pages[line.number]: at for at, line in reversed(places) if line.number in pages}
    feet = [at for at, line in enumerate(printed) if line.number in numbers]
    beside = {*(at + step for at in feet for step in (-1, 1)), *tops.values()}
    texts = [re.sub(r"\d+", "#", line.text) for line in printed]
    counts, near = Counter(texts), Counter(texts[at] for at in beside if 0 <= at < len(texts))
    least = max(_LEAST_REPEATS, _LEAST_SHARE * max(len(feet), len(tops)))
    kept = {text for text, n in near.items() if n >= least and n * 2 >= counts[text]}
    return {
        line.number
        for at, line in enumerate(printed)
        if at in beside and texts[at] in kept and _is_head(line)
    }


def _is_head(line: TextLine) -> bool:
    """Whether it may be a head: no heading, no end of a sentence, no header of a table, which
    comes again on each of its pages."""
    plain = line.marker is None and len(line.text) <= _MAX_HEAD and not line.text.endswith("。")
    return plain and not header_kind(split_aligned(line.raw))
