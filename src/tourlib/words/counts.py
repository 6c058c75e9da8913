"""Count the words that say what texts are about, their dispersion, and the words that set one text
apart from the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
import pandas as pd

from tourlib.text import count_han
from tourlib.words.texts import join_texts
from tourlib.words.tokens import fits, stop_words, to_simplified, tokenize, word_starts

#: A name in Latin letters: AI, Copilot, mRNA. Lower-case English is a gloss or a quotation.
_NAME = re.compile(r"(?=.*[A-Z\u00c0-\u00de])[A-Za-z\u00c0-\u024f][\w&.+'’-]+\+*")
#: A gloss repeats the Chinese before it and is not counted.
_GLOSS = re.compile(r"[((][A-Za-z][^()()\u3400-\u9fff]*[))]")
#: z for significance at 5 %, and at 0.1 %.
SIGNIFICANT_Z, STRICT_Z = 1.96, 3.29
#: Size in words of the prior text, which is distributed like the whole.
PRIOR_WORDS = 500.0
_COLUMNS = {"term": "string", "count": "Int64", "parts": "Int64", "rows": "object"}


@dataclass(frozen=True)
class Lexicon:
    """What is known about the words of a report.

    Attributes:
        terms: its own terms with their frequency; they are kept whole and spelled as here.
        stop: additional stop words.
        synonyms: word → the word under which it is counted (協作 → 合作).
    """

    terms: Mapping[str, int] = field(default_factory=dict)
    stop: Collection[str] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spelled(self) -> dict[str, str]:
        """The terms by their form in Simplified characters without spaces."""
        return {_plain(term): term for term in self.terms}


#: For a text about which nothing is known.
NOTHING = Lexicon()


def content_words(text: str, known: Lexicon = NOTHING) -> list[str]:
    """Return the words of a text that can say what it is about, in order.

    These are words of two or more ideographs and names in Latin letters, without numbers, stop
    words and English glosses.

    Args:
        text: any text.
        known: what is known about its words.

    >>> content_words("政府推動 AI 與數位轉型", Lexicon({"數位轉型": 1}, synonyms={"AI": "人工智慧"}))
    ['人工智慧', '數位轉型']
    """
    return [word for word, _start, _end in locate_words(text, known)]


def locate_words(text: str, known: Lexicon = NOTHING) -> list[tuple[str, int, int]]:
    """Return the words of :func:`content_words` with their positions [from, to) in the text."""
    without = stop_words() | frozenset(known.stop)
    words = []
    at = 0
    # A gloss is replaced by as many spaces, so that positions do not change.
    for token in tokenize(_GLOSS.sub(lambda gloss: " " * len(gloss[0]), text), known.terms):
        start, at = at, at + len(token)
        word = known.spelled.get(_plain(token), token)
        word = known.synonyms.get(word, word)
        says = count_han(word) >= 2 or _plain(word) in known.spelled or _NAME.fullmatch(word)
        if says and word not in without and word.lower() not in without:
            words.append((word, start, at))
    return words


@lru_cache(maxsize=2**15)
def _plain(text: str) -> str:
    return "".join(to_simplified(text).split())


def count_words(
    frame: pd.DataFrame, by: str, known: Lexicon = NOTHING, *, inside: bool = False
) -> pd.DataFrame:
    """Count the words of texts by a key.

    Args:
        frame: one row per text: ``text``, perhaps ``title``, and the key. Rows without a key are left out.
        by: column of the key: ``topic``, ``theme``, ``chapter``, ``item`` …
        known: what is known about the words.
        inside: whether a longer term also counts for the words in it (:func:`words_inside`).

    Returns:
        One row per key and word: the key, ``term``, ``count``, ``parts`` (number of the key's texts that
        contain it), ``rows`` (labels of these texts in the frame); sorted by key, then by frequency.
    """
    kept = frame[frame[by].notna()]
    said = [content_words(text, known) for text in join_texts(kept)]
    parts = words_inside(set(chain(*said))) if inside else {}
    words = [[*found, *chain(*(parts.get(word, ()) for word in found))] for found in said]
    uses = kept[[by]].assign(term=words, rows=kept.index).explode("term").dropna(subset="term")
    table = uses.groupby([by, "term"], as_index=False).agg(
        count=("rows", "size"), parts=("rows", "nunique"), rows=("rows", lambda r: [*r.unique()])
    )
    return table.astype(_COLUMNS).sort_values(
        [by, "count", "term"], ascending=[True, False, True], ignore_index=True, kind="stable"
    )


def words_inside(words: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each word, which of the other words it contains.

    >>> words_inside(["數位服務", "服務", "領導力", "導力"])["數位服務"]
    ['服務']
    """
    known = set(words)
    longest = max(map(len, known), default=0)
    found = {}
    for term in known:
        plain, starts = to_simplified(term), word_starts(term)
        found[term] = sorted({
            term[a:b]
            for a in range(len(term))
            for b in range(a + 2, min(len(term), a + longest) + 1)
            if (a, b) != (0, len(term))
            and term[a:b] in known
            and fits(plain, (a, b), starts, inside=True)
        })  # fmt: skip
    return found


def measure_dispersion(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Measure how evenly each word is spread over parts of any size.

    Gries' deviation of proportions (Gries 2008, "Dispersions and adjusted frequencies in corpora",
    International Journal of Corpus Linguistics 13(4), doi:10.1075/ijcl.13.4.02gri): with s_i the
    share of part i in all words and v_i its share in the uses of this word,

        DP = 1/2 Σ |v_i − s_i|

    near 0 for a word used evenly, near 1 for one used only in a small part; normalised by its
    largest value, 1 − min s_i (Lijffijt & Gries 2012, doi:10.1075/ijcl.17.1.08lij).

    Args:
        counts: key, ``term``, ``count``; the key is the part (section, item, topic).
        by: the key.

    Returns:
        One row per word: ``term``, ``count``, ``parts`` (number of parts with the word), ``dp``,
        ``dp_norm``, ``weight`` = count · (1 − dp_norm), a size that does not reward ten uses in one
        place, ``rows`` (labels of the texts, if the counts have them); highest weight first.
    """
    matrix = counts.pivot_table(
        index=by, columns="term", values="count", aggfunc="sum", fill_value=0
    )
    values = matrix.to_numpy(dtype=float)
    sizes = values.sum(axis=1) / max(values.sum(), 1.0)
    uses = values.sum(axis=0)
    dp = 0.5 * np.abs(values / np.maximum(uses, 1.0) - sizes[:, None]).sum(axis=0)
    most = 1.0 - sizes.min() if len(sizes) > 1 else 1.0
    told = {"count": uses.astype(int), "parts": (values > 0).sum(axis=0), "dp": dp}
    frame = pd.DataFrame(told | {"dp_norm": np.clip(dp / most, 0.0, 1.0)}, index=matrix.columns)
    frame = frame.reset_index().astype({"term": "string", "count": "Int64", "parts": "Int64"})
    frame["weight"] = frame["count"].astype(float) * (1.0 - frame["dp_norm"])
    if "rows" in counts:
        together = counts.groupby("term")["rows"].agg(lambda lists: sorted({*chain(*lists)}))
        frame["rows"] = frame["term"].map(together).astype("object")
    return frame.sort_values(
        ["weight", "term"], ascending=[False, True], ignore_index=True, kind="stable"
    )


def measure_log_odds(counts: pd.DataFrame, by: str, *, prior: float = PRIOR_WORDS) -> pd.DataFrame:
    """Log-odds ratio with informative Dirichlet prior, Monroe, Colaresi & Quinn (2008), "Fightin'
    Words", Political Analysis 16(4), doi:10.1093/pan/mpn018, equations 16, 19 and 22: with y_i the
    count of a word in text i and n_i the number of all words there, and y_j, n_j the same for all
    others together,

        δ = log((y_i + α_w) / (n_i + α_0 − y_i − α_w)) − log((y_j + α_w) / (n_j + α_0 − y_j − α_w))
        z = δ / √(1 / (y_i + α_w) + 1 / (y_j + α_w))

    The prior draws rare words towards the background, so that a word used once is not key.

    Args:
        counts: of :func:`count_words`: a key, ``term``, ``count``.
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
    return np.log(count / (of - count).clip(lower=1e-9))  # 0 for a text with a single word
