"""DOC (old Word) → numbered lines, by way of the DOCX that LibreOffice makes of it, where there is
one."""

from __future__ import annotations

from dataclasses import replace

from tourlib.errors import ReportError
from tourlib.lines import Source
from tourlib.office import convert
from tourlib.readers.docx import read_docx


def read_doc(data: bytes, name: str) -> Source | None:
    """Read a file of old Word; ``None`` where LibreOffice (``soffice``) is not on the path or makes
    nothing of the file.

    Raises:
        ReportError: as :func:`tourlib.readers.docx.read_docx`.
    """
    try:
        made = convert(data, "report.doc", "docx")
    except ReportError:
        return None
    return replace(read_docx(made, name), format="doc")
