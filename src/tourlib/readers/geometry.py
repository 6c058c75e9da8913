"""Tables told by where their words stand: the columns that white space parts.

A page is rows of words with places, whatever they come from: the characters of a text that is laid
out as a page looks, or the glyphs of a PDF. Between two words of a header lies a strip in which
their columns meet. Every row below votes for the places of it that it keeps clear; where no place
is clear in all rows, the left edges that most rows share tell the columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from tourlib.text import HAN

#: A header has no more printed rows than this.
HEADER_ROWS = 4
#: Nor a longer word.
LONGEST_WORD = 20
#: A place is clear where no more than this share of the rows has a word over it.
STRAY = 0.06
#: What it costs to put a piece into a column: a step away from where the column's pieces begin; as
#: one that a long cell before it has pushed, at most so many steps behind that; as a second piece
#: of a cell; as the other character of a spaced name; leaving a column empty.
DISTANCE, PUSH, PUSHED, SHARE, SPACED_NAME, SKIP = 1.0, 0.5, 6, 6.0, 0.2, 0.6
#: A single space between two pieces of one cell makes it cheaper; a spaced name has no wider gap.
SHARE_WORDS, NAME_GAP = 3.0, 4
_SINGLE = re.compile(f"[{HAN}]{{2,3}}")


@dataclass(frozen=True, slots=True)
class Word:
    """What no white space parts: where it begins and ends, and its text."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class PrintedRow:
    """What stands at one height of a page, from left to right.

    Attributes:
        words: its words.
        top, bottom: its height; rows of text are one high.
        size: the height of its letters.
        gap: white space as wide as this parts two pieces.
        edge: a word may reach over the edge of its column by this much.
    """

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float = 1.0
    gap: float = 2.0
    edge: float = 0.5

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def pieces(self) -> tuple[Word, ...]:
        """Words with little white space between them as one; so are the two of a spaced name."""
        return joined(self.words, self.gap)

    def covers(self, place: float, words: Sequence[Word] | None = None) -> bool:
        """Whether a word lies over a place."""
        return any(
            word.start < place - self.edge and word.end > place + self.edge
            for word in (self.words if words is None else words)
        )


def joined(words: Sequence[Word], gap: float) -> tuple[Word, ...]:
    """The words, those with less white space than ``gap`` between them as one."""
    found: list[Word] = []
    for word in words:
        if found and word.start - found[-1].end < gap:
            last = found.pop()
            word = Word(last.start, word.end, f"{last.text} {word.text}")
        found.append(word)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its kind, what each column holds, where the words of it stand, and whether no more
    than a space parts some of them."""

    kind: str
    names: tuple[str | None, ...]
    words: tuple[Word, ...]
    narrow: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns meet, where the pieces of each begin; how many rows cross an edge, and how many
    pieces begin where the others of their column do."""

    edges: tuple[float, ...]
    starts: tuple[float, ...]
    crossed: int
    flush: int


#: Kind and columns of a header, by its words and whether these must be known as they are; ``None``
#: where they are none.
ReadHeader = Callable[[tuple[str, ...], bool], tuple[str, tuple[str | None, ...]] | None]


#: A word of a header over several of a lower row, with these.
Group = tuple[Word, list[Word]]


# --- headers ---------------------------------------------------------------------------


def find_header(
    rows: Sequence[PrintedRow], at: int, read: ReadHeader
) -> tuple[Header, int, int] | None:
    """The header that begins with this row, or with one of the next that belong to it: words of
    narrow columns are wrapped, with others beside them in the middle.

    Returns:
        The header and the places of its first row and of the row behind it.
    """
    last = at
    while last < min(at + 2 * HEADER_ROWS, len(rows)) and may_be_header(rows[last]):
        if last > at and not _near(rows[last - 1], rows[last]):
            break
        last += 1
    if all(len(row.words) < 2 for row in rows[at:last]):
        return None
    found: list[tuple[int, int, int, Header]] = []
    for first in range(at, min(at + HEADER_ROWS, last)):
        for end in range(first + 1, min(first + HEADER_ROWS, last) + 1):
            header = _header(rows[first:end], read)
            if header is not None:
                known = sum(name is not None for name in header.names)
                found.append((known, first - end, first, header))
    if not found:
        return None
    _known, height, first, header = max(found, key=lambda each: each[:3])
    return header, first, first - height


def may_be_header(row: PrintedRow) -> bool:
    """Whether all that is printed in a row is as short as the words of a header."""
    return all(len(word.text) <= LONGEST_WORD for word in row.words)


def _near(above: PrintedRow, below: PrintedRow) -> bool:
    """Whether nothing but the space between two lines parts two rows."""
    return below.top - above.bottom < 0.6 * below.size


def _header(rows: Sequence[PrintedRow], read: ReadHeader) -> Header | None:
    """The header in some rows. Narrow columns may leave no more than a space between two words."""
    best: Header | None = None
    for narrow in (False, True):
        pieces = [
            (word, number)
            for number, row in enumerate(rows)
            for word in (row.words if narrow else row.pieces)
        ]
        groups = list(_groups(pieces, read))
        found = _reading(rows, pieces, groups, read, narrow) if groups else None
        found = found or _reading(rows, pieces, [], read, narrow)
        if best is None or (
            found and found.kind == best.kind and len(found.words) > len(best.words)
        ):
            best = found
    return best


def _header_of(
    words: Sequence[Word], wrapped: Sequence[int], read: ReadHeader, narrow: bool
) -> Header | None:
    """The header with these words, of which some are wrapped."""
    texts = tuple(word.text for word in words)
    kind = read(texts, narrow) if len(words) > 1 else None
    if kind is None or (narrow and None in kind[1]):
        return None
    surely = read(texts, True) if wrapped else kind
    if surely is None or any(surely[1][at] is None for at in wrapped):
        return None  # not one word over two lines
    return Header(kind[0], kind[1], tuple(words), narrow)


def _reading(
    rows: Sequence[PrintedRow],
    pieces: Sequence[tuple[Word, int]],
    groups: Sequence[Group],
    read: ReadHeader,
    narrow: bool,
) -> Header | None:
    """The header of these pieces; ``None`` where it has a title, or a column of a group that no rule
    knows."""
    over = [word for word, _parts in groups]
    words, wrapped = _one_above_another([each for each in pieces if each[0] not in over])
    within = [*over, *(words[at] for at in wrapped)]
    if any(_is_title(row, within) for row in rows[: len(rows) - 1]):
        return None
    found = _header_of(_called(words, groups, read), wrapped, read, narrow)
    inside = {part.start for _over, parts in groups for part in parts}
    named = zip(found.words, found.names, strict=True) if found else ()
    return None if any(w.start in inside and name is None for w, name in named) else found


def _groups(pieces: Sequence[tuple[Word, int]], read: ReadHeader) -> Iterator[Group]:
    """The pieces with others in their row that stand over several of the next, which belong to
    none but them and would be a header by themselves: 受訪者 above 姓名 and 職稱."""
    for over, row in pieces:
        beside = [word for word, at in pieces if at == row and word != over]
        left = max((word.end for word in beside if word.end <= over.start), default=float("-inf"))
        right = min((w.start for w in beside if w.start >= over.end), default=float("inf"))
        below = [word for word, at in pieces if at == row + 1]
        parts = [word for word in below if word.start >= left and word.end <= right]
        if not beside or len(parts) < 2 or not read(tuple(word.text for word in parts), True):
            continue
        if parts[0].start < over.end and over.start < parts[-1].end:
            yield over, parts


def _called(words: Sequence[Word], groups: Sequence[Group], read: ReadHeader) -> list[Word]:
    """The words of a header, of each group the one called as the group is with which most columns
    are known: 受訪者 above 姓名 and 職稱 is who speaks."""
    best = list(words)
    for over, parts in groups:
        starts = [part.start for part in parts]
        named = [
            [replace(w, text=over.text) if w.start == start else w for w in best]
            for start in starts
        ]
        best = max([best, *named], key=lambda each: _count_known(each, read))
    return best


def _count_known(words: Sequence[Word], read: ReadHeader) -> int:
    found = read(tuple(word.text for word in words), False)
    return sum(name is not None for name in found[1]) if found else 0


def _is_title(row: PrintedRow, wrapped: Sequence[Word]) -> bool:
    """Whether a row above others of a header is no part of it: not the first line of a word."""
    first = row.words[0]
    within = any(word.start <= first.start and first.end <= word.end for word in wrapped)
    return len(row.pieces) < 2 and not within


def _one_above_another(pieces: Sequence[tuple[Word, int]]) -> tuple[list[Word], list[int]]:
    """Pieces that stand one above another as one word; so are two letters of a spaced one. And
    which of the words are of several rows."""
    columns: list[list[tuple[Word, int]]] = []
    for word, row in sorted(pieces, key=lambda each: (each[0].start, each[1])):
        if columns and word.start < max(each.end for each, _row in columns[-1]):
            columns[-1].append((word, row))
        else:
            columns.append([(word, row)])
    words: list[Word] = []
    wrapped: list[int] = []
    for column in columns:
        text = "".join(word.text for word, _row in sorted(column, key=lambda each: each[1]))
        start, end = column[0][0].start, max(word.end for word, _row in column)
        if words and len(text) == len(words[-1].text) == 1:  # 姓    名
            words[-1] = Word(words[-1].start, end, words[-1].text + text)
            continue
        words.append(Word(start, end, text))
        if len(column) > 1:
            wrapped.append(len(words) - 1)
    return words, wrapped


# --- columns ---------------------------------------------------------------------------

#: The places between two columns at which these may meet, with the number of rows over each.
Strip = dict[float, int]


def strips_between(words: Sequence[Word]) -> list[Strip]:
    """The white between the words of a header, in steps of one."""
    return [
        {left.end + step: 0 for step in range(max(1, int(right.start - left.end) + 1))}
        for left, right in pairwise(words)
    ]


def count_row(strips: Sequence[Strip], row: PrintedRow) -> None:
    """Count a row at the places that it covers."""
    for strip in strips:
        for place in strip:
            strip[place] += row.covers(place)


def keeps_clear(strips: Sequence[Strip], row: PrintedRow) -> bool:
    """Whether a row leaves free, in every strip, one of the places that most rows leave free."""
    words = row.pieces if len(row.pieces) == 1 else row.words
    return all(any(not row.covers(place, words) for place in _clearest(strip)) for strip in strips)


def _clearest(strip: Strip) -> list[float]:
    least = min(strip.values())
    return [place for place, count in strip.items() if count == least]


def columns_of(strips: Sequence[Strip], rows: Sequence[PrintedRow]) -> Columns:
    """The edges in the middle of the widest clear part of each strip."""
    edges = tuple(_middle_of_widest(_clearest(strip)) for strip in strips)
    crossed = sum(row.covers(edge) for row in rows for edge in edges)
    starts: list[float] = []
    flush = 0
    bounds = [float("-inf"), *edges, float("inf")]
    for low, high in pairwise(bounds):
        votes = Counter(
            piece.start for row in rows for piece in row.pieces if low <= piece.start < high
        )
        most = max(votes.values(), default=0)
        common = [start for start, count in votes.items() if count == most]
        starts.append(min(common, default=max(low, 0.0)))
        flush += most
    return Columns(edges, tuple(starts), crossed, flush)


def _middle_of_widest(places: Sequence[float]) -> float:
    runs = [[places[0]]]
    for before, place in pairwise(places):
        if place - before > 1.5:
            runs.append([])
        runs[-1].append(place)
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def vote(rows: Sequence[PrintedRow], before: Sequence[float]) -> list[Strip]:
    """The strips of a page that goes on with a table without its header: of the places that are
    clear in nearly all rows, those in the order of, and nearest to, the edges of the page before."""
    words = [word for row in rows if len(row.pieces) > 1 for word in row.words]
    low, high = min(w.start for w in words), max(w.end for w in words)
    whole = {low + step: 0 for step in range(int(high - low) + 1)}
    body = [row for row in rows if len(row.pieces) > 1]
    for row in body:
        count_row([whole], row)
    allowed = int(STRAY * len(body))
    gutters: list[Strip] = [{}]
    for place, count in whole.items():
        if count <= allowed:
            gutters[-1][place] = count
        elif gutters[-1]:
            gutters.append({})
    gutters = [gutter for gutter in gutters if gutter and low < min(gutter) and max(gutter) < high]
    return _nearest(gutters, before)


def _nearest(gutters: Sequence[Strip], before: Sequence[float]) -> list[Strip]:
    """One gutter for each edge, from left to right, as near as can be; where there are too few,
    the edge itself."""
    best: dict[int, tuple[float, list[Strip]]] = {-1: (0.0, [])}
    for edge in before:
        found: dict[int, tuple[float, list[Strip]]] = {}
        for last, (cost, chosen) in best.items():
            for at in range(last + 1, len(gutters)):
                places = gutters[at]
                away = max(min(places) - edge, edge - max(places), 0.0)
                if at not in found or cost + away < found[at][0]:
                    found[at] = (cost + away, [*chosen, places])
        if not found:
            return [{edge: 0} for edge in before]
        best = found
    return min(best.values(), key=lambda each: each[0])[1]


# --- cells -----------------------------------------------------------------------------


def cells_of(rows: Sequence[PrintedRow], columns: Columns) -> Iterator[tuple[str, ...]]:
    """The cells of each row. Where a cell is too long for its column and pushes others aside, each
    piece goes to the column whose pieces begin nearest; what wraps stands below such a row's own
    pieces."""
    pushed: list[float] = []
    for row in rows:
        starts = [piece.start for piece in row.pieces]
        below = bool(pushed) and all(min(abs(s - w) for w in pushed) <= 1 for s in starts)
        cells = None if below else _between(row, columns.edges)
        if len(starts) == len(columns.starts):
            pushed = [] if cells else starts
        yield cells or _placed(row.pieces, pushed if below else columns.starts)


def _between(row: PrintedRow, edges: Sequence[float]) -> tuple[str, ...] | None:
    """The cells of a row; ``None`` where something reaches over an edge, or two pieces that are no
    spaced name stand in one column."""
    cells = [""] * (len(edges) + 1)
    ends = [0.0] * len(cells)
    for word in row.words:
        at = bisect_right(edges, word.start)
        if at < len(edges) and word.end > edges[at] + row.edge:
            return None
        both = f"{cells[at]} {word.text}".strip()
        apart = cells[at] and word.start - ends[at] >= row.gap
        if apart and not _SINGLE.fullmatch(both.replace(" ", "")):
            return None
        cells[at], ends[at] = both, word.end
    return tuple(cells)


def _placed(pieces: Sequence[Word], starts: Sequence[float]) -> tuple[str, ...]:
    placed = [""] * len(starts)
    for piece, column in zip(pieces, _cheapest(pieces, starts), strict=True):
        placed[column] = f"{placed[column]} {piece.text}".strip()
    return tuple(placed)


def _cheapest(pieces: Sequence[Word], starts: Sequence[float]) -> list[int]:
    """The columns of the pieces, from left to right, at the least cost."""
    astray = [abs(piece.start - start) for piece, start in zip(pieces, starts, strict=False)]
    if len(pieces) == len(starts) and max(astray) <= PUSHED:
        return list(range(len(starts)))
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        found: dict[int, tuple[float, list[int]]] = {}
        for last, (cost, path) in best.items():
            for column in range(max(last, 0), len(starts)):
                total = cost + _price(piece, before, column - last, starts[column])
                if column not in found or total < found[column][0]:
                    found[column] = (total, [*path, column])
        best = found
    return min(best.values(), key=lambda each: each[0])[1]


def _price(piece: Word, before: Word | None, step: int, start: float) -> float:
    """What it costs to put a piece into the column that begins there, so many columns behind that
    of the piece before it."""
    away = DISTANCE * abs(start - piece.start)
    if before is None:
        return away + SKIP * max(0, step - 1)
    gap = piece.start - before.end
    if step:
        pushed = before.end > start - 1 and gap <= PUSHED
        return (min(away, PUSH) if pushed else away) + SKIP * (step - 1)
    if gap <= NAME_GAP and _SINGLE.fullmatch(before.text + piece.text):
        return SPACED_NAME
    return min(SHARE + away, SHARE_WORDS) if gap == 1 else SHARE + away
