"""Check whether a PDF that can be opened has lost something.

PDFium repairs what it can without a message: a damaged page is then a page with less text. Two
things show damage: compressed data that do not decompress to their checksum, and a table of
contents of the file (its cross-reference) that is not at the place given by the file.
"""

from __future__ import annotations

import re
import zlib

#: Maximum number of bytes decompressed in all.
MAX_OUTPUT = 64_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_START = re.compile(rb"startxref\s+(\d{1,12})\s")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_OTHER_FILTERS = re.compile(rb"/(?:ASCII85|ASCIIHex|LZW|RunLength|Crypt|DCT|JPX)")


def damaged(data: bytes) -> bool:
    """True if some compressed text of a PDF is broken, or its parts are not at their places."""
    if _ENCRYPTED.search(data):
        return False
    return not _index_in_place(data) or _has_broken_stream(data)


def _index_in_place(data: bytes) -> bool:
    starts = _START.findall(data)
    if not starts:
        return False
    # Anything before the header shifts every offset.
    at = int(starts[-1]) + max(data.find(b"%PDF-"), 0)
    found = data[at : at + 40].lstrip()
    return found.startswith(b"xref") or re.match(rb"\d+\s+\d+\s+obj", found) is not None


def _has_broken_stream(data: bytes) -> bool:
    left = MAX_OUTPUT
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - 800) : found.start()]
        entries = before[before.rfind(b" obj") + 1 :]
        if b"/FlateDecode" not in entries or _OTHER_FILTERS.search(entries):
            continue
        end = data.find(b"endstream", found.end())
        packed = memoryview(data)[found.end() : end if end > 0 else None]
        inflate = zlib.decompressobj()
        try:
            left -= len(inflate.decompress(packed, left))
        except zlib.error:
            return True
        if left <= 0 or not inflate.eof:
            return left > 0
    return False
