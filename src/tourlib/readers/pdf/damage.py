"""Whether a PDF that can be opened has lost something.

PDFium mends what it can and says nothing: a damaged page is then a page with less text. Two
things show it: compressed data that do not decompress to their checksum, and a table of
contents of the file (its cross-reference) that is not where the file says.
"""

from __future__ import annotations

import re
import zlib

#: No more than this is decompressed in all (bytes).
MAX_OUTPUT = 64_000_000
_CHUNK = 1_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_START = re.compile(rb"startxref\s+(\d{1,12})\s")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_OTHER_FILTERS = re.compile(rb"/(?:ASCII85|ASCIIHex|LZW|RunLength|Crypt|DCT|JPX)")


def damaged(data: bytes) -> bool:
    """Whether some of a PDF's compressed text is broken, or its parts are not in their place."""
    if _ENCRYPTED.search(data):
        return False
    return not _index_in_place(data) or _has_broken_stream(data)


def _index_in_place(data: bytes) -> bool:
    starts = _START.findall(data)
    if not starts:
        return False
    # What precedes the header shifts every offset.
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
        size = _inflated(data, found.end(), left)
        if size is None:
            return True
        left -= size
        if left <= 0:
            break
    return False


def _inflated(data: bytes, start: int, limit: int) -> int | None:
    """The size of the data compressed from ``start`` on, up to a limit; ``None`` if broken."""
    stream, size = zlib.decompressobj(), 0
    rest = data[start : start + _CHUNK]
    start += len(rest)
    while size < limit and not stream.eof:
        try:
            size += len(stream.decompress(rest, _CHUNK))
        except zlib.error:
            return None
        rest = stream.unconsumed_tail
        if not rest and not stream.eof:
            rest = data[start : start + _CHUNK]
            start += len(rest)
            if not rest:
                return None
    return size


_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+R\b")
#: Forms within forms are not nested deeper than this.
MAX_NESTING = 30


def has_endless_form(data: bytes) -> bool:
    """Whether a form of a PDF draws itself, or forms are nested deeper than anyone needs: PDFium
    would draw them until the memory is used up."""
    if not _FORM.search(data):
        return False
    inner: dict[int, set[int]] = {}
    starts = list(_OBJECT.finditer(data))
    for found, end in zip(starts, [*(each.start() for each in starts[1:]), len(data)], strict=True):
        entries = data[found.end() : end].split(b"stream", 1)[0]
        if _FORM.search(entries):
            inner.setdefault(int(found[1]), set()).update(map(int, _REFERENCE.findall(entries)))
    forms = {number: parts & inner.keys() for number, parts in inner.items()}
    for _ in range(MAX_NESTING):  # what draws no form any more is drawn in the end
        done = {number for number, parts in forms.items() if not parts & forms.keys()}
        if not done:
            break
        forms = {number: parts for number, parts in forms.items() if number not in done}
    return bool(forms)
