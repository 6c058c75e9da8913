"""Which words one text uses that the others do not."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: z beyond chance at 5 %, and at 0.1 %.
SIGNIFICANT_Z, STRICT_Z = 1.96, 3.29
#: So many words of prior text are taken to be spread as the whole is.
PRIOR_WORDS = 500.0


def measure_log_odds(counts: pd.DataFrame, by: str, *, prior: float = PRIOR_WORDS) -> pd.DataFrame:
    """Log-odds ratio with informative Dirichlet prior, Monroe, Colaresi & Quinn (2008), "Fightin'
    Words", Political Analysis 16(4), doi:10.1093/pan/mpn018, equations 16, 19 and 22: with y_i the
    count of a word in text i and n_i the number of all words there, and y_j, n_j the same for all
    others together,

        δ = log((y_i + α_w) / (n_i + α_0 − y_i − α_w)) − log((y_j + α_w) / (n_j + α_0 − y_j − α_w))
        z = δ / √(1 / (y_i + α_w) + 1 / (y_j + α_w))

    The prior draws rare words towards the background, so that a word used once is not key.

    Args:
        counts: of :func:`tourlib.words.counts.count_words`: a key, ``term``, ``count``.
        by: the key.
        prior: α_0, the number of words the prior weighs; α_w is the word's share of it.

    Returns:
        ``counts`` with ``log_odds`` (δ, natural logarithm) and ``z``; |z| > :data:`SIGNIFICANT_Z`
        is beyond chance at 5 %.

    Raises:
        ValueError: the prior is not positive.
    """
    if prior <= 0:
        raise ValueError(f"prior={prior} must be above 0")
    here = counts["count"].astype(float)
    size = here.groupby(counts[by]).transform("sum")
    uses = here.groupby(counts["term"]).transform("sum")
    total = max(float(here.sum()), 1.0)
    alpha = prior * uses / total
    first = _log_odds(here + alpha, size + prior)
    second = _log_odds(uses - here + alpha, total - size + prior)
    spread = np.sqrt(1.0 / (here + alpha) + 1.0 / (uses - here + alpha))
    return counts.assign(log_odds=first - second, z=(first - second) / spread)


def _log_odds(count: pd.Series, of: pd.Series) -> pd.Series:
    return np.log(count / (of - count).clip(lower=1e-9))  # 0 where a text has one word only
