"""Fuzz a reader or parser: whatever the bytes, tables or a ReportError.

    pip install atheris
    python tests/fuzz/fuzz.py TARGET SECONDS [FOLDER]

SECONDS are of the processor's time, as is what an input may take: a busy machine makes neither of them
shorter. TARGET is one of text, pdf, docx, odt (bytes as they come), pages, word, open (well-formed PDF, DOCX
and ODT files of any shape), parser, settled, dates. FOLDER keeps what was found
interesting, so that a later run goes on from there. What breaks is written to ``crash-…``: make it
a case of ``tests/hostile/cases.py``.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import atheris
from lxml import etree

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "fuzz")]
with atheris.instrument_imports(include=["tourlib"]):
    from tourlib import dates
    from tourlib.directory.resolution import resolve
    from tourlib.errors import ReportError
    from tourlib.lines import Line, Source
    from tourlib.readers import apart, read_bytes
    from tourlib.readers.pdf import read_pdf
    from tourlib.report import build_report
    from tourlib.settled.read import read_settled
    from tourlib.text import chinese_number, normalize

import shapes  # noqa: E402

#: In this process, where its steps are followed.
apart.read_apart = read_pdf
REPORTS = TESTS / "reports"
#: Longest input, in bytes; growth is the benchmarks' affair.
MOST_BYTES = 20_000
SLOW_SECONDS = 20


def text(data: bytes) -> None:
    """Bytes as a text file, read and parsed."""
    build_report(read_bytes(data, "fuzz.txt")).tables()


def pdf(data: bytes) -> None:
    """Bytes as a PDF file."""
    build_report(read_bytes(b"%PDF-1.7\n" + data, "fuzz.pdf"))


def _package(data: bytes, part: str, more: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**more, part: data}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(data: bytes) -> None:
    """Bytes as the main part of a DOCX file, or as its lists or styles."""
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p/></w:body></w:document>"
    )
    part = ("word/document.xml", "word/numbering.xml", "word/styles.xml")[data[:1] > b"\x80"]
    build_report(read_bytes(_package(data, part, {"word/document.xml": body}), "fuzz.docx"))


def odt(data: bytes) -> None:
    """Bytes as the content of an ODT file."""
    kind = {"mimetype": b"application/vnd.oasis.opendocument.text"}
    build_report(read_bytes(_package(data, "content.xml", kind), "fuzz.odt"))


def word(data: bytes) -> None:
    """A DOCX file of any shape."""
    _load_parts(shapes.word_parts(atheris.FuzzedDataProvider(data)), "fuzz.docx")


def open_document(data: bytes) -> None:
    """An ODT file of any shape."""
    _load_parts(shapes.open_parts(atheris.FuzzedDataProvider(data)), "fuzz.odt")


def _load_parts(parts: dict[str, str], name: str) -> None:
    whole = {part: text.encode() for part, text in parts.items()}
    last = next(reversed(whole))
    build_report(read_bytes(_package(whole.pop(last), last, whole), name)).tables()


def pages(data: bytes) -> None:
    """A PDF file of any shape."""
    build_report(read_bytes(shapes.pages(atheris.FuzzedDataProvider(data)), "fuzz.pdf")).tables()


def parser(data: bytes) -> None:
    """Characters as the lines and table rows of any reader."""
    made = atheris.FuzzedDataProvider(data)
    lines = []
    while made.remaining_bytes() and len(lines) < 300:
        kind, line = made.ConsumeIntInRange(0, 4), made.ConsumeUnicodeNoSurrogates(60)
        cells = tuple(line.split(" ")) if kind == 1 else None
        lines.append(Line(len(lines) + 1, line, cells=cells, table=1 if cells else None))
    build_report(Source("fuzz", "docx", tuple(lines))).tables()


def settled(data: bytes) -> None:
    """Bytes as a cohort file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "114.toml")
        path.write_bytes(data)
        read_settled(path)


def small(data: bytes) -> None:
    """Characters as a date, a time, a number, an agency, a piece of text."""
    made = data.decode("utf-8", "replace")
    dates.find_period(made, 2025)
    chinese_number(made)
    resolve(made[:200])
    assert normalize(normalize(made)) == normalize(made)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text, "pdf": pdf, "docx": docx, "odt": odt, "pages": pages, "word": word,
    "open": open_document, "parser": parser, "settled": settled,
    "dates": small,
}  # fmt: skip


def seeds(name: str, folder: Path) -> None:
    """Inputs to begin with: the invented reports, as this target takes them; or chance."""
    if name in {"pages", "word", "open", "pdf"}:
        for number in range(60):
            data = Random(number).randbytes(800)
            made = shapes.pages(atheris.FuzzedDataProvider(data)) if name == "pdf" else data
            (folder / f"{number}").write_bytes(made)
        return
    for report in sorted(REPORTS.glob("1*")):
        for path in sorted(report.glob("report.*")):
            data = path.read_bytes()
            if name in {"text", "parser", "dates"} and path.suffix == ".txt":
                pieces = [data[at : at + 6000] for at in range(0, len(data), 6000)]
            elif name in {"docx", "odt"} and path.suffix == f".{name}":
                part = {"docx": "word/document.xml", "odt": "content.xml"}[name]
                pieces = [_first(zipfile.ZipFile(path).read(part))]
            elif name == "pdf" and path.suffix == ".pdf":
                pieces = [data] if len(data) <= MOST_BYTES else []
            else:
                continue
            for at, piece in enumerate(pieces):
                (folder / f"{report.name}-{at}{path.suffix}").write_bytes(piece)


def _first(part: bytes) -> bytes:
    """The beginning of an XML part, still well-formed: whole children of its body."""
    root = etree.fromstring(part)
    body = max(root.iter(), key=len)
    for child in reversed(list(body)):
        if len(etree.tostring(root)) <= MOST_BYTES:
            break
        body.remove(child)
    return etree.tostring(root)


class Slow(Exception):
    """An input took more than it may."""


def _too_slow(number: int, frame: object) -> None:
    raise Slow(f"more than {SLOW_SECONDS} seconds")


def main(name: str, seconds: int, folder: Path | None) -> None:
    """Run a target for so long."""
    run, runs = TARGETS[name], 0
    signal.signal(signal.SIGPROF, _too_slow)
    with contextlib.suppress(ReportError):
        run(b"")  # what is worked out once and kept
    end = time.process_time() + seconds

    def one(data: bytes) -> None:
        nonlocal runs
        if time.process_time() > end:
            print(f"{runs} inputs in {seconds} seconds of the processor's time", flush=True)
            shutil.rmtree(begun)
            os._exit(0)
        runs += 1
        signal.setitimer(signal.ITIMER_PROF, SLOW_SECONDS)
        with contextlib.suppress(ReportError):
            run(data)
        signal.setitimer(signal.ITIMER_PROF, 0)

    with tempfile.TemporaryDirectory() as begun:
        seeds(name, Path(begun))
        kept = [str(folder)] if folder else []
        bounds = ["-timeout=100000", "-rss_limit_mb=3000", f"-max_len={MOST_BYTES}"]
        atheris.Setup([sys.argv[0], *bounds, *kept, begun], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
