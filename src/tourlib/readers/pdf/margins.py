"""Page numbers, running heads and running feet of a PDF.

They are recognised by their behaviour over the pages: the same place, the same words or a number
that grows by one per page, and no text of the report beyond them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tourlib.readers.numbering import printed
from tourlib.readers.pdf.printed import TextLine
from tourlib.readers.pdf.rules import clusters
from tourlib.text import chinese_number, plain_characters

#: Outer part of a page's height in which heads and feet stand.
MARGIN = 0.16
#: Maximum difference of the baselines of lines at the same place (points).
SAME_PLACE = 3.0
#: Minimum share of page numbers and heads among the lines at a place for all of them to be such.
MOSTLY = 0.6
#: Places used on less than this share of the pages say nothing about places further in.
RARE = 0.1

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百零〇]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"^[\s\-–—~〜·.|\[(<第]*(?:page|p\.?|頁次|頁碼|頁)?[\s:.:]*({_NUMBER})\s*(?:頁|页|page)?"
    rf"(?:\s*(?:/|of|,|之|共|\(共|\|)\s*(?:共|全)?\s*{_NUMBER}\s*頁?\)?)?[\s\-–—~〜·.|\])>]*$",
    re.IGNORECASE,
)
_ROMAN = {printed(number, "lowerRoman"): number for number in range(1, 200)}


def page_number(text: str) -> int | None:
    """Return the number of a line that is nothing but a page number, in any of the usual forms.

    >>> [page_number(text) for text in ("- 3 -", "第 3 頁", "3/70", "iv", "第十二頁", "3 人")]
    [3, 3, 3, 4, 12, None]
    """
    found = _PAGE_NUMBER.match(plain_characters(text).strip())
    if found is None:
        return None
    number = found.group(1).lower()
    return _ROMAN.get(number) or chinese_number(number)


def mark_margins(pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]) -> None:
    """Give the role ``"page"`` to each line that is a page number, running head or running foot.

    Args:
        pages: for each page its lines outside tables.
        sizes: width and height of each page, in points.
    """
    for top in (True, False):
        outer = [
            (depth, index, line)
            for index, (lines, (_width, height)) in enumerate(zip(pages, sizes, strict=True))
            for line in lines
            if not (line.raised and line.raised[0][0] <= 1)  # a footnote
            and (depth := line.base if top else height - line.base) < MARGIN * height
        ]
        for place in clusters(outer, lambda each: each[0], SAME_PLACE):  # inwards from the edge
            here = [(index, line) for _depth, index, line in place]
            if _is_furniture(here, len(pages)):
                for _index, line in here:
                    line.role = "page"
            elif len({index for index, _ in here}) >= max(2, RARE * len(pages)):
                break


def _is_furniture(lines: Sequence[tuple[int, TextLine]], pages: int) -> bool:
    """True if most of the lines at one place repeat, or number the pages."""
    texts = [(index, re.sub(r"\s+", " ", line.text).strip()) for index, line in lines]
    if pages == 1:
        return all(page_number(text) == index + 1 for index, text in texts)
    again = Counter(text for _, text in texts)
    # Numbering may start again after a preface; a single number proves nothing.
    told = [(index, text, _steps(index, text)) for index, text in texts]
    counts = Counter(step for _, _, steps in told for step in steps)
    least = 2 if pages <= 4 else 3
    found = {
        index
        for index, text, steps in told
        if again[text] >= least or any(counts[step] >= 2 for step in steps)
    }
    return len(found) >= MOSTLY * len({index for index, _ in texts})


def _steps(index: int, text: str) -> set[tuple[str, int, int]]:
    """Return the numbers in a text in a form that is equal for texts that number the pages: the words
    around them, their position among the numbers, the difference to the page. 出國報告 第 3 頁"""
    words, number = re.sub(r"\d+", "#", text), page_number(text)
    found = {(words, at, int(n) - index) for at, n in enumerate(re.findall(r"\d+", text))}
    return found | ({("#", 0, number - index)} if number is not None else set())
