"""Where the columns of a table without rules meet, and which words are of which column.

Between two words of a header lies a strip in which their columns meet; every row votes for the
places of it that it keeps clear. Text that is laid out as a page looks does not keep its columns
quite: a long cell pushes those behind it aside, some rows stand farther right than others. There a
row's words are put into columns at the least cost, by where the columns begin, by where the row
above began in them, and by how far the rows about it are shifted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import multimode

from tourlib.readers.page.words import PrintedRow, Word, joined
from tourlib.text import HAN

#: A word that begins no farther than this from where its column does is flush with it.
_FLUSH = 1.0
#: What it costs that a word begins near where its column does or inside it (for each step, up to so
#: many), outside of it (at all, and for each step), or reaches over its edge (up to so many steps).
_ASTRAY, _NEAR, _OUTSIDE, _STEP, _OVER, _MOST_OVER = 0.2, 3.0, 0.6, 1.0, 0.25, 10.0
#: What it costs that two pieces share a cell, as those of a spaced name do, and that but a space parts two cells (for each step
#: astray, up to so many); a word behind one that reaches out of its column may be pushed so far.
_SHARE, _SPACED, _TIGHT, _MOST_TIGHT, _PUSHED, _PUSH = 6.0, 0.4, 0.5, 4.0, 6.0, 0.5
#: What it costs to leave a column empty.
_SKIP = 0.1
#: A row that costs more than this may be shifted, by this much at most; what it costs that it is
#: shifted by more or less than the row above it, or no more.
_BAD, _MOST_SHIFTED, _SHIFT, _BACK = 0.5, 16.0, 1.4, 0.4
#: Two single characters with no more space than this between them are a name.
_NAME_GAP = 4
_SINGLE = re.compile(f"[{HAN}]{{2,3}}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns meet, and where the pieces of each begin."""

    edges: tuple[float, ...]
    starts: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.starts)


# --- edges -----------------------------------------------------------------------------


def learn(words: Sequence[Word], rows: Sequence[PrintedRow]) -> Columns:
    """The columns below the words of a header, by the rows of its page: they meet in the middle of the
    widest part of the white between two words that most rows keep clear."""
    edges = tuple(
        _middle_of_widest(_clearest(left.end, right.start, rows)) for left, right in pairwise(words)
    )
    return _with_starts(edges, [word.start for word in words], rows)


def _clearest(low: float, high: float, rows: Sequence[PrintedRow]) -> list[float]:
    """The places between two words, in steps of one, that the fewest rows cover; a space between two
    words of a row leaves one free only where no more white does."""
    covers = dict.fromkeys((low + step for step in range(max(1, int(high - low) + 1))), 0)
    for row in rows:
        covered = [place for place in covers if row.covers(place, row.pieces)]
        if len(covered) == len(covers):
            covered = [place for place in covers if row.covers(place)]
        for place in covered:
            covers[place] += 1
    least = min(covers.values())
    return [place for place, count in covers.items() if count == least]


def _middle_of_widest(places: Sequence[float]) -> float:
    runs = joined(((place, place) for place in places), 1.5)
    low, high = max(runs, key=lambda run: run[1] - run[0])
    return (low + high) / 2


def learn_anew(count: int, rows: Sequence[PrintedRow]) -> Columns:
    """So many columns told by the rows alone, as on a page that goes on without the header: between
    them is the widest white that all rows keep clear; fewer columns where there is less of it."""
    spans = joined((word.start, word.end) for row in rows for word in row.pieces)
    whites = [(right[0] - left[1], left[1], right[0]) for left, right in pairwise(spans)]
    widest = sorted(sorted(whites, key=lambda white: -white[0])[: count - 1], key=lambda w: w[1])
    edges = tuple((left + right) / 2 for _width, left, right in widest)
    return _with_starts(
        edges, [*(s[0] for s in spans[:1]), *(right for _width, _left, right in widest)], rows
    )


def _with_starts(
    edges: tuple[float, ...], otherwise: Sequence[float], rows: Sequence[PrintedRow]
) -> Columns:
    firsts: list[list[float]] = [[] for _ in otherwise]
    for row in rows:
        begun = {bisect_right(edges, word.start): word.start for word in reversed(row.words)}
        for column, start in begun.items():
            firsts[column].append(start)
    # Where most begin, of several such places the first.
    starts = (min(multimode(f), default=s) for f, s in zip(firsts, otherwise, strict=True))
    return Columns(edges, tuple(starts))


# --- cells -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Shifted:
    """The columns as the rows of a place keep them: how far they are shifted, and where the row
    above began in each."""

    columns: Columns
    shift: float
    above: dict[int, float]

    def left(self, column: int) -> float:
        return self.columns.edges[column - 1] + self.shift if column else float("-inf")

    def right(self, column: int) -> float:
        last = column == len(self.columns) - 1
        return float("inf") if last else self.columns.edges[column] + self.shift

    def astray(self, word: Word, column: int) -> float:
        """How far from where the column's pieces begin the word does."""
        places = {self.columns.starts[column] + self.shift}
        if column in self.above:
            places.add(self.above[column])
        return min(abs(word.start - place) for place in places)

    def price(self, word: Word, column: int) -> float:
        """What it costs to put the first word of a piece into a column."""
        astray, left, right = self.astray(word, column), self.left(column), self.right(column)
        if astray <= _FLUSH:
            return 0.0
        if astray <= _NEAR or left <= word.start < right:
            return _ASTRAY * min(astray, _NEAR)
        return _OUTSIDE + _STEP * (left - word.start if word.start < left else word.start - right)

    def price_behind(self, word: Word, column: int, before: Word, last: int, gap: float) -> float:
        """What it costs to put a word into a column behind another one in an earlier or the same."""
        white = word.start - before.end
        if column == last and white < gap:
            over = word.end - max(self.right(column), before.end)
            return _OVER * min(max(over, 0.0), _MOST_OVER)
        if column == last:
            spaced = white <= _NAME_GAP and _SINGLE.fullmatch(before.text + word.text)
            return _SPACED if spaced else _SHARE
        cost = self.price(word, column) + _SKIP * (column - last - 1)
        if before.end > self.right(last) and white <= _PUSHED and column == last + 1:
            cost = min(cost, _PUSH)
        if white < gap:
            cost += _ASTRAY + _TIGHT * min(max(self.astray(word, column) - _FLUSH, 0), _MOST_TIGHT)
        return cost

    def cheapest(self, row: PrintedRow) -> tuple[float, tuple[int, ...]]:
        """The columns of a row's words, from left to right, at the least cost."""
        best: dict[int, tuple[float, tuple[int, ...]]] = {
            column: (self.price(row.words[0], column), (column,))
            for column in range(len(self.columns))
        }
        for before, word in pairwise(row.words):
            found: dict[int, tuple[float, tuple[int, ...]]] = {}
            for last, (cost, path) in best.items():
                for column in range(last, len(self.columns)):
                    total = cost + self.price_behind(word, column, before, last, row.gap)
                    if column not in found or total < found[column][0]:
                        found[column] = (total, (*path, column))
            best = found
        return min(best.values())

    def shifted(self, row: PrintedRow) -> Iterator[_Shifted]:
        """The columns shifted so that a piece of the row is flush with one of them."""
        places = {
            round(piece.start - start)
            for piece in row.pieces
            for start in self.columns.starts
            if abs(piece.start - start) <= _MOST_SHIFTED
        }
        for place in sorted({0, *places} - {self.shift}, key=lambda place: (abs(place), place)):
            yield _Shifted(self.columns, place, {})


def put_into(columns: Columns, rows: Sequence[PrintedRow]) -> tuple[float, list[tuple[str, ...]]]:
    """How badly the rows fit the columns, and the cells of each row."""
    cells: list[tuple[str, ...]] = []
    shift, above, total = 0.0, dict[int, float](), 0.0
    for row in rows:
        place = _Shifted(columns, shift, {})
        cost, path = place.cheapest(row)
        others = [_Shifted(columns, shift, above)] if cost and above else []
        if cost > _BAD:
            others += place.shifted(row)
        below = False
        for other in others:
            less, way = other.cheapest(row)
            if other.shift != shift:
                less += _SHIFT if other.shift else _BACK
            if less < cost:
                cost, path, place, below = less, way, other, bool(other.above)
        texts = [""] * len(columns)
        begun = dict(above) if below else {}
        for word, column in zip(reversed(row.words), reversed(path), strict=True):
            texts[column] = f"{word.text} {texts[column]}".rstrip()
            begun[column] = word.start
        shift, above, total = place.shift, begun, total + cost
        cells.append(tuple(texts))
    return total, cells
