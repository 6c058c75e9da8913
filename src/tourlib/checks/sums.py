"""Quantities within one sentence or table that disagree: parts and their sum, a share of a whole."""

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

#: A range whose end is at most this many times its start may be one quantity, stated twice.
_NARROW = 1.25
_MEASURED = frozenset({"GW", "MW", "kW", "TWh", "GWh", "歐元", "美元", "元", "公里", "公頃"})
#: Tolerance for a share in percentage points, in figures and in words.
TOLERANCE, TOLERANCE_IN_WORDS = 2, 6
#: Text between a whole and its part.
_WITHIN = re.compile(r"中|之內|裡")
#: Words for what remains of a whole.
_REST = re.compile("其餘|其他|剩|尚|未")
#: Text between a number and what it became, and before the share by which it changed.
_BECAME = re.compile(r"(?:[降減增升提]|成長|擴大)[^,。;]{0,4}[至為到]")
_BY = re.compile(
    r"(?P<own>[^,。;]*)(?:減少|降低|下降|增加|成長|提[升高]|上升|[增減降升]幅)[^,。;\d至到為]{0,4}$"
)
_OF_ANOTHER = re.compile("率|亦|也")
#: Words before a share that may be of the rest; a part that is done (已) is not the rest.
_BUT, _DONE = re.compile("但|僅|只"), "已"
_PAUSE = re.compile("[,;]")
_SUM = re.compile(r"(?:合計|共計|總計|加總|共)\s*(?:有|為|約|達)?\s*$")
#: Text after a whole and before its parts, between two parts, and after the last part.
_OF_PARTS = re.compile(
    r"[^,:;。]{0,10}[,:(]\s*(?:其中|包括|包含|含|分別為|計有|計|有)[^,;。]{0,12}|\([^,;。()]{1,12}"
)
_NEXT_PART = re.compile("[^。;:]{0,4}[、,及與和][^。;:等]{0,12}")
#: Share of a whole from which parts after 其中 may be meant to be all.
_NEARLY_ALL = 0.95
_ENDS_PARTS = re.compile(r"[^,。;等]{0,6}[。;,)]|$")
_TOTAL = re.compile(r"[合總共小]\s*計|總\s*和|加\s*總")
#: A table's number in its caption and in a sentence.
TABLE = re.compile(r"(?<!附)表\s*(\d{1,2}|[一二三四五六七八九十]{1,2})(?![\d.-])")
_CELL = re.compile(
    r"((?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,3})?)\s?[人名位場次件項處個家元篇小時分鐘天日]{0,2}"
)
#: Relative tolerance of a sum; units of quantities that have no parts.
_EXACT, _NO_PARTS = 0.005, frozenset({"年", "倍", "大", ""})


def check_sums(parsed: ParsedReport, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield figures within a range stated elsewhere, and shares and sums that disagree with their parts."""
    yield from _totals(parsed.lines)
    body = [q for q in quantities if q.sentence.section]
    yield from _ranges([q for q in body if q.unit in _MEASURED and q.number >= 1])
    claims: dict[str, list[Finding]] = defaultdict(list)
    for found in _parts(quantities):  # a claim repeated on several lines is one finding
        claims[found.message].append(found)
    for message, alike in claims.items():
        lines = tuple(sorted({line for found in alike for line in found.lines}))
        said = f"第 {'、'.join(map(str, lines))} 行{message}"
        yield replace(alike[0], message=said, lines=lines)


def _wrong(said: str, line: int, code: str, told: str, english: str) -> Finding:
    """Return the finding that a figure or share disagrees with others of its line."""
    return finding(code, f"「{said}」：{told}。 / “{said}”: {english}", lines=(line,))


def _ranges(measured: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield a narrow range and a number or other range of the same unit within it."""
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
    """Yield, within a sentence, sums that differ from their parts and shares that differ from part
    and whole."""
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


def _sums(figures: Sequence[Quantity]) -> list[Finding]:
    """Return a finding if a stated sum (the last figure, or the first) differs from that of the others."""
    if len(figures) <= 2:
        return []
    text = figures[0].sentence.text
    *parts, whole = figures
    firsts = range(len(parts) - 1)
    if not _SUM.search(text[: whole.start]):
        whole, *parts = figures
        between = [text[a.end : b.start] for a, b in itertools.pairwise(figures)]
        listed = _OF_PARTS.match(between[0]) and all(map(_NEXT_PART.fullmatch, between[1:]))
        if "其中" in between[0] and sum(q.number for q in parts) < _NEARLY_ALL * whole.number:
            listed = False
        firsts = range(1 if listed and _ENDS_PARTS.match(text[figures[-1].end :]) else 0)
    sums = [sum(q.number for q in parts[first:]) for first in firsts]
    if not sums or any(abs(whole.number - each) <= _EXACT * each for each in sums):
        return []
    told = f"{'前' if whole is figures[-1] else '後'}列各數合計為 {_in_figures(sums[0])}"
    return [_wrong(whole.said, whole.line, "sum-mismatch", told, "The parts do not add up.")]


def _totals(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """Yield wrong totals of tables: in rows, and in columns, that are labelled as a total."""
    name = "表中"
    rows = ([(line.number, normalize(cell or "")) for cell in split_cells(line)] for line in lines)
    for width, run in itertools.groupby(rows, key=len):
        table = [*run]
        if width > 1:
            yield from _added(name, table)
            yield from _added(name, [*zip(*table, strict=True)])
        elif any(text for ((_n, text),) in table):
            last = next(text for ((_n, text),) in reversed(table) if text)
            name = named.group() if (named := TABLE.match(last)) else "表中"


def _added(name: str, table: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Finding]:
    """Yield the numbers of rows labelled as a total that differ from the sum of those since the total before."""
    first = 1
    for at, row in enumerate(table):
        if any(_TOTAL.fullmatch(text) for _n, text in row):
            for place, (line, said) in enumerate(row):
                column = (each[place] for each in table[first:at])
                parts = [*itertools.dropwhile(lambda part: _as_number(part[1]) is None, column)]
                if _as_number(said) is not None and len(parts) > 1:
                    yield from _total(name, table[0][place][1], said, parts, line)
            first = at + 1


def _total(
    name: str, of: str, said: str, cells: Sequence[tuple[int, str]], line: int
) -> Iterator[Finding]:
    """Yield a finding if a total differs from the sum of its column or row, if all cells are numbers."""
    total, read = _as_number(said) or 0.0, [_as_number(cell) for _n, cell in cells]
    parts = [part for part in read if part is not None]
    whole = sum(parts)
    near = min(_EXACT * total, 1) if all(part % 1 == 0 for part in parts) else _EXACT * total
    if len(parts) == len(read) and abs(total - whole) > near:
        where = "欄" if cells[0][0] == line else "列"
        of = "" if _TOTAL.fullmatch(of) else of
        message = f"{name}{of}的合計為「{said}」，各{where}相加為 {_in_figures(whole)}。"
        message += f" / The table says “{said}” in all; its parts add up to {_in_figures(whole)}."
        yield finding(
            "sum-mismatch", message, lines=sorted({*(n for n, _cell in cells), line}), marks=(said,)
        )


def _in_figures(number: float) -> str:
    """Return a number as tables print it: 1,342,000."""
    return f"{number:,.12g}"


def _as_number(cell: str) -> float | None:
    """Return the number in a cell that holds only a number and perhaps a measure word."""
    match = _CELL.fullmatch(cell)
    return float(match[1].replace(",", "")) if match else None


def _share(
    one: Quantity, other: Quantity, clause: str, shares: Iterable[Quantity]
) -> Iterator[Finding]:
    """Yield a finding if a stated share disagrees with part and whole, or with a number and what it
    became. A share more than one clause away is about something else."""
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
        if min(off) > share_tolerance(said):
            of, part = map(_in_figures, (first, last))
            told = f"{of} {'至' if became else '中之'} {part} 是 {share:.0%}"
            english = f"{part} is {share:.0%} {'off' if became else 'of'} {of}."
            yield _wrong(said.said, other.line, "share-mismatch", told, english)


def share_tolerance(said: Quantity) -> int:
    """Return the tolerance in percentage points of a share: 75%, or 七成五."""
    return TOLERANCE if said.said.endswith("%") else TOLERANCE_IN_WORDS


def _is_part(one: Quantity, other: Quantity) -> bool:
    """True if the second number is a part of the first; what each of many has (每) is no part."""
    within = _WITHIN.search(one.sentence.text, one.end, other.start)
    return within is not None and other.number <= one.number and "每" not in other.before


def differing(
    one: Quantity, other: Quantity, said: str, told: str, note: str = "的數字不同，是否為同一事？",
    english: str = "different",
) -> Finding:  # fmt: skip
    """Return the finding that two lines give different numbers for what may be one thing, quoting both."""
    (first, said), (second, told) = sorted(((one.line, said), (other.line, told)))
    message = f"第 {first} 行「{said}」與第 {second} 行「{told}」{note}"
    message += f" / “{said}” and “{told}” are {english}: the same quantity?"
    return finding("figure-mismatch", message, lines=(first, second), marks=(one.said, other.said))
