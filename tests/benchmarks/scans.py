"""How well scanned pages are read: the PDF of 114 as pictures of its pages.

Run with ``tourlib[ocr]`` installed; a page takes some 5 seconds of one processor:

    python tests/benchmarks/scans.py                       # all forms of scans
    python tests/benchmarks/scans.py --only 200 --pages 1-6,65-70

Characters: the share of wrong ones, white space and width of punctuation aside, against the text
layer. Cells: those of each expected table, rows aligned in order; a text longer than 20 characters
counts by the share of its characters that are right; of some pages, of the tables that these hold
by their text. Side by side with Tesseract where ``ocrmypdf`` is installed: ``--tesseract``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[1]))

from compare import PLACES, Cells, as_rows, read_expected
from tourlib.errors import ReportError
from tourlib.lines import Source
from tourlib.readers.pdf import read_pdf
from tourlib.report import build_report

TESTS = Path(__file__).parents[1]
FONT = TESTS.parent / "src" / "tourlib" / "fonts" / "TourSansTC-Bold.otf"
PDF, GOLDEN = TESTS / "reports" / "114" / "report.pdf", TESTS / "golden" / "114"
LONG = 20


@dataclass(frozen=True)
class Form:
    """How pages are scanned: dots an inch, skew in degrees, standard deviation of the noise (of 255),
    quarters by which they are turned, two on a sheet, in black and white only, with a red stamp."""

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    quarters: int = 0
    paired: bool = False
    black: bool = False
    stamped: bool = False


FORMS = {
    "150": Form(dpi=150),
    "200": Form(),
    "300": Form(dpi=300),
    "skewed": Form(skew=1.0),
    "noisy": Form(noise=12.0),
    "turned": Form(quarters=1),
    "fax": Form(black=True, noise=12.0, skew=0.4),
    "paired": Form(paired=True),
    "stamped": Form(stamped=True),
}


def scanned(form: Form, pages: Sequence[int]) -> bytes:
    """A PDF of the pictures of some pages."""
    document = pypdfium2.PdfDocument(PDF)
    chance = np.random.default_rng(114)
    pictures = [pictured(document[number - 1], form, chance) for number in pages]
    if form.paired:
        pictures = [beside(*pictures[at : at + 2]) for at in range(0, len(pictures), 2)]
    room = BytesIO()
    rest, quality = pictures[1:], {} if form.black else {"quality": 95}
    pictures[0].save(room, "PDF", resolution=form.dpi, save_all=True, append_images=rest, **quality)
    return room.getvalue()


def pictured(page: Any, form: Form, chance: np.random.Generator) -> Image.Image:
    """The picture of a page."""
    picture = page.render(scale=form.dpi / 72).to_pil().convert("RGB" if form.stamped else "L")
    if form.stamped:
        picture = ImageChops.multiply(picture, seal(picture.size, form.dpi))
    if form.skew:
        picture = picture.rotate(form.skew, Image.Resampling.BICUBIC, fillcolor="white")
    if form.noise:
        grey = np.asarray(picture) * 0.85 + chance.normal(20, form.noise, picture.size[::-1])
        picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
    if form.black:
        picture = picture.point(lambda grey: 255 * (grey > 140)).convert("1", dither=0)
    return picture.rotate(90 * form.quarters, expand=True)


def seal(size: tuple[int, int], dpi: int) -> Image.Image:
    """A square red stamp of 4 cm in the upper half of a sheet, where there is text."""
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    cm = dpi / 2.54
    left, top = size[0] / 2 - 2 * cm, size[1] / 4
    draw.rectangle(
        (left, top, left + 4 * cm, top + 4 * cm), outline=(215, 40, 50), width=round(cm / 8)
    )
    font = ImageFont.truetype(str(FONT), round(1.6 * cm))
    for at, char in enumerate("文官訓練"):
        place = left + (0.3 + 1.75 * (at // 2)) * cm, top + (0.3 + 1.75 * (at % 2)) * cm
        draw.text(place, char, (215, 40, 50), font, anchor="lt")
    return sheet


def beside(left: Image.Image, right: Image.Image | None = None) -> Image.Image:
    """Two pages on one sheet."""
    sheet = Image.new(left.mode, (2 * left.width, left.height), "white")
    sheet.paste(left, (0, 0))
    if right:
        sheet.paste(right, (left.width, 0))
    return sheet


def printed_pages(pages: Sequence[int]) -> bytes:
    """A PDF of some pages as they are, with their text."""
    document = pypdfium2.PdfDocument.new()
    document.import_pages(pypdfium2.PdfDocument(PDF), [number - 1 for number in pages])
    room = BytesIO()
    document.save(room)
    return room.getvalue()


def by_tesseract(data: bytes) -> Source | None:
    """What is read of a scan with the text layer that Tesseract gives it; where it is not installed
    ``None``."""
    if shutil.which("ocrmypdf") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder, "scan.pdf"), Path(folder, "text.pdf")
        one.write_bytes(data)
        subprocess.run(["ocrmypdf", "-l", "chi_tra+eng", one, two], check=True)
        with patch("tourlib.readers.pdf.scan.available", return_value=False):  # its text, not ours
            return read_pdf(two.read_bytes(), "scan.pdf")


def plain(text: str) -> str:
    """The text without white space and the differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def error_rate(read: Source, printed: Source, on_sheet: int = 1) -> float:
    """The share of characters that are wrong or missing, or too many, of so many pages a sheet."""

    def sheets(source: Source, pages: int) -> list[str]:
        texts: dict[int, str] = {}
        for line in source.lines:
            sheet = ((line.page or 1) - 1) // pages
            texts[sheet] = texts.get(sheet, "") + line.text
        return [plain(texts.get(at, "")) for at in range(max(texts) + 1)]

    wrong = total = 0
    for one, two in zip_longest(sheets(printed, on_sheet), sheets(read, 1), fillvalue=""):
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


def tables(read: Source, printed: Source, *, whole: bool) -> Iterator[tuple[str, float]]:
    """The share of right cells in each expected table, or in what is read of the printed pages."""
    report, text = (
        build_report(read, cohort=114),
        None if whole else build_report(printed, cohort=114),
    )
    for path in sorted(GOLDEN.glob("*.csv")):
        if hasattr(report, path.stem):
            wanted = as_rows(getattr(text, path.stem)) if text else read_expected(path)
            right, count = cells_right(wanted, as_rows(getattr(report, path.stem)))
            if count:
                yield path.stem, right / count


def tell(read: Source, printed: Source, form: Form, *, whole: bool) -> None:
    """Print how well it was read."""
    print(f"  {error_rate(read, printed, 1 + form.paired):.2%} of the characters wrong")
    try:
        shares = dict(tables(read, printed, whole=whole))
    except ReportError as error:  # nothing of a report was recognised
        print(f"  {error.reason}")
        return
    print("  " + ", ".join(f"{table} {share:.3f}" for table, share in shares.items()))
    print(f"  mean {sum(shares.values()) / len(shares):.3f}", flush=True)


def page_numbers(text: str) -> list[int]:
    """``1-3,7`` → 1, 2, 3, 7."""
    parts = [part.split("-") for part in text.split(",")]
    return [number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", choices=FORMS)
    parser.add_argument("--pages", type=page_numbers, help="such as 1-6,65-70")
    parser.add_argument("--kept", type=Path, help="keep the recognised pages in this folder")
    parser.add_argument("--tesseract", action="store_true", help="also by ocrmypdf")
    arguments = parser.parse_args()
    pages = arguments.pages or list(range(1, 1 + len(pypdfium2.PdfDocument(PDF))))
    printed = read_pdf(printed_pages(pages), "report.pdf")
    whole = arguments.pages is None
    for name in [arguments.only] if arguments.only else FORMS:
        kept = Path(tempfile.mkdtemp()) if arguments.kept is None else arguments.kept / name
        form = FORMS[name]
        data = scanned(form, pages)
        begun, worked = time.perf_counter(), time.process_time()
        read = read_pdf(data, "scan.pdf", kept)
        wall, work = (
            (end - start) / len(pages)
            for start, end in ((begun, time.perf_counter()), (worked, time.process_time()))
        )
        print(f"{name}: {wall:.1f} s a page, {work:.1f} s of one processor")
        tell(read, printed, form, whole=whole)
        if arguments.tesseract:
            other = by_tesseract(data)
            print("  Tesseract" if other else "  Tesseract: ocrmypdf is not installed")
            if other:
                tell(other, printed, form, whole=whole)


if __name__ == "__main__":
    main()
