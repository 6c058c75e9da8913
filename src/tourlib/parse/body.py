"""Run all parsers in order: numbered lines → rows of every table, and who read which line."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from tourlib.directory.resolution import rank_of, resolve
from tourlib.lines import Line, Source
from tourlib.outline.build import build_outline
from tourlib.outline.nodes import Outline, Paragraph
from tourlib.outline.repair import end_leads, restore_items, return_closing
from tourlib.outline.sequences import mark_decimals, mark_names, mark_words
from tourlib.outline.units import mark_units
from tourlib.parse import Finding, Parsed, Row, finding
from tourlib.parse.block_labels import with_usual_labels
from tourlib.parse.clauses import take_clauses
from tourlib.parse.contents import mark_review_form, unnumbered_titles
from tourlib.parse.cover import Cover, Meta, day_told, parse_cover
from tourlib.parse.likeness import assign_section_themes, assign_themes
from tourlib.parse.listed_people import people_of_list
from tourlib.parse.named_people import (
    add_people_beside,
    people_of_cover,
    with_employer,
    with_people,
)
from tourlib.parse.parts import Layout, divide
from tourlib.parse.photos import add_visits, parse_photos
from tourlib.parse.recommendations import parse_recommendations
from tourlib.parse.roster import parse_roster
from tourlib.parse.sections import chapter_roles, parse_sections
from tourlib.parse.sessions import parse_sessions
from tourlib.parse.themes import parse_themes, theme_titles
from tourlib.parse.visits import find_diary, parse_visits, with_diary, with_hosts
from tourlib.people.posts import UNSURE
from tourlib.readers.text.columns import lay_out
from tourlib.readers.text.lines import TextLine, read_lines, wrap_width
from tourlib.readers.text.pages import mark_pages
from tourlib.tables.table import Table


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """All rows of all tables, and the structure that checks use: the headings (``outline``), and
    these with the rows of recommendation tables as items (``whole``)."""

    meta: Meta
    cover: Cover
    rows: Mapping[str, list[Row]]
    findings: list[Finding]
    lines: tuple[TextLine, ...]
    layout: Layout
    outline: Outline
    whole: Outline


def parse_report(
    source: Source,
    *,
    cohort: int | None,
    lines: Sequence[Line] | None = None,
    known: Mapping[str, Any] | None = None,
) -> ParsedReport:
    """Parse a report that has been read.

    Args:
        cohort: the training year, if known.
        lines: the source's lines with corrections applied; by default the source's own.
        known: fields of the cover that a person has settled; they take precedence.
    """
    read = with_usual_labels(source.lines if lines is None else lines)
    paged = source.format == "text"  # other readers mark running heads and feet themselves
    pages = {line.number: line.page for line in read if paged and line.page is not None}
    printed = mark_pages(mark_words(mark_units(read_lines(read))), pages)
    lines_ = mark_review_form(lay_out(mark_names(mark_decimals(printed))))
    return _parse(source, lines_, {"cohort": cohort, **(known or {})})


def _parse(source: Source, lines: list[TextLine], known: Mapping[str, Any]) -> ParsedReport:
    layout = divide(lines)
    cover = parse_cover(layout.cover, source_name=source.name, known=known)
    printed = {line.text for line in source.lines if source.format == "text"}
    # Lines made from table rows are as wide as their cells.
    wrap = wrap_width([line for line in layout.body if line.raw in printed])
    outline = _outline(layout, wrap, layout.rows)
    # Rows of a recommendation table are items here, but not headings.
    whole = _outline(layout, wrap, ()) if layout.rows else outline
    near = cover.meta.start or day_told(cover.meta, lines)
    year = near.year if near else None

    named = people_of_cover(cover, lines)
    roster = with_employer(_people(layout, lines, cover, named) or named, cover)
    meta = with_people(cover, roster, named, lines)
    agencies = _add_agencies(roster.rows, meta)
    kinds = {line: table.kind for table in layout.tables for line in table.lines} | layout.captions
    roles = chapter_roles(outline, kinds)
    roles_of_whole = roles if whole is outline else chapter_roles(whole, kinds)
    take_clauses(outline, roles)
    if whole is not outline:
        take_clauses(whole, roles_of_whole)
    themes = parse_themes(whole, layout.body, roles_of_whole)
    sections = parse_sections(outline, roles)
    read = partial(parse_sessions, journey=(meta.start, meta.end), near=near)
    timetables, hosts = _hosts_apart(_tables(layout, "timetable"), read)
    visits = with_hosts(parse_visits(outline, year=year), read(hosts, [], []), sections.rows)
    sessions = read(timetables, visits.rows, sections.rows)
    if diary := find_diary(outline, [*sessions.rows, *visits.rows], year=year):
        # Claims stay as they are: the sentences remain text of their sections.
        visits.rows[:] = with_hosts(visits, read([diary], [], []), sections.rows).rows
        in_order = sorted([*timetables, diary], key=lambda table: table.lines[0])
        claims = sessions.claims
        sessions = replace(read(in_order, visits.rows, sections.rows), claims=claims)
    visits = with_diary(visits, outline, sessions.rows, year=year)
    assign_section_themes(themes.rows, sections.rows, visits.rows, sessions.rows)
    recommendations = parse_recommendations(whole, roles_of_whole, summaries=layout.summaries)
    assign_themes(themes.rows, sections.rows, recommendations.rows, sessions.rows)
    photos = parse_photos(layout.photos, near=near)
    add_visits(photos.rows, visits.rows, outline)

    parts = {
        "participants": roster, "sessions": sessions, "themes": themes, "sections": sections,
        "visits": visits, "recommendations": recommendations, "photos": photos,
    }  # fmt: skip
    rows = {name: part.rows for name, part in parts.items()}
    rows["toc"] = [
        {"line": e.line, "number": e.number, "title": e.title, "page": e.page}
        for e in layout.toc.entries
    ]
    rows["lines"] = _ledger(source, lines, layout, cover, list(parts.values()))
    found = (part.findings for part in parts.values())
    findings = [*cover.findings, *chain.from_iterable(found), *agencies]
    return ParsedReport(meta, cover, rows, findings, tuple(lines), layout, outline, whole)


def _tables(layout: Layout, kind: str) -> list[Table]:
    return [table for table in layout.tables if table.kind == kind]


def _people(
    layout: Layout, lines: Sequence[TextLine], cover: Cover, named: Parsed
) -> Parsed | None:
    """Return the people of the roster, or of a list in the text; ``None`` if there are none."""
    tables = _tables(layout, "roster")
    roster = add_people_beside(parse_roster(tables), tables, lines)
    roster = roster if roster.rows else people_of_list(layout, cover, named)
    return roster if roster.rows else None


def _hosts_apart(
    tables: Sequence[Table], read: Callable[..., Parsed]
) -> tuple[list[Table], list[Table]]:
    """Return the timetables and, separately, the tables of who was visited on days that these have."""
    others = [table for table in tables if not table.hosts]
    if len(others) in (0, len(tables)):
        return list(tables), []
    known = {row["date"] for row in read(others, [], []).rows}
    hosts = [table for table in tables if table.hosts]
    days = [{row["date"] for row in read([table], [], []).rows} for table in hosts]
    apart = [table for table, own in zip(hosts, days, strict=True) if own & known or not own]
    return [table for table in tables if table not in apart], apart


def _outline(layout: Layout, wrap: tuple[int | None, int], rows: Sequence[Paragraph]) -> Outline:
    """Return the headings of the body; ``rows`` are cells that are always text of the heading above."""
    inside = {number for cell in rows for number in cell.lines}
    outline = build_outline(
        [line for line in layout.body if line.number not in inside],
        wrap=wrap,
        theme_titles=theme_titles(layout.body),
        listed=unnumbered_titles(layout.toc),
    )
    restore_items(outline)
    return_closing(outline)
    end_leads(outline)
    for cell in rows:
        above = (node.paragraphs for node in outline.nodes if node.line < cell.lines[0])
        bisect.insort([outline.preamble, *above][-1], cell, key=lambda paragraph: paragraph.lines)
    return outline


def _add_agencies(rows: list[Row], meta: Meta) -> list[Finding]:
    """Add branch, level, tier and parent of each person's agency, and the rank, from the directory;
    return findings about agencies that are unknown or only resemble an entry."""
    findings = []
    for place, row in enumerate(rows):
        agency = row["agency"] or ""
        entry = resolve(agency, meta.start, meta.organiser or "")
        row["rank"] = rank_of(row["title"], entry) if row["title"] else None
        if agency:
            row |= {key: getattr(entry, key) for key in ("branch", "level", "tier", "parent")}
            guess = f",是否為「{'、'.join(entry.candidates[:3])}」?" if entry.candidates else ""
            zh = f"機關「{agency}」不在機關名錄中{guess}"
            english = f"“{agency}” is not in the directory of agencies."
        else:
            zh = f"名單第 {place + 1} 人「{row['name']}」沒有機關。"
            english = f"No agency for “{row['name']}”."
        if not agency or entry.match in UNSURE:
            findings.append(
                finding(
                    f"agency-{entry.match if agency else 'missing'}",
                    f"{zh} / {english}",
                    severity="unread" if agency else "warning",
                    table="participants",
                    row=place,
                    lines=(row["line"],),
                    marks=(agency,) if agency else (),
                )
            )
    return findings


def _ledger(
    source: Source, lines: Sequence[TextLine], layout: Layout, cover: Cover, parts: Sequence[Parsed]
) -> list[Row]:
    """Return who read each line; later claims in the list take precedence."""
    claimed = (
        layout.captions,
        *(part.claims for part in reversed(parts)),
        {number: who for number, who in layout.captions.items() if who != "heading"},
        {number: "meta" for numbers in cover.lines.values() for number in numbers},
        dict.fromkeys(layout.toc.lines, "toc"),
        {line.number: line.role for line in lines if line.role is not None},
        {line.number: "blank" for line in lines if line.blank},
    )
    claims = dict(chain.from_iterable(each.items() for each in claimed))
    return [
        {"line": line.number, "text": line.text, "claimed_by": claims.get(line.number)}
        for line in source.lines
    ]
