"""Fuzz a reader or parser: whatever the bytes, tables or a ReportError.

    pip install atheris
    python tests/fuzz/fuzz.py TARGET SECONDS [FOLDER]

TARGET is one of text, pdf, docx, odt, parser, settled, dates. FOLDER keeps what was found
interesting, so that a later run goes on from there. What breaks is written to ``crash-…``: make it
a case of ``tests/hostile/cases.py``.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tourlib"]):
    from tourlib import dates
    from tourlib.agencies import resolve
    from tourlib.errors import ReportError
    from tourlib.lines import Line, Source
    from tourlib.readers import read_bytes
    from tourlib.report import build_report
    from tourlib.settled import read_settled
    from tourlib.text import chinese_number, normalize

REPORTS = Path(__file__).resolve().parents[1] / "reports"
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
    """Bytes as the main part of a DOCX file, or as its lists and styles."""
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body>%s</w:body></w:document>"
    )
    part = ("word/document.xml", "word/numbering.xml", "word/styles.xml")[data[:1] > b"\x80"]
    whole = body.replace(b"%s", data) if part.endswith("document.xml") else data
    more = {"word/document.xml": body.replace(b"%s", b"<w:p/>")}
    build_report(read_bytes(_package(whole, part, more), "fuzz.docx"))


def odt(data: bytes) -> None:
    """Bytes as the content of an ODT file."""
    kind = {"mimetype": b"application/vnd.oasis.opendocument.text"}
    build_report(read_bytes(_package(data, "content.xml", kind), "fuzz.odt"))


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
    "text": text, "pdf": pdf, "docx": docx, "odt": odt, "parser": parser, "settled": settled,
    "dates": small,
}  # fmt: skip


def seeds(name: str, folder: Path) -> None:
    """Inputs to begin with: the invented reports, as this target takes them."""
    for report in sorted(REPORTS.glob("1*")):
        for path in sorted(report.glob("report.*")):
            data = path.read_bytes()
            if name in {"text", "parser", "dates"} and path.suffix == ".txt":
                pieces = [data[at : at + 6000] for at in range(0, len(data), 6000)]
            elif name in {"docx", "odt"} and path.suffix == f".{name}":
                part = {"docx": "word/document.xml", "odt": "content.xml"}[name]
                pieces = [zipfile.ZipFile(path).read(part)[:MOST_BYTES]]
            elif name == "pdf" and path.suffix == ".pdf":
                pieces = [data[:MOST_BYTES]]
            else:
                continue
            for at, piece in enumerate(pieces):
                (folder / f"{report.name}-{at}{path.suffix}").write_bytes(piece)


def main(name: str, seconds: int, folder: Path | None) -> None:
    """Run a target for so long."""
    run = TARGETS[name]

    def one(data: bytes) -> None:
        with contextlib.suppress(ReportError):
            run(data)

    with tempfile.TemporaryDirectory() as begun:
        seeds(name, Path(begun))
        kept = [str(folder)] if folder else []
        bounds = [f"-max_total_time={seconds}", f"-timeout={SLOW_SECONDS}", "-rss_limit_mb=3000"]
        atheris.Setup(
            [sys.argv[0], *bounds, f"-max_len={MOST_BYTES}", "-print_final_stats=1", *kept, begun],
            one,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
