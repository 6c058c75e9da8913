"""Lines of text aligned by spaces → the cells of a table.

Where white space runs down the whole table between its columns, that divides them. Where it does
not (cells too long for their columns push others aside), each piece goes to the header that it
stands nearest to.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from tourlib.lines import Cells
from tourlib.structure.textlines import TextLine, printed_width
from tourlib.text import HAN

_SINGLE = re.compile(f"[{HAN}]{{2,3}}")
#: White space that divides columns; a single ideographic space may stand inside a name.
_GAP = r"[ \u00a0\u3000]{2,}"
#: Two single characters with some space between them are one word: 姓  名.
_CHUNK = rf"(?<!\S)[{HAN}][ \u00a0\u3000]{{2,4}}[{HAN}](?!\S)|\S+(?:[ \u00a0\u3000]\S+)*"
#: What it costs to put a chunk of an aligned line into a column: a printed column away from the
#: header; pushed there by the chunk before it, at most so far behind it; together with it; as part
#: of a spaced name; leaving a column empty.
_DISTANCE, _PUSH, _PUSHED, _SHARE, _SPACED_NAME, _SKIP = 1.0, 0.5, 6, 6.0, 0.2, 0.6
#: What it costs that words between which only one space stands are in one cell.
_SHARE_WORDS = 3.0
#: The characters of a spaced name stand no further apart.
_NAME_GAP = 4
#: Aligned columns: more than this share of what stands in the rows begins below a header.
_ALIGNED = 0.8
#: Fewer lines tell no columns by what is empty in all of them; in more of them a few may stray.
_LEAST_LINES, _STRAY = 4, 0.06

_Measure = Callable[[str], int]
_Chunk = tuple[int, int, str]


def split_aligned(text: str) -> Cells:
    """The pieces of a line that runs of spaces divide."""
    return tuple(match.group() for match in re.finditer(_CHUNK, text)) or ("",)


def place_lines(
    head: TextLine, body: Sequence[TextLine], count: int, is_header: Callable[[TextLine], bool]
) -> dict[int, Cells]:
    """The cells of each line below a header, by line number.

    Args:
        head: the header.
        body: the lines of the table, printed ones only.
        count: how many columns there are.
        is_header: whether a line is a header, as new pages repeat it; each may be set anew.
    """
    measure = _measure(head, body, count)
    divided = _is_divided(head, body, count)
    placed: dict[int, Cells] = {}
    stretches: list[list[TextLine]] = [[head]]
    for line in body:
        if is_header(line):
            stretches.append([line])
        else:
            stretches[-1].append(line)
    for top, *lines in stretches:
        if top is not head:
            placed[top.number] = split_aligned(top.raw)
        offsets = None if divided else _offsets(top, measure, count)
        if offsets is None:
            placed |= {line.number: split_aligned(line.raw) for line in lines}
        else:
            placed |= _place_stretch(top, lines, offsets, count, measure)
    return placed


def _place_stretch(
    top: TextLine, lines: Sequence[TextLine], offsets: list[int], count: int, measure: _Measure
) -> dict[int, Cells]:
    placed: dict[int, Cells] = {}
    columns = _gutters([top, *lines], count)
    pieces = _pieces_like(top, count)
    whole: list[int] = []
    for line in lines:
        chunks = pieces(line, measure)
        starts = [start for start, _end, _text in chunks]
        # What wraps stands below its own row's cells, wherever these were pushed.
        below = bool(whole) and all(min(abs(s - w) for w in whole) <= 1 for s in starts)
        cells = _between_gutters(line, *columns) if columns and not below else None
        if len(starts) == len(offsets):
            whole = [] if cells else starts
        placed[line.number] = cells or _place(chunks, whole if below else offsets, count)
    return placed


def _gutters(lines: Sequence[TextLine], count: int) -> tuple[_Measure, list[int]] | None:
    """Where one column ends and the next begins: between two words of the header, the place that is
    empty in all lines, or in all but a few. ``None`` where there is none.

    Args:
        lines: the header and the lines below it.
        count: how many columns there are.
    """
    if len(lines) < _LEAST_LINES:
        return None
    found: list[tuple[int, _Measure, list[int]]] = []
    for measure in (printed_width, len):
        heads = _pieces_like(lines[0], count)(lines[0], measure)
        if len(heads) != count:
            return None
        covered = Counter(
            place
            for line in lines
            for start, end, _text in _words(line, measure)
            for place in range(start, end)
        )
        gutters = [
            _emptiest(covered, left[1], right[0]) for left, right in itertools.pairwise(heads)
        ]
        found.append((sum(covered[place] for place in gutters), measure, gutters))
    filled, best, gutters = min(found, key=lambda each: each[0])
    return (best, gutters) if filled <= int(len(lines) * _STRAY) else None


def _emptiest(covered: Counter[int], begin: int, end: int) -> int:
    """Of these places the one in the middle of the widest gap among the emptiest."""
    least = min((covered[place] for place in range(begin, end)), default=0)
    runs = [
        list(run)
        for empty, run in itertools.groupby(range(begin, end), lambda p: covered[p] == least)
        if empty
    ]
    widest = max(runs, key=len, default=[begin])
    return widest[len(widest) // 2]


def _between_gutters(line: TextLine, measure: _Measure, gutters: Sequence[int]) -> Cells | None:
    """The cells of the line; ``None`` where something in it reaches over a gutter, or two pieces
    stand in one column."""
    cells = [""] * (len(gutters) + 1)
    ends = [0] * len(cells)
    for start, end, text in _words(line, measure):
        at = bisect.bisect_right(gutters, start)
        if at < len(gutters) and end > gutters[at]:
            return None
        both = f"{cells[at]} {text}".strip()
        if cells[at] and start - ends[at] > 1 and not _SINGLE.fullmatch(both.replace(" ", "")):
            return None  # a column that only a row pushed aside has made so wide
        cells[at], ends[at] = both, end
    return tuple(cells)


def _place(chunks: Sequence[_Chunk], offsets: Sequence[int], count: int) -> Cells:
    """The cells of a line, each piece put in the column whose header it stands under."""
    placed = [""] * max(count, len(offsets))
    for (_start, _end, text), column in zip(chunks, _columns_of(chunks, offsets)[1], strict=True):
        placed[column] = f"{placed[column]} {text}".strip()
    return tuple(placed)


def _measure(head: TextLine, body: Sequence[TextLine], count: int) -> _Measure:
    """How the lines were aligned: by printed columns, or by characters as some extractors do."""
    costs: dict[_Measure, tuple[int, float]] = {}
    pieces = _pieces_like(head, count)
    for measure in (printed_width, len):
        offsets = _offsets(head, measure, count) or []
        rows = [pieces(line, measure) for line in body if not line.blank and line.role is None]
        astray = sum(
            min((abs(start - offset) for offset in offsets), default=0) > 1
            for row in rows
            for start, _end, _text in row
        )
        cost = sum(_columns_of(row, offsets)[0] for row in rows) if offsets else 0.0
        costs[measure] = astray, cost
    return min(costs, key=lambda measure: costs[measure])


def _is_divided(head: TextLine, body: Sequence[TextLine], count: int) -> bool:
    """Whether one and the same gap stands between all columns, and the rows begin theirs anywhere:
    divided by spaces, not aligned."""
    gaps = set(re.findall(_GAP, head.raw.strip()))
    if len(gaps) != 1 or len(split_aligned(head.raw)) <= 2:
        return False
    for measure in (printed_width, len):
        offsets = _offsets(head, measure, count) or []
        starts = [start for line in body for start, _e, _t in _chunks(line, measure)]
        near = [start for start in starts if min(abs(start - offset) for offset in offsets) <= 1]
        if len(near) > _ALIGNED * len(starts):
            return False
    return True


def _offsets(head: TextLine, measure: _Measure, count: int) -> list[int] | None:
    """Where the columns of a header aligned by spaces begin; ``None`` if single spaces divide it."""
    chunks = _pieces_like(head, count)(head, measure)
    return [start for start, _end, _text in chunks] if len(chunks) > 1 else None


def _pieces_like(head: TextLine, count: int) -> Callable[[TextLine, _Measure], list[_Chunk]]:
    """What divides the lines of a table into pieces: wide gaps, or single spaces where only these
    stand between some words of its header (職稱 姓名 官職等)."""
    chunks, words = len(_chunks(head, len)), len(_words(head, len))
    return _words if words == count > chunks > 1 else _chunks


def _chunks(line: TextLine, measure: _Measure) -> list[_Chunk]:
    return [
        (measure(line.raw[: m.start()]), measure(line.raw[: m.end()]), m.group())
        for m in re.finditer(_CHUNK, line.raw)
    ]


def _words(line: TextLine, measure: _Measure) -> list[_Chunk]:
    """The pieces of a line that single spaces divide."""
    return [
        (measure(line.raw[: m.start()]), measure(line.raw[: m.end()]), m.group())
        for m in re.finditer(r"\S+", line.raw)
    ]


def _columns_of(chunks: Sequence[_Chunk], offsets: Sequence[int]) -> tuple[float, list[int]]:
    """The columns that the chunks of a line stand in, from left to right, at the least cost; with
    the cost.

    A chunk stands where its column begins, or right behind a chunk that is too long for its own
    column and has pushed it there. Two chunks share a column at a price, which is small for the
    single characters of a spaced name (王  明).
    """
    astray = [abs(o - start) for o, (start, _end, _text) in zip(offsets, chunks, strict=False)]
    if len(chunks) == len(offsets) and max(astray, default=0) <= _PUSHED:
        return _DISTANCE * sum(astray), list(range(len(offsets)))
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for at, (start, _end, text) in enumerate(chunks):
        before = chunks[at - 1] if at else None
        found: dict[int, tuple[float, list[int]]] = {}
        for last, (cost, path) in best.items():
            for column in range(max(last, 0), len(offsets)):
                shared = column == last
                price = _DISTANCE * abs(offsets[column] - start)
                if before and not shared:
                    pushed = before[1] > offsets[column] - 1 and start - before[1] <= _PUSHED
                    price = min(price, _PUSH) if pushed else price
                if shared:
                    near = before is not None and start - before[1] <= _NAME_GAP
                    single = near and before and _SINGLE.fullmatch(before[2] + text) is not None
                    price = _SPACED_NAME if single else _SHARE + price
                    if before and start - before[1] == 1:
                        price = min(price, _SHARE_WORDS)
                total = cost + price + _SKIP * max(0, column - last - 1)
                if column not in found or total < found[column][0]:
                    found[column] = (total, [*path, column])
        best = found
    return min(best.values(), key=lambda each: each[0])
