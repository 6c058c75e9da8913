"""Turn bytes into numbered lines: one reader per format with a common result, chosen by content."""

from __future__ import annotations

import codecs
import hashlib
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tourlib.cohort import data_folder
from tourlib.errors import ReportError
from tourlib.lines import Line, Source
from tourlib.office import convert
from tourlib.readers.budget import MAX_LINE_CHARS
from tourlib.readers.pictures import content_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMATS = "PDF, DOCX, ODT or text (UTF-8, UTF-16, Big5)"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
#: First bytes of files of other formats that people try to read.
_OTHER = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"{\\rtf": "an RTF document",
    b"II*\x00": "a TIFF picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"<!doctype html": "an HTML page",
    b"<html": "an HTML page",
    b"<?xml": "an XML file (such as FODT)",
}
_MAIN_PARTS = {"xl/workbook.xml": "a workbook", "ppt/presentation.xml": "a slide deck"}
#: Number of bytes that identify a file, after a byte-order mark and white space.
_BEGINNING = 64
#: The part of an Office package that lists the types of its parts, and the type of the main part of
#: a Word document, whatever its folder.
_KINDS, _WORD = "[Content_Types].xml", re.compile(rb"wordprocessingml\.\w+\.main\+xml")
#: Maximum number of bytes read to find the type of a package or the types of its parts.
_LONGEST_TYPE = 100_000


def read(path: str | Path) -> Source:
    """Read a report file.

    Args:
        path: a PDF, DOCX, ODT or text file, a picture or a folder of pictures, or a DOC if
            LibreOffice is installed; recognised by content, not by name.

    Raises:
        ReportError: the file cannot be read, or its format is not supported.
    """
    return read_content(Path(path), content_of(Path(path)))


def read_content(path: Path, data: bytes) -> Source:
    """Read a report file of this content, which :func:`~tourlib.readers.pictures.content_of` gave."""
    source = read_bytes(data, path.name)
    return replace(source, file=(path.absolute(), _digest(data))) if _is_pdf(data) else source


def pictures_of(source: Source, lines: Iterable[Line]) -> dict[int, list[bytes]]:
    """Return pictures of the places where lines of a PDF, or of pictures of pages, are printed.

    Args:
        source: the report as read.
        lines: some of its lines.

    Returns:
        Number of the line → PNG pictures from top to bottom; nothing if the file no longer exists
        or has changed.
    """
    wanted = [(line.number, place) for line in lines for place in line.places]
    if source.file is None or not wanted:
        return {}
    from tourlib.readers.apart import cut_apart

    path, digest = source.file
    found: dict[int, list[bytes]] = {}
    try:
        data = content_of(path)
        if _digest(data) == digest:
            cut = cut_apart(data, source.name, [place for _, place in wanted])
            for (number, _), picture in zip(wanted, cut, strict=True):
                found.setdefault(number, []).append(picture)
    except ReportError:
        return {}
    return found


def read_bytes(data: bytes, name: str) -> Source:
    """Read a report from memory; ``name`` is for messages and ``Source.name``.

    Raises:
        ReportError: the format is not supported, or the file is damaged or protected.
    """
    source = _read_format(data, name)
    longest = max(source.lines, key=lambda line: len(line.text), default=None)
    if longest and len(longest.text) > MAX_LINE_CHARS:
        raise ReportError(
            f"有一行長達 {len(longest.text):,} 字 a line of {len(longest.text):,} characters",
            file=name,
            place=f"line {longest.number}",
            hint="this is not a report, or its line breaks are lost: save it again as text",
        )
    return source


def _read_format(data: bytes, name: str) -> Source:
    if not data.strip():
        raise ReportError(
            "檔案是空的 the file is empty",
            file=name,
            hint="檢查是否完整複製 check that it was copied whole",
        )
    if _is_pdf(data):
        from tourlib.readers.apart import read_apart

        return read_apart(data, name, _kept(data))
    if data.startswith(b"PK"):
        return _read_zip(data, name)
    if data.startswith(_OLE):
        return _read_ole(data, name)
    first = data[:_BEGINNING].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, what in _OTHER.items():
        if data.startswith(magic) or first.lower().startswith(magic):
            raise ReportError(
                f"這是 this is {what}", file=name, hint=f"請給 give the report as {_FORMATS}"
            )
    from tourlib.readers.plain import read_plain

    return read_plain(data, name)


def _kept(data: bytes) -> Path | None:
    """Return the folder for the recognised pages of a scan in the data folder, if there is one."""
    try:
        return data_folder() / "scans" / _digest(data)[:16]
    except ReportError:
        return None


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_zip(data: bytes, name: str) -> Source:
    from tourlib.readers.package import opened

    with opened(data, name) as archive:
        members = set(archive.namelist())
        kind = _beginning(archive, "mimetype") if "mimetype" in members else b""
        kinds = _beginning(archive, _KINDS) if _KINDS in members else b""
    if _WORD.search(kinds) or any(member.startswith("word/") for member in members):
        from tourlib.readers.docx import read_docx

        return read_docx(data, name)
    if kind.strip() in (_ODT_TYPE, _ODT_TYPE + b"-template") or (
        not kind and "content.xml" in members
    ):
        from tourlib.readers.odt import read_odt

        return read_odt(data, name)
    what = next((each for main, each in _MAIN_PARTS.items() if main in members), "a ZIP archive")
    raise ReportError(
        f"這不是報告 this is {what}, not a report",
        file=name,
        hint=f"請給 give the report as {_FORMATS}",
    )


def _beginning(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as stream:
        return stream.read(_LONGEST_TYPE)


def _read_ole(data: bytes, name: str) -> Source:
    if "EncryptedPackage".encode("utf-16-le") in data:
        from tourlib.readers.package import protected

        raise protected(name)
    if "WordDocument".encode("utf-16-le") in data:
        from tourlib.readers.docx import read_docx

        with suppress(ReportError):  # without LibreOffice, or if it cannot read the file
            data = convert(data, "report.doc", "docx")
            return replace(read_docx(data, name), format="doc")
    raise ReportError(
        "這是舊版 Office 檔 this is an old Office file (.doc, .xls, .ppt)",
        file=name,
        hint="open it in Word or LibreOffice and save it as .docx, .odt or PDF"
        " (a .doc is read directly if LibreOffice is installed and can open it)",
    )
