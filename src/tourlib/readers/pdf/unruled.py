"""Tables without vertical rules, or with none at all: cells told by where the text stands.

Only a table whose header the vocabulary knows is looked for: white space alone makes no table.
Between two header words lies the strip that the rows below keep clear of; that is the edge of
two columns. Horizontal rules, where there are some, part the rows; else the text does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from tourlib.readers.pdf.glyphs import Glyph
from tourlib.readers.pdf.grids import Field, Grid, Header, grid_of
from tourlib.readers.pdf.printed_rows import PrintedRow, printed_rows
from tourlib.readers.pdf.rules import SNAP, Rule
from tourlib.readers.pdf.unruled_days import day_parts
from tourlib.readers.pdf.unruled_extent import filled_by, fit_rows
from tourlib.readers.pdf.unruled_heads import HEADER_ROWS, find_heads
from tourlib.readers.pdf.unruled_rows import Columns, row_cuts

#: Text keeps at least this far from the edge of its column, where there is room (points).
PADDING = 6.0
#: So many rows with several cells make a table.
LEAST_ROWS = 2
#: A rule of the table reaches over this share of it at least; date cells merged over their day are
#: not crossed.
RULE_SHARE = 0.5
#: A rule so near the middle of a line is the end of a page, which cuts the line's cell (em).
THROUGH_EM = 0.2
#: A rule that parts two cells lies over more than this share of their column.
COLUMN_SHARE = 0.35


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
    boxes = [] if shaded else [grid.box for grid in ruled]
    rows = [
        row
        for row in printed_rows(glyphs)
        if not any(y0 <= row.middle <= y1 for _x0, y0, _x1, y1 in boxes)
    ]
    rules = [
        rule
        for rule in across
        if not any(y0 - SNAP <= rule.at <= y1 + SNAP for _, y0, _, y1 in boxes)
    ]
    found = [
        grid
        for grid in _unruled(rows, rules, before)
        if not any(
            other.ys[0] - SNAP <= grid.ys[0] and grid.ys[-1] <= other.ys[-1] + SNAP
            for other in ruled
        )
    ]
    kept = [
        grid
        for grid in ruled
        if not any(
            grid.ys[0] < other.ys[-1] - SNAP and other.ys[0] < grid.ys[-1] - SNAP for other in found
        )
    ]
    return sorted([*kept, *found], key=lambda grid: (grid.ys[0], grid.xs[0]))


def _unruled(
    rows: Sequence[PrintedRow], rules: Sequence[Rule], before: Header | None
) -> list[Grid]:
    heads = list(find_heads(rows, rules))
    grids: list[Grid | None] = []
    if before is not None:
        grids.append(_continued(before, rows[: heads[0].first] if heads else rows, rules))
    for head, end in zip(heads, [*(head.first for head in heads), len(rows)][1:], strict=True):
        count = head.last - head.first + 1
        goes_on = before is not None and before.names == head.header.names
        least = (
            0 if goes_on else LEAST_ROWS
        )  # of a row that the page's end cuts one cell may be left
        own = rows[head.first : end]
        # The rule between the last row and the next header is the next table's.
        above = rules if end == len(rows) else [r for r in rules if r.at < own[-1].middle]
        grids.append(_table(head.header, own, count, above, least))
    return [grid for grid in grids if grid is not None]


# --- one table -------------------------------------------------------------------------


def _table(
    header: Header, rows: Sequence[PrintedRow], count: int, rules: Sequence[Rule], least: int
) -> Grid | None:
    """The table whose header is known.

    Args:
        rows: those of the page from its first one to the next header.
        count: how many of them are the header.
        least: so many rows with several cells make a table.
    """
    width = header.between[0][0], header.between[-1][1]
    own = _own_rules(rules, rows[0].top, width)
    edges, length = fit_rows(header.between, rows, count, [at for at, _ in own])
    body = rows[count : count + length]
    if sum(row.filled(edges) >= 2 for row in body) < least or not body:
        return None
    xs = _outer_and_inner([*rows[:count], *body], edges, own)
    return _grid(xs, header, rows[:count], body, own)


def _continued(header: Header, rows: Sequence[PrintedRow], rules: Sequence[Rule]) -> Grid | None:
    """What a page goes on with of the table that ends the page before, without its header."""
    for start in range(min(HEADER_ROWS, len(rows))):  # behind a running head
        first = rows[start : start + HEADER_ROWS]
        edges, length = fit_rows(header.between, first, 0, [])
        if length == len(first) and filled_by(first, edges) >= 2:
            return _table(header, rows[start:], 0, rules, 1)
    return None


def _own_rules(
    rules: Sequence[Rule], top: float, width: tuple[float, float]
) -> list[tuple[float, list[Rule]]]:
    """The rules from a header on that reach over enough of its width, those at one place together."""
    found = []
    for _place, group in groupby(sorted(rules, key=lambda r: r.at), key=lambda r: round(r.at)):
        same = list(group)
        reach = sum(min(r.end, width[1]) - max(r.start, width[0]) for r in same)
        if same[0].at > top - 3 * SNAP and reach > RULE_SHARE * (width[1] - width[0]):
            found.append((same[0].at, same))
    return found


def _outer_and_inner(
    rows: Sequence[PrintedRow],
    edges: Sequence[float],
    rules: Sequence[tuple[float, list[Rule]]],
) -> tuple[float, ...]:
    """The edges of all columns. One stands right behind the longest line of its column, so that a
    line is seen to be full."""
    inner = []
    for edge in edges:
        plain = [row for row in rows if not row.crosses((edge,))]
        left = max((g.x1 for row in plain for g in row.glyphs if g.x1 <= edge + 1), default=edge)
        right = min((g.x0 for row in plain for g in row.glyphs if g.x0 >= edge - 1), default=edge)
        inner.append(min((left + right) / 2, left + PADDING) if left < right else edge)
    lefts = [row.glyphs[0].x0 - PADDING for row in rows]
    rights = [max(g.x1 for g in row.glyphs) + PADDING for row in rows]
    ruled = [rule for _at, same in rules[:2] for rule in same]
    left = min([*lefts, *(rule.start for rule in ruled)])
    right = max([*rights, *(rule.end for rule in ruled)])
    return left, *inner, right


# --- cells -----------------------------------------------------------------------------


def _grid(
    xs: Sequence[float],
    header: Header,
    head: Sequence[PrintedRow],
    body: Sequence[PrintedRow],
    rules: Sequence[tuple[float, list[Rule]]],
) -> Grid:
    """The cells of a table whose columns are known."""
    columns = Columns(tuple(xs), header.names)
    rows = [*head, *body]
    top, bottom = rows[0].top - 2, rows[-1].bottom + 2
    inner = {
        at: same
        for at, same in rules
        if rows[0].middle < at < rows[-1].middle
        if not any(abs(row.middle - at) < THROUGH_EM * row.size for row in rows)
    }
    bands = [top, *sorted(inner), bottom]
    ys = {top, bottom, *inner}
    ruled = any(body[0].middle < at for at in inner)
    if head and not any(head[-1].middle < at < body[0].middle for at in inner):
        ys.add((head[-1].bottom + body[0].top) / 2)
    for upper, lower in pairwise(bands):
        band = [row for row in body if upper < row.middle < lower]
        ys |= set(row_cuts(band, columns, ruled=ruled))
    places = sorted(ys)
    return grid_of(xs, places, _regions(columns, places, rows, inner, len(head)), header=header)


def _reaches(rules: Sequence[Rule], left: float, right: float) -> bool:
    """Whether rules at one height lie over enough of a column; where it begins is not quite known."""
    spans = [span for rule in rules for span in rule.spans]
    over = sum(max(0.0, min(end, right) - max(start, left)) for start, end in spans)
    return over > COLUMN_SHARE * (right - left)


def _regions(
    columns: Columns,
    ys: Sequence[float],
    rows: Sequence[PrintedRow],
    rules: dict[float, list[Rule]],
    heads: int,
) -> list[set[Field]]:
    """The fields of each cell: one, but for days printed over all columns and for what no rule, or
    no text of its own, parts from the field above."""
    body = rows[heads].middle  # no cell of the header reaches down to it
    regions: list[set[Field]] = []
    wide: set[int] = set()
    for r, (upper, lower) in enumerate(pairwise(ys)):
        inside = [row for row in rows if upper < row.middle < lower]
        if any(row.crosses(columns.xs[1:-1]) for row in inside):
            wide.add(r)
            regions += columns.spanned(r, inside)
    for c in range(columns.count):
        run: list[int] = []
        runs = [run]
        for r, upper in enumerate(ys[:-1]):
            rule = next((same for at, same in rules.items() if abs(at - upper) < 0.5), None)
            open_rule = rule is not None and not _reaches(rule, columns.xs[c], columns.xs[c + 1])
            goes_on = open_rule or (rule is None and columns.is_day(c))
            if r in wide or (run and (not goes_on or upper <= body)):
                run = []
                runs.append(run)
            if r not in wide:
                run.append(r)
        regions += [
            {(r, c) for r in part}
            for run in filter(None, runs)
            for part in (day_parts(columns, c, rows, ys, run) if columns.is_day(c) else [run])
        ]
    return regions
