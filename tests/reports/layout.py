"""An invented report → the blocks of a document, in order: what all its forms print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from .model import Entry, Photo, Report, S, mark_kind, marker, wide_all

Rows = list[list[str | None]]


@dataclass
class Block:
    """``kind``: big, title, label, small, centre, heading, item, para, field, toc, table, roster,
    day, event, image, caption, break. ``level``: kind of number. ``None`` in rows: merged."""

    kind: str
    text: str = ""
    marker: str = ""
    level: str = ""
    depth: int = 0
    page: str = ""
    rows: Rows = field(default_factory=list)
    bands: list[int] = field(default_factory=list)


def blocks(report: Report) -> Iterator[Block]:
    for kind, text in report.cover:
        yield Block(kind, text)
    yield Block("break")
    yield from _roster(report)
    summary = [part for part in report.body if part.role == "summary"]
    for part in summary:
        yield from _section(report, part, 1)
        yield Block("break")
    if report.toc:
        yield from _toc(report)
        yield Block("break")
    for part in report.body:
        if part not in summary:
            yield from _section(report, part, 1)


def _roster(report: Report) -> Iterator[Block]:
    if not report.roster_title:
        return
    yield Block("centre", report.roster_title)
    keys = {"姓名": "name", "職稱": "title", "官職等": "grade", "班別": "group"}
    keys |= dict.fromkeys(("編號", "順序", "項次", "序號"), "label")
    columns = [keys.get(name, "agency") for name in report.roster_header]
    for caption, members in report.roster_tables:
        if caption:
            yield Block("label", caption)
        people = [[str(getattr(report.people[i], c)) for c in columns] for i in members]
        n = report.roster_per_row
        people += [[""] * len(columns)] * (-len(people) % n)
        rows: Rows = [report.roster_header * n]
        for i in range(0, len(people), n):
            rows.append([cell for person in people[i : i + n] for cell in person])
        yield Block("roster", rows=rows)
    yield Block("break")


def _toc(report: Report) -> Iterator[Block]:
    yield Block("centre", "目錄")
    depth = {"壹": 1, "第一章": 1, "主題一": 2, "一": 3, "": 1}
    for number, title, page in report.toc:
        # 貢 is printed where 貳 was meant.
        mark = marker(report.style, number.replace("貢", "貳")).replace("貳", number or "貳")
        printed = wide_all(str(page)) if report.style.full_width else str(page)
        level = mark_kind(number.replace("貢", "貳")) if number else ""
        yield Block("toc", title, mark, depth=depth[level], page=printed)


def _section(report: Report, s: S, depth: int) -> Iterator[Block]:
    style = report.style
    mark = "" if s.lost else marker(style, s.number)
    level = mark_kind(s.number) if s.number else ""
    if s.lead:
        yield Block("item", f"{s.title}{style.colon}{s.text[0]}", mark, level, depth)
        rest = s.text[1:]
    elif s.title:
        yield Block("heading", s.title, mark, level, depth)
        rest = s.text
    else:
        yield Block("item", s.text[0], mark, level, depth)
        rest = s.text[1:]
    for text in rest:
        yield Block("para", text, depth=depth)
    if s.visit and not s.visit.after:
        yield from _fields(report, s, depth, 1)
    for kid in s.kids:
        yield from _section(report, kid, depth + 1)
    if s.visit and s.visit.after:
        yield from _fields(report, s, depth, len(s.kids) + 1)
    if s.agencies:
        yield Block("field", f"主辦機關{style.colon}{s.agencies[0]}", depth=depth)
        yield Block("field", f"協辦機關{style.colon}{s.agencies[1]}", depth=depth)
    if s.timetable:
        yield _timetable(report)
    if s.photos:
        yield from _photos(report)


def _fields(report: Report, s: S, depth: int, first: int) -> Iterator[Block]:
    assert s.visit
    style = report.style
    for i, (label, value) in enumerate(s.visit.fields, first):
        number = f"({'一二三四五六'[i - 1]})" if style.fields_numbered else ""
        mark, level = marker(style, number), mark_kind(number) if number else ""
        yield Block("field", f"{label}{style.colon}{value}", mark, level, depth + 1)


def _timetable(report: Report) -> Block:
    width = len(report.timetable_header)
    rows: Rows = [list(report.timetable_header)]
    bands = []
    day = ""
    for entry in report.entries:
        if entry.band:
            bands.append(len(rows))
            rows.append([entry.label, *[None] * (width - 1)])
            continue
        rows.append([None if entry.date == day else entry.label, *entry.cells])
        day = entry.date
    return Block("table", rows=rows, bands=bands)


def _photos(report: Report) -> Iterator[Block]:
    for label, group in groupby(report.photos, key=lambda photo: photo.label):
        yield Block("day", label)
        for i, photo in enumerate(group, 1):
            number = wide_all(str(i)) if report.style.full_width else str(i)
            yield Block("event", f"{number}、{photo.event}")
            yield from _pictures(report, photo)


def _pictures(report: Report, photo: Photo) -> Iterator[Block]:
    if report.style.photos_in_table:
        pairs = [photo.captions[i : i + 2] for i in range(0, len(photo.captions), 2)]
        yield Block("photos", rows=[[*pair, *[""] * (2 - len(pair))] for pair in pairs])
        return
    for caption in photo.captions:
        yield Block("image")
        yield Block("caption", caption)


def timed(entries: list[Entry]) -> list[Entry]:
    """The sessions: the rows of the timetable without its bands."""
    return [entry for entry in entries if not entry.band]
