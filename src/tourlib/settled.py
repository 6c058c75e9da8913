"""What a person settled about a cohort: ``data/cohorts/<n>.toml``.

Every entry is checked when the report is loaded; one that no longer fits is an error, so that
nothing a person decided is lost in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tourlib.clocks import over_midnight
from tourlib.directory import rank_of, resolve
from tourlib.directory.titles import OTHER, title_groups
from tourlib.errors import ReportError
from tourlib.files import read_toml
from tourlib.lines import Line
from tourlib.parse import Row, finding
from tourlib.text import normalize
from tourlib.words.flow import read_flow
from tourlib.words.tokens import to_simplified

#: A cohort file is written by hand.
MAX_BYTES = 10 * 1024 * 1024
#: Keys of an entry, with the type of each; those that it must have come first.
_AGENCY_KEYS = dict.fromkeys(("printed", "branch", "level", "tier", "parent", "why"), str)
_PERSON_KEYS = {"line": int} | dict.fromkeys(
    ("printed", "why", "agency", "unit", "title", "name", "rank"), str
)
_SESSION_KEYS = {
    "line": int, "date": date, "start": time, "end": time, "kind": str, "theme": int, "why": str,
}  # fmt: skip
_CORRECTION_KEYS = {"line": int, "printed": str, "intended": str, "why": str}
_WORD_KEYS = frozenset({"add", "forbid", "stop", "synonyms"})
_TOP_KEYS = frozenset({"correction", "theme", "topic", "agency", "participant", "session", "words"})


@dataclass(frozen=True, slots=True)
class Correction:
    """A misprint: in ``line``, ``printed`` should read ``intended``."""

    line: int
    printed: str
    intended: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A cohort file, read and checked for form; see :func:`template` for what it may hold."""

    file: str = ""
    corrections: tuple[Correction, ...] = ()
    themes: Mapping[int, str] = field(default_factory=dict)
    topics: Mapping[int, int] = field(default_factory=dict)
    agencies: tuple[Mapping[str, str], ...] = ()
    people: tuple[Mapping[str, Any], ...] = ()
    sessions: tuple[Mapping[str, Any], ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)


def read_settled(path: Path) -> Settled:
    """The cohort file; nothing settled where there is none.

    Raises:
        ReportError: no file, no TOML, or an entry with a missing, unknown or ill-typed key.
    """
    if not os.path.lexists(path):
        return Settled(file=str(path))
    data = read_toml(
        path,
        MAX_BYTES,
        what="the cohort file is no valid TOML",
        hint="mend the place named, or compare with the comments at the file's head",
    )
    _known(data, _TOP_KEYS, path, "top level")
    return Settled(
        file=str(path),
        corrections=tuple(_correction(entry, path) for entry in _tables(data, "correction", path)),
        themes=_numbered(data, "theme", str, path),
        topics=_numbered(data, "topic", int, path),
        agencies=tuple(
            _entry(entry, _AGENCY_KEYS, 1, path, "agency")
            for entry in _tables(data, "agency", path)
        ),
        people=tuple(_participant(entry, path) for entry in _tables(data, "participant", path)),
        sessions=tuple(
            _entry(entry, _SESSION_KEYS, 1, path, "session")
            for entry in _tables(data, "session", path)
        ),
        words=_words(data, path),
    )


def _tables(data: Mapping[str, Any], key: str, path: Path) -> list[Mapping[str, Any]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ReportError(
            f"{key} must be written [[{key}]]", file=path, hint="two brackets, one entry each"
        )
    return entries


def _known(entry: Mapping[str, Any], keys: frozenset[str], path: Path, place: str) -> None:
    unknown = sorted(entry.keys() - keys)
    if unknown:
        raise ReportError(
            f"unknown key {', '.join(unknown)}",
            file=path,
            place=place,
            hint=f"known keys: {', '.join(sorted(keys))}",
        )


def _want(entry: Mapping[str, Any], key: str, kind: type, path: Path, place: str) -> Any:
    value = entry.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ReportError(f"{key} is missing or not a {kind.__name__}", file=path, place=place)
    return value


def _entry(
    entry: Mapping[str, Any], kinds: Mapping[str, type], needed: int, path: Path, name: str
) -> Mapping[str, Any]:
    """An entry whose keys are known and of their types, the first of them needed."""
    place = f"[[{name}]] line {entry['line']}" if "line" in entry else f"[[{name}]]"
    _known(entry, frozenset(kinds), path, place)
    for number, (key, kind) in enumerate(kinds.items()):
        if key not in entry and number >= needed:
            continue
        if _want(entry, key, kind, path, place) == "" and number < needed:
            raise ReportError(f"{key} is empty", file=path, place=place)
    return dict(entry)


def _correction(entry: Mapping[str, Any], path: Path) -> Correction:
    _entry(entry, _CORRECTION_KEYS, 2, path, "correction")
    intended = _want(entry, "intended", str, path, f"[[correction]] line {entry['line']}")
    return Correction(entry["line"], entry["printed"], intended, entry.get("why", ""))


def _participant(entry: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    if entry.get("rank", OTHER) not in title_groups():
        raise ReportError(
            f"rank is none of {' '.join(title_groups())}",
            file=path,
            place=f"[[participant]] line {entry.get('line', '?')}",
        )
    return _entry(entry, _PERSON_KEYS, 3, path, "participant")


def _numbered(data: Mapping[str, Any], key: str, kind: type, path: Path) -> dict[int, Any]:
    """A table of numbers and values: ``1 = "title"`` of a theme, ``1 = 5``, the theme of a topic."""
    table = data.get(key, {})
    if not isinstance(table, dict) or not all(
        str(number).isdecimal() and isinstance(value, kind) and not isinstance(value, bool)
        for number, value in table.items()
    ):
        form = '1 = "title"' if kind is str else "1 = 5 (number of a theme)"
        raise ReportError(
            f"{key}s must be written {form} under [{key}]", file=path, place=f"[{key}]"
        )
    return {int(number): value for number, value in table.items()}


def _words(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    table = data.get("words", {})
    if not isinstance(table, dict):
        raise ReportError("words must be written [words]", file=path, place="[words]")
    _known(table, _WORD_KEYS, path, "[words]")
    for key in ("add", "forbid", "stop"):
        said = table.get(key, [])
        if not isinstance(said, list) or not all(isinstance(w, str) and w.strip() for w in said):
            hint = f'{key} = ["數位孿生", "離線權"]'
            raise ReportError(
                f"{key} must be a list of words", file=path, place="[words]", hint=hint
            )
    both = sorted({*table.get("add", [])} & {*table.get("forbid", [])})
    if both:
        raise ReportError(
            f"「{both[0]}」 is both added and forbidden",
            file=path,
            place="[words]",
            hint="delete one",
        )
    _check_synonyms(table.get("synonyms", {}), path)
    return dict(table)


def _check_synonyms(said: Any, path: Path) -> None:
    hint = 'synonyms = { "合作" = "協作" } counts 合作 as 協作'
    if not isinstance(said, dict) or not all(
        isinstance(new, str) and new.strip() and old.strip() for old, new in said.items()
    ):
        raise ReportError(
            'synonyms must be written { "from" = "to" }', file=path, place="[words]", hint=hint
        )
    for old, new in said.items():
        if new in said:
            raise ReportError(
                f"「{old}」 is counted as 「{new}」, which is itself counted as 「{said[new]}」",
                file=path, place="[words] synonyms", hint="name the last form in each",
            )  # fmt: skip


def check_words(body: Sequence[tuple[int, str]], settled: Settled) -> None:
    """Whether the report uses the terms added.

    Args:
        body: line number and text of each line of the body.

    Raises:
        ReportError: it does not use one.
    """
    added = settled.words.get("add", ())
    if not added:
        return
    text = "".join(read_flow(body).simplified.split())
    for term in added:
        if "".join(to_simplified(normalize(term)).split()) not in text:
            _misfit(settled, "[words] add", f"the report does not use 「{term}」")


def correct_lines(lines: Sequence[Line], settled: Settled) -> tuple[list[Line], list[Row]]:
    """The lines with the corrections applied, and a finding ``corrected`` for each.

    Raises:
        ReportError: a correction that does not fit its line any more.
    """
    corrected = list(lines)
    findings: list[Row] = []
    for correction in settled.corrections:
        place = f"[[correction]] line {correction.line}"
        if not 1 <= correction.line <= len(corrected):
            raise ReportError("the report has no such line", file=settled.file, place=place)
        line = corrected[correction.line - 1]
        if correction.printed not in line.text:
            raise ReportError(
                f"the line does not read 「{correction.printed}」",
                file=settled.file,
                place=place,
                hint=f"it reads: {line.text.strip()[:60]}",
            )
        corrected[correction.line - 1] = _replace(line, correction)
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


def _replace(line: Line, correction: Correction) -> Line:
    cells = line.cells and tuple(
        cell and cell.replace(correction.printed, correction.intended) for cell in line.cells
    )
    return replace(
        line, text=line.text.replace(correction.printed, correction.intended), cells=cells
    )


def settle_rows(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    """Themes' titles, agencies and timetable entries as settled, in place.

    Raises:
        ReportError: an entry about a theme, agency or line that the report does not have.
    """
    for number, title in settled.themes.items():
        found = [row for row in rows["themes"] if row["theme"] == number]
        if not found:
            rows["themes"].append({"theme": number, "title": title, "line": None})
        else:
            found[0]["title"] = title
    rows["themes"].sort(key=lambda row: int(row["theme"]))
    _settle_topics(rows, settled)
    for agency in settled.agencies:
        matching = [row for row in rows["participants"] if row["agency"] == agency["printed"]]
        if not matching:
            _misfit(settled, f"[[agency]] {agency['printed']}", "the roster has no such agency")
        for row in matching:
            row |= {key: value for key, value in agency.items() if key not in {"printed", "why"}}
            row.pop("_match", None)
            row["_settled"] = True
    for entry in settled.people:
        place = f"[[participant]] line {entry['line']}"
        matching = [
            row
            for row in rows["participants"]
            if row["line"] == entry["line"] and row["name"] == entry["printed"]
        ]
        if not matching:
            _misfit(settled, place, f"no person 「{entry['printed']}」 is read from this line")
        _settle_person(matching[0], entry, settled)
    for session in settled.sessions:
        matching = [row for row in rows["sessions"] if row["line"] == session["line"]]
        if not matching:
            _misfit(
                settled,
                f"[[session]] line {session['line']}",
                "no timetable entry begins in this line",
            )
        _settle_session(matching[0], session)


def _settle_person(row: Row, entry: Mapping[str, Any], settled: Settled) -> None:
    """Agency, unit, post and name as settled; what follows from agency and post is told anew."""
    row |= {key: entry[key] for key in ("agency", "unit", "title", "name") if key in entry}
    agency = resolve(row["agency"] or "")
    if "agency" in entry:
        by_hand = [each for each in settled.agencies if each["printed"] == entry["agency"]]
        row |= {key: getattr(agency, key) for key in ("branch", "level", "tier", "parent")}
        row |= {k: v for each in by_hand for k, v in each.items() if k not in {"printed", "why"}}
        row["_match"] = agency
    if row["title"]:
        row["rank"] = entry.get("rank") or rank_of(row["title"], agency)
    row["_settled"] = True


def _settle_topics(rows: Mapping[str, list[Row]], settled: Settled) -> None:
    """The theme of all items of a topic."""
    known = {row["theme"] for row in rows["themes"]}
    for topic, theme in settled.topics.items():
        items = [row for row in rows["recommendations"] if row["topic"] == topic]
        if not items:
            _misfit(settled, f"[topic] {topic}", "the recommendations have no such topic")
        if theme not in known:
            _misfit(settled, f"[topic] {topic}", f"the report has no theme {theme}")
        for row in items:
            row["theme"], row["theme_source"] = theme, "settled"


def _settle_session(row: Row, entry: Mapping[str, Any]) -> None:
    day = entry.get("date", row["date"])
    start, end = (
        entry.get(key) or (row[key].time() if row[key] else None) for key in ("start", "end")
    )
    if "end" in entry:
        row["end_inferred"] = False
        next_day = bool(start and end and over_midnight(start, end))
    else:
        next_day = bool(row["end"] and row["date"] and row["end"].date() > row["date"])
    row["date"], row["start"] = day, _moment(day, start)
    row["end"] = _moment(day + timedelta(days=1) if day and next_day else day, end)
    if row["start"] and row["end"]:
        row["minutes"] = int((row["end"] - row["start"]).total_seconds() // 60)
    row |= {key: entry[key] for key in ("kind", "theme") if key in entry}


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock) if day and clock else None


def _misfit(settled: Settled, place: str, reason: str) -> None:
    raise ReportError(
        reason,
        file=settled.file,
        place=place,
        hint="mend the entry, or delete it if it is no longer needed",
    )


def template(cohort: int, source_name: str) -> str:
    """A commented cohort file, with nothing settled yet."""
    return f"""# {cohort} 年訓練的校訂與補充(What a person settled about cohort {cohort}; source: {source_name})
# 刪去行首的「# 」即生效;每一項都會在載入時檢查,不再符合的項目會報錯。
# Delete the leading "# " to use an entry. Every entry is checked on load; one that no longer
# fits the report is an error. Line numbers are those of `tourlib check {cohort}`.

# [[correction]]            # 勘誤 a misprint; the file itself is never changed
# line = 81
# printed = "貢"
# intended = "貳"
# why = "OCR 誤讀"

# [theme]                   # 主題名稱 titles of the themes
# 1 = "數位治理"

# [topic]                   # 建議議題的主題 the theme of a topic of the recommendations
# 1 = 5

# [[agency]]                # 機關歸屬 where the directory does not know an agency
# printed = "名單上的機關名稱"
# branch = "行政院"          # 總統府 行政院 立法院 司法院 考試院 監察院 地方
# level = "central"         # central | local
# tier = "所屬機關"          # 院 部會 所屬機關 縣市政府 縣市議會 縣市所屬機關 其他
# parent = "上級機關"

# [[participant]]           # 人員 a person who was not read right; printed: the name as read
# line = 22
# printed = "王小明"
# agency = "某部某中心"
# unit = "某組"
# title = "主任"
# rank = "首長"             # {" ".join(title_groups())}
# why = "依名冊"

# [[session]]               # 課程表 an entry of the timetable that was not read right
# line = 1074
# date = 2025-08-22
# start = 15:15:00
# end = 15:45:00
# kind = "transfer"         # course visit exchange ceremony transfer meal free other

# [words]                   # 詞彙 for keywords
# add = ["數位孿生"]
# forbid = ["位轉型"]
# stop = ["本次"]
# synonyms = {{ "合作" = "協作" }}
"""
