"""Wrong forms of words that are well known: ``reference/confusions.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tourlib.checks.alltext import Text
from tourlib.text import HAN
from tourlib.vocabulary import rules

SURE, LIKELY, FORM = "高", "中", "字形"
_HAN = re.compile(f"[{HAN}]+")


@cache
def _wrong_forms() -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    """Wrong form, right form, where it is right all the same, how sure."""
    forms: list[tuple[str, str, tuple[str, ...], str]] = []
    for wrong, right, words, *never in rules("confusions"):
        if words == "*":
            forms.append((wrong, right, (), FORM))
            continue
        kept = tuple(filter(None, "".join(never[:1]).split("|")))
        forms += [(w.replace(right, wrong), w, kept, SURE) for w in words.split("|") if w]
    return tuple(forms)


@cache
def _word_ends() -> Mapping[str, frozenset[str]]:
    """Character → words that end in it."""
    return {char: frozenset(words.split("|")) for char, words in rules("word_ends")}


def _bridges(text: str, at: int, form: str) -> bool:
    """Whether a form of two characters begins with the last character of a word: 保護|土地."""
    ends = _word_ends().get(form[0], frozenset()) if len(form) == 2 else frozenset()
    return any(text[max(0, at - n) : at + 1] in ends for n in (1, 2))


def find_wrong_forms(text: Text) -> Iterator[tuple[int, str, str, str]]:
    """Place, printed form, right form, and how sure, of every known wrong form of a word."""
    pairs = {text.whole[at : at + 2] for at in range(len(text.whole) - 1)}
    for wrong, right, never, sure in _wrong_forms():
        # Most forms are ruled out by their first two characters.
        if wrong[:2] not in pairs and len(wrong) > 1 and _HAN.fullmatch(wrong[:2]):
            continue
        for at in text.find(wrong):
            around = text.whole[max(0, at - 3) : at + len(wrong) + 3]
            if any(piece in around for piece in never) or _bridges(text.whole, at, wrong):
                continue
            yield at, wrong, right, sure
