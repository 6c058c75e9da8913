"""Which words are used together: for a network of terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

import pandas as pd

from tourlib.words.counts import content_words
from tourlib.words.kwic import split_sentences
from tourlib.words.texts import join_texts

_COLUMNS = {
    "first": "string", "second": "string", "count": "Int64", "expected": "float64", "g2": "float64",
    "npmi": "float64", "rows": "object",
}  # fmt: skip
#: G² beyond chance at 0.1 %: many pairs are tried.
SIGNIFICANT = 10.83


def measure_cooccurrence(
    frame: pd.DataFrame,
    terms: Iterable[str] = (),
    *,
    unit: str = "sentence",
    least: int = 2,
    stop: Iterable[str] = (),
    synonyms: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Pairs of words that are used in one sentence (or text) more often than by chance.

    With N units, of which n₁ have the one word, n₂ the other and n₁₂ both, expected = n₁ n₂ / N, the
    significance is the log-likelihood ratio G² of the two-by-two table (Dunning 1993, "Accurate
    Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1)), and the
    strength is normalised pointwise mutual information (Bouma 2009), from −1 to 1 (always together):

        npmi = ln(n₁₂ N / (n₁ n₂)) / −ln(n₁₂ / N)

    Args:
        frame: one row a text: ``text``, perhaps ``title``.
        terms, stop, synonyms: as in :func:`tourlib.words.counts.content_words`.
        unit: ``"sentence"`` or ``"text"`` (each row of the frame: a section, an item).
        least: pairs seen less often are left out.

    Returns:
        ``first`` < ``second`` (in code point order), ``count``, ``expected``, ``g2``, ``npmi``, ``rows``
        (labels of the texts where the pair stands); only pairs seen more often than expected, highest
        ``g2`` first. ``g2`` above :data:`SIGNIFICANT` is beyond
        chance at 0.1 %.

    Raises:
        ValueError: no such unit.
    """
    if unit not in ("sentence", "text"):
        raise ValueError(f"unit={unit!r}: 'sentence' or 'text'")
    kept = tuple(terms)
    units: list[tuple[object, frozenset[str]]] = []
    for label, text in zip(frame.index, join_texts(frame), strict=True):
        for piece in split_sentences(text) if unit == "sentence" else [text]:
            words = content_words(piece, kept, stop=stop, synonyms=synonyms)
            if words:
                units.append((label, frozenset(words)))
    single = Counter(word for _label, words in units for word in words)
    often = {word for word, n in single.items() if n >= least}
    places: dict[tuple[str, str], list[object]] = {}
    for label, found in units:
        for pair in combinations(sorted(found & often), 2):
            places.setdefault(pair, []).append(label)
    rows = []
    for (first, second), labels in places.items():
        both = len(labels)
        expected = single[first] * single[second] / len(units)
        if both >= least and both > expected:
            g2 = _log_likelihood(both, single[first], single[second], len(units))
            npmi = _npmi(both, expected, len(units))
            rows.append((first, second, both, expected, g2, npmi, list(dict.fromkeys(labels))))
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return frame.sort_values(
        ["g2", "first", "second"], ascending=[False, True, True], ignore_index=True, kind="stable"
    )


def _npmi(both: int, expected: float, units: int) -> float:
    return 1.0 if both == units else math.log(both / expected) / -math.log(both / units)


def _log_likelihood(both: int, first: int, second: int, units: int) -> float:
    """G² of the table: both words, one, the other, neither."""
    cells = [both, first - both, second - both, units - first - second + both]
    rows, columns = (first, units - first), (second, units - second)
    expected = [rows[i] * columns[j] / units for i, j in ((0, 0), (0, 1), (1, 0), (1, 1))]
    return 2.0 * sum(o * math.log(o / e) for o, e in zip(cells, expected, strict=True) if o > 0)
