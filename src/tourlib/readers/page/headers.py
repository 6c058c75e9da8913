"""The header of a table without rules: rows of words of which the vocabulary knows most.

Words of narrow columns are wrapped, with those of other columns beside them at any height, and a
word may stand over several columns. So of some rows the words that stand above each other are one
column, and of all ways to take rows together the one with most known words is the header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.readers.page.words import PrintedRow, Word
from tourlib.tables.roles import Columns, header_kind, join_header
from tourlib.text import normalize
from tourlib.vocabulary import count_heads, header_column

#: A header has no more printed rows than this, and begins so many below the first looked at.
HEADER_ROWS = 4
#: No word of it is longer, and no row of it has more characters.
LONGEST_WORD, LONGEST_ROW = 20, 240
#: Two of its rows are not farther apart than this (heights of a letter).
_NEAR = 1.2


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its kind, what each column holds, where its words stand, how many of them are known as
    they are, and whether no more than a space parts some of them."""

    kind: str
    names: Columns
    words: tuple[Word, ...]
    certain: int
    narrow: bool

    @property
    def sureness(self) -> int:
        """How many of its words are known as they are, less those that no rule knows."""
        return self.certain - self.names.count(None)


def names_columns(text: str) -> bool:
    """Whether a printed row has two words of headers, or days: else it is no row of a header."""
    return len(text) <= LONGEST_ROW and (count_heads(text) > 1 or len(find_dates(text)) > 1)


def find_header(rows: Sequence[PrintedRow], at: int) -> tuple[Header, int, int] | None:
    """The header that begins with this row or one of the next.

    Returns:
        The header and the places of its first row and of the row behind it.
    """
    last, most = at, min(at + 2 * HEADER_ROWS, len(rows))
    while last < most and all(len(word.text) <= LONGEST_WORD for word in rows[last].words):
        if last > at and rows[last].top - rows[last - 1].bottom > _NEAR * rows[last].size:
            break
        last += 1
    found = [
        (header, first, end)
        for first in range(at, min(at + HEADER_ROWS, last))
        for end in range(first + 1, min(first + HEADER_ROWS, last) + 1)
        for header in _readings(rows[first:end])
    ]
    return max(found, key=_rank, default=None)


def _rank(found: tuple[Header, int, int]) -> tuple[int, ...]:
    """How sure a header is: of two as sure the one of fewer rows that begins first, whose brackets end in
    it and whose days rise (9/9, 9/1 above 0)."""
    header, first, end = found
    names = [normalize(word.text) for word in header.words]
    days = [(day.month, day.day) for name in names for day in find_dates(name)[:1]]
    cut = sum(name.count("(") > name.count(")") for name in names)
    cut += sum(later <= day for day, later in pairwise(days))
    sure = (header.sureness, -header.names.count(None), len(header.names))
    return (*sure, -cut, not header.narrow, first - end, -first)


@dataclass(frozen=True, slots=True)
class _Column:
    """The words of a header that stand above each other: what they cover, and each by its row."""

    start: float
    end: float
    texts: dict[int, str]

    def text(self, rows: range) -> str:
        """What stands in some rows of it."""
        return "".join(self.texts.get(row, "") for row in rows)


def _readings(rows: Sequence[PrintedRow]) -> Iterator[Header]:
    """What these rows may be as a header, in pieces or, of narrow columns, word by word."""
    for narrow in (False, True):
        columns = _columns([row.words if narrow else row.pieces for row in rows])
        if len(columns) < 2:
            continue
        whole = tuple(column.text(range(len(rows))) for column in columns)
        wrapped = [at for at, column in enumerate(columns) if len(column.texts) > 1]
        yield from _reading(whole, wrapped, columns, narrow)
        for end in range(1, len(rows)):
            upper = tuple(column.text(range(end)) for column in columns)
            lower = tuple(column.text(range(end, len(rows))) for column in columns)
            if joined := join_header(upper, lower):
                named = [at for at, text in enumerate(lower) if text]
                yield from _reading(joined, named, columns, narrow)


def _reading(
    cells: Cells, sure: Sequence[int], columns: Sequence[_Column], narrow: bool
) -> Iterator[Header]:
    """The header with these words, if they are one.

    Args:
        sure: those which must be known as they are: else they are not one word over two rows.
        narrow: so must be all.
    """
    found, exact = header_kind(cells, exact=narrow), header_kind(cells, exact=True)
    # Words beside each other that name the same name one column in two languages.
    twice = found is not None and any(left == right != "day" for left, right in pairwise(found[1]))
    if found is None or (narrow and (None in found[1] or twice)):
        return
    surely = exact[1] if exact and exact[0] == found[0] else (None,) * len(cells)
    if any(surely[at] is None and cells[at] for at in sure):
        return
    kind, names = found
    texts = [cell or "" for cell in cells]
    certain = sum(
        name in {"day", "slot"} or header_column(kind, text, exact=True) is not None
        for name, text in zip(names, texts, strict=True)
    )
    words = (Word(c.start, c.end, text) for c, text in zip(columns, texts, strict=True))
    yield Header(kind, names, tuple(words), certain, narrow)


def _columns(rows: Sequence[Sequence[Word]]) -> list[_Column]:
    """The columns of a header, from left to right; nothing where what stands above what is not
    plain, or where a word is alone in its row and in its column, as a title is."""
    stacks = _stacks(rows)
    ends = {0, len(rows) - 1}  # a word between the others' rows stands in the middle of its cell
    lonely = [(number, rows[number][0]) for number in ends if len(rows[number]) == 1]
    if any([each] in stacks for each in lonely):
        return []
    found: list[_Column] = []
    for stack in stacks:
        start, end = min(w.start for _row, w in stack), max(w.end for _row, w in stack)
        texts = {row: word.text for row, word in stack}
        if found and len("".join((*found[-1].texts.values(), *texts.values()))) == 2:  # 姓    名
            before = found.pop()
            start = before.start
            texts = {
                row: before.texts.get(row, "") + texts.get(row, "") for row in range(len(rows))
            }
        found.append(_Column(start, end, {row: text for row, text in texts.items() if text}))
    return found if all(a.end <= b.start for a, b in pairwise(found)) else []


def _stacks(rows: Sequence[Sequence[Word]]) -> list[list[tuple[int, Word]]]:
    """The words that stand above each other, with their rows, from left to right; a word over several
    stacks is of the first. Nothing where one word stands below two."""
    stacks: list[list[tuple[int, Word]]] = []
    for number in reversed(range(len(rows))):
        for word in rows[number]:
            below = [each for each in stacks if any(word.overlaps(w) for _row, w in each)]
            if not below:
                stacks.append([(number, word)])
                continue
            first = below[0]
            if first[-1][0] == number:
                return []
            end = word.end if len(below) == 1 else max(w.end for _row, w in first)
            first.append((number, replace(word, end=end)))
        stacks.sort(key=lambda each: min(w.start for _row, w in each))
    return stacks
