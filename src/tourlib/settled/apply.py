"""Apply settled entries to lines and rows; an entry that does not fit the report is an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tourlib.clocks import over_midnight
from tourlib.directory.resolution import rank_of, resolve
from tourlib.errors import ReportError
from tourlib.lines import Line
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.settled.entries import (
    ROWS,
    Keep,
    Person,
    Session,
    Settled,
    Visit,
    changes,
)
from tourlib.shown import find_pieces
from tourlib.text import normalize
from tourlib.words.flow import read_flow
from tourlib.words.tokens import to_simplified


def correct_lines(lines: Sequence[Line], settled: Settled) -> tuple[list[Line], list[Finding]]:
    """Return the lines with the corrections applied, and a finding ``corrected`` for each.

    Raises:
        ReportError: a correction no longer fits its line.
    """
    corrected = list(lines)
    findings: list[Finding] = []
    for correction in settled.corrections:
        place = f"[[correction]] line {correction.line}"
        _check_line(settled, place, correction.line, len(corrected))
        line = corrected[correction.line - 1]
        if correction.printed not in line.text:
            reads = f"該行為 it reads: {line.text.strip()[:60]}"
            reason = f"這一行沒有「{correction.printed}」 the line has no such text; {reads}"
            raise _misfit(settled, place, reason)
        told = (correction.printed, correction.intended)
        cells = line.cells and tuple(cell and cell.replace(*told) for cell in line.cells)
        corrected[correction.line - 1] = replace(line, text=line.text.replace(*told), cells=cells)
        findings.append(
            finding(
                "corrected",
                f"第 {correction.line} 行「{correction.printed}」依校訂改為「{correction.intended}」"
                f"{':' + correction.why if correction.why else ''}。"
                f" / “{correction.printed}” is read as “{correction.intended}”, by the cohort file.",
                severity="info",
                lines=(correction.line,),
                marks=(correction.printed,),
            )
        )
    return corrected, findings


def meta_changes(settled: Settled, lines: int) -> dict[str, Any]:
    """Return the settled fields of the cover.

    Args:
        lines: number of lines in the report.

    Raises:
        ReportError: the report has no such line.
    """
    if settled.meta.line is not None:
        _check_line(settled, "[meta]", settled.meta.line, lines)
    return changes(settled.meta)


def check_words(body: Sequence[tuple[int, str]], settled: Settled) -> None:
    """Check that the report uses the added terms.

    Args:
        body: line number and text of each line of the body.

    Raises:
        ReportError: it does not use one of them.
    """
    if not settled.words.add:
        return
    text = "".join(read_flow(body).simplified.split())
    for term in settled.words.add:
        if "".join(to_simplified(normalize(term)).split()) not in text:
            reason = f"報告沒有用到「{term}」 the report does not use it"
            raise _misfit(settled, f"[words] add {term}", reason)


def settle_rows(parsed: ParsedReport, settled: Settled) -> list[Finding]:
    """Apply the settled entries to the rows of all tables, in place.

    Returns:
        A finding ``settled`` for each row that an entry changed. The parsers' findings about such a
        row are removed, since a person has looked at it.

    Raises:
        ReportError: an entry is about a theme, agency, line or row that the report does not have.
    """
    rows = parsed.rows
    about = [
        (table, place, entry)
        for table in ROWS
        for entry in getattr(settled, table)
        for place in _places(rows[table], table, entry, settled)
    ]
    _settle_themes(rows, settled)
    _settle_topics(rows, settled)
    _settle_agencies(rows, settled)
    _check_english(rows, settled)
    for table, place, entry in about:
        theme = getattr(entry, "theme", None)
        _check_theme(rows, theme, settled, f"[[{ROWS[table][0]}]] line {entry.line}")
        _settle_row(rows[table][place], entry, settled)
    seen = {(table, place) for table, place, _entry in about}
    named = {(agency.printed,) for agency in settled.agencies}
    parsed.findings[:] = [
        each
        for each in parsed.findings
        if (each.table, each.row) not in seen
        and not (each.code in ("agency-near", "agency-unknown") and each.marks in named)
    ]
    return [_told(*each) for each in about]


def _places(rows: Sequence[Row], table: str, entry: Any, settled: Settled) -> list[int]:
    """Return the positions in the table of the rows that an entry is about."""
    name, column = ROWS[table]
    begun = {place: row[column] for place, row in enumerate(rows) if row["line"] == entry.line}
    found = [place for place, read in begun.items() if _means(entry, str(read or ""))]
    at = f"[[{name}]] line {entry.line}"
    if not begun:
        raise _misfit(settled, at, f"這一行沒有 {table} 的列 no row of {table} begins in this line")
    if not found:
        read = "、".join(f"「{one}」" for one in begun.values())
        said = entry.printed or entry.title
        reason = f"這一行讀到的不是「{said}」而是 this line was read as {read}; if it is meant, add printed"
        raise _misfit(settled, at, reason)
    if len(found) > 1 and getattr(entry, "date", None):
        raise _misfit(settled, at, "這一行有數項 several rows begin in this line: add printed = …")
    return found


def _means(entry: Any, read: str) -> bool:
    """True if an entry is about the row: it has the text in ``printed``, or, without that, the
    entry's title shares a character with the row's."""
    if entry.printed or not (getattr(entry, "title", None) and read):
        return entry.printed in ("", read)
    return bool(set(normalize(entry.title)) & set(normalize(read)) - set(" "))


def _settle_themes(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    for number, theme in settled.themes.items():
        if theme.line is not None:
            _check_line(settled, f"[theme] {number}", theme.line, len(rows["lines"]))
        found = [row for row in rows["themes"] if row["theme"] == number]
        if not found:
            rows["themes"].append({"theme": number, "title": theme.title, "line": theme.line})
        else:
            found[0]["title"] = theme.title
    rows["themes"].sort(key=lambda row: int(row["theme"]))


def _settle_topics(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    """Set the theme of all items of a topic."""
    for number, topic in settled.topics.items():
        place = f"[topic] {number}"
        items = [row for row in rows["recommendations"] if row["topic"] == number]
        if not items:
            raise _misfit(settled, place, "建議沒有這個議題 the recommendations have no such topic")
        if topic.line is not None and topic.line not in {row["line"] for row in items}:
            reason = f"第 {topic.line} 行不屬於這個議題 no item of it begins in this line"
            raise _misfit(settled, place, reason)
        _check_theme(rows, topic.theme, settled, place)
        for row in items:
            row["theme"], row["theme_source"] = topic.theme, "settled"


def _settle_agencies(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    for agency in settled.agencies:
        matching = [row for row in rows["participants"] if row["agency"] == agency.printed]
        if not matching:
            reason = "名單沒有這個機關 the roster has no such agency"
            raise _misfit(settled, f"[[agency]] {agency.printed}", reason)
        for row in matching:
            row |= changes(agency)


def _check_english(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    names = {str(v) for found in rows.values() for row in found for v in row.values()}
    for name in settled.english:
        if name not in names:
            reason = "沒有主題、議題、參訪或機關叫這個名稱 no theme, topic, visit or agency has this name"
            raise _misfit(settled, f"[english] {name}", reason)


def _settle_row(row: Row, entry: Any, settled: Settled) -> None:
    if isinstance(entry, Person):
        _settle_person(row, entry, settled)
        return
    if isinstance(entry, Session | Visit):
        _settle_times(row, entry)
        said = changes(entry, "date", "start", "end")
    else:
        said = changes(entry)
    row |= said
    if "theme" in said and not isinstance(entry, Visit):
        row["theme_source"] = "settled"
    if "horizon" in said:
        row["horizon_printed"] = None  # no longer the report's own words


def _settle_person(row: Row, entry: Person, settled: Settled) -> None:
    """Set the cells; what depends on agency and post is computed again."""
    row |= changes(entry)
    agency = resolve(row["agency"] or "")
    if entry.agency is not None:
        row |= {key: getattr(agency, key) for key in ("branch", "level", "tier", "parent")}
        for each in settled.agencies:
            row |= changes(each) if each.printed == entry.agency else {}
    if row["title"] and not entry.rank:
        row["rank"] = rank_of(row["title"], agency)


def _settle_times(row: Row, entry: Session | Visit) -> None:
    day = entry.date or row["date"]
    start, end = (getattr(entry, key) or (row[key] and row[key].time()) for key in ("start", "end"))
    later = _days_later(row, entry, start, end)
    row["date"], row["start"] = day, _moment(day, start)
    row["end"] = _moment(day and day + timedelta(days=later), end)
    if isinstance(entry, Session):
        row["end_inferred"] = row["end_inferred"] and entry.end is None
        if row["start"] and row["end"]:
            row["minutes"] = int((row["end"] - row["start"]).total_seconds() // 60)


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock) if day and clock else None


def _days_later(row: Row, entry: Session | Visit, start: time | None, end: time | None) -> int:
    """Return how many days after its start an entry ends."""
    if entry.end is not None:
        return int(bool(start and end and over_midnight(start, end)))
    return int(bool(row["end"] and row["date"] and row["end"].date() > row["date"]))


def _told(table: str, place: int, entry: Any) -> Finding:
    said = "、".join(
        f"{key} = {'、'.join(value) if isinstance(value, tuple) else value}"
        for key, value in changes(entry).items()
    )
    why = f":{entry.why}" if entry.why else ""
    return finding(
        "settled",
        f"{table} 第 {place + 1} 列依校訂改為 {said}{why}。 / Row {place + 1} of {table} as settled by the cohort file.",
        severity="info",
        table=table,
        row=place,
        lines=(entry.line,),
    )


def mark_reviewed(findings: Sequence[Finding], settled: Settled) -> list[Finding]:
    """Return the findings; those that a person keeps become information and propose nothing. An
    entry without a matching finding does no harm, and is reported as a finding."""
    kept = list(findings)
    for entry in settled.keep:
        places = [place for place, found in enumerate(kept) if _answers(found, entry)]
        for place in places:
            zh, mark, english = kept[place].message.partition(" / ")
            kept[place] = replace(
                kept[place],
                message=f"{zh}（看過，照印：{entry.why}）{mark}{english}",
                severity="info",
                corrections=(),
                kept=True,
            )
        if not places:
            kept.append(
                finding(
                    "keep-unneeded",
                    f"校訂檔的 [[keep]] {entry.code}（第 {entry.line} 行）已沒有對應的提醒，可以刪去。"
                    " / An entry of the cohort file that matches no finding.",
                    severity="info",
                    lines=(entry.line,),
                )
            )
    return kept


def _answers(found: Finding, entry: Keep) -> bool:
    if found.code != entry.code or entry.line not in found.lines:
        return False
    pieces = (*found.marks, found.message)
    return not entry.printed or any(find_pieces(piece, [entry.printed]) for piece in pieces)


def _check_line(settled: Settled, place: str, line: int, most: int) -> None:
    if not 1 <= line <= most:
        raise _misfit(settled, place, f"報告沒有第 {line} 行 the report has no such line")


def _check_theme(
    rows: Mapping[str, list[Row]], theme: int | None, settled: Settled, place: str
) -> None:
    if theme is not None and theme not in {row["theme"] for row in rows["themes"]}:
        raise _misfit(settled, place, f"報告沒有主題 {theme} the report has no theme {theme}")


def _misfit(settled: Settled, place: str, reason: str) -> ReportError:
    return ReportError(
        reason,
        file=settled.file,
        place=place,
        hint="修改這一項，不需要就刪去 correct the entry, or delete it if it is no longer needed",
    )
