"""Page numbers and running heads in extracted text, which a reader could not recognise.

Trap: a short line that repeats is not always a running head (captions repeat); it is one if most of
its occurrences are beside page numbers or at the top of pages.
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

#: A text that is nothing but a page number, as its marks or numerals show.
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
#: Maximum number of successive pages without a number in the text.
_MAX_LEFT_OUT = 5
_MIN_REPEATS = 2
#: Minimum indent of a number in the middle of the page.
_CENTRED = 16
#: Minimum share of the pages with a running head; captions may repeat beside a few.
_MIN_SHARE = 0.15


def mark_pages(lines: Sequence[TextLine], pages: Mapping[int, int] | None = None) -> list[TextLine]:
    """Return the lines; page numbers and running heads among them have ``role="page"``.

    Args:
        pages: the page of each line, by its number, if the file has pages.
    """
    printed = [line for line in lines if line.is_text and line.cells is None]
    numbers = _marked_numbers(printed) | _bare_numbers(printed)
    marked = numbers | _running_heads(printed, numbers, pages or {})
    return [replace(line, role="page") if line.number in marked else line for line in lines]


def _marked_numbers(printed: Sequence[TextLine]) -> set[int]:
    """Return the lines that are a page number by its marks, or have one beside words that are the
    same on each page while the number grows by one."""
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
        if follows >= _MIN_REPEATS and follows * 2 > len(places) - 1:
            found |= {number for number, _value in places}
    return found


def _bare_numbers(printed: Sequence[TextLine]) -> set[int]:
    """Return the bare numbers in a sequence of consecutive ones, and single ones after a few missing
    numbers; or those in the middle of their pages, if each is greater than the one before it."""
    filled = {line.number for line in printed}
    bare = [line for line in printed if _BARE_NUMBER.fullmatch(line.text) and not line.bullet]
    steps = _steps(bare)
    counted = [
        line
        for line, before, behind in zip(bare, [0, *steps], [*steps, 0], strict=False)
        if 1 in (before, behind)
        or (0 < before <= _MAX_LEFT_OUT and not {line.number - 1, line.number + 1} & filled)
    ]
    centred = [line for line in bare if line.indent >= _CENTRED and line.number - 1 not in filled]
    counted = counted if steps.count(1) >= _MIN_REPEATS else []
    centred = centred if min(_steps(centred), default=0) > 0 else []
    return {line.number for line in (*counted, *centred)}


def _steps(numbers: Sequence[TextLine]) -> list[int]:
    """Return the difference of each number to the one before it."""
    return [int(b.spaced) - int(a.spaced) for a, b in pairwise(numbers)]


def _running_heads(
    printed: Sequence[TextLine], numbers: set[int], pages: Mapping[int, int]
) -> set[int]:
    """Return the short lines beside page numbers or at the top of pages whose words repeat."""
    places = [*enumerate(printed)]
    tops = {pages[line.number]: at for at, line in reversed(places) if line.number in pages}
    feet = [at for at, line in places if line.number in numbers]
    beside = {*(at - 1 for at in feet), *(at + 1 for at in feet), *tops.values()}
    beside &= {*range(len(printed))}
    texts = [re.sub(r"\d+", "#", line.text) for line in printed]
    counts, near = Counter(texts), Counter(texts[at] for at in beside)
    least = max(_MIN_REPEATS, _MIN_SHARE * max(len(feet), len(tops)))
    kept = {text for text, n in near.items() if n >= least and n * 2 >= counts[text]}
    found = (printed[at] for at in beside if texts[at] in kept)
    return {line.number for line in found if _is_head(line)}


def _is_head(line: TextLine) -> bool:
    """True if the line may be a running head: not a heading, the end of a sentence or the header of
    a table, which is repeated on each of its pages."""
    plain = line.marker is None and len(line.text) <= _MAX_HEAD and not line.text.endswith("。")
    return plain and not header_kind(split_aligned(line.raw))
