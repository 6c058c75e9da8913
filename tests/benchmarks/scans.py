"""How well scanned pages are read: the PDF of 114 as pictures of its pages.

Run with ``tourlib[ocr]`` installed; a page takes some 6 seconds of one processor:

    python tests/benchmarks/scans.py                       # 150, 200, 300 dpi, skewed by 1°, with noise
    python tests/benchmarks/scans.py --only 200 --pages 1-6,65-70

Characters: the share of wrong ones, white space and width of punctuation aside, against the text
layer. Cells: those of each expected table, rows aligned in order; a text longer than 20 characters
counts by the share of its characters that are right.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

import tourlib
from compare import PLACES, Cells, as_rows, read_expected
from tourlib.lines import Source
from tourlib.readers.pdf import read_pdf
from tourlib.report import build_report

TESTS = Path(__file__).parents[1]
PDF, GOLDEN = TESTS / "reports" / "114" / "report.pdf", TESTS / "golden" / "114"
#: Name → dots an inch, skew in degrees, standard deviation of the noise (of 255).
FORMS = {
    "150": (150, 0.0, 0.0),
    "200": (200, 0.0, 0.0),
    "300": (300, 0.0, 0.0),
    "skewed": (200, 1.0, 0.0),
    "noisy": (200, 0.0, 12.0),
}
LONG = 20


def scanned(dpi: int, skew: float, noise: float, pages: Sequence[int]) -> bytes:
    """A PDF of the pictures of some pages."""
    document = pypdfium2.PdfDocument(PDF)
    chance = np.random.default_rng(114)
    pictures = []
    for number in pages:
        dots = document[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
        picture = Image.fromarray(np.ascontiguousarray(dots.reshape(dots.shape[:2])))
        if skew:
            picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
        if noise:
            grey = np.asarray(picture) * 0.85 + chance.normal(20, noise, picture.size[::-1])
            picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        pictures.append(picture)
    room = BytesIO()
    pictures[0].save(
        room, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=95
    )
    return room.getvalue()


def plain(text: str) -> str:
    """The text without white space and the differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def error_rate(read: Source, printed: Source) -> float:
    """The share of characters that are wrong or missing, or too many."""
    wrong = total = 0
    pages = {line.page for line in printed.lines}
    for page in sorted(page for page in pages if page):
        one, two = (
            plain("".join(line.text for line in source.lines if line.page == page))
            for source in (printed, read)
        )
        same = sum(
            m.size for m in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
        )
        wrong += max(len(one), len(two)) - same
        total += len(one)
    return wrong / total


def likeness(want: str, have: str) -> float:
    """1 where two cells are the same; the share of the same characters where they are long."""
    one, two = plain(want), plain(have)
    if one == two or max(len(one), len(two)) <= LONG:
        return float(one == two)
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def cells_right(wanted: Sequence[Cells], found: Sequence[Cells]) -> tuple[float, int]:
    """How many cells are right, and how many there are in the rows of both, aligned in order."""
    names = [name for name in (wanted[0] if wanted else {}) if name not in PLACES]
    scores = {
        (i, j): sum(likeness(want[n], have.get(n, "")) for n in names if want[n] or have.get(n))
        for i, want in enumerate(wanted)
        for j, have in enumerate(found)
        if abs(i - j) <= 12
    }
    best = {(i, j): 0.0 for i in range(len(wanted) + 1) for j in range(len(found) + 1)}
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            both = best[i + 1, j + 1] + scores.get((i, j), 0.0)
            best[i, j] = max(best[i + 1, j], best[i, j + 1], both)
    counts = [sum(bool(row[name]) for name in names) for row in wanted]
    extra = max(0, len(found) - len(wanted)) * sum(counts) // max(1, len(wanted))
    return best[0, 0], sum(counts) + extra


def tables(report: tourlib.Report) -> Iterator[tuple[str, float]]:
    """The share of right cells in each expected table."""
    for path in sorted(GOLDEN.glob("*.csv")):
        if hasattr(report, path.stem):
            right, count = cells_right(read_expected(path), as_rows(getattr(report, path.stem)))
            yield path.stem, right / count


def page_numbers(text: str) -> list[int]:
    """``1-3,7`` → 1, 2, 3, 7."""
    parts = [part.split("-") for part in text.split(",")]
    return [number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", choices=FORMS)
    parser.add_argument("--pages", type=page_numbers, help="such as 1-6,65-70: without the tables")
    parser.add_argument("--kept", type=Path, help="keep the recognised pages in this folder")
    arguments = parser.parse_args()
    printed = read_pdf(PDF.read_bytes(), "report.pdf")
    pages = arguments.pages or list(range(1, 1 + len(pypdfium2.PdfDocument(PDF))))
    for name in [arguments.only] if arguments.only else FORMS:
        kept = Path(tempfile.mkdtemp()) if arguments.kept is None else arguments.kept / name
        data = scanned(*FORMS[name], pages)
        begun = time.perf_counter()
        read = read_pdf(data, "scan.pdf", kept)
        seconds = (time.perf_counter() - begun) / len(pages)
        print(f"{name}: {seconds:.1f} s a page", end="")
        if not arguments.pages:
            print(f", {error_rate(read, printed):.2%} of the characters wrong")
            shares = dict(tables(build_report(read, cohort=114)))
            print("  " + ", ".join(f"{table} {share:.3f}" for table, share in shares.items()))
            print(f"  mean {sum(shares.values()) / len(shares):.3f}", end="")
        print(flush=True)


if __name__ == "__main__":
    main()
