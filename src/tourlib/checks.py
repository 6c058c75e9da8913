"""Tables against each other and against what the report says → findings. Never mends."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        quoted = "、".join(f"第 {row['line']} 行「{row['text'].strip()[:20]}」" for row in rows[:_QUOTED])
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
            fields = [f.marker.value for f in outline.nodes[node.parent].fields if f.marker and f.marker.kind == node.marker.kind]
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
