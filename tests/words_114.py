"""The 114 report with its terms, for the tests of words: read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

import tourlib
from tourlib.words import find_terms

REPORT = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"


@cache
def report() -> tourlib.Report:
    return tourlib.load(REPORT, settled=False)


@cache
def terms() -> pd.DataFrame:
    titles = [*report().sections["title"].dropna(), *report().visits["title"].dropna()]
    return find_terms(report().body, glossary=report().glossary.to_dict("records"), titles=titles)
