"""Missing parts, lines that were not understood, and columns that were not read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from tourlib.dates import find_dates, leading_days
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.parse.roster import class_name, columns_by_person
from tourlib.readers.text.lines import TextLine, split_cells
from tourlib.tables.cell_forms import is_name
from tourlib.tables.table import NEEDED, Table
from tourlib.text import HAN, is_drawn, normalize, squeeze, without_brackets
from tourlib.vocabulary import header_column, label, meaning

#: Parts whose absence is reported: table → name of the part.
_PARTS = {
    "participants": ("出國人員名單", "roster"),
    "sessions": ("課程表", "timetable"),
    "themes": ("研習主題", "themes"),
    "recommendations": ("建議", "recommendations"),
    "sections": ("章節", "headings"),
    "visits": ("課程或參訪的時間、地點", "fields of a course or visit"),
    "speakers": ("講座或接待人員", "speakers"),
}
#: Parts that many reports do not need.
_OPTIONAL = frozenset({"themes"})
#: Parts that are reported when unread, but not when missing.
_UNSAID = frozenset({"visits", "speakers"})
#: Minimum number of drawn lines that make a table; maximum number of header words below each other.
_MIN_DRAWN, _MAX_HEADERS = 4, 8
#: Kind of table → the table with its rows, and the message about columns that were not recognised.
_COLUMNS_OF = {
    "roster": (
        "participants",
        "名單的欄位{}沒有收進表格，內容請看原文。",
        "Roster columns not used",
    ),
    "timetable": (
        "sessions",
        "課程表的欄位{}不知道是什麼，內容收在 detail。",
        "Timetable columns of unknown meaning, kept in detail",
    ),
}
#: A name before its post or agency: 王大明(內政部科長).
_BEFORE_BRACKET = re.compile(rf"(?<![{HAN}])[{HAN}]{{3,4}}(?=[(（])")
#: Number of unclaimed lines quoted in the message.
_QUOTED = 3


def check_tables(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield findings about missing parts, unclaimed lines and unread columns."""
    yield from _unread_forms(parsed.lines)
    yield from _missing_parts(parsed)
    yield from _visits_without_blocks(parsed)
    yield from _unclaimed(parsed)
    yield from _columns(parsed)
    yield from _unread_people(parsed)
    yield from _unread_days(parsed)


def _unread_forms(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """Yield tables of a text file in forms that are not read, since the original file has a better one."""
    text = [line for line in lines if line.cells is None and not line.blank]
    drawn = [line.number for line in text if is_drawn(line.raw)]
    apart = [
        line.number for at, line in enumerate(text) if _is_header_down(text[at : at + _MAX_HEADERS])
    ]
    for numbers, least, said, english in (
        (drawn, _MIN_DRAWN, "以框線字元(│、─、+--+)畫成", "drawn with characters"),
        (apart, 1, "一行一格", "saved with one cell per line"),
    ):
        if len(numbers) >= least:
            message = f"這份文字檔的表格是{said}的，讀不出來：請改讀原來的 DOCX、ODT 或 PDF。"
            message += f" / Tables of this text are {english} and are not read: load the DOCX, ODT or PDF instead."
            yield finding("form-unread", message, severity="unread", table="lines", lines=numbers)


def _is_header_down(lines: Sequence[TextLine]) -> bool:
    """True if the words of a header stand below each other, one per line: 日期 / 時間 / 活動內容."""
    for kind in ("roster", "timetable"):
        words = takewhile(bool, (header_column(kind, line.text, exact=True) for line in lines))
        columns = set(words)
        if len(columns) > 1 and any(need <= columns for need in NEEDED[kind]):
            return True
    return False


def _missing_parts(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield tables without rows, saying whether the part is missing or could not be read."""
    there, read = _lines_of_parts(parsed), _read_parts(parsed)
    for table, (zh, en) in _PARTS.items():
        if read[table]:
            continue
        lines = there.get(table, [])
        frame = "sessions" if table == "speakers" else table
        if lines:
            message = f"報告有{zh}（第 {lines[0]} 行），但沒有讀出任何內容，請看原文。"
            message += f" / The report has {en} (line {lines[0]}), but nothing of it could be read."
            yield finding(
                "part-unread", message, severity="unread", table=frame, lines=lines[:_QUOTED]
            )
        elif table not in _UNSAID and not _says_none(parsed, table):
            message = f"報告中找不到{zh}。 / No {en} found: the table is empty."
            severity = "info" if table in _OPTIONAL else "warning"
            yield finding("part-missing", message, severity=severity, table=table)


def _read_parts(parsed: ParsedReport) -> dict[str, Sequence[Row]]:
    """Return the rows of each part; if there is a roster, only the people in it, since others are
    named on the cover."""
    rows = parsed.rows
    tables = [each for each in parsed.layout.tables if each.kind == "roster" and each.rows]
    of_roster = {line for table in tables for line in table.lines}
    people = [row for row in rows["participants"] if row["line"] in of_roster or not tables]
    speakers = [row for row in (*rows["sessions"], *rows["visits"]) if row["speakers"]]
    return {**rows, "participants": people, "speakers": speakers}


def _visits_without_blocks(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield a finding if the text describes courses of the timetable but no time and place were read."""
    titles = {without_brackets(row["title"]) for row in parsed.rows["sessions"] if row["title"]}
    told = [
        row["line"]
        for row in parsed.rows["sections"]
        if row["chapter"] == "study_notes" and without_brackets(row["title"]) in titles
    ]
    if len(told) > 1 and not parsed.rows["visits"]:
        message = f"正文有 {len(told)} 個標題與課程表的課程同名（自第 {told[0]} 行起），"
        message += "但沒有讀出各課程的時間、地點。"
        message += f" / {len(told)} headings are courses of the timetable, but no fields below them were read."
        yield finding(
            "part-missing", message, severity="info", table="visits", lines=told[:_QUOTED]
        )


def _lines_of_parts(parsed: ParsedReport) -> dict[str, list[int]]:
    """Return the lines that show that a part exists: its table, heading or labels."""
    tables = [each for each in parsed.layout.tables if each.rows]
    timetables = [each for each in tables if each.kind == "timetable"]
    speakers = [each.lines[0] for each in timetables if "speakers" in each.columns]
    chapters = [r for r in parsed.rows["sections"] if r["chapter"] == "recommendations"]
    found = _lines_of_fields(parsed)
    return found | {
        "participants": [each.lines[0] for each in tables if each.kind == "roster"],
        "sessions": [each.lines[0] for each in timetables],
        "speakers": speakers or found.get("speakers", []),
        "recommendations": [row["line"] for row in chapters if _says_something(row["text"])],
    }


def _lines_of_fields(parsed: ParsedReport) -> dict[str, list[int]]:
    """Return the lines of the body that give the time of a visit, or its speakers, after a label."""
    found: dict[str, list[int]] = {}
    for line in parsed.layout.body:
        name, value = label("block", line.marker.rest if line.marker else line.text) or ("", "")
        if name == "time" and find_dates(value or ""):
            found.setdefault("visits", []).append(line.number)
        elif name == "speakers" and value:
            found.setdefault("speakers", []).append(line.number)
    return found


def _says_something(text: str) -> bool:
    return any(meaning("nothing_said", each) is None for each in text.split("\n") if each)


def _says_none(parsed: ParsedReport, table: str) -> bool:
    """True if the chapter exists but says that there is nothing to report: 無。"""
    chapters = [row for row in parsed.rows["sections"] if row["chapter"] == table]
    return any(row["text"] for row in chapters)


def _unclaimed(parsed: ParsedReport) -> Iterator[Finding]:
    rows = [row for row in parsed.rows["lines"] if row["claimed_by"] is None]
    if rows:
        quoted = "、".join(
            f"第 {row['line']} 行「{row['text'].strip()[:20]}」" for row in rows[:_QUOTED]
        )
        message = f"有 {len(rows)} 行文字沒有歸入任何表:{quoted}。 / {len(rows)} lines were not understood."
        lines, marks = [row["line"] for row in rows], [row["text"].strip() for row in rows]
        yield finding(
            "line-unclaimed", message, severity="unread", marks=marks, table="lines", lines=lines
        )


def _columns(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield columns whose cells are in no table (性別), or for a timetable only in ``detail``."""
    by_number = {line.number: line for line in parsed.lines}
    for table in parsed.layout.tables:
        if table.kind not in _COLUMNS_OF or not table.headers:
            continue
        header = by_number[table.headers[0]]
        found = (
            _unread_columns(table, header) if table.kind == "roster" else _unknown(table, header)
        )
        unread = list(dict.fromkeys(found))
        if unread:
            names = "、".join(f"「{name}」" for name in unread)
            frame, said, english = _COLUMNS_OF[table.kind]
            message = f"{said.format(names)} / {english}: {', '.join(unread)}."
            yield finding(
                "column-unread", message, severity="unread", table=frame, lines=table.headers[:1]
            )


def _unknown(table: Table, header: TextLine) -> Iterator[str]:
    """Yield columns of a timetable that neither header nor cells identify."""
    heads = split_cells(header)
    if len(heads) != len(table.columns):
        return  # the table was reshaped
    for place, column in enumerate(table.columns):
        name = normalize(heads[place] or "")
        cells = (row.cells[place] for row in table.rows if place < len(row.cells))
        if column is None and name and any(normalize(cell or "") for cell in cells):
            yield name


def _unread_columns(table: Table, header: TextLine) -> Iterator[str]:
    heads = [normalize(cell or "") for cell in split_cells(header)]
    people = columns_by_person(table)
    read = {place: column for person in people for column, place in person.items()}
    for place, head in enumerate(heads[: len(table.columns)]):
        cells = (normalize(row.cells[place] or "") for row in table.rows if place < len(row.cells))
        texts = [*filter(None, cells)]
        unread = texts if place not in read else []
        if read.get(place) in ("role", "remark"):
            others = [text for text in texts if meaning("role", text) is None]
            unread = [] if all(map(class_name, others)) else others
        if head and unread:  # of 備註 with 領隊 and 班長 only the roles are read
            some = "、".join([*dict.fromkeys(unread)][:_QUOTED])
            yield f"{head}：{some}" if len(unread) < len(texts) else head


def _unread_people(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield the lines that name others, if fewer people were read than the cover says, or none."""
    rows = parsed.rows
    if len(rows["participants"]) >= max(parsed.meta.headcount or 1, 1):
        return
    known = {squeeze(row["name"] or "") for row in rows["participants"]}
    known |= {
        squeeze(name) for row in (*rows["sessions"], *rows["visits"]) for name in row["speakers"]
    }
    named: dict[str, int] = {}
    for line in parsed.lines:
        cells = split_cells(line)
        names = map(squeeze, filter(None, cells)) if len(cells) > 1 else iter(())
        names = itertools.chain(names, _BEFORE_BRACKET.findall(line.text))
        named |= {name: line.number for name in names if is_name(name) and name not in known}
    if named:
        who = "、".join([*named][:_QUOTED])
        message = f"正文有 {len(named)} 人沒有收進名單（{who}{'等' if len(named) > _QUOTED else ''}），請看原文。"
        message += f" / {len(named)} people of the text are not in the roster."
        lines = sorted({*named.values()})
        yield finding(
            "part-unread",
            message,
            severity="unread",
            table="participants",
            lines=lines,
            marks=[*named],
        )


def _unread_days(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield days of the journey that the timetable lacks, if rows of tables or lines begin with them."""
    start, end = parsed.meta.start, parsed.meta.end
    if start is None or end is None:
        return
    read = {row["date"] for row in parsed.rows["sessions"]}
    found: dict[date, int] = {}
    for line in parsed.layout.body:
        cells = [normalize(cell or "") for cell in split_cells(line)]
        text = cells[0] if len(cells) > 1 else line.marker.rest if line.marker else line.text
        if first := leading_days(text):
            day = first[0].on(start.year)
            if day and start <= day <= end and day not in read:
                found.setdefault(day, line.number)
    if len(found) > 1:
        lines = sorted(found.values())
        message = (
            f"正文自第 {lines[0]} 行起寫到行程中的 {len(found)} 天，課程表沒有這幾天，請看原文。"
        )
        message += f" / The timetable lacks {len(found)} days of the journey that the text has."
        yield finding("part-unread", message, severity="unread", table="sessions", lines=lines)
