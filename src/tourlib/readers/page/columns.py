"""Edges between the columns of a table without rules, and the column of each word.

Between two words of a header lies a strip that contains the edge between their columns; every row
votes for the places in it that the row leaves blank. Laid-out text does not keep its columns
exactly: a long cell pushes the following ones aside, and some rows are shifted to the right. The
words of such a row are put into columns at the lowest cost, which depends on the starts of the
columns and the shift of the neighbouring rows.
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

#: Maximum distance between the start of a word and that of its column if they are flush.
_FLUSH = 1.0
# Costs of a word:
_ASTRAY, _NEAR = 0.2, 3.0  # each step from the start of its column, if near or inside; most steps
_OUTSIDE, _STEP = 0.6, 1.0  # a start outside the column, and each step outside
_OVER, _MOST_OVER = 0.25, 10.0  # each step over the edge of the column; most steps
_SHARE, _SPACED = 6.0, 0.4  # sharing a cell with another piece; as the two parts of a spaced name
_TIGHT, _MOST_TIGHT = 0.5, 4.0  # each step astray in a cell after a single space; most steps
_PUSH, _PUSHED = 0.5, 6.0  # being pushed by a word that leaves its column; most white between
_SKIP = 0.1  # leaving a column empty
#: Cost of a row above which it may be shifted, and the maximum shift.
_BAD, _MOST_SHIFTED = 0.5, 16.0
#: Cost of a shift that differs from that of the row above, and of a return to no shift.
_SHIFT, _BACK = 1.4, 0.4
#: Maximum space between two single characters that are a name.
_NAME_GAP = 4
_SINGLE = re.compile(f"[{HAN}]{{2,3}}")


@dataclass(frozen=True, slots=True)
class Columns:
    """The edges between columns, and the starts of the pieces of each."""

    edges: tuple[float, ...]
    starts: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def shifted(self, by: float) -> Columns:
        """Return the same columns moved to the right."""
        return Columns(tuple(at + by for at in self.edges), tuple(at + by for at in self.starts))

    def price(self, word: Word, column: int) -> float:
        """Return the cost of putting the first word of a piece into a column."""
        left, right = (-inf, *self.edges)[column], (*self.edges, inf)[column]
        astray = abs(word.start - self.starts[column])
        if astray <= _FLUSH:
            return 0.0
        if astray <= _NEAR or left <= word.start < right:
            return _ASTRAY * min(astray, _NEAR)
        return _OUTSIDE + _STEP * max(left - word.start, word.start - right)

    def price_behind(self, word: Word, column: int, before: Word, last: int, gap: float) -> float:
        """Return the cost of putting a word into a column after one in the same or an earlier one."""
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
        """Return the columns of a row's words, from left to right, with the lowest cost, and the cost."""
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
    """Return the columns below the words of a header, learnt from the rows of its page: each edge is in
    the middle of the widest part of the white space between two words that most rows leave blank."""
    edges = tuple(
        _middle_of_widest(_clearest(left.end, right.start, rows)) for left, right in pairwise(words)
    )
    return _with_starts(edges, [word.start for word in words], rows)


def _clearest(low: float, high: float, rows: Sequence[PrintedRow]) -> list[float]:
    """Return the places between two words, in steps of one, that the fewest rows cover; a space
    between two words of a row leaves a place blank only if the row has no wider white space there."""
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
    """Return columns learnt from the rows alone, as on a page without the header: their edges are in
    the widest white space that all rows leave blank; fewer columns if there is too little."""
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
    # The most frequent start, and of several such the first.
    starts = (min(multimode(f), default=s) for f, s in zip(firsts, otherwise, strict=True))
    return Columns(edges, tuple(starts))


# --- cells -----------------------------------------------------------------------------


def put_into(columns: Columns, rows: Sequence[PrintedRow]) -> tuple[float, list[tuple[str, ...]]]:
    """Return the cost of the rows in these columns, and the cells of each row."""
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
    """Return other shifts of the columns that make a piece of the row flush with one of them."""
    places = {round(piece.start - start) for piece in row.pieces for start in columns.starts}
    near = {0, *(place for place in places if abs(place) <= _MOST_SHIFTED)} - {shift}
    return sorted(near, key=lambda place: (abs(place), place))
