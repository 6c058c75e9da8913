"""A report as tables: :func:`load` and its result. The only module that depends on all others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from tourlib.checks import check_report
from tourlib.checks.misreadings import suggested_corrections
from tourlib.checks.quantities import body_lines, read_figures
from tourlib.cohort import find_report, list_cohorts, settled_file
from tourlib.errors import ReportError
from tourlib.files import read_file
from tourlib.lines import Doubt, Source
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport, parse_report
from tourlib.parse.cover import Meta
from tourlib.readers import pictures_of, read_content
from tourlib.readers.pictures import content_of
from tourlib.schema import TABLES, columns, conform, empty
from tourlib.settled.apply import (
    check_words,
    correct_lines,
    mark_reviewed,
    meta_changes,
    settle_rows,
)
from tourlib.settled.entries import Correction, Settled
from tourlib.settled.read import MAX_BYTES, read_settled
from tourlib.shown import Live, Shown, as_printed, show_lines
from tourlib.words.counts import Lexicon
from tourlib.words.flow import Flow, read_flow

#: Maximum number of lines shown with an image of the page.
_MAX_PICTURES = 12
#: Columns that describe a row and are not printed in it.
_NOT_PRINTED = frozenset({
    "role", "branch", "level", "tier", "parent", "rank", "kind", "part", "chapter", "horizon",
    "theme_source", "claimed_by",
})  # fmt: skip


def _frame(name: str) -> cached_property[pd.DataFrame]:
    """Return a property for a table of a report, made on first use."""
    return cached_property(
        lambda self: conform(name, self._told.parsed.rows[name], cohort=self.meta.cohort)
    )


@dataclass(frozen=True)
class _Told:
    """What was read from a report. Nobody changes it: it is shared by all reports of one file."""

    parsed: ParsedReport
    source: Source
    settled: Settled
    corrected: tuple[Finding, ...]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the reader should check; computed on first use."""
        noted = [finding("reader-note", note, severity="unread") for note in self.source.notes]
        noted += [_doubtful(doubt) for doubt in self.source.doubts]
        found = [*self.parsed.findings, *check_report(self.parsed, self.source.doubts)]
        return mark_reviewed([*self.corrected, *noted, *found], self.settled)


@dataclass(frozen=True)
class Report:
    """A study-tour report as pandas tables. Every table is a tidy ``DataFrame`` in document order;
    its columns are described in :data:`tourlib.schema.TABLES`. ``meta`` is the cover, ``source``
    the text as read, ``toc`` the table of contents as printed, ``body`` the numbered lines of the
    text, ``origin`` the source lines of each row of the tables except the findings."""

    meta: Meta
    source: Source = field(repr=False)
    settled: Settled = field(repr=False)
    body: tuple[tuple[int, str], ...] = field(repr=False)
    #: the data for tables and findings, which are made on first use
    _told: _Told = field(repr=False)

    participants = _frame("participants")
    sessions = _frame("sessions")
    themes = _frame("themes")
    sections = _frame("sections")
    visits = _frame("visits")
    recommendations = _frame("recommendations")
    photos = _frame("photos")
    toc = _frame("toc")
    lines = _frame("lines")

    @cached_property
    def origin(self) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        """For each table except the findings, the source lines of its rows."""
        return {name: tuple(map(_lines, rows)) for name, rows in self._told.parsed.rows.items()}

    @property
    def _findings(self) -> list[Finding]:
        return self._told.findings

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the reader should check; computed on first use."""
        cells = [finding.cells() for finding in self._findings]
        return conform("findings", cells, cohort=self.meta.cohort)

    @cached_property
    def suggestions(self) -> tuple[Correction, ...]:
        """The corrections that the findings propose."""
        return suggested_corrections(self._findings, self.source.lines)

    @cached_property
    def marks(self) -> tuple[tuple[str, ...], ...]:
        """The text in the lines that each finding is about."""
        return tuple(found.marks for found in self._findings)

    @cached_property
    def glossary(self) -> pd.DataFrame:
        """Terms that the report glosses; computed on first use, since it needs a dictionary."""
        from tourlib.words.glossary import find_glossary

        titles = dict(self.visits[["line", "title"]].dropna().values)
        found = find_glossary(self.body, titles=titles)
        return conform("glossary", found, cohort=self.meta.cohort)

    @property
    def halves(self) -> tuple[str | None, ...]:
        """For each row of ``sessions`` the part of the day that is printed instead of a time:
        ``day``, ``morning``, ``noon``, ``afternoon`` or ``evening``."""
        return tuple(row.get("half") for row in self._told.parsed.rows["sessions"])

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The report's own terms, including what the cohort file adds and without what it forbids.
        Columns ``term``, ``count``, ``how`` (they were found), ``lines``."""
        from tourlib.words.terms import find_terms

        titles = [*self.sections["title"].dropna(), *self.visits["title"].dropna()]
        words = self.settled.words
        return find_terms(
            self.body,
            glossary=self.glossary.to_dict("records"),
            titles=titles,
            add=words.add,
            forbid=words.forbid,
        )

    @cached_property
    def synonyms(self) -> dict[str, str]:
        """Words and the words under which they are counted: terms and their abbreviations from the
        report's glosses, and the synonyms of the cohort file."""
        from tourlib.words.glossary import find_synonyms

        return find_synonyms(self.glossary, self.body, self.settled.words.synonyms)

    @cached_property
    def _keywords(self) -> pd.DataFrame:
        """The words of the recommendations' topics; slow to compute, and used by several charts."""
        from tourlib.words.keywords import topic_keywords

        return topic_keywords(self.recommendations, self.sections, self.lexicon)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What is known about the report's words: terms, stop words, synonyms."""
        terms = dict(zip(self.terms["term"], self.terms["count"].astype(int), strict=True))
        return Lexicon(terms, self.stop, self.synonyms)

    @property
    def stop(self) -> tuple[str, ...]:
        """Words that say nothing here: the countries that the whole report is about, and the stop
        words of the cohort file."""
        return (*self.meta.destination, *self.settled.words.stop)

    @cached_property
    def _flow(self) -> Flow:
        titles = self.sections.dropna(subset="title")
        return read_flow(self.body, dict(zip(titles["line"], titles["title"], strict=True)))

    def concordance(self, keyword: str, width: int = 20) -> pd.DataFrame:
        """Return every use of a word in the body, in context (KWIC): ``left``, ``keyword``,
        ``right``, ``section``, ``line``.

        Args:
            keyword: the word.
            width: characters of context on either side.

        Raises:
            ValueError: the keyword is empty or the width negative.
        """
        from tourlib.words.kwic import concordance

        return concordance(self._flow, self.sections, keyword, width)

    def sentences(self, keyword: str) -> pd.DataFrame:
        """Return the sentences of the body with a word: ``sentence``, ``section``, ``line``.

        Raises:
            ValueError: the keyword is empty.
        """
        from tourlib.words.kwic import sentences_with

        return sentences_with(self._flow, self.sections, keyword)

    def _repr_html_(self) -> str:
        """The report in a notebook: its cover, its tables, its findings, and what to look at next."""
        meta = self.meta
        days = " – ".join(map(str, filter(None, (meta.start, meta.end))))
        cover = {
            "訓練年 cohort": meta.cohort, "主辦 organiser": meta.organiser,
            "地點 destination": "、".join(meta.destination), "期間 period": days,
            "人數 headcount": meta.headcount, "檔案 file": meta.source_name,
        }  # fmt: skip
        severities = self.findings["severity"].value_counts(sort=False).to_dict()
        told = "、".join(f"{name} {n}" for name, n in sorted(severities.items())) or "沒有 none"
        counts = {n: len(t) for n, t in self.tables().items() if n not in ("lines", "findings")}
        rows = [*((k, v) for k, v in cover.items() if v), ("提醒 findings", told), *counts.items()]
        body = "".join(
            f'<tr><th style="text-align:left">{escape(str(name))}</th>'
            f'<td style="text-align:left">{escape(str(value))}</td></tr>'
            for name, value in rows
        )
        return (
            f"<b>{escape(meta.title or '出國報告')}</b><table>{body}</table>"
            "<small>接著看 next: report.findings、report.sessions、report.recommendations、"
            "report.sentences(詞)</small>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables by name, in the order of the documentation."""
        return {name: getattr(self, name) for name in TABLES}

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Numbers with a unit in the body, with what they count, except years."""
        return conform("figures", read_figures(self.body), cohort=self.meta.cohort)

    @property
    def unclaimed(self) -> pd.DataFrame:
        """Lines that no parser understood (rows of ``lines``)."""
        return self.lines[self.lines["claimed_by"].isna()].reset_index(drop=True)

    def source_of(self, table: str, row: int) -> pd.DataFrame:
        """Return the source lines from which a row was read: columns ``line`` and ``text``.

        Args:
            table: name of the table.
            row: index of the row in its frame.

        Raises:
            KeyError: no such table.
            IndexError: no such row.
        """
        if table not in TABLES:
            raise KeyError(f"no table {table!r}; there are {', '.join(TABLES)}")
        rows = len(getattr(self, table))
        if not -rows <= row < rows:
            raise IndexError(
                f"{table} 沒有第 {row} 列 has no row {row}: 共 {rows} 列，由 0 起算 rows, counted from 0"
            )
        if table in {"glossary", "figures"}:
            numbers: tuple[int, ...] = (int(getattr(self, table)["line"].iloc[row]),)
        elif table == "findings":
            numbers = self._findings[row].lines
        else:
            numbers = self.origin[table][row]
        texts = [self.source.lines[number - 1].text for number in numbers]
        return pd.DataFrame({"line": pd.array(numbers, "Int64"), "text": pd.array(texts, "string")})

    def show(self, table: str | pd.Series, row: int | None = None) -> Shown:
        """Show the source lines from which a row was read, with the origin of its values marked.

        ``report.show("sessions", 3)`` or ``report.show(report.sessions.iloc[3])``: in a notebook as
        a table with coloured marks, and images of the pages of a PDF or scan; printed as text with
        【】 around the marked text.

        Args:
            table: name of the table, or a row of one (all its columns).
            row: index of the row in its frame, if ``table`` is a name.

        Raises:
            KeyError: no such table, or a row that belongs to none.
            IndexError: no such row.
        """
        if isinstance(table, pd.Series):
            name, place = _table_of(table), int(str(table.name))
        elif row is None:
            raise KeyError(f"which row of {table}?")
        else:
            name, place = table, row
        lines = self.source_of(name, place)
        if name == "findings":
            pieces = list(self.marks[place])
        else:
            values = getattr(self, name).iloc[place]
            pieces = as_printed(v for key, v in values.items() if key not in _NOT_PRINTED)
        return self.show_lines(lines["line"], pieces)

    def show_lines(self, numbers: Iterable[int], pieces: Sequence[str] = ()) -> Shown:
        """Show lines of the report in the same way as :meth:`show`.

        Args:
            numbers: of the lines, from 1.
            pieces: text to mark in them.
        """
        lines = [self.source.lines[number - 1] for number in numbers]
        pictures = pictures_of(self.source, lines[:_MAX_PICTURES])
        return show_lines([(line.number, line.text) for line in lines], pieces, pictures)

    def review(self) -> Live:
        """Go through the findings and decide: accept a correction, keep the text, change a cell,
        settle a word. Each decision is written to the cohort file with its reason and checked at
        once, and this report then holds the new tables. In JupyterLab there are fields and buttons;
        in a terminal use ``tourlib review 114``."""

        def fields() -> Any:
            from tourlib.review.notebook import ReviewFields

            return ReviewFields(self)

        told = "在 JupyterLab 執行這一格，逐項決定。 Run this cell in JupyterLab to decide."
        return Live(Shown(told, f"<p>{told}</p>"), fields)


def _doubtful(doubt: Doubt) -> Finding:
    """Return the finding about a word of a scanned page that may be misread."""
    said = f"第 {doubt.page} 頁「{doubt.word}」文字辨識沒有把握，請對照原頁 / recognised, but not surely"
    lines = () if doubt.line is None else (doubt.line,)
    return finding("ocr-doubtful", said, lines=lines, marks=(doubt.word,))


def load(source: int | str | Path, *, settled: bool | str | Path = True) -> Report:
    """Load a report, with what a person settled about it. A file that was loaded before and has not
    changed is not read again; its tables are new ones.

    Args:
        source: a cohort number (looked up in ``data/reports/<n>/``, found upward from the working
            directory or named by ``TOURLIB_DATA``), a folder with a report, or a file.
        settled: ``True`` applies the cohort file ``data/cohorts/<n>.toml`` to a report in
            ``data/reports/<n>/``, given by number, folder or file. A report elsewhere has none:
            ``report.settled.file`` is empty. ``False`` reads the report as printed; a path names
            another cohort file.

    Raises:
        ReportError: there is no such report or cohort file, the report is not readable, or a
            settled entry does not fit it.
    """
    path, cohort = find_report(source)
    if isinstance(settled, bool):
        file = settled_file(path) if settled else None
    else:
        file = Path(os.path.expanduser(settled))
        if not os.path.lexists(file):
            raise ReportError(
                "沒有這個校訂檔 no such cohort file", file=file, hint="檢查路徑 check the path"
            )
    return replace(_load(path, content_of(path), cohort, file, _content(file)))


@lru_cache(maxsize=4)
def _load(
    path: Path, data: bytes, cohort: int | None, file: Path | None, _settled: bytes
) -> Report:
    """Return the report of a file with this content; what has not changed is not read again. Whoever
    asks gets a copy, whose tables are made anew, since these may be changed."""
    source = read_content(path, data)
    return build_report(source, cohort=cohort, settled=read_settled(file) if file else None)


def _content(file: Path | None) -> bytes:
    """Return the content of a cohort file; without one nothing is settled."""
    return read_file(file, MAX_BYTES) if file and os.path.lexists(file) else b""


def load_all() -> dict[str, pd.DataFrame]:
    """Return the tables of all cohorts, stacked; the column ``cohort`` distinguishes them.

    Raises:
        ReportError: a cohort's report cannot be loaded.
    """
    tables = [load(cohort).tables() for cohort in list_cohorts()]
    frames = {name: [each[name] for each in tables] or [empty(name)] for name in TABLES}
    return {name: pd.concat(stacked, ignore_index=True) for name, stacked in frames.items()}


def build_report(
    source: Source, *, cohort: int | None = None, settled: Settled | None = None
) -> Report:
    """Build the tables of a report that has been read.

    Args:
        source: the numbered lines.
        cohort: the training year, if known; by default taken from the cover.
        settled: what a person settled about it.

    Raises:
        ReportError: the text is not a report, or a settled entry does not fit it.
    """
    settled = settled or Settled()
    lines, corrected = correct_lines(source.lines, settled)
    known = meta_changes(settled, len(lines))
    parsed = parse_report(source, cohort=cohort, lines=lines, known=known)
    if not any(parsed.rows[name] for name in ("sections", "participants", "sessions")):
        raise ReportError(
            "沒有出國報告的標題、名單或課程表 no heading, roster or timetable of a study-tour report was found",
            file=source.name,
            hint="請確認是出國報告本身 check that this is the report itself and not, say, a letter",
        )
    told = settle_rows(parsed, settled)
    body = body_lines(parsed)
    check_words(body, settled)
    found = _Told(parsed, source, settled, (*corrected, *told))
    return Report(parsed.meta, source, settled, body, found)


def _table_of(row: pd.Series) -> str:
    for name in TABLES:
        if list(row.index) == list(columns(name)):
            return name
    raise KeyError(f"no table has the columns {list(row.index)}; take all columns of the row")


def _lines(row: Row) -> tuple[int, ...]:
    return tuple(sorted({n for n in row.get("lines", [row.get("line")]) if n is not None}))
