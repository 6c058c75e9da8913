"""The header of a table without rules: rows of words most of which the vocabulary knows.

The words of narrow columns are wrapped, at any height beside those of other columns, and a word may
extend over several columns. So in some rows words above each other are one column; of all ways to
join rows, the one with the most known words is the header.
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

#: Maximum number of printed rows of a header, and of rows among which it may begin.
HEADER_ROWS = 5
#: Maximum number of characters in a word and in a row of a header.
LONGEST_WORD, LONGEST_ROW = 20, 240
#: Maximum distance between two rows of a header (heights of a letter).
_MAX_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its kind, the names of its columns, its words with their positions (if the reader
    knows), the number of words known exactly, and whether only a space separates some of them."""

    kind: str
    names: Columns
    words: tuple[Word, ...] = ()
    certain: int = 0
    narrow: bool = False

    @property
    def sureness(self) -> int:
        """Return the number of words known exactly, minus that of columns without a known name."""
        return self.certain - self.names.count(None)

    @property
    def second(self) -> float | None:
        """Return the start of the second column, if it is known."""
        return self.words[1].start if self.words else None

    @property
    def undated(self) -> bool:
        """True if the table has no column of days, which are above its rows instead."""
        return self.kind == "timetable" and {"date", "datetime", "day"}.isdisjoint(self.names)


def names_columns(text: str) -> bool:
    """True if a printed row has two words of headers, or two dates; otherwise it belongs to no header."""
    return len(text) <= LONGEST_ROW and (
        count_heads(normalize(text)) > 1 or len(find_dates(text)) > 1
    )


def find_header(rows: Sequence[PrintedRow]) -> tuple[Header, int, int] | None:
    """Return the header that begins at the first of these rows or one of the next.

    Returns:
        The header, the index of its first row and that of the row after it.
    """
    near = [
        all(len(word.text) <= LONGEST_WORD for word in row.words)
        and row.top - above.bottom <= _MAX_GAP * row.size
        for above, row in zip([rows[0], *rows], rows[: 2 * HEADER_ROWS], strict=False)
    ]
    last = [*near, False].index(False)
    found = [
        (header, first, end)
        for first in range(min(HEADER_ROWS, last))
        for end in range(first + 1, min(first + HEADER_ROWS, last) + 1)
        for header in _readings(rows[first:end])
    ]
    return max(found, key=_rank, default=None)


def _rank(found: tuple[Header, int, int]) -> tuple[int, ...]:
    """Rank a header by certainty; between equals, by brackets that end in it and dates that rise
    (9/9, 9/1 above 0), then by fewer rows and the earlier beginning."""
    header, first, end = found
    names = [normalize(word.text) for word in header.words]
    days = [(day.month, day.day) for name in names for day in find_dates(name)[:1]]
    cut = sum(name.count("(") > name.count(")") for name in names)
    cut += sum(later <= day for day, later in pairwise(days))
    sure = (header.sureness, -header.names.count(None), len(header.names))
    return (*sure, -cut, not header.narrow, first - end, -first)


@dataclass(frozen=True, slots=True)
class _Column:
    """The words of a header that are above each other: their extent, and the text of each row."""

    start: float
    end: float
    texts: dict[int, str]

    def text(self, rows: range) -> str:
        """Return the text of some of its rows."""
        return "".join(self.texts.get(row, "") for row in rows)


def _readings(rows: Sequence[PrintedRow]) -> Iterator[Header]:
    """Yield possible readings of rows as a header, by pieces or, for narrow columns, word by word."""
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
    """Yield the header with these words, if they are one.

    Args:
        sure: indices of the words over two rows, which must be known exactly.
        narrow: whether all must be known exactly.
    """
    kind, names = header_kind(cells, exact=narrow) or ("", ())
    # Adjacent words with the same name name one column in two languages.
    twice = any(left == right != "day" for left, right in pairwise(names))
    texts = [cell or "" for cell in cells]
    certain = [
        name == "day" or header_column(kind, text, exact=True) is not None
        for name, text in zip(names, texts, strict=False)
    ]
    unsure = any(texts[at] and not certain[at] for at in sure) if names else True
    if unsure or (narrow and (None in names or twice)):
        return
    words = (Word(c.start, c.end, text) for c, text in zip(columns, texts, strict=True))
    yield Header(kind, names, tuple(words), sum(certain), narrow)


def _columns(rows: Sequence[Sequence[Word]]) -> list[_Column]:
    """Return the columns of a header, from left to right; none if the order of words above each
    other is unclear, or a word is alone in its row and in its column, as a title is."""
    stacks = _stacks(rows)
    ends = {0, len(rows) - 1}  # a word between the rows of the others is in the middle of its cell
    lonely = [(number, rows[number][0]) for number in ends if len(rows[number]) == 1]
    if any([each] in stacks for each in lonely):
        return []
    found: list[_Column] = []
    for stack in stacks:
        start, end = min(w.start for _row, w in stack), max(w.end for _row, w in stack)
        texts = {row: word.text for row, word in stack}
        letters = [*found[-1].texts.values(), *texts.values()] if found else []
        named = any(header_column("timetable", letter) for letter in letters)  # 月    日
        if len("".join(letters)) == 2 and not named:  # 姓    名
            before = found.pop()
            start = before.start
            texts = {
                row: before.texts.get(row, "") + texts.get(row, "") for row in range(len(rows))
            }
        found.append(_Column(start, end, {row: text for row, text in texts.items() if text}))
    return found if all(a.end <= b.start for a, b in pairwise(found)) else []


def _stacks(rows: Sequence[Sequence[Word]]) -> list[list[tuple[int, Word]]]:
    """Return the words that are above each other, with their rows, from left to right; a word over
    several stacks belongs to the first. Nothing if one word is below two."""
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
