"""What reviewed corrections change: words and keywords before and after."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tourlib.report import Report, build_report
from tourlib.words import count_words
from tourlib.words.keywords import topic_keywords

_COLUMNS = {
    "term": "string", "before": "Int64", "after": "Int64", "keyness_before": "Float64",
    "keyness_after": "Float64",
}  # fmt: skip


def as_printed(report: Report) -> Report:
    """The report without the corrections of its cohort file, with all else that was settled."""
    settled = replace(report.settled, corrections=())
    return build_report(report.source, cohort=report.meta.cohort, settled=settled)


def compare_words(report: Report) -> pd.DataFrame:
    """Words whose uses in the body the corrections change.

    Args:
        report: a report loaded by its cohort, with its corrections.

    Returns:
        One row a word, the greatest gain first: ``term``; ``before`` and ``after``, its uses in the
        sections; ``keyness_before`` and ``keyness_after``, its highest keyness (z) in any topic of
        the recommendations, ``<NA>`` where it is no keyword of any. No rows without corrections.
    """
    if not report.settled.corrections:
        return pd.DataFrame({name: pd.array([], dtype) for name, dtype in _COLUMNS.items()})
    counts, keyness = {}, {}
    for name, version in (("before", as_printed(report)), ("after", report)):
        words = count_words(
            version.sections, "cohort", version.terms["term"],
            stop=report.stop, synonyms=report.synonyms,
        )  # fmt: skip
        counts[name] = words.set_index("term")["count"]
        keywords = topic_keywords(
            version.recommendations, version.terms, version.sections,
            stop=report.stop, synonyms=report.synonyms,
        )  # fmt: skip
        keyness[f"keyness_{name}"] = keywords.groupby("term")["keyness"].max()
    table = pd.DataFrame(counts).fillna(0).join(pd.DataFrame(keyness))
    table = table[table["before"] != table["after"]].rename_axis("term").reset_index()
    table = table.assign(_gain=table["after"] - table["before"])
    table = table.sort_values(
        ["_gain", "after", "term"], ascending=[False, False, True], kind="stable"
    )
    return table[list(_COLUMNS)].astype(_COLUMNS).reset_index(drop=True)
