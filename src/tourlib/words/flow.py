"""Join numbered lines into one running text, undoing line breaks made by pages and margins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tourlib.text import HAN, join, normalize, squeeze
from tourlib.words.tokens import find_term, fits, to_simplified, word_starts

_BULLET = re.compile(r"^(?:[-–—•*]+\s+|[●■◆▪○◎※]+\s*)")
_MARKER = re.compile(
    r"^(?:\([一二三四五六七八九十百\d]+\)|\([A-Za-z]\)|[一二三四五六七八九十]+[、.]|\d+[.、)]|[A-Za-z][.、)]\s"
    r"|[壹貳參肆伍陸柒捌玖拾]+[、.\s]|第[一二三四五六七八九十\d]+[章節]|主題"
    rf"|[{HAN}]{{2,6}}(?:\([A-Za-z /-]+\))?:)"  # a label
)
#: Lines shorter than this are headings, not lines broken at the margin.
_SHORT = 15


@dataclass
class Flow:
    """A running text with the line number of each position.

    Attributes:
        text: normalised lines; ``"\\n"`` between lines that do not run on.
        places: position in ``text`` at which each line begins, ascending.
        numbers: the line numbers.
    """

    text: str
    places: list[int]
    numbers: list[int]
    _found: dict[str, list[tuple[int, int]]] = field(default_factory=dict, repr=False)

    def line_at(self, place: int) -> int:
        """Return the number of the line at a position."""
        return self.numbers[bisect_right(self.places, place) - 1]

    def around(self, place: int, ends: str = "\n") -> tuple[int, int]:
        """Return the start of the line (or piece) around a position, and the position of the mark
        that ends it."""
        first = max(self.text.rfind(mark, 0, place) for mark in ends) + 1
        last = [at for mark in ends if (at := self.text.find(mark, place)) >= 0]
        return first, min(last, default=len(self.text))

    @cached_property
    def simplified(self) -> str:
        """The text in Simplified characters."""
        return to_simplified(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """The positions where words begin, and the end of the text."""
        return word_starts(self.text)

    @cached_property
    def _begins(self) -> frozenset[int]:
        return frozenset(self.starts)

    def find(self, term: str) -> list[int]:
        """Return the positions of a term, without accidental matches such as 歐盟AI法 in 歐盟AI法規."""
        return [start for start, _end in self.find_spans(term)]

    def find_spans(self, term: str) -> list[tuple[int, int]]:
        """Return the start and end of each occurrence of a term."""
        if term not in self._found:
            self._found[term] = [
                span
                for span in find_term(self.simplified, to_simplified(term))
                if fits(self.simplified, span, self.starts, inside=True)
            ]
        return self._found[term]

    def count(self, term: str) -> int:
        """Return the frequency of a term in the text."""
        return len(self.find_spans(term))

    def count_apart(self, term: str) -> int:
        """Return the frequency of a term at positions where the dictionary begins a word, too."""
        return sum(place in self._begins for place in self.find(term))

    def lines_of(self, term: str) -> list[int]:
        """Return the lines with a term, ascending."""
        return sorted({self.line_at(place) for place in self.find(term)})


def read_flow(
    paragraphs: Iterable[tuple[int, str]], titles: Mapping[int, str] | None = None
) -> Flow:
    """Return the running text of numbered lines; blank lines, as at the end of a page, are skipped.

    Args:
        paragraphs: number and text of each line.
        titles: line number → the heading that begins there; no line continues a heading.
    """
    title = ""
    text = ""
    places: list[int] = []
    numbers: list[int] = []
    last = ""
    for number, raw in paragraphs:
        for one in raw.split("\n"):
            line = _BULLET.sub("", normalize(one))
            if not line:
                continue
            joined = (
                join(text, line) if runs_on(last, line) else f"{text}\n{line}" if text else line
            )
            places.append(len(joined) - len(line))
            numbers.append(number)
            title = squeeze((titles or {}).get(number, title))
            ends = title and squeeze(joined[-2 * len(title) :]).endswith(title)
            text, last, title = joined, "" if ends else line, "" if ends else title
    return Flow(text, places, numbers)


def runs_on(last: str, line: str) -> bool:
    """True if a line continues the text of the previous line."""
    if not last or _MARKER.match(line):
        return False
    if last.rfind("(") > last.rfind(")") and ")" in line:
        return True
    if re.match(r"\([A-Za-z]{2}", line):
        return re.search(rf"[{HAN}」』》]$", last) is not None
    if re.match(rf"[{HAN}]{{1,3}}\([A-Za-z]{{2}}", line) and len(last) > _SHORT // 2:
        return re.search(rf"[{HAN}]$", last) is not None
    return len(last) >= _SHORT and re.search(r"[。!?;:]$", last) is None
