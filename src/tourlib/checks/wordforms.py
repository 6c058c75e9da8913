"""Wrong forms of words that are well known: ``reference/confusions.csv``.

Some pairs of characters are kept although shape, sound and doubling find most slips without a list: of
the 22 corrections of cohort 114, from whose kind it was made, they find 12, with it 18. In other
reports it adds little, and nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tourlib.checks.alltext import Text
from tourlib.checks.lexicon import level_of
from tourlib.vocabulary import rules

#: Words from this level on are looked for where two words meet.
_USED = 7.0


@cache
def _wrong_forms() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Wrong form, right form, where it is right all the same."""
    forms: list[tuple[str, str, tuple[str, ...]]] = []
    for wrong, right, words, *never in rules("confusions"):
        kept = tuple(filter(None, "".join(never[:1]).split("|")))
        forms += [(w.replace(right, wrong), w, kept) for w in words.split("|") if w]
    return tuple(forms)


def _bridges(text: str, at: int, form: str) -> bool:
    """Whether a form of two characters begins with the last character of a word: 保護|土地."""
    before = [text[at - n : at + 1] for n in (1, 2) if at >= n and len(form) == 2]
    return any(level_of(word) >= _USED for word in before)


def find_wrong_forms(text: Text) -> Iterator[tuple[int, str, str]]:
    """Place, printed form and right form of every known wrong form of a word."""
    pairs = {text.whole[at : at + 2] for at in range(len(text.whole) - 1)}
    for wrong, right, never in _wrong_forms():
        # Most forms are ruled out by their first two characters.
        if wrong[:2] not in pairs:
            continue
        for at in text.find(wrong):
            around = text.whole[max(0, at - 3) : at + len(wrong) + 3]
            if any(piece in around for piece in never) or _bridges(text.whole, at, wrong):
                continue
            yield at, wrong, right
