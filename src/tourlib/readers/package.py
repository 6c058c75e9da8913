"""Office packages (DOCX, ODT), ZIP files of XML: opened with limits, and not trusted."""

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

#: Maximum size of the unpacked parts that are read.
MAX_BYTES = 100 * 1024 * 1024
#: Maximum compression ratio of a part.
MAX_RATIO = 1000
#: Maximum number of members of a package, and of ``<`` and ``=`` in its parts: an element, an
#: attribute or a text takes some 250 bytes of memory, however few it takes in the file.
MAX_MEMBERS, MAX_MARKS = 20_000, 2_000_000
#: First bytes of each entry in the list of members.
_MEMBER = b"PK\x01\x02"
_DAMAGED = "檔案損壞 the file is damaged"
_AGAIN = "請重新複製或下載 copy or download it again, or save it again in an office program"
#: Maximum number of digits of numbers of lists, levels and spans.
_MAX_DIGITS = 6


@contextmanager
def opened(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a package for reading.

    Raises:
        ReportError: damage, even if found only while reading, or too many members.
    """
    if data.count(_MEMBER) > MAX_MEMBERS:
        raise _too_much(name)
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
    """Return those of the named parts that are in the package.

    Args:
        data: the package.
        names: of the parts; one given twice is read once, but counts twice.
        name: of the package, for messages.

    Raises:
        ReportError: the package is damaged, or exceeds the limits when unpacked.
    """
    parts: dict[str, bytes] = {}
    size = marks = 0
    with opened(data, name) as archive:
        present = set(archive.namelist())
        for part in (part for part in names if part in present):
            if part not in parts:
                parts[part] = _read_part(archive, part, name, MAX_BYTES - size)
            size += len(parts[part])
            marks += parts[part].count(b"<") + parts[part].count(b"=")
            if size > MAX_BYTES or marks > MAX_MARKS:
                raise _too_much(name, part)
    return parts


def find_related(data: bytes, name: str, part: str = "") -> dict[str, str]:
    """Return the parts to which a part of an Office Open XML package refers: kind (``"styles"``) → name.

    Args:
        data: the package.
        name: its name, for messages.
        part: the part; empty for the package itself, whose main part is its ``"officeDocument"``.

    Raises:
        ReportError: the package is damaged.
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


def _read_part(archive: zipfile.ZipFile, part: str, name: str, most: int) -> bytes:
    """Return a part of at most ``most`` bytes."""
    info = archive.getinfo(part)
    if info.file_size > min(most, MAX_RATIO * max(1, info.compress_size)):
        raise _too_much(name, part)
    with archive.open(info) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _too_much(name, part)
    return content


def _too_much(name: str, part: str | None = None) -> ReportError:
    return ReportError(
        "解開後遠大於報告 unpacks to far more than a report holds",
        file=name,
        place=part,
        hint="這不是文書軟體所寫的報告 this is not a report as an office program writes it",
    )


def protected(name: str) -> ReportError:
    """Return the error for a document with a password."""
    return ReportError(
        "文件有密碼保護 the document is protected by a password",
        file=name,
        hint="請移除密碼後重新儲存 open it, remove the password, save it again",
    )


def parse_xml(content: bytes, name: str, part: str) -> etree._Element:
    """Return the root of an XML part; entities are not resolved and nothing is fetched.

    Raises:
        ReportError: not well-formed, or with its own document type.
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
    """Return an attribute as a whole number; the default if it is none, or too long to be a real one.

    >>> read_int("12"), read_int("x", 1), read_int(None, 3)
    (12, 1, 3)
    """
    return int(text) if text and text.isdecimal() and len(text) <= _MAX_DIGITS else default
