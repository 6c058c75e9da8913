"""Cohorts side by side: who came, hours, themes and recommendations over the years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tourlib.measures.coverage import of_journey
from tourlib.measures.density import measure_density
from tourlib.measures.frames import typed_frame
from tourlib.measures.representation import ROLES, counted_people

_COLUMNS = {
    "cohort": "Int64",
    "people": "Int64",
    "agencies": "Int64",
    "days": "Int64",
    "contact_hours": "Float64",
    "domestic_hours": "Float64",
    "themes": "Int64",
    "topics": "Int64",
    "items": "Int64",
    "rows": "object",
}


def compare_cohorts(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a cohort: ``people`` and ``agencies`` (different parents), without staff as in
    :mod:`tourlib.measures.representation`, ``days`` with entries in the timetable,
    ``contact_hours`` of the journey and ``domestic_hours`` of courses at home beside it, ``themes``,
    ``topics`` and ``items`` of the recommendations (those that say something: no headings); ``rows`` (table →
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
    journey = of_journey(density)
    own["recommendations"] = advice = _with_text(own["recommendations"])
    own["participants"] = counted_people(own["participants"], ROLES)
    hours = float(journey["contact_minutes"].sum()) / 60
    domestic = float(density["contact_minutes"].sum()) / 60 - hours
    timed = density["window_minutes"].notna().any()
    return {
        "cohort": cohort,
        "people": len(own["participants"]) or None,
        "agencies": own["participants"]["parent"].nunique() or None,
        "days": own["sessions"]["date"].nunique() or None,
        "contact_hours": hours if timed else None,
        "domestic_hours": domestic if timed else None,
        "themes": len(own["themes"]),
        "topics": advice["topic"].nunique(),
        "items": len(advice),
        "rows": {
            name: list(own[name].index)
            for name in ("participants", "sessions", "themes", "recommendations")
        },
    }


def _with_text(recommendations: pd.DataFrame) -> pd.DataFrame:
    """The items that say something; headings alone recommend nothing."""
    return recommendations[recommendations["chars"].fillna(0) > 0]
