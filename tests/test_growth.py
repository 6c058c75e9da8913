"""No input is read in a time that grows faster than it does: steps are counted, not seconds.

What grows only inside a function of C is not seen here: ``tests/benchmarks/growth.py`` measures the
processor's time on larger files of the same kinds.
"""

from __future__ import annotations

import math
import sys

import pytest

from growing import GROWING
from tourlib.readers import apart, read_bytes
from tourlib.readers.pdf import read_pdf
from tourlib.report import build_report

#: Parts of the files; each step of the length is four times the one before.
SIZES = (30, 120, 480)
#: Reading four times as much may take so much more: 4 ** 1.2 is 5.3 times.
MOST = 1.2


def steps(data: bytes) -> int:
    """The calls of functions that reading a file takes, findings included."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    source = read_bytes  # looked up before calls are counted
    sys.setprofile(called)
    try:
        build_report(source(data, "growing")).tables()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", GROWING)
def test_steps_grow_as_the_file_does(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "read_apart", read_pdf)  # in this process, where it is counted
    build_report(read_bytes(GROWING[kind](10), "x")).tables()  # what is read once and kept
    few, more, many = (steps(GROWING[kind](size)) for size in SIZES)
    # What is the same for every file is in none of the two differences.
    assert math.log((many - more) / max(1, more - few), SIZES[1] / SIZES[0]) <= MOST, (
        few,
        more,
        many,
    )


def test_the_count_sees_what_is_quadratic() -> None:
    def compare(words: list[str]) -> int:
        return sum(one.casefold() == other.casefold() for one in words for other in words)

    counts = []
    for size in SIZES:
        seen = 0

        def called(frame: object, event: str, argument: object) -> None:
            nonlocal seen
            seen += event in ("call", "c_call")

        words = [f"w{n}" for n in range(size)]
        sys.setprofile(called)
        compare(words)
        sys.setprofile(None)
        counts.append(seen)
    few, more, many = counts
    assert math.log((many - more) / (more - few), SIZES[1] / SIZES[0]) > 1.8
