"""Headers of tables without a net of rules: words that the vocabulary knows, in one printed row or
in several that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tourlib.readers.pdf.grids import Header
from tourlib.readers.pdf.printed_rows import PrintedRow
from tourlib.readers.pdf.rules import Rule
from tourlib.structure.tables import header_kind

#: Words of a header are at least this far apart (em).
HEADER_GAP_EM = 0.9
#: Or this far, where a known header word stands on either side.
CLOSE_GAP_EM = 0.5
#: Lines of one cell are not nearer to each other than this (em).
NEAR_EM = 0.9
#: A header has no more printed rows than this.
HEADER_ROWS = 3
#: Where a piece begins and ends, its text, its row.
_Piece = tuple[float, float, str, int]
_KINDS = ("roster", "timetable", "advice")


@dataclass(frozen=True, slots=True)
class Head:
    """A header, with its first and last row among the page's rows."""

    first: int
    last: int
    header: Header


def find_heads(rows: Sequence[PrintedRow], rules: Sequence[Rule]) -> Iterator[Head]:
    """Rows, or up to three of them between two rules, that are the header of a known table."""
    at = 0
    while at < len(rows):
        head = _wrapped(rows, at) or _head(rows, [at])
        if head is None and len(band := _band(rows, at, rules)) > 1:
            alone = any(_head(rows, [below]) for below in band[1:])
            head = None if alone else _head(rows, band)
        if head is not None:
            yield head
        at = head.last + 1 if head else at + 1


def _wrapped(rows: Sequence[PrintedRow], at: int) -> Head | None:
    """The header in rows that stand nearer to each other than lines do: words that are wrapped in
    a narrow column, with others beside them in the middle (星 / 期)."""
    last = at
    while last + 1 < len(rows) and (
        rows[last + 1].middle - rows[last].middle < NEAR_EM * rows[last].size
    ):
        last += 1
    return _head(rows, range(at, last + 1)) if at < last < at + HEADER_ROWS else None


def _band(rows: Sequence[PrintedRow], at: int, rules: Sequence[Rule]) -> list[int]:
    """The rows from this one to the next rule, where few of them fill what lies between two."""
    places = [rule.at for rule in rules]
    above = max((place for place in places if place < rows[at].middle), default=None)
    below = min((place for place in places if place > rows[at].middle), default=None)
    if above is None or below is None or (at and rows[at - 1].middle > above):
        return []
    band = [i for i in range(at, len(rows)) if rows[i].middle < below]
    return band if len(band) <= HEADER_ROWS else []


def _head(rows: Sequence[PrintedRow], band: Sequence[int]) -> Head | None:
    """The header in some rows. Narrow columns may leave less white between two of its words than
    others: 編號 服務單位."""
    words = _words(rows, band, HEADER_GAP_EM)
    found = _kind(words)
    close = _words(rows, band, CLOSE_GAP_EM)
    if len(close) > max(2, len(words)):
        more = _kind(close)
        if more and None not in more[1] and (found is None or found[0] == more[0]):
            words, found = close, more
    if found is None:
        return None
    between = tuple((left[1], right[0]) for left, right in pairwise(words))
    return Head(band[0], band[-1], Header(found[1], between))


def _kind(
    words: Sequence[tuple[float, float, str]],
) -> tuple[str, tuple[str | None, ...]] | None:
    found = header_kind(tuple(text for _x0, _x1, text in words)) if len(words) > 1 else None
    return found if found and found[0] in _KINDS else None


def _words(
    rows: Sequence[PrintedRow], band: Sequence[int], gap_em: float
) -> list[tuple[float, float, str]]:
    """The words of a header; pieces above one another are one."""
    pieces = [(*piece, i) for i in band for piece in rows[i].pieces(gap_em)]
    words: list[tuple[float, float, str]] = []
    for x0, x1, text in map(_one_above_another, _columns(pieces)):
        if words and len(text) == len(words[-1][2]) == 1:  # 姓    名
            words[-1] = words[-1][0], x1, words[-1][2] + text
        else:
            words.append((x0, x1, text))
    return words


def _columns(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand one above another."""
    columns: list[list[_Piece]] = []
    for piece in sorted(pieces):
        if columns and piece[0] < max(x1 for _x0, x1, _text, _row in columns[-1]):
            columns[-1].append(piece)
        else:
            columns.append([piece])
    return columns


def _one_above_another(pieces: Sequence[_Piece]) -> tuple[float, float, str]:
    text = "".join(text for _x0, _x1, text, _row in sorted(pieces, key=lambda piece: piece[3]))
    return pieces[0][0], max(x1 for _x0, x1, _text, _row in pieces), text
