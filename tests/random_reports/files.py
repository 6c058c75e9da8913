"""A drawn report as a DOCX file, with merged cells; LibreOffice makes ODT and PDF of it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Pt

from random_reports.draw import Drawn, Table

FONT = "Noto Serif CJK TC"


@functools.cache
def _has_writer() -> bool:
    # Slides and workbooks can be there without the part that reads documents: the program is not enough.
    office = shutil.which("soffice")
    return office is not None and any(Path(office).resolve().parent.parent.rglob("*swlo*"))


needs_writer = pytest.mark.skipif(not _has_writer(), reason="LibreOffice Writer is not installed")


def write_docx(report: Drawn, path: Path) -> None:
    """Write the report as a word processor would."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for block in report.printed:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block)
    document.save(str(path))


def convert(path: Path, form: str) -> Path:
    """The file in another form (``odt``, ``pdf``), beside it."""
    return convert_all([path], form)[0]


def convert_all(paths: Sequence[Path], form: str) -> list[Path]:
    """Files of one folder in another form, beside them: LibreOffice is started once for all."""
    profile = Path(os.environ["TOURLIB_TEST_RUN"], f"office-{os.getpid()}")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(paths[0].parent)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True)
    return [path.with_suffix(f".{form}") for path in paths]


def _add_table(document: DocumentType, block: Table) -> None:
    count = max(map(len, block.rows))
    table = document.add_table(len(block.rows), count)
    table.style = "Table Grid"
    for i, row in enumerate(block.rows):
        for j, cell in enumerate(row):
            if cell:
                table.cell(i, j).text = cell
    for i, row in enumerate(block.rows):
        if row[0] and len(row) > 1 and all(cell is None for cell in row[1:]):
            table.cell(i, 0).merge(table.cell(i, count - 1))
        for j, cell in enumerate(row):
            last = i
            while last + 1 < len(block.rows) and j == 0 and block.rows[last + 1][j] is None:
                last += 1
            if cell and last > i:
                table.cell(last, j).merge(table.cell(i, j)).text = cell
