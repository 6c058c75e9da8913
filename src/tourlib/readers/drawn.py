"""Tables drawn with characters (``│ ├ ─ ┼``, ``+--+--+``, ``|``) in a text file → rows of cells.

Trap: a rule may divide some columns only (the cell of a day goes on beside it, its date on any
line of the cell, even on the rule's); and a ``─`` is as wide as one Latin letter or as two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from tourlib.lines import Cells, Line, table_row_text

_BARS = "│║┃|｜"
_CROSSES = "┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┏┳┓┣╋┫┗┻┛+"
_DASHES = "─═━-=:"
_EDGES = re.compile(f"[{re.escape(_BARS + _CROSSES)}]")
_RULED = re.compile(f"[{re.escape(_DASHES)}]+")
_LEAST_LINES, _LEAST_COLUMNS, _MOST_CHARS = 2, 2, 1000
#: Two bars closer than this are the same, drawn askew.
_ASKEW = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two bars of a line: its text and where it begins and ends."""

    text: str
    start: int
    end: int

    @property
    def ruled(self) -> bool:
        """Whether a rule is drawn here rather than text printed."""
        return _RULED.fullmatch(self.text) is not None


def read_drawn(lines: Sequence[Line], table: int) -> list[Line]:
    """The lines, those of drawn tables as rows of cells.

    A row stands at its first line; other lines of it, and rules, have the role ``"row"``.

    Args:
        lines: lines of the file; those that have cells already are left alone.
        table: number of the last table before.
    """
    result = list(lines)
    for first, last in _blocks(lines):
        rows = _rows([line.text for line in lines[first:last]])
        if not rows:
            continue
        table += 1
        for at in range(first, last):
            result[at] = replace(lines[at], role="row")
        for at, cells in rows:
            line = lines[first + at]
            text = table_row_text(cells)
            result[first + at] = Line(line.number, text, line.page, cells, table)
    return result


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """First and behind-last place of the runs of lines that begin and end with a bar or a rule."""
    first = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].cells is None and _is_drawn(lines[at].text):
            continue
        if at - first >= _LEAST_LINES:
            yield first, at
        first = at + 1


def _is_drawn(text: str) -> bool:
    text = text.strip()
    return (
        3 <= len(text) <= _MOST_CHARS
        and _EDGES.match(text) is not None
        and _EDGES.match(text[-1]) is not None
    )


def _rows(texts: Sequence[str]) -> list[tuple[int, Cells]]:
    """Rows and the lines that they begin in; none where the lines are no table."""
    wide = min((1, 2), key=lambda width: _disorder(texts, width))
    lines = [_pieces(text, wide) for text in texts]
    count = max(map(len, lines))
    whole = [pieces for pieces in lines if len(pieces) == count]
    if count < _LEAST_COLUMNS or not any(not p.ruled for pieces in whole for p in pieces):
        return []
    starts = [median_low([pieces[column].start for pieces in whole]) for column in range(count)]
    placed = [_columns(pieces, starts) for pieces in lines]
    full = [all(piece.ruled for piece in pieces) for pieces in lines]
    # Where only the header is ruled off, every line is a row.
    inner = sum(full[1:-1]) + sum(
        any(p.ruled for p in pieces)
        for pieces, f in zip(lines[1:-1], full[1:-1], strict=True)
        if not f
    )
    return _gather(placed, count, each=inner <= 1)


def _gather(
    placed: Sequence[dict[int, _Piece]], count: int, *, each: bool
) -> list[tuple[int, Cells]]:
    rows: list[list[list[str] | None]] = []
    begins: list[int] = []
    owner = [-1] * count  # of each column: the row that its cell began in
    closed = set(range(count))
    for at, pieces in enumerate(placed):
        closed |= {column for column, piece in pieces.items() if piece.ruled}
        if each and not any(piece.ruled for piece in pieces.values()):
            closed = set(range(count))
        texts = {column: piece.text.strip() for column, piece in pieces.items() if not piece.ruled}
        if closed & texts.keys():
            rows.append([[] if c in closed and c in texts else None for c in range(count)])
            begins.append(at)
            owner = [len(rows) - 1 if c in closed else owner[c] for c in range(count)]
            closed = set()
        for column, text in texts.items():
            cell = rows[owner[column]][column] if owner[column] >= 0 else None
            if cell is not None and text:
                cell.append(text)
    return [
        (at, tuple(None if cell is None else "\n".join(cell) for cell in row))
        for at, row in zip(begins, rows, strict=True)
    ]


def _columns(pieces: Sequence[_Piece], starts: Sequence[int]) -> dict[int, _Piece]:
    """The pieces by the column that they begin in; one that spans columns stands in its first."""
    if len(pieces) == len(starts):
        return dict(enumerate(pieces))
    found: dict[int, _Piece] = {}
    for piece in pieces:
        near = min(range(len(starts)), key=lambda column: abs(starts[column] - piece.start))
        found.setdefault(near, piece)
        if piece.ruled:
            spans = (c for c in range(near, len(starts)) if starts[c] < piece.end - _ASKEW)
            for column in spans:
                found.setdefault(column, piece)
    return found


def _pieces(text: str, wide: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = start = 0
    begun = -1
    for at, char in enumerate(text):
        place += _width(char, wide)
        if _EDGES.match(char):
            if begun >= 0:
                pieces.append(_Piece(text[begun:at], start, place))
            begun, start = at + 1, place
    return pieces


def _disorder(texts: Sequence[str], wide: int) -> int:
    """How many different places bars stand in."""
    places = Counter(piece.start for text in texts for piece in _pieces(text, wide))
    return len(places)


def _width(char: str, wide: int) -> int:
    if char in _BARS or char in _CROSSES or char in _DASHES:
        return 1 if char.isascii() else wide
    return 1 if char.isascii() else 2
