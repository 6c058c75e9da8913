"""Where attention went, theme by theme, and what came of it.

Hours come from the timetable, characters from the chapters 學習摘述 (notes), 心得
(reflections) and 建議 (recommendations), counted as word processors do. What no theme could be given
to is a row of its own, so that shares always add up to one. Courses at home before a journey are told
apart: the journey's hours alone are compared with what was written.
"""

from __future__ import annotations

import pandas as pd

from tourlib.measures.density import CONTACT_KINDS
from tourlib.measures.frames import typed_frame
from tourlib.text import count_words_as_office

HOURS_COLUMNS = {
    "cohort": "Int64",
    "theme": "Int64",
    "theme_title": "string",
    "part": "string",
    "kind": "string",
    "sessions": "Int64",
    "minutes": "Int64",
    "hours": "Float64",
    "share": "Float64",
    "rows": "object",
}
#: Parts of a tour, the journey first.
PARTS = ("abroad", "domestic")
#: What attention is measured by, in the order of the report.
MEASURES = ("hours", "notes", "reflections", "recommendations")
COVERAGE_COLUMNS = {
    "cohort": "Int64",
    "theme": "Int64",
    "theme_title": "string",
    "measure": "string",
    "amount": "Float64",
    "unit": "string",
    "items": "Int64",
    "share": "Float64",
    "table": "string",
    "rows": "object",
}


def measure_hours(sessions: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Contact hours by theme, part of the tour and kind: every theme at least once.

    Args:
        sessions: the table ``sessions``. Only courses, visits and exchanges count, and of
            these only entries with start and end. Parallel entries count each.
        themes: the table ``themes``.

    Returns:
        ``cohort``, ``theme`` (``<NA>`` for entries that no theme applies to), ``theme_title``,
        ``part`` (``abroad`` before ``domestic``) and ``kind`` (both ``<NA>`` for a theme without
        hours), ``sessions``, ``minutes``, ``hours``, ``share`` (of the part's hours, 0 to 1),
        ``rows`` (labels in ``sessions``). ``attrs["likeness"]`` tells that the theme of some entry
        was told by likeness of words.
    """
    timed = sessions["start"].notna() & sessions["end"].notna()
    contact = sessions[timed & sessions["kind"].isin(CONTACT_KINDS)]
    minutes = _lengths(contact)
    part = contact["part"].fillna("abroad")
    totals = minutes.groupby(part).sum()
    rows: list[dict[str, object]] = []
    for theme, title in _theme_list(themes, contact["theme"]):
        of_theme = contact[_same(contact["theme"], theme)]
        groups: list[tuple[str | None, str | None]] = [
            (where, kind)
            for where in PARTS
            for kind in CONTACT_KINDS
            if ((part[of_theme.index] == where) & (of_theme["kind"] == kind)).any()
        ]
        for where, kind in groups or [(None, None)]:
            chosen = of_theme[(part[of_theme.index] == where) & (of_theme["kind"] == kind)]
            length = int(minutes[chosen.index].sum())
            whole = int(totals.get(where, 0))
            rows.append(
                {
                    "cohort": _cohort(sessions, themes),
                    "theme": theme,
                    "theme_title": title,
                    "part": where,
                    "kind": kind,
                    "sessions": len(chosen),
                    "minutes": length,
                    "hours": length / 60,
                    "share": length / whole if whole else None,
                    "rows": list(chosen.index),
                }
            )
    frame = typed_frame(rows, HOURS_COLUMNS)
    frame.attrs["likeness"] = by_likeness(contact)
    return frame


def by_likeness(*tables: pd.DataFrame) -> bool:
    """Whether the theme of some row was told by likeness of words."""
    return any((table["theme_source"] == "likeness").fillna(False).any() for table in tables)


def of_journey(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the journey: those abroad where a table has some, else all."""
    abroad = (rows["part"] == "abroad").fillna(False).astype(bool)
    return rows[abroad] if abroad.any() else rows


def measure_coverage(
    themes: pd.DataFrame,
    sessions: pd.DataFrame,
    sections: pd.DataFrame,
    recommendations: pd.DataFrame,
) -> pd.DataFrame:
    """What each theme got of hours, notes, reflections and recommendations.

    Args:
        themes, sessions, sections, recommendations: the tables of those names.

    Returns:
        One row for each theme and measure (long form): ``cohort``, ``theme`` (``<NA>`` where
        none applies), ``theme_title``, ``measure`` (``hours``, ``notes``, ``reflections``,
        ``recommendations``), ``amount`` in ``unit`` (``hours`` or ``characters``), ``items``
        (entries, or sections and recommendations with text of their own), ``share`` (of the measure's
        total, 0 to 1; ``<NA>`` where the total is nought), ``table`` and ``rows`` (where it comes
        from). Hours are those of the journey: ``attrs["domestic_hours"]`` holds those at home that
        are left out, ``attrs["likeness"]`` whether themes were told by likeness of words.
    """
    timed, domestic = _hours_part(sessions)
    parts = {
        "hours": ("sessions", timed),
        "notes": ("sections", _written(sections[sections["chapter"] == "study_notes"])),
        "reflections": ("sections", _written(sections[sections["chapter"] == "reflections"])),
        "recommendations": ("recommendations", _written(recommendations)),
    }
    used = pd.concat([part["theme"] for _, part in parts.values()])
    rows: list[dict[str, object]] = []
    for theme, title in _theme_list(themes, used):
        for measure in MEASURES:
            table, part = parts[measure]
            total = float(part["_amount"].sum())
            chosen = part[_same(part["theme"], theme)]
            amount = float(chosen["_amount"].sum())
            rows.append(
                {
                    "cohort": _cohort(themes, sessions, sections, recommendations),
                    "theme": theme,
                    "theme_title": title,
                    "measure": measure,
                    "amount": amount,
                    "unit": "hours" if measure == "hours" else "characters",
                    "items": len(chosen),
                    "share": amount / total if total else None,
                    "table": table,
                    "rows": list(chosen.index),
                }
            )
    frame = typed_frame(rows, COVERAGE_COLUMNS)
    frame.attrs["domestic_hours"] = domestic
    frame.attrs["likeness"] = by_likeness(*(part for _, part in parts.values()))
    return frame


def _hours_part(sessions: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """The journey's entries with their hours, and the hours of the others."""
    timed = sessions["start"].notna() & sessions["end"].notna()
    contact = sessions[timed & sessions["kind"].isin(CONTACT_KINDS)]
    contact = contact.assign(_amount=_lengths(contact) / 60)
    journey = of_journey(contact)
    return journey, float(contact["_amount"].sum() - journey["_amount"].sum())


def _written(texts: pd.DataFrame) -> pd.DataFrame:
    """The rows that have text of their own, with its length; headings alone say nothing."""
    amount = texts["text"].fillna("").map(count_words_as_office).astype(float)
    return texts.assign(_amount=amount)[amount > 0]


def _lengths(contact: pd.DataFrame) -> pd.Series:
    """Minutes of each entry."""
    lengths = (contact["end"] - contact["start"]).dt.total_seconds() / 60
    return lengths.clip(lower=0).round()


def _theme_list(themes: pd.DataFrame, used: pd.Series) -> list[tuple[object, object]]:
    """All themes in order, then themes without a title, then none if anything has none."""
    titles = dict(zip(themes["theme"], themes["title"], strict=True))
    untitled = sorted(set(used.dropna()) - set(titles))
    listed: list[tuple[object, object]] = [*titles.items(), *((theme, None) for theme in untitled)]
    if used.isna().any():
        listed.append((None, None))
    return listed


def _same(column: pd.Series, theme: object) -> pd.Series:
    return column.isna() if theme is None else (column == theme).fillna(False).astype(bool)


def _cohort(*tables: pd.DataFrame) -> object:
    return next((table["cohort"].iloc[0] for table in tables if len(table)), None)
