"""Whole reports altered line by line, as extraction and hurried authors alter them.

    python tests/fuzz/altered.py SECONDS [SEED]

SECONDS are of the processor's time. Nothing but tables or a ReportError may come of them: what breaks is printed with its seed, to be
made a test. Bytes drawn at random seldom reach the parsers behind the readers; these do.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tourlib.errors import ReportError
from tourlib.lines import Line, Source, table_row_text
from tourlib.readers import read
from tourlib.report import build_report

REPORTS = Path(__file__).resolve().parents[1] / "reports"
MOST_LINES = 500


@cache
def sources() -> tuple[Source, ...]:
    """The invented reports, in every form that they are kept in; the lines of a form are one of them."""
    return tuple(read(path) for path in sorted(REPORTS.glob("1*/report*.*")))


def alter(seed: int) -> Source:
    """A stretch of a report, some of its lines altered; the same for the same seed."""
    draw = Random(seed)
    source = draw.choice(sources())
    lines = list(source.lines)
    if len(lines) > MOST_LINES:
        begin = draw.choice((0, 0, draw.randrange(len(lines) - MOST_LINES)))
        lines = lines[begin : begin + MOST_LINES]
    for _ in range(draw.choice((1, 3, 10, 30, 100))):
        draw.choice(CHANGES)(lines, draw)
    numbered = tuple(
        Line(number, line.text, line.page, line.cells, line.table, line.role, line.level)
        for number, line in enumerate(lines, 1)
    )
    return Source("altered", draw.choice((source.format, "text")), numbered)


def _drop(lines: list[Line], draw: Random) -> None:
    if len(lines) > 1:
        begin = draw.randrange(len(lines))
        del lines[begin : begin + draw.choice((1, 1, 1, 2, 8, 40))]


def _repeat(lines: list[Line], draw: Random) -> None:
    begin = draw.randrange(len(lines) or 1)
    at = draw.randrange(len(lines) + 1)
    lines[at:at] = lines[begin : begin + draw.choice((1, 1, 3, 20))]


def _swap(lines: list[Line], draw: Random) -> None:
    if len(lines) > 1:
        at = draw.randrange(len(lines) - 1)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]


def _cut(lines: list[Line], draw: Random) -> None:
    at = draw.randrange(len(lines) or 1)
    for line in lines[at : at + 1]:
        place = draw.randrange(len(line.text) + 1)
        lines[at : at + 1] = [Line(0, line.text[:place]), Line(0, line.text[place:])]


def _join(lines: list[Line], draw: Random) -> None:
    at = draw.randrange(len(lines) or 1)
    pair = lines[at : at + 2]
    lines[at : at + 2] = [Line(0, draw.choice(("", " ", "\t")).join(line.text for line in pair))]


def _blank(lines: list[Line], draw: Random) -> None:
    lines.insert(draw.randrange(len(lines) + 1), Line(0, draw.choice(("", " ", "\f", "- 3 -"))))


def _respace(lines: list[Line], draw: Random) -> None:
    """Tabs of a stretch as spaces or lines of their own, or the other way round."""
    begin = draw.randrange(len(lines) or 1)
    old, new = draw.choice((("\t", "  "), ("\t", " "), ("\t", "\n"), (" ", "\t"), ("  ", "\t")))
    end = begin + draw.choice((1, 10, 40))
    texts = [text for line in lines[begin:end] for text in line.text.replace(old, new).split("\n")]
    lines[begin:end] = [Line(0, text) for text in texts]


def _cells(lines: list[Line], draw: Random) -> None:
    """A cell of a row emptied, merged, doubled or dropped."""
    rows = [place for place, line in enumerate(lines) if line.cells]
    if not rows:
        return
    at = draw.choice(rows)
    cells = list(lines[at].cells or ())
    place = draw.randrange(len(cells))
    cells[place : place + 1] = draw.choice(([], [""], [None], [cells[place]] * 2, ["甲\n乙"]))
    changed = tuple(cells) or ("",)
    lines[at] = Line(0, table_row_text(changed), cells=changed, table=lines[at].table)


def _other(lines: list[Line], draw: Random) -> None:
    """A stretch of another report."""
    other = draw.choice(sources()).lines
    begin, at = draw.randrange(len(other)), draw.randrange(len(lines) + 1)
    lines[at:at] = other[begin : begin + draw.choice((1, 5, 60))]


def _characters(lines: list[Line], draw: Random) -> None:
    at = draw.randrange(len(lines) or 1)
    for line in lines[at : at + 1]:
        place = draw.randrange(len(line.text) + 1)
        new = draw.choice(
            ("", "一、", "(一)", "1.", ":", "、", " ", "8/20", "09:00", "主題一", "\t")
        )
        text = line.text[:place] + new + line.text[place + draw.choice((0, 1, 5)) :]
        lines[at] = Line(0, text, level=line.level)


CHANGES: tuple[Callable[[list[Line], Random], None], ...] = (
    _drop, _repeat, _swap, _cut, _join, _blank, _respace, _cells, _other, _characters,
)  # fmt: skip


def main(seconds: int, seed: int) -> int:
    """Alter and read for so long; how many kinds of failures there were."""
    end, begun, broken = time.process_time() + seconds, seed, Counter[str]()
    while time.process_time() < end:
        try:
            build_report(alter(seed)).tables()
        except ReportError:
            pass
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
            broken[kind] += 1
            if broken[kind] == 1:
                print(f"seed {seed}: {kind}", flush=True)
        seed += 1
    print(f"{seed - begun} altered reports read, {len(broken)} kinds of failures")
    for kind, times in broken.most_common():
        print(f"{times:5d}  {kind}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 0)))
