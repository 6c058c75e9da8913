"""Tables without vertical rules, or with none at all: columns told by where the words stand.

Only a table whose header the vocabulary knows is looked for: white space alone makes no table.
Each printed line is one line of cells; which lines are one row is left to who reads the cells, who
is told which of them a rule or more space than usual parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from tourlib.dates import find_dates
from tourlib.readers.page.columns import (
    Strip,
    count_row,
    edges_of,
    keeps_clear,
    strips_between,
)
from tourlib.readers.page.headers import HEADER_ROWS, Header, find_header, names_columns
from tourlib.readers.page.words import PrintedRow, Word
from tourlib.readers.pdf.glyphs import Glyph, levels_of
from tourlib.readers.pdf.grids import Field, Grid, grid_of
from tourlib.readers.pdf.rules import SNAP, Rule
from tourlib.readers.text.columns import is_heading

#: White as wide as this parts two words; two pieces of a row (em). Less is a space in a word.
WORD_EM, PIECE_EM, SPACE_EM = 0.36, 0.9, 0.15
#: Text keeps at least this far from the edge of its table (points).
PADDING = 6.0
#: A rule of a table reaches over this share of it at least.
RULE_SHARE = 0.5
#: What is farther below the last row than this is no row of the table (em), unless its rows are
#: mostly so far apart.
FAR_EM, FAR_TIMES = 2.0, 2.5
#: A space between two rows that is so much wider than that between most lines parts them.
APART_TIMES, APART_EM = 1.5, 0.15
#: A table that goes on begins no lower than so many rows: below a running head.
LATE_ROWS = 3
#: A date printed over all columns stands near the beginning of its row: 第一天 9月7日.
DATE_NEAR = 4
_SENTENCE_END = ("。", ":", ";")


def with_unruled(
    ruled: Sequence[Grid],
    glyphs: Sequence[Glyph],
    across: Sequence[Rule],
    *,
    shaded: bool,
    before: Header | None = None,
) -> list[Grid]:
    """The tables of a page, those that have no net of rules among them, from top to bottom.

    Args:
        ruled: the tables that have one.
        glyphs: the page's visible characters.
        across: its horizontal rules.
        shaded: whether ``ruled`` are of shaded boxes, which may be a header or every other row.
        before: the header of the table without a net that ends the page before.
    """
    netted = [] if shaded else ruled
    middles = [(level[0].base - 0.35 * level[0].style.size, level) for level in levels_of(glyphs)]
    levels = [level for middle, level in middles if not _lies_in(middle, middle, netted)]
    naming = [_names_columns(level) for level in levels]
    if before is None and not any(naming):
        return list(ruled)
    rules = [rule for rule in across if not _lies_in(rule.at, rule.at, netted, SNAP)]
    found = [
        grid
        for grid in _unruled([_row(level) for level in levels], naming, rules, before)
        if not _lies_in(grid.ys[0], grid.ys[-1], ruled, SNAP)
    ]
    kept = [
        grid
        for grid in ruled
        if all(
            other.ys[-1] - SNAP <= grid.ys[0] or grid.ys[-1] - SNAP <= other.ys[0]
            for other in found
        )
    ]
    return sorted([*kept, *found], key=lambda grid: (grid.ys[0], grid.xs[0]))


def _lies_in(top: float, bottom: float, grids: Sequence[Grid], slack: float = 0.0) -> bool:
    """Whether what reaches from top to bottom lies within a table."""
    return any(grid.ys[0] - slack <= top and bottom <= grid.ys[-1] + slack for grid in grids)


def _names_columns(level: Sequence[Glyph]) -> bool:
    """Whether two words of headers stand at one height, with white about them: else no header does."""
    gapped = any(glyph.gapped or glyph.broken for glyph in level[1:])
    return gapped and names_columns("".join([glyph.char for glyph in level]))


def _row(level: Sequence[Glyph]) -> PrintedRow:
    words: list[Word] = []
    glyphs = sorted(level, key=lambda glyph: glyph.x0)
    for glyph in glyphs:
        gap = glyph.x0 - words[-1].end if words else 0.0
        if words and gap < WORD_EM * glyph.style.size:
            last = words.pop()
            text = last.text + " " * (gap > SPACE_EM * glyph.style.size) + glyph.char
            words.append(Word(last.start, max(last.end, glyph.x1), text))
        else:
            words.append(Word(glyph.x0, glyph.x1, glyph.char))
    size, base = max(glyph.style.size for glyph in glyphs), glyphs[0].base
    return PrintedRow(tuple(words), base - 0.85 * size, base + 0.15 * size, size, PIECE_EM * size)


def _unruled(
    rows: Sequence[PrintedRow],
    naming: Sequence[bool],
    rules: Sequence[Rule],
    before: Header | None,
) -> list[Grid]:
    heads = _heads(rows, naming)
    if before is not None:
        heads = [*_continued(before, rows[: heads[0][1] if heads else len(rows)]), *heads]
    grids: list[Grid] = []
    ends = [first for _header, first, _below in heads[1:]] + [len(rows)]
    for (header, first, below), end in zip(heads, ends, strict=False):
        strips = strips_between(header.words)
        own = _own_rules(rules, rows[first].top, header.words)
        if end < len(rows):  # the rule above the next header is the next table's
            own = [rule for rule in own if rule.at < rows[end - 1].middle]
        body = rows[below:end]
        body = body[: _extent(strips, body, own)]
        # Of a row that the page's end cuts one cell may be left.
        same = before is not None and before.names == header.names
        if body and (same or sum(_filled(strips, [row]) > 1 for row in body) > 1):
            grids.append(_grid(header, strips, rows[first:below], body, own))
    return grids


def _heads(rows: Sequence[PrintedRow], naming: Sequence[bool]) -> list[tuple[Header, int, int]]:
    """The headers of a page, each with the places of its first row and of the row behind it: where
    one of its rows names columns."""
    heads: list[tuple[Header, int, int]] = []
    at = 0
    while at < len(rows):
        found = find_header(rows, at) if any(naming[at : at + HEADER_ROWS]) else None
        if found is not None and found[1] == at:
            heads.append(found)
        at = heads[-1][2] if heads and heads[-1][1] == at else at + 1
    return heads


def _continued(header: Header, rows: Sequence[PrintedRow]) -> list[tuple[Header, int, int]]:
    """The header of the page before where this page goes on without it, behind a running head."""
    strips = strips_between(header.words)
    for start in range(min(LATE_ROWS, len(rows))):
        body = rows[start : start + LATE_ROWS]
        if all(keeps_clear(strips, row) for row in body) and _filled(strips, body) > 1:
            return [(header, start, start)]
    return []


def _own_rules(rules: Sequence[Rule], top: float, words: Sequence[Word]) -> list[Rule]:
    """The rules from a header on that reach over enough of its width, pieces at one height as one."""
    low, high = words[0].start, words[-1].end
    found = []
    for _place, group in groupby(sorted(rules, key=lambda r: r.at), key=lambda r: round(r.at)):
        same = list(group)
        spans = sorted(span for rule in same for span in rule.spans)
        reach = sum(min(end, high) - max(start, low) for start, end in spans)
        if same[0].at > top - 3 * SNAP and reach > RULE_SHARE * (high - low):
            found.append(Rule(same[0].at, spans))
    return found


# --- how far it reaches ----------------------------------------------------------------


def _extent(strips: Sequence[Strip], rows: Sequence[PrintedRow], rules: Sequence[Rule]) -> int:
    """How many rows are of the table; each is counted at the places that it covers."""
    gaps: list[float] = []
    bottom = rows[0].top if rows else 0.0
    last = 0
    for at, row in enumerate(rows):
        gap = row.top - bottom
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        ruled = any(bottom - SNAP < rule.at < row.middle for rule in rules)
        far = gap > max(FAR_EM * row.size, FAR_TIMES * usual) and not ruled
        left = row.words[0].start < max(strips[0])
        if (at and far) or (left and is_heading(row.text, len(row.pieces))):
            break
        if keeps_clear(strips, row):
            count_row(strips, row)
            last = at + 1
        elif not _is_over_all(strips, rows, at):
            break
        gaps.append(gap)
        bottom = max(bottom, row.bottom)
    return _up_to_last_rule(rows, last, rules) if last else 0


def _up_to_last_rule(rows: Sequence[PrintedRow], count: int, rules: Sequence[Rule]) -> int:
    """The rows above the last rule, where one stands below the table's rows."""
    end = rows[count].top if count < len(rows) else rows[-1].bottom + 3 * rows[-1].size
    reached = [rule.at for rule in rules if rows[0].middle < rule.at < end]
    above = sum(row.middle < max(reached, default=0.0) for row in rows[:count])
    alone = all(len(row.pieces) == 1 for row in rows[above:count])
    return above if above and (len(reached) > 1 or alone) else count


def _is_over_all(strips: Sequence[Strip], rows: Sequence[PrintedRow], at: int) -> bool:
    """Whether a row is a day over all columns, or a title with rows of the table below it."""
    row = rows[at]
    dates = find_dates(row.text)
    if dates and dates[0].span[0] <= DATE_NEAR:
        return True
    if len(row.pieces) > 1 or row.text.endswith(_SENTENCE_END) or at + 1 == len(rows):
        return False
    if row.words[0].start > max(strips[0]):  # a merged cell behind the first column
        return any(keeps_clear(strips, below) for below in rows[at + 1 : at + 3])
    return keeps_clear(strips, rows[at + 1]) and _filled(strips, [rows[at + 1]]) > 2


def _filled(strips: Sequence[Strip], rows: Sequence[PrintedRow]) -> int:
    """How many columns have text in some of the rows."""
    edges = [float("-inf"), *edges_of(strips), float("inf")]
    return sum(
        any(low <= (w.start + w.end) / 2 < high for row in rows for w in row.words)
        for low, high in pairwise(edges)
    )


# --- cells -----------------------------------------------------------------------------


def _grid(
    header: Header,
    strips: Sequence[Strip],
    head: Sequence[PrintedRow],
    body: Sequence[PrintedRow],
    rules: Sequence[Rule],
) -> Grid:
    """The grid of a table with a row of cells for each printed line; its header is one row."""
    rows = [*head, *body]
    left = min(word.start for row in rows for word in row.words) - PADDING
    right = max(word.end for row in rows for word in row.words) + PADDING
    xs = [left, *edges_of(strips), right]
    bands = [list(head)] * bool(head) + [[row] for row in body]
    ys = [bands[0][0].top - 2]
    ys += [(upper[-1].bottom + lower[0].top) / 2 for upper, lower in pairwise(bands)]
    ys.append(bands[-1][-1].bottom + 2)
    columns = range(len(xs) - 1)
    regions: list[set[Field]] = []
    for number, band in enumerate(bands):
        fields = [(number, column) for column in columns]
        # All that is printed is one piece over several columns.
        over = len(band) == len(band[0].pieces) == 1 and any(map(band[0].covers, xs[1:-1]))
        regions += [set(fields)] if over else [{field} for field in fields]
    return grid_of(xs, ys, regions, header=header, printed=True, apart=_apart(bands, rules))


def _apart(bands: Sequence[Sequence[PrintedRow]], rules: Sequence[Rule]) -> frozenset[int]:
    """Which lines stand apart from the one above: a rule parts them, or more space than most."""
    gaps: list[float] = []
    bottom = bands[0][-1].bottom
    for band in bands[1:]:
        gaps.append(band[0].top - bottom)
        bottom = max(bottom, band[-1].bottom)
    positive = sorted(gap for gap in gaps if gap > 0)
    usual = positive[len(positive) // 4] if positive else 0.0
    limit = APART_TIMES * usual + APART_EM * bands[0][0].size
    return frozenset(
        at
        for at, gap in enumerate(gaps, 1)
        if gap > limit
        or any(bands[at - 1][-1].middle < rule.at < bands[at][0].middle for rule in rules)
    )
