"""Words that are one: what the report itself says by its glosses, and what an analyst says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from tourlib.words.tokens import find_term, to_simplified


def find_synonyms(
    glossary: pd.DataFrame,
    paragraphs: Iterable[tuple[int, str]],
    settled: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Word → the word that it is counted as.

    A term and the abbreviation that the report gives it are one word: 人工智慧 (AI). It is counted in
    the form that the report uses more. Where two terms bear one abbreviation, or a term two, none is
    made one.

    Args:
        glossary: the table ``glossary``.
        paragraphs: line number and text of each line of the body.
        settled: the synonyms of the cohort file; they go before what the glosses say.

    >>> glossary = pd.DataFrame({"term": ["差價合約"], "abbreviation": ["CfD"], "count": [2]})
    >>> find_synonyms(glossary, [(1, "差價合約(CfD)"), (2, "CfD 與 CfD")])
    {'差價合約': 'CfD'}
    """
    said = glossary[glossary["abbreviation"].notna()]
    alone = ~said["abbreviation"].duplicated(keep=False) & ~said["term"].duplicated(keep=False)
    text = to_simplified("\n".join(text for _line, text in paragraphs))
    same = {}
    for row in said[alone].to_dict("records"):
        short, term = str(row["abbreviation"]), str(row["term"])
        uses = sum(1 for _span in find_term(text, to_simplified(short)))
        old, new = (term, short) if uses > int(row["count"]) else (short, term)
        same[old] = new
    own = dict(settled or {})
    # Where the analyst names the kept form, or sends it elsewhere, the gloss follows.
    kept = {old: own.get(new, new) for old, new in same.items() if old not in own.values()}
    return kept | own
