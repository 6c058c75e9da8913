"""What was read of a report, and what to look at before showing any of it."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from tourlib.report import Report


def cover_table(report: Report) -> pd.DataFrame:
    """What the cover says: one row a field, columns ``field`` and ``value`` (as text)."""
    rows = [
        {"field": name, "value": "、".join(value) if isinstance(value, tuple) else value}
        for name, value in asdict(report.meta).items()
    ]
    values = pd.array(
        [None if r["value"] in (None, "") else str(r["value"]) for r in rows], "string"
    )
    return pd.DataFrame(
        {"field": pd.array([str(r["field"]) for r in rows], "string"), "value": values}
    )


def count_rows(report: Report) -> pd.DataFrame:
    """Rows of each table: columns ``table``, ``rows`` and ``lines`` (source lines it has claimed)."""
    claimed = report.lines["claimed_by"].value_counts(sort=False)
    names = [name for name in report.tables() if name not in {"lines", "findings"}]
    return pd.DataFrame(
        {
            "table": pd.array(names, "string"),
            "rows": pd.array([len(report.tables()[name]) for name in names], "Int64"),
            "lines": pd.array([int(claimed.get(name, 0)) for name in names], "Int64"),
        }
    )


def count_ledger(lines: pd.DataFrame) -> pd.DataFrame:
    """Who claimed the lines: columns ``claimed_by`` (``<NA>``: nobody), ``lines`` and ``share`` of
    the lines that are not blank."""
    counts = lines["claimed_by"].value_counts(dropna=False, sort=False)
    printed = int((lines["claimed_by"] != "blank").fillna(True).sum())
    frame = counts.rename("lines").rename_axis("claimed_by").reset_index()
    frame = frame.sort_values(
        ["lines", "claimed_by"], ascending=[False, True], ignore_index=True, kind="stable"
    )
    share = frame["lines"] / max(1, printed)
    return frame.assign(
        lines=frame["lines"].astype("Int64"), share=share.where(frame["claimed_by"] != "blank")
    )
