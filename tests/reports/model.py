"""The words in which the invented reports are described: plain data, no rendering.

A description holds what is printed and, beside it, what an attentive reader would put into
the tables. Text is written as a Taiwanese author types it (full-width punctuation);
:func:`plain` gives the form that the tables hold.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

HAN = "\u3400-\u9fff\U00020000-\U0003134f"
_WIDE = HAN + "、。「」『』《》【】…—·"


def plain(text: str) -> str:
    """Full-width ASCII to half-width, compatibility ideographs to plain ones; no white space
    between two Chinese characters."""
    text = "".join(
        unicodedata.normalize("NFKC", c)
        if "\uff01" <= c <= "\uff5e" or "\uf900" <= c <= "\ufaff" or c == "\u3000"
        else c
        for c in text
    )
    text = re.sub(r"[ \t\n]+", " ", text)
    return re.sub(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])", "", text).strip()


def wide(text: str) -> str:
    """Digits, capital abbreviations and ASCII punctuation in full width."""
    text = re.sub(r"(?<![A-Za-z])[A-Z]{1,4}(?![A-Za-z])", lambda m: _full(m[0]), text)
    text = re.sub(r"(?<=[0-9])[,.\-](?=[0-9])", lambda m: _full(m[0]), text)
    return re.sub(r"[0-9%/~()]", lambda m: _full(m[0]), text)


def _full(text: str) -> str:
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) for c in text)


def wide_all(text: str) -> str:
    """Every ASCII character in full width, spaces too."""
    return "".join(_full(c) if " " <= c <= "~" else c for c in text)


@dataclass
class Visit:
    """A body block: the lines as printed, and what they say."""

    fields: list[tuple[str, str]]
    date: str
    start: str
    end: str
    place: str
    speakers: list[str]
    session: int | None
    after: bool = False  # printed after the notes


@dataclass
class S:
    """A heading or numbered item. ``lead``: its title runs into its first paragraph by a colon.

    ``role`` and ``theme`` hold for what is below it too. ``lost``: the marker is not printed.
    ``agencies``: the lines 主辦機關, 協辦機關. ``photos``, ``timetable``: what stands there.
    """

    number: str
    title: str
    text: list[str] = field(default_factory=list)
    kids: list[S] = field(default_factory=list)
    role: str | None = None
    theme: int | None = None
    lead: bool = False
    lost: bool = False
    visit: Visit | None = None
    topics: bool = False  # its kids are the topics of the recommendations
    horizon: str | None = None
    agencies: tuple[str, str] | None = None
    best: int | None = None  # the theme that a recommendation fits best
    timetable: bool = False
    photos: bool = False


@dataclass
class Person:
    """``role``: leader, deputy_leader, member, staff; ``place``: branch, level, tier, parent."""

    role: str
    agency: str
    title: str
    name: str
    place: tuple[str, str, str, str]
    group: str = ""
    grade: str = ""
    label: str = ""  # what stands in the number column


@dataclass
class Entry:
    """A row of the timetable: ``cells`` as printed after the date, and what they say.

    ``band``: a row over the whole width (國內課程), which is no session.
    """

    date: str
    label: str
    cells: list[str]
    title: str = ""
    kind: str = ""
    start: str = ""
    end: str = ""
    inferred: bool = False
    title_en: str = ""
    speakers: list[str] = field(default_factory=list)
    place: str = ""
    part: str = "abroad"
    theme: int | None = None
    detail: str = ""
    band: bool = False


@dataclass
class Photo:
    label: str  # the day as printed
    date: str
    event: str
    captions: list[str]


@dataclass
class Style:
    """How a report prints things; one instance per report."""

    marks: dict[str, str]  # kind of number → the printed marker, {} for the number
    font: str = "Noto Serif CJK TC"
    head_font: str = "Noto Sans CJK TC"
    running_head: str = ""
    foot: str = "{}"  # {} is the page number
    encoding: str = "utf-8"
    newline: str = "\n"
    blank_lines: bool = True
    indent: str = ""  # before a paragraph of the text form
    leader: str = "."  # of the table of contents
    fields_numbered: bool = True
    photos_in_table: bool = False
    auto_numbers: bool = False  # DOCX: the markers come from Word's list numbering
    full_width: bool = False
    table_style: str = "Table Grid"
    hanging: bool = False
    rows_may_split: bool = True  # a row of a table may run over the end of a page
    heading_styles: bool = True
    wrap: int = 0
    colon: str = "："


@dataclass
class Report:
    name: str
    meta: dict[str, object]
    cover: list[tuple[str, str]]  # (role: big, title, label, small), text
    roster_title: str
    roster_header: list[str]
    roster_tables: list[tuple[str, list[int]]]  # caption, indices into people
    people: list[Person]
    themes: list[str]
    body: list[S]
    toc: list[tuple[str, str, int]]  # number, title, page as printed
    timetable_header: list[str]
    entries: list[Entry]
    photos: list[Photo]
    style: Style
    roster_per_row: int = 1
    forms: tuple[str, ...] = ("txt", "docx", "odt", "pdf")
    raw_roster: str = ""  # text form only: the roster as extracted
    raw_timetable: str = ""


def mark_kind(number: str) -> str:
    """The kind of numbering, by an example of it: 壹, 第一章, 主題一, 一, (一), 1, (1), a, (a)."""
    if number.startswith("第"):
        return "第一章"
    if number.startswith("主題"):
        return "主題一"
    inner = number.strip("()")
    if inner[0] in "壹貳參肆伍陸":
        return "壹"
    base = "一" if inner[0] in "一二三四五六七八九十" else "1" if inner.isdigit() else "a"
    return f"({base})" if number.startswith("(") else base


def marker(style: Style, number: str) -> str:
    """The marker as printed before a title."""
    if not number:
        return ""
    kind = mark_kind(number)
    inner = number.strip("()")
    if kind == "第一章":
        inner = inner[1:-1]
    if kind == "主題一":
        inner = inner[2:]
    return style.marks[kind].format(inner)
