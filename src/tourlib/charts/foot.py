"""The foot line of a chart: which cohort, which source, which lines of it."""

from __future__ import annotations

import pandas as pd

from tourlib.labels import label
from tourlib.parse.cover import Meta


def foot_line(source: Meta | str | None, *tables: pd.DataFrame, lang: str = "zh") -> str:
    """Cohort, source and lines of what a chart shows.

    Args:
        source: the report's cover (``report.meta``), or the file name alone.
        tables: the tables that the chart's frame was computed from; each gives the lines
            from its first to its last row. Where they are of several cohorts, the source is
            their reports, and no lines are named. Where they are empty, the cover tells the
            cohort.
        lang: ``"zh"`` or ``"en"``.

    >>> table = pd.DataFrame({"cohort": [114, 114], "line": [27, 55]})
    >>> foot_line("report.txt", table, lang="en")
    'Training year 114 (ROC) | Source: report.txt, lines 27–55'
    """
    cohorts = sorted({int(c) for table in tables for c in table["cohort"].dropna()})
    spans = dict.fromkeys(_span(table) for table in tables if table["line"].notna().any())
    if isinstance(source, Meta):
        cohorts = cohorts or [source.cohort] if source.cohort is not None else cohorts
        source = source.source_name
    if len(cohorts) > 1:
        source, spans = label("foot.reports", lang), {}
    parts = []
    if cohorts:
        names = "、" if lang == "zh" else ", "
        parts.append(label("foot.cohort", lang, cohort=names.join(map(str, cohorts))))
    about = [label("foot.source", lang, source=source)] if source else []
    if spans and source:
        comma = "、" if lang == "zh" else ", "
        about.append(label("foot.lines", lang, lines=comma.join(spans)))
    if about:
        parts.append((" " if lang == "zh" else ", ").join(about))
    bar = label("foot.join", lang)
    return (bar if lang == "zh" else f" {bar} ").join(parts)


def _span(table: pd.DataFrame) -> str:
    first, last = int(table["line"].min()), int(table["line"].max())
    return f"{first}–{last}" if first != last else f"{first}"
