"""Parts that are missing, lines that nobody understood, agencies that are not known."""

from __future__ import annotations

from collections.abc import Iterator

from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport

#: Parts whose absence is said: table → its name.
_PARTS = {
    "participants": "出國人員名單 (roster)",
    "sessions": "課程表 (timetable)",
    "themes": "研習主題 (themes)",
    "recommendations": "建議 (recommendations)",
    "sections": "章節 (headings)",
}
#: How many unclaimed lines are quoted in the message.
_QUOTED = 3


def check_tables(parsed: ParsedReport) -> Iterator[Row]:
    """Missing parts, unclaimed lines, agencies that the directory does not know."""
    yield from _missing_parts(parsed)
    yield from _unclaimed(parsed)
    yield from _agencies(parsed)


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
            marks=[row["text"].strip() for row in rows],
            table="lines",
            lines=[row["line"] for row in rows],
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
                f"名單第 {place + 1} 人「{row['name']}」沒有機關。 / No agency for “{row['name']}”.",
                table="participants",
                row=place,
                lines=(row["line"],),
            )
        elif match.match in {"near", "unknown"}:
            guess = f",是否為「{'、'.join(match.candidates[:3])}」?" if match.candidates else ""
            yield finding(
                f"agency-{match.match}",
                f"機關「{row['agency']}」不在機關名錄中{guess} / “{row['agency']}” is not in the directory of agencies.",
                marks=(row["agency"],),
                table="participants",
                row=place,
                lines=(row["line"],),
            )
