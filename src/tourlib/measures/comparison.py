"""Cohorts side by side: who came, hours, themes and recommendations over the years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tourlib.measures.density import measure_density
from tourlib.measures.frames import typed_frame
from tourlib.measures.representation import ROLES, counted_people

_COLUMNS = {
    "cohort": "Int64",
    "people": "Int64",
    "agencies": "Int64",
    "days": "Int64",
    "contact_hours": "Float64",
    "themes": "Int64",
    "topics": "Int64",
    "items": "Int64",
    "rows": "object",
}


def compare_cohorts(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a cohort: ``people`` and ``agencies`` (different parents), without staff as in
    :mod:`tourlib.measures.representation`, ``days`` with entries in the timetable,
    ``contact_hours``, ``themes``, ``topics`` and ``items`` of the recommendations; ``rows`` (table →
    labels of the rows that were counted). What a report does not tell is missing, not nought:
    people without a roster, hours of a timetable without times.

    Args:
        tables: what :func:`tourlib.load_all` returns.
    """
    cohorts = sorted(
        {int(c) for frame in tables.values() for c in frame["cohort"].dropna().unique()}
    )
    return typed_frame([_cohort(cohort, tables) for cohort in cohorts], _COLUMNS)


def _cohort(cohort: int, tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    own = {name: frame[(frame["cohort"] == cohort).fillna(False)] for name, frame in tables.items()}
    density = measure_density(own["sessions"].reset_index(drop=True))
    own["participants"] = counted_people(own["participants"], ROLES)
    hours = float(density["contact_minutes"].sum()) / 60
    return {
        "cohort": cohort,
        "people": len(own["participants"]) or None,
        "agencies": own["participants"]["parent"].nunique() or None,
        "days": own["sessions"]["date"].nunique() or None,
        "contact_hours": hours if density["window_minutes"].notna().any() else None,
        "themes": len(own["themes"]),
        "topics": own["recommendations"]["topic"].nunique(),
        "items": len(own["recommendations"]),
        "rows": {
            name: list(own[name].index)
            for name in ("participants", "sessions", "themes", "recommendations")
        },
    }
