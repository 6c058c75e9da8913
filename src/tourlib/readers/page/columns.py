"""Where the columns of a table without rules meet, and which words are of which column.

Between two words of a header lies a strip in which their columns meet; every row votes for the
places of it that it keeps clear. Text that is laid out as a page looks does not keep its columns
quite: a long cell pushes those behind it aside, some rows stand farther right than others. There a
row's words are put into columns at the least cost, by where the columns begin and by how far the rows
about it are shifted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
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

    def shifted(self, by: float) -> Columns:
        """The same columns farther to the right."""
        return Columns(tuple(at + by for at in self.edges), tuple(at + by for at in self.starts))

    def price(self, word: Word, column: int) -> float:
        """What it costs to put the first word of a piece into a column."""
        left, right = (-inf, *self.edges)[column], (*self.edges, inf)[column]
        astray = abs(word.start - self.starts[column])
        if astray <= _FLUSH:
            return 0.0
        if astray <= _NEAR or left <= word.start < right:
            return _ASTRAY * min(astray, _NEAR)
        return _OUTSIDE + _STEP * max(left - word.start, word.start - right)

    def price_behind(self, word: Word, column: int, before: Word, last: int, gap: float) -> float:
        """What it costs to put a word into a column behind another one in an earlier or the same."""
        white, right = word.start - before.end, (*self.edges, inf)[last]
        if column == last and white < gap:
            return _OVER * min(max(word.end - max(right, before.end), 0.0), _MOST_OVER)
        if column == last:
            spaced = white <= _NAME_GAP and _SINGLE.fullmatch(before.text + word.text)
            return _SPACED if spaced else _SHARE
        cost = self.price(word, column) + _SKIP * (column - last - 1)
        if before.end > right and white <= _PUSHED and column == last + 1:
            cost = min(cost, _PUSH)
        if white < gap:
            astray = abs(word.start - self.starts[column]) - _FLUSH
            cost += _ASTRAY + _TIGHT * min(max(astray, 0.0), _MOST_TIGHT)
        return cost

    def cheapest(self, row: PrintedRow) -> tuple[float, tuple[int, ...]]:
        """The columns of a row's words, from left to right, at the least cost."""
        every = range(len(self))
        best: list[tuple[float, tuple[int, ...]]] = [
            (self.price(row.words[0], column), (column,)) for column in every
        ]
        for before, word in pairwise(row.words):
            best = [
                min(
                    (cost + self.price_behind(word, column, before, last, row.gap), (*path, column))
                    for last, (cost, path) in enumerate(best[: column + 1])
                )
                for column in every
            ]
        return min(best)


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


def put_into(columns: Columns, rows: Sequence[PrintedRow]) -> tuple[float, list[tuple[str, ...]]]:
    """How badly the rows fit the columns, and the cells of each row."""
    cells: list[tuple[str, ...]] = []
    shift, total = 0.0, 0.0
    for row in rows:
        cost, path = columns.shifted(shift).cheapest(row)
        for place in _shifts(columns, row, shift) if cost > _BAD else ():
            less, way = columns.shifted(place).cheapest(row)
            less += _SHIFT if place else _BACK
            if less < cost:
                cost, path, shift = less, way, place
        texts = [""] * len(columns)
        for word, column in zip(row.words, path, strict=True):
            texts[column] = f"{texts[column]} {word.text}".lstrip()
        total += cost
        cells.append(tuple(texts))
    return total, cells


def _shifts(columns: Columns, row: PrintedRow, shift: float) -> list[float]:
    """By how much the columns may be shifted, other than they are, for a piece of the row to be flush
    with one of them."""
    places = {round(piece.start - start) for piece in row.pieces for start in columns.starts}
    near = {0, *(place for place in places if abs(place) <= _MOST_SHIFTED)} - {shift}
    return sorted(near, key=lambda place: (abs(place), place))
