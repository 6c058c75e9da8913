"""Where attention went, theme by theme, and what came of it.

Hours come from the timetable, characters from the chapters 學習摘述 (notes), 心得
(reflections) and 建議 (recommendations). What no theme could be given to is a row of its own,
so that shares always add up to one.
"""

from __future__ import annotations

import pandas as pd

from tourlib.measures.density import CONTACT_KINDS
from tourlib.measures.frames import typed_frame

HOURS_COLUMNS = {
    "cohort": "Int64",
    "theme": "Int64",
    "theme_title": "string",
    "kind": "string",
    "sessions": "Int64",
    "minutes": "Int64",
    "hours": "Float64",
    "share": "Float64",
    "rows": "object",
}
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
    """Contact hours by theme and kind: one row for each pair, every theme at least once.

    Args:
        sessions: the table ``sessions``. Only courses, visits and exchanges count, and of
            these only entries with start and end. Parallel entries count each.
        themes: the table ``themes``.

    Returns:
        ``cohort``, ``theme`` (``<NA>`` for entries that no theme applies to), ``theme_title``,
        ``kind`` (``<NA>`` for a theme without hours), ``sessions``, ``minutes``, ``hours``,
        ``share`` (of all contact hours, 0 to 1), ``rows`` (labels in ``sessions``).
    """
    timed = sessions["start"].notna() & sessions["end"].notna()
    contact = sessions[timed & sessions["kind"].isin(CONTACT_KINDS)]
    minutes = _lengths(contact)
    total = int(minutes.sum())
    rows: list[dict[str, object]] = []
    for theme, title in _theme_list(themes, contact["theme"]):
        of_theme = contact[_same(contact["theme"], theme)]
        kinds: list[str | None] = [
            kind for kind in CONTACT_KINDS if (of_theme["kind"] == kind).any()
        ]
        for kind in kinds or [None]:
            chosen = of_theme[of_theme["kind"] == kind] if kind else of_theme
            length = int(minutes[chosen.index].sum())
            rows.append(
                {
                    "cohort": _cohort(sessions, themes),
                    "theme": theme,
                    "theme_title": title,
                    "kind": kind,
                    "sessions": len(chosen),
                    "minutes": length,
                    "hours": length / 60,
                    "share": length / total if total else None,
                    "rows": list(chosen.index),
                }
            )
    return typed_frame(rows, HOURS_COLUMNS)


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
        (entries, sections or recommendations), ``share`` (of the measure's total, 0 to 1;
        ``<NA>`` where the total is nought), ``table`` and ``rows`` (where it comes from).
    """
    parts = {
        "hours": _hours_part(sessions),
        "notes": ("sections", sections[sections["chapter"] == "study_notes"], "chars"),
        "reflections": ("sections", sections[sections["chapter"] == "reflections"], "chars"),
        "recommendations": ("recommendations", recommendations, "chars"),
    }
    used = pd.concat([part["theme"] for _, part, _ in parts.values()])
    rows: list[dict[str, object]] = []
    for theme, title in _theme_list(themes, used):
        for measure in MEASURES:
            table, part, column = parts[measure]
            total = float(part[column].fillna(0).sum())
            chosen = part[_same(part["theme"], theme)]
            amount = float(chosen[column].fillna(0).sum())
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
    return typed_frame(rows, COVERAGE_COLUMNS)


def _hours_part(sessions: pd.DataFrame) -> tuple[str, pd.DataFrame, str]:
    timed = sessions["start"].notna() & sessions["end"].notna()
    contact = sessions[timed & sessions["kind"].isin(CONTACT_KINDS)]
    return "sessions", contact.assign(hours=_lengths(contact) / 60), "hours"


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
