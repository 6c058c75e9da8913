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

#: Parts of the files; each is three times the one before, and none is so short that it may be a value.
SIZES = (40, 120, 360)
#: Reading three times as much may take so much more: 3 ** 1.2 is 3.7 times.
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
    """With which power of the size the steps grow; what is the same for every size is left out."""
    few, more, many = counts
    return math.log(max(1, many - more) / max(1, more - few), SIZES[1] / SIZES[0])


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
