"""An invented report → the tables that it should be read into."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from .layout import timed
from .model import Report, S, plain

Row = dict[str, Any]


def write_expected(report: Report, folder: Path) -> None:
    """``meta.json`` and a CSV per table. Lists are joined by ``|``; missing is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    meta = json.dumps(report.meta, ensure_ascii=False, indent=2)
    (folder / "meta.json").write_text(meta + "\n", encoding="utf-8")
    sections = list(_sections(report))
    numbers = {id(s): row["section"] for s, row in sections}
    tables: dict[str, tuple[str, list[Row]]] = {
        "participants": (
            "order role agency unit title name group grade branch level tier parent",
            list(_participants(report)),
        ),
        "sessions": (
            "session date start end end_inferred minutes kind title title_en speakers place part"
            " theme detail",
            list(_sessions(report)),
        ),
        "themes": (
            "theme title",
            [{"theme": i, "title": t} for i, t in enumerate(report.themes, 1)],
        ),
        "sections": (
            "section parent depth number title chapter theme text chars",
            [row for _, row in sections],
        ),
        "visits": (
            "section theme title date start end place speakers session",
            list(_visits(sections, numbers)),
        ),
        "recommendations": (
            "topic topic_title item depth title text chars theme horizon lead_agency co_agencies",
            list(_recommendations(report.body)),
        ),
        "photos": ("date event caption", list(_photos(report))),
        "toc": (
            "number title page",
            [{"number": n, "title": plain(t), "page": p} for n, t, p in report.toc],
        ),
    }
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), lineterminator="\n")
            writer.writeheader()
            writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(value)
    return str(value)


def _participants(report: Report) -> Iterator[Row]:
    for order, person in enumerate(report.people, 1):
        branch, level, tier, parent = person.place
        yield {
            "order": order, "role": person.role, "agency": person.agency, "title": person.title,
            "name": plain(person.name), "group": person.group, "grade": person.grade,
            "branch": branch, "level": level, "tier": tier, "parent": parent,
        }  # fmt: skip


def _sessions(report: Report) -> Iterator[Row]:
    for i, entry in enumerate(timed(report.entries), 1):
        minutes = None
        if entry.start and entry.end:
            gap = datetime.fromisoformat(entry.end) - datetime.fromisoformat(entry.start)
            minutes = int(gap.total_seconds() // 60)
        yield {
            "session": i, "date": entry.date, "start": entry.start, "end": entry.end,
            "end_inferred": entry.inferred, "minutes": minutes, "kind": entry.kind,
            "title": entry.title, "title_en": entry.title_en, "speakers": entry.speakers,
            "place": entry.place, "part": entry.part, "theme": entry.theme, "detail": entry.detail,
        }  # fmt: skip


def _sections(report: Report) -> Iterator[tuple[S, Row]]:
    count = 0

    def walk(
        s: S, parent: int | None, depth: int, role: str, theme: int | None
    ) -> Iterator[tuple[S, Row]]:
        nonlocal count
        count += 1
        here, role, theme = count, s.role or role, s.theme or theme
        text = "\n".join(map(plain, s.text))
        yield s, {
            "section": here, "parent": parent, "depth": depth, "number": s.number,
            "title": plain(s.title), "chapter": role, "theme": theme, "text": text,
            "chars": count_chars(text),
        }  # fmt: skip
        for kid in s.kids:
            yield from walk(kid, here, depth + 1, role, theme)

    for part in report.body:
        yield from walk(part, None, 1, "", None)


def _visits(sections: list[tuple[S, Row]], numbers: dict[int, int]) -> Iterator[Row]:
    for s, row in sections:
        if s.visit:
            v = s.visit
            yield {
                "section": numbers[id(s)], "theme": row["theme"], "title": row["title"],
                "date": v.date, "start": v.start, "end": v.end, "place": plain(v.place),
                "speakers": v.speakers, "session": v.session,
            }  # fmt: skip


def _recommendations(body: list[S]) -> Iterator[Row]:
    for s in body:
        if s.topics:
            for number, topic in enumerate(s.kids, 1):
                yield from _items(topic, number, plain(topic.title), [], topic.horizon)
        else:
            yield from _recommendations(s.kids)


def _items(
    s: S, topic: int, topic_title: str, path: list[str], horizon: str | None
) -> Iterator[Row]:
    text = "\n".join(map(plain, s.text))
    if path or not s.kids:  # a topic without items is its own item
        lead, co = s.agencies or ("", "")
        yield {
            "topic": topic, "topic_title": topic_title, "item": "/".join(path),
            "depth": len(path), "title": plain(s.title), "text": text,
            "chars": count_chars(text), "theme": s.best, "horizon": horizon,
            "lead_agency": plain(lead), "co_agencies": plain(co),
        }  # fmt: skip
    for kid in s.kids:
        yield from _items(kid, topic, topic_title, [*path, kid.number], horizon)


def _photos(report: Report) -> Iterator[Row]:
    for photo in report.photos:
        for caption in photo.captions:
            yield {"date": photo.date, "event": plain(photo.event), "caption": plain(caption)}


def count_chars(text: str) -> int:
    """Chinese characters, letters and digits."""
    return sum(char.isalnum() for char in text)
