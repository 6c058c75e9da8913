"""Text files → lines, in any encoding.

Trap: almost any bytes decode as Big5 to some Chinese text. An encoding is accepted only if the
bytes prove it: a byte-order mark, valid UTF-8, zero bytes in every second place (UTF-16), or Big5
that results in everyday Chinese.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from tourlib.errors import ReportError
from tourlib.lines import Cells, Line, Source, table_row_text
from tourlib.readers.budget import Budget
from tourlib.text import without_radicals

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Minimum share of level 1 (A440-C67E), the everyday characters, in the Chinese of a Big5 text.
_EVERYDAY_SHARE = 0.9
#: Number of bytes checked for UTF-16 without a mark, for control characters, and for Big5.
_SAMPLE, _CONTROL_SAMPLE, _BIG5_SAMPLE = 4096, 100_000, 1_000_000
#: Maximum number of bytes per character, in any encoding.
_WIDEST = 4
_MAX_RULE = 1000
#: Minimum share of everyday text for UTF-16 without a mark.
_UTF16_SHARE = 0.97
_EVERYDAY = re.compile("[\\n\\r\\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u203b]")
#: The sign for a character that no table has; the maximum share of these, and the number always allowed.
UNKNOWN, _MOST_PRIVATE, _FEW_PRIVATE = "〓", 0.01, 3
_PRIVATE = "tourlib-big5-private"
_USER_AREAS = re.compile(rb"(?:[\x81-\xa0\xc6-\xc8\xfa-\xfe])[\x40-\x7e\xa1-\xfe]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: A footnote at the end of a text, with its number.
_NOTE_AT_END = re.compile(r"(?P<number>\d{1,2})[ \u3000](?=\S).*。\s*")
#: The number of a footnote, the maximum number of their lines on a page, and where the number is
#: raised in the text: behind a word, before a pause.
_NOTE_NUMBER, _MOST_NOTES = re.compile(r"\d{1,3}"), 40
_NOTE_CALL = r"(?<=[^\s\d第.,/:：~～-])(?<![如見附\s（][表圖]){}(?=\s*$|\s{{2}}|[，。；：、）」])"
_RULE_ROW = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$")


def read_plain(data: bytes, name: str) -> Source:
    """Return a text file as numbered lines; a form feed begins a new page; Markdown tables become rows.

    Raises:
        ReportError: the bytes are no text, or in no recognisable encoding.
    """
    Budget(name).spend(characters=len(data) // _WIDEST)
    text, encoding = decode(data, name)
    budget = Budget(name)
    budget.spend(
        lines=text.count("\n") or text.count("\r"), characters=len(text), cells=text.count("\t")
    )
    texts = re.split(r"\r\n|\n|\r", without_radicals(text))
    if texts and not texts[-1]:
        texts.pop()
    lines = _with_notes(_with_pages(texts))
    notes: tuple[str, ...] = ()
    unknown = text.count(UNKNOWN)
    if encoding == "cp950" and unknown:
        notes += (
            f"{unknown} 個 Big5 造字無法得知其字形，讀作「{UNKNOWN}」，請對照原件"
            f" / {unknown} private Big5 characters read as {UNKNOWN}: check them against the original",
        )
    return Source(name, "text", tuple(_with_tables(lines, budget)), notes)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of the bytes and the encoding in which they were read.

    Raises:
        ReportError: no text, or no recognisable encoding.
    """
    text, encoding = _decoded(data, name)
    sample = text[:_CONTROL_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) // 100:
        raise _no_text(name)
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, name), encoding
    wide = _utf16_without_mark(data) if b"\0" in data else None
    if wide:
        return _decode(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_big5(data, name), "cp950"


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"檔案自稱 {encoding} 而不是 the file says it is {encoding}, but is not valid as such",
            file=name,
            place=f"byte {error.start}",
            hint="請以 UTF-8 重新儲存 save it again as UTF-8",
        ) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order in which nearly all of the text is Chinese or ASCII, with line ends."""
    if len(data) < 4 or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(encoding, "replace")
        if re.search("[\n\r]", text) and len(_EVERYDAY.findall(text)) >= _UTF16_SHARE * len(text):
            return encoding
    return None


def _decode_big5(data: bytes, name: str) -> str:
    try:
        text = data.decode("cp950", _PRIVATE)
    except UnicodeDecodeError as error:
        raise ReportError(
            "編碼不明 the encoding of this text is unknown (not UTF-8, not UTF-16, not Big5)",
            file=name,
            place=f"byte {error.start}",
            hint="請以 UTF-8 另存 open it in an editor and save it as UTF-8",
        ) from error
    sample = data[:_BIG5_SAMPLE]
    pairs = re.findall(rb"[\xa4-\xf9][\x40-\x7e\xa1-\xfe]", sample)
    everyday = sum(b"\xa4\x40" <= pair <= b"\xc6\x7e" for pair in pairs)
    if _CONTROL.search(text) or not pairs or everyday < _EVERYDAY_SHARE * len(pairs):
        raise _no_text(name)
    if text.count(UNKNOWN) > max(_FEW_PRIVATE, _MOST_PRIVATE * len(text)):
        raise _no_text(name)
    return text


def _private_character(error: UnicodeError) -> tuple[str, int]:
    """Replace a character from the areas of Big5 that are defined only by users' fonts."""
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        if _USER_AREAS.fullmatch(pair):
            return UNKNOWN, error.start + 2
    raise error


codecs.register_error(_PRIVATE, _private_character)


def _no_text(name: str) -> ReportError:
    return ReportError(
        "不是文字檔，或編碼不明 this is not a text file, or its encoding is unknown",
        file=name,
        hint="請給 give the report as PDF, DOCX, ODT, or as text in UTF-8",
    )


def _with_pages(texts: list[str]) -> list[Line]:
    paged = any("\f" in text for text in texts)
    page = 1
    lines = []
    for number, text in enumerate(texts, 1):
        page += text.count("\f") if text.startswith("\f") else 0
        lines.append(Line(number, text.replace("\f", ""), page if paged else None))
        page += text.count("\f") if not text.startswith("\f") else 0
    return lines


def _with_notes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with footnotes marked: at the foot of a page, each below a line with only its
    number, which is removed there and from the text."""
    found: list[Line] = []
    last = 0
    for _page, group in groupby(lines, lambda line: line.page):
        page = list(group)
        called, role = 0, None
        for at, line in enumerate(page):
            number = line.text.strip()
            role = role if number else None
            page[at] = replace(line, role=role)
            if (
                not _NOTE_NUMBER.fullmatch(number)
                or int(number) <= last
                or not _is_foot(page[at : at + _MOST_NOTES])
            ):
                continue
            call = re.compile(_NOTE_CALL.format(number))
            for place in range(called, at):
                text, calls = call.subn("", page[place].text, count=1)
                if calls:
                    page[place], page[at] = replace(page[place], text=text), replace(line, text="")
                    called, last, role = place, int(number), "note"
                    break
        found += page
    return _with_notes_at_end(found)


def _with_notes_at_end(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with footnotes marked that a program wrote at the end of the text: sentences
    with the numbers 1, 2, 3 … and no point, below a line that is no sentence."""
    printed = [at for at, line in enumerate(lines) if line.text.strip()]
    notes: list[int] = []
    while printed and (found := _NOTE_AT_END.fullmatch(lines[printed[-1]].text)):
        notes.insert(0, printed.pop())
        if found["number"] == "1":
            break
    numbers = [lines[at].text.split()[0] for at in notes]
    below = lines[printed[-1]].text.rstrip() if printed else "。"
    if numbers != [f"{n}" for n in range(1, len(notes) + 1)] or below.endswith(("。", ":", "：")):
        return [*lines]
    begin = notes[0] if notes else len(lines)
    return [*lines[:begin], *(replace(line, role="note") for line in lines[begin:])]


def _is_foot(lines: Sequence[Line]) -> bool:
    """True if these last lines of a page are one block, with at most a running foot below it."""
    text = "\n".join(line.text for line in lines)
    first, *others = re.split(r"\n\s*\n", text.strip())
    return "\n" in first and len(others) < 2 and len(lines) < _MOST_NOTES


def _with_tables(lines: list[Line], budget: Budget) -> list[Line]:
    """Return the lines with Markdown's pipe tables as rows of cells; the line of dashes is no text."""
    table = 0
    result = list(lines)
    last = -1
    for at, line in enumerate(lines):
        rule = "-" in line.text and len(line.text) <= _MAX_RULE and _RULE_ROW.match(line.text)
        if at <= max(last, 0) or not rule or "|" not in lines[at - 1].text:
            continue
        table += 1
        result[at] = Line(line.number, line.text, line.page, role="page")
        first, last = at - 1, at
        while last + 1 < len(lines) and lines[last + 1].text.strip().startswith("|"):
            last += 1
        for row in (first, *range(at + 1, last + 1)):
            cells = _pipe_cells(lines[row].text)
            budget.spend(cells=len(cells))
            result[row] = Line(lines[row].number, table_row_text(cells), line.page, cells, table)
    return result


def _pipe_cells(text: str) -> Cells:
    inner = text.strip().removeprefix("|").removesuffix("|")
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(re.sub(r"<br\s*/?>", "\n", cell.strip().replace("\\|", "|")) for cell in cells)
