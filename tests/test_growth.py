"""No input is read in a time that grows faster than it does: steps are counted, not seconds.

What grows only inside a function of C is not seen here: ``tests/benchmarks/growth.py`` measures the
processor's time on larger files of the same kinds.
"""

from __future__ import annotations

import functools
import gc
import math
import sys
from collections.abc import Callable, Sequence

import pytest

from growing import GROWING, LAID_OUT
from tourlib.readers import apart, read_bytes
from tourlib.readers.pdf import read_pdf
from tourlib.report import build_report

#: Parts of the files; each is four times the one before.
SIZES = (20, 80, 320)
#: Reading four times as much may take so much more: 4 ** 1.2 is 5.3 times.
MOST = 1.2


def read(kind: str, size: int) -> None:
    """Read such a file into lines and, where it is a report, into tables and findings."""
    source = read_bytes(GROWING[kind](size), "growing")
    if source.format != "pdf":
        build_report(source).tables()


def steps(deed: Callable[[], object]) -> int:
    """The calls of functions that something takes."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    for each in gc.get_objects():  # what a cache of some size still holds is counted again
        if isinstance(each, functools._lru_cache_wrapper) and each.cache_parameters()["maxsize"]:
            each.cache_clear()
    sys.setprofile(called)
    try:
        deed()
    finally:
        sys.setprofile(None)
    return count


def exponent(counts: Sequence[int]) -> float:
    """With which power of the size the steps grow; what is the same for every size is left out.
    A short file may take more than a longer one, whose lines are too long to be looked at."""
    few, more, many = counts
    return math.log(max(1, many - more) / max(1, more - few, more / 8), SIZES[1] / SIZES[0])


#: The one that takes too many steps to be counted is left to the benchmark.
@pytest.mark.parametrize("kind", [kind for kind in GROWING if kind != LAID_OUT])
def test_steps_grow_as_the_file_does(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "read_apart", read_pdf)  # in this process, where it is counted
    read(kind, SIZES[0])  # what is worked out once and kept
    counts = [steps(lambda size=size: read(kind, size)) for size in SIZES]
    assert exponent(counts) <= MOST, counts


def test_the_count_sees_what_is_quadratic() -> None:
    def compare(size: int) -> int:
        words = [f"w{n}" for n in range(size)]
        return sum(one.casefold() == other.casefold() for one in words for other in words)

    assert exponent([steps(lambda size=size: compare(size)) for size in SIZES]) > 1.8
