"""Tables against each other and against what the report says → findings. Never mends."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.structure.outline import Outline
from tourlib.text import chinese_number

#: Parts whose absence is said: table → its name.
_PARTS = {
    "participants": "出國人員名單 (roster)",
    "sessions": "課程表 (timetable)",
    "themes": "研習主題 (themes)",
    "recommendations": "建議 (recommendations)",
    "sections": "章節 (headings)",
}
_STATED = re.compile(
    r"(?:共計|共有|合計|一行|等|計|共)\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,4})\s*(?:人|名|位|員)(?!次|民|士)"
)
#: How many unclaimed lines are quoted in the message.
_QUOTED = 3


def check_report(parsed: ParsedReport) -> list[Row]:
    """Findings about the report as a whole, in order of the tables concerned."""
    return [
        *_missing_parts(parsed),
        *_unclaimed(parsed),
        *_headcounts(parsed),
        *_agencies(parsed),
        *_body_against_timetable(parsed),
        *_journey(parsed),
        *_numbering(parsed.outline),
    ]


def _missing_parts(parsed: ParsedReport) -> Iterator[Row]:
    for table, name in _PARTS.items():
        if not parsed.rows[table]:
            yield finding(
                "part-missing",
                f"報告中找不到{name.split(' ')[0]},{table} 是空表。 / No {name.split('(')[1][:-1]} found: the table is empty.",
                table=table,
            )


def _unclaimed(parsed: ParsedReport) -> Iterator[Row]:
    rows = [row for row in parsed.rows["lines"] if row["claimed_by"] is None]
    if rows:
        quoted = "、".join(
            f"第 {row['line']} 行「{row['text'].strip()[:20]}」" for row in rows[:_QUOTED]
        )
        yield finding(
            "line-unclaimed",
            f"有 {len(rows)} 行文字沒有歸入任何表:{quoted}。 / {len(rows)} lines were not understood.",
            table="lines",
            lines=[row["line"] for row in rows],
        )


def _headcounts(parsed: ParsedReport) -> Iterator[Row]:
    """The roster's length against the numbers of people that cover and foreword state."""
    people = len(parsed.rows["participants"])
    if not people:
        return
    stated: dict[int, list[int]] = {}
    if parsed.meta.headcount:
        stated[parsed.meta.headcount] = list(parsed.cover.lines.get("reporters", ()))
    for row in parsed.rows["sections"]:
        if row["chapter"] not in {"summary", "purpose"} or not row["text"]:
            continue
        for match in _STATED.finditer(row["text"]):
            number = chinese_number(match["n"])
            if number and number > 2:
                stated.setdefault(number, []).append(row["line"])
    for number, lines in stated.items():
        if number != people:
            yield finding(
                "headcount-mismatch",
                f"名單有 {people} 人,文中說 {number} 人。 / The roster has {people} people, the text says {number}.",
                table="participants",
                lines=lines,
            )


def _agencies(parsed: ParsedReport) -> Iterator[Row]:
    """Agencies that the directory does not know, or only nearly."""
    for place, row in enumerate(parsed.rows["participants"]):
        match = row.get("_match")
        if row.get("_settled"):
            continue
        if match is None:
            yield finding(
                "agency-missing",
                f"名單第 {place + 1} 人「{row['name']}」沒有機關。 / No agency.",
                table="participants",
                row=place,
                lines=(row["line"],),
            )
        elif match.match in {"near", "unknown"}:
            guess = f",是否為「{'、'.join(match.candidates[:3])}」?" if match.candidates else ""
            yield finding(
                f"agency-{match.match}",
                f"機關「{row['agency']}」不在機關名錄中{guess} / Not in the directory of agencies.",
                table="participants",
                row=place,
                lines=(row["line"],),
            )


def _body_against_timetable(parsed: ParsedReport) -> Iterator[Row]:
    """Times and speakers of a visit in the body against its entry of the timetable."""
    sessions = parsed.rows["sessions"]
    shared = Counter(visit["session"] for visit in parsed.rows["visits"])
    for place, visit in enumerate(parsed.rows["visits"]):
        if not sessions or not visit["start"]:
            continue
        lines = visit["_lines"]
        if visit["session"] is None:
            yield finding(
                "visit-unmatched",
                f"正文「{visit['title'][:24]}」在課程表中找不到對應的項目。 / No entry of the timetable fits.",
                table="visits",
                row=place,
                lines=lines,
            )
            continue
        session = sessions[visit["session"] - 1]
        said, printed = _span(visit), _span(session)
        if session["start"] and said != printed:
            together = shared[visit["session"]] > 1
            yield finding(
                "time-mismatch",
                f"「{visit['title'][:24]}」正文為 {said},課程表為 {printed}"
                f"{'(同一項目對應多段正文)' if together else ''}。 / Body and timetable give other times.",
                severity="info" if together else "warning",
                table="visits",
                row=place,
                lines=(*lines, *session["_lines"]),
            )
        yield from _speakers(visit, session, place)


def _span(row: Row) -> str:
    start, end = row["start"], row["end"]
    clock = f"{start:%H:%M}" if start else "?"
    return f"{clock}-{end:%H:%M}" if end and not row.get("end_inferred") else clock


def _speakers(visit: Row, session: Row, place: int) -> Iterator[Row]:
    """Speakers whom only one of the two names; accents and spelling aside."""
    body = {_plain(name): name for name in visit["speakers"]}
    table = {_plain(name): name for name in session["speakers"]}
    if (
        not body
        or not table
        or (all(_known(n, table) for n in body) and all(_known(n, body) for n in table))
    ):
        return
    yield finding(
        "speaker-mismatch",
        f"「{visit['title'][:24]}」正文的講者為{'、'.join(body.values())},課程表為{'、'.join(table.values())}。"
        " / Body and timetable name other speakers.",
        table="visits",
        row=place,
        lines=(*visit["_lines"], *session["_lines"]),
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in " .-'’")


def _known(name: str, others: Iterable[str]) -> bool:
    return any(name == other or name in other or other in name for other in others)


def _journey(parsed: ParsedReport) -> Iterator[Row]:
    """Entries abroad on days outside the journey of the cover; entries that overlap."""
    meta = parsed.meta
    for place, row in enumerate(parsed.rows["sessions"]):
        day = row["date"]
        if (
            day
            and meta.start
            and meta.end
            and row["part"] == "abroad"
            and not meta.start <= day <= meta.end
        ):
            yield finding(
                "date-outside",
                f"課程表 {day.isoformat()} 不在封面的出國期間 {meta.start.isoformat()} 至 {meta.end.isoformat()} 內。"
                " / Outside the period on the cover.",
                table="sessions",
                row=place,
                lines=row["_lines"],
            )
    rows = parsed.rows["sessions"]
    for place, (row, following) in enumerate(itertools.pairwise(rows)):
        if (
            row["end"]
            and following["start"]
            and row["date"] == following["date"]
            and following["start"] < row["end"]
        ):
            yield finding(
                "overlap",
                f"「{row['title'][:20]}」{_span(row)} 與「{following['title'][:20]}」{_span(following)} 時間重疊。"
                " / Entries overlap.",
                severity="info",
                table="sessions",
                row=place + 1,
                lines=(*row["_lines"], *following["_lines"]),
            )


def _numbering(outline: Outline) -> Iterator[Row]:
    """Gaps, repeats and restarts among the running numbers of siblings."""
    last: dict[tuple[int | None, str], int] = {}
    for at, node in enumerate(outline.nodes):
        if node.marker is None:
            continue
        key = (node.parent, node.marker.kind)
        before = outline.nodes[last[key]] if key in last else None
        expected = before.value + 1 if before else 1
        if node.parent is not None:
            fields = [
                f.marker.value
                for f in outline.nodes[node.parent].fields
                if f.marker and f.marker.kind == node.marker.kind
            ]
            expected = max([expected, *(value + 1 for value in fields if value < node.value)])
        if node.value != expected:
            told = f"接在「{before.number}」之後" if before else "是第一項"
            yield finding(
                "numbering-broken",
                f"第 {node.line} 行的編號「{node.number}」{told}。 / Running number {node.number} out of order.",
                severity="info" if node.value == 1 else "warning",
                table="sections",
                row=at,
                lines=(before.line, node.line) if before else (node.line,),
            )
        last[key] = at
