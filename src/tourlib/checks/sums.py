"""Quantities of one sentence, or of one table, that disagree: parts and their sum, a share of a whole."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tourlib.checks.quantities import Quantity
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.readers.text.lines import TextLine, split_cells
from tourlib.text import normalize

#: A range whose end is at most so many times its beginning may be one quantity, said twice.
_NARROW = 1.25
_MEASURED = frozenset({"GW", "MW", "kW", "TWh", "GWh", "歐元", "美元", "元", "公里", "公頃"})
#: How far a share may be from the true one, in percent: in figures, and in words.
_NEAR, _NEAR_IN_WORDS = 2, 6
#: Between a whole and its part; before a sum; how exact a sum is; units that have no parts.
_WITHIN = re.compile(r"中|之內|裡")
_REST = re.compile("其餘|其他|剩|尚|未")
#: Between a number and what it became; before the share by which it changed.
_BECAME = re.compile(r"(?:[降減增升提]|成長|擴大)[^,。;]{0,4}[至為到]")
_BY = re.compile(
    r"(?P<own>[^,。;]*)(?:減少|降低|下降|增加|成長|提[升高]|上升|[增減降升]幅)[^,。;\d至到為]{0,4}$"
)
_OF_ANOTHER = re.compile("率|亦|也")
#: Before a share that may be of the rest as well; a part that is done (已) is no rest of what is.
_BUT, _DONE = re.compile("但|僅|只"), "已"
_PAUSE = re.compile("[,;]")
_SUM = re.compile(r"(?:合計|共計|總計|共)\s*(?:有|為|約|達)?\s*$")
#: Behind a whole, before all its parts; between two of these, and behind the last.
_OF_PARTS = re.compile(r"[^,:;。]{0,10}[,:(]\s*(?:包括|包含|含|分別為|計有|計|有)[^,;。]{0,12}")
_NEXT_PART = re.compile("[^。;:]{0,4}[、,及與和][^。;:等]{0,12}")
_ENDS_PARTS = re.compile(r"[^,。;等]{0,6}[。;,)]|$")
_TOTAL = re.compile(r"合\s*計|總\s*計|共\s*計|總\s*和|小\s*計")
_CELL = re.compile(
    r"((?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,3})?)\s?[人名位場次件項處個家元篇小時分鐘天日]{0,2}"
)
_EXACT, _NO_PARTS = 0.005, frozenset({"年", "倍", "大", ""})


def check_sums(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """A figure within a range that is said elsewhere; shares and sums that their parts do not make."""
    yield from _totals(parsed.lines)
    body = [q for q in quantities if q.sentence.section]
    yield from _ranges([q for q in body if q.unit in _MEASURED and q.number >= 1])
    claims: dict[str, list[Finding]] = defaultdict(list)
    for found in _parts(quantities):  # a claim that several lines make is one finding
        claims[found.message].append(found)
    for message, alike in claims.items():
        lines = tuple(sorted({line for found in alike for line in found.lines}))
        said = f"第 {'、'.join(map(str, lines))} 行{message}"
        yield replace(alike[0], message=said, lines=lines)


def _wrong(said: str, line: int, code: str, told: str, english: str) -> Finding:
    """The finding that a figure, or a share, is not what others of its line make it."""
    return finding(code, f"「{said}」：{told}。 / “{said}”: {english}", lines=(line,))


def _ranges(measured: Sequence[Quantity]) -> Iterator[Finding]:
    """A narrow range, and a number or another range of its unit within it."""
    for one in measured:
        low, high = one.number, one.numbers[-1]
        if not low < high <= _NARROW * low:
            continue
        told: set[str] = set()
        for other in measured:
            differ = other.unit == one.unit and other.numbers != one.numbers
            inside = low <= other.number <= other.numbers[-1] <= high
            if differ and inside and other.said not in told:
                told.add(other.said)
                yield differing(
                    one, other, one.said, other.said, "相近而不同，是否為同一數字？", "nearly equal"
                )


def _parts(quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Within a sentence: parts that do not make up their sum; a share that is not that of the part in
    the whole."""
    by_unit: dict[tuple[int, str], list[Quantity]] = defaultdict(list)
    shares: dict[int, list[Quantity]] = defaultdict(list)
    for said in (each for each in quantities if len(each.numbers) == 1):
        if said.measure[0] == "%":
            shares[id(said.sentence)].append(said)
        elif said.unit not in _NO_PARTS:
            by_unit[id(said.sentence), said.kind].append(said)
    for alike in by_unit.values():
        text = alike[0].sentence.text
        yield from _sums(alike)
        starts = [each.start for each in alike] + [len(text)]
        for at, other in enumerate(alike[1:], 1):
            of_another = at > 1 and "其中" in text[starts[at - 1] : starts[at]]
            begin, end = (0, len(text)) if len(alike) == 2 else starts[at : at + 2]
            near = [each for each in shares[id(other.sentence)] if begin <= each.start < end]
            yield from () if of_another else _share(alike[0], other, text[begin:end], near)


def _sums(figures: Sequence[Quantity]) -> Iterator[Finding]:
    """The last figure is said to be the sum of those before, or the first of all that follow."""
    if len(figures) <= 2:
        return
    text = figures[0].sentence.text
    *parts, whole = figures
    firsts = range(len(parts) - 1)
    if not _SUM.search(text[: whole.start]):
        whole, *parts = figures
        between = [text[a.end : b.start] for a, b in itertools.pairwise(figures)]
        listed = _OF_PARTS.match(between[0]) and all(map(_NEXT_PART.fullmatch, between[1:]))
        firsts = range(1 if listed and _ENDS_PARTS.match(text[figures[-1].end :]) else 0)
    sums = [sum(q.number for q in parts[first:]) for first in firsts]
    if sums and all(abs(whole.number - each) > _EXACT * each for each in sums):
        told = f"{'前' if whole is figures[-1] else '後'}列各數合計為 {sums[0]:g}"
        yield _wrong(whole.said, whole.line, "sum-mismatch", told, "The parts make another sum.")


def _totals(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """The last row of a table, where it is said to be the sum of those above, and the cells below a head
    that says so of those before."""
    table: list[tuple[int, list[str]]] = []
    for line in lines:
        cells = [normalize(cell or "") for cell in split_cells(line)]
        table = [] if table and len(table[0][1]) != len(cells) else table
        heads = table[0][1] if table else []
        of_row = [*_row_totals(line.number, cells, heads)]
        yield from of_row
        if heads and any(map(_TOTAL.fullmatch, cells)):
            if not of_row:  # else it is told
                yield from _column_totals(line.number, cells, table)
            table = []
        else:
            table.append((line.number, cells))


def _row_totals(line: int, cells: Sequence[str], heads: Sequence[str]) -> Iterator[Finding]:
    """The cells of a row that stand below a head that says total, and those before them, from the last
    such cell on."""
    first = 1
    for place, head in enumerate(heads):
        if _as_number(cells[place]) is not None and _TOTAL.fullmatch(head):
            if place - first > 1:
                parts = [(line, cell) for cell in cells[first:place]]
                yield from _total(cells[0], cells[place], parts, line)
            first = place + 1


def _column_totals(
    line: int, cells: Sequence[str], above: Sequence[tuple[int, list[str]]]
) -> Iterator[Finding]:
    for place, cell in enumerate(cells):
        column = ((n, row[place]) for n, row in above)
        parts = [*itertools.dropwhile(lambda part: _as_number(part[1]) is None, column)]
        if _as_number(cell) is not None and len(parts) > 1:
            yield from _total(above[0][1][place], cell, parts, line)


def _total(of: str, said: str, cells: Sequence[tuple[int, str]], line: int) -> Iterator[Finding]:
    """A total that the others of its column or row, each a number, do not make."""
    total, read = _as_number(said) or 0.0, [_as_number(cell) for _n, cell in cells]
    parts = [part for part in read if part is not None]
    whole = sum(parts)
    near = min(_EXACT * total, 1) if all(part % 1 == 0 for part in parts) else _EXACT * total
    if len(parts) == len(read) and abs(total - whole) > near:
        where = "欄" if cells[0][0] == line else "列"
        of = "" if _TOTAL.fullmatch(of) else of
        message = f"表中{of}的合計為「{said}」，各{where}相加為 {whole:g}。"
        message += f" / The table says “{said}” in all; its parts make {whole:g}."
        yield finding(
            "sum-mismatch", message, lines=sorted({*(n for n, _cell in cells), line}), marks=(said,)
        )


def _as_number(cell: str) -> float | None:
    """The number of a cell that holds nothing else but a measure word."""
    match = _CELL.fullmatch(cell)
    return float(match[1].replace(",", "")) if match else None


def _share(
    one: Quantity, other: Quantity, clause: str, shares: Iterable[Quantity]
) -> Iterator[Finding]:
    """A part and its whole, and the share that a clause says the one to be of the other; a number and
    what it became, and the share by which it did. A share two clauses away is of something else."""
    text, first, last = one.sentence.text, one.number, other.number
    became = _BECAME.search(text, one.end, other.start) is not None
    if not first or not (became or _is_part(one, other)):
        return
    share = abs(last - first) / first if became else last / first
    done = _DONE in re.split("[,，;；]", text[other.start :], maxsplit=1)[0]
    of_rest = not became and (_REST.search(clause) or (_BUT.search(clause) and not done))
    for said in shares:
        by = _BY.search(text[: said.start])
        away = len(_PAUSE.findall(text, min(said.end, other.end), max(said.start, other.start)))
        if away > 1 or (became and (not by or _OF_ANOTHER.search(by["own"]))):
            continue  # 自42題減為19題,完成率提高三成
        percent = said.measure[1][0]
        off = [abs(100 * share - percent), *([abs(100 - 100 * share - percent)] if of_rest else [])]
        if min(off) > (_NEAR if said.said.endswith("%") else _NEAR_IN_WORDS):
            told = f"{first:g} {'至' if became else '中之'} {last:g} 是 {share:.0%}"
            english = f"{last:g} is {share:.0%} {'off' if became else 'of'} {first:g}."
            yield _wrong(said.said, other.line, "share-mismatch", told, english)


def _is_part(one: Quantity, other: Quantity) -> bool:
    """Whether the second of two numbers is of a part of the first; what each of many has is none."""
    within = _WITHIN.search(one.sentence.text, one.end, other.start)
    return within is not None and other.number <= one.number and "每" not in other.before


def differing(
    one: Quantity, other: Quantity, said: str, told: str, note: str = "的數字不同，是否為同一事？",
    english: str = "different",
) -> Finding:  # fmt: skip
    """The finding that two lines give two numbers for what may be one thing, in the words of each."""
    (first, said), (second, told) = sorted(((one.line, said), (other.line, told)))
    message = f"第 {first} 行「{said}」與第 {second} 行「{told}」{note}"
    message += f" / “{said}” and “{told}” are {english}: the same quantity?"
    return finding("figure-mismatch", message, lines=(first, second), marks=(one.said, other.said))
