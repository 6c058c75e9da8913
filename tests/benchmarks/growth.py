"""With which power of the length the processor's time grows, for inputs of every kind.

    python tests/benchmarks/growth.py [SIZE]

Files of SIZE and of four times as many parts (``tests/growing.py``), each read in this process with
its findings. At most 1.2; what takes less than a tenth of a second says nothing.
"""

from __future__ import annotations

import math
import sys
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from growing import GROWING
from tourlib.errors import ReportError
from tourlib.readers import apart, read_bytes
from tourlib.readers.pdf import read_pdf
from tourlib.report import build_report

MOST, TOO_SHORT = 1.2, 0.1
FACTOR = 4


def seconds(data: bytes) -> float:
    """The processor's time for a file."""
    start = time.process_time()
    with suppress(ReportError):
        build_report(read_bytes(data, "growing")).tables()
    return time.process_time() - start


def main() -> None:
    """A line for each kind."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    apart.read_apart = read_pdf
    seconds(GROWING["sentences"](100))  # dictionaries are read once
    for kind, make in GROWING.items():
        short, long = seconds(make(size)), seconds(make(FACTOR * size))
        told = math.log(long / short, FACTOR)
        wrong = "   TOO MUCH" if told > MOST and long > TOO_SHORT else ""
        print(f"{kind:28s}{short:8.2f}{long:8.2f} s   exponent {told:5.2f}{wrong}", flush=True)


if __name__ == "__main__":
    main()
