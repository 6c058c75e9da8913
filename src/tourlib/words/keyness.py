"""Which words one text uses that the others do not: counts → measures, one row a key and word.

All take the frame of :func:`tourlib.words.counts.count_words` (a key, ``term``, ``count``) and compare
each key with all others together. With y_i the count of a word in text i and n_i the number of all
words there, and y_j, n_j the same for the others:
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

#: z beyond chance at 5 %.
SIGNIFICANT_Z = 1.96
#: So many words of prior text are taken to be spread as the whole is.
PRIOR_WORDS = 500.0


@dataclass(frozen=True)
class _Table:
    """The counts of each row against the others."""

    here: Floats
    size: Floats
    others: Floats
    others_size: Floats
    share: Floats


def _table(counts: pd.DataFrame, by: str) -> _Table:
    here = counts["count"].to_numpy(dtype=float)
    total = float(here.sum())
    size = counts.groupby(by)["count"].transform("sum").to_numpy(dtype=float)
    uses = counts.groupby("term")["count"].transform("sum").to_numpy(dtype=float)
    return _Table(here, size, uses - here, total - size, uses / max(total, 1.0))


def measure_log_odds(counts: pd.DataFrame, by: str, *, prior: float = PRIOR_WORDS) -> pd.DataFrame:
    """Log-odds ratio with informative Dirichlet prior, Monroe, Colaresi & Quinn (2008), "Fightin'
    Words", Political Analysis 16(4), doi:10.1093/pan/mpn018, equations 16, 19 and 22:

        δ = log((y_i + α_w) / (n_i + α_0 − y_i − α_w)) − log((y_j + α_w) / (n_j + α_0 − y_j − α_w))
        z = δ / √(1 / (y_i + α_w) + 1 / (y_j + α_w))

    The prior draws rare words towards the background, so that a word used once is not key.

    Args:
        counts: key, ``term``, ``count``.
        by: the key.
        prior: α_0, the number of words the prior weighs; α_w is the word's share of it.

    Returns:
        ``counts`` with ``log_odds`` (δ, natural logarithm) and ``z``; |z| > :data:`SIGNIFICANT_Z` is beyond chance
        at 5 %.

    Raises:
        ValueError: the prior is not positive.
    """
    if prior <= 0:
        raise ValueError(f"prior={prior} must be above 0")
    table = _table(counts, by)
    alpha = prior * table.share
    first = _log_odds(table.here, table.size, alpha, prior)
    second = _log_odds(table.others, table.others_size, alpha, prior)
    delta = first - second
    spread = np.sqrt(1.0 / (table.here + alpha) + 1.0 / (table.others + alpha))
    return counts.assign(log_odds=delta, z=delta / spread)


def _log_odds(count: Floats, size: Floats, alpha: Floats, prior: float) -> Floats:
    rest = np.maximum(size + prior - count - alpha, 1e-9)  # 0 where a text has one word only
    return np.asarray(np.log((count + alpha) / rest))


def measure_log_likelihood(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Dunning's (1993) log-likelihood, as Rayson & Garside (2000) use it, doi:10.3115/1117729.1117730:

        G² = 2 (y_i log(y_i / e_i) + y_j log(y_j / e_j)),  e = n (y_i + y_j) / (n_i + n_j)

    and its effect size, the log ratio (Hardie 2014), log₂ of the relative frequencies, with half a
    use where the others have none. G² > 3.84 is beyond chance at 5 %; ``log_ratio`` 1 is twice as
    frequent.

    Returns:
        ``counts`` with ``g2`` (negative where the word is rarer than elsewhere) and ``log_ratio``.
    """
    t = _table(counts, by)
    expected = t.size * t.share
    expected_others = t.others_size * t.share
    g2 = 2.0 * (_times_log(t.here, expected) + _times_log(t.others, expected_others))
    own = t.here / np.maximum(t.size, 1.0)
    other = np.maximum(t.others, 0.5) / np.maximum(t.others_size, 1.0)
    ratio = np.log2(np.maximum(own, np.finfo(float).tiny) / other)
    return counts.assign(g2=np.where(t.here < expected, -g2, g2), log_ratio=ratio)


def _times_log(count: Floats, expected: Floats) -> Floats:
    safe = np.where(count > 0, count, 1.0)
    return np.asarray(np.where(count > 0, count * np.log(safe / np.maximum(expected, 1e-12)), 0.0))


def measure_tf_idf(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """tf-idf, Salton & Buckley (1988), doi:10.1016/0306-4573(88)90021-0: with N keys, of which df use
    the word,

        tf_idf = (1 + ln y_i) · ln((1 + N) / df)

    Returns:
        ``counts`` with ``tf_idf``.
    """
    keys = counts[by].nunique()
    used = counts.groupby("term")[by].transform("nunique").to_numpy(dtype=float)
    frequency = 1.0 + np.log(np.maximum(counts["count"].to_numpy(dtype=float), 1.0))
    return counts.assign(tf_idf=frequency * np.log((1.0 + keys) / used))


def measure_keyness(
    counts: pd.DataFrame,
    by: str,
    *,
    least: int = 2,
    terms: Mapping[str, int] | None = None,
    prior: float = PRIOR_WORDS,
) -> pd.DataFrame:
    """All measures of keyness beside each other, the most key words of each text first.

    Args:
        counts, by, prior: as in :func:`measure_log_odds`.
        least: words used less often in a text are left out of the result (not of the measures).
        terms: term → its uses in the whole report. A term of the report says something even when it
            is used once; of words that are equally key the more used comes first.

    Returns:
        ``counts`` with ``log_odds``, ``z``, ``g2``, ``log_ratio``, ``tf_idf``, sorted by key and
        descending ``z``.
    """
    found = measure_log_odds(counts, by, prior=prior)
    found = measure_tf_idf(measure_log_likelihood(found, by), by)
    found = found.assign(_uses=found["term"].map(dict(terms or {})).fillna(0).astype(int))
    found = found[(found["count"] >= least) | (found["_uses"] > 0)]
    found = found.sort_values(
        [by, "z", "_uses", "term"],
        ascending=[True, False, False, True],
        ignore_index=True,
        kind="stable",
    )
    return found.drop(columns="_uses")
