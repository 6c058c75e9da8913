"""Which lines are tables, of which kind, and their rows by column.

A table comes in one of three shapes: rows with cells (DOCX, ODT, PDF, Markdown), lines with
tabs or aligned by spaces (extracted text), or lines where single spaces are all that is left
between the columns. A header row tells the kind; see ``reference/table_headers.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tourlib.dates import find_dates
from tourlib.lines import Cells
from tourlib.structure.columns import by_cells
from tourlib.structure.daycolumns import read_day_columns
from tourlib.structure.halves import by_halves
from tourlib.structure.rows import NEEDED, Row, Table
from tourlib.structure.stacked import find_stacked
from tourlib.structure.textlines import TextLine, printed_width
from tourlib.text import HAN, loose, normalize
from tourlib.vocabulary import header_column, is_chapter_word, meaning

#: White space that divides columns; a single ideographic space may stand inside a name.
_THEMES = re.compile(r"主\s*題\s*$")
_SINGLE = re.compile(f"[{HAN}]{{2,3}}")
_GAP = r"[ \u00a0\u3000]{2,}"
#: Two single characters with some space between them are one word: 姓  名.
_CHUNK = rf"(?<!\S)[{HAN}][ \u00a0\u3000]{{2,4}}[{HAN}](?!\S)|\S+(?:[ \u00a0\u3000]\S+)*"
#: What it costs to put a chunk of an aligned line into a column: a printed column away from the
#: header; pushed there by the chunk before it, at most so far behind it; together with it; as part
#: of a spaced name; leaving a column empty.
_DISTANCE, _PUSH, _PUSHED, _SHARE, _SPACED_NAME, _SKIP = 1.0, 0.5, 6, 6.0, 0.2, 0.6
#: The characters of a spaced name stand no further apart.
_NAME_GAP = 4
#: A heading of this rank or further out ends a table of extracted text.
_HEADING_RANK = 4
#: Aligned columns: more than this share of what stands in the rows begins below a header.
_ALIGNED = 0.8
#: A header row is no wider than this, in printed columns.
_MAX_HEADER = 240


def find_tables(lines: Sequence[TextLine]) -> list[Table]:
    """All tables of a known kind, in document order; a table split in parts comes as one for
    each header that names other columns."""
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        by_day = read_day_columns(lines, at)
        if by_day is not None:
            tables.append(by_day[0])
            at = by_day[1]
            continue
        header = _header(lines[at])
        if header is None:
            stacked = find_stacked(lines, at)
            tables += [stacked[0]] if stacked else []
            at = stacked[1] if stacked else at + 1
            continue
        kind, columns = header
        exact = lines[at].cells is not None
        body = list(_exact_body(lines, at) if exact else _text_body(lines, at, kind))
        tables.append(_build(kind, columns, lines[at], body, exact))
        at += 1 + len(body)
    return tables


def split_cells(line: TextLine) -> Cells:
    """The cells of a line, by the reader or by tabs or runs of spaces."""
    if line.cells is not None:
        return line.cells
    if "\t" in line.raw:
        return tuple(line.raw.split("\t"))
    return tuple(match.group() for match in re.finditer(_CHUNK, line.raw)) or ("",)


def _header(line: TextLine) -> tuple[str, tuple[str | None, ...]] | None:
    if line.blank or line.role is not None or line.width > _MAX_HEADER:
        return None
    cells = split_cells(line)
    if len(cells) >= 2:
        return header_kind(cells)
    words = tuple(loose(line.raw).split(" "))
    return header_kind(words, exact=True) if line.cells is None and len(words) >= 2 else None


def header_kind(cells: Cells, *, exact: bool = False) -> tuple[str, tuple[str | None, ...]] | None:
    """Kind and columns of a header row; ``None`` where the cells are no header."""
    filled = sum(bool(normalize(cell or "")) for cell in cells)
    for kind, needed in NEEDED.items():
        # 服務機關 | 甲機關人員 is a row of a cover in two columns.
        only = exact or kind == "advice" or (kind == "roster" and filled <= 2)
        columns = tuple(header_column(kind, cell or "", exact=only) for cell in cells)
        known = {column for column in columns if column}
        if (
            any(need <= known for need in needed)
            and sum(c is not None for c in columns) * 2 >= filled
        ):
            return kind, _name_content(kind, columns, cells)
    return None


def _name_content(
    kind: str, columns: tuple[str | None, ...], cells: Cells
) -> tuple[str | None, ...]:
    """A timetable with one column that no rule knows has its content there; of two columns of
    content, the one that is called 主題 has the themes."""
    if kind == "timetable" and columns.count("content") > 1:
        themes = [
            i for i, c in enumerate(columns) if c == "content" and _THEMES.search(cells[i] or "")
        ]
        if len(themes) == 1:
            return tuple("theme" if i == themes[0] else c for i, c in enumerate(columns))
    unknown = [i for i, c in enumerate(columns) if c is None and normalize(cells[i] or "")]
    known = {"content", "morning", "afternoon"} & set(columns)
    if kind != "timetable" or known or len(unknown) != 1:
        return columns
    return tuple("content" if i == unknown[0] else c for i, c in enumerate(columns))


def _exact_body(lines: Sequence[TextLine], at: int) -> Iterator[TextLine]:
    """Rows of the table, and of a table right behind it with as many columns and no header."""
    head = lines[at]
    assert head.cells is not None
    pending: list[TextLine] = []
    table = head.table
    for line in islice(lines, at + 1, None):
        if line.cells is None:
            if not line.blank and line.role is None:
                return
            pending.append(line)
            continue
        if line.table != table:
            header = header_kind(line.cells)
            other = header is not None and header != header_kind(head.cells)
            if other or len(line.cells) != len(head.cells):
                return
            table = line.table
        yield from pending
        pending = []
        yield line


def _text_body(lines: Sequence[TextLine], at: int, kind: str) -> Iterator[TextLine]:
    """The lines of a table in extracted text, up to the next heading or line of another kind."""
    pending: list[TextLine] = []
    head = _header(lines[at])
    undated = kind == "timetable" and head is not None and not {"date", "datetime"} & set(head[1])
    for line in islice(lines, at + 1, None):
        if line.blank or line.role is not None:
            pending.append(line)
            continue
        if line.cells is not None or _ends_table(line, kind, bool(pending)):
            return
        if undated and len(split_cells(line)) == 1 and find_dates(line.text):
            return  # the day of the next table
        yield from pending
        pending = []
        yield line


def _ends_table(line: TextLine, kind: str, gap: bool) -> bool:
    cells = split_cells(line)
    if len(cells) > 1 and any(cell and cell.strip() for cell in cells[1:]):
        return False
    if line.marker and line.marker.rank <= _HEADING_RANK:
        return True
    if is_chapter_word(line.text):
        return True
    if kind == "roster":
        said, colon, who = line.text.partition(":")
        if colon and len(who) > 3 and meaning("role", said):
            return True  # 領隊:… below the table
        # A class name may stand between the rows; running text or a gap may not.
        tokens = loose(line.raw).split(" ")
        return line.width > 60 or (gap and len(tokens) < 3) or "。" in line.text
    return line.width > 200 or ("。" in line.text and line.width > 100)


def _build(
    kind: str, columns: tuple[str | None, ...], head: TextLine, body: list[TextLine], exact: bool
) -> Table:
    headers, rows = [head.number], []
    aligned = not exact and "\t" not in head.raw and not _is_divided(head, body)
    measure = _measure(head, body) if aligned else printed_width
    offsets = _offsets(head, measure) if aligned else None
    whole: list[int] = []
    for line in body:
        if line.blank or line.role is not None:
            continue
        starts = [start for start, _end, _text in _chunks(line, measure)] if offsets else []
        # What wraps stands below its own row's cells, wherever these were pushed.
        below = bool(whole) and all(min(abs(s - w) for w in whole) <= 1 for s in starts)
        whole = starts if offsets and len(starts) == len(offsets) else whole
        at = whole if below else offsets
        cells = split_cells(line) if exact else _place(line, at, len(columns), measure)
        if header_kind(cells) is not None or _header(line) is not None:
            headers.append(line.number)
            offsets = _offsets(line, measure) if aligned else None
        else:
            rows.append(Row(line.number, cells))
    numbers = (head.number, *(line.number for line in body))
    return by_halves(by_cells(Table(kind, columns, tuple(rows), tuple(headers), numbers, exact)))


def _measure(head: TextLine, body: Sequence[TextLine]) -> Callable[[str], int]:
    """How the lines were aligned: by printed columns, or by characters as some extractors do."""
    costs: dict[Callable[[str], int], tuple[int, float]] = {}
    for measure in (printed_width, len):
        offsets = _offsets(head, measure) or []
        rows = [_chunks(line, measure) for line in body if not line.blank and line.role is None]
        astray = sum(
            min((abs(start - offset) for offset in offsets), default=0) > 1
            for row in rows
            for start, _end, _text in row
        )
        cost = sum(_columns_of(row, offsets)[0] for row in rows) if offsets else 0.0
        costs[measure] = astray, cost
    return min(costs, key=lambda measure: costs[measure])


def _is_divided(head: TextLine, body: Sequence[TextLine]) -> bool:
    """Whether one and the same gap stands between all columns, and the rows begin theirs anywhere:
    divided by spaces, not aligned."""
    gaps = set(re.findall(_GAP, head.raw.strip()))
    if len(gaps) != 1 or len(split_cells(head)) <= 2:
        return False
    for measure in (printed_width, len):
        offsets = _offsets(head, measure) or []
        starts = [start for line in body for start, _e, _t in _chunks(line, measure)]
        near = [start for start in starts if min(abs(start - offset) for offset in offsets) <= 1]
        if len(near) > _ALIGNED * len(starts):
            return False
    return True


def _offsets(head: TextLine, measure: Callable[[str], int]) -> list[int] | None:
    """Where the columns of a header aligned by spaces begin; ``None`` if single spaces divide it."""
    chunks = list(re.finditer(_CHUNK, head.raw))
    if len(chunks) < 2:
        return None
    return [measure(head.raw[: chunk.start()]) for chunk in chunks]


def _chunks(line: TextLine, measure: Callable[[str], int]) -> list[tuple[int, int, str]]:
    return [
        (measure(line.raw[: m.start()]), measure(line.raw[: m.end()]), m.group())
        for m in re.finditer(_CHUNK, line.raw)
    ]


def _place(
    line: TextLine, offsets: list[int] | None, count: int, measure: Callable[[str], int]
) -> Cells:
    """The cells of a line of extracted text, each put in the column that it stands under."""
    if "\t" in line.raw or offsets is None:
        return split_cells(line)
    chunks = _chunks(line, measure)
    placed: list[str] = [""] * max(count, len(offsets))
    for (_start, _end, text), column in zip(chunks, _columns_of(chunks, offsets)[1], strict=True):
        placed[column] = f"{placed[column]} {text}".strip()
    return tuple(placed)


def _columns_of(
    chunks: Sequence[tuple[int, int, str]], offsets: Sequence[int]
) -> tuple[float, list[int]]:
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
                total = cost + price + _SKIP * max(0, column - last - 1)
                if column not in found or total < found[column][0]:
                    found[column] = (total, [*path, column])
        best = found
    return min(best.values(), key=lambda each: each[0])
