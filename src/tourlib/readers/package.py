"""Office packages (DOCX, ODT): a ZIP of XML, opened with bounds and without trust."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from lxml import etree

from tourlib.errors import ReportError

#: A part of a document is not larger than this when unpacked, nor are all that are read.
MAX_PART_BYTES = 100 * 1024 * 1024
#: Nor does text shrink by more than this.
MAX_RATIO = 1000
_DAMAGED = "檔案損壞 the file is damaged"
_AGAIN = "請重新複製或下載 copy or download it again, or save it anew in an office program"
#: Numbers of lists, levels and spans are no longer than this.
_MOST_DIGITS = 6


@contextmanager
def opened(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive of a package.

    Raises:
        ReportError: it is damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        RuntimeError,
        ValueError,
        EOFError,
    ) as error:
        raise ReportError(
            _DAMAGED, file=name, place=str(error)[:80] or None, hint=_AGAIN
        ) from error


def read_parts(data: bytes, names: Iterable[str], name: str) -> dict[str, bytes]:
    """The named parts of the package that are there.

    Raises:
        ReportError: damaged, or unpacking to more than the bounds.
    """
    with opened(data, name) as archive:
        present = set(archive.namelist())
        return {part: _read_part(archive, part, name) for part in names if part in present}


def find_related(data: bytes, name: str, part: str = "") -> dict[str, str]:
    """The parts that a part of an Office Open XML package refers to: kind (``"styles"``) → name.

    Args:
        data: the package.
        name: its name, for messages.
        part: the part; without, the package itself, whose main part is its ``"officeDocument"``.

    Raises:
        ReportError: damaged.
    """
    folder, file = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, str] = {}
    for content in read_parts(data, [listed], name).values():
        for each in parse_xml(content, name, listed):
            if each.get("TargetMode") != "External":
                kind = each.get("Type", "").rpartition("/")[2]
                target = posixpath.join("/", folder, each.get("Target", ""))
                found.setdefault(kind, posixpath.normpath(target).lstrip("/"))
    return found


def _read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    info = archive.getinfo(part)
    too_large = info.file_size > MAX_PART_BYTES
    if too_large or info.file_size > MAX_RATIO * max(1, info.compress_size):
        raise ReportError(
            "解開後遠大於報告 unpacks to far more than a report holds",
            file=name,
            place=part,
            hint="這不是文書軟體所寫的報告 this is not a report as an office program writes it",
        )
    with archive.open(info) as stream:
        content = stream.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise ReportError(
            "解開後遠大於報告 unpacks to far more than a report holds", file=name, place=part
        )
    return content


def parse_xml(content: bytes, name: str, part: str) -> etree._Element:
    """The root of an XML part; entities are not resolved and nothing is fetched.

    Raises:
        ReportError: not well-formed, or with a document type of its own.
    """
    head = content[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _own_type(name, part)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:  # further down, or in another encoding
            raise _own_type(name, part)
        return root
    except etree.XMLSyntaxError as error:
        raise ReportError(
            _DAMAGED, file=name, place=f"{part}: {error.msg}"[:120], hint=_AGAIN
        ) from error


def _own_type(name: str, part: str) -> ReportError:
    return ReportError(
        "內容不是文書軟體會寫的 an XML part has a document type, which no office program writes",
        file=name,
        place=part,
        hint="請勿開啟，重新索取 do not open this file; ask for the report again",
    )


def read_int(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default where it is none, or longer than any that counts.

    >>> read_int("12"), read_int("x", 1), read_int(None, 3)
    (12, 1, 3)
    """
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else default
