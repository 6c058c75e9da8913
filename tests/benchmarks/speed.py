"""How long loading takes, each figure against a floor measured beside it; medians.

    python tests/benchmarks/speed.py [RUNS]

load, text   loading the 114 text, against reading it and matching one compiled pattern a line
load, PDF    reading the 114 PDF into lines, against extracting the tables of all its pages with
             pdfplumber, and against extracting its text with PDFium
tokenising   cutting the 114 text into words, against bare jieba.cut
import       a new process that loads the report, against one that imports pandas
growth       reports of 1, 7 and 50 times the length: exponent of time and of memory
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "data" / "reports" / "114" / "report.txt"
PDF = ROOT / "tests" / "reports" / "114" / "report.pdf"
TIMES = (1, 7, 50)


def compare(runs: int, *deeds: Callable[[], object]) -> list[float]:
    """Medians of the seconds that each takes, one after the other in each run."""
    taken: list[list[float]] = [[] for _ in deeds]
    for _ in range(runs):
        for deed, times in zip(deeds, taken, strict=True):
            start = time.perf_counter()
            deed()
            times.append(time.perf_counter() - start)
    return [median(times) for times in taken]


def told(what: str, ours: float, floor: float, name: str) -> None:
    """A line of the table."""
    print(f"{what:14s}{ours:9.4f} s   {name:38s}{floor:9.4f} s   ratio {ours / floor:7.2f}")


def load_text(runs: int) -> None:
    """Loading the text; ``tourlib.load`` would give what it has read before."""
    from tourlib.readers import read
    from tourlib.report import build_report

    pattern = re.compile(r"^\s*[一二三四五六七八九十]+、")

    def floor() -> int:
        return sum(bool(pattern.match(line)) for line in TEXT.read_text("utf-8").splitlines())

    build_report(read(TEXT))
    ours, least = compare(runs, lambda: build_report(read(TEXT)), floor)
    told("load, text", ours, least, "read, one pattern a line")


def load_pdf(runs: int) -> None:
    """Reading the PDF."""
    import pdfplumber
    import pypdfium2

    from tourlib.readers import read

    def tables() -> int:
        with pdfplumber.open(PDF) as document:
            return sum(len(page.extract_tables()) for page in document.pages)

    def text() -> int:
        document = pypdfium2.PdfDocument(PDF)
        return sum(len(page.get_textpage().get_text_range()) for page in document)

    ours, slow, fast = compare(runs, lambda: read(PDF), tables, text)
    told("load, PDF", ours, slow, "pdfplumber, tables of all pages")
    told("load, PDF", ours, fast, "PDFium, text of all pages")


def tokenise(runs: int) -> None:
    """Cutting words."""
    import jieba

    from tourlib.words import tokens

    jieba.setLogLevel(40)
    text = TEXT.read_text(encoding="utf-8")

    def anew() -> list[str]:
        tokens._cut.cache_clear()  # what was cut once is kept, which would be no measure
        return tokens.tokenize(text)

    anew(), jieba.lcut(text)
    ours, bare = compare(runs, anew, lambda: jieba.lcut(text))
    told("tokenising", ours, bare, "jieba.cut")


def imports(runs: int) -> None:
    """From nothing to a loaded report."""

    def process(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

    ours, least = compare(
        runs, process("import tourlib; tourlib.load(114)"), process("import pandas")
    )
    told("import", ours, least, "a process that imports pandas")


def growth(runs: int) -> None:
    """Exponents of time and memory between 1 and 50 times the length."""
    from tourlib.readers import read_bytes
    from tourlib.report import build_report

    lines = TEXT.read_text(encoding="utf-8").split("\n")
    seconds, memory = [], []
    for times in TIMES:
        # The body again and again, each time with words of its own.
        more = [f"{line}{n}" if line else "" for n in range(1, times) for line in lines]
        data = "\n".join([*lines, *more]).encode()
        few = runs if times < TIMES[-1] else 1
        seconds += compare(few, lambda data=data: build_report(read_bytes(data, "x")))
        tracemalloc.start()
        build_report(read_bytes(data, "x"))
        memory.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    for times, took, held in zip(TIMES, seconds, memory, strict=True):
        print(f"growth {times:4d} ×{took:11.3f} s   {held / 2**20:9.1f} MB")
    for what, values in (("time", seconds), ("memory", memory)):
        exponent = math.log(values[-1] / values[0], TIMES[-1] / TIMES[0])
        print(f"growth, exponent of {what}: {exponent:.2f}   at most 1.1")


def main() -> None:
    """All of them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for measure in (load_text, load_pdf, tokenise, imports, growth):
        measure(runs)


if __name__ == "__main__":
    main()
