"""Keyword in context: every use of a word with what stands around it."""

from __future__ import annotations

import re

import pandas as pd

from tourlib.text import normalize
from tourlib.words.tokens import find_term, fits, to_simplified, word_starts

_COLUMNS = {
    "left": "string",
    "keyword": "string",
    "right": "string",
    "section": "Int64",
    "line": "Int64",
}


def concordance(texts: pd.DataFrame, keyword: str, width: int = 20) -> pd.DataFrame:
    """All uses of a keyword, in the order of the texts, as in a KWIC index (Luhn 1960, "Key word-in-
    context index for technical literature", American Documentation 11(4)).

    臺 and 台, Traditional and Simplified are one; so are Chinese and Latin with and without a space
    between. Where the keyword only happens to be there, as part of two other words, is left out.

    Args:
        texts: one row a text: ``text``, perhaps ``title`` (searched too), ``section``, ``line``.
        keyword: a word or phrase.
        width: characters to each side, at most; never over the end of a paragraph.

    Returns:
        ``left``, ``keyword`` (as printed), ``right``, ``section`` (``<NA>`` where the texts have none),
        ``line`` (where the text begins); no rows where there is no use.

    Raises:
        ValueError: the keyword is empty or the width negative.
    """
    wanted = to_simplified(normalize(keyword))
    if not wanted:
        raise ValueError("keyword is empty: give the word to look for")
    if width < 0:
        raise ValueError(f"width={width} must be 0 or more")
    rows = []
    for record in texts.to_dict("records"):
        for column in ("title", "text"):
            value = record.get(column)
            if not isinstance(value, str):
                continue
            for paragraph in value.split("\n"):
                for left, found, right in _uses(paragraph, wanted, width):
                    rows.append((left, found, right, record.get("section"), record.get("line")))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _uses(paragraph: str, wanted: str, width: int) -> list[tuple[str, str, str]]:
    simplified = to_simplified(paragraph)
    spans = list(find_term(simplified, wanted))
    if not spans:
        return []
    starts = word_starts(paragraph)
    return [
        (paragraph[max(0, a - width) : a], paragraph[a:b], paragraph[b : b + width])
        for a, b in spans
        if fits(simplified, (a, b), starts, inside=True)
    ]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, without white space at their ends; none is empty.

    >>> split_sentences("協作不易。為何?因為信任\\n不足")
    ['協作不易。', '為何?', '因為信任', '不足']
    """
    return [
        s.strip()
        for s in re.findall(r"[^。!?;\n]*[。!?;]+|[^。!?;\n]+", text)
        if s.strip(" 。!?;\n")
    ]
