"""Cohorts side by side: who came, hours, themes and recommendations over the years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tourlib.measures.density import measure_density
from tourlib.measures.frames import typed_frame

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
    """One row a cohort: ``people``, ``agencies`` (different parents), ``days`` with entries in the
    timetable, ``contact_hours``, ``themes``, ``topics`` and ``items`` of the recommendations; ``rows``
    (table → labels of the rows that were counted).

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
    return {
        "cohort": cohort,
        "people": len(own["participants"]),
        "agencies": own["participants"]["parent"].nunique(),
        "days": own["sessions"]["date"].nunique(),
        "contact_hours": float(density["contact_minutes"].sum()) / 60,
        "themes": len(own["themes"]),
        "topics": own["recommendations"]["topic"].nunique(),
        "items": len(own["recommendations"]),
        "rows": {
            name: list(own[name].index)
            for name in ("participants", "sessions", "themes", "recommendations")
        },
    }
