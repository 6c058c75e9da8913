"""Page numbers, running heads and running feet of a PDF.

What stands in the margin is told by its behaviour over the pages: the same place, the same
words or a number that grows by one a page, and nothing of the report's text beyond it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tourlib.readers.pdf.printed import TextLine
from tourlib.readers.pdf.rules import clusters
from tourlib.text import chinese_number, plain_characters

#: Heads and feet stand in this outer part of a page's height.
MARGIN = 0.16
#: Lines whose baselines differ by less than this stand at the same place (points).
SAME_PLACE = 3.0
MAX_LINES = 4  # a head or foot has no more lines than this
#: A line at a place where this part of the lines is furniture is furniture as well.
MOSTLY = 0.6
#: Places used on fewer than this part of the pages say nothing about those behind them.
RARE = 0.1

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百零〇]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"^[\s\-–—~〜·.|\[(<第]*(?:page|p\.?|頁次|頁碼|頁)?[\s:.:]*({_NUMBER})\s*(?:頁|页|page)?"
    rf"(?:\s*(?:/|of|,|之|共|\(共|\|)\s*(?:共|全)?\s*{_NUMBER}\s*頁?\)?)?[\s\-–—~〜·.|\])>]*$",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def page_number(text: str) -> int | None:
    """The number of a line that is nothing but a page number, in any of the usual forms.

    >>> [page_number(text) for text in ("- 3 -", "第 3 頁", "3/70", "iv", "第十二頁", "3 人")]
    [3, 3, 3, 4, 12, None]
    """
    found = _PAGE_NUMBER.match(plain_characters(text).strip())
    if found is None:
        return None
    number = found.group(1).lower()
    if number[0] in _ROMAN:
        values = [_ROMAN[char] for char in number]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-value if value < after else value for value, after in pairs)
    return chinese_number(number)


def margin_lines(
    pages: Sequence[Sequence[TextLine]], sizes: Sequence[tuple[float, float]]
) -> set[int]:
    """The ``id`` of each line that is a page number, running head or running foot.

    Args:
        pages: for each page its lines outside tables.
        sizes: width and height of each page, in points.
    """
    found: set[int] = set()
    by_size: dict[tuple[int, int], list[int]] = {}
    for index, (width, height) in enumerate(sizes):
        by_size.setdefault((round(width / 10), round(height / 10)), []).append(index)
    for indexes in by_size.values():
        for top in (True, False):
            _outer_lines([(index, pages[index], sizes[index][1]) for index in indexes], top, found)
    return found


def _outer_lines(
    pages: Sequence[tuple[int, Sequence[TextLine], float]], top: bool, found: set[int]
) -> None:
    """Go through the places of lines from the edge of the paper inwards."""
    candidates: list[tuple[float, int, TextLine]] = []
    for index, lines, height in pages:
        depth = [(line.base if top else height - line.base, line) for line in lines]
        outer = sorted((item for item in depth if item[0] < MARGIN * height), key=lambda i: i[0])
        places = 0
        for number, (at, line) in enumerate(outer):
            places += number == 0 or at - outer[number - 1][0] > SAME_PLACE
            if places <= MAX_LINES:
                candidates.append((at, index, line))
    for place in clusters(candidates, lambda item: item[0], SAME_PLACE):
        here = [(index, line) for _, index, line in place]
        on_pages = len({index for index, _ in here})
        if _is_furniture(here, len(pages)):
            found.update(id(line) for _, line in here)
        elif on_pages >= max(2, RARE * len(pages)):
            return


def _is_furniture(lines: Sequence[tuple[int, TextLine]], pages: int) -> bool:
    """Whether most of the lines at one place repeat, or count the pages."""
    texts = [(index, re.sub(r"\s+", " ", line.text).strip()) for index, line in lines]
    if pages == 1:
        return all(page_number(text) == index + 1 for index, text in texts)
    again = Counter(text for _, text in texts)
    # Numbering may start again, after a preface; a lone number proves nothing.
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
    """The numbers in a text as what is the same for texts that count the pages: the words around
    them, the place among them, the difference to the page. 出國報告 第 3 頁"""
    words, number = re.sub(r"\d+", "#", text), page_number(text)
    found = {(words, at, int(n) - index) for at, n in enumerate(re.findall(r"\d+", text))}
    return found | ({("#", 0, number - index)} if number is not None else set())
