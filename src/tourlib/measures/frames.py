"""Rows → tidy frames that keep their columns and dtypes even when there are no rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd


def typed_frame(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame of the named columns, one row a mapping; what a row does not name is missing."""
    data = {
        name: pd.Series([row.get(name) for row in rows], dtype=dtype)
        for name, dtype in columns.items()
    }
    return pd.DataFrame(data, columns=list(columns))
